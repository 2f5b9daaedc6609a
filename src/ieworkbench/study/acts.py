"""Acts and what is granted, as plain functions over a transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from ieworkbench.model import Act, ActMode, Layer, RecordKind, RecordRef, Resource, ResourceKind
from ieworkbench.sentences import short
from ieworkbench.store import act_records, figure_records
from ieworkbench.store.transaction import Transaction
from ieworkbench.study import chain_rules
from ieworkbench.study.accounts import forget_accounts, say_accounts
from ieworkbench.study.chain_given import Reading, date_given, note_given, record_given
from ieworkbench.study.given import line_given
from ieworkbench.study.links import remove_links_of
from ieworkbench.study.names import word_of
from ieworkbench.study.new_records import chosen_id, now
from ieworkbench.study.resting import refuse_if_used
from ieworkbench.study.unquoted import act_unquoted

__all__ = [
    "add_act",
    "add_resource",
    "change_act",
    "change_resource",
    "known_act",
    "known_resource",
    "remove_act",
    "remove_resource",
    "rewrite_act",
]

Reader = Callable[[Reading, Any], Any]


def _words(what: str) -> Reader:
    return lambda _, given: note_given(what, given)


_OF_AN_ACT: dict[str, Reader] = {
    "doing": lambda _, given: line_given("act", given),
    "doer": Reading.doer,
    "with_whom": Reading.doers,
    "initiative": Reading.doer,
    "purpose": _words("purpose"),
    "means": _words("means"),
    "site": lambda reading, given: reading.one(RecordKind.SITE, given),
    "when": lambda _, given: date_given(given),
    "mode": lambda _, given: word_of(ActMode, "mode", given),
    "case": lambda reading, given: reading.one(RecordKind.CASE, given),
    "layer": lambda _, given: word_of(Layer, "layer", given),
    "outcome": _words("outcome"),
    "participants": Reading.doers,
    "tasks": Reading.tasks,
    "particulars": lambda reading, given: reading.several(RecordKind.ACT, given),
    "accounts": Reading.accounts,
    "inferred": _words("inferred"),
    "gap": _words("gap"),
    "note": _words("note"),
}
_OF_A_RESOURCE: dict[str, Reader] = {
    "name": lambda _, given: line_given("resource", given),
    "kind": lambda _, given: word_of(ResourceKind, "kind of resource", given),
    "case": lambda reading, given: reading.one(RecordKind.CASE, given),
    "site": lambda reading, given: reading.one(RecordKind.SITE, given),
    "note": _words("note"),
}


# -------------------------------------------------------------------------------------- acts


def add_act(
    work: Transaction, given: Mapping[str, Any], by: str, wanted: str | None = None, at: dt.datetime | None = None
) -> Act:
    """Record an act.

    Parameters
    ----------
    given
        What was typed, by the names of an act's fields.
    by
        Who records it.
    wanted
        The id it is to have.
    at
        When; now if not given.
    """
    said = Reading(work.connection).read(_OF_AN_ACT, given)
    act = Act(chosen_id(work, RecordKind.ACT, wanted), by=by, at=at or now(), **said)
    work.what = act_unquoted(act)
    accounts, act = act.accounts, replace(act, accounts=())
    act_records.put_act(work, act, new=True)
    act = replace(act, accounts=say_accounts(work, _ref(act), accounts, by, new=True))
    chain_rules.check_act(work.connection, act)
    return act


def change_act(work: Transaction, act: Act | str, given: Mapping[str, Any], by: str) -> Act:
    """Change what is said of an act; what was not typed stays."""
    standing = known_act(work, act)
    said = Reading(work.connection).read(_OF_AN_ACT, given)
    return rewrite_act(work, standing, replace(standing, **said), by)


def rewrite_act(work: Transaction, standing: Act, changed: Act, by: str) -> Act:
    """Write an act as it is now, with its accounts, and see that it may stand so."""
    work.what = act_unquoted(changed)
    if replace(changed, accounts=()) != replace(standing, accounts=()):
        act_records.put_act(work, changed, new=False)
    if changed.accounts != standing.accounts:
        changed = replace(changed, accounts=say_accounts(work, _ref(changed), changed.accounts, by))
    chain_rules.check_act(work.connection, changed)
    if (changed.case, changed.layer) != (standing.case, standing.layer):
        chain_rules.never_before_itself(work.connection, changed.id)
    return changed


def remove_act(work: Transaction, act: Act | str, *, with_links: bool) -> None:
    """Take an act out of the study with its accounts, if nothing rests on it.

    Parameters
    ----------
    with_links
        Whether the links from and to it go too.
    """
    standing = known_act(work, act)
    work.what = act_unquoted(standing)
    if with_links:
        remove_links_of(work, _ref(standing))
    named = dict(act_records.doings(work.connection))
    users = [
        f"{'regular act' if how == 'particular' else 'a task of'} “{short(named[name])}”"
        for name, how in act_records.listing_act(work.connection, standing.id)
        if name != standing.id
    ]
    users += figure_records.naming(work.connection, _ref(standing))
    refuse_if_used(work, _ref(standing), standing.doing, users)
    forget_accounts(work, _ref(standing))
    act_records.delete_act(work, standing.id)


def known_act(work: Transaction, act: Act | str) -> Act:
    """The act that is meant, by itself, its id or its verb phrase.

    Raises
    ------
    RecordUnknown, RecordWrong
        If there is none, or several are called so.
    """
    return act_records.acts_called(work.connection, [record_given(work.connection, RecordKind.ACT, act)])[0]


def _ref(act: Act) -> RecordRef:
    return RecordRef(RecordKind.ACT, act.id)


# --------------------------------------------------------------------------------- resources


def add_resource(work: Transaction, given: Mapping[str, Any], wanted: str | None = None) -> Resource:
    """Record what is granted or withheld; see `add_act`."""
    said = Reading(work.connection).read(_OF_A_RESOURCE, given)
    made = Resource(chosen_id(work, RecordKind.RESOURCE, wanted), **said)
    act_records.put_resource(work, made, new=True)
    return made


def change_resource(work: Transaction, resource: Resource | str, given: Mapping[str, Any]) -> Resource:
    """Change what is said of a resource; what was not typed stays."""
    standing = known_resource(work, resource)
    changed = replace(standing, **Reading(work.connection).read(_OF_A_RESOURCE, given))
    work.what = changed.name
    act_records.put_resource(work, changed, new=False)
    return changed


def remove_resource(work: Transaction, resource: Resource | str, *, with_links: bool) -> None:
    """Take a resource out of the study, if nothing rests on it; see `remove_act`."""
    standing = known_resource(work, resource)
    work.what = standing.name
    ref = RecordRef(RecordKind.RESOURCE, standing.id)
    if with_links:
        remove_links_of(work, ref)
    refuse_if_used(work, ref, standing.name, figure_records.naming(work.connection, ref))
    act_records.delete_resource(work, standing.id)


def known_resource(work: Transaction, resource: Resource | str) -> Resource:
    """The resource that is meant, by itself, its id or its name."""
    name = record_given(work.connection, RecordKind.RESOURCE, resource)
    return next(each for each in act_records.resources(work.connection) if each.id == name)
