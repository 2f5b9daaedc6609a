"""The lanes and bands of a map: their names, how much room these need at the left, and their strips."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ieworkbench.maps.drawing.drawing_words import word
from ieworkbench.maps.drawing.drawn import Box, SceneBand, SceneLane
from ieworkbench.maps.drawing.labels import turned_name
from ieworkbench.maps.drawing.notation import BAND_FILL, LANE_FILLS
from ieworkbench.maps.drawing.text_size import LEADING, one_line, width, wrap
from ieworkbench.maps.institutional_map import InstitutionalMap
from ieworkbench.maps.lanes import Lane
from ieworkbench.maps.layout.specs import LaneSpec
from ieworkbench.model import SiteLevel
from ieworkbench.model.layout import LaneBand, Layout

__all__ = ["Strips"]

_ROOM = 66.0
_LANE, _BAND = 0.97, 0.97
_PAD = 4.0


@dataclass(frozen=True)
class Strips:
    """The strips of a map's lanes, before and after it is laid out.

    Attributes
    ----------
    names
        The name of each lane, by id; empty where the band's name says it all.
    bands
        The name of each band, by id.
    specs
        The lanes for laying out.
    lane_width, band_width
        How wide the names are at the left.
    size
        The size of the labels.
    """

    names: dict[str, str]
    bands: dict[str, str]
    specs: tuple[LaneSpec, ...]
    lane_width: float
    band_width: float
    size: float

    @property
    def width(self) -> float:
        """The strip of names at the left, as a whole."""
        return self.lane_width + self.band_width

    @classmethod
    def of(cls, m: InstitutionalMap, size: float, language: str) -> Strips:
        """The strips of a map that is to be laid out."""
        lanes = m.lanes()
        shared = {band: sum(each.band is band for each in lanes) for band in SiteLevel}
        names = {each.id: _name(each, shared[each.band], language) for each in lanes}
        bands = {each.band.value: word(f"band {each.band.value}", language) for each in lanes}
        specs = tuple(
            LaneSpec(
                each.id,
                each.band.value,
                max(
                    _long(names[each.id], size * _LANE) + _PAD + 2,
                    (_long(bands[each.band.value], size * _BAND, bold=True) + _PAD + 2) / shared[each.band],
                ),
            )
            for each in lanes
        )
        return cls(
            names,
            bands,
            specs,
            _wide(list(names.values()), size * _LANE),
            _wide(list(bands.values()), size * _BAND, bold=True),
            size,
        )

    def for_layout(self, layout: Layout) -> Strips:
        """The same, no wider than a given layout has room for."""
        lefts = [each.x for each in layout.boxes] + [x for each in layout.routes for x, _ in each.points]
        room = min(lefts, default=self.width + 2) - 2
        if room >= self.width:
            return self
        share = max(room, 4.0) / self.width
        return replace(self, lane_width=self.lane_width * share, band_width=self.band_width * share)

    def drawn(self, layout: Layout, map_box: Box) -> tuple[tuple[SceneBand, ...], tuple[SceneLane, ...]]:
        """The bands and lanes of a layout, on the map's place on the page."""
        lanes: list[SceneLane] = []
        bands: list[SceneBand] = []
        for number, each in enumerate(layout.lanes):
            lanes.append(self._lane(each, map_box, number))
            box = lanes[-1].box
            if bands and bands[-1].id == each.band:
                bands[-1] = self._band(each.band, map_box, bands[-1].box.y, box.bottom, named=True)
            else:
                bands.append(self._band(each.band, map_box, box.y, box.bottom, named=bool(lanes[-1].name)))
        return tuple(bands), tuple(lanes)

    def _lane(self, lane: LaneBand, map_box: Box, number: int) -> SceneLane:
        name = self.names.get(lane.id, one_line(lane.id))
        box = Box(map_box.x, map_box.y + lane.y, map_box.width, lane.height)
        name_box = Box(box.x + self.band_width, box.y, self.lane_width, box.height)
        fill = BAND_FILL.get(_level(lane.band), LANE_FILLS[number % 2])
        return SceneLane(
            lane.id, name, lane.band, box, name_box, turned_name(name, name_box, self.size * _LANE), fill
        )  # fmt: skip

    def _band(self, band: str, map_box: Box, top: float, bottom: float, *, named: bool) -> SceneBand:
        name = self.bands.get(band, one_line(band))
        box = Box(map_box.x, top, map_box.width, bottom - top)
        name_box = Box(box.x, top, self.band_width if named else self.width, box.height)
        return SceneBand(band, name, box, name_box, turned_name(name, name_box, self.size * _BAND, bold=True))


def _level(band: str) -> SiteLevel:
    return SiteLevel(band) if band in SiteLevel.words() else SiteLevel.UNKNOWN


def _name(lane: Lane, beside: int, language: str) -> str:
    if lane.site:
        return one_line(lane.site)
    return word("no site", language) if beside > 1 else ""


def _long(name: str, size: float, *, bold: bool = False) -> float:
    return max((width(each, size, bold=bold) for each in wrap(name, _ROOM, size, bold=bold)), default=0.0)


def _wide(names: list[str], size: float, *, bold: bool = False) -> float:
    """The width of a strip in which the longest of these names has room; 0 without names."""
    lines = max((len(wrap(each, _ROOM, size, bold=bold)) for each in names), default=0)
    return lines * size * LEADING + _PAD if lines else 0.0
