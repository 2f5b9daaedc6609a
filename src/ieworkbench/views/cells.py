"""Values as a cell shows them: compact, escaped, with the same parts as in a terminal.

Everything that a person said or wrote passes through `escape` on its way into a page. Long things
are shown as their head, their tail and how many there are between. How a source's text is marked up
is in `ieworkbench.views.marks`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import is_dataclass
from html import escape
from typing import Any

from ieworkbench.compare.across_cases import AcrossCasesTable
from ieworkbench.compare.carried import CarriedOver
from ieworkbench.compare.claims import ClaimsTable
from ieworkbench.compare.comparison import PlanComparison
from ieworkbench.compare.families import Families, Family
from ieworkbench.compare.plan_items import PlanItems
from ieworkbench.compare.plan_sections import SectionedPlan
from ieworkbench.compare.shared_passages import SharedPassage, SharedPassages
from ieworkbench.compare.statements import Statements
from ieworkbench.compare.terms import TermTrail
from ieworkbench.compare.versions import Versions
from ieworkbench.compare.voice import VoicedPassage, Voices
from ieworkbench.exchange import Report
from ieworkbench.maps.circuits import CircuitProposal
from ieworkbench.maps.gaps import Gap
from ieworkbench.maps.institutional_map import InstitutionalMap
from ieworkbench.maps.segments import Segment
from ieworkbench.maps.text_work import TextWork
from ieworkbench.maps.trace import Trace
from ieworkbench.model import (
    Account,
    Act,
    Circuit,
    Code,
    Codebook,
    Coding,
    Disjuncture,
    InstitutionalText,
    Link,
    Memo,
    Passage,
    Placement,
    RecordSet,
    Resource,
    Source,
    Statement,
    TextCopy,
)
from ieworkbench.model.display import Parts
from ieworkbench.model.kept_statement import KeptStatement
from ieworkbench.model.layout import Layout
from ieworkbench.sentences import counted
from ieworkbench.store.transaction import Entry
from ieworkbench.study import Study
from ieworkbench.study.agreement_result import Agreement
from ieworkbench.study.archive import Archived
from ieworkbench.study.autocoding import Proposal
from ieworkbench.study.batch import AddReport
from ieworkbench.study.merging import Conflict, Merged
from ieworkbench.study.opened import Since
from ieworkbench.study.retrieval import Codings, CoOccurrence, Found
from ieworkbench.study.surroundings import Context
from ieworkbench.study.table import Table
from ieworkbench.study.versions import Replacement
from ieworkbench.views import (
    agreement_page,
    carried_page,
    case_tables_page,
    chain_page,
    codebook_page,
    codings_page,
    files_page,
    map_page,
    merge_page,
    notes_page,
    passages_page,
    plan_view,
    proposal_page,
    record_page,
    report_page,
    statements_page,
)
from ieworkbench.views.marks import Markup
from ieworkbench.views.parts import cell, ends, facts, grid, with_gap
from ieworkbench.views.proposal_page import in_context

__all__ = ["html"]

_LONGEST_WORDS, _WORTH_CUTTING = 1_200, 400
_WARNINGS, _PLACES = 8, 5
_STYLE = """<style>
.iew{font:14px/1.5 system-ui,sans-serif;max-width:66rem;color:inherit;overflow-x:auto}
.iew table{font:inherit;color:inherit;border-collapse:collapse;margin:.4rem 0;background:none}
.iew th,.iew td{text-align:left!important;vertical-align:top;padding:.15rem 1rem .15rem 0;border:0;background:none!important}
.iew td{white-space:pre-wrap;overflow-wrap:break-word}.iew td.name,.iew td.no,.iew td.date,.iew th{white-space:nowrap}
.iew th{font-weight:600;border-bottom:1px solid rgba(128,128,128,.6)}
.iew tr:first-child>td:empty{border-bottom:1px solid rgba(128,128,128,.6)}
.iew td.no{text-align:right!important;font-variant-numeric:tabular-nums;opacity:.7}
.iew td.name,.iew td.asked{font-weight:600}.iew td.asked,.iew td.facts{min-width:8rem}.iew th:last-child,.iew td:last-child{padding-right:.1rem}
.iew p,.iew h4{margin:.25rem 0;white-space:pre-wrap;overflow-wrap:anywhere}.iew h4{font-size:1em;font-weight:600;margin-top:.6rem}
.iew .more,.iew .facts{opacity:.75}.iew .more{font-style:italic}
.iew ins{text-decoration:underline;text-decoration-thickness:2px;background:rgba(46,160,67,.18)}
.iew del{background:rgba(248,81,73,.18)}
.iew mark{color:inherit;background:rgba(210,153,34,.28)}.iew sup{font-weight:600}
.iew dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.1rem 1rem;margin:.3rem 0}
.iew dt{opacity:.75}.iew dd{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}
.iew ol,.iew ul{margin:.25rem 0;padding-left:1.6rem}.iew details{margin-top:.4rem}.iew summary{cursor:pointer}
@media(max-width:64rem){.iew th,.iew td{padding-right:.6rem}}
</style>"""


def html(value: object) -> str:
    """The page for a value that shows itself in a notebook."""
    for kind, body in _PAGES.items():
        if isinstance(value, kind):
            return _page(body(value))
    if is_dataclass(value) and not isinstance(value, type):
        return _page(record_page.record(value, _parts))
    return _page(f"<code>{escape(repr(value))}</code>")


def _page(body: str) -> str:
    """A page; what is wider than its cell is reached by the keys, too."""
    return f'{_STYLE}<div class="iew" tabindex="0">{body}</div>'


def _study(study: Study) -> str:
    standpoint = f"Standpoint: {study.standpoint}"
    people = [study.cases(), study.sites(), study.informants()]
    said = [repr(each) for each in people if each]
    codes = len(study.codebook)
    counts = " · ".join([*said, *([counted(codes, "code")] if codes else [])])
    head = f"<strong>{escape(study.title)}</strong>{facts(standpoint)}" + (facts(counts) if counts else "")
    return head + _table(study.source_list())


# ------------------------------------------------------------------------------------- a table


def _table(table: Table[Any]) -> str:
    if not table:
        return facts(f"no {table.title}")
    for kind, body in _TABLES.items():
        if isinstance(table[0], kind):
            return body(table)
    return record_page.table(table, repr(table))


def _passages(passages: Table[Passage]) -> str:
    """Passages in their surroundings, with how they got to their place where that is worth a look."""
    placed = any(each.placement is not Placement.WRITTEN for each in passages)
    rows = [
        [escape(each.source), str(each.start), in_context(each), *([each.placement.value] if placed else [])]
        for each in ends(passages)
    ]
    heads, kinds = ["source", "start", "words"], ["name", "no", ""]
    return facts(repr(passages)) + grid(
        [*heads, "placement"][: 3 + placed], [*kinds, ""][: 3 + placed], rows, len(passages)
    )


def _codings(codings: Table[Coding]) -> str:
    """Codings as they were given: the words in their surroundings, and why."""
    rows = [
        [escape(each.passage.source), str(each.passage.start), in_context(each.passage), cell(each.memo)]
        for each in ends(codings)
    ]
    said = 3 + any(row[3] for row in rows)
    return facts(repr(codings)) + grid(
        ["source", "start", "words", "memo"][:said],
        ["name", "no", "", ""][:said],
        [row[:said] for row in rows],
        len(codings),
    )


def _parts(parts: Sequence[Any]) -> str:
    """The parts of a record, as a table of them is shown."""
    if not parts or type(parts[0]) not in _TABLES:
        return record_page.many(parts)
    called = record_page.one_of(type(parts[0]))
    return _table(Table(called if len(parts) == 1 else f"{called}s", parts))


# ------------------------------------------------------------------------------------ a source


def _source(source: Source) -> str:
    head = f"<strong>{escape(source.name)}</strong>"
    if source.title != source.name:
        head += f" {escape(source.title)}"
    markup = Markup(source)
    body = _turns(source, markup) if source.turns else _paragraphs(source, markup)
    return head + facts(" · ".join(_of_source(source))) + body + _comments(markup) + _warnings(source)


def _of_source(source: Source) -> list[str]:
    said = [source.kind.value]
    said += [f"case {', '.join(source.cases)}"] if source.cases else []
    said += [f"informant {', '.join(source.informants)}"] if source.informants else []
    said += [f"wave {source.wave}"] if source.wave else []
    said += [str(source.date)] if source.date else []
    said += [source.language] if source.language else []
    said += [f"version {source.version}"] if source.version > 1 else []
    said += [f"{len(source.content):,} characters"]
    said += [f"{len(source.turns):,} turn{'s' if len(source.turns) > 1 else ''}"] if source.turns else []
    return said


def _turns(source: Source, markup: Markup) -> str:
    """The turns, with those columns in which something stands."""
    timed = any(turn.start_ms is not None for turn in source.turns)
    named = any(turn.speaker is not None for turn in source.turns)
    wanted = [True, timed, named, True]
    rows = [
        [str(number), _clock(turn.start_ms), escape(turn.speaker or ""), _words(markup, turn.start, turn.end)]
        for number, turn in ends(list(enumerate(source.turns)))
    ]
    return grid(
        _chosen(["", "time", "speaker", "words"], wanted),
        _chosen(["no", "no", "name", ""], wanted),
        [_chosen(row, wanted) for row in rows],
        len(source.turns),
    )


def _chosen(things: list[str], wanted: list[bool]) -> list[str]:
    return [thing for thing, want in zip(things, wanted, strict=True) if want]


def _paragraphs(source: Source, markup: Markup) -> str:
    lines, at = [], 0
    for line in source.content.split("\n"):
        if line.strip() or markup.has_marks(at, at + len(line)):
            lines.append((at, at + len(line)))
        at += len(line) + 1
    shown = [_paragraph(markup, *place) for place in ends(lines)]
    return "".join(with_gap(shown, len(lines), lambda words: f"<p class='more'>{words}</p>"))


def _paragraph(markup: Markup, start: int, end: int) -> str:
    tag = "h4" if start in markup.headings else "p"
    return f"<{tag}>{_words(markup, start, end)}</{tag}>"


def _words(markup: Markup, start: int, end: int) -> str:
    """The text from ``start`` to ``end`` as marked up; of what is very long, the beginning."""
    if end - start <= _LONGEST_WORDS + _WORTH_CUTTING:
        return markup.words(start, end)
    more = end - start - _LONGEST_WORDS
    return f"{markup.words(start, start + _LONGEST_WORDS)} <span class='more'>… {more:,} more characters</span>"


def _comments(markup: Markup) -> str:
    notes = [f"<li value='{number}'>{note}</li>" for number, note in markup.comments()]
    if not notes:
        return ""
    shown = "".join(with_gap(ends(notes), len(notes), lambda words: f"<li class='more'>{words}</li>"))
    summary = f"{len(notes)} comment{'s' if len(notes) > 1 else ''}"
    return f"<details open><summary>{summary}</summary><ol>{shown}</ol></details>"


def _warnings(source: Source) -> str:
    """What is doubtful: each sentence once, with how often and where it is so."""
    if not source.warnings:
        return ""
    places: dict[str, list[int | None]] = {}
    for warning in source.warnings:
        places.setdefault(warning.message, []).append(warning.start)
    items = [f"<li>{escape(message)}{_where(starts)}</li>" for message, starts in list(places.items())[:_WARNINGS]]
    if len(places) > _WARNINGS:
        items.append(f"<li class='more'>… {len(places) - _WARNINGS} more …</li>")
    count = len(source.warnings)
    summary = f"{count} warning{'s' if count > 1 else ''}"
    return f"<details><summary>{summary}</summary><ul>{''.join(items)}</ul></details>"


def _where(starts: Sequence[int | None]) -> str:
    known = [str(start) for start in starts if start is not None]
    if not known:
        return ""
    more = " …" if len(known) > _PLACES else ""
    return f" <span class='facts'>at {', '.join(known[:_PLACES])}{more}</span>"


def _clock(ms: int | None) -> str:
    if ms is None:
        return ""
    seconds = ms // 1000
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


# ---------------------------------------------------------------------------- which page for what

_PAGES: dict[type, Callable[[Any], str]] = {
    Parts: _parts,
    Source: _source,
    AcrossCasesTable: case_tables_page.across_cases,
    ClaimsTable: case_tables_page.claims,
    CarriedOver: carried_page.carried_over,
    TermTrail: carried_page.term_trail,
    Codings: codings_page.codings,
    Proposal: proposal_page.proposal,
    Statements: statements_page.statements,
    Voices: statements_page.voices,
    Table: _table,
    Codebook: codebook_page.codebook,
    PlanComparison: plan_view.comparison,
    SectionedPlan: plan_view.sectioned,
    PlanItems: plan_view.items,
    Versions: plan_view.versions,
    SharedPassages: passages_page.passages,
    Families: passages_page.families,
    Family: passages_page.family,
    SharedPassage: passages_page.passage,
    Statement: statements_page.statement,
    KeptStatement: statements_page.kept,
    VoicedPassage: statements_page.voiced,
    Report: report_page.report,
    Agreement: agreement_page.page,
    CoOccurrence: codings_page.co_occurrence,
    Merged: merge_page.merged,
    Code: codebook_page.code,
    Coding: notes_page.coding,
    Found: codings_page.found,
    Context: codings_page.in_context,
    Passage: notes_page.passage,
    Memo: notes_page.memo,
    Link: notes_page.link,
    Act: chain_page.act,
    InstitutionalText: chain_page.text,
    TextCopy: chain_page.copy,
    Resource: chain_page.resource,
    Disjuncture: chain_page.disjuncture,
    Circuit: chain_page.circuit,
    Account: chain_page.account,
    RecordSet: notes_page.record_set,
    Conflict: merge_page.conflict,
    InstitutionalMap: map_page.institutional_map,
    Trace: map_page.trace,
    Layout: map_page.layout,
    Gap: map_page.gap,
    TextWork: map_page.text_work,
    Segment: map_page.segment,
    CircuitProposal: map_page.circuit,
    Entry: notes_page.change,
    Study: _study,
    AddReport: files_page.added,
    Replacement: files_page.replaced,
    Archived: files_page.archived,
    Since: files_page.since,
    map_page.Reported: map_page.report,
}
"""The more special kinds come before those they are made from."""

_TABLES: dict[type, Callable[[Any], str]] = {
    Passage: _passages,
    Coding: _codings,
    Context: codings_page.contexts,
    Memo: notes_page.memos,
    Link: notes_page.links,
    Act: chain_page.acts,
    InstitutionalText: chain_page.texts,
    TextCopy: chain_page.copies,
    Gap: map_page.gaps,
    TextWork: map_page.texts,
    KeptStatement: statements_page.kept_ones,
    Segment: map_page.segments,
    CircuitProposal: map_page.circuits,
    Conflict: merge_page.conflicts,
}
"""Tables that are more than their fields."""
