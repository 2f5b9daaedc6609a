"""Across cases: what regularly happens, and on which particular acts of which cases that rests.

Only what the analyst has generalised stands on the map. Particular acts that look alike in several
cases are listed as candidates for her to judge, and are never merged for her. It says in how many of
how many cases, and names them; there are no percentages.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import networkx as nx

from ieworkbench.maps.corroboration import in_words, tellings
from ieworkbench.maps.folding import check_acts_apart, each_once
from ieworkbench.maps.institutional_map import InstitutionalMap
from ieworkbench.model import Act, InstitutionalText, Layer, Resource, TextCopy, fold
from ieworkbench.model.display import Brief
from ieworkbench.sentences import counted
from ieworkbench.study.table import Table

if TYPE_CHECKING:
    from ieworkbench.maps.records import ChainRecords

__all__ = ["AcrossCases", "Candidate", "Regular", "across_cases"]

Data = dict[str, Any]


@dataclass(frozen=True, slots=True, repr=False)
class Regular(Brief):
    """Something that regularly happens, with the particulars it rests on.

    Attributes
    ----------
    id, kind, label
        Of the regular act or link.
    particulars
        The ids of the particular acts, or of the links between particular acts, in which it is seen.
    seen
        In how many of how many cases it is seen, and in which: ``in 2 of 3 cases: C1, C2``.
    cases
        The cases in which it is seen.
    of
        How many cases the study has.
    tellers
        Who tells of it, or of its particulars.
    levels
        From which levels it is told.
    """

    id: str
    kind: str
    label: str
    seen: str = ""
    particulars: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    of: int = 0
    tellers: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.label}: {self.seen}"


@dataclass(frozen=True, slots=True, repr=False)
class Candidate(Brief):
    """Particular acts, or links, of several cases that are alike and that nobody has generalised.

    Attributes
    ----------
    kind
        ``act`` or ``link``.
    label
        What they are called, each once.
    why
        In what they are alike.
    particulars
        Their ids.
    seen
        In how many of how many cases they are seen, and in which.
    cases
        Their cases.
    of
        How many cases the study has.
    """

    kind: str
    label: str
    why: str
    seen: str = ""
    particulars: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    of: int = 0

    def __str__(self) -> str:
        return f"{self.label}: {self.why}, {self.seen}"


class AcrossCases(InstitutionalMap):
    """The map of what regularly happens, each thing with its ``particulars`` and ``cases``.

    Attributes
    ----------
    regular
        The regular acts and links, with the cases in which they are seen.
    candidates
        What is alike in several cases without being generalised.
    """

    def __init__(
        self, graph: nx.MultiDiGraph[str], of: InstitutionalMap, regular: Table[Regular], candidates: Table[Candidate]
    ) -> None:
        super().__init__(graph, of.records, **of.asked_with("across cases") | {"layer": Layer.REGULAR})
        self.regular = regular
        self.candidates = candidates


def across_cases(m: InstitutionalMap) -> AcrossCases:
    """What regularly happens, with its particulars; see `InstitutionalMap.across_cases`."""
    check_acts_apart(m)
    particulars = _Particulars(m)
    part = m.select(layer=Layer.REGULAR.value)
    rows = [*_regular_acts(part, particulars), *_regular_links(part, particulars)]
    marks = {row.id: {"particulars": row.particulars, "cases": row.cases} for row in rows}
    for node, data in part.graph.nodes(data=True):
        data.update(marks.get(node, {}))
    for _, _, key, data in part.graph.edges(keys=True, data=True):
        data.update(marks.get(key, {}))
    candidates = Table("candidates", [*_acts_alike(m, particulars), *_links_alike(part, particulars)], Candidate)
    return AcrossCases(part.graph, m, Table("regular acts and links", rows, Regular), candidates)


# ------------------------------------------------------------------------------------ particulars


@dataclass(frozen=True, slots=True)
class _ParticularLink:
    """A link of a particular act to another thing of its case."""

    origin: str
    target: str
    key: str
    data: Data
    case: str


class _Particulars:
    """The particular acts of a map and how they are linked, whichever acts of the records are on it."""

    def __init__(self, m: InstitutionalMap) -> None:
        self.map = m
        self.records: ChainRecords = m.records
        self.cases = [each.id for each in m.records.cases]
        self.acts = {
            node: data
            for node, data in m.graph.nodes(data=True)
            if data["kind"] == "act" and data["layer"] is Layer.PARTICULAR
        }
        self.regular_of: dict[str, list[str]] = defaultdict(list)
        for act in m.records.acts:
            if act.layer is Layer.REGULAR:
                for name in act.particulars:
                    self.regular_of[name].append(act.id)
        self.links = list(self._links())

    @property
    def of(self) -> int:
        """How many cases there are to be seen in."""
        return len(self.cases)

    def cases_of(self, names: Iterable[str]) -> tuple[str, ...]:
        """The cases of these acts, in the order of the study."""
        acts = (self.records.by_id.get(name) for name in names)
        return self.in_order({act.case for act in acts if isinstance(act, Act)})

    def in_order(self, cases: set[str] | set[str | None]) -> tuple[str, ...]:
        """These cases, in the order of the study."""
        return tuple(case for case in self.cases if case in cases)

    def seen_in(self, cases: Sequence[str]) -> str:
        """In how many of how many cases, and in which."""
        among = f"of {counted(self.of, 'case')}"
        return f"in {len(cases)} {among}: {', '.join(cases)}" if cases else f"in none {among}"

    def _links(self) -> Iterator[_ParticularLink]:
        for origin, target, key, data in self.map.graph.edges(keys=True, data=True):
            acts = [self.acts[end]["record"].case for end in (origin, target) if end in self.acts]
            cases = {case for case in acts if case is not None}
            if data["record"] is not None and data["layer"] is Layer.PARTICULAR and len(cases) == 1:
                yield _ParticularLink(origin, target, key, data, cases.pop())


def _who(m: InstitutionalMap, data: Iterable[Data]) -> dict[str, tuple[str, ...]]:
    told = tellings(m, each_once(account for each in data for account in each["accounts"]))
    return {
        "tellers": tuple(dict.fromkeys(each.teller.name for each in told)),
        "levels": tuple(dict.fromkeys(level.value for each in told for level in each.teller.levels)),
    }


# ------------------------------------------------------------------------------ what is generalised


def _regular_acts(part: InstitutionalMap, known: _Particulars) -> Iterator[Regular]:
    for node, data in part.graph.nodes(data=True):
        if data["kind"] == "act":
            names = tuple(data["record"].particulars)
            who = _who(part, [data, *(known.acts[name] for name in names if name in known.acts)])
            cases = known.cases_of(names)
            yield Regular(node, "act", data["label"], known.seen_in(cases), names, cases, known.of, **who)


def _regular_links(part: InstitutionalMap, known: _Particulars) -> Iterator[Regular]:
    """Regular links, with the links of the same kind between particulars of what they join."""
    seen = _seen_between(known)
    for origin, target, key, data in part.graph.edges(keys=True, data=True):
        if data["record"] is None:
            continue
        links = seen.get((origin, target, data["standard"]), [])
        cases = known.in_order({each.case for each in links})
        yield Regular(
            id=key,
            kind="link",
            label=in_words(part, origin, target, data["kind"]),
            seen=known.seen_in(cases),
            particulars=tuple(each.key for each in links),
            cases=cases,
            of=known.of,
            **_who(part, [data, *(each.data for each in links)]),
        )


def _seen_between(known: _Particulars) -> dict[tuple[object, ...], list[_ParticularLink]]:
    """The links of particular acts, by the regular acts that their ends are seen as."""
    seen: dict[tuple[object, ...], list[_ParticularLink]] = defaultdict(list)
    for link in known.links:
        for origin in known.regular_of.get(link.origin, [link.origin]):
            for target in known.regular_of.get(link.target, [link.target]):
                seen[origin, target, link.data["standard"]].append(link)
    return seen


# ---------------------------------------------------------------------------------- what is alike


def _acts_alike(m: InstitutionalMap, known: _Particulars) -> Iterator[Candidate]:
    """Particular acts in the same words, or linked alike, in several cases, which no regular act lists."""
    open_acts = {name: data for name, data in known.acts.items() if name not in known.regular_of}
    called: dict[object, list[str]] = defaultdict(list)
    for name, data in open_acts.items():
        called[" ".join(fold(data["record"].doing).split())].append(name)
    linked: dict[object, list[str]] = defaultdict(list)
    for name, links in _links_of(m, known).items():
        if name in open_acts:
            linked[open_acts[name]["record"].mode, frozenset(links)].append(name)
    told: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for why, groups in (("done in the same words", called), ("linked alike to texts and resources", linked)):
        for names in groups.values():
            if len(known.cases_of(names)) > 1:
                told[tuple(names)].append(why)
    for alike, whys in told.items():
        label = " / ".join(dict.fromkeys(open_acts[name]["label"] for name in alike))
        cases = known.cases_of(alike)
        yield Candidate("act", label, " and ".join(whys), known.seen_in(cases), alike, cases, known.of)


def _links_of(m: InstitutionalMap, known: _Particulars) -> dict[str, set[tuple[object, ...]]]:
    """How each particular act is joined to what sorts of texts and resources; what comes before and after does not matter."""
    links: dict[str, set[tuple[object, ...]]] = defaultdict(set)
    for link in known.links:
        for act, other, way in ((link.origin, link.target, "to"), (link.target, link.origin, "from")):
            if act in known.acts and m.graph.nodes[other]["kind"] != "act":
                links[act].add((way, link.data["standard"], _sort(m, other)))
    return links


def _sort(m: InstitutionalMap, node: str) -> tuple[object, ...]:
    """What sort of thing this is, whosever it is."""
    record = m.record(node)
    if isinstance(record, TextCopy):
        record = m.records.by_id.get(record.text, record)  # a copy is a text of its sort, wherever it lies
    if isinstance(record, InstitutionalText):
        return ("text", fold(record.genre or record.title))
    if isinstance(record, Resource):
        return ("resource", record.kind, fold(record.name))
    return ("copy",)


def _links_alike(part: InstitutionalMap, known: _Particulars) -> Iterator[Candidate]:
    """Links between particulars of regular acts in several cases, where the regular acts are not linked so."""
    graph = known.map.graph
    there = {(origin, target, data["standard"]) for origin, target, data in part.graph.edges(data=True)}
    for (origin, target, kind), links in _seen_between(known).items():
        cases = known.in_order({each.case for each in links})
        ends = [str(origin), str(target)]
        regular = any(graph.nodes[end]["layer"] is Layer.REGULAR for end in ends if end in graph)
        if len(cases) > 1 and regular and (origin, target, kind) not in there and all(end in graph for end in ends):
            yield Candidate(
                kind="link",
                label=in_words(known.map, ends[0], ends[1], links[0].data["kind"]),
                why="their particulars are linked so",
                seen=known.seen_in(cases),
                particulars=tuple(each.key for each in links),
                cases=cases,
                of=known.of,
            )
