"""The things and links of a map as plain attributes, for formats of graphs that know only words and numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ieworkbench.exporters.quoting import Quoting, xml_words
from ieworkbench.maps.drawing.text_size import one_line
from ieworkbench.model import Account, Act, InstitutionalText, Resource, TextCopy

if TYPE_CHECKING:
    from ieworkbench.maps.institutional_map import InstitutionalMap

__all__ = ["EdgeRow", "NodeRow", "edge_rows", "node_rows"]

Value = str | int | bool


@dataclass(frozen=True, slots=True)
class NodeRow:
    """A thing on the map: a name that is safe in a file, its label in one line, and its attributes."""

    name: str
    id: str
    label: str
    values: dict[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EdgeRow:
    """A link: the names of its ends, and whether things go on against its direction."""

    name: str
    id: str
    origin: str
    target: str
    kind: str
    backward: bool
    values: dict[str, Value] = field(default_factory=dict)


def node_rows(m: InstitutionalMap, quoting: Quoting | None = None) -> tuple[NodeRow, ...]:
    """The things on a map in their order; with the words that tell of them if ``quoting`` is given."""
    names = dict(zip(m.graph, _names(m.graph, "n"), strict=True))
    return tuple(
        NodeRow(names[node], node, one_line(data["label"]) or names[node], dict(_of_node(node, data, quoting)))
        for node, data in m.graph.nodes(data=True)
    )


def edge_rows(m: InstitutionalMap, quoting: Quoting | None = None) -> tuple[EdgeRow, ...]:
    """The links of a map in their order; with the words that tell of them if ``quoting`` is given."""
    nodes = dict(zip(m.graph, _names(m.graph, "n"), strict=True))
    edges = list(m.graph.edges(keys=True, data=True))
    names = _names([key for _, _, key, _ in edges], "e")
    return tuple(
        EdgeRow(
            name,
            key,
            nodes[origin],
            nodes[target],
            one_line(data["kind"]),
            bool(data["backward"]),
            dict(_of_edge(data, quoting)),
        )
        for name, (origin, target, key, data) in zip(names, edges, strict=True)
    )


def _names(ids: Iterable[str], letter: str) -> list[str]:
    """A name for each id: the id itself where it is one line of what every file may hold; else a number."""
    given = list(ids)
    found = [
        name if name and name == one_line(name) == xml_words(name) else f"{letter}{n}" for n, name in enumerate(given)
    ]
    return found if len(set(found)) == len(found) else [f"{letter}{number}" for number in range(len(given))]


def _of_node(node: str, data: dict[str, Any], quoting: Quoting | None) -> Iterator[tuple[str, Value]]:
    record = data["record"]
    yield "record", one_line(node)
    yield "kind", data["kind"]
    yield "lane", one_line(data["lane"])
    yield "band", data["band"].value
    yield "layer", data["layer"].value
    yield "case", one_line(getattr(record, "case", None) or "")
    if isinstance(record, Act):
        yield "doer", one_line(str(record.doer))
        yield "mode", record.mode.value
        yield "when", one_line(str(record.when or ""))
    elif isinstance(record, InstitutionalText):
        yield "genre", one_line(record.genre)
        yield "authority", record.authority.value
    elif isinstance(record, TextCopy):
        yield "text", one_line(record.text)
    elif isinstance(record, Resource):
        yield "genre", record.kind.value
    yield "negative", bool(data["negative"])
    yield "gap", bool(data["gap"])
    yield "inferred", bool(data["inferred"])
    yield "standpoint", bool(data["standpoint"])
    yield from _of_more(data)
    yield from _told(data["accounts"], quoting)


def _of_edge(data: dict[str, Any], quoting: Quoting | None) -> Iterator[tuple[str, Value]]:
    yield "kind", one_line(data["kind"])
    yield "standard", data["standard"].value
    yield "family", data["family"].value
    yield "layer", data["layer"].value
    for name in ("backward", "derived", "gap", "inferred"):
        yield name, bool(data[name])
    yield from _of_more(data)
    yield from _told(data["accounts"], quoting)


def _of_more(data: dict[str, Any]) -> Iterator[tuple[str, Value]]:
    """Of what was put together what it stands for, and on an overlay whether it is told or prescribed."""
    for name in ("folded", "listed"):
        if name in data:
            yield name, "; ".join(map(one_line, data[name]))
    if "seen" in data:
        yield "seen", data["seen"].value


def _told(accounts: tuple[Account, ...], quoting: Quoting | None) -> Iterator[tuple[str, Value]]:
    yield "accounts", len(accounts)
    yield "orphaned", sum(each.orphaned for each in accounts)
    if quoting is not None and quoting.quotes:
        yield "words", "\n".join(xml_words(quoting(each)) for each in accounts)
    elif quoting is not None:
        for each in accounts:
            quoting(each)
