"""What the records do not say, as questions in plain words.

A gap is no fault: it is the next thing to ask. Each rule is a small function over the map; a rule
asks only where somebody's account leads to an end.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cache, partial

from ieworkbench.maps.corroboration import in_words
from ieworkbench.maps.flow import Flow
from ieworkbench.maps.gap_words import question
from ieworkbench.maps.institutional_map import InstitutionalMap
from ieworkbench.maps.map_graph import Step
from ieworkbench.model import (
    Act,
    ActMode,
    Authority,
    DoerKind,
    InstitutionalText,
    Layer,
    LinkFamily,
    LinkKind,
    RecordKind,
    RecordRef,
    TextCopy,
)
from ieworkbench.model.display import Brief

__all__ = ["Gap", "find_gaps"]


@dataclass(frozen=True, slots=True, repr=False)
class Gap(Brief):
    """Something that nobody says yet.

    Attributes
    ----------
    kind
        A short fixed name of what is missing: ``"doer"``, ``"writer"``, ``"which"``, ``"written"`` …
    question
        The question, in plain words.
    about
        The acts, texts and links it is about.
    ask
        The informants who work or live where it would be known.
    joins
        Of a gap that the analyst noted on a link: what the link joins, and how.
    """

    kind: str
    question: str
    about: tuple[RecordRef, ...] = ()
    ask: tuple[str, ...] = ()
    joins: str = ""


_Found = tuple[str, str, tuple[str, ...]]
"""What a rule finds: the gap's kind, the question, and the nodes and links it is about."""

_Rule = Callable[[InstitutionalMap, Flow, str], Iterator[_Found]]


def find_gaps(
    m: InstitutionalMap, language: str = "en", flow: Flow | None = None, of: Collection[str] | None = None
) -> list[Gap]:
    """What the records of a map do not say, in the order of the rules and of the records.

    Parameters
    ----------
    m
        The map.
    language
        In which language to ask: ``en``, ``nb`` or ``nn``.
    flow
        The map as it is followed, where it is at hand.
    of
        Only gaps about one of these acts, texts and links, by id.
    """
    flow = flow or Flow(m)
    return [
        Gap(
            kind,
            words,
            tuple(_ref(m, name) for name in about),
            _who_may_know(m, flow, kind, about),
            _joins(m, kind, about),
        )
        for rule in _RULES
        for kind, words, about in rule(m, flow, language)
        if of is None or any(name in of for name in about)
    ]


def _ref(m: InstitutionalMap, name: str) -> RecordRef:
    if name in m.graph:
        return RecordRef(RecordKind(m.graph.nodes[name]["kind"]), name)
    return RecordRef(RecordKind.LINK, name)


def _joins(m: InstitutionalMap, kind: str, about: tuple[str, ...]) -> str:
    """What the link joins on which the analyst noted a gap: her words may be no more than “nobody says”."""
    if kind != "noted" or about[0] in m.graph:
        return ""
    for origin, target, key, data in m.graph.edges(keys=True, data=True):
        if key == about[0]:
            return in_words(m, origin, target, data["kind"])
    return ""


def _who_may_know(m: InstitutionalMap, flow: Flow, kind: str, about: tuple[str, ...]) -> tuple[str, ...]:
    """Who works or lives where it would be known; where her own words are missing, she herself."""
    if kind == "own words":
        return (m.graph.nodes[about[0]]["record"].doer.name,)
    ends = [end for name in about for end in ((name,) if name in m.graph else flow.ends(name))]
    sites = {m.graph.nodes[name]["lane"] for name in ends}
    return tuple(each.id for each in m.records.informants if each.site in sites)


# --------------------------------------------------------------------------------------- the rules


def _acts(m: InstitutionalMap) -> Iterator[tuple[str, Act]]:
    for name, data in m.graph.nodes(data=True):
        if isinstance(data["record"], Act):
            yield name, data["record"]


def _texts(m: InstitutionalMap) -> Iterator[tuple[str, InstitutionalText]]:
    for name, data in m.graph.nodes(data=True):
        if isinstance(data["record"], InstitutionalText):
            yield name, data["record"]


def _named(m: InstitutionalMap, flow: Flow, _language: str) -> Iterator[_Found]:
    """The gaps that the analyst noted herself."""
    for name, act in _acts(m):
        if act.gap:
            yield "noted", act.gap, (name,)
    for step in flow.steps:
        if flow.edge(step)["gap"]:
            yield "noted", flow.edge(step)["record"].gap, (step.key,)


def _doer(m: InstitutionalMap, _flow: Flow, language: str) -> Iterator[_Found]:
    """Acts that nobody is said to do."""
    for name, act in _acts(m):
        if not act.doer.known and not act.gap:
            which = "doer prescribed" if act.layer is Layer.PRESCRIBED else "doer"
            which = "doer not done" if act.negative else which
            yield "doer", question(which, language, doing=act.doing), (name,)


_REPLACING = {LinkKind.SUBSTITUTES_FOR, LinkKind.SUPERSEDES}
_BRIDGES = {ActMode.TALK, ActMode.WAIT}
_OF_A_CASE = {Authority.CASE_TEXT, Authority.PERSONAL_NOTE, Authority.UNKNOWN}


def _written_by(m: InstitutionalMap, flow: Flow, language: str) -> Iterator[_Found]:
    """Texts of a case that nothing makes, but for those that another stands in for."""
    for name, text in _texts(m):
        made = any(flow.family(step) is LinkFamily.PRODUCES for step in flow.before[name])
        if text.authority in _OF_A_CASE and not text.among and not made and not _stood_in_for(flow, name):
            yield "writer", question("writer", language, text=m.graph.nodes[name]["label"]), (name,)


def _stood_in_for(flow: Flow, name: str) -> bool:
    """Whether another text is told to stand in for this one, which is then written and read no more."""
    return any(flow.edge(step)["standard"] in _REPLACING for step in flow.before[name])


def _leads_nowhere(m: InstitutionalMap, flow: Flow, language: str) -> Iterator[_Found]:
    """Texts that nobody takes up, and that bring about nothing."""
    spoken_for = {member for _, text in _texts(m) for member in text.among}
    for name, text in _texts(m):
        onward = [step for step in flow.after[name] if step.after != name]
        if not (onward or name in spoken_for or text.authority.regulating or _stood_in_for(flow, name)):
            yield "reader", question("reader", language, text=m.graph.nodes[name]["label"]), (name,)


def _which(m: InstitutionalMap, _flow: Flow, language: str) -> Iterator[_Found]:
    """Texts that nobody tells apart."""
    for name, text in _texts(m):
        if text.number is not None and text.among:
            members = (m.records.by_id.get(each) for each in text.among)
            of = sum(each.number or 1 for each in members if isinstance(each, InstitutionalText))
            words = question("which", language, number=str(text.number), of=str(of), text=text.title)
            yield "which", words, (name, *(each for each in text.among if each in m.graph))


def _ever_written(m: InstitutionalMap, flow: Flow, language: str) -> Iterator[_Found]:
    """Talk by others than those at the standpoint, from which something follows though no text is told of."""
    for name, act in _acts(m):
        if act.mode is not ActMode.TALK or not act.doer.known or act.negative or m.graph.nodes[name]["standpoint"]:
            continue
        beside = [*flow.before[name], *flow.after[name]]
        no_text = not any(flow.is_text(step.before) or flow.is_text(step.after) for step in beside)
        next_acts = [step.after for step in flow.after[name] if flow.is_act(step.after)]
        if no_text and next_acts and not any(_writes_it_herself(m, flow, act, each) for each in next_acts):
            yield "written", question("written", language, doer=str(act.doer), doing=act.doing), (name,)


def _writes_it_herself(m: InstitutionalMap, flow: Flow, act: Act, then: str) -> bool:
    """Whether the one who talked makes a text as the next thing she does."""
    record = m.record(then)
    same = isinstance(record, Act) and record.doer == act.doer
    return same and any(flow.family(step) is LinkFamily.PRODUCES for step in flow.after[then])


def _jump(m: InstitutionalMap, flow: Flow, language: str) -> Iterator[_Found]:
    """One act after another at two sites and by two doers, with no talk and no text between them."""
    texts = cache(partial(_texts_at, flow))  # one act is the end of many steps
    for step in flow.steps:
        if flow.family(step) is not LinkFamily.SEQUENCE:
            continue
        first, then = flow.node(step.before)["record"], flow.node(step.after)["record"]
        if not isinstance(first, Act) or not isinstance(then, Act):
            continue
        if _apart(flow, step, first, then) and texts(step.before).isdisjoint(texts(step.after)):
            made = [each.after for each in flow.after[step.before] if flow.family(each) is LinkFamily.PRODUCES]
            if made:
                text = m.graph.nodes[made[0]]["label"]
                words = question("jump by text", language, text=text, first=first.doing, then=then.doing)
            else:
                words = question("jump", language, first=first.doing, then=then.doing)
            yield "jump", words, (step.before, step.after)


def _apart(flow: Flow, step: Step, first: Act, then: Act) -> bool:
    """Whether two acts that happened are at two places, by two doers, and neither of them is talk or waiting."""
    before, after = flow.node(step.before), flow.node(step.after)
    here, there = before["lane"], after["lane"]
    if here == there or here.startswith("(") or there.startswith("(") or before["negative"] or after["negative"]:
        return False
    return first.mode not in _BRIDGES and then.mode not in _BRIDGES and first.doer != then.doer


def _texts_at(flow: Flow, act: str) -> set[str]:
    """The texts that an act makes or takes up, with their copies and what these are copies of."""
    near = [each.after for each in flow.after.get(act, ())] + [each.before for each in flow.before.get(act, ())]
    texts = {name for name in near if flow.is_text(name)}
    copied = set[str]()
    for name in texts:
        copied.update(each.after for each in flow.after.get(name, ()) if flow.edge(each)["record"] is None)
        copied.update(each.before for each in flow.before.get(name, ()) if flow.edge(each)["record"] is None)
    return texts | copied


def _copy_came(m: InstitutionalMap, flow: Flow, language: str) -> Iterator[_Found]:
    """Copies of which nobody says how they got where they lie."""
    for name, data in m.graph.nodes(data=True):
        copy = data["record"]
        if isinstance(copy, TextCopy) and not copy.how:
            brought = any(flow.is_act(step.before) for step in flow.before[name])
            if not brought:
                yield "copy", question("copy", language, text=data["label"], site=copy.site), (name,)


def _giver(m: InstitutionalMap, flow: Flow, language: str) -> Iterator[_Found]:
    """Money, places and devices that nothing gives or withholds."""
    for name, data in m.graph.nodes(data=True):
        if data["kind"] == RecordKind.RESOURCE and not flow.before[name]:
            yield "giver", question("giver", language, resource=data["label"]), (name,)


def _initiative(m: InstitutionalMap, _flow: Flow, language: str) -> Iterator[_Found]:
    """Meetings of which nobody says who called them."""
    for name, act in _acts(m):
        if act.participants and not act.initiative.known:
            yield "initiative", question("initiative", language, doing=act.doing), (name,)


def _only_instructed(m: InstitutionalMap, _flow: Flow, language: str) -> Iterator[_Found]:
    """Acts known only from how they are supposed to go."""
    for name, act in _acts(m):
        if act.layer is not Layer.PRESCRIBED and act.accounts and all(each.status.instructs for each in act.accounts):
            yield "instructed", question("instructed", language, doing=act.doing), (name,)


def _in_own_words(m: InstitutionalMap, _flow: Flow, language: str) -> Iterator[_Found]:
    """Acts of an informant's that only others tell of."""
    for name, act in _acts(m):
        tellers = {who for account in act.accounts for who in m.tellers(account)}
        if act.doer.kind is DoerKind.INFORMANT and tellers and act.doer.name not in tellers:
            which = "own words not done" if act.negative else "own words"
            yield "own words", question(which, language, doer=act.doer.name, doing=act.doing), (name,)


_RULES: tuple[_Rule, ...] = (
    _named,
    _doer,
    _which,
    _ever_written,
    _written_by,
    _leads_nowhere,
    _copy_came,
    _jump,
    _giver,
    _initiative,
    _only_instructed,
    _in_own_words,
)
