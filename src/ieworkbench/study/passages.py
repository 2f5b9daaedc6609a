"""Keeping passages: each place of a text once, and only as long as something rests on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import uuid4

from ieworkbench.errors import RecordInUse, TextDrift
from ieworkbench.model import Passage, RecordKind, RecordRef
from ieworkbench.store import note_records, passage_records, tables
from ieworkbench.store.transaction import Transaction
from ieworkbench.study.names import check_recorded

__all__ = ["add_passage", "keep_passages", "let_go", "remove_passage"]


def keep_passages(work: Transaction, wanted: Sequence[Passage]) -> list[Passage]:
    """The passages as the study keeps them, each with its id; new places are written.

    A passage that is kept already, and any other of the same place, is that one. A new one keeps
    the id it may have from elsewhere.

    Raises
    ------
    RecordUnknown
        If a source is not in the study.
    TextDrift
        If a quote is not what stands at its place in the current text.
    """
    by_source: dict[str, list[Passage]] = {}
    for passage in wanted:
        by_source.setdefault(passage.source, []).append(passage)
    kept = {}
    for source, asked in by_source.items():
        check_recorded(work.connection, "source", [source])
        kept[source] = iter(_keep_in(work, source, asked))
    return [next(kept[passage.source]) for passage in wanted]


def _keep_in(work: Transaction, source: str, wanted: Sequence[Passage]) -> list[Passage]:
    """The same for passages of one source."""
    there = passage_records.passages_at(work.connection, source, {(each.start, each.end) for each in wanted})
    by_id = passage_records.passages_called(work.connection, [each.id for each in wanted if each.id])
    text = passage_records.CurrentText(work.connection, source)
    new: list[Passage] = []
    kept = []
    for passage in wanted:
        standing = by_id.get(passage.id) or there.get((passage.start, passage.end))
        if standing is not None and (standing.start, standing.end, standing.quote) == (
            passage.start,
            passage.end,
            passage.quote,
        ):
            kept.append(standing)
            continue
        fresh = text.passage(passage.start, passage.end)
        if fresh is None or fresh.quote != passage.quote:
            raise TextDrift(source, passage.start, passage.end, passage.quote)
        fresh = replace(fresh, id=passage.id if passage.id and passage.id not in by_id else str(uuid4()))
        there[fresh.start, fresh.end] = fresh
        new.append(fresh)
        kept.append(fresh)
    passage_records.put_new_passages(work, new, text.version)
    return kept


def add_passage(work: Transaction, passage: Passage) -> Passage:
    """Keep one passage."""
    return keep_passages(work, [passage])[0]


def remove_passage(work: Transaction, name: str) -> None:
    """Take a kept passage out of the study, unless something rests on it."""
    check_recorded(work.connection, "passage", [name])
    users = resting_on(work, name)
    if users:
        raise RecordInUse("passage", name, tuple(users))
    work.delete(tables.passage, {"id": name})


def let_go(work: Transaction, names: Iterable[str]) -> None:
    """Take those of these passages out of the study on which nothing rests any more."""
    for name in dict.fromkeys(names):
        if not resting_on(work, name):
            work.delete(tables.passage, {"id": name})


def resting_on(work: Transaction, name: str) -> list[str]:
    """What rests on a passage, in a few words each."""
    return [
        *passage_records.users(work.connection, name),
        *note_records.resting_on(work.connection, RecordRef(RecordKind.PASSAGE, name)),
    ]
