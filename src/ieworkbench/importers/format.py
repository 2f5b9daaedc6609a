"""What a format is, and what a reader is given and gives back.

A reader takes the bytes of one file and writes a `Draft`; everything that is the same for all
formats (hashes, turns in running text, doubts about the text) is done around it, in
`ieworkbench.importers.reading`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ieworkbench.model.source import Cell, Section, SourceWarning, Turn
from ieworkbench.model.vocabulary import SectionKind

__all__ = ["Draft", "Format", "RawFile", "ReadOptions"]


@dataclass(frozen=True, slots=True)
class RawFile:
    """A file's name and bytes. A reader sees nothing else of the disk."""

    name: str
    data: bytes

    @property
    def suffix(self) -> str:
        """The file's suffix in small letters with its dot, or an empty string."""
        _, dot, suffix = self.name.rpartition(".")
        return f".{suffix.lower()}" if dot else ""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the researcher asked for when reading.

    Attributes
    ----------
    format
        The name of the format, whatever the file is called.
    encoding
        The encoding of a text file.
    speakers
        The labels that are speakers, and no others.
    speaker_pattern
        A regular expression for the start of a line with a turn's label in it; a group named
        ``speaker`` (or the first group) is the speaker.
    turns
        Whether to look for turns in running text; ``None`` leaves it to the layout.
    """

    format: str | None = None
    encoding: str | None = None
    speakers: tuple[str, ...] | None = None
    speaker_pattern: str | None = None
    turns: bool | None = None

    def asked(self) -> tuple[tuple[str, str], ...]:
        """What was asked for, as sorted pairs of name and value."""
        pairs = {
            "format": self.format,
            "encoding": self.encoding,
            "speakers": "; ".join(self.speakers) if self.speakers is not None else None,
            "speaker_pattern": self.speaker_pattern,
            "turns": None if self.turns is None else ("yes" if self.turns else "no"),
        }
        return tuple(sorted((name, value) for name, value in pairs.items() if value is not None))


_MOST_PIECES = 500
"""How many pieces of text are held singly; words by themselves take about twice their room."""


@dataclass(slots=True)
class Draft:
    """A text in the making: what a reader writes, piece by piece, with places.

    Attributes
    ----------
    length
        How many code points have been written: the place where the next piece will start.
    turns, sections, warnings
        What was found so far; they are put in order when the source is made.
    bold
        Stretches in bold type, as (start, end): a hint for finding speakers' labels.
    title, language, encoding
        What the file says of itself; the encoding only where it had to be chosen.
    """

    turns: list[Turn] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    warnings: list[SourceWarning] = field(default_factory=list)
    bold: list[tuple[int, int]] = field(default_factory=list)
    title: str = ""
    language: str | None = None
    encoding: str | None = None
    length: int = 0
    _joined: list[str] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)

    def write(self, words: str) -> int:
        """Add ``words`` to the text and return the place where they start."""
        start = self.length
        self._pieces.append(words)
        self.length += len(words)
        if len(self._pieces) >= _MOST_PIECES:
            self._joined.append("".join(self._pieces))
            self._pieces.clear()
        return start

    def section(
        self,
        kind: SectionKind,
        start: int,
        end: int | None = None,
        *,
        level: int | None = None,
        label: str | None = None,
        text: str | None = None,
        author: str | None = None,
        date: str | None = None,
        cell: Cell | None = None,
        start_ms: int | None = None,
        end_ms: int | None = None,
    ) -> None:
        """Note that the text from ``start`` to ``end`` (or to here) is a section of this kind."""
        stop = self.length if end is None else end
        self.sections.append(Section(start, stop, kind, level, label, text, author, date, cell, start_ms, end_ms))

    def turn(
        self,
        speaker: str | None,
        start: int,
        end: int | None = None,
        *,
        rule: str,
        start_ms: int | None = None,
        end_ms: int | None = None,
    ) -> None:
        """Note that ``speaker`` says the text from ``start`` to ``end`` (or to here)."""
        self.turns.append(Turn(start, self.length if end is None else end, speaker, start_ms, end_ms, rule))

    def warn(self, code: str, message: str, start: int | None = None, end: int | None = None) -> None:
        """Note a doubt: a fixed name, one sentence, and the place if it has one."""
        self.warnings.append(SourceWarning(code, message, start, end))

    @property
    def content(self) -> str:
        """The text written so far."""
        if self._pieces or len(self._joined) > 1:
            self._joined = ["".join([*self._joined, *self._pieces])]
            self._pieces.clear()
        return self._joined[0] if self._joined else ""


Reader = Callable[[RawFile, ReadOptions], Draft]


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file and its reader.

    Attributes
    ----------
    name
        What ``--format`` takes, such as ``"vtt"``.
    title
        What a person calls it.
    suffixes
        With their dots, in small letters.
    read
        The reader.
    sniff
        Whether the first kilobytes look like this format; used where the suffix says nothing, and
        to see that the suffix tells the truth. ``None`` where bytes cannot tell (plain text).
    version
        Raised whenever the same bytes may give another text than before.
    library
        The distribution that does the reading, for the record of how a source was made.
    running_text
        Whether speakers and turns have to be found in the text itself, unless the reader did.
    printed
        Whether the text may carry running heads, page numbers and line-end hyphens.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    read: Reader
    sniff: Callable[[bytes], bool] | None = None
    version: int = 1
    library: str | None = None
    running_text: bool = False
    printed: bool = False
