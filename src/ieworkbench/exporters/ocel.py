"""OCEL 2.0: the dated acts of a map as a log of events, with everything they touch as objects.

The form demands a time of every event, and no date is made up here: an act without a date is left
out and named in the report. With ``order="declared"`` every act is an event, at a made-up time that
says of itself that only the order of the map is meant.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from ieworkbench.errors import RecordWrong
from ieworkbench.exporters.graphml import scene_of
from ieworkbench.exporters.quoting import Quoting
from ieworkbench.exporters.report import Drawn, MapFormat, Written
from ieworkbench.exporters.written import as_bytes, as_json
from ieworkbench.maps.drawing.text_size import one_line
from ieworkbench.model import Act, Doer, InstitutionalText, Layer
from ieworkbench.sentences import counted, listed

if TYPE_CHECKING:
    from ieworkbench.maps.institutional_map import InstitutionalMap

__all__ = ["FORMAT", "ocel_of"]

Tree = dict[str, Any]

_ORDERS = ("dates", "declared")
_START = dt.datetime(1970, 1, 1)  # noqa: DTZ001 - written with a Z
_EVENT = ("doing", "doer", "when", "earliest", "latest", "time is", "layer", "accounts", "words")
_OBJECT = ("title", "genre", "authority")


def ocel_of(m: InstitutionalMap, how: Written) -> tuple[Tree, tuple[str, ...]]:
    """A map as the tree of an OCEL 2.0 file, and what was left out of it.

    Raises
    ------
    RecordWrong
        If ``order`` is neither ``dates`` nor ``declared``.
    """
    if how.order not in _ORDERS:
        raise RecordWrong("order", how.order[:40], f"choose one of: {', '.join(_ORDERS)}")
    log = _Log(m, Quoting(m, how.quotes), how.order == "declared")
    return log.tree(how), log.left_out()


class _Log:
    def __init__(self, m: InstitutionalMap, quoting: Quoting, declared: bool) -> None:
        self.m = m
        self.quoting = quoting
        self.declared = declared
        self.objects: dict[str, Tree] = {}
        self.undated: list[str] = []
        self.not_done: list[str] = []
        self.between_acts = 0

    def tree(self, how: Written) -> Tree:
        """The whole log; events in the order of their times."""
        for node, data in self.m.graph.nodes(data=True):
            if data["kind"] != "act":
                self.put(node, data["kind"], _attributes(data))
        events = [self.event(node, number) for number, node in enumerate(self.acts(how))]
        self.links({each["id"]: each for each in events})
        events.sort(key=lambda event: str(event["time"]))
        kinds, sorts = (sorted({each["type"] for each in every}) for every in (events, self.objects.values()))
        return {
            "objectTypes": [{"name": sort, "attributes": _typed(_OBJECT)} for sort in sorts],
            "eventTypes": [{"name": kind, "attributes": _typed(_EVENT)} for kind in kinds],
            "objects": list(self.objects.values()),
            "events": events,
        }

    def left_out(self) -> tuple[str, ...]:
        """What is no event, by name."""
        found = []
        if self.undated:
            acts = counted(len(self.undated), "act")
            found.append(
                f"Not in the log, since nobody says when: {acts} ({listed(self.undated)}); order='declared' takes them in."
            )
        if self.not_done:
            found.append(f"Not in the log, since they were not done or are only prescribed: {listed(self.not_done)}.")
        if self.between_acts:
            found.append(f"{self.between_acts} links between two acts, which the form cannot say but by time.")
        if self.declared:
            found.append("Every time in this log is made up: only the order of the map is meant by it.")
        return (*found, *self.quoting.sentences())

    def acts(self, how: Written) -> list[str]:
        """The acts that are events, in the order of the map if that is to be declared."""
        found = []
        for node, data in self.m.graph.nodes(data=True):
            act = data["record"]
            if not isinstance(act, Act):
                continue
            if data["negative"] or data["layer"] is Layer.PRESCRIBED:
                self.not_done.append(one_line(act.doing)[:60])
            elif self.declared or (act.when is not None and act.when.earliest is not None):
                found.append(node)
            else:
                self.undated.append(one_line(act.doing)[:60])
        if self.declared:
            places = {each.id: (each.box.x, each.box.y) for each in scene_of(self.m, how).nodes}
            found.sort(key=lambda node: places.get(node, (0.0, 0.0)))
        return found

    def event(self, node: str, number: int) -> Tree:
        """An act as an event, with who and where as objects."""
        data = self.m.graph.nodes[node]
        act: Act = data["record"]
        when = act.when
        if self.declared or when is None or when.earliest is None:
            time, means = _START + dt.timedelta(days=number), "made up: only the order is meant"
        else:
            time, means = dt.datetime.combine(when.earliest, dt.time()), "the first day that the words can mean"
        told = {
            "doing": act.doing,
            "doer": str(act.doer),
            "when": "" if when is None else when.said,
            "earliest": "" if when is None or when.earliest is None else when.earliest.isoformat(),
            "latest": "" if when is None or when.latest is None else when.latest.isoformat(),
            "time is": means,
            "layer": data["layer"].value,
            "accounts": str(len(data["accounts"])),
            "words": "\n".join(words for each in data["accounts"] if (words := self.quoting(each))),
        }
        made: Tree = {"id": node, "type": act.mode.value, "time": f"{time.isoformat()}Z"}
        made["attributes"] = [{"name": name, "value": value} for name, value in told.items()]
        parts = [(act.doer, "doer"), *((each, "with") for each in act.with_whom)]
        parts += [(each, "participant") for each in act.participants] + [(act.initiative, "initiative")]
        made["relationships"] = [_to(self.doer(doer), role) for doer, role in parts if doer.known]
        for sort, name in (("site", act.site), ("case", act.case)):
            if name:
                made["relationships"].append(_to(self.put(f"{sort}:{name}", sort, {"title": name}), f"at {sort}"))
        return made

    def doer(self, doer: Doer) -> str:
        """The object that a doer is."""
        return self.put(f"{doer.kind.value}:{doer.name}", doer.kind.value, {"title": doer.name})

    def put(self, name: str, sort: str, told: dict[str, str]) -> str:
        """An object, written once; its name."""
        since = f"{_START.isoformat()}Z"
        attributes = [{"name": key, "time": since, "value": value} for key, value in told.items() if value]
        self.objects.setdefault(name, {"id": name, "type": sort, "attributes": attributes, "relationships": []})
        return name

    def links(self, events: dict[str, Tree]) -> None:
        """Links as relations from events, and from objects, to objects; their kind is the qualifier."""
        for origin, target, data in self.m.graph.edges(data=True):
            ends = [self.m.graph.nodes[each]["kind"] == "act" for each in (origin, target)]
            if all(ends):
                self.between_acts += 1
            elif not any(ends):
                self.objects[origin]["relationships"].append(_to(target, data["kind"]))
            else:
                act, other = (origin, target) if ends[0] else (target, origin)
                if act in events:
                    events[act]["relationships"].append(_to(other, data["kind"]))


def _attributes(data: Tree) -> dict[str, str]:
    record = data["record"]
    found = {"title": str(data["label"])}
    if isinstance(record, InstitutionalText):
        found |= {"genre": record.genre, "authority": record.authority.value}
    return found


def _to(name: str, qualifier: str) -> Tree:
    return {"objectId": name, "qualifier": qualifier}


def _typed(names: tuple[str, ...]) -> list[Tree]:
    return [{"name": name, "type": "string"} for name in names]


def _write(m: InstitutionalMap, how: Written) -> Drawn:
    tree, left = ocel_of(m, how)
    return Drawn(as_bytes(as_json(tree)), left)


FORMAT = MapFormat(
    name="ocel",
    title="OCEL 2.0 in JSON: dated acts as events, for process mining",
    suffixes=(".ocel.json", ".jsonocel"),
    write=_write,
    cannot=(
        "A log of events has only what was done, at a time: no acts without dates, gaps, disjunctures or circuits.",
        "Of a date said in words, a log takes the first day it can mean; the words stand beside it.",
    ),
)
