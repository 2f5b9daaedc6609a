"""Tables as text: comma, tab or semicolon between the cells, one row per stretch of talk.

The mark between the cells is found by trying each and looking at what comes out. Such a table
cannot say which of its columns is which; `ieworkbench.importers.tables` reads that off their names
or their values.
"""

from __future__ import annotations

import re
from collections import Counter

from ieworkbench.errors import FileTooLarge
from ieworkbench.importers.encodings import decode
from ieworkbench.importers.format import Draft, Format, RawFile, ReadOptions
from ieworkbench.importers.tables import Row, Sheet, find_columns, known_names, write_sheets

__all__ = ["FORMAT", "read"]

_MARKS = "\t;,|"
_SAMPLE = 20_000
_MOST_CELLS = 5_000_000
_SAID = re.compile(r"sep=(.)\n", re.IGNORECASE)


def read(raw: RawFile, options: ReadOptions) -> Draft:
    """The rows of a text table as turns, or as a table where it is no transcript.

    Raises
    ------
    EncodingWrong, FileDamaged
        If the bytes are no text.
    FileTooLarge
        If it has more cells than a table of talk can have.
    """
    decoded = decode(raw, options.encoding)
    draft = Draft(encoding=decoded.encoding)
    draft.warnings.extend(decoded.warnings)
    text, first = decoded.text, 1
    said = _SAID.match(text)
    if said:
        text, first = text[said.end() :], 2
    mark = said.group(1) if said else _find_mark(text, raw.suffix)
    rows = _Rows(text, mark, first)
    table = rows.read(_MOST_CELLS)
    if table is None:
        raise FileTooLarge(raw.name, len(raw.data), len(raw.data) * rows.read_to // max(len(text), 1))
    if rows.unclosed is not None:
        draft.warn(
            "quote-not-closed",
            f"A quotation mark opened in line {rows.unclosed} is never closed; from there on quotation marks "
            "were read as they stand.",
        )
    write_sheets(draft, [Sheet("", _mend(table, mark, draft))], options)
    return draft


def _find_mark(text: str, suffix: str) -> str:
    """The mark between the cells: the one that gives a transcript, then the one that gives even rows."""
    sample = text[:_SAMPLE]
    if len(text) > _SAMPLE:
        sample = sample[: sample.rfind("\n") + 1] or sample
    marks = _MARKS if suffix == ".tsv" else ",;\t|"

    def fitness(mark: str) -> tuple[bool, int, float, int]:
        table = _Rows(sample, mark).read(_MOST_CELLS) or ()
        rows = [row for row in table if any(row.cells)]
        if not rows:
            return False, 0, 0.0, 0
        width, times = Counter(len(row.cells) for row in rows).most_common(1)[0]
        columns = find_columns(rows) if width > 1 else None
        return columns is not None, len(columns.known) if columns else 0, times / len(rows) if width > 1 else 0.0, width

    return max(marks, key=fitness)


def _mend(table: tuple[Row, ...], mark: str, draft: Draft) -> tuple[Row, ...]:
    """Rows whose words were cut at a mark that nobody quoted, put together again and reported."""
    columns = find_columns(table)
    if columns is None or columns.head is None:
        return table
    width = len(table[columns.head].cells)
    long = [row for row in table if len(row.cells) > width and any(cell.strip() for cell in row.cells[width:])]
    if not long:
        return table
    numbers = ", ".join(str(row.number) for row in long[:5])
    draft.warn(
        "row-too-long",
        f"{len(long)} row{'s' * (len(long) > 1)} (line {numbers}) had more cells than the table has columns; "
        "what was too much was joined to the last column, as when its words hold the mark between the cells.",
    )
    wide = {row.number for row in long}
    return tuple(
        Row(row.number, (*row.cells[: width - 1], mark.join(row.cells[width - 1 :]))) if row.number in wide else row
        for row in table
    )


class _Rows:
    """Cuts a text into rows and cells; time grows with the text, whatever its quotation marks do."""

    def __init__(self, text: str, mark: str, first_line: int = 1) -> None:
        self.text = text
        self.mark = mark
        self.line = first_line
        self.unclosed: int | None = None
        self.read_to = 0
        self._quoted = re.compile(r'"((?:[^"]++|"")*+)("?)')
        self._bare = re.compile(rf"[^{re.escape(mark)}\n]*+")
        self._patience = 4 * len(text) + 100_000

    def read(self, most_cells: int) -> tuple[Row, ...] | None:
        """Every row that has anything in it; ``None`` if there are more cells than ``most_cells``."""
        text, rows, cells, count, start_line = self.text, [], list[str](), 0, self.line
        place = 0
        while place < len(text):
            words, place = self._cell(place)
            cells.append(words)
            count += 1
            if count > most_cells:
                self.read_to = place
                return None
            if place < len(text) and text[place] == self.mark:
                place += 1
                if place < len(text):
                    continue
                cells.append("")
            if any(cells):
                rows.append(Row(start_line, tuple(cells)))
            place += 1
            self.line += 1
            cells, start_line = [], self.line
        return tuple(rows)

    def _cell(self, place: int) -> tuple[str, int]:
        if self.unclosed is None:
            match = self._quoted.match(self.text, place)
            if match and match.group(2) and self.text[match.end() : match.end() + 1] in ("", "\n", self.mark):
                words = match.group(1)
                self.line += words.count("\n")
                return words.replace('""', '"'), match.end()
            if match:
                # A quotation inside a cell, not around it. Looking for its end again and again is bounded.
                self._patience -= match.end() - place
                if not match.group(2) or self._patience < 0:
                    self.unclosed = self.line
        match = self._bare.match(self.text, place)
        end = match.end() if match else place
        return self.text[place:end], end


def _sniff(head: bytes) -> bool:
    """Whether the first line names columns of words and of speakers or times."""
    for encoding in ("utf-8-sig", "utf-16"):
        line = head.decode(encoding, "ignore").split("\n", 1)[0][:2000].strip("\r")
        for mark in _MARKS:
            names = known_names(line.split(mark)) if mark in line else {}
            if "text" in names and len(names) > 1:
                return True
    return False


FORMAT = Format("csv", "Table as text (csv, tsv)", (".csv", ".tsv"), read, sniff=_sniff)
