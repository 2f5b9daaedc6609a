"""A map as it is drawn: `build_scene` makes the one list of drawn things that every exporter draws.

The figure, the web page and the slides therefore show the same picture. What the things are is in
`ieworkbench.maps.drawing.drawn`; what they mean in `ieworkbench.maps.drawing.notation`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from ieworkbench.maps.drawing.breaks import named_in, place_break
from ieworkbench.maps.drawing.drawing_words import number_of, word
from ieworkbench.maps.drawing.drawn import (
    Box,
    Bubble,
    LegendEntry,
    NodeShape,
    NodeStyle,
    Scene,
    SceneBreak,
    SceneLine,
    SceneNode,
    TextLine,
)
from ieworkbench.maps.drawing.labels import Part, bubble, needed_size, node_parts, place_words
from ieworkbench.maps.drawing.legend import legend
from ieworkbench.maps.drawing.notation import line_style, node_shape, node_style
from ieworkbench.maps.drawing.on_lines import (
    block,
    kind_words,
    label_size,
    line_words,
    silent_kinds,
    with_cross,
    with_label,
)
from ieworkbench.maps.drawing.placing import Room
from ieworkbench.maps.drawing.strips import Strips
from ieworkbench.maps.drawing.text_size import LEADING, one_line, wrap
from ieworkbench.maps.drawing.titles import said_of, title_block
from ieworkbench.maps.drawing.waves import wave_ticks
from ieworkbench.maps.institutional_map import InstitutionalMap
from ieworkbench.maps.layout.lane_order import suggest_lane_order
from ieworkbench.maps.layout.lanes import EdgeSpec, NodeSpec, Spacing, lay_out
from ieworkbench.model import LinkFamily
from ieworkbench.model.layout import Layout, Pin

__all__ = ["LABEL_SIZE", "build_scene", "lay_out_map", "suggested_lanes"]

LABEL_SIZE = 6.6
"""The size of the labels in points, as a map is drawn if nothing else is asked for."""

_LEAST_WIDTH, _HOPELESS = 236.0, 0.4
_TICKS = 10.0
_HEADINGS = 90.0
_TRIES: tuple[tuple[float, dict[str, float]], ...] = (
    (88.0, {}),
    (80.0, {"column_gap": 25, "lane_pad": 8, "node_gap": 9}),
    (72.0, {"column_gap": 23, "lane_pad": 7, "node_gap": 9, "margin": 8}),
    (64.0, {"column_gap": 21, "lane_pad": 6, "node_gap": 8, "margin": 7}),
    (56.0, {"column_gap": 20, "lane_pad": 6, "node_gap": 8, "margin": 6}),
    (98.0, {"column_gap": 21, "lane_pad": 6, "node_gap": 8, "margin": 7}),
)
"""The room for the words of a box, and spaces: from comfortable to tight, and at last wide and low."""


@dataclass(frozen=True, slots=True)
class _Node:
    id: str
    data: dict[str, Any]
    shape: NodeShape
    style: NodeStyle
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class _Link:
    id: str
    origin: str
    target: str
    data: dict[str, Any]
    words: str

    @property
    def backward(self) -> bool:
        return bool(self.data["backward"])

    @property
    def count(self) -> int:
        return len(self.data.get("accounts", ()))

    @property
    def lost(self) -> bool:
        return bool(self.data.get("orphaned"))


def build_scene(
    m: InstitutionalMap,
    *,
    layout: Layout | None = None,
    language: str = "en",
    width_mm: float | None = None,
    height_mm: float | None = None,
    size: float = LABEL_SIZE,
    pins: Sequence[Pin] = (),
    previous: Layout | None = None,
    title: bool = True,
    with_legend: bool = True,
) -> Scene:
    """A map as it is drawn, in points.

    Parameters
    ----------
    m
        The map.
    layout
        Where everything stands, as it was kept: nothing moves. What the layout does not know is not
        drawn, and listed in `Scene.unplaced`.
    language
        The language of the fixed words: ``en``, ``nb`` or ``nn``.
    width_mm, height_mm
        How large it is to be at most: if it is larger, labels are broken otherwise and everything
        moves together, as far as it can still be read. The scene may yet be larger.
    size
        The size of the labels in points.
    pins
        Places that the researcher has chosen, besides those of ``previous``.
    previous
        A layout whose boxes keep their places as far as they can, whose pins hold, and whose order of
        lanes counts unless the map has one.
    title, with_legend
        Whether to draw the title block and the legend.

    Raises
    ------
    RecordWrong
        If there are no words in this language.
    """
    word("map", language)
    nodes, links = _nodes(m, language), _links(m, language)
    strips = Strips.of(_in_order(m, layout or previous), size, language)
    if layout is None:
        layout = _laid_out(nodes, links, strips, _Page(size, width_mm, height_mm), tuple(pins), previous)
    return _Drawing(m, nodes, links, strips.for_layout(layout), layout, language, size).scene(title, with_legend)


def lay_out_map(
    m: InstitutionalMap,
    *,
    width_mm: float | None = None,
    height_mm: float | None = None,
    size: float = LABEL_SIZE,
    pins: Sequence[Pin] = (),
    previous: Layout | None = None,
    language: str = "en",
) -> Layout:
    """Where everything stands on a map, without drawing it; what is given means what it does for `build_scene`.

    Raises
    ------
    RecordWrong
        If there are no words in this language.
    """
    word("map", language)
    page = _Page(size, width_mm, height_mm)
    strips = Strips.of(_in_order(m, previous), size, language)
    return _laid_out(_nodes(m, language), _links(m, language), strips, page, tuple(pins), previous)


def suggested_lanes(m: InstitutionalMap) -> tuple[str, ...]:
    """An order of a map's lanes in which lines are short and cross little; see `InstitutionalMap.suggest_lane_order`."""
    specs = [_node_spec(each, _TRIES[0][0], LABEL_SIZE) for each in _nodes(m, "en")]
    edges = [_edge_spec(each, LABEL_SIZE, stacked=False) for each in _links(m, "en")]
    return suggest_lane_order(specs, edges, Strips.of(m, LABEL_SIZE, "en").specs)


def _in_order(m: InstitutionalMap, kept: Layout | None) -> InstitutionalMap:
    """The map with its lanes as they were kept, if the researcher asks for no order now."""
    if kept is None or m.lane_order:
        return m
    here = {lane.id for lane in m.lanes()}
    return m.with_lane_order([lane.id for lane in kept.lanes if lane.id in here])


# ----------------------------------------------------------------------------- what is to be drawn


def _nodes(m: InstitutionalMap, language: str) -> list[_Node]:
    found = []
    for name, data in m.graph.nodes(data=True):
        shape = node_shape(str(data.get("kind", "")), data.get("record"))
        style = node_style(shape, data)
        found.append(_Node(name, data, shape, style, node_parts(data, style, language)))
    return found


def _links(m: InstitutionalMap, language: str) -> list[_Link]:
    edges = list(m.graph.edges(keys=True, data=True))
    silent = silent_kinds([data for _, _, _, data in edges])
    found, names = [], set[str]()
    for origin, target, key, data in edges:
        name = key if key not in names else f"{key} {len(names)}"
        names.add(name)
        found.append(_Link(name, origin, target, data, line_words(data, silent, language)))
    return found


@dataclass(frozen=True, slots=True)
class _Page:
    """The size of labels, and the room on the page in millimetres."""

    size: float
    width_mm: float | None
    height_mm: float | None

    def scale(self, layout: Layout) -> float:
        """How far a map must be scaled down to fit, title and legend included; at most 1."""
        rooms = ((self.width_mm, layout.width), (self.height_mm, layout.height + _HEADINGS))
        return min([1.0, *(room / 25.4 * 72 / size for room, size in rooms if room is not None and size > 0)])


def _laid_out(
    nodes: Sequence[_Node],
    links: Sequence[_Link],
    strips: Strips,
    page: _Page,
    pins: tuple[Pin, ...],
    previous: Layout | None,
) -> Layout:
    """The first layout that fits on the page, or the one that has to be scaled down least."""
    if previous is not None:
        given = {each.id for each in pins}
        pins = (*(each for each in previous.pins if each.id not in given), *pins)
    here = {each.id for each in nodes}
    pins = tuple(each for each in pins if each.id in here)
    best: tuple[float, Layout] | None = None
    for number, (room, spaces) in enumerate(_TRIES):
        specs = [_node_spec(each, room, page.size) for each in nodes]
        edges = [_edge_spec(each, page.size, stacked=number > 1) for each in links]
        spacing = Spacing(**spaces, names_width=strips.width)
        made = lay_out(specs, edges, strips.specs, pins=pins, previous=previous, spacing=spacing)
        scale = page.scale(made)
        if best is None or scale > best[0]:
            best = scale, made
        if scale >= 1 or scale < _HOPELESS:
            break
    assert best is not None  # noqa: S101 - there is at least one try
    return best[1]


def _node_spec(node: _Node, room: float, size: float) -> NodeSpec:
    across, tall = needed_size(node.parts, node.shape, node.style, room=room, size=size)
    record = node.data.get("record")
    when = getattr(record, "when", None)
    step = when.earliest.toordinal() if when is not None and when.earliest is not None else 0
    return NodeSpec(node.id, str(node.data.get("lane", "")), across, tall, step)


def _edge_spec(link: _Link, size: float, *, stacked: bool) -> EdgeSpec:
    before, after = (link.target, link.origin) if link.backward else (link.origin, link.target)
    return EdgeSpec(link.id, before, after, label_size(link.words, link.count, size, lost=link.lost, stacked=stacked))


# ------------------------------------------------------------------------------------- the drawing


@dataclass(frozen=True)
class _Drawing:
    m: InstitutionalMap
    nodes: Sequence[_Node]
    links: Sequence[_Link]
    strips: Strips
    layout: Layout
    language: str
    size: float

    def scene(self, title: bool, with_legend: bool) -> Scene:
        page = max(self.layout.width, _LEAST_WIDTH)
        said = said_of(self.m, self.language)
        heading, top = title_block(said, page, self.size) if title else ((), 2.0)
        ticks = wave_ticks(self.m, self.layout, top + _TICKS - 2, self.size, self.language)
        top += _TICKS if ticks else 0.0
        map_box = Box(0.0, top, page, self.layout.height)
        bands, lanes = self.strips.drawn(self.layout, map_box)
        placed = {each.id for each in self.layout.boxes}
        nodes = [self._node(each, top) for each in self.nodes if each.id in placed]
        drawn = {each.id for each in nodes}
        routes = {each.id for each in self.layout.routes}
        links = [each for each in self.links if each.id in routes and {each.origin, each.target} <= drawn]
        room = self._room(map_box, nodes)
        lines = self._lines(links, top, room)
        breaks, notes = self._breaks(lines, nodes, room)
        bottom = map_box.bottom
        placed = drawn | {each.id for each in links}
        names = [*(each.id for each in self.nodes), *(each.id for each in self.links)]
        unplaced = tuple(name for name in names if name not in placed)
        if not self.nodes:
            empty = TextLine(word("empty", self.language), 3.0, bottom + 12, self.size, anchor="start", italic=True)
            heading, bottom = (*heading, empty), bottom + 16
        entries: tuple[LegendEntry, ...] = ()
        if with_legend:
            entries, bottom = legend(
                nodes,
                lines,
                self._plain_kinds(links),
                breaks=bool(breaks),
                bounds=Box(3.0, bottom + 3, page - 6, 0),
                size=self.size,
                language=self.language,
            )
        noted, bottom = _notes(notes, page, bottom, self.size)
        made = Scene(
            page,
            bottom + 2.0,
            map_box,
            bands,
            lanes,
            tuple(nodes),
            tuple(lines),
            tuple(breaks),
            (*heading, *noted),
            (*said, *notes),
            entries,
            ticks,
            language=self.language,
            text_size=self.size,
            description=self._told(said, nodes, links),
            layout=self.layout,
            unplaced=unplaced,
        )
        return replace(made, smallest_text=_smallest(made))

    def _node(self, node: _Node, top: float) -> SceneNode:
        at = self.layout.box(node.id)
        box = Box(at.x, at.y + top, at.width, at.height)
        lines = place_words(node.parts, node.shape, node.style, box, self.size)
        count, lost = len(node.data.get("accounts", ())), int(node.data.get("orphaned", 0))
        label = ", ".join(each.words for each in node.parts)
        return SceneNode(
            node.id,
            str(node.data.get("kind", "")),
            node.shape,
            node.style,
            box,
            label,
            lines,
            self._badge(box, node.style, count, lost > 0),
            str(node.data.get("lane", "")),
            self._described(node, label, count, lost),
        )

    def _badge(self, box: Box, style: NodeStyle, count: int, lost: bool) -> Bubble | None:
        """The number of accounts, on the lower edge near the right corner."""
        if not count:
            return None
        made = bubble(count, 0, 0, self.size, lost=lost)
        right = box.right - (4.0 if style.stack else 0.0)
        return bubble(count, right - made.radius - 3.0, box.bottom - 0.7, self.size, lost=lost)

    def _described(self, node: _Node, label: str, count: int, lost: int) -> str:
        style = node.style
        signs = (
            (style.standpoint, "sign standpoint"),
            (style.question, "sign gap"),
            (style.struck, "sign struck"),
            (style.disputed, "sign disputed"),
            (style.width > 2, "sign boss"),
        )
        told = [word(name, self.language) for wanted, name in signs if wanted]
        kind = word(f"sign {node.shape.value}", self.language).partition(":")[0]
        return f"{kind}: {'; '.join([label, *told, self._counted(count, lost)])}"

    def _counted(self, count: int, lost: int) -> str:
        """How many accounts tell of it, and how many of them have lost their words."""
        told = number_of(count, "account", self.language)
        return f"{told}, {lost} {word('lost', self.language)}" if lost else told

    def _room(self, map_box: Box, nodes: Sequence[SceneNode]) -> Room:
        left = self.strips.width
        room = Room(Box(map_box.x + left, map_box.y, map_box.width - left, map_box.height))
        for node in nodes:
            room.take(Box(node.box.x - 0.5, node.box.y - 1.0, node.box.width + 1, node.box.height + 2.0), owner=node.id)
            if node.bubble is not None:
                each = node.bubble
                room.take(Box(each.x - each.radius, each.y - each.radius, 2 * each.radius, 2 * each.radius))
            if node.style.question:
                room.take(Box(node.box.x, node.box.y - 4, 14, 8))
        return room

    def _lines(self, links: Sequence[_Link], top: float, room: Room) -> list[SceneLine]:
        """The links along their routes, and then what stands on them, the shortest first: they have least room."""
        lines = [self._line(each, top) for each in links]
        for line in lines:
            room.take_line(line.points, line.id)
        lines = [with_cross(each, room) if each.style.crossed else each for each in lines]
        order = sorted(range(len(lines)), key=lambda place: (_length(lines[place]), place))
        for place in order:
            link = links[place]
            line = with_label(lines[place], link.words, link.count, self.size, room, lost=link.lost)
            lines[place] = self._with_question(line, room) if line.style.question else line
        return lines

    def _line(self, link: _Link, top: float) -> SceneLine:
        route = self.layout.route(link.id)
        points = tuple((x, y + top) for x, y in route.points)
        kind, told = kind_words(link.data, self.language), self._counted(link.count, int(link.data.get("orphaned", 0)))
        return SceneLine(
            link.id,
            str(link.data["kind"]),
            link.origin,
            link.target,
            points[::-1] if link.backward else points,
            line_style(link.data),
            feedback=route.feedback,
            description=f"{self._called(link.origin)} – {kind} – {self._called(link.target)}; {told}",
        )

    def _called(self, node: str) -> str:
        return one_line(str(self.m.graph.nodes[node].get("label") or "…"))

    def _with_question(self, line: SceneLine, room: Room) -> SceneLine:
        """A question mark on a line that is a gap: in place of its count if it has none."""
        made = with_label(replace(line, words=(), plate=None, bubble=None), "", 1, self.size, room)
        if made.bubble is None:
            return line
        mark = replace(made.bubble, count=0, filled=True, line=_asking(made.bubble.line))
        if line.bubble is None:
            return replace(line, bubble=mark)
        return replace(line, cross=(mark.x, mark.y, True))

    def _breaks(
        self, lines: Sequence[SceneLine], nodes: Sequence[SceneNode], room: Room
    ) -> tuple[list[SceneBreak], list[str]]:
        by_id = {each.id: each for each in nodes}
        folded = [(each.id, each.data.get("folded", ())) for each in self.nodes]
        folded += [(each.id, each.data.get("folded", ())) for each in self.links]
        into = {member: name for name, members in folded for member in members}
        breaks: list[SceneBreak] = []
        notes: list[str] = []
        for found in self.m.records.disjunctures:
            named = list(dict.fromkeys(into.get(each, each) for each in named_in(found)))
            said = [self.m.side_words(side) for side in found.sides]
            made = place_break(found, said, named, lines, by_id, self.size, room, len(notes) + 1, self.language)
            if made is None:
                continue
            breaks.append(made[0])
            if not made[1]:
                notes.append(f"{len(notes) + 1}  {one_line(found.what)}")
        return breaks, notes

    def _plain_kinds(self, links: Sequence[_Link]) -> dict[LinkFamily, str]:
        """For each family in use, what its plain line is called."""
        silent = silent_kinds([each.data for each in self.links])
        used = {each.data["family"] for each in links if each.data.get("record") is not None}
        names = {each.data["kind"]: kind_words(each.data, self.language) for each in self.links}
        return {family: names[kind] for family, kind in silent.items() if family in used}

    def _told(self, said: Sequence[str], nodes: Sequence[SceneNode], links: Sequence[_Link]) -> str:
        acts = sum(each.kind == "act" for each in nodes)
        counts = f"{acts} {word('acts', self.language)}, {len(nodes) - acts} {word('texts', self.language)}, "
        return ". ".join([*said, counts + f"{len(links)} {word('links', self.language)}"]) + "."


def _asking(line: TextLine) -> TextLine:
    return replace(line, words="?", bold=True, colour="#ffffff")


def _length(line: SceneLine) -> float:
    return sum(abs(x - u) + abs(y - v) for (x, y), (u, v) in pairwise(line.points))


def _notes(notes: Sequence[str], page: float, y: float, size: float) -> tuple[tuple[TextLine, ...], float]:
    """The words of disjunctures that found no room on the map, below it."""
    placed: list[TextLine] = []
    step = size * 0.94
    for note in notes:
        lines = wrap(note, page - 8, step, italic=True)
        tall = len(lines) * step * LEADING
        placed += block(lines, 3.0, y + tall / 2, step, italic=True)
        y += tall + 1
    return tuple(placed), y


def _smallest(scene: Scene) -> float:
    """The size of the smallest words on the page."""
    lines = [*scene.title, *(each.words for each in scene.legend)]
    for band in scene.bands:
        lines += band.lines
    for lane in scene.lanes:
        lines += lane.lines
    for node in scene.nodes:
        lines += node.lines
    for link in scene.lines:
        lines += link.words
    for each in scene.breaks:
        lines += each.words
    bubbles = [each.bubble for each in scene.nodes] + [each.bubble for each in scene.lines]
    lines += [each.line for each in bubbles if each is not None]
    return min((line.size for line in lines), default=0.0)
