"""Cues: words by which a heading, a label or a sentence is known, whatever its case and accents."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from ieworkbench.model.display import Brief
from ieworkbench.model.words import fold, join_parted

__all__ = ["Cues", "words_in"]

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")


def words_in(text: str) -> int:
    """How many words ``text`` has; figures count, marks do not.

    Examples
    --------
    >>> words_in("Twice a week – if U1 can.")
    6
    """
    return len(_WORD.findall(text))


_JOINED = re.compile(r"[,;/&+]|\b(?:and|or|og|eller|samt)\b")


@dataclass(frozen=True, repr=False)
class Cues(Brief):
    """Cues that belong to names, to be looked for together.

    Attributes
    ----------
    cues
        Pairs of a name and a cue. A ``*`` at the end of a word takes any ending; alone it takes up
        to three words.
    """

    cues: tuple[tuple[str, str], ...]
    _pattern: re.Pattern[str] | None = field(init=False, compare=False, repr=False)
    _names: tuple[tuple[str, ...], ...] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        by_cue: dict[str, list[str]] = {}
        for name, cue in self.cues:
            by_cue.setdefault(_expression(cue), []).append(name)
        by_cue.pop("", None)
        # Longer cues first: “responsible for coordination” is not “responsible”.
        ordered = sorted(by_cue, key=len, reverse=True)
        pattern = "|".join(f"({each})" for each in ordered)
        object.__setattr__(self, "_pattern", re.compile(rf"(?<!\w)(?:{pattern})(?!\w)") if ordered else None)
        object.__setattr__(self, "_names", tuple(tuple(dict.fromkeys(by_cue[each])) for each in ordered))

    @classmethod
    def of(cls, named: Iterable[tuple[str, Iterable[str]]]) -> Cues:
        """Cues of pairs of a name and its cues."""
        return cls(tuple((name, cue) for name, cues in named for cue in cues))

    def found(self, text: str) -> tuple[str, ...]:
        """The names whose cues stand in ``text``, each once, in the order in which they stand there.

        Examples
        --------
        >>> cues = Cues.of([("goals", ["goal*"]), ("measures", ["action*"])])
        >>> cues.found("3. GOALS and actions"), cues.found("Reactions")
        (('goals', 'measures'), ())
        """
        if self._pattern is None:
            return ()
        found = self._pattern.finditer(join_parted(fold(text)))
        return tuple(dict.fromkeys(name for match in found for name in self._names[(match.lastindex or 1) - 1]))

    def joined(self, text: str) -> tuple[str, ...]:
        """The names of the first cue in ``text``, and of those that a comma, a slash or “and” joins to it.

        Examples
        --------
        >>> cues = Cues.of([("goals", ["goal*"]), ("period", ["period"]), ("measures", ["action*"])])
        >>> cues.joined("Goals for the period"), cues.joined("Goals, planned actions")
        (('goals',), ('goals', 'measures'))
        """
        if self._pattern is None:
            return ()
        folded, end = join_parted(fold(text)), -1
        names: list[str] = []
        for match in self._pattern.finditer(folded):
            if end < 0 or _JOINED.search(folded, end, match.start()):
                names += self._names[(match.lastindex or 1) - 1]
            end = match.end()
        return tuple(dict.fromkeys(names))

    def hits(self, text: str) -> list[tuple[tuple[str, ...], float]]:
        """Each cue that stands in ``text``: whose it is, and how much of the text's letters it takes up."""
        if self._pattern is None:
            return []
        folded = join_parted(fold(text))
        found = list(self._pattern.finditer(folded))
        letters = (sum(map(str.isalnum, folded)) or 1) if found else 1
        return [(self._names[(match.lastindex or 1) - 1], len(match.group()) / letters) for match in found]

    def opening(self, text: str) -> tuple[str, ...]:
        """The names whose cue is what ``text`` opens with; for labels and heads of columns."""
        if self._pattern is None:
            return ()
        folded = join_parted(fold(text)).lstrip()
        match = self._pattern.match(folded)
        return self._names[(match.lastindex or 1) - 1] if match else ()


def _expression(cue: str) -> str:
    """A cue as an expression over folded text."""
    return r"\s+".join(_word(word) for word in fold(cue).split())


def _word(word: str) -> str:
    if word == "*":
        return r"\w+(?:\s+\w+){0,2}"
    return re.escape(word.rstrip("*")) + (r"\w*" if word.endswith("*") else "")
