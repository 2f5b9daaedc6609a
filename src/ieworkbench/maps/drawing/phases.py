"""A map in phases: parts from left to right, each as large as it can be read, cut out of one drawing.

Nothing is laid out again: what stands in a phase stands as it does on the whole map. A line that goes
on elsewhere is cut at the edge, with the number of the phase in which it ends.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TypeVar

from ieworkbench.errors import RecordWrong
from ieworkbench.maps.drawing.drawing_words import word
from ieworkbench.maps.drawing.drawn import (
    Box,
    Bubble,
    Head,
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
from ieworkbench.maps.drawing.legend import legend
from ieworkbench.maps.drawing.titles import title_block
from ieworkbench.model import LinkFamily

__all__ = ["Span", "overview", "phase_of", "phases_of"]

Span = tuple[float, float]
"""From where to where a phase reaches on the whole map, from left to right in points."""

Point = tuple[float, float]
Strip = TypeVar("Strip", SceneLane, SceneBand)

_EDGE, _LEAST, _TICKS = 17.0, 150.0, 10.0
_FRAME_INSET = 3.0


def phases_of(scene: Scene, room: float) -> tuple[Span, ...]:
    """The phases of a scene, none wider than ``room`` points with its lane names if a column is not: cut between columns."""
    columns = sorted(scene.layout.columns)
    if not columns:
        return ()
    lefts = [left for left, _ in columns]
    rights = [left + across for left, across in columns]
    cuts = [(right + left) / 2 for right, left in zip(rights, lefts[1:], strict=False)]
    start = _names(scene)
    edges = [start, *cuts, scene.map_box.right]
    inside = room - start - 2 * _EDGE
    spans: list[Span] = []
    for left, right in pairwise(edges):
        if spans and right - spans[-1][0] <= inside:
            spans[-1] = (spans[-1][0], right)
        else:
            spans.append((left, right))
    return tuple(spans)


def overview(scene: Scene, spans: Sequence[Span], scale: float) -> Scene:
    """The whole map, drawn without title and legend, with a numbered frame around each phase and its title below.

    Numbers and title can be read when it is printed at ``scale``; all other words can be in the phases.
    """
    size = max(9.0 / max(scale, 0.01), 9.0)
    box = scene.map_box
    frames = []
    for number, (left, right) in enumerate(spans, 1):
        frame = Box(
            left + _FRAME_INSET, box.y + _FRAME_INSET, right - left - 2 * _FRAME_INSET, box.height - 2 * _FRAME_INSET
        )
        line = TextLine(str(number), frame.x + size * 1.1, frame.y + size * 1.3, size, bold=True)
        frames.append(PhaseFrame(number, frame, line))
    room = max(scene.width - 6, 1.0)
    heading, tall = title_block(scene.said[:3], room, scene.text_size * size / 9.0)
    below = scene.map_box.bottom + 4.0
    title = tuple(replace(each, y=each.y + below) for each in heading)
    return replace(scene, frames=tuple(frames), title=title, height=below + tall, smallest_text=title[-1].size)


def phase_of(scene: Scene, spans: Sequence[Span], number: int) -> Scene:
    """One phase of a scene, counted from 1, as a scene of its own.

    Raises
    ------
    RecordWrong
        If there is no such phase.
    """
    if not 1 <= number <= len(spans):
        raise RecordWrong("phase", str(number), f"the map has {len(spans)} phases, counted from 1")
    left, right = spans[number - 1]
    names = _names(scene)
    page = max(names + (right - left) + 2 * _EDGE, _LEAST)
    heading, top = _heading(scene, page, number, len(spans))
    shift = (names + _EDGE - left, top - scene.map_box.y)
    nodes = [_node(each, shift) for each in scene.nodes if left <= each.box.middle[0] <= right]
    at = {each.id: _phase(spans, each.box.middle[0]) for each in scene.nodes}
    lines, cuts = _lines(scene, (left, right), shift, at, number)
    breaks = [_break(each, shift) for each in scene.breaks if any(left <= x <= right for x, _ in each.places)]
    box = replace(scene.map_box, y=top, width=page)
    entries, bottom = legend(
        nodes,
        lines,
        _kinds(scene, lines),
        breaks=bool(breaks),
        bounds=Box(3.0, box.bottom + 3, page - 6, 0),
        size=scene.text_size,
        language=scene.language,
    )
    return replace(
        scene,
        width=page,
        height=bottom + 2.0,
        map_box=box,
        bands=tuple(_strip(each, page, shift[1]) for each in scene.bands),
        lanes=tuple(_strip(each, page, shift[1]) for each in scene.lanes),
        nodes=tuple(nodes),
        lines=tuple(lines),
        breaks=tuple(breaks),
        title=(*heading, *cuts),
        legend=entries if scene.legend else (),
        ticks=tuple(_tick(each, left, right, shift) for each in scene.ticks if each.right > left and each.left < right),
        frames=(),
        description=f"{_told(scene, number, len(spans))}. {scene.description}",
    )


def _names(scene: Scene) -> float:
    """Where the names of bands and lanes end."""
    boxes = [each.name_box for each in scene.lanes] + [each.name_box for each in scene.bands]
    return max((each.right for each in boxes), default=0.0)


def _heading(scene: Scene, page: float, number: int, count: int) -> tuple[tuple[TextLine, ...], float]:
    """The title block with the number of the phase, on a page of its own width; and where the map begins below it."""
    ticks = _TICKS if scene.ticks else 0.0
    if not scene.title:
        return (), 2.0 + ticks
    title, standpoint, facts = scene.said[:3]
    lines, tall = title_block((title, standpoint, f"{facts} · {_told(scene, number, count)}"), page, scene.text_size)
    return lines, tall + ticks


def _told(scene: Scene, number: int, count: int) -> str:
    return f"{word('phase', scene.language)} {number}/{count}"


def _phase(spans: Sequence[Span], x: float) -> int:
    return next((number for number, (_, right) in enumerate(spans, 1) if x <= right), len(spans))


def _kinds(scene: Scene, lines: Sequence[SceneLine]) -> dict[LinkFamily, str]:
    """What the plain lines in use are called, as in the legend of the whole."""
    used = {each.style.family for each in lines}
    return {
        entry.sample.style.family: entry.words.words
        for entry in scene.legend
        if isinstance(entry.sample, SceneLine)
        and entry.sample.style.family is not None
        and entry.sample.style.family in used
    }


# --------------------------------------------------------------------------------- moved aside


def _line_at(line: TextLine, shift: Point) -> TextLine:
    return replace(line, x=line.x + shift[0], y=line.y + shift[1])


def _box_at(box: Box, shift: Point) -> Box:
    return replace(box, x=box.x + shift[0], y=box.y + shift[1])


def _plate_at(plate: Box | None, shift: Point) -> Box | None:
    return None if plate is None else _box_at(plate, shift)


def _bubble_at(bubble: Bubble | None, shift: Point) -> Bubble | None:
    if bubble is None:
        return None
    return replace(bubble, x=bubble.x + shift[0], y=bubble.y + shift[1], line=_line_at(bubble.line, shift))


def _lines_at(lines: Sequence[TextLine], shift: Point) -> tuple[TextLine, ...]:
    return tuple(_line_at(each, shift) for each in lines)


def _strip(strip: Strip, page: float, down: float) -> Strip:
    """A lane or band on a page of another width."""
    return replace(
        strip,
        box=replace(_box_at(strip.box, (0.0, down)), width=page),
        name_box=_box_at(strip.name_box, (0.0, down)),
        lines=_lines_at(strip.lines, (0.0, down)),
    )


def _node(node: SceneNode, shift: Point) -> SceneNode:
    lines, bubble = _lines_at(node.lines, shift), _bubble_at(node.bubble, shift)
    return replace(node, box=_box_at(node.box, shift), lines=lines, bubble=bubble)


def _break(each: SceneBreak, shift: Point) -> SceneBreak:
    places = tuple((x + shift[0], y + shift[1]) for x, y in each.places)
    return replace(each, places=places, words=_lines_at(each.words, shift), plate=_plate_at(each.plate, shift))


def _tick(tick: WaveTick, left: float, right: float, shift: Point) -> WaveTick:
    start, end = max(tick.left, left) + shift[0], min(tick.right, right) + shift[0]
    line = replace(tick.line, x=(start + end) / 2, y=tick.line.y + shift[1])
    return replace(tick, left=start, right=end, y=tick.y + shift[1], line=line)


# ------------------------------------------------------------------------------------ cut lines


def _lines(
    scene: Scene, span: Span, shift: Point, at: dict[str, int], number: int
) -> tuple[list[SceneLine], list[TextLine]]:
    """The pieces of every line in a span, and where those go on that are cut."""
    found: list[SceneLine] = []
    notes: list[TextLine] = []
    for line in scene.lines:
        for place, points in enumerate(_pieces(line.points, span)):
            found.append(_piece(line, points, shift, first=place == 0, span=span))
            notes += _goes_on(
                line, points, span, shift, (at.get(line.origin, number), at.get(line.target, number)), scene
            )
    return found, notes


def _pieces(points: Sequence[tuple[float, float]], span: Span) -> Iterator[list[tuple[float, float]]]:
    """The parts of a line of level and upright pieces that lie between two uprights."""
    left, right = span
    part: list[tuple[float, float]] = []
    for (x, y), (to_x, to_y) in pairwise(points):
        if max(x, to_x) < left or min(x, to_x) > right or (x == to_x and not left <= x <= right):
            if len(part) > 1:
                yield part
            part = []
            continue
        start, end = (min(max(x, left), right), y), (min(max(to_x, left), right), to_y)
        if part and part[-1] != start:
            yield part
            part = []
        part = [*part, end] if part else [start, end]
        if end[0] != to_x:
            yield part
            part = []
    if len(part) > 1:
        yield part


def _piece(
    line: SceneLine, points: Sequence[tuple[float, float]], shift: Point, *, first: bool, span: Span
) -> SceneLine:  # fmt: skip
    style = replace(
        line.style,
        at_origin=line.style.at_origin if points[0] == line.points[0] else Head.NONE,
        at_target=line.style.at_target if points[-1] == line.points[-1] else Head.NONE,
    )
    bubble = line.bubble if line.bubble is not None and first and span[0] <= line.bubble.x <= span[1] else None
    worded = first and line.plate is not None and span[0] <= line.plate.middle[0] <= span[1]
    crossed = line.cross if first and line.cross is not None and span[0] <= line.cross[0] <= span[1] else None
    return replace(
        line,
        points=tuple((x + shift[0], y + shift[1]) for x, y in points),
        style=style,
        words=_lines_at(line.words, shift) if worded else (),
        plate=_plate_at(line.plate, shift) if worded else None,
        bubble=_bubble_at(bubble, shift),
        cross=None if crossed is None else (crossed[0] + shift[0], crossed[1] + shift[1], crossed[2]),
    )


def _goes_on(
    line: SceneLine,
    points: Sequence[tuple[float, float]],
    span: Span,
    shift: Point,
    ends: tuple[int, int],
    scene: Scene,
) -> Iterator[TextLine]:
    """At an end that is cut, the number of the phase in which the line begins or ends."""
    size = scene.text_size * 0.92
    for place, whole, phase in ((points[0], line.points[0], ends[0]), (points[-1], line.points[-1], ends[1])):
        if place == whole:
            continue
        at_right = abs(place[0] - span[1]) < abs(place[0] - span[0])
        words, anchor, aside = (f"› {phase}", "start", 1.5) if at_right else (f"{phase} ‹", "end", -1.5)
        yield TextLine(
            words,
            place[0] + shift[0] + aside,
            place[1] + shift[1] + size * 0.34,
            size,
            anchor=anchor,
            colour=line.style.colour,
        )
