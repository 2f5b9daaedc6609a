"""Tables that hold a transcript: one row per stretch of talk, with columns for time, speaker and words.

Which column is which is read off the head of the table, in several languages, or off the shape of
its values. A table that is no transcript is kept as a table. Shared by text tables (csv, tsv) and
sheets (ods).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ieworkbench.importers.format import Draft, ReadOptions
from ieworkbench.importers.timecodes import CLOCK, milliseconds
from ieworkbench.model.source import Cell
from ieworkbench.model.vocabulary import SectionKind

__all__ = ["Columns", "Remark", "Row", "Sheet", "find_columns", "known_names", "write_sheets"]

_NAMES = {
    "start": (
        "time timecode timestamp start begin starttime start_time start_ms start_s from in tc tid tidspunkt tidskode "
        "tidsstempel starttid fra zeit zeitmarke zeitstempel timecodestart anfang beginn von temps debut début "
        "horodatage tiempo inicio tijd"
    ),
    "end": "end endtime end_time end_ms end_s stop to out slutt slutttid slut til ende bis fin fim einde",
    "speaker": (
        "speaker speakers speakername speaker_name who name voice person participant actor taler talar hvem navn namn "
        "deltaker sprecher sprecherin sprecher:in sprechende wer talare vem locuteur locutrice intervenant qui "
        "hablante orador falante spreker"
    ),
    "text": (
        "text texts transcript transcription transkript transkripsjon transkription words utterance utterances speech "
        "content sentence caption subtitle ytring ytringer ord tekst replikk replik tale äußerung aussage inhalt wortlaut "
        "texte propos énoncé texto transcripción"
    ),
}
_ROLE = {name: role for role, names in _NAMES.items() for name in names.split()}
_HEAD_ROWS = 10
_SHAPE_ROWS = 400
_TIME_CELL = re.compile(rf"[\[(#<]?\s*({CLOCK})\s*[\])#>]?(?:\s+(.*))?", re.DOTALL)
_NUMBER = re.compile(r"\d{1,12}(?:[.,]\d{1,9})?")
_FRACTION = re.compile(r":\d\d[.,](\d{3})\b")


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment that hangs on a cell: its column from 0, its words, who wrote it and when."""

    column: int
    text: str
    author: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number in the file, counted from 1 as the file's own program counts, and its cells."""

    number: int
    cells: tuple[str, ...]
    remarks: tuple[Remark, ...] = ()

    def cell(self, column: int | None) -> str:
        """The words of one cell; nothing where the row is too short."""
        return self.cells[column] if column is not None and column < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its name (empty where it has none) and its rows."""

    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column holds what; `head` is the place of the row with their names, if there is one."""

    text: int
    speaker: int | None = None
    start: int | None = None
    end: int | None = None
    head: int | None = None

    @property
    def known(self) -> set[int]:
        """The columns that have a meaning."""
        return {column for column in (self.text, self.speaker, self.start, self.end) if column is not None}


@dataclass(slots=True)
class _Talk:
    """The turn that is being written."""

    speaker: str | None = None
    open: bool = False
    start: int = 0
    start_ms: int | None = None
    end_ms: int | None = None
    spans: list[tuple[int, int]] = field(default_factory=list)


def known_names(cells: Sequence[str]) -> dict[str, int]:
    """The columns whose names are known, by what they hold; the first of each counts."""
    found: dict[str, int] = {}
    for column, cell in enumerate(cells):
        role = _ROLE.get(re.sub(r"\s*[\[(].*", "", cell.strip().strip("\ufeff\"'#:").casefold()).replace(" ", "_"))
        if role is not None:
            found.setdefault(role, column)
    return found


def find_columns(rows: Sequence[Row]) -> Columns | None:
    """Which column holds what, or ``None`` where the table is no transcript.

    Examples
    --------
    >>> find_columns([Row(1, ("Tid", "Taler", "Ytring")), Row(2, ("00:01", "I", "Hei."))])
    Columns(text=2, speaker=1, start=0, end=None, head=0)
    """
    for place, row in enumerate(rows[:_HEAD_ROWS]):
        names = known_names(row.cells)
        if "text" in names and len(names) > 1:
            return Columns(names["text"], names.get("speaker"), names.get("start"), names.get("end"), place)
        if {"speaker", "start"} <= names.keys() and len(row.cells) > len(names):
            others = [column for column in range(len(row.cells)) if column not in names.values()]
            wordiest = max(others, key=lambda column: _words(rows[place + 1 :], column))
            if _words(rows[place + 1 :], wordiest) >= 2:
                return Columns(wordiest, names["speaker"], names["start"], names.get("end"), place)
    return _columns_by_shape(rows)


def _values(rows: Sequence[Row], column: int) -> list[str]:
    return [value for row in rows[:_SHAPE_ROWS] if (value := row.cell(column).strip())]


def _words(rows: Sequence[Row], column: int) -> float:
    """How many words the cells of a column have on average."""
    values = _values(rows, column)
    return sum(len(value.split()) for value in values) / len(values) if values else 0.0


def _columns_by_shape(rows: Sequence[Row]) -> Columns | None:
    """Columns of a table without a head: clocks, a few short labels that return, and many words."""
    if len(rows) < 2:
        return None
    columns = range(min(max(len(row.cells) for row in rows[:_SHAPE_ROWS]), 50))
    clocks = [column for column in columns if _are_clocks(_values(rows, column))]
    rest = [column for column in columns if column not in clocks]
    if not rest or len(clocks) > 2:
        return None
    text = max(rest, key=lambda column: _words(rows, column))
    labels = [column for column in rest if column != text and _are_labels(_values(rows, column))]
    if _words(rows, text) < 3 or not clocks:
        return None
    return Columns(text, labels[0] if labels else None, clocks[0], clocks[1] if len(clocks) > 1 else None)


def _are_clocks(values: list[str]) -> bool:
    return bool(values) and sum(_TIME_CELL.fullmatch(value) is not None for value in values) >= 0.9 * len(values)


def _are_labels(values: list[str]) -> bool:
    if not values or max(map(len, values)) > 40:
        return False
    return len(set(values)) <= max(2, len(values) // 3) and not any(value[0].isdigit() for value in values)


# ------------------------------------------------------------------------------- writing


def write_sheets(draft: Draft, sheets: Sequence[Sheet], options: ReadOptions) -> None:
    """Write every table that has words: as talk where it is a transcript, as a table where not."""
    filled = [sheet for sheet in sheets if any(any(cell.strip() for cell in row.cells) for row in sheet.rows)]
    for sheet in filled:
        if len(filled) > 1 and sheet.name:
            start = draft.write(sheet.name)
            draft.section(SectionKind.HEADING, start, level=1)
            draft.write("\n")
        columns = find_columns(sheet.rows)
        if columns is None:
            _write_plain(draft, sheet)
        else:
            _Transcript(draft, sheet, columns, options).write()


def _write_plain(draft: Draft, sheet: Sheet) -> None:
    start = draft.length
    for place, row in enumerate(sheet.rows):
        _write_row(draft, row, place)
    draft.section(SectionKind.TABLE, start, level=1)
    draft.warn(
        "no-transcript-columns",
        "No column with spoken words was recognised, so this was read as a plain table; name the columns "
        "time, speaker and text if it is a transcript.",
        start,
        draft.length,
    )


def _write_row(draft: Draft, row: Row, place: int) -> None:
    begin = draft.length
    for column, words in enumerate(row.cells):
        start = draft.write(words)
        draft.section(SectionKind.TABLE_CELL, start, cell=Cell(place, column))
        _write_remarks(draft, row, column, start)
        if column < len(row.cells) - 1:
            draft.write("\t")
    draft.section(SectionKind.PARAGRAPH, begin)
    draft.write("\n")


def _write_remarks(draft: Draft, row: Row, column: int, start: int) -> None:
    for remark in row.remarks:
        if remark.column == column:
            draft.section(SectionKind.COMMENT, start, text=remark.text, author=remark.author, date=remark.date)


class _Transcript:
    """Writes the rows of one table as turns. A row without a speaker goes on with the last one."""

    def __init__(self, draft: Draft, sheet: Sheet, columns: Columns, options: ReadOptions) -> None:
        self.draft = draft
        self.columns = columns
        self.options = options
        head = columns.head
        self.names = sheet.rows[head].cells if head is not None else ()
        self.before = sheet.rows[:head] if head is not None else ()
        self.rows = sheet.rows[head + 1 :] if head is not None else sheet.rows
        self.clock = _Clock(self.rows, columns, self.names)
        self.talk = _Talk()
        self.wordless: list[int] = []
        self.unclear: list[int] = []
        self.orphans: list[int] = []

    def write(self) -> None:
        begin = self.draft.length
        for row in self.before:
            if any(cell.strip() for cell in row.cells):
                start = self.draft.write("\t".join(row.cells).rstrip("\t"))
                self.draft.section(SectionKind.METADATA, start)
                self.draft.write("\n")
        for row in self.rows:
            self._row(row)
        self._close()
        self._warn(begin)

    def _row(self, row: Row) -> None:
        words = row.cell(self.columns.text)
        if not words.strip():
            if any(cell.strip() for cell in row.cells):
                self.wordless.append(row.number)
                self._zero_width(row)
            return
        start_ms, beside = self._time(row, self.columns.start)
        end_ms, beside_end = self._time(row, self.columns.end)
        if start_ms is not None and end_ms is not None and end_ms < start_ms:
            end_ms = None
            self.unclear.append(row.number)
        self._open(row.cell(self.columns.speaker).strip() or None, row.number)
        start = self.draft.write(words)
        begin, stop = start + len(words) - len(words.lstrip()), start + len(words.rstrip())
        self.talk.spans.append((begin, stop))
        if self.talk.start_ms is None and len(self.talk.spans) == 1:
            self.talk.start_ms = start_ms
        self.talk.end_ms = end_ms
        if start_ms is not None or end_ms is not None:
            self.draft.section(SectionKind.CUE, begin, stop, start_ms=start_ms, end_ms=end_ms)
        self._beside(row, begin, stop, beside, beside_end)

    def _time(self, row: Row, column: int | None) -> tuple[int | None, str | None]:
        """The time in a cell, and what else stands in the cell."""
        value = row.cell(column).strip()
        if not value:
            return None, None
        found, rest = self.clock.read(value)
        if found is None:
            self.unclear.append(row.number)
            return None, value
        return found, rest

    def _open(self, speaker: str | None, number: int) -> None:
        """Go on with the open turn, or close it and open another."""
        talk = self.talk
        has_column = self.columns.speaker is not None
        if talk.open and has_column and (speaker is None or speaker == talk.speaker):
            self.draft.write("\n")
            return
        self._close()
        if speaker is None and has_column:
            self.orphans.append(number)
        self.talk = _Talk(speaker, open=True)
        if speaker is not None:
            self.draft.write(f"{speaker}: ")
        self.talk.start = self.draft.length

    def _close(self) -> None:
        talk = self.talk
        if not talk.open:
            return
        start, end = talk.spans[0][0], talk.spans[-1][1]
        self.draft.section(SectionKind.PARAGRAPH, talk.start - (len(talk.speaker) + 2 if talk.speaker else 0))
        self.draft.write("\n")
        talk.open = False
        wanted = self.options.speakers is None or talk.speaker in self.options.speakers
        if wanted and self.options.turns is not False:
            rule = "speaker column" if self.columns.speaker is not None else "row of the table"
            self.draft.turn(talk.speaker, start, end, rule=rule, start_ms=talk.start_ms, end_ms=talk.end_ms)

    def _beside(self, row: Row, start: int, end: int, *odd_times: str | None) -> None:
        """Keep what the other columns of the row say as remarks on its words."""
        for value in filter(None, odd_times):
            self.draft.section(SectionKind.REMARK, start, end, text=value)
        for column, value in enumerate(row.cells):
            if column not in self.columns.known and value.strip():
                name = self.names[column].strip() if column < len(self.names) else ""
                self.draft.section(SectionKind.REMARK, start, end, label=name or None, text=value.strip())
        for remark in row.remarks:
            self.draft.section(
                SectionKind.COMMENT, start, end, text=remark.text, author=remark.author, date=remark.date
            )

    def _zero_width(self, row: Row) -> None:
        """A row without words holds its place; whatever else stands in it is kept there as remarks."""
        here = self.draft.length
        said = [row.cell(column).strip() for column in sorted(self.columns.known - {self.columns.text})]
        self.draft.section(SectionKind.REMARK, here, here, text=" ".join(filter(None, said)) or None)
        self._beside(row, here, here)

    def _warn(self, begin: int) -> None:
        draft, clock = self.draft, self.clock
        if clock.frames:
            draft.warn(
                "times-in-frames",
                "The last part of the times never passes 24, so it was read as frames at 25 a second; "
                "if it is a fraction of a second, times are off by less than one.",
                begin,
            )
        if clock.guessed_unit:
            draft.warn(
                "time-unit-guessed",
                f"The times are bare numbers and were read as {clock.guessed_unit}; "
                "put the unit into the column's name, such as start_ms or start_s, if that is wrong.",
                begin,
            )
        _warn_rows(draft, "row-without-words", "hold no words and gave no talk", self.wordless)
        _warn_rows(
            draft, "time-unclear", "hold a time that cannot be read, or that ends before it starts", self.unclear
        )
        _warn_rows(draft, "speaker-missing", "stand before the first named speaker; nobody was put in", self.orphans)


def _warn_rows(draft: Draft, code: str, what: str, numbers: list[int]) -> None:
    if numbers:
        shown = ", ".join(map(str, numbers[:5])) + (", …" if len(numbers) > 5 else "")
        draft.warn(code, f"{len(numbers)} row{'s' * (len(numbers) > 1)} (row {shown}) {what}.")


class _Clock:
    """How the times of one table are written: clocks, clocks with frames, seconds or milliseconds."""

    def __init__(self, rows: Sequence[Row], columns: Columns, names: Sequence[str]) -> None:
        times = [row.cell(column).strip() for row in rows for column in (columns.start, columns.end)]
        self.frames = _are_frames([time for time in times if time])
        self.guessed_unit = ""
        self.per_unit = 1000
        numbers = [float(time.replace(",", ".")) for time in times if _NUMBER.fullmatch(time)]
        if numbers:
            self._choose_unit(numbers, sum(len(row.cell(columns.text)) for row in rows), columns, names, times)

    def _choose_unit(
        self, numbers: list[float], letters: int, columns: Columns, names: Sequence[str], times: list[str]
    ) -> None:
        named = names[columns.start].casefold() if columns.start is not None and columns.start < len(names) else ""
        if re.search(r"ms\b|milli|msec", named):
            self.per_unit = 1
        elif not re.search(r"_s\b|\bs\b|sec|sek", named):
            # Nobody takes three seconds for a letter: then the numbers count something smaller.
            whole = not any("." in time or "," in time for time in times)
            self.per_unit = 1 if whole and max(numbers) - min(numbers) > 3 * max(letters, 1) else 1000
            self.guessed_unit = "milliseconds" if self.per_unit == 1 else "seconds"

    def read(self, value: str) -> tuple[int | None, str | None]:
        """The time in milliseconds, and words that stand beside it in the same cell."""
        if _NUMBER.fullmatch(value):
            return round(float(value.replace(",", ".")) * self.per_unit), None
        match = _TIME_CELL.fullmatch(value)
        if match is None:
            return None, None
        clock, rest = match.groups()
        if self.frames:
            clock = _FRACTION.sub(lambda found: f"{found.group()[:3]}:{found.group(1)[:2]}", clock)
        return milliseconds(clock), rest


def _are_frames(times: list[str]) -> bool:
    """Whether what follows the seconds counts frames: many values, all under 25, none finer.

    Fractions of a second would lie under 25 hundredths eight times in a row once in 65,000 tables.
    """
    fractions = [match.group(1) for time in times if (match := _FRACTION.search(time))]
    if len(fractions) != len(times):
        return False
    telling = [fraction for fraction in fractions if fraction != "000"]
    return (
        len(telling) >= 8
        and len(set(telling)) >= 5
        and all(fraction.endswith("0") and int(fraction[:2]) < 25 for fraction in telling)
        and any(a != b for a, b in pairwise(telling))
    )
