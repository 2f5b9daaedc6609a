"""The rows of a comparison that say where a plan's wording stands as well, and the plan as a strip of it.

Up to a few dozen texts, each plan is laid beside all others, and every stretch has its nearest origin.
Beyond that all texts are compared at once, which takes time in proportion to how much there is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from ieworkbench.compare.carried import Carried, carried_over, origin_of
from ieworkbench.compare.comparison import ComparisonCell, ComparisonRow, PlanColumn, RowGroup, StripPiece, in_plans
from ieworkbench.compare.comparison_words import counted, word
from ieworkbench.compare.cues import words_in
from ieworkbench.compare.shared_passages import shared_passages
from ieworkbench.model import Passage, Source, SourceKind, WordingOrigin

__all__ = ["Wording", "wording_of", "wording_rows"]

_SIDE_BY_SIDE = 30
"""Up to how many texts each plan is laid beside all others."""
_FEW = 20
"""Of how many of the other places of a wording it is asked whose words they are: beside the plans, and among them."""

Wording = tuple[Carried, ...]


def wording_of(
    columns: Sequence[PlanColumn], others: Sequence[Source], min_tokens: int, similarity: float
) -> tuple[tuple[Wording, ...], str]:
    """Each plan as stretches with their origins, and how they were found."""
    plans = [_as_plan(each) for each in columns]
    ids = {each.source.id for each in columns if each.source.id}
    beside = [each for each in others if each.id not in ids]
    if len(plans) + len(beside) <= _SIDE_BY_SIDE:
        made = [carried_over(each, [*plans, *beside], min_tokens=min_tokens, similarity=similarity) for each in plans]
        found = tuple(
            tuple(_back(column, carried) for carried in each) for column, each in zip(columns, made, strict=True)
        )
        return found, made[0].method
    return _at_once(columns, plans, beside, min_tokens, similarity)


def _as_plan(column: PlanColumn) -> Source:
    """A plan as it is compared: one from a file of which nothing is said is a plan of a case of its own."""
    source = column.source
    kind = SourceKind.INDIVIDUAL_PLAN if source.kind is SourceKind.OTHER else source.kind
    return replace(source, kind=kind, id=source.id or column.name, cases=source.cases or (f"\x00{column.name}",))


def _back(column: PlanColumn, carried: Carried) -> Carried:
    """A stretch with its passage as one of the plan as it was given."""
    return replace(carried, passage=column.source.passage(carried.passage.start, carried.passage.end))


def _at_once(
    columns: Sequence[PlanColumn], plans: Sequence[Source], others: Sequence[Source], min_tokens: int, similarity: float
) -> tuple[tuple[Wording, ...], str]:
    texts = [*plans, *others]
    shared = shared_passages(texts, min_tokens=min_tokens, similarity=similarity)
    rank = {origin: number for number, origin in enumerate(WordingOrigin)}
    held: list[list[tuple[int, int, WordingOrigin]]] = [[] for _ in plans]

    @cache
    def origin(text: int, other: int) -> WordingOrigin:
        return origin_of(texts[text], texts[other], texts[text].informants)

    for family in shared.families:
        places = sorted(set(family.texts), reverse=True)
        if len(places) < 2:
            continue
        beside = [each for each in places if each >= len(plans)][:_FEW]
        among = [each for each in places if each < len(plans)][: _FEW + 1]
        for passage, text in zip(family.members, family.texts, strict=True):
            if text < len(plans):
                others_here = (*beside, *[each for each in among if each != text][:_FEW])
                nearest = min((origin(text, other) for other in others_here), key=rank.__getitem__)
                held[text].append((passage.start, passage.end, nearest))
    found = tuple(
        tuple(_apart(column, spans, rank, int(similarity < 1))) for column, spans in zip(columns, held, strict=True)
    )
    return found, shared.method


def _apart(
    column: PlanColumn, spans: list[tuple[int, int, WordingOrigin]], rank: dict[WordingOrigin, int], edits: int
) -> Iterator[Carried]:
    """Stretches that do not lie over each other: of two, the nearer origin keeps the words.

    Neighbours of one origin are one stretch if at most ``edits`` words lie between.
    """
    taken: list[tuple[int, int, WordingOrigin]] = []
    at = 0
    for start, end, origin in sorted(spans, key=lambda each: (each[0], rank[each[2]], -each[1])):
        first = max(start, at)
        if (
            first < end
            and taken
            and taken[-1][2] is origin
            and words_in(column.source.content[taken[-1][1] : first]) <= edits
        ):
            taken[-1] = (taken[-1][0], end, origin)
        elif first < end:
            taken.append((first, end, origin))
        at = max(at, end)
    at = 0
    for start, end, origin in [*taken, (len(column.source.content), len(column.source.content), WordingOrigin.NOWHERE)]:
        if column.source.content[at:start].strip():
            yield _carried(column, at, start, WordingOrigin.NOWHERE)
        if start < end:
            yield _carried(column, start, end, origin)
        at = end


def _carried(column: PlanColumn, start: int, end: int, origin: WordingOrigin) -> Carried:
    words = column.source.content[start:end]
    first = start + len(words) - len(words.lstrip())
    passage = column.source.passage(first, max(first + 1, start + len(words.rstrip())))
    return Carried(passage, origin, words_in(words))


def wording_rows(columns: Sequence[PlanColumn], wording: Sequence[Wording], language: str) -> Iterator[ComparisonRow]:
    """A row for the whole plan as a strip, and one for each origin that occurs."""
    occurring = [
        origin for origin in WordingOrigin
        if any(each.origin is origin for carried in wording for each in carried)
    ]  # fmt: skip
    strips = tuple(_strip_cell(each, language) for each in wording)
    yield ComparisonRow("copied:strip", RowGroup.COPIED, word("strip", language), strips)
    for origin in occurring:
        if origin is WordingOrigin.NOWHERE:
            continue
        cells = tuple(_origin_cell(each, origin, language) for each in wording)
        summary = in_plans(columns, [bool(cell.number) for cell in cells], language)
        yield ComparisonRow(
            f"copied:{origin.value}", RowGroup.COPIED, _capital(origin.label(language)), cells, origin.sentence if language == "en" else "", summary
        )  # fmt: skip


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]


def _strip_cell(wording: Wording, language: str) -> ComparisonCell:
    elsewhere = [each for each in wording if each.origin is not WordingOrigin.NOWHERE]
    number = sum(each.tokens for each in elsewhere)
    text = counted(number, "word", language) if number else "–"
    strip = tuple(StripPiece(each.passage.start, each.passage.end, each.origin.value) for each in elsewhere)
    return ComparisonCell(text, "", number, tuple(each.passage for each in elsewhere), strip=strip)


def _origin_cell(wording: Wording, origin: WordingOrigin, language: str) -> ComparisonCell:
    here = [each for each in wording if each.origin is origin]
    number = sum(each.tokens for each in here)
    if not here:
        return ComparisonCell("–", number=0)
    texts = tuple(dict.fromkeys(name for each in here for name in each.texts))
    note = ", ".join(texts[:4]) + (" …" if len(texts) > 4 else "")
    passages: tuple[Passage, ...] = tuple(each.passage for each in here)
    return ComparisonCell(counted(number, "word", language), "", number, passages, note)
