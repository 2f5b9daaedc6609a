"""From a file to a source: what is the same for every format.

Find the format, read the bytes, find turns in running text, note what is doubtful, and put it all
in order. Reading the same bytes twice gives an equal source.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from ieworkbench.errors import (
    FileDamaged,
    FileEmpty,
    FileForbidden,
    FileIsFolder,
    FileMissing,
    FileProblem,
    FileTooLarge,
    FormatUnclear,
    FormatUnknown,
)
from ieworkbench.importers.format import Format, RawFile, ReadOptions
from ieworkbench.model.source import Origin, Source, SourceWarning

__all__ = ["LARGEST_FILE", "choose_format", "load", "make_source", "naming"]

LARGEST_FILE = 150_000_000
"""How many bytes a file may have; a long interview has a tenth of one million."""

_HEAD = 65_536
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def load(path: str | Path) -> RawFile:
    """The bytes of a file.

    Raises
    ------
    FileMissing, FileIsFolder, FileForbidden, FileTooLarge, FileEmpty
        If there is nothing to read, or it may not or should not be read.
    """
    path = Path(path)
    try:
        if path.is_dir():
            raise FileIsFolder(str(path))
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise FileTooLarge(str(path), size, LARGEST_FILE)
        data = path.read_bytes()
    except FileProblem:
        raise
    except FileNotFoundError as error:
        raise FileMissing(str(path)) from error
    except PermissionError as error:
        raise FileForbidden(str(path)) from error
    except (OSError, ValueError) as error:
        raise FileDamaged(str(path), "", "the file cannot be read from the disk", "copy it and try again") from error
    if not data:
        raise FileEmpty(str(path))
    return RawFile(os.fsencode(path.name).decode("utf-8", "replace"), data)


@contextmanager
def naming(path: str | Path) -> Iterator[None]:
    """Let problems with a file name it as the researcher did, folder and all."""
    try:
        yield
    except FileProblem as problem:
        problem.file = str(path)
        problem.args = (problem.file, *problem.args[1:])
        raise


def choose_format(raw: RawFile, formats: tuple[Format, ...], asked: str | None = None) -> Format:
    """The format to read a file as: the one asked for, or what its suffix and first bytes agree on.

    Raises
    ------
    FormatUnknown
        If nothing fits, or no format has the name that was asked for.
    FormatUnclear
        If two formats claim it.
    """
    known = tuple(each.name for each in formats)
    if asked is not None:
        named = [each for each in formats if each.name == asked.lower().lstrip(".")]
        if not named:
            raise FormatUnknown(raw.name, known)
        return named[0]
    by_suffix = [each for each in formats if raw.suffix in each.suffixes]
    head = raw.data[:_HEAD]
    by_bytes = [each for each in formats if each.sniff is not None and each.sniff(head)]
    claims = [each for each in by_suffix if each in by_bytes] or by_suffix or by_bytes
    if not claims:
        raise FormatUnknown(raw.name, known)
    if len(claims) > 1:
        raise FormatUnclear(raw.name, tuple(each.name for each in claims))
    return claims[0]


def make_source(raw: RawFile, chosen: Format, options: ReadOptions, *, doubt: SourceWarning | None = None) -> Source:
    """The source that reading ``raw`` as ``chosen`` gives, with ``doubt`` whether that is the right format.

    Raises
    ------
    FileProblem
        One of its kinds, if the file cannot be read.
    """
    from ieworkbench.importers.doubts import doubts_about
    from ieworkbench.importers.turns import add_turns

    if not raw.data:
        raise FileEmpty(raw.name)
    draft = chosen.read(raw, options)
    content = draft.content
    if not content.strip():
        raise FileEmpty(raw.name)
    if _has_half_letters(content):
        for broken in _LONE_SURROGATE.finditer(content):
            draft.warn("broken-letters", "Half a letter stands here; it is shown as �.", broken.start(), broken.end())
        content = _LONE_SURROGATE.sub("\ufffd", content)
    if chosen.running_text and options.turns is not False and not draft.turns:
        add_turns(content, draft, options)
    draft.warnings.extend(doubts_about(content, draft.sections, printed=chosen.printed))
    draft.warnings.extend([doubt] if doubt else [])
    return Source(
        content=content,
        turns=tuple(sorted(draft.turns, key=lambda turn: (turn.start, turn.end))),
        sections=tuple(sorted(draft.sections, key=lambda section: (section.start, -section.end))),
        warnings=tuple(sorted(draft.warnings, key=lambda each: (-1 if each.start is None else each.start, each.code))),
        origin=Origin(
            file_name=raw.name,
            sha256=hashlib.sha256(raw.data).hexdigest(),
            size=len(raw.data),
            format=chosen.name,
            reader=_reader(chosen),
            options=options.asked(),
            encoding=draft.encoding,
        ),
        title=draft.title.strip() or Path(raw.name).stem,
        language=draft.language,
    )


def _has_half_letters(content: str) -> bool:
    """Whether there is half a letter, which UTF-8 has no way to write."""
    try:
        content.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def _reader(chosen: Format) -> str:
    """The reader and its version, and the library's: ``"docx 1 (python-docx 1.2.0)"``."""
    own = f"{chosen.name} {chosen.version}"
    if chosen.library is None:
        return own
    try:
        return f"{own} ({chosen.library} {version(chosen.library)})"
    except PackageNotFoundError:
        return own
