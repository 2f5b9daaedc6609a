"""What every format keeps to, whatever it is: one contract, run over the whole table of formats."""

from __future__ import annotations

import pickle
import random
import shutil
from itertools import pairwise
from pathlib import Path

import pytest

from ieworkbench.errors import FileEmpty, FormatUnclear, FormatUnknown, IEError
from ieworkbench.importers import FORMATS, Format, read_bytes, read_source

DATA = Path(__file__).parent.parent / "data"
NAMES = [each.name for each in FORMATS]
SAMPLES = [
    pytest.param(each, path, id=f"{each.name}-{path.name}")
    for each in FORMATS
    for path in sorted((DATA / each.name).glob("*"))
    if path.suffix.lower() in each.suffixes and "malformed" not in path.name
]
MALFORMED = [
    pytest.param(path, id=f"{each.name}-{path.name}")
    for each in FORMATS
    for path in sorted((DATA / each.name).glob("*malformed*"))
]


def _skip_without_its_program(each: Format) -> None:
    if each.name == "doc" and shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")


def test_no_two_formats_share_a_name_or_a_suffix():
    suffixes = [suffix for each in FORMATS for suffix in each.suffixes]
    assert sorted(set(NAMES)) == sorted(NAMES)
    assert sorted(set(suffixes)) == sorted(suffixes)


def test_the_table_holds_every_format_that_is_promised():
    promised = [
        "txt",
        "md",
        "docx",
        "doc",
        "pdf",
        "odt",
        "rtf",
        "html",
        "vtt",
        "srt",
        "sbv",
        "eaf",
        "cha",
        "textgrid",
        "trs",
        "otr",
        "csv",
        "ods",
        "rst",
    ]
    assert sorted(NAMES) == sorted(promised)


@pytest.mark.parametrize("each", FORMATS, ids=NAMES)
def test_every_format_has_a_sample_and_a_malformed_one(each: Format):
    names = [path.name for path in (DATA / each.name).glob("*")]
    assert [name for name in names if "malformed" not in name]
    assert [name for name in names if "malformed" in name]


@pytest.mark.parametrize(("each", "path"), SAMPLES)
def test_reading_the_same_bytes_twice_gives_an_equal_source(each: Format, path: Path):
    _skip_without_its_program(each)
    assert read_source(path) == read_source(path)


@pytest.mark.parametrize(("each", "path"), SAMPLES)
def test_a_source_keeps_to_the_contract(each: Format, path: Path):
    _skip_without_its_program(each)
    source = read_source(path)
    length = len(source.content)

    assert source.origin.format == each.name
    assert source.origin.file_name == path.name
    assert source.origin.size == path.stat().st_size
    assert source.title
    assert "\r" not in source.content
    source.content.encode("utf-8")
    for turn in source.turns:
        words = source.content[turn.start : turn.end]
        assert words == words.strip() != "", turn
        assert turn.rule
        assert turn.speaker is None or turn.speaker == turn.speaker.strip() != ""
        assert turn.start_ms is None or turn.start_ms >= 0
    for before, after in pairwise(source.turns):
        assert before.end <= after.start
    for section in source.sections:
        assert 0 <= section.start <= section.end <= length, section
    for warning in source.warnings:
        assert warning.code == warning.code.lower().replace(" ", "-")
        assert warning.message.rstrip().endswith((".", "?", "!")), warning
        assert (warning.start is None) == (warning.end is None)
        assert warning.start is None or 0 <= warning.start <= warning.end <= length
    assert pickle.loads(pickle.dumps(source)) == source
    assert len(repr(source)) < 200


@pytest.mark.parametrize("path", MALFORMED)
def test_a_malformed_sample_is_refused_in_one_sentence_or_read_with_a_warning(path: Path):
    try:
        source = read_source(path)
    except IEError as error:
        assert path.name in str(error)
        assert "\n" not in str(error)
        assert len(str(error)) < 400
    else:
        assert source.warnings or source.origin.format in {"md", "rst"}, "where every text is right, as in md"


@pytest.mark.parametrize("each", FORMATS, ids=NAMES)
def test_an_empty_file_is_called_empty(each: Format):
    with pytest.raises(FileEmpty):
        read_bytes(b"", "talk" + each.suffixes[0])


@pytest.mark.parametrize("each", FORMATS, ids=NAMES)
def test_junk_under_any_name_gives_text_or_one_of_our_errors(each: Format):
    noise = random.Random(each.name)
    for size in (1, 7, 100, 5_000):
        for data in (noise.randbytes(size), b"\x00" * size, b"<" * size, b"{" * size, "ø".encode() * size):
            _read_or_refuse(data, "junk" + each.suffixes[0])


@pytest.mark.parametrize(("each", "path"), SAMPLES)
def test_a_damaged_sample_gives_text_or_one_of_our_errors(each: Format, path: Path):
    if each.name == "doc":
        pytest.skip("every try would start LibreOffice; the format's own tests damage its files")
    data, chance = path.read_bytes(), random.Random(path.name)
    for _ in range(25):
        _read_or_refuse(_damaged(data, chance), path.name)


def _damaged(data: bytes, chance: random.Random) -> bytes:
    """``data`` with a piece cut, doubled, overwritten or moved."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(changed) + 1)
        size = chance.choice((1, 2, 10, 200))
        match chance.randrange(4):
            case 0:
                del changed[at : at + size]
            case 1:
                changed[at:at] = changed[at : at + size]
            case 2:
                changed[at : at + size] = chance.randbytes(size)
            case _:
                del changed[max(1, at) :]
    return bytes(changed)


def _read_or_refuse(data: bytes, name: str) -> None:
    try:
        source = read_bytes(data, name)
    except IEError as error:
        assert "\n" not in str(error), error
    else:
        assert all(0 <= turn.start < turn.end <= len(source.content) for turn in source.turns)


def test_what_is_asked_for_wins_over_the_suffix():
    source = read_bytes(b"I: Who writes the plan?\nU1: I do.\nI: Alone?\nU1: Yes.\n", "talk.docx", format="txt")
    assert source.origin.format == "txt"
    assert source.origin.options == (("format", "txt"),)


def test_an_unknown_suffix_is_read_by_its_bytes_where_they_tell():
    source = read_bytes(b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v U1>Yes.\n", "talk.captions")
    assert source.origin.format == "vtt"


def test_a_file_no_reader_knows_is_refused_with_the_names_of_formats():
    with pytest.raises(FormatUnknown, match=r"say which format it is to be: .*docx"):
        read_bytes(b"just words", "talk.xyz")


def test_a_format_nobody_knows_is_refused():
    with pytest.raises(FormatUnknown):
        read_bytes(b"just words", "talk.txt", format="wordperfect")


def test_a_suffix_claimed_by_two_formats_is_an_error_with_both_names():
    from ieworkbench.importers.format import Draft, RawFile
    from ieworkbench.importers.reading import choose_format

    def read(raw: RawFile, options: object) -> Draft:
        return Draft()

    two = (Format("one", "One", (".x",), read), Format("two", "Two", (".x",), read))
    with pytest.raises(FormatUnclear, match="one or two"):
        choose_format(RawFile("a.x", b"words"), two)
