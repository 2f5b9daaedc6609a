"""Folding draws several things as one and loses nothing: not an act, not a link, not a word."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ieworkbench.errors import RecordUnknown, RecordWrong
from ieworkbench.maps.building import map_of
from ieworkbench.model import UNKNOWN_DOER, Doer, DoerKind, Layer

from .chain import LINKS, SEVEN, TEXTS, chain_map, records


def stands_for(m):
    """The ids of everything a map shows or has folded."""
    return sorted(each for node, data in m.graph.nodes(data=True) for each in data.get("folded", (node,)))


def links_stood_for(m):
    """The ids of every link a map shows, has made one with another, or has inside a node."""
    shown = [each for _, _, key, data in m.graph.edges(keys=True, data=True) for each in data.get("folded", (key,))]
    return sorted([*shown, *(each for _, data in m.graph.nodes(data=True) for each in data.get("inside", ()))])


def words(m):
    """Every account that a map rests on."""
    return {account.id for account in m.accounts()}


def test_acts_of_a_site_become_one_node_that_lists_them():
    m = chain_map(case="C1").collapse("office")
    node = m.graph.nodes["site:office"]
    assert node["label"] == "office: 6 acts, 1 not done, 1 with a gap, 3 with doer unknown"
    assert node["folded"] == ("files-copy", "reads-plan", "decides", "calls", "finds-course", "signs")
    assert node["listed"][:2] == ("puts a copy of the plan in the file (doer unknown)", "reads the plan (W1)")
    assert node["record"].doer == Doer("W1, others unknown", DoerKind.COLLECTIVE)
    assert (node["kind"], node["lane"], node["negative"], node["gap"]) == ("act", "office", False, False)


def test_texts_and_other_sites_stay():
    m = chain_map(case="C1").collapse("office")
    assert list(m.graph) == [
        "goes", "sends-home", "writes-goal", "site:office", "plan", *SEVEN, "four", "plan-in-file", "allowance",
    ]  # fmt: skip


def test_links_go_along_and_those_among_the_acts_lie_inside():
    m = chain_map(case="C1").collapse("office")
    assert m.graph.nodes["site:office"]["inside"] == ("reads-plan then decides", "decides then calls")
    link = m.graph.edges["site:office", "plan-in-file", "reads-plan reads plan-in-file"]["record"]
    assert (str(link.origin), str(link.target)) == ("act site:office", "copy plan-in-file")


def test_links_alike_become_one_with_the_accounts_of_both():
    both = (
        replace(LINKS[4], id="first"),
        replace(LINKS[4], id="second", origin=replace(LINKS[4].origin, id="decides"), accounts=LINKS[5].accounts),
    )
    m = map_of(replace(records(), links=both)).collapse("office")
    data = m.graph.edges["site:office", "plan-in-file", "first"]
    assert data["folded"] == ("first", "second")
    assert data["accounts"] == data["record"].accounts == (*LINKS[4].accounts, *LINKS[5].accounts)


def test_acts_of_different_layers_are_not_put_together():
    m = chain_map().collapse("office")
    assert [node for node in m.graph if node.startswith("site:")] == ["site:office", "site:office:prescribed"]
    assert m.graph.nodes["decides-usually"]["layer"] is Layer.REGULAR


@pytest.mark.parametrize("sites", ["office", "clinic", "home", ["office", "home", "the pain clinic"]])
def test_collapsing_loses_no_act_no_link_and_no_words(sites):
    m = chain_map()
    folded = m.collapse(sites)
    assert stands_for(folded) == stands_for(m)
    assert links_stood_for(folded) == links_stood_for(m)
    assert words(folded) == words(m)


def test_one_act_is_left_as_it_is():
    m = chain_map(case="C2").collapse("home")
    assert "writes-goals-2" in m.graph
    assert m.graph.nodes["writes-goals-2"] == chain_map(case="C2").graph.nodes["writes-goals-2"]


def test_acts_nobody_is_named_for_are_one_act_nobody_is_named_for():
    nobody = tuple(replace(each, doer=UNKNOWN_DOER) for each in records().acts)
    assert map_of(replace(records(), acts=nobody)).collapse("clinic").record("site:clinic").doer == UNKNOWN_DOER


def test_site_that_is_not_there_is_said():
    with pytest.raises(RecordUnknown):
        chain_map().collapse("the moon")


def test_seven_decisions_are_a_stack_and_four_of_them_another():
    """Seven decisions written by one act, four of which condition on the plan, and nobody says which four."""
    m = chain_map(case="C1").stacked()
    texts = {node: label for node, label in m.graph.nodes(data="label") if m.graph.nodes[node]["kind"] == "text"}
    assert texts == {"plan": "My plan", "stack:decision-1": "7 written decisions", "four": "4 of 7 written decisions"}
    stack = m.graph.nodes["stack:decision-1"]
    assert stack["folded"] == SEVEN
    assert (stack["record"].number, stack["record"].among) == (7, ())
    assert m.graph.edges["decides", "stack:decision-1", "decides writes decision-1"]["folded"] == tuple(
        f"decides writes {name}" for name in SEVEN
    )


def test_stack_nobody_speaks_of_as_several_keeps_the_name_of_one():
    m = map_of(replace(records(), texts=tuple(each for each in TEXTS if each.id != "four"), links=LINKS[:6]))
    assert m.stacked().graph.nodes["stack:decision-1"]["label"] == "7 × written decision"


def test_decision_that_is_joined_otherwise_is_told_apart():
    m = map_of(replace(records(), links=LINKS[:-1], texts=TEXTS), case="C1").stacked()
    assert m.graph.nodes["stack:decision-1"]["folded"] == SEVEN
    fewer = tuple(each for each in LINKS if each.id != "decision-3 grants allowance")
    told_apart = map_of(replace(records(), links=fewer), case="C1").stacked()
    assert told_apart.graph.nodes["stack:decision-1"]["folded"] == tuple(each for each in SEVEN if each != "decision-3")
    assert "decision-3" in told_apart.graph


def test_texts_of_two_cases_are_told_apart():
    m = chain_map().stacked()
    assert {"decision-of-2", "plan", "plan-2"} <= set(m.graph)


def test_stacking_loses_no_text_no_link_and_no_words():
    m = chain_map()
    assert stands_for(m.stacked()) == stands_for(m)
    assert links_stood_for(m.stacked()) == links_stood_for(m)
    assert words(m.stacked()) == words(m)


def test_folding_twice_keeps_what_was_folded_first():
    m = chain_map()
    twice = m.collapse("office").stacked().collapse("home")
    assert stands_for(twice) == stands_for(m)
    assert links_stood_for(twice) == links_stood_for(m)
    assert words(twice) == words(m)
    assert m.collapse("office").collapse("office").graph.nodes["site:office"]["folded"][0] == "files-copy"


FOLDS = {
    "office": lambda m: m.collapse("office"),
    "clinic": lambda m: m.collapse("clinic"),
    "home": lambda m: m.collapse("home"),
    "all": lambda m: m.collapse(["home", "office", "clinic"]),
    "stacked": lambda m: m.stacked(),
}


@given(st.lists(st.sampled_from(sorted(FOLDS)), max_size=5), st.sampled_from([None, "C1", "C2"]), st.randoms())
@settings(max_examples=60)
def test_any_folding_in_any_order_loses_nothing(folds, case, chance):
    mixed = [*LINKS]
    chance.shuffle(mixed)
    m = map_of(replace(records(), links=tuple(mixed)), case=case)
    folded = m
    for each in folds:
        folded = FOLDS[each](folded)
    assert stands_for(folded) == stands_for(m)
    assert links_stood_for(folded) == links_stood_for(m)
    assert words(folded) == words(m)


def test_nothing_to_fold_is_the_same_map():
    m = chain_map(case="C2")
    assert (list(m.stacked().graph), m.stacked().about) == (list(m.graph), "")


@pytest.mark.parametrize("ask", [lambda m: m.overlay(), lambda m: m.by_wave(), lambda m: m.across_cases()])
def test_what_asks_about_each_act_says_that_they_are_folded(ask):
    """Told acts inside a site would be taken for acts that nobody tells of."""
    with pytest.raises(RecordWrong, match="ask first, and fold then"):
        ask(chain_map().collapse("office"))
    assert len(ask(chain_map().stacked()))
    assert len(ask(chain_map()).collapse("office"))


def test_told_and_prescribed_acts_of_an_overlay_stay_apart():
    m = chain_map(case="C1").overlay().collapse("office")
    sites = {node: data["folded"] for node, data in m.graph.nodes(data=True) if node.startswith("site:")}
    assert sites == {
        "site:office:told": ("files-copy", "reads-plan"),
        "site:office:both": ("decides", "must-decide", "calls", "must-call", "signs", "must-sign"),
    }
    assert [m.graph.nodes[node]["seen"] for node in ("finds-course", "must-review")] == ["prescribed", "prescribed"]


def test_folded_acts_are_told_in_the_waves_of_all():
    assert chain_map(case="C1").by_wave().collapse("office").graph.nodes["site:office"]["waves"] == (1, 2)


def test_folding_leaves_the_map_it_began_with_alone():
    m = chain_map()
    m.collapse("office")
    m.stacked()
    assert dict(m.graph.nodes(data=True)) == dict(chain_map().graph.nodes(data=True))
