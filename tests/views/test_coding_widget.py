"""The coding view in a cell: it hears and says by messages, and no word of a study is in what a notebook saves."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

import ieworkbench as ie
from ieworkbench.errors import RecordUnknown, RecordWrong
from views.desk_views import TALK, place, say

HELLO = {"say": "hello", "wants": "coding"}


def test_a_widget_opens_at_a_source_and_codes(study, sent):
    widget = ie.code_widget(study, "U1")
    say(widget, **HELLO)
    assert [each["tell"] for each in sent] == ["study", "codebook", "known", "text", "marks"]
    code = study.codebook.one("forms").id
    say(widget, say="edit", op="1", do={"kind": "code", "at": place(study, "the form alone"), "code": code})
    assert [each.coding.passage.quote for each in study.codings()] == ["the form alone"]


@pytest.mark.parametrize(
    ("widget", "shown"),
    [
        (ie.code_widget, "A view in which sources are read and coded; run this cell to open it."),
        (ie.map_widget, "A view in which a map leads to the words that it rests on; run this cell to open it."),
        (
            ie.plan_widget,
            "A view in which plans are read side by side, and statements accepted or refused; run this cell to open it.",
        ),
    ],
)
def test_a_page_that_cannot_show_a_view_says_how_to_open_it_and_no_word_of_the_study(study, widget, shown):
    assert widget(study)._repr_mimebundle_()[0]["text/plain"] == shown


def test_a_widget_opens_at_words(study, sent):
    passage = study.source("U1").find_one("a letter")
    say(ie.code_widget(study, passage), **HELLO)
    assert sent[-1] == {"tell": "go", "source": "U1", "start": passage.start, "end": passage.end}


def test_without_a_source_the_first_one_is_opened(study, sent):
    say(ie.code_widget(study), **HELLO)
    assert [each["source"]["id"] for each in sent if each["tell"] == "text"] == ["U1"]


def test_two_widgets_of_one_study_agree(study, sent):
    one, other = ie.code_widget(study, "U1"), ie.code_widget(study, "U1")
    say(one, **HELLO)
    say(other, **HELLO)
    sent.clear()
    say(one, say="edit", op="1", do={"kind": "note", "at": place(study, "a letter"), "text": "Which?"})
    assert [each["tell"] for each in sent] == ["done", "changed", "remarked", "remarked"]


def test_a_widget_shown_twice_has_two_views_that_open_what_they_like(study, sent, tmp_path):
    tmp_path.joinpath("U2.txt").write_text("U2: I waited.\n", "utf-8")
    study.add_source(tmp_path / "U2.txt", kind="interview", id="U2")
    widget = ie.code_widget(study, "U1")
    for view in ("one", "other"):
        say(widget, view, **HELLO)
    sent.clear()
    say(widget, "other", say="open", source="U2")
    assert [(each["tell"], sent.view_of(each)) for each in sent] == [("text", "other"), ("marks", "other")]
    sent.clear()
    study.code(study.source("U1").find_one("a letter"), "trouble")
    assert [sent.view_of(each) for each in sent if each["tell"] == "remarked" and each["codings"]] == ["one"]


def test_views_of_pages_that_are_gone_are_told_nothing_and_one_that_speaks_again_is_told_what_it_missed(study, sent):
    widget = ie.code_widget(study, "U1")
    for number in range(12):
        say(widget, f"page {number}", **HELLO)
    sent.clear()
    before = study.last_change
    study.code(study.source("U1").find_one("a letter"), "trouble")
    told = {sent.view_of(each) for each in sent}
    assert told == {f"page {number}" for number in range(4, 12)}
    sent.clear()
    say(widget, "page 0", say="look", since=before)
    assert [each["tell"] for each in sent] == ["codebook", "known", "text", "marks"]
    assert {sent.view_of(each) for each in sent} == {"page 0"}


def test_nothing_of_a_study_is_a_trait(study, sent):
    widget = ie.code_widget(study, study.source("U1").find_one("a letter"))
    say(widget, **HELLO)
    state = widget.get_state()
    own = {name for name in state if not name.startswith("_")} - {"layout", "tabbable", "tooltip"}
    assert own == {"wants"}
    saved = json.dumps({name: str(value) for name, value in state.items()})
    assert not any(line in saved for line in TALK.split("\n") if line)
    assert "U1" not in str(state["wants"])


def test_a_view_that_is_no_longer_shown_hears_nothing(study, sent):
    widget = ie.code_widget(study, "U1")
    say(widget, **HELLO)
    say(widget, say="bye")
    sent.clear()
    study.add_case("C2")
    assert sent == []
    widget.close()


@pytest.mark.parametrize(("given", "wrong"), [("U9", RecordUnknown), (4, RecordWrong)])
def test_what_is_no_source_is_refused_in_the_cell(study, given, wrong):
    with pytest.raises(wrong):
        ie.code_widget(study, given)


def test_a_language_without_words_is_refused_in_the_cell(study):
    with pytest.raises(RecordWrong):
        ie.code_widget(study, "U1", language="xx")


def test_the_package_is_imported_without_what_widgets_need():
    code = (
        "import sys, ieworkbench; ieworkbench.__all__; print(any(n in sys.modules for n in ('anywidget', 'tornado')))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"


def test_what_maps_need_is_loaded_a_while_after_the_first_view_is_shown_and_nothing_is_printed(tmp_path):
    code = (
        "import asyncio, sys, ieworkbench as ie; from ieworkbench.views import view_widget\n"
        "view_widget._AT_REST_SECONDS = 0.01\n"
        "def loaded(): return [name in sys.modules for name in ('networkx', 'ieworkbench.compare.plan_comparison')]\n"
        "async def cell():\n"
        "    study = ie.create_study('s.iestudy', title='T', standpoint='S', person='Ann')\n"
        "    ie.code_widget(study); before = loaded()\n"
        "    while not all(loaded()): await asyncio.sleep(0.01)\n"
        "    print(before)\n"
        "asyncio.run(cell())"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, timeout=60)
    assert (found.stdout, found.stderr) == ("[False, False]\n", "")
