"""Finding words as a reader would: without regard to case, accents, or where a line breaks.

Searching folds letters (``Møte``, ``MOTE`` and ``mo\\u0308te`` are one word); showing never does.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Mapping
from functools import lru_cache

__all__ = ["beyond_ascii", "find_words", "fold", "join_parted", "replace_letters"]

_SPECIAL = {
    "ø": "o", "œ": "oe", "æ": "ae", "ß": "ss", "ð": "d", "þ": "th", "ł": "l", "đ": "d", "ħ": "h", "ı": "i",
    "‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "´": "'", "`": "'", "‐": "-", "‑": "-", "–": "-", "—": "-", "\ufe0e": "", "\ufe0f": "",
}  # fmt: skip


_PARTED = re.compile(r"(?<=\w)-\n\s*(?=\w)")
_ASCII = bytes(range(128))
_FEW = 60
"""Up to how many different letters it is faster to replace them one after the other."""


@lru_cache(maxsize=4096)
def _fold_letter(letter: str) -> str:
    """The letters that stand for one code point when searching: none, one or several."""
    if letter in _SPECIAL:
        return _SPECIAL[letter]
    lowered = unicodedata.normalize("NFKC", letter).casefold()  # first apart: ™ holds capitals of its own
    parts = unicodedata.normalize("NFKD", lowered)
    return "".join(_SPECIAL.get(part, part) for part in parts if not _is_silent(part))


def _is_silent(part: str) -> bool:
    """Whether a code point is a mark on a letter, or steers the layout and cannot be seen."""
    return bool(unicodedata.combining(part)) or unicodedata.category(part) == "Cf"


def fold(text: str) -> str:
    """``text`` as it is compared when searching: small letters without accents.

    Examples
    --------
    >>> fold("Målsætning på Øya")
    'malsaetning pa oya'
    """
    return _folded(text, beyond_ascii(text))


def _folded(text: str, letters: set[str]) -> str:
    """``text`` folded; ``letters`` are those in it that are not ASCII."""
    folded = replace_letters(text, {letter: _fold_letter(letter) for letter in letters}).replace("`", "'")
    # Only the letters of ASCII can still be large: among bytes they are told at once, without asking of each letter.
    return folded.encode("utf-8", "surrogatepass").lower().decode("utf-8", "surrogatepass")


def replace_letters(text: str, instead: Mapping[str, str]) -> str:
    """``text`` with other letters, or several, or none, in place of some.

    Parameters
    ----------
    text
        Any text.
    instead
        For each letter to replace, what comes in its place, which holds none of the others.
    """
    if len(instead) > _FEW:
        return text.translate({ord(letter): instead.get(letter, letter) for letter in set(text)})
    for letter, other in instead.items():
        text = text.replace(letter, other)
    return text


def beyond_ascii(text: str) -> set[str]:
    """The letters of ``text`` that are not ASCII, each once."""
    if text.isascii():
        return set()
    # In UTF-8 no other letter has a byte of ASCII: without those bytes, which go at once, the rest is left.
    return set(text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass"))


class _WayBack:
    """From places in a folded text to places in the text itself."""

    def __init__(self, text: str, letters: set[str]) -> None:
        uneven = "".join(letter for letter in letters if len(_fold_letter(letter)) != 1)
        self._turns = [0]
        self._shifts = [0]
        shift = 0
        for match in re.finditer(f"[{re.escape(uneven)}]", text) if uneven else ():
            shift += len(_fold_letter(match.group())) - 1
            self._turns.append(match.start() + 1 + shift)
            self._shifts.append(shift)

    def place(self, position: int) -> int:
        """Where the letter at ``position`` of the folded text stands in the text itself."""
        stretch = bisect_right(self._turns, position) - 1
        place = position - self._shifts[stretch]
        if stretch + 1 < len(self._turns):
            place = min(place, self._turns[stretch + 1] - self._shifts[stretch + 1] - 1)
        return place


def join_parted(folded: str) -> str:
    """Folded text with the words joined that a hyphen parts at a line's end.

    Examples
    --------
    >>> join_parted("in the kit-\\nchen")
    'in the kitchen'
    """
    return _PARTED.sub("", folded) if "-\n" in folded else folded


@lru_cache(maxsize=256)
def _pattern(words: str, *, parted: bool) -> re.Pattern[str] | None:
    """What to look for in folded text: the words with any blanks or line breaks between.

    ``parted`` says that words may be parted at line ends, as in ``kit-\\nchen`` or ``well-\\nbeing``.
    """
    stems = [word.rstrip("*") for word in fold(words).split()]
    ending = r"(?:\w|-\n\s*(?=\w))*" if parted else r"\w*"
    parts = [
        _stem(stem, parted=parted) + (ending if word.endswith("*") else "")
        for stem, word in zip(stems, fold(words).split(), strict=True)
        if stem
    ]
    if not parts:
        return None
    named = [stem for stem in stems if stem]
    before = r"(?<!\w)" if re.match(r"\w", named[0]) else ""
    after = r"(?!\w)" if re.search(r"\w$", named[-1]) else ""
    return re.compile(before + r"\s+".join(parts) + after)


def _stem(stem: str, *, parted: bool) -> str:
    if not parted:
        return re.escape(stem)
    whole = re.sub(r"(?<=\w)(?=\w)", "\x00", stem)
    return re.escape(whole).replace(re.escape("\x00"), r"(?:-\n\s*)?").replace(r"\-", r"\-(?:\n\s*)?")


def find_words(content: str, words: str) -> list[tuple[int, int]]:
    """Every place where ``words`` stand together in ``content``.

    Parameters
    ----------
    content
        The text to look in.
    words
        What to look for. Whole words are found; a ``*`` at the end of a word takes any ending, and
        one that stands alone asks for nothing.
        Case, accents, quotation marks, the blanks or line breaks between words, and hyphens that
        part a word at a line's end do not matter.

    Returns
    -------
    list of (start, end)
        Code points in ``content``, half-open, in order, not overlapping.

    Examples
    --------
    >>> find_words("Hun sa: møtet\\n  var avlyst. MØTET VAR kort.", "motet var")
    [(8, 19), (28, 37)]
    """
    letters = beyond_ascii(content)
    pattern = _pattern(words, parted="-\n" in content and _PARTED.search(content) is not None)
    if pattern is None:
        return []
    matches = list(pattern.finditer(_folded(content, letters)))
    if not matches:
        return []
    back = _WayBack(content, letters)
    found = []
    for match in matches:
        start, end = back.place(match.start()), back.place(match.end() - 1) + 1
        while end < len(content) and unicodedata.combining(content[end]):
            end += 1
        found.append((start, end))
    return found
