"""Between a study and other programs: one file a format, reader and writer side by side.

Nothing here knows the database of a study: a reader gives a `Bundle` of records, a writer takes one.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ieworkbench.errors import FormatUnclear, FormatUnknown
from ieworkbench.exchange import (
    chain_csv,
    chain_xlsx,
    codebook_csv,
    codebook_xlsx,
    codebook_yaml,
    codings_csv,
    codings_xlsx,
    qualcoder,
    refi_codebook,
    refi_project,
    taguette,
    web_annotation,
    word_comments,
)
from ieworkbench.exchange.bundle import Bundle, Exchange, Fate, Finding, Report, TypedRow, guid_of
from ieworkbench.exchange.files import is_file, is_folder
from ieworkbench.model import Codebook

__all__ = [
    "EXCHANGES",
    "Bundle",
    "Exchange",
    "Fate",
    "Finding",
    "Report",
    "TypedRow",
    "guid_of",
    "read_bundle",
    "write_bundle",
]

EXCHANGES: tuple[Exchange, ...] = (
    refi_project.FORMAT,
    refi_codebook.FORMAT,
    codebook_yaml.FORMAT,
    codings_csv.FORMAT,
    codings_xlsx.FORMAT,
    codebook_csv.FORMAT,
    codebook_xlsx.FORMAT,
    word_comments.FORMAT,
    web_annotation.FORMAT,
    taguette.FORMAT,
    qualcoder.FORMAT,
    chain_xlsx.FORMAT,
    chain_csv.FORMAT,
)
"""Every format. Where two share a suffix, a file that is read shows which it is, and one that is
written is the first of them if none is named."""


def read_bundle(
    path: str | Path,
    *,
    format: str | None = None,  # noqa: A002 - the word a researcher would type
    codebook: Codebook | None = None,
) -> tuple[Bundle, Report]:
    """What another program wrote, and a report of everything kept, changed and dropped.

    Parameters
    ----------
    path
        The file, or the folder where the format is one.
    format
        The name of a format of `EXCHANGES`, whatever the file is called.
    codebook
        The codes there are already, for formats that name codes without saying what they are.

    Raises
    ------
    FileProblem
        If the file cannot be read at all; its sentence says what to do.
    """
    chosen = _choose(str(path), format, [each for each in EXCHANGES if each.read is not None])
    if len(chosen) > 1:
        chosen = [each for each in chosen if each.claims is not None and each.claims(str(path))] or chosen
    if len(chosen) > 1:
        raise FormatUnclear(str(path), tuple(each.name for each in chosen))
    (one,) = chosen
    report = Report(str(path), one.name)
    assert one.read is not None, "only those that read were asked"  # noqa: S101
    return one.read(str(path), codebook or Codebook(), report), report


def write_bundle(bundle: Bundle, path: str | Path, *, format: str | None = None) -> Report:  # noqa: A002 - the word a researcher would type
    """Write a bundle to a file, and report what the format could not carry.

    Parameters
    ----------
    bundle
        What to write.
    path
        The file; one that is there is written over, and only once the new one is whole.
    format
        The name of a format of `EXCHANGES`, whatever the file is called.

    Raises
    ------
    FormatUnknown
        If no format that is written ends so, or is called so.
    FileNotWritten, FileForbidden
        If the file cannot be written.
    """
    one = _choose(str(path), format, [each for each in EXCHANGES if each.write is not None])[0]
    report = Report(str(path), one.name)
    assert one.write is not None, "only those that write were asked"  # noqa: S101
    one.write(bundle, str(path), report)
    return report


def _folder_format(path: str) -> Exchange:
    """The format of a folder, by what lies in it."""
    if is_file(Path(path, qualcoder.DATABASE)):
        return qualcoder.FORMAT
    return chain_csv.FORMAT if chain_csv.is_chain_folder(path) else word_comments.FORMAT


def _choose(path: str, asked: str | None, formats: Sequence[Exchange]) -> list[Exchange]:
    """The formats of that name, or of that suffix where no name is given."""
    if asked is None:
        chosen = [each for each in formats if path.lower().rstrip("/").endswith(each.suffixes)]
        if not chosen and is_folder(path):
            chosen = [each for each in formats if each.name == _folder_format(path).name]
    else:
        chosen = [each for each in formats if each.name == asked.lower()]
    if not chosen:
        raise FormatUnknown(path, tuple(each.name for each in formats))
    return chosen
