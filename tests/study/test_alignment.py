"""Laying two texts side by side: what is the same is the same, in order, and in bounded time."""

from __future__ import annotations

import random
import resource
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ieworkbench.study import alignment
from ieworkbench.study.alignment import align

words = st.lists(st.sampled_from(["yes", "no", "the", "plan", "møte", ".", "\n", " ", "we", "went"]), max_size=60)


def is_sound(old, new, runs):
    at_old = at_new = 0
    for a, b, length in runs:
        assert length > 0
        assert a >= at_old
        assert b >= at_new
        assert old[a : a + length] == new[b : b + length]
        at_old, at_new = a + length, b + length
    return True


@settings(max_examples=300)
@given(words, words)
def test_runs_are_the_same_in_both_texts_and_in_their_order(old, new):
    old, new = " ".join(old), " ".join(new)
    assert is_sound(old, new, align(old, new).runs)


@settings(max_examples=200)
@given(words, words)
def test_anchors_are_as_sound_as_comparing_everything(old, new):
    old, new = " ".join(old), " ".join(new)
    everything, alignment._MOST_CELLS = alignment._MOST_CELLS, 8
    try:
        assert is_sound(old, new, align(old, new).runs)
    finally:
        alignment._MOST_CELLS = everything


@given(words)
def test_a_text_is_the_same_as_itself(old):
    text = " ".join(["start", *old, "end"])
    assert align(text, text).runs == ((0, 0, len(text)),)


def test_a_text_that_was_only_wrapped_anew_is_the_same_word_for_word():
    old, new = "one two three\nfour five six\n", "one two\nthree four\nfive six\n"
    assert [old[a : a + length] for a, _, length in align(old, new).runs] == ["one two", "three", "four", "five six"]


def test_empty_texts_have_nothing_in_common():
    assert align("", "").runs == align("a", "").runs == align("", "a").runs == align("a b", "c d").runs == ()


@pytest.mark.parametrize("between", [".\n", ". ", " "])
def test_texts_of_200_000_words_take_about_a_second_and_little_memory(between):
    """As lines, as one line of sentences, and as one line without any stop."""
    choose = random.Random(7)
    said = choose.choices([f"w{number}" for number in range(5_000)], [1 / n for n in range(1, 5_001)], k=200_000)
    corrected = list(said)
    for place in choose.sample(range(200_000), 40):
        corrected[place] = "corrected"
    del corrected[choose.randrange(200_000)]
    old, new = (
        "".join(word + (between if place % 12 == 11 else " ") for place, word in enumerate(each))
        for each in (said, corrected)
    )
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    runs = align(old, new).runs
    assert time.process_time() - started < 5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000
    assert sum(length for _, _, length in runs) > 0.9 * len(old)
    assert is_sound(old, new, runs)
