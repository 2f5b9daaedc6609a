"""Plain text: letters and line ends, and nothing that says what a line is.

Every letter stays where it stands. Paragraphs are lines, or, where lines were broken to a
width, runs of lines; a leading ``_`` marks a heading, as in letters made from templates. What
plain text cannot carry (type, tables, notes) is not guessed.
"""

from __future__ import annotations

import re
from itertools import pairwise

from ieworkbench.importers.encodings import decode
from ieworkbench.importers.format import Draft, Format, RawFile, ReadOptions
from ieworkbench.model.vocabulary import SectionKind

__all__ = ["FORMAT", "read", "text_lines", "wrapped_width"]

_ITEM = re.compile(r"[ \t]*(?P<mark>[-*•–·]|\d{1,3}[.)]|[a-zæøå]\))[ \t]+\S")
_TERMINAL = tuple('.?!:;…"”»’)]#*/')
_WIDEST = 120


def read(raw: RawFile, options: ReadOptions) -> Draft:
    """The text of a plain text file, with its paragraphs and those headings that are certain."""
    decoded = decode(raw, options.encoding)
    draft = Draft(encoding=decoded.encoding)
    draft.warnings.extend(decoded.warnings)
    draft.write(decoded.text)
    lines = text_lines(decoded.text)
    width = wrapped_width([line for _, line in lines])
    first = 0
    while first < len(lines):
        first = _add_block(draft, lines, first, width)
    return draft


def text_lines(text: str) -> list[tuple[int, str]]:
    """The lines of ``text`` with the places where they start; no line after a last line end."""
    lines, at = [], 0
    for line in text.split("\n"):
        lines.append((at, line))
        at += len(line) + 1
    if lines[-1][1] == "":
        lines.pop()
    return lines


def wrapped_width(lines: list[str]) -> int | None:
    """The width to which the lines of a text were broken, or ``None`` where a line is a paragraph.

    A text is broken if its longest lines have nearly one length, under 120 letters, and most of
    those that another line follows directly break off in mid-sentence.
    """
    lengths = sorted(len(line) for line in lines if line.strip())
    if len(lengths) < 4:
        return None
    width = lengths[int(len(lengths) * 0.95)] if len(lengths) >= 20 else lengths[-1]
    if not 30 <= width <= _WIDEST or lengths[-1] > 2 * _WIDEST:
        return None
    pairs = [one for one, two in pairwise(lines) if one.strip() and two.strip()]
    full = [one for one in pairs if len(one.rstrip()) >= 0.7 * width and not one.rstrip().endswith(_TERMINAL)]
    return width if pairs and len(full) * 2 >= len(pairs) and len(full) > 1 else None


def _add_block(draft: Draft, lines: list[tuple[int, str]], first: int, width: int | None) -> int:
    """Add the section that begins at line ``first``; the number of the line after it."""
    start, line = lines[first]
    if line[:1] == "_" and len(line) < 120 and re.match(r"_[^\W_]", line) and line.count("_") == 1:
        draft.section(SectionKind.HEADING, start, start + len(line), level=1)
        return first + 1
    item = None if line[:1].isalpha() and line[1:2] != ")" else _ITEM.match(line)  # most lines open with a word
    last = first
    while width is not None and last + 1 < len(lines) and _goes_on(lines[last][1], lines[last + 1][1], width):
        last += 1
    end = lines[last][0] + len(lines[last][1])
    if item is not None:
        draft.section(SectionKind.LIST_ITEM, start, end, level=1, label=item["mark"])
    else:
        draft.section(SectionKind.PARAGRAPH, start, end)
    return last + 1


def _goes_on(line: str, following: str, width: int) -> bool:
    """Whether ``following`` carries on the paragraph of ``line`` in a text broken to ``width``."""
    if not line.strip() or not following.strip() or following[0] == "_" or _ITEM.match(following):
        return False
    room = width - len(line.rstrip())
    return room < len(following.split(maxsplit=1)[0]) + 2 + width * 0.15


FORMAT = Format("txt", "Plain text", (".txt", ".text"), read, running_text=True, printed=True)
