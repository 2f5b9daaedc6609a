"""A map too large for a page: an overview with numbered frames, and every frame enlarged on a page of its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ieworkbench.exporters import format_of, write_scene
from ieworkbench.exporters.report import MapReport
from ieworkbench.exporters.sheets import paper_for_phases, paper_of
from ieworkbench.maps.drawing.phases import overview, phase_of, phases_of
from ieworkbench.model.display import Parts

if TYPE_CHECKING:
    from ieworkbench.maps.institutional_map import InstitutionalMap
    from ieworkbench.model.layout import Layout

__all__ = ["write_phases"]


def write_phases(
    m: InstitutionalMap,
    path: str | Path,
    *,
    language: str = "en",
    width: str | float | None = None,
    layout: Layout | None = None,
    dpi: int = 0,
    **drawing: Any,  # noqa: ANN401 - the options of `build_scene`
) -> Parts[MapReport]:
    """Write an overview of a map with numbered frames, and every frame as a figure; a report of each.

    ``C1.pdf`` becomes ``C1-overview.pdf``, ``C1-1.pdf``, ``C1-2.pdf`` and so on. All are cut out of
    one drawing, so that everything stands in a phase as it does on the whole.

    Parameters
    ----------
    m
        The map.
    path
        A file, whose suffix says in which format; PDF without one.
    language
        The language of the fixed words.
    width
        How wide each figure is to be; see `write_map`. If not given, a page of A4, or A3 where the
        map is too high for that.
    layout
        Where everything stands, as it was kept.
    dpi
        Dots per inch of PNG and TIFF.
    drawing
        What else `build_scene` takes.

    Raises
    ------
    FormatUnknown
        If no format that draws has this suffix.
    FolderMissing
        If there is no such folder.
    FileNotWritten
        If a file cannot be written.
    """
    from ieworkbench.maps.drawing.scene import build_scene

    file = Path(path).expanduser()
    file = file if file.suffix else file.with_suffix(".pdf")
    format_ = format_of(file, drawn=True)
    asked = None if width is None else paper_of(width)
    scene = build_scene(m, layout=layout, language=language, height_mm=asked.height_mm if asked else 247, **drawing)
    paper = asked or paper_for_phases(scene)
    room = (paper.width_mm or 247.0) / 25.4 * 72
    spans = phases_of(scene, room)
    if len(spans) < 2:
        return Parts([write_scene(scene, _named(file, "overview"), format_, paper=paper, dpi=dpi)])
    bare = build_scene(m, layout=scene.layout, language=language, **{**drawing, "title": False, "with_legend": False})
    whole = overview(bare, spans, paper.scale(scene.width, scene.height))
    pages = [
        ("overview", whole),
        *((str(number), phase_of(scene, spans, number)) for number in range(1, len(spans) + 1)),
    ]
    return Parts(write_scene(page, _named(file, what), format_, paper=paper, dpi=dpi) for what, page in pages)


def _named(file: Path, what: str) -> Path:
    return file.with_name(f"{file.stem}-{what}{file.suffix}")
