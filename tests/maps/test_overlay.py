"""As told beside as prescribed: what is one, what is not, and a list of where they part."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ieworkbench.errors import NotOnMap
from ieworkbench.maps.building import map_of
from ieworkbench.maps.differences import Differing
from ieworkbench.maps.records import ChainRecords
from ieworkbench.model import Act, Layer, LinkKind

from .chain import CASEWORKER, COPIES, U1, U2, chain_map, link, records, told


def seen(m):
    """Where each thing on an overlay comes from."""
    return {node: str(data["seen"]) for node, data in m.graph.nodes(data=True)}


def said(m):
    """The differences of acts, in words."""
    return [str(each) for each in m.differences if each.kind == "act"]


def test_told_and_prescribed_acts_in_the_same_words_are_one():
    m = chain_map(case="C1").overlay()
    marks = seen(m)
    assert [node for node, mark in marks.items() if mark == "both"] == ["decides", "calls", "signs"]
    assert [node for node, mark in marks.items() if mark == "prescribed"] == [
        "finds-course",
        "must-review",
        "guideline",
    ]
    assert m.graph.nodes["calls"]["folded"] == ("calls", "must-call")
    assert len(m.graph.nodes["calls"]["accounts"]) == 4
    assert m.about == "told and prescribed"


def test_links_go_where_the_prescribed_act_has_gone():
    m = chain_map(case="C1").overlay()
    assert m.graph.edges["signs", "decides", "must-sign then must-decide"]["seen"] == "prescribed"
    assert m.graph.edges["reads-plan", "decides", "reads-plan then decides"]["seen"] == "told"


def test_differences_are_listed_in_words():
    assert said(chain_map(case="C1").overlay()) == [
        "goes to the clinic: done though nowhere prescribed",
        "says she is welcome again once she sleeps whole nights: done though nowhere prescribed",
        "writes the goal in the plan: done though nowhere prescribed",
        "reads the plan: done though nowhere prescribed",
        "calls within a month: prescribed, and told as done and as not done",
        "signs the plan: prescribed, and told as not done",
        "finds her a course: prescribed and nobody tells of it",
        "reviews the plan every year: prescribed and nobody tells of it",
    ]


def test_difference_keeps_who_tells_and_their_words():
    (found,) = [each for each in chain_map().overlay().differences if each.differing is Differing.NOT_DONE]
    assert (found.told, found.prescribed, found.tellers) == (("signs",), ("must-sign",), ("U1",))
    assert [each.words for each in found.accounts] == ["Nobody signed the plan either."]


def test_what_is_only_told_as_instructed_counts_as_prescribed():
    assert seen(chain_map().overlay())["finds-course"] == "prescribed"


def test_prescription_that_is_told_of_in_two_cases_keeps_its_place():
    m = chain_map().overlay()
    assert {seen(m)[node] for node in ("decides", "decides-2", "must-decide")} == {"both"}
    assert "folded" not in m.graph.nodes["decides"]


def test_overlay_of_a_case_leaves_what_is_told_of_another_out():
    m = chain_map(case="C2").overlay()
    assert {"must-call", "must-sign", "must-review"} <= {node for node, mark in seen(m).items() if mark == "prescribed"}
    assert "finds-course" not in m.graph


def test_order_nobody_tells_of_is_a_difference_of_links():
    links = [str(each) for each in chain_map(case="C1").overlay().differences if each.kind == "link"]
    assert links == [
        "signs the plan – then – decides on the allowance: prescribed and nobody tells of it",
        "decides on the allowance – then – calls within a month: done though nowhere prescribed",
    ]


def test_pair_of_the_analyst_joins_what_the_words_do_not():
    m = chain_map(case="C1").overlay(pairs=[("reads-plan", "must-review")])
    assert seen(m)["reads-plan"] == "both"
    assert "must-review" not in m.graph
    with pytest.raises(NotOnMap):
        chain_map(case="C1").overlay(pairs=[("reads-plan", "must-sleep")])


def test_pair_counts_instead_of_the_words():
    m = chain_map(case="C1").overlay(pairs=[("reads-plan", "must-call")])
    assert (seen(m)["calls"], seen(m)["reads-plan"]) == ("told", "both")


def test_link_that_says_why_joins_too():
    because = link("reads-plan", LinkKind.BECAUSE_OF, "must-review")
    m = map_of(replace(records(), links=(*records().links, because)), case="C1").overlay()
    assert seen(m)["reads-plan"] == "both"


def test_case_and_accents_do_not_part_the_same_words():
    acts = tuple(replace(each, doing="Signs thé  plan") if each.id == "must-sign" else each for each in records().acts)
    assert seen(map_of(replace(records(), acts=acts)).overlay())["signs"] == "both"


def test_doing_by_another_than_prescribed_is_said_and_the_role_of_an_informant_is_known():
    """W1 is a caseworker, for whom it is prescribed; U1 is not."""
    acts = tuple(
        replace(each, doer=U1, accounts=each.accounts[:1]) if each.id == "decides" else each for each in records().acts
    )
    m = map_of(replace(records(), acts=acts), case="C1").overlay()
    notes = [each.note for each in m.differences if each.differing is Differing.BY_ANOTHER]
    assert notes == ["prescribed for caseworker, told of U1"]


def chain_of(*acts, links=()):
    """A map of few things."""
    return map_of(ChainRecords(acts=acts, copies=COPIES, texts=records().texts, links=links, sources=records().sources))


def test_text_that_is_not_read_though_it_is_to_be_is_told_as_not_done():
    account = told("U1-wave1", "I never saw anyone read it.", "told done by other")
    due = told("guideline", "The caseworker reviews the plan every year.", "text prescribes")
    m = chain_of(
        Act("reads-plan", "opens the file", U2, accounts=(told("U1-wave2", "Nobody called.", "told done"),)),
        Act("must-review", "opens the file", CASEWORKER, layer=Layer.PRESCRIBED, accounts=(due,)),
        links=(
            link("reads-plan", LinkKind.DOES_NOT_READ, "plan-in-file", account),
            link("must-review", LinkKind.READS, "plan-in-file", due, layer=Layer.PRESCRIBED),
        ),
    )
    (found,) = [each for each in m.overlay().differences if each.kind == "link"]
    assert str(found) == "opens the file – reads – My plan: prescribed, and told as not done"
    assert found.told == ("reads-plan does not read plan-in-file",)


def test_same_link_told_and_prescribed_is_one_and_marked_both():
    account = told("W1-interview", "I read the plan", "told done")
    due = told("guideline", "The caseworker reviews", "text prescribes")
    m = chain_of(
        Act("reads-plan", "opens the file", CASEWORKER, accounts=(account,)),
        Act("must-review", "opens the file", CASEWORKER, layer=Layer.PRESCRIBED, accounts=(due,)),
        links=(
            link("reads-plan", LinkKind.READS, "plan-in-file", account),
            link("must-review", LinkKind.READS, "plan-in-file", due, layer=Layer.PRESCRIBED),
        ),
    ).overlay()
    edge = m.graph.edges["reads-plan", "plan-in-file", "reads-plan reads plan-in-file"]
    assert (edge["seen"], edge["folded"]) == (
        "both",
        ("reads-plan reads plan-in-file", "must-review reads plan-in-file"),
    )
    assert (seen(m)["plan-in-file"], len(m.differences)) == ("both", 0)


def test_other_map_may_be_given_as_what_is_prescribed():
    other = map_of(
        replace(records(), acts=tuple(replace(each, id=f"x-{each.id}") for each in records().acts), links=())
    )
    m = chain_map(case="C1").overlay(other.select(layer="prescribed"))
    assert seen(m)["x-must-review"] == "prescribed"
    assert m.graph.nodes["calls"]["folded"] == ("calls", "x-must-call")


def test_overlay_loses_no_words_and_is_the_same_each_time():
    m = chain_map()
    assert {each.id for each in m.overlay().accounts()} == {each.id for each in m.accounts()}
    assert list(m.overlay().graph.edges(keys=True, data=True)) == list(m.overlay().graph.edges(keys=True, data=True))
    assert m.overlay().differences == m.overlay().differences
    assert "seen" not in m.graph.nodes["goes"]


def test_overlay_of_nothing_is_empty():
    m = map_of(ChainRecords()).overlay()
    assert (len(m), len(m.differences)) == (0, 0)
