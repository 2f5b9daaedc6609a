"""Laying two texts side by side.

Lines are compared first, then the sentences of the lines that differ, then the words of those.
Blanks do not count, so a text that was only wrapped anew is the same text. However long the texts
are, time and memory stay bounded: where too much differs to compare everything with everything,
pieces that stand once in either text hold the two together.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

__all__ = ["Alignment", "Run", "align"]

Run = tuple[int, int, int]
"""A stretch that is the same in both texts: where it starts in the old, in the new, and its length."""

_LINES, _SENTENCES, _WORDS = (re.compile(each) for each in (r"[^\n]+", r"[^\n.?!]+[.?!]*", r"\w+|[^\w\s]"))
_MOST_CELLS = 200_000_000
_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Alignment:
    """Which stretches of two texts are the same, in the order of both.

    Attributes
    ----------
    runs
        The stretches, in code points; each as long as can be.
    length
        How many code points the new text has.
    """

    runs: tuple[Run, ...]
    length: int

    def within(self, start: int, end: int) -> tuple[Run, ...]:
        """What is left of the old text from ``start`` to ``end``, piece by piece."""
        first, last = self._touching(start, end)
        return tuple(_cut(run, start, end) for run in self.runs[first:last])

    def around(self, start: int, end: int) -> tuple[int, int]:
        """The room in the new text between what is left before ``start`` and what is left from ``end`` on."""
        first, last = self._touching(start, end)
        before = _cut(self.runs[first], 0, start) if first < len(self.runs) else (0, 0, 0)
        if before[2] <= 0:
            before = self.runs[first - 1] if first else (0, 0, 0)
        after = _cut(self.runs[last - 1], end, self.runs[last - 1][0] + self.runs[last - 1][2]) if last else (0, 0, 0)
        if after[2] <= 0:
            after = self.runs[last] if last < len(self.runs) else (0, self.length, 0)
        return before[1] + before[2], after[1]

    def comes_from_elsewhere(self, place: tuple[int, int], stretch: tuple[int, int]) -> bool:
        """Whether the new text at ``place`` is old text that stands outside ``stretch``."""
        first = bisect_right(self.runs, place[0], key=lambda run: run[1] + run[2])
        last = bisect_left(self.runs, place[1], key=lambda run: run[1])
        origins = [_cut((to, start, length), *place) for start, to, length in self.runs[first:last]]
        return any(start + length <= stretch[0] or start >= stretch[1] for _, start, length in origins)

    def _touching(self, start: int, end: int) -> tuple[int, int]:
        """The runs from the first to before the last that share a letter with the old text's stretch."""
        first = bisect_right(self.runs, start, key=lambda run: run[0] + run[2])
        return first, max(first, bisect_left(self.runs, end, key=lambda run: run[0]))


def _cut(run: Run, start: int, end: int) -> Run:
    """The part of ``run`` that lies between ``start`` and ``end`` of the old text."""
    begin = max(start, run[0])
    return begin, run[1] + begin - run[0], min(end, run[0] + run[2]) - begin


def align(old: str, new: str) -> Alignment:
    """Which stretches of ``old`` stand in ``new``, in the same order.

    Examples
    --------
    >>> align("She lost the form.", "She lost all of the forms.").runs
    ((0, 0, 8), (9, 16, 3), (17, 25, 1))
    """
    found = _runs(old, new, (0, len(old)), (0, len(new)), (_LINES, _SENTENCES, _WORDS))
    return Alignment(tuple(_joined(old, new, found)), len(new))


def _runs(
    old: str, new: str, here: tuple[int, int], there: tuple[int, int], levels: Sequence[re.Pattern[str]]
) -> Iterator[Run]:
    """The pieces of the first level that are the same, and between them those of the finer levels."""
    level, *finer = levels
    olds = [match.span() for match in level.finditer(old, *here)]
    news = [match.span() for match in level.finditer(new, *there)]
    at_old, at_new = here[0], there[0]
    ends = (len(olds), len(news), 0)
    for i, j, count in [*_matches([old[a:b] for a, b in olds], [new[a:b] for a, b in news]), ends]:
        until = (olds[i][0], news[j][0]) if count else (here[1], there[1])
        if finer and at_old < until[0] and at_new < until[1]:
            yield from _runs(old, new, (at_old, until[0]), (at_new, until[1]), finer)
        for (start, end), (to, _) in zip(olds[i : i + count], news[j : j + count], strict=True):
            yield start, to, end - start
        if count:
            at_old, at_new = olds[i + count - 1][1], news[j + count - 1][1]


def _joined(old: str, new: str, runs: Iterable[Run]) -> Iterator[Run]:
    """Neighbouring runs as one where what stands between them is the same too."""
    last: Run | None = None
    for run in runs:
        if last is None:
            last = run
        elif old[last[0] + last[2] : run[0]] == new[last[1] + last[2] : run[1]]:
            last = (last[0], last[1], run[0] + run[2] - last[0])
        else:
            yield last
            last = run
    if last is not None:
        yield last


# ---------------------------------------------------------------------------- pieces in an order


def _matches(old: list[str], new: list[str], depth: int = 0) -> list[Run]:
    """Which pieces of two lists are the same, in order: (place in old, place in new, how many)."""
    head = _shared(zip(old, new, strict=False))
    tail = _shared(zip(reversed(old[head:]), reversed(new[head:]), strict=False))
    inner = _middle(old[head : len(old) - tail], new[head : len(new) - tail], depth)
    found = [(0, 0, head), *((i + head, j + head, count) for i, j, count in inner)]
    found.append((len(old) - tail, len(new) - tail, tail))
    return [match for match in found if match[2]]


def _shared(pairs: Iterable[tuple[str, str]]) -> int:
    count = 0
    for one, other in pairs:
        if one != other:
            break
        count += 1
    return count


def _middle(old: list[str], new: list[str], depth: int) -> list[Run]:
    if not old or not new:
        return []
    if len(old) * len(new) <= _MOST_CELLS:
        from rapidfuzz.distance import Indel

        steps = Indel.opcodes(old, new)
        return [(s.src_start, s.dest_start, s.src_end - s.src_start) for s in steps if s.tag == "equal"]
    anchors = _anchors(old, new) if depth < _DEEPEST else []
    found: list[Run] = []
    i, j = 0, 0
    for to_i, to_j in [*anchors, (len(old), len(new))] if anchors else []:
        between = _matches(old[i:to_i], new[j:to_j], depth + 1)
        found += [(i + a, j + b, count) for a, b, count in between]
        if to_i < len(old):
            found.append((to_i, to_j, 1))
        i, j = to_i + 1, to_j + 1
    return found


def _anchors(old: list[str], new: list[str]) -> list[tuple[int, int]]:
    """Pieces that stand once in either list, as many as stand in the same order in both."""
    counts_old, counts_new = Counter(old), Counter(new)
    place = {piece: j for j, piece in enumerate(new) if counts_new[piece] == 1}
    pairs = [(i, place[piece]) for i, piece in enumerate(old) if counts_old[piece] == 1 and piece in place]
    return _longest_rising(pairs)


def _longest_rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """As many of ``pairs``, which rise in their first place, as rise in the second place too."""
    tops: list[int] = []
    tails: list[int] = []
    before: list[int] = []
    for index, (_, j) in enumerate(pairs):
        pile = bisect_left(tops, j)
        before.append(tails[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [j]
        tails[pile : pile + 1] = [index]
    chosen, index = [], tails[-1] if tails else -1
    while index >= 0:
        chosen.append(pairs[index])
        index = before[index]
    return chosen[::-1]
