"""A report of an import or export in a terminal: what went through, and by reasons what did not as it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from ieworkbench.cli.output import cut, say, style, visible, wrapped

if TYPE_CHECKING:
    from ieworkbench.exchange import Report
    from ieworkbench.views.findings import Reason

__all__ = ["as_json", "print_exchange"]

_REASONS, _PLACES = 12, 3


def as_json(report: Report) -> dict[str, Any]:
    """All of it, for other programs."""
    return {
        "file": report.file,
        "format": report.format,
        "kept": dict(report.kept),
        "there": dict(report.there),
        "facts": list(report.facts),
        "findings": [asdict(each) | {"fate": each.fate.value} for each in report.findings],
    }


def print_exchange(report: Report, done: str, *, everything: bool) -> None:
    """What was read or written, and then what is not as it was: each reason once, with the first of its places.

    Parameters
    ----------
    report
        The report.
    done
        What was done: ``Came in``, or ``Wrote``.
    everything
        Whether every reason and every place is shown.
    """
    from ieworkbench.exchange import Fate
    from ieworkbench.views.findings import SAID, counts, reasons

    say(*wrapped(f"{done}: {counts(report.kept)}.", "  ", ""))
    if any(report.there.values()):
        say(*wrapped(f"In the study already: {counts(report.there)}.", "  ", ""))
    say(*(line for fact in report.facts for line in wrapped(fact, "  ", "")))
    short = False
    for fate in Fate:
        found = reasons(report, fate)
        shown = found if everything else found[:_REASONS]
        if found:
            say("", style(SAID[fate], bold=True))
        for each in shown:
            say(*_lines(each, everything=everything))
            short |= not everything and len(each.places) > _PLACES
        if len(shown) < len(found):
            say(f"  … {len(found) - len(shown):,} more reasons")
            short = True
    if short:
        say("", "See every place with --all.")


def _lines(reason: Reason, *, everything: bool) -> Iterator[str]:
    """A reason, with how often and where."""
    number = len(reason.places)
    many = f"{number:,} × " if number > 1 else ""
    yield from wrapped(f"{many}{reason.what}: {reason.why}", "    ", "  ")
    shown = reason.places if everything else reason.places[:_PLACES]
    for each in shown:
        words = visible(each) if everything else cut(each, 90)
        yield from (style(line, dim=True) for line in wrapped(words, "        ", "      "))
    if len(shown) < number:
        yield style(f"      … {number - len(shown):,} more", dim=True)
