"""Reading the comments of Word documents: codings where they name codes, memos where they do not."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from pathlib import Path

from ieworkbench.errors import FileDamaged, FileProblem
from ieworkbench.exchange.bundle import Bundle, Report
from ieworkbench.exchange.code_lookup import CodeLookup
from ieworkbench.exchange.files import is_folder, load
from ieworkbench.exchange.guids import made_guid
from ieworkbench.exchange.moments import moment_in
from ieworkbench.exchange.names import untaken
from ieworkbench.exchange.word_comments_marks import Entry, Marks, key_of, marks_in
from ieworkbench.exchange.word_comments_package import WordFile
from ieworkbench.exchange.word_comments_threads import Threads, threads_of
from ieworkbench.exchange.word_comments_words import Said, said_in
from ieworkbench.importers import RawFile, naming, read_bytes
from ieworkbench.model import Codebook, Coding, Memo, Passage, RecordRef, Section, Source
from ieworkbench.model.vocabulary import RecordKind, SectionKind
from ieworkbench.sentences import counted

__all__ = ["MEMO_LINE", "comment_facts", "read"]

MEMO_LINE = "Memo:\n"
"""How a memo begins that would otherwise be taken for a code."""


def read(path: str, codebook: Codebook, report: Report) -> Bundle:
    """The text of a Word document, or of all those in a folder, and what its comments say.

    Raises
    ------
    FileDamaged
        If it is no Word document, or none is in the folder.
    FileMissing, FileForbidden, FileTooLarge, FileEmpty, FileLocked
        If it cannot be read at all.
    """
    reading = _Reading(CodeLookup(codebook), report)
    if not is_folder(path):
        with naming(path):
            reading.take(load(path))
        return reading.bundle()
    files = sorted(each for each in Path(path).glob("*.docx") if not each.name.startswith(("~$", ".")))
    if not files:
        raise FileDamaged(path, "", "there is no Word document in this folder", "name the folder they lie in")
    for file in files:
        try:
            with naming(file):
                reading.take(load(file))
        except FileProblem as problem:
            report.dropped("document", file.name, str(problem))
    return reading.bundle()


@dataclass(slots=True)
class _Reading:
    """Records in the making."""

    names: CodeLookup
    report: Report
    sources: list[Source] = field(default_factory=list)
    originals: dict[str, bytes] = field(default_factory=dict)
    passages: dict[str, Passage] = field(default_factory=dict)
    codings: list[Coding] = field(default_factory=list)
    memos: list[Memo] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)

    def take(self, raw: RawFile) -> None:
        """Read one document."""
        source = read_bytes(raw.data, raw.name, format="docx")
        marks, threads = _beside(raw, self.report)
        if marks.fits(source.content):
            source = _cut(source, marks.length)
        source = replace(source, id=self._source_id(marks, raw))
        for code_id, path in marks.codes.items():
            self.names.learn(code_id, path)
        self.sources.append(source)
        self.originals[source.id] = raw.data
        comments = [each for each in source.sections if each.kind is SectionKind.COMMENT]
        answers: dict[str, list[Section]] = defaultdict(list)
        for comment in comments:
            above, dot, _ = (comment.label or "").rpartition(".")
            answers[above if dot else ""].append(comment)
        for comment in answers.get("", []):
            _Comment(self, source, comment, marks, threads).take(answers.get(comment.label or "", []))

    def _source_id(self, marks: Marks, raw: RawFile) -> str:
        wanted = marks.source or Path(raw.name).stem
        return untaken(wanted, {each.id for each in self.sources})

    def new_id(self, wanted: str, *facts: object) -> str:
        """The id that is wanted, or one made from what a record says, if it is free."""
        record, count = wanted or made_guid(*facts), 1
        while record in self.ids:
            count += 1
            record = made_guid(*facts, count)
        self.ids.add(record)
        return record

    def bundle(self) -> Bundle:
        """All that was read."""
        self.report.kept["sources"] += len(self.sources)
        self.report.kept["codings"] += len(self.codings)
        self.report.kept["memos"] += len(self.memos)
        people = {*(each.by for each in self.codings), *(each.by for each in self.memos)} - {""}
        return Bundle(
            sources=tuple(self.sources),
            originals=self.originals,
            codebook=self.names.codebook(),
            passages=tuple(self.passages.values()),
            codings=tuple(self.codings),
            memos=tuple(self.memos),
            people=tuple(sorted(people)),
        )


def _beside(raw: RawFile, report: Report) -> tuple[Marks, Threads]:
    """What the document says of its comments beside their words; nothing where that is broken."""
    try:
        file = WordFile(raw)
        return marks_in(file), threads_of(file)
    except FileProblem as problem:
        report.changed("document", raw.name, f"What it says of its comments cannot be read: {problem}")
        return Marks(), Threads()


def _cut(source: Source, length: int) -> Source:
    """The text as it was written here, without what other programs put after it."""
    return replace(
        source,
        content=source.content[:length],
        turns=tuple(replace(each, end=min(each.end, length)) for each in source.turns if each.start < length),
        sections=tuple(replace(each, end=min(each.end, length)) for each in source.sections if each.start <= length),
    )


def comment_facts(comment: Section, source: Source) -> str:
    """The key by which a comment that was written here is known again."""
    return key_of(comment.author or "", comment.text or "", source.content[comment.start : comment.end])


class _Comment:
    """One comment with its answers, on the way to become records."""

    def __init__(self, reading: _Reading, source: Source, comment: Section, marks: Marks, threads: Threads) -> None:
        self._reading = reading
        self._source = source
        self._comment = comment
        self._entry = marks.take(comment_facts(comment, source))
        self._text = comment.text or ""
        self._by = comment.author or ""
        self._where = f"{source.id}, comment {comment.label}"
        date = (self._entry.at if self._entry else "") or comment.date or ""
        self._at = moment_in(date) if date else None
        if date and self._at is None:
            self._changed("comment", "Its date cannot be read; it has none now.")
        if comment.label in threads.done:
            self._changed("comment", "It is marked as resolved in Word, which a study does not keep.")

    def _changed(self, what: str, why: str) -> None:
        self._reading.report.changed(what, self._where, why)

    def take(self, answers: list[Section]) -> None:
        """Make its records."""
        said = self._said()
        more = [f"{each.author or '?'}: {each.text or ''}".strip() for each in answers]
        if more:
            were = "was" if len(more) == 1 else "were"
            self._changed("answer", f"{counted(len(more), 'answer')} to it {were} put into its memo.")
            said = replace(said, memo="\n\n".join(filter(None, [said.memo, *more])))
        start, end = self._range()
        if end <= start:
            words = "\n\n".join([self._text, *more])
            self._keep_memo(words, RecordRef(RecordKind.SOURCE, self._source.id))
            self._changed("comment", "It stands at a place without words; it was kept as a memo on the whole source.")
            return
        passage = self._passage(start, end)
        names = self._reading.names
        codes = [*said.codes, *(names.named(name) for name in said.new)]
        for code in dict.fromkeys(codes):
            self._keep_coding(passage, names.use(code).id, said.memo)
        if not codes and (said.memo or not said.unclear):
            self._keep_memo(said.memo, RecordRef(RecordKind.PASSAGE, passage.id))
        if said.unclear and not codes:
            why = f"“{said.unclear[:60]}” means several codes or one that passages may not get; kept as a memo."
            self._changed("comment", why)

    def _said(self) -> Said:
        """What the comment says: as it was written here, if it was and nobody changed it."""
        entry = self._entry
        if entry is None:
            said = said_in(self._text, self._reading.names)
            return replace(said, memo=said.memo.removeprefix(MEMO_LINE)) if not said.codes else said
        memo = self._text[entry.skip :]
        if entry.kind != "coding":
            return Said(memo=memo)
        code = self._reading.names.by_id(entry.code)
        if code is not None:
            return Said((code,), memo=memo)
        found = self._reading.names.find(self._text.split("\n", 1)[0].strip())
        listed = [each for each in found if each.id == entry.code] or list(found[:1])
        return Said(tuple(listed), memo=memo) if listed else said_in(self._text, self._reading.names)

    def _range(self) -> tuple[int, int]:
        start, end, content = self._comment.start, self._comment.end, self._source.content
        if self._entry is None or not (self._entry.lead or self._entry.tail):
            return start, end
        first, last = start + self._entry.lead, end + self._entry.tail
        blank = not (content[start:first].strip() or content[end:last].strip())
        return (first, last) if blank and first < last <= len(content) else (start, end)

    def _passage(self, start: int, end: int) -> Passage:
        passage = self._source.passage(start, end)
        made = made_guid("passage", self._source.id, passage.content_sha256, start, end)
        for record in (self._entry.passage if self._entry else "", made):
            known = self._reading.passages.get(record)
            if record and (known is None or (known.source, known.start, known.end) == (passage.source, start, end)):
                return self._reading.passages.setdefault(record, replace(passage, id=record))
        return self._reading.passages[made]

    def _facts(self) -> tuple[object, ...]:
        comment = self._comment
        return (self._source.content_sha256, comment.start, comment.end, self._by, comment.date, self._text)

    def _keep_coding(self, passage: Passage, code: str, memo: str) -> None:
        entry = self._entry if self._entry and self._entry.kind == "coding" else None
        record = self._reading.new_id(entry.record if entry else "", "coding", *self._facts(), code)
        coding = Coding(record, passage, code, memo, self._by)
        self._reading.codings.append(coding if self._at is None else replace(coding, at=self._at))

    def _keep_memo(self, words: str, about: RecordRef) -> None:
        entry = self._entry if self._entry and self._entry.kind == "memo" else None
        record = self._reading.new_id(entry.record if entry else "", "memo", *self._facts())
        title, words = _titled(words, entry)
        if entry and entry.about:
            about = RecordRef(RecordKind.CODING, entry.about)
        memo = Memo(record, words, title, about, by=self._by)
        self._reading.memos.append(memo if self._at is None else replace(memo, at=self._at))


def _titled(words: str, entry: Entry | None) -> tuple[str, str]:
    """The title and the text of a memo."""
    if entry is None or not entry.title:
        return "", words
    return words[: entry.title], words[entry.title + 1 :]
