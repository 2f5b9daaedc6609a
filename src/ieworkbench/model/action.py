"""What people do: acts with their doers, what is granted, disjunctures and circuits.

Unknown is a value here, never a blank: an act whose doer nobody names has the doer `UNKNOWN_DOER`,
and that is what the map shows and what the analyst asks next.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from ieworkbench.model.account import Account
from ieworkbench.model.dates import SaidDate
from ieworkbench.model.display import Brief, keep_parts
from ieworkbench.model.notes import RecordRef
from ieworkbench.model.vocabulary import ActMode, CircuitKind, DoerKind, Layer, ResourceKind

__all__ = ["UNKNOWN_DOER", "Act", "Circuit", "Disjuncture", "Doer", "Resource", "Side", "Task"]

_EPOCH = dt.datetime(1970, 1, 1)  # noqa: DTZ001 - moments are kept in UTC, without saying so each time


@dataclass(frozen=True, slots=True, order=True, repr=False)
class Doer(Brief):
    """Who does something: an informant by code, a role, a collective, or openly nobody known.

    Attributes
    ----------
    name
        The informant's code, or the role or collective in words; empty if unknown.
    kind
        Which of these it is.
    """

    name: str = ""
    kind: DoerKind = DoerKind.UNKNOWN

    def __str__(self) -> str:
        return self.name if self.known else "doer unknown"

    @property
    def known(self) -> bool:
        """Whether anybody says who it is."""
        return self.kind is not DoerKind.UNKNOWN


UNKNOWN_DOER = Doer()
"""Nobody says who."""


@dataclass(frozen=True, slots=True, repr=False)
class Task(Brief):
    """Something that a meeting gives somebody to do.

    Attributes
    ----------
    what
        The task.
    doer
        Who is to do it.
    done_in
        The id of the act in which it was done; empty if no account tells of one.
    """

    what: str
    doer: Doer = UNKNOWN_DOER
    done_in: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Act(Brief):
    """Something that somebody does, as accounts tell of it.

    Attributes
    ----------
    id
        Its name in the study: made, unless the researcher chose one.
    doing
        A verb phrase: ``"tells her to come back when she has lost weight"``.
    doer
        Who.
    with_whom
        With whom.
    initiative
        At whose initiative.
    purpose
        What for, as it was told.
    means
        With what.
    site
        The id of the site where.
    when
        When, as it was said. Before and after are links.
    mode
        What sort of doing it is.
    case
        The id of the case it belongs to.
    layer
        What happened, what regularly happens, or what is supposed to happen.
    outcome
        What came of it.
    participants, tasks
        Of a meeting: who was there, and what it gave whom to do.
    particulars
        Of a regular act: the ids of the particular acts it rests on.
    accounts
        The words that tell of it, in the order of the course of events.
    inferred
        Why the analyst holds that it was done, where no words tell of it.
    gap
        What is not known, where the act itself is a gap: ``"Who turned the form into points?"``.
    note
        What the analyst adds.
    by, at
        Who recorded it, and when, in UTC.
    """

    id: str
    doing: str
    doer: Doer = UNKNOWN_DOER
    with_whom: tuple[Doer, ...] = ()
    initiative: Doer = UNKNOWN_DOER
    purpose: str = field(default="", repr=False)
    means: str = field(default="", repr=False)
    site: str | None = None
    when: SaidDate | None = None
    mode: ActMode = ActMode.DO
    case: str | None = None
    layer: Layer = Layer.PARTICULAR
    outcome: str = field(default="", repr=False)
    participants: tuple[Doer, ...] = ()
    tasks: tuple[Task, ...] = field(default=(), repr=False)
    particulars: tuple[str, ...] = ()
    accounts: tuple[Account, ...] = field(default=(), repr=False)
    inferred: str = field(default="", repr=False)
    gap: str = field(default="", repr=False)
    note: str = field(default="", repr=False)
    by: str = ""
    at: dt.datetime = field(default=_EPOCH, repr=False)

    def __post_init__(self) -> None:
        keep_parts(self, "with_whom", "participants", "tasks", "accounts")

    @property
    def negative(self) -> bool:
        """Whether every account says that it was not done."""
        return bool(self.accounts) and all(each.polarity.negative for each in self.accounts)

    @property
    def disputed(self) -> bool:
        """Whether some accounts say that it was done, and others that it was not."""
        return len({each.polarity.negative for each in self.accounts}) > 1


@dataclass(frozen=True, slots=True, repr=False)
class Resource(Brief):
    """Money, a place, a device: what is granted or withheld.

    Attributes
    ----------
    id
        Its name in the study: made, unless the researcher chose one.
    name
        What it is called: ``"rehabilitation allowance"``.
    kind
        What sort of thing it is.
    case
        The id of the case it belongs to.
    site
        The id of the site it comes from or lies at.
    note
        What the analyst adds.
    """

    id: str
    name: str
    kind: ResourceKind = ResourceKind.OTHER
    case: str | None = None
    site: str | None = None
    note: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, repr=False)
class Side(Brief):
    """One version of what is so.

    Attributes
    ----------
    says
        What this side has it be, in a few words.
    accounts
        The words.
    record
        The act, text or informant whose side it is.
    id
        The side's name in its study; empty until it is kept there.
    """

    says: str
    accounts: tuple[Account, ...] = field(default=(), repr=False)
    record: RecordRef | None = None
    id: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        keep_parts(self, "accounts")


@dataclass(frozen=True, slots=True, repr=False)
class Disjuncture(Brief):
    """Two or more versions of one reality: as it is lived, and as the institution has it.

    Attributes
    ----------
    id
        A made id.
    what
        What the sides are about, in a few words.
    sides
        Two or more, each with its words.
    where
        The acts, texts or links at which it shows.
    follows
        What follows from it.
    case
        The id of the case it belongs to.
    note
        What the analyst adds.
    """

    id: str
    what: str
    sides: tuple[Side, ...] = ()
    where: tuple[RecordRef, ...] = ()
    follows: str = field(default="", repr=False)
    case: str | None = None
    note: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        keep_parts(self, "sides", "where")


@dataclass(frozen=True, slots=True, repr=False)
class Circuit(Brief):
    """A closed course of links that the analyst holds to be an institutional circuit.

    Attributes
    ----------
    id
        A made id.
    name
        What it is called.
    links
        The ids of its links, in the order in which they are gone through.
    reason
        Why the analyst calls it so.
    kind
        What kind of circuit it is.
    boss
        The text that everything is fitted to, as the analyst judges.
    actuality, representation, authorised
        What is the case; the text that stands for it; the act that follows.
    """

    id: str
    name: str
    links: tuple[str, ...] = ()
    reason: str = field(default="", repr=False)
    kind: CircuitKind = CircuitKind.INSTITUTIONAL
    boss: RecordRef | None = None
    actuality: RecordRef | None = None
    representation: RecordRef | None = None
    authorised: RecordRef | None = None
