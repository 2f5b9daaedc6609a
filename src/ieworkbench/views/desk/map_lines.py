"""What the desk says of a map; `frontend/src/map/lines.ts` has the same names.

Places are in points of the drawing. A box also has its place in the layout, which is what is kept of it.
"""

from __future__ import annotations

from ieworkbench.views.desk.from_desk import Line
from ieworkbench.views.desk.to_desk import RecordRef

__all__ = [
    "AccountShown", "AroundWords", "BreakShown", "Drawn", "GapShown", "GapsShown", "LaneShown", "LinkShown", "MapShown",
    "NodeShown", "RecordShown", "SideShown", "SignShown", "StepShown", "TraceShown",
]  # fmt: skip

Fact = tuple[str, str]

Drawn = tuple[str, dict[str, str], tuple["Drawn | str", ...]]
"""An element of a drawing: its name, its attributes, and what is in it; a view makes it, and reads no markup."""


class NodeShown(Line, frozen=True):
    """A box of the map: what it is, in words, and where it stands in the layout."""

    id: str
    kind: str
    sort: str
    label: str
    facts: list[Fact]
    accounts: int
    lane: str
    x: float
    y: float
    width: float
    height: float
    pinned: bool


class LinkShown(Line, frozen=True):
    """A line of the map, from where it was recorded to where; followed the other way where `back` says so."""

    id: str
    kind: str
    origin: str
    target: str
    back: bool
    facts: list[Fact]
    accounts: int


class BreakShown(Line, frozen=True):
    """A disjuncture, and the boxes and lines at which it shows."""

    id: str
    label: str
    nodes: list[str]
    links: list[str]


class LaneShown(Line, frozen=True):
    """A lane, from the top down, and the name of the band it lies in, which it does not leave."""

    id: str
    name: str
    band: str


class SignShown(Line, frozen=True):
    """A sign of the legend."""

    drawn: Drawn
    words: str


class MapShown(Line, frozen=True):
    """A map, drawn, and what can be said of each thing on it without the words of others."""

    key: str
    number: int
    title: str
    facts: list[str]
    width: float
    height: float
    drawn: Drawn
    names: Drawn
    signs: list[SignShown]
    nodes: list[NodeShown]
    links: list[LinkShown]
    breaks: list[BreakShown]
    lanes: list[LaneShown]
    unplaced: int
    kept: bool
    cases: list[str]
    layers: list[Fact]
    colours: list[tuple[str, str]]
    sizes: list[int]
    words: dict[str, str]


class AccountShown(Line, frozen=True):
    """Words that tell of something, with what was said around them in the same turn."""

    source: str
    version: int
    start: int
    end: int
    before: str
    quote: str
    after: str
    who: str
    how: str
    place: str
    negative: bool
    gone: bool
    open: bool


class SideShown(Line, frozen=True):
    """A side of a disjuncture: what it has it be, and who says so."""

    says: str
    accounts: list[AccountShown]


class RecordShown(Line, frozen=True):
    """Something on a map with the words it rests on."""

    of: RecordRef
    sort: str
    label: str
    facts: list[Fact]
    accounts: list[AccountShown]
    sides: list[SideShown]


class StepShown(Line, frozen=True):
    """A step of a trace: a line of the map, and whether it holds only through a text as a whole."""

    link: str
    upstream: bool
    derived: bool


class TraceShown(Line, frozen=True):
    """What leads to a box, and on from it, in the course of events."""

    node: str
    nodes: list[str]
    steps: list[StepShown]


class GapShown(Line, frozen=True):
    """A question that nobody answers yet, and what on the map it is about."""

    question: str
    joins: str
    ask: list[str]
    nodes: list[str]
    links: list[str]


class GapsShown(Line, frozen=True):
    """What nobody says yet."""

    gaps: list[GapShown]


class AroundWords(Line, frozen=True):
    """Words with the turns before and after them, and how many coding views were told to show them."""

    source: str
    title: str
    before: str
    quote: str
    after: str
    views: int
