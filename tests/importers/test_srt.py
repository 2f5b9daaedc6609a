"""SubRip: times with commas, markup, dashes, labels, and files that are broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from ieworkbench.errors import FileDamaged, FileEmpty, FileWithoutText, IEError
from ieworkbench.importers import read_bytes, read_source
from ieworkbench.model.vocabulary import SectionKind

DATA = Path(__file__).parent.parent / "data" / "srt"


def test_markup_goes_and_dashes_stay_and_nobody_is_made_a_speaker():
    source = read_source(DATA / "plain.srt")
    assert source.content == "Når fikk du vedtaket?\n- I mai.\n- Nei, i juni.\nAT&T &amp; vi\n"
    cues = [each for each in source.sections if each.kind is SectionKind.CUE]
    assert [(each.label, each.start_ms, each.end_ms) for each in cues] == [
        ("1", 1000, 3500),
        ("2", 3600, 5000),
        ("3", 5000, 7000),
    ]
    assert source.turns == ()
    assert "no-speakers" in {warning.code for warning in source.warnings}


def test_labels_that_come_back_make_turns():
    source = read_source(DATA / "labels.srt")
    assert [(turn.speaker, source.content[turn.start : turn.end]) for turn in source.turns] == [
        ("Kari Nordmann", "When did you apply?"),
        ("Ola", "In May.\nNB: it was late\nThey never wrote back."),
        ("Kari Nordmann", "I see."),
        ("Ola", "At 17:30: meeting."),
    ]
    assert [(turn.start_ms, turn.end_ms) for turn in source.turns][1] == (3600, 7000)


def test_a_broken_file_is_read_as_far_as_it_goes():
    source = read_source(DATA / "malformed.srt")
    assert source.content == "First.\nSecond.\nNo times here.\nx\n"
    said = {warning.code: warning.message for warning in source.warnings}
    assert "lines 8, 11" in said["words-without-times"]


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"1\n", FileDamaged),
        (b"1\nsome words", FileDamaged),
        (b" \n\n", FileEmpty),
        (b"1\n00:00:01,000 --> 00:00:02,000\n<i></i>\n", FileWithoutText),
    ],
)
def test_what_has_no_times_or_no_words_is_refused(data: bytes, error: type[IEError]):
    with pytest.raises(error):
        read_bytes(data, "x.srt")


def test_rolling_lines_without_timed_words_are_seen_by_their_number():
    blocks, lines = [], ["we applied", "in March", "and then", "nothing came", "for weeks", "until", "we called"]
    for number, line in enumerate(lines):
        above = [lines[number - 1]] if number else []
        blocks.append(
            f"{number + 1}\n00:00:{number:02d},000 --> 00:00:{number + 1:02d},000\n" + "\n".join([*above, line])
        )
    source = read_bytes("\n\n".join(blocks).encode(), "x.srt")
    assert source.content == "\n".join(lines) + "\n"


@pytest.mark.needs_shared
def test_the_real_files(shared: Path):
    folder = shared / "data" / "transcripts_formats" / "webvtt-py"
    for name, lines in {
        "sample": 5,
        "invalid_timeframe": 5,
        "missing_caption_text": 4,
        "missing_timeframe": 5,
        "invalid_format4": 1,
        "one_caption": 1,
    }.items():
        assert read_source(folder / f"{name}.srt").content.count("\n") == lines
    for number in (1, 2, 3):
        with pytest.raises(FileDamaged, match="line 1"):
            read_source(folder / f"invalid_format{number}.srt")
