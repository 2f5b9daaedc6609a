"""Where a plan is in use, as far as a study tells: which offices hold a copy, which decisions refer to it.

Decisions are counted out of the decisions of the plan's own case, and never out of cases or plans. Those
dated before the plan are left out, and the cell says how many.
What a decision says in its own words counts, and the cell says that nobody recorded it as a link.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from ieworkbench.compare.comparison import ComparisonCell, ComparisonRow, PlanColumn, RowGroup
from ieworkbench.compare.comparison_words import counted, of_all, word
from ieworkbench.compare.plan_blocks import trimmed
from ieworkbench.language.units import sentence_ends
from ieworkbench.model import (
    InstitutionalText,
    Link,
    LinkFamily,
    LinkKind,
    Passage,
    RecordKind,
    Source,
    SourceKind,
    fold,
)

if TYPE_CHECKING:
    from ieworkbench.study import Study

__all__ = ["use_rows"]

_DECISIONS = ("decision", "vedtak", "award letter", "enkeltvedtak")
_NAMED = ("individual plan*", "care plan*", "support plan*", "individuell* plan*")
_MEANT = ("the plan", "your plan", "planen")
"""What the plan is called once it has been named."""
_REFERRING = {LinkFamily.GOVERNS, LinkFamily.WORDING}


@dataclass(frozen=True)
class _Known:
    """What a study holds that says where plans are in use."""

    texts: tuple[InstitutionalText, ...]
    links: tuple[Link, ...]
    nearest: dict[str, LinkKind]
    copies: dict[str, list[tuple[str, str, tuple[Passage, ...]]]]
    text_of_copy: dict[str, str]
    decisions: dict[str, Source]


def use_rows(columns: Sequence[PlanColumn], study: Study, language: str) -> Iterator[ComparisonRow]:
    """A row of copies, and one of decisions."""
    known = _known(study)
    copies = tuple(_copies_cell(each, known, language) for each in columns)
    yield ComparisonRow("use:copies", RowGroup.USE, word("copies", language), copies)
    decisions = tuple(_decisions_cell(each, known, language) for each in columns)
    yield ComparisonRow("use:decisions", RowGroup.USE, word("decisions", language), decisions)


def _known(study: Study) -> _Known:
    copies: dict[str, list[tuple[str, str, tuple[Passage, ...]]]] = {}
    text_of_copy = {}
    for copy in study.copies():
        copies.setdefault(copy.text, []).append((copy.site, copy.how, tuple(each.passage for each in copy.accounts)))
        text_of_copy[copy.id] = copy.text
    own = {each.id: each.nearest for each in study.link_kinds()}
    nearest = {kind.value: kind for kind in LinkKind} | own
    decisions = {each.id: each for each in study.sources(kind=SourceKind.WRITTEN_DECISION.value)}
    return _Known(tuple(study.texts()), tuple(study.links()), nearest, copies, text_of_copy, decisions)


def _plans(column: PlanColumn, known: _Known) -> tuple[InstitutionalText, ...]:
    """The texts that this plan is a version of."""
    return tuple(each for each in known.texts if column.source.id and column.source.id in each.sources)


def _copies_cell(column: PlanColumn, known: _Known, language: str) -> ComparisonCell:
    found = [copy for text in _plans(column, known) for copy in known.copies.get(text.id, [])]
    sites = tuple(dict.fromkeys(site for site, _, _ in found))
    passages = tuple(dict.fromkeys(passage for _, _, told in found for passage in told))
    if not sites:
        return ComparisonCell("–", number=0, note=word("not recorded", language))
    how = "; ".join(f"{site}: {how}" for site, how, _ in found if how)
    return ComparisonCell(
        f"{counted(len(sites), 'office', language)}: {', '.join(sites)}", "", len(sites), passages, how
    )


# ---------------------------------------------------------------------------------- decisions


def _decisions_cell(column: PlanColumn, known: _Known, language: str) -> ComparisonCell:
    texts, sources, before = _decisions_of(column, known)
    plans = {each.id for each in _plans(column, known)}
    some = [each for each in texts if each.number is not None]
    single = [each for each in texts if each.number is None]
    everything = len({*(each.id for each in single), *(name for each in some for name in each.among)}) + len(sources)
    linked = {
        each.id: passages
        for each in texts
        if (passages := _links_to(each, plans, known)) is not None
    }  # fmt: skip
    said = {each.id: mentioned for each in sources if (mentioned := _mentions(each, column.source))}
    for text in single:
        held = [known.decisions[name] for name in text.sources if name in known.decisions]
        mentioned = tuple(passage for source in held for passage in _mentions(source, column.source))
        if mentioned and text.id not in linked:
            said[text.id] = mentioned
    single_linked = [each for each in single if each.id in linked]
    count = max([len(single_linked), *(each.number or 0 for each in some if each.id in linked)], default=0) + len(said)
    left_out = [f"{word('before it', language)}: {counted(before, 'decision', language)}"] if before else []
    if not everything:
        return ComparisonCell("–", number=0, note="; ".join(left_out) or word("not recorded", language))
    told = [each for found in (*linked.values(), *said.values()) for each in found]
    notes = [word("by its words", language)] if said else []
    notes += [word("some of", language)] if any(each.id in linked for each in some) else []
    notes += left_out
    return ComparisonCell(
        of_all(min(count, everything), everything, "decision", language),
        "",
        count,
        tuple(dict.fromkeys(told)),
        "; ".join(notes),
    )


def _decisions_of(column: PlanColumn, known: _Known) -> tuple[list[InstitutionalText], list[Source], int]:
    """The decisions of the plan's cases: as texts, and as sources that are no version of one of these.

    Those that are dated before the plan cannot be about it; the last is how many these are.
    """
    cases = set(column.cases)
    texts = [each for each in known.texts if each.case in cases and _is_decision(each, known)]
    held = {name for each in texts for name in each.sources}
    sources = [each for each in known.decisions.values() if cases & set(each.cases) and each.id not in held]
    kept = [each for each in texts if not _text_is_before(each, column.source, known)]
    later = [each for each in sources if not _is_before(each, column.source)]
    return kept, later, len(texts) - len(kept) + len(sources) - len(later)


def _is_before(decision: Source, plan: Source) -> bool:
    """Whether a decision is dated before the plan; not where one of the days is not known."""
    if decision.date is None or plan.date is None or decision.date.latest is None or plan.date.earliest is None:
        return False
    return decision.date.latest < plan.date.earliest


def _text_is_before(text: InstitutionalText, plan: Source, known: _Known) -> bool:
    held = [known.decisions[name] for name in text.sources if name in known.decisions]
    return text.number is None and bool(held) and all(_is_before(each, plan) for each in held)


def _is_decision(text: InstitutionalText, known: _Known) -> bool:
    called = f"{fold(text.genre)} {fold(text.title)}"
    return any(name in called for name in _DECISIONS) or any(name in known.decisions for name in text.sources)


def _links_to(text: InstitutionalText, plans: set[str], known: _Known) -> tuple[Passage, ...] | None:
    """The words that tell of links from a text to one of the plans; ``None`` if there is no link."""
    found: list[Passage] = []
    any_link = False
    for link in known.links:
        kind = known.nearest.get(link.kind)
        if kind is None or kind.family not in _REFERRING:
            continue
        ends = [_text_id(end.kind, end.id, known) for end in (link.origin, link.target)]
        if text.id in ends and plans & {each for each in ends if each is not None}:
            any_link = True
            found += [each.passage for each in link.accounts]
    return tuple(found) if any_link else None


def _text_id(kind: RecordKind, name: str, known: _Known) -> str | None:
    if kind is RecordKind.COPY:
        return known.text_of_copy.get(name)
    return name if kind is RecordKind.TEXT else None


def _mentions(decision: Source, plan: Source) -> tuple[Passage, ...]:
    """Where a decision names the plan, and then only speaks of “the plan”."""
    named = _NAMED if plan.kind is SourceKind.INDIVIDUAL_PLAN else _own_name(plan)
    places: dict[int, Passage] = {}
    for words in named:
        places |= {each.start: each for each in decision.find(words)}
    if places:
        for words in _MEANT:
            for each in decision.find(words):
                if not any(known.start <= each.start < known.end for known in places.values()):
                    places[each.start] = each
    sentences = {_sentence(decision, start) for start in places}
    return tuple(decision.passage(start, end) for start, end in sorted(sentences))


def _sentence(source: Source, place: int) -> tuple[int, int]:
    """The sentence in which a place stands, inside its line."""
    start = source.content.rfind("\n", 0, place) + 1
    end = source.content.find("\n", place)
    end = len(source.content) if end < 0 else end
    places = [start, *(start + each for each in sentence_ends(source.content[start:end])), end]
    for first, last in pairwise(places):
        if first <= place < last:
            return trimmed(source.content, first, last)
    return start, end


def _own_name(plan: Source) -> tuple[str, ...]:
    """The title of a plan, if it says more than that it is one."""
    title = plan.title.strip()
    return (title,) if len(title.split()) in {2, 3, 4} and "plan" in fold(title) else ()
