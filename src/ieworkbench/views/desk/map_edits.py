"""Changes to where things stand on a map; each is one step of the study, and keeps the whole layout."""

from __future__ import annotations

from dataclasses import replace

from ieworkbench.errors import NotOnMap
from ieworkbench.maps.drawing.scene import lay_out_map
from ieworkbench.maps.institutional_map import InstitutionalMap
from ieworkbench.model.layout import Layout
from ieworkbench.views.desk import to_desk
from ieworkbench.views.desk.at_desk import AtDesk
from ieworkbench.views.desk.maps import DrawnMap, maps_of

__all__ = ["lay_out_anew", "order_lanes", "pin", "unpin"]


def pin(at: AtDesk, edit: to_desk.Pin) -> None:
    """Keep a box where it was put; everything else stands, and only the lines that must be are drawn anew.

    Raises
    ------
    NotOnMap
        If there is no such box on the map.
    """
    drawn = _having(at, edit.map, edit.node)
    _keep(at, edit.map, drawn.map, drawn.layout.pinned(edit.node, x=edit.x, y=edit.y))


def unpin(at: AtDesk, edit: to_desk.Unpin) -> None:
    """Leave the place of a box to the layout again; it goes where one would stand that is new.

    Raises
    ------
    NotOnMap, RecordUnknown
        If there is no such box on the map, or no place is chosen for it.
    """
    drawn = _having(at, edit.map, edit.node)
    layout = drawn.layout.unpinned(edit.node)
    others = tuple(each for each in layout.boxes if each.id != edit.node)
    _keep(at, edit.map, drawn.map, replace(layout, boxes=others))


def order_lanes(at: AtDesk, edit: to_desk.Lanes) -> None:
    """Put the lanes of a map in an order, from the top down, inside their bands; the map is then laid out anew.

    Raises
    ------
    RecordUnknown
        If the study has no such site.
    """
    drawn = maps_of(at).called(edit.map)
    _keep(at, edit.map, drawn.map.with_lane_order(edit.order), drawn.layout)


def lay_out_anew(at: AtDesk, edit: to_desk.LayOut) -> None:
    """Lay a map out as if it were new, with its lanes in their order; chosen places hold."""
    drawn = maps_of(at).called(edit.map)
    ordered = drawn.map.with_lane_order([each.id for each in drawn.layout.lanes])
    made = lay_out_map(ordered, pins=drawn.layout.pins, language=at.language)
    at.study.save_layout(edit.map, made)


def _having(at: AtDesk, key: str, node: str) -> DrawnMap:
    drawn = maps_of(at).called(key)
    if node not in drawn.map.graph:
        raise NotOnMap(node)
    return drawn


def _keep(at: AtDesk, key: str, m: InstitutionalMap, stood: Layout) -> None:
    at.study.save_layout(key, lay_out_map(m, previous=stood, language=at.language))
