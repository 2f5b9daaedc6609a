"""Tracing: both ways, with the words of every step, and what holds only through a text as a whole."""

from dataclasses import replace

import pytest

from ieworkbench.errors import NotOnMap
from ieworkbench.maps.building import map_of
from ieworkbench.maps.institutional_map import InstitutionalMap
from ieworkbench.model import TextCopy

from .weight_chain import GOAL, weight_chain


@pytest.fixture
def m() -> InstitutionalMap:
    return map_of(weight_chain(), case="C1")


def test_a_goal_is_followed_from_the_talk_to_the_money(m):
    trace = m.trace("lose weight")
    assert trace.begins == ("A4",)
    assert [(step.origin, step.kind, step.target, step.upstream) for step in trace] == [
        ("A1", "then", "A2", True),
        ("A2", "then", "A3", True),
        ("A3", "then", "A4", True),
        ("A4", "writes", "T1", False),
        ("T2", "conditions on", "T1", False),
        ("T2", "grants", "R1", False),
    ]


def test_the_step_that_names_the_plan_and_not_the_goal_is_derived(m):
    assert [step.link for step in m.trace("lose weight") if step.derived] == ["T2 conditions on T1"]


def test_a_decision_that_names_the_goal_itself_is_no_derived_step():
    records = weight_chain()
    naming = [each for each in records.links if each.kind == "conditions on"]
    said = GOAL.passage.quote
    assert "lose weight" in said
    links = tuple(replace(each, accounts=(GOAL,)) if each in naming else each for each in records.links)
    trace = map_of(replace(records, links=links)).trace("lose weight")
    assert not any(step.derived for step in trace)


def test_gaps_and_disjunctures_on_the_way_are_named(m):
    trace = m.trace("lose weight")
    assert [gap.question for gap in trace.gaps] == [
        "Which 4 of the 7 are the “decisions that demand the plan”? Nobody says.",
        "Was this ever written down: “tells her to come back when she is lighter” (clinic staff)? Nobody says.",
    ]
    assert [each.what for each in trace.disjunctures] == ["what her pain comes from"]


def test_from_the_money_back_to_the_goal_the_writing_is_derived(m):
    derived = [step.link for step in m.trace(m.record("R1")) if step.derived]
    assert derived == ["A4 writes T1"]


def test_words_that_only_an_account_says_are_found_too(m):
    assert m.trace("twelve kilos").begins == ("A2",)


def test_a_passage_leads_to_what_rests_on_it(m):
    assert m.trace(GOAL.passage).begins == ("A4",)


def test_hops_end_the_trace(m):
    assert [step.link for step in m.trace("lose weight", hops=1)] == ["A3 then A4", "A4 writes T1"]


def test_what_nothing_on_the_map_says_is_an_error_with_the_words(m):
    with pytest.raises(NotOnMap, match="bicycle"):
        m.trace("bicycle")


def test_every_step_has_its_words_in_rows(m):
    rows = m.trace("lose weight").rows()
    assert rows[0]["quote"] == "I went for my back"
    assert all(row["quote"] for row in rows)
    assert {row["source"] for row in rows} == {"U1-wave1", "vedtak-1"}


def test_the_part_of_the_map_is_what_the_steps_go_through(m):
    assert sorted(m.trace("lose weight").map.graph) == ["A1", "A2", "A3", "A4", "R1", "T1", "T2"]


def test_one_honest_line(m):
    assert repr(m.trace("lose weight")) == "Trace('lose weight': 6 steps, 1 derived, 2 gaps, 1 disjuncture)"


def test_a_copy_says_all_that_its_text_says():
    chain = weight_chain()
    copied = replace(chain, copies=(TextCopy("K1", "T1", "office", how="left there"),))
    steps = {step.kind: step.derived for step in map_of(copied, case="C1").trace("lose weight")}
    assert (steps["copy of"], steps["conditions on"]) == (False, True)
