"""The XML of a REFI-QDA project, element by element, in the order the schema wants.

It is made from a plan that says what goes in, so that nothing is decided here but how it is said.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from decimal import Decimal

from lxml import etree

from ieworkbench.errors import RecordWrong
from ieworkbench.exchange.bundle import Bundle, Report, guid_of
from ieworkbench.exchange.descriptions import description_of
from ieworkbench.exchange.moments import NEVER
from ieworkbench.exchange.refi_chain import add_chain, has_chain
from ieworkbench.exchange.refi_names import (
    CASE_VARIABLES,
    DIRECTIONS,
    INTERNAL,
    NAMESPACE,
    NOTE_VARIABLES,
    ORIGIN,
    SOURCE_VARIABLES,
    UNTITLED,
    VALUE_ELEMENTS,
    VARIABLE_TYPES,
    VARIABLES,
    FixedVariable,
    joined,
    quote_name,
    representation_guid,
    xml_text,
)
from ieworkbench.exchange.refi_write_plan import Plan, PlannedNote
from ieworkbench.model import Attribute, Case, Coding, Informant, RecordRef, Site, Source
from ieworkbench.model.dates import SaidDate
from ieworkbench.model.vocabulary import AttributeType, InformantLevel, MemoKind, RecordKind, SiteLevel, SourceKind

__all__ = ["project_element"]

_Q = f"{{{NAMESPACE}}}"
_SCHEMA_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d:\d\d)?")
_MOST_DIGITS = 400
_MEMBERS = {RecordKind.CODE: "MemberCode", RecordKind.SOURCE: "MemberSource", RecordKind.MEMO: "MemberNote"}

Value = tuple[FixedVariable, str]


def project_element(bundle: Bundle, plan: Plan, files: dict[str, dict[str, str]], report: Report) -> etree._Element:
    """The whole project as an element.

    Parameters
    ----------
    bundle
        The records.
    plan
        What of them goes in.
    files
        For a source's id, the names of its files in the folder of sources by what they are:
        ``"text"``, ``"docx"``, ``"pdf"``.
    report
        Where it is noted what could not be said as it was.
    """
    return _Writer(bundle, plan, files, report).project()


class _Writer:
    """One project in the making: its root, and what every part of it asks."""

    def __init__(self, bundle: Bundle, plan: Plan, files: dict[str, dict[str, str]], report: Report) -> None:
        self.bundle = bundle
        self.plan = plan
        self.files = files
        self.report = report
        self.root = etree.Element(f"{_Q}Project", None, {None: NAMESPACE})  # type: ignore[dict-item]  # the default one
        self._users = {name: plan.guids[RecordRef(RecordKind.PERSON, name)] for name in plan.people}
        self._used: set[str] = set()

    def project(self) -> etree._Element:
        """Everything, in the order of the schema."""
        self._head()
        self._people()
        self._codebook()
        variables = self._part("Variables")
        self._cases()
        self._sources()
        self._notes()
        self._links()
        self._sets()
        self._graphs()
        self._variables(variables)
        if self.bundle.standpoint:
            self._words_in(self.root, "Description", self.bundle.standpoint, "standpoint", "the study")
        self._note_refs(self.root, RecordRef(RecordKind.STUDY, ""))
        for empty in [part for part in self.root if part.tag != f"{_Q}NoteRef" and not len(part) and not part.text]:
            self.root.remove(empty)
        return self.root

    # ------------------------------------------------------------------------------ the small things

    def _part(self, name: str) -> etree._Element:
        return etree.SubElement(self.root, _Q + name)

    def _clean(self, words: str, what: str, where: str) -> str:
        """The words as XML can hold them; if that changed them, it is reported."""
        clean = xml_text(words)
        if clean is not words and clean != words:
            self.report.changed(
                what, xml_text(where), "a character that XML cannot hold was replaced in it by “\ufffd”"
            )
        return clean

    def _words_in(self, parent: etree._Element, name: str, words: str, what: str, where: str) -> None:
        etree.SubElement(parent, _Q + name).text = self._clean(words, what, where)

    def _note_refs(self, parent: etree._Element, record: RecordRef) -> None:
        if record in self.plan.notes_on:
            for guid in self.plan.notes_on[record]:
                etree.SubElement(parent, f"{_Q}NoteRef", {"targetGUID": guid})

    def _made(self, by: str, at: dt.datetime, when: str = "creationDateTime") -> dict[str, str]:
        """Who made something and when, as attributes; neither where it is not known."""
        attributes = {"creatingUser": self._users[by]} if by else {}
        if at != NEVER:
            attributes[when] = _moment(at)
        return attributes

    def _head(self) -> None:
        self.root.set("name", self._clean(self.bundle.title, "title", "the study") or UNTITLED)
        self.root.set("origin", ORIGIN)
        if self.plan.people:
            self.root.set("creatingUserGUID", self._users[self.plan.people[0]])
        if self.bundle.written_at is not None:
            self.root.set("creationDateTime", _moment(self.bundle.written_at))

    def _people(self) -> None:
        users = self._part("Users")
        for name, guid in self._users.items():
            etree.SubElement(users, f"{_Q}User", {"guid": guid, "name": self._clean(name, "person", name)})
        self.report.kept["people"] += len(self._users)

    # ------------------------------------------------------------------------------------- the codes

    def _codebook(self) -> None:
        """Each code under its first parent, in the order of the codebook."""
        codebook = self.bundle.codebook
        if not codebook:
            return
        elements: dict[str, etree._Element] = {}
        top = etree.SubElement(self._part("CodeBook"), f"{_Q}Codes")
        for _, code in codebook.walk():
            if code.id in elements:
                continue
            guid = self.plan.guids[RecordRef(RecordKind.CODE, code.id)]
            attributes = {"guid": guid, "name": self._clean(code.name, "name of a code", code.name)}
            attributes["isCodable"] = "true" if code.codable else "false"
            if code.colour:
                attributes["color"] = code.colour
            parent = elements[code.parents[0]] if code.parents else top
            element = elements[code.id] = etree.SubElement(parent, f"{_Q}Code", attributes)
            if description := description_of(code):
                self._words_in(element, "Description", description, "description of a code", code.name)
            self._note_refs(element, RecordRef(RecordKind.CODE, code.id))
        self.report.kept["codes"] += len(elements)
        if (codebook.title and codebook.title != self.bundle.title) or codebook.description:
            why = "a REFI-QDA project has no room for what a codebook itself is called and is for"
            self.report.dropped("title and description of the codebook", codebook.title, why)

    # --------------------------------------------------------------------------------- the variables

    def _variables(self, parent: etree._Element) -> None:
        """The researcher's attributes, and those of our own variables that are used."""
        names = set()
        for each in self.bundle.attributes:
            name = self._clean(each.name, "name of an attribute", each.name)
            names.add(name)
            self._variable(parent, self.plan.variables[each.id], name, each.type, each.description)
        for guid, fixed in VARIABLES.items():
            if guid in self._used:
                name = f"{fixed.name} ({ORIGIN})" if fixed.name in names else fixed.name
                self._variable(parent, guid, name, fixed.type, fixed.description)
        self.report.kept["attributes"] += len(self.bundle.attributes)

    def _variable(self, parent: etree._Element, guid: str, name: str, kind: AttributeType, description: str) -> None:
        attributes = {"guid": guid, "name": name, "typeOfVariable": VARIABLE_TYPES[kind]}
        element = etree.SubElement(parent, f"{_Q}Variable", attributes)
        if description:
            self._words_in(element, "Description", description, "description of an attribute", name)

    def _values(self, parent: etree._Element, record: RecordRef, fixed: Iterable[Value]) -> None:
        """What our variables and the researcher's are for one record."""
        for variable, words in fixed:
            if words:
                self._used.add(variable.guid)
                clean = self._clean(words, variable.name, str(record))
                self._value(parent, variable.guid, VALUE_ELEMENTS[variable.type], clean)
        if record in self.plan.values:
            for attribute, words in self.plan.values[record]:
                self._value(parent, self.plan.variables[attribute.id], *self._typed(attribute, words, record))
                self.report.kept["values"] += 1

    def _value(self, parent: etree._Element, guid: str, name: str, words: str) -> None:
        element = etree.SubElement(parent, f"{_Q}VariableValue")
        etree.SubElement(element, f"{_Q}VariableRef", {"targetGUID": guid})
        etree.SubElement(element, _Q + name).text = words

    def _typed(self, attribute: Attribute, words: str, record: RecordRef) -> tuple[str, str]:
        """The element for a value, and what stands in it; a value that is not of its type stays words."""
        where = f"{attribute.name} of {record}"
        try:
            return VALUE_ELEMENTS[attribute.type], _as_schema(attribute, self._clean(words, "value", where))
        except (RecordWrong, ValueError):
            why = f"“{xml_text(words[:60])}” cannot be written as a {attribute.type.value}; it is there as text"
            self.report.changed("value", where, why)
            return VALUE_ELEMENTS[AttributeType.TEXT], xml_text(words)

    def _said(self, date: SaidDate | None, where: RecordRef) -> str:
        if date is None:
            return ""
        if SaidDate.read(date.said) != date:
            why = f"“{date.said}” is there, but not the days that it was said to mean"
            self.report.changed("date", str(where), why)
        return date.said

    # ------------------------------------------------------------------- cases, informants and sites

    def _cases(self) -> None:
        """Everything that is followed, tells or is a place is a case in the file."""
        cases = self._part("Cases")
        for case in self.bundle.cases:
            record = RecordRef(RecordKind.CASE, case.id)
            self._case(cases, record, self._of_case(case, record))
        for informant in self.bundle.informants:
            record = RecordRef(RecordKind.INFORMANT, informant.id)
            self._case(cases, record, _of_informant(informant))
        for site in self.bundle.sites:
            self._case(cases, RecordRef(RecordKind.SITE, site.id), _of_site(site))
        kept = self.report.kept
        kept["cases"] += len(self.bundle.cases)
        kept["informants"] += len(self.bundle.informants)
        kept["sites"] += len(self.bundle.sites)

    def _case(self, parent: etree._Element, record: RecordRef, fixed: dict[str, str]) -> None:
        attributes = {"guid": self.plan.guids[record], "name": self._clean(record.id, record.kind.value, record.id)}
        element = etree.SubElement(parent, f"{_Q}Case", attributes)
        fixed = {"record": record.kind.value, **fixed}
        self._values(element, record, [(CASE_VARIABLES[name], words) for name, words in fixed.items()])
        for guid in self.plan.sources_of.get(record, ()):
            etree.SubElement(element, f"{_Q}SourceRef", {"targetGUID": guid})
        for guid in self.plan.passages_of.get(record, ()):
            etree.SubElement(element, f"{_Q}SelectionRef", {"targetGUID": guid})

    def _of_case(self, case: Case, record: RecordRef) -> dict[str, str]:
        return {"label": case.label, "period": self._said(case.period, record)}

    # ------------------------------------------------------------------- sources and what is in them

    def _sources(self) -> None:
        sources = self._part("Sources")
        self.report.kept["sources"] += len(self.bundle.sources)
        for source in self.bundle.sources:
            record = RecordRef(RecordKind.SOURCE, source.id)
            guid, files = self.plan.guids[record], self.files[source.id]
            name = self._clean(source.id, "source", source.id)
            if "pdf" in files:
                element = self._pdf(sources, source, guid, name, files)
            else:
                attributes = {"guid": guid, "name": name, **_paths(files)}
                element = etree.SubElement(sources, f"{_Q}TextSource", attributes)
                self._selections(element, source)
            self._note_refs(element, record)
            self._values(element, record, self._of_source(source, record))

    def _pdf(
        self, parent: etree._Element, source: Source, guid: str, name: str, files: dict[str, str]
    ) -> etree._Element:
        """A PDF with its text beside it, in which the passages are."""
        attributes = {"guid": guid, "name": name, "path": INTERNAL + files["pdf"]}
        element = etree.SubElement(parent, f"{_Q}PDFSource", attributes)
        inside = self.plan.guids.taken(representation_guid(guid), "representation")
        text = {"guid": inside, "name": name, **_paths(files)}
        self._selections(etree.SubElement(element, f"{_Q}Representation", text), source)
        return element

    def _of_source(self, source: Source, record: RecordRef) -> list[Value]:
        values = {
            "kind": source.kind.value if source.kind is not SourceKind.OTHER else "",
            "wave": str(source.wave) if source.wave is not None else "",
            "language": source.language or "",
            "date": self._said(source.date, record),
            "title": source.title,
        }
        return [(SOURCE_VARIABLES[name], words) for name, words in values.items()]

    def _selections(self, parent: etree._Element, source: Source) -> None:
        passages = self.plan.passages.get(source.id, [])
        for passage in passages:
            record = RecordRef(RecordKind.PASSAGE, passage.id)
            codings = self.plan.codings.get(passage.id, [])
            attributes = {
                "guid": self.plan.guids[record],
                "name": quote_name(passage.quote),
                "startPosition": str(passage.start),
                "endPosition": str(passage.end),
            }
            if codings:
                attributes.update(self._made(codings[0].by, codings[0].at))
            element = etree.SubElement(parent, f"{_Q}PlainTextSelection", attributes)
            for coding in codings:
                self._coding(element, coding)
            self._note_refs(element, record)
            self.report.kept["codings"] += len(codings)
        self.report.kept["passages"] += len(passages)

    def _coding(self, parent: etree._Element, coding: Coding) -> None:
        record = RecordRef(RecordKind.CODING, coding.id)
        attributes = {"guid": self.plan.guids[record], **self._made(coding.by, coding.at)}
        element = etree.SubElement(parent, f"{_Q}Coding", attributes)
        code = self.plan.guids[RecordRef(RecordKind.CODE, coding.code)]
        etree.SubElement(element, f"{_Q}CodeRef", {"targetGUID": code})
        self._note_refs(element, record)

    # ------------------------------------------------------------------ notes, links, sets and graphs

    def _notes(self) -> None:
        notes = self._part("Notes")
        for note in self.plan.notes:
            self._note(notes, note)
        self.report.kept["memos"] += len(self.bundle.memos)
        changed = sum(1 for memo in self.bundle.memos if memo.version > 1)
        if changed:
            why = "they are there as they stand now, without the number of their version and the earlier ones"
            self.report.changed("memos", f"{changed:,} of {len(self.bundle.memos):,}", why)

    def _note(self, parent: etree._Element, note: PlannedNote) -> None:
        attributes = {"guid": note.guid}
        if note.name:
            attributes["name"] = self._clean(note.name, "title of a memo", note.name)
        attributes.update(self._made(note.by, note.at))
        element = etree.SubElement(parent, f"{_Q}Note", attributes)
        self._words_in(element, "PlainTextContent", note.text, "memo", note.name or note.guid)
        if note.record is not None:
            self._note_refs(element, note.record)
            kind = note.kind.value if note.kind is not MemoKind.MEMO else ""
            self._values(element, note.record, [(NOTE_VARIABLES["memo kind"], kind)])

    def _links(self) -> None:
        links = self._part("Links")
        for link in self.plan.links:
            attributes = {"guid": link.guid}
            if link.name:
                attributes["name"] = self._clean(link.name, "kind of a link", link.name)
            attributes["direction"] = DIRECTIONS[link.direction]
            attributes["originGUID"] = link.origin
            attributes["targetGUID"] = link.target
            element = etree.SubElement(links, f"{_Q}Link", attributes)
            if link.record is not None:
                self._note_refs(element, link.record)
                self.report.kept["links"] += 1

    def _sets(self) -> None:
        """Members stand by kind: codes, then sources, then notes."""
        sets = self._part("Sets")
        for each in self.bundle.sets:
            guid = self.plan.guids[RecordRef(RecordKind.SET, each.id)]
            name = self._clean(each.name, "name of a set", each.name)
            element = etree.SubElement(sets, f"{_Q}Set", {"guid": guid, "name": name})
            if each.description:
                self._words_in(element, "Description", each.description, "description of a set", each.name)
            for kind, member in _MEMBERS.items():
                for record in self.plan.members.get(each.id, ()):
                    if record.kind is kind:
                        etree.SubElement(element, _Q + member, {"targetGUID": self.plan.guids[record]})
        self.report.kept["sets"] += len(self.bundle.sets)

    def _graphs(self) -> None:
        """The map of the chain of action, with the cases, notes and links that show it."""
        graphs = self._part("Graphs")
        if has_chain(self.bundle):
            parts = {name: self.root.find(_Q + name) for name in ("Cases", "Notes", "Links")}
            study = guid_of(self.bundle, "chain of action")
            found = {name: part for name, part in parts.items() if part is not None}
            guid = add_chain({**found, "Graphs": graphs}, self.bundle, self.plan, study, self.report)
            self._used |= {guid, CASE_VARIABLES["record"].guid}


def _of_informant(informant: Informant) -> dict[str, str]:
    return {
        "level": informant.level.value if informant.level is not InformantLevel.UNKNOWN else "",
        "role": informant.role,
        "site": informant.site or "",
        "cases": joined(informant.cases),
        "consent": joined(each.value for each in informant.consent),
    }


def _of_site(site: Site) -> dict[str, str]:
    return {
        "level": site.level.value if site.level is not SiteLevel.UNKNOWN else "",
        "aliases": joined(site.aliases),
        "part of": site.part_of or "",
    }


def _paths(files: dict[str, str]) -> dict[str, str]:
    """Where a source's texts are; the rich one is a Word document, never plain text."""
    paths = {"richTextPath": INTERNAL + files["docx"]} if "docx" in files else {}
    return {**paths, "plainTextPath": INTERNAL + files["text"]}


def _moment(at: dt.datetime) -> str:
    """A moment in UTC, said so."""
    naive = at if at.tzinfo is None else at.astimezone(dt.UTC).replace(tzinfo=None)
    return f"{naive.isoformat()}Z"


def _as_schema(attribute: Attribute, words: str) -> str:
    """A value as the schema's types are written.

    Raises
    ------
    RecordWrong, ValueError
        If it is not of the attribute's type, or the schema's type has no such value.
    """
    kind = attribute.type
    if kind is AttributeType.TEXT:
        return words
    checked = attribute.checked(words)
    if kind is AttributeType.YES_NO:
        return "true" if checked == "yes" else "false"
    if kind is AttributeType.NUMBER:
        return _without_exponent(checked)
    if kind is AttributeType.MOMENT and not _SCHEMA_MOMENT.fullmatch(checked):
        raise ValueError(checked)
    return checked


def _without_exponent(number: str) -> str:
    """A number as ``xsd:decimal`` has it: ``1e3`` is 1000."""
    if "e" not in number.lower():
        return number
    value = Decimal(number)
    if abs(value.adjusted()) > _MOST_DIGITS:
        raise ValueError(number)
    return format(value, "f")
