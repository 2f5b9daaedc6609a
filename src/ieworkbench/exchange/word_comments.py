"""Codings as comments of a Word document, and back."""

from __future__ import annotations

from ieworkbench.exchange.bundle import Exchange

__all__ = ["FORMAT"]

FORMAT = Exchange(name="docx", title="Word document with comments", suffixes=(".docx",))
