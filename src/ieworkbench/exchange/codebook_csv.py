"""A codebook as a table in CSV, one row a code.

It carries everything a codebook holds. Read is any list of codes: with commas, semicolons or tabs,
in UTF-8, UTF-16 or as Windows writes it, with columns named in English or Norwegian. A cell that
begins with ``=``, ``+``, ``-`` or ``@`` is written with an apostrophe in front, so that no
spreadsheet takes it for a formula, and read without it. What the format cannot carry is everything
that is no code; and a spreadsheet that saves the file again may turn words such as ``1e3`` into
numbers, which a workbook (.xlsx) does not.
"""

from __future__ import annotations

from ieworkbench.exchange.bundle import Bundle, Exchange, Report
from ieworkbench.exchange.codebook_rows import CODEBOOK, codebook_from, rows_of
from ieworkbench.exchange.files import load
from ieworkbench.exchange.losses import ONLY_CODES, left_out
from ieworkbench.exchange.table_csv import read_csv, write_csv
from ieworkbench.exchange.table_kinds import kind_of_csv
from ieworkbench.importers import naming
from ieworkbench.model import Codebook

__all__ = ["FORMAT"]


def _read(path: str, codebook: Codebook, report: Report) -> Bundle:
    with naming(path):
        return Bundle(codebook=codebook_from([read_csv(load(path), CODEBOOK, report)], codebook, report))


def _write(bundle: Bundle, path: str, report: Report) -> None:
    columns, rows = rows_of(bundle.codebook, report, with_title=True)
    left_out(bundle, report)
    write_csv(path, [column.name for column in columns], rows)


def _claims(path: str) -> bool:
    return kind_of_csv(path) == "codebook"


FORMAT = Exchange(
    name="codebook-csv",
    title="codebook in CSV",
    suffixes=(".csv", ".tsv"),
    read=_read,
    write=_write,
    claims=_claims,
    carries=("codebook",),
    loses=ONLY_CODES,
)
