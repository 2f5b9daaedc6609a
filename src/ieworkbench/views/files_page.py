"""What became of files: those that were added, one that replaced another, and a study's archive."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from ieworkbench.model import Passage
from ieworkbench.sentences import counted
from ieworkbench.study.archive import Archived
from ieworkbench.study.batch import AddReport
from ieworkbench.study.opened import Since
from ieworkbench.study.versions import Replacement
from ieworkbench.views import record_page
from ieworkbench.views.parts import bullets, cell, ends, facts, grid, with_gap

__all__ = ["added", "archived", "replaced", "since"]


def added(report: AddReport) -> str:
    """What was added, what with warnings, and what was refused and why."""
    files = [*report.added, *report.warned]
    warned = f", {len(report.warned):,} with warnings" if report.warned else ""
    head = f"<strong>{len(files):,} added{warned}; {len(report.refused):,} refused</strong>"
    rows = [
        [cell(each.source), str(each.turns or ""), str(each.warnings or ""), cell(each.file)] for each in ends(files)
    ]
    table = grid(["added", "turns", "warnings", "file"], ["name", "no", "no", ""], rows, len(files)) if files else ""
    refused = _lines([cell(each.why, 400) for each in ends(report.refused)], len(report.refused))
    return head + table + (f"<h4>refused</h4>{refused}" if refused else "")


def replaced(result: Replacement) -> str:
    """What became of the passages of a source whose text was replaced."""
    source = result.source
    kept, total = len(result.carried), len(result.carried) + len(result.changed) + len(result.orphaned)
    said = f"{kept:,} of {counted(total, 'passage')} carried over unchanged" if total else "no passages to carry over"
    parts = [f"<strong>{escape(source.name)} is now version {source.version}</strong>{facts(said)}"]
    if result.changed:
        rows = [
            [str(old.start), f"<del>{cell(old.quote)}</del>", f"<ins>{cell(new.quote)}</ins>"]
            for old, new in ends(result.changed)
        ]
        table = grid(["start", "words", "are now"], ["no", "", ""], rows, len(result.changed))
        parts.append(f"<h4>changed</h4>{table}")
    if result.orphaned:
        parts.append(f"<h4>without a place in the new text</h4>{_orphans(result.orphaned)}")
    return "".join(parts)


def _orphans(passages: Sequence[Passage]) -> str:
    rows = [[str(each.start), f"“{cell(each.quote)}”"] for each in ends(passages)]
    return grid(["stood at", "words"], ["no", ""], rows, len(passages))


def archived(done: Archived) -> str:
    """Where the archive is, how many files it has, and which were written and removed."""
    said = f"{counted(done.files, 'file')}, {len(done.written):,} written, {len(done.removed):,} removed"
    parts = [f"<strong>{cell(done.folder)}</strong>{facts(said)}"]
    for name, files in (("written", done.written), ("removed", done.removed)):
        lines = _lines([cell(each) for each in ends(files)], len(files))
        parts.append(f"<h4>{name}</h4>{lines}" if lines else "")
    return "".join(parts)


def since(changes: Since) -> str:
    """The changes, and which tables they touch."""
    if not changes.entries:
        return facts(f"nothing was changed after change {changes.number}")
    tables = facts(f"tables: {', '.join(sorted(changes.tables))}") if changes.tables else ""
    return record_page.many(changes.entries) + tables


def _lines(lines: list[str], total: int) -> str:
    return bullets(with_gap(lines, total, lambda words: f"<span class='more'>{words}</span>"))
