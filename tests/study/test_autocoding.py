"""Coding by a rule: shown first, one step, nothing twice, and never for ever."""

from __future__ import annotations

import time

import pytest

from ieworkbench.errors import RecordUnknown, RecordWrong, TextDrift
from ieworkbench.study import autocoding

TALK = "I: Did you meet them? They met.\nU1: We had a meeting. A Meeting!\nI: And then?\nU1: I went home.\n"
PAGE = "# Rights\n\nYou may meet us.\n\n## How\n\nMeet by phone.\n\n# Duties\n\nMeet the deadline.\n"


@pytest.fixture
def inquiry(study, put):
    study.add_code("meeting")
    study.add_source(put("talk.txt", TALK), kind="interview")
    study.add_source(put("page.md", PAGE), kind="guideline")
    return study


def quotes(found):
    return [each.quote for each in found]


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        ({"words": "meeting"}, ["meeting", "Meeting"]),
        ({"words": ["meeting", "went home"]}, ["meeting", "Meeting", "went home"]),
        ({"words": "meet*", "source": "page"}, ["meet", "Meet", "Meet"]),
        ({"pattern": r"[Mm]eeting\b", "kind": "interview"}, ["meeting", "Meeting"]),
        ({"pattern": r"(?im)^meet .*$"}, ["Meet by phone.", "Meet the deadline."]),
        ({"pattern": "x*"}, []),
        ({"speaker": "U1"}, ["We had a meeting. A Meeting!", "I went home."]),
        ({"speaker": "U1", "words": "me*"}, ["meeting", "Meeting"]),
        ({"section": "heading"}, ["# Rights", "## How", "# Duties"]),
        ({"section": "rights", "words": "meet"}, ["meet", "Meet"]),
        ({"section": "How", "words": "meet"}, ["Meet"]),
        ({"words": "meeting", "extend": "turn"}, ["We had a meeting. A Meeting!"]),
        ({"words": "meeting", "extend": "sentence"}, ["We had a meeting.", "A Meeting!"]),
        ({"words": "deadline", "extend": "paragraph"}, ["Meet the deadline."]),
        ({"words": "meeting", "extend": "paragraph"}, ["We had a meeting. A Meeting!"]),
        ({"words": "U1", "extend": "sentence"}, ["U1", "U1"]),
    ],
)
def test_what_each_rule_finds(inquiry, rule, found):
    proposal = inquiry.autocode("meeting", **rule)
    assert sorted(quotes(proposal)) == sorted(found)
    for each in proposal:
        assert inquiry.source(each.source).content[each.start : each.end] == each.quote


def test_a_section_does_not_take_in_the_line_drawn_under_its_heading(inquiry, put):
    inquiry.add_source(put("drawn.rst", "Rules\n=====\n\nMeet us.\n\nMore\n====\n\nBye.\n"), kind="guideline")
    assert quotes(inquiry.autocode("meeting", section="Rules", source="drawn")) == ["Meet us."]


def test_nothing_is_done_until_it_is_applied_in_one_step(inquiry):
    count = len(inquiry.history())
    proposal = inquiry.autocode("meeting", words="meeting")
    assert repr(proposal) == "2 passages would get “meeting”: words “meeting”"
    assert (len(inquiry.codings()), len(inquiry.history())) == (0, count)
    assert [each.memo for each in proposal.apply()] == ["by rule: words “meeting”"] * 2
    assert len(inquiry.history()) == count + 1
    again = inquiry.autocode("meeting", words="meeting")
    assert (len(again), again.already, len(again.apply())) == (0, 2, 0)
    assert repr(again) == "0 passages would get “meeting”: words “meeting” (2 have it already)"
    proposal.apply()
    assert (len(inquiry.codings()), len(inquiry.history())) == (2, count + 1)
    inquiry.undo()
    assert len(inquiry.codings()) == 0


def test_what_was_proposed_for_an_earlier_text_is_applied_to_the_words_or_not_at_all(inquiry, put):
    proposal = inquiry.autocode("meeting", words="meeting")
    inquiry.replace_source("talk", put("b.txt", TALK.replace("A Meeting!", "Yes.")))
    with pytest.raises(TextDrift):
        proposal.apply()
    assert len(inquiry.codings()) == 0


@pytest.mark.parametrize(
    "rule",
    [
        {}, {"words": ""}, {"pattern": ""}, {"words": "a", "pattern": "b"}, {"words": "a", "extend": "page"},
        {"pattern": "("}, {"pattern": "["}, {"pattern": "*"}, {"pattern": "(" * 5_000 + ")" * 5_000}, {"pattern": 5},
        {"pattern": "a{2,1}"}, {"words": 5}, {"words": [None]}, {"speaker": 5}, {"section": [5]}, {"words": "a", "extend": None},
        {"words": "a", "wave": "1"},
    ],
)  # fmt: skip
def test_what_is_no_rule_is_refused(inquiry, rule):
    with pytest.raises(RecordWrong):
        inquiry.autocode("meeting", **rule)


def test_the_code_has_to_be_one_that_passages_may_get(inquiry):
    with pytest.raises(RecordUnknown):
        inquiry.autocode("nothing", words="a")
    inquiry.change_code("meeting", codable=False)
    with pytest.raises(RecordWrong, match="it only groups other codes"):
        inquiry.autocode("meeting", words="a")
    with pytest.raises(RecordUnknown):
        inquiry.autocode("meeting", words="a", source="nothing")


def test_a_speaker_who_is_in_no_source_is_said_to_be_missing(inquiry):
    with pytest.raises(RecordUnknown, match="There is no speaker “U2” in this study; did you mean U1"):
        inquiry.autocode("meeting", words="a", speaker=["U1", "U2"])
    assert len(inquiry.autocode("meeting", words="meet*", speaker="U1", source="page")) == 0


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|aa)+$", "(a|a)*b", r"(\w+\s?)+:$"])
def test_a_pattern_that_would_take_for_ever_is_given_up(inquiry, put, monkeypatch, pattern):
    monkeypatch.setattr(autocoding, "_PATIENCE", 0.3)
    inquiry.add_source(put("long.txt", "a" * 60 + " " + "aaaa " * 200 + "!\n"), kind="letter")
    begun = time.monotonic()
    try:
        inquiry.autocode("meeting", pattern=pattern)
    except RecordWrong as error:
        assert "it takes more than 0.3 seconds; make it simpler" in str(error)
    assert time.monotonic() - begun < 5
