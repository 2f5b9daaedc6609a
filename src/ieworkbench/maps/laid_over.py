"""What is told and what is prescribed laid on each other: which links on the one are which on the other."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ieworkbench.maps.counterparts import Pairs, counterparts
from ieworkbench.model import Layer, LinkKind

if TYPE_CHECKING:
    from ieworkbench.maps.institutional_map import InstitutionalMap

__all__ = ["DENIED", "Edge", "LaidOver"]

DENIED = {LinkKind.DOES_NOT_READ: LinkKind.READS, LinkKind.WITHHOLDS: LinkKind.GRANTS}
"""What a link says that another did not: whoever does not read a text denies that it is read."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A link of a map, between the nodes that its ends are when both maps are laid on each other."""

    origin: str
    target: str
    key: str
    data: dict[str, Any]

    @property
    def recorded(self) -> bool:
        """Whether it is a link, and not the line between a copy and its text."""
        return self.data["record"] is not None


class LaidOver:
    """A map of what is told and one of what is prescribed.

    Attributes
    ----------
    told, due
        The two maps.
    same
        For each prescribed act, the told acts that it is.
    due_of
        For each told act, the prescribed acts that it is.
    one_with
        For prescribed acts that are one with a told act, that act.
    told_links, due_links
        The links of both, by their ids.
    """

    def __init__(self, told: InstitutionalMap, due: InstitutionalMap, pairs: Pairs) -> None:
        self.told = told
        self.due = due
        self.same = counterparts(told, due, pairs)
        self.due_of: dict[str, list[str]] = defaultdict(list)
        for node, dones in self.same.items():
            for done in dones:
                self.due_of[done].append(node)
        times = Counter(done for dones in self.same.values() for done in dones)
        self.one_with = {
            node: dones[0] for node, dones in self.same.items() if len(dones) == 1 and times[dones[0]] == 1
        }
        self.due_links = {edge.key: edge for edge in self._edges(due)}
        self.told_links = {edge.key: edge for edge in self._edges(told) if self._is_told(edge)}
        self._told_at = _by_ends(self.told_links)
        self._due_at = _by_ends(self.due_links)

    def found_told(self, due: Edge) -> list[Edge]:
        """The told links that a prescribed one is, also where it is told that it is not so."""
        return [
            edge
            for origin in (due.origin, *self.same.get(due.origin, ()))
            for target in (due.target, *self.same.get(due.target, ()))
            for edge in self._told_at[origin, target]
            if _alike(edge, due)
        ]

    def found_prescribed(self, told: Edge) -> list[Edge]:
        """The prescribed links that a told one is, or denies."""
        return [
            edge
            for origin in (told.origin, *self.due_of.get(told.origin, ()))
            for target in (told.target, *self.due_of.get(told.target, ()))
            for edge in self._due_at[origin, target]
            if _alike(told, edge)
        ]

    def on_both(self, node: str) -> bool:
        """Whether a node is an act that is both told and prescribed, or something else that is on both maps."""
        if node in self.same:
            return bool(self.same[node])
        return node in self.due_of or (node in self.told.graph and node in self.due.graph)

    def _edges(self, m: InstitutionalMap) -> list[Edge]:
        one = self.one_with
        return [
            Edge(one.get(origin, origin), one.get(target, target), key, data)
            for origin, target, key, data in m.graph.edges(keys=True, data=True)
        ]

    def _is_told(self, edge: Edge) -> bool:
        return edge.data["layer"] is not Layer.PRESCRIBED and (edge.recorded or edge.key not in self.due_links)


def _alike(told: Edge, due: Edge) -> bool:
    kind = told.data["standard"]
    return due.data["standard"] in {kind, DENIED.get(kind)}


def _by_ends(edges: dict[str, Edge]) -> dict[tuple[str, str], list[Edge]]:
    found: dict[tuple[str, str], list[Edge]] = defaultdict(list)
    for edge in edges.values():
        if edge.recorded:
            found[edge.origin, edge.target].append(edge)
    return found
