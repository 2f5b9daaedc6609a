"""A statement: a rule said in a text, taken apart into who, must or may, what, on which condition, or else.

Every part is words in a place. Nothing stands in a statement that does not stand in the text: an
or-else that the text does not state has no words.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ieworkbench.errors import RecordWrong
from ieworkbench.model.display import Brief
from ieworkbench.model.vocabulary import Word

__all__ = ["ActorKind", "Deontic", "OrElse", "Span", "Statement"]


class Deontic(Word):
    """What a statement does to whom it names."""

    OBLIGATION = "obligation", "plikt", "plikt", "Somebody has to do it."
    PROHIBITION = "prohibition", "forbud", "forbod", "Somebody must not, or cannot, do it."
    PERMISSION = "permission", "tillatelse", "løyve", "Somebody may do it, or need not."
    ENTITLEMENT = "entitlement", "rettighet", "rett", "Somebody has a right to it."
    NONE = "none", "ingen", "ingen", "The text says what follows, and nobody is told to do it or allowed to."


class OrElse(Word):
    """What the text says of what follows if it is not done."""

    IN_THE_TEXT = "in the text", "i teksten", "i teksten", "The text says it, in these words."
    IMPLIED = "implied", "underforstått", "underforstått", "The text says what is gained, and so what would be lost."
    ABSENT = "absent", "ikke nevnt", "ikkje nemnt", "The text says nothing of it."


class ActorKind(Word):
    """Whom a statement obliges or entitles."""

    PERSON = "person", "person", "person", "The one the text is about, or another private person."
    OFFICE = "office", "kontor", "kontor", "An office, or somebody who acts for one."
    UNNAMED = "unnamed", "ikke nevnt", "ikkje nemnt", "The text does not say who."
    UNKNOWN = "unknown", "ukjent", "ukjend", "The text names somebody who is on no list of persons or offices."


@dataclass(frozen=True, slots=True, repr=False)
class Span(Brief):
    """Words in a place of one text.

    Attributes
    ----------
    start, end
        Code points, half-open.
    text
        What stands there: always equal to the slice of the text.
    """

    start: int
    end: int
    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True, repr=False)
class Statement(Brief):
    """A rule said in a text, taken apart; a proposal until a researcher accepts it.

    Attributes
    ----------
    start, end, quote
        The sentence; where a list stands under a lead-in, the item. Parts may stand outside it, as
        those of a lead-in do, or an or-else in the next sentence.
    deontic
        What it does: ``obligation``, ``prohibition``, ``permission``, ``entitlement``, ``none``.
    deontic_words
        The words that do it.
    attribute
        Who is obliged, allowed or entitled; ``None`` if the text does not say who.
    actor
        What kind of doer that is.
    aim, object
        The verb, with what belongs to it, and what it is about.
    conditions
        Each with the word that opens it, in the order of the text; exceptions are among them.
    exceptions
        Those conditions that except: unless.
    despite
        What makes no difference: even if.
    limit
        By when, or how often.
    or_else, or_else_status
        What the text says will follow if it is not done; ``in the text``, ``implied``, ``absent``.
    references
        Other texts it refers to.
    negated
        Whether it says that the right is not there.
    language
        Whose cue words found it.
    rule
        How it was found, in a few words.
    """

    start: int
    end: int
    quote: str
    deontic: Deontic
    attribute: Span | None = None
    aim: Span | None = None
    object: Span | None = None
    conditions: tuple[Span, ...] = ()
    or_else: Span | None = None
    or_else_status: OrElse = OrElse.ABSENT
    references: tuple[Span, ...] = ()
    deontic_words: Span | None = None
    exceptions: tuple[Span, ...] = ()
    despite: tuple[Span, ...] = ()
    limit: Span | None = None
    actor: ActorKind = ActorKind.UNNAMED
    negated: bool = False
    language: str = ""
    rule: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        if (self.or_else is not None) != (self.or_else_status is OrElse.IN_THE_TEXT):
            raise RecordWrong("or-else", self.or_else_status.value, "an or-else has words exactly if it is in the text")

    @property
    def condition(self) -> Span | None:
        """The first condition."""
        return self.conditions[0] if self.conditions else None

    @property
    def refers_to(self) -> Span | None:
        """The first other text it refers to."""
        return self.references[0] if self.references else None

    @property
    def parts(self) -> tuple[tuple[str, Span], ...]:
        """Every part that has words, with its name, in the order of the text."""
        named = [
            ("attribute", self.attribute),
            ("deontic", self.deontic_words),
            ("aim", self.aim),
            ("object", self.object),
            *(("exception" if each in self.exceptions else "condition", each) for each in self.conditions),
            *(("despite", each) for each in self.despite),
            ("limit", self.limit),
            ("or-else", self.or_else),
            *(("refers to", each) for each in self.references),
        ]
        found = [(name, span) for name, span in named if span is not None]
        return tuple(sorted(found, key=lambda each: (each[1].start, -each[1].end)))
