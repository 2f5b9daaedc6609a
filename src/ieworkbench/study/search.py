"""Finding words in a whole study."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from ieworkbench.model import Passage, find_words
from ieworkbench.model.passage import CONTEXT
from ieworkbench.store import search
from ieworkbench.store.database import Connection

__all__ = ["find"]


def find(connection: Connection, words: str, limit: int | None = None) -> list[Passage]:
    """Every place of the study where ``words`` stand together, at most ``limit`` of them.

    In the order of case, wave, source and text. The words are matched as `Source.find` does.
    """
    return list(islice(_passages(connection, words), limit))


def _passages(connection: Connection, words: str) -> Iterator[Passage]:
    for name, number in search.candidates(connection, words):
        content, sha256 = search.content_of(connection, number)
        for start, end in find_words(content, words):
            before, after = content[max(0, start - CONTEXT) : start], content[end : end + CONTEXT]
            yield Passage(name, start, end, content[start:end], before, after, sha256)
