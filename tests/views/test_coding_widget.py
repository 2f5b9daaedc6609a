"""The coding view in a cell: it hears and says by messages, and no word of a study is in what a notebook saves."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

import ieworkbench as ie
from ieworkbench.errors import RecordUnknown, RecordWrong
from views.desk_views import TALK, place


@pytest.fixture
def sent(monkeypatch):
    from ieworkbench.views.view_widget import ViewWidget

    heard = []
    monkeypatch.setattr(ViewWidget, "send", lambda self, content, buffers=None: heard.append(content))  # noqa: ARG005 - called as anywidget calls it
    return heard


def say(widget, **message):
    widget._handle_custom_msg(message, [])


HELLO = {"say": "hello", "view": "a view", "wants": "coding"}


def test_a_widget_opens_at_a_source_and_codes(study, sent):
    widget = ie.code_widget(study, "U1")
    say(widget, **HELLO)
    assert [each["tell"] for each in sent] == ["study", "codebook", "known", "text", "marks"]
    code = study.codebook.one("forms").id
    say(widget, say="edit", op="1", do={"kind": "code", "at": place(study, "the form alone"), "codes": [code]})
    assert [each.coding.passage.quote for each in study.codings()] == ["the form alone"]


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
    say(other, **{**HELLO, "view": "another"})
    sent.clear()
    say(one, say="edit", op="1", do={"kind": "note", "at": place(study, "a letter"), "text": "Which?"})
    assert [each["tell"] for each in sent] == ["done", "changed", "remarked", "remarked"]


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
    say(widget, say="bye", view="a view")
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
