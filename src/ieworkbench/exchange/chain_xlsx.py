"""A chain of action as an Excel workbook, a sheet for each kind of record: to be typed, and passed on.

Where a cell takes a word of a list, Excel offers the list; the lists stand on a sheet of their own,
and another sheet says what goes into each column. Written from a study without a chain, it is the
empty form to type one in.
"""

from __future__ import annotations

from typing import Any

from ieworkbench.exchange.bundle import Bundle, Exchange, Report
from ieworkbench.exchange.chain_reading import WORDS, typed_rows
from ieworkbench.exchange.chain_tables import CHAIN_SHEETS, LOSES, ChainSheet
from ieworkbench.exchange.chain_writing import chain_left_out, tables_of
from ieworkbench.exchange.files import load
from ieworkbench.exchange.table_files import ABOUT, Column
from ieworkbench.exchange.table_kinds import kind_of_workbook
from ieworkbench.exchange.table_xlsx import add_sheet, new_workbook, read_xlsx
from ieworkbench.importers import naming
from ieworkbench.model import Codebook

__all__ = ["FORMAT"]

_WIDE = 24
_TYPED_ROWS = 2_000
_ABOUT = (
    Column("sheet", 14),
    Column("column", 16),
    Column("what goes into it", 70, wraps=True),
    Column("words", 60, wraps=True),
)


def _read(path: str, codebook: Codebook, report: Report) -> Bundle:  # noqa: ARG001 - every reader is given it
    with naming(path):
        return Bundle(typed=typed_rows(read_xlsx(load(path), report), report))


def _write(bundle: Bundle, path: str, report: Report) -> None:
    chain_left_out(bundle, report)
    tables = tables_of(bundle, report)
    lists = _lists()
    with new_workbook(path) as book:
        for sheet in CHAIN_SHEETS:
            columns = [Column(each.name, each.width, each.width >= _WIDE) for each in sheet.columns]
            page = add_sheet(book, path, sheet.name.capitalize(), columns, tables[sheet.name])
            _offer_words(page, sheet, tables[sheet.name], lists)
        add_sheet(book, path, ABOUT, _ABOUT, _about())
        longest = max(map(len, lists.values()))
        rows = [[words[line] if line < len(words) else "" for words in lists.values()] for line in range(longest)]
        add_sheet(book, path, WORDS, [Column(name, 22) for name in lists], rows)


def _lists() -> dict[str, list[str]]:
    """Every list of words that a cell takes one of, by what it is called."""
    kinds = {each.words for sheet in CHAIN_SHEETS for each in sheet.columns if each.words is not None}
    return {kind.__name__: [str(each.value) for each in kind] for kind in sorted(kinds, key=lambda kind: kind.__name__)}


def _offer_words(
    page: Any,  # noqa: ANN401 - the library has no types
    sheet: ChainSheet,
    rows: list[list[str]],
    lists: dict[str, list[str]],
) -> None:
    """Make Excel offer the words of a list; others may be typed, such as Norwegian ones, and are checked on the way in."""
    for number, column in enumerate(sheet.columns):
        if column.words is None:
            continue
        letter = chr(ord("A") + list(lists).index(column.words.__name__))
        last = 1 + len(lists[column.words.__name__])
        page.data_validation(
            1,
            number,
            len(rows) + _TYPED_ROWS,
            number,
            {
                "validate": "list",
                "source": f"={WORDS}!${letter}$2:${letter}${last}",
                "error_type": "information",
                "error_title": "Not a word of the list",
                "error_message": "Norwegian words of the list are read too; others are refused when the file is read.",
            },
        )


def _about() -> list[list[str]]:
    """What each sheet is for, and what goes into each column."""
    rows = []
    for sheet in CHAIN_SHEETS:
        rows.append([sheet.name, "", sheet.means, ""])
        for column in sheet.columns:
            words = "" if column.words is None else ", ".join(str(each.value) for each in column.words)
            rows.append([sheet.name, column.name, column.means, words])
    return rows


def _claims(path: str) -> bool:
    return kind_of_workbook(path) == "chain"


FORMAT = Exchange(
    name="chain-xlsx",
    title="the chain of action in Excel",
    suffixes=(".xlsx", ".xlsm"),
    read=_read,
    write=_write,
    claims=_claims,
    loses=LOSES,
)
