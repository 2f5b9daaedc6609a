"""Changing a study: every change in the journal, every verb wholly or not at all.

A `Transaction` is what a verb holds while it works. It inserts, updates and deletes rows of the
journaled tables and keeps what stood there before, so that undoing is putting that back. If a row
no longer is what the journal says it became, undoing stops: a later change rests on it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import uuid4

import msgspec
from sqlalchemy import (
    Connection,
    Date,
    DateTime,
    Table,
    Update,
    bindparam,
    delete,
    func,
    insert,
    select,
    tuple_,
    update,
)
from sqlalchemy.exc import IntegrityError

from ieworkbench.errors import NothingToRedo, NothingToUndo, RedoBlocked, UndoBlocked
from ieworkbench.model.display import Brief
from ieworkbench.store import tables
from ieworkbench.store.database import Database
from ieworkbench.store.later_changes import beside, later_change

__all__ = [
    "Entry",
    "Row",
    "Transaction",
    "entries",
    "entries_since",
    "is_written",
    "last_number",
    "redo",
    "row_from_json",
    "tables_since",
    "transaction",
    "undo",
]

Row = Mapping[str, Any]
"""One row: column names and values. Rows are known only in this room and where verbs write them."""


_Key = tuple[Any, ...]
_IN_ONE_QUESTION = 200
"""How many rows are asked for at once: with their keys they are fewer values than any SQLite takes."""


def _key_names(table: Table) -> list[str]:
    return [column.name for column in table.primary_key.columns]


def _update_of(table: Table) -> Update:
    """Changes all columns of a row but those of its key, which never change."""
    keys = _key_names(table)
    new = {each.name: bindparam(f"new_{each.name}", type_=each.type) for each in table.c if each.name not in keys}
    return update(table).where(*(table.c[key] == bindparam(f"key_{key}") for key in keys)).values(new)


_UPDATES = {name: _update_of(table) for name, table in tables.JOURNALED.items()}
_DELETES = {
    name: delete(table).where(*(table.c[key] == bindparam(f"key_{key}") for key in _key_names(table)))
    for name, table in tables.JOURNALED.items()
}
_STANDING = {
    name: select(table).where(*(table.c[key] == bindparam(f"key_{key}") for key in _key_names(table)))
    for name, table in tables.JOURNALED.items()
}
_INSERT_ENTRY = insert(tables.journal)
_TAKEN = select(tables.taken_id.c.id, tables.taken_id.c.mark).where(
    tables.taken_id.c.kind == bindparam("kind"),
    (tables.taken_id.c.id == bindparam("wanted"))
    | tables.taken_id.c.id.between(bindparam("first"), bindparam("last")),  # the digits lie just before the colon
)
_TAKE = insert(tables.taken_id)
# Made once: putting a statement together takes longer than running it.

_INSERT_CHANGES = 'INSERT INTO journal_change (entry, position, "table", before, after) VALUES (?, ?, ?, ?, ?)'
"""For the driver itself: a batch has thousands of changes, and there is nothing in them to translate."""


@dataclass(frozen=True, slots=True, repr=False)
class Entry(Brief):
    """One change of the study.

    Attributes
    ----------
    number
        Counted from 1, in the order in which the changes were made; 0 for what was done in another
        copy and came with a merge.
    at
        When, in UTC.
    by
        Who.
    verb
        What was done, such as ``"add source"``.
    what
        To what, in a few words that quote nobody.
    undone
        Whether it has been undone since.
    """

    number: int
    at: dt.datetime
    by: str
    verb: str
    what: str
    undone: bool


@dataclass(frozen=True, slots=True)
class _Change:
    table: str
    before: Row | None
    after: Row | None

    def reversed(self) -> _Change:
        return _Change(self.table, self.after, self.before)

    @property
    def row(self) -> Row:
        """The row that is changed, as far as its key goes."""
        return self.before or self.after or {}

    @property
    def sort(self) -> tuple[str, bool, bool]:
        """What has to be the same for changes that are made together."""
        return self.table, self.before is None, self.after is None


class _Moved(Exception):
    """A row is not what the journal says it became."""


@dataclass(slots=True)
class Transaction:
    """One verb at work on the study.

    Attributes
    ----------
    connection
        The database, inside a transaction that no other writer shares.
    what
        What it is done to, for the journal; a verb may set it once it knows.
    changes
        What was changed so far, row by row.
    """

    connection: Connection
    what: str = ""
    changes: list[_Change] = field(default_factory=list)

    def insert(self, table: Table, row: Row) -> None:
        """Add a row."""
        self.insert_many(table, [row])

    def insert_many(self, table: Table, rows: Sequence[Row]) -> None:
        """Add rows, all with the same columns; much quicker than one by one."""
        if rows:
            _write_rows(self.connection, table, rows)
            name = str(table.name)  # SQLAlchemy marks some as to be quoted, and SQLite takes those for no plain words
            empty = dict.fromkeys(table.columns.keys())
            partly = len(rows[0]) < len(empty)
            self.changes += [_Change(name, None, {**empty, **row} if partly else row) for row in rows]

    def update(self, table: Table, row: Row) -> None:
        """Change the row with this primary key to these values; what is not named stays."""
        self.update_many(table, [row])

    def update_many(self, table: Table, rows: Sequence[Row]) -> None:
        """Change rows, each one once; much quicker than one by one."""
        standing = self._standing(table, rows)
        changed = []
        for row in rows:
            before = standing.get(_key(table, row))
            if before is None:
                raise LookupError(f"{table.name} has no such row")
            after = {**before, **row}
            if after != before:
                changed.append(_Change(table.name, before, after))
        self._make(table, changed)

    def delete(self, table: Table, row: Row) -> None:
        """Take away the row with this primary key."""
        self.delete_many(table, [row])

    def delete_many(self, table: Table, rows: Sequence[Row]) -> None:
        """Take away the rows with these primary keys, as far as they are there."""
        standing = self._standing(table, rows)
        there = [standing.pop(key) for row in rows if (key := _key(table, row)) in standing]
        self._make(table, [_Change(table.name, row, None) for row in there])

    def replace_list(self, table: Table, owner: Row, column: str, values: tuple[str, ...]) -> None:
        """Make ``values``, in their order, the whole list that ``owner`` has in ``table``."""
        (name, owner_id), *_ = owner.items()
        standing = self.connection.execute(select(table).where(table.c[name] == owner_id).order_by(table.c.position))
        before = [dict(row) for row in standing.mappings()]
        if [row[column] for row in before] == list(values):
            return
        self.delete_many(table, before)
        rows = [{name: owner_id, "position": position, column: value} for position, value in enumerate(values)]
        self.insert_many(table, rows)

    def take_id(self, kind: str, wanted: str, mark: str) -> str:
        """``wanted``, or ``wanted-2``, ``wanted-3`` …: an id that never meant anything else.

        Parameters
        ----------
        kind
            The kind of record; ids of different kinds do not meet.
        wanted
            What the id should be.
        mark
            What makes the thing this very thing, such as its file's fingerprint: what was
            removed and comes back gets its old id again.
        """
        asked = {"kind": kind, "wanted": wanted, "first": f"{wanted}-", "last": f"{wanted}-:"}
        used = {row.id: row.mark for row in self.connection.execute(_TAKEN, asked)}
        chosen, count = wanted, 1
        while used.get(chosen, mark) != mark:
            count += 1
            chosen = f"{wanted}-{count}"
        if chosen not in used:
            self.connection.execute(_TAKE, {"kind": kind, "id": chosen, "mark": mark})
        return chosen

    def apply(self, changes: Sequence[_Change]) -> None:
        """Make changes of the journal again: all of one table, of one sort, and each of another row.

        Raises
        ------
        _Moved
            If a row no longer is what the journal says.
        """
        table = tables.JOURNALED[changes[0].table]
        standing = self._standing(table, [each.row for each in changes])
        if any(standing.get(_key(table, each.row)) != each.before for each in changes):
            raise _Moved(f"the {table.name.replace('_', ' ')} was changed again since")
        self._make(table, changes)

    def _standing(self, table: Table, rows: Sequence[Row]) -> dict[_Key, dict[str, Any]]:
        """What stands in the table under the primary keys of these rows."""
        if len(rows) == 1:
            found = list(self.connection.execute(_STANDING[table.name], _key_values(table, rows[0])).mappings())
        else:
            found = []
            columns = list(table.primary_key.columns)
            asked = columns[0] if len(columns) == 1 else tuple_(*columns)
            keys = [_key(table, row) for row in rows]
            for start in range(0, len(keys), _IN_ONE_QUESTION):
                part = keys[start : start + _IN_ONE_QUESTION]
                wanted = [key[0] for key in part] if len(columns) == 1 else part
                found += self.connection.execute(select(table).where(asked.in_(wanted))).mappings().all()
        standing: list[dict[str, Any]] = [dict(each) for each in found]
        return {_key(table, row): row for row in standing}

    def _make(self, table: Table, changes: Sequence[_Change]) -> None:
        """Write changes of one sort into their table, and note them."""
        if not changes:
            return
        if changes[0].before is None:
            _write_rows(self.connection, table, [each.row for each in changes])
        elif changes[0].after is None:
            self.connection.execute(_DELETES[table.name], [_key_values(table, each.row) for each in changes])
        else:
            keys = _key_names(table)
            rows = [
                {
                    **_key_values(table, each.row),
                    **{f"new_{name}": value for name, value in (each.after or {}).items() if name not in keys},
                }
                for each in changes
            ]
            self.connection.execute(_UPDATES[table.name], rows)
        self.changes += changes


@contextmanager
def transaction(
    database: Database, by: str, verb: str, what: str = "", uid: str | None = None
) -> Iterator[Transaction]:
    """Work on the study; on leaving, everything is on the disk and in the journal, or nothing is.

    Parameters
    ----------
    database
        The study.
    by
        Who does it.
    verb, what
        What is done, and to what; the second must quote nobody.
    uid
        What the change is called in every copy of the study; made if not given.
    """
    with database.writing() as connection:
        work = Transaction(connection, what)
        yield work
        if work.changes:
            _write_entry(work, by, verb, uid=uid)


def undo(database: Database, by: str, uid: str | None = None) -> Entry:
    """Take back the last change that ``by`` made and that has not been undone; ``uid`` is what to call the undoing.

    Raises
    ------
    NothingToUndo
        If there is none.
    UndoBlocked
        If somebody's later change rests on it.
    """
    journal = tables.journal
    with database.writing() as connection:
        last = connection.execute(
            select(journal)
            .where(journal.c.by == by, journal.c.undone_by.is_(None), journal.c.undoable)
            .order_by(journal.c.number.desc())
            .limit(1)
        ).first()
        if last is None:
            raise NothingToUndo(by, _last_by(connection))
        changes = [change.reversed() for change in reversed(_changes_of(connection, last.number))]
        work = Transaction(connection, f"{last.verb} {last.what}".strip())
        _repeat(work, changes, UndoBlocked, last.number)
        number = _write_entry(work, by, "undo", undoable=False, uid=uid)
        connection.execute(update(journal).where(journal.c.number == last.number).values(undone_by=number))
    return replace(_entry(last), undone=True)


def _last_by(connection: Connection) -> str:
    """Whose the last change is that can be undone; empty if there is none."""
    journal = tables.journal
    standing = select(journal.c.by).where(journal.c.undone_by.is_(None), journal.c.undoable)
    return connection.scalar(standing.order_by(journal.c.number.desc()).limit(1)) or ""


def redo(database: Database, by: str, uid: str | None = None) -> Entry:
    """Make again the change that ``by`` last undid, if ``by`` changed nothing since; ``uid`` is what to call the redoing.

    Raises
    ------
    NothingToRedo
        If there is none.
    RedoBlocked
        If somebody's later change stands in its way.
    """
    journal = tables.journal
    with database.writing() as connection:
        last_done = connection.scalar(
            select(func.max(journal.c.number)).where(
                journal.c.by == by, journal.c.undoable, journal.c.verb != "redo", journal.c.undone_by.is_(None)
            )
        )
        undone = connection.execute(
            select(journal)
            .where(journal.c.by == by, journal.c.undone_by > (last_done or 0))
            .order_by(journal.c.undone_by.desc())
            .limit(1)
        ).first()
        if undone is None:
            raise NothingToRedo
        changes = _changes_of(connection, undone.number)
        work = Transaction(connection, f"{undone.verb} {undone.what}".strip())
        _repeat(work, changes, RedoBlocked, undone.undone_by)
        _write_entry(work, by, "redo", undoable=False, uid=uid)
        connection.execute(update(journal).where(journal.c.number == undone.number).values(undone_by=None))
    return replace(_entry(undone), undone=False)


def entries(connection: Connection, by: str | None = None) -> list[Entry]:
    """Every change, in order; only those of ``by`` if given."""
    journal = tables.journal
    query = select(journal).order_by(journal.c.number)
    if by is not None:
        query = query.where(journal.c.by == by)
    return [_entry(row) for row in connection.execute(query)]


def last_number(connection: Connection) -> int:
    """The number of the latest change; 0 before the first."""
    return int(connection.scalar(select(func.max(tables.journal.c.number))) or 0)


def entries_since(connection: Connection, number: int) -> list[Entry]:
    """The changes after the one with this number, in order."""
    journal = tables.journal
    query = select(journal).where(journal.c.number > number).order_by(journal.c.number)
    return [_entry(row) for row in connection.execute(query)]


def tables_since(connection: Connection, number: int) -> frozenset[str]:
    """The names of the tables that were changed after the change with this number."""
    change = tables.journal_change
    return frozenset(connection.scalars(select(change.c.table).where(change.c.entry > number).distinct()))


def is_written(connection: Connection, uid: str) -> bool:
    """Whether a change of this name is in the journal, undone or not."""
    return connection.scalar(select(tables.journal.c.number).where(tables.journal.c.uid == uid)) is not None


def _entry(row: Any) -> Entry:  # noqa: ANN401 - a row of SQLAlchemy's, whose type says nothing
    return Entry(row.number, row.at, row.by, row.verb, row.what, row.undone_by is not None)


def _repeat(work: Transaction, changes: list[_Change], blocked: type[UndoBlocked], number: int) -> None:
    """Make ``changes`` again, or raise ``blocked``, which names the change after entry ``number`` that is in the way."""
    undoing = blocked is UndoBlocked
    for run in _runs(changes):
        try:
            work.apply(run)
        except _Moved as error:
            raise blocked(work.what, _later(work, _moved(work, run), number, undoing) or str(error)) from error
        except IntegrityError as error:
            why = "other records rest on it" if undoing else "what it rests on is gone, or its place is taken"
            raise blocked(work.what, _later(work, _beside(work, run), number, undoing) or why) from error


def _later(work: Transaction, rows: Iterable[tuple[Table, Row]], number: int, undoing: bool) -> str:
    """Whose change of one of ``rows`` is in the way, and which; empty if the journal names none."""
    named = (later_change(work.connection, table, row, number) for table, row in rows)
    first = next(filter(None, named), "")
    return first and f"{first} {'rests on it' if undoing else 'stands in its way'}"


def _moved(work: Transaction, run: list[_Change]) -> Iterator[tuple[Table, Row]]:
    """The rows of changes of one sort that are not what the journal says."""
    table = tables.JOURNALED[run[0].table]
    for each in run:
        found = work.connection.execute(_STANDING[table.name], _key_values(table, each.row)).mappings().first()
        if (None if found is None else dict(found)) != each.before:
            yield table, {name: each.row[name] for name in _key_names(table)}


def _beside(work: Transaction, run: list[_Change]) -> Iterator[tuple[Table, Row]]:
    """The rows of other records for which changes of one sort cannot be made."""
    table = tables.JOURNALED[run[0].table]
    for each in run:
        yield from beside(work.connection, table, each.after or each.row, goes=each.after is None)


def _runs(changes: Iterable[_Change]) -> Iterator[list[_Change]]:
    """The changes in their order, cut where the table or the sort changes, or a row comes a second time."""
    run: list[_Change] = []
    rows: set[_Key] = set()
    for change in changes:
        key = _key(tables.JOURNALED[change.table], change.row)
        if run and (run[-1].sort != change.sort or key in rows):
            yield run
            run, rows = [], set()
        run.append(change)
        rows.add(key)
    if run:
        yield run


def _write_entry(work: Transaction, by: str, verb: str, *, undoable: bool = True, uid: str | None = None) -> int:
    now = dt.datetime.now(dt.UTC).replace(tzinfo=None)
    written = work.connection.execute(
        _INSERT_ENTRY,
        {"at": now, "by": by, "verb": verb, "what": work.what, "undoable": undoable, "uid": uid or str(uuid4())},
    )
    number = int(written.lastrowid)
    rows = [
        (number, position, change.table, _json_of(change.before), _json_of(change.after))
        for position, change in enumerate(work.changes)
    ]
    if rows:
        work.connection.exec_driver_sql(_INSERT_CHANGES, rows)
    return number


def _json_of(row: Row | None) -> str | None:
    """A row as the journal keeps it."""
    return None if row is None else msgspec.json.encode(row).decode()


def _changes_of(connection: Connection, number: int) -> list[_Change]:
    change = tables.journal_change
    rows = connection.execute(select(change).where(change.c.entry == number).order_by(change.c.position))
    return [
        _Change(row.table, row_from_json(row.table, row.before), row_from_json(row.table, row.after)) for row in rows
    ]


def row_from_json(table: str, text: str | None) -> Row | None:
    """A row as the journal keeps it, with dates and moments made such again; ``None`` for no row."""
    if text is None:
        return None
    row: dict[str, Any] = msgspec.json.decode(text)
    for column in tables.JOURNALED[table].columns:
        value = row.get(column.name)
        if isinstance(value, str) and isinstance(column.type, Date):
            row[column.name] = dt.date.fromisoformat(value)
        elif isinstance(value, str) and isinstance(column.type, DateTime):
            row[column.name] = dt.datetime.fromisoformat(value)
    return row


def _write_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Add rows, all with the same columns, by way of the driver itself: each value is looked at once."""
    names = list(rows[0])
    kinds = [table.c[name].type.dialect_impl(connection.dialect) for name in names]
    written = [
        (name, _moment_written if isinstance(kind, DateTime) else kind.bind_processor(connection.dialect))
        for name, kind in zip(names, kinds, strict=True)
    ]
    columns, marks = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
    connection.exec_driver_sql(
        f'INSERT INTO "{table.name}" ({columns}) VALUES ({marks})',  # noqa: S608 - our own tables' names
        [tuple([row[name] if write is None else write(row[name]) for name, write in written]) for row in rows],
    )


def _moment_written(moment: dt.datetime | None) -> str | None:
    """A moment as SQLAlchemy writes it for SQLite, in a third of the time; all are in UTC and say no zone."""
    return None if moment is None else moment.isoformat(" ", "microseconds")


def _key(table: Table, row: Row) -> _Key:
    return tuple(row[name] for name in _key_names(table))


def _key_values(table: Table, row: Row) -> dict[str, Any]:
    return {f"key_{name}": row[name] for name in _key_names(table)}
