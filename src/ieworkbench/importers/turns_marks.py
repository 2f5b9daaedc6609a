"""What stands among the words and is not said: times, remarks, overlaps, and heads of files.

A time in the text becomes a time mark with its value; a clock time of day is one without a value,
since it says nothing about the recording. Remarks are known by their words or by standing alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ieworkbench.importers import turns_words as words
from ieworkbench.importers.format import Draft
from ieworkbench.importers.timecodes import CLOCK
from ieworkbench.importers.turns_layouts import BRACKETED_MARK, Line, mark_time
from ieworkbench.model.vocabulary import SectionKind

__all__ = ["ALONE", "add_marks", "closing_mark", "find_head", "is_aside", "names_in_head"]

_F4 = re.compile(rf"[ \t]*#[ \t]*{CLOCK}[ \t]*#[ \t]*$")
_CLOSING = re.compile(rf"[ \t\u00a0]*{BRACKETED_MARK}[ \t\u00a0]*$")
_CLOSERS = ("]", ")", "}", ">", "#")
_MARKS = re.compile(
    rf"(?P<mark>{BRACKETED_MARK})"
    r"|//(?P<overlap>[^\n/:]{1,40}):[^\n/]{0,600}//"
    rf"|(?P<bracket>\[[^\[\]\n]{{1,80}}\]|\([^()\n]{{1,80}}\)|<n\([^<>\n]{{1,80}}\)>)"
)
_MARK_OPENS = re.compile(r"[\[({<#/]")
_INNER_TIME = re.compile(rf"(?<![\d:.,]){CLOCK}(?![\d:])")
_DAY_TIME = re.compile(
    r"[\[(]?(?:kl\.?[ ])?\d{1,2}[.:]\d{2}(?:[ ]?(?:am|pm|a\.m\.|p\.m\.|noon|uhr|h))?[\])]?", re.IGNORECASE
)
_DAY_TIME_SURE = re.compile(r"(?:am|pm|a\.m\.|p\.m\.|noon|uhr|kl)", re.IGNORECASE)
_DOTS = re.compile(
    r"[(\[][ ]*[.…]{1,5}[ ]*[)\]]|\(\d{1,3}(?:[.,]\d)?(?:[ ]?(?:s|sec|sek)\.?)?\)|\[\d{1,3}(?:[.,]\d)?[ ]?(?:s|sec|sek)\.?\]"
)
ALONE = re.compile(r"[ \t]*(?:\*[^*\n]{1,200}\*|_?[\[(][^\[\]()\n]{1,200}[\])]_?)[ \t]*")
"""A line that holds nothing but a remark: in brackets, or wholly in italics."""

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_FRAMES = re.compile(r":(?<=\d\d:)\d\d:\d\d:\d\d(?![\d:])(?<![\d:]\d\d:\d\d:\d\d:\d\d)")  # a colon is found quickly
_NOSCRIBE = re.compile(r"Transcribed with noScribe|Audio file: |\(Language: ", re.IGNORECASE)
_SESSION = re.compile(
    r"\d{1,2}[-./ ](?:\d{1,2}|[^\W\d_]{3,10})[-./ ]\d{2,4}[ \t]*[-–,][ \t]*\d{1,2}[:.]\d{2}(?:[ \t]*[-–,][ \t]*.{0,80})?|.{1,80} (?:started|stopped) transcription"
)


def is_aside(text: str) -> bool:
    """Whether a line holds only a remark, a time or a clock time, and no talk."""
    stripped = text.strip()
    if stripped[:1].isalpha():  # most lines
        return False
    return not stripped or ALONE.fullmatch(text) is not None or _only_time(stripped)


def _only_time(text: str) -> bool:
    return len(text) < 60 and (
        _CLOSING.fullmatch(text) is not None
        or re.fullmatch(rf"{CLOCK}(?:[ ]*(?:-->|-|–)[ ]*{CLOCK})?", text) is not None
    )


def closing_mark(text: str, f4: bool) -> tuple[int, int | None]:
    """How long the words at the end of ``text`` are without a time mark, and that mark's value.

    With ``f4``, only marks between # close a turn; a mark in brackets does where it ends the line
    of a turn that opened without a time.
    """
    closed = text.rstrip(" \t\u00a0").endswith(_CLOSERS)  # most turns end otherwise
    found = (_F4 if f4 else _CLOSING).search(text, max(0, len(text) - 60)) if closed else None
    if found is None:
        return len(text), None
    return found.start(), mark_time(found.group())[0]


def find_head(lines: list[Line], stop: int) -> list[int]:
    """The numbers of those lines before line ``stop`` that say something about the file.

    Known are the heads of noScribe (three lines), Otter (keywords and speakers), of recorders
    (day, time, length, name), and blocks of fields such as `Date:` and `Place:`.
    """
    head: list[int] = []
    block = ""
    for number, line in enumerate(lines[: min(stop, 60)]):
        text = line.text.strip()
        if text in ("SUMMARY KEYWORDS", "SPEAKERS"):
            block = text
        elif not text:
            block = (
                "" if block and head and lines[head[-1]].text.strip() not in ("SUMMARY KEYWORDS", "SPEAKERS") else block
            )
            continue
        if block or _NOSCRIBE.match(text) or _SESSION.fullmatch(text):
            head.append(number)
    return head


def names_in_head(lines: list[Line], head: Iterable[int]) -> frozenset[str]:
    """The speakers that an Otter head lists."""
    names: set[str] = set()
    reading = False
    for number in head:
        text = lines[number].text.strip()
        if text in ("SPEAKERS", "SUMMARY KEYWORDS"):
            reading = text == "SPEAKERS"
        elif reading:
            names.update(" ".join(name.split()) for name in text.split(",") if name.strip())
    return frozenset(names)


def add_marks(content: str, draft: Draft, lines: list[Line]) -> None:
    """Add the time marks and remarks of the whole text to the draft."""
    frames = False
    for match in _marks(content):
        if match["mark"]:
            start_ms, end_ms = mark_time(match["mark"])
            draft.section(
                SectionKind.TIME_MARK, match.start(), match.end(), label=match["mark"], start_ms=start_ms, end_ms=end_ms
            )
            frames = frames or re.search(r":\d\d:\d\d:\d\d", match["mark"]) is not None
        elif match["overlap"]:
            draft.section(SectionKind.REMARK, match.start(), match.end(), label=match["overlap"].strip())
        else:
            _add_bracket(match.group(), match.start(), draft)
    known = {each.start for each in draft.sections if each.kind in (SectionKind.REMARK, SectionKind.TIME_MARK)}
    for line in lines:
        _add_line_mark(line, draft, known)
    if frames or _FRAMES.search(content):
        draft.warn("frames-assumed", "Some times end in frames; they were counted as 25 to the second.")


def _marks(content: str) -> Iterator[re.Match[str]]:
    """What `_MARKS` finds, tried only where one of its first signs stands, which is seldom."""
    opening = _MARK_OPENS.search(content)
    while opening is not None:
        match = _MARKS.match(content, opening.start())
        if match is not None:
            yield match
        opening = _MARK_OPENS.search(content, (match or opening).end())


def _add_bracket(bracket: str, start: int, draft: Draft) -> None:
    inner = bracket[1:-1]
    if _DOTS.fullmatch(bracket) or (
        any(word in words.REMARK_WORDS for word in _WORD.findall(inner.lower())) and len(inner.split()) < 7
    ):
        draft.section(SectionKind.REMARK, start, start + len(bracket), label=inner.strip())
    for match in _INNER_TIME.finditer(bracket):
        if match.group().count(":") > 1:
            start_ms, _ = mark_time(match.group())
            draft.section(
                SectionKind.TIME_MARK,
                start + match.start(),
                start + match.end(),
                label=match.group(),
                start_ms=start_ms,
            )


def _add_line_mark(line: Line, draft: Draft, known: set[int]) -> None:
    """A line that is all time, clock time or remark, as far as brackets did not show it."""
    text = line.text.strip()
    if not text or len(text) > 220 or line.heading or line.furniture:
        return
    if text[0].isalpha() and text[0].casefold() != "k":  # no time or remark; `kl 10.30` is one
        return
    start = line.start + line.text.index(text)
    inner = text.strip("*_")
    if start in known or start + 1 in known:
        return
    if _DAY_TIME.fullmatch(inner) and _DAY_TIME_SURE.search(inner):
        draft.section(SectionKind.TIME_MARK, start, start + len(text), label=inner.strip("()[]"))
    elif re.fullmatch(CLOCK, text):
        start_ms, _ = mark_time(text)
        draft.section(SectionKind.TIME_MARK, start, start + len(text), label=text, start_ms=start_ms)
    elif ALONE.fullmatch(text) and not re.search(CLOCK, text):
        draft.section(SectionKind.REMARK, start, start + len(text), label=inner.strip("()[]"))
