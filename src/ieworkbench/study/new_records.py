"""What a new record begins with: an id that nothing has, and the moment."""

from __future__ import annotations

import datetime as dt
from uuid import uuid4

from ieworkbench.errors import RecordExists
from ieworkbench.model import RecordKind
from ieworkbench.store import records
from ieworkbench.store.transaction import Transaction
from ieworkbench.study.names import check_id
from ieworkbench.study.refs import table_of

__all__ = ["chosen_id", "new_id", "now"]


def new_id() -> str:
    """An id that nothing else has."""
    return str(uuid4())


def now() -> dt.datetime:
    """The present moment, in UTC."""
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)


def chosen_id(work: Transaction, kind: RecordKind, wanted: str | None) -> str:
    """The id that a researcher chose, if nothing has it; a made one if she chose none.

    Raises
    ------
    RecordExists, RecordWrong
        If it is taken, or can be none.
    """
    if wanted is None:
        return new_id()
    chosen = check_id(kind.value, wanted)
    if records.known_ids(work.connection, table_of(kind), [chosen]):
        raise RecordExists(kind.value, chosen)
    return chosen
