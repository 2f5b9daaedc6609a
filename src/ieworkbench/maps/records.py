"""What a map is made of: the records of a study, as plain values read once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ieworkbench.model import (
    Account,
    Act,
    Case,
    Circuit,
    Disjuncture,
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

__all__ = ["ChainRecords", "MapRecord"]

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
    cases: tuple[Case, ...] = field(default=())

    @classmethod
    def of(cls, study: Any) -> ChainRecords:  # noqa: ANN401 - until a study has these verbs
        """All of a study's records, as they stand now."""
        return cls(
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

    def things(self) -> Iterable[MapRecord]:
        """Everything that stands on a map: acts, texts, copies, resources."""
        return (*self.acts, *self.texts, *self.copies, *self.resources)

    @cached_property
    def by_id(self) -> dict[str, MapRecord]:
        """Everything that stands on a map, by id."""
        return {each.id: each for each in self.things()}

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

    def tellers(self, account: Account) -> tuple[str, ...]:
        """The codes of the informants who tell an account; none where a text does."""
        if account.told_by:
            return (account.told_by,)
        source = self.source_by_id.get(account.passage.source)
        return source.informants if source is not None and source.kind.is_talk else ()

    @cached_property
    def _own_kinds(self) -> dict[str, LinkKind]:
        return {each.id: each.nearest for each in self.link_kinds}

    def standard(self, kind: str) -> LinkKind:
        """The standard kind of a link that the study calls ``kind``: itself, or the nearest to it."""
        own = self._own_kinds.get(kind)
        return own if own is not None else LinkKind(kind)
