"""The names that WordprocessingML gives to things, and how its switches are read.

Documents saved as "Strict Open XML" use other namespaces for the same names; they are turned into
the ordinary ones while the bytes are read, so everything past that point knows one set only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["AC", "STRICT", "W14", "W15", "A", "M", "R", "V", "W", "is_on", "ordinary_namespaces", "value_of"]

_OFFICE = "http://schemas.openxmlformats.org/"
W = "{" + _OFFICE + "wordprocessingml/2006/main}"
R = "{" + _OFFICE + "officeDocument/2006/relationships}"
M = "{" + _OFFICE + "officeDocument/2006/math}"
A = "{" + _OFFICE + "drawingml/2006/main}"
V = "{urn:schemas-microsoft-com:vml}"
AC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"

STRICT = b"http://purl.oclc.org/ooxml/"
"""How every namespace of the strict variant begins."""

_STRICT_TO_ORDINARY = {
    "wordprocessingml/main": "wordprocessingml/2006/main",
    "officeDocument/relationships": "officeDocument/2006/relationships",
    "officeDocument/math": "officeDocument/2006/math",
    "drawingml/main": "drawingml/2006/main",
    "drawingml/picture": "drawingml/2006/picture",
    "drawingml/chart": "drawingml/2006/chart",
    "drawingml/diagram": "drawingml/2006/diagram",
    "drawingml/wordprocessingDrawing": "drawingml/2006/wordprocessingDrawing",
}
_OFF = {"0", "false", "off"}


def ordinary_namespaces(data: bytes) -> bytes:
    """XML of the strict variant with the ordinary namespaces; words are not touched."""
    for strict, ordinary in _STRICT_TO_ORDINARY.items():
        for quote in (b'"', b"'"):
            data = data.replace(
                b"=" + quote + STRICT + strict.encode() + quote, b"=" + quote + (_OFFICE + ordinary).encode() + quote
            )
    return data


def is_on(switch: etree._Element) -> bool:
    """Whether a switch such as ``<w:b/>`` or ``<w:b w:val="0"/>`` is on."""
    value = switch.get(W + "val")
    return value is None or value not in _OFF


def value_of(parent: etree._Element | None, name: str) -> str | None:
    """The ``w:val`` of the child called ``name``, if there are both."""
    child = None if parent is None else parent.find(W + name)
    return None if child is None else child.get(W + "val")
