"""Readers: one file per format, bytes in, a `Source` out.

`FORMATS` is the whole list. A format is added by one file that ends in a `Format` record and one
line here. Where a suffix belongs to two formats their first bytes decide, and where those do not
either, the researcher is asked.
"""

from __future__ import annotations

from pathlib import Path

from ieworkbench.importers import (
    chat,
    elan,
    markdown_text,
    open_document,
    otranscribe,
    pdf,
    plain_text,
    praat,
    restructured,
    rich_text,
    sbv,
    srt,
    table_sheet,
    table_text,
    transcriber,
    vtt,
    web_page,
    word,
    word97,
)
from ieworkbench.importers.doubts_format import format_doubt
from ieworkbench.importers.format import Format, RawFile, ReadOptions
from ieworkbench.importers.reading import choose_format, load, make_source, naming
from ieworkbench.model.source import Source

__all__ = ["FORMATS", "Format", "RawFile", "ReadOptions", "load", "naming", "read_bytes", "read_source"]

FORMATS: tuple[Format, ...] = (
    word.FORMAT,
    word97.FORMAT,
    open_document.FORMAT,
    rich_text.FORMAT,
    pdf.FORMAT,
    plain_text.FORMAT,
    markdown_text.FORMAT,
    restructured.FORMAT,
    web_page.FORMAT,
    vtt.FORMAT,
    srt.FORMAT,
    sbv.FORMAT,
    elan.FORMAT,
    chat.FORMAT,
    praat.FORMAT,
    transcriber.FORMAT,
    otranscribe.FORMAT,
    table_text.FORMAT,
    table_sheet.FORMAT,
)
"""Every format that can be read. No two claim one suffix, so their order means nothing."""


def read_source(
    path: str | Path,
    *,
    format: str | None = None,  # noqa: A002 - the word a researcher would type
    encoding: str | None = None,
    speakers: list[str] | None = None,
    speaker_pattern: str | None = None,
    turns: bool | None = None,
) -> Source:
    """The text of a file, with its turns and sections, as a source that is in no study yet.

    Parameters
    ----------
    path
        The file.
    format
        The name of a format of `FORMATS`, whatever the file is called.
    encoding
        The encoding of a text file, such as ``"cp1252"``; otherwise it is worked out, and said.
    speakers
        The labels that are speakers, and no others: ``["I", "Kari"]``.
    speaker_pattern
        A regular expression for what opens a turn at the start of a line; its group ``speaker``,
        or its first group, is the speaker.
    turns
        ``False`` to look for no turns at all, as in a letter; ``None`` to go by the layout.

    Returns
    -------
    Source

    Raises
    ------
    FileProblem
        One of its kinds, if the file cannot be read; its sentence says what to do.
    RecordWrong
        If ``speaker_pattern`` is no regular expression.
    """
    raw = load(path)
    with naming(path):
        return read_bytes(
            raw.data,
            raw.name,
            format=format,
            encoding=encoding,
            speakers=speakers,
            speaker_pattern=speaker_pattern,
            turns=turns,
        )


def read_bytes(
    data: bytes,
    name: str,
    *,
    format: str | None = None,  # noqa: A002 - the word a researcher would type
    encoding: str | None = None,
    speakers: list[str] | None = None,
    speaker_pattern: str | None = None,
    turns: bool | None = None,
) -> Source:
    """The same as `read_source`, for the bytes of a file called ``name``."""
    options = ReadOptions(format, encoding, None if speakers is None else tuple(speakers), speaker_pattern, turns)
    raw = RawFile(name, data)
    chosen = choose_format(raw, FORMATS, format)
    return make_source(raw, chosen, options, doubt=None if format else format_doubt(raw, chosen, FORMATS))
