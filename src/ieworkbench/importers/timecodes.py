"""Times as transcripts write them, in milliseconds.

Read: ``1:02``, ``00:01:02``, ``00:01:02.345``, ``00:01:02,345`` (SRT), ``#00:01:01-9#`` (f4, the last
digit tenths), ``00:01:44:20`` (frames, at 25 a second unless said otherwise), ``0:0:3.24`` (Teams).
"""

from __future__ import annotations

import re

__all__ = ["CLOCK", "milliseconds"]

CLOCK = r"(?:(?:\d{1,3}:)?\d{1,3}:[0-5]\d(?:[.,]\d{1,3}|-\d{1,2}|:\d{2})?|\d{1,3}:\d{1,2}:\d[.,]\d{1,3})"
"""A time, as a regular expression without groups."""

_CLOCK = re.compile(CLOCK)
_PARTS = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):([0-5]?\d)(?:([.,-])(\d{1,3})|:(\d{2}))?")


def milliseconds(clock: str, frames_per_second: int = 25) -> int | None:
    """The time that ``clock`` writes, in milliseconds from the start of the recording.

    Parameters
    ----------
    clock
        Hours, minutes and seconds; hours may be missing, a fraction or frames may follow.
    frames_per_second
        What a fourth part counts in.

    Returns
    -------
    int or None
        ``None`` where ``clock`` is no such time.

    Examples
    --------
    >>> milliseconds("01:02.5"), milliseconds("#00:01:01-9#".strip("#")), milliseconds("00:00:02:05")
    (62500, 61900, 2200)
    """
    match = _PARTS.fullmatch(clock.strip()) if _CLOCK.fullmatch(clock.strip()) else None
    if match is None:
        return None
    hours, minutes, seconds, _, fraction, frames = match.groups()
    whole = (int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)) * 1000
    if fraction:
        return whole + int(fraction.ljust(3, "0"))
    if frames and int(frames) >= frames_per_second:
        return None
    if frames:
        return whole + round(int(frames) * 1000 / frames_per_second)
    return whole
