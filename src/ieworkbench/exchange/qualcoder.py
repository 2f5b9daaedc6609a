"""Projects of QualCoder, read only."""

from __future__ import annotations

from ieworkbench.exchange.bundle import Exchange

__all__ = ["FORMAT"]

FORMAT = Exchange(name="qualcoder", title="QualCoder project", suffixes=(".qda",))
