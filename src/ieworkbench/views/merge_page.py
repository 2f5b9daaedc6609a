"""What joining two copies of a study did, and what both changed and waits for a choice."""

from __future__ import annotations

from html import escape

from ieworkbench.study.merging import Conflict, Merged
from ieworkbench.views.parts import cell, counted, ends, facts, grid, listed

__all__ = ["merged", "versions"]


def merged(done: Merged) -> str:
    """What came in, kind by kind; what waits for a choice, with both versions; and notes."""
    if not done.entries:
        return facts("Nothing new: the other copy has nothing that this study has not.")
    rows = [
        [escape(each.kind), *(f"{count or ''}" for count in (each.added, each.changed, each.removed))]
        for each in done.arrived
    ]
    table = grid(["", "added", "changed", "removed"], ["name", "no", "no", "no"], ends(rows), len(rows)) if rows else ""
    head = f"<strong>{counted(done.entries, 'change')} came in</strong>"
    return f"{head}{table}{_conflicts(done.conflicts)}{listed(escape(note) for note in done.notes)}"


def _conflicts(conflicts: tuple[Conflict, ...]) -> str:
    if not conflicts:
        return ""
    rows = []
    for each in ends(conflicts):
        ours, theirs = (
            "".join(f"<div>{escape(name)}: {cell(value, 300)}</div>" for name, value in said) for said in versions(each)
        )
        rows.append([f"{escape(each.kind)} {cell(each.record)}", ours, theirs, escape(each.by), escape(each.id[:8])])
    heads = ["both changed", "ours", "theirs", "theirs by", "id"]
    lead = facts(f"{counted(len(conflicts), 'conflict')}: choose for each with study.resolve(id, “ours” or “theirs”)")
    return lead + grid(heads, ["name", "", "", "", ""], rows, len(conflicts))


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
