"""Voice: how the person stands in each sentence of her plan, and whose sentence it is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ieworkbench as ie
from ieworkbench.compare.voice import GrammaticalPerson, VoicedPassage, voice
from ieworkbench.importers import read_bytes, read_source


def read(words: str, **how: object) -> list[VoicedPassage]:
    return list(voice(read_bytes(words.encode(), "plan.txt"), **how))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "person", "whose"),
    [
        ("I want to eat at my own table.", "I", "own words"),
        ("You meet the coordinator twice a year.", "you", "institutional"),
        ("She has moved her bed to the ground floor.", "he or she", "institutional"),
        ("The user says that she sleeps badly.", "he or she", "reported"),
        ("U1 may leave a copy with the services.", "name", "institutional"),
        ("Stair training twice a week in the hall.", "absent", "institutional"),
    ],
)
def test_how_she_is_spoken_of_and_whose_sentence_it_is(words, person, whose):
    (one,) = read(words, language="en")
    assert (one.person.value, one.whose.value) == (person, whose)


def test_she_is_known_by_what_else_she_is_called():
    (one,) = read("Anna Testesen trains on Mondays.", language="en", names=["Anna Testesen"])
    assert one.person is GrammaticalPerson.NAME


@pytest.mark.parametrize(
    ("language", "words", "registers", "flags"),
    [
        ("en", "She needs treatment for the symptoms of her diagnosis.", ["clinical"], (False, False, False)),
        ("en", "Her balance is relatively poor.", [], (True, False, False)),
        ("en", "Staff must see to it that she is taken to the toilet.", [], (False, True, True)),
        ("nb", "Hun ser ikke alltid sine egne begrensninger.", [], (True, False, False)),
        ("nb", "Hun har nedsatt funksjonsevne.", ["functional"], (False, False, False)),
        ("nb", "Personalet må følge henne på toalettet.", [], (False, True, True)),
        ("nn", "Ho har klagerett etter lova.", ["legal"], (False, False, False)),
    ],
)
def test_registers_and_what_is_said_of_her(language, words, registers, flags):
    (one,) = read(words, language=language)
    assert [each.value for each in one.registers] == registers
    assert (one.evaluative, one.bodily, one.instructs) == flags


def test_a_quoted_sentence_is_a_passage_of_its_own_and_not_told_by_its_surroundings():
    around, quoted = read("The report notes that ‘she manages most things well herself’.", language="en")
    assert quoted.quote == "she manages most things well herself"
    assert (around.person.value, quoted.person.value) == ("absent", "he or she")


@given(st.text(max_size=150), st.sampled_from(["en", "nb", "nn", None]))
def test_every_passage_of_any_text_stands_where_it_says(words, language):
    source = replace(read_bytes(b"x", "x.txt"), content=words, sections=())
    for each in voice(source, language=language):
        assert each.quote == source.content[each.start : each.end]


def test_counts_are_numbers_to_be_read_beside_the_passages():
    found = voice(read_bytes(b"I miss my garden. She walks well.", "plan.txt"), language="en")
    assert found.counts()["person: I"] == 1
    assert found.counts()["evaluative"] == 1


def test_a_language_without_a_lexicon_is_said():
    found = voice(read_bytes(b"Sie wohnt allein.", "plan.txt"), language="de")
    assert list(found) == []
    assert len(found.notes) == 1


@pytest.mark.needs_shared
def test_the_passages_that_an_article_quotes_from_plans_are_found_and_typed(shared):
    """Third person in all; one evaluates, one is functional, one clinical, two tell of the body, one instructs."""
    seed = sorted((shared / "seeds").glob("000_*"))[0]
    places = [(18019, 18054), (18058, 18117), (18238, 18285), (18292, 18359)]
    found = {(each.start, each.end): each for each in ie.voice(read_source(seed), language="en")}
    passages = [found[place] for place in places]
    assert [each.person.value for each in passages] == ["he or she"] * 4
    assert [each.evaluative for each in passages] == [True, False, False, False]
    assert [[one.value for one in each.registers] for each in passages] == [[], ["functional"], ["clinical"], []]
    assert [each.bodily for each in passages] == [False, False, True, True]
    assert [each.instructs for each in passages] == [False, False, False, True]
