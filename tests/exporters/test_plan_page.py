"""The page and tables of plans side by side: what people wrote is words in them and never markup."""

from __future__ import annotations

import io
import json
import re
import zipfile

import openpyxl
import pytest
from docx import Document

from compare.plan_pages import BARE_PLAN, TABLE_PLAN, plan
from ieworkbench.compare.plan_comparison import compare_plans
from ieworkbench.errors import FolderMissing, FormatUnknown, RecordWrong
from ieworkbench.exporters.comparisons import write_comparison
from ieworkbench.exporters.plan_page import plan_page, short_quote
from ieworkbench.exporters.plan_tables import plan_document, plan_workbook

EVIL = "</script><img src=x onerror=alert(1)> \U0001f600 =1+1"


@pytest.fixture
def compared():
    evil = TABLE_PLAN.replace("Pool on Fridays", EVIL)
    return compare_plans([plan(evil, "a.md"), plan(BARE_PLAN, "b.txt")])


def _data(page):
    return json.loads(re.search(r'<script type="application/json" id="words">(.*?)</script>', page, re.S)[1])


def test_words_are_data_and_never_markup(compared):
    page = plan_page(compared)
    assert "<img" not in page
    assert page.count("<script") == 2
    assert EVIL in _data(page)["plans"][0]["text"]


def test_nothing_is_allowed_but_the_page_s_own_script_and_style(compared):
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', plan_page(compared))[1]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    assert not re.findall(r"https?://", plan_page(compared))


def test_every_cell_with_words_opens_the_plan_at_them(compared):
    page = plan_page(compared)
    data = _data(page)
    opens = re.findall(r'data-w="(\d+)"', page)
    assert [int(each) for each in opens] == list(range(len(data["cells"])))
    for cell in data["cells"]:
        content = compared.columns[cell["plan"]].source.content
        assert cell["places"]
        assert all(content[start:end].strip() for start, end in cell["places"])


def test_without_quotes_no_word_of_a_plan_is_in_any_file(compared, tmp_path):
    for suffix in (".html", ".json", ".docx", ".xlsx"):
        file = write_comparison(compared, tmp_path / f"c{suffix}", quotes=False)
        data = file.read_bytes()
        if suffix in {".docx", ".xlsx"}:
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                data = b"".join(package.read(each) for each in package.namelist())
        assert b"onerror" not in data
        assert b"swim again" not in data


def test_the_workbook_holds_the_table_the_words_and_the_items(compared):
    book = openpyxl.load_workbook(io.BytesIO(plan_workbook(compared)))
    assert book.sheetnames == ["plans", "words", "items", "method"]
    assert [each.value for each in book["plans"][1]] == [" ", "What is asked", "a.md", "b.txt", "In all"]
    quotes = [row[5].value for row in book["words"].iter_rows(min_row=2)]
    assert len(quotes) == len(compared.evidence())
    assert "I want to swim again." in quotes
    assert book["items"].max_row == 1 + 5


def test_the_document_has_a_row_a_question_that_can_be_edited(compared):
    table = Document(io.BytesIO(plan_document(compared))).tables[0]
    assert [cell.text for cell in table.rows[0].cells] == ["What is asked", "a.md", "b.txt", "In all"]
    groups = len({row.group for row in compared.rows})
    assert len(table.rows) == 1 + groups + len(compared.rows)


def test_the_same_comparison_gives_the_same_bytes(compared, tmp_path):
    for suffix in (".html", ".xlsx", ".docx", ".svg", ".png", ".pdf", ".json", ".csv"):
        first = write_comparison(compared, tmp_path / f"1{suffix}").read_bytes()
        assert first == write_comparison(compared, tmp_path / f"2{suffix}").read_bytes(), suffix


def test_a_file_that_cannot_be_written(compared, tmp_path):
    with pytest.raises(FormatUnknown):
        write_comparison(compared, tmp_path / "c.doc")
    with pytest.raises(FolderMissing):
        write_comparison(compared, tmp_path / "none" / "c.html")


def test_strips_say_where_wording_stands_as_well(tmp_path):
    shared = "The user shall be encouraged to take part in all activities of the house. "
    found = compare_plans(
        [plan(f"# Plan\n\n{shared}{mine}\n", name) for mine, name in (("I swim.", "a.md"), ("I knit.", "b.md"))]
    )
    assert found.cell("copied:other people's plans", "a.md").number == 16
    assert write_comparison(found, tmp_path / "s.svg", figure="strips").read_bytes().startswith(b"<?xml")
    assert plan_page(found).count('<svg class="strip"') == 2
    with pytest.raises(RecordWrong, match="strips"):
        write_comparison(compare_plans([plan(TABLE_PLAN)]), tmp_path / "s.svg", figure="strips")
    with pytest.raises(RecordWrong, match="matrix"):
        write_comparison(found, tmp_path / "s.svg", figure="pie")


def test_a_quote_is_cut_between_words():
    words = plan("one two three four five six\n", "a.txt")
    assert short_quote(words.passage(0, 27), 14) == "one two three …"
    assert short_quote(words.passage(0, 7)) == "one two"
