"""The legend of a map: every sign that it uses and no other, each drawn as it is drawn on the map."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from ieworkbench.maps.drawing.drawing_words import word
from ieworkbench.maps.drawing.drawn import (
    Box,
    Bubble,
    Dash,
    Head,
    LegendEntry,
    LineStyle,
    NodeShape,
    NodeStyle,
    SceneBreak,
    SceneLine,
    SceneNode,
    TextLine,
)
from ieworkbench.maps.drawing.labels import LOST, bubble
from ieworkbench.maps.drawing.notation import INK, sample_line, sample_node
from ieworkbench.maps.drawing.text_size import LEADING, one_line, width, wrap
from ieworkbench.model import LinkFamily

__all__ = ["legend"]

_SIZE = 0.94
_NODE, _LINE = (17.0, 11.0), 25.0
_GAP, _BETWEEN = 3.5, 11.0

Sample = SceneNode | SceneLine | SceneBreak | Bubble
Made = tuple[str, float, Callable[[float, float], Sample]]


def legend(
    nodes: Sequence[SceneNode],
    lines: Sequence[SceneLine],
    kinds: dict[LinkFamily, str],
    *,
    breaks: bool,
    bounds: Box,
    size: float,
    language: str,
) -> tuple[tuple[LegendEntry, ...], float]:
    """The entries of the legend, placed in rows inside ``bounds`` (its height is not heeded), and where they end.

    ``kinds`` says for each family of links in use what its plain line is called.
    """
    signs = [*_node_signs(nodes, language)]
    if breaks:
        signs.append((word("sign break", language), 8.0, lambda x, y: SceneBreak("", ((x + 4, y),), 5.5)))
    counts = [each.bubble for each in nodes] + [each.bubble for each in lines]
    if any(counts):
        signs.append((word("sign bubble", language), 2 * size * 0.67, lambda x, y: _letter_n(x + size * 0.67, y, size)))
    if any(each.line.words.endswith(LOST) for each in counts if each):
        signs.append(
            (word("sign lost", language), 2 * size * 0.67, lambda x, y: _letter_n(x + size * 0.67, y, size, LOST))
        )
    placed, bottom = _rows(signs, bounds, size * _SIZE)
    more, bottom = _rows(_line_signs(lines, kinds, language), replace(bounds, y=bottom), size * _SIZE)
    return (*placed, *more), bottom


def _letter_n(x: float, y: float, size: float, after: str = "") -> Bubble:
    made = bubble(0, x, y, size)
    return replace(made, line=replace(made.line, words=f"n{after}", italic=True))


def _rows(signs: Sequence[Made], bounds: Box, size: float) -> tuple[list[LegendEntry], float]:
    """Signs one after the other, in as many rows as they need; a long one is broken into lines."""
    entries: list[LegendEntry] = []
    x, y, tallest = bounds.x, bounds.y, 0.0
    for words, across, make in signs:
        room = bounds.width - across - _GAP - 2
        lines = wrap(words, room, size) if width(words, size) > room else (one_line(words),)
        wide = across + _GAP + max(width(line, size) for line in lines)
        if x > bounds.x and x + wide > bounds.right:
            x, y, tallest = bounds.x, y + tallest, 0.0
        tall = max(15.0, len(lines) * size * LEADING + 4)
        middle = y + tall / 2
        first = middle - (len(lines) - 1) * size * LEADING / 2 + size * 0.36
        for number, line in enumerate(lines):
            sample = make(x, middle)
            text = TextLine(line, x + across + _GAP, first + number * size * LEADING, size, anchor="start")
            entries.append(LegendEntry(sample if number == 0 else None, text))
        x, tallest = x + wide + _BETWEEN, max(tallest, tall)
    return entries, y + tallest


def _node_signs(nodes: Sequence[SceneNode], language: str) -> list[Made]:
    used = {each.shape for each in nodes}
    styles = [each.style for each in nodes]
    plain = {each.shape for each in nodes if not each.style.standpoint}
    signs: list[tuple[bool, str, NodeShape, NodeStyle]] = [
        (any(each.standpoint for each in styles), "standpoint", NodeShape.ACT, NodeStyle(standpoint=True)),
        (NodeShape.ACT in plain, "act", NodeShape.ACT, NodeStyle()),
        (NodeShape.TALK in used, "talk", NodeShape.TALK, NodeStyle()),
        (NodeShape.TEXT in used, "text", NodeShape.TEXT, NodeStyle()),
        (NodeShape.REGULATION in used, "regulation", NodeShape.REGULATION, NodeStyle()),
        (any(each.width > 2 for each in styles), "boss", NodeShape.TEXT, NodeStyle(width=2.2)),
        (NodeShape.COPY in used, "copy", NodeShape.COPY, NodeStyle()),
        (NodeShape.RESOURCE in used, "resource", NodeShape.RESOURCE, NodeStyle()),
        (any(each.stack for each in styles), "stack", NodeShape.TEXT, NodeStyle(stack=True)),
        (any(each.question for each in styles), "gap", NodeShape.ACT, NodeStyle(dash=Dash.DASHED, question=True)),
        (any(each.struck for each in styles), "struck", NodeShape.ACT, NodeStyle(struck=True)),
        (any(each.disputed for each in styles), "disputed", NodeShape.ACT, NodeStyle(disputed=True)),
        (any(each.both for each in styles), "both", NodeShape.ACT, NodeStyle(both=True)),
        (any(each.dash is Dash.DOTTED for each in styles), "inferred", NodeShape.ACT, NodeStyle(dash=Dash.DOTTED)),
        (
            any(each.dash is Dash.DASHED and not each.question for each in styles),
            "prescribed",
            NodeShape.ACT,
            NodeStyle(dash=Dash.DASHED),
        ),
    ]
    return [
        (word(f"sign {name}", language), _NODE[0], _node_maker(shape, style))
        for wanted, name, shape, style in signs
        if wanted
    ]


def _node_maker(shape: NodeShape, style: NodeStyle) -> Callable[[float, float], Sample]:
    def make(x: float, y: float) -> Sample:
        return sample_node(shape, style, Box(x, y - _NODE[1] / 2, *_NODE))

    return make


def _line_signs(lines: Sequence[SceneLine], kinds: dict[LinkFamily, str], language: str) -> list[Made]:
    made: list[Made] = [
        (kinds[family], _LINE, _line_maker(sample_line(family))) for family in LinkFamily if family in kinds
    ]
    if any(each.style.family is None for each in lines):
        made.append((word("copy of", language), _LINE, _line_maker(sample_line(None))))
    plain = LineStyle(None, INK, 0.9)
    styles = [each.style for each in lines]
    ways = (
        (any(each.dash is Dash.DOTTED for each in styles), "inferred", replace(plain, dash=Dash.DOTTED)),
        (any(each.dash is Dash.DASHED and not each.question for each in styles), "prescribed", replace(plain, dash=Dash.DASHED)),
        (any(each.question for each in styles), "gap", replace(plain, dash=Dash.DASHED, question=True)),
        (any(each.crossed for each in styles), "crossed", replace(plain, crossed=True, at_target=Head.NONE)),
    )  # fmt: skip
    made += [(word(f"line {name}", language), _LINE, _line_maker(style)) for wanted, name, style in ways if wanted]
    return made


def _line_maker(style: LineStyle) -> Callable[[float, float], Sample]:
    def make(x: float, y: float) -> Sample:
        cross = (x + _LINE / 2, y, True) if style.crossed or style.question else None
        mark = replace(bubble(0, x + _LINE / 2, y, 6.4), filled=True) if style.question else None
        if mark is not None:
            mark = replace(mark, line=replace(mark.line, words="?", bold=True, colour="#ffffff"))
        return SceneLine("", "", "", "", ((x, y), (x + _LINE, y)), style, bubble=mark, cross=cross)

    return make
