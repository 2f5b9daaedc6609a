from __future__ import annotations

import pytest
from codebook_strategies import NAMES, codebooks
from hypothesis import given, settings
from hypothesis import strategies as st

from ieworkbench.exchange.bundle import Report
from ieworkbench.exchange.code_drafts import CodeDraft, codes_of
from ieworkbench.exchange.code_names import made_id, path_names, path_text, references, tidy_colour, tidy_id, tidy_name
from ieworkbench.model import Code, Codebook

LAW = settings(max_examples=200)


@given(names=st.lists(NAMES, min_size=1, max_size=4))
@LAW
def test_a_path_is_taken_apart_as_it_was_put_together(names: list[str]) -> None:
    assert path_names(path_text(names)) == tuple(names)


@given(codebook=codebooks())
@LAW
def test_a_reference_leads_to_the_code_it_was_made_for(codebook: Codebook) -> None:
    called = references(codebook)
    for code in codebook:
        drafts = [
            CodeDraft("", each.name, each.id, under=tuple(called[one] for one in each.parents)) for each in codebook
        ]
        again = {each.id: each.parents for each in codes_of(drafts, Report("", ""))}
        assert again[code.id] == code.parents


def test_ids_and_names_are_tidied_and_nothing_else() -> None:
    assert tidy_id(" {ABCDEFAB-1111-4111-8111-111111111111} ") == "abcdefab-1111-4111-8111-111111111111"
    assert tidy_id(" W1 ") == "W1"
    assert tidy_name(" a  b ") == "a  b"
    assert tidy_name("a\n b") == "a b"


def test_made_ids_never_change() -> None:
    assert made_id("", "work") == "67637b92-d39d-558f-baff-b1046bb88fe5"


def test_a_code_known_already_keeps_its_id() -> None:
    known = Codebook((Code("W", "work"), Code("P", "phoning", ("W",))))
    drafts = [CodeDraft("row 2", "phoning", above=("work",)), CodeDraft("row 3", "work"), CodeDraft("row 4", "new")]
    codes = codes_of(drafts, Report("", ""), known)
    assert [(each.id, each.parents) for each in codes][:2] == [("P", ("W",)), ("W", ())]


@pytest.mark.parametrize(
    ("raw", "colour"),
    [
        ("#FF336699", "#336699"),
        ("0x336699", "#336699"),
        ("51, 102,153", "#336699"),
        ("rgba(1,2,3,0.5)", "#010203"),
        ("rgb(1,2,300)", ""),
        ("", ""),
        ("#12", ""),
    ],
)
def test_colours_are_read_as_they_are_met(raw: str, colour: str) -> None:
    assert tidy_colour(raw) == colour
