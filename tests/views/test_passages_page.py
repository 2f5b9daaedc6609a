"""Shared passages in a notebook: both texts side by side, what varies underlined, everything escaped."""

from __future__ import annotations

from dataclasses import replace

import pytest

import ieworkbench as ie
from ieworkbench.importers import read_bytes

ONE = "Goal. The user <b>shall</b> meet at the agreed time & place or say so before."
OTHER = "We write that the user <b>must</b> meet at the agreed time & place or say so before."


@pytest.fixture
def found() -> ie.SharedPassages:
    texts = [
        replace(read_bytes(words.encode(), "t.txt"), id=name) for words, name in ((ONE, "plan<"), (OTHER, "letter"))
    ]
    return ie.shared_passages(texts, similarity=0.6)


def test_words_stand_side_by_side_with_the_differing_ones_underlined(found) -> None:
    page = found[0]._repr_html_()
    assert "<u>shall</u>" in page
    assert "<u>must</u>" in page
    assert page.count("<td>") == 2


def test_everything_that_people_wrote_is_escaped(found) -> None:
    for page in (found._repr_html_(), found[0]._repr_html_(), found.families._repr_html_()):
        assert "<b>" not in page
    assert "plan&lt;" in found._repr_html_()
    assert "time &amp; place" in found._repr_html_()


def test_a_family_shows_its_sentence_its_places_and_what_others_say_instead(found) -> None:
    page = found.families[0]._repr_html_()
    assert "This wording stands in 2 texts." in page
    assert "“shall” / “must”" in page
    assert "letter 14–" in page


def test_nothing_shared_and_much_shared_are_short_pages() -> None:
    texts = [replace(read_bytes(f"{n} {ONE}".encode(), "t.txt"), id=f"t{n}") for n in range(40)]
    page = ie.shared_passages(texts)._repr_html_()
    assert "768 more; all of them with to_frame()" in page
    assert len(page) < 40_000
    assert "0 shared passages" in ie.shared_passages(texts[:1])._repr_html_()
