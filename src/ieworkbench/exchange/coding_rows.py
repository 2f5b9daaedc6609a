"""Codings as rows of a table: one row a coding, with the words, where they stand and what was said of them.

The texts themselves are not in the table. A passage that is read from it has its source's id, its
quote and what stands around it; whoever adds it to a study looks whether the words stand there.
Where a table does not say where, or what it says cannot be, the passage runs from 0 to 0, which no
passage of a text does, and its fingerprint is empty: its words are then to be looked for.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from ieworkbench.errors import FileTooLarge
from ieworkbench.exchange.bundle import Bundle, Report
from ieworkbench.exchange.code_names import path_text, tidy_id
from ieworkbench.exchange.coding_codes import CodesNamed
from ieworkbench.exchange.guids import made_guid
from ieworkbench.exchange.moments import NEVER, moment_in
from ieworkbench.exchange.table_files import Column, Head, Names, Row, Sheet, choose_sheet, writable
from ieworkbench.model import Code, Codebook, Coding, Passage, Source
from ieworkbench.model.vocabulary import Placement
from ieworkbench.sentences import counted

__all__ = ["CODINGS", "LOSES", "codings_from", "enough_for_codings", "rows_of"]

CODINGS: Names = {
    "source": (
        *("source", "source id", "document", "document name", "file", "file name", "filename", "transcript"),
        *("kilde", "kjelde", "dokument", "dokumentnavn", "fil", "filnavn", "source name", "interview", "intervju"),
    ),
    "quote": (
        *("quote", "quotation", "quotation content", "text", "segment", "coded segment", "coded text", "excerpt"),
        *("passage", "words", "content", "highlight", "selected text", "sitat", "utdrag", "tekst", "tekststed"),
    ),
    "code": ("code", "code path", "code name", "tag", "theme", "kode", "kodesti", "kodenavn", "tema"),
    "codes": ("codes", "tags", "themes", "koder", "kodar", "temaer"),
    "code id": ("code id", "code guid", "kode id"),
    "memo": ("memo", "comment", "note", "coding memo", "kommentar", "notat", "merknad"),
    "by": ("by", "coder", "coded by", "created by", "author", "kodet av", "koda av", "av"),
    "at": ("at", "coded at", "created", "date", "time", "tid", "tidspunkt", "dato", "when"),
    "start": ("start", "start position", "begin", "from", "fra", "frå"),
    "end": ("end", "end position", "to", "til", "slutt"),
    "before": ("before", "words before", "prefix", "før"),
    "after": ("after", "words after", "suffix", "etter"),
    "coding id": ("coding id", "coding guid", "koding id"),
    "passage id": ("passage id", "passage guid", "selection guid"),
    "fingerprint": ("fingerprint", "text fingerprint", "fingeravtrykk"),
    "placement": ("placement",),
    "told": ("case", "cases", "sak", "forløp"),
    "informant": ("informant", "informants", "informanter"),
    "wave": ("wave", "runde", "bølge"),
    "kind": ("kind", "source kind", "slag"),
    "speaker": ("speaker", "taler", "hvem"),
    "turn": ("turn", "turn number", "replikk", "ytring"),
}
"""What a column of codings can hold, and how it may be called."""

_COLUMNS = (
    Column("source", 14),
    Column("case", 8),
    Column("informant", 10),
    Column("wave", 6),
    Column("kind", 12),
    Column("speaker", 12),
    Column("turn", 6),
    Column("quote", 70, wraps=True),
    Column("code", 30, wraps=True),
    Column("memo", 30, wraps=True),
    Column("by", 10),
    Column("at", 22),
    Column("start", 8),
    Column("end", 8),
    Column("before", 20),
    Column("after", 20),
    Column("placement", 10),
    Column("code id", 12),
    Column("coding id", 12),
    Column("passage id", 12),
    Column("fingerprint", 12),
)
_OF_SOURCES = ("told", "informant", "wave", "kind", "speaker", "turn")
LOSES = (
    "The texts, the cases, informants, memos, links and sets are not in it.",
    "Passages without a code, and codes without a passage, are not in it.",
    "Of a code it has the name, the id and the path by its first parent.",
)
"""What a table of codings cannot carry, a sentence each."""

_MOST_ROWS = 1_000_000
_WANTED = "name the columns “source”, “quote” and “code”"
_DAY_FIRST = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:[ T,]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?")


def enough_for_codings(known: set[str]) -> bool:
    """Whether columns that hold these are those of codings."""
    return {"source", "quote"} <= known and bool(known & {"code", "codes", "code id"})


# --------------------------------------------------------------------------------- written


def rows_of(bundle: Bundle, report: Report) -> tuple[list[Column], list[list[str]]]:
    """The columns and rows of every coding, sorted by source, place and code.

    Turns are counted from 0, as ``source.turn(number)`` counts them.
    """
    writing = _Writing(bundle, report)
    paths = {code.id: writing.path(code) for code in bundle.codebook}
    codings = sorted(
        bundle.codings,
        key=lambda each: (*_spot(each.passage), paths.get(each.code, ""), each.code, each.id),
    )
    rows = [writing.row(coding, paths.get(coding.code, "")) for coding in codings]
    report.kept["codings"] += len(rows)
    _report_losses(bundle, report)
    return list(_COLUMNS), rows


def _spot(passage: Passage) -> tuple[str, int, int, str]:
    return passage.source, passage.start, passage.end, passage.id


class _Writing:
    """Makes rows of codings."""

    def __init__(self, bundle: Bundle, report: Report) -> None:
        self.bundle = bundle
        self.report = report
        self.sources = {source.id: source for source in bundle.sources}
        self.starts = {source.id: [turn.start for turn in source.turns] for source in bundle.sources}
        self.cases: dict[str, list[str]] = defaultdict(list)
        for case, passage in bundle.case_passages:
            self.cases[passage].append(case)

    def path(self, code: Code) -> str:
        """The code's path, in which names that hold the mark of a path are told apart."""
        book, names, here = self.bundle.codebook, [code.name], code
        while here.parents:
            here = book[here.parents[0]]
            names.append(here.name)
        return path_text(names[::-1])

    def row(self, coding: Coding, path: str) -> list[str]:
        """What is written of one coding, in the order of the columns."""
        passage = coding.passage
        source = self.sources.get(passage.source)
        where = f"coding {coding.id}"
        cells = [
            passage.source,
            *self._of_source(source, passage),
            passage.quote,
            path,
            coding.memo,
            coding.by,
            "" if coding.at == NEVER else f"{coding.at.isoformat()}Z",
            str(passage.start),
            str(passage.end),
            passage.before,
            passage.after,
            passage.placement.value,
            coding.code,
            coding.id,
            passage.id,
            passage.content_sha256,
        ]
        return [writable(cell, where, self.report) for cell in cells]

    def _of_source(self, source: Source | None, passage: Passage) -> list[str]:
        own = self.cases.get(passage.id, [])
        if source is None:
            return ["; ".join(own), "", "", "", "", ""]
        number = self._turn(source, passage)
        return [
            "; ".join(dict.fromkeys([*source.cases, *own])),
            "; ".join(source.informants),
            "" if source.wave is None else str(source.wave),
            source.kind.value,
            "" if number is None else source.turns[number].speaker or "",
            "" if number is None else str(number),
        ]

    def _turn(self, source: Source, passage: Passage) -> int | None:
        """The turn in which a passage begins, or the first that it reaches."""
        number = bisect_right(self.starts[source.id], passage.start) - 1
        if number >= 0 and passage.start < source.turns[number].end:
            return number
        following = number + 1
        return following if following < len(source.turns) and source.turns[following].start < passage.end else None


def _report_losses(bundle: Bundle, report: Report) -> None:
    coded = {coding.passage.id for coding in bundle.codings}
    uncoded = sum(passage.id not in coded for passage in bundle.passages)
    if uncoded:
        report.dropped("passages", f"{uncoded:,} in all", "They have no code, and the table has one row a coding.")
    used = {coding.code for coding in bundle.codings}
    unused = sum(code.id not in used for code in bundle.codebook)
    if unused:
        report.dropped("codes", f"{unused:,} in all", "No passage has them, and the table has one row a coding.")
    said = [code for code in bundle.codebook if any((code.definition, code.include, code.exclude, code.example))]
    if said:
        report.dropped(
            "definitions",
            counted(len(said), "code"),
            "The table names codes and says nothing else of them; write a codebook.",
        )


# ------------------------------------------------------------------------------------ read


def codings_from(sheets: Sequence[Sheet], known: Codebook, report: Report) -> Bundle:
    """The codings that a table holds, with their passages and codes, and without the texts.

    Raises
    ------
    FileDamaged
        If no row names the columns that are needed.
    FileTooLarge
        If it has more rows than a million.
    """
    sheet, head = choose_sheet(sheets, CODINGS, enough_for_codings, report, _WANTED)
    rows = sheet.rows[head.row + 1 :]
    if len(rows) > _MOST_ROWS:
        raise FileTooLarge(report.file, sum(len(cell) for row in rows for cell in row.cells), _MOST_ROWS)
    for name in head.others.values():
        report.dropped("column", name[:60], "A table of codings has no place for it; it was not read.")
    if any(what in head.columns for what in _OF_SOURCES):
        report.facts.append(
            "What the table says of cases, informants and turns belongs to the sources; it was not read."
        )
    return _Reading(head, known, report).bundle(rows)


class _Reading:
    """Reads one table row by row."""

    def __init__(self, head: Head, known: Codebook, report: Report) -> None:
        self.head = head
        self.report = report
        self.codes = CodesNamed(known, report)
        self.passages: dict[str, Passage] = {}
        self.codings: dict[str, Coding] = {}
        self.said: set[tuple[str, ...]] = set()
        self.unplaced: list[int] = []
        self.shown_memo = False

    def bundle(self, rows: Sequence[Row]) -> Bundle:
        """Everything in the rows; the codes are told apart before the first coding is made."""
        wanted = [(row, self._codes(row)) for row in rows]
        self.codes.settle()
        for row, names in wanted:
            self._read(row, names)
        if self.unplaced:
            self._say_unplaced()
        self.report.kept["passages"] += len(self.passages)
        self.report.kept["codings"] += len(self.codings)
        codings = tuple(self.codings.values())
        return Bundle(
            codebook=self.codes.codebook(),
            passages=tuple(self.passages.values()),
            codings=codings,
            people=tuple(sorted({coding.by for coding in codings} - {""})),
        )

    def _say_unplaced(self) -> None:
        """Say which rows give no place; where the table has no columns for places, that is how it is."""
        if "start" not in self.head.columns and "end" not in self.head.columns:
            self.report.facts.append(
                "The table gives no places; its quotes are looked for in the words of the sources."
            )
            return
        count = len(self.unplaced)
        shown = ", ".join(map(str, self.unplaced[:5])) + (", …" if count > 5 else "")
        self.report.changed(
            "places",
            f"{count:,} row{'s' if count > 1 else ''} ({shown})",
            "Start and end are missing or do not fit the quote; its words have to be looked for in the source.",
        )

    def _codes(self, row: Row) -> list[int]:
        """The numbers under which `CodesNamed` knows the codes of a row; none for a row without words."""
        place = f"row {row.number}"
        if not self.head.of(row, "quote") or not self.head.of(row, "source").strip():
            return []
        found = self.codes.ask(self.head.of(row, "code id"), self.head.of(row, "code"), place)
        return found + self.codes.ask_many(self.head.of(row, "codes"), place)

    def _read(self, row: Row, names: Sequence[int]) -> None:
        where = f"row {row.number}"
        quote, source = self.head.of(row, "quote"), self.head.of(row, "source").strip()
        if not quote or not source:
            if any(cell.strip() for cell in row.cells):
                missing = "source" if quote else "words"
                self.report.dropped(
                    "row", where, f"It names no {missing}; a coding needs a source, a quote and a code."
                )
            return
        passage = self._passage(row, source, quote)
        if not names:
            self.report.dropped("coding", where, "It names no code; its words are kept as a passage.")
        for step, number in enumerate(names):
            self._coding(row, passage, self.codes.id_of(number), step)

    def _passage(self, row: Row, source: str, quote: str) -> Passage:
        start, end = self._position(row, "start"), self._position(row, "end")
        placed = start is not None and end is not None and 0 <= start < end and end - start == len(quote)
        if not placed:
            self.unplaced.append(row.number)
        passage = Passage(
            source,
            start if placed and start is not None else 0,
            end if placed and end is not None else 0,
            quote,
            self.head.of(row, "before"),
            self.head.of(row, "after"),
            self.head.of(row, "fingerprint").strip().lower() if placed else "",
            tidy_id(self.head.of(row, "passage id")),
            self._placement(row),
        )
        there = self.passages.get(passage.id) if passage.id else None
        if there is not None and there != passage:
            self.report.changed("passage", f"row {row.number}", "Its id is that of other words; it was given another.")
        if not passage.id or (there is not None and there != passage):
            spot = (source, str(passage.start), str(passage.end), quote, passage.before, passage.after)
            passage = replace(passage, id=made_guid("passage", *spot))
        return self.passages.setdefault(passage.id, passage)

    def _position(self, row: Row, what: str) -> int | None:
        said = re.sub(r"\.0+$", "", self.head.of(row, what).strip())
        return int(said) if said.isascii() and said.isdigit() and len(said) < 16 else None

    def _placement(self, row: Row) -> Placement:
        said = self.head.of(row, "placement").strip().casefold()
        return next((each for each in Placement if each.value == said), Placement.WRITTEN)

    def _coding(self, row: Row, passage: Passage, code: str, step: int) -> None:
        where = f"row {row.number}"
        memo, by = self.head.of(row, "memo"), self.head.of(row, "by").strip()
        said_id = tidy_id(self.head.of(row, "coding id"))
        saying = (passage.id, code, by, memo, self.head.of(row, "at"), said_id)
        if saying in self.said:
            self.report.dropped("coding", where, "It says the same as an earlier row; the two are one.")
            return
        self.said.add(saying)
        if said_id and (said_id in self.codings or step):
            self.report.changed("coding", where, "Its id is also that of another; it was given one of its own.")
            said_id = ""
        made = said_id or made_guid("coding", *saying)
        coders = list(dict.fromkeys(filter(None, map(str.strip, by.split(";"))))) or [""]
        if len(coders) > 1:
            self.report.changed("coding", where, "Several people coded it; it is a coding of each of them.")
        for number, coder in enumerate(coders):
            each = made if not number else made_guid("coding", made, coder)
            self.codings[each] = Coding(each, passage, code, memo, coder, self._moment(row))

    def _moment(self, row: Row) -> dt.datetime:
        said = self.head.of(row, "at").strip()
        if not said:
            return NEVER
        moment = _moment_of(said)
        if moment is None:
            self.report.changed(
                "coding", f"row {row.number}", f"“{said[:40]}” is no time that can be read; it has none."
            )
        return moment or NEVER


def _moment_of(said: str) -> dt.datetime | None:
    """A time as people and programs write it, in UTC; one that does not say its zone is taken to be."""
    day = _DAY_FIRST.fullmatch(said)
    try:
        if day:
            date, month, year, hour, minute, second = (int(each or 0) for each in day.groups())
            return dt.datetime(year, month, date, hour, minute, second)  # noqa: DTZ001 - as above
    except ValueError:
        return None
    return moment_in(said)
