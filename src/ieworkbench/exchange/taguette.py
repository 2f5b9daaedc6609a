"""Projects of Taguette, read only."""

from __future__ import annotations

from ieworkbench.exchange.bundle import Exchange

__all__ = ["FORMAT"]

FORMAT = Exchange(name="taguette", title="Taguette project", suffixes=(".sqlite3", ".db"))
