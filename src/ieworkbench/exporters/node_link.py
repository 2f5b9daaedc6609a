"""A whole map as JSON, exactly: every record and account, and the graph as networkx writes it.

``read_map_json`` gives the map again, equal in every record, node and link. The lists ``nodes`` and
``edges`` are networkx's node-link form, so that any program that reads it sees the graph, too; the
records stand beside it, and every account once, in ``accounts``, to which all others refer by its
place. `docs/map-json.md` describes the form.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import networkx as nx

from ieworkbench.errors import FileDamaged, FileMissing
from ieworkbench.exporters.quoting import OUTSIDE, Quoting
from ieworkbench.exporters.report import Drawn, MapFormat, Written
from ieworkbench.exporters.written import as_bytes, as_json
from ieworkbench.maps.institutional_map import InstitutionalMap
from ieworkbench.maps.overlay import Overlay, Seen
from ieworkbench.maps.records import ChainRecords, MapRecord
from ieworkbench.model import (
    Account,
    Act,
    Audience,
    InstitutionalText,
    Layer,
    Link,
    LinkFamily,
    LinkKind,
    Resource,
    SiteLevel,
    TextCopy,
)
from ieworkbench.model.vocabulary import Word

__all__ = ["FORMAT", "MAP_JSON_VERSION", "map_json", "read_map_json"]

MAP_JSON_VERSION = 1
"""The number of the form that is written; a later one that older programs cannot read has a higher number."""

_TYPES: dict[str, type[Act | InstitutionalText | TextCopy | Resource | Link]] = {
    "act": Act,
    "text": InstitutionalText,
    "copy": TextCopy,
    "resource": Resource,
    "link": Link,
}
_WORDS: dict[str, type[Word]] = {
    "band": SiteLevel,
    "layer": Layer,
    "standard": LinkKind,
    "family": LinkFamily,
    "seen": Seen,
}
_NOT_OUTSIDE = {"note": "", "by": "", "file_name": "", "file_sha256": "", "pointed_to_by": None}

Tree = dict[str, Any]


def map_json(m: InstitutionalMap, *, quotes: bool = True) -> tuple[str, tuple[str, ...]]:
    """A map as JSON, and what was left out of it.

    Parameters
    ----------
    m
        The map.
    quotes
        Whether what was said goes along, as far as the map's audience may see it.
    """
    pool = _Accounts()
    records = _records_for(m)
    own: dict[str, MapRecord | Link] = {**records.by_id, **{each.id: each for each in records.links}}
    tree = {
        "ieworkbench map": MAP_JSON_VERSION,
        "directed": True,
        "multigraph": True,
        "graph": {
            "case": m.case,
            "layer": m.layer,
            "audience": m.audience.value,
            "lanes": list(m.lane_order),
            "about": m.about,
        },
        "nodes": [{"id": node, **_attributes(data, pool, own.get(node))} for node, data in m.graph.nodes(data=True)],
        "edges": [
            {"source": origin, "target": target, "key": key, **_attributes(data, pool, own.get(key))}
            for origin, target, key, data in m.graph.edges(keys=True, data=True)
        ],
        "records": pool.taken_from(msgspec.to_builtins(records)),
    }
    quoting = Quoting(m, quotes)
    tree["accounts"] = [_told(each, quoting) for each in pool.accounts]
    left = list(quoting.sentences())
    if m.audience in OUTSIDE:
        tree = _without(tree)
        left.append(
            f"Not for this audience ({m.audience.value}): notes, who recorded what, names of files, "
            "and the study's records that are not on this map."
        )
    if isinstance(m, Overlay):
        left.append("The list of differences between told and prescribed; overlay works it out again.")
    return as_json(tree), tuple(left)


def read_map_json(path: str | Path) -> InstitutionalMap:
    """The map that was written to a JSON file.

    Raises
    ------
    FileMissing
        If there is no such file.
    FileDamaged
        If it is no map of this form, or of a later one.
    """
    file = Path(path).expanduser()
    try:
        tree = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise FileMissing(str(path)) from error
    except (ValueError, RecursionError) as error:
        raise FileDamaged(file.name, "file", "it is not JSON") from error
    version = tree.get("ieworkbench map") if isinstance(tree, dict) else None
    if not isinstance(version, int):
        raise FileDamaged(file.name, "file", "it is no map that was written here", "write the map with write_map")
    if version > MAP_JSON_VERSION:
        what = f"it is a map of form {version}, and this program reads up to {MAP_JSON_VERSION}"
        raise FileDamaged(file.name, "file", what, "install a newer version of ieworkbench")
    try:
        return _map(tree)
    except (msgspec.ValidationError, KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
        raise FileDamaged(file.name, "file", f"something in it is not as it should be ({str(error)[:80]})") from error


# ------------------------------------------------------------------------------------- writing


class _Accounts:
    """Every account once, and its place among them."""

    def __init__(self) -> None:
        self.accounts: list[Tree] = []
        self._places: dict[str, int] = {}

    def place(self, account: Tree) -> int:
        """The number of an account, from 0."""
        key = repr(account)
        if key not in self._places:
            self._places[key] = len(self.accounts)
            self.accounts.append(account)
        return self._places[key]

    def taken_from(self, tree: Any) -> Any:  # noqa: ANN401 - JSON
        """The same tree with the places of accounts instead of them."""
        if isinstance(tree, dict):
            return {
                key: [self.place(each) for each in value] if key == "accounts" else self.taken_from(value)
                for key, value in tree.items()
            }
        return [self.taken_from(each) for each in tree] if isinstance(tree, list | tuple) else tree


def _told(account: Tree, quoting: Quoting) -> Tree:
    """An account with as much of its words as may go out; what stands around them goes only with all of them."""
    words = quoting(msgspec.convert(account, Account))
    passage = account["passage"]
    if words == passage["quote"]:
        return account
    return {**account, "passage": {**passage, "quote": words, "before": "", "after": ""}}


def _attributes(data: Mapping[str, Any], pool: _Accounts, own: MapRecord | Link | None) -> Tree:
    """The attributes of a node or link; its record only where it is not the study's own of this id."""
    record: MapRecord | Link | None = data["record"]
    found: Tree = {key: _plain(value) for key, value in data.items() if key not in {"record", "accounts"}}
    found["accounts"] = [pool.place(msgspec.to_builtins(each)) for each in data["accounts"]]
    if record is None:
        found["record"] = None
    elif own != record:
        kind = next(name for name, each in _TYPES.items() if isinstance(record, each))
        found["record"] = {"is": kind, **pool.taken_from(msgspec.to_builtins(record))}
    return found


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, str):
        return str(value)
    return value if value is None or isinstance(value, bool | int | float) else str(value)


def _records_for(m: InstitutionalMap) -> ChainRecords:
    """The study's records; for those outside it only what the map is made of."""
    records = m.records
    if m.audience not in OUTSIDE:
        return records
    nodes = set(m.graph)
    links = {key for _, _, key in m.graph.edges(keys=True)}
    kept = replace(
        records,
        acts=tuple(each for each in records.acts if each.id in nodes),
        texts=tuple(each for each in records.texts if each.id in nodes),
        copies=tuple(each for each in records.copies if each.id in nodes),
        resources=tuple(each for each in records.resources if each.id in nodes),
        links=tuple(each for each in records.links if each.id in links),
        disjunctures=tuple(
            replace(each, sides=tuple(replace(side, says=m.side_words(side)) for side in each.sides))
            for each in records.disjunctures
            if any(ref.id in nodes | links for ref in each.where)
            or any(side.record is not None and side.record.id in nodes for side in each.sides)
        ),
        circuits=tuple(each for each in records.circuits if each.links and links.issuperset(each.links)),
    )
    told = [*kept.accounts(), *(each for found in kept.disjunctures for side in found.sides for each in side.accounts)]
    sources = {each.passage.source for each in told}
    passages = {each.passage.id for each in told}
    tellers = {code for each in told for code in records.tellers(each)}
    doers = {doer.name for act in kept.acts for doer in (act.doer, *act.with_whom, *act.participants, act.initiative)}
    lanes = {data["lane"] for _, data in m.graph.nodes(data=True)}
    cases = {getattr(data["record"], "case", None) for _, data in m.graph.nodes(data=True)}
    return replace(
        kept,
        sources=tuple(each for each in records.sources if each.id in sources),
        informants=tuple(each for each in records.informants if each.id in tellers | doers),
        sites=tuple(each for each in records.sites if each.id in lanes),
        cases=tuple(each for each in records.cases if each.id in cases),
        speakers=tuple(each for each in records.speakers if each[0] in passages),
    )


def _without(tree: Any) -> Any:  # noqa: ANN401 - JSON
    """The same tree without what is not for those outside the study."""
    if isinstance(tree, dict):
        return {key: _NOT_OUTSIDE[key] if key in _NOT_OUTSIDE else _without(value) for key, value in tree.items()}
    return [_without(each) for each in tree] if isinstance(tree, list | tuple) else tree


# ------------------------------------------------------------------------------------- reading


def _map(tree: Tree) -> InstitutionalMap:
    accounts = [msgspec.convert(each, Account) for each in tree["accounts"]]
    records = msgspec.convert(_given_back(tree["records"], tree["accounts"]), ChainRecords)
    links = {each.id: each for each in records.links}
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in tree["nodes"]:
        data = dict(_read(node, accounts, tree["accounts"]))
        name = data.pop("id")
        data.setdefault("record", records.by_id.get(name))
        if data["record"] is None:
            raise KeyError(name)
        graph.add_node(name, **data)
    for edge in tree["edges"]:
        data = dict(_read(edge, accounts, tree["accounts"]))
        origin, target, key = data.pop("source"), data.pop("target"), data.pop("key")
        if "record" not in data:
            data["record"] = links[key]
        if origin not in graph or target not in graph:
            raise KeyError(key)
        graph.add_edge(origin, target, key=key, **data)
    about = tree["graph"]
    return InstitutionalMap(
        graph,
        records,
        case=about["case"],
        layer=None if about["layer"] is None else Layer(about["layer"]),
        audience=Audience(about["audience"]),
        lane_order=tuple(about["lanes"]),
        about=about["about"],
    )


def _read(tree: Tree, accounts: list[Account], plain: list[Tree]) -> Iterator[tuple[str, Any]]:
    """The attributes of a node or link, in the order in which they were."""
    for key, value in tree.items():
        if key == "accounts":
            yield key, tuple(accounts[each] for each in value)
        elif key == "record":
            yield key, None if value is None else _record(value, plain)
        elif key in _WORDS and value is not None:
            yield key, _WORDS[key](value)
        else:
            yield key, tuple(value) if isinstance(value, list) else value


def _record(tree: Tree, plain: list[Tree]) -> MapRecord | Link:
    return msgspec.convert(_given_back(tree, plain), _TYPES[tree["is"]])


def _given_back(tree: Any, plain: list[Tree]) -> Any:  # noqa: ANN401 - JSON
    """The same tree with accounts instead of their places."""
    if isinstance(tree, dict):
        return {
            key: [plain[each] for each in value] if key == "accounts" else _given_back(value, plain)
            for key, value in tree.items()
        }
    return [_given_back(each, plain) for each in tree] if isinstance(tree, list | tuple) else tree


# ---------------------------------------------------------------------------------- the format


def _write(m: InstitutionalMap, how: Written) -> Drawn:
    text, left = map_json(m, quotes=how.quotes)
    return Drawn(as_bytes(text), left)


FORMAT = MapFormat(
    name="json",
    title="JSON, exactly: a map to be read again, and a graph in networkx's node-link form",
    suffixes=(".json",),
    write=_write,
    cannot=("Where things stand on paper is kept apart, with save_layout.",),
)
