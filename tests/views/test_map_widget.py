"""The map and the plans in a cell: what is asked for goes by message, and nothing of a study is in what a notebook saves."""

from __future__ import annotations

import json

import pytest

import ieworkbench as ie
from ieworkbench.errors import RecordUnknown, RecordWrong
from views.desk_views import say


def test_a_map_in_a_cell_begins_with_the_case_and_layer_asked_for(study, sent):
    widget = ie.map_widget(study, case="C1", layer="particular", language="en")
    say(widget, say="hello", wants="map")
    assert [each["tell"] for each in sent] == ["begins", "study"]
    assert sent[0]["asked"] == {"case": "C1", "layer": "particular"}
    say(widget, say="ask", ask=1, about={"what": "map", **sent[0]["asked"]})
    assert sent[-1]["answer"]["key"] == "case C1, particular layer"


def test_plans_in_a_cell_begin_with_those_asked_for_or_with_the_statements_of_a_source(study, sent):
    say(ie.plan_widget(study, [study.source("U1")], title="T"), say="hello", wants="plans")
    assert sent[0] == {"tell": "begins", "asked": {"plans": "U1", "title": "T"}}
    sent.clear()
    say(ie.plan_widget(study, statements="U1"), say="hello", wants="plans")
    assert sent[0]["asked"] == {"source": "U1"}


def test_a_map_and_a_coding_view_of_one_study_hear_of_each_other(study, sent):
    coding, drawn = ie.code_widget(study, "U1"), ie.map_widget(study)
    say(coding, say="hello", wants="coding")
    say(drawn, say="hello", wants="map")
    sent.clear()
    passage = study.source("U1").find_one("filled in the form alone")
    at = {"source": "U1", "version": 1, "start": passage.start, "end": passage.end, "quote": passage.quote}
    known = {"status": "told done", "polarity": "done", "work": "own"}
    say(
        coding,
        say="edit",
        op="1",
        do={"kind": "act", "at": at, "known": known, "act": {"doing": "fills in the form", "doer": "U1"}},
    )
    assert "changed" in [each["tell"] for each in sent]
    say(drawn, say="ask", ask=1, about={"what": "map", "case": "", "layer": ""})
    assert [each["label"] for each in sent[-1]["answer"]["nodes"]] == ["fills in the form"]
    sent.clear()
    say(drawn, say="ask", ask=2, about={"what": "show", "source": "U1", "start": passage.start, "end": passage.end})
    assert sent[0] == {"tell": "go", "source": "U1", "start": passage.start, "end": passage.end}
    assert sent[-1]["answer"]["views"] == 1


@pytest.mark.parametrize("made", [ie.map_widget, ie.plan_widget])
def test_nothing_of_a_study_is_a_trait(study, sent, made):
    widget = made(study)
    say(widget, say="hello", wants=widget.wants)
    state = widget.get_state()
    assert {name for name in state if not name.startswith("_")} - {"layout", "tabbable", "tooltip"} == {"wants"}
    saved = json.dumps({name: str(value) for name, value in state.items() if name not in {"_esm", "_css"}})
    assert "A study" not in saved


def test_what_is_not_there_is_refused_before_anything_is_shown(study):
    with pytest.raises(RecordUnknown):
        ie.map_widget(study, case="C7")
    with pytest.raises(RecordWrong):
        ie.map_widget(study, layer="upper")
    with pytest.raises(RecordWrong):
        ie.map_widget(study, language="xx")
    with pytest.raises(RecordUnknown):
        ie.plan_widget(study, ["nothing"])
    with pytest.raises(RecordUnknown):
        ie.plan_widget(study, statements="nothing")
