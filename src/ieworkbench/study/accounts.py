"""Keeping accounts: words with what they tell of, as plain functions over a transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ieworkbench.errors import RecordUnknown
from ieworkbench.model import Account, RecordRef
from ieworkbench.store import account_records
from ieworkbench.store.transaction import Transaction
from ieworkbench.study.given import words_given
from ieworkbench.study.new_records import new_id, now
from ieworkbench.study.passages import keep_passages, let_go

__all__ = ["accounts_of", "forget_accounts", "known_account", "say_accounts"]

_EPOCH = 1970  # a moment of this year means that nobody said when


def say_accounts(
    work: Transaction,
    about: RecordRef,
    accounts: Sequence[Account],
    by: str,
    *,
    side: str | None = None,
    new: bool = False,
) -> tuple[Account, ...]:
    """Make these all the accounts of a record, or of one side of a disjuncture; in the order of the course of events.

    Those it has already stay themselves, and a new one keeps the id it may have from elsewhere;
    passages are kept, and let go where nothing rests on them any more. A ``new`` record has none yet.
    """
    if new and not accounts:
        return ()
    standing = {} if new else {each.id: each for each in accounts_of(work, about, side)}
    kept = _kept(work, accounts, standing, by)
    added = [each for each in kept if each.id not in standing]
    changed = [each for each in kept if each.id in standing and each != standing[each.id]]
    gone = [each for name, each in standing.items() if name not in {one.id for one in kept}]
    account_records.delete_accounts(work, [each.id for each in gone])
    if changed:
        account_records.put_accounts(work, about, changed, side=side, new=False)
    account_records.put_accounts(work, about, added, side=side)
    passages = [standing[each.id].passage.id for each in (*gone, *changed)]
    if passages:
        let_go(work, passages)
    return kept if len(kept) < 2 else accounts_of(work, about, side)


def accounts_of(work: Transaction, about: RecordRef, side: str | None = None) -> tuple[Account, ...]:
    """The accounts of a record, or of one side of a disjuncture."""
    found = account_records.accounts_about(work.connection, about.kind, [about.id])
    return found.get(side or about.id, ())


def forget_accounts(work: Transaction, about: RecordRef) -> None:
    """Take away all accounts of a record that goes; passages on which nothing else rests are let go."""
    found = account_records.accounts_about(work.connection, about.kind, [about.id])
    gone = [each for accounts in found.values() for each in accounts]
    account_records.delete_accounts(work, [each.id for each in gone])
    let_go(work, [each.passage.id for each in gone])


def known_account(work: Transaction, account: Account | str) -> tuple[Account, RecordRef, str | None]:
    """An account as the study keeps it, what it tells of, and the id of the side to which it belongs.

    Raises
    ------
    RecordUnknown
        If the study does not keep it.
    """
    name = account.id if isinstance(account, Account) else words_given("account", account)
    about = account_records.about_what(work.connection, name) if name else None
    if about is None:
        raise RecordUnknown("account", name)
    standing = next(each for each in accounts_of(work, *about) if each.id == name)
    return standing, *about


def _kept(work: Transaction, accounts: Sequence[Account], standing: dict[str, Account], by: str) -> tuple[Account, ...]:
    passages = keep_passages(work, [each.passage for each in accounts])
    kept: dict[object, Account] = {}
    for account, passage in zip(accounts, passages, strict=True):
        placed = replace(account, passage=passage)
        if account.id not in standing:
            placed = _new(work, placed, by, {each.id for each in kept.values()})
        same = (passage.id, account.status, account.polarity, account.work, account.told_by)
        if same not in kept or account.id in standing:
            kept[same] = placed
    return tuple(kept.values())


def _new(work: Transaction, account: Account, by: str, used: set[str]) -> Account:
    """An account that its record has not yet; one from elsewhere keeps its id, and who recorded it when."""
    if account.id in used or (account.id and account_records.about_what(work.connection, account.id) is not None):
        return replace(account, id=new_id(), by=by, at=now())
    at = now() if account.at.year <= _EPOCH else account.at
    return replace(account, id=account.id or new_id(), by=account.by or by, at=at)
