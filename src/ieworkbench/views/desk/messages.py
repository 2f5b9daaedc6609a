"""What a view and the desk say to each other; `frontend/src/messages.ts` has the same names.

Positions are Unicode code points, half-open, into the text of a source; times are milliseconds.
What comes in is looked at strictly: a message with a field too many, or one of the wrong sort, is none.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec

__all__ = ["EDITS", "FROM_DESK", "QUESTIONS", "TO_DESK", "Edit", "FromDesk", "Question", "ToDesk", "plain", "read"]

Position = Annotated[int, msgspec.Meta(ge=0)]
Short = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


class Heard(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Part of a message that comes in."""


class Place(Heard, frozen=True):
    """Words in a place, as the view saw them: the desk refuses them if anything else stands there."""

    source: str
    version: int
    start: Position
    end: Position
    quote: str


class Known(Heard, frozen=True):
    """How the words know of what they tell, in the study's word lists."""

    status: str
    polarity: str
    work: str


class RecordRef(Heard, frozen=True):
    """Which record is meant."""

    kind: str
    id: str


class ActFields(Heard, frozen=True):
    """The act form; what is empty is openly unknown."""

    doing: str
    doer: str = ""
    with_whom: list[str] = []
    initiative: str = ""
    purpose: str = ""
    uses: str = ""
    produces: str = ""
    site: str = ""
    when: str = ""
    mode: str = "do"
    case: str = ""


class SideFields(Heard, frozen=True):
    """One side of a disjuncture."""

    says: str
    at: Place


# ------------------------------------------------------------------------------------- edits


class Edit(Heard, tag_field="kind", frozen=True):
    """One change, made by one verb of a study in one step that can be undone."""


class Code(Edit, tag="code", frozen=True):
    """Give words codes."""

    at: Place
    codes: list[str]
    memo: str = ""


class NewCode(Edit, tag="new-code", frozen=True):
    """Make a code, and give it to words in the same step if there are any."""

    name: str
    under: str = ""
    definition: str = ""
    at: Place | None = None


class ChangeCode(Edit, tag="change-code", frozen=True):
    """Rename a code, or say anew what it means; what is not given stays."""

    code: str
    name: str | None = None
    definition: str | None = None


class Uncode(Edit, tag="uncode", frozen=True):
    """Take a code off words."""

    coding: str


class Memo(Edit, tag="memo", frozen=True):
    """Say of a coding why, or what to ask next."""

    coding: str
    memo: str


class Recode(Edit, tag="recode", frozen=True):
    """Give words another code instead."""

    coding: str
    code: str


class Move(Edit, tag="move", frozen=True):
    """Move the edges of a coding."""

    coding: str
    at: Place


class Note(Edit, tag="note", frozen=True):
    """Write a memo on words."""

    at: Place
    text: str


class Renote(Edit, tag="renote", frozen=True):
    """Write a memo on words anew."""

    note: str
    text: str


class Unnote(Edit, tag="unnote", frozen=True):
    """Remove a memo on words."""

    note: str


class Unaccount(Edit, tag="unaccount", frozen=True):
    """Words no longer tell of something; it stays, if it rests on others."""

    account: str


class MarkAct(Edit, tag="act", frozen=True):
    """Record an act, with the text it takes up and the one it makes."""

    at: Place
    known: Known
    act: ActFields


class TellOf(Edit, tag="account", frozen=True):
    """Note that words tell of something that is recorded already."""

    of: RecordRef
    at: Place
    known: Known


class HearOfText(Edit, tag="text", frozen=True):
    """Record a text that is first heard of here."""

    at: Place
    known: Known
    title: str
    genre: str


class MarkDisjuncture(Edit, tag="disjuncture", frozen=True):
    """Record two or more versions of one reality."""

    what: str
    sides: list[SideFields]
    case: str = ""


class Pin(Edit, tag="pin", frozen=True):
    """Keep a box of a map where it was put."""

    map: str
    node: str
    x: float
    y: float


class Unpin(Edit, tag="unpin", frozen=True):
    """Let a box of a map go where the layout puts it."""

    map: str
    node: str


class Lanes(Edit, tag="lanes", frozen=True):
    """Put the lanes of a map in an order."""

    map: str
    order: list[str]


class LayOut(Edit, tag="lay-out", frozen=True):
    """Lay a map out anew; chosen places hold."""

    map: str


class DecideStatement(Edit, tag="statement", frozen=True):
    """Accept, refuse or change a proposed statement; what is changed, by the names of its parts and of its words."""

    decide: Literal["accept", "refuse", "change"]
    source: str
    key: str
    parts: dict[str, list[Place]] = {}
    says: dict[str, str] = {}


class Undo(Edit, tag="undo", frozen=True):
    """Take back the last change."""


class Redo(Edit, tag="redo", frozen=True):
    """Make again what was taken back."""


EDITS = (
    Code, NewCode, ChangeCode, Uncode, Memo, Recode, Move, Note, Renote, Unnote, Unaccount, MarkAct, TellOf, HearOfText, MarkDisjuncture, Pin, Unpin, Lanes,
    LayOut, DecideStatement, Undo, Redo,
)  # fmt: skip


# --------------------------------------------------------------------------------- questions


class Question(Heard, tag_field="what", frozen=True):
    """What a view may ask; each answer goes to the one who asked."""


class Find(Question, tag="find", frozen=True):
    """Where these words stand."""

    words: str


class BeginAct(Question, tag="act", frozen=True):
    """What the form of an act told of here begins with."""

    at: Place


class ShowMap(Question, tag="map", frozen=True):
    """What the map of a case and a layer looks like, if it is another than the one that the view has."""

    case: str
    layer: str
    has: int = -1


class ShowRecord(Question, tag="record", frozen=True):
    """What a thing on a map is, and the words it rests on."""

    map: str
    ref: RecordRef


class TraceMap(Question, tag="trace", frozen=True):
    """What leads to a box of a map, and on from it."""

    map: str
    node: str


class FindGaps(Question, tag="gaps", frozen=True):
    """What nobody says yet of what stands on a map."""

    map: str


class FindOnMap(Question, tag="on-map", frozen=True):
    """What on a map is called so, or is told of in these words."""

    map: str
    words: str


class SuggestLanes(Question, tag="lanes", frozen=True):
    """An order of a map's lanes in which its lines are short."""

    map: str


class LookAround(Question, tag="around", frozen=True):
    """What was said around words."""

    source: str
    start: Position
    end: Position


class ShowWords(Question, tag="show", frozen=True):
    """The same, and coding views go to the words."""

    source: str
    start: Position
    end: Position


class ShowPlans(Question, tag="plans", frozen=True):
    """Plans side by side, if they are others than those that the view has; all individual plans where none is named."""

    plans: list[str]
    template: str
    title: str
    has: int = -1


class ShowStatements(Question, tag="statements", frozen=True):
    """What statements are proposed in a source."""

    source: str


QUESTIONS = (
    Find, BeginAct, ShowMap, ShowRecord, TraceMap, FindGaps, FindOnMap, SuggestLanes, LookAround, ShowWords,
    ShowPlans, ShowStatements,
)  # fmt: skip


# ----------------------------------------------------------------------- from a view to the desk


class ToDesk(Heard, tag_field="say", frozen=True):
    """What a view says."""


class Hello(ToDesk, tag="hello", frozen=True):
    """A view is there and wants to know everything."""

    view: str
    wants: Literal["coding", "map", "plans", "page"]
    source: str = ""
    map: str = ""


class Open(ToDesk, tag="open", frozen=True):
    """A view shows a source."""

    source: str


class Bye(ToDesk, tag="bye", frozen=True):
    """A view is no longer shown, and needs to hear nothing until it says hello again."""

    view: str


class DoEdit(ToDesk, tag="edit", frozen=True):
    """A view asks for one change, under a name that no other change has."""

    op: Short
    do: (
        Code | NewCode | ChangeCode | Uncode | Memo | Recode | Move | Note | Renote | Unnote | Unaccount | MarkAct | TellOf | HearOfText | MarkDisjuncture
        | Pin | Unpin | Lanes | LayOut | DecideStatement | Undo | Redo
    )  # fmt: skip


class Look(ToDesk, tag="look", frozen=True):
    """A view asks whether anything changed since a number."""

    since: int


class Ask(ToDesk, tag="ask", frozen=True):
    """A view asks a question, under a number of its own."""

    ask: int
    about: (
        Find | BeginAct | ShowMap | ShowRecord | TraceMap | FindGaps | FindOnMap | SuggestLanes | LookAround
        | ShowWords | ShowPlans | ShowStatements
    )  # fmt: skip


TO_DESK = (Hello, Open, Bye, DoEdit, Look, Ask)
_READ = Hello | Open | Bye | DoEdit | Look | Ask


def read(message: object) -> Hello | Open | Bye | DoEdit | Look | Ask:
    """The message that plain dictionaries, lists and words are.

    Raises
    ------
    msgspec.ValidationError
        If they are none.
    """
    found: Hello | Open | Bye | DoEdit | Look | Ask = msgspec.convert(message, _READ)
    return found


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
