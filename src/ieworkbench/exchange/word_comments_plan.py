"""What will be written as comments: every coding and memo of a source, in order, and what cannot be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ieworkbench.exchange.bundle import Bundle, Report
from ieworkbench.exchange.web_annotation_codes import CodeNames, path_of
from ieworkbench.exchange.word_comments_fresh import NOT_IN_XML
from ieworkbench.exchange.word_comments_marks import Entry
from ieworkbench.exchange.word_comments_places import Around
from ieworkbench.exchange.word_comments_read import MEMO_LINE
from ieworkbench.exchange.word_comments_words import said_in
from ieworkbench.model import Coding, Memo, Passage, Source
from ieworkbench.model.vocabulary import MemoKind, RecordKind

__all__ = ["UNDATED", "Planned", "held", "planned", "report_the_rest"]

UNDATED = dt.datetime(1970, 1, 1)  # noqa: DTZ001 - moments are kept in UTC, without saying so each time
"""The moment of a record that has none."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A comment to be: what it is about and says, how long its first line is, and what is kept of it."""

    passage: Passage
    text: str
    first: int
    by: str
    at: dt.datetime
    entry: Entry
    around: Around | None = None

    @property
    def order(self) -> tuple[object, ...]:
        """Longer ones first where they begin together; those on the same words by what they say."""
        entry = self.entry
        return (self.passage.start, -self.passage.end, entry.kind, self.text, self.by, self.at, entry.record)

    @property
    def range(self) -> tuple[int, int]:
        """The words between its marks."""
        lead, tail = (self.around.lead, self.around.tail) if self.around else (0, 0)
        return self.passage.start - lead, self.passage.end - tail


def planned(bundle: Bundle, source: Source, report: Report) -> list[Planned]:
    """Every comment of a source, in order."""
    found = list(_all_planned(bundle, source, report))
    standing = []
    for each in found:
        if each.passage.stands_in(source.content):
            standing.append(each)
        else:
            where = f"{source.id}, character {each.passage.start}"
            report.unplaced(each.entry.kind, where, "Its words do not stand at its place in the text; not written.")
    return sorted(standing, key=lambda each: each.order)


def _all_planned(bundle: Bundle, source: Source, report: Report) -> Iterator[Planned]:
    names = CodeNames(bundle.codebook)
    codings = {each.id: each for each in bundle.codings}
    passages = {each.id: each for each in bundle.passages}
    for coding in bundle.codings:
        if coding.passage.source == source.id and coding.code in bundle.codebook:
            yield _of_coding(coding, path_of(bundle.codebook, coding.code), names)
    for memo in bundle.memos:
        if memo.about is None:
            continue
        about = codings.get(memo.about.id) if memo.about.kind is RecordKind.CODING else None
        passage = passages.get(memo.about.id) if memo.about.kind is RecordKind.PASSAGE else None
        passage = about.passage if about is not None else passage
        if passage is not None and passage.source == source.id:
            yield _of_memo(memo, passage, about.id if about else "", names, report)


def _of_coding(coding: Coding, path: str, names: CodeNames) -> Planned:
    text = f"{path}\n{coding.memo}" if coding.memo else path
    said = said_in(text, names)
    if coding.memo and ([code.id for code in said.codes] != [coding.code] or said.memo != coding.memo.strip("\n ")):
        text = f"{path}\n\n{coding.memo}"
    skip = len(text) - len(coding.memo)
    entry = Entry("", "coding", coding.id, coding.passage.id, coding.code, at=_moment(coding.at), skip=skip)
    return Planned(coding.passage, text, len(path), coding.by, coding.at, entry)


def _of_memo(memo: Memo, passage: Passage, about: str, names: CodeNames, report: Report) -> Planned:
    if memo.version != 1 or memo.kind != MemoKind.MEMO:
        report.changed("memo", memo.title or memo.id, "It is written as a plain memo of one version.")
    text = f"{memo.title}\n{memo.text}" if memo.title else memo.text
    said = said_in(text, names)
    skip = len(MEMO_LINE) if said.codes or said.new else 0
    entry = Entry("", "memo", memo.id, passage.id, about=about, at=_moment(memo.at), skip=skip, title=len(memo.title))
    return Planned(passage, MEMO_LINE[:skip] + text, skip + len(memo.title), memo.by, memo.at, entry)


def _moment(at: dt.datetime) -> str:
    return "" if at == UNDATED else at.isoformat()


def held(words: str) -> str:
    """Words as XML can hold them."""
    return NOT_IN_XML.sub("\ufffd", words)


def report_the_rest(bundle: Bundle, report: Report) -> None:
    """Say what a bundle holds that no comment can say."""
    bare = {each.id for each in bundle.passages} - {coding.passage.id for coding in bundle.codings}
    for memo in bundle.memos:
        if memo.about is None or memo.about.kind not in (RecordKind.PASSAGE, RecordKind.CODING):
            report.dropped("memo", memo.title or memo.id, "Only memos on words and on codings can be comments.")
        elif memo.about.kind is RecordKind.PASSAGE:
            bare.discard(memo.about.id)
    _report_codings(bundle, report)
    _report_codes(bundle, report)
    others: dict[str, Sequence[object]] = {
        "passages without a code or memo": sorted(bare),
        "cases": bundle.cases,
        "sites": bundle.sites,
        "informants": bundle.informants,
        "passages of cases": bundle.case_passages,
        "attributes": bundle.attributes,
        "values of attributes": bundle.values,
        "links": bundle.links,
        "sets": bundle.sets,
    }
    for what, things in others.items():
        if things:
            report.dropped(what, f"{len(things)} of them", f"A Word document has no place for {what}.")


def _report_codings(bundle: Bundle, report: Report) -> None:
    sources = {each.id for each in bundle.sources}
    for coding in bundle.codings:
        if coding.code not in bundle.codebook or coding.passage.source not in sources:
            report.dropped("coding", coding.id, "Its code or its source is not among what is written.")


def _report_codes(bundle: Bundle, report: Report) -> None:
    used = {coding.code for coding in bundle.codings}
    for code in bundle.codebook:
        if not used & bundle.codebook.below(code.id):
            report.dropped("code", code.name, "No passage has it; only codes in use are named in comments.")
        elif code.definition or code.include or code.exclude or code.example or code.colour:
            report.changed("code", code.name, "Its path is written, but not its definition, examples and colour.")
        if len(code.parents) > 1:
            report.changed("code", code.name, "It stands under several codes; only the path by the first is written.")
