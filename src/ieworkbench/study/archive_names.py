"""The files of an archive: what they are called, so that every system can hold them side by side.

A source's id is any line a researcher liked. Its file's name keeps the letters, and stands clear of
what Windows and macOS cannot hold: reserved names, signs with a meaning, names that differ in letter
case or in how an accent is put together only, names that are too long.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping

__all__ = ["original_file", "safe_names", "text_stems"]

_LONGEST = 100
"""In bytes of UTF-8, so that folder, name and endings fit everywhere."""

_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.I)
_ENDING = re.compile(r"\.([A-Za-z0-9]{1,10})")


def safe_names(ids: Iterable[str]) -> dict[str, str]:
    """For each id a name that every system can hold, and no two of which any system takes for one.

    The ids that come first keep their names: later ones that would clash get some signs behind.

    Examples
    --------
    >>> list(safe_names(["U1 wave 1", "u1 WAVE 1", "aux", "a/b", "Åse"]).values())
    ['U1_wave_1', 'u1_WAVE_1~74e930d1', '_aux', 'a_b', 'Åse']
    """
    taken: set[str] = set()
    names: dict[str, str] = {}
    for each in dict.fromkeys(ids):
        name = _safe(each)
        if _same(name) in taken:
            name = _marked(name, each)
        taken.add(_same(name))
        names[each] = name
    return names


def text_stems(owners: Mapping[int, tuple[str, int]], numbers: Iterable[int]) -> dict[int, str]:
    """For each number of a text, the name of its files without their endings.

    Parameters
    ----------
    owners
        The source and version that each text is, as far as it is one.
    numbers
        The numbers of all texts, in order.
    """
    ordered = sorted(numbers)
    names = safe_names(owners[number][0] for number in ordered if number in owners)
    return {
        number: f"{names[owners[number][0]]}.v{owners[number][1]}" if number in owners else f"removed-{number}"
        for number in ordered
    }


def original_file(sha256: str, file_name: str) -> str:
    """The name of an original: its fingerprint, with the ending of the file it came as.

    Examples
    --------
    >>> original_file("ab12", "Plan U1.DOCX"), original_file("ab12", "notes")
    ('ab12.docx', 'ab12')
    """
    found = _ENDING.fullmatch("." + file_name.rpartition(".")[2]) if "." in file_name else None
    return f"{sha256}.{found[1].lower()}" if found else sha256


def _safe(name: str) -> str:
    plain = unicodedata.normalize("NFC", name)
    kept = "".join(each if each.isalnum() or each in "-_." or _is_accent(each) else "_" for each in plain)
    kept = kept.rstrip(".") or "_"
    if kept[0] in "-." or _is_accent(kept[0]) or _RESERVED.fullmatch(kept):
        kept = "_" + kept
    return _marked(kept, name) if len(kept.encode()) > _LONGEST else kept


def _is_accent(letter: str) -> bool:
    return unicodedata.category(letter) in {"Mn", "Mc"}


def _marked(name: str, whole: str) -> str:
    """``name``, shortened if need be, with a few signs that are made from the whole id."""
    short = name.encode()[: _LONGEST - 9].decode("utf-8", "ignore")
    return f"{short}~{hashlib.sha256(whole.encode()).hexdigest()[:8]}"


def _same(name: str) -> str:
    """What two names share that some system takes for one."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
