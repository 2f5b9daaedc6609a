"""Shared passages as a notebook shows them: the words side by side, and where they vary.

Words that differ are underlined in both places, so that they show without colour. A family is the
words of its first member, every place where they stand, and what the others say instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from ieworkbench.compare.families import Families, Family, Reading
from ieworkbench.compare.shared_passages import SharedPassage, SharedPassages
from ieworkbench.compare.wordings import Variant
from ieworkbench.model import Passage
from ieworkbench.sentences import counted, listed
from ieworkbench.views.parts import bullets, facts

__all__ = ["families", "family", "passage", "passages"]

_SHOWN, _LONGEST, _PLACES, _READINGS = 12, 700, 8, 8
_STYLE = """<style>
.iew table.shared{width:100%;table-layout:fixed}
.iew table.shared td{width:50%;padding:.2rem 1rem .5rem 0;border-top:1px solid rgba(128,128,128,.35)}
.iew table.shared u{text-decoration-thickness:2px;text-underline-offset:2px;background:rgba(210,153,34,.28)}
.iew table.shared u.spelling{text-decoration-style:dotted;background:none}
.iew table.shared .around,.iew .family .facts{opacity:.7}
.iew .family{margin:.7rem 0;padding-left:.8rem;border-left:3px solid rgba(128,128,128,.5)}
.iew .family blockquote{margin:.2rem 0;white-space:pre-wrap;overflow-wrap:anywhere}
</style>"""


def passages(found: SharedPassages) -> str:
    """What texts share: first the families, then the passages side by side."""
    head = "".join(map(facts, (repr(found), found.method, *found.notes)))
    if not len(found):
        return _STYLE + head + _echoes(found)
    pairs = found[:_SHOWN]
    missing = len(found) - len(pairs)
    side = f"<details><summary>{counted(len(found), 'passage')}, two by two</summary>{_table(pairs)}"
    side += (facts(f"… {missing:,} more; all of them with to_frame()") if missing else "") + "</details>"
    return _STYLE + head + _listed(found.families) + side + _echoes(found)


def families(found: Families) -> str:
    """The families in order."""
    return _STYLE + facts(repr(found)) + _listed(found)


def family(each: Family) -> str:
    """One family."""
    return _STYLE + _family(each)


def passage(each: SharedPassage) -> str:
    """One passage, both places side by side."""
    return _STYLE + f"<table class='shared'>{_row(each, each.names)}</table>"


def _listed(found: Families) -> str:
    shown = found[:_SHOWN]
    missing = len(found) - len(shown)
    return "".join(_family(each) for each in shown) + (facts(f"… {missing:,} more families …") if missing else "")


def _family(each: Family) -> str:
    shown = list(zip(each.names, each.members, strict=True))[:_PLACES]
    places = [f"{escape(name)} {one.start}–{one.end}" for name, one in shown]
    more = len(each.members) - _PLACES
    places += [f"{more:,} more"] if more > 0 else []
    readings = each.readings
    items = [_reading(one, each) for one in readings[:_READINGS]]
    items += [f"<span class='more'>… {len(readings) - _READINGS} more …</span>"] if len(readings) > _READINGS else []
    return (
        f"<div class='family'><strong>{escape(each.id)}</strong> {counted(each.tokens, 'word')}. {escape(each.sentence)}"
        f"<blockquote>{_short(' '.join(each.members[0].quote.split()))}</blockquote>"
        f"<div class='facts'>{' · '.join(places)}</div>{bullets(items)}</div>"
    )


def _reading(each: Reading, of: Family) -> str:
    who = list(dict.fromkeys(of.names[number] for number in each.members))
    spelling = ", another spelling" if each.spelling else ""
    return f"{_short(str(each))} <span class='facts'>in {escape(listed(who, 3))}{spelling}</span>"


def _short(words: str) -> str:
    return escape(words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…")


def _table(shown: Sequence[SharedPassage]) -> str:
    return "<table class='shared'>" + "".join(_row(each, each.names) for each in shown) + "</table>"


def _echoes(found: SharedPassages) -> str:
    echoes = found.echoes
    if not echoes:
        return ""
    more = facts(f"… {len(echoes) - _SHOWN:,} more …") if len(echoes) > _SHOWN else ""
    summary = f"{counted(len(echoes), 'echo', 'echoes')}: shorter, and perhaps chance"
    return f"<details><summary>{summary}</summary>{_table(echoes[:_SHOWN])}{more}</details>"


def _row(each: SharedPassage, names: Sequence[str]) -> str:
    differing = each.variants
    ours = [(one.a_start, one.a_end, one) for one in differing]
    theirs = [(one.b_start, one.b_end, one) for one in differing]
    about = f"{counted(each.tokens, 'word')} in common" + (
        "" if each.similarity == 1 else f", {each.similarity:.2f} alike"
    )
    return (
        f"<tr><td><div class='facts'>{escape(names[0])} {each.a.start} · {about}</div>{_marked(each.a, ours)}</td>"
        f"<td><div class='facts'>{escape(names[1])} {each.b.start}</div>{_marked(each.b, theirs)}</td></tr>"
    )


def _marked(words: Passage, places: Sequence[tuple[int, int, Variant]]) -> str:
    """The words with a little around them, those underlined that differ; of what is long, the beginning."""
    parts, at = [f"<span class='around'>{escape(words.before[-24:])}</span>"], words.start
    last = min(words.end, words.start + _LONGEST)
    for start, end, variant in places:
        if start < end and start < last:
            style = " class='spelling'" if variant.spelling else ""
            inside = words.quote[start - words.start : end - words.start]
            parts += [escape(words.quote[at - words.start : start - words.start]), f"<u{style}>{escape(inside)}</u>"]
            at = end
    parts.append(escape(words.quote[at - words.start : max(at, last) - words.start]))
    parts.append("…" if max(at, last) < words.end else f"<span class='around'>{escape(words.after[:24])}</span>")
    return "".join(parts)
