"""Agreement as a terminal shows it: the differing passages with what each coder gave, and then the numbers."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from ieworkbench.cli.output import print_table, say, style, visible, wrapped
from ieworkbench.sentences import counted

if TYPE_CHECKING:
    from ieworkbench.study.agreement_result import Agreement, Disagreement, Measure

__all__ = ["as_json", "print_agreement"]


def as_json(found: Agreement) -> dict[str, Any]:
    """All of it, for other programs."""
    return {
        "unit": found.unit.value,
        "coded_only": not found.uncoded,
        "below": found.below,
        "coders": list(found.coders),
        "codes": [{"id": each.id, "name": each.name} for each in found.codes],
        "sources": list(found.sources),
        "units": found.units,
        "disagreements": [_disagreement(each) for each in found.disagreements],
        "measures": [_measure(each) for each in found.measures],
        "notes": list(found.notes),
    }


def _disagreement(each: Disagreement) -> dict[str, Any]:
    return {
        "source": each.source,
        "start": each.passage.start,
        "end": each.passage.end,
        "quote": each.passage.quote,
        "given": [{"coder": one.coder, "codes": list(one.paths), "code_ids": list(one.codes)} for one in each.given],
        "apart": [{"start": start, "end": end} for start, end in each.apart],
    }


def _measure(each: Measure) -> dict[str, Any]:
    return {
        "code": each.code,
        "code_id": each.code_id,
        "measure": each.measure.value,
        "coders": list(each.coders),
        "value": each.value,
        "why": each.why,
        "unit": each.unit.value,
        "units": each.units,
        "sources": each.sources,
    }


def print_agreement(found: Agreement, limit: int = 0) -> None:
    """The passages, what to know, and the numbers."""
    coders = ", ".join(each or "no name" for each in found.coders) or "nobody"
    say(style(f"Agreement by {found.unit.value}", bold=True))
    say(*wrapped(f"coders: {coders} · {found.compared} · {counted(len(found.codes), 'code')}"), "")
    listed = found.disagreements[: limit or None]
    say(f"{found.disagreements!r}")
    for source, group in groupby(listed, key=lambda each: each.source):
        say("", style(visible(source), bold=True))
        for each in group:
            _print_disagreement(each)
    if len(listed) < len(found.disagreements):
        say("", f"{len(found.disagreements) - len(listed):,} more; show all of them with --limit 0.")
    if found.notes:
        say("", *(line for note in found.notes for line in wrapped(note)))
    if found.measures:
        say("", style("Numbers", bold=True))
        print_table(("code", "measure", "coders", "value", "rests on", "why"), [_row(each) for each in found.measures])


def _print_disagreement(each: Disagreement) -> None:
    head = f"  {each.passage.start:>8}  "
    margin = " " * len(head)
    say("", *wrapped(f"“{_middle(each.passage.quote)}”", margin, head))
    widest = max(len(one.coder or "no name") for one in each.given)
    for one in each.given:
        first = f"{margin}  {visible(one.coder or 'no name'):<{widest}}  "
        say(*wrapped(", ".join(one.paths) or "no code", " " * len(first), first))


def _middle(words: str) -> str:
    from ieworkbench.views.accounts import cut_middle

    head, missing, tail = cut_middle(words)
    return f"{head} [… {missing:,} characters …] {tail}" if missing else head


def _row(each: Measure) -> tuple[object, ...]:
    from ieworkbench.study.agreement_measures import MeasureKind

    if each.value is None:
        value = "–"
    else:
        value = f"{each.value:.1f} %" if each.measure is MeasureKind.PERCENTAGE else f"{each.value:z.2f}"
    coders = " and ".join(one or "no name" for one in each.coders) if each.measure is MeasureKind.COHEN else ""
    return each.code, each.measure.value, coders, value, counted(each.units, each.unit.value), each.why
