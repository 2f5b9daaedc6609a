"""A problem: something in the study that needs a look."""

from __future__ import annotations

from dataclasses import dataclass

from ieworkbench.model.display import Brief

__all__ = ["Problem"]


@dataclass(frozen=True, slots=True, repr=False)
class Problem(Brief):
    """Something in the study that needs a look.

    Attributes
    ----------
    code
        A short fixed name, such as ``"text-drift"``.
    record
        What it is about: ``"source U1-wave1"``.
    message
        One sentence: what is wrong and what to do.
    """

    code: str
    record: str
    message: str
