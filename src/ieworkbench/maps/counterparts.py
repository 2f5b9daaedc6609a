"""Which told acts are what is prescribed: by their words, by a link, or because the analyst says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from ieworkbench.maps.finding import nodes_meant
from ieworkbench.maps.folding import check_acts_apart
from ieworkbench.model import Act, Layer, LinkKind, fold

if TYPE_CHECKING:
    from ieworkbench.maps.institutional_map import InstitutionalMap

__all__ = ["Pairs", "counterparts", "is_prescribed"]

Pairs = Iterable[tuple[Act | str, Act | str]]
"""Pairs of a told act and the prescribed act that it is, or their ids."""


def is_prescribed(act: Act) -> bool:
    """Whether an act is only known as something that is supposed to be done."""
    instructed = bool(act.accounts) and all(each.status.instructs for each in act.accounts)
    return act.layer is Layer.PRESCRIBED or (act.layer is not Layer.REGULAR and instructed)


def counterparts(told: InstitutionalMap, prescribed: InstitutionalMap, pairs: Pairs = ()) -> dict[str, tuple[str, ...]]:
    """For each prescribed act, the told acts that it is: none, one or several, in the order of the map.

    An act is the same if it is done in the same words (case and accents do not matter), if a link
    says that it was done because of the prescribed one, if the prescribed one lists it among its
    particulars, or if the analyst gives the two as a pair. Where there are pairs of a prescribed act,
    only they count.

    Parameters
    ----------
    told, prescribed
        The two maps.
    pairs
        Pairs of a told act and a prescribed act.

    Raises
    ------
    NotOnMap
        If an act of a pair is not on its map.
    RecordWrong
        If acts are folded.
    """
    check_acts_apart(told)
    check_acts_apart(prescribed)
    acts = {node: data["record"] for node, data in told.graph.nodes(data=True) if data["kind"] == "act"}
    told_acts = {node: act for node, act in acts.items() if not is_prescribed(act)}
    given = _given(told, prescribed, pairs)
    linked = _linked(told) | _linked(prescribed)
    called = defaultdict(list)
    for node, act in told_acts.items():
        called[_in_words(act)].append(node)
    found: dict[str, tuple[str, ...]] = {}
    for node, data in prescribed.graph.nodes(data=True):
        if data["kind"] != "act":
            continue
        due: Act = data["record"]
        alike = {*called[_in_words(due)], *due.particulars, *(one for one, other in linked if other == node)}
        same = given.get(node, alike)
        found[node] = tuple(each for each in told_acts if each in same and each != node)
    return found


def _in_words(act: Act) -> str:
    return " ".join(fold(act.doing).split())


def _given(told: InstitutionalMap, prescribed: InstitutionalMap, pairs: Pairs) -> dict[str, set[str]]:
    given: dict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        (done,), (due,) = nodes_meant(told, [one]), nodes_meant(prescribed, [other])
        given[due].add(done)
    return given


def _linked(m: InstitutionalMap) -> set[tuple[str, str]]:
    """Pairs of acts of which the one is done because of the other, as a link of any layer says."""
    return {
        (link.origin.id, link.target.id)
        for link in m.records.links
        if m.records.standard(link.kind) is LinkKind.BECAUSE_OF
    }
