"""The cleaned view of a text: without what printing put between the words.

Running heads, page numbers and line-end hyphens stay in a source's text for good; its warnings
say where they are. This view leaves them out and keeps the way back.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ieworkbench.model.display import Brief

if TYPE_CHECKING:
    from ieworkbench.model.source import SourceWarning

__all__ = ["CUT_BY_CLEANING", "CleanedText", "clean"]

CUT_BY_CLEANING = frozenset(
    {"running-head", "page-number", "line-end-hyphen", "bullet-letter", "download-notice", "margin-number"}
)
"""The warnings whose places the cleaned view leaves out."""


@dataclass(frozen=True, slots=True, repr=False)
class CleanedText(Brief):
    """A text with some stretches left out, and the way back to the whole.

    Attributes
    ----------
    text
        What is left.
    kept
        The stretches of the whole text that are left, as (start, end) in code points.
    """

    text: str
    kept: tuple[tuple[int, int], ...]

    def place_in_source(self, position: int) -> int:
        """Where the letter at ``position`` of `text` stands in the whole text.

        Parameters
        ----------
        position
            Code points from 0, at most ``len(text)``; the end leads to the end of what was kept.

        Raises
        ------
        IndexError
            If ``position`` is outside `text`.

        Examples
        --------
        >>> CleanedText("service", ((0, 3), (5, 9))).place_in_source(4)
        6
        """
        if not 0 <= position <= len(self.text):
            raise IndexError(f"{position} is outside a text of {len(self.text)} code points")
        starts = [0]
        for start, end in self.kept:
            starts.append(starts[-1] + end - start)
        if position == len(self.text):
            return self.kept[-1][1] if self.kept else 0
        stretch = bisect_right(starts, position) - 1
        return self.kept[stretch][0] + position - starts[stretch]


def clean(content: str, warnings: Iterable[SourceWarning]) -> CleanedText:
    """``content`` without the places of those ``warnings`` that concern printing, not words."""
    cuts = sorted(
        (warning.start, warning.end)
        for warning in warnings
        if warning.code in CUT_BY_CLEANING and warning.start is not None and warning.end is not None
    )
    kept, at = [], 0
    for start, end in cuts:
        if start > at:
            kept.append((at, start))
        at = max(at, end)
    if at < len(content):
        kept.append((at, len(content)))
    return CleanedText("".join(content[start:end] for start, end in kept), tuple(kept))
