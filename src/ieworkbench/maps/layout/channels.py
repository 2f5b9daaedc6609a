"""From ways to geometry: gutters and gaps open as wide as the lines in them need.

Opening a gutter or a gap moves everything beyond it by the same amount, so that what did not touch
before does not touch afterwards.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from itertools import pairwise

from ieworkbench.maps.layout.ports import Way
from ieworkbench.maps.layout.sketch import Sketch
from ieworkbench.maps.layout.tracks import Bar, assign_tracks, order_bars

__all__ = ["Uprights", "open_gaps", "open_gutters"]

_NEAR = 2.0  # lines nearer than this are taken to lie on each other

Uprights = dict[int, list[tuple[Bar, int]]]
"""The upright pieces in each gap, each with its track."""


def open_gutters(sketch: Sketch, ways: list[Way]) -> list[float]:
    """Move everything apart so that the gutters hold their rows; how high each gutter has become, from the top."""
    rows: dict[int, list[Bar]] = defaultdict(list)
    for edge, way in enumerate(ways):
        for place, gutter in enumerate(way.gutters):
            if gutter >= 0:
                rows[gutter].append(_row_bar(edge, place, way))
    tracks: dict[tuple[int, int], int] = {}
    heights = [0.0] * (len(sketch.tops) + 1)
    for gutter, bars in rows.items():
        order = order_bars(bars, 0.0)
        given = assign_tracks(order, 0.5)
        tracks |= {(bar.edge, bar.turn): track for bar, track in zip(order, given, strict=True)}
        heights[gutter] = (max(given) + 2) * sketch.spacing.track
    _move(sketch, ways, heights, tracks)
    return heights


def _row_bar(edge: int, place: int, way: Way) -> Bar:
    """A row in a gutter as a bar: its ends lead up or down, at the numbers of their gaps."""
    up: list[float] = []
    down: list[float] = []
    for turn, beyond in ((way.turns[place - 1], way.rows[place - 1]), (way.turns[place], way.rows[place + 1])):
        (up if beyond < way.rows[place] else down).append(float(turn))
    return Bar(edge, place, tuple(up), tuple(down))


def _move(sketch: Sketch, ways: list[Way], heights: list[float], tracks: dict[tuple[int, int], int]) -> None:
    """Move boxes, ports, rows and lanes down by the gutters above them."""
    old = sketch.tops
    moves, total = [], 0.0
    for height in heights:
        total += height
        moves.append(total)
    sketch.middle = [y + moves[lane] for y, lane in zip(sketch.middle, sketch.lane, strict=True)]
    track = sketch.spacing.track
    for edge, way in enumerate(ways):
        last = len(way.rows) - 1
        for place, gutter in enumerate(way.gutters):
            if gutter >= 0:
                top = (sketch.bottoms[gutter - 1] if gutter else 0.0) + (moves[gutter - 1] if gutter else 0.0)
                way.rows[place] = top + (tracks[edge, place] + 1) * track
            elif place in (0, last):
                way.rows[place] += moves[sketch.lane[sketch.ends[edge][place > 0]]]
            else:
                way.rows[place] += moves[bisect_right(old, way.rows[place]) - 1]
    sketch.tops = [top + move for top, move in zip(old, moves, strict=False)]
    sketch.bottoms = [bottom + move for bottom, move in zip(sketch.bottoms, moves, strict=False)]


def open_gaps(sketch: Sketch, ways: list[Way]) -> Uprights:
    """The upright pieces of every gap, in tracks."""
    bars: dict[int, list[Bar]] = defaultdict(list)
    through: dict[int, list[float]] = defaultdict(list)
    for edge, way in enumerate(ways):
        origin, target = (sketch.column[node] for node in sketch.ends[edge])
        for place, row in enumerate(way.rows):
            for gap in way.passes(place, origin, target)[1]:
                through[gap].append(row)
        gaps = [origin, *way.turns, target + 1]
        for place, (gap, (one, other)) in enumerate(zip(way.turns, pairwise(way.rows), strict=True)):
            from_left = gaps[place] < gap or place == 0
            to_right = gaps[place + 2] > gap or place == len(way.turns) - 1
            before = ((one,) if from_left else ()) + (() if to_right else (other,))
            after = (() if from_left else (one,)) + ((other,) if to_right else ())
            bars[gap].append(Bar(edge, place, before, after))
    uprights: Uprights = {}
    for gap in sorted(bars):
        order = order_bars(bars[gap], _NEAR, through[gap])
        uprights[gap] = list(zip(order, assign_tracks(order, 3.0), strict=True))
    return uprights
