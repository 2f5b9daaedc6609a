"""A map that was laid out does not move when something is added to it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ieworkbench.maps.layout.lanes import EdgeSpec, LaneSpec, NodeSpec, lay_out
from ieworkbench.model.layout import Pin

from .drawn_maps import column_of, graph, graphs, must_hold


@settings(max_examples=40)
@given(graphs(), st.data())
def test_every_demand_holds_when_anything_is_added_or_taken_away(parts, data):
    nodes, edges, lanes = parts
    keep = st.sampled_from([True, True, False])
    old_nodes = [node for node in nodes if data.draw(keep)]
    known = {node.id for node in old_nodes}
    old_edges = [edge for edge in edges if {edge.origin, edge.target} <= known and data.draw(keep)]
    small, large = (old_nodes, old_edges, lanes), parts
    if data.draw(st.booleans()):
        small, large = large, small
    before = lay_out(*small)
    after = lay_out(*large, previous=before)
    must_hold(after, *large)
    assert lay_out(*large, previous=before) == after


@settings(max_examples=40)
@given(graphs(most_nodes=6, most_edges=8), st.data())
def test_every_demand_holds_with_chosen_places_anywhere(parts, data):
    chosen = st.none() | st.floats(0, 600)
    pins = [
        Pin(node.id, data.draw(st.none() | st.integers(0, 5)), data.draw(chosen), data.draw(chosen))
        for node in parts[0]
        if data.draw(st.booleans())
    ]
    must_hold(lay_out(*parts, pins=pins), *parts)
    must_hold(lay_out(*parts, pins=pins, previous=lay_out(*parts)), *parts)


@settings(max_examples=30)
@given(graphs())
def test_nothing_new_is_the_same_layout(parts):
    layout = lay_out(*parts)
    assert lay_out(*parts, previous=layout) == layout


def test_an_act_more_moves_no_box_and_no_line():
    nodes, edges, lanes = graph("law:a home:b c office:d e", "a>b b>c d>e c>e")
    before = lay_out(nodes, edges, lanes)
    nodes, edges = [*nodes, NodeSpec("new", "home", 60, 30)], [*edges, EdgeSpec("new", "new", "e")]
    after = lay_out(nodes, edges, lanes, previous=before)
    must_hold(after, nodes, edges, lanes)
    assert [after.box(box.id) for box in before.boxes] == list(before.boxes)
    assert [after.route(route.id) for route in before.routes] == list(before.routes)
    assert column_of(after, "new") < column_of(after, "e")


def test_an_act_taken_away_leaves_the_rest_where_it_was():
    nodes, edges, lanes = graph("law:a home:b c office:d e", "a>b b>c d>e c>e")
    before = lay_out(nodes, edges, lanes)
    after = lay_out(nodes[1:], edges[1:], lanes, previous=before)
    assert list(after.boxes) == list(before.boxes[1:])
    assert list(after.routes) == list(before.routes[1:])


def test_a_new_lane_moves_what_lies_below_it_by_its_height_alone():
    nodes, edges, lanes = graph("law:a home:b c", "a>b b>c")
    before = lay_out(nodes, edges, lanes)
    lanes = [lanes[0], LaneSpec("office", "", 70), lanes[1]]
    after = lay_out(nodes, edges, lanes, previous=before)
    must_hold(after, nodes, edges, lanes)
    assert after.box("a") == before.box("a")
    assert after.box("b") == replace(before.box("b"), y=before.box("b").y + 70)
    assert after.height == before.height + 70


def test_lanes_in_another_order_are_laid_out_anew():
    nodes, edges, lanes = graph("law:a home:b c", "a>b b>c")
    before = lay_out(nodes, edges, lanes)
    assert lay_out(nodes, edges, lanes[::-1], previous=before) == lay_out(nodes, edges, lanes[::-1])


def test_a_full_lane_gives_a_new_act_a_column_of_its_own():
    nodes, edges, lanes = graph("home:a b", "a>b")
    before = lay_out(nodes, edges, lanes)
    nodes, edges = [*nodes, NodeSpec("c", "home", 60, 30)], [*edges, EdgeSpec("2", "b", "c")]
    after = lay_out(nodes, edges, lanes, previous=before)
    must_hold(after, nodes, edges, lanes)
    assert [after.box(box.id) for box in before.boxes] == list(before.boxes)
    assert column_of(after, "c") == 2


@pytest.mark.parametrize("pin", [Pin("b", None, 130, None), Pin("b", None, None, 60), Pin("b", None, 130, 60)])
def test_a_chosen_place_is_kept_exactly_in_a_layout_that_stands(pin):
    nodes, edges, lanes = graph("law:a home:b c office:d e", "a>b b>c d>e c>e")
    lanes = [replace(lane, least_height=100) for lane in lanes]
    before = lay_out(nodes, edges, lanes)
    pin = replace(pin, y=None if pin.y is None else before.lanes[1].y + pin.y)
    after = lay_out(nodes, edges, lanes, pins=[pin], previous=before)
    box = after.box("b")
    assert (pin.x in (None, box.x), pin.y in (None, box.y)) == (True, True)
    assert [after.box(each) for each in "acde"] == [before.box(each) for each in "acde"]


def test_chosen_places_are_kept_when_everything_is_laid_out_anew():
    nodes, edges, lanes = graph("law:a home:b c office:d e", "a>b b>c d>e c>e")
    lanes = [replace(lane, least_height=100) for lane in lanes]
    before = lay_out(nodes, edges, lanes)
    top = before.lanes[1].y + 65
    after = lay_out(nodes, edges, lanes, pins=[Pin("b", None, before.box("c").x, top)])
    must_hold(after, nodes, edges, lanes)
    assert column_of(after, "b") == 2
    assert abs(after.box("b").y - top) < 7
