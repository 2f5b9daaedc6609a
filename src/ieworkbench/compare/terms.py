"""The trail of a term through dated texts: its forms, its abbreviation, and what takes its place.

A rename shows where the same sentence stands in two places and only the term differs: one office has
replaced the word and kept everything around it. Each rename comes with both sentences.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ieworkbench.compare.chains import stretches
from ieworkbench.compare.shared_passages import printed_places
from ieworkbench.compare.shared_runs import shared_runs
from ieworkbench.compare.word_rows import WordRows, word_rows
from ieworkbench.errors import RecordWrong
from ieworkbench.model import Passage, SectionKind, Source
from ieworkbench.model.display import Brief, Shown
from ieworkbench.model.words import find_words, fold
from ieworkbench.study.table import Table

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Renaming", "TermTrail", "TermUse", "term_trail"]

_AROUND, _SEED, _ALIKE = 5, 3, 0.7
_BEFORE_OR_AFTER = 2
_SHORT_STEM = 4
_COMPOUND_HEAD = 5
_ABBREVIATION = re.compile(r"\s*\(\s*([^\W\d_]{2,8})\s*\)")


@dataclass(frozen=True, slots=True, repr=False)
class TermUse(Brief):
    """A place where a term stands, in whatever form.

    Attributes
    ----------
    passage
        The words.
    text
        The name of the text.
    date
        Its date as it was said; empty without one.
    form
        The words in small letters, on one line.
    kind
        ``term`` as it was asked for, ``variant`` with other endings, ``abbreviation``, or ``rename`` for
        what stands in its place.
    """

    passage: Passage
    text: str
    date: str
    form: str
    kind: str


@dataclass(frozen=True, slots=True, repr=False)
class Renaming(Brief):
    """The same wording twice, once with the term and once with other words in its place.

    Attributes
    ----------
    term, instead
        The term as it stands in the one place, and what stands in the other.
    a, b
        Both places, with the wording around that they share.
    texts
        The names of both texts.
    """

    term: str
    instead: str
    a: Passage
    b: Passage
    texts: tuple[str, str]

    def __str__(self) -> str:
        return f"“{self.term}” / “{self.instead}”: “{' '.join(self.a.quote.split())}” in {self.texts[0]}, “{' '.join(self.b.quote.split())}” in {self.texts[1]}"


class TermTrail(Table[TermUse], Shown):
    """A term through texts: every place, the earliest dated text first; texts without a date come last.

    Attributes
    ----------
    term
        What was asked for.
    renamings
        Where the same wording has other words in its place.
    """

    def __init__(self, term: str, uses: Iterable[TermUse], renamings: Iterable[Renaming]) -> None:
        super().__init__("uses", uses, TermUse)
        self.term = term
        self.renamings = tuple(renamings)

    @property
    def forms(self) -> dict[str, int]:
        """How often each form stands, in the order in which they first do."""
        found: dict[str, int] = {}
        for each in self:
            found[each.form] = found.get(each.form, 0) + 1
        return found

    @property
    def renames(self) -> dict[str, int]:
        """What takes the term's place in wording that is otherwise the same, and how often."""
        found: dict[str, int] = {}
        for each in self.renamings:
            form = _form(each.instead)
            found[form] = found.get(form, 0) + 1
        return found

    def rows(self) -> list[dict[str, Any]]:
        """One dictionary a place: date, text, what kind of form, the words and what stands around them."""
        return [
            {
                "date": each.date,
                "text": each.text,
                "kind": each.kind,
                "form": each.form,
                "start": each.passage.start,
                "end": each.passage.end,
                "before": each.passage.before,
                "after": each.passage.after,
            }
            for each in self
        ]

    def to_frame(self) -> pd.DataFrame:
        """One row a place, as a pandas data frame."""
        import pandas as pd

        return pd.DataFrame(self.rows(), columns=["date", "text", "kind", "form", "start", "end", "before", "after"])


def term_trail(term: str, sources: Iterable[Source], *, also: Sequence[str] = ()) -> TermTrail:
    """Every place where a term stands, in any form, through the texts in the order of their dates.

    Parameters
    ----------
    term
        One word or several: ``"individual budget"``. Other endings are found too.
    sources
        The texts.
    also
        Other words for it that you know; what takes its place in the same sentence is found anyway.

    Raises
    ------
    RecordWrong
        If the term has no word in it.

    Examples
    --------
    >>> from ieworkbench.importers import read_bytes
    >>> old = read_bytes(b"Individual budgets (IBs) are central to the aim of the new service. IBs are tried.", "old.txt")
    >>> new = read_bytes(b"Personal budgets are central to the aim of the new service.", "new.txt")
    >>> trail = term_trail("individual budget", [old, new])
    >>> trail.forms
    {'individual budgets': 1, 'ibs': 2, 'personal budgets': 1}
    >>> trail.renames
    {'personal budgets': 1}
    """
    if not re.search(r"\w", term):
        raise RecordWrong("term", term, "it has no word in it")
    texts = tuple(sources)
    places = [_places(each, term, also) for each in texts]
    renamings = list(_renamings(texts, places, term))
    known = {(text, start, end) for text, found in enumerate(places) for start, end, _ in found}
    for name in dict.fromkeys(fold(_form(each.instead)) for each in renamings):
        for text, source in enumerate(texts):
            for start, end in find_words(source.content, name):
                if not any(at == text and start < stop and begin < end for at, begin, stop in known):
                    known.add((text, start, end))
                    places[text].append((start, end, "rename"))
    uses = [
        TermUse(source.passage(start, end), source.name, str(source.date or ""), _form(source.content[start:end]), kind)
        for text, source in sorted(enumerate(texts), key=lambda each: (_day(each[1]), each[0]))
        for start, end, kind in sorted(places[text])
    ]
    return TermTrail(term, uses, renamings)


def _day(source: Source) -> str:
    return "9999" if source.date is None or source.date.earliest is None else source.date.earliest.isoformat()


def _form(words: str) -> str:
    """Words on one line in small letters, joined where a line's end parts them."""
    return " ".join(re.sub(r"(?<=\w)-\n\s*(?=[^\W\d_])", "", words).split()).lower()


def _places(source: Source, term: str, also: Sequence[str]) -> list[tuple[int, int, str]]:
    """Where a term, its other endings and its abbreviations stand."""
    content = source.content
    exact = set(find_words(content, term))
    found = {
        place: "term" if place in exact else "variant" for place in [*exact, *find_words(content, _with_endings(term))]
    }
    for start, end in _abbreviations(content, term, list(found)):
        found.setdefault((start, end), "abbreviation")
    for other in also:
        for place in find_words(content, _with_endings(other)):
            found.setdefault(place, "rename")
    return [(*place, kind) for place, kind in sorted(found.items())]


def _with_endings(term: str) -> str:
    """The term with any ending at words that are long enough to have one."""
    return " ".join(
        word + "*" if len(word) >= _SHORT_STEM and not word.endswith("*") else word for word in term.split()
    )


def _abbreviations(content: str, term: str, places: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Where the letters stand that some place gives for the term in brackets."""
    initials = "".join(word[0] for word in re.findall(r"\w+", term)).casefold()
    short = {
        match.group(1).rstrip("s")
        for _, end in places
        if (match := _ABBREVIATION.match(content, end)) and match.group(1).casefold().startswith(initials)
    }
    for letters in short:
        for match in re.finditer(rf"(?<!\w){re.escape(letters)}s?(?!\w)", content):
            yield match.span()


# ---------------------------------------------------------------------------------------- renames


def _renamings(
    texts: Sequence[Source], places: Sequence[Sequence[tuple[int, int, str]]], term: str
) -> Iterator[Renaming]:
    """Where a stretch of shared wording has the term on one side, inside or at its edge, and other words on the other."""
    rows = word_rows([each.content for each in texts], [printed_places(each) for each in texts])
    found = stretches(rows, shared_runs(rows, _SEED), _AROUND, _ALIKE)
    spans = [sorted(_rows_of(rows, text, found_there)) for text, found_there in enumerate(places)]
    many = len(re.findall(r"\w+", term))
    seen: set[tuple[int, int]] = set()
    for at in range(len(found)):
        sides = (
            (int(found.first[at]), int(found.first_end[at])),
            (int(found.second[at]), int(found.second_end[at])),
        )
        for ours, theirs in (sides, sides[::-1]):
            for place, there in _slots(rows, spans, ours, theirs, many):
                slot = place, _below_headings(texts, rows, there, theirs)
                if slot[0] not in seen and _is_other_name(texts, rows, slot[1], spans, term):
                    seen.add(slot[0])
                    yield _renaming(texts, rows, slot, ours, theirs)


def _rows_of(rows: WordRows, text: int, places: Sequence[tuple[int, int, str]]) -> list[tuple[int, int]]:
    """The rows that the places of a term take in a text."""
    first, last = int(rows.firsts[text]), int(rows.lasts[text])
    starts, ends = rows.starts[first:last], rows.ends[first:last]
    return [
        (
            first + int(np.searchsorted(ends, start, side="right")),
            first + int(np.searchsorted(starts, end, side="left")),
        )
        for start, end, _ in places
    ]


Slot = tuple[tuple[int, int], tuple[int, int]]


def _slots(
    rows: WordRows,
    spans: Sequence[Sequence[tuple[int, int]]],
    ours: tuple[int, int],
    theirs: tuple[int, int],
    many: int,
) -> Iterator[Slot]:
    """The rows of the term on our side and of what stands there on theirs, inside a stretch or right beside it.

    Beside a stretch, as many words are taken for the other name as the term has (``many``).
    """
    text = int(rows.text_of(np.array([ours[0]]))[0])
    other = int(rows.text_of(np.array([theirs[0]]))[0])
    near = spans[text]
    first = bisect_right(near, (ours[0] - _BEFORE_OR_AFTER - many, 0))
    near = near[first : bisect_right(near, (ours[1] + _BEFORE_OR_AFTER, 0))]
    before = [each for each in near if each[0] < ours[0] and each[1] > ours[0] - _BEFORE_OR_AFTER][-1:]
    after = [each for each in near if each[1] > ours[1]][:1]
    for start, end in dict.fromkeys([*before, *(each for each in near if each[0] >= ours[0]), *after]):
        if start < ours[0]:
            high = theirs[0] - max(0, ours[0] - end) + max(0, end - ours[0])
            low = high - max(many, end - start)
        elif end > ours[1]:
            if (start, end) not in after:
                continue
            low = theirs[1] + start - ours[1]
            high = low + max(many, end - start)
        else:
            low, high = _inside(rows, (start, end), ours, theirs)
        if int(rows.firsts[other]) <= low < high <= int(rows.lasts[other]):
            yield (start, end), (low, high)


def _below_headings(
    texts: Sequence[Source], rows: WordRows, there: tuple[int, int], theirs: tuple[int, int]
) -> tuple[int, int]:
    """The part of another name that no heading parts from the shared words: a heading above is no part of it."""
    low, high = there
    source = texts[int(rows.text_of(np.array([low]))[0])]
    for heading in (each for each in source.sections if each.kind is SectionKind.HEADING):
        for row in range(low + 1, high):
            if rows.ends[row - 1] <= heading.end <= rows.starts[row]:
                low, high = (low, row) if row > theirs[0] else (row, high)
    return low, high


def _inside(rows: WordRows, place: tuple[int, int], ours: tuple[int, int], theirs: tuple[int, int]) -> tuple[int, int]:
    """What stands on their side between the words that our place stands between."""
    from rapidfuzz.distance import Indel

    one, other = (rows.numbers[begin:end].tolist() for begin, end in (ours, theirs))
    low, high = theirs
    for step in Indel.opcodes(one, other):
        if step.tag == "equal":
            if ours[0] + step.src_end <= place[0]:
                low = theirs[0] + step.dest_end
            elif ours[0] + step.src_start < place[0]:
                low = theirs[0] + step.dest_start + place[0] - ours[0] - step.src_start
            if ours[0] + step.src_start >= place[1]:
                high = min(high, theirs[0] + step.dest_start)
            elif ours[0] + step.src_end > place[1]:
                high = min(high, theirs[0] + step.dest_start + place[1] - ours[0] - step.src_start)
    return low, high


def _is_other_name(
    texts: Sequence[Source],
    rows: WordRows,
    theirs: tuple[int, int],
    spans: Sequence[Sequence[tuple[int, int]]],
    term: str,
) -> bool:
    """Whether what stands in the term's place is another name, and not the term: some word of it is the term's.

    In languages that write compounds as one word it is enough that a word ends as one of the term does:
    ``kommunestønad`` for ``fylkesstønad``.
    """
    text = int(rows.text_of(np.array([theirs[0]]))[0])
    if any(start < theirs[1] and theirs[0] < end for start, end in spans[text]):
        return False
    words = fold(texts[text].content[int(rows.starts[theirs[0]]) : int(rows.ends[theirs[1] - 1])]).split()
    stems = [
        fold(word)[: max(_SHORT_STEM, len(word) - 2)] for word in re.findall(r"\w+", term) if len(word) >= _SHORT_STEM
    ]
    heads = [fold(word)[-_COMPOUND_HEAD:] for word in re.findall(r"\w+", term) if len(word) > _COMPOUND_HEAD + 1]
    return any(word.startswith(stem) for word in words for stem in stems) or any(
        word.endswith(head) for word in words for head in heads
    )


def _renaming(
    texts: Sequence[Source], rows: WordRows, slot: Slot, ours: tuple[int, int], theirs: tuple[int, int]
) -> Renaming:
    quotes, whole, names = [], [], []
    for (start, end), side in zip(slot, (ours, theirs), strict=True):
        source = texts[int(rows.text_of(np.array([start]))[0])]
        low, high = min(start, side[0]), max(end, side[1])
        quotes.append(" ".join(source.content[int(rows.starts[start]) : int(rows.ends[end - 1])].split()))
        whole.append(source.passage(int(rows.starts[low]), int(rows.ends[high - 1])))
        names.append(source.name)
    return Renaming(quotes[0], quotes[1], whole[0], whole[1], (names[0], names[1]))
