"""Memos as they are read, a coding by itself, and what two copies of a study left to be chosen."""

from __future__ import annotations

import re
from html import escape

from ieworkbench.model import Coding, Memo, RecordKind, RecordRef
from ieworkbench.study.table import Table
from ieworkbench.views.parts import cell, ends, facts
from ieworkbench.views.proposal_page import in_context

__all__ = ["coding", "memo", "memos", "on_what"]

_LONGEST = 3_000
_MENTION = re.compile(r"\[\[[^\[\]\n]+\]\]")
_CHOSEN = {RecordKind.CASE, RecordKind.SITE, RecordKind.INFORMANT, RecordKind.SOURCE}


def memos(table: Table[Memo]) -> str:
    """Each memo with its title, what it is on, and when and by whom it was written."""
    lines = [memo(each) for each in ends(table)]
    missing = len(table) - len(lines)
    if missing:
        lines.insert(12, f"<p class='more'>… {missing:,} more memos …</p>")
    return facts(repr(table)) + "".join(lines)


def memo(one: Memo) -> str:
    """A memo; what stands between double brackets is marked."""
    said = [one.kind.value if one.kind.value != (one.title or "memo").casefold() else "", on_what(one.about)]
    said += [one.by, one.at.date().isoformat(), f"version {one.version}" if one.version > 1 else ""]
    text = one.text if len(one.text) <= _LONGEST else one.text[:_LONGEST]
    more = (
        f" <span class='more'>… {len(one.text) - _LONGEST:,} more characters</span>"
        if len(text) < len(one.text)
        else ""
    )
    words = _MENTION.sub(lambda found: f"<mark>{found.group()}</mark>", escape(text))
    return f"<h4>{cell(one.title or 'Memo')}</h4>{facts(' · '.join(filter(None, said)))}<p>{words}{more}</p>"


def on_what(ref: RecordRef | None) -> str:
    """What a memo is on, as far as that can be said without the study."""
    if ref is None:
        return ""
    return (
        f"on {ref}"
        if ref.kind in _CHOSEN
        else f"on a {ref.kind.value}"
        if ref.kind is not RecordKind.STUDY
        else "on the study"
    )


def coding(one: Coding) -> str:
    """A coding: the words in their place, who coded them and why."""
    said = " · ".join(filter(None, [one.passage.source, f"at {one.passage.start}", one.by, one.at.date().isoformat()]))
    why = f"<p>{escape(one.memo)}</p>" if one.memo else ""
    return f"{facts(said)}<p>{in_context(one.passage)}</p>{why}"
