"""Codings as W3C Web Annotations in JSON-LD."""

from __future__ import annotations

from ieworkbench.exchange.bundle import Exchange

__all__ = ["FORMAT"]

FORMAT = Exchange(name="jsonld", title="W3C Web Annotations", suffixes=(".jsonld",))
