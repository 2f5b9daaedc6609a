"""The numbers of an open document's lists and headings: they stand nowhere in the file.

Every list begins to count anew unless it says that it goes on with another. A number may show the
numbers of the levels above it ("2.1").
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ieworkbench.importers.pages import counted

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["Item", "Lists"]

_URN = "urn:oasis:names:tc:opendocument:xmlns:"
_STYLE, _TEXT = f"{{{_URN}style:1.0}}", f"{{{_URN}text:1.0}}"
_LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_LEVELS = 10
_LARGEST = 100_000


@dataclass(frozen=True, slots=True)
class Item:
    """A paragraph's place in a list: its level, its label, and what of it stands in the text."""

    level: int
    label: str | None
    written: str


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level counts: a way of writing numbers, or a bullet."""

    way: str = ""
    bullet: str | None = None
    prefix: str = ""
    suffix: str = ""
    pattern: str | None = None
    shows: int = 1
    start: int = 1


@dataclass(slots=True)
class _Open:
    """A list that is open: its style, its counts, and whether the item's first paragraph is still to come."""

    style: str
    counts: list[int | None]
    fresh: bool = False
    start: int | None = None
    header: bool = False


_NO_COUNTS: list[int | None] = [None] * _LEVELS


@dataclass(slots=True)
class _Past:
    """Counts of lists that have ended, by name and by style, for lists that go on with them."""

    by_name: dict[str, list[int | None]] = field(default_factory=dict)
    by_style: dict[str, list[int | None]] = field(default_factory=dict)


class Lists:
    """Counts through the lists of a document while it is walked."""

    def __init__(self, content: etree._Element, styles: etree._Element | None) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._outline: dict[int, _Level] = {}
        roots = [content] if styles is None or styles is content else [styles, content]
        for root in roots:
            for element in root.iter(f"{_TEXT}list-style"):
                self._levels[element.get(f"{_STYLE}name") or ""] = _levels(element)
            for element in root.iter(f"{_TEXT}outline-style"):
                self._outline = _levels(element)
        self._open: list[_Open] = []
        self._past = _Past()
        self._headings = _NO_COUNTS.copy()

    def apart(self) -> Lists:
        """The same lists, counted from the start: for a box, a note or a comment."""
        other = object.__new__(Lists)
        other._levels, other._outline = self._levels, self._outline
        other._open, other._past, other._headings = [], _Past(), _NO_COUNTS.copy()
        return other

    def begin_list(self, element: etree._Element) -> None:
        """A list begins, inside another or on its own."""
        style = element.get(f"{_TEXT}style-name") or (self._open[-1].style if self._open else "")
        if self._open:
            counts = self._open[-1].counts
        else:
            counts = self._go_on(element, style)
            self._past.by_style[style] = counts
            name = element.get(_XML_ID)
            if name:
                self._past.by_name[name] = counts
        self._open.append(_Open(style, counts))

    def _go_on(self, element: etree._Element, style: str) -> list[int | None]:
        named = self._past.by_name.get(element.get(f"{_TEXT}continue-list") or "")
        if named is not None:
            return named
        if element.get(f"{_TEXT}continue-numbering") == "true" and style in self._past.by_style:
            return self._past.by_style[style]
        return _NO_COUNTS.copy()

    def end_list(self) -> None:
        """The innermost list ends."""
        if self._open:
            self._open.pop()

    def begin_item(self, element: etree._Element) -> None:
        """An item begins; it counts when its first paragraph comes."""
        if self._open:
            inner = self._open[-1]
            inner.fresh = True
            inner.header = element.tag == f"{_TEXT}list-header"
            inner.start = _number(element.get(f"{_TEXT}start-value"))

    def label_for(self, element: etree._Element, heading: int | None) -> Item | None:
        """The item that a paragraph opens; ``None`` if it opens none.

        Parameters
        ----------
        element
            The paragraph or heading.
        heading
            The heading's level; ``None`` for a paragraph.
        """
        if self._open:
            inner = self._open[-1]
            if not inner.fresh or inner.header:
                return None
            inner.fresh = False
            depth = min(len(self._open), _LEVELS)
            return self._count(self._levels.get(inner.style, {}), inner.counts, depth, inner.start)
        if heading is None or element.get(f"{_TEXT}is-list-header") == "true":
            return None
        item = self._count(self._outline, self._headings, min(heading, _LEVELS), None)
        return item if item.written else None

    def _count(self, levels: dict[int, _Level], counts: list[int | None], depth: int, start: int | None) -> Item:
        level = levels.get(depth, _Level())
        before = counts[depth - 1]
        counts[depth - 1] = start if start is not None else (level.start if before is None else before + 1)
        counts[depth:] = [None] * (_LEVELS - depth)
        if level.bullet is not None:
            return Item(depth, level.bullet, "")
        written = _written(levels, level, counts, depth)
        return Item(depth, written.strip() or None, written.strip())


def _written(levels: dict[int, _Level], level: _Level, counts: list[int | None], depth: int) -> str:
    """The number as it is shown, with those of the levels above where they are shown too."""

    def shown(at: int) -> str:
        other = levels.get(at, _Level())
        number = counts[at - 1]
        return counted(other.start if number is None else number, other.way) if other.way else ""

    if level.pattern is not None:
        return re.sub(r"%(\d{1,2})%", lambda found: shown(int(found.group(1))), level.pattern)
    if not level.way:
        return ""
    parts = [shown(at) for at in range(max(1, depth - level.shows + 1), depth + 1)]
    return level.prefix + ".".join(filter(None, parts)) + level.suffix


def _levels(style: etree._Element) -> dict[int, _Level]:
    found: dict[int, _Level] = {}
    for element in style:
        depth = _number(element.get(f"{_TEXT}level"))
        if not isinstance(element.tag, str) or depth is None or not 1 <= depth <= _LEVELS:
            continue
        bullet = element.get(f"{_TEXT}bullet-char") if element.tag == f"{_TEXT}list-level-style-bullet" else None
        if element.tag == f"{_TEXT}list-level-style-image" or (bullet and "\ue000" <= bullet <= "\uf8ff"):
            bullet = "•"  # a picture, or a letter that only a symbol font can show
        pattern = element.get(f"{_LOEXT}num-list-format") or element.get(f"{_STYLE}num-list-format")
        way = element.get(f"{_STYLE}num-format") or ""
        found[depth] = _Level(
            way=way,
            bullet=bullet,
            prefix=element.get(f"{_STYLE}num-prefix") or "",
            suffix=element.get(f"{_STYLE}num-suffix") or "",
            pattern=pattern if way else None,
            shows=min(_number(element.get(f"{_TEXT}display-levels")) or 1, _LEVELS),
            start=_number(element.get(f"{_TEXT}start-value")) or 1,
        )
    return found


def _number(value: str | None) -> int | None:
    return min(int(value), _LARGEST) if value and value.isascii() and value.isdigit() and len(value) < 10 else None
