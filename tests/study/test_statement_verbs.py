"""Statements as a researcher accepts, refuses, makes, changes and removes them, each with its trail."""

from __future__ import annotations

import shutil

import pytest

import ieworkbench as ie
from ieworkbench.errors import RecordInUse, RecordUnknown, RecordWrong, TextDrift
from ieworkbench.model import Placement, RecordKind
from ieworkbench.model.kept_statement import Decision, KeptStatement
from ieworkbench.model.statement import Deontic, OrElse

from .test_action_verbs import undone_and_redone

LETTER = (
    "You must send us a new plan within 14 days. Otherwise the payment stops.\n\n"
    "If you are ill, you may phone the office.\n\n"
    "You must not travel unless the office agrees.\n"
)
METHOD = "Cue lexicon en 2026.11; rules alone."


@pytest.fixture
def letter(study, put):
    study.add_case("C1")
    return study.add_source(put("letter.txt", LETTER), kind="letter", cases=["C1"], language="en")


@pytest.fixture
def found(letter):
    made = ie.statements(letter, pipeline="rules")
    assert [each.deontic.value for each in made] == ["obligation", "permission", "prohibition"]
    return made


def words(statement: KeptStatement) -> list[tuple[str, str]]:
    return [(part.value, passage.quote) for part, passage in statement.parts]


def test_accepted_statements_are_kept_with_every_part_as_a_passage(study, letter, found):
    kept = undone_and_redone(study, lambda: study.accept_statements(found))
    assert list(study.statements()) == list(kept)
    must, may, must_not = kept
    assert words(must) == [
        ("attribute", "You"),
        ("deontic", "must"),
        ("aim", "send"),
        ("object", "us a new plan"),
        ("limit", "within 14 days"),
        ("or-else", "Otherwise the payment stops"),
        ("refers to", "plan"),
    ]
    assert (must.or_else_status, may.or_else_status) == (OrElse.IN_THE_TEXT, OrElse.ABSENT)
    assert [each.quote for each in may.conditions] == ["If you are ill"]
    assert must_not.exceptions == must_not.conditions != ()
    kept_places = {each.id: each for each in study.passages()}
    for one in kept:
        for passage in (one.passage, *(each for _, each in one.parts)):
            assert kept_places[passage.id] == passage
            assert letter.content[passage.start : passage.end] == passage.quote
    assert (must.by, must.rule) == ("Ann", found[0].rule)


def test_what_is_accepted_again_is_not_kept_twice(study, found):
    first = study.accept_statements(found[:2])
    entries = len(study.history())
    assert list(study.accept_statements(found[:2])) == list(first)
    assert len(study.history()) == entries, "nothing was written"
    assert list(study.accept_statements(found))[:2] == list(first)
    assert len(study.statements()) == 3


def test_the_trail_says_who_decided_what_by_which_lexicon_and_pipeline(study, found):
    study.accept_statements(found.select(deontic="obligation"), note="plain")
    undone_and_redone(study, lambda: study.refuse_statements(found.take(1), note="advice only"))
    accepted, refused = study.statement_decisions()
    assert (accepted.decision, accepted.note, refused.decision, refused.note) == (
        Decision.ACCEPTED, "plain", Decision.REFUSED, "advice only",
    )  # fmt: skip
    assert (refused.passage.quote, refused.cue.quote) == ("If you are ill, you may phone the office.", "may")
    assert (refused.deontic, refused.by) == (Deontic.PERMISSION, "Ann")
    assert {each.method for each in (accepted, refused)} == {METHOD}
    assert [each.id for each in study.statement_decisions(decision="refused")] == [refused.id]


def test_counts_for_the_method_note(study, found):
    assert (len(study.proposals_report()), study.proposals_report().note) == (0, "")
    must, may = study.accept_statements(found[:2])
    study.change_statement(must, limit=None)
    study.refuse_statements(found[2:])
    (count,) = study.proposals_report()
    assert (count.source, count.method) == ("letter", METHOD)
    assert (count.proposed, count.accepted, count.changed, count.removed, count.refused, count.undecided) == (
        3, 1, 1, 0, 1, 0,
    )  # fmt: skip
    study.remove_statement(may)
    study.add_statement(study.source("letter").find_one("Otherwise the payment stops"), deontic="none")
    assert study.proposals_report().note == (
        "3 statements were proposed in 1 source (Cue lexicon en 2026.11; rules alone): 0 accepted, 1 accepted with "
        "changes, 1 removed again, 1 refused, 0 undecided. 1 statement was taken apart by hand."
    )


def test_a_part_of_what_was_proposed_counts_as_a_part(study, found):
    study.accept_statements(found[:1])
    (count,) = study.proposals_report()
    assert (count.proposed, count.accepted, count.undecided) == (3, 1, 2)


def test_a_refused_proposal_can_be_accepted_and_an_accepted_one_is_removed_before_it_is_refused(study, found):
    study.refuse_statements(found[:1])
    (kept,) = study.accept_statements(found[:1])
    assert [each.decision.value for each in study.statement_decisions()] == ["accepted"]
    with pytest.raises(RecordWrong, match="remove the statement first"):
        study.refuse_statements(found[:1])
    study.remove_statement(kept)
    study.refuse_statements(found[:1])
    assert [each.decision.value for each in study.statement_decisions()] == ["refused"]


def test_a_decision_that_is_taken_back_leaves_nothing(study, found):
    (kept,) = study.accept_statements(found[:1])
    study.refuse_statements(found[1:])
    decisions = study.statement_decisions(decision="refused")
    undone_and_redone(study, lambda: study.reopen_statements(decisions))
    (accepted,) = study.statement_decisions()
    with pytest.raises(RecordWrong, match="a statement rests on it"):
        study.reopen_statements(accepted)
    study.remove_statement(kept)
    study.reopen_statements(accepted.id)
    assert (len(study.statement_decisions()), len(study.passages())) == (0, 0)
    study.remove_source("letter")
    with pytest.raises(RecordUnknown):
        study.reopen_statements("nothing")


def test_a_rule_taken_apart_by_hand(study, letter):
    sentence = letter.find_one("You must send us a new plan within 14 days.")
    made = undone_and_redone(
        study,
        lambda: study.add_statement(
            sentence,
            deontic="plikt",
            attribute="you",
            aim="send",
            object="a new plan",
            or_else=letter.find_one("the payment stops"),
            actor="person",
            note="n",
            id="S1",
        ),
    )
    assert study.statements() == ie.study.statement_verbs.KeptStatements([made])
    assert words(made) == [
        ("attribute", "You"), ("aim", "send"), ("object", "a new plan"), ("or-else", "the payment stops"),
    ]  # fmt: skip
    assert (made.id, made.deontic, made.or_else_status, made.decision) == (
        "S1", Deontic.OBLIGATION, OrElse.IN_THE_TEXT, "",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"or_else_status": "in the text"}, "has its words there"),
        ({"or_else": "within 14 days", "or_else_status": "implied"}, "has none"),
        ({"aim": "phone"}, "do not stand in the sentence"),
        ({"aim": "n"}, "stand in the sentence 4 times"),
        ({"deontic": "wish"}, "this is no deontic we know"),
        ({"conditions": 3}, "give a list"),
    ],
)
def test_what_does_not_stand_in_the_text_is_refused(study, letter, given, why):
    sentence = letter.find_one("You must send us a new plan within 14 days.")
    with pytest.raises(RecordWrong, match=why):
        study.add_statement(sentence, **{"deontic": "obligation", **given})
    assert (len(study.statements()), len(study.passages())) == (0, 0)


def test_parts_stand_in_the_same_source(study, letter, put):
    other = study.add_source(put("other.txt", "You must wait for an answer."))
    with pytest.raises(RecordWrong, match="it stands in other, and the sentence in letter"):
        study.add_statement(letter.find_one("you may phone"), deontic="permission", limit=other.find_one("wait"))


def test_an_or_else_that_is_taken_away_leaves_no_words(study, found):
    (kept,) = study.accept_statements(found[:1])
    changed = undone_and_redone(study, lambda: study.change_statement(kept, or_else=None, or_else_status="implied"))
    assert (changed.or_else, changed.or_else_status) == (None, OrElse.IMPLIED)
    assert "Otherwise the payment stops" not in {each.quote for each in study.passages()}
    with pytest.raises(RecordWrong, match="has its words there"):
        study.change_statement(kept, or_else_status="in the text")
    assert study.change_statement(kept.id, or_else="within 14 days").or_else_status is OrElse.IN_THE_TEXT


def test_only_a_change_of_what_it_says_makes_a_proposal_a_changed_one(study, found):
    (kept,) = study.accept_statements(found[2:])
    study.change_statement(kept, note="see the law")
    assert [each.decision.value for each in study.statement_decisions()] == ["accepted"]
    changed = undone_and_redone(study, lambda: study.change_statement(kept, conditions="not travel"))
    assert [each.quote for each in changed.conditions] == ["not travel", kept.exceptions[0].quote]
    assert changed.exceptions == kept.exceptions
    assert [each.decision.value for each in study.statement_decisions()] == ["changed"]
    assert study.change_statement(kept, exceptions=()).conditions == changed.conditions[:1]


def test_what_is_asked_for(study, found, put):
    study.accept_statements(found)
    study.add_source(put("rules.txt", "The office shall answer."), id="rules")
    study.add_statement(
        study.source("rules").find_one("The office shall answer."), deontic="obligation", actor="office"
    )

    def asked(**question):
        return [(each.source, each.deontic.value) for each in study.statements(**question)]

    assert asked(source="rules") == asked(actor="office") == [("rules", "obligation")]
    assert asked(deontic="obligation") == [("letter", "obligation"), ("rules", "obligation")]
    assert asked(case="C1") == asked(source="letter") == asked()[:3]
    assert asked(conditional=True) == [("letter", "permission"), ("letter", "prohibition")]
    assert asked(or_else="in the text") == [("letter", "obligation")]
    frame = study.statements(source="letter").to_frame()
    assert list(frame["attribute"]) == ["You", "you", "You"]
    assert list(frame["conditions"])[1] == "If you are ill"
    with pytest.raises(RecordUnknown):
        study.statements(source="nowhere")


def test_memos_are_about_statements_and_keep_them(study, found):
    (kept,) = study.accept_statements(found[:1])
    memo = study.add_memo("why 14 days?", about=kept)
    assert memo.about.kind is RecordKind.STATEMENT
    assert study.memos(about=f"statement {kept.quote}") == study.memos(about=kept.id)
    assert study.memos().called[memo.about] == "statement “You must send us a new plan within 14 days.”"
    with pytest.raises(RecordInUse):
        study.remove_statement(kept)
    study.remove_memo(memo)
    undone_and_redone(study, lambda: study.remove_statement(kept))


def test_what_a_statement_rests_on_stays(study, found):
    (kept,) = study.accept_statements(found[:1])
    with pytest.raises(RecordInUse, match="part of statement"):
        study.remove_passage(kept.limit)
    with pytest.raises(RecordInUse, match="decision on a statement"):
        study.remove_passage(kept.deontic_words)
    with pytest.raises(RecordInUse):
        study.remove_source("letter")


def test_statements_go_along_when_a_source_is_corrected(study, found, put):
    study.accept_statements(found)
    corrected = "Dear you.\n\n" + LETTER.replace("within 14 days", "at once, and by post,").replace("phone", "ring up")
    undone_and_redone(study, lambda: study.replace_source("letter", put("letter-2.txt", corrected)))
    must, may, _ = study.statements()
    now = study.source("letter").content
    assert now[must.object.start : must.object.end] == must.object.quote == "us a new plan"
    assert must.limit.placement is Placement.ORPHANED, "what is gone is kept, and listed"
    assert must.limit.quote == "within 14 days"
    assert [each.code for each in study.check() if "within 14 days" in each.message] == ["orphaned"]
    placed = study.change_statement(must, limit=study.source("letter").find_one("at once"))
    assert placed.limit.quote == "at once"
    assert [each.message.split("”")[0] for each in study.check() if each.code == "orphaned"] == ["“phone"]
    assert study.change_statement(may, note="n").aim == may.aim, (
        "what is an orphan stays one while something else changes"
    )
    assert may.passage.quote == "If you are ill, you may ring up the office."


def test_a_proposal_for_a_text_that_was_corrected_since_goes_where_its_words_went(study, found, put):
    study.replace_source("letter", put("letter-2.txt", "Dear you.\n\n" + LETTER.replace("you may phone", "phone")))
    (kept,) = study.accept_statements(found[:1])
    assert kept.passage.start == found[0].start + len("Dear you.\n\n")
    with pytest.raises(TextDrift):
        study.accept_statements(found[1:2])
    assert len(study.statements()) == 1


@pytest.mark.parametrize("given", [None, "letter", [1], 3])
def test_only_what_was_proposed_can_be_accepted(study, given):
    with pytest.raises(RecordWrong, match="give what ie"):
        study.accept_statements(given)


def test_statements_of_a_text_that_is_in_no_study_are_refused_in_one_sentence(study, put):
    with pytest.raises(RecordWrong, match="this text is in no study"):
        study.accept_statements(ie.statements(ie.read_source(put("x.txt", LETTER)), pipeline="rules"))


def test_two_people_decide_in_their_copies_and_nothing_is_lost(study, found, tmp_path):
    study.accept_statements(found[:1])
    shutil.copy(study.path, tmp_path / "Bo.iestudy")
    with ie.open_study(tmp_path / "Bo.iestudy", person="Bo") as other:
        theirs = ie.statements(other.source("letter"), pipeline="rules")
        other.accept_statements(theirs[1:2])
        other.change_statement(other.statements()[0], or_else=None)
    study.refuse_statements(found[1:])
    study.change_statement(study.statements()[0], note="ours")
    merged = study.merge(tmp_path / "Bo.iestudy")
    must, may = study.statements()
    assert (must.note, must.or_else, must.or_else_status) == ("ours", None, OrElse.ABSENT), "two changes, no conflict"
    assert (may.by, merged.conflicts) == ("Bo", ())
    assert sorted((each.decision.value, each.by) for each in study.statement_decisions()) == [
        ("accepted", "Bo"), ("changed", "Bo"), ("refused", "Ann"), ("refused", "Ann"),
    ]  # fmt: skip
    assert [each for each in study.check() if each.code in {"damage", "quote-drift"}] == []


def test_an_archive_has_statements_and_their_trail(study, found, tmp_path):
    study.accept_statements(found[:2])
    study.refuse_statements(found[2:])
    study.archive(tmp_path / "archive")
    with ie.open_archive(tmp_path / "archive", tmp_path / "again.iestudy") as again:
        assert again.statements() == study.statements()
        assert again.statement_decisions() == study.statement_decisions()
        assert again.proposals_report() == study.proposals_report()


def test_statements_stay_behind_in_files_of_other_programs_and_the_report_says_so(study, found, tmp_path):
    (kept,) = study.accept_statements(found[:1])
    study.add_memo("why 14 days?", about=kept)
    report = study.export_file(tmp_path / "out.qdpx")
    (finding,) = [each for each in report.findings if each.what == "statements"]
    assert (finding.fate.value, finding.where) == ("dropped", "1 in all")
    with ie.create_study(tmp_path / "in.iestudy", title="T", standpoint="S") as other:
        other.import_file(tmp_path / "out.qdpx")
        (memo,) = other.memos()
        assert (memo.text, memo.about.kind) == ("why 14 days?", RecordKind.PASSAGE)
        assert kept.quote in {each.quote for each in other.passages()}


def _accepted_by_bo(study, tmp_path, **how):
    shutil.copy(study.path, tmp_path / "Bo.iestudy")
    with ie.open_study(tmp_path / "Bo.iestudy", person="Bo") as other:
        other.accept_statements(ie.statements(other.source("letter"), pipeline="rules")[:2], **how)
    return tmp_path / "Bo.iestudy"


def test_what_two_people_accepted_both_stands_once_with_what_each_decided(study, found, tmp_path):
    path = _accepted_by_bo(study, tmp_path, note="agreed with Cy")
    study.accept_statements(found[:1])
    study.merge(path)
    assert sorted((each.passage.start, each.by) for each in study.statements()) == [(0, "Bo"), (74, "Bo")]
    assert len(study.conflicts()) == 0
    first = study.statements()[0].passage.start
    decided = [each for each in study.statement_decisions() if each.passage.start == first]
    assert sorted((each.by, each.decision.value, each.note) for each in decided) == [
        ("Ann", "accepted", ""),
        ("Bo", "accepted", "agreed with Cy"),
    ]
    (count,) = study.proposals_report()
    assert (count.proposed, count.accepted, count.removed, count.undecided) == (3, 2, 0, 1)
    entries = len(study.history())
    study.accept_statements(found[:2])
    assert len(study.history()) == entries, "what either accepted is accepted"
    assert not list(study.check())


def test_both_copies_keep_the_same_one_and_what_is_about_the_other_is_about_it(study, found, tmp_path):
    path = _accepted_by_bo(study, tmp_path)
    with ie.open_study(path, person="Bo") as other:
        other.add_memo("theirs", about=other.statements()[0])
        study.add_memo("ours", about=study.accept_statements(found[:2])[0])
        merged = study.merge(path)
        assert [note for note in merged.notes if "accepted in both" in note] == [
            "2 statements accepted in both copies: kept once, with what each decided."
        ]
        other.merge(study.path)
        assert tuple(study.statements()) == tuple(other.statements())
        assert len(study.statements()) == 2
        for each in (study, other):
            about = {memo.about.id for memo in each.memos() if memo.about.kind == "statement"}
            assert about == {each.statements()[0].id}
    study.undo()
    assert [each.by for each in study.statements()] == ["Ann", "Ann"]


def test_a_statement_that_one_changed_before_they_met_stands_beside_the_other(study, found, tmp_path):
    path = _accepted_by_bo(study, tmp_path)
    (kept,) = study.accept_statements(found[:1])
    study.change_statement(kept, limit=None)
    study.merge(path)
    assert [(each.by, each.limit is None) for each in study.statements()[:2]] in (
        [("Ann", True), ("Bo", False)],
        [("Bo", False), ("Ann", True)],
    )
    assert len(study.conflicts()) == 0


@pytest.mark.parametrize(("person", "whose"), [("Ann", "Ann"), ("Bo", "Bo"), ("Cy", "Cy")])
def test_who_changes_what_two_accepted_changes_a_decision_of_their_own_if_they_have_one(
    study, found, tmp_path, person, whose
):
    other = _accepted_by_bo(study, tmp_path)
    study.accept_statements(found[:1])
    study.merge(other)
    shutil.copy(study.path, tmp_path / "all.iestudy")
    with ie.open_study(tmp_path / "all.iestudy", person=person) as all_:
        changed = all_.change_statement(all_.statements()[0], limit=None)
        decisions = {each.id: each for each in all_.statement_decisions()}
        assert (decisions[changed.decision].by, decisions[changed.decision].decision.value) == (whose, "changed")
        (count,) = all_.proposals_report()
        assert (count.accepted, count.changed, count.removed) == (1, 1, 0)
        assert not list(all_.check())


def test_both_notes_on_one_statement_wait_for_a_choice(study, found, tmp_path):
    path = _accepted_by_bo(study, tmp_path)
    with ie.open_study(path, person="Bo") as other:
        other.change_statement(other.statements()[0], note="strict")
    (kept,) = study.accept_statements(found[:1])
    study.change_statement(kept, note="mild")
    (conflict,) = study.merge(path).conflicts
    assert (conflict.kind, conflict.ours["note"], conflict.theirs["note"]) == ("statement", "mild", "strict")
    assert len(study.statements()) == 2


def test_a_proposal_accepted_again_by_another_method_or_in_a_corrected_text_stays_one(study, found, tmp_path):
    study.accept_statements(found[:2])
    again = ie.statements(study.source("letter"), language="en", pipeline="rules")
    study.accept_statements(again[:2])
    assert len(study.statements()) == 2
    letter = study.source("letter")
    (tmp_path / "letter.txt").write_text(letter.content + "\n\nGreetings.\n", encoding="utf-8")
    study.replace_source("letter", tmp_path / "letter.txt")
    study.accept_statements(ie.statements(study.source("letter"), pipeline="rules")[:2])
    assert len(study.statements()) == 2


@pytest.mark.parametrize("choice", ["ours", "theirs"])
def test_whatever_is_chosen_an_or_else_has_its_words_or_none(study, found, tmp_path, choice):
    study.accept_statements(found[:1])
    shutil.copy(study.path, tmp_path / "Bo.iestudy")
    with ie.open_study(tmp_path / "Bo.iestudy", person="Bo") as other:
        other.change_statement(other.statements()[0], or_else=None, or_else_status="implied", note="theirs")
    study.change_statement(study.statements()[0], or_else="within 14 days", note="ours")
    for conflict in study.merge(tmp_path / "Bo.iestudy").conflicts:
        study.resolve(conflict, choice)
        (kept,) = study.statements()
        assert (kept.or_else is not None) == (kept.or_else_status is OrElse.IN_THE_TEXT)
    assert (kept.note, kept.or_else is None) == (choice, choice == "theirs")
