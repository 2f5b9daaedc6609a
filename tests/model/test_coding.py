"""A coding is a value: equal to one that says the same, and it shows no words of an informant at length."""

from __future__ import annotations

import datetime as dt

from ieworkbench.model import Coding, Passage

PASSAGE = Passage("a", 0, 6, "x" * 500)


def test_codings_that_say_the_same_are_equal():
    at = dt.datetime(2025, 3, 1, 12, 0)  # noqa: DTZ001 - moments are kept in UTC, without saying so each time
    assert Coding("1", PASSAGE, "c", "why", "Ann", at) == Coding("1", PASSAGE, "c", "why", "Ann", at)
    assert Coding("1", PASSAGE, "c", by="Ann") != Coding("1", PASSAGE, "c", by="Bo")


def test_it_shows_itself_in_a_short_line_without_the_memo():
    line = repr(Coding("1", PASSAGE, "c", memo="a secret", by="Ann"))
    assert len(line) <= 160
    assert "secret" not in line
    assert "x" * 50 not in line
