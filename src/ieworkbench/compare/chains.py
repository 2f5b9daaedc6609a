"""Passages with small edits inside: runs of the same words that lie close to each other on both sides.

Runs are chained while the words between them are few on both sides; then the words between and around
them are compared, and of each chain those stretches are kept that are as similar as was asked. A word
that both sides share counts for the stretch and a word that only one side has against it, each as much
as the asked similarity says, so that no stretch begins or ends with words that lower it. All chains
are worked on at once, cell by cell of the small tables that comparing a few words with a few takes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ieworkbench.compare.shared_runs import Runs
from ieworkbench.compare.word_rows import Numbers, Places, WordRows

__all__ = ["Stretches", "stretches"]

_GAP = 12
_DRIFT = 6
_LOOK_BACK = 8
_LEAST_SAME = 5


@dataclass(frozen=True, slots=True, eq=False)
class Stretches:
    """Stretches of two texts that share their wording, as rows of `WordRows`.

    Attributes
    ----------
    first, first_end, second, second_end
        The rows of the one and the other, half-open.
    same
        How many words both share, in the same order.
    """

    first: Places
    first_end: Places
    second: Places
    second_end: Places
    same: Places

    def __len__(self) -> int:
        return len(self.first)

    @classmethod
    def exact(cls, runs: Runs) -> Stretches:
        """Runs as they are."""
        return cls(runs.first, runs.first + runs.words, runs.second, runs.second + runs.words, runs.words)

    @classmethod
    def listed(cls, found: Iterable[tuple[int, int, int, int, int]]) -> Stretches:
        """Rows of numbers as columns."""
        table = np.array(list(found), np.int64).reshape(-1, 5)
        return cls(*(np.ascontiguousarray(column) for column in table.T))

    def kept(self, which: Places) -> Stretches:
        """Some of them, in this order."""
        return Stretches(
            self.first[which], self.first_end[which], self.second[which], self.second_end[which], self.same[which]
        )


def stretches(rows: WordRows, runs: Runs, least: int, similarity: float) -> Stretches:
    """The stretches of at least ``least`` words on both sides that are at least so similar.

    Parameters
    ----------
    rows
        The words.
    runs
        Runs of the same words, also short ones.
    least
        How many words a stretch has at least, on both sides.
    similarity
        Twice the words that both sides share, by the words of both; above 0, at most 1.
    """
    gain = 2 * (1 - similarity) / similarity
    found = _drawn_out(rows, _segments(rows, _chained(rows, runs), gain), gain)
    one, other = found.first_end - found.first, found.second_end - found.second
    enough = (np.minimum(one, other) >= least) & (found.first_end <= found.second)
    enough &= (2 * found.same >= similarity * (one + other) - 1e-9) & (found.same >= _LEAST_SAME)
    return found.kept(np.flatnonzero(enough))


@dataclass(frozen=True, slots=True, eq=False)
class _Chained:
    """Runs in the order of their chains, and where each chain begins."""

    runs: Runs
    begins: Places


def _chained(rows: WordRows, runs: Runs) -> _Chained:
    """The runs of each chain, in the order of the first text; chains with too few words are left out."""
    texts = len(rows.firsts)
    pair = rows.text_of(runs.first) * texts + rows.text_of(runs.second)
    order = np.lexsort((runs.second, runs.first, pair))
    runs, pair = runs.kept(order), pair[order]
    chain = _chain_of(runs, pair)
    order = np.argsort(chain, kind="stable")
    runs, chain = runs.kept(order), chain[order]
    begins = np.flatnonzero(np.diff(chain, prepend=-1))
    if not len(begins):
        return _Chained(runs, begins)
    enough = np.add.reduceat(runs.words, begins) >= _LEAST_SAME
    counts = np.diff(np.concatenate([begins, [len(chain)]]))
    runs = runs.kept(np.repeat(enough, counts))
    return _Chained(runs, np.cumsum(counts[enough]) - counts[enough])


def _chain_of(runs: Runs, pair: Places) -> Places:
    """For each run the first run of its chain. A run follows the nearest one before it that nothing else follows."""
    many = len(runs)
    before = np.arange(many)
    followed = np.zeros(many, bool)
    for back in range(1, _LOOK_BACK + 1):
        one, other = np.arange(many - back), np.arange(back, many)
        gap_first = runs.first[other] - runs.first[one] - runs.words[one]
        gap_second = runs.second[other] - runs.second[one] - runs.words[one]
        near = (pair[one] == pair[other]) & (np.maximum(gap_first, gap_second) <= _GAP)
        near &= (np.minimum(gap_first, gap_second) >= -_GAP) & (np.abs(gap_first - gap_second) <= _DRIFT)
        near &= (runs.first[other] > runs.first[one]) & (runs.second[other] > runs.second[one])
        near &= (before[other] == other) & ~followed[one]
        before[other[near]] = one[near]
        followed[one[near]] = True
    while True:
        further = before[before]
        if np.array_equal(further, before):
            return before
        before = further


def _segments(rows: WordRows, chained: _Chained, gain: float) -> Stretches:
    """Each chain as one stretch, or as several where the words between two runs outweigh those in common."""
    runs, begins = chained.runs, chained.begins
    if not len(begins):
        return Stretches.listed([])
    ends = np.concatenate([begins[1:], [len(runs)]])
    first, second = runs.first.copy(), runs.second.copy()
    first_end, second_end = first + runs.words, second + runs.words
    inner = np.ones(len(runs), bool)
    inner[begins] = False
    inner = np.flatnonzero(inner)
    lapped = np.maximum(np.maximum(first_end[inner - 1] - first[inner], second_end[inner - 1] - second[inner]), 0)
    lapped = np.minimum(lapped, runs.words[inner])
    first[inner] += lapped
    second[inner] += lapped
    same_between, gap = np.zeros(len(runs), np.int64), np.zeros(len(runs), np.int64)
    gap_first = np.maximum(first[inner] - first_end[inner - 1], 0)
    gap_second = np.maximum(second[inner] - second_end[inner - 1], 0)
    common = _common(rows, first_end[inner - 1], gap_first, second_end[inner - 1], gap_second)
    same_between[inner], gap[inner] = common, gap_first + gap_second - 2 * common
    score = gain * same_between - gap
    own = first_end - first
    after = np.cumsum(score + gain * own)
    before = after - gain * own
    base, total = np.repeat(before[begins], ends - begins), np.repeat(after[ends - 1], ends - begins)
    inside = np.ones(len(runs), bool)
    inside[ends - 1] = False
    opens = np.ones(len(runs), bool)
    opens[begins] = False
    parts = (opens & (before <= base)) | (inside & (after >= total))
    parted = np.logical_or.reduceat(parts, begins)
    same = np.add.reduceat(own + same_between, begins)
    whole = Stretches(first[begins], first_end[ends - 1], second[begins], second_end[ends - 1], same).kept(
        np.flatnonzero(~parted)
    )
    pieces = [
        (begin + low, begin + high)
        for begin, end in zip(begins[parted].tolist(), ends[parted].tolist(), strict=True)
        for low, high in _best(score[begin:end].tolist(), (gain * own[begin:end]).tolist())
    ]
    low, high = np.array(pieces, np.int64).reshape(-1, 2).T
    sums = np.concatenate([[0], np.cumsum(own + same_between)])
    rest = Stretches(
        first[low], first_end[high], second[low], second_end[high], sums[high + 1] - sums[low] - same_between[low]
    )
    return Stretches(*(np.concatenate([getattr(each, name) for each in (whole, rest)]) for name in _COLUMNS))


_COLUMNS = ("first", "first_end", "second", "second_end", "same")


def _best(between: list[float], own: list[float]) -> Iterator[tuple[int, int]]:
    """From which to which run the words in common outweigh the others, so that no such part can be drawn out.

    These are all maximal scoring subsequences, found in one pass (Ruzzo and Tompa 1999).
    """
    kept: list[tuple[int, int, float, float]] = []  # first and last run, sum before, sum after
    total = 0.0
    for place, (less, more) in enumerate(zip(between, own, strict=True)):
        before = total + less if place else 0.0
        total = before + more
        first = place
        while True:
            earlier = next((each for each in range(len(kept) - 1, -1, -1) if kept[each][2] < before), None)
            if earlier is None or kept[earlier][3] >= total:
                kept.append((first, place, before, total))
                break
            first, before = kept[earlier][0], kept[earlier][2]
            del kept[earlier:]
    return ((first, last) for first, last, _, _ in kept)


def _common(rows: WordRows, first: Places, first_many: Places, second: Places, second_many: Places) -> Places:
    """How many words two short stretches have in common, in the same order."""
    one, other = np.minimum(first_many, _GAP), np.minimum(second_many, _GAP)
    result = np.zeros(len(first), np.int64)
    some = np.flatnonzero((one > 0) & (other > 0))
    for part in _parts(some):
        result[part] = _common_of(rows, first[part], one[part], second[part], other[part])
    return result


def _common_of(rows: WordRows, first: Places, one: Places, second: Places, other: Places) -> Places:
    table = np.zeros((_GAP + 1, _GAP + 1, len(first)), np.int8)
    ours, theirs = _windows(rows, first, 1, blank=1), _windows(rows, second, 1, blank=2)
    for i in range(int(one.max(initial=0))):
        for j in range(int(other.max(initial=0))):
            along = table[i, j] + (ours[i] == theirs[j])
            np.maximum(along, np.maximum(table[i, j + 1], table[i + 1, j]), out=table[i + 1, j + 1])
    return table[one, other, np.arange(len(first))].astype(np.int64)


def _drawn_out(rows: WordRows, found: Stretches, gain: float) -> Stretches:
    """Stretches with those words before and after that still make them more alike than was asked."""
    columns = {name: getattr(found, name).copy() for name in _COLUMNS}
    for part in _parts(np.arange(len(found))):
        for step, one, other in ((-1, "first", "second"), (1, "first_end", "second_end")):
            edge = 1 if step < 0 else 0
            ours = _windows(rows, columns[one][part] - edge, step, blank=1)
            theirs = _windows(rows, columns[other][part] - edge, step, blank=2)
            on_one, on_other, same = _beyond(ours, theirs, gain)
            columns[one][part] += step * on_one
            columns[other][part] += step * on_other
            columns["same"][part] += same
    return Stretches(**columns)


def _beyond(ours: Numbers, theirs: Numbers, gain: float) -> tuple[Places, Places, Places]:
    """How far each two places can be drawn out in one direction, and how many words that adds in common."""
    many = ours.shape[1]
    score = np.full((_GAP + 1, many), 0, np.float32) - np.arange(_GAP + 1, dtype=np.float32)[:, None]
    best, at = np.zeros(many, np.float32), np.zeros(many, np.int16)
    for i in range(_GAP):
        corner = score[0].copy()
        score[0] -= 1
        for j in range(_GAP):
            along = np.where(ours[i] == theirs[j], corner + np.float32(gain), np.float32(-1e6))
            corner = score[j + 1].copy()
            score[j + 1] = np.maximum(along, np.maximum(corner, score[j]) - 1)
            better = score[j + 1] > best
            best = np.where(better, score[j + 1], best)
            at[better] = (i + 1) * 32 + j + 1
    on_one, on_other = (at // 32).astype(np.int64), (at % 32).astype(np.int64)
    same = np.rint((best + on_one + on_other) / (gain + 2)).astype(np.int64)
    return on_one, on_other, same


def _windows(rows: WordRows, at: Places, step: int, *, blank: int) -> Numbers:
    """The next few words from each row on, a line for each step; where the text ends, ``blank`` from there on."""
    places = np.clip(at[None, :] + np.arange(_GAP)[:, None] * step, 0, len(rows.numbers) - 1)
    words: Numbers = rows.numbers[places]
    words[np.maximum.accumulate(rows.between[places], axis=0)] = blank
    return words


def _parts(places: NDArray[np.intp]) -> Iterator[NDArray[np.intp]]:
    """``places`` in portions whose tables fit in the memory."""
    return (places[at : at + _PORTION] for at in range(0, len(places), _PORTION))


_PORTION = 20_000
