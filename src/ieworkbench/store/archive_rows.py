"""What an archive holds, in and out of rows: the one place that knows which table goes where.

Texts and the journal have shapes of their own; every other table is a list of records. A study is
filled at the schema step its archive was written at, and brought up to date afterwards, so that
archives of earlier steps stay readable.
"""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import (
    Boolean,
    Connection,
    Date,
    DateTime,
    Engine,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    create_engine,
    event,
    insert,
    select,
    text,
)
from sqlalchemy.exc import DataError, IntegrityError, OperationalError
from sqlalchemy.pool import NullPool

from ieworkbench.errors import DiskFailing, DiskFull
from ieworkbench.store import tables
from ieworkbench.store.migrations import upgrade
from ieworkbench.store.search import index_text

__all__ = [
    "TEXT_PARTS",
    "Field",
    "Filling",
    "RowRefused",
    "fields",
    "first_file_names",
    "index_missing",
    "journal",
    "known_change_tables",
    "last_change",
    "note_accepted",
    "original",
    "quotes_astray",
    "record_tables",
    "rows",
    "schema_step",
    "sources_astray",
    "study_row",
    "tables_with_rows",
    "text_heads",
    "text_names",
    "text_parts",
    "uids",
]

TEXT_PARTS = ("text_option", "text_warning", "turn", "section")
"""The tables whose rows belong to one text, in the order in which they are written beside it."""

_NOT_RECORDS = {
    "study",
    "original",
    "text",
    "text_content",
    "journal",
    "journal_change",
    "alembic_version",
    *TEXT_PARTS,
}
_MANY = 5_000


@dataclass(frozen=True, slots=True)
class Field:
    """A column as an archive sees it.

    Attributes
    ----------
    name
        The column's name.
    kind
        What its values are: ``text``, ``whole number``, ``yes or no``, ``day``, ``moment`` or ``bytes``.
    required
        Whether there is always a value.
    key
        Whether it belongs to what tells the rows of its table apart.
    """

    name: str
    kind: str
    required: bool
    key: bool


def known_change_tables() -> frozenset[str]:
    """The tables that changes of the journal are about."""
    return frozenset(tables.JOURNALED)


def record_tables(names: Iterable[str] | None = None) -> list[str]:
    """Which tables are lists of records, by name; of the newest step's tables, or of ``names``."""
    found = tables.metadata.tables if names is None else names
    return sorted(name for name in found if name not in _NOT_RECORDS and not name.startswith(("search", "sqlite_")))


def fields(name: str) -> tuple[Field, ...]:
    """The columns of a table of the newest step, in order."""
    return _fields(tables.metadata.tables[name])


def _fields(table: Table) -> tuple[Field, ...]:
    keys = set(table.primary_key.columns.keys())
    return tuple(
        Field(str(column.name), _kind(column.type), not column.nullable, column.name in keys)
        for column in table.columns
    )


def _names(table: Table) -> list[str]:
    return [str(column.name) for column in table.columns]  # SQLAlchemy marks some as to be quoted


def _kind(type_: Any) -> str:  # noqa: ANN401 - SQLAlchemy's types have no useful common type
    kinds = (
        (DateTime, "moment"),
        (Date, "day"),
        (Boolean, "yes or no"),
        (Integer, "whole number"),
        (LargeBinary, "bytes"),
    )
    return next((word for kind, word in kinds if isinstance(type_, kind)), "text")


# --------------------------------------------------------------------------------------- reading


def schema_step(connection: Connection) -> str:
    """The schema step the study is at."""
    return str(connection.scalar(text("SELECT version_num FROM alembic_version")))


def rows(connection: Connection, name: str) -> Iterator[dict[str, Any]]:
    """Every row of a table, in the order of its key, with the columns in their order."""
    table = tables.metadata.tables[name]
    names = _names(table)
    for row in connection.execute(select(table).order_by(*table.primary_key.columns)):
        yield dict(zip(names, row, strict=True))


def tables_with_rows(connection: Connection) -> list[str]:
    """The tables of records that have any, by name."""
    found = ((name, tables.metadata.tables[name]) for name in record_tables())
    return [name for name, table in found if connection.execute(select(table).limit(1)).first() is not None]


def study_row(connection: Connection) -> dict[str, Any]:
    """The one row that is the study itself."""
    return next(rows(connection, "study"))


def text_heads(connection: Connection) -> list[dict[str, Any]]:
    """Every text by number, without its content."""
    return list(rows(connection, "text"))


def text_names(connection: Connection) -> dict[int, tuple[str, int]]:
    """For each text that is a version of a source: the source's id and the version."""
    versions = tables.source_text.c
    query = select(versions.text, versions.source, versions.version).order_by(
        versions.source.desc(), versions.version.desc()
    )
    return {row[0]: (row[1], row[2]) for row in connection.execute(query)}


def text_parts(connection: Connection) -> Iterator[tuple[int, str, list[dict[str, Any]]]]:
    """The turns, sections, warnings and options of each text: its content, and its parts' rows by table.

    Yields
    ------
    tuple
        The text's number, its content, and its parts as rows that name their table first.
    """
    parted = [_by_text(connection, name) for name in TEXT_PARTS]
    ahead = [next(each, None) for each in parted]
    query = select(tables.text_content.c.text, tables.text_content.c.content).order_by(tables.text_content.c.text)
    for number, content in connection.execution_options(yield_per=20).execute(query):
        found: list[dict[str, Any]] = []
        for place, each in enumerate(parted):
            group = ahead[place]
            if group is not None and group[0] == number:
                found += group[1]
                ahead[place] = next(each, None)
        yield number, content, found


def _by_text(connection: Connection, name: str) -> Iterator[tuple[int, list[dict[str, Any]]]]:
    table = tables.metadata.tables[name]
    columns = [name for name in _names(table) if name != "text"]
    query = select(table.c.text, *(table.c[each] for each in columns)).order_by(*table.primary_key.columns)
    found = connection.execution_options(yield_per=_MANY).execute(query)
    for number, group in groupby(found, key=lambda row: int(row[0])):
        yield number, [{"table": name, **dict(zip(columns, row[1:], strict=True))} for row in group]


def first_file_names(connection: Connection) -> dict[str, str]:
    """For each original, by its fingerprint, the name of the file as it was first added."""
    query = (
        select(tables.original.c.sha256, tables.text.c.file_name)
        .join(tables.text, tables.text.c.file_sha256 == tables.original.c.sha256, isouter=True)
        .order_by(tables.text.c.id.desc())
    )
    return {row[0]: row[1] or "" for row in connection.execute(query)}


def original(connection: Connection, sha256: str) -> bytes:
    """The bytes of the original with this fingerprint."""
    query = select(tables.original.c.data).where(tables.original.c.sha256 == sha256)
    return bytes(connection.execute(query).scalar_one())


def journal(connection: Connection) -> Iterator[tuple[str, dict[str, Any]]]:
    """The journal: each entry and, after it, its changes; the name of the table and the row."""
    change = tables.journal_change
    names = _names(change)
    found = connection.execute(select(change).order_by(change.c.entry, change.c.position))
    groups = groupby(found, key=lambda row: int(row.entry))
    ahead = next(groups, None)
    for entry in rows(connection, "journal"):
        yield "journal", entry
        if ahead is not None and ahead[0] == entry["number"]:
            for row in ahead[1]:
                yield "journal_change", dict(zip(names, row, strict=True))
            ahead = next(groups, None)


def last_change(connection: Connection) -> tuple[int, dt.datetime] | None:
    """The number of the last change in the journal and when it was made; ``None`` if there is none."""
    entry = tables.journal.c
    row = connection.execute(select(entry.number, entry.at).order_by(entry.number.desc()).limit(1)).first()
    return None if row is None else (row[0], row[1])


def uids(connection: Connection) -> set[str]:
    """The names of every change the study knows: its own, and those of copies that were joined to it."""
    own = connection.scalars(select(tables.journal.c.uid).where(tables.journal.c.uid.is_not(None)))
    return {*map(str, own), *connection.scalars(select(tables.merged_entry.c.uid))}


def sources_astray(connection: Connection) -> list[str]:
    """The sources whose newest text is not their version of that number."""
    source, versions = tables.source, tables.source_text
    known = (versions.c.source == source.c.id) & (versions.c.version == source.c.version)
    query = select(source.c.id).join(versions, known, isouter=True)
    return list(connection.scalars(query.where(versions.c.text.is_distinct_from(source.c.text)).order_by(source.c.id)))


def quotes_astray(connection: Connection) -> Iterator[str]:
    """The passages whose quote is not what stands at their place."""
    passage, versions, stored = tables.passage, tables.source_text, tables.text_content
    query = (
        select(versions.c.text, passage.c.id, passage.c.start, passage.c.end, passage.c.quote)
        .join(versions, (versions.c.source == passage.c.source) & (versions.c.version == passage.c.version))
        .order_by(versions.c.text, passage.c.start)
    )
    for number, found in groupby(connection.execute(query).all(), key=lambda row: int(row[0])):
        content = connection.execute(select(stored.c.content).where(stored.c.text == number)).scalar_one()
        for _, name, start, end, quote in found:
            if content[start:end] != quote or end > len(content):
                yield name


# --------------------------------------------------------------------------------------- filling


class RowRefused(Exception):
    """A row does not go into its table.

    Attributes
    ----------
    index
        Which of the rows that were given, from 0.
    why
        In a few words.
    """

    def __init__(self, index: int, why: str) -> None:
        super().__init__(index, why)
        self.index = index
        self.why = why


class Filling:
    """A new study file at some schema step, being filled; nothing else has it open.

    Parameters
    ----------
    path
        The file to make.
    step
        A schema step this version knows.
    """

    def __init__(self, path: Path, step: str) -> None:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        self._path = str(path)
        self._engine = _engine(path)
        self._connection = self._engine.connect()
        self._connection.execute(text(f"PRAGMA application_id = {tables.APPLICATION_ID}"))
        _make_tables(self._connection, step)
        self._tables = _tables_of(step)

    @property
    def tables(self) -> frozenset[str]:
        """The tables of this step."""
        return frozenset(self._tables.tables)

    def fields(self, name: str) -> tuple[Field, ...]:
        """The columns of a table, in order."""
        return _fields(self._tables.tables[name])

    def text_fields(self) -> tuple[Field, ...]:
        """The columns of a text but its content, in order."""
        return tuple(each for each in self.fields("text") if each.name != "content")

    def insert_text(self, head: Mapping[str, Any], content: str) -> None:
        """Write a text, which earlier steps kept in one row with what is said of it.

        Raises
        ------
        RowRefused
            If it does not go in.
        """
        if "text_content" in self.tables:
            self.insert("text", [head])
            self.insert("text_content", [{"text": head["id"], "content": content}])
        else:
            self.insert("text", [{**head, "content": content}])

    def insert(self, name: str, given: Sequence[Mapping[str, Any]]) -> None:
        """Write rows, each with every column.

        Raises
        ------
        RowRefused
            For the first that does not go in.
        """
        table = self._tables.tables[name]
        for start in range(0, len(given), _MANY):
            part = given[start : start + _MANY]
            try:
                with self._connection.begin_nested():
                    self._connection.execute(insert(table), [dict(row) for row in part])
            except (IntegrityError, DataError, OverflowError, UnicodeEncodeError) as error:
                raise self._refused(table, part, start) from error
            except OperationalError as error:
                raise _of_the_disk(self._path, error) from error

    def _refused(self, table: Table, part: Sequence[Mapping[str, Any]], start: int) -> RowRefused:
        """Which of these rows is the first that does not go in, and why."""
        for place, row in enumerate(part):
            try:
                self._connection.execute(insert(table).values(dict(row)))
            except IntegrityError as error:
                return RowRefused(start + place, _why(error))
            except (DataError, OverflowError, UnicodeEncodeError):
                return RowRefused(start + place, "it holds a number or a letter that cannot be stored")
        return RowRefused(start, "it does not fit the others")

    def missing(self) -> tuple[str, int | None, str] | None:
        """The first row that names another which is not there: its table, its place in it from 1, and where to."""
        for row in self._connection.execute(text("PRAGMA foreign_key_check")):
            return str(row[0]), row[1], str(row[2])
        return None

    def finish(self) -> None:
        """Put everything on the disk and let go of the file."""
        try:
            self._connection.commit()
        except OperationalError as error:
            raise _of_the_disk(self._path, error) from error
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()
        self._engine.dispose()


def _make_tables(connection: Connection, step: str) -> None:
    if step == tables.HEAD:
        tables.make_tables(connection)
    else:
        upgrade(connection, step)


@cache
def _tables_of(step: str) -> MetaData:
    """The tables of a schema step as the database tells them, asked once: that takes longer than to fill most studies."""
    found = MetaData()
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        _make_tables(connection, step)
        found.reflect(connection, only=lambda name, _: not name.startswith(("search", "sqlite_")))
    engine.dispose()
    return found


def _engine(path: Path) -> Engine:
    engine = create_engine("sqlite://", creator=lambda: sqlite3.connect(path), poolclass=NullPool)

    @event.listens_for(engine, "connect")
    def _quick(connection: Any, _: object) -> None:  # noqa: ANN401 - the driver's connection
        connection.isolation_level = None
        connection.execute("PRAGMA synchronous = OFF")  # a file that is not finished is thrown away
        connection.execute("PRAGMA journal_mode = MEMORY")
        connection.execute("PRAGMA trusted_schema = OFF")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")

    return engine


def _of_the_disk(path: str, error: OperationalError) -> DiskFull | DiskFailing:
    if getattr(error.orig, "sqlite_errorname", "").startswith("SQLITE_FULL"):
        return DiskFull(path)
    return DiskFailing(path, str(error.orig))


def _why(error: IntegrityError) -> str:
    words = str(error.orig)
    kind, _, what = words.partition(" constraint failed: ")
    if kind == "UNIQUE":
        return (
            f"there is another record with the same {' and '.join(each.partition('.')[2] for each in what.split(', '))}"
        )
    if "half_open" in what:
        return "its start and end are no place in a text"
    return f"it does not fit ({words})"


def index_missing(connection: Connection) -> None:
    """Put every text that the index of words does not have into it."""
    query = text("SELECT id FROM text WHERE id NOT IN (SELECT rowid FROM search) ORDER BY id")
    for number in list(connection.scalars(query)):
        content = connection.execute(
            select(tables.text_content.c.content).where(tables.text_content.c.text == number)
        ).scalar_one()
        index_text(connection, number, content)


def note_accepted(connection: Connection, by: str, what: str) -> None:
    """Write into the journal that changes made by hand in an archive were accepted; it cannot be undone."""
    now = dt.datetime.now(dt.UTC).replace(tzinfo=None)
    entry = {"at": now, "by": by, "verb": "accept changes", "what": what, "undoable": False, "uid": str(uuid4())}
    connection.execute(insert(tables.journal).values(entry))
