"""What the desk says to a view; `frontend/src/messages.ts` has the same names.

Positions are Unicode code points, half-open, into the text of a source; times are milliseconds.
"""

from __future__ import annotations

from typing import Any

import msgspec

from ieworkbench.views.desk.to_desk import ActFields, Known, RecordRef

__all__ = ["FROM_DESK", "FromDesk", "plain"]

# ------------------------------------------------------------------------------ what is shown


class Line(msgspec.Struct, frozen=True):
    """Part of a message that goes out."""


class SourceLine(Line, frozen=True):
    """A source in the list."""

    id: str
    title: str
    kind: str
    cases: tuple[str, ...]
    informants: tuple[str, ...]
    wave: int | None
    language: str | None
    version: int
    codings: int


class TurnLine(Line, frozen=True):
    """A turn."""

    start: int
    end: int
    speaker: str | None
    start_ms: int | None


class SectionLine(Line, frozen=True):
    """A section."""

    start: int
    end: int
    kind: str
    level: int | None
    label: str | None
    text: str | None
    author: str | None
    date: str | None


class CodeLine(Line, frozen=True):
    """A code of the codebook."""

    id: str
    name: str
    path: str
    parents: tuple[str, ...]
    definition: str
    include: str
    exclude: str
    colour: str
    codable: bool
    used: int


class CodingLine(Line, frozen=True):
    """That words have a code."""

    id: str
    start: int
    end: int
    code: str
    memo: str
    by: str


class AccountLine(Line, frozen=True):
    """Words that tell of something on the map: an act, a text, a link."""

    id: str
    start: int
    end: int
    of: RecordRef
    label: str
    status: str
    polarity: str


class NoteLine(Line, frozen=True):
    """A memo on a passage."""

    id: str
    start: int
    end: int
    text: str


class ActLine(Line, frozen=True):
    """An act, in a list to choose from."""

    id: str
    label: str


Labelled = tuple[str, str]


class KnownThings(Line, frozen=True):
    """What the act form completes from."""

    doers: list[str]
    sites: list[str]
    cases: list[str]
    texts: list[str]
    acts: list[ActLine]
    statuses: list[Labelled]
    polarities: list[Labelled]
    works: list[Labelled]
    modes: list[Labelled]
    genres: list[Labelled]


class OtherAccount(Line, frozen=True):
    """Something that words overlapping a place tell of."""

    of: RecordRef
    label: str


class ActBeginning(Line, frozen=True):
    """What the act form begins with at a place."""

    known: Known
    act: ActFields
    others: list[OtherAccount]


class FoundPlace(Line, frozen=True):
    """A place where words stand, with a few words on either side."""

    source: str
    version: int
    start: int
    end: int
    before: str
    quote: str
    after: str


class Finding(Line, frozen=True):
    """Places where words stand, and how many more there are."""

    places: list[FoundPlace]
    more: int


# ----------------------------------------------------------------------- from the desk to a view


class FromDesk(Line, tag_field="tell", frozen=True):
    """What the desk says."""


class TellBegins(FromDesk, tag="begins", frozen=True):
    """What a view in a cell was asked for, before all else: ids, by names."""

    asked: dict[str, str]


class TellStudy(FromDesk, tag="study", frozen=True):
    """The study, its sources, and the words of the interface."""

    key: str
    title: str
    person: str
    language: str
    read_only: bool
    words: dict[str, str]
    sources: list[SourceLine]
    number: int


class TellCodebook(FromDesk, tag="codebook", frozen=True):
    """Every code, and those last given."""

    codes: list[CodeLine]
    recent: list[str]


class TellKnown(FromDesk, tag="known", frozen=True):
    """What the act form completes from."""

    things: KnownThings


class TellText(FromDesk, tag="text", frozen=True):
    """The text of a source."""

    source: SourceLine
    version: int
    content: str
    turns: list[TurnLine]
    sections: list[SectionLine]


class TellMarks(FromDesk, tag="marks", frozen=True):
    """Everything that stands on the words of a source."""

    source: str
    version: int
    number: int
    codings: list[CodingLine]
    accounts: list[AccountLine]
    notes: list[NoteLine]


class TellRemarked(FromDesk, tag="remarked", frozen=True):
    """What changed among the marks last told."""

    source: str
    version: int
    number: int
    codings: list[CodingLine]
    accounts: list[AccountLine]
    notes: list[NoteLine]
    gone: list[str]


class TellUsed(FromDesk, tag="used", frozen=True):
    """How many codings codes and sources have, where that changed; and the codes last given."""

    codes: dict[str, int]
    sources: dict[str, int]
    recent: list[str]


class TellDone(FromDesk, tag="done", frozen=True):
    """An edit is on the disk, and was made once."""

    op: str
    number: int
    said: str


class TellRefused(FromDesk, tag="refused", frozen=True):
    """An edit was not made and never will be."""

    op: str
    sentence: str


class TellLater(FromDesk, tag="later", frozen=True):
    """An edit was not made now, and may be sent again."""

    op: str
    sentence: str


class TellAnswer(FromDesk, tag="answer", frozen=True):
    """The answer to a question."""

    ask: int
    answer: Any


class TellUnanswered(FromDesk, tag="unanswered", frozen=True):
    """Why a question has no answer."""

    ask: int
    sentence: str


class TellChanged(FromDesk, tag="changed", frozen=True):
    """Somebody else changed something."""

    number: int
    said: str


class TellGo(FromDesk, tag="go", frozen=True):
    """Show these words of the source that is open."""

    source: str
    start: int
    end: int


class TellGone(FromDesk, tag="gone", frozen=True):
    """What was asked for is not there, or was not understood."""

    sentence: str


FROM_DESK = (
    TellBegins, TellStudy, TellCodebook, TellKnown, TellText, TellMarks, TellRemarked, TellUsed, TellDone, TellRefused, TellLater,
    TellAnswer, TellUnanswered, TellChanged, TellGo, TellGone,
)  # fmt: skip


def plain(message: FromDesk) -> dict[str, Any]:
    """A message as dictionaries, lists and words, as a view is sent it."""
    found: dict[str, Any] = msgspec.to_builtins(message)
    return found
