"""Statements as a cell shows them: the sentence as it stands, each part underlined in its own way and named.

Parts are told apart by the kind of line beneath them and by their names, so that nothing depends on
colour. What stands in another sentence, such as an or-else, is shown below with its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from ieworkbench.compare.statements import Statements
from ieworkbench.compare.voice import VoicedPassage, Voices
from ieworkbench.model import Span, Statement
from ieworkbench.sentences import counted
from ieworkbench.views.parts import bullets, ends, facts, grid

__all__ = ["marked", "statement", "statements", "voiced", "voices"]

_HEAD, _TAIL = 40, 5
_LINES = {
    "attribute": "2px solid",
    "deontic": "4px double",
    "aim": "2px dashed",
    "object": "1px solid",
    "condition": "3px dotted",
    "exception": "3px dotted",
    "despite": "1px dotted",
    "limit": "1px dashed",
    "or-else": "4px solid",
}
_NAMES = {"attribute": "who", "deontic": "rule", "aim": "does", "object": "what", "or-else": "or else"}
_STYLE = (
    "<style>.iew .part{padding-bottom:1px}.iew .part sub{font-size:.72em;opacity:.8;margin-left:.15em;line-height:1}"
    + "".join(f".iew .part.{name}{{border-bottom:{line} currentColor}}" for name, line in _LINES.items())
    + "</style>"
)


def statements(found: Statements) -> str:
    """How many, what found them, and each with its sentence marked."""
    head = facts(f"{counted(len(found), 'statement')} in {found.source.name}, proposed. {found.method}")
    head += "".join(facts(each) for each in found.notes)
    if not found:
        return head
    shown = ends(found, _HEAD, _TAIL)
    rows = [[f"{each.start:,}", escape(_kind(each)), _who(each), marked(each), _or_else(each)] for each in shown]
    missing = len(found) - len(shown)
    kinds = ["no", "name", "", "", ""]
    table = grid(["start", "rule", "who", "sentence", "or else"], kinds, rows, len(rows))
    more = f"<p class='more'>… {missing:,} more before the last {_TAIL} …</p>" if missing else ""
    return _STYLE + head + table + more


def statement(one: Statement) -> str:
    """One statement: its sentence marked, and every part with its place."""
    named = bullets(
        f"<strong>{escape(_NAMES.get(name, name))}</strong> {escape(span.text)} {_place(span)}"
        for name, span in one.parts
    )
    said = f"{_kind(one)} · {one.actor.value} · or else: {one.or_else_status.value} · found by {one.rule}"
    return f"{_STYLE}<p>{marked(one)}</p>{facts(said)}{named}"


def marked(one: Statement) -> str:
    """The sentence of a statement, escaped, with its parts underlined and named."""
    inside = [
        (span.start, span.end, name)
        for name, span in one.parts
        if name in _LINES and one.start <= span.start and span.end <= one.end
    ]
    return _nested(one.quote, one.start, one.start, one.end, inside)


def _nested(quote: str, base: int, start: int, end: int, parts: Sequence[tuple[int, int, str]]) -> str:
    """The words from ``start`` to ``end`` with those of ``parts`` marked that fit into each other."""
    said, at = [], start
    for number, (low, high, name) in enumerate(parts):
        if low < at or high > end:
            continue
        within = [each for each in parts[number + 1 :] if low <= each[0] and each[1] <= high]
        said.append(escape(quote[at - base : low - base]))
        words = _nested(quote, base, low, high, within)
        said.append(f"<span class='part {name}'>{words}<sub>{escape(_NAMES.get(name, name))}</sub></span>")
        at = high
    return "".join(said) + escape(quote[at - base : end - base])


def _kind(one: Statement) -> str:
    return f"{one.deontic.value} (not there)" if one.negated else one.deontic.value


def _who(one: Statement) -> str:
    named = "" if one.attribute is None else f"{escape(one.attribute.text)} "
    return f"{named}<span class='facts'>({escape(one.actor.value)})</span>"


def _or_else(one: Statement) -> str:
    if one.or_else is None:
        return f"<span class='facts'>{escape(one.or_else_status.value)}</span>"
    return f"{escape(one.or_else.text)} {_place(one.or_else)}"


def _place(span: Span) -> str:
    return f"<span class='facts'>{span.start:,}–{span.end:,}</span>"


def voices(found: Voices) -> str:
    """The passages of a plan with their voice, and how many there are of each kind."""
    counts = " · ".join(f"{name} {number}" for name, number in found.counts().items())
    head = facts(f"{counted(len(found), 'passage')} in {found.source.name}, proposed. {found.method}")
    head += facts(counts) + "".join(facts(each) for each in found.notes)
    if not found:
        return head
    shown = ends(found, _HEAD, _TAIL)
    rows = [
        [
            f"{each.start:,}",
            escape(each.quote),
            escape(each.person.value),
            escape(each.whose.value),
            escape(_also(each)),
        ]
        for each in shown
    ]
    missing = len(found) - len(shown)
    more = f"<p class='more'>… {missing:,} more before the last {_TAIL} …</p>" if missing else ""
    heads = ["start", "passage", "person", "whose", "register and more"]
    return head + grid(heads, ["no", "", "name", "name", ""], rows, len(rows)) + more


def voiced(one: VoicedPassage) -> str:
    """One passage with its voice."""
    said = " · ".join(filter(None, [one.person.value, one.whose.value, _also(one)]))
    by = f"by {', '.join(one.words)}" if one.words else "by none of the words of the lexicon"
    return f"<p>{escape(one.quote)}</p>{facts(said)}{facts(by)}"


def _also(one: VoicedPassage) -> str:
    more = [("evaluative", one.evaluative), ("bodily", one.bodily), ("instructs staff", one.instructs)]
    return ", ".join([*(each.value for each in one.registers), *(name for name, there in more if there)])
