"""Moments as files write them, and the one that stands for a moment nobody knows."""

from __future__ import annotations

import datetime as dt

__all__ = ["NEVER", "moment_in"]

NEVER = dt.datetime(1970, 1, 1)  # noqa: DTZ001 - moments are kept in UTC, without saying so each time
"""The moment of a record that has none."""


def moment_in(text: str) -> dt.datetime | None:
    """A date and time in UTC; one that does not say its zone is taken as it stands; ``None`` if it is none.

    Examples
    --------
    >>> moment_in("2024-03-01T09:30:00+01:00").isoformat()
    '2024-03-01T08:30:00'
    """
    try:
        moment = dt.datetime.fromisoformat(text.strip())
        return moment if moment.tzinfo is None else moment.astimezone(dt.UTC).replace(tzinfo=None)
    except (ValueError, OverflowError):
        return None
