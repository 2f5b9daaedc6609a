"""A line through a page that must not move: the cheapest way between what already stands there.

The way is sought (Dijkstra) on a grid of upright lines between the columns and level ones between the
boxes, all at places where nothing lies yet. The page may grow at its right and lower edges, and nowhere else.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from heapq import heappop, heappush
from itertools import pairwise

from ieworkbench.maps.specs import Spacing
from ieworkbench.model.layout import NodeBox

__all__ = ["Page"]

Point = tuple[float, float]
Piece = tuple[float, float, float]  # where it lies, from, to

_NEAR = 1.6  # two lines nearer than this could be taken for one
_PORT_EDGE = 4.0
_BEND = 25.0  # points of length that a bend, or a crossing, is worth
_CROSSING = 40.0
_AROUND = 200.0  # how far beyond its ends a line is sought first
_PORTS = 4


class Page:
    """The boxes and lines that stand, and room for more lines."""

    def __init__(self, boxes: Iterable[NodeBox], width: float, height: float, spacing: Spacing) -> None:
        self.boxes = list(boxes)
        self.width, self.height = width, height
        self._spacing = spacing
        self._levels: list[Piece] = []
        self._uprights: list[Piece] = []
        self._left: dict[str, list[float]] = {box.id: [] for box in self.boxes}
        self._right: dict[str, list[float]] = {box.id: [] for box in self.boxes}

    def put(self, origin: str, target: str, points: Sequence[Point]) -> None:
        """Let a line stand."""
        for (x, y), (other_x, other_y) in pairwise(points):
            if y == other_y:
                self._levels.append((y, min(x, other_x), max(x, other_x)))
            else:
                self._uprights.append((x, min(y, other_y), max(y, other_y)))
        self._right[origin].append(points[0][1])
        self._left[target].append(points[-1][1])

    def hits(self, points: Sequence[Point], boxes: Sequence[NodeBox]) -> bool:
        """Whether a line runs through one of these boxes, or nearer past it than may be."""
        return any(_blocks(box, *one, *other, 0.5) for one, other in pairwise(points) for box in boxes)

    def route(self, origin: NodeBox, target: NodeBox) -> tuple[Point, ...] | None:
        """The corners of the cheapest new line between two boxes; ``None`` if there is no room for any."""
        starts = self._free_ports(origin, self._right[origin.id], target.y + target.height / 2)
        ends = self._free_ports(target, self._left[target.id], origin.y + origin.height / 2)
        left = min(origin.x + origin.width, target.x) - _AROUND
        right = max(origin.x + origin.width, target.x) + _AROUND
        for low, high in ((left, right), (0.0, self.width)):
            search = _Search(self, self._spacing, low, high, origin, target)
            points = search.cheapest(starts, ends)
            if points:
                self.width = max(self.width, *(x + self._spacing.stub for x, _ in points))
                self.height = max(self.height, *(y + self._spacing.track for _, y in points))
                return points
        return None

    def _free_ports(self, box: NodeBox, taken: list[float], wish: float) -> list[float]:
        """Where on a side of a box a line can still meet it, the best first."""
        low, high = box.y + min(_PORT_EDGE, box.height / 2), box.y + box.height - min(_PORT_EDGE, box.height / 2)
        middle = box.y + box.height / 2
        marks = sorted([low, *taken, high])
        tries = [min(max(wish, low), high), middle, low, high, *((one + other) / 2 for one, other in pairwise(marks))]
        free = [each for each in dict.fromkeys(tries) if all(abs(each - port) >= _NEAR for port in taken)]
        roomy = [each for each in free if all(abs(each - port) >= 2 * _NEAR for port in taken)]
        return sorted(roomy or free, key=lambda each: abs(each - wish) / 4 + abs(each - middle))[:_PORTS]


class _Search:
    """The grid on which one line is sought, and what its steps cost."""

    def __init__(self, page: Page, spacing: Spacing, low: float, high: float, origin: NodeBox, target: NodeBox) -> None:
        self._spacing = spacing
        self._start, self._end = origin.x + origin.width, target.x
        self._boxes = [box for box in page.boxes if box.x < high and box.x + box.width > low]
        self._levels = sorted(each for each in page._levels if each[1] < high and each[2] > low)  # noqa: SLF001
        self._uprights = sorted(each for each in page._uprights if low <= each[0] <= high)  # noqa: SLF001
        self._level_places = [each[0] for each in self._levels]
        self._upright_places = [each[0] for each in self._uprights]
        self._xs = self._between_columns(low, min(high, page.width), page.width)
        self._ys = self._between_boxes(page.height)

    def _between_columns(self, low: float, high: float, width: float) -> list[float]:
        """Upright lines: in every strip that no box stands in, between the lines that are there."""
        stub = self._spacing.stub
        spans = sorted((box.x, box.x + box.width) for box in self._boxes)
        places: list[float] = []
        edge = max(low, self._spacing.names_width)
        for start, end in [*spans, (high, high)]:
            if start - edge > 3:
                places += self._in_strip(edge, start)
            edge = max(edge, end)
        places += [self._start + stub, self._end - stub]
        if high >= width:
            places.append(width + stub)
        return sorted(set(places))

    def _in_strip(self, left: float, right: float) -> list[float]:
        inside = self._upright_places[
            bisect_left(self._upright_places, left) : bisect_right(self._upright_places, right)
        ]
        margin = min(self._spacing.stub, (right - left) / 3)
        marks = [left + margin, *inside, right - margin]
        found = [(one + other) / 2 for one, other in pairwise(marks) if other - one > 2 * _NEAR]
        return sorted([*found, left + margin, right - margin], key=lambda x: abs(x - (left + right) / 2))[:6]

    def _between_boxes(self, height: float) -> list[float]:
        """Level lines: past the upper and lower edge of every box, where no line is near, and below everything."""
        clear = self._spacing.clear
        bases = {clear, height + self._spacing.track}
        for box in self._boxes:
            bases |= {box.y - clear, box.y + box.height + clear}
        places: set[float] = set()
        for base in bases:
            places |= {self._away(base, 1), self._away(base, -1)}
        return [each for each in places if each > 1]

    def _away(self, y: float, sign: int) -> float:
        """The next height that keeps a track's distance to every level line nearby, or half of one."""
        for _ in range(30):
            at = bisect_left(self._level_places, y - 3)
            if at == len(self._level_places) or self._level_places[at] >= y + 3:
                return y
            y = self._level_places[at] + sign * 3.25
        return y

    def cheapest(self, starts: list[float], ends: list[float]) -> tuple[Point, ...] | None:
        """Dijkstra over corners: a step is a whole straight piece from one grid line to the next."""
        for y in starts:
            if y in ends and self._start < self._end and self._level(y, self._start, self._end) is not None:
                return (self._start, y), (self._end, y)
        self._ys = sorted({*self._ys, *starts, *ends})
        came: list[tuple[float, float, int]] = []
        queue: list[tuple[float, float, float, bool, int]] = []
        for y in starts:
            came.append((self._start, y, -1))
            for price, x in self._out(y):
                heappush(queue, (price, x, y, True, len(came) - 1))
        done: set[tuple[float, float, bool]] = set()
        while queue:
            cost, x, y, level, before = heappop(queue)
            if (x, y, level) in done:
                continue
            done.add((x, y, level))
            came.append((x, y, before))
            if x == self._end:
                return self._points(came, len(came) - 1)
            for price, next_x, next_y in self._steps(x, y, ends):
                bends = (next_y == y) != level
                heappush(queue, (cost + price + _BEND * bends, next_x, next_y, next_y == y, len(came) - 1))
        return None

    def _out(self, y: float) -> Iterator[tuple[float, float]]:
        """The first piece of the line, from its origin's side to the next grid line."""
        first = bisect_left(self._xs, self._start + 0.5)
        if first < len(self._xs):
            price = self._level(y, self._start, self._xs[first])
            if price is not None:
                yield price, self._xs[first]

    def _steps(self, x: float, y: float, ends: list[float]) -> Iterator[tuple[float, float, float]]:
        """The pieces that can follow at a corner: what each costs, and where it leads."""
        column, row = bisect_left(self._xs, x), bisect_left(self._ys, y)
        beside = [self._xs[at] for at in (column - 1, column + 1) if 0 <= at < len(self._xs)]
        if y in ends and x < self._end and bisect_left(self._xs, self._end) - 1 == column:
            beside.append(self._end)
        for other in beside:
            price = self._level(y, min(x, other), max(x, other))
            if price is not None:
                yield price, other, y
        for at in (row - 1, row + 1):
            if 0 <= at < len(self._ys):
                price = self._upright(x, min(y, self._ys[at]), max(y, self._ys[at]))
                if price is not None:
                    yield price, x, self._ys[at]

    def _level(self, y: float, start: float, end: float) -> float | None:
        return self._price(y, start, end, self._levels, self._level_places, self._uprights, self._upright_places)

    def _upright(self, x: float, start: float, end: float) -> float | None:
        return self._price(x, start, end, self._uprights, self._upright_places, self._levels, self._level_places)

    def _price(
        self,
        place: float,
        start: float,
        end: float,
        along: list[Piece],
        along_places: list[float],
        across: list[Piece],
        across_places: list[float],
    ) -> float | None:
        """What a straight piece costs; ``None`` where it would meet a box or lie on another line."""
        level = along is self._levels
        corners = (start, place, end, place) if level else (place, start, place, end)
        if any(_blocks(box, *corners, self._spacing.clear - 1) for box in self._boxes):
            return None
        for at in range(bisect_left(along_places, place - _NEAR), bisect_right(along_places, place + _NEAR)):
            if along[at][1] < end + _NEAR and along[at][2] > start - _NEAR:
                return None
        crossed = sum(
            across[at][1] <= place <= across[at][2]
            for at in range(bisect_left(across_places, start), bisect_right(across_places, end))
        )
        return end - start + crossed * _CROSSING

    def _points(self, came: list[tuple[float, float, int]], at: int) -> tuple[Point, ...]:
        """The corners on the way that was found, without those at which it runs straight on."""
        points: list[Point] = []
        while at >= 0:
            x, y, at = came[at]
            if len(points) > 1 and (points[-1][0] == points[-2][0] == x or points[-1][1] == points[-2][1] == y):
                points.pop()
            if not points or points[-1] != (x, y):
                points.append((x, y))
        return tuple(reversed(points))


def _blocks(box: NodeBox, x: float, y: float, other_x: float, other_y: float, clear: float) -> bool:
    """Whether a straight piece meets a box, or passes it nearer than `clear`."""
    left, right = min(x, other_x), max(x, other_x)
    top, bottom = min(y, other_y), max(y, other_y)
    aside = clear if x == other_x else 0.0
    above = clear if y == other_y else 0.0
    return (
        left < box.x + box.width + aside - 0.001
        and right > box.x - aside + 0.001
        and top < box.y + box.height + above - 0.001
        and bottom > box.y - above + 0.001
    )
