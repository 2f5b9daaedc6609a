"""Codings as a table in CSV, one row a coding."""

from __future__ import annotations

from ieworkbench.exchange.bundle import Exchange

__all__ = ["FORMAT"]

FORMAT = Exchange(name="csv", title="codings in CSV", suffixes=(".csv",))
