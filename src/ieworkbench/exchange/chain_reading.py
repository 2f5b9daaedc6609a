"""Tables of a chain read: rows as they were typed, sheet by sheet, with their places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ieworkbench.errors import FileDamaged
from ieworkbench.exchange.bundle import Report, TypedRow
from ieworkbench.exchange.chain_tables import ChainSheet, sheet_called
from ieworkbench.exchange.table_files import ABOUT, Head, Row, Sheet, find_head

__all__ = ["WORDS", "is_chain", "rows_in", "typed_rows"]

WORDS = "Words"
"""The name of the sheet that holds the word lists."""

_WANTED = "a chain has sheets “acts”, “texts”, “links” and “accounts”; export an empty study to see their columns"


def typed_rows(sheets: Sequence[Sheet], report: Report) -> tuple[TypedRow, ...]:
    """Every row of every sheet of a chain that says anything.

    Raises
    ------
    FileDamaged
        If no sheet is one of a chain.
    """
    found: list[TypedRow] = []
    known = False
    for sheet in sheets:
        if sheet.name in {ABOUT, WORDS}:
            continue
        kind = sheet_called(sheet.name)
        if kind is None:
            if sheet.rows:
                report.dropped("sheet", sheet.name[:60], "No sheet of a chain is called so; it was not read.")
            continue
        known = True
        found += rows_in(sheet, kind, report)
    if not known:
        raise FileDamaged(report.file, "", "no sheet in it is one of a chain", _WANTED)
    return tuple(found)


def rows_in(sheet: Sheet, kind: ChainSheet, report: Report) -> Iterable[TypedRow]:
    """The rows of one sheet; a sheet whose head cannot be found is listed."""
    head = find_head(sheet.rows, kind.names, kind.enough)
    if head is None:
        if sheet.rows:
            wanted = ", ".join(f"“{each.name}”" for each in kind.columns if each.name in kind.needs)
            report.dropped("sheet", sheet.name, f"No row names its columns; name at least {wanted}.")
        return []
    for name in head.others.values():
        report.dropped("column", f"{sheet.name}, {name[:60]}", "A chain has no place for it; it was not read.")
    return list(_rows(sheet, kind, head))


def _rows(sheet: Sheet, kind: ChainSheet, head: Head) -> Iterable[TypedRow]:
    for row in sheet.rows[head.row + 1 :]:
        said = {name: _cell(head, row, name) for name in head.columns}
        if any(said.values()):
            yield TypedRow(kind.name, f"{sheet.name}, row {row.number}", said)


def _cell(head: Head, row: Row, name: str) -> str:
    """What a cell says; a quote keeps the blanks inside it, and what stands around words keeps all of them."""
    words = head.of(row, name)
    return words if name in {"before", "after"} else words.strip()


def is_chain(names: Iterable[str]) -> bool:
    """Whether sheets or files with these names are a chain: acts, links or accounts are among them."""
    called = {each.name for name in names if (each := sheet_called(name)) is not None}
    return bool(called & {"acts", "links", "accounts"})
