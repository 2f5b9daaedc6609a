"""Where on the sides of its boxes each line leaves and arrives.

Lines leave at the right and arrive at the left, ordered by where they go, so that those of one box do
not cross each other. Where the two ends of a line can lie at one height, they do: it runs straight.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ieworkbench.maps.layout.sketch import Sketch
from ieworkbench.maps.layout.specs import Spacing

__all__ = ["Way", "least_height", "place_ports"]

_EDGE = 4.0  # between a port and the corner of its box

Key = tuple[float, ...]


@dataclass(slots=True)
class Way:
    """How an edge runs: the gaps in which it turns, and the heights between them.

    `turns` are numbers of gaps, gap 0 left of column 0; `rows` has one height more: the one at which
    it leaves, those of its level pieces, and the one at which it arrives. `gutters` says for each row
    which gutter between lanes it lies in, or -1.
    """

    turns: list[int] = field(default_factory=list)
    rows: list[float] = field(default_factory=list)
    gutters: list[int] = field(default_factory=list)

    def passes(self, place: int, origin: int, target: int) -> tuple[range, range]:
        """The columns that a row passes, and the gaps it crosses from side to side.

        `origin` and `target` are the columns between which the edge runs.
        """
        turns = self.turns
        start = turns[place - 1] if place else origin + 1
        end = turns[place] if place < len(turns) else target
        columns = range(min(start, end), max(start, end))
        first = columns.start if place == 0 else columns.start + 1
        last = columns.stop if place == len(turns) else columns.stop - 1
        return columns, range(first, last + 1)


def least_height(count: int, spacing: Spacing) -> float:
    """The height a box must have for `count` lines to meet one of its sides."""
    return (count - 1) * spacing.least_port_gap + 2 * _EDGE if count > 1 else 0.0


def place_ports(sketch: Sketch, ways: list[Way] | None = None) -> None:
    """Set `leaves` and `arrives` in `sketch`: by where the other ends lie, or how the lines ran in `ways`."""
    count = len(sketch.ends)
    sketch.leaves, sketch.arrives = [0.0] * count, [0.0] * count
    leaving: list[list[int]] = [[] for _ in sketch.lane]
    arriving: list[list[int]] = [[] for _ in sketch.lane]
    for edge, (origin, target) in enumerate(sketch.ends):
        leaving[origin].append(edge)
        arriving[target].append(edge)
    out, into = _keys(sketch, ways)
    for node in range(len(sketch.lane)):
        _share_out(sketch, node, leaving[node], out, sketch.leaves)
        _share_out(sketch, node, arriving[node], into, sketch.arrives)
    _straighten(sketch, leaving, arriving)


def _keys(sketch: Sketch, ways: list[Way] | None) -> tuple[Callable[[int], Key], Callable[[int], Key]]:
    middle = sketch.middle

    def before_routing(edge: int, node: int, other: int) -> Key:
        if sketch.feedback[edge]:
            down = middle[other] > middle[node]
            return (2 if down else -2, -middle[other], edge)
        return (0, middle[other], abs(sketch.column[other] - sketch.column[node]))

    def out(edge: int) -> Key:
        node, other = sketch.ends[edge]
        if ways is None:
            return before_routing(edge, node, other)
        way = ways[edge]
        return _turning(way.turns, way.rows, middle[node], back=sketch.feedback[edge], sign=1)

    def into(edge: int) -> Key:
        other, node = sketch.ends[edge]
        if ways is None:
            return before_routing(edge, node, other)
        way = ways[edge]
        return _turning(way.turns[::-1], way.rows[::-1], middle[node], back=sketch.feedback[edge], sign=-1)

    return out, into


def _turning(turns: list[int], rows: list[float], middle: float, *, back: bool, sign: int) -> Key:
    """From the top: turning back upwards, climbing (the soonest first), straight on, falling, turning back downwards."""
    if not turns:
        return (0, 0, 0)
    towards = rows[1]
    if back:
        return (2 if towards > middle else -2, -towards, 0)
    soon = sign * turns[0]
    if abs(towards - rows[0]) < 0.01:
        return (0, 0, towards)
    return (1, -soon, towards) if towards > rows[0] else (-1, soon, towards)


def _share_out(sketch: Sketch, node: int, edges: list[int], key: Callable[[int], Key], ports: list[float]) -> None:
    """Sort the edges of one side and share it out evenly around its middle."""
    if len(edges) > 1:
        edges.sort(key=key)
        gap = min(sketch.spacing.port_gap, (sketch.height[node] - 2 * _EDGE) / (len(edges) - 1))
    else:
        gap = 0.0
    start = sketch.middle[node] - gap * (len(edges) - 1) / 2
    for place, edge in enumerate(edges):
        ports[edge] = start + place * gap


def _straighten(sketch: Sketch, leaving: list[list[int]], arriving: list[list[int]]) -> None:
    """Give both ends of an edge one height where neither box's order of ports breaks."""
    at_origin = {edge: place for edges in leaving for place, edge in enumerate(edges)}
    at_target = {edge: place for edges in arriving for place, edge in enumerate(edges)}

    def importance(edge: int) -> tuple[bool, int, int]:
        origin, target = sketch.ends[edge]
        return sketch.lane[origin] != sketch.lane[target], sketch.column[target] - sketch.column[origin], edge

    for edge in sorted(range(len(sketch.ends)), key=importance):
        origin, target = sketch.ends[edge]
        if sketch.feedback[edge] or abs(sketch.middle[origin] - sketch.middle[target]) >= (
            (sketch.height[origin] + sketch.height[target]) / 2
        ):
            continue
        low, high = _room(sketch, origin, leaving[origin], at_origin[edge], sketch.leaves)
        other_low, other_high = _room(sketch, target, arriving[target], at_target[edge], sketch.arrives)
        low, high = max(low, other_low), min(high, other_high)
        if low <= high:
            wish = (sketch.leaves[edge] + sketch.arrives[edge]) / 2
            sketch.leaves[edge] = sketch.arrives[edge] = min(max(wish, low), high)


def _room(sketch: Sketch, node: int, edges: list[int], place: int, ports: list[float]) -> tuple[float, float]:
    """Between which heights a port may move."""
    half = max(sketch.height[node] / 2 - _EDGE, 0.0)
    low, high = sketch.middle[node] - half, sketch.middle[node] + half
    gap = sketch.spacing.least_port_gap
    if place:
        low = max(low, ports[edges[place - 1]] + gap)
    if place + 1 < len(edges):
        high = min(high, ports[edges[place + 1]] - gap)
    return low, high
