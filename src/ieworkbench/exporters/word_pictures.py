"""A map as a picture in a Word document.

It is stored twice: as SVG, which Word of 2016 and later shows sharp at any size and can turn into
shapes, and as PNG for all others.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from ieworkbench.exporters import figure, svg
from ieworkbench.exporters.report import Drawn, Sheet
from ieworkbench.maps.drawing.text_size import one_line

if TYPE_CHECKING:
    from docx.document import Document

    from ieworkbench.maps.drawing.drawn import Scene

__all__ = ["add_picture"]

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_ASVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"


def add_picture(document: Document, scene: Scene, scale: float, number: int = 1) -> tuple[str, ...]:
    """Add a map as a picture with its alternative text, in a paragraph of its own that stays with its caption.

    Parameters
    ----------
    document
        The document.
    scene
        The map.
    scale
        How many times as large as the scene.
    number
        Which picture of the document it is: each has a part of its own.

    Returns
    -------
    tuple of str
        What the picture in dots lacks.
    """
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    assert figure.PNG.draw is not None  # noqa: S101 - figures are drawn
    drawn = figure.PNG.draw(scene, Sheet(scale=scale))
    assert isinstance(drawn, Drawn)  # noqa: S101 - as figures are
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.keep_with_next = True
    paragraph.paragraph_format.space_after = Pt(4)
    picture = paragraph.add_run().add_picture(io.BytesIO(drawn.data), Pt(scene.width * scale), Pt(scene.height * scale))
    inline = picture._inline  # noqa: SLF001 - python-docx has no other way to the alternative text
    inline.docPr.set("descr", one_line(_told(scene)))
    inline.docPr.set("name", "map" if number == 1 else f"map {number}")
    _add_vector(document, inline, svg.svg_file(scene, scale=scale), number)
    return drawn.dropped


def _told(scene: Scene) -> str:
    """What is on the picture, for those who do not see it: all of it while it is not too much."""
    things = " ".join(f"{each.description}." for each in scene.nodes if each.description)
    return f"{scene.description} {things}"[:4000]


def _add_vector(document: Document, inline: Any, data: bytes, number: int) -> None:  # noqa: ANN401 - lxml
    """The same picture as SVG, as an extension that older programs pass over."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from lxml import etree

    package = document.part.package
    name = "map.svg" if number == 1 else f"map{number}.svg"
    part = Part(PackURI(f"/word/media/{name}"), "image/svg+xml", data, package)
    relation = document.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
    blip = inline.find(f".//{{{_A}}}blip")
    every = etree.SubElement(blip, f"{{{_A}}}extLst")
    one = etree.SubElement(every, f"{{{_A}}}ext", uri=_SVG_EXTENSION)
    vector = etree.SubElement(one, f"{{{_ASVG}}}svgBlip", nsmap={"asvg": _ASVG})
    vector.set(f"{{{_R}}}embed", relation)
