"""What a report consists of, whatever it is written to: chapters of paragraphs, quotes, lists, tables and figures.

Wherever something rests on words, the numbers of those words stand behind it; the appendix has the
words under these numbers, and each way of writing makes links of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ieworkbench.maps.drawing.drawn import Scene

__all__ = [
    "Block",
    "Chapter",
    "Grid",
    "Heading",
    "Line",
    "Paragraph",
    "Picture",
    "Points",
    "Quote",
    "Report",
    "Row",
    "Words",
    "line",
]


@dataclass(frozen=True, slots=True)
class Words:
    """A run of words that look alike.

    Attributes
    ----------
    text
        The words.
    look
        Empty, ``strong``, ``quiet`` for what is said about something, or ``said`` for somebody's words.
    evidence
        The numbers of the words in the appendix on which it rests.
    """

    text: str
    look: str = ""
    evidence: tuple[int, ...] = ()


Line = tuple[Words, ...]
"""Words on one line."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a chapter; ``of`` are the records it is about, to which marks of a figure lead."""

    text: str
    of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``of`` as in `Heading`."""

    line: Line
    of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's words, whose they are, and their number in the appendix."""

    text: str
    by: str
    evidence: int


@dataclass(frozen=True, slots=True)
class Points:
    """A list; for each line the records it is about."""

    lines: tuple[Line, ...]
    of: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: cells of lines; its number, if it is a row of the appendix; and as in `Heading`."""

    cells: tuple[tuple[Line, ...], ...]
    number: int = 0
    of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with its caption; ``widths`` say how the columns share the page."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    widths: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A map: the whole for a screen, and what is printed, one page after the other, each with its caption."""

    whole: Scene
    pages: tuple[tuple[Scene, str], ...]
    caption: str


Block = Heading | Paragraph | Quote | Points | Grid | Picture


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter; ``wide`` for one whose tables and figures need the long side of the paper."""

    title: str
    blocks: tuple[Block, ...]
    wide: bool = False


def line(*parts: Words | str) -> Line:
    """A line of these words, in their order; what is empty is left out.

    Examples
    --------
    >>> line("one", Words("", "quiet"), Words("two", "said"))
    (Words(text='one', look='', evidence=()), Words(text='two', look='said', evidence=()))
    """
    made = (each if isinstance(each, Words) else Words(each) for each in parts)
    return tuple(each for each in made if each.text or each.evidence)


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report.

    Attributes
    ----------
    title
        What stands at its top.
    opening
        A few sentences below that.
    chapters
        Its chapters, with figures and tables numbered in their captions.
    language
        ``en``, ``nb`` or ``nn``.
    """

    title: str
    opening: tuple[str, ...]
    chapters: tuple[Chapter, ...]
    language: str
