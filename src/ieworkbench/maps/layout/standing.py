"""Adding to a map that was laid out before: what stood keeps its place.

Boxes that stood stay where they were; a new box finds a free place in its lane, near what it is linked
to; only lines that are new, or that a box now stands in the way of, are routed anew. A lane that is new
or has to grow moves what lies below it, all by the same height. Where the lanes come in another order,
nothing can stay, and the map is laid out anew.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ieworkbench.maps.layout.detours import Page
from ieworkbench.maps.layout.ports import least_height
from ieworkbench.maps.layout.specs import EdgeSpec, LaneSpec, NodeSpec, Spacing
from ieworkbench.model.layout import LaneBand, Layout, NodeBox, Pin, Route

__all__ = ["lay_out_standing"]

Point = tuple[float, float]

_STEP = 6.5
_EQUAL = 1e-6


def lay_out_standing(
    nodes: Sequence[NodeSpec],
    edges: Sequence[EdgeSpec],
    lanes: Sequence[LaneSpec],
    pins: Sequence[Pin],
    previous: Layout,
    spacing: Spacing,
) -> Layout | None:
    """The previous layout with what is new in it; ``None`` where nothing can keep its place."""
    if not {node.id for node in nodes} & {box.id for box in previous.boxes}:
        return None
    heights = _heights(nodes, edges, spacing)
    tallest: dict[str, float] = defaultdict(float)
    for node in nodes:
        tallest[node.lane] = max(tallest[node.lane], heights[node.id] + 2 * spacing.lane_pad)
    moved = _moved(lanes, tallest, previous, spacing)
    if moved is None:
        return None
    sheet = _Sheet(nodes, edges, pins, moved, heights, spacing)
    sheet.keep_boxes()
    sheet.place_others()
    lines = sheet.lines()
    if lines is None:
        return None
    bands = list(moved.lanes)
    height = max(moved.height, sheet.page.height)
    bands[-1] = replace(bands[-1], height=height - bands[-1].y)
    return Layout(
        max(sheet.width, sheet.page.width),
        height,
        tuple(sheet.boxes[node.id] for node in nodes),
        lines,
        tuple(bands),
        tuple(sheet.columns),
        tuple(pins),
        previous.engine,
        previous.version,
    )


def _heights(nodes: Sequence[NodeSpec], edges: Sequence[EdgeSpec], spacing: Spacing) -> dict[str, float]:
    """How high each box has to be for its words and its lines."""
    leaving, arriving = Counter(edge.origin for edge in edges), Counter(edge.target for edge in edges)
    return {
        node.id: max(node.height, least_height(max(leaving[node.id], arriving[node.id]), spacing)) for node in nodes
    }


def _moved(lanes: Sequence[LaneSpec], tallest: dict[str, float], previous: Layout, spacing: Spacing) -> Layout | None:
    """The previous layout with the lanes of now: those below a new or grown lane lie lower, and nothing else moves."""
    old = {band.id: band for band in previous.lanes}
    kept = [lane.id for lane in lanes if lane.id in old]
    if not kept or kept != [band.id for band in previous.lanes if band.id in set(kept)]:
        return None
    bands: list[LaneBand] = []
    y = 0.0
    for lane in lanes:
        before = old[lane.id].height if lane.id in old else 2 * spacing.lane_pad
        if lane.id in old and abs(y - old[lane.id].y) < _EQUAL:
            y = old[lane.id].y
        needed = max(lane.least_height, tallest[lane.id])
        bands.append(LaneBand(lane.id, lane.band, y, needed if needed > before + _EQUAL else before))
        y += bands[-1].height
    height = previous.height if abs(y - previous.height) < _EQUAL else y
    shifts: list[float] = []
    now = {band.id: band for band in bands}
    end = 0.0
    for band in previous.lanes:
        shifts.append((now[band.id].y if band.id in now else end) - band.y)
        end = now[band.id].y + now[band.id].height if band.id in now else end
    tops = [band.y for band in previous.lanes]

    def down(height: float) -> float:
        return height + shifts[max(bisect_right(tops, height) - 1, 0)]

    if not any(shifts):
        return replace(previous, lanes=tuple(bands), height=height)
    gone = [band for band in previous.lanes if band.id not in now]
    return replace(
        previous,
        height=height,
        lanes=tuple(bands),
        boxes=tuple(replace(box, y=down(box.y)) for box in previous.boxes),
        routes=tuple(
            replace(route, points=tuple((x, down(height)) for x, height in route.points))
            for route in previous.routes
            if not any(band.y <= height < band.y + band.height for band in gone for _, height in route.points)
        ),
    )


def _holds(box: NodeBox, before: NodeBox) -> bool:
    """Whether a box stands where it stood, or has grown around that place."""
    return (
        box.x <= before.x
        and box.y <= before.y
        and box.x + box.width >= before.x + before.width
        and box.y + box.height >= before.y + before.height
    )


class _Sheet:
    """The page while things are put on it."""

    def __init__(
        self,
        nodes: Sequence[NodeSpec],
        edges: Sequence[EdgeSpec],
        pins: Sequence[Pin],
        previous: Layout,
        heights: dict[str, float],
        spacing: Spacing,
    ) -> None:
        self._nodes = {node.id: node for node in nodes}
        self._edges = edges
        self._pins = {pin.id: pin for pin in pins}
        self._spacing = spacing
        self._before = {box.id: box for box in previous.boxes}
        known = {edge.id for edge in edges}
        self._routes = {route.id: route for route in previous.routes if route.id in known}
        self._bands = {band.id: band for band in previous.lanes}
        self._changed: list[NodeBox] = []
        self.columns = list(previous.columns)
        self.width = previous.width
        self.height = previous.height
        self.boxes: dict[str, NodeBox] = {}
        self.page = Page((), self.width, self.height, spacing)
        self._heights = heights

    def keep_boxes(self) -> None:
        """Boxes that stood in the same lane and are large enough stay; those that must be larger grow if they can."""
        for node in self._nodes.values():
            box = self._before.get(node.id)
            if box is not None and self._in_lane(box, node) and not self._is_moved(box):
                self.boxes[node.id] = box
        for node in self._nodes.values():
            box = self.boxes.get(node.id)
            if box is None or (box.width >= node.width and box.height >= self._heights[node.id]):
                continue
            width, height = max(box.width, node.width), max(box.height, self._heights[node.id])
            grown = NodeBox(box.id, box.x - (width - box.width) / 2, box.y - (height - box.height) / 2, width, height)
            del self.boxes[node.id]
            if self._in_lane(grown, node) and self._is_free(grown):
                self._put(grown)

    def place_others(self) -> None:
        """A place for every box that has none yet."""
        for node in self._nodes.values():
            if node.id not in self.boxes:
                self._put(self._place(node))

    def lines(self) -> tuple[Route, ...] | None:
        """Every line: as it ran, or anew; ``None`` if one finds no room."""
        self.page = Page(self.boxes.values(), self.width, self.height, self._spacing)
        found: dict[str, Route] = {}
        for edge in self._edges:
            route = self._standing(edge)
            if route is not None:
                self.page.put(edge.origin, edge.target, route.points)
                found[edge.id] = route
        for edge in self._edges:
            if edge.id not in found:
                points = self.page.route(self.boxes[edge.origin], self.boxes[edge.target])
                if points is None:
                    return None
                self.page.put(edge.origin, edge.target, points)
                found[edge.id] = Route(edge.id, points, self._column(edge.origin) >= self._column(edge.target))
        return tuple(found[edge.id] for edge in self._edges)

    def _put(self, box: NodeBox) -> None:
        self.boxes[box.id] = box
        self._changed.append(box)
        self.width = max(self.width, box.x + box.width + self._spacing.margin)

    def _in_lane(self, box: NodeBox, node: NodeSpec) -> bool:
        band = self._bands[node.lane]
        return band.y <= box.y and box.y + box.height <= band.y + band.height

    def _is_moved(self, box: NodeBox) -> bool:
        """Whether the researcher has chosen another place for it."""
        pin = self._pins.get(box.id)
        return pin is not None and (
            (pin.column is not None and pin.column != self._column_at(box))
            or (pin.x is not None and abs(pin.x - box.x) > 0.5)
            or (pin.y is not None and abs(pin.y - box.y) > 0.5)
        )

    def _column_at(self, box: NodeBox) -> int:
        return max(bisect_right([left for left, _ in self.columns], box.x + box.width / 2) - 1, 0)

    def _column(self, node: str) -> int:
        return self._column_at(self.boxes[node])

    def _is_free(self, box: NodeBox) -> bool:
        gap = self._spacing.node_gap - 0.001
        return all(
            box.x >= other.x + other.width + gap
            or other.x >= box.x + box.width + gap
            or box.y >= other.y + other.height + gap
            or other.y >= box.y + box.height + gap
            for other in self.boxes.values()
        )

    def _standing(self, edge: EdgeSpec) -> Route | None:
        """The line as it ran, if it still joins these boxes and no box that has changed is in its way."""
        route = self._routes.get(edge.id)
        if route is None or edge.origin not in self._before or edge.target not in self._before:
            return None
        before, origin = self._before[edge.origin], self.boxes[edge.origin]
        after, target = self._before[edge.target], self.boxes[edge.target]
        (start, leaves), (end, arrives) = route.points[0], route.points[-1]
        joined = abs(start - before.x - before.width) < 0.01 and abs(end - after.x) < 0.01
        if not joined or not before.y <= leaves <= before.y + before.height:
            return None
        if not _holds(origin, before) or not _holds(target, after):
            return None
        points = list(route.points)
        points[0], points[-1] = (origin.x + origin.width, leaves), (target.x, arrives)
        if points[0][0] >= points[1][0] or points[-1][0] <= points[-2][0]:
            return None
        if self.page.hits(points, self._changed):
            return None
        return replace(route, points=tuple(points))

    def _place(self, node: NodeSpec) -> NodeBox:
        """A free place: in a column between what leads to it and what it leads to, at the height of its neighbours."""
        before = [edge.origin for edge in self._edges if edge.target == node.id and edge.origin in self.boxes]
        after = [edge.target for edge in self._edges if edge.origin == node.id and edge.target in self.boxes]
        low = max((self._column(each) + 1 for each in before), default=0)
        high = min((self._column(each) - 1 for each in after), default=len(self.columns) - 1)
        wish = low if before or not after else high
        pin = self._pins.get(node.id)
        if pin is not None:
            wish = self._chosen_column(pin, wish)
        near = sorted(
            range(len(self.columns)),
            key=lambda column: (
                not (pin is not None and column == wish),
                not low <= column <= high,
                column < low,
                abs(column - wish),
            ),
        )
        heights = [self.boxes[each].y + self.boxes[each].height / 2 for each in before + after]
        band = self._bands[node.lane]
        middle = sum(heights) / len(heights) if heights else band.y + band.height / 2
        y = middle - self._heights[node.id] / 2
        if pin is not None and pin.y is not None:
            y = pin.y
        for mind_lines in (True, False):
            for column in near:
                box = self._free_place(node, column, y, pin, mind_lines=mind_lines and pin is None)
                if box is not None:
                    return box
        return self._new_column(node, y)

    def _chosen_column(self, pin: Pin, wish: int) -> int:
        if pin.x is not None:
            return max(bisect_right([left for left, _ in self.columns], pin.x + 0.5) - 1, 0)
        return wish if pin.column is None else min(pin.column, len(self.columns) - 1)

    def _free_place(
        self, node: NodeSpec, column: int, y: float, pin: Pin | None, *, mind_lines: bool
    ) -> NodeBox | None:
        """The place in a column and lane that is free of boxes, and of lines if they matter, nearest to a height."""
        band, pad, height = self._bands[node.lane], self._spacing.lane_pad, self._heights[node.id]
        low, high = band.y + pad, band.y + band.height - pad - height
        if low > high + 0.001:
            return None
        left, width = self.columns[column]
        x = left + (width - node.width) / 2
        if pin is not None and pin.x is not None:
            x = pin.x
            low, high = band.y, band.y + band.height - height
        x = max(x, self._spacing.names_width)
        if self._column_at(NodeBox(node.id, x, y, node.width, height)) != column:
            return None
        y = min(max(y, low), high)
        lines = self._lines_near(x, x + node.width) if mind_lines else []
        steps = int((high - low) / _STEP) + 1
        for offset in sorted((step * _STEP * sign for step in range(steps + 1) for sign in (1, -1)), key=abs):
            if low <= y + offset <= high:
                box = NodeBox(node.id, x, y + offset, node.width, height)
                if self._is_free(box) and not any(self.page.hits(line, [box]) for line in lines):
                    return box
        return None

    def _lines_near(self, left: float, right: float) -> list[tuple[Point, Point]]:
        """The straight pieces of standing lines that reach into a strip of the page."""
        return [
            (one, other)
            for route in self._routes.values()
            for one, other in pairwise(route.points)
            if min(one[0], other[0]) < right + 1 and max(one[0], other[0]) > left - 1
        ]

    def _new_column(self, node: NodeSpec, y: float) -> NodeBox:
        """A place in a column of its own at the right end of the page."""
        band, height = self._bands[node.lane], self._heights[node.id]
        x = self.width + self._spacing.column_gap
        self.columns.append((x, node.width))
        low, high = band.y + self._spacing.lane_pad, band.y + band.height - self._spacing.lane_pad - height
        return NodeBox(node.id, x, max(min(y, high), low), node.width, height)
