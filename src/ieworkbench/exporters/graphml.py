"""GraphML as yEd writes it: shapes, labels and places for yEd, and plain attributes for all others.

What somebody said never becomes markup: yEd takes labels that begin with ``<html>`` for pages, so
such a label begins with a blank of no width.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ieworkbench.exporters.graph_rows import EdgeRow, NodeRow, Value, edge_rows, node_rows
from ieworkbench.exporters.quoting import Quoting
from ieworkbench.exporters.report import Drawn, MapFormat, Written
from ieworkbench.maps.drawing.drawn import Dash, Head, NodeShape
from ieworkbench.sentences import listed

if TYPE_CHECKING:
    from lxml.etree import _Element

    from ieworkbench.maps.drawing.drawn import Scene, SceneLine, SceneNode
    from ieworkbench.maps.institutional_map import InstitutionalMap

__all__ = ["FORMAT", "scene_of", "without_place"]

_G = "http://graphml.graphdrawing.org/xmlns"
_Y = "http://www.yworks.com/xml/graphml"
_TYPES = {bool: "boolean", int: "int", str: "string"}
_SHAPES = {NodeShape.ACT: "roundrectangle", NodeShape.RESOURCE: "octagon"}
_DASHES = {Dash.SOLID: "line", Dash.DASHED: "dashed", Dash.DOTTED: "dotted", Dash.DASH_DOT: "dashed_dotted"}
_HEADS = {
    Head.NONE: "none",
    Head.ARROW: "plain",
    Head.FILLED: "delta",
    Head.HOLLOW: "white_delta",
    Head.DIAMOND: "diamond",
    Head.HOLLOW_DIAMOND: "white_diamond",
    Head.DISC: "circle",
}


def scene_of(m: InstitutionalMap, how: Written) -> Scene:
    """The scene of a map without title and legend, for the places of its things."""
    from ieworkbench.maps.drawing.scene import build_scene

    options = {**how.drawing, "title": False, "with_legend": False}
    return build_scene(m, layout=how.layout, language=how.language, **options)


def without_place(scene: Scene) -> tuple[str, ...]:
    """What has no place on a kept layout, in at most one sentence: it is written, and stands nowhere."""
    if not scene.unplaced:
        return ()
    return (f"Not on this layout, and so without a place: {listed(scene.unplaced)}; lay the map out again.",)


def _write(m: InstitutionalMap, how: Written) -> Drawn:
    from lxml import etree

    scene = scene_of(m, how)
    quoting = Quoting(m, how.quotes)
    nodes, edges = node_rows(m, quoting), edge_rows(m, quoting)
    root = etree.Element(f"{{{_G}}}graphml", nsmap={None: _G, "y": _Y})  # type: ignore[dict-item]  # the default one
    keys = _Keys(root, nodes, edges)
    graph = etree.SubElement(root, f"{{{_G}}}graph", edgedefault="directed", id="G")
    boxes = {each.id: each for each in scene.nodes}
    lines = {each.id: each for each in scene.lines}
    for node in nodes:
        element = etree.SubElement(graph, f"{{{_G}}}node", id=node.name)
        keys.add(element, "node", {"label": node.label, **node.values})
        _draw_node(keys.graphics(element, "node"), node, boxes.get(node.id))
    for edge in edges:
        element = etree.SubElement(graph, f"{{{_G}}}edge", id=edge.name, source=edge.origin, target=edge.target)
        keys.add(element, "edge", edge.values)
        _draw_edge(keys.graphics(element, "edge"), edge, lines.get(edge.id), boxes)
    data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return Drawn(data, (*without_place(scene), *quoting.sentences()))


class _Keys:
    """The attributes that nodes and edges have, as GraphML declares them before it uses them."""

    def __init__(self, root: _Element, nodes: tuple[NodeRow, ...], edges: tuple[EdgeRow, ...]) -> None:
        from lxml import etree

        self._ids: dict[tuple[str, str], str] = {}
        rows: dict[str, list[dict[str, Value]]] = {
            "node": [{"label": each.label, **each.values} for each in nodes],
            "edge": [each.values for each in edges],
        }
        for of, values in rows.items():
            for name, value in {name: value for row in values for name, value in row.items()}.items():
                key = f"d{len(self._ids)}"
                self._ids[of, name] = key
                more = {"id": key, "for": of, "attr.name": name, "attr.type": _TYPES[type(value)]}
                etree.SubElement(root, f"{{{_G}}}key", more)
            key = f"d{len(self._ids)}"
            self._ids[of, ""] = key
            etree.SubElement(root, f"{{{_G}}}key", {"id": key, "for": of, "yfiles.type": f"{of}graphics"})

    def add(self, element: _Element, of: str, values: dict[str, Value]) -> None:
        """Write the attributes of a node or edge."""
        from lxml import etree

        for name, value in values.items():
            data = etree.SubElement(element, f"{{{_G}}}data", key=self._ids[of, name])
            data.text = str(value).lower() if isinstance(value, bool) else str(value)

    def graphics(self, element: _Element, of: str) -> _Element:
        """Where yEd looks for how something is drawn."""
        from lxml import etree

        return etree.SubElement(element, f"{{{_G}}}data", key=self._ids[of, ""])


def _under(parent: _Element, tag: str, **more: str) -> _Element:
    from lxml import etree

    return etree.SubElement(parent, f"{{{_Y}}}{tag}", more)


def _label(parent: _Element, tag: str, words: str, **more: str) -> None:
    inert = f"\u200b{words}" if words.lstrip().lower().startswith("<html") else words
    _under(parent, tag, fontFamily="Dialog", **more).text = inert


def _draw_node(data: _Element, row: NodeRow, node: SceneNode | None) -> None:
    shape = node.shape if node is not None else NodeShape.ACT
    if shape is NodeShape.TALK:
        drawn = _under(data, "GenericNode", configuration="com.yworks.flowchart.document")
    elif shape in _SHAPES:
        drawn = _under(data, "ShapeNode")
    else:
        drawn = _under(data, "UMLNoteNode")
    if node is not None:
        box, style = node.box, node.style
        places = {"x": box.x, "y": box.y, "width": box.width, "height": box.height}
        _under(drawn, "Geometry", **{name: f"{value:.2f}" for name, value in places.items()})
        _under(drawn, "Fill", color=style.fill, transparent="false")
        _under(drawn, "BorderStyle", color=style.colour, type=_DASHES[style.dash], width=f"{style.width:g}")
    room = {"fontSize": "7", "autoSizePolicy": "node_width", "configuration": "CroppingLabel"}
    _label(drawn, "NodeLabel", node.label if node is not None and node.label else row.label, **room)
    if shape in _SHAPES:
        _under(drawn, "Shape", type=_SHAPES[shape])


def _draw_edge(data: _Element, row: EdgeRow, line: SceneLine | None, boxes: dict[str, SceneNode]) -> None:
    drawn = _under(data, "PolyLineEdge")
    if line is not None:
        (x, y), (u, v) = line.points[0], line.points[-1]
        (mx, my), (mu, mv) = boxes[line.origin].box.middle, boxes[line.target].box.middle
        ends = {"sx": x - mx, "sy": y - my, "tx": u - mu, "ty": v - mv}
        path = _under(drawn, "Path", **{name: f"{value:.2f}" for name, value in ends.items()})
        for px, py in line.points[1:-1]:
            _under(path, "Point", x=f"{px:.2f}", y=f"{py:.2f}")
        style = line.style
        _under(drawn, "LineStyle", color=style.colour, type=_DASHES[style.dash], width=f"{style.width:g}")
        _under(drawn, "Arrows", source=_HEADS[style.at_origin], target=_HEADS[style.at_target])
    _label(drawn, "EdgeLabel", row.kind, fontSize="6")


FORMAT = MapFormat(
    name="graphml",
    title="GraphML for yEd and programs for networks, with shapes, labels and places",
    suffixes=(".graphml",),
    write=_write,
    cannot=(
        "Lanes are an attribute of nodes and show in where they stand; yEd draws none.",
        "Disjunctures and circuits stay with the study; of accounts, nodes and links have the number and the words.",
    ),
)
