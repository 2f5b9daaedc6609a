"""Words are found as a reader would find them, and every place found leads back into the text."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ieworkbench.model import find_words, fold

LETTERS = (
    "abzABZæøåÆØÅßﬁéÉşİıσςΣ ñ\u0301\u0308\u0345\u00ad\u200d\ufe0f\n\t.,-–*'’\"“«»()[]\\^$|?+{}_19½™☺❤😀한가ДжЁ\u0e31का"
)
texts = st.text(st.sampled_from(LETTERS), max_size=60) | st.text(st.characters(codec="utf-8"), max_size=40)
quick = settings(max_examples=400)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Målsætning på Øya", "malsaetning pa oya"),
        ("Straße", "strasse"),
        ("ﬁre oﬀ", "fire off"),
        ("İstanbul ısı", "istanbul isi"),
        ("ΟΔΟΣ οδος", "οδοσ οδοσ"),
        ("mo\u0308te", "mote"),
        ("sam\u00adarbeid", "samarbeid"),
        ("sam\u200bar\ufeffbeid", "samarbeid"),
        ("“ja” ‘nei’ «vet ikke» don´t", '"ja" \'nei\' "vet ikke" don\'t'),
        ("NAV™", "navtm"),
        ("", ""),
    ],
)
def test_folding_takes_away_what_does_not_matter_when_searching(text: str, folded: str):
    assert fold(text) == folded


@quick
@given(texts)
def test_composed_and_decomposed_letters_fold_alike(text: str):
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))


@quick
@given(texts)
def test_folding_twice_changes_nothing_more(text: str):
    assert fold(fold(text)) == fold(text)


@quick
@given(texts, texts)
def test_a_text_folds_as_its_pieces_do(one: str, two: str):
    assert fold(one + two) == fold(one) + fold(two)


def test_a_text_of_many_different_letters_folds_as_its_letters_do():
    text = "".join(chr(number) for number in range(0x20, 0x2FFF) if chr(number).isprintable())
    assert fold(text) == "".join(fold(letter) for letter in text)


@pytest.mark.parametrize(
    ("content", "words", "found"),
    [
        ("Hun sa: møtet\n  var avlyst. MØTET VAR kort.", "motet var", ["møtet\n  var", "MØTET VAR"]),
        ("mo\u0308tet var", "møtet", ["mo\u0308tet"]),
        ("møtet", "mo\u0308tet", ["møtet"]),
        ("a plan, a planner, plans", "plan", ["plan"]),
        ("a plan, a planner, plans", "plan*", ["plan", "planner", "plans"]),
        ("a plan, a planner, plans", "pl*", ["plan", "planner", "plans"]),
        ("no plan; re-plan it", "plan", ["plan", "plan"]),
        ("their reha plan and rehab plans", "reha* plan*", ["reha plan", "rehab plans"]),
        ("Straße 1", "strasse", ["Straße"]),
        ("Straße 1", "STRASSE 1", ["Straße 1"]),
        ("sam\u00adarbeid nå", "samarbeid", ["sam\u00adarbeid"]),
        ("oﬀer", "offer", ["oﬀer"]),
        ("cost (approx.) 4*5 [sic]?", "(approx.) 4*5 [sic]?", ["(approx.) 4*5 [sic]?"]),
        ("ja.*nei", "a.*", []),
        ("really?! yes", "?!", ["?!"]),
        ("ok 😀 ok", "😀", ["😀"]),
        ("I love ❤️ it", "love ❤ it", ["love ❤️ it"]),
        ("ΟΔΟΣ", "οδος", ["ΟΔΟΣ"]),
        ("İSTANBUL", "istanbul", ["İSTANBUL"]),
        ("“Ja”, sa hun", '"ja", sa', ["“Ja”, sa"]),
        ("don’t; don´t; don't", "don't", ["don’t", "don´t", "don't"]),
        ("snake_case", "snake", []),
        ("\uf0b7Plan", "plan", ["Plan"]),
        ("one\u00a0two one\u2003two", "one two", ["one\u00a0two", "one\u2003two"]),
        ("e\u0301e\u0301", "ee", ["e\u0301e\u0301"]),
        ("x²", "x2", ["x²"]),
        ("the kit-\nchen, a kitchen", "kitchen", ["kit-\nchen", "kitchen"]),
        ("the well-\n  being", "well-being", ["well-\n  being"]),
        ("the well-\nbeing", "wellbeing", ["well-\nbeing"]),
        ("inter-\nventions", "inter*", ["inter-\nventions"]),
        ("to-\n\nmorrow", "tomorrow", ["to-\n\nmorrow"]),
        ("a dash -\nand more", "dash and", []),
        ("anything", "", []),
        ("anything", " \n", []),
        ("any * thing", "*", []),
        ("any thing", "* thing", ["thing"]),
        ("anything", "\u00ad", []),
        ("", "anything", []),
    ],
)
def test_words_are_found_as_a_reader_would_find_them(content: str, words: str, found: list[str]):
    assert [content[start:end] for start, end in find_words(content, words)] == found


@quick
@given(texts, texts)
def test_places_are_in_order_apart_and_hold_words_that_fold_to_what_was_asked(content: str, words: str):
    end_before = 0
    first = next(filter(None, (word.rstrip("*") for word in fold(words).split())), "")  # a star alone asks for nothing
    for start, end in find_words(content, words):
        assert end_before <= start < end <= len(content)
        assert fold(content[start:end]).lstrip().startswith(first[:1])
        end_before = end


@quick
@given(texts, st.integers(0, 10), st.integers(1, 4))
@example("a a a", 1, 2)
@example("½", 0, 1)
def test_whole_words_of_a_text_are_found_where_they_stand(content: str, first: int, count: int):
    """Or across that place, where the same words overlap with themselves."""
    if "*" in fold(content):
        return
    places = _blocks(content)[first : first + count]
    if not places:
        return
    start, end = places[0][0], places[-1][1]
    found = find_words(content, content[start:end])
    if fold(content[start:end]).strip():
        assert any(one < end and start < two for one, two in found), (found, start, end)
        assert {fold(content[one:two]).split() == fold(content[start:end]).split() for one, two in found} == {True}


def _blocks(content: str) -> list[tuple[int, int]]:
    """Where each run of letters between blanks stands; blank is what folds to a blank."""
    blocks, start = [], None
    for place, letter in enumerate([*content, " "]):
        if fold(letter).isspace() or (fold(letter) != fold(letter).strip()):
            if start is not None:
                blocks.append((start, place))
            start = None
        elif start is None:
            start = place
    return blocks


def test_long_texts_and_long_words_are_searched_in_linear_time():
    """Ten times the text may take ten times as long, not a hundred times; 40 allows for a busy machine."""
    for piece, words in (("æa ", "aea aea b"), ("a", "a" * 500), (" ", "a  b"), ("ß\u0301", "ss*"), ("a-", "a- a-")):
        small, large = (_seconds(piece * size, words) for size in (20_000, 200_000))
        assert large < 40 * max(small, 0.002), (piece, small, large)


def _seconds(content: str, words: str) -> float:
    taken = []
    for _ in range(2):
        start = time.process_time()
        find_words(content, words)
        taken.append(time.process_time() - start)
    return min(taken)
