"""The cleaned view: what it leaves out, and that every letter leads back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ieworkbench.model.cleaning import CUT_BY_CLEANING, CleanedText, clean
from ieworkbench.model.source import SourceWarning


def test_only_what_printing_added_is_left_out() -> None:
    text = "ser-\nvice HEAD\n n. \ufffd"
    warnings = [
        SourceWarning("line-end-hyphen", "", 3, 5),
        SourceWarning("running-head", "", 10, 15),
        SourceWarning("replacement-character", "", 19, 20),
        SourceWarning("running-head", "somewhere"),
    ]
    cleaned = clean(text, warnings)
    assert cleaned.text == "service  n. \ufffd"
    assert cleaned.kept == ((0, 3), (5, 10), (15, 20))


def test_words_in_doubt_are_never_left_out() -> None:
    assert CUT_BY_CLEANING.isdisjoint({"replacement-character", "reading-order", "footnote-digit", "mojibake"})


def test_the_end_leads_to_the_end_and_beyond_is_an_error() -> None:
    cleaned = CleanedText("service", ((0, 3), (5, 9)))
    assert cleaned.place_in_source(7) == 9
    with pytest.raises(IndexError, match="outside a text of 7"):
        cleaned.place_in_source(8)


@given(
    st.text(max_size=60),
    st.lists(
        st.tuples(st.integers(0, 60), st.integers(0, 9), st.sampled_from(["page-number", "reading-order"])), max_size=8
    ),
)
def test_every_letter_leads_back_to_itself(text: str, cuts: list[tuple[int, int, str]]) -> None:
    warnings = [SourceWarning(code, "", min(at, len(text)), min(at + many, len(text))) for at, many, code in cuts]
    cleaned = clean(text, warnings)
    places = [cleaned.place_in_source(position) for position in range(len(cleaned.text))]
    assert [text[place] for place in places] == list(cleaned.text)
    assert places == sorted(set(places))
