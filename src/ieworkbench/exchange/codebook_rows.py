"""A codebook as rows of a table: one row a code.

What is written says where a code stands in the column ``under``, by path, or by id where the path
could mean another code. What is read may be any list of codes that somebody has made: with paths,
with parents, with a column for each level, or names and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ieworkbench.errors import FileTooLarge
from ieworkbench.exchange.bundle import Report
from ieworkbench.exchange.code_drafts import CodeDraft, codes_of
from ieworkbench.exchange.code_names import path_names, references, tidy_name
from ieworkbench.exchange.table_files import ABOUT, Column, Head, Names, Row, Sheet, choose_sheet, writable
from ieworkbench.model import Code, Codebook

__all__ = ["CODEBOOK", "codebook_from", "enough_for_codes", "rows_of"]

CODEBOOK: Names = {
    "path": ("path", "code path", "full name", "full path", "sti", "kodesti", "hierarchical name", "nickname path"),
    "name": (
        *("name", "code", "code name", "codename", "tag", "label", "title", "theme", "node", "codes", "names"),
        *("navn", "kode", "kodenavn", "namn", "tema", "koder", "kodar"),
    ),
    "id": ("id", "guid", "uuid", "code id", "code guid", "kode id", "identifikator"),
    "under": (
        *("under", "parent", "parents", "parent code", "parent codes", "category", "broader", "belongs under"),
        *(
            "overordnet",
            "overordnede",
            "overordna",
            "overordnet kode",
            "forelder",
            "foreldre",
            "kategori",
            "hører under",
        ),
    ),
    "also under": ("also under", "further parents", "også under", "òg under"),
    "definition": (
        *("definition", "description", "meaning", "comment", "memo", "code memo"),
        *("definisjon", "beskrivelse", "skildring", "forklaring", "kommentar"),
    ),
    "include": (
        "include",
        "includes",
        "inclusion",
        "inclusion criteria",
        "inkluder",
        "inkluderer",
        "inklusjon",
        "ta med",
    ),
    "exclude": (
        *("exclude", "excludes", "exclusion", "exclusion criteria"),
        *("ekskluder", "ekskluderer", "eksklusjon", "utelat", "ikke"),
    ),
    "example": ("example", "examples", "typical example", "eksempel", "eksempler", "døme"),
    "colour": ("colour", "color", "farge", "rgb"),
    "codable": ("codable", "is codable", "iscodable", "kodbar", "kan kodes"),
    "order": ("order", "rekkefølge", "rekkjefølgje", "sequence"),
    "title": ("codebook", "codebook title", "kodebok"),
    "about": ("codebook description", "about the codebook", "om kodeboken"),
} | {
    f"level {number}": tuple(
        f"{word} {number}" for word in ("level", "nivå", "code", "kode", "name", "navn", "theme", "tema", "category")
    )
    for number in range(1, 13)
}
"""What a column of a codebook can hold, and how it may be called."""

_WORDS = ("definition", "include", "exclude", "example")
_WIDTHS = {"under": 30, "name": 28, "also under": 24, "id": 38, "colour": 10, "codable": 9}
_NO = {"no", "n", "nei", "false", "usann", "0", "f"}
_YES = {"", "yes", "y", "ja", "j", "true", "sann", "1", "x", "t"}
_MOST_CODES = 200_000
_WANTED = "name one column “name” or “path”, and others such as “under”, “definition” and “id”"


def enough_for_codes(known: set[str]) -> bool:
    """Whether columns that hold these are a codebook's."""
    return bool(known & {"name", "path", "level 1"})


# --------------------------------------------------------------------------------- written


def rows_of(codebook: Codebook, report: Report, *, with_title: bool) -> tuple[list[Column], list[list[str]]]:
    """The columns and rows of a codebook, as in a table of contents.

    Where that is not the order of the codebook, a column ``order`` says it.

    Parameters
    ----------
    codebook
        The codes.
    report
        Gets a finding for words that cannot stand in a table as they are.
    with_title
        Whether the title and description stand in two more columns, of the first row.
    """
    walked = [code for _, code in codebook.walk()]
    number = {code.id: str(place) for place, code in enumerate(codebook, start=1)}
    in_order = [code.id for code in walked] == list(number)
    names = ["under", "name", "also under", *_WORDS, "colour", "codable", "id"] + ["order"] * (not in_order)
    called = references(codebook)
    rows = [_row(code, called, report) + [number[code.id]] * (not in_order) for code in walked]
    if with_title and (codebook.title or codebook.description):
        names += ["codebook", "codebook description"]
        first = [writable(words, "codebook", report) for words in (codebook.title, codebook.description)]
        rows = rows or [[""] * (len(names) - 2)]
        rows = [[*row, *(first if place == 0 else ("", ""))] for place, row in enumerate(rows)]
    report.kept["codes"] += len(codebook)
    return [Column(name, _WIDTHS.get(name, 40 if name in _WORDS else 10), name in _WORDS) for name in names], rows


def _row(code: Code, called: dict[str, str], report: Report) -> list[str]:
    first, *further = [called[parent] for parent in code.parents] or [""]
    words = [writable(getattr(code, each), f"code “{code.name[:60]}”", report) for each in _WORDS]
    return [
        first,
        writable(code.name, f"code “{code.name[:60]}”", report),
        "; ".join(further),
        *words,
        code.colour,
        "yes" if code.codable else "no",
        code.id,
    ]


# ------------------------------------------------------------------------------------ read


def codebook_from(sheets: Sequence[Sheet], known: Codebook, report: Report) -> Codebook:
    """The codebook that a table holds.

    Raises
    ------
    FileDamaged
        If no row names its columns.
    FileTooLarge
        If it has more rows than a codebook can have.
    """
    sheet, head = choose_sheet(sheets, CODEBOOK, enough_for_codes, report, _WANTED)
    rows = sheet.rows[head.row + 1 :]
    if len(rows) > _MOST_CODES:
        raise FileTooLarge(report.file, sum(len(cell) for row in rows for cell in row.cells), _MOST_CODES)
    levels = _levels(head)
    for name in head.others.values():
        report.dropped("column", name[:60], "A codebook has no place for it; it was not read.")
    drafts = _Drafting(head, levels, report).drafts(rows)
    title, description = _about(sheets, head, rows)
    return Codebook(codes_of(drafts, report, known), title, description)


def _levels(head: Head) -> list[int]:
    """The columns that hold one level of the tree each, from the top; empty where there are none."""
    return [head.columns[f"level {number}"][0] for number in range(1, 13) if f"level {number}" in head.columns]


def _about(sheets: Sequence[Sheet], head: Head, rows: Sequence[Row]) -> tuple[str, str]:
    """The title and description, from the sheet about it or the first cells that say so."""
    said = {"title": "", "description": ""}
    for sheet in sheets:
        if sheet.name == ABOUT:
            said |= {row.cell(0): "".join(row.cells[1:]) for row in sheet.rows if row.cell(0) in said}
    for row in rows:
        said["title"] = said["title"] or head.of(row, "title")
        said["description"] = said["description"] or head.of(row, "about")
    return said["title"], said["description"]


class _Drafting:
    """Reads one table row by row."""

    def __init__(self, head: Head, levels: Sequence[int], report: Report) -> None:
        self.head = head
        self.levels = levels
        self.report = report
        self.last: tuple[str, ...] = ()

    def drafts(self, rows: Sequence[Row]) -> list[CodeDraft]:
        """A draft for every row that has a code."""
        return [draft for row in rows if (draft := self._draft(row)) is not None]

    def _draft(self, row: Row) -> CodeDraft | None:
        place = f"row {row.number}"
        name, above = self._place(row)
        words = {each: self.head.of(row, each) for each in _WORDS}
        code_id = self.head.of(row, "id").strip()
        if not name and not any(words.values()) and not code_id:
            if not (self.head.of(row, "title") or self.head.of(row, "about")) and any(map(str.strip, row.cells)):
                self.report.dropped("row", place, "It has no name, path or id of a code.")
            return None
        under = _several(self.head.of(row, "under")) + _several(self.head.of(row, "also under"))
        draft = CodeDraft(
            place,
            name,
            code_id,
            above=() if self.head.of(row, "under").strip() else above,
            under=under,
            colour=self.head.of(row, "colour").strip(),
            codable=self._codable(row, place),
            rank=self._rank(row),
        )
        draft.definition, draft.include, draft.exclude, draft.example = (words[each] for each in _WORDS)
        return draft

    def _place(self, row: Row) -> tuple[str, tuple[str, ...]]:
        """The code's name, and the names of those over it as far as the row has a path."""
        name = tidy_name(self.head.of(row, "name"))
        path = path_names(self.head.of(row, "path"))
        if self.levels:
            path = self._by_levels(row, name)
        if not name:
            return (path[-1], path[:-1]) if path else ("", ())
        return name, path[:-1] if path and path[-1] == name else path

    def _by_levels(self, row: Row, name: str) -> tuple[str, ...]:
        """The path from one column a level; a blank before the first name stands for what is over it."""
        cells = [tidy_name(row.cell(column)) for column in self.levels]
        while cells and not cells[-1]:
            cells.pop()
        first = next((number for number, cell in enumerate(cells) if cell), 0)
        path = (*self.last[:first], *filter(None, cells[first:])) if cells else self.last if name else ()
        self.last = path
        return path

    def _codable(self, row: Row, place: str) -> bool:
        said = self.head.of(row, "codable").strip().casefold()
        if said not in _YES | _NO:
            self.report.changed(
                "code", place, f"“{said[:40]}” is neither yes nor no; the code can be given to passages."
            )
        return said not in _NO

    def _rank(self, row: Row) -> int | None:
        said = self.head.of(row, "order").strip()
        return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else None


def _several(cell: str) -> tuple[str, ...]:
    """The codes named in one cell, parted by semicolons or line ends."""
    return tuple(part.strip() for part in re.split(r"[;\n]", cell) if part.strip())
