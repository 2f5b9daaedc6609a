"""Runs of the same words: each as long as it goes, and never more work than the texts are long."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ieworkbench.compare.shared_runs import few_enough, runs_with_first, shared_runs
from ieworkbench.compare.shared_runs_sql import COUNTS, STEPS, shared_runs_sql
from ieworkbench.compare.word_rows import WordRows, word_rows


def rows_of(*texts: str) -> WordRows:
    return word_rows(texts, [()] * len(texts))


def listed(runs) -> set[tuple[int, int, int]]:
    return set(zip(runs.first.tolist(), runs.second.tolist(), runs.words.tolist(), strict=True))


def by_hand(rows: WordRows, size: int) -> set[tuple[int, int, int]]:
    """All maximal runs of two places, found by looking at every pair of places."""
    numbers, found = rows.numbers.tolist(), set()
    for one in range(len(numbers)):
        for other in range(one + 1, len(numbers)):
            if numbers[one] == numbers[other] and (one == 0 or numbers[one - 1] != numbers[other - 1]):
                many = 0
                while other + many < len(numbers) and numbers[one + many] == numbers[other + many]:
                    many += 1
                if many >= size:
                    found.add((one, other, many))
    return found


VARIED = st.lists(st.integers(0, 30).map("w{}".format), max_size=60).map(" ".join)


@settings(max_examples=80)
@given(st.lists(VARIED, min_size=1, max_size=3), st.integers(2, 5))
def test_every_run_is_found_whole(texts, size) -> None:
    rows = rows_of(*texts)
    expected = by_hand(rows, size)
    found = listed(shared_runs(rows, size))
    overlapping = {run for run in expected if run[1] - run[0] < size}
    assert found <= expected
    assert expected - found <= runs_near(expected, overlapping)


def runs_near(runs, overlapping) -> set[tuple[int, int, int]]:
    """Runs that touch a stretch that says the same few words over and over: of those one place is enough."""
    inside = {row for one, other, many in overlapping for row in range(one, other + many)}
    return {run for run in runs if inside & {*range(run[0], run[0] + run[2]), *range(run[1], run[1] + run[2])}}


@settings(max_examples=20)
@given(st.lists(VARIED, min_size=2, max_size=4))
def test_the_sql_plan_finds_the_same_runs(texts) -> None:
    rows = rows_of(*texts)
    assert listed(shared_runs_sql(rows, 3)) == listed(shared_runs(rows, 3))


def test_with_the_first_text_alone() -> None:
    rows = rows_of("a b c d e", "x a b c", "a b c d e", "a b c")
    assert {(one, other, many) for one, other, many in listed(runs_with_first(rows, 3))} == {
        (1, 8, 3),
        (1, 12, 5),
        (1, 18, 3),
    }


def test_beyond_the_limit_each_place_is_paired_with_the_first_and_runs_have_no_holes() -> None:
    rows = rows_of(*[f"n{number} a b c d e f" for number in range(20)])
    every, few = shared_runs(rows, 3), shared_runs(rows, 3, formula=5)
    assert (len(every), every.often) == (190, 0)
    assert (len(few), few.often) == (19, 4)
    assert set(few.words.tolist()) == {6}


def test_how_often_a_gram_may_stand_falls_when_there_would_be_too_many_pairs() -> None:
    assert few_enough(np.array([200] * 10), 1_000, 200) == 200
    assert few_enough(np.array([200] * 1_000), 1_000, 200) == 199


def test_the_statements_are_plain_sql() -> None:
    """No word of one engine's own, so that Spark SQL can run them."""
    for statement in (*STEPS, COUNTS):
        for word in ("qualify", "using", "::", "asof", "list(", "struct", "unnest", "filter (", "window "):
            assert word not in statement


@pytest.mark.parametrize("size", [2, 8])
def test_no_words_no_runs(size) -> None:
    assert len(shared_runs(rows_of(), size)) == len(shared_runs(rows_of("", "a"), size)) == 0
    assert len(shared_runs_sql(rows_of("", "a"), size)) == 0
    assert len(runs_with_first(rows_of("a", ""), size)) == 0
