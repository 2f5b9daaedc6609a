"""Notes, links and sets of a REFI-QDA project: what a researcher wrote, tied together and collected.

A note is on whatever refers to it. Programs also tie notes by links; those become memos on the
record as well, while every other link stays one. Maps are left out, in one place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ieworkbench.errors import FileProblem
from ieworkbench.exchange.guids import made_guid
from ieworkbench.exchange.moments import NEVER
from ieworkbench.exchange.names import one_line, short, suffix_of
from ieworkbench.exchange.refi_names import (
    ALSO_UNDER,
    DIRECTIONS,
    MEMO_ON,
    NOTE_VARIABLES,
    POINTED_TO_BY,
    link_note_guid,
)
from ieworkbench.exchange.refi_read_codes import add_parent
from ieworkbench.exchange.refi_read_elements import Gathered, first, inside, kind, plain_guid, value, words
from ieworkbench.exchange.refi_read_marks import Spoken
from ieworkbench.exchange.refi_read_texts import Files, Text, read_document
from ieworkbench.exchange.refi_read_values import Values
from ieworkbench.importers import RawFile
from ieworkbench.importers.encodings import decode
from ieworkbench.model import (
    Code,
    Direction,
    Informant,
    Link,
    Memo,
    MemoKind,
    RecordKind,
    RecordRef,
    RecordSet,
)
from ieworkbench.sentences import counted

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Links", "Notes", "read_graphs", "read_sets"]

_ANNOTATION = {"", "annotation", "annotations", "memo", MEMO_ON}
_DIRECTIONS = {name.lower(): direction for direction, name in DIRECTIONS.items()}


@dataclass(slots=True)
class Notes:
    """The notes of a project while they are gathered.

    Attributes
    ----------
    gathered, files
        What is known of the project, and where its files are.
    spoken
        Each note under its GUID.
    memos
        What becomes of those that are not the memo of a coding or the note of a link.
    """

    gathered: Gathered
    files: Files
    spoken: dict[str, Spoken] = field(default_factory=dict)
    memos: dict[str, Memo] = field(default_factory=dict)
    _elements: dict[str, _Element] = field(default_factory=dict)

    def read(self, root: _Element) -> None:
        """Read the text of every note, whoever refers to it."""
        for part in inside(root, "Notes"):
            for element in inside(part, "Note"):
                title = one_line(value(element, "name"))
                guid = self.gathered.claim(element, "note", title)
                record = RecordRef(RecordKind.MEMO, guid)
                self.gathered.records.setdefault(guid, record)
                self.gathered.note_on(element, record)
                by = self.gathered.person(value(element, "creatingUser"), value(element, "modifyingUser"))
                said = Spoken(title, self._text(element, title), by, value(element, "creationDateTime"))
                self.spoken[guid], self._elements[guid] = said, element
                self._report_marks(element, title)

    def _text(self, element: _Element, title: str) -> str:
        """What a note says: in the XML, in a file, or else in its description."""
        inline, description = first(element, "PlainTextContent"), words(first(element, "Description"))
        text = words(inline)
        paths = [path for each in ("plainTextPath", "richTextPath") if (path := value(element, each))]
        for path in paths if not text else []:
            found = self._from_file(path)
            if found is not None:
                text = found
                break
        else:
            if paths and not text:
                self.gathered.report.dropped(
                    "text of a note", title or "without a name", "its file is not there or no text"
                )
        if not description.strip():
            return text
        self.gathered.report.changed("note", title or "without a name", "its description stands at the end of its text")
        return f"{text}\n\n{description}" if text else description

    def _from_file(self, path: str) -> str | None:
        data = self.files.read(path)
        if isinstance(data, str):
            return None
        if suffix_of(path) in ("", ".txt", ".text"):
            try:
                return decode(RawFile("note.txt", data)).text
            except FileProblem:
                return None
        found = read_document(data, f"note{suffix_of(path)}")
        return found.source.content if isinstance(found, Text) else None

    def _report_marks(self, element: _Element, title: str) -> None:
        selections = inside(element, "PlainTextSelection")
        codings = [each for one in (element, *selections) for each in inside(one, "Coding")]
        for several, what in ((selections, "selection of a note"), (codings, "coding of a note")):
            for each in several:
                self.gathered.lose(each, what)
            if several:
                where = f"{title or 'without a name'}: {len(several):,}"
                self.gathered.report.dropped(what, where, "memos are not coded; only texts are")

    def finish(self, used: Iterable[str], values: Values) -> list[Link]:
        """Make memos of the notes that are none of a coding or link; give links for a second record one is on."""
        spent, on = set(used), self._records_with_notes()
        links: list[Link] = []
        for guid, said in self.spoken.items():
            if guid in spent:
                continue
            element, records = self._elements[guid], on.get(guid, [])
            fixed = values.read(element, RecordRef(RecordKind.MEMO, guid), NOTE_VARIABLES)
            memo_kind = MemoKind.PROBLEMATIC if fixed.get("memo kind") == MemoKind.PROBLEMATIC.value else MemoKind.MEMO
            at = self.gathered.moment(said.at, value(element, "modifiedDateTime")) or NEVER
            about = records[0] if records else None
            self.memos[guid] = Memo(guid, said.text, said.title, about, memo_kind, said.by, at)
            self._say_adrift(guid, about)
            links += [self._further(guid, record) for record in records[1:]]
        return links

    def _records_with_notes(self) -> dict[str, list[RecordRef]]:
        found: dict[str, dict[RecordRef, None]] = {}
        for guid, record in self.gathered.noted:
            if guid not in self.spoken:
                self.gathered.report.dropped(
                    "note", f"{record}: {guid or 'no GUID'}", "no note in the file has this GUID"
                )
            elif record != RecordRef(RecordKind.MEMO, guid):
                found.setdefault(guid, {})[record] = None
        return {guid: list(records) for guid, records in found.items()}

    def _say_adrift(self, guid: str, about: RecordRef | None) -> None:
        """Report a note that was on something that has no place here: its words are kept, what they are about is not."""
        for what in self.gathered.adrift.get(guid, ()):
            where = "a memo on nothing in particular" if about is None else f"a memo on {about}"
            why = f"the {what} it was on has no place here; it is {where}"
            self.gathered.report.changed("note", self.spoken[guid].title or guid, why)

    def _further(self, guid: str, record: RecordRef) -> Link:
        """A link to one more record that a note is on, since a memo is on one."""
        link = Link(made_guid(guid, MEMO_ON, record), MEMO_ON, RecordRef(RecordKind.MEMO, guid), record)
        self.gathered.taken.add(link.id)
        why = f"a memo is on one record; that it is also on the {record} became a link"
        self.gathered.report.changed("note", self.spoken[guid].title or guid, why)
        return link


@dataclass(slots=True)
class Links:
    """The links of a project while they are gathered.

    Attributes
    ----------
    gathered, notes
        What is known of the project, and its notes.
    codes, informants
        Those that a link says something of: a further parent, the passage that led to someone.
    links
        Those that stay links.
    used
        The GUIDs of the notes that became notes of links.
    """

    gathered: Gathered
    notes: Mapping[str, Spoken]
    codes: dict[str, Code]
    informants: dict[str, Informant]
    links: list[Link] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    _origin: str = ""
    _on: set[str] = field(default_factory=set)

    def read(self, root: _Element) -> None:
        """Read every link; those with an end that leads nowhere are dropped, and with them those that lead to them."""
        self._origin = value(root, "origin").lower()
        elements = [each for part in inside(root, "Links") for each in inside(part, "Link")]
        waiting: list[tuple[str, _Element]] = []
        for element in elements:
            guid = self.gathered.claim(element, "link", short(value(element, "name")))
            self.gathered.records.setdefault(guid, RecordRef(RecordKind.LINK, guid))
            waiting.append((guid, element))
        self._on = {guid for guid, _ in self.gathered.noted}
        self._drop_loose(waiting)
        for guid, element in waiting:
            ends = self._ends(element)
            if ends is not None and not self._says_more(guid, element, *ends):
                self.links.append(self._link(guid, element, *ends))
        coloured = sum(1 for each in elements if value(each, "color").strip("# 0"))
        if coloured:
            self.gathered.report.dropped("colour of a link", counted(coloured, "link"), "links have no colour here")

    def _drop_loose(self, links: list[tuple[str, _Element]]) -> None:
        """Drop links that lead nowhere, then those that lead to them, and so on."""
        leading: dict[str, list[tuple[str, _Element]]] = {}
        for each in links:
            for end in ("originGUID", "targetGUID"):
                leading.setdefault(plain_guid(value(each[1], end)), []).append(each)
        ahead = [each for each in reversed(links) if self._ends(each[1]) is None]
        while ahead:
            guid, element = ahead.pop()
            if guid in self.gathered.records:
                self._drop(guid, element)
                ahead += [each for each in reversed(leading.get(guid, [])) if self._ends(each[1]) is None]

    def _ends(self, element: _Element) -> tuple[RecordRef, RecordRef] | None:
        origin, target = (
            self.gathered.records.get(plain_guid(value(element, each))) for each in ("originGUID", "targetGUID")
        )
        return None if origin is None or target is None else (origin, target)

    def _drop(self, guid: str, element: _Element) -> None:
        """Report a link that leads nowhere; its notes stay, as memos of their own."""
        ends = [plain_guid(value(element, each)) for each in ("originGUID", "targetGUID")]
        end = next((each for each in ends if each not in self.gathered.records), "")
        lost = self.gathered.lost.get(end)
        why = (
            f"the {lost} at its end has no place here"
            if lost
            else f"nothing in the file has the GUID {end or 'of its end'}"
        )
        self.gathered.report.dropped("link", short(value(element, "name")) or guid, why)
        self.gathered.records.pop(guid, None)
        self.gathered.lost[guid] = "link"

    def _says_more(self, guid: str, element: _Element, origin: RecordRef, target: RecordRef) -> bool:
        """Whether a link is no link here but says something of a record, which then has it."""
        name, kinds = value(element, "name").strip().lower(), (origin.kind, target.kind)
        if name == ALSO_UNDER and kinds == (RecordKind.CODE, RecordKind.CODE):
            if not add_parent(self.codes, origin.id, target.id):
                where = f"{self.codes[origin.id].name} also under {self.codes[target.id].name}"
                self.gathered.report.dropped("further parent of a code", where, "the code would stand under itself")
        elif name == POINTED_TO_BY and kinds == (RecordKind.INFORMANT, RecordKind.PASSAGE):
            self.informants[origin.id] = replace(self.informants[origin.id], pointed_to_by=target.id)
        else:
            return self._ties_a_memo(name, origin, target)
        self.gathered.records.pop(guid, None)
        return True

    def _ties_a_memo(self, name: str, origin: RecordRef, target: RecordRef) -> bool:
        """Whether a link says no more than what a memo is on."""
        if name == MEMO_ON and origin.kind is RecordKind.MEMO:
            memo, record = origin, target
        elif RecordKind.PASSAGE in (origin.kind, target.kind) and RecordKind.MEMO in (origin.kind, target.kind):
            memo, record = (origin, target) if origin.kind is RecordKind.MEMO else (target, origin)
            if name not in _ANNOTATION and "nvivo" not in self._origin:
                return False
        else:
            return False
        if memo.id in self._on:
            return False
        self._on.add(memo.id)
        self.gathered.noted.append((memo.id, record))
        return True

    def _link(self, guid: str, element: _Element, origin: RecordRef, target: RecordRef) -> Link:
        direction = _DIRECTIONS.get(value(element, "direction").strip().lower() or "associative")
        name = one_line(value(element, "name"))
        if direction is None:
            why = "its direction is none of the standard's; it leads both ways alike"
            self.gathered.report.changed("link", name or guid, why)
        note, record = Spoken("", "", "", ""), RecordRef(RecordKind.LINK, guid)
        for each in inside(element, "NoteRef"):
            reference = plain_guid(value(each, "targetGUID"))
            if reference in self.notes and reference == link_note_guid(guid):
                note = self.notes[reference]
                self.used.add(reference)
            else:
                self.gathered.noted.append((reference, record))
        at = self.gathered.moment(note.at) or NEVER
        return Link(guid, name, origin, target, direction or Direction.UNDIRECTED, note.text, note.by, at)


def read_sets(root: _Element, gathered: Gathered) -> list[RecordSet]:
    """The sets of a project; a member that leads nowhere is reported."""
    sets = []
    for part in inside(root, "Sets"):
        for element in inside(part, "Set"):
            name = one_line(value(element, "name")) or "unnamed"
            guid = gathered.claim(element, "set", name)
            gathered.records.setdefault(guid, RecordRef(RecordKind.SET, guid))
            members: dict[RecordRef, None] = {}
            for each in inside(element, "MemberCode", "MemberSource", "MemberNote"):
                target = plain_guid(value(each, "targetGUID") or value(each, "guid"))
                record = gathered.records.get(target)
                if record is not None:
                    members[record] = None
                else:
                    lost = gathered.lost.get(target)
                    why = f"the {lost} has no place here" if lost else "nothing in the file has this GUID"
                    what = kind(each).removeprefix("Member").lower()
                    gathered.report.dropped("member of a set", f"{name}: {what} {target or 'without GUID'}", why)
            sets.append(RecordSet(guid, name, tuple(members), words(first(element, "Description"))))
    return sets


def read_graphs(root: _Element, gathered: Gathered) -> None:
    """Say of every map that it was left out: the place where maps of other programs will be read."""
    for part in inside(root, "Graphs"):
        for graph in inside(part, "Graph"):
            name = one_line(value(graph, "name")) or "without a name"
            count = len(inside(graph, "Vertex", "Edge"))
            parts = "one box or line" if count == 1 else f"{count:,} boxes and lines"
            why = f"maps of other programs are not kept yet; this one has {parts}"
            gathered.report.dropped("map", name, why)
            gathered.lose(graph, "map")
            for each in inside(graph, "Vertex", "Edge"):
                gathered.lose(each, "part of a map")
