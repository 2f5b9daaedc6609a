"""An order of the lanes in which lines are short: lanes that are linked often lie side by side.

It is a suggestion, never applied unasked, and it never moves a lane out of its band.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from ieworkbench.maps.layout.lanes import lay_out
from ieworkbench.maps.layout.quality import quality
from ieworkbench.maps.layout.specs import EdgeSpec, LaneSpec, NodeSpec

__all__ = ["suggest_lane_order"]

_EXACT = 11  # a band of so many lanes is solved exactly
_EQUALS = 8  # so many equally short orders are laid out, to count their crossings
_SMALL = 400  # nodes; above this the first of equal orders is taken

Weights = list[Counter[int]]


def suggest_lane_order(
    nodes: Sequence[NodeSpec], edges: Sequence[EdgeSpec], lanes: Sequence[LaneSpec]
) -> tuple[str, ...]:
    """The ids of the lanes in the order with the least sum of edges times lanes crossed; of equals, the fewest crossings.

    Bands of up to 11 lanes are solved exactly; larger ones are improved from the order given until no move of
    one lane helps.

    Examples
    --------
    >>> lanes = [LaneSpec("law", "national"), LaneSpec("home"), LaneSpec("clinic"), LaneSpec("office")]
    >>> nodes = [NodeSpec(each, each, 60, 30) for each in ("law", "home", "clinic", "office")]
    >>> edges = [EdgeSpec("1", "law", "office"), EdgeSpec("2", "office", "home"), EdgeSpec("3", "home", "clinic")]
    >>> suggest_lane_order(nodes, edges, lanes)
    ('law', 'office', 'home', 'clinic')
    """
    weights = _weights(nodes, edges, lanes)
    orders: list[list[int]] = [[]]
    for _, group in groupby(range(len(lanes)), key=lambda lane: lanes[lane].band):
        members = list(group)
        below = list(range(members[-1] + 1, len(lanes)))
        best = _shortest(members, weights, members[0], below)
        orders = [start + end for start in orders for end in best][:_EQUALS]
    if len(orders) > 1 and len(nodes) <= _SMALL:
        orders.sort(key=lambda order: quality(lay_out(nodes, edges, [lanes[lane] for lane in order])).crossings)
    return tuple(lanes[lane].id for lane in orders[0])


def _weights(nodes: Sequence[NodeSpec], edges: Sequence[EdgeSpec], lanes: Sequence[LaneSpec]) -> Weights:
    """For each lane, how many edges run between it and each other one."""
    place = {lane.id: at for at, lane in enumerate(lanes)}
    lane = {node.id: place[node.lane] for node in nodes}
    weights: Weights = [Counter() for _ in lanes]
    for edge in edges:
        one, other = lane[edge.origin], lane[edge.target]
        if one != other:
            weights[one][other] += 1
            weights[other][one] += 1
    return weights


def _shortest(members: list[int], weights: Weights, above: int, below: list[int]) -> list[list[int]]:
    """The shortest orders of one band. `above` lanes lie over it; what is linked to those wants to lie high."""
    pull = {
        lane: sum(count for other, count in weights[lane].items() if other < above)
        - sum(weights[lane][other] for other in below)
        for lane in members
    }
    if len(members) <= _EXACT:
        return _exact(members, weights, pull)
    return [_improved(members, weights, pull)]


def _exact(members: list[int], weights: Weights, pull: dict[int, int]) -> list[list[int]]:
    """Every set of lanes may be the upper part; the cost of an order is the sum of the edges that leave each upper part.

    The edges that leave `upper + lane` are those that leave `upper`, plus the lane's own, less twice those between.
    """
    count = len(members)
    inside = [[weights[one][other] for other in members] for one in members]
    own = [sum(row) - pull[lane] for row, lane in zip(inside, members, strict=True)]
    leaving = [0] * (1 << count)
    least = [0] * (1 << count)
    for upper in range(1, 1 << count):
        top = upper.bit_length() - 1
        rest = upper ^ (1 << top)
        between = sum(inside[top][lane] for lane in range(top) if rest >> lane & 1)
        leaving[upper] = leaving[rest] + own[top] - 2 * between
        least[upper] = leaving[upper] + min(least[upper ^ (1 << lane)] for lane in range(count) if upper >> lane & 1)

    def orders(upper: int) -> Iterator[list[int]]:
        if not upper:
            yield []
        for lane in range(count):
            without = upper ^ (1 << lane)
            if upper >> lane & 1 and least[without] + leaving[upper] == least[upper]:
                for order in orders(without):
                    yield [*order, members[lane]]

    found = orders((1 << count) - 1)
    return [order for order, _ in zip(found, range(_EQUALS), strict=False)]


def _improved(members: list[int], weights: Weights, pull: dict[int, int]) -> list[int]:
    """The given order after moving single lanes as long as that shortens it."""
    order = list(members)
    best = _cost(order, weights, pull)
    improved = True
    while improved:
        improved = False
        for lane in members:
            rest = [each for each in order if each != lane]
            tries = [[*rest[:at], lane, *rest[at:]] for at in range(len(order))]
            cost, at = min((_cost(each, weights, pull), at) for at, each in enumerate(tries))
            if cost < best:
                best, order, improved = cost, tries[at], True
    return order


def _cost(order: list[int], weights: Weights, pull: dict[int, int]) -> int:
    place = {lane: at for at, lane in enumerate(order)}
    cost = sum(pull[lane] * at for lane, at in place.items())
    for lane, at in place.items():
        for other, count in weights[lane].items():
            cost += count * max(place.get(other, at) - at, 0)
    return cost
