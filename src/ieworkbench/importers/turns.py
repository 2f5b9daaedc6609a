"""Placeholder."""

from ieworkbench.importers.format import Draft, ReadOptions


def add_turns(content: str, draft: Draft, options: ReadOptions) -> None:
    """Placeholder."""
