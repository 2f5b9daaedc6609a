"""Values as a cell shows them: compact, escaped, with the same parts as in a terminal.

Everything that a person said or wrote passes through `escape` on its way into a page. Long things
are shown as their head, their tail and how many there are between.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import Any, TypeVar

from ieworkbench.model import Source
from ieworkbench.model.display import Shown
from ieworkbench.study import Study
from ieworkbench.study.table import Table

__all__ = ["html"]

Each = TypeVar("Each")
_HEAD, _TAIL = 12, 3
_STYLE = (
    "<style>.iew{font:14px/1.45 system-ui,sans-serif;max-width:60rem}"
    ".iew table{border-collapse:collapse;margin:.3rem 0}"
    ".iew th,.iew td{text-align:left!important;vertical-align:top;padding:.15rem .8rem .15rem 0;white-space:pre-wrap}"
    ".iew th{font-weight:600;border-bottom:1px solid currentColor}"
    ".iew .time{font-variant-numeric:tabular-nums;opacity:.75}"
    ".iew .more{opacity:.75;font-style:italic}.iew .facts{opacity:.85}"
    ".iew del{opacity:.75}.iew details{margin-top:.3rem}</style>"
)


def html(value: Shown) -> str:
    """The page for a value that shows itself in a notebook."""
    if isinstance(value, Source):
        return _page(_source(value))
    if isinstance(value, Table):
        return _page(_table(value))
    if isinstance(value, Study):
        return _page(_study(value))
    return _page(f"<code>{escape(repr(value))}</code>")


def _page(body: str) -> str:
    return f'{_STYLE}<div class="iew">{body}</div>'


def _study(study: Study) -> str:
    listed = study.source_list()
    head = f"<strong>{escape(study.title)}</strong><div class='facts'>Standpoint: {escape(study.standpoint)}</div>"
    return head + _table(listed)


def _table(table: Table[Any]) -> str:
    rows = table.rows()
    if not rows:
        return f"<div class='facts'>no {escape(table.title)}</div>"
    heads = [name for name in rows[0] if any(row[name] not in {None, ""} for row in rows)]
    cells = [[_cell(row[name]) for name in heads] for row in rows]
    return f"<div class='facts'>{len(rows)} {escape(table.title)}</div>" + _grid(heads, cells)


def _cell(value: object) -> str:
    words = "" if value is None else str(value)
    return escape(words if len(words) <= 200 else words[:199] + "…")


def _source(source: Source) -> str:
    facts = [source.kind.value, f"{len(source.content):,} characters"]
    if source.cases:
        facts.append("case " + ", ".join(source.cases))
    if source.informants:
        facts.append("informant " + ", ".join(source.informants))
    if source.turns:
        facts.append(f"{len(source.turns)} turns")
    head = f"<strong>{escape(source.name)}</strong> {escape(source.title)}"
    body = _turns(source) if source.turns else _paragraphs(source)
    return f"{head}<div class='facts'>{escape(' · '.join(facts))}</div>{body}{_warnings(source)}"


def _turns(source: Source) -> str:
    rows = [
        [str(number), _clock(turn.start_ms), escape(turn.speaker or ""), escape(source.content[turn.start : turn.end])]
        for number, turn in _ends(list(enumerate(source.turns)))
    ]
    return _grid(["", "time", "speaker", "words"], rows, between=len(source.turns) - _HEAD - _TAIL)


def _paragraphs(source: Source) -> str:
    lines = [line for line in source.content.split("\n") if line.strip()]
    shown = [f"<div>{escape(line)}</div>" for line in _ends(lines)]
    return "".join(
        _with_gap(shown, len(lines) - _HEAD - _TAIL, lambda count: f"<div class='more'>… {count} more …</div>")
    )


def _warnings(source: Source) -> str:
    if not source.warnings:
        return ""
    items = "".join(f"<li>{escape(warning.message)}</li>" for warning in source.warnings[:20])
    more = f"<li class='more'>and {len(source.warnings) - 20} more</li>" if len(source.warnings) > 20 else ""
    return f"<details><summary>{len(source.warnings)} warnings</summary><ul>{items}{more}</ul></details>"


def _grid(heads: Sequence[str], rows: list[list[str]], between: int | None = None) -> str:
    """A table; ``rows`` are escaped. The gap is shown where only head and tail were given."""
    if between is None:
        between = len(rows) - _HEAD - _TAIL
        rows = _ends(rows)
    lines = ["<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows]
    gap = f"<tr><td class='more' colspan='{len(heads)}'>… {{}} more …</td></tr>"
    body = "".join(_with_gap(lines, between, gap.format))
    return "<table><tr>" + "".join(f"<th>{escape(head)}</th>" for head in heads) + f"</tr>{body}</table>"


def _ends(things: list[Each]) -> list[Each]:
    """The first and last of ``things``, or all if there are few."""
    return things if len(things) <= _HEAD + _TAIL else things[:_HEAD] + things[-_TAIL:]


def _with_gap(lines: list[str], between: int, gap: Callable[[int], str]) -> Iterable[str]:
    return lines if between <= 0 else [*lines[:_HEAD], gap(between), *lines[_HEAD:]]


def _clock(ms: int | None) -> str:
    if ms is None:
        return ""
    seconds = ms // 1000
    return f"<span class='time'>{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}</span>"
