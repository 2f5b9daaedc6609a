"""What stands on a map, how it is called, and the way things go on.

Links keep the direction in which they were recorded; `steps` follows them the way things go on,
which for some kinds is the other way (see `LinkKind`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import networkx as nx

from ieworkbench.maps.audience import WITHHELD, may_quote
from ieworkbench.maps.lanes import BANDS, Lane
from ieworkbench.maps.records import ChainRecords, MapRecord
from ieworkbench.model import Account, Act, Audience, Layer, Link, Side, TextCopy
from ieworkbench.model.display import Brief, Parts, Shown
from ieworkbench.sentences import counted

__all__ = ["MapGraph", "Step"]


@dataclass(frozen=True, slots=True, repr=False)
class Step(Brief):
    """A link as it is followed: from what comes before to what comes after.

    Attributes
    ----------
    key
        The link's id.
    before, after
        The ids of the two things it joins, in the direction in which things go on.
    """

    key: str
    before: str
    after: str


class MapGraph(Shown):
    """What stands on a map: acts, texts, copies and resources, and the links between them.

    What can be asked of them is in `InstitutionalMap`, which says what the attributes are.
    """

    def __init__(
        self,
        graph: nx.MultiDiGraph[str],
        records: ChainRecords,
        *,
        case: str | None = None,
        layer: Layer | None = None,
        audience: Audience = Audience.RESEARCHER,
        lane_order: tuple[str, ...] = (),
        about: str = "",
    ) -> None:
        self.graph = graph
        self.records = records
        self.case = case
        self.layer = layer
        self.audience = audience
        self.lane_order = lane_order
        self.about = about

    def asked_with(self, about: str) -> dict[str, Any]:
        """What was asked for of this map, as a map made from it takes it; ``about`` says what is new about that one."""
        return {
            "case": self.case,
            "layer": self.layer,
            "audience": self.audience,
            "lane_order": self.lane_order,
            "about": "; ".join(each for each in (self.about, about) if each),
        }

    def __repr__(self) -> str:
        of = ", ".join(each for each in (self.case or "", self.layer or "", self.about) if each)
        nodes, links = self.graph.number_of_nodes(), self.graph.number_of_edges()
        return f"InstitutionalMap({of + ': ' if of else ''}{counted(nodes, 'node')}, {counted(links, 'link')})"

    def __len__(self) -> int:
        return int(self.graph.number_of_nodes())

    @property
    def key(self) -> str:
        """What the map is called where its layout is kept (its case, its layer, and what part it is)."""
        return self.key_of(self.case, self.layer, self.about)

    @staticmethod
    def key_of(case: str | None, layer: Layer | None, about: str = "") -> str:
        """What a map of this case, layer and part is called where its layout is kept."""
        of = (f"case {case}" if case else "all cases", f"{layer} layer" if layer else "all layers")
        return ", ".join(each for each in (*of, about) if each)

    # --------------------------------------------------------------------------- looking at it

    def record(self, node: str) -> MapRecord:
        """The act, text, copy or resource that a node is."""
        record: MapRecord = self.graph.nodes[node]["record"]
        return record

    def called(self, node: str) -> str:
        """What a node is called in a sentence: its label; of a copy, also where it lies."""
        record = self.record(node)
        label = str(self.graph.nodes[node]["label"])
        return f"{label} (copy at {record.site})" if isinstance(record, TextCopy) else label

    def with_doer(self, node: str) -> str:
        """What a node is called in a list: an act with who does it, as in ``U1: asks what it means``."""
        record = self.record(node)
        whose = "folded" not in self.graph.nodes[node]
        return f"{record.doer}: {self.called(node)}" if isinstance(record, Act) and whose else self.called(node)

    def link(self, key: str) -> Link | None:
        """The link with this id; ``None`` for the line between a copy and its text."""
        return self._links_by_key().get(key)

    def steps(self) -> Parts[Step]:
        """Every link as it is followed, in the order in which the links were recorded."""
        return Parts(
            Step(key, target, origin) if data["backward"] else Step(key, origin, target)
            for origin, target, key, data in self.edges()
        )

    def edges(self) -> list[tuple[str, str, str, dict[str, Any]]]:
        """The graph's edges with their keys and attributes, in the order in which the links were recorded."""
        order = self.records.link_order
        return sorted(self.graph.edges(keys=True, data=True), key=lambda edge: order.get(edge[2], len(order)))

    def accounts(self) -> Parts[Account]:
        """Every account that something on the map rests on, each once."""
        found: dict[str | int, Account] = {}
        for data in (*self._node_data(), *self._edge_data()):
            for account in data["accounts"]:
                found.setdefault(account.id or hash(account), account)
        return Parts(found.values())

    def lanes(self) -> Parts[Lane]:
        """The lanes from the top down: band by band, and in the researcher's order inside each."""
        lanes = dict.fromkeys(Lane(data["lane"], data["band"]) for data in self._node_data())
        given = {name: place for place, name in enumerate(self.lane_order)}
        in_order = sorted(
            lanes, key=lambda lane: (BANDS.index(lane.band), given.get(lane.id, -1), lane.site == "", lane.id)
        )
        return Parts(in_order)

    def words(self, account: Account) -> str:
        """What an account says, as far as the map's audience may read it."""
        quotable = may_quote(self.records, account, self.audience)
        return account.passage.quote if quotable else WITHHELD

    def side_words(self, side: Side) -> str:
        """What a side of a disjuncture has it be, as far as the map's audience may read the words it rests on."""
        quotable = all(may_quote(self.records, account, self.audience) for account in side.accounts)
        return side.says if quotable else WITHHELD

    def tellers(self, account: Account) -> tuple[str, ...]:
        """The codes of the informants who tell an account; none where a text does."""
        return self.records.tellers(account)

    # ------------------------------------------------------------------------------ the insides

    def _node_data(self) -> Iterator[dict[str, Any]]:
        return (data for _, data in self.graph.nodes(data=True))

    def _edge_data(self) -> Iterator[dict[str, Any]]:
        return (data for _, _, data in self.graph.edges(data=True))

    def _links_by_key(self) -> dict[str, Link | None]:
        return {key: data["record"] for _, _, key, data in self.graph.edges(keys=True, data=True)}
