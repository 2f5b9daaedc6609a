"""Across cases: only what was generalised, with the cases it rests on by name; what looks alike is a candidate."""

from __future__ import annotations

from dataclasses import replace

from ieworkbench.maps.building import map_of
from ieworkbench.maps.records import ChainRecords
from ieworkbench.model import Act, Layer, LinkKind

from .chain import ACTS, CASEWORKER, LINKS, chain_map, link, records

WRITES_GOALS = Act(
    "writes-usually", "writes goals", CASEWORKER, layer=Layer.REGULAR, particulars=("writes-goal", "writes-goals-2")
)


def with_more(*acts, links=()):
    """The chain with more acts and links."""
    return map_of(replace(records(), acts=(*ACTS, *acts), links=(*LINKS, *links)))


def test_only_what_was_generalised_is_on_the_map():
    m = chain_map().across_cases()
    assert list(m.graph) == ["decides-usually", "guideline"]
    assert (m.layer, m.about) == (Layer.REGULAR, "across cases")


def test_regular_act_says_in_how_many_cases_and_names_them():
    found = chain_map().across_cases().regular[0]
    assert str(found) == "decides by the plan: in 2 of 3 cases: C1, C2"
    assert (found.particulars, found.cases, found.of) == (("decides", "decides-2"), ("C1", "C2"), 3)


def test_who_tells_are_those_who_tell_of_the_regular_and_of_the_particular_acts():
    found = chain_map().across_cases().regular[0]
    assert (found.tellers, found.levels) == (("W1", "U1", "U2"), ("second", "entry"))


def test_nodes_and_links_carry_their_cases():
    graph = chain_map().across_cases().graph
    assert graph.nodes["decides-usually"]["cases"] == ("C1", "C2")
    assert graph.edges["guideline", "decides-usually", "guideline authorises decides-usually"]["cases"] == ()


def test_seven_decisions_of_one_case_are_one_case():
    """The denominator is cases: what happens seven times to one person is seen in one case."""
    seven = tuple(Act(f"again-{n}", "decides once more", case="C1", gap="When?") for n in range(7))
    usually = Act("often", "decides often", layer=Layer.REGULAR, particulars=tuple(each.id for each in seven))
    (found,) = [each for each in with_more(*seven, usually).across_cases().regular if each.id == "often"]
    assert found.seen == "in 1 of 3 cases: C1"


def test_regular_link_is_seen_where_the_particulars_are_linked_so():
    then = link("writes-goal", LinkKind.THEN, "decides")
    regular = replace(
        then,
        id="regular then",
        layer=Layer.REGULAR,
        origin=replace(then.origin, id="writes-usually"),
        target=replace(then.target, id="decides-usually"),
    )
    m = with_more(WRITES_GOALS, links=(then, regular)).across_cases()
    (found,) = [each for each in m.regular if each.id == "regular then"]
    assert str(found) == "writes goals – then – decides by the plan: in 1 of 3 cases: C1"
    assert found.particulars == ("writes-goal then decides",)


def test_regular_link_nobody_saw_is_seen_in_none():
    assert chain_map().across_cases().regular[1].seen == "in none of 3 cases"


def test_acts_linked_alike_in_two_cases_are_candidates_and_not_merged():
    m = chain_map().across_cases()
    (found,) = m.candidates
    assert (found.label, found.why, found.seen) == (
        "writes the goal in the plan / writes her goals in the plan",
        "linked alike to texts and resources",
        "in 2 of 3 cases: C1, C2",
    )
    assert m.candidates[0].particulars == ("writes-goal", "writes-goals-2")
    assert "writes-goal" not in m.graph


def test_acts_in_the_same_words_are_candidates_too():
    again = Act("goes-2", "Goes to the clinic", case="C3", gap="When?")
    candidates = [str(each) for each in with_more(again).across_cases().candidates]
    assert candidates[0] == "goes to the clinic / Goes to the clinic: done in the same words, in 2 of 3 cases: C1, C3"


def test_what_is_generalised_is_no_candidate_any_more():
    assert [each for each in with_more(WRITES_GOALS).across_cases().candidates if each.kind == "act"] == []


def test_links_of_particulars_in_several_cases_are_candidates_where_the_regular_acts_are_not_linked():
    thens = (link("writes-goal", LinkKind.THEN, "decides"), link("writes-goals-2", LinkKind.THEN, "decides-2"))
    (found,) = [each for each in with_more(WRITES_GOALS, links=thens).across_cases().candidates if each.kind == "link"]
    assert (
        str(found)
        == "writes goals – then – decides by the plan: their particulars are linked so, in 2 of 3 cases: C1, C2"
    )
    assert found.particulars == ("writes-goal then decides", "writes-goals-2 then decides-2")


def test_there_are_no_percentages():
    m = chain_map().across_cases()
    assert "%" not in " ".join(map(str, (*m.regular, *m.candidates)))


def test_tables_leave_as_data_frames_with_the_cases_named():
    frame = chain_map().across_cases().regular.to_frame()
    assert list(frame["cases"]) == ["C1; C2", ""]


def test_same_records_give_the_same_and_the_map_is_left_alone():
    m = chain_map()
    assert m.across_cases().candidates == m.across_cases().candidates
    assert "cases" not in m.graph.nodes["decides-usually"]


def test_nothing_recorded_has_nothing_regular():
    m = map_of(ChainRecords()).across_cases()
    assert (len(m), len(m.regular), len(m.candidates)) == (0, 0, 0)
