"""Tables as text, for codebooks and codings: read as people's programs write them, written for all of them.

What is written has commas, UTF-8 with a mark at its beginning, without which Excel reads it wrong,
and ``\\n`` at the end of a row. A cell that begins with ``=``, ``+``, ``-`` or ``@`` would be worked
out as a formula by a spreadsheet, and might do harm: it gets an apostrophe in front, which is taken
away again when it is read.
"""

from __future__ import annotations

import contextlib
import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from ieworkbench.errors import FileProblem, FileTooLarge
from ieworkbench.exchange.bundle import Report
from ieworkbench.exchange.files import RawFile, new_file, text_in
from ieworkbench.exchange.table_files import Names, Row, Sheet, find_head
from ieworkbench.importers.encodings import decode

__all__ = ["first_rows", "read_csv", "write_csv"]

_MARKS = ",;\t|"
_SAID = re.compile(r"sep=(.)\n", re.IGNORECASE)
_GUARDED = re.compile(r"'+[=+\-@\t]")
_FORMULA = re.compile(r"'*[=+\-@\t]")
_QUOTED = re.compile(r'"((?:[^"]++|"")*+)"')
_SAMPLE = 20_000
_MOST_CELLS = 10_000_000
_FIRST = 65_536


def read_csv(raw: RawFile, names: Names, report: Report) -> Sheet:
    """The rows of a table; the mark between its cells is the one under which most columns are known.

    Raises
    ------
    FileDamaged
        If the bytes are no text.
    FileTooLarge
        If it has more cells than a table can have.
    """
    rows, unclosed, mark = _rows(text_in(raw, report), names)
    if sum(len(row.cells) for row in rows) > _MOST_CELLS:
        raise FileTooLarge(report.file, len(raw.data), _MOST_CELLS)
    if unclosed is not None:
        report.changed(
            "row", f"row {unclosed}", "A quotation mark is opened and never closed; it was read as it stands."
        )
    return Sheet("", tuple(_mended(rows, names, mark, report)))


def first_rows(path: str, names: Names) -> tuple[Row, ...]:
    """The rows at the beginning of a file; none where it cannot be read."""
    with contextlib.suppress(OSError, ValueError), Path(path).open("rb") as file:
        data = file.read(_FIRST)
        for cut in (0, 2):
            with contextlib.suppress(FileProblem):
                text = decode(RawFile(path, data[: len(data) - cut] if len(data) == _FIRST else data)).text
                return tuple(_rows(text, names)[0])
    return ()


def write_csv(path: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a table; cells that a spreadsheet would take for formulas are guarded."""
    page = io.StringIO()
    writer = csv.writer(page, delimiter="\t" if path.lower().endswith(".tsv") else ",", lineterminator="\n")
    writer.writerow(head)
    writer.writerows(["'" + cell if _FORMULA.match(cell) else cell for cell in row] for row in rows)
    with new_file(path) as place:
        place.write_bytes(page.getvalue().encode("utf-8-sig"))


def _rows(text: str, names: Names) -> tuple[list[Row], int | None, str]:
    """Rows, the row of a quotation mark that is never closed, and the mark between the cells."""
    said = _SAID.match(text)
    if said:
        return *_cut(text[said.end() :], said.group(1)), said.group(1)
    mark = _find_mark(text, names)
    return *_cut(text, mark), mark


def _find_mark(text: str, names: Names) -> str:
    """The mark that gives the most known columns, then the evenest rows; a line end where there is only one column."""
    sample = text[:_SAMPLE]

    def fitness(mark: str) -> tuple[int, int, int]:
        rows, _ = _cut(sample, mark)
        head = find_head(rows, names, lambda known: len(known) > 1)
        columns = head or find_head(rows, names, bool)
        known = len(columns.columns) if columns else 0
        width = len(rows[columns.row].cells) if columns else 1
        even = Counter(len(row.cells) for row in rows)[width]
        return known, even if width > 1 else 0, width

    best = max(_MARKS, key=fitness)
    return best if fitness(best)[2] > 1 else "\n"


def _cut(text: str, mark: str) -> tuple[list[Row], int | None]:
    """Rows and cells, and the row of a quotation mark that is never closed; time grows with the text.

    Rows are counted as a spreadsheet shows them: one with several lines in a cell is one.
    """
    rows: list[Row] = []
    cells: list[str] = []
    bare = re.compile(rf"[^{re.escape(mark)}\n]*+")
    unclosed: int | None = None
    place, number, length = 0, 1, len(text)
    patience = 4 * length + 100_000
    while place < length:
        match = _QUOTED.match(text, place) if unclosed is None and text[place] == '"' else None
        if match and (match.end() == length or text[match.end()] in ("\n", mark)):
            cells.append(match.group(1).replace('""', '"'))
            place = match.end()
        else:
            if unclosed is None and text[place] == '"':
                patience -= (match.end() if match else length) - place
                unclosed = number if match is None or patience < 0 else None
            end = bare.match(text, place).end()  # type: ignore[union-attr]  # it matches anywhere
            cells.append(text[place:end])
            place = end
        if place < length and text[place] == mark and mark != "\n":
            place += 1
            if place < length:
                continue
            cells.append("")
        if any(cells):
            rows.append(Row(number, tuple(_unguarded(cell) for cell in cells)))
        place, number, cells = place + 1, number + 1, []
    return rows, unclosed


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _GUARDED.match(cell) else cell


def _mended(rows: list[Row], names: Names, mark: str, report: Report) -> Iterable[Row]:
    """Rows whose words were cut at a mark that nobody quoted, with what was too much in their last cell."""
    head = find_head(rows, names, bool)
    width = len(rows[head.row].cells) if head is not None else 0
    for place, row in enumerate(rows):
        if head is not None and place > head.row and len(row.cells) > width and any(row.cells[width:]):
            report.changed(
                "row",
                f"row {row.number}",
                "It has more cells than the table has columns; what was too much was joined to the last one.",
            )
            yield Row(row.number, (*row.cells[: width - 1], mark.join(row.cells[width - 1 :]).rstrip(mark)))
        else:
            yield row
