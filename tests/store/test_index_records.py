"""Codes and codings in and out of rows."""

from __future__ import annotations

import datetime as dt

import pytest

import ieworkbench as ie
from ieworkbench.model import Code
from ieworkbench.store import index_records

TALK = "I: Did you go?\nU1: They said no.\n\nA note.\n\nI: And then?\nU1: I went home.\n"


@pytest.fixture
def study(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(TALK, encoding="utf-8")
    with ie.create_study(tmp_path / "s.iestudy", title="T", standpoint="S", person="Ann") as made:
        made.add_source(path, kind="interview")
        yield made


def test_codes_come_back_as_they_went_in_and_in_their_order(study):
    codes = (
        Code("2", "work", (), "d", "i", "x", "e", "#00ff00", codable=False),
        Code("1", "phoning\0🙂", ("2",)),
        Code("3", "both", ("1", "2")),
    )
    with study._work("add") as work:
        index_records.put_codes(work, codes, 5)
    assert study.codebook.codes == codes
    with study._database.reading() as connection:
        assert index_records.last_position(connection) == 7
        assert index_records.code_called(connection, "work") == ("2", False)
        assert index_records.code_called(connection, "3") == ("3", True)
        assert index_records.code_called(connection, "WORK") is None
    with study._work("change") as work:
        moved = (Code("3", "both", ("2",)),)
        index_records.put_parents(work, codes[2:], moved)
    assert study.codebook["3"].parents == ("2",)
    study.undo()
    assert study.codebook.codes == codes


def test_a_name_of_two_codes_means_none_of_them(study):
    study.add_code("a")
    study.add_code("a")
    with study._database.reading() as connection:
        assert index_records.code_called(connection, "a") is None


def test_codings_are_asked_for_by_anything_and_more_than_a_database_takes_at_once(study):
    study.add_code("a")
    study.add_code("b")
    talk = study.source("a")
    made = study.code_many(
        (talk.passage(place % 60, place % 60 + 1 + place // 60), "ab"[place % 2]) for place in range(600)
    )
    with study._database.reading() as connection:
        assert {each.id for each in index_records.codings(connection, ids=[each.id for each in made])} == {
            each.id for each in made
        }
        one = index_records.codings(
            connection, ids=[made[0].id], passages=[made[0].passage.id], sources=["a"], by="Ann"
        )
        assert one == [made[0]]
        assert index_records.codings(connection, ids=[]) == index_records.codings(connection, by="Bo") == []
        assert index_records.coding_counts(connection) == {each.id: 300 for each in study.codebook}
        assert index_records.coders(connection) == ["Ann"]
    assert made[0].at.tzinfo is None
    assert abs(made[0].at - dt.datetime.now(dt.UTC).replace(tzinfo=None)) < dt.timedelta(minutes=5)


@pytest.mark.parametrize(
    ("words", "turn"),
    [
        ("Did you", (0, 0, "I")),
        ("I: Did", (0, 0, "I")),
        ("go?\nU1: They", (0, 1, "I")),
        ("U1: They", (1, 1, "U1")),
        ("no.", (1, 1, "U1")),
        ("And then?\nU1: I went", (2, 3, "I")),
        ("went home.\n", (3, 3, "U1")),
    ],
)
def test_the_turns_in_which_words_begin_and_end(study, words, turn):
    talk = study.source("a")
    at = TALK.index(words)
    kept = study.add_passage(talk.passage(at, at + len(words)))
    with study._database.reading() as connection:
        assert index_records.turns_of(connection) == index_records.turns_of(connection, [kept.id]) == {kept.id: turn}
        assert index_records.turns_of(connection, []) == {}
        assert index_records.speakers(connection) == ["I", "U1"]
