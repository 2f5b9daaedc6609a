"""Where things lie on a map: bands from the law down to everyday life, lanes inside them, and their order."""

from __future__ import annotations

import pytest

from ieworkbench.errors import RecordUnknown
from ieworkbench.maps.building import map_of
from ieworkbench.maps.lanes import Lane
from ieworkbench.model import SiteLevel

from .chain import chain_map
from .weight_chain import weight_chain


def test_lanes_lie_in_bands_with_everyday_life_at_the_bottom():
    assert list(chain_map().lanes()) == [
        Lane("(national)", SiteLevel.NATIONAL),
        Lane("clinic", SiteLevel.FRONT_LINE),
        Lane("office", SiteLevel.FRONT_LINE),
        Lane("home", SiteLevel.EVERYDAY),
    ]


def test_lanes_keep_the_researchers_order_inside_their_bands():
    m = chain_map(case="C1").with_lane_order(["home", "office", "clinic"])
    assert [lane.id for lane in m.lanes() if lane.site] == ["office", "clinic", "home"]


def test_a_site_of_the_order_that_is_nowhere_is_said_and_one_without_a_lane_changes_nothing():
    with pytest.raises(RecordUnknown, match="hom"):
        chain_map(case="C1").with_lane_order(["hom"])
    m = chain_map(case="C1")
    lanes = [lane.id for lane in m.lanes()]
    assert [lane.id for lane in m.only(["goes"], "").with_lane_order(lanes).lanes()] == ["clinic"]


def test_an_order_of_lanes_is_suggested_within_the_bands_and_never_applied_unasked():
    m = chain_map(case="C1")
    before = m.lanes()
    order = m.suggest_lane_order()
    assert sorted(order) == sorted(lane.id for lane in before)
    assert [lane.band for lane in m.with_lane_order(order).lanes()] == [lane.band for lane in before]
    assert m.lanes() == before


def test_texts_that_nobody_tells_apart_lie_where_those_lie_among_which_they_are():
    graph = map_of(weight_chain(), case="C1").graph
    assert (graph.nodes["D1"]["lane"], graph.nodes["T2"]["lane"], graph.nodes["R1"]["lane"]) == ("office",) * 3
