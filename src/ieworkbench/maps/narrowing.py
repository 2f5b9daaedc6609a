"""Part of a map: what is asked for, or what lies around one thing on it.

Narrowing gives a map again. If it is asked whose accounts, only those accounts stand on the new map,
and it is drawn as they tell it; the records themselves keep all of theirs.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from ieworkbench.errors import RecordWrong
from ieworkbench.maps.finding import find_nodes, nodes_meant
from ieworkbench.maps.records import ChainRecords, MapRecord, resting_on
from ieworkbench.maps.who_tells import who_tells
from ieworkbench.model import (
    Account,
    ActMode,
    Doer,
    EvidenceStatus,
    InformantLevel,
    Layer,
    RecordKind,
    SiteLevel,
)
from ieworkbench.model.vocabulary import Word
from ieworkbench.sentences import counted
from ieworkbench.study.names import as_list, check_known

if TYPE_CHECKING:
    from ieworkbench.maps.institutional_map import InstitutionalMap

__all__ = ["Asked", "around", "lanes_meant", "select"]

Names = str | Sequence[str]
AnyWord = TypeVar("AnyWord", bound=Word)
Data = dict[str, Any]
_UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Asked:
    """What part of a map is asked for; what is empty is not asked.

    Attributes
    ----------
    doer
        Whose acts: codes, roles or collectives in words; ``unknown`` for those whose doer nobody names.
    mode, layer
        Which sorts of acts, and how general.
    site, band, kind, nodes
        Where things lie, what kind they are, and which they are.
    informant, level, wave, status
        Whose accounts, from which level, of which wave, and how they know.
    """

    doer: tuple[str, ...] = ()
    site: tuple[str, ...] = ()
    band: tuple[SiteLevel, ...] = ()
    level: tuple[InformantLevel, ...] = ()
    informant: tuple[str, ...] = ()
    wave: tuple[int, ...] = ()
    mode: tuple[ActMode, ...] = ()
    kind: tuple[RecordKind, ...] = ()
    layer: tuple[Layer, ...] = ()
    status: tuple[EvidenceStatus, ...] = ()
    nodes: tuple[str, ...] | None = None

    @property
    def doings(self) -> bool:
        """Whether it is asked for certain acts."""
        return bool(self.doer or self.mode)

    @property
    def tellings(self) -> bool:
        """Whether it is asked for certain accounts."""
        return bool(self.level or self.informant or self.wave or self.status)

    def __str__(self) -> str:
        parts = [(name, getattr(self, name)) for name in self.__slots__ if name != "nodes"]
        words = [f"{name} {' or '.join(str(each) for each in value)}" for name, value in parts if value]
        return ", ".join([*words, *(["chosen nodes"] if self.nodes is not None else [])])

    # What the researcher types is read here, once.
    @classmethod
    def read(
        cls,
        m: InstitutionalMap,
        *,
        doer: Names | None = None,
        site: Names | None = None,
        band: Names | None = None,
        level: Names | None = None,
        informant: Names | None = None,
        wave: int | Iterable[int] | None = None,
        mode: Names | None = None,
        kind: Names | None = None,
        layer: Names | None = None,
        status: Names | None = None,
        nodes: Iterable[MapRecord | str] | None = None,
    ) -> Asked:
        """What a researcher asks for with these words.

        Raises
        ------
        RecordUnknown
            If the study has no such doer, site or informant.
        NotOnMap
            If one of ``nodes`` is not on the map.
        RecordWrong
            If a word is not on its list.
        """
        informants = as_list(informant or ())
        check_known("informant", informants, m.records.informant_by_id)
        return cls(
            doer=_doers(m.records, doer),
            site=lanes_meant(m, site),
            band=_words(SiteLevel, "band", band),
            level=_words(InformantLevel, "level", level),
            informant=informants,
            wave=() if wave is None else (wave,) if isinstance(wave, int) else tuple(wave),
            mode=_words(ActMode, "mode", mode),
            kind=_words(RecordKind, "kind", kind),
            layer=_words(Layer, "layer", layer),
            status=_words(EvidenceStatus, "evidence status", status),
            nodes=None if nodes is None else nodes_meant(m, nodes),
        )


def select(m: InstitutionalMap, asked: Asked) -> InstitutionalMap:
    """The part of a map that is asked for; see `InstitutionalMap.select`."""
    return _Narrowing(m, asked).map()


def around(m: InstitutionalMap, what: MapRecord | str, hops: int = 2) -> InstitutionalMap:
    """What lies around a thing on a map; see `InstitutionalMap.around`."""
    if not isinstance(hops, int) or hops < 0:
        raise RecordWrong("number of steps", str(hops), "give how many steps to go, 0 or more")
    centre = find_nodes(m, what)
    label = m.graph.nodes[centre[0]]["label"] if len(centre) == 1 or not isinstance(what, str) else what
    return m.only(_within(_beside(m), centre, hops), f"{counted(hops, 'step')} around “{label}”")


# ------------------------------------------------------------------------------- what lies around


def _beside(m: InstitutionalMap) -> dict[str, list[tuple[str, int]]]:
    """What each thing is joined to, and in how many steps: a copy is its text, and no step away from it."""
    beside: dict[str, list[tuple[str, int]]] = {node: [] for node in m.graph}
    for origin, target, _, data in _links(m):
        steps = 0 if data["record"] is None else 1
        beside[origin].append((target, steps))
        beside[target].append((origin, steps))
    return beside


def _within(beside: dict[str, list[tuple[str, int]]], centre: Iterable[str], hops: int) -> set[str]:
    found = dict.fromkeys(centre, 0)
    waiting = deque(found)
    while waiting:
        node = waiting.popleft()
        for other, steps in beside[node]:
            far = found[node] + steps
            if far <= hops and far < found.get(other, hops + 1):
                found[other] = far
                waiting.append(other)
    return set(found)


# -------------------------------------------------------------------------------- what is asked


class _Narrowing:
    """One narrowing of a map, with what of each thing fits."""

    def __init__(self, m: InstitutionalMap, asked: Asked) -> None:
        self._map = m
        self._asked = asked
        self._nodes = {node: data for node, data in m.graph.nodes(data=True) if self._here(node, data)}
        self._acts = {node for node, data in self._nodes.items() if data["kind"] == "act"}
        self._of_doing = {node for node in self._acts if self._done_so(self._nodes[node])}

    def map(self) -> InstitutionalMap:
        """The map that is asked for."""
        kept = self._kept()
        narrowed = self._map.only((node for node in self._map.graph if node in kept), str(self._asked))
        for origin, target, key, data in list(_links(narrowed)):
            if not self._may_stay(data):
                narrowed.graph.remove_edge(origin, target, key=key)
        if self._asked.tellings:
            self._as_told(narrowed)
        return narrowed

    def _kept(self) -> set[str]:
        asked = self._asked
        if not (asked.doings or asked.tellings or asked.layer):
            return set(self._nodes)
        kept = {node for node in self._of_doing if self._tells(self._nodes[node]["accounts"])}
        kept |= {end for origin, target, _, data in _links(self._map) for end in self._ends(origin, target, data)}
        if asked.tellings and not asked.doings:
            texts_told = (node for node, data in self._nodes.items() if data["kind"] != "act")
            kept |= {node for node in texts_told if self._tells(self._nodes[node]["accounts"])}
        texts = (self._nodes[node]["record"].text for node in list(kept) if self._nodes[node]["kind"] == "copy")
        return kept | {text for text in texts if text in self._nodes}

    def _ends(self, origin: str, target: str, data: Data) -> tuple[str, ...]:
        """Both ends of a link that fits; nothing otherwise."""
        ends = (origin, target)
        if data["record"] is None or not self._may_stay(data) or any(end not in self._nodes for end in ends):
            return ()
        doing = [end for end in ends if end in self._acts]
        fits = all(end in self._of_doing for end in doing) and (doing or not self._asked.doings)
        return ends if fits else ()

    def _may_stay(self, data: Data) -> bool:
        """Whether a link between two things that stay may stay itself."""
        if data["record"] is None:
            return True
        in_layer = not self._asked.layer or data["layer"] in self._asked.layer
        return in_layer and self._tells(data["accounts"])

    def _here(self, node: str, data: Data) -> bool:
        asked = self._asked
        return (
            (asked.nodes is None or node in asked.nodes)
            and (not asked.kind or data["kind"] in asked.kind)
            and (not asked.site or data["lane"] in asked.site)
            and (not asked.band or data["band"] in asked.band)
        )

    def _done_so(self, data: Data) -> bool:
        asked = self._asked
        return (
            (not asked.doer or _doer_name(data["record"].doer) in asked.doer)
            and (not asked.mode or data["record"].mode in asked.mode)
            and (not asked.layer or data["layer"] in asked.layer)
        )

    def _tells(self, accounts: Iterable[Account]) -> bool:
        return not self._asked.tellings or any(self._fits(account) for account in accounts)

    def _fits(self, account: Account) -> bool:
        asked, teller = self._asked, who_tells(self._map.records, account)
        return (
            (not asked.status or account.status in asked.status)
            and (not asked.wave or teller.wave in asked.wave)
            and (not asked.informant or not set(asked.informant).isdisjoint(teller.informants))
            and (not asked.level or not set(asked.level).isdisjoint(teller.levels))
        )

    def _as_told(self, narrowed: InstitutionalMap) -> None:
        """Leave on the map only the accounts that are asked for, and show what they say."""
        for node, data in narrowed.graph.nodes(data=True):
            accounts = tuple(each for each in data["accounts"] if self._fits(each))
            negative = bool(accounts) and all(each.polarity.negative for each in accounts)
            narrowed.graph.nodes[node].update(**resting_on(accounts), negative=negative and data["kind"] == "act")
        for _, _, _, data in _links(narrowed):
            data.update(resting_on(tuple(each for each in data["accounts"] if self._fits(each))))


def _links(m: InstitutionalMap) -> Iterator[tuple[str, str, str, Data]]:
    yield from m.graph.edges(keys=True, data=True)


# ------------------------------------------------------------------------------ reading the words


def _words(words: type[AnyWord], what: str, given: Names | None) -> tuple[AnyWord, ...]:
    return tuple(words.meant(what, each) for each in as_list(given or ()))


def _doer_name(doer: Doer) -> str:
    return doer.name if doer.known else _UNKNOWN


def _doers(records: ChainRecords, given: Names | None) -> tuple[str, ...]:
    wanted = as_list(given or ())
    check_known("doer", wanted, dict.fromkeys([*(_doer_name(act.doer) for act in records.acts), _UNKNOWN]))
    return wanted


def lanes_meant(m: InstitutionalMap, given: Names | None) -> tuple[str, ...]:
    """The ids of the lanes of these sites, which may be called by another of their names.

    Raises
    ------
    RecordUnknown
        If the study has no such site.
    """
    called = {alias: site.id for site in m.records.sites for alias in site.aliases}
    called.update({name: name for name in (*(lane.id for lane in m.lanes()), *m.records.site_by_id)})
    wanted = as_list(given or ())
    check_known("site", wanted, called)
    return tuple(dict.fromkeys(called[each] for each in wanted))
