"""Whether a REFI-QDA project holds together: what its schema cannot see.

A project can be valid and still lose words: a reference that leads nowhere, a text that is missing,
a position that has slipped. Each of these is a finding with its place. Projects of other programs
are checked as well as our own, whatever is wrong with them.
"""

from __future__ import annotations

import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ieworkbench.errors import FileProblem
from ieworkbench.exchange.bundle import Fate, Finding
from ieworkbench.exchange.files import RawFile, load
from ieworkbench.exchange.refi_check_quotes import check_selections
from ieworkbench.exchange.refi_names import ALSO_UNDER, INTERNAL, NAMESPACE, ORIGIN, PROJECT_FILE, SOURCES_FOLDER
from ieworkbench.importers.packages import ZIP_FILE, open_zip, parse_xml, read_part

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["check_project"]

_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\{[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}", re.I)
_SOURCES = ("TextSource", "PictureSource", "PDFSource", "AudioSource", "VideoSource")
_SELECTIONS = (
    "PlainTextSelection",
    "PictureSelection",
    "PDFSelection",
    "AudioSelection",
    "VideoSelection",
    "TranscriptSelection",
)
_TARGETS: dict[str, tuple[str, ...]] = {
    "CodeRef": ("Code",),
    "NoteRef": ("Note",),
    "SourceRef": _SOURCES,
    "SelectionRef": _SELECTIONS,
    "VariableRef": ("Variable",),
    "MemberCode": ("Code",),
    "MemberSource": _SOURCES,
    "MemberNote": ("Note",),
    "Link": (),
}
_REFERENCES: dict[str, tuple[str, ...]] = {
    "creatingUserGUID": ("User",),
    "modifyingUserGUID": ("User",),
    "creatingUser": ("User",),
    "modifyingUser": ("User",),
    "originGUID": (),
    "representedGUID": (),
    "sourceVertex": ("Vertex",),
    "targetVertex": ("Vertex",),
    "fromSyncPoint": ("SyncPoint",),
    "toSyncPoint": ("SyncPoint",),
}
_LISTS = ("Users", "CodeBook", "Codes", "Variables", "Cases", "Sources", "Notes", "Links", "Sets", "Graphs")
_NEEDED = {"Coding": "CodeRef", "VariableValue": "VariableRef", "CodeBook": "Codes"}
_WITH_TEXT = ("TextSource", "Note", "Representation", "TextDescription", "Transcript")
_PATHS = ("path", "plainTextPath", "richTextPath")
_OUTSIDE = ("relative://", "absolute://")


def check_project(path: str) -> list[Finding]:
    """What is wrong with a project that its schema cannot see, in the order of the file; empty if it holds together.

    The fate of a finding says what comes of it: ``dropped`` is what other programs cannot find,
    ``unplaced`` words that are not where the project says, ``changed`` what they may read in
    another way or refuse.

    Parameters
    ----------
    path
        A project (``.qdpx``), or the XML of one alone (``.qde``), whose files are then not looked for.

    Raises
    ------
    FileMissing, FileIsFolder, FileForbidden, FileTooLarge, FileEmpty
        If there is no file to look into.
    """
    raw = load(path)
    check = _Check(raw)
    try:
        root = check.open()
    except FileProblem as error:
        return [*check.findings, Finding(Fate.DROPPED, "project", raw.name, str(error))]
    check.whole(root)
    return check.findings


@dataclass(slots=True)
class _Check:
    """One project that is being looked at, and what was found so far."""

    raw: RawFile
    findings: list[Finding] = field(default_factory=list)
    archive: zipfile.ZipFile | None = None
    part: str = ""
    files: dict[str, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def note(self, fate: Fate, what: str, where: str, why: str) -> None:
        self.findings.append(Finding(fate, what, where, why))

    def open(self) -> _Element:
        """The root of the project; what the zip holds is noted on the way."""
        if not self.raw.data.startswith(ZIP_FILE):
            return parse_xml(self.raw, self.raw.data)
        self.archive = open_zip(self.raw)
        names = [name for name in self.archive.namelist() if not name.endswith("/")]
        self.part = self._project_among(names)
        root = parse_xml(self.raw, read_part(self.raw, self.archive, self.part), self.part)
        for name in names:
            if name != self.part:
                self._file(name)
        return root

    def _project_among(self, names: list[str]) -> str:
        """The part that is the project; ``project.qde`` if it is there."""
        found = sorted((name for name in names if name.lower().endswith(".qde")), key=lambda each: each.count("/"))
        if PROJECT_FILE in found:
            return PROJECT_FILE
        if found:
            self.note(
                Fate.CHANGED, "project", found[0], f"the project should be called {PROJECT_FILE} and lie at the top"
            )
            return found[0]
        return PROJECT_FILE

    def _file(self, name: str) -> None:
        """Take a file of the zip, by the name that paths give it."""
        folder, _, short = name.rpartition("/")
        if f"{folder}/" != SOURCES_FOLDER:
            self.note(Fate.CHANGED, "file", name, f"files should lie in the folder {SOURCES_FOLDER} and nowhere else")
        if short.lower() in self.files:
            self.note(Fate.CHANGED, "file", name, "another file has this name too")
        self.files.setdefault(short.lower(), name)

    # ------------------------------------------------------------------------------- what is looked at

    def whole(self, root: _Element) -> None:
        """Everything, in the order of the file; what concerns the whole comes last."""
        if root.tag != f"{{{NAMESPACE}}}Project":
            self.note(
                Fate.CHANGED,
                "project",
                self.part or self.raw.name,
                f"its root is {root.tag[:80]!s}, not Project of {NAMESPACE}",
            )
        elements = [(_kind(each), each) for each in root.iter() if isinstance(each.tag, str)]
        known = self._guids(elements)
        texts: list[tuple[_Element, str | None]] = []
        for kind, element in elements:
            self._references(kind, element, known)
            self._contents(kind, element)
            self._paths(kind, element)
            if kind in _WITH_TEXT or element.get("plainTextPath") is not None:
                texts.append((element, self._text(kind, element)))
        self.findings += check_selections(texts, ours=root.get("origin") == ORIGIN)
        self._circles(elements, known)
        for name in sorted(set(self.files.values()) - self.used):
            self.note(Fate.DROPPED, "file", name, "nothing in the project refers to it")

    def _guids(self, elements: list[tuple[str, _Element]]) -> dict[str, str]:
        """For each GUID the kind of its element; those that are none, or are there twice, are noted."""
        known: dict[str, str] = {}
        for kind, element in elements:
            guid = element.get("guid")
            if guid is None:
                continue
            if not _GUID.fullmatch(guid.strip()):
                self.note(Fate.CHANGED, "GUID", _where(kind, element), f"“{guid[:60]}” is no GUID")
            plain = _plain(guid)
            if plain in known:
                self.note(Fate.CHANGED, "GUID", _where(kind, element), f"a {known[plain]} has the same GUID")
            known.setdefault(plain, kind)
        return known

    def _references(self, kind: str, element: _Element, known: dict[str, str]) -> None:
        targets = _TARGETS.get(kind)
        if targets is not None:
            self._reference(kind, element, "targetGUID", targets, known)
        for name, wanted in _REFERENCES.items():
            if name in element.attrib:
                self._reference(kind, element, name, wanted, known)

    def _reference(
        self, kind: str, element: _Element, name: str, wanted: tuple[str, ...], known: dict[str, str]
    ) -> None:
        guid = element.get(name)
        parent = element.getparent()
        inside = "" if element.get("guid") or parent is None else f" of {_where(_kind(parent), parent)}"
        where = f"{name} of {_where(kind, element)}{inside}"
        if guid is None:
            self.note(Fate.DROPPED, "reference", where, "it says nothing")
        elif _plain(guid) not in known:
            self.note(Fate.DROPPED, "reference", where, f"nothing in the project has the GUID {guid[:60]}")
        elif wanted and known[_plain(guid)] not in wanted:
            what = "source" if wanted == _SOURCES else "selection" if wanted == _SELECTIONS else wanted[0]
            self.note(Fate.DROPPED, "reference", where, f"it leads to a {known[_plain(guid)]}, and should to a {what}")

    def _contents(self, kind: str, element: _Element) -> None:
        """Lists that list nothing, and elements that lack what makes them one."""
        inside = {_kind(each) for each in element if isinstance(each.tag, str)}
        if kind in _LISTS and not inside:
            self.note(Fate.CHANGED, kind, _where(kind, element), "it is empty; the schema wants it left out")
        elif kind in _NEEDED and _NEEDED[kind] not in inside:
            self.note(Fate.DROPPED, kind, _where(kind, element), f"it has no {_NEEDED[kind]}")

    # ------------------------------------------------------------------------------ files and their text

    def _paths(self, kind: str, element: _Element) -> None:
        for name in _PATHS:
            path = element.get(name)
            if path is None:
                continue
            where = f"{name} of {_where(kind, element)}"
            if not path.startswith((INTERNAL, *_OUTSIDE)):
                why = f"“{path[:80]}” begins neither with {INTERNAL} nor as a path outside; some programs stop at it"
                self.note(Fate.CHANGED, "path", where, why)
            if not path.startswith(_OUTSIDE):
                self._internal(path, where)
            if name == "richTextPath" and path.lower().endswith(".txt"):
                why = "a plain text is given as a rich one, which some programs refuse"
                self.note(Fate.CHANGED, "path", where, why)

    def _internal(self, path: str, where: str) -> None:
        if self.archive is None:
            return
        name = path.removeprefix(INTERNAL).lstrip("/")
        found = self._found(path)
        if found is None:
            self.note(Fate.DROPPED, "file", where, f"{name[:80]} is not in the project")
            return
        self.used.add(found)
        if found.removeprefix(SOURCES_FOLDER) != name and found.rpartition("/")[2] != name:
            self.note(Fate.CHANGED, "file", where, f"the file is called {found}, not {name[:80]}")

    def _found(self, path: str) -> str | None:
        """The part of the zip that a path inside the project names."""
        return self.files.get(path.rpartition("/")[2].lower())

    def _text(self, kind: str, element: _Element) -> str | None:
        """The text of a source or note; ``None`` where there is none to look at."""
        where = _where(kind, element)
        content = next((each for each in element if _kind(each) == "PlainTextContent"), None)
        path = element.get("plainTextPath")
        if content is not None and path is not None:
            self.note(Fate.CHANGED, "text", where, "it is there twice: in the project and as a file")
        if content is not None:
            return "".join(str(each) for each in content.itertext())
        if path is None:
            self.note(Fate.DROPPED, "text", where, "it has no plain text")
            return None
        found = None if path.startswith(_OUTSIDE) else self._found(path)
        if self.archive is None or found is None:
            return None
        return self._read(self.archive, found)

    def _read(self, archive: zipfile.ZipFile, name: str) -> str | None:
        try:
            text = read_part(self.raw, archive, name).decode("utf-8")
        except FileProblem:
            self.note(Fate.DROPPED, "file", name, "it is broken and cannot be unpacked")
            return None
        except UnicodeDecodeError as error:
            self.note(Fate.DROPPED, "file", name, f"it is not UTF-8, at byte {error.start}")
            return None
        if text.startswith("\ufeff"):
            why = "it begins with a byte order mark, which some programs count as a character"
            self.note(Fate.CHANGED, "file", name, why)
        if "\r" in text:
            self.note(Fate.CHANGED, "file", name, "it has carriage returns, which programs count in different ways")
        return text

    # ----------------------------------------------------------------------------------------- circles

    def _circles(self, elements: list[tuple[str, _Element]], known: dict[str, str]) -> None:
        """Codes that stand under themselves, by where they are or by links that say where else they are."""
        above: defaultdict[str, set[str]] = defaultdict(set)
        below: defaultdict[str, set[str]] = defaultdict(set)
        for child, parent in _standing(elements):
            if known.get(child) == known.get(parent) == "Code":
                above[child].add(parent)
                below[parent].add(child)
        free = [code for code in below if code not in above]
        while free:
            code = free.pop()
            for child in below[code]:
                above[child].discard(code)
                if not above[child]:
                    free.append(child)
        for code in sorted(each for each, parents in above.items() if parents):
            self.note(Fate.CHANGED, "Code", f"Code {code}", "it stands under itself, or under a code that does")


def _standing(elements: list[tuple[str, _Element]]) -> Iterator[tuple[str, str]]:
    """Pairs of GUIDs: a code, and one it stands under."""
    for kind, element in elements:
        parent = element.getparent()
        if kind == "Code" and parent is not None and _kind(parent) == "Code":
            yield _plain(element.get("guid") or ""), _plain(parent.get("guid") or "")
        if kind == "Link" and element.get("name") == ALSO_UNDER:
            yield _plain(element.get("originGUID") or ""), _plain(element.get("targetGUID") or "")


def _kind(element: _Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _plain(guid: str) -> str:
    """A GUID as it is compared: without braces, in small letters."""
    return guid.strip().strip("{}").lower()


def _where(kind: str, element: _Element) -> str:
    """An element's kind, and its GUID or name."""
    name = element.get("guid") or element.get("name") or ""
    return f"{kind} {name[:60]}".strip()
