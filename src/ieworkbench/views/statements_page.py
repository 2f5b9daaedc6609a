"""Statements as a cell shows them: the sentence as it stands, each part underlined in its own way and named.

Parts are told apart by the kind of line beneath them and by their names, so that nothing depends on
colour. What stands in another sentence, such as an or-else, is shown below with its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from ieworkbench.compare.statements import Statements
from ieworkbench.compare.voice import VoicedPassage, Voices
from ieworkbench.model import OrElse, Passage, Placement, Span, Statement
from ieworkbench.model.kept_statement import KeptStatement
from ieworkbench.sentences import counted
from ieworkbench.study.table import Table
from ieworkbench.views.parts import bullets, ends, facts, grid

__all__ = ["kept", "kept_ones", "marked", "statement", "statements", "voiced", "voices"]

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


def kept_ones(found: Table[KeptStatement]) -> str:
    """Statements that a study keeps, each with its source and its sentence marked."""
    shown = ends(found, _HEAD, _TAIL)
    both = [(each, _as_found(each)) for each in shown]
    rows = [
        [escape(each.source), escape(_kind(one)), _who(one), marked(one), _kept_or_else(each), escape(each.note)]
        for each, one in both
    ]
    missing = len(found) - len(shown)
    more = f"<p class='more'>… {missing:,} more before the last {_TAIL} …</p>" if missing else ""
    heads = ["source", "rule", "who", "sentence", "or else", "note"]
    table = grid(heads, ["name", "name", "", "", "", ""], rows, len(rows))
    return _STYLE + facts(f"{counted(len(found), 'statement')}, kept") + table + more


def kept(one: KeptStatement) -> str:
    """A statement that a study keeps: its sentence marked, every part with its place, and who kept it."""
    named = bullets(
        f"<strong>{escape(_NAMES.get(name.value, name.value))}</strong> {escape(words.quote)} "
        f"<span class='facts'>{_where(words)}</span>"
        for name, words in one.parts
    )
    found = f"found by {one.rule}" if one.rule else "taken apart by hand"
    as_found = _as_found(one)
    said = f"{_kind(as_found)} · {one.actor.value} · or else: {one.or_else_status.value} · {found} · kept by {one.by}"
    note = f"<p>{escape(one.note)}</p>" if one.note else ""
    return f"{_STYLE}<p>{marked(as_found)}</p>{facts(f'{one.source} · {said}')}{note}{named}"


def _kept_or_else(one: KeptStatement) -> str:
    if one.or_else is None:
        return f"<span class='facts'>{escape(one.or_else_status.value)}</span>"
    return f"{escape(one.or_else.quote)} <span class='facts'>{_where(one.or_else)}</span>"


def _where(words: Passage) -> str:
    gone = " (gone from the corrected text)" if words.placement is Placement.ORPHANED else ""
    return f"{words.start:,}–{words.end:,}{gone}"


def _as_found(one: KeptStatement) -> Statement:
    """A kept statement with those of its parts that stand in the same text as its sentence."""

    def here(words: Passage | None) -> Span | None:
        if words is None or words.content_sha256 != one.passage.content_sha256:
            return None
        return Span(words.start, words.end, words.quote)

    or_else = here(one.or_else)
    return Statement(
        start=one.passage.start,
        end=one.passage.end,
        quote=one.quote,
        deontic=one.deontic,
        attribute=here(one.attribute),
        aim=here(one.aim),
        object=here(one.object),
        conditions=tuple(each for words in one.conditions if (each := here(words)) is not None),
        or_else=or_else,
        or_else_status=OrElse.ABSENT if or_else is None else OrElse.IN_THE_TEXT,
        references=tuple(each for words in one.references if (each := here(words)) is not None),
        deontic_words=here(one.deontic_words),
        exceptions=tuple(each for words in one.exceptions if (each := here(words)) is not None),
        despite=tuple(each for words in one.despite if (each := here(words)) is not None),
        limit=here(one.limit),
        actor=one.actor,
        negated=one.negated,
        language=one.language,
        rule=one.rule,
    )


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
