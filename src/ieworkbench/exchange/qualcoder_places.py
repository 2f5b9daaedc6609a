"""Where QualCoder means words to be: its positions, tried in every way it counts, judged by the words.

Its own codings by hand count UTF-16 units and line ends as one, its automatic ones code points of
the text as stored; a byte order mark may have come in between. Every coding has the words it stood
on beside it, so that the way is chosen source by source, and each place is believed only where those
words stand.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate, product

from ieworkbench.exchange.foreign_texts import Letters
from ieworkbench.exchange.refi_positions import Convention, LaidText, LineEnds, Mark, Unit

__all__ = ["Found", "Ways"]

_SAME = str.maketrans({"\u2029": "\n", "\u2028": "\n", "\u00a0": " ", "\ufdd0": " ", "\ufdd1": " "})
"""What the program's text window makes of some letters when words are marked in it."""


@dataclass(frozen=True, slots=True)
class Found:
    """Where words stand, in code points; `why` says what was changed, or why they have no place."""

    start: int
    end: int
    why: str = ""


@dataclass(slots=True)
class Ways:
    """How the positions of one source count.

    Parameters
    ----------
    raw
        The text as it is stored.
    marks
        Every coding of it, with its words as name.
    """

    raw: str
    marks: Sequence[Mark]
    laid: LaidText = field(init=False)
    ways: list[Convention] = field(init=False)
    checked: bool = field(init=False)
    _letters: Letters | None = field(init=False, default=None)
    _begins: dict[Convention, Sequence[int]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        marked = self.raw.startswith("\ufeff")
        self.laid = LaidText.of(self.raw[1:] if marked else self.raw, mark=marked)
        units = [Unit.CODE_POINTS] + [Unit.UTF16] * any(letter > "\uffff" for letter in self.laid.content)
        ends = [LineEnds.AS_THEY_LIE] + [LineEnds.ONE] * bool(self.laid.doubled)
        counted = (True, False) if marked else (False,)
        ways = [Convention(unit, end, False, mark) for mark, end, unit in product(counted, ends, units)]
        worded = [mark for mark in self.marks if mark.name.strip()]
        fits = {way: sum(each is not None for each in self._fitting(worded, way)) for way in ways}
        self.ways = sorted(ways, key=lambda way: -fits[way])  # the usual way first where they are equal
        self.checked = fits[self.ways[0]] > 0

    @property
    def content(self) -> str:
        """The text as we keep it."""
        return self.laid.content

    @property
    def differ(self) -> bool:
        """Whether it matters in this text how positions are counted."""
        return len(self.ways) > 1

    def places(self, marks: Sequence[Mark]) -> list[Found]:
        """Where the words of each mark stand; a mark without words is where the source's way has it."""
        tried = [self._fitting(marks, way) for way in self.ways]
        plain = self._spots(marks, self.ways[0])
        found = []
        for number, (mark, spot) in enumerate(zip(marks, plain, strict=True)):
            fitting = [of_way[number] for of_way in tried]
            best = next((place for place in fitting if place is not None), None)
            if best is not None:
                why = "" if fitting[0] is not None else "it counts otherwise than most in its text"
                found.append(Found(best[0], best[1], why and f"{why}; it was placed where its words stand"))
            elif mark.name.strip():
                found.append(self._searched(mark.name))
            else:
                found.append(spot)
        return found

    def _spots(self, marks: Sequence[Mark], way: Convention) -> list[Found]:
        """Where marks would be in this way of counting, whatever stands there."""
        if way not in self._begins:
            self._begins[way] = _begins(self.laid, way)
        return [_spot(mark, self._begins[way]) for mark in marks]

    def _fitting(self, marks: Sequence[Mark], way: Convention) -> list[tuple[int, int] | None]:
        """The same for those whose words stand there, and ``None`` for the others."""
        content = self.content
        return [
            (spot.start, spot.end) if spot.start >= 0 and _same(mark.name, content[spot.start : spot.end]) else None
            for mark, spot in zip(marks, self._spots(marks, way), strict=True)
        ]

    def _searched(self, words: str) -> Found:
        """Where these words stand, if that is one place."""
        self._letters = self._letters or Letters(self.content.translate(_SAME))
        wanted = words.translate(_SAME)
        places = [self._letters.span(*each) for each in self._letters.found(wanted)]
        exact = [place for place in places if self._stands_whole(wanted, *place)]
        if len(places) == 1 and exact:
            return Found(*exact[0], "its words stand elsewhere; it was placed where they stand")
        if len(places) > 1:
            return Found(-1, -1, "other words stand there, and its own stand in several places")
        return Found(-1, -1, "other words stand there, and its own were not found")

    def _stands_whole(self, words: str, start: int, end: int) -> bool:
        content = self.content
        inside = start > 0 and content[start - 1].isalnum() and content[start].isalnum()
        inside = inside or (end < len(content) and content[end - 1].isalnum() and content[end].isalnum())
        return not inside and _same(words, content[start:end])


def _begins(text: LaidText, way: Convention) -> Sequence[int]:
    """Where each letter begins in this way of counting, and where the last one ends."""
    first, length = int(way.mark_counted), len(text.content)
    doubled = set(text.doubled) if way.line_ends is LineEnds.AS_THEY_LIE else set()
    if not doubled and way.unit is Unit.CODE_POINTS:
        return range(first, first + length + 1)
    wide = "\uffff" if way.unit is Unit.UTF16 else "\U0010ffff"
    sizes = (1 + (letter > wide) + (place in doubled) for place, letter in enumerate(text.content))
    return list(accumulate(sizes, initial=first))


def _spot(mark: Mark, begins: Sequence[int]) -> Found:
    """Where a mark is, whatever stands there; a letter it begins or ends in is taken whole."""
    if mark.start is None or mark.end is None:
        return Found(-1, -1, "its positions are no numbers")
    if mark.start >= mark.end:
        return Found(-1, -1, "there are no words between its positions")
    if mark.start >= begins[-1] or mark.end <= begins[0]:
        return Found(-1, -1, "it lies outside the text")
    start, end = max(0, bisect_right(begins, mark.start) - 1), min(len(begins) - 1, bisect_left(begins, mark.end))
    outside = mark.start < 0 or mark.end > begins[-1]
    return Found(start, end, "it reaches out of the text and was cut to what is inside" if outside else "")


def _same(words: str, there: str) -> bool:
    """Whether two stretches are the same words, whatever the blanks between them."""
    if words == there:
        return True
    words, there = words.translate(_SAME), there.translate(_SAME)
    return words == there or (bool(words.strip()) and words.split() == there.split())
