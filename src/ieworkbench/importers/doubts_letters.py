"""Doubts about single letters: unreadable ones, and those that stand for something else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from ieworkbench.model.source import SourceWarning

__all__ = ["bullet_letters", "footnote_digits", "mojibake", "unreadable_letters"]


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_UNREADABLE = re.compile("[\ufffd\ue000-\uf8ff]+")
_MOST = 200

# What UTF-8 looks like when it was read as cp1252 or Latin-1: Ã¸ for ø, â€™ for ’, Â§ for §.
_SECOND = "\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2026\u2030\u2039\u203a\u20ac\u2122"
_AS_CP1252 = re.compile(f"[ÃÂÅÄ][{_SECOND}]|â[\u20ac\u0080][{_SECOND}]")
_AS_MAC = re.compile("√[∏•¶©®º§]")  # ø å ö é … read as Mac Roman

_BULLET_LINE = re.compile(r"\n([nlqouvwüØ§Ÿà¡])(\t[ ]*|[ ]{1,4})(?=[^\W\d_]{2})")  # a line break is found much faster
_GLUED_BULLET = re.compile(r"^([nlqouvw])(?=[A-ZÆØÅ][a-zæøå]{2})", re.MULTILINE)
_FEWEST_BULLETS = 3

_GLUED_NUMBER = re.compile(r"[.,;:?!)’”»](\d{1,2})(?=[\s)]|$)", re.MULTILINE)
_WORD_BEFORE = re.compile(r"(?<![\w/.@-])([^\W\d_]{3,30})(\)?)\Z")
_LONGEST_BEFORE = 31
_NUMBERED = _words(
    "art artikkel avsn avsnitt bind cap chap chapter col del eds fig figs figure figur kap kapittel line linje nos note nr "
    "page para pkt punkt rev sec sect section side tab table tabell ver version versjon vol volume uke dag mai juni juli"
)


def unreadable_letters(content: str) -> Iterator[SourceWarning]:
    """Letters that were lost before the text came here, or that only one font knows."""
    if content.isascii() or not _may_be_unreadable(content):
        return
    for found in _UNREADABLE.finditer(content):
        start, end = found.span()
        if "\ufffd" in found.group():
            lost = "A letter was" if end - start == 1 else f"{end - start} letters were"
            message = f"{lost} lost here (�): what stood there can only be seen in the original."
            yield SourceWarning("replacement-character", message, start, end)
        else:
            sign = f"U+{ord(found.group()[0]):04X}"
            message = (
                f"The sign {sign} has a shape in one font only, often a bullet or a tick; look it up in the original."
            )
            yield SourceWarning("private-use-character", message, start, end)


def _may_be_unreadable(content: str) -> bool:
    """Whether any such letter may be there: in UTF-8 all of them begin with one of two bytes, which are found at once."""
    data = content.encode("utf-8", "replace")
    return b"\xee" in data or b"\xef" in data


def mojibake(content: str) -> Iterator[SourceWarning]:
    """Letters of one encoding read in another: ``Ã¸`` for ``ø``."""
    places = [found.span() for found in _AS_CP1252.finditer(content)] if _may_be_mojibake(content) else []
    encoding = "utf-8"
    if not places and "√" in content:
        places, encoding = [found.span() for found in _AS_MAC.finditer(content)], "mac_roman"
    for start, end in places[:_MOST]:
        advice = (
            "read the file again with --encoding utf-8"
            if encoding == "utf-8"
            else "the file was saved wrongly on a Mac"
        )
        message = f"“{content[start:end]}” looks like {_meant(content[start:end], encoding)} read in the wrong encoding; {advice}."
        yield SourceWarning("mojibake", message, start, end)
    if len(places) > _MOST:
        message = f"{len(places) - _MOST:,} more letters after this look as if they were read in the wrong encoding."
        yield SourceWarning("mojibake", message, places[_MOST][0], places[-1][1])


def _may_be_mojibake(content: str) -> bool:
    return any(sign in content for sign in "ÃÂâÅÄ")


def _meant(letters: str, encoding: str) -> str:
    """The letter that was meant, in quotes, or a plain word for it."""
    for wrong in ("mac_roman",) if encoding == "mac_roman" else ("cp1252", "latin-1"):
        try:
            return f"“{letters.encode(wrong).decode('utf-8')}”"
        except UnicodeError:
            continue
    return "another letter"


def bullet_letters(content: str) -> Iterator[SourceWarning]:
    """Letters that are bullets in another font, at the start of several lines.

    One letter has to open at least three lines, most of which start with a capital or follow
    a tab, so that a poem's ``o`` stays an ``o``.
    """
    found = list(_BULLET_LINE.finditer(f"\n{content}"))
    times: Counter[str] = Counter()
    sure: Counter[str] = Counter()
    for each in found:
        times[each[1]] += 1
        sure[each[1]] += "\t" in each[2] or content[each.end() - 1].isupper()
    letters = {letter for letter, many in times.items() if many >= _FEWEST_BULLETS and sure[letter] > 0.6 * many}
    if not letters:
        return
    for each in found:
        if each[1] in letters:
            message = f"The “{each[1]}” at the start of this line is a bullet in another font, not a word."
            yield SourceWarning("bullet-letter", message, each.start(), each.end() - 1)
    for each in _GLUED_BULLET.finditer(content):
        if each[1] in letters:
            word = content[each.start() : each.start() + 30].split()[0]
            message = f"The “{each[1]}” glued to “{word}” is a bullet in another font, not part of the word."
            yield SourceWarning("bullet-letter", message, *each.span())


def footnote_digits(content: str) -> list[SourceWarning]:
    """Footnote numbers glued to the words before them: ``Administration,1``.

    Only digits that count up from 1 or 2 through the text, so that ``v2.1`` and ``kap.3`` are
    left alone.
    """
    chain: list[tuple[int, tuple[int, int], str]] = []
    for number, place, word in _glued_numbers(content):
        expected = chain[-1][0] + 1 if chain else None
        if (expected is None and number <= 2) or number == expected:
            chain.append((number, place, word))
    if len(chain) < 2:
        return []
    return [
        SourceWarning(
            "footnote-digit", f"The {number} glued to “{word}” is the number of a footnote, not a figure.", *place
        )
        for number, place, word in chain
    ]


def _glued_numbers(content: str) -> Iterator[tuple[int, tuple[int, int], str]]:
    """Numbers glued to a word and its sign (``word,1``, ``word).1``, ``word”1``), with their places and the words.

    The numbers are looked for first, and the words from there: every word would be ten times as many.
    """
    for found in _GLUED_NUMBER.finditer(content):
        at = found.start()
        before = _WORD_BEFORE.search(content, max(0, at - _LONGEST_BEFORE), at)
        if before is None or (before[2] and content[at] in ")’”»"):
            continue
        if before[1].lower() not in _NUMBERED and not found[1].startswith("0"):
            yield int(found[1]), found.span(1), before[1]
