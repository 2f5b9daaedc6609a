"""A copy of a study as merging sees it: how it stands, and what happened in it that the other has not seen.

Two copies of one file share the beginning of their journals. What one of them has seen of the
other, by merging it, is always a beginning of the other's journal, so that what it has not seen is
the end of it. From that end one can tell what each value was when the two last met.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from ieworkbench.errors import StudyDamaged
from ieworkbench.store.database import Connection
from ieworkbench.store.merge_rows import (
    PARTS,
    PARTS_OF,
    Change,
    Element,
    Happened,
    Key,
    Part,
    State,
    Value,
    changes_since,
    happened,
    key_of,
    merged_rows,
    references,
    rows_in,
    value_of,
)
from ieworkbench.store.merge_texts import file_marks, taken_ids
from ieworkbench.store.transaction import Row

__all__ = ["Copy", "Names", "Side", "Step", "done_in", "is_merge", "laid_out", "read_copy"]

_MERGED_AGAIN = re.compile(r"merge \d")


@dataclass(slots=True)
class Copy:
    """What was read of one copy.

    Attributes
    ----------
    rows
        Every row, with its table.
    entries
        Its journal.
    merged
        What it has of other journals, by uid.
    marks
        For every id that ever was a source's, the fingerprint of the file it began with.
    sources
        The ids of the sources it has now.
    taken
        Every id that ever meant something.
    unseen
        The end of the journal that the other copy has not seen.
    changes
        What those entries changed.
    """

    rows: list[tuple[str, dict[str, Any]]]
    entries: list[Happened]
    merged: dict[str, dict[str, Any]]
    marks: dict[str, str]
    sources: frozenset[str]
    taken: dict[tuple[str, str], str]
    unseen: list[Happened] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    @property
    def known(self) -> frozenset[str]:
        """The uids of all that happened in it, or came with a merge."""
        return frozenset(entry.uid for entry in self.entries) | self.merged.keys()

    @property
    def done(self) -> frozenset[str]:
        """The uids of what was done in it, or came with a merge, without the merges themselves."""
        return _done(self.entries, self.merged)

    def look_back(self, connection: Connection, seen: frozenset[str], path: str) -> None:
        """Find what a copy that has ``seen`` these uids has not seen of this one."""
        first = next((place for place, each in enumerate(self.entries) if each.uid not in seen), len(self.entries))
        self.unseen = self.entries[first:]
        try:
            self.changes = changes_since(connection, self.unseen)
        except ValueError as error:
            raise StudyDamaged(path, str(error)) from error

    @property
    def undone(self) -> frozenset[int]:
        """The numbers of merges that were undone, and of what undid them: they count as never made."""
        merges = [each for each in self.entries if each.verb == "merge" and each.undone_by is not None]
        return frozenset(number for each in merges for number in (each.number, each.undone_by) if number is not None)

    def made(self, table: str) -> set[str]:
        """The ids of this table's records that were made since the other copy looked."""
        undone = self.undone
        return {
            each.after["id"]
            for each in self.changes
            if each.table == table and not each.before and each.after and each.entry.number not in undone
        }


def done_in(connection: Connection) -> frozenset[str]:
    """The uids of what was done in a copy, or came with a merge, without the merges themselves."""
    return _done(happened(connection), merged_rows(connection))


def _done(entries: list[Happened], merged: dict[str, dict[str, Any]]) -> frozenset[str]:
    own = {each.uid for each in entries if not is_merge(each)}
    return frozenset(own | {uid for uid, row in merged.items() if not _says_merge(row["verb"], row["what"])})


def read_copy(connection: Connection) -> Copy:
    """The copy that is open on this connection."""
    taken = taken_ids(connection)
    begun = file_marks(connection)
    removed = {name: mark for (kind, name), mark in taken.items() if kind == "source"}
    return Copy(
        rows=list(rows_in(connection)),
        entries=happened(connection),
        merged=merged_rows(connection),
        marks={**removed, **begun},
        sources=frozenset(begun),
        taken=taken,
    )


@dataclass(slots=True)
class Names:
    """What the texts, records and versions of a copy are called in the merged study.

    Attributes
    ----------
    texts
        The number of each text; those that belong to no source any more get one nothing else has.
        ``None`` if they stay as they are.
    ids
        For each kind of record of which two ids may be one: the ids that change.
    versions
        The versions of sources that change, by the source's own id and version.
    """

    texts: dict[int, int] | None = None
    ids: dict[str, dict[str, str]] = field(
        default_factory=lambda: {"source": {}, "passage": {}, "attribute": {}, "memo": {}, "statement": {}}
    )
    versions: dict[tuple[str, int], int] = field(default_factory=dict)

    def row(self, table: str, row: Row) -> dict[str, Any]:
        """A row of this table as it is called in the merged study."""
        named = dict(row)
        if self.versions and table in {"source", "source_text", "passage"}:
            own = row["id" if table == "source" else "source"]
            named["version"] = self.versions.get((own, row["version"]), row["version"])
        if self.texts is not None and table in {"source", "source_text"}:
            named["text"] = self.texts.get(row["text"], -row["text"])
        if table in self.ids:
            named["id"] = self.ids[table].get(row["id"], row["id"])
        if any(self.ids.values()):
            for column, target, _ in references(table, row):
                if target in self.ids:
                    named[column] = self.ids[target].get(row[column], row[column])
        return named


@dataclass(frozen=True, slots=True)
class Step:
    """What one entry made of a value."""

    entry: Happened
    before: Value | None
    after: Value | None


class Side:
    """One copy in the names of the merged study.

    Attributes
    ----------
    copy
        What was read.
    state
        How it stands.
    by_hand
        Whether something was changed of which its journal does not tell.
    """

    def __init__(self, copy: Copy, names: Names) -> None:
        self.copy = copy
        self.state = laid_out(copy.rows, names)
        self.by_hand = any(each.verb == "accept changes" for each in copy.unseen)
        self._ignored = copy.undone
        self._changes: dict[Element, list[tuple[Happened, Row | None, Row | None]]] = defaultdict(list)
        for change in copy.changes:
            self._note(change, names)

    def _note(self, change: Change, names: Names) -> None:
        before = None if change.before is None else names.row(change.table, change.before)
        after = None if change.after is None else names.row(change.table, change.after)
        for part in PARTS_OF[change.table]:
            keys = {key_of(part, row) for row in (before, after) if row is not None}
            for key in keys:
                was = before if before is not None and key_of(part, before) == key else None
                now = after if after is not None and key_of(part, after) == key else None
                self._changes[part.name, key].append((change.entry, was, now))

    def value(self, element: Element) -> Value | None:
        """How it stands; ``None`` for what is not there, and for an empty list."""
        return self.state[element[0]].get(element[1])

    def steps(self, element: Element) -> list[Step]:
        """What became of it, entry by entry, since the other copy looked; without merges that were undone."""
        changes = self._changes.get(element)
        if not changes:
            return []
        part = PARTS[element[0]]
        steps = self._list_steps(part, element, changes) if part.number else _row_steps(part, changes)
        return [step for step in steps if step.entry.number not in self._ignored and step.before != step.after]

    def _list_steps(
        self, part: Part, element: Element, changes: list[tuple[Happened, Row | None, Row | None]]
    ) -> list[Step]:
        """A list's steps, found by going back from how it stands."""
        standing = self.value(element) or ()
        items: dict[Any, Value] = (
            {item[0]: item for item in standing}
            if part.number in part.columns
            else dict(enumerate(standing, part.first))
        )
        steps = []
        for _, group in groupby(reversed(changes), key=lambda each: each[0].number):
            after = _in_order(items)
            for entry, was, now in group:
                last = entry
                if now is not None:
                    items.pop(now[part.number], None)
                if was is not None:
                    items[was[part.number]] = value_of(part, was)
            steps.append(Step(last, _in_order(items), after))
        return steps[::-1]

    def last_to_change(self, elements: list[Element]) -> Happened | None:
        """The entry that last changed any of these."""
        entries = [step.entry for element in elements for step in self.steps(element)]
        return max(entries, key=lambda each: each.number, default=None)


def is_merge(entry: Happened) -> bool:
    """Whether an entry took over what others did."""
    return _says_merge(entry.verb, entry.what)


def _says_merge(verb: str, what: str) -> bool:
    return verb == "merge" or (verb in {"undo", "redo"} and bool(_MERGED_AGAIN.match(what)))


def _row_steps(part: Part, changes: list[tuple[Happened, Row | None, Row | None]]) -> list[Step]:
    return [
        Step(entry, None if was is None else value_of(part, was), None if now is None else value_of(part, now))
        for entry, was, now in changes
    ]


def _in_order(items: dict[Any, Value]) -> Value | None:
    return tuple(items[place] for place in sorted(items)) or None


def laid_out(rows: list[tuple[str, dict[str, Any]]], names: Names) -> State:
    """Rows as the values they are, in the names of the merged study."""
    state: State = {name: {} for name in PARTS}
    lists: dict[str, dict[Key, list[Value]]] = {name: defaultdict(list) for name, part in PARTS.items() if part.number}
    for table, given in rows:
        row = names.row(table, given)
        for part in PARTS_OF[table]:
            if part.number:
                lists[part.name][key_of(part, row)].append(value_of(part, row))
            else:
                state[part.name][key_of(part, row)] = value_of(part, row)
    for name, owners in lists.items():
        in_order = sorted if PARTS[name].number in PARTS[name].columns else list
        state[name] = {key: tuple(in_order(items)) for key, items in owners.items()}
    return state
