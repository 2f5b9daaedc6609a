"""Placeholder."""

from collections.abc import Sequence

from ieworkbench.model.source import Section, SourceWarning


def doubts_about(content: str, sections: Sequence[Section], *, printed: bool) -> list[SourceWarning]:
    """Placeholder."""
    return []
