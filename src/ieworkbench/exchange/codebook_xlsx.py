"""A codebook as a table in an Excel workbook, one row a code.

It carries everything a codebook holds, in a sheet with a fixed head and filters; the title and the
description stand in a sheet of their own. Every cell is written as words, so that nothing becomes a
formula, a number or a date. What the format cannot carry is everything that is no code.
"""

from __future__ import annotations

from ieworkbench.exchange.bundle import Bundle, Exchange, Report
from ieworkbench.exchange.codebook_rows import codebook_from, rows_of
from ieworkbench.exchange.files import load
from ieworkbench.exchange.losses import ONLY_CODES, left_out
from ieworkbench.exchange.table_files import writable
from ieworkbench.exchange.table_kinds import CODEBOOK_SHEET, kind_of_workbook
from ieworkbench.exchange.table_xlsx import read_xlsx, write_xlsx
from ieworkbench.importers import naming
from ieworkbench.model import Codebook

__all__ = ["FORMAT"]


def _read(path: str, codebook: Codebook, report: Report) -> Bundle:
    with naming(path):
        return Bundle(codebook=codebook_from(read_xlsx(load(path), report), codebook, report))


def _write(bundle: Bundle, path: str, report: Report) -> None:
    book = bundle.codebook
    columns, rows = rows_of(book, report, with_title=False)
    left_out(bundle, report)
    about = [(name, writable(getattr(book, name), "codebook", report)) for name in ("title", "description")]
    write_xlsx(path, CODEBOOK_SHEET, columns, rows, about)


def _claims(path: str) -> bool:
    return kind_of_workbook(path) == "codebook"


FORMAT = Exchange(
    name="codebook-xlsx",
    title="codebook in Excel",
    suffixes=(".xlsx", ".xlsm"),
    read=_read,
    write=_write,
    claims=_claims,
    carries=("codebook",),
    loses=ONLY_CODES,
)
