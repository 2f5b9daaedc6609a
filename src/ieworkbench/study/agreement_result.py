"""What comparing coders gives back: the passages on which they differ, and the measures.

Both are tables that can leave as data frames, and both name the unit in which was compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, overload

from ieworkbench.language.units import Unit
from ieworkbench.model import PATH_MARK, Code, Passage
from ieworkbench.model.display import Brief, Shown, brief
from ieworkbench.sentences import counted, listed
from ieworkbench.study.agreement_measures import MeasureKind
from ieworkbench.study.names import word_of
from ieworkbench.study.table import Table

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ALL_CODES", "Agreement", "Disagreement", "Disagreements", "Given", "Measure", "Measures"]

ALL_CODES = "all chosen codes together"
"""What stands for the code of a measure that is about every chosen code at once."""


@dataclass(frozen=True, slots=True, repr=False)
class Given(Brief):
    """The codes that one coder gave to a unit.

    Attributes
    ----------
    coder
        Who; empty for a coder without a name.
    codes
        The ids of the chosen codes given, in the order of the codebook; none if the coder gave none.
    paths
        The same codes as they are read: ``work > phoning``.
    """

    coder: str
    codes: tuple[str, ...]
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Disagreement(Brief):
    """A unit to which two coders gave different codes.

    Attributes
    ----------
    source
        The source's id.
    passage
        The words of the unit.
    given
        What each coder who coded this source gave, in the order of the coders.
    apart
        The places inside the unit where the coders differ, letter by letter: where to look.
    """

    source: str
    passage: Passage
    given: tuple[Given, ...]
    apart: tuple[tuple[int, int], ...] = ()

    @property
    def by_coder(self) -> dict[str, tuple[str, ...]]:
        """The paths of the codes that each coder gave; who did not code the source is not there."""
        return {each.coder: each.paths for each in self.given}


class Disagreements(Table[Disagreement]):
    """The disagreeing passages in the order of the text.

    Parameters
    ----------
    records
        The disagreements.
    coders
        Everybody who is compared, in order: a column each.
    unit
        What the passages are.
    """

    def __init__(self, records: Iterable[Disagreement], coders: tuple[str, ...], unit: Unit) -> None:
        super().__init__("disagreeing passages", records, Disagreement)
        self.coders = coders
        self.unit = unit

    @overload
    def __getitem__(self, place: int) -> Disagreement: ...
    @overload
    def __getitem__(self, place: slice) -> Disagreements: ...
    def __getitem__(self, place: int | slice) -> Disagreement | Disagreements:
        if isinstance(place, slice):
            return Disagreements(self._records[place], self.coders, self.unit)
        return self._records[place]

    def rows(self) -> list[dict[str, Any]]:
        """One dictionary a passage: where it stands, its words, and the codes of each coder.

        Codes are joined by ``"; "``; empty is a coder who gave none, ``None`` one who did not code the
        source. A coder who is called like another column has ``" (coder)"`` after the name.
        """
        return [self._row(each) for each in self]

    def to_frame(self) -> pd.DataFrame:
        """One row a passage, with a column for each coder, as a pandas data frame."""
        import pandas as pd

        columns = [*_PLACE, *(_column(each) for each in self.coders)]
        return pd.DataFrame(self.rows(), columns=columns, dtype=object).astype({"start": "int64", "end": "int64"})

    def _row(self, each: Disagreement) -> dict[str, Any]:
        place = (each.source, self.unit.value, each.passage.start, each.passage.end, each.passage.quote)
        said = {name: "; ".join(paths) for name, paths in each.by_coder.items()}
        return dict(zip(_PLACE, place, strict=True)) | {_column(name): said.get(name) for name in self.coders}


_PLACE = ("source", "unit", "start", "end", "words")


def _column(coder: str) -> str:
    return f"{coder or 'no name'} (coder)" if coder in {*_PLACE, ""} else coder


@dataclass(frozen=True, slots=True, repr=False)
class Measure(Brief):
    """One number about how far coders agree, with what it rests on.

    Attributes
    ----------
    code
        The code's path, or `ALL_CODES`.
    measure
        What is measured.
    coders
        Whose agreement this is: a pair for Cohen's kappa, else everybody compared.
    value
        The number: 0 to 100 for percentage agreement, else at most 1; ``None`` where it is not defined.
    why
        Why there is no number, or what it leaves out.
    unit
        In what the coders are compared for this number.
    uncoded
        Whether units that nobody gave any of the chosen codes are counted too.
    units, sources
        On how many of each it rests.
    code_id
        The code's id; empty for all codes together.
    """

    code: str
    measure: MeasureKind
    coders: tuple[str, ...]
    value: float | None
    why: str
    unit: Unit
    uncoded: bool
    units: int
    sources: int
    code_id: str = ""


class Measures(Table[Measure]):
    """The measures, code by code, and last those of all codes together."""

    def __init__(self, records: Iterable[Measure]) -> None:
        super().__init__("measures", records, Measure)

    @overload
    def __getitem__(self, place: int) -> Measure: ...
    @overload
    def __getitem__(self, place: slice) -> Measures: ...
    def __getitem__(self, place: int | slice) -> Measure | Measures:
        return Measures(self._records[place]) if isinstance(place, slice) else self._records[place]

    def select(
        self, *, code: str | None = None, measure: MeasureKind | str | None = None, coders: Sequence[str] | None = None
    ) -> Measures:
        """Only the measures of one code (its path, its last name or id), of one kind, or of these very coders.

        Raises
        ------
        RecordWrong
            If no measure is called so.
        """
        kind = None if measure is None else word_of(MeasureKind, "measure", measure)
        return Measures(
            each
            for each in self
            if (code is None or code in {each.code, each.code_id, each.code.rpartition(PATH_MARK)[2]})
            and (kind is None or each.measure is kind)
            and (coders is None or set(each.coders) == set(coders))
        )

    def to_frame(self) -> pd.DataFrame:
        """One row for each code and measure; a number that is not defined is missing (``pandas.NA``)."""
        return super().to_frame().astype({"value": "Float64"})


@dataclass(frozen=True, slots=True, repr=False)
class Agreement(Shown):
    """How coders agree: where they do not, side by side, and then in numbers.

    Attributes
    ----------
    unit
        In what they are compared.
    uncoded
        Whether units that nobody gave any of the chosen codes are counted too.
    below
        Whether a code beneath a chosen one counts for it.
    coders, codes, sources
        Who is compared, on which codes, in which sources (ids); only sources that two coded count.
    units
        How many units are compared.
    disagreements
        The passages to which they gave different codes, in the order of the text.
    measures
        The numbers, code by code and for all codes together, each with its unit and what it rests on.
    notes
        What to know before reading the numbers: who is missing where, what is not counted.
    """

    unit: Unit
    uncoded: bool
    below: bool
    coders: tuple[str, ...]
    codes: tuple[Code, ...]
    sources: tuple[str, ...]
    units: int
    disagreements: Disagreements
    measures: Measures
    notes: tuple[str, ...] = ()

    def __repr__(self) -> str:
        named = listed(brief(each) for each in self.coders)
        return (
            f"Agreement(unit {self.unit.value}, coders {named or 'none'}: "
            f"{self.disagreements!r} in {self.compared}, {counted(len(self.codes), 'code')})"
        )

    @property
    def compared(self) -> str:
        """What is compared, in words: ``340 turns of 5 sources``."""
        some = "" if self.uncoded else " that somebody coded"
        return f"{counted(self.units, self.unit.value)}{some} of {counted(len(self.sources), 'source')}"

    def to_frame(self) -> pd.DataFrame:
        """The measures as a pandas data frame; the passages are in ``disagreements.to_frame()``."""
        return self.measures.to_frame()
