"""What a researcher writes and ties together herself: memos, links, sets, attributes.

All of them are about other records, whatever their kind, and name them by a `RecordRef`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from ieworkbench.errors import RecordWrong
from ieworkbench.model.account import Account
from ieworkbench.model.display import Brief, keep_parts
from ieworkbench.model.link_kinds import CHAIN_RECORDS
from ieworkbench.model.vocabulary import AttributeType, Direction, Layer, MemoKind, RecordKind

__all__ = ["Attribute", "AttributeValue", "Link", "Memo", "RecordRef", "RecordSet"]

_MENTION = re.compile(r"\[\[([^\[\]\n]+)\]\]")
_EPOCH = dt.datetime(1970, 1, 1)  # noqa: DTZ001 - moments are kept in UTC, without saying so each time


@dataclass(frozen=True, slots=True, order=True, repr=False)
class RecordRef(Brief):
    """Which record: its kind and its id."""

    kind: RecordKind
    id: str

    def __str__(self) -> str:
        return f"{self.kind.value} {self.id}"

    def __hash__(self) -> int:
        """By the id alone: of two kinds hardly any are alike, and references are looked up by the thousand."""
        return hash(self.id)


@dataclass(frozen=True, slots=True, repr=False)
class Memo(Brief):
    """A dated text of the researcher's, on anything or on nothing in particular.

    Every change of its text is a new version; the earlier ones are kept.

    Attributes
    ----------
    id
        A made id.
    text
        What it says. ``[[U1]]`` or ``[[code trouble]]`` in it leads to another record.
    title
        What it is called, or empty.
    about
        The record it is on; ``None`` for a memo of its own.
    kind
        ``memo``, or ``problematic`` for the study's problematic.
    by, at
        Who wrote this version, and when, in UTC.
    version
        From 1.
    """

    id: str
    text: str
    title: str = ""
    about: RecordRef | None = None
    kind: MemoKind = MemoKind.MEMO
    by: str = ""
    at: dt.datetime = _EPOCH
    version: int = 1

    @property
    def mentions(self) -> tuple[str, ...]:
        """What stands between double brackets in its text, in order, each once.

        Examples
        --------
        >>> Memo("m", "See [[U1]] and [[code trouble]], then [[U1]] again.").mentions
        ('U1', 'code trouble')
        """
        return tuple(dict.fromkeys(each.strip() for each in _MENTION.findall(self.text) if each.strip()))


@dataclass(frozen=True, slots=True, repr=False)
class Link(Brief):
    """That one record leads to another, in a way that has a name.

    Attributes
    ----------
    id
        A made id.
    kind
        What the one does to the other, such as ``"contradicts"``; may be empty. Between acts, texts,
        copies and resources it is a `LinkKind`, or a kind of the study's own.
    origin, target
        The two records.
    direction
        ``one way`` from origin to target, ``both ways``, or ``undirected``.
    note
        Why.
    by, at
        Who linked them, and when, in UTC.
    layer
        On a map: what happened, what regularly happens, or what is supposed to happen.
    derived
        Whether it holds only through a text as a whole, as the analyst judges.
    accounts
        The words that tell of it, in the order of the course of events.
    inferred
        Why the analyst holds that it is so, where no words tell of it.
    gap
        What is not known, where the link itself is a gap.
    """

    id: str
    kind: str
    origin: RecordRef
    target: RecordRef
    direction: Direction = Direction.ONE_WAY
    note: str = field(default="", repr=False)
    by: str = ""
    at: dt.datetime = _EPOCH
    layer: Layer | None = None
    derived: bool = False
    accounts: tuple[Account, ...] = field(default=(), repr=False)
    inferred: str = field(default="", repr=False)
    gap: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        keep_parts(self, "accounts")

    @property
    def on_map(self) -> bool:
        """Whether it joins two things that stand on a map."""
        return self.origin.kind in CHAIN_RECORDS and self.target.kind in CHAIN_RECORDS


@dataclass(frozen=True, slots=True, repr=False)
class RecordSet(Brief):
    """Records put together under a name, whatever their kinds."""

    id: str
    name: str
    members: tuple[RecordRef, ...] = ()
    description: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        keep_parts(self, "members")


@dataclass(frozen=True, slots=True, repr=False)
class Attribute(Brief):
    """Something that can be said of cases, sources or informants: ``"county"``, ``"year of birth"``.

    Attributes
    ----------
    id
        A made id.
    name
        What it is called; no two attributes of a study have one name.
    type
        What its values are.
    description
        What it means.
    """

    id: str
    name: str
    type: AttributeType = AttributeType.TEXT
    description: str = field(default="", repr=False)

    def checked(self, value: str) -> str:
        """``value`` as values of this attribute are written.

        Whole numbers and numbers have a point and no blanks; yes and no are ``yes`` and ``no``;
        dates and times are written as ISO 8601.

        Raises
        ------
        RecordWrong
            If it is none.
        """
        try:
            return _WRITTEN[self.type](value.strip())
        except (ValueError, KeyError) as error:
            raise RecordWrong("attribute", self.name, f"“{value[:40]}” is no {self.type.value}") from error


@dataclass(frozen=True, slots=True, repr=False)
class AttributeValue(Brief):
    """What an attribute is for one record. ``attribute`` is the attribute's id."""

    attribute: str
    about: RecordRef
    value: str


def _whole(value: str) -> str:
    if not re.fullmatch(r"[+-]?[0-9]+", value):
        raise ValueError(value)
    return str(int(value))


def _number(value: str) -> str:
    if not re.fullmatch(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?", value):
        raise ValueError(value)
    return value


def _date(value: str) -> str:
    return dt.date.fromisoformat(value).isoformat()


def _moment(value: str) -> str:
    return dt.datetime.fromisoformat(value).isoformat()


_YES_NO = {"true": "yes", "1": "yes", "yes": "yes", "ja": "yes", "false": "no", "0": "no", "no": "no", "nei": "no"}
_WRITTEN: dict[AttributeType, Callable[[str], str]] = {
    AttributeType.TEXT: str,
    AttributeType.YES_NO: lambda value: _YES_NO[value.casefold()],
    AttributeType.WHOLE_NUMBER: _whole,
    AttributeType.NUMBER: _number,
    AttributeType.DATE: _date,
    AttributeType.MOMENT: _moment,
}
