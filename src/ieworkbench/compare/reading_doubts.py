"""What to know of texts before their words are compared."""

from __future__ import annotations

from collections.abc import Iterable

from ieworkbench.model import Source

__all__ = ["reading_doubts"]

_DOUBTFUL = "format-doubtful"


def reading_doubts(sources: Iterable[Source]) -> tuple[str, ...]:
    """A sentence for each text that may have been read as the wrong format, such as a web page with its tags as words."""
    return tuple(each.message for text in sources for each in text.warnings if each.code == _DOUBTFUL)
