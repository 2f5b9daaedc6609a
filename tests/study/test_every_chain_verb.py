"""Every verb for the chain of action is one step that can be undone and made again, down to the last row."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path

import pytest

import ieworkbench as ie
from ieworkbench.errors import RecordUnknown
from ieworkbench.model import Act
from ieworkbench.model.layout import Layout, NodeBox
from ieworkbench.study.action_verbs import ActionVerbs
from ieworkbench.study.figure_verbs import FigureVerbs
from ieworkbench.study.link_verbs import LinkVerbs
from ieworkbench.study.mark_verbs import MarkVerbs
from ieworkbench.study.text_verbs import TextVerbs

from .chain import Chain
from .study_rows import rows_of

LAYOUT = Layout(40.0, 30.0, (NodeBox("A1", 5.0, 5.0, 30.0, 20.0),))


def prepared(chain: Chain) -> None:
    """One of everything that the small chain lacks."""
    study = chain.study
    study.add_account("A2", chain.told("Nobody at the office", "told done"))
    study.add_copy("T1", "office", id="K1")
    study.add_resource("stay", id="R1")
    study.add_link_kind("hands over", nearest="sends")
    study.add_act("meets her", doer="SP2", case="C1", accounts=[chain.told()], id="A3")
    study.add_disjuncture(
        "whose goal", [("hers", [chain.told()]), ("theirs", [chain.told("slept a whole night")])], id="D1"
    )
    study.add_circuit("round", [chain.then], reason="it comes round", id="O1")
    study.save_layout("C1", LAYOUT)
    study.pin("C1", "A1", column=1)


VERBS: dict[str, Callable[[Chain], object]] = {
    "add_act": lambda c: c.study.add_act("calls", doer="SP2", case="C1", accounts=[c.told()]),
    "mark_act": lambda c: c.study.mark_act(
        "fills it in", c.told(), doer="U1", site="the kitchen", mode="write", uses="a leaflet", produces="T1"
    ),
    "code_new": lambda c: c.study.code_new(c.told().passage, "filling in", memo="alone"),
    "change_act": lambda c: c.study.change_act("A1", doing="asks her", outcome="she goes", gap="Who?"),
    "remove_act": lambda c: c.study.remove_act("A3"),
    "merge_acts": lambda c: c.study.merge_acts(["A1", "A3"]),
    "generalise": lambda c: c.study.generalise(["A1", "A3"], "meets people", accounts=[c.told(status="told usual")]),
    "add_account": lambda c: c.study.add_account("T1", c.told()),
    "change_account": lambda c: c.study.change_account(c.study.act("A1").accounts[0], polarity="refused"),
    "remove_account": lambda c: c.study.remove_account(c.study.act("A2").accounts[1]),
    "unmark": lambda c: c.study.unmark(c.study.act("A2").accounts[1]),
    "add_text": lambda c: c.study.add_text("letter", genre="letter", versions=["first"], source=c.rules),
    "change_text": lambda c: c.study.change_text("T1", boss="all else is fitted to it"),
    "remove_text": lambda c: (c.study.remove_link(c.written), c.study.remove_copy("K1"), c.study.remove_text("T1")),
    "add_text_version": lambda c: c.study.add_text_version("T1", "second", source=c.rules),
    "add_copy": lambda c: c.study.add_copy("T1", "clinic", how="sent by U1"),
    "change_copy": lambda c: c.study.change_copy("K1", how="left at the desk"),
    "remove_copy": lambda c: c.study.remove_copy("K1"),
    "add_resource": lambda c: c.study.add_resource("taxi", kind="service"),
    "change_resource": lambda c: c.study.change_resource("R1", kind="place"),
    "remove_resource": lambda c: c.study.remove_resource("R1"),
    "link": lambda c: c.study.link("act A3", "hands over", "text T1", accounts=[c.told()]),
    "change_link": lambda c: c.study.change_link(c.then, kind="because of", note="so she says"),
    "remove_link": lambda c: c.study.remove_link(c.written),
    "add_link_kind": lambda c: c.study.add_link_kind("stamps", nearest="signs"),
    "remove_link_kind": lambda c: c.study.remove_link_kind("hands over"),
    "add_disjuncture": lambda c: c.study.add_disjuncture(
        "who decides", [("she", [c.told()]), ("the office", [c.told("slept a whole night")])], where=["act A1"]
    ),
    "change_disjuncture": lambda c: c.study.change_disjuncture("D1", follows="nobody reads it"),
    "remove_disjuncture": lambda c: c.study.remove_disjuncture("D1"),
    "add_circuit": lambda c: c.study.add_circuit("other", [c.written], reason="so I hold"),
    "change_circuit": lambda c: c.study.change_circuit("O1", boss="text T1"),
    "remove_circuit": lambda c: c.study.remove_circuit("O1"),
    "save_layout": lambda c: c.study.save_layout("C2", LAYOUT),
    "pin": lambda c: c.study.pin("C1", "A1", column=0),
    "unpin": lambda c: c.study.unpin("C1", "A1"),
    "remove_layout": lambda c: c.study.remove_layout("C1"),
}


def test_no_verb_that_changes_something_is_left_out():
    asking = {"act", "acts", "text", "texts", "copies", "resources", "resource", "links", "link_kinds", "disjunctures"}
    asking |= {"circuits", "layout", "layouts", "known_names", "marks", "coding", "coding_counts", "recent_codes"}
    verbs = {
        name
        for face in (ActionVerbs, MarkVerbs, TextVerbs, LinkVerbs, FigureVerbs)
        for name, _ in inspect.getmembers(face, inspect.isfunction)
        if name in vars(face) and not name.startswith("_")
    }
    assert verbs - asking == set(VERBS)


@pytest.mark.parametrize("verb", VERBS, ids=str)
def test_every_verb_is_undone_and_made_again(chain: Chain, verb: str):
    study = chain.study
    prepared(chain)
    before, steps = rows_of(study), len(study.history())
    VERBS[verb](chain)
    after, made = rows_of(study), len(study.history()) - steps
    assert after != before
    assert made == (3 if verb == "remove_text" else 1)
    for _ in range(made):
        study.undo()
    assert rows_of(study) == before
    for _ in range(made):
        study.redo()
    assert rows_of(study) == after


REFUSED: dict[str, Callable[[Chain, Act], object]] = {
    "link": lambda c, other: c.study.link("act A1", "then", other, accounts=[c.told()]),
    "change_link": lambda c, other: c.study.change_link(c.then, target=other),
    "merge_acts": lambda c, other: c.study.merge_acts(["A1", other]),
    "generalise": lambda c, other: c.study.generalise(["A1", other], "meets", accounts=[c.told()]),
    "change_act": lambda c, other: c.study.change_act(other, doing="asks"),
    "add_account": lambda c, other: c.study.add_account(other, c.told()),
    "add_disjuncture": lambda c, other: c.study.add_disjuncture(
        "x", [("a", [c.told()]), ("b", [c.told("slept a whole night")])], where=[other]
    ),
    "add_circuit": lambda c, other: c.study.add_circuit("x", [c.then], reason="r", actuality=other),
}


@pytest.mark.parametrize("verb", REFUSED, ids=str)
def test_a_record_of_another_study_is_refused_and_nothing_is_changed(chain: Chain, verb: str, tmp_path: Path):
    with ie.create_study(tmp_path / "other.iestudy", title="Other", standpoint="others") as study:
        other = study.add_act("acts elsewhere", inferred="it must be so")
    before = rows_of(chain.study)
    with pytest.raises(RecordUnknown, match="There is no act “"):
        REFUSED[verb](chain, other)
    assert rows_of(chain.study) == before


def test_words_of_another_studys_source_are_refused(chain: Chain, tmp_path: Path):
    (tmp_path / "elsewhere.txt").write_text("Elsewhere they say so.", encoding="utf-8")
    with ie.create_study(tmp_path / "other.iestudy", title="Other", standpoint="others") as study:
        told = study.add_source(tmp_path / "elsewhere.txt", kind="letter").find_one("say so").account("told done")
    before = rows_of(chain.study)
    with pytest.raises(RecordUnknown, match="There is no source “elsewhere”"):
        chain.study.add_act("says so", doer="they", accounts=[told])
    assert rows_of(chain.study) == before
