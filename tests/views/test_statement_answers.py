"""Statements that are proposed in a source, as a view is told them and decides on them."""

from __future__ import annotations

import pytest

from views.desk_views import View

LETTER = (
    "A decision.\n\nYou must send us a new plan within 14 days. Otherwise the payment stops.\n\n"
    "If you are ill, you may phone the office.\n\nYou must not travel unless the office agrees.\n"
)


@pytest.fixture
def study(study, tmp_path):
    tmp_path.joinpath("letter.txt").write_text(LETTER, "utf-8")
    study.add_source(tmp_path / "letter.txt", kind="letter", language="en")
    return study


@pytest.fixture
def view(desk):
    return View(desk, source="", wants="plans")


def asked(view):
    return view.ask("statements", source="letter")


def decide(view, decide, number=0, **more):
    key = asked(view)["statements"][number]["key"]
    view.do("statement", decide=decide, source="letter", key=key, **more)
    return view.heard[0]


def at(study, words):
    found = study.source("letter").find_one(words)
    return {"source": "letter", "version": 1, "start": found.start, "end": found.end, "quote": words}


def test_every_proposal_comes_with_its_parts_and_the_text_around_them(view):
    shown = asked(view)
    assert (shown["source"], shown["version"], shown["decided"], len(shown["statements"])) == ("letter", 1, 0, 3)
    first = shown["statements"][0]
    assert LETTER[first["start"] : first["end"]] == "You must send us a new plan within 14 days."
    assert LETTER[first["begins"] :].startswith(first["text"])
    parts = {each["name"]: LETTER[each["start"] : each["end"]] for each in first["parts"]}
    assert (parts["attribute"], parts["limit"], parts["or-else"]) == (
        "You",
        "within 14 days",
        "Otherwise the payment stops",
    )
    assert all(
        first["begins"] <= each["start"] < each["end"] <= first["begins"] + len(first["text"])
        for each in first["parts"]
    )
    assert len({each["key"] for each in shown["statements"]}) == 3


def test_a_proposal_is_accepted_and_another_refused_each_in_one_step(view, study):
    steps = len(study.history())
    assert decide(view, "accept")["tell"] == "done"
    decide(view, "refuse", 1)
    shown = asked(view)
    assert [each["decision"] for each in shown["statements"]] == ["accepted", "refused", ""]
    assert (shown["decided"], len(study.history())) == (2, steps + 2)
    assert [each.decision.value for each in study.statement_decisions()] == ["accepted", "refused"]
    study.undo()
    assert [each["decision"] for each in asked(view)["statements"]] == ["accepted", "", ""]


def test_parts_are_changed_as_a_proposal_is_accepted(view, study):
    decide(view, "change", parts={"limit": [], "object": [at(study, "a new plan")]}, says={"actor": "office"})
    (kept,) = study.statements()
    assert (kept.limit, kept.object.quote, kept.actor.value) == (None, "a new plan", "office")
    first = asked(view)["statements"][0]
    assert (first["decision"], first["actor"], first["by"]) == ("changed", "office", "anna")
    assert "limit" not in {each["name"] for each in first["parts"]}


def test_several_conditions_can_be_given(view, study):
    decide(
        view,
        "change",
        2,
        parts={"condition": [at(study, "travel")], "exception": [at(study, "unless the office agrees")]},
    )
    (kept,) = study.statements()
    assert [each.quote for each in kept.conditions] == ["travel", "unless the office agrees"]
    assert [each.quote for each in kept.exceptions] == ["unless the office agrees"]


def test_an_or_else_that_is_taken_away_may_be_implied(view, study):
    decide(view, "change", parts={"or-else": []}, says={"or_else_status": "implied"})
    (kept,) = study.statements()
    assert (kept.or_else, kept.or_else_status.value) == (None, "implied")


def test_whatever_was_decided_can_be_decided_otherwise_in_one_step(view, study):
    for decision, left in (("accept", 1), ("refuse", 0), ("accept", 1), ("refuse", 0)):
        steps = len(study.history())
        assert decide(view, decision)["tell"] == "done"
        assert (len(study.statements()), len(study.history())) == (left, steps + 1)
    assert [each.decision.value for each in study.statement_decisions()] == ["refused"]


def test_a_decision_that_arrives_twice_is_made_once(view, study):
    key = asked(view)["statements"][0]["key"]
    for _ in range(2):
        view.do("statement", op="same", decide="accept", source="letter", key=key)
    assert (len(study.statements()), len(study.statement_decisions())) == (1, 1)


def test_a_proposal_that_is_no_more_is_refused_with_a_sentence(view):
    view.do("statement", decide="accept", source="letter", key="0-5 obligation 1")
    assert view.heard[0]["tell"] == "refused"
    assert "0-5 obligation 1" in view.heard[0]["sentence"]


def test_words_that_do_not_stand_there_are_refused(view, study):
    wrong = {**at(study, "a new plan"), "quote": "an old plan"}
    assert decide(view, "change", parts={"object": [wrong]})["tell"] == "refused"
    assert len(study.statements()) == 0


def test_other_views_hear_of_a_decision(view, desk):
    other = View(desk, source="", wants="plans")
    other.heard.clear()
    decide(view, "accept")
    assert [each["tell"] for each in other.heard] == ["changed"]
