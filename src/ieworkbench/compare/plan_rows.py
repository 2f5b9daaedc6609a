"""The rows of a comparison that a plan answers by itself: its sections, its goals and actions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ieworkbench.compare.comparison import ComparisonCell, ComparisonRow, PlanColumn, RowGroup, in_plans
from ieworkbench.compare.comparison_words import counted, word
from ieworkbench.compare.plan_items import PlanItems
from ieworkbench.compare.plan_sections import PlanSection, SectionState
from ieworkbench.compare.plan_templates import PlanTemplate
from ieworkbench.model import Passage

__all__ = ["item_rows", "section_rows"]


def section_rows(
    columns: Sequence[PlanColumn], templates: Sequence[PlanTemplate], language: str
) -> Iterator[ComparisonRow]:
    """A row for each section the templates ask for, one for what is extra, and one for the words in all."""
    for template in templates:
        prefix = f"{template.id}:" if len(templates) > 1 else ""
        for section in template.sections:
            cells = tuple(_section_cell(each, template, section.id, language) for each in columns)
            held = [cell.state in {SectionState.PRESENT, SectionState.MERGED} for cell in cells]
            yield ComparisonRow(
                f"section:{prefix}{section.id}",
                RowGroup.SECTIONS,
                section.title(language),
                cells,
                section.question(language),
                in_plans(columns, held, language),
            )
    extra = tuple(_extra_cell(each, language) for each in columns)
    yield ComparisonRow("section:extra", RowGroup.SECTIONS, word("extra", language), extra)
    counts = tuple(
        ComparisonCell(counted(each.sectioned.words, "word", language), number=each.sectioned.words) for each in columns
    )
    yield ComparisonRow("section:words", RowGroup.SECTIONS, word("words", language), counts)


def _section_cell(column: PlanColumn, template: PlanTemplate, name: str, language: str) -> ComparisonCell:
    if column.template != template.id:
        return ComparisonCell("", note=word("not asked", language))
    found = column.sectioned.section(name)
    text = found.state.label(language)
    if found.words:
        text += f", {counted(found.words, 'word', language)}"
    return ComparisonCell(
        text, found.state.value, found.words, found.passages, _section_note(found, template, language)
    )


def _section_note(found: PlanSection, template: PlanTemplate, language: str) -> str:
    if found.shared_with:
        others = ", ".join(template.section(each).title(language) for each in found.shared_with)
        return f"{word('shares with', language)}: {others}"
    return found.note if language == "en" else ""


def _extra_cell(column: PlanColumn, language: str) -> ComparisonCell:
    parts = column.sectioned.extra
    names = "; ".join(" ".join(part.heading.quote.split()).strip("#:_ ") for part in parts if part.heading)
    passages = tuple(passage for part in parts for passage in part.passages)
    state = SectionState.EXTRA.value if parts else ""
    return ComparisonCell(names if parts else "–", state, len(parts), passages, counted(len(parts), "part", language))


# --------------------------------------------------------------------------------------- items

_Found = Callable[[PlanItems], Sequence[Passage]]


def item_rows(columns: Sequence[PlanColumn], language: str) -> Iterator[ComparisonRow]:
    """Goals, actions, those without what belongs to them, those given to the person alone, and blanks."""
    asked: tuple[tuple[str, str, _Found], ...] = (
        ("goals", "goal", lambda items: items.goals),
        ("actions", "action", lambda items: items.actions),
        ("goals without action", "goal", lambda items: items.goals_without_action),
        ("actions without responsible", "action", lambda items: items.actions_without_responsible),
        ("to the user", "item", lambda items: [each.place for each in items.to_user if each.place]),
        ("blanks", "blank", lambda items: [each.place for each in items if each.blanks and each.place]),
    )
    for name, noun, find in asked:
        cells = tuple(_item_cell(each, name, noun, find, language) for each in columns)
        summary = in_plans(columns, [bool(cell.number) for cell in cells], language)
        yield ComparisonRow(f"items:{name}", RowGroup.ITEMS, word(name, language), cells, summary=summary)


def _item_cell(column: PlanColumn, name: str, noun: str, find: _Found, language: str) -> ComparisonCell:
    items = column.sectioned.items
    passages = tuple(find(items))
    if name == "blanks":
        blanks = items.blanks
        note = ", ".join(f"{role.label(language)}: {count}" for role, count in blanks.items())
        number = sum(blanks.values())
        return ComparisonCell(counted(number, noun, language) if number else "–", "", number, passages, note)
    note = word("everything", language) if name == "to the user" and items.everything_to_user else ""
    text = counted(len(passages), noun, language) if passages else "–"
    return ComparisonCell(text, "", len(passages), passages, note)
