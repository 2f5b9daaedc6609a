"""A report of an import or export: what went through, and by reasons what did not as it was."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import PurePath

from ieworkbench.exchange import Fate, Report
from ieworkbench.views.findings import SAID, Reason, counts, reasons
from ieworkbench.views.parts import bullets, cell, ends, facts

__all__ = ["report"]

_PLACES = 5


def report(told: Report) -> str:
    """What went through first, then each reason once with how often and where."""
    head = f"<strong>{escape(PurePath(told.file).name)}</strong>"
    parts = [head, facts(f"format: {told.format}"), f"<p>Went through: {escape(counts(told.kept))}.</p>"]
    if any(told.there.values()):
        parts.append(f"<p>In the study already: {escape(counts(told.there))}.</p>")
    parts.append(bullets(escape(each) for each in told.facts))
    for fate in Fate:
        found = reasons(told, fate)
        if found:
            everything = _lines(found)
            lines = ends(everything)
            missing = len(everything) - len(lines)
            lines += [f"<span class='more'>… {missing:,} more reasons …</span>"] if missing else []
            parts.append(f"<h4>{SAID[fate]}</h4>{bullets(lines)}")
    if not told.findings:
        parts.append(facts("nothing was changed or left out"))
    return "".join(parts)


def _lines(found: Sequence[Reason]) -> list[str]:
    """A line a reason; kinds of things that have one reason, and one place at most, share a line."""
    by_why: dict[str, list[Reason]] = {}
    for each in found:
        by_why.setdefault(each.why, []).append(each)
    lines = []
    for why, same in by_why.items():
        if len(same) > 1 and all(len(each.places) <= 1 for each in same):
            things = ", ".join(each.what + "".join(f" ({place})" for place in each.places) for each in same)
            lines.append(f"{escape(things)}: {escape(why)}")
        else:
            lines += [_line(each) for each in same]
    return lines


def _line(reason: Reason) -> str:
    number = len(reason.places)
    places = "; ".join(cell(each, 90) for each in reason.places[:_PLACES])
    more = f" … and {number - _PLACES:,} more" if number > _PLACES else ""
    many = f"{number:,} × " if number > 1 else ""
    where = f" <span class='facts'>{places}{more}</span>" if places else ""
    return f"{many}{escape(reason.what)}: {escape(reason.why)}{where}"
