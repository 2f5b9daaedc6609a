"""Records in words that quote nobody: for the journal, which others may read who may not read the words."""

from __future__ import annotations

from ieworkbench.model import Act, Link, RecordKind, RecordRef
from ieworkbench.store import act_records, index_records, passage_records
from ieworkbench.store.database import Connection
from ieworkbench.study.refs import called

__all__ = ["act_unquoted", "link_unquoted"]

_IN_OTHERS_WORDS = (RecordKind.DISJUNCTURE, RecordKind.STATEMENT)


def act_unquoted(act: Act) -> str:
    """An act: its id if somebody chose one, what sort it is, its case."""
    made = len(act.id) == 36 and act.id.count("-") == 4
    where = f" in {act.case}" if act.case else ""
    return f"{act.mode.value if made else act.id}{where}"


def link_unquoted(connection: Connection, link: Link) -> str:
    """A link: its kind, and what it joins.

    Examples
    --------
    ``regulates, from text “the law” to act told in C1``
    """
    origin, target = (_unquoted(connection, each) for each in (link.origin, link.target))
    return f"{link.kind or 'no kind'}, from {origin} to {target}"


def _unquoted(connection: Connection, record: RecordRef) -> str:
    if record.kind is RecordKind.ACT:
        return "".join(f"act {act_unquoted(each)}" for each in act_records.acts_called(connection, [record.id]))
    if record.kind is RecordKind.PASSAGE:
        found = passage_records.passages_called(connection, [record.id]).values()
        return "".join(f"words of {each.source}" for each in found)
    if record.kind is RecordKind.CODING:
        return "".join(
            f"a coding in {each.passage.source}" for each in index_records.codings(connection, ids=[record.id])
        )
    if record.kind in _IN_OTHERS_WORDS:
        return f"a {record.kind.value}"
    return called(connection, [record])[record]
