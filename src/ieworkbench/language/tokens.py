"""Words and marks of a sentence with their places, for rules that look a few words around."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["Token", "tokens_of"]

_TOKEN = re.compile(
    r"\w+(?=['’](?:ll|re|ve|d|m)\b)|(?<=\w)['’](?:ll|re|ve|d|m)\b|\w+(?:[-'’./@&:](?!(?:ll|re|ve|d|m)\b)\w+)*+|[^\w\s]"
)


class Token(NamedTuple):
    """A word or a mark: where it stands, itself, and itself in small letters."""

    start: int
    end: int
    text: str
    low: str

    @property
    def is_word(self) -> bool:
        """Whether it has letters or digits."""
        return self.low[0].isalnum() or self.low[0] == "_"


def tokens_of(words: str, start: int = 0) -> list[Token]:
    """The words and marks of ``words``, with places that begin at ``start``.

    Examples
    --------
    >>> [each.text for each in tokens_of("Se nav.no, ikke § 8-8.")]
    ['Se', 'nav.no', ',', 'ikke', '§', '8-8', '.']
    """
    return [
        Token(start + found.start(), start + found.end(), found[0], found[0].lower().replace("’", "'"))
        for found in _TOKEN.finditer(words)
    ]
