"""The chain of a study as part of a bundle: all of it, or what rests on the words that go along."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from ieworkbench.model import (
    Account,
    Act,
    Circuit,
    Disjuncture,
    InstitutionalText,
    Layer,
    Link,
    ProjectLinkKind,
    RecordKind,
    RecordRef,
    Resource,
    TextCopy,
    TextVersion,
)
from ieworkbench.store import act_records, figure_records, institutional_records, note_records
from ieworkbench.store.database import Connection

__all__ = ["Chain", "Here", "chain_of"]

Told = TypeVar("Told", Act, InstitutionalText, TextCopy, Link)


class Here(Protocol):
    """Which records go along."""

    def __contains__(self, ref: RecordRef) -> bool:
        """Whether this one does."""

    def leave_out(self, kind: RecordKind, ids: Iterable[str]) -> None:
        """Note that records are left out on purpose."""


@dataclass(frozen=True, slots=True)
class Chain:
    """What of a chain goes into a bundle; `people` are those who recorded it."""

    acts: tuple[Act, ...]
    texts: tuple[InstitutionalText, ...]
    copies: tuple[TextCopy, ...]
    resources: tuple[Resource, ...]
    links: tuple[Link, ...]
    link_kinds: tuple[ProjectLinkKind, ...]
    disjunctures: tuple[Disjuncture, ...]
    circuits: tuple[Circuit, ...]

    @property
    def people(self) -> set[str]:
        """Who recorded acts, texts, links and accounts."""
        records: tuple[Act | InstitutionalText | TextCopy | Link, ...]
        records = (*self.acts, *self.texts, *self.links, *self.copies)
        found = {each.by for each in records if not isinstance(each, TextCopy)}
        found |= {account.by for each in records for account in each.accounts}
        found |= {account.by for each in self.disjunctures for side in each.sides for account in side.accounts}
        return found - {""}


def chain_of(connection: Connection, passages: Collection[str], here: Here) -> Chain:
    """The chain, with the accounts whose words go along.

    An act or link whose words all stay behind stays behind itself, and so does what needs it.

    Parameters
    ----------
    connection
        The study.
    passages
        The ids of the passages that go along.
    here
        Which records go along; what stays behind is noted in it.
    """
    texts = [_told(each, passages) for each in institutional_records.texts(connection)]
    texts = [replace(each, versions=_held(each, here)) for each in texts]
    every_act = act_records.acts(connection)
    acts = _acts([(each, _told(each, passages)) for each in every_act])
    here.leave_out(RecordKind.ACT, {each.id for each in every_act} - {each.id for each in acts})
    every_link = note_records.links(connection)
    links = [
        told
        for each in every_link
        if each.origin in here
        and each.target in here
        and (_may_stand(told := _told(each, passages)) or len(told.accounts) == len(each.accounts))
    ]
    here.leave_out(RecordKind.LINK, {each.id for each in every_link} - {each.id for each in links})
    circuits = figure_records.circuits(connection)
    whole = [each for each in circuits if all(RecordRef(RecordKind.LINK, one) in here for one in each.links)]
    whole = [_with_roles(each, here) for each in whole]
    here.leave_out(RecordKind.CIRCUIT, {each.id for each in circuits} - {each.id for each in whole})
    disjunctures = figure_records.disjunctures(connection)
    shown = [found for each in disjunctures if (found := _sides(each, passages, here)) is not None]
    here.leave_out(RecordKind.DISJUNCTURE, {each.id for each in disjunctures} - {each.id for each in shown})
    return Chain(
        tuple(acts),
        tuple(texts),
        tuple(_told(each, passages) for each in institutional_records.copies(connection)),
        tuple(act_records.resources(connection)),
        tuple(links),
        tuple(figure_records.link_kinds(connection)),
        tuple(shown),
        tuple(whole),
    )


def _told(record: Told, passages: Collection[str]) -> Told:
    """The record with those of its accounts whose words go along."""
    kept = _kept(record.accounts, passages)
    return record if len(kept) == len(record.accounts) else replace(record, accounts=kept)


def _kept(accounts: tuple[Account, ...], passages: Collection[str]) -> tuple[Account, ...]:
    return tuple(each for each in accounts if each.passage.id in passages)


def _held(text: InstitutionalText, here: Here) -> tuple[TextVersion, ...]:
    """The versions of a text; one whose source stays behind is known by hearsay there."""
    return tuple(
        each if each.source is None or RecordRef(RecordKind.SOURCE, each.source) in here else replace(each, source=None)
        for each in text.versions
    )


def _acts(pairs: list[tuple[Act, Act]]) -> list[Act]:
    """The acts that may stand with the words that go along; the regular ones list the particular ones among them."""
    kept = {
        told.id: told
        for act, told in pairs
        if len(told.accounts) == len(act.accounts)
        or told.layer is Layer.REGULAR
        or told.accounts
        or (told.layer is Layer.PARTICULAR and (told.inferred or told.gap))
    }
    found = []
    for act in kept.values():
        particulars = tuple(each for each in act.particulars if each in kept)
        if act.layer is Layer.REGULAR and not particulars:
            continue
        tasks = tuple(each if each.done_in in {"", *kept} else replace(each, done_in="") for each in act.tasks)
        found.append(replace(act, particulars=particulars, tasks=tasks))
    return found


def _may_stand(link: Link) -> bool:
    derived = link.derived and link.layer is Layer.REGULAR
    return bool(not link.on_map or link.accounts or link.inferred or link.gap or derived)


def _with_roles(circuit: Circuit, here: Here) -> Circuit:
    """The circuit without the roles of what stays behind."""

    def role(ref: RecordRef | None) -> RecordRef | None:
        return ref if ref is not None and ref in here else None

    return replace(
        circuit,
        boss=role(circuit.boss),
        actuality=role(circuit.actuality),
        representation=role(circuit.representation),
        authorised=role(circuit.authorised),
    )


def _sides(record: Disjuncture, passages: Collection[str], here: Here) -> Disjuncture | None:
    """The disjuncture, if two sides or more go along."""
    told = [
        replace(
            each,
            accounts=_kept(each.accounts, passages),
            record=each.record if each.record is not None and each.record in here else None,
        )
        for each in record.sides
    ]
    sides = tuple(each for each in told if each.accounts or each.record is not None)
    where = tuple(each for each in record.where if each in here)
    return replace(record, sides=sides, where=where) if len(sides) > 1 else None
