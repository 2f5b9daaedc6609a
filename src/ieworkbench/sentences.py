"""Counts, names and quotes as they are said inside a sentence."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["counted", "listed", "short"]


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its word.

    Examples
    --------
    >>> counted(1, "turn"), counted(1204, "turn"), counted(2, "echo", "echoes")
    ('1 turn', '1,204 turns', '2 echoes')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(names: Iterable[str], most: int = 5) -> str:
    """The first few names, and how many more there are.

    Examples
    --------
    >>> listed("abcdefg"), listed("abc", 2), listed("ab")
    ('a, b, c, d, e and 2 more', 'a, b and 1 more', 'a, b')
    """
    found = list(names)
    more = len(found) - most
    return ", ".join(found[:most]) + (f" and {more:,} more" if more > 0 else "")


def short(words: str, limit: int = 40) -> str:
    """The first of the words on one line, with ``…`` if there are more.

    Examples
    --------
    >>> short("what was said\\nthen"), short("what was said then", 10)
    ('what was said then', 'what was…')
    """
    line = " ".join(words.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"
