"""Styles of a Word document: what a paragraph or a run is because of its style.

A style takes over what it does not say itself from the one it is based on. A heading is known by
its outline level, or by the name Word gives heading styles, also in other languages than English.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from ieworkbench.importers.word_names import W, is_on, value_of

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["ParagraphStyle", "RunStyle", "Styles", "heading_level"]

_HEADINGS = (
    "heading|overskrift|rubrik|överskrift|überschrift|ueberschrift|titre|título|titulo|titolo|títol|kop|otsikko"
    "|nagłówek|nadpis|fyrirsögn|pealkiri|virsraksts|antraštė|címsor|titlu|naslov|başlık|заголовок|επικεφαλίδα"
    "|bajilčála"
)
_HEADING_NAME = re.compile(rf"(?:{_HEADINGS})[ _]?([1-9])(?:[ _]?(?:char|tegn))?", re.IGNORECASE)
_TITLES = {"title", "tittel", "titel"}


@dataclass(frozen=True, slots=True)
class RunStyle:
    """What a style says about type: bold or not, hidden or not, or nothing (``None``)."""

    bold: bool | None = None
    hidden: bool | None = None


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """What a style makes of a paragraph.

    Attributes
    ----------
    id
        The style's id.
    heading
        Its level as a heading from 1, or ``None``.
    number
        The id of its numbering, if it is numbered.
    number_level
        The level in that numbering from 0, if the style says it.
    number_style
        The id of the style that says so.
    bold, hidden
        Whether its words are.
    """

    id: str
    heading: int | None = None
    number: str | None = None
    number_level: int | None = None
    number_style: str | None = None
    bold: bool = False
    hidden: bool = False


def heading_level(name: str) -> int | None:
    """The level of a heading style, by its name or id.

    Examples
    --------
    >>> heading_level("heading 2"), heading_level("Overskrift1"), heading_level("Title"), heading_level("Body Text")
    (2, 1, 1, None)
    """
    match = _HEADING_NAME.fullmatch(name.strip())
    if match:
        return int(match.group(1))
    return 1 if name.strip().lower() in _TITLES else None


def run_style(properties: etree._Element | None) -> RunStyle:
    """What ``w:rPr`` says about type."""
    if properties is None:
        return RunStyle()
    bold, hidden = properties.find(W + "b"), properties.find(W + "vanish")
    return RunStyle(None if bold is None else is_on(bold), None if hidden is None else is_on(hidden))


def whole_number(text: str | None) -> int | None:
    """``text`` as a small whole number, or ``None``."""
    return int(text) if text and re.fullmatch(r"-?[0-9]{1,9}", text) else None


class Styles:
    """All styles of a document, from ``styles.xml``; without that part only ids are known."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, etree._Element] = {}
        self._default = ""
        self.language: str | None = None
        for style in () if root is None else root.iterchildren(W + "style"):
            id_ = style.get(W + "styleId") or ""
            self._styles.setdefault(id_, style)
            if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true", "on"):
                self._default = id_
        if root is not None:
            self.language = self._main_language(root)
        self.paragraph = cache(self._paragraph)
        self.run = cache(self._run)

    def _main_language(self, root: etree._Element) -> str | None:
        for place in (self._styles.get(self._default), root.find(f"{W}docDefaults/{W}rPrDefault")):
            language = None if place is None else value_of(place.find(W + "rPr"), "lang")
            if language and language != "x-none":
                return language
        return None

    def _chain(self, id_: str) -> list[etree._Element]:
        """The style and those it is based on, nearest first; a circle is cut."""
        chain: list[etree._Element] = []
        seen: set[str] = set()
        while id_ in self._styles and id_ not in seen:
            seen.add(id_)
            chain.append(self._styles[id_])
            id_ = value_of(chain[-1], "basedOn") or ""
        return chain

    def _paragraph(self, id_: str | None) -> ParagraphStyle:
        """The paragraph style called ``id_``; the default one for ``None``."""
        wanted = self._default if id_ is None else id_
        chain = self._chain(wanted)
        if not chain:
            return ParagraphStyle(wanted, heading=heading_level(wanted))
        type_ = _first(run_style(style.find(W + "rPr")) for style in chain)
        number, level, style = _numbering(chain)
        return ParagraphStyle(wanted, _heading(chain), number, level, style, bool(type_.bold), bool(type_.hidden))

    def _run(self, id_: str) -> RunStyle:
        """The character style called ``id_``."""
        return _first(run_style(style.find(W + "rPr")) for style in self._chain(id_))

    def number_of(self, id_: str) -> str | None:
        """The numbering that a numbering style leads to."""
        for style in self._chain(id_):
            number = value_of(style.find(f"{W}pPr/{W}numPr"), "numId")
            if number:
                return number
        return None


def _first(styles: Iterable[RunStyle]) -> RunStyle:
    bold: bool | None = None
    hidden: bool | None = None
    for style in styles:
        bold = style.bold if bold is None else bold
        hidden = style.hidden if hidden is None else hidden
    return RunStyle(bold, hidden)


def _heading(chain: list[etree._Element]) -> int | None:
    for style in chain:
        outline = whole_number(value_of(style.find(W + "pPr"), "outlineLvl"))
        if outline is not None:
            return outline + 1 if 0 <= outline <= 8 else None
        level = heading_level(value_of(style, "name") or style.get(W + "styleId") or "")
        if level is not None:
            return level
    return None


def _numbering(chain: list[etree._Element]) -> tuple[str | None, int | None, str | None]:
    """The numbering a style has or inherits: its id, the level, and the style that says so."""
    level: int | None = None
    for style in chain:
        numbering = style.find(f"{W}pPr/{W}numPr")
        if numbering is None:
            continue
        if level is None:
            level = whole_number(value_of(numbering, "ilvl"))
        number = value_of(numbering, "numId")
        if number:
            return (None, None, None) if number == "0" else (number, level, style.get(W + "styleId"))
    return None, None, None
