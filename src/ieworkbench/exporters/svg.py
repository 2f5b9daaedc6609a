"""SVG: the map as outlines and live words, in groups that a drawing program or a page can take hold of.

Words stay words (not outlines), so they can be searched, read aloud and set in another font; a font
wider than the one named here would let labels grow out of their boxes. Nothing that somebody said
or wrote can become markup: the file is built as a tree and written out by an XML library.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ieworkbench.exporters.report import MapFormat, Sheet
from ieworkbench.maps.marks import Group, Ink, groups
from ieworkbench.maps.outlines import Path
from ieworkbench.maps.text_size import one_line

if TYPE_CHECKING:
    from lxml.etree import _Element

    from ieworkbench.maps.drawn import Scene, TextLine

__all__ = ["FORMAT", "path_data", "svg_element"]

_SVG = "http://www.w3.org/2000/svg"
_FONTS = "'DejaVu Sans', 'Bitstream Vera Sans', Verdana, Arial, sans-serif"


def svg_element(scene: Scene, *, scale: float = 1.0) -> _Element:
    """A scene as an SVG element: one ``g`` for each lane, node and link, with its id and what it is in words.

    Parameters
    ----------
    scene
        The scene.
    scale
        How much larger than the scene the drawing is to appear; the numbers inside stay the scene's.
    """
    from lxml import etree

    root = etree.Element(f"{{{_SVG}}}svg", nsmap={None: _SVG})  # type: ignore[dict-item]
    root.set("viewBox", f"0 0 {_number(scene.width)} {_number(scene.height)}")
    root.set("width", f"{_number(scene.width * scale)}pt")
    root.set("height", f"{_number(scene.height * scale)}pt")
    root.set("role", "img")
    root.set("lang", scene.language)
    root.set("font-family", _FONTS)
    title = scene.title[0].words if scene.title else scene.description.partition(".")[0]
    _told(root, "title", title)
    _told(root, "desc", scene.description)
    least = 0.3 / scale
    for group in groups(scene):
        root.append(_group(etree.SubElement(root, f"{{{_SVG}}}g"), group, least))
    return root


def path_data(path: Path) -> str:
    """An outline as the ``d`` of an SVG path.

    Examples
    --------
    >>> path_data((("M", 0.0, 1.5), ("L", 2.0, 3.123), ("Z",)))
    'M0 1.5L2 3.12Z'
    """
    return "".join(step[0] + " ".join(_number(float(each)) for each in step[1:]) for step in path)


def _group(element: _Element, group: Group, least: float) -> _Element:
    from lxml import etree

    element.set("id", one_line(group.id).replace("%", "%25").replace(" ", "%20"))
    element.set("class", group.kind)
    if group.of:
        element.set("data-of", one_line(group.of))
    if group.told:
        _told(element, "title", group.told)
    for mark in group.marks:
        if isinstance(mark, Ink):
            _ink(etree.SubElement(element, f"{{{_SVG}}}path"), mark, least)
        else:
            _words(etree.SubElement(element, f"{{{_SVG}}}text"), mark)
    return element


def _ink(element: _Element, ink: Ink, least: float) -> None:
    element.set("d", path_data(ink.path))
    element.set("fill", ink.fill or "none")
    if ink.stroke:
        element.set("stroke", ink.stroke)
        element.set("stroke-width", _number(max(ink.width, least)))
        element.set("stroke-linejoin", "round")
    if ink.dash:
        element.set("stroke-dasharray", " ".join(map(_number, ink.dash)))


def _words(element: _Element, line: TextLine) -> None:
    element.set("x", _number(line.x))
    element.set("y", _number(line.y))
    element.set("font-size", _number(line.size))
    element.set("fill", line.colour)
    if line.anchor != "start":
        element.set("text-anchor", line.anchor)
    if line.bold:
        element.set("font-weight", "bold")
    if line.italic:
        element.set("font-style", "italic")
    if line.turned:
        element.set("transform", f"rotate(-90 {_number(line.x)} {_number(line.y)})")
    element.text = one_line(line.words)


def _told(parent: _Element, tag: str, words: str) -> None:
    from lxml import etree

    etree.SubElement(parent, f"{{{_SVG}}}{tag}").text = one_line(words)


def _number(value: float) -> str:
    """A number with at most two decimals, and none that say nothing."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if value else "0"


def _write(scene: Scene, sheet: Sheet) -> bytes:
    from lxml import etree

    made: bytes = etree.tostring(svg_element(scene, scale=sheet.scale), xml_declaration=True, encoding="UTF-8")
    return made


FORMAT = MapFormat(
    name="svg",
    title="SVG: a drawing with live words, for drawing programs and the web",
    suffixes=(".svg",),
    draw=_write,
)
