"""What a drawn map consists of: a few kinds of things, each a value with its place and its words.

All measures are points (1/72 inch); x runs to the right and y down. Whoever draws a `Scene` has a
choice: native shapes for its nodes and lines, as a drawing program wants them, or the plain
outlines and words that `ieworkbench.maps.drawing.marks` makes of everything, as paper and screen want them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from ieworkbench.model.layout import Layout
from ieworkbench.model.link_kinds import LinkFamily

__all__ = [
    "Box",
    "Bubble",
    "Dash",
    "Head",
    "LegendEntry",
    "LineStyle",
    "NodeShape",
    "NodeStyle",
    "PhaseFrame",
    "Scene",
    "SceneBand",
    "SceneBreak",
    "SceneLane",
    "SceneLine",
    "SceneNode",
    "TextLine",
    "WaveTick",
]

Point = tuple[float, float]


class NodeShape(StrEnum):
    """The outline of a thing on the map."""

    ACT = "act"  # a rounded box
    TALK = "talk"  # a rounded box with a wavy foot
    TEXT = "text"  # a page with a folded corner
    REGULATION = "regulation"  # a page with a double rule at its top
    COPY = "copy"  # a page with a second edge inside
    RESOURCE = "resource"  # a box with cut corners


class Dash(StrEnum):
    """How a line is broken."""

    SOLID = "solid"
    DASHED = "dashed"
    DOTTED = "dotted"
    DASH_DOT = "dash-dot"


class Head(StrEnum):
    """What stands at the end of a line."""

    NONE = "none"
    ARROW = "arrow"  # two strokes
    FILLED = "filled"  # a filled triangle
    HOLLOW = "hollow"  # a white triangle
    DIAMOND = "diamond"  # a filled diamond
    HOLLOW_DIAMOND = "hollow diamond"  # a white diamond
    DISC = "disc"  # a filled disc


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: its upper left corner and its size."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height

    @property
    def middle(self) -> Point:
        """Its middle."""
        return self.x + self.width / 2, self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of words.

    Attributes
    ----------
    words
        What stands there: never with line breaks or control characters in it.
    x, y
        A point of its base line: the start, middle or end, as `anchor` says.
    size
        The size of the letters.
    anchor
        ``start``, ``middle`` or ``end``.
    bold, italic
        The cut.
    turned
        Whether it runs upwards, its base line to the right, as the names of lanes do.
    colour
        As ``#rrggbb``.
    """

    words: str
    x: float
    y: float
    size: float
    anchor: str = "middle"
    bold: bool = False
    italic: bool = False
    turned: bool = False
    colour: str = "#1a1a1a"


@dataclass(frozen=True, slots=True)
class Bubble:
    """A small circle with the number of accounts in it; `line` is the number.

    `filled` is for a question mark: white on dark.
    """

    x: float
    y: float
    radius: float
    count: int
    line: TextLine
    colour: str = "#1a1a1a"
    filled: bool = False


@dataclass(frozen=True, slots=True)
class NodeStyle:
    """How a thing on the map is drawn, beside its outline.

    Attributes
    ----------
    fill, colour, width
        The colour of its inside and of its edge, and how thick the edge is.
    dash
        How the edge is broken: dashed for gaps and what is only prescribed, dotted for what is inferred.
    standpoint
        A heavy bar at its left: an act of those where the study stands.
    question
        A question mark at its corner: nobody knows.
    struck
        A bar across it: not done.
    disputed
        A broken bar across it: some say that it was done, some that it was not.
    both
        A broken line inside its edge: told, and prescribed as well.
    stack
        More sheets behind it: several that nobody tells apart, or particulars that it rests on.
    """

    fill: str = "#ffffff"
    colour: str = "#1a1a1a"
    width: float = 0.8
    dash: Dash = Dash.SOLID
    standpoint: bool = False
    question: bool = False
    struck: bool = False
    disputed: bool = False
    both: bool = False
    stack: bool = False


@dataclass(frozen=True, slots=True)
class SceneNode:
    """An act, text, copy or resource.

    Attributes
    ----------
    id
        The id of the record.
    kind
        ``act``, ``text``, ``copy`` or ``resource``.
    shape, style
        How it is drawn.
    box
        The room it takes, sheets of a stack and all; lines end at its left and right edge.
    label
        All its words in one line.
    lines
        Its words as they are placed, inside the box.
    bubble
        How many accounts tell of it; ``None`` for none.
    lane
        The id of its lane.
    description
        What it is in a sentence, for those who do not see it.
    """

    id: str
    kind: str
    shape: NodeShape
    style: NodeStyle
    box: Box
    label: str = ""
    lines: tuple[TextLine, ...] = ()
    bubble: Bubble | None = None
    lane: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class LineStyle:
    """How a link is drawn.

    Attributes
    ----------
    family
        Its family; ``None`` for the line between a copy and its text.
    colour, width
        Colour only repeats what head, dash and doubling say.
    dash
        Dotted for what is inferred or holds only through a text as a whole, dashed for what is only
        said to be supposed to happen.
    double
        Two lines side by side.
    at_origin, at_target
        The heads at its two ends.
    crossed
        A short bar across it: it does not happen, or is withheld.
    question
        A question mark on it: a gap.
    """

    family: LinkFamily | None = None
    colour: str = "#1a1a1a"
    width: float = 0.8
    dash: Dash = Dash.SOLID
    double: bool = False
    at_origin: Head = Head.NONE
    at_target: Head = Head.NONE
    crossed: bool = False
    question: bool = False


@dataclass(frozen=True, slots=True)
class SceneLine:
    """A link.

    Attributes
    ----------
    id
        The id of the link.
    kind
        What the study calls it.
    origin, target
        The ids of the two things, as recorded: the head is at the target.
    points
        Its corners from origin to target.
    style
        How it is drawn.
    words
        What is written on it, if its kind is not told by its style alone.
    plate
        The white ground of these words.
    bubble
        How many accounts tell of it; ``None`` for none.
    cross
        Where its bar or question mark stands, and whether the line is level there.
    feedback
        Whether it goes back in time.
    description
        What it says in a sentence.
    """

    id: str
    kind: str
    origin: str
    target: str
    points: tuple[Point, ...]
    style: LineStyle
    words: tuple[TextLine, ...] = ()
    plate: Box | None = None
    bubble: Bubble | None = None
    cross: tuple[float, float, bool] | None = None
    feedback: bool = False
    description: str = ""


@dataclass(frozen=True, slots=True)
class SceneLane:
    """A lane: its strip over the whole width, and its name at the left in `name_box`."""

    id: str
    name: str
    band: str
    box: Box
    name_box: Box
    lines: tuple[TextLine, ...] = ()
    fill: str = "#ffffff"


@dataclass(frozen=True, slots=True)
class SceneBand:
    """A band of lanes: its strip over the whole width, and its name at the far left in `name_box`."""

    id: str
    name: str
    box: Box
    name_box: Box
    lines: tuple[TextLine, ...] = ()


@dataclass(frozen=True, slots=True)
class SceneBreak:
    """A disjuncture: lightning marks between its sides, or at each of them, and its words in italics.

    Attributes
    ----------
    id
        The id of the disjuncture.
    places
        The middle of each lightning mark.
    size
        Half the height of a mark.
    words, plate
        What it is about, and the white ground of these words.
    description
        What each side says.
    """

    id: str
    places: tuple[Point, ...]
    size: float
    words: tuple[TextLine, ...] = ()
    plate: Box | None = None
    description: str = ""


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One line of the legend: a small thing drawn as it is drawn on the map, and what it means.

    Where the words of an entry take more lines than one, `sample` is ``None`` from the second on.
    """

    sample: SceneNode | SceneLine | SceneBreak | Bubble | None
    words: TextLine


@dataclass(frozen=True, slots=True)
class WaveTick:
    """Over some columns, in which wave of interviews what stands there was told."""

    left: float
    right: float
    y: float
    line: TextLine


@dataclass(frozen=True, slots=True)
class PhaseFrame:
    """A numbered frame around a part of the map that is enlarged elsewhere."""

    number: int
    box: Box
    line: TextLine


@dataclass(frozen=True, slots=True)
class Scene:
    """A map as it is drawn: everything that stands on the page, in points.

    Attributes
    ----------
    width, height
        The size of the page.
    bands, lanes, nodes, lines, breaks, legend, ticks, frames
        What stands on it, from the ground up.
    title
        The lines of the title block: the study, its standpoint, what part of it this is, and on how
        many accounts from how many sources it rests.
    said
        The same, and what stands below the map as a note, each as one sentence.
    map_box
        Where the map itself stands, without title and legend.
    language
        The language of the fixed words: ``en``, ``nb`` or ``nn``.
    text_size, smallest_text
        The size of the labels, and of the smallest words on the page.
    description
        The title block and what there is on the map, in a few sentences.
    layout
        Where everything stands, to be kept with the study, so that the figure does not move.
    unplaced
        The ids of what the map has and the given layout has no place for; it is not drawn.
    """

    width: float
    height: float
    map_box: Box
    bands: tuple[SceneBand, ...] = ()
    lanes: tuple[SceneLane, ...] = ()
    nodes: tuple[SceneNode, ...] = ()
    lines: tuple[SceneLine, ...] = ()
    breaks: tuple[SceneBreak, ...] = ()
    title: tuple[TextLine, ...] = ()
    said: tuple[str, ...] = ()
    legend: tuple[LegendEntry, ...] = ()
    ticks: tuple[WaveTick, ...] = ()
    frames: tuple[PhaseFrame, ...] = ()
    language: str = "en"
    text_size: float = 0.0
    smallest_text: float = 0.0
    description: str = ""
    layout: Layout = field(default_factory=lambda: Layout(0.0, 0.0))
    unplaced: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"Scene({self.width:g} × {self.height:g} pt, {len(self.nodes)} nodes, {len(self.lines)} lines)"
