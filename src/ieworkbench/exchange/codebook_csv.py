"""A codebook as a table in CSV."""

from __future__ import annotations

from ieworkbench.exchange.bundle import Exchange

__all__ = ["FORMAT"]

FORMAT = Exchange(name="codebook-csv", title="codebook in CSV", suffixes=(".csv",))
