"""A map as it is followed: what comes before each thing, and what after."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from ieworkbench.maps.institutional_map import InstitutionalMap
from ieworkbench.maps.map_graph import Step
from ieworkbench.model import LinkFamily, RecordKind

__all__ = ["Flow"]


class Flow:
    """The steps of a map, by what they lead to and from.

    Attributes
    ----------
    steps
        Every step, in the order in which the links were recorded.
    before, after
        For each node, the steps that lead to it, and those that lead on from it.
    """

    def __init__(self, m: InstitutionalMap) -> None:
        self._nodes: dict[str, Mapping[str, Any]] = dict(m.graph.nodes.items())
        self._edges: dict[str, Mapping[str, Any]] = {}
        self._ends: dict[str, tuple[str, str]] = {}
        self.steps: list[Step] = []
        self.before: dict[str, list[Step]] = defaultdict(list)
        self.after: dict[str, list[Step]] = defaultdict(list)
        for origin, target, key, data in m.edges():
            step = Step(key, target, origin) if data["backward"] else Step(key, origin, target)
            self._edges[key] = data
            self._ends[key] = (origin, target)
            self.steps.append(step)
            self.before[step.after].append(step)
            self.after[step.before].append(step)
        self._acts = {name for name, data in m.graph.nodes(data=True) if data["kind"] == RecordKind.ACT}
        texts = {RecordKind.TEXT, RecordKind.COPY}
        self._texts = {name for name, data in m.graph.nodes(data=True) if data["kind"] in texts}

    def node(self, name: str) -> Mapping[str, Any]:
        """The attributes of a node."""
        return self._nodes[name]

    def edge(self, step: Step) -> Mapping[str, Any]:
        """The attributes of the link that a step follows."""
        return self._edges[step.key]

    def ends(self, link: str) -> tuple[str, ...]:
        """What a link joins; nothing for a link that is not on the map."""
        return self._ends.get(link, ())

    def family(self, step: Step) -> LinkFamily:
        """The sort of link that a step follows."""
        family: LinkFamily = self._edges[step.key]["family"]
        return family

    def is_act(self, name: str) -> bool:
        """Whether a node is an act."""
        return name in self._acts

    def is_text(self, name: str) -> bool:
        """Whether a node is a text, or a copy of one."""
        return name in self._texts

    def reached(self, seeds: Iterable[str], *, upstream: bool, hops: int | None = None) -> dict[str, int]:
        """How many steps away from the nearest of ``seeds`` each thing is that comes before, or after, them."""
        distance = dict.fromkeys(seeds, 0)
        waiting = list(distance)
        for name in waiting:
            if hops is not None and distance[name] >= hops:
                continue
            for step in (self.before if upstream else self.after).get(name, ()):
                other = step.before if upstream else step.after
                if other not in distance:
                    distance[other] = distance[name] + 1
                    waiting.append(other)
        return distance
