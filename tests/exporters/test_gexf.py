"""GEXF: networkx reads it back with places."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest

from exporters.awkward_maps import awkward
from ieworkbench.exporters import write_map
from maps.drawn_chains import many, twenty


@pytest.mark.parametrize("make", [twenty, lambda: many(60), awkward])
def test_networkx_reads_as_many_things_and_links(make, tmp_path: Path):
    m = make()
    write_map(m, tmp_path / "map.gexf")
    graph = nx.read_gexf(tmp_path / "map.gexf")
    assert (len(graph), graph.number_of_edges()) == (len(m), m.graph.number_of_edges())


def test_nodes_stand_where_they_stand_on_the_map(tmp_path: Path):
    report = write_map(twenty(), tmp_path / "map.gexf")
    graph = nx.read_gexf(tmp_path / "map.gexf")
    places = {name: data["viz"]["position"] for name, data in graph.nodes(data=True)}
    assert places["convenes"]["x"] < places["plan"]["x"]  # what comes later lies to the right
    assert places["rule"]["y"] > places["asks"]["y"]  # and everyday life is below
    assert any("power" in each for each in report.cannot)
