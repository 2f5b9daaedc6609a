"""Opening what other programs packed, without trusting it: zip files and XML.

A zip is looked at before it is unpacked, so that a small file cannot fill the memory. XML is
parsed without entities, document types or the network.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from ieworkbench.errors import FileDamaged, FileLocked, FileTooLarge
from ieworkbench.importers.format import RawFile

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["COMPOUND_FILE", "MOST_UNPACKED", "UNPACKING", "ZIP_FILE", "open_zip", "parse_xml", "read_part"]

MOST_UNPACKED = 300_000_000
"""How many bytes a packed file may hold when unpacked."""

UNPACKING = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)
"""What a broken part of a zip lets out when it is unpacked; `NotImplementedError` for a way of packing nobody knows."""

COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The first bytes of Word 97 files and of every password-protected Office file."""

ZIP_FILE = b"PK\x03\x04"
"""The first bytes of a zip: docx, odt, ods, xlsx."""


def open_zip(raw: RawFile, limit: int = MOST_UNPACKED) -> zipfile.ZipFile:
    """The file as a zip whose parts can be read without filling the memory.

    Parameters
    ----------
    raw
        The file.
    limit
        The most bytes its parts may hold together.

    Raises
    ------
    FileDamaged
        If it is no zip, or breaks off.
    FileLocked
        If it is a password-protected Office file, or a part is encrypted.
    FileTooLarge
        If its parts hold more than ``limit`` bytes.
    """
    if raw.data.startswith(COMPOUND_FILE) and "EncryptedPackage".encode("utf-16-le") in raw.data:
        raise FileLocked(raw.name)
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw.data))
        parts = archive.infolist()
    # NotImplementedError is what zipfile raises for a zip of a kind that it cannot read
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, OSError) as error:
        raise FileDamaged(raw.name, "", "this is not a document, or only part of one") from error
    if any(part.flag_bits & 0x1 for part in parts):
        raise FileLocked(raw.name)
    total = sum(part.file_size for part in parts)
    if total > limit:
        raise FileTooLarge(raw.name, total, limit)
    return archive


def read_part(raw: RawFile, archive: zipfile.ZipFile, part: str) -> bytes:
    """The bytes of one part.

    Raises
    ------
    FileDamaged
        If the part is missing or broken, with its name.
    """
    try:
        return archive.read(part)
    except KeyError as error:
        raise FileDamaged(raw.name, part, "this part is missing") from error
    except UNPACKING as error:
        raise FileDamaged(raw.name, part, "this part cannot be unpacked") from error


def parse_xml(raw: RawFile, data: bytes, part: str = "") -> etree._Element:
    """The root element of an XML text.

    Entities are refused, nothing is fetched, and the size of a text is not limited, since the
    whole was measured before.

    Raises
    ------
    FileDamaged
        If it is not well-formed, with the line; or if it declares entities.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=True, recover=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        place = ", ".join(filter(None, [part, f"line {line}" if line else ""]))
        raise FileDamaged(raw.name, place, "the XML in it is broken") from error
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and declared.entities():  # type: ignore[union-attr]  # the stubs lack it
        raise FileDamaged(raw.name, part, "it declares XML entities, which are not read", "save it without them")
    return root
