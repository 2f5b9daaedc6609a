"""Mermaid: a preview of the map for READMEs and wikis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ieworkbench.exporters.box_words import node_lines
from ieworkbench.exporters.graph_rows import edge_rows
from ieworkbench.exporters.report import Drawn, MapFormat, Written
from ieworkbench.maps.drawing.drawing_words import word
from ieworkbench.maps.drawing.drawn import Dash, NodeShape
from ieworkbench.maps.drawing.notation import line_style, node_shape, node_style
from ieworkbench.maps.drawing.text_size import one_line
from ieworkbench.maps.drawing.titles import said_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ieworkbench.maps.institutional_map import InstitutionalMap

__all__ = ["FORMAT"]

_SHAPES = {
    NodeShape.ACT: "rounded",
    NodeShape.TALK: "rounded",
    NodeShape.RESOURCE: "hex",
    NodeShape.REGULATION: "lin-doc",
    NodeShape.COPY: "docs",
}
_PLAIN = frozenset(" ,·–—’“”…")


def _write(m: InstitutionalMap, how: Written) -> Drawn:
    return Drawn(("\n".join(_lines(m, how.language)) + "\n").encode("utf-8", "replace"))


def _inert(words: str) -> str:
    """Words in which no sign means anything to Mermaid, HTML or Markdown: each is written as its number.

    Examples
    --------
    >>> _inert("1. <b>")
    '1#46; #60;b#62;'
    """
    return "".join(
        each if each.isalnum() or each in _PLAIN or ord(each) > 0x2FFF else f"#{ord(each)};" for each in one_line(words)
    )


def _spoken(words: str) -> str:
    """Words for a line without quotes: only letters, numbers and a few stops."""
    return one_line("".join(each if each.isalnum() or each in " ,.·–—" else " " for each in words))


def _lines(m: InstitutionalMap, language: str) -> Iterator[str]:
    names = {node: f"n{number}" for number, node in enumerate(m.graph)}
    title, standpoint, facts = said_of(m, language)
    yield "flowchart LR"
    yield f"  accTitle: {_spoken(title) or word('map', language)}"
    yield f"  accDescr: {_spoken(f'{standpoint}. {facts}') or word('map', language)}"
    for number, lane in enumerate(m.lanes()):
        name = lane.site or f"{word(f'band {lane.band.value}', language)}, {word('no site', language)}"
        yield f'  subgraph lane{number}["{_inert(name)}"]'
        for node, data in m.graph.nodes(data=True):
            if data["lane"] == lane.id and data["band"] is lane.band:
                yield from _node(names[node], data, language)
        yield "  end"
    pairs = [(names[origin], names[target], data) for origin, target, data in m.graph.edges(data=True)]
    for edge, (origin, target, data) in zip(edge_rows(m), pairs, strict=True):
        style = line_style(data)
        line = "-.->" if style.dash is not Dash.SOLID else ("==>" if style.double else "-->")
        count = edge.values["accounts"]
        yield f'  {origin} {line}|"{_inert(edge.kind + (f" ({count})" if count else ""))}"| {target}'


def _node(name: str, data: dict[str, object], language: str) -> Iterator[str]:
    record = data["record"]
    shape = node_shape(str(data["kind"]), record)
    style = node_style(shape, data)
    parts = node_lines(data, language, struck=style.struck)
    if style.question:
        parts.append("?")
    label = "<br>".join(_inert(each) for each in parts if one_line(each)) or "#160;"
    yield f'    {name}["{label}"]'
    yield f"    {name}@{{ shape: {_SHAPES.get(shape, 'doc')} }}"
    if style.dash is not Dash.SOLID:
        yield f"    style {name} stroke-dasharray: 5 3"
    elif style.standpoint or style.width > 2:
        yield f"    style {name} stroke-width:3px"


FORMAT = MapFormat(
    name="mermaid",
    title="Mermaid: a preview for READMEs and wikis",
    suffixes=(".mmd", ".mermaid"),
    write=_write,
    cannot=(
        "Mermaid lays the map out anew and scatters the lanes: it is a preview and no figure.",
        "It has no heads that tell families of links apart, and its shapes take Mermaid 11.3 or later.",
        "Disjunctures and the words that marks rest on stay with the study.",
    ),
)
