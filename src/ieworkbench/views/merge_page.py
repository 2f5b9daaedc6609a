"""What joining two copies of a study did, and what both changed and waits for a choice."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from ieworkbench.sentences import counted
from ieworkbench.study.merging import Conflict, Merged
from ieworkbench.views.parts import bullets, cell, ends, facts, grid

__all__ = ["conflict", "conflicts", "merged", "versions"]


def merged(done: Merged) -> str:
    """What came in, kind by kind; what waits for a choice, with both versions; and notes."""
    if not (done.entries or done.arrived or done.conflicts):
        return facts("Nothing new: the other copy has nothing that this study has not.")
    rows = [
        [escape(each.kind), *(f"{count or ''}" for count in (each.added, each.changed, each.removed))]
        for each in done.arrived
    ]
    table = grid(["", "added", "changed", "removed"], ["name", "no", "no", "no"], ends(rows), len(rows)) if rows else ""
    head = f"<strong>{counted(done.entries, 'change')} came in</strong>"
    return f"{head}{table}{conflicts(done.conflicts) if done.conflicts else ''}{bullets(escape(note) for note in done.notes)}"


def conflict(one: Conflict) -> str:
    """What two people changed at once: both versions, field by field."""
    return conflicts((one,))


def conflicts(waiting: Sequence[Conflict]) -> str:
    """What both changed, with both versions side by side, and how to choose."""
    rows = []
    for each in ends(waiting):
        ours, theirs = (
            "".join(f"<div>{escape(name)}: {cell(value, 300)}</div>" for name, value in said) for said in versions(each)
        )
        rows.append([f"{escape(each.kind)} {cell(each.record)}", ours, theirs, escape(each.by), each.choice or ""])
    heads = ["both changed", "ours", "theirs", "theirs by", "chosen"]
    open_ones = [each for each in waiting if each.choice is None]
    how = ": choose for each with study.resolve(…, “ours” or “theirs”)" if open_ones else ""
    lead = facts(counted(len(waiting), "conflict") + how)
    return lead + grid(heads, ["name", "", "", "", ""], rows, len(waiting))


def versions(conflict: Conflict) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Our version and theirs, field by field in words."""
    return _said(conflict.ours), _said(conflict.theirs)


def _said(version: dict[str, object] | None) -> list[tuple[str, str]]:
    if version is None:
        return [("removed", "")]
    return [
        (name, ", ".join(map(str, value)) if isinstance(value, tuple) else str(value))
        for name, value in version.items()
    ]
