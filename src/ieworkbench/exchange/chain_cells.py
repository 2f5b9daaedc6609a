"""Doers and lists of names in one cell, written so that they are read back as what they were."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ieworkbench.model import Doer, DoerKind

__all__ = ["doer_in", "doer_words", "joined", "parts_of"]

_PART = re.compile(r"(?:[^;\\]|\\.)+", re.DOTALL)
_MARKED = re.compile(r"(informant|role|group):\s*(.*)", re.DOTALL | re.IGNORECASE)
_KINDS = {"informant": DoerKind.INFORMANT, "role": DoerKind.ROLE, "group": DoerKind.COLLECTIVE}
_MARKS = {kind: mark for mark, kind in _KINDS.items()}


def joined(parts: Iterable[str]) -> str:
    """Several names in one cell, with semicolons between them; a semicolon in a name has a stroke before it.

    Examples
    --------
    >>> joined(["the pain clinic", "U1"]), joined(["a; b"])
    ('the pain clinic; U1', 'a\\\\; b')
    """
    return "; ".join(each.replace("\\", "\\\\").replace(";", "\\;") for each in parts)


def parts_of(cell: str) -> list[str]:
    """The names in a cell, without blanks around them and without empty ones."""
    found = (re.sub(r"\\(.)", r"\1", each, flags=re.DOTALL).strip() for each in _PART.findall(cell))
    return [each for each in found if each]


def doer_words(doer: Doer, informants: frozenset[str]) -> str:
    """Who does something, in the words of a cell: as a person would type it where that says it all.

    Parameters
    ----------
    doer
        Who.
    informants
        The codes of the study's informants.
    """
    if not doer.known:
        return ""
    if doer.kind is DoerKind.INFORMANT and doer.name in informants:
        return doer.name
    name = doer.name.casefold()
    tricky = (
        doer.kind is not DoerKind.ROLE
        or doer.name in informants
        or any(each.isdigit() for each in name)
        or name in {"unknown", "ukjent", "ukjend", "doer unknown"}
        or (name.startswith("the ") and name.endswith(" together"))
        or _MARKED.match(name) is not None
        or doer.name != " ".join(doer.name.split())
    )
    return f"{_MARKS[doer.kind]}: {doer.name}" if tricky else doer.name


def doer_in(cell: str) -> Doer | str:
    """Who is meant: a doer where the cell says what sort it is, else its words."""
    marked = _MARKED.fullmatch(cell)
    return Doer(marked[2].strip(), _KINDS[marked[1].lower()]) if marked and marked[2].strip() else cell
