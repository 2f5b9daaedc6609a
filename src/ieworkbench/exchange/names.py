"""Names made fit for a line of a report, and to be the id of a record that no other has."""

from __future__ import annotations

import unicodedata
from collections.abc import Container

from ieworkbench import sentences
from ieworkbench.importers import FORMATS

__all__ = ["fit_id", "one_line", "short", "suffix_of", "untaken", "without_suffix"]

_LONGEST_ID = 100
_SUFFIXES = tuple(suffix for each in FORMATS for suffix in each.suffixes)


def one_line(name: str) -> str:
    """``name`` on one line, without blanks around it and letters that cannot be seen."""
    plain = name.strip()
    if len(plain.splitlines()) < 2 and plain.isprintable():
        return plain
    return " ".join("".join(each if each.isprintable() else " " for each in plain).split())


def short(words: str, limit: int = 60) -> str:
    """The first of the words on one line, for a place in a report."""
    return sentences.short(one_line(words[: 4 * limit]), limit)


def suffix_of(name: str) -> str:
    """The suffix of a file whose kind is known here, in small letters; empty if it has none."""
    plain = name.strip().lower()
    return next((suffix for suffix in _SUFFIXES if plain.endswith(suffix)), "")


def without_suffix(name: str) -> str:
    """A file's name without its suffix, if that is one known here and not all of it."""
    plain = name.strip()
    return plain[: len(plain) - len(suffix_of(plain))].rstrip() or plain


def fit_id(name: str, taken: Container[str], otherwise: str) -> str:
    """``name`` as it can be an id: one line of up to 100 letters without semicolons, and not ``taken``.

    Examples
    --------
    >>> fit_id("U1; first talk", {"U1, first talk"}, "source")
    'U1, first talk (2)'
    """
    plain = one_line(unicodedata.normalize("NFC", name)).replace(";", ",")[:_LONGEST_ID].strip() or otherwise
    return untaken(plain, taken)


def untaken(name: str, taken: Container[str]) -> str:
    """``name``, or with a number behind it the first that is free; with many taken in a row, found by halving."""
    if name not in taken:
        return name
    low, high = 1, 2
    while _numbered(name, high) in taken:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _numbered(name, middle) in taken else (low, middle)
    return _numbered(name, high)


def _numbered(name: str, number: int) -> str:
    more = f" ({number})"
    return name[: _LONGEST_ID - len(more)].rstrip() + more
