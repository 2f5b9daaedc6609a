"""How large maps are in print, and from which size on they cannot be read."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ieworkbench.errors import RecordWrong

if TYPE_CHECKING:
    from ieworkbench.maps.drawing.drawn import Scene

__all__ = ["WIDTHS", "Paper", "paper_for_phases", "paper_of", "warnings_of"]

_LEAST_TEXT = 6.0
_MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Paper:
    """The room that a map has on paper, in millimetres; ``grows`` if a small map is to fill it.

    ``name`` is set where the page itself has a size of its own, whatever the map's.
    """

    width_mm: float | None = None
    height_mm: float | None = None
    grows: bool = False
    name: str = ""

    def scale(self, width: float, height: float) -> float:
        """How many times larger a drawing of this size in points is to be, for it to fit."""
        rooms = [
            room * _MM / size for room, size in ((self.width_mm, width), (self.height_mm, height)) if room and size
        ]
        found = min(rooms, default=1.0)
        return found if self.grows else min(found, 1.0)


WIDTHS = {
    "column": Paper(84, 234),
    "two columns": Paper(174, 234),
    "A4": Paper(160, 247),
    "landscape A4": Paper(247, 160),
    "A3": Paper(380, 257),
    "poster": Paper(1129, 801, grows=True),
    "slide": Paper(330, 182, grows=True, name="slide"),
}
"""Names of widths: a column and two columns of a journal, the text of a page, A3 in landscape, a poster (A0), and a slide of 16:9."""


def paper_of(width: str | float | None) -> Paper:
    """The paper that is meant.

    Raises
    ------
    RecordWrong
        If it is neither a name of `WIDTHS` nor a number of millimetres above 20.

    Examples
    --------
    >>> paper_of("Two columns").width_mm, paper_of(120).width_mm
    (174, 120.0)
    """
    if width is None:
        return Paper()
    if isinstance(width, str):
        known = {_folded(name): paper for name, paper in WIDTHS.items()}
        if _folded(width) in known:
            return known[_folded(width)]
        try:
            width = float(width.lower().removesuffix("mm"))
        except ValueError as error:
            raise _wrong(str(width)) from error
    if isinstance(width, bool) or not math.isfinite(width) or not 20 <= width <= 20_000:
        raise _wrong(str(width))
    return Paper(float(width))


def paper_for_phases(scene: Scene) -> Paper:
    """The smallest page that is high enough for a scene's words to be read; A3 if none is."""
    for name in ("landscape A4", "A4"):
        high = WIDTHS[name].height_mm
        if high is not None and scene.height * _LEAST_TEXT <= high * _MM * scene.smallest_text:
            return WIDTHS[name]
    return WIDTHS["A3"]


def _folded(name: str) -> str:
    return " ".join(name.replace("-", " ").replace("_", " ").split()).casefold()


def _wrong(width: str) -> RecordWrong:
    return RecordWrong("width", width[:40], f"choose one of {', '.join(WIDTHS)}, or a number of millimetres from 20")


def warnings_of(scene: Scene, scale: float) -> tuple[str, ...]:
    """What to look at before a scene is printed at this scale."""
    printed = scene.smallest_text * scale
    if not scene.nodes or printed >= _LEAST_TEXT - 0.05:
        return ()
    larger = _LEAST_TEXT / scene.smallest_text / _MM
    wide, high = scene.width * larger, scene.height * larger
    told = (
        f"The smallest words are {printed:.1f} pt in print, and under {_LEAST_TEXT:.0f} pt they are hard to read: "
        f"give it {wide:.0f} × {high:.0f} mm, show less of it with trace, select or collapse, "
        "or write an overview with its phases enlarged (write_phases, or --phases in a terminal)."
    )
    return (told,)
