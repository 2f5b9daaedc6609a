"""Letters of symbol fonts as the letters they look like.

Word writes a symbol as a font and a number; without the font the number says nothing. The fonts
Symbol and Wingdings are known here as far as documents use them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ieworkbench.importers.word_names import W

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["font_of", "has_symbols", "symbol", "symbols_in"]

_OWN_LETTERS = re.compile("[\uf020-\uf0ff]")

_SYMBOL = dict(
    zip(
        range(0x20, 0x7F),
        " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼",
        strict=True,
    )
)
_SYMBOL |= dict(
    zip(
        range(0xA0, 0xF0),
        "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪",
        strict=True,
    )
)
_WINGDINGS = {
    0x20: " ",
    0x22: "✂",
    0x28: "☎",
    0x2A: "✉",
    0x32: "🗎",
    0x3F: "✍",
    0x43: "👍",
    0x44: "👎",
    0x46: "☞",
    0x4A: "☺",
    0x4B: "😐",
    0x4C: "☹",
    0x6C: "●",
    0x6D: "❍",
    0x6E: "■",
    0x6F: "☐",
    0x71: "❑",
    0x72: "❒",
    0x75: "◆",
    0x76: "❖",
    0x77: "⬥",
    0x9F: "•",
    0xA1: "○",
    0xA7: "▪",
    0xA8: "◻",
    0xD8: "➢",
    0xDF: "←",
    0xE0: "→",
    0xE1: "↑",
    0xE2: "↓",
    0xE8: "➔",
    0xF0: "⇨",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
}
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS}


def symbol(font: str, code: str) -> tuple[str, bool]:
    """The letter for a symbol, and whether it is known.

    Parameters
    ----------
    font
        The name of the font.
    code
        The symbol's number in it, in hexadecimal, as Word writes it.

    Examples
    --------
    >>> symbol("Wingdings", "F0FC"), symbol("Symbol", "F0B3"), symbol("Arial", "00E6")
    (('✓', True), ('≥', True), ('æ', True))
    """
    try:
        number = int(code, 16)
    except ValueError:
        return "\ufffd", False
    if not 0 < number < 0x110000 or 0xD800 <= number < 0xE000:
        return "\ufffd", False
    table = _FONTS.get(font.strip().lower())
    if table is not None:
        found = table.get(number - 0xF000 if 0xF000 <= number < 0xF100 else number)
        return (found, True) if found else (chr(number), False)
    return chr(number), not 0xE000 <= number < 0xF900


def font_of(fonts: etree._Element) -> str:
    """The font that ``w:rFonts`` names, one of symbols before all others."""
    names = [fonts.get(W + name) or "" for name in ("ascii", "hAnsi", "cs", "eastAsia")]
    return next((name for name in names if name.strip().lower() in _FONTS), next(filter(None, names), ""))


def has_symbols(words: str) -> bool:
    """Whether there are letters in ``words`` that only a font of symbols gives a shape."""
    return _OWN_LETTERS.search(words) is not None


def symbols_in(words: str, fonts: etree._Element | None) -> str:
    """``words`` with such letters as those they look like, as far as the font is known."""
    font = "" if fonts is None else font_of(fonts)
    if font.strip().lower() not in _FONTS:
        return words
    return _OWN_LETTERS.sub(lambda match: symbol(font, f"{ord(match.group()):X}")[0], words)
