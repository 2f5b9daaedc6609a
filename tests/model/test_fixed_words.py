"""What the program writes itself stands in one shape of table, and in every language of it."""

from __future__ import annotations

import re

import pytest

from ieworkbench.compare.comparison_words import word as comparison_word
from ieworkbench.errors import RecordWrong
from ieworkbench.exporters.plan_page import _word as plan_page_word
from ieworkbench.exporters.word_document import _word as report_word
from ieworkbench.maps.drawing.drawing_words import word as drawing_word
from ieworkbench.maps.drawing.screen_words import screen_word
from ieworkbench.model.fixed_words import LANGUAGES, FixedWords

SETS = {
    "comparisons": comparison_word,
    "the page of plans": plan_page_word,
    "the screen around a map": screen_word,
    "a report": report_word,
    "a drawn map": drawing_word,
}


def test_a_word_is_given_in_the_language_asked_for_and_in_english_unless_told():
    word = FixedWords("widgets are written", {"undo": ("Undo", "Angre")}, ("en", "nb"))
    assert (word("undo"), word("undo", "nb")) == ("Undo", "Angre")
    assert word.chosen(["undo"], "nb") == {"undo": "Angre"}


@pytest.mark.parametrize("language", ["nn", "sv", "", "EN"])
def test_a_language_without_words_is_refused_with_what_there_is(language):
    word = FixedWords("widgets are written", {"undo": ("Undo", "Angre")}, ("en", "nb"))
    with pytest.raises(RecordWrong, match="widgets are written in one of: en, nb"):
        word("undo", language)
    with pytest.raises(RecordWrong, match="widgets are written in one of: en, nb"):
        word.chosen([], language)


def test_a_set_may_stand_on_another_and_its_own_wording_goes_first():
    below = FixedWords("pages are written", {"next": ("Next", "Neste"), "skip": ("Skip", "Hopp")}, ("en", "nb"))
    word = FixedWords("pages are written", {"skip": ("To the text", "Til teksten")}, ("en", "nb"), below)
    assert (word("skip", "nb"), word("next", "nb")) == ("Til teksten", "Neste")


@pytest.mark.parametrize("wordings", [("Undo",), ("Undo", "Angre", "Angre"), ("Undo", "")])
def test_a_set_that_lacks_a_wording_cannot_be_made(wordings):
    with pytest.raises(ValueError, match="“undo” needs one wording for each of en, nb"):
        FixedWords("widgets are written", {"undo": wordings}, ("en", "nb"))


@pytest.mark.parametrize("name", SETS)
def test_places_to_be_filled_in_are_the_same_in_every_language(name):
    word = SETS[name]
    assert word.languages == LANGUAGES
    for key, wordings in word.words.items():
        assert len({tuple(sorted(re.findall(r"\{\w*\}", each))) for each in wordings}) == 1, key
