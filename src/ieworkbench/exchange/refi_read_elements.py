"""The XML of a REFI-QDA project as it is met: other namespaces, letters in other cases, odd GUIDs.

Elements and attributes are known by their names alone, whatever namespace stands before them and
in whichever case they are written. What cannot be read is a finding in the report, never a stop.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from ieworkbench.exchange.bundle import Report
from ieworkbench.model import RecordKind, RecordRef

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = [
    "CHILDREN",
    "EPOCH",
    "Gathered",
    "first",
    "fit_id",
    "inside",
    "kind",
    "made",
    "one_line",
    "plain_guid",
    "untaken",
    "value",
    "words",
]

EPOCH = dt.datetime(1970, 1, 1)  # noqa: DTZ001 - moments are kept in UTC, without saying so each time

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
_GUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_MADE = UUID("0d6f2f0e-95a4-5d0f-8a63-0f0e6a1f7a52")
_LONGEST_ID = 100


@lru_cache(maxsize=1024)
def _name(tag: str) -> str:
    local = tag.rpartition("}")[2].rpartition(":")[2]
    return _BY_SPELLING.get(local.lower(), local)


def kind(element: _Element) -> str:
    """An element's name as the standard writes it; empty for a comment and the like."""
    return _name(element.tag) if isinstance(element.tag, str) else ""


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


def inside(element: _Element | None, *names: str) -> Iterator[_Element]:
    """The elements right under this one that have one of these names, in order."""
    if element is not None:
        for each in element:
            if kind(each) in names:
                yield each


def first(element: _Element | None, *names: str) -> _Element | None:
    """The first element under this one by way of these names, or ``None``."""
    for name in names:
        element = next(inside(element, name), None)
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
    text = raw.strip().strip("{}()").lower()
    if _GUID.fullmatch(text) or not text:
        return text
    try:
        return str(UUID(text))
    except ValueError:
        return made(text)


def made(*parts: object) -> str:
    """A GUID made from ``parts``: always the same for the same parts."""
    return str(uuid5(_MADE, "\n".join(map(str, parts)).encode("utf-8", "replace").decode()))


def one_line(name: str) -> str:
    """``name`` on one line, without blanks around it."""
    plain = name.strip()
    return plain if len(plain.splitlines()) < 2 and plain.isprintable() else _printable(plain)


def _printable(name: str) -> str:
    return " ".join("".join(each if each.isprintable() else " " for each in name).split())


def fit_id(name: str, taken: Container[str], otherwise: str) -> str:
    """``name`` as it can be an id: one line of up to 100 letters without semicolons, and not ``taken``."""
    plain = one_line(unicodedata.normalize("NFC", name)).replace(";", ",")[:_LONGEST_ID].strip() or otherwise
    return untaken(plain, taken)


def untaken(name: str, taken: Container[str]) -> str:
    """``name``, or with a number behind it the first that is free; with many taken in a row, found by halving."""
    if name not in taken:
        return name
    low, high = 1, 2
    while _numbered(name, high) in taken:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _numbered(name, middle) in taken else (low, middle)
    return _numbered(name, high)


def _numbered(name: str, number: int) -> str:
    more = f" ({number})"
    return name[: _LONGEST_ID - len(more)].rstrip() + more


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
    """

    report: Report
    own: bool = False
    people: dict[str, str] = field(default_factory=dict)
    records: dict[str, RecordRef] = field(default_factory=dict)
    lost: dict[str, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    noted: list[tuple[str, RecordRef]] = field(default_factory=list)
    guids: dict[RecordRef, str] = field(default_factory=dict)
    _odd: Counter[str] = field(default_factory=Counter)
    _moments: dict[str, dt.datetime | None] = field(default_factory=dict)

    def claim(self, element: _Element, what: str, where: str) -> str:
        """A GUID for a record: the element's own, unless it has none or another has it already."""
        raw = value(element, "guid")
        guid = plain_guid(raw)
        if not guid:
            self._odd[f"{what} without a GUID"] += 1
            guid = made(what, where, len(self.taken))
        elif not _GUID.fullmatch(raw.strip().strip("{}").lower()):
            self._odd[f"{what} with a GUID that is none"] += 1
        if guid in self.taken:
            guid = made(guid, what, len(self.taken))
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
        if guid and guid not in self.records:
            self.lost[guid] = what

    def person(self, *given: str) -> str:
        """The name of the first of these users that is one; of one nobody knows, the beginning of its GUID."""
        for raw in given:
            guid = plain_guid(raw)
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
        try:
            found = dt.datetime.fromisoformat(raw)
            return found.astimezone(dt.UTC).replace(tzinfo=None) if found.tzinfo else found
        except (ValueError, OverflowError):
            self.report.dropped("date", one_line(raw)[:40], "this is no date and time; it was left out")
            return None

    def finish(self) -> None:
        """Report what was counted on the way."""
        for what, count in self._odd.items():
            self.report.changed("GUID", f"{count:,} {what}", "each was given one that is always made the same")
