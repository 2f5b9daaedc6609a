"""The verbs for sources and passages, as plain functions over a transaction."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ieworkbench.errors import RecordExists, RecordWrong, SourceAlreadyAdded
from ieworkbench.model import Passage, Placement, RecordKind, RecordRef, Source
from ieworkbench.store import chain_users, passage_records, records, tables
from ieworkbench.store.transaction import Transaction
from ieworkbench.study.names import check_id, check_recorded, name_from_file
from ieworkbench.study.resting import refuse_if_used
from ieworkbench.study.versions import Replacement, carry

__all__ = ["add_source", "change_source", "remove_source", "replace_source"]


def add_source(
    work: Transaction, source: Source, data: bytes, wanted: str | None = None, like: str | None = None
) -> Source:
    """Write a source that was just read, with its file, and return it with its id.

    Parameters
    ----------
    work
        The transaction.
    source
        What was read.
    data
        The file.
    wanted
        What to call it, and nothing else.
    like
        What to call it if no other source is called so; otherwise a number is put behind it.

    Raises
    ------
    SourceAlreadyAdded
        If this very file is in the study.
    RecordUnknown
        If it names a case or informant that is not.
    """
    _refuse_known_file(work, source.origin.sha256, source.origin.file_name)
    _check_people(work, source)
    name = check_id("source", wanted or like or name_from_file(source.origin.file_name))
    if wanted and records.known_ids(work.connection, "source", [name]):
        raise RecordExists("source", name)
    chosen = work.take_id("source", name, source.origin.sha256)
    if wanted and chosen != name:
        raise RecordWrong("source", wanted, "this id was used for another source before; choose another")
    source = replace(source, id=chosen, version=1)
    text = records.write_text(work, source, data)
    records.put_source(work, source, text, new=True)
    work.insert(tables.source_text, {"source": chosen, "version": 1, "text": text})
    return source


def change_source(work: Transaction, name: str, changes: dict[str, Any]) -> Source:
    """Change what the researcher says of a source: kind, title, language, cases, informants, wave, date."""
    changed = replace(known_source(work, name), **changes)
    _check_people(work, changed)
    text = records.text_number(work.connection, name, changed.version)
    assert text is not None, "a source always has its current text"  # noqa: S101
    records.put_source(work, changed, text, new=False)
    return changed


def remove_source(work: Transaction, name: str) -> None:
    """Take a source out of the study, unless passages of it are kept or something else rests on it."""
    known_source(work, name)
    kept = [f"passage {passage.id}" for passage, _ in passage_records.passages(work.connection, name)]
    kept += chain_users.resting_on_source(work.connection, name)
    refuse_if_used(work, RecordRef(RecordKind.SOURCE, name), name, kept)
    work.replace_list(tables.source_case, {"source": name}, "case", ())
    work.replace_list(tables.source_informant, {"source": name}, "informant", ())
    for version in records.versions_of(work.connection, name):
        work.delete(tables.source_text, {"source": name, "version": version})
    work.delete(tables.source, {"id": name})


def replace_source(work: Transaction, name: str, fresh: Source, data: bytes) -> Replacement:
    """Make ``fresh`` the newest version of a source and carry its passages over."""
    old = known_source(work, name)
    _refuse_same_text(work, old, fresh)
    version = records.versions_of(work.connection, name)[-1] + 1
    new = replace(
        old,
        content=fresh.content,
        turns=fresh.turns,
        sections=fresh.sections,
        warnings=fresh.warnings,
        origin=fresh.origin,
        version=version,
    )
    text = records.write_text(work, replace(fresh, title=old.title), data)
    work.insert(tables.source_text, {"source": name, "version": version, "text": text})
    records.put_source(work, new, text, new=False)
    placed = _carry_over(work, name, new)
    return Replacement(
        source=new,
        carried=tuple(moved for passage, moved in placed if moved is not None and moved.quote == passage.quote),
        changed=tuple(
            (passage, moved) for passage, moved in placed if moved is not None and moved.quote != passage.quote
        ),
        orphaned=tuple(replace(passage, placement=Placement.ORPHANED) for passage, moved in placed if moved is None),
    )


def _carry_over(work: Transaction, name: str, new: Source) -> list[tuple[Passage, Passage | None]]:
    """Give each passage its place in ``new``; an orphan is carried from the version it last had a place in."""
    by_version: dict[int, list[Passage]] = {}
    for passage, version in passage_records.passages(work.connection, name):
        by_version.setdefault(version, []).append(passage)
    placed = []
    for version, passages in sorted(by_version.items()):
        earlier = records.source(work.connection, name, version)
        assert earlier is not None, "a passage stands in a version of its source"  # noqa: S101
        for passage, moved in carry(passages, earlier.content, new):
            if moved is not None:
                records.put_passage(work, moved, new.version, new=False)
            elif passage.placement is not Placement.ORPHANED:
                records.put_passage(work, replace(passage, placement=Placement.ORPHANED), version, new=False)
            placed.append((passage, moved))
    return sorted(placed, key=lambda pair: (pair[0].start, pair[0].end, pair[0].id))


def _refuse_same_text(work: Transaction, old: Source, fresh: Source) -> None:
    """A replacement must differ: in its text, or in the turns and sections that other options gave."""
    if (fresh.content, fresh.turns, fresh.sections) == (old.content, old.turns, old.sections):
        raise SourceAlreadyAdded(fresh.origin.file_name, old.id)
    known = records.source_with_file(work.connection, fresh.origin.sha256)
    if known not in {None, old.id}:
        raise SourceAlreadyAdded(fresh.origin.file_name, str(known))


def known_source(work: Transaction, name: str) -> Source:
    """The source with this id.

    Raises
    ------
    RecordUnknown
        If there is none, with the ids nearest to it.
    """
    found = records.source(work.connection, name)
    if found is None:
        check_recorded(work.connection, "source", [name])
        raise AssertionError(f"{name} is listed and has no text")
    return found


def _refuse_known_file(work: Transaction, sha256: str, file_name: str) -> None:
    known = records.source_with_file(work.connection, sha256)
    if known is not None:
        raise SourceAlreadyAdded(file_name, known)


def _check_people(work: Transaction, source: Source) -> None:
    check_recorded(work.connection, "case", source.cases)
    check_recorded(work.connection, "informant", source.informants)
