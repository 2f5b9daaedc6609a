"""Runs of words that stand in two places: found by the numbers of short word sequences.

One relational plan over (document, position, hash). Sequences of a few words (*grams*) that stand in
few places are paired each with each; those that stand in very many, as in a letter of which there are
ten thousand, are paired with their first place only, so that the work grows with the texts and not
with the square of the copies. Pairs next to each other become runs, and runs are drawn out to where
the words differ. Here the plan runs on arrays; `ieworkbench.compare.shared_runs_sql` has the same
plan as SQL, for collections that do not fit.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ieworkbench.compare.word_rows import Numbers, Places, WordRows

__all__ = ["FORMULA", "Runs", "drawn_out", "few_enough", "gram_numbers", "runs_with_first", "shared_runs"]

FORMULA = 200
"""In how many places a gram may stand to be paired each with each, at most."""

_TIMES = np.uint64(0x9E3779B97F4A7C15)
_PAIRS_A_WORD = 4
_FREE_PAIRS = 5_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Runs:
    """Runs of the same words in two places, as rows of `WordRows`: the first place stands before the second.

    Attributes
    ----------
    first, second
        The row at which the run begins in its one place and in its other.
    words
        How many words it has.
    often
        How many grams stood so often that they were paired with their first place only.
    """

    first: Places
    second: Places
    words: Places
    often: int = 0

    def __len__(self) -> int:
        return len(self.first)

    def kept(self, which: NDArray[np.bool_] | Places | NDArray[np.intp]) -> Runs:
        """Some of them."""
        return Runs(self.first[which], self.second[which], self.words[which], self.often)


def shared_runs(rows: WordRows, size: int, formula: int = FORMULA) -> Runs:
    """Every run of at least ``size`` words that stands in two places of ``rows``, as long as it goes.

    Parameters
    ----------
    rows
        The words.
    size
        How many words a gram has.
    formula
        Where a gram stands more often than this, runs are found between its first place and each other.
    """
    grams, at = _repeated(gram_numbers(rows.numbers, size))
    first, second, often = _pairs(grams, at, len(rows.numbers), formula)
    return drawn_out(rows, _joined(len(rows.numbers), first, second, size), often)


def runs_with_first(rows: WordRows, size: int) -> Runs:
    """Every run of at least ``size`` words that the first text shares with any other.

    Parameters
    ----------
    rows
        The words.
    size
        How many words a gram has.
    """
    grams = gram_numbers(rows.numbers, size)
    end = max(0, min(int(rows.lasts[0]) - size + 1, len(grams)))
    own = np.arange(min(int(rows.firsts[0]), end), end)
    own = own[np.argsort(grams[own], kind="stable")]
    others = np.arange(int(rows.lasts[0]) + 1, len(grams))
    low = np.searchsorted(grams[own], grams[others], side="left")
    times = np.searchsorted(grams[own], grams[others], side="right") - low
    step = np.arange(int(times.sum())) - np.repeat(np.cumsum(times) - times, times)
    first = own[np.repeat(low, times) + step]
    return _joined(len(rows.numbers), first, np.repeat(others, times), size)


def gram_numbers(numbers: Numbers, size: int) -> Numbers:
    """A number for the ``size`` words that begin at each row."""
    many = max(0, len(numbers) - size + 1)
    sums = np.zeros(many, np.uint64)
    with np.errstate(over="ignore"):
        for at in range(size):
            sums = sums * _TIMES + numbers[at : at + many]
    return sums


def few_enough(counts: Places, words: int, formula: int) -> int:
    """How often a gram may stand so that all pairs together stay within some times the words.

    Parameters
    ----------
    counts
        How often each repeated gram stands.
    words
        How many words there are in all.
    formula
        What it is at most.
    """
    often = np.bincount(np.minimum(counts, formula + 1), minlength=formula + 2)[: formula + 1]
    each = np.arange(formula + 1)
    pairs = np.cumsum(often * (each * (each - 1) // 2))
    return int(np.searchsorted(pairs, max(_FREE_PAIRS, _PAIRS_A_WORD * words), side="right")) - 1


def _repeated(grams: Numbers) -> tuple[Numbers, Places]:
    """The grams that stand more than once, in the order of their numbers, and where."""
    if not len(grams):
        return grams, np.zeros(0, np.int64)
    bits = max(8, len(grams).bit_length() + 1)
    slot = (grams >> np.uint64(64 - bits)).astype(np.int64)
    row = np.arange(len(grams), dtype=np.int64)
    last = np.full(1 << bits, -1, np.int64)
    last[slot] = row
    shared = np.zeros(1 << bits, bool)
    shared[slot[last[slot] != row]] = True  # a gram whose place in the table nobody else takes stands once
    at = row[shared[slot]]
    at = at[np.argsort(grams[at], kind="stable")]
    return grams[at], at


def _pairs(grams: Numbers, at: Places, words: int, formula: int) -> tuple[Places, Places, int]:
    """Pairs of places with the same gram, and how many grams were paired with their first place only."""
    if not len(grams):
        return at, at, 0
    begins = np.flatnonzero(np.concatenate([[True], grams[1:] != grams[:-1]]))
    counts = np.diff(np.concatenate([begins, [len(grams)]]))
    limit = max(few_enough(counts, words, formula), 2)
    firsts: list[Places] = []
    seconds: list[Places] = []
    for count in np.unique(counts[(counts > 1) & (counts <= limit)]).tolist():
        group = begins[counts == count]
        one, other = np.triu_indices(count, 1)
        firsts.append(at[group[:, None] + one].ravel())
        seconds.append(at[group[:, None] + other].ravel())
    often = np.flatnonzero(counts > limit)
    if len(often):
        many = counts[often] - 1
        head = np.repeat(begins[often], many)
        step = np.arange(int(many.sum())) - np.repeat(np.cumsum(many) - many, many) + 1
        firsts.append(at[head])
        seconds.append(at[head + step])
    if not firsts:
        return at[:0], at[:0], 0
    return np.concatenate(firsts), np.concatenate(seconds), len(often)


def _joined(total: int, first: Places, second: Places, size: int) -> Runs:
    """Pairs of grams next to each other as runs of words; ``total`` is more than any row."""
    key = np.sort((second - first) * total + first)
    if not len(key):
        return Runs(first, second, first)
    begins = np.flatnonzero(np.concatenate([[True], np.diff(key) != 1]))
    words = np.diff(np.concatenate([begins, [len(key)]])) + size - 1
    apart, start = np.divmod(key[begins], total)
    return Runs(start, start + apart, words.astype(np.int64))


def drawn_out(rows: WordRows, runs: Runs, often: int) -> Runs:
    """Runs as far as the words are the same on both sides, each once.

    Parameters
    ----------
    rows
        The words.
    runs
        Runs that end where their grams do.
    often
        How many grams were not paired each with each; if there are none, no run goes further.
    """
    if not often:
        return runs
    numbers, total = rows.numbers, len(rows.numbers)
    first, second = runs.first.copy(), runs.second.copy()
    last = runs.first + runs.words
    apart = runs.second - runs.first
    left = np.arange(len(first))
    while len(left):
        left = left[numbers[first[left] - 1] == numbers[second[left] - 1]]
        first[left] -= 1
        second[left] -= 1
    right = np.arange(len(first))
    while len(right):
        right = right[numbers[last[right]] == numbers[last[right] + apart[right]]]
        last[right] += 1
    _, once = np.unique(apart * total + first, return_index=True)
    return Runs(first[once], second[once], (last - first)[once], often)
