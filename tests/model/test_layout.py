"""A layout travels as JSON and comes back equal, or is refused."""

from __future__ import annotations

import json

import pytest

from ieworkbench.errors import RecordExists, RecordUnknown, RecordWrong
from ieworkbench.model.layout import LaneBand, Layout, NodeBox, Pin, Route

LAYOUT = Layout(
    200.5,
    100.0,
    (NodeBox("a", 0.1, 0.2, 60.0, 30.0), NodeBox("søknad", 100.0, 1 / 3, 60.0, 30.0)),
    (Route("1", ((60.1, 15.0), (100.0, 15.0))), Route("2", ((160.0, 9.0), (0.1, 9.0)), feedback=True)),
    (LaneBand("home", "everyday", 0.0, 100.0),),
    ((0.1, 60.0), (100.0, 60.0)),
    (Pin("a", 0), Pin("søknad", None, 100.0, 0.25)),
    "an engine",
    3,
)


def test_json_both_ways_is_exact():
    assert Layout.from_json(LAYOUT.to_json()) == LAYOUT


def test_lookups():
    assert LAYOUT.box("søknad").y == 1 / 3
    assert LAYOUT.route("2").feedback
    with pytest.raises(RecordUnknown):
        LAYOUT.box("b")
    with pytest.raises(RecordUnknown):
        LAYOUT.route("3")


def test_two_boxes_of_one_name_are_refused():
    with pytest.raises(RecordExists):
        Layout(1.0, 1.0, (NodeBox("a", 0, 0, 1, 1),) * 2)


def _changed(**parts) -> str:
    return json.dumps({**json.loads(LAYOUT.to_json()), **parts})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "{",
        "[" * 100_000,
        "{}",
        LAYOUT.to_json()[:-1],
        _changed(layout=2),
        _changed(size=[1]),
        _changed(size=[1, "2"]),
        _changed(size=[1, True]),
        _changed(size=[1, float("nan")]),
        _changed(size=[1, 10**400]),
        _changed(boxes=None),
        _changed(boxes=[["a", 0, 0, 1]]),
        _changed(boxes=[["a", 0, 0, 1, 1]] * 2),
        _changed(boxes=[[1, 0, 0, 1, 1]]),
        _changed(routes=[["1", 0, []]]),
        _changed(routes=[["1", False, [[0]]]]),
        _changed(lanes=[["home", "everyday", 0]]),
        _changed(pins=[["a", 0.5, None, None]]),
        _changed(version="1"),
        json.dumps({each: value for each, value in json.loads(LAYOUT.to_json()).items() if each != "engine"}),
    ],
)
def test_what_is_broken_is_refused_in_one_sentence(text):
    with pytest.raises(RecordWrong, match="kept layout"):
        Layout.from_json(text)


def test_a_place_is_chosen_for_a_box_that_is_there_and_let_go_again():
    layout = Layout(100.0, 50.0, (NodeBox("A1", 0, 0, 20, 10), NodeBox("A2", 40, 0, 20, 10)))
    pinned = layout.pinned("A1", column=1).pinned("A2", x=5, y=7).pinned("A1", column=2)
    assert pinned.pins == (Pin("A2", None, 5.0, 7.0), Pin("A1", 2, None, None))
    assert pinned.unpinned("A2").pins == (Pin("A1", 2, None, None),)
    assert layout.pins == ()


@pytest.mark.parametrize(
    "place", [{}, {"column": -1}, {"column": True}, {"x": "left"}, {"column": 1.5}, {"y": float("nan")}]
)
def test_a_place_that_is_none_is_said(place):
    with pytest.raises(RecordWrong, match="place"):
        Layout(100.0, 50.0, (NodeBox("A1", 0, 0, 20, 10),)).pinned("A1", **place)


def test_a_place_for_what_has_no_box_is_said():
    layout = Layout(100.0, 50.0, (NodeBox("A1", 0, 0, 20, 10),))
    with pytest.raises(RecordUnknown, match="A9"):
        layout.pinned("A9", column=1)
    with pytest.raises(RecordUnknown, match="A1"):
        layout.unpinned("A1")
