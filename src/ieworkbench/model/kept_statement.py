"""A statement that a study keeps, and what was decided on those that were proposed.

A proposal is words in one text. What a researcher accepts, or takes apart herself, stands on passages
that the study keeps: every part leads back to its words, and goes along when a source is corrected.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from ieworkbench.errors import RecordWrong
from ieworkbench.model.display import Brief
from ieworkbench.model.passage import Passage
from ieworkbench.model.statement import ActorKind, Deontic, OrElse
from ieworkbench.model.vocabulary import Word

__all__ = ["Decision", "KeptStatement", "StatementDecision", "StatementPart"]

_EPOCH = dt.datetime(1970, 1, 1)  # noqa: DTZ001 - moments are kept in UTC, without saying so each time


class StatementPart(Word):
    """What a stretch of words does in a statement."""

    ATTRIBUTE = "attribute", "hvem", "kven", "Who is obliged, allowed or entitled."
    DEONTIC = "deontic", "regelord", "regelord", "The words that oblige, forbid, allow or entitle."
    AIM = "aim", "handling", "handling", "What is done: the verb with what belongs to it."
    OBJECT = "object", "hva", "kva", "What it is about."
    CONDITION = "condition", "vilkår", "vilkår", "On which condition."
    EXCEPTION = "exception", "unntak", "unntak", "A condition that excepts: unless."
    DESPITE = "despite", "selv om", "sjølv om", "What makes no difference: even if."
    LIMIT = "limit", "frist", "frist", "By when, or how often."
    OR_ELSE = "or-else", "ellers", "elles", "What the text says will follow if it is not done."
    REFERS_TO = "refers to", "viser til", "viser til", "Another text it refers to."


class Decision(Word):
    """What became of a proposed statement."""

    ACCEPTED = "accepted", "godtatt", "godteken", "It was kept as it was proposed."
    CHANGED = "changed", "endret", "endra", "It was kept, and its parts or its words of a list were changed."
    REFUSED = "refused", "avvist", "avvist", "It was not kept."


@dataclass(frozen=True, slots=True, repr=False)
class KeptStatement(Brief):
    """A rule said in a text, taken apart, as a study keeps it.

    Attributes
    ----------
    id
        A made id, unless the researcher chose one.
    passage
        The sentence; of a list under a lead-in, the item. Parts may stand outside it.
    deontic
        What it does: ``obligation``, ``prohibition``, ``permission``, ``entitlement``, ``none``.
    attribute
        Who is obliged, allowed or entitled; ``None`` if the text does not say who.
    aim, object
        The verb, with what belongs to it, and what it is about.
    conditions
        Each with the word that opens it; exceptions are among them.
    or_else, or_else_status
        What the text says will follow if it is not done. It has words exactly if it is ``in the
        text``; there are none if it is ``implied`` or ``absent``.
    references
        Other texts it refers to.
    deontic_words
        The words that oblige, forbid, allow or entitle.
    exceptions
        Those conditions that except: unless.
    despite
        What makes no difference: even if.
    limit
        By when, or how often.
    actor
        What kind of doer is meant.
    negated
        Whether it says that the right is not there.
    language
        The code of the language it is in, or empty.
    rule
        How it was found; empty for one that was taken apart by hand.
    decision
        The id of the decision by which a proposal became this; empty for one taken apart by hand.
    note
        What the researcher adds.
    by, at
        Who kept it, and when, in UTC.
    """

    id: str
    passage: Passage
    deontic: Deontic
    attribute: Passage | None = None
    aim: Passage | None = None
    object: Passage | None = None
    conditions: tuple[Passage, ...] = ()
    or_else: Passage | None = None
    or_else_status: OrElse = OrElse.ABSENT
    references: tuple[Passage, ...] = ()
    deontic_words: Passage | None = None
    exceptions: tuple[Passage, ...] = ()
    despite: tuple[Passage, ...] = ()
    limit: Passage | None = None
    actor: ActorKind = ActorKind.UNNAMED
    negated: bool = False
    language: str = ""
    rule: str = field(default="", repr=False)
    decision: str = field(default="", repr=False)
    note: str = field(default="", repr=False)
    by: str = ""
    at: dt.datetime = _EPOCH

    def __post_init__(self) -> None:
        if (self.or_else is not None) != (self.or_else_status is OrElse.IN_THE_TEXT):
            why = "an or-else that is in the text has its words there, and one that is not has none"
            raise RecordWrong("or-else", self.or_else_status.value, why)

    @property
    def source(self) -> str:
        """The id of the source it stands in."""
        return self.passage.source

    @property
    def quote(self) -> str:
        """The sentence."""
        return self.passage.quote

    @property
    def condition(self) -> Passage | None:
        """The first condition."""
        return self.conditions[0] if self.conditions else None

    @property
    def refers_to(self) -> Passage | None:
        """The first other text it refers to."""
        return self.references[0] if self.references else None

    @property
    def parts(self) -> tuple[tuple[StatementPart, Passage], ...]:
        """Every part that has words, with what it is."""
        one = StatementPart
        named = [
            (one.ATTRIBUTE, self.attribute),
            (one.DEONTIC, self.deontic_words),
            (one.AIM, self.aim),
            (one.OBJECT, self.object),
            *((one.EXCEPTION if each in self.exceptions else one.CONDITION, each) for each in self.conditions),
            *((one.DESPITE, each) for each in self.despite),
            (one.LIMIT, self.limit),
            (one.OR_ELSE, self.or_else),
            *((one.REFERS_TO, each) for each in self.references),
        ]
        return tuple((part, words) for part, words in named if words is not None)


@dataclass(frozen=True, slots=True, repr=False)
class StatementDecision(Brief):
    """What was decided on a proposed statement: its trail, which stays if the statement is removed.

    Attributes
    ----------
    id
        A made id.
    passage
        The sentence of the proposal.
    deontic
        What was proposed that it does.
    decision
        ``accepted``, ``changed`` or ``refused``.
    cue
        The words by which it was told from other proposals in the same sentence, if it has any.
    method
        What proposed it: lexicons with their versions, and the pipeline.
    proposed
        How many statements the same reading of the text proposed.
    note
        Why.
    by, at
        Who decided, and when, in UTC.
    """

    id: str
    passage: Passage
    deontic: Deontic
    decision: Decision
    cue: Passage | None = None
    method: str = ""
    proposed: int = 0
    note: str = field(default="", repr=False)
    by: str = ""
    at: dt.datetime = _EPOCH
