"""Writing a file whose suffix says in which form: beside it first, so that what was there stays whole."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ieworkbench.errors import FileNotWritten, FolderMissing, FormatUnknown

__all__ = ["as_bytes", "as_json", "put", "write_bytes"]


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
    put(file, make())
    return file


def put(file: Path, data: bytes) -> None:
    """Write these bytes beside the file, then rename: a file that was there is whole until the new one is.

    Raises
    ------
    FolderMissing, FileNotWritten
        If there is no such folder, or the file cannot be written.
    """
    if not file.parent.is_dir():
        raise FolderMissing(str(file.parent))
    beside = file.with_name(f".{file.name}.part")
    try:
        beside.write_bytes(data)
        beside.replace(file)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise FileNotWritten(file.name, error.strerror or "the folder does not allow it") from error


def as_json(tree: Any) -> str:  # noqa: ANN401 - JSON
    """A tree as JSON that can be read by people, too."""
    return json.dumps(tree, ensure_ascii=False, indent=1) + "\n"


def as_bytes(text: str) -> bytes:
    """JSON in UTF-8; a half of a letter, which UTF-8 cannot carry, is written as JSON writes it: ``\\ud800``."""
    return text.encode("utf-8", "backslashreplace")
