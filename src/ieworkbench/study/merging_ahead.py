"""Which of two copies is ahead of the other, and what a copy becomes that takes over what it has not.

A copy that knows all that was done in another, by whatever way it came to it, was made of that
one's records too: there is nothing to weigh any more, and the one behind becomes as the one ahead
is. Where both know the same and still differ, as after a merge in each, both become the same one
of the two. So copies agree in the end, in whatever order they are merged.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from ieworkbench.store.merge_rows import CONFLICT, PARTS, Key, State, Value
from ieworkbench.study.merging_choice import Settled, both_know
from ieworkbench.study.merging_copies import Side

__all__ = ["Ahead", "compare", "take_over"]


class Ahead(Enum):
    """Which of two copies knows all that was done in the other."""

    OURS = "ours"
    THEIRS = "theirs"
    BOTH = "both"
    NEITHER = "neither"


def compare(ours: frozenset[str], theirs: frozenset[str]) -> Ahead:
    """Which copy is ahead, of the uids of what was done in each or came to it.

    Examples
    --------
    >>> compare(frozenset("a"), frozenset("ab"))
    <Ahead.THEIRS: 'theirs'>
    >>> compare(frozenset("ac"), frozenset("ab"))
    <Ahead.NEITHER: 'neither'>
    """
    if ours == theirs:
        return Ahead.BOTH
    if ours < theirs:
        return Ahead.THEIRS
    return Ahead.OURS if theirs < ours else Ahead.NEITHER


def take_over(ahead: Ahead, ours: Side, theirs: Side, texts: Mapping[int, str]) -> Settled:
    """What our copy becomes if theirs is ahead, or both know the same; ``texts`` tells the texts apart."""
    chosen = theirs if ahead is Ahead.THEIRS else min(ours, theirs, key=lambda side: _told(side.state, texts))
    settled = Settled({name: dict(values) for name, values in chosen.state.items()})
    one, other = ours.state[CONFLICT.name], theirs.state[CONFLICT.name]
    settled.state[CONFLICT.name] = _still_waiting(one, other) if ahead is Ahead.THEIRS else _in_both(one, other)
    return settled


def _told(state: State, texts: Mapping[int, str]) -> list[str]:
    """Records as lines that are the same in every copy: texts by what they are, as each copy numbers its own."""
    lines = []
    for name, part in PARTS.items():
        if part is CONFLICT:
            continue
        for key, value in state[name].items():
            marked: object = value
            if "text" in part.columns and name in {"current_text", "source_text"}:
                place = part.columns.index("text")
                marked = [
                    (*item[:place], texts.get(item[place], ""), *item[place + 1 :])
                    for item in (value if part.number else (value,))
                ]
            lines.append(f"{name} {key!r} {marked!r}")
    return sorted(lines)


def _still_waiting(ours: Mapping[Key, Value], theirs: Mapping[Key, Value]) -> dict[Key, Value]:
    """Their conflicts, and those of ours in which a choice is due that no later one of theirs stands for."""
    places = [CONFLICT.columns.index(name) for name in ("table", "key", "by")]
    choice = CONFLICT.columns.index("choice")
    later = {tuple(value[place] for place in places) for value in theirs.values()}
    kept = {
        key: value
        for key, value in ours.items()
        if key not in theirs and value[choice] is None and tuple(value[place] for place in places) not in later
    }
    return {**theirs, **kept}


def _in_both(ours: Mapping[Key, Value], theirs: Mapping[Key, Value]) -> dict[Key, Value]:
    shared = {
        key: value if value == theirs[key] else both_know(value, theirs[key])
        for key, value in ours.items()
        if key in theirs
    }
    return {**ours, **theirs, **shared}
