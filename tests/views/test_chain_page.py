"""Acts, texts and what is seen in them, in a cell: escaped, with the words they rest on."""

from __future__ import annotations

import pytest
from test_cells import ESCAPED, EVIL

import ieworkbench as ie
from ieworkbench.views.cells import html

TALK = f"I: Did you go?\nU1: They said I was welcome again.\nU1: {EVIL}\n"


@pytest.fixture
def study(tmp_path):
    with ie.create_study(tmp_path / "s.iestudy", title="T", standpoint="S", person="Ann") as made:
        (tmp_path / "U1.txt").write_text(TALK)
        made.add_case("C1")
        made.add_site("office")
        made.add_informant("U1")
        made.add_source(tmp_path / "U1.txt", kind="interview", informants=["U1"], cases="C1")
        yield made


def said(study, words="welcome again", status="told done", **more):
    return study.source("U1").find_one(words).account(status, **more)


def test_an_act_shows_who_does_what_and_the_words(study):
    act = study.add_act(
        "meets them", doer="a nurse", with_whom="U1", mode="talk", site="office", case="C1", purpose="to agree",
        tasks=[("call", "U1")], accounts=[said(study), said(study, polarity="refused", work="own")],
    )  # fmt: skip
    page = html(act)
    assert "a nurse <strong>meets them</strong>" in page
    assert "talk · office · C1 · particular · disputed" in page
    assert "“welcome again”" in page
    assert "told done · refused · own work" in page
    assert "call (U1)" in page
    table = html(study.acts())
    assert "2 accounts · disputed" in table
    assert table.count("<tr>") == 2


def test_a_gap_and_an_unknown_doer_are_shown_as_such(study):
    study.add_act("counts points", gap="Who counts?", case="C1")
    assert "doer unknown" in html(study.acts())
    assert "gap: Who counts?" in html(study.acts())


def test_texts_copies_resources_disjunctures_and_circuits_have_pages(study):
    text = study.add_text("the plan", genre="plan", authority="case text", versions=["2026"], accounts=said(study))
    copy = study.add_copy(text, "office", version="2026", how="by post", accounts=said(study))
    act = study.add_act("reads it", accounts=said(study))
    link = study.link(act, "reads", text, accounts=said(study), gap="which part?")
    torn = study.add_disjuncture("who reads", [("nobody", said(study)), {"says": "all", "record": act}], follows="x")
    circuit = study.add_circuit("round", link, reason="it closes", boss=text)
    assert "known by hearsay" in html(text)
    assert "by post" in html(copy)
    assert "by post" in html(study.copies())
    assert "money" in html(study.add_resource("allowance", kind="money"))
    assert "“welcome again”" in html(torn)
    assert f"text {text.id[:8]}<" in html(circuit)
    assert "gap: which part?" in html(link)
    assert "“welcome again”" in html(link)
    assert "the plan" in html(study.texts())
    assert "told done" in html(act.accounts[0])


def test_the_table_of_links_says_what_each_rests_on(study):
    act, text = study.add_act("reads it", accounts=said(study)), study.add_text("the plan", accounts=said(study))
    study.link(act, "reads", text, accounts=said(study))
    study.link(text, "regulates", act, gap="how?")
    table = html(study.links())
    assert "rests on" in table
    assert "<td class=''>1 account</td>" in table
    assert "<td class=''>gap: how?</td>" in table


def test_whatever_people_said_or_wrote_is_escaped(study):
    words = study.source("U1").find_one(EVIL).account("told done", note=EVIL)
    act = study.add_act(EVIL, doer=EVIL, purpose=EVIL, outcome=EVIL, note=EVIL, accounts=words)
    text = study.add_text(EVIL, genre=EVIL, owner=EVIL, boss=EVIL, accounts=words)
    copy = study.add_copy(text, "office", how=EVIL, readers=EVIL)
    link = study.link(act, "reads", text, gap=EVIL, inferred=EVIL, note=EVIL)
    torn = study.add_disjuncture(EVIL, [(EVIL, words), (EVIL + "2", words)], follows=EVIL)
    circuit = study.add_circuit(EVIL, [link], reason=EVIL)
    resource = study.add_resource(EVIL, note=EVIL)
    shown = [act, text, copy, link, torn, circuit, resource, study.acts(), study.texts(), study.copies(), study.links(),
             study.disjunctures(), study.circuits(), study.resources()]  # fmt: skip
    for each in shown:
        assert EVIL not in html(each)
    assert all(ESCAPED in html(each) for each in (act, text, torn, circuit, resource))
