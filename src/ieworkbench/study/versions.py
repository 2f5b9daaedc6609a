"""Carrying passages from a text to its corrected version.

The two texts are laid side by side, and a passage goes where its words went. Where they went
nowhere, its quote and what stood around it are looked for, so that words which were moved are found
too. What still has no place is an orphan: it keeps its quote and its place in the earlier text,
and is listed. Nothing is guessed and nothing is dropped.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product

from ieworkbench.model import Passage, Placement, Source, fold
from ieworkbench.model.display import Shown, keep_parts
from ieworkbench.model.passage import CONTEXT
from ieworkbench.study.alignment import Alignment, align
from ieworkbench.study.placing import edges_cut

__all__ = ["Replacement", "carry"]

_WORDS = re.compile(r"\w+|[^\w\s]")
_LETTERS = re.compile(r"\w+")
_ALIKE = 0.75
_LONG = 2_000
_MANY = 500
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Replacement(Shown):
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

    def __post_init__(self) -> None:
        keep_parts(self, "carried", "orphaned")

    def __repr__(self) -> str:
        counts = f"{len(self.carried)} carried, {len(self.changed)} changed, {len(self.orphaned)} orphaned"
        return f"Replacement({self.source.id!r}, version {self.source.version}: {counts})"


def carry(passages: list[Passage], old: str, new: Source) -> list[tuple[Passage, Passage | None]]:
    """For each passage of the text ``old``, its place in ``new``, or ``None`` if it has none.

    Parameters
    ----------
    passages
        Passages of ``old``. An orphan belongs to the text in which it last had a place.
    old
        The text they stand in.
    new
        The source with its corrected text.
    """
    if not passages:
        return []
    texts = _Texts(old, new.content)
    return [(passage, _place(passage, texts, new)) for passage in passages]


class _Texts:
    """The old and the new text, and what was worked out about the two once, for all passages."""

    def __init__(self, old: str, new: str) -> None:
        self.old = old
        self.new = new

    @cached_property
    def alignment(self) -> Alignment:
        return align(self.old, self.new)

    @cached_property
    def old_words(self) -> _Words:
        return _Words(self.old)

    @cached_property
    def new_words(self) -> _Words:
        return _Words(self.new)


class _Words:
    """A text's words in folded letters with one blank between, and where each stands."""

    def __init__(self, content: str) -> None:
        self.spans = [match.span() for match in _WORDS.finditer(content)]
        folded = {word: fold(word).replace(" ", "") for word in {content[a:b] for a, b in self.spans}}
        words = [folded[content[a:b]] for a, b in self.spans]
        self.begins = [1]
        for word in words:
            self.begins.append(self.begins[-1] + len(word) + 1)
        self.joined = f" {' '.join(words)} "

    def places(self, quote: str) -> list[Place]:
        """Where the words of ``quote`` stand, in whatever letter case and with whatever blanks."""
        wanted = _Words.of(quote)
        found: list[Place] = []
        at = self.joined.find(wanted) if wanted.strip() else -1
        while at >= 0 and len(found) < _MANY:
            first = bisect_right(self.begins, at + 1) - 1
            last = bisect_right(self.begins, at + len(wanted) - 2) - 1
            found.append((self.spans[first][0], self.spans[last][1]))
            at = self.joined.find(wanted, at + 1)
        return found

    @staticmethod
    def of(quote: str) -> str:
        return f" {' '.join(fold(word).replace(' ', '') for word in _WORDS.findall(quote))} "


def _place(passage: Passage, texts: _Texts, new: Source) -> Passage | None:
    ways = (
        (_aligned_unchanged, Placement.ALIGNED),
        (_only_place, Placement.FOUND),
        (_aligned_changed, Placement.ALIGNED),
        (_place_by_surroundings, Placement.FOUND),
    )
    if passage.stands_in(texts.old):
        for way, how in ways:
            place = way(passage, texts)
            if place is not None:
                return replace(new.passage(*place), id=passage.id, placement=how)
    return None


def _aligned_unchanged(passage: Passage, texts: _Texts) -> Place | None:
    """Where the very words went in one piece, with the blanks at their ends."""
    for first, to, length in texts.alignment.within(passage.start, passage.end)[:1]:
        start = to - (first - passage.start)
        if length > 0 and start >= 0 and texts.new.startswith(passage.quote, start):
            return start, start + len(passage.quote)
    return None


def _only_place(passage: Passage, texts: _Texts) -> Place | None:
    """Where the words stand in the new text, if they stand once in either text: they were moved."""
    places = _exact(passage, texts.new)
    if len(places) == 1 and len(_exact(passage, texts.old)) == 1:
        return places[0]
    if not places and _WORDS.search(passage.quote):
        places = texts.new_words.places(passage.quote)
        if len(places) == 1 and len(texts.old_words.places(passage.quote)) == 1:
            return places[0]
    return None


def _aligned_changed(passage: Passage, texts: _Texts) -> Place | None:
    """Where what is left of the words stands, with what was put in the place of the others."""
    left = texts.alignment.within(passage.start, passage.end)
    if not left:
        return None
    tight = left[0][1], left[-1][1] + left[-1][2]
    wide = texts.alignment.around(passage.start, passage.end)
    wide = _without_blanks(texts.new, min(wide[0], tight[0]), max(wide[1], tight[1]))
    word_for_word = (
        _back(texts.new, wide[0], tight[0], words=_count(texts.old[passage.start : left[0][0]])),
        _on(texts.new, tight[1], wide[1], words=_count(texts.old[left[-1][0] + left[-1][2] : passage.end])),
    )
    kept = sum(length for _, _, length in left)
    if _likeness(passage, texts, word_for_word, kept) >= _ALIKE:
        return word_for_word
    best = max(
        product({tight[0]: 0, wide[0]: 0}, {tight[1]: 0, wide[1]: 0}),
        key=lambda each: _likeness(passage, texts, each, kept),
    )
    return best if best[0] < best[1] and _likeness(passage, texts, best, kept) >= _ALIKE else None


def _count(words: str) -> int:
    return len(_WORDS.findall(words))


def _on(text: str, start: int, end: int, *, words: int) -> int:
    """Where as many words as asked have gone by from ``start`` on, at most at ``end``."""
    spans = [match.span() for match in _WORDS.finditer(text, start, end)][:words]
    return spans[-1][1] if spans else start


def _back(text: str, start: int, end: int, *, words: int) -> int:
    """Where the last words before ``end`` begin, as many as asked, at ``start`` at the earliest."""
    spans = [match.span() for match in _WORDS.finditer(text, start, end)][-words:] if words else []
    return spans[0][0] if spans else end


def _without_blanks(text: str, start: int, end: int) -> Place:
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - (len(words) - len(words.rstrip()))


def _likeness(passage: Passage, texts: _Texts, place: Place, kept: int) -> float:
    """How like the quote the words at ``place`` are, from 0 to 1, however wrapped; of long ones, how much was kept."""
    length = len(passage.quote) + place[1] - place[0]
    if place[0] >= place[1]:
        return 0.0
    if length > 2 * _LONG:
        return 2 * kept / length
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(*(" ".join(each.split()) for each in (texts.new[slice(*place)], passage.quote)))


def _place_by_surroundings(passage: Passage, texts: _Texts) -> Place | None:
    """The one place of several where the words stand among the same words as before.

    A place that was there in the old text already, for other words of the same letters, is none.
    """
    places = _exact(passage, texts.new)
    if not places and _WORDS.search(passage.quote):
        places = texts.new_words.places(passage.quote)
    if len(places) >= _MANY:
        return None
    places = [
        place for place in places if not texts.alignment.comes_from_elsewhere(place, (passage.start, passage.end))
    ]
    scores = [_same_sides(passage, texts.new, place) for place in places]
    best = max(scores, default=0)
    return places[scores.index(best)] if best and scores.count(best) == 1 else None


def _exact(passage: Passage, content: str) -> list[Place]:
    """Where the quote stands letter for letter, in ``content``, as whole words if it was whole words."""
    edges = edges_cut(passage.before, passage.quote, passage.after)
    places: list[Place] = []
    at = content.find(passage.quote)
    while at >= 0 and len(places) < _MANY:
        end = at + len(passage.quote)
        if edges_cut(content[max(0, at - 1) : at], passage.quote, content[end : end + 1]) == edges:
            places.append((at, end))
        at = content.find(passage.quote, at + 1)
    return places


def _whole_words(passage: Passage) -> tuple[list[str], list[str]]:
    """The three words before and after; a word that the kept context may have cut is left out."""
    before, after = _LETTERS.findall(passage.before), _LETTERS.findall(passage.after)
    if len(passage.before) == CONTEXT:
        before = before[1:]
    if len(passage.after) == CONTEXT:
        after = after[:-1]
    return before[-3:], after[:3]


def _same_sides(passage: Passage, content: str, place: Place) -> int:
    """On how many of the two sides the nearest words are the same as before."""
    before, after = _whole_words(passage)
    now_before = _LETTERS.findall(content[max(0, place[0] - 200) : place[0]])[-len(before) :] if before else []
    now_after = _LETTERS.findall(content[place[1] : place[1] + 200])[: len(after)]
    return int(bool(before) and now_before == before) + int(bool(after) and now_after == after)
