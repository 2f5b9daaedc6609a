"""OpenDocument text: everything on the page, in order, with its places; and packages made to do harm."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ieworkbench.errors import FileDamaged, FileLocked, FileTooLarge, IEError
from ieworkbench.importers import RawFile, ReadOptions
from ieworkbench.importers.format import Draft
from ieworkbench.importers.open_document import FORMAT
from ieworkbench.model.source import Section
from ieworkbench.model.vocabulary import SectionKind

DATA = Path(__file__).parent.parent / "data" / "odt"
SPACES = {"office": "office", "text": "text", "table": "table", "draw": "drawing", "style": "style", "form": "form", "fo": "xsl-fo-compatible"}  # fmt: skip
NAMES = " ".join(f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for short, name in SPACES.items())
NAMES += ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'


def packed(content: str | bytes, **parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        for name, words in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), words)
    return buffer.getvalue()


def document(body: str, styles: str = "") -> str:
    return (
        f"<office:document-content {NAMES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )


def read(data: str | bytes, styles: str = "", **parts: str) -> Draft:
    raw = packed(document(data, styles), **parts) if isinstance(data, str) else data
    return FORMAT.read(RawFile("a.odt", raw), ReadOptions())


def of(draft: Draft, kind: SectionKind) -> list[Section]:
    return [each for each in draft.sections if each.kind is kind]


def words(draft: Draft, kind: SectionKind) -> list[str]:
    return [draft.content[each.start : each.end] for each in of(draft, kind)]


def test_paragraphs_and_blanks_as_the_format_folds_them():
    draft = read(
        "<text:p>  a\n  b<text:s text:c='2'/>c<text:tab/> d<text:line-break/>e </text:p><text:p/><text:h text:outline-level='2'>H</text:h>"
    )
    assert draft.content == "a b  c\t d\ne \n\nH\n"
    assert [each.level for each in of(draft, SectionKind.HEADING)] == [2]


def test_lists_are_numbered_and_go_on_where_they_say_so():
    styles = (
        "<text:list-style style:name='L'><text:list-level-style-number text:level='1' style:num-format='1' style:num-suffix='.'/>"
        "<text:list-level-style-number text:level='2' style:num-format='a' style:num-suffix=')'/>"
        "<text:list-level-style-number text:level='3' style:num-format='1' text:display-levels='3'/></text:list-style>"
        "<text:list-style style:name='B'><text:list-level-style-bullet text:level='1' text:bullet-char='–'/></text:list-style>"
    )
    item = "<text:list-item><text:p>{}</text:p>{}</text:list-item>"
    third = "<text:list><text:list-item><text:p>z</text:p></text:list-item></text:list>"
    inner = f"<text:list>{item.format('x', third)}{item.format('y', '')}</text:list>"
    body = f"<text:list text:style-name='L'>{item.format('one', inner)}{item.format('two', '<text:p>more</text:p>')}</text:list>"
    body += f"<text:list text:style-name='L' text:continue-numbering='true'>{item.format('three', '')}</text:list>"
    body += f"<text:list text:style-name='L'>{item.format('anew', '')}</text:list>"
    body += f"<text:list text:style-name='B'>{item.format('dot', '')}</text:list>"
    draft = read(body, styles)
    assert draft.content == "1.\tone\na)\tx\n1.a.1\tz\nb)\ty\n2.\ttwo\nmore\n3.\tthree\n1.\tanew\ndot\n"
    assert of(draft, SectionKind.LIST_ITEM)[-1].label == "–"


def test_tracked_changes_are_accepted_and_kept():
    info = "<office:change-info><dc:creator>{}</dc:creator><dc:date>2024-03-01T10:00:00</dc:date></office:change-info>"
    regions = (
        f"<text:tracked-changes><text:changed-region text:id='d'><text:deletion>{info.format('Kari')}<text:p>refused</text:p></text:deletion></text:changed-region>"
        f"<text:changed-region text:id='i'><text:insertion>{info.format('Per')}</text:insertion></text:changed-region></text:tracked-changes>"
    )
    draft = read(
        regions
        + "<text:p>It is <text:change text:change-id='d'/><text:change-start text:change-id='i'/>granted<text:change-end text:change-id='i'/>.</text:p>"
    )
    assert draft.content == "It is granted.\n"
    deleted, inserted = of(draft, SectionKind.DELETION)[0], of(draft, SectionKind.INSERTION)[0]
    assert (deleted.start, deleted.end, deleted.text, deleted.author) == (6, 6, "refused", "Kari")
    assert (inserted.start, inserted.end, inserted.author, inserted.date) == (6, 13, "Per", "2024-03-01T10:00:00")


def test_notes_boxes_comments_and_links():
    draft = read(
        "<text:p>A<text:note text:note-class='footnote'><text:note-citation>1</text:note-citation><text:note-body><text:p>foot</text:p></text:note-body></text:note>"
        "<draw:frame><draw:text-box><text:p>box</text:p></draw:text-box></draw:frame>"
        "<office:annotation office:name='c'><dc:creator>Ola</dc:creator><text:p>why?</text:p></office:annotation>bc<office:annotation-end office:name='c'/>"
        "<text:a xlink:href='https://example.org'>d</text:a><text:date>1 May</text:date></text:p><text:p>last</text:p>"
    )
    assert draft.content == "Abcd1 May\nbox\nlast\nfoot\n"
    assert words(draft, SectionKind.TEXT_BOX) == ["box"]
    assert [(each.start, each.end, each.label) for each in of(draft, SectionKind.NOTE_REFERENCE)] == [(1, 1, "1")]
    assert words(draft, SectionKind.FOOTNOTE) == ["foot"]
    comment = of(draft, SectionKind.COMMENT)[0]
    assert (comment.start, comment.end, comment.text, comment.author) == (1, 3, "why?", "Ola")
    assert [(each.start, each.text) for each in of(draft, SectionKind.HYPERLINK)] == [(3, "https://example.org")]
    assert [(each.label, draft.content[each.start : each.end]) for each in of(draft, SectionKind.FIELD)] == [
        ("date", "1 May")
    ]


def test_tables_with_spans_and_nested_ones():
    cell = "<table:table-cell{}>{}</table:table-cell>"
    nested = f"<table:table><table:table-row>{cell.format('', '<text:p>n</text:p>')}{cell.format('', '<text:p>m</text:p>')}</table:table-row></table:table>"
    draft = read(
        "<table:table><table:table-row>"
        + cell.format(" table:number-columns-spanned='2'", "<text:p>a</text:p><text:p>b</text:p>")
        + "<table:covered-table-cell/></table:table-row><table:table-row>"
        + cell.format("", "<text:p>c</text:p>") + cell.format("", nested)
        + "</table:table-row></table:table><text:p>after</text:p>"
    )  # fmt: skip
    assert draft.content == "a\nb\nc\t\nn\tm\nafter\n"
    first = of(draft, SectionKind.TABLE_CELL)[0]
    assert (first.cell.column_span, draft.content[first.start : first.end]) == (2, "a\nb")
    assert [each.level for each in of(draft, SectionKind.TABLE)] == [1, 2]


def test_forms_show_what_was_filled_in():
    forms = "<office:forms><form:form><form:checkbox form:id='c1' form:label='Ja' form:current-state='checked'/><form:text form:id='c2' form:name='navn' form:current-value='Ragna'/></form:form></office:forms>"
    draft = read(forms + "<text:p><draw:control draw:control='c1'/> <draw:control draw:control='c2'/></text:p>")
    assert draft.content == "☒ Ja Ragna\n"


def test_hidden_and_bold_words():
    styles = (
        "<style:style style:name='h' style:family='text'><style:text-properties text:display='none'/></style:style>"
    )
    styles += (
        "<style:style style:name='b' style:family='text'><style:text-properties fo:font-weight='bold'/></style:style>"
    )
    draft = read(
        "<text:p>a<text:span text:style-name='h'>b</text:span><text:span text:style-name='b'>c</text:span></text:p>",
        styles,
    )
    assert draft.content == "abc\n"
    assert [(each.code, each.start, each.end) for each in draft.warnings] == [("hidden-text", 1, 2)]
    assert draft.bold == [(2, 3)]


def test_heads_and_feet_title_and_language():
    styles = (
        f"<office:document-styles {NAMES}><style:default-style style:family='paragraph'><style:text-properties fo:language='nb' fo:country='NO'/></style:default-style>"
        "<style:master-page><style:footer><text:p>Side 1</text:p></style:footer><style:header><text:p>Kommunen</text:p></style:header></style:master-page>"
        "<style:master-page><style:header><text:p>Kommunen</text:p></style:header></style:master-page></office:document-styles>"
    )
    meta = f"<office:document-meta {NAMES}><dc:title>Vedtak</dc:title></office:document-meta>"
    draft = read("<text:p>a</text:p>", styles_xml=styles, meta_xml=meta)
    assert draft.content == "a\nKommunen\nSide 1\n"
    assert (draft.title, draft.language) == ("Vedtak", "nb-NO")
    assert words(draft, SectionKind.HEADER) == ["Kommunen"]


@pytest.mark.parametrize("name", ["decision.odt", "decision.fodt"])
def test_a_document_that_libreoffice_wrote_packed_and_flat(name):
    draft = read((DATA / name).read_bytes())
    assert "Søknaden er innvilget fra 1. mars.\n1.\tFørste\n2.\tAndre\nKule\n" in draft.content
    assert [(each.text, each.author) for each in of(draft, SectionKind.DELETION)] == [("avslått", "Kari Lie")]
    assert words(draft, SectionKind.INSERTION) == ["innvilget"]
    assert words(draft, SectionKind.COMMENT) == ["Etter tabellen"]
    assert words(draft, SectionKind.HEADER) == ["Kommunen"]


def test_a_locked_document_says_so():
    with pytest.raises(FileLocked):
        read(packed("<a/>", **{"META-INF__manifest_xml": "<encryption-data/>"}))


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("<a>\n<b>\n</a>", "content.xml, line 3"),
        ("<a/>", "no text document"),
        ("<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", "entities"),
        ("", "content.xml"),
    ],
)
def test_broken_parts_are_named_with_their_line(content, place):
    with pytest.raises(FileDamaged, match=place):
        read(packed(content))


def test_what_is_no_package_or_would_fill_the_memory_is_refused():
    with pytest.raises(FileDamaged):
        read(b"PK\x03\x04 junk")
    with pytest.raises(FileTooLarge):
        read(packed(b"<a>" + b" " * 70_000_000 + b"</a>"))


def test_counts_made_to_fill_the_memory_are_bounded():
    draft = read("<text:p>" + "<text:s text:c='999999999'/>" * 10 + "</text:p>")
    assert draft.length == 10_001
    assert draft.warnings[0].code == "left-out"


TAGS = ["text:p", "text:span", "text:list", "text:list-item", "text:h", "table:table", "table:table-row", "table:table-cell", "table:covered-table-cell",
        "draw:frame", "draw:text-box", "text:note", "text:note-body", "office:annotation", "office:annotation-end", "text:change-start", "text:change-end",
        "text:a", "text:s", "text:section", "text:date", "text:tracked-changes", "draw:custom-shape"]  # fmt: skip
TREES = st.recursive(
    st.sampled_from(["word ", "", "<text:tab/>", "<text:change text:change-id='x'/>"]),
    lambda inner: st.builds(
        lambda tag, held: f"<{tag}>{''.join(held)}</{tag}>", st.sampled_from(TAGS), st.lists(inner, max_size=4)
    ),
    max_leaves=25,
)


@settings(max_examples=300)
@given(TREES)
def test_no_document_brings_anything_but_our_own_errors(tree):
    try:
        draft = read(tree)
    except IEError:
        return
    assert all(0 <= each.start <= each.end <= draft.length for each in draft.sections)
    assert draft.length == len(draft.content)


@settings(max_examples=60)
@given(st.integers(0, 100_000), st.integers(0, 255), st.integers(1, 40))
def test_a_damaged_package_brings_only_our_own_errors(place, byte, count):
    data = bytearray((DATA / "decision.odt").read_bytes())
    place %= len(data)
    data[place : place + count] = bytes([byte]) * len(data[place : place + count])
    try:
        read(bytes(data))
    except IEError:
        return


@pytest.mark.needs_shared
def test_the_real_document(shared):
    draft = read((shared / "data/transcripts_formats/qualcoder/ID2.odt").read_bytes())
    assert len(words(draft, SectionKind.PARAGRAPH)) == 3
    assert draft.content.count("€200.00") == 1
