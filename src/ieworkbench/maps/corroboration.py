"""Who tells of what: for each act and link the accounts side by side, also where they disagree.

Nothing is counted up into a score. Two people who tell the same from two places in the institution,
and two who contradict each other, are both shown as what they say, in their own words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ieworkbench.maps.who_tells import Teller, who_tells
from ieworkbench.model import Account, Act, EvidenceStatus, Polarity, WhoseWork
from ieworkbench.model.display import Brief, keep_parts
from ieworkbench.study.table import Table

if TYPE_CHECKING:
    from ieworkbench.maps.institutional_map import InstitutionalMap

__all__ = ["Corroborated", "EvidenceRow", "Telling", "corroboration", "evidence_table", "in_words", "tellings"]

_SIDES = ("supposed", "done", "not done", "inferred")


@dataclass(frozen=True, slots=True, repr=False)
class Telling(Brief):
    """One account as somebody's: who tells what, how they know it, and in which words.

    Attributes
    ----------
    teller
        Who tells, from which level, in which source and wave.
    account
        The account.
    words
        The passage as far as the map's audience may read it.
    """

    teller: Teller
    account: Account = field(repr=False)
    words: str = field(repr=False)

    @property
    def says(self) -> str:
        """``done``, ``not done``; ``supposed`` of how things are to go, ``inferred`` of what the analyst infers."""
        if self.account.status is EvidenceStatus.INFERRED:
            return "inferred"
        if self.account.status.instructs:
            return "supposed"
        return "not done" if self.account.polarity.negative else "done"

    def __str__(self) -> str:
        polarity = self.account.polarity
        more = "" if polarity is Polarity.DONE else f", {polarity.value}"
        more += "" if self.account.work is WhoseWork.UNKNOWN else f", {self.account.work.value} work"
        wave = "" if self.teller.wave is None else f", wave {self.teller.wave}"
        return f"{self.teller.name} ({self.account.status.value}{more}{wave})"


@dataclass(frozen=True, slots=True, repr=False)
class Corroborated(Brief):
    """An act, text or link, with everybody who tells of it.

    Attributes
    ----------
    id
        Of the act, text, copy or link.
    kind
        ``act``, ``text``, ``copy`` or ``link``.
    label
        What it is, in words.
    tellers
        Who tells of it, each once: codes of informants, and sources of texts.
    levels
        From which levels of the institution it is told, each once.
    waves
        In which waves it is told, each once.
    disputed
        Whether some tell that it was done, and others that it was not.
    says
        Who says what, side by side: ``done: W1 (told done); not done: U1 (told done by other, wave 1)``.
    told
        The accounts, in the order of the course of events.
    why
        Where nobody tells of it: why the analyst holds it to be so, or what is not known.
    """

    id: str
    kind: str
    label: str
    tellers: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    waves: tuple[int, ...] = ()
    disputed: bool = False
    says: str = field(default="", repr=False)
    told: tuple[Telling, ...] = field(default=(), repr=False)
    why: str = ""

    def __post_init__(self) -> None:
        keep_parts(self, "told")

    @property
    def done(self) -> tuple[Telling, ...]:
        """Those who tell that it was done, or is usually done, or was tried."""
        return self._saying("done")

    @property
    def not_done(self) -> tuple[Telling, ...]:
        """Those who tell that it was not done."""
        return self._saying("not done")

    @property
    def supposed(self) -> tuple[Telling, ...]:
        """Those who tell how it is supposed to go."""
        return self._saying("supposed")

    @property
    def inferred(self) -> tuple[Telling, ...]:
        """The words from which the analyst infers it."""
        return self._saying("inferred")

    def __str__(self) -> str:
        if not self.told:
            return f"{self.label}: nobody tells of it" + (f". {self.why}" if self.why else "")
        return f"{self.label}: {self.says}"

    def _saying(self, what: str) -> tuple[Telling, ...]:
        return tuple(each for each in self.told if each.says == what)


@dataclass(frozen=True, slots=True, repr=False)
class EvidenceRow(Brief):
    """One row of the evidence table: an act, text or link, and one account of it.

    Attributes
    ----------
    id, kind, label
        Of the act, text, copy or link.
    layer, case
        What happened, what regularly happens, or what is supposed to happen; and in whose case.
    informant, level
        Who tells, and from where in the institution; empty if a text does.
    wave, source
        In which wave and source.
    status, polarity, work
        How they know it, whether it was done, and whose work it is.
    quote, start, end
        The words, as far as the map's audience may read them, and where they stand in the source.
    account
        The account's id.
    why
        Where nobody tells of it: why the analyst holds it to be so, or what is not known.
    """

    id: str
    kind: str
    label: str
    layer: str
    case: str
    informant: str = ""
    level: str = ""
    wave: int | None = None
    source: str = ""
    status: EvidenceStatus | None = None
    polarity: Polarity | None = None
    work: WhoseWork | None = None
    quote: str = field(default="", repr=False)
    start: int | None = None
    end: int | None = None
    account: str = ""
    why: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class _Told:
    """A node or link of a map with what the tables say of it."""

    id: str
    kind: str
    label: str
    data: dict[str, Any]
    case: str

    @property
    def why(self) -> str:
        record = self.data["record"]
        return " ".join(each for each in (getattr(record, "gap", ""), getattr(record, "inferred", "")) if each)


def corroboration(m: InstitutionalMap) -> Table[Corroborated]:
    """Who tells of each act and link; see `InstitutionalMap.corroboration`."""
    return Table("acts and links", (_corroborated(m, each) for each in _told_of(m)), Corroborated)


def evidence_table(m: InstitutionalMap) -> Table[EvidenceRow]:
    """Each act and link by informant, status and wave; see `InstitutionalMap.evidence_table`."""
    return Table("accounts", (row for each in _told_of(m) for row in _rows(m, each)), EvidenceRow)


def tellings(m: InstitutionalMap, accounts: tuple[Account, ...]) -> tuple[Telling, ...]:
    """These accounts as somebody's, in their order."""
    return tuple(Telling(who_tells(m.records, each), each, m.words(each)) for each in accounts)


def in_words(m: InstitutionalMap, origin: str, target: str, kind: str) -> str:
    """A link in words: what it joins, and how."""
    nodes = m.graph.nodes
    return f"{nodes[origin]['label']} – {kind} – {nodes[target]['label']}"


def _told_of(m: InstitutionalMap) -> Iterator[_Told]:
    """Every act and link; of texts and copies those that somebody tells of."""
    for node, data in m.graph.nodes(data=True):
        if data["kind"] == "act" or data["accounts"]:
            yield _Told(node, data["kind"], data["label"], data, getattr(data["record"], "case", None) or "")
    for origin, target, key, data in m.graph.edges(keys=True, data=True):
        if data["record"] is not None:
            yield _Told(key, "link", in_words(m, origin, target, data["kind"]), data, _case(m, origin, target))


def _case(m: InstitutionalMap, *ends: str) -> str:
    """The case of a link: that of its acts, or of what else it joins."""
    records = sorted((m.record(end) for end in ends), key=lambda each: not isinstance(each, Act))
    return next((case for each in records if (case := getattr(each, "case", None))), "")


def _corroborated(m: InstitutionalMap, one: _Told) -> Corroborated:
    told = tellings(m, one.data["accounts"])
    sides = {what: [each for each in told if each.says == what] for what in _SIDES}
    return Corroborated(
        one.id,
        one.kind,
        one.label,
        tellers=tuple(dict.fromkeys(each.teller.name for each in told)),
        levels=tuple(dict.fromkeys(level.value for each in told for level in each.teller.levels)),
        waves=tuple(sorted({each.teller.wave for each in told if each.teller.wave is not None})),
        disputed=bool(sides["done"] and sides["not done"]),
        says="; ".join(f"{what}: {', '.join(map(str, who))}" for what, who in sides.items() if who),
        told=told,
        why="" if told else one.why,
    )


def _rows(m: InstitutionalMap, told: _Told) -> Iterator[EvidenceRow]:
    layer = told.data["layer"].value
    if not told.data["accounts"]:
        yield EvidenceRow(told.id, told.kind, told.label, layer, told.case, why=told.why)
    for each in tellings(m, told.data["accounts"]):
        account, teller = each.account, each.teller
        yield EvidenceRow(
            id=told.id,
            kind=told.kind,
            label=told.label,
            layer=layer,
            case=told.case,
            informant=", ".join(teller.informants),
            level=teller.level,
            wave=teller.wave,
            source=teller.source,
            status=account.status,
            polarity=account.polarity,
            work=account.work,
            quote=each.words,
            start=account.passage.start,
            end=account.passage.end,
            account=account.id,
        )
