"""Markdown: the text as written, and what its signs say."""

from __future__ import annotations

from pathlib import Path

import pytest

from ieworkbench.importers import read_bytes, read_source
from ieworkbench.importers.format import RawFile, ReadOptions
from ieworkbench.importers.markdown_text import read
from ieworkbench.model.source import Cell, Source
from ieworkbench.model.vocabulary import SectionKind as Kind

DATA = Path(__file__).parent.parent / "data" / "md"


def of(source: Source, kind: Kind) -> list[str]:
    return [source.content[each.start : each.end] for each in source.sections if each.kind is kind]


def test_sample():
    source = read_source(DATA / "talk.md")
    assert source.content == (DATA / "talk.md").read_text("utf-8")
    assert (source.title, source.language) == ("Talk at the office", "en")
    assert of(source, Kind.HEADING) == ["# Talk at the office", "### Interviewer", "### Participant", "### Interviewer"]
    assert of(source, Kind.LIST_ITEM) == ["- one page", "- **two** pages"]
    assert of(source, Kind.FOOTNOTE) == ["The individual plan."]
    assert of(source, Kind.NOTE_REFERENCE) == ["[^1]"]
    assert of(source, Kind.HYPERLINK) == ["the form"]
    assert of(source, Kind.TABLE_CELL) == ["Step", "When", "ask", "May"]
    assert [each.cell for each in source.sections if each.cell] == [Cell(0, 0), Cell(0, 1), Cell(1, 0), Cell(1, 1)]
    assert source.speakers == ("Interviewer", "Participant")
    assert source.content[source.turns[-1].start : source.turns[-1].end] == "And then?"


def test_headings_by_underline():
    source = read_bytes(b"Title\n=====\n\nPart\n----\n\nText.\n\n---\n", "a.md")
    assert [
        (each.level, source.content[each.start : each.end]) for each in source.sections if each.kind is Kind.HEADING
    ] == [(1, "Title"), (2, "Part")]
    assert source.title == "Title"


def test_bold_stretches_are_hints_and_stay_in_the_text():
    draft = read(RawFile("a.md", b"**Ms Vang**: yes __no__ `**code**`\n"), ReadOptions())
    assert [draft.content[start:end] for start, end in draft.bold] == ["**Ms Vang**", "__no__"]


def test_code_is_no_talk():
    source = read_bytes(b"Text.\n\n```\n# no heading\nI: a\nB: b\n```\n\nMore.\n", "a.md")
    assert of(source, Kind.HEADING) == []


def test_bold_labels_with_the_colon_inside_or_outside():
    for form in ("**{}:** {}", "**{}**: {}", "__{}:__ {}"):
        text = "".join(
            form.format(name, words) + "\n\n"
            for name, words in [("Kari", "Hi?"), ("Ola", "Hi."), ("Kari", "So?"), ("Ola", "No.")]
        )
        source = read_bytes(text.encode(), "a.md")
        assert [(turn.speaker, source.content[turn.start : turn.end]) for turn in source.turns][:2] == [
            ("Kari", "Hi?"),
            ("Ola", "Hi."),
        ]


def test_malformed_sample_is_read_as_far_as_it_goes():
    source = read_source(DATA / "malformed.md")
    assert source.content == (DATA / "malformed.md").read_text("utf-8")
    assert source.turns == ()


@pytest.mark.needs_shared
def test_readme_with_tables(shared):
    source = read_source(shared / "data" / "README.md")
    assert of(source, Kind.TABLE_CELL)[:3] == ["folder", "what", "use it for"]
    assert source.turns == ()
