"""Old Word documents (doc): LibreOffice turns them into docx, which is then read.

The format is a file system in a file; reading its text well is LibreOffice's craft, and where it is
not installed, the researcher is told to save the file as docx. What is lost: nothing known of the
words, but what LibreOffice makes of the document is what is read. Many files called ``.doc`` are
something else, and are read as that.
"""

from __future__ import annotations

import os
import shutil
import signal
import struct
import subprocess
import tempfile
from pathlib import Path

from ieworkbench.errors import FileDamaged, FileLocked, ProgramMissing
from ieworkbench.importers.format import Draft, Format, RawFile, ReadOptions
from ieworkbench.importers.packages import COMPOUND_FILE, ZIP_FILE

__all__ = ["FORMAT", "read"]

_LONGEST = 120
"""Seconds that LibreOffice may take; it needs three for a book."""

_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
)
_ADVICE = "open it in Word or LibreOffice, save it as docx, and read that"
_BYTE_ORDER = b"\xfe\xff"
_WORD_STREAM = "WordDocument"
_OTHER_STREAMS = (
    ("Workbook", "this is an Excel workbook"),
    ("Book", "this is an Excel workbook"),
    ("PowerPoint Document", "this is a PowerPoint presentation"),
    ("__properties_version1.0", "this is an Outlook message"),
)
_LAST_SECTOR = 0xFFFFFFF0

_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">\
<prop oor:name="MacroSecurityLevel"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">\
<prop oor:name="BlockUntrustedRefererLinks"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">\
<prop oor:name="DisableMacrosExecution"><value>true</value></prop></item>
</oor:items>
"""
"""Links to elsewhere are not followed, and macros do not run."""


def read(raw: RawFile, options: ReadOptions) -> Draft:
    """The text of an old Word document.

    Raises
    ------
    FileDamaged
        If it is no Word document, or LibreOffice cannot read it.
    FileLocked
        If it is password-protected.
    ProgramMissing
        If LibreOffice is not installed.
    """
    from ieworkbench.importers import word

    other = _other_format(raw)
    if other is not None:
        draft = other.read(raw, options)
        message = f"The file is called a Word document, but is a {other.title}; it was read as that."
        draft.warn("other-format", message)
        return draft
    if raw.data.startswith(COMPOUND_FILE):
        _check(raw)
    elif b"<w:wordDocument" not in raw.data[:65_536]:
        raise FileDamaged(raw.name, "", "this is no Word document", "check that it is the right file")
    draft = word.read(RawFile(raw.name, _converted(raw)), options)
    draft.warn("converted", "LibreOffice turned this old Word document into docx, and that was read.")
    return draft


def _other_format(raw: RawFile) -> Format | None:
    """What the file is by its first bytes, if that is not an old Word document."""
    from ieworkbench.importers import plain_text, rich_text, web_page, word

    if raw.data.startswith(ZIP_FILE):
        return word.FORMAT
    if raw.data.startswith(COMPOUND_FILE):
        return None
    head = raw.data[:4096].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if head.startswith(b"{\\rtf"):
        return rich_text.FORMAT
    if b"<html" in head or head.startswith(b"<!doctype html"):
        return web_page.FORMAT
    return plain_text.FORMAT if _looks_like_text(raw.data[:4096]) and not head.startswith(b"<?xml") else None


def _looks_like_text(head: bytes) -> bool:
    return not any(byte < 32 and byte not in b"\t\n\r\f" for byte in head)


# --------------------------------------------------------------------- looking into the file


def _check(raw: RawFile) -> None:
    """Refuse what LibreOffice need not be asked about: other programs' files, and locked ones."""
    if raw.data[28:30] != _BYTE_ORDER:  # LibreOffice would read the bytes as text in some encoding
        raise FileDamaged(raw.name, "byte 28", "this is not a Word document, or only part of one")
    streams = _streams(raw.data)
    if "EncryptedPackage" in streams:
        raise FileLocked(raw.name)
    if _WORD_STREAM not in streams:
        if _WORD_STREAM.encode("utf-16-le") in raw.data:
            return  # a large file keeps its table of contents where only LibreOffice looks
        for name, what in _OTHER_STREAMS:
            if name in streams:
                raise FileDamaged(raw.name, "", what, "check that it is the right file")
        raise FileDamaged(raw.name, "", "there is no Word text in it", "check that it is the right file")
    head = _sector(raw.data, streams[_WORD_STREAM])
    if len(head) >= 12 and struct.unpack_from("<H", head, 10)[0] & 0x0100:
        raise FileLocked(raw.name)


def _sector_size(data: bytes) -> int:
    shift = struct.unpack_from("<H", data, 30)[0] if len(data) >= 512 else 9
    return 1 << shift if shift in (9, 12) else 512


def _sector(data: bytes, number: int) -> bytes:
    size = _sector_size(data)
    return data[(number + 1) * size : (number + 2) * size]


def _streams(data: bytes) -> dict[str, int]:
    """The names of the streams in a compound file, and the sectors where they start."""
    if len(data) < 512:
        return {}
    table = b"".join(_sector(data, number) for number in struct.unpack_from("<109I", data, 76) if number < _LAST_SECTOR)
    names: dict[str, int] = {}
    number, seen = struct.unpack_from("<I", data, 48)[0], set[int]()
    while number < _LAST_SECTOR and number not in seen:
        seen.add(number)
        names |= _entries(_sector(data, number))
        number = struct.unpack_from("<I", table, number * 4)[0] if number * 4 + 4 <= len(table) else _LAST_SECTOR
    return names


def _entries(sector: bytes) -> dict[str, int]:
    found = {}
    for place in range(0, len(sector) - 127, 128):
        length = struct.unpack_from("<H", sector, place + 64)[0]
        if 2 <= length <= 64:
            name = sector[place : place + length - 2].decode("utf-16-le", "replace")
            found[name] = struct.unpack_from("<I", sector, place + 116)[0]
    return found


def _is_word97(head: bytes) -> bool:
    """A compound file whose first stream is Word's, or which names one nearby."""
    if not head.startswith(COMPOUND_FILE):
        return False
    return head[512:514] == b"\xec\xa5" or _WORD_STREAM.encode("utf-16-le") in head


# ----------------------------------------------------------------------------- converting


def _program() -> str | None:
    """LibreOffice, where it is installed."""
    for name in ("soffice", "libreoffice"):
        found = shutil.which(name)
        if found:
            return found
    return next((place for place in _PLACES if Path(place).is_file()), None)


def _converted(raw: RawFile) -> bytes:
    """The file as docx, made by LibreOffice in a folder and a profile of its own."""
    program = _program()
    if program is None:
        raise ProgramMissing(raw.name, "LibreOffice", _ADVICE)
    with tempfile.TemporaryDirectory(prefix="ieworkbench-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        profile = place / "profile" / "user"
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        (place / "old.doc").write_bytes(raw.data)
        _run(raw, program, place)
        made = place / "new" / "old.docx"
        if not made.is_file():
            raise FileDamaged(raw.name, "", "LibreOffice cannot read it", _ADVICE)
        return made.read_bytes()


def _run(raw: RawFile, program: str, place: Path) -> None:
    profile = (place / "profile").as_uri()
    command = [program, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--nologo", "--convert-to"]
    command += ["docx:MS Word 2007 XML", "--outdir", str(place / "new"), str(place / "old.doc")]
    try:
        process = subprocess.Popen(  # noqa: S603 - the program's own path, and files of our own
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise ProgramMissing(raw.name, "LibreOffice", _ADVICE) from error
    try:
        process.wait(_LONGEST)
    except subprocess.TimeoutExpired as error:
        raise FileDamaged(raw.name, "", f"LibreOffice did not finish in {_LONGEST} seconds", _ADVICE) from error
    finally:
        _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the program and what it started, if they still run."""
    if process.poll() is not None:
        return
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


FORMAT = Format(
    name="doc",
    title="Word 97 document",
    suffixes=(".doc", ".dot"),
    read=read,
    sniff=_is_word97,
    library="lxml",
    running_text=True,
)
