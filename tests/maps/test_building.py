"""A map is its records as a graph: what belongs to a case or layer, copies, and which way things go."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from pathlib import Path

import ieworkbench
from ieworkbench.maps.building import map_of
from ieworkbench.maps.map_graph import Step
from ieworkbench.maps.records import ChainRecords
from ieworkbench.model import Layer, LinkKind

from .chain import SEVEN, chain_map, records
from .weight_chain import weight_chain


def everything(m):
    """A map's nodes and edges with all that stands on them, in order."""
    return list(m.graph.nodes(data=True)), list(m.graph.edges(keys=True, data=True))


def test_whole_map_has_every_record_and_link_in_their_order():
    m = chain_map()
    assert repr(m) == "InstitutionalMap(31 nodes, 36 links)"
    assert list(m.graph)[:3] == ["goes", "sends-home", "writes-goal"]
    assert list(m.graph)[-2:] == ["plan-in-file", "allowance"]


def test_nothing_recorded_is_an_empty_map():
    m = map_of(ChainRecords())
    assert (len(m), m.lanes(), m.steps(), m.accounts()) == (0, (), (), ())


def test_map_of_a_case_has_what_is_the_cases_and_what_is_nobodys_but_joined_to_it():
    m = chain_map(case="C2")
    assert list(m.graph) == ["writes-goals-2", "brings-plan", "decides-2", "plan-2", "decision-of-2", "allowance"]


def test_what_is_nobodys_does_not_bring_another_case_along():
    """The allowance belongs to no case and is granted in two; the other's decisions stay out."""
    assert "decision-1" not in chain_map(case="C2").graph
    assert "decision-of-2" not in chain_map(case="C1").graph


def test_copy_belongs_to_the_case_of_its_text():
    assert "plan-in-file" in chain_map(case="C1").graph
    assert "plan-in-file" not in chain_map(case="C2").graph


def test_map_of_a_layer_has_its_acts_and_links_and_the_texts_they_touch():
    m = chain_map(layer=Layer.PRESCRIBED)
    assert list(m.graph) == ["must-call", "must-sign", "must-decide", "must-review", "guideline"]
    assert [step.key for step in m.steps()] == [
        "guideline requires must-call",
        "guideline requires must-sign",
        "guideline requires must-decide",
        "guideline requires must-review",
        "must-sign then must-decide",
    ]


def test_copy_in_a_layer_comes_with_its_text():
    m = chain_map(layer=Layer.PARTICULAR)
    assert m.graph.has_edge("plan-in-file", "plan", key="copy:plan-in-file")
    assert m.link("copy:plan-in-file") is None


def test_copy_has_its_texts_name_in_its_own_lane():
    m = chain_map()
    assert [m.graph.nodes[node]["label"] for node in ("plan", "plan-in-file")] == ["My plan", "My plan"]
    assert [m.graph.nodes[node]["lane"] for node in ("plan", "plan-in-file")] == ["home", "office"]


def test_steps_follow_backward_kinds_from_what_is_read_to_who_reads():
    steps = {step.key: step for step in chain_map().steps()}
    assert steps["reads-plan reads plan-in-file"] == Step("reads-plan reads plan-in-file", "plan-in-file", "reads-plan")
    assert steps["four conditions on plan"] == Step("four conditions on plan", "plan", "four")
    assert steps["goes then sends-home"] == Step("goes then sends-home", "goes", "sends-home")
    assert steps["copy:plan-in-file"] == Step("copy:plan-in-file", "plan", "plan-in-file")


def test_kind_of_the_studys_own_is_followed_like_the_nearest():
    data = chain_map().graph.edges["brings-plan", "plan-2", "brings-plan hands over plan-2"]
    assert (data["kind"], data["standard"]) == ("hands over", LinkKind.SENDS)


def test_texts_nobody_can_tell_apart_say_how_many_of_how_many():
    assert chain_map().graph.nodes["four"]["label"] == "4 of 7 written decisions"


def test_acts_of_the_standpoint_are_marked():
    nodes = chain_map().graph.nodes
    assert [node for node in nodes if nodes[node]["standpoint"]] == [
        "goes",
        "writes-goal",
        "writes-goals-2",
        "brings-plan",
    ]


def test_negative_means_that_every_account_denies_it():
    nodes = chain_map().graph.nodes
    assert [node for node in nodes if nodes[node]["negative"]] == ["signs"]


def test_accounts_are_counted_once_wherever_they_stand():
    m = map_of(replace(records(), links=()))
    assert len(m.accounts()) == sum(len(each.accounts) for each in (*records().acts, *records().copies))


def test_same_records_make_the_same_map():
    assert everything(chain_map()) == everything(chain_map())


def test_graph_is_the_readers_own():
    """A map made anew does not have what somebody did to the graph of another."""
    m = chain_map()
    m.graph.remove_nodes_from(SEVEN)
    assert len(chain_map()) == len(m) + 7


def test_order_of_links_changes_nothing_but_their_order():
    mixed = list(records().links)
    random.Random(1).shuffle(mixed)
    m = map_of(replace(records(), links=tuple(mixed)))
    assert dict(m.graph.nodes(data=True)) == dict(chain_map().graph.nodes(data=True))
    assert {step.key for step in m.steps()} == {step.key for step in chain_map().steps()}


def test_nobody_and_nothing_is_ranked():
    """No measure of networks is sold as power: none is computed, and the graph carries no number but counts."""
    source = Path(ieworkbench.__file__).parent
    measures = re.compile(r"centralit|pagerank|betweenness|eigenvector|closeness|\bscores?\s*[=(\[:]", re.I)
    rooms = (source / room for room in ("maps", "views", "exporters"))
    found = [path.name for room in rooms for path in room.rglob("*.py") if measures.search(path.read_text("utf-8"))]
    assert found == []
    numbers = {
        key
        for _, data in chain_map().graph.nodes(data=True)
        for key, value in data.items()
        if type(value) in (int, float)
    }
    assert numbers == {"orphaned"}


def test_no_text_becomes_a_boss_text_by_itself():
    m = map_of(weight_chain())
    for ask in (m.circuits, m.texts, m.gaps, m.work_text_work, lambda: m.trace("lose weight")):
        ask()
    assert {each.boss for each in m.records.texts} == {""}
