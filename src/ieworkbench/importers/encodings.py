"""Bytes to text, without guessing more than can be seen.

The order is: what was asked for; a byte order mark; strict UTF-8; UTF-16 where every other byte
is zero; Windows-1252. No statistics: detectors read Norwegian as Baltic. Whatever was not certain
is shown to the researcher with the first words that depend on it.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from ieworkbench.errors import EncodingWrong, FileDamaged
from ieworkbench.importers.format import RawFile
from ieworkbench.model.source import SourceWarning

__all__ = ["Decoded", "decode", "unify_line_ends"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SPECIAL_WORD = re.compile(r"\S*[^\x00-\x7f]\S*")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text with unified line ends, the encoding it was read in, and what is doubtful."""

    text: str
    encoding: str
    warnings: tuple[SourceWarning, ...] = ()


def unify_line_ends(text: str) -> str:
    """``text`` with every ``\\r\\n`` and lone ``\\r`` as ``\\n``; nothing else is changed."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def decode(raw: RawFile, encoding: str | None = None) -> Decoded:
    """The text of a file.

    Parameters
    ----------
    raw
        The file.
    encoding
        Read it in this encoding, whatever the bytes look like.

    Raises
    ------
    EncodingWrong
        If the bytes are not text in the encoding that was asked for or that their mark names.
    FileDamaged
        If they are no text in any encoding.
    """
    if encoding is not None:
        return _in_encoding(raw, encoding, raw.data)
    for mark, name in _MARKS:
        if raw.data.startswith(mark):
            return _in_encoding(raw, name, raw.data[len(mark) :])
    try:
        text = raw.data.decode("utf-8")
    except UnicodeDecodeError:
        return _without_mark(raw)
    if "\x00" in text:
        return _without_mark(raw)
    return Decoded(unify_line_ends(text), "utf-8")


def _in_encoding(raw: RawFile, encoding: str, data: bytes) -> Decoded:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise EncodingWrong(raw.name, encoding, error.start + len(raw.data) - len(data)) from error
    except (LookupError, UnicodeError) as error:
        raise EncodingWrong(raw.name, encoding, 0) from error
    return Decoded(unify_line_ends(text.removeprefix("\ufeff")), encoding)


def _without_mark(raw: RawFile) -> Decoded:
    sixteen = _looks_like_utf16(raw.data)
    encoding = sixteen or "cp1252"
    if sixteen is None and b"\x00" in raw.data:
        raise FileDamaged(raw.name, f"byte {raw.data.index(0)}", "this is not text", "check that it is the right file")
    try:
        text = raw.data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "cp1252":
            raise EncodingWrong(raw.name, encoding, error.start) from error
        text = "".join(map(_cp1252_letter, raw.data))
    text = unify_line_ends(text)
    words = [match.group()[:40] for match in _SPECIAL_WORD.finditer(text)]
    shown = ", ".join(dict.fromkeys(words[:5]))
    message = (
        f"The file does not say how its letters are stored; it was read as {encoding}. "
        f"Check that these words are right, or name the encoding: {shown}."
    )
    return Decoded(text, encoding, (SourceWarning("encoding-guessed", message),))


def _cp1252_letter(byte: int) -> str:
    """One byte as Windows reads it: the five bytes cp1252 leaves open become control letters."""
    return bytes([byte]).decode("cp1252") if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else chr(byte)


def _looks_like_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark, if its zero bytes stand as they do in western text."""
    head = data[:4096]
    if len(head) < 4:
        return None
    zero_even, zero_odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if zero_odd > half * 0.4 and zero_even < half * 0.05:
        return "utf-16-le"
    if zero_even > half * 0.4 and zero_odd < half * 0.05:
        return "utf-16-be"
    return None
