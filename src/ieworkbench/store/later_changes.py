"""Whose later change rests on one that is to be undone, or stands in the way of one that is to be redone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, ForeignKeyConstraint, Table, and_, func, select
from sqlalchemy import Row as Found

from ieworkbench.sentences import short
from ieworkbench.store import tables

__all__ = ["beside", "later_change"]

_Row = Mapping[str, Any]


def later_change(connection: Connection, table: Table, row: _Row, number: int) -> str:
    """The last change of a row after an entry, such as ``Bo's “change case C1” of 2014-03-05 12:40``; empty if none.

    What was undone since does not count, and undoing or redoing itself only where nothing else is there.

    Parameters
    ----------
    table
        Where the row stands or stood.
    row
        Values by which it is known, among them its key or what another row refers to.
    number
        The entry's.
    """
    journal, change = tables.journal, tables.journal_change
    kept = func.coalesce(change.c.after, change.c.before)
    same = [func.json_extract(kept, f'$."{name}"') == value for name, value in row.items()]
    touching = select(change.c.entry).where(change.c.entry > number, change.c.table == table.name, *same)
    found = connection.execute(
        select(journal)
        .where(journal.c.number.in_(touching), journal.c.undone_by.is_(None))
        .order_by(journal.c.undoable.desc(), journal.c.number.desc())
        .limit(1)
    ).first()
    return "" if found is None else _in_words(found)


def beside(connection: Connection, table: Table, row: _Row, *, goes: bool) -> Iterator[tuple[Table, _Row]]:
    """The rows for which a row can neither go nor come: those that refer to it; or, gone, those it refers to.

    Parameters
    ----------
    table
        The row's.
    row
        All its values.
    goes
        Whether it is to go; it comes or changes otherwise.
    """
    if not goes:
        for key in table.foreign_key_constraints:
            wanted = {theirs: row[ours] for ours, theirs in _pairs(key)}
            other = key.referred_table
            if None not in wanted.values() and _first(connection, other, wanted) is None:
                yield other, wanted
        return
    for other in tables.JOURNALED.values():
        for key in other.foreign_key_constraints:
            if key.referred_table is table:
                found = _first(connection, other, {theirs: row[ours] for theirs, ours in _pairs(key)})
                if found is not None:
                    yield other, {column.name: found[column.name] for column in other.primary_key}


def _pairs(key: ForeignKeyConstraint) -> list[tuple[str, str]]:
    """The columns of a table, each with the one it refers to."""
    return [(each.parent.name, each.column.name) for each in key.elements]


def _first(connection: Connection, table: Table, row: _Row) -> _Row | None:
    where = and_(*(table.c[name] == value for name, value in row.items()))
    found = connection.execute(select(table).where(where).limit(1)).mappings().first()
    return None if found is None else dict(found)


def _in_words(entry: Found[Any]) -> str:
    at = entry.at.replace(tzinfo=dt.UTC).astimezone()
    return f"{short(entry.by, 60)}'s “{f'{entry.verb} {entry.what}'.strip()}” of {at:%Y-%m-%d %H:%M}"
