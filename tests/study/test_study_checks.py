"""`check`: each rule once, and nothing of a study that is in order."""

from __future__ import annotations

import sqlite3

import pytest


def codes(study):
    return [(each.code, each.record) for each in study.check()]


def in_order(study, put):
    study.add_case("C1")
    study.add_informant("U1", level="entry", cases="C1", consent="quote")
    return study.add_source(put("a.txt"), kind="interview", cases="C1", informants="U1", wave=1)


def spoil(study, statement, *values):
    """Change the file behind the study's back, as a faulty disk or another program would."""
    with sqlite3.connect(study.path) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute(statement, values)
    connection.close()


def test_an_empty_study_and_one_in_order_have_no_problems(study, put):
    assert codes(study) == []
    in_order(study, put)
    study.add_source(put("law.txt", "Section 1. The act applies.\n"), kind="law")
    study.add_source(put("guide.txt", "How to decide.\n"), kind="guideline")
    assert codes(study) == []


def test_an_interview_with_somebody_outside_the_cases_needs_none(study, put):
    talk = in_order(study, put)
    study.add_informant("L1", level="second", consent="quote", pointed_to_by=talk.find_one("They said"))
    study.add_source(
        put("L1.txt", "I: What do you do?\nL1: I lead.\nI: Oh.\nL1: Yes.\n"), kind="interview", informants="L1"
    )
    assert codes(study) == []


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"level": "unknown"}, "level-unknown"),
        ({"consent": ()}, "consent-unknown"),
        ({"level": "second"}, "nobody-pointed"),
    ],
)
def test_what_is_not_said_of_an_informant_is_listed(study, put, said, problem):
    in_order(study, put)
    study.change_informant("U1", **said)
    assert codes(study) == [(problem, "informant U1")]


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"kind": "other"}, "kind-unknown"),
        ({"cases": ()}, "source-without-case"),
    ],
)
def test_what_is_not_said_of_a_source_is_listed(study, put, said, problem):
    in_order(study, put)
    study.change_source("a", **said)
    assert codes(study) == [(problem, "source a")]


def test_an_interview_of_nobody_and_an_informant_without_source_are_listed(study, put):
    in_order(study, put)
    study.change_source("a", informants=())
    assert codes(study) == [("informant-without-source", "informant U1"), ("interview-without-informant", "source a")]


def test_an_interview_in_which_nobody_speaks_is_listed_until_the_speakers_are_named(study, put):
    in_order(study, put)
    path = put("b.txt", "Kari hå.\nOla nei.\n")
    study.add_source(path, kind="interview", cases="C1", informants="U1")
    assert codes(study) == [("interview-without-turns", "source b")]
    study.replace_source("b", path, speaker_pattern=r"(Kari|Ola) ")
    assert codes(study) == []


def test_an_orphaned_passage_is_listed_with_a_short_quote(study, put):
    talk = in_order(study, put)
    study.add_passage(talk.find_one("They said I was welcome again once I had slept a whole night"))
    study.replace_source("a", put("b.txt", "I: So?\nU1: Nothing at all.\nI: Oh.\nU1: No.\n"))
    (problem,) = study.check()
    assert (problem.code, problem.record.split(" ", 2)[2]) == ("orphaned", "of a")
    assert "“They said I was welcome again once I ha…” has no place" in problem.message


def test_a_text_that_is_not_the_one_that_was_read_is_listed(study, put):
    in_order(study, put)
    spoil(study, "UPDATE text_content SET content = replace(content, 'night', 'light')")
    assert ("text-drift", "source a, version 1") in codes(study)


def test_a_file_that_is_not_the_one_that_was_added_is_listed(study, put):
    in_order(study, put)
    spoil(study, "UPDATE original SET data = ?", b"something else")
    assert codes(study) == [("file-drift", "source a")]


def test_a_quote_that_does_not_stand_at_its_place_is_listed(study, put):
    talk = in_order(study, put)
    kept = study.add_passage(talk.find_one("a whole night"))
    spoil(study, "UPDATE passage SET quote = 'a whole light'")
    assert codes(study) == [("quote-drift", f"passage {kept.id} of a")]


def test_a_source_that_searching_would_miss_is_listed(study, put):
    in_order(study, put)
    spoil(study, "INSERT INTO search (search) VALUES ('delete-all')")
    assert codes(study) == [("index-gap", "source a")]


def test_a_row_that_names_a_missing_row_is_damage(study, put):
    in_order(study, put)
    spoil(study, "DELETE FROM \"case\" WHERE id = 'C1'")
    assert [code for code, _ in codes(study)] == ["damage", "damage"]
