"""Items keep their words and their blanks: nothing is filled in, nothing is left out."""

from __future__ import annotations

import pytest

from ieworkbench.compare.plan_items import plan_items
from ieworkbench.importers import read_bytes
from ieworkbench.model.plan_item import ItemRole

from .plan_pages import BARE_PLAN, MERGED_CELLS, NO_HEADINGS, TABLE_PLAN, plan


def _words(item):
    return {role.value: part.quote for role in ItemRole if (part := item.part(role))}


def test_a_table_gives_an_item_a_row_with_its_blanks():
    items = plan_items(plan(TABLE_PLAN))
    assert [_words(each) for each in items] == [
        {"goal": "I want to swim again.", "action": "Pool on Fridays", "responsible": "Day centre; sister", "deadline": "May"},
        {"goal": "Cook supper", "responsible": "me"},
        {"goal": "Move to the ground floor", "action": "Apply for a flat", "deadline": "June"},
    ]  # fmt: skip
    assert items.blanks == {ItemRole.ACTION: 1, ItemRole.DEADLINE: 1, ItemRole.RESPONSIBLE: 1}
    assert items.empty_rows == 1
    assert [each.quote for each in items.goals_without_action] == ["Cook supper"]
    assert [each.quote for each in items.actions_without_responsible] == ["Apply for a flat"]
    assert [each.to_user for each in items] == [False, True, False]
    assert not items.everything_to_user


def test_labelled_lines_give_items_whether_on_one_line_or_several():
    items = plan_items(plan(BARE_PLAN, "plan.txt"))
    assert [_words(each) for each in items] == [
        {"goal": "svømme 200 meter.", "action": "basseng på fredager.", "responsible": "dagsenteret.", "deadline": "mai"},
        {"goal": "lage middag selv", "responsible": "B7"},
    ]  # fmt: skip
    assert items[1].blanks == (ItemRole.ACTION,)
    assert items[1].to_user, "the plan is made out to B7"


def test_a_cell_over_several_rows_belongs_to_each_and_a_title_row_is_no_item():
    items = plan_items(plan(MERGED_CELLS, "plan.html"), user=["U9"])
    assert [_words(each) for each in items] == [
        {"goal": "Walk to the shop", "action": "Stairs daily", "responsible": "U9"},
        {"goal": "Walk to the shop", "action": "New shoes", "responsible": "U9 and mother"},
        {"goal": "Sleep"},
    ]
    assert [each.quote for each in items.goals] == ["Walk to the shop", "Sleep"]
    assert [each.to_user for each in items] == [True, False, False]


def test_every_part_is_a_passage_of_the_plan():
    for page, name in ((TABLE_PLAN, "a.md"), (BARE_PLAN, "a.txt"), (MERGED_CELLS, "a.html")):
        source = plan(page, name)
        for item in plan_items(source):
            assert item.place.stands_in(source.content)
            assert all(part.stands_in(source.content) for part in item.passages)
            assert all(
                item.place.start <= part.start and part.end <= item.place.end
                for part in item.passages
                if part != item.goal
            )


def test_running_text_has_no_items():
    assert len(plan_items(plan(NO_HEADINGS, "a.txt"))) == 0


def test_everything_is_given_to_the_user():
    page = "| Goal | Who |\n|---|---|\n| Walk | the user |\n| Sleep | jeg |\n| Eat | |\n"
    assert plan_items(plan(page)).everything_to_user


@pytest.mark.parametrize(
    "words", ["Not applicable", "n/a", "–", "Ikke aktuelt", "Avklares.", "Ingen", "Ikkje aktuelt", "(None)"]
)
def test_a_cell_that_only_says_that_nothing_stands_there_is_a_blank_and_keeps_its_words(words):
    page = (
        f"# Plan\n\n| Goal | Action | Who |\n|---|---|---|\n| Rest | {words} | {words} |\n| Walk | Stairs | nurse |\n"
    )
    items = plan_items(read_bytes(page.encode(), "plan.md"))
    assert [each.quote for each in items.goals_without_action] == ["Rest"]
    assert items[0].blanks == (ItemRole.ACTION, ItemRole.RESPONSIBLE)
    assert [each.quote for each in items[0].placeholders] == ([words, words] if words != "–" else [])


def test_a_cell_that_opens_as_a_placeholder_and_goes_on_is_filled():
    page = "# Plan\n\n| Mål | Tiltak |\n|---|---|\n| Hvile | Ingen besøk før klokken ti |\n"
    (item,) = plan_items(read_bytes(page.encode(), "plan.md"))
    assert (item.blanks, item.placeholders) == ((), ())
