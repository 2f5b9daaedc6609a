"""What stands around a passage is one stretch of the text, from the beginning of a turn to the end of one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ieworkbench.importers import read_bytes
from ieworkbench.model import Turn
from ieworkbench.study.surroundings import context

TALK = "A head\n\nI: One.\nU1: Two. And more.\nI: Three.\nU1: Four.\nI: Five.\n"


def around(source, words, turns):
    found = context(source, source.find_one(words), turns)
    return found.before, found.after


@pytest.mark.parametrize(
    ("words", "turns", "before", "after"),
    [
        ("Three", 0, "I: ", "."),
        ("Three", 1, "U1: Two. And more.\nI: ", ".\nU1: Four."),
        ("Three", 2, "I: One.\nU1: Two. And more.\nI: ", ".\nU1: Four.\nI: Five."),
        ("Three", 99, "I: One.\nU1: Two. And more.\nI: ", ".\nU1: Four.\nI: Five."),
        ("And more", 0, "U1: Two. ", "."),
        ("A head", 1, "", "\n\nI: One."),
        ("more.\nI: Three", 0, "U1: Two. And ", "."),
        ("I: Three", 0, "", "."),
    ],
)
def test_so_many_turns_around_with_their_labels(words, turns, before, after):
    assert around(read_bytes(TALK.encode(), "t.txt"), words, turns) == (before, after)


def test_a_label_on_the_line_above_comes_along():
    content = "Kari\n00:01\nOne.\n\nOla\n00:02\nTwo.\n"
    turns = (Turn(11, 15, "Kari"), Turn(27, 31, "Ola"))
    source = replace(read_bytes(content.encode(), "t.txt", turns=False), turns=turns)
    assert (content[11:15], content[27:31]) == ("One.", "Two.")
    assert around(source, "Two.", 0) == ("Ola\n00:02\n", "")


def test_paragraphs_stand_for_turns_where_there_are_none():
    source = read_bytes(b"One.\n\nTwo words.\n\n\nThree.\n", "t.txt", turns=False)
    assert around(source, "words", 0) == ("Two ", ".")
    assert around(source, "words", 1) == ("One.\n\nTwo ", ".\n\n\nThree.")


@given(st.text(alphabet="ab🙂 \nI:U", min_size=2, max_size=80), st.data())
def test_it_is_always_one_stretch_of_the_text(content, data):
    source = read_bytes(("x" + content).encode(), "t.txt")
    end = data.draw(st.integers(1, len(source.content)))
    passage = source.passage(data.draw(st.integers(0, end - 1)), end)
    found = context(source, passage, data.draw(st.integers(0, 3)))
    assert source.content[: passage.start].endswith(found.before)
    assert source.content[passage.end :].startswith(found.after)
