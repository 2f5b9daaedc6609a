"""Cases of a REFI-QDA project: what is followed, who tells of it, and where.

The standard has one word for all three; a variable of ours says which is meant. A case of another
program is a case, and one without a name that has one source only says what the variables of that
source are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from ieworkbench.exchange.guids import made_guid
from ieworkbench.exchange.moments import NEVER
from ieworkbench.exchange.names import fit_id, one_line, short
from ieworkbench.exchange.refi_names import CASE_VARIABLES, parted
from ieworkbench.exchange.refi_read_elements import Gathered, first, inside, plain_guid, value, words
from ieworkbench.exchange.refi_read_values import Values
from ieworkbench.model import (
    Case,
    Consent,
    Direction,
    Informant,
    InformantLevel,
    Link,
    Memo,
    RecordKind,
    RecordRef,
    SaidDate,
    Site,
    SiteLevel,
    Source,
)
from ieworkbench.model.vocabulary import Word

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Cases"]

_KINDS = {"case": RecordKind.CASE, "informant": RecordKind.INFORMANT, "site": RecordKind.SITE}
_Level = TypeVar("_Level", bound=Word)


@dataclass(slots=True)
class Cases:
    """The cases, informants and sites of a project while they are gathered.

    Attributes
    ----------
    gathered, values, sources
        What is known of the project, its variables, and its sources, which get their cases here.
    cases, informants, sites
        Each under its id.
    case_passages
        Pairs of a case's id and a passage's id.
    links
        What belongs to a case and has no other place: its codes.
    memos
        What was said of cases in descriptions.
    """

    gathered: Gathered
    values: Values
    sources: dict[str, Source]
    cases: dict[str, Case] = field(default_factory=dict)
    informants: dict[str, Informant] = field(default_factory=dict)
    sites: dict[str, Site] = field(default_factory=dict)
    case_passages: list[tuple[str, str]] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    memos: list[Memo] = field(default_factory=list)
    _ids: dict[tuple[RecordKind, str], str] = field(default_factory=dict)
    _owners: dict[str, list[RecordRef]] = field(default_factory=dict)

    def read(self, root: _Element) -> None:
        """Read every case of a project."""
        for part in inside(root, "Cases"):
            for element in inside(part, "Case"):
                said, others = self.values.parted(element, CASE_VARIABLES)
                source = self._meant_source(element, said)
                if source is not None:
                    self._say_of_source(element, source, others)
                else:
                    self._add(element, said, others)
        self._settle()

    def _meant_source(self, element: _Element, said: Mapping[str, str]) -> RecordRef | None:
        """The source whose variables a nameless case holds."""
        targets = inside(element, "SourceRef")
        if (
            said
            or value(element, "name").strip()
            or len(targets) != 1
            or any(inside(element, "SelectionRef", "CodeRef"))
        ):
            return None
        return self._target(targets[0], RecordKind.SOURCE)

    def _say_of_source(self, element: _Element, source: RecordRef, others: list[tuple[str, str]]) -> None:
        self.values.add(source, others)
        guid = plain_guid(value(element, "guid"))
        if guid:
            self.gathered.records.setdefault(guid, source)
        self._describe(element, source)
        why = "a case without a name; its variables are those of the source"
        self.gathered.report.changed("case", source.id, why)

    def _add(self, element: _Element, said: dict[str, str], others: list[tuple[str, str]]) -> None:
        what = said.get("record", "case")
        kind = _KINDS.get(what, RecordKind.CASE)
        several: dict[RecordKind, Mapping[str, object]] = {
            RecordKind.CASE: self.cases,
            RecordKind.INFORMANT: self.informants,
            RecordKind.SITE: self.sites,
        }
        name = value(element, "name")
        chosen = fit_id(name, several[kind], kind.value)
        if chosen != name:
            why = f"it is called {chosen} here, so that the name can be an id"
            self.gathered.report.changed(kind.value, one_line(name)[:60] or "without a name", why)
        record = RecordRef(kind, chosen)
        self._ids.setdefault((kind, name), chosen)
        guid = self.gathered.claim(element, kind.value, chosen)
        self.gathered.records.setdefault(guid, record)
        self.gathered.guids[record] = guid
        self._make(record, said)
        self.values.add(record, others)
        self._describe(element, record)
        self.gathered.note_on(element, record)
        self._belongings(element, record)

    def _make(self, record: RecordRef, said: Mapping[str, str]) -> None:
        if record.kind is RecordKind.CASE:
            period = SaidDate.read(said["period"]) if "period" in said else None
            self.cases[record.id] = Case(record.id, said.get("label", ""), period)
        elif record.kind is RecordKind.SITE:
            level = self._word(SiteLevel, said.get("level", ""), record) or SiteLevel.UNKNOWN
            aliases = parted(said.get("aliases", ""))
            self.sites[record.id] = Site(record.id, level, aliases, said.get("part of"))
        else:
            level_of = self._word(InformantLevel, said.get("level", ""), record) or InformantLevel.UNKNOWN
            consent = [self._word(Consent, each, record) for each in parted(said.get("consent", ""))]
            self.informants[record.id] = Informant(
                record.id,
                level_of,
                said.get("role", ""),
                said.get("site"),
                parted(said.get("cases", "")),
                tuple(each for each in consent if each is not None),
            )

    def _word(self, known: type[_Level], given: str, record: RecordRef) -> _Level | None:
        """A word of one of our lists; another word is reported."""
        for each in known:
            if each.value == given.strip():
                return each
        if given.strip():
            self.gathered.report.dropped("attribute value", f"{record}: {short(given)}", "this word is none we know")
        return None

    def _describe(self, element: _Element, record: RecordRef) -> None:
        text = words(first(element, "Description"))
        if text.strip():
            guid = made_guid(value(element, "guid") or str(record), "description")
            self.memos.append(Memo(guid, text, "", record, at=NEVER))
            self.gathered.taken.add(guid)
            self.gathered.report.changed(record.kind.value, record.id, "its description became a memo on it")

    # --------------------------------------------------------------------------- what belongs to a case

    def _belongings(self, element: _Element, record: RecordRef) -> None:
        for each in self._targets(element, "SourceRef", RecordKind.SOURCE, record):
            self._give_source(each, record)
        for each in self._targets(element, "SelectionRef", RecordKind.PASSAGE, record):
            if record.kind is RecordKind.CASE:
                self.case_passages.append((record.id, each.id))
            else:
                self._link(record, each, "case passage")
        for each in self._targets(element, "CodeRef", RecordKind.CODE, record):
            self._link(record, each, "case code")

    def _give_source(self, source: RecordRef, record: RecordRef) -> None:
        if record.kind is RecordKind.SITE:
            self._link(record, source, "site source")
        else:
            self._owners.setdefault(source.id, []).append(record)

    def _link(self, record: RecordRef, target: RecordRef, kind: str) -> None:
        guid = made_guid(record, kind, target)
        self.gathered.taken.add(guid)
        self.links.append(Link(guid, kind, record, target, Direction.UNDIRECTED))
        self.gathered.report.changed(kind, f"{record.id}, {target}", f"it became a link called “{kind}”")

    def _targets(self, element: _Element, name: str, kind: RecordKind, record: RecordRef) -> Iterator[RecordRef]:
        """What an element refers to, each once; a reference that leads nowhere is reported."""
        seen: set[RecordRef] = set()
        for each in inside(element, name):
            target = self._target(each, kind)
            if target is None:
                guid = plain_guid(value(each, "targetGUID"))
                lost = self.gathered.lost.get(guid)
                why = f"the {lost} it refers to has no place here" if lost else "nothing in the file has this GUID"
                self.gathered.report.dropped(f"{kind.value} of a {record.kind.value}", f"{record.id}: {guid}", why)
            elif target not in seen:
                seen.add(target)
                yield target

    def _target(self, element: _Element, kind: RecordKind) -> RecordRef | None:
        found = self.gathered.records.get(plain_guid(value(element, "targetGUID") or value(element, "guid")))
        return found if found is not None and found.kind is kind else None

    # ------------------------------------------------------------------------------ who is where, of what

    def _settle(self) -> None:
        """Sources get their cases and informants, and names of sites and cases become ids."""
        for source_id, owners in self._owners.items():
            cases = tuple(each.id for each in owners if each.kind is RecordKind.CASE)
            informants = tuple(each.id for each in owners if each.kind is RecordKind.INFORMANT)
            self.sources[source_id] = replace(self.sources[source_id], cases=cases, informants=informants)
        for site in list(self.sites.values()):
            part_of = self._known(RecordKind.SITE, site.part_of, f"site {site.id}")
            self.sites[site.id] = replace(site, part_of=part_of if part_of != site.id else None)
        for each in list(self.informants.values()):
            where = f"informant {each.id}"
            told_of = (self._known(RecordKind.CASE, case, where) for case in each.cases)
            self.informants[each.id] = replace(
                each,
                site=self._known(RecordKind.SITE, each.site, where),
                cases=tuple(dict.fromkeys(case for case in told_of if case is not None)),
            )

    def _known(self, kind: RecordKind, name: str | None, where: str) -> str | None:
        found = None if name is None else self._ids.get((kind, name), self._ids.get((kind, name.strip())))
        if found is None and name:
            self.gathered.report.dropped(
                kind.value, f"{where}: {short(name)}", f"no {kind.value} of this name is in the file"
            )
        return found
