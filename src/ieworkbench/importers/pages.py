"""A document's page in the making: blocks, tables, tracked changes, written in order.

Shared by the readers of open documents, rich text and web pages. A block owes its line end until
the next one begins, since the last block in a table cell has none. What holds other sections takes
its place in the list before them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from ieworkbench.importers.format import Draft
from ieworkbench.model.source import Cell, Section, SourceWarning
from ieworkbench.model.vocabulary import SectionKind

__all__ = ["Change", "Page", "counted"]

_ROMAN = zip(
    (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
    ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
    strict=True,
)
_ROMAN_PARTS = tuple(_ROMAN)


@dataclass(frozen=True, slots=True)
class Change:
    """Who made a tracked change and when, as the file says it."""

    author: str | None = None
    date: str | None = None


def counted(number: int, way: str) -> str:
    """``number`` as a list shows it: ``way`` is ``1``, ``a``, ``A``, ``i`` or ``I``.

    Examples
    --------
    >>> counted(28, "a"), counted(14, "I"), counted(3, "1")
    ('ab', 'XIV', '3')
    """
    if way in {"i", "I"} and 0 < number < 4000:
        written = ""
        for value, letters in _ROMAN_PARTS:
            written += letters * (number // value)
            number %= value
        return written if way == "i" else written.upper()
    if way in {"a", "A"} and number > 0:
        written = ""
        while number:
            number, rest = divmod(number - 1, 26)
            written = chr(ord(way) + rest) + written
        return written
    return str(number)


class Page:
    """Words with their places, block by block.

    Attributes
    ----------
    draft
        Where everything is written.
    in_block
        Whether a paragraph, heading or list item is open.
    """

    def __init__(self, draft: Draft | None = None) -> None:
        self.draft = Draft() if draft is None else draft
        self.in_block = False
        self.hidden: list[tuple[int, int]] = []
        self._owes_line = False
        self._last = "\n"
        self._block = -1
        self._tables: list[int] = []
        self._row_cells: list[int] = []
        self._inserted: list[tuple[int, int, Change]] = []
        self._deleted: list[tuple[int, list[str], Change]] = []

    @property
    def place(self) -> int:
        """Where the next words will stand, if they belong to the open block."""
        return self.draft.length

    @property
    def block_start(self) -> int:
        """Where the open block starts."""
        return self.draft.sections[self._block].start if self.in_block else self.place

    @property
    def table_depth(self) -> int:
        """How many tables are open."""
        return len(self._tables)

    # -------------------------------------------------------------------------- words

    def write(self, words: str, *, bold: bool = False, hidden: bool = False) -> int:
        """Add words to the open block; returns where they start."""
        start = self.draft.write(words)
        if words:
            self._last = words[-1]
            if bold:
                _extend(self.draft.bold, start, self.place)
            if hidden:
                _extend(self.hidden, start, self.place)
        return start

    def inserted(self, start: int, by: Change) -> None:
        """Note that a tracked change put in what stands from ``start`` to here."""
        if self.place <= start:
            return
        if self._inserted and self._inserted[-1][1:] == (start, by):
            start = self._inserted.pop()[0]
        self._inserted.append((start, self.place, by))

    def deleted(self, words: str, by: Change) -> None:
        """Note that a tracked change took these words out here."""
        if not words:
            return
        if self._deleted and self._deleted[-1][0] == self.place and self._deleted[-1][2] == by:
            self._deleted[-1][1].append(words)
        else:
            self._deleted.append((self.place, [words], by))

    # ------------------------------------------------------------------------- blocks

    def open_section(
        self, kind: SectionKind, *, level: int | None = None, label: str | None = None, text: str | None = None
    ) -> int:
        """Begin a section that holds what comes next; returns a handle for `close_section`."""
        self.finish_line()
        self.draft.section(kind, self.place, level=level, label=label, text=text)
        return len(self.draft.sections) - 1

    def close_section(self, handle: int, *, empty: bool = True) -> None:
        """The section ends here; it is dropped if it holds nothing and ``empty`` ones are not wanted."""
        section = self.draft.sections[handle]
        if not empty and handle == len(self.draft.sections) - 1:
            self.draft.sections.pop()
        else:
            self.draft.sections[handle] = replace(section, end=max(self.place, section.start))

    def begin(
        self, kind: SectionKind = SectionKind.PARAGRAPH, *, level: int | None = None, label: str | None = None
    ) -> None:
        """Begin a block; one that is open ends."""
        self.end()
        self._block = self.open_section(kind, level=level, label=label)
        self.in_block = True

    def end(self) -> None:
        """End the open block, if there is one."""
        if self.in_block:
            self.close_section(self._block)
            self.in_block = False
            self._owes_line = True

    def finish_line(self) -> None:
        """Write the line end that the block before still owes."""
        if self._owes_line:
            self._owes_line = False
            self.write("\n")

    # ------------------------------------------------------------------------- tables

    def begin_table(self) -> None:
        """Begin a table, on a line of its own."""
        self.end()
        self.finish_line()
        if self._last != "\n":
            self.write("\n")
        self.draft.section(SectionKind.TABLE, self.place, level=len(self._tables) + 1)
        self._tables.append(len(self.draft.sections) - 1)
        self._row_cells.append(0)

    def begin_cell(self) -> int:
        """Begin a cell; returns a handle for `end_cell`."""
        self.end()
        if self._row_cells[-1]:
            self._owes_line = False
            self.write("\t")
        else:
            self.finish_line()
        self._row_cells[-1] += 1
        self.draft.section(SectionKind.TABLE_CELL, self.place, level=len(self._tables))
        return len(self.draft.sections) - 1

    def end_cell(self, handle: int, where: Cell) -> None:
        """End a cell; its last block owes no line end."""
        self.end()
        self._owes_line = False
        section = self.draft.sections[handle]
        self.draft.sections[handle] = replace(section, end=self.place, cell=where)

    def end_row(self) -> None:
        """End a row of cells."""
        self.end()
        if self._row_cells[-1]:
            self._owes_line = True
        self._row_cells[-1] = 0

    def end_table(self) -> None:
        """End the innermost table."""
        self.end_row()
        self._row_cells.pop()
        self.close_section(self._tables.pop())

    # ------------------------------------------------------------------------ the whole

    def append(self, other: Page, kind: SectionKind, *, label: str | None = None, author: str | None = None) -> None:
        """Add a finished page below this one, as a section of that kind."""
        self.end()
        other.finish()
        self.finish_line()
        shift = self.place
        content = other.draft.content.removesuffix("\n")
        self.draft.section(kind, shift, shift + len(content), label=label, author=author)
        self.draft.sections.extend(_moved(section, shift) for section in other.draft.sections)
        self.draft.bold.extend((start + shift, end + shift) for start, end in other.draft.bold)
        self.draft.warnings.extend(_moved_warning(each, shift) for each in other.draft.warnings)
        self.write(content)
        self._owes_line = True

    def finish(self) -> None:
        """End everything that is open and hand over what lies across blocks."""
        self.end()
        while self._tables:
            self.end_table()
        self.finish_line()
        for start, end, by in self._inserted:
            self.draft.section(SectionKind.INSERTION, start, end, author=by.author, date=by.date)
        for place, words, by in self._deleted:
            text = "".join(words)
            self.draft.section(SectionKind.DELETION, place, place, text=text, author=by.author, date=by.date)
        for start, end in self.hidden:
            self.draft.warn("hidden-text", "These words are formatted as hidden; they were kept.", start, end)
        self._inserted, self._deleted, self.hidden = [], [], []


def _moved(section: Section, shift: int) -> Section:
    return replace(section, start=section.start + shift, end=section.end + shift)


def _moved_warning(warning: SourceWarning, shift: int) -> SourceWarning:
    if warning.start is None:
        return warning
    return replace(warning, start=warning.start + shift, end=None if warning.end is None else warning.end + shift)


def _extend(stretches: list[tuple[int, int]], start: int, end: int) -> None:
    if stretches and stretches[-1][1] == start:
        stretches[-1] = (stretches[-1][0], end)
    else:
        stretches.append((start, end))
