"""Several accounts of one act become one act; several acts a regular one that lists them."""

from __future__ import annotations

import pytest

from ieworkbench.errors import GoesRound, RecordUnknown, RecordWrong
from ieworkbench.model import UNKNOWN_DOER, RecordKind, RecordRef, Task

from .chain import Chain
from .test_action_verbs import undone_and_redone


def test_what_rests_on_acts_that_are_made_one_goes_to_the_first(chain: Chain):
    study = chain.study
    twin = study.add_act(
        "says when she may come", doer="unknown", with_whom=["SP2"], mode="talk", case="C1", purpose="to wait",
        accounts=[chain.told(), chain.told("slept a whole night", "told done by other")], id="B1",
    )  # fmt: skip
    study.link(twin, "then", "A2", accounts=[chain.told("slept a whole night", "told done by other")], note="n")
    study.link(twin, "because of", "A2", gap="?")
    memo = study.add_memo("which?", about=twin)
    study.add_set("s", [twin, "C1"])
    study.add_disjuncture("d", [("a", [chain.told()]), {"says": "b", "record": twin}], where=[twin])
    study.add_circuit("c", [chain.then], reason="r", authorised=twin)
    meets = study.add_act("meets", tasks=[Task("call", UNKNOWN_DOER, "B1")], gap="?")
    usual = study.generalise([twin], "usually says")

    merged = undone_and_redone(study, lambda: study.merge_acts(["A1", "B1"]))
    assert (merged.id, merged.doing, merged.doer.name, merged.purpose) == (
        "A1", "tells her when to come back", "clinic staff", "to wait",
    )  # fmt: skip
    assert [each.name for each in merged.with_whom] == ["U1", "SP2"]
    assert [each.passage.quote for each in merged.accounts] == ["welcome again", "slept a whole night"]
    assert [each.id for each in study.acts()] == ["A1", "A2", meets.id, usual.id]
    links = {each.kind: each for each in study.links("A1")}
    assert sorted(links) == ["because of", "then"]
    assert links["then"].id == chain.then.id
    assert ([each.passage.quote for each in links["then"].accounts], links["then"].note) == (
        ["slept a whole night", "wrote it in my plan"], "n",
    )  # fmt: skip
    first = RecordRef(RecordKind.ACT, "A1")
    about = [each for each in study.memos() if each.about == first]
    assert [each.id for each in about][:1] == [memo.id]
    assert about[1].text == (
        "Said otherwise of acts that were made one with this:\n"
        "doing: says when she may come (here: tells her when to come back)"
    )
    assert study.sets()[0].members[0] == first
    (disjuncture,), (circuit,) = study.disjunctures(), study.circuits()
    assert (disjuncture.where, disjuncture.sides[1].record, circuit.authorised) == ((first,), first, first)
    assert study.act("meets").tasks[0].done_in == "A1"
    assert study.act(usual.id).particulars == ("A1",)
    assert study.history()[-1].what == "merge acts 1 into A1 in C1"


def test_acts_are_not_made_one_if_one_comes_before_the_other(chain: Chain):
    with pytest.raises(GoesRound):
        chain.study.merge_acts(["A1", "A2"])
    assert len(chain.study.acts()) == 2


@pytest.mark.parametrize(
    ("given", "error"),
    [(["A1"], RecordWrong), (["A1", "A1"], RecordWrong), ([], RecordWrong), (["A1", "A9"], RecordUnknown)],
)
def test_it_takes_two_acts_of_one_layer(chain: Chain, given, error):
    with pytest.raises(error):
        chain.study.merge_acts(given)
    chain.study.generalise(["A1"], "usually", id="R")
    with pytest.raises(RecordWrong, match="different layers"):
        chain.study.merge_acts(["A1", "R"])


def test_a_gap_that_is_filled_is_none_any_more(chain: Chain):
    study = chain.study
    study.add_act("decides", gap="Who decides?", id="G")
    study.add_act("decides", doer="SP2", accounts=[chain.told()], id="K")
    merged = study.merge_acts(["K", "G"])
    assert (merged.gap, merged.doer.name) == ("", "SP2")


def test_a_regular_act_says_what_its_particulars_share(chain: Chain):
    study = chain.study
    study.add_informant("U2", level="entry", role="service user")
    other = study.add_act("writes sleeping as a goal", doer="U2", mode="write", site="clinic", gap="?")
    usual = undone_and_redone(study, lambda: study.generalise(["A2", other], accounts=chain.told(status="told usual")))
    assert (usual.layer.value, usual.doing, usual.mode.value) == ("regular", "writes sleeping as a goal", "write")
    assert (str(usual.doer), usual.site, usual.case) == ("service user", None, None), "no one person, no one place"
    assert usual.particulars == ("A2", other.id)
    assert len(usual.accounts) == 1
    mixed = study.generalise(
        ["A1", "A2"], "goes on", doer="staff", site="office", mode="do", case="C1", note="n", id="R"
    )
    assert (mixed.id, str(mixed.doer), mixed.site, mixed.case, mixed.note) == ("R", "staff", "office", "C1", "n")


def test_nothing_is_said_in_general_that_lists_nothing(chain: Chain):
    study = chain.study
    for given, doing in (([], "x"), (["A1", "A2"], None)):
        with pytest.raises(RecordWrong):
            study.generalise(given, doing)
    usual = study.generalise(["A1"], "usually")
    with pytest.raises(RecordWrong, match="it may list particular acts only"):
        study.generalise([usual], "always")
    with pytest.raises(RecordWrong, match="a regular act lists the particular acts it rests on"):
        study.change_act(usual, particulars=[])
