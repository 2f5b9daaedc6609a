"""Changes that are made once however often they arrive, and those who are told of changes."""

from __future__ import annotations

import pytest

from ieworkbench.errors import RecordUnknown


def test_a_change_that_arrives_twice_is_made_once(study):
    for _ in range(2):
        with study.once("an edit") as fresh:
            if fresh:
                study.add_case("C1")
    assert [each.verb for each in study.history()] == ["add case"]


def test_what_was_undone_is_not_made_again_when_it_arrives_again(study):
    with study.once("an edit"):
        study.add_case("C1")
    study.undo()
    with study.once("an edit") as fresh:
        assert not fresh


def test_undoing_and_doing_again_are_made_once_as_well(study):
    study.add_case("C1")
    study.add_case("C2")
    for _ in range(2):
        with study.once("taking back") as fresh:
            if fresh:
                study.undo()
    assert [each.id for each in study.cases()] == ["C1"]
    for _ in range(2):
        with study.once("making again") as fresh:
            if fresh:
                study.redo()
    assert [each.id for each in study.cases()] == ["C1", "C2"]


def test_a_change_that_failed_may_come_again_under_its_name(study):
    with pytest.raises(RecordUnknown), study.once("an edit"):
        study.change_case("C1", label="nobody")
    study.add_case("C1")
    with study.once("an edit") as fresh:
        assert fresh
        study.change_case("C1", label="somebody")
    assert study.case("C1").label == "somebody"


def test_a_name_is_used_for_one_change_alone(study):
    with study.once("an edit"):
        study.add_case("C1")
        study.add_case("C2")
    with study.once("another"):
        pass
    study.add_case("C3")
    with study.once("another") as fresh:
        assert fresh


def test_those_who_watch_are_told_of_every_change_once_it_is_made_and_of_no_failure(study):
    heard = []
    leave = study.watch(lambda: heard.append(study.last_change))
    study.add_case("C1")
    study.undo()
    with pytest.raises(RecordUnknown):
        study.change_case("C9", label="nobody")
    study.redo()
    leave()
    leave()
    study.add_case("C2")
    assert heard == [1, 2, 3]
    assert study.last_change == 4
