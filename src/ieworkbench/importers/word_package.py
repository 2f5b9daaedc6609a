"""The package of a Word document: which parts there are, and how they point to each other.

Only what is needed is unpacked and parsed, and the text itself is parsed in pieces, so that a
book does not stand in the memory as XML. (Measured: python-docx parses every part and keeps every
picture before it answers, and refuses the whole document if one side part is broken.) A side part
that is broken or missing costs what it holds, never the text.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote
from zipfile import ZipFile

from ieworkbench.errors import FileDamaged
from ieworkbench.importers.format import Draft, RawFile
from ieworkbench.importers.packages import UNPACKING, open_zip, parse_xml, read_part
from ieworkbench.importers.word_names import AC, STRICT, A, M, R, V, W, ordinary_namespaces

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["Package", "Relations"]

_CHUNK = 16_384
_PREFIXES = {
    "w": W[1:-1],
    "r": R[1:-1],
    "m": M[1:-1],
    "a": A[1:-1],
    "v": V[1:-1],
    "mc": AC[1:-1],
    "o": "urn:schemas-microsoft-com:office:office",
    "w10": "urn:schemas-microsoft-com:office:word",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
}
_TABLE_STYLE = b'<w:style w:type="table" '
_UNDECLARED = re.compile(r"Namespace prefix (\w+) ")
_OTHERS = (
    ("xl/workbook.xml", "this is an Excel workbook", "open it in Excel and save the sheet as csv"),
    ("xl/workbook.bin", "this is an Excel workbook", "open it in Excel and save the sheet as csv"),
    ("ppt/presentation.xml", "this is a PowerPoint presentation", "save its text as docx or pdf"),
    ("index/document.iwa", "this is an Apple Pages document", "export it from Pages as Word or PDF"),
    ("meta-inf/container.xml", "this is an e-book (EPUB)", "convert it to docx, html or txt first"),
)
_OPEN_DOCUMENTS = {
    b"application/vnd.oasis.opendocument.text": (
        "this is an OpenDocument text",
        "rename it to .odt, or use --format odt",
    ),
    b"application/vnd.oasis.opendocument.spreadsheet": (
        "this is an OpenDocument spreadsheet",
        "rename it to .ods, or use --format ods",
    ),
}


class Relations:
    """Where one part points to: by id to (kind, target), targets outside as they stand."""

    def __init__(self, by_id: dict[str, tuple[str, str, bool]]) -> None:
        self._by_id = by_id

    def target(self, id_: str | None) -> str | None:
        """Where the relation called ``id_`` leads: a part's name, or an address."""
        found = self._by_id.get(id_ or "")
        return None if found is None else found[1]

    def part(self, kind: str) -> str | None:
        """The first part inside the package that is of this kind, such as ``"styles"``."""
        for found, target, outside in self._by_id.values():
            if found == kind and not outside:
                return target
        return None


class Package:
    """An opened Word document.

    Raises
    ------
    FileDamaged
        If it is no zip, or no Word document; it says what it is where that can be seen.
    FileLocked
        If it is password-protected.
    FileTooLarge
        If it holds more than can be read.
    """

    def __init__(self, raw: RawFile, draft: Draft) -> None:
        self.raw = raw
        self._draft = draft
        self._archive: ZipFile = open_zip(raw)
        self._names = {name.replace("\\", "/").lstrip("/").lower(): name for name in self._archive.namelist()}
        self.top = self.relations("")
        self.main = self._main_part()
        self.links = self.relations(self.main)

    def _main_part(self) -> str:
        named = self.top.part("officeDocument")
        for part in (named, "word/document.xml"):
            if part and part.lower() in self._names and not part.lower().startswith(("xl/", "ppt/")):
                return part
        raise self._no_document()

    def _no_document(self) -> FileDamaged:
        """What this zip is, if it is no Word document."""
        name, advice = self.raw.name, "check that it is the right file"
        if "mimetype" in self._names:
            kind = read_part(self.raw, self._archive, self._names["mimetype"]).strip()
            if kind in _OPEN_DOCUMENTS:
                return FileDamaged(name, "", *_OPEN_DOCUMENTS[kind])
        for part, what, other_advice in _OTHERS:
            if part in self._names:
                return FileDamaged(name, "", what, other_advice)
        if self._names.keys() & {"[content_types].xml", "word/styles.xml", "_rels/.rels"}:
            return FileDamaged(name, "word/document.xml", "this part is missing")
        return FileDamaged(name, "", "this is a zip, but no Word document", advice)

    def relations(self, part: str) -> Relations:
        """What ``part`` points to; the whole package for an empty name."""
        folder, _, file = part.rpartition("/")
        name = posixpath.join(folder, "_rels", f"{file}.rels")
        root = self.side_part(name)
        found: dict[str, tuple[str, str, bool]] = {}
        for number, relation in enumerate(() if root is None else root):
            kind = (relation.get("Type") or "").rpartition("/")[2]
            outside = relation.get("TargetMode") == "External"
            target = relation.get("Target") or ""
            if not outside:
                target = posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/")
            found[relation.get("Id") or f"#{number}"] = (kind, target, outside)
        return Relations(found)

    def side(self, kind: str, usual: str) -> etree._Element | None:
        """The root of the side part of this kind, by relation or under its usual name."""
        return self.side_part(self.side_name(kind, usual))

    def side_name(self, kind: str, usual: str) -> str:
        """The name of the side part of this kind."""
        named = self.links.part(kind)
        return named if named and named.lower() in self._names else f"word/{usual}"

    def side_part(self, name: str) -> etree._Element | None:
        """The root of a side part; ``None`` if there is none, or, with a warning, if it is broken."""
        stored = self._names.get(name.lower())
        if stored is None:
            return None
        try:
            return self._parsed(stored)
        except FileDamaged as error:
            place = error.place or name
            self._draft.warn(
                "part-damaged", f"The part {place} is damaged and was left out: {error.what}; the text itself was read."
            )
            return None

    def _parsed(self, stored: str) -> etree._Element:
        data = _without_table_styles(read_part(self.raw, self._archive, stored))
        if STRICT in data:
            data = ordinary_namespaces(data)
        for _ in range(len(_PREFIXES)):
            try:
                return _without_comments(parse_xml(self.raw, data, stored), data)
            except FileDamaged as error:
                repaired = _declare(data, str(error.__cause__))
                if repaired is None:
                    raise
                data = repaired
        return _without_comments(parse_xml(self.raw, data, stored), data)

    def body(self) -> Iterator[list[etree._Element]]:
        """The blocks of the text in order, some at a time; those handed out before are thrown away.

        Raises
        ------
        FileDamaged
            If the main part is broken, with its name and the line.
        """
        from lxml import etree

        parser = etree.XMLPullParser(
            events=("start",),
            tag=W + "body",
            huge_tree=True,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
        )
        body: etree._Element | None = None
        settled = 0
        try:
            for chunk in self._chunks():
                parser.feed(chunk)
                if body is None:
                    body = self._body_begun(parser)
                if body is not None:
                    ready, settled = _ready(body, settled)
                    if ready:
                        yield list(body)[:ready]
                        del body[:ready]
            root = parser.close()
        except FileDamaged:
            raise
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self._broken(error) from error
        if body is None:
            self._refuse_entities(root)
            raise FileDamaged(self.raw.name, self.main, "it holds no Word text", "save it as an ordinary docx")
        yield list(body)

    def _chunks(self) -> Iterator[bytes]:
        """The main part in pieces; in one piece where namespaces have to be changed in it."""
        stored = self._names[self.main.lower()]
        try:
            with self._archive.open(stored) as part:
                chunk = part.read(_CHUNK)
                if STRICT in chunk:
                    chunk = ordinary_namespaces(chunk + part.read())
                while chunk:
                    yield chunk
                    chunk = part.read(_CHUNK)
        except UNPACKING as error:
            raise FileDamaged(self.raw.name, self.main, "this part cannot be unpacked") from error

    def _body_begun(self, parser: etree.XMLPullParser) -> etree._Element | None:
        for _, body in parser.read_events():
            if body is not None and not isinstance(body, tuple):
                self._refuse_entities(body)
                return body
        return None

    def _refuse_entities(self, element: etree._Element) -> None:
        if element.getroottree().docinfo.internalDTD is not None:
            what = "it declares a document type, as no Word document does"
            raise FileDamaged(self.raw.name, self.main, what, "open it in Word and save it again")

    def _broken(self, error: Exception) -> FileDamaged:
        line = getattr(error, "lineno", None)
        place = f"{self.main}, line {line}" if line else self.main
        if "depth" in str(error):
            return FileDamaged(self.raw.name, place, "its parts are nested too deeply to be read")
        return FileDamaged(self.raw.name, place, "the XML in it is broken")


def _without_table_styles(data: bytes) -> bytes:
    """The same without how tables look: nine tenths of many style parts, and nothing of it is asked for."""
    first, *others = data.split(_TABLE_STYLE)
    return first + b"".join(each.partition(b"</w:style>")[2] for each in others)


def _without_comments(root: etree._Element, data: bytes) -> etree._Element:
    """The same without XML comments and instructions, which would part words."""
    from lxml import etree

    if b"<!--" in data or data.count(b"<?") > 1:
        etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    return root


def _declare(data: bytes, complaint: str) -> bytes | None:
    """XML with the namespace declared that a parser missed, if it is one that Word uses."""
    missing = _UNDECLARED.search(complaint)
    if missing is None or missing.group(1) not in _PREFIXES:
        return None
    prefix = missing.group(1)
    declaration = f' xmlns:{prefix}="{_PREFIXES[prefix]}"'.encode()
    opening = re.search(rb"<[A-Za-z_][^\s/>]*", data)
    if opening is None or declaration in data:
        return None
    return data[: opening.end()] + declaration + data[opening.end() :]


def _ready(body: etree._Element, settled: int) -> tuple[int, int]:
    """How many blocks can be read now, and how many of the rest are known to wait for the next.

    The last block may be incomplete. A paragraph whose end was deleted waits for the one it runs
    into, since that one says what the two are.
    """
    complete = max(len(body) - 1, 0)
    ready = complete
    block = body[-1].getprevious() if complete else None
    while ready > settled and block is not None and _waits(block):
        ready -= 1
        block = block.getprevious()
    return (ready, complete - ready) if ready > settled else (0, complete)


def _waits(block: etree._Element) -> bool:
    if block.tag == W + "p":
        mark = block.find(f"{W}pPr/{W}rPr")
        return mark is not None and (mark.find(W + "del") is not None or mark.find(W + "moveFrom") is not None)
    return block.tag not in (W + "tbl", W + "sdt", W + "customXml")
