"""OpenDocument sheets (ods) with columns for time, speaker and words.

Every sheet of the file is read, in order. What a cell shows is its text; formulas, colours and
the width of columns are not kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ieworkbench.errors import FileDamaged, FileTooLarge
from ieworkbench.importers.format import Draft, Format, RawFile, ReadOptions
from ieworkbench.importers.open_document import open_parts
from ieworkbench.importers.packages import ZIP_FILE
from ieworkbench.importers.tables import Remark, Row, Sheet, write_sheets

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["FORMAT", "read"]

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_SHEETS = b"application/vnd.oasis.opendocument.spreadsheet"
_DURATION = re.compile(r"PT(\d{1,4})H(\d{1,2})M(\d{1,2})(?:[.,](\d{1,9}))?S")
_MOST_REPEATED = 1000
_MOST_LETTERS = 60_000_000


def read(raw: RawFile, options: ReadOptions) -> Draft:
    """The rows of every sheet as turns, or as a table where a sheet is no transcript.

    Raises
    ------
    FileLocked, FileTooLarge, FileDamaged
        If it cannot be opened, or its repeated cells would fill the memory.
    """
    parts = open_parts(raw)
    book = next(parts.content.iter(f"{_OFFICE}spreadsheet"), None)
    if book is None:
        raise FileDamaged(raw.name, "content.xml", "there is no sheet in it", "check that it is the right file")
    draft = Draft()
    if parts.meta is not None:
        draft.title = next((each.text or "" for each in parts.meta.iter(f"{_DC}title")), "")
    reading = _Reading(raw)
    sheets = [reading.sheet(table) for table in book.iterchildren(f"{_TABLE}table")]
    if reading.hidden:
        draft.warn("hidden-rows", f"{reading.hidden} hidden or filtered rows were read like the others.")
    if reading.cut:
        draft.warn(
            "repeated-cells",
            f"Some words are repeated over more than {_MOST_REPEATED} cells or rows; only the first "
            f"{_MOST_REPEATED} of them were read.",
        )
    write_sheets(draft, sheets, options)
    return draft


class _Reading:
    """Rows and cells out of the XML, with a bound on what repetition may make of it."""

    def __init__(self, raw: RawFile) -> None:
        self.raw = raw
        self.letters = 0
        self.hidden = 0
        self.cut = False

    def sheet(self, table: etree._Element) -> Sheet:
        rows: list[Row] = []
        number = 1
        for element in _rows_of(table):
            times = _count(element, "number-rows-repeated")
            row = self._row(element, number)
            if any(row.cells) or row.remarks:
                if element.get(f"{_TABLE}visibility") in {"collapse", "filter"}:
                    self.hidden += 1
                self.cut |= times > _MOST_REPEATED
                for again in range(min(times, _MOST_REPEATED)):
                    self._measure(sum(map(len, row.cells)) + len(row.cells))
                    rows.append(Row(number + again, row.cells, row.remarks))
            number += times
        return Sheet(table.get(f"{_TABLE}name") or "", tuple(rows))

    def _row(self, element: etree._Element, number: int) -> Row:
        cells: list[str] = []
        remarks: list[Remark] = []
        blank = 0
        for cell in element.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            times = _count(cell, "number-columns-repeated")
            words = _cell_words(cell)
            notes = [_remark(note) for note in cell.iterchildren(f"{_OFFICE}annotation")]
            if not words and not notes:
                blank += times
                continue
            # Empty cells only count where something stands behind them.
            self.cut |= max(times, blank) > _MOST_REPEATED
            cells.extend([""] * min(blank, _MOST_REPEATED))
            remarks.extend(Remark(len(cells), text, author, date) for text, author, date in notes)
            blank = 0
            self._measure(len(words) * min(times, _MOST_REPEATED))
            cells.extend([words] * min(times, _MOST_REPEATED))
        return Row(number, tuple(cells), tuple(remarks))

    def _measure(self, letters: int) -> None:
        self.letters += letters
        if self.letters > _MOST_LETTERS:
            raise FileTooLarge(self.raw.name, self.letters, _MOST_LETTERS)


def _rows_of(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of a table, also those in groups, but not those of tables inside its cells."""
    waiting = [table.iterchildren()]
    while waiting:
        child = next(waiting[-1], None)
        if child is None:
            waiting.pop()
        elif child.tag == f"{_TABLE}table-row":
            yield child
        elif child.tag in {f"{_TABLE}table-header-rows", f"{_TABLE}table-row-group", f"{_TABLE}table-rows"}:
            waiting.append(child.iterchildren())


def _count(element: etree._Element, name: str) -> int:
    """How often a cell or row is repeated: at least once."""
    value = element.get(f"{_TABLE}{name}") or "1"
    return max(1, min(int(value), 10_000_000)) if value.isascii() and value.isdigit() and len(value) < 12 else 1


def _cell_words(cell: etree._Element) -> str:
    """What a cell shows; a time is written out in full, since its display may leave out the seconds."""
    duration = _DURATION.fullmatch(cell.get(f"{_OFFICE}time-value") or "")
    if duration:
        hours, minutes, seconds, fraction = duration.groups()
        beyond = f".{fraction[:3]}" if fraction and fraction.strip("0") else ""
        return f"{int(hours):02}:{int(minutes):02}:{int(seconds):02}{beyond}"
    paragraphs = [_paragraph_words(each) for each in cell.iterchildren(f"{_TEXT}p", f"{_TEXT}h")]
    return "\n".join(paragraphs) if paragraphs else (cell.get(f"{_OFFICE}value") or "")


def _paragraph_words(paragraph: etree._Element) -> str:
    from lxml import etree

    pieces: list[str] = []
    walk = etree.iterwalk(paragraph, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            pieces.append(_mark(element))
            if element.tag in {f"{_OFFICE}annotation", f"{_TEXT}ruby-text"}:
                walk.skip_subtree()
            elif isinstance(element.tag, str):
                pieces.append(element.text or "")
        elif element is not paragraph:
            pieces.append(element.tail or "")
    return "".join(pieces)


def _mark(element: etree._Element) -> str:
    if element.tag == f"{_TEXT}s":
        value = element.get(f"{_TEXT}c") or "1"
        return " " * (min(int(value), 1000) if value.isascii() and value.isdigit() and len(value) < 9 else 1)
    return {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}.get(str(element.tag), "")


def _remark(note: etree._Element) -> tuple[str, str | None, str | None]:
    words = "\n".join(_paragraph_words(each) for each in note.iterchildren(f"{_TEXT}p"))
    return words, note.findtext(f"{_DC}creator"), note.findtext(f"{_DC}date")


def _sniff(head: bytes) -> bool:
    if head.startswith(ZIP_FILE):
        return _SHEETS in head[:200]
    return b"office:document" in head[:4000] and _SHEETS in head[:8000]


FORMAT = Format("ods", "OpenDocument sheet", (".ods", ".ots", ".fods"), read, sniff=_sniff)
