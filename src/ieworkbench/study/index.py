"""The verbs for codes and codings, as plain functions over a transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ieworkbench.errors import CodeInUse, RecordUnknown, RecordWrong
from ieworkbench.model import Code, Codebook, Coding, Memo, Passage, RecordKind, RecordRef
from ieworkbench.model.display import Parts
from ieworkbench.store import index_records, note_records
from ieworkbench.store.transaction import Transaction
from ieworkbench.study.new_records import chosen_id, new_id, now
from ieworkbench.study.passages import keep_passages, kept_and_new, let_go
from ieworkbench.study.resting import refuse_if_used

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
    "pass_on",
    "remove_code",
    "remove_codings",
    "split_code",
]


# ------------------------------------------------------------------------------------- codes


def add_code(work: Transaction, code: Code) -> Code:
    """Write a new code at the end of the codebook."""
    index_records.put_codes(work, [code], index_records.last_position(work.connection) + 1)
    return code


def change_code(work: Transaction, code: Code) -> Code:
    """Write what has changed of a code: its name, what is said of it, where it stands.

    Raises
    ------
    RecordWrong
        If it would stand under itself.
    """
    codebook = index_records.codebook(work.connection)
    if codebook[code.id].parents != code.parents:
        Codebook(tuple(code if each.id == code.id else each for each in codebook))
    index_records.put_code(work, code)
    return code


def move_code(work: Transaction, code: Code, parents: Sequence[Code]) -> Code:
    """Put a code under others, or at the top if there are none; what stands under it comes along."""
    return change_code(work, replace(code, parents=tuple(dict.fromkeys(each.id for each in parents))))


def merge_codes(work: Transaction, codes: Sequence[Code], into: Code, by: str) -> Code:
    """Give all codings of ``codes`` to ``into``, put what stood under them under it, and remove them.

    What was said of a merged code is kept in a memo on the code it went into.

    Raises
    ------
    RecordWrong
        If ``into`` stands under one of them, or only groups others while they have codings.
    """
    codebook = index_records.codebook(work.connection)
    merged = {each.id: each for each in codes if each.id != into.id}
    for code in merged.values():
        if into.id in codebook.below(code.id):
            raise RecordWrong("code", into.name, f"it stands under “{code.name}”; move it out first")
    order = {name: place for place, name in enumerate(merged)}
    codings = sorted(index_records.codings(work.connection, codes=merged), key=lambda each: order[each.code])
    _check_can_take(into, codings)
    _replace_parents(work, codebook, dict.fromkeys(merged, (into.id,)))
    joined = _move_codings(work, codings, into.id)
    ref = RecordRef(RecordKind.CODE, into.id)
    pass_on(work, joined | {RecordRef(RecordKind.CODE, each): ref for each in merged})
    for code in merged.values():
        if _said(code):
            memo = Memo(new_id(), _said(code), f"What was said of “{code.name}”", ref, by=by, at=now())
            note_records.put_memo(work, memo, new=True)
    for code in sorted(merged.values(), key=lambda each: -len(codebook.above(each.id))):
        index_records.delete_code(work, code.id)
    return into


def split_code(work: Transaction, code: Code, parts: Mapping[str, Iterable[Coding]]) -> Parts[Code]:
    """Make a code of each name beside ``code`` and give it those of its codings; the others stay.

    Raises
    ------
    RecordWrong
        If a coding is not one of this code's, or is given to two parts.
    """
    left = {each.id: each for each in index_records.codings(work.connection, codes=[code.id])}
    made = [Code(new_id(), name, code.parents) for name in parts]
    index_records.put_codes(work, made, index_records.last_position(work.connection) + 1)
    for part, codings in zip(made, parts.values(), strict=True):
        chosen = {each.id: each for each in codings}
        if not chosen.keys() <= left.keys():
            raise RecordWrong("code", code.name, f"a coding given to “{part.name}” is not its own, or is given twice")
        _move_codings(work, [left.pop(each) for each in chosen], part.id)
    return Parts(made)


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
        ``to parent``, the first one of several.

    Raises
    ------
    RecordInUse
        If a memo, link, set or attribute is about it.
    """
    codebook = index_records.codebook(work.connection)
    found = index_records.codings(work.connection, codes=[code.id])
    if codings == "refuse":
        if found:
            raise CodeInUse(code.name, len(found), len({each.passage.source for each in found}))
    elif codings == "remove":
        remove_codings(work, found)
    elif codings == "to parent":
        if found and not code.parents:
            raise RecordWrong("code", code.name, "it stands under no other code that could take its codings")
        if found:
            parent = codebook[code.parents[0]]
            _check_can_take(parent, found)
            pass_on(work, _move_codings(work, found, parent.id))
    else:
        raise RecordWrong("code", code.name, f"“{codings}” is not what can become of codings: remove, or to parent")
    refuse_if_used(work, RecordRef(RecordKind.CODE, code.id), code.name, ())
    _replace_parents(work, codebook, {code.id: code.parents})
    index_records.delete_code(work, code.id)


def _check_can_take(code: Code, codings: Sequence[Coding]) -> None:
    if codings and not code.codable:
        raise RecordWrong("code", code.name, "it only groups other codes and can take no codings; make it codable")


def _replace_parents(work: Transaction, codebook: Codebook, instead: Mapping[str, tuple[str, ...]]) -> None:
    """Put what stands under these codes under others instead; the codes themselves stay where they are."""
    under = {child.id: child for each in instead for child in codebook.children(each) if child.id not in instead}
    moved = [
        replace(
            child, parents=tuple(dict.fromkeys(new for each in child.parents for new in instead.get(each, (each,))))
        )
        for child in under.values()
    ]
    index_records.put_parents(work, under.values(), moved)


def _said(code: Code) -> str:
    parts = (
        ("", code.definition),
        ("Include: ", code.include),
        ("Exclude: ", code.exclude),
        ("Example: ", code.example),
    )
    return "\n\n".join(label + words for label, words in parts if words)


def _move_codings(work: Transaction, codings: Iterable[Coding], code_id: str) -> dict[RecordRef, RecordRef]:
    """Give codings to another code; where a person has the same passage under both, one coding is left.

    Returns
    -------
    dict
        For each coding that is gone, the one that is left in its place.
    """
    moved = list(codings)
    passages = {each.passage.id for each in moved}
    standing = index_records.codings(work.connection, codes=[code_id], passages=passages) if moved else []
    left = {(each.passage.id, each.by): each for each in standing}
    changed: dict[str, Coding] = {}
    gone: dict[RecordRef, RecordRef] = {}
    for coding in moved:
        twin = left.get((coding.passage.id, coding.by))
        result = replace(coding, code=code_id)
        if twin is not None:
            memos = dict.fromkeys(each for each in (twin.memo, coding.memo) if each)
            result = replace(twin, memo="\n\n".join(memos))
            gone[RecordRef(RecordKind.CODING, coding.id)] = RecordRef(RecordKind.CODING, twin.id)
        left[coding.passage.id, coding.by] = changed[result.id] = result
    index_records.change_codings(work, changed.values())
    index_records.delete_codings(work, [each.id for each in gone])
    return gone


def pass_on(work: Transaction, instead: Mapping[RecordRef, RecordRef]) -> None:
    """What was about one record is now about another: memos, links, members of sets, attributes."""
    if not instead:
        return
    for memo in note_records.memos(work.connection):
        if memo.about is not None and memo.about in instead:
            note_records.put_memo(work, replace(memo, about=instead[memo.about]), new=False)
    for link in note_records.links(work.connection):
        origin, target = (instead.get(each, each) for each in (link.origin, link.target))
        if (origin, target) != (link.origin, link.target):
            note_records.put_link(work, replace(link, origin=origin, target=target), new=False)
    for each in note_records.sets(work.connection):
        members = tuple(dict.fromkeys(instead.get(member, member) for member in each.members))
        if members != each.members:
            note_records.put_set(work, replace(each, members=members), new=False)
    _pass_on_values(work, instead)


def _pass_on_values(work: Transaction, instead: Mapping[RecordRef, RecordRef]) -> None:
    """Attributes too; where the other record has a value of its own, that stays."""
    values = note_records.attribute_values(work.connection)
    said = {(each.attribute, each.about) for each in values}
    for value in values:
        about = instead.get(value.about)
        if about is not None:
            note_records.delete_value(work, value.attribute, value.about)
            if (value.attribute, about) not in said:
                note_records.put_value(work, replace(value, about=about))
                said.add((value.attribute, about))


# ----------------------------------------------------------------------------------- codings

Wanted = tuple[Passage, str, str]
"""A passage, a code's name, path or id, and a memo."""


def code_passages(work: Transaction, wanted: Sequence[Wanted], by: str, chosen: str | None = None) -> list[Coding]:
    """Code passages; whoever has a passage under that code already gets that coding back.

    Parameters
    ----------
    wanted
        What to code.
    by
        Who codes it.
    chosen
        The id that the first new coding is to have; made if not given.

    Raises
    ------
    RecordExists, RecordWrong
        If that id is taken, or can be none.
    TextDrift, RecordUnknown
        If a passage's words are not where it says, or its source is not in the study.
    RecordUnknown, CodeAmbiguous, RecordWrong
        If a code is not in the codebook, is several, or only groups others.
    """
    ids = [] if chosen is None else [chosen_id(work, RecordKind.CODING, chosen)]
    codes = _codes_called(work, {name for _, name, _ in wanted})
    kept, new = kept_and_new(work, [passage for passage, _, _ in wanted])
    there = _standing(work, [each for each in kept if each.id not in new], by)
    moment = now()
    made: dict[tuple[str, str], Coding] = {}
    changed: dict[str, Coding] = {}
    order = []
    for passage, (_, name, memo) in zip(kept, wanted, strict=True):
        key = (passage.id, codes[name])
        order.append(key)
        if key in there:
            if memo and memo != there[key].memo:
                there[key] = changed[there[key].id] = replace(there[key], memo=memo)
        elif key not in made or memo:
            its_id = made[key].id if key in made else ids.pop() if ids else new_id()
            made[key] = Coding(its_id, passage, codes[name], memo, by, moment)
    index_records.put_codings(work, made.values())
    index_records.change_codings(work, changed.values())
    return [there.get(key) or made[key] for key in order]


def change_coding(work: Transaction, coding: Coding) -> Coding:
    """Write what has changed of a coding: its memo, its code, its passage.

    Raises
    ------
    RecordWrong
        If the same person has given that passage that code already.
    """
    before = known_coding(work, coding.id)
    (passage,) = keep_passages(work, [coding.passage])
    changed = replace(coding, passage=passage)
    for each in index_records.codings_of(work.connection, [passage], coding.by):
        if each.code == changed.code and each.id != changed.id:
            raise RecordWrong("coding", "", "these words have that code already; remove one of the two codings")
    index_records.change_codings(work, [changed])
    if passage.id != before.passage.id:
        let_go(work, [before.passage.id])
    return changed


def remove_codings(work: Transaction, codings: Iterable[Coding]) -> None:
    """Remove codings, and those of their passages on which nothing else rests."""
    gone = {each.id: each for each in codings}
    found = {each.id: each.passage.id for each in index_records.codings(work.connection, ids=gone)}
    for each in gone:
        if each not in found:
            raise RecordUnknown("coding", each)
    index_records.delete_codings(work, found)
    let_go(work, found.values())


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
