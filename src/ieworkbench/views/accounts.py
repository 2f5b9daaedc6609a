"""Codings as they are read: case by case, source by source, each passage once with all its codes.

Cells and terminal show the same parts in the same order; both take them from here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from ieworkbench.model import Placement
from ieworkbench.store.records import SourceEntry
from ieworkbench.study.retrieval import Found

__all__ = ["Account", "CaseAccounts", "accounts", "by_case", "cut_middle", "facts_of", "several_coders"]

_LONGEST, _HEAD, _TAIL = 3_000, 2_000, 700


@dataclass(frozen=True, slots=True)
class Account:
    """A passage once, with every coding of it that was found."""

    found: tuple[Found, ...]

    @property
    def first(self) -> Found:
        """The first coding; all have the passage, the source and the speaker in common."""
        return self.found[0]

    @property
    def place(self) -> str:
        """Where it stands, in a word or two: ``turn 17``, ``turns 17–19``, or ``at 1234`` where nobody takes turns."""
        first, last = self.first.turn, self.first.last_turn
        if first is None:
            return f"at {self.first.passage.start}"
        return f"turn {first}" if last is None or last <= first else f"turns {first}–{last}"

    @property
    def is_orphan(self) -> bool:
        """Whether its words are gone from the newest text of its source."""
        return self.first.passage.placement is Placement.ORPHANED

    def codes(self) -> list[tuple[str, str, tuple[str, ...]]]:
        """Each code's path and id once, with who gave it."""
        given: dict[tuple[str, str], dict[str, None]] = {}
        for each in self.found:
            given.setdefault((each.path, each.coding.code), {})[each.coding.by] = None
        return [(path, code, tuple(by)) for (path, code), by in given.items()]

    def memos(self) -> list[tuple[str, str]]:
        """Each memo once, with who wrote it."""
        return list(dict.fromkeys((each.coding.memo, each.coding.by) for each in self.found if each.coding.memo))


@dataclass(frozen=True, slots=True)
class CaseAccounts:
    """What is told in the sources of a case, source by source in the order of events."""

    case: str
    sources: tuple[tuple[SourceEntry, tuple[Account, ...]], ...]


def accounts(codings: Iterable[Found]) -> list[Account]:
    """Each passage once, in the order in which they were found."""
    by_passage: dict[str, list[Found]] = {}
    for each in codings:
        by_passage.setdefault(each.passage.id, []).append(each)
    return [Account(tuple(found)) for found in by_passage.values()]


def by_case(found: Sequence[Account]) -> list[CaseAccounts]:
    """Accounts under their cases and sources; the case is empty for those that belong to none."""
    grouped = []
    for case, of_case in groupby(found, key=lambda each: each.first.case):
        sources = [
            (same[0].first.source, tuple(same))
            for _, each in groupby(of_case, key=lambda each: each.first.source.id)
            if (same := list(each))
        ]
        grouped.append(CaseAccounts(case, tuple(sources)))
    return grouped


def facts_of(source: SourceEntry) -> list[str]:
    """What a source is, in a few words each."""
    facts = [source.kind.value, *source.informants]
    facts += [f"wave {source.wave}"] if source.wave else []
    return facts + ([str(source.date)] if source.date else [])


def several_coders(found: Iterable[Account]) -> bool:
    """Whether more than one person coded these, so that it has to be said who."""
    return len({each.coding.by for account in found for each in account.found}) > 1


def cut_middle(words: str) -> tuple[str, int, str]:
    """The words whole, or of very long ones the head, how many characters are left out, and the tail.

    Examples
    --------
    >>> cut_middle("I phoned.")
    ('I phoned.', 0, '')
    >>> head, missing, tail = cut_middle("word " * 1_000)
    >>> len(head) + missing + len(tail)
    5000
    """
    if len(words) <= _LONGEST:
        return words, 0, ""
    head, tail = words[:_HEAD].rpartition(" ")[0] or words[:_HEAD], words[-_TAIL:].partition(" ")[2] or words[-_TAIL:]
    return head, len(words) - len(head) - len(tail), tail
