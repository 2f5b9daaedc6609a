"""Maps out of the workbench: figures for print, drawings for hand editing, and graphs for other programs.

Every format has a file of its own and one line in `FORMATS`. All that draw, draw the same `Scene`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ieworkbench.errors import FormatUnknown
from ieworkbench.exporters import (
    dot,
    drawio,
    evidence_table,
    figure,
    gexf,
    graphml,
    mermaid,
    node_link,
    ocel,
    prov_json,
    slides,
    svg,
    web_page,
    word_document,
)
from ieworkbench.exporters.evidence_table import evidence_frame
from ieworkbench.exporters.node_link import read_map_json
from ieworkbench.exporters.report import Drawn, MapFormat, MapReport, Sheet, Written
from ieworkbench.exporters.sheets import WIDTHS, Paper, paper_of, warnings_of
from ieworkbench.exporters.written import put
from ieworkbench.sentences import listed

if TYPE_CHECKING:
    from ieworkbench.maps.drawing.drawn import Scene
    from ieworkbench.maps.institutional_map import InstitutionalMap
    from ieworkbench.model.layout import Layout

__all__ = [
    "FORMATS",
    "WIDTHS",
    "MapFormat",
    "MapReport",
    "evidence_frame",
    "format_of",
    "read_map_json",
    "write_map",
    "write_scene",
]

FORMATS: tuple[MapFormat, ...] = (
    svg.FORMAT,
    figure.PDF,
    figure.PNG,
    figure.TIFF,
    figure.EPS,
    web_page.FORMAT,
    drawio.FORMAT,
    slides.FORMAT,
    word_document.FORMAT,
    evidence_table.FORMAT,
    graphml.FORMAT,
    gexf.FORMAT,
    dot.FORMAT,
    mermaid.FORMAT,
    prov_json.FORMAT,
    ocel.FORMAT,
    node_link.FORMAT,
)
"""Every format in which a map can be written; of two with one suffix the first is meant.

Files of graphs and logs in JSON have endings of their own: ``.json``, ``.prov.json``, ``.ocel.json``."""


def format_of(path: Path, name: str | None = None, *, drawn: bool = False) -> MapFormat:
    """The format of this name, or if none is given that of the file's suffix; if ``drawn``, one that draws a scene.

    Raises
    ------
    FormatUnknown
        If there is none, with the list.
    """
    known = [each for each in FORMATS if each.draw is not None or not drawn]
    if name:
        found = [each for each in known if each.name == name.strip().lower()]
    else:
        called = path.name.lower()
        endings = [(len(end), each) for each in known for end in each.suffixes if called.endswith(end)]
        longest = max((length for length, _ in endings), default=0)  # plan.prov.json is PROV, plan.json is a map
        found = [each for length, each in endings if length == longest]
    if not found:
        raise FormatUnknown(path.name, tuple(each.name for each in known))
    return found[0]


def write_map(
    m: InstitutionalMap,
    path: str | Path,
    *,
    format: str | None = None,  # noqa: A002 - as elsewhere
    language: str = "en",
    width: str | float | None = None,
    layout: Layout | None = None,
    dpi: int = 0,
    quotes: bool = True,
    evidence: bool = True,
    order: str = "dates",
    **drawing: Any,  # noqa: ANN401 - the options of `build_scene`
) -> MapReport:
    """Write a map to a file, whose suffix says in which format; a report of what was written.

    Parameters
    ----------
    m
        The map.
    path
        The file; one that is there is written over.
    format
        The name of the format, whatever the file is called.
    language
        The language of the fixed words: ``en``, ``nb`` or ``nn``.
    width
        ``column`` (84 mm), ``two columns`` (174 mm), ``slide`` (16:9), ``landscape A4``, ``A3``, ``poster``, or a number
        of millimetres. If not given, the map is as large as its labels are best read.
    layout
        Where everything stands, as it was kept: nothing moves.
    dpi
        Dots per inch of PNG and TIFF; 300 and 1200 if not given.
    quotes
        Whether formats that carry what was said carry it, as far as the map's audience may see it.
    evidence
        Whether a Word document has the evidence table after the picture.
    order
        For event logs: ``dates``, only acts that are dated; or ``declared``, every act, at made-up
        times that say so, in the order of the map.
    drawing
        What else `build_scene` takes: ``pins``, ``previous``, ``title``, ``with_legend``.

    Raises
    ------
    FormatUnknown
        If no format has this suffix or name.
    FolderMissing
        If there is no such folder.
    FileNotWritten
        If the file cannot be written.
    RecordWrong
        If width or language is no word of its list.
    """
    from ieworkbench.maps.drawing.scene import build_scene

    file = Path(path).expanduser()
    found = format_of(file, format)
    paper = paper_of(width)
    if found.draw is None:
        assert found.write is not None  # noqa: S101 - a format draws or writes
        made = _drawn(found.write(m, Written(language, layout, quotes, evidence, order, drawing)))
        put(file, made.data)
        if made.scene is not None:
            return _report(made.scene, file, found, made, Sheet(scale=made.scale))
        return MapReport(
            file.name,
            found.name,
            nodes=m.graph.number_of_nodes(),
            links=m.graph.number_of_edges(),
            cannot=found.cannot,
            dropped=made.dropped,
            warnings=made.warnings,
            layout=made.layout,
        )
    scene = build_scene(
        m, layout=layout, language=language, width_mm=paper.width_mm, height_mm=paper.height_mm, **drawing
    )
    return write_scene(scene, file, found, paper=paper, dpi=dpi)


def write_scene(
    scene: Scene, path: Path, format: MapFormat, *, paper: Paper | None = None, dpi: int = 0  # noqa: A002 - the word a researcher would type
) -> MapReport:  # fmt: skip
    """Write a scene to a file, scaled down where it is larger than the paper; a report of what was written."""
    assert format.draw is not None  # noqa: S101 - `write_map` and `write_phases` ask before
    paper = paper or Paper()
    sheet = Sheet(paper.name, paper.scale(scene.width, scene.height), dpi)
    made = _drawn(format.draw(scene, sheet))
    put(path, made.data)
    return _report(scene, path, format, made, sheet)


def _report(scene: Scene, path: Path, format: MapFormat, made: Drawn, sheet: Sheet) -> MapReport:  # noqa: A002 - the word a researcher would type
    mm = 25.4 / 72 * sheet.scale
    lost = (f"Not on this layout, and not drawn: {listed(scene.unplaced)}; lay the map out again to place them.",)
    return MapReport(
        path.name,
        format.name,
        round(scene.width * mm, 1),
        round(scene.height * mm, 1),
        round(scene.text_size * sheet.scale, 2),
        round(scene.smallest_text * sheet.scale, 2),
        sheet.dpi if format.dots else 0,
        len(scene.nodes),
        len(scene.lines),
        format.cannot,
        (*made.dropped, *(lost if scene.unplaced else ())),
        warnings_of(scene, sheet.scale),
        scene.layout,
    )


def _drawn(made: bytes | Drawn) -> Drawn:
    return made if isinstance(made, Drawn) else Drawn(made)
