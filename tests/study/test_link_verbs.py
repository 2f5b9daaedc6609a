"""Links: free words between any records, kinds between what stands on a map, with the words that tell of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ieworkbench.errors import (
    GoesRound,
    NoSuchJoint,
    RecordExists,
    RecordInUse,
    RecordUnknown,
    RecordWrong,
    WordsMissing,
)
from ieworkbench.model import EvidenceStatus

from .chain import Chain
from .test_action_verbs import undone_and_redone


def test_a_link_on_a_map_has_a_kind_a_layer_and_its_words(chain: Chain):
    study = chain.study
    made = undone_and_redone(
        study, lambda: study.link("A1", "på grunn av", "A2", accounts=chain.told(), derived=True, note="why")
    )
    assert (made.kind, made.layer.value, made.derived, made.note) == ("because of", "particular", True, "why")
    assert made in list(study.links("A1"))
    assert [each.passage.quote for each in made.accounts] == ["welcome again"]
    assert study.links().called[made.origin] == "act “tells her when to come back”"


def test_between_other_records_any_words_will_do(chain: Chain):
    made = chain.study.link("C1", "is like", "C2")
    assert (made.kind, made.layer, made.on_map) == ("is like", None, False)
    assert chain.study.link("A1", "puzzles", "informant U1").kind == "puzzles"
    with pytest.raises(RecordWrong, match="only links between acts, texts, copies and resources"):
        chain.study.link("C1", "is like", "C2", layer="regular")


def test_the_layer_is_that_of_the_acts_unless_another_is_said(chain: Chain):
    study = chain.study
    rule = chain.rules.find_one("ask for the plan").account("text prescribes")
    asks = study.add_act("asks for the plan", layer="prescribed", accounts=rule)
    assert study.link(asks, "reads", chain.plan, accounts=rule).layer.value == "prescribed"
    assert study.link(asks, "then", "A1", gap="when?").layer.value == "particular"
    law = study.add_text("the rule", authority="regulation")
    assert study.link(law, "regulates", chain.plan, accounts=rule).layer is None
    assert study.link(law, "regulates", chain.plan, accounts=rule, layer="prescribed").layer.value == "prescribed"
    usual = study.generalise(["A1", "A2"], "usually")
    assert study.link(usual, "then", usual, derived=True).layer.value == "regular", "what is regular may come again"


@pytest.mark.parametrize(
    ("kind", "error", "sentence"),
    [
        (
            "writes",
            NoSuchJoint,
            "“writes” does not lead from an act to an act; choose one of: then, because of, conditions.",
        ),
        ("thn", RecordWrong, "did you mean “then”"),
        ("hands over", RecordWrong, "this is no kind of link we know"),
        ("", RecordWrong, "this is no kind of link we know"),
    ],
)
def test_a_kind_joins_what_it_may(chain: Chain, kind, error, sentence):
    with pytest.raises(error, match=sentence):
        chain.study.link("A1", kind, "A2", accounts=[chain.told()])


def test_a_link_without_words_says_why_it_is_there(chain: Chain):
    with pytest.raises(WordsMissing, match="The link “then” rests on no words"):
        chain.study.link("A1", "then", "A2")
    assert chain.study.link("A1", "then", "A2", gap="when?").gap == "when?"
    assert chain.study.link("A1", "then", "A2", inferred="she came").inferred == "she came"
    with pytest.raises(WordsMissing):
        chain.study.change_link(chain.then, accounts=[])


def test_what_happened_never_comes_before_itself(chain: Chain):
    study = chain.study
    third = study.add_act("sleeps", case="C1", gap="when?")
    study.link("A2", "then", third, gap="when?")
    before = list(study.links())
    for origin, target in ((third, "A1"), ("A2", "A1"), ("A1", "A1")):
        with pytest.raises(GoesRound, match="cannot come before itself: in case “C1”"):
            study.link(origin, "then", target, gap="?")
    with pytest.raises(RecordWrong, match="one way only"):
        study.link("A1", "then", third, gap="?", direction="both ways")
    study.add_link_kind("is followed by", nearest="then")
    with pytest.raises(GoesRound):
        study.link(third, "is followed by", "A1", gap="?")
    study.remove_link_kind("is followed by")
    assert list(study.links()) == before


def test_the_same_course_in_two_cases_may_go_back(chain: Chain):
    study = chain.study
    other = study.add_act("hears of it", case="C2", gap="?")
    study.link("A2", "then", other, gap="?")
    study.link(other, "then", "A1", gap="?")
    with pytest.raises(GoesRound):
        study.change_act(other, case="C1")
    assert study.act(other.id).case == "C2"


def test_a_link_is_changed_and_its_ends_too(chain: Chain):
    study = chain.study
    changed = undone_and_redone(
        study, lambda: study.change_link(chain.written, kind="drafts", note="n", gap="which part?")
    )
    assert (changed.id, changed.kind, changed.accounts) == (chain.written.id, "drafts", chain.written.accounts)
    text = study.add_text("another")
    moved = study.change_link(changed, target=text)
    assert (moved.target.id, moved.origin.id) == (text.id, "A2")
    with pytest.raises(NoSuchJoint):
        study.change_link(moved, target="A1")
    with pytest.raises(RecordUnknown, match="There is no link"):
        study.change_link("nothing", note="x")


def test_a_link_holds_on_to_what_goes_through_it(chain: Chain):
    study = chain.study
    study.add_circuit("round", [chain.then, chain.written], reason="it closes")
    study.add_disjuncture("d", [("a", [chain.told()]), ("b", [chain.told()])], where=[chain.then])
    with pytest.raises(RecordInUse) as told:
        study.remove_link(chain.then)
    assert told.value.users == ("circuit “round”", "disjuncture “d”")
    study.remove_circuit("round")
    study.remove_disjuncture("d")
    undone_and_redone(study, lambda: study.remove_link(chain.then))
    assert [each.kind for each in study.links()] == ["writes"]


def test_a_study_has_kinds_of_its_own_that_name_the_nearest(chain: Chain):
    study = chain.study
    made = undone_and_redone(study, lambda: study.add_link_kind("hands  over", nearest="sender", sentence="By hand."))
    assert (made.id, made.nearest.value, made.sentence) == ("hands over", "sends", "By hand.")
    link = study.link("A2", "Hands over", chain.plan, accounts=[chain.told()])
    assert link.kind == "hands over"
    with pytest.raises(NoSuchJoint):
        study.link("A2", "hands over", "A1", accounts=[chain.told()])
    with pytest.raises(RecordInUse, match="link"):
        study.remove_link_kind("hands over")
    study.remove_link(link)
    undone_and_redone(study, lambda: study.remove_link_kind("hands over"))
    for name, nearest, error in (
        ("then", "then", RecordExists),
        ("x", "nothing like it", RecordWrong),
        ("x", "", RecordWrong),
    ):
        with pytest.raises(error):
            study.add_link_kind(name, nearest=nearest)
    with pytest.raises(RecordUnknown):
        study.remove_link_kind("x")


def test_the_journal_says_which_link_by_both_its_ends_and_quotes_nobody(chain: Chain):
    study = chain.study
    rule = chain.rules.find_one("ask for the plan").account("text prescribes")
    law = study.add_text("the rule", authority="regulation")
    made = study.link(law, "regulates", chain.plan, accounts=rule)
    study.remove_account(study.add_account(made, replace(rule, note="again", status=EvidenceStatus.TEXT_RECORDS)))
    study.change_link(made, note="as it says")
    study.remove_link(made)
    joined = "regulates, from text “the rule” to text “the plan”"
    assert [(each.verb, each.what) for each in list(study.history())[-5:]] == [
        ("link", joined),
        ("add account", f"of a link, {joined}"),
        ("remove account", f"of a link, {joined}"),
        ("change link", joined),
        ("remove link", joined),
    ]
    study.link(chain.rules.find_one("ask for the plan"), "is why", "A1")
    assert study.history()[-1].what == f"is why, from words of {chain.rules.id} to act A1 in C1"
