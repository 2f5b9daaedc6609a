"""The map as JSON: everything goes out and comes back, and nothing that is not meant for its audience."""

from __future__ import annotations

import json
from pathlib import Path

import networkx as nx
import pytest

from exporters.awkward_maps import SECRET, awkward, dated, nothing, told_in_confidence
from ieworkbench.errors import FileDamaged, FileMissing
from ieworkbench.exporters import read_map_json, write_map
from ieworkbench.model import Audience
from maps.drawn_chains import many, twenty

MAPS = {
    "of one case": twenty,
    "with a site as one": lambda: twenty().collapse("home"),
    "with stacks": lambda: twenty().stacked(),
    "as one informant tells it": lambda: many(40).select(status="told done"),
    "told and prescribed": lambda: twenty().overlay(),
    "with dates": dated,
    "with awkward words": awkward,
    "with nothing on it": nothing,
}


@pytest.mark.parametrize("name", MAPS)
def test_a_map_comes_back_equal(name: str, tmp_path: Path):
    m = MAPS[name]()
    write_map(m, tmp_path / "map.json")
    back = read_map_json(tmp_path / "map.json")
    assert back.records == m.records
    assert list(back.graph.nodes(data=True)) == list(m.graph.nodes(data=True))
    assert list(back.graph.edges(keys=True, data=True)) == list(m.graph.edges(keys=True, data=True))
    assert (back.case, back.layer, back.audience) == (m.case, m.layer, m.audience)
    assert (back.lane_order, back.about) == (m.lane_order, m.about)


def test_a_map_that_came_back_is_written_alike(tmp_path: Path):
    write_map(twenty(), tmp_path / "one.json")
    write_map(read_map_json(tmp_path / "one.json"), tmp_path / "other.json")
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "other.json").read_bytes()


def test_networkx_reads_the_graph(tmp_path: Path):
    m = twenty()
    write_map(m, tmp_path / "map.json")
    graph = nx.node_link_graph(json.loads((tmp_path / "map.json").read_text(encoding="utf-8")), edges="edges")
    assert list(graph) == list(m.graph)
    assert sorted(graph.edges(keys=True)) == sorted(m.graph.edges(keys=True))


def test_each_account_stands_in_the_file_once(tmp_path: Path):
    m = twenty()
    write_map(m, tmp_path / "map.json")
    told = json.loads((tmp_path / "map.json").read_text(encoding="utf-8"))["accounts"]
    assert len(told) == len(m.accounts())


def test_for_the_public_words_notes_and_other_cases_stay_behind(tmp_path: Path):
    report = write_map(told_in_confidence().only(["asks", "referral"], "part"), tmp_path / "map.json")
    back = read_map_json(tmp_path / "map.json")
    assert [each.id for each in back.records.acts] == ["asks"]
    assert [each.id for each in back.records.links] == ["asks sends referral"]
    assert {each.passage.quote for each in back.accounts()} == {"[words withheld]"}
    assert all(each.file_name == "" for each in back.records.sources)
    assert any("the words of 6 accounts" in each for each in report.dropped)
    assert SECRET not in (tmp_path / "map.json").read_text(encoding="utf-8")


def test_without_quotes_accounts_keep_where_they_stand(tmp_path: Path):
    m = told_in_confidence(Audience.RESEARCHER)
    write_map(m, tmp_path / "map.json", quotes=False)
    back = read_map_json(tmp_path / "map.json")
    assert [each.passage.start for each in back.accounts()] == [each.passage.start for each in m.accounts()]
    assert {each.passage.quote for each in back.accounts()} == {""}


@pytest.mark.parametrize(
    "text",
    [
        "no JSON",
        "[]",
        "{}",
        '{"ieworkbench map": 99}',
        '{"ieworkbench map": 1}',
        '{"ieworkbench map": 1, "accounts": [], "records": {"acts": 3}, "nodes": [], "edges": []}',
        '{"ieworkbench map": 1, "accounts": [], "records": {}, "nodes": [{"id": "a", "accounts": []}], "edges": []}',
        '{"ieworkbench map": 1, "accounts": [], "records": {}, "nodes": [], "edges": []}',
    ],
)
def test_a_file_that_is_no_map_is_one_sentence(text: str, tmp_path: Path):
    (tmp_path / "map.json").write_text(text, encoding="utf-8")
    with pytest.raises(FileDamaged, match=r"map\.json"):
        read_map_json(tmp_path / "map.json")


def test_a_file_that_is_not_there_is_said(tmp_path: Path):
    with pytest.raises(FileMissing):
        read_map_json(tmp_path / "none.json")
