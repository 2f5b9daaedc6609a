"""One interview saved in three layouts gives the same turns, whatever it was saved as."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ieworkbench.importers import read_source
from ieworkbench.model.source import Source

DATA = Path(__file__).parent.parent / "data"


def said(source: Source) -> list[tuple[str | None, str]]:
    """Who says what, without blanks and printed times: captions hold no times, and blanks differ round ``//``."""
    turns = [turn for turn in source.turns if turn.speaker is not None]
    return [
        (turn.speaker, re.sub(r"\s+|\[\d\d:\d\d:\d\d\]", "", source.content[turn.start : turn.end])) for turn in turns
    ]


def test_a_made_up_interview_as_text_page_and_captions():
    as_text, as_page, as_captions = (read_source(DATA / "html" / f"trio.{suffix}") for suffix in ("txt", "html", "vtt"))
    assert [speaker for speaker, _ in said(as_page)] == ["S01", "S00", "S01", "S00"]
    assert said(as_text) == said(as_page)
    assert said(as_captions) == said(as_page)


@pytest.mark.needs_shared
def test_the_real_interview_as_text_page_and_captions(shared):
    folder = shared / "data/transcripts_formats/noscribe"
    as_text, as_page, as_captions = (read_source(folder / f"interview.{suffix}") for suffix in ("txt", "html", "vtt"))
    assert len(said(as_page)) == 55
    assert said(as_text) == said(as_page)
    assert said(as_captions) == said(as_page)


@pytest.mark.needs_shared
def test_table_and_sheet_of_one_interview_say_the_same_as_far_as_they_go(shared):
    folder = shared / "data/transcripts_formats/ohd"
    table, sheet = (read_source(folder / f"transcript_de.{suffix}") for suffix in ("csv", "ods"))
    assert table.turns[0] == sheet.turns[0]
    assert said(table)[1][1].startswith(said(sheet)[1][1])
    assert table.speakers == sheet.speakers == ("INT", "AB")
