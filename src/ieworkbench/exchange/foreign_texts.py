"""Texts of other programs' databases as sources, and the words marked in them as passages.

A text is used as it stands in the database, with ``\\n`` at line ends. Where its own file lies beside
the database and reads exactly so, the source is that file's, with all that its reader knows of it.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from ieworkbench.errors import FileProblem
from ieworkbench.exchange.guids import made_guid
from ieworkbench.importers import read_bytes
from ieworkbench.model import Origin, Passage, Source

__all__ = ["Letters", "PassageBook", "source_of"]

_NO_LETTERS = "\ufeff\x00"


# ---------------------------------------------------------------------------------------- sources


def source_of(content: str, name: str, original: bytes | None = None) -> tuple[Source, bytes]:
    """The source with this very text, and the bytes it can be read from again.

    Parameters
    ----------
    content
        The text, with ``\\n`` at line ends and no byte order mark.
    name
        The name of its file.
    original
        The bytes of that file, where there is one.
    """
    if original is not None:
        source = _read(original, name, None)
        if source is not None and source.content == content:
            return source, original
    data = content.encode("utf-8", "replace")
    plain = name if name.lower().endswith(".txt") else f"{name}.txt"
    source = _read(data, plain, "txt")
    if source is None or source.content != content:
        source = _bare(content, plain, data)
    return source, data


def _read(data: bytes, name: str, asked: str | None) -> Source | None:
    try:
        return read_bytes(data, name, format=asked, encoding=asked and "utf-8")
    except FileProblem:
        return None


def _bare(content: str, name: str, data: bytes) -> Source:
    """A source that is nothing but its text."""
    origin = Origin(name, hashlib.sha256(data).hexdigest(), len(data), "txt", "text of a database 1", (), "utf-8")
    return Source(content, (), (), (), origin, title=name)


# --------------------------------------------------------------------------------------- passages


@dataclass(slots=True)
class PassageBook:
    """The passages of a bundle in the making: one for each place, however many marks are on it."""

    project: str
    _by_place: dict[tuple[str, int, int], Passage] = field(default_factory=dict)

    def at(self, source: Source, start: int, end: int, known_as: object) -> Passage:
        """The passage at this place of a source; ``known_as`` is what tells the source apart in its file."""
        place = (source.id, start, end)
        if place not in self._by_place:
            made = made_guid(self.project, "passage", known_as, start, end)
            self._by_place[place] = replace(source.passage(start, end), id=made)
        return self._by_place[place]

    def all(self) -> tuple[Passage, ...]:
        """Every passage, in the order in which they were first asked for."""
        return tuple(self._by_place.values())


class Letters:
    """The letters of a text without its blanks, and where each of them stands.

    Two texts with the same letters say the same, however they are laid out; a place in the one is
    found in the other by counting letters.
    """

    def __init__(self, text: str, left_out: Iterable[tuple[int, int]] = ()) -> None:
        passed = {place for start, end in left_out for place in range(start, end)}
        self.places = [
            place
            for place, letter in enumerate(text)
            if not (letter.isspace() or letter in _NO_LETTERS) and place not in passed
        ]
        self.bare = "".join([text[place] for place in self.places])

    def before(self, place: int) -> int:
        """How many letters stand before a place of the text."""
        return bisect_left(self.places, place)

    def span(self, first: int, end: int) -> tuple[int, int]:
        """The place in the text of the letters from number ``first`` to before number ``end``; at least one."""
        return self.places[first], self.places[end - 1] + 1

    def found(self, words: str) -> Sequence[tuple[int, int]]:
        """The first two places, as numbers of letters, where the letters of these words stand together."""
        wanted = bare(words)
        first = self.bare.find(wanted) if wanted else -1
        second = self.bare.find(wanted, first + 1) if first >= 0 else -1
        return [(each, each + len(wanted)) for each in (first, second) if each >= 0]


def bare(words: str) -> str:
    """The words without blanks, as `Letters` keeps them."""
    return "".join(words.split()).translate({ord(each): None for each in _NO_LETTERS})
