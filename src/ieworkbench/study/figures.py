"""Disjunctures, circuits and layouts: what an analyst sees in a map, as plain functions over a transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from ieworkbench.errors import RecordExists, RecordWrong
from ieworkbench.model import (
    Circuit,
    CircuitKind,
    Disjuncture,
    Link,
    RecordKind,
    RecordRef,
    Side,
)
from ieworkbench.model.layout import Layout
from ieworkbench.store import account_records, figure_records, records
from ieworkbench.store.transaction import Transaction
from ieworkbench.study import chain_rules
from ieworkbench.study.accounts import forget_accounts, say_accounts
from ieworkbench.study.chain_given import Reading, note_given, record_given
from ieworkbench.study.given import line_given, several_given, words_given
from ieworkbench.study.links import known_link
from ieworkbench.study.names import check_id, check_known, word_of
from ieworkbench.study.new_records import chosen_id, new_id, now
from ieworkbench.study.passages import let_go
from ieworkbench.study.refs import Meant, ref_of
from ieworkbench.study.resting import refuse_if_used

__all__ = [
    "add_circuit",
    "add_disjuncture",
    "change_circuit",
    "change_disjuncture",
    "known_circuit",
    "known_disjuncture",
    "layout_with",
    "remove_circuit",
    "remove_disjuncture",
    "remove_layout",
    "save_layout",
]


# -------------------------------------------------------------------------------- disjunctures


def _side(reading: Reading, given: object) -> Side:
    if isinstance(given, tuple) and len(given) == 2:
        given = {"says": given[0], "accounts": given[1]}
    if isinstance(given, Side):
        given = {"says": given.says, "accounts": given.accounts, "record": given.record, "id": given.id}
    if not isinstance(given, Mapping) or not given.keys() <= {"says", "accounts", "record", "id"}:
        message = 'give each side as a pair of words and accounts, or as {"says": …, "accounts": […], "record": …}'
        raise RecordWrong("side", "", message)
    return Side(
        line_given("side", given.get("says")),
        reading.accounts(given.get("accounts") or ()),
        reading.ref(given.get("record")),
        given.get("id") or "",
    )


def _places(reading: Reading, given: Any) -> tuple[RecordRef, ...]:  # noqa: ANN401 - one record, or several
    one = isinstance(given, str) or not isinstance(given, Iterable)
    return tuple(dict.fromkeys(ref_of(reading.connection, each) for each in ([given] if one else given)))


_OF_A_DISJUNCTURE: dict[str, Any] = {
    "what": lambda _, given: line_given("disjuncture", given),
    "sides": lambda reading, given: tuple(_side(reading, each) for each in several_given("sides", given)),
    "where": _places,
    "follows": lambda _, given: note_given("follows", given),
    "case": lambda reading, given: reading.one(RecordKind.CASE, given),
    "note": lambda _, given: note_given("note", given),
}


def add_disjuncture(work: Transaction, given: Mapping[str, Any], by: str, wanted: str | None = None) -> Disjuncture:
    """Record two or more versions of one reality.

    Parameters
    ----------
    given
        What was typed, by the names of a disjuncture's fields.
    by
        Who records it.
    wanted
        The id it is to have.
    """
    said = Reading(work.connection).read(_OF_A_DISJUNCTURE, given)
    record = Disjuncture(chosen_id(work, RecordKind.DISJUNCTURE, wanted), **said)
    return _write(work, None, record, by)


def change_disjuncture(work: Transaction, record: Disjuncture | str, given: Mapping[str, Any], by: str) -> Disjuncture:
    """Change what is said of a disjuncture; what was not typed stays, and so do sides that are given again."""
    standing = known_disjuncture(work, record)
    changed = replace(standing, **Reading(work.connection).read(_OF_A_DISJUNCTURE, given))
    return _write(work, standing, changed, by)


def _write(work: Transaction, standing: Disjuncture | None, record: Disjuncture, by: str) -> Disjuncture:
    work.what = record.case or ""
    chain_rules.has_two_sides(record)
    known = {each.id: each for each in standing.sides} if standing else {}
    says = {each.says: each.id for each in known.values()}
    used: set[str] = set()
    sides = []
    for side in record.sides:
        chosen = side.id if side.id in known else says.get(side.says, "") or _free_id(work, side)
        chosen = chosen if chosen and chosen not in used else new_id()
        used.add(chosen)
        sides.append(replace(side, id=chosen))
    ref = RecordRef(RecordKind.DISJUNCTURE, record.id)
    freed = [each for name, side in known.items() if name not in used for each in side.accounts]
    account_records.delete_accounts(work, [each.id for each in freed])
    figure_records.put_disjuncture(work, replace(record, sides=tuple(sides)), new=standing is None)
    told = []
    for side in sides:
        before = known[side.id].accounts if side.id in known else ()
        same = side.accounts == before
        told.append(
            replace(side, accounts=before if same else say_accounts(work, ref, side.accounts, by, side=side.id))
        )
    let_go(work, [each.passage.id for each in freed])
    return replace(record, sides=tuple(told))


def _free_id(work: Transaction, side: Side) -> str:
    """The id that a new side has from elsewhere, if no other side has it here."""
    if side.id and not records.known_ids(work.connection, "disjuncture_side", [side.id]):
        return check_id("side", side.id)
    return ""


def remove_disjuncture(work: Transaction, record: Disjuncture | str) -> None:
    """Take a disjuncture out of the study with its accounts, if no memo, link or set is about it."""
    standing = known_disjuncture(work, record)
    work.what = standing.case or ""
    ref = RecordRef(RecordKind.DISJUNCTURE, standing.id)
    refuse_if_used(work, ref, standing.what, ())
    forget_accounts(work, ref)
    figure_records.delete_disjuncture(work, standing.id)


def known_disjuncture(work: Transaction, record: Disjuncture | str) -> Disjuncture:
    """The disjuncture that is meant, by itself, its id or what it is about."""
    name = record_given(work.connection, RecordKind.DISJUNCTURE, record)
    return next(each for each in figure_records.disjunctures(work.connection) if each.id == name)


# ------------------------------------------------------------------------------------ circuits


def _links(work: Transaction, given: object) -> tuple[str, ...]:
    several = [given] if isinstance(given, str | Link) else several_given("links", given)
    return tuple(known_link(work, each).id for each in several)


_OF_A_CIRCUIT: dict[str, Any] = {
    "name": lambda _, given: line_given("circuit", given),
    "reason": lambda _, given: line_given("reason", given),
    "kind": lambda _, given: word_of(CircuitKind, "kind of circuit", given),
    "boss": Reading.ref,
    "actuality": Reading.ref,
    "representation": Reading.ref,
    "authorised": Reading.ref,
}


def add_circuit(work: Transaction, given: Mapping[str, Any], wanted: str | None = None) -> Circuit:
    """Record a course of links that the analyst holds to be a circuit; see `add_disjuncture`."""
    said = dict(given)
    links = _links(work, said.pop("links"))
    said = Reading(work.connection).read(_OF_A_CIRCUIT, said)
    made = Circuit(chosen_id(work, RecordKind.CIRCUIT, wanted), links=links, **said)
    _check(work, made)
    figure_records.put_circuit(work, made, new=True)
    return made


def change_circuit(work: Transaction, circuit: Circuit | str, given: Mapping[str, Any]) -> Circuit:
    """Change what is said of a circuit; what was not typed stays."""
    standing = known_circuit(work, circuit)
    said = dict(given)
    links = _links(work, said.pop("links")) if "links" in said else standing.links
    changed = replace(standing, links=links, **Reading(work.connection).read(_OF_A_CIRCUIT, said))
    _check(work, changed)
    figure_records.put_circuit(work, changed, new=False)
    return changed


def _check(work: Transaction, circuit: Circuit) -> None:
    work.what = circuit.name
    others = [each.name for each in figure_records.circuits(work.connection) if each.id != circuit.id]
    if circuit.name in others:
        raise RecordExists("circuit", circuit.name)
    if not circuit.links:
        raise RecordWrong("circuit", circuit.name, "it goes through links; give links=[…] in their order")


def remove_circuit(work: Transaction, circuit: Circuit | str) -> None:
    """Take a circuit out of the study, if no memo, link or set is about it; its links stay."""
    standing = known_circuit(work, circuit)
    work.what = standing.name
    refuse_if_used(work, RecordRef(RecordKind.CIRCUIT, standing.id), standing.name, ())
    figure_records.delete_circuit(work, standing.id)


def known_circuit(work: Transaction, circuit: Circuit | str) -> Circuit:
    """The circuit that is meant, by itself, its id or its name."""
    name = record_given(work.connection, RecordKind.CIRCUIT, circuit)
    return next(each for each in figure_records.circuits(work.connection) if each.id == name)


# ------------------------------------------------------------------------------------- layouts


def save_layout(work: Transaction, key: str, layout: Layout, by: str) -> str:
    """Keep where things stand on a map; the key as it is kept."""
    chosen = check_id("layout", key)
    if not isinstance(layout, Layout):
        raise RecordWrong("layout", chosen, f"give the layout of a map, and not a {type(layout).__name__}")
    if figure_records.layout(work.connection, chosen) != layout:
        figure_records.put_layout(work, chosen, layout, by, now())
    return chosen


def layout_with(work: Transaction, key: str, record: Meant) -> tuple[Layout, str]:
    """A kept layout, and the id of a record that is meant on it."""
    chosen = words_given("layout", key).strip()
    check_known("layout", [chosen], figure_records.layouts(work.connection))
    layout = figure_records.layout(work.connection, chosen)
    assert layout is not None  # noqa: S101 - it is known
    if isinstance(record, str) and record in {each.id for each in layout.boxes}:
        return layout, record
    return layout, ref_of(work.connection, record).id


def remove_layout(work: Transaction, key: str) -> str:
    """Let go of the layout of a map; the key as it was kept."""
    chosen = words_given("layout", key).strip()
    check_known("layout", [chosen], figure_records.layouts(work.connection))
    figure_records.delete_layout(work, chosen)
    return chosen
