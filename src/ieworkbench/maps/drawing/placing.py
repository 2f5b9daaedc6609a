"""Finding free room on a laid-out map for what stands on its lines and beside them.

Boxes, other lines and what has been placed before are obstacles, each with a price; the cheapest of
some tens of places wins, and of two equal ones the first. Obstacles are kept in a grid of squares,
so that the time for a place does not grow with the map.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ieworkbench.maps.drawing.drawn import Box

__all__ = ["BOX_PRICE", "Room", "along", "box_of"]

BOX_PRICE = 100.0
"""What it costs to lie on a box or on other words: never, if there is any other place."""

LINE_PRICE = 12.0
"""What it costs to lie on a line."""

_SQUARE = 48.0


def box_of(points: Sequence[tuple[float, float]], by: float = 0.0) -> Box:
    """The smallest rectangle round these points, grown by ``by``."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box(min(xs) - by, min(ys) - by, max(xs) - min(xs) + 2 * by, max(ys) - min(ys) + 2 * by)


def along(
    points: Sequence[tuple[float, float]], least: float, step: float = 4.0
) -> Iterator[tuple[int, float, float, bool, float]]:
    """Places along a line: the piece's number, the place, whether it is level there, and the room to the piece's nearer end."""
    for number, ((x, y), (to_x, to_y)) in enumerate(pairwise(points)):
        length = math.dist((x, y), (to_x, to_y))
        if length < least:
            continue
        count = min(max(int(length / step), 1), 36)
        for place in sorted(range(1, count + 1), key=lambda each: abs(each - (count + 1) / 2)):
            share = place / (count + 1)
            yield (
                number,
                x + (to_x - x) * share,
                y + (to_y - y) * share,
                abs(y - to_y) < abs(x - to_x),
                length * min(share, 1 - share),
            )


@dataclass(slots=True)
class Room:
    """What stands where, and what it costs to stand on it.

    Attributes
    ----------
    bounds
        What must not be left.
    """

    bounds: Box
    _squares: dict[tuple[int, int], list[tuple[Box, float, str]]] = field(default_factory=dict)

    def take(self, box: Box, price: float = BOX_PRICE, owner: str = "") -> None:
        """Say that something stands here; whoever has the same ``owner`` may stand on it for nothing."""
        for square in _covered(box):
            self._squares.setdefault(square, []).append((box, price, owner))

    def take_line(self, points: Sequence[tuple[float, float]], owner: str) -> None:
        """Say that a line runs here."""
        for start, end in pairwise(points):
            self.take(box_of((start, end), 0.6), LINE_PRICE, owner)

    def price(self, box: Box, owner: str = "") -> float:
        """What it costs to stand here."""
        seen: set[int] = set()
        total = 0.0 if _inside(box, self.bounds) else 5 * BOX_PRICE
        for square in _covered(box):
            for each in self._squares.get(square, ()):
                there, price, whose = each
                if (not owner or whose != owner) and id(each) not in seen and _meet(box, there):
                    seen.add(id(each))
                    total += price
        return total

    def cheapest(self, boxes: Iterable[tuple[float, Box]], owner: str = "") -> tuple[float, int]:
        """The price and the number of the cheapest of these places, each given with a price of its own; (inf, -1) of none."""
        best, chosen = math.inf, -1
        for number, (own, box) in enumerate(boxes):
            if own >= best:
                continue
            cost = own + self.price(box, owner)
            if cost < best:
                best, chosen = cost, number
        return best, chosen


def _covered(box: Box) -> Iterator[tuple[int, int]]:
    for column in range(int(box.x // _SQUARE), int(box.right // _SQUARE) + 1):
        for row in range(int(box.y // _SQUARE), int(box.bottom // _SQUARE) + 1):
            yield column, row


def _meet(one: Box, other: Box) -> bool:
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom


def _inside(one: Box, outer: Box) -> bool:
    return one.x >= outer.x and one.y >= outer.y and one.right <= outer.right and one.bottom <= outer.bottom
