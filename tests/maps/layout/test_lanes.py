"""The demands on every layout of a map, on graphs of any shape and on small ones written out."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys

import pytest
from hypothesis import given, settings

from ieworkbench.errors import RecordExists, RecordUnknown, RecordWrong
from ieworkbench.maps.layout.lanes import EdgeSpec, LaneSpec, NodeSpec, Spacing, lay_out
from ieworkbench.maps.layout.quality import quality
from ieworkbench.model.layout import Layout, Pin

from .drawn_maps import column_of, graph, graphs, must_hold


@settings(max_examples=80)
@given(graphs())
def test_every_demand_holds_on_any_graph(parts):
    layout = lay_out(*parts)
    must_hold(layout, *parts)
    assert lay_out(*parts) == layout
    assert Layout.from_json(layout.to_json()) == layout


def test_a_map_of_nothing_is_a_page_without_anything():
    layout = lay_out([], [], [])
    assert (layout.boxes, layout.routes, layout.lanes, layout.columns, layout.height) == ((), (), (), (), 0)


def test_lanes_without_anything_in_them_are_kept_in_order():
    layout = lay_out([], [], [LaneSpec("law", "national", 50), LaneSpec("home", "everyday")])
    assert [(lane.id, lane.y, lane.height) for lane in layout.lanes] == [("law", 0, 50), ("home", 50, 18)]


def test_a_single_node_stands_in_its_lane():
    parts = graph("law: home:apply", "")
    layout = lay_out(*parts)
    must_hold(layout, *parts)
    assert (layout.box("apply").width, layout.box("apply").height) == (60, 30)


def test_a_chain_in_one_lane_is_one_straight_line():
    layout = lay_out(*graph("home:a b c d", "a>b b>c c>d"))
    assert len({box.y for box in layout.boxes}) == 1
    assert [len(route.points) for route in layout.routes] == [2, 2, 2]


def test_a_line_that_closes_a_loop_runs_backwards_and_keeps_its_direction():
    parts = graph("home:a b c", "a>b b>c c>a")
    layout = lay_out(*parts)
    must_hold(layout, *parts)
    back = layout.routes[2]
    assert [route.feedback for route in layout.routes] == [False, False, True]
    assert back.points[0][0] > back.points[-1][0]


def test_a_line_back_in_time_is_feedback_even_without_a_loop():
    layout = lay_out(*graph("home:early late", "late>early", early=1, late=2))
    assert layout.routes[0].feedback
    assert layout.box("early").x < layout.box("late").x


def test_an_unknown_step_is_not_back_in_time():
    assert not lay_out(*graph("home:some late", "late>some", late=2)).routes[0].feedback


def test_a_link_of_an_act_to_itself_runs_round_its_own_box():
    parts = graph("home:a", "a>a a>a")
    layout = lay_out(*parts)
    must_hold(layout, *parts)
    assert [len(route.points) for route in layout.routes] == [6, 6]


@pytest.mark.parametrize(
    ("lanes", "edges"),
    [
        ("home:a b", " ".join(["a>b"] * 200)),
        ("home:a office:b", " ".join(["a>b"] * 30 + ["b>a"] * 30)),
        ("home:a b c d office:e f g h", " ".join(f"{a}>{b}" for a, b in itertools.combinations("abcdefgh", 2))),
        ("home:a b office:c d", " ".join(f"{a}>{b}" for a, b in itertools.permutations("abcd", 2))),
        ("home:a b office:c d", "a>b b>a c>d d>c"),
        (" ".join(f"lane{n}:n{n}" for n in range(60)), " ".join(f"n{n}>n{(n * 7 + 3) % 60}" for n in range(60))),
    ],
    ids=["200 parallel", "60 to and fro", "clique", "clique both ways", "only circles, apart", "60 lanes"],
)
def test_every_demand_holds_in_the_extreme(lanes, edges):
    parts = graph(lanes, edges)
    must_hold(lay_out(*parts), *parts)


def test_a_box_larger_than_everything_else_fits_its_lane():
    lanes = [LaneSpec("home"), LaneSpec("office")]
    nodes = [NodeSpec("a", "home", 5000, 3000), NodeSpec("b", "office", 10, 5), NodeSpec("c", "office", 10, 5)]
    edges = [EdgeSpec("1", "a", "b"), EdgeSpec("2", "b", "c"), EdgeSpec("3", "c", "a")]
    must_hold(lay_out(nodes, edges, lanes), nodes, edges, lanes)


def test_a_straight_line_has_room_for_what_stands_on_it():
    nodes, _, lanes = graph("home:a b", "")
    layout = lay_out(nodes, [EdgeSpec("1", "a", "b", (90, 10))], lanes)
    (start, _), (end, _) = layout.route("1").points
    assert end - start >= 90 + Spacing().stub


@settings(max_examples=30)
@given(graphs())
def test_every_label_has_a_piece_of_its_line_that_is_long_enough(parts):
    layout = lay_out(*parts)
    for edge in parts[1]:
        width, height = edge.label
        pieces = list(itertools.pairwise(layout.route(edge.id).points))
        level = max(abs(x - other) for (x, _), (other, _) in pieces)
        upright = max(abs(y - other) for (_, y), (_, other) in pieces)
        assert level >= width or (width <= 2 * height and upright >= height)


def test_acts_without_links_do_not_stand_in_one_tall_stack():
    parts = graph("home:" + " ".join(f"n{n}" for n in range(100)), "n0>n1 n1>n2")
    layout = lay_out(*parts)
    must_hold(layout, *parts)
    assert len(layout.columns) == 10
    assert layout.height < 500


def test_swapped_lines_between_two_columns_do_not_lie_on_each_other():
    parts = graph("up:a c down:b d", "a>d b>c a>c b>d")
    must_hold(lay_out(*parts), *parts)


def test_the_same_map_in_another_process_with_other_hashes():
    code = (
        "from ieworkbench.maps.layout.lanes import *; import hashlib;"
        "n=[NodeSpec(str(i),'AB'[i%2],50,30) for i in range(30)];"
        "e=[EdgeSpec(str(i),str(i*7%30),str(i*11%30)) for i in range(50)];"
        "print(hashlib.sha256(lay_out(n,e,[LaneSpec('A'),LaneSpec('B')]).to_json().encode()).hexdigest())"
    )
    prints = {
        subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(prints) == 1


def test_a_chosen_column_is_kept_and_what_leads_there_from_the_right_runs_backwards():
    layout = lay_out(*graph("home:a b c", "a>b b>c"), pins=[Pin("c", 0)])
    assert [column_of(layout, node) for node in "abc"] == [0, 1, 0]
    assert [route.feedback for route in layout.routes] == [False, True]


@pytest.mark.parametrize(
    ("nodes", "edges", "lanes", "error"),
    [
        ([NodeSpec("a", "home", 1, 1)] * 2, [], [LaneSpec("home")], RecordExists),
        ([], [], [LaneSpec("home")] * 2, RecordExists),
        ([NodeSpec("a", "away", 1, 1)], [], [LaneSpec("home")], RecordUnknown),
        ([], [EdgeSpec("1", "a", "b")], [], RecordUnknown),
        ([NodeSpec("a", "home", 0, 1)], [], [LaneSpec("home")], RecordWrong),
        ([NodeSpec("a", "home", 1, float("nan"))], [], [LaneSpec("home")], RecordWrong),
    ],
)
def test_what_does_not_fit_together_is_refused(nodes, edges, lanes, error):
    with pytest.raises(error):
        lay_out(nodes, edges, lanes)


def test_few_crossings_where_none_are_needed():
    parts = graph("law:a home:b c d office:e f", "a>c b>c c>d c>f e>f")
    layout = lay_out(*parts)
    must_hold(layout, *parts)
    assert quality(layout).crossings == 0
