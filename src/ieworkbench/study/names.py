"""Ids: what a researcher may call a thing, and what she probably meant."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Protocol, TypeVar

from ieworkbench.errors import RecordUnknown, RecordWrong

__all__ = ["Named", "as_list", "check_id", "check_known", "name_from_file", "one", "word_of"]

_LONGEST = 100
Word = TypeVar("Word", bound=StrEnum)


class Named(Protocol):
    """Anything with an id."""

    @property
    def id(self) -> str:
        """Its id."""


Record = TypeVar("Record", bound=Named)


def check_id(kind: str, wanted: str) -> str:
    """``wanted`` without blanks around it, if it can be an id.

    Raises
    ------
    RecordWrong
        If it is empty, longer than 100 letters, or more than one line.
    """
    chosen = wanted.strip()
    if not chosen or len(chosen) > _LONGEST or not chosen.isprintable():
        raise RecordWrong(kind, wanted, f"choose a name of one line with 1 to {_LONGEST} letters")
    return chosen


def check_known(kind: str, wanted: Iterable[str], known: Iterable[str]) -> None:
    """Make sure that every one of ``wanted`` is among ``known``.

    Raises
    ------
    RecordUnknown
        For the first that is not, with the names nearest to it.
    """
    names = list(known)
    for each in wanted:
        if each not in names:
            raise RecordUnknown(kind, each, tuple(difflib.get_close_matches(each, names, n=3, cutoff=0.5)))


def one(kind: str, wanted: str, among: Sequence[Record]) -> Record:
    """The record whose id is ``wanted``.

    Raises
    ------
    RecordUnknown
        If there is none, with the ids nearest to it.
    """
    check_known(kind, [wanted], [each.id for each in among])
    return next(each for each in among if each.id == wanted)


def word_of(words: type[Word], kind: str, given: str) -> Word:
    """The word of a closed list that ``given`` is, whatever its case and hyphens.

    Raises
    ------
    RecordWrong
        If it is none of them, with the whole list.
    """
    folded = given.strip().casefold().replace("_", " ")
    for word in words:
        if folded in {word.value, word.value.replace("-", " ")}:
            return word
    listed = ", ".join(word.value for word in words)
    raise RecordWrong(kind, given, f"this is no {kind} we know; choose one of: {listed}")


def as_list(given: str | Sequence[str]) -> tuple[str, ...]:
    """One or several names as a list of names without repeats."""
    names = (given,) if isinstance(given, str) else given
    return tuple(dict.fromkeys(name.strip() for name in names))


def name_from_file(file_name: str) -> str:
    """An id for a source, made from its file's name: ``"U1 wave 1.docx"`` gives ``"U1-wave-1"``."""
    stem = file_name.rpartition(".")[0] or file_name
    return re.sub(r"[^\w.]+", "-", stem).strip("-.")[:_LONGEST] or "source"
