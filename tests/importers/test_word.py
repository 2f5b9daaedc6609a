"""Word documents: the words in their order, and where everything stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from word_builder import (
    cell,
    codes,
    covered,
    docx,
    instr,
    link,
    mark,
    of_kind,
    p,
    part,
    r,
    reading,
    row,
    styled,
    table,
)

from ieworkbench.importers import RawFile, ReadOptions, read_bytes, read_source, word
from ieworkbench.model.source import Cell

DATA = Path(__file__).parent.parent / "data" / "docx"


def box(*blocks: str) -> str:
    """A text box as Word writes it: once for itself, once for older versions."""
    inside = f"<w:txbxContent>{''.join(blocks)}</w:txbxContent>"
    return (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:wsp><wps:txbx>{inside}</wps:txbx></wps:wsp>"
        f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )


# ------------------------------------------------------------------------------- paragraphs


def test_paragraphs_and_empty_ones_in_order() -> None:
    source = reading(p("One") + p() + p("Two ", "and a half"))
    assert source.content == "One\n\nTwo and a half\n"
    assert [(each.start, each.end) for each in of_kind(source, "paragraph")] == [(0, 3), (4, 4), (5, 19)]


def test_small_signs_inside_a_line() -> None:
    inside = "<w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t><w:softHyphen/><w:t>e</w:t><w:cr/>"
    assert reading(p(r("a", inside=inside))).content == "a\tb\nc\u2011d\u00ade\n\n"


def test_tabs_set_in_a_paragraph_are_no_words() -> None:
    assert reading(p("x", props="<w:tabs><w:tab w:val='left' w:pos='720'/></w:tabs>")).content == "x\n"


def test_a_page_break_parts_words_only_between_them() -> None:
    turn = '<w:r><w:br w:type="page"/></w:r>'
    assert reading(p("a", turn, "b") + p(turn, "c") + p("d", turn) + p(turn)).content == "a\nb\nc\nd\n\n"


def test_symbols_become_the_letters_they_look_like() -> None:
    source = reading(p(r("x ", inside='<w:sym w:font="Symbol" w:char="F0B3"/>'), " 5"))
    assert source.content == "x ≥ 5\n"
    odd = reading(p(r("", inside='<w:sym w:font="Webdings" w:char="F0FF"/>')))
    assert odd.content == "\uf0ff\n"
    assert "symbol-unknown" in codes(odd)


def test_line_ends_inside_a_run_are_blanks() -> None:
    assert reading(p(r("one\ntwo"))).content == "one two\n"


def test_xml_comments_do_not_part_words() -> None:
    assert reading(p("<w:r><w:t>gran<!-- x -->ted</w:t></w:r>")).content == "granted\n"


@pytest.mark.parametrize(
    ("id_", "name", "rest", "level"),
    [
        ("Heading2", "heading 2", "", 2),
        ("Overskrift1", "heading 1", "", 1),
        ("X", "Overskrift 3", "", 3),
        ("Own", "Chapter", '<w:basedOn w:val="Base"/>', 2),
        ("Out", "Anything", '<w:pPr><w:outlineLvl w:val="4"/></w:pPr>', 5),
        ("Title", "Title", "", 1),
        ("No", "heading 1", '<w:pPr><w:outlineLvl w:val="9"/></w:pPr>', None),
        ("Body", "Body Text", "", None),
    ],
)
def test_headings_are_known_by_their_style(id_: str, name: str, rest: str, level: int | None) -> None:
    base = '<w:style w:type="paragraph" w:styleId="Base"><w:name w:val="heading 2"/></w:style>'
    styles = part(
        "styles", f'{base}<w:style w:type="paragraph" w:styleId="{id_}"><w:name w:val="{name}"/>{rest}</w:style>'
    )
    headings = of_kind(reading(styled(id_, "Words"), styles=styles), "heading")
    assert [each.level for each in headings] == ([] if level is None else [level])


def test_a_paragraph_may_be_a_heading_by_itself() -> None:
    assert [each.level for each in of_kind(reading(p("x", props='<w:outlineLvl w:val="0"/>')), "heading")] == [1]


def test_styles_in_a_circle_are_followed_once() -> None:
    styles = part(
        "styles",
        '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>',
    )
    assert reading(styled("A", "x"), styles=styles).content == "x\n"


def test_bold_words_are_noted_by_run_and_by_style() -> None:
    styles = part(
        "styles",
        '<w:style w:type="character" w:styleId="Strong"><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Q"><w:rPr><w:b/></w:rPr></w:style>',
    )
    body = p(r("Ada:", props="<w:b/>"), " yes") + p(r("Bo", props='<w:rStyle w:val="Strong"/>'), r(":", props="<w:b/>"))
    body += styled("Q", "all ", r("not", props='<w:b w:val="0"/>'))
    draft = word.read(RawFile("x.docx", docx(body, styles=styles)), ReadOptions())
    assert [draft.content[start:end] for start, end in draft.bold] == ["Ada:", "Bo:", "all "]


def test_hidden_words_are_kept_and_told_of() -> None:
    source = reading(p("a ", r("secret", props="<w:vanish/>"), r(" note", props="<w:vanish/>"), " b"))
    assert source.content == "a secret note b\n"
    assert [(each.code, each.start, each.end) for each in source.warnings] == [("hidden-text", 2, 13)]


def test_words_inside_unknown_wrappers_are_words() -> None:
    body = "<w:smartTag><w:smartTagPr/><w:r><w:t>a</w:t></w:r></w:smartTag>"
    body += "<w:customXml><w:bdo w:val='rtl'><w:r><w:t>b</w:t></w:r></w:bdo></w:customXml><w:later><w:dir><w:r><w:t>c</w:t></w:r></w:dir></w:later>"
    assert reading(p(body)).content == "abc\n"


def test_small_words_above_follow_in_brackets() -> None:
    ruby = "<w:ruby><w:rt><w:r><w:t>kan</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>漢</w:t></w:r></w:rubyBase></w:ruby>"
    assert reading(p(r("", inside=ruby))).content == "漢(kan)\n"


def test_equations_keep_their_letters() -> None:
    source = reading(p("Let ", "<m:oMath><m:r><m:t>a=b</m:t></m:r></m:oMath>"))
    assert (source.content, codes(source)) == ("Let a=b\n", ["equation"])


# ----------------------------------------------------------------------------------- tables


def test_a_table_is_a_line_for_each_row() -> None:
    source = reading(p("before") + table(row("a", "b"), row("c", "d")) + p("after"))
    assert source.content == "before\na\tb\nc\td\nafter\n"
    assert covered(source, "table") == ["a\tb\nc\td"]
    assert [(each.cell, each.level) for each in of_kind(source, "table cell")] == [
        (Cell(0, 0), 1),
        (Cell(0, 1), 1),
        (Cell(1, 0), 1),
        (Cell(1, 1), 1),
    ]
    assert covered(source, "table cell") == ["a", "b", "c", "d"]


def test_merged_cells_say_what_they_span() -> None:
    wide = cell(p("wide"), props='<w:gridSpan w:val="2"/>')
    tall = cell(p("tall"), props='<w:vMerge w:val="restart"/>')
    more = cell(p(), props="<w:vMerge/>")
    source = reading(table(row(wide, "x"), row(tall, "b", "c"), row(more, "d", "e"), row(more, "f", "g")))
    assert source.content == "wide\tx\ntall\tb\tc\n\td\te\n\tf\tg\n"
    cells = of_kind(source, "table cell")
    assert [each.cell for each in cells][:3] == [Cell(0, 0, 1, 2), Cell(0, 2), Cell(1, 0, 3, 1)]
    assert [each.cell for each in cells][-2:] == [Cell(3, 1), Cell(3, 2)]


def test_words_in_a_cell_merged_away_are_kept() -> None:
    tall, more = cell(p("a"), props='<w:vMerge w:val="restart"/>'), cell(p("lost?"), props="<w:vMerge/>")
    source = reading(table(row(tall, "b"), row(more, "c")))
    assert (source.content, codes(source)) == ("a\tb\nlost?\tc\n", ["merged-cell-words"])


def test_rows_may_begin_later() -> None:
    source = reading(table(row("a", "b"), row("c", props='<w:gridBefore w:val="1"/>')))
    assert [each.cell for each in of_kind(source, "table cell")] == [Cell(0, 0), Cell(0, 1), Cell(1, 1)]


def test_paragraphs_in_a_cell_are_lines() -> None:
    source = reading(table(row(cell(p("a"), p(), p("b")), "c")))
    assert source.content == "a\n\nb\tc\n"
    assert covered(source, "table cell") == ["a\n\nb", "c"]


def test_a_table_in_a_table_has_lines_of_its_own() -> None:
    inner = table(row("x", "y"))
    source = reading(table(row("a", cell(p("b"), inner, p()))) + p("z"))
    assert source.content == "a\tb\nx\ty\n\nz\n"
    assert [(each.level, source.content[each.start : each.end]) for each in of_kind(source, "table")] == [
        (1, "a\tb\nx\ty\n"),
        (2, "x\ty"),
    ]


def test_what_holds_others_comes_before_them() -> None:
    source = reading(table(row("a")))
    assert [each.kind.value for each in source.sections] == ["table", "table cell", "paragraph"]


# -------------------------------------------------------------------- links, fields, controls


def test_links_keep_their_target() -> None:
    source = reading(
        p("see ", '<w:hyperlink r:id="l1" w:anchor="two"><w:r><w:t>the law</w:t></w:r></w:hyperlink>'),
        links=link("l1", "hyperlink", "https://example.org/law", outside=True),
    )
    assert [(each.text, source.content[each.start : each.end]) for each in of_kind(source, "hyperlink")] == [
        ("https://example.org/law#two", "the law")
    ]


def test_a_field_shows_its_result() -> None:
    field = mark("begin") + instr(" REF _a ") + instr("\\h") + mark("separate") + r("5-4") + mark("end")
    source = reading(p("section ", field, " says"))
    assert source.content == "section 5-4 says\n"
    assert [(each.label, each.start, each.end) for each in of_kind(source, "field")] == [("REF", 8, 11)]


def test_a_field_in_a_fields_instruction_is_not_shown() -> None:
    inner = mark("begin") + instr("MERGEFIELD x") + mark("separate") + r("1") + mark("end")
    field = mark("begin") + instr("IF ") + inner + instr(' = 1 "yes" "no"') + mark("separate") + r("yes") + mark("end")
    assert reading(p("a ", field, " b")).content == "a yes b\n"


def test_a_field_over_several_paragraphs() -> None:
    body = p(mark("begin") + instr("TOC") + mark("separate"), "One\t1") + p("Two\t2") + p(mark("end")) + p("Text")
    source = reading(body)
    assert source.content == "One\t1\nTwo\t2\n\nText\n"
    assert [(each.label, source.content[each.start : each.end]) for each in of_kind(source, "field")] == [
        ("TOC", "One\t1\nTwo\t2")
    ]


def test_simple_fields_and_links_by_field() -> None:
    linked = (
        mark("begin") + instr(' HYPERLINK "https://example.org" \\l "p2" ') + mark("separate") + r("here") + mark("end")
    )
    source = reading(p('<w:fldSimple w:instr=" DATE \\@ x "><w:r><w:t>today</w:t></w:r></w:fldSimple>', " ", linked))
    assert source.content == "today here\n"
    assert [each.label for each in of_kind(source, "field")] == ["DATE"]
    assert [each.text for each in of_kind(source, "hyperlink")] == ["https://example.org#p2"]


def test_form_fields_show_what_was_chosen() -> None:
    def form(kind: str, inside: str, result: str = "") -> str:
        data = f'<w:ffData><w:name w:val="f"/>{inside}</w:ffData>'
        begin = f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>'
        return begin + instr(kind) + mark("separate") + result + mark("end")

    yes = form("FORMCHECKBOX", "<w:checkBox><w:default w:val='0'/><w:checked/></w:checkBox>")
    no = form("FORMCHECKBOX", "<w:checkBox><w:default w:val='0'/></w:checkBox>")
    chosen = form(
        "FORMDROPDOWN", "<w:ddList><w:result w:val='1'/><w:listEntry w:val='A'/><w:listEntry w:val='B'/></w:ddList>"
    )
    source = reading(p(yes, no, " ", chosen, " ", form("FORMTEXT", "", r("typed"))))
    assert source.content == "☒☐ B typed\n"
    assert [each.label for each in of_kind(source, "field")] == ["f", "f", "f", "f"]


def test_a_field_that_is_never_closed_swallows_nothing() -> None:
    source = reading(p(mark("begin") + instr("X"), "words") + p("more"))
    assert (source.content, codes(source)) == ("words\nmore\n", ["field-unclosed"])


def test_content_controls_have_names() -> None:
    def control(props: str, inside: str) -> str:
        return f"<w:sdt><w:sdtPr>{props}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"

    named, prompt = '<w:alias w:val="Goal"/><w:tag w:val="t"/>', '<w:tag w:val="t"/><w:showingPlcHdr/>'
    body = control(named, p("block")) + p("in ", control(prompt, r("line")), ".")
    body += table(control('<w:alias w:val="R"/>', row("a", control('<w:alias w:val="C"/>', cell(p("b"))))))
    source = reading(body)
    assert source.content == "block\nin line.\na\tb\n"
    assert [(each.label, source.content[each.start : each.end]) for each in of_kind(source, "field")] == [
        ("Goal", "block"),
        ("t", "line"),
        ("R", "a\tb"),
        ("C", "b"),
    ]
    assert codes(source) == ["field-not-filled-in"]


# ---------------------------------------------------------------------- boxes and pictures


def test_a_text_box_follows_its_paragraph_once() -> None:
    source = reading(p("before ", box(p("in the"), p("box")), "after") + p("next"))
    assert source.content == "before after\nin the\nbox\nnext\n"
    assert covered(source, "text box") == ["in the\nbox"]


def test_a_text_box_in_a_cell_and_in_a_box() -> None:
    source = reading(table(row(cell(p("a", box(p("b", box(p("c")))))), "d")))
    assert source.content == "a\nb\nc\td\n"
    assert covered(source, "text box") == ["b\nc", "c"]


def test_older_text_boxes_and_watermarks() -> None:
    old = (
        "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>"
        + p("old")
        + "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    drawn = '<w:r><w:pict><v:shape><v:textpath string="DRAFT"/></v:shape></w:pict></w:r>'
    assert reading(p("x", old, drawn)).content == "x\nold\nDRAFT\n"


def test_pictures_are_told_of_with_their_description() -> None:
    picture = '<w:drawing><wp:inline><wp:docPr descr="A map"/><a:graphic><pic:pic><a:blip/></pic:pic></a:graphic></wp:inline></w:drawing>'
    source = reading(p("see", r("", inside=picture)))
    assert (source.content, codes(source), source.warnings[0].start) == ("see\n", ["picture"], 3)
    assert "A map" in source.warnings[0].message


def test_words_of_a_diagram_are_words() -> None:
    drawing = '<w:drawing><a:graphic><dgm:relIds r:dm="d1"/></a:graphic></w:drawing>'
    diagram = part("dataModel", "<a:p><a:r><a:t>Apply</a:t></a:r></a:p><a:p><a:r><a:t>Decide</a:t></a:r></a:p>")
    source = reading(
        p("steps", r("", inside=drawing)),
        links=link("d1", "diagramData", "diagrams/data1.xml"),
        files={"word/diagrams/data1.xml": diagram},
    )
    assert (source.content, covered(source, "text box")) == ("steps\nApply\nDecide\n", ["Apply\nDecide"])


def test_embedded_documents_are_told_of() -> None:
    source = reading(p("a") + '<w:altChunk r:id="c1"/>', links=link("c1", "aFChunk", "chunk.html"))
    assert codes(source) == ["embedded-document"]
    assert "chunk.html" in source.warnings[0].message


# ---------------------------------------------------------------------- notes, heads, feet


def note(kind: str, id_: int, words: str, attributes: str = "") -> str:
    return f'<w:{kind} w:id="{id_}" {attributes}>' + p(f"<w:r><w:{kind}Ref/></w:r>", words) + f"</w:{kind}>"


def call(kind: str, id_: int, attributes: str = "", inside: str = "") -> str:
    return f'<w:r><w:{kind}Reference w:id="{id_}" {attributes}/>{inside}</w:r>'


def test_notes_follow_the_text_and_are_numbered() -> None:
    foot = part(
        "footnotes",
        note("footnote", 0, "", 'w:type="separator"')
        + note("footnote", 5, " First.")
        + note("footnote", 3, " Second."),
    )
    end = part("endnotes", note("endnote", 2, " Last."))
    source = reading(
        p("a", call("footnote", 5), "b", call("endnote", 2), call("footnote", 3)), footnotes=foot, endnotes=end
    )
    assert source.content == "ab\nFirst.\nSecond.\nLast.\n"
    assert [(each.label, source.content[each.start : each.end]) for each in of_kind(source, "footnote")] == [
        ("1", "First."),
        ("2", "Second."),
    ]
    assert [each.label for each in of_kind(source, "endnote")] == ["i"]
    assert [(each.start, each.end, each.label) for each in of_kind(source, "note reference")] == [
        (1, 1, "1"),
        (2, 2, "2"),
        (2, 2, "i"),
    ]


def test_a_note_may_have_a_mark_of_its_own() -> None:
    foot = part("footnotes", note("footnote", 1, "* Star.") + note("footnote", 2, " One."))
    body = p("a", call("footnote", 1, 'w:customMarkFollows="1"', "<w:t>*</w:t>"), "b", call("footnote", 2))
    source = reading(body, footnotes=foot)
    assert source.content == "a*b\n* Star.\nOne.\n"
    assert [each.label for each in of_kind(source, "footnote")] == ["*", "1"]


def test_notes_may_be_numbered_anew_in_each_part() -> None:
    foot = part("footnotes", note("footnote", 1, "A") + note("footnote", 2, "B"))
    anew = '<w:footnotePr><w:numFmt w:val="lowerLetter"/><w:numRestart w:val="eachSect"/></w:footnotePr>'
    body = p("x", call("footnote", 1), props=f"<w:sectPr>{anew}</w:sectPr>") + p("y", call("footnote", 2))
    source = reading(body + f"<w:sectPr>{anew}</w:sectPr>", footnotes=foot)
    assert [each.label for each in of_kind(source, "footnote")] == ["a", "a"]


def test_notes_without_namespaces_are_read() -> None:
    foot = '<w:footnotes><w:footnote w:id="1"><w:p><w:hyperlink r:id="q"><w:r><w:t>N</w:t></w:r></w:hyperlink></w:p></w:footnote></w:footnotes>'
    assert reading(p("x", call("footnote", 1)), footnotes=foot).content == "x\nN\n"


def test_notes_missing_and_never_called_are_told_of() -> None:
    source = reading(p("x", call("footnote", 8)), footnotes=part("footnotes", note("footnote", 1, "Alone.")))
    assert source.content == "x\nAlone.\n"
    assert sorted(codes(source)) == ["note-missing", "note-not-called"]


def test_heads_and_feet_come_last_and_once() -> None:
    head, same, foot = (part("hdr", p(words)) for words in ("Municipality", "Municipality", ""))
    sections = '<w:sectPr><w:headerReference w:type="default" r:id="{}"/><w:footerReference w:type="default" r:id="h3"/></w:sectPr>'
    source = reading(
        p("a", props=sections.format("h1")) + p("b") + sections.format("h2"),
        links=link("h1", "header", "h1.xml") + link("h2", "header", "h2.xml") + link("h3", "footer", "h3.xml"),
        files={"word/h1.xml": head, "word/h2.xml": same, "word/h3.xml": foot},
    )
    assert source.content == "a\nb\nMunicipality\n"
    assert covered(source, "header") == ["Municipality"]
    assert covered(source, "footer") == []


def test_a_head_that_word_does_not_show_is_told_of() -> None:
    source = reading(
        p("a") + '<w:sectPr><w:headerReference w:type="first" r:id="h1"/></w:sectPr>',
        links=link("h1", "header", "h1.xml"),
        files={"word/h1.xml": part("hdr", p("Cover"))},
    )
    assert (source.content, [each.label for each in of_kind(source, "header")]) == ("a\nCover\n", ["first page"])
    assert codes(source) == ["header-not-shown"]


# ---------------------------------------------------------------------------- about the file


def test_title_and_language_are_what_the_file_says() -> None:
    core = '<c:coreProperties xmlns:c="x" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>My plan</dc:title></c:coreProperties>'
    styles = part(
        "styles", '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="nb-NO"/></w:rPr></w:rPrDefault></w:docDefaults>'
    )
    source = reading(p("x"), files={"docProps/core.xml": core}, styles=styles)
    assert (source.title, source.language) == ("My plan", "nb-NO")


def test_the_same_bytes_give_the_same_source() -> None:
    data = docx(p("a", box(p("b"))) + table(row("c")))
    assert read_bytes(data, "x.docx") == read_bytes(data, "x.docx")


@pytest.mark.parametrize("suffix", ["docx", "docm", "dotx", "dotm"])
def test_all_of_words_suffixes(suffix: str) -> None:
    assert read_bytes(docx(p("Hello there")), f"x.{suffix}").origin.format == "docx"


def test_the_strict_variant_is_read() -> None:
    strict = docx(
        p("a ", r("b", props="<w:b/>")) + p("c", props='<w:outlineLvl w:val="0"/>'), styles=part("styles", "")
    )
    import io
    import zipfile

    from word_builder import zipped

    old, new = "http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/"
    with zipfile.ZipFile(io.BytesIO(strict)) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    for path, year in (
        ("wordprocessingml/2006/main", "wordprocessingml/main"),
        ("officeDocument/2006/relationships", "officeDocument/relationships"),
    ):
        files = {name: text.replace(old + path, new + year) for name, text in files.items()}
    source = read_bytes(zipped(dict(files)), "strict.docx")
    assert (source.content, covered(source, "heading")) == ("a b\nc\n", ["c"])


def test_what_libreoffice_wrote_is_read_like_what_word_wrote() -> None:
    source = read_source(DATA / "from_libreoffice.docx", turns=False)
    assert [each.label for each in of_kind(source, "heading")] == ["5", "5-1", "5-2"]
    labels = ["a)", "i.", "ii.", "1.", "b)", "c)", "a)", "b)", "●", "●", "1.1", "2.", "2.1", "2.1.1"]
    assert [each.label for each in of_kind(source, "list item")] == labels
    assert "The service is granted from 1 March. See the law and section 5-1.\n" in source.content
    assert "break\ttab\u2011hyphen ≥ hidden\n" in source.content
    assert [(each.text, each.author) for each in of_kind(source, "deletion")] == [("refused", "Ada"), ("\n", "Ada")]
    assert covered(source, "insertion") == ["granted"]
    assert covered(source, "comment") == ["commented"]
    assert covered(source, "text box") == ["In the box\nTwo lines"]
    assert [each.cell for each in of_kind(source, "table cell")][:3] == [Cell(0, 0, 1, 2), Cell(0, 2), Cell(1, 0, 2, 1)]
    assert covered(source, "footnote") + covered(source, "endnote") == ["Act of 2011.", "As told."]
    assert covered(source, "header") + covered(source, "footer") == ["Made-up municipality", "Page 1"]
    assert (source.title, source.language) == ("Plan of a made-up office", "nb-NO")


def test_words_in_a_font_of_symbols() -> None:
    fonts = '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'
    assert reading(p("Agreed ", r("\uf0fc", props=fonts))).content == "Agreed ✓\n"


@pytest.mark.needs_shared
def test_a_real_interview(shared: Path) -> None:
    source = read_source(shared / "data" / "transcripts_formats" / "qualcoder" / "ID1.docx")
    assert len(source.content) == 629
    assert len(of_kind(source, "paragraph")) == 4
    assert source.warnings == ()
