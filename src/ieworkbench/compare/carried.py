"""Whose words a plan is made of: each stretch of it keyed to where its wording also stands.

That the same words stand in two texts does not say who had them first. A text that is dated after the
plan is named as later; nothing is concluded from it. A match that runs over the end of a sentence into a
word or three of the next stops at that end, and a person's code by itself comes from nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ieworkbench.compare.chains import Stretches, stretches
from ieworkbench.compare.shared_passages import check_settings, printed_places
from ieworkbench.compare.shared_runs import runs_with_first
from ieworkbench.compare.word_rows import Places, WordRows, word_rows
from ieworkbench.language.units import Unit, cut
from ieworkbench.model import Passage, Source, SourceKind, WordingOrigin, fold
from ieworkbench.model.display import Brief, Shown
from ieworkbench.study.table import Table

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Carried", "CarriedOver", "Standing", "carried_over"]

_SEED = 4


@dataclass(frozen=True, slots=True, repr=False)
class Standing(Brief):
    """Another place where a plan's wording stands.

    Attributes
    ----------
    passage
        The words there.
    text
        The name of that text.
    origin
        What kind of place it is, seen from the plan.
    similarity
        How alike the words are: 1 where none differs.
    later
        Whether that text is dated after the plan, so that the plan may have been before it.
    speaker
        Who says it, where it is said in a turn of talk.
    """

    passage: Passage
    text: str
    origin: WordingOrigin
    similarity: float = 1.0
    later: bool = False
    speaker: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Carried(Brief):
    """A stretch of a plan and where its wording stands as well.

    Attributes
    ----------
    passage
        The words in the plan.
    origin
        The first that applies: own words, application or other plan, decision, policy or law, the same
        person's plan, other people's plans; texts not dated after the plan before later ones.
    tokens
        How many words it has.
    standings
        Every place, in that order; none for what stands nowhere else.
    """

    passage: Passage
    origin: WordingOrigin
    tokens: int
    standings: tuple[Standing, ...] = ()

    @property
    def later(self) -> bool:
        """Whether it stands only in texts dated after the plan."""
        return bool(self.standings) and all(each.later for each in self.standings)

    @property
    def texts(self) -> tuple[str, ...]:
        """The names of the texts where it stands as well."""
        return tuple(dict.fromkeys(each.text for each in self.standings))


class CarriedOver(Table[Carried], Shown):
    """A plan cut into stretches by where their wording stands as well, in the order of the plan.

    Attributes
    ----------
    plan
        The plan.
    texts
        The names of the texts it was compared with.
    """

    def __init__(self, plan: Source, stretches_of_it: Iterable[Carried], texts: Sequence[str], method: str) -> None:
        super().__init__("stretches", stretches_of_it, Carried)
        self.plan = plan
        self.texts = tuple(texts)
        self.method = method

    def words_by_origin(self) -> dict[WordingOrigin, int]:
        """How many words of the plan have each origin, those that occur, in the order of the list."""
        found = {origin: sum(each.tokens for each in self if each.origin is origin) for origin in WordingOrigin}
        return {origin: words for origin, words in found.items() if words}

    def rows(self) -> list[dict[str, Any]]:
        """One dictionary a stretch: where it stands in the plan, its origin, and the other texts."""
        return [
            {
                "start": each.passage.start,
                "end": each.passage.end,
                "tokens": each.tokens,
                "origin": each.origin.value,
                "texts": "; ".join(each.texts),
                "later": each.later,
                "words": each.passage.quote,
            }
            for each in self
        ]

    def to_frame(self) -> pd.DataFrame:
        """One row a stretch, as a pandas data frame."""
        import pandas as pd

        return pd.DataFrame(self.rows(), columns=["start", "end", "tokens", "origin", "texts", "later", "words"])


def carried_over(
    plan: Source,
    others: Iterable[Source],
    *,
    person: str | None = None,
    min_tokens: int = 8,
    similarity: float = 0.8,
) -> CarriedOver:
    """The whole of a plan as stretches, each with where its wording stands as well.

    Parameters
    ----------
    plan
        The plan; any other text will do.
    others
        What to compare it with: all sources of a study, for instance. The plan itself is passed over.
    person
        The code of the informant whose plan it is. Without it, the plan's own informants are taken, and
        if it has none, whoever is interviewed in the plan's cases.
    min_tokens, similarity
        As for `shared_passages`; small edits are tolerated here unless you say ``similarity=1``.

    Raises
    ------
    RecordWrong
        If one of the settings is outside what is possible.

    Examples
    --------
    >>> from dataclasses import replace
    >>> from ieworkbench.importers import read_bytes
    >>> plan = read_bytes(b"Goals. I want to manage the stairs to my own flat again.", "plan.txt")
    >>> talk = read_bytes(b"And I want to manage the stairs to my own flat.", "talk.txt")
    >>> talk = replace(talk, id="talk", kind=SourceKind.INTERVIEW)
    >>> [(each.origin.value, each.passage.quote) for each in carried_over(plan, [talk])]  # doctest: +NORMALIZE_WHITESPACE
    [('nowhere else', 'Goals'), ('own words', 'I want to manage the stairs to my own flat'), ('nowhere else', 'again')]
    """
    check_settings(min_tokens, similarity)
    texts = [plan, *(each for each in others if each != plan)]
    rows = word_rows([each.content for each in texts], [printed_places(each) for each in texts])
    size = min_tokens if similarity == 1 else min(_SEED, min_tokens)
    runs = runs_with_first(rows, size)
    found = Stretches.exact(runs) if similarity == 1 else stretches(rows, runs, min_tokens, similarity)
    people = (person,) if person else plan.informants
    standings = [_standing(rows, texts, found, at, people) for at in range(len(found))]
    codes = {fold(each) for source in texts for each in source.informants} | {fold(each) for each in people}
    pieces = _cut(rows, plan, found, standings, codes)
    like = "with no word different" if similarity == 1 else f"at least {similarity:.2f} alike word by word"
    method = f"Stretches of at least {min_tokens} words that stand in another text too, {like}; {len(texts) - 1:,} texts compared."
    return CarriedOver(
        plan, _stretches_of(rows, plan, pieces, found, standings), [each.name for each in texts[1:]], method
    )


def origin_of(plan: Source, other: Source, people: Sequence[str]) -> WordingOrigin:
    """What kind of place another text is, seen from a plan.

    Parameters
    ----------
    plan
        The plan.
    other
        The other text.
    people
        Whose plan it is; if nobody is named, whoever is interviewed in its cases.
    """
    same_case = not plan.cases or not other.cases or bool(set(plan.cases) & set(other.cases))
    if other.kind is SourceKind.INTERVIEW:
        own = bool(set(other.informants) & set(people)) if people else same_case
        return WordingOrigin.OWN_WORDS if own else WordingOrigin.OTHER_TALK
    if other.kind in _ORIGINS:
        return _ORIGINS[other.kind]
    if other.kind in _OF_A_CASE:
        return _OF_A_CASE[other.kind] if same_case else WordingOrigin.OTHER_PEOPLE
    return WordingOrigin.OTHER_TEXT


_ORIGINS = {
    SourceKind.FIELD_NOTE: WordingOrigin.OTHER_TALK,
    SourceKind.GUIDELINE: WordingOrigin.POLICY,
    SourceKind.POLICY: WordingOrigin.POLICY,
    SourceKind.LAW: WordingOrigin.POLICY,
}
_OF_A_CASE = {
    SourceKind.INDIVIDUAL_PLAN: WordingOrigin.EARLIER_PLAN,
    SourceKind.OTHER_PLAN: WordingOrigin.CASE_PAPERS,
    SourceKind.APPLICATION: WordingOrigin.CASE_PAPERS,
    SourceKind.FORM: WordingOrigin.CASE_PAPERS,
    SourceKind.WRITTEN_DECISION: WordingOrigin.DECISION,
    SourceKind.LETTER: WordingOrigin.DECISION,
    SourceKind.MINUTES: WordingOrigin.DECISION,
}
_RANKS = {origin: rank for rank, origin in enumerate(WordingOrigin)}
_NOWHERE = 2 * len(_RANKS)
_CRUMB, _MOST_CODES = 3, 3
"""Up to how many words of a sentence are only touched, and how many codes by themselves tell nothing."""


def _standing(rows: WordRows, texts: Sequence[Source], found: Stretches, at: int, people: Sequence[str]) -> Standing:
    start, end = int(found.second[at]), int(found.second_end[at])
    other = texts[int(rows.text_of(np.array([start]))[0])]
    passage = other.passage(int(rows.starts[start]), int(rows.ends[end - 1]))
    own = int(found.first_end[at] - found.first[at])
    return Standing(
        passage=passage,
        text=other.name,
        origin=origin_of(texts[0], other, people),
        similarity=round(2 * int(found.same[at]) / (own + end - start), 4),
        later=_is_later(other, texts[0]),
        speaker=next((t.speaker or "" for t in other.turns if t.start <= passage.start < t.end), ""),
    )


def _is_later(other: Source, plan: Source) -> bool:
    if other.date is None or plan.date is None or other.date.earliest is None or plan.date.latest is None:
        return False
    return other.date.earliest > plan.date.latest


def _rank(standing: Standing) -> tuple[bool, int]:
    return standing.later, _RANKS[standing.origin]


def _cut(
    rows: WordRows, plan: Source, found: Stretches, standings: Sequence[Standing], codes: set[str]
) -> list[tuple[int, int, int]]:
    """The plan's rows from where to where, with the place among all origins: the best one wins each word."""
    first, last = int(rows.firsts[0]), int(rows.lasts[0])
    if last <= first:
        return []
    best = np.full(last - first, _NOWHERE, np.int64)
    sentences = _sentence_of(rows, plan, first, last)
    spans = list(zip(found.first.tolist(), found.first_end.tolist(), standings, strict=True))
    for start, end, standing in spans:
        later, rank = _rank(standing)
        part = best[slice(*_without_crumbs(sentences, start - first, end - first))]
        np.minimum(part, later * len(_RANKS) + rank, out=part)
    for start, end, _ in list(_runs_of(best, 0)):
        words = (plan.content[rows.starts[each] : rows.ends[each]] for each in range(first + start, first + end))
        if end - start <= _MOST_CODES and all(fold(each) in codes for each in words):
            best[start:end] = _NOWHERE
    return list(_runs_of(best, first))


def _sentence_of(rows: WordRows, plan: Source, first: int, last: int) -> Places:
    """In which sentence or line of the plan each of its words stands, counted from 0."""
    opens = np.array([start for start, _ in cut(plan, Unit.SENTENCE)], np.int64)
    return np.searchsorted(opens, rows.starts[first:last], side="right").astype(np.int64)


def _without_crumbs(sentences: Places, start: int, end: int) -> tuple[int, int]:
    """A stretch of several sentences without the few words of one that it only touches, at either end."""
    opens, shuts = _sentence_around(sentences, end - 1)
    if start < opens and _is_crumb(end - opens, shuts - opens):
        end = opens
    opens, shuts = _sentence_around(sentences, start)
    if shuts < end and _is_crumb(shuts - start, shuts - opens):
        start = shuts
    return start, end


def _sentence_around(sentences: Places, word: int) -> tuple[int, int]:
    """From which word to which the sentence goes that a word stands in."""
    opens, shuts = (int(np.searchsorted(sentences, sentences[word], side)) for side in ("left", "right"))
    return opens, shuts


def _is_crumb(words: int, of: int) -> bool:
    return words <= _CRUMB and 2 * words < of


def _runs_of(keys: Places, first: int) -> Iterator[tuple[int, int, int]]:
    begins = [0, *(np.flatnonzero(np.diff(keys)) + 1).tolist()]
    for begin, end in zip(begins, [*begins[1:], len(keys)], strict=True):
        yield first + begin, first + end, int(keys[begin])


def _stretches_of(
    rows: WordRows,
    plan: Source,
    pieces: Sequence[tuple[int, int, int]],
    found: Stretches,
    standings: Sequence[Standing],
) -> Iterator[Carried]:
    starts, ends = found.first, found.first_end
    for start, end, key in pieces:
        passage = plan.passage(int(rows.starts[start]), int(rows.ends[end - 1]))
        over = np.flatnonzero(2 * (np.minimum(ends, end) - np.maximum(starts, start)) >= end - start)
        there = sorted(
            (standings[int(at)] for at in over), key=lambda each: (_rank(each), each.text, each.passage.start)
        )
        origin = list(WordingOrigin)[key % len(_RANKS)] if key < _NOWHERE else WordingOrigin.NOWHERE
        yield Carried(passage, origin, end - start, tuple(there) if key < _NOWHERE else ())
