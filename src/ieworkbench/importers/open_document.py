"""OpenDocument text (odt, fodt), as LibreOffice and others write it, walked in document order.

The package is opened and its XML walked directly, so that nothing on the page is passed over:
numbers of lists are worked out, tracked changes and comments keep their places. Such a file does
not know its pages or the size of its letters on them, and formulas and pictures hold no words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ieworkbench.errors import FileDamaged, FileLocked, FileTooLarge
from ieworkbench.importers.format import Draft, Format, RawFile, ReadOptions
from ieworkbench.importers.packages import ZIP_FILE, open_zip, parse_xml, read_part

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["FORMAT", "LARGEST_PART", "Parts", "open_parts", "read"]

LARGEST_PART = 64_000_000
"""How many bytes of XML one part may hold; a book of a million characters has ten million."""

_KIND = b"application/vnd.oasis.opendocument."


class Parts:
    """The three parts of an OpenDocument file that hold words; the last two may be missing."""

    __slots__ = ("content", "meta", "styles")

    def __init__(
        self, content: etree._Element, styles: etree._Element | None = None, meta: etree._Element | None = None
    ) -> None:
        self.content = content
        self.styles = styles
        self.meta = meta


def open_parts(raw: RawFile) -> Parts:
    """The XML of an OpenDocument file, packed or flat.

    Raises
    ------
    FileLocked
        If it is password-protected.
    FileTooLarge
        If a part is larger than `LARGEST_PART`.
    FileDamaged
        If it is no such file, or a part of it is broken, with the part and line.
    """
    if not raw.data.startswith(b"PK") and raw.data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return _open_flat(raw)
    archive = open_zip(raw)
    names = set(archive.namelist())
    for part in archive.infolist():
        if part.filename in {"content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"}:
            _measure(raw, part.file_size)
    if "META-INF/manifest.xml" in names and b"encryption-data" in read_part(raw, archive, "META-INF/manifest.xml"):
        raise FileLocked(raw.name)
    content = parse_xml(raw, read_part(raw, archive, "content.xml"), "content.xml")
    optional = [
        parse_xml(raw, read_part(raw, archive, part), part) if part in names else None
        for part in ("styles.xml", "meta.xml")
    ]
    return Parts(content, *optional)


def _open_flat(raw: RawFile) -> Parts:
    _measure(raw, len(raw.data))
    root = parse_xml(raw, raw.data)
    if not str(root.tag).endswith("}document"):
        raise FileDamaged(raw.name, "", "this is XML, but no OpenDocument file", "check that it is the right file")
    return Parts(root, root, root)


def _measure(raw: RawFile, size: int) -> None:
    if size > LARGEST_PART:
        raise FileTooLarge(raw.name, size, LARGEST_PART)


def read(raw: RawFile, options: ReadOptions) -> Draft:  # noqa: ARG001 - every reader takes both
    """The text of an OpenDocument file with everything that stands on its pages.

    Raises
    ------
    FileLocked, FileTooLarge, FileDamaged
        As `open_parts` does; or if the file holds no text document.
    """
    from ieworkbench.importers.open_document_walk import write_document

    parts = open_parts(raw)
    draft = Draft()
    if not write_document(draft, parts.content, parts.styles, parts.meta):
        raise FileDamaged(raw.name, "content.xml", "there is no text document in it", "check that it is the right file")
    return draft


def _sniff(head: bytes) -> bool:
    if head.startswith(ZIP_FILE):
        return _KIND + b"text" in head[:200]
    return b"office:document" in head[:4000] and _KIND + b"text" in head[:8000]


FORMAT = Format("odt", "OpenDocument text", (".odt", ".ott", ".fodt"), read, sniff=_sniff, running_text=True)
