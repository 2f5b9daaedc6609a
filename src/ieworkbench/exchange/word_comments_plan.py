"""What will be written as comments: every coding and memo of a source, in order, and what cannot be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from ieworkbench.exchange.bundle import Bundle, Report
from ieworkbench.exchange.code_lookup import CodeLookup, path_of
from ieworkbench.exchange.losses import codes_left_out, left_out
from ieworkbench.exchange.moments import NEVER
from ieworkbench.exchange.names import short
from ieworkbench.exchange.word_comments_fresh import NOT_IN_XML
from ieworkbench.exchange.word_comments_marks import Entry
from ieworkbench.exchange.word_comments_places import Around
from ieworkbench.exchange.word_comments_read import MEMO_LINE
from ieworkbench.exchange.word_comments_words import said_in
from ieworkbench.model import Coding, Memo, Passage, Source
from ieworkbench.model.vocabulary import MemoKind, RecordKind

__all__ = ["Planned", "held", "planned", "report_the_rest"]


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
    names = CodeLookup(bundle.codebook)
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


def _of_coding(coding: Coding, path: str, names: CodeLookup) -> Planned:
    text = f"{path}\n{coding.memo}" if coding.memo else path
    said = said_in(text, names)
    if coding.memo and ([code.id for code in said.codes] != [coding.code] or said.memo != coding.memo.strip("\n ")):
        text = f"{path}\n\n{coding.memo}"
    skip = len(text) - len(coding.memo)
    entry = Entry("", "coding", coding.id, coding.passage.id, coding.code, at=_moment(coding.at), skip=skip)
    return Planned(coding.passage, text, len(path), coding.by, coding.at, entry)


def _of_memo(memo: Memo, passage: Passage, about: str, names: CodeLookup, report: Report) -> Planned:
    if memo.version != 1 or memo.kind != MemoKind.MEMO:
        report.changed("memo", short(memo.title or memo.text), "It is written as a plain memo of one version.")
    text = f"{memo.title}\n{memo.text}" if memo.title else memo.text
    said = said_in(text, names)
    skip = len(MEMO_LINE) if said.codes or said.new else 0
    entry = Entry("", "memo", memo.id, passage.id, about=about, at=_moment(memo.at), skip=skip, title=len(memo.title))
    return Planned(passage, MEMO_LINE[:skip] + text, skip + len(memo.title), memo.by, memo.at, entry)


def _moment(at: dt.datetime) -> str:
    return "" if at == NEVER else at.isoformat()


def held(words: str) -> str:
    """Words as XML can hold them."""
    return NOT_IN_XML.sub("\ufffd", words)


def report_the_rest(bundle: Bundle, report: Report) -> None:
    """Say what a bundle holds that no comment can say."""
    bare = {each.id for each in bundle.passages} - {coding.passage.id for coding in bundle.codings}
    for memo in bundle.memos:
        if memo.about is None or memo.about.kind not in (RecordKind.PASSAGE, RecordKind.CODING):
            report.dropped(
                "memo", short(memo.title or memo.text), "Only memos on words and on codings can be comments."
            )
        elif memo.about.kind is RecordKind.PASSAGE:
            bare.discard(memo.about.id)
    if bare:
        report.dropped("passages", f"{len(bare):,} in all", "They have no code or memo that could be a comment.")
    _report_codings(bundle, report)
    codes_left_out(bundle, report)
    left_out(bundle, report, "sources", "passages", "codings", "memos")


def _report_codings(bundle: Bundle, report: Report) -> None:
    sources = {each.id for each in bundle.sources}
    for coding in bundle.codings:
        if coding.code not in bundle.codebook or coding.passage.source not in sources:
            report.dropped(
                "coding", short(coding.passage.quote), "Its code or its source is not among what is written."
            )
