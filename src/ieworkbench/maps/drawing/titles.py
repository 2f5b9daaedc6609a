"""The title block of a map: what it is a map of, from where it is seen, and on how many words it rests."""

from __future__ import annotations

from collections.abc import Sequence

from ieworkbench.maps.drawing.drawing_words import number_of, word
from ieworkbench.maps.drawing.drawn import TextLine
from ieworkbench.maps.drawing.text_size import ASCENT, LEADING, one_line, wrap
from ieworkbench.maps.institutional_map import InstitutionalMap
from ieworkbench.model import Layer

__all__ = ["said_of", "title_block"]

_TITLE, _REST = 1.24, 0.94


def said_of(m: InstitutionalMap, language: str) -> tuple[str, str, str]:
    """The study, its standpoint, and what part of it the map shows with what that rests on."""
    title = one_line(m.records.title) or word("map", language)
    standpoint = one_line(m.records.standpoint)
    return title, f"{word('standpoint', language)}: {standpoint or '—'}", " · ".join(_facts(m, language))


def _facts(m: InstitutionalMap, language: str) -> list[str]:
    accounts = m.accounts()
    sources = {each.passage.source for each in accounts}
    told = number_of(len(accounts), "account", language)
    if sources:
        told += f" {word('from', language)} {number_of(len(sources), 'source', language)}"
    layers = {m.layer} if m.layer else _layers(m)
    layer = word(f"layer {layers.pop().value}" if len(layers) == 1 else "all layers", language)
    return [each for each in (_case(m, language), layer, told, one_line(m.about)) if each]


def _layers(m: InstitutionalMap) -> set[Layer]:
    """The layers in use: of acts, and of links."""
    found = {data["layer"] for _, data in m.graph.nodes(data=True) if data["kind"] == "act"}
    return found | {data["layer"] for _, _, data in m.graph.edges(data=True) if data["record"] is not None}


def _case(m: InstitutionalMap, language: str) -> str:
    if m.case is None:
        return word("all cases", language)
    label = next((each.label for each in m.records.cases if each.id == m.case), "")
    return f"{word('case', language)} {one_line(m.case)}" + (f" ({one_line(label)})" if one_line(label) else "")


def title_block(said: Sequence[str], room: float, size: float, x: float = 3.0) -> tuple[tuple[TextLine, ...], float]:
    """The lines of the title block, no wider than ``room``, and how high it is."""
    y, placed = 2.0, []
    for number, text in enumerate(said):
        step = size * (_TITLE if number == 0 else _REST)
        for line in wrap(text, room - x - 2, step, bold=number == 0):
            placed.append(TextLine(line, x, y + step * ASCENT, step, anchor="start", bold=number == 0))
            y += step * LEADING
        y += 1.6 if number == 0 else 0.0
    return tuple(placed), y + 4.0
