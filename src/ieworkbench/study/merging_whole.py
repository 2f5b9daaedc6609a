"""What the merged study has to be as a whole: nothing names what is not there, nothing stands under itself.

Each copy is whole. The two together need not be: one removed a code to which the other gave
passages; each put a code under the other's. What is still used comes back, circles are opened
where they were closed, and both are said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from ieworkbench.store.merge_rows import (
    MAIN,
    PARTS,
    UNDER_ITSELF,
    Element,
    Happened,
    Key,
    Part,
    State,
    belonging,
    references,
)
from ieworkbench.study.merging_choice import Draft, Settled, order_codes
from ieworkbench.study.merging_copies import Side

__all__ = ["circle", "codes_above", "company", "make_whole", "named_in", "records_above"]

_LOOSE = {"foreign_guid"}
"""What does not keep the records alive that it names."""


def make_whole(settled: Settled, ours: Side, theirs: Side) -> None:
    """Bring back what is used, open circles, and keep names apart."""
    _open_circles(settled, ours, theirs)
    _bring_back(settled, ours, theirs)
    if _bring_company(settled, ours, theirs):
        _bring_back(settled, ours, theirs)
    _open_circles(settled, ours, theirs)
    _keep_versions(settled.state, ours, theirs)
    order_codes(settled.state, ours.state, theirs.state)
    _part_attributes(settled, ours)
    _note_twins(settled, ours, theirs)


def named_in(state: State, part: Part, key: Key) -> Iterator[tuple[Element, bool]]:
    """The records that a value names, and of each whether the database insists on it."""
    value = state[part.name].get(key)
    if value is None:
        return
    empty: dict[str, Any] = dict.fromkeys(column.name for column in part.table.columns)
    named = {**empty, **dict(zip(part.key, key, strict=True))}
    for item in value if part.number else (value,):
        row = {**named, **dict(zip(part.columns, item, strict=True))}
        for column, target, hard in references(part.table.name, row):
            yield (target, (row[column],)), hard


# ------------------------------------------------------------------------------- what is still used


def _bring_back(settled: Settled, ours: Side, theirs: Side) -> None:
    state = settled.state
    gone = {
        (main.name, key)
        for main in MAIN
        for key in ours.state[main.name] | theirs.state[main.name]
        if key not in state[main.name]
    }
    if not gone:
        return
    ahead = [(part, key) for part in PARTS.values() if part.name not in _LOOSE for key in state[part.name]]
    while ahead:
        part, key = ahead.pop()
        for target, hard in list(named_in(state, part, key)):
            if target in gone and (hard or not _was_so(state, (part.name, key), target, ours, theirs)):
                gone.discard(target)
                ahead += _bring(settled, target, (part.name, key), ours, theirs)


def company(state: State, element: Element) -> Iterator[Element]:
    """What goes with a record when it is taken away: its accounts, the sides of a disjuncture."""
    for name, naming in _COMPANY.items():
        for key in state[name]:
            if any(target == element for target in _accompanied(state, name, key, naming)):
                yield name, key


_COMPANY = {"disjuncture_side": ("disjuncture",), "link": ("origin", "target"), "account": ("about",)}
"""The records that are taken away along with others, and the columns that say with which."""


def _accompanied(state: State, name: str, key: Key, naming: tuple[str, ...]) -> Iterator[Element]:
    part = PARTS[name]
    row = {**dict(zip(part.key, key, strict=True)), **dict(zip(part.columns, state[name][key], strict=True))}
    for column, target, _ in references(part.table.name, row):
        if column in naming:
            yield target, (row[column],)


def _bring_company(settled: Settled, ours: Side, theirs: Side) -> bool:
    """Where a record stays that one copy removed, stays what was removed along with it; whether anything was."""
    state, found = settled.state, False
    for name, naming in _COMPANY.items():
        for side, other in ((ours, theirs), (theirs, ours)):
            for key in [each for each in side.state[name] if each not in state[name]]:
                went_with = (
                    target[1] in state[target[0]]
                    for target in _accompanied(side.state, name, key, naming)
                    if other.value(target) is None
                )
                if other.value((name, key)) is None and any(went_with):
                    state[name][key] = side.state[name][key]
                    found = True
    return found


def _was_so(state: State, user: Element, target: Element, ours: Side, theirs: Side) -> bool:
    """Whether one of the copies itself named what it no longer had."""
    value = state[user[0]][user[1]]
    return any(side.value(user) == value and side.value(target) is None for side in (ours, theirs))


def _bring(settled: Settled, target: Element, user: Element, ours: Side, theirs: Side) -> list[tuple[Part, Key]]:
    main, key = PARTS[target[0]], target[1]
    side = theirs if theirs.value(target) is not None else ours
    parts = belonging(main)
    for part in parts:
        value = side.value((part.name, key))
        if value is not None:
            settled.state[part.name][key] = value
    if main.name == "passage":
        settled.notes.append(
            f"The passage {key[0]} was removed in one copy and is used in the other; it stays for {_words(user)}."
        )
    elif all(each.part is not main or each.key != key for each in settled.drafts):
        last = theirs.last_to_change([target]) or theirs.last_to_change([user])
        settled.drafts.append(Draft(main, key, ours.value(target), theirs.value(target), last))
    return [(part, key) for part in parts]


def _words(element: Element) -> str:
    return f"the {element[0].replace('_', ' ')} {element[1][0]}"


def _keep_versions(state: State, ours: Side, theirs: Side) -> None:
    """Keep every text of a source in which a passage stands, also where one copy took the text back."""
    place = PARTS["passage"].columns.index("source"), PARTS["passage"].columns.index("version")
    wanted: dict[Key, set[int]] = defaultdict(set)
    for value in state["passage"].values():
        wanted[value[place[0]],].add(value[place[1]])
    for key, (version, _) in state["current_text"].items():
        wanted[key].add(version)
    for key, versions in wanted.items():
        listed = dict(state["source_text"].get(key, ()))
        if versions <= listed.keys():
            continue
        for side in (theirs, ours):
            known = dict(side.state["source_text"].get(key, ()))
            listed.update((version, known[version]) for version in versions - listed.keys() if version in known)
        state["source_text"][key] = tuple(sorted(listed.items()))


# -------------------------------------------------------------------------------------- circles


def circle(above: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The ids that stand under themselves, of ids and what each stands under; none if none does."""
    left = {each: [up for up in ups if up in above] for each, ups in above.items()}
    below: dict[str, list[str]] = defaultdict(list)
    for each, ups in left.items():
        for up in ups:
            below[up].append(each)
    waiting = {each: len(ups) for each, ups in left.items()}
    ready = [each for each, number in waiting.items() if number == 0]
    while ready:
        done = ready.pop()
        del waiting[done]
        for each in below[done]:
            waiting[each] -= 1
            if waiting[each] == 0:
                ready.append(each)
    return tuple(sorted(waiting))


def _open_circles(settled: Settled, ours: Side, theirs: Side) -> None:
    for name in ("code_parent", *UNDER_ITSELF):
        while inside := circle(_above(settled.state, name)):
            elements = [(name, (each,)) for each in inside]
            moved = [each for each in elements if settled.state[name].get(each[1]) != ours.value(each)]
            if not moved:
                break
            _put_back(settled, moved[0], ours, theirs)


def _put_back(settled: Settled, element: Element, ours: Side, theirs: Side) -> None:
    name, key = element
    standing, coming = ours.value(element), settled.state[name].get(key)
    if standing is not None:
        settled.state[name][key] = standing
    elif PARTS[name].number:
        settled.state[name].pop(key, None)
    else:  # a record of theirs that is new to us cannot close a circle but through one of ours
        value = list(coming or ())
        value[PARTS[name].columns.index(UNDER_ITSELF[name])] = None
        settled.state[name][key] = tuple(value)
    last: Happened | None = theirs.last_to_change([element])
    settled.drafts.append(Draft(PARTS[name], key, standing, coming, last))


def codes_above(state: State) -> dict[str, tuple[str, ...]]:
    """Under which codes each code stands."""
    parents = {key[0]: tuple(item[0] for item in value) for key, value in state["code_parent"].items()}
    return {key[0]: parents.get(key[0], ()) for key in state["code"]}


def records_above(state: State, name: str) -> dict[str, tuple[str, ...]]:
    """Under which record of its own table each record of this table stands: to which site a site belongs."""
    place = PARTS[name].columns.index(UNDER_ITSELF[name])
    return {key[0]: tuple(filter(None, [value[place]])) for key, value in state[name].items()}


def _above(state: State, name: str) -> dict[str, tuple[str, ...]]:
    return codes_above(state) if name == "code_parent" else records_above(state, name)


# ---------------------------------------------------------------------------------------- names


def _part_attributes(settled: Settled, ours: Side) -> None:
    """No two attributes may have one name: what came in later says that it is another."""
    column = PARTS["attribute"].columns.index("name")
    attributes = settled.state["attribute"]
    used: set[str] = set()
    newest_last = sorted(attributes, key=lambda key: (attributes[key] != ours.value(("attribute", key)), key))
    for key in newest_last:
        name, number = attributes[key][column], 2
        while name in used:
            name = f"{attributes[key][column]} ({number})"
            number += 1
        if name != attributes[key][column]:
            settled.notes.append(f"Two attributes are called “{attributes[key][column]}”; theirs is now “{name}”.")
            attributes[key] = (*attributes[key][:column], name, *attributes[key][column + 1 :])
        used.add(name)


def _note_twins(settled: Settled, ours: Side, theirs: Side) -> None:
    """Say which codes now share a name in one place, each made by one of the copies."""
    column = PARTS["code"].columns.index("name")
    above = codes_above(settled.state)
    places: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key, value in settled.state["code"].items():
        for up in above[key[0]] or ("",):
            places[up, value[column]].append(key[0])
    for (up, name), ids in sorted(places.items()):
        new = {ours.value(("code", (each,))) is None for each in ids}
        missing = {theirs.value(("code", (each,))) is None for each in ids}
        if len(ids) > 1 and True in new and True in missing:
            where = f"under “{settled.state['code'][up,][column]}”" if up else "at the top of the codebook"
            settled.notes.append(
                f"Two codes are called “{name}” {where}, one from each copy; merge them if they mean the same."
            )
