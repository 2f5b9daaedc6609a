"""Dates as people give them: what was said, and the days it can mean."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from ieworkbench.model.display import Brief

__all__ = ["SaidDate"]


@dataclass(frozen=True, slots=True, repr=False)
class SaidDate(Brief):
    """A date as it was said, with the earliest and latest day it can mean.

    Attributes
    ----------
    said
        The words of the source or the researcher: ``"March 2014"``, ``"2014-03"``, ``"last spring"``.
    earliest, latest
        The days it can mean, both included; ``None`` where they cannot be worked out.
    """

    said: str
    earliest: dt.date | None = None
    latest: dt.date | None = None

    @classmethod
    def read(cls, said: str) -> SaidDate:
        """The date that ``said`` names, as far as it can be worked out.

        Reads ISO 8601 and level 0 of the Extended Date/Time Format (``2014``, ``2014-03``,
        ``2014-03-05``, ``2014-03/2014-05``), and days in the European order (``5.3.2014``,
        ``05/03/2014``). Anything else keeps its words and no days.

        Examples
        --------
        >>> SaidDate.read("2014-02")
        SaidDate(said='2014-02', earliest=datetime.date(2014, 2, 1), latest=datetime.date(2014, 2, 28))
        >>> SaidDate.read("some time before the plan").earliest is None
        True
        """
        words = said.strip()
        parts = words.split("/") if re.fullmatch(r"[0-9-]+/[0-9-]+", words) else [words]
        days = [_days(part) for part in parts]
        known = [day for day in days if day is not None]
        if len(known) < len(days) or known[-1][1] < known[0][0]:
            return cls(words)
        return cls(words, known[0][0], known[-1][1])

    def __str__(self) -> str:
        return self.said


_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_EUROPEAN = re.compile(r"([0-9]{1,2})[./]([0-9]{1,2})[./]([0-9]{4})")


def _days(words: str) -> tuple[dt.date, dt.date] | None:
    """The first and last day of a year, month or day; ``None`` if ``words`` is none of these."""
    if match := _ISO.fullmatch(words):
        parts = match.groups()
    elif match := _EUROPEAN.fullmatch(words):
        parts = match.groups()[::-1]
    else:
        return None
    if any(part is not None and int(part) == 0 for part in parts):
        return None
    year, month, day = (int(part or 0) for part in parts)
    try:
        first = dt.date(year, month or 1, day or 1)
    except ValueError:
        return None
    if day:
        return first, first
    last_month = month or 12
    return first, dt.date(year, last_month, calendar.monthrange(year, last_month)[1])
