"""What each text does: who makes it, who takes it up and who does not, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ieworkbench.maps.building import COPY_OF
from ieworkbench.maps.flow import Flow
from ieworkbench.maps.institutional_map import InstitutionalMap
from ieworkbench.maps.map_graph import Step
from ieworkbench.model import Act, Authority, InstitutionalText, LinkFamily, LinkKind
from ieworkbench.model.display import Brief

__all__ = ["TextWork", "text_work"]


@dataclass(frozen=True, slots=True, repr=False)
class TextWork(Brief):
    """What a text does, before what it says.

    Attributes
    ----------
    id, text, genre, authority
        The text.
    held
        The ids of the sources that hold its words; none if it is known by hearsay.
    made_by, taken_up_by, not_read_by
        Who does it and what they do: ``"U1: writes her goals"``.
    does
        What it does to other texts and to acts: ``"conditions on individual plan"``.
    done_to
        What other texts do to it.
    said_of_some
        What is said of some of these texts, though nobody says of which: ``"4 of 7 written
        decisions conditions on individual plan"``.
    copies
        Where copies of it lie, since when and how they got there.
    accounts
        How many accounts speak of it.
    """

    id: str
    text: str
    genre: str
    authority: Authority
    held: tuple[str, ...] = ()
    made_by: tuple[str, ...] = ()
    taken_up_by: tuple[str, ...] = ()
    not_read_by: tuple[str, ...] = ()
    does: tuple[str, ...] = ()
    done_to: tuple[str, ...] = ()
    said_of_some: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    accounts: int = field(default=0)


def text_work(m: InstitutionalMap) -> list[TextWork]:
    """For each text of a map what it does, in the order in which the texts were recorded."""
    flow = Flow(m)
    some: dict[str, list[str]] = {}
    for name, data in m.graph.nodes(data=True):
        record = data["record"]
        if isinstance(record, InstitutionalText) and record.among:
            said = [f"{data['label']}: {words}" for words in _does(m, flow, [name])]
            for member in record.among:
                some.setdefault(member, []).extend(said)
    return [
        _row(m, flow, name, data["record"], tuple(some.get(name, ())))
        for name, data in m.graph.nodes(data=True)
        if isinstance(data["record"], InstitutionalText)
    ]


def _row(m: InstitutionalMap, flow: Flow, name: str, text: InstitutionalText, some: tuple[str, ...]) -> TextWork:
    copies = [each for each in m.records.copies if each.text == name and each.id in m.graph]
    places = [name, *(each.id for each in copies)]
    unread = {step for place in places for step in flow.after[place] if _standard(flow, step) is LinkKind.DOES_NOT_READ}
    return TextWork(
        id=name,
        text=m.graph.nodes[name]["label"],
        genre=text.genre,
        authority=text.authority,
        held=text.sources,
        made_by=_doings(m, (step.before for place in places for step in flow.before[place])),
        taken_up_by=_doings(m, (s.after for place in places for s in flow.after[place] if s not in unread)),
        not_read_by=_doings(m, (step.after for step in unread)),
        does=tuple(_does(m, flow, places)),
        done_to=tuple(_done_to(m, flow, places)),
        said_of_some=some,
        copies=tuple(
            " ".join(
                part
                for part in (
                    each.site,
                    f"since {each.since}" if each.since else "",
                    f"({each.how})" if each.how else "",
                )
                if part
            )
            for each in copies
        ),
        accounts=len(text.accounts) + sum(len(each.accounts) for each in copies),
    )


def _standard(flow: Flow, step: Step) -> LinkKind:
    kind: LinkKind = flow.edge(step)["standard"]
    return kind


def _doings(m: InstitutionalMap, names: Iterable[str]) -> tuple[str, ...]:
    acts = (m.record(name) for name in names)
    return tuple(dict.fromkeys(f"{act.doer}: {act.doing}" for act in acts if isinstance(act, Act)))


def _own_links(flow: Flow, places: list[str], *, origin: bool) -> list[tuple[str, str]]:
    """The kinds of links to what is no act or copy, with the other end: those that begin here, or that end here."""
    found = []
    for place in places:
        for step in (*flow.before[place], *flow.after[place]):
            first, last = flow.ends(step.key)
            here, other = (first, last) if origin else (last, first)
            governs_act = flow.is_act(other) and flow.family(step) in {LinkFamily.GOVERNS, LinkFamily.GIVES}
            kind = str(flow.edge(step)["kind"])
            if here == place and kind != COPY_OF and (not flow.is_act(other) or governs_act):
                found.append((kind, other))
    return list(dict.fromkeys(found))


def _does(m: InstitutionalMap, flow: Flow, places: list[str]) -> list[str]:
    return [f"{kind} {m.graph.nodes[other]['label']}" for kind, other in _own_links(flow, places, origin=True)]


def _done_to(m: InstitutionalMap, flow: Flow, places: list[str]) -> list[str]:
    return [f"{m.graph.nodes[other]['label']} {kind} it" for kind, other in _own_links(flow, places, origin=False)]
