"""Where what is told and what is prescribed part: a list in words, which the analyst judges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from ieworkbench.maps.corroboration import Telling, in_words, tellings
from ieworkbench.maps.folding import each_once
from ieworkbench.maps.laid_over import DENIED, Edge, LaidOver
from ieworkbench.model import Account, Doer, DoerKind, LinkFamily
from ieworkbench.model.display import Brief
from ieworkbench.model.vocabulary import Word

__all__ = ["Difference", "Differing", "differences"]

Data = dict[str, Any]


class Differing(Word):
    """In what a telling and a prescription differ."""

    NOWHERE_PRESCRIBED = (
        "done though nowhere prescribed",
        "gjort uten at det er foreskrevet",
        "gjort utan at det er føreskrive",
        "Somebody tells that it is done, and nothing prescribes it.",
    )
    NOBODY_TELLS = (
        "prescribed and nobody tells of it",
        "foreskrevet, og ingen forteller om det",
        "føreskrive, og ingen fortel om det",
        "A text or an instruction demands it, and no account says whether it was done.",
    )
    NOT_DONE = (
        "prescribed, and told as not done",
        "foreskrevet, og fortalt som ikke gjort",
        "føreskrive, og fortalt som ikkje gjort",
        "Everybody who tells of it says that it was not done.",
    )
    DISPUTED = (
        "prescribed, and told as done and as not done",
        "foreskrevet, og fortalt både som gjort og ikke gjort",
        "føreskrive, og fortalt både som gjort og ikkje gjort",
        "Those who tell of it disagree.",
    )
    BY_ANOTHER = (
        "done by another than prescribed",
        "gjort av en annen enn foreskrevet",
        "gjort av ein annan enn føreskrive",
        "It is prescribed for one, and told of another.",
    )
    OMITTED = (
        "told as not done, and nowhere prescribed",
        "fortalt som ikke gjort, og ikke foreskrevet",
        "fortalt som ikkje gjort, og ikkje føreskrive",
        "Somebody expected it, and nothing prescribes it.",
    )


@dataclass(frozen=True, slots=True, repr=False)
class Difference(Brief):
    """One way in which what is told and what is prescribed differ.

    Attributes
    ----------
    differing
        In what they differ.
    kind
        ``act`` or ``link``.
    label
        The act or link in words.
    told, prescribed
        The ids of what is told, and of what is prescribed; empty where there is none.
    tellers
        Who tells of it.
    note
        What more there is to know: for whom it is prescribed, and of whom it is told.
    accounts
        The accounts of what is told; of what nobody tells, those of the prescription.
    """

    differing: Differing
    kind: str
    label: str
    told: tuple[str, ...] = ()
    prescribed: tuple[str, ...] = ()
    tellers: tuple[str, ...] = ()
    note: str = ""
    accounts: tuple[Telling, ...] = field(default=(), repr=False)

    def __str__(self) -> str:
        return f"{self.label}: {self.differing.value}" + (f" ({self.note})" if self.note else "")


def differences(laid: LaidOver) -> Iterator[Difference]:
    """Every difference: acts first, then links between things that are both told and prescribed."""
    for node, data in laid.told.graph.nodes(data=True):
        if data["kind"] == "act" and node not in laid.same:
            yield from _of_told_act(laid, node, data)
    for node, data in laid.due.graph.nodes(data=True):
        if node in laid.same and not laid.same[node]:
            yield _difference(laid, Differing.NOBODY_TELLS, data["label"], (), (node,), data["accounts"])
    for edge in filter(partial(_comparable, laid), laid.due_links.values()):
        yield from _of_due_link(laid, edge)
    for edge in filter(partial(_comparable, laid), laid.told_links.values()):
        yield from _of_told_link(laid, edge)


def _comparable(laid: LaidOver, edge: Edge) -> bool:
    """Whether a link can be told and prescribed: one of a kind that frames acts is how they are prescribed."""
    frames = edge.data["family"] is LinkFamily.GOVERNS
    return edge.recorded and not frames and laid.on_both(edge.origin) and laid.on_both(edge.target)


def _of_told_act(laid: LaidOver, node: str, data: Data) -> Iterator[Difference]:
    told = _not_instructed(data["accounts"])
    if node in laid.due_of:
        for due in laid.due_of[node]:
            yield from _of_both(laid, node, due, told)
    elif told:
        what = Differing.OMITTED if _negative(told) == {True} else Differing.NOWHERE_PRESCRIBED
        yield _difference(laid, what, data["label"], (node,), (), told)


def _of_both(laid: LaidOver, done: str, due: str, told: tuple[Account, ...]) -> Iterator[Difference]:
    """What is told of a prescribed act."""
    act, prescribed = laid.told.graph.nodes[done]["record"], laid.due.graph.nodes[due]["record"]
    label, ids = laid.told.graph.nodes[done]["label"], ((done,), (due,))
    denied = _negative(told)
    if not told:
        note = "the analyst holds that it was done" if act.inferred else ""
        yield _difference(laid, Differing.NOBODY_TELLS, label, *ids, prescribed.accounts, note)
    elif True in denied:
        what = Differing.DISPUTED if False in denied else Differing.NOT_DONE
        yield _difference(laid, what, label, *ids, told)
    if False in denied and _another(laid, prescribed.doer, act.doer):
        note = f"prescribed for {prescribed.doer}, told of {act.doer}"
        yield _difference(laid, Differing.BY_ANOTHER, label, *ids, told, note)


def _another(laid: LaidOver, due: Doer, done: Doer) -> bool:
    if not due.known or not done.known or due == done:
        return False
    informant = laid.told.records.informant_by_id.get(done.name) if done.kind is DoerKind.INFORMANT else None
    return due.name not in {done.name, informant.role if informant else ""}


def _of_due_link(laid: LaidOver, edge: Edge) -> Iterator[Difference]:
    found = laid.found_told(edge)
    accounts = each_once(account for each in found for account in _not_instructed(each.data["accounts"]))
    denied = {_denies(each, account) for each in found for account in _not_instructed(each.data["accounts"])}
    keys = tuple(each.key for each in found)
    if not accounts:
        yield _of_link(laid, Differing.NOBODY_TELLS, edge, keys, (edge.key,), edge.data["accounts"])
    elif True in denied:
        what = Differing.DISPUTED if False in denied else Differing.NOT_DONE
        yield _of_link(laid, what, edge, keys, (edge.key,), accounts)


def _of_told_link(laid: LaidOver, edge: Edge) -> Iterator[Difference]:
    told = _not_instructed(edge.data["accounts"])
    if told and not laid.found_prescribed(edge):
        all_denied = {_denies(edge, account) for account in told} == {True}
        what = Differing.OMITTED if all_denied else Differing.NOWHERE_PRESCRIBED
        yield _of_link(laid, what, edge, (edge.key,), (), told)


def _denies(edge: Edge, account: Account) -> bool:
    """Whether an account of a told link says that something was not done; who denies that a text is unread says it is read."""
    return account.polarity.negative != (edge.data["standard"] in DENIED)


def _not_instructed(accounts: Iterable[Account]) -> tuple[Account, ...]:
    return tuple(each for each in accounts if not each.status.instructs)


def _negative(accounts: Iterable[Account]) -> set[bool]:
    return {each.polarity.negative for each in accounts}


def _of_link(
    laid: LaidOver,
    what: Differing,
    edge: Edge,
    told: tuple[str, ...],
    due: tuple[str, ...],
    accounts: tuple[Account, ...],
) -> Difference:
    m = laid.told if edge.origin in laid.told.graph and edge.target in laid.told.graph else laid.due
    label = in_words(m, edge.origin, edge.target, edge.data["kind"])
    return _difference(laid, what, label, told, due, accounts, kind="link")


def _difference(
    laid: LaidOver,
    what: Differing,
    label: str,
    told: tuple[str, ...],
    due: tuple[str, ...],
    accounts: tuple[Account, ...],
    note: str = "",
    *,
    kind: str = "act",
) -> Difference:
    words = tellings(laid.told, accounts)
    tellers = tuple(dict.fromkeys(each.teller.name for each in words))
    return Difference(what, kind, label, told, due, tellers, note, words)
