"""DOT for Graphviz: lanes as clusters inside their bands, in house shapes and lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ieworkbench.exporters.box_words import node_lines
from ieworkbench.exporters.graph_rows import edge_rows, node_rows
from ieworkbench.exporters.report import Drawn, MapFormat, Written
from ieworkbench.maps.drawing.drawing_words import word
from ieworkbench.maps.drawing.drawn import Dash, Head, NodeShape
from ieworkbench.maps.drawing.notation import line_style, node_shape, node_style
from ieworkbench.maps.drawing.text_size import one_line
from ieworkbench.maps.drawing.titles import said_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ieworkbench.exporters.graph_rows import EdgeRow
    from ieworkbench.maps.institutional_map import InstitutionalMap

__all__ = ["FORMAT"]

_SHAPES = {
    NodeShape.ACT: 'shape=box, style="filled,rounded{dash}"',
    NodeShape.TALK: 'shape=box, style="filled,rounded{dash}"',
    NodeShape.RESOURCE: 'shape=octagon, style="filled{dash}"',
    NodeShape.COPY: 'shape=note, peripheries=2, style="filled{dash}"',
}
_TEXT = 'shape=note, style="filled{dash}"'
_DASHES = {Dash.SOLID: "solid", Dash.DASHED: "dashed", Dash.DOTTED: "dotted", Dash.DASH_DOT: "dashed"}
_HEADS = {
    Head.NONE: "none",
    Head.ARROW: "vee",
    Head.FILLED: "normal",
    Head.HOLLOW: "empty",
    Head.DIAMOND: "diamond",
    Head.HOLLOW_DIAMOND: "odiamond",
    Head.DISC: "dot",
}


def _write(m: InstitutionalMap, how: Written) -> Drawn:
    return Drawn(("\n".join(_lines(m, how.language)) + "\n").encode("utf-8", "replace"))


def _quoted(words: str) -> str:
    """Words as a string of DOT that shows them: nothing in it is an escape, an entity or a page."""
    inert = one_line(words).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return '"' + inert.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _lines(m: InstitutionalMap, language: str) -> Iterator[str]:
    names = {each.id: f"n{number}" for number, each in enumerate(node_rows(m))}
    yield "digraph map {"
    yield f"  label={_quoted(' · '.join(said_of(m, language)))}; labelloc=t; labeljust=l;"
    yield '  rankdir=LR; charset="UTF-8"; fontname="Arial"; fontsize=9; newrank=true; compound=true;'
    yield '  node [fontname="Arial", fontsize=9, margin="0.08,0.05"]; edge [fontname="Arial", fontsize=8];'
    bands: dict[str, list[str]] = {}
    for lane in m.lanes():
        bands.setdefault(lane.band.value, []).append(lane.id)
    number = 0
    for place, (band, lanes) in enumerate(bands.items()):
        yield f"  subgraph cluster_band{place} {{"
        yield f'    label={_quoted(word(f"band {band}", language))}; style=filled; fillcolor="#e6edf3"; color="#5a5a5a";'
        for lane_name in lanes:
            yield f"    subgraph cluster_lane{number} {{"
            name = word("no site", language) if lane_name.startswith("(") else lane_name
            yield f'      label={_quoted(name)}; style=filled; fillcolor="#ffffff"; color="#8a8a8a";'
            for node, data in m.graph.nodes(data=True):
                if data["lane"] == lane_name and data["band"].value == band:
                    yield f"      {names[node]} [{_node(node, data, language)}];"
            yield "    }"
            number += 1
        yield "  }"
    graph_edges = [data for _, _, data in m.graph.edges(data=True)]
    ends = [(names[origin], names[target]) for origin, target in m.graph.edges()]
    for edge, data, (origin, target) in zip(edge_rows(m), graph_edges, ends, strict=True):
        yield f"  {_edge(edge, data, origin, target)}"
    yield "}"


def _node(node: str, data: dict[str, object], language: str) -> str:
    record = data["record"]
    shape = node_shape(str(data["kind"]), record)
    style = node_style(shape, data)
    parts = node_lines(data, language, struck=style.struck)
    label = "\\n".join(_quoted(each)[1:-1] for each in parts if one_line(each))
    dash = "" if style.dash is Dash.SOLID else f",{_DASHES[style.dash]}"
    look = _SHAPES.get(shape, _TEXT).format(dash=dash)
    thick = 3 if style.standpoint or style.width > 2 else 1
    return f'label="{label}", {look}, fillcolor="{style.fill}", penwidth={thick}, id={_quoted(node)}'


def _edge(edge: EdgeRow, data: dict[str, object], origin: str, target: str) -> str:
    """A link in the direction in which things go on; the head stays where it was recorded."""
    style = line_style(data)
    count = edge.values["accounts"]
    label = edge.kind + (f" ({count})" if count else "")
    look = [f"label={_quoted(label)}", f'color="{style.colour}"', f"style={_DASHES[style.dash]}"]
    look += [f"penwidth={max(style.width, 0.8):g}", f"id={_quoted(edge.id)}"]
    at_target, at_origin = _HEADS[style.at_target], _HEADS[style.at_origin]
    if edge.backward:
        return f"{target} -> {origin} [dir=both, arrowtail={at_target}, arrowhead={at_origin}, {', '.join(look)}];"
    return f"{origin} -> {target} [dir=both, arrowtail={at_origin}, arrowhead={at_target}, {', '.join(look)}];"


FORMAT = MapFormat(
    name="dot",
    title="DOT for Graphviz, with lanes as clusters",
    suffixes=(".dot", ".gv"),
    write=_write,
    cannot=(
        "Graphviz lays the map out anew: it does not keep the order of lanes, nor where things stand.",
        "Talk has no wavy foot and a line between copy and text no dash of its own; disjunctures stay with the study.",
    ),
)
