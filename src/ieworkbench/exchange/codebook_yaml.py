"""A codebook as YAML: to be read, edited by hand and kept under version control."""

from __future__ import annotations

from ieworkbench.exchange.bundle import Exchange

__all__ = ["FORMAT"]

FORMAT = Exchange(name="codebook-yaml", title="codebook in YAML", suffixes=(".yaml", ".yml"))
