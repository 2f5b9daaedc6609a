"""What is read of a study once, and used again as long as nobody changes the study."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import Connection

__all__ = ["unchanged"]


_Value = TypeVar("_Value")


def unchanged(connection: Connection, read: Callable[[Connection], _Value]) -> _Value:
    """What ``read`` gives of the study: read again only after a change, whoever made it.

    SQLite counts the rows that a connection changes, and tells when others have changed the file (its
    ``data_version``). While a change is under way nothing is kept, as it may yet be taken back.

    Parameters
    ----------
    connection
        The study.
    read
        A function of the study alone; what it gives is shared, and must not be changed.
    """
    if connection.get_execution_options().get("writes", False):
        return read(connection)
    changed_by_others = connection.exec_driver_sql("PRAGMA data_version").scalar_one()
    driver: Any = connection.connection.driver_connection
    state = changed_by_others, driver.total_changes
    kept = connection.connection.info.setdefault("unchanged", {})
    if kept.get(read, (None, None))[0] != state:
        kept[read] = state, read(connection)
    value: _Value = kept[read][1]
    return value
