"""Word: the map as a picture with a caption, and its evidence table as a table that can be edited.

The picture is never higher than the page leaves room for, so that the legend and the caption stay with it.
"""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING

from ieworkbench.exporters.evidence_table import add_evidence
from ieworkbench.exporters.packages import undated
from ieworkbench.exporters.report import Drawn, MapFormat, Written
from ieworkbench.exporters.word_pictures import add_picture
from ieworkbench.maps.drawing.text_size import one_line
from ieworkbench.maps.drawing.titles import said_of
from ieworkbench.model.fixed_words import FixedWords

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section

    from ieworkbench.maps.drawing.drawn import Scene
    from ieworkbench.maps.institutional_map import InstitutionalMap

__all__ = ["FORMAT"]

_LONG, _SHORT, _MARGIN = 297.0, 210.0, 20.0
_FOR_CAPTION = 24.0
_MM = 72 / 25.4
_word = FixedWords("maps are drawn", {
    "evidence": ("What the map rests on", "Det kartet bygger på", "Det kartet byggjer på"),
    "figure": ("Figure", "Figur", "Figur"),
})  # fmt: skip


def _write(m: InstitutionalMap, how: Written) -> Drawn:
    import docx
    from docx.enum.section import WD_SECTION

    scene, upright, scale = _scene(m, how)
    document = docx.Document()
    _page(document.sections[0], upright=upright)
    dropped = add_picture(document, scene, scale)
    title, standpoint, facts = said_of(m, how.language)
    caption = f"{_word('figure', how.language)}. {title}. {standpoint}. {facts}."
    document.add_paragraph(caption, style="Caption").paragraph_format.keep_together = True
    if how.evidence:
        _page(document.add_section(WD_SECTION.NEW_PAGE), upright=False)
        document.add_heading(_word("evidence", how.language), level=1)
        dropped += add_evidence(document, m, quotes=how.quotes, language=how.language)
    _tell_about(document, title, scene)
    kept = io.BytesIO()
    document.save(kept)
    if scene.unplaced:
        dropped += (f"Not on this layout, and not drawn: {len(scene.unplaced)} things or links.",)
    return Drawn(undated(kept.getvalue()), dropped, scene, scale)


def _scene(m: InstitutionalMap, how: Written) -> tuple[Scene, bool, float]:
    """The scene, whether its page is upright, and how many times as large it is: as large as a page allows."""
    scene, scale = _on_page(m, how, upright=False)
    if scale < 1 and scene.height > scene.width:
        higher, larger = _on_page(m, how, upright=True)
        if larger > scale:
            return higher, True, larger
    return scene, False, scale


def _on_page(m: InstitutionalMap, how: Written, *, upright: bool) -> tuple[Scene, float]:
    from ieworkbench.maps.drawing.scene import build_scene

    across, down = _room(upright)
    options = {"title": False, **how.drawing}
    made = build_scene(m, layout=how.layout, language=how.language, width_mm=across, height_mm=down, **options)
    return made, min(across * _MM / made.width, down * _MM / made.height, 1.0)


def _room(upright: bool) -> tuple[float, float]:
    """Width and height for a picture, in millimetres."""
    across, down = (_SHORT, _LONG) if upright else (_LONG, _SHORT)
    return across - 2 * _MARGIN - 1, down - 2 * _MARGIN - _FOR_CAPTION  # Word counts margins in twentieths of a point


def _page(section: Section, *, upright: bool) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    across, down = (_SHORT, _LONG) if upright else (_LONG, _SHORT)
    section.orientation = WD_ORIENT.PORTRAIT if upright else WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(across), Mm(down)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(_MARGIN)


def _tell_about(document: Document, title: str, scene: Scene) -> None:
    told = document.core_properties
    told.title, told.subject, told.comments = one_line(title)[:250], "", one_line(scene.description)[:250]
    told.author = told.last_modified_by = "ieworkbench"
    told.created = told.modified = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - the same map gives the same bytes


FORMAT = MapFormat(
    name="docx",
    title="Word: the map as a sharp picture with a caption, and its evidence table",
    suffixes=(".docx",),
    write=_write,
    cannot=(
        "The map is a picture in Word; for shapes to be edited there, write it for PowerPoint and paste them.",
        "Word before 2016 shows the picture in dots.",
    ),
)
