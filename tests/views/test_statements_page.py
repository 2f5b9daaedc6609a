"""Statements in a notebook: parts named and underlined, nothing by colour alone, everything escaped."""

from __future__ import annotations

import re

import ieworkbench as ie
from ieworkbench.importers import read_bytes


def read(words: str) -> ie.Statements:
    return ie.statements(read_bytes(words.encode(), "letter<.txt"), language="en", pipeline="rules")


def test_each_part_of_the_sentence_is_named() -> None:
    page = read("If you move, you must tell the office within a week.")[0]._repr_html_()
    assert "<span class='part condition'>If you move<sub>condition</sub></span>" in page
    assert "<span class='part attribute'>you<sub>who</sub></span>" in page
    assert "<span class='part limit'>within a week<sub>limit</sub></span>" in page
    assert "color:" not in page[page.index("<style>.iew .part") :]


def test_the_words_of_the_sentence_stand_whole_and_in_order() -> None:
    words = "To avoid losing the place, you must come & stay, unless <you> are ill."
    page = read(words)[0]._repr_html_()
    shown = re.search(r"<p>(.*?)</p>", page, re.S)
    assert shown is not None
    plain = re.sub(r"<sub>.*?</sub>|<[^>]+>", "", shown[1])
    assert plain == words.replace("&", "&amp;").replace("<you>", "&lt;you&gt;")


def test_the_table_says_how_many_what_found_them_and_the_or_else_with_its_place() -> None:
    page = read("You must come. Otherwise the payment stops.")._repr_html_()
    assert "1 statement in letter&lt;.txt, proposed. Cue lexicon en 2026.11; rules alone." in page
    assert "Otherwise the payment stops <span class='facts'>15–42</span>" in page


def test_voices_show_each_passage_with_counts() -> None:
    page = ie.voice(read_bytes(b"I miss my garden. She <b>walks</b> well.", "plan.txt"), language="en")._repr_html_()
    assert "person: I 1" in page
    assert "<b>" not in page
    assert "evaluative" in page


def test_nothing_found_says_what_was_read_with() -> None:
    page = read("Thank you for the letter.")._repr_html_()
    assert "0 statements in letter&lt;.txt" in page


def test_kept_statements_are_shown_with_their_parts_and_their_note(tmp_path) -> None:
    words = "If you move, you must tell <b>us</b> within a week. Otherwise the grant stops."
    (tmp_path / "letter.txt").write_text(words, "utf-8")
    with ie.create_study(tmp_path / "s.iestudy", title="T", standpoint="S", person="Ann") as study:
        letter = study.add_source(tmp_path / "letter.txt", kind="letter", language="en")
        (kept,) = study.accept_statements(ie.statements(letter, pipeline="rules"))
        kept = study.change_statement(kept, note="a < b")
        page = kept._repr_html_()
        assert "<span class='part condition'>If you move<sub>condition</sub></span>" in page
        assert "kept by Ann" in page
        assert "<p>a &lt; b</p>" in page
        assert "&lt;b&gt;" in page
        assert "<b>" not in page
        listed = study.statements()._repr_html_()
        assert "1 statement, kept" in listed
        assert "Otherwise the grant stops <span class='facts'>" in listed
        (tmp_path / "again.txt").write_text(words.replace("Otherwise the grant stops.", "Soon."), "utf-8")
        study.replace_source("letter", tmp_path / "again.txt")
        assert "(gone from the corrected text)" in study.statements()[0]._repr_html_()
        assert study.statements(deontic="none")._repr_html_().count("no statements") == 1
