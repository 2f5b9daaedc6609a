"""The width of columns and gaps, and with it the corners of every line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ieworkbench.maps.layout.channels import Uprights
from ieworkbench.maps.layout.ports import Way
from ieworkbench.maps.layout.sketch import Sketch

__all__ = ["Across", "place_across"]

Point = tuple[float, float]

_BESIDE_LABEL = 6.0
_SAME = 0.01


@dataclass(frozen=True, slots=True)
class Across:
    """Left edge and width of each column, left edge of each box, corners of each line, and the width of the page."""

    columns: tuple[tuple[float, float], ...]
    lefts: list[float]
    lines: list[tuple[Point, ...]]
    width: float


def place_across(sketch: Sketch, labels: Sequence[tuple[float, float]], ways: list[Way], uprights: Uprights) -> Across:
    """Every x of the map. `labels` are the width and height of what stands on each line."""
    spacing = sketch.spacing
    gaps = _gap_widths(sketch, labels, ways, uprights)
    wide = [0.0] * sketch.columns
    for column, width in zip(sketch.column, sketch.width, strict=True):
        wide[column] = max(wide[column], width)
    x = spacing.names_width
    starts, columns = [], []
    for gap, width in zip(gaps, [*wide, 0.0], strict=True):
        starts.append(x)
        columns.append((x + gap, width))
        x += gap + width
    columns.pop()
    lefts = [
        columns[column][0] + (columns[column][1] - own) / 2
        for column, own in zip(sketch.column, sketch.width, strict=True)
    ]
    for node, wish in sketch.lefts.items():
        left, width = columns[sketch.column[node]]
        lefts[node] = min(max(wish, left), left + width - sketch.width[node])
    turning: dict[int, list[tuple[int, int, float]]] = defaultdict(list)
    for gap, bars in uprights.items():
        middle = starts[gap] + gaps[gap] / 2
        half = max(track for _, track in bars) / 2
        for bar, track in bars:
            turning[bar.edge].append((bar.turn, bar.part, middle + (track - half) * spacing.track))
    joints = {
        (bar.edge, bar.turn): bar.after[0] if bar.before and bar.before[0] != bar.after[0] else 0.0
        for bars in uprights.values()
        for bar, _ in bars
        if bar.part == 1
    }
    lines = []
    for edge, (origin, target) in enumerate(sketch.ends):
        start = lefts[origin] + sketch.width[origin]
        lines.append(_corners(start, lefts[target], ways[edge], sorted(turning[edge]), edge, joints))
    return Across(tuple(columns), lefts, lines, x)


def _corners(
    start: float,
    end: float,
    way: Way,
    turning: list[tuple[int, int, float]],
    edge: int,
    joints: dict[tuple[int, int], float],
) -> tuple[Point, ...]:
    """The corners of a line, without those at which it does not turn."""
    points = [(start, way.rows[0])]
    for turn, part, x in turning:
        beyond = joints[edge, turn] if part == 1 else way.rows[turn + 1]
        points += [(x, points[-1][1]), (x, beyond)]
    points.append((end, way.rows[-1]))
    return tuple(points)


def _gap_widths(
    sketch: Sketch, labels: Sequence[tuple[float, float]], ways: list[Way], uprights: Uprights
) -> list[float]:
    """Every gap as wide as its tracks need, and so that every label finds a piece of its line that is long enough."""
    spacing = sketch.spacing
    widths = [spacing.margin, *[spacing.column_gap] * (sketch.columns - 1), spacing.margin][: sketch.columns + 1]
    for gap, bars in uprights.items():
        tracks = max(track for _, track in bars)
        widths[gap] = max(widths[gap], tracks * spacing.track + 2 * spacing.stub)
    for edge, (width, height) in enumerate(labels):
        if width <= 0:
            continue
        origin, target = (sketch.column[node] for node in sketch.ends[edge])
        rows = ways[edge].rows
        upright = max((abs(a - b) for a, b in pairwise(rows)), default=0.0)
        if width <= 2 * height and upright >= height + 2 * _BESIDE_LABEL:
            continue
        passed = [gap for place in range(len(rows)) for gap in ways[edge].passes(place, origin, target)[1]]
        need = width + spacing.stub + _BESIDE_LABEL
        if passed:
            widths[passed[-1]] = max(widths[passed[-1]], need)
        else:
            gap = target if target == origin + 1 else origin + 1
            tracks = max(track for _, track in uprights[gap])
            widths[gap] = max(widths[gap], tracks * spacing.track + 2 * need)
    return widths
