"""Sections of one text that were taken from another."""

from __future__ import annotations

from pathlib import Path

import pytest

from ieworkbench.compare.borrowed import borrowed_sections
from ieworkbench.errors import RecordWrong
from ieworkbench.importers import read_source

from .made_texts import other_words, text

PLAN = "§ 1. The municipality shall name a coordinator for everybody who has a plan."
FEE = "§ 2. A fee is paid in May by whoever has had a service for more than a year."
OWN = "§ 3. Nothing of this is said anywhere else than here."


def test_each_section_has_the_one_most_like_it() -> None:
    model = text(f"{FEE}\n\n{PLAN}")
    ours = PLAN.replace("municipality", "county").replace("§ 1", "Art. 7")
    found = borrowed_sections(text(f"{ours}\n\n{OWN}"), model)
    assert [(each.passage.quote, each.model and each.model.quote, each.borrowed) for each in found] == [
        (ours, PLAN, True),
        (OWN, None, False),
    ]
    assert repr(found) == "1 of 2 sections borrowed (similarity 0.2 and more)"


def test_a_copy_is_wholly_similar_and_the_first_of_two_equal_models_is_named() -> None:
    found = borrowed_sections(text(f"{PLAN}\n\n{FEE}"), text(f"{PLAN}\n\n{PLAN}\n\n{FEE}"))
    assert [(each.similarity, each.model.start) for each in found] == [(1.0, 0), (1.0, 156)]


@pytest.mark.parametrize("words", ["", "word", "one two three"])
def test_texts_without_four_words_borrow_nothing(words) -> None:
    assert borrowed_sections(text(words), text(PLAN)).borrowed == 0
    assert borrowed_sections(text(PLAN), text(words)).borrowed == 0


def test_a_text_without_blank_lines_is_cut_at_its_lines() -> None:
    assert len(borrowed_sections(text(f"{PLAN}\n{FEE}\n"), text(PLAN))) == 2


def test_a_threshold_that_cannot_be_is_refused() -> None:
    with pytest.raises(RecordWrong):
        borrowed_sections(text(PLAN), text(PLAN), threshold=0)


def test_a_frame_has_a_row_for_each_section() -> None:
    frame = borrowed_sections(text(f"{PLAN}\n\n{OWN}"), text(PLAN)).to_frame()
    assert frame["borrowed"].tolist() == [True, False]
    assert frame["model_start"].isna().tolist() == [False, True]


def test_texts_of_other_words_borrow_nothing() -> None:
    one, other = ("\n\n".join(" ".join(other_words(40, n)) for n in range(a, a + 20)) for a in (0, 50))
    assert borrowed_sections(text(one), text(other)).borrowed == 0


@pytest.mark.needs_shared
def test_the_share_of_a_real_statute_is_near_the_published_one(shared: Path) -> None:
    """Published: 39.6 in 100 sections of California 1851 are from New York 1850."""
    folder = shared / "data" / "civil_procedure_codes"
    found = borrowed_sections(read_source(folder / "CA1851.txt"), read_source(folder / "NY1850.txt"))
    assert 38.6 <= 100 * found.borrowed / len(found) <= 40.6
