"""Agreement as a notebook shows it: the differing passages side by side, and below them the numbers.

The words stand in the middle with the coders' readings around them, so that a row can be read aloud
and talked about. Marked words are those on which the coders differ, and bold codes those that not all
of them gave; both also show without colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TypeVar

from ieworkbench.sentences import counted
from ieworkbench.study.agreement_measures import MeasureKind
from ieworkbench.study.agreement_result import Agreement, Disagreement, Measure

__all__ = ["page"]

Each = TypeVar("Each")
_HEAD, _TAIL = 12, 3
_WHOLE, _AROUND, _LONGEST_MARK, _PIECES = 320, 70, 240, 3
_STYLE = """<style>
.iew table.agreement td{padding-bottom:.45rem}
.iew table.agreement td.words{min-width:16rem;max-width:34rem;border-left:2px solid rgba(128,128,128,.35);border-right:2px solid rgba(128,128,128,.35);padding-left:.8rem;padding-right:.8rem}
.iew table.agreement td.coder{padding-left:.8rem;min-width:6rem;white-space:normal}.iew table.agreement td.coder div{padding-left:.8rem;text-indent:-.8rem}
.iew table.agreement th.coder{padding-left:.8rem}.iew table.agreement td.group{font-weight:600;padding-top:.5rem}
.iew table.numbers td.no{opacity:1;white-space:nowrap;padding-right:1.2rem}.iew table.numbers th.no{padding-right:1.2rem}
.iew table.numbers sup{display:inline-block;line-height:0;width:1em;margin-right:-1em;padding-left:.1em;font-weight:400}
.iew table.numbers th.no{text-align:right!important;white-space:normal;vertical-align:bottom;max-width:8.5rem}
</style>"""


def page(agreement: Agreement) -> str:
    """The body of the page for ``agreement``; everything people wrote in it is escaped."""
    head = f"<strong>Agreement by {agreement.unit.value}</strong>"
    coders = ", ".join(_coder(each) for each in agreement.coders) or "nobody"
    about = [f"coders: {coders}", agreement.compared, counted(len(agreement.codes), "code")]
    about += ["codes beneath counted"] if agreement.below else []
    return (
        f"{_STYLE}{head}{_facts(' · '.join(about))}{_passages(agreement)}{_notes(agreement.notes)}{_numbers(agreement)}"
    )


def _facts(words: str) -> str:
    return f"<div class='facts'>{escape(words)}</div>"


def _coder(name: str) -> str:
    return name or "no name"


def _ends(things: Sequence[Each]) -> list[Each]:
    return list(things) if len(things) <= _HEAD + _TAIL else [*things[:_HEAD], *things[-_TAIL:]]


def _with_gap(lines: list[str], total: int, columns: int) -> str:
    """``lines``, each a row, with a row that says how many are left out where the middle is."""
    missing = total - len(lines)
    gap = [f"<tr><td class='more' colspan='{columns}'>… {missing:,} more …</td></tr>"] if missing > 0 else []
    return "".join([*lines[:_HEAD], *gap, *lines[_HEAD:]] if gap else lines)


# ------------------------------------------------------------------------ passages, side by side


def _passages(agreement: Agreement) -> str:
    found = agreement.disagreements
    if not found:
        return _facts("no disagreeing passages" if agreement.units else "nothing to compare")
    columns = 2 + len(agreement.coders)
    left, right = _sides(agreement.coders)
    heads = [
        *(_head(each) for each in left),
        f"<th class='coder'>words ({agreement.unit.value})</th>",
        *(_head(each) for each in right),
    ]
    shown = _ends(found)
    lines = [
        _group(each, shown[at - 1] if at else None, columns) + _passage(each, left, right)
        for at, each in enumerate(shown)
    ]
    body = _with_gap(lines, len(found), columns)
    explained = f"{found!r}; marked: where they differ; bold: a code that not all gave"
    return f"{_facts(explained)}<table class='agreement'><tr><th>at</th>{''.join(heads)}</tr>{body}</table>"


def _sides(coders: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """Who stands to the left and to the right of the words."""
    half = (len(coders) + 1) // 2
    return coders[:half], coders[half:]


def _head(coder: str) -> str:
    return f"<th class='coder'>{escape(_coder(coder))}</th>"


def _group(each: Disagreement, before: Disagreement | None, columns: int) -> str:
    if before is not None and before.source == each.source:
        return ""
    return f"<tr><td class='group' colspan='{columns}'>{escape(each.source)}</td></tr>"


def _passage(each: Disagreement, left: Sequence[str], right: Sequence[str]) -> str:
    given = each.by_coder
    common = set.intersection(*(set(one.codes) for one in each.given))
    differing = {
        path for one in each.given for code, path in zip(one.codes, one.paths, strict=True) if code not in common
    }
    sides = ["".join(_reading(given.get(name), differing) for name in side) for side in (left, right)]
    return f"<tr><td class='no'>{each.passage.start}</td>{sides[0]}<td class='words'>{_words(each)}</td>{sides[1]}</tr>"


def _reading(paths: Sequence[str] | None, differing: set[str]) -> str:
    """What one coder gave; the codes that another did not give in bold."""
    if paths is None:
        return "<td class='coder'><span class='more'>did not code this source</span></td>"
    lines = [f"<strong>{escape(path)}</strong>" if path in differing else escape(path) for path in paths]
    inside = "".join(f"<div>{line}</div>" for line in lines) or "<span class='more'>no code</span>"
    return f"<td class='coder'>{inside}</td>"


def _words(each: Disagreement) -> str:
    """The unit's words with those marked on which the coders differ; of a long unit, what is around them."""
    quote, first = each.passage.quote, each.passage.start
    marks = [(start - first, end - first) for start, end in each.apart]
    if len(quote) <= _WHOLE:
        return _marked(quote, 0, len(quote), marks)
    pieces = _around(marks, len(quote))
    shown = [_marked(quote, start, end, marks) for start, end in pieces[:_PIECES]]
    lead = "… " if pieces[0][0] else ""
    more = f" <span class='more'>… {len(pieces) - _PIECES} more places</span>" if len(pieces) > _PIECES else ""
    return lead + " … ".join(shown) + (more or (" …" if pieces[-1][1] < len(quote) else ""))


def _around(marks: Sequence[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    """Where to read: a little before and after each mark, taken together where these meet."""
    pieces: list[tuple[int, int]] = []
    for start, end in marks:
        begin, stop = max(0, start - _AROUND), min(length, end + _AROUND)
        if pieces and begin <= pieces[-1][1]:
            pieces[-1] = (pieces[-1][0], stop)
        else:
            pieces.append((begin, stop))
    return pieces


def _marked(quote: str, start: int, end: int, marks: Sequence[tuple[int, int]]) -> str:
    parts, at = [], start
    for begin, stop in marks:
        if begin >= end or stop <= start:
            continue
        parts += [escape(quote[at:begin]), f"<mark>{_shortened(quote[begin:stop])}</mark>"]
        at = stop
    return "".join([*parts, escape(quote[at:end])])


def _shortened(words: str) -> str:
    """Escaped, and without the middle where it is very long."""
    if len(words) <= _LONGEST_MARK + _AROUND:
        return escape(words)
    half = _LONGEST_MARK // 2
    return f"{escape(words[:half])} <span class='more'>[… {len(words) - 2 * half:,} characters …]</span> {escape(words[-half:])}"


# ------------------------------------------------------------------------------- the numbers


def _notes(notes: Sequence[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(note)}</li>" for note in notes) + "</ul>" if notes else ""


class _Remarks:
    """Sentences below a table, each once, with the numbers by which the table refers to them."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def mark(self, sentence: str) -> str:
        return f"<sup>{self.numbers.setdefault(sentence, len(self.numbers) + 1)}</sup>" if sentence else ""

    def html(self) -> str:
        items = "".join(f"<li>{escape(each)}.</li>" for each in self.numbers)
        return f"<ol class='facts'>{items}</ol>" if items else ""


def _numbers(agreement: Agreement) -> str:
    remarks = _Remarks()
    everybody = [
        each for each in agreement.measures if each.measure is not MeasureKind.COHEN or len(agreement.coders) == 2
    ]
    single = [each for each in everybody if each.code_id]
    together = [each for each in everybody if not each.code_id]
    some = "with those that nobody coded" if agreement.uncoded else "only those that somebody coded"
    lead = _facts(f"measures, counted by {agreement.unit.value}, {some}")
    tables = "".join(_by_code(part, agreement, remarks) for part in (single, together) if part)
    return lead + tables + remarks.html() + _pairs(agreement) + _explained(everybody)


def _by_code(measures: Sequence[Measure], agreement: Agreement, remarks: _Remarks) -> str:
    """A row a code and a column a measure, with a remark where one rests on less than is compared."""
    kinds = list(dict.fromkeys(each.measure for each in measures))
    rows: dict[tuple[str, str], dict[MeasureKind, Measure]] = {}
    for each in measures:
        rows.setdefault((each.code, each.code_id), {})[each.measure] = each
    lines = [
        f"<tr><td class='name'>{escape(path)}</td>"
        + "".join(
            f"<td class='no'>{_number(row[kind])}{remarks.mark(_remark(row[kind], agreement))}</td>" for kind in kinds
        )
        + "</tr>"
        for (path, _), row in _ends(list(rows.items()))
    ]
    heads = "".join(f"<th class='no'>{escape(kind.value)}</th>" for kind in kinds)
    name = "code" if measures[0].code_id else ""
    body = _with_gap(lines, len(rows), 1 + len(kinds))
    return f"<table class='numbers'><tr><th>{name}</th>{heads}</tr>{body}</table>"


def _number(measure: Measure) -> str:
    if measure.value is None:
        return "–"
    if measure.measure is MeasureKind.PERCENTAGE:
        return f"{measure.value:.1f} %"
    return f"{measure.value:z.2f}".replace("-", "−")


def _remark(measure: Measure, agreement: Agreement) -> str:
    """Why there is no number, or on what it rests if that is not what all others rest on."""
    if measure.why:
        return measure.why[:1].upper() + measure.why[1:]
    rests = f"{counted(measure.units, measure.unit.value)} of {counted(measure.sources, 'source')}"
    if measure.unit is not agreement.unit:
        return f"By {measure.unit.value}: rests on {rests}"
    return "" if measure.units == agreement.units else f"Rests on {rests}"


def _pairs(agreement: Agreement) -> str:
    """Each pair's kappa, folded away, where there are more than two coders."""
    pairs = [each for each in agreement.measures if each.measure is MeasureKind.COHEN]
    if len(agreement.coders) < 3 or not pairs:
        return ""
    lines = [
        f"<tr><td class='name'>{escape(each.code)}</td><td>{escape(' and '.join(map(_coder, each.coders)))}</td>"
        f"<td class='no'>{_number(each)}</td><td>{counted(each.units, each.unit.value)}</td></tr>"
        for each in _ends(pairs)
    ]
    table = f"<table class='numbers'><tr><th>code</th><th>pair</th><td></td><th>rests on</th></tr>{_with_gap(lines, len(pairs), 4)}</table>"
    return f"<details><summary>{MeasureKind.COHEN.value} of each pair, by {agreement.unit.value}</summary>{table}</details>"


def _explained(measures: Sequence[Measure]) -> str:
    kinds = dict.fromkeys(each.measure for each in measures)
    items = "".join(f"<li><strong>{escape(kind.value)}</strong>: {escape(kind.sentence)}</li>" for kind in kinds)
    return f"<details><summary>what the measures are</summary><ul>{items}</ul></details>" if items else ""
