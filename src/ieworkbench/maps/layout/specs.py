"""What a map is laid out from: boxes with a size, lines between them, lanes, and the spaces to keep."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["EdgeSpec", "LaneSpec", "NodeSpec", "Spacing"]


@dataclass(frozen=True, slots=True)
class LaneSpec:
    """A lane: the band it belongs to, and how high it is at least (the length of its upright name)."""

    id: str
    band: str = ""
    least_height: float = 0


@dataclass(frozen=True, slots=True)
class NodeSpec:
    """An act or a text: its lane, the size of its box, and the step before which it cannot have been.

    Attributes
    ----------
    id, lane
        Its own id and that of its lane.
    width, height
        The size its words need. The box grows where more lines meet it than find room on its side.
    earliest
        A step or date as a whole number: nothing with a later one may lead to it other than backwards
        in time. 0 where it is not known.
    """

    id: str
    lane: str
    width: float
    height: float
    earliest: int = 0


@dataclass(frozen=True, slots=True)
class EdgeSpec:
    """A link in the direction in which things flow; `label` is the width and height of what stands on its line."""

    id: str
    origin: str
    target: str
    label: tuple[float, float] = (0, 0)


@dataclass(frozen=True, slots=True)
class Spacing:
    """The spaces between things, in points.

    Attributes
    ----------
    column_gap
        The least space between two columns.
    track
        The space between two lines side by side.
    stub
        How far a line runs straight before it turns and after it has turned: room for its head.
    node_gap
        The space between two boxes, one above the other.
    lane_pad
        The space between a box and the edge of its lane.
    clear
        The space between a box and a line that passes it.
    port_gap, least_port_gap
        The space between two lines that meet one side of a box, and where the side is crowded.
    names_width
        The strip at the left for the names of the lanes.
    margin
        The space at the right, and at the left after the names.
    """

    column_gap: float = 27
    track: float = 6.5
    stub: float = 9
    node_gap: float = 10
    lane_pad: float = 9
    clear: float = 4
    port_gap: float = 7
    least_port_gap: float = 3.25
    names_width: float = 24
    margin: float = 10
