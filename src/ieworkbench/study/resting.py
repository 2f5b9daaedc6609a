"""What rests on a record, whatever its kind: such a record is not taken away before what rests on it is."""

from __future__ import annotations

from collections.abc import Sequence

from ieworkbench.errors import RecordInUse
from ieworkbench.model import RecordRef
from ieworkbench.sentences import short
from ieworkbench.store import note_records
from ieworkbench.store.transaction import Transaction
from ieworkbench.study.refs import called

__all__ = ["refuse_if_used"]


def refuse_if_used(work: Transaction, record: RecordRef, name: str, users: Sequence[str]) -> None:
    """Refuse to take a record away on which something rests.

    Parameters
    ----------
    work
        The transaction.
    record
        The record.
    name
        What it is called.
    users
        What rests on it beside memos, links, sets and attributes, in a few words each.

    Raises
    ------
    RecordInUse
        With all that rests on it.
    """
    resting = [*users, *_links_of(work, record)]
    resting += [each for each in note_records.resting_on(work.connection, record) if not each.startswith("link ")]
    if resting:
        raise RecordInUse(record.kind.value, name, tuple(dict.fromkeys(resting)))


def _links_of(work: Transaction, record: RecordRef) -> list[str]:
    """The links from and to a record, by what they are and what they join it to."""
    found = note_records.links(work.connection, record)
    others = {each.id: each.target if each.origin == record else each.origin for each in found}
    names = called(work.connection, others.values())
    return [f"link “{short(each.kind)}” with {names[others[each.id]]}" for each in found]
