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

__all__ = [
    "FORMULA",
    "Runs",
    "drawn_out",
    "few_enough",
    "gram_numbers",
    "runs_with_first",
    "shared_runs",
    "standing_grams",
]

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
    grams, at, skipped = standing_grams(rows, size)
    grams, at = _repeated(grams, at)
    first, second, often = _pairs(grams, at, len(rows.numbers), formula)
    return drawn_out(rows, _joined(len(rows.numbers), first, second, size), often, skipped)


def runs_with_first(rows: WordRows, size: int) -> Runs:
    """Every run of at least ``size`` words that the first text shares with any other.

    Parameters
    ----------
    rows
        The words.
    size
        How many words a gram has.
    """
    grams, at, skipped = standing_grams(rows, size)
    split = int(np.searchsorted(at, rows.lasts[0]))
    order = np.argsort(grams[:split], kind="stable")
    known, own = grams[:split][order], at[:split][order]
    low = np.searchsorted(known, grams[split:], side="left")
    times = np.searchsorted(known, grams[split:], side="right") - low
    step = np.arange(int(times.sum())) - np.repeat(np.cumsum(times) - times, times)
    first = own[np.repeat(low, times) + step]
    return drawn_out(rows, _joined(len(rows.numbers), first, np.repeat(at[split:], times), size), 0, skipped)


def standing_grams(rows: WordRows, size: int) -> tuple[Numbers, Places, int]:
    """The number of each gram that lies in one text, its row, and how many were skipped.

    Where a text says the same few words over and over, as in ``no no no no``, a gram overlaps itself;
    of such a stretch only the beginning is kept, or it would be paired with itself at every step.
    """
    grams = gram_numbers(rows.numbers, size)
    between = np.concatenate([[0], np.cumsum(rows.between)])
    whole = between[size : size + len(grams)] == between[: len(grams)]
    kept = whole.copy()
    for step in range(1, size):
        kept[step:] &= grams[step:] != grams[:-step]
    at = np.flatnonzero(kept).astype(np.int64)
    return grams[at], at, int(whole.sum()) - len(at)


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


def _repeated(grams: Numbers, at: Places) -> tuple[Numbers, Places]:
    """The grams that stand more than once, in the order of their numbers, and where."""
    if not len(grams):
        return grams, at
    bits = max(8, len(grams).bit_length() + 1)
    slot = (grams >> np.uint64(64 - bits)).astype(np.int64)
    row = np.arange(len(grams), dtype=np.int64)
    last = np.full(1 << bits, -1, np.int64)
    last[slot] = row
    shared = np.zeros(1 << bits, bool)
    shared[slot[last[slot] != row]] = True  # a gram whose place in the table nobody else takes stands once
    row = row[shared[slot]]
    row = row[np.argsort(grams[row], kind="stable")]
    return grams[row], at[row]


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


def drawn_out(rows: WordRows, runs: Runs, often: int, skipped: int = 0) -> Runs:
    """Runs as far as the words are the same on both sides, each once.

    Parameters
    ----------
    rows
        The words.
    runs
        Runs that end where their grams do.
    often, skipped
        How many grams were not paired each with each, or not at all; if there are none, no run goes further.
    """
    if not (often or skipped) or not len(runs):
        return runs
    total = len(rows.numbers)
    alike = _Alike(rows.numbers)
    before = alike.before(runs.first, runs.second)
    after = alike.after(runs.first + runs.words, runs.second + runs.words)
    first, apart = runs.first - before, runs.second - runs.first
    _, once = np.unique(apart * total + first, return_index=True)
    first = first[once]
    return Runs(first, first + apart[once], (runs.words + before + after)[once], often)


class _Alike:
    """How far the words are the same from two places on: by halving, with sums over all words up to each row."""

    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers
        with np.errstate(over="ignore"):
            self._powers = np.concatenate([np.ones(1, np.uint64), np.cumprod(np.full(len(numbers), _TIMES))])
            self._sums = np.concatenate([np.zeros(1, np.uint64), np.cumsum(numbers * self._powers[:-1])])

    def after(self, one: Places, other: Places) -> Places:
        """How many words from these rows on are the same; ``one`` is before ``other``."""
        return self._reach(one, other, len(self._numbers) - other, forward=True)

    def before(self, one: Places, other: Places) -> Places:
        """How many words before these rows are the same."""
        return self._reach(one, other, one, forward=False)

    def _reach(self, one: Places, other: Places, most: Places, *, forward: bool) -> Places:
        low = np.zeros(len(one), np.int64)
        next_one, next_other = (one, other) if forward else (one - 1, other - 1)
        last = len(self._numbers) - 1
        some = (most > 0) & (self._numbers[np.clip(next_one, 0, last)] == self._numbers[np.clip(next_other, 0, last)])
        at = np.flatnonzero(some)
        least, high = np.ones(len(at), np.int64), most[at]
        while (least < high).any():
            middle = (least + high + 1) // 2
            same = (
                self._is_same(one[at], other[at], middle)
                if forward
                else self._is_same(one[at] - middle, other[at] - middle, middle)
            )
            least, high = np.where(same, middle, least), np.where(same, high, middle - 1)
        low[at] = least
        return low

    def _is_same(self, one: Places, other: Places, many: Places) -> NDArray[np.bool_]:
        sums = self._sums
        with np.errstate(over="ignore"):
            ours = (sums[one + many] - sums[one]) * self._powers[other - one]
            theirs = sums[other + many] - sums[other]
        same: NDArray[np.bool_] = ours == theirs
        return same
