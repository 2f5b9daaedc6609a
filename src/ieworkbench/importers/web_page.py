"""Web pages (html), as a browser would show them: blocks as paragraphs, blanks folded, entities as letters.

The markup is read from left to right without building a tree. What style sheets and scripts do to
a page is not worked out, save what is hidden; pictures hold no words but those that stand for them.
"""

from __future__ import annotations

import re

from ieworkbench.errors import EncodingWrong, FileWithoutText
from ieworkbench.importers.encodings import Decoded, decode
from ieworkbench.importers.format import Draft, Format, RawFile, ReadOptions
from ieworkbench.model.source import SourceWarning

__all__ = ["FORMAT", "read"]

_DECLARED = re.compile(
    rb"""<meta[^>]{0,500}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{1,40})|<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_.:-]{1,40})""",
    re.IGNORECASE,
)
_AS_BROWSERS_DO = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
}
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_ARCHIVE = re.compile(
    rb"\A\s*(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?(?:Content-Type:\s*multipart/related)", re.IGNORECASE
)


def read(raw: RawFile, options: ReadOptions) -> Draft:
    """The text of a web page with its headings, lists, tables and links.

    Raises
    ------
    EncodingWrong, FileDamaged
        If the bytes are no text.
    FileWithoutText
        If it is a web archive (mhtml), which holds its pages packed.
    """
    from ieworkbench.importers.web_page_walk import write_page

    if raw.suffix in {".mht", ".mhtml"} or _ARCHIVE.match(raw.data[:4000]):
        raise FileWithoutText(
            raw.name,
            "this is a web archive, whose pages are packed",
            "open it in a browser and save it as a web page, HTML only",
        )
    decoded = _decode(raw, options)
    draft = Draft(encoding=decoded.encoding)
    draft.warnings.extend(decoded.warnings)
    write_page(draft, decoded.text, options)
    return draft


def _decode(raw: RawFile, options: ReadOptions) -> Decoded:
    """The markup, in the encoding that was asked for, is marked, is declared, or can be seen."""
    declared = _DECLARED.search(raw.data[:8192])
    if options.encoding is not None or raw.data.startswith(_MARKS) or declared is None:
        return decode(raw, options.encoding)
    name = (declared.group(1) or declared.group(2)).decode("ascii").lower()
    name = _AS_BROWSERS_DO.get(name, name)
    if name.startswith("utf-16"):
        return decode(raw)  # a page whose declaration can be read byte by byte is not UTF-16
    try:
        return decode(raw, name)
    except EncodingWrong:
        found = decode(raw)
        warning = SourceWarning(
            "encoding-declared-wrong",
            f"The page says that it is stored as {name}, but it is not; it was read as {found.encoding}.",
        )
        return Decoded(found.text, found.encoding, (*found.warnings, warning))


def _sniff(head: bytes) -> bool:
    start = head[:2000].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    return start.startswith((b"<!doctype html", b"<html")) or (
        start.startswith((b"<?xml", b"<!--")) and b"<html" in start
    )


FORMAT = Format(
    "html", "Web page", (".html", ".htm", ".xhtml", ".mht", ".mhtml"), read, sniff=_sniff, running_text=True
)
