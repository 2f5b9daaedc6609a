"""A passage: words in a place.

A passage keeps its quote and what stands around it beside its positions, so that a drift between
the two shows at once and the words can be found again in a corrected text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ieworkbench.model.display import Brief
from ieworkbench.model.vocabulary import EvidenceStatus, Placement, Polarity, WhoseWork

if TYPE_CHECKING:
    from ieworkbench.model.account import Account

__all__ = ["CONTEXT", "Passage"]

CONTEXT = 32
"""How many code points a passage keeps of what stands before and after it."""


@dataclass(frozen=True, slots=True, repr=False)
class Passage(Brief):
    """Words in a place of a source.

    Attributes
    ----------
    source
        The source's id; empty for a source that is in no study.
    start, end
        Code points, half-open.
    quote
        What stands there: always equal to the slice of the source's text.
    before, after
        Up to `CONTEXT` code points on either side.
    content_sha256
        The fingerprint of the text the positions count in.
    id
        The passage's name in its study; empty until it is kept there.
    placement
        How it got to this place.
    """

    source: str
    start: int
    end: int
    quote: str
    before: str = field(default="", repr=False)
    after: str = field(default="", repr=False)
    content_sha256: str = field(default="", repr=False)
    id: str = ""
    placement: Placement = Placement.WRITTEN

    def stands_in(self, content: str) -> bool:
        """Whether the quote is what stands at this place in ``content``."""
        return 0 <= self.start < self.end <= len(content) and content[self.start : self.end] == self.quote

    def account(
        self, status: str, *, polarity: str = "done", work: str = "unknown", told_by: str = "", note: str = ""
    ) -> Account:
        """These words as an account of an act, a text or a link: a value, kept when it is given to a verb.

        Parameters
        ----------
        status
            How they know it: ``told done``, ``told done by other``, ``told usual``, ``told as
            instructed``, ``text records``, ``text prescribes``, ``observed``, ``author reports`` or
            ``inferred``.
        polarity
            ``done``, ``not done``, ``refused``, ``omitted`` or ``attempted``.
        work
            ``own`` or ``other's`` work of the teller; ``unknown`` if it is not said.
        told_by
            The informant's code, where the source does not say who speaks.
        note
            What the analyst adds.

        Raises
        ------
        RecordWrong
            If one of the words is not on its list.

        Examples
        --------
        >>> words = Passage("U1-wave1", 10, 25, "I wrote it down")
        >>> words.account("told done", work="own").status.label("nb")
        'fortalt gjort'
        """
        from ieworkbench.model.account import Account

        return Account(
            self,
            EvidenceStatus.meant("evidence status", status),
            Polarity.meant("polarity", polarity),
            WhoseWork.meant("work", work),
            told_by,
            note,
        )
