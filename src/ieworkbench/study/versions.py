"""Carrying passages from a text to its corrected version.

Two texts are laid side by side, lines first and then the words of the lines that differ. A passage
goes where its words went. Where they went nowhere, its quote and what stood around it are looked
for. What still has no place is an orphan: it keeps its quote and its place in the earlier text,
and is listed. Nothing is guessed and nothing is dropped.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace

from ieworkbench.model import Passage, Placement, Source, find_words

__all__ = ["Alignment", "Replacement", "align", "carry"]

_WORDS = re.compile(r"\w+|[^\w\s]|\s+")
_MOST_CELLS = 40_000_000
_ALIKE = 0.75


@dataclass(frozen=True, slots=True)
class Replacement:
    """What became of a source's passages when its text was replaced.

    Attributes
    ----------
    source
        The source with its new text.
    carried
        The passages whose words stand unchanged in the new text.
    changed
        Those whose words were corrected themselves: as they were, and as they are now.
    orphaned
        Those that could not be placed. They keep their quotes.
    """

    source: Source
    carried: tuple[Passage, ...]
    changed: tuple[tuple[Passage, Passage], ...]
    orphaned: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Alignment:
    """Which stretches of two texts are the same, in the order of both.

    Attributes
    ----------
    runs
        (start in the old text, start in the new text, length), in code points.
    """

    runs: tuple[tuple[int, int, int], ...]

    def moved(self, start: int, end: int) -> tuple[int, int] | None:
        """Where the old text from ``start`` to ``end`` went, from the first to the last letter kept."""
        touching = [run for run in self._touching(start, end) if run[0] < end and run[0] + run[2] > start]
        if not touching:
            return None
        first, last = touching[0], touching[-1]
        return first[1] + max(0, start - first[0]), last[1] + min(end - last[0], last[2])

    def _touching(self, start: int, end: int) -> tuple[tuple[int, int, int], ...]:
        begins = [run[0] for run in self.runs]
        return self.runs[max(0, bisect_right(begins, start) - 1) : bisect_right(begins, end)]


def align(old: str, new: str) -> Alignment:
    """Lay two texts side by side.

    Lines are compared first; where lines differ, their words are, unless so much differs that
    looking for passages by their quotes is the better way.
    """
    old_lines, new_lines = old.splitlines(keepends=True), new.splitlines(keepends=True)
    runs: list[tuple[int, int, int]] = []
    for same, (old_start, old_end), (new_start, new_end) in _blocks(old_lines, new_lines):
        if same:
            runs.append((old_start, new_start, old_end - old_start))
        else:
            old_words = _WORDS.findall(old[old_start:old_end])
            new_words = _WORDS.findall(new[new_start:new_end])
            if len(old_words) * len(new_words) <= _MOST_CELLS:
                runs += [
                    (old_start + a, new_start + c, b - a)
                    for equal, (a, b), (c, _) in _blocks(old_words, new_words)
                    if equal
                ]
    return Alignment(tuple(runs))


def _blocks(old: list[str], new: list[str]) -> list[tuple[bool, tuple[int, int], tuple[int, int]]]:
    """Which blocks of pieces are the same and which differ, as code points in the joined texts."""
    from rapidfuzz.distance import Indel

    places_old, places_new = _places(old), _places(new)
    blocks: list[tuple[bool, tuple[int, int], tuple[int, int]]] = []
    for step in Indel.opcodes(old, new):
        same = step.tag == "equal"
        a = (places_old[step.src_start], places_old[step.src_end])
        b = (places_new[step.dest_start], places_new[step.dest_end])
        if not same and blocks and not blocks[-1][0]:
            _, before_a, before_b = blocks.pop()
            a, b = (before_a[0], a[1]), (before_b[0], b[1])
        blocks.append((same, a, b))
    return blocks


def _places(pieces: list[str]) -> list[int]:
    places = [0]
    for piece in pieces:
        places.append(places[-1] + len(piece))
    return places


def carry(passages: list[Passage], old: str, new: Source) -> list[tuple[Passage, Passage | None]]:
    """For each passage of the text ``old``, its place in ``new``, or ``None`` if it has none.

    Parameters
    ----------
    passages
        Passages of ``old``; an orphan of an earlier replacement is looked for by its quote alone.
    old
        The text they stand in.
    new
        The source with its corrected text.
    """
    alignment = align(old, new.content)
    return [(passage, _place(passage, old, new, alignment)) for passage in passages]


def _place(passage: Passage, old: str, new: Source, alignment: Alignment) -> Passage | None:
    place, how = None, Placement.ALIGNED
    if passage.placement is not Placement.ORPHANED and passage.stands_in(old):
        place = _by_alignment(passage, new.content, alignment)
    if place is None:
        place, how = _by_quote(passage, new.content), Placement.FOUND
    if place is None:
        return None
    return replace(new.passage(*place), id=passage.id, placement=how)


def _by_alignment(passage: Passage, content: str, alignment: Alignment) -> tuple[int, int] | None:
    from rapidfuzz.distance import Indel

    place = alignment.moved(passage.start, passage.end)
    if place is None or place[0] >= place[1]:
        return None
    there = content[place[0] : place[1]]
    if there == passage.quote or Indel.normalized_similarity(there, passage.quote) >= _ALIKE:
        return place
    return None


def _by_quote(passage: Passage, content: str) -> tuple[int, int] | None:
    places = _exact(content, passage.quote) or find_words(content, passage.quote)
    if len(places) > 1:
        places = [place for place in places if _same_surroundings(passage, content, place)]
    return places[0] if len(places) == 1 else None


def _exact(content: str, quote: str) -> list[tuple[int, int]]:
    places, at = [], content.find(quote)
    while at >= 0:
        places.append((at, at + len(quote)))
        at = content.find(quote, at + 1)
    return places


def _same_surroundings(passage: Passage, content: str, place: tuple[int, int]) -> bool:
    before, after = passage.before.split()[-3:], passage.after.split()[:3]
    around_before = content[max(0, place[0] - 200) : place[0]].split()[-len(before) :] if before else []
    around_after = content[place[1] : place[1] + 200].split()[: len(after)]
    return around_before == before or around_after == after
