"""Bytes to text, without guessing more than can be seen.

The order is: what was asked for; a byte order mark; strict UTF-8; UTF-8 with a few broken bytes;
UTF-16 where zero bytes show it; Windows-1252. No statistics: detectors read Norwegian as Baltic.
Whatever was not certain is shown to the researcher with the first words that depend on it.
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
_OTHER_FILES = (
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a packed file, such as docx or odt"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an older Office file"),
    (b"{\\rtf", "rich text (RTF)"),
    (b"\x1f\x8b", "a gzip file"),
    (b"SQLite format 3\x00", "a database"),
    (b"ID3", "a sound recording"),
    (b"OggS", "a sound recording"),
    (b"RIFF", "a sound recording or video"),
)
_SPECIAL_WORD = re.compile(r"[\x21-\x7e]{0,40}[^\x00-\x7f]\S{0,40}")
_ESCAPED = re.compile("[\udc80-\udcff]")
_NO_TEXT = bytes(set(range(32)) - {0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x15, 0x1A, 0x1B})
_HEAD = 65_536


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
    _refuse_other_files(raw)
    if b"\x00" in raw.data:
        return _with_zeros(raw)
    try:
        return Decoded(unify_line_ends(raw.data.decode("utf-8")), "utf-8")
    except UnicodeDecodeError as error:
        return _mostly_utf8(raw, error.start) or _western(raw)


def _in_encoding(raw: RawFile, encoding: str, data: bytes) -> Decoded:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise EncodingWrong(raw.name, encoding, error.start + len(raw.data) - len(data)) from error
    except (LookupError, ValueError) as error:
        raise EncodingWrong(raw.name, encoding, None) from error
    return Decoded(unify_line_ends(text.removeprefix("\ufeff")), encoding)


def _refuse_other_files(raw: RawFile) -> None:
    """Raise if the first bytes are those of another kind of file, or of no text at all."""
    for mark, what in _OTHER_FILES:
        if raw.data.startswith(mark) and not (mark.isalnum() and raw.data[:64].isascii() and 0 not in raw.data[:64]):
            raise FileDamaged(
                raw.name, "", f"this is not text, it looks like {what}", "check that it is the right file"
            )
    head = raw.data[:_HEAD]
    odd = len(head) - len(head.translate(None, _NO_TEXT)) - head.count(0)
    if odd > 8 and odd * 20 > len(head) and _sixteen(raw.data) is None:
        raise FileDamaged(
            raw.name, "", "this is not text in any encoding that is known here", "check that it is the right file"
        )


def _with_zeros(raw: RawFile) -> Decoded:
    """Text with zero bytes: UTF-16 without a mark, or nothing that can be read."""
    encoding = _sixteen(raw.data)
    if encoding is None:
        raise FileDamaged(raw.name, f"byte {raw.data.index(0)}", "this is not text", "check that it is the right file")
    text = _in_encoding(raw, encoding, raw.data).text
    return Decoded(text, encoding, (_guessed(text, encoding),))


def _mostly_utf8(raw: RawFile, first_bad: int) -> Decoded | None:
    """UTF-8 in which a few bytes are broken: those are read as Windows-1252, and said.

    Windows-1252 text hardly ever looks like UTF-8 by chance, so that UTF-8 is believed if most of
    the letters that are not ASCII are right.
    """
    text = raw.data.decode("utf-8", "surrogateescape")
    bad = len(_ESCAPED.findall(text))
    good = len(text) - len(text.encode("ascii", "ignore")) - bad
    if good < 5 * bad:
        return None
    text = unify_line_ends(_ESCAPED.sub(lambda match: _cp1252_letter(ord(match.group()) - 0xDC00), text))
    before = raw.data[:first_bad].decode("utf-8")
    place = len(unify_line_ends(before))
    many = "this byte is" if bad == 1 else f"this byte and {bad - 1} more are"
    word = text[:place].rsplit(None, 1)[-1][-20:] if text[:place].strip() and not text[place - 1].isspace() else ""
    word += text[place : place + 20].split(None, 1)[0] if text[place : place + 20].strip() else ""
    message = (
        f"Byte {first_bad}: {many} not UTF-8, which the rest of the file is; read as cp1252 it gives “{word}”. "
        "Check it, or name the encoding with --encoding."
    )
    return Decoded(text, "utf-8", (SourceWarning("encoding-mixed", message, place, place + 1),))


def _western(raw: RawFile) -> Decoded:
    try:
        text = raw.data.decode("cp1252")
    except UnicodeDecodeError:
        text = "".join(map(_cp1252_letter, raw.data))
    text = unify_line_ends(text)
    return Decoded(text, "cp1252", (_guessed(text, "cp1252"),))


def _guessed(text: str, encoding: str) -> SourceWarning:
    """The warning that shows the first words that depend on the encoding."""
    words: dict[str, None] = {}
    first = None
    for match in _SPECIAL_WORD.finditer(text):
        first = first or match
        words[match.group()[:40].strip('.,;:!?()[]"“”') or match.group()] = None
        if len(words) == 5:
            break
    message = f"The file does not say how its letters are stored; it was read as {encoding}."
    if words:
        message += f" Check that these words are right, or name the encoding with --encoding: {', '.join(words)}."
    return SourceWarning("encoding-guessed", message, first.start() if first else None, first.end() if first else None)


def _cp1252_letter(byte: int) -> str:
    """One byte as Windows reads it: the five bytes cp1252 leaves open become control letters."""
    return bytes([byte]).decode("cp1252") if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else chr(byte)


def _sixteen(data: bytes) -> str | None:
    """UTF-16 without a mark: the name, if zero bytes stand as they do in such text.

    In western text every other byte is zero; in other scripts at least blanks and line ends have
    a zero byte on one side, and the letters decode to letters.
    """
    head = data[:4096]
    if len(head) < 4 or len(data) % 2:
        return None
    even, odd = head[0::2], head[1::2]
    if odd.count(0) > len(odd) * 0.4 and even.count(0) < len(even) * 0.05:
        return "utf-16-le"
    if even.count(0) > len(even) * 0.4 and odd.count(0) < len(odd) * 0.05:
        return "utf-16-be"
    for name, blank in (("utf-16-le", b" \x00"), ("utf-16-be", b"\x00 ")):
        text = head[: len(head) // 4 * 4].decode(name, "replace")
        letters = sum(letter.isalpha() or letter in " \n\r\t.,:;?!()-«»“”" for letter in text)
        if blank in head and text.count(" ") * 40 > len(text) and letters > 0.9 * len(text):
            return name
    return None
