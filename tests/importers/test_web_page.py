"""Web pages: what a browser shows becomes the text, with places; anchors of transcripts become turns."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ieworkbench.errors import FileWithoutText, IEError
from ieworkbench.importers import RawFile, ReadOptions
from ieworkbench.importers.format import Draft
from ieworkbench.importers.web_page import FORMAT
from ieworkbench.model.vocabulary import SectionKind

DATA = Path(__file__).parent.parent / "data" / "html"


def read(page: str | bytes, name: str = "page.html", **asked: object) -> Draft:
    raw = page.encode() if isinstance(page, str) else page
    return FORMAT.read(RawFile(name, raw), ReadOptions(**asked))


def of(draft: Draft, kind: SectionKind) -> list[str]:
    return [draft.content[each.start : each.end] for each in draft.sections if each.kind is kind]


def codes(draft: Draft) -> list[str]:
    return [warning.code for warning in draft.warnings]


def test_blanks_fold_as_a_browser_folds_them():
    draft = read("<p>  One\n two<b> three</b> <i> four </i></p>\n<p>five&nbsp; six</p>")
    assert draft.content == "One two three four\nfive\u00a0 six\n"


def test_blocks_headings_and_empty_paragraphs():
    draft = read("<title>A  page</title><h1>Top</h1><p>a<p>b<p></p><div>c<div>d</div>e</div>")
    assert draft.title == "A page"
    assert draft.content == "Top\na\nb\n\nc\nd\ne\n"
    assert of(draft, SectionKind.HEADING) == ["Top"]


def test_line_breaks_and_kept_blanks():
    assert read("<p>a<br>b<br><br>c<br></p>").content == "a\nb\n\nc\n"
    assert read("<pre>\n a\n  b\n</pre>").content == " a\n  b\n"
    assert read("<p><br></p>").content == "\n"


def test_hard_breaks_of_word_are_blanks_and_its_conditional_comments_are_left_out():
    page = b"<meta charset=windows-1252><p class=MsoNormal>S\xf8knaden\r\ner avsl\xe5tt<!--[if gte mso 9]><xml>x</xml><![endif]--><o:p></o:p></p>"
    assert read(page).content == "Søknaden er avslått\n"


def test_lists_are_numbered_and_bullets_are_labels():
    draft = read("<ol start=3 type=a><li>x<li>y<ul><li>z</ul></ol><ol><li value=7>w</ol>")
    assert draft.content == "c.\tx\nd.\ty\nz\n7.\tw\n"
    items = [each for each in draft.sections if each.kind is SectionKind.LIST_ITEM]
    assert [(each.label, each.level) for each in items] == [("c.", 1), ("d.", 1), ("•", 2), ("7.", 1)]


def test_tables_merged_and_nested():
    draft = read("<table><tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td><table><tr><td>n<td>m</table></table><p>after")
    assert draft.content == "a\tb\nc\t\nn\tm\nafter\n"
    cells = [(each.level, each.cell) for each in draft.sections if each.kind is SectionKind.TABLE_CELL]
    assert [(level, c.row, c.column, c.row_span, c.column_span) for level, c in cells] == [
        (1, 0, 0, 2, 1), (1, 0, 1, 1, 2), (1, 1, 1, 1, 1), (1, 1, 2, 1, 1), (2, 0, 0, 1, 1), (2, 0, 1, 1, 1),
    ]  # fmt: skip


def test_deleted_words_leave_the_text_and_keep_their_place():
    draft = read('<p>It is <del datetime="2024-01-02" cite="mailto:Kari">refused</del><ins>granted</ins>.</p>')
    assert draft.content == "It is granted.\n"
    deleted = next(each for each in draft.sections if each.kind is SectionKind.DELETION)
    assert (deleted.start, deleted.end, deleted.text) == (6, 6, "refused")
    assert (deleted.author, deleted.date) == ("Kari", "2024-01-02")
    assert of(draft, SectionKind.INSERTION) == ["granted"]
    assert read("<p>It is <del>not</del> granted</p>").content == "It is granted\n"


def test_hidden_words_are_left_out_and_counted():
    draft = read("<p>seen <span style='display: none'>not seen at all</span>words</p><p hidden>nor this</p>")
    assert draft.content == "seen words\n"
    assert codes(draft) == ["hidden-left-out"]
    assert "6 words" in draft.warnings[0].message


def test_links_language_and_entities():
    draft = read("<html lang=nb><body>Se <a href='https://example.org/a?b=1&amp;c=2'>her</a> &aelig;&#248;&lt;")
    assert draft.language == "nb"
    assert draft.content == "Se her æø<\n"
    link = next(each for each in draft.sections if each.kind is SectionKind.HYPERLINK)
    assert (draft.content[link.start : link.end], link.text) == ("her", "https://example.org/a?b=1&c=2")


def test_scripts_styles_and_heads_are_no_text():
    assert read("<head><style>p{}</style><script>if (a<b) '</p>'</script></head><p>x</p>").content == "x\n"


def test_forms_show_what_was_filled_in():
    draft = read("<p><input name=n value='Ragna'> <input type=checkbox checked> ja <input type=hidden value=no></p>")
    assert draft.content == "Ragna ☒ ja\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_letters_come_out_right(encoding):
    assert read("<p>Åse sa «nei»</p>".encode(encoding)).content == "Åse sa «nei»\n"


def test_a_page_that_says_the_wrong_encoding_is_read_and_warned_about():
    draft = read(b"<meta charset=utf-8><p>S\xf8knad</p>")
    assert draft.content == "Søknad\n"
    assert "encoding-declared-wrong" in codes(draft)


def test_elements_of_other_names_mean_nothing():
    assert read("<p>a<before>b</before><table_x>c</p>").content == "abc\n"


def test_bold_is_kept_for_finding_labels():
    draft = read("<p><b>Ana:</b> hello</p>")
    assert [draft.content[start:end] for start, end in draft.bold] == ["Ana:"]


def test_a_web_archive_is_refused_with_advice():
    with pytest.raises(FileWithoutText, match="HTML only"):
        read(b"From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\r\n", "a.html")


def test_markup_that_is_never_closed_loses_no_words():
    draft = read("<p>a</p><!-- b <p>c</p>")
    assert "b" in draft.content
    assert "c" in draft.content
    assert codes(draft) == ["markup-not-closed"]
    assert read("1 < 2 and 3 > 2").content == "1 < 2 and 3 > 2\n"


def test_anchors_give_turns_with_times():
    draft = read((DATA / "talk.html").read_bytes())
    assert [(turn.speaker, turn.start_ms, turn.end_ms, turn.rule) for turn in draft.turns] == [
        ("S01", 2100, 6400, "noscribe anchor"),
        ("S00", 6500, 12_000, "noscribe anchor"),
    ]
    assert (
        draft.content[draft.turns[1].start : draft.turns[1].end] == "I rang the office. //S01: Yes?// Nobody answered."
    )
    assert of(draft, SectionKind.TIME_MARK) == ["[00:00:02]", "[00:00:06]"]
    assert len(of(draft, SectionKind.CUE)) == 4


@pytest.mark.parametrize("page", ["<div>a" * 20_000, "<p>" + "<b id=1>a" * 20_000 + "<p>x" * 20_000, "<a " * 50_000 + ">", "<!--" * 50_000 + "x>", "<ul><li>" * 20_000, '<a x=">" ' * 30_000])  # fmt: skip
def test_depth_and_tangles_cost_time_in_proportion(page):
    began = time.process_time()
    read(page)
    assert time.process_time() - began < 20


PIECES = ["<p>", "</p>", "<table>", "<tr>", "<td rowspan=3>", "</table>", "<ol>", "<li>", "</ol>", "<del>", "</del>", "<ins>",
          "</ins>", "<a href=x>", "</a>", "<a name=ts_1_2_S0>", "S0: x", "<br>", "<pre>", "</pre>", "<h1>", "</h1>", "<!--", "-->", "<", ">",
          "word ", " ", "\n", "<textarea>", "</textarea>", "<div hidden>", "</div>", "<q>", "</q>", "<s>", "</s>", "<head>", "&amp;", "&#xD800;"]  # fmt: skip


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_no_page_brings_anything_but_our_own_errors(parts):
    try:
        draft = read("".join(parts))
    except IEError:
        return
    assert all(0 <= each.start <= each.end <= draft.length for each in (*draft.sections, *draft.turns))
    assert draft.length == len(draft.content)


@pytest.mark.needs_shared
def test_the_real_interview(shared):
    draft = read((shared / "data/transcripts_formats/noscribe/interview.html").read_bytes())
    assert len(draft.turns) == 55
    assert {turn.speaker for turn in draft.turns} == {"S00", "S01", "S02"}
    assert draft.turns[0].start_ms == 12_140
