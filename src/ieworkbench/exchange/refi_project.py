"""REFI-QDA projects: what NVivo, ATLAS.ti, MAXQDA and others give each other."""

from __future__ import annotations

from ieworkbench.exchange.bundle import Exchange

__all__ = ["FORMAT"]

FORMAT = Exchange(name="qdpx", title="REFI-QDA project", suffixes=(".qdpx", ".qde"))
