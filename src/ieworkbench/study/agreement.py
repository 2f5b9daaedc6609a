"""Agreement between coders: first the passages on which they differ, side by side, then the measures.

Where people read differently, there is something to talk about; the numbers only say how often. A
coder who coded nothing at all in a source is taken not to have read it, and is missing there rather
than counted as somebody who gave no code; what each number rests on stands beside it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from ieworkbench.errors import RecordWrong
from ieworkbench.language.units import Unit, cut
from ieworkbench.model import Code, Codebook, Coding, Placement, Source
from ieworkbench.sentences import counted, listed
from ieworkbench.study.agreement_measures import (
    MeasureKind,
    Ratings,
    Score,
    alpha,
    alpha_of_sets,
    cohen,
    fleiss,
    jaccard,
    masi,
    mean,
    percentage,
)
from ieworkbench.study.agreement_result import (
    ALL_CODES,
    Agreement,
    Disagreement,
    Disagreements,
    Given,
    Measure,
    Measures,
)
from ieworkbench.study.agreement_runs import (
    Marking,
    Masks,
    Row,
    bits,
    by_code,
    count_rows,
    differs,
    rows_of_units,
    runs,
)
from ieworkbench.study.names import as_list, check_known, word_of

__all__ = [
    "ALL_CODES",
    "Agreement",
    "Disagreement",
    "Disagreements",
    "Given",
    "Measure",
    "Measures",
    "agreement",
]


class _Compared(NamedTuple):
    """One source as it was coded: who coded it, the codes of each unit, and of each run of characters."""

    source: Source
    present: tuple[bool, ...]
    rows: list[Row]
    runs: list[Row]


def agreement(
    sources: Sequence[Source],
    codings: Sequence[Coding],
    codebook: Codebook,
    *,
    coders: str | Sequence[str] | None = None,
    codes: str | Sequence[str | Code] | None = None,
    below: bool = False,
    unit: str = "turn",
    uncoded: bool = True,
) -> Agreement:
    """Where coders agree and where they do not: the differing passages first, then the measures.

    Parameters
    ----------
    sources
        The texts to compare in; codings of other texts are left aside.
    codings
        Everybody's codings, also those with other codes: they show who coded which source.
    codebook
        The codes.
    coders
        Whom to compare; else everybody who coded anything in these sources.
    codes
        On which codes: ids, names or paths; else on all that were given (with `below`, and those above).
    below
        Whether a passage with a code beneath a chosen one counts as coded with the chosen one.
    unit
        ``"turn"``, ``"paragraph"``, ``"sentence"`` or ``"character"``. A unit has a code if a coding
        touches at least one character of it that is not blank; single characters have no such slack.
        In a source without turns the turns are its paragraphs, and the notes say so.
    uncoded
        Whether to count the units that nobody gave any of the chosen codes. With long texts and few
        codings they make up most of the agreement.

    Raises
    ------
    RecordUnknown, CodeAmbiguous
        If there is no such coder or code, or several codes are called so.
    RecordWrong
        If there is no such unit.

    Examples
    --------
    >>> from ieworkbench.importers import read_bytes
    >>> from dataclasses import replace
    >>> talk = replace(read_bytes(b"A: I phoned. I waited.\\nB: Whom?\\nA: The office.\\n", "talk.txt"), id="talk")
    >>> waiting = Coding("1", talk.find_one("I waited"), "w", by="anna")
    >>> also = Coding("2", talk.find_one("The office"), "w", by="bo")
    >>> both = [Coding(str(at), talk.find_one("Whom"), "w", by=by) for at, by in enumerate(("anna", "bo"), 3)]
    >>> found = agreement([talk], [waiting, also, *both], Codebook((Code("w", "work"),)))
    >>> found
    Agreement(unit turn, coders 'anna', 'bo': 2 disagreeing passages in 3 turns of 1 source, 1 code)
    >>> found.disagreements[0].by_coder
    {'anna': ('work',), 'bo': ()}
    """
    kind = word_of(Unit, "unit", unit)
    texts = {each.id: each for each in sources}
    here = [each for each in codings if each.passage.source in texts]
    people = _coders(here, coders)
    theirs = [each for each in here if each.by in people]
    chosen = _codes(theirs, codebook, codes, below=below)
    paths = [codebook.path(code.id) for code in chosen]
    masks = _masks(theirs, codebook, chosen, below=below)
    present = {text: tuple(name in coded for name in people) for text, coded in _who_coded(texts, theirs).items()}
    placed = _placed(texts, theirs)
    compared = [
        _compare(texts[text], _markings(placed[text], people, masks), there, kind)
        for text, there in present.items()
        if sum(there) > 1
    ]
    listed, blank = _disagreements(compared, people, chosen, paths)
    by_unit = _Counts.of([(each.present, each.rows) for each in compared], kind, uncoded=uncoded)
    by_character = _Counts.of([(each.present, each.runs) for each in compared], Unit.CHARACTER, uncoded=uncoded)
    return Agreement(
        unit=kind,
        uncoded=uncoded,
        below=below,
        coders=people,
        codes=chosen,
        sources=tuple(each.source.id for each in compared),
        units=sum(by_unit.ratings.values()),
        disagreements=Disagreements(listed, people, kind),
        measures=Measures(_measures(by_unit, by_character, people, list(zip(paths, chosen, strict=True)))),
        notes=(
            *_notes_on_people(texts, present, people),
            *_notes_on_units([each.source for each in compared], kind),
            *_notes_on_codings(theirs, placed, kind, blank),
        ),
    )


# ------------------------------------------------------------------------- who, what and where


def _coders(codings: Sequence[Coding], wanted: str | Sequence[str] | None) -> tuple[str, ...]:
    known = sorted({each.by for each in codings})
    if wanted is None:
        return tuple(known)
    names = as_list(wanted)
    check_known("coder", names, known)
    if len(names) == 1 and len(known) > 1:
        raise RecordWrong("coder", names[0], "agreement takes two people or more; name another, or nobody for all")
    return names


def _codes(
    codings: Sequence[Coding], codebook: Codebook, wanted: str | Sequence[str | Code] | None, *, below: bool
) -> tuple[Code, ...]:
    """The codes to compare on, in the order of the codebook."""
    if wanted is not None:
        given = [wanted] if isinstance(wanted, str) else wanted
        ids = {codebook[each.id].id if isinstance(each, Code) else codebook.one(each).id for each in given}
    else:
        ids = {codebook[each].id for each in {coding.code for coding in codings}}
        if below:
            ids = {above for each in ids for above in codebook.above(each)}
    return tuple(code for code in codebook if code.id in ids)


def _masks(codings: Sequence[Coding], codebook: Codebook, chosen: Sequence[Code], *, below: bool) -> dict[str, int]:
    """For each code that was given, the chosen codes it counts for, as bits."""
    place = {code.id: 1 << bit for bit, code in enumerate(chosen)}
    reach = {each: codebook.above(each) if below else {each} for each in {coding.code for coding in codings}}
    return {each: sum(place.get(code, 0) for code in codes) for each, codes in reach.items()}


def _who_coded(texts: Mapping[str, Source], codings: Sequence[Coding]) -> dict[str, set[str]]:
    coded: dict[str, set[str]] = {text: set() for text in texts}
    for each in codings:
        coded[each.passage.source].add(each.by)
    return coded


def _placed(texts: Mapping[str, Source], codings: Sequence[Coding]) -> dict[str, list[Coding]]:
    """Each source's codings whose words still stand where they point."""
    placed: dict[str, list[Coding]] = {text: [] for text in texts}
    for each in codings:
        passage = each.passage
        if passage.placement is not Placement.ORPHANED and passage.stands_in(texts[passage.source].content):
            placed[passage.source].append(each)
    return placed


def _markings(codings: Sequence[Coding], people: Sequence[str], masks: Mapping[str, int]) -> list[Marking]:
    place = {name: number for number, name in enumerate(people)}
    return [
        Marking(each.passage.start, each.passage.end, place[each.by], masks[each.code])
        for each in codings
        if masks[each.code]
    ]


def _compare(source: Source, markings: list[Marking], present: tuple[bool, ...], unit: Unit) -> _Compared:
    by_run = runs(markings, present, len(source.content))
    if unit is Unit.CHARACTER:
        return _Compared(source, present, by_run, by_run)
    return _Compared(source, present, rows_of_units(cut(source, unit), markings, present, source.content), by_run)


# ------------------------------------------------------------------------------- disagreements


def _disagreements(
    compared: Sequence[_Compared], people: Sequence[str], codes: Sequence[Code], paths: Sequence[str]
) -> tuple[list[Disagreement], int]:
    """The units with different codes, in the order of the text, and how many more are nothing but blanks."""
    found, blank = [], 0
    for source, _, rows, by_run in compared:
        apart = [(row.start, row.end) for row in by_run if differs(row.masks)]
        for row in rows:
            if not differs(row.masks):
                continue
            if source.content[row.start : row.end].isspace():
                blank += 1
                continue
            given = tuple(
                Given(name, tuple(codes[bit].id for bit in bits(mask)), tuple(paths[bit] for bit in bits(mask)))
                for name, mask in zip(people, row.masks, strict=True)
                if mask is not None
            )
            passage = source.passage(row.start, row.end)
            found.append(Disagreement(source.id, passage, given, _inside(apart, row, source.content)))
    return found, blank


def _inside(apart: Sequence[tuple[int, int]], row: Row, content: str) -> tuple[tuple[int, int], ...]:
    """What of ``apart`` lies inside a unit and is not blank; stretches that touch are taken together."""
    places: list[tuple[int, int]] = []
    for at in range(max(0, bisect_right(apart, (row.start, row.start)) - 1), len(apart)):
        start, end = max(row.start, apart[at][0]), min(row.end, apart[at][1])
        if apart[at][0] >= row.end:
            break
        if places and start == places[-1][1]:
            places[-1] = (places[-1][0], end)
        elif content[start:end].strip():
            places.append((start, end))
    return tuple(places)


# ------------------------------------------------------------------------------------ measures


@dataclass(frozen=True, slots=True)
class _Counts:
    """How many units of one kind have each combination of codes, and how many each source brings."""

    unit: Unit
    uncoded: bool
    ratings: Counter[Masks]
    by_source: list[tuple[tuple[bool, ...], int]]

    @classmethod
    def of(cls, sources: Sequence[tuple[tuple[bool, ...], list[Row]]], unit: Unit, *, uncoded: bool) -> _Counts:
        """The counts over all sources together."""
        ratings: Counter[Masks] = Counter()
        by_source = []
        for present, rows in sources:
            here = count_rows(rows, by_length=unit is Unit.CHARACTER, uncoded=uncoded)
            ratings.update(here)
            by_source.append((present, sum(here.values())))
        return cls(unit, uncoded, ratings, by_source)

    def measure(
        self,
        kind: MeasureKind,
        score: Score,
        coders: tuple[str, ...],
        code: tuple[str, str],
        counts: Callable[[tuple[bool, ...]], bool],
    ) -> Measure:
        """A measure's record; ``counts`` says by a source's coders whether the measure rests on it."""
        sources = sum(1 for present, units in self.by_source if units and counts(present))
        path, code_id = code
        return Measure(
            path, kind, coders, score.value, score.why, self.unit, self.uncoded, score.units, sources, code_id
        )


def _two(present: tuple[bool, ...]) -> bool:
    return sum(present) > 1


def _both(one: int, other: int) -> Callable[[tuple[bool, ...]], bool]:
    return lambda present: present[one] and present[other]


def _measures(
    by_unit: _Counts, by_character: _Counts, people: tuple[str, ...], codes: Sequence[tuple[str, Code]]
) -> Iterator[Measure]:
    in_units = by_code(by_unit.ratings, len(codes))
    in_characters = by_code(by_character.ratings, len(codes))
    for (path, code), ratings, characters in zip(codes, in_units, in_characters, strict=True):
        named = (path, code.id)
        yield by_unit.measure(MeasureKind.PERCENTAGE, percentage(ratings), people, named, _two)
        yield from _cohen(by_unit, ratings, people, named)
        yield by_unit.measure(MeasureKind.FLEISS, fleiss(ratings), people, named, all)
        yield by_unit.measure(MeasureKind.ALPHA, alpha(ratings), people, named, _two)
        yield by_character.measure(MeasureKind.CHARACTER_ALPHA, alpha(characters), people, named, _two)
    yield from _of_all_codes(by_unit, people)


def _cohen(
    counts: _Counts, ratings: Ratings[int], people: tuple[str, ...], named: tuple[str, str]
) -> Iterator[Measure]:
    """Cohen's kappa of each pair of coders, and their mean where there are several pairs."""
    scores = []
    for one, other in combinations(range(len(people)), 2):
        pair: Counter[tuple[int | None, ...]] = Counter()
        for given, count in ratings.items():
            pair[given[one], given[other]] += count
        scores.append(cohen(pair))
        both = (people[one], people[other])
        yield counts.measure(MeasureKind.COHEN, scores[-1], both, named, _both(one, other))
    if len(scores) != 1:
        yield counts.measure(MeasureKind.COHEN_MEAN, mean(scores), people, named, _two)


def _of_all_codes(counts: _Counts, people: tuple[str, ...]) -> Iterator[Measure]:
    named = (ALL_CODES, "")
    yield counts.measure(MeasureKind.PERCENTAGE, percentage(counts.ratings), people, named, _two)
    sets = {mask: frozenset(bits(mask)) for masks in counts.ratings for mask in masks if mask is not None}
    ratings = {
        tuple(None if mask is None else sets[mask] for mask in masks): count for masks, count in counts.ratings.items()
    }
    for kind, distance in ((MeasureKind.ALPHA_MASI, masi), (MeasureKind.ALPHA_JACCARD, jaccard)):
        yield counts.measure(kind, alpha_of_sets(ratings, distance), people, named, _two)


# --------------------------------------------------------------------------------------- notes


def _notes_on_people(
    texts: Mapping[str, Source], present: Mapping[str, tuple[bool, ...]], people: Sequence[str]
) -> Iterator[str]:
    if len(people) < 2:
        who = f"Only “{people[0]}” has" if people else "Nobody has"
        yield f"{who} coded anything here; agreement takes two."
        return
    alone = [text for text in texts if sum(present[text]) < 2]
    if alone:
        yield (
            f"{counted(len(alone), 'source')} coded by fewer than two of these people "
            f"{'is' if len(alone) == 1 else 'are'} left out: {listed(alone)}."
        )
    away: dict[str, list[str]] = defaultdict(list)
    for text, there in present.items():
        if sum(there) > 1:
            for name, is_there in zip(people, there, strict=True):
                if not is_there:
                    away[name].append(text)
    for name, where in away.items():
        yield f"“{name}” coded nothing in {listed(where)} and is missing there, not counted as giving no code."


def _notes_on_units(sources: Sequence[Source], unit: Unit) -> Iterator[str]:
    without = [each.id for each in sources if not each.turns]
    if unit is Unit.TURN and without:
        yield f"{listed(without)}: no turns there; the units are paragraphs."


def _notes_on_codings(
    codings: Sequence[Coding], placed: Mapping[str, Sequence[Coding]], unit: Unit, blank: int
) -> Iterator[str]:
    lost = len(codings) - sum(len(each) for each in placed.values())
    if lost:
        yield f"{counted(lost, 'coding')} not counted: the words no longer stand where the passage points."
    empty = sum(1 for each in placed.values() for coding in each if coding.passage.quote.isspace())
    if empty and unit is not Unit.CHARACTER:
        yield f"{counted(empty, 'coding')} of nothing but blanks {'touches' if empty == 1 else 'touch'} no {unit.value}."
    if blank:
        yield f"{counted(blank, 'place')} with nothing but blanks, on which they differ, not listed, but counted."
