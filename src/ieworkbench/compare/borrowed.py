"""How many sections of one text were taken from another, and from which section each.

Laws and regulations are borrowed section by section and then edited. Two sections are as similar as
the sequences of four words that both have, by those that either has. Sections are what blank lines
part; a text without blank lines is cut at its lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ieworkbench.compare.shared_runs import gram_numbers
from ieworkbench.compare.word_rows import Numbers, Places, word_rows
from ieworkbench.errors import RecordWrong
from ieworkbench.model import Passage, Source
from ieworkbench.model.display import Brief, Shown
from ieworkbench.study.table import Table

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["BorrowedSection", "BorrowedSections", "borrowed_sections"]

_SHINGLE, _THRESHOLD = 4, 0.2
_FORMULA = 200
_BLOCK = re.compile(r"\S(?:.|\n(?!\s*\n))*")
_LINE = re.compile(r"\S.*")


@dataclass(frozen=True, slots=True, repr=False)
class BorrowedSection(Brief):
    """A section and the one most like it in another text.

    Attributes
    ----------
    passage
        The section.
    model
        The section of the other text that is most like it; ``None`` if they have no four words in common.
    similarity
        The sequences of four words that both have, by those that either has: 1 for a copy.
    borrowed
        Whether that is as much as was asked for.
    """

    passage: Passage
    model: Passage | None
    similarity: float
    borrowed: bool


class BorrowedSections(Table[BorrowedSection], Shown):
    """Every section of a text with the one most like it in another.

    Attributes
    ----------
    threshold
        How similar a section is at least to count as borrowed.
    """

    def __init__(self, records: Iterable[BorrowedSection], threshold: float) -> None:
        super().__init__("sections", records, BorrowedSection)
        self.threshold = threshold

    @property
    def borrowed(self) -> int:
        """How many of the sections are borrowed."""
        return sum(each.borrowed for each in self)

    def __repr__(self) -> str:
        return f"{self.borrowed:,} of {len(self):,} sections borrowed (similarity {self.threshold:g} and more)"

    def rows(self) -> list[dict[str, Any]]:
        """One dictionary a section: where it stands, where its model stands, how similar they are, and both texts."""
        return [
            {
                "start": each.passage.start,
                "end": each.passage.end,
                "model_start": each.model.start if each.model else None,
                "model_end": each.model.end if each.model else None,
                "similarity": each.similarity,
                "borrowed": each.borrowed,
                "words": each.passage.quote,
                "model": each.model.quote if each.model else "",
            }
            for each in self
        ]

    def to_frame(self) -> pd.DataFrame:
        """One row a section, as a pandas data frame."""
        import pandas as pd

        names = ["start", "end", "model_start", "model_end", "similarity", "borrowed", "words", "model"]
        return pd.DataFrame(self.rows(), columns=names).astype({"model_start": "Int64", "model_end": "Int64"})


def borrowed_sections(text: Source, model: Source, *, threshold: float = _THRESHOLD) -> BorrowedSections:
    """Every section of ``text`` with the section of ``model`` that is most like it, and whether it was borrowed.

    Parameters
    ----------
    text
        The text that may have borrowed.
    model
        The text that it may have borrowed from.
    threshold
        From which similarity on a section counts as borrowed: above 0, at most 1. At 0.2 about every
        third word may have been changed.

    Raises
    ------
    RecordWrong
        If the threshold is outside what is possible.

    Examples
    --------
    >>> from ieworkbench.importers import read_bytes
    >>> old = read_bytes(b"1. The plan shall name one coordinator.\\n\\n2. The user may refuse the plan.", "old.txt")
    >>> new = read_bytes(b"A. The user may refuse the plan in writing.\\n\\nB. Fees are paid in May.", "new.txt")
    >>> found = borrowed_sections(new, old)
    >>> found
    1 of 2 sections borrowed (similarity 0.2 and more)
    >>> found[0].model.quote
    '2. The user may refuse the plan.'
    """
    if not 0 < threshold <= 1:
        raise RecordWrong("similarity", str(threshold), "it lies above 0 and is at most 1; 0.2 is usual for sections")
    ours, theirs = _sections(text), _sections(model)
    rows = word_rows([each.quote for each in (*ours, *theirs)], [()] * (len(ours) + len(theirs)))
    shingles, section = _shingles(rows.numbers, rows.firsts, rows.lasts)
    best, similarity = _nearest(shingles, section, len(ours), len(theirs))
    return BorrowedSections(
        (
            BorrowedSection(each, theirs[at] if at >= 0 else None, round(like, 4), like >= threshold)
            for each, at, like in zip(ours, best.tolist(), similarity.tolist(), strict=True)
        ),
        threshold,
    )


def _sections(source: Source) -> list[Passage]:
    blocks = list(_BLOCK.finditer(source.content))
    if len(blocks) < 2:
        blocks = list(_LINE.finditer(source.content))
    return [source.passage(match.start(), match.start() + len(match.group().rstrip())) for match in blocks]


def _shingles(numbers: Numbers, firsts: Places, lasts: Places) -> tuple[Numbers, Places]:
    """The different sequences of words of each section, and the section of each."""
    grams = gram_numbers(numbers, _SHINGLE)
    at = np.arange(len(grams))
    section = np.searchsorted(firsts, at, side="right") - 1
    inside = (section >= 0) & (at >= firsts[section]) & (at + _SHINGLE <= lasts[section])
    grams, section = grams[inside], section[inside]
    order = np.lexsort((section, grams))
    grams, section = grams[order], section[order]
    once = np.ones(len(grams), bool)
    once[1:] = (grams[1:] != grams[:-1]) | (section[1:] != section[:-1])
    return grams[once], section[once].astype(np.int64)


def _nearest(
    shingles: Numbers, section: Places, ours: int, theirs: int
) -> tuple[Places, np.ndarray[Any, np.dtype[np.float64]]]:
    """For each of our sections the nearest of theirs, and how similar both are."""
    many = np.bincount(section, minlength=ours + theirs)
    mine = section < ours
    order = np.argsort(shingles[~mine], kind="stable")
    there, where = shingles[~mine][order], section[~mine][order] - ours
    low = np.searchsorted(there, shingles[mine], side="left")
    times = np.searchsorted(there, shingles[mine], side="right") - low
    times[times > _FORMULA] = 0  # a phrase that stands everywhere says nothing of where a section comes from
    step = np.arange(int(times.sum())) - np.repeat(np.cumsum(times) - times, times)
    pairs = np.repeat(section[mine], times) * max(theirs, 1) + where[np.repeat(low, times) + step]
    pair, common = np.unique(pairs, return_counts=True)
    one, other = np.divmod(pair, max(theirs, 1))
    like = common / (many[one] + many[other + ours] - common)
    best, similarity = np.full(ours, -1, np.int64), np.zeros(ours)
    order = np.lexsort((-other, like, one))
    best[one[order]], similarity[one[order]] = other[order], like[order]  # the last of each section is its best
    return best, similarity
