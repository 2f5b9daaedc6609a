"""What in the chain needs a look, and never blocks: each rule of the checks."""

from __future__ import annotations

import pytest

from ieworkbench.store import account_records, tables

from .chain import TALK, Chain

SOUND = {("text-never-read", "text “the plan”")}
"""What the small chain still lacks."""


def found(chain: Chain, *codes: str) -> set[tuple[str, str]]:
    """The problems of these codes, or all but those of the small chain itself; every one in a sentence."""
    problems = list(chain.study.check())
    assert all(each.message.endswith(".") and len(each.message) < 250 for each in problems)
    pairs = {
        (each.code, each.record) for each in problems if each.code not in {"nobody-pointed", "source-without-case"}
    }
    return {each for each in pairs if each[0] in codes} if codes else pairs - SOUND


def test_a_sound_chain_lacks_only_who_reads(chain: Chain):
    assert found(chain) == set()
    assert found(chain, "text-never-read") == SOUND
    chain.study.link("A1", "does not read", chain.plan, accounts=[chain.told()])
    assert found(chain, "text-never-read") == SOUND
    copy = chain.study.add_copy("T1", "office")
    chain.study.link("A1", "decides by", copy, accounts=[chain.told(polarity="not done")])
    assert found(chain, "text-never-read") == SOUND, "it was not done"
    chain.study.link("A1", "decides by", copy, accounts=[chain.told()])
    assert found(chain, "text-never-read") == set()


def test_a_text_about_somebody_that_nobody_writes(chain: Chain):
    chain.study.remove_link(chain.written)
    assert ("text-never-written", "text “the plan”") in found(chain)
    chain.study.add_text("the law", authority="law")
    assert ("text-never-written", "text “the law”") not in found(chain)


def test_a_doer_nobody_names_unless_that_is_the_gap(chain: Chain):
    chain.study.add_act("decides", accounts=[chain.told()])
    chain.study.add_act("counts points", gap="Who counts them?")
    assert found(chain) == {("doer-unknown", "act “decides”")}


def test_what_is_known_only_as_it_is_supposed_to_go(chain: Chain):
    act = chain.study.add_act("asks", doer="staff", accounts=[chain.told(status="told as instructed")])
    assert found(chain) == {("only-instructed", "act “asks”")}
    chain.study.add_account(act, chain.told())
    assert found(chain) == set()


def test_the_user_s_work_that_only_staff_speak_of(chain: Chain):
    account = chain.staff.find_one("writes it herself").account("told done by other")
    act = chain.study.add_act("writes it", doer="U1", accounts=[account])
    assert found(chain) == {("only-staff-speak", "act “writes it”")}
    chain.study.add_account(act, chain.told("wrote it in my plan", "told done"))
    assert found(chain) == set()


def test_a_regular_act_whose_particulars_are_particular_no_more(chain: Chain):
    study = chain.study
    first = study.add_act("x", gap="?", doer="staff", id="X")
    study.generalise([first], "usually", doer="staff")
    study.generalise(["A1"], "often", doer="staff", id="R")
    with study._work("by hand") as work:
        work.update(tables.act, {"id": "X", "layer": "prescribed"})
    assert ("regular-without-particulars", "act “usually”") in found(chain)
    assert ("regular-without-particulars", "act “often”") not in found(chain)


def test_accounts_beyond_what_somebody_agreed_to(chain: Chain):
    study = chain.study
    study.change_informant("U1", consent=["archive"])
    study.change_source("rules", kind="individual plan", informants=["U1"], cases=["C1"])
    study.add_account("A1", chain.rules.find_one("ask for the plan").account("text records"))
    problems = {each.code: each.message for each in study.check() if each.record == "informant U1"}
    assert problems == {
        "quoted-without-consent": "4 accounts rest on their words, and they have not agreed to be quoted; "
        "ask, or keep these words to yourself.",
        "papers-without-consent": "One account rests on their words, and they have not agreed that their papers are used; "
        "ask, or keep these words to yourself.",
    }
    study.change_informant("U1", consent=["quote", "use documents"])
    assert found(chain) == set()


def test_what_has_lost_all_its_words_stays_and_is_marked(chain: Chain, put):
    study = chain.study
    corrected = TALK.replace("U1: So I wrote it in my plan. Nobody at the office reads the plan.\n", "")
    replaced = study.replace_source("U1", put("again.txt", corrected))
    assert len(replaced.orphaned) == 1
    assert {each for each in found(chain) if each[0] == "words-orphaned"} == {
        ("words-orphaned", "act “writes sleeping as a goal”"),
        ("words-orphaned", f"link then {chain.then.id}"),
        ("words-orphaned", f"link writes {chain.written.id}"),
    }
    act = study.act("A2")
    assert [each.passage.placement.value for each in act.accounts] == ["orphaned"]
    assert study.change_act("A2", note="still here").accounts == act.accounts
    study.undo()
    study.undo()
    assert found(chain, "words-orphaned") == set()


def test_a_circuit_that_does_not_come_round(chain: Chain):
    study = chain.study
    back = study.link(chain.plan, "read in", "A1", accounts=[chain.told()])
    study.add_circuit("round", [chain.then, chain.written, back], reason="r")
    assert found(chain, "circuit-open") == set()
    study.change_circuit("round", links=[chain.then, chain.written])
    assert found(chain, "circuit-open") == {("circuit-open", "circuit “round”")}
    copy = study.add_copy("T1", "office")
    study.change_link(back, origin=copy)
    study.change_circuit("round", links=[chain.then, chain.written, back])
    assert found(chain, "circuit-open") == set(), "a copy is its text"


def test_a_code_that_was_a_doer_before_it_was_an_informants_is_named(chain: Chain):
    act = chain.study.add_act("rings the helpline", doer="P9", gap="When?")
    assert found(chain, "informant-as-role") == set()
    chain.study.add_informant("P9")
    assert found(chain, "informant-as-role") == {("informant-as-role", "act “rings the helpline”")}
    assert chain.study.change_act(act, doer="P9").doer.kind.value == "informant"
    assert found(chain, "informant-as-role") == set()


def test_two_texts_of_one_title_in_one_case(chain: Chain):
    chain.study.add_text("The  Plan", case="C2")
    assert found(chain, "texts-alike") == set()
    chain.study.add_text("The  Plan", case="C1")
    assert found(chain, "texts-alike") == {("texts-alike", "text “the plan”")}


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda w: account_records.delete_accounts(w, account_records.account_ids(w.connection)), ("act-without-words", "act “writes sleeping as a goal”")),
        (lambda w: w.update(tables.act, {"id": "A1", "layer": "prescribed"}), ("prescribed-without-text", "act “tells her when to come back”")),
        (lambda w: w.update(tables.act, {"id": "A1", "doer_kind": "informant", "doer": "U9"}), ("doer-gone", "act “tells her when to come back”")),
    ],
)  # fmt: skip
def test_what_only_two_copies_can_come_to_is_listed(chain: Chain, change, problem):
    with chain.study._work("by hand") as work:
        change(work)
    assert problem in found(chain)


def test_a_link_whose_kind_or_end_is_gone_and_a_course_that_goes_round(chain: Chain):
    study = chain.study
    study.add_link_kind("hands over", nearest="sends")
    link = study.link("A2", "hands over", chain.plan, accounts=[chain.told()])
    with study._work("by hand") as work:
        work.delete(tables.link_kind, {"id": "hands over"})
        turned = {"id": chain.then.id, "origin": "A2", "target": "A2"}
        work.update(tables.link, turned)
    assert ("link-kind-unknown", f"link hands over {link.id}") in found(chain)
    assert ("act-before-itself", "act “writes sleeping as a goal”") in found(chain)
    with study._work("by hand") as work:
        work.update(tables.link, {"id": link.id, "target": "T9"})
    assert ("link-without-record", "link hands over") in found(chain)


def test_a_text_that_another_stands_in_for_need_not_be_written_or_read(chain: Chain):
    study = chain.study
    spared = study.add_text("application", authority="case text", case="C1")
    assert ("text-never-written", "text “application”") in found(chain)
    study.link(chain.plan, "substitutes for", spared, accounts=[chain.told("Nobody at the office", "told done")])
    assert not {each for each in found(chain) if each[1] == "text “application”"}
