"""Versions: what is kept, reworded, moved, dropped and new, and whose responsibility a goal became."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ieworkbench.compare.matching import increasing, match_texts
from ieworkbench.compare.versions import ChangeKind, compare_versions
from ieworkbench.errors import RecordWrong

from .plan_pages import plan

OLD = """# Plan

## Help

The night patrol comes at ten. The hens are fed by the neighbour. Letters are opened together on Mondays.

## Goals

| Goal | Action | Responsible |
|---|---|---|
| Swim again | Pool on Fridays | Day centre |
| Cook supper | Kitchen course | Home care |
| Ride a bicycle | Find a bicycle | |
"""
NEW = """# Plan

## Help

Letters are opened together on Mondays. The night patrol comes at ten. A telephone is put beside the bed.

## Goals

| Goal | Action | Responsible |
|---|---|---|
| Swim again | Pool on Fridays | the user |
| Cook my own supper | Kitchen course | Home care |
| Sleep at night | Tea | nurse |
"""


def _kinds(found):
    return [(each.kind.value, (each.new or each.old).quote) for each in found if each.kind is not ChangeKind.KEPT]


def test_every_stretch_is_accounted_for_on_both_sides():
    found = compare_versions(plan(OLD), plan(NEW))
    assert [(kind, words) for kind, words in _kinds(found) if words.endswith(".")] == [
        ("moved", "The night patrol comes at ten."),
        ("dropped", "The hens are fed by the neighbour."),
        ("new", "A telephone is put beside the bed."),
    ]
    olds = [each.old.start for each in found if each.old]
    news = [each.new.start for each in found if each.new]
    assert len(set(olds)) == len(olds)
    assert news == sorted(set(news))


def test_goals_are_followed_with_whose_responsibility_they_became():
    found = compare_versions(plan(OLD), plan(NEW))
    assert [(each.kind.value, (each.new or each.old).goal.quote, each.responsibility) for each in found.goals] == [
        ("kept", "Swim again", "to the user"),
        ("reworded", "Cook my own supper", ""),
        ("dropped", "Ride a bicycle", ""),
        ("new", "Sleep at night", ""),
    ]


def test_a_text_beside_itself_is_kept_whole():
    for unit in ("sentence", "paragraph"):
        found = compare_versions(plan(OLD), plan(OLD), unit=unit)
        assert {each.kind for each in found} == {ChangeKind.KEPT}
        assert all(each.kind is ChangeKind.KEPT and not each.responsibility for each in found.goals)


def test_the_method_says_the_bar():
    found = compare_versions(plan(OLD), plan(NEW), least=0.7)
    assert "at least 0.7" in found.method
    assert compare_versions(plan("a\n", "a.txt"), plan("b\n", "b.txt")).counts[ChangeKind.NEW] == 1


@pytest.mark.parametrize("wrong", [{"unit": "word"}, {"least": 2}, {"least": 0.1}, {"least": True}])
def test_what_cannot_be_asked(wrong):
    with pytest.raises(RecordWrong):
        compare_versions(plan(OLD), plan(NEW), **wrong)


def test_words_that_stand_everywhere_make_nothing_alike():
    old = [f"{each} your supervising officer before the end of the day." for each in ("Ring", "Visit", "Thank")]
    new = ["Ring your supervising officer before the end of the day.", "Obey your supervising officer."]
    assert [(each.old, each.new) for each in match_texts(old, new)] == [(0, 0)]


def test_a_place_to_fill_in_may_be_called_otherwise():
    (match,) = match_texts(["Live at [INSERT ADDRESS]."], ["Live at [ADDRESS]."])
    assert match.likeness == 1.0


WORDS = st.lists(st.text(alphabet="ab c", max_size=8), max_size=12)


@given(WORDS, WORDS)
def test_nothing_is_matched_twice(old, new):
    found = match_texts(old, new)
    assert len({each.old for each in found}) == len(found) == len({each.new for each in found})


@given(st.lists(st.integers(0, 20), unique=True))
def test_what_kept_its_order_goes_up(places):
    kept = [places[index] for index in sorted(increasing(places))]
    assert kept == sorted(kept)
    assert len(kept) >= min(1, len(places))


@pytest.mark.needs_shared
@pytest.mark.parametrize(("before", "after"), [("policyV1", "policyV2"), ("policyV2", "policyV2_1")])
def test_conditions_of_two_versions_are_matched_without_their_ids(shared, before, after):
    sides = []
    for name in (before, after):
        found = []
        _conditions(json.loads((shared / f"data/moj_licence_conditions/{name}.json").read_text("utf-8")), (), found)
        sides.append(found)
    old, new = sides
    gold = {(a, b) for a, (one, _) in enumerate(old) for b, (other, _) in enumerate(new) if one == other}
    assert {(each.old, each.new) for each in match_texts([t for _, t in old], [t for _, t in new])} == gold


def _conditions(thing, path, found):
    if isinstance(thing, dict):
        if "code" in thing and "text" in thing:
            found.append(((*path, thing["code"]), thing["text"]))
        for key, value in thing.items():
            _conditions(value, (*path, key), found)
    elif isinstance(thing, list):
        for each in thing:
            _conditions(each, path, found)
