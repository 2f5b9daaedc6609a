"""What is counted as a crossing, a line through a box, and a shared stretch."""

from __future__ import annotations

import pytest

from ieworkbench.maps.layout.quality import Quality, quality
from ieworkbench.model.layout import Layout, NodeBox, Route


def _counts(*lines, boxes=()):
    return quality(Layout(500.0, 500.0, tuple(boxes), tuple(Route(str(n), line) for n, line in enumerate(lines))))


def test_an_empty_layout_counts_nothing():
    assert quality(Layout(0.0, 0.0)) == Quality(0, 0, 0, 0, 0.0)


@pytest.mark.parametrize(
    ("one", "other", "crossings", "shared"),
    [
        (((0, 10), (400, 10)), ((200, 0), (200, 20)), 1, 0),
        (((0, 10), (400, 10)), ((200, 10), (200, 20)), 1, 0),
        (((0, 10), (400, 10)), ((200, 11), (200, 20)), 0, 0),
        (((0, 10), (100, 10)), ((90, 10), (200, 10)), 0, 1),
        (((0, 10), (100, 10)), ((97, 10), (200, 10)), 0, 0),
        (((0, 10), (100, 10)), ((50, 10.5), (200, 10.5)), 0, 1),
        (((0, 10), (100, 10)), ((50, 13), (200, 13)), 0, 0),
        (((9, 0), (9, 50)), ((9, 20), (9, 40)), 0, 1),
    ],
)
def test_two_lines(one, other, crossings, shared):
    found = _counts(one, other)
    assert (found.crossings, found.shared_stretches) == (crossings, shared)


def test_a_line_may_touch_its_boxes_and_run_through_none():
    boxes = [NodeBox("a", 0, 0, 50, 20), NodeBox("b", 100, 0, 50, 20), NodeBox("c", 200, 0, 50, 20)]
    assert _counts(((50, 10), (100, 10)), boxes=boxes).edges_through_nodes == 0
    assert _counts(((50, 10), (200, 10)), boxes=boxes).edges_through_nodes == 1
    assert _counts(((120, -10), (120, 90)), boxes=boxes).edges_through_nodes == 1
    assert _counts(((0, 20), (300, 20)), boxes=boxes).edges_through_nodes == 0


def test_bends_and_length():
    found = _counts(((0, 0), (10, 0), (10, 5), (30, 5)))
    assert (found.bends, found.length) == (2, 35)
