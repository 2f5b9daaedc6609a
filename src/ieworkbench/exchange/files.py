"""Files of an exchange: read at once with a limit, written beside the old one and renamed."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from ieworkbench.errors import EncodingWrong, FileDamaged, FileForbidden, FileNotWritten, IEError
from ieworkbench.exchange.bundle import Report
from ieworkbench.importers import RawFile, load
from ieworkbench.importers.encodings import decode

__all__ = ["RawFile", "is_file", "is_folder", "load", "new_file", "text_in"]


def text_in(raw: RawFile, report: Report) -> str:
    """The text of a file; that its encoding was guessed is a fact of the report.

    An import has no option for the encoding, so the advice is to save the file as UTF-8.

    Raises
    ------
    FileDamaged
        If the bytes are no text.
    """
    try:
        decoded = decode(raw)
    except EncodingWrong as error:
        place = "" if error.position is None else f"byte {error.position}"
        raise FileDamaged(raw.name, place, f"this is not text in {error.encoding}", "save the file as UTF-8") from error
    option, advice = "name the encoding with --encoding", "save the file as UTF-8"
    report.facts += [warning.message.replace(option, advice) for warning in decoded.warnings]
    return decoded.text


@contextlib.contextmanager
def new_file(path: str | Path) -> Iterator[Path]:
    """A place to write to that becomes the file ``path`` when all went well, and is gone if not.

    Raises
    ------
    FileForbidden
        If the folder is not there or may not be written to.
    FileNotWritten
        If the disk is full or fails.
    """
    target = place = Path(path)
    try:
        place = target.with_name(f".{secrets.token_hex(8)}.part")
        os.close(os.open(place, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
        yield place
        if is_folder(target):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        place.replace(target)
    except OSError as error:
        if isinstance(error, IEError):
            raise
        raise _ours(str(path), error) from error
    except ValueError as error:
        if isinstance(error, IEError):
            raise
        raise FileNotWritten(str(path), "no file can have this name; choose another name") from error
    finally:
        if place != target:
            with contextlib.suppress(OSError, ValueError):
                place.unlink(missing_ok=True)


def is_folder(path: str | Path) -> bool:
    """Whether a folder has this name; not, where no file can have it."""
    try:
        return Path(path).is_dir()
    except (OSError, ValueError):
        return False


def is_file(path: str | Path) -> bool:
    """Whether a file has this name; not, where none can have it."""
    try:
        return Path(path).is_file()
    except (OSError, ValueError):
        return False


def _ours(path: str, error: OSError) -> FileForbidden | FileNotWritten:
    if isinstance(error, PermissionError):
        return FileForbidden(path)
    reasons = {
        errno.ENOENT: "its folder is not there; make the folder first, or check the path",
        errno.ENOTDIR: "its folder is not there; make the folder first, or check the path",
        errno.EISDIR: "a folder has this name; choose another name",
        errno.ENOSPC: "the disk is full; make room and try again",
    }
    return FileNotWritten(path, reasons.get(error.errno or 0, f"the disk says: {error.strerror}"))
