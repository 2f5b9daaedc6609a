"""Praat: both text forms, tiers of sentences and of words, and forms that are not read."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ieworkbench.errors import FileDamaged, FileWithoutText, IEError
from ieworkbench.importers import read_bytes, read_source

DATA = Path(__file__).parent.parent / "data" / "textgrid"
TALK = [("Kari", 'Hva sa "de"?', 0, 1500), ("Ola", "At det tar tid.", 1600, 3900), ("Kari", "Ja.", 4000, 5000)]


def grid(*tiers: tuple[str, list[tuple[float, float, str]]]) -> bytes:
    rows = ['File type = "ooTextFile"', '"TextGrid"', "0", "99", "<exists>", str(len(tiers))]
    for name, labels in tiers:
        rows += ['"IntervalTier"', f'"{name}"', "0", "99", str(len(labels))]
        rows += [f'{start}\n{end}\n"{words}"' for start, end, words in labels]
    return "\n".join(rows).encode()


@pytest.mark.parametrize("name", ["long.TextGrid", "short.TextGrid"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be", "cp1252"])
def test_both_forms_in_every_encoding_give_the_same_turns(name: str, encoding: str):
    text = (DATA / name).read_text(encoding="utf-8").replace("tid", "år")
    source = read_bytes(text.encode(encoding), name)
    assert [
        (turn.speaker, source.content[turn.start : turn.end].replace("år", "tid"), turn.start_ms, turn.end_ms)
        for turn in source.turns
    ] == TALK


def test_points_are_named_and_left_out():
    messages = {warning.code: warning.message for warning in read_source(DATA / "long.TextGrid").warnings}
    assert "“bell”" in messages["tiers-left-out"]


def test_a_file_that_breaks_off_is_read_up_to_there():
    source = read_source(DATA / "malformed.TextGrid")
    assert source.content == 'Hva sa "de"?\nJa.\n'
    assert "Line 30" in {warning.code: warning.message for warning in source.warnings}["breaks-off"]


def test_single_words_are_put_together_between_pauses():
    words = [
        (n * 0.3, n * 0.3 + 0.3, word)
        for n, word in enumerate(["we", "applied", "in", "March", "and", "heard", "nothing"])
    ]
    late = [(n * 0.3 + 9, n * 0.3 + 9.3, word) for n, word in enumerate(["so", "we", "called"])]
    source = read_bytes(
        grid(("Kari", [*words, (2.1, 9, ""), *late]), ("Ola", [(3, 4, "Really, they did?")])), "x.TextGrid"
    )
    assert source.content == "Kari: we applied in March and heard nothing\nOla: Really, they did?\nKari: so we called\n"
    assert (source.turns[0].start_ms, source.turns[0].end_ms) == (0, 2100)


def test_words_and_sounds_beside_sentences_are_not_said_twice():
    sentence = ("Kari", [(0, 3, "we applied in March")])
    words = (
        "Kari - words",
        [(n * 0.7, n * 0.7 + 0.7, word) for n, word in enumerate(["we", "applied", "in", "March"])],
    )
    sounds = ("Kari - phones", [(0, 0.1, "w"), (0.1, 0.2, "i")])
    source = read_bytes(grid(sentence, words, sounds), "x.TextGrid")
    assert source.content == "we applied in March\n"
    message = {warning.code: warning.message for warning in source.warnings}["tiers-left-out"]
    assert "“Kari - words”, “Kari - phones”" in message


def test_one_tier_or_tiers_with_usual_names_name_nobody_unless_asked():
    data = grid(("Kari", [(0, 3, "we applied in March")]))
    assert read_bytes(data, "x.TextGrid").turns == ()
    assert read_bytes(data, "x.TextGrid", speakers=["Kari"]).speakers == ("Kari",)
    data = grid(("text", [(0, 3, "we applied in March")]), ("utterance", [(4, 5, "and then")]))
    assert read_bytes(data, "x.TextGrid").turns == ()


def test_the_binary_form_is_refused_with_advice():
    with pytest.raises(FileDamaged, match="Save as text file"):
        read_bytes(b"ooBinaryFile\x08TextGrid\x00\x00", "x.TextGrid")


def test_what_is_no_textgrid_or_has_no_words_is_refused():
    with pytest.raises(FileDamaged, match="no TextGrid"):
        read_bytes(b"some words", "x.TextGrid")
    with pytest.raises(FileWithoutText):
        read_bytes(grid(("Kari", [(0, 3, "")])), "x.TextGrid")


@pytest.mark.needs_shared
def test_the_real_files_by_sentence_and_by_word_have_the_same_speakers(shared: Path):
    folder = shared / "data" / "transcripts_formats" / "batchalign"
    spoken = [turn.speaker for turn in read_source(folder / "utterance.TextGrid").turns]
    assert spoken == ["PAR0", "PAR1", "PAR0", "PAR1", "PAR0", "PAR1", "PAR0"]
    assert [turn.speaker for turn in read_source(folder / "word.TextGrid").turns] == spoken


@settings(max_examples=150)
@given(st.data())
def test_a_spoilt_file_gives_only_our_errors(data: st.DataObject):
    raw = bytearray((DATA / data.draw(st.sampled_from(["long.TextGrid", "short.TextGrid"]))).read_bytes())
    for _ in range(data.draw(st.integers(1, 5))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.sampled_from(list(b'"9e<> \n\x00\xff!')))
    with contextlib.suppress(IEError):
        read_bytes(bytes(raw[: data.draw(st.integers(1, len(raw)))]), "x.TextGrid")
