"""Which record is meant: a record itself, its id, or a few words such as ``code trouble``."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable

from ieworkbench.errors import RecordUnknown, RecordWrong
from ieworkbench.model import (
    Act,
    Attribute,
    Case,
    Circuit,
    Code,
    Codebook,
    Coding,
    Disjuncture,
    Informant,
    InstitutionalText,
    Link,
    Memo,
    Passage,
    RecordKind,
    RecordRef,
    RecordSet,
    Resource,
    Site,
    Source,
    TextCopy,
)
from ieworkbench.model.kept_statement import KeptStatement
from ieworkbench.store import (
    act_records,
    figure_records,
    index_records,
    institutional_records,
    note_records,
    passage_records,
    records,
    statement_records,
)
from ieworkbench.store.database import Connection
from ieworkbench.store.records import SourceEntry
from ieworkbench.study.names import check_recorded
from ieworkbench.study.retrieval import Found

__all__ = ["Meant", "Present", "Resolver", "called", "ref_of", "table_of"]

_QUOTE = 50

Meant = (
    RecordRef
    | Case
    | Site
    | Informant
    | Source
    | SourceEntry
    | Passage
    | Code
    | Coding
    | Found
    | Memo
    | Link
    | RecordSet
    | Act
    | InstitutionalText
    | TextCopy
    | Resource
    | Disjuncture
    | Circuit
    | KeptStatement
    | str
)
"""What a researcher may give where a record is asked for."""

_KINDS: dict[type, RecordKind] = {
    Case: RecordKind.CASE,
    Site: RecordKind.SITE,
    Informant: RecordKind.INFORMANT,
    Source: RecordKind.SOURCE,
    SourceEntry: RecordKind.SOURCE,
    Passage: RecordKind.PASSAGE,
    Code: RecordKind.CODE,
    Coding: RecordKind.CODING,
    Memo: RecordKind.MEMO,
    Link: RecordKind.LINK,
    RecordSet: RecordKind.SET,
    Act: RecordKind.ACT,
    InstitutionalText: RecordKind.TEXT,
    TextCopy: RecordKind.COPY,
    Resource: RecordKind.RESOURCE,
    Disjuncture: RecordKind.DISJUNCTURE,
    Circuit: RecordKind.CIRCUIT,
    KeptStatement: RecordKind.STATEMENT,
}
_WITH_IDS = (
    RecordKind.CASE,
    RecordKind.SITE,
    RecordKind.INFORMANT,
    RecordKind.SOURCE,
    RecordKind.PASSAGE,
    RecordKind.CODING,
    RecordKind.MEMO,
    RecordKind.LINK,
    RecordKind.SET,
    RecordKind.ACT,
    RecordKind.TEXT,
    RecordKind.COPY,
    RecordKind.RESOURCE,
    RecordKind.DISJUNCTURE,
    RecordKind.CIRCUIT,
    RecordKind.STATEMENT,
)


def ref_of(connection: Connection, meant: Meant) -> RecordRef:
    """Which record of the study is meant.

    Parameters
    ----------
    connection
        The study.
    meant
        The record, or a few words: its id (``"U1"``), a code's name or path, a memo's title, a set's
        name, what an act is, the title of a text, or the kind before any of them (``"code trouble"``); ``"study"`` is the study itself.

    Raises
    ------
    RecordUnknown
        If the study has no such record.
    RecordWrong, CodeAmbiguous
        If the words fit several records, or something is given that nothing can be about.
    """
    if isinstance(meant, str):
        return Resolver(connection).ref(meant)
    if isinstance(meant, Found):
        meant = meant.coding
    ref = meant if isinstance(meant, RecordRef) else RecordRef(_kind_of(meant), meant.id)
    if ref.kind is RecordKind.STUDY and ref.id != records.about(connection)["id"]:
        raise RecordUnknown("study", ref.id)
    if ref.kind not in {RecordKind.STUDY, RecordKind.PERSON}:
        check_recorded(connection, table_of(ref.kind), [ref.id], ref.kind.value)
    return ref


class Resolver:
    """Finds the records that words mean, one after the other, while the study stays as it is."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._codebook: Codebook | None = None
        self._titles: dict[RecordKind, dict[str, list[str]]] = {}
        self._known: dict[str, RecordRef | None] = {}

    def resolve(self, words: str) -> RecordRef | None:
        """The record that ``words`` between double brackets lead to; ``None`` if they lead to none, or to several."""
        if words not in self._known:
            found = self.find(words)
            self._known[words] = found[0] if len(found) == 1 else None
        return self._known[words]

    def find(self, words: str) -> list[RecordRef]:
        """Every record that ``words`` may mean."""
        name = unicodedata.normalize("NFC", words).strip()
        if name == RecordKind.STUDY.value:
            return [RecordRef(RecordKind.STUDY, records.about(self._connection)["id"])]
        kind, rest = _kind_named(name)
        found = self._called(kind, rest) if kind else []
        return found or [ref for each in (*_WITH_IDS, RecordKind.CODE) for ref in self._called(each, name)]

    def ref(self, words: str) -> RecordRef:
        """The one record that ``words`` mean; see `ref_of`."""
        found = self.find(words)
        if len(found) == 1:
            return found[0]
        kind, rest = _kind_named(words.strip())
        if not found and kind is RecordKind.CODE:
            self._codes().one(rest)
        if not found:
            raise RecordUnknown("record", words, self._nearest(words.strip()))
        if {each.kind for each in found} == {RecordKind.CODE}:
            self._codes().one(rest if kind is RecordKind.CODE else words.strip())
        if len({each.kind for each in found}) > 1:
            ways = dict.fromkeys(f"“{each.kind.value} {words.strip()}”" for each in found)
        else:
            ways = dict.fromkeys(f"“{each}”" for each in found[:4])
        raise RecordWrong("record", words.strip(), f"several are called so; say which: {', '.join(ways)}")

    def nearest(self, kind: RecordKind, name: str) -> tuple[str, ...]:
        """What records of this kind are called that look most like ``name``."""
        known = self._titled(kind) or records.known_ids(self._connection, table_of(kind))
        return tuple(difflib.get_close_matches(name, sorted(known), n=3, cutoff=0.5))

    def _nearest(self, name: str) -> tuple[str, ...]:
        known = {each for kind in _WITH_IDS[:4] for each in records.known_ids(self._connection, table_of(kind))}
        known |= {code.name for code in self._codes()}
        known |= {title for kind in (RecordKind.ACT, RecordKind.TEXT) for title in self._titled(kind)}
        return tuple(difflib.get_close_matches(name, sorted(known), n=3, cutoff=0.5))

    def _called(self, kind: RecordKind, name: str) -> list[RecordRef]:
        """The records of a kind that have this id, or are called so."""
        if kind is RecordKind.CODE:
            return [RecordRef(kind, each.id) for each in self._codes().find(name)]
        if records.known_ids(self._connection, table_of(kind), [name]):
            return [RecordRef(kind, name)]
        return [RecordRef(kind, each) for each in self._titled(kind).get(name, ())]

    def _codes(self) -> Codebook:
        if self._codebook is None:
            self._codebook = index_records.codebook(self._connection)
        return self._codebook

    def _titled(self, kind: RecordKind) -> dict[str, list[str]]:
        """For each title or name of records of a kind, the ids of those called so."""
        if kind not in self._titles:
            titles: dict[str, list[str]] = {}
            for name, title in _titles_of(self._connection, kind):
                titles.setdefault(unicodedata.normalize("NFC", title).strip(), []).append(name)
            self._titles[kind] = titles
        return self._titles[kind]


def _titles_of(connection: Connection, kind: RecordKind) -> list[tuple[str, str]]:
    """The id of each record of a kind whose records have a title or name besides, and that."""
    match kind:
        case RecordKind.MEMO:
            return [(each.id, each.title) for each in note_records.memos(connection)]
        case RecordKind.SET:
            return [(each.id, each.name) for each in note_records.sets(connection)]
        case RecordKind.ACT:
            return act_records.doings(connection)
        case RecordKind.TEXT:
            return institutional_records.titles(connection)
        case RecordKind.RESOURCE:
            return [(each.id, each.name) for each in act_records.resources(connection)]
        case RecordKind.DISJUNCTURE:
            return figure_records.disjuncture_names(connection)
        case RecordKind.CIRCUIT:
            return figure_records.circuit_names(connection)
        case RecordKind.STATEMENT:
            return statement_records.quotes(connection)
        case _:
            return []


class Present:
    """Which records the study has, each kind asked for once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._ids: dict[RecordKind, set[str]] = {}

    def __contains__(self, ref: RecordRef) -> bool:
        if ref.kind is RecordKind.PERSON:
            return True
        if ref.kind not in self._ids:
            self._ids[ref.kind] = records.known_ids(self._connection, table_of(ref.kind))
        return ref.id in self._ids[ref.kind]


def called(connection: Connection, refs: Iterable[RecordRef | None]) -> dict[RecordRef, str]:
    """A few words for each of these records: a code's path, the beginning of a passage's words, else its id."""
    wanted = {ref for ref in refs if ref is not None}
    of_kind = {kind: [ref.id for ref in wanted if ref.kind is kind] for kind in RecordKind}
    found = {ref: str(ref) for ref in wanted} | {ref: "the study" for ref in wanted if ref.kind is RecordKind.STUDY}
    if of_kind[RecordKind.CODE]:
        book = index_records.codebook(connection)
        known = [each for each in of_kind[RecordKind.CODE] if each in book]
        found |= {RecordRef(RecordKind.CODE, each): f"code {book.path(each)}" for each in known}
    passages = passage_records.passages_called(connection, of_kind[RecordKind.PASSAGE])
    found |= {RecordRef(RecordKind.PASSAGE, name): _begun(each.quote) for name, each in passages.items()}
    codings = index_records.codings(connection, ids=of_kind[RecordKind.CODING]) if of_kind[RecordKind.CODING] else ()
    found |= {RecordRef(RecordKind.CODING, each.id): _begun(each.passage.quote) for each in codings}
    if of_kind[RecordKind.MEMO]:
        memos = [each for each in note_records.memos(connection) if each.title]
        found |= {RecordRef(RecordKind.MEMO, each.id): f"memo {each.title}" for each in memos}
    for kind in _CALLED_BY_TITLE:
        if of_kind[kind]:
            found |= {
                RecordRef(kind, name): f"{kind.value} {_begun(words)}" for name, words in _titles_of(connection, kind)
            }
    if of_kind[RecordKind.COPY]:
        titles = dict(institutional_records.titles(connection))
        copies = institutional_records.copies(connection)
        found |= {
            RecordRef(RecordKind.COPY, each.id): f"copy of {_begun(titles[each.text])} at {each.site}"
            for each in copies
        }
    return {ref: found[ref] for ref in wanted}


_CALLED_BY_TITLE = (
    RecordKind.ACT,
    RecordKind.TEXT,
    RecordKind.RESOURCE,
    RecordKind.DISJUNCTURE,
    RecordKind.CIRCUIT,
    RecordKind.STATEMENT,
)


def _begun(quote: str) -> str:
    """The first words of a passage, between quotation marks."""
    line = " ".join(quote.split())
    return f"“{line if len(line) <= _QUOTE else line[: _QUOTE - 1].rstrip() + '…'}”"


def _kind_named(name: str) -> tuple[RecordKind | None, str]:
    """The kind that stands before a record's name, and the name: ``code trouble``."""
    for kind in (*_WITH_IDS, RecordKind.CODE):
        if name.startswith((f"{kind.value} ", f"{kind.value}:")):
            return kind, name[len(kind.value) + 1 :].strip()
    return None, name


def _kind_of(meant: object) -> RecordKind:
    kind = _KINDS.get(type(meant))
    if kind is None:
        what = "attribute" if isinstance(meant, Attribute) else type(meant).__name__
        raise RecordWrong("record", "", f"nothing can be about this {what}; name a record of the study")
    return kind


def table_of(kind: RecordKind) -> str:
    """The name of the table in which records of a kind lie."""
    return _TABLES.get(kind, kind.value)


_TABLES = {RecordKind.SET: "record_set", RecordKind.TEXT: "institutional_text", RecordKind.COPY: "text_copy"}
