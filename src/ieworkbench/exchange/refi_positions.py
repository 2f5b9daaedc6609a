"""Where another program means a stretch of text to be.

The standard counts code points from 0 and leaves line ends, the byte order mark and the meaning of
the last position open; programs also count UTF-16 units or bytes. So every way of counting is
tried on a source as a whole, judged by the words its stretches are named after and by whole words,
and the best is used. What still does not stand on its words is looked for by them, or given up:
a stretch is never left on other words than its own.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import accumulate, product

from ieworkbench.exchange.refi_names import quote_name, unbroken, xml_text

__all__ = [
    "Convention",
    "LaidText",
    "LineEnds",
    "Mark",
    "Meant",
    "Spot",
    "Unit",
    "meant_by",
    "place_marks",
]

_NEAR, _REACH = 200, 50_000
"""How far from its place a short quote, and a long one, is looked for, in letters."""

_GLANCE = 12
"""How many letters are looked at first, since most wrong places differ there."""

_SURE = 12
"""How many letters, blanks not counted, hardly stand in two places by chance."""

_SAMPLE = 24
"""How many stretches of a source the ways of counting are compared on at first."""
_GLIMPSE = 8
"""On how many, before that, those ways are left that fit clearly worse than others."""
_TELLING = 3
"""How many names that stand there whole make it sure where stretches end."""

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_NOT_ASCII = re.compile("[^\x00-\x7f]")
_LABEL = re.compile(r".{0,40}?\d+([:.–-]\d+)*\s*")
_SAME = ("’‘“”„«»–—‑", '\'\'"""""---')
_NO_LETTERS = "\u00ad\u200b\ufeff"
_SPELLINGS = str.maketrans(*_SAME, _NO_LETTERS)
_OTHER_SPELLING = re.compile(f"[{_SAME[0]}{_NO_LETTERS}]")


class Unit(Enum):
    """What a position counts."""

    CODE_POINTS = "letters (code points)"
    UTF16 = "UTF-16 units"
    UTF8 = "UTF-8 bytes"


class LineEnds(Enum):
    """How much a line end counts."""

    AS_THEY_LIE = "as they lie in the file"
    ONE = "as one"
    TWO = "as two"


@dataclass(frozen=True, slots=True)
class Convention:
    """One way of counting positions.

    Attributes
    ----------
    unit
        What is counted.
    line_ends
        How much a line end counts.
    last_inside
        Whether the end position is that of the last letter, and not the one after it.
    mark_counted
        Whether a byte order mark at the beginning counts.
    """

    unit: Unit = Unit.CODE_POINTS
    line_ends: LineEnds = LineEnds.AS_THEY_LIE
    last_inside: bool = False
    mark_counted: bool = False

    def __str__(self) -> str:
        parts = [f"positions count {self.unit.value}"]
        if self.line_ends is not LineEnds.AS_THEY_LIE:
            parts.append(f"line ends {self.line_ends.value}")
        parts.append("the end is the last letter" if self.last_inside else "the end is after the last letter")
        if self.mark_counted:
            parts.append("the byte order mark counts")
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class LaidText:
    """A text as we keep it, and what of it lay otherwise in its file.

    Attributes
    ----------
    content
        The text with ``\\n`` at line ends and no byte order mark.
    doubled
        Where in it the line ends stand that were ``\\r\\n`` in the file.
    mark
        Whether the file began with a byte order mark.
    """

    content: str
    doubled: tuple[int, ...] = ()
    mark: bool = False

    @classmethod
    def of(cls, raw: str, *, mark: bool = False) -> LaidText:
        """The text of a file, as it was decoded.

        Examples
        --------
        >>> LaidText.of("one\\r\\ntwo\\nthree")
        LaidText(content='one\\ntwo\\nthree', doubled=(3,), mark=False)
        """
        if "\r" not in raw:
            return cls(raw, (), mark)
        found = (match.start() for match in re.finditer("\r\n", raw))
        doubled = tuple(place - earlier for earlier, place in enumerate(found))
        return cls(raw.replace("\r\n", "\n").replace("\r", "\n"), doubled, mark)


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch as a file gives it: positions, where they are numbers, and its name, often its first words."""

    start: int | None
    end: int | None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a stretch is, in code points, half-open; ``why`` says what was changed, or why it has no place.

    Attributes
    ----------
    start, end
        Its place; both -1 where it has none.
    why
        Empty where the stretch stands where the file says it does.
    """

    start: int
    end: int
    why: str = ""

    @property
    def placed(self) -> bool:
        """Whether it has a place."""
        return self.start >= 0


# ------------------------------------------------------------------------------- the way of counting


@dataclass(frozen=True, slots=True)
class _Sums:
    """The letters that count for more than one: where they stand, where the next begins, and how much more so far."""

    letters: list[int]
    after: list[int]
    extra: list[int]

    @classmethod
    def of(cls, extras: Iterable[tuple[int, int]]) -> _Sums:
        """Summed up from how much more than one each counts."""
        inner = sorted(extras)
        letters = [place for place, _ in inner]
        extra = list(accumulate(more for _, more in inner))
        return cls(letters, [place + more + 1 for place, more in zip(letters, extra, strict=True)], extra)


@dataclass(frozen=True, slots=True)
class _Ruler:
    """Foreign positions in one text turned into ours; ``begin`` is how much stands before its first letter."""

    begin: int
    sums: _Sums

    def start(self, position: int) -> tuple[int, bool]:
        """The code point there, and whether a letter begins there."""
        position, sums = position - self.begin, self.sums
        number = bisect_right(sums.after, position)
        before = sums.extra[number - 1] if number else 0
        if number < len(sums.letters) and position > sums.letters[number] + before:
            return sums.letters[number], False
        return position - before, True

    def end(self, position: int) -> tuple[int, bool]:
        """The same for an end: of a letter it falls into, the whole."""
        point, exact = self.start(position)
        return (point if exact else point + 1), exact


@dataclass(frozen=True, slots=True)
class _Rulers:
    """The rulers of one text; what several ways of counting share is worked out once."""

    text: LaidText
    sums: dict[tuple[Unit, LineEnds], _Sums] = field(default_factory=dict)
    extras: dict[Unit | LineEnds, list[tuple[int, int]]] = field(default_factory=dict)

    def of(self, way: Convention) -> _Ruler:
        """The ruler of a way of counting; whether the end is inside makes no difference to it."""
        counted = way.unit, way.line_ends
        if counted not in self.sums:
            self.sums[counted] = _Sums.of(self._extras(way.unit) + self._extras(way.line_ends))
        return _Ruler((3 if way.unit is Unit.UTF8 else 1) if way.mark_counted else 0, self.sums[counted])

    def _extras(self, counted: Unit | LineEnds) -> list[tuple[int, int]]:
        """The letters that count for more than one, each with how much more."""
        if counted not in self.extras:
            self.extras[counted] = _extras(self.text, counted)
        return self.extras[counted]


def _extras(text: LaidText, counted: Unit | LineEnds) -> list[tuple[int, int]]:
    if counted is Unit.UTF16:
        return [(match.start(), 1) for match in _ASTRAL.finditer(text.content)]
    if counted is Unit.UTF8:
        return [(match.start(), len(match.group().encode()) - 1) for match in _NOT_ASCII.finditer(text.content)]
    if counted is LineEnds.AS_THEY_LIE:
        return [(place, 1) for place in text.doubled]
    if counted is LineEnds.TWO:
        return [(match.start(), 1) for match in re.finditer("\n", text.content)]
    return []


def _ways(text: LaidText) -> list[Convention]:
    """Every way of counting that makes a difference in this text, the likeliest first."""
    units = [Unit.CODE_POINTS]
    units += [Unit.UTF16] * bool(_ASTRAL.search(text.content))
    units += [Unit.UTF8] * (text.mark or not text.content.isascii())  # a byte order mark is three bytes
    ends = [LineEnds.AS_THEY_LIE] + [LineEnds.ONE] * bool(text.doubled)
    ends += [LineEnds.TWO] * (text.content.count("\n") > len(text.doubled))
    choices = (ends, units, (False, True), (False, True) if text.mark else (False,))
    ways = [Convention(unit, end, inside, counted) for end, unit, inside, counted in product(*choices)]
    return sorted(ways, key=_oddness)


def _oddness(way: Convention) -> int:
    """How unlikely a way of counting is: bytes most, then an end inside."""
    units = {Unit.CODE_POINTS: 0, Unit.UTF16: 1, Unit.UTF8: 4}
    ends = way.line_ends is not LineEnds.AS_THEY_LIE
    return units[way.unit] + ends + 2 * way.last_inside + way.mark_counted


@dataclass(slots=True)
class _Score:
    """How well a way of counting fits: by quotes, and by whole words."""

    quotes: int = 0
    words: int = 0

    @property
    def points(self) -> int:
        return self.quotes + self.words


@dataclass(frozen=True, slots=True)
class _Named:
    """A stretch whose name was looked at: its letters without blanks, and whether it says that there are more."""

    mark: Mark
    wanted: str
    cut: bool

    @classmethod
    def of(cls, mark: Mark) -> _Named:
        return cls(mark, *_core(mark.name))

    @property
    def tells(self) -> bool:
        """Whether it says anything of where it is: a name of blanks does not, for blanks stand everywhere."""
        return bool(self.wanted) or not self.mark.name


def _choose(rulers: _Rulers, marks: Sequence[_Named], likely: Collection[Convention]) -> Convention:
    """The way of counting in which the stretches of a source stand best on their words.

    A stretch whose name is what stands there counts most, one whose name begins so or is cut off
    less, one that begins and ends at whole words least. Without quotes, the usual way is left only
    for one that is clearly better. Where every name stands in its place, and some of them whole,
    nothing else is asked of the ways in which other sources of the same file count.
    """
    counted = [each for each in marks if each.mark.start is not None and each.mark.end is not None and each.tells]
    if not counted:
        return Convention()
    ways = _ways(rulers.text)
    sure = []
    for way in [*(each for each in likely if each in ways), *ways]:
        fits = _told(rulers, way, counted)  # most ways that are wrong are so at once
        if fits and all(fit == _LETTER_BY_LETTER or edges == _BEST_EDGES for fit, edges in fits):
            return way
        whole = [fit for fit, _ in fits if fit >= _WHOLE]
        if whole.count(_LETTER_BY_LETTER) >= _TELLING:
            if way in likely and whole.count(_LETTER_BY_LETTER) == len(whole):  # else a blank may be too much
                return way
            sure.append(way)
    ways = sure or _not_clearly_worse(rulers, ways, counted[:: max(1, len(counted) // _GLIMPSE)])
    if len(ways) == 1:
        return ways[0]
    step = max(1, len(counted) // _SAMPLE)
    sample = counted[::step]
    scores = {way: _score(rulers, way, sample) for way in ways}
    leading = sorted(ways, key=lambda each: -scores[each].points)[:3]
    near = [each for each in leading if 3 * scores[each].points >= 2 * scores[leading[0]].points]
    compared = sample
    if step > 1 and len(near) != 1:  # else all of them would say the same
        compared = counted
        scores = {way: _score(rulers, way, counted) for way in dict.fromkeys([ways[0], *leading])}
    usual = scores[ways[0]]
    best = max(scores, key=lambda each: scores[each].points)
    gain = scores[best].points - usual.points
    by_quotes = scores[best].quotes > usual.quotes
    return best if by_quotes or gain >= max(4, len(compared) * 2 // 5) else ways[0]


def _not_clearly_worse(rulers: _Rulers, ways: Sequence[Convention], few: Sequence[_Named]) -> list[Convention]:
    """The ways without those that do not fit half as well as the best on a few stretches; the first always stays."""
    points = [_score(rulers, way, few).points for way in ways]
    most = max(points)
    return [way for way, each in zip(ways, points, strict=True) if way is ways[0] or 2 * each >= most]


def _told(rulers: _Rulers, way: Convention, marks: Iterable[_Named]) -> list[tuple[int, int]]:
    """How well each stretch fits, if every name stands where its stretch would be; else nothing."""
    found = []
    for fit, edges, told in _fits(rulers, way, marks):
        if not told:
            return []
        found.append((fit, edges))
    return found


def _score(rulers: _Rulers, way: Convention, marks: Iterable[_Named]) -> _Score:
    score = _Score()
    for quotes, words, _ in _fits(rulers, way, marks):
        score.quotes += quotes
        score.words += words
    return score


def _fits(rulers: _Rulers, way: Convention, marks: Iterable[_Named]) -> Iterator[tuple[int, int, bool]]:
    """For each stretch how well its quote and its edges fit, and whether its name stands there, as far as it goes."""
    content, ruler = rulers.text.content, rulers.of(way)
    for named in marks:
        start, end, exact = _place(ruler, way, named.mark)
        if not 0 <= start < end <= len(content):
            yield 0, -2, False
            continue
        fit = _fit(named, content, start, end)
        edges = exact * (_begins_well(content, start) + _ends_well(content, end))
        yield fit, edges, fit >= _WHOLE or (fit > 0 and named.cut)


def _place(ruler: _Ruler, way: Convention, mark: Mark) -> tuple[int, int, bool]:
    """Where a stretch would be, and whether no letter is cut through; (0, 0) without numbers."""
    if mark.start is None or mark.end is None:
        return 0, 0, False
    start, begins = ruler.start(mark.start)
    end, ends = ruler.end(mark.end + way.last_inside)
    return start, end, begins and (ends or way.last_inside)


def _begins_well(content: str, start: int) -> int:
    return 2 * (_at_word(content, start) and not content[start].isspace())


def _ends_well(content: str, end: int) -> int:
    return _at_word(content, end) * (1 if content[end - 1].isspace() else 2)


def _at_word(content: str, place: int) -> bool:
    return not (0 < place < len(content) and content[place - 1].isalnum() and content[place].isalnum())


# ----------------------------------------------------------------------------------- names as quotes

_LETTER_BY_LETTER, _WHOLE, _CUT, _SHORT = 12, 10, 8, 4
_BEST_EDGES = 4


def _fit(named: _Named, content: str, start: int, end: int) -> int:
    """How well a stretch's name is what stands there: 0 for not at all."""
    name, wanted = named.mark.name, named.wanted
    if not wanted:
        return 0
    if len(name) == end - start and content.startswith(name, start):
        return _LETTER_BY_LETTER
    if content[start] != wanted[0] and _is_plain(content[start]) and "\ufffd" not in name:
        return 0
    head = _bare(content[start : min(end, start + _GLANCE)])
    if "\ufffd" not in name and not (wanted.startswith(head) or head.startswith(wanted)):
        return 0
    return _fit_closely(named, content[start : min(end, start + 3 * len(name) + 100)], end - start)


def _fit_closely(named: _Named, words: str, length: int) -> int:
    """The same for a name that begins as the words do; ``words`` are as many of them as may matter."""
    name, wanted = named.mark.name, named.wanted
    words = xml_text(unbroken(words)) if "\ufffd" in name else words
    if len(name) == length and unbroken(words) == unbroken(name):
        return _LETTER_BY_LETTER
    bare = _bare(words)
    if length == len(words) and bare == (_bare(name) if named.cut else wanted):
        return _WHOLE
    if not bare.startswith(wanted):
        return 0
    sure = len(wanted) >= _SURE
    return (_CUT if sure and named.cut else _SHORT) if named.cut or sure else 0


def _bare(words: str) -> str:
    """``words`` without blanks, and with one spelling of quotation marks and dashes."""
    bare = "".join(words.split())
    return bare.translate(_SPELLINGS) if _OTHER_SPELLING.search(bare) else bare


def _is_plain(letter: str) -> bool:
    """Whether a letter is compared as it stands: no blank, and of one spelling."""
    return ord(letter) not in _SPELLINGS and not letter.isspace()


def _core(name: str) -> tuple[str, bool]:
    """What a name says of the words, without the dots that say there is more; and whether it says so."""
    bare = _bare(name)
    for dots in ("…", "...", "[…]", "[...]", "(...)"):
        if bare.endswith(dots):
            return bare[: -len(dots)].rstrip(".["), True
    return bare, False


def _is_quote(named: _Named, length: int) -> bool:
    """Whether a name that does not stand where its stretch is was meant as its words, and not as a title.

    It was if it breaks off with dots, or is about as long as the stretch and no mere label such as
    ``Quotation 12:3``.
    """
    name, wanted = named.mark.name, named.wanted
    if named.cut and len(wanted) >= 3:
        return True
    if len(wanted) < _SURE or _LABEL.fullmatch(name):
        return False
    return abs(len(name) - length) <= max(4, length * 0.15)


# ----------------------------------------------------------------------------------- stretch by stretch


@dataclass(slots=True)
class _Search:
    """A text without its blanks, so that words are found however they are broken into lines."""

    content: str
    bare: str = field(init=False)
    places: list[int] = field(init=False)

    def __post_init__(self) -> None:
        spelled = self.content.translate(str.maketrans(*_SAME))
        self.places = [at for at, each in enumerate(spelled) if not (each.isspace() or each in _NO_LETTERS)]
        self.bare = "".join([spelled[place] for place in self.places])

    def one(self, wanted: str, near: int | None) -> tuple[int, int] | None:
        """The one place where these words stand near there, or anywhere if no place is given."""
        if len(wanted) < 3:
            return None
        reach = _REACH if len(wanted) >= _SURE else _NEAR
        first, last = 0, len(self.bare)
        if near is not None:
            first = bisect_left(self.places, near - reach)
            last = bisect_right(self.places, near + reach) + len(wanted)
        elif last > 20 * _REACH:
            return None
        found = self.bare.find(wanted, first, last)
        if found < 0 or self.bare.find(wanted, found + 1, last) >= 0:
            return None
        start, end = self.places[found], self.places[found + len(wanted) - 1] + 1
        whole = _at_word(self.content, start) and _at_word(self.content, end)
        return (start, end) if whole or len(wanted) >= _SURE else None


def place_marks(
    text: LaidText, marks: Sequence[Mark], likely: Collection[Convention] = (), *, ours: bool = False
) -> tuple[Convention, list[Spot]]:
    """The way of counting a source uses, and where each of its stretches is.

    Parameters
    ----------
    text
        The text as it lay in its file.
    marks
        The stretches, in any order.
    likely
        The ways in which other sources of the same file count.
    ours
        Whether we wrote the file: then positions count as ours do and every name is the quote of
        its stretch, unless somebody changed the texts or positions since.

    Returns
    -------
    Convention, list of Spot
        The spots in the order of the marks.

    Examples
    --------
    >>> laid = LaidText.of("\U0001f600 The form came back.\\r\\nI rang them.")
    >>> way, (spot,) = place_marks(laid, [Mark(24, 35, "I rang them")])
    >>> laid.content[spot.start : spot.end], way.unit.value
    ('I rang them', 'UTF-16 units')
    """
    if ours and all(_stands(mark, text.content, mark.start, mark.end) for mark in marks):
        return Convention(), [Spot(mark.start or 0, mark.end or 0) for mark in marks]
    named = [_Named.of(mark) for mark in marks]
    rulers = _Rulers(text)
    way = _choose(rulers, named, likely)
    searches: list[_Search] = []
    spot = _own_spot if ours else _spot
    return way, [spot(text.content, rulers.of(way), way, each, searches) for each in named]


def _stands(mark: Mark, content: str, start: int | None, end: int | None) -> bool:
    """Whether the words that we called a stretch by stand at this place, letter for letter."""
    placed = start is not None and end is not None and 0 <= start < end <= len(content)
    return placed and quote_name(content[start:end]) == mark.name


def _own_spot(content: str, ruler: _Ruler, way: Convention, named: _Named, searches: list[_Search]) -> Spot:
    """The same for a stretch of a file of ours that was changed: its name is its quote, however short."""
    start, end, _ = _place(ruler, way, named.mark)
    if _stands(named.mark, content, start, end):
        return Spot(start, end)
    numbers = named.mark.start is not None and named.mark.end is not None
    found = _found(content, named, (start, end) if numbers else None, searches)
    return found or Spot(-1, -1, "other words stand there, and its own were not found near it")


def _spot(content: str, ruler: _Ruler, way: Convention, named: _Named, searches: list[_Search]) -> Spot:
    mark = named.mark
    start, end, exact = _place(ruler, way, mark)
    numbers = mark.start is not None and mark.end is not None
    inside = numbers and 0 <= start < end <= len(content)
    if inside and _fit(named, content, start, end):
        return Spot(start, end)
    if inside and not _is_quote(named, end - start):
        moved = _found(content, named, (start, end), searches) if len(mark.name) == end - start else None
        if moved is not None:  # a title hardly has the stretch's length and stands right beside it too
            return moved
        return Spot(start, end, "" if exact else "it began or ended inside a letter, which is taken whole")
    found = _found(content, named, (start, end) if numbers else None, searches)
    if found is not None:
        return found
    if inside:
        return Spot(-1, -1, "other words stand there, and its own were not found near it")
    if not numbers:
        return Spot(-1, -1, "its positions are no numbers, and its words were not found")
    return _clamped(content, named, start, end)


def _found(content: str, named: _Named, place: tuple[int, int] | None, searches: list[_Search]) -> Spot | None:
    """Where the words of a stretch stand that are not where it says, if that is one place."""
    wanted, cut = named.wanted, named.cut
    if not wanted:
        return None
    if not searches:
        searches.append(_Search(content))
    found = searches[0].one(wanted, None if place is None else max(0, min(place[0], len(content))))
    if found is None:
        return None
    if cut and place is not None:
        found = found[0], min(len(content), max(found[1], found[0] + place[1] - place[0]))
    if place is None:
        return Spot(*found, "its positions are no numbers; it was placed where its words stand")
    moved = abs(found[0] - place[0])
    away = f"{moved:,} letter{'' if moved == 1 else 's'} away" if moved else "here, but not to where it says"
    return Spot(*found, f"its words stand {away}; it was placed where they stand")


def _clamped(content: str, named: _Named, start: int, end: int) -> Spot:
    """A stretch that reaches out of the text, cut to what is inside, unless its name says it is other words."""
    inside = max(0, start), min(len(content), end)
    if inside[0] >= inside[1]:
        return Spot(-1, -1, "there are no words between its positions" if start >= end else "it lies outside the text")
    if _is_quote(named, end - start) and not _fit(named, content, *inside):
        return Spot(-1, -1, "it reaches out of the text, and its words were not found")
    return replace(Spot(*inside), why="it reaches out of the text and was cut to what is inside")


class Meant(Enum):
    """What the name of a stretch is."""

    WORDS = "its own words, or their beginning"
    TITLE = "what somebody called it"
    LABEL = "a number or label that a program gave it"


def meant_by(name: str, quote: str) -> Meant:
    """What the name of a stretch is, seen beside the words that stand there.

    Examples
    --------
    >>> [meant_by(name, "I rang them for weeks.").name for name in ("I rang them…", "waiting again", "line:6")]
    ['WORDS', 'TITLE', 'LABEL']
    """
    if quote.startswith(name):
        return Meant.WORDS
    wanted, cut = _core(name)
    words = quote[: 3 * len(name) + 100]
    if cut or not wanted or _bare(xml_text(unbroken(words)) if "\ufffd" in name else words).startswith(wanted):
        return Meant.WORDS
    return Meant.LABEL if _LABEL.fullmatch(name) else Meant.TITLE
