"""Old Word documents, which LibreOffice converts, and files that only have their name."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from word_builder import codes, covered, docx, of_kind, p

from ieworkbench.errors import FileDamaged, FileLocked, IEError, ProgramMissing
from ieworkbench.importers import RawFile, ReadOptions, read_bytes, read_source, word97
from ieworkbench.importers.packages import COMPOUND_FILE

OLD = Path(__file__).parent.parent / "data" / "doc" / "from_libreoffice.doc"


def compound(name: str, flags: int = 0) -> bytes:
    """A compound file with one stream called ``name`` that begins in its second sector."""
    head = bytearray(512)
    head[:8] = COMPOUND_FILE
    head[28:30] = b"\xfe\xff"
    struct.pack_into("<H", head, 30, 9)
    struct.pack_into("<I", head, 48, 0)
    struct.pack_into("<109I", head, 76, 2, *[0xFFFFFFFF] * 108)
    entry = bytearray(128)
    encoded = name.encode("utf-16-le")
    entry[: len(encoded)] = encoded
    struct.pack_into("<H", entry, 64, len(encoded) + 2)
    struct.pack_into("<I", entry, 116, 1)
    stream = struct.pack("<HHHHHH", 0xA5EC, 0, 0, 0, 0, flags).ljust(512, b"\x00")[:512]
    table = struct.pack("<III", 0xFFFFFFFE, 0xFFFFFFFE, 0xFFFFFFFD).ljust(512, b"\xff")
    return bytes(head) + bytes(entry).ljust(512, b"\x00") + stream + table


@pytest.mark.skipif(word97._program() is None, reason="LibreOffice is not installed")
def test_an_old_document_is_converted_and_read() -> None:
    source = read_source(OLD, turns=False)
    assert source.origin.format == "doc"
    assert source.title == "Plan of a made-up office"
    assert "The service is granted from 1 March." in source.content
    assert [each.label for each in of_kind(source, "heading")] == ["5", "5-1", "5-2"]
    assert of_kind(source, "deletion")[0].text == "refused"
    assert covered(source, "comment") == ["commented"]
    assert "converted" in codes(source)


@pytest.mark.skipif(word97._program() is None, reason="LibreOffice is not installed")
def test_what_libreoffice_cannot_read_is_refused() -> None:
    with pytest.raises(FileDamaged, match="LibreOffice cannot read it"):
        read_bytes(compound("WordDocument"), "x.doc")


def test_without_libreoffice_the_advice_is_docx(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word97, "_program", lambda: None)
    with pytest.raises(ProgramMissing, match="save it as docx"):
        read_source(OLD)


def test_a_converter_that_hangs_is_stopped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    slow = tmp_path / "slow"
    slow.write_text("#!/bin/sh\nsleep 60\n")
    slow.chmod(0o700)
    monkeypatch.setattr(word97, "_program", lambda: str(slow))
    monkeypatch.setattr(word97, "_LONGEST", 0.2)
    with pytest.raises(FileDamaged, match="did not finish"):
        read_source(OLD)


def test_it_is_known_by_its_first_bytes() -> None:
    assert word97.FORMAT.sniff is not None
    assert word97.FORMAT.sniff(OLD.read_bytes()[:65_536])
    assert word97.FORMAT.sniff(compound("WordDocument"))
    assert not word97.FORMAT.sniff(compound("Workbook").replace(b"\xec\xa5", b"\x09\x08"))
    assert not word97.FORMAT.sniff(b"")


def test_a_locked_document_is_said_to_be_locked() -> None:
    for data in (compound("WordDocument", flags=0x0100), compound("EncryptedPackage")):
        with pytest.raises(FileLocked):
            read_bytes(data, "x.doc")


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("Workbook", "Excel"),
        ("PowerPoint Document", "PowerPoint"),
        ("__properties_version1.0", "Outlook"),
        ("X", "no Word"),
    ],
)
def test_other_programs_files_are_called_what_they_are(name: str, what: str) -> None:
    with pytest.raises(FileDamaged, match=what):
        read_bytes(compound(name), "x.doc")


def test_a_docx_called_doc_is_read_as_docx() -> None:
    source = read_bytes(docx(p("Hello there")), "x.doc")
    assert source.content == "Hello there\n"
    assert "other-format" in codes(source)


def test_plain_words_called_doc_are_read_as_text() -> None:
    draft = word97.read(RawFile("x.doc", b"Hello there\n"), ReadOptions())
    assert draft.content == "Hello there\n"
    assert "other-format" in [warning.code for warning in draft.warnings]


def test_junk_is_refused() -> None:
    with pytest.raises(FileDamaged, match="no Word document"):
        read_bytes(b"\x00\x01\x02junk", "x.doc")


@settings(max_examples=200)
@given(st.integers(0, 2047), st.binary(min_size=1, max_size=8), st.integers(0, 2048))
def test_broken_compound_files_give_only_our_own_errors(place: int, new: bytes, length: int) -> None:
    data = compound("Workbook")
    changed = COMPOUND_FILE + (data[:place] + new + data[place + len(new) :])[8:length]
    try:
        word97._check(RawFile("x.doc", changed))
    except IEError as error:
        assert "x.doc" in str(error)
