"""What already stands in each column and runs in each gap, so that a free height is found and crossings are counted.

Heights are kept sorted, and every question is answered by bisection.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort

from ieworkbench.maps.layout.ports import Way
from ieworkbench.maps.layout.sketch import Sketch

__all__ = ["Occupancy"]

_TRIES = 60
_LIKELY = 0.5  # an end in the same gap is crossed or not, by the order of the two


class Occupancy:
    """The boxes and rows of each column, and the level and upright pieces of each gap."""

    def __init__(self, sketch: Sketch) -> None:
        columns = sketch.columns
        clear = sketch.spacing.clear
        self._track = sketch.spacing.track - 0.5
        boxes: list[list[tuple[float, float]]] = [[] for _ in range(columns)]
        for node, column in enumerate(sketch.column):
            half = sketch.height[node] / 2 + clear
            boxes[column].append((sketch.middle[node] - half, sketch.middle[node] + half))
        for each in boxes:
            each.sort()
        self._box_tops = [[top for top, _ in each] for each in boxes]
        self._box_bottoms = [[bottom for _, bottom in each] for each in boxes]
        self._rows: list[list[float]] = [[] for _ in range(columns)]
        self._through: list[list[float]] = [[] for _ in range(columns + 1)]
        self._lows: list[list[float]] = [[] for _ in range(columns + 1)]
        self._highs: list[list[float]] = [[] for _ in range(columns + 1)]
        self._ends: list[list[float]] = [[] for _ in range(columns + 1)]
        self.low = sketch.tops[0] if sketch.tops else 0.0
        self.high = sketch.bottoms[-1] if sketch.bottoms else 0.0

    def blocked(self, column: int, height: float) -> tuple[float, float] | None:
        """The stretch of heights around `height` in which nothing can pass a column, or ``None`` if it is free."""
        at = bisect_right(self._box_tops[column], height) - 1
        if at >= 0 and self._box_bottoms[column][at] > height:
            return self._box_tops[column][at], self._box_bottoms[column][at]
        rows = self._rows[column]
        at = bisect_left(rows, height)
        if at < len(rows) and rows[at] - height < self._track:
            return rows[at] - self._track, rows[at] + self._track
        if at and height - rows[at - 1] < self._track:
            return rows[at - 1] - self._track, rows[at - 1] + self._track
        return None

    def nearest(self, first: int, last: int, height: float, *, down: bool) -> float | None:
        """The first height from `height` on, downwards or upwards, at which a row can pass those columns."""
        for _ in range(_TRIES):
            start = height
            for column in range(first, last + 1):
                stretch = self.blocked(column, height)
                if stretch is not None:
                    height = stretch[1] + 1e-6 if down else stretch[0] - 1e-6
            if not self.low + 3 < height < self.high - 3:
                return None
            if height == start:
                return height
        return None

    def crossed_upright(self, gap: int, one: float, other: float) -> float:
        """How many lines an upright piece would cross, ends that may lie on either side counted half."""
        low, high = (one, other) if one < other else (other, one)
        through, ends = self._through[gap], self._ends[gap]
        whole = max(bisect_left(through, high) - bisect_right(through, low), 0)
        return whole + _LIKELY * max(bisect_left(ends, high) - bisect_right(ends, low), 0)

    def crossed_level(self, gaps: range, height: float) -> int:
        """How many upright pieces a level piece would cross in those gaps."""
        count = 0
        for gap in gaps:
            count += bisect_left(self._lows[gap], height) - bisect_left(self._highs[gap], height)
        return count

    def change(self, way: Way, origin: int, target: int, *, put: bool) -> None:
        """Put a line in, or take it out; `origin` and `target` are the columns of its ends."""
        alter = insort if put else _take
        for place, row in enumerate(way.rows):
            columns, gaps = way.passes(place, origin, target)
            for gap in gaps:
                alter(self._through[gap], row)
            if way.gutters[place] < 0:
                for column in columns:
                    alter(self._rows[column], row)
        for place, turn in enumerate(way.turns):
            one, other = way.rows[place], way.rows[place + 1]
            alter(self._lows[turn], min(one, other))
            alter(self._highs[turn], max(one, other))
            alter(self._ends[turn], one)
            alter(self._ends[turn], other)


def _take(heights: list[float], height: float) -> None:
    del heights[bisect_left(heights, height)]
