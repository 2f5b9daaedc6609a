"""Names, paths, ids and colours of codes, as people and programs write them.

What is read is mended where it can be, and the caller is told whether it was.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ieworkbench.exchange.guids import guid_in, made_guid
from ieworkbench.model import Codebook
from ieworkbench.model.codes import PATH_MARK

__all__ = ["made_id", "path_names", "path_text", "references", "tidy_colour", "tidy_id", "tidy_name"]

_SIGN = PATH_MARK.strip()
_LONGEST_PATH = 2000
_HYPHENS = 4
"""How many stand in a GUID; without them, it may be an id of another kind."""

_NOT_IN_REFERENCES = re.compile(r"[>;\\\n]")
_COLOURS = {
    "black": "#000000",
    "white": "#FFFFFF",
    "grey": "#808080",
    "gray": "#808080",
    "red": "#FF0000",
    "green": "#008000",
    "blue": "#0000FF",
    "yellow": "#FFFF00",
    "orange": "#FFA500",
    "purple": "#800080",
    "pink": "#FFC0CB",
    "brown": "#A52A2A",
    "cyan": "#00FFFF",
    "magenta": "#FF00FF",
}


def path_text(names: Sequence[str]) -> str:
    r"""Names from the top down as one line; a ``>`` inside a name is written ``\>``.

    Examples
    --------
    >>> path_text(["work", "income > 3G"])
    'work > income \\> 3G'
    """
    return PATH_MARK.join(name.replace(_SIGN, "\\" + _SIGN) for name in names)


def path_names(text: str) -> tuple[str, ...]:
    r"""The names of a path, from the top down.

    Examples
    --------
    >>> path_names("work>phoning"), path_names("work > income \\> 3G")
    (('work', 'phoning'), ('work', 'income > 3G'))
    """
    parts = re.split(rf"(?<!\\){_SIGN}", text)
    names = (tidy_name(part.replace("\\" + _SIGN, _SIGN)) for part in parts)
    return tuple(name for name in names if name)


def references(codebook: Codebook) -> dict[str, str]:
    """How a file names each code, by id: its path where that means no other code, its id where it might.

    Examples
    --------
    >>> from ieworkbench.model import Code
    >>> two = Codebook((Code("1", "work"), Code("2", "phoning", ("1",)), Code("3", "phoning", ("1",))))
    >>> references(two)
    {'1': 'work', '2': '2', '3': '3'}
    """
    namesakes = Counter((parent, code.name) for code in codebook for parent in code.parents or ("",))
    paths: dict[str, str] = {}
    for _, code in codebook.walk():
        parent = code.parents[0] if code.parents else ""
        above = paths.get(parent) if parent else ""
        alone = namesakes[parent, code.name] == 1 and not _NOT_IN_REFERENCES.search(code.name)
        if above is not None and alone and len(above) + len(code.name) < _LONGEST_PATH:
            paths[code.id] = above + PATH_MARK + code.name if above else code.name
    return {code.id: _unless_an_id(codebook, paths.get(code.id), code.id) for code in codebook}


def _unless_an_id(codebook: Codebook, path: str | None, code_id: str) -> str:
    return code_id if path is None or tidy_id(path) in codebook else path


def made_id(parent: str, name: str, again: int = 1) -> str:
    """The id of a code whose file gives it none: always the same for the same place and name.

    Parameters
    ----------
    parent
        The id of the first code it stands under; empty at the top.
    name
        Its name.
    again
        1 for the first code of this name in this place, 2 for the second.
    """
    return made_guid("code", parent, name, again)


def tidy_id(text: str) -> str:
    """An id without blanks around it; a GUID in small letters without braces."""
    plain = text.strip()
    return guid_in(plain) or plain if plain.count("-") == _HYPHENS else plain


def tidy_name(text: str) -> str:
    """A name as a code can have it: one line, without blanks around it; unchanged where it is one."""
    stripped = text.strip()
    return stripped if len(stripped.splitlines()) <= 1 else " ".join(stripped.split())


def tidy_colour(text: str) -> str:
    """A colour as ``#RRGGBB``; empty where it is none.

    Examples
    --------
    >>> tidy_colour("#fc0"), tidy_colour("rgb(255, 204, 0)"), tidy_colour("#80FFCC00"), tidy_colour("transparent")
    ('#FFCC00', '#FFCC00', '#FFCC00', '')
    """
    text = text.strip()
    if re.fullmatch(r"#[0-9A-Fa-f]{6}", text):
        return text
    short = re.fullmatch(r"#?([0-9A-Fa-f])([0-9A-Fa-f])([0-9A-Fa-f])", text)
    if short:
        return "#" + "".join(each * 2 for each in short.groups()).upper()
    # Eight letters are opacity first, as programs for Windows write it.
    whole = re.fullmatch(r"(?:#|0x)?(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})", text)
    if whole:
        return f"#{whole.group(1).upper()}"
    numbers = re.fullmatch(r"(?:rgba?)?\(?\s*(\d{1,3})\s*[,;]\s*(\d{1,3})\s*[,;]\s*(\d{1,3})\s*(?:[,;][^)]*)?\)?", text)
    if numbers and all(int(each) < 256 for each in numbers.groups()):
        return "#" + "".join(f"{int(each):02X}" for each in numbers.groups())
    return _COLOURS.get(text.casefold(), "")
