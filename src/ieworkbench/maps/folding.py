"""Several things of a map drawn as one: the acts of a site, or texts that nobody tells apart.

Folding loses nothing: the one node keeps the ids of what it stands for (``folded``), names them
(``listed``), and rests on all of their accounts. Links that come to join the same two things in the
same way become one, with the accounts of all; links between two acts of a folded site lie inside it
(``inside``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import networkx as nx

from ieworkbench.errors import RecordWrong
from ieworkbench.maps.institutional_map import InstitutionalMap
from ieworkbench.maps.narrowing import Names, lanes_meant
from ieworkbench.maps.records import resting_on
from ieworkbench.model import (
    UNKNOWN_DOER,
    Account,
    Act,
    ActMode,
    Doer,
    DoerKind,
    InstitutionalText,
    Layer,
    Link,
    RecordKind,
    RecordRef,
    fold,
)
from ieworkbench.sentences import listed

__all__ = ["check_acts_apart", "collapse", "each_once", "stacked"]

Data = dict[str, Any]
_NAMED_DOERS = 3


@dataclass(frozen=True, slots=True)
class _Fold:
    """One node to be, and the nodes whose place it takes."""

    node: str
    data: Data
    members: tuple[str, ...]


def collapse(m: InstitutionalMap, site: Names) -> InstitutionalMap:
    """The map with the acts of a site as one node; see `InstitutionalMap.collapse`."""
    lanes = lanes_meant(m, site)
    acts: dict[tuple[str, Layer, str], list[str]] = defaultdict(list)
    for node, data in m.graph.nodes(data=True):
        if data["kind"] == "act" and data["lane"] in lanes:
            acts[data["lane"], data["layer"], data.get("seen", "")].append(node)
    folds = [_site(m, *sort, nodes) for sort, nodes in acts.items() if len(nodes) > 1]
    return _folded(m, folds, f"{', '.join(lanes)} as one")


def stacked(m: InstitutionalMap) -> InstitutionalMap:
    """The map with texts that nobody tells apart as stacks; see `InstitutionalMap.stacked`."""
    alike: dict[tuple[object, ...], list[str]] = defaultdict(list)
    links = _links_of_texts(m)
    apart = _told_apart(m)
    for node, data in m.graph.nodes(data=True):
        record = data["record"]
        if isinstance(record, InstitutionalText) and record.number is None and node not in apart:
            alike[_sort(record, data), frozenset(links[node])].append(node)
    folds = [_stack(m, nodes) for nodes in alike.values() if len(nodes) > 1]
    return _folded(m, folds, "texts stacked" if folds else "")


def check_acts_apart(m: InstitutionalMap) -> None:
    """Make sure that no acts of a map are folded, where each of them is asked about.

    Raises
    ------
    RecordWrong
        If some are.
    """
    if any(data["kind"] == "act" and "listed" in data for _, data in m.graph.nodes(data=True)):
        raise RecordWrong(
            "map", m.about, "its acts are folded, and this asks about each of them; ask first, and fold then"
        )


def each_once(accounts: Iterable[Account]) -> tuple[Account, ...]:
    """The accounts in their order, each once."""
    return tuple({each.id or each: each for each in accounts}.values())


# ------------------------------------------------------------------------------- acts of a site


def _site(m: InstitutionalMap, lane: str, layer: Layer, seen: str, nodes: Sequence[str]) -> _Fold:
    """The acts of one lane and layer as one act, which says how many it stands for and what is odd about them.

    On an overlay, acts that are told, prescribed or both (``seen``) stay apart too.
    """
    sort = (layer.value if layer is not Layer.PARTICULAR else "", seen)
    all_data = [m.graph.nodes[node] for node in nodes]
    label = f"{lane}: {_acts_in_words(all_data)}"
    cases = {data["record"].case for data in all_data}
    modes = {data["record"].mode for data in all_data}
    site = m.records.site_by_id.get(lane)
    record = Act(
        id=":".join(["site", lane, *filter(None, sort)]),
        doing=label,
        doer=_doer_of_all([data["record"].doer for data in all_data]),
        site=None if site is None else site.id,
        mode=modes.pop() if len(modes) == 1 else ActMode.DO,
        case=cases.pop() if len(cases) == 1 else None,
        layer=layer,
        accounts=each_once(account for data in all_data for account in data["accounts"]),
        inferred=_if_all([data["record"].inferred for data in all_data]),
        gap=_if_all([data["record"].gap for data in all_data]),
    )
    listed = tuple(each for data in all_data for each in data.get("listed", (_act_in_words(data["record"]),)))
    return _Fold(record.id, _node_of_all(m, nodes, record, label, listed), tuple(nodes))


def _acts_in_words(all_data: Sequence[Data]) -> str:
    """How many acts, and how many of them are not done, are gaps, or have no known doer."""
    counts = [
        (sum(data["negative"] for data in all_data), "not done"),
        (sum(data["gap"] for data in all_data), "with a gap"),
        (sum(not data["record"].doer.known for data in all_data), "with doer unknown"),
    ]
    return ", ".join([f"{len(all_data)} acts", *(f"{number} {what}" for number, what in counts if number)])


def _act_in_words(act: Act) -> str:
    return f"{act.doing} ({act.doer})"


def _doer_of_all(doers: Sequence[Doer]) -> Doer:
    """The one who does them all; else who they are together, the first few by name."""
    different = list(dict.fromkeys(doers))
    if len(different) == 1:
        return different[0]
    named = [str(each) for each in different if each != UNKNOWN_DOER]
    return Doer(
        listed(named, _NAMED_DOERS) + (", others unknown" if UNKNOWN_DOER in different else ""), DoerKind.COLLECTIVE
    )


def _if_all(reasons: Sequence[str]) -> str:
    return " ".join(dict.fromkeys(reasons)) if all(reasons) else ""


# --------------------------------------------------------------------------- texts nobody tells apart


def _sort(text: InstitutionalText, data: Data) -> tuple[object, ...]:
    """What sort of text it is: two texts of one sort differ in nothing but their titles, accounts and dates."""
    called = fold(text.genre or text.title)
    kept = (text.hearsay, bool(text.boss))
    return (called, bool(text.genre), text.authority, text.owner, text.template, text.case, data["lane"], *kept)


def _links_of_texts(m: InstitutionalMap) -> dict[str, set[tuple[object, ...]]]:
    """How each text is joined to what; its copies are its own."""
    texts = {node for node, data in m.graph.nodes(data=True) if data["kind"] == "text"}
    links: dict[str, set[tuple[object, ...]]] = {node: set() for node in texts}
    for origin, target, data in m.graph.edges(data=True):
        if origin in texts or target in texts:
            accounts = data["accounts"]
            denied = bool(accounts) and all(each.polarity.negative for each in accounts)
            how = (*_how(data), denied)
            for text, other, way in ((origin, target, "to"), (target, origin, "from")):
                if text in texts:
                    links[text].add((way, other, *how))
    return links


def _told_apart(m: InstitutionalMap) -> set[str]:
    """The texts at which a disjuncture shows, or that somebody's side rests on."""
    records = m.records
    where = {ref.id for each in records.disjunctures for ref in each.where}
    return where | {side.record.id for each in records.disjunctures for side in each.sides if side.record is not None}


def _stack(m: InstitutionalMap, nodes: Sequence[str]) -> _Fold:
    all_data = [m.graph.nodes[node] for node in nodes]
    texts: list[InstitutionalText] = [data["record"] for data in all_data]
    several = _several(m, nodes)
    label = f"{len(nodes)} {several}" if several else f"{len(nodes)} × {_one_called(texts)}"
    record = replace(
        texts[0],
        id=f"stack:{nodes[0]}",
        title=several or _one_called(texts),
        date=None,
        number=len(nodes),
        accounts=each_once(account for data in all_data for account in data["accounts"]),
        note="",
    )
    listed = tuple(data["label"] for data in all_data)
    return _Fold(record.id, _node_of_all(m, nodes, record, label, listed), tuple(nodes))


def _several(m: InstitutionalMap, nodes: Sequence[str]) -> str:
    """What the researcher calls several of these, where she speaks of some of them: ``written decisions``."""
    members = set(nodes)
    return next((each.title for each in m.records.texts if each.among and members == set(each.among)), "")


def _one_called(texts: Sequence[InstitutionalText]) -> str:
    titles = {each.title for each in texts}
    return titles.pop() if len(titles) == 1 else texts[0].genre


# ----------------------------------------------------------------------------------- the new map


def _ids(m: InstitutionalMap, nodes: Iterable[str]) -> tuple[str, ...]:
    """The ids of these things, and instead of what is folded already, of what it stands for."""
    return tuple(each for node in nodes for each in m.graph.nodes[node].get("folded", (node,)))


def _node_of_all(
    m: InstitutionalMap, nodes: Sequence[str], record: Act | InstitutionalText, label: str, listed: tuple[str, ...]
) -> Data:
    all_data = [m.graph.nodes[node] for node in nodes]
    marks = {name: all(data[name] for data in all_data) for name in ("standpoint", "negative", "gap", "inferred")}
    return {
        **all_data[0],
        **marks,
        **_waves(all_data),
        "record": record,
        "label": label,
        **resting_on(record.accounts),
        "folded": _ids(m, nodes),
        "listed": listed,
        "inside": tuple(each for data in all_data for each in data.get("inside", ())),
    }


def _waves(all_data: Iterable[Data]) -> Data:
    """The waves of all of them, on a map by wave."""
    waves = [data["waves"] for data in all_data if "waves" in data]
    return {"waves": tuple(sorted({wave for each in waves for wave in each}))} if waves else {}


def _folded(m: InstitutionalMap, folds: Sequence[_Fold], about: str) -> InstitutionalMap:
    """The map in which each of these folds is one node, where the first of its members stood."""
    fold_of = {member: each for each in folds for member in each.members}
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, data in m.graph.nodes(data=True):
        into = fold_of.get(node)
        if into is None:
            graph.add_node(node, **data)
        elif into.node not in graph:
            graph.add_node(into.node, **into.data)
    _carry_links(m, graph, {node: each.node for node, each in fold_of.items()})
    return m.like(graph, about=about)


def _carry_links(m: InstitutionalMap, graph: nx.MultiDiGraph[str], into: dict[str, str]) -> None:
    together: dict[tuple[object, ...], list[tuple[str, Data]]] = defaultdict(list)
    ends: dict[tuple[object, ...], tuple[str, str]] = {}
    inside: dict[str, list[tuple[str, Data]]] = defaultdict(list)
    for origin, target, key, data in m.graph.edges(keys=True, data=True):
        new = (into.get(origin, origin), into.get(target, target))
        if new[0] == new[1] and origin != target:
            inside[new[0]].append((key, data))
            continue
        same = (*new, *_how(data)) if new != (origin, target) else (*new, key)
        together[same].append((key, data))
        ends[same] = new
    for node, links in inside.items():
        _put_inside(graph.nodes[node], links)
    for same, links in together.items():
        origin, target = ends[same]
        graph.add_edge(origin, target, key=links[0][0], **_link_of_all(graph, origin, target, links))


def _how(data: Data) -> tuple[object, ...]:
    direction = None if data["record"] is None else data["record"].direction
    return (data["kind"], data["layer"], direction, data["derived"], data["gap"], data["inferred"], data.get("seen"))


def _put_inside(node: Data, links: Sequence[tuple[str, Data]]) -> None:
    """Links between acts of a folded site: their words come to stand on the site."""
    node["inside"] = (*node["inside"], *_keys(links))
    node.update(resting_on(each_once((*node["accounts"], *(one for _, data in links for one in data["accounts"])))))
    node["record"] = replace(node["record"], accounts=node["accounts"])
    node.update(_waves([node, *(data for _, data in links)]))


def _keys(links: Sequence[tuple[str, Data]]) -> tuple[str, ...]:
    return tuple(each for key, data in links for each in data.get("folded", (key,)))


def _link_of_all(graph: nx.MultiDiGraph[str], origin: str, target: str, links: Sequence[tuple[str, Data]]) -> Data:
    first = links[0][1]
    record: Link | None = first["record"]
    folded = _keys(links)
    if record is None or (len(links) == 1 and (record.origin.id, record.target.id) == (origin, target)):
        return dict(first)
    accounts = each_once(account for _, data in links for account in data["accounts"])
    records: list[Link] = [data["record"] for _, data in links]
    united = replace(
        record,
        origin=_ref(graph, origin),
        target=_ref(graph, target),
        accounts=accounts,
        note=_joined(each.note for each in records),
        inferred=_joined(each.inferred for each in records),
        gap=_joined(each.gap for each in records),
    )
    more = {"folded": folded} if len(folded) > 1 else {}
    return {**first, "record": united, **resting_on(accounts), **_waves(data for _, data in links), **more}


def _ref(graph: nx.MultiDiGraph[str], node: str) -> RecordRef:
    return RecordRef(RecordKind(graph.nodes[node]["kind"]), node)


def _joined(reasons: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(each for each in reasons if each))
