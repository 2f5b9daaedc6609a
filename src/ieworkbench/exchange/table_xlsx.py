"""Tables in Excel workbooks, for codebooks and codings.

Every cell is written as words, so that nothing in it is ever worked out as a formula. A cell holds
32,767 characters; a longer text goes on in a column with the same name and a number.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from ieworkbench.errors import FileDamaged, FileNotWritten, FileProblem, FileTooLarge
from ieworkbench.exchange.bundle import Report
from ieworkbench.exchange.files import RawFile, load, new_file
from ieworkbench.exchange.table_files import ABOUT, Column, Row, Sheet
from ieworkbench.importers.packages import open_zip, parse_xml, read_part

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

__all__ = ["add_sheet", "first_sheets", "new_workbook", "read_xlsx", "sheet_names", "write_xlsx", "xlsx_bytes"]

_MOST_ROWS = 1_048_576
_MOST_CELLS = 20_000_000
_MOST_LETTERS = 200_000_000
_LONGEST_CELL = 32_767
_PIECE = 16_000
_PRINTED = 12
_LINE = 15
_HIGHEST = 405
_ESCAPED = re.compile(r"_x(00[01][0-9A-Fa-f]|[Ff]{3}[EeFf])_(?:(?<=_x000D_)\n)?")
_BROKEN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What the library lets out when a workbook is broken; `NotImplementedError` comes from the zip around it."""


def read_xlsx(raw: RawFile, report: Report) -> list[Sheet]:
    """Every sheet that has something in it, as words; the hidden ones too.

    Raises
    ------
    FileLocked, FileDamaged, FileTooLarge
        If it cannot be opened, or holds more than a table can.
    """
    with _opened(raw) as book:
        return _whole(book, report)


def _whole(book: Workbook, report: Report) -> list[Sheet]:
    sheets, size = [], 0
    for sheet in book.worksheets:
        rows = []
        for row in _rows_of(sheet):
            size += sum(map(len, row.cells)) + len(row.cells)
            if size > _MOST_LETTERS:
                raise FileTooLarge(report.file, size, _MOST_LETTERS)
            rows.append(row)
        sheets.append(Sheet(sheet.title, tuple(rows)))
    return [sheet for sheet in sheets if sheet.rows]


def first_sheets(path: str) -> list[Sheet]:
    """The first rows of every sheet; none where the file cannot be read."""
    with contextlib.suppress(FileProblem), _opened(load(path)) as book:
        return [Sheet(sheet.title, tuple(islice(_rows_of(sheet), 20))) for sheet in book.worksheets]
    return []


def sheet_names(path: str) -> tuple[str, ...]:
    """The names of a workbook's sheets, without reading them; none where the file cannot be read."""
    with contextlib.suppress(FileProblem):
        raw = load(path)
        with open_zip(raw) as archive:
            root = parse_xml(raw, read_part(raw, archive, "xl/workbook.xml"))
        return tuple(each.get("name") or "" for each in root.iter("{*}sheet"))
    return ()


@contextlib.contextmanager
def _opened(raw: RawFile) -> Iterator[Workbook]:
    """The workbook, with every foreign error as ours; its warnings are about things that are not read."""
    import openpyxl

    open_zip(raw).close()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with contextlib.redirect_stdout(io.StringIO()):  # of a broken style, the library prints that it is so
                book = openpyxl.load_workbook(io.BytesIO(raw.data), read_only=True, data_only=True, keep_links=False)
            try:
                yield book
            finally:
                book.close()
        except FileProblem:
            raise
        except _BROKEN as error:
            raise FileDamaged(raw.name, "", "this is not an Excel workbook, or only part of one") from error


def _rows_of(sheet: object) -> Iterator[Row]:
    # Some programs write a wrong size of the sheet, which would cut it off.
    if hasattr(sheet, "reset_dimensions"):
        sheet.reset_dimensions()
    rows = sheet.iter_rows(values_only=True)  # type: ignore[attr-defined]  # the stubs lack it
    width = 0
    for number, values in enumerate(rows, start=1):
        # What lies between two cells is filled in: a cell far off must not fill the memory.
        width += len(values)
        if number > _MOST_ROWS or width > _MOST_CELLS:
            advice = "delete the rows and columns far from the table and save it again"
            raise FileDamaged("", f"row {number}", "something stands far away from the table", advice)
        if values.count(None) < len(values):
            cells = [_words(value) for value in values]
            while cells and not cells[-1]:
                cells.pop()
            yield Row(number, tuple(cells))


def _words(value: object) -> str:
    """What a cell says, as a person would type it."""
    if isinstance(value, str):
        return _ESCAPED.sub(_unescaped, value) if "_x" in value else value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime):
        return value.isoformat() if value.time() != dt.time() else value.date().isoformat()
    return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)


def _unescaped(match: re.Match[str]) -> str:
    letter = chr(int(match.group(1), 16))
    return "\n" if letter == "\r" else letter


def write_xlsx(
    path: str,
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[str]],
    about: Sequence[tuple[str, str]] = (),
) -> None:
    """Write a sheet with a fixed head, filters and wrapped words, and a sheet about it if there is anything to say.

    Raises
    ------
    FileNotWritten, FileForbidden
        If it has more rows than a sheet can hold, or the disk refuses.
    """
    page = xlsx_bytes(path, title, columns, rows, about)
    with new_file(path) as place:
        place.write_bytes(page)


def xlsx_bytes(
    path: str,
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[str]],
    about: Sequence[tuple[str, str]] = (),
) -> bytes:
    """The workbook that `write_xlsx` writes, as bytes.

    Raises
    ------
    FileNotWritten
        If it has more rows than a sheet can hold; ``path`` only names the file then.
    """
    page = io.BytesIO()
    with _book_in(page) as book:
        add_sheet(book, path, title, columns, rows)
        if any(value for _, value in about):
            bold, plain, wrapped = _looks(book)
            beside = book.add_worksheet(ABOUT)
            beside.set_column(0, 0, 14, plain)
            beside.set_column(1, 1, 90, wrapped)
            for line, (name, value) in enumerate(about):
                beside.write_string(line, 0, name, bold)
                for step, piece in enumerate(_pieces(value)):
                    beside.write_string(line, 1 + step, piece, wrapped)
    return page.getvalue()


@contextlib.contextmanager
def new_workbook(path: str) -> Iterator[Any]:
    """A workbook of the library that writes them; it becomes the file ``path`` if all went well.

    Raises
    ------
    FileNotWritten, FileForbidden
        If the disk refuses.
    """
    page = io.BytesIO()
    with _book_in(page) as book:
        yield book
    with new_file(path) as place:
        place.write_bytes(page.getvalue())


@contextlib.contextmanager
def _book_in(page: io.BytesIO) -> Iterator[Any]:
    """A workbook that is written into ``page`` at the end."""
    import xlsxwriter

    book = xlsxwriter.Workbook(page, {"in_memory": True})
    book.set_properties({"created": dt.datetime(2000, 1, 1)})  # noqa: DTZ001 - the same words give the same bytes
    yield book
    book.close()


def add_sheet(
    book: Any,  # noqa: ANN401 - the library has no types
    path: str,
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[str]],
) -> Any:  # noqa: ANN401 - the library has no types
    """Add a sheet with a fixed head, filters and wrapped words, every cell written as words.

    Parameters
    ----------
    book
        From `new_workbook`.
    path
        The file, for the sentence if it cannot be written.
    title
        The sheet's name.

    Raises
    ------
    FileNotWritten
        If it has more rows than a sheet can hold.
    """
    columns, table = _split_long(columns, [list(row) for row in rows])
    if len(table) >= _MOST_ROWS:
        raise FileNotWritten(path, f"a sheet holds {_MOST_ROWS - 1:,} rows and these are more; write a .csv instead")
    sheet = book.add_worksheet(title)
    bold, plain, wrapped = _looks(book)
    for number, column in enumerate(columns):
        sheet.set_column(number, number, column.width, wrapped if column.wraps else plain)
        sheet.write_string(0, number, column.name, bold)
        for line, row in enumerate(table, start=1):
            if row[number]:
                sheet.write_string(line, number, row[number], wrapped if column.wraps else plain)
    for line, row in enumerate(table, start=1):
        lines = max(
            (_lines(cell, column) for cell, column in zip(row, columns, strict=True) if column.wraps), default=1
        )
        if lines > 1:
            # Not every program finds out by itself how high a row of wrapped words is.
            sheet.set_row(line, min(_LINE * lines, _HIGHEST))
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.print_area(0, 0, len(table), min(len(columns), _PRINTED) - 1)
    sheet.fit_to_pages(1, 0)
    sheet.autofilter(0, 0, len(table), len(columns) - 1)
    return sheet


def _looks(book: Any) -> tuple[Any, Any, Any]:  # noqa: ANN401 - the library has no types
    """How heads, cells and cells with wrapped words look."""
    return (
        book.add_format({"bold": True, "valign": "top", "bottom": 1, "bg_color": "#EEEEEE"}),
        book.add_format({"valign": "top"}),
        book.add_format({"valign": "top", "text_wrap": True}),
    )


def _lines(text: str, column: Column) -> int:
    """About how many lines a text takes in its column."""
    return sum(1 + len(line) // column.width for line in text[: 60 * column.width].split("\n"))


def _pieces(text: str) -> list[str]:
    """A text in pieces that fit into cells; Excel counts characters beyond the first 65,536 as two."""
    if len(text) <= _PIECE or len(text.encode("utf-16-le")) // 2 <= _LONGEST_CELL:
        return [text]
    return [text[start : start + _PIECE] for start in range(0, len(text), _PIECE)]


def _split_long(columns: Sequence[Column], rows: list[list[str]]) -> tuple[list[Column], list[list[str]]]:
    """Columns and rows with further columns where a text is too long for one cell."""
    if all(len(cell) <= _PIECE for row in rows for cell in row):
        return list(columns), rows
    pieces = [[_pieces(cell) for cell in row] for row in rows]
    counts = [max((len(row[number]) for row in pieces), default=1) for number in range(len(columns))]
    wider = [
        Column(column.name if step == 1 else f"{column.name} ({step})", column.width, column.wraps)
        for column, count in zip(columns, counts, strict=True)
        for step in range(1, count + 1)
    ]
    table = [
        [piece for cell, count in zip(row, counts, strict=True) for piece in cell + [""] * (count - len(cell))]
        for row in pieces
    ]
    return wider, table
