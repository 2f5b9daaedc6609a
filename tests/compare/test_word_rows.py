"""Words as rows of numbers: what is one word, which words are the same, and where they stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ieworkbench.compare.word_rows import word_rows


def words(text: str) -> list[str]:
    """The words of a text as they stand."""
    rows = word_rows([text], [()])
    return [text[start:end] for start, end in zip(rows.starts[1:-1].tolist(), rows.ends[1:-1].tolist(), strict=True)]


def numbers(text: str) -> list[int]:
    return word_rows([text], [()]).numbers[1:-1].tolist()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It's the user’s plan (2014).", ["It's", "the", "user’s", "plan", "2014"]),
        ("‘quoted’ 'words'", ["quoted", "words"]),
        ("a kit-\nchen, well- \n  being", ["a", "kit-\nchen", "well- \n  being"]),
        ("Nord-\nNorge and self-help", ["Nord", "Norge", "and", "self", "help"]),
        ("mo\u0308te kit\u00adchen kit\u00ad\nchen", ["mo\u0308te", "kit\u00adchen", "kit\u00ad\nchen"]),
        ("____ § 5-4 …", ["5", "4"]),
        ("\ufeffFirst", ["First"]),
        ("計画を", ["計", "画", "を"]),
        ("", []),
    ],
)
def test_what_is_a_word_and_where_it_stands(text, found) -> None:
    assert words(text) == found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Møte", "MO\u0308TE"),
        ("kit-\nchen", "kitchen"),
        ("modernizing", "modernising"),
        ("modern-\nization", "Modernisation"),
        ("analyzed", "analysed"),
        ("user’s", "user's"),
        ("æsj", "aesj"),
        ("ﬁle", "file"),
        ("x" * 100, "X" * 100),
    ],
)
def test_words_that_a_reader_would_call_the_same_have_the_same_number(one, other) -> None:
    assert numbers(one) == numbers(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("size", "sise2"), ("form", "from"), ("a", "aa"), ("x" * 100, "x" * 101), ("ab", "ba"), ("prize", "price")],
)
def test_other_words_have_other_numbers(one, other) -> None:
    assert numbers(one) != numbers(other)


def test_places_that_are_left_out_have_no_words() -> None:
    rows = word_rows(["one Page 3 two", "three"], [[(4, 10)], ()])
    assert rows.starts[rows.firsts[0] : rows.lasts[0]].tolist() == [0, 11]
    assert [rows.words_of(text) for text in (0, 1)] == [2, 1]


def test_the_limits_between_texts_are_equal_to_nothing() -> None:
    rows = word_rows(["same", "", "same"], [(), (), ()])
    assert len(set(rows.numbers.tolist())) == 5
    assert rows.between.tolist() == [True, False, True, True, False, True]
    assert rows.text_of(rows.firsts).tolist()[::2] == [0, 2]


@given(st.lists(st.text(max_size=30), max_size=6))
def test_every_word_stands_in_its_text_in_order(texts) -> None:
    rows = word_rows(texts, [()] * len(texts))
    for number, text in enumerate(texts):
        places = list(
            zip(
                rows.starts[rows.firsts[number] : rows.lasts[number]].tolist(),
                rows.ends[rows.firsts[number] : rows.lasts[number]].tolist(),
                strict=True,
            )
        )
        assert places == sorted(places)
        assert all(0 <= start < end <= len(text) for start, end in places)
        assert all(any(letter.isalnum() for letter in text[start:end]) for start, end in places)


@given(st.lists(st.text(max_size=30), min_size=1, max_size=4))
def test_a_text_has_the_same_words_alone_and_among_others(texts) -> None:
    together = word_rows(texts, [()] * len(texts))
    for number, text in enumerate(texts):
        own = together.numbers[together.firsts[number] : together.lasts[number]].tolist()
        assert own == numbers(text)
