"""Following a text, a goal or an act through the chain, both ways.

A goal that is written into a plan goes on with the plan. But where a decision demands that the plan
be followed, it names the plan and not the goal: that step holds only through the text as a whole,
and is marked derived unless the words of the link name what is traced.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ieworkbench.errors import NotOnMap
from ieworkbench.maps.finding import nearest, nodes_called, nodes_told, quotes, says
from ieworkbench.maps.flow import Flow
from ieworkbench.maps.gaps import Gap, find_gaps
from ieworkbench.maps.institutional_map import InstitutionalMap
from ieworkbench.maps.map_graph import Step
from ieworkbench.model import (
    Account,
    Act,
    Disjuncture,
    InstitutionalText,
    Link,
    LinkFamily,
    LinkKind,
    Passage,
    RecordRef,
    Resource,
    TextCopy,
)
from ieworkbench.model.display import Brief, Shown, keep_parts
from ieworkbench.sentences import counted

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Trace", "TraceStep", "Traced", "trace"]

Traced = str | Act | InstitutionalText | TextCopy | Resource | Link | Passage | RecordRef
"""What can be traced: words, a record, or a passage."""

_INTO = {LinkFamily.PRODUCES, LinkFamily.WORDING}
_AS_A_WHOLE = {LinkFamily.GOVERNS, LinkFamily.WORDING, LinkFamily.GIVES}


@dataclass(frozen=True, slots=True, repr=False)
class TraceStep(Brief):
    """One step of a trace: a link, with its words.

    Attributes
    ----------
    link
        The link's id.
    origin, kind, target
        What the link says, as it was recorded: the ids of what it joins, and the word between them.
    origin_label, target_label
        The two in words.
    upstream
        Whether it leads to what is traced; otherwise it leads on from it.
    distance
        How many steps away from what is traced it begins, from 0.
    derived
        Whether it holds only through a text as a whole.
    status
        How it is known: the accounts' evidence statuses, ``inferred`` or ``gap``.
    accounts
        Its words; those of a derived step speak of the text as a whole.
    """

    link: str
    origin: str
    kind: str
    target: str
    origin_label: str
    target_label: str
    upstream: bool
    distance: int
    derived: bool
    status: str
    accounts: tuple[Account, ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        keep_parts(self, "accounts")


@dataclass(frozen=True, slots=True, repr=False)
class Trace(Shown):
    """What leads to something and what follows from it.

    Attributes
    ----------
    traced
        What was traced, in words.
    begins
        The ids of the things on the map where it stands.
    steps
        In the course of events: those that lead to it, from the farthest; then those that lead on.
    gaps
        What nobody says about the things on the way.
    disjunctures
        Those that show on the way.
    whole
        The map it was traced on.
    """

    traced: str
    begins: tuple[str, ...]
    steps: tuple[TraceStep, ...]
    gaps: tuple[Gap, ...]
    disjunctures: tuple[Disjuncture, ...]
    whole: InstitutionalMap = field(compare=False)

    def __post_init__(self) -> None:
        keep_parts(self, "steps", "gaps", "disjunctures")

    @property
    def map(self) -> InstitutionalMap:
        """The part of the map that the steps go through."""
        nodes = {*self.begins, *(end for step in self.steps for end in (step.origin, step.target))}
        return self.whole.only(nodes, f"trace of {self.traced}")

    def __repr__(self) -> str:
        derived = sum(step.derived for step in self.steps)
        counts = (
            counted(len(self.steps), "step"),
            f"{derived} derived" if derived else "",
            counted(len(self.gaps), "gap") if self.gaps else "",
            counted(len(self.disjunctures), "disjuncture") if self.disjunctures else "",
        )
        return f"Trace({self.traced!r}: {', '.join(each for each in counts if each)})"

    def __len__(self) -> int:
        return len(self.steps)

    def __iter__(self) -> Iterator[TraceStep]:
        return iter(self.steps)

    def rows(self) -> list[dict[str, Any]]:
        """One dictionary an account of a step, and one for each step without any."""
        return [
            {
                "from": step.origin_label,
                "kind": step.kind,
                "to": step.target_label,
                "upstream": step.upstream,
                "derived": step.derived,
                "status": account.status.value if account else step.status,
                "source": account.passage.source if account else "",
                "start": account.passage.start if account else None,
                "end": account.passage.end if account else None,
                "quote": self.whole.words(account) if account else "",
            }
            for step in self.steps
            for account in (step.accounts or (None,))
        ]

    def to_frame(self) -> pd.DataFrame:
        """One row an account of a step, as a pandas data frame."""
        import pandas as pd

        columns = ["from", "kind", "to", "upstream", "derived", "status", "source", "start", "end", "quote"]
        return pd.DataFrame(self.rows(), columns=columns)


def trace(m: InstitutionalMap, what: Traced, *, hops: int | None = None) -> Trace:
    """Follow something upstream and downstream through acts and texts.

    Parameters
    ----------
    m
        The map.
    what
        Words, as they stand in what people do, in a title, or in what was said; or an act, a text, a
        link, a passage.
    hops
        At most this many steps each way; to the ends if not given.

    Raises
    ------
    NotOnMap
        If a record is given that is not on the map, or words that nothing on it says.
    """
    seeds, links = _begin(m, what)
    if not seeds and not links:
        name = _in_words(what)
        raise NotOnMap(name, nearest(m, name))
    flow = Flow(m)
    first = _ends(flow, links)
    up = flow.reached([*seeds, *(before for before, _ in first)], upstream=True, hops=hops)
    down = flow.reached([*seeds, *(after for _, after in first)], upstream=False, hops=hops)
    on_the_way = [
        *((step, True, up[step.after]) for step in flow.steps if step.after in up and step.before in up),
        *((step, False, down[step.before]) for step in flow.steps if step.before in down and step.after in down),
        *((step, False, 0) for step in flow.steps if step.key in links),
    ]
    found = _each_once(step for step in on_the_way if hops is None or step[2] < hops)
    met = _met_in_texts(flow, found)
    steps = tuple(_trace_step(m, flow, what, links, each, met) for each in found)
    nodes = {*seeds, *(end for step, _, _ in found for end in (step.before, step.after))}
    about = nodes | {step.link for step in steps}
    return Trace(
        traced=_in_words(what),
        begins=tuple(name for name in m.graph if name in seeds),
        steps=steps,
        gaps=tuple(find_gaps(m, flow=flow, of=about)),
        disjunctures=tuple(each for each in m.records.disjunctures if _shows(m, each, about)),
        whole=m,
    )


# -------------------------------------------------------------------------------- where it begins


def _begin(m: InstitutionalMap, what: Traced) -> tuple[set[str], set[str]]:
    """The nodes and the links where what is traced stands."""
    if isinstance(what, str):
        named = {name for name in m.graph if name == what}
        return (named, set()) if named else _saying(m, what)
    if isinstance(what, Passage):
        return _resting_on(m, what)
    name = what.id
    if name in m.graph:
        return {name}, set()
    return set(), {name} & {key for _, _, key in m.graph.edges(keys=True)}


def _saying(m: InstitutionalMap, words: str) -> tuple[set[str], set[str]]:
    """The nodes that are called so; if none is, the nodes and links that are told of in these words."""
    named = set(nodes_called(m, words))
    if named:
        return named, set()
    links = {key for _, _, key, data in m.graph.edges(keys=True, data=True) if says(words, quotes(data["accounts"]))}
    return set(nodes_told(m, words)), links


def _resting_on(m: InstitutionalMap, passage: Passage) -> tuple[set[str], set[str]]:
    nodes = {name for name, data in m.graph.nodes(data=True) if _shares(data["accounts"], [passage])}
    links = {key for _, _, key, data in m.graph.edges(keys=True, data=True) if _shares(data["accounts"], [passage])}
    return nodes, links


def _shares(accounts: Iterable[Account], passages: Iterable[Passage]) -> bool:
    """Whether an account shares a word with one of the passages."""
    places = list(passages)
    return any(
        account.passage.source == other.source
        and account.passage.start < other.end
        and other.start < account.passage.end
        for account in accounts
        for other in places
    )


def _ends(flow: Flow, links: set[str]) -> list[tuple[str, str]]:
    return [(step.before, step.after) for step in flow.steps if step.key in links]


def _in_words(what: Traced) -> str:
    if isinstance(what, str):
        return what
    if isinstance(what, Act):
        return what.doing
    if isinstance(what, InstitutionalText):
        return what.title
    if isinstance(what, Passage):
        return what.quote if len(what.quote) <= 40 else what.quote[:39] + "…"
    return what.name if isinstance(what, Resource) else what.id


# ----------------------------------------------------------------------------------- the steps

_Way = tuple[Step, bool, int]
"""A step, whether it is upstream, and how far away."""


def _each_once(steps: Iterable[_Way]) -> list[_Way]:
    """Every link once, in the course of events: from the farthest before to the farthest after."""
    first: dict[str, _Way] = {}
    for way in steps:
        first.setdefault(way[0].key, way)
    return sorted(first.values(), key=lambda way: -way[2] - 1 if way[1] else way[2])


def _met_in_texts(flow: Flow, found: list[_Way]) -> dict[tuple[str, bool], list[_Way]]:
    """For each text, and each direction, the steps through which a trace comes to it."""
    met: dict[tuple[str, bool], list[_Way]] = {}
    for way in found:
        step, upstream, _ = way
        text = step.before if upstream else step.after
        if flow.is_text(text):
            met.setdefault((text, upstream), []).append(way)
    return met


def _trace_step(
    m: InstitutionalMap,
    flow: Flow,
    what: Traced,
    links: set[str],
    way: _Way,
    met: dict[tuple[str, bool], list[_Way]],
) -> TraceStep:
    step, upstream, distance = way
    data = flow.edge(step)
    origin, target = (step.after, step.before) if data["backward"] else (step.before, step.after)
    derived = data["derived"] or (step.key not in links and distance > 0 and _through_whole(flow, what, way, met))
    return TraceStep(
        link=step.key,
        origin=origin,
        kind=data["kind"],
        target=target,
        origin_label=m.called(origin),
        target_label=m.called(target),
        upstream=upstream,
        distance=distance,
        derived=derived,
        status=_status(data),
        accounts=data["accounts"],
    )


def _through_whole(flow: Flow, what: Traced, way: _Way, met: dict[tuple[str, bool], list[_Way]]) -> bool:
    """Whether a step, farther away than another that it meets in a text, holds only through that text as a whole."""
    step, upstream, distance = way
    text = step.after if upstream else step.before
    if not flow.is_text(text) or flow.family(step) not in (_INTO if upstream else _AS_A_WHOLE):
        return False
    if flow.edge(step)["standard"] is LinkKind.SAME_TEXT_AS:  # a copy says all that the text says
        return False
    nearer = [
        other
        for other, _, other_distance in met.get((text, upstream), ())
        if other_distance < distance and flow.family(other) in (_AS_A_WHOLE if upstream else _INTO)
    ]
    return bool(nearer) and not _names(flow, what, step, nearer)


def _names(flow: Flow, what: Traced, step: Step, nearer: list[Step]) -> bool:
    """Whether the words of a step name what is traced, or are words of the step before it."""
    accounts = flow.edge(step)["accounts"]
    if isinstance(what, str) and says(what, quotes(accounts)):
        return True
    return _shares(accounts, [each.passage for other in nearer for each in flow.edge(other)["accounts"]])


def _status(data: Any) -> str:  # noqa: ANN401 - the attributes of an edge of networkx
    if data["gap"]:
        return "gap"
    if data["inferred"]:
        return "inferred"
    return "; ".join(dict.fromkeys(account.status.value for account in data["accounts"]))


def _shows(m: InstitutionalMap, disjuncture: Disjuncture, about: set[str]) -> bool:
    """Whether a disjuncture shows at one of these things, or rests on words that they rest on."""
    named = {*disjuncture.where, *(side.record for side in disjuncture.sides if side.record is not None)}
    if any(ref.id in about for ref in named):
        return True
    passages = [account.passage for side in disjuncture.sides for account in side.accounts]
    if disjuncture.where or not passages:
        return False
    return any(_shares(m.graph.nodes[name]["accounts"], passages) for name in about if name in m.graph)
