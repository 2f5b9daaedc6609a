"""The outlines that maps are drawn with: steps of a pen, as in SVG, in points."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from ieworkbench.maps.drawing.drawn import Box

__all__ = ["Path", "Step", "bolt", "circle", "cut", "page", "polygon", "rectangle", "rounded", "route", "talk"]

Step = tuple[str] | tuple[str, float, float] | tuple[str, float, float, float, float] | tuple[
    str, float, float, float, float, float, float
]  # fmt: skip
"""``M`` move, ``L`` line, ``Q`` curve with one control point, ``C`` with two, ``Z`` back to the start."""

Path = tuple[Step, ...]

_ROUND = 0.5523


def polygon(*points: tuple[float, float]) -> Path:
    """A closed outline with these corners."""
    first, *rest = points
    return (("M", *first), *(("L", *each) for each in rest), ("Z",))


def rectangle(box: Box) -> Path:
    """A rectangle."""
    return polygon((box.x, box.y), (box.right, box.y), (box.right, box.bottom), (box.x, box.bottom))


def circle(x: float, y: float, radius: float) -> Path:
    """A circle."""
    k = radius * _ROUND
    return (
        ("M", x + radius, y),
        ("C", x + radius, y + k, x + k, y + radius, x, y + radius),
        ("C", x - k, y + radius, x - radius, y + k, x - radius, y),
        ("C", x - radius, y - k, x - k, y - radius, x, y - radius),
        ("C", x + k, y - radius, x + radius, y - k, x + radius, y),
        ("Z",),
    )


def rounded(box: Box, radius: float) -> Path:
    """A box with rounded corners."""
    r = min(radius, box.width / 2, box.height / 2)
    x, y, right, bottom = box.x, box.y, box.right, box.bottom
    return (
        ("M", x + r, y),
        ("L", right - r, y),
        ("Q", right, y, right, y + r),
        ("L", right, bottom - r),
        ("Q", right, bottom, right - r, bottom),
        ("L", x + r, bottom),
        ("Q", x, bottom, x, bottom - r),
        ("L", x, y + r),
        ("Q", x, y, x + r, y),
        ("Z",),
    )


def talk(box: Box, radius: float) -> Path:
    """A box with rounded upper corners and a wavy foot."""
    r = min(radius, box.width / 2, box.height / 2)
    foot = box.bottom - 1.7
    count = max(2, round(box.width / 11))
    step = box.width / count
    waves: list[Step] = []
    for place in range(count):
        start = box.right - place * step
        waves.append(("C", start - step * 0.25, foot + 3.4, start - step * 0.75, foot - 3.4, start - step, foot))
    return (
        ("M", box.x + r, box.y),
        ("L", box.right - r, box.y),
        ("Q", box.right, box.y, box.right, box.y + r),
        ("L", box.right, foot),
        *waves,
        ("L", box.x, box.y + r),
        ("Q", box.x, box.y, box.x + r, box.y),
        ("Z",),
    )


def page(box: Box, fold: float) -> Path:
    """A page whose upper right corner is folded."""
    return polygon(
        (box.x, box.y),
        (box.right - fold, box.y),
        (box.right, box.y + fold),
        (box.right, box.bottom),
        (box.x, box.bottom),
    )


def cut(box: Box, by: float) -> Path:
    """A box with cut corners."""
    return polygon(
        (box.x + by, box.y),
        (box.right - by, box.y),
        (box.right, box.y + by),
        (box.right, box.bottom - by),
        (box.right - by, box.bottom),
        (box.x + by, box.bottom),
        (box.x, box.bottom - by),
        (box.x, box.y + by),
    )


def bolt(x: float, y: float, size: float) -> Path:
    """A lightning mark whose middle is at a place; ``size`` is half its height."""
    corners = ((-0.1, -1.0), (0.5, -1.0), (0.18, -0.24), (0.6, -0.24), (-0.34, 1.05), (-0.06, 0.14), (-0.48, 0.14))
    return polygon(*((x + size * across, y + size * down) for across, down in corners))


def route(points: Sequence[tuple[float, float]], radius: float) -> Path:
    """A line through these points whose corners are rounded."""
    if len(points) < 2:
        return ()
    steps: list[Step] = [("M", *points[0])]
    for (before, corner), (_, after) in pairwise(pairwise(points)):
        into, out = math.dist(before, corner), math.dist(corner, after)
        r = min(radius, into / 2, out / 2)
        if r < 0.2:
            steps.append(("L", *corner))
            continue
        steps.append(("L", *_on_the_way(corner, before, r / into)))
        steps.append(("Q", *corner, *_on_the_way(corner, after, r / out)))
    steps.append(("L", *points[-1]))
    return tuple(steps)


def _on_the_way(start: tuple[float, float], end: tuple[float, float], share: float) -> tuple[float, float]:
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share
