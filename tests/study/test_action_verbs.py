"""Acts, accounts and resources as a researcher types them: kept, changed, taken back, listed."""

from __future__ import annotations

import datetime as dt

import pytest

from ieworkbench.errors import RecordExists, RecordInUse, RecordUnknown, RecordWrong, WordsMissing
from ieworkbench.model import UNKNOWN_DOER, Act, Doer, DoerKind, SaidDate, Task

from .chain import Chain


def rows(study) -> list[object]:
    """All that a researcher sees of the chain."""
    return [
        study.acts(), study.texts(), study.copies(), study.resources(), list(study.links()), study.link_kinds(),
        study.disjunctures(), study.circuits(), [study.layout(each) for each in study.layouts()], list(study.memos()), study.passages(),
    ]  # fmt: skip


def undone_and_redone(study, verb) -> object:
    """What the verb gives; undoing it leaves all as it was, redoing it as the verb made it, in one step each."""
    before, entries = rows(study), len(study.history())
    result = verb()
    after = rows(study)
    assert len(study.history()) == entries + 1
    assert after != before
    study.undo()
    assert rows(study) == before
    study.redo()
    assert rows(study) == after
    return result


def test_an_act_comes_back_as_it_was_given(chain: Chain):
    study = chain.study
    act = study.add_act(
        " meets   them ",
        doer="SP2",
        with_whom=["U1", "the home services together", "a nurse"],
        initiative="U1",
        purpose="to agree",
        means="by phone",
        site="office",
        when="March 2026",
        mode="snakke",
        case="C1",
        outcome="agreed",
        participants=["U1", "SP2"],
        tasks=["write it down", ("phone the clinic", "SP2"), Task("wait", UNKNOWN_DOER, "A2")],
        accounts=[chain.told("slept a whole night", "told done", polarity="attempted", work="own", note="n")],
        note="mine",
        id="meeting",
    )
    assert study.act("meeting") == act == study.act("meets them")
    assert act.doing == "meets them"
    assert act.with_whom == (
        Doer("U1", DoerKind.INFORMANT),
        Doer("home services", DoerKind.COLLECTIVE),
        Doer("a nurse", DoerKind.ROLE),
    )
    assert (act.mode.value, act.initiative.name, str(act.when)) == ("talk", "U1", "March 2026")
    assert act.participants == (Doer("U1", DoerKind.INFORMANT), Doer("SP2", DoerKind.INFORMANT))
    assert [(each.what, each.doer.name, each.done_in) for each in act.tasks] == [
        ("write it down", "", ""),
        ("phone the clinic", "SP2", ""),
        ("wait", "", "A2"),
    ]
    (account,) = act.accounts
    assert (account.polarity.value, account.work.value, account.note, account.by) == ("attempted", "own", "n", "Ann")
    assert account.id
    assert account.passage.id in {each.id for each in study.passages()}


def test_accounts_come_in_the_order_of_the_course_of_events(chain: Chain):
    later = chain.staff.find_one("writes it herself").account("told done by other")
    first = chain.told("slept a whole night", "told done")
    act = chain.study.add_act("sleeps", doer="U1", accounts=[later, chain.told("plan. Nobody", "told done"), first])
    assert [(each.passage.source, each.passage.start) for each in act.accounts] == [
        ("U1", chain.said("slept a whole night").start),
        ("U1", chain.said("plan. Nobody").start),
        ("SP2", later.passage.start),
    ]
    assert chain.study.act(act.id) == act


@pytest.mark.parametrize(
    ("given", "kind", "name"),
    [
        (None, "unknown", ""),
        ("", "unknown", ""),
        ("Unknown", "unknown", ""),
        ("ukjent", "unknown", ""),
        ("U1", "informant", "U1"),
        ("a  caseworker", "role", "a caseworker"),
        ("The clinic together", "collective", "clinic"),
        (Doer("home services", DoerKind.COLLECTIVE), "collective", "home services"),
        (Doer("x", DoerKind.UNKNOWN), "unknown", ""),
    ],
)
def test_doers_are_read_as_they_are_typed(chain: Chain, given, kind, name):
    act = chain.study.add_act("does", doer=given, gap="?")
    assert (act.doer.kind.value, act.doer.name) == (kind, name)


@pytest.mark.parametrize("given", ["U7", "SP9", Doer("U7", DoerKind.INFORMANT)])
def test_what_looks_like_a_code_and_is_none_is_not_taken_for_a_role(chain: Chain, given):
    with pytest.raises(RecordUnknown, match="There is no informant"):
        chain.study.add_act("does", doer=given, gap="?")


def test_acts_are_found_by_what_is_asked_of_them(chain: Chain):
    study = chain.study
    gap = study.add_act("turns it into points", gap="Who turned it into points?", site="office", case="C2")
    assert [each.id for each in study.acts()] == ["A1", "A2", gap.id]
    assert [each.id for each in study.acts(case="C1")] == ["A1", "A2"]
    assert [each.id for each in study.acts(doer="U1")] == ["A2"]
    assert [each.id for each in study.acts(doer="unknown")] == [gap.id]
    assert [each.id for each in study.acts(site="office", layer="particular")] == [gap.id]
    assert len(study.acts(layer="regular")) == 0
    with pytest.raises(RecordUnknown, match="C1"):
        study.acts(case="C9")
    assert list(study.acts().to_frame().columns)[:3] == ["id", "doing", "doer"]


def test_what_is_not_named_stays_when_an_act_is_changed(chain: Chain):
    changed = undone_and_redone(
        chain.study, lambda: chain.study.change_act("A1", purpose="so that she sleeps", when=dt.date(2026, 3, 1))
    )
    assert isinstance(changed, Act)
    assert (changed.purpose, changed.doing, changed.site) == ("so that she sleeps", chain.tells.doing, "clinic")
    assert changed.when == SaidDate.read("2026-03-01")
    assert changed.accounts == chain.tells.accounts
    assert chain.study.act("A1") == changed
    assert chain.study.history()[-1].what == "change act A1 in C1"


def test_the_accounts_that_are_given_are_all_an_act_has_from_then_on(chain: Chain):
    study = chain.study
    (standing,) = chain.tells.accounts
    both = study.change_act("A1", accounts=[standing, chain.told("slept a whole night", "told done")])
    assert [each.id == standing.id for each in both.accounts] == [True, False]
    one = study.change_act("A1", accounts=both.accounts[1])
    assert [each.id for each in one.accounts] == [both.accounts[1].id]
    assert standing.passage.id not in {each.id for each in study.passages()}, "nothing rests on it any more"
    study.undo()
    assert study.act("A1") == both


def test_the_same_words_known_in_the_same_way_are_one_account(chain: Chain):
    act = chain.study.change_act("A1", accounts=[chain.told(), chain.told(), chain.told(polarity="refused")])
    assert [each.polarity.value for each in act.accounts] == ["done", "refused"]
    again = chain.study.add_account(act, chain.told())
    assert again in act.accounts
    assert chain.study.act("A1") == act


def test_a_passage_on_which_an_account_rests_is_not_let_go(chain: Chain):
    study = chain.study
    (account,) = chain.tells.accounts
    coding = study.code(account.passage, study.add_code("back"))
    study.remove_coding(coding)
    assert account.passage in list(study.passages())
    with pytest.raises(RecordInUse, match="account of act A1"):
        study.remove_passage(account.passage)


def test_an_act_goes_with_its_accounts_and_lists_what_rests_on_it(chain: Chain):
    study = chain.study
    with pytest.raises(RecordInUse, match="link"):
        study.remove_act("A1")
    memo = study.add_memo("why?", about=chain.tells)
    with pytest.raises(RecordInUse, match=f"memo {memo.id}"):
        study.remove_act("A1", with_links=True)
    study.remove_memo(memo)
    undone_and_redone(study, lambda: study.remove_act("A1", with_links=True))
    assert [each.id for each in study.acts()] == ["A2"]
    assert [each.kind for each in study.links()] == ["writes"]
    assert {each.quote for each in study.passages()} == {"wrote it in my plan"}


def test_a_task_and_a_regular_act_hold_on_to_the_acts_they_name(chain: Chain):
    study = chain.study
    study.add_act("meets", tasks=[Task("write", UNKNOWN_DOER, "A2")], gap="who?")
    study.generalise(["A2"], "usually writes")
    with pytest.raises(RecordInUse) as told:
        study.remove_act("A2", with_links=True)
    assert told.value.users == ("regular act “usually writes”", "a task of “meets”")


def test_the_journal_says_what_was_done_and_quotes_nobody(chain: Chain):
    made = chain.study.add_act("says “I was welcome again”", mode="talk", case="C1", accounts=[chain.told()])
    chain.study.remove_account(chain.study.add_account(made, chain.told(polarity="refused")))
    verbs = [(each.verb, each.what) for each in chain.study.history()[-3:]]
    assert verbs == [
        ("add act", "talk in C1"),
        ("add account", "of an act, talk in C1"),
        ("remove account", "of an act, talk in C1"),
    ]


# ------------------------------------------------------------------------------------- accounts


def test_accounts_are_added_changed_and_removed_one_by_one(chain: Chain):
    study = chain.study
    added = undone_and_redone(study, lambda: study.add_account("A1", chain.told("slept a whole night", "told usual")))
    assert added in study.act("A1").accounts
    changed = undone_and_redone(
        study, lambda: study.change_account(added, status="told done", polarity="ikke gjort", told_by="U1", note="x")
    )
    assert (changed.id, changed.status.value, changed.polarity.value) == (added.id, "told done", "not done")
    assert study.act("A1").disputed
    undone_and_redone(study, lambda: study.remove_account(changed.id))
    assert study.act("A1") == chain.tells
    study.add_account(chain.plan, chain.told())
    study.add_account(chain.then, chain.told())
    assert (len(study.text("T1").accounts), len(study.links()[0].accounts)) == (1, 2)


def test_the_last_account_of_what_happened_stays(chain: Chain):
    with pytest.raises(WordsMissing, match="rests on no words"):
        chain.study.remove_account(chain.tells.accounts[0])
    chain.study.change_act("A1", inferred="she came back")
    chain.study.remove_account(chain.tells.accounts[0])
    assert chain.study.act("A1").accounts == ()


@pytest.mark.parametrize("record", ["C1", "informant U1", "source U1"])
def test_accounts_tell_of_nothing_but_acts_texts_copies_and_links(chain: Chain, record):
    with pytest.raises(RecordWrong, match="accounts tell of acts"):
        chain.study.add_account(record, chain.told())


def test_an_account_that_is_not_kept_is_said_so(chain: Chain):
    for wrong in (chain.told(), "nothing", ""):
        with pytest.raises(RecordUnknown, match="There is no account"):
            chain.study.remove_account(wrong)
    with pytest.raises(RecordUnknown, match="informant “U9”"):
        chain.study.change_account(chain.tells.accounts[0], told_by="U9")


# -------------------------------------------------------------------------------------- resources


def test_what_is_granted_is_kept_changed_and_removed(chain: Chain):
    study = chain.study
    made = undone_and_redone(
        study, lambda: study.add_resource("allowance", kind="penger", case="C1", site="office", id="R1")
    )
    assert (made.kind.value, study.resource("allowance"), study.resource("R1")) == ("money", made, made)
    changed = undone_and_redone(study, lambda: study.change_resource("R1", name="the allowance", case=None))
    assert (changed.name, changed.case, changed.site) == ("the allowance", None, "office")
    study.link(chain.plan, "grants", changed, gap="how?")
    with pytest.raises(RecordInUse, match="link"):
        study.remove_resource("R1")
    undone_and_redone(study, lambda: study.remove_resource("the allowance", with_links=True))
    assert len(study.resources()) == 0


# ----------------------------------------------------------------------------------- bad input


def test_an_id_is_taken_once(chain: Chain):
    for verb in (
        lambda: chain.study.add_act("x", gap="?", id="A1"),
        lambda: chain.study.add_text("x", id="T1"),
    ):
        with pytest.raises(RecordExists):
            verb()
    with pytest.raises(RecordWrong):
        chain.study.add_act("x", gap="?", id="a;b")


NONSENSE = [5, b"x", {}, object(), ["x"], "\0", "k\udcf8be", "nothing there", 10**4000]


@pytest.mark.parametrize("wrong", NONSENSE, ids=[f"{n}" for n in range(len(NONSENSE))])
def test_nonsense_is_answered_with_one_of_our_sentences(chain: Chain, wrong):
    """Whatever is typed: it is taken as it is, or refused with a sentence; never a traceback of another kind."""
    from ieworkbench.errors import IEError

    study = chain.study
    before = rows(study)
    fields = ("doer", "with_whom", "initiative", "purpose", "site", "when", "mode", "case", "layer", "participants", "tasks",
              "particulars", "accounts", "inferred", "gap", "note")  # fmt: skip
    verbs = [
        lambda: study.add_act(wrong),
        *(lambda name=name: study.change_act("A1", **{name: wrong}) for name in fields),
        lambda: study.remove_act(wrong),
        lambda: study.act(wrong),
        lambda: study.acts(case=wrong),
        lambda: study.merge_acts(wrong),
        lambda: study.merge_acts(["A1", wrong]),
        lambda: study.generalise(wrong),
        lambda: study.add_account(wrong, chain.told()),
        lambda: study.add_account("A1", wrong),
        lambda: study.change_account(wrong, note="x"),
        lambda: study.remove_account(wrong),
        lambda: study.add_resource(wrong, kind="x"),
        lambda: study.add_text("t", source=wrong),
        lambda: study.add_text("t", template=wrong),
        lambda: study.add_text("t", versions=wrong, number=3),
        lambda: study.add_text("t", number=wrong, among=["T1"]),
        lambda: study.add_copy("T1", wrong),
        lambda: study.add_copy(wrong, "office"),
        lambda: study.link("A1", wrong, "A2", gap="?"),
        lambda: study.link("A1", "then", wrong, gap="?"),
        lambda: study.change_link(wrong, note="x"),
        lambda: study.add_link_kind("new", nearest=wrong),
        lambda: study.add_disjuncture("d", wrong),
        lambda: study.add_disjuncture("d", [("a", [chain.told()]), wrong]),
        lambda: study.add_circuit("c", wrong, reason="r"),
        lambda: study.add_circuit("c", [chain.then], reason="r", boss=wrong),
        lambda: study.save_layout("key", wrong),
        lambda: study.remove_layout(wrong),
    ]
    for place, verb in enumerate(verbs):
        entries = len(study.history())
        try:
            verb()
        except IEError:
            assert len(study.history()) == entries, place
        while len(study.history()) > entries and rows(study) != before:
            study.undo()
    assert rows(study) == before
