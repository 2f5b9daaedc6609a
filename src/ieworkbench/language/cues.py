"""A lexicon made ready: its phrases by their first word, its words as sets that know endings.

Made once for a lexicon and kept with it; nothing here depends on a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from ieworkbench.language.lexicon import Lexicon, phrase_pattern
from ieworkbench.language.tokens import Token

__all__ = ["Cues", "Found", "Phrases", "Words", "cues_of"]


_MOST_WORDS = 20_000
"""Of how many words a list of phrases remembers whether one begins with it."""


class Found(NamedTuple):
    """A phrase in a sentence: its place, and the list it stands on."""

    start: int
    end: int
    kind: str


class Words:
    """A set of words, some of them with any ending; asked with words in small letters."""

    def __init__(self, phrases: Iterable[str]) -> None:
        single = [each.lower() for each in phrases if " " not in each]
        self._whole = frozenset(each for each in single if "*" not in each)
        self._starts = tuple(each[:-1] for each in single if each.endswith("*") and not each.startswith("*"))
        self._ends = tuple(each[1:] for each in single if each.startswith("*") and not each.endswith("*"))

    def __contains__(self, word: str) -> bool:
        return (
            word in self._whole
            or (bool(self._starts) and word.startswith(self._starts))
            or (bool(self._ends) and len(word) > 3 and word.endswith(self._ends))
        )

    def count_in(self, counted: Mapping[str, int]) -> int:
        """How often words of the set occur among ``counted`` words."""
        if self._starts or self._ends:
            return sum(number for word, number in counted.items() if word in self)
        return sum(counted[word] for word in counted.keys() & self._whole)

    def __bool__(self) -> bool:
        return bool(self._whole or self._starts or self._ends)


class Phrases:
    """Phrases of several lists, found word by word: at each word the longest that begins there."""

    def __init__(self, lexicon: Lexicon, table: str, names: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[str, re.Pattern[str], int]]] = {}
        self._endings: list[tuple[str, Words]] = []
        for name in names:
            phrases = lexicon.words(table, name)
            endings = Words(each for each in phrases if "*" in each)
            self._endings += [(name, endings)] if endings else []
            for phrase in phrases:
                first = phrase.split()[0].lower()
                if "*" not in first:
                    entry = (name, re.compile(phrase_pattern([phrase]), re.IGNORECASE), _length(phrase))
                    self._by_first.setdefault(first, []).append(entry)
        for entries in self._by_first.values():
            entries.sort(key=lambda each: -each[2])
        self._opening: dict[str, bool] = {}  # of the words met so far: texts repeat theirs

    def find(self, words: str, tokens: Sequence[Token], offset: int = 0) -> list[Found]:
        """Every phrase in ``words``, in order and without overlap; ``tokens`` count from ``offset``."""
        found: list[Found] = []
        reached = 0
        opening = self._opening
        for token in tokens:
            opens = opening.get(token.low)
            if opens is False or (opens is None and not self._opens(token.low)):
                continue
            start = token.start - offset
            if start >= reached:
                one = self._one(words, token, start)
                if one is not None:
                    found.append(Found(token.start, offset + one[1], one[0]))
                    reached = one[1]
        return found

    def _opens(self, word: str) -> bool:
        """Whether a phrase can begin with this word."""
        opens = word in self._by_first or any(word in endings for _, endings in self._endings)
        if len(self._opening) < _MOST_WORDS:
            self._opening[word] = opens
        return opens

    def _one(self, words: str, token: Token, start: int) -> tuple[str, int] | None:
        """The list and the end of the longest phrase that begins at ``start``."""
        for name, pattern, _ in self._by_first.get(token.low, ()):
            match = pattern.match(words, start)
            if match is not None:
                return name, match.end()
        for name, endings in self._endings:
            if token.low in endings:
                return name, start + len(token.text)
        return None

    def at(self, words: str, token: Token, offset: int = 0) -> Found | None:
        """The longest phrase that begins with ``token``."""
        found = self.find(words, (token,), offset)
        return found[0] if found else None


def _length(phrase: str) -> int:
    """How much of a text a phrase fixes: more words first, then more letters."""
    words = [each for each in phrase.split() if each != "…"]
    return 100 * len(words) + len(phrase)


class Cues:
    """The phrases and words of one lexicon.

    Attributes
    ----------
    lexicon
        What they were made of.
    rules
        The lists of words that oblige, forbid, allow and entitle, without imperatives.
    openers
        The words that open a clause and could be taken for a question's.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.rules = tuple(name for name in lexicon.lists("deontic") if not name.startswith("imperative"))
        self.openers = frozenset(
            word for name in ("if", "may_ask", "time") for word in lexicon.words("condition", name)
        )
        self._phrases: dict[tuple[str, ...], Phrases] = {}
        self._words: dict[tuple[str, str], Words] = {}

    def phrases(self, table: str, *names: str) -> Phrases:
        """The phrases of one or more lists of a table; of all its lists if none is named."""
        key = (table, *names)
        if key not in self._phrases:
            self._phrases[key] = Phrases(self.lexicon, table, names or self.lexicon.lists(table))
        return self._phrases[key]

    def words(self, table: str, name: str) -> Words:
        """The single words of a list."""
        key = (table, name)
        if key not in self._words:
            self._words[key] = Words(self.lexicon.words(table, name))
        return self._words[key]

    def grammar(self, name: str) -> Words:
        """The single words of a list of the grammar."""
        return self.words("grammar", name)


@lru_cache(maxsize=32)
def cues_of(lexicon: Lexicon) -> Cues:
    """The phrases of a lexicon made ready, once for each lexicon."""
    return Cues(lexicon)
