"""Which way each line takes between the boxes.

A line turns only in the gaps between columns. Between two turns it runs level, along a row that passes
every column at a height at which no box and no other row stands, or in a gutter between two lanes. So no
line can run through a box. Of the ways that are open, each edge takes the one with the fewest crossings
and turns; then each is taken out once more and chosen anew, now that the others are known.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ieworkbench.maps.layout.occupancy import Occupancy
from ieworkbench.maps.layout.ports import Way
from ieworkbench.maps.layout.sketch import Sketch

__all__ = ["plan_ways"]

_TURN = 1.5
_GUTTER = 0.6
_DETOUR = 1 / 120  # for each point of height that a line runs more than it must
_GUTTERS = 8
_LONG = 24  # over more columns than this a free row is hardly ever found; such a line takes a gutter
_SAME = 0.01


def plan_ways(sketch: Sketch, rounds: int = 1) -> list[Way]:
    """A way for each edge."""
    occupancy = Occupancy(sketch)
    ways: list[Way] = [Way() for _ in sketch.ends]
    order = sorted(range(len(sketch.ends)), key=lambda edge: (*_turn_of(sketch, edge), edge))
    for again in range(rounds):
        for edge in order:
            origin, target = (sketch.column[node] for node in sketch.ends[edge])
            if again:
                if target == origin + 1 or abs(target - origin) > _LONG:
                    continue  # there is hardly a choice
                occupancy.change(ways[edge], origin, target, put=False)
            ways[edge] = _best(sketch, occupancy, edge)
            occupancy.change(ways[edge], origin, target, put=True)
    return ways


def _turn_of(sketch: Sketch, edge: int) -> tuple[bool, int, float]:
    """Short lines choose first. Of those that turn back, the outermost on their box: they lie inside the others."""
    origin, target = sketch.ends[edge]
    span = abs(sketch.column[target] - sketch.column[origin])
    if not sketch.feedback[edge]:
        return False, span, 0.0
    return True, span, -abs(sketch.leaves[edge] - sketch.middle[origin])


def _best(sketch: Sketch, occupancy: Occupancy, edge: int) -> Way:
    """The cheapest of the ways that are open to an edge; the first of equals."""
    origin, target = (sketch.column[node] for node in sketch.ends[edge])
    if sketch.feedback[edge]:
        ways = list(_backward(sketch, occupancy, edge))
    else:
        ways = list(_forward(sketch, occupancy, edge))
    if len(ways) == 1:
        return ways[0]
    return min(ways, key=lambda way: _cost(occupancy, way, origin, target))


def _cost(occupancy: Occupancy, way: Way, origin: int, target: int) -> float:
    rows = way.rows
    cost = _TURN * len(way.turns) + _GUTTER * (max(way.gutters) >= 0)
    length = 0.0
    for turn, (one, other) in zip(way.turns, pairwise(rows), strict=True):
        length += abs(one - other)
        cost += occupancy.crossed_upright(turn, one, other)
    cost += _DETOUR * (length - abs(rows[0] - rows[-1]))
    for place, row in enumerate(rows):
        _, gaps = way.passes(place, origin, target)
        cost += occupancy.crossed_level(gaps, row)
    return cost


def _forward(sketch: Sketch, occupancy: Occupancy, edge: int) -> Iterator[Way]:
    origin, target = (sketch.column[node] for node in sketch.ends[edge])
    leaves, arrives = sketch.leaves[edge], sketch.arrives[edge]
    level = abs(leaves - arrives) < _SAME
    if target == origin + 1:
        yield Way([], [leaves], [-1]) if level else Way([target], [leaves, arrives], [-1, -1])
        return
    far, near = _reach(occupancy, origin, target, leaves, arrives)
    if level:
        if far == target:
            yield Way([], [leaves], [-1])
    else:
        for turn in range(near, far + 1):
            yield Way([turn], [leaves, arrives], [-1, -1])
    for first, last in dict.fromkeys([(origin + 1, target), (far, target), (origin + 1, near), (far, near)]):
        if first < last:
            for row, gutter in _rows(sketch, occupancy, first, last - 1, leaves, arrives):
                if abs(row - leaves) > _SAME and abs(row - arrives) > _SAME:
                    yield Way([first, last], [leaves, row, arrives], [-1, gutter, -1])


def _reach(occupancy: Occupancy, origin: int, target: int, leaves: float, arrives: float) -> tuple[int, int]:
    """The last gap that a line reaches without turning, and the first from which it can run straight to its target."""
    far, near = origin + 1, target
    while far < target and occupancy.blocked(far, leaves) is None:
        far += 1
    while near > origin + 1 and occupancy.blocked(near - 1, arrives) is None:
        near -= 1
    return far, near


def _backward(sketch: Sketch, occupancy: Occupancy, edge: int) -> Iterator[Way]:
    origin, target = (sketch.column[node] for node in sketch.ends[edge])
    leaves, arrives = sketch.leaves[edge], sketch.arrives[edge]
    for row, gutter in _rows(sketch, occupancy, target, origin, leaves, arrives):
        yield Way([origin + 1, target], [leaves, row, arrives], [-1, gutter, -1])


def _rows(
    sketch: Sketch, occupancy: Occupancy, first: int, last: int, leaves: float, arrives: float
) -> Iterator[tuple[float, int]]:
    """Free heights in the columns from `first` to `last`, and gutters, near both ends of a line."""
    long = last - first > _LONG
    for start in () if long else dict.fromkeys((leaves, arrives, (leaves + arrives) / 2)):
        for down in (False, True):
            row = occupancy.nearest(first, last, start, down=down)
            if row is not None:
                yield row, -1
    heights = [*sketch.tops, sketch.bottoms[-1]]
    low, high = min(leaves, arrives), max(leaves, arrives)
    ranked = sorted(
        range(len(heights)),
        key=lambda gutter: (max(low - heights[gutter], heights[gutter] - high, 0.0), abs(heights[gutter] - leaves)),
    )
    for gutter in ranked[:_GUTTERS]:
        yield heights[gutter], gutter
