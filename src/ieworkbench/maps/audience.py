"""Whose words a map may show to whom.

Those who work on the study see every word. For others, what somebody said is shown only if they
agreed to be quoted, and where it tells of others only if they agreed to that as well. What an office
wrote about a person is shown only if that person agreed that their documents are used; laws,
guidelines and published articles may be quoted to anyone. Words that must not be shown are not shown
as part of a longer account either.
"""

from __future__ import annotations

from ieworkbench.maps.records import ChainRecords
from ieworkbench.model import Account, Audience, Consent, EvidenceStatus, InformantLevel, SourceKind, WhoseWork
from ieworkbench.store.records import SourceEntry

__all__ = ["WITHHELD", "may_quote"]

WITHHELD = "[words withheld]"
"""What stands where words are not for the map's audience."""

_WITHHELD_PLACES = "places that nobody outside may see"
_OPEN = {SourceKind.GUIDELINE, SourceKind.POLICY, SourceKind.LAW, SourceKind.ARTICLE}
_TALK = {SourceKind.INTERVIEW, SourceKind.FIELD_NOTE, SourceKind.MINUTES, SourceKind.OTHER}


def may_quote(records: ChainRecords, account: Account, audience: Audience) -> bool:
    """Whether the words of an account may be shown to an audience.

    Parameters
    ----------
    records
        The study's records, for what informants agreed to.
    account
        The account.
    audience
        Who is to see it.
    """
    if audience in {Audience.RESEARCHER, Audience.TEAM}:
        return True
    passage = account.passage
    return _agreed(records, account) and not any(
        start < passage.end and passage.start < end for start, end in _withheld(records).get(passage.source, ())
    )


def _withheld(records: ChainRecords) -> dict[str, list[tuple[int, int]]]:
    """For each source the places whose words nobody outside may see; made once."""
    known = records.remembered.get(_WITHHELD_PLACES)
    if isinstance(known, dict):
        return known
    places: dict[str, list[tuple[int, int]]] = {}
    beside = (account for each in records.disjunctures for side in each.sides for account in side.accounts)
    for each in (*records.accounts(), *beside):
        if not _agreed(records, each):
            places.setdefault(each.passage.source, []).append((each.passage.start, each.passage.end))
    records.remembered[_WITHHELD_PLACES] = places
    return places


def _agreed(records: ChainRecords, account: Account) -> bool:
    """Whether those whom an account concerns agreed to what it takes to show it."""
    source = records.source_by_id.get(account.passage.source)
    if source is None:
        return False
    if source.kind in _OPEN:
        return True
    asked = _asked(account, source)
    concerned = _concerned(records, account, source)
    return bool(concerned) and all(
        name in records.informant_by_id and asked.issubset(records.informant_by_id[name].consent) for name in concerned
    )


def _asked(account: Account, source: SourceEntry) -> set[Consent]:
    """What has to be agreed to: of talk to be quoted, and also about others where it tells of others; of a document its use."""
    if source.kind not in _TALK:
        return {Consent.USE_DOCUMENTS}
    of_others = account.work is WhoseWork.OTHERS or account.status is EvidenceStatus.TOLD_DONE_BY_OTHER
    return {Consent.QUOTE, Consent.QUOTE_ABOUT_OTHERS} if of_others else {Consent.QUOTE}


def _concerned(records: ChainRecords, account: Account, source: SourceEntry) -> set[str]:
    """Whose agreement it takes: who tells it; of a document, whose it is, or those at the standpoint of its case."""
    if account.told_by:
        return {account.told_by}
    if source.informants or source.kind in _TALK:
        return set(source.informants)
    return {
        each.id
        for each in records.informants
        if each.level is InformantLevel.ENTRY and not set(each.cases).isdisjoint(source.cases)
    }
