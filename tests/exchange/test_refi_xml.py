"""Letters that XML does not allow: a memo with one of them must not cost a researcher the whole project."""

from __future__ import annotations

from pathlib import Path

import pytest
from refi_projects import CODES, TALK, coding, packed, selection, text_source, xml

from ieworkbench.errors import FileDamaged
from ieworkbench.exchange import read_bundle
from ieworkbench.exchange.bundle import Report
from ieworkbench.exchange.refi_xml import parse_mended
from ieworkbench.importers import RawFile


def mended(data: bytes) -> tuple[str, list[str]]:
    report = Report("p.qde", "qdpx")
    root = parse_mended(RawFile("p.qde", data), data, report, "project.qde")
    assert [(each.fate.value, each.where) for each in report.findings] == [("changed", "project.qde")] * len(
        report.findings
    )
    return str(root.text), [each.why for each in report.findings]


@pytest.mark.parametrize(
    ("written", "read", "many"),
    [
        (b"a\x0bb\x00c", "a\ufffdb\ufffdc", "2 letters that are"),
        (b"a&#11;b&#x1F;c", "a\ufffdb\ufffdc", "2 letters that are"),
        (b"a&#xD83D;&#xDE00;b", "a😀b", "a letter that is"),
        (b"a&#xD83D;b", "a\ufffdb", "a letter that is"),
        (b"a\xffb", "a\ufffdb", "a letter that is"),
        (b"a\xed\xa0\xbdb", "a\ufffd\ufffd\ufffdb", "3 letters that are"),
        (b"a&#99999999;b", "a\ufffdb", "a letter that is"),
        (b"\x01<![CDATA[a&#11;b]]>&#xFFFD;&#xE9;", "\ufffda&#11;b\ufffdé", "a letter that is"),
    ],
)
def test_letters_that_xml_does_not_allow_are_replaced_one_for_one_and_counted(written: bytes, read: str, many: str):
    text, whys = mended(b"<Project>" + written + b"</Project>")
    assert (text, [many in each for each in whys]) == (read, [True])


def test_what_is_well_formed_is_read_as_it_stands():
    assert mended("<p>Ærlig &amp; 😀\ufffd</p>".encode()) == ("Ærlig & 😀\ufffd", [])
    assert mended('<?xml version="1.0" encoding="iso-8859-1"?><p>æ</p>'.encode("latin-1")) == ("æ", [])


@pytest.mark.parametrize(
    "data",
    [
        b"<p>\x0b",
        b"<p>&nothing;\x0b</p>",
        b'<!DOCTYPE p [<!ENTITY a "b">]><p>\x0b&a;</p>',
        b'<?xml version="1.0" encoding="utf-16"?><p>\x0b</p>',
        b"<p>" + b"<![CDATA[" * 100_000,
    ],
)
def test_whatever_else_is_broken_is_refused(data: bytes):
    with pytest.raises(FileDamaged):
        mended(data)


def test_a_project_and_a_codebook_with_a_broken_memo_are_read_with_every_coding_on_its_words(tmp_path: Path):
    whole = xml(CODES + text_source(selection(10, 36, 52, "form and waited.", coding(20, 2))))
    broken = whole.replace(b'name="work"', b'name="work&#x0;\x0b"')
    bundle, report = read_bundle(packed(tmp_path, broken, {"sources/t.txt": TALK.encode()}))
    assert [each.passage.quote for each in bundle.codings] == ["form and waited."]
    assert bundle.codebook.path(bundle.codings[0].code) == "work\ufffd\ufffd > form"
    assert [(each.what, each.where) for each in report.findings] == [("file", "project.qde")]
    (tmp_path / "c.qdc").write_bytes(b'<CodeBook><Codes><Code name="work\xff" isCodable="true"/></Codes></CodeBook>')
    bundle, _ = read_bundle(tmp_path / "c.qdc")
    assert [each.name for each in bundle.codebook] == ["work\ufffd"]


def test_a_second_project_in_the_file_is_said(tmp_path: Path):
    path = packed(tmp_path, xml(CODES), {"old/project.qde": xml("")})
    bundle, report = read_bundle(path)
    assert len(bundle.codebook) == 4
    assert [(each.what, each.where, each.why) for each in report.findings] == [
        ("project", "old/project.qde", "A zip should hold one project; only the first was read.")
    ]
