"""Rich text: letters of any code page, tables, notes, tracked changes and comments keep their places."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ieworkbench.errors import FileDamaged, IEError
from ieworkbench.importers import RawFile, ReadOptions
from ieworkbench.importers.format import Draft
from ieworkbench.importers.rich_text import FORMAT
from ieworkbench.model.source import Section
from ieworkbench.model.vocabulary import SectionKind

DATA = Path(__file__).parent.parent / "data" / "rtf"


def read(body: str | bytes, head: str = r"\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Arial;}}") -> Draft:
    raw = body if isinstance(body, bytes) else ("{\\rtf1" + head + body + "}").encode("latin-1")
    return FORMAT.read(RawFile("a.rtf", raw), ReadOptions())


def of(draft: Draft, kind: SectionKind) -> list[Section]:
    return [each for each in draft.sections if each.kind is kind]


def words(draft: Draft, kind: SectionKind) -> list[str]:
    return [draft.content[each.start : each.end] for each in of(draft, kind)]


def test_paragraphs_tabs_and_line_breaks():
    draft = read(r"\pard One\tab two\line three\par\par {\b Four}\par")
    assert draft.content == "One\ttwo\nthree\n\nFour\n"
    assert [draft.content[start:end] for start, end in draft.bold] == ["Four"]


def test_the_last_paragraph_needs_no_mark():
    assert read(r"One\par two").content == "One\ntwo\n"


@pytest.mark.parametrize(
    ("head", "body", "text"),
    [
        (r"\ansi\ansicpg1252", r"S\'f8knad", "Søknad"),
        (r"\ansi\ansicpg1250", r"Pra\'9eo", "Pražo"),
        (r"\mac", r"\'8cse", "åse"),
        (r"\ansi{\fonttbl{\f1\fcharset238 A;}{\f2\fcharset204 B;}}", r"{\f1 \'b3}{\f2 \'e4\'e0}\'e5", "łдаå"),
        (r"\ansi{\fonttbl{\f1\fcharset128 A;}}", r"\f1 \'82\'a0", "あ"),
        (r"\ansi\uc1", r"\u248?\u-10179?\u-8704?x", "ø😀x"),
        (r"\ansi\uc2", r"\u12354\'82\'a0x{\uc0 \u248 y}", "あxøy"),
        (r"\ansi", r"\ldblquote a\rdblquote\~b\_c\emdash\{\\\}", "“a”\u00a0b\u2011c—{\\}"),
        (r"\ansi", r"{\upr{a}{\*\ud{b}}}c", "bc"),
    ],
)
def test_letters(head, body, text):
    assert read(body, head).content == text + "\n"


def test_letters_that_do_not_exist_are_said():
    draft = read(r"\f1 \'81x", r"\ansi{\fonttbl{\f1\fcharset238 A;}}")
    assert draft.warnings[0].code == "letters-unreadable"


def test_deleted_words_are_never_run_together_with_inserted_ones():
    draft = read(
        r"{\*\revtbl{Unknown;}{Kari Lie;}{Per Dahl;}}"
        r"The service is {\deleted\revauthdel1\revdttmdel2081507914 refused}{\revised\revauth2\revdttm2081507914 granted} now.\par"
    )
    assert draft.content == "The service is granted now.\n"
    deleted, inserted = of(draft, SectionKind.DELETION)[0], of(draft, SectionKind.INSERTION)[0]
    assert (deleted.start, deleted.end, deleted.text, deleted.author) == (15, 15, "refused", "Kari Lie")
    assert (draft.content[inserted.start : inserted.end], inserted.author) == ("granted", "Per Dahl")
    assert deleted.date == inserted.date
    assert deleted.date is not None


def test_a_deleted_paragraph_mark_joins_the_paragraphs():
    draft = read(r"One {\deleted two\par three} four\par")
    assert draft.content == "One  four\n"
    assert of(draft, SectionKind.DELETION)[0].text == "two\nthree"


def test_notes_stand_below_the_text_and_keep_their_place():
    draft = read(r"Text{\super\chftn}{\footnote\chftn  A note.} more{\footnote\ftnalt\chftn  The end.}.\par Last\par")
    assert draft.content == "Text more.\nLast\n A note.\n The end.\n"
    assert [(each.start, each.end, each.label) for each in of(draft, SectionKind.NOTE_REFERENCE)] == [
        (4, 4, "1"),
        (9, 9, "1"),
    ]
    assert words(draft, SectionKind.FOOTNOTE) == [" A note."]
    assert words(draft, SectionKind.ENDNOTE) == [" The end."]


def test_tables_with_merged_and_nested_cells():
    draft = read(
        r"\trowd\clmgf\cellx1\clmrg\cellx2\clvmgf\cellx3\intbl a\cell\cell b\cell\row"
        r"\trowd\cellx1\cellx2\clvmrg\cellx3\intbl c\cell d\par e\cell\cell\row\pard after\par"
    )
    assert draft.content == "a\t\tb\nc\td\ne\t\nafter\n"
    cells = [each.cell for each in of(draft, SectionKind.TABLE_CELL)]
    assert (cells[0].column_span, cells[2].row_span) == (2, 2)
    nested = read(
        r"\trowd\cellx9\intbl x\par\itap2 n\nestcell m\nestcell{\*\nesttableprops\trowd\cellx1\cellx2\nestrow}{\nonesttables\par}\itap1 y\cell\row\pard z\par"
    )
    assert nested.content == "x\nn\tm\ny\nz\n"
    assert [each.level for each in of(nested, SectionKind.TABLE)] == [1, 2]


def test_links_fields_and_boxes_to_tick():
    draft = read(
        r'{\field{\*\fldinst HYPERLINK "https://example.org/a"}{\fldrslt here}} {\field{\*\fldinst DATE}{\fldrslt 1 May}} '
        r"{\field{\*\fldinst FORMCHECKBOX{\*\formfield{\fftype1\ffres1}}}{\fldrslt}}\par"
    )
    assert draft.content == "here 1 May ☒\n"
    assert [(each.text) for each in of(draft, SectionKind.HYPERLINK)] == ["https://example.org/a"]
    assert [each.label for each in of(draft, SectionKind.FIELD)] == ["DATE", "FORMCHECKBOX"]


def test_comments_with_author_and_range():
    draft = read(
        r"One {\*\atrfstart 7}two{\*\atrfend 7}{\*\atnid KL}{\*\atnauthor Kari Lie}\chatn{\*\annotation{\*\atnref 7}\pard Check this.} three\par"
    )
    assert draft.content == "One two three\n"
    comment = of(draft, SectionKind.COMMENT)[0]
    assert (draft.content[comment.start : comment.end], comment.text, comment.author) == (
        "two",
        "Check this.",
        "Kari Lie",
    )


def test_lists_headings_boxes_heads_and_title():
    draft = read(
        r"{\stylesheet{\s1 heading 1;}{\s5\outlinelevel2 Other;}}{\info{\title A letter}{\author X}}{\header Office\par}"
        r"\pard\s1 Top\par\pard\s5 Sub\par{\listtext\pard 1.\tab}\pard\ls1 Item\par{\listtext\'b7\tab}\pard Dot\par"
        r"\pard Para{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt Box\par}}}\par"
    )
    assert draft.title == "A letter"
    assert draft.content == "Top\nSub\n1.\tItem\nDot\nPara\nBox\nOffice\n"
    assert [each.level for each in of(draft, SectionKind.HEADING)] == [1, 3]
    assert [each.label for each in of(draft, SectionKind.LIST_ITEM)] == ["1.", "·"]
    assert words(draft, SectionKind.TEXT_BOX) == ["Box"]
    assert words(draft, SectionKind.HEADER) == ["Office"]


def test_hidden_words_are_kept_and_said():
    draft = read(r"Seen {\v hidden} words\par")
    assert draft.content == "Seen hidden words\n"
    assert [(each.code, each.start, each.end) for each in draft.warnings] == [("hidden-text", 5, 11)]


def test_groups_may_nest_as_deep_as_they_like():
    assert read("{\\b a" * 100_000 + "}" * 100_000).length == 100_001
    assert read("{\\footnote a" * 30_000 + "}" * 30_000).length > 30_000


def test_a_file_that_breaks_off_is_read_as_far_as_it_goes():
    draft = read((DATA / "cut_malformed.rtf").read_bytes())
    assert draft.content.startswith("The office")
    assert "file-cut-off" in [warning.code for warning in draft.warnings]


def test_what_is_no_rich_text_is_refused():
    with pytest.raises(FileDamaged, match="not rich text"):
        read(b"PK\x03\x04 no")


def test_binary_pictures_are_jumped_over_and_said():
    draft = read(rb"{\rtf1 a{\pict\bin5 }}}}}}b\par}")
    assert draft.content == "ab\n"
    assert draft.warnings[0].code == "left-out"


def test_a_document_that_libreoffice_wrote():
    draft = read((DATA / "decision.rtf").read_bytes())
    assert "Søknaden er innvilget fra 1. mars." in draft.content
    assert [(each.text, each.author) for each in of(draft, SectionKind.DELETION)] == [("avslått", "Kari Lie")]
    assert [(each.text, each.author) for each in of(draft, SectionKind.COMMENT)] == [("Sjekk dette", "Ola Ås")]
    assert words(draft, SectionKind.COMMENT) == ["Etter tabellen"]
    assert [each.label for each in of(draft, SectionKind.LIST_ITEM)] == ["1.", "2.", "•"]
    assert (draft.title, draft.language) == ("Besluttning", "en-US")


TOKENS = ["{", "}", "\\par ", "\\cell ", "\\row ", "\\intbl ", "\\itap2 ", "\\nestcell ", "\\nestrow ", "\\trowd\\cellx1 ", "\\footnote ",
          "\\deleted ", "\\revised ", "\\field ", "\\*\\fldinst ", "\\fldrslt ", "\\u-10179?", "\\'f8", "\\uc0 ", "\\shptxt ", "\\*\\annotation ",
          "\\*\\atrfstart 1", "\\*\\atrfend 1", "\\header ", "\\pict ", "\\bin3 ", "word ", "\\*", "\\", "\\plain ", "\\pard ", "\\listtext 1.",
          "\\upr", "\\*\\ud", "\\info", "\\title x", "\\revdttm-1 ", "\\f9 ", "\\ansicpg99 ", "\\fonttbl", "\\stylesheet", "\\clvmrg\\cellx2", "\\*\\revtbl"]  # fmt: skip


@settings(max_examples=400)
@given(st.lists(st.sampled_from(TOKENS), max_size=40))
def test_no_rich_text_brings_anything_but_our_own_errors(tokens):
    try:
        draft = read("".join(tokens))
    except IEError:
        return
    assert all(0 <= each.start <= each.end <= draft.length for each in draft.sections)
    assert draft.length == len(draft.content)
