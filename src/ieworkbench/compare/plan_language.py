"""The rows of a comparison that are told by language: whose voice, who must do what, and on what condition.

They are proposals, made by the words of a lexicon, and every number stands beside its sentences.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ieworkbench.compare.comparison import ComparisonCell, ComparisonRow, PlanColumn, RowGroup, in_plans
from ieworkbench.compare.comparison_words import counted, word
from ieworkbench.compare.cues import words_in
from ieworkbench.compare.statements import Statements, statements
from ieworkbench.compare.voice import (
    GrammaticalPerson,
    Register,
    VoicedPassage,
    Voices,
    WhoseSentence,
    voice,
    voice_method,
)
from ieworkbench.model import Passage, fold
from ieworkbench.model.statement import ActorKind, Deontic, OrElse, Statement

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["language_rows"]

_BINDING = {Deontic.OBLIGATION, Deontic.PROHIBITION}
_LEAST_WORDS = 3
_ALLOWING = {Deontic.PERMISSION, Deontic.ENTITLEMENT}


def language_rows(
    columns: Sequence[PlanColumn], called: Sequence[Sequence[str]], language: str, pipeline: str
) -> tuple[list[ComparisonRow], tuple[str, ...]]:
    """The rows of voice, obligations and conditions, and how they were found.

    Parameters
    ----------
    columns
        The plans.
    called
        For each plan the codes and names of the person it is about.
    language
        The language of fixed words.
    pipeline
        Which pipeline reads the sentences; see `statements`.
    """
    told = [statements(each.source, pipeline=pipeline) for each in columns]
    known = [_of_the_user(each, names) for each, names in zip(told, called, strict=True)]
    voices = [_voice(each, names) for each, names in zip(columns, called, strict=True)]
    rows = [*_voice_rows(columns, voices, language), *_statement_rows(columns, known, language)]
    how = dict.fromkeys([*(each.method for each in told), voice_method(voices)])
    notes = dict.fromkeys(
        [*(note for each in told for note in each.notes), *(note for each in voices for note in each.notes)]
    )
    return rows, (*how, *notes)


def _of_the_user(told: Statements, called: Sequence[str]) -> Statements:
    """The statements, where one that binds somebody by her own name or code binds a person."""
    names = {fold(each).strip() for each in called}
    found = [
        replace(each, actor=ActorKind.PERSON)
        if each.attribute is not None and fold(each.attribute.text).strip(" .,:") in names
        else each
        for each in told
    ]
    return Statements(told.source, found, told.method, told.notes)


def _voice(column: PlanColumn, called: Sequence[str]) -> Voices:
    return voice(column.source, person=called[0] if called else "", names=called[1:])


# --------------------------------------------------------------------------------------- voice


def _voice_rows(columns: Sequence[PlanColumn], voices: Sequence[Voices], language: str) -> Iterator[ComparisonRow]:
    asked: list[tuple[str, str, Callable[[VoicedPassage], bool]]] = []
    asked += [
        (f"person: {p.value}", f"{word('spoken of as', language)}: {p.label(language)}", _is_person(p))
        for p in GrammaticalPerson
    ]
    asked += [
        (f"whose: {w.value}", f"{word('whose sentence', language)}: {w.label(language)}", _is_whose(w))
        for w in WhoseSentence
    ]
    asked += [
        (f"register: {r.value}", f"{word('register', language)}: {r.label(language)}", _has_register(r))
        for r in Register
    ]
    asked += [(name, word(name, language), _is_marked(name)) for name in ("evaluative", "bodily", "instructs")]
    said = [
        [each for each in plan if _is_said(body, headings, each)]
        for body, headings, plan in zip((c.body for c in columns), (c.headings for c in columns), voices, strict=True)
    ]
    for name, label, fits in asked:
        found = [[each for each in plan if fits(each)] for plan in said]
        if any(found):
            yield _row(columns, f"voice:{name}", RowGroup.VOICE, label, found, language)


def _is_said(body: Sequence[tuple[int, int]], headings: Sequence[tuple[int, int]], each: VoicedPassage) -> bool:
    """Whether a sentence is one of this plan: no heading or label, where a form speaks, and no name or date alone."""
    if words_in(each.quote) < _LEAST_WORDS or each.quote.lstrip().startswith("|"):
        return False
    place = bisect_right(headings, (each.start, each.end)) - 1
    if any(start <= each.start and each.end <= end for start, end in headings[max(place, 0) : place + 2]):
        return False
    return any(start <= each.start < end for start, end in body[_near(body, each.start)])


def _near(places: Sequence[tuple[int, int]], start: int) -> slice:
    """The few places around a position, in places that are in order."""
    at = bisect_right(places, (start, len(places) and places[-1][1])) - 1
    return slice(max(at, 0), at + 1)


def _is_person(person: GrammaticalPerson) -> Callable[[VoicedPassage], bool]:
    return lambda each: each.person is person


def _is_whose(whose: WhoseSentence) -> Callable[[VoicedPassage], bool]:
    return lambda each: each.whose is whose


def _has_register(register: Register) -> Callable[[VoicedPassage], bool]:
    return lambda each: register in each.registers


def _is_marked(name: str) -> Callable[[VoicedPassage], bool]:
    return lambda each: bool(getattr(each, name))


# ---------------------------------------------------------------------------------- statements


def _statement_rows(
    columns: Sequence[PlanColumn], told: Sequence[Statements], language: str
) -> Iterator[ComparisonRow]:
    person = [_bound(each, {ActorKind.PERSON}) for each in told]
    office = [_bound(each, {ActorKind.OFFICE}) for each in told]
    nobody = [_bound(each, {ActorKind.UNNAMED, ActorKind.UNKNOWN}) for each in told]
    may = [[one for one in each if one.deontic in _ALLOWING and one.actor is ActorKind.PERSON] for each in told]
    ratio = tuple(_ratio(column, *pair) for column, pair in zip(columns, zip(person, office, strict=True), strict=True))
    group = RowGroup.OBLIGATIONS
    yield ComparisonRow("obligations:ratio", group, word("ratio", language), ratio)
    for name, found in (
        ("user obliged", person),
        ("services obliged", office),
        ("nobody obliged", nobody),
        ("entitled", may),
    ):
        yield _row(columns, f"obligations:{name}", group, word(name, language), found, language)
    conditions = [[one for one in each if one.conditions] for each in told]
    yield _row(
        columns, "conditions:stated", RowGroup.CONDITIONS, word("conditions stated", language), conditions, language
    )
    threats = tuple(_threats(column, each, language) for column, each in zip(columns, told, strict=True))
    summary = in_plans(columns, [bool(cell.number) for cell in threats], language)
    yield ComparisonRow("conditions:or else", RowGroup.CONDITIONS, word("or else", language), threats, summary=summary)


def _bound(told: Statements, actors: set[ActorKind]) -> list[Statement]:
    return [each for each in told if each.deontic in _BINDING and each.actor in actors]


def _ratio(column: PlanColumn, person: Sequence[Statement], office: Sequence[Statement]) -> ComparisonCell:
    both = _passages(column, [*person, *office])
    if not both:
        return ComparisonCell("–", number=0)
    pair = f"{len(_passages(column, person))} : {len(_passages(column, office))}"
    return ComparisonCell(pair, "", len(both), both)


def _threats(column: PlanColumn, told: Statements, language: str) -> ComparisonCell:
    """What the text says will follow; where it only follows from what is gained, the cell says so."""
    said = [each for each in told if each.or_else is not None]
    implied = [each for each in told if each.or_else_status is OrElse.IMPLIED]
    places = [(each.or_else.start, each.or_else.end) for each in said if each.or_else is not None]
    passages = tuple(column.source.passage(*each) for each in sorted(set(places)) if each[1] > each[0])
    note = f"{OrElse.IMPLIED.label(language)}: {len(implied)}" if implied else ""
    text = counted(len(said), "sentence", language) if said else "–"
    return ComparisonCell(text, "", len(said), passages or _passages(column, implied), note)


# -------------------------------------------------------------------------------------- cells


def _row(
    columns: Sequence[PlanColumn],
    name: str,
    group: RowGroup,
    label: str,
    found: Sequence[Sequence[Statement] | Sequence[VoicedPassage]],
    language: str,
) -> ComparisonRow:
    cells = []
    for column, each in zip(columns, found, strict=True):
        passages = _passages(column, each)
        text = counted(len(passages), "sentence", language) if passages else "–"
        cells.append(ComparisonCell(text, "", len(passages), passages))
    return ComparisonRow(
        name, group, label, tuple(cells), summary=in_plans(columns, [bool(cell.number) for cell in cells], language)
    )


def _passages(column: PlanColumn, found: Sequence[Statement] | Sequence[VoicedPassage]) -> tuple[Passage, ...]:
    """The sentences, each once, in the order of the plan."""
    places = sorted({(each.start, each.end) for each in found if each.end > each.start})
    return tuple(column.source.passage(*each) for each in places)
