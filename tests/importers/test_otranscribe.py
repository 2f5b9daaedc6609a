"""oTranscribe: paragraphs, time marks, letters, and files that are broken."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ieworkbench.errors import FileDamaged, FileWithoutText, IEError
from ieworkbench.importers import read_bytes, read_source
from ieworkbench.importers.format import RawFile, ReadOptions
from ieworkbench.importers.otranscribe import read
from ieworkbench.model.vocabulary import SectionKind

DATA = Path(__file__).parent.parent / "data" / "otr"


def text_of(html: str) -> str:
    return read(RawFile("x.otr", json.dumps({"text": html}).encode()), ReadOptions()).content


def test_paragraphs_breaks_and_empty_paragraphs_as_the_editor_showed_them():
    assert read_source(DATA / "talk.otr").content == (
        "0:00\u00a0Kari: Når søkte du?\n\n0:12Ola: I mai & juni.\nTror jeg.\n0:20 Kari: Greit.\n"
    )
    assert text_of("a<br>b<br><br>c") == "a\nb\n\nc\n"
    assert text_of("<p>a<br></p><p><br></p><div><p>b</p></div>c") == "a\n\nb\nc\n"
    assert text_of("1 &lt; 2 &amp;amp; &copyx;") == "1 < 2 &amp; &copyx;\n"


def test_time_marks_have_their_exact_times():
    source = read_source(DATA / "talk.otr")
    marks = [each for each in source.sections if each.kind is SectionKind.TIME_MARK]
    exact = [(source.content[each.start : each.end], each.start_ms) for each in marks if each.start_ms in {500, 12345}]
    assert exact == [("0:00", 500), ("0:12", 12345)]
    assert "time-unreadable" in {warning.code for warning in source.warnings}


def test_bold_words_are_kept_as_hints():
    draft = read(RawFile("x.otr", json.dumps({"text": "<b>Kari:</b> hei"}).encode()), ReadOptions())
    assert draft.bold == [(0, 5)]


def test_halves_of_letters_are_replaced_and_counted():
    source = read_bytes(b'{"text": "a \\ud83d b \\ud83d\\ude00"}', "x.otr")
    assert source.content == "a \ufffd b \U0001f600\n"
    assert "broken-letters" in {warning.code for warning in source.warnings}


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"{", FileDamaged),
        (b"[" * 200_000, FileDamaged),
        (b"[1]", FileDamaged),
        (b'{"text": 5}', FileDamaged),
        (b'{"text": ""}', FileWithoutText),
        (b'{"text": "<p></p>&nbsp;"}', FileWithoutText),
        (b'{"text": "a", "media-time": ' + b"9" * 6000 + b"x", FileDamaged),
    ],
)
def test_what_is_no_transcript_is_refused(data: bytes, error: type[IEError]):
    with pytest.raises(error):
        read_bytes(data, "x.otr")


PIECES = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<br>",
        "<br />",
        '<span class="timestamp" data-timestamp="1.5">',
        '<span class="timestamp" data-timestamp="nan">',
        "</span>",
        "<b>",
        "</b>",
        "0:01",
        "Kari: ",
        "hei ",
        "&nbsp;",
        "&",
        "<",
        "<!--",
        "-->",
        "<div>",
        "</div>",
        "\n",
        "\ud800",
    ]
)


@settings(max_examples=150)
@given(st.lists(PIECES, max_size=25))
def test_any_html_gives_a_source_or_one_of_our_errors(pieces: list[str]):
    try:
        source = read_bytes(json.dumps({"text": "".join(pieces)}).encode(), "x.otr")
    except IEError:
        return
    assert source.content.endswith("\n")
    assert all(0 <= each.start <= each.end <= len(source.content) for each in source.sections)
