"""What a format of maps is, on what sheet it is drawn, and what is said about a map that was written.

A format either draws a `Scene` (``draw``), or writes the map's records in a form of its own
(``write``). Either gives bytes, and what the format cannot carry is a list of sentences.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ieworkbench.model.display import Brief

if TYPE_CHECKING:
    from ieworkbench.maps.drawing.drawn import Scene
    from ieworkbench.maps.institutional_map import InstitutionalMap
    from ieworkbench.model.layout import Layout

__all__ = ["Drawn", "MapFormat", "MapReport", "Sheet", "Written"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a scene is drawn on.

    Attributes
    ----------
    name
        What it is called: ``"two columns"``; empty for a size of its own.
    scale
        How many times larger than the scene it is drawn.
    dpi
        Dots per inch, for formats that have dots; 0 leaves it to the format.
    """

    name: str = ""
    scale: float = 1.0
    dpi: int = 0


@dataclass(frozen=True, slots=True)
class Drawn:
    """A file's bytes, with what its format could not carry and what was dropped, in sentences.

    Attributes
    ----------
    data
        What is in the file.
    dropped
        What of this map was left out.
    scene, scale
        If a scene is drawn in the file among other things: the scene, and how many times as large.
    warnings
        What to look at before the file is handed on.
    layout
        Where everything stands, if it is drawn in the file.
    """

    data: bytes
    dropped: tuple[str, ...] = ()
    scene: Scene | None = None
    scale: float = 1.0
    warnings: tuple[str, ...] = ()
    layout: Layout | None = None


Draw = Callable[["Scene", Sheet], "bytes | Drawn"]
Write = Callable[["InstitutionalMap", "Written"], "bytes | Drawn"]


@dataclass(frozen=True, slots=True)
class Written:
    """How a map is to be written in a form of its own.

    Attributes
    ----------
    language
        The language of fixed words.
    layout
        Where everything stands, as it was kept; ``None`` to lay it out.
    quotes
        Whether what was said goes along, as far as the map's audience may see it.
    evidence
        Whether a document has the evidence table, too.
    order
        For logs of events: ``dates``, or ``declared`` for made-up times in the order of the map.
    drawing
        What else `build_scene` takes.
    """

    language: str = "en"
    layout: Layout | None = None
    quotes: bool = True
    evidence: bool = True
    order: str = "dates"
    drawing: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MapFormat:
    """A format in which a map can be written.

    Attributes
    ----------
    name
        What ``format=`` takes: ``"svg"``.
    title
        What it is, in a few words.
    suffixes
        The endings of its files, with their dots; of two formats with one ending, ``format=`` chooses.
    draw
        What makes a file of a scene; ``None`` if it needs the records.
    write
        What makes a file of a map; ``None`` if it draws a scene.
    cannot
        What the format cannot carry, in sentences.
    dots
        Whether its size in the file is in dots.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    draw: Draw | None = None
    write: Write | None = None
    cannot: tuple[str, ...] = ()
    dots: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class MapReport(Brief):
    """What was written.

    Attributes
    ----------
    file
        The file's name.
    format
        The name of the format.
    width_mm, height_mm
        How large it is in print; 0 for formats without a size.
    text_size, smallest_text
        How large the labels, and the smallest words, are in print, in points.
    dpi
        Dots per inch, where there are dots.
    nodes, links
        How many things and links it has.
    cannot
        What the format cannot carry.
    dropped
        What of this map was left out.
    warnings
        What to look at before it is printed, and what to do.
    layout
        Where everything stands, to be kept with the study so that the figure does not move.
    """

    file: str
    format: str
    width_mm: float = 0.0
    height_mm: float = 0.0
    text_size: float = 0.0
    smallest_text: float = 0.0
    dpi: int = 0
    nodes: int = 0
    links: int = 0
    cannot: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    layout: Layout | None = field(default=None, repr=False)

    def sentences(self) -> tuple[str, ...]:
        """The report, one sentence after the other: the size first, then what to look at, then what is missing."""
        size = f"{self.file}: {self.nodes} things and {self.links} links"
        if self.width_mm:
            size += f", {self.width_mm:.0f} × {self.height_mm:.0f} mm, labels of {self.text_size:.1f} pt"
        return (size + ".", *self.warnings, *self.dropped, *self.cannot)
