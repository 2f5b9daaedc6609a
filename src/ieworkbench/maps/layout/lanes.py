"""Laying out a map: lanes in the order given, columns for what comes before what, lines that never run through a box.

The steps, each in a file of its own: columns, heights in the lanes, ports, ways, and then gutters and
gaps as wide as their lines need. Nothing is drawn by chance: the same lists give the same layout.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from ieworkbench.errors import RecordExists, RecordUnknown, RecordWrong
from ieworkbench.maps.layout.across import place_across
from ieworkbench.maps.layout.channels import open_gaps, open_gutters
from ieworkbench.maps.layout.columns import find_columns, share_out
from ieworkbench.maps.layout.ordering import place_in_lanes
from ieworkbench.maps.layout.ports import least_height, place_ports
from ieworkbench.maps.layout.routing import plan_ways
from ieworkbench.maps.layout.sketch import Sketch
from ieworkbench.maps.layout.specs import EdgeSpec, LaneSpec, NodeSpec, Spacing
from ieworkbench.maps.layout.standing import lay_out_standing
from ieworkbench.model.layout import LaneBand, Layout, NodeBox, Pin, Route

__all__ = ["ENGINE", "ENGINE_VERSION", "EdgeSpec", "LaneSpec", "NodeSpec", "Spacing", "lay_out"]

ENGINE = "ieworkbench lanes"
ENGINE_VERSION = 1

_LARGEST = 1e6  # points, for the side of one box


def lay_out(
    nodes: Sequence[NodeSpec],
    edges: Sequence[EdgeSpec],
    lanes: Sequence[LaneSpec],
    *,
    pins: Sequence[Pin] = (),
    previous: Layout | None = None,
    spacing: Spacing | None = None,
) -> Layout:
    """Where every box and line stands.

    Parameters
    ----------
    nodes, edges
        What is to be placed, and linked. Of two equal choices the one that is first in the list wins.
    lanes
        The lanes from the top; their order is kept.
    pins
        Places that the researcher has chosen. Without a previous layout, an x means the column that lies
        there, and a height is kept inside the lane.
    previous
        A layout whose boxes keep their places, and whose lines keep theirs unless a box now stands there.
        Where the order of the lanes has changed, or a new line finds no room, everything is laid out anew.
    spacing
        The spaces to keep.

    Raises
    ------
    RecordExists
        If two nodes, two edges or two lanes have one id.
    RecordUnknown
        If a node lies in a lane, or an edge or a pin points to a node, that is not there.
    RecordWrong
        If a node has no size.

    Examples
    --------
    >>> lanes = [LaneSpec("law"), LaneSpec("home")]
    >>> nodes = [NodeSpec("act", "law", 60, 30), NodeSpec("apply", "home", 60, 30)]
    >>> layout = lay_out(nodes, [EdgeSpec("1", "act", "apply")], lanes)
    >>> layout.box("act").x < layout.box("apply").x, layout.box("act").y < layout.box("apply").y
    (True, True)
    """
    spacing = spacing or Spacing()
    _check(nodes, edges, lanes, pins)
    if previous is not None:
        standing = lay_out_standing(nodes, edges, lanes, pins, previous, spacing)
        if standing is not None:
            return standing
    sketch = _sketch(nodes, edges, lanes, pins, spacing)
    if any(pin.x is not None or pin.y is not None for pin in pins):
        layout = _compose(sketch, nodes, edges, lanes, pins)
        offsets = _wished(pins, nodes, sketch)
        sketch = _sketch(nodes, edges, lanes, _in_columns(pins, layout), spacing)
        sketch.offsets = offsets
    return _compose(sketch, nodes, edges, lanes, pins)


def _compose(
    sketch: Sketch,
    nodes: Sequence[NodeSpec],
    edges: Sequence[EdgeSpec],
    lanes: Sequence[LaneSpec],
    pins: Sequence[Pin],
) -> Layout:
    """All steps from columns to geometry."""
    place_in_lanes(sketch)
    place_ports(sketch)
    place_ports(sketch, plan_ways(sketch))  # the ports in the order in which the lines came to run
    ways = plan_ways(sketch)
    gutters = open_gutters(sketch, ways)
    across = place_across(sketch, [edge.label for edge in edges], ways, open_gaps(sketch, ways))
    bands, height = _bands(sketch, lanes, gutters)
    boxes = tuple(
        NodeBox(node.id, left, middle - tall / 2, node.width, tall)
        for node, left, middle, tall in zip(nodes, across.lefts, sketch.middle, sketch.height, strict=True)
    )
    routes = tuple(
        Route(edge.id, line, feedback)
        for edge, line, feedback in zip(edges, across.lines, sketch.feedback, strict=True)
    )
    return Layout(across.width, height, boxes, routes, bands, across.columns, tuple(pins), ENGINE, ENGINE_VERSION)


def _in_columns(pins: Sequence[Pin], layout: Layout) -> list[Pin]:
    """The pins with a column for every x, as the columns lie in a first layout without them."""
    lefts = [left for left, _ in layout.columns]
    return [
        pin if pin.column is not None or pin.x is None else replace(pin, column=max(bisect_right(lefts, pin.x) - 1, 0))
        for pin in pins
    ]


def _wished(pins: Sequence[Pin], nodes: Sequence[NodeSpec], sketch: Sketch) -> dict[int, float]:
    """How far below the top of its lane each pinned box lies, as far as the lane reaches."""
    at = {node.id: place for place, node in enumerate(nodes)}
    wished = {}
    for pin in pins:
        if pin.y is not None:
            node = at[pin.id]
            top, bottom = sketch.tops[sketch.lane[node]], sketch.bottoms[sketch.lane[node]]
            wished[node] = max(min(pin.y, bottom - sketch.height[node]) - top, 0.0)
    return wished


def _check(
    nodes: Sequence[NodeSpec], edges: Sequence[EdgeSpec], lanes: Sequence[LaneSpec], pins: Sequence[Pin]
) -> None:
    for kind, specs in (("node", nodes), ("edge", edges), ("lane", lanes)):
        seen: set[str] = set()
        for spec in specs:
            if spec.id in seen:
                raise RecordExists(f"{kind} of a map", spec.id)
            seen.add(spec.id)
    known, strips = {node.id for node in nodes}, {lane.id for lane in lanes}
    for node in nodes:
        if node.lane not in strips:
            raise RecordUnknown("lane of a map", node.lane)
        if not (0 < node.width < _LARGEST and 0 < node.height < _LARGEST):
            raise RecordWrong("node of a map", node.id, "its width and height are lengths in points, more than 0")
    for end in [end for edge in edges for end in (edge.origin, edge.target)] + [pin.id for pin in pins]:
        if end not in known:
            raise RecordUnknown("node of a map", end)


def _sketch(
    nodes: Sequence[NodeSpec],
    edges: Sequence[EdgeSpec],
    lanes: Sequence[LaneSpec],
    pins: Sequence[Pin],
    spacing: Spacing,
) -> Sketch:
    at = {node.id: place for place, node in enumerate(nodes)}
    strip = {lane.id: place for place, lane in enumerate(lanes)}
    ends = [(at[edge.origin], at[edge.target]) for edge in edges]
    pinned = {at[pin.id]: pin.column for pin in pins if pin.column is not None}
    column, feedback = find_columns(ends, [node.earliest for node in nodes], pinned)
    linked = {node for pair in ends for node in pair}
    free = [node for node, spec in enumerate(nodes) if node not in linked and node not in pinned and not spec.earliest]
    share_out(column, [strip[node.lane] for node in nodes], free)
    leaving, arriving = [0] * len(nodes), [0] * len(nodes)
    for origin, target in ends:
        leaving[origin] += 1
        arriving[target] += 1
    heights = [
        max(node.height, least_height(max(out, into), spacing))
        for node, out, into in zip(nodes, leaving, arriving, strict=True)
    ]
    return Sketch(
        spacing,
        ends,
        feedback,
        [strip[node.lane] for node in nodes],
        column,
        [node.width for node in nodes],
        heights,
        [lane.least_height for lane in lanes],
        lefts={at[pin.id]: pin.x for pin in pins if pin.x is not None},
    )


def _bands(sketch: Sketch, lanes: Sequence[LaneSpec], gutters: list[float]) -> tuple[tuple[LaneBand, ...], float]:
    """The strips of the lanes, each with half of the gutters beside it; and the height of all."""
    edges = [top - gutter / 2 for top, gutter in zip(sketch.tops, gutters, strict=False)]
    height = (sketch.bottoms[-1] if lanes else 0.0) + gutters[-1]
    edges = [0.0, *edges[1:], height] if lanes else [0.0]
    bands = tuple(
        LaneBand(lane.id, lane.band, top, bottom - top)
        for lane, top, bottom in zip(lanes, edges, edges[1:], strict=False)
    )
    return bands, height
