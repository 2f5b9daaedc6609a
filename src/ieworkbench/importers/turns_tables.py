"""Turns in tables: one row a turn, with a column for who speaks and one for what is said.

The columns are known by their heads, or by what they hold: times, labels that come back, words.
A plan is a table too; a table whose heads are fields of a form has no turns.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from ieworkbench.importers import turns_words as words
from ieworkbench.importers.format import Draft
from ieworkbench.importers.turns_labels import LabelKind, kind_of
from ieworkbench.importers.turns_layouts import mark_time
from ieworkbench.importers.turns_marks import is_aside
from ieworkbench.model.source import Section
from ieworkbench.model.vocabulary import SectionKind

__all__ = ["Table", "add_table_turns", "find_tables"]


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its stretch of the text, and its cells by row and column."""

    start: int
    end: int
    rows: tuple[tuple[tuple[int, Section], ...], ...]

    @property
    def columns(self) -> int:
        """How many columns it has."""
        return 1 + max((column for row in self.rows for column, _ in row), default=-1)


def find_tables(sections: list[Section]) -> list[Table]:
    """The tables among ``sections``, innermost ones by themselves."""
    whole = sorted(
        (each for each in sections if each.kind is SectionKind.TABLE), key=lambda each: (each.start, -each.end)
    )
    cells = sorted(
        (each for each in sections if each.kind is SectionKind.TABLE_CELL and each.cell),
        key=lambda each: (each.start, -each.end),
    )
    grids: dict[int, dict[int, dict[int, Section]]] = defaultdict(lambda: defaultdict(dict))
    open_tables: list[int] = []
    at = 0
    for cell in cells:
        while at < len(whole) and whole[at].start <= cell.start and whole[at].end >= cell.end:
            open_tables.append(at)
            at += 1
        while open_tables and whole[open_tables[-1]].end < cell.end:
            open_tables.pop()
        if open_tables and cell.cell is not None:
            grids[open_tables[-1]][cell.cell.row].setdefault(cell.cell.column, cell)
    return [
        Table(
            whole[number].start, whole[number].end, tuple(tuple(sorted(row.items())) for _, row in sorted(grid.items()))
        )
        for number, grid in sorted(grids.items())
    ]


@dataclass(frozen=True, slots=True)
class _Columns:
    speaker: int
    words: int
    time: int | None
    first_row: int


def add_table_turns(content: str, draft: Draft, table: Table, is_named: Callable[[str], bool] | None) -> bool:
    """Add one turn for each row of ``table``, if it is a table of turns, and say whether it is.

    Parameters
    ----------
    content, draft
        The text, and where the turns go.
    table
        The table.
    is_named
        Whether a label is one that the researcher named; ``None`` if none were.
    """
    columns = _columns(content, table, is_named)
    if columns is None:
        return False
    unsaid = 0
    for row in table.rows[columns.first_row :]:
        cells = dict(row)
        spoken = cells.get(columns.words)
        if spoken is None or not content[spoken.start : spoken.end].strip():
            continue
        label = _label(content, cells.get(columns.speaker))
        if is_named is not None and not is_named(label):
            continue
        unsaid += not label
        start_ms, end_ms = mark_time(_text(content, cells.get(columns.time)) if columns.time is not None else None)
        start, end = _inner(content, spoken)
        draft.turn(label or None, start, end, rule="speaker column of a table", start_ms=start_ms, end_ms=end_ms)
    if unsaid:
        draft.warn(
            "rows-without-speaker",
            f"{unsaid} rows of a table name no speaker; their turns have none.",
            table.start,
            table.end,
        )
    return True


def _inner(content: str, cell: Section) -> tuple[int, int]:
    text = content[cell.start : cell.end]
    return cell.start + len(text) - len(text.lstrip()), cell.start + len(text.rstrip())


def _text(content: str, cell: Section | None) -> str:
    return " ".join(content[cell.start : cell.end].split()) if cell is not None else ""


def _label(content: str, cell: Section | None) -> str:
    return _text(content, cell).strip("*_").rstrip(":").strip()


def _columns(content: str, table: Table, is_named: Callable[[str], bool] | None) -> _Columns | None:
    if table.columns < 2 or table.columns > 8 or not table.rows:
        return None
    heads = {column: _label(content, cell).casefold() for column, cell in table.rows[0]}
    by_head = _by_heads(heads)
    if by_head is not None:
        return by_head
    if is_named is None and sum(kind_of(head) is LabelKind.FIELD for head in heads.values() if head) > 0:
        return None
    return _by_contents(content, table, is_named)


def _by_heads(heads: dict[int, str]) -> _Columns | None:
    speaker = next((column for column, head in heads.items() if head in words.TABLE_SPEAKER), None)
    spoken = next((column for column, head in heads.items() if head in words.TABLE_WORDS), None)
    time = next((column for column, head in heads.items() if head in words.TABLE_TIME), None)
    if speaker is None or spoken is None or speaker == spoken:
        return None
    return _Columns(speaker, spoken, time, 1)


def _by_contents(content: str, table: Table, is_named: Callable[[str], bool] | None) -> _Columns | None:
    texts: dict[int, list[str]] = defaultdict(list)
    for row in table.rows:
        for column, cell in row:
            texts[column].append(_text(content, cell))
    time = next(
        (column for column, each in sorted(texts.items()) if sum(map(_is_time, each)) * 10 >= 7 * len(each) > 0), None
    )
    spoken = max(texts, key=lambda column: sum(map(len, texts[column])))
    for column in sorted(texts):
        if (
            column < spoken
            and column != time
            and _holds_labels(texts[column], timed=time is not None, is_named=is_named)
        ):
            return _Columns(column, spoken, time, 0)
    return None


def _is_time(text: str) -> bool:
    return bool(text) and mark_time(text)[0] is not None and is_aside(text)


def _holds_labels(texts: list[str], *, timed: bool, is_named: Callable[[str], bool] | None) -> bool:
    labels = [text.strip("*_").rstrip(":").strip() for text in texts if text]
    if not labels:
        return False
    if is_named is not None:
        return any(map(is_named, labels))
    counts = Counter(labels)
    kinds = {label: kind_of(label) for label in counts}
    back = [label for label, uses in counts.items() if uses > 1]
    good = sum(
        counts[label]
        for label, kind in kinds.items()
        if kind in (LabelKind.ROLE, LabelKind.CODE) or (timed and kind is LabelKind.NAME)
    )
    return len(back) > 0 and len(counts) > 1 and good >= 0.8 * len(labels)
