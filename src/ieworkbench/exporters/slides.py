"""PowerPoint: one slide with the map as native shapes, which can be edited, and pasted into Word.

Every thing and every link is a group with its words in it. Lines are freeform polylines that keep
their routes: real connectors would be laid anew as soon as something is moved. Nothing takes a
shadow or a colour from the theme.
"""

from __future__ import annotations

import datetime as dt
import io
import math
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ieworkbench.exporters.box_words import Paragraph, paragraphs
from ieworkbench.exporters.packages import undated
from ieworkbench.exporters.report import Drawn, MapFormat, Sheet
from ieworkbench.maps.drawing.drawn import Box, Dash, Head, NodeShape, SceneBreak, SceneLine, SceneNode
from ieworkbench.maps.drawing.labels import inner, sheets
from ieworkbench.maps.drawing.marks import dashes, ground_of, head_outline
from ieworkbench.maps.drawing.outlines import Path, bolt, cut, page, polygon, route, talk
from ieworkbench.maps.drawing.text_size import one_line, width

if TYPE_CHECKING:
    from lxml.etree import _Element

    from ieworkbench.maps.drawing.drawn import Bubble, LineStyle, NodeStyle, Scene, TextLine

__all__ = ["FORMAT"]

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_P = "http://schemas.openxmlformats.org/presentationml/2006/main"
_EMU = 12700
_LARGEST, _SMALLEST = 56 * 72.0, 72.0  # points: the slides that PowerPoint can have
_WIDE = (960.0, 540.0)  # 16:9
_FONT = "Arial"
_INK, _WHITE = "#1a1a1a", "#ffffff"
_HEADS = {Head.ARROW: "arrow", Head.FILLED: "triangle"}
_OWN_HEADS = {Head.HOLLOW: 5.4, Head.DIAMOND: 7.0, Head.HOLLOW_DIAMOND: 7.4, Head.DISC: 4.6}
"""How long heads are that are shapes of their own: PowerPoint has no white ones, and puts others half on the box."""
_LANGUAGES = {"en": "en-GB", "nb": "nb-NO", "nn": "nn-NO"}


class _Slide:
    """The shapes of a slide, in points of the scene; ``scale`` and the offset bring them onto the slide."""

    def __init__(self, scene: Scene, scale: float, left: float, top: float) -> None:
        self.scene, self.scale, self.left, self.top = scene, scale, left, top
        self.language = _LANGUAGES.get(scene.language, "en-GB")
        self.last = 1

    def x(self, value: float) -> int:
        """A place from the left, in EMU."""
        return round((value * self.scale + self.left) * _EMU)

    def y(self, value: float) -> int:
        """A place from the top, in EMU."""
        return round((value * self.scale + self.top) * _EMU)

    def long(self, value: float) -> int:
        """A length in EMU."""
        return max(round(value * self.scale * _EMU), 0)

    # ------------------------------------------------------------------------------ shapes

    def group(self, parent: _Element, name: str, told: str, box: Box) -> _Element:
        """A group, with what it is in words for those who do not see it."""
        made = _under(parent, _P, "grpSp")
        head = _under(made, _P, "nvGrpSpPr")
        self.named(head, name, told)
        _under(head, _P, "cNvGrpSpPr")
        _under(head, _P, "nvPr")
        frame = _under(_under(made, _P, "grpSpPr"), _A, "xfrm")
        for off, ext in (("off", "ext"), ("chOff", "chExt")):
            _under(frame, _A, off, x=self.x(box.x), y=self.y(box.y))
            _under(frame, _A, ext, cx=self.long(box.width), cy=self.long(box.height))
        return made

    def named(self, head: _Element, name: str, told: str = "") -> None:
        """The number and name of a shape."""
        self.last += 1
        told_of = {"descr": one_line(told)} if told else {}
        _under(head, _P, "cNvPr", id=self.last, name=one_line(name)[:120] or "shape", **told_of)

    def shape(
        self, parent: _Element, name: str, box: Box, *, preset: str = "rect", adjust: int | None = None,
        paths: Sequence[tuple[Path, str]] = (), fill: str = "", told: str = "", text: bool = False,
        title: bool = False,
    ) -> tuple[_Element, _Element]:  # fmt: skip
        """A shape and its properties, to which its line is yet to be added."""
        made = _under(parent, _P, "sp")
        head = _under(made, _P, "nvSpPr")
        self.named(head, name, told)
        _under(head, _P, "cNvSpPr", **({"txBox": 1} if text else {}))
        of_slide = _under(head, _P, "nvPr")
        if title:  # what a screen reader and the outline of the slides take for its title
            _under(of_slide, _P, "ph", type="title")
        look = _under(made, _P, "spPr")
        frame = _under(look, _A, "xfrm")
        _under(frame, _A, "off", x=self.x(box.x), y=self.y(box.y))
        _under(frame, _A, "ext", cx=self.long(box.width), cy=self.long(box.height))
        if paths:
            self.outline(look, box, paths)
        else:
            values = _under(_under(look, _A, "prstGeom", prst=preset), _A, "avLst")
            if adjust is not None:
                _under(values, _A, "gd", name="adj", fmla=f"val {adjust}")
        _filled(look, fill)
        return made, look

    def outline(self, look: _Element, box: Box, paths: Sequence[tuple[Path, str]]) -> None:
        """Outlines of a shape's own, each filled as it says: ``norm``, ``lighten`` or ``none``."""
        own = _under(look, _A, "custGeom")
        for name in ("avLst", "gdLst", "ahLst", "cxnLst"):
            _under(own, _A, name)
        _under(own, _A, "rect", l="0", t="0", r="r", b="b")
        every = _under(own, _A, "pathLst")
        across, down = self.long(box.width), self.long(box.height)
        for path, how in paths:
            made = _under(every, _A, "path", w=across, h=down, **({} if how == "norm" else {"fill": how}))
            for step in path:
                names = {"M": "moveTo", "L": "lnTo", "Q": "quadBezTo", "C": "cubicBezTo", "Z": "close"}
                part = _under(made, _A, names[step[0]])
                for at in range(1, len(step) - 1, 2):
                    x, y = float(step[at]) - box.x, float(step[at + 1]) - box.y
                    _under(part, _A, "pt", x=round(x * self.scale * _EMU), y=round(y * self.scale * _EMU))

    def edge(
        self, look: _Element, colour: str, thick: float, dash: Dash = Dash.SOLID, *, double: bool = False
    ) -> _Element:
        """The line around a shape, or that a shape is."""
        more = {"cmpd": "dbl"} if double else {}
        line = _under(look, _A, "ln", w=max(round(thick * self.scale * _EMU), 3175), **more)
        _filled(line, colour)
        pattern = dashes(dash, 1.0 if double else thick)
        if pattern:  # in thousandths of a percent of the line's width
            every = _under(line, _A, "custDash")
            for stroke, space in zip(pattern[::2], pattern[1::2], strict=True):
                _under(every, _A, "ds", d=round(stroke / thick * 100_000), sp=round(space / thick * 100_000))
        _under(line, _A, "round")
        return line

    def words(
        self, shape: _Element, parts: Iterable[Paragraph], *, align: str = "ctr", anchor: str = "ctr",
        wrap: bool = True, turned: bool = False, inset: float = 0.0, right: float = 0.0,
    ) -> None:  # fmt: skip
        """Words in a shape."""
        body = _under(shape, _P, "txBody")
        more = {"vert": "vert270"} if turned else {}
        look = _under(
            body, _A, "bodyPr", **more, wrap="square" if wrap else "none", lIns=self.long(inset), tIns=0,
            rIns=self.long(right), bIns=0, rtlCol=0, anchor=anchor,
        )  # fmt: skip
        _under(look, _A, "noAutofit")
        _under(body, _A, "lstStyle")
        for part in list(parts) or [Paragraph("", self.scene.text_size or 6.6)]:
            line = _under(body, _A, "p")
            rtl = {"rtl": 1} if _from_the_right(part.words) else {}
            _under(line, _A, "pPr", algn=align, **rtl)
            run = _under(line, _A, "r")
            size = min(max(round(part.size * self.scale * 100), 100), 400_000)
            cut_of = {"b": int(part.bold), "i": int(part.italic)}
            letters = _under(run, _A, "rPr", lang=self.language, sz=size, **cut_of, dirty=0)
            _filled(letters, part.colour)
            _under(letters, _A, "latin", typeface=_FONT)
            _under(run, _A, "t").text = one_line(part.words)

    def line_of_words(self, parent: _Element, line: TextLine, name: str, *, title: bool = False) -> None:
        """One line of words in its place, without a box."""
        wide = width(line.words, line.size, bold=line.bold, italic=line.italic) + 2
        left = line.x - {"start": 0.0, "middle": wide / 2, "end": wide}[line.anchor]
        box = Box(left, line.y - line.size * 0.98, wide, line.size * 1.25)
        made, _ = self.shape(parent, name, box, text=not title, title=title)
        align = {"start": "l", "middle": "ctr", "end": "r"}[line.anchor]
        self.words(made, [_part(line)], align=align, anchor="t", wrap=False)

    # ------------------------------------------------------------------------------ things

    def draw(self, tree: _Element) -> None:
        """Everything on the scene, from the ground up."""
        scene = self.scene
        for lane in scene.lanes:
            self.strip(tree, f"lane: {lane.name}", lane.box, lane.name_box, lane.lines, lane.fill, "#e2e2e2")
        for band in scene.bands:
            self.strip(tree, f"band: {band.name}", band.box, band.name_box, band.lines, "", "#cfd4d9", edge=0.9)
        for line in scene.lines:
            self.line(tree, line)
        for node in scene.nodes:
            self.node(tree, node)
        for each in scene.breaks:
            self.lightning(tree, each)
        self.beside_map(tree)
        for number, line_of_title in enumerate(scene.title):
            self.line_of_words(tree, line_of_title, "title", title=number == 0)
        self.legend(tree)

    def beside_map(self, tree: _Element) -> None:
        """In which wave what stands below was told, and the frames of parts that are enlarged elsewhere."""
        for tick in self.scene.ticks:
            path: Path = (
                ("M", tick.left, tick.y + 1), ("L", tick.left, tick.y - 1),
                ("L", tick.right, tick.y - 1), ("L", tick.right, tick.y + 1),
            )  # fmt: skip
            _, look = self.shape(tree, "wave", _around(path), paths=[(path, "none")])
            self.edge(look, _INK, 0.5)
            self.line_of_words(tree, tick.line, "wave")
        for frame in self.scene.frames:
            _, look = self.shape(tree, f"phase {frame.number}", frame.box, preset="roundRect", adjust=3000)
            self.edge(look, _INK, 1.1, Dash.DASHED)
            self.line_of_words(tree, frame.line, f"phase {frame.number}")

    def legend(self, tree: _Element) -> None:
        """Each sign as it is drawn on the map, and what it means."""
        for entry in self.scene.legend:
            sample = entry.sample
            if isinstance(sample, SceneNode):
                self.node(tree, replace(sample, description=entry.words.words))
            elif isinstance(sample, SceneLine):
                self.line(tree, replace(sample, description=entry.words.words))
            elif isinstance(sample, SceneBreak):
                self.lightning(tree, sample)
            elif sample is not None:
                self.bubble(tree, sample)
            self.line_of_words(tree, entry.words, "legend")

    def strip(
        self, tree: _Element, name: str, box: Box, name_box: Box, lines: Sequence[TextLine], fill: str, dark: str,
        edge: float = 0.5,
    ) -> None:  # fmt: skip
        """A lane or band, with its name running upwards at its left."""
        _, look = self.shape(tree, name, box, fill=fill)
        self.edge(look, "#8a8a8a" if fill else "#5a5a5a", edge)
        if lines:
            made, look = self.shape(tree, f"{name}, its name", name_box, fill=dark)
            self.edge(look, "#8a8a8a", 0.5)
            self.words(made, [_part(line) for line in lines], turned=True)

    def node(self, tree: _Element, node: SceneNode) -> None:
        """An act, text, copy or resource: a group of its outline with the words, and its signs."""
        style = node.style
        *behind, front = sheets(node.box, style.stack)
        name = f"{node.kind}: {node.label}" if node.label else "sign"
        group = self.group(tree, name, node.description or node.label, node.box)
        for sheet in behind:
            self.body(group, "sheet behind", node.shape, replace(style, dash=Dash.SOLID), sheet)
        made = self.body(group, name, node.shape, style, front)
        if style.standpoint:
            bar = Box(front.x, front.y + 1.7, 3.4, front.height - 3.4)
            self.shape(group, "standpoint", bar, fill=style.colour)
        if style.both:
            room = Box(front.x + 2, front.y + 2, front.width - 4, front.height - 4 - 2 * (node.shape is NodeShape.TALK))
            _, look = self.shape(group, "told and prescribed", room, preset="roundRect", adjust=12_000)
            self.edge(look, style.colour, 0.6, Dash.DASHED)
        if style.struck or style.disputed:
            path: Path = (("M", front.x - 3.5, front.bottom + 2.5), ("L", front.right + 3.5, front.y - 2.5))
            _, look = self.shape(group, "not done", _around(path), paths=[(path, "none")])
            self.edge(look, _INK, 1.5, Dash.SOLID if style.struck else Dash.DASHED)
            if node.lines:  # the words lie above the bar, on a ground of their own
                made, _ = self.shape(group, "words", _ground(node.lines), fill=style.fill, text=True)
                self.words(made, paragraphs(node.lines, node.label))
        elif node.lines:
            room = inner(node.shape, style, node.box)
            left, right = room.x - node.box.x, node.box.right - room.right
            self.words(made, paragraphs(node.lines, node.label), inset=left * 0.6, right=right * 0.6)
        if style.question:
            self.disc(group, front.x + 8, front.y - 0.3, 4.0, Paragraph("?", 6.2, bold=True, colour=_WHITE), dark=True)
        if node.bubble is not None:
            self.bubble(group, node.bubble)

    def body(self, parent: _Element, name: str, shape: NodeShape, style: NodeStyle, box: Box) -> _Element:
        """The outline of a thing; folds, rules and inner edges are part of it."""
        if shape is NodeShape.ACT:
            corner = round(50_000 * min(5.5 / max(min(box.width, box.height) / 2, 0.1), 1.0))
            made, look = self.shape(parent, name, box, preset="roundRect", adjust=corner, fill=style.fill)
        else:
            made, look = self.shape(parent, name, box, paths=_paths(shape, box), fill=style.fill)
        self.edge(look, style.colour, style.width, style.dash)
        return made

    def bubble(self, parent: _Element, bubble: Bubble) -> None:
        """A count, or a question mark."""
        part = _part(bubble.line)
        self.disc(parent, bubble.x, bubble.y, bubble.radius, part, dark=bubble.filled, edge=bubble.colour)

    def disc(
        self, parent: _Element, x: float, y: float, radius: float, part: Paragraph, *, dark: bool, edge: str = _INK
    ) -> None:  # fmt: skip
        """A circle with a word in it."""
        box = Box(x - radius, y - radius, 2 * radius, 2 * radius)
        made, look = self.shape(parent, "count", box, preset="ellipse", fill=edge if dark else _WHITE)
        self.edge(look, edge, 0.6)
        self.words(made, [part], wrap=False)

    def lightning(self, tree: _Element, each: SceneBreak) -> None:
        """A disjuncture."""
        for x, y in each.places:
            path = bolt(x, y, each.size)
            _, look = self.shape(
                tree, "disjuncture", _around(path), paths=[(path, "norm")], fill="#f5c400", told=each.description
            )
            self.edge(look, _INK, 0.8)
        if each.words:
            self.plate(tree, each.words, each.plate, "disjuncture, in words")

    def plate(self, parent: _Element, lines: Sequence[TextLine], plate: Box | None, name: str) -> None:
        """Words on the ground of their lane, so that no line runs through them."""
        if plate is None:
            for line in lines:
                self.line_of_words(parent, line, name)
            return
        made, _ = self.shape(parent, name, plate, fill=ground_of(self.scene, plate), text=True)
        self.words(made, [_part(line) for line in lines], wrap=False)

    # ------------------------------------------------------------------------------- lines

    def line(self, tree: _Element, line: SceneLine) -> None:
        """A link: a polyline with its heads, and what stands on it."""
        path = route(_shortened(line), 4.0)
        if not path:
            return
        box = _around(path)
        name = f"link: {line.kind}" if line.kind else "sign"
        group = self.group(tree, name, line.description, box)
        _, look = self.shape(group, name, box, paths=[(path, "none")])
        style = line.style
        pen = self.edge(look, style.colour, style.width + 0.5 * style.double, style.dash, double=style.double)
        for tag, head in (("headEnd", style.at_origin), ("tailEnd", style.at_target)):
            if head in _HEADS:
                _under(pen, _A, tag, type=_HEADS[head], w="med", len="med")
        for head, tip, before in (
            (style.at_target, line.points[-1], line.points[-2]),
            (style.at_origin, line.points[0], line.points[1]),
        ):
            if head in _OWN_HEADS:
                self.head(group, head, tip, before, style)
        if line.words:
            self.plate(group, line.words, line.plate, "kind of link")
        if line.bubble is not None:
            self.bubble(group, line.bubble)
        if line.cross is not None:
            self.cross(group, line)

    def head(
        self, group: _Element, head: Head, tip: tuple[float, float], before: tuple[float, float], style: LineStyle
    ) -> None:  # fmt: skip
        """A head that is a shape of its own."""
        outline = head_outline(head, tip, before)
        fill = _WHITE if head in {Head.HOLLOW, Head.HOLLOW_DIAMOND} else style.colour
        _, look = self.shape(group, "head", _around(outline), paths=[(outline, "norm")], fill=fill)
        self.edge(look, style.colour, 0.8)

    def cross(self, group: _Element, line: SceneLine) -> None:
        """A short bar across a line, or a question mark on it."""
        assert line.cross is not None  # noqa: S101 - the caller asks
        x, y, level = line.cross
        if line.style.crossed:
            across, up = (1.6, 3.6) if level else (3.6, 1.6)
            path: Path = (("M", x - across, y + up), ("L", x + across, y - up))
            _, look = self.shape(group, "does not happen", _around(path), paths=[(path, "none")])
            self.edge(look, _INK, 1.5)
        elif line.bubble is None:
            self.disc(group, x, y, 4.0, Paragraph("?", 6.2, bold=True, colour=_WHITE), dark=True)


# ----------------------------------------------------------------------------------- small things


def _under(parent: _Element, space: str, tag: str, **more: Any) -> _Element:  # noqa: ANN401 - written as words
    from lxml import etree

    return etree.SubElement(parent, f"{{{space}}}{tag}", {key: str(value) for key, value in more.items()})


def _filled(look: _Element, colour: str) -> None:
    if not colour:
        _under(look, _A, "noFill")
    else:
        _under(_under(look, _A, "solidFill"), _A, "srgbClr", val=colour.lstrip("#").upper())


def _part(line: TextLine) -> Paragraph:
    return Paragraph(line.words, line.size, line.bold, line.italic, line.colour)


def _paths(shape: NodeShape, box: Box) -> list[tuple[Path, str]]:
    """The outlines of a thing that is no rounded box, and how each is filled."""
    fold = min(6.5, box.height * 0.4)
    if shape is NodeShape.TALK:
        return [(talk(box, 5.5), "norm")]
    if shape is NodeShape.RESOURCE:
        return [(cut(box, min(4.5, box.height * 0.3)), "norm")]
    corner = polygon((box.right - fold, box.y), (box.right - fold, box.y + fold), (box.right, box.y + fold))
    found: list[tuple[Path, str]] = [(page(box, fold), "norm"), (corner, "lighten")]
    if shape is NodeShape.REGULATION:
        found += [((("M", box.x, box.y + down), ("L", box.right - fold, box.y + down)), "none") for down in (0.0, 2.6)]
    if shape is NodeShape.COPY:
        inside = Box(box.x + 2.2, box.y + 2.2, box.width - 4.4, box.height - 4.4)
        found.append((page(inside, max(fold - 0.6, 1)), "none"))
    return found


def _around(path: Path) -> Box:
    """The box around an outline."""
    places = [
        (float(step[at]), float(step[at + 1])) for step in path for at in range(1, len(step) - 1, 2)
    ]  # fmt: skip
    left, top = min(x for x, _ in places), min(y for _, y in places)
    return Box(left, top, max(x for x, _ in places) - left, max(y for _, y in places) - top)


def _ground(lines: Sequence[TextLine]) -> Box:
    """The box around words that are set about their middle."""
    wide = max(width(each.words, each.size, bold=each.bold, italic=each.italic) for each in lines)
    top = lines[0].y - lines[0].size
    return Box(lines[0].x - wide / 2, top, wide, lines[-1].y + lines[-1].size * 0.3 - top)


def _shortened(line: SceneLine) -> list[tuple[float, float]]:
    """The corners of a line that ends where a head of its own begins."""
    found = list(line.points)
    for head, end, beside in ((line.style.at_target, -1, -2), (line.style.at_origin, 0, 1)):
        length = math.dist(found[end], found[beside])
        share = min(_OWN_HEADS.get(head, 0.0) / length, 0.9) if length else 0.0
        (x, y), (u, v) = found[end], found[beside]
        found[end] = (x + (u - x) * share, y + (v - y) * share)
    return found


def _from_the_right(words: str) -> bool:
    """Whether words are of a script that runs from the right."""
    strong = (unicodedata.bidirectional(letter) for letter in words)
    return next((way for way in strong if way in {"L", "R", "AL"}), "L") != "L"


# ---------------------------------------------------------------------------------- the format


def _write(scene: Scene, sheet: Sheet) -> Drawn:
    from pptx import Presentation
    from pptx.util import Emu

    room = _WIDE if sheet.name == "slide" else None
    scale = min(sheet.scale, _LARGEST / scene.width, _LARGEST / scene.height)
    across, down = room or tuple(max(each * scale, _SMALLEST) for each in (scene.width, scene.height))
    left, top = (across - scene.width * scale) / 2, (down - scene.height * scale) / 2
    deck = Presentation()
    deck.slide_width, deck.slide_height = Emu(round(across * _EMU)), Emu(round(down * _EMU))
    slide = deck.slides.add_slide(deck.slide_layouts[5])  # only a title
    for holder in list(slide.placeholders):
        slide.shapes._spTree.remove(holder._element)  # noqa: SLF001 - the map's own title takes its place
    _Slide(scene, scale, left, top).draw(slide.shapes._spTree)  # noqa: SLF001 - python-pptx has no other way to groups
    told = deck.core_properties
    told.title = one_line(scene.title[0].words)[:250] if scene.title else "map"
    told.comments = one_line(scene.description)[:250]
    told.author = told.last_modified_by = "ieworkbench"
    told.created = told.modified = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - the same map gives the same bytes
    kept = io.BytesIO()
    deck.save(kept)
    dropped: tuple[str, ...] = ()
    if scale < sheet.scale:
        size = f"{scene.text_size * scale:.1f} pt"
        dropped = (f"A slide is at most 142 cm long: the map is smaller than was asked for, with labels of {size}.",)
    return Drawn(undated(kept.getvalue()), dropped)


FORMAT = MapFormat(
    name="pptx",
    title="PowerPoint: one slide of native shapes",
    suffixes=(".pptx",),
    draw=_write,
    cannot=(
        "Where lines cross on a slide, there is no gap that shows which one lies above.",
        "The words that marks rest on stay with the study; what a thing or link is stands in its alternative text.",
    ),
)
