"""What a document written here says of itself in a part that nobody sees: which comments are codings.

Word and LibreOffice keep such parts when they save. A comment is known again by who wrote what about
which words, so that it may be moved or renumbered; one whose words were changed is still a coding
if it begins with the path of one of the codes that are named here.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ieworkbench.errors import FileDamaged
from ieworkbench.exchange.word_comments_fresh import NOT_IN_XML
from ieworkbench.exchange.word_comments_package import WordFile, as_xml
from ieworkbench.model import Source, text_hash

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["Entry", "Marks", "key_of", "marks_in", "put_marks"]

_URN = "urn:ieworkbench:word-comments:1"
_NAMESPACE = "{" + _URN + "}"
_XML = "application/xml"
_PROPERTIES = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_STORE_ID = "{5D0F2C1E-6B7A-5E0B-9C39-2E6A6C1B7A55}"


def key_of(author: str, text: str, quote: str) -> str:
    """By what a comment is known again; blanks do not count, since programs change them."""
    facts = "\n".join("".join(each.split()) for each in (author, text, quote))
    return hashlib.sha256(facts.encode("utf-8", "surrogatepass")).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Entry:
    """One comment that was written here.

    Attributes
    ----------
    key
        By what it is known again.
    kind
        ``coding`` or ``memo``.
    record, passage, code, about
        Ids; `about` is the coding a memo is on, `code` a coding's code.
    at
        When, to the fraction of a second; empty if it has no date.
    lead, tail
        How many blanks of the passage the comment's range has too many at the front, and lacks at the end.
    skip
        How many letters of the comment's text come before its memo.
    title
        How many letters of a memo's text are its title.
    """

    key: str
    kind: str
    record: str
    passage: str
    code: str = ""
    about: str = ""
    at: str = ""
    lead: int = 0
    tail: int = 0
    skip: int = 0
    title: int = 0


@dataclass(slots=True)
class Marks:
    """All of it: the source, the codes by id with their paths, and the comments."""

    source: str = ""
    sha256: str = ""
    length: int = 0
    codes: dict[str, str] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    _waiting: dict[str, list[Entry]] = field(default_factory=dict)

    def take(self, key: str) -> Entry | None:
        """The entry of the next comment with this key."""
        if not self._waiting:
            grouped: dict[str, list[Entry]] = defaultdict(list)
            for entry in self.entries:
                grouped[entry.key].append(entry)
            self._waiting = dict(grouped)
        waiting = self._waiting.get(key)
        return waiting.pop(0) if waiting else None

    def fits(self, content: str) -> bool:
        """Whether the text begins with the one that was written, letter for letter.

        What comes after it is what programs add when they save: a line end, the numbers of pages.
        """
        return 0 < self.length <= len(content) and text_hash(content[: self.length]) == self.sha256


def put_marks(file: WordFile, source: Source, codes: dict[str, str], entries: Iterable[Entry]) -> None:
    """Put the part into a document, in place of one that is there already."""
    from lxml import etree

    root = etree.Element(_NAMESPACE + "comments", nsmap={"ie": _URN})
    known = {"id": _held(source.id), "sha256": source.content_sha256, "length": str(len(source.content))}
    etree.SubElement(root, _NAMESPACE + "source", known)
    for code, path in codes.items():
        etree.SubElement(root, _NAMESPACE + "code", {"id": code, "path": _held(path)})
    for entry in entries:
        facts = {name: _held(str(getattr(entry, name))) for name in Entry.__slots__ if getattr(entry, name)}
        etree.SubElement(root, _NAMESPACE + "comment", facts)
    old = _part_of(file)
    if old is not None:
        file.parts[old] = as_xml(root)
        return
    name = file.free_name("customXml/item{}.xml")
    file.add(file.main or "", "customXml", name, _XML, as_xml(root))
    properties = (
        f'<ds:datastoreItem xmlns:ds="{_STORE}" ds:itemID="{_STORE_ID}"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{_URN}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    place = file.free_name("customXml/itemProps{}.xml")
    file.add(name, "customXmlProps", place, _PROPERTIES, properties.encode())


def _held(words: str) -> str:
    return NOT_IN_XML.sub("\ufffd", words)


def _part_of(file: WordFile) -> str | None:
    for name, data in file.parts.items():
        if name.lower().startswith("customxml/item") and name.endswith(".xml") and _URN.encode() in data:
            try:
                if file.parsed(name).tag == _NAMESPACE + "comments":
                    return name
            except FileDamaged:
                continue
    return None


def marks_in(file: WordFile) -> Marks:
    """What a document says of itself; nothing if it was not written here."""
    marks = Marks()
    name = _part_of(file)
    for element in () if name is None else file.parsed(name):
        if element.tag == _NAMESPACE + "source":
            marks.source, marks.sha256 = element.get("id", ""), element.get("sha256", "")
            marks.length = _number(element.get("length"))
        elif element.tag == _NAMESPACE + "code":
            marks.codes[element.get("id", "")] = element.get("path", "")
        elif element.tag == _NAMESPACE + "comment":
            marks.entries.append(_entry(element))
    return marks


def _entry(element: etree._Element) -> Entry:
    return Entry(
        element.get("key", ""),
        element.get("kind", ""),
        element.get("record", ""),
        element.get("passage", ""),
        element.get("code", ""),
        element.get("about", ""),
        element.get("at", ""),
        *(_number(element.get(name)) for name in ("lead", "tail", "skip", "title")),
    )


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0
