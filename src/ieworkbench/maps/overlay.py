"""What is told beside what is prescribed: where they are one, and where they part.

Each node and link of the overlay is marked ``told``, ``prescribed`` or ``both`` (``seen``). A
prescribed act that is told of once becomes one with what is told; one that is told of several times
keeps its own place beside them.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import networkx as nx

from ieworkbench.maps.building import map_of
from ieworkbench.maps.counterparts import Pairs, is_prescribed
from ieworkbench.maps.differences import Difference, differences
from ieworkbench.maps.folding import each_once
from ieworkbench.maps.institutional_map import InstitutionalMap
from ieworkbench.maps.laid_over import Edge, LaidOver
from ieworkbench.maps.records import resting_on
from ieworkbench.model import Act, Layer
from ieworkbench.model.vocabulary import Word
from ieworkbench.study.table import Table

__all__ = ["Overlay", "Seen", "overlay", "prescribed_of"]

Data = dict[str, Any]


class Seen(Word):
    """Where something on an overlay comes from."""

    TOLD = "told", "fortalt", "fortald", "Somebody tells of it, and nothing prescribes it."
    PRESCRIBED = "prescribed", "foreskrevet", "føreskriven", "It is prescribed, and nobody tells of it."
    BOTH = "both", "begge", "begge", "It is prescribed and told of."


class Overlay(InstitutionalMap):
    """A map of what is told and what is prescribed, with their differences.

    Attributes
    ----------
    differences
        Where the two part, acts first, in the order of the map.
    """

    def __init__(
        self, graph: nx.MultiDiGraph[str], of: InstitutionalMap, differences: Table[Difference], about: str
    ) -> None:
        super().__init__(graph, of.records, **of.asked_with(about) | {"layer": None})
        self.differences = differences


def overlay(m: InstitutionalMap, prescribed: InstitutionalMap | None = None, pairs: Pairs = ()) -> Overlay:
    """What is told beside what is prescribed; see `InstitutionalMap.overlay`."""
    own = prescribed_of(m)
    laid = LaidOver(m, own if prescribed is None else _with_own(prescribed, m, own), pairs)
    graph = _nodes(laid)
    _draw_links(graph, laid)
    for node, data in graph.nodes(data=True):
        data["seen"] = _seen(graph, laid, node, data)
    return Overlay(graph, m, Table("differences", differences(laid), Difference), "told and prescribed")


# -------------------------------------------------------------------------------- what is prescribed


def prescribed_of(m: InstitutionalMap) -> InstitutionalMap:
    """What the study's records prescribe for the cases of this map: its prescribed layer, and what it is told to do."""
    records = m.records
    part_of = m.case is not None or m.layer is not None or m.about
    whole = map_of(records, audience=m.audience) if part_of else m
    in_case = [act.id for act in records.acts if is_prescribed(act) and act.case in {None, m.case or act.case}]
    acts = {node for node in in_case if node in whole.graph}
    links = [
        (origin, target)
        for origin, target, data in whole.graph.edges(data=True)
        if data["layer"] is Layer.PRESCRIBED and all(_is_due(whole, end, acts) for end in (origin, target))
    ]
    ends = {end for link in links for end in link}
    part = whole.only((node for node in whole.graph if node in acts | ends), "")
    for origin, target, key, data in list(part.graph.edges(keys=True, data=True)):
        if data["record"] is not None and data["layer"] is not Layer.PRESCRIBED:
            part.graph.remove_edge(origin, target, key=key)
    return part


def _is_due(m: InstitutionalMap, node: str, acts: set[str]) -> bool:
    return node in acts or not isinstance(m.record(node), Act)


def _with_own(prescribed: InstitutionalMap, m: InstitutionalMap, own: InstitutionalMap) -> InstitutionalMap:
    """Another map of what is prescribed, with what is only prescribed on the told map itself."""
    graph = prescribed.graph.copy()
    here = own.only((node for node in own.graph if node in m.graph), "").graph
    graph.add_nodes_from((node, data) for node, data in here.nodes(data=True) if node not in graph)
    for origin, target, key, data in here.edges(keys=True, data=True):
        if not graph.has_edge(origin, target, key):
            graph.add_edge(origin, target, key=key, **data)
    return prescribed.like(graph)


# ---------------------------------------------------------------------------------- what is drawn


def _nodes(laid: LaidOver) -> nx.MultiDiGraph[str]:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_nodes_from((node, data) for node, data in laid.told.graph.nodes(data=True) if node not in laid.same)
    for node, data in laid.due.graph.nodes(data=True):
        into = laid.one_with.get(node)
        if into is not None:
            one = graph.nodes[into]
            one.update(resting_on(each_once((*one["accounts"], *data["accounts"]))))
            one["folded"] = (*one.get("folded", (into,)), *data.get("folded", (node,)))
        elif node not in graph:
            graph.add_node(node, **data)
    return graph


def _draw_links(graph: nx.MultiDiGraph[str], laid: LaidOver) -> None:
    """Told links, each one with the prescribed link that it is, and then what is prescribed besides."""
    at = {(edge.origin, edge.target, edge.data["standard"]): edge.key for edge in laid.told_links.values()}
    one_with: dict[str, list[Edge]] = defaultdict(list)
    besides: list[Edge] = []
    for edge in laid.due_links.values():
        told = at.get((edge.origin, edge.target, edge.data["standard"])) if edge.recorded else None
        (besides if told is None else one_with[told]).append(edge)
    for edge in laid.told_links.values():
        both = one_with.get(edge.key, []) or (edge.recorded and laid.found_prescribed(edge))
        graph.add_edge(edge.origin, edge.target, key=edge.key, **_drawn(edge, one_with.get(edge.key, []), bool(both)))
    for edge in besides:
        seen = Seen.BOTH if edge.recorded and laid.found_told(edge) else Seen.PRESCRIBED
        graph.add_edge(edge.origin, edge.target, key=edge.key, **{**edge.data, "seen": seen})


def _drawn(edge: Edge, also: list[Edge], both: bool) -> Data:
    seen = Seen.BOTH if both else Seen.TOLD
    if not also:
        return {**edge.data, "seen": seen}
    accounts = each_once(account for each in (edge, *also) for account in each.data["accounts"])
    return {**edge.data, "seen": seen, **resting_on(accounts), "folded": tuple(each.key for each in (edge, *also))}


def _seen(graph: nx.MultiDiGraph[str], laid: LaidOver, node: str, data: Data) -> Seen:
    """Where a node comes from; a text is told or prescribed as what it is joined to is."""
    if data["kind"] == "act":
        if node in laid.same:
            return Seen.BOTH if laid.same[node] else Seen.PRESCRIBED
        return Seen.BOTH if node in laid.due_of else Seen.TOLD
    edges = [*graph.in_edges(node, data=True), *graph.out_edges(node, data=True)]
    here = {each["seen"] for _, _, each in edges if each["record"] is not None}
    here |= {Seen.PRESCRIBED if each.status.instructs else Seen.TOLD for each in data["accounts"]}
    if not here:
        return Seen.TOLD if node in laid.told.graph else Seen.PRESCRIBED
    return here.pop() if len(here) == 1 else Seen.BOTH
