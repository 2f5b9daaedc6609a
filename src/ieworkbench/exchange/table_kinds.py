"""Whether a table is a codebook or holds codings, seen from its head."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from ieworkbench.exchange.chain_reading import is_chain
from ieworkbench.exchange.codebook_rows import CODEBOOK, enough_for_codes
from ieworkbench.exchange.coding_rows import CODINGS, enough_for_codings
from ieworkbench.exchange.table_csv import first_rows
from ieworkbench.exchange.table_files import Row, find_head
from ieworkbench.exchange.table_xlsx import first_sheets, sheet_names

__all__ = ["CODEBOOK_SHEET", "CODINGS_SHEET", "Kind", "kind_of_csv", "kind_of_workbook"]

CODEBOOK_SHEET = "Codebook"
CODINGS_SHEET = "Codings"
"""What the sheets are called that are written here."""

Kind = Literal["chain", "codebook", "codings", "other", "unreadable"]


def kind_of_csv(path: str) -> Kind:
    """What a text table is; only its beginning is read, and nothing is raised."""
    rows = first_rows(path, CODINGS)
    return _kind([rows, first_rows(path, CODEBOOK)]) if rows else "unreadable"


def kind_of_workbook(path: str) -> Kind:
    """What a workbook is, by the names of its sheets, or else by what stands in them; nothing is raised."""
    names = sheet_names(path)
    if CODEBOOK_SHEET in names or CODINGS_SHEET in names:
        return "codings" if CODINGS_SHEET in names else "codebook"
    if is_chain(names):
        return "chain"
    sheets = first_sheets(path)
    return _kind([sheet.rows for sheet in sheets]) if sheets else "unreadable"


def _kind(tables: Sequence[Sequence[Row]]) -> Kind:
    if any(find_head(rows, CODINGS, enough_for_codings) for rows in tables):
        return "codings"
    return "codebook" if any(find_head(rows, CODEBOOK, enough_for_codes) for rows in tables) else "other"
