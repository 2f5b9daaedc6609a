"""A whole study as plain values, so that two copies of it can be laid side by side.

A table of records is one or several *parts*: what is said of a record, the lists it has, and what
may be decided apart from the rest, such as which text of a source is the current one. A list is
one value, since its rows mean nothing alone. What two copies make of these values is decided
elsewhere; here they are read, and written as the fewest changes that turn one into the other.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, select

from ieworkbench.store import tables
from ieworkbench.store.transaction import Entry, Row, Transaction, row_from_json

__all__ = [
    "CONFLICT",
    "MAIN",
    "PARTS",
    "PARTS_OF",
    "UNDER_ITSELF",
    "Change",
    "Element",
    "Happened",
    "Key",
    "Part",
    "State",
    "Value",
    "belonging",
    "changes_since",
    "decoded",
    "encoded",
    "happened",
    "key_of",
    "merged_entries",
    "merged_rows",
    "references",
    "rows_in",
    "study_id",
    "value_of",
    "write",
]

Key = tuple[Any, ...]
"""Which record, or whose list: the values of a part's key columns."""

Value = tuple[Any, ...]
"""A row's other values; or a list's items, each a tuple of values."""

State = dict[str, dict[Key, Value]]
"""A study: for each part, what stands under each key. An empty list stands nowhere."""

Element = tuple[str, Key]
"""One value that two copies may have changed: a part's name and a key."""


@dataclass(frozen=True, slots=True)
class Part:
    """What is decided as one when two copies differ.

    Attributes
    ----------
    name
        Its own name, which a conflict keeps; that of its table where the table is one part.
    table
        Where its rows lie.
    key, columns
        The columns that say which, and those that say what.
    number
        The column that counts a list's items; empty for a row.
    first
        From what it counts.
    of
        The part whose record it belongs to; empty if it is a record itself.
    """

    name: str
    table: Table
    key: tuple[str, ...]
    columns: tuple[str, ...]
    number: str = ""
    first: int = 0
    of: str = ""


def _record(name: str, *without: str) -> Part:
    table = tables.JOURNALED[name]
    key = tuple(column.name for column in table.primary_key.columns)
    columns = tuple(each.name for each in table.columns if each.name not in {*key, *without})
    return Part(name, table, key, columns)


def _listed(name: str, of: str, number: str = "position", first: int = 0) -> Part:
    table = tables.JOURNALED[name]
    key = next(each.name for each in table.primary_key.columns if each.name != number)
    columns = tuple(each.name for each in table.columns if each.name not in {key, number})
    return Part(name, table, (key,), columns, number, first, of)


_OF_THEIR_OWN: dict[str, tuple[Part, ...]] = {
    "source": (
        _record("source", "text", "version"),
        Part("current_text", tables.source, ("id",), ("version", "text"), of="source"),
    ),
    "source_text": (Part("source_text", tables.source_text, ("source",), ("version", "text"), "version", 0, "source"),),
    "code": (_record("code", "position"), Part("code_order", tables.code, ("id",), ("position",), of="code")),
    "memo_version": (_listed("memo_version", "memo", "version", 1),),
    "merged_entry": (),
}
"""The tables that are more than one part, count otherwise, or are carried from copy to copy by hand."""


def _parts(table: Table) -> tuple[Part, ...]:
    """What is decided as one in a table: a list if its rows are an owner's, by position; else each row."""
    name = str(table.name)  # SQLAlchemy marks some as to be quoted
    if name in _OF_THEIR_OWN:
        return _OF_THEIR_OWN[name]
    key = list(table.primary_key.columns)
    if len(key) == 2 and key[1].name == "position":
        owner = next(str(each.column.table.name) for each in key[0].foreign_keys)
        return (_listed(name, owner),)
    return (_record(name),)


PARTS_OF: dict[str, tuple[Part, ...]] = {name: _parts(table) for name, table in tables.JOURNALED.items()}
"""The parts of each table."""

PARTS: dict[str, Part] = {part.name: part for parts in PARTS_OF.values() for part in parts}
"""Every part, in the order of the tables: nothing is written before what it rests on."""

CONFLICT = PARTS["conflict"]
"""What waits for a choice; it is carried from copy to copy by rules of its own."""

MAIN: tuple[Part, ...] = tuple(part for part in PARTS.values() if not part.of and part is not CONFLICT)
"""The parts that are records."""


UNDER_ITSELF: dict[str, str] = {
    name: str(column.name)
    for name, table in tables.JOURNALED.items()
    for column in table.columns
    if any(key.column.table is table for key in column.foreign_keys)
}
"""The tables whose rows may stand under rows of their own, and the column that says under which."""


def belonging(main: Part) -> tuple[Part, ...]:
    """A record's part and those of everything it has."""
    return (main, *(part for part in PARTS.values() if part.of == main.name))


# -------------------------------------------------------------------------------------- references

_KINDS = {"set": "record_set", "text": "institutional_text", "copy": "text_copy"}
"""The tables of the kinds of records that are not called like their kind."""


def _named_with_kind(table: Table) -> tuple[tuple[str, str], ...]:
    """The pairs of columns that name a record of any kind: ``about_kind`` and ``about``, ``kind`` and ``record``."""
    names = [column.name for column in table.columns]
    pairs = [("kind", "record"), *((f"{name}_kind", name) for name in names)]
    return tuple(pair for pair in pairs if {*pair} <= {*names})


_SOFT = {name: _named_with_kind(table) for name, table in tables.JOURNALED.items()}
_HARD = {
    name: tuple(
        (key.parent.name, key.column.table.name)
        for column in table.columns
        for key in column.foreign_keys
        if key.column.name == "id" and key.column.table.name in tables.JOURNALED
    )
    for name, table in tables.JOURNALED.items()
}


def references(table: str, row: Row) -> Iterator[tuple[str, str, bool]]:
    """Which records a row names: (column, part of the record, whether the database insists on it)."""
    for column, target in _HARD[table]:
        if row[column] is not None:
            yield column, target, True
    for kind, column in _SOFT[table]:
        name = str(row[kind])
        target = _KINDS.get(name, name)
        if target in PARTS:
            yield column, target, False


# ----------------------------------------------------------------------------------------- reading


@dataclass(frozen=True, slots=True)
class Happened:
    """An entry of a copy's journal.

    Attributes
    ----------
    uid
        Its name, which is the same in every copy.
    undone_by
        The number of the entry that undid it, if one did.
    """

    number: int
    uid: str
    at: dt.datetime
    by: str
    verb: str
    what: str
    undone_by: int | None


@dataclass(frozen=True, slots=True)
class Change:
    """A row of a copy's journal: what a row of a table was, and what it became."""

    entry: Happened
    table: str
    before: Row | None
    after: Row | None


def study_id(connection: Connection) -> str:
    """The id that all copies of a study share."""
    return str(connection.scalar(select(tables.study.c.id)))


def rows_in(connection: Connection, names: Iterable[str] = tuple(PARTS_OF)) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every row of the tables called ``names``, or of every part's, with its table's name; lists in their order."""
    for name in names:
        if PARTS_OF[name]:
            table = tables.JOURNALED[name]
            names = [column.name for column in table.columns]
            for row in connection.execute(select(table).order_by(*table.primary_key.columns)):
                yield name, dict(zip(names, row, strict=True))


def key_of(part: Part, row: Row) -> Key:
    """Under which key of ``part`` a row stands."""
    return tuple([row[name] for name in part.key])


def value_of(part: Part, row: Row) -> Value:
    """What ``part`` says in a row."""
    return tuple([row[name] for name in part.columns])


def happened(connection: Connection) -> list[Happened]:
    """The journal's entries, in order."""
    column = tables.journal.c
    query = select(
        column.number, column.uid, column.at, column.by, column.verb, column.what, column.undone_by
    ).order_by(column.number)
    return [Happened(*row) for row in connection.execute(query) if row.uid is not None]


def merged_rows(connection: Connection) -> dict[str, dict[str, Any]]:
    """What other copies brought of their journals, by uid."""
    rows = connection.execute(select(tables.merged_entry)).mappings()
    return {row["uid"]: dict(row) for row in rows}


def changes_since(connection: Connection, entries: Sequence[Happened]) -> list[Change]:
    """The changes of these entries, in order.

    Raises
    ------
    ValueError
        If the journal cannot be read.
    """
    if not entries:
        return []
    by_number = {entry.number: entry for entry in entries}
    column = tables.journal_change.c
    query = (
        select(column.entry, column.table, column.before, column.after)
        .where(column.entry.between(entries[0].number, entries[-1].number))
        .order_by(column.entry, column.position)
    )
    found = []
    for number, table, before, after in connection.execute(query):
        if table not in tables.JOURNALED or number not in by_number:
            raise ValueError(f"its journal tells of {table}, entry {number}")
        found.append(Change(by_number[number], table, row_from_json(table, before), row_from_json(table, after)))
    return found


# ------------------------------------------------------------------------------- values as text


def encoded(part: Part, value: Value | None) -> str | None:
    """A value as a conflict keeps it: its columns and what they say; ``None`` for what is not there."""
    if value is None:
        return None
    items = value if part.number else (value,)
    named = [dict(zip(part.columns, item, strict=True)) for item in items]
    return msgspec.json.encode(named if part.number else named[0]).decode()


def decoded(part: Part, text: str | None) -> Value | None:
    """The value that `encoded` made text of."""
    if text is None:
        return None
    if part.number:
        return tuple(value_of(part, item) for item in msgspec.json.decode(text))
    row = row_from_json(part.table.name, text)
    return None if row is None else value_of(part, row)


# ----------------------------------------------------------------------------------------- writing


def write(work: Transaction, actual: State, wanted: State) -> set[Element]:
    """Make the study, which is as ``actual`` says, what ``wanted`` says; return what was changed.

    Nothing is taken away before nothing rests on it, and nothing written before what it rests on
    is there, so that the changes can be undone one by one, in the opposite order.
    """
    different = _different(actual, wanted)
    touched: dict[str, dict[Key, None]] = defaultdict(dict)
    for name, key in different:
        touched[PARTS[name].table.name][key] = None
    before = {name: _rows(name, touched[name], actual) for name in touched}
    after = {name: _rows(name, touched[name], wanted) for name in touched}
    order = [name for name in tables.JOURNALED if name in touched]
    _free_names(work, before.get("attribute", {}), after.get("attribute", {}))
    for name in order:
        new = [row for key, row in after[name].items() if key not in before[name]]
        work.insert_many(tables.JOURNALED[name], _parents_first(name, new))
    for name in order:
        for key, row in after[name].items():
            if key in before[name]:
                work.update(tables.JOURNALED[name], row)
    for name in reversed(order):
        gone = [row for key, row in before[name].items() if key not in after[name]]
        for row in reversed(_parents_first(name, gone)) if name in UNDER_ITSELF else gone:
            work.delete(tables.JOURNALED[name], row)
    return set(different)


def _different(actual: State, wanted: State) -> list[Element]:
    """What stands otherwise in the two, in the order of the parts and keys."""
    found: list[Element] = []
    for name in PARTS:
        old, new = actual[name], wanted[name]
        keys = {key: None for key, value in new.items() if old.get(key) != value}
        keys.update((key, None) for key in old if key not in new)
        found += [(name, key) for key in keys]
    return found


def _rows(name: str, keys: Iterable[Key], state: State) -> dict[Key, Row]:
    """The rows of a table that lie under these keys, by primary key."""
    table = tables.JOURNALED[name]
    primary = [column.name for column in table.primary_key.columns]
    rows = (row for key in keys for row in _rows_under(PARTS_OF[name], key, state))
    return {tuple(row[column] for column in primary): row for row in rows}


def _rows_under(parts: Sequence[Part], key: Key, state: State) -> Iterator[dict[str, Any]]:
    part = parts[0]
    named = dict(zip(part.key, key, strict=True))
    if part.number:
        for place, item in enumerate(state[part.name].get(key, ()), part.first):
            yield {**named, part.number: place, **dict(zip(part.columns, item, strict=True))}
    elif all(key in state[each.name] for each in parts):
        for each in parts:
            named.update(zip(each.columns, state[each.name][key], strict=True))
        yield named


def _parents_first(name: str, rows: list[Row]) -> list[Row]:
    if name not in UNDER_ITSELF:
        return rows
    above = UNDER_ITSELF[name]
    by_id = {row["id"]: row for row in rows}
    ordered: dict[str, Row] = {}
    for row in rows:
        waiting = [row]
        while waiting[-1][above] in by_id and waiting[-1][above] not in ordered and len(waiting) <= len(by_id):
            waiting.append(by_id[waiting[-1][above]])
        for each in reversed(waiting):
            ordered.setdefault(each["id"], each)
    return list(ordered.values())


def _free_names(work: Transaction, before: Mapping[Key, Row], after: Mapping[Key, Row]) -> None:
    """Let go of the names that attributes will no longer have, as no two may have one name at any moment."""
    for key, row in before.items():
        kept = after.get(key)
        if kept is None or kept["name"] != row["name"]:
            work.update(tables.attribute, {"id": row["id"], "name": f"{row['name']} ({row['id']})"})


def merged_entries(connection: Connection, by: str | None = None) -> list[Entry]:
    """What was done in other copies and came with a merge, in order of time; only by ``by`` if given.

    These have the number 0: they are no steps of this copy and cannot be undone one by one.
    """
    column = tables.merged_entry.c
    query = select(tables.merged_entry).order_by(column.at, column.uid)
    if by is not None:
        query = query.where(column.by == by)
    return [Entry(0, row.at, row.by, row.verb, row.what, row.undone) for row in connection.execute(query)]
