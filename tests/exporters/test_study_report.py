"""A report of a study: every mark leads to words that stand in the study, in Word and on a page, and nothing else goes out."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import docx
import pytest
from lxml import etree, html

import ieworkbench as ie
from beside import PROJECT
from ieworkbench.errors import FormatUnknown, RecordUnknown, RecordWrong
from ieworkbench.exporters.report_words import word

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CHAPTERS = (
    "Standpoint",
    "How this was made",
    "Who and what it rests on",
    "The map",
    "The chain of action",
    "Disjunctures",
    "What nobody says yet",
    "Plans side by side",
    "What texts do",
    "The documents",
    "The words behind it",
)


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    """One case of the example, with its chain of action."""
    folder = tmp_path_factory.mktemp("example")
    example = PROJECT / "data"
    with ie.create_study(folder / "a.iestudy", title="One <process>", standpoint="people with a plan") as made:
        rows = [each for each in ie.read_manifest(example / "manifest.csv") if each.file.startswith("C1/")]
        made.add_sources(rows, example)
        made.import_file(example / "C1" / "chain")
        made.write_problematic("Why does sleep stand in the plan?\n\nAnd who reads it?")
        yield made


@pytest.fixture(scope="module")
def page(study, tmp_path_factory):
    file = tmp_path_factory.mktemp("page") / "r.html"
    ie.write_report(study, file)
    return html.fromstring(file.read_text("utf-8"))


@pytest.fixture(scope="module")
def document(study, tmp_path_factory):
    file = tmp_path_factory.mktemp("word") / "r.docx"
    ie.write_report(study, file)
    return file


def appendix(page):
    """The rows of the appendix by number: words, and where they stand."""
    rows = page.xpath("//tr[starts-with(@id, 'words-')]")
    return {int(each.get("id").split("-")[1]): [cell.text_content() for cell in each] for each in rows}


def test_it_has_these_chapters_in_this_order(study, tmp_path):
    told = ie.write_report(study, tmp_path / "r.html")
    assert told.chapters == CHAPTERS
    assert told.left_out == ()
    assert told.sentences()[0] == f"r.html: 11 chapters on {told.accounts} accounts."


def test_every_number_leads_to_words_and_every_link_to_a_place_on_the_page(page):
    places = set(page.xpath("//@id"))
    targets = [each[1:] for each in page.xpath("//a/@href")]
    assert len(targets) > 300
    assert set(targets) - places == set()
    assert len(places) == len(page.xpath("//@id"))


def test_the_words_of_the_appendix_stand_where_it_says(page, study):
    rows = appendix(page)
    assert len(rows) > 100
    for _, words, _, _, place in rows.values():
        source, start, end = re.fullmatch(r"(.+), characters (\d+)–(\d+)", place).groups()
        told = study.source(source).content[int(start) : int(end)]
        assert "".join(told.split()) == "".join(words.split())


def test_every_box_and_line_of_the_figure_leads_to_where_it_is_told(page, study):
    """But copies and what is granted, which have no place of their own in a report."""
    marks = page.xpath("//figure//*[local-name()='g'][@class='node' or @class='link']")
    loose = {each.get("data-of") for each in marks if each.getparent().tag != "a"}
    m = ie.build_map(study, case="C1")
    kinds = {node: data["kind"] for node, data in m.graph.nodes(data=True)}
    assert {kinds[each] for each in loose if each in kinds} <= {"copy", "resource"}
    links = {key: (origin, target) for origin, target, key in m.graph.edges(keys=True)}
    between = [links[each] for each in loose if each in links]
    assert [ends for ends in between if "act" in {kinds[each] for each in ends}] == []


def test_the_method_says_what_was_done_by_hand_and_what_was_proposed(page):
    said = page.xpath("string(//h2[.='How this was made']/..)")
    assert "starts from the standpoint of people with a plan" in said
    assert "were recorded by hand, each with the words that tell of it" in said
    assert "The program proposed no statements that were decided on." in said
    assert "The program codes nothing, names no theme and judges no text by itself." in said


def test_what_was_proposed_and_accepted_is_counted_in_the_method(tmp_path):
    (tmp_path / "d.txt").write_text("You must send the form within three weeks.\nYou may not be late.\n", "utf-8")
    with ie.create_study(tmp_path / "a.iestudy", title="T", standpoint="S") as study:
        letter = study.add_source(tmp_path / "d.txt", kind="written decision", language="en")
        found = ie.statements(letter)
        study.accept_statements(found[:1])
        ie.write_report(study, tmp_path / "r.html")
    said = (tmp_path / "r.html").read_text("utf-8")
    assert "2 statements were proposed in 1 source" in said
    assert "1 accepted, 0 accepted with changes" in said
    assert "What is demanded, and on what condition" in said


def test_markup_in_a_title_stays_words(page):
    assert page.xpath("string(//h1)") == "One <process>"
    assert page.xpath("//process") == []


def test_the_page_has_no_script_and_no_address_of_another_place(study, tmp_path):
    ie.write_report(study, tmp_path / "r.html")
    written = (tmp_path / "r.html").read_text("utf-8")
    assert "<script" not in written
    assert re.findall(r"https?://(?!www\.w3\.org/2000/svg)", written) == []
    assert "default-src 'none'; style-src 'sha256-" in written


def test_people_outside_get_no_words_that_were_not_agreed_to_be_quoted_and_no_problematic(study, tmp_path):
    told = ie.write_report(study, tmp_path / "r.html", audience="public")
    page = html.fromstring((tmp_path / "r.html").read_text("utf-8"))
    outside = ie.build_map(study, audience="public")
    withheld = {each.passage.quote for each in outside.accounts() if outside.words(each) != each.passage.quote}
    assert withheld
    words = page.text_content()
    assert [each for each in withheld if len(each) > 25 and each in words] == []
    assert "Why does sleep stand in the plan?" not in words
    assert any("not for this audience (public)" in each.lower() for each in told.left_out)


def test_without_quotes_nobodys_words_stand_in_it(study, tmp_path):
    told = ie.write_report(study, tmp_path / "r.html", quotes=False)
    page = html.fromstring((tmp_path / "r.html").read_text("utf-8"))
    assert page.xpath("//blockquote") == []
    assert {row[1] for row in appendix(page).values()} == {""}
    assert any("Without quotes" in each for each in told.left_out)


def test_one_case_alone(study, tmp_path):
    ie.write_report(study, tmp_path / "r.html", case="C1")
    assert "A report from C1" in (tmp_path / "r.html").read_text("utf-8")


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_the_program_writes_its_own_words_in_norwegian(study, tmp_path, language):
    told = ie.write_report(study, tmp_path / "r.html", language=language)
    assert told.chapters[0] == word("standpoint", language)
    assert told.chapters[4] == word("chain", language)
    assert f'<html lang="{language}">' in (tmp_path / "r.html").read_text("utf-8")


def test_a_study_with_nothing_in_it_gives_a_report_that_says_so(tmp_path):
    with ie.create_study(tmp_path / "a.iestudy", title="T", standpoint="S") as study:
        for name in ("r.html", "r.docx"):
            told = ie.write_report(study, tmp_path / name)
            assert "The map" not in told.chapters
    said = html.fromstring((tmp_path / "r.html").read_text("utf-8")).text_content()
    assert "No chain of action is recorded yet." in said
    assert "The study holds no individual plans." in said


def test_what_cannot_be_is_refused_and_nothing_is_written(study, tmp_path):
    with pytest.raises(FormatUnknown):
        ie.write_report(study, tmp_path / "r.odt")
    with pytest.raises(RecordUnknown):
        ie.write_report(study, tmp_path / "r.html", case="C99")
    with pytest.raises(RecordWrong):
        ie.write_report(study, tmp_path / "r.html", audience="everyone")
    with pytest.raises(RecordWrong):
        ie.write_report(study, tmp_path / "r.html", language="de")
    assert list(tmp_path.iterdir()) == []


# ------------------------------------------------------------------------------------------ Word


def _body(document: Path):
    with zipfile.ZipFile(document) as package:
        return etree.fromstring(package.read("word/document.xml"))


def test_every_number_in_word_leads_to_its_row(document):
    body = _body(document)
    marks = {each.get(f"{W}name") for each in body.iter(f"{W}bookmarkStart")}
    anchors = [each.get(f"{W}anchor") for each in body.iter(f"{W}hyperlink")]
    assert len(anchors) > 150
    assert set(anchors) <= marks
    numbers = [each.get(f"{W}id") for each in body.iter(f"{W}bookmarkStart")]
    assert len(numbers) == len(set(numbers))


def test_figures_have_alternative_texts_and_captions_are_numbered(document):
    read = docx.Document(str(document))
    told = [each._inline.docPr.get("descr") for each in read.inline_shapes]
    assert told
    assert all(len(each) > 80 for each in told)
    captions = [each.text for each in read.paragraphs if each.style.name == "Caption"]
    figures = [each for each in captions if each.startswith("Figure ")]
    tables = [each for each in captions if each.startswith("Table ")]
    assert [each.split(".")[0] for each in figures] == [f"Figure {n}" for n in range(1, len(told) + 1)]
    assert [each.split(".")[0] for each in tables] == [f"Table {n}" for n in range(1, len(read.tables) + 1)]


def test_chapters_are_headings_and_tables_can_be_edited(document):
    read = docx.Document(str(document))
    assert tuple(each.text for each in read.paragraphs if each.style.name == "Heading 1") == CHAPTERS
    assert [cell.text for cell in read.tables[0].rows[0].cells] == ["code", "level", "role", "interviews", "wave"]


def test_pictures_and_tables_fit_on_their_page(document):
    read = docx.Document(str(document))
    for each in read.inline_shapes:
        assert each.width <= 257 * 36000
        assert each.height <= 249 * 36000


def test_the_same_study_gives_the_same_bytes(study, document, tmp_path):
    ie.write_report(study, tmp_path / "r.docx")
    assert (tmp_path / "r.docx").read_bytes() == document.read_bytes()


def test_many_chains_that_nothing_joins_are_printed_in_parts_and_each_is_told_to_its_end(tmp_path):
    """Forty letters of which each asks one thing: in one figure nobody could read them. The speaker is named, inside only."""
    talk = "".join(f"Moderator: What about letter {n}?\nP{n}: They asked me for paper {n}.\n\n" for n in range(40))
    (tmp_path / "group.txt").write_text(talk, "utf-8")
    with ie.create_study(tmp_path / "a.iestudy", title="T", standpoint="S") as study:
        study.add_case("C1")
        group = study.add_source(tmp_path / "group.txt", kind="interview", cases="C1", language="en")
        for number in range(40):
            said = group.find_one(f"They asked me for paper {number}").account("told done")
            text = study.add_text(f"letter {number}", case="C1", accounts=said)
            asks = study.add_act(f"asks for paper {number}", doer="the office", case="C1", accounts=said)
            brings = study.add_act(f"brings paper {number}", doer="the one who got it", case="C1", accounts=said)
            study.link(text, "requires", brings, accounts=said)
            study.link(asks, "then", brings, accounts=said)
        ie.write_report(study, tmp_path / "r.docx")
        ie.write_report(study, tmp_path / "r.html")
        ie.write_report(study, tmp_path / "public.html", audience="public")
    drawn = html.fromstring((tmp_path / "r.html").read_text("utf-8")).xpath("//figure//*[local-name()='svg']")[0]
    assert drawn.get("width").endswith("pt")
    words = [each.text for each in docx.Document(str(tmp_path / "r.docx")).paragraphs]
    figures = [each for each in words if re.fullmatch(r"Figure \d+\. C1, part \d+ of \d+\. \d+ accounts\.", each)]
    parts = len(figures)
    assert parts > 2
    assert figures[-1].startswith(f"Figure {parts}. C1, part {parts} of {parts}.")
    assert sum(int(re.search(r"(\d+) accounts", each)[1]) for each in figures) == 40 * 5
    told = [each for each in words if re.match(r"\d+\. the ", each)]
    papers = [re.search(r"paper (\d+)", each)[1] for each in told]
    assert len(papers) == 80
    assert papers[::2] == papers[1::2]
    assert "P7, group · told done" in (tmp_path / "r.html").read_text("utf-8")
    assert "P7, group" not in (tmp_path / "public.html").read_text("utf-8")


def test_a_study_without_informants_says_so_and_not_all_languages_are_given(tmp_path):
    with ie.create_study(tmp_path / "a.iestudy", title="T", standpoint="S") as study:
        for name, language in (("a", "nn"), ("b", None), ("c", None)):
            (tmp_path / f"{name}.txt").write_text(f"Letter {name}.\n", "utf-8")
            study.add_source(tmp_path / f"{name}.txt", kind="letter", language=language)
        ie.write_report(study, tmp_path / "r.html")
    said = html.fromstring((tmp_path / "r.html").read_text("utf-8")).text_content()
    assert "No informants are recorded" in said
    assert "nn, not said of 2" in said
