"""Names, paths, ids and colours of codes, as people and programs write them.

What is read is mended where it can be, and the caller is told whether it was.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from uuid import UUID, uuid5

from ieworkbench.model import Code, Codebook
from ieworkbench.model.codes import PATH_MARK

__all__ = ["made_id", "path_names", "path_text", "reference_to", "tidy_colour", "tidy_id", "tidy_name"]

_NAMESPACE = UUID("2f0c6a1e-90b5-5d57-8a53-0d2b7d1f4c66")
_SIGN = PATH_MARK.strip()
_GUID = re.compile(r"\{?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\}?", re.IGNORECASE)
_LONGEST_PATH = 2000
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


def reference_to(codebook: Codebook, code: Code) -> str:
    """How a table or a file names a code: its path where that means no other, its id where it might."""
    names = path_names(codebook.path(code.id))
    text = codebook.path(code.id)
    plain = len(text) <= _LONGEST_PATH and ";" not in text and "\\" not in text and len(text.splitlines()) == 1
    return text if plain and names and _leads_to(codebook, names) == [code] and tidy_id(text) == text else code.id


def _leads_to(codebook: Codebook, names: Sequence[str]) -> list[Code]:
    """The codes at the end of this path, walked from the top by every way."""
    found = [code for code in codebook.children() if code.name == names[0]]
    for name in names[1:]:
        found = [child for code in found for child in codebook.children(code.id) if child.name == name]
        if len(found) > 1:
            return found
    return [] if any(name in codebook for name in (path_text(names), names[-1])) else found


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
    return str(uuid5(_NAMESPACE, f"{parent}\n{name}" + (f"\n{again}" if again > 1 else "")))


def tidy_id(text: str) -> str:
    """An id without blanks around it; a GUID in small letters without braces."""
    match = _GUID.fullmatch(text.strip())
    return match.group(1).lower() if match else text.strip()


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
    whole = re.fullmatch(r"#?(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})", text)
    if whole:
        return f"#{whole.group(1).upper()}"
    numbers = re.fullmatch(r"(?:rgba?)?\(?\s*(\d{1,3})\s*[,;]\s*(\d{1,3})\s*[,;]\s*(\d{1,3})\s*(?:[,;][^)]*)?\)?", text)
    if numbers and all(int(each) < 256 for each in numbers.groups()):
        return "#" + "".join(f"{int(each):02X}" for each in numbers.groups())
    return _COLOURS.get(text.casefold(), "")
