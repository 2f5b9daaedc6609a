"""Texts of another copy: found again among ours, or written beside them with all that belongs to them.

Two copies count their texts each for itself, so that a number alone says nothing: a text is known
by its words, its file, and everything that was read from it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select, update
from sqlalchemy.exc import DBAPIError

from ieworkbench.errors import StudyBusy, StudyDamaged
from ieworkbench.model import Passage, Placement, Source, text_hash
from ieworkbench.store import passage_records, records, tables
from ieworkbench.store.search import content_of, index_text

__all__ = [
    "blamed_on",
    "copy_texts",
    "file_marks",
    "homeless_passages",
    "match_texts",
    "standing_wrongly",
    "taken_ids",
    "text_marks",
    "unite_taken",
]

_PARTS: tuple[Table, ...] = tuple(
    table
    for table in tables.metadata.sorted_tables
    if table.name not in tables.JOURNALED and any(key.column.table is tables.text for key in table.foreign_keys)
)
_HEAD = [column for column in tables.text.columns if column.name not in {"id", "content"}]


@contextmanager
def blamed_on(path: str, patience: float) -> Iterator[None]:
    """While another copy is read within a change of ours: what goes wrong is said of the copy at ``path``.

    Raises
    ------
    StudyDamaged, StudyBusy
        If it cannot be read.
    """
    try:
        yield
    except DBAPIError as error:
        if str(getattr(error.orig, "sqlite_errorname", "")).startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            raise StudyBusy(path, patience) from error
        raise StudyDamaged(path, str(error.orig)) from error


def match_texts(ours: Connection, theirs: Connection) -> tuple[dict[int, int], list[int]]:
    """Which of our texts each of their sources' texts is, and which of theirs we have not.

    Each of our texts is one of theirs at most; where several would do, the one of the same number.
    """
    by_head: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for number, head in _heads(ours).items():
        by_head[head].append(number)
    matched: dict[int, int] = {}
    missing, free = [], {number for numbers in by_head.values() for number in numbers}
    for number, head in sorted(_heads(theirs, used=True).items()):
        alike = sorted((each for each in by_head[head] if each in free), key=lambda each: (each != number, each))
        same = next((each for each in alike if _same_parts(ours, each, theirs, number)), None)
        if same is None:
            missing.append(number)
        else:
            matched[number] = same
            free.discard(same)
    return matched, missing


def text_marks(connection: Connection) -> dict[int, str]:
    """What each text is by its words, its file and how it was read: the same in every copy, as its number is not."""
    return {number: repr(head) for number, head in _heads(connection).items()}


def _heads(connection: Connection, *, used: bool = False) -> dict[int, tuple[Any, ...]]:
    query = select(tables.text.c.id, *_HEAD)
    if used:
        query = query.where(tables.text.c.id.in_(select(tables.source_text.c.text)))
    return {row[0]: tuple(row)[1:] for row in connection.execute(query)}


def _same_parts(ours: Connection, our: int, theirs: Connection, their: int) -> bool:
    return all(
        _part_rows(ours, table, our) == _part_rows(theirs, table, their)
        for table in _PARTS
        if table.name != "text_content"  # its fingerprint is among what was compared already
    )


def _part_rows(connection: Connection, table: Table, number: int) -> list[tuple[Any, ...]]:
    columns = [column for column in table.columns if column.name != "text"]
    query = select(*columns).where(table.c.text == number).order_by(*table.primary_key.columns)
    return [tuple(row) for row in connection.execute(query)]


def copy_texts(ours: Connection, theirs: Connection, numbers: Iterable[int], path: str) -> dict[int, int]:
    """Write their texts of these numbers with turns, sections, warnings, options and files; our numbers for them.

    Raises
    ------
    StudyDamaged
        If a text of theirs, in the study at ``path``, is not what was read.
    """
    return {number: _copy(ours, theirs, number, path) for number in numbers}


def _copy(ours: Connection, theirs: Connection, number: int, path: str) -> int:
    content, fingerprint = content_of(theirs, number)
    if text_hash(content) != fingerprint:
        raise StudyDamaged(path, "a text in it is not the one that was read")
    row = dict(theirs.execute(select(tables.text).where(tables.text.c.id == number)).mappings().one())
    del row["id"]
    original = tables.original
    if ours.scalar(select(original.c.size).where(original.c.sha256 == row["file_sha256"])) is None:
        file = theirs.execute(select(original).where(original.c.sha256 == row["file_sha256"])).mappings().first()
        if file is None:
            raise StudyDamaged(path, "the file of a text in it is missing")
        ours.execute(insert(original).values(dict(file)))
    copied = int(ours.execute(insert(tables.text).values(row)).lastrowid)
    for table in _PARTS:
        rows = theirs.execute(select(table).where(table.c.text == number).order_by(*table.primary_key.columns))
        values = [{**each, "text": copied} for each in rows.mappings()]
        if values:
            ours.execute(insert(table), values)
    index_text(ours, copied, content)
    return copied


# ------------------------------------------------------------------------------- ids and their marks


def file_marks(connection: Connection) -> dict[str, str]:
    """For each source, the fingerprint of the file it began with: what makes it this very source."""
    versions, text = tables.source_text, tables.text
    first = select(versions.c.source, func.min(versions.c.version).label("version")).group_by(versions.c.source)
    begun = first.subquery()
    query = (
        select(versions.c.source, text.c.file_sha256)
        .join(begun, (begun.c.source == versions.c.source) & (begun.c.version == versions.c.version))
        .join(text, text.c.id == versions.c.text)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def taken_ids(connection: Connection) -> dict[tuple[str, str], str]:
    """Every id that ever meant something: its kind and itself, and the mark of what it meant."""
    return {(row.kind, row.id): row.mark for row in connection.execute(select(tables.taken_id))}


def unite_taken(connection: Connection, wanted: dict[tuple[str, str], str]) -> None:
    """Make sure that these ids are taken, each by what has its mark."""
    taken = tables.taken_id
    standing = taken_ids(connection)
    for (kind, name), mark in wanted.items():
        if (kind, name) not in standing:
            connection.execute(insert(taken).values(kind=kind, id=name, mark=mark))
        elif standing[kind, name] != mark:
            connection.execute(update(taken).where(taken.c.kind == kind, taken.c.id == name).values(mark=mark))


# --------------------------------------------------------------------- passages and the words they hold


def homeless_passages(connection: Connection) -> dict[str, dict[int, list[Passage]]]:
    """The passages that stand in an earlier text of their source though they are no orphans, by source and version."""
    passage, source = tables.passage.c, tables.source.c
    sources = connection.scalars(
        select(passage.source)
        .join(tables.source, source.id == passage.source)
        .where(passage.version != source.version, passage.placement != Placement.ORPHANED.value)
        .distinct()
        .order_by(passage.source)
    )
    found: dict[str, dict[int, list[Passage]]] = {}
    for name in list(sources):
        current = connection.scalar(select(source.version).where(source.id == name))
        by_version = found.setdefault(name, {})
        for each, version in passage_records.passages(connection, name):
            if version != current and each.placement is not Placement.ORPHANED:
                by_version.setdefault(version, []).append(each)
    return found


def standing_wrongly(connection: Connection, ids: Iterable[str]) -> Passage | None:
    """The first of these passages whose quote is not what stands at its place, if there is one."""
    wanted = set(ids)
    read: tuple[str, int, Source | None] = ("", 0, None)
    for each, version in passage_records.passages(connection) if wanted else []:
        if each.id not in wanted:
            continue
        if read[:2] != (each.source, version):
            read = (each.source, version, records.source(connection, each.source, version))
        if read[2] is None or not each.stands_in(read[2].content):
            return each
    return None
