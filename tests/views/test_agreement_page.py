"""The page for `Agreement`: the differing passages first, readable and escaped; the numbers with their unit."""

from __future__ import annotations

import re
from html import unescape

import pytest

from ieworkbench.model import Code, Codebook, Coding, Origin, Source, Turn
from ieworkbench.study.agreement import agreement
from ieworkbench.views.agreement_page import page

BOOK = Codebook((Code("w", "work"), Code("t", "trouble <b>")))
SAID = ["I phoned & waited.", "<script>alert(1)</script> they said", "Nobody answered."]


def spoken(lines, name="talk"):
    turns, at = [], 0
    for line in lines:
        turns.append(Turn(at, at + len(line), None))
        at += len(line) + 1
    return Source("\n".join(lines), tuple(turns), (), (), Origin("a.txt", "", 0, "txt", "txt 1"), id=name)


def code(source, start, end, code_id, *people):
    return [Coding(f"{by}{start}", source.passage(start, end), code_id, by=by) for by in people]


def plain(html):
    """The page as it is read: no tags, single blanks."""
    return " ".join(unescape(re.sub(r"<style>.*?</style>|<[^>]*>", " ", html, flags=re.DOTALL)).split())


@pytest.fixture
def found():
    talk = spoken(SAID, "<talk>")
    codings = [
        *code(talk, 2, 8, "w", "anna"),
        *code(talk, 19, 54, "t", "bo & co", "chris"),
        *code(talk, 60, 66, "w", "bo & co"),
    ]
    return agreement([talk], codings, BOOK)


def test_passages_come_before_notes_and_numbers_and_the_unit_is_named(found):
    text = plain(page(found))
    assert text.startswith(
        "Agreement by turn coders: anna, bo & co, chris · 3 turns of 1 source · 2 codes 3 disagreeing"
    )
    assert text.index("words (turn)") < text.index("I phoned & waited.") < text.index("measures, counted by turn")
    assert "with those that nobody coded" in text
    assert "By character: rests on 71 characters of 1 source." in text


def test_the_words_stand_between_the_coders_with_what_each_gave(found):
    text = plain(page(found))
    assert "at anna bo & co words (turn) chris <talk> 0 work no code I phoned & waited. no code" in text
    assert "19 no code trouble <b> <script>alert(1)</script> they said trouble <b>" in text


def test_what_people_wrote_is_escaped(found):
    html = page(found)
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert "trouble <b>" not in html
    assert "<talk>" not in html
    assert "bo & co" not in html


def test_where_they_differ_is_marked_and_what_not_all_gave_is_bold():
    talk = spoken(SAID)
    codings = [*code(talk, 2, 8, "w", "anna", "bo"), *code(talk, 9, 17, "t", "bo")]
    html = page(agreement([talk], codings, BOOK))
    assert "I phoned <mark>&amp; waited</mark>." in html
    assert "<div>work</div><div><strong>trouble &lt;b&gt;</strong></div>" in html


def test_many_passages_show_head_tail_and_count():
    talk = spoken([f"turn {number}." for number in range(40)])
    codings = [each for turn in talk.turns for each in code(talk, turn.start, turn.end, "w", "anna")]
    text = plain(page(agreement([talk], [*codings, *code(talk, 0, 3, "t", "bo")], BOOK)))
    assert "40 disagreeing passages" in text
    assert "turn 11. no code … 25 more …" in text
    assert ("turn 12." in text, "turn 36." in text, "turn 37." in text) == (False, False, True)


def test_of_a_long_unit_the_surroundings_of_the_marks_are_shown():
    talk = spoken(["word " * 400 + "phoned " + "word " * 400 + "waited " + "word " * 200])
    at = talk.content.index("phoned"), talk.content.index("waited")
    codings = [*code(talk, at[0], at[0] + 6, "w", "anna"), *code(talk, at[1], at[1] + 6, "t", "bo")]
    html = page(agreement([talk], codings, BOOK))
    assert re.search(r"… (rd |d )?(word )+<mark>phoned</mark> (word )+\w* … \w* ?(word )+<mark>waited</mark>", html)
    assert len(html) < 6_000


def test_very_long_marks_lose_their_middle():
    talk = spoken(["word " * 400])
    html = page(agreement([talk], [*code(talk, 0, 1_900, "w", "anna"), *code(talk, 0, 1_900, "t", "bo")], BOOK))
    assert "[… 1,660 characters …]" in html


def test_a_number_that_is_not_defined_is_a_dash_with_its_reason():
    talk = spoken(SAID)
    text = plain(page(agreement([talk], code(talk, 0, len(talk.content), "w", "anna", "bo"), BOOK)))
    assert "no disagreeing passages" in text
    assert "work 100.0 % – 1 – 1 – 1 – 1" in text
    assert "Everybody gave the same everywhere" in text
    assert "nan" not in text.replace("anna", "")


def test_nothing_to_compare_says_so():
    text = plain(page(agreement([], [], BOOK)))
    assert "coders: nobody" in text
    assert "nothing to compare" in text
    assert "Nobody has coded anything here; agreement takes two." in text


def test_each_pair_is_folded_away_where_there_are_more_than_two(found):
    html = page(found)
    pairs = html[html.index("<details><summary>Cohen") :]
    assert "anna and chris" in plain(pairs)
    assert "anna and" not in plain(html[: html.index("<details>")])
