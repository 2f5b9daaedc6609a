"""How wide words are when they are set, and where a label breaks into lines.

Widths come from the font itself (DejaVu Sans, which comes with matplotlib and has the letters of
most scripts), measured so large that no letter is rounded to the points of a screen: small hinted
letters are narrower than they print. A letter that the font does not have is taken to be as wide as
the widest of common fonts.

Matplotlib takes a third of a second to load. It is asked only for what it alone knows: which of the
rarer letters the font has, and how those are set that change beside each other. A screen need not
wait for it to see a map in Latin letters.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.ImageFont import FreeTypeFont

__all__ = ["ASCENT", "DESCENT", "FONT", "LEADING", "missing_letters", "one_line", "width", "wrap"]

FONT = "DejaVu Sans"
"""The font of every drawn map."""

ASCENT, DESCENT, LEADING = 0.76, 0.24, 1.16
"""How far letters rise above and fall below their base line, and from base line to base line, for size 1."""

_AT = 200
_UNITS = 2048
_MISSING = 1.4
_JOINING = 0x0590  # from here on letters may change their form beside each other
_LATIN = 0x0250  # the font has every printable letter before


def width(words: str, size: float, *, bold: bool = False, italic: bool = False) -> float:
    """How wide ``words`` are in points, set in one line at ``size`` points.

    Examples
    --------
    >>> 40 < width("individual plan", 6) < 50
    True
    >>> width("plan", 12) == 2 * width("plan", 6)
    True
    """
    apart = sum(map(_advances(bold, italic).__getitem__, words))
    if not words.isascii() and any(ord(letter) >= _JOINING for letter in words):
        return size * max(_set_width(words, bold, italic), apart * 0.9)
    return size * apart


def one_line(words: str) -> str:
    """``words`` without line breaks, control characters and halves of letters, with single blanks.

    Examples
    --------
    >>> one_line("  told her\\n to wait ")
    'told her to wait'
    """
    if words.isascii() and words.isprintable():
        return " ".join(words.split())
    return " ".join("".join(" " if letter.isspace() else letter for letter in words if _drawable(letter)).split())


def wrap(words: str, room: float, size: float, *, bold: bool = False, italic: bool = False) -> tuple[str, ...]:
    """``words`` in lines that are at most ``room`` points wide and about equally long.

    A word that is longer than the room is broken where it must be; nothing is left out.

    Examples
    --------
    >>> wrap("Tells her to come back after losing weight", 60, 6)
    ('Tells her to', 'come back after', 'losing weight')
    """
    text = one_line(words)
    if not text:
        return ()
    lines = _filled(text, room, size, bold=bold, italic=italic)
    low, high = room / 2, room
    if len(lines) == 1 or len(lines) > 12:
        return tuple(lines)
    for _ in range(5):
        between = (low + high) / 2
        tried = _filled(text, between, size, bold=bold, italic=italic)
        if len(tried) == len(lines) and _whole_words(tried, text) == _whole_words(lines, text):
            lines, high = tried, between
        else:
            low = between
    return tuple(lines)


def missing_letters(lines: Sequence[str]) -> str:
    """The letters of these lines that the font does not have, each once."""
    known = _letters(False, False)
    return "".join(
        dict.fromkeys(each for line in lines for each in line if ord(each) not in known and not _unseen(each))
    )


def _whole_words(lines: Sequence[str], text: str) -> bool:
    """Whether lines break only at blanks."""
    return " ".join(lines) == text


def _filled(text: str, room: float, size: float, *, bold: bool, italic: bool) -> list[str]:
    """As few lines as the words allow, each as full as can be."""
    lines: list[str] = []
    for word in _pieces(text, room, size, bold=bold, italic=italic):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and width(joined, size, bold=bold, italic=italic) <= room:
            lines[-1] = joined
        else:
            lines.append(word)
    return lines


def _pieces(text: str, room: float, size: float, *, bold: bool, italic: bool) -> Iterator[str]:
    """The words, those too long for a line in pieces: after a hyphen or stroke, or where a line is full."""
    for word in text.split(" "):
        rest = word
        while width(rest, size, bold=bold, italic=italic) > room and len(rest) > 1:
            end = _full(rest, room, size, bold=bold, italic=italic)
            yield rest[:end]
            rest = rest[end:]
        if rest:
            yield rest


def _full(word: str, room: float, size: float, *, bold: bool, italic: bool) -> int:
    """How many letters of a word fill a line: at least one, whole graphemes, and better up to a hyphen."""
    end = len(word) - 1
    low = 1
    while low < end:
        between = (low + end + 1) // 2
        if width(word[:between], size, bold=bold, italic=italic) <= room:
            low = between
        else:
            end = between - 1
    while end > 1 and _belongs_to_last(word, end):
        end -= 1
    hyphen = max(word.rfind(mark, 0, end) for mark in "-–/_.")
    return hyphen + 1 if hyphen >= end // 3 and hyphen > 0 else max(end, 1)


def _belongs_to_last(word: str, place: int) -> bool:
    return unicodedata.combining(word[place]) > 0 or word[place] in "\u200d\ufe0f" or word[place - 1] == "\u200d"


def _drawable(letter: str) -> bool:
    """Not a control character, half a letter, or a mark that turns the direction of what follows."""
    if letter.isspace():
        return True
    category = unicodedata.category(letter)
    return (
        category not in {"Cc", "Cs", "Co", "Cn"}
        and letter not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u00ad"
    )


def _unseen(letter: str) -> bool:
    return unicodedata.category(letter) in {"Cf", "Mn", "Me"} or letter.isspace()


# ------------------------------------------------------------------------------------- the font


@lru_cache(maxsize=4)
def _font(bold: bool, italic: bool) -> Any:  # noqa: ANN401 - matplotlib's font has no public type
    from matplotlib.font_manager import FontProperties, findfont, get_font

    path = findfont(
        FontProperties(family=FONT, weight="bold" if bold else "normal", style="italic" if italic else "normal")
    )
    font = get_font(path)
    font.set_size(_AT, 72)
    return font


@lru_cache(maxsize=4)
def _letters(bold: bool, italic: bool) -> frozenset[int]:
    return frozenset(_font(bold, italic).get_charmap())


@lru_cache(maxsize=4)
def _measured(bold: bool, italic: bool) -> FreeTypeFont:
    """The font as large as its own units, so that a letter is a whole number of them wide."""
    from PIL import ImageFont

    cut = f"{'Bold' if bold else ''}{'Oblique' if italic else ''}"
    name = f"DejaVuSans-{cut}.ttf" if cut else "DejaVuSans.ttf"
    return ImageFont.truetype(_fonts() / name, _UNITS, layout_engine=ImageFont.Layout.BASIC)


def _fonts() -> Path:
    """Where matplotlib has its fonts; it is found without being loaded."""
    found = find_spec("matplotlib")
    places = found.submodule_search_locations if found else None
    assert places  # noqa: S101 - it is installed with us
    return Path(places[0], "mpl-data", "fonts", "ttf")


class _Advances(dict[str, float]):
    """How far each letter takes the line on, at size 1; measured when it is first asked for."""

    def __init__(self, bold: bool, italic: bool) -> None:
        super().__init__()
        self._cut = bold, italic

    def __missing__(self, letter: str) -> float:
        if self._has(letter):
            self[letter] = _measured(*self._cut).getlength(letter) / _UNITS
        else:
            self[letter] = 0.0 if _unseen(letter) else _MISSING
        return self[letter]

    def _has(self, letter: str) -> bool:
        return (ord(letter) < _LATIN and letter.isprintable()) or ord(letter) in _letters(*self._cut)


@lru_cache(maxsize=4)
def _advances(bold: bool, italic: bool) -> _Advances:
    return _Advances(bold, italic)


@lru_cache(maxsize=2048)
def _set_width(words: str, bold: bool, italic: bool) -> float:
    """The width of words whose letters change their form beside each other, at size 1."""
    from matplotlib.ft2font import LoadFlags

    known = _letters(bold, italic)
    inside = "".join(each for each in words if ord(each) in known)
    advances = _advances(bold, italic)
    outside = sum(advances[each] for each in words if ord(each) not in known)
    font = _font(bold, italic)
    font.set_size(_AT, 72)
    font.set_text(inside, 0.0, flags=LoadFlags.NO_HINTING)
    return float(font.get_width_height()[0]) / 64 / _AT + outside + 0.05
