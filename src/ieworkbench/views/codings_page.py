"""What a question found, to be read: case by case, passage by passage, each with its codes and what is around.

It counts no codes: how often something is said is no finding. Of very many passages the first and
last are shown, and how many there are between.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape

from ieworkbench.model import Codebook, Passage
from ieworkbench.sentences import counted
from ieworkbench.study.retrieval import Codings, CoOccurrence, Found
from ieworkbench.study.surroundings import Context
from ieworkbench.study.table import Table
from ieworkbench.views import labels
from ieworkbench.views.accounts import Account, accounts, by_case, cut_middle, facts_of, several_coders
from ieworkbench.views.parts import cell, ends, facts, grid

__all__ = ["co_occurrence", "codings", "contexts", "found", "in_context", "outside"]

_HEAD, _TAIL = 25, 5
_AROUND = 4_000
_NAMED, _WIDEST = 6, 30
"""Of how many codes the columns of a table of codes by codes are named, and how many it has at most."""
_STYLE = f"""{labels.STYLE}<style>
.iew h3{{font-size:1.08em;margin:1rem 0 .2rem;font-weight:600}}.iew h4.source{{margin:.7rem 0 .1rem}}.iew h4.source span{{font-weight:400;opacity:.75}}
.iew .account{{display:grid;grid-template-columns:6.5rem minmax(0,44rem);column-gap:1rem;margin:.55rem 0 .8rem}}
.iew .account .where{{opacity:.8;text-align:right;overflow-wrap:anywhere;font-variant-numeric:tabular-nums}}
.iew .account blockquote{{margin:0 0 .15rem;padding:0;border:0;color:inherit;white-space:pre-wrap;overflow-wrap:anywhere}}
.iew .account .memo{{margin:.1rem 0;padding-left:.6rem;border-left:2px solid rgba(128,128,128,.6);white-space:pre-wrap;overflow-wrap:anywhere}}
.iew .account .again{{opacity:.75;font-size:.86em;white-space:pre-wrap;overflow-wrap:anywhere}}
.iew .account details{{margin:.1rem 0;font-size:.93em}}.iew .account summary{{opacity:.75}}.iew .around{{white-space:pre-wrap;overflow-wrap:anywhere;margin:.2rem 0}}
.iew table.together th{{text-align:right!important;white-space:normal;vertical-align:bottom;max-width:9rem}}.iew table.together td.no{{opacity:1}}
</style>"""


def codings(found: Codings) -> str:
    """The passages that were found, with two turns around each, folded away."""
    if not found:
        return facts(f"no codings: {found.asked}" if found.asked else "no codings yet")
    everything = accounts(found)
    shown = ends(everything, _HEAD, _TAIL)
    around = _around(found, shown)
    coders = several_coders(everything)
    parts = [_STYLE, facts(f"{found!r}, in the order of case, wave and place")]
    missing = len(everything) - len(shown)
    for chunk, more in ((shown[:_HEAD], missing), (shown[_HEAD:], 0)) if missing else ((shown, 0),):
        parts.append(_grouped(chunk, found, around, coders=coders))
        if more:
            parts.append(f"<p class='more'>… {more:,} more passages …</p>")
    return "".join(parts)


def _around(found: Codings, shown: Sequence[Account]) -> Mapping[str, Context]:
    """What stands around the passages that are shown."""
    part = Codings((each for account in shown for each in account.found), found.codebook, found._database)  # noqa: SLF001 - the same question, but fewer
    return {each.passage.id: each for each in part.in_context(2)}


def _grouped(shown: Sequence[Account], found: Codings, around: Mapping[str, Context], *, coders: bool) -> str:
    parts = []
    again = _recurring(shown)
    for case in by_case(shown):
        parts.append(f"<h3>{escape(f'Case {case.case}' if case.case else 'Without a case')}</h3>")
        for source, told in case.sources:
            said = " · ".join(facts_of(source))
            parts.append(f"<h4 class='source'>{escape(source.id)} <span>{escape(said)}</span></h4>")
            parts += [
                _account(each, found.codebook, around.get(each.first.passage.id), again, coders=coders) for each in told
            ]
    return "".join(parts)


def _account(
    account: Account,
    codebook: Codebook,
    context: Context | None,
    again: frozenset[str] = frozenset(),
    *,
    coders: bool,
) -> str:
    given = "".join(
        labels.label(codebook, code, path, ", ".join(by) if coders else "") for path, code, by in account.codes()
    )
    memos = "".join(_memo(memo, by if coders else "", again=memo in again) for memo, by in account.memos())
    speaker = f"<div>{escape(account.first.speaker)}</div>" if account.first.speaker else ""
    orphan = "<div class='more'>These words are gone from the newest text of the source.</div>"
    return (
        f"<div class='account'><div class='where'>{account.place}{speaker}</div><div>"
        f"<blockquote>{_quote(account.first.passage)}</blockquote><div>{given}</div>{_shared(account)}{memos}"
        f"{orphan if account.is_orphan else ''}{_folded(context) if context else ''}</div></div>"
    )


def _memo(memo: str, by: str, *, again: bool) -> str:
    """A memo; one that many passages have, such as by which rule they were coded, steps back behind the words."""
    return f"<div class='{'again' if again else 'memo'}'>{escape(memo)}{_by(by)}</div>"


def _recurring(accounts: Sequence[Account]) -> frozenset[str]:
    """The memos that several of these passages have."""
    times = Counter(memo for each in accounts for memo in {memo for memo, _ in each.memos()})
    return frozenset(memo for memo, number in times.items() if number > 1)


def _by(name: str) -> str:
    return f" <span class='by'>({escape(name)})</span>" if name else ""


def _quote(passage: Passage) -> str:
    head, missing, tail = cut_middle(passage.quote)
    gap = f" <span class='more'>[… {missing:,} characters …]</span> " if missing else ""
    return f"{escape(head)}{gap}{escape(tail)}"


def _shared(account: Account) -> str:
    """After a question that asks for overlap: the exact words that are shared, where they are not all of them."""
    parts = dict.fromkeys(each.quote for one in account.found for each in one.shared)
    if not parts or account.first.passage.quote in parts:
        return ""
    return f"<div class='facts'>shared words: {' … '.join(f'“{cell(each)}”' for each in parts)}</div>"


def _folded(context: Context) -> str:
    if not (context.before.strip() or context.after.strip()):
        return ""
    return f"<details><summary>what is said around it</summary>{_in_context(context)}</details>"


def _in_context(context: Context) -> str:
    before, after = context.before[-_AROUND:].lstrip("\n"), context.after[:_AROUND].rstrip("\n")
    lead, rest = "…" * (len(before) == _AROUND), "…" * (len(after) == _AROUND)
    return f"<p class='around'>{lead}{escape(before)}<mark>{_quote(context.passage)}</mark>{escape(after)}{rest}</p>"


def found(one: Found) -> str:
    """One coding that was found: its source, its words, its code and why."""
    said = " · ".join([one.source.id, *facts_of(one.source), *([f"case {one.case}"] if one.case else [])])
    account = Account((one,))
    return f"{_STYLE}{facts(said)}{_account(account, Codebook(), None, coders=bool(one.coding.by))}"


def in_context(one: Context) -> str:
    """A passage whole with what was said around it."""
    return f"{_STYLE}{facts(f'{one.passage.source} · at {one.passage.start}')}{_in_context(one)}"


def contexts(table: Table[Context]) -> str:
    """Every passage whole with what was said around it, source by source."""
    parts, source = [_STYLE, facts(repr(table))], ""
    shown = ends(table, _HEAD, _TAIL)
    for number, each in enumerate(shown):
        if number == _HEAD and len(shown) < len(table):
            parts.append(f"<p class='more'>… {len(table) - len(shown):,} more passages …</p>")
        if each.passage.source != source:
            source = each.passage.source
            parts.append(f"<h4 class='source'>{escape(source)}</h4>")
        parts.append(
            f"<div class='account'><div class='where'>at {each.passage.start}</div><div>{_in_context(each)}</div></div>"
        )
    return "".join(parts)


def co_occurrence(found: CoOccurrence) -> str:
    """Codes by codes; the corner names the unit, and what never meets is left blank.

    Of more than a few codes the columns have numbers, which stand before the names of the rows, so
    that the table stays as wide as a page; of very many, the first are shown.
    """
    if not found.codes:
        return facts("no codes occur together")
    unit = "passages that share words" if found.unit == "overlap" else f"in the same {found.unit}"
    shown = found.codes[:_WIDEST]
    numbered = len(shown) > _NAMED
    names = [f"{number} {path}" if numbered else path for number, (_, path) in enumerate(shown, 1)]
    rows = [
        [escape(name), *(_number(found.between(one, other), one == other) for other, _ in shown)]
        for name, (one, _) in zip(names, shown, strict=True)
    ]
    heads = ["", *(str(number) if numbered else name for number, name in enumerate(names, 1))]
    kinds = ["name", *("no" for _ in shown)]
    table = grid(heads, kinds, rows, len(rows)).replace("<table>", "<table class='together'>", 1)
    missing = len(found.codes) - len(shown)
    more = f"<p class='more'>… {missing:,} more codes; all are in to_frame() …</p>" if missing else ""
    alone = f"in brackets: in how many {_UNITS[found.unit]} the code occurs at all"
    left = f"<p class='more'>{outside(found)}</p>" if found.outside else ""
    return f"{_STYLE}{facts(f'{len(found.codes)} codes · {unit} · {alone}')}{table}{more}{left}"


_UNITS = {"overlap": "passages", "turn": "turns", "source": "sources", "case": "cases"}


def outside(found: CoOccurrence) -> str:
    """How many passages stand in no such unit, as a sentence."""
    one = found.outside == 1
    return f"{counted(found.outside, 'passage')} {'belongs' if one else 'belong'} to no {found.unit} and {'counts' if one else 'count'} nowhere."


def _number(count: int, own: bool) -> str:
    return f"({count:,})" if own else f"{count:,}" if count else ""
