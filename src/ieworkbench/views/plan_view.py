"""Plans side by side in a cell, with the words behind each answer, and two versions with every difference marked."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from ieworkbench.compare.comparison import ComparisonCell, PlanComparison
from ieworkbench.compare.comparison_words import word
from ieworkbench.compare.plan_items import PlanItems
from ieworkbench.compare.plan_sections import SectionedPlan, SectionState
from ieworkbench.compare.versions import Change, ChangeKind, Versions
from ieworkbench.compare.wordings import variants
from ieworkbench.model import Passage
from ieworkbench.model.plan_item import ItemRole
from ieworkbench.sentences import counted
from ieworkbench.views.parts import bullets, cell, ends, facts, grid

__all__ = ["comparison", "items", "sectioned", "versions"]

_SIGNS = {"present": "●", "merged": "◐", "empty": "○", "absent": "–", "extra": "+"}
_MOST_PLANS, _QUOTES, _LONGEST = 8, 3, 120


def comparison(c: PlanComparison) -> str:
    """A table a group: what is asked, each plan's answer that unfolds to its words, and how it stands in all."""
    shown = c.columns[:_MOST_PLANS]
    heads = ["", *(each.name for each in shown), word("in all", c.language)]
    kinds = ["asked", *("" for _ in shown), "facts"]
    parts = [f"<strong>{escape(c.title)}</strong>", facts(repr(c))]
    for group in dict.fromkeys(row.group for row in c.rows):
        rows = [
            [escape(row.label), *(_answer(each) for each in row.cells[: len(shown)]), escape(row.summary)]
            for row in c.rows
            if row.group is group
        ]
        parts.append(f"<h4>{escape(word(group.value, c.language))}</h4>{grid(heads, kinds, rows, len(rows))}")
    if len(shown) < len(c.columns):
        parts.append(facts(f"… {len(c.columns) - len(shown):,} more plans; see them all with write_comparison(…)"))
    return "".join([*parts, facts(" ".join(c.method))])


def _answer(found: ComparisonCell) -> str:
    sign = _SIGNS.get(found.state, "")
    says = f"{sign} {escape(found.text)}" if sign and sign != found.text else escape(found.text)
    note = facts(found.note) if found.note else ""
    if not found.passages:
        return says + note
    quotes = [f"“{cell(' '.join(each.quote.split()), _LONGEST)}”" for each in found.passages[:_QUOTES]]
    more = len(found.passages) - _QUOTES
    quotes += [f"<span class='more'>and {more:,} more</span>"] if more > 0 else []
    return f"<details><summary>{says}</summary>{bullets(quotes)}</details>{note}"


def sectioned(plan: SectionedPlan) -> str:
    """What of a template's sections a plan has, in how many words, under which headings; and its items."""
    rows = [
        [f"{_SIGNS[each.state.value]} {escape(each.id)}", each.state.value, f"{each.words or ''}", cell("; ".join(part.quote for part in each.headings), _LONGEST)]
        for each in plan.sections
    ]  # fmt: skip
    rows += [
        [f"{_SIGNS['extra']} {cell(part.heading.quote if part.heading else '', 60)}", SectionState.EXTRA.value, f"{part.words}", ""]
        for part in plan.extra
    ]  # fmt: skip
    head = f"<strong>{escape(plan.plan)}</strong>{facts(f'held against {plan.template}, {plan.words:,} words')}"
    return (
        head + grid(["section", "", "words", "headings"], ["name", "", "no", ""], rows, len(rows)) + items(plan.items)
    )


def items(found: PlanItems) -> str:
    """A row an item, with blanks shown as such."""
    if not len(found):
        return facts("no goals or actions in tables or behind labels")
    roles = [role for role in ItemRole if any(role in each.asked for each in found)]
    rows = [
        [_part(each.part(role), blank=role in each.blanks) for role in roles] + (["the person alone"] if each.to_user else [""])
        for each in found
    ]  # fmt: skip
    blanks = sum(found.blanks.values())
    told = [counted(len(found), "item"), counted(blanks, "blank")]
    return facts(" · ".join(told)) + grid(
        [*(role.value for role in roles), ""], ["" for _ in range(len(roles) + 1)], ends(rows), len(rows)
    )


def _part(part: Passage | None, *, blank: bool) -> str:
    if part is not None:
        return cell(part.quote, _LONGEST)
    return "<span class='more'>blank</span>" if blank else ""


def versions(found: Versions) -> str:
    """What changed, each stretch before and after with the words that differ marked; what was kept is counted."""
    told = ", ".join(f"{number:,} {kind.value}" for kind, number in found.counts.items() if number)
    changed = [each for each in found if each.kind is not ChangeKind.KEPT]
    rows = [[_kind(each), *_sides(each)] for each in ends(changed, 20, 5)]
    goals = [
        [each.kind.value, cell(_goal(each.old), _LONGEST), cell(_goal(each.new), _LONGEST), each.responsibility]
        for each in found.goals
    ]
    parts = [f"<strong>{escape(found.old)} → {escape(found.new)}</strong>", facts(told or "nothing to compare")]
    if goals:
        parts.append(
            "<h4>Goals</h4>" + grid(["", "before", "after", "responsibility"], ["name", "", "", ""], goals, len(goals))
        )
    if found.duties:
        duties = [
            [escape(each.said), _duty(each.old, each.old_who), _duty(each.new, each.new_who)] for each in found.duties
        ]
        heads = ["", found.old, found.new]
        parts.append("<h4>Whose responsibility</h4>" + grid(heads, ["name", "", ""], ends(duties), len(duties)))
    if rows:
        parts.append("<h4>The text</h4>" + _changes(found, rows, len(changed)))
    return "".join([*parts, *map(facts, (found.method, *found.notes))])


def _duty(sentence: Passage, who: Passage) -> str:
    return f"{cell(sentence.quote)}{facts(who.quote)}"


def _changes(found: Versions, rows: list[list[str]], total: int) -> str:
    table = grid(["", found.old, found.new], ["name", "", ""], rows, len(rows))
    return table + (
        facts(f"… {total - len(rows):,} more changes between these; see them all with write_versions(…)")
        if total > len(rows)
        else ""
    )


def _kind(change: Change) -> str:
    moved = "moved" if change.moved and change.kind is ChangeKind.REWORDED else ""
    return ", ".join(part for part in (change.kind.value, moved, change.responsibility) if part)


def _goal(item: object) -> str:
    part = getattr(item, "goal", None) or getattr(item, "action", None)
    return "" if part is None else part.quote


def _sides(change: Change) -> tuple[str, str]:
    if change.old is None or change.new is None:
        return (
            f"<del>{cell(change.old.quote)}</del>" if change.old else "",
            f"<ins>{cell(change.new.quote)}</ins>" if change.new else "",
        )
    differ = variants(change.old, change.new)
    return (
        "".join(_marked(change.old, [(each.a_start, each.a_end) for each in differ], "del")),
        "".join(_marked(change.new, [(each.b_start, each.b_end) for each in differ], "ins")),
    )


def _marked(passage: Passage, places: list[tuple[int, int]], tag: str) -> Iterator[str]:
    at = passage.start
    for start, end in sorted(places):
        if end > start >= at:
            yield escape(passage.quote[at - passage.start : start - passage.start])
            yield f"<{tag}>{escape(passage.quote[start - passage.start : end - passage.start])}</{tag}>"
            at = end
    yield escape(passage.quote[at - passage.start :])
