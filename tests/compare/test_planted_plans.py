"""What was planted in made-up plans is found, every piece of it, and nothing else."""

from __future__ import annotations

import pytest

from ieworkbench.compare.plan_comparison import compare_plans
from ieworkbench.compare.plan_sections import plan_sections

from .planted_plans import CONDITIONS, OBLIGATIONS, VOICES, planted_plan

MANY = 40


@pytest.mark.parametrize("layout", ["md", "txt"])
def test_every_planted_section_blank_and_assignment_is_found(layout):
    for number in range(MANY):
        planted = planted_plan(number, layout)
        found = plan_sections(planted.source, user=["U7"])
        expected = planted.states if layout == "md" else planted.states | {"goals": "present", "measures": "present"}
        assert {each.id: each.state.value for each in found.sections} == expected, number
        assert {role.value: count for role, count in found.items.blanks.items()} == planted.blanks, number
        assert len(found.items.to_user) == planted.to_user
        assert len(found.items.goals_without_action) == planted.goals_without_action
        assert len(found.items.actions_without_responsible) == planted.actions_without_responsible


@pytest.fixture(scope="module")
def compared():
    planted = [planted_plan(number) for number in range(MANY)]
    return planted, compare_plans([each.source for each in planted], user=["U7"])


def _quotes(found, row):
    return [[" ".join(each.quote.split()) for each in cell.passages] for cell in found.row(row).cells]


def test_every_planted_condition_is_found_and_no_other(compared):
    planted, found = compared
    for plan, quotes in zip(planted, _quotes(found, "conditions:stated"), strict=True):
        assert sorted(quotes) == sorted(plan.conditions)
    assert {each for plan in planted for each in plan.conditions} == set(CONDITIONS)


@pytest.mark.parametrize(("who", "row"), [("user", "user obliged"), ("services", "services obliged")])
def test_every_planted_obligation_is_found_with_whom_it_binds(compared, who, row):
    planted, found = compared
    for plan, quotes in zip(planted, _quotes(found, f"obligations:{row}"), strict=True):
        assert quotes == [OBLIGATIONS[who]] * plan.obligations[who]


@pytest.mark.parametrize("person", list(VOICES))
def test_every_planted_voice_is_found(compared, person):
    planted, found = compared
    for plan, quotes in zip(planted, _quotes(found, f"voice:person: {person}"), strict=True):
        assert quotes.count(VOICES[person]) == plan.voices[person]
        assert person != "I" or len(quotes) == plan.voices[person], "nobody else says I"


def test_every_planted_copy_is_found_also_where_a_word_was_changed(compared):
    planted, found = compared
    copies = 0
    for plan, cell in zip(planted, found.row("copied:strip").cells, strict=True):
        for words in plan.copied:
            for place in plan.source.find(words):
                copies += 1
                covered = sum(max(0, min(each.end, place.end) - max(each.start, place.start)) for each in cell.strip)
                assert covered >= 0.75 * (place.end - place.start), "a change three words from the end may cut them off"
    assert copies >= 40
