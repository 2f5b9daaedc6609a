"""The texts of a REFI-QDA project, as sources.

A text lies in a project as plain text, in the XML or in a file, and often as a Word document or PDF
beside it. Positions count in the plain text; so the document is taken as the source only where
reading it gives exactly the same words, and then brings its headings, tables and speakers along.
"""

from __future__ import annotations

import codecs
import hashlib
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from ieworkbench.errors import FileProblem
from ieworkbench.exchange.bundle import Report
from ieworkbench.exchange.names import one_line, suffix_of, without_suffix
from ieworkbench.exchange.refi_positions import LaidText
from ieworkbench.exchange.refi_read_elements import first, kind, value, words
from ieworkbench.exchange.refi_read_package import Package
from ieworkbench.importers import read_bytes
from ieworkbench.model import Source
from ieworkbench.model.source import Origin

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Files", "Text", "read_document", "read_text"]

_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)


@dataclass(frozen=True, slots=True)
class Text:
    """A source, how its plain text lay in its file, and the bytes it was read from."""

    source: Source
    laid: LaidText
    data: bytes


@dataclass(frozen=True, slots=True)
class Files:
    """Where the files of a project are found: its package and its ``basePath``."""

    package: Package
    base: str
    report: Report

    def read(self, path: str) -> bytes | str:
        """The bytes at a path of the project, or a clause that says why there are none."""
        return self.package.read(path, self.base)


def read_text(element: _Element, name: str, files: Files, document: bytes | None = None) -> Text | str:
    """What a text of a project says, or a clause that says why that is not known.

    Parameters
    ----------
    element
        A ``TextSource``, ``Transcript``, ``Representation``, ``TextDescription`` or ``Note``.
    name
        What the source is called.
    files
        Where the files are.
    document
        A PDF of the same words, if there is one.
    """
    text = _text(element, name, files, document)
    blank = _blank(element, name, files) if isinstance(text, str) and kind(element) == "TextSource" else None
    return text if blank is None else blank


def _blank(element: _Element, name: str, files: Files) -> Text | None:
    """A text of blanks, or of nothing: it is kept too, since it may have passages, cases and memos."""
    path, inline = value(element, "plainTextPath"), first(element, "PlainTextContent")
    data = files.read(path) if path else words(inline).encode("utf-8", "replace")
    if isinstance(data, str) or (inline is None and not path):
        return None
    source = _bare_source(data, _file_name(name, ".txt"))
    return None if source is None or source.content.strip() else Text(source, _laid(data, source), data)


def _text(element: _Element, name: str, files: Files, document: bytes | None) -> Text | str:
    plain, rich_path = _plain(element, name, files), value(element, "richTextPath")
    rich: bytes | str = document if document is not None else files.read(rich_path) if rich_path else ""
    if isinstance(plain, str) and isinstance(rich, str):
        return plain or rich or "the file has no words for it"
    suffix = ".pdf" if document is not None else suffix_of(rich_path) or ".docx"
    if isinstance(rich, bytes) and suffix not in (".txt", ".text"):
        document_text = read_document(rich, _file_name(name, suffix))
        if isinstance(document_text, Text):
            return _the_better(plain, document_text, name, files.report)
        if isinstance(plain, Text):
            files.report.dropped("document", name, f"{document_text}; its plain text was read")
            return plain
        return document_text
    return _read_plain(rich, name) if isinstance(plain, str) and isinstance(rich, bytes) else plain


def _the_better(plain: Text | str, document: Text, name: str, report: Report) -> Text:
    """The document where it has the words of the plain text, which positions count in; else the plain text."""
    if isinstance(plain, str):
        report.changed("source", name, f"{plain or 'its plain text is missing'}; the document beside it was read")
        return document
    if plain.source.content == document.source.content:
        return replace(document, laid=plain.laid)
    report.changed("source", name, "its plain text was read, since the document beside it has other words or breaks")
    return plain


def _plain(element: _Element, name: str, files: Files) -> Text | str:
    """The plain text, or a clause that says why there is none; empty if the file does not claim to have one."""
    path, why = value(element, "plainTextPath"), ""
    if path:
        data = files.read(path)
        found = _read_plain(data, name) if isinstance(data, bytes) else data
        if isinstance(found, Text):
            return found
        why = found
    inline = first(element, "PlainTextContent")
    if inline is not None and (content := words(inline)).strip():
        return _read_plain(content.encode("utf-8", "replace"), name)
    return why or ("" if inline is None else "its text is empty")


def _read_plain(data: bytes, name: str) -> Text | str:
    """A plain text as a source with its turns, or without any where the words alone can be read."""
    file_name = _file_name(name, ".txt")
    if not data.strip():
        return "its text is empty"
    try:
        source = read_bytes(data, file_name, format="txt")
    except FileProblem:
        found = _bare_source(data, file_name)
        if found is None:
            return "its file is no text that can be read"
        source = found
    return Text(source, _laid(data, source), data)


def _bare_source(data: bytes, file_name: str) -> Source | None:
    """The words of a text that no reader takes for one; ``None`` if they are no UTF-8 either."""
    try:
        laid = LaidText.of(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return None
    origin = Origin(file_name, hashlib.sha256(data).hexdigest(), len(data), "qdpx", "qdpx 1", encoding="utf-8")
    return Source(laid.content, (), (), (), origin, title=PurePosixPath(file_name).stem)


def _laid(data: bytes, source: Source) -> LaidText:
    """How a text lay in its file: its line ends and its byte order mark."""
    mark, content = data.startswith(_MARKS), source.content
    if b"\r" not in data:
        return LaidText(content, (), mark)
    encoding = {"cp1252": "latin-1"}.get(source.origin.encoding or "", source.origin.encoding or "utf-8")
    laid = LaidText.of(data.decode(encoding, "surrogateescape").lstrip("\ufeff"), mark=mark)
    return replace(laid, content=content) if len(laid.content) == len(content) else LaidText(content, (), mark)


def read_document(data: bytes, name: str) -> Text | str:
    """A Word document, PDF or other file as a source, or a clause that says why it is none."""
    try:
        source = read_bytes(data, name)
    except FileProblem as problem:
        return f"its document cannot be read ({type(problem).__name__})"
    return Text(source, LaidText(source.content), data)


def _file_name(name: str, suffix: str) -> str:
    """A name for the file of a source: what the source is called, and what the file is."""
    plain = one_line(name.replace("/", "-").replace("\\", "-"))
    return without_suffix(plain) + suffix
