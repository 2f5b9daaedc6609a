"""Plans side by side as one web page: the table, and beside it the plan, open at the words behind a cell.

The page needs no connection and is allowed nothing but its own script and style. What people wrote is
data in it and never markup. It carries the whole text of the plans, unless quotes are left out; it is
then a file to be looked after like the plans themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape
from importlib.resources import files
from typing import Any

from ieworkbench.compare.comparison import ComparisonCell, ComparisonRow, PlanColumn, PlanComparison
from ieworkbench.compare.comparison_words import counted, word
from ieworkbench.compare.plan_sections import SectionState
from ieworkbench.exporters.web_security import as_data, policy
from ieworkbench.model import Passage, WordingOrigin
from ieworkbench.model.fixed_words import FixedWords

__all__ = ["SIGNS", "plan_page", "short_quote", "short_quotes"]

SIGNS = {
    SectionState.PRESENT: "●",
    SectionState.MERGED: "◐",
    SectionState.EMPTY: "○",
    SectionState.ABSENT: "–",
    SectionState.EXTRA: "+",
}
"""A sign for each state, told apart without colour."""
_QUOTES, _LONGEST = 2, 90
_PLACE = re.compile(r"\{\{(\w+)\}\}|\[\[([^\]]+)\]\]")
_word = FixedWords("comparisons are written", {
    "skip": ("To the text", "Til teksten", "Til teksten"),
    "the text": ("The plan's text", "Teksten i planen", "Teksten i planen"),
    "no script": (
        "Without scripts the table can be read, and the plans stay closed.",
        "Uten skript kan tabellen leses, og planene er lukket.",
        "Utan skript kan tabellen lesast, og planane er lukka.",
    ),
    "begin": (
        "Choose a cell to open the plan at the words behind it.",
        "Velg en rute for å åpne planen ved ordene den bygger på.",
        "Vel ei rute for å opne planen ved orda ho byggjer på.",
    ),
    "to cells": ("from cell to cell", "fra rute til rute", "frå rute til rute"),
    "to words": ("open the plan at the words", "åpne planen ved ordene", "opne planen ved orda"),
    "to next": ("next and previous words", "neste og forrige ord", "neste og førre ord"),
    "to table": ("back to the table", "tilbake til tabellen", "tilbake til tabellen"),
    "next": ("Next", "Neste", "Neste"),
    "previous": ("Previous", "Forrige", "Førre"),
    "characters": ("characters", "tegn", "teikn"),
    "more": ("and {} more", "og {} til", "og {} til"),
}, beyond=word)  # fmt: skip


def plan_page(c: PlanComparison, *, quotes: bool = True) -> str:
    """The page of a comparison.

    Parameters
    ----------
    c
        The comparison.
    quotes
        Whether the words of the plans go along; without them the page is the table of counts alone.
    """
    cells: list[dict[str, Any]] = []
    body = "".join(_body(c, cells, quotes))
    script, style = _file("plan_page.js"), _file("plan_page.css")
    say = _word.chosen(("next", "previous", "characters"), c.language)
    plans = [
        {"name": each.name, "text": each.source.content, "heads": [list(place) for place in each.headings]}
        for each in c.columns
    ]
    data = {"say": say, "plans": plans if quotes else [], "cells": cells}
    parts = {
        "language": c.language,
        "policy": policy(script, style),
        "title": escape(c.title),
        "facts": escape(_facts(c)),
        "style": style,
        "heads": "".join(_head(each) for each in c.columns),
        "body": body,
        "legend": _legend(c.language) + _strip_legend(c),
        "method": "".join(f"<li>{escape(each)}</li>" for each in c.method),
        "data": as_data(data),
        "script": script,
    }

    def put(place: re.Match[str]) -> str:
        return parts[place[1]] if place[1] else escape(_word(place[2], c.language))

    return _PLACE.sub(put, _file("plan_page.html"))


def short_quote(passage: Passage, longest: int = _LONGEST) -> str:
    """The words of a passage on one line, cut after so many letters."""
    words = " ".join(passage.quote.split())
    if len(words) <= longest:
        return words
    whole, _, cut = words[:longest].rpartition(" ")
    return (whole if len(cut) < longest // 2 else words[: longest - 1]).rstrip(" ,;:") + " …"


def short_quotes(cell: ComparisonCell) -> tuple[list[str], int]:
    """The first quotes of a cell, each wording once, and how many more passages it rests on."""
    shown: dict[str, None] = {}
    for number, each in enumerate(cell.passages):
        if len(shown) == _QUOTES:
            return list(shown), len(cell.passages) - number
        shown[short_quote(each)] = None
    return list(shown), 0


def _file(name: str) -> str:
    return files("ieworkbench.exporters").joinpath(name).read_text(encoding="utf-8").replace("\r\n", "\n")


def _facts(c: PlanComparison) -> str:
    cases = tuple(dict.fromkeys(case for each in c.columns for case in each.cases))
    facts = [counted(len(c.columns), "plan", c.language)]
    if cases:
        facts.append(
            f"{counted(len(cases), 'case', c.language)}: {', '.join(cases[:12])}{' …' if len(cases) > 12 else ''}"
        )
    return " · ".join(facts)


def _head(column: PlanColumn) -> str:
    told = " · ".join(each for each in (", ".join(column.cases), column.date, column.source.kind.value) if each)
    return f'<th scope="col">{escape(column.name)}<small>{escape(told)}</small></th>'


def _legend(language: str) -> str:
    signs = "".join(f"<span>{sign} {escape(state.label(language))}</span>" for state, sign in SIGNS.items())
    return f'<p id="legend">{signs}</p>'


def _body(c: PlanComparison, cells: list[dict[str, Any]], quotes: bool) -> Iterator[str]:
    group = None
    for row in c.rows:
        if row.group is not group:
            if group is not None:
                yield "</tbody>"
            group = row.group
            name = word(group.value, c.language)
            yield f'<tbody><tr><th class="group" colspan="{len(c.columns) + 2}" scope="colgroup">{escape(name)}</th></tr>'
        yield _row(c, row, cells, quotes)
    if group is not None:
        yield "</tbody>"


def _row(c: PlanComparison, row: ComparisonRow, cells: list[dict[str, Any]], quotes: bool) -> str:
    asks = f"<small>{escape(row.asks)}</small>" if row.asks else ""
    made = "".join(_cell(c, row, number, cell, cells, quotes) for number, cell in enumerate(row.cells))
    return (
        f'<tr class="ask"><th scope="row" class="asks">{escape(row.label)}{asks}</th>{made}'
        f'<td class="all">{escape(row.summary)}</td></tr>'
    )


def _cell(
    c: PlanComparison, row: ComparisonRow, number: int, cell: ComparisonCell, cells: list[dict[str, Any]], quotes: bool
) -> str:
    sign = SIGNS[SectionState(cell.state)] if cell.state else ""
    inside = f'<span class="sign" aria-hidden="true">{sign}</span>' if sign and cell.text != sign else ""
    inside += f'<span class="says">{escape(cell.text)}</span>'
    if cell.strip:
        inside += _strip(cell, len(c.columns[number].source.content))
    if cell.note:
        inside += f'<span class="note">{escape(cell.note)}</span>'
    opens = ""
    if quotes and cell.passages:
        opens = f' data-w="{len(cells)}"'
        cells.append(_opened(c, row, number, cell))
        shown, more = short_quotes(cell)
        inside += "".join(f"<q>{escape(each)}</q>" for each in shown)
        if more > 0:
            inside += f'<span class="more">{escape(_word("more", c.language).format(more))}</span>'
    kind = cell.state or ("none" if cell.number == 0 else "some")
    return f'<td class="cell {kind}"{opens}>{inside}</td>'


def _strip(cell: ComparisonCell, length: int) -> str:
    """The plan as a strip; its shades are told apart without colour, and the legend below names them."""
    order = list(WordingOrigin)
    boxes = "".join(
        f'<rect class="o{order.index(WordingOrigin(each.name))}" x="{1000 * each.start / length:.1f}" y="0" '
        f'width="{max(1.0, 1000 * (each.end - each.start) / length):.1f}" height="20"/>'
        for each in cell.strip
    )
    return f'<svg class="strip" viewBox="0 0 1000 20" preserveAspectRatio="none" aria-hidden="true">{boxes}</svg>'


def _strip_legend(c: PlanComparison) -> str:
    """What the shades of the strips stand for, as far as they occur."""
    names = {each.name for row in c.rows for cell in row.cells for each in cell.strip}
    if not names:
        return ""
    shown = "".join(
        f'<span><svg class="key" viewBox="0 0 20 10" aria-hidden="true"><rect class="o{place}" width="20" height="10"/></svg>'
        f" {escape(origin.label(c.language))}</span>"
        for place, origin in enumerate(WordingOrigin)
        if origin.value in names
    )
    return f'<p id="keys">{shown}</p>'


def _opened(c: PlanComparison, row: ComparisonRow, number: int, cell: ComparisonCell) -> dict[str, Any]:
    """What opens when a cell is chosen: places in the plan, and the words of other texts."""
    source = c.columns[number].source
    own = [each for each in cell.passages if each.content_sha256 == source.content_sha256]
    told = [each for each in cell.passages if each.content_sha256 != source.content_sha256]
    return {
        "plan": number,
        "row": row.label,
        "says": cell.text,
        "places": [[each.start, each.end] for each in own],
        "told": [_told(each) for each in told],
    }


def _told(passage: Passage) -> Mapping[str, Any]:
    return {
        "from": passage.source,
        "start": passage.start,
        "end": passage.end,
        "before": passage.before,
        "quote": passage.quote,
        "after": passage.after,
    }
