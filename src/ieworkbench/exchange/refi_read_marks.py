"""The stretches of a REFI-QDA project's texts that somebody marked, and what they were marked with.

A stretch becomes a passage once it stands on its words; several at one place become one. A coding
knows who made it by itself, by its stretch or by its source, in this order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ieworkbench.exchange.guids import made_guid
from ieworkbench.exchange.moments import NEVER
from ieworkbench.exchange.names import one_line, short
from ieworkbench.exchange.refi_names import memo_note_guid
from ieworkbench.exchange.refi_positions import Convention, LaidText, Mark, Meant, Spot, meant_by, place_marks
from ieworkbench.exchange.refi_read_elements import Gathered, first, inside, plain_guid, value, words
from ieworkbench.model import Code, Coding, Memo, Passage, RecordKind, RecordRef, Source
from ieworkbench.sentences import counted, listed

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Marks", "Spoken", "whole_number"]

_MOST_DIGITS = 15


@dataclass(frozen=True, slots=True)
class Spoken:
    """A note as it stands in the file: who wrote what, when."""

    title: str
    text: str
    by: str
    at: str


@dataclass(slots=True)
class Marks:
    """The passages and codings of a project while they are gathered.

    Attributes
    ----------
    gathered
        What is known of the project so far.
    codes
        The codes under their ids; one that passages have although it should have none becomes codable.
    notes
        The notes under their GUIDs, for the memos of codings.
    used
        The GUIDs of the notes that became memos of codings.
    passages, codings, memos
        What came of it.
    ways
        For each way of counting positions, the sources that use it.
    """

    gathered: Gathered
    codes: dict[str, Code]
    notes: Mapping[str, Spoken]
    used: set[str] = field(default_factory=set)
    passages: dict[tuple[str, int, int], Passage] = field(default_factory=dict)
    codings: list[Coding] = field(default_factory=list)
    memos: list[Memo] = field(default_factory=list)
    ways: dict[Convention, list[str]] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)
    _labels: Counter[str] = field(default_factory=Counter)

    def add_selections(self, source: Source, laid: LaidText, elements: Sequence[_Element], owner: _Element) -> None:
        """Place the selections of one source, with their codings, notes and descriptions.

        Parameters
        ----------
        source
            The source, with its id.
        laid
            How its plain text lay in its file.
        elements
            Its ``PlainTextSelection`` elements.
        owner
            The element they stand in, which says who made what does not say so itself.
        """
        marks = [
            Mark(
                whole_number(value(each, "startPosition")),
                whole_number(value(each, "endPosition")),
                value(each, "name"),
            )
            for each in elements
        ]
        way, spots = place_marks(laid, marks, self.ways, ours=self.gathered.own)
        if elements:
            self.ways.setdefault(way, []).append(source.id)
        for element, mark, spot in zip(elements, marks, spots, strict=True):
            self.add_selection(source, element, spot, owner, mark)

    def add_selection(self, source: Source, element: _Element, spot: Spot, owner: _Element, mark: Mark) -> None:
        """Make a passage of a selection that has a place; list one that has none, with its codings."""
        if not spot.placed:
            self.lose(element, "selection", _where(source, mark), spot.why)
            return
        passage = self._passage(source, element, spot, mark)
        if spot.why:
            where = _where(source, mark)
            self.gathered.report.changed("selection", where, spot.why)
        record = RecordRef(RecordKind.PASSAGE, passage.id)
        self._describe(element, passage, record, mark, owner)
        self.gathered.note_on(element, record)
        self.add_codings(passage, inside(element, "Coding"), element, owner)

    def add_codings(self, passage: Passage, elements: Iterable[_Element], *owners: _Element) -> None:
        """Make codings of one passage."""
        for element in elements:
            codes = self._codes_of(element, passage)
            for code in codes:
                self._add_coding(element, passage, code, owners)
            if not codes:
                self.gathered.lose(element, "coding")

    def add_whole(self, source: Source, owner: _Element) -> None:
        """Make codings of a whole source: on the passage of all its words."""
        elements = inside(owner, "Coding")
        if elements and not source.content:
            self.gathered.report.dropped(
                "coding", f"{source.id}: {len(elements)} on the whole of it", "its text is empty"
            )
        elif elements:
            passage = self._keep(source.passage(0, len(source.content), made_guid(source.id, "whole text")))
            self.add_codings(passage, elements, owner)
            why = "the whole source had it; it is on the passage of its whole text"
            self.gathered.report.changed("coding", f"{source.id}: {len(elements)} on the whole source", why)

    def lose(self, element: _Element, what: str, where: str, why: str) -> None:
        """List a selection without a place, and each of its codings."""
        report = self.gathered.report
        report.unplaced(what, where, why)
        self.gathered.lose(element, what)
        if (said := words(first(element, "Description"))).strip():
            self._remember(element, said, one_line(where), None)
            report.changed(what, where, "it has no place, but its description is kept as a memo")
        for coding in inside(element, "Coding"):
            names = [self._code_name(each) for each in inside(coding, "CodeRef")]
            report.unplaced("coding", f"{', '.join(names) or 'no code'}, {where}", "its words have no place")
            self.gathered.lose(coding, "coding")

    def finish(self) -> None:
        """Say what was found out about positions, and what was left out of names."""
        report = self.gathered.report
        for way, sources in self.ways.items():
            report.facts.append(f"In {listed(sources, 3)}, {way}.")
        for source_id, count in (+self._labels).items():
            where = f"{source_id}: {counted(count, 'selection')}"
            report.dropped("name of a selection", where, "they are numbers and labels, which passages have no room for")

    # ------------------------------------------------------------------------------------- passages

    def _passage(self, source: Source, element: _Element, spot: Spot, mark: Mark) -> Passage:
        known = self.passages.get((source.id, spot.start, spot.end))
        if known is None:
            gathered = self.gathered
            guid = gathered.own_guid(element) or gathered.claim(element, "selection", _where(source, mark))
            self._names[guid] = mark.name
            self.gathered.records[guid] = RecordRef(RecordKind.PASSAGE, guid)
            return self._keep(source.passage(spot.start, spot.end, guid))
        guid = plain_guid(value(element, "guid"))
        if guid and guid not in self.gathered.records:
            self.gathered.taken.add(guid)
            self.gathered.records[guid] = RecordRef(RecordKind.PASSAGE, known.id)
        if mark.name != self._names.get(known.id, mark.name) or first(element, "NoteRef") is not None:
            why = "another selection marks the same words; the two are one passage with the codings and notes of both"
            self.gathered.report.changed("selection", _where(source, mark), why)
        return known

    def _keep(self, passage: Passage) -> Passage:
        return self.passages.setdefault((passage.source, passage.start, passage.end), passage)

    def _describe(self, element: _Element, passage: Passage, record: RecordRef, mark: Mark, owner: _Element) -> None:
        """A selection's description, and a name that is a title, become a memo on the passage."""
        text, meant = words(first(element, "Description")), meant_by(mark.name, passage.quote)
        titled = meant is Meant.TITLE
        self._labels[passage.source] += meant is Meant.LABEL
        if not text.strip() and not titled:
            return
        title = one_line(mark.name) if titled and text.strip() else ""
        self._remember(element, text if text.strip() else mark.name.strip(), title, record, owner)
        what = "name and description" if titled and text.strip() else "description" if text.strip() else "name"
        why = f"its {what} became a memo on the passage"
        self.gathered.report.changed("selection", f"{passage.source}: “{short(mark.name)}”", why)

    def _remember(self, element: _Element, text: str, title: str, about: RecordRef | None, *owners: _Element) -> None:
        """A memo of what was said of a selection."""
        guid = made_guid(value(element, "guid") or str(about), "description", text)
        by = self.gathered.person(value(element, "creatingUser"), *(value(each, "creatingUser") for each in owners))
        at = self.gathered.moment(value(element, "modifiedDateTime"), value(element, "creationDateTime")) or NEVER
        if guid not in self.gathered.taken:
            self.gathered.taken.add(guid)
            self.memos.append(Memo(guid, text, title, about, by=by, at=at))

    # -------------------------------------------------------------------------------------- codings

    def _codes_of(self, element: _Element, passage: Passage) -> list[str]:
        """The ids of a coding's codes; one that is missing or unknown is reported."""
        report, found = self.gathered.report, []
        references = inside(element, "CodeRef")
        if not references:
            report.dropped("coding", _place_of(passage), "it names no code")
        for each in references:
            guid = plain_guid(value(each, "targetGUID") or value(each, "guid"))
            record = self.gathered.records.get(guid)
            if record is not None and record.kind is RecordKind.CODE:
                found.append(record.id)
            else:
                report.dropped(
                    "coding", _place_of(passage), f"its code {guid or 'without GUID'} is not in the code book"
                )
        return found

    def _code_name(self, reference: _Element) -> str:
        guid = plain_guid(value(reference, "targetGUID"))
        return self.codes[guid].name if guid in self.codes else guid

    def _add_coding(self, element: _Element, passage: Passage, code: str, owners: tuple[_Element, ...]) -> None:
        gathered = self.gathered
        guid = gathered.own_guid(element)
        guid = guid or gathered.claim(element, "coding", f"{self.codes[code].name}, {passage.source}, {passage.start}")
        record = RecordRef(RecordKind.CODING, guid)
        gathered.records.setdefault(guid, record)
        makers = () if gathered.own else owners
        by, at = gathered.person(value(element, "creatingUser")), gathered.moment(value(element, "creationDateTime"))
        by = by or gathered.person(*(value(each, "creatingUser") for each in makers if not by))
        at = at or gathered.moment(*(value(each, "creationDateTime") for each in makers[:1] if not at))
        self.codings.append(Coding(guid, passage, code, self._memo(element, record), by, at or NEVER))
        if not self.codes[code].codable:
            self.codes[code] = replace(self.codes[code], codable=True)
            why = "the file says that no passage may have it, but some do; it is codable now"
            gathered.report.changed("code", self.codes[code].name, why)

    def _memo(self, element: _Element, record: RecordRef) -> str:
        """What a coding says itself; its other notes are remembered as memos on it."""
        said = ""
        for each in inside(element, "NoteRef"):
            note = plain_guid(value(each, "targetGUID"))
            if note in self.notes and note not in self.used and note == memo_note_guid(record.id):
                said = self.notes[note].text
                self.used.add(note)
            else:
                self.gathered.noted.append((note, record))
        return said


def _where(source: Source, mark: Mark) -> str:
    place = "" if mark.start is None or mark.end is None else f", {mark.start}–{mark.end}"
    return f"{source.id}{place}: “{short(mark.name)}”" if mark.name.strip() else f"{source.id}{place}"


def _place_of(passage: Passage) -> str:
    return f"{passage.source}, {passage.start}–{passage.end}: “{short(passage.quote)}”"


def whole_number(raw: str) -> int | None:
    """A position or a time in milliseconds; ``None`` if it is no whole number."""
    text = raw.strip()
    head, point, tail = text.partition(".")
    digits = head.removeprefix("-").removeprefix("+")
    if not digits.isascii() or not digits.isdigit() or len(digits) > _MOST_DIGITS or (point and tail.strip("0")):
        return None
    return int(head)
