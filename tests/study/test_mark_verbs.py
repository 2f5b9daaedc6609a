"""Marking words in one step, and what stands on them."""

from __future__ import annotations

import pytest

import ieworkbench as ie
from ieworkbench.errors import RecordInUse, RecordUnknown, RecordWrong, TextDrift

TALK = "I: How was it?\nU1: I read the letter. I filled in the form. They decided by the plan.\n"
RULES = "The office shall write to the person within a week.\n"


@pytest.fixture
def study(tmp_path):
    tmp_path.joinpath("U1.txt").write_text(TALK, "utf-8")
    tmp_path.joinpath("rules.txt").write_text(RULES, "utf-8")
    with ie.create_study(tmp_path / "a.iestudy", title="T", standpoint="S", person="anna") as made:
        made.add_case("C1")
        made.add_informant("U1", role="service user")
        made.add_source(tmp_path / "U1.txt", kind="interview", informants="U1", cases="C1")
        made.add_source(tmp_path / "rules.txt", kind="law")
        yield made


def told(study, words, status="told done", source="U1"):
    return study.source(source).find_one(words).account(status)


@pytest.mark.parametrize(
    ("mode", "kinds"),
    [
        ("read", {"reads", "writes"}),
        ("decide", {"decides by", "writes"}),
        ("talk", {"cites in talk", "writes"}),
        ("wait", {"receives", "writes"}),
        ("do", {"reads", "writes"}),
    ],
)
def test_what_an_act_does_to_its_texts_follows_from_what_sort_of_doing_it_is(study, mode, kinds):
    act = study.mark_act("acts", told(study, "I read the letter"), mode=mode, uses="letter", produces="reply")
    assert {each.kind for each in study.links(act)} == kinds
    assert {each.accounts[0].passage.quote for each in study.links(act)} == {"I read the letter"}


@pytest.mark.parametrize("said", [{"genre": "skjema"}, {"genre": "form"}, {"authority": "form or template"}])
def test_a_form_is_filled_in(study, said):
    study.add_text("the form", **said)
    act = study.mark_act("fills in", told(study, "I filled in the form"), mode="write", produces="the form")
    assert [each.kind for each in study.links(act)] == ["fills in"]
    assert len(study.texts()) == 1


def test_a_site_is_known_by_its_other_names_and_a_new_one_is_added(study):
    study.add_site("the office", aliases=["NAV"])
    known = study.mark_act("asks", told(study, "They decided by the plan"), site="nav")
    new = study.mark_act("reads", told(study, "I read the letter"), site="home")
    assert (known.site, new.site) == ("the office", "home")
    assert [each.id for each in study.sites()] == ["home", "the office"]


def test_what_a_law_prescribes_is_an_act_of_the_prescribed_layer(study):
    account = told(study, "The office shall write to the person", "text prescribes", "rules")
    assert study.mark_act("writes to the person", account, doer="the office").layer.value == "prescribed"
    spoken = told(study, "They decided by the plan", "text prescribes")
    assert study.mark_act("decides", spoken).layer.value == "particular"


def test_an_act_that_nothing_else_speaks_for_goes_with_its_words_and_what_rests_on_them_alone(study):
    act = study.mark_act("fills it in", told(study, "I filled in the form"), mode="write", produces="the form")
    study.unmark(act.accounts[0])
    assert (len(study.acts()), len(study.links())) == (0, 0)
    assert [text.accounts[0].passage.quote for text in study.texts()] == ["I filled in the form"]
    study.undo()
    assert [(link.kind, len(link.accounts)) for link in study.links(study.act("fills it in"))] == [("writes", 1)]


def test_an_act_that_other_words_speak_for_loses_one_account_only(study):
    act = study.mark_act("fills it in", told(study, "I filled in the form"))
    study.add_account(act, told(study, "They decided by the plan"))
    study.unmark(act.accounts[0].id)
    (left,) = study.acts()
    assert [each.passage.quote for each in left.accounts] == ["They decided by the plan"]


def test_an_act_with_a_link_that_other_words_speak_for_stays_with_all_its_words(study):
    act = study.mark_act("fills it in", told(study, "I filled in the form"))
    study.link(act, "writes", study.add_text("the plan"), accounts=[told(study, "They decided by the plan")])
    with pytest.raises(RecordInUse, match="link"):
        study.unmark(act.accounts[0])
    assert len(study.act("fills it in").accounts) == len(study.links()) == 1


def test_a_link_goes_with_its_last_words_and_what_it_joined_stays(study):
    act = study.mark_act("fills it in", told(study, "I filled in the form"), produces="the form")
    (link,) = study.links(act)
    study.unmark(link.accounts[0])
    assert (len(study.links()), len(study.acts()), len(study.texts())) == (0, 1, 1)


def test_what_is_inferred_loses_its_words_and_stays(study):
    act = study.add_act("waits", accounts=[told(study, "I read the letter")], inferred="The letter came late.")
    study.unmark(act.accounts[0])
    assert [(each.doing, each.accounts) for each in study.acts()] == [("waits", ())]


def test_marking_is_refused_whole(study):
    before = len(study.history())
    account = told(study, "I read the letter")
    for wrong in ({"case": "C9"}, {"doer": "U9"}, {"mode": "sing"}):
        with pytest.raises((RecordUnknown, RecordWrong)):
            study.mark_act("reads", account, site="home", uses="letter", **wrong)
    with pytest.raises(RecordWrong):
        study.mark_act("reads", account.passage)
    assert (len(study.history()), len(study.sites()), len(study.texts())) == (before, 0, 0)


def test_texts_of_one_title_are_to_be_told_apart(study):
    study.add_text("letter", id="T1")
    study.add_text("letter", id="T2")
    with pytest.raises(RecordWrong, match="say which by its id: “T1”, “T2”"):
        study.mark_act("reads", told(study, "I read the letter"), uses="letter")
    act = study.mark_act("reads", told(study, "I read the letter"), uses="T2")
    assert [each.target.id for each in study.links(act)] == ["T2"]


def test_a_new_code_whose_words_do_not_stand_there_is_not_made(study):
    passage = study.source("U1").find_one("I read the letter")
    from dataclasses import replace

    with pytest.raises(TextDrift):
        study.code_new(replace(passage, quote="I wrote the letter"), "letters")
    assert len(study.codebook) == 0


def test_the_marks_of_a_source_are_those_of_its_current_text(study, tmp_path):
    words = study.source("U1").find_one("I read the letter")
    study.code_new(words, "letters", memo="which?")
    study.add_memo("Ask.", about=words)
    study.mark_act("reads", words.account("told done"), uses="letter")
    found = study.marks("U1")
    assert [(each.start, each.memo, each.by) for each in found.codings] == [(words.start, "which?", "anna")]
    assert [each.text for each in found.memos] == ["Ask."]
    assert sorted((each.kind, each.label) for each in found.accounts) == [
        ("act", "reads"), ("link", "reads"), ("text", "letter"),
    ]  # fmt: skip
    tmp_path.joinpath("b.txt").write_text("I: Well?\nU1: No.\n", "utf-8")
    study.replace_source("U1", tmp_path / "b.txt")
    assert study.marks("U1") == type(found)("U1", 2, study.source("U1").content_sha256)
    with pytest.raises(RecordUnknown, match="did you mean U1"):
        study.marks("U2")


def test_a_form_completes_from_every_name_there_is(study):
    study.add_site("home", aliases=["her flat"])
    study.mark_act("reads", told(study, "I read the letter"), doer="a nurse", uses="letter")
    known = study.known_names()
    assert known.doers == ("U1", "a nurse", "service user")
    assert known.sites == ("home", "her flat")
    assert (known.cases, known.texts, known.genres) == (("C1",), ("letter",), ("other",))
    assert [doing for _, doing in known.acts] == ["reads"]


def test_waiting_for_another_program_can_be_shortened(study):
    import sqlite3
    import time

    from ieworkbench.errors import StudyBusy

    lock = sqlite3.connect(study.path, isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    begun = time.monotonic()
    with study.waiting(0.1), pytest.raises(StudyBusy, match=r"0\.1"):
        study.add_case("C2")
    assert time.monotonic() - begun < 3
    lock.execute("ROLLBACK")
    lock.close()
    assert study.add_case("C2").id == "C2"
