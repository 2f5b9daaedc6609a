"""Claims are as reported by somebody, in their words; a text whose lines are out of order says so."""

from __future__ import annotations

import warnings

import pytest

from ieworkbench.compare.claims import Claim, DoubtfulOrder, claims_table
from ieworkbench.errors import RecordWrong
from ieworkbench.importers import read_source

from .plan_pages import plan

ONE = "Those under forty were content.\nThose over seventy were not.\n"

# Places of the published articles, and never their words: what each of two authors reports of each group.
REPORTED = (
    ("mental health", "outcome", "Powell", ((14758, 14831),)),
    ("mental health", "cost-effectiveness", "Powell", ((16313, 16470),)),
    ("physical disability", "outcome", "Powell", ((14834, 14951),)),
    ("learning disability", "outcome", "Powell", ((14954, 14997), (14999, 15053))),
    ("learning disability", "cost-effectiveness", "Powell", ((16473, 16568),)),
    ("older people", "outcome", "Powell", ((15057, 15215),)),
    ("older people", "cost-effectiveness", "Powell", ((16570, 16611), (16613, 16747))),
)
QUOTED = (
    ("mental health", "cost-effectiveness", "Spicker", ((36282, 36379),)),
    ("physical disability", "cost-effectiveness", "Spicker", ((36462, 36640),)),
    ("learning disability", "cost-effectiveness", "Spicker", ((35979, 36278),)),
    ("older people", "cost-effectiveness", "Spicker", ((36383, 36458),)),
)


def _claims(source, places):
    return [
        Claim(about, aspect, who, tuple(source.passage(*each) for each in spans))
        for about, aspect, who, spans in places
    ]


def test_each_column_says_who_reports():
    text = plan(ONE, "review.txt")
    found = claims_table(
        [
            Claim("under forty", "outcome", "Hill", (text.find_one("Those under forty were content."),), "content"),
            Claim("over seventy", "outcome", "Hill", (text.find_one("Those over seventy were not."),)),
        ],
        [text],
        title="group",
        same={"over seventy": "caveat dropped"},
    )
    frame = found.to_frame()
    assert list(frame.columns) == ["group", "outcome, as reported by Hill", "same?"]
    assert frame.to_numpy().tolist() == [
        ["under forty", "content", ""],
        ["over seventy", "“Those over seventy were not.”", "caveat dropped"],
    ]
    assert found.doubts == ()


def test_a_claim_rests_on_words_and_on_somebody():
    text = plan(ONE, "review.txt")
    with pytest.raises(RecordWrong, match="no words"):
        claims_table([Claim("a", "b", "Hill")])
    with pytest.raises(RecordWrong, match="who reports"):
        claims_table([Claim("a", "b", " ", (text.passage(0, 5),))])


@pytest.mark.needs_shared
def test_the_table_of_two_authors_is_built_from_the_text_in_order(shared):
    repository = read_source(shared / "seeds/003_f3224beb5b202f22.txt")
    other = read_source(shared / "seeds/004_1ba06ef6cffadc39.txt")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = claims_table(
            [*_claims(repository, REPORTED), *_claims(other, QUOTED)], [repository, other], title="group"
        )
    assert found.subjects == ("mental health", "physical disability", "learning disability", "older people")
    assert [who for _, who in found.columns] == ["Powell", "Powell", "Spicker"]
    assert "[…]" in found.claims_of("learning disability", "outcome", "Powell")[0].quote


@pytest.mark.needs_shared
def test_building_it_from_the_raw_extraction_warns_of_the_order_of_lines(shared):
    raw = read_source(shared / "seeds/001_cbc832b42d3b2567.txt")
    with pytest.warns(DoubtfulOrder, match="14213"):
        found = claims_table(
            [Claim("people with learning disabilities", "outcome", "Powell", (raw.passage(14213, 14282),))], [raw]
        )
    assert [doubt.code for _, doubt in found.doubts] == ["reading-order", "reading-order"]
    assert "2 doubts" in repr(found)
