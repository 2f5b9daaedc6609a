"""Comments that a document has already: those that are written anew are taken out first.

These are the ones that were written here, and those that the bundle holds as codings or memos,
word for word; any other comment stays as it is, and so does one whose answers nobody has read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ieworkbench.exchange.bundle import Bundle
from ieworkbench.exchange.code_lookup import CodeLookup
from ieworkbench.exchange.word_comments_marks import marks_in
from ieworkbench.exchange.word_comments_package import WordFile, as_xml
from ieworkbench.exchange.word_comments_read import comment_facts
from ieworkbench.exchange.word_comments_threads import threads_of
from ieworkbench.exchange.word_comments_words import said_in
from ieworkbench.importers import read_bytes
from ieworkbench.importers.word_names import W
from ieworkbench.model import Section, Source
from ieworkbench.model.vocabulary import RecordKind, SectionKind

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["drop_own_comments"]

_Record = tuple[int, int, str, str, str]


def drop_own_comments(file: WordFile, bundle: Bundle, source: Source) -> None:
    """Take out of a document the comments that will be written anew."""
    name = file.target(file.main or "", "comments")
    dropped = [] if name is None else _labels_to_drop(file, bundle, source)
    if not dropped:
        return
    threads = threads_of(file)
    ids = {id_ for label in dropped for id_ in [threads.ids.get(label, ""), *threads.answers.get(label, [])]}
    for part, data in list(file.parts.items()):
        if part == name or b"commentRangeStart" in data or b"commentReference" in data:
            root = file.parsed(part)
            _take_out(root, ids)
            file.parts[part] = as_xml(root)


def _labels_to_drop(file: WordFile, bundle: Bundle, source: Source) -> list[str]:
    read = read_bytes(file.raw.data, "original.docx", format="docx", turns=False)
    comments = [each for each in read.sections if each.kind is SectionKind.COMMENT]
    marks, names = marks_in(file), CodeLookup(bundle.codebook)
    records = set(_records(bundle, source))
    memos = "\n".join(each.memo for each in bundle.codings) + "\n" + "\n".join(each.text for each in bundle.memos)
    found = []
    for each in comments:
        answers = [a.text or "" for a in comments if (a.label or "").startswith(f"{each.label}.")]
        ours = marks.take(comment_facts(each, read)) is not None
        if (ours or _is_held(each, records, names)) and all(answer in memos for answer in answers):
            found.append(each.label or "")
    return found


def _records(bundle: Bundle, source: Source) -> Iterator[_Record]:
    """What the bundle holds on a source: place, hand, code, and the first words of its memo."""
    passages = {each.id: each for each in bundle.passages}
    for coding in bundle.codings:
        if coding.passage.source == source.id:
            yield coding.passage.start, coding.passage.end, coding.by, coding.code, coding.memo
    for memo in bundle.memos:
        passage = passages.get(memo.about.id) if memo.about and memo.about.kind is RecordKind.PASSAGE else None
        if passage is not None and passage.source == source.id:
            yield passage.start, passage.end, memo.by, "", memo.text


def _is_held(comment: Section, records: set[_Record], names: CodeLookup) -> bool:
    """Whether all that a comment says is among the records."""
    said = said_in(comment.text or "", names)
    wanted = [code.id for code in said.codes] or [""]
    here = {
        (code, memo)
        for start, end, by, code, memo in records
        if (start, end, by) == (comment.start, comment.end, comment.author or "")
    }
    return not said.new and all(any(c == code and m.startswith(said.memo) for c, m in here) for code in wanted)


def _take_out(root: etree._Element, ids: set[str]) -> None:
    names = [W + name for name in ("comment", "commentRangeStart", "commentRangeEnd", "commentReference")]
    for element in list(root.iter(*names)):
        parent = element.getparent()
        if element.get(W + "id") not in ids or parent is None:
            continue
        parent.remove(element)
        if parent.tag == W + "r" and all(child.tag == W + "rPr" for child in parent):
            above = parent.getparent()
            if above is not None:
                above.remove(parent)
