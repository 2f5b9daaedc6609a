"""What a view is told of plans side by side: the table, and the words behind each of its cells."""

from __future__ import annotations

from ieworkbench.compare.comparison import ComparisonCell, ComparisonRow, PlanColumn, PlanComparison
from ieworkbench.compare.comparison_words import counted, word
from ieworkbench.compare.plan_comparison import compare_plans
from ieworkbench.compare.plan_sections import SectionState
from ieworkbench.model import Passage, WordingOrigin
from ieworkbench.views.desk import to_desk
from ieworkbench.views.desk.at_desk import AtDesk
from ieworkbench.views.desk.beside import still_so
from ieworkbench.views.desk.plan_lines import CellShown, ColumnShown, PieceShown, PlansShown, RowShown, ToldShown
from ieworkbench.views.desk.plan_words import plan_view_words
from ieworkbench.views.desk.steps import Steps

__all__ = ["show_plans"]

_SIGNS = {
    SectionState.PRESENT: "●",
    SectionState.MERGED: "◐",
    SectionState.EMPTY: "○",
    SectionState.ABSENT: "–",
    SectionState.EXTRA: "+",
}
_SHADES = tuple(WordingOrigin)
_QUOTES, _LONGEST = 2, 90


def show_plans(at: AtDesk, question: to_desk.ShowPlans) -> Steps[PlansShown | None]:
    """Plans side by side, as they stand now; ``None`` if those that the view has are still right.

    They are compared again only if a change may have touched them.

    Raises
    ------
    RecordUnknown
        If there is no such source or template.
    RecordWrong
        If there is no plan to compare.
    """
    asked = (tuple(question.plans), question.template, question.title)
    number = at.study.last_change
    shown: PlansShown | None = at.kept.setdefault("plans", {}).get(asked)
    if shown is None or shown.number > number or not still_so(at.study, shown.number):
        plans = [at.study.source(each) for each in question.plans]
        template = question.template or None
        found = compare_plans(
            plans or None, template=template, study=at.study, language=at.language, title=question.title
        )
        yield
        shown = at.kept["plans"][asked] = _shown(found, number)
    return None if question.has == shown.number else shown


def _shown(found: PlanComparison, number: int) -> PlansShown:
    return PlansShown(
        number=number,
        title=found.title,
        facts=_facts(found),
        columns=[_column(each) for each in found.columns],
        rows=[_row(found, each) for each in found.rows],
        signs=[(sign, state.label(found.language)) for state, sign in _SIGNS.items()],
        shades=_shades(found),
        method=list(found.method),
        words=plan_view_words(found.language),
    )


def _facts(found: PlanComparison) -> str:
    cases = tuple(dict.fromkeys(case for each in found.columns for case in each.cases))
    facts = [counted(len(found.columns), "plan", found.language)]
    if cases:
        facts.append(f"{counted(len(cases), 'case', found.language)}: {', '.join(cases)}")
    return " · ".join(facts)


def _shades(found: PlanComparison) -> list[tuple[int, str]]:
    names = {each.name for row in found.rows for cell in row.cells for each in cell.strip}
    return [(place, each.label(found.language)) for place, each in enumerate(_SHADES) if each.value in names]


def _column(column: PlanColumn) -> ColumnShown:
    told = (", ".join(column.cases), column.date, column.source.kind.value)
    return ColumnShown(
        column.name, column.source.id, " · ".join(filter(None, told)), column.source.content, list(column.headings)
    )


def _row(found: PlanComparison, row: ComparisonRow) -> RowShown:
    group = word(row.group.value, found.language)
    cells = [_cell(column, cell) for column, cell in zip(found.columns, row.cells, strict=True)]
    return RowShown(row.id, group, row.label, row.asks, row.summary, cells)


def _cell(column: PlanColumn, cell: ComparisonCell) -> CellShown:
    sign = _SIGNS[SectionState(cell.state)] if cell.state else ""
    hers = column.source.content_sha256
    quotes = list(dict.fromkeys(_short(each) for each in cell.passages))
    return CellShown(
        text=cell.text,
        sign="" if sign == cell.text else sign,
        state=cell.state,
        note=cell.note,
        none=cell.state == "absent" or cell.number == 0,
        quotes=quotes[:_QUOTES],
        more=max(len(quotes) - _QUOTES, 0),
        strip=[PieceShown(each.start, each.end, _SHADES.index(WordingOrigin(each.name))) for each in cell.strip],
        places=[(each.start, each.end) for each in cell.passages if each.content_sha256 == hers],
        told=[_told(each) for each in cell.passages if each.content_sha256 != hers],
    )


def _short(passage: Passage) -> str:
    """The words of a passage on one line, cut after so many letters."""
    words = " ".join(passage.quote.split())
    if len(words) <= _LONGEST:
        return words
    whole, _, _ = words[:_LONGEST].rpartition(" ")
    return f"{(whole or words[:_LONGEST]).rstrip(' ,;:')} …"


def _told(passage: Passage) -> ToldShown:
    return ToldShown(passage.source, passage.start, passage.end, passage.before, passage.quote, passage.after)
