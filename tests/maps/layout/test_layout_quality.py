"""The layout on the graphs on which it was first measured, where they are kept beside the project."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from ieworkbench.maps.layout.lane_order import suggest_lane_order
from ieworkbench.maps.layout.lanes import lay_out
from ieworkbench.maps.layout.quality import quality

from .drawn_maps import must_hold

_BENCHMARK = Path(__file__).parents[3] / "benchmarks" / "layout.py"


@pytest.fixture(scope="module")
def benchmark():
    spec = importlib.util.spec_from_file_location("layout_benchmark", _BENCHMARK)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _sketch(benchmark, count):
    graph = benchmark.sketch(count)
    if graph is None:
        pytest.skip("the graphs of the first measurements are not there")
    return graph


@pytest.mark.needs_shared
def test_a_map_of_20_has_few_crossings_in_the_suggested_order(benchmark):
    nodes, edges, lanes = _sketch(benchmark, 20)
    order = suggest_lane_order(nodes, edges, lanes)
    lanes = sorted(lanes, key=lambda lane: order.index(lane.id))
    layout = lay_out(nodes, edges, lanes)
    must_hold(layout, nodes, edges, lanes)
    assert quality(layout).crossings <= 5


@pytest.mark.needs_shared
def test_a_study_of_300_has_fewer_crossings_than_lines_routed_by_others(benchmark):
    graph = _sketch(benchmark, 300)
    layout = lay_out(*graph)
    must_hold(layout, *graph)
    assert quality(layout).crossings < 815


@pytest.mark.parametrize("count", [20, 300])
def test_every_demand_holds_on_made_up_studies(benchmark, count):
    graph = benchmark.study(count)
    must_hold(lay_out(*graph), *graph)
