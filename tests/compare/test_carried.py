"""Whose words a plan is made of."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ieworkbench.compare.carried import carried_over, origin_of
from ieworkbench.errors import RecordWrong
from ieworkbench.importers import read_bytes
from ieworkbench.model import SourceKind, WordingOrigin

from .made_texts import other_words, text

OWN = "I want to sleep through the night in my own bed"
LAW = "the municipality shall offer a coordinator to everybody who has a plan"
NURSE = "needs help from two persons in the morning and again at night"
HABIT = "the goal is to be as independent as possible in everyday life at home"
DEMAND = "payment will stop if the goals of the plan are not followed up"
PLAN = text(
    f"{OWN}. {LAW}. Nobody else says these words. {NURSE}. {HABIT}. {DEMAND}.",
    "plan",
    "individual plan",
    ("C1",),
    "2014-05",
)
OTHERS = [
    text(f"U1 said: {OWN}.", "talk", "interview", ("C1",), "2014-01"),
    text(f"§ 5 {LAW}", "act", "law"),
    text(f"The patient {NURSE}", "nursing", "other plan", ("C1",), "2014-02"),
    text(f"Also here {HABIT}", "plan-2", "individual plan", ("C2",)),
    text(f"And here {HABIT}", "plan-3", "individual plan", ("C3",)),
    text(f"Note that {DEMAND}", "vedtak", "written decision", ("C1",), "2014-09"),
]


def test_every_stretch_is_keyed_to_where_its_wording_stands_as_well() -> None:
    found = carried_over(PLAN, OTHERS)
    assert [(each.origin.value, each.texts, each.later) for each in found] == [
        ("own words", ("talk",), False),
        ("policy or law", ("act",), False),
        ("nowhere else", (), False),
        ("application or other plan", ("nursing",), False),
        ("other people's plans", ("plan-2", "plan-3"), False),
        ("decision", ("vedtak",), True),
    ]
    assert found[0].passage.quote == OWN
    assert found[0].standings[0].passage.quote == OWN


def test_all_words_of_the_plan_are_in_one_stretch_each() -> None:
    found = carried_over(PLAN, OTHERS)
    assert sum(found.words_by_origin().values()) == len(PLAN.content.split())
    assert found.words_by_origin()[WordingOrigin.OWN_WORDS] == 11
    assert all(one.passage.end <= other.passage.start for one, other in pairwise(found))


def test_the_persons_own_interview_is_told_from_talk_of_others() -> None:
    plan = replace(PLAN, informants=("U1",))
    own = replace(OTHERS[0], informants=("U1",))
    staff = replace(OTHERS[0], id="staff", informants=("SP1",))
    assert [carried_over(plan, [each])[0].origin.value for each in (own, staff)] == ["own words", "other talk"]
    assert carried_over(PLAN, [staff], person="U1")[0].origin is WordingOrigin.OTHER_TALK


def test_who_said_it_is_named() -> None:
    talk = replace(read_bytes(f"I: And?\nU1: {OWN}.\n".encode(), "talk.txt"), id="talk", kind=SourceKind.INTERVIEW)
    assert carried_over(PLAN, [talk])[0].standings[0].speaker == "U1"


def test_what_is_closer_to_the_person_comes_before_what_is_further_away() -> None:
    both = [text(OWN, "law", "law"), *OTHERS]
    assert carried_over(PLAN, both)[0].texts == ("talk", "law")


def test_small_edits_are_carried_over_too_unless_refused() -> None:
    edited = [text(HABIT.replace("independent", "active"), "nursing", "other plan", ("C1",))]
    found = carried_over(PLAN, edited)
    assert [each.passage.quote for each in found if each.origin is WordingOrigin.CASE_PAPERS] == [HABIT]
    assert {each.origin.value for each in carried_over(PLAN, edited, similarity=1)} == {"nowhere else"}


@pytest.mark.parametrize("plan", [text(""), text("…"), text("word")])
def test_a_plan_without_words_has_at_most_one_stretch(plan) -> None:
    assert len(carried_over(plan, [*OTHERS, text("")])) == (plan.content == "word")


def test_the_plan_itself_is_passed_over_and_no_others_are_needed() -> None:
    for others in ([], [PLAN]):
        found = carried_over(PLAN, others)
        assert [(each.origin.value, each.tokens) for each in found] == [("nowhere else", len(PLAN.content.split()))]


def test_settings_that_cannot_be_are_refused() -> None:
    with pytest.raises(RecordWrong):
        carried_over(PLAN, OTHERS, similarity=0.1)


def test_every_kind_of_source_has_an_origin() -> None:
    found = {kind.value: origin_of(PLAN, text("", kind=kind.value, cases=("C1",)), ()) for kind in SourceKind}
    assert WordingOrigin.NOWHERE not in found.values()
    assert found["field note"] is WordingOrigin.OTHER_TALK
    assert origin_of(PLAN, text("", kind="letter", cases=("C9",)), ()) is WordingOrigin.OTHER_PEOPLE


def test_a_frame_has_a_row_for_each_stretch() -> None:
    frame = carried_over(PLAN, OTHERS).to_frame()
    assert frame.loc[0].to_dict() == {
        "start": 0, "end": 47, "tokens": 11, "origin": "own words", "texts": "talk", "later": False, "words": OWN,
    }  # fmt: skip


@given(st.integers(8, 30), st.integers(0, 20), st.integers(0, 20))
def test_a_planted_copy_is_keyed_to_its_text(length, before, after) -> None:
    planted = " ".join(other_words(length, 1))
    plan = text(" ".join([*other_words(before, 2), planted, *other_words(after, 3)]))
    found = carried_over(plan, [text(planted, "law", "law")])
    assert [each.passage.quote for each in found if each.origin is WordingOrigin.POLICY] == [planted]


def test_a_heading_that_stands_elsewhere_takes_no_word_of_the_sentence_below_it() -> None:
    heading = "About me and what is important to me in my life"
    plan = text(f"{heading}\n{OWN}.", "plan", "individual plan", ("C1",), "2014-05")
    others = [
        text(f"{heading}\nI want to be left alone with my dogs.", "plan-2", "individual plan", ("C2",), "2014-01"),
        text(f"{OWN}.", "talk", "interview", ("C1",), "2014-09"),
    ]
    assert [(each.origin.value, each.passage.quote) for each in carried_over(plan, others)] == [
        ("other people's plans", heading),
        ("own words", OWN),
    ]


def test_a_code_by_itself_comes_from_nowhere() -> None:
    plan = replace(text(f"U1 {NURSE}.", "plan", "individual plan", ("C1",), "2014-05"), informants=("U1",))
    others = [
        text(f"U1 {NURSE} she", "vedtak", "written decision", ("C1",), "2014-01"),
        text(f"The patient {NURSE}", "nursing", "other plan", ("C1",), "2014-01"),
    ]
    assert [(each.origin.value, each.passage.quote, each.texts) for each in carried_over(plan, others)] == [
        ("nowhere else", "U1", ()),
        ("application or other plan", NURSE, ("nursing", "vedtak")),
    ]
