"""GraphML: networkx reads it back, and yEd finds shapes, labels and places."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest
from lxml import etree

from exporters.awkward_maps import SECRET, awkward, told_in_confidence
from ieworkbench.exporters import write_map
from ieworkbench.maps.drawing.scene import build_scene
from ieworkbench.model import Audience
from maps.drawn_chains import many, twenty

_Y = "{http://www.yworks.com/xml/graphml}"


def _written(m, path: Path, **how) -> Path:
    write_map(m, path / "map.graphml", **how)
    return path / "map.graphml"


@pytest.mark.parametrize("make", [twenty, lambda: many(60), awkward])
def test_networkx_reads_as_many_things_and_links(make, tmp_path: Path):
    m = make()
    graph = nx.read_graphml(_written(m, tmp_path), force_multigraph=True)
    assert (len(graph), graph.number_of_edges()) == (len(m), m.graph.number_of_edges())


def test_nodes_and_links_keep_their_ids_and_attributes(tmp_path: Path):
    graph = nx.read_graphml(_written(twenty(), tmp_path), force_multigraph=True)
    assert graph.nodes["asks"]["doer"] == "U1"
    assert graph.nodes["asks"]["standpoint"] is True
    assert graph.nodes["plan"]["accounts"] == 12
    data = graph.edges["assesses", "plan", "assesses reads plan"]
    assert (data["kind"], data["family"], data["backward"]) == ("reads", "uses", True)


def test_yed_finds_shapes_where_they_stand(tmp_path: Path):
    root = etree.parse(_written(twenty(), tmp_path))
    boxes = {each.label: each.box for each in build_scene(twenty(), title=False, with_legend=False).nodes}
    drawn = (
        root.findall(f".//{_Y}ShapeNode") + root.findall(f".//{_Y}GenericNode") + root.findall(f".//{_Y}UMLNoteNode")
    )
    assert len(drawn) == 23
    for each in drawn:
        box = boxes[each.find(f"{_Y}NodeLabel").text]
        assert each.find(f"{_Y}Geometry").get("width") == f"{box.width:.2f}"
    assert len(root.findall(f".//{_Y}UMLNoteNode")) == 10
    assert {each.get("target") for each in root.iter(f"{_Y}Arrows")} >= {"delta", "white_delta", "diamond", "circle"}


def test_yed_takes_no_label_for_a_page(tmp_path: Path):
    m = twenty()
    m.graph.nodes["asks"]["label"] = "<html><img src=x>"
    labels = [each.text for each in etree.parse(_written(m, tmp_path)).iter(f"{_Y}NodeLabel")]
    assert any("<html>" in each for each in labels)
    assert not any(each.lstrip().startswith("<html") for each in labels)


def test_words_go_along_as_far_as_they_may(tmp_path: Path):
    words = nx.read_graphml(_written(twenty(), tmp_path)).nodes["asks"]["words"]
    assert words == "made up w\nmade up w"
    graph = nx.read_graphml(_written(told_in_confidence(), tmp_path))
    assert set(graph.nodes["asks"]["words"].split("\n")) == {"[words withheld]"}
    hushed = _written(told_in_confidence(Audience.RESEARCHER), tmp_path, quotes=False)
    assert SECRET not in hushed.read_text(encoding="utf-8")


def test_what_was_put_together_says_what_it_stands_for(tmp_path: Path):
    graph = nx.read_graphml(_written(twenty().collapse("benefits office"), tmp_path))
    assert graph.nodes["site:benefits office"]["folded"] == "assesses; checks; calls"
    seen = nx.read_graphml(_written(twenty().overlay(), tmp_path)).nodes["paper"]["seen"]
    assert seen in {"told", "prescribed", "both"}
