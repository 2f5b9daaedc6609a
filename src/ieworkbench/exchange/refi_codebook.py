"""REFI-QDA codebooks (.qdc): codes and sets of codes, for every program of the field.

A code stands in the file once, under its first parent. That it also stands under others is kept as
a set for each of those, which other programs show as a group of codes and which is known again when
it is read. Include, exclude and example stand in the description, as paragraphs. The format cannot
carry the codebook's title and description, nor anything that is no code.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from ieworkbench.errors import FileDamaged
from ieworkbench.exchange.bundle import Bundle, Exchange, Report, guid_of
from ieworkbench.exchange.code_drafts import CodeDraft, codes_of
from ieworkbench.exchange.code_names import made_id, tidy_id
from ieworkbench.exchange.descriptions import description_of, parts_of
from ieworkbench.exchange.files import RawFile, load, new_file
from ieworkbench.exchange.guids import guid_in
from ieworkbench.exchange.losses import left_out
from ieworkbench.exchange.refi_names import derived_guid, xml_text
from ieworkbench.exchange.refi_read_elements import kind, value, words
from ieworkbench.exchange.refi_xml import parse_mended
from ieworkbench.importers import naming
from ieworkbench.model import Code, Codebook, RecordRef, RecordSet
from ieworkbench.model.vocabulary import RecordKind

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["FORMAT"]

_NAMESPACE = "urn:QDA-XML:codebook:1.0"
_ORIGIN = "ieworkbench"
_DEEPEST = 200
_NO = {"false", "0", "no"}
_ATTRIBUTES = {"guid", "name", "iscodable", "color", "description"}


# ------------------------------------------------------------------------------------ read


def _read(path: str, codebook: Codebook, report: Report) -> Bundle:
    with naming(path):
        raw = load(path)
        root = _codebook_in(raw, parse_mended(raw, raw.data, report))
    if value(root, "origin"):
        report.facts.append(f"It was written by {root.get('origin')}.")
    reading = _Reading(report)
    reading.codes(root)
    reading.sets(root)
    codes = codes_of(reading.drafts, report, codebook)
    return Bundle(codebook=Codebook(codes), sets=reading.record_sets())


def _codebook_in(raw: RawFile, root: _Element) -> _Element:
    """The codebook, which is all there is, or part of a project's own file."""
    found = root if kind(root) == "CodeBook" else next((each for each in root if kind(each) == "CodeBook"), None)
    if found is None:
        what = f"its first element is “{kind(root)[:40]}” and not “CodeBook”"
        raise FileDamaged(
            raw.name, f"line {root.sourceline}", what, "export a REFI-QDA codebook from the program again"
        )
    return found


class _Reading:
    """Goes through the elements of one codebook."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.drafts: list[CodeDraft] = []
        self.by_guid: dict[str, CodeDraft] = {}
        self.parent_of_set: dict[str, CodeDraft] = {}
        self.found: list[tuple[str, str, str, list[CodeDraft]]] = []
        self.strange: Counter[str] = Counter()

    def codes(self, root: _Element) -> None:
        """A draft for every code, in the order of the file."""
        top = [each for part in root if kind(part) in ("Codes", "Code") for each in _codes_in(part)]
        ahead: list[tuple[_Element, CodeDraft | None]] = [(each, None) for each in reversed(top)]
        while ahead:
            element, inside = ahead.pop()
            draft = self._draft(element, inside)
            self.drafts.append(draft)
            ahead += [(each, draft) for each in reversed(element) if kind(each) == "Code"]
        for what, count in self.strange.items():
            self.report.dropped(what, f"{count:,} in all", "A codebook has no place for it; it was not read.")

    def _draft(self, element: _Element, inside: CodeDraft | None) -> CodeDraft:
        name = value(element, "name")
        draft = CodeDraft(f"line {element.sourceline}", name, inside=inside, colour=value(element, "color").strip())
        draft.codable = (value(element, "isCodable") or "true").strip().casefold() not in _NO
        said = [words(each) for each in element if kind(each) == "Description"] or [value(element, "description")]
        parts = parts_of("\n\n".join(said))
        draft.definition = parts["definition"]
        draft.include, draft.exclude = parts.get("include", ""), parts.get("exclude", "")
        draft.example = parts.get("example", "")
        self._identify(element, draft)
        self.strange.update(each for each in map(kind, element) if each not in ("Code", "Description", ""))
        self.strange.update(f"attribute {each}" for each in map(str, element.attrib) if each.lower() not in _ATTRIBUTES)
        return draft

    def _identify(self, element: _Element, draft: CodeDraft) -> None:
        written = value(element, "guid").strip()
        draft.id = guid_in(written)
        if not draft.id:
            why = f"Its GUID is “{written[:60]}”, which is none" if written else "It has no GUID"
            self.report.changed("code", draft.where, f"{why}; one was made from its name and place.")
        one = self.by_guid.setdefault(draft.id or tidy_id(written), draft)
        if one is draft and draft.id:
            self.parent_of_set.setdefault(_also_under(draft.id), draft)

    def sets(self, root: _Element) -> None:
        """The sets of codes; those that stand for a further parent become that again."""
        for holder in (each for each in root if kind(each) == "Sets"):
            for element in (each for each in holder if kind(each) == "Set"):
                self._set(element)

    def _set(self, element: _Element) -> None:
        guid, name = guid_in(value(element, "guid")), " ".join(value(element, "name").split())
        where = f"line {element.sourceline}, “{name[:60]}”"
        members: dict[CodeDraft, None] = {}
        for member in (each for each in element if kind(each) == "MemberCode"):
            named = (value(member, "guid") or value(member, "targetGUID")).strip()
            draft = self.by_guid.get(guid_in(named) or tidy_id(named)) if named else None
            if draft is None:
                self.report.dropped("member of a set", where, f"No code has the GUID {named[:60]}; it was left out.")
            else:
                members[draft] = None
        parent = self.parent_of_set.get(guid) if guid else None
        if parent is not None and parent not in members:
            for draft in members:
                draft.under = (*draft.under, parent.id)
            return
        if not name:
            self.report.changed("set", where, "It has no name and was called “set”.")
        said = next((words(each) for each in element if kind(each) == "Description"), "")
        self.found.append((guid, name or "set", said, list(members)))

    def record_sets(self) -> tuple[RecordSet, ...]:
        """The sets, once the codes have their ids."""
        made: dict[str, RecordSet] = {}
        for guid, name, said, members in self.found:
            set_id, again = guid, 1
            while not set_id or set_id in made:
                if set_id:
                    self.report.changed(
                        "set", f"“{name[:60]}”", "Its GUID is that of another set; it was given another."
                    )
                set_id, again = made_id("set", name, again), again + 1
            refs = tuple(dict.fromkeys(RecordRef(RecordKind.CODE, draft.id) for draft in members))
            made[set_id] = RecordSet(set_id, name, refs, said)
        self.report.kept["sets"] += len(made)
        return tuple(made.values())


def _codes_in(part: _Element) -> list[_Element]:
    return [part] if kind(part) == "Code" else [each for each in part if kind(each) == "Code"]


# --------------------------------------------------------------------------------- written


def _also_under(guid: str) -> str:
    """The GUID of the set that stands for “also under this code”."""
    return derived_guid(guid, "also under")


def _write(bundle: Bundle, path: str, report: Report) -> None:
    from lxml import etree

    writing = _Writing(bundle, report)
    nsmap: dict[None, str] = {None: _NAMESPACE}
    root = etree.Element(f"{{{_NAMESPACE}}}CodeBook", nsmap=nsmap, origin=_ORIGIN)  # type: ignore[arg-type]  # a stub's
    writing.codes(root)
    writing.sets(root)
    writing.report_losses()
    with new_file(path) as place:
        place.write_bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


class _Writing:
    """Makes the elements of one codebook."""

    def __init__(self, bundle: Bundle, report: Report) -> None:
        self.bundle = bundle
        self.report = report
        self.guids = self._guids()

    def _guids(self) -> dict[str, str]:
        """The GUID of every code; two that have one are told apart."""
        guids: dict[str, str] = {}
        used: set[str] = set()
        for code in self.bundle.codebook:
            guid = guid_in(guid_of(self.bundle, RecordRef(RecordKind.CODE, code.id)))
            while not guid or guid in used:
                guid = made_id(guid or code.id, code.name)
            if guid != code.id:
                self.report.changed("code", f"“{code.name[:60]}”", "Its id is no GUID; the file has one made from it.")
            guids[code.id] = guid
            used.add(guid)
        return guids

    def codes(self, root: _Element) -> None:
        """The tree of codes, each under its first parent."""
        holder = _child(root, "Codes")
        above: list[_Element] = []
        for depth, code in self.bundle.codebook.walk():
            level = min(depth, _DEEPEST)
            if depth > level:
                why = f"It stands more than {_DEEPEST} levels deep; the file has it higher up."
                self.report.changed("code", f"“{code.name[:60]}”", why)
            del above[level:]
            above.append(self._code(above[-1] if above else holder, code))
        self.report.kept["codes"] += len(self.bundle.codebook)
        if not len(holder):
            self.report.facts.append("The codebook is empty, which the standard does not provide for.")

    def _code(self, holder: _Element, code: Code) -> _Element:
        where = f"code “{code.name[:60]}”"
        element = _child(holder, "Code", guid=self.guids[code.id], name=self._words(code.name, where))
        element.set("isCodable", "true" if code.codable else "false")
        if code.colour:
            element.set("color", code.colour)
        said = description_of(code)
        if said:
            _child(element, "Description").text = self._words(said, where)
            parts = parts_of(said)
            if any(
                parts.get(each, "") != getattr(code, each) for each in ("definition", "include", "exclude", "example")
            ):
                self.report.changed(
                    "code", where, "Its paragraphs may be told apart in another way when it is read again."
                )
        return element

    def _words(self, text: str, where: str) -> str:
        words = xml_text(text)
        if words != text:
            self.report.changed("words", where, "Characters that XML cannot hold were replaced.")
        return words

    def sets(self, root: _Element) -> None:
        """A set for each further parent, and the sets there are, as far as codes are in them."""
        holder = _child(root, "Sets")
        further: dict[str, list[str]] = defaultdict(list)
        for code in self.bundle.codebook:
            for parent in code.parents[1:]:
                further[parent].append(code.id)
        for parent in filter(further.__contains__, self.guids):
            codes = further[parent]
            path = self.bundle.codebook.path(parent)
            name = self.bundle.codebook[parent].name
            self._set(holder, _also_under(self.guids[parent]), name, f"Codes that also stand under “{path}”.", codes)
        for each in self.bundle.sets:
            members = [ref.id for ref in each.members if ref.kind is RecordKind.CODE and ref.id in self.guids]
            if len(members) < len(each.members):
                left = len(each.members) - len(members)
                self.report.dropped(
                    "members of a set", f"“{each.name[:60]}”, {left:,}", "A codebook has sets of codes only."
                )
            if members or not each.members:
                guid = guid_of(self.bundle, RecordRef(RecordKind.SET, each.id))
                self._set(holder, guid, each.name, each.description, members)
                self.report.kept["sets"] += 1
            else:
                self.report.dropped("set", f"“{each.name[:60]}”", "No code is in it.")
        if not len(holder):
            root.remove(holder)

    def _set(self, holder: _Element, guid: str, name: str, said: str, members: list[str]) -> None:
        element = _child(holder, "Set", guid=guid, name=self._words(name, f"set “{name[:60]}”"))
        if said:
            _child(element, "Description").text = self._words(said, f"set “{name[:60]}”")
        for member in members:
            _child(element, "MemberCode", guid=self.guids[member])

    def report_losses(self) -> None:
        """Say what a codebook file has no place for."""
        book = self.bundle.codebook
        if (book.title and book.title != self.bundle.title) or book.description:
            self.report.dropped(
                "title", f"“{book.title[:60]}”", "The format has no title and description of a codebook."
            )
        if [code for _, code in book.walk()] != list(book):
            self.report.changed("order", "codebook", "Codes stand under their first parent, in order there.")
        left_out(self.bundle, self.report, "sets")


def _child(holder: _Element, kind: str, /, **attributes: str) -> _Element:
    from lxml import etree

    return etree.SubElement(holder, f"{{{_NAMESPACE}}}{kind}", attrib=attributes)


FORMAT = Exchange(
    name="qdc",
    title="REFI-QDA codebook",
    suffixes=(".qdc",),
    read=_read,
    write=_write,
    loses=(
        "It holds codes and sets of codes and nothing else: sources, codings, cases, memos and links stay behind.",
        "The codebook's title and description have no place in it.",
        "Codes come back in the order of the tree, each under its first parent; the order of further parents may change.",
        "A paragraph of a definition that begins with “Include:” is read as that.",
        "A code whose id is no GUID gets one.",
    ),
)
