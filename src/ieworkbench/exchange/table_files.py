"""Tables of codes and of codings: rows under a head, whatever kind of file they stand in.

A table that somebody made by hand has its head in one of the first rows, calls its columns what
she likes, in English or Norwegian, and may hold more columns than are read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ieworkbench.errors import FileDamaged
from ieworkbench.exchange.bundle import Report
from ieworkbench.importers.tables import Row, Sheet

__all__ = ["Column", "Head", "Names", "Row", "Sheet", "choose_sheet", "find_head", "heading", "writable"]

Names = Mapping[str, Sequence[str]]
"""What a column can hold, and how it may be called then, in small letters."""

_HEAD_ROWS = 20
_CONTINUED = re.compile(r" \((\d{1,3})\)$")
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is written: its name, and in a workbook its width in letters and whether its words wrap."""

    name: str
    width: int = 14
    wraps: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """Which column holds what.

    Attributes
    ----------
    row
        The place of the row with the names, from 0.
    columns
        For what is known, its columns; several where a long text runs on from one into the next.
    others
        The names of the columns that are not known.
    """

    row: int
    columns: Mapping[str, tuple[int, ...]]
    others: Mapping[int, str]

    def of(self, row: Row, what: str) -> str:
        """What the row says there, exactly; empty where the table has no such column."""
        columns = self.columns.get(what, ())
        return row.cell(columns[0]) if len(columns) == 1 else "".join(row.cell(each) for each in columns)


def heading(cell: str) -> str:
    """A column's name as it is compared: small letters, single blanks."""
    return " ".join(re.split(r"[\s_\-:*#]+", cell.casefold())).strip()


def find_head(rows: Sequence[Row], names: Names, enough: Callable[[set[str]], bool]) -> Head | None:
    """The head of a table, looked for in its first rows; ``None`` where no row names enough columns."""
    called = {each: what for what, words in names.items() for each in words}
    for place, row in enumerate(rows[:_HEAD_ROWS]):
        columns: dict[str, tuple[int, ...]] = {}
        others: dict[int, str] = {}
        for column, cell in enumerate(row.cells):
            name = cell.strip()
            what = called.get(heading(_CONTINUED.sub("", name)))
            if what is not None and (what not in columns or _CONTINUED.search(name)):
                columns[what] = (*columns.get(what, ()), column)
            elif name:
                others[column] = name
        if enough(set(columns)):
            return Head(place, columns, others)
    return None


def choose_sheet(
    sheets: Sequence[Sheet], names: Names, enough: Callable[[set[str]], bool], report: Report, wanted: str
) -> tuple[Sheet, Head]:
    """The first sheet that has such a table, and its head.

    Raises
    ------
    FileDamaged
        If none has.
    """
    tables = [sheet for sheet in sheets if sheet.name != ABOUT]
    found = [(sheet, head) for sheet in tables if (head := find_head(sheet.rows, names, enough)) is not None]
    if not found:
        first = next((row for sheet in sheets for row in sheet.rows), None)
        place = f"row {first.number}" if first else ""
        raise FileDamaged(report.file, place, "no row names the columns of a table of this kind", wanted)
    chosen, head = found[0]
    for sheet in tables:
        if sheet is not chosen and sheet.rows:
            report.dropped("sheet", sheet.name, f"Only the sheet “{chosen.name}” was read.")
    return chosen, head


ABOUT = "About"
"""The name of the sheet that says what a workbook is called and what it is for."""


def writable(text: str, where: str, report: Report) -> str:
    """``text`` as it can stand in a cell: line ends are ``\\n``, halves of characters are marked as lost."""
    if "\r" not in text and not _SURROGATE.search(text):
        return text
    report.changed("words", where, "Line ends were made plain, or characters that are no characters were replaced.")
    return _SURROGATE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
