"""The column of every act and text: what leads to something stands to its left.

A line that closes a loop or goes back in time is feedback: it binds no column. What remains has no
loops, so the longest way to a box gives its column; boxes then move towards what they belong to, for
short lines, as far as the order allows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from heapq import heapify, heapreplace
from math import isqrt

__all__ = ["find_columns", "share_out"]

Ends = Sequence[tuple[int, int]]


def find_columns(ends: Ends, earliest: Sequence[int], pinned: dict[int, int]) -> tuple[list[int], list[bool]]:
    """The column of each node, and for each edge whether it is feedback.

    Parameters
    ----------
    ends
        Origin and target of each edge, as places in `earliest`.
    earliest
        The step of each node; 0 where it is not known.
    pinned
        The columns that the researcher has chosen.
    """
    feedback = _feedback(ends, earliest, pinned)
    before, after = _neighbours(len(earliest), ends, feedback)
    order = _in_order(before, after)
    rank = {step: place for place, step in enumerate(sorted(set(earliest)))}
    least = [pinned.get(node, rank[step]) for node, step in enumerate(earliest)]
    column = _longest_ways(order, before, least)
    _hold_pins(column, order, before, after, least, pinned)
    _shorten(column, order, before, after, least, pinned)
    kept = range(max(pinned.values(), default=-1) + 1)  # a chosen column keeps its number
    used = {old: new for new, old in enumerate(sorted({*column, *kept}))}
    column = [used[each] for each in column]
    return column, [column[origin] >= column[target] for origin, target in ends]


def share_out(column: list[int], lane: Sequence[int], free: Sequence[int]) -> None:
    """Move nodes that nothing binds to a column into the emptiest columns of their lanes, from the left.

    Without this all of them would stand in one tall stack.
    """
    taken = set(column) - {column[node] for node in free}
    most = max(Counter(lane[node] for node in free).values(), default=0)
    width = max(max(taken, default=-1) + 1, min(isqrt(most) + 1, most))
    counts = Counter(zip(lane, column, strict=True))
    counts.subtract((lane[node], column[node]) for node in free)
    stacks = {each: [(counts[each, place], place) for place in range(width)] for each in {lane[node] for node in free}}
    for stack in stacks.values():
        heapify(stack)
    for node in free:
        count, place = stacks[lane[node]][0]
        heapreplace(stacks[lane[node]], (count + 1, place))
        column[node] = place


def _feedback(ends: Ends, earliest: Sequence[int], pinned: dict[int, int]) -> list[bool]:
    """Edges against time or against the pins, and then those that still close a loop."""
    feedback = [
        origin == target
        or 0 < earliest[target] < earliest[origin]
        or (origin in pinned and target in pinned and pinned[origin] >= pinned[target])
        for origin, target in ends
    ]
    leaving: list[list[tuple[int, int]]] = [[] for _ in earliest]
    entered = [0] * len(earliest)
    for edge, (origin, target) in enumerate(ends):
        if not feedback[edge]:
            leaving[origin].append((edge, target))
            entered[target] += 1
    state = [0] * len(earliest)  # 0 not seen, 1 on the way, 2 done
    for root in sorted(range(len(earliest)), key=lambda node: (entered[node] > 0, earliest[node], node)):
        if not state[root]:
            _mark_loops(root, leaving, state, feedback)
    return feedback


def _mark_loops(root: int, leaving: list[list[tuple[int, int]]], state: list[int], feedback: list[bool]) -> None:
    """Depth first from `root`: an edge to a node that is still on the way closes a loop."""
    state[root] = 1
    way = [(root, iter(leaving[root]))]
    while way:
        node, rest = way[-1]
        for edge, target in rest:
            if state[target] == 1:
                feedback[edge] = True
            elif not state[target]:
                state[target] = 1
                way.append((target, iter(leaving[target])))
                break
        else:
            state[node] = 2
            way.pop()


def _neighbours(count: int, ends: Ends, feedback: list[bool]) -> tuple[list[list[int]], list[list[int]]]:
    before: list[list[int]] = [[] for _ in range(count)]
    after: list[list[int]] = [[] for _ in range(count)]
    for (origin, target), back in zip(ends, feedback, strict=True):
        if not back:
            after[origin].append(target)
            before[target].append(origin)
    return before, after


def _in_order(before: list[list[int]], after: list[list[int]]) -> list[int]:
    """Every node after all that lead to it."""
    waits = [len(each) for each in before]
    order = [node for node, count in enumerate(waits) if not count]
    for node in order:
        for target in after[node]:
            waits[target] -= 1
            if not waits[target]:
                order.append(target)
    return order


def _longest_ways(order: list[int], before: list[list[int]], least: list[int]) -> list[int]:
    column = list(least)
    for node in order:
        for origin in before[node]:
            column[node] = max(column[node], column[origin] + 1)
    return column


def _hold_pins(
    column: list[int],
    order: list[int],
    before: list[list[int]],
    after: list[list[int]],
    least: list[int],
    pinned: dict[int, int],
) -> None:
    """A pin wins over what leads to it: such an edge no longer binds, and will run backwards."""
    if not pinned:
        return
    for node in order:
        if node in pinned:
            for origin in [each for each in before[node] if column[each] >= pinned[node]]:
                before[node].remove(origin)
                after[origin].remove(node)
        column[node] = max([least[node], *(column[origin] + 1 for origin in before[node])])


def _shorten(
    column: list[int],
    order: list[int],
    before: list[list[int]],
    after: list[list[int]],
    least: list[int],
    pinned: dict[int, int],
) -> None:
    """Move boxes within their slack: loose beginnings up to what they lead to, others to the side with more lines."""
    loose = [False] * len(column)
    for node in order:
        loose[node] = node not in pinned and all(loose[each] and len(after[each]) == 1 for each in before[node])
    for _ in range(6):
        changed = False
        for node in reversed(order):
            if node in pinned or not after[node]:
                continue
            low = max([least[node], *(column[each] + 1 for each in before[node])])
            high = min(column[each] for each in after[node]) - 1
            if loose[node] or len(after[node]) >= len(before[node]):
                wanted = high
            else:
                wanted = low if len(before[node]) > len(after[node]) else min(max(column[node], low), high)
            changed |= wanted != column[node]
            column[node] = wanted
        if not changed:
            return
