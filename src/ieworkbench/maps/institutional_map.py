"""The institutional map: acts and texts, and how the ones lead to the others.

`build_map` reads the records of a study and makes a `networkx.MultiDiGraph` of them, which is open
to anything networkx can do. Links keep the direction in which they were recorded; `steps` follows
them the way things go on, which for some kinds is the other way (see `LinkKind`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import networkx as nx

from ieworkbench.maps import narrowing
from ieworkbench.maps.audience import WITHHELD, may_quote
from ieworkbench.maps.records import ChainRecords, MapRecord, resting_on
from ieworkbench.model import (
    Account,
    Act,
    Audience,
    Authority,
    DoerKind,
    InformantLevel,
    InstitutionalText,
    Layer,
    Link,
    LinkFamily,
    LinkKind,
    RecordKind,
    Resource,
    Side,
    Site,
    SiteLevel,
    TextCopy,
)
from ieworkbench.model.display import Shown
from ieworkbench.study.table import Table

if TYPE_CHECKING:
    from ieworkbench.maps.across_cases import AcrossCases
    from ieworkbench.maps.by_wave import ByWave
    from ieworkbench.maps.circuits import CircuitProposal
    from ieworkbench.maps.corroboration import Corroborated, EvidenceRow
    from ieworkbench.maps.counterparts import Pairs
    from ieworkbench.maps.gaps import Gap
    from ieworkbench.maps.overlay import Overlay
    from ieworkbench.maps.segments import Segment
    from ieworkbench.maps.text_work import TextWork
    from ieworkbench.maps.trace import Trace, Traced
    from ieworkbench.study import Study

__all__ = ["BANDS", "COPY_OF", "InstitutionalMap", "Lane", "Step", "build_map", "counted", "map_of"]

BANDS: tuple[SiteLevel, ...] = (
    SiteLevel.SUPRANATIONAL,
    SiteLevel.NATIONAL,
    SiteLevel.AGENCY,
    SiteLevel.FRONT_LINE,
    SiteLevel.UNKNOWN,
    SiteLevel.EVERYDAY,
)
"""The bands of a map from the top down: everyday life is at the bottom, where the inquiry begins."""

COPY_OF = "copy of"
"""The kind of the line between a copy and its text; it is drawn, and no record."""

_BAND_OF = {
    Authority.LAW: SiteLevel.NATIONAL,
    Authority.REGULATION: SiteLevel.NATIONAL,
    Authority.GUIDELINE: SiteLevel.NATIONAL,
    Authority.AGENCY_STANDARD: SiteLevel.AGENCY,
}


@dataclass(frozen=True, slots=True)
class Lane:
    """A strip of the map: a site, or what has no site inside a band.

    Attributes
    ----------
    id
        The site's id; the band's name in round brackets where no site is said.
    band
        The band it lies in.
    """

    id: str
    band: SiteLevel

    @property
    def site(self) -> str:
        """The site's id; empty where no site is said."""
        return "" if self.id.startswith("(") else self.id


@dataclass(frozen=True, slots=True)
class Step:
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


class InstitutionalMap(Shown):
    """Part of an institution's chains of action, and the records it is made of.

    Made by `build_map`; narrowing gives another map.

    Attributes
    ----------
    graph
        Nodes are the ids of acts, texts, copies and resources, with the attributes ``kind``,
        ``record``, ``label``, ``lane``, ``band``, ``layer``, ``accounts``, ``orphaned``,
        ``standpoint``, ``negative``, ``gap`` and ``inferred``. Edges go from a link's origin to its target with the
        link's id as key, and the attributes ``kind``, ``standard``, ``family``, ``backward``,
        ``record``, ``layer``, ``accounts``, ``orphaned``, ``derived``, ``gap`` and ``inferred``.
        ``orphaned`` says how many of the accounts have lost their words in a corrected text.
    records
        The study's records.
    case, layer, audience
        What was asked for; ``None`` for every case, and every layer.
    lane_order
        The lanes in the order the researcher gave; lanes that are not named keep their place.
    about
        What part of a larger map this is, in words; empty for the whole.
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

    def __repr__(self) -> str:
        of = ", ".join(each for each in (self.case or "", self.layer or "", self.about) if each)
        nodes, links = self.graph.number_of_nodes(), self.graph.number_of_edges()
        counts = f"{nodes} node{'s' * (nodes != 1)}, {links} link{'s' * (links != 1)}"
        return f"InstitutionalMap({of + ': ' if of else ''}{counts})"

    def __len__(self) -> int:
        return int(self.graph.number_of_nodes())

    @property
    def key(self) -> str:
        """What the map is called where its layout is kept: its case, its layer, and what part it is."""
        of = (f"case {self.case}" if self.case else "all cases", f"{self.layer} layer" if self.layer else "all layers")
        return ", ".join(each for each in (*of, self.about) if each)

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

    def told(self, node: str) -> str:
        """What a node is called in a list: an act with who does it, as in ``U1: asks what it means``."""
        record = self.record(node)
        whose = "folded" not in self.graph.nodes[node]
        return f"{record.doer}: {self.called(node)}" if isinstance(record, Act) and whose else self.called(node)

    def link(self, key: str) -> Link | None:
        """The link with this id; ``None`` for the line between a copy and its text."""
        return self._links_by_key().get(key)

    def steps(self) -> list[Step]:
        """Every link as it is followed, in the order in which the links were recorded."""
        return [
            Step(key, target, origin) if data["backward"] else Step(key, origin, target)
            for origin, target, key, data in self.edges()
        ]

    def edges(self) -> list[tuple[str, str, str, dict[str, Any]]]:
        """The graph's edges with their keys and attributes, in the order in which the links were recorded."""
        order = self.records.link_order
        return sorted(self.graph.edges(keys=True, data=True), key=lambda edge: order.get(edge[2], len(order)))

    def accounts(self) -> list[Account]:
        """Every account that something on the map rests on, each once."""
        found: dict[str | int, Account] = {}
        for data in (*self._node_data(), *self._edge_data()):
            for account in data["accounts"]:
                found.setdefault(account.id or hash(account), account)
        return list(found.values())

    def lanes(self) -> list[Lane]:
        """The lanes from the top down: band by band, and in the researcher's order inside each."""
        lanes = dict.fromkeys(Lane(data["lane"], data["band"]) for data in self._node_data())
        given = {name: place for place, name in enumerate(self.lane_order)}
        return sorted(
            lanes, key=lambda lane: (BANDS.index(lane.band), given.get(lane.id, -1), lane.site == "", lane.id)
        )

    def with_lane_order(self, order: Sequence[str]) -> InstitutionalMap:
        """The same map with its lanes in this order, from the top down, inside their bands.

        Lanes that are not named come first in their band, and sites that have no lane on this map
        change nothing. A site may be called by any of its names.

        Raises
        ------
        RecordUnknown
            If the study has no such site.
        """
        return self.like(self.graph, lane_order=narrowing.lanes_meant(self, order))

    def suggest_lane_order(self) -> tuple[str, ...]:
        """The lanes in an order in which lines are short and cross little, for `with_lane_order`.

        It is a suggestion, never applied unasked, and no lane leaves its band.

        Examples
        --------
        >>> from ieworkbench.maps.records import ChainRecords
        >>> map_of(ChainRecords()).suggest_lane_order()
        ()
        """
        from ieworkbench.maps.drawing.scene import suggested_lanes

        return suggested_lanes(self)

    def corroboration(self) -> Table[Corroborated]:
        """For each act and link who tells of it, from where, in which wave, and whether it was done.

        Accounts that disagree stand against each other; nothing is counted up into a score.
        """
        from ieworkbench.maps.corroboration import corroboration

        return corroboration(self)

    def evidence_table(self) -> Table[EvidenceRow]:
        """Each act and link by informant, status and wave, a row for each account, with its passage.

        Acts and links of which nobody tells have a row that says why they stand on the map.
        """
        from ieworkbench.maps.corroboration import evidence_table

        return evidence_table(self)

    # -------------------------------------------------------------------------- maps of its parts

    def like(
        self, graph: nx.MultiDiGraph[str], *, about: str = "", lane_order: tuple[str, ...] | None = None
    ) -> InstitutionalMap:
        """A map of ``graph`` that is otherwise like this one; ``about`` says in words what is new about it."""
        return InstitutionalMap(
            graph,
            self.records,
            case=self.case,
            layer=self.layer,
            audience=self.audience,
            lane_order=self.lane_order if lane_order is None else lane_order,
            about="; ".join(each for each in (self.about, about) if each),
        )

    def only(self, nodes: Iterable[str], about: str) -> InstitutionalMap:
        """The map of these nodes and what joins them, in the order of this map."""
        wanted = set(nodes)
        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        graph.add_nodes_from((node, data) for node, data in self.graph.nodes(data=True) if node in wanted)
        for origin, target, key, data in self.graph.edges(keys=True, data=True):
            if origin in wanted and target in wanted:
                graph.add_edge(origin, target, key=key, **data)
        return self.like(graph, about=about)

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

    # ------------------------------------------------------------------------ asking it questions

    def trace(self, what: Traced, *, hops: int | None = None) -> Trace:
        """Follow words, or a record, upstream and downstream; see `maps.trace.trace`."""
        from ieworkbench.maps.trace import trace

        return trace(self, what, hops=hops)

    def gaps(self, language: str = "en") -> Table[Gap]:
        """What nobody says yet, as questions in plain words; see `maps.gaps.find_gaps`."""
        from ieworkbench.maps.gaps import Gap, find_gaps

        return Table("gaps", find_gaps(self, language), Gap)

    def circuits(self, *, longest: int = 8) -> Table[CircuitProposal]:
        """Closed courses of acts and texts for the analyst to look at; see `maps.circuits.propose_circuits`."""
        from ieworkbench.maps.circuits import CircuitProposal, propose_circuits

        return Table("circuits", propose_circuits(self, longest=longest), CircuitProposal)

    def texts(self) -> Table[TextWork]:
        """What each text does: who makes it, who takes it up, what follows; see `maps.text_work.text_work`."""
        from ieworkbench.maps.text_work import TextWork, text_work

        return Table("texts", text_work(self), TextWork)

    def work_text_work(self) -> Table[Segment]:
        """Where one person's work makes a text that organises another's; see `maps.segments.find_segments`."""
        from ieworkbench.maps.segments import Segment, find_segments

        return Table("segments", find_segments(self), Segment)

    def select(
        self,
        *,
        doer: narrowing.Names | None = None,
        site: narrowing.Names | None = None,
        band: narrowing.Names | None = None,
        level: narrowing.Names | None = None,
        informant: narrowing.Names | None = None,
        wave: int | Iterable[int] | None = None,
        mode: narrowing.Names | None = None,
        kind: narrowing.Names | None = None,
        layer: narrowing.Names | None = None,
        status: narrowing.Names | None = None,
        nodes: Iterable[MapRecord | str] | None = None,
    ) -> InstitutionalMap:
        """The part of the map that fits all that is asked for; of each, one or several may be given.

        Acts come with the texts, copies and resources that they are joined to. Whoever asks for
        accounts (``informant``, ``level``, ``wave``, ``status``) gets the map as they tell it: only
        their accounts stand on it, an act that they deny is shown as not done, and what the analyst
        inferred is left out.

        Parameters
        ----------
        doer
            Whose acts: an informant's code, a role or collective in words; ``"unknown"`` for acts
            whose doer nobody names.
        site, band
            Where things lie: sites, or ``everyday``, ``front line``, ``agency``, ``national`` …
        level
            From where those speak whose accounts are wanted: ``entry``, ``second``, ``extra-local``.
        informant
            Whose accounts, by their codes.
        wave
            Of which wave.
        mode
            Which acts: ``do``, ``talk``, ``read``, ``write``, ``decide`` or ``wait``.
        kind
            Only ``act``, ``text``, ``copy`` or ``resource``.
        layer
            ``particular``, ``regular`` or ``prescribed``.
        status
            How accounts know: ``told done``, ``text records`` …
        nodes
            Exactly these acts, texts, copies and resources, or their ids.

        Raises
        ------
        RecordUnknown
            If the study has no such doer, site or informant.
        NotOnMap
            If one of ``nodes`` is not on the map.
        RecordWrong
            If a word is not on its list.
        """
        asked = narrowing.Asked.read(
            self,
            doer=doer,
            site=site,
            band=band,
            level=level,
            informant=informant,
            wave=wave,
            mode=mode,
            kind=kind,
            layer=layer,
            status=status,
            nodes=nodes,
        )
        return narrowing.select(self, asked)

    def around(self, what: MapRecord | str, hops: int = 2) -> InstitutionalMap:
        """What lies at most so many steps from a thing on the map, whichever way the steps go.

        Parameters
        ----------
        what
            An act, text, copy or resource; its id; or words: whatever is called so, and if nothing
            is, whatever is told of in these words.
        hops
            How many steps, from act to text, text to act and so on. A copy is no step away from its
            text.

        Raises
        ------
        NotOnMap
            If nothing on the map is meant.
        """
        return narrowing.around(self, what, hops)

    def collapse(self, site: narrowing.Names) -> InstitutionalMap:
        """The map with all acts of a site as one node that lists them; texts stay as they are.

        The node has the ids of the acts as ``folded``, the acts in words as ``listed``, and the ids
        of the links among them as ``inside``. It rests on the accounts of all of these. Acts of
        different layers are not put together.

        Parameters
        ----------
        site
            The site, or several, each of which becomes one.

        Raises
        ------
        RecordUnknown
            If the study has no such site.
        """
        from ieworkbench.maps.folding import collapse

        return collapse(self, site)

    def stacked(self) -> InstitutionalMap:
        """The map with texts that nobody tells apart as one stack: ``7 written decisions``.

        These are texts of one genre and case, in one lane, that are joined in the same way to the
        same things. A stack has the ids of its texts as ``folded`` and their labels as ``listed``.
        Texts that are held as sources are not put together with texts that are only spoken of.
        """
        from ieworkbench.maps.folding import stacked

        return stacked(self)

    def across_cases(self) -> AcrossCases:
        """What regularly happens, with the particular acts and cases in which it is seen.

        Only what was generalised stands on the map, with its ``particulars`` and ``cases``. The map's
        ``regular`` says of each act and link in how many of how many cases it is seen, in which, and
        who tells; its ``candidates`` list acts and links that are alike in several cases and that
        nobody has generalised.

        Raises
        ------
        RecordWrong
            If acts of the map are folded.
        """
        from ieworkbench.maps.across_cases import across_cases

        return across_cases(self)

    def overlay(self, prescribed: InstitutionalMap | None = None, *, pairs: Pairs = ()) -> Overlay:
        """What is told beside what is prescribed, as a map on which every node and link is marked.

        The attribute ``seen`` is ``told``, ``prescribed`` or ``both``; the map's ``differences`` list
        where the two part. What is only told as instructed counts as prescribed.

        Parameters
        ----------
        prescribed
            What is prescribed, as a map; what this study's records prescribe if not given.
        pairs
            Pairs of a told act and the prescribed act that it is, where neither the same words nor
            a link says so. For a prescribed act in a pair, nothing else counts.

        Raises
        ------
        NotOnMap
            If an act of a pair is not on its map.
        RecordWrong
            If acts of the map are folded.
        """
        from ieworkbench.maps.overlay import overlay

        return overlay(self, prescribed, pairs)

    def by_wave(self, *, pairs: Pairs = ()) -> ByWave:
        """What is told in which wave, and what became of what was promised or prescribed.

        Every node and link is marked with its ``waves``. The map's ``table`` has each account by
        wave; ``followed`` what was promised in one wave or is prescribed, and whether it is told as
        done, as not done, both, or not mentioned since.

        Parameters
        ----------
        pairs
            Pairs of a told act and the prescribed act that it is, as for `overlay`.

        Raises
        ------
        NotOnMap
            If an act of a pair is not on its map.
        RecordWrong
            If acts of the map are folded.
        """
        from ieworkbench.maps.by_wave import by_wave

        return by_wave(self, pairs)

    # ------------------------------------------------------------------------------ the insides

    def _node_data(self) -> Iterator[dict[str, Any]]:
        return (data for _, data in self.graph.nodes(data=True))

    def _edge_data(self) -> Iterator[dict[str, Any]]:
        return (data for _, _, data in self.graph.edges(data=True))

    def _links_by_key(self) -> dict[str, Link | None]:
        return {key: data["record"] for _, _, key, data in self.graph.edges(keys=True, data=True)}


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
    lanes = _Lanes(records)
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


class _Lanes:
    """In which lane each thing lies: at its site, or where what makes or takes it up lies."""

    def __init__(self, records: ChainRecords) -> None:
        self._records = records
        self._makers: dict[str, str] = {}
        makers = sorted(records.links, key=lambda link: records.standard(link.kind).family is not LinkFamily.PRODUCES)
        for link in makers:
            if link.origin.kind is RecordKind.ACT and link.target.kind is not RecordKind.ACT:
                self._makers.setdefault(link.target.id, link.origin.id)
            elif link.target.kind is RecordKind.ACT and link.origin.kind is not RecordKind.ACT:
                self._makers.setdefault(link.origin.id, link.target.id)
        for link in records.links:
            if link.target.kind is RecordKind.RESOURCE:
                self._makers.setdefault(link.target.id, link.origin.id)

    def of(self, record: MapRecord) -> Lane:
        """The lane of a record."""
        if record.site:
            return self._at(record.site)
        if isinstance(record, InstitutionalText) and record.authority in _BAND_OF:
            return _nowhere(_BAND_OF[record.authority])
        if isinstance(record, Act):
            return self._of_doer(record)
        if isinstance(record, InstitutionalText) and record.among and record.id not in self._makers:
            first = self._records.by_id.get(record.among[0])
            if first is not None and first.id != record.id:
                return self.of(first)
        maker = self._records.by_id.get(self._makers.get(record.id, ""))
        known = isinstance(maker, Act) or (isinstance(record, Resource) and isinstance(maker, InstitutionalText))
        return self.of(maker) if maker is not None and known else _nowhere(SiteLevel.UNKNOWN)

    def _of_doer(self, act: Act) -> Lane:
        informant = self._records.informant_by_id.get(act.doer.name) if act.doer.kind is DoerKind.INFORMANT else None
        if informant is None:
            return _nowhere(SiteLevel.UNKNOWN)
        if informant.site:
            return self._at(informant.site)
        return _nowhere(SiteLevel.EVERYDAY if informant.level is InformantLevel.ENTRY else SiteLevel.UNKNOWN)

    def _at(self, site: str) -> Lane:
        return Lane(site, self._records.site_by_id.get(site, Site(site)).level)


def _nowhere(band: SiteLevel) -> Lane:
    return Lane(f"({band.value})", band)


_KINDS: dict[type, RecordKind] = {
    Act: RecordKind.ACT,
    InstitutionalText: RecordKind.TEXT,
    TextCopy: RecordKind.COPY,
    Resource: RecordKind.RESOURCE,
}


def _node(records: ChainRecords, lanes: _Lanes, record: MapRecord) -> dict[str, Any]:
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
        return counted(record, records.by_id.get)
    return record.name


def counted(text: InstitutionalText, find: Callable[[str], MapRecord | None]) -> str:
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
