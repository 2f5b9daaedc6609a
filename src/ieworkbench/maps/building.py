"""How a map is built from the records of a study.

`build_map` reads the records and makes a `networkx.MultiDiGraph` of them: nodes are the things that
stand on the map, edges the links between them, in the direction in which they were recorded.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import networkx as nx

from ieworkbench.maps.institutional_map import InstitutionalMap
from ieworkbench.maps.lanes import Lanes
from ieworkbench.maps.records import ChainRecords, MapRecord, resting_on
from ieworkbench.model import (
    Act,
    Audience,
    InformantLevel,
    InstitutionalText,
    Layer,
    Link,
    LinkFamily,
    LinkKind,
    RecordKind,
    Resource,
    TextCopy,
)

if TYPE_CHECKING:
    from ieworkbench.study import Study

__all__ = ["COPY_OF", "build_map", "map_of"]

COPY_OF = "copy of"
"""The kind of the line between a copy and its text; it is drawn, and no record."""


def build_map(
    study: Study, *, case: str | None = None, layer: str | None = None, audience: str = "researcher"
) -> InstitutionalMap:
    """The map of a study, or of one case or layer of it.

    Parameters
    ----------
    study
        The study.
    case
        Only what belongs to this case, and what belongs to none but is joined to it: the law that
        regulates the plan.
    layer
        ``particular``, ``regular`` or ``prescribed``: only acts and links of this layer, and the
        texts they touch. Every layer if not given, each marked.
    audience
        Who is to see it: ``researcher``, ``team``, ``people in the chain`` or ``public``. For the
        last two, words are shown only as far as those who said them agreed.

    Raises
    ------
    RecordUnknown
        If there is no such case.
    RecordWrong
        If layer or audience is no word of its list.
    """
    chosen = None if layer is None else Layer.meant("layer", layer)
    audience_word = Audience.meant("audience", audience)
    case_id = None if case is None else study.case(case).id
    return map_of(ChainRecords.of(study), case=case_id, layer=chosen, audience=audience_word)


def map_of(
    records: ChainRecords,
    *,
    case: str | None = None,
    layer: Layer | None = None,
    audience: Audience = Audience.RESEARCHER,
) -> InstitutionalMap:
    """The map of these records; see `build_map`."""
    nodes = _in_layer(records, _of_case(records, case), layer)
    links = [each for each in records.links if _belongs(each, nodes, layer)]
    if layer is not None:
        nodes = _touched(records, nodes, links)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    lanes = Lanes(records)
    for record in records.things():
        if record.id in nodes:
            graph.add_node(record.id, **_node(records, lanes, record))
    for link in links:
        graph.add_edge(link.origin.id, link.target.id, key=link.id, **_edge(records, link))
    for copy in records.copies:
        if copy.id in nodes and copy.text in nodes:
            graph.add_edge(copy.id, copy.text, key=f"copy:{copy.id}", **_copy_line())
    return InstitutionalMap(graph, records, case=case, layer=layer, audience=audience)


# ---------------------------------------------------------------------------------- what belongs


def _of_case(records: ChainRecords, case: str | None) -> set[str]:
    """What belongs to a case, and what belongs to none but is joined to it."""
    if case is None:
        return set(records.by_id)
    cases = {record.id: _case_of(records, record) for record in records.things()}
    beside: dict[str, set[str]] = {name: set() for name in cases}
    for link in records.links:
        if link.origin.id in cases and link.target.id in cases:
            beside[link.origin.id].add(link.target.id)
            beside[link.target.id].add(link.origin.id)
    for copy in records.copies:
        if copy.text in cases:
            beside[copy.text].add(copy.id)
    found = {name for name, of in cases.items() if of == case}
    waiting = list(found)
    while waiting:
        for name in beside[waiting.pop()]:
            if name not in found and cases[name] is None:
                found.add(name)
                waiting.append(name)
    return found


def _case_of(records: ChainRecords, record: MapRecord) -> str | None:
    if isinstance(record, TextCopy):
        text = records.by_id.get(record.text)
        return None if text is None else _case_of(records, text)
    return record.case


def _in_layer(records: ChainRecords, nodes: set[str], layer: Layer | None) -> set[str]:
    if layer is None:
        return nodes
    return nodes - {each.id for each in records.acts if each.layer is not layer}


def _belongs(link: Link, nodes: set[str], layer: Layer | None) -> bool:
    here = link.origin.id in nodes and link.target.id in nodes
    return here and (layer is None or (link.layer or Layer.PARTICULAR) is layer)


def _touched(records: ChainRecords, nodes: set[str], links: Sequence[Link]) -> set[str]:
    """Of these, the acts, and the texts and resources that one of these links touches, with the texts of copies."""
    ends = {end.id for link in links for end in (link.origin, link.target)}
    kept = {name for name in nodes if isinstance(records.by_id[name], Act) or name in ends}
    return kept | {each.text for each in records.copies if each.id in kept and each.text in nodes}


# ------------------------------------------------------------------------------- nodes and edges


_KINDS: dict[type, RecordKind] = {
    Act: RecordKind.ACT,
    InstitutionalText: RecordKind.TEXT,
    TextCopy: RecordKind.COPY,
    Resource: RecordKind.RESOURCE,
}


def _node(records: ChainRecords, lanes: Lanes, record: MapRecord) -> dict[str, Any]:
    lane = lanes.of(record)
    act = record if isinstance(record, Act) else None
    informant = records.informant_by_id.get(act.doer.name) if act else None
    return {
        "kind": _KINDS[type(record)].value,
        "record": record,
        "label": _label(records, record),
        "lane": lane.id,
        "band": lane.band,
        "layer": act.layer if act else Layer.PARTICULAR,
        **resting_on(() if isinstance(record, Resource) else record.accounts),
        "standpoint": informant is not None and informant.level is InformantLevel.ENTRY,
        "negative": act.negative if act else False,
        "gap": bool(act and act.gap),
        "inferred": bool(act and act.inferred),
    }


def _label(records: ChainRecords, record: MapRecord) -> str:
    if isinstance(record, Act):
        return record.doing
    if isinstance(record, TextCopy):
        text = records.by_id.get(record.text)
        return _label(records, text) if text is not None else record.text
    if isinstance(record, InstitutionalText):
        return _numbered(record, records.by_id.get)
    return record.name


def _numbered(text: InstitutionalText, find: Callable[[str], MapRecord | None]) -> str:
    """A text's title, with how many of how many where nobody can tell them apart: ``4 of 7 written decisions``."""
    if text.number is None:
        return text.title
    if not text.among:
        return f"{text.number} {text.title}"
    members = [each for each in map(find, text.among) if isinstance(each, InstitutionalText)]
    of = sum(each.number or 1 for each in members)
    return f"{text.number} of {of} {text.title}"


def _edge(records: ChainRecords, link: Link) -> dict[str, Any]:
    standard = records.standard(link.kind)
    return {
        "kind": link.kind,
        "standard": standard,
        "family": standard.family,
        "backward": standard.backward,
        "record": link,
        "layer": link.layer or Layer.PARTICULAR,
        **resting_on(link.accounts),
        "derived": link.derived,
        "gap": bool(link.gap),
        "inferred": bool(link.inferred),
    }


def _copy_line() -> dict[str, Any]:
    return {
        "kind": COPY_OF,
        "standard": LinkKind.SAME_TEXT_AS,
        "family": LinkFamily.WORDING,
        "backward": True,
        "record": None,
        "layer": Layer.PARTICULAR,
        **resting_on(()),
        "derived": False,
        "gap": False,
        "inferred": False,
    }
