"""The XML of a REFI-QDA project as it is met: other namespaces, letters in other cases, odd GUIDs.

Elements and attributes are known by their names alone, whatever namespace stands before them and
in whichever case they are written. What cannot be read is a finding in the report, never a stop.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from ieworkbench.exchange.bundle import Report
from ieworkbench.exchange.guids import guid_in, made_guid
from ieworkbench.exchange.moments import moment_in
from ieworkbench.exchange.names import one_line, untaken
from ieworkbench.model import RecordKind, RecordRef

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = [
    "CHILDREN",
    "Gathered",
    "first",
    "inside",
    "kind",
    "plain_guid",
    "value",
    "words",
]

_TEXT = ("Description", "PlainTextContent", "PlainTextSelection", "Coding", "NoteRef", "VariableValue")
_MARKED = ("Description", "Coding", "NoteRef")
_RECORDING = ("Description", "Transcript", "AudioSelection", "VideoSelection", "Coding", "NoteRef", "VariableValue")

CHILDREN: dict[str, tuple[str, ...]] = {
    "Project": (
        *("Users", "CodeBook", "Variables", "Cases", "Sources", "Notes", "Links", "Sets", "Graphs"),
        *("Description", "NoteRef"),
    ),
    "Users": ("User",),
    "CodeBook": ("Codes", "Code"),
    "Codes": ("Code",),
    "Code": ("Description", "NoteRef", "Code"),
    "Variables": ("Variable",),
    "Variable": ("Description",),
    "Cases": ("Case",),
    "Case": ("Description", "CodeRef", "VariableValue", "SourceRef", "SelectionRef", "NoteRef"),
    "VariableValue": (
        *("VariableRef", "TextValue", "BooleanValue", "IntegerValue", "FloatValue", "DateValue", "DateTimeValue"),
    ),
    "Sources": ("TextSource", "PictureSource", "PDFSource", "AudioSource", "VideoSource"),
    "TextSource": _TEXT,
    "Representation": _TEXT,
    "TextDescription": _TEXT,
    "Note": _TEXT,
    "PlainTextSelection": _MARKED,
    "PictureSource": ("Description", "TextDescription", "PictureSelection", "Coding", "NoteRef", "VariableValue"),
    "PictureSelection": _MARKED,
    "PDFSource": ("Description", "PDFSelection", "Representation", "Coding", "NoteRef", "VariableValue"),
    "PDFSelection": ("Description", "Representation", "Coding", "NoteRef"),
    "AudioSource": _RECORDING,
    "VideoSource": _RECORDING,
    "AudioSelection": _MARKED,
    "VideoSelection": _MARKED,
    "Transcript": (
        *("Description", "PlainTextContent", "SyncPoint", "TranscriptSelection", "PlainTextSelection"),
        *("Coding", "NoteRef"),
    ),
    "TranscriptSelection": _MARKED,
    "Coding": ("CodeRef", "NoteRef"),
    "Notes": ("Note",),
    "Links": ("Link",),
    "Link": ("NoteRef",),
    "Sets": ("Set",),
    "Set": ("Description", "MemberCode", "MemberSource", "MemberNote"),
    "Graphs": ("Graph",),
    "Graph": ("Vertex", "Edge"),
}
"""What is looked for in each element; other elements are reported."""

_BY_SPELLING = {
    name.lower(): name for name in {*CHILDREN, *(each for several in CHILDREN.values() for each in several)}
}


@lru_cache(maxsize=1024)
def _name(tag: object) -> str:
    if not isinstance(tag, str):  # a comment and the like
        return ""
    local = tag.rpartition("}")[2].rpartition(":")[2]
    return _BY_SPELLING.get(local.lower(), local)


def kind(element: _Element) -> str:
    """An element's name as the standard writes it; empty for a comment and the like."""
    return _name(element.tag)


def value(element: _Element, name: str) -> str:
    """An attribute, in whichever case its name is written; empty if it is not there."""
    found = element.get(name)
    if found is not None:
        return found
    wanted = name.lower()
    for key, other in element.attrib.items():
        if isinstance(key, str) and key.rpartition("}")[2].lower() == wanted and isinstance(other, str):
            return other
    return ""


def inside(element: _Element | None, *names: str) -> list[_Element]:
    """The elements right under this one that have one of these names, in order."""
    if element is None or not len(element):  # as most are
        return []
    return [each for each in element if _name(each.tag) in names]


def first(element: _Element | None, *names: str) -> _Element | None:
    """The first element under this one by way of these names, or ``None``."""
    for name in names:
        element = next(iter(inside(element, name)), None)
    return element


def words(element: _Element | None) -> str:
    """All the text in an element."""
    return "" if element is None else "".join(each for each in element.itertext() if isinstance(each, str))


def plain_guid(raw: str) -> str:
    """A GUID in small letters with hyphens and no braces; something else becomes one of its own, nothing nothing.

    Examples
    --------
    >>> plain_guid("{2ADF82A0-8EF3-59C4-8D44-4924BEBDF873}")
    '2adf82a0-8ef3-59c4-8d44-4924bebdf873'
    >>> plain_guid("code 1") == plain_guid("CODE 1 ")
    True
    """
    text = raw.strip().lower()
    return guid_in(text) or (made_guid(text) if text else "")


@dataclass(slots=True)
class Gathered:
    """What is known so far of a project while it is read: who is who, and what has which GUID.

    Attributes
    ----------
    report
        What became of everything.
    own
        Whether we wrote the project ourselves: then what is not said in it is not known.
    people
        For a user's GUID, the name.
    records
        For a GUID of the file, the record it became.
    lost
        For a GUID of the file, what it was that could not be kept, in plain words.
    taken
        The GUIDs that are given to something already.
    noted
        Every reference to a note, as its GUID and the record it is on.
    guids
        The GUIDs of records that have an id of another kind.
    adrift
        For the GUID of a note, what it was on that could not be kept, in plain words.
    """

    report: Report
    own: bool = False
    people: dict[str, str] = field(default_factory=dict)
    records: dict[str, RecordRef] = field(default_factory=dict)
    lost: dict[str, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    noted: list[tuple[str, RecordRef]] = field(default_factory=list)
    guids: dict[RecordRef, str] = field(default_factory=dict)
    adrift: dict[str, dict[str, None]] = field(default_factory=dict)
    _odd: Counter[str] = field(default_factory=Counter)
    _moments: dict[str, dt.datetime | None] = field(default_factory=dict)

    def own_guid(self, element: _Element) -> str:
        """An element's own GUID, for a record; empty if it has none, or another has it already."""
        guid = guid_in(value(element, "guid"))
        if guid in self.taken:
            return ""
        if guid:
            self.taken.add(guid)
        return guid

    def claim(self, element: _Element, what: str, where: str) -> str:
        """A GUID for a record: the element's own, unless it has none or another has it already."""
        if own := self.own_guid(element):
            return own
        raw = value(element, "guid")
        guid = plain_guid(raw)
        if not guid:
            self._odd[f"{what} without a GUID"] += 1
            guid = made_guid(what, where, len(self.taken))
        elif guid != raw and not guid_in(raw):
            self._odd[f"{what} with a GUID that is none"] += 1
        if guid in self.taken:
            guid = made_guid(guid, what, len(self.taken))
            self.report.changed(what, where, "its GUID belongs to something else already; it was given another")
        self.taken.add(guid)
        return guid

    def note_on(self, element: _Element, record: RecordRef) -> None:
        """Remember which notes an element refers to."""
        for each in inside(element, "NoteRef"):
            self.noted.append((plain_guid(value(each, "targetGUID")), record))

    def lose(self, element: _Element, what: str) -> None:
        """Remember what an element was that could not be kept, for those that refer to it."""
        guid = plain_guid(value(element, "guid"))
        if guid in self.records:
            return
        if guid:
            self.lost[guid] = what
        for each in inside(element, "NoteRef"):
            self.adrift.setdefault(plain_guid(value(each, "targetGUID")), {})[what] = None

    def person(self, *given: str) -> str:
        """The name of the first of these users that is one; of one nobody knows, the beginning of its GUID."""
        for raw in given:
            guid = raw if raw in self.people else plain_guid(raw)
            if guid in self.people:
                return self.people[guid]
            if guid:
                self.people[guid] = name = self._unused(guid[:8].upper())
                self.guids[RecordRef(RecordKind.PERSON, name)] = guid
                self.report.changed("user", name, "the file does not say who this is; the name is made from the GUID")
                return name
        return ""

    def _unused(self, name: str) -> str:
        return untaken(one_line(name) or "unknown", set(self.people.values()))

    def add_person(self, guid: str, name: str) -> None:
        """Note who a user is; two users of one name are kept apart."""
        chosen = self._unused(name)
        if chosen != name:
            why = "its name was made fit to be one, and told from the others"
            self.report.changed("user", chosen, why)
        self.people[guid] = chosen

    def moment(self, *given: str) -> dt.datetime | None:
        """The first of these times that is one, in UTC; broken ones are reported."""
        for raw in given:
            if raw not in self._moments:
                self._moments[raw] = self._read_moment(raw.strip())
            found = self._moments[raw]
            if found is not None:
                return found
        return None

    def _read_moment(self, raw: str) -> dt.datetime | None:
        if not raw:
            return None
        found = moment_in(raw)
        if found is None:
            self.report.dropped("date", one_line(raw)[:40], "this is no date and time; it was left out")
        return found

    def finish(self) -> None:
        """Report what was counted on the way."""
        for what, count in self._odd.items():
            self.report.changed("GUID", f"{count:,} {what}", "each was given one that is always made the same")
