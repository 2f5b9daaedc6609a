"""The verbs for codes and codings, as plain functions over a transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from uuid import uuid4

from ieworkbench.errors import CodeInUse, RecordExists, RecordUnknown, RecordWrong
from ieworkbench.model import Code, Codebook, Coding, Memo, Passage, RecordKind, RecordRef
from ieworkbench.store import index_records, note_records
from ieworkbench.store.transaction import Transaction
from ieworkbench.study.passages import keep_passages, let_go

__all__ = [
    "Wanted",
    "add_code",
    "change_code",
    "change_coding",
    "codable_code",
    "code_passages",
    "known_coding",
    "merge_codes",
    "move_code",
    "new_id",
    "now",
    "remove_code",
    "remove_codings",
    "split_code",
]


def new_id() -> str:
    """An id that nothing else has."""
    return str(uuid4())


def now() -> dt.datetime:
    """The present moment, in UTC."""
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)


# ------------------------------------------------------------------------------------- codes


def add_code(work: Transaction, code: Code) -> Code:
    """Write a new code at the end of the codebook; a sibling may have its name only if that is meant.

    Raises
    ------
    RecordExists
        If a code of this name stands in the same place already.
    """
    codebook = index_records.codebook(work.connection)
    _refuse_twin(codebook, code)
    index_records.put_codes(work, [code], index_records.last_position(work.connection) + 1)
    return code


def change_code(work: Transaction, code: Code) -> Code:
    """Write what has changed of a code: its name, what is said of it, where it stands."""
    codebook = index_records.codebook(work.connection)
    before = codebook[code.id]
    Codebook(tuple(code if each.id == code.id else each for each in codebook))
    if (before.name, before.parents) != (code.name, code.parents):
        _refuse_twin(codebook, code)
    index_records.put_code(work, code)
    return code


def move_code(work: Transaction, code: Code, parents: Sequence[Code]) -> Code:
    """Put a code under others, or at the top if there are none; what stands under it comes along."""
    return change_code(work, replace(code, parents=tuple(dict.fromkeys(each.id for each in parents))))


def merge_codes(work: Transaction, codes: Sequence[Code], into: Code, by: str) -> Code:
    """Give all codings of ``codes`` to ``into``, put what stood under them under it, and remove them.

    What was said of a merged code is kept in a memo on the code it went into.
    """
    codebook = index_records.codebook(work.connection)
    merged = [each for each in codes if each.id != into.id]
    for code in merged:
        if into.id in codebook.below(code.id):
            raise RecordWrong("code", into.name, f"it stands under “{code.name}”; move it out first")
    gone = {each.id for each in merged}
    for child in codebook:
        if child.id not in gone and gone & set(child.parents):
            parents = dict.fromkeys(into.id if each in gone else each for each in child.parents)
            index_records.put_code(work, replace(child, parents=tuple(parents)))
    for code in merged:
        _move_codings(work, index_records.codings(work.connection, codes=[code.id]), into.id)
        _pass_on(work, RecordRef(RecordKind.CODE, code.id), RecordRef(RecordKind.CODE, into.id))
        if _said(code):
            about = RecordRef(RecordKind.CODE, into.id)
            memo = Memo(new_id(), _said(code), f"What was said of “{code.name}”", about, by=by, at=now())
            note_records.put_memo(work, memo, new=True)
    for code in sorted(merged, key=lambda each: -len(codebook.above(each.id))):
        index_records.delete_code(work, code.id)
    return into


def split_code(work: Transaction, code: Code, parts: Mapping[str, Iterable[Coding]]) -> list[Code]:
    """Make a code of each name beside ``code`` and give it those of its codings; the others stay.

    Raises
    ------
    RecordWrong
        If a coding is not one of this code's, or is given to two parts.
    RecordExists
        If a name is taken there.
    """
    standing = {each.id: each for each in index_records.codings(work.connection, codes=[code.id])}
    codebook = index_records.codebook(work.connection)
    position = index_records.last_position(work.connection) + 1
    made: list[Code] = []
    given: set[str] = set()
    for name, codings in parts.items():
        part = Code(new_id(), name, code.parents)
        _refuse_twin(Codebook((*codebook.codes, *made)), part)
        chosen = [each.id for each in codings]
        if not set(chosen) <= standing.keys() - given:
            raise RecordWrong("code", code.name, f"a coding given to “{name}” is not its own, or is given away twice")
        given |= set(chosen)
        made.append(part)
        index_records.put_codes(work, [part], position + len(made) - 1)
        _move_codings(work, [standing[each] for each in chosen], part.id)
    return made


def remove_code(work: Transaction, code: Code, codings: str) -> None:
    """Remove a code; what stood under it moves up to where it stood.

    Parameters
    ----------
    work
        The transaction.
    code
        The code.
    codings
        What becomes of its codings: ``refuse`` if there are any, ``remove`` them, or give them
        ``to parent``.
    """
    codebook = index_records.codebook(work.connection)
    found = index_records.codings(work.connection, codes=[code.id])
    if found and codings == "refuse":
        raise CodeInUse(code.name, len(found), len({each.passage.source for each in found}))
    if codings == "remove":
        remove_codings(work, found)
    elif codings == "to parent":
        if not code.parents:
            raise RecordWrong("code", code.name, "it stands under no other code that could take its codings")
        _move_codings(work, found, code.parents[0])
    elif found or codings != "refuse":
        raise RecordWrong("code", code.name, f"“{codings}” is not what can become of codings: remove, or to parent")
    for child in codebook.children(code.id):
        parents = dict.fromkeys(up for each in child.parents for up in (code.parents if each == code.id else (each,)))
        index_records.put_code(work, replace(child, parents=tuple(parents)))
    index_records.delete_code(work, code.id)


def _refuse_twin(codebook: Codebook, code: Code) -> None:
    """A code of the same name in the same place would be the same entry of the index twice."""
    for parent in code.parents or ("",):
        for each in codebook.children(parent):
            if each.id != code.id and each.name == code.name:
                raise RecordExists("code", codebook.path(each.id))


def _said(code: Code) -> str:
    parts = (
        ("", code.definition),
        ("Include: ", code.include),
        ("Exclude: ", code.exclude),
        ("Example: ", code.example),
    )
    return "\n\n".join(label + words for label, words in parts if words)


def _move_codings(work: Transaction, codings: Iterable[Coding], code_id: str) -> None:
    """Give codings to another code; where a person has the same passage under both, one coding is left."""
    moved = list(codings)
    there = {
        (each.passage.id, each.by): each
        for each in index_records.codings(
            work.connection, codes=[code_id], passages={each.passage.id for each in moved}
        )
    }
    for coding in moved:
        twin = there.get((coding.passage.id, coding.by))
        if twin is None:
            index_records.put_coding(work, replace(coding, code=code_id))
            continue
        if coding.memo and coding.memo != twin.memo:
            index_records.put_coding(work, replace(twin, memo="\n\n".join(filter(None, [twin.memo, coding.memo]))))
        _pass_on(work, RecordRef(RecordKind.CODING, coding.id), RecordRef(RecordKind.CODING, twin.id))
        index_records.delete_codings(work, [coding.id])


def _pass_on(work: Transaction, old: RecordRef, new: RecordRef) -> None:
    """What was about one record is now about another: memos, links, members of sets."""
    for memo in note_records.memos(work.connection):
        if memo.about == old:
            note_records.put_memo(work, replace(memo, about=new), new=False)
    for link in note_records.links(work.connection):
        if old in {link.origin, link.target}:
            origin = new if link.origin == old else link.origin
            target = new if link.target == old else link.target
            note_records.put_link(work, replace(link, origin=origin, target=target), new=False)
    for each in note_records.sets(work.connection):
        if old in each.members:
            members = dict.fromkeys(new if member == old else member for member in each.members)
            note_records.put_set(work, replace(each, members=tuple(members)), new=False)


# ----------------------------------------------------------------------------------- codings

Wanted = tuple[Passage, str, str]
"""A passage, a code's name, path or id, and a memo."""


def code_passages(work: Transaction, wanted: Sequence[Wanted], by: str) -> list[Coding]:
    """Code passages; whoever has a passage under that code already gets that coding back.

    Raises
    ------
    TextDrift, RecordUnknown
        If a passage's words are not where it says, or its source is not in the study.
    RecordUnknown, CodeAmbiguous, RecordWrong
        If a code is not in the codebook, is several, or only groups others.
    """
    codes = _codes_called(work, {name for _, name, _ in wanted})
    kept = keep_passages(work, [passage for passage, _, _ in wanted])
    there = _standing(work, kept, by)
    moment = now()
    made: dict[tuple[str, str], Coding] = {}
    order = []
    for passage, (_, name, memo) in zip(kept, wanted, strict=True):
        key = (passage.id, codes[name])
        order.append(key)
        if key in there:
            if memo and memo != there[key].memo:
                there[key] = replace(there[key], memo=memo)
                index_records.put_coding(work, there[key])
        elif key not in made or memo:
            made[key] = Coding(made[key].id if key in made else new_id(), passage, codes[name], memo, by, moment)
    index_records.put_codings(work, made.values())
    return [there.get(key) or made[key] for key in order]


def change_coding(work: Transaction, coding: Coding) -> Coding:
    """Write what has changed of a coding: its memo, its code, its passage."""
    before = known_coding(work, coding.id)
    (passage,) = keep_passages(work, [coding.passage])
    changed = replace(coding, passage=passage)
    index_records.put_coding(work, changed)
    if passage.id != before.passage.id:
        let_go(work, [before.passage.id])
    return changed


def remove_codings(work: Transaction, codings: Iterable[Coding]) -> None:
    """Remove codings, and those of their passages on which nothing else rests."""
    gone = list(codings)
    found = {each.id for each in index_records.codings(work.connection, ids=[each.id for each in gone])}
    for each in gone:
        if each.id not in found:
            raise RecordUnknown("coding", each.id)
    index_records.delete_codings(work, found)
    let_go(work, [each.passage.id for each in gone])


def known_coding(work: Transaction, coding_id: str) -> Coding:
    """The coding with this id.

    Raises
    ------
    RecordUnknown
        If there is none.
    """
    found = index_records.codings(work.connection, ids=[coding_id])
    if not found:
        raise RecordUnknown("coding", coding_id)
    return found[0]


def codable_code(work: Transaction, name: str) -> str:
    """The id of the code with this name, path or id, if passages may get it."""
    return _codes_called(work, [name])[name]


def _codes_called(work: Transaction, names: Iterable[str]) -> dict[str, str]:
    """The id of the code that each name means."""
    called: dict[str, str] = {}
    codebook: Codebook | None = None
    for name in names:
        quick = index_records.code_called(work.connection, name)
        if quick is None:
            codebook = codebook or index_records.codebook(work.connection)
            code = codebook.one(name)
            quick = code.id, code.codable
        if not quick[1]:
            raise RecordWrong("code", name, "it only groups other codes; choose one under it, or make it codable")
        called[name] = quick[0]
    return called


def _standing(work: Transaction, passages: Sequence[Passage], by: str) -> dict[tuple[str, str], Coding]:
    found = index_records.codings_of(work.connection, passages, by)
    return {(each.passage.id, each.code): each for each in found}
