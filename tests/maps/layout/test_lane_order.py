"""The suggested order of lanes: short lines, and bands left as they are."""

from __future__ import annotations

from itertools import groupby, permutations

from hypothesis import given, settings

from ieworkbench.maps.layout.lane_order import suggest_lane_order
from ieworkbench.maps.layout.lanes import EdgeSpec, LaneSpec, NodeSpec

from .drawn_maps import graphs


def _cost(order, nodes, edges) -> int:
    lane = {node.id: order.index(node.lane) for node in nodes}
    return sum(abs(lane[edge.origin] - lane[edge.target]) for edge in edges)


@settings(max_examples=30)
@given(graphs(most_nodes=8, most_edges=12))
def test_no_order_within_the_bands_is_shorter(parts):
    nodes, edges, lanes = parts
    order = suggest_lane_order(*parts)
    assert sorted(order) == sorted(lane.id for lane in lanes)
    bands = {lane.id: lane.band for lane in lanes}
    assert [bands[each] for each in order] == [lane.band for lane in lanes]
    orders = [()]
    for _, group in groupby(lanes, key=lambda lane: lane.band):
        members = [lane.id for lane in group]
        orders = [start + end for start in orders for end in permutations(members)]
    assert _cost(order, nodes, edges) == min(_cost(each, nodes, edges) for each in orders)


def test_many_lanes_of_one_band_get_shorter_lines_in_no_time():
    lanes = [LaneSpec(f"{n}") for n in range(60)]
    nodes = [NodeSpec(f"{n}", f"{n}", 40, 20) for n in range(60)]
    edges = [EdgeSpec(f"{n}", f"{n}", f"{(n + 30) % 60}") for n in range(60)]
    order = suggest_lane_order(nodes, edges, lanes)
    assert _cost(order, nodes, edges) < _cost(tuple(lane.id for lane in lanes), nodes, edges) / 2


def test_without_edges_the_order_given_is_among_the_shortest():
    assert len(suggest_lane_order([], [], [LaneSpec("a"), LaneSpec("b", "other")])) == 2
    assert suggest_lane_order([], [], []) == ()
