"""Which record is meant: a record itself, its id, or a few words such as ``code trouble``."""

from __future__ import annotations

from ieworkbench.errors import CodeAmbiguous, RecordUnknown, RecordWrong
from ieworkbench.model import (
    Attribute,
    Case,
    Code,
    Coding,
    Informant,
    Link,
    Memo,
    Passage,
    RecordKind,
    RecordRef,
    RecordSet,
    Site,
    Source,
)
from ieworkbench.store import index_records, records
from ieworkbench.store.database import Connection
from ieworkbench.store.records import SourceEntry
from ieworkbench.study.names import check_recorded

__all__ = ["Meant", "ref_of", "resolve"]

Meant = (
    RecordRef | Case | Site | Informant | Source | SourceEntry | Passage | Code | Coding | Memo | Link | RecordSet | str
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
}
_CHOSEN = (RecordKind.CASE, RecordKind.SITE, RecordKind.INFORMANT, RecordKind.SOURCE)
_MADE = (RecordKind.PASSAGE, RecordKind.CODING, RecordKind.MEMO, RecordKind.LINK, RecordKind.SET)


def ref_of(connection: Connection, meant: Meant) -> RecordRef:
    """Which record of the study is meant.

    Parameters
    ----------
    connection
        The study.
    meant
        The record, or a few words: its id (``"U1"``), a code's name or path, or the kind before
        either (``"code trouble"``); ``"study"`` is the study itself.

    Raises
    ------
    RecordUnknown
        If the study has no such record.
    RecordWrong, CodeAmbiguous
        If the words fit several records, or an attribute is given.
    """
    if isinstance(meant, str):
        return _named(connection, meant)
    ref = meant if isinstance(meant, RecordRef) else RecordRef(_kind_of(meant), meant.id)
    if ref.kind not in {RecordKind.STUDY, RecordKind.PERSON}:
        check_recorded(connection, _table_of(ref.kind), [ref.id])
    return ref


def resolve(connection: Connection, words: str) -> RecordRef | None:
    """The record that ``words`` between double brackets lead to; ``None`` if they lead to none, or to several."""
    try:
        return _named(connection, words)
    except (RecordUnknown, RecordWrong, CodeAmbiguous):
        return None


def _kind_of(meant: object) -> RecordKind:
    kind = _KINDS.get(type(meant))
    if kind is None:
        what = "attribute" if isinstance(meant, Attribute) else type(meant).__name__
        raise RecordWrong("record", "", f"nothing can be about this {what}; name a record of the study")
    return kind


def _named(connection: Connection, words: str) -> RecordRef:
    if words.strip() == RecordKind.STUDY.value:
        return RecordRef(RecordKind.STUDY, records.about(connection)["id"])
    for kind in RecordKind:
        if words.startswith((f"{kind.value} ", f"{kind.value}:")):
            name = words[len(kind.value) + 1 :].strip()
            if kind is RecordKind.CODE:
                return RecordRef(kind, index_records.codebook(connection).one(name).id)
            if kind not in {RecordKind.STUDY, RecordKind.PERSON} and _has(connection, kind, name):
                return RecordRef(kind, name)
    return _bare(connection, words.strip())


def _bare(connection: Connection, name: str) -> RecordRef:
    found = [RecordRef(kind, name) for kind in (*_CHOSEN, *_MADE) if _has(connection, kind, name)]
    found += [RecordRef(RecordKind.CODE, each.id) for each in index_records.codebook(connection).find(name)]
    if not found:
        raise RecordUnknown("record", name)
    if len(found) > 1:
        kinds = ", ".join(dict.fromkeys(f"“{each.kind.value} {name}”" for each in found))
        raise RecordWrong("record", name, f"several records are called so; say which: {kinds}")
    return found[0]


def _has(connection: Connection, kind: RecordKind, name: str) -> bool:
    return bool(records.known_ids(connection, _table_of(kind), [name]))


def _table_of(kind: RecordKind) -> str:
    return "record_set" if kind is RecordKind.SET else kind.value
