"""What a map is made of: the records of a study, as plain values read once."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ieworkbench.model import (
    Account,
    Act,
    Case,
    Circuit,
    Disjuncture,
    EvidenceStatus,
    Informant,
    InstitutionalText,
    Link,
    LinkKind,
    ProjectLinkKind,
    Resource,
    Site,
    TextCopy,
)
from ieworkbench.store.records import SourceEntry

if TYPE_CHECKING:
    from ieworkbench.study import Study

__all__ = ["ChainRecords", "MapRecord", "resting_on"]

_OF_TEXTS = frozenset(
    {
        EvidenceStatus.TEXT_RECORDS,
        EvidenceStatus.TEXT_PRESCRIBES,
        EvidenceStatus.OBSERVED,
        EvidenceStatus.AUTHOR_REPORTS,
    }
)
"""What a text tells, even if it is kept among somebody's papers."""

MapRecord = Act | InstitutionalText | TextCopy | Resource
"""What stands on a map."""


@dataclass(frozen=True)
class ChainRecords:
    """The records that maps are made of.

    Attributes
    ----------
    title, standpoint
        Those of the study.
    acts, texts, copies, resources, links, disjunctures, circuits
        In the order in which they were recorded; of the links, only those that join two things on a map.
    link_kinds
        The study's own kinds of links.
    sources
        Without their texts.
    informants, sites, cases
        As the study has them.
    speakers
        Of the passages of accounts that stand in a turn: the passage's id, and the label of who speaks.
    """

    title: str = ""
    standpoint: str = ""
    acts: tuple[Act, ...] = ()
    texts: tuple[InstitutionalText, ...] = ()
    copies: tuple[TextCopy, ...] = ()
    resources: tuple[Resource, ...] = ()
    links: tuple[Link, ...] = ()
    disjunctures: tuple[Disjuncture, ...] = ()
    circuits: tuple[Circuit, ...] = ()
    link_kinds: tuple[ProjectLinkKind, ...] = ()
    sources: tuple[SourceEntry, ...] = ()
    informants: tuple[Informant, ...] = ()
    sites: tuple[Site, ...] = ()
    cases: tuple[Case, ...] = ()
    speakers: tuple[tuple[str, str], ...] = field(default=(), repr=False)

    @classmethod
    def of(cls, study: Study) -> ChainRecords:
        """All of a study's records, as they stand now."""
        read = cls(
            title=study.title,
            standpoint=study.standpoint,
            acts=tuple(study.acts()),
            texts=tuple(study.texts()),
            copies=tuple(study.copies()),
            resources=tuple(study.resources()),
            links=tuple(link for link in study.links() if link.on_map),
            disjunctures=tuple(study.disjunctures()),
            circuits=tuple(study.circuits()),
            link_kinds=tuple(study.link_kinds()),
            sources=tuple(study.source_list()),
            informants=tuple(study.informants()),
            sites=tuple(study.sites()),
            cases=tuple(study.cases()),
        )
        told_in = dict.fromkeys(account.passage.id for account in read.accounts())
        return replace(read, speakers=tuple(sorted(study.speakers_of(told_in).items())))

    def things(self) -> Iterable[MapRecord]:
        """Everything that stands on a map: acts, texts, copies, resources."""
        return (*self.acts, *self.texts, *self.copies, *self.resources)

    def accounts(self) -> Iterator[Account]:
        """Every account of something on a map or of a link; one of several things comes several times."""
        told: tuple[Act | InstitutionalText | TextCopy | Link, ...] = (
            *self.acts,
            *self.texts,
            *self.copies,
            *self.links,
        )
        for record in told:
            yield from record.accounts

    @cached_property
    def by_id(self) -> dict[str, MapRecord]:
        """Everything that stands on a map, by id."""
        return {each.id: each for each in self.things()}

    @cached_property
    def link_order(self) -> dict[str, int]:
        """The place of each link in the order in which they were recorded, by id."""
        return {each.id: place for place, each in enumerate(self.links)}

    @cached_property
    def site_by_id(self) -> dict[str, Site]:
        """The sites, by id."""
        return {each.id: each for each in self.sites}

    @cached_property
    def informant_by_id(self) -> dict[str, Informant]:
        """The informants, by code."""
        return {each.id: each for each in self.informants}

    @cached_property
    def source_by_id(self) -> dict[str, SourceEntry]:
        """The sources, by id."""
        return {each.id: each for each in self.sources}

    @cached_property
    def remembered(self) -> dict[object, object]:
        """What was worked out from these records before and is asked for again and again."""
        return {}

    def tellers(self, account: Account) -> tuple[str, ...]:
        """The codes of the informants who tell an account; none where a text does.

        The informant whom the analyst named; else the speaker of the turn, if that is an informant's
        code; else the source's informants, unless the account is of what a text says. Where a source
        has several and the turn's label names none of them, as a moderator's, nobody is taken for the teller.
        """
        if account.told_by:
            return (account.told_by,)
        label = self.speaker_of.get(account.passage.id, "")
        if label in self.informant_by_id:
            return (label,)
        source = self.source_by_id.get(account.passage.source)
        if source is None or account.status in _OF_TEXTS or (label and len(source.informants) > 1):
            return ()
        return source.informants

    @cached_property
    def speaker_of(self) -> dict[str, str]:
        """The label of who speaks, by the id of the passage; in the letters in which codes are kept."""
        return {place: unicodedata.normalize("NFC", label).strip() for place, label in self.speakers}

    @cached_property
    def _own_kinds(self) -> dict[str, LinkKind]:
        return {each.id: each.nearest for each in self.link_kinds}

    def standard(self, kind: str) -> LinkKind:
        """The standard kind of a link that the study calls ``kind``: itself, or the nearest to it."""
        own = self._own_kinds.get(kind)
        return own if own is not None else LinkKind(kind)


def resting_on(accounts: tuple[Account, ...]) -> dict[str, Any]:
    """The attributes of what rests on these accounts: they, and how many of them have lost their words."""
    return {"accounts": accounts, "orphaned": sum(each.orphaned for each in accounts)}
