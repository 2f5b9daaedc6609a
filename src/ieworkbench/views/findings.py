"""What a report tells, in the order in which it is read; cells and terminal show the same."""

from __future__ import annotations

from dataclasses import dataclass

from ieworkbench.exchange import Fate, Finding, Report
from ieworkbench.exchange.bundle import counted

__all__ = ["SAID", "Reason", "counts", "reasons"]

SAID = {
    Fate.CHANGED: "Changed: it is there, but not quite as it was",
    Fate.DROPPED: "Left out: it could not be carried over",
    Fate.UNPLACED: "Not found: its words do not stand where it says",
}
"""What each fate is called over its list."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Findings that have one reason: what kind of thing, why, and where each is."""

    what: str
    why: str
    places: tuple[str, ...]


def reasons(report: Report, fate: Fate) -> list[Reason]:
    """The findings of one fate by their reasons, in the order of the file."""
    grouped: dict[tuple[str, str], list[Finding]] = {}
    for each in report.findings:
        if each.fate is fate:
            grouped.setdefault((each.what, each.why), []).append(each)
    return [
        Reason(what, why, tuple(each.where for each in found if each.where)) for (what, why), found in grouped.items()
    ]


def counts(of: dict[str, int]) -> str:
    """``5 codes, 20 codings``; ``nothing`` if there is nothing."""
    return ", ".join(counted(count, what) for what, count in of.items() if count) or "nothing"
