"""Families: every place in which one wording stands, merged from passages two by two.

Places of one text that nearly coincide are one. A family is a place with all those that share its
wording, so that its members are never alike only through others. A sentence that stands in five texts
is one family of five, also where two of these texts share the whole page around it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import overload

import numpy as np

from ieworkbench.compare.chains import Stretches
from ieworkbench.compare.word_rows import Places, WordRows
from ieworkbench.compare.wordings import Variant, variants
from ieworkbench.model import Passage, Source, SourceKind
from ieworkbench.model.display import Brief, Parts, Shown

__all__ = ["Families", "Family", "Members", "Reading", "members_of"]

_OPEN, _MOST = 24, 0.7


@dataclass(frozen=True, slots=True, repr=False)
class Reading(Brief):
    """A place in a wording where some of its members have other words.

    Attributes
    ----------
    words
        What the first member says there; empty where it has no words.
    instead
        What the others say; empty where they leave the words out.
    members
        Which members say so, counted from 0.
    spelling
        Whether it is only another spelling.
    """

    words: str
    instead: str
    members: tuple[int, ...]
    spelling: bool = False

    def __str__(self) -> str:
        if not self.words:
            return f"+ “{self.instead}”"
        return f"“{self.words}” / “{self.instead}”" if self.instead else f"− “{self.words}”"


@dataclass(frozen=True, slots=True, repr=False)
class Family(Brief):
    """One wording and every place where it stands.

    Attributes
    ----------
    id
        Its name in this comparison: ``"f1"``. Families that stand in more texts come first.
    members
        The places, the earliest dated text first; texts without a date follow in the order given.
    texts
        For each member, which of the compared texts it stands in, counted from 0.
    names
        For each member, what that text is called.
    tokens
        How many words the longest member has.
    sentence
        In how many texts of how many cases it stands, and in which first.
    """

    id: str
    members: tuple[Passage, ...]
    texts: tuple[int, ...]
    names: tuple[str, ...]
    tokens: int
    sentence: str

    def __str__(self) -> str:
        return self.sentence

    @property
    def readings(self) -> tuple[Reading, ...]:
        """Where the words vary between members: the words of the first member, and what others say instead.

        Where a member begins later or ends earlier than the first, or goes on, is no variation.
        """
        found: dict[tuple[str, str, bool, int], list[int]] = {}
        known: dict[str, tuple[Variant, ...]] = {}
        for number, member in enumerate(self.members[1:], 1):
            if member.quote not in known:
                known[member.quote] = _inside(variants(self.members[0], member), self.members[0], member)
            for each in known[member.quote]:
                key = (each.a_words.casefold(), each.b_words.casefold(), each.spelling, each.a_start)
                found.setdefault(key, []).append(number)
        first = self.members[0]
        shown = {
            (v.a_words.casefold(), v.b_words.casefold(), v.spelling, v.a_start): (v.a_words, v.b_words)
            for each in known.values()
            for v in each
        }
        order = sorted(found, key=lambda key: (key[3] - first.start, key[0], key[1]))
        return Parts(Reading(*shown[key], members=tuple(found[key]), spelling=key[2]) for key in order)


def _inside(found: Sequence[Variant], a: Passage, b: Passage) -> tuple[Variant, ...]:
    """Those variants that have words in common before them and after them."""
    return tuple(
        each
        for each in found
        if each.spelling
        or not ((each.a_start == a.start and each.b_start == b.start) or (each.a_end == a.end and each.b_end == b.end))
    )


@dataclass(frozen=True, slots=True, eq=False)
class Members:
    """The members of all families as columns, family after family.

    Attributes
    ----------
    text, start, end
        Which text each stands in, and its rows.
    begins
        Where each family begins, and at the end how many members there are.
    words
        How many words the longest member of each family has.
    """

    text: Places
    start: Places
    end: Places
    begins: Places
    words: Places

    def __len__(self) -> int:
        return len(self.words)


class Families(Sequence[Family], Shown):
    """Families in order, each made when it is looked at: those in more texts first, then the longer.

    Parameters
    ----------
    members
        Their members.
    rows
        The words of all texts.
    sources
        The texts.
    """

    def __init__(self, members: Members, rows: WordRows, sources: Sequence[Source]) -> None:
        self._members, self._rows, self._sources = members, rows, sources

    def __len__(self) -> int:
        return len(self._members)

    @overload
    def __getitem__(self, place: int) -> Family: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Family, ...]: ...
    def __getitem__(self, place: int | slice) -> Family | tuple[Family, ...]:
        if isinstance(place, slice):
            return tuple(self._family(each) for each in range(*place.indices(len(self))))
        return self._family(range(len(self))[place])

    def __iter__(self) -> Iterator[Family]:
        return (self._family(each) for each in range(len(self)))

    def __repr__(self) -> str:
        return f"{len(self):,} {'family' if len(self) == 1 else 'families'}"

    def _family(self, number: int) -> Family:
        begin, end = (int(each) for each in self._members.begins[number : number + 2])
        places = [
            (int(self._members.text[at]), int(self._members.start[at]), int(self._members.end[at]))
            for at in range(begin, end)
        ]
        places.sort(key=lambda place: (_day(self._sources[place[0]]), place))
        passages = tuple(
            self._sources[text].passage(int(self._rows.starts[start]), int(self._rows.ends[stop - 1]))
            for text, start, stop in places
        )
        texts = tuple(text for text, _, _ in places)
        names = tuple(self._sources[text].name for text in texts)
        words = int(self._members.words[number])
        return Family(f"f{number + 1}", passages, texts, names, words, _sentence(self._sources, texts))


def _day(source: Source) -> str:
    """The first day a text can be of, as letters that sort; texts without one sort last."""
    return "9999-99-99" if source.date is None or source.date.earliest is None else source.date.earliest.isoformat()


def _sentence(sources: Sequence[Source], texts: Sequence[int]) -> str:
    """In which texts a wording stands, in words."""
    different = list(dict.fromkeys(texts))
    kinds: dict[str, int] = {}
    for text in different:
        kind = "text" if sources[text].kind is SourceKind.OTHER else sources[text].kind.value
        kinds[kind] = kinds.get(kind, 0) + 1
    where = _and([f"{number:,} {kind if number == 1 else _many(kind)}" for kind, number in kinds.items()])
    cases = {case for text in different for case in sources[text].cases}
    of_cases = f" of {len(cases):,} {'case' if len(cases) == 1 else 'cases'}" if cases else ""
    times = f" {len(texts):,} times" if len(texts) > len(different) else ""
    return f"This wording stands{times} in {where}{of_cases}{_first(sources, different)}."


def _many(kind: str) -> str:
    if kind == SourceKind.MINUTES.value:
        return kind
    return f"{kind[:-1]}ies" if kind.endswith("y") else f"{kind}s"


def _and(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _first(sources: Sequence[Source], texts: Sequence[int]) -> str:
    """Which text has it first, as far as their dates say."""
    if len(texts) < 2:
        return ""
    dated = [text for text in texts if _day(sources[text])[0] != "9"]
    if not dated:
        return ""
    first = sources[dated[0]]
    without = len(texts) - len(dated)
    unknown = f"; {without:,} without a date" if without else ""
    return f", first in {first.name} ({first.date}){unknown}"


# --------------------------------------------------------------------------- merging two by two


@dataclass(frozen=True, slots=True, eq=False)
class _Spots:
    """Places in texts, each once, and which of them passages join."""

    text: Places
    start: Places
    end: Places
    joined: list[list[int]]

    def is_same(self, one: int, other: int) -> bool:
        """Whether two places lie over each other for half of the shorter one."""
        over = min(self.end[one], self.end[other]) - max(self.start[one], self.start[other])
        shorter = min(self.end[one] - self.start[one], self.end[other] - self.start[other])
        return bool(2 * over >= shorter)


def members_of(rows: WordRows, found: Stretches) -> Members:
    """The families that passages two by two make together.

    The place that shares its wording with most texts is taken with all it shares it with, then the next
    that is not in a family yet; a place of which most are in one family joins that one.
    """
    spots = _spots(rows, found)
    return _ordered(spots, [_apart(spots, family) for family in _families(spots)])


def _spots(rows: WordRows, found: Stretches) -> _Spots:
    total = len(rows.numbers)
    starts, ends = np.concatenate([found.first, found.second]), np.concatenate([found.first_end, found.second_end])
    spans, which = np.unique(starts * total + ends, return_inverse=True)
    start, end = np.divmod(spans, max(total, 1))
    text = rows.text_of(start)
    merged = _merged(np.stack([text, start, end], 1))
    many = int(merged.max(initial=-1)) + 1
    low, high, of = np.full(many, np.iinfo(np.int64).max), np.zeros(many, np.int64), np.zeros(many, np.int64)
    np.minimum.at(low, merged, start)
    np.maximum.at(high, merged, end)
    of[merged] = text
    place = merged[which.reshape(-1)]
    one, other = place[: len(found)], place[len(found) :]
    pairs = np.unique(np.concatenate([one * many + other, other * many + one]))
    joined: list[list[int]] = [[] for _ in range(many)]
    for at, to in zip((pairs // max(many, 1)).tolist(), (pairs % max(many, 1)).tolist(), strict=True):
        joined[at].append(to)
    return _Spots(of, low, high, joined)


def _merged(spans: Places) -> Places:
    """For each span of a text the place it belongs to: spans that lie over each other for most of the longer are one."""
    places = np.zeros(len(spans), np.int64)
    open_places: list[tuple[int, int, int, int]] = []
    many = 0
    for number, (text, start, end) in enumerate(spans.tolist()):
        open_places = [each for each in open_places if each[0] == text and each[2] > start][-_OPEN:]
        best, chosen = _MOST, -1
        for _, begin, stop, place in open_places:
            part = (min(end, stop) - max(start, begin)) / max(end - start, stop - begin)
            if part >= best:
                best, chosen = part, place
        if chosen < 0:
            chosen = many
            many += 1
            open_places.append((text, start, end, chosen))
        places[number] = chosen
    return places


def _families(spots: _Spots) -> list[list[int]]:
    """The places of each family; the first is the one that the others share their wording with."""
    texts = spots.text.tolist()
    reach = [len({texts[other] for other in joined}) for joined in spots.joined]
    words = (spots.end - spots.start).tolist()
    family_of = [-1] * len(texts)
    found: list[list[int]] = []
    for spot in sorted(range(len(texts)), key=lambda each: (-reach[each], -words[each], each)):
        if family_of[spot] >= 0:
            continue
        family, times = _commonest([family_of[other] for other in spots.joined[spot]])
        if family >= 0 and 2 * times > len(spots.joined[spot]):
            found[family].append(spot)
            family_of[spot] = family
            continue
        found.append([spot, *(other for other in spots.joined[spot] if other != spot)])
        for each in found[-1]:
            if family_of[each] < 0:
                family_of[each] = len(found) - 1
    return found


def _commonest(families: Sequence[int]) -> tuple[int, int]:
    """The family in which most of some places are, and how many; -1 if most are in none."""
    counts: dict[int, int] = {}
    for each in families:
        counts[each] = counts.get(each, 0) + 1
    family = max(counts, key=lambda each: counts[each], default=-1)
    return family, counts.get(family, 0)


def _apart(spots: _Spots, family: list[int]) -> list[int]:
    """The places of a family, the longest of those in one text that lie over each other."""
    order = {spot: (spots.start[spot] - spots.end[spot], spot) for spot in family}
    kept: dict[int, list[int]] = {}
    for spot in sorted(order, key=lambda each: order[each]):
        there = kept.setdefault(int(spots.text[spot]), [])
        if not any(spots.is_same(spot, other) for other in there):
            there.append(spot)
    return [spot for there in kept.values() for spot in there]


def _ordered(spots: _Spots, families: list[list[int]]) -> Members:
    """Families as columns: those in more texts first, then the longer, then the earlier."""
    families = [each for each in families if len(each) > 1]
    texts = spots.text.tolist()
    words = (spots.end - spots.start).tolist()
    longest = [max(words[spot] for spot in family) for family in families]
    order = sorted(
        range(len(families)),
        key=lambda each: (-len({texts[spot] for spot in families[each]}), -longest[each], min(families[each])),
    )
    inside = np.array([spot for each in order for spot in families[each]], np.int64)
    begins = np.cumsum([0, *(len(families[each]) for each in order)]).astype(np.int64)
    return Members(
        spots.text[inside],
        spots.start[inside],
        spots.end[inside],
        begins,
        np.array([longest[each] for each in order], np.int64),
    )
