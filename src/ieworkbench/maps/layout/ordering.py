"""How high each box lies in its lane: near what it is linked to, in an order that keeps lines apart.

Sweeps go over the columns, to and fro. Each box wishes to lie at the mean height of its neighbours,
those of its own lane counting most, so that a chain of acts comes out straight; boxes of one lane and
column are sorted by their wishes and then moved apart as little as possible (isotonic regression).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from ieworkbench.maps.layout.sketch import Sketch

__all__ = ["place_in_lanes", "spread"]

_SWEEPS = 14
_SETTLED = 5  # the last sweeps keep the order and only straighten
_OWN_LANE = 3.0
_NEXT_COLUMN = 2.0
_CHOSEN = 1e6  # the weight of a place that the researcher chose


def place_in_lanes(sketch: Sketch) -> None:
    """Set the lanes' tops and bottoms and the nodes' middles in `sketch`."""
    cells = _cells(sketch)
    _open_lanes(sketch, cells)
    _stack(sketch, cells)
    pulls = _pulls(sketch)
    for sweep in range(_SWEEPS):
        for _, cell in cells if sweep % 2 == 0 else reversed(cells):
            _settle(sketch, cell, pulls, sort=sweep < _SWEEPS - _SETTLED)


def spread(wishes: Sequence[float], weights: Sequence[float], gaps: Sequence[float]) -> list[float]:
    """The heights nearest to `wishes`, by weighted squares, that keep the order and the gaps between neighbours.

    Examples
    --------
    >>> spread([0.0, 1.0, 10.0], [1.0, 1.0, 1.0], [5.0, 5.0])
    [-2.0, 3.0, 10.0]
    """
    shifts = [0.0]
    for gap in gaps:
        shifts.append(shifts[-1] + gap)
    blocks: list[tuple[float, float, int]] = []
    for wish, weight, shift in zip(wishes, weights, shifts, strict=True):
        total, heavy, count = (wish - shift) * weight, weight, 1
        while blocks and blocks[-1][0] * heavy > total * blocks[-1][1]:
            other = blocks.pop()
            total, heavy, count = total + other[0], heavy + other[1], count + other[2]
        blocks.append((total, heavy, count))
    means = [total / heavy for total, heavy, count in blocks for _ in range(count)]
    return [mean + shift for mean, shift in zip(means, shifts, strict=True)]


def _cells(sketch: Sketch) -> list[tuple[tuple[int, int], list[int]]]:
    """The nodes of each column and lane, columns from the left."""
    cells: dict[tuple[int, int], list[int]] = defaultdict(list)
    for node, place in enumerate(zip(sketch.column, sketch.lane, strict=True)):
        cells[place].append(node)
    return sorted(cells.items())


def _stack_height(sketch: Sketch, cell: list[int]) -> float:
    return sum(sketch.height[node] for node in cell) + sketch.spacing.node_gap * (len(cell) - 1)


def _open_lanes(sketch: Sketch, cells: list[tuple[tuple[int, int], list[int]]]) -> None:
    """Every lane as high as its fullest column needs; and as far as the chosen places reach."""
    pad = sketch.spacing.lane_pad
    heights = [max(each, 2 * pad) for each in sketch.least_heights]
    for (_, lane), cell in cells:
        heights[lane] = max(heights[lane], _stack_height(sketch, cell) + 2 * pad)
    for node, offset in sketch.offsets.items():
        lane = sketch.lane[node]
        heights[lane] = max(heights[lane], offset + sketch.height[node] + pad)
    top = 0.0
    for height in heights:
        sketch.tops.append(top)
        top += height
        sketch.bottoms.append(top)


def _stack(sketch: Sketch, cells: list[tuple[tuple[int, int], list[int]]]) -> None:
    """A beginning: every stack in the middle of its lane."""
    sketch.middle = [0.0] * len(sketch.lane)
    for (_, lane), cell in cells:
        edge = (sketch.tops[lane] + sketch.bottoms[lane] - _stack_height(sketch, cell)) / 2
        for node in cell:
            sketch.middle[node] = edge + sketch.height[node] / 2
            edge += sketch.height[node] + sketch.spacing.node_gap


def _pulls(sketch: Sketch) -> list[list[tuple[int, float]]]:
    """The neighbours of each node, and how strongly each pulls."""
    pulls: list[list[tuple[int, float]]] = [[] for _ in sketch.lane]
    for origin, target in sketch.ends:
        if origin != target:
            strength = _OWN_LANE if sketch.lane[origin] == sketch.lane[target] else 1.0
            if abs(sketch.column[origin] - sketch.column[target]) == 1:
                strength *= _NEXT_COLUMN
            pulls[origin].append((target, strength))
            pulls[target].append((origin, strength))
    return pulls


def _settle(sketch: Sketch, cell: list[int], pulls: list[list[tuple[int, float]]], *, sort: bool) -> None:
    """Move the nodes of one lane and column to where they are pulled, inside the lane."""
    middle, height, lane = sketch.middle, sketch.height, sketch.lane[cell[0]]
    wish, weight = {}, {}
    for node in cell:
        total = strength = 0.0
        for other, pull in pulls[node]:
            total += pull * middle[other]
            strength += pull
        wish[node] = total / strength if strength else (sketch.tops[lane] + sketch.bottoms[lane]) / 2
        weight[node] = 1 + strength
        if node in sketch.offsets:
            wish[node] = sketch.tops[lane] + sketch.offsets[node] + height[node] / 2
            weight[node] = _CHOSEN
    if sort and len(cell) > 1:
        cell.sort(key=wish.__getitem__)
    low, high = sketch.tops[lane] + sketch.spacing.lane_pad, sketch.bottoms[lane] - sketch.spacing.lane_pad
    wishes = [min(max(wish[node], low + height[node] / 2), high - height[node] / 2) for node in cell]
    if len(cell) == 1:
        middle[cell[0]] = wishes[0]
        return
    gaps = [(height[a] + height[b]) / 2 + sketch.spacing.node_gap for a, b in pairwise(cell)]
    places = spread(wishes, [weight[node] for node in cell], gaps)
    _hold_inside(places, gaps, low + height[cell[0]] / 2, high - height[cell[-1]] / 2)
    for node, place in zip(cell, places, strict=True):
        middle[node] = place


def _hold_inside(places: list[float], gaps: list[float], low: float, high: float) -> None:
    places[0] = max(places[0], low)
    for each, gap in enumerate(gaps):
        places[each + 1] = max(places[each + 1], places[each] + gap)
    places[-1] = min(places[-1], high)
    for each in range(len(gaps) - 1, -1, -1):
        places[each] = min(places[each], places[each + 1] - gaps[each])
