"""Comparing plans: what each has to what a law asked for, and what it asks of whom, on one page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ieworkbench.compare.comparison import ComparisonRow, PlanColumn, PlanComparison
from ieworkbench.compare.comparison_words import word
from ieworkbench.compare.plan_language import language_rows
from ieworkbench.compare.plan_rows import item_rows, section_rows
from ieworkbench.compare.plan_sections import plan_sections
from ieworkbench.compare.plan_templates import PlanTemplate, plan_template, read_plan_template, template_for
from ieworkbench.compare.plan_use import use_rows
from ieworkbench.compare.plan_wording import wording_of, wording_rows
from ieworkbench.compare.reading_doubts import reading_doubts
from ieworkbench.errors import RecordWrong
from ieworkbench.model import InformantLevel, Source, SourceKind

if TYPE_CHECKING:
    from ieworkbench.study import Study

__all__ = ["compare_plans"]


def compare_plans(
    plans: Sequence[Source] | None = None,
    *,
    template: PlanTemplate | str | None = None,
    study: Study | None = None,
    others: Sequence[Source] = (),
    copied: bool = True,
    voiced: bool = True,
    pipeline: str = "rules",
    min_tokens: int = 8,
    similarity: float = 0.8,
    user: Iterable[str] = (),
    language: str = "en",
    title: str = "",
) -> PlanComparison:
    """Plans on one page: sections, goals and actions, wording that stands elsewhere too, and where plans are in use.

    Parameters
    ----------
    plans
        The plans, from a study or read from files; all individual plans of the study if not given.
    template
        What they are held against: a template, the id of one that comes with the program, or a file
        ending in ``.toml``. If not given, each is held against the one that held at its date.
    study
        The study whose texts, copies, links and other sources tell of the plans.
    others
        Further texts in which the plans' wording is looked for, beside each other and the study's sources.
    copied
        Whether wording is compared at all.
    voiced
        Whether voice, obligations and conditions are told, by the words of lexicons.
    pipeline
        Which spaCy pipeline reads the sentences for that, if one is to; see `statements`.
    min_tokens, similarity
        How long wording is at least, in words, and how alike; see `carried_over`.
    user
        What the persons are called in the plans; see `plan_items`. With a study, the codes of the entry-level
        informants of a plan's cases are theirs too.
    language
        The language of fixed words: ``en``, ``nb`` or ``nn``.
    title
        What stands above the page.

    Raises
    ------
    RecordWrong
        If there is no plan to compare, or the language is not known.
    RecordUnknown
        If there is no such template.

    Examples
    --------
    >>> from ieworkbench.importers import read_bytes
    >>> one = read_bytes(b"# Plan\\n\\n## Goals\\n\\nI want to walk.\\n\\n## Consent\\n\\nYes, I agree that it is used.\\n", "a.md")
    >>> two = read_bytes(b"# Plan\\n\\n## Goals\\n\\nU2 is to be mobilised.\\n\\n## Consent\\n", "b.md")
    >>> page = compare_plans([one, two])
    >>> [cell.text for cell in page.row("section:consent").cells], page.row("section:consent").summary
    (['present, 7 words', 'empty'], 'one of two plans')
    >>> page.cell("section:goals", "b.md").passages[0].quote
    'U2 is to be mobilised.'
    """
    word("title", language)  # refuses a language that there is not
    given, user = _plans(plans, study), tuple(user)
    chosen = [_template(template, each) for each in given]
    called = [_called(each, user, study) for each in given]
    columns = tuple(
        PlanColumn(name, plan, asked.id, plan_sections(plan, asked, user=names))
        for name, plan, asked, names in zip(_names(given), given, chosen, called, strict=True)
    )
    templates = tuple({each.id: each for each in chosen}.values())
    rows: list[ComparisonRow] = [*section_rows(columns, templates, language), *item_rows(columns, language)]
    how: tuple[str, ...] = ()
    if voiced:
        told, how = language_rows(columns, called, language, pipeline)
        rows += told
    beside = (*others, *(study.sources() if study is not None and copied else ()))
    if copied and len(columns) + len(beside) > 1:
        wording, found = wording_of(columns, beside, min_tokens, similarity)
        rows += wording_rows(columns, wording, language)
        how = (*how, found)
    if study is not None:
        rows += use_rows(columns, study, language)
    return PlanComparison(
        columns,
        tuple(rows),
        others=tuple(each for each in beside if all(each.id != column.source.id for column in columns)),
        method=(*_method(columns, templates, chosen), *how, *reading_doubts(given)),
        language=language,
        title=title or word("title", language),
    )


def _plans(plans: Sequence[Source] | None, study: Study | None) -> tuple[Source, ...]:
    if plans is None and study is not None:
        plans = tuple(study.sources(kind=SourceKind.INDIVIDUAL_PLAN.value))
    if not plans:
        raise RecordWrong(
            "comparison",
            "",
            "there is no plan in it; give plans, or a study with sources of the kind “individual plan”",
        )
    return tuple(plans)


def _called(plan: Source, user: Iterable[str], study: Study | None) -> tuple[str, ...]:
    """The codes and names of the person a plan is about: those of its cases who speak from the study's standpoint."""
    known = () if study is None else study.informants()
    cases = set(plan.cases)
    entry = (each.id for each in known if each.level is InformantLevel.ENTRY and cases & set(each.cases))
    return tuple(dict.fromkeys((*plan.informants, *entry, *user)))


def _template(given: PlanTemplate | str | None, plan: Source) -> PlanTemplate:
    if isinstance(given, PlanTemplate):
        return given
    if given is None:
        return template_for(plan.date)
    return read_plan_template(given) if Path(given).suffix.lower() == ".toml" else plan_template(given)


def _names(plans: Sequence[Source]) -> list[str]:
    """What each plan is called, with a number where several are called the same."""
    counts = Counter(each.name for each in plans)
    seen: Counter[str] = Counter()
    names = []
    for each in plans:
        seen[each.name] += 1
        names.append(f"{each.name} ({seen[each.name]})" if counts[each.name] > 1 else each.name)
    return names


def _method(
    columns: Sequence[PlanColumn], templates: Sequence[PlanTemplate], chosen: Sequence[PlanTemplate]
) -> Iterable[str]:
    for template in templates:
        held = sum(each.id == template.id for each in chosen)
        yield f"{held} of {len(columns)} held against: {template.basis} (template {template.id})."
        if template.checked:
            yield template.checked
    early = [
        column.name
        for column, template in zip(columns, chosen, strict=True)
        if template.since and column.source.date and column.source.date.latest and column.source.date.latest < template.since
    ]  # fmt: skip
    if early:
        yield f"Older than the template, which was the earliest there is: {', '.join(early[:8])}."
    unmarked = [each.name for each in columns if not each.sectioned.marked]
    if unmarked:
        yield (
            f"No headings are marked in {', '.join(unmarked[:8])}{' …' if len(unmarked) > 8 else ''}: "
            "numbered lines, labels and lines made of cue words were taken for headings."
        )
    yield (
        "A section is present where a heading or label of its own has words below it, merged where its words stand "
        "under another heading, empty where only the heading or a placeholder stands there."
    )
