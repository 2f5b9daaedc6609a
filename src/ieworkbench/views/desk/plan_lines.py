"""What the desk says of plans side by side, and of proposed statements; `frontend/src/plans/lines.ts` has the same names.

Positions are code points in the text of their source.
"""

from __future__ import annotations

from ieworkbench.views.desk.from_desk import Line

__all__ = [
    "CellShown", "ColumnShown", "PartShown", "PieceShown", "PlansShown", "RowShown", "StatementShown", "StatementsShown",
    "ToldShown",
]  # fmt: skip

Labelled = tuple[str, str]
Stretch = tuple[int, int]


class ColumnShown(Line, frozen=True):
    """A plan with its text, and where its headings stand."""

    name: str
    source: str
    about: str
    text: str
    heads: list[Stretch]


class ToldShown(Line, frozen=True):
    """Words of another text that tell of a plan."""

    source: str
    start: int
    end: int
    before: str
    quote: str
    after: str


class PieceShown(Line, frozen=True):
    """A stretch of a plan on a strip of it, and the number of its shade."""

    start: int
    end: int
    shade: int


class CellShown(Line, frozen=True):
    """What a plan has to a row, and the words it rests on."""

    text: str
    sign: str
    state: str
    note: str
    none: bool
    quotes: list[str]
    more: int
    strip: list[PieceShown]
    places: list[Stretch]
    told: list[ToldShown]


class RowShown(Line, frozen=True):
    """One question to all plans."""

    id: str
    group: str
    label: str
    asks: str
    summary: str
    cells: list[CellShown]


class PlansShown(Line, frozen=True):
    """Plans side by side, as they were after the change with this number."""

    number: int
    title: str
    facts: str
    columns: list[ColumnShown]
    rows: list[RowShown]
    signs: list[Labelled]
    shades: list[tuple[int, str]]
    method: list[str]
    words: dict[str, str]


class PartShown(Line, frozen=True):
    """Words that do something in a statement."""

    name: str
    start: int
    end: int


class StatementShown(Line, frozen=True):
    """A proposed statement with the text around it, as it was found or as it was kept, and what was decided."""

    key: str
    start: int
    end: int
    begins: int
    text: str
    parts: list[PartShown]
    deontic: str
    actor: str
    or_else: str
    negated: bool
    decision: str
    by: str
    note: str


class StatementsShown(Line, frozen=True):
    """The statements that are proposed in a source, in the order of its text."""

    source: str
    version: int
    title: str
    method: str
    notes: list[str]
    statements: list[StatementShown]
    decided: int
    parts: list[Labelled]
    deontics: list[Labelled]
    actors: list[Labelled]
    or_elses: list[Labelled]
    decisions: list[Labelled]
    words: dict[str, str]
