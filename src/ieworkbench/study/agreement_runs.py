"""Who gave which codes where, for counting: sets of codes as bits, side by side for all coders.

A source is taken apart once, into runs of text in which no coder begins or ends anything, so that
characters are counted by the length of runs and never one by one. Units then collect what the runs
that touch them hold.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

__all__ = ["Marking", "Masks", "Row", "bits", "by_code", "count_rows", "differs", "rows_of_units", "runs"]

Masks = tuple[int | None, ...]
"""The codes that each coder gave, one bit a code; ``None`` for one who did not code the source."""


class Marking(NamedTuple):
    """That a coder gave these codes (bits) to the text from ``start`` to ``end``."""

    start: int
    end: int
    coder: int
    codes: int


class Row(NamedTuple):
    """What everybody gave to the text from ``start`` to ``end``."""

    start: int
    end: int
    masks: Masks


def bits(mask: int) -> Iterator[int]:
    """The places of the bits that are set, from the lowest up."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def runs(markings: Iterable[Marking], present: Sequence[bool], length: int) -> list[Row]:
    """The whole text from 0 to ``length`` as the longest runs in which nobody's codes change."""
    changes = _changes(markings)
    now = [0 if each else None for each in present]
    rows: list[Row] = []
    before = 0
    for place in sorted(changes):
        if place > before:
            rows.append(Row(before, place, tuple(now)))
            before = place
        for coder, mask in changes[place].items():
            now[coder] = (now[coder] or 0) ^ mask
    if length > before:
        rows.append(Row(before, length, tuple(now)))
    return rows


def _changes(markings: Iterable[Marking]) -> dict[int, dict[int, int]]:
    """Where a coder's codes begin or end, each stretch of one coder and one code taken together."""
    stretches: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for each in markings:
        for bit in bits(each.codes):
            stretches[each.coder, 1 << bit].append((each.start, each.end))
    changes: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for (coder, code), places in stretches.items():
        for start, end in _joined(places):
            changes[start][coder] ^= code
            changes[end][coder] ^= code
    return changes


def _joined(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """``places`` in order, with those that overlap or touch taken together."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def rows_of_units(
    units: Sequence[tuple[int, int]], markings: Iterable[Marking], present: Sequence[bool], content: str
) -> list[Row]:
    """Each unit with the codes of every coding that touches a character of it that is not blank."""
    starts = [start for start, _ in units]
    masks: list[list[int | None]] = [[0 if each else None for each in present] for _ in units]
    for each in markings:
        for number in range(max(0, bisect_right(starts, each.start) - 1), len(units)):
            start, end = units[number]
            if start >= each.end:
                break
            if content[max(start, each.start) : min(end, each.end)].strip():
                masks[number][each.coder] = (masks[number][each.coder] or 0) | each.codes
    return [Row(start, end, tuple(given)) for (start, end), given in zip(units, masks, strict=True)]


def differs(masks: Masks) -> bool:
    """Whether two coders who were both there gave different codes."""
    return len({each for each in masks if each is not None}) > 1


def count_rows(rows: Iterable[Row], *, by_length: bool, uncoded: bool) -> Counter[Masks]:
    """How many units, or characters, have each combination of codes; without those nobody coded if asked."""
    counted: Counter[Masks] = Counter()
    for start, end, masks in rows:
        if uncoded or any(masks):
            counted[masks] += end - start if by_length else 1
    return counted


def by_code(counted: Mapping[Masks, int], codes: int) -> list[Counter[Masks]]:
    """For each of the first ``codes`` bits: how many units have each combination of coded (1) and not (0)."""
    totals: Counter[tuple[bool, ...]] = Counter()
    found: list[Counter[Masks]] = [Counter() for _ in range(codes)]
    for masks, count in counted.items():
        totals[tuple(each is None for each in masks)] += count
        union = 0
        for each in masks:
            union |= each or 0
        for bit in bits(union):
            found[bit][tuple(None if each is None else each >> bit & 1 for each in masks)] += count
    for each_found in found:
        _add_untouched(each_found, totals)
    return found


def _add_untouched(found: Counter[Masks], totals: Mapping[tuple[bool, ...], int]) -> None:
    """Add the units in which nobody gave the code: all there are, less those in which somebody did."""
    coded: Counter[tuple[bool, ...]] = Counter()
    for masks, count in found.items():
        coded[tuple(each is None for each in masks)] += count
    for missing, count in totals.items():
        if count > coded[missing]:
            found[tuple(None if each else 0 for each in missing)] += count - coded[missing]
