"""Coding by a rule: what it would code is shown first, and applied as one step, or not.

A rule finds words, and can be kept to what certain speakers say or to certain sections. What has
the code already is left out, so that applying a rule again does nothing twice.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any, Protocol

from ieworkbench.errors import RecordWrong
from ieworkbench.language.units import Unit, cut
from ieworkbench.model import Code, Coding, Passage, Placement, SectionKind, Source
from ieworkbench.store import index_records, records
from ieworkbench.store.database import Connection
from ieworkbench.store.records import SourceEntry
from ieworkbench.study.given import words_given
from ieworkbench.study.names import as_list, check_known, spelled_label
from ieworkbench.study.table import Table

__all__ = ["Proposal", "Rule", "propose"]

Place = tuple[int, int]
Finder = Callable[[Source], Iterator[Place]]
_EXTENDS = ("no", "sentence", "turn", "paragraph")
_UNDERLINE = re.compile(r"\n([=\-~^\"'`#*+.:_])\1{2,}[ \t]*(?=\n|\Z)")
"""The line that some files draw under a heading."""
_PATIENCE = 10.0
"""How many seconds a pattern may take in all: some take longer than anybody lives."""


class _Coder(Protocol):
    """Whoever can code many passages at once: a study."""

    def code_many(self, wanted: Any) -> Table[Coding]:  # noqa: ANN401 - the verb says what may be given
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

    def apply(self, memo: str = "") -> Table[Coding]:
        """Code them all, as one step to undo.

        Parameters
        ----------
        memo
            What to note on each coding; by which rule it was made, if nothing is given.
        """
        if not self:
            return Table("codings", [], Coding)
        note = memo or f"by rule: {self.rule}"
        return self._coder.code_many([(passage, self.code, note) for passage in self])


@dataclass(frozen=True, slots=True)
class Rule:
    """What to look for, and where.

    Attributes
    ----------
    words, pattern
        Words as `Source.find` finds them, or a regular expression; neither where whole turns or
        sections are meant.
    speakers, sections
        To what it is kept; empty where it is not.
    extend
        How far around what was found.
    """

    words: tuple[str, ...] = ()
    pattern: str = ""
    speakers: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    extend: str = "no"

    @classmethod
    def made(
        cls,
        words: str | Sequence[str],
        pattern: str | None,
        speaker: str | Sequence[str],
        section: str | Sequence[str],
        extend: str,
    ) -> Rule:
        """The rule that these make together; see `Study.autocode`.

        Raises
        ------
        RecordWrong
            If they make none.
        """
        rule = cls(
            as_list(words),
            "" if pattern is None else words_given("pattern", pattern),
            as_list(speaker),
            as_list(section),
            words_given("rule", extend),
        )
        if not (rule.words or rule.pattern or rule.speakers or rule.sections):
            raise RecordWrong("rule", "", "say what to look for: words, a pattern, a speaker or a section")
        if rule.words and rule.pattern:
            raise RecordWrong("rule", "", "give words or a pattern, not both")
        if extend not in _EXTENDS:
            raise RecordWrong("rule", extend, f"what was found can be extended to: {', '.join(_EXTENDS)}")
        return rule

    def __str__(self) -> str:
        parts = [f"words {', '.join(f'“{term}”' for term in self.words)}"] if self.words else []
        parts += [f"pattern {self.pattern}"] if self.pattern else []
        parts += [f"said by {', '.join(self.speakers)}"] if self.speakers else []
        parts += [f"in {', '.join(self.sections)}"] if self.sections else []
        parts += [f"with the whole {self.extend}"] if self.extend != "no" else []
        return ", ".join(parts)


def propose(coder: _Coder, connection: Connection, code: Code, entries: Sequence[SourceEntry], rule: Rule) -> Proposal:
    """What the rule finds in these sources.

    Raises
    ------
    RecordWrong
        If the code only groups others, or the pattern is no regular expression or takes too long.
    RecordUnknown
        If nobody in the study speaks under one of the names.
    """
    if not code.codable:
        raise RecordWrong("code", code.name, "it only groups other codes; choose one under it, or make it codable")
    if rule.speakers:
        check_known("speaker", rule.speakers, {spelled_label(each) for each in index_records.speakers(connection)})
    find = _finder(rule)
    coded = {
        (each.passage.source, each.passage.start, each.passage.end)
        for each in index_records.codings(connection, codes=[code.id])
        if each.passage.placement is not Placement.ORPHANED
    }
    found, already = [], 0
    for entry in entries:
        source = records.source(connection, entry.id)
        assert source is not None, "a source that is listed is there"  # noqa: S101
        for start, end in _places(source, find, rule):
            if (source.id, start, end) in coded:
                already += 1
            else:
                found.append(source.passage(start, end))
    return Proposal(coder, code, str(rule), found, already)


def _finder(rule: Rule) -> Finder | None:
    """What finds the words in a source; ``None`` where whole turns or sections are meant."""
    if rule.words:
        return lambda source: ((each.start, each.end) for term in rule.words for each in source.find(term))
    return _pattern_finder(rule.pattern) if rule.pattern else None


def _pattern_finder(pattern: str) -> Finder:
    """What finds the pattern, for a bearable time in all sources together."""
    import regex

    try:
        compiled = regex.compile(pattern)
    except (regex.error, RecursionError, OverflowError, ValueError) as error:
        raise RecordWrong("pattern", pattern, f"it is no regular expression: {error}") from error
    until = monotonic() + _PATIENCE

    def find(source: Source) -> Iterator[Place]:
        try:
            for match in compiled.finditer(source.content, timeout=max(0.001, until - monotonic())):
                if match.end() > match.start():
                    yield match.span()
        except (TimeoutError, MemoryError) as error:
            message = f"it takes more than {_PATIENCE:g} seconds; make it simpler, such as without one + inside another"
            raise RecordWrong("pattern", pattern, message) from error

    return find


def _places(source: Source, find: Finder | None, rule: Rule) -> list[Place]:
    """The places in a source that fit the whole rule, each once, in order."""
    within = _allowed(source, {*rule.speakers}, rule.sections)
    if find is None:
        found = within or []
    else:
        found = [place for place in find(source) if within is None or _inside(place, within)]
    if rule.extend != "no":
        units = (
            _words_of_turns(source) if rule.extend == "turn" else _unlabelled(source, cut(source, Unit(rule.extend)))
        )
        found = [_extended(units, place) for place in found]
    trimmed = {_trimmed(source.content, place) for place in found}
    return sorted(place for place in trimmed if place is not None)


def _words_of_turns(source: Source) -> list[Place]:
    """What is said in each turn, without the label before it; paragraphs where there are no turns."""
    return [(each.start, each.end) for each in source.turns] or cut(source, Unit.PARAGRAPH)


def _unlabelled(source: Source, units: Sequence[Place]) -> list[Place]:
    """Units without the labels of those who speak: the first of a turn begins with its words."""
    starts = sorted(each.start for each in source.turns)
    found = []
    for start, end in units:
        at = bisect_right(starts, start)
        found.append((starts[at] if at < len(starts) and starts[at] < end else start, end))
    return found


def _allowed(source: Source, speakers: set[str], sections: Sequence[str]) -> list[Place] | None:
    """The stretches to which the rule is kept; ``None`` if it is kept to none."""
    stretches = None
    if speakers:
        stretches = [(each.start, each.end) for each in source.turns if spelled_label(each.speaker or "") in speakers]
    if sections:
        of_sections = _sections(source, sections)
        if stretches is None:
            return of_sections
        stretches = [(max(a, c), min(b, d)) for a, b in stretches for c, d in of_sections if max(a, c) < min(b, d)]
    return stretches


def _sections(source: Source, wanted: Sequence[str]) -> list[Place]:
    """Sections of the kinds that are named, and what stands under headings of these words."""
    titles = {one.casefold().strip() for one in wanted}
    kinds = {each for each in SectionKind if each.value in titles}
    places = [(each.start, each.end) for each in source.sections if each.kind in kinds and each.end > each.start]
    headings = [each for each in source.sections if each.kind is SectionKind.HEADING]
    for number, heading in enumerate(headings):
        words = source.content[heading.start : heading.end].strip().strip("#")  # the marks of a Markdown file
        if words.casefold().strip() in titles:
            level = heading.level or 1
            after = (each.start for each in headings[number + 1 :] if (each.level or 1) <= level)
            line = _UNDERLINE.match(source.content, heading.end)
            places.append((line.end() if line else heading.end, next(after, len(source.content))))
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
