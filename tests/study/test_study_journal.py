"""History, undo and redo as one person and as two."""

from __future__ import annotations

import pytest

import ieworkbench as ie
from ieworkbench.errors import NothingToRedo, NothingToUndo, UndoBlocked


def told(study, **narrowed):
    return [(each.number, each.by, each.verb, each.what, each.undone) for each in study.history(**narrowed)]


def test_every_change_is_listed_with_who_and_what(study, put):
    study.add_case("C1")
    study.add_source(put("a.txt"), cases="C1")
    study.change_source("a", wave=1)
    assert told(study) == [
        (1, "Ann", "add case", "C1", False),
        (2, "Ann", "add source", "a", False),
        (3, "Ann", "change source", "a", False),
    ]


def test_undo_and_redo_go_back_and_forth_one_verb_at_a_time(study):
    study.add_case("C1", label="one")
    study.change_case("C1", label="two")
    assert (study.undo().verb, study.case("C1").label) == ("change case", "one")
    assert (study.undo().verb, len(study.cases())) == ("add case", 0)
    with pytest.raises(NothingToUndo, match="There is nothing to undo"):
        study.undo()
    assert (study.redo().verb, study.case("C1").label) == ("add case", "one")
    assert (study.redo().verb, study.case("C1").label) == ("change case", "two")
    with pytest.raises(NothingToRedo):
        study.redo()
    assert [verb for _, _, verb, _, undone in told(study) if not undone][:2] == ["add case", "change case"]


def test_a_new_change_ends_what_can_be_done_again(study):
    study.add_case("C1")
    study.undo()
    study.add_case("C2")
    with pytest.raises(NothingToRedo):
        study.redo()


def test_two_people_undo_each_their_own(study, tmp_path):
    with ie.open_study(study.path, person="Bo") as other:
        study.add_case("C1")
        other.add_case("C2")
        assert study.undo().what == "C1"
        assert [each.id for each in other.cases()] == ["C2"]
        with pytest.raises(NothingToUndo):
            study.undo()
        with pytest.raises(NothingToRedo):
            other.redo()
        assert other.undo().what == "C2"
        assert study.redo().what == "C1"
        assert [each.id for each in other.cases()] == ["C1"]
        assert {by for _, by, *_ in told(study, by="Bo")} == {"Bo"}


def test_what_another_person_built_on_is_not_undone(study):
    with ie.open_study(study.path, person="Bo") as other:
        study.add_case("C1")
        study.add_site("home")
        other.change_case("C1", label="changed")
        assert study.undo().what == "home"
        with pytest.raises(UndoBlocked, match=r"alone: Bo's “change case C1” of .* rests on it"):
            study.undo()
        other.undo()
        assert study.undo().what == "C1"


def test_a_case_somebody_elses_informant_tells_of_is_not_undone(study):
    with ie.open_study(study.path, person="Bo") as other:
        study.add_case("C1")
        other.add_informant("U1", cases="C1")
        with pytest.raises(UndoBlocked, match=r"alone: Bo's “add informant U1” of .* rests on it"):
            study.undo()
        assert study.informant("U1").cases == ("C1",)


def test_two_people_changing_different_things_of_one_record_both_keep_their_change(study):
    with ie.open_study(study.path, person="Bo") as other:
        study.add_case("C1")
        study.change_case("C1", label="a label")
        other.change_case("C1", period="2014")
        assert (study.case("C1").label, str(study.case("C1").period)) == ("a label", "2014")


def test_undo_reaches_back_beyond_closing(tmp_path):
    with ie.create_study(tmp_path / "s.iestudy", title="T", standpoint="S", person="Ann") as study:
        study.add_case("C1")
    with ie.open_study(tmp_path / "s.iestudy", person="Ann") as study:
        assert study.undo().what == "C1"
