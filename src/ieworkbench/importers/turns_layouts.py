"""Where a turn may begin: the layouts of transcripts, line by line.

A text is cut into lines; each line is held against the layouts, and what looks like a label
becomes a candidate. Nothing is decided here: most lines with a colon are no speaker's.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from sys import intern

from ieworkbench.importers.format import Draft
from ieworkbench.importers.timecodes import CLOCK, milliseconds
from ieworkbench.importers.turns_words import ROLES
from ieworkbench.model.source import Section
from ieworkbench.model.vocabulary import SectionKind

__all__ = [
    "BRACKETED_MARK",
    "Candidate",
    "Line",
    "cut_lines",
    "find_candidates",
    "mark_time",
    "match_pattern",
    "match_speakers",
]

_SPAN = rf"{CLOCK}(?:[ \t]*(?:-->|--|-|–|—)[ \t]*{CLOCK})?"
BRACKETED_MARK = rf"(?:\[[ \t]*{_SPAN}[ \t]*\]|\([ \t]*{_SPAN}[ \t]*\)|\{{[ \t]*{_SPAN}[ \t]*\}}|<[ \t]*{_SPAN}[ \t]*>|#[ \t]*{CLOCK}[ \t]*#)"
"""A time in brackets or between #, as a regular expression without groups."""

_MARK = rf"(?:{BRACKETED_MARK}|(?<![\d:]){_SPAN}(?![\d:]))"
_EMPH = r"\*\*\*|\*\*|__|\*|_"
_LABEL = r"[^\W\d_][^\n\t:：*<>{}=|\"“”„«»?!;\[\]]{0,60}?"
_BLANK = r"[ \t\u00a0\u3000]*"

_COLON = re.compile(
    rf"{_BLANK}(?:>{_BLANK})?(?:(?P<open>{_MARK})[ \t]*[-–—,;]?{_BLANK})?(?P<emph>{_EMPH})?(?:(?P<open2>{BRACKETED_MARK}){_BLANK})?"
    rf"(?P<label>{_LABEL})(?:{_EMPH})?{_BLANK}(?:(?P<inner>{BRACKETED_MARK}){_BLANK}|(?<=[ \t])(?P<bare>{_SPAN}){_BLANK})?"
    rf"(?:{_EMPH})?[:：](?:{_EMPH})?(?P<gap>{_BLANK})(?:(?P<after>{_MARK}){_BLANK})?"
)
_PLAIN = re.compile(r"([^\W\d_][^\n\t:：*<>{}=|\"“”„«»?!;\[\]_(#]{0,60}): (?=[^\W\d_])")
"""What `_COLON` finds in most lines that have a label: a name, a colon, a blank and a word, without times or signs."""

_NAME_TIME = re.compile(
    rf"{_BLANK}(?P<emph>{_EMPH})?\[?(?P<label>{_LABEL})\]?(?:{_EMPH})?(?:{_BLANK}[-–—|,]{_BLANK}|[ \t\u00a0\u3000]+)"
    rf"(?:{_EMPH})?(?P<mark>{_MARK})(?:{_EMPH})?{_BLANK}$"
)
_TIME_NAME = re.compile(
    rf"{_BLANK}(?P<mark>{_MARK})[ \t\u00a0\u3000]+(?:{_EMPH})?(?P<label>{_LABEL})(?:{_EMPH})?{_BLANK}$"
)
_BRACKET = re.compile(
    rf"{_BLANK}(?:(?P<open>{_MARK}){_BLANK})?[\[<](?P<label>[^\W\d_][\w .\-]{{0,30}})[\]>]{_BLANK}(?:(?P<after>{_MARK}){_BLANK})?(?=\S)(?![(\]])"
)
_COLUMN = re.compile(
    rf"(?:(?P<open>{_MARK})[ \t]+)?(?P<label>[^\W\d_][^\n\t:：*<>{{}}=|?!;,]{{0,24}}?)(?:\t[ \t]*| {{3,}})(?:(?P<after>{_MARK})[ \t]*)?(?=\S)"
)
_LETTER = re.compile(rf"{_BLANK}(?P<label>[QA])\.[ \t]+(?=\S)")
_COMMAS = re.compile(rf"(?:\d+,)?\"?(?P<open>{_MARK})\"?,[ ]?\"?(?P<label>[^\",\n]{{1,60}})\"?,[ ]?")
_PART_ALONE = re.compile(rf"{_BLANK}(?P<label>(?P<part>[^\W\d_]+(?:[ -][^\W\d_]+)?)(?:[ ]\d{{1,3}})?){_BLANK}$")
_TIME_ALONE = re.compile(rf"{_BLANK}(?P<mark>{_MARK}){_BLANK}$")
_HEADING = re.compile(
    rf"[ \t]*(?:#{{1,6}}[ \t]*)?(?:{_EMPH})?(?P<label>{_LABEL})(?:{_EMPH})?{_BLANK}(?:(?P<mark>{_MARK}){_BLANK})?[:：]?{_BLANK}(?:{_EMPH})?#*{_BLANK}$"
)
_LINE = re.compile(r"[^\n]*")
_TERMINAL = tuple('.?!…:;"”“»’)]}#*/—–-')
_PAGE_NUMBER = re.compile(
    r"[ \t]*(?:\d{1,4}[ \t]*/[ \t]*\d{1,4}|(?:page|side|seite|sida|s\.)[ \t]*\d{1,4}(?:[ \t]*(?:of|av|von|/)[ \t]*\d{1,4})?|[-–—][ \t]*\d{1,4}[ \t]*[-–—])[ \t\f]*",
    re.IGNORECASE,
)
_FURNITURE = frozenset(
    {
        SectionKind.METADATA,
        SectionKind.FOOTNOTE,
        SectionKind.ENDNOTE,
        SectionKind.HEADER,
        SectionKind.FOOTER,
        SectionKind.TEXT_BOX,
    }
)


@dataclass(slots=True)
class Line:
    """One line of the text.

    Attributes
    ----------
    content
        The whole text.
    start, length
        Where it starts and how long it is, without the line end, in code points.
    heading, furniture, item
        Whether it is a heading; whether it is no talk (notes, running heads, tables); whether it
        is an item of a list.
    opens
        Whether a paragraph may begin here: what stands before has come to an end.
    """

    content: str
    start: int
    length: int
    heading: bool = False
    furniture: bool = False
    item: bool = False
    opens: bool = True

    @property
    def end(self) -> int:
        """Where it ends, without the line end."""
        return self.start + self.length

    @property
    def text(self) -> str:
        """Its words; they are cut from the text each time, so that a long text is not held twice."""
        return self.content[self.start : self.start + self.length]


@dataclass(slots=True)
class Candidate:
    """What may be a label: where it stands, what it says, and in what shape.

    Attributes
    ----------
    line
        The number of its line.
    layout
        The name of the layout, in plain words.
    label
        The label, without marks.
    start, words
        Where in its line the label and where the words after it begin, in code points.
    start_ms, end_ms
        Times that open the turn.
    bold, tight
        Whether the label is in bold; whether words follow the colon without a blank.
    gap
        What follows the label: ``"tab"``, ``"wide"``, ``"blank"`` or ``"line"``.
    """

    line: int
    layout: str
    label: str
    start: int
    words: int
    start_ms: int | None = None
    end_ms: int | None = None
    bold: bool = False
    tight: bool = False
    gap: str = "blank"
    opens: bool = True

    @property
    def timed(self) -> bool:
        """Whether a time stands with the label."""
        return self.start_ms is not None

    @property
    def shape(self) -> tuple[str, bool, str, bool]:
        """What two labels of one document have in common."""
        return (self.layout, self.bold, self.gap, self.timed)


class _Stretches:
    """Sorted stretches of the text, asked whether a place lies in one."""

    def __init__(self, stretches: Iterable[tuple[int, int]]) -> None:
        merged: list[tuple[int, int]] = []
        for start, end in sorted(each for each in stretches if each[0] < each[1]):
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        self._starts = [start for start, _ in merged]
        self._ends = [end for _, end in merged]

    def __bool__(self) -> bool:
        return bool(self._starts)

    def hold(self, place: int) -> bool:
        at = bisect_right(self._starts, place) - 1
        return at >= 0 and place < self._ends[at]


def mark_time(mark: str | None) -> tuple[int | None, int | None]:
    """Start and end that a time mark gives, in milliseconds; ``None`` where it gives none."""
    if not mark:
        return None, None
    clocks = re.findall(CLOCK, mark)
    times = [milliseconds(clock) for clock in clocks[:2]]
    return (times[0] if times else None), (times[1] if len(times) > 1 else None)


def cut_lines(content: str, sections: list[Section], tables: Iterable[tuple[int, int]]) -> list[Line]:
    """The lines of a text, each with what its sections say of it.

    Parameters
    ----------
    content
        The text.
    sections
        What the reader found.
    tables
        Stretches that are tables of several columns: no running text.
    """
    headings = _Stretches((each.start, each.end) for each in sections if each.kind is SectionKind.HEADING)
    furniture = _Stretches([*((each.start, each.end) for each in sections if each.kind in _FURNITURE), *tables])
    items = {each.start for each in sections if each.kind is SectionKind.LIST_ITEM}
    opening = {each.start for each in sections if each.kind in (SectionKind.PARAGRAPH, SectionKind.TABLE_CELL)}
    any_headings, any_furniture, any_items = bool(headings), bool(furniture), bool(items)
    lines: list[Line] = []
    before: Line | None = None
    words_before = ""
    at = 0
    while at <= len(content):
        end = content.find("\n", at)
        end = len(content) if end < 0 else end
        text = content[at:end]
        line = Line(content, at, end - at)
        words = text.strip()
        if words:
            first = at + text.index(words[0])
            line.heading = any_headings and headings.hold(first)
            inside = any_furniture and (furniture.hold(first) or furniture.hold(first + len(words) - 1))
            line.furniture = inside or (
                len(text) <= 40 and _may_be_page_number(words) and _PAGE_NUMBER.fullmatch(text) is not None
            )
            line.item = any_items and (at in items or first in items)
            line.opens = at in opening or first in opening or before is None or _ended(before, words_before, text)
            before, words_before = line, words
        else:
            before = None
        lines.append(line)
        at = end + 1
    return lines


def _may_be_page_number(words: str) -> bool:
    """Whether a line opens with a number, a dash or the first letter of a word for page; few short ones do."""
    return words[0].isdigit() or words[0] in "pPsSſ-–—"


def _ended(before: Line, words: str, text: str) -> bool:
    """Whether the line before, with these words, has come to an end, so that a new paragraph may begin."""
    if before.heading or before.furniture or before.length < 45:
        return True
    return words.endswith(_TERMINAL) or text[0].isspace()


def find_candidates(lines: list[Line], draft: Draft) -> list[Candidate]:
    """Everything in the text that may be a speaker's label, in the order of the text."""
    bold_starts = dict(draft.bold)
    candidates = []
    commas = _has_comma_head(lines)
    for number, line in enumerate(lines):
        text = line.text
        if not text or line.furniture or text.isspace():
            continue
        found = _heading(number, line) if line.heading else _candidate(number, line, bold_starts, commas=commas)
        if found is None and line.length < 40 and not line.heading and number + 1 < len(lines):
            found = _part_alone(number, line) if lines[number + 1].text.strip() else None
        if found is not None:
            candidates.append(found)
    after_times = _after_time_lines(lines)
    if after_times:
        taken = {each.line for each in candidates}
        candidates.extend(each for each in after_times if each.line not in taken)
        candidates.sort(key=lambda each: each.line)
    return candidates


def _candidate(number: int, line: Line, bold: dict[int, int], *, commas: bool) -> Candidate | None:
    text = line.text[:400]
    if commas:
        return _from(_COMMAS.match(text), number, line, "time, speaker and words between commas")
    if line.item:
        return None
    colon = ":" in text  # without one no time and hardly any label stands here: most lines need no pattern at all
    if colon and line.length < 120:
        for pattern, layout in ((_NAME_TIME, "name and time on a line"), (_TIME_NAME, "time and name on a line")):
            match = pattern.match(text)
            if match is not None and not match["label"].rstrip().endswith((",", ".")):
                return _from(match, number, line, layout, alone=True)
    plain = _PLAIN.match(text) if colon else None
    if plain is not None:
        named = Candidate(number, "label and colon", _label(plain[1]), 0, plain.end(), opens=line.opens)
        return _with_bold(named, line, None, bold)
    match = _COLON.match(text) if colon or "：" in text else None
    if match is not None and _colon_holds(match, text):
        found = _from(match, number, line, "label and colon")
        return _with_bold(found, line, match["emph"], bold)
    opening = text.lstrip()[:1]
    if opening in ("[", "<"):
        return _from(_BRACKET.match(text), number, line, "label in brackets")
    column = _COLUMN.match(text) if "\t" in text or "   " in text else None
    if column is not None:
        return _with_bold(_from(column, number, line, "label in a column"), line, None, bold)
    letter = _LETTER.match(text) if opening in ("Q", "A") else None
    return _from(letter, number, line, "letter and full stop") or (_bold_label(number, line, bold) if bold else None)


def _colon_holds(match: re.Match[str], text: str) -> bool:
    """Whether the colon ends a label, and is not part of a time, an address or a verse."""
    after = text[match.end() : match.end() + 1]
    if match["gap"] or match["after"] or not after:
        return True
    return not (after.isdigit() or after in "/\\:)(=_]")


_MARKED = ("open", "open2", "inner", "bare", "after", "mark")
"""The groups of the layouts' patterns that may hold a time."""


def _from(
    match: re.Match[str] | None, number: int, line: Line, layout: str, *, alone: bool = False
) -> Candidate | None:
    if match is None:
        return None
    groups = match.groupdict()
    start_ms, end_ms = mark_time(next(filter(None, map(groups.get, _MARKED)), None))
    label = _label(groups["label"])
    gap_words = groups.get("gap")
    rest = line.text[match.end() :]
    if alone or not rest or rest.isspace():
        gap = "line"
    elif layout == "label in a column" or "\t" in (gap_words or ""):
        gap = "tab"
    else:
        gap = "wide" if gap_words is not None and len(gap_words) > 2 else "blank"
    tight = gap_words == "" and bool(rest) and not groups.get("after")
    return Candidate(
        number,
        layout,
        label,
        match.start("label"),
        match.end(),
        start_ms,
        end_ms,
        tight=tight,
        gap=gap,
        opens=line.opens,
    )


def _label(words: str) -> str:
    """A label as it is compared; held once, however often it comes back."""
    return intern(" ".join(words.split()).rstrip(","))


def _with_bold(found: Candidate | None, line: Line, emphasis: str | None, bold: dict[int, int]) -> Candidate | None:
    if found is not None:
        start = line.start + found.start
        found.bold = emphasis in ("**", "__", "***") or (
            bool(bold) and not bold.keys().isdisjoint(range(start - 2, start + 1))
        )
    return found


def _bold_label(number: int, line: Line, bold: dict[int, int]) -> Candidate | None:
    """A short stretch in bold that opens a line without a colon: ``**Kari**`` and the words."""
    first = line.start + len(line.text) - len(line.text.lstrip())
    end = bold.get(first)
    if end is None or not 0 < end - first <= 45 or end > line.end:
        return None
    words = line.text[first - line.start : end - line.start]
    label = " ".join(words.strip(" \t\u00a0*_").split())
    rest = line.text[end - line.start :]
    if not label or not label[0].isalpha() or any(sign in label for sign in '.,;:?!"“”'):
        return None
    gap = "tab" if "\t" in rest[:2] or words.endswith("\t") else ("blank" if rest.strip() else "line")
    lead = len(rest) - len(rest.lstrip(" \t*_"))
    start, after = first - line.start, end + lead - line.start
    return Candidate(number, "label in bold", intern(label), start, after, bold=True, gap=gap, opens=line.opens)


def _part_alone(number: int, line: Line) -> Candidate | None:
    """A part in a talk alone on a line, without a colon: `Interviewer`."""
    match = _PART_ALONE.match(line.text)
    if match is None or (match["part"].casefold() not in ROLES):
        return None
    label = " ".join(match["label"].split())
    return Candidate(number, "label on a line", label, match.start("label"), line.length, gap="line", opens=line.opens)


def _heading(number: int, line: Line) -> Candidate | None:
    if line.length > 120:
        return None
    return _from(_HEADING.match(line.text), number, line, "heading", alone=True)


def _after_time_lines(lines: list[Line]) -> list[Candidate]:
    """A time (or a stretch of time) alone on a line, a name alone on the next, then the words."""
    found = []
    for number in range(len(lines) - 2):
        if not 0 < lines[number].length <= 40:
            continue
        mark = _TIME_ALONE.match(lines[number].text)
        name = lines[number + 1]
        if (
            mark is None
            or not name.text.strip()
            or len(name.text) > 60
            or not lines[number + 2].text.strip()
            or name.furniture
        ):
            continue
        match = re.fullmatch(rf"{_BLANK}(?P<label>{_LABEL}){_BLANK}", name.text)
        if match is not None:
            start_ms, end_ms = mark_time(mark["mark"])
            label = " ".join(match["label"].split())
            start = match.start("label")
            found.append(
                Candidate(
                    number + 1, "time, name and words on lines", label, start, name.length, start_ms, end_ms, gap="line"
                )
            )
    return found


def _has_comma_head(lines: list[Line]) -> bool:
    """Whether the text is a table between commas: its first line names time, speaker and words."""
    first = next((line.text for line in lines if line.text.strip()), "")
    if first.count(",") < 2 or len(first) > 200:
        return False
    names = {name.strip().strip('"').lower() for name in first.split(",")}
    return bool(names & {"timestamp", "time", "start", "tid", "zeit"}) and bool(
        names & {"speaker", "name", "taler", "sprecher"}
    )


def match_speakers(lines: list[Line], draft: Draft, speakers: tuple[str, ...]) -> list[Candidate]:
    """Every line that one of ``speakers`` opens, in any layout.

    Labels are compared letter for letter; only where one does not occur so, case does not matter.
    """
    known = find_candidates(lines, draft)
    wanted = {" ".join(each.split()).rstrip(":").strip() for each in speakers} - {""}
    exact = {each.label for each in known} & wanted
    folded = {each.casefold() for each in wanted - exact}
    found = {each.line: each for each in known if each.label in exact or each.label.casefold() in folded}
    if wanted:
        names = "|".join(re.escape(each).replace(r"\ ", r"[ \t]+") for each in sorted(wanted, key=len, reverse=True))
        free = re.compile(
            rf"{_BLANK}(?:(?P<open>{_MARK}){_BLANK})?(?:{_EMPH})?[\[<(]?(?P<label>{names})[\]>)]?(?:{_EMPH})?"
            rf"(?:{_BLANK}(?P<inner>{_MARK}))?(?:{_BLANK}[:：–—]|[ \t]+-(?=[ \t])|\.(?=[ \t])|\t|[ ]{{2,}}|{_BLANK}$|(?<=[\]>)*_]))(?:{_EMPH})?"
            rf"(?P<gap>{_BLANK})(?:(?P<after>{_MARK}){_BLANK})?"
        )
        for number, line in enumerate(lines):
            if number not in found and not line.furniture and line.text:
                match = free.match(line.text[:400])
                if match is not None:
                    found[number] = _plain(match, number, line)
    return sorted(found.values(), key=lambda each: each.line)


def _plain(match: re.Match[str], number: int, line: Line) -> Candidate:
    found = _from(match, number, line, "label that was named")
    assert found is not None  # noqa: S101 - a match always gives a candidate
    return found


def match_pattern(lines: list[Line], pattern: re.Pattern[str]) -> list[Candidate]:
    """Every line that ``pattern`` opens; only a line's first 500 letters are looked at."""
    after = re.compile(rf"(?:{_EMPH})?{_BLANK}[:：]?(?:{_EMPH})?{_BLANK}(?:(?P<mark>{_MARK}){_BLANK})?")
    found = []
    for number, line in enumerate(lines):
        match = pattern.match(line.text[:500])
        if match is None or not match.group() or line.furniture:
            continue
        group: int | str = "speaker" if "speaker" in pattern.groupindex else min(1, pattern.groups)
        label = " ".join((match.group(group) or "").rstrip(" \t:：").split())
        rest = after.match(line.text, match.end())
        words = rest.end() if rest is not None else match.end()
        marks = re.search(_MARK, match.group()) or (re.search(_MARK, rest.group()) if rest is not None else None)
        start_ms, end_ms = mark_time(marks.group() if marks else None)
        start = max(match.start(group), 0)
        found.append(Candidate(number, "pattern that was given", label, start, words, start_ms, end_ms))
    return found
