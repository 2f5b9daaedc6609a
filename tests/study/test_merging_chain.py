"""Two people record acts, texts and accounts in their copies of one study; what becomes of them when the copies are one."""

from __future__ import annotations

import pytest

import ieworkbench as ie

from .chain import made_chain
from .merging_desks import Desk


@pytest.fixture
def desks(tmp_path):
    """Ann's and Bo's copies of a study with a small chain."""
    with ie.create_study(tmp_path / "base.iestudy", title="T", standpoint="S", person="Zed") as study:
        made_chain(study, tmp_path)
    copies = [Desk.copied(tmp_path / "base.iestudy", person) for person in ("Ann", "Bo")]
    yield copies
    for each in copies:
        each.study.close()


def said(study, words="welcome again", status="told done", **more):
    return study.source("U1").find_one(words).account(status, **more)


def chain_of(study):
    return [study.acts(), study.texts(), study.copies(), study.resources(), list(study.links()), study.disjunctures(),
            study.circuits(), study.link_kinds(), study.layouts()]  # fmt: skip


def test_what_both_added_is_there_and_what_one_changed_is_as_they_made_it(desks):
    ann, bo = desks
    mine = ann.study.add_act("waits", doer="U1", accounts=[said(ann.study, "slept a whole night")])
    theirs = bo.study.add_act("calls", doer="SP2", accounts=[said(bo.study, "slept a whole night", told_by="SP2")])
    bo.study.change_act("A1", purpose="so that she sleeps")
    bo.study.link(theirs, "then", "A1", gap="when?")
    bo.study.add_copy("T1", "office")
    merged = ann.merge(bo)
    assert merged.conflicts == ()
    assert {each.kind: each.added for each in merged.arrived if each.added} == {
        "act": 1,
        "account": 1,
        "link": 1,
        "copy": 1,
    }
    assert [each.id for each in ann.study.acts()] == ["A1", "A2", mine.id, theirs.id]
    assert ann.study.act("A1").purpose == "so that she sleeps"
    passages = [ann.study.act(each).accounts[0].passage.id for each in (mine.id, theirs.id)]
    assert passages[0] == passages[1], "one place is one passage"
    bo.merge(ann)
    assert chain_of(bo.study) == chain_of(ann.study)
    ann.study.undo()
    assert [each.id for each in ann.study.acts()] == ["A1", "A2", mine.id]


def test_accounts_that_both_added_to_one_act_stand_side_by_side(desks):
    ann, bo = desks
    ann.study.add_account("A1", said(ann.study, polarity="refused"))
    bo.study.add_account("A1", said(bo.study, polarity="done"))
    assert ann.merge(bo).conflicts == ()
    act = ann.study.act("A1")
    assert sorted(each.polarity.value for each in act.accounts) == ["done", "done", "refused"]
    assert act.disputed


def test_an_act_that_both_changed_waits_with_both_versions(desks):
    ann, bo = desks
    ann.study.change_act("A1", outcome="she waits")
    bo.study.change_act("A1", outcome="she sleeps")
    (conflict,) = ann.merge(bo).conflicts
    assert (conflict.kind, conflict.record) == ("act", "tells her when to come back")
    assert (conflict.ours, conflict.theirs) == ({"outcome": "she waits"}, {"outcome": "she sleeps"})
    ann.resolve(conflict.id, "theirs")
    assert ann.study.act("A1").outcome == "she sleeps"


def test_an_act_that_one_removed_and_the_other_changed_stays_with_its_words_and_links(desks):
    ann, bo = desks
    bo.study.change_act("A1", outcome="she waits")
    ann.study.remove_act("A1", with_links=True)
    standing = bo.study.act("A1")
    (conflict,) = ann.merge(bo).conflicts
    assert (conflict.kind, conflict.ours) == ("act", None)
    assert ann.study.act("A1") == standing, "no words are lost"
    assert [each.kind for each in ann.study.links()] == ["then", "writes"]
    assert [each.code for each in ann.study.check() if each.code.endswith("without-words")] == []
    ann.study.remove_link(ann.study.links()[0])
    ann.resolve(conflict.id, "ours")
    assert [each.id for each in ann.study.acts()] == ["A2"]
    assert [each.code for each in ann.study.check() if each.code.endswith("without-words")] == []


def test_a_disjuncture_that_one_removed_and_the_other_changed_keeps_its_sides(desks):
    ann, bo = desks
    made = ann.study.add_disjuncture("d", [("a", [said(ann.study)]), ("b", [said(ann.study, polarity="refused")])])
    bo.merge(ann)
    ann.study.remove_disjuncture("d")
    bo.study.change_disjuncture("d", follows="x")
    ann.merge(bo)
    (kept,) = ann.study.disjunctures()
    assert (kept.sides, kept.follows) == (made.sides, "x")
    bo.merge(ann)
    assert chain_of(bo.study) == chain_of(ann.study)


def test_sides_that_both_added_keep_their_own_words(desks):
    ann, bo = desks
    ann.study.add_disjuncture("d", [("a", [said(ann.study)]), ("b", [said(ann.study, polarity="refused")])], id="D")
    bo.merge(ann)
    for desk, words in ((ann, "slept a whole night"), (bo, "wrote it in my plan")):
        (record,) = desk.study.disjunctures()
        desk.study.change_disjuncture("D", sides=[*record.sides, (f"{desk.person}'s", [said(desk.study, words)])])
    ann.merge(bo)
    (record,) = ann.study.disjunctures()
    words = {each.says: [one.passage.quote for one in each.accounts] for each in record.sides}
    assert (words["Ann's"], words["Bo's"]) == (["slept a whole night"], ["wrote it in my plan"])
    assert len(record.sides) == 4


def test_texts_made_from_each_other_make_no_circle(desks):
    ann, bo = desks
    ann.study.add_text("other", id="T2")
    bo.merge(ann)
    ann.study.change_text("T1", template="T2")
    bo.study.change_text("T2", template="T1")
    ann.merge(bo)
    assert (ann.study.text("T1").template, ann.study.text("T2").template).count(None) == 1
    assert [(each.kind, each.record) for each in ann.waiting()] == [("text", "other")]


def test_a_course_that_goes_round_only_in_both_together_is_listed(desks):
    ann, bo = desks
    for desk in desks:
        desk.study.add_act("calls", case="C1", gap="when?", id=f"B{desk.person}")
    ann.study.link("A2", "then", "BAnn", gap="?")
    ann.merge(bo)
    bo.merge(ann)
    ann.study.link("BAnn", "then", "BBo", gap="?")
    bo.study.link("BBo", "then", "A1", gap="?")
    ann.merge(bo)
    assert "act-before-itself" in {each.code for each in ann.study.check()}


def test_what_the_other_used_and_we_removed_comes_back(desks):
    ann, bo = desks
    ann.study.add_informant("U2")
    bo.merge(ann)
    ann.study.remove_informant("U2")
    bo.study.add_act("waits", doer="U2", accounts=[said(bo.study, told_by="U2")])
    ann.merge(bo)
    assert "U2" in {each.id for each in ann.study.informants()}
    assert "doer-gone" not in {each.code for each in ann.study.check()}


def test_an_archive_gives_back_the_whole_chain(desks, tmp_path):
    study = desks[0].study
    study.generalise(["A1"], "usually tells")
    study.add_link_kind("hands over", nearest="sends", sentence="By hand.")
    study.add_resource("allowance", kind="money")
    study.add_copy("T1", "office", since="2026", accounts=said(study))
    study.add_text("rules", source="rules", template="T1")
    study.add_text("some", number=1, among=["T1", study.texts()[-1]])
    study.add_disjuncture("d", [("a", [said(study)]), {"says": "b", "record": "A1"}], where=study.links()[0])
    study.add_circuit("c", study.links()[:2], reason="r", boss="T1")
    study.archive(tmp_path / "archive")
    with ie.open_archive(tmp_path / "archive", tmp_path / "again.iestudy") as again:
        assert chain_of(again) == chain_of(study)
