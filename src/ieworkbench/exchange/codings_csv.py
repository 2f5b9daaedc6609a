"""Codings as a table in CSV, one row a coding: the words, where they stand, and what was said of them.

It carries every coding with its passage, and of the codes their names, ids and places. The texts are
not in it: what is read has the id of its source, and its words are to be looked for there. A table
that somebody made by hand needs the columns ``source``, ``quote`` and ``code`` and no others; its
passages then run from 0 to 0 until they are found. A cell that begins with ``=``, ``+``, ``-`` or
``@`` is written with an apostrophe in front, so that no spreadsheet takes it for a formula, and read
without it.
"""

from __future__ import annotations

from ieworkbench.exchange.bundle import Bundle, Exchange, Report
from ieworkbench.exchange.coding_rows import CODINGS, LOSES, codings_from, rows_of
from ieworkbench.exchange.files import load
from ieworkbench.exchange.losses import left_out
from ieworkbench.exchange.table_csv import read_csv, write_csv
from ieworkbench.exchange.table_kinds import kind_of_csv
from ieworkbench.importers import naming
from ieworkbench.model import Codebook

__all__ = ["FORMAT"]


def _read(path: str, codebook: Codebook, report: Report) -> Bundle:
    with naming(path):
        return codings_from([read_csv(load(path), CODINGS, report)], codebook, report)


def _write(bundle: Bundle, path: str, report: Report) -> None:
    columns, rows = rows_of(bundle, report)
    left_out(bundle, report, "passages", "codings")
    write_csv(path, [column.name for column in columns], rows)


def _claims(path: str) -> bool:
    # A file that cannot be read at all is claimed, so that reading it can say why.
    return kind_of_csv(path) in ("codings", "unreadable")


FORMAT = Exchange(
    name="csv",
    title="codings in CSV",
    suffixes=(".csv", ".tsv"),
    read=_read,
    write=_write,
    claims=_claims,
    carries=("codings",),
    loses=LOSES,
)
