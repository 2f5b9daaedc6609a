"""Files that are no Word documents, or broken ones: one sentence, or the text without the broken part."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from word_builder import codes, deleted, docx, ins, instr, item, mark, p, part, r, reading, row, table, zipped

from ieworkbench.errors import FileDamaged, FileEmpty, FileLocked, FileTooLarge, IEError
from ieworkbench.importers import read_bytes
from ieworkbench.importers.packages import COMPOUND_FILE

MALFORMED = Path(__file__).parent.parent / "data" / "docx" / "malformed.docx"


def refused(data: bytes, name: str = "x.docx") -> str:
    """The sentence with which a file is refused."""
    with pytest.raises(FileDamaged) as caught:
        read_bytes(data, name, format="docx")
    return str(caught.value)


@pytest.mark.parametrize("data", [b"\x00\x01\x02 junk", b"PK\x03\x04 junk", b"hello there"])
def test_junk_is_no_document(data: bytes) -> None:
    assert "not a document" in refused(data)


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"mimetype": "application/vnd.oasis.opendocument.text"}, "OpenDocument text"),
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, "spreadsheet"),
        ({"xl/workbook.xml": "<a/>"}, "Excel"),
        ({"ppt/presentation.xml": "<a/>"}, "PowerPoint"),
        ({"Index/Document.iwa": "x"}, "Pages"),
        ({"photo.jpg": "x"}, "zip, but no Word document"),
        ({"[Content_Types].xml": "<a/>"}, "word/document.xml: this part is missing"),
    ],
)
def test_other_zips_are_called_what_they_are(files: dict[str, str | bytes], words: str) -> None:
    assert words in refused(zipped(files))


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"{\\rtf1 x}", "RTF"), (b"%PDF-1.7", "PDF"), (b"<html>", "web page")],
)
def test_other_files_are_called_what_they_are(data: bytes, words: str) -> None:
    assert words in refused(data)


def test_broken_xml_names_part_and_line() -> None:
    assert "word/document.xml, line 3: the XML in it is broken" in refused(
        docx('<?xml version="1.0"?>\n<w:document xmlns:w="x">\n<w:body></w:document>')
    )
    assert "word/document.xml, line 1" in refused(docx(part("document", "<w:body><w:p></w:q></w:body>")))


def test_a_broken_file_of_ours_names_its_line() -> None:
    assert "word/document.xml, line 5" in refused(MALFORMED.read_bytes())


def test_a_main_part_of_another_kind() -> None:
    assert "it holds no Word text" in refused(docx('<?xml version="1.0"?><html/>'))


@pytest.mark.parametrize("kind", ["styles", "numbering", "footnotes", "endnotes", "comments", "settings"])
def test_a_broken_side_part_costs_no_text(kind: str) -> None:
    source = reading(item("words", 1), **{kind: "<broken"})
    assert (source.content, codes(source)) == ("words\n", ["part-damaged"])
    assert f"word/{kind}.xml" in source.warnings[0].message


def test_broken_relations_and_core_properties_cost_no_text() -> None:
    source = reading(
        p("words"), files={"word/_rels/document.xml.rels": "<a", "docProps/core.xml": "", "_rels/.rels": "<"}
    )
    assert (source.content, codes(source)) == ("words\n", ["part-damaged"] * 3)


def test_only_the_main_part_is_needed() -> None:
    body = f"<w:body>{p(chr(0x61), props='<w:pStyle w:val=' + chr(34) + 'Overskrift2' + chr(34) + '/>')}</w:body>"
    source = read_bytes(zipped({"word/document.xml": part("document", body)}), "x.docx")
    assert source.content == "a\n"
    assert [each.kind.value for each in source.sections] == ["heading"]


def test_relations_that_lead_nowhere() -> None:
    body = p('<w:hyperlink r:id="none"><w:r><w:t>a</w:t></w:r></w:hyperlink>', "<w:r><w:footnoteReference/></w:r>")
    assert reading(body + '<w:sectPr><w:headerReference r:id="none"/></w:sectPr>').content == "a\n"


def test_a_locked_document_is_said_to_be_locked() -> None:
    with pytest.raises(FileLocked):
        read_bytes(COMPOUND_FILE + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"), "x.docx")


def test_an_old_document_under_a_new_name() -> None:
    assert "old Word document" in refused(COMPOUND_FILE + b"\x00" * 600 + "WordDocument".encode("utf-16-le"))


def test_a_zip_bomb_is_too_large() -> None:
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w", force_zip64=True) as stored,
    ):
        for _ in range(330):
            stored.write(bytes(1_000_000))
    with pytest.raises(FileTooLarge):
        read_bytes(packed.getvalue(), "x.docx")


def test_entities_are_refused() -> None:
    xml = part("document", f"<w:body>{p('&e;')}</w:body>").replace("?>", '?><!DOCTYPE w [<!ENTITY e "x">]>', 1)
    assert "document type" in refused(docx(xml))
    source = reading(p("words"), styles=part("styles", "").replace("?>", '?><!DOCTYPE w [<!ENTITY e "x">]>', 1))
    assert (source.content, codes(source)) == ("words\n", ["part-damaged"])


@pytest.mark.parametrize(
    ("open_", "close", "times"),
    [
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 600),
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", 950),
        ("<w:ins>", "</w:ins>", 1900),
    ],
)
def test_deep_nesting_is_read(open_: str, close: str, times: int) -> None:
    assert reading(open_ * times + p("deep") + close * times).content.strip() == "deep"


@pytest.mark.parametrize("wrapper", ["tbl", "sdt", "ins"])
def test_senseless_nesting_is_refused(wrapper: str) -> None:
    assert "nested too deeply" in refused(docx(f"<w:{wrapper}>" * 10_000 + p("x") + f"</w:{wrapper}>" * 10_000))


def test_a_document_without_words_is_empty() -> None:
    with pytest.raises(FileEmpty):
        read_bytes(docx(p() + p()), "x.docx")


def test_rows_cells_and_runs_in_the_wrong_place_are_still_read() -> None:
    body = (
        row("a", "b")
        + "<w:tc>"
        + p("c")
        + "</w:tc>"
        + r("d")
        + "<w:tbl>"
        + p("e")
        + "</w:tbl>"
        + f"<w:p>{p('f')}</w:p>"
    )
    found = reading(body).content
    assert [letter for letter in found if letter.isalpha()] == list("abcdef")


def test_odd_numbers_break_nothing() -> None:
    odd = '<w:tcPr><w:gridSpan w:val="99999999999"/></w:tcPr>'
    body = f"<w:tbl><w:tr><w:trPr><w:gridBefore w:val='-3'/></w:trPr><w:tc>{odd}{p('a')}</w:tc></w:tr></w:tbl>"
    body += p("b", props='<w:outlineLvl w:val="x"/><w:numPr><w:ilvl w:val="999"/><w:numId w:val="-1"/></w:numPr>')
    body += p(r("", inside='<w:sym w:char="zz"/><w:sym w:font="Symbol" w:char="D800"/>'))
    assert reading(body).content == "a\nb\n\ufffd\ufffd\n"


PIECES = st.sampled_from(
    [
        p("words"),
        p(deleted("gone"), props="<w:rPr><w:del/></w:rPr>"),
        p(ins("new"), props="<w:rPr><w:ins/></w:rPr>"),
        item("item", 1),
        table(row("a", "b")),
        "<w:tbl>",
        "</w:tbl>",
        "<w:tr><w:tc>",
        "</w:tc></w:tr>",
        f"<w:p>{mark('begin')}{instr('IF')}",
        f"{mark('separate')}",
        f"{mark('end')}</w:p>",
        "<w:sdt><w:sdtContent>",
        "</w:sdtContent></w:sdt>",
        '<w:commentRangeStart w:id="1"/>',
        '<w:commentRangeEnd w:id="1"/>',
        "<w:r><w:pict><w:txbxContent>",
        "</w:txbxContent></w:pict></w:r>",
        "<w:footnoteReference/>",
    ]
)


@settings(max_examples=150)
@given(st.lists(PIECES, max_size=14))
def test_any_order_of_pieces_is_read_or_refused(pieces: list[str]) -> None:
    """Only our own errors come out, and every section lies inside the text."""
    try:
        source = reading("".join(pieces))
    except IEError:
        return
    for section in source.sections:
        assert 0 <= section.start <= section.end <= len(source.content)


def whole() -> bytes:
    """A document with a bit of everything, not packed, so that changed bytes reach the XML."""
    body = (
        p("I: ", ins("x"), deleted("y"))
        + item("a", 1)
        + table(row("c", "d"))
        + p(mark("begin"), instr("REF"), mark("end"))
    )
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(docx(body, comments=part("comments", "<w:comment/>")))) as archive,
        zipfile.ZipFile(packed, "w") as stored,
    ):
        for name in archive.namelist():
            stored.writestr(zipfile.ZipInfo(name), archive.read(name))
    return packed.getvalue()


WHOLE = whole()


@settings(max_examples=150)
@given(st.integers(0, len(WHOLE) - 1), st.binary(max_size=6), st.integers(0, 40))
def test_changed_bytes_give_only_our_own_errors(place: int, new: bytes, gone: int) -> None:
    try:
        read_bytes(WHOLE[:place] + new + WHOLE[place + gone :], "x.docx", format="docx")
    except IEError as error:
        assert "x.docx" in str(error)


def test_a_checksum_that_is_wrong_is_said() -> None:
    data = bytearray(docx(p("words " * 50)))
    place = data.index(b"word/document.xml") + len("word/document.xml") + 20
    data[place] ^= 0xFF
    assert "word/document.xml: this part cannot be unpacked" in refused(bytes(data))
