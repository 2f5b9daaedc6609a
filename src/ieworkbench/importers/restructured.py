"""reStructuredText: plain text in which underlines, dots and signs say what a line is.

The text is kept as it was written, signs and all, so that every position leads to a letter of
the file. Directives and comments are noted as metadata, headings, items, notes, links and bold
stretches as what they are. What only shows when rendered (substitutions, included files) stays
as signs.
"""

from __future__ import annotations

import re

from ieworkbench.importers.encodings import decode
from ieworkbench.importers.format import Draft, Format, RawFile, ReadOptions
from ieworkbench.importers.plain_text import text_lines
from ieworkbench.model.vocabulary import SectionKind

__all__ = ["FORMAT", "read"]

_RULE = re.compile(r"([!-/:-@\[-`{-~])\1{2,}[ \t]*$")
_DIRECTIVE = re.compile(r"\.\.(?:[ \t]|$)")
_NOTE = re.compile(r"\.\. \[(#?[\w*]{1,60})\](?:[ \t]+|$)")
_TALK = re.compile(
    r"\.\. (?:epigraph|pull-quote|highlights|note|admonition|warning|tip|important|hint|topic|sidebar|rst-class|class|container)::"
)
_ITEM = re.compile(r"([ \t]*)([-*+•]|\(?(?:\d{1,4}|[a-zA-Z]|#)[.)])[ \t]+(?=\S)")
_FIELD = re.compile(r":[^:\s][^:\n]{0,60}:(?:[ \t]|$)")
_BORDER = re.compile(r"(?:=+[ \t]+)+=+[ \t]*$|\+[-=+]+\+[ \t]*$")
_INLINE = re.compile(
    r"(?P<code>``[^`\n]{1,500}``)"
    r"|(?P<bold>\*\*(?=\S)[^*\n]{1,500}(?<=\S)\*\*)"
    r"|`(?P<words>[^`<\n]{1,300}?)[ ]?<(?P<target>[^>\s]{1,500})>`__?"
    r"|\[(?P<note>#?\w{0,60}|\*)\]_"
    r"|(?P<url>https?://[^\s<>`)\]]{1,500})"
)


def read(raw: RawFile, options: ReadOptions) -> Draft:
    """The text of a reStructuredText file as it was written, with what its signs say."""
    decoded = decode(raw, options.encoding)
    draft = Draft(encoding=decoded.encoding)
    draft.warnings.extend(decoded.warnings)
    draft.write(decoded.text)
    lines = text_lines(decoded.text)
    levels: list[tuple[str, bool]] = []
    number = 0
    while number < len(lines):
        number = _add_block(draft, lines, number, levels)
    return draft


def _add_block(draft: Draft, lines: list[tuple[int, str]], number: int, levels: list[tuple[str, bool]]) -> int:
    """Add the block that begins at line ``number``; the number of the line after it."""
    start, line = lines[number]
    if _DIRECTIVE.match(line):
        return _add_directive(draft, lines, number)
    after = _add_heading(draft, lines, number, levels)
    if after:
        return after
    if _RULE.match(line):
        return number + 1
    last = number
    while last + 1 < len(lines) and line.strip() and _goes_on(lines, last + 1):
        last += 1
    end = lines[last][0] + len(lines[last][1])
    item = _ITEM.match(line)
    if _BORDER.match(line) and last > number:
        draft.section(SectionKind.TABLE, start, end, level=1)
    elif item:
        draft.section(SectionKind.LIST_ITEM, start, end, level=1 + len(item[1].expandtabs(4)) // 2, label=item[2])
    elif _FIELD.match(line):
        draft.section(SectionKind.METADATA, start, end)
    else:
        draft.section(SectionKind.PARAGRAPH, start, end)
    _add_inline(draft, lines, number, last)
    return last + 1


def _goes_on(lines: list[tuple[int, str]], number: int) -> bool:
    line = lines[number][1]
    if not line.strip() or _DIRECTIVE.match(line) or _ITEM.match(line) or _FIELD.match(line):
        return False
    return not (number + 1 < len(lines) and _is_underline(lines[number + 1][1], line))


def _is_underline(rule: str, words: str) -> bool:
    """Whether ``rule`` underlines ``words``: signs of one kind, about as long."""
    return (
        _RULE.match(rule) is not None
        and bool(words.strip())
        and words[0] not in " \t"
        and len(rule.rstrip()) + 3 >= min(len(words.rstrip()), 60)
    )


def _add_heading(draft: Draft, lines: list[tuple[int, str]], number: int, levels: list[tuple[str, bool]]) -> int:
    """A line with a rule under it, or under and over it; 0 where there is none."""
    line = lines[number][1]
    over = (
        _RULE.match(line) is not None
        and number + 2 < len(lines)
        and lines[number + 2][1].strip() == line.strip()
        and bool(lines[number + 1][1].strip())
    )
    at = number + 1 if over else number
    if not over and not (
        number + 1 < len(lines) and _is_underline(lines[number + 1][1], line) and not _RULE.match(line)
    ):
        return 0
    style = (lines[at + 1][1][0], over)
    if style not in levels:
        levels.append(style)
    start, words = lines[at]
    level = levels.index(style) + 1
    last = lines[at + 1]
    draft.section(SectionKind.HEADING, start, start + len(words.rstrip()), level=level)
    if level == 1 and not draft.title:
        draft.title = words.strip()
    draft.section(SectionKind.METADATA, last[0], last[0] + len(last[1]), label="underline")
    if over:
        draft.section(SectionKind.METADATA, lines[number][0], lines[number][0] + len(line), label="overline")
    return at + 2


def _add_directive(draft: Draft, lines: list[tuple[int, str]], number: int) -> int:
    """A directive, comment or note with the indented lines below it; the number of the line after.

    What a directive of words holds (``note``, ``epigraph``) is talk or text and stays so.
    """
    start, line = lines[number]
    last, at = number, number + 1
    while at < len(lines) and (not lines[at][1].strip() or lines[at][1][0] in " \t"):
        if lines[at][1].strip():
            last = at
        at += 1
    end = lines[last][0] + len(lines[last][1])
    note = _NOTE.match(line)
    if note:
        draft.section(SectionKind.FOOTNOTE, start + note.end(), end, label=note[1])
        _add_inline(draft, lines, number, last)
        return last + 1
    if _TALK.match(line):
        draft.section(SectionKind.METADATA, start, start + len(line), label=line[3:].strip())
        return number + 1
    draft.section(SectionKind.METADATA, start, end, label=line[3:].strip()[:60] or None)
    return last + 1


def _add_inline(draft: Draft, lines: list[tuple[int, str]], first: int, last: int) -> None:
    """Note the bold stretches, links and notes called in lines ``first`` to ``last``."""
    for start, line in lines[first : last + 1]:
        for match in _INLINE.finditer(line):
            begin, end = start + match.start(), start + match.end()
            if match["bold"]:
                draft.bold.append((begin, end))
            elif match["target"]:
                place = start + match.start("words")
                draft.section(SectionKind.HYPERLINK, place, place + len(match["words"]), text=match["target"])
            elif match["note"]:
                draft.section(SectionKind.NOTE_REFERENCE, begin, end, label=match["note"])
            elif match["url"]:
                draft.section(SectionKind.HYPERLINK, begin, end, text=match["url"])


FORMAT = Format("rst", "reStructuredText", (".rst",), read, running_text=True)
