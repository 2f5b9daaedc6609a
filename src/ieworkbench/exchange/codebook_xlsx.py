"""A codebook as a table in an Excel workbook."""

from __future__ import annotations

from ieworkbench.exchange.bundle import Exchange

__all__ = ["FORMAT"]

FORMAT = Exchange(name="codebook-xlsx", title="codebook in Excel", suffixes=(".xlsx",))
