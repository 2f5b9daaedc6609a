"""A line through a page that must not move: the cheapest way between what already stands there.

The way is sought (A*) on a grid of upright lines between the columns and level ones between the
boxes, all at places where nothing lies yet. The page may grow at its right and lower edges, and nowhere else.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from heapq import heappop, heappush
from itertools import pairwise

from ieworkbench.maps.layout.specs import Spacing
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
        self.levels: list[Piece] = []
        self.uprights: list[Piece] = []
        self._left: dict[str, list[float]] = {box.id: [] for box in self.boxes}
        self._right: dict[str, list[float]] = {box.id: [] for box in self.boxes}

    def put(self, origin: str, target: str, points: Sequence[Point]) -> None:
        """Let a line stand."""
        for (x, y), (other_x, other_y) in pairwise(points):
            if y == other_y:
                self.levels.append((y, min(x, other_x), max(x, other_x)))
            else:
                self.uprights.append((x, min(y, other_y), max(y, other_y)))
        self._right[origin].append(points[0][1])
        self._left[target].append(points[-1][1])

    def hits(self, points: Sequence[Point], boxes: Sequence[NodeBox]) -> bool:
        """Whether a line runs through one of these boxes, or nearer past it than may be."""
        return any(_blocks(box, *one, *other, 0.5) for one, other in pairwise(points) for box in boxes)

    def route(self, origin: NodeBox, target: NodeBox) -> tuple[Point, ...] | None:
        """The corners of the cheapest new line between two boxes; ``None`` if there is no room for any."""
        starts = self._free_ports(origin, self._right[origin.id], target.y + target.height / 2)
        ends = self._free_ports(target, self._left[target.id], origin.y + origin.height / 2)
        everywhere = (0.0, self.width, 0.0, self.height)
        for region in (self._around(origin, target), everywhere):
            points = _Search(self, self._spacing, region, origin, target).cheapest(starts, ends)
            if points:
                self.width = max(self.width, *(x + self._spacing.stub for x, _ in points))
                self.height = max(self.height, *(y + self._spacing.track for _, y in points))
                return points
        return None

    def _around(self, origin: NodeBox, target: NodeBox) -> tuple[float, float, float, float]:
        """The part of the page in which a line between two boxes is sought first: left, right, top, bottom."""
        return (
            max(min(origin.x + origin.width, target.x) - _AROUND, 0.0),
            min(max(origin.x + origin.width, target.x) + _AROUND, self.width),
            max(min(origin.y, target.y) - _AROUND, 0.0),
            min(max(origin.y + origin.height, target.y + target.height) + _AROUND, self.height),
        )

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

    def __init__(
        self,
        page: Page,
        spacing: Spacing,
        region: tuple[float, float, float, float],
        origin: NodeBox,
        target: NodeBox,
    ) -> None:
        left, right, top, bottom = region
        self._spacing = spacing
        self._start, self._end = origin.x + origin.width, target.x
        self._boxes = [
            box
            for box in page.boxes
            if box.x < right and box.x + box.width > left and box.y < bottom and box.y + box.height > top
        ]
        self._levels = sorted(
            each for each in page.levels if each[1] < right and each[2] > left and top <= each[0] <= bottom
        )
        self._uprights = sorted(
            each for each in page.uprights if left <= each[0] <= right and each[1] < bottom and each[2] > top
        )
        self._level_places = [each[0] for each in self._levels]
        self._upright_places = [each[0] for each in self._uprights]
        self._xs = self._between_columns(left, right, page.width)
        self._ys = self._between_boxes(top, bottom, page.height)
        self._by_left = sorted(self._boxes, key=lambda box: box.x)
        self._lefts = [box.x for box in self._by_left]
        self._widest = max((box.width for box in self._boxes), default=0.0) + 2 * spacing.clear

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

    def _between_boxes(self, top: float, bottom: float, height: float) -> list[float]:
        """Level lines: past the upper and lower edge of every box, where no line is near, and below everything."""
        clear = self._spacing.clear
        bases = {top + clear, bottom - clear}
        if bottom >= height:
            bases.add(height + self._spacing.track)
        for box in self._boxes:
            bases |= {box.y - clear, box.y + box.height + clear}
        places: list[float] = []
        for place in sorted({self._away(base, sign) for base in bases for sign in (1, -1)}):
            inside = max(top, 1.0) <= place and (place <= bottom or bottom >= height)
            if inside and (not places or place - places[-1] > 2):
                places.append(place)
        return places

    def _away(self, y: float, sign: int) -> float:
        """The next height that keeps a track's distance to every level line nearby, or half of one."""
        for _ in range(30):
            at = bisect_left(self._level_places, y - 3)
            if at == len(self._level_places) or self._level_places[at] >= y + 3:
                return y
            y = self._level_places[at] + sign * 3.25
        return y

    def cheapest(self, starts: list[float], ends: list[float]) -> tuple[Point, ...] | None:
        """The corners of the cheapest way (A*): a step is a whole straight piece from one grid line to the next."""
        for y in starts:
            if y in ends and self._start < self._end and self._level(y, self._start, self._end) is not None:
                return (self._start, y), (self._end, y)
        self._ys = sorted({*self._ys, *starts, *ends})
        came: list[tuple[float, float, int]] = []
        queue: list[tuple[float, float, float, float, bool, int]] = []
        for y in starts:
            came.append((self._start, y, -1))
            for price, x in self._out(y):
                heappush(queue, (price + self._at_least(x, y, ends), price, x, y, True, len(came) - 1))
        done: set[tuple[float, float, bool]] = set()
        while queue:
            _, cost, x, y, level, before = heappop(queue)
            if (x, y, level) in done:
                continue
            done.add((x, y, level))
            came.append((x, y, before))
            if x == self._end:
                return self._points(came, len(came) - 1)
            for price, next_x, next_y in self._steps(x, y, ends):
                turned = (next_y == y) != level
                if (next_x, next_y, next_y == y) not in done:
                    whole = cost + price + _BEND * turned
                    rest = self._at_least(next_x, next_y, ends)
                    heappush(queue, (whole + rest, whole, next_x, next_y, next_y == y, len(came) - 1))
        return None

    def _at_least(self, x: float, y: float, ends: list[float]) -> float:
        """What the rest of the way costs at least."""
        return abs(self._end - x) + min(abs(end - y) for end in ends)

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
        first = bisect_left(self._lefts, corners[0] - self._widest)
        last = bisect_right(self._lefts, corners[2] + self._spacing.clear)
        if any(_blocks(box, *corners, self._spacing.clear - 1) for box in self._by_left[first:last]):
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
