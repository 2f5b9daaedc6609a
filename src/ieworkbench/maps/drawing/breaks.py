"""Disjunctures on a map: a lightning mark between the two sides, and in italics what they are about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ieworkbench.maps.drawing.drawing_words import word
from ieworkbench.maps.drawing.drawn import Box, SceneBreak, SceneLine, SceneNode, TextLine
from ieworkbench.maps.drawing.on_lines import block
from ieworkbench.maps.drawing.placing import BOX_PRICE, Room, along, box_of
from ieworkbench.maps.drawing.text_size import LEADING, one_line, width, wrap
from ieworkbench.model import Disjuncture

__all__ = ["BOLT", "bolt_box", "named_in", "place_break"]

BOLT = 6.4
"""Half the height of a lightning mark."""

_ROOMS = (110.0, 80.0, 60.0)
_SIZE = 0.94

Point = tuple[float, float]


def bolt_box(place: Point, size: float = BOLT) -> Box:
    """The room that a lightning mark takes."""
    return Box(place[0] - size * 0.6, place[1] - size * 1.05, size * 1.25, size * 2.2)


def place_break(
    found: Disjuncture,
    sides_say: Sequence[str],
    named: Sequence[str],
    lines: Sequence[SceneLine],
    nodes: dict[str, SceneNode],
    size: float,
    room: Room,
    number: int,
    language: str,
) -> tuple[SceneBreak, bool] | None:
    """A disjuncture where it shows, and whether its words found room beside it; ``None`` if nothing of it is on the map.

    ``sides_say`` is what its sides have it be, as far as the audience may read it; ``named`` are the ids
    of the things and links of the map at which it shows, or whose sides it has.
    Where they found none, the mark has its number beside it and the words are to be written below the map.
    """
    line = _line(named, lines)
    sides = [nodes[each] for each in named if each in nodes]
    if line is None and not sides:
        return None
    spots = list(_on_line(line)) if line is not None else list(_at_node(sides[0]))
    owner = line.id if line is not None else sides[0].id
    text = one_line(found.what)
    said = "; ".join(map(one_line, sides_say))
    told = f"{word('sign break', language)}: {text}" + (f" ({said})" if said else "")
    best = _with_words(spots, text, size * _SIZE, room, owner)
    others = () if line is not None else tuple(_free(list(_at_node(side)), room, side.id) for side in sides[1:2])
    if best is not None:
        place, words, plate = best
        room.take(plate)
        _take(room, (place, *others))
        return SceneBreak(found.id, (place, *others), BOLT, words, plate, told), True
    place = _free(spots, room, owner)
    _take(room, (place, *others))
    mark = TextLine(str(number), place[0] + BOLT * 0.65, place[1] - BOLT * 0.3, size * 0.92, anchor="start", bold=True)
    ground = Box(mark.x - 0.5, mark.y - mark.size * 0.8, width(mark.words, mark.size, bold=True) + 1, mark.size)
    return SceneBreak(found.id, (place, *others), BOLT, (mark,), ground, told), False


def named_in(found: Disjuncture) -> list[str]:
    """The ids of what a disjuncture shows at and whose sides it has."""
    return list(
        dict.fromkeys([*(each.id for each in found.where), *(side.record.id for side in found.sides if side.record)])
    )


def _line(named: Sequence[str], lines: Sequence[SceneLine]) -> SceneLine | None:
    """The link at which it shows: one that it names, or the first that joins two of its sides."""
    for line in lines:
        if line.id in named:
            return line
    for line in lines:
        if line.origin in named and line.target in named and line.origin != line.target:
            return line
    return None


def _on_line(line: SceneLine) -> Iterator[tuple[float, Point]]:
    for number, x, y, level, room in along(line.points, 16, 8.0):
        yield number * 0.5 + max(12 - room, 0.0) * 4 + (0 if level else 3) - min(room, 60) / 30, (x, y)
    yield 90.0, box_of(line.points).middle


def _at_node(node: SceneNode) -> Iterator[tuple[float, Point]]:
    box = node.box
    for price, x, y in (
        (0, box.x + 9, box.y - 4),
        (1, box.right - 16, box.y - 4),
        (2, box.x + 9, box.bottom + 4),
        (4, box.middle[0], box.y - 4),
        (5, box.middle[0], box.bottom + 4),
    ):
        yield price, (x, y)


def _free(spots: Sequence[tuple[float, Point]], room: Room, owner: str) -> Point:
    _, chosen = room.cheapest(((price, bolt_box(place)) for price, place in spots), owner)
    return spots[chosen][1]


def _take(room: Room, places: Sequence[Point]) -> None:
    for place in places:
        room.take(bolt_box(place))


def _with_words(
    spots: Sequence[tuple[float, Point]], text: str, size: float, room: Room, owner: str
) -> tuple[Point, tuple[TextLine, ...], Box] | None:
    """The cheapest mark that has its words beside it on free ground."""
    tried: list[tuple[float, Point, tuple[str, ...], Box]] = []
    for rank, across in enumerate(_ROOMS):
        lines = wrap(text, across, size, italic=True)
        wide = max((width(line, size, italic=True) for line in lines), default=0) + 2
        tall = len(lines) * size * LEADING
        for price, place in spots:
            own = price + rank * 2 + room.price(bolt_box(place), owner)
            if own >= BOX_PRICE:
                continue
            tried += [(own + more, place, lines, box) for more, box in _beside(bolt_box(place), wide, tall)]
    price, chosen = room.cheapest((own, box) for own, _, _, box in tried)
    if chosen < 0 or price >= BOX_PRICE * 0.6:
        return None
    _, place, lines, box = tried[chosen]
    return place, block(lines, box.x + 1, box.middle[1], size, italic=True), box


def _beside(bolt: Box, wide: float, tall: float) -> Iterator[tuple[float, Box]]:
    """Left, right, above and below a mark, also a little higher or lower."""
    for more, lift in ((0.0, tall / 2 + 1.0), (1.0, -tall / 2 - 1.0)):
        y = bolt.middle[1] - lift - tall / 2
        yield more, Box(bolt.x - wide - 1, y, wide, tall)
        yield more + 0.5, Box(bolt.right + 1, y, wide, tall)
    yield 3.0, Box(bolt.middle[0] - wide / 2, bolt.y - tall - 1, wide, tall)
    yield 4.0, Box(bolt.middle[0] - wide / 2, bolt.bottom + 1, wide, tall)
    yield 6.0, Box(bolt.x - wide - 1, bolt.middle[1] - tall / 2, wide, tall)
    yield 6.5, Box(bolt.right + 1, bolt.middle[1] - tall / 2, wide, tall)
