"""GEXF for Gephi: nodes where they stand on the map, in the colours of their kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ieworkbench.exporters.graph_rows import Value, edge_rows, node_rows
from ieworkbench.exporters.graphml import scene_of, without_place
from ieworkbench.exporters.quoting import Quoting
from ieworkbench.exporters.report import Drawn, MapFormat, Written

if TYPE_CHECKING:
    from lxml.etree import _Element

    from ieworkbench.maps.institutional_map import InstitutionalMap

__all__ = ["FORMAT"]

_X = "http://gexf.net/1.3"
_V = "http://gexf.net/1.3/viz"
_TYPES = {bool: "boolean", int: "integer", str: "string"}
_COLOURS = {"act": (120, 120, 120), "text": (214, 178, 60), "copy": (229, 205, 130), "resource": (96, 160, 104)}


def _write(m: InstitutionalMap, how: Written) -> Drawn:
    from lxml import etree

    scene = scene_of(m, how)
    boxes = {each.id: each.box for each in scene.nodes}
    quoting = Quoting(m, how.quotes)
    nodes, edges = node_rows(m, quoting), edge_rows(m, quoting)
    root = etree.Element(f"{{{_X}}}gexf", nsmap={None: _X, "viz": _V}, version="1.3")  # type: ignore[dict-item]  # the default one
    graph = etree.SubElement(root, f"{{{_X}}}graph", defaultedgetype="directed", mode="static", name="map")
    node_keys = _declared(graph, "node", [each.values for each in nodes])
    edge_keys = _declared(graph, "edge", [each.values for each in edges])
    every = etree.SubElement(graph, f"{{{_X}}}nodes")
    for node in nodes:
        element = etree.SubElement(every, f"{{{_X}}}node", id=node.name, label=node.label)
        _values(element, node_keys, node.values)
        red, green, blue = _COLOURS[str(node.values["kind"])]
        etree.SubElement(element, f"{{{_V}}}color", r=str(red), g=str(green), b=str(blue))
        if node.id in boxes:
            x, y = boxes[node.id].middle
            etree.SubElement(element, f"{{{_V}}}position", x=f"{x:.2f}", y=f"{-y:.2f}", z="0.0")
        etree.SubElement(element, f"{{{_V}}}size", value="10.0")
    every = etree.SubElement(graph, f"{{{_X}}}edges")
    for edge in edges:
        element = etree.SubElement(
            every, f"{{{_X}}}edge", id=edge.name, source=edge.origin, target=edge.target, label=edge.kind
        )
        _values(element, edge_keys, edge.values)
    data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return Drawn(data, (*without_place(scene), *quoting.sentences()))


def _declared(graph: _Element, of: str, rows: list[dict[str, Value]]) -> dict[str, str]:
    from lxml import etree

    every = etree.SubElement(graph, f"{{{_X}}}attributes", {"class": of, "mode": "static"})
    keys: dict[str, str] = {}
    for name, value in {name: value for row in rows for name, value in row.items()}.items():
        keys[name] = f"{of[0]}{len(keys)}"
        etree.SubElement(every, f"{{{_X}}}attribute", id=keys[name], title=name, type=_TYPES[type(value)])
    return keys


def _values(element: _Element, keys: dict[str, str], values: dict[str, Value]) -> None:
    from lxml import etree

    every = etree.SubElement(element, f"{{{_X}}}attvalues")
    for name, value in values.items():
        words = str(value).lower() if isinstance(value, bool) else str(value)
        made = etree.SubElement(every, f"{{{_X}}}attvalue", value=words)
        made.set("for", keys[name])


FORMAT = MapFormat(
    name="gexf",
    title="GEXF for Gephi, with places and colours",
    suffixes=(".gexf",),
    write=_write,
    cannot=(
        "Gephi has no lanes, shapes or corners of lines: nodes are dots where they stand, and lanes an attribute.",
        "Disjunctures and circuits stay with the study.",
        "No number that Gephi works out from this graph says who has power: it counts what was recorded.",
    ),
)
