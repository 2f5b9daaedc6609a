"""SVG: the map as outlines and live words, in groups that a drawing program or a page can take hold of.

Words stay words (not outlines), so they can be searched, read aloud and set in another font; a font
wider than the one named in the file would let labels grow out of their boxes.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from ieworkbench.exporters.report import MapFormat, Sheet
from ieworkbench.maps.drawing.scene_svg import scene_svg
from ieworkbench.maps.drawing.text_size import one_line

if TYPE_CHECKING:
    from ieworkbench.maps.drawing.drawn import Scene
    from ieworkbench.maps.drawing.marks import Group

__all__ = ["FORMAT", "svg_file"]

_LEAST_LINE = 0.3


def svg_file(scene: Scene, *, scale: float = 1.0) -> bytes:
    """A scene as an SVG file: one ``g`` for each lane, node and link, with its id and what it is in words.

    Parameters
    ----------
    scene
        The scene.
    scale
        How much larger than the scene the drawing is to appear; the numbers inside stay the scene's.
    """
    title = scene.title[0].words if scene.title else scene.description.partition(".")[0]
    drawn = scene_svg(
        scene,
        root={
            "width": f"{scene.width * scale:.2f}pt",
            "height": f"{scene.height * scale:.2f}pt",
            "role": "img",
            "lang": scene.language,
        },
        naming=_named,
        head=f"<title>{_words(title)}</title><desc>{_words(scene.description)}</desc>",
        least=_LEAST_LINE / scale,
    )
    return f"<?xml version='1.0' encoding='UTF-8'?>\n{drawn}\n".encode()


def _named(group: Group) -> dict[str, str]:
    """The id of a group, which may have no blanks; its kind; and the id of its record as it is."""
    known = {"id": one_line(group.id).replace("%", "%25").replace(" ", "%20"), "class": group.kind}
    return {**known, "data-of": one_line(group.of)} if group.of else known


def _words(text: str) -> str:
    return escape(one_line(text))


def _write(scene: Scene, sheet: Sheet) -> bytes:
    return svg_file(scene, scale=sheet.scale)


FORMAT = MapFormat(
    name="svg",
    title="SVG: a drawing with live words, for drawing programs and the web",
    suffixes=(".svg",),
    draw=_write,
)
