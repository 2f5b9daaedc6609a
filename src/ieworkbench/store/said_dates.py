"""Dates as people said them, in and out of the three columns in which they lie."""

from __future__ import annotations

from typing import Any

from ieworkbench.model import SaidDate

__all__ = ["date_columns", "date_in"]


def date_columns(name: str, date: SaidDate | None) -> dict[str, Any]:
    """What the columns of a date called ``name`` hold."""
    if date is None:
        return {name: None, f"{name}_earliest": None, f"{name}_latest": None}
    return {name: date.said, f"{name}_earliest": date.earliest, f"{name}_latest": date.latest}


def date_in(name: str, row: Any) -> SaidDate | None:  # noqa: ANN401 - SQLAlchemy's rows have no useful type
    """The date called ``name`` in a row; ``None`` if there is none."""
    said = getattr(row, name)
    return None if said is None else SaidDate(said, getattr(row, f"{name}_earliest"), getattr(row, f"{name}_latest"))
