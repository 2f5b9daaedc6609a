"""Which of two copies' values holds, value by value.

What only one of them changed since the two last met is as that one made it. What both changed is
united where nothing is lost by it, and else stays as ours, while both wait for a choice. Taking
over what the other did is no change of one's own, so that two copies that merge each other agree.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum

from ieworkbench.store.merge_rows import (
    CONFLICT,
    MAIN,
    PARTS,
    Element,
    Happened,
    Key,
    Part,
    State,
    Value,
    belonging,
    decoded,
)
from ieworkbench.study.merging_copies import Side, Step, is_merge

__all__ = ["Draft", "Settled", "Weight", "both_know", "order_codes", "settle", "waiting_on"]

_QUIET = {"passage", "code_order", "foreign_guid", "case_passage"}
"""What no one chose by hand: where both changed it, ours holds and nothing waits."""


_OF_ACCEPTING = {"language", "rule", "decision", "note", "by", "at"}
"""What may differ in a statement that two people accepted alike."""


class Weight(Enum):
    """Who changed a value since the other looked."""

    OURS = "ours"
    THEIRS = "theirs"
    BOTH = "both"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Draft:
    """Two values of which one has to be chosen; ``None`` for what was removed, or never there."""

    part: Part
    key: Key
    ours: Value | None
    theirs: Value | None
    last: Happened | None


@dataclass(slots=True)
class Settled:
    """The merged study, and what is to be said about it."""

    state: State
    drafts: list[Draft] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Known:
    """A conflict that a copy knows of: the values it is between, and whether one was chosen."""

    values: tuple[Value | None, ...]
    chosen: bool


class _Scales:
    def __init__(self, ours: Side, theirs: Side) -> None:
        self.ours = ours
        self.theirs = theirs
        ours_more = ours.copy.merged.keys() - theirs.copy.known
        theirs_more = theirs.copy.merged.keys() - ours.copy.known
        self._unsure = Weight.NEITHER
        if bool(ours_more) != bool(theirs_more):  # a third copy's changes are behind it
            self._unsure = Weight.OURS if ours_more else Weight.THEIRS
        self.known = _known(ours.state), _known(theirs.state)

    def weigh(self, element: Element) -> Weight:
        one, other = self.ours.steps(element), self.theirs.steps(element)
        standing, coming = self.ours.value(element), self.theirs.value(element)
        by_hand = (
            self._by_hand(self.ours, one, standing, other, coming),
            self._by_hand(self.theirs, other, coming, one, standing),
        )
        anew = (
            by_hand[0] or _changed_anew(one, _values(other, coming)),
            by_hand[1] or _changed_anew(other, _values(one, standing)),
        )
        if all(anew):
            return Weight.BOTH
        for ours, theirs in (anew, (_changed(one), _changed(other))):
            if ours != theirs:
                return Weight.OURS if ours else Weight.THEIRS
        return self._unsure

    @staticmethod
    def _by_hand(side: Side, steps: list[Step], value: Value | None, other: list[Step], coming: Value | None) -> bool:
        return side.by_hand and not steps and value not in _values(other, coming)

    def who_knows(self, element: Element) -> Weight:
        """Whose value holds because a conflict between the two is known there already."""
        standing, coming = self.ours.value(element), self.theirs.value(element)
        here = [each for each in self.known[0].get(element, ()) if coming in each.values]
        there = [each for each in self.known[1].get(element, ()) if standing in each.values]
        if not here and not there:
            return Weight.BOTH
        chosen = any(each.chosen for each in here), any(each.chosen for each in there)
        if chosen[0] != chosen[1]:
            return Weight.OURS if chosen[0] else Weight.THEIRS
        if bool(here) != bool(there):
            return Weight.OURS if here else Weight.THEIRS
        return Weight.NEITHER


def _known(state: State) -> dict[Element, list[_Known]]:
    import json

    found: dict[Element, list[_Known]] = {}
    for value in state[CONFLICT.name].values():
        row = dict(zip(CONFLICT.columns, value, strict=True))
        part = PARTS.get(row["table"])
        if part is not None:
            key = tuple(json.loads(row["key"])[name] for name in part.key)
            values = (decoded(part, row["ours"]) or None, decoded(part, row["theirs"]) or None)
            if not part.number and not part.columns:
                values = (decoded(part, row["ours"]), decoded(part, row["theirs"]))
            found.setdefault((part.name, key), []).append(_Known(values, row["choice"] is not None))
    return found


def _changed(steps: list[Step]) -> bool:
    return bool(steps) and steps[0].before != steps[-1].after


def _values(steps: list[Step], standing: Value | None) -> set[Value | None]:
    return {standing, *(value for step in steps for value in (step.before, step.after))}


def _changed_anew(steps: list[Step], theirs: set[Value | None]) -> bool:
    """Whether more was done than taking over what the other copy had."""
    base = steps[0].before if steps else None
    for step in steps:
        if is_merge(step.entry) and step.after in theirs:
            base = step.after
    return bool(steps) and steps[-1].after != base


# ------------------------------------------------------------------------------- record by record


def settle(ours: Side, theirs: Side) -> Settled:
    """What the two copies are together, before it is looked at as a whole."""
    scales = _Scales(ours, theirs)
    settled = Settled({name: {} for name in PARTS})
    for main in MAIN:
        parts = belonging(main)
        standing, coming = ours.state[main.name], theirs.state[main.name]
        for key in standing | coming:
            if key in standing and key in coming:
                for part in parts:
                    _put(settled.state, part, key, _value(scales, settled, part, key))
            else:
                side = _side_of_one(scales, settled, parts, key)
                for part in parts:
                    _put(settled.state, part, key, side.value((part.name, key)))
    _settle_conflicts(scales, settled)
    return settled


def _put(state: State, part: Part, key: Key, value: Value | None) -> None:
    if value is not None:
        state[part.name][key] = value


def _value(scales: _Scales, settled: Settled, part: Part, key: Key) -> Value | None:
    """The value of a part of a record that both copies have."""
    element = (part.name, key)
    standing, coming = scales.ours.value(element), scales.theirs.value(element)
    if standing == coming:
        return standing
    weight = scales.weigh(element)
    if weight in {Weight.OURS, Weight.THEIRS}:
        return standing if weight is Weight.OURS else coming
    if part.name == "statement" and (one := _accepted_first(standing, coming)) is not None:
        return one
    if part.name in _QUIET:
        return standing if weight is Weight.BOTH else _first([standing, coming])
    if part.name == "source_text":
        return _all_versions(standing, coming)
    if part.name == "memo_version":
        return _all_memo_versions(scales, settled, element)
    return _chosen(scales, settled, part, key)


def _accepted_first(standing: Value | None, coming: Value | None) -> Value | None:
    """Of a statement that both accepted, whoever was first, with the note that there is; ``None`` if they differ in more."""
    sides = [dict(zip(PARTS["statement"].columns, each or (), strict=bool(each))) for each in (standing, coming)]
    if not all(sides) or any(sides[0][name] != sides[1][name] for name in sides[0].keys() - _OF_ACCEPTING):
        return None
    notes = {each["note"] for each in sides} - {""}
    if len(notes) > 1:
        return None
    first = min(sides, key=lambda each: (each["at"], each["by"], each["decision"]))
    return tuple({**first, "note": "".join(notes)}.values())


def _chosen(scales: _Scales, settled: Settled, part: Part, key: Key) -> Value | None:
    """What was said of the two before; or both lists in one; or ours, while both wait for a choice."""
    element = (part.name, key)
    standing, coming = scales.ours.value(element), scales.theirs.value(element)
    knows = scales.who_knows(element)
    if knows is Weight.BOTH:
        united = _united(scales, element) if part.number else None
        if united:
            return united
        settled.drafts.append(Draft(part, key, standing, coming, scales.theirs.last_to_change([element])))
    if knows is Weight.NEITHER:
        return _first([standing, coming])
    return coming if knows is Weight.THEIRS else standing


def _first(values: list[Value | None]) -> Value | None:
    """The same one of two values, whichever copy asks."""
    return min(values, key=repr)


def _all_versions(standing: Value | None, coming: Value | None) -> Value:
    numbers = {item[0] for item in standing or ()}
    return tuple(sorted((*(standing or ()), *(item for item in coming or () if item[0] not in numbers))))


def _all_memo_versions(scales: _Scales, settled: Settled, element: Element) -> Value:
    standing, coming = scales.ours.value(element) or (), scales.theirs.value(element) or ()
    more = tuple(item for item in coming if item not in standing)
    if set(standing) == set(coming):
        return min(standing, coming, key=repr)
    if not more or all(item in coming for item in standing):
        return coming if more else standing
    last = scales.theirs.last_to_change([element])
    settled.drafts.append(Draft(PARTS[element[0]], element[1], standing[-1:], more[-1:], last))
    return standing + more


def _united(scales: _Scales, element: Element) -> Value | None:
    """Our list with what they added to it, if neither removed or reordered anything."""
    lists: list[Value] = []
    for side in (scales.ours, scales.theirs):
        steps = side.steps(element)
        standing = side.value(element) or ()
        rest = iter(standing)
        if not all(item in rest for item in (steps[0].before or () if steps else standing)):
            return None
        lists.append(standing)
    if set(lists[0]) == set(lists[1]):  # both united them before, each its own first
        return _first(list(lists))
    return lists[0] + tuple(item for item in lists[1] if item not in lists[0])


def _side_of_one(scales: _Scales, settled: Settled, parts: Iterable[Part], key: Key) -> Side:
    """Whose word holds on a record that only one copy has; it stays where the other copy changed it."""
    elements = [(part.name, key) for part in parts]
    differing = [each for each in elements if scales.ours.value(each) != scales.theirs.value(each)]
    weights = {scales.weigh(each) for each in differing}
    has = scales.ours if scales.ours.value(elements[0]) is not None else scales.theirs
    if Weight.BOTH not in weights and (Weight.OURS in weights) != (Weight.THEIRS in weights):
        return scales.ours if Weight.OURS in weights else scales.theirs
    knows = scales.who_knows(elements[0])
    if knows in {Weight.OURS, Weight.THEIRS}:
        return scales.ours if knows is Weight.OURS else scales.theirs
    main = PARTS[elements[0][0]]
    if knows is Weight.BOTH and weights != {Weight.NEITHER} and main.name not in _QUIET:
        last = scales.theirs.last_to_change(differing)
        standing, coming = scales.ours.value(elements[0]), scales.theirs.value(elements[0])
        settled.drafts.append(Draft(main, key, standing, coming, last))
    return has


def _settle_conflicts(scales: _Scales, settled: Settled) -> None:
    """What waits in either copy waits in both, and what was chosen in one is chosen."""
    ours, theirs = scales.ours.state[CONFLICT.name], scales.theirs.state[CONFLICT.name]
    for key in ours | theirs:
        standing, coming = ours.get(key), theirs.get(key)
        weight = Weight.OURS if standing == coming else scales.weigh((CONFLICT.name, key))
        value = standing if weight is Weight.OURS else coming
        if weight in {Weight.BOTH, Weight.NEITHER}:
            value = standing if coming is None else coming
            if standing is not None and coming is not None:
                value = both_know(standing, coming)
        _put(settled.state, CONFLICT, key, value)


def both_know(standing: Value, coming: Value) -> Value:
    """What a conflict becomes of which both copies know otherwise, whichever copy asks."""
    choice = CONFLICT.columns.index("choice")
    if (standing[choice] is None) != (coming[choice] is None):
        return coming if standing[choice] is None else standing
    first = min(standing, coming, key=repr)
    if first[choice] is not None:  # each chose for itself: it waits again
        return (*first[:choice], None, *first[choice + 1 :])
    return first


def waiting_on(state: State, element: Element) -> list[Key]:
    """The conflicts on this value in which nothing was chosen yet."""
    import json

    part = PARTS[element[0]]
    named = dict(zip(part.key, element[1], strict=True))
    found = []
    for key, value in state[CONFLICT.name].items():
        row = dict(zip(CONFLICT.columns, value, strict=True))
        if row["table"] == part.name and row["choice"] is None and json.loads(row["key"]) == named:
            found.append(key)
    return found


def order_codes(state: State, ours: State, theirs: State) -> None:
    """Put their new codes behind the others where two would have one place in the codebook."""
    order = state["code_order"]
    new = sorted((key for key in order if key not in ours["code"]), key=lambda key: (theirs["code_order"][key], key))
    taken = {order[key] for key in order if key in ours["code"]}
    last = max((place for (place,) in order.values()), default=0)
    for key in new:
        if order[key] in taken:
            last += 1
            order[key] = (last,)
        taken.add(order[key])
