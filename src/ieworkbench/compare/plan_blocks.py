"""A plan as blocks: headings, lines and tables in the order of the text, whatever its format.

What printing put between the words (running heads, page numbers, heads and feet of pages) and what
stands beside the text (notes, comments) is left out, so that it is nobody's section.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ieworkbench.compare.cues import Cues
from ieworkbench.model import Section, SectionKind, Source
from ieworkbench.model.cleaning import CUT_BY_CLEANING

__all__ = ["Block", "GridCell", "PlanTable", "blocks_of", "has_words", "placeholder", "trimmed"]

_BESIDE = {
    SectionKind.HEADER,
    SectionKind.FOOTER,
    SectionKind.FOOTNOTE,
    SectionKind.ENDNOTE,
    SectionKind.METADATA,
}
_LINES = {SectionKind.PARAGRAPH, SectionKind.LIST_ITEM}
_WHOLE_LINES = CUT_BY_CLEANING - {"line-end-hyphen"}
_NUMBERED = re.compile(r"\s*(?:\d+(?:\.\d+)*[.)]?|[a-zA-Z][.)]|§\s*\d+)\s+\S")
_PLACEHOLDER = re.compile(
    r"\{\{[^{}]{0,200}\}\}|\{%[^%]{0,200}%\}|<%[^%]{0,200}%>|\[[^\[\]]{0,80}\]|<[^<>]{0,80}>|«[^«»]{0,40}»"
    r"|(?i:click (?:or tap )?here to (?:enter|add) text|klikk (?:eller trykk )?her for å (?:skrive|legge) inn tekst"
    r"|skriv her|fyll inn|fill in|type here|write here|xx+)"
)
_LONGEST_HEADING, _MOST_WORDS, _MOST_LABEL_WORDS = 90, 12, 4
_CUE_SHARE = 0.45
"""How much of an unmarked heading's letters its cues are at least."""


def has_words(text: str) -> bool:
    """Whether anything is written in ``text`` beside rules, dots and placeholders.

    Examples
    --------
    >>> has_words("Twice a week"), has_words("…………"), has_words("[who?]"), has_words("{{ name }}")
    (True, False, False, False)
    """
    return any(letter.isalnum() for letter in _PLACEHOLDER.sub(" ", text))


def placeholder(text: str) -> bool:
    """Whether something stands in ``text``, and it is only there to be replaced."""
    return bool(text.strip()) and not has_words(text)


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a table: its place in the text, and where it stands."""

    start: int
    end: int
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True)
class PlanTable:
    """A table of a plan, with its cells in rows."""

    start: int
    end: int
    cells: tuple[GridCell, ...]

    @cached_property
    def columns(self) -> int:
        """How many columns it has."""
        return max((each.column + each.column_span for each in self.cells), default=0)

    @cached_property
    def rows(self) -> tuple[tuple[GridCell, ...], ...]:
        """The cells of each row from the left; a cell that spans several rows stands in each of them."""
        several: dict[int, list[GridCell]] = {}
        last = max((each.row for each in self.cells), default=-1)
        for each in self.cells:
            for row in range(each.row, min(each.row + max(each.row_span, 1), last + 1)):
                several.setdefault(row, []).append(each)
        return tuple(tuple(sorted(several[row], key=lambda each: each.column)) for row in sorted(several))


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a line or paragraph, or a table.

    Attributes
    ----------
    start, end
        Code points in the plan's text, half-open.
    level
        Of a heading, 1 is outermost; 0 for what is no heading.
    table
        The table, if it is one.
    """

    start: int
    end: int
    level: int = 0
    table: PlanTable | None = None

    @property
    def heading(self) -> bool:
        """Whether it is a heading."""
        return self.level > 0


def blocks_of(source: Source, cues: Cues) -> tuple[tuple[Block, ...], bool]:
    """The blocks of a plan, and whether its headings are marked as such in the file.

    Parameters
    ----------
    source
        The plan.
    cues
        The cues of headings. Where the file marks none beyond the title, lines count as headings that
        are numbered, in capitals, end in a colon, open with an underscore, or are made of cues.
    """
    found = _marked(source)
    headings = [each for each in found if each.heading]
    if any(each.start > found[0].start for each in headings):
        return tuple(found), True
    return tuple(_with_headings(source.content, found, cues)), False


# ---------------------------------------------------------------------------------- as marked


def _marked(source: Source) -> list[Block]:
    tables = _tables(source)
    outer = [each for each in source.sections if each.kind is SectionKind.TABLE]
    shut = _merged(
        [(each.start, each.end) for each in outer]
        + [(each.start, each.end) for each in source.sections if each.kind in _BESIDE]
        + [
            (each.start, each.end)
            for each in source.warnings
            if each.code in _WHOLE_LINES and each.start is not None and each.end is not None
        ]
    )
    headings = {
        each.start: each for each in source.sections if each.kind is SectionKind.HEADING and each.end > each.start
    }
    blocks = [Block(table.start, table.end, 0, table) for table in tables]
    taken: list[tuple[int, int]] = list(shut)
    for each in headings.values():
        if not _inside(shut, each.start):
            blocks.append(Block(*trimmed(source.content, each.start, each.end), each.level or 1))
            taken.append((each.start, each.end))
    taken = _merged(taken)
    for each in source.sections:
        if each.kind in _LINES and each.start not in headings and not _inside(taken, each.start):
            blocks += _pieces(source.content, each.start, each.end, shut)
            taken.append((each.start, each.end))
    blocks += _left_over(source.content, _merged(taken))
    return sorted((each for each in blocks if each.end > each.start), key=lambda each: (each.start, -each.end))


def _left_over(content: str, taken: list[tuple[int, int]]) -> Iterator[Block]:
    """Lines that no section holds, such as those of a text that was read as talk."""
    at = 0
    for start, end in [*taken, (len(content), len(content))]:
        yield from _lines(content, at, start)
        at = max(at, end)


def _lines(content: str, start: int, end: int) -> Iterator[Block]:
    at = start
    for line in content[start:end].split("\n"):
        first, last = trimmed(content, at, at + len(line))
        if last > first:
            yield Block(first, last)
        at += len(line) + 1


def _pieces(content: str, start: int, end: int, shut: list[tuple[int, int]]) -> Iterator[Block]:
    """A paragraph without what was printed between its lines."""
    at = start
    for first, last in shut[bisect_left(shut, (start, start)) :]:
        if first >= end:
            break
        yield Block(*trimmed(content, at, first))
        at = last
    yield Block(*trimmed(content, at, max(at, end)))


def _tables(source: Source) -> list[PlanTable]:
    tables = [each for each in source.sections if each.kind is SectionKind.TABLE]
    cells: dict[int, list[Section]] = {}
    starts = [each.start for each in tables]
    for each in source.sections:
        if each.kind is SectionKind.TABLE_CELL and each.cell is not None:
            owner = _owner(tables, starts, each)
            if owner is not None:
                cells.setdefault(owner, []).append(each)
    inner = [(each.start, each.end) for each in tables if (each.level or 1) > 1]
    made = []
    for number, table in enumerate(tables):
        kept = [
            each for each in cells.get(number, [])
            if not any(each.start <= start and end <= each.end for start, end in inner if (start, end) != (table.start, table.end))
        ]  # fmt: skip
        made.append(PlanTable(table.start, table.end, tuple(_cell(source.content, each) for each in kept)))
    return made


def _owner(tables: list[Section], starts: list[int], cell: Section) -> int | None:
    """The innermost table that a cell is of."""
    place = bisect_right(starts, cell.start)
    for number in range(place - 1, max(place - 50, 0) - 1, -1):
        table = tables[number]
        if cell.end <= table.end and (cell.level is None or table.level is None or cell.level == table.level):
            return number
    return None


def _cell(content: str, section: Section) -> GridCell:
    start, end = trimmed(content, section.start, section.end)
    place = section.cell
    assert place is not None  # noqa: S101 - only cells with a place are asked for
    return GridCell(start, end, place.row, place.column, place.row_span, place.column_span)


# ------------------------------------------------------------------------- headings without marks


def _with_headings(content: str, blocks: list[Block], cues: Cues) -> Iterator[Block]:
    for number, block in enumerate(blocks):
        if block.table is not None or block.heading:
            yield block
            continue
        following = next((each for each in blocks[number + 1 : number + 2]), None)
        level = _level(content, block, following, cues, first=number == 0)
        yield Block(block.start, block.end, level)


def _level(content: str, block: Block, following: Block | None, cues: Cues, *, first: bool) -> int:
    """The level of a line that looks like a heading; 0 if it looks like none."""
    line = content[block.start : block.end]
    if "\n" in line or len(line) > _LONGEST_HEADING or len(line.split()) > _MOST_WORDS or line[-1:] in ".;,":
        return 0
    if not any(letter.isalpha() for letter in line):
        return 0
    if first:
        return 1
    share = sum(each for _, each in cues.hits(line))
    numbered = _NUMBERED.match(line)
    if numbered:
        listed = following is not None and _NUMBERED.match(content[following.start : following.end]) is not None
        depth = line.split()[0].rstrip(".)").count(".")
        return 2 + depth if share > 0 or not listed else 0
    letters = [letter for letter in line if letter.isalpha()]
    capitals = len(letters) > 3 and all(letter.isupper() for letter in letters)
    marked = line.startswith("_") or capitals or (line.endswith(":") and not _label_next(content, following))
    return 2 if marked or (share >= _CUE_SHARE and ":" not in line) else 0


def _label_next(content: str, following: Block | None) -> bool:
    """Whether what follows is a label with its words, or nothing: then a line with a colon is a label left empty."""
    if following is None:
        return True
    label, colon, rest = content[following.start : following.end].partition(":")
    return bool(colon and rest.strip()) and len(label.split()) <= _MOST_LABEL_WORDS


# -------------------------------------------------------------------------------------- places


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if kept and start <= kept[-1][1]:
            kept[-1] = (kept[-1][0], max(kept[-1][1], end))
        else:
            kept.append((start, end))
    return kept


def _inside(spans: list[tuple[int, int]], position: int) -> bool:
    place = bisect_right(spans, (position, float("inf"))) - 1
    return place >= 0 and spans[place][0] <= position < spans[place][1]


def trimmed(content: str, start: int, end: int) -> tuple[int, int]:
    """The places from ``start`` to ``end`` without the blanks at either end; empty where nothing stands."""
    words = content[start:end]
    left = len(words) - len(words.lstrip())
    return (start + left, start + len(words.rstrip())) if words.strip() else (start, start)
