"""The institutional map: acts and texts, how the ones lead to the others, and what can be asked of it.

What a map is asked is worked out in files of their own, which are read when something is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import networkx as nx

from ieworkbench.maps import narrowing
from ieworkbench.maps.map_graph import MapGraph
from ieworkbench.maps.records import MapRecord
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

__all__ = ["InstitutionalMap"]


class InstitutionalMap(MapGraph):
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
        >>> from ieworkbench.maps.building import map_of
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
        asked = self.asked_with(about) | ({} if lane_order is None else {"lane_order": lane_order})
        return InstitutionalMap(graph, self.records, **asked)

    def only(self, nodes: Iterable[str], about: str) -> InstitutionalMap:
        """The map of these nodes and what joins them, in the order of this map."""
        wanted = set(nodes)
        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        graph.add_nodes_from((node, data) for node, data in self.graph.nodes(data=True) if node in wanted)
        for origin, target, key, data in self.graph.edges(keys=True, data=True):
            if origin in wanted and target in wanted:
                graph.add_edge(origin, target, key=key, **data)
        return self.like(graph, about=about)

    # ------------------------------------------------------------------------ asking it questions

    def trace(self, what: Traced, *, hops: int | None = None) -> Trace:
        """What leads to something and what follows from it, both ways, through acts and texts.

        Parameters
        ----------
        what
            Words, as they stand in what people do, in a title, or in what was said; or an act, a
            text, a link, a passage.
        hops
            At most this many steps each way; to the ends if not given.

        Raises
        ------
        NotOnMap
            If a record is given that is not on the map, or words that nothing on it says.
        """
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
