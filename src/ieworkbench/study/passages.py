"""Keeping passages: each place of a text once, and only as long as something rests on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from uuid import uuid4

from ieworkbench.errors import RecordInUse, TextDrift
from ieworkbench.model import Passage, RecordKind, RecordRef
from ieworkbench.store import note_records, passage_records, records, tables
from ieworkbench.store.passage_records import CurrentText
from ieworkbench.store.transaction import Transaction
from ieworkbench.study.names import check_recorded, unknown
from ieworkbench.study.versions import carry

__all__ = ["add_passage", "keep_passages", "kept_and_new", "let_go", "remove_passage"]


def keep_passages(work: Transaction, wanted: Sequence[Passage]) -> list[Passage]:
    """The passages as the study keeps them, each with its id; new places are written.

    A passage that is kept already, and any other of the same place, is that one. A passage of an
    earlier version of its source goes where its words went. A new one keeps the id it may have from
    elsewhere.

    Raises
    ------
    RecordUnknown
        If a source is not in the study.
    TextDrift
        If a quote is not what stands at its place in the current text, or went nowhere from the
        text it stands in.
    """
    return kept_and_new(work, wanted)[0]


def kept_and_new(work: Transaction, wanted: Sequence[Passage]) -> tuple[list[Passage], set[str]]:
    """The same, and the ids of those that the study had not kept before: nothing rests on them yet."""
    by_id = passage_records.passages_called(work.connection, [each.id for each in wanted if each.id])
    by_source: dict[str, list[Passage]] = {}
    for passage in wanted:
        by_source.setdefault(passage.source, []).append(passage)
    taken = set(by_id)
    kept = {source: iter(_keep_in(work, source, asked, by_id, taken)) for source, asked in by_source.items()}
    return [next(kept[passage.source]) for passage in wanted], taken - set(by_id)


def _keep_in(
    work: Transaction, source: str, wanted: Sequence[Passage], by_id: Mapping[str, Passage], taken: set[str]
) -> list[Passage]:
    """The same for passages of one source.

    Parameters
    ----------
    by_id
        Those of the passages that the study keeps under their ids.
    taken
        The ids that are used already; those of new passages are added.
    """
    connection = work.connection
    text = CurrentText.of(connection, source, len(wanted))
    if text is None:
        raise unknown("source", source, sorted(records.known_ids(connection, "source")))
    known = [_known(each, by_id) for each in wanted]
    here = _brought_along(work, source, text, [each for each, kept in zip(wanted, known, strict=True) if kept is None])
    there = passage_records.passages_at(connection, source, {(each.start, each.end) for each in here})
    new, waiting, result = [], iter(here), []
    for kept in known:
        if kept is not None:
            result.append(kept)
            continue
        passage = next(waiting)
        standing = there.get((passage.start, passage.end))
        if standing is None:
            chosen = passage.id if passage.id and passage.id not in taken else str(uuid4())
            standing = _written(text, passage, chosen)
            there[standing.start, standing.end] = standing
            taken.add(chosen)
            new.append(standing)
        elif standing.quote != passage.quote:
            raise TextDrift(source, passage.start, passage.end, passage.quote)
        result.append(standing)
    passage_records.put_new_passages(work, new, text.version)
    return result


def _known(passage: Passage, by_id: Mapping[str, Passage]) -> Passage | None:
    """The kept passage that this one is, also where it has gone along to another place since."""
    kept = by_id.get(passage.id)
    if kept is None or (kept.source, kept.quote) != (passage.source, passage.quote):
        return None
    moved = passage.content_sha256 not in {"", kept.content_sha256}
    return kept if moved or (kept.start, kept.end) == (passage.start, passage.end) else None


def _written(text: CurrentText, passage: Passage, name: str) -> Passage:
    """The passage as it stands in the current text, with this id."""
    fresh = text.passage(passage.start, passage.end, name)
    if fresh is None or fresh.quote != passage.quote:
        raise TextDrift(passage.source, passage.start, passage.end, passage.quote)
    return fresh


def _brought_along(work: Transaction, source: str, text: CurrentText, wanted: list[Passage]) -> list[Passage]:
    """The passages, those of earlier versions of their source where their words went.

    The same words may stand at the same place by chance, so it is not enough that they do.
    """
    earlier: dict[str, list[Passage]] = {}
    for each in wanted:
        if each.content_sha256 not in {"", text.sha256}:
            earlier.setdefault(each.content_sha256, []).append(each)
    if not earlier:
        return wanted
    current = records.source(work.connection, source)
    went: dict[Passage, Passage] = {}
    for sha256, passages in earlier.items():
        version = passage_records.version_with_text(work.connection, source, sha256)
        old = None if version is None else records.source(work.connection, source, version)
        if old is None or current is None:
            went.update({each: each for each in passages if _stands_among_the_same(text, each)})
            continue
        pairs = carry(passages, old.content, current)
        went.update({was: now for was, now in pairs if now is not None and now.quote == was.quote})
    for each in wanted:
        if each.content_sha256 in earlier and each not in went:
            raise TextDrift(source, each.start, each.end, each.quote)
    return [went.get(each, each) for each in wanted]


def _stands_among_the_same(text: CurrentText, passage: Passage) -> bool:
    """Whether what stands around a passage of a text nobody knows is what stands there now."""
    fresh = text.passage(passage.start, passage.end)
    return fresh is not None and (fresh.before, fresh.after) == (passage.before, passage.after)


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
    asked = list(dict.fromkeys(names))
    used = passage_records.in_use(work.connection, asked)
    work.delete_many(tables.passage, [{"id": name} for name in asked if name not in used])


def resting_on(work: Transaction, name: str) -> list[str]:
    """What rests on a passage, in a few words each."""
    return [
        *passage_records.users(work.connection, name),
        *note_records.resting_on(work.connection, RecordRef(RecordKind.PASSAGE, name)),
    ]
