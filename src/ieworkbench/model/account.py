"""An account: words that tell of work, and how they know it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from ieworkbench.model.display import Brief
from ieworkbench.model.passage import Passage
from ieworkbench.model.vocabulary import EvidenceStatus, Placement, Polarity, WhoseWork

__all__ = ["Account"]


@dataclass(frozen=True, slots=True, repr=False)
class Account(Brief):
    """Words that tell of an act, a text or a link, and how they know it.

    Made by `Passage.account`; several accounts of one thing stand side by side, also where they
    disagree.

    Attributes
    ----------
    passage
        The words.
    status
        How they know: told by who did it, by another, as usual, as instructed, recorded in a text …
    polarity
        Whether the thing was done.
    work
        Whether it is the teller's own work.
    told_by
        The code of the informant who tells; empty where the source says who speaks.
    note
        What the analyst adds.
    id
        The account's name in its study; empty until it is kept there.
    by, at
        Who recorded it, and when, in UTC.
    """

    passage: Passage
    status: EvidenceStatus
    polarity: Polarity = Polarity.DONE
    work: WhoseWork = WhoseWork.UNKNOWN
    told_by: str = ""
    note: str = field(default="", repr=False)
    id: str = ""
    by: str = ""
    at: dt.datetime = dt.datetime(1970, 1, 1)  # noqa: DTZ001 - moments are kept in UTC, without saying so each time

    @property
    def orphaned(self) -> bool:
        """Whether its words have no place in the corrected text of their source; they keep it in the earlier one."""
        return self.passage.placement is Placement.ORPHANED
