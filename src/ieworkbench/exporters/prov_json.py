"""PROV-JSON: what of a map the W3C's words for provenance can say, and a list of what they cannot.

An act is an activity, a text, a version, a copy and a resource an entity, and who does something an
agent. Every account is a bundle that asserts what it tells, and that bundle is attributed to who
tells it: provenance of provenance. PROV has no words for what is not done, not read, prescribed,
contradicted or merely comes after; such things are counted in the report and not written as if they
were something else.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ieworkbench.exporters.quoting import Quoting
from ieworkbench.exporters.report import Drawn, MapFormat, Written
from ieworkbench.exporters.written import as_bytes, as_json
from ieworkbench.maps.drawing.text_size import one_line
from ieworkbench.maps.who_tells import who_tells
from ieworkbench.model import (
    Account,
    Act,
    Doer,
    DoerKind,
    EvidenceStatus,
    InstitutionalText,
    Layer,
    LinkFamily,
    LinkKind,
    Resource,
    TextCopy,
)
from ieworkbench.sentences import listed

if TYPE_CHECKING:
    from ieworkbench.maps.institutional_map import InstitutionalMap

__all__ = ["FORMAT", "prov_of"]

Tree = dict[str, Any]

_PREFIX = {"ie": "https://ieworkbench.invalid/terms#", "map": "https://ieworkbench.invalid/map#"}
_MAKES = {LinkKind.DRAFTS, LinkKind.WRITES, LinkKind.FILLS_IN, LinkKind.DICTATES, LinkKind.COPIES}
_TAKES = {
    LinkKind.READS, LinkKind.READ_IN, LinkKind.DECIDES_BY, LinkKind.SHOWS, LinkKind.CITES_IN_TALK, LinkKind.RECEIVES,
}  # fmt: skip
_DERIVED: dict[LinkKind, str] = {
    LinkKind.QUOTES: "prov:Quotation",
    LinkKind.REVISES: "prov:Revision",
    LinkKind.INCORPORATES: "",
    LinkKind.PARAPHRASES: "",
    LinkKind.SUMMARISES: "",
    LinkKind.CARRIES_TERM: "",
    LinkKind.TEMPLATE_OF: "",
}
_UNSAYABLE = {
    LinkKind.THEN, LinkKind.DOES_NOT_READ, LinkKind.WITHHOLDS, LinkKind.CONTRADICTS, LinkKind.ATTACHED_TO,
    LinkKind.SUBSTITUTES_FOR, LinkKind.SUPERSEDES, LinkKind.SANCTIONS, LinkKind.REQUIRES, LinkKind.CONDITIONS,
    LinkKind.CONDITIONS_ON, LinkKind.AUTHORISES, LinkKind.REFUSES_BY,
}  # fmt: skip
"""What PROV has no word for: order alone, obligation, condition, permission, and what does not happen."""


def prov_of(m: InstitutionalMap, *, quotes: bool = True) -> tuple[Tree, tuple[str, ...]]:
    """A map as the tree of a PROV-JSON file, and what was left out of it.

    Parameters
    ----------
    m
        The map.
    quotes
        Whether what was said goes along, as far as the map's audience may see it.
    """
    made = _Provenance(m, Quoting(m, quotes))
    return made.tree(), made.left_out()


class _Provenance:
    def __init__(self, m: InstitutionalMap, quoting: Quoting) -> None:
        self.m = m
        self.quoting = quoting
        self.top: dict[str, Tree] = defaultdict(dict)
        self.bundles: dict[str, Tree] = {}
        self.lost: Counter[str] = Counter()
        self.said: set[str] = set()
        self.attributed: set[tuple[str, str]] = set()
        self.numbers: Counter[str] = Counter()
        self.makers = Counter(
            target for _, target, data in m.graph.edges(data=True) if data["standard"] in _MAKES and _happened(data)
        )

    def tree(self) -> Tree:
        """The whole document."""
        for node, data in self.m.graph.nodes(data=True):
            self.thing(node, data)
        for origin, target, key, data in self.m.graph.edges(keys=True, data=True):
            self.link(origin, target, key, data)
        found: Tree = {"prefix": dict(_PREFIX), **{name: self.top[name] for name in sorted(self.top)}}
        if self.bundles:
            found["bundle"] = self.bundles
        return found

    def left_out(self) -> tuple[str, ...]:
        """What PROV could not say, counted."""
        told = [f"{number} × {what}" for what, number in sorted(self.lost.items())]
        lost = (f"PROV has no words for: {listed(told, 40)}.",) if told else ()
        return (*lost, *self.quoting.sentences())

    # --------------------------------------------------------------------------------- things

    def thing(self, node: str, data: Tree) -> None:
        """An act, text, copy or resource, with the accounts that tell of it."""
        record = data["record"]
        if isinstance(record, Act):
            if not _happened(data):
                self.lost["act that was not done" if data["negative"] else "act that is only prescribed"] += 1
                return
            self.act(node, record, data)
        else:
            self.entity(node, record, data)
        self.said.add(node)
        kind = "activity" if isinstance(record, Act) else "entity"
        for account in data["accounts"]:
            self.tell(account, {kind: {_name(node): {}}})

    def act(self, node: str, act: Act, data: Tree) -> None:
        """An activity, and who had a part in it. No time is made up: dates stay words."""
        told: Tree = {"prov:label": act.doing, "ie:mode": act.mode.value, "ie:layer": act.layer.value}
        told |= {f"ie:{name}": value for name in ("purpose", "outcome") if (value := getattr(act, name))}
        if act.when is not None:
            told["ie:when"] = act.when.said
        if act.site:
            told["prov:location"] = act.site
        if data["gap"]:
            told["ie:gap"] = act.gap
        self.top["activity"][_name(node)] = told
        parts = [(act.doer, "doer"), *((each, "with") for each in act.with_whom)]
        parts += [(each, "participant") for each in act.participants] + [(act.initiative, "initiative")]
        for doer, role in parts:
            if doer.known:
                who = {"prov:activity": _name(node), "prov:agent": self.agent(doer), "prov:role": role}
                self.relation("wasAssociatedWith", who)
            elif role == "doer":
                self.relation("wasAssociatedWith", {"prov:activity": _name(node), "ie:doer": "unknown"})

    def agent(self, doer: Doer) -> str:
        """The name of an agent, who is written down once."""
        name = _name(doer.name, f"{doer.kind.value}-")
        kind = {"informant": "prov:Person", "collective": "prov:Organization"}.get(doer.kind.value, "ie:Role")
        self.top["agent"].setdefault(name, {"prov:label": doer.name, "prov:type": _typed(kind)})
        return name

    def entity(self, node: str, record: InstitutionalText | TextCopy | Resource, data: Tree) -> None:
        """A text with its versions, a copy, or a resource."""
        told: Tree = {"prov:label": data["label"], "prov:type": _typed(f"ie:{type(record).__name__}")}
        if isinstance(record, InstitutionalText):
            told |= {f"ie:{name}": value for name in ("genre", "owner") if (value := getattr(record, name))}
            told["ie:authority"] = record.authority.value
            if record.number is not None:
                told["ie:number"] = record.number
        if record.site:
            told["prov:location"] = record.site
        self.top["entity"][_name(node)] = told
        if isinstance(record, InstitutionalText):
            for number, version in enumerate(record.versions):
                own = _name(f"{node}/{number}", "version-")
                self.top["entity"][own] = {"prov:label": version.label, "prov:type": _typed("ie:TextVersion")}
                self.relation("specializationOf", _pair("specific", own, "general", _name(node)))
        if isinstance(record, TextCopy) and record.text in self.m.graph:
            self.relation("specializationOf", _pair("specific", _name(node), "general", _name(record.text)))

    # ---------------------------------------------------------------------------------- links

    def link(self, origin: str, target: str, key: str, data: Tree) -> None:
        """A link as the relation that says no more than it does, with the accounts that tell of it."""
        if data["record"] is None:
            return
        if not _sayable(data) or not {origin, target} <= self.said:
            self.lost[f"“{one_line(data['kind'])[:40]}”"] += 1
            return
        name, told = self.as_relation(origin, target, data)
        told = {**told, "ie:kind": data["kind"], "ie:link": key}
        if name != "alternateOf":
            told["ie:derived"] = bool(data["derived"])
        own = self.relation(name, told)
        for account in data["accounts"]:
            self.tell(account, {name: {own: told}})

    def as_relation(self, origin: str, target: str, data: Tree) -> tuple[str, Tree]:
        """The name of a relation, and what it joins."""
        standard: LinkKind = data["standard"]
        before, after = (target, origin) if data["backward"] else (origin, target)
        first, second = _name(before), _name(after)
        acts = [isinstance(self.m.record(each), Act) for each in (before, after)]
        if standard in _TAKES and acts == [False, True]:
            return "used", {"prov:activity": second, "prov:entity": first}
        if standard in _MAKES and acts == [True, False] and self.makers[after] == 1:
            return "wasGeneratedBy", {"prov:entity": second, "prov:activity": first}
        if standard is LinkKind.WITHDRAWS and acts == [True, False]:
            return "wasInvalidatedBy", {"prov:entity": second, "prov:activity": first}
        if standard is LinkKind.SAME_TEXT_AS:
            return "alternateOf", {"prov:alternate1": first, "prov:alternate2": second}
        if standard in _DERIVED and acts == [False, False]:
            kind = _DERIVED[standard]
            told: Tree = {"prov:generatedEntity": second, "prov:usedEntity": first}
            return "wasDerivedFrom", told | ({"prov:type": _typed(kind)} if kind else {})
        return "wasInfluencedBy", {"prov:influencee": second, "prov:influencer": first}

    def relation(self, name: str, told: Tree) -> str:
        """Write a relation, and say under which name."""
        self.numbers[name] += 1
        own = f"_:{name}{self.numbers[name]}"
        self.top[name][own] = told
        return own

    # ------------------------------------------------------------------------------- accounts

    def tell(self, account: Account, asserted: Tree) -> None:
        """An account: a bundle that asserts what is told; one that denies, instructs or is read into asserts nothing."""
        name = _name(
            account.id or f"{account.passage.source}-{account.passage.start}-{account.passage.end}", "account-"
        )
        words = self.quoting(account)
        teller = who_tells(self.m.records, account)
        told: Tree = {"ie:status": account.status.value, "ie:polarity": account.polarity.value}
        told |= {"ie:source": account.passage.source, "ie:start": account.passage.start, "ie:end": account.passage.end}
        told |= {"prov:value": words} if words else {}
        told |= {} if teller.wave is None else {"ie:wave": teller.wave}
        silent = account.polarity.negative or account.status.instructs or account.status is EvidenceStatus.INFERRED
        self.top["entity"][name] = {"prov:type": _typed("ie:Account" if silent else "prov:Bundle"), **told}
        if not silent:
            bundle = self.bundles.setdefault(name, {"prefix": dict(_PREFIX)})
            for kind, records in asserted.items():
                bundle.setdefault(kind, {}).update(records)
        for code in teller.informants:
            agent = self.agent(Doer(code, DoerKind.INFORMANT))
            told_by = {"prov:entity": name, "prov:agent": agent}
            if (name, agent) not in self.attributed:
                self.attributed.add((name, agent))
                self.relation("wasAttributedTo", told_by)


def _happened(data: Tree) -> bool:
    """Whether an act or link is told as what happens: not denied by all who tell of it, and not only prescribed."""
    told: tuple[Account, ...] = data["accounts"]
    prescribed = data["layer"] is Layer.PRESCRIBED or (bool(told) and all(each.status.instructs for each in told))
    return not _denied(data) and not prescribed


def _denied(data: Tree) -> bool:
    told: tuple[Account, ...] = data["accounts"]
    return bool(told) and all(each.polarity.negative for each in told)


def _sayable(data: Tree) -> bool:
    """Whether PROV has a word for a link; that a text frames or takes over another also holds where it is prescribed."""
    between_texts = data["family"] in {LinkFamily.GOVERNS, LinkFamily.WORDING} and not _denied(data)
    return data["standard"] not in _UNSAYABLE and (between_texts or _happened(data))


def _name(name: str, sort: str = "") -> str:
    """A qualified name: what a name may not hold is written as its number."""
    return f"map:{sort}{quote(name.encode('utf-8', 'backslashreplace'), safe='')}"


def _typed(name: str) -> Tree:
    return {"$": name, "type": "prov:QUALIFIED_NAME"}


def _pair(one: str, first: str, other: str, second: str) -> Tree:
    return {f"prov:{one}Entity": first, f"prov:{other}Entity": second}


def _write(m: InstitutionalMap, how: Written) -> Drawn:
    tree, left = prov_of(m, quotes=how.quotes)
    return Drawn(as_bytes(as_json(tree)), left)


FORMAT = MapFormat(
    name="prov",
    title="PROV-JSON of the W3C: activities, entities, agents, and a bundle for each account",
    suffixes=(".prov.json", ".provjson"),
    write=_write,
    cannot=(
        "PROV says what happened, and is silent on what is prescribed, demanded, conditioned, denied or contradicted.",
        "Disjunctures, circuits and the order of acts alone have no words in PROV; dates stay as they were said.",
    ),
)
