"""Bytes to text: what is believed, what is shown, what is refused."""

from __future__ import annotations

import contextlib
import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ieworkbench.errors import EncodingWrong, FileDamaged, IEError
from ieworkbench.importers.encodings import decode, unify_line_ends
from ieworkbench.importers.format import RawFile

NORWEGIAN = "Søknad om ytelse på grunn av sykdom. Møtet ble hørt før jul, æ.\n"
SWEDISH = "Så här är det på förskolan, Åsa.\n"
FRENCH = "Déjà reçu à l’hôpital, œuvre, élève « ça ».\n"


def read(data: bytes, encoding: str | None = None):
    return decode(RawFile("a.txt", data), encoding)


@pytest.mark.parametrize("text", [NORWEGIAN, SWEDISH, FRENCH])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_western_languages_come_out_right(text, encoding):
    assert read(text.encode(encoding)).text == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_is_certain_brings_no_warning(encoding):
    assert read(NORWEGIAN.encode(encoding)).warnings == ()


def test_what_was_chosen_shows_the_first_words_that_depend_on_it():
    (warning,) = read(NORWEGIAN.encode("cp1252")).warnings
    assert warning.code == "encoding-guessed"
    assert "read as cp1252" in warning.message
    assert "Søknad, på, Møtet, hørt, før" in warning.message
    assert (warning.start, warning.end) == (0, 6)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text", ["Hei", "Ja.\nNei.\n", "Как дела сегодня? Хорошо, спасибо, очень хорошо.\n", NORWEGIAN * 500]
)
def test_utf16_without_mark(text, encoding):
    assert read(text.encode(encoding)).text == text


def test_one_broken_byte_does_not_spoil_the_rest():
    data = (NORWEGIAN * 50).encode() + b"s\xf8knad\r\n" + NORWEGIAN.encode()
    decoded = read(data)
    assert decoded.text == NORWEGIAN * 50 + "søknad\n" + NORWEGIAN
    assert decoded.encoding == "utf-8"
    (warning,) = decoded.warnings
    assert warning.code == "encoding-mixed"
    assert f"Byte {len((NORWEGIAN * 50).encode()) + 1}:" in warning.message
    assert "“søknad”" in warning.message
    assert decoded.text[warning.start : warning.end] == "ø"


def test_the_five_open_bytes_of_windows_are_kept():
    assert read(b"a\x81b \xf8").text == "a\x81b ø"


def test_asked_encoding_wins():
    assert read("Søknad".encode("mac_roman"), "mac_roman").text == "Søknad"
    assert read(b"\xef\xbb\xbfHei", "utf-8").text == "Hei"


def test_asked_encoding_that_does_not_fit_says_where():
    with pytest.raises(EncodingWrong, match="byte 1: this is not text in utf-8"):
        read(b"S\xf8knad", "utf-8")


@pytest.mark.parametrize("name", ["klingon", "hex", "a\0b", "", "rot13"])
def test_unknown_encoding_is_a_sentence(name):
    with pytest.raises(EncodingWrong, match="no encoding for text is called") as caught:
        read(b"Hei", name)
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG picture"),
        (b"%PDF-1.7\n1 0 obj", "PDF"),
        (b"PK\x03\x04\x14\x00", "packed file"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
        (b"{\\rtf1\\ansi Hei}", "RTF"),
        (b"ID3\x04\x00\x00", "sound"),
        (bytes(range(256)) * 4, "not text"),
        (b"ab\x00cd and so on", "not text"),
    ],
)
def test_what_is_no_text_is_refused_with_what_it_looks_like(data, what):
    with pytest.raises(FileDamaged, match=what):
        read(data)


def test_words_that_begin_like_another_file_are_text():
    assert read(b"ID3 is what they call it.").text == "ID3 is what they call it."
    assert read(b"RIFF was the word.").text == "RIFF was the word."


def test_line_ends_become_one_and_nothing_else_changes():
    assert unify_line_ends("a\r\nb\rc\n\u2028d\x0c e\u0301") == "a\nb\nc\n\u2028d\x0c e\u0301"


@settings(max_examples=200)
@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "cp1252", "utf-16", "idna", "x"]))
def test_only_our_own_errors_come_out(data, encoding):
    with contextlib.suppress(IEError):
        assert "\r" not in read(data, encoding).text


@settings(max_examples=100)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1))
def test_utf8_is_always_itself(text):
    assert read(text.encode("utf-8")).text == text.removeprefix("\ufeff")
