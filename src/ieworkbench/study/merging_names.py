"""What the records of two copies are called once they are one study.

Most are called what they are called: made ids never meet by chance. A researcher's ids can, and so
can the numbers of texts and versions; and one place of a text may have been kept by both under two
ids. Where a copy has seen how the other calls a thing, and calls it otherwise, its name is the
newer one and holds; so two copies that merge each other agree.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import count
from typing import Any

from ieworkbench.model import MemoKind, Placement
from ieworkbench.study.merging_copies import Copy, Names

__all__ = ["name_all"]


def name_all(ours: Copy, theirs: Copy, texts: dict[int, int]) -> tuple[Names, Names]:
    """How our records and theirs are called in the merged study; ``texts`` are our numbers for their texts."""
    our, their = Names(), Names(texts)
    _name_sources(ours, theirs, our, their)
    _number_versions(ours, theirs, our, their)
    _name_passages(ours, theirs, our, their)
    _name_attributes(ours, theirs, our, their)
    _name_problematic(ours, theirs, our, their)
    _name_statements(ours, theirs, our, their)
    return our, their


def _agree(our: Names, their: Names, kind: str, one: str, other: str, *, new: tuple[bool, bool]) -> None:
    """Call two ids of one record by that which is newer to the other copy, or else by ours.

    ``new`` says of each whether it was made since the other copy looked.
    """
    ours_new, theirs_new = new
    keep_ours = ours_new if ours_new != theirs_new else ours_new or one < other
    if keep_ours:
        their.ids[kind][other] = one
    else:
        our.ids[kind][one] = other


# --------------------------------------------------------------------------------------- sources


def _name_sources(ours: Copy, theirs: Copy, our: Names, their: Names) -> None:
    made = ours.made("source"), theirs.made("source")
    alone = {name: mark for name, mark in theirs.marks.items() if ours.marks.get(name) != mark}
    waiting = {mark: name for name, mark in sorted(ours.marks.items()) if theirs.marks.get(name) != mark}
    for name, mark in sorted(alone.items()):
        one = waiting.get(mark)
        if one is not None and not (one in made[0] and name in made[1]):  # else each added the file for itself
            _agree(our, their, "source", one, name, new=(one in made[0], name in made[1]))
            del waiting[mark]
    taken = (ours.marks.keys() | theirs.marks.keys()) - our.ids["source"].keys()
    for name, mark in sorted(alone.items()):
        if name in their.ids["source"] or name in our.ids["source"] or ours.marks.get(name, mark) == mark:
            continue
        numbered = (f"{name}-{number}" for number in count(2))
        free = next(new for new in numbered if new not in taken or _had(ours, new, mark))
        taken.add(free)
        their.ids["source"][name] = free


def _had(copy: Copy, name: str, mark: str) -> bool:
    """Whether this very source was called so before it was taken out."""
    return copy.marks.get(name) == mark and name not in copy.sources


def _number_versions(ours: Copy, theirs: Copy, our: Names, their: Names) -> None:
    """Number the texts of a source that both corrected: theirs come after ours, unless they know ours already."""
    standing, coming = _versions(ours, our), _versions(theirs, their)
    touched = {
        our.ids["source"].get(row["source"], row["source"])
        for change in ours.changes
        if change.table == "source_text"
        for row in (change.before or change.after,)
        if row is not None
    }
    for source in standing.keys() & coming.keys():
        one, other = (standing, coming) if source in touched else (coming, standing)
        names = their if source in touched else our
        numbers = {text: version for version, (_, text) in one[source].items()}
        for version, (own, text) in sorted(other[source].items()):
            if text not in numbers:
                used = set(numbers.values())
                numbers[text] = version if version not in used else max(used) + 1
            if numbers[text] != version:
                names.versions[own, version] = numbers[text]


def _versions(copy: Copy, names: Names) -> dict[str, dict[int, tuple[str, int]]]:
    """For each source the texts of its versions, with the id that the copy itself calls it by."""
    found: dict[str, dict[int, tuple[str, int]]] = {}
    for table, row in copy.rows:
        if table == "source_text":
            named = names.row(table, row)
            found.setdefault(named["source"], {})[row["version"]] = (row["source"], named["text"])
    return found


# -------------------------------------------------------------------------- passages and attributes


def _name_passages(ours: Copy, theirs: Copy, our: Names, their: Names) -> None:
    """One place of a text, kept on both sides under two ids, is one passage."""
    made = ours.made("passage"), theirs.made("passage")
    standing, coming = _places(ours, our), _places(theirs, their)
    ids = _every(standing), _every(coming)
    for place in sorted(standing.keys() & coming.keys()):
        only_ours = [each for each in standing[place] if each not in ids[1]]
        only_theirs = [each for each in coming[place] if each not in ids[0]]
        for one, other in zip(only_ours, only_theirs, strict=False):
            _agree(our, their, "passage", one, other, new=(one in made[0], other in made[1]))


def _places(copy: Copy, names: Names) -> dict[tuple[Any, ...], list[str]]:
    found: dict[tuple[Any, ...], list[str]] = {}
    for table, row in copy.rows:
        if table == "passage":
            named = names.row(table, row)
            orphaned = row["placement"] == Placement.ORPHANED.value
            place = (named["source"], named["version"], row["start"], row["end"], row["quote"], orphaned)
            found.setdefault(place, []).append(row["id"])
    return {place: sorted(ids) for place, ids in found.items()}


def _name_attributes(ours: Copy, theirs: Copy, our: Names, their: Names) -> None:
    """Attributes of one name and type, added on both sides, are one."""
    made = ours.made("attribute"), theirs.made("attribute")
    standing, coming = _attributes(ours), _attributes(theirs)
    ids = set(standing.values()), set(coming.values())
    for key in sorted(standing.keys() & coming.keys()):
        one, other = standing[key], coming[key]
        if one not in ids[1] and other not in ids[0]:
            _agree(our, their, "attribute", one, other, new=(one in made[0], other in made[1]))


def _name_problematic(ours: Copy, theirs: Copy, our: Names, their: Names) -> None:
    """A study has one problematic; where both began it, what either wrote is a version of it."""
    made = ours.made("memo"), theirs.made("memo")
    standing, coming = _problematic(ours), _problematic(theirs)
    if standing != coming and standing is not None and coming is not None:
        _agree(our, their, "memo", standing, coming, new=(standing in made[0], coming in made[1]))


def _name_statements(ours: Copy, theirs: Copy, our: Names, their: Names) -> None:
    """A proposal that both accepted is one statement, if every part is the same; what each decided stays beside it."""
    made = ours.made("statement"), theirs.made("statement")
    standing, coming = _accepted(ours, our), _accepted(theirs, their)
    ids = _every(standing), _every(coming)
    for said in standing.keys() & coming.keys():
        only_ours = [each for each in standing[said] if each not in ids[1]]
        only_theirs = [each for each in coming[said] if each not in ids[0]]
        for one, other in zip(only_ours, only_theirs, strict=False):
            _agree(our, their, "statement", one, other, new=(one in made[0], other in made[1]))


def _accepted(copy: Copy, names: Names) -> dict[tuple[Any, ...], list[str]]:
    """The statements that were proposed, by what they say and the passages that their parts stand on."""
    parts: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for table, row in copy.rows:
        if table == "statement_part":
            parts[row["statement"]].append((row["position"], row["part"], names.row(table, row)["passage"]))
    found: dict[tuple[Any, ...], list[str]] = defaultdict(list)
    for table, row in copy.rows:
        if table == "statement" and row["decision"] is not None:
            words = tuple(row[name] for name in ("deontic", "actor", "implied", "negated"))
            found[names.row(table, row)["passage"], words, tuple(sorted(parts[row["id"]]))].append(row["id"])
    return {said: sorted(ids) for said, ids in found.items()}


def _every(found: dict[tuple[Any, ...], list[str]]) -> set[str]:
    return {each for ids in found.values() for each in ids}


def _problematic(copy: Copy) -> str | None:
    kind = MemoKind.PROBLEMATIC.value
    return next((row["id"] for table, row in copy.rows if table == "memo" and row["kind"] == kind), None)


def _attributes(copy: Copy) -> dict[tuple[str, str], str]:
    return {(row["name"], row["type"]): row["id"] for table, row in copy.rows if table == "attribute"}
