"""A chain of action as a folder of text tables, one file a sheet: to be typed, kept under git and passed on."""

from __future__ import annotations

import contextlib
from pathlib import Path

from ieworkbench.errors import FileForbidden, FileNotWritten
from ieworkbench.exchange.bundle import Bundle, Exchange, Report, TypedRow
from ieworkbench.exchange.chain_reading import is_chain, rows_in
from ieworkbench.exchange.chain_tables import CHAIN_SHEETS, LOSES, sheet_called
from ieworkbench.exchange.chain_writing import chain_left_out, tables_of
from ieworkbench.exchange.files import is_folder, load
from ieworkbench.exchange.table_csv import first_rows, read_csv, write_csv
from ieworkbench.exchange.table_files import Sheet, find_head
from ieworkbench.importers import naming
from ieworkbench.model import Codebook

__all__ = ["FORMAT", "is_chain_folder", "is_table_of_a_chain"]

_ENDINGS = (".csv", ".tsv")


def is_chain_folder(path: str | Path) -> bool:
    """Whether files of a chain lie in a folder: ``acts.csv``, ``links.csv`` or ``accounts.csv`` among them."""
    return is_chain(each.stem for each in _files(path))


def is_table_of_a_chain(path: Path) -> bool:
    """Whether a file is called as a table of a chain, lies with others of one, and has the columns of such a table."""
    kind = sheet_called(path.stem)
    return (
        kind is not None
        and is_chain_folder(path.parent)
        and find_head(first_rows(str(path), kind.names), kind.names, kind.enough) is not None
    )


def _files(path: str | Path) -> list[Path]:
    with contextlib.suppress(OSError, ValueError):
        return sorted(each for each in Path(path).iterdir() if each.suffix.lower() in _ENDINGS and each.is_file())
    return []


def _read(path: str, codebook: Codebook, report: Report) -> Bundle:  # noqa: ARG001 - every reader is given it
    rows: list[TypedRow] = []
    with naming(path):
        for file in _files(path):
            kind = sheet_called(file.stem)
            if kind is None:
                report.dropped("file", file.name, "No table of a chain is called so; it was not read.")
                continue
            with naming(str(file)):
                table = read_csv(load(file), kind.names, report)
            rows += rows_in(Sheet(file.name, table.rows), kind, report)
    return Bundle(typed=tuple(rows))


def _write(bundle: Bundle, path: str, report: Report) -> None:
    folder = Path(path)
    try:
        folder.mkdir(exist_ok=True)
    except PermissionError as error:
        raise FileForbidden(path) from error
    except (OSError, ValueError) as error:
        raise FileNotWritten(path, "no folder can be made there; choose another name") from error
    chain_left_out(bundle, report)
    tables = tables_of(bundle, report)
    for sheet in CHAIN_SHEETS:
        name = sheet.name.replace(" ", "-")
        write_csv(str(folder / f"{name}.csv"), [each.name for each in sheet.columns], tables[sheet.name])


def _claims(path: str) -> bool:
    return is_folder(path)


FORMAT = Exchange(
    name="chain-csv",
    title="the chain of action as a folder of tables",
    suffixes=(".chain",),
    read=_read,
    write=_write,
    claims=_claims,
    loses=LOSES,
)
