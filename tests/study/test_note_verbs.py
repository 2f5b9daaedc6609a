"""Memos, links, sets, attributes: kept, versioned, undone; and what leads nowhere is listed."""

from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import closing

import pytest

import ieworkbench as ie
from ieworkbench.errors import IEError, RecordExists, RecordUnknown, RecordWrong
from ieworkbench.model import MemoKind, RecordKind


@pytest.fixture
def talk(study, put):
    study.add_case("C1")
    study.add_informant("U1", cases="C1")
    study.add_code("trouble")
    return study.add_source(put("a.txt"), kind="interview", cases="C1", informants="U1")


def codes(study):
    return [(each.code, each.record) for each in study.check() if "memo" in each.code or "record" in each.code]


def test_every_text_of_a_memo_is_kept_as_a_version(study):
    memo = study.add_memo("First thought.", title="A doubt")
    with ie.open_study(study.path, person="Bo") as other:
        second = other.change_memo("A doubt", "Second thought.")
    study.change_memo(memo, "Second thought.", title="No doubt")
    assert [(each.version, each.by, each.text) for each in study.memo_versions(memo)] == [
        (1, "Ann", "First thought."),
        (2, "Bo", "Second thought."),
    ]
    assert (second.id, study.memo(memo.id).title, study.memo("No doubt").version) == (memo.id, "No doubt", 2)
    study.remove_memo("No doubt")
    assert len(study.memos()) == 0
    study.undo()
    assert len(study.memo_versions(memo)) == 2


def test_the_history_says_what_a_memo_is_called_or_where_the_words_are_that_it_is_on(study, talk):
    memo = study.add_memo("Who?", about=talk.turn(1))
    study.change_memo(memo, "Whom?")
    study.remove_memo(memo)
    study.add_memo("Why?", about=talk.turn(1), title="A doubt")
    study.add_memo("What?", about="U1")
    assert [(each.verb, each.what) for each in study.history()][-5:] == [
        ("add memo", "in a"),
        ("change memo", "in a"),
        ("remove memo", "in a"),
        ("add memo", "A doubt"),
        ("add memo", ""),
    ]


def test_a_memo_on_words_that_a_damaged_study_lost_can_be_changed_and_removed(study, talk):
    memo = study.add_memo("Who?", about=talk.turn(1))
    with closing(sqlite3.connect(study.path)) as damage, damage:
        damage.execute("DELETE FROM passage WHERE id = ?", [memo.about.id])
    assert study.change_memo(memo, "Whom?").version == 2
    study.remove_memo(memo)
    assert len(study.memos()) == 0


def test_a_memo_is_called_as_one_chooses(study):
    assert study.add_memo("First.", id="m1").id == "m1"
    for taken, error in (("m1", RecordExists), ("a;b", RecordWrong)):
        with pytest.raises(error):
            study.add_memo("Second.", id=taken)
    assert [each.text for each in study.memos()] == ["First."]


def test_a_memo_can_be_on_anything_and_is_found_by_it(study, talk):
    coding = study.code(talk.turn(1), "trouble")
    site, other = study.add_site("home"), study.add_memo("m0", title="other")
    link = study.link("U1", "lives at", site)
    group = study.add_set("group", ["U1", "C1"])
    things = [
        "study", "C1", "U1", "a", site, talk, study.cases()[0], study.informant("U1"), coding, coding.passage,
        talk.turn(0), "code trouble", study.codebook.one("trouble"), other, link, group, "set group", "memo other",
        study.codings()[0], study.source_list()[0],
    ]  # fmt: skip
    for number, thing in enumerate(things):
        memo = study.add_memo(f"on {number}", about=thing)
        assert memo in study.memos(about=thing if not hasattr(thing, "quote") else memo.about)
    assert len(study.memos(about="code trouble")) == 2
    assert len(study.memos(about="a")) == 3
    assert study.memos(about="study")[0].about.kind is RecordKind.STUDY
    assert codes(study) == []


def test_a_memo_moves_and_lets_go_of_its_passage(study, talk):
    memo = study.add_memo("m", about=talk.turn(0))
    assert len(study.passages()) == 1
    assert study.change_memo(memo, about="U1").about.id == "U1"
    assert len(study.passages()) == 0
    assert study.change_memo(memo, about=None).about is None
    study.change_memo(memo, about=talk.turn(0))
    study.remove_memo(memo)
    assert len(study.passages()) == 0


def test_double_brackets_lead_to_records_or_are_listed(study, talk):
    study.add_case("U1")
    study.add_code("work")
    study.add_code("work", under="trouble")
    study.add_memo(
        "[[C1]] [[code trouble]] [[Trouble]] [[source a]] [[a]] [[informant U1]] [[informant:U1]] [[study]]"
        " [[trouble > work]] [[memo itself]] [[itself]]",
        title="itself",
    )
    study.add_memo("[[U1]] [[nobody]] [[code work]] [[source nothing]]", title="lost")
    led = {each.words: each.record and str(each.record) for each in study.mentions()}
    trouble = study.codebook.one("trouble").id
    itself = study.memo("itself").id
    assert led == {
        "C1": "case C1",
        "code trouble": f"code {trouble}",
        "Trouble": f"code {trouble}",
        "source a": "source a",
        "a": "source a",
        "informant U1": "informant U1",
        "informant:U1": "informant U1",
        "study": led["study"],
        "trouble > work": f"code {study.codebook.one('trouble > work').id}",
        "memo itself": f"memo {itself}",
        "itself": f"memo {itself}",
        "U1": None,
        "nobody": None,
        "code work": None,
        "source nothing": None,
    }
    assert led["study"].startswith("study ")
    assert codes(study) == [("memo-link-nowhere", "memo lost")] * 4
    assert [each.title for each in study.memos(mentioning="C1")] == ["itself"]
    assert [each.title for each in study.memos(mentioning="code trouble")] == ["itself"]


def test_what_is_about_a_record_that_is_gone_is_listed(study, talk):
    coding = study.code(talk.turn(0), "trouble")
    study.add_memo("m", about=coding, title="on it")
    study.link(coding, "contradicts", "U1")
    study.add_set("s", [coding, "U1"])
    study.remove_coding(coding)
    assert codes(study) == [
        ("memo-without-record", "memo on it"),
        ("link-without-record", "link contradicts"),
        ("set-without-record", "set s"),
    ]
    study.undo()
    assert codes(study) == []


@pytest.mark.parametrize(
    ("about", "sentence"),
    [
        ("nobody", "There is no record “nobody” in this study; add the record first."),
        ("U2", "There is no record “U2” in this study; did you mean U1?"),
        ("code troubel", "There is no code “troubel” in this study; did you mean trouble?"),
        ("X", "The record “X”: several are called so; say which: “case X”, “code X”."),
        ("code Y", "2 codes are called “Y”; say which by its path or id:"),
    ],
)
def test_a_record_that_is_not_there_or_several_is_said_so(study, talk, about, sentence):
    study.add_case("X")
    for name in ("X", "Y", "Y"):
        study.add_code(name)
    with pytest.raises((RecordUnknown, RecordWrong, IEError)) as told:
        study.add_memo("m", about=about)
    assert str(told.value).startswith(sentence)
    assert len(study.memos()) == 0


def test_the_problematic_is_a_memo_with_versions(study):
    assert study.problematic is None
    first = study.write_problematic("How does it come about that they wait?")
    second = study.write_problematic("How do plans make them wait?")
    assert study.write_problematic(" How do plans make them wait? ") == second
    assert (first.id, first.kind, second.version, study.problematic) == (
        second.id,
        MemoKind.PROBLEMATIC,
        2,
        second,
    )
    assert [each.text for each in study.memo_versions(second)] == [first.text, second.text]
    study.undo()
    assert study.problematic.text == first.text
    study.redo()
    assert study.change_memo(second, "Why?").kind is MemoKind.PROBLEMATIC


def test_links_have_a_direction_and_let_go_of_their_passages(study, talk):
    made = study.link(talk.turn(0), " is answered  by ", talk.turn(1), direction="both-ways", note="why")
    assert (made.kind, made.direction.value, made.by) == ("is answered by", "both ways", "Ann")
    assert study.links("U1").rows() == []
    assert [each.id for each in study.links(made.origin)] == [made.id]
    study.remove_link(made)
    assert (len(study.links()), len(study.passages())) == (0, 0)
    with pytest.raises(RecordWrong):
        study.link("U1", "x", "C1", direction="sideways")
    with pytest.raises(RecordUnknown):
        study.remove_link(made)


def test_sets_hold_anything_once_and_are_called_by_one_name(study, talk):
    made = study.add_set(" group ", ["U1", "C1", "U1", talk.turn(0)])
    assert (made.name, [each.kind.value for each in made.members]) == ("group", ["informant", "case", "passage"])
    with pytest.raises(RecordExists):
        study.add_set("group")
    study.add_set("empty")
    with pytest.raises(RecordExists):
        study.change_set("empty", name="group")
    assert study.change_set("group", members=["C1"], description="d").description == "d"
    assert len(study.passages()) == 0
    study.remove_set("group")
    assert [each.name for each in study.sets()] == ["empty"]


def test_attributes_have_one_type_and_values_that_fit_it(study, talk):
    study.add_attribute("county", description="where")
    for value in ("Troms", "Troms og Finnmark"):
        study.set_attribute("C1", " county ", value)
    study.set_attribute("U1", "born", 1970)
    study.set_attribute("U1", "granted", True)
    study.set_attribute("a", "made on", dt.date(2025, 3, 1))
    study.set_attribute("a", "share", 0.5)
    assert [(each.name, each.type.value) for each in study.attributes()] == [
        ("born", "whole number"),
        ("county", "text"),
        ("granted", "yes or no"),
        ("made on", "date"),
        ("share", "number"),
    ]
    assert study.attributes_of("C1") == {"county": "Troms og Finnmark"}
    assert study.attributes_of("U1") == {"born": "1970", "granted": "yes"}
    assert study.attributes_of("a") == {"made on": "2025-03-01", "share": "0.5"}
    with pytest.raises(RecordWrong, match="“soon” is no whole number"):
        study.set_attribute("U1", "born", "soon")
    with pytest.raises(RecordExists):
        study.add_attribute("county ")
    with pytest.raises(RecordUnknown):
        study.set_attribute("U1", "nothing", None)
    study.set_attribute("U1", "born", None)
    assert study.attributes_of("U1") == {"granted": "yes"}


def test_passages_belong_to_a_case_by_themselves_until_taken_out(study, talk):
    study.add_case("C2")
    made = study.add_to_case("C2", talk.turn(1))
    assert study.add_to_case("C2", talk.turn(1)) == made
    study.remove_from_case("C2", talk.turn(1))
    assert len(study.passages()) == 0
    with pytest.raises(RecordUnknown):
        study.add_to_case("C9", talk.turn(1))
    study.undo()
    assert len(study.passages()) == 1


NONSENSE = [None, 5, b"x", [], {}, object(), ["x"], "", " ", "\0", "a\nb", "k\udcf8be", "[[", 10**5000]


@pytest.mark.parametrize(
    "wrong", NONSENSE, ids=lambda each: type(each).__name__ + ascii(each)[:8] if not isinstance(each, int) else "number"
)
def test_nonsense_is_answered_with_one_of_our_sentences(study, talk, wrong):
    memo, group, link = study.add_memo("m"), study.add_set("s"), study.link("U1", "x", "C1")
    for place, verb in enumerate(
        [
            lambda: study.add_memo(wrong),
            lambda: study.add_memo("m", about=wrong),
            lambda: study.add_memo("m", title=wrong),
            lambda: study.change_memo(wrong, "x"),
            lambda: study.change_memo(memo, wrong),
            lambda: study.change_memo(memo, title=wrong),
            lambda: study.change_memo(memo, about=wrong),
            lambda: study.remove_memo(wrong),
            lambda: study.memo(wrong),
            lambda: study.memos(about=wrong),
            lambda: study.memos(mentioning=wrong),
            lambda: study.memo_versions(wrong),
            lambda: study.write_problematic(wrong),
            lambda: study.link(wrong, "x", "U1"),
            lambda: study.link("U1", wrong, "U1"),
            lambda: study.link("U1", "x", wrong),
            lambda: study.link("U1", "x", "U1", direction=wrong),
            lambda: study.link("U1", "x", "U1", note=wrong),
            lambda: study.links(wrong),
            lambda: study.remove_link(wrong),
            lambda: study.add_set(wrong),
            lambda: study.add_set("n", wrong),
            lambda: study.add_set("n", description=wrong),
            lambda: study.change_set(wrong),
            lambda: study.change_set(group, name=wrong),
            lambda: study.change_set(group, members=wrong),
            lambda: study.remove_set(wrong),
            lambda: study.add_attribute(wrong),
            lambda: study.add_attribute("n", wrong),
            lambda: study.add_attribute("n", description=wrong),
            lambda: study.set_attribute(wrong, "n", "v"),
            lambda: study.set_attribute("U1", wrong, "v"),
            lambda: study.set_attribute("U1", "n", wrong),
            lambda: study.attributes_of(wrong),
            lambda: study.add_to_case(wrong, talk.turn(0)),
            lambda: study.add_to_case("C1", wrong),
            lambda: study.remove_from_case("C1", wrong),
        ]
    ):
        try:
            verb()
        except IEError as error:
            assert "\n" not in str(error), place
    assert link.kind == "x"
