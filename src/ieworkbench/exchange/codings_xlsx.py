"""Codings as a table in an Excel workbook, one row a coding."""

from __future__ import annotations

from ieworkbench.exchange.bundle import Exchange

__all__ = ["FORMAT"]

FORMAT = Exchange(name="xlsx", title="codings in Excel", suffixes=(".xlsx",))
