"""The numbers that Word computes for paragraphs: "5-4", "a)", "iv.", and bullets.

They stand in no reader's text, since the file holds only the rules for them; yet people cite them.
A list keeps one count per level. All lists made from one definition go on counting together,
unless one of them says where it starts. What cannot be known from the file: how languages other
than English write numbers in words.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ieworkbench.importers.word_names import AC, W, is_on, value_of
from ieworkbench.importers.word_styles import Styles, whole_number
from ieworkbench.importers.word_symbols import font_of, symbol

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["Label", "Numbering", "written_number"]

_LEVELS = 9
_LARGEST = 32_767
"""Word counts no further; a file that asks for more would be asking for a label of thousands of letters."""

_SUFFIXES = {"tab": "\t", "space": " ", "nothing": ""}
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_CHICAGO = "*†‡§"
_PADDED = {"decimalZero": 2, "01, 02, 03, ...": 2, "001, 002, 003, ...": 3, "0001, 0002, 0003, ...": 4}
_PADDED["00001, 00002, 00003, ..."] = 5


@dataclass(frozen=True, slots=True)
class Label:
    """What stands before a numbered paragraph.

    Attributes
    ----------
    text
        The number or mark as printed; empty where the level shows none.
    level
        The paragraph's level from 1.
    is_bullet
        Whether it is a mark, which is not part of the text.
    suffix
        What separates it from the words: a tab, a blank or nothing.
    unknown
        The name of a way to write numbers that is not known here; plain digits were taken.
    """

    text: str
    level: int
    is_bullet: bool = False
    suffix: str = "\t"
    unknown: str | None = None


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    format: str = "decimal"
    pattern: str = ""
    suffix: str = "\t"
    restart: int | None = None
    legal: bool = False
    style: str | None = None
    picture: bool = False
    hidden: bool = False
    font: str = ""


@dataclass(slots=True)
class _List:
    """One ``w:num``: its definition, its levels as changed here, and the places where it starts anew."""

    definition: str
    levels: dict[int, _Level]
    starts: dict[int, int] = field(default_factory=dict)
    begun: set[int] = field(default_factory=set)


def _letters(number: int) -> str:
    """``1`` to ``a``, ``27`` to ``aa``, ``28`` to ``bb``, as Word goes on after z."""
    repeat, letter = divmod(number - 1, 26)
    return chr(ord("a") + letter) * (repeat + 1)


def _roman(number: int) -> str:
    pieces = []
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        pieces.append(letters * count)
    return "".join(pieces)


def _ordinal(number: int, language: str) -> str:
    """``1st`` in English, ``1.`` elsewhere."""
    if not language.lower().startswith("en"):
        return f"{number}."
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def written_number(number: int, way: str, language: str = "") -> str | None:
    """A number as ``way`` writes it, a name that Word uses; ``None`` for a way not known here.

    Examples
    --------
    >>> [written_number(4, way) for way in ("decimal", "lowerLetter", "upperRoman", "decimalZero")]
    ['4', 'd', 'IV', '04']
    >>> written_number(2, "ordinal", "en-GB"), written_number(2, "ordinal", "nb-NO")
    ('2nd', '2.')
    """
    if way in ("none", "bullet"):
        return ""
    if way in _PADDED:
        return f"{number:0{_PADDED[way]}}"
    if number < 1 or way == "decimal":
        return str(number) if number < 1 or way == "decimal" else None
    return _special(min(number, _LARGEST), way, language)


def _special(number: int, way: str, language: str) -> str | None:
    if way in ("lowerLetter", "upperLetter"):
        text = _letters(number)
    elif way in ("lowerRoman", "upperRoman"):
        text = _roman(number)
    elif way == "chicago":
        text = _CHICAGO[(number - 1) % 4] * ((number - 1) // 4 + 1)
    else:
        return {
            "ordinal": _ordinal(number, language),
            "numberInDash": f"- {number} -",
            "hex": f"{number:X}",
            "decimalEnclosedCircle": chr(0x2460 + number - 1) if number <= 20 else str(number),
        }.get(way)
    return text.upper() if way.startswith("upper") else text


class Numbering:
    """All lists of a document and how far each has counted.

    Parameters
    ----------
    root
        ``numbering.xml``; without it no paragraph has a number.
    styles
        The styles, since lists and styles point to each other.
    """

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._language = styles.language or ""
        elements = [] if root is None else list(root)
        self._definitions = {
            each.get(W + "abstractNumId") or "": each for each in elements if each.tag == W + "abstractNum"
        }
        self._numbers = {each.get(W + "numId") or "": each for each in elements if each.tag == W + "num"}
        self._lists: dict[str, _List | None] = {}
        self._counts: dict[str, dict[int, int]] = {}

    def level_of_style(self, number: str, style: str | None) -> int | None:
        """The level of a list that belongs to a paragraph style, from 0."""
        found = self._list(number)
        for depth, level in () if found is None or style is None else found.levels.items():
            if level.style == style:
                return depth
        return None

    def label(self, number: str, depth: int) -> Label | None:
        """The label of the next paragraph in list ``number`` at ``depth`` from 0, which is counted by this.

        ``None`` where the file defines no such list or level.
        """
        found = self._list(number)
        level = None if found is None else found.levels.get(depth)
        if found is None or level is None:
            return None
        counts = self._count(found, depth)
        if level.picture or (level.format == "bullet" and "%" not in level.pattern):
            return Label(_bullet(level), depth + 1, is_bullet=True, suffix=level.suffix)
        text, unknown = self._text(found, level, counts)
        return Label("" if level.hidden else text, depth + 1, suffix=level.suffix, unknown=unknown)

    def _count(self, found: _List, depth: int) -> dict[int, int]:
        counts = self._counts.setdefault(found.definition, {})
        for above in range(depth):
            if above not in counts and above in found.levels:
                counts[above] = found.levels[above].start
        level = found.levels[depth]
        if depth in found.starts and depth not in found.begun:
            counts[depth] = found.starts[depth]
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else level.start
        found.begun.add(depth)
        for below in [each for each in counts if each > depth]:
            restart = found.levels[below].restart if below in found.levels else None
            if restart is None or depth < min(restart, below):
                del counts[below]
        return counts

    def _text(self, found: _List, level: _Level, counts: dict[int, int]) -> tuple[str, str | None]:
        """The level's pattern with ``%1`` and so on filled in, and a way of writing not known here."""
        unknown = None
        text = level.pattern
        for depth in range(_LEVELS):
            place = f"%{depth + 1}"
            if place not in text:
                continue
            other = found.levels.get(depth, _Level())
            way = "decimal" if level.legal and other.format not in ("none", "bullet") else other.format
            number = counts.get(depth, other.start)
            written = written_number(number, way, self._language)
            if written is None:
                written, unknown = str(number), way
            text = text.replace(place, written)
        return text, unknown

    def _list(self, number: str) -> _List | None:
        if number not in self._lists:
            self._lists[number] = self._make_list(number)
        return self._lists[number]

    def _make_list(self, number: str) -> _List | None:
        element = self._numbers.get(number)
        if element is None:
            return None
        definition = self._definition_of(element)
        if definition is None:
            return None
        made = _List(definition, _levels(self._definitions[definition]))
        for override in element.iter(W + "lvlOverride"):
            self._override(made, override)
        return made

    def _override(self, made: _List, override: etree._Element) -> None:
        depth = whole_number(override.get(W + "ilvl"))
        if depth is None:
            return
        own = override.find(W + "lvl")
        if own is not None:
            made.levels[depth] = _level(own)
        start = whole_number(value_of(override, "startOverride"))
        if start is not None:
            made.starts[depth] = start
            made.levels[depth] = replace(made.levels.get(depth, _Level()), start=start)

    def _definition_of(self, element: etree._Element) -> str | None:
        """The id of the definition behind a list, past links to numbering styles."""
        seen: set[str] = set()
        while True:
            id_ = value_of(element, "abstractNumId") or ""
            if id_ in seen or id_ not in self._definitions:
                return None
            seen.add(id_)
            link = value_of(self._definitions[id_], "numStyleLink")
            if link is None:
                return id_
            behind = self._numbers.get(self._styles.number_of(link) or "")
            if behind is None:
                return self._definition_named(link)
            element = behind

    def _definition_named(self, style: str) -> str | None:
        """The definition that says it belongs to a numbering style."""
        for id_, definition in self._definitions.items():
            if value_of(definition, "styleLink") == style:
                return id_
        return None


def _levels(definition: etree._Element) -> dict[int, _Level]:
    levels = {}
    for element in definition.iterchildren(W + "lvl"):
        depth = whole_number(element.get(W + "ilvl"))
        if depth is not None and 0 <= depth < _LEVELS:
            levels[depth] = _level(element)
    return levels


def _level(element: etree._Element) -> _Level:
    fonts = element.find(f"{W}rPr/{W}rFonts")
    legal, hidden = element.find(W + "isLgl"), element.find(f"{W}rPr/{W}vanish")
    start, restart = whole_number(value_of(element, "start")), whole_number(value_of(element, "lvlRestart"))
    return _Level(
        start=0 if start is None else start,
        format=_format(element),
        pattern=value_of(element, "lvlText") or "",
        suffix=_SUFFIXES.get(value_of(element, "suff") or "tab", "\t"),
        restart=restart,
        legal=legal is not None and is_on(legal),
        style=value_of(element, "pStyle"),
        picture=element.find(W + "lvlPicBulletId") is not None,
        hidden=hidden is not None and is_on(hidden),
        font="" if fonts is None else font_of(fonts),
    )


def _format(element: etree._Element) -> str:
    """How the level writes its numbers; one of Word's own making is known by its example."""
    for child in (element.find(W + "numFmt"), element.find(f"{AC}AlternateContent/{AC}Choice/{W}numFmt")):
        if child is not None:
            way = child.get(W + "val") or "decimal"
            return child.get(W + "format") or way if way == "custom" else way
    return "decimal"


def _bullet(level: _Level) -> str:
    """The bullet as a letter any font has; fonts of symbols use letters of their own."""
    mark = level.pattern.strip()
    if level.picture or not mark:
        return "•"
    letters = [symbol(level.font, f"{ord(letter):X}") for letter in mark]
    if all(known for _, known in letters):
        return "".join(letter for letter, _ in letters)
    known = [symbol("Symbol" if mark == "\uf0b7" else "Wingdings", f"{ord(letter):X}") for letter in mark]
    return "".join(letter if sure else "•" for letter, sure in known)
