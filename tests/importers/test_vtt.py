"""WebVTT: voices, times, notes, rolling lines, and files that are broken."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ieworkbench.errors import FileDamaged, FileEmpty, FileWithoutText, IEError, RecordWrong
from ieworkbench.importers import read_bytes, read_source
from ieworkbench.model.source import Source
from ieworkbench.model.vocabulary import SectionKind

DATA = Path(__file__).parent.parent / "data" / "vtt"


def talk(source: Source) -> list[tuple[str | None, str]]:
    return [(turn.speaker, source.content[turn.start : turn.end]) for turn in source.turns]


def codes(source: Source) -> set[str]:
    return {warning.code for warning in source.warnings}


def vtt(body: str, **options: object) -> Source:
    return read_bytes(("WEBVTT\n\n" + body).encode(), "talk.vtt", **options)  # type: ignore[arg-type]


def cue(words: str, start: int = 0) -> str:
    return f"00:00:{start:02d}.000 --> 00:00:{start + 1:02d}.000\n{words}\n\n"


def test_cues_of_one_voice_on_end_are_one_turn_with_their_own_times():
    source = read_source(DATA / "teams.vtt")
    assert talk(source) == [
        ("Kari Nordmann", "Da er vi i gang. Hva skjedde\netter at du fikk brevet?"),
        ("Ola & Co", "Jeg ringte <kontoret> samme dag.\nSå ventet jeg i tre uker."),
        ("Kari Nordmann", "Ja."),
    ]
    assert [(turn.start_ms, turn.end_ms) for turn in source.turns] == [(3120, 6480), (6900, 12345), (12500, 13000)]
    cues = [section for section in source.sections if section.kind is SectionKind.CUE]
    assert [(each.start_ms, each.end_ms) for each in cues][1:3] == [(6900, 9000), (9000, 12345)]
    assert cues[2].label == "7d1f0a52-2f0e-4a39-9d62-0c2a1b3c4d5e/13-1"
    assert codes(source) == set()


def test_head_notes_voices_and_markup():
    """The head gives title and language, notes are metadata, marks that are no tags stay, two voices part a cue."""
    source = read_source(DATA / "voices.vtt")
    assert source.content == (
        "Skrevet av en student\n(4 seconds pause)\nS01: Hei, hvordan gikk det?\nS02: Bra.\n"
        "Veldig bra, <[?]> faktisk.\nUsikker her.\nS01: Fint.\n"
    )
    assert (source.title, source.language) == ("Samtale om planen", "nb")
    assert talk(source) == [
        ("S01", "Hei, hvordan gikk det?"),
        ("S02", "Bra.\nVeldig bra, <[?]> faktisk."),
        ("S01", "Fint."),
    ]
    kinds = {
        source.content[each.start : each.end]: each.kind for each in source.sections if each.kind is not SectionKind.CUE
    }
    assert kinds["Skrevet av en student"] is SectionKind.METADATA
    assert kinds["(4 seconds pause)"] is SectionKind.REMARK
    assert [(turn.start_ms, turn.end_ms) for turn in source.turns][:2] == [(4500, 6000), (4500, 8250)]


def test_rolling_captions_show_each_line_once_and_say_so():
    source = read_source(DATA / "rolling.vtt")
    assert source.content == "we applied in March\nand heard nothing\nnothing\n"
    said = {warning.code: warning.message for warning in source.warnings}
    assert "4 repeated lines" in said["captions-roll-up"]
    assert source.turns == ()


def test_a_word_said_twice_is_not_a_rolling_line():
    assert vtt(cue("Ja.", 1) + cue("Ja.", 2) + cue("Nei.", 3)).content == "Ja.\nJa.\nNei.\n"


def test_what_is_broken_is_named_by_its_line_and_the_words_stay():
    source = read_source(DATA / "malformed.vtt")
    assert source.content == "Kari: Første.\nOrd uten tid\nBakvendt.\nOla: For tidlig.\nKari: Oppå.\n"
    said = {warning.code: warning.message for warning in source.warnings}
    assert "line 3" in said["time-unreadable"]
    assert "line 6" in said["words-without-times"]
    assert "line 8" in said["time-reversed"]
    assert "line 11" in said["cue-without-words"]
    assert "line 13" in said["cues-out-of-order"]
    assert "line 16" in said["cues-overlap"]


def test_a_file_without_its_first_line_is_read_with_a_warning():
    source = read_bytes(cue("Hei.").encode(), "talk.vtt")
    assert source.content == "Hei.\n"
    assert {"header-missing", "no-speakers"} <= codes(source)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"WEBVTT", FileWithoutText),
        (b"WEBVTT\n\nNOTE nothing\n", FileWithoutText),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\n\n", FileWithoutText),
        (b"some words", FileDamaged),
        (b"\n \n", FileEmpty),
        (b"WEBVTT\x00\x01\x02\n", FileDamaged),
    ],
)
def test_what_is_no_transcript_is_refused(data: bytes, error: type[IEError]):
    with pytest.raises(error):
        read_bytes(data, "talk.vtt")


def test_notes_of_programs_are_left_out_and_tell_the_language():
    source = vtt('NOTE duration:"00:30:12"\n\nNOTE language:nb-no\n\nNOTE Confidence: 0.86\n\n' + cue("Hei."))
    assert source.content == "Hei.\n"
    assert source.language == "nb-no"
    assert "notes-left-out" in codes(source)


def test_labels_that_come_back_are_speakers_but_a_note_is_not():
    source = vtt(
        cue("Kari Nordmann: Hei.", 1)
        + cue("NB: husk", 2)
        + cue("Ola: Hallo.", 3)
        + cue("Kari Nordmann: Ja.\nOla: Nei.", 4)
    )
    assert talk(source) == [
        ("Kari Nordmann", "Hei.\nNB: husk"),
        ("Ola", "Hallo."),
        ("Kari Nordmann", "Ja."),
        ("Ola", "Nei."),
    ]
    assert {turn.rule for turn in source.turns} == {"label and colon"}


def test_a_label_that_stands_once_is_no_speaker():
    source = vtt(
        cue("Kari: Hei.", 1)
        + cue("Ja.", 2)
        + cue("17:30: meeting", 3)
        + cue("NB: see plan", 4)
        + cue("NB: see plan", 5)
    )
    assert source.turns == ()
    assert source.content.startswith("Kari: Hei.\n")


def test_the_researcher_may_say_who_speaks():
    body = cue("Kari: Hei.", 1) + cue("Ja.", 2) + cue("admin> Nei.", 3)
    assert talk(vtt(body, speakers=["Kari"])) == [("Kari", "Hei.\nJa.\nadmin> Nei.")]
    assert talk(vtt(body, speaker_pattern=r"(\w+)> ")) == [(None, "Kari: Hei.\nJa."), ("admin", "Nei.")]
    assert vtt(body, turns=False).turns == ()
    with pytest.raises(RecordWrong):
        vtt(body, speaker_pattern="(")


def test_utf16_and_cp1252_files_are_read():
    text = "WEBVTT\n\n" + cue("<v Åse>Søknaden ble avslått.")
    for data in (text.encode("utf-16"), text.encode("cp1252")):
        assert talk(read_bytes(data, "talk.vtt")) == [("Åse", "Søknaden ble avslått.")]


def test_an_arrow_among_words_is_no_time():
    assert vtt(cue("Fra A --> B, 10 --> 12 og 10:00 – 12:00")).content == "Fra A --> B, 10 --> 12 og 10:00 – 12:00\n"


@pytest.mark.needs_shared
def test_the_real_broken_files(shared: Path):
    """Each is read as far as it goes, with the line, or refused."""
    folder = shared / "data" / "transcripts_formats" / "webvtt-py"
    lines = {
        path.name: read_source(path).content.count("\n")
        for path in folder.glob("*.vtt")
        if path.name not in {"empty.vtt", "no_captions.vtt"}
    }
    assert lines == {
        "captions_with_bom.vtt": 4,
        "comments.vtt": 8,
        "cue_tags.vtt": 3,
        "invalid.vtt": 7,
        "invalid_timeframe.vtt": 7,
        "invalid_timeframe_in_cue_text.vtt": 3,
        "metadata_headers.vtt": 2,
        "metadata_headers_multiline.vtt": 2,
        "missing_caption_text.vtt": 4,
        "missing_timeframe.vtt": 7,
        "one_caption.vtt": 1,
        "sample.vtt": 16,
        "styles.vtt": 1,
        "using_identifiers.vtt": 6,
        "youtube_dl.vtt": 3,
    }
    with pytest.raises(FileEmpty):
        read_source(folder / "empty.vtt")
    with pytest.raises(FileWithoutText):
        read_source(folder / "no_captions.vtt")


@pytest.mark.needs_shared
def test_a_real_oral_history_goes_on_with_the_last_voice(shared: Path):
    source = read_source(shared / "data/transcripts_formats/ohd/transcript_de.vtt")
    assert [turn.speaker for turn in source.turns] == ["INT", "AB", "INT"]
    assert source.content.count("<[?]>") == 2
    assert source.turns[1].end_ms == 244951


@pytest.mark.needs_shared
def test_a_real_noscribe_file_has_a_turn_for_each_paragraph(shared: Path):
    """Where the tag names who talks over the speaker, the speaker is worked out, and that is said."""
    source = read_source(shared / "data/transcripts_formats/noscribe/interview.vtt")
    assert len(source.turns) == 55
    assert source.speakers == ("S01", "S00", "S02")
    assert {"voice-worked-out", "noscribe-times", "time-reversed"} <= codes(source)
    worked_out = [turn for turn in source.turns if turn.rule.startswith("voice worked out")]
    assert [turn.speaker for turn in worked_out] == ["S01", "S01"]


LINES = st.sampled_from(
    ["WEBVTT", "", "", "NOTE", "NOTE x", "STYLE", "1", "00:01.000 --> 00:02.000", "00:00:09,0 -> 1:00", "9 --> x", "<v A>b", "<v", "</v>", "A: b", ">> c", "(x)", "&#999999;", "&#xd800;", "\x85", "{\\an8}", "a<00:01.000>b", " "]
)  # fmt: skip


@settings(max_examples=150)
@given(st.lists(LINES, max_size=25), st.sampled_from(["vtt", "srt", "sbv"]))
def test_any_lines_give_a_source_or_one_of_our_errors(lines: list[str], name: str):
    try:
        source = read_bytes("\n".join(lines).encode(), "x." + name)
    except IEError:
        return
    for turn in source.turns:
        words = source.content[turn.start : turn.end]
        assert words == words.strip()
        assert words
    assert source == read_bytes("\n".join(lines).encode(), "x." + name)


@settings(max_examples=100)
@given(st.data())
def test_a_spoilt_file_gives_only_our_errors(data: st.DataObject):
    path = data.draw(st.sampled_from(sorted(DATA.glob("*.vtt"))))
    raw = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(IEError):
        read_bytes(bytes(raw[: data.draw(st.integers(1, len(raw)))]), "x.vtt")
