"""Coding by a rule: what it would code is shown first, and applied as one step, or not.

A rule finds words, and can be kept to what certain speakers say or to certain sections. What has
the code already is left out, so that applying a rule again does nothing twice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol

from ieworkbench.errors import RecordWrong
from ieworkbench.model import Code, Coding, Passage, SectionKind, Source
from ieworkbench.store import index_records, records
from ieworkbench.store.database import Connection
from ieworkbench.store.records import SourceEntry
from ieworkbench.study.agreement_units import Unit, cut
from ieworkbench.study.names import as_list
from ieworkbench.study.table import Table

__all__ = ["Proposal", "propose"]

Place = tuple[int, int]
_EXTENDS = ("no", "sentence", "turn", "paragraph")


class _Coder(Protocol):
    """Whoever can code many passages at once: a study."""

    def code_many(self, wanted: Any) -> list[Coding]:  # noqa: ANN401
        """Give many passages codes at once."""


class Proposal(Table[Passage]):
    """Passages that a rule would give a code, in the order of the course of events. Nothing is coded yet.

    Attributes
    ----------
    code
        The code they would get.
    rule
        The rule, in words.
    already
        How many places fit the rule and have the code already, from whomever.
    """

    def __init__(self, coder: _Coder, code: Code, rule: str, passages: Sequence[Passage], already: int) -> None:
        super().__init__("passages", passages, Passage)
        self.code = code
        self.rule = rule
        self.already = already
        self._coder = coder

    def __repr__(self) -> str:
        done = f" ({self.already:,} have it already)" if self.already else ""
        return f"{len(self):,} passage{'' if len(self) == 1 else 's'} would get “{self.code.name}”: {self.rule}{done}"

    def apply(self, memo: str = "") -> list[Coding]:
        """Code them all, as one step to undo.

        Parameters
        ----------
        memo
            What to note on each coding; by which rule it was made, if nothing is given.
        """
        if not self:
            return []
        note = memo or f"by rule: {self.rule}"
        return self._coder.code_many([(passage, self.code, note) for passage in self])


def propose(
    coder: _Coder,
    connection: Connection,
    code: Code,
    entries: Sequence[SourceEntry],
    words: str | Sequence[str],
    pattern: str | None,
    speaker: str | Sequence[str],
    section: str | Sequence[str],
    extend: str,
) -> Proposal:
    """What the rule finds in these sources; see `Study.autocode` for the rule's parts."""
    terms, speakers, sections = as_list(words), set(as_list(speaker)), as_list(section)
    if not (terms or pattern or speakers or sections):
        raise RecordWrong("rule", "", "say what to look for: words, a pattern, a speaker or a section")
    if terms and pattern:
        raise RecordWrong("rule", "", "give words or a pattern, not both")
    if extend not in _EXTENDS:
        raise RecordWrong("rule", extend, f"what was found can be extended to: {', '.join(_EXTENDS)}")
    find = _finder(terms, pattern)
    places = {
        (each.passage.source, each.passage.start, each.passage.end)
        for each in index_records.codings(connection, codes=[code.id])
    }
    found, already = [], 0
    for entry in entries:
        source = records.source(connection, entry.id)
        assert source is not None, "a source that is listed is there"  # noqa: S101
        for start, end in _places(source, find, speakers, sections, extend):
            if (source.id, start, end) in places:
                already += 1
            else:
                found.append(source.passage(start, end))
    return Proposal(coder, code, _in_words(terms, pattern, speakers, sections, extend), found, already)


Finder = Callable[[Source], Iterator[Place]]


def _finder(terms: Sequence[str], pattern: str | None) -> Finder | None:
    """What finds the words in a source; ``None`` where whole turns or sections are meant."""
    if terms:
        return lambda source: ((each.start, each.end) for term in terms for each in source.find(term))
    if pattern is None:
        return None
    try:
        compiled = re.compile(pattern)
    except re.error as error:
        raise RecordWrong("pattern", pattern, f"it is no regular expression: {error}") from error
    return lambda source: (match.span() for match in compiled.finditer(source.content) if match.end() > match.start())


def _places(
    source: Source, find: Finder | None, speakers: set[str], sections: Sequence[str], extend: str
) -> list[Place]:
    """The places in a source that fit the whole rule, each once, in order."""
    within = _allowed(source, speakers, sections)
    if find is None:
        found = within or []
    else:
        found = [place for place in find(source) if within is None or _inside(place, within)]
    if extend != "no":
        units = cut(source, Unit(extend))
        found = [_extended(units, place) for place in found]
    trimmed = {_trimmed(source.content, place) for place in found}
    return sorted(place for place in trimmed if place is not None)


def _allowed(source: Source, speakers: set[str], sections: Sequence[str]) -> list[Place] | None:
    """The stretches to which the rule is kept; ``None`` if it is kept to none."""
    stretches = None
    if speakers:
        stretches = [(each.start, each.end) for each in source.turns if each.speaker in speakers]
    if sections:
        of_sections = _sections(source, sections)
        if stretches is None:
            return of_sections
        stretches = [(max(a, c), min(b, d)) for a, b in stretches for c, d in of_sections if max(a, c) < min(b, d)]
    return stretches


def _sections(source: Source, wanted: Sequence[str]) -> list[Place]:
    """Sections of the kinds that are named, and what stands under headings of these words."""
    kinds = {each for each in SectionKind if each.value in {one.casefold() for one in wanted}}
    titles = {one.casefold().strip() for one in wanted}
    places = [(each.start, each.end) for each in source.sections if each.kind in kinds and each.end > each.start]
    headings = [each for each in source.sections if each.kind is SectionKind.HEADING]
    for number, heading in enumerate(headings):
        if source.content[heading.start : heading.end].casefold().strip() in titles:
            level = heading.level or 1
            after = (each.start for each in headings[number + 1 :] if (each.level or 1) <= level)
            places.append((heading.end, next(after, len(source.content))))
    return places


def _inside(place: Place, stretches: Sequence[Place]) -> bool:
    return any(start <= place[0] and place[1] <= end for start, end in stretches)


def _extended(units: Sequence[Place], place: Place) -> Place:
    """The place with the whole of those units that it touches."""
    touched = [each for each in units if each[0] < place[1] and each[1] > place[0]]
    return min([place[0], *(each[0] for each in touched)]), max([place[1], *(each[1] for each in touched)])


def _trimmed(content: str, place: Place) -> Place | None:
    """The place without blanks at its ends; ``None`` if there is nothing else in it."""
    words = content[place[0] : place[1]]
    if not words.strip():
        return None
    return place[0] + len(words) - len(words.lstrip()), place[1] - len(words) + len(words.rstrip())


def _in_words(
    terms: Sequence[str], pattern: str | None, speakers: set[str], sections: Sequence[str], extend: str
) -> str:
    parts = [f"words {', '.join(f'“{term}”' for term in terms)}"] if terms else []
    parts += [f"pattern {pattern}"] if pattern else []
    parts += [f"said by {', '.join(sorted(speakers))}"] if speakers else []
    parts += [f"in {', '.join(sections)}"] if sections else []
    parts += [f"with the whole {extend}"] if extend != "no" else []
    return ", ".join(parts)
