"""SubViewer as YouTube writes it: a line ``0:00:01.000,0:00:04.000`` and the words below it.

The format has neither speakers nor markup; a name and a colon in the words is taken for a speaker
only if it comes back.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ieworkbench.importers.captions import Times, clock_ms, find_blocks, refuse_without_times, write_captions
from ieworkbench.importers.encodings import decode
from ieworkbench.importers.format import Draft, Format, RawFile, ReadOptions

__all__ = ["FORMAT", "read"]


def read(raw: RawFile, options: ReadOptions) -> Draft:
    """The words of a SubViewer file, caption by caption.

    Raises
    ------
    EncodingWrong
        If the bytes are not text in the encoding asked for.
    FileDamaged
        If no line holds times.
    FileWithoutText
        If no caption has words.
    """
    decoded = decode(raw, options.encoding)
    draft = Draft(encoding=decoded.encoding, warnings=list(decoded.warnings))
    lines = [line if line.strip() else "" for line in decoded.text.split("\n")]
    if not any(_times(line) is not None for line in lines):
        raise refuse_without_times(raw, lines, "SubViewer", "0:01:02.000,0:01:05.000")
    blocks = find_blocks(lines, 0, _times, lambda _: False)
    broken = [replace(block, lines=[line.replace("[br]", "\n") for line in block.lines]) for block in blocks]
    write_captions(draft, raw, options, broken, entities=False)
    return draft


_CLOCK_LIKE = re.compile(r"\d{1,3}:\d{1,2}:[0-9A-Za-z]{1,2}\.[0-9A-Za-z]{1,6}")


def _times(line: str) -> Times | None:
    """The times of ``0:00:01.000,0:00:04.000``; one of them may be spoilt."""
    start, comma, end = line[:60].strip().partition(",")
    start, end = start.strip(), end.strip()
    if not comma or not _CLOCK_LIKE.fullmatch(start) or not _CLOCK_LIKE.fullmatch(end):
        return None
    times = Times(clock_ms(start), clock_ms(end))
    return times if times.start_ms is not None or times.end_ms is not None else None


_HEAD = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,20}\d{1,3}:\d\d:\d\d\.\d{3},\d{1,3}:\d\d:\d\d\.\d{3}\s")


def _sniff(head: bytes) -> bool:
    return _HEAD.match(head) is not None


FORMAT = Format("sbv", "SubViewer captions (YouTube)", (".sbv",), read, _sniff)
