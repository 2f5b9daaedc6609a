"""draw.io: the map as native shapes, to be moved and edited by hand.

Lanes are swimlanes inside their bands and carry what stands in them; texts are notes, acts are
rounded boxes, and lines keep the corners of their routes. draw.io takes labels for HTML, so every
word is escaped before it goes into the XML, and stays words there, too.
"""

from __future__ import annotations

import html
import math
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from ieworkbench.exporters.box_words import joined, paragraphs
from ieworkbench.exporters.report import MapFormat, Sheet
from ieworkbench.maps.drawing.drawn import Box, Head, NodeShape, SceneLine, SceneNode
from ieworkbench.maps.drawing.labels import sheets
from ieworkbench.maps.drawing.marks import dashes, ground_of
from ieworkbench.maps.drawing.text_size import one_line, width

if TYPE_CHECKING:
    from lxml.etree import _Element

    from ieworkbench.maps.drawing.drawn import Bubble, LineStyle, NodeStyle, Scene, TextLine

__all__ = ["FORMAT"]

_UNITS = 100 / 72  # draw.io counts hundredths of an inch
_WORDS = "html=1;whiteSpace=wrap;collapsible=0;container=0;fontColor=#1a1a1a;overflow=visible;align=center;verticalAlign=middle;fontFamily=Verdana;"
_MARK = "connectable=0;editable=0;movable=1;resizable=0;rotatable=0;"
_LINE = "text;html=1;resizable=0;points=[];align={align};verticalAlign=middle;fontFamily=Verdana;spacing=0;"
_HEADS = {
    Head.NONE: "none",
    Head.ARROW: "open",
    Head.FILLED: "block",
    Head.HOLLOW: "block",
    Head.DIAMOND: "diamond",
    Head.HOLLOW_DIAMOND: "diamond",
    Head.DISC: "oval",
}
_OPEN = {Head.HOLLOW, Head.HOLLOW_DIAMOND, Head.ARROW}
_SHAPES = {
    NodeShape.ACT: "rounded=1;absoluteArcSize=1;arcSize=14;",
    NodeShape.TALK: "shape=document;size=0.09;boundedLbl=0;",
    NodeShape.RESOURCE: "shape=mxgraph.basic.octagon2;dx=6;",
}


class _Diagram:
    """The cells of a page, each with a number as its id, and what was drawn before to hang others on."""

    def __init__(self, scene: Scene, scale: float) -> None:
        from lxml import etree

        self.scene = scene
        self.unit = _UNITS * scale
        self.file = etree.Element("mxfile", host="ieworkbench")
        title = scene.title[0].words if scene.title else "map"
        page = etree.SubElement(self.file, "diagram", name=one_line(title)[:60] or "map", id="map")
        across, down = (str(math.ceil(each * self.unit)) for each in (scene.width, scene.height))
        model = etree.SubElement(
            page, "mxGraphModel", dx="0", dy="0", grid="0", gridSize="5", guides="1", tooltips="1", connect="1",
            arrows="1", fold="0", page="1", pageScale="1", pageWidth=across, pageHeight=down, math="0", shadow="0",
        )  # fmt: skip
        self.root = etree.SubElement(model, "root")
        self.last = 1
        etree.SubElement(self.root, "mxCell", id="0")
        etree.SubElement(self.root, "mxCell", id="1", parent="0")

    # ------------------------------------------------------------------------------- cells

    def cell(self, style: str, *, words: str = "", parent: str = "1", told: str = "", of: str = "") -> _Element:
        """A new cell; ``words`` are HTML, what it is `told` to be is shown when the pointer is on it."""
        from lxml import etree

        self.last += 1
        if told or of:
            holder = etree.SubElement(self.root, "object", label=words, tooltip=_safe(told), record=one_line(of))
            holder.set("id", str(self.last))
            return etree.SubElement(holder, "mxCell", style=style, parent=parent)
        return etree.SubElement(self.root, "mxCell", id=str(self.last), value=words, style=style, parent=parent)

    def box(
        self, box: Box, style: str, words: str = "", *, parent: str = "1", inside: Box | None = None,
        told: str = "", of: str = "",
    ) -> str:  # fmt: skip
        """A shape in this place; its place counts from its parent's if ``inside`` is given. Its id."""
        from lxml import etree

        cell = self.cell(style, words=words, parent=parent, told=told, of=of)
        cell.set("vertex", "1")
        x, y = (box.x, box.y) if inside is None else (box.x - inside.x, box.y - inside.y)
        place = etree.SubElement(cell, "mxGeometry", x=self.n(x), y=self.n(y))
        place.set("width", self.n(box.width))
        place.set("height", self.n(box.height))
        place.set("as", "geometry")
        return str(self.last)

    def stroke(
        self, start: tuple[float, float], end: tuple[float, float], style: str, parent: str, inside: Box
    ) -> None:
        """A straight line that belongs to a shape and moves with it."""
        from lxml import etree

        cell = self.cell(f"{_MARK}endArrow=none;startArrow=none;rounded=0;{style}", parent=parent)
        cell.set("edge", "1")
        place = etree.SubElement(cell, "mxGeometry", relative="1")
        place.set("as", "geometry")
        for name, (x, y) in (("sourcePoint", start), ("targetPoint", end)):
            self.point(place, x - inside.x, y - inside.y, name)

    def point(self, parent: _Element, x: float, y: float, name: str = "") -> None:
        """A point of a geometry."""
        from lxml import etree

        made = etree.SubElement(parent, "mxPoint", x=self.n(x), y=self.n(y))
        if name:
            made.set("as", name)

    def text(self, line: TextLine, parent: str = "1", inside: Box | None = None) -> None:
        """A line of words in its place, without a box."""
        wide = width(line.words, line.size, bold=line.bold, italic=line.italic)
        left = line.x - {"start": 0.0, "middle": wide / 2, "end": wide}[line.anchor]
        align = {"start": "left", "middle": "center", "end": "right"}[line.anchor]
        style = _LINE.format(align=align) + self.font(line)
        box = Box(left, line.y - line.size * 0.95, wide + 1, line.size * 1.2)
        self.box(box, style, _safe(line.words), parent=parent, inside=inside)

    def n(self, value: float) -> str:
        """A length in draw.io's units."""
        return f"{value * self.unit:.2f}".rstrip("0").rstrip(".") if value else "0"

    def font(self, line: TextLine) -> str:
        """The style of letters."""
        return (
            f"fontSize={self.n(line.size)};fontStyle={line.bold + 2 * line.italic};fontColor={line.colour};"
            "strokeColor=none;fillColor=none;"
        )

    # ------------------------------------------------------------------------------ things

    def draw(self) -> None:
        """Everything on the scene, from the ground up."""
        lanes = self.lanes()
        nodes = {node.id: self.node(node, *lanes.get(node.lane, ("1", None))) for node in self.scene.nodes}
        for line in self.scene.lines:
            self.line(line, nodes)
        for each in self.scene.breaks:
            for x, y in each.places:
                box = Box(x - each.size * 0.6, y - each.size, each.size * 1.2, each.size * 2)
                style = "shape=mxgraph.basic.flash;fillColor=#f5c400;strokeColor=#1a1a1a;html=1;"
                self.box(box, style, told=each.description, of=each.id)
            if each.words:
                ground = each.plate or Box(each.words[0].x, each.words[0].y, 40, 10)
                fill = f"fillColor={ground_of(self.scene, each.plate)}"
                style = f"{_WORDS}{self.font(each.words[0])}".replace("fillColor=none", fill)
                self.box(ground, style, _html(each.words))
        for tick in self.scene.ticks:
            self.text(tick.line)
        for frame in self.scene.frames:
            style = (
                "rounded=1;absoluteArcSize=1;arcSize=14;fillColor=none;dashed=1;dashPattern=8 3;html=1;pointerEvents=0;"
            )
            self.box(frame.box, style)
            self.text(frame.line)
        for line_of_title in self.scene.title:
            self.text(line_of_title)
        self.legend()

    def lanes(self) -> dict[str, tuple[str, Box | None]]:
        """The bands and the lanes in them; for each lane its id here and its place."""
        found: dict[str, tuple[str, Box | None]] = {}
        bands: dict[str, tuple[str, Box]] = {}
        for band in self.scene.bands:
            bands[band.id] = (
                self.strip(band.box, band.name_box.width, band.name, band.lines, "#cfd4d9", "none"),
                band.box,
            )
        for lane in self.scene.lanes:
            parent, inside = bands.get(lane.band, ("1", None))
            left = lane.name_box.x if lane.lines else lane.name_box.right
            box = Box(left, lane.box.y, lane.box.right - left, lane.box.height)
            start = lane.name_box.width if lane.lines else 0.0
            made = self.strip(box, start, lane.name, lane.lines, "#e2e2e2", lane.fill, parent, inside, lane.id)
            found[lane.id] = made, box
        return found

    def strip(
        self, box: Box, name_width: float, name: str, lines: Sequence[TextLine], name_fill: str, fill: str,
        parent: str = "1", inside: Box | None = None, of: str = "",
    ) -> str:  # fmt: skip
        """A swimlane whose name stands at its left, running upwards."""
        size = lines[0].size if lines else self.scene.text_size
        style = (
            f"swimlane;horizontal=0;html=1;whiteSpace=wrap;collapsible=0;fontColor=#1a1a1a;startSize={self.n(name_width)};"
            f"fillColor={name_fill};swimlaneFillColor={fill};strokeColor=#8a8a8a;fontFamily=Verdana;"
            f"fontStyle={int(bool(lines) and lines[0].bold)};fontSize={self.n(size)};"
        )
        return self.box(box, style, _safe(name if lines else ""), parent=parent, inside=inside, told=name, of=of)

    def node(self, node: SceneNode, lane: str, inside: Box | None) -> tuple[str, Box]:
        """A thing on the map; its id here, and the box that lines end at."""
        *behind, front = sheets(node.box, node.style.stack)
        holder, around = lane, inside
        if behind:
            holder, around = self.box(node.box, "group;html=1;collapsible=0;", parent=lane, inside=inside), node.box
        for sheet in behind:
            self.box(sheet, self.body(node.shape, node.style, sheet) + _MARK, parent=holder, inside=around)
        style = self.body(node.shape, node.style, front) + _WORDS
        if node.style.standpoint:
            style += f"spacingLeft={self.n(3.4)};"
        words = "<br>".join(
            self.cut(each.words, each.size, each.bold, each.italic) for each in paragraphs(node.lines, node.label)
        )
        made = self.box(front, style, words, parent=holder, inside=around, told=node.description, of=node.id)
        self.signs(node, front, made)
        return made, front

    def cut(self, words: str, size: float, bold: bool, italic: bool) -> str:
        """Words in their size and cut, as HTML."""
        told = _safe(words)
        told = f"<b>{told}</b>" if bold else told
        told = f"<i>{told}</i>" if italic else told
        return f'<font style="font-size: {self.n(size)}px">{told}</font>'

    def body(self, shape: NodeShape, style: NodeStyle, box: Box) -> str:
        """The style of a thing's outline."""
        fold = self.n(min(6.5, box.height * 0.4))
        outline = _SHAPES.get(shape, f"shape=note;size={fold};backgroundOutline=1;darkOpacity=0.05;")
        return (
            f"{outline}fillColor={style.fill};strokeColor={style.colour};strokeWidth={self.n(style.width)};"
            f"{self.dash(dashes(style.dash, style.width))}"
        )

    def dash(self, pattern: Sequence[float]) -> str:
        """The style of a broken line."""
        if not pattern:
            return ""
        return f"dashed=1;fixDash=1;dashPattern={' '.join(self.n(each) for each in pattern)};"

    def signs(self, node: SceneNode, box: Box, of: str) -> None:
        """What stands on a thing beside its words: rules, the bar of the standpoint, a question mark, the count."""
        style = node.style
        pen = f"strokeColor={style.colour};"
        if node.shape is NodeShape.REGULATION:
            for y, thick in ((0.2, 1.3), (2.6, 0.8)):
                end = (box.right - 6.5, box.y + y)
                self.stroke((box.x, box.y + y), end, f"{pen}strokeWidth={self.n(thick)};", of, box)
        if node.shape is NodeShape.COPY:
            edge = Box(box.x + 2.2, box.y + 2.2, box.width - 4.4, box.height - 4.4)
            fold = self.n(max(min(6.5, box.height * 0.4) - 0.6, 1))
            style_inside = (
                f"shape=note;size={fold};fillColor=none;{pen}strokeWidth={self.n(0.5)};pointerEvents=0;{_MARK}"
            )
            self.box(edge, style_inside, parent=of, inside=box)
        if style.standpoint:
            bar = Box(box.x, box.y + 1.6, 3.4, box.height - 3.2)
            self.box(bar, f"fillColor={style.colour};strokeColor=none;{_MARK}", parent=of, inside=box)
        if style.both:
            inside = Box(box.x + 2, box.y + 2, box.width - 4, box.height - 4 - 2 * (node.shape is NodeShape.TALK))
            look = (
                f"rounded=1;absoluteArcSize=1;arcSize=10;fillColor=none;{pen}strokeWidth={self.n(0.6)};pointerEvents=0;"
            )
            self.box(inside, f"{look}{self.dash((5.0, 2.4))}{_MARK}", parent=of, inside=box)
        if style.struck or style.disputed:
            broken = "" if style.struck else self.dash((3.2, 2.2))
            start, end = (box.x - 3.5, box.bottom + 2.5), (box.right + 3.5, box.y - 2.5)
            self.stroke(start, end, f"{pen}strokeWidth={self.n(1.5)};opacity=60;{broken}", of, box)
        if style.question:
            self.disc(box.x + 8, box.y - 0.3, 4.0, "?", 6.2, of, box, dark=True)
        if node.bubble is not None:
            self.bubble(node.bubble, of, box)

    def bubble(self, bubble: Bubble, parent: str, inside: Box | None) -> None:
        """A count, or a question mark."""
        line = bubble.line
        self.disc(bubble.x, bubble.y, bubble.radius, line.words, line.size, parent, inside, dark=bubble.filled)

    def disc(
        self, x: float, y: float, radius: float, words: str, size: float, parent: str, inside: Box | None, *, dark: bool
    ) -> None:  # fmt: skip
        """A circle with a word in it."""
        fill, ink = ("#1a1a1a", "#ffffff") if dark else ("#ffffff", "#1a1a1a")
        style = (
            f"ellipse;html=1;spacing=0;fillColor={fill};fontColor={ink};strokeColor=#1a1a1a;{_MARK}"
            f"strokeWidth={self.n(0.6)};fontSize={self.n(size)};fontStyle={int(dark)};"
        )
        self.box(Box(x - radius, y - radius, 2 * radius, 2 * radius), style, _safe(words), parent=parent, inside=inside)

    # ------------------------------------------------------------------------------- lines

    def line(self, line: SceneLine, nodes: dict[str, tuple[str, Box]]) -> None:
        """A link between two things, with the corners of its route."""
        from lxml import etree

        ends = nodes.get(line.origin), nodes.get(line.target)
        style = self.pen(line.style)
        for name, end, place in (("exit", ends[0], line.points[0]), ("entry", ends[1], line.points[-1])):
            if end is not None:
                style += _fixed(name, end[1], place)
        cell = self.cell(style, told=line.description, of=line.id)
        own = str(self.last)
        cell.set("edge", "1")
        for name, end in (("source", ends[0]), ("target", ends[1])):
            if end is not None:
                cell.set(name, end[0])
        geometry = etree.SubElement(cell, "mxGeometry", relative="1")
        geometry.set("as", "geometry")
        for name, (x, y) in (("sourcePoint", line.points[0]), ("targetPoint", line.points[-1])):
            self.point(geometry, x, y, name)
        if len(line.points) > 2:
            corners = etree.SubElement(geometry, "Array")
            corners.set("as", "points")
            for x, y in line.points[1:-1]:
                self.point(corners, x, y)
        self.on_line(line, own)

    def pen(self, style: LineStyle) -> str:
        """How a line is drawn; a double one is a thick one here."""
        heads = ""
        for name, head in (("start", style.at_origin), ("end", style.at_target)):
            size = self.n(4.4 if head is Head.DISC else 6)
            heads += f"{name}Arrow={_HEADS[head]};{name}Fill={int(head not in _OPEN)};{name}Size={size};"
        thick = style.width + (0.6 if style.double else 0.0)
        return (
            f"html=1;edgeStyle=none;rounded=1;arcSize=6;jumpStyle=gap;jumpSize=5;strokeColor={style.colour};"
            f"strokeWidth={self.n(thick)};{heads}{self.dash(dashes(style.dash, style.width))}"
        )

    def on_line(self, line: SceneLine, own: str) -> None:
        """The kind and the count on a line; they move with it."""
        if line.words:
            middle = line.plate.middle if line.plate is not None else (line.words[0].x, line.words[0].y)
            style = (
                f"edgeLabel;html=1;align=center;verticalAlign=middle;resizable=0;"
                f"labelBackgroundColor={ground_of(self.scene, line.plate)};"
                f"{self.font(line.words[0])}fontFamily=Verdana;"
            )
            self.beside(line, own, middle, style, _safe(joined(line.words)))
        if line.bubble is not None:
            bubble = line.bubble
            fill, ink = ("#1a1a1a", "#ffffff") if bubble.filled else ("#ffffff", bubble.colour)
            style = (
                f"ellipse;html=1;spacing=0;fillColor={fill};fontColor={ink};strokeColor={bubble.colour};{_MARK}"
                f"strokeWidth={self.n(0.6)};fontSize={self.n(bubble.line.size)};"
            )
            self.beside(line, own, (bubble.x, bubble.y), style, _safe(bubble.line.words), 2 * bubble.radius)
        if line.cross is not None:
            x, y, level = line.cross
            if line.style.crossed:
                turn = -66 if level else -24
                style = f"shape=line;html=1;strokeColor=#1a1a1a;strokeWidth={self.n(1.5)};rotation={turn};{_MARK}"
                self.beside(line, own, (x, y), style, "", 8.0)
            elif line.bubble is None:
                style = f"ellipse;html=1;spacing=0;fillColor=#1a1a1a;fontColor=#ffffff;fontStyle=1;fontSize={self.n(6.2)};{_MARK}"
                self.beside(line, own, (x, y), style, "?", 8.0)

    def beside(
        self, line: SceneLine, own: str, place: tuple[float, float], style: str, words: str, size: float = 0.0
    ) -> None:
        """Something that stands on or beside a line: how far along, and how far off."""
        from lxml import etree

        share, (x, y) = _along(line.points, place)
        cell = self.cell(style, words=words, parent=own)
        cell.set("vertex", "1")
        cell.set("connectable", "0")
        geometry = etree.SubElement(cell, "mxGeometry", x=f"{2 * share - 1:.4f}", y="0", relative="1")
        if size:
            geometry.set("width", self.n(size))
            geometry.set("height", self.n(size))
        geometry.set("as", "geometry")
        self.point(geometry, place[0] - x - size / 2, place[1] - y - size / 2, "offset")

    def legend(self) -> None:
        """Each sign as it is drawn on the map, and what it means."""
        from ieworkbench.maps.drawing.drawn import SceneBreak

        for entry in self.scene.legend:
            sample = entry.sample
            if isinstance(sample, SceneNode):
                self.node(sample, "1", None)
            elif isinstance(sample, SceneLine):
                self.line(sample, {})
            elif isinstance(sample, SceneBreak):
                (x, y), size = sample.places[0], sample.size
                box = Box(x - size * 0.6, y - size, size * 1.2, size * 2)
                self.box(box, "shape=mxgraph.basic.flash;fillColor=#f5c400;strokeColor=#1a1a1a;html=1;")
            elif sample is not None:
                self.bubble(sample, "1", None)
            self.text(entry.words)


def _safe(words: str) -> str:
    """Words as HTML that shows them; the XML library escapes them a second time."""
    return html.escape(one_line(words))


def _html(lines: Sequence[TextLine]) -> str:
    return _safe(joined(lines))


def _fixed(name: str, box: Box, place: tuple[float, float]) -> str:
    """Where on a box a line ends, as shares of its width and height."""
    x = min(max((place[0] - box.x) / box.width, 0.0), 1.0) if box.width else 0.0
    y = min(max((place[1] - box.y) / box.height, 0.0), 1.0) if box.height else 0.0
    return f"{name}X={x:.4f};{name}Y={y:.4f};{name}Dx=0;{name}Dy=0;{name}Perimeter=0;"


def _along(points: Sequence[tuple[float, float]], place: tuple[float, float]) -> tuple[float, tuple[float, float]]:
    """How far along a line, as a share of its length, the point of it nearest to a place is, and that point."""
    whole = sum(math.dist(a, b) for a, b in pairwise(points)) or 1.0
    best, found, gone = math.inf, (0.0, points[0]), 0.0
    for a, b in pairwise(points):
        length = math.dist(a, b)
        if length:
            share = ((place[0] - a[0]) * (b[0] - a[0]) + (place[1] - a[1]) * (b[1] - a[1])) / length**2
            share = min(max(share, 0.0), 1.0)
            near = (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)
            far = math.dist(near, place)
            if far < best - 1e-9:
                best, found = far, ((gone + share * length) / whole, near)
        gone += length
    return found


def _write(scene: Scene, sheet: Sheet) -> bytes:
    from lxml import etree

    diagram = _Diagram(scene, sheet.scale)
    diagram.draw()
    made: bytes = etree.tostring(diagram.file, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return made


FORMAT = MapFormat(
    name="drawio",
    title="draw.io (diagrams.net): native shapes, to be moved and edited by hand",
    suffixes=(".drawio",),
    draw=_write,
    cannot=(
        "draw.io has no double lines with heads: lines that govern are thick instead, and keep their diamond.",
        "The words that marks rest on stay with the study; what a thing or link is shows when the pointer is on it.",
    ),
)
