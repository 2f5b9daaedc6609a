"""The codes of a REFI-QDA project: a tree of codes, in which names may be repeated.

A code that stands under several others is in the tree once; a link called "also under" leads to
each of the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from ieworkbench.exchange.code_names import tidy_colour
from ieworkbench.exchange.descriptions import parts_of
from ieworkbench.exchange.names import one_line
from ieworkbench.exchange.refi_read_elements import Gathered, first, inside, kind, value, words
from ieworkbench.model import Code, RecordKind, RecordRef

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["add_parent", "read_codes"]

_NO = {"false", "0", "no"}


def read_codes(root: _Element, gathered: Gathered) -> dict[str, Code]:
    """Every code of a project under its id, in the order of the file.

    Parameters
    ----------
    root
        The project, or whatever the code book stands in.
    gathered
        What is known so far; the codes' GUIDs and the notes on them are added.
    """
    codes: dict[str, Code] = {}
    top = [each for part in inside(root, "CodeBook") for each in _codes_in(part)]
    ahead = [(each, "") for each in reversed(top)]
    while ahead:
        element, parent = ahead.pop()
        code = _code(element, parent, gathered)
        codes[code.id] = code
        gathered.note_on(element, RecordRef(RecordKind.CODE, code.id))
        ahead += [(each, code.id) for each in reversed(inside(element, "Code"))]
    return codes


def _codes_in(book: _Element) -> list[_Element]:
    """The codes at the top of a code book, whether or not they are wrapped as they should be."""
    return [each for part in book for each in ([part] if kind(part) == "Code" else inside(part, "Code"))]


def _code(element: _Element, parent: str, gathered: Gathered) -> Code:
    given = value(element, "name")
    name = one_line(given) or "unnamed"
    guid = gathered.claim(element, "code", name)
    gathered.records.setdefault(guid, RecordRef(RecordKind.CODE, guid))
    if name != given:
        why = "it had no name" if not given.strip() else "its name was put on one line, without blanks around it"
        gathered.report.changed("code", name, why)
    given_colour = one_line(value(element, "color") or value(element, "colour"))
    colour = tidy_colour(given_colour)
    if given_colour and not colour:
        gathered.report.dropped("colour", f"{name}: {given_colour[:40]}", "this is no colour of the form #RRGGBB")
    elif colour != given_colour and len(given_colour) > len("#RGB"):
        gathered.report.changed("colour", f"{name}: {given_colour[:40]}", f"it was read as {colour}")
    return Code(
        guid,
        name,
        (parent,) if parent else (),
        colour=colour,
        codable=value(element, "isCodable").strip().lower() not in _NO,
        **_said(element),
    )


def _said(element: _Element) -> Mapping[str, str]:
    return parts_of(words(first(element, "Description")))


def add_parent(codes: dict[str, Code], child: str, parent: str) -> bool:
    """Let a code stand under one more; ``False`` if it would then stand under itself.

    Parameters
    ----------
    codes
        The codes under their ids; the child's is replaced.
    child, parent
        The ids of the two.
    """
    above, ahead = {parent}, [parent]
    while ahead:
        for each in codes[ahead.pop()].parents:
            if each not in above:
                above.add(each)
                ahead.append(each)
    if child in above:
        return False
    code = codes[child]
    if parent not in code.parents:
        codes[child] = replace(code, parents=(*code.parents, parent))
    return True
