"""A bundle put into a study: what is there already is known again, and the rest is added.

Nothing that is in the study is changed by what comes in; where the two say different things, the
study's stays and the report says so. Words are checked before they are taken: a passage whose quote
does not stand at its place is looked for, and what is not found is listed and left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, overload
from urllib.parse import unquote

from ieworkbench.errors import ImportIncomplete, RecordWrong
from ieworkbench.exchange import Bundle, Fate, Report, TypedRow, guid_of
from ieworkbench.model import Code, Codebook, Coding, Memo, MemoKind, Passage, RecordKind, RecordRef, Source
from ieworkbench.sentences import short
from ieworkbench.store import index_records, note_records, passage_records, records
from ieworkbench.store.transaction import Transaction
from ieworkbench.study import people, sources
from ieworkbench.study.names import check_id
from ieworkbench.study.new_records import new_id, now
from ieworkbench.study.passages import kept_and_new
from ieworkbench.study.placing import placed
from ieworkbench.study.typed_rows import take_rows

__all__ = ["refuse_if_incomplete", "take_in"]

Ids = dict[str, str]
_EPOCH = 1970  # a moment of this year means that nobody said when
_LONGEST_NAME = 100


@dataclass(slots=True)
class _Taking:
    """One bundle on its way in.

    Attributes
    ----------
    ids
        For each kind of record, the id in the study of each that came through.
    texts
        The sources that are new in the study, by their ids there.
    added
        How many records of each kind are new in the study.
    there
        How many were there already.
    """

    work: Transaction
    bundle: Bundle
    report: Report
    by: str
    ids: dict[RecordKind, Ids] = field(default_factory=dict)
    texts: dict[str, Source] = field(default_factory=dict)
    added: Counter[str] = field(default_factory=Counter)
    there: Counter[str] = field(default_factory=Counter)

    def ref(self, record: RecordRef) -> RecordRef | None:
        """The record in the study that ``record`` of the bundle has become."""
        if record.kind is RecordKind.STUDY:
            return RecordRef(RecordKind.STUDY, records.about(self.work.connection)["id"])
        if record.kind is RecordKind.PERSON:
            return record
        name = self.ids.get(record.kind, {}).get(record.id)
        if name is None and record.kind is RecordKind.SOURCE:  # some formats speak of sources without bringing them
            name = next(iter(records.known_ids(self.work.connection, "source", [record.id])), None)
        return None if name is None else RecordRef(record.kind, name)


def take_in(work: Transaction, bundle: Bundle, report: Report, by: str) -> None:
    """Put a bundle into the study, all of it or nothing, and complete the report.

    Parameters
    ----------
    work
        The transaction.
    bundle
        What a reader made of a file.
    report
        Its report; what becomes of each record in the study is added to it.
    by
        Who takes it in, for what does not say who made it.
    """
    taking = _Taking(work, bundle, report, by)
    for step in (_people, _sources, _named_by_file, _codes, _passages, _codings, _pointed_to, _case_passages):
        step(taking)
    for step in (_attributes, _memos, _links, _sets, _late_abouts, _guids):
        step(taking)
    take_rows(work, [_renamed(taking, each) for each in bundle.typed], report, by, taking.added, taking.there)
    report.kept, report.there = taking.added, taking.there


def _renamed(taking: _Taking, row: TypedRow) -> TypedRow:
    """A row of a chain that came with its sources, cases and sites, which may be called otherwise here."""
    if not row.stays:
        return row
    called = {"source": RecordKind.SOURCE, "case": RecordKind.CASE, "site": RecordKind.SITE}
    new = {column: taking.ids.get(kind, {}).get(row.said.get(column, "")) for column, kind in called.items()}
    return replace(row, said={**row.said, **{column: name for column, name in new.items() if name}})


def refuse_if_incomplete(report: Report) -> None:
    """Raise what says what was left out or not found, if anything was.

    Raises
    ------
    ImportIncomplete
        With all of it.
    """
    missing = tuple(each for each in report.findings if each.fate is not Fate.CHANGED)
    if missing:
        raise ImportIncomplete(report.file, tuple(f"{each.where}: {each.why}" for each in missing))


# ------------------------------------------------------------------------------ people, sources


def _people(taking: _Taking) -> None:
    work, connection = taking.work, taking.work.connection
    _persons(
        taking,
        RecordKind.CASE,
        taking.bundle.cases,
        records.cases(connection),
        lambda each: people.put_case(work, each, new=True),
    )
    sites = [replace(each, part_of=_tidy(each.part_of)) for each in _parents_first(taking.bundle.sites)]
    _persons(
        taking,
        RecordKind.SITE,
        sites,
        records.sites(connection),
        lambda each: people.put_site(work, each, new=True),
    )
    cases = taking.ids[RecordKind.CASE]
    _persons(
        taking,
        RecordKind.INFORMANT,
        [
            replace(
                each,
                pointed_to_by=None,
                site=_tidy(each.site),
                cases=tuple(dict.fromkeys(cases[one] for one in each.cases if one in cases)),
            )
            for each in taking.bundle.informants
        ],
        [replace(each, pointed_to_by=None) for each in records.informants(connection)],
        lambda each: people.put_informant(work, each, new=True),
    )


def _persons(
    taking: _Taking,
    kind: RecordKind,
    given: Iterable[Any],
    known: Iterable[Any],
    put: Callable[[Any], object],
) -> None:
    """Add cases, sites or informants; one of the same name is that one, and stays as it is."""
    standing, ids = {each.id: each for each in known}, taking.ids.setdefault(kind, {})
    for record in given:
        ids[record.id] = name = _tidy(record.id) or kind.value
        fresh = replace(record, id=name)
        if name != record.id:
            taking.report.changed(kind.value, f"“{short(record.id)}”", f"It is called “{name}” here.")
        if name not in standing:
            put(fresh)
            standing[name] = fresh
            taking.added[_many(kind)] += 1
            continue
        taking.there[_many(kind)] += 1
        if standing[name] != fresh:
            taking.report.changed(kind.value, name, "The study says something else of it, and that stays.")


@overload
def _tidy(name: str) -> str: ...
@overload
def _tidy(name: None) -> None: ...
def _tidy(name: str | None) -> str | None:
    """A name from elsewhere as the study can have it: one line, no semicolon, not too long."""
    if name is None:
        return None
    try:
        return check_id("record", name)
    except RecordWrong:
        printable = "".join(each if each.isprintable() else " " for each in name.replace(";", ","))
        return check_id("record", " ".join(printable.split())[:_LONGEST_NAME].strip() or "unnamed")


def _parents_first(sites: Iterable[Any]) -> list[Any]:
    """Sites in an order in which each comes after the one it is part of."""
    waiting, ordered, placed = list(sites), [], set[str]()
    names = {each.id for each in waiting}
    while waiting:
        ready = [
            each for each in waiting if each.part_of is None or each.part_of not in names or each.part_of in placed
        ]
        if not ready:
            ready = [replace(each, part_of=None) for each in waiting]
        ordered += ready
        placed |= {each.id for each in ready}
        waiting = [each for each in waiting if each.id not in placed]
    return ordered


def _sources(taking: _Taking) -> None:
    """Add sources; one with the same file, or the very same text, is that one."""
    connection, ids = taking.work.connection, taking.ids.setdefault(RecordKind.SOURCE, {})
    by_text = records.sources_by_text(connection)
    for source in taking.bundle.sources:
        data = taking.bundle.originals.get(source.id, source.content.encode("utf-8"))
        known = by_text.get(source.content_sha256) or records.source_with_file(connection, source.origin.sha256)
        if known is not None:
            taking.there["sources"] += 1
            if known != source.id:
                taking.report.changed("source", source.id, f"The study has this text already, as “{known}”.")
            ids[source.id] = known
            continue
        added = sources.add_source(taking.work, _known_people(taking, source), data, like=_tidy(source.id) or None)
        by_text[added.content_sha256] = added.id
        if added.id != source.id:
            taking.report.changed("source", source.id, f"Another source is called so; it is “{added.id}” here.")
        taking.added["sources"] += 1
        taking.texts[added.id] = added
        ids[source.id] = added.id


def _named_by_file(taking: _Taking) -> None:
    """Know sources that are not in the file, and are named in it by where their own file lies, by that file's name."""
    connection, ids = taking.work.connection, taking.ids[RecordKind.SOURCE]
    memos = (each.about for each in taking.bundle.memos)
    about = (each.id for each in memos if each is not None and each.kind is RecordKind.SOURCE)
    for name in dict.fromkeys([*(each.source for each in taking.bundle.passages), *about]):
        if name in ids or records.known_ids(connection, "source", [name]):
            continue
        last = unquote(name).replace("\\", "/").rstrip("/").rpartition("/")[2]
        found = records.sources_with_file_name(connection, last) if last else []
        if len(found) == 1:
            ids[name] = found[0]
            why = f"It was taken to be “{found[0]}”, which was read from a file of this name."
            taking.report.changed("source", name, why)


def _known_people(taking: _Taking, source: Source) -> Source:
    """The source without cases and informants that did not come in."""
    cases, informants = (taking.ids.get(kind, {}) for kind in (RecordKind.CASE, RecordKind.INFORMANT))
    return replace(
        source,
        cases=tuple(dict.fromkeys(cases[each] for each in source.cases if each in cases)),
        informants=tuple(dict.fromkeys(informants[each] for each in source.informants if each in informants)),
    )


# ------------------------------------------------------------------------------------- codes


def _codes(taking: _Taking) -> None:
    """Add codes; one with the same id, or in the same place under the same names, is that one."""
    work, book = taking.work, taking.bundle.codebook
    ours = index_records.codebook(work.connection)
    ids = taking.ids.setdefault(RecordKind.CODE, {})
    free = {code.id for code in ours} - {code.id for code in book}
    new: list[Code] = []
    for code in _above_first(book.codes):
        parents = tuple(ids[each] for each in code.parents)
        twin = ours[code.id] if code.id in ours else _twin(ours, code, parents, free)
        if twin is None:
            ids[code.id] = code.id
            new.append(replace(code, parents=parents))
            continue
        free.discard(twin.id)
        ids[code.id] = twin.id
        taking.there["codes"] += 1
        if _said(twin) != _said(code):
            taking.report.changed("code", book.path(code.id), "The study says something else of it, and that stays.")
    order = {code.id: place for place, code in enumerate(book.codes)}
    new.sort(key=lambda code: order[code.id])
    index_records.put_codes(work, new, index_records.last_position(work.connection) + 1)
    taking.added["codes"] += len(new)


def _twin(ours: Codebook, code: Code, parents: tuple[str, ...], free: set[str]) -> Code | None:
    """The study's code of the same name in the same place, if no other code has become it."""
    place = parents[0] if parents else ""
    return next((each for each in ours.children(place) if each.name == code.name and each.id in free), None)


def _said(code: Code) -> tuple[object, ...]:
    return code.name, code.definition, code.include, code.exclude, code.example, code.colour.lower(), code.codable


def _above_first(codes: tuple[Code, ...]) -> list[Code]:
    """Codes in an order in which each comes after every code it stands under."""
    by_id, ordered, done = {code.id: code for code in codes}, [], set[str]()
    for code in codes:
        stack = [code]
        while stack:
            top = stack[-1]
            waiting = [by_id[each] for each in top.parents if each not in done]
            if waiting:
                stack += waiting
                continue
            stack.pop()
            if top.id not in done:
                done.add(top.id)
                ordered.append(top)
    return ordered


# ------------------------------------------------------------------------- passages and codings


def _passages(taking: _Taking) -> None:
    """Keep the passages whose words stand where they say, or in one place nearby; list the others."""
    connection = taking.work.connection
    ids = taking.ids.setdefault(RecordKind.PASSAGE, {})
    by_source: dict[str, list[Passage]] = {}
    for passage in taking.bundle.passages:
        by_source.setdefault(passage.source, []).append(passage)
    known_passages = records.known_ids(connection, "passage")
    found: list[tuple[str, Passage]] = []
    for name, wanted in by_source.items():
        here = taking.ids[RecordKind.SOURCE].get(name, name)
        source = taking.texts.get(here) or records.source(connection, here)
        if source is None:
            why = f"The study has no source “{name}”; add it first, then import again."
            taking.report.unplaced("passages", f"{len(wanted):,} of {name}", why)
            continue
        kept_already = _kept_already(taking, source, [each for each in wanted if each.id in known_passages])
        ids.update({name: name for name in kept_already})
        taking.there["passages"] += len(kept_already)
        tried = [(each.id, placed(source, each, taking.report)) for each in wanted if each.id not in kept_already]
        found += [(name, place) for name, place in tried if place is not None]
    kept, new = kept_and_new(taking.work, [place for _, place in found])
    ids.update({name: one.id for (name, _), one in zip(found, kept, strict=True)})
    taking.added["passages"] += len(new)
    taking.there["passages"] += len(kept) - len(new)


def _kept_already(taking: _Taking, source: Source, wanted: Iterable[Passage]) -> set[str]:
    """The ids of passages that the study keeps with these very words, wherever they stand by now: orphans too."""
    by_id = {each.id: each for each in wanted}
    kept = passage_records.passages_called(taking.work.connection, list(by_id))
    return {name for name, each in kept.items() if (each.source, each.quote) == (source.id, by_id[name].quote)}


def _codings(taking: _Taking) -> None:
    """Add codings; one with the same id, or of the same words, code and person, is that one."""
    work = taking.work
    ids = taking.ids.setdefault(RecordKind.CODING, {})
    passages, codes = taking.ids[RecordKind.PASSAGE], taking.ids[RecordKind.CODE]
    standing = index_records.codings(work.connection)
    known = {each.id for each in standing}
    same = {(each.passage.id, each.code, each.by): each.id for each in standing}
    moment, new = now(), []
    for coding in taking.bundle.codings:
        passage, code = passages.get(coding.passage.id), codes.get(coding.code)
        if passage is None or code is None:
            why = "Its passage has no place in the study." if code else "Its code is not in the file."
            taking.report.dropped("coding", f"“{short(coding.passage.quote)}”", why)
            continue
        by = coding.by or taking.by
        twin = coding.id if coding.id in known else same.get((passage, code, by))
        if twin is not None:
            ids[coding.id] = twin
            taking.there["codings"] += 1
            continue
        at = moment if coding.at.year <= _EPOCH else coding.at
        name = coding.id if coding.id and coding.id not in ids else new_id()
        words = coding.passage if coding.passage.id == passage else replace(coding.passage, id=passage)
        fresh = Coding(name, words, code, coding.memo, by, at)
        same[passage, code, by] = fresh.id
        ids[coding.id] = fresh.id
        new.append(fresh)
    index_records.put_codings(work, new)
    taking.added["codings"] += len(new)


def _pointed_to(taking: _Taking) -> None:
    connection, passages = taking.work.connection, taking.ids[RecordKind.PASSAGE]
    for informant in taking.bundle.informants:
        passage = passages.get(informant.pointed_to_by or "")
        standing = records.informant(connection, taking.ids[RecordKind.INFORMANT].get(informant.id, ""))
        if passage is not None and standing is not None and standing.pointed_to_by is None:
            people.put_informant(taking.work, replace(standing, pointed_to_by=passage), new=False)


def _case_passages(taking: _Taking) -> None:
    known = set(note_records.case_passages(taking.work.connection))
    for case, passage in taking.bundle.case_passages:
        ref, name = taking.ref(RecordRef(RecordKind.PASSAGE, passage)), taking.ids[RecordKind.CASE].get(case)
        if ref is None or name is None:
            taking.report.dropped("passage of a case", case, "Its words have no place in the study.")
        elif (name, ref.id) not in known:
            known.add((name, ref.id))
            note_records.put_case_passage(taking.work, name, ref.id)
            taking.added["passages of cases"] += 1


# --------------------------------------------------------------------------------- the others


def _attributes(taking: _Taking) -> None:
    """Add attributes and values; what the study says already stays."""
    work = taking.work
    known = {each.name: each for each in note_records.attributes(work.connection)}
    taken = {each.id for each in known.values()}
    called = {}
    for attribute in taking.bundle.attributes:
        if attribute.name not in known:
            known[attribute.name] = replace(attribute, id=new_id()) if attribute.id in taken else attribute
            taken.add(known[attribute.name].id)
            note_records.put_attribute(work, known[attribute.name], new=True)
            taking.added["attributes"] += 1
        called[attribute.id] = known[attribute.name]
    said = {(each.attribute, each.about): each.value for each in note_records.attribute_values(work.connection)}
    for value in taking.bundle.values:
        attribute, about = called[value.attribute], taking.ref(value.about)
        if about is None:
            taking.report.dropped("value", f"{attribute.name} of {value.about}", "What it is about did not come in.")
            continue
        try:
            words = attribute.checked(value.value)
        except RecordWrong as error:
            taking.report.dropped("value", f"{attribute.name} of {value.about}", str(error))
            continue
        there = said.get((attribute.id, about))
        if there is None:
            said[attribute.id, about] = words
            note_records.put_value(work, replace(value, attribute=attribute.id, about=about, value=words))
            taking.added["values"] += 1
        elif there != words:
            taking.report.changed(
                "value", f"{attribute.name} of {about}", "The study says something else, and that stays."
            )


def _memos(taking: _Taking) -> None:
    """Add memos; of one that is there with other words, these become the next version."""
    work = taking.work
    known = {each.id: each for each in note_records.memos(work.connection)}
    ids = taking.ids.setdefault(RecordKind.MEMO, {})
    for memo in _one_problematic(taking, known.values()):
        ids[memo.id] = memo.id
        standing = known.get(memo.id)
        fresh = replace(memo, by=memo.by or taking.by, at=now() if memo.at.year <= _EPOCH else memo.at, version=1)
        if standing is None:
            note_records.put_memo(work, replace(fresh, about=_about(taking, memo)), new=True)
            taking.added["memos"] += 1
        elif memo.text not in {each.text for each in note_records.memo_versions(work.connection, memo.id)}:
            note_records.put_memo_version(work, replace(fresh, version=standing.version + 1))
            taking.report.changed(
                "memo", memo.title or f"“{short(memo.text)}”", "It is the next version of one that was there."
            )
        else:
            taking.there["memos"] += 1
            if standing.about is None and (about := _about(taking, memo)) is not None:
                note_records.put_memo(work, replace(standing, about=about), new=False)


def _one_problematic(taking: _Taking, known: Iterable[Memo]) -> Iterator[Memo]:
    """The memos that come in; another problematic than the study's own is a memo like any other here."""
    own = next((each.id for each in known if each.kind is MemoKind.PROBLEMATIC), None)
    for memo in taking.bundle.memos:
        if memo.kind is not MemoKind.PROBLEMATIC or own in {None, memo.id}:
            own = memo.id if memo.kind is MemoKind.PROBLEMATIC else own
            yield memo
            continue
        taking.report.changed("problematic", memo.title, "The study has one of its own; this one is a memo here.")
        yield replace(memo, kind=MemoKind.MEMO)


_LATE = {RecordKind.MEMO, RecordKind.LINK, RecordKind.SET}
"""What memos can be about that comes in after them."""


def _about(taking: _Taking, memo: Memo) -> RecordRef | None:
    if memo.about is None or memo.about.kind in _LATE:
        return None
    ref = taking.ref(memo.about)
    if ref is None:
        taking.report.changed("memo", memo.title or f"“{short(memo.text)}”", "What it is about did not come in.")
    return ref


def _links(taking: _Taking) -> None:
    work = taking.work
    known = {each.id for each in note_records.links(work.connection)}
    ids = taking.ids.setdefault(RecordKind.LINK, {})
    for link in taking.bundle.links:
        origin, target = taking.ref(link.origin), taking.ref(link.target)
        if origin is None or target is None:
            taking.report.dropped("link", link.kind, "One of the two that it joins did not come in.")
            continue
        ids[link.id] = link.id
        if link.id in known:
            taking.there["links"] += 1
            continue
        at = now() if link.at.year <= _EPOCH else link.at
        fresh = replace(link, origin=origin, target=target, by=link.by or taking.by, at=at)
        known.add(link.id)
        note_records.put_link(work, fresh, new=True)
        taking.added["links"] += 1


def _sets(taking: _Taking) -> None:
    """Add sets; to one that is there, members that it has not yet."""
    work = taking.work
    known = {each.id: each for each in note_records.sets(work.connection)}
    named = {each.name: each for each in known.values()}
    ids = taking.ids.setdefault(RecordKind.SET, {})
    for each in taking.bundle.sets:
        members = [taking.ref(member) for member in each.members]
        if None in members:
            taking.report.changed("set", each.name, f"{members.count(None)} of its members did not come in.")
        found = [member for member in members if member is not None]
        standing = known.get(each.id) or named.get(each.name)
        ids[each.id] = each.id if standing is None else standing.id
        if standing is None:
            known[each.id] = named[each.name] = replace(each, members=tuple(dict.fromkeys(found)))
            note_records.put_set(work, known[each.id], new=True)
            taking.added["sets"] += 1
        else:
            taking.there["sets"] += 1
            together = replace(standing, members=tuple(dict.fromkeys([*standing.members, *found])))
            known[standing.id] = named[standing.name] = together
            note_records.put_set(work, together, new=False)


def _late_abouts(taking: _Taking) -> None:
    """Tell memos about other memos, links and sets what they are about, now that those are in."""
    standing = {each.id: each for each in note_records.memos(taking.work.connection)}
    for memo in taking.bundle.memos:
        if memo.about is None or memo.about.kind not in _LATE or standing[memo.id].about is not None:
            continue
        ref = taking.ref(memo.about)
        if ref is None:
            taking.report.changed("memo", memo.title or f"“{short(memo.text)}”", "What it is about did not come in.")
        else:
            note_records.put_memo(taking.work, replace(standing[memo.id], about=ref), new=False)


def _guids(taking: _Taking) -> None:
    """Keep the names by which other programs know what came in, so that it leaves under the same ones."""
    study = Bundle(id=records.about(taking.work.connection)["id"])
    guids: dict[RecordRef, str] = {}
    for record, guid in taking.bundle.guids.items():
        ref = taking.ref(record)
        if ref is not None and guid not in {ref.id, guid_of(study, ref)}:
            guids.setdefault(ref, guid)
    note_records.put_guids(taking.work, guids)


def _many(kind: RecordKind) -> str:
    return f"{kind.value}s"
