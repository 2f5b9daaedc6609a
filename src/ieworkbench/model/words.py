"""Finding words as a reader would: without regard to case, accents, or where a line breaks.

Searching folds letters (``Møte``, ``MOTE`` and ``mo\\u0308te`` are one word); showing never does.
"""

from __future__ import annotations

import re
import unicodedata
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


def _fold_with_places(text: str) -> tuple[str, list[int] | None]:
    """``fold(text)`` and, for each of its letters, the place in ``text`` it came from.

    ``None`` for the places where they are simply the same.
    """
    folded = fold(text)
    if text.isascii():
        return folded, None
    places: list[int] = []
    for place, letter in enumerate(text):
        places.extend([place] * len(_fold_letter(letter)))
    return folded, places


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
    folded, places = _fold_with_places(content)
    if places is None:
        return [match.span() for match in pattern.finditer(folded)]
    found = []
    for match in pattern.finditer(folded):
        start, end = places[match.start()], places[match.end() - 1] + 1
        while end < len(content) and unicodedata.combining(content[end]):
            end += 1
        found.append((start, end))
    return found
