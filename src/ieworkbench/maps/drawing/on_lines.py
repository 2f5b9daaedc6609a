"""What stands on the lines of a map: how many accounts tell of each, and in words what its style does not tell."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from ieworkbench.maps.drawing.drawing_words import word
from ieworkbench.maps.drawing.drawn import Box, SceneLine, TextLine
from ieworkbench.maps.drawing.labels import bubble
from ieworkbench.maps.drawing.placing import Room, along, box_of
from ieworkbench.maps.drawing.text_size import ASCENT, LEADING, one_line, width, wrap
from ieworkbench.model import LinkFamily

__all__ = ["WORDS_SIZE", "block", "kind_words", "label_size", "silent_kinds", "with_cross", "with_label"]

WORDS_SIZE = 0.92
"""The words on lines, against the labels."""

_ROOM, _NARROW = 62.0, 40.0
_HEAD = 8.0
_BETWEEN = 1.5


def silent_kinds(edges: Sequence[dict[str, Any]]) -> dict[LinkFamily, str]:
    """For each family of links in use the kind that its style alone stands for: the one used most, or first."""
    counts: dict[LinkFamily, Counter[str]] = {}
    for data in edges:
        if data.get("record") is not None:
            counts.setdefault(data["family"], Counter())[data["kind"]] += 1
    return {family: kinds.most_common(1)[0][0] for family, kinds in counts.items()}


def kind_words(data: dict[str, Any], language: str) -> str:
    """What a kind of link is called on a map: in the language of the map, or as the study calls a kind of its own."""
    if data.get("record") is None and data["kind"] == "copy of":
        return word("copy of", language)
    standard = data.get("standard")
    if standard is not None and standard.value == data["kind"]:
        return str(standard.label(language))
    return one_line(str(data["kind"]))


def line_words(data: dict[str, Any], silent: dict[LinkFamily, str], language: str) -> str:
    """What is written on a line; empty where the legend tells it."""
    parts = []
    if data.get("record") is not None and silent.get(data["family"]) != data["kind"]:
        parts.append(kind_words(data, language))
    if data.get("derived"):
        parts.append(word("as a whole", language))
    return ", ".join(parts)


def label_size(
    words: str, count: int, size: float, *, lost: bool = False, stacked: bool = False
) -> tuple[float, float]:
    """The width and height of what stands on a line: the words beside the count, or ``stacked`` above it."""
    radius = bubble(count, 0, 0, size, lost=lost).radius if count else 0.0
    across, tall = _words_size(words, _NARROW if stacked else _ROOM, size)
    if stacked:
        return max(2 * radius, across), 2 * radius + tall
    between = _BETWEEN if across and radius else 0.0
    return 2 * radius + between + across, max(2 * radius, tall)


def _words_size(words: str, room: float, size: float) -> tuple[float, float]:
    lines = wrap(words, room, size * WORDS_SIZE)
    across = max((width(line, size * WORDS_SIZE) + 2 for line in lines), default=0.0)
    return across, len(lines) * size * WORDS_SIZE * LEADING


def with_label(
    line: SceneLine, words: str, count: int, size: float, room: Room, *, lost: bool = False
) -> SceneLine:  # fmt: skip
    """The line with its count and words where they are least in the way."""
    across, tall = label_size(words, count, size, lost=lost)
    if not across:
        return line
    radius = bubble(count, 0, 0, size, lost=lost).radius if count else 0.0
    places = list(_places(line.points, across, tall, radius))
    if words:
        places += _stacked_places(line.points, *_words_size(words, _NARROW, size), radius)
    _, chosen = room.cheapest(((each.price, each.box) for each in places), line.id)
    place = places[chosen]
    room.take(place.box, owner=f"label of {line.id}")
    shown = bubble(count, place.x, place.y, size, line.style.colour, lost=lost) if count else None
    if not words:
        return replace(line, bubble=shown)
    box, step = place.box, size * WORDS_SIZE
    if place.stacked:
        lines = wrap(words, _NARROW, step)
        tall = len(lines) * step * LEADING
        across = max(width(each, step) for each in lines) + 2
        plate = Box(box.middle[0] - across / 2, box.y, across, tall)
        return replace(line, bubble=shown, words=block(lines, plate.x + 1, box.y + tall / 2, step), plate=plate)
    left = place.x + radius + _BETWEEN + 1 if count else box.x + 1
    return replace(
        line,
        bubble=shown,
        words=block(wrap(words, _ROOM, step), left, place.y, step),
        plate=Box(left - 1, box.y, box.right - left + 1, box.height),
    )


def block(
    lines: Sequence[str], left: float, middle: float, size: float, *, italic: bool = False
) -> tuple[TextLine, ...]:
    """Lines of words one below the other, flush left, around a middle height."""
    step = size * LEADING
    first = middle - len(lines) * step / 2 + size * ASCENT + size * (LEADING - 1) / 2
    return tuple(
        TextLine(words, left, first + number * step, size, anchor="start", italic=italic)
        for number, words in enumerate(lines)
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """A place for a label: its price, its box, the middle of its bubble, and whether the words stand above that."""

    price: float
    box: Box
    x: float
    y: float
    stacked: bool = False


def _places(points: Sequence[tuple[float, float]], across: float, tall: float, radius: float) -> Iterator[_Place]:
    """Places with the words beside the count: on the line where it is level, to the right of it where it is upright."""
    last = len(points) - 2
    for number, x, y, level, room in along(points, 2 * radius + 1):
        price = 1.0 * number + _crowding(across if level else tall, room, ends=number in {0, last})
        price += 0.0 if level or across <= 2 * radius else 6.0
        left = x - across / 2 if level else x - (radius or across / 2)
        yield _Place(price, Box(left, y - tall / 2, across, tall), left + radius, y)
    x, y = box_of(points).middle  # a line too short for anything better
    yield _Place(60.0, Box(x - across / 2, y - tall / 2, across, tall), x - across / 2 + radius, y)


def _stacked_places(
    points: Sequence[tuple[float, float]], across: float, tall: float, radius: float
) -> Iterator[_Place]:
    """Places with the words above the count, and above a line that is level."""
    last, wide, up = len(points) - 2, max(across, 2 * radius), tall + max(radius, 1.0)
    for number, x, y, level, room in along(points, 2 * radius + 1):
        if level:
            price = 2.0 + number + _crowding(2 * radius, room, ends=number in {0, last})
            yield _Place(price, Box(x - wide / 2, y - up, wide, up + radius), x, y, True)


def _crowding(span: float, room: float, *, ends: bool) -> float:
    """What it costs to stand near a corner or a head, and a little for not standing in the middle of a long piece."""
    return max(span / 2 + (_HEAD if ends else 1.0) - room, 0.0) * 3 - min(room, 30) / 20


def with_cross(line: SceneLine, room: Room) -> SceneLine:
    """The line with the place of the bar across it, before its head if there is room."""
    pieces = list(pairwise(line.points))
    (x, y), (to_x, to_y) = pieces[-1]
    length = math.dist((x, y), (to_x, to_y))
    if length < 24:
        (x, y), (to_x, to_y) = max(pieces, key=lambda piece: math.dist(*piece))
        length = math.dist((x, y), (to_x, to_y))
    share = max(1 - 13 / length, 0.5) if length else 0.5
    at = (x + (to_x - x) * share, y + (to_y - y) * share)
    room.take(box_of((at,), 3.5), owner=f"cross of {line.id}")
    return replace(line, cross=(*at, abs(to_x - x) >= abs(to_y - y)))
