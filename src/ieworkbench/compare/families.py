"""Families: every place in which one wording stands, merged from passages two by two.

Two places in one text are one member if they lie over each other for at least half of the longer. So
a sentence that stands in five texts is one family of five, also where two of these texts share the
whole page around it.
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
from ieworkbench.model.display import Brief, Shown

__all__ = ["Families", "Family", "Members", "Reading", "members_of"]

_OPEN = 24


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
class Family(Brief, Shown):
    """One wording and every place where it stands.

    Attributes
    ----------
    id
        Its name in this comparison: ``"f1"``. Families that stand in more texts come first.
    members
        The places, the earliest dated text first; texts without a date follow in the order given.
    texts
        For each member, which of the compared texts it stands in, counted from 0.
    tokens
        How many words the longest member has.
    sentence
        In how many texts of how many cases it stands, and in which first.
    """

    id: str
    members: tuple[Passage, ...]
    texts: tuple[int, ...]
    tokens: int
    sentence: str

    def __str__(self) -> str:
        return self.sentence

    @property
    def readings(self) -> tuple[Reading, ...]:
        """Where the words vary between members: the words of the first member, and what others say instead."""
        found: dict[tuple[str, str, bool, int], list[int]] = {}
        known: dict[str, tuple[Variant, ...]] = {}
        for number, member in enumerate(self.members[1:], 1):
            if member.quote not in known:
                known[member.quote] = variants(self.members[0], member)
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
        return tuple(Reading(*shown[key], members=tuple(found[key]), spelling=key[2]) for key in order)


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
        return Family(
            f"f{number + 1}", passages, texts, int(self._members.words[number]), _sentence(self._sources, texts)
        )


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


def members_of(rows: WordRows, found: Stretches) -> Members:
    """The families that passages two by two make together."""
    text = np.concatenate([rows.text_of(found.first), rows.text_of(found.second)])
    spans = np.stack(
        [text, np.concatenate([found.first, found.second]), np.concatenate([found.first_end, found.second_end])], 1
    )
    spans, which = np.unique(spans, axis=0, return_inverse=True)
    which = which.reshape(-1)
    place = _merged(spans)
    one, other = place[which[: len(found)]], place[which[len(found) :]]
    family = _families(int(place.max(initial=-1)) + 1, one, other)
    return _ordered(spans, place, family)


def _merged(spans: Places) -> Places:
    """For each span of a text the place it belongs to: spans that lie over each other for half of the longer are one."""
    places = np.zeros(len(spans), np.int64)
    open_places: list[tuple[int, int, int, int]] = []
    many = 0
    for number, (text, start, end) in enumerate(spans.tolist()):
        open_places = [each for each in open_places if each[0] == text and each[2] > start][-_OPEN:]
        best, chosen = 0.5, -1
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


def _families(many: int, one: Places, other: Places) -> Places:
    """For each place its family: places that any passage joins are in one."""
    parent = list(range(many))

    def root(place: int) -> int:
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    for a, b in np.unique(np.stack([one, other], 1), axis=0).tolist():
        ours, theirs = root(a), root(b)
        if ours != theirs:
            parent[max(ours, theirs)] = min(ours, theirs)
    return np.array([root(place) for place in range(many)], np.int64)


def _ordered(spans: Places, place: Places, family: Places) -> Members:
    """Places with their families, those in more texts first, then the longer, then the earlier."""
    many = len(family)
    text, start, end = np.zeros(many, np.int64), np.full(many, np.iinfo(np.int64).max), np.zeros(many, np.int64)
    text[place] = spans[:, 0]
    np.minimum.at(start, place, spans[:, 1])
    np.maximum.at(end, place, spans[:, 2])
    names, family = np.unique(family, return_inverse=True)
    family = family.reshape(-1)
    pairs = np.unique(np.stack([family, text], 1), axis=0)[:, 0] if many else family
    texts = np.bincount(pairs, minlength=len(names))
    words = np.zeros(len(names), np.int64)
    np.maximum.at(words, family, end - start)
    first = np.full(len(names), np.iinfo(np.int64).max)
    np.minimum.at(first, family, start)
    rank = np.empty(len(names), np.int64)
    rank[np.lexsort((first, -words, -texts))] = np.arange(len(names))
    order = np.lexsort((start, rank[family]))
    counts = np.bincount(rank[family], minlength=len(names))
    begins = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    sizes = np.empty(len(names), np.int64)
    sizes[rank] = words
    return Members(text[order], start[order], end[order], begins, sizes)
