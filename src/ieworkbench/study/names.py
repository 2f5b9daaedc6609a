"""Ids: what a researcher may call a thing, and what she probably meant.

Letters may be composed in two ways (``å`` is one code point, or ``a`` and a ring, as on a Mac's
disk). Ids are kept in the first way, whichever was typed.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from ieworkbench.errors import RecordUnknown, RecordWrong
from ieworkbench.model.vocabulary import Word as AnyWord
from ieworkbench.store import records
from ieworkbench.store.database import Connection

__all__ = [
    "Named",
    "as_list",
    "check_id",
    "check_known",
    "check_recorded",
    "name_from_file",
    "one",
    "spelled_label",
    "unknown",
    "word_of",
]

_LONGEST = 100
_JOINERS = {0x200C: None, 0x200D: None}  # they stand unseen inside Persian words and some emoji
Word = TypeVar("Word", bound=AnyWord)


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
        If it is empty, longer than 100 letters, more than one line, or has a semicolon, which
        stands between names wherever several are given.
    """
    chosen = _plain(wanted)
    seen = chosen.translate(_JOINERS)
    if not seen or len(chosen) > _LONGEST or not seen.isprintable() or ";" in chosen:
        raise RecordWrong(kind, wanted, f"choose a name of one line with 1 to {_LONGEST} letters and no semicolon")
    return chosen


def _plain(name: str) -> str:
    if not isinstance(name, str):
        raise RecordWrong("name", "", f"a name is text, between quotation marks, and not a {type(name).__name__}")
    return unicodedata.normalize("NFC", name).strip()


def spelled_label(label: str) -> str:
    """A speaker's label, without blanks around it, in the letters in which names are asked for."""
    return unicodedata.normalize("NFC", label).strip()


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
            raise unknown(kind, each, names)


def unknown(kind: str, wanted: str, known: Iterable[str]) -> RecordUnknown:
    """The error that says that there is no such record, with the names nearest to it among ``known``."""
    return RecordUnknown(kind, wanted, tuple(difflib.get_close_matches(wanted, list(known), n=3, cutoff=0.5)))


def check_recorded(connection: Connection, kind: str, wanted: Iterable[str], called: str = "") -> None:
    """Make sure that the study has every one of ``wanted`` as a record of this kind.

    Parameters
    ----------
    kind
        The table of the records.
    wanted
        The ids.
    called
        What such records are called, if not by the name of their table.

    Raises
    ------
    RecordUnknown
        For the first that it has not, with the names nearest to it.
    """
    asked = list(wanted)
    if not set(asked) <= records.known_ids(connection, kind, asked):
        check_known(called or kind, asked, sorted(records.known_ids(connection, kind)))


def one(kind: str, wanted: str, among: Sequence[Record]) -> Record:
    """The record whose id is ``wanted``.

    Raises
    ------
    RecordUnknown
        If there is none, with the ids nearest to it.
    """
    name = _plain(wanted)
    check_known(kind, [name], [each.id for each in among])
    return next(each for each in among if each.id == name)


def word_of(words: type[Word], kind: str, given: str) -> Word:
    """The word of a closed list that ``given`` is; see `Word.meant`."""
    return words.meant(kind, given)


def as_list(given: str | Sequence[str]) -> tuple[str, ...]:
    """One or several names as a list of names, without repeats and empty ones.

    Raises
    ------
    RecordWrong
        If something in it is no text.
    """
    names = (given,) if isinstance(given, str) else given
    if not isinstance(names, Iterable):
        raise RecordWrong("name", "", "names are text, between quotation marks; give one, or a list of them")
    return tuple(name for name in dict.fromkeys(_plain(each) for each in names) if name)


def name_from_file(file_name: str) -> str:
    """An id for a source, made from its file's name: ``"U1 wave 1.docx"`` gives ``"U1-wave-1"``."""
    plain = _plain(file_name)
    stem = plain.rpartition(".")[0] or plain
    return re.sub(r"[^\w.]+", "-", stem).strip("-.")[:_LONGEST] or "source"
