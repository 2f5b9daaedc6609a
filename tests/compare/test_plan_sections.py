"""A plan's sections are present, merged, empty or absent, and what nobody asked for is extra."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from ieworkbench.compare.plan_sections import plan_sections
from ieworkbench.compare.plan_templates import plan_template
from ieworkbench.importers import read_bytes, read_source

from .plan_pages import BARE_PLAN, NO_HEADINGS, TABLE_PLAN, plan

PROJECT = Path(__file__).resolve().parents[2]


def _states(found):
    return {each.id: each.state.value for each in found.sections if each.state.value != "absent"}


def test_headings_and_tables_say_what_a_plan_has():
    found = plan_sections(plan(TABLE_PLAN))
    assert _states(found) == {"goals": "merged", "coordinator": "present", "measures": "merged", "consent": "empty"}
    assert found.section("goals").shared_with == ("measures",)
    assert [each.quote for each in found.section("goals").passages] == [
        "I want to swim again.", "Cook supper", "Move to the ground floor"
    ]  # fmt: skip
    assert found.section("consent").note == "only a placeholder stands there"
    assert [each.heading.quote for each in found.extra] == ["## Pets"]
    assert found.section("coordinator").words == 5


def test_a_plan_without_marked_headings_is_read_by_its_numbers_and_labels():
    found = plan_sections(plan(BARE_PLAN, "plan.txt"))
    assert not found.marked
    assert _states(found) == {
        "goals": "present", "coordinator": "present", "measures": "present", "period": "present", "consent": "empty"
    }  # fmt: skip
    assert [each.quote for each in found.section("coordinator").passages] == ["Helsestasjonen"]


def test_a_line_with_several_labels_goes_to_each_where_it_belongs():
    found = plan_sections(plan(BARE_PLAN, "plan.txt"))
    assert [each.quote for each in found.section("goals").passages] == [
        "Jeg vil svømme igjen.", "svømme 200 meter.", "lage middag selv"
    ]  # fmt: skip
    assert [each.quote for each in found.section("measures").passages] == [
        "basseng på fredager.", "dagsenteret.", "mai", "B7"
    ]  # fmt: skip


def test_running_text_is_of_a_section_only_where_a_sentence_says_so():
    found = plan_sections(plan(NO_HEADINGS, "plan.txt"))
    assert _states(found) == {"consent": "merged"}
    (consent,) = found.section("consent").passages
    assert consent.quote == "I agree that the school may read this."


def test_an_empty_template_is_empty_and_not_absent():
    page = "# Plan\n\n## Goals\n\n……………\n\n## Consent\n\n{{ consent }}\n\n## Coordinator\n\n____\n"
    assert _states(plan_sections(plan(page))) == {"goals": "empty", "coordinator": "empty", "consent": "empty"}


def test_a_plan_with_hardly_a_word():
    for page in ("x\n", "…\n"):
        found = plan_sections(plan(page, "a.txt"))
        assert _states(found) == {}
        assert len(found.items) == 0


@pytest.mark.parametrize("template", ["norway-2012", "care-act-2014", "support-plan-seven"])
def test_every_passage_stands_in_the_plan_and_words_are_counted_once(template):
    for page, name in ((TABLE_PLAN, "a.md"), (BARE_PLAN, "a.txt"), (NO_HEADINGS, "b.txt")):
        source = plan(page, name)
        found = plan_sections(source, plan_template(template))
        for part in found.parts:
            assert all(each.stands_in(source.content) for each in part.passages)
        spans = sorted((each.start, each.end) for part in found.parts for each in part.passages)
        assert all(end <= start for (_, end), (start, _) in pairwise(spans))
        for section in found.sections:
            assert all(each.stands_in(source.content) for each in section.passages)


def test_the_example_plan():
    found = plan_sections(read_source(PROJECT / "data/C1/plans/C1-individual-plan-2014.docx"))
    assert _states(found) == {
        "goals": "present", "participants": "present", "coordinator": "present", "measures": "merged",
        "carrying-out": "present", "period": "present", "consent": "present", "cooperation": "present",
    }  # fmt: skip
    assert [each.heading.quote for each in found.extra] == ["Plan for", "Copies"]
    assert len(found.items) == 5
    assert [each.quote for each in found.items.actions_without_responsible] == ["Find out who pays for the taxi."]
    assert [each.goal.quote for each in found.items.to_user] == [
        "Sleep through the night.", "New stay at Solbakken training centre (warm water)."
    ]  # fmt: skip


def test_a_label_in_a_list_of_people_names_one_of_them_and_opens_no_section_of_measures():
    page = "# Plan\n\n## Who works with me\n\nSupport contact: Thursdays\n\nCoordinator: SP1\n\n## Goals\n\nWalk.\n"
    found = plan_sections(read_bytes(page.encode(), "plan.md"))
    assert [each.quote for each in found.section("participants").passages] == ["Thursdays"]
    assert found.section("measures").state.value == "absent"
    assert [each.quote for each in found.section("coordinator").passages] == ["SP1"]
