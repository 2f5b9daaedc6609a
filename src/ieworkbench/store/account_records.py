"""Accounts in and out of rows: the words on which acts, texts, links and the sides of disjunctures rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Select, select

from ieworkbench.model import Account, EvidenceStatus, Polarity, RecordKind, RecordRef, WhoseWork
from ieworkbench.store import tables
from ieworkbench.store.course import places_of_sources
from ieworkbench.store.passage_records import KEPT, passage_of
from ieworkbench.store.transaction import Row, Transaction

__all__ = [
    "Accounts",
    "about_what",
    "account_ids",
    "accounts_about",
    "accounts_of_kind",
    "delete_accounts",
    "move_accounts",
    "passages_told",
    "put_accounts",
]

_IN_ONE_QUESTION = 500
Accounts = dict[str, tuple[Account, ...]]
"""For the id of each record that has any, its accounts in the order of the course of events."""


def put_accounts(
    work: Transaction, about: RecordRef, accounts: Sequence[Account], *, side: str | None = None, new: bool = True
) -> None:
    """Write accounts of a record, new or changed; their passages are kept already.

    Parameters
    ----------
    about
        What they tell of.
    accounts
        The accounts, with ids.
    side
        The id of the side of a disjuncture to which they belong.
    """
    rows = [_row(each, about, side) for each in accounts]
    (work.insert_many if new else work.update_many)(tables.account, rows)


def delete_accounts(work: Transaction, ids: Iterable[str]) -> None:
    """Take accounts away; their passages stay."""
    work.delete_many(tables.account, [{"id": each} for each in ids])


def move_accounts(work: Transaction, ids: Iterable[str], about: RecordRef) -> None:
    """Make accounts tell of another record."""
    rows = [{"id": each, "about_kind": about.kind.value, "about": about.id} for each in ids]
    if rows:
        work.update_many(tables.account, rows)


def accounts_of_kind(connection: Connection, kind: RecordKind) -> Accounts:
    """The accounts of every record of a kind; of disjunctures, by the ids of their sides."""
    return _grouped(connection, _READ.where(tables.account.c.about_kind == kind.value))


def accounts_about(connection: Connection, kind: RecordKind, ids: Sequence[str]) -> Accounts:
    """The accounts of these records of one kind; of disjunctures, by the ids of their sides."""
    found: Accounts = {}
    column = tables.account.c
    for start in range(0, len(ids), _IN_ONE_QUESTION):
        part = ids[start : start + _IN_ONE_QUESTION]
        found |= _grouped(connection, _READ.where(column.about_kind == kind.value, column.about.in_(part)))
    return found


def about_what(connection: Connection, account: str) -> tuple[RecordRef, str | None] | None:
    """What the account with this id tells of, and the id of the side to which it belongs; ``None`` if there is none."""
    column = tables.account.c
    query = select(column.about_kind, column.about, column.side).where(column.id == account)
    row = connection.execute(query).first()
    return None if row is None else (RecordRef(RecordKind(row.about_kind), row.about), row.side)


def account_ids(connection: Connection) -> set[str]:
    """The ids of every account."""
    return set(connection.scalars(select(tables.account.c.id)))


def passages_told(connection: Connection) -> set[str]:
    """The ids of the passages that are accounts of something."""
    return set(connection.scalars(select(tables.account.c.passage).distinct()))


_READ: Select[Any] = KEPT.add_columns(*(each.label(f"account_{each.name}") for each in tables.account.columns)).join(
    tables.account, tables.account.c.passage == tables.passage.c.id
)

_OF_A_PASSAGE = len(KEPT.selected_columns)
"""How many columns of a row are the passage; the account's come after them."""


def _grouped(connection: Connection, query: Select[Any]) -> Accounts:
    rows = connection.execute(query).all()
    places = places_of_sources(connection) if rows else {}
    keyed = sorted(rows, key=lambda row: (places[row.source], row.start, row.end, row.account_at, row.account_id))
    found: dict[str, list[Account]] = defaultdict(list)
    for row in keyed:
        found[row.account_side or row.account_about].append(_account(row))
    return {name: tuple(accounts) for name, accounts in found.items()}


def _account(row: Any) -> Account:  # noqa: ANN401 - SQLAlchemy's rows have no useful type
    return Account(
        passage=passage_of(row[:_OF_A_PASSAGE]),
        status=EvidenceStatus(row.account_status),
        polarity=Polarity(row.account_polarity),
        work=WhoseWork(row.account_work),
        told_by=row.account_told_by,
        note=row.account_note,
        id=row.account_id,
        by=row.account_by,
        at=row.account_at,
    )


def _row(account: Account, about: RecordRef, side: str | None) -> Row:
    return {
        "id": account.id,
        "about_kind": about.kind.value,
        "about": about.id,
        "side": side,
        "passage": account.passage.id,
        "status": account.status.value,
        "polarity": account.polarity.value,
        "work": account.work.value,
        "told_by": account.told_by,
        "note": account.note,
        "by": account.by,
        "at": account.at,
    }
