"""Memos and links as they are read, a coding by itself, and what two copies of a study left to be chosen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from ieworkbench.model import Coding, Direction, Link, Memo, Passage, Placement, RecordKind, RecordRef, RecordSet
from ieworkbench.sentences import counted
from ieworkbench.store.transaction import Entry
from ieworkbench.study.table import Named, Table
from ieworkbench.views.chain_page import accounts
from ieworkbench.views.parts import bullets, cell, ends, facts, grid, named
from ieworkbench.views.proposal_page import in_context

__all__ = ["change", "coding", "link", "links", "memo", "memos", "on_what", "passage", "record_set"]

_LONGEST = 3_000
_NOTHING: Mapping[RecordRef, str] = {}
_MENTION = re.compile(r"\[\[[^\[\]\n]+\]\]")
_CHOSEN = {RecordKind.CASE, RecordKind.SITE, RecordKind.INFORMANT, RecordKind.SOURCE}


def memos(table: Table[Memo]) -> str:
    """Each memo with its title, what it is on, and when and by whom it was written."""
    called = table.called if isinstance(table, Named) else {}
    lines = [memo(each, called) for each in ends(table)]
    missing = len(table) - len(lines)
    if missing:
        lines.insert(12, f"<p class='more'>… {missing:,} more memos …</p>")
    return facts(repr(table)) + "".join(lines)


def memo(one: Memo, called: Mapping[RecordRef, str] = _NOTHING) -> str:
    """A memo; what stands between double brackets is marked."""
    said = [one.kind.value if one.kind.value != (one.title or "memo").casefold() else "", _on(one.about, called)]
    said += [one.by, one.at.date().isoformat(), f"version {one.version}" if one.version > 1 else ""]
    text = one.text if len(one.text) <= _LONGEST else one.text[:_LONGEST]
    more = (
        f" <span class='more'>… {len(one.text) - _LONGEST:,} more characters</span>"
        if len(text) < len(one.text)
        else ""
    )
    words = _MENTION.sub(lambda found: f"<mark>{found.group()}</mark>", escape(text))
    return f"<h4>{cell(one.title or 'Memo')}</h4>{facts(' · '.join(filter(None, said)))}<p>{words}{more}</p>"


def _on(ref: RecordRef | None, called: Mapping[RecordRef, str]) -> str:
    return f"on {called[ref]}" if ref is not None and ref in called else on_what(ref)


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
    """A coding: the words in their place, the id of their code, who coded them and why.

    A coding by itself knows of its code only the id; what a question found knows its path.
    """
    place = [one.passage.source, f"at {one.passage.start}", f"code {one.code}"]
    said = " · ".join(filter(None, [*place, one.by, one.at.date().isoformat()]))
    why = f"<p>{escape(one.memo)}</p>" if one.memo else ""
    return f"{facts(said)}<p>{in_context(one.passage, _LONGEST)}</p>{why}"


def passage(words: Passage) -> str:
    """A passage in its place, and how it got there where that is worth a look."""
    placed = "" if words.placement is Placement.WRITTEN else words.placement.value
    said = " · ".join(filter(None, [words.source, f"{words.start} to {words.end}", placed]))
    return f"{facts(said)}<p>{in_context(words, _LONGEST)}</p>"


def links(table: Table[Link]) -> str:
    """Each link with what it joins, and why."""
    called = table.called if isinstance(table, Named) else {}
    shown = ends(table)
    rows = [
        [
            escape(called.get(each.origin, named(each.origin))),
            f"{_WAYS[each.direction]} {escape(each.kind)} {_WAYS[each.direction]}",
            escape(called.get(each.target, named(each.target))),
            cell(_rests_on(each)),
            cell(each.note),
            escape(each.by),
            each.at.date().isoformat(),
        ]
        for each in shown
    ]
    heads = ["from", "link", "to", "rests on", "note", "by", "on"]
    said = [
        place for place, head in enumerate(heads) if head not in {"rests on", "note"} or any(row[place] for row in rows)
    ]
    kinds = ["", "name", "", "", "", "", "date"]
    rows = [[row[place] for place in said] for row in rows]
    return facts(repr(table)) + grid([heads[each] for each in said], [kinds[each] for each in said], rows, len(table))


def _rests_on(one: Link) -> str:
    """What a link on a map rests on, in a word or two; nothing for one that is on no map."""
    if one.gap:
        return f"gap: {one.gap}"
    told = counted(len(one.accounts), "account") if one.accounts else ""
    return " · ".join(filter(None, [told, "inferred" if one.inferred else "", "derived" if one.derived else ""]))


def link(one: Link) -> str:
    """A link: from what to what, what the one does to the other, and why."""
    way = _WAYS[one.direction]
    layer = "" if one.layer is None else one.layer.value
    derived = "derived" if one.derived else ""
    said = " · ".join(filter(None, [one.direction.value, layer, derived, one.by, one.at.date().isoformat()]))
    between = f"{escape(named(one.origin))} {way} <strong>{escape(one.kind)}</strong> {way} {escape(named(one.target))}"
    more = [f"{name}: {words}" for name, words in (("inferred", one.inferred), ("gap", one.gap)) if words]
    why = "".join(f"<p>{escape(each)}</p>" for each in (one.note, *more) if each)
    return f"<p>{between}</p>{facts(said)}{why}{accounts(one.accounts)}"


def change(one: Entry) -> str:
    """A change of the study, as the journal has it; of one that was taken back, that it was."""
    undone = "undone" if one.undone else ""
    said = " · ".join(filter(None, [f"change {one.number}", one.by, f"{one.at:%Y-%m-%d %H:%M}", undone]))
    return f"<p><strong>{escape(one.verb)}</strong> {cell(one.what)}</p>{facts(said)}"


def record_set(one: RecordSet) -> str:
    """A set with its members."""
    members = bullets(escape(named(each)) for each in ends(one.members))
    missing = len(one.members) - len(ends(one.members))
    more = f"<p class='more'>… {missing:,} more …</p>" if missing else ""
    about = f"<p>{escape(one.description)}</p>" if one.description else ""
    return f"<strong>{escape(one.name)}</strong>{facts(counted(len(one.members), 'member'))}{about}{members}{more}"


_WAYS = {Direction.ONE_WAY: "→", Direction.BOTH_WAYS: "↔", Direction.UNDIRECTED: "–"}
