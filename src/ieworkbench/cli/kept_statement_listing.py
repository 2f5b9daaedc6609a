"""What a terminal shows of the statements that a study keeps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ieworkbench.cli import output
from ieworkbench.cli.options import open_it
from ieworkbench.cli.statement_json import statement_as_json

if TYPE_CHECKING:
    from ieworkbench.model.kept_statement import KeptStatement

__all__ = ["list_kept"]

_LONGEST = 300


def list_kept(study: Path, source: str, limit: int, *, json: bool) -> None:
    """Print the statements of a study, or of one of its sources, and how many of those proposed they are."""
    with open_it(study) as opened:
        found = opened.statements(source=source or None)
        report = opened.proposals_report()
    if json:
        counts = [{**asdict(each), "undecided": each.undecided} for each in report]
        kept = [_as_json(each) for each in found]
        output.print_json({"statements": kept, "proposals": counts, "by_hand": report.by_hand, "method": report.note})
        return
    output.say(*_lines(found, limit), *output.wrapped(report.note or "No statement was decided on yet."))


def _as_json(one: KeptStatement) -> dict[str, Any]:
    return {
        "id": one.id,
        "source": one.source,
        "start": one.passage.start,
        "end": one.passage.end,
        **statement_as_json(one),
        "note": one.note,
        "by": one.by,
        "at": one.at,
    }


def _lines(found: Sequence[KeptStatement], limit: int) -> Iterator[str]:
    shown = list(found)[: limit or None]
    for one in shown:
        head = f"{one.source} {one.passage.start:,}  {one.deontic.value}{', not there' if one.negated else ''}"
        yield output.style(head, bold=True)
        yield from output.wrapped(f"“{output.cut(one.quote, _LONGEST)}”", "    ", "  ")
        for part, words in one.parts:
            yield from output.wrapped(f"{part.value:<10} {output.cut(words.quote, _LONGEST)}", " " * 15, "    ")
        if one.or_else is None:
            yield f"    {'or-else':<10} {one.or_else_status.value}"
        if one.note:
            yield from output.wrapped(f"{'note':<10} {one.note}", " " * 15, "    ")
    if len(found) > len(shown):
        yield f"… and {len(found) - len(shown):,} more; show them with --limit 0."
