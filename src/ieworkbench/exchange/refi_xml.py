"""The XML of projects and codebooks as other programs write it, also with letters that XML does not allow.

A control character in a memo, half of an emoji, or a byte that is no letter makes a whole file
ill-formed, and the program that wrote it writes it so again. Such letters are replaced one for one,
and the report says how many; whatever else is broken is refused.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ieworkbench.errors import FileDamaged
from ieworkbench.exchange.bundle import Report
from ieworkbench.exchange.refi_names import xml_text
from ieworkbench.importers import RawFile
from ieworkbench.importers.packages import parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["parse_mended"]

_ENCODING = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)")
_REFERENCE = re.compile(
    r"&#x0*(?P<high>[Dd][89ABab][0-9A-Fa-f]{2});&#x0*(?P<low>[Dd][C-Fc-f][0-9A-Fa-f]{2});"
    r"|&#(?:x0*(?P<hex>[0-9A-Fa-f]{1,8})|0*(?P<number>[0-9]{1,10}));"
)
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_BROKEN = "\ufffd"
_LAST = 0x10FFFF


def parse_mended(raw: RawFile, data: bytes, report: Report, part: str = "") -> _Element:
    """The root element of an XML text, read also where letters in it are not allowed in XML.

    Parameters
    ----------
    raw
        The file.
    data
        The XML.
    report
        Says how many letters were replaced.
    part
        What the XML is called inside a packed file.

    Raises
    ------
    FileDamaged
        If it is not well-formed for another reason, with the line; or if it declares entities.
    """
    try:
        return parse_xml(raw, data, part)
    except FileDamaged:
        mended, count = _mended(data)
        if not count:
            raise
        root = parse_xml(raw, mended, part)
    many = "a letter that is" if count == 1 else f"{count:,} letters that are"
    why = f"it holds {many} not allowed in XML; halves of an emoji were put together, and “{_BROKEN}” stands for others"
    report.changed("file", part or raw.name, why)
    return root


def _mended(data: bytes) -> tuple[bytes, int]:
    """The text with a letter in the place of each that is not allowed, and how many there were."""
    declared = _ENCODING.match(data.removeprefix(b"\xef\xbb\xbf"))
    if data.startswith(_WIDE) or (declared and declared[1].lower() not in (b"utf-8", b"us-ascii", b"ascii")):
        return data, 0
    given = data.decode("utf-8", "surrogateescape")
    text = xml_text(given)
    count = sum(one != other for one, other in zip(given, text, strict=True)) if given != text else 0

    def settled(match: re.Match[str]) -> str:
        nonlocal count
        made = _meant(match)
        count += made != match[0]
        return made

    first, *others = text.split("<![CDATA[")
    done = [_REFERENCE.sub(settled, first)]
    for each in others:  # what stands in there are no references
        quoted, end, rest = each.partition("]]>")
        done.append(f"{quoted}{end}{_REFERENCE.sub(settled, rest)}")
    return "<![CDATA[".join(done).encode("utf-8"), count


def _meant(reference: re.Match[str]) -> str:
    """A reference to a letter as it is, or the letter itself where XML does not allow the reference."""
    if reference["high"]:
        return bytes.fromhex(reference["high"] + reference["low"]).decode("utf-16-be")
    number = int(reference["hex"], 16) if reference["hex"] else int(reference["number"])
    allowed = number <= _LAST and xml_text(chr(number)) != _BROKEN
    return reference[0] if allowed or number == ord(_BROKEN) else _BROKEN
