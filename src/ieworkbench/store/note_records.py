"""Memos, links, sets and attributes in and out of rows: what is about other records, whatever their kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, func, select

from ieworkbench.model import (
    Account,
    Attribute,
    AttributeType,
    AttributeValue,
    Direction,
    Layer,
    Link,
    Memo,
    MemoKind,
    RecordKind,
    RecordRef,
    RecordSet,
)
from ieworkbench.store import tables
from ieworkbench.store.account_records import accounts_about, accounts_of_kind
from ieworkbench.store.transaction import Transaction

__all__ = [
    "attribute_values",
    "attributes",
    "case_passages",
    "delete_case_passage",
    "delete_link",
    "delete_memo",
    "delete_set",
    "delete_value",
    "foreign_guids",
    "link_called",
    "links",
    "memo_versions",
    "memos",
    "put_attribute",
    "put_case_passage",
    "put_guids",
    "put_link",
    "put_memo",
    "put_memo_version",
    "put_set",
    "put_value",
    "resting_on",
    "sets",
]


# ------------------------------------------------------------------------------------- memos


def put_memo(work: Transaction, memo: Memo, *, new: bool) -> None:
    """Write a memo with its first version; or, of one that is there, its title and what it is about."""
    about = memo.about
    row = {
        "id": memo.id,
        "kind": memo.kind.value,
        "title": memo.title,
        "about_kind": about.kind.value if about else None,
        "about": about.id if about else None,
    }
    if new:
        work.insert(tables.memo, row)
        put_memo_version(work, memo)
    else:
        work.update(tables.memo, row)


def put_memo_version(work: Transaction, memo: Memo) -> None:
    """Write this version of a memo beside the earlier ones."""
    row = {"memo": memo.id, "version": memo.version, "text": memo.text, "by": memo.by, "at": memo.at}
    work.insert(tables.memo_version, row)


def delete_memo(work: Transaction, memo_id: str) -> None:
    """Take a memo away with all its versions."""
    versions = [{"memo": memo_id, "version": each.version} for each in memo_versions(work.connection, memo_id)]
    work.delete_many(tables.memo_version, versions)
    work.delete(tables.memo, {"id": memo_id})


def memos(connection: Connection) -> list[Memo]:
    """Every memo as it stands now, in the order in which they were begun."""
    memo, versions = tables.memo, tables.memo_version
    newest = (
        select(versions.c.memo, func.max(versions.c.version).label("last"), func.min(versions.c.at).label("begun"))
        .group_by(versions.c.memo)
        .subquery()
    )
    query = (
        select(memo, versions.c.version, versions.c.text, versions.c.by, versions.c.at)
        .join(newest, newest.c.memo == memo.c.id)
        .join(versions, (versions.c.memo == memo.c.id) & (versions.c.version == newest.c.last))
        .order_by(newest.c.begun, memo.c.id)
    )
    return [_memo(row) for row in connection.execute(query)]


def memo_versions(connection: Connection, memo_id: str) -> list[Memo]:
    """Every version of a memo, from the first."""
    memo, versions = tables.memo, tables.memo_version
    query = (
        select(memo, versions.c.version, versions.c.text, versions.c.by, versions.c.at)
        .join(versions, versions.c.memo == memo.c.id)
        .where(memo.c.id == memo_id)
        .order_by(versions.c.version)
    )
    return [_memo(row) for row in connection.execute(query)]


def _memo(row: Any) -> Memo:  # noqa: ANN401 - SQLAlchemy's rows have no useful type
    return Memo(
        row.id, row.text, row.title, _ref(row.about_kind, row.about), MemoKind(row.kind), row.by, row.at, row.version
    )


# -------------------------------------------------------------------------------- links, sets


def put_link(work: Transaction, link: Link, *, new: bool) -> None:
    """Write a link, new or changed; its accounts are written by themselves."""
    row = {
        "id": link.id,
        "kind": link.kind,
        "origin_kind": link.origin.kind.value,
        "origin": link.origin.id,
        "target_kind": link.target.kind.value,
        "target": link.target.id,
        "direction": link.direction.value,
        "note": link.note,
        "by": link.by,
        "at": link.at,
        "layer": link.layer.value if link.layer else None,
        "derived": link.derived,
        "inferred": link.inferred,
        "gap": link.gap,
    }
    (work.insert if new else work.update)(tables.link, row)


def delete_link(work: Transaction, link_id: str) -> None:
    """Take a link away."""
    work.delete(tables.link, {"id": link_id})


def links(connection: Connection, record: RecordRef | None = None) -> list[Link]:
    """Every link, or those from or to one record, with their accounts, in the order in which they were made."""
    column = tables.link.c
    query = select(tables.link).order_by(column.at, column.id)
    if record is not None:
        query = query.where(_joining(record))
    rows = connection.execute(query).all()
    if record is None:
        accounts = accounts_of_kind(connection, RecordKind.LINK)
    else:
        accounts = accounts_about(connection, RecordKind.LINK, [row.id for row in rows])
    return [_link(row, accounts.get(row.id, ())) for row in rows]


def link_called(connection: Connection, link_id: str) -> Link | None:
    """The link with this id; ``None`` if there is none."""
    row = connection.execute(select(tables.link).where(tables.link.c.id == link_id)).first()
    if row is None:
        return None
    return _link(row, accounts_about(connection, RecordKind.LINK, [link_id]).get(link_id, ()))


def _link(row: Any, accounts: tuple[Account, ...]) -> Link:  # noqa: ANN401 - SQLAlchemy's rows have no useful type
    return Link(
        id=row.id,
        kind=row.kind,
        origin=RecordRef(RecordKind(row.origin_kind), row.origin),
        target=RecordRef(RecordKind(row.target_kind), row.target),
        direction=Direction(row.direction),
        note=row.note,
        by=row.by,
        at=row.at,
        layer=None if row.layer is None else Layer(row.layer),
        derived=row.derived,
        accounts=accounts,
        inferred=row.inferred,
        gap=row.gap,
    )


def _joining(record: RecordRef) -> ColumnElement[bool]:
    """That a link begins or ends at a record."""
    kind, name, link = record.kind.value, record.id, tables.link.c
    return ((link.origin_kind == kind) & (link.origin == name)) | ((link.target_kind == kind) & (link.target == name))


def put_set(work: Transaction, record: RecordSet, *, new: bool) -> None:
    """Write a set and its members, new or changed."""
    row = {"id": record.id, "name": record.name, "description": record.description}
    (work.insert if new else work.update)(tables.record_set, row)
    _replace_members(work, record)


def delete_set(work: Transaction, set_id: str) -> None:
    """Take a set away; its members stay."""
    _replace_members(work, RecordSet(set_id, ""))
    work.delete(tables.record_set, {"id": set_id})


def _replace_members(work: Transaction, record: RecordSet) -> None:
    member = tables.set_member
    standing = work.connection.execute(
        select(member).where(member.c.record_set == record.id).order_by(member.c.position)
    )
    before = [dict(row) for row in standing.mappings()]
    wanted = [
        {"record_set": record.id, "position": place, "kind": each.kind.value, "record": each.id}
        for place, each in enumerate(record.members)
    ]
    if before != wanted:
        work.delete_many(member, before)
        work.insert_many(member, wanted)


def sets(connection: Connection) -> list[RecordSet]:
    """Every set, by name."""
    member = tables.set_member
    members: dict[str, list[RecordRef]] = defaultdict(list)
    for row in connection.execute(select(member).order_by(member.c.record_set, member.c.position)):
        members[row.record_set].append(RecordRef(RecordKind(row.kind), row.record))
    rows = connection.execute(select(tables.record_set).order_by(tables.record_set.c.name, tables.record_set.c.id))
    return [RecordSet(row.id, row.name, tuple(members[row.id]), row.description) for row in rows]


# -------------------------------------------------------------------------------- attributes


def put_attribute(work: Transaction, record: Attribute, *, new: bool) -> None:
    """Write an attribute, new or changed."""
    row = {"id": record.id, "name": record.name, "type": record.type.value, "description": record.description}
    (work.insert if new else work.update)(tables.attribute, row)


def attributes(connection: Connection) -> list[Attribute]:
    """Every attribute, by name."""
    rows = connection.execute(select(tables.attribute).order_by(tables.attribute.c.name))
    return [Attribute(row.id, row.name, AttributeType(row.type), row.description) for row in rows]


def put_value(work: Transaction, value: AttributeValue) -> None:
    """Write what an attribute is for a record, whether there was a value before or not."""
    column = tables.attribute_value.c
    row = {
        "attribute": value.attribute,
        "kind": value.about.kind.value,
        "record": value.about.id,
        "value": value.value,
    }
    there = work.connection.scalar(
        select(column.value).where(
            column.attribute == value.attribute,
            column.kind == value.about.kind.value,
            column.record == value.about.id,
        )
    )
    (work.insert if there is None else work.update)(tables.attribute_value, row)


def delete_value(work: Transaction, attribute: str, about: RecordRef) -> None:
    """Take away what an attribute is for a record."""
    row = {"attribute": attribute, "kind": about.kind.value, "record": about.id}
    work.delete(tables.attribute_value, row)


def attribute_values(connection: Connection) -> list[AttributeValue]:
    """What every attribute is for every record that has it."""
    column = tables.attribute_value.c
    rows = connection.execute(select(tables.attribute_value).order_by(column.kind, column.record, column.attribute))
    return [AttributeValue(row.attribute, RecordRef(RecordKind(row.kind), row.record), row.value) for row in rows]


# ---------------------------------------------------------------------- passages of cases, GUIDs


def put_case_passage(work: Transaction, case: str, passage: str) -> None:
    """Note that a passage belongs to a case, if that is not noted yet."""
    column = tables.case_passage.c
    there = select(column.case).where(column.case == case, column.passage == passage)
    if work.connection.scalar(there) is None:
        work.insert(tables.case_passage, {"case": case, "passage": passage})


def delete_case_passage(work: Transaction, case: str, passage: str) -> None:
    """Note that a passage does not belong to a case any more."""
    work.delete(tables.case_passage, {"case": case, "passage": passage})


def case_passages(connection: Connection) -> list[tuple[str, str]]:
    """Every passage that belongs to a case by itself: pairs of the case's and the passage's id."""
    column = tables.case_passage.c
    rows = connection.execute(select(column.case, column.passage).order_by(column.case, column.passage))
    return [(row[0], row[1]) for row in rows]


def put_guids(work: Transaction, guids: Mapping[RecordRef, str]) -> None:
    """Keep the GUIDs by which other programs know records, of those of which none is kept yet."""
    known = foreign_guids(work.connection) if guids else {}
    rows = [
        {"kind": record.kind.value, "record": record.id, "guid": guid}
        for record, guid in guids.items()
        if record not in known
    ]
    work.insert_many(tables.foreign_guid, rows)


def foreign_guids(connection: Connection) -> dict[RecordRef, str]:
    """The GUIDs by which other programs know records, where they are not made from the records' ids."""
    rows = connection.execute(select(tables.foreign_guid))
    return {RecordRef(RecordKind(row.kind), row.record): row.guid for row in rows}


# ------------------------------------------------------------------------------- what rests on what


def resting_on(connection: Connection, record: RecordRef) -> list[str]:
    """What memos, links, sets and attributes are about this record: by title or name, else by id."""
    kind, name = record.kind.value, record.id
    memo, member, value = tables.memo.c, tables.set_member.c, tables.attribute_value.c
    record_set, attribute = tables.record_set, tables.attribute
    memos = select(case((memo.title == "", memo.id), else_=memo.title)).where(
        memo.about_kind == kind, memo.about == name
    )
    sets = select(record_set.c.name).join(tables.set_member, member.record_set == record_set.c.id)
    values = select(attribute.c.name).join(tables.attribute_value, value.attribute == attribute.c.id)
    asked: Iterable[tuple[str, Any]] = (
        ("memo", memos),
        ("link", select(tables.link.c.id).where(_joining(record))),
        ("set", sets.where(member.kind == kind, member.record == name)),
        ("attribute", values.where(value.kind == kind, value.record == name)),
    )
    return [f"{what} {each}" for what, query in asked for each in connection.scalars(query)]


def _ref(kind: str | None, name: str | None) -> RecordRef | None:
    return None if kind is None or name is None else RecordRef(RecordKind(kind), name)
