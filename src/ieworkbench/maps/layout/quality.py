"""How well a layout reads, counted: crossings, lines through boxes, lines on each other, bends, and length."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

from ieworkbench.model.layout import Layout, NodeBox

__all__ = ["Quality", "quality"]

_STRIP = 150.0  # points; pieces are looked up in strips of this width
_TOUCH = 0.01
_ON_EACH_OTHER = 1.0  # lines nearer than this look like one
_STRETCH = 3.0  # a shorter one is not noticed

Level = tuple[float, float, float, int]  # y, from x, to x, which line
Upright = tuple[float, float, float, int]  # x, from y, to y, which line


@dataclass(frozen=True, slots=True)
class Quality:
    """Counts of what makes a map hard to read.

    Attributes
    ----------
    crossings
        Points at which two lines cross.
    edges_through_nodes
        Pairs of a line and a box that it runs into or through.
    shared_stretches
        Pairs of pieces of two lines that lie on each other for more than 3 points.
    bends
        Corners of all lines.
    length
        Of all lines together, in points.
    """

    crossings: int
    edges_through_nodes: int
    shared_stretches: int
    bends: int
    length: float


def quality(layout: Layout) -> Quality:
    """The counts of a layout.

    Examples
    --------
    >>> from ieworkbench.model.layout import Route
    >>> quality(Layout(9.0, 9.0, routes=(Route("a", ((0, 5), (9, 5))), Route("b", ((4, 0), (4, 9))))))
    Quality(crossings=1, edges_through_nodes=0, shared_stretches=0, bends=0, length=18.0)
    """
    levels: list[Level] = []
    uprights: list[Upright] = []
    bends, length = 0, 0.0
    for line, route in enumerate(layout.routes):
        for (x, y), (other_x, other_y) in pairwise(route.points):
            length += abs(x - other_x) + abs(y - other_y)
            if abs(y - other_y) < _TOUCH:
                levels.append((y, min(x, other_x), max(x, other_x), line))
            else:
                uprights.append((x, min(y, other_y), max(y, other_y), line))
        bends += max(len(route.points) - 2, 0)
    return Quality(
        _crossings(levels, uprights),
        _hits(levels, uprights, layout.boxes),
        _stretches(levels) + _stretches(uprights),
        bends,
        length,
    )


def _strips(levels: list[Level]) -> dict[int, tuple[list[float], list[Level]]]:
    """The level pieces of each strip of the page, sorted by height."""
    strips: dict[int, list[Level]] = defaultdict(list)
    for piece in levels:
        for strip in range(int(piece[1] // _STRIP), int(piece[2] // _STRIP) + 1):
            strips[strip].append(piece)
    return {strip: ([piece[0] for piece in sorted(each)], sorted(each)) for strip, each in strips.items()}


def _crossings(levels: list[Level], uprights: list[Upright]) -> int:
    strips = _strips(levels)
    count = 0
    for x, low, high, line in uprights:
        heights, pieces = strips.get(int(x // _STRIP), ([], []))
        for at in range(bisect_left(heights, low - _TOUCH), bisect_right(heights, high + _TOUCH)):
            _, start, end, other = pieces[at]
            count += other != line and start - _TOUCH <= x <= end + _TOUCH
    return count


def _hits(levels: list[Level], uprights: list[Upright], boxes: tuple[NodeBox, ...]) -> int:
    strips: dict[int, list[tuple[int, NodeBox]]] = defaultdict(list)
    for place, box in enumerate(boxes):
        for strip in range(int(box.x // _STRIP), int((box.x + box.width) // _STRIP) + 1):
            strips[strip].append((place, box))
    hits: set[tuple[int, int]] = set()
    for y, start, end, line in levels:
        for strip in range(int(start // _STRIP), int(end // _STRIP) + 1):
            hits.update((line, place) for place, box in strips.get(strip, ()) if _inside(box, start, end, y, y))
    for x, low, high, line in uprights:
        strip = int(x // _STRIP)
        hits.update((line, place) for place, box in strips.get(strip, ()) if _inside(box, x, x, low, high))
    return len(hits)


def _inside(box: NodeBox, left: float, right: float, top: float, bottom: float) -> bool:
    return (
        box.x + _TOUCH < right
        and left < box.x + box.width - _TOUCH
        and box.y + _TOUCH < bottom
        and top < box.y + box.height - _TOUCH
    )


def _stretches(pieces: list[Level] | list[Upright]) -> int:
    """Pairs of parallel pieces that lie on each other."""
    count = 0
    ordered = sorted(pieces)
    for at, (place, start, end, line) in enumerate(ordered):
        for other_place, other_start, other_end, other in ordered[at + 1 :]:
            if other_place - place >= _ON_EACH_OTHER:
                break
            count += other != line and min(end, other_end) - max(start, other_start) > _STRETCH
    return count
