"""Lines side by side in a gap: which comes first, and which may share a track.

A bar is a straight piece across a gap, with ends that lead away from it to one side (`before`) or to
the other (`after`). In a gap between columns the bars are upright, `before` is the left, and positions
are heights; in a gutter between lanes the same is turned by a quarter. Two bars cross as often as the
ends of one meet the length of the other, which depends on their order alone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise

__all__ = ["Bar", "assign_tracks", "order_bars"]

_FORBIDDEN = 1000
_MANY = 120  # above this many bars in one gap, the first order stands
_ROUNDS = 2


@dataclass(slots=True, eq=False)
class Bar:
    """A straight piece of an edge's line: the `turn` of that edge at which it stands, and its ends.

    `part` is 0 for a whole bar, 1 and 2 for the halves of one that was cut.
    """

    edge: int
    turn: int
    before: tuple[float, ...]
    after: tuple[float, ...]
    part: int = 0
    low: float = 0.0
    high: float = 0.0

    def __post_init__(self) -> None:
        ends = self.before + self.after
        self.low, self.high = min(ends), max(ends)


def order_bars(bars: list[Bar], near: float, through: Sequence[float] = ()) -> list[Bar]:
    """The bars in an order with few crossings in which no two lines lie on each other.

    Ends of two bars that lie nearer than `near` from opposite sides fix the order of the two. Where such
    demands run in a circle, a bar is cut in two at a free height; `through` are heights at which lines run straight across the gap.
    """
    order = sorted(bars, key=_first_guess)
    if len(order) < 2:
        return order
    if len(order) <= _MANY:
        order = _sift(order, _differences(order, near))
    taken = [end for bar in order for end in bar.before + bar.after]
    return _obey(order, near, [*taken, *through])


def assign_tracks(order: list[Bar], apart: float) -> list[int]:
    """The track of each bar, counted from 0: a bar shares one only with bars it does not overlap."""
    tracks: list[int] = []
    if len(order) > _MANY:
        return list(range(len(order)))
    for place, bar in enumerate(order):
        low, high, track = bar.low - apart, bar.high + apart, 0
        for earlier in range(place):
            other = order[earlier]
            if tracks[earlier] >= track and other.low < high and other.high > low:
                track = tracks[earlier] + 1
        tracks.append(track)
    return tracks


def _first_guess(bar: Bar) -> tuple[bool, float, float]:
    """Those that climb from the left first, from the top; then those that fall, from the bottom."""
    start = bar.before[0] if bar.before else bar.after[0]
    falls = start <= bar.low
    return falls, -start if falls else start, bar.high


def _cost(first: Bar, second: Bar, near: float) -> int:
    """How often two bars cross in this order."""
    low, high = second.low, second.high
    cost = 0
    for end in first.after:
        if low < end < high:
            cost += 1
        for other in second.before:
            if -near < end - other < near:
                cost += _FORBIDDEN
    low, high = first.low, first.high
    for end in second.before:
        if low < end < high:
            cost += 1
    return cost


def _differences(bars: list[Bar], near: float) -> list[dict[int, int]]:
    """For each bar, what it costs more to stand before another than after it; only where that is not 0."""
    differences: list[dict[int, int]] = [{} for _ in bars]
    by_low = sorted(range(len(bars)), key=lambda place: bars[place].low)
    for at, one in enumerate(by_low):
        first = bars[one]
        reach = first.high + near
        for two in by_low[at + 1 :]:
            second = bars[two]
            if second.low > reach:
                break
            difference = _cost(first, second, near) - _cost(second, first, near)
            if difference:
                differences[one][two] = difference
                differences[two][one] = -difference
    return differences


def _sift(bars: list[Bar], differences: list[dict[int, int]]) -> list[Bar]:
    """Take out each bar in turn and put it back where it crosses least."""
    order = list(range(len(bars)))
    for _ in range(_ROUNDS):
        moved = False
        for bar in range(len(bars)):
            own = differences[bar]
            if own:
                moved |= _put_best(order, bar, own)
        if not moved:
            break
    return [bars[each] for each in order]


def _put_best(order: list[int], bar: int, own: dict[int, int]) -> bool:
    old = order.index(bar)
    del order[old]
    cost = best = 0
    place = 0
    costs = [0]
    for at, other in enumerate(order):
        cost -= own.get(other, 0)  # `bar` now stands after `other`
        costs.append(cost)
        if cost < best:
            best, place = cost, at + 1
    if costs[old] == best:
        place = old
    order.insert(place, bar)
    return place != old


def _obey(order: list[Bar], near: float, taken: list[float]) -> list[Bar]:
    """The order with every demand kept, cutting bars where demands run in a circle."""
    done: list[Bar] = []
    rest = list(order)
    while rest:
        later, waits = _demands(rest, near)
        waiting = list(waits)
        free = [place for place, count in enumerate(waiting) if not count]
        left = dict.fromkeys(range(len(rest)))
        while free:
            place = heappop(free)
            del left[place]
            done.append(rest[place])
            for other in later[place]:
                waiting[other] -= 1
                if not waiting[other]:
                    heappush(free, other)
        rest = _cut([rest[place] for place in left], near, taken) if left else []
    return done


def _demands(bars: list[Bar], near: float) -> tuple[list[list[int]], list[int]]:
    """For each bar, those that must come after it; and how many each has to wait for."""
    ends = sorted((end, place) for place, bar in enumerate(bars) for end in bar.after)
    later: list[list[int]] = [[] for _ in bars]
    waits = [0] * len(bars)
    parts: dict[tuple[int, int], int] = {}
    for place, bar in enumerate(bars):
        for end in bar.before:
            for at in range(bisect_right(ends, (end - near, len(bars))), len(ends)):
                if ends[at][0] >= end + near:
                    break
                other = ends[at][1]
                if (bars[other].edge, bars[other].turn) != (bar.edge, bar.turn):
                    later[place].append(other)
                    waits[other] += 1
        if bar.part:
            first = parts.setdefault((bar.edge, bar.turn), place)
            if first != place:
                later[first].append(place)
                waits[place] += 1
    return later, waits


def _cut(bars: list[Bar], near: float, taken: list[float]) -> list[Bar]:
    """The bars with one of a circle cut in two, joined at a height that nothing else has."""
    later, _ = _demands(bars, near)
    sooner: list[int] = [-1] * len(bars)
    for place, others in enumerate(later):
        for other in others:
            sooner[other] = place
    place, seen = 0, [False] * len(bars)
    while not seen[place]:
        seen[place] = True
        place = sooner[place]
    bar = bars[place]
    joint = _free_height(bar.low, bar.high, near, taken)
    taken.append(joint)
    halves = [Bar(bar.edge, bar.turn, bar.before, (joint,), 1), Bar(bar.edge, bar.turn, (joint,), bar.after, 2)]
    return [*bars[:place], *halves, *bars[place + 1 :]]


def _free_height(low: float, high: float, near: float, taken: list[float]) -> float:
    """The middle of the widest free stretch between two heights, or the next free height below them."""
    inside = sorted([low, high, *(each for each in taken if low < each < high)])
    gap, start = max((b - a, a) for a, b in pairwise(inside))
    if gap > 2.5 * near:
        return start + gap / 2
    height = high + 2 * near
    for each in sorted(taken):
        if abs(each - height) < 1.5 * near:
            height = each + 2 * near
    return height
