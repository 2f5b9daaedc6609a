"""CHAT: main lines, time marks, dependent lines, and what the head says."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ieworkbench.errors import FileDamaged, FileEmpty, FileWithoutText, IEError
from ieworkbench.importers import read_bytes, read_source
from ieworkbench.model.vocabulary import SectionKind

DATA = Path(__file__).parent.parent / "data" / "cha"


def test_main_lines_are_turns_with_their_marks_kept():
    source = read_source(DATA / "talk.cha")
    assert [
        (turn.speaker, source.content[turn.start : turn.end], turn.start_ms, turn.end_ms) for turn in source.turns
    ] == [
        ("INT", "når søkte du ?", 0, 1500),
        ("INF", "&-eh i mai [//] juni (.) tror jeg .\nja .", 1600, None),
        ("INT", "greit .", None, None),
    ]
    assert source.language == "nb"
    assert "\x15" not in source.content


def test_head_lines_with_facts_are_metadata_and_technical_ones_go():
    source = read_source(DATA / "talk.cha")
    kept = [source.content[each.start : each.end] for each in source.sections if each.kind is SectionKind.METADATA]
    assert kept == [
        "@Participants: INT Kari Interviewer, INF Informant",
        "@ID: nob|x|INF|44;||female||Informant|||",
        "@Date: 03-MAY-2024",
        "@Comment: telefonen ringer",
    ]


def test_dependent_lines_are_counted():
    messages = {warning.code: warning.message for warning in read_source(DATA / "talk.cha").warnings}
    assert messages["dependent-lines"].endswith("1 %com, 1 %mor.")


def test_a_broken_file_names_its_lines():
    source = read_source(DATA / "malformed.cha")
    assert source.content.endswith("INT: first part without a tab .\nXXX: hello there .\n")
    messages = {warning.code: warning.message for warning in source.warnings}
    assert "line 5" in messages["line-unmarked"]
    assert "line 6" in messages["colon-missing"]
    assert "“XXX”" in messages["speaker-undeclared"]
    assert "no-end" in messages


@pytest.mark.parametrize(
    ("data", "error"), [(b"hello\n", FileDamaged), (b" \n", FileEmpty), (b"@UTF8\n@Begin\n@End\n", FileWithoutText)]
)
def test_what_is_no_transcript_is_refused(data: bytes, error: type[IEError]):
    with pytest.raises(error):
        read_bytes(data, "x.cha")


def test_several_time_marks_in_one_line_span_it():
    source = read_bytes(b"*A:\tyes \x1510_20\x15 no \x1530_40\x15\n*A:\tah \x15bad\x15\n@End\n", "x.cha")
    assert source.content == "A: yes no\nah\n"
    assert (source.turns[0].start_ms, source.turns[0].end_ms) == (10, None)
    assert "time-unreadable" in {warning.code for warning in source.warnings}


@pytest.mark.needs_shared
def test_the_real_files(shared: Path):
    folder = shared / "data" / "transcripts_formats" / "batchalign"
    source = read_source(folder / "test.cha")
    cues = [each for each in source.sections if each.kind is SectionKind.CUE]
    assert (len(cues), cues[0].start_ms, cues[-1].end_ms) == (13, 125, 25835)
    assert [turn.speaker for turn in source.turns] == ["PAR0"]
    assert source.language == "en"
    for name in ("media_missing", "unlinked"):
        assert [(turn.start_ms, turn.end_ms) for turn in read_source(folder / f"{name}.cha").turns] == [(20780, 24300)]


LINES = st.sampled_from(
    [
        "@UTF8",
        "@Participants:\t, ,A",
        "@ID:\t||",
        "@Languages:\t",
        "*A:\thi \x151_2\x15",
        "*A b",
        "*",
        "*:",
        "%mor:\tx",
        "\tmore",
        "\x15",
        "loose",
        "",
        "@",
        "@Title:\tx",
        "*A:\t\x15",
    ]
)


@settings(max_examples=120)
@given(st.lists(LINES, max_size=20))
def test_any_lines_give_a_source_or_one_of_our_errors(lines: list[str]):
    try:
        source = read_bytes("\n".join(lines).encode(), "x.cha")
    except IEError:
        return
    for turn in source.turns:
        words = source.content[turn.start : turn.end]
        assert words == words.strip()
        assert words
