"""A scene as plain outlines and words, in groups, from the ground up: all that paper and screen need.

There are two kinds of marks, `Ink` and `TextLine`. A group holds the marks of one thing, with its
kind and the id of its record, so that a drawing program or a page can take hold of it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ieworkbench.maps.drawing.drawn import (
    Box,
    Bubble,
    Dash,
    Head,
    LegendEntry,
    LineStyle,
    NodeShape,
    NodeStyle,
    PhaseFrame,
    Scene,
    SceneBand,
    SceneBreak,
    SceneLane,
    SceneLine,
    SceneNode,
    TextLine,
    WaveTick,
)
from ieworkbench.maps.drawing.labels import sheets
from ieworkbench.maps.drawing.notation import INK, NAME_FILL
from ieworkbench.maps.drawing.outlines import Path, bolt, circle, cut, page, polygon, rectangle, rounded, route, talk
from ieworkbench.maps.drawing.text_size import width

__all__ = ["Group", "Ink", "Mark", "dashes", "ground_of", "groups", "head_outline"]

_EDGE = "#8a8a8a"
_WHITE = "#ffffff"
_HEAD = 6.0
_CASING = 2.4
_HAIR = 0.5


@dataclass(frozen=True, slots=True)
class Ink:
    """An outline that is filled, drawn, or both.

    Attributes
    ----------
    path
        The outline.
    fill, stroke
        Colours as ``#rrggbb``; empty for none.
    width
        How thick it is drawn.
    dash
        Lengths of strokes and spaces in turn, in points; empty for an unbroken line.
    """

    path: Path
    fill: str = ""
    stroke: str = ""
    width: float = 0.0
    dash: tuple[float, ...] = ()


Mark = Ink | TextLine


@dataclass(frozen=True, slots=True)
class Group:
    """The marks of one thing.

    Attributes
    ----------
    kind
        ``page``, ``band``, ``lane``, ``link``, ``node``, ``label`` (what stands on a link), ``break``,
        ``wave``, ``frame``, ``legend`` or ``title``.
    of
        The id of the record; empty where there is none.
    marks
        From the ground up.
    told
        What it is in a sentence, for those who do not see it.
    """

    kind: str
    of: str
    marks: tuple[Mark, ...]
    told: str = ""

    @property
    def id(self) -> str:
        """Its name in a file: ``node:…``, ``link:…``."""
        return f"{self.kind}:{self.of}" if self.of else self.kind


def groups(scene: Scene) -> Iterator[Group]:
    """Everything that is drawn, from the ground up."""
    yield Group("page", "", (Ink(rectangle(Box(0, 0, scene.width, scene.height)), _WHITE),))
    yield from (Group("lane", each.id, tuple(_lane(each)), each.name) for each in scene.lanes)
    yield from (Group("band", each.id, tuple(_band(each)), each.name) for each in scene.bands)
    yield from (Group("link", each.id, tuple(_line(each)), each.description) for each in scene.lines)
    yield from (Group("node", each.id, tuple(_node(each)), each.description) for each in scene.nodes)
    labelled = (each for each in scene.lines if each.bubble or each.words or each.cross)
    yield from (Group("label", each.id, tuple(_label(each, ground_of(scene, each.plate)))) for each in labelled)
    yield from (
        Group("break", each.id, tuple(_break(each, ground_of(scene, each.plate))), each.description)
        for each in scene.breaks
    )
    yield from (Group("wave", str(number), tuple(_tick(each))) for number, each in enumerate(scene.ticks, 1))
    yield from (Group("frame", str(each.number), tuple(_frame(each))) for each in scene.frames)
    if scene.legend:
        yield Group("legend", "", tuple(mark for entry in scene.legend for mark in _entry(entry)))
    if scene.title:
        yield Group("title", "", scene.title)


# ----------------------------------------------------------------------------- lanes, bands, waves


def _lane(lane: SceneLane) -> Iterator[Mark]:
    yield Ink(rectangle(lane.box), lane.fill, _EDGE, _HAIR)
    if lane.lines:
        yield Ink(rectangle(lane.name_box), NAME_FILL, _EDGE, _HAIR)
    yield from lane.lines


def _band(band: SceneBand) -> Iterator[Mark]:
    yield Ink(rectangle(band.name_box), "#cfd4d9", _EDGE, _HAIR)
    yield from band.lines
    yield Ink(rectangle(band.box), "", "#5a5a5a", 0.9)


def _tick(tick: WaveTick) -> Iterator[Mark]:
    low, high = tick.y + 1, tick.y - 1
    path: Path = (("M", tick.left, low), ("L", tick.left, high), ("L", tick.right, high), ("L", tick.right, low))
    yield Ink(path, "", INK, _HAIR)
    yield tick.line


def _frame(frame: PhaseFrame) -> Iterator[Mark]:
    line = frame.line
    yield Ink(rounded(frame.box, 5), "", INK, 1.1, (7.0, 2.5))
    yield Ink(circle(line.x, line.y - line.size * 0.36, line.size * 0.8), _WHITE, INK, 0.8)
    yield line


# ----------------------------------------------------------------------------------------- nodes


def dashes(dash: Dash, thickness: float) -> tuple[float, ...]:
    """The strokes and spaces of a broken line, in points."""
    scale = max(thickness, 0.8)
    return {
        Dash.SOLID: (),
        Dash.DASHED: (5.0, 2.4),
        Dash.DOTTED: (max(0.9, scale), 1.7),
        Dash.DASH_DOT: (6.0, 1.6, 1.1, 1.6),
    }[dash]


def _node(node: SceneNode) -> Iterator[Mark]:
    style = node.style
    *behind, front = sheets(node.box, style.stack)
    for sheet in behind:
        yield from _body(node.shape, replace(style, dash=Dash.SOLID, standpoint=False), sheet)
    yield from _body(node.shape, style, front)
    if style.both:
        inside = Box(
            front.x + 2, front.y + 2, front.width - 4, front.height - 4 - (2 if node.shape is NodeShape.TALK else 0)
        )
        yield Ink(rounded(inside, 4), "", style.colour, 0.6, dashes(Dash.DASHED, 0.8))
    if style.struck or style.disputed:
        yield from _bar(front, node.lines, style)
    yield from node.lines
    if style.question:
        yield from _question(front)
    if node.bubble is not None:
        yield from _bubble(node.bubble)


def _body(shape: NodeShape, style: NodeStyle, box: Box) -> Iterator[Mark]:
    fold = min(6.5, box.height * 0.4)
    broken = dashes(style.dash, style.width)
    outline = {
        NodeShape.ACT: lambda: rounded(box, 5.5),
        NodeShape.TALK: lambda: talk(box, 5.5),
        NodeShape.RESOURCE: lambda: cut(box, min(4.5, box.height * 0.3)),
    }.get(shape, lambda: page(box, fold))()
    yield Ink(outline, style.fill, style.colour, style.width, broken)
    if shape in {NodeShape.TEXT, NodeShape.REGULATION, NodeShape.COPY}:
        corner = polygon((box.right - fold, box.y), (box.right - fold, box.y + fold), (box.right, box.y + fold))
        yield Ink(corner, _WHITE, style.colour, min(style.width, 1.1))
    if shape is NodeShape.REGULATION:
        rule = (("M", box.x, box.y + 2.6), ("L", box.right - fold, box.y + 2.6))
        yield Ink(rule, "", style.colour, 0.8)
        yield Ink((("M", box.x, box.y + 0.2), ("L", box.right - fold, box.y + 0.2)), "", style.colour, 1.3)
    if shape is NodeShape.COPY:
        inside = Box(box.x + 2.2, box.y + 2.2, box.width - 4.4, box.height - 4.4)
        yield Ink(page(inside, max(fold - 0.6, 1)), "", style.colour, 0.5)
    if style.standpoint:
        inset = min(5.5, box.height / 3)
        yield Ink(_standpoint_bar(box, inset), style.colour)


def _standpoint_bar(box: Box, inset: float) -> Path:
    """A heavy bar inside the left edge of a rounded box."""
    right = box.x + 3.4
    rise = inset - math.sqrt(max(inset**2 - (inset - 3.4) ** 2, 0.0)) if inset > 3.4 else 0.0
    return (
        ("M", right, box.y + rise),
        ("Q", box.x, box.y + rise, box.x, box.y + inset),
        ("L", box.x, box.bottom - inset),
        ("Q", box.x, box.bottom - rise, right, box.bottom - rise),
        ("Z",),
    )


def _bar(box: Box, lines: Sequence[TextLine], style: NodeStyle) -> Iterator[Mark]:
    """A bar from corner to corner, under the words, which keep a ground of their own."""
    path: Path = (("M", box.x - 3.5, box.bottom + 2.5), ("L", box.right + 3.5, box.y - 2.5))
    yield Ink(path, "", INK, 1.5, () if style.struck else (3.2, 2.2))
    if lines:
        wide = max(width(line.words, line.size, bold=line.bold, italic=line.italic) for line in lines) + 1.2
        top, bottom = lines[0].y - lines[0].size * 0.82, lines[-1].y + lines[-1].size * 0.26
        yield Ink(rectangle(Box(lines[0].x - wide / 2, top, wide, bottom - top)), style.fill)


def _question(box: Box) -> Iterator[Mark]:
    x, y = box.x + 8.0, box.y - 0.3
    yield Ink(circle(x, y, 4.0), INK, INK, 0.5)
    yield TextLine("?", x, y + 2.2, 6.2, bold=True, colour=_WHITE)


def _bubble(bubble: Bubble) -> Iterator[Mark]:
    yield Ink(circle(bubble.x, bubble.y, bubble.radius), bubble.colour if bubble.filled else _WHITE, bubble.colour, 0.6)
    yield bubble.line


# ----------------------------------------------------------------------------------------- lines


def _line(line: SceneLine) -> Iterator[Mark]:
    """A link with a white border, so that a crossing reads as a bridge; a double one with a white core."""
    style = line.style
    points = _shortened(line.points, style)
    path = route(points, 4.0)
    yield Ink(path, "", _WHITE, style.width + _CASING)
    if style.double:
        yield Ink(path, "", style.colour, style.width, _double_dash(style))
        yield Ink(path, "", _WHITE, style.width - 1.3)
    else:
        yield Ink(path, "", style.colour, style.width, dashes(style.dash, style.width))
    yield from _head(style.at_target, line.points[-2:], style)
    yield from _head(style.at_origin, line.points[1::-1], style)


def _double_dash(style: LineStyle) -> tuple[float, ...]:
    return dashes(style.dash, 1.0)


def _shortened(points: Sequence[tuple[float, float]], style: LineStyle) -> list[tuple[float, float]]:
    """The points of a line that ends where its heads begin."""
    found = list(points)
    for head, end, beside in ((style.at_target, -1, -2), (style.at_origin, 0, 1)):
        found[end] = _towards(found[end], found[beside], _reach(head))
    return found


def _reach(head: Head) -> float:
    return {Head.NONE: 0.0, Head.ARROW: 0.9, Head.DISC: 4.6, Head.DIAMOND: 7.0, Head.HOLLOW_DIAMOND: 7.4}.get(head, 5.4)


def _towards(place: tuple[float, float], other: tuple[float, float], by: float) -> tuple[float, float]:
    length = math.dist(place, other)
    share = min(by / length, 0.9) if length else 0.0
    return place[0] + (other[0] - place[0]) * share, place[1] + (other[1] - place[1]) * share


def head_outline(head: Head, tip: tuple[float, float], before: tuple[float, float]) -> Path:
    """The outline of a line's head: its tip, and a point of the line before it."""
    length = math.dist(tip, before) or 1.0
    ux, uy = (tip[0] - before[0]) / length, (tip[1] - before[1]) / length

    def at(back: float, aside: float) -> tuple[float, float]:
        return tip[0] - ux * back - uy * aside, tip[1] - uy * back + ux * aside

    if head is Head.ARROW:
        return (("M", *at(_HEAD, 3.0)), ("L", *at(0.6, 0)), ("L", *at(_HEAD, -3.0)))
    if head in {Head.FILLED, Head.HOLLOW}:
        return polygon(at(0.3, 0), at(_HEAD, 2.5), at(_HEAD, -2.5))
    if head is Head.DISC:
        return circle(*at(2.5, 0), 2.4)
    return polygon(at(0.3, 0), at(3.9, 2.7), at(7.5, 0), at(3.9, -2.7))


def _head(head: Head, end: Sequence[tuple[float, float]], style: LineStyle) -> Iterator[Mark]:
    if head is Head.NONE or len(end) < 2:
        return
    path = head_outline(head, end[1], end[0])
    if head is Head.ARROW:
        yield Ink(path, "", style.colour, max(style.width, 1.2))
    else:
        hollow = head in {Head.HOLLOW, Head.HOLLOW_DIAMOND}
        yield Ink(path, _WHITE if hollow else style.colour, style.colour, 0.8)


def ground_of(scene: Scene, plate: Box | None) -> str:
    """The ground of the lane in which words stand."""
    y = 0.0 if plate is None else plate.middle[1]
    return next((each.fill for each in scene.lanes if each.box.y <= y < each.box.bottom), _WHITE)


def _label(line: SceneLine, ground: str = _WHITE) -> Iterator[Mark]:
    if line.plate is not None:
        yield Ink(rectangle(line.plate), ground)
    yield from line.words
    if line.bubble is not None:
        yield from _bubble(line.bubble)
    if line.cross is not None and line.style.crossed:
        x, y, level = line.cross
        across, up = (1.6, 3.6) if level else (3.6, 1.6)
        slant: Path = (("M", x - across, y + up), ("L", x + across, y - up))
        yield Ink(slant, "", _WHITE, 3.4)
        yield Ink(slant, "", INK, 1.5)
    elif line.cross is not None and line.bubble is None:
        yield from _question(Box(line.cross[0] - 8, line.cross[1] - 0.4, 0, 0))


# ------------------------------------------------------------------------------ beside the map


def _break(each: SceneBreak, ground: str = _WHITE) -> Iterator[Mark]:
    if each.plate is not None:
        yield Ink(rectangle(each.plate), ground)
    for x, y in each.places:
        yield Ink(bolt(x, y, each.size), "", _WHITE, 2.2)
        yield Ink(bolt(x, y, each.size), "#f5c400", INK, 0.8)
    yield from each.words


def _entry(entry: LegendEntry) -> Iterator[Mark]:
    sample = entry.sample
    if isinstance(sample, SceneNode):
        yield from _node(sample)
    elif isinstance(sample, SceneLine):
        yield from _line(sample)
        yield from _label(sample)
    elif isinstance(sample, SceneBreak):
        yield from _break(sample)
    elif sample is not None:
        yield from _bubble(sample)
    yield entry.words
