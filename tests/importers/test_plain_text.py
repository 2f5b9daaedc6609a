"""Plain text: paragraphs, headings that are certain, encodings, and files that are no text."""

from __future__ import annotations

from pathlib import Path

import pytest

from ieworkbench.errors import FileDamaged
from ieworkbench.importers import read_bytes, read_source
from ieworkbench.importers.plain_text import wrapped_width
from ieworkbench.model.source import Source
from ieworkbench.model.vocabulary import SectionKind

DATA = Path(__file__).parent.parent / "data" / "txt"


def sections(source: Source) -> list[tuple[str, str]]:
    return [(each.kind.value, source.content[each.start : each.end]) for each in source.sections]


def test_a_line_is_a_paragraph_and_empty_ones_are_kept():
    assert sections(read_bytes(b"One.\n\nTwo.\n", "a.txt")) == [
        ("paragraph", "One."),
        ("paragraph", ""),
        ("paragraph", "Two."),
    ]


def test_lines_broken_to_a_width_make_one_paragraph():
    text = (
        "The plan was written in May by the coordinator and\nthe person whose plan it was, at a table in the\noffice.\n\n"
        "Nobody else was there, since the others had not\nbeen asked to come, and the letter that asked them\nwas sent in June.\n"
    )
    source = read_bytes(text.encode(), "a.txt")
    assert [words.count("\n") for _, words in sections(source)] == [2, 0, 2]
    assert wrapped_width(text.split("\n")) == 50


def test_long_lines_are_not_joined():
    text = "A paragraph on one long line that goes on and on. " * 5 + "\nAnother.\n"
    assert len(sections(read_bytes(text.encode(), "a.txt"))) == 2


def test_a_leading_underscore_marks_a_heading_of_a_letter():
    source = read_bytes("Hei.\n_Dette har skjedd\nDu har fått brev.\n__init__\n_to_ ord\n".encode(), "a.txt")
    assert [words for kind, words in sections(source) if kind == "heading"] == ["_Dette har skjedd"]


def test_items_keep_their_marks():
    source = read_bytes(b"We ask you to\n- come\n2) write\n", "a.txt")
    assert [(each.kind, each.label) for each in source.sections][1:] == [
        (SectionKind.LIST_ITEM, "-"),
        (SectionKind.LIST_ITEM, "2)"),
    ]


def test_placeholders_are_read_as_they_stand():
    text = "Hei {{navn}}\n{{#if gift}}\nDu er gift.\n{{/if}}\n<% if %>\n"
    assert read_bytes(text.encode(), "a.txt").content == text


def test_f4_sample():
    source = read_source(DATA / "f4.txt")
    assert source.speakers == ("I", "B")
    assert [turn.end_ms for turn in source.turns] == [5100, 19400, 21000, 33800]


def test_windows_sample_is_norwegian_and_says_so():
    source = read_source(DATA / "cp1252.txt")
    assert source.content.startswith("Kari: Hvem skrev søknaden?\nOla:")
    assert source.origin.encoding == "cp1252"
    assert "søknaden, på, så" in source.warnings[0].message


def test_a_picture_called_txt_is_named():
    with pytest.raises(FileDamaged, match="PNG picture"):
        read_source(DATA / "malformed.txt")


@pytest.mark.needs_shared
def test_norwegian_letters_have_their_headings(shared):
    file = shared / "data/nav_repayment_letters/varselbrev/OS_flere_perioder_nn.txt"
    source = read_source(file)
    assert source.content == file.read_text("utf-8")
    assert sum(each.kind is SectionKind.HEADING for each in source.sections) == 6
    assert source.warnings == ()
