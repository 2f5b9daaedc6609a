"""Which stretch of one text is which stretch of another: the same words first, then other words for the same.

Words that stand everywhere in the two texts count little, so that “supervising officer” does not make
two conditions one. Where the neighbours on both sides are matched already, less likeness is enough.
"""

from __future__ import annotations

import heapq
import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ieworkbench.model.words import fold, join_parted

__all__ = ["Match", "increasing", "match_texts"]

_SLOT = re.compile(r"\[[^\[\]]{0,200}\]|\{\{[^{}]{0,200}\}\}|<[^<>]{0,80}>")
_WORD = re.compile(r"\w+")
_MOST_HOLDERS = 200
"""Words that more stretches hold lead to no candidates: it would be nearly all of them."""
_MOST_TRIED = 12
"""With how many others, those that share most, a stretch is compared word by word."""
_FOR_EVERY_WORD = 0.25
"""What a word counts that stands in every stretch; one that stands in one of a hundred counts 4.9."""
_ALONE = 0.75
"""How alike two stretches are at least if they share a single word."""
_FOR_BESIDE = 0.2
"""How much less likeness is enough where both neighbours are matched."""


@dataclass(frozen=True, slots=True)
class Match:
    """That the stretch ``old`` became the stretch ``new``; ``likeness`` is 1 where the words are the same."""

    old: int
    new: int
    likeness: float


def match_texts(old: Sequence[str], new: Sequence[str], least: float = 0.5) -> list[Match]:
    """Each stretch of ``old`` with what it became in ``new``, where it became something; each is matched once.

    Parameters
    ----------
    old, new
        The stretches of two texts, in their order.
    least
        How alike two stretches are at least, from 0 to 1; a fifth less between matched neighbours.

    Examples
    --------
    >>> match_texts(["Keep a diary.", "Go to bed at ten."], ["Go to bed at nine.", "Keep a diary."])
    [Match(old=0, new=1, likeness=1.0), Match(old=1, new=0, likeness=0.8)]
    """
    folded = [[_words(each) for each in side] for side in (old, new)]
    pairs = _same(*folded)
    weights = _Weights(*folded)
    left = [place for place in range(len(old)) if place not in pairs and folded[0][place]]
    taken = set(pairs.values())
    free = [place for place in range(len(new)) if place not in taken and folded[1][place]]
    alike = weights.candidates(folded[0], left, folded[1], free)
    found = [Match(a, b, 1.0) for a, b in pairs.items()]
    found += _chosen(alike, pairs, least, (len(old), len(new)))
    return sorted(found, key=lambda each: each.old)


def increasing(places: Sequence[int]) -> set[int]:
    """The indexes of the longest run of ``places`` that only goes up: what has kept its order.

    Examples
    --------
    >>> sorted(increasing([3, 0, 1, 2]))
    [1, 2, 3]
    """
    tops: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for index, place in enumerate(places):
        height = bisect_left(tops, place)
        before.append(at[height - 1] if height else -1)
        tops[height : height + 1] = [place]
        at[height : height + 1] = [index]
    kept, index = set(), at[-1] if at else -1
    while index >= 0:
        kept.add(index)
        index = before[index]
    return kept


def _words(text: str) -> tuple[str, ...]:
    """The words of a stretch as they are compared; a place to be filled in is one word, whatever it says."""
    return tuple(_WORD.findall(_SLOT.sub(" 0slot0 ", join_parted(fold(text)))))


def _same(old: Sequence[tuple[str, ...]], new: Sequence[tuple[str, ...]]) -> dict[int, int]:
    """The stretches with the same words, each with that which stands in the same order among its like."""
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, words in enumerate(new):
        if words:
            places[words].append(place)
    held: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, words in enumerate(old):
        if words in places:
            held[words].append(place)
    unique = {held[words][0]: places[words][0] for words in held if len(held[words]) == len(places[words]) == 1}
    pairs = dict(unique)
    for words, olds in held.items():
        news = places[words]
        if len(olds) == len(news):
            pairs.update(zip(olds, news, strict=True))
        else:
            pairs.update(_nearest(olds, news, unique))
    return pairs


def _nearest(olds: list[int], news: list[int], unique: dict[int, int]) -> dict[int, int]:
    """Of several with the same words, those that stand nearest after the same neighbour."""
    anchors = sorted(unique)
    wanted = []
    for old in olds:
        anchor = bisect_left(anchors, old) - 1
        base = unique[anchors[anchor]] + old - anchors[anchor] if anchor >= 0 else old
        wanted += [(abs(new - base), old, new) for new in news]
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for _, old, new in sorted(wanted):
        if old not in pairs and new not in used:
            pairs[old] = new
            used.add(new)
    return pairs


class _Weights:
    """How much a word says: the fewer stretches hold it, the more."""

    def __init__(self, old: Sequence[tuple[str, ...]], new: Sequence[tuple[str, ...]]) -> None:
        holders = [Counter(word for each in side for word in set(each)) for side in (old, new)]
        most = max(len(old), len(new))
        self._weight = {
            word: _FOR_EVERY_WORD + math.log(most / max(holders[0][word], holders[1][word]))
            for word in holders[0] | holders[1]
        }
        self._weight["0slot0"] = _FOR_EVERY_WORD

    def candidates(
        self, old: Sequence[tuple[str, ...]], left: Sequence[int], new: Sequence[tuple[str, ...]], free: Sequence[int]
    ) -> list[tuple[float, int, int]]:
        """Pairs that share a word that is not everywhere, with how alike they are; the most alike first."""
        holding: dict[str, list[int]] = defaultdict(list)
        for place in free:
            for word in set(new[place]):
                holding[word].append(place)
        found = []
        for place in left:
            shared: dict[int, float] = defaultdict(float)
            for word in set(old[place]):
                if len(holding.get(word, ())) <= _MOST_HOLDERS:
                    for other in holding.get(word, ()):
                        shared[other] += self._weight[word]
            nearest = heapq.nlargest(_MOST_TRIED, shared, key=_by(shared, place))
            found += [(self.likeness(old[place], new[other]), place, other) for other in nearest]
        return sorted(found, key=lambda each: (-each[0], abs(each[1] - each[2]), each[1:]))

    def likeness(self, one: tuple[str, ...], other: tuple[str, ...]) -> float:
        """How much of what the two say they share, from 0 to 1; their order counts a quarter."""
        counts = Counter(one), Counter(other)
        both = list((counts[0] & counts[1]).elements())
        shared = self._sum(both)
        total = self._sum(one) + self._sum(other)
        bag = 2 * shared / total if total else 0.0
        if bag < 0.2 or (len(both) < 2 and bag < _ALONE):
            return round(min(bag, 0.2), 2)
        from rapidfuzz.distance import Indel

        return round(0.75 * bag + 0.25 * Indel.normalized_similarity(one, other), 2)

    def _sum(self, words: Iterable[str]) -> float:
        return sum(self._weight[word] for word in words)


def _chosen(
    alike: list[tuple[float, int, int]], pairs: dict[int, int], least: float, sizes: tuple[int, int]
) -> list[Match]:
    """The pairs that are alike enough: the most alike first, and then those between matched neighbours."""
    made = dict(pairs)
    used = set(made.values())
    found = []
    for bar, beside in ((least, False), (least - _FOR_BESIDE, True)):
        for likeness, old, new in alike:
            if likeness < bar or old in made or new in used:
                continue
            if beside and not _between(old, new, made, sizes):
                continue
            made[old] = new
            used.add(new)
            found.append(Match(old, new, likeness))
    return found


def _between(old: int, new: int, made: dict[int, int], sizes: tuple[int, int]) -> bool:
    """Whether what stands before and after is matched, so that only these two are left between."""
    before = made.get(old - 1) == new - 1 if old and new else old == new
    last = (old + 1 == sizes[0], new + 1 == sizes[1])
    after = made.get(old + 1) == new + 1 if not any(last) else all(last)
    return before and after


def _by(shared: Mapping[int, float], place: int) -> Callable[[int], tuple[float, int]]:
    """First those that share most, and of these the nearest."""
    return lambda other: (shared[other], -abs(other - place))
