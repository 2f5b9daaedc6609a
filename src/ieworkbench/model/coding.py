"""A coding: a passage's entry in the index."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from ieworkbench.model.display import Brief
from ieworkbench.model.passage import Passage

__all__ = ["Coding"]


@dataclass(frozen=True, slots=True, repr=False)
class Coding(Brief):
    """That a passage has a code: where to find an account again, never a finding.

    Attributes
    ----------
    id
        A made id that never means another coding.
    passage
        The words.
    code
        The id of the code.
    memo
        Why, or what to ask next.
    by
        Who coded it.
    at
        When, in UTC.
    """

    id: str
    passage: Passage
    code: str
    memo: str = field(default="", repr=False)
    by: str = ""
    at: dt.datetime = dt.datetime(1970, 1, 1)  # noqa: DTZ001 - moments are kept in UTC, without saying so each time
