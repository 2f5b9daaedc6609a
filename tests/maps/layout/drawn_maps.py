"""Made-up graphs of every shape for the tests of the layout, and what must hold for each."""

from __future__ import annotations

from bisect import bisect_right

from hypothesis import strategies as st

from ieworkbench.maps.layout.lanes import EdgeSpec, LaneSpec, NodeSpec
from ieworkbench.maps.layout.quality import quality

Graph = tuple[list[NodeSpec], list[EdgeSpec], list[LaneSpec]]


@st.composite
def graphs(draw, most_nodes=14, most_edges=24):
    """Any lanes in any bands, boxes of any size, edges of any kind: loops, parallels, cliques, parts apart."""
    lanes = [
        LaneSpec(f"lane {n}", draw(st.sampled_from("AB")), draw(st.sampled_from([0, 0, 40, 150])))
        for n in range(draw(st.integers(1, 5)))
    ]
    sides = st.one_of(st.sampled_from([40.0, 60.0]), st.floats(1, 90), st.just(700.0))
    nodes = [
        NodeSpec(str(n), draw(st.sampled_from(lanes)).id, draw(sides), draw(sides), draw(st.integers(0, 4)))
        for n in range(draw(st.integers(0, most_nodes)))
    ]
    ends = st.tuples(*[st.sampled_from([node.id for node in nodes] or [""])] * 2)
    pairs = draw(st.lists(ends, max_size=most_edges)) if nodes else []
    labels = st.sampled_from([(0, 0), (10, 10), (120, 12)])
    return nodes, [EdgeSpec(f"e{n}", *pair, draw(labels)) for n, pair in enumerate(pairs)], lanes


def graph(lanes: str, edges: str, **earliest: int) -> Graph:
    """A graph from words: `"law:a b home:c"` and `"a>b b>c"`."""
    nodes: list[NodeSpec] = []
    strips: list[LaneSpec] = []
    for word in lanes.split():
        name, _, node = word.rpartition(":")
        if name:
            strips.append(LaneSpec(name))
        if node:
            nodes.append(NodeSpec(node, strips[-1].id, 60, 30, earliest.get(node, 0)))
    return nodes, [EdgeSpec(f"{n} {pair}", *pair.split(">")) for n, pair in enumerate(edges.split())], strips


def column_of(layout, node) -> int:
    box = layout.box(node)
    return bisect_right([left for left, _ in layout.columns], box.x + box.width / 2) - 1


def must_hold(layout, nodes, edges, lanes) -> None:
    """Every demand on a layout, whatever was laid out."""
    assert [box.id for box in layout.boxes] == [node.id for node in nodes]
    assert [route.id for route in layout.routes] == [edge.id for edge in edges]
    found = quality(layout)
    assert (found.edges_through_nodes, found.shared_stretches) == (0, 0)
    _lanes_hold(layout, nodes, lanes)
    _boxes_hold(layout, nodes)
    for edge in edges:
        _line_holds(layout, edge)


def _lanes_hold(layout, nodes, lanes) -> None:
    assert [(band.id, band.band) for band in layout.lanes] == [(lane.id, lane.band) for lane in lanes]
    for upper, lower in zip(layout.lanes, layout.lanes[1:], strict=False):
        assert abs(upper.y + upper.height - lower.y) < 0.001
    bands = {band.id: band for band in layout.lanes}
    for lane in lanes:
        assert bands[lane.id].height >= lane.least_height - 0.001
    for node in nodes:
        box, band = layout.box(node.id), bands[node.lane]
        assert band.y - 0.001 <= box.y
        assert box.y + box.height <= band.y + band.height + 0.001


def _boxes_hold(layout, nodes) -> None:
    for node in nodes:
        box = layout.box(node.id)
        assert box.width >= node.width
        assert box.height >= node.height
        assert box.x >= 0
        assert box.x + box.width <= layout.width + 0.001
    ordered = sorted(layout.boxes, key=lambda box: box.x)
    for at, box in enumerate(ordered):
        for other in ordered[at + 1 :]:
            if other.x >= box.x + box.width:
                break
            assert other.y >= box.y + box.height or box.y >= other.y + other.height


def _line_holds(layout, edge) -> None:
    route, origin, target = layout.route(edge.id), layout.box(edge.origin), layout.box(edge.target)
    first, last = route.points[0], route.points[-1]
    assert abs(first[0] - origin.x - origin.width) < 0.001
    assert origin.y <= first[1] <= origin.y + origin.height
    assert abs(last[0] - target.x) < 0.001
    assert target.y <= last[1] <= target.y + target.height
    for (x, y), (other_x, other_y) in zip(route.points, route.points[1:], strict=False):
        assert x == other_x or y == other_y
        assert -0.001 <= x <= layout.width + 0.001
        assert -0.001 <= y <= layout.height + 0.001
    if not route.feedback:
        assert column_of(layout, edge.origin) < column_of(layout, edge.target)
