"""A comparison of plans as one page: rows of what is asked, a column a plan, and words behind every cell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ieworkbench.compare.comparison_words import counted, of_all, word
from ieworkbench.compare.plan_sections import SectionedPlan
from ieworkbench.errors import RecordUnknown
from ieworkbench.model import Passage, SectionKind, Source
from ieworkbench.model.display import Brief, Shown, keep_parts
from ieworkbench.model.vocabulary import Word

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ComparisonCell", "ComparisonRow", "PlanColumn", "PlanComparison", "RowGroup", "StripPiece", "in_plans"]


class RowGroup(Word):
    """What sort of thing a row asks."""

    SECTIONS = "sections", "deler", "delar", "What the template asks for."
    ITEMS = "items", "mål og tiltak", "mål og tiltak", "Goals, actions, who is responsible, and blanks."
    VOICE = "voice", "stemme", "røyst", "How the person is spoken of, and by whom."
    OBLIGATIONS = "obligations", "plikter", "plikter", "Who must do what."
    CONDITIONS = "conditions", "vilkår", "vilkår", "On what condition, and what follows otherwise."
    COPIED = "copied", "ordlyd", "ordlyd", "Wording that stands elsewhere too."
    USE = "use", "bruk", "bruk", "Where copies lie, and what refers to the plan."


@dataclass(frozen=True, slots=True, repr=False)
class StripPiece(Brief):
    """A stretch of a plan on a strip of it: where, and the name under which it stands in the legend."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True, repr=False)
class ComparisonCell(Brief):
    """What one plan has to a row, with the words it rests on.

    Attributes
    ----------
    text
        What the cell says, in a few words.
    state
        For sections: ``present``, ``merged``, ``empty`` or ``absent``; otherwise empty.
    number
        What is counted; ``None`` where nothing is.
    passages
        The words: of the plan, or of the texts that tell of it.
    note
        What else is to be known.
    strip
        The whole plan from its first word to its last, where the cell shows it as a strip.
    """

    text: str
    state: str = ""
    number: int | None = None
    passages: tuple[Passage, ...] = field(default=(), repr=False)
    note: str = ""
    strip: tuple[StripPiece, ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        keep_parts(self, "passages", "strip")


@dataclass(frozen=True, slots=True, repr=False)
class ComparisonRow(Brief):
    """One question to all plans.

    Attributes
    ----------
    id
        Its name on the page: ``"section:goals"``, ``"items:blanks"``.
    group
        What sort of thing it asks.
    label, asks
        What it is called, and what exactly is asked.
    cells
        One for each plan, in the order of the columns.
    summary
        How it stands in all: “three of four plans”; empty where that says nothing.
    """

    id: str
    group: RowGroup
    label: str
    cells: tuple[ComparisonCell, ...]
    asks: str = ""
    summary: str = ""

    def __post_init__(self) -> None:
        keep_parts(self, "cells")


@dataclass(frozen=True, slots=True, repr=False)
class PlanColumn(Brief):
    """One plan of a comparison.

    Attributes
    ----------
    name
        What it is called on the page; no two are called the same.
    source
        The plan.
    template
        The id of the template it is held against.
    sectioned
        The plan held against it.
    """

    name: str
    source: Source = field(repr=False)
    template: str
    sectioned: SectionedPlan = field(repr=False)

    @property
    def headings(self) -> tuple[tuple[int, int], ...]:
        """Where its headings and labels stand, from where to where, in the order of the text."""
        found = {(each.start, each.end) for each in self.source.sections if each.kind is SectionKind.HEADING}
        found |= {(part.heading.start, part.heading.end) for part in self.sectioned.parts if part.heading is not None}
        return tuple(sorted(each for each in found if each[1] > each[0]))

    @property
    def body(self) -> tuple[tuple[int, int], ...]:
        """Where words stand under its headings, without what was printed around them, in the order of the text."""
        return tuple(sorted((each.start, each.end) for part in self.sectioned.parts for each in part.passages))

    @property
    def cases(self) -> tuple[str, ...]:
        """The cases it belongs to."""
        return self.source.cases

    @property
    def date(self) -> str:
        """When it is from, as it was said."""
        return "" if self.source.date is None else self.source.date.said


@dataclass(frozen=True, repr=False)
class PlanComparison(Shown):
    """Plans side by side.

    Attributes
    ----------
    columns
        The plans, in the order given.
    rows
        What is asked, group after group.
    others
        The texts the plans' wording and use were looked for in, by name.
    method
        How it was found, in sentences for a method section.
    language
        The language of its fixed words.
    title
        What stands above it.
    """

    columns: tuple[PlanColumn, ...]
    rows: tuple[ComparisonRow, ...]
    others: tuple[Source, ...] = ()
    method: tuple[str, ...] = ()
    language: str = "en"
    title: str = ""

    def __post_init__(self) -> None:
        keep_parts(self, "columns", "rows", "others")

    def __repr__(self) -> str:
        cases = {case for each in self.columns for case in each.cases}
        of_cases = f" of {len(cases)} {'case' if len(cases) == 1 else 'cases'}" if cases else ""
        return f"PlanComparison({counted(len(self.columns), 'plan')}{of_cases}, {len(self.rows)} rows)"

    def row(self, name: str) -> ComparisonRow:
        """The row of this id: ``"section:goals"``.

        Raises
        ------
        RecordUnknown
            If there is none.
        """
        for each in self.rows:
            if each.id == name:
                return each
        raise RecordUnknown("row of the comparison", name, tuple(each.id for each in self.rows))

    def column(self, plan: str) -> PlanColumn:
        """The column of the plan of this name.

        Raises
        ------
        RecordUnknown
            If there is none.
        """
        return self.columns[self._place(plan)]

    def cell(self, row: str, plan: str) -> ComparisonCell:
        """What the plan of this name has to a row.

        Raises
        ------
        RecordUnknown
            If there is no such row or plan.
        """
        return self.row(row).cells[self._place(plan)]

    def _place(self, plan: str) -> int:
        names = [each.name for each in self.columns]
        if plan not in names:
            raise RecordUnknown("plan of the comparison", plan, tuple(names))
        return names.index(plan)

    def evidence(self) -> list[dict[str, object]]:
        """A dictionary for each passage behind each cell, with its exact place."""
        return [
            {
                "group": row.group.value,
                "row": row.label,
                "plan": column.name,
                "cell": cell.text,
                "state": cell.state,
                "quote": passage.quote,
                "source": passage.source or column.name,
                "start": passage.start,
                "end": passage.end,
            }
            for row in self.rows
            for column, cell in zip(self.columns, row.cells, strict=True)
            for passage in cell.passages
        ]

    def to_frame(self) -> pd.DataFrame:
        """One row a question, one column a plan, as a pandas data frame; `evidence` has the words."""
        import pandas as pd

        heads = ["group", "row", *(each.name for each in self.columns), word("in all", self.language)]
        rows = [[each.group.value, each.label, *(cell.text for cell in each.cells), each.summary] for each in self.rows]
        return pd.DataFrame(rows, columns=heads)

    def evidence_frame(self) -> pd.DataFrame:
        """One row a passage behind a cell, as a pandas data frame."""
        import pandas as pd

        heads = ["group", "row", "plan", "cell", "state", "quote", "source", "start", "end"]
        return pd.DataFrame(self.evidence(), columns=heads)


def in_plans(columns: Iterable[PlanColumn], holds: Iterable[bool], language: str) -> str:
    """In how many plans something holds, and of how many cases these are, each with what it is out of."""
    pairs = list(zip(columns, holds, strict=True))
    plans = of_all(sum(each for _, each in pairs), len(pairs), "plan", language)
    everywhere = {case for column, _ in pairs for case in column.cases}
    if len(everywhere) < 2:
        return plans
    here = {case for column, yes in pairs if yes for case in column.cases}
    return f"{plans}; {of_all(len(here), len(everywhere), 'case', language)}"
