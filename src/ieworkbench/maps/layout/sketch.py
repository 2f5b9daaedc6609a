"""A map on its way to a layout: numbers only, with nodes, edges and lanes named by their places in the lists."""

from __future__ import annotations

from dataclasses import dataclass, field

from ieworkbench.maps.layout.specs import Spacing

__all__ = ["Sketch"]


@dataclass(slots=True)
class Sketch:
    """What the steps of laying out hand on to each other.

    Attributes
    ----------
    ends, feedback
        Origin and target of each edge, and whether it runs backwards.
    lane, column, width, height
        Of each node.
    least_heights
        Of each lane.
    offsets
        Where the researcher wants the upper edge of a node, measured from the top of its lane.
    lefts
        Where the researcher wants the left edge of a node, as far as its column reaches.
    middle
        The height at which the middle of each node lies, before the gutters between lanes have opened.
    tops, bottoms
        Of each lane, likewise.
    leaves, arrives
        The height at which each edge leaves its origin's box, and arrives at its target's.
    """

    spacing: Spacing
    ends: list[tuple[int, int]]
    feedback: list[bool]
    lane: list[int]
    column: list[int]
    width: list[float]
    height: list[float]
    least_heights: list[float]
    offsets: dict[int, float] = field(default_factory=dict)
    lefts: dict[int, float] = field(default_factory=dict)
    middle: list[float] = field(default_factory=list)
    tops: list[float] = field(default_factory=list)
    bottoms: list[float] = field(default_factory=list)
    leaves: list[float] = field(default_factory=list)
    arrives: list[float] = field(default_factory=list)

    @property
    def columns(self) -> int:
        """How many columns there are."""
        return max(self.column, default=-1) + 1
