"""What of a bundle goes into a REFI-QDA project, and where: everything is decided before anything is written.

A passage whose words are not in its text has no place there, and what rests on it has none either.
Memos always have one: every note is written, whatever became of the record it is about.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ieworkbench.exchange.bundle import Bundle, Report
from ieworkbench.exchange.moments import NEVER
from ieworkbench.exchange.refi_names import (
    ALSO_UNDER,
    MEMO_ON,
    POINTED_TO_BY,
    also_under_guid,
    link_note_guid,
    memo_note_guid,
    memo_on_guid,
    pointed_to_by_guid,
    xml_text,
)
from ieworkbench.exchange.refi_write_guids import Guids
from ieworkbench.model import Attribute, Coding, Link, Memo, Passage, RecordRef, Source
from ieworkbench.model.vocabulary import Direction, MemoKind, Placement, RecordKind

__all__ = ["NEVER", "Plan", "PlannedLink", "PlannedNote", "make_plan"]


_WITH_NOTES = {
    RecordKind.STUDY,
    RecordKind.CODE,
    RecordKind.SOURCE,
    RecordKind.PASSAGE,
    RecordKind.CODING,
    RecordKind.LINK,
    RecordKind.MEMO,
}
_WITH_VALUES = {RecordKind.SOURCE, RecordKind.CASE, RecordKind.INFORMANT, RecordKind.SITE, RecordKind.MEMO}
_MEMBERS = {RecordKind.CODE, RecordKind.SOURCE, RecordKind.MEMO}


@dataclass(frozen=True, slots=True)
class PlannedNote:
    """A note: a memo, or what is said in a coding or a link. `record` is the memo."""

    guid: str
    name: str
    text: str
    by: str = ""
    at: dt.datetime = NEVER
    kind: MemoKind = MemoKind.MEMO
    record: RecordRef | None = None


@dataclass(frozen=True, slots=True)
class PlannedLink:
    """A link: one of the bundle (then `record` is set), or one that says what has no other place."""

    guid: str
    name: str
    origin: str
    target: str
    direction: Direction = Direction.ONE_WAY
    record: RecordRef | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What goes into the file.

    Attributes
    ----------
    guids
        The GUID of every record that goes in.
    people
        Everybody, by name.
    variables
        The GUID of each attribute's variable, by the attribute's id.
    passages
        For a source's id, the passages that stand in it, in the order of the text.
    codings
        For a passage's id, its codings.
    sources_of, passages_of
        For a case or an informant, the GUIDs of its sources and of its passages.
    values
        For a record, what its attributes are.
    members
        For a set's id, the GUIDs of its members by kind.
    notes, links
        Those of the bundle, and those that stand for something else.
    notes_on
        For a record, the GUIDs of the notes on it.
    """

    guids: Guids
    people: tuple[str, ...] = ()
    variables: dict[str, str] = field(default_factory=dict)
    passages: defaultdict[str, list[Passage]] = field(default_factory=lambda: defaultdict(list))
    codings: defaultdict[str, list[Coding]] = field(default_factory=lambda: defaultdict(list))
    sources_of: defaultdict[RecordRef, list[str]] = field(default_factory=lambda: defaultdict(list))
    passages_of: defaultdict[RecordRef, list[str]] = field(default_factory=lambda: defaultdict(list))
    values: defaultdict[RecordRef, list[tuple[Attribute, str]]] = field(default_factory=lambda: defaultdict(list))
    members: defaultdict[str, list[RecordRef]] = field(default_factory=lambda: defaultdict(list))
    notes: list[PlannedNote] = field(default_factory=list)
    links: list[PlannedLink] = field(default_factory=list)
    notes_on: defaultdict[RecordRef, list[str]] = field(default_factory=lambda: defaultdict(list))


def make_plan(bundle: Bundle, report: Report) -> Plan:
    """What goes into the file; whatever does not is dropped in the report, with its reason."""
    guids = Guids(bundle, report)
    plan = Plan(guids, _people(bundle))
    for record in _firm_records(bundle, plan.people):
        guids.add(record)
    for attribute in bundle.attributes:
        plan.variables[attribute.id] = guids.attribute(attribute.id)
    _place_passages(bundle, plan, report)
    for memo in bundle.memos:
        guids.add(_memo(memo))
    links = _links_that_hold(bundle, plan, report)
    _put_sources(bundle, plan, report)
    _put_values(bundle, plan, report)
    _put_members(bundle, plan, report)
    _put_notes(bundle, plan, links, report)
    _put_links(bundle, plan, links, report)
    return plan


# ------------------------------------------------------------------------------ what is in the file


def _people(bundle: Bundle) -> tuple[str, ...]:
    """Everybody: those of the bundle, then whoever coded, wrote or linked, then whoever is written about."""
    makers: list[str] = [each.by for several in (bundle.codings, bundle.memos, bundle.links) for each in several]
    written_about = [each.id for each in _referred(bundle) if each.kind is RecordKind.PERSON]
    return tuple(dict.fromkeys(filter(None, (*bundle.people, *makers, *written_about))))


def _referred(bundle: Bundle) -> Iterator[RecordRef]:
    """Every record that a memo, a link, a value or a set names."""
    yield from (memo.about for memo in bundle.memos if memo.about is not None)
    yield from (end for link in bundle.links for end in (link.origin, link.target))
    yield from (value.about for value in bundle.values)
    yield from (member for each in bundle.sets for member in each.members)


def _firm_records(bundle: Bundle, people: tuple[str, ...]) -> Iterator[RecordRef]:
    """The records that go in whatever the others are."""
    kinds: tuple[tuple[RecordKind, Iterable[str]], ...] = (
        (RecordKind.PERSON, people),
        (RecordKind.CODE, (each.id for each in bundle.codebook)),
        (RecordKind.CASE, (each.id for each in bundle.cases)),
        (RecordKind.INFORMANT, (each.id for each in bundle.informants)),
        (RecordKind.SITE, (each.id for each in bundle.sites)),
        (RecordKind.SOURCE, (each.id for each in bundle.sources)),
        (RecordKind.SET, (each.id for each in bundle.sets)),
    )
    for kind, ids in kinds:
        yield from (RecordRef(kind, each) for each in ids)


def _place_passages(bundle: Bundle, plan: Plan, report: Report) -> None:
    """Take the passages whose words stand where they say, with their codings; drop the others."""
    by_passage: defaultdict[str, list[Coding]] = defaultdict(list)
    for coding in bundle.codings:
        by_passage[coding.passage.id].append(coding)
    texts = {source.id: source.content for source in bundle.sources}
    for passage in bundle.passages:
        codings = by_passage.pop(passage.id, [])
        content = texts.get(passage.source)
        if content is None or passage.placement is Placement.ORPHANED or not passage.stands_in(content):
            _drop_passage(bundle, plan, passage, codings, report)
            continue
        plan.guids.add(RecordRef(RecordKind.PASSAGE, passage.id))
        plan.passages[passage.source].append(passage)
        _take_codings(bundle, plan, passage, codings, report)
    for passage_id, codings in by_passage.items():
        for coding in codings:
            report.dropped("coding", coding.id, f"its passage {passage_id} is not among the passages")
            _keep_memo(bundle, plan, coding)
    for several in plan.passages.values():
        several.sort(key=lambda each: (each.start, each.end))


def _take_codings(bundle: Bundle, plan: Plan, passage: Passage, codings: list[Coding], report: Report) -> None:
    for coding in codings:
        if coding.code in bundle.codebook:
            plan.guids.add(RecordRef(RecordKind.CODING, coding.id))
            plan.codings[passage.id].append(coding)
        else:
            report.dropped("coding", coding.id, f"its code {coding.code} is not in the codebook")
            _keep_memo(bundle, plan, coding)


def _drop_passage(bundle: Bundle, plan: Plan, passage: Passage, codings: list[Coding], report: Report) -> None:
    words = " ".join(passage.quote[:200].split())
    where = f"{passage.source}, {passage.start}–{passage.end}: “{words[:60]}{'…' if len(words) > 60 else ''}”"
    why = "these words are not in the text as it is now, so that they have no place in the file"
    if codings:
        named = [f"{_code_name(bundle, each)}{f' ({each.by})' if each.by else ''}" for each in codings]
        why += f"; with them went {len(codings)} coding{'s' if len(codings) > 1 else ''}: {', '.join(named)}"
    report.dropped("passage", xml_text(where), xml_text(why))
    for coding in codings:
        _keep_memo(bundle, plan, coding)


def _code_name(bundle: Bundle, coding: Coding) -> str:
    return bundle.codebook[coding.code].name if coding.code in bundle.codebook else coding.code


def _keep_memo(bundle: Bundle, plan: Plan, coding: Coding) -> None:
    """A coding that has no place leaves its memo, as a note of its own."""
    if coding.memo:
        would_be = plan.guids.forget(RecordRef(RecordKind.CODING, coding.id))
        guid = plan.guids.taken(memo_note_guid(would_be), "memo")
        plan.notes.append(PlannedNote(guid, _code_name(bundle, coding), coding.memo, coding.by, coding.at))


def _links_that_hold(bundle: Bundle, plan: Plan, report: Report) -> list[Link]:
    """The links whose two ends are in the file; a link may itself be the end of another."""
    links = list(bundle.links)
    for link in links:
        plan.guids.add(_link(link))
    while missing := [link for link in links if not _holds(plan, link)]:
        for link in missing:
            end = _said(link.target if link.origin in plan.guids else link.origin)
            report.dropped("link", _link_name(link), f"the {end} that it leads from or to has no place in the file")
            _keep_note(plan, link, plan.guids.forget(_link(link)))
        links = [link for link in links if _link(link) in plan.guids]
    return links


def _holds(plan: Plan, link: Link) -> bool:
    return link.origin in plan.guids and link.target in plan.guids


def _link_name(link: Link) -> str:
    return xml_text(f"{_said(link.origin)} {link.kind or '–'} {_said(link.target)}")


def _keep_note(plan: Plan, link: Link, would_be: str) -> None:
    """A link that has no place leaves its note, as a note of its own."""
    if link.note:
        guid = plan.guids.taken(link_note_guid(would_be), "note")
        plan.notes.append(PlannedNote(guid, link.kind, link.note, link.by, link.at))


# ---------------------------------------------------------------------------- what belongs to what


def _put_sources(bundle: Bundle, plan: Plan, report: Report) -> None:
    """Each case and informant gets its sources, each case its passages."""
    for source in bundle.sources:
        guid = plan.guids[RecordRef(RecordKind.SOURCE, source.id)]
        for owner in _owners(source):
            if owner in plan.guids:
                plan.sources_of[owner].append(guid)
            else:
                report.dropped(
                    owner.kind.value, owner.id, f"the source {source.id} belongs to it, but nothing else is said of it"
                )
    for case_id, passage_id in bundle.case_passages:
        case, passage = RecordRef(RecordKind.CASE, case_id), RecordRef(RecordKind.PASSAGE, passage_id)
        if case in plan.guids and passage in plan.guids:
            plan.passages_of[case].append(plan.guids[passage])
        else:
            report.dropped("passage of a case", f"{case_id}, {passage_id}", "one of the two has no place in the file")


def _owners(source: Source) -> tuple[RecordRef, ...]:
    cases = (RecordRef(RecordKind.CASE, each) for each in dict.fromkeys(source.cases))
    informants = (RecordRef(RecordKind.INFORMANT, each) for each in dict.fromkeys(source.informants))
    return (*cases, *informants)


def _put_values(bundle: Bundle, plan: Plan, report: Report) -> None:
    attributes = {each.id: each for each in bundle.attributes}
    for value in bundle.values:
        attribute = attributes.get(value.attribute)
        name = attribute.name if attribute else value.attribute
        where = xml_text(f"{name} of {_said(value.about)}: {value.value[:60]}")
        if attribute is None:
            report.dropped("attribute value", where, "nothing says what this attribute is")
        elif value.about.kind not in _WITH_VALUES:
            report.dropped("attribute value", where, "only sources, cases, informants, sites and memos have variables")
        elif value.about not in plan.guids:
            report.dropped("attribute value", where, "what it is said of has no place in the file")
        else:
            plan.values[value.about].append((attribute, value.value))


def _put_members(bundle: Bundle, plan: Plan, report: Report) -> None:
    for each in bundle.sets:
        for member in dict.fromkeys(each.members):
            if member.kind not in _MEMBERS:
                report.dropped(
                    "member of a set",
                    xml_text(f"{each.name}: {_said(member)}"),
                    "sets hold codes, sources and notes only",
                )
            elif member not in plan.guids:
                report.dropped("member of a set", f"{each.name}: {member}", "it has no place in the file")
            else:
                plan.members[each.id].append(member)


# ---------------------------------------------------------------------------------- notes and links


def _put_notes(bundle: Bundle, plan: Plan, links: list[Link], report: Report) -> None:
    """A note for each memo, for what codings say and for what links say."""
    own: list[PlannedNote] = []
    for memo in bundle.memos:
        guid = plan.guids[_memo(memo)]
        own.append(PlannedNote(guid, memo.title, memo.text, memo.by, memo.at, memo.kind, _memo(memo)))
        _put_memo(plan, memo, guid, report)
    for several in plan.passages.values():
        for coding in (each for passage in several for each in plan.codings[passage.id] if each.memo):
            record = RecordRef(RecordKind.CODING, coding.id)
            guid = plan.guids.taken(memo_note_guid(plan.guids[record]), "memo")
            plan.notes_on[record].append(guid)
            own.append(PlannedNote(guid, _code_name(bundle, coding), coding.memo, coding.by, coding.at))
    for link in links:
        if link.note:
            guid = plan.guids.taken(link_note_guid(plan.guids[_link(link)]), "note")
            plan.notes_on[_link(link)].append(guid)
            own.append(PlannedNote(guid, link.kind, link.note, link.by, link.at))
    plan.notes[:0] = own


def _put_memo(plan: Plan, memo: Memo, guid: str, report: Report) -> None:
    """Tie a memo to its record: where that has room for notes, by a reference, otherwise by a link."""
    about = memo.about
    if about is None:
        return
    if about.kind is RecordKind.STUDY or (about.kind in _WITH_NOTES and about in plan.guids):
        plan.notes_on[_study() if about.kind is RecordKind.STUDY else about].append(guid)
    elif about in plan.guids:
        plan.links.append(PlannedLink(memo_on_guid(guid), MEMO_ON, guid, plan.guids[about]))
    else:
        where = xml_text(memo.title or memo.id)
        report.changed(
            "memo", where, f"the {_said(about)} it is about has no place in the file; it became a memo of its own"
        )


def _put_links(bundle: Bundle, plan: Plan, links: list[Link], report: Report) -> None:
    """The links that stand for something else, then those of the bundle."""
    for code in bundle.codebook:
        guid = plan.guids[RecordRef(RecordKind.CODE, code.id)]
        for parent in dict.fromkeys(code.parents[1:]):
            other = plan.guids[RecordRef(RecordKind.CODE, parent)]
            if parent != code.parents[0]:
                plan.links.append(PlannedLink(also_under_guid(guid, other), ALSO_UNDER, guid, other))
    for each in bundle.informants:
        if each.pointed_to_by is not None:
            guid = plan.guids[RecordRef(RecordKind.INFORMANT, each.id)]
            passage = plan.guids.get(RecordRef(RecordKind.PASSAGE, each.pointed_to_by))
            if passage is None:
                report.dropped("pointed to by", each.id, "the passage that led to them has no place in the file")
            else:
                plan.links.append(PlannedLink(pointed_to_by_guid(guid), POINTED_TO_BY, guid, passage))
    plan.links[:] = [_own_guid(plan, each) for each in plan.links]
    for link in links:
        ends = plan.guids[link.origin], plan.guids[link.target]
        plan.links.append(PlannedLink(plan.guids[_link(link)], link.kind, *ends, link.direction, _link(link)))
    unsaid = sum(1 for link in links if not link.note and (link.by or link.at != NEVER))
    if unsaid:
        what = f"{unsaid:,} of {len(links):,}"
        report.changed("links", what, "who made them and when is not in the file: only a link's note has room for it")


def _own_guid(plan: Plan, link: PlannedLink) -> PlannedLink:
    guid = plan.guids.taken(link.guid, link.name)
    return PlannedLink(guid, link.name, link.origin, link.target)


def _said(record: RecordRef) -> str:
    """A record as it is named in the report; the study has no id."""
    return xml_text(str(record).strip())


def _memo(memo: Memo) -> RecordRef:
    return RecordRef(RecordKind.MEMO, memo.id)


def _link(link: Link) -> RecordRef:
    return RecordRef(RecordKind.LINK, link.id)


def _study() -> RecordRef:
    return RecordRef(RecordKind.STUDY, "")
