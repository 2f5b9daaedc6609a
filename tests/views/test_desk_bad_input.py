"""What may go wrong while somebody codes: no edit is lost, one sentence says it, and no view is left waiting."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ieworkbench as ie
from ieworkbench.views.desk import Desk
from views.desk_views import TALK, View, code, place


def test_markup_in_a_transcript_is_told_as_the_letters_it_is(study, tmp_path, desk):
    words = "U1: She wrote <script>alert(1)</script> & <b>that</b>.\n"
    tmp_path.joinpath("m.txt").write_text(words, "utf-8")
    study.add_source(tmp_path / "m.txt", kind="interview", id="M")
    view = View(desk, "M")
    assert view.last("text")["content"] == words
    view.do("code", at=place(study, "<script>alert(1)</script>", "M"), code=code(study, "forms"))
    assert view.last("remarked")["codings"][0]["start"] == words.index("<script>")


def test_a_selection_over_the_whole_text_is_coded(view, study):
    view.do("code", at=place(study, TALK), code=code(study, "forms"))
    line = view.last("remarked")["codings"][0]
    assert (line["start"], line["end"]) == (0, len(TALK))


@pytest.mark.parametrize(("start", "end"), [(5, 5), (7, 3), (0, 10_000)])
def test_a_place_that_is_none_is_refused(view, start, end):
    at = {"source": "U1", "version": 1, "start": start, "end": end, "quote": ""}
    view.do("note", at=at, text="here")
    assert view.told("refused")


def test_a_code_deleted_elsewhere_is_refused_by_the_name_it_had(view, study):
    gone = code(study, "trouble")
    study.add_code("troubles")
    with ie.open_study(study.path, person="bo") as elsewhere:
        elsewhere.remove_code("trouble")
    view.do("code", at=place(study, "the form alone"), code=gone)
    assert view.last("refused")["sentence"] == "There is no code “trouble” in this study; did you mean troubles?"
    assert [each["name"] for each in view.last("codebook")["codes"]] == ["forms", "troubles"]


def test_a_code_deleted_in_the_moment_of_coding_is_refused_by_its_name(view, study, monkeypatch):
    gone = code(study, "trouble")
    monkeypatch.setattr(type(study), "code", _removing(study, "trouble", type(study).code))
    view.do("code", at=place(study, "the form alone"), code=gone)
    assert "no code “trouble”" in view.last("refused")["sentence"]


def _removing(study, name, verb):
    def then(self, *wanted, **more):
        with ie.open_study(study.path, person="bo") as elsewhere:
            elsewhere.remove_code(name)
        return verb(self, *wanted, **more)

    return then


def test_a_coding_removed_elsewhere_is_gone_as_was_wished_and_what_was_to_be_said_of_it_is_refused(view, study):
    view.do("code", at=place(study, "the form"), code=code(study, "forms"))
    coding = view.last("remarked")["codings"][0]["id"]
    with ie.open_study(study.path, person="bo") as elsewhere:
        elsewhere.remove_coding(elsewhere.coding(coding))
    view.do("uncode", coding=coding)
    assert view.told("done")
    assert view.last("remarked")["gone"] == [coding]
    for kind, edit in (
        ("memo", {"coding": coding, "memo": "why?"}),
        ("renote", {"note": "n1", "text": "Who?"}),
        ("unaccount", {"account": "a1"}),
    ):
        view.do(kind, **edit)
        assert view.last("refused")["sentence"] == "Noen har fjernet dette merket i mellomtiden."


def test_a_study_that_can_only_be_read_says_so_and_refuses_with_one_sentence(study, only_read):
    path = study.path
    study.close()
    only_read()
    with ie.open_study(path, person="anna") as opened:
        view = View(Desk(opened))
        assert view.last("study")["read_only"]
        view.do("code", at=place(opened, "the form alone"), code=code(opened, "forms"))
        assert [each["tell"] for each in view.heard] == ["refused"]
        assert "can only be read here" in view.last("refused")["sentence"]


def test_an_edit_of_a_locked_study_is_kept_for_later_and_made_once(view, study):
    lock = sqlite3.connect(study.path, isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    begun = time.monotonic()
    edit = {"at": place(study, "the form alone"), "code": code(study, "forms")}
    view.do("code", op="kept", **edit)
    assert time.monotonic() - begun < 2  # the cell does not stand still
    assert [each["tell"] for each in view.heard] == ["later"]
    assert view.last("later")["op"] == "kept"
    lock.execute("ROLLBACK")
    lock.close()
    view.do("code", op="kept", **edit)
    view.do("code", op="kept", **edit)
    assert view.last("done")["op"] == "kept"
    assert len(study.codings()) == 1


def test_two_views_at_once_have_the_same_marks_in_the_end(study, desk):
    one, other = View(desk), View(desk)
    one.do("code", at=place(study, "the form alone"), code=code(study, "forms"))
    other.do("code", at=place(study, "a letter"), code=code(study, "trouble"))
    one.do("undo")
    third = View(desk)
    assert [each["start"] for each in third.last("marks")["codings"]] == [place(study, "the form alone")["start"]]


def test_what_another_program_changed_is_told_when_the_view_looks(view, study):
    with ie.open_study(study.path, person="bo") as elsewhere:
        elsewhere.code(elsewhere.source("U1").find_one("a letter"), "trouble")
    view.heard.clear()
    view.say(say="look", since=view.seat.desk.number)
    assert [each["tell"] for each in view.heard] == ["changed", "used", "remarked"]
    assert view.last("changed")["said"] == "bo: koding trouble i U1"
    view.heard.clear()
    view.say(say="look", since=view.seat.desk.number)
    assert view.heard == []


def test_what_another_program_changed_is_told_with_ones_own_change(view, study):
    with ie.open_study(study.path, person="bo") as elsewhere:
        elsewhere.add_case("C2")
    view.do("code", at=place(study, "the form alone"), code=code(study, "forms"))
    assert view.last("done")["said"] == "koding forms i U1"
    assert view.last("changed")["said"] == "bo: sak C2 lagt til"


def test_a_view_that_cannot_be_told_does_not_make_a_verb_fail(view, study, monkeypatch):
    monkeypatch.setattr(view.seat, "_send", lambda _: 1 / 0)
    study.add_case("C2")
    assert [each.id for each in study.cases()] == ["C1", "C2"]


def test_a_view_that_missed_what_it_was_told_is_told_everything_again(view, study):
    before = view.seat.desk.number
    study.code(study.source("U1").find_one("a letter"), "trouble")
    view.heard.clear()
    view.say(say="look", since=before)
    assert [each["tell"] for each in view.heard] == ["codebook", "known", "text", "marks"]


def test_an_edit_is_made_once_though_the_kernel_died_before_it_could_say_so(study):
    edit = {"at": place(study, "the form alone"), "code": code(study, "forms")}
    View(Desk(study)).do("code", op="an edit", **edit)
    with ie.open_study(study.path, person="anna") as again:
        view = View(Desk(again))
        view.do("code", op="an edit", **edit)
        assert view.last("done")["op"] == "an edit"
        assert len(again.codings()) == 1


def test_a_corrected_version_is_told_anew_and_edits_on_the_earlier_one_go_where_the_words_went(view, study, tmp_path):
    earlier = place(study, "the form alone")
    tmp_path.joinpath("U1b.txt").write_text("I: Well?\nI: Who filled in the form?\n" + TALK.split("\n", 1)[1], "utf-8")
    view.heard.clear()
    study.replace_source("U1", tmp_path / "U1b.txt")
    assert view.last("text")["version"] == 2
    assert view.last("marks")["version"] == 2
    view.do("code", at=earlier, code=code(study, "forms"))
    line = view.last("remarked")["codings"][0]
    assert study.source("U1").content[line["start"] : line["end"]] == "the form alone"
    assert line["start"] == earlier["start"] + len("I: Well?\n")


def test_words_that_are_gone_from_the_corrected_version_are_refused(view, study, tmp_path):
    earlier = place(study, "the form alone")
    tmp_path.joinpath("U1b.txt").write_text("I: Well?\nU1: Nothing of that sort.\n", "utf-8")
    study.replace_source("U1", tmp_path / "U1b.txt")
    view.do("code", at=earlier, code=code(study, "forms"))
    assert "“the form alone” is not what stands there" in view.last("refused")["sentence"]


def test_marks_without_a_place_in_the_corrected_text_are_counted(view, study, tmp_path):
    view.do("code", at=place(study, "the form alone"), code=code(study, "forms"))
    tmp_path.joinpath("U1b.txt").write_text("I: Well?\nU1: Nothing of that sort.\n", "utf-8")
    study.replace_source("U1", tmp_path / "U1b.txt")
    assert view.last("marks")["codings"] == []
    assert "uten plass i den: 1" in view.last("changed")["said"]


def test_undoing_a_correction_shows_the_earlier_text_again(view, study, tmp_path):
    tmp_path.joinpath("U1b.txt").write_text("I: Well?\nU1: Nothing of that sort.\n", "utf-8")
    study.replace_source("U1", tmp_path / "U1b.txt")
    view.heard.clear()
    study.undo()
    assert view.last("text")["content"] == TALK


def test_another_correction_under_the_same_number_is_told_too(view, study, tmp_path):
    for name in ("b", "c"):
        tmp_path.joinpath(f"{name}.txt").write_text(TALK.replace("letter", f"letter {name}"), "utf-8")
    study.replace_source("U1", tmp_path / "b.txt")
    with ie.open_study(study.path, person="anna") as elsewhere:
        elsewhere.undo()
        elsewhere.replace_source("U1", tmp_path / "c.txt")
    view.heard.clear()
    view.say(say="look", since=view.seat.desk.number)
    assert (view.last("text")["version"], "letter c" in view.last("text")["content"]) == (2, True)


def test_a_source_that_is_removed_while_it_is_open_is_said_to_be_gone(view, study):
    view.heard.clear()
    study.remove_source("U1")
    assert "no source “U1”" in view.last("gone")["sentence"]
    assert view.last("study")["sources"] == []


def test_an_earlier_copy_of_the_file_put_back_is_shown_whole(view, study, tmp_path):
    study.close()
    kept = Path(study.path).read_bytes()
    study.code(study.source("U1").find_one("a letter"), "trouble")
    study.close()
    Path(study.path).with_name("a.iestudy.new").write_bytes(kept)
    Path(study.path).with_name("a.iestudy.new").replace(study.path)
    view.heard.clear()
    view.say(say="look", since=view.seat.desk.number)
    assert len(view.last("remarked")["gone"]) == 1


def test_a_fault_of_the_program_is_one_sentence_and_the_desk_goes_on(view, study, monkeypatch):
    monkeypatch.setattr(type(study), "add_memo", lambda *_, **__: 1 / 0)
    view.do("note", at=place(study, "a letter"), text="here")
    assert "ZeroDivisionError" in view.last("refused")["sentence"]
    view.do("code", at=place(study, "a letter"), code=code(study, "trouble"))
    assert view.told("done")


SIGNS = ("a", " ", "\n", "é", "e\u0301", "👩🏽‍🦽", "🇳🇴", "שלום", "\u00ad", "\u200f", "𝒳")


@settings(max_examples=30)
@given(st.lists(st.sampled_from(SIGNS), min_size=1, max_size=12), st.data())
def test_positions_count_code_points_whatever_stands_there(tmp_path_factory, signs, data):
    folder = tmp_path_factory.mktemp("signs")
    content = "U1: x" + "".join(signs) + "x\n"
    folder.joinpath("s.txt").write_text(content, "utf-8", newline="\n")
    with ie.create_study(folder / "a.iestudy", title="T", standpoint="S") as study:
        text = study.add_source(folder / "s.txt", kind="letter", id="s").content
        study.add_code("sign")
        view = View(Desk(study), "s")
        assert view.last("text")["content"] == text
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, len(text)))
        at = {"source": "s", "version": 1, "start": start, "end": end, "quote": text[start:end]}
        view.do("code", at=at, code=code(study, "sign"))
        line = view.last("remarked")["codings"][0]
        assert (line["start"], line["end"]) == (start, end)
