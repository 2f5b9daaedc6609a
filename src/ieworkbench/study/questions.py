"""What can be asked of a source, its cases and informants, and of who says and codes the words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ieworkbench.errors import RecordWrong
from ieworkbench.model import Informant, InformantLevel, SaidDate, SourceKind
from ieworkbench.store import records
from ieworkbench.store.course import course_of_events
from ieworkbench.store.database import Connection
from ieworkbench.store.records import SourceEntry
from ieworkbench.study.names import as_list, check_recorded, word_of

__all__ = ["Names", "Question"]

Names = str | Sequence[str]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a coding beside its code; where several are given for one thing, any fits.

    Attributes
    ----------
    source, kind, case, informant, level, wave, language, date
        Of the source, and of its cases and informants.
    speaker
        Who says the words.
    by
        Who coded them.
    """

    source: Names = ()
    kind: Names = ()
    case: Names = ()
    informant: Names = ()
    level: Names = ()
    speaker: Names = ()
    wave: int | Sequence[int] = ()
    date: str | tuple[str | None, str | None] | None = None
    language: Names = ()
    by: Names = ()

    def sources(self, connection: Connection, *, cases: bool = True) -> list[SourceEntry]:
        """The sources that fit, in the order of the course of events.

        Parameters
        ----------
        connection
            The study.
        cases
            ``False`` to leave the cases aside, as passages may belong to a case by themselves.

        Raises
        ------
        RecordUnknown, RecordWrong
            If a source, case, informant or word asked for is not known.
        """
        for kind, wanted in (("source", self.source), ("case", self.case), ("informant", self.informant)):
            check_recorded(connection, kind, as_list(wanted))
        people = {each.id: each for each in records.informants(connection)}
        rules = self._rules(people)
        if not cases:
            rules.pop("case", None)
        entries = [each for each in records.source_entries(connection) if all(rule(each) for rule in rules.values())]
        return sorted(entries, key=course_of_events)

    def __str__(self) -> str:
        """What is asked, in the words in which it is asked for; empty if nothing is."""
        said = [f"said by {_either(self.speaker)}"] if self.speaker else []
        for name in ("source", "kind", "case", "informant", "level", "language"):
            value: Names = getattr(self, name)
            said += [f"{name} {_either(value)}"] if value else []
        if _waves(self.wave):
            said.append(f"wave {' or '.join(str(each) for each in sorted(_waves(self.wave)))}")
        if self.date:
            first, last = _first_and_last(self.date)
            said.append(f"date {first or '…'}" if first == last else f"date {first or '…'} to {last or '…'}")
        said += [f"coded by {_either(self.by)}"] if self.by else []
        return ", ".join(said)

    def _rules(self, people: dict[str, Informant]) -> dict[str, Callable[[SourceEntry], bool]]:
        """For each thing that is asked of a source, whether a source fits."""
        names, cases, informants = set(as_list(self.source)), set(as_list(self.case)), set(as_list(self.informant))
        kinds = {word_of(SourceKind, "kind", each) for each in as_list(self.kind)}
        levels = {word_of(InformantLevel, "informant level", each) for each in as_list(self.level)}
        waves = _waves(self.wave)
        languages = set(as_list(self.language))
        rules: dict[str, tuple[object, Callable[[SourceEntry], bool]]] = {
            "source": (names, lambda each: each.id in names),
            "case": (cases, lambda each: not cases.isdisjoint(each.cases)),
            "informant": (informants, lambda each: not informants.isdisjoint(each.informants)),
            "kind": (kinds, lambda each: each.kind in kinds),
            "level": (levels, lambda each: any(people[one].level in levels for one in each.informants)),
            "wave": (waves, lambda each: each.wave in waves),
            "language": (languages, lambda each: each.language in languages),
            "date": (self.date, self._dated()),
        }
        return {name: rule for name, (asked, rule) in rules.items() if asked}

    def _dated(self) -> Callable[[SourceEntry], bool]:
        """Whether a source's date may lie between the days that are asked for."""
        if not self.date:
            return lambda _: True
        first, last = _first_and_last(self.date)
        earliest = _day(first, "earliest") if first else dt.date.min
        latest = _day(last, "latest") if last else dt.date.max
        if latest < earliest:
            raise RecordWrong("date", f"{first} to {last}", "the first day comes after the last; turn them round")

        def fits(entry: SourceEntry) -> bool:
            said = entry.date
            return (
                said is not None
                and said.earliest is not None
                and said.latest is not None
                and said.earliest <= latest
                and said.latest >= earliest
            )

        return fits


def _either(names: Names) -> str:
    return " or ".join(as_list(names))


def _waves(given: Any) -> set[int]:  # noqa: ANN401 - what a person typed
    several = isinstance(given, Iterable) and not isinstance(given, str)
    waves: list[Any] = list(given) if several else [given]
    if not all(isinstance(each, int) and not isinstance(each, bool) for each in waves):
        raise RecordWrong("wave", "", "waves are whole numbers, such as 1, or [1, 2]")
    return set(waves)


def _first_and_last(given: object) -> tuple[str | None, str | None]:
    parts = (given, given) if isinstance(given, str) else given
    if isinstance(parts, tuple | list) and len(parts) == 2 and all(isinstance(each, str | None) for each in parts):
        return parts[0], parts[1]
    raise RecordWrong(
        "date", "", 'ask for "2025", "2025-03", or a pair of first and last, such as ("2025-03", "2025-06")'
    )


def _day(said: str, which: str) -> dt.date:
    day: dt.date | None = getattr(SaidDate.read(said), which)
    if day is None:
        raise RecordWrong("date", said, "it cannot be worked out; write it as 2025, 2025-03 or 2025-03-01")
    return day
