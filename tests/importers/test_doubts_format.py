"""A file whose ending no bytes can confirm is believed; where its bytes are plainly another format's, it says so."""

from __future__ import annotations

import pytest

from ieworkbench.compare.plan_comparison import compare_plans
from ieworkbench.compare.shared_passages import shared_passages
from ieworkbench.compare.versions import compare_versions
from ieworkbench.importers import read_bytes

PAGE = b"<!DOCTYPE html>\n<html><body><p>You phone the office.</p></body></html>\n"
PIECE = b"<div><h1>Plan</h1><p>You phone the office.</p><ul><li>on Mondays</li><li>at nine</li></ul></div>\n"
SAID = (
    "\u201cletter.txt\u201d looks like another format (Web page) and was read as plain text; its tags stand among the "
    "words. Let its name end in .html, or read it with format=html."
)


def doubts(data: bytes, name: str = "letter.txt", **how: str) -> list[str]:
    return [each.message for each in read_bytes(data, name, **how).warnings if each.code == "format-doubtful"]


@pytest.mark.parametrize("data", [PAGE, PIECE, b"\xef\xbb\xbf" + PAGE, PAGE.decode().encode("utf-16")])
def test_a_web_page_saved_as_text_is_told_once_with_what_to_do(data):
    assert doubts(data) == [SAID]


def test_the_words_stay_as_the_ending_says_and_as_html_they_have_no_tags():
    assert read_bytes(PAGE, "letter.txt").content == PAGE.decode()
    assert read_bytes(PAGE, "letter.txt", format="html").content.strip() == "You phone the office."
    assert doubts(PAGE, format="html") == []


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (PAGE, "letter.html"),
        (PIECE, "letter.md"),
        (b"I: Did you read <b>all</b> of it?\nU1: No.\n", "talk.txt"),
        (b"We write <p> and </p> where a paragraph begins and ends. " * 40, "manual.txt"),
        (b"a < b and b > c\n", "sums.txt"),
    ],
)
def test_what_is_what_it_says_is_not_doubted(data, name):
    if name == "manual.txt":
        data = data[:200] + b"Plain words for a long while. " * 400
    assert doubts(data, name) == []


def test_who_asks_for_plain_text_gets_it_without_a_word():
    assert doubts(PAGE, format="txt") == []


def test_a_table_called_text_is_told_as_well():
    assert ["(Table as text" in each for each in doubts(b"speaker\ttext\nU1\tNo.\nI\tWhy?\n")] == [True]


def test_comparing_such_texts_says_so():
    page, other = read_bytes(PAGE, "letter.txt"), read_bytes(b"You phone the office.\n", "other.txt")
    assert shared_passages([page, other]).notes == (SAID,)
    assert shared_passages([other]).notes == ()
    assert SAID in shared_passages([page, other])._repr_html_()
    assert compare_versions(other, page).notes == (SAID,)
    assert compare_plans([page, other]).method[-1] == SAID
