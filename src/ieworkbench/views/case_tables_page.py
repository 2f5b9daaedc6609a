"""One question across cases, and claims as reported by whom, as a cell shows them: the quotes in the cells of a table.

A long quote shows its beginning, a full cell its first quotes and how many there are beside.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from ieworkbench.compare.across_cases import AcrossCasesTable, CaseAnswer, CaseQuote
from ieworkbench.compare.claims import Claim, ClaimsTable
from ieworkbench.compare.comparison_words import word
from ieworkbench.model import Placement
from ieworkbench.sentences import counted
from ieworkbench.views.parts import bullets, cell, ends, facts, grid

__all__ = ["across_cases", "claims"]

_QUOTES, _DOUBTS, _LONGEST = 4, 5, 300
_NOTHING = "<span class='facts'>–</span>"


def across_cases(table: AcrossCasesTable) -> str:
    """A row a case with its quotes, and below them those of no case."""
    head = f"<strong>{escape(table.question)}</strong>{facts(f'{table.summary}, from {table.way}')}"
    rows = [[_case(each), _cell([_quote(one) for one in each.quotes])] for each in ends(table.answers)]
    shown = grid([word("case", table.language), table.question], ["name", ""], rows, len(table.answers))
    return head + (shown if table.answers else facts("no cases")) + _of_no_case(table.without_case)


def _case(answer: CaseAnswer) -> str:
    beside = f" <span class='facts'>{cell(answer.label)}</span>" if answer.label not in ("", answer.case) else ""
    return escape(answer.case) + beside


def _of_no_case(quotes: Sequence[CaseQuote]) -> str:
    if not quotes:
        return ""
    return facts(f"{counted(len(quotes), 'quote')} of no case:") + bullets(_first([_quote(each) for each in quotes]))


def _quote(quote: CaseQuote) -> str:
    gone = "gone from the corrected text" if quote.passage.placement is Placement.ORPHANED else ""
    parts = (quote.speaker or "", quote.source, f"{quote.passage.start:,}", quote.what, gone)
    where = " · ".join(each for each in parts if each)
    return f"“{_flat(quote.passage.quote)}” <span class='facts'>{cell(where)}</span>"


def claims(table: ClaimsTable) -> str:
    """A row a thing, a column for each aspect and who reports it, and the doubts about the texts."""
    judged = dict(table.same)
    heads = [table.title or "about", *(f"{aspect}, as reported by {who}" for aspect, who in table.columns)]
    rows = [
        [
            cell(about),
            *(_cell([_claim(each) for each in table.claims_of(about, *column)]) for column in table.columns),
            *([cell(judged.get(about, ""))] if judged else []),
        ]
        for about in ends(table.subjects)
    ]
    heads += ["same?"] if judged else []
    said = f"{counted(len(table.claims), 'claim')} about {counted(len(table.subjects), 'thing')}"
    head = (f"<strong>{escape(table.title)}</strong>" if table.title else "") + facts(said)
    kinds = ["name", *("" for _ in heads[1:])]
    return head + (grid(heads, kinds, rows, len(table.subjects)) if rows else "") + _doubts(table)


def _claim(claim: Claim) -> str:
    says = f"{cell(claim.says)}: " if claim.says else ""
    places = ", ".join(f"{each.source} {each.start:,}".strip() for each in claim.passages)
    return f"{says}“{_flat(claim.quote)}” <span class='facts'>{cell(places)}</span>"


def _doubts(table: ClaimsTable) -> str:
    if not table.doubts:
        return ""
    items = [f"{escape(name)} at {doubt.start}: {cell(doubt.message)}" for name, doubt in table.doubts]
    return facts("Lines may stand in the wrong order in:") + bullets(_first(items, _DOUBTS))


def _cell(quotes: list[str]) -> str:
    return "<br>".join(_first(quotes)) or _NOTHING


def _first(items: list[str], most: int = _QUOTES) -> list[str]:
    """The first of ``items``, which are escaped, and how many there are beside."""
    more = len(items) - most
    return [*items[:most], *([f"<span class='more'>… {more:,} more …</span>"] if more > 0 else [])]


def _flat(words: str) -> str:
    return cell(" ".join(words.split()), _LONGEST)
