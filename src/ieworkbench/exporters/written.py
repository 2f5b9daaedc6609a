"""Writing a file whose suffix says in which form: beside it first, so that what was there stays whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from ieworkbench.errors import FileNotWritten, FolderMissing, FormatUnknown

__all__ = ["write_bytes"]


def write_bytes(path: str | Path, makers: Mapping[str, Callable[[], bytes]]) -> Path:
    """Write what the maker for this suffix makes; the file.

    Raises
    ------
    FormatUnknown
        If there is no maker for the suffix.
    FolderMissing, FileNotWritten
        If there is no such folder, or the file cannot be written.
    """
    file = Path(path).expanduser()
    make = makers.get(file.suffix.lower())
    if make is None:
        raise FormatUnknown(file.name, tuple(makers))
    if not file.parent.is_dir():
        raise FolderMissing(str(file.parent))
    data = make()
    beside = file.with_name(f".{file.name}.part")
    try:
        beside.write_bytes(data)
        beside.replace(file)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise FileNotWritten(file.name, error.strerror or "the folder does not allow it") from error
    return file
