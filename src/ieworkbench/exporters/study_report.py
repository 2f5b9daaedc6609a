"""A report of a study to Word or as a web page: every mark in it leads to the words it rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ieworkbench.exporters.report_blocks import Block, Chapter, Grid, Picture, Report
from ieworkbench.exporters.report_chapters import Reported, chapters
from ieworkbench.exporters.report_evidence import Evidence
from ieworkbench.exporters.report_figures import CaseMap
from ieworkbench.exporters.report_words import word
from ieworkbench.exporters.written import write_bytes
from ieworkbench.maps.building import map_of
from ieworkbench.maps.records import ChainRecords
from ieworkbench.model import Audience
from ieworkbench.model.display import Brief

if TYPE_CHECKING:
    from ieworkbench.compare.comparison import PlanComparison
    from ieworkbench.study import Study

__all__ = ["StudyReport", "write_report"]


@dataclass(frozen=True, slots=True, repr=False)
class StudyReport(Brief):
    """What was written: the file, its chapters, and what was left out of it.

    Attributes
    ----------
    path
        The file.
    chapters
        The titles of its chapters.
    accounts
        How many accounts stand in its appendix.
    left_out
        What does not stand in it, and why.
    """

    path: Path
    chapters: tuple[str, ...]
    accounts: int
    left_out: tuple[str, ...] = ()

    def sentences(self) -> tuple[str, ...]:
        """The report, one sentence after the other."""
        return (f"{self.path.name}: {len(self.chapters)} chapters on {self.accounts:,} accounts.", *self.left_out)


def write_report(
    study: Study,
    path: str | Path,
    *,
    case: str | None = None,
    audience: str = "team",
    language: str = "en",
    quotes: bool = True,
    comparison: PlanComparison | None = None,
) -> StudyReport:
    """Write a report of a study, or of one case of it.

    It has the standpoint and the problematic, how it was made, whom and what it rests on, the map with
    enlargements, the chain of action with the words that tell of it, disjunctures, what nobody says
    yet, plans side by side, what texts do, the documents, and in the end every account under a number
    to which the marks before it lead. Nobody is named; informants have their codes.

    Parameters
    ----------
    study
        The study.
    path
        The file: ``.docx`` or ``.html``. One that is there is written over.
    case
        Only this case.
    audience
        Who is to read it: ``researcher``, ``team``, ``people in the chain`` or ``public``. For the last
        two, words stand in it only as far as those who said them agreed, and the problematic, quotes of
        plans and statements are left out.
    language
        The language of what the program itself writes: ``en``, ``nb`` or ``nn``.
    quotes
        Whether anybody's words stand in it at all.
    comparison
        The plans side by side, where they were compared already; made with `compare_plans` if not given.

    Returns
    -------
    StudyReport
        The file, and what was left out.

    Raises
    ------
    FormatUnknown
        If the suffix is neither of these.
    RecordUnknown, RecordWrong
        If there is no such case, or audience or language is no word of its list.
    FolderMissing, FileNotWritten
        If the file cannot be written.
    """
    from ieworkbench.exporters.report_page import report_page
    from ieworkbench.exporters.report_word import report_document

    audience_word = Audience.meant("audience", audience)
    word("standpoint", language)  # refuses a language that there is not
    chosen = None if case is None else study.case(case).id
    found = _reported(study, chosen, audience_word, language, comparison, quotes=quotes)
    report = _report(found)
    makers = {
        ".docx": lambda: report_document(report),
        ".html": lambda: report_page(report).encode("utf-8", "replace"),
    }
    file = write_bytes(path, makers)
    return StudyReport(
        file, tuple(each.title for each in report.chapters), len(found.evidence), tuple(_left_out(found))
    )


def _reported(
    study: Study,
    case: str | None,
    audience: Audience,
    language: str,
    comparison: PlanComparison | None,
    *,
    quotes: bool,
) -> Reported:
    records = ChainRecords.of(study)
    whole = map_of(records, case=case, audience=audience)
    chosen = [each for each in study.cases() if case in (None, each.id)]
    maps = {
        " – ".join(part for part in (each.id, each.label) if part): map_of(records, case=each.id, audience=audience)
        for each in chosen
    }
    told = {name: m for name, m in maps.items() if any(data["kind"] == "act" for _, data in m.graph.nodes(data=True))}
    disjunctures = tuple(each for each in study.disjunctures() if case is None or each.case in (None, case))
    return Reported(
        study,
        tuple(CaseMap.of(name, m, study.layout(m.key), language) for name, m in (told or {"": whole}).items()),
        whole,
        comparison or _compared(study, case, language),
        disjunctures,
        Evidence(whole, disjunctures, quotes=quotes, language=language),
        language,
        case,
    )


def _compared(study: Study, case: str | None, language: str) -> PlanComparison | None:
    from ieworkbench.compare.plan_comparison import compare_plans

    plans = list(study.sources(kind="individual plan", case=case))
    return compare_plans(plans, study=study, language=language) if plans else None


def _report(r: Reported) -> Report:
    opening = (
        *([] if r.case is None else [r.word("report of", r.case)]),
        r.word("audience", r.whole.audience.label(r.language)),
    )
    return Report(r.study.title, opening, tuple(_numbered(chapters(r), r.language)), r.language)


def _numbered(every: Iterable[Chapter], language: str) -> Iterator[Chapter]:
    """The chapters with figures and tables numbered through."""
    count: Counter[str] = Counter()

    def caption(sort: str, words: str) -> str:
        count[sort] += 1
        return word(sort, language).format(count[sort], words)

    def numbered(block: Block) -> Block:
        if isinstance(block, Grid):
            return replace(block, caption=caption("table", block.caption))
        if isinstance(block, Picture):
            first = count["figure"] + 1
            pages = tuple((scene, caption("figure", words)) for scene, words in block.pages)
            whole = word("figure", language).format(first, block.caption)
            return replace(block, pages=pages, caption=whole)
        return block

    for each in every:
        yield replace(each, blocks=tuple(map(numbered, each.blocks)))


def _left_out(r: Reported) -> Iterator[str]:
    yield from r.evidence.quoting.sentences()
    if r.outside:
        yield f"Not for this audience ({r.whole.audience.value}): the problematic, quotes of plans, and statements."
