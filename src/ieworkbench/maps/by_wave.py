"""What is told in which wave, and what became of what was promised or prescribed.

A wave is a round of interviews. What nobody mentions again is said to be not mentioned, which is not
the same as not done; and where nobody was asked again, that is said instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import networkx as nx

from ieworkbench.maps.corroboration import Telling, in_words, tellings
from ieworkbench.maps.counterparts import Pairs, counterparts, is_prescribed
from ieworkbench.maps.folding import each_once
from ieworkbench.maps.institutional_map import InstitutionalMap
from ieworkbench.maps.overlay import prescribed_of
from ieworkbench.model import Account, Act, EvidenceStatus, Layer, Polarity
from ieworkbench.model.display import Brief
from ieworkbench.model.vocabulary import Word
from ieworkbench.study.table import Table

if TYPE_CHECKING:
    from ieworkbench.maps.records import ChainRecords

__all__ = ["ByWave", "Followed", "InWave", "WhatBecame", "by_wave"]

Data = dict[str, Any]


class WhatBecame(Word):
    """What later waves tell of something that was promised or prescribed."""

    DONE = "told as done", "fortalt som gjort", "fortald som gjort", "Those who tell of it say that it was done."
    NOT_DONE = (
        "told as not done",
        "fortalt som ikke gjort",
        "fortald som ikkje gjort",
        "Those who tell of it say that it was not done.",
    )
    DISPUTED = (
        "told as done and as not done",
        "fortalt både som gjort og ikke gjort",
        "fortald både som gjort og ikkje gjort",
        "Those who tell of it disagree.",
    )
    TRIED = (
        "told as tried",
        "fortalt som forsøkt",
        "fortald som forsøkt",
        "Somebody tried; nobody says that it was done.",
    )
    NOT_MENTIONED = (
        "not mentioned",
        "ikke nevnt",
        "ikkje nemnd",
        "There was a later wave, and nobody mentions it there.",
    )
    NOBODY_ASKED = (
        "no later wave",
        "ingen senere runde",
        "ingen seinare runde",
        "Nobody of this case has been asked again yet.",
    )


@dataclass(frozen=True, slots=True, repr=False)
class InWave(Brief):
    """One account of an act or a link, by wave.

    Attributes
    ----------
    wave
        In which wave it is told; ``None`` for sources of none, such as texts.
    id, kind, label
        Of the act, text, copy or link.
    teller
        Who tells: an informant's code, or the source of a text.
    status, polarity
        How they know it, and whether it was done.
    quote
        The words, as far as the map's audience may read them.
    account
        The account's id.
    """

    wave: int | None
    id: str
    kind: str
    label: str
    teller: str
    status: EvidenceStatus
    polarity: Polarity
    quote: str = field(repr=False)
    account: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Followed(Brief):
    """Something that was promised or prescribed, and what is told of it since.

    Attributes
    ----------
    id, label
        Of the act that was to be done.
    wave
        In which wave it was promised; ``None`` where a text prescribes it.
    by
        Who tells that it was to be done.
    became
        What is told of it in the same wave or later.
    until
        The latest wave that was looked at; ``None`` if there is none.
    told_in
        The waves in which it is told whether it was done.
    tellers
        Who tells so.
    acts
        The ids of the acts that it is told as.
    promise, since
        The accounts of what was to be done, and those of what became of it.
    """

    id: str
    label: str
    wave: int | None
    by: tuple[str, ...]
    became: WhatBecame
    until: int | None = None
    told_in: tuple[int, ...] = ()
    tellers: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    promise: tuple[Telling, ...] = field(default=(), repr=False)
    since: tuple[Telling, ...] = field(default=(), repr=False)

    def __str__(self) -> str:
        when = "prescribed" if self.wave is None else f"promised in wave {self.wave}"
        by = "" if self.until is None or self.became is WhatBecame.NOBODY_ASKED else f" by wave {self.until}"
        who = f" ({', '.join(map(str, self.since))})" if self.since else ""
        return f"{self.label}: {when}, {self.became.value}{by}{who}"


class ByWave(InstitutionalMap):
    """A map on which every node and link is marked with the waves in which it is told (``waves``).

    Attributes
    ----------
    table
        Every account, by wave; what belongs to no wave comes last.
    followed
        What was promised or prescribed, and what is told of it since.
    """

    def __init__(
        self, graph: nx.MultiDiGraph[str], of: InstitutionalMap, table: Table[InWave], followed: Table[Followed]
    ) -> None:
        super().__init__(graph, of.records, **of.asked_with("by wave"))
        self.table = table
        self.followed = followed


def by_wave(m: InstitutionalMap, pairs: Pairs = ()) -> ByWave:
    """What is told in which wave; see `InstitutionalMap.by_wave`."""
    graph = m.only(m.graph, "").graph
    rows: list[InWave] = []
    for node, data in graph.nodes(data=True):
        rows += _marked(m, data, node, data["kind"], data["label"])
    for origin, target, key, data in graph.edges(keys=True, data=True):
        label = in_words(m, origin, target, data["kind"]) if data["accounts"] else ""
        rows += _marked(m, data, key, "link", label)
    rows.sort(key=lambda row: (row.wave is None, row.wave or 0))
    return ByWave(graph, m, Table("accounts by wave", rows, InWave), Table("promises", _followed(m, pairs), Followed))


def _marked(m: InstitutionalMap, data: Data, name: str, kind: str, label: str) -> list[InWave]:
    """The rows of one node or link, which is marked with its waves on the way."""
    told = tellings(m, data["accounts"])
    data["waves"] = tuple(sorted({each.teller.wave for each in told if each.teller.wave is not None}))
    return [
        InWave(
            each.teller.wave,
            name,
            kind,
            label,
            each.teller.name,
            each.account.status,
            each.account.polarity,
            each.words,
            each.account.id,
        )
        for each in told
    ]


# ------------------------------------------------------------------------------- what became of it


def _followed(m: InstitutionalMap, pairs: Pairs) -> Iterator[Followed]:
    """Every act with a promise, then what is prescribed, in the order of the map."""
    due = prescribed_of(m)
    same = counterparts(m, due, pairs)
    waves = _Waves(m.records)
    for node, data in m.graph.nodes(data=True):
        promises = [each for each in data["accounts"] if each.status.instructs] if data["kind"] == "act" else []
        if promises and data["layer"] is not Layer.PRESCRIBED:
            others = same.get(node, ()) if is_prescribed(data["record"]) else ()
            yield _follow(m, waves, node, data, promises, others)
    for node, dones in same.items():
        data = due.graph.nodes[node]
        if data["layer"] is Layer.PRESCRIBED:
            yield _follow(m, waves, node, data, list(data["accounts"]), dones)


def _follow(
    m: InstitutionalMap, waves: _Waves, node: str, data: Data, promises: list[Account], others: tuple[str, ...]
) -> Followed:
    promise = tellings(m, tuple(promises))
    known = [each.teller.wave for each in promise if each.teller.wave is not None]
    first = min(known) if known else None
    told = each_once([*data["accounts"], *(a for other in others for a in m.graph.nodes[other]["accounts"])])
    since = tuple(each for each in tellings(m, told) if _is_news(each, first))
    act: Act = data["record"]
    latest = waves.latest(act.case or m.case)
    return Followed(
        id=node,
        label=data["label"],
        wave=first,
        by=tuple(dict.fromkeys(each.teller.name for each in promise)),
        became=_what_became(since, first, latest),
        until=latest,
        told_in=tuple(sorted({each.teller.wave for each in since if each.teller.wave is not None})),
        tellers=tuple(dict.fromkeys(each.teller.name for each in since)),
        acts=others,
        promise=promise,
        since=since,
    )


def _is_news(told: Telling, first: int | None) -> bool:
    """Whether an account tells what became of a promise: it is no promise itself, and not from an earlier wave."""
    wave = told.teller.wave
    return told.says in {"done", "not done"} and (wave is None or first is None or wave >= first)


def _what_became(since: Iterable[Telling], first: int | None, latest: int | None) -> WhatBecame:
    told = tuple(since)
    said = {each.says for each in told}
    if "done" in said and all(each.account.polarity is Polarity.ATTEMPTED for each in told if each.says == "done"):
        return WhatBecame.TRIED
    if len(said) == 2:
        return WhatBecame.DISPUTED
    if said:
        return WhatBecame.DONE if said == {"done"} else WhatBecame.NOT_DONE
    asked_again = latest is not None and (first is None or latest > first)
    return WhatBecame.NOT_MENTIONED if asked_again else WhatBecame.NOBODY_ASKED


class _Waves:
    """Up to which wave the people of each case have been asked."""

    def __init__(self, records: ChainRecords) -> None:
        self._of_case: dict[str, int] = {}
        self._latest: int | None = None
        for source in records.sources:
            if source.wave is None:
                continue
            self._latest = max(source.wave, self._latest or source.wave)
            for case in source.cases:
                self._of_case[case] = max(source.wave, self._of_case.get(case, source.wave))

    def latest(self, case: str | None) -> int | None:
        """The latest wave with a source of this case; of any case if none is given."""
        return self._latest if case is None else self._of_case.get(case)
