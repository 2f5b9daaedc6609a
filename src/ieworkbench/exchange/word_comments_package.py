"""A Word document as its parts: taken out, changed, and packed again the same way each time."""

from __future__ import annotations

import io
import posixpath
import zipfile
from typing import TYPE_CHECKING

from ieworkbench.importers import RawFile
from ieworkbench.importers.packages import open_zip, parse_xml, read_part

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["MAIN_TYPE", "WordFile", "as_xml", "pack"]

_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_NO_DATE = (1980, 1, 1, 0, 0, 0)
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_EMPTY_RELATIONS = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
_CONTENT_TYPES = "[Content_Types].xml"


def as_xml(root: etree._Element) -> bytes:
    """An element as a part of a package."""
    from lxml import etree

    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def pack(parts: dict[str, bytes], *, quick: bool = False) -> bytes:
    """Parts as the bytes of a package; the same parts always give the same bytes."""
    packed = io.BytesIO()
    way = zipfile.ZIP_STORED if quick else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(packed, "w", way) as archive:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, _NO_DATE)
            entry.compress_type, entry.external_attr, entry.create_system = way, 0o600 << 16, 3
            archive.writestr(entry, data)
    return packed.getvalue()


class WordFile:
    """The parts of a Word document.

    Raises
    ------
    FileDamaged, FileLocked, FileTooLarge
        If it cannot be unpacked.
    """

    def __init__(self, raw: RawFile) -> None:
        self.raw = raw
        archive = open_zip(raw)
        self.parts = {name: read_part(raw, archive, name) for name in archive.namelist() if not name.endswith("/")}

    @property
    def main(self) -> str | None:
        """The name of the part with the text, if the file is an ordinary document."""
        name = self.target("", "officeDocument")
        if name is None or _CONTENT_TYPES not in self.parts:
            return None
        types = self.parsed(_CONTENT_TYPES).iterchildren(_TYPES + "Override")
        ordinary = any(each.get("PartName") == f"/{name}" and each.get("ContentType") == MAIN_TYPE for each in types)
        return name if ordinary else None

    def parsed(self, name: str) -> etree._Element:
        """The root of a part.

        Raises
        ------
        FileDamaged
            If it is broken.
        """
        return parse_xml(self.raw, self.parts[name], name)

    def target(self, part: str, kind: str) -> str | None:
        """The name of the part to which ``part`` has a relation of this kind, if it is there."""
        name = _relations_of(part)
        for relation in self.parsed(name) if name in self.parts else ():
            if (relation.get("Type") or "").endswith(f"/{kind}") and relation.get("TargetMode") != "External":
                found = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), relation.get("Target") or ""))
                if found.lstrip("/") in self.parts:
                    return found.lstrip("/")
        return None

    def add(self, part: str, kind: str, name: str, content_type: str, data: bytes) -> None:
        """Put a part into the package, to which ``part`` has a relation."""
        from lxml import etree

        known = name in self.parts
        self.parts[name] = data
        if known:
            return
        relations_name = _relations_of(part)
        self.parts.setdefault(relations_name, _EMPTY_RELATIONS)
        relations = self.parsed(relations_name)
        taken = {each.get("Id") for each in relations}
        number = next(number for number in range(1, len(taken) + 2) if f"rIe{number}" not in taken)
        target = posixpath.relpath(name, posixpath.dirname(part) or ".")
        etree.SubElement(
            relations, _RELATIONS + "Relationship", Id=f"rIe{number}", Type=_RELATION + kind, Target=target
        )
        self.parts[relations_name] = as_xml(relations)
        types = self.parsed(_CONTENT_TYPES)
        etree.SubElement(types, _TYPES + "Override", PartName=f"/{name}", ContentType=content_type)
        self.parts[_CONTENT_TYPES] = as_xml(types)

    def free_name(self, pattern: str) -> str:
        """The first name of this pattern, such as ``"customXml/item{}.xml"``, that no part has."""
        taken = {name.lower() for name in self.parts}
        return next(
            name for number in range(1, len(taken) + 2) if (name := pattern.format(number)).lower() not in taken
        )

    def packed(self) -> bytes:
        """The whole as bytes, with the list of types first, as some readers want it."""
        return pack({_CONTENT_TYPES: self.parts[_CONTENT_TYPES], **self.parts})


def _relations_of(part: str) -> str:
    folder, _, file = part.rpartition("/")
    return posixpath.join(folder, "_rels", f"{file}.rels")
