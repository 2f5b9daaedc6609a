"""The desk: what views ask is done once, acknowledged, and seen by every view."""

from __future__ import annotations

import subprocess
import sys
import tempfile

import ieworkbench as ie
from views.desk_views import TALK, View, code, place


def test_a_view_that_says_hello_is_told_everything_it_begins_with(view, study):
    assert [each["tell"] for each in view.heard] == ["study", "codebook", "known", "text", "marks"]
    told = view.last("study")
    assert (told["title"], told["person"], told["language"], told["read_only"]) == ("A study", "anna", "nb", False)
    assert told["key"] == study.key
    assert [each["id"] for each in told["sources"]] == ["U1"]
    assert view.last("text")["content"] == TALK
    assert [each["speaker"] for each in view.last("text")["turns"]] == ["I", "U1"]
    assert [each["name"] for each in view.last("codebook")["codes"]] == ["trouble", "forms"]


def test_words_are_coded_once_and_every_view_sees_it(view, desk, study):
    other = View(desk)
    other.heard.clear()
    view.do("code", at=place(study, "the form alone"), code=code(study, "forms"), memo="why", id="k1")
    assert [each["tell"] for each in view.heard] == ["done", "used", "remarked"]
    assert view.last("done")["said"] == "koding forms i U1"
    assert [(each["id"], each["start"], each["memo"]) for each in view.last("remarked")["codings"]] == [
        ("k1", 43, "why")
    ]
    assert [each["tell"] for each in other.heard] == ["changed", "used", "remarked"]
    assert other.last("changed")["said"].startswith("anna: koding forms")
    assert [each.coding.id for each in study.codings()] == ["k1"]


def test_what_an_edit_makes_is_called_as_the_view_called_it(view, study):
    known = {"status": "told done", "polarity": "done", "work": "own"}
    view.do("new-code", name="letters", at=place(study, "sent a letter"), id="k1")
    view.do("note", at=place(study, "a letter"), text="Whose?", id="n1")
    view.do(
        "act", at=place(study, "the form alone"), known=known, act={"doing": "fills it in", "uses": "the form"}, id="a1"
    )
    act = {"kind": "act", "id": study.acts()[0].id}
    view.do("account", of=act, at=place(study, "a letter"), known=known, id="a2")
    view.do("text", at=place(study, "a letter"), known=known, title="the letter", genre="letter", id="a3")
    marks = study.marks("U1")
    assert [each.id for each in marks.codings] == ["k1"]
    assert [each.id for each in marks.memos] == ["n1"]
    assert {"a1", "a2", "a3"} < {each.id for each in marks.accounts}
    assert [each.id for each in study.acts()[0].accounts] == ["a1", "a2"]
    view.do("renote", note="n1", text="Mine.")
    view.do("memo", coding="k1", memo="why")
    view.do("unaccount", account="a2")
    assert view.told("refused") == []


def test_an_id_that_something_has_already_is_refused(view, study):
    view.do("code", at=place(study, "the form alone"), code=code(study, "forms"), id="k1")
    view.do("code", at=place(study, "a letter"), code=code(study, "forms"), id="k1")
    assert view.last("refused")["sentence"].startswith("There is already a coding “k1”")
    view.do("note", at=place(study, "a letter"), text="Who?", id="n1")
    view.do("note", at=place(study, "a letter"), text="Whom?", id="n1")
    assert view.last("refused")["sentence"].startswith("There is already a memo “n1”")
    assert [each.text for each in study.memos()] == ["Who?"]


def test_a_coding_that_was_there_is_meant_by_the_id_a_view_chose_for_it(view, study):
    there = study.code(study.source("U1").find_one("the form alone"), "forms")
    view.do("code", at=place(study, "the form alone"), code=code(study, "forms"), id="k1")
    view.do("memo", coding="k1", memo="why")
    assert [(each.coding.id, each.coding.memo) for each in study.codings()] == [(there.id, "why")]
    view.do("uncode", coding="k1")
    assert len(study.codings()) == 0


def test_an_edit_that_arrives_again_is_acknowledged_and_not_made_again(view, study):
    for _ in range(2):
        view.do("code", op="once", at=place(study, "the form alone"), code=code(study, "forms"))
        assert view.last("done")["op"] == "once"
        study.remove_coding(study.codings()) if len(study.codings()) else None
    assert len(study.codings()) == 0


def test_what_is_undone_is_said_and_can_be_done_again(view, study):
    view.do("code", at=place(study, "the form alone"), code=code(study, "forms"))
    view.do("undo")
    assert view.last("done")["said"] == "Angret: koding forms i U1"
    assert len(view.last("remarked")["gone"]) == 1
    view.do("redo")
    assert view.last("done")["said"] == "Gjort om igjen: koding forms i U1"
    assert len(study.codings()) == 1


def test_words_that_stand_elsewhere_are_refused(view, study):
    wrong = {**place(study, "the form alone"), "start": 3, "end": 17}
    view.do("code", at=wrong, code=code(study, "forms"))
    assert [each["tell"] for each in view.heard] == ["refused"]
    assert "is not what stands there" in view.last("refused")["sentence"]


def test_changes_from_a_cell_are_told(view, study):
    view.heard.clear()
    study.code(study.source("U1").find_one("a letter"), "trouble")
    assert [each["tell"] for each in view.heard] == ["changed", "used", "remarked"]


def test_a_coding_is_moved_recoded_remembered_and_taken_off(view, study):
    view.do("code", at=place(study, "the form"), code=code(study, "forms"))
    coding = view.last("remarked")["codings"][0]["id"]
    view.do("move", coding=coding, at=place(study, "filled in the form alone"))
    assert view.last("remarked")["codings"][0]["start"] == 33
    view.do("recode", coding=coding, code=code(study, "trouble"))
    assert view.last("remarked")["codings"][0]["code"] == code(study, "trouble")
    view.do("memo", coding=coding, memo="alone?")
    assert view.last("remarked")["codings"][0]["memo"] == "alone?"
    view.do("uncode", coding=coding)
    assert view.last("remarked")["gone"] == [coding]


def test_a_new_code_is_made_and_given_in_one_step(view, study):
    view.do("new-code", name="letters", definition="What is sent.", at=place(study, "sent a letter"))
    assert view.last("codebook")["codes"][-1]["name"] == "letters"
    assert [each.coding.passage.quote for each in study.codings("letters")] == ["sent a letter"]
    view.do("undo")
    assert [each.name for each in study.codebook] == ["trouble", "forms"]


def test_a_memo_on_words_is_shown_where_they_stand(view, study):
    view.do("note", at=place(study, "They sent a letter"), text="Who are they?")
    assert view.last("remarked")["notes"][0]["text"] == "Who are they?"


def test_an_act_is_marked_with_its_site_and_texts_in_one_step(view, study):
    begun = view.ask("act", at=place(study, "filled in the form alone"))
    assert begun["act"]["doer"] == "U1"
    assert begun["act"]["case"] == "C1"
    assert begun["known"] == {"status": "told done", "polarity": "done", "work": "own"}
    form = {**begun["act"], "doing": "fills in the form", "site": "home", "produces": "the form", "mode": "write"}
    view.do("act", at=place(study, "filled in the form alone"), known=begun["known"], act=form)
    assert view.last("done")["said"] == "handling (skrive) i C1"
    assert {each["label"] for each in view.last("remarked")["accounts"]} == {"fills in the form", "the form", "writes"}
    assert view.last("known")["things"]["texts"] == ["the form"]
    others = view.ask("act", at=place(study, "the form alone"))["others"]
    assert "fills in the form" in [each["label"] for each in others]
    view.do("undo")
    assert (len(study.acts()), len(study.texts()), len(study.sites()), len(study.passages())) == (0, 0, 0, 0)


def test_words_are_found_with_a_few_around_them(view):
    found = view.ask("find", words="the form")
    assert [(each["source"], each["start"], each["quote"]) for each in found["places"]] == [
        ("U1", 17, "the form"),
        ("U1", 43, "the form"),
    ]
    assert found["more"] == 0


def test_a_message_that_is_none_is_answered_with_one_sentence(view):
    for wrong in (None, 3, [], {}, {"say": "edit", "op": "x", "do": {"kind": "explode"}}, {"say": "open"}):
        view.heard.clear()
        view.seat.receive(wrong)
        assert [each["tell"] for each in view.heard] == (
            ["refused"] if wrong and isinstance(wrong, dict) and "op" in wrong else ["gone"]
        )


def test_a_source_that_is_not_there_is_said_with_the_nearest(view):
    view.heard.clear()
    view.say(say="open", source="U2")
    assert "did you mean U1?" in view.last("gone")["sentence"]


def test_a_code_that_another_view_made_meanwhile_is_given_and_not_made_twice(view, desk, study):
    other = View(desk)
    view.do("new-code", name="letters", at=place(study, "sent a letter"))
    other.do("new-code", name="letters", at=place(study, "a letter"))
    assert [each.name for each in study.codebook] == ["trouble", "forms", "letters"]
    assert len(study.codings("letters")) == 2


def test_a_source_that_two_views_open_is_the_same_in_both_whatever_another_program_does(view, desk, study):
    with ie.open_study(study.path, person="bo") as elsewhere:
        elsewhere.code(elsewhere.source("U1").find_one("a letter"), "trouble")
        other = View(desk)
    assert len(other.last("marks")["codings"]) == 1
    assert len(view.last("remarked")["codings"]) == 1


def test_a_source_that_is_gone_is_said_to_be_so_once(view, study):
    study.remove_source("U1")
    view.heard.clear()
    study.add_case("C2")
    study.add_code("waiting")
    assert not view.told("gone")


def test_an_edit_of_a_study_that_is_not_there_waits_and_is_made_once_when_it_is_back(study, desk, view):
    edit = {"at": place(study, "a letter"), "code": code(study, "forms")}
    away = study.path.rename(study.path.with_suffix(".away"))
    view.do("code", op="once", **edit)
    assert {each["tell"] for each in view.heard} == {"later"}
    away.rename(study.path)
    for _ in range(2):
        view.do("code", op="once", **edit)
        assert view.told("done")
    assert [each.passage.quote for each in study.codings()] == ["a letter"]


def test_a_note_is_written_anew_and_removed_and_words_no_longer_tell_of_an_act(view, study):
    view.do("note", at=place(study, "They sent a letter"), text="Who?")
    note = view.last("remarked")["notes"][0]["id"]
    view.do("renote", note=note, text="Who are they?")
    assert view.last("remarked")["notes"][0]["text"] == "Who are they?"
    view.do("unnote", note=note)
    assert view.last("remarked")["gone"] == [note]
    known = {"status": "told done", "polarity": "done", "work": "own"}
    act = {"doing": "fills in the form", "doer": "U1"}
    view.do("act", at=place(study, "filled in the form alone"), known=known, act=act)
    first = view.last("remarked")["accounts"][0]
    view.do("account", of=first["of"], at=place(study, "the form"), known=known)
    view.do("unaccount", account=first["id"])
    assert view.last("remarked")["gone"] == [first["id"]]
    (left,) = study.act("fills in the form").accounts
    view.do("unaccount", account=left.id)
    assert view.last("remarked")["gone"] == [left.id]
    assert view.last("done")["said"] == "handling (gjøre) ikke lenger merket"
    assert not study.acts()
    view.do("undo")
    assert [act.doing for act in study.acts()] == ["fills in the form"]


def test_a_desk_gets_ready_bit_by_bit_for_maps_and_plans():
    said = (
        "import sys, ieworkbench as ie; from ieworkbench.views.desk.desk import Desk\n"
        "def loaded(): return [name in sys.modules for name in ('networkx', 'ieworkbench.compare.plan_comparison')]\n"
        "desk = Desk(ie.create_study('s.iestudy', title='T', standpoint='S', person='Ann'), 'en')\n"
        "bits = []; desk.put_off.when_idle = bits.append; before = loaded(); desk.get_ready()\n"
        "while bits: bits.pop()()\n"
        "print(before, loaded())"
    )
    with tempfile.TemporaryDirectory() as folder:
        found = subprocess.check_output([sys.executable, "-c", said], text=True, cwd=folder)
    assert found == "[False, False] [True, True]\n"


def test_an_edit_goes_before_the_next_step_of_a_map_that_is_being_drawn(view, study):
    waiting = []
    view.seat.desk.put_off.when_idle = waiting.append
    ask = {"what": "map", "case": "", "layer": ""}
    view.say(say="ask", ask=1, about=ask)
    waiting.pop()()
    view.do("code", at=place(study, "the form"), code=code(study, "forms"))
    assert view.last("done")
    assert not view.told("answer")
    while waiting:
        waiting.pop()()
    assert view.last("answer")["ask"] == 1
    assert view.last("answer")["answer"]["nodes"] == []


def test_of_maps_that_a_view_asks_for_only_the_last_is_drawn(view):
    waiting = []
    view.seat.desk.put_off.when_idle = waiting.append
    for number in (1, 2):
        view.say(say="ask", ask=number, about={"what": "map", "case": "", "layer": ""})
    assert len(waiting) == 1
    while waiting:
        waiting.pop()()
    assert [(each["ask"], each["answer"] is None) for each in view.told("answer")] == [(1, True), (2, False)]


def test_a_map_that_fails_half_way_is_answered_with_a_sentence_and_the_next_is_drawn(view):
    view.say(say="ask", ask=1, about={"what": "map", "case": "C9", "layer": ""})
    view.say(say="ask", ask=2, about={"what": "map", "case": "", "layer": ""})
    assert view.last("unanswered")["ask"] == 1
    assert view.last("answer")["ask"] == 2
