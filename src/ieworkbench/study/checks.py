"""The rules that need the whole study: each a small function that yields problems with a place.

A problem never blocks: it is listed, with what to do about it.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator

from ieworkbench.model import InformantLevel, Placement, SourceKind, text_hash
from ieworkbench.sentences import short
from ieworkbench.store import index_records, note_records, passage_records, records
from ieworkbench.store.database import Connection
from ieworkbench.store.health import foreign_key_faults, index_faults, integrity_faults, original_hashes, text_hashes
from ieworkbench.study.chain_checks import chain_problems
from ieworkbench.study.problem import Problem
from ieworkbench.study.refs import Present, Resolver

__all__ = ["Problem", "problems"]


Rule = Callable[[Connection], Iterator[Problem]]


def problems(connection: Connection) -> list[Problem]:
    """Every problem of the study, in the order of the rules."""
    return [problem for rule in _RULES for problem in rule(connection)]


def _damage(connection: Connection) -> Iterator[Problem]:
    for fault in [*integrity_faults(connection), *foreign_key_faults(connection)]:
        yield Problem("damage", "study", f"The study file is damaged ({fault}); go back to your last copy.")


def _not_found(connection: Connection) -> Iterator[Problem]:
    for name in index_faults(connection):
        message = "Searching does not find its words; go back to a copy, or add the file anew."
        yield Problem("index-gap", f"source {name}", message)


def _text_drift(connection: Connection) -> Iterator[Problem]:
    for name, version, content, said in text_hashes(connection):
        if text_hash(content) != said:
            where = f"source {name}, version {version}"
            yield Problem("text-drift", where, "Its stored text is not the one that was read; go back to a copy.")
    for name, data, said in original_hashes(connection):
        if hashlib.sha256(data).hexdigest() != said:
            yield Problem("file-drift", f"source {name}", "Its stored file is not the one that was added.")


def _passages(connection: Connection) -> Iterator[Problem]:
    contents: dict[tuple[str, int], str] = {}
    for passage, version in passage_records.passages(connection):
        key = (passage.source, version)
        if key not in contents:
            source = records.source(connection, *key)
            contents[key] = "" if source is None else source.content
        where = f"passage {passage.id} of {passage.source}"
        if not passage.stands_in(contents[key]):
            yield Problem("quote-drift", where, "Its quote is not what stands at its place in the text.")
        elif passage.placement is Placement.ORPHANED:
            message = f"“{short(passage.quote)}” has no place in the corrected text; place it by hand or remove it."
            yield Problem("orphaned", where, message)


def _informants(connection: Connection) -> Iterator[Problem]:
    speaking = {name for entry in records.source_entries(connection) for name in entry.informants}
    for informant in records.informants(connection):
        where = f"informant {informant.id}"
        if informant.id not in speaking:
            yield Problem("informant-without-source", where, "No source is theirs; add one, or remove the informant.")
        if informant.level is InformantLevel.UNKNOWN:
            yield Problem("level-unknown", where, "It is not said from which level they speak; change the informant.")
        if informant.level is InformantLevel.SECOND and informant.pointed_to_by is None:
            message = "Nobody's words point to them; name the passage that led you there."
            yield Problem("nobody-pointed", where, message)
        if not informant.consent:
            yield Problem("consent-unknown", where, "It is not said what they have agreed to; change the informant.")


_OF_A_PERSON = {
    SourceKind.WRITTEN_DECISION,
    SourceKind.INDIVIDUAL_PLAN,
    SourceKind.OTHER_PLAN,
    SourceKind.APPLICATION,
    SourceKind.LETTER,
}
"""Texts that belong to somebody's case; laws, guidelines and talk with a director need not."""


def _sources(connection: Connection) -> Iterator[Problem]:
    entry_level = {each.id for each in records.informants(connection) if each.level is InformantLevel.ENTRY}
    for entry in records.source_entries(connection):
        where = f"source {entry.id}"
        of_a_person = entry.kind in _OF_A_PERSON or not entry_level.isdisjoint(entry.informants)
        if entry.kind is SourceKind.OTHER:
            yield Problem("kind-unknown", where, "It is not said what kind of text this is; change the source.")
        if of_a_person and not entry.cases:
            yield Problem("source-without-case", where, "It belongs to no case; change the source if it should.")
        if entry.kind is SourceKind.INTERVIEW and not entry.informants:
            yield Problem("interview-without-informant", where, "It is not said whose interview this is.")
        if entry.kind is SourceKind.INTERVIEW and not entry.turns:
            message = "No speakers were found in it; replace it with the same file and name the speakers."
            yield Problem("interview-without-turns", where, message)


def _codes(connection: Connection) -> Iterator[Problem]:
    codebook = index_records.codebook(connection)
    places = Counter((parent, code.name) for code in codebook for parent in code.parents or ("",))
    alike = {name for name, count in places.items() if count > 1}
    for code in codebook:
        if any((parent, code.name) in alike for parent in code.parents or ("",)):
            message = f"Another code in the same place is called “{short(code.name)}” too; rename one, or merge them."
            yield Problem("codes-alike", f"code {code.id}", message)


def _notes(connection: Connection) -> Iterator[Problem]:
    present, names = Present(connection), Resolver(connection)
    for memo in note_records.memos(connection):
        where = f"memo {memo.title or memo.id}"
        if memo.about is not None and memo.about not in present:
            message = f"What it is about is gone (a {memo.about.kind.value}); say what it is about now, or remove it."
            yield Problem("memo-without-record", where, message)
        for words in memo.mentions:
            if names.resolve(words) is None:
                message = f"“[[{short(words)}]]” in it leads to no record, or to several; write which one."
                yield Problem("memo-link-nowhere", where, message)
    for link in note_records.links(connection):
        if link.origin not in present or link.target not in present:
            message = "One of the two records that it joins is gone; remove the link."
            yield Problem("link-without-record", f"link {link.kind or link.id}", message)
    for each in note_records.sets(connection):
        if any(member not in present for member in each.members):
            message = "Some of its members are gone; change the set's members."
            yield Problem("set-without-record", f"set {each.name}", message)


_RULES: tuple[Rule, ...] = (
    _damage,
    _not_found,
    _text_drift,
    _passages,
    _informants,
    _sources,
    _codes,
    _notes,
    chain_problems,
)
