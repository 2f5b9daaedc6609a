"""Markdown: plain text in which signs say what a line is.

The text is kept as it was written, signs and all, so that every position leads to a letter of
the file. Headings, items, tables, notes, links and bold stretches are noted as sections. What
Markdown shows only when rendered (pictures, HTML, reference links' targets) stays as signs.
"""

from __future__ import annotations

import re

from ieworkbench.importers.encodings import decode
from ieworkbench.importers.format import Draft, Format, RawFile, ReadOptions
from ieworkbench.importers.plain_text import text_lines
from ieworkbench.model.source import Cell
from ieworkbench.model.vocabulary import SectionKind

__all__ = ["FORMAT", "add_inline", "read"]

_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|$)")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_FENCE = re.compile(r" {0,3}(```+|~~~+)")
_ITEM = re.compile(r"([ \t]*)([-*+]|\d{1,9}[.)])[ \t]+(?=\S)")
_NOTE = re.compile(r" {0,3}\[\^([^\]\s]{1,60})\]:[ \t]*")
_REFERENCE = re.compile(r" {0,3}\[[^\]\n]{1,100}\]:[ \t]*\S")
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
_DIVIDER = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_FRONT = re.compile(r"---[ \t]*$")
_INLINE = re.compile(
    r"(?P<code>`[^`\n]{1,500}`)"
    r"|(?P<bold>\*\*(?=\S)[^*\n]{1,500}(?<=\S)\*\*|__(?=\S)[^_\n]{1,500}(?<=\S)__)"
    r"|\[\^(?P<note>[^\]\s]{1,60})\](?!:)"
    r"|(?<!!)\[(?P<words>[^\]\[\n]{1,300})\]\((?P<target>[^()\s]{1,500})(?:[ ]\"[^\"\n]{0,200}\")?\)"
    r"|<(?P<url>https?://[^>\s]{1,500})>"
)


def read(raw: RawFile, options: ReadOptions) -> Draft:
    """The text of a Markdown file as it was written, with what its signs say."""
    decoded = decode(raw, options.encoding)
    draft = Draft(encoding=decoded.encoding)
    draft.warnings.extend(decoded.warnings)
    draft.write(decoded.text)
    lines = text_lines(decoded.text)
    number = _front_matter(draft, lines)
    while number < len(lines):
        number = _add_block(draft, lines, number)
    return draft


def _front_matter(draft: Draft, lines: list[tuple[int, str]]) -> int:
    """A head between two lines of ``---``: facts about the file; the number of the line after it."""
    if not lines or not _FRONT.match(lines[0][1]):
        return 0
    for number in range(1, min(len(lines), 200)):
        start, line = lines[number]
        if _FRONT.match(line) or line.rstrip() == "...":
            draft.section(SectionKind.METADATA, lines[0][0], start + len(line))
            return number + 1
        name, colon, value = line.partition(":")
        if colon and name.strip() == "title":
            draft.title = value.strip().strip("\"'")
        elif colon and name.strip() in ("lang", "language"):
            draft.language = value.strip().strip("\"'") or None
    return 0


def _add_block(draft: Draft, lines: list[tuple[int, str]], number: int) -> int:
    """Add the block that begins at line ``number``; the number of the line after it."""
    start, line = lines[number]
    end = start + len(line)
    following = lines[number + 1][1] if number + 1 < len(lines) else ""
    fence = _FENCE.match(line)
    if fence:
        return _add_fenced(draft, lines, number, fence[1])
    heading = _HEADING.match(line)
    if heading:
        return _add_heading(draft, start + heading.end(), start, end, len(heading[1]), number + 1)
    if _RULE.match(line):
        return number + 1
    if "|" in line and "|" in following + line and _DIVIDER.match(following) and "-" in following:
        return _add_table(draft, lines, number)
    if _begins_words(line) and _UNDERLINE.match(following):
        _add_heading(draft, start, start, end, 1 if "=" in following else 2, number)
        return number + 2
    note, item = _NOTE.match(line), _ITEM.match(line)
    last = _paragraph_end(lines, number)
    stop = lines[last][0] + len(lines[last][1])
    if note:
        draft.section(SectionKind.FOOTNOTE, start + note.end(), stop, label=note[1])
    elif _REFERENCE.match(line):
        draft.section(SectionKind.METADATA, start, end)
        return number + 1
    elif item:
        draft.section(SectionKind.LIST_ITEM, start, stop, level=1 + len(item[1].expandtabs(4)) // 2, label=item[2])
    else:
        draft.section(SectionKind.PARAGRAPH, start, stop)
    add_inline(draft, lines, number, last)
    return last + 1


def _begins_words(line: str) -> bool:
    return bool(line.strip()) and not _ITEM.match(line) and not line.startswith((">", "    ", "\t"))


def _add_heading(draft: Draft, words: int, start: int, end: int, level: int, following: int) -> int:
    draft.section(SectionKind.HEADING, start, end, level=level)
    if not draft.title and level == 1:
        draft.title = draft.content[words:end].strip().rstrip("#").strip(" *_")
    return following


def _add_fenced(draft: Draft, lines: list[tuple[int, str]], number: int, fence: str) -> int:
    """A block of code: one paragraph, so that no line of it is taken for anything else."""
    last = number + 1
    while last < len(lines) and not lines[last][1].lstrip().startswith(fence):
        last += 1
    last = min(last, len(lines) - 1)
    draft.section(SectionKind.PARAGRAPH, lines[number][0], lines[last][0] + len(lines[last][1]))
    return last + 1


def _paragraph_end(lines: list[tuple[int, str]], number: int) -> int:
    """The last line of the paragraph or item that begins at line ``number``."""
    last = number
    while last + 1 < len(lines) and lines[last][1].strip():
        line = lines[last + 1][1]
        if (
            not line.strip()
            or _HEADING.match(line)
            or _FENCE.match(line)
            or _ITEM.match(line)
            or _NOTE.match(line)
            or _RULE.match(line)
        ):
            break
        if "|" in line and last + 2 < len(lines) and "|" in lines[last + 2][1] and _DIVIDER.match(lines[last + 2][1]):
            break
        last += 1
    return last


def _add_table(draft: Draft, lines: list[tuple[int, str]], number: int) -> int:
    """A table of cells between bars; the line of dashes under its head is no row."""
    last = number + 1
    while last + 1 < len(lines) and "|" in lines[last + 1][1]:
        last += 1
    draft.section(SectionKind.TABLE, lines[number][0], lines[last][0] + len(lines[last][1]), level=1)
    rows = [number, *range(number + 2, last + 1)]
    for row, at in enumerate(rows):
        start, line = lines[at]
        stripped = line.strip()
        lead = start + line.index(stripped) + stripped.startswith("|")
        inner = stripped.removeprefix("|")
        for column, (begin, words) in enumerate(_cells(inner)):
            place = lead + begin + len(words) - len(words.lstrip())
            draft.section(SectionKind.TABLE_CELL, place, place + len(words.strip()), cell=Cell(row, column))
        add_inline(draft, lines, at, at)
    return last + 1


def _cells(inner: str) -> list[tuple[int, str]]:
    """The cells of one row, with the places where they start."""
    cells, at = [], 0
    for part in re.split(r"(?<!\\)\|", inner):
        cells.append((at, part))
        at += len(part) + 1
    if cells and not cells[-1][1].strip():
        cells.pop()
    return cells


def add_inline(draft: Draft, lines: list[tuple[int, str]], first: int, last: int) -> None:
    """Note the bold stretches, links and notes called in lines ``first`` to ``last``."""
    for start, line in lines[first : last + 1]:
        for match in _INLINE.finditer(line):
            begin, end = start + match.start(), start + match.end()
            if match["bold"]:
                draft.bold.append((begin, end))
            elif match["note"]:
                draft.section(SectionKind.NOTE_REFERENCE, begin, end, label=match["note"])
            elif match["target"]:
                place = start + match.start("words")
                draft.section(SectionKind.HYPERLINK, place, place + len(match["words"]), text=match["target"])
            elif match["url"]:
                draft.section(SectionKind.HYPERLINK, begin + 1, end - 1, text=match["url"])


FORMAT = Format("md", "Markdown", (".md", ".markdown"), read, running_text=True)
