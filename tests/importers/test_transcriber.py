"""Transcriber: turns, talk at once, events and comments."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ieworkbench.errors import FileDamaged, FileWithoutText, IEError
from ieworkbench.importers import read_bytes, read_source
from ieworkbench.model.vocabulary import SectionKind

DATA = Path(__file__).parent.parent / "data" / "trs"


def test_turns_with_talk_at_once_parted_and_events_as_remarks():
    source = read_source(DATA / "talk.trs")
    assert source.content == (
        "Søknaden\n[musikk]\nKari Nordmann: Når søkte du?\n[latter] Husker du?\nI fjor?\n"
        "Ola: Nei {uklart} i mai.\nspk3: Kaffe?\n"
    )
    assert [(turn.speaker, turn.start_ms, turn.end_ms) for turn in source.turns] == [
        ("Kari Nordmann", 1200, 6000),
        ("Ola", 4050, 6000),
        ("spk3", 6000, 9500),
    ]
    remarks = [source.content[each.start : each.end] for each in source.sections if each.kind is SectionKind.REMARK]
    assert remarks == ["[musikk]", "[latter]", "{uklart}"]


def test_moments_inside_a_turn_are_cues_with_their_times():
    cues = [
        (each.start_ms, each.end_ms) for each in read_source(DATA / "talk.trs").sections if each.kind is SectionKind.CUE
    ]
    assert cues == [(0, 1200), (1200, 2500), (2500, 4050), (4050, 6000), (4050, 6000), (6000, 9500)]


def test_what_is_left_out_or_unnamed_is_said():
    codes = {warning.code for warning in read_source(DATA / "talk.trs").warnings}
    assert {"background-left-out", "speaker-undeclared"} <= codes
    assert "cues-overlap" not in codes


def test_what_is_broken_other_or_empty_is_refused():
    with pytest.raises(FileDamaged, match="line"):
        read_source(DATA / "malformed.trs")
    with pytest.raises(FileDamaged, match="not Transcriber"):
        read_bytes(b"<html/>", "x.trs")
    with pytest.raises(FileWithoutText):
        read_bytes(b"<Trans><Episode/></Trans>", "x.trs")


TEXT = (DATA / "talk.trs").read_text(encoding="iso-8859-1")


@settings(max_examples=80)
@given(st.data())
def test_spoilt_attributes_give_only_our_errors(data: st.DataObject):
    text = TEXT
    for _ in range(data.draw(st.integers(1, 5))):
        old = data.draw(
            st.sampled_from(
                ["spk1", "4.05", 'nb="2"', "Sync", "Event", "startTime", "desc", "Who", "instantaneous", "Turn "]
            )
        )
        text = text.replace(
            old, data.draw(st.sampled_from(["", "x", "spk2", "-1", "9" * 40, 'nb="9"', 'nb="²"', "Comment"])), 1
        )
    with contextlib.suppress(IEError):
        read_bytes(text.encode("iso-8859-1"), "x.trs")
