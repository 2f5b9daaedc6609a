"""OpenDocument sheets (ods): sheets, repeated cells, times, and files made to fill the memory."""

from __future__ import annotations

import io
import zipfile

import pytest

from ieworkbench.errors import FileDamaged, FileLocked, FileTooLarge
from ieworkbench.importers import RawFile, ReadOptions
from ieworkbench.importers.format import Draft
from ieworkbench.importers.table_sheet import FORMAT
from ieworkbench.model.vocabulary import SectionKind

NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"' for short in ("office", "text", "table")
)


def packed(sheets: str, **more: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        body = f"<office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body>"
        head = f'<office:document-content {NAMES} xmlns:dc="http://purl.org/dc/elements/1.1/">'
        archive.writestr("content.xml", f"{head}{body}</office:document-content>")
        for name, words in more.items():
            archive.writestr(name.replace("__", "/"), words)
    return buffer.getvalue()


def row(*cells: str, repeated: int = 1) -> str:
    inner = "".join(
        cell if cell.startswith("<") else f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>"
        for cell in cells
    )
    return f'<table:table-row table:number-rows-repeated="{repeated}">{inner}</table:table-row>'


def read(data: bytes) -> Draft:
    return FORMAT.read(RawFile("talk.ods", data), ReadOptions())


def said(draft: Draft) -> list[tuple[str | None, str]]:
    return [(turn.speaker, draft.content[turn.start : turn.end]) for turn in draft.turns]


HEAD = row("Tid", "Taler", "Ytring")
EMPTY = '<table:table-cell table:number-columns-repeated="16381"/>'


def test_a_sheet_with_a_transcript():
    draft = read(
        packed(
            f'<table:table table:name="Ark1">{HEAD}{row("00:01", "I", "Hei.")}{row("00:02", "Kari", "Ja<text:s/>da")}</table:table>'
        )
    )
    assert said(draft) == [("I", "Hei."), ("Kari", "Ja da")]
    assert draft.content == "I: Hei.\nKari: Ja da\n"


def test_times_stored_as_times_do_not_lose_their_seconds():
    time = '<table:table-cell office:value-type="time" office:time-value="PT00H01M02.5S"><text:p>00:01</text:p></table:table-cell>'
    draft = read(packed(f"<table:table>{HEAD}{row(time, 'I', 'Hei.')}</table:table>"))
    assert draft.turns[0].start_ms == 62_500


def test_several_sheets_are_read_in_order_under_their_names():
    sheets = f'<table:table table:name="Samtale">{HEAD}{row("00:01", "I", "Hei.")}</table:table>'
    sheets += f'<table:table table:name="Nøkkel">{row("I", "intervjuer")}</table:table>'
    draft = read(packed(sheets))
    assert draft.content == "Samtale\nI: Hei.\nNøkkel\nI\tintervjuer\n"
    assert said(draft) == [("I", "Hei.")]


def test_a_comment_on_a_cell_is_kept():
    cell = (
        "<table:table-cell><office:annotation><dc:creator>Ola</dc:creator><dc:date>2024-01-02</dc:date>"
        "<text:p>sjekk</text:p></office:annotation><text:p>Hei.</text:p></table:table-cell>"
    )
    draft = read(packed(f"<table:table>{HEAD}{row('00:01', 'I', cell)}</table:table>"))
    comment = next(each for each in draft.sections if each.kind is SectionKind.COMMENT)
    assert (comment.text, comment.author, comment.date) == ("sjekk", "Ola", "2024-01-02")
    assert draft.content == "I: Hei.\n"


def test_a_million_empty_rows_and_cells_cost_nothing():
    draft = read(
        packed(f"<table:table>{HEAD}{row('00:01', 'I', 'Hei.', EMPTY)}{row(EMPTY, repeated=1_048_574)}</table:table>")
    )
    assert draft.content == "I: Hei.\n"


def test_words_repeated_without_end_are_bounded_and_said():
    cell = '<table:table-cell table:number-columns-repeated="16384"><text:p>a</text:p></table:table-cell>'
    draft = read(packed(f"<table:table>{row(cell)}</table:table>"))
    assert draft.content.count("a") == 1000
    assert draft.warnings[0].code == "repeated-cells"


def test_repetition_that_would_fill_the_memory_is_refused():
    cell = (
        '<table:table-cell table:number-columns-repeated="1000"><text:p>' + "a" * 100 + "</text:p></table:table-cell>"
    )
    with pytest.raises(FileTooLarge):
        read(packed(f"<table:table>{row(cell, repeated=1_000)}</table:table>"))


def test_a_locked_sheet_says_so():
    manifest = "<manifest:manifest><manifest:encryption-data/></manifest:manifest>"
    with pytest.raises(FileLocked):
        read(packed("", **{"META-INF__manifest.xml": manifest}))


def test_a_text_document_with_the_name_of_a_sheet_is_refused():
    with pytest.raises(FileDamaged, match="no sheet"):
        read(_without_sheet())


def _without_sheet() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("content.xml", "<a/>")
    return buffer.getvalue()


@pytest.mark.needs_shared
def test_the_oral_history_sheet_holds_the_first_rows_of_the_table(shared):
    folder = shared / "data/transcripts_formats/ohd"
    draft = read((folder / "transcript_de.ods").read_bytes())
    assert [turn.speaker for turn in draft.turns] == ["INT", "AB"]
    assert len([each for each in draft.sections if each.kind is SectionKind.CUE]) == 15
