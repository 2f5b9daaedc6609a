"""Two people's copies of one study become one.

What the other copy has and ours has not is told by the two journals. Records go by their ids: what
one person changed is as that person made it, what both changed stays as ours and waits with both
versions for a choice, and what one removed and the other used stays. Nothing is lost, merging
the same copy again changes nothing, and copies agree once each knows all, whoever merged whom. One merge is one change of the study, and one to undo.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal
from uuid import UUID, uuid5

from ieworkbench.errors import (
    NotTheSameStudy,
    RecordExists,
    RecordInUse,
    RecordUnknown,
    RecordWrong,
    StudyDamaged,
)
from ieworkbench.model import Placement
from ieworkbench.model.display import Brief, Shown, keep_parts
from ieworkbench.sentences import counted, listed
from ieworkbench.store import records, tables
from ieworkbench.store.database import Connection, Database
from ieworkbench.store.merge_rows import (
    CONFLICT,
    MAIN,
    PARTS,
    UNDER_ITSELF,
    Element,
    Happened,
    Part,
    State,
    Value,
    belonging,
    decoded,
    encoded,
    rows_in,
    study_id,
    write,
)
from ieworkbench.store.merge_texts import (
    blamed_on,
    copy_texts,
    file_marks,
    homeless_passages,
    match_texts,
    standing_wrongly,
    text_marks,
    unite_taken,
)
from ieworkbench.store.transaction import Transaction, transaction
from ieworkbench.study.merging_ahead import Ahead, compare, take_over
from ieworkbench.study.merging_choice import Draft, settle, waiting_on
from ieworkbench.study.merging_copies import Copy, Names, Side, done_in, laid_out, read_copy
from ieworkbench.study.merging_names import name_all
from ieworkbench.study.merging_whole import circle, codes_above, company, make_whole, named_in, records_above
from ieworkbench.study.names import check_known
from ieworkbench.study.versions import carry

__all__ = ["Arrived", "Choice", "Conflict", "Merged", "conflicts", "merge", "resolve"]

Choice = Literal["ours", "theirs"]

_CONFLICTS = UUID("6c1f1d7e-6a0b-5a5e-9d53-0e8d1f1c7a42")
_KINDS = {
    "record_set": "set",
    "attribute_value": "value",
    "case_passage": "passage of a case",
    "foreign_guid": "GUID of another program",
    "institutional_text": "text",
    "text_copy": "copy",
    "link_kind": "kind of link",
    "disjuncture_side": "side",
    "statement_decision": "decision on a statement",
}
_COLUMNS = {
    "site_alias": "aliases",
    "informant_case": "cases",
    "informant_consent": "consent",
    "source_case": "cases",
    "source_informant": "informants",
    "code_parent": "parents",
    "set_member": "members",
    "memo_version": "text",
    "act_doer": "doers",
    "act_task": "tasks",
    "act_particular": "particulars",
    "institutional_text_version": "versions",
    "institutional_text_among": "among",
    "disjuncture_place": "where",
    "circuit_link": "links",
    "statement_part": "parts",
}


@dataclass(frozen=True, slots=True, repr=False)
class Conflict(Brief):
    """What two people changed at once, and one of them has to choose.

    Attributes
    ----------
    id
        The conflict's own name, by which it is resolved.
    kind
        The kind of record, in plain words.
    record
        Which one: its id, a code's name, a memo's title.
    ours, theirs
        What differs between the two versions: only the fields in which they do, by name. ``None``
        for a record that was removed.
    by, at
        Who made their version, and when, in UTC.
    choice
        ``"ours"`` or ``"theirs"`` once it is chosen; ``None`` as long as it waits. Until then the
        study holds ours; where one of the two removed the record, it holds the record.
    """

    id: str
    kind: str
    record: str
    ours: dict[str, Any] | None
    theirs: dict[str, Any] | None
    by: str
    at: dt.datetime
    choice: str | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Arrived(Brief):
    """How many records of a kind came in with a merge, were changed by it, and were removed."""

    kind: str
    added: int
    changed: int
    removed: int


@dataclass(frozen=True, slots=True, repr=False)
class Merged(Shown):
    """What a merge did.

    Attributes
    ----------
    entries
        How many changes of the other copy the study knows now that it did not know before. It can be
        none where both knew the same and had joined it differently: then both become alike.
    arrived
        What came in, kind by kind.
    conflicts
        What both changed, and waits for a choice since this merge.
    notes
        What else deserves a look, a sentence each.
    """

    entries: int = 0
    arrived: tuple[Arrived, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    notes: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        keep_parts(self, "arrived", "conflicts")

    def __repr__(self) -> str:
        if not (self.entries or self.arrived or self.conflicts):
            return "Merged(nothing new)"
        parts = [counted(self.entries, "change"), *map(_line, self.arrived)]
        if self.conflicts:
            parts.append(f"{counted(len(self.conflicts), 'conflict')} to choose")
        if self.notes:
            parts.append(counted(len(self.notes), "note"))
        return f"Merged({'; '.join(parts)})"

    def rows(self) -> list[dict[str, Any]]:
        """One dictionary a kind of record that came in, was changed or removed."""
        return [
            {"kind": each.kind, "added": each.added, "changed": each.changed, "removed": each.removed}
            for each in self.arrived
        ]


def _line(arrived: Arrived) -> str:
    counts = ((arrived.added, "added"), (arrived.changed, "changed"), (arrived.removed, "removed"))
    return f"{arrived.kind}: " + ", ".join(f"{number:,} {word}" for number, word in counts if number)


# ---------------------------------------------------------------------------------------- merging


def merge(database: Database, other: Database, by: str) -> Merged:
    """Bring into a study what another copy of it has that it has not.

    Parameters
    ----------
    database
        The study.
    other
        The other copy; it is only read.
    by
        Who merges.

    Returns
    -------
    Merged
        What came in, what waits for a choice, and what deserves a look.

    Raises
    ------
    NotTheSameStudy
        If the two are no copies of one study.
    StudyReadOnly, StudyBusy
        If the study cannot be written to.
    StudyDamaged
        If the other copy cannot be read, or holds words that are not where it says; nothing is
        changed then.
    """
    path = str(other.path)
    with other.reading() as there, transaction(database, by, "merge") as work:
        with blamed_on(path, other.patience):
            if study_id(there) != study_id(work.connection):
                raise NotTheSameStudy(str(database.path), path)
            coming = done_in(there)
        if compare(done_in(work.connection), coming) is Ahead.OURS:
            return Merged()
        with blamed_on(path, other.patience):
            theirs = read_copy(there)
        ours = read_copy(work.connection)
        missing = [each for each in theirs.entries if each.uid not in ours.known]
        ours.look_back(work.connection, theirs.known, str(database.path))
        with blamed_on(path, other.patience):
            theirs.look_back(there, ours.known, path)
            texts, lacking = match_texts(work.connection, there)
            texts |= copy_texts(work.connection, there, lacking, path)
        return _join(work, ours, theirs, texts, missing, path)


def _join(
    work: Transaction, ours: Copy, theirs: Copy, texts: dict[int, int], missing: list[Happened], path: str
) -> Merged:
    ahead = compare(ours.done, theirs.done)
    names = name_all(ours, theirs, texts) if ahead is Ahead.NEITHER else (Names(), Names(texts))
    our, their = Side(ours, names[0]), Side(theirs, names[1])
    if ahead is Ahead.NEITHER:
        settled = settle(our, their)
        make_whole(settled, our, their)
    else:
        settled = take_over(ahead, our, their, text_marks(work.connection))
    for draft in settled.drafts:
        _let_wait(settled.state, draft, (missing or theirs.entries)[-1])
    changed = write(work, laid_out(ours.rows, Names()), settled.state)
    carried = _carry_homeless(work, settled.state)
    if not work.changes and ahead is Ahead.BOTH:
        return Merged()  # they only took over what they got from us
    passages = [*carried, *(key[0] for name, key in changed if name == "passage" and key in settled.state[name])]
    wrong = standing_wrongly(work.connection, passages)
    if wrong is not None:
        raise StudyDamaged(path, f"the words of a passage of {wrong.source} are not where it says")
    entries = _take_history(work, ours, theirs)
    unite_taken(work.connection, _taken(ours, theirs, names, file_marks(work.connection)))
    work.what = counted(len(entries), "change") + (f" by {_people(entries)}" if entries else "")
    return Merged(
        entries=len(entries),
        arrived=_arrived(our.state, settled.state),
        conflicts=tuple(
            _conflict(settled.state, key[0])
            for key, value in settled.state[CONFLICT.name].items()
            if value[CONFLICT.columns.index("choice")] is None and key not in our.state[CONFLICT.name]
        ),
        notes=tuple(dict.fromkeys([*settled.notes, *_renamed(ours, names[1]), *_accepted_twice(*names)])),
    )


def _let_wait(state: State, draft: Draft, latest: Happened) -> None:
    """Write down what has to be chosen; an earlier version of the same person's no longer waits."""
    part, last = draft.part, draft.last or latest
    empty: Value | None = () if part.number else None
    key = json.dumps(dict(zip(part.key, draft.key, strict=True)))
    ours, theirs = (encoded(part, value or empty) for value in (draft.ours, draft.theirs))
    name = str(uuid5(_CONFLICTS, "\n".join([part.name, key, *sorted([str(ours), str(theirs)])])))
    if (name,) in state[CONFLICT.name]:
        return
    place = CONFLICT.columns.index("by")
    for each in waiting_on(state, (part.name, draft.key)):
        if state[CONFLICT.name][each][place] == last.by:
            del state[CONFLICT.name][each]
    row = {"table": part.name, "key": key, "ours": ours, "theirs": theirs, "by": last.by, "at": last.at, "choice": None}
    state[CONFLICT.name][name,] = tuple(row[column] for column in CONFLICT.columns)


def _carry_homeless(work: Transaction, state: State) -> list[str]:
    """Give passages that one copy kept in a text that the other corrected their place in the new text.

    Where it still has to be chosen which text is the current one, they stay where they are.
    """
    carried = []
    for name, by_version in homeless_passages(work.connection).items():
        if waiting_on(state, ("current_text", (name,))):
            continue
        new = records.source(work.connection, name)
        assert new is not None, "a passage has its source"  # noqa: S101
        for version, passages in sorted(by_version.items()):
            old = records.source(work.connection, name, version)
            assert old is not None, "a passage stands in a version of its source"  # noqa: S101
            for passage, moved in carry(passages, old.content, new):
                if moved is None:
                    records.put_passage(work, replace(passage, placement=Placement.ORPHANED), version, new=False)
                else:
                    records.put_passage(work, moved, new.version, new=False)
                carried.append(passage.id)
    return carried


def _take_history(work: Transaction, ours: Copy, theirs: Copy) -> list[Happened | dict[str, Any]]:
    """Write what happened in the other copy into ours; return what is new of it."""
    own = {each.uid for each in ours.entries}
    new: list[Happened | dict[str, Any]] = []
    rows = []
    for each in theirs.entries:
        undone = each.undone_by is not None
        row = {"uid": each.uid, "at": each.at, "by": each.by, "verb": each.verb, "what": each.what, "undone": undone}
        if each.uid not in ours.known:
            new.append(each)
            rows.append(row)
        elif each.uid not in own and ours.merged[each.uid]["undone"] != undone:
            work.update(tables.merged_entry, row)
    for uid, row in theirs.merged.items():
        if uid not in ours.known:
            new.append(row)
            rows.append(row)
    work.insert_many(tables.merged_entry, rows)
    return new


def _people(entries: Iterable[Happened | dict[str, Any]]) -> str:
    names = Counter(each.by if isinstance(each, Happened) else str(each["by"]) for each in entries)
    return listed((name for name, _ in names.most_common()), 3)


def _taken(ours: Copy, theirs: Copy, names: tuple[Names, Names], now: Mapping[str, str]) -> dict[tuple[str, str], str]:
    """Every id that ever meant something, with its mark; ``now`` are the marks of the sources there are."""
    others = {taken: mark for taken, mark in theirs.taken.items() if taken[0] != "source"}
    standing = {("source", name): mark for name, mark in now.items()}
    return {**others, **_marked(theirs, names[1]), **_marked(ours, names[0]), **standing}


def _marked(copy: Copy, names: Names) -> dict[tuple[str, str], str]:
    return {("source", names.ids["source"].get(name, name)): mark for name, mark in copy.marks.items()}


def _renamed(ours: Copy, their: Names) -> list[str]:
    return [
        f"The other copy calls another file “{old}” too; its source is now “{new}”."
        for old, new in sorted(their.ids["source"].items())
        if new not in ours.marks
    ]


def _accepted_twice(our: Names, their: Names) -> list[str]:
    number = len(our.ids["statement"]) + len(their.ids["statement"])
    if not number:
        return []
    return [f"{counted(number, 'statement')} accepted in both copies: kept once, with what each decided."]


def _arrived(before: State, after: State) -> tuple[Arrived, ...]:
    found = []
    for main in MAIN:
        old, new = before[main.name], after[main.name]
        parts = [part.name for part in belonging(main) if part.name != "code_order"]
        changed = sum(any(before[name].get(key) != after[name].get(key) for name in parts) for key in old.keys() & new)
        counts = (len(new.keys() - old), changed, len(old.keys() - new))
        if any(counts):
            found.append(Arrived(_kind(main), *counts))
    return tuple(found)


# -------------------------------------------------------------------------------------- conflicts


def conflicts(connection: Connection) -> list[Conflict]:
    """Everything that both of two copies changed, in the order in which it happened; also what was chosen since."""
    if not any(rows_in(connection, [CONFLICT.name])):
        return []
    state = _state(connection)
    found = [_conflict(state, key[0]) for key in state[CONFLICT.name]]
    return sorted(found, key=lambda each: (each.at, each.kind, each.record, each.id))


def _state(connection: Connection) -> State:
    return laid_out(list(rows_in(connection)), Names())


def _row(state: State, name: str) -> dict[str, Any]:
    return dict(zip(CONFLICT.columns, state[CONFLICT.name][name,], strict=True))


def _element(row: dict[str, Any]) -> tuple[Part, tuple[Any, ...]]:
    part = PARTS[row["table"]]
    key = json.loads(row["key"])
    return part, tuple(key[column] for column in part.key)


def _conflict(state: State, name: str) -> Conflict:
    row = _row(state, name)
    part, key = _element(row)
    ours, theirs = _fields(part, decoded(part, row["ours"])), _fields(part, decoded(part, row["theirs"]))
    if ours is not None and theirs is not None:
        different = [each for each in ours if ours[each] != theirs[each]]
        ours = {each: ours[each] for each in different}
        theirs = {each: theirs[each] for each in different}
    main = PARTS[part.of] if part.of else part
    record = _called(state, main, key)
    return Conflict(name, _kind(main), record, ours, theirs, row["by"], row["at"], row["choice"])


def _fields(part: Part, value: Value | None) -> dict[str, Any] | None:
    """What a value says, by the names of its fields."""
    if value is None:
        return None
    if not part.number:
        return {
            column: each
            for column, each in zip(part.columns, value, strict=True)
            if part.name != "current_text" or column == "version"
        }
    if part.name == "memo_version":
        return {"text": value[-1][part.columns.index("text")] if value else ""}
    name = _COLUMNS.get(part.name) or part.name.removeprefix(f"{part.of}_")
    return {name: tuple(item[0] if len(item) == 1 else " ".join(map(str, item)) for item in value)}


def _kind(main: Part) -> str:
    return _KINDS.get(main.name, main.name.replace("_", " "))


def _called(state: State, main: Part, key: tuple[Any, ...]) -> str:
    """What a researcher calls a record: its name or title if it has one, else its id."""
    value = state[main.name].get(key)
    for column in ("name", "title", "doing", "says", "what"):
        if value is not None and column in main.columns and main.name not in {"source", "study"}:
            return str(value[main.columns.index(column)]) or str(key[0])
    if main.name == "attribute_value":
        attribute = _called(state, PARTS["attribute"], key[:1])
        return f"{attribute} of {key[1]} {key[2]}"
    if main.name == "coding" and value is not None:
        code = _called(state, PARTS["code"], (value[main.columns.index("code")],))
        return f"{code} ({key[0]})"
    return " ".join(map(str, key))


# ---------------------------------------------------------------------------------------- choosing


def resolve(work: Transaction, conflict_id: str, choice: Choice) -> None:
    """Choose one of the two versions of a conflict.

    ``"theirs"`` writes their version; ``"ours"`` leaves the record as it stands, but takes theirs
    back where that is what stands. A choice can be changed as long as both versions still fit.

    Raises
    ------
    RecordUnknown
        If there is no such conflict, or what the version names is not in the study any more.
    RecordWrong, RecordInUse, RecordExists
        If the version no longer fits the study.
    """
    actual, state = _state(work.connection), _state(work.connection)
    if (conflict_id,) not in state[CONFLICT.name]:
        raise RecordUnknown("conflict", conflict_id)
    if choice not in {"ours", "theirs"}:
        raise RecordWrong("conflict", conflict_id, f"“{choice}” is no choice; choose “ours” or “theirs”")
    row = _row(state, conflict_id)
    part, key = _element(row)
    ours, theirs = decoded(part, row["ours"]), decoded(part, row["theirs"])
    named = _conflict(state, conflict_id)
    work.what = f"{choice} for {named.kind} {named.record}".strip()
    if part.name == "memo_version":
        _say_again(state, (part.name, key), (ours if choice == "ours" else theirs) or ())
    elif choice == "theirs":
        _put(state, part, key, theirs)
    elif (state[part.name].get(key) or None) == (theirs or None):
        _put(state, part, key, ours)
    _check_fits(state, part, key)
    state[CONFLICT.name][conflict_id,] = tuple({**row, "choice": choice}[column] for column in CONFLICT.columns)
    write(work, actual, state)
    _carry_homeless(work, state)


def _put(state: State, part: Part, key: tuple[Any, ...], value: Value | None) -> None:
    if value:
        main = PARTS[part.of] if part.of else part
        if key not in state[main.name]:
            raise RecordUnknown(_kind(main), str(key[0]))
        state[part.name][key] = value
        return
    if part.number:
        state[part.name].pop(key, None)
        return
    for name, other in [each for each in company(state, (part.name, key)) if each[0] != "link"]:
        state[name].pop(other)
    for each in belonging(part):
        state[each.name].pop(key, None)
    _refuse_if_used(state, part, key)


def _refuse_if_used(state: State, main: Part, key: tuple[Any, ...]) -> None:
    users = [
        f"{_kind(PARTS[part.of] if part.of else part)} {other[0]}"
        for part in PARTS.values()
        for other in state[part.name]
        if part is not CONFLICT and any(target == (main.name, key) for target, _ in named_in(state, part, other))
    ]
    if users:
        raise RecordInUse(_kind(main), str(key[0]), tuple(dict.fromkeys(users)))


def _say_again(state: State, element: Element, version: Value) -> None:
    """Make this version of a memo the newest, by writing it again after the others unless it is."""
    name, key = element
    standing = state[name].get(key, ())
    columns = PARTS[name].columns
    text = columns.index("text")
    if not standing:
        raise RecordUnknown("memo", str(key[0]))
    if version and standing[-1][text] != version[-1][text]:
        again = dict(zip(columns, version[-1], strict=True))
        again["at"] = dt.datetime.now(dt.UTC).replace(tzinfo=None)
        state[name][key] = (*standing, tuple(again[column] for column in columns))


def _check_fits(state: State, part: Part, key: tuple[Any, ...]) -> None:
    """Make sure that what a value names is there, and that nothing stands under itself or has another's name."""
    for (name, target), hard in named_in(state, part, key):
        if hard and target not in state[name]:
            check_known(_kind(PARTS[name]), [str(target[0])], [str(each[0]) for each in state[name]])
    if part.name == "current_text" and state[part.name][key] not in state["source_text"].get(key, ()):
        raise RecordWrong("source", str(key[0]), "this version of its text is not in the study any more")
    if part.name == "code_parent" and circle(codes_above(state)):
        raise RecordWrong("code", _called(state, PARTS["code"], key), "it would stand under itself; move it by hand")
    if part.name in UNDER_ITSELF and circle(records_above(state, part.name)):
        kind = _kind(part)
        raise RecordWrong(kind, str(key[0]), f"a {kind} cannot be part of itself")
    if part.name == "attribute" and key in state["attribute"]:
        name = _called(state, part, key)
        if sum(_called(state, part, each) == name for each in state["attribute"]) > 1:
            raise RecordExists("attribute", name)
