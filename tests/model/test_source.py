"""A source's words can be pointed at, and what is pointed at is always what stands there."""

from __future__ import annotations

import hashlib
from dataclasses import FrozenInstanceError, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ieworkbench.errors import PartMissing, PassageOutside, QuoteAmbiguous, QuoteMissing
from ieworkbench.model import Origin, Passage, Placement, Source, Turn

TALK = "I: Who wrote the plan?\nU1: Nobody wrote the plan. Or 😀 she did.\n"
quick = settings(max_examples=200)


def source(content: str = TALK, **said: object) -> Source:
    origin = Origin("talk.txt", hashlib.sha256(content.encode()).hexdigest(), len(content.encode()), "txt", "txt 1")
    return Source(content, said.pop("turns", ()), (), (), origin, **said)


def test_the_fingerprint_is_that_of_the_text():
    assert source("å").content_sha256 == hashlib.sha256("å".encode()).hexdigest()
    assert replace(source("å"), content="b").content_sha256 == hashlib.sha256(b"b").hexdigest()


@quick
@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=100), st.data())
def test_a_passage_quotes_the_slice_and_keeps_its_surroundings(content: str, data: st.DataObject):
    start = data.draw(st.integers(0, len(content) - 1))
    end = data.draw(st.integers(start + 1, len(content)))
    passage = source(content).passage(start, end)
    assert passage.quote == content[start:end]
    assert passage.before + passage.quote + passage.after in content
    assert len(passage.before) == min(start, 32)
    assert len(passage.after) == min(len(content) - end, 32)
    assert passage.stands_in(content)
    assert not passage.stands_in(content[:start])


@pytest.mark.parametrize(("start", "end"), [(0, 0), (5, 4), (-1, 3), (0, 1000), (70, 80)])
def test_a_passage_outside_the_text_is_refused(start: int, end: int):
    with pytest.raises(PassageOutside) as refused:
        source(TALK).passage(start, end)
    assert (refused.value.source, refused.value.start, refused.value.length) == ("talk.txt", start, 64)


def test_find_gives_every_place_in_order():
    found = source().find("WROTE the plan")
    assert [(each.start, each.end, each.quote) for each in found] == [
        (7, 21, "wrote the plan"),
        (34, 48, "wrote the plan"),
    ]


def test_find_one_takes_the_only_place():
    assert source().find_one("nobody wrote").start == 27
    assert source().find_one("Or 😀 she").quote == "Or 😀 she"


def test_find_one_prefers_the_only_place_that_is_so_letter_for_letter():
    assert source("The plan. the plan").find_one("the plan").start == 10


def test_find_one_does_not_take_a_piece_of_another_word():
    assert source("We start. ART!").find_one("art").quote == "ART"


def test_find_one_finds_what_breaks_off_inside_a_word_if_nothing_else_is_meant():
    assert source().find_one("obody wro").quote == "obody wro"
    with pytest.raises(QuoteAmbiguous):
        source().find_one("rote the pla")


@pytest.mark.parametrize("words", ["", " ", "*", "the budget", "plan nobody"])
def test_words_that_stand_nowhere_are_missing(words: str):
    with pytest.raises(QuoteMissing):
        source().find_one(words)


def test_words_in_several_places_are_ambiguous_and_the_places_are_named():
    with pytest.raises(QuoteAmbiguous) as found:
        source().find_one("the plan")
    assert found.value.starts == (13, 40)


@quick
@given(st.text(st.sampled_from("ab ø.\n"), max_size=40), st.text(st.sampled_from("ab ø*"), max_size=6))
def test_find_one_is_one_of_find_or_letter_for_letter(content: str, words: str):
    talk = source(content)
    try:
        one = talk.find_one(words)
    except QuoteMissing:
        assert talk.find(words) == ()
    except QuoteAmbiguous as error:
        assert len(error.starts) > 1
    else:
        assert one in talk.find(words) or (talk.find(words) == () and one.quote == words)


def test_a_turn_is_a_passage():
    talk = source(turns=(Turn(3, 22, "I"), Turn(27, 63, "U1"), Turn(63, 64, "I")))
    assert talk.turn(0).quote == "Who wrote the plan?"
    assert talk.speakers == ("I", "U1")
    assert talk.turn(0, 1).quote == talk.content[3:63]
    for number, last in ((3, None), (0, 3)):
        with pytest.raises(PartMissing, match="there is no turn 3; choose one from 0 to 2"):
            talk.turn(number, last)
    with pytest.raises(PartMissing, match="this text has no sections"):
        talk.section(0)
    with pytest.raises(PassageOutside):
        talk.turn(1, 0)


def test_sources_and_passages_compare_by_value_and_can_be_counted_in_sets():
    assert source() == source()
    assert len({source(), source(), source(id="U1")}) == 2
    assert source().passage(0, 3) == source().passage(0, 3)
    assert len({source().passage(0, 3), source().passage(0, 3), source().passage(0, 4)}) == 2
    assert Passage("U1", 0, 2, "ab").placement is Placement.WRITTEN


def test_a_source_and_a_passage_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        source().content = "other"
    with pytest.raises(FrozenInstanceError):
        source().passage(0, 3).quote = "other"
