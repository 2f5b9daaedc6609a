"""What the database can say of its own state: damage, broken references, stored fingerprints."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, Integer, column, select, table, text

from ieworkbench.store import tables

__all__ = ["foreign_key_faults", "index_faults", "integrity_faults", "original_hashes", "text_hashes"]


def integrity_faults(connection: Connection) -> list[str]:
    """What SQLite finds wrong with the file: nothing, in a sound study."""
    found = [str(row[0]) for row in connection.execute(text("PRAGMA integrity_check(10)"))]
    return [] if found == ["ok"] else found


def foreign_key_faults(connection: Connection) -> list[str]:
    """Rows that name other rows which are not there."""
    rows = connection.execute(text("PRAGMA foreign_key_check"))
    return [f"a row of {row[0]} names a missing row of {row[2]}" for row in rows]


def index_faults(connection: Connection) -> list[str]:
    """The ids of sources whose text searching would miss."""
    source = tables.source
    indexed = select(column("rowid", Integer)).select_from(table("search"))
    return list(connection.scalars(select(source.c.id).where(source.c.text.not_in(indexed)).order_by(source.c.id)))


def text_hashes(connection: Connection) -> Iterator[tuple[str, int, str, str]]:
    """(source id, version, stored text, the fingerprint it should have) for every version of every source."""
    versions, stored = tables.source_text, tables.text
    words = tables.text_content
    query = (
        select(versions.c.source, versions.c.version, words.c.content, stored.c.content_sha256)
        .join(stored, stored.c.id == versions.c.text)
        .join(words, words.c.text == versions.c.text)
    )
    for row in connection.execute(query.order_by(versions.c.source, versions.c.version)):
        yield row[0], row[1], row[2], row[3]


def original_hashes(connection: Connection) -> Iterator[tuple[str, bytes, str]]:
    """(source id, stored file, the fingerprint it should have) for every version of every source."""
    versions, stored, original = tables.source_text, tables.text, tables.original
    query = (
        select(versions.c.source, original.c.data, original.c.sha256)
        .join(stored, stored.c.id == versions.c.text)
        .join(original, original.c.sha256 == stored.c.file_sha256)
    )
    for row in connection.execute(query.order_by(versions.c.source, versions.c.version)):
        yield row[0], row[1], row[2]
