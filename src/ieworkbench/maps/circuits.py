"""Closed courses through acts and texts, for the analyst to look at: whether one is a circuit is hers to say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import networkx as nx

from ieworkbench.maps.flow import Flow
from ieworkbench.maps.institutional_map import InstitutionalMap
from ieworkbench.model.display import Brief

__all__ = ["CircuitProposal", "propose_circuits"]

_LONGEST = 8
_MOST = 200


@dataclass(frozen=True, slots=True, repr=False)
class CircuitProposal(Brief):
    """A closed course of acts and texts that may be an institutional circuit.

    Attributes
    ----------
    links
        The ids of its links, in the order in which they are gone through: what `Study.add_circuit`
        takes. From a text to its copy there is no link.
    nodes
        The ids of the things it goes through, in that order.
    texts
        Those of them that are texts.
    in_words
        The course in words.
    """

    links: tuple[str, ...]
    nodes: tuple[str, ...]
    texts: tuple[str, ...]
    in_words: str


def propose_circuits(m: InstitutionalMap, *, longest: int = _LONGEST, most: int = _MOST) -> list[CircuitProposal]:
    """Closed courses that go through at least one act and one text, the shortest first.

    Those that the analyst has confirmed already are left out.

    Parameters
    ----------
    m
        The map.
    longest
        Of how many links at the most.
    most
        How many at the most.
    """
    flow = Flow(m)
    order = {name: place for place, name in enumerate(m.graph)}
    links: dict[tuple[str, str], str] = {}
    for step in flow.steps:
        links.setdefault((step.before, step.after), step.key)
    confirmed = {frozenset(each.links) for each in m.records.circuits}
    found = []
    for course in islice(_closed(links, longest), most * 10):
        nodes = _from_first(course, order)
        pairs = zip(nodes, (*nodes[1:], nodes[0]), strict=True)
        keys = tuple(key for pair in pairs if m.link(key := links[pair]) is not None)
        texts = tuple(name for name in nodes if flow.is_text(name))
        if texts and any(flow.is_act(name) for name in nodes) and frozenset(keys) not in confirmed:
            words = " → ".join(m.called(name) for name in (*nodes, nodes[0]))
            found.append(CircuitProposal(keys, nodes, texts, words))
    found.sort(key=lambda each: (len(each.links), [order[name] for name in each.nodes]))
    return found[:most]


def _closed(links: dict[tuple[str, str], str], longest: int) -> Iterator[list[str]]:
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_edges_from(links)
    return iter(nx.simple_cycles(graph, length_bound=longest))


def _from_first(course: list[str], order: dict[str, int]) -> tuple[str, ...]:
    """The course from the thing on it that was recorded first."""
    first = min(range(len(course)), key=lambda place: order[course[place]])
    return (*course[first:], *course[:first])
