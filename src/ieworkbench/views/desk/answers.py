"""Answers about the words: where others like them stand, and what the form of an act begins with."""

from __future__ import annotations

from ieworkbench.model import ActMode, EvidenceStatus, Polarity, Source, SourceKind, WhoseWork
from ieworkbench.views.desk import from_desk, to_desk
from ieworkbench.views.desk.at_desk import AtDesk

__all__ = ["begin_act", "find"]

_SHOWN, _COUNTED = 200, 2_000
_AROUND = 40
"""How many places are shown, up to how many are counted, and how many code points stand around each."""

_ASKERS = frozenset(
    [
        "i",
        "int",
        "interviewer",
        "intervjuer",
        "intervjuar",
        "forsker",
        "forskar",
        "researcher",
        "moderator",
        "facilitator",
        "q",
        "sp",
        "spørsmål",
    ]
)
"""Labels of those who ask, in small letters; they tell of no work of their own."""

_TOLD_BY_TEXT = {
    SourceKind.LAW: EvidenceStatus.TEXT_PRESCRIBES,
    SourceKind.GUIDELINE: EvidenceStatus.TEXT_PRESCRIBES,
    SourceKind.POLICY: EvidenceStatus.TEXT_PRESCRIBES,
    SourceKind.ARTICLE: EvidenceStatus.AUTHOR_REPORTS,
    SourceKind.FIELD_NOTE: EvidenceStatus.OBSERVED,
    SourceKind.INTERVIEW: EvidenceStatus.TOLD_DONE,
    SourceKind.OTHER: EvidenceStatus.TOLD_DONE,
}
"""How words of such a source usually know what they tell; any other text records."""


def find(at: AtDesk, question: to_desk.Find) -> from_desk.Finding:
    """Where these words stand in the study, in the order of case, wave, source and text."""
    found = at.study.find(question.words, limit=_COUNTED) if question.words.strip() else ()
    versions = {each.id: each.version for each in at.study.source_list()}
    places = [
        from_desk.FoundPlace(
            each.source,
            versions[each.source],
            each.start,
            each.end,
            each.before[-_AROUND:],
            each.quote,
            each.after[:_AROUND],
        )
        for each in found[:_SHOWN]
    ]
    return from_desk.Finding(places, len(found) - len(places))


def begin_act(at: AtDesk, question: to_desk.BeginAct) -> from_desk.ActBeginning:
    """What the form of an act that these words tell of begins with, as far as the study knows it."""
    place = question.at
    source = at.study.source(place.source)
    teller = _teller(source, place.start, at)
    status = _TOLD_BY_TEXT.get(source.kind, EvidenceStatus.TEXT_RECORDS)
    own = bool(teller) and status is EvidenceStatus.TOLD_DONE
    work = WhoseWork.OWN if own else WhoseWork.UNKNOWN
    return from_desk.ActBeginning(
        to_desk.Known(status.value, Polarity.DONE.value, work.value),
        to_desk.ActFields(
            doing="",
            doer=teller,
            mode=ActMode.DO.value,
            case=source.cases[0] if len(source.cases) == 1 else "",
        ),
        _others(at, place),
    )


def _teller(source: Source, start: int, at: AtDesk) -> str:
    """The code of the informant who speaks at a place; empty where somebody asks, or nobody says who it is."""
    if not source.kind.is_talk:
        return ""
    turn = next((each for each in source.turns if each.start <= start < each.end), None)
    label = "" if turn is None or turn.speaker is None else turn.speaker.strip().casefold()
    known = {each.id.casefold(): each.id for each in at.study.informants()}
    if label in known:
        return known[label]
    if label in _ASKERS or len(source.informants) != 1 or source.kind is not SourceKind.INTERVIEW:
        return ""
    return source.informants[0]


def _others(at: AtDesk, place: to_desk.Place) -> list[from_desk.OtherAccount]:
    """What other words tell of that share some with this place, each once."""
    found: dict[tuple[str, str], from_desk.OtherAccount] = {}
    for each in at.study.marks(place.source).accounts:
        if each.start < place.end and place.start < each.end:
            ref = to_desk.RecordRef(each.kind, each.about)
            found.setdefault((each.kind, each.about), from_desk.OtherAccount(ref, each.label))
    return list(found.values())
