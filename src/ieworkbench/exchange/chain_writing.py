"""A chain written as the rows of tables, by the names of the sheets."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from ieworkbench.exchange.bundle import Bundle, Report
from ieworkbench.exchange.chain_cells import doer_words, joined
from ieworkbench.exchange.chain_tables import CHAIN_SHEETS
from ieworkbench.exchange.losses import CHAIN, left_out
from ieworkbench.exchange.moments import NEVER
from ieworkbench.exchange.table_files import writable
from ieworkbench.model import (
    Account,
    Act,
    Circuit,
    Direction,
    Disjuncture,
    Doer,
    InstitutionalText,
    Layer,
    Link,
    RecordKind,
    RecordRef,
    SaidDate,
    TextCopy,
)

__all__ = ["chain_left_out", "tables_of"]

Said = dict[str, str]


def chain_left_out(bundle: Bundle, report: Report) -> None:
    """Report what of a bundle has no place in the tables of a chain."""
    left_out(bundle, report, *CHAIN, "links", "sites", "passages")
    others = sum(not each.on_map for each in bundle.links)
    if others:
        report.dropped("links", f"{others:,} in all", "They join other things than acts, texts, copies and resources.")
    told = {account.passage.id for account in _accounts(bundle)}
    bare = sum(each.id not in told for each in bundle.passages)
    if bare:
        report.dropped("passages", f"{bare:,} in all", "No account is one of them.")


def tables_of(bundle: Bundle, report: Report) -> dict[str, list[list[str]]]:
    """The rows of every sheet, in the order of its columns.

    Parameters
    ----------
    bundle
        What is written.
    report
        Gets the numbers of what was written.
    """
    writing = _Writing(bundle)
    said: dict[str, list[Said]] = {
        "acts": [writing.act(each) for each in bundle.acts],
        "texts": [writing.text(each) for each in bundle.texts],
        "copies": [writing.copy(each) for each in bundle.copies],
        "resources": [
            {
                "id": each.id,
                "name": each.name,
                "kind": each.kind.value,
                "case": each.case or "",
                "site": each.site or "",
                "note": each.note,
            }
            for each in bundle.resources
        ],
        "links": [writing.link(each) for each in bundle.links if each.on_map],
        "disjunctures": [writing.disjuncture(each) for each in bundle.disjunctures],
        "sides": [
            {"id": side.id, "of": each.id, "says": side.says, "record": writing.ref(side.record)}
            for each in bundle.disjunctures
            for side in each.sides
        ],
        "circuits": [writing.circuit(each) for each in bundle.circuits],
        "tasks": [
            {"of": act.id, "what": each.what, "doer": writing.doer(each.doer), "done in": each.done_in}
            for act in bundle.acts
            for each in act.tasks
        ],
        "versions": [
            {"text": text.id, "version": each.label, "date": _day(each.date), "source": each.source or ""}
            for text in bundle.texts
            for each in text.versions
        ],
        "sites": [
            {
                "id": each.id,
                "level": each.level.value,
                "part of": each.part_of or "",
                "aliases": joined(each.aliases),
            }
            for each in bundle.sites
        ],
        "link kinds": [
            {"id": each.id, "nearest": each.nearest.value, "sentence": each.sentence} for each in bundle.link_kinds
        ],
        "accounts": list(writing.accounts()),
    }
    rows = {}
    for sheet in CHAIN_SHEETS:
        names = [each.name for each in sheet.columns]
        rows[sheet.name] = [
            [writable(each.get(name, ""), f"{sheet.one} {each.get('id', '')}", report) for name in names]
            for each in said[sheet.name]
        ]
        if rows[sheet.name]:
            report.kept["kinds of links" if sheet.name == "link kinds" else sheet.name] += len(rows[sheet.name])
    return rows


def _accounts(bundle: Bundle) -> Iterable[Account]:
    records: tuple[Act | InstitutionalText | TextCopy | Link, ...]
    records = (*bundle.acts, *bundle.texts, *bundle.copies, *bundle.links)
    for record in records:
        yield from record.accounts
    for each in bundle.disjunctures:
        for side in each.sides:
            yield from side.accounts


class _Writing:
    """Makes rows of records."""

    def __init__(self, bundle: Bundle) -> None:
        self.bundle = bundle
        self.informants = frozenset(each.id for each in bundle.informants)
        refs = [
            *(RecordRef(RecordKind.ACT, each.id) for each in bundle.acts),
            *(RecordRef(RecordKind.TEXT, each.id) for each in bundle.texts),
            *(RecordRef(RecordKind.COPY, each.id) for each in bundle.copies),
            *(RecordRef(RecordKind.RESOURCE, each.id) for each in bundle.resources),
            *(RecordRef(RecordKind.LINK, each.id) for each in bundle.links),
            *(RecordRef(RecordKind.DISJUNCTURE, each.id) for each in bundle.disjunctures),
            *(RecordRef(RecordKind.CIRCUIT, each.id) for each in bundle.circuits),
        ]
        self.known = set(refs)
        sides = (side.id for each in bundle.disjunctures for side in each.sides)
        self.called = Counter([*(each.id for each in refs), *sides])

    def ref(self, ref: RecordRef | None) -> str:
        """How a record is named: by its key alone where that is clear, else with its kind."""
        if ref is None:
            return ""
        return ref.id if ref in self.known and self.called[ref.id] == 1 else f"{ref.kind.value} {ref.id}"

    def doer(self, doer: Doer) -> str:
        return doer_words(doer, self.informants)

    def doers(self, doers: Sequence[Doer]) -> str:
        return joined(self.doer(each) or "unknown" for each in doers)

    def act(self, act: Act) -> Said:
        return {
            "id": act.id,
            "doing": act.doing,
            "doer": self.doer(act.doer),
            "with whom": self.doers(act.with_whom),
            "initiative": self.doer(act.initiative),
            "purpose": act.purpose,
            "means": act.means,
            "site": act.site or "",
            "when": _day(act.when),
            "mode": act.mode.value,
            "case": act.case or "",
            "layer": "" if act.layer is Layer.PARTICULAR else act.layer.value,
            "outcome": act.outcome,
            "participants": self.doers(act.participants),
            "particulars": joined(act.particulars),
            "inferred": act.inferred,
            "gap": act.gap,
            "note": act.note,
            "by": act.by,
            "at": _moment(act.at),
        }

    def text(self, text: InstitutionalText) -> Said:
        return {
            "id": text.id,
            "title": text.title,
            "genre": text.genre,
            "authority": text.authority.value,
            "owner": text.owner,
            "template": text.template or "",
            "site": text.site or "",
            "case": text.case or "",
            "date": _day(text.date),
            "number": "" if text.number is None else str(text.number),
            "among": joined(text.among),
            "boss": text.boss,
            "note": text.note,
            "by": text.by,
            "at": _moment(text.at),
        }

    def copy(self, copy: TextCopy) -> Said:
        return {
            "id": copy.id,
            "text": copy.text,
            "site": copy.site,
            "version": copy.version,
            "since": _day(copy.since),
            "how": copy.how,
            "readers": copy.readers,
            "note": copy.note,
        }

    def link(self, link: Link) -> Said:
        return {
            "id": link.id,
            "from": self.ref(link.origin),
            "kind": link.kind,
            "to": self.ref(link.target),
            "direction": "" if link.direction is Direction.ONE_WAY else link.direction.value,
            "layer": link.layer.value if link.layer else "",
            "derived": "yes" if link.derived else "",
            "inferred": link.inferred,
            "gap": link.gap,
            "note": link.note,
            "by": link.by,
            "at": _moment(link.at),
        }

    def disjuncture(self, each: Disjuncture) -> Said:
        return {
            "id": each.id,
            "what": each.what,
            "where": joined(map(self.ref, each.where)),
            "follows": each.follows,
            "case": each.case or "",
            "note": each.note,
        }

    def circuit(self, each: Circuit) -> Said:
        return {
            "id": each.id,
            "name": each.name,
            "links": joined(each.links),
            "reason": each.reason,
            "kind": each.kind.value,
            "boss": self.ref(each.boss),
            "actuality": self.ref(each.actuality),
            "representation": self.ref(each.representation),
            "authorised": self.ref(each.authorised),
        }

    def accounts(self) -> Iterable[Said]:
        """Every account, under what it tells of."""
        of_kind: Mapping[RecordKind, Iterable[Act | InstitutionalText | TextCopy | Link]] = {
            RecordKind.ACT: self.bundle.acts,
            RecordKind.TEXT: self.bundle.texts,
            RecordKind.COPY: self.bundle.copies,
            RecordKind.LINK: self.bundle.links,
        }
        for kind, records in of_kind.items():
            for record in records:
                of = self.ref(RecordRef(kind, record.id))
                yield from (_account(of, each) for each in record.accounts)
        for disjuncture in self.bundle.disjunctures:
            for side in disjuncture.sides:
                of = side.id if self.called[side.id] == 1 else f"side {side.id}"
                yield from (_account(of, each) for each in side.accounts)


def _account(of: str, account: Account) -> Said:
    passage = account.passage
    return {
        "of": of,
        "source": passage.source,
        "quote": passage.quote,
        "status": account.status.value,
        "polarity": account.polarity.value,
        "work": account.work.value,
        "told by": account.told_by,
        "note": account.note,
        "id": account.id,
        "by": account.by,
        "at": _moment(account.at),
        "start": str(passage.start),
        "end": str(passage.end),
        "before": passage.before,
        "after": passage.after,
        "passage": passage.id,
        "fingerprint": passage.content_sha256,
    }


def _day(date: SaidDate | None) -> str:
    return "" if date is None else date.said


def _moment(at: dt.datetime) -> str:
    return "" if at == NEVER else f"{at.isoformat()}Z"
