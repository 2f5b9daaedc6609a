"""Goals that stand in wholly other words in the next plan, and those that only look as if they did."""

from __future__ import annotations

import pytest

from ieworkbench.compare.versions import GoalChange, compare_versions
from ieworkbench.importers import read_bytes
from ieworkbench.model import Source


def _plan(rows: list[tuple[str, str, str]], name: str) -> Source:
    lines = "".join(f"| {goal} | {action} | {who} |\n" for goal, action, who in rows)
    return read_bytes(f"# Plan\n\n| Goal | Action | Responsible |\n|---|---|---|\n{lines}".encode(), name)


def _goals(
    old: list[tuple[str, str, str]], new: list[tuple[str, str, str]], user: tuple[str, ...] | list[str] = ()
) -> tuple[GoalChange, ...]:
    return compare_versions(_plan(old, "a.md"), _plan(new, "b.md"), user=user).goals


BESIDE = [("Visit the library", "Bus", "Gunn")], [("Learn Spanish", "Evening course", "Jens")]
"""Goals that nobody would take for one, so that the others do not stand between neighbours that are matched."""


def test_a_goal_rewritten_around_its_main_words_is_one_and_shows_whose_it_became():
    (one,) = _goals(
        [
            (
                "I want to get up the ladder to the barn loft without help",
                "Ladder training with the therapist",
                "Therapist",
            )
        ],
        [("U7 manages the ladder to the loft with a rope", "Ladder training on her own", "U7")],
        user=["U7"],
    )
    assert (one.kind.value, one.responsibility) == ("reworded", "to the user")
    assert 0.2 < one.likeness < 1


def test_one_main_word_is_enough_where_what_is_to_be_done_stayed():
    found = _goals(
        [("Bread again", "Oven lessons with Kari on the farm", "Kari")],
        [("Everyday bread without sugar for others", "Oven lessons with Kari on the farm", "U7")],
        user=["U7"],
    )
    assert [(each.kind.value, each.responsibility) for each in found] == [("reworded", "to the user")]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("I want to be able to walk in the wood", "She wants to be able to sleep at night"),
        ("Repair the boat engine together with support contact", "Take part in meaningful activity"),
        ("Han ønsker å klare seg selv om morgenen", "Hun vil gjerne lære mer om økonomien sin"),
        ("Better balance", "Better sleep"),
    ],
)
def test_goals_that_share_only_words_that_tell_nothing_are_no_pair(old, new):
    found = _goals([*BESIDE[0], (old, "Run", "Anne")], [*BESIDE[1], (new, "Read", "Odd")])
    assert sorted(each.kind.value for each in found) == ["dropped", "dropped", "new", "new"]


def test_the_name_of_the_person_pairs_no_goals():
    old = [*BESIDE[0], ("Kari Moen paints a fence", "Brush", "Anne")]
    new = [*BESIDE[1], ("Kari Moen drives to town", "Car", "Odd")]
    found = _goals(old, new, user=["Kari Moen"])
    assert sorted(each.kind.value for each in found) == ["dropped", "dropped", "new", "new"]


def test_of_several_goals_each_is_paired_once_with_the_one_most_like_it():
    found = _goals(
        [("Play the church organ on Sundays", "Practise", "Anne"), ("Repair the church roof", "Nails", "Odd")],
        [("New roof tiles for the church by hand", "Buy", "Odd"), ("Organ lessons in the church again", "Ask", "Anne")],
    )
    pairs = {(each.old.goal.quote, each.new.goal.quote) for each in found if each.old and each.new}
    assert pairs == {
        ("Play the church organ on Sundays", "Organ lessons in the church again"),
        ("Repair the church roof", "New roof tiles for the church by hand"),
    }
