"""Codings as a table in an Excel workbook, one row a coding: to be read, sorted, filtered and passed on.

It carries every coding with its passage, and of the codes their names, ids and places. The texts are
not in it: what is read has the id of its source, and its words are to be looked for there. A table
that somebody made by hand needs the columns ``source``, ``quote`` and ``code`` and no others; its
passages then run from 0 to 0 until they are found. Every cell is written as words, so that nothing
becomes a formula, a number or a date.
"""

from __future__ import annotations

from ieworkbench.exchange.bundle import Bundle, Exchange, Report
from ieworkbench.exchange.coding_rows import LOSES, codings_from, rows_of
from ieworkbench.exchange.files import load
from ieworkbench.exchange.losses import left_out
from ieworkbench.exchange.table_kinds import CODINGS_SHEET, kind_of_workbook
from ieworkbench.exchange.table_xlsx import read_xlsx, write_xlsx
from ieworkbench.importers import naming
from ieworkbench.model import Codebook

__all__ = ["FORMAT"]


def _read(path: str, codebook: Codebook, report: Report) -> Bundle:
    with naming(path):
        return codings_from(read_xlsx(load(path), report), codebook, report)


def _write(bundle: Bundle, path: str, report: Report) -> None:
    columns, rows = rows_of(bundle, report)
    left_out(bundle, report, "passages", "codings")
    write_xlsx(path, CODINGS_SHEET, columns, rows)


def _claims(path: str) -> bool:
    # A file that cannot be read at all is claimed, so that reading it can say why.
    return kind_of_workbook(path) in ("codings", "unreadable")


FORMAT = Exchange(
    name="xlsx",
    title="codings in Excel",
    suffixes=(".xlsx", ".xlsm"),
    read=_read,
    write=_write,
    claims=_claims,
    carries=("codings",),
    loses=LOSES,
)
