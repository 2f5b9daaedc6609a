"""What an open document's styles say of its words: bold, hidden, and in which language."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["Styles"]

_URN = "urn:oasis:names:tc:opendocument:xmlns:"
_STYLE, _TEXT, _FO = f"{{{_URN}style:1.0}}", f"{{{_URN}text:1.0}}", f"{{{_URN}xsl-fo-compatible:1.0}}"

_Look = tuple[bool | None, bool | None]


class Styles:
    """Looks up styles by family and name, through the styles they rest on.

    Attributes
    ----------
    language
        The document's language as it declares it, such as ``"nb-NO"``.
    """

    def __init__(self, content: etree._Element, styles: etree._Element | None) -> None:
        self._styles: dict[tuple[str, str], etree._Element] = {}
        self._looks: dict[tuple[str, str], _Look] = {}
        self.language: str | None = None
        roots = [content] if styles is None or styles is content else [styles, content]
        for root in roots:
            for element in root.iter(f"{_STYLE}style"):
                name, family = element.get(f"{_STYLE}name"), element.get(f"{_STYLE}family")
                if name and family:
                    self._styles[family, name] = element
            for element in root.iter(f"{_STYLE}default-style"):
                if element.get(f"{_STYLE}family") == "paragraph":
                    self.language = _language(element) or self.language

    def paragraph(self, name: str) -> tuple[bool, bool]:
        """Whether a paragraph of this style is bold, and whether it is hidden."""
        bold, hidden = self._look("paragraph", name)
        return bool(bold), bool(hidden)

    def span(self, name: str, around: tuple[bool, bool]) -> tuple[bool, bool]:
        """The same for a span of this style inside what is around it."""
        bold, hidden = self._look("text", name)
        return around[0] if bold is None else bold, around[1] if hidden is None else hidden

    def _look(self, family: str, name: str) -> _Look:
        """What a style says itself, or the nearest style that it rests on."""
        key = (family, name)
        if key in self._looks:
            return self._looks[key]
        bold: bool | None = None
        hidden: bool | None = None
        passed: set[str] = set()
        current = name
        while current and current not in passed and len(passed) < 100:
            passed.add(current)
            element = self._styles.get((family, current))
            if element is None:
                break
            for properties in element.iterchildren(f"{_STYLE}text-properties"):
                bold = _bold(properties.get(f"{_FO}font-weight")) if bold is None else bold
                display = properties.get(f"{_TEXT}display")
                hidden = display == "none" if hidden is None and display is not None else hidden
            current = element.get(f"{_STYLE}parent-style-name") or ""
        self._looks[key] = (bold, hidden)
        return bold, hidden


def _bold(weight: str | None) -> bool | None:
    if weight is None:
        return None
    return weight == "bold" or (weight.isdigit() and len(weight) == 3 and weight >= "600")


def _language(element: etree._Element) -> str | None:
    for properties in element.iterchildren(f"{_STYLE}text-properties"):
        language, country = properties.get(f"{_FO}language"), properties.get(f"{_FO}country")
        if language and language not in {"none", "zxx"}:
            return f"{language}-{country}" if country and country != "none" else language
    return None
