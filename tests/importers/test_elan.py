"""ELAN: which tiers are talk, whose, and when."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ieworkbench.errors import FileDamaged, FileWithoutText, IEError
from ieworkbench.importers import read_bytes, read_source
from ieworkbench.model.vocabulary import SectionKind

DATA = Path(__file__).parent.parent / "data" / "eaf"
TEXT = (DATA / "talk.eaf").read_text(encoding="utf-8")


def test_independent_tiers_are_turns_in_the_order_of_time():
    source = read_source(DATA / "talk.eaf")
    assert source.content == "Kari: Når søkte du?\nOla: I mai.\nTror jeg.\nKari: Greit.\n"
    assert [(turn.speaker, turn.start_ms, turn.end_ms, turn.rule) for turn in source.turns] == [
        ("Kari", 100, 1500, "participant of the tier"),
        ("Ola", 1600, 4000, "name of the tier"),
        ("Kari", 4000, 5000, "participant of the tier"),
    ]


def test_a_slot_without_value_stays_open_and_is_counted():
    source = read_source(DATA / "talk.eaf")
    cues = [(each.label, each.start_ms, each.end_ms) for each in source.sections if each.kind is SectionKind.CUE]
    assert cues[1:3] == [("a3", 1600, None), ("a4", None, 4000)]
    assert "2 annotations" in {warning.code: warning.message for warning in source.warnings}["times-open"]


def test_translations_and_codes_are_named_and_are_no_talk():
    source = read_source(DATA / "talk.eaf")
    message = {warning.code: warning.message for warning in source.warnings}["tiers-left-out"]
    assert "“Ola-en”" in message
    assert "“Blikk”" in message
    assert "In May" not in source.content


def test_a_single_tier_without_participant_names_nobody():
    source = read_bytes(
        TEXT.replace(' PARTICIPANT="Kari"', "")
        .replace('TIER_ID="Ola" ', 'TIER_ID="Ola" PARENT_REF="K-tale" ')
        .encode(),
        "x.eaf",
    )
    assert source.turns == ()
    assert source.content == "Når søkte du?\nGreit.\n"
    assert "no-speakers" in {warning.code for warning in source.warnings}


def test_a_tier_of_numbers_gives_way_to_the_tier_below_it():
    text = TEXT.replace("I mai.", "ola_001").replace("Tror jeg.", "ola_002")
    source = read_bytes(text.encode(), "x.eaf")
    assert "In May." in source.content
    assert "tier-stands-in" in {warning.code for warning in source.warnings}


def test_what_is_broken_or_other_is_refused_with_its_place():
    with pytest.raises(FileDamaged, match=r"malformed.eaf, line \d+"):
        read_source(DATA / "malformed.eaf")
    with pytest.raises(FileDamaged, match="not ELAN"):
        read_bytes(b"<html/>", "x.eaf")
    with pytest.raises(FileWithoutText):
        read_bytes(b"<ANNOTATION_DOCUMENT/>", "x.eaf")


def test_entities_are_refused():
    with pytest.raises(FileDamaged, match="entities"):
        read_bytes(b'<!DOCTYPE A [<!ENTITY a "b">]><ANNOTATION_DOCUMENT>&a;</ANNOTATION_DOCUMENT>', "x.eaf")


@pytest.mark.needs_shared
def test_a_real_file_without_speakers(shared: Path):
    source = read_source(shared / "data/transcripts_formats/elan/tibetan_test.eaf")
    assert source.content.count("\n") == 7
    assert source.turns == ()
    assert [each.start_ms for each in source.sections if each.kind is SectionKind.CUE][:2] == [0, 14683]


@settings(max_examples=80)
@given(st.data())
def test_spoilt_attributes_and_text_give_only_our_errors(data: st.DataObject):
    text = TEXT
    for _ in range(data.draw(st.integers(1, 5))):
        old = data.draw(
            st.sampled_from(
                [
                    "ts1",
                    "ts4",
                    "1500",
                    "milliseconds",
                    "ANNOTATION_REF",
                    "PARENT_REF",
                    "TIER_ID",
                    "Ola",
                    "a3",
                    "TIME_SLOT_REF1",
                ]
            )
        )
        text = text.replace(
            old, data.draw(st.sampled_from(["", "ts2", "x", "-5", "9" * 30, "K-tale", "Ola-en", "a5", "PAL-frames"])), 1
        )
    with contextlib.suppress(IEError):
        read_bytes(text.encode(), "x.eaf")
