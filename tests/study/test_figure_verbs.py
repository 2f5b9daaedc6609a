"""Disjunctures, circuits and layouts as a researcher types them."""

from __future__ import annotations

import pytest

from ieworkbench.errors import RecordExists, RecordInUse, RecordUnknown, RecordWrong, WordsMissing
from ieworkbench.model import RecordKind, RecordRef, Side
from ieworkbench.model.layout import Layout, NodeBox

from .chain import Chain
from .test_action_verbs import undone_and_redone


def test_a_disjuncture_has_sides_with_their_words(chain: Chain):
    study = chain.study
    made = undone_and_redone(
        study,
        lambda: study.add_disjuncture(
            "who reads the plan",
            [
                ("nobody", [chain.told("Nobody at the office", "told done")]),
                {"says": "the office", "accounts": chain.staff.find_one("decide by it").account("told usual")},
                Side("the law", (), RecordRef(RecordKind.TEXT, "T1")),
            ],
            where=["A2", chain.then],
            follows="she writes for nobody",
            case="C1",
            note="n",
        ),
    )
    (kept,) = study.disjunctures()
    assert kept == made
    assert [each.says for each in made.sides] == ["nobody", "the office", "the law"]
    assert [[one.passage.quote for one in each.accounts] for each in made.sides] == [
        ["Nobody at the office"], ["decide by it"], [],
    ]  # fmt: skip
    assert [str(each) for each in made.where] == ["act A2", f"link {chain.then.id}"]


def test_sides_that_are_given_again_stay_themselves(chain: Chain):
    study = chain.study
    made = study.add_disjuncture("d", [("a", [chain.told()]), ("b", [chain.told(polarity="refused")])])
    changed = undone_and_redone(
        study,
        lambda: study.change_disjuncture(
            "d", sides=[made.sides[1], ("c", [chain.told("slept")]), ("a", made.sides[0].accounts)]
        ),
    )
    assert [each.says for each in changed.sides] == ["b", "c", "a"]
    assert (changed.sides[0], changed.sides[2]) == (made.sides[1], made.sides[0])
    fewer = study.change_disjuncture("d", sides=changed.sides[:2], follows="x")
    assert ("slept" in {each.quote for each in study.passages()}, fewer.follows) == (True, "x")
    with pytest.raises(RecordWrong, match="two sides or more"):
        study.change_disjuncture("d", sides=changed.sides[:1])
    undone_and_redone(study, lambda: study.remove_disjuncture("d"))
    assert "slept" not in {each.quote for each in study.passages()}


def test_a_side_rests_on_words_or_is_a_record_s(chain: Chain):
    study = chain.study
    with pytest.raises(WordsMissing, match="The side “b” rests on no words"):
        study.add_disjuncture("d", [("a", [chain.told()]), ("b", [])])
    with pytest.raises(RecordWrong, match="give each side as a pair"):
        study.add_disjuncture("d", ["a", "b"])
    made = study.add_disjuncture("d", [("a", [chain.told()]), ("b", [chain.told()])])
    with pytest.raises(WordsMissing):
        study.remove_account(made.sides[0].accounts[0])
    assert study.disjunctures()[0] == made


def test_a_record_that_a_disjuncture_names_stays(chain: Chain):
    study = chain.study
    act = study.add_act("waits", gap="?")
    study.add_disjuncture("d", [("a", [chain.told()]), {"says": "b", "record": act}], where="A1")
    with pytest.raises(RecordInUse, match="disjuncture “d”"):
        study.remove_act(act)


def test_a_circuit_has_links_in_their_order_and_a_reason(chain: Chain):
    study = chain.study
    made = undone_and_redone(
        study,
        lambda: study.add_circuit(
            "asked for", [chain.then, chain.written.id], reason="it closes", kind="accountability",
            boss=chain.plan, actuality="A1", representation="text T1", authorised="A2",
        ),
    )  # fmt: skip
    assert list(study.circuits()) == [made]
    assert (made.links, str(made.boss), made.kind.value) == (
        (chain.then.id, chain.written.id),
        "text T1",
        "accountability",
    )
    changed = undone_and_redone(study, lambda: study.change_circuit("asked for", name="round", boss=None))
    assert (changed.boss, changed.reason) == (None, "it closes")
    with pytest.raises(RecordInUse, match="circuit “round”"):
        study.remove_act("A2", with_links=True)
    for given, error in (
        ({"name": "round"}, RecordExists),
        ({"links": []}, RecordWrong),
        ({"links": ["nothing"]}, RecordUnknown),
        ({"reason": " "}, RecordWrong),
        ({"kind": "vicious"}, RecordWrong),
    ):
        with pytest.raises(error):
            study.add_circuit(**{"name": "other", "links": [chain.then], "reason": "r", **given})
    undone_and_redone(study, lambda: study.remove_circuit("round"))
    assert len(study.links()) == 2


def test_the_layout_of_a_map_is_kept_until_another_or_none_is(chain: Chain):
    study = chain.study
    first = Layout(40.0, 30.0, (NodeBox("A1", 5.0, 5.0, 30.0, 20.0),), engine="lanes", version=1)
    undone_and_redone(study, lambda: study.save_layout(" C1 ", first))
    assert (study.layout("C1"), study.layout("C2"), study.layouts()) == (first, None, ("C1",))
    entries = len(study.history())
    study.save_layout("C1", first)
    assert len(study.history()) == entries, "nothing moved"
    second = Layout(50.0, 30.0)
    study.save_layout("C1", second)
    assert study.layout("C1") == second
    study.undo()
    assert study.layout("C1") == first
    undone_and_redone(study, lambda: study.remove_layout("C1"))
    with pytest.raises(RecordUnknown, match="There is no layout “C1” in this study; check the name"):
        study.remove_layout("C1")
    for key, layout in (("", first), ("C1", "wrong")):
        with pytest.raises(RecordWrong):
            study.save_layout(key, layout)


def test_a_place_on_a_kept_map_is_chosen_and_let_go(chain: Chain):
    study = chain.study
    study.save_layout("C1", Layout(40.0, 30.0, (NodeBox("A1", 5.0, 5.0, 30.0, 20.0),)))
    undone_and_redone(study, lambda: study.pin("C1", chain.tells, column=2))
    kept = study.layout("C1")
    assert kept is not None
    assert [(each.id, each.column) for each in kept.pins] == [("A1", 2)]
    assert study.pin("C1", "act A1", x=7).pins[0].x == 7
    with pytest.raises(RecordUnknown, match="There is no layout “C2” in this study"):
        study.pin("C2", chain.tells, column=2)
    with pytest.raises(RecordUnknown, match="box of a layout"):
        study.pin("C1", chain.writes, column=2)
    undone_and_redone(study, lambda: study.unpin("C1", "A1"))
    assert study.layout("C1") == Layout(40.0, 30.0, (NodeBox("A1", 5.0, 5.0, 30.0, 20.0),))
