"""SubRip: numbered captions with times.

Read by our own grammar of caption lines, which names the line where something is wrong and keeps
the words. SubRip has no way to say who speaks; a name and a colon in the words is taken for one
only if it comes back. Colours, italics and positions are left out; dashes of a dialogue are kept.
"""

from __future__ import annotations

import re

from ieworkbench.importers.captions import arrow_times, find_blocks, refuse_without_times, write_captions
from ieworkbench.importers.encodings import decode
from ieworkbench.importers.format import Draft, Format, RawFile, ReadOptions

__all__ = ["FORMAT", "read"]


def read(raw: RawFile, options: ReadOptions) -> Draft:
    """The words of a SubRip file, caption by caption, with turns where labels name speakers.

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
    if not any(arrow_times(line) is not None for line in lines):
        raise refuse_without_times(raw, lines, "SubRip", "00:01:02,000 --> 00:01:05,000")
    blocks = list(find_blocks(lines, 0, arrow_times, _is_number))
    write_captions(draft, raw, options, blocks, entities=False)
    return draft


def _is_number(line: str) -> bool:
    return line.strip().isdecimal()


_HEAD = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,20}\d{1,6}[ \t]{0,20}\r?\n\s{0,20}\d{1,3}:\d\d:\d\d[,.]\d{1,3} {0,4}-->")


def _sniff(head: bytes) -> bool:
    return _HEAD.match(head) is not None


FORMAT = Format("srt", "SubRip captions", (".srt",), read, _sniff)
