"""SubViewer: its line of times, and files that are broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from ieworkbench.errors import FileDamaged
from ieworkbench.importers import read_bytes, read_source
from ieworkbench.model.vocabulary import SectionKind

DATA = Path(__file__).parent.parent / "data" / "sbv"


def test_captions_with_their_times():
    source = read_source(DATA / "plain.sbv")
    assert source.content == "We sent the form\nin April.\n>> And then?\nSilence.\n"
    cues = [each for each in source.sections if each.kind is SectionKind.CUE]
    assert [(each.start_ms, each.end_ms) for each in cues] == [(378, 4378), (4500, 6000)]


def test_a_broken_file_keeps_its_words_and_names_its_lines():
    source = read_source(DATA / "malformed.sbv")
    assert source.content == "First.\nLoose words.\nLast.\n"
    said = {warning.code: warning.message for warning in source.warnings}
    assert "line 1" in said["time-unreadable"]
    assert "line 4" in said["words-without-times"]
    assert "line 6" in said["time-reversed"]


def test_a_name_after_arrows_is_a_speaker_and_arrows_alone_are_somebody_else():
    text = "".join(
        f"0:00:{n:02d}.000,0:00:{n + 1:02d}.000\n{words}\n\n"
        for n, words in enumerate([">> KARI: Hi.", ">> OLA: Yes.", ">> KARI: So.", ">> Me too."])
    )
    source = read_bytes(text.encode(), "x.sbv")
    assert [(turn.speaker, source.content[turn.start : turn.end]) for turn in source.turns] == [
        ("KARI", "Hi."),
        ("OLA", "Yes."),
        ("KARI", "So."),
        (None, ">> Me too."),
    ]


def test_words_without_any_times_are_refused():
    with pytest.raises(FileDamaged, match="no SubViewer"):
        read_bytes(b"some words", "x.sbv")


@pytest.mark.needs_shared
def test_the_real_files(shared: Path):
    folder = shared / "data" / "transcripts_formats" / "webvtt-py"
    found = {
        path.stem: read_source(path).content.count("\n")
        for path in folder.glob("*.sbv")
        if path.stem != "invalid_format"
    }
    assert found == {
        "invalid_timeframe": 5,
        "missing_caption_text": 4,
        "missing_timeframe": 5,
        "sample": 6,
        "two_captions": 3,
    }
    with pytest.raises(FileDamaged):
        read_source(folder / "invalid_format.sbv")
