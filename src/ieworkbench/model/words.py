"""Finding words as a reader would: without regard to case, accents, or where a line breaks.

Searching folds letters (``Møte``, ``MOTE`` and ``mo\\u0308te`` are one word); showing never does.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache

__all__ = ["find_words", "fold"]

_SPECIAL = {
    "ø": "o", "œ": "oe", "æ": "ae", "ß": "ss", "ð": "d", "þ": "th", "ł": "l", "đ": "d", "ħ": "h", "ı": "i",
    "‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "‐": "-", "‑": "-", "–": "-", "—": "-", "\u00ad": "",
}  # fmt: skip


@lru_cache(maxsize=4096)
def _fold_letter(letter: str) -> str:
    """The letters that stand for one code point when searching: none, one or several."""
    lowered = unicodedata.normalize("NFKD", letter.casefold())
    return "".join(_SPECIAL.get(part, part) for part in lowered if not unicodedata.combining(part))


def fold(text: str) -> str:
    """``text`` as it is compared when searching: small letters without accents.

    Examples
    --------
    >>> fold("Målsætning på Øya")
    'malsaetning pa oya'
    """
    return (
        text.lower() if text.isascii() else text.translate({ord(letter): _fold_letter(letter) for letter in set(text)})
    )


class _Folded:
    """A folded text that knows where each of its letters came from."""

    def __init__(self, text: str) -> None:
        self.text = fold(text)
        uneven = "".join(letter for letter in set(text) if len(_fold_letter(letter)) != 1)
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


def _pattern(words: str) -> re.Pattern[str] | None:
    """What to look for in folded text: the words with any blanks or line-end hyphens between."""
    parts = []
    for word in fold(words).split():
        stem = word.rstrip("*")
        if stem:
            parts.append(re.escape(stem) + (r"\w*" if stem != word else ""))
    if not parts:
        return None
    body = r"\s+".join(parts)
    before = r"(?<!\w)" if re.match(r"\\?\w", parts[0]) else ""
    after = r"(?!\w)" if re.search(r"\w\*?$", parts[-1]) else ""
    return re.compile(before + body + after)


def find_words(content: str, words: str) -> list[tuple[int, int]]:
    """Every place where ``words`` stand together in ``content``.

    Parameters
    ----------
    content
        The text to look in.
    words
        What to look for. Whole words are found; a ``*`` at the end of a word takes any ending.
        Case, accents, quotation marks and the blanks or line breaks between words do not matter.

    Returns
    -------
    list of (start, end)
        Code points in ``content``, half-open, in order, not overlapping.

    Examples
    --------
    >>> find_words("Hun sa: møtet\\n  var avlyst. MØTET VAR kort.", "motet var")
    [(8, 19), (28, 37)]
    """
    pattern = _pattern(words)
    if pattern is None:
        return []
    folded = _Folded(content)
    found = []
    for match in pattern.finditer(folded.text):
        start, end = folded.place(match.start()), folded.place(match.end() - 1) + 1
        while end < len(content) and unicodedata.combining(content[end]):
            end += 1
        found.append((start, end))
    return found
