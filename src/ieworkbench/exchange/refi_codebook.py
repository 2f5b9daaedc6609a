"""REFI-QDA codebooks: codes and nothing else."""

from __future__ import annotations

from ieworkbench.exchange.bundle import Exchange

__all__ = ["FORMAT"]

FORMAT = Exchange(name="qdc", title="REFI-QDA codebook", suffixes=(".qdc",))
