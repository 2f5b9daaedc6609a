"""Words that mean records, quickly, however many codes and memos there are."""

from __future__ import annotations

import time

import pytest

from ieworkbench.errors import RecordUnknown, RecordWrong
from ieworkbench.model import Attribute, RecordKind, RecordRef
from ieworkbench.study.refs import Present, Resolver, ref_of


def test_a_record_its_id_and_a_few_words_mean_the_same(study):
    study.add_case("C1")
    code = study.add_code("work")
    with study._database.reading() as connection:
        for meant in ("C1", "case C1", " C1 ", study.case("C1"), RecordRef(RecordKind.CASE, "C1")):
            assert ref_of(connection, meant) == RecordRef(RecordKind.CASE, "C1")
        for meant in ("work", "code work", "code:work", "> work", code.id, code):
            assert ref_of(connection, meant) == RecordRef(RecordKind.CODE, code.id)
        assert ref_of(connection, "study").kind is RecordKind.STUDY


@pytest.mark.parametrize(
    "meant",
    [
        RecordRef(RecordKind.CASE, "C9"),
        RecordRef(RecordKind.STUDY, "x"),
        RecordRef(RecordKind.SET, "x"),
        "",
        "case ",
        "> ",
    ],
)
def test_what_is_not_there_is_unknown(study, meant):
    with study._database.reading() as connection, pytest.raises(RecordUnknown):
        ref_of(connection, meant)


def test_nothing_can_be_about_an_attribute(study):
    with (
        study._database.reading() as connection,
        pytest.raises(RecordWrong, match="nothing can be about this attribute"),
    ):
        ref_of(connection, Attribute("1", "county"))


def test_letters_composed_in_two_ways_are_the_same_letters(study):
    study.add_case("på")
    study.add_set("møte")
    with study._database.reading() as connection:
        assert Resolver(connection).resolve("pa\u030a") == RecordRef(RecordKind.CASE, "på")
        assert Resolver(connection).resolve("set møte").kind is RecordKind.SET


def test_present_says_what_the_study_has(study):
    study.add_case("C1")
    with study._database.reading() as connection:
        present = Present(connection)
        assert RecordRef(RecordKind.CASE, "C1") in present
        assert RecordRef(RecordKind.CASE, "C2") not in present
        assert RecordRef(RecordKind.PERSON, "anybody") in present


def test_many_mentions_of_many_codes_are_looked_up_in_one_reading_of_the_codebook(study):
    for number in range(30):
        study.add_code(f"c{number}")
        study.add_memo(f"[[c{number}]] [[code c{number}]] [[nothing {number}]]")
    begun = time.process_time()
    assert sum(each.record is not None for each in study.mentions()) == 60
    assert time.process_time() - begun < 2
