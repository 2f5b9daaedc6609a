"""Disjunctures, circuits, kinds of links of the study's own, and layouts in and out of rows."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, select

from ieworkbench.model import (
    Circuit,
    CircuitKind,
    Disjuncture,
    LinkKind,
    ProjectLinkKind,
    RecordKind,
    RecordRef,
    Side,
)
from ieworkbench.model.layout import Layout
from ieworkbench.store import tables
from ieworkbench.store.account_records import accounts_of_kind
from ieworkbench.store.act_records import replace_rows
from ieworkbench.store.transaction import Row, Transaction

__all__ = [
    "circuit_names",
    "circuits",
    "circuits_with",
    "delete_circuit",
    "delete_disjuncture",
    "delete_layout",
    "delete_link_kind",
    "disjuncture_names",
    "disjunctures",
    "layout",
    "layouts",
    "link_kinds",
    "name_others",
    "naming",
    "put_circuit",
    "put_disjuncture",
    "put_layout",
    "put_link_kind",
]

_ROLES = ("boss", "actuality", "representation", "authorised")


# -------------------------------------------------------------------------------- disjunctures


def put_disjuncture(work: Transaction, record: Disjuncture, *, new: bool) -> None:
    """Write a disjuncture, its sides and places, new or changed; the sides' accounts are written by themselves."""
    row = {
        "id": record.id,
        "what": record.what,
        "follows": record.follows,
        "case": record.case,
        "note": record.note,
    }
    (work.insert if new else work.update)(tables.disjuncture, row)
    _put_sides(work, record)
    places = [{"kind": each.kind.value, "record": each.id} for each in record.where]
    replace_rows(work, tables.disjuncture_place, "disjuncture", record.id, places)


def _put_sides(work: Transaction, record: Disjuncture) -> None:
    column = tables.disjuncture_side.c
    standing = set(work.connection.scalars(select(column.id).where(column.disjuncture == record.id)))
    rows: dict[str, Row] = {
        each.id: {
            "id": each.id,
            "disjuncture": record.id,
            "position": place,
            "says": each.says,
            "record_kind": each.record.kind.value if each.record else None,
            "record": each.record.id if each.record else None,
        }
        for place, each in enumerate(record.sides)
    }
    work.delete_many(tables.disjuncture_side, [{"id": each} for each in sorted(standing - rows.keys())])
    changed = [row for name, row in rows.items() if name in standing]
    if changed:
        work.update_many(tables.disjuncture_side, changed)
    work.insert_many(tables.disjuncture_side, [row for name, row in rows.items() if name not in standing])


def delete_disjuncture(work: Transaction, disjuncture_id: str) -> None:
    """Take a disjuncture away with its sides; the sides' accounts are taken away before."""
    replace_rows(work, tables.disjuncture_place, "disjuncture", disjuncture_id, [])
    _put_sides(work, Disjuncture(disjuncture_id, ""))
    work.delete(tables.disjuncture, {"id": disjuncture_id})


def disjunctures(connection: Connection) -> list[Disjuncture]:
    """Every disjuncture with its sides and their accounts, by what it is about."""
    accounts = accounts_of_kind(connection, RecordKind.DISJUNCTURE)
    column, place = tables.disjuncture_side.c, tables.disjuncture_place.c
    sides: dict[str, list[Side]] = defaultdict(list)
    for row in connection.execute(select(tables.disjuncture_side).order_by(column.position, column.id)):
        record = _ref(row.record_kind, row.record)
        sides[row.disjuncture].append(Side(row.says, accounts.get(row.id, ()), record, row.id))
    where: dict[str, list[RecordRef]] = defaultdict(list)
    for row in connection.execute(select(tables.disjuncture_place).order_by(place.position)):
        where[row.disjuncture].append(RecordRef(RecordKind(row.kind), row.record))
    rows = connection.execute(select(tables.disjuncture).order_by(tables.disjuncture.c.what, tables.disjuncture.c.id))
    return [
        Disjuncture(row.id, row.what, tuple(sides[row.id]), tuple(where[row.id]), row.follows, row.case, row.note)
        for row in rows
    ]


def disjuncture_names(connection: Connection) -> list[tuple[str, str]]:
    """The id of every disjuncture, and what it is about."""
    column = tables.disjuncture.c
    return [(row[0], row[1]) for row in connection.execute(select(column.id, column.what))]


# ------------------------------------------------------------------------------------ circuits


def put_circuit(work: Transaction, record: Circuit, *, new: bool) -> None:
    """Write a circuit and the course of its links, new or changed."""
    row: dict[str, Any] = {
        "id": record.id,
        "name": record.name,
        "reason": record.reason,
        "kind": record.kind.value,
    }
    for role in _ROLES:
        ref: RecordRef | None = getattr(record, role)
        row |= {f"{role}_kind": ref.kind.value if ref else None, role: ref.id if ref else None}
    (work.insert if new else work.update)(tables.circuit, row)
    replace_rows(work, tables.circuit_link, "circuit", record.id, [{"link": each} for each in record.links])


def delete_circuit(work: Transaction, circuit_id: str) -> None:
    """Take a circuit away; its links stay."""
    replace_rows(work, tables.circuit_link, "circuit", circuit_id, [])
    work.delete(tables.circuit, {"id": circuit_id})


def circuits(connection: Connection) -> list[Circuit]:
    """Every circuit, by name."""
    column = tables.circuit_link.c
    links: dict[str, list[str]] = defaultdict(list)
    for row in connection.execute(select(tables.circuit_link).order_by(column.circuit, column.position)):
        links[row.circuit].append(row.link)
    rows = connection.execute(select(tables.circuit).order_by(tables.circuit.c.name, tables.circuit.c.id))
    return [
        Circuit(
            row.id,
            row.name,
            tuple(links[row.id]),
            row.reason,
            CircuitKind(row.kind),
            *(_ref(getattr(row, f"{role}_kind"), getattr(row, role)) for role in _ROLES),
        )
        for row in rows
    ]


def circuit_names(connection: Connection) -> list[tuple[str, str]]:
    """The id and the name of every circuit."""
    column = tables.circuit.c
    return [(row[0], row[1]) for row in connection.execute(select(column.id, column.name))]


def circuits_with(connection: Connection, link: str) -> list[str]:
    """The names of the circuits that go through a link."""
    column, circuit = tables.circuit_link.c, tables.circuit.c
    query = select(circuit.name).join(tables.circuit_link, column.circuit == circuit.id).where(column.link == link)
    return list(connection.scalars(query.distinct().order_by(circuit.name)))


def naming(connection: Connection, record: RecordRef) -> list[str]:
    """Which disjunctures and circuits name a record, in a few words each."""
    kind, name = record.kind.value, record.id
    side, place, circuit = tables.disjuncture_side.c, tables.disjuncture_place.c, tables.circuit.c
    what = tables.disjuncture.c.what
    sides = select(what).join(tables.disjuncture_side).where(side.record_kind == kind, side.record == name)
    places = select(what).join(tables.disjuncture_place).where(place.kind == kind, place.record == name)
    found = [f"disjuncture “{each}”" for query in (sides, places) for each in connection.scalars(query.distinct())]
    for role in _ROLES:
        asked = select(circuit.name).where(circuit[f"{role}_kind"] == kind, circuit[role] == name)
        found += [f"circuit “{each}”" for each in connection.scalars(asked)]
    return list(dict.fromkeys(found))


def name_others(work: Transaction, instead: Mapping[RecordRef, RecordRef]) -> None:
    """Make disjunctures and circuits name other records instead of these."""
    for record in disjunctures(work.connection):
        sides = tuple(replace(each, record=_other(instead, each.record)) for each in record.sides)
        where = tuple(dict.fromkeys(instead.get(each, each) for each in record.where))
        if (sides, where) != (record.sides, record.where):
            put_disjuncture(work, replace(record, sides=sides, where=where), new=False)
    links = {old.id: new.id for old, new in instead.items() if old.kind is RecordKind.LINK}
    for circuit in circuits(work.connection):
        roles: dict[str, Any] = {role: _other(instead, getattr(circuit, role)) for role in _ROLES}
        changed = replace(circuit, links=tuple(links.get(each, each) for each in circuit.links), **roles)
        if changed != circuit:
            put_circuit(work, changed, new=False)


def _other(instead: Mapping[RecordRef, RecordRef], ref: RecordRef | None) -> RecordRef | None:
    return None if ref is None else instead.get(ref, ref)


# ---------------------------------------------------------------------------- kinds of links


def put_link_kind(work: Transaction, record: ProjectLinkKind) -> None:
    """Write a kind of link of the study's own."""
    row = {"id": record.id, "nearest": record.nearest.value, "sentence": record.sentence}
    work.insert(tables.link_kind, row)


def delete_link_kind(work: Transaction, name: str) -> None:
    """Take a kind of link away."""
    work.delete(tables.link_kind, {"id": name})


def link_kinds(connection: Connection) -> list[ProjectLinkKind]:
    """The study's own kinds of links, by name."""
    rows = connection.execute(select(tables.link_kind).order_by(tables.link_kind.c.id))
    return [ProjectLinkKind(row.id, LinkKind(row.nearest), row.sentence) for row in rows]


# ---------------------------------------------------------------------------------- layouts


def put_layout(work: Transaction, key: str, layout: Layout, by: str, at: dt.datetime) -> None:
    """Write where things stand on a map, whether there was a layout of it before or not."""
    row = {
        "key": key,
        "content": layout.to_json(),
        "engine": f"{layout.engine} {layout.version}".strip(),
        "by": by,
        "at": at,
    }
    there = work.connection.scalar(select(tables.layout.c.key).where(tables.layout.c.key == key))
    (work.insert if there is None else work.update)(tables.layout, row)


def delete_layout(work: Transaction, key: str) -> None:
    """Take a layout away."""
    work.delete(tables.layout, {"key": key})


def layout(connection: Connection, key: str) -> Layout | None:
    """Where things stand on this map; ``None`` if that is not kept."""
    content = connection.scalar(select(tables.layout.c.content).where(tables.layout.c.key == key))
    return None if content is None else Layout.from_json(content)


def layouts(connection: Connection) -> list[str]:
    """The keys of every layout that is kept."""
    return list(connection.scalars(select(tables.layout.c.key).order_by(tables.layout.c.key)))


def _ref(kind: str | None, name: str | None) -> RecordRef | None:
    return None if kind is None or name is None else RecordRef(RecordKind(kind), name)
