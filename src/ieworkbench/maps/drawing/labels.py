"""The words in the boxes of a map: what they are, how much room they take, and where each line stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from ieworkbench.maps.drawing.drawing_words import word
from ieworkbench.maps.drawing.drawn import Box, Bubble, NodeShape, NodeStyle, TextLine
from ieworkbench.maps.drawing.notation import INK
from ieworkbench.maps.drawing.text_size import ASCENT, DESCENT, LEADING, one_line, width, wrap
from ieworkbench.model import Act, Doer, InstitutionalText, Resource, ResourceKind

__all__ = ["LOST", "Part", "bubble", "inner", "needed_size", "node_parts", "place_words", "sheets", "turned_name"]

STACK = 4.0
"""How far the sheets of a stack reach beyond the first, to the right and up."""

BUBBLE_SIZE = 0.92
"""The digits of a bubble, against the labels."""

LOST = "*"
"""What stands after the number in a bubble where some of these accounts have lost their words."""

_SMALLER = 0.94
_GREY = "#3a3a3a"
_LEAST = 1.5


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the words of a box that are set alike, at `scale` times the size of the labels."""

    words: str
    scale: float = 1.0
    bold: bool = False
    italic: bool = False
    colour: str = INK


def node_parts(data: dict[str, Any], style: NodeStyle, language: str) -> tuple[Part, ...]:
    """The words of a node of a map's graph: what it is called, and then who does it or what sort of thing it is."""
    record = data.get("record")
    label = Part(one_line(str(data.get("label") or "…")) or "…", bold=style.width > 2)
    under = _under(data, record, language)
    return (label, under) if under else (label,)


def _under(data: dict[str, Any], record: object, language: str) -> Part | None:
    if isinstance(record, Act):
        return _doers(record, language)
    if data.get("kind") == "copy":
        return Part(word("copy", language), _SMALLER, italic=True, colour=_GREY)
    if isinstance(record, InstitutionalText) and one_line(record.genre):
        genre = one_line(record.genre)
        told = genre.casefold() in record.title.casefold()
        return None if told else Part(genre, _SMALLER, italic=True, colour=_GREY)
    if isinstance(record, Resource) and record.kind is not ResourceKind.OTHER:
        return Part(record.kind.label(language), _SMALLER, italic=True, colour=_GREY)
    return None


def _doers(act: Act, language: str) -> Part:
    """Who does it; of talk also with whom, or who takes part."""
    others = tuple(dict.fromkeys((*act.with_whom, *act.participants)))
    others = tuple(each for each in others if each != act.doer and each.known)
    beside = f" {word('with', language)} {', '.join(map(_name, others))}" if others else ""
    if not act.doer.known:
        return Part(word("doer unknown", language) + beside, _SMALLER, italic=True, colour=_GREY)
    return Part(_name(act.doer) + beside, _SMALLER, colour=_GREY)


def _name(doer: Doer) -> str:
    return one_line(str(doer))


# ------------------------------------------------------------------------------------ the room


def inner(shape: NodeShape, style: NodeStyle, box: Box) -> Box:
    """The part of a box in which its words stand."""
    left = right = 4.5
    top, bottom = 4.2, 5.4
    if shape in {NodeShape.TEXT, NodeShape.REGULATION, NodeShape.COPY}:
        right, top = 5.4, 6.4
    if shape is NodeShape.REGULATION:
        top = 7.2
    if shape is NodeShape.COPY:
        left, right, bottom = 6.0, 6.0, 6.8
    if shape is NodeShape.TALK:
        bottom = 6.8
    if shape is NodeShape.RESOURCE:
        left, right, top, bottom = 6.0, 6.0, 5.0, 5.8
    if style.standpoint:
        left += 2.6
    if style.both:
        left, right, top, bottom = left + 1.5, right + 1.5, top + 1.0, bottom + 1.0
    if style.stack:
        right, top = right + STACK, top + STACK
    return Box(box.x + left, box.y + top, max(box.width - left - right, 1.0), max(box.height - top - bottom, 1.0))


def sheets(box: Box, stack: bool) -> tuple[Box, ...]:
    """The sheets that a box is drawn as, from the hindmost to the one with the words."""
    if not stack:
        return (box,)
    across, up = box.width - STACK, box.height - STACK
    return tuple(Box(box.x + step, box.y + STACK - step, across, up) for step in (STACK, STACK / 2, 0.0))


def needed_size(
    parts: Sequence[Part], shape: NodeShape, style: NodeStyle, *, room: float, size: float
) -> tuple[float, float]:
    """The width and height of a box for these words, if no line is longer than ``room`` points."""
    lines = _lines(parts, room, size)
    across = max(
        (width(line, size * part.scale, bold=part.bold, italic=part.italic) for part, line in lines), default=0
    )
    frame = inner(shape, style, Box(0, 0, 200, 200))
    return max(across, 14.0) + 200 - frame.width + 0.1, _height(lines, size) + 200 - frame.height + 0.1


def place_words(
    parts: Sequence[Part], shape: NodeShape, style: NodeStyle, box: Box, size: float
) -> tuple[TextLine, ...]:
    """The words of a box, line by line; smaller where they would not fit otherwise."""
    frame = inner(shape, style, box)
    lines = _lines(parts, frame.width, size)
    while size > _LEAST and not _fits(lines, frame, size):
        size *= 0.94
        lines = _lines(parts, frame.width, size)
    middle, top = frame.middle[0], frame.y + (frame.height - _height(lines, size)) / 2
    placed = []
    for part, line in lines:
        step = size * part.scale
        placed.append(
            TextLine(line, middle, top + step * (ASCENT + (LEADING - ASCENT - DESCENT) / 2), step, bold=part.bold, italic=part.italic, colour=part.colour)
        )  # fmt: skip
        top += step * LEADING
    return tuple(placed)


def _lines(parts: Sequence[Part], room: float, size: float) -> list[tuple[Part, str]]:
    return [
        (part, line)
        for part in parts
        for line in wrap(part.words, room, size * part.scale, bold=part.bold, italic=part.italic)
    ]


def _height(lines: Sequence[tuple[Part, str]], size: float) -> float:
    return sum(size * part.scale * LEADING for part, _ in lines)


def _fits(lines: Sequence[tuple[Part, str]], frame: Box, size: float) -> bool:
    if _height(lines, size) > frame.height + 0.2:
        return False
    return all(
        width(line, size * part.scale, bold=part.bold, italic=part.italic) <= frame.width + 0.2 for part, line in lines
    )


# ------------------------------------------------------------------------------ bubbles and names


def bubble(count: int, x: float, y: float, size: float, colour: str = INK, *, lost: bool = False) -> Bubble:
    """A small circle with a number in it, its middle at ``x``, ``y``; ``size`` is that of the labels.

    A star after the number says that some of these accounts have lost their words.
    """
    digits = size * BUBBLE_SIZE
    shown = f"{count}{LOST if lost else ''}"
    radius = max(size * 0.67, width(shown, digits) / 2 + 1.1)
    line = TextLine(shown, x, y + digits * 0.36, digits)
    return Bubble(x, y, radius, count, line, colour)


def turned_name(name: str, box: Box, size: float, *, bold: bool = False) -> tuple[TextLine, ...]:
    """A name that runs upwards in a narrow box, in as many lines as fit; smaller where they would not."""
    while True:
        lines = wrap(name, max(box.height - 4, 4), size, bold=bold)
        if size <= _LEAST or len(lines) * size * LEADING <= box.width - 1.5:
            break
        size *= 0.94
    across, (middle, centre) = len(lines) * size * LEADING, box.middle
    first = middle - across / 2 + size * (ASCENT + (LEADING - ASCENT - DESCENT) / 2)
    line = TextLine("", first, centre, size, bold=bold, turned=True)
    return tuple(replace(line, words=each, x=first + place * size * LEADING) for place, each in enumerate(lines))
