"""Two people's copies of one study become one: what holds, what waits, and that nothing is lost."""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

import ieworkbench as ie
from ieworkbench.errors import (
    NotTheSameStudy,
    RecordInUse,
    RecordUnknown,
    RecordWrong,
    StudyDamaged,
    StudyReadOnly,
)
from ieworkbench.store.merge_texts import file_marks, taken_ids
from ieworkbench.study.merging import Arrived

from .merging_desks import ACTS, TALKS, Desk, act


@pytest.fixture
def desks(tmp_path):
    """Ann's and Bo's copies of what Zed began: a source, a case, a code."""
    (tmp_path / "s1.txt").write_text(TALKS[0])
    with ie.create_study(tmp_path / "base.iestudy", title="T", standpoint="S", person="Zed") as study:
        study.add_case("C1", label="one")
        study.add_site("clinic", aliases=["the house"])
        study.add_source(tmp_path / "s1.txt", cases="C1")
        study.add_code("phoning")
    copies = [Desk.copied(tmp_path / "base.iestudy", person) for person in ("Ann", "Bo")]
    yield copies
    for each in copies:
        each.study.close()


def file(tmp_path, name, words):
    path = tmp_path / name
    path.write_text(words)
    return path


def said(conflict):
    return conflict.kind, conflict.record, conflict.ours, conflict.theirs, conflict.by


def agree(ann, bo):
    """Bo takes over what Ann has made of the two; then both are one."""
    bo.merge(ann)
    assert bo.records() == ann.records()
    entries = ann.entries()
    ann.merge(bo)
    assert ann.records() == bo.records()
    ann.check()
    return ann.entries() - entries


# -------------------------------------------------------------------------------- what comes in


def test_what_only_the_other_changed_is_as_they_made_it(desks):
    ann, bo = desks
    bo.study.change_case("C1", label="changed")
    bo.study.add_case("C2")
    bo.study.change_site("clinic", aliases=["the house", "up there"])
    merged = ann.merge(bo)
    assert ann.study.case("C1").label == "changed"
    assert ann.study.site("clinic").aliases == ("the house", "up there")
    assert merged.arrived == (Arrived("case", 1, 1, 0), Arrived("site", 0, 1, 0))
    assert repr(merged) == "Merged(3 changes; case: 1 added, 1 changed; site: 1 changed)"
    assert merged.rows()[0] == {"kind": "case", "added": 1, "changed": 1, "removed": 0}
    assert agree(ann, bo) == 0


def test_a_merge_is_one_change_and_one_undo_and_the_history_is_whole(desks):
    ann, bo = desks
    ann.study.add_case("A")
    bo.study.add_case("B")
    before = ann.rows()
    ann.merge(bo)
    last = ann.study.history()[-1]
    assert (last.by, last.verb, last.what) == ("Ann", "merge", "1 change by Bo")
    assert [(row["by"], row["verb"], row["what"]) for row in ann.rows()["merged_entry"]] == [("Bo", "add case", "B")]
    merged = ann.rows()
    ann.study.undo()
    assert ann.rows() == before
    ann.study.redo()
    assert ann.rows() == merged


def test_merging_again_changes_nothing_at_all(desks):
    ann, bo = desks
    bo.study.add_case("B")
    ann.merge(bo)
    data = hashlib.sha256(ann.path.read_bytes()).hexdigest()
    assert repr(ann.merge(bo)) == "Merged(nothing new)"
    assert hashlib.sha256(ann.path.read_bytes()).hexdigest() == data


def test_the_other_copy_is_never_written(desks):
    ann, bo = desks
    ann.study.add_case("A")
    bo.study.add_case("B")
    before = bo.path.read_bytes()
    ann.merge(bo)
    assert bo.path.read_bytes() == before


def test_a_merge_that_was_undone_can_be_made_again(desks):
    ann, bo = desks
    bo.study.add_case("B")
    ann.merge(bo)
    merged = ann.records()
    ann.study.undo()
    assert "B" not in [each.id for each in ann.study.cases()]
    ann.merge(bo)
    assert ann.records() == merged
    assert ann.waiting() == []


def test_undoing_a_merge_takes_nothing_from_those_who_did_the_work(desks):
    ann, bo = desks
    ann.study.add_case("A")
    bo.merge(ann)
    ann.merge(bo)
    bo.study.undo()
    ann.merge(bo)
    assert "A" in [each.id for each in ann.study.cases()]


def test_what_the_other_did_and_undid_again_is_no_change(desks):
    ann, bo = desks
    ann.study.change_case("C1", label="ours")
    bo.study.change_case("C1", label="theirs")
    bo.study.undo()
    ann.merge(bo)
    assert (ann.study.case("C1").label, ann.waiting()) == ("ours", [])


def test_what_the_other_removed_is_removed(desks):
    ann, bo = desks
    bo.study.remove_site("clinic")
    ann.merge(bo)
    assert list(ann.study.sites()) == []
    assert agree(ann, bo) == 0


# ---------------------------------------------------------------------------- what both changed


def test_what_both_changed_stays_as_ours_and_waits_with_both_versions(desks):
    ann, bo = desks
    ann.study.change_case("C1", label="ours")
    bo.study.change_case("C1", label="theirs")
    merged = ann.merge(bo)
    assert ann.study.case("C1").label == "ours"
    (conflict,) = ann.conflicts()
    assert said(conflict) == ("case", "C1", {"label": "ours"}, {"label": "theirs"}, "Bo")
    assert merged.conflicts == (conflict,)
    assert conflict.choice is None
    assert agree(ann, bo) == 0
    assert bo.conflicts() == ann.conflicts()


@pytest.mark.parametrize("choice", ["ours", "theirs"])
def test_what_was_chosen_travels_and_can_be_undone(desks, choice):
    ann, bo = desks
    ann.study.change_case("C1", label="ours")
    bo.study.change_case("C1", label="theirs")
    ann.merge(bo)
    bo.merge(ann)
    (conflict,) = ann.conflicts()
    ann.resolve(conflict.id, choice)
    assert ann.study.case("C1").label == choice
    assert bo.merge(ann).conflicts == ()
    assert bo.study.case("C1").label == choice
    assert [each.choice for each in bo.conflicts()] == [choice]
    ann.study.undo()
    assert (ann.study.case("C1").label, len(ann.waiting())) == ("ours", 1)


@pytest.mark.parametrize("choice", ["ours", "theirs"])
def test_what_one_chose_holds_for_another_who_met_the_same_conflict(desks, choice):
    ann, bo = desks
    ann.study.change_case("C1", label="ours")
    bo.study.change_case("C1", label="theirs")
    third = Desk.copied(bo.path, "Cy")
    third.merge(ann)
    assert third.study.case("C1").label == "theirs"
    ann.merge(bo)
    ann.resolve(ann.conflicts()[0].id, choice)
    third.merge(ann)
    assert (third.study.case("C1").label, third.waiting()) == (choice, [])
    third.study.close()


def test_the_journal_names_what_was_chosen_in_the_researchers_words(desks):
    ann, bo = desks
    code = ann.study.add_code("work")
    bo.merge(ann)
    ann.study.change_code(code, definition="ours")
    bo.study.change_code(code, definition="theirs")
    ann.merge(bo)
    ann.resolve(ann.conflicts()[0].id, "theirs")
    assert ann.study.history()[-1].what == "theirs for code work"


def test_a_choice_needs_a_conflict_and_a_side(desks):
    ann, bo = desks
    ann.study.change_case("C1", label="ours")
    bo.study.change_case("C1", label="theirs")
    ann.merge(bo)
    with pytest.raises(RecordUnknown, match="no conflict “x”"):
        ann.resolve("x", "ours")
    with pytest.raises(RecordWrong, match="“mine” is no choice"):
        ann.resolve(ann.conflicts()[0].id, "mine")


def test_one_chosen_id_with_different_words_is_a_conflict_on_that_record_only(desks):
    ann, bo = desks
    ann.study.add_case("C2", label="a walk")
    bo.study.add_case("C2", label="a plan")
    ann.study.add_informant("U1", role="user")
    bo.study.add_informant("U1", role="user")
    ann.merge(bo)
    assert [said(each) for each in ann.conflicts()] == [("case", "C2", {"label": "a walk"}, {"label": "a plan"}, "Bo")]


def test_what_both_added_to_a_list_is_united(desks):
    ann, bo = desks
    ann.study.change_site("clinic", aliases=["the house", "a"])
    bo.study.change_site("clinic", aliases=["the house", "b"])
    ann.merge(bo)
    assert ann.study.site("clinic").aliases == ("the house", "a", "b")
    assert ann.conflicts() == []
    assert agree(ann, bo) == 0


def test_a_list_from_which_one_removed_waits_as_a_whole(desks):
    ann, bo = desks
    ann.study.change_site("clinic", aliases=["the house", "a"])
    bo.study.change_site("clinic", aliases=["b"])
    ann.merge(bo)
    (conflict,) = ann.conflicts()
    assert said(conflict) == ("site", "clinic", {"aliases": ("the house", "a")}, {"aliases": ("b",)}, "Bo")
    ann.resolve(conflict.id, "theirs")
    assert ann.study.site("clinic").aliases == ("b",)


def test_both_versions_of_a_memo_are_kept_and_a_conflict_says_so(desks):
    ann, bo = desks
    ann.study.write_problematic("Who phones?")
    bo.study.write_problematic("Why phone?")
    ann.merge(bo)
    memo = ann.study.problematic
    assert [each.text for each in ann.study.memo_versions(memo)] == ["Who phones?", "Why phone?"]
    (conflict,) = ann.conflicts()
    assert said(conflict)[2:] == ({"text": "Who phones?"}, {"text": "Why phone?"}, "Bo")
    assert agree(ann, bo) == 0
    ann.resolve(conflict.id, "ours")
    assert [each.text for each in ann.study.memo_versions(memo)] == ["Who phones?", "Why phone?", "Who phones?"]


def test_the_title_of_the_study_can_be_a_conflict(desks):
    ann, bo = desks
    ann.study.change(title="A")
    bo.study.change(title="B")
    ann.merge(bo)
    assert (ann.study.title, [each.kind for each in ann.conflicts()]) == ("A", ["study"])


# ------------------------------------------------------------------------------------- sources


def test_a_source_comes_with_its_text_its_file_and_can_be_found(desks, tmp_path):
    ann, bo = desks
    ann.study.add_source(file(tmp_path, "a.txt", TALKS[1]))
    bo.study.add_source(file(tmp_path, "b.txt", TALKS[2]))
    ann.merge(bo)
    assert replace(ann.study.source("b"), version=1) == bo.study.source("b")
    assert ann.study.original("b") == TALKS[2].encode()
    assert [each.source for each in ann.study.find("plan was signed")] == ["b"]
    assert agree(ann, bo) == 0


def test_one_source_added_by_both_is_one(desks, tmp_path):
    ann, bo = desks
    for desk in desks:
        desk.study.add_source(file(tmp_path, "a.txt", TALKS[1]))
    assert repr(ann.merge(bo)) == "Merged(1 change)"
    assert [each.id for each in ann.study.sources()] == ["s1", "a"]
    assert agree(ann, bo) == 0


def test_two_files_under_one_id_become_two_sources_everywhere(desks, tmp_path):
    ann, bo = desks
    ann.study.add_source(file(tmp_path, "a.txt", TALKS[1]))
    bo.study.add_source(file(tmp_path, "a.txt", TALKS[2]), cases="C1")
    bo.study.code(bo.study.source("a").passage(0, 7), "phoning")
    bo.study.add_memo("look", about="source a")
    bo.study.add_attribute("county")
    bo.study.set_attribute("source a", "county", "Agder")
    merged = ann.merge(bo)
    assert merged.notes == ("The other copy calls another file “a” too; its source is now “a-2”.",)
    assert ann.study.source("a").content == TALKS[1]
    assert (ann.study.source("a-2").content, ann.study.source("a-2").cases) == (TALKS[2], ("C1",))
    assert [(each.source, each.quote) for each in ann.study.passages()] == [("a-2", "Minutes")]
    assert [each.about.id for each in ann.study.memos()] == ["a-2"]
    assert ann.study.attributes_of("source a-2") == {"county": "Agder"}
    bo.study.code(bo.study.source("a").passage(8, 10), "phoning")
    bo.merge(ann)
    ann.merge(bo)
    assert agree(ann, bo) == 0
    assert [each.quote for each in ann.study.passages("a-2")] == ["Minutes", "of"]


def test_both_corrections_of_a_source_are_kept_and_one_is_chosen(desks, tmp_path):
    ann, bo = desks
    ann.study.add_passage(ann.study.source("s1").find_one("whole night"))
    bo.merge(ann)
    ann.study.replace_source("s1", file(tmp_path, "x.txt", TALKS[0].replace("welcome", "Welcome")))
    bo.study.replace_source("s1", file(tmp_path, "y.txt", "Well. " + TALKS[0]))
    bo.study.code(bo.study.source("s1").find_one("Well"), "phoning")
    ann.merge(bo)
    assert [each.content[:5] for each in ann.study.versions("s1")] == ["I: Di", "I: Di", "Well."]
    (conflict,) = ann.conflicts()
    assert said(conflict) == ("source", "s1", {"version": 2}, {"version": 3}, "Bo")
    assert ann.study.source("s1").version == 2
    ann.check()
    bo.merge(ann)
    ann.resolve(conflict.id, "theirs")
    assert ann.study.source("s1").version == 3
    assert [(each.quote, each.start) for each in ann.study.passages()] == [("Well", 0), ("whole night", 74)]
    ann.check()
    bo.merge(ann)
    assert bo.records() == ann.records()


def test_passages_made_in_the_old_text_are_carried_into_the_correction(desks, tmp_path):
    ann, bo = desks
    ann.study.code(ann.study.source("s1").find_one("whole night"), "phoning")
    bo.study.replace_source("s1", file(tmp_path, "y.txt", "Well. " + TALKS[0]))
    ann.merge(bo)
    (passage,) = ann.study.passages()
    assert passage.stands_in(ann.study.source("s1").content)
    assert passage.start == 74
    assert ann.study.passages(orphaned=True) == ann.study.passages()[:0]
    assert agree(ann, bo) == 0


def test_one_says_more_of_a_source_while_the_other_corrects_it(desks, tmp_path):
    ann, bo = desks
    ann.study.change_source("s1", title="First talk")
    bo.study.replace_source("s1", file(tmp_path, "y.txt", "Well. " + TALKS[0]))
    ann.merge(bo)
    source = ann.study.source("s1")
    assert (source.title, source.version, ann.conflicts()) == ("First talk", 2, [])


# -------------------------------------------------------------------------- passages and codes


def test_one_place_kept_by_both_is_one_passage_with_both_codings(desks):
    ann, bo = desks
    for desk in desks:
        desk.study.code(desk.study.source("s1").find_one("slept"), "phoning", memo=desk.person)
    ann.merge(bo)
    assert len(ann.study.passages()) == 1
    assert sorted(row["by"] for row in ann.rows()["coding"]) == ["Ann", "Bo"]
    assert agree(ann, bo) == 0


def test_codes_of_one_name_made_by_both_stay_two_and_are_listed(desks):
    ann, bo = desks
    for desk in desks:
        desk.study.add_code("waiting", under="phoning")
    merged = ann.merge(bo)
    assert [each.name for each in ann.study.codebook] == ["phoning", "waiting", "waiting"]
    assert merged.notes == (
        "Two codes are called “waiting” under “phoning”, one from each copy; merge them if they mean the same.",
    )
    assert len({row[0] for row in _positions(ann)}) == 3
    assert agree(ann, bo) == 0


def _positions(desk):
    with desk.study._database.reading() as connection:
        return connection.execute(text("SELECT position FROM code")).all()


def test_a_code_that_one_removed_and_the_other_used_comes_back_and_waits(desks):
    ann, bo = desks
    ann.study.remove_code("phoning")
    bo.study.code(bo.study.source("s1").find_one("slept"), "phoning")
    ann.merge(bo)
    assert [each.name for each in ann.study.codebook] == ["phoning"]
    assert len(ann.rows()["coding"]) == 1
    (conflict,) = ann.conflicts()
    assert (conflict.kind, conflict.record, conflict.ours, conflict.theirs["name"]) == (
        "code", "phoning", None, "phoning",
    )  # fmt: skip
    with pytest.raises(RecordInUse):
        ann.resolve(conflict.id, "ours")
    assert agree(ann, bo) == 0


def test_a_record_that_one_removed_and_the_other_changed_stays_until_one_chooses(desks):
    ann, bo = desks
    ann.study.change_site("clinic", level="front line")
    bo.study.remove_site("clinic")
    ann.merge(bo)
    (conflict,) = ann.conflicts()
    assert (conflict.ours["level"], conflict.theirs) == ("front line", None)
    assert ann.study.site("clinic").aliases == ("the house",)
    ann.resolve(conflict.id, "theirs")
    assert list(ann.study.sites()) == []
    ann.study.undo()
    assert ann.study.site("clinic").aliases == ("the house",)


def test_codes_put_under_each_other_make_no_circle(desks):
    ann, bo = desks
    ann.study.add_code("waiting")
    bo.merge(ann)
    ann.study.move_code("waiting", under="phoning")
    bo.study.move_code("phoning", under="waiting")
    ann.merge(bo)
    assert sorted(map(ann.study.codebook.path, (each.id for each in ann.study.codebook))) == [
        "phoning",
        "phoning > waiting",
    ]
    (conflict,) = ann.conflicts()
    with pytest.raises(RecordWrong, match="under itself"):
        ann.resolve(conflict.id, "theirs")
    assert agree(ann, bo) == 0


def test_attributes_of_one_name_are_one_or_told_apart(desks):
    ann, bo = desks
    for desk, kind in zip(desks, ("text", "whole number"), strict=True):
        desk.study.add_attribute("county")
        desk.study.set_attribute("case C1", "county", desk.person)
        desk.study.add_attribute("age", kind)
    merged = ann.merge(bo)
    assert [(each.name, each.type.value) for each in ann.study.attributes()] == [
        ("age", "text"), ("age (2)", "whole number"), ("county", "text"),
    ]  # fmt: skip
    assert merged.notes == ("Two attributes are called “age”; theirs is now “age (2)”.",)
    assert [said(each)[:4] for each in ann.conflicts()] == [
        ("value", "county of case C1", {"value": "Ann"}, {"value": "Bo"})
    ]
    assert agree(ann, bo) == 0


# --------------------------------------------------------------------------------- three people


def test_three_people_in_a_row_lose_nothing(desks):
    ann, bo = desks
    cy = Desk.copied(bo.path, "Cy")
    for desk in (ann, bo, cy):
        desk.study.add_case(desk.person)
    cy.merge(bo)
    ann.merge(cy)
    assert [each.id for each in ann.study.cases()] == ["Ann", "Bo", "C1", "Cy"]
    assert ann.merge(bo).entries == 0
    bo.merge(ann)
    cy.merge(bo)
    assert ann.records() == bo.records() == cy.records()
    cy.study.close()


def test_two_who_merged_each_other_at_once_agree_in_the_end(desks):
    ann, bo = desks
    for desk in desks:
        desk.study.change_case("C1", label=desk.person)
        desk.study.change_site("clinic", aliases=["the house", desk.person])
        desk.study.add_case(desk.person)
        desk.study.code(desk.study.source("s1").find_one("slept"), "phoning")
    before = Desk.copied(ann.path, "Cy")
    ann.merge(bo)
    bo.merge(before)
    assert (ann.study.case("C1").label, bo.study.case("C1").label) == ("Ann", "Bo")
    ann.merge(bo)
    assert agree(ann, bo) == 0
    assert len(ann.waiting()) == len(bo.waiting()) == 1
    before.study.close()


def go_round(desks) -> None:
    """Each takes over what the next one has, round and round, until nothing comes in any more."""
    around = list(zip(desks, [*desks[1:], desks[0]], strict=True))
    for _ in range(4 * len(desks)):
        before = [desk.rows("merged_entry") for desk in desks]
        for one, other in around:
            one.merge(other)
            one.check()
        if [desk.rows("merged_entry") for desk in desks] == before:
            return
    raise AssertionError("it never ends")


@pytest.fixture
def three(desks):
    cy = Desk.copied(desks[0].path, "Cy")
    yield [*desks, cy]
    cy.study.close()


def test_attributes_of_one_name_get_one_other_name_each_however_often_they_meet(three):
    for desk, type_ in zip(three, ("text", "whole number", "number"), strict=True):
        desk.study.add_attribute("age", type_)
    go_round(three)
    for desk in three:
        assert sorted(each.name for each in desk.study.attributes()) in (
            ["age", "age (2)", "age (2) (2)"],
            ["age", "age (2)", "age (3)"],
        )
    assert three[0].records() == three[1].records() == three[2].records()


def test_three_beginnings_of_the_problematic_become_one_memo_with_every_word(three):
    for desk in three:
        desk.study.write_problematic(f"{desk.person} asks")
    ann, bo, cy = three
    bo.merge(cy)
    ann.merge(bo)
    cy.merge(ann)
    bo.study.write_problematic("Bo asks again")
    go_round(three)
    assert ann.rows("merged_entry") == bo.rows("merged_entry") == cy.rows("merged_entry")
    texts = {row["text"] for row in ann.rows()["memo_version"]}
    assert texts == {"Ann asks", "Bo asks", "Cy asks", "Bo asks again"}


def test_who_knows_all_that_another_did_is_followed_in_everything(three):
    ann, bo, cy = three
    for desk in three:
        desk.study.change_case("C1", label=desk.person)
        desk.study.change_site("clinic", aliases=[desk.person])
    for one, other in ((ann, bo), (ann, cy), (bo, ann), (cy, ann)):
        one.merge(other)
    assert ann.rows("merged_entry") == bo.rows("merged_entry") == cy.rows("merged_entry")
    assert ann.study.case("C1").label == "Ann"
    offered = {each.theirs["label"] for each in cy.waiting() if each.kind == "case"}
    assert offered == {"Bo", "Cy"}


def test_an_id_means_the_same_file_in_both_copies_also_once_its_source_is_removed(desks, tmp_path):
    for desk, number in zip(desks, (1, 2), strict=True):
        desk.study.add_source(file(tmp_path, f"{desk.person}.txt", TALKS[number]), id="s2")
    ann, bo = desks
    bo.merge(ann)
    ann.merge(bo)
    for desk in desks:
        with desk.study._database.reading() as connection:
            marks = file_marks(connection)
            taken = {name: mark for (kind, name), mark in taken_ids(connection).items() if kind == "source"}
        assert taken == marks
        assert sorted(taken) == ["s1", "s2", "s2-2"]
    assert ann.records() == bo.records()


def test_a_merge_that_only_makes_alike_what_both_know_says_what_it_changed(desks):
    ann, bo = desks
    for desk in desks:
        desk.study.change_case("C1", label=desk.person)
    before = Desk.copied(ann.path, "Cy")
    ann.merge(bo)
    bo.merge(before)
    before.study.close()
    done = [one.merge(other) for one, other in ((ann, bo), (bo, ann)) if one.records() != other.records()]
    assert ann.records() == bo.records()
    assert [repr(each) != "Merged(nothing new)" for each in done].count(True) == 1


def test_what_a_third_did_and_undid_is_in_the_history_that_comes_with_another(three):
    ann, bo, cy = three
    cy.study.add_case("C9")
    cy.study.undo()
    bo.merge(cy)
    ann.merge(bo)
    assert [each.by for each in ann.study.history() if each.by == "Cy"] == ["Cy", "Cy"]


# -------------------------------------------------------------------------------------- refusals


def test_another_study_is_refused(desks, tmp_path):
    ann, _ = desks
    with ie.create_study(tmp_path / "other.iestudy", title="T", standpoint="S", person="Bo"):
        pass
    other = Desk(tmp_path / "other.iestudy", "Bo")
    before = ann.rows()
    with pytest.raises(NotTheSameStudy, match=r"other\.iestudy: this is another study, not a copy of"):
        ann.merge(other)
    assert ann.rows() == before
    other.study.close()


def test_a_study_merged_with_itself_changes_nothing(desks):
    ann, _ = desks
    again = Desk(ann.path, "Bo")
    assert ann.merge(again).entries == 0
    assert ann.merge(ann).entries == 0
    again.study.close()


def test_a_copy_that_may_only_be_read_can_be_merged_but_not_merged_into(desks):
    ann, bo = desks
    bo.study.add_case("B")
    read_only = replace(bo.study._database, read_only=True)
    bo.study._database = read_only
    ann.merge(bo)
    assert "B" in [each.id for each in ann.study.cases()]
    ann.study.add_case("A")
    with pytest.raises(StudyReadOnly):
        bo.merge(ann)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE text_content SET content = 'something else'",
        "UPDATE passage SET quote = 'never said'",
        "UPDATE journal_change SET \"table\" = 'nothing'",
        "UPDATE journal_change SET after = '{' WHERE after IS NOT NULL",
        "DROP TABLE merged_entry",
    ],
)
def test_a_damaged_copy_is_refused_and_nothing_is_changed(desks, tmp_path, damage):
    ann, bo = desks
    bo.study.add_source(file(tmp_path, "b.txt", TALKS[1]))
    bo.study.add_passage(bo.study.source("b").find_one("the plan"))
    with bo.study._database.writing() as connection:
        connection.execute(text(damage))
    before = ann.rows()
    with pytest.raises(StudyDamaged, match=r"Bo\.iestudy"):
        ann.merge(bo)
    assert ann.rows() == before


# ------------------------------------------------------------------------------------------ laws


def begun(folder: Path, acts) -> Path:
    with ie.create_study(folder / "base.iestudy", title="T", standpoint="S", person="Zed"):
        pass
    desk = Desk(folder / "base.iestudy", "Zed")
    act(desk, folder, [("add source", 0, 0), ("add case", 0, 0), ("add code", 0, 0), ("code", 0, 0), *acts])
    desk.study.close()
    return desk.path


LAWS = settings(max_examples=5, database=None)


@LAWS
@given(first=ACTS, rounds=st.lists(st.tuples(ACTS, ACTS), min_size=1, max_size=2))
def test_law_two_copies_become_one_and_nothing_is_lost(first, rounds):
    with tempfile.TemporaryDirectory() as folder:
        base = begun(Path(folder), first)
        ann, bo = (Desk.copied(base, person) for person in ("Ann", "Bo"))
        for ours, theirs in rounds:
            common = ann.ids()
            act(ann, Path(folder), ours)
            act(bo, Path(folder), theirs)
            kept = (ann.ids() & bo.ids()) | {each for each in ann.ids() ^ bo.ids() if each not in common}
            before = ann.rows()
            merged = ann.merge(bo)
            after = ann.rows()
            ann.check()
            assert kept <= ann.ids()
            assert (ann.merge(bo).entries, ann.rows()) == (0, after)
            if merged.entries:
                ann.study.undo()
                assert ann.rows() == before
                ann.study.redo()
                assert ann.rows() == after
            agree(ann, bo)
        for desk in (ann, bo):
            desk.study.close()


@LAWS
@given(
    first=ACTS,
    acts=st.tuples(ACTS, ACTS, ACTS),
    merges=st.lists(st.sampled_from([(0, 1), (1, 0), (0, 2), (2, 0), (1, 2), (2, 1)]), max_size=4),
    more=st.tuples(ACTS, ACTS, ACTS),
)
def test_law_three_copies_in_any_order_become_one(first, acts, merges, more):
    with tempfile.TemporaryDirectory() as folder:
        base = begun(Path(folder), first)
        desks = [Desk.copied(base, person) for person in ("Ann", "Bo", "Cy")]
        made, removed = set(), set()
        for every in (acts, more):
            for desk, its in zip(desks, every, strict=True):
                before = desk.ids()
                act(desk, Path(folder), its)
                made |= before | desk.ids()
                removed |= before - desk.ids()
            for one, other in merges:
                desks[one].merge(desks[other])
                desks[one].check()
        for one, other in ((0, 1), (0, 2), (1, 0), (2, 0)):
            desks[one].merge(desks[other])
        assert desks[0].records() == desks[1].records() == desks[2].records()
        assert made - removed <= desks[0].ids()
        for desk in desks:
            desk.study.close()


@settings(LAWS, max_examples=3)
@given(
    acts=st.tuples(ACTS, ACTS, ACTS),
    merges=st.lists(st.sampled_from([(0, 1), (1, 0), (0, 2), (2, 0), (1, 2), (2, 1)]), max_size=3),
    order=st.permutations([0, 1, 2]),
)
def test_law_whoever_asks_whom_three_copies_agree_when_nothing_is_left(acts, merges, order):
    with tempfile.TemporaryDirectory() as folder:
        base = begun(Path(folder), [("problematic", 0, 0), ("attribute", 0, 0)])
        desks = [Desk.copied(base, person) for person in ("Ann", "Bo", "Cy")]
        for desk, its in zip(desks, acts, strict=True):
            act(desk, Path(folder), [*its, ("problematic", 0, len(its)), ("attribute", 1, order.index(0))])
        for one, other in merges:
            desks[one].merge(desks[other])
        go_round([desks[place] for place in order])
        assert desks[0].rows("merged_entry") == desks[1].rows("merged_entry") == desks[2].rows("merged_entry")
        for desk in desks:
            desk.study.close()
