"""What a view says to the desk; `frontend/src/messages.ts` has the same names.

Positions are Unicode code points, half-open, into the text of a source. What comes in is looked at
strictly: a message with a field too many, or one of the wrong sort, is none.
"""

from __future__ import annotations

from typing import Annotated, Literal, get_args

import msgspec

__all__ = ["EDITS", "QUESTIONS", "TO_DESK", "Edit", "Question", "ToDesk", "read"]

Position = Annotated[int, msgspec.Meta(ge=0)]
Short = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


class Heard(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Part of a message that comes in."""


Chosen = Annotated[str, msgspec.Meta(pattern=r"\A[\w-]{0,100}\Z")]
"""The id that a view chose for what an edit makes; the study chooses one if it is empty."""


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
    """Give words a code."""

    at: Place
    code: str
    memo: str = ""
    id: Chosen = ""


class NewCode(Edit, tag="new-code", frozen=True):
    """Make a code, and give it to words in the same step if there are any; the id is that of the coding."""

    name: str
    under: str = ""
    definition: str = ""
    at: Place | None = None
    id: Chosen = ""


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
    id: Chosen = ""


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
    """Record an act, with the text it takes up and the one it makes; the id is that of the account."""

    at: Place
    known: Known
    act: ActFields
    id: Chosen = ""


class TellOf(Edit, tag="account", frozen=True):
    """Note that words tell of something that is recorded already; the id is that of the account."""

    of: RecordRef
    at: Place
    known: Known
    id: Chosen = ""


class HearOfText(Edit, tag="text", frozen=True):
    """Record a text that is first heard of here; the id is that of the account."""

    at: Place
    known: Known
    title: str
    genre: str
    id: Chosen = ""


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


_AnyEdit = (
    Code | NewCode | ChangeCode | Uncode | Memo | Recode | Move | Note | Renote | Unnote | Unaccount
    | MarkAct | TellOf | HearOfText | MarkDisjuncture | Pin | Unpin | Lanes | LayOut | DecideStatement
    | Undo | Redo
)  # fmt: skip
EDITS = get_args(_AnyEdit)


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


_AnyQuestion = (
    Find | BeginAct | ShowMap | ShowRecord | TraceMap | FindGaps | FindOnMap | SuggestLanes | LookAround
    | ShowWords | ShowPlans | ShowStatements
)  # fmt: skip
QUESTIONS = get_args(_AnyQuestion)


# ----------------------------------------------------------------------- from a view to the desk


class ToDesk(Heard, tag_field="say", frozen=True):
    """What a view says."""


class Hello(ToDesk, tag="hello", frozen=True):
    """A view is there and wants to know everything."""

    wants: Literal["coding", "map", "plans", "page"]
    source: str = ""


class Open(ToDesk, tag="open", frozen=True):
    """A view shows a source."""

    source: str


class Bye(ToDesk, tag="bye", frozen=True):
    """A view is no longer shown, and needs to hear nothing."""


class DoEdit(ToDesk, tag="edit", frozen=True):
    """A view asks for one change, under a name that no other change has."""

    op: Short
    do: _AnyEdit


class Look(ToDesk, tag="look", frozen=True):
    """A view asks whether anything changed since a number."""

    since: int


class Ask(ToDesk, tag="ask", frozen=True):
    """A view asks a question, under a number of its own."""

    ask: int
    about: _AnyQuestion


_AnyToDesk = Hello | Open | Bye | DoEdit | Look | Ask
TO_DESK = get_args(_AnyToDesk)


def read(message: object) -> ToDesk:
    """The message that plain dictionaries, lists and words are.

    Raises
    ------
    msgspec.ValidationError
        If they are none.
    """
    found: ToDesk = msgspec.convert(message, _AnyToDesk)
    return found
