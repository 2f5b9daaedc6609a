"""Drawings in a Word document: text boxes, whose words count, and pictures, which hold none.

Word writes most drawings twice, for itself and for older versions; one of the two is looked at.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ieworkbench.importers.word_names import AC, A, R, V, W
from ieworkbench.importers.word_story import branch_of

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["Contents", "contents_of"]

_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_OBJECT = "{urn:schemas-microsoft-com:office:office}OLEObject"
_FRAME = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_PICTURES = {A + "blip": "A picture", V + "imagedata": "A picture", _OBJECT: "An embedded object"}


@dataclass(slots=True)
class Contents:
    """What is in a drawing.

    Attributes
    ----------
    boxes
        Text boxes, as elements; text drawn as a picture, such as a watermark, as it is.
    parts
        The relations to parts with words: a diagram's, a chart's.
    what
        What cannot be read, in words, such as ``"A picture"``.
    description
        What the writer says of it for those who cannot see it.
    """

    boxes: list[etree._Element | str] = field(default_factory=list)
    parts: list[str | None] = field(default_factory=list)
    what: str = ""
    description: str = ""


def contents_of(drawing: etree._Element) -> Contents:
    """What is in a ``w:drawing``, ``w:pict``, ``w:object`` or the choice between two of them."""
    found = Contents()
    waiting = [drawing]
    while waiting:
        element = waiting.pop()
        if element.tag == AC + "AlternateContent":
            branch = branch_of(element)
            waiting.extend([] if branch is None else [branch])
        elif element.tag == W + "txbxContent":
            found.boxes.append(element)
        else:
            _look_at(element, found)
            waiting.extend(reversed(element))
    return found


def _look_at(element: etree._Element, found: Contents) -> None:
    tag = element.tag
    if tag in _PICTURES:
        found.what = _PICTURES[tag]
    elif tag == V + "textpath" and element.get("string"):
        found.boxes.append(element.get("string") or "")
    elif tag == _CHART:
        found.what = "A chart"
        found.parts.append(element.get(R + "id"))
    elif tag == _DIAGRAM:
        found.parts.append(element.get(R + "dm"))
    if tag == _FRAME or tag.startswith(V) if isinstance(tag, str) else False:
        described = element.get("descr") or element.get("title") or element.get("alt") or ""
        found.description = found.description or " ".join(described.split())[:120]
