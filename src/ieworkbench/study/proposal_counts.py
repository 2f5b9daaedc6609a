"""How many proposed statements were accepted, changed and refused: what a method note has to say."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from ieworkbench.model.kept_statement import Decision, KeptStatement, StatementDecision
from ieworkbench.sentences import counted
from ieworkbench.study.table import Table

__all__ = ["ProposalCount", "ProposalCounts", "counted_proposals"]


@dataclass(frozen=True, slots=True)
class ProposalCount:
    """What became of the statements that one method proposed for one source.

    Attributes
    ----------
    source
        The source's id.
    method
        What proposed them: lexicons with their versions, and the pipeline.
    proposed
        How many it proposed.
    accepted
        How many are kept as they were proposed.
    changed
        How many are kept, and were changed.
    removed
        How many were kept at first, and removed since.
    refused
        How many were refused.
    """

    source: str
    method: str
    proposed: int
    accepted: int
    changed: int
    removed: int
    refused: int

    @property
    def undecided(self) -> int:
        """How many of them nothing was decided on."""
        return self.proposed - self.accepted - self.changed - self.removed - self.refused


class ProposalCounts(Table[ProposalCount]):
    """What became of every proposed statement, by source and method.

    Attributes
    ----------
    by_hand
        How many statements were taken apart by hand, and never proposed.
    """

    def __init__(self, counts: Iterable[ProposalCount], by_hand: int) -> None:
        super().__init__("counts of proposals", counts, ProposalCount)
        self.by_hand = by_hand

    @property
    def note(self) -> str:
        """All of it in the sentences of a method note."""
        return " ".join(self._sentences())

    def _sentences(self) -> Iterator[str]:
        by_method: dict[str, list[ProposalCount]] = defaultdict(list)
        for each in self:
            by_method[each.method].append(each)
        for method, counts in by_method.items():
            summed = {name: sum(getattr(each, name) for each in counts) for name in _NAMES}
            where = counted(len({each.source for each in counts}), "source")
            became = ", ".join(f"{summed[name]:,} {said}" for name, said in _SAID.items())
            yield f"{_of(summed['proposed'])} proposed in {where} ({method.rstrip('.')}): {became}."
        if self.by_hand:
            yield f"{_of(self.by_hand)} taken apart by hand."


_SAID = {
    "accepted": "accepted",
    "changed": "accepted with changes",
    "removed": "removed again",
    "refused": "refused",
    "undecided": "undecided",
}
_NAMES = ("proposed", *_SAID)


def _of(number: int) -> str:
    return counted(number, "statement was", "statements were")


def counted_proposals(decisions: Iterable[StatementDecision], kept: Collection[KeptStatement]) -> ProposalCounts:
    """Count decisions; where two people decided on one proposal, who did so last counts.

    Parameters
    ----------
    decisions
        Every decision there is.
    kept
        Every statement there is.
    """
    standing = {each.decision for each in kept if each.decision}
    groups: dict[tuple[str, str], list[_Became]] = defaultdict(list)
    for each in _what_became(decisions, standing):
        groups[each[0].passage.source, each[0].method].append(each)
    counts = [_count(*key, group) for key, group in groups.items()]
    return ProposalCounts(counts, sum(not each.decision for each in kept))


_Became = tuple[StatementDecision, Decision | None]
"""What was decided on a proposal, and what it is now; ``None`` if no statement rests on it any more."""


def _what_became(decisions: Iterable[StatementDecision], standing: Collection[str]) -> Iterator[_Became]:
    by_proposal: dict[object, list[StatementDecision]] = defaultdict(list)
    for each in decisions:
        by_proposal[each.passage.id, each.cue and each.cue.id, each.deontic].append(each)
    for group in by_proposal.values():
        last = max(group, key=lambda each: (each.at, each.by)).by
        others = [each for each in group if each.by != last and each.id in standing]
        for each in group:
            if each.by == last:
                yield each, _now(each, others, standing)


def _now(each: StatementDecision, others: list[StatementDecision], standing: Collection[str]) -> Decision | None:
    """What a proposal is now; a statement that two accepted rests on the decision of one of them."""
    if each.decision is Decision.REFUSED or each.id in standing:
        return each.decision
    return others.pop(0).decision if others else None


def _count(source: str, method: str, group: Collection[_Became]) -> ProposalCount:
    became = Counter(now for _, now in group)
    newest = max((each for each, _ in group), key=lambda each: each.at)
    return ProposalCount(
        source,
        method,
        max(newest.proposed, len(group)),
        became[Decision.ACCEPTED],
        became[Decision.CHANGED],
        became[None],
        became[Decision.REFUSED],
    )
