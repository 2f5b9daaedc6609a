"""reStructuredText: the text as written, and what its signs say."""

from __future__ import annotations

from pathlib import Path

import pytest

from ieworkbench.importers import read_bytes, read_source
from ieworkbench.model.source import Source
from ieworkbench.model.vocabulary import SectionKind as Kind

DATA = Path(__file__).parent.parent / "data" / "rst"


def of(source: Source, kind: Kind) -> list[str]:
    return [source.content[each.start : each.end] for each in source.sections if each.kind is kind]


def test_sample():
    source = read_source(DATA / "hearing.rst")
    assert source.content == (DATA / "hearing.rst").read_text("utf-8")
    assert source.title == "3 May – Einar Moe"
    assert [
        (each.level, source.content[each.start : each.end]) for each in source.sections if each.kind is Kind.HEADING
    ] == [
        (1, "3 May – Einar Moe"),
        (2, "Einar Moe"),
    ]
    assert of(source, Kind.FOOTNOTE) == ["The letter of 3 May."]
    assert of(source, Kind.NOTE_REFERENCE) == ["[1]_"]
    assert of(source, Kind.METADATA)[0].startswith(".. raw:: html\n\n   <a")
    assert ".. rst-class:: indented" in of(source, Kind.METADATA)
    assert of(source, Kind.TIME_MARK) == ["*(10.00 am)*"]
    assert of(source, Kind.REMARK) == ["*EINAR MOE (affirmed).*"]
    assert [(turn.speaker, source.content[turn.start : turn.end]) for turn in source.turns] == [
        ("Ms Vang", "Did you write the letter in [1]_?"),
        ("Einar Moe", "I did.\n\nIt was in May."),
        ("Ms Vang", "Thank you."),
        ("Einar Moe", "Goodbye."),
    ]


def test_a_rule_over_and_under_is_another_level():
    source = read_bytes(b"====\nBook\n====\n\nPart\n====\n\nSection\n-------\n\nPart two\n========\n", "a.rst")
    assert [each.level for each in source.sections if each.kind is Kind.HEADING] == [1, 2, 3, 2]


def test_items_fields_and_links():
    source = read_bytes(b":Author: Kari\n\n* one\n* two\n\nSee `the form <https://example.org>`_.\n", "a.rst")
    assert of(source, Kind.LIST_ITEM) == ["* one", "* two"]
    assert of(source, Kind.METADATA) == [":Author: Kari"]
    assert [
        (each.text, source.content[each.start : each.end]) for each in source.sections if each.kind is Kind.HYPERLINK
    ] == [("https://example.org", "the form")]


def test_malformed_sample_is_read_as_far_as_it_goes():
    source = read_source(DATA / "malformed.rst")
    assert source.content == (DATA / "malformed.rst").read_text("utf-8")
    assert source.turns == ()


@pytest.mark.needs_shared
def test_every_heading_of_a_hearing(shared):
    source = read_source(shared / "data/horizon_inquiry_transcripts/human-impact-hearing/2022-03-09.rst")
    assert len(of(source, Kind.HEADING)) == 14
    assert len(of(source, Kind.TIME_MARK)) == 6
