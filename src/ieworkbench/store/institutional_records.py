"""The texts of the institution and their copies in and out of rows."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import Connection, Table, select

from ieworkbench.model import Authority, InstitutionalText, RecordKind, TextCopy, TextVersion
from ieworkbench.store import tables
from ieworkbench.store.account_records import accounts_of_kind
from ieworkbench.store.act_records import replace_rows
from ieworkbench.store.said_dates import date_columns, date_in
from ieworkbench.store.transaction import Transaction

__all__ = ["copies", "delete_copy", "delete_text", "genres", "put_copy", "put_text", "texts", "titles"]


def put_text(work: Transaction, text: InstitutionalText, *, new: bool) -> None:
    """Write a text and its lists, new or changed; its accounts are written by themselves."""
    row = {
        "id": text.id,
        "title": text.title,
        "genre": text.genre,
        "authority": text.authority.value,
        "owner": text.owner,
        "template": text.template,
        "site": text.site,
        "case": text.case,
        **date_columns("date", text.date),
        "number": text.number,
        "boss": text.boss,
        "note": text.note,
        "by": text.by,
        "at": text.at,
    }
    (work.insert if new else work.update)(tables.institutional_text, row)
    versions = [
        {"label": each.label, **date_columns("date", each.date), "source": each.source} for each in text.versions
    ]
    replace_rows(work, tables.institutional_text_version, "text", text.id, versions, new=new)
    among = [{"among": each} for each in text.among]
    replace_rows(work, tables.institutional_text_among, "text", text.id, among, new=new)


def delete_text(work: Transaction, text_id: str) -> None:
    """Take a text and its lists away; its accounts and copies are taken away by themselves."""
    for table in (tables.institutional_text_version, tables.institutional_text_among):
        replace_rows(work, table, "text", text_id, [])
    work.delete(tables.institutional_text, {"id": text_id})


def texts(connection: Connection) -> list[InstitutionalText]:
    """Every text with its accounts, in the order in which they were recorded."""
    versions = _lists(connection, tables.institutional_text_version)
    among = _lists(connection, tables.institutional_text_among)
    accounts = accounts_of_kind(connection, RecordKind.TEXT)
    column = tables.institutional_text.c
    return [
        InstitutionalText(
            id=row.id,
            title=row.title,
            genre=row.genre,
            authority=Authority(row.authority),
            owner=row.owner,
            template=row.template,
            site=row.site,
            case=row.case,
            date=date_in("date", row),
            versions=tuple(TextVersion(each.label, date_in("date", each), each.source) for each in versions[row.id]),
            number=row.number,
            among=tuple(each.among for each in among[row.id]),
            boss=row.boss,
            accounts=accounts.get(row.id, ()),
            note=row.note,
            by=row.by,
            at=row.at,
        )
        for row in connection.execute(select(tables.institutional_text).order_by(column.at, column.id))
    ]


def titles(connection: Connection) -> list[tuple[str, str]]:
    """The id and the title of every text."""
    column = tables.institutional_text.c
    return [(row[0], row[1]) for row in connection.execute(select(column.id, column.title).order_by(column.at))]


def genres(connection: Connection) -> list[str]:
    """Every word that says what sort of text one is, each once, in order."""
    column = tables.institutional_text.c.genre
    return list(connection.scalars(select(column).where(column != "").distinct().order_by(column)))


def _lists(connection: Connection, table: Table) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for row in connection.execute(select(table).order_by(table.c.text, table.c.position)):
        found[row.text].append(row)
    return found


# ------------------------------------------------------------------------------------ copies


def put_copy(work: Transaction, copy: TextCopy, *, new: bool) -> None:
    """Write a copy, new or changed; its accounts are written by themselves."""
    row = {
        "id": copy.id,
        "text": copy.text,
        "site": copy.site,
        "version": copy.version,
        **date_columns("since", copy.since),
        "how": copy.how,
        "readers": copy.readers,
        "note": copy.note,
    }
    (work.insert if new else work.update)(tables.text_copy, row)


def delete_copy(work: Transaction, copy_id: str) -> None:
    """Take a copy away; its accounts are taken away by themselves."""
    work.delete(tables.text_copy, {"id": copy_id})


def copies(connection: Connection, text: str | None = None) -> list[TextCopy]:
    """Every copy, or those of one text, with their accounts, by text and site."""
    column = tables.text_copy.c
    query = select(tables.text_copy).order_by(column.text, column.site, column.id)
    if text is not None:
        query = query.where(column.text == text)
    accounts = accounts_of_kind(connection, RecordKind.COPY)
    return [
        TextCopy(
            id=row.id,
            text=row.text,
            site=row.site,
            version=row.version,
            since=date_in("since", row),
            how=row.how,
            readers=row.readers,
            accounts=accounts.get(row.id, ()),
            note=row.note,
        )
        for row in connection.execute(query)
    ]
