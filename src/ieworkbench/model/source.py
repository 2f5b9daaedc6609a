"""A source: one text, as it was read, with its turns and sections.

The text of a source never changes. Everything else points into it with positions that count
Unicode code points from 0, `start` inside and `end` outside (half-open). Times are whole
milliseconds from the start of the recording.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeVar

from ieworkbench.errors import PartMissing, PassageOutside, QuoteAmbiguous, QuoteMissing
from ieworkbench.model.cleaning import CleanedText, clean
from ieworkbench.model.dates import SaidDate
from ieworkbench.model.display import Brief, Parts, Shown, brief, keep_parts
from ieworkbench.model.passage import CONTEXT, Passage
from ieworkbench.model.vocabulary import SectionKind, SourceKind
from ieworkbench.model.words import find_words

_Part = TypeVar("_Part")

__all__ = ["Cell", "Origin", "Section", "Source", "SourceWarning", "Turn", "text_hash"]


@lru_cache(maxsize=1)  # a source that is made anew with an id, or with what is said of it, has the text it had
def text_hash(text: str) -> str:
    """The SHA-256 of ``text`` in UTF-8, in hexadecimal: the fingerprint by which drift shows."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


@dataclass(frozen=True, slots=True, repr=False)
class Turn(Brief):
    """What one speaker says until the next one speaks.

    Attributes
    ----------
    start, end
        The words said, in code points; the label and time before them stand outside.
    speaker
        The label as the file gives it; ``None`` where the file does not say who speaks.
    start_ms, end_ms
        Where the turn lies in the recording, in milliseconds, as far as the file says.
    rule
        The name of the rule that made this stretch a turn, such as ``"label and colon"``.
    """

    start: int
    end: int
    speaker: str | None = None
    start_ms: int | None = None
    end_ms: int | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Cell(Brief):
    """Where a table cell stands: row and column from 0, and how many of each it spans."""

    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True, repr=False)
class Section(Brief):
    """A stretch of the text that is something on the page: a heading, a cell, an insertion.

    Attributes
    ----------
    start, end
        Code points, half-open. Equal where the section holds no words of the text itself: an
        empty paragraph, or a deletion.
    kind
        What it is.
    level
        Depth: of a heading or list item (1 is outermost), of a table inside tables.
    label
        Its number or mark as printed: ``"5-4"``, ``"a)"``, a note's or page's number.
    text
        Words that belong here and do not stand in the text: what was deleted, what a comment
        says, where a link leads.
    author, date
        Who commented, inserted or deleted, and when, as the file says it.
    cell
        A table cell's place.
    start_ms, end_ms
        A cue's or time mark's place in the recording, in milliseconds.
    """

    start: int
    end: int
    kind: SectionKind
    level: int | None = None
    label: str | None = None
    text: str | None = field(default=None, repr=False)
    author: str | None = None
    date: str | None = None
    cell: Cell | None = None
    start_ms: int | None = None
    end_ms: int | None = None


@dataclass(frozen=True, slots=True, repr=False)
class SourceWarning(Brief):
    """Something a reader should know before trusting the text.

    Attributes
    ----------
    code
        A short fixed name, such as ``"running-head"``.
    message
        One sentence in plain words.
    start, end
        The place, in code points; ``None`` where it concerns the whole file.
    """

    code: str
    message: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Origin(Brief):
    """How a source came to be: enough to make it again from the same bytes.

    Attributes
    ----------
    file_name
        The file's own name, without its folder.
    sha256, size
        Fingerprint (hexadecimal) and length (bytes) of the file.
    format
        The name of the format it was read as.
    reader
        The reader and its version, with those of the library beneath it.
    options
        What was asked for, as pairs of name and value, sorted.
    encoding
        The encoding the bytes were read in, where that had to be chosen.
    """

    file_name: str
    sha256: str
    size: int
    format: str
    reader: str
    options: tuple[tuple[str, str], ...] = ()
    encoding: str | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Source(Shown):
    """One text with its turns and sections, and what the researcher has said of it.

    A source that was only read has an empty `id`, the kind ``other`` and no cases; a study gives
    it the rest. Two sources read from the same bytes with the same options are equal.

    Attributes
    ----------
    content
        The canonical text. Line ends are ``\\n``; nothing else was changed.
    turns, sections, warnings
        In the order of the text; sections that hold others come before them.
    origin
        How the text was made.
    id
        The source's name in its study, such as ``"U1-wave1"``; never used for another source.
    title
        What the file calls itself, or its file name.
    kind, language, cases, informants, wave, date
        What the researcher says of it; `language` is what the file declares until she does.
    version
        1 for the text that was added, 2 for its first correction, and so on.
    content_sha256
        The fingerprint of `content`, worked out from it.
    """

    content: str
    turns: tuple[Turn, ...]
    sections: tuple[Section, ...]
    warnings: tuple[SourceWarning, ...]
    origin: Origin
    id: str = ""
    title: str = ""
    kind: SourceKind = SourceKind.OTHER
    language: str | None = None
    cases: tuple[str, ...] = ()
    informants: tuple[str, ...] = ()
    wave: int | None = None
    date: SaidDate | None = None
    version: int = 1
    content_sha256: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "content_sha256", text_hash(self.content))
        keep_parts(self, "turns", "sections", "warnings")

    def __repr__(self) -> str:
        parts = [brief(self.name), self.kind.value, f"{len(self.content):,} characters"]
        for things, word in ((self.turns, "turn"), (self.warnings, "warning")):
            if things:
                parts.append(f"{len(things)} {word}{'s' if len(things) > 1 else ''}")
        return f"Source({', '.join(parts)})"

    @property
    def name(self) -> str:
        """What to call this source in a sentence (its id, or its file's name before it has one)."""
        return self.id or self.origin.file_name

    @property
    def speakers(self) -> tuple[str, ...]:
        """Every speaker's label, in the order in which they first speak."""
        return tuple(dict.fromkeys(turn.speaker for turn in self.turns if turn.speaker is not None))

    def passage(self, start: int, end: int, name: str = "") -> Passage:
        """The words from ``start`` to ``end`` as a passage that can be kept, coded or quoted.

        Parameters
        ----------
        start, end
            Code points, half-open; a passage has at least one.
        name
            The id it is to have; none if not given.

        Raises
        ------
        PassageOutside
            If the positions are not inside the text, or the passage would be empty.
        """
        if not 0 <= start < end <= len(self.content):
            raise PassageOutside(self.name, start, end, len(self.content))
        return Passage(
            source=self.id,
            start=start,
            end=end,
            quote=self.content[start:end],
            before=self.content[max(0, start - CONTEXT) : start],
            after=self.content[end : end + CONTEXT],
            content_sha256=self.content_sha256,
            id=name,
        )

    def turn(self, number: int, last: int | None = None) -> Passage:
        """The words of turn ``number``, counted from 0, as a passage; or all from that turn to turn ``last``.

        One turn begins with what is said, several keep the labels between them: a question with its
        answer is ``talk.turn(4, 5)``.

        Raises
        ------
        PartMissing
            If the source has no such turn.
        """
        first = self._part("turn", self.turns, number)
        end = first if last is None else self._part("turn", self.turns, last)
        return self.passage(first.start, end.end)

    def turn_of(self, passage: Passage) -> int | None:
        """The number, counted from 0, of the turn in which these words begin; ``None`` if they stand in no turn.

        Examples
        --------
        >>> from ieworkbench.importers import read_bytes
        >>> talk = read_bytes(b"A: Which form?\\nB: The green form.\\nA: Why?\\nB: It asks less.\\n", "talk.txt")
        >>> number = talk.turn_of(talk.find_one("green form"))
        >>> number, talk.turns[number].speaker, talk.turn(number).quote
        (1, 'B', 'The green form.')
        """
        return next((n for n, turn in enumerate(self.turns) if turn.start <= passage.start < turn.end), None)

    def section(self, number: int) -> Passage:
        """The words of section ``number``, counted from 0, as a passage.

        Raises
        ------
        PartMissing
            If the source has no such section.
        PassageOutside
            If it holds no words.
        """
        section = self._part("section", self.sections, number)
        return self.passage(section.start, section.end)

    def _part(self, kind: str, parts: tuple[_Part, ...], number: int) -> _Part:
        try:
            return parts[number]
        except IndexError:
            raise PartMissing(self.name, kind, number, len(parts)) from None

    def find(self, words: str) -> Parts[Passage]:
        """Every place where ``words`` stand together, in the order of the text.

        Letter case, accents, the kind of quotation mark, line breaks, the width of blanks and
        hyphens at line ends do not matter; a ``*`` at the end of a word stands for any ending.

        Examples
        --------
        >>> from ieworkbench.importers import read_bytes
        >>> talk = read_bytes(b"A: Moetet?\\nB: The meeting. A good meeting.\\n", "talk.txt")
        >>> [passage.start for passage in talk.find("meet*")]
        [18, 34]
        """
        return Parts(self.passage(start, end) for start, end in find_words(self.content, words))

    def find_one(self, words: str) -> Passage:
        """The one place where ``words`` stand.

        The words are found as `find` finds them. Where they stand exactly so, letter for letter, in
        one place, that one is taken even if they also stand elsewhere in other spelling. What
        begins or breaks off inside a word is found only letter for letter, and only if nothing
        else is.

        Raises
        ------
        QuoteMissing
            If they stand nowhere.
        QuoteAmbiguous
            If they stand in several places, with those places.
        """
        places = find_words(self.content, words)
        exact = [(start, end) for start, end in places if self.content[start:end] == words]
        places = exact if len(exact) == 1 else places or self._broken_off(words)
        if not places:
            raise QuoteMissing(self.name, words)
        if len(places) > 1:
            raise QuoteAmbiguous(self.name, words, tuple(start for start, _ in places))
        return self.passage(*places[0])

    def _broken_off(self, words: str) -> list[tuple[int, int]]:
        """The first two places of a piece of text that begins or ends inside a word."""
        first = self.content.find(words) if words.strip() else -1
        second = self.content.find(words, first + 1) if first >= 0 else -1
        return [(start, start + len(words)) for start in (first, second) if start >= 0]

    def cleaned(self) -> CleanedText:
        """The text without running heads, page numbers and line-end hyphens, for reading on.

        A view: it is not kept, and every position in it leads back into this source.
        """
        return clean(self.content, self.warnings)
