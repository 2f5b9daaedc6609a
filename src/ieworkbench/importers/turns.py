"""Turns in running text: who speaks from where to where, as far as the text says so.

The text is cut into lines, what may be labels is collected (`turns_layouts`), the document as a
whole decides which of them are speakers (`turns_labels`), and each turn runs from its label to
the next, or to a heading. One label makes one turn: a transcriber who writes the label before
every paragraph gets a turn for every paragraph. Where the text does not say who speaks, nobody
is made up; labels that were weighed and left are named in one warning.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from ieworkbench.errors import RecordWrong
from ieworkbench.importers.format import Draft, ReadOptions
from ieworkbench.importers.turns_labels import Evidence, LabelKind, choose_speakers, kind_of, worth_asking
from ieworkbench.importers.turns_layouts import (
    Candidate,
    Line,
    cut_lines,
    find_candidates,
    mark_time,
    match_pattern,
    match_speakers,
)
from ieworkbench.importers.turns_marks import add_marks, closing_mark, find_head, is_aside, names_in_head
from ieworkbench.importers.turns_tables import add_table_turns, find_tables
from ieworkbench.model.vocabulary import SectionKind
from ieworkbench.sentences import listed

__all__ = ["add_turns"]

_LATE_START_MS = 4 * 3_600_000
"""No recording is taken to begin later than this; a clock by day does."""


_OPENING_TIME = re.compile(r"[ \t]*(?:[\[(#]\d{1,2}:\d\d:\d\d[^\])#]{0,5}[\])#])")


def add_turns(content: str, draft: Draft, options: ReadOptions) -> None:
    """Find the speakers' turns in a text and add them to its draft, with times, remarks and doubts.

    Parameters
    ----------
    content
        The canonical text.
    draft
        What the reader found: sections and bold stretches are used, turns and more are added.
    options
        ``speakers`` and ``speaker_pattern`` overrule what the layout suggests; ``turns=True`` says
        that there are turns.

    Raises
    ------
    RecordWrong
        If ``speaker_pattern`` is no regular expression.
    """
    pattern = _compiled(options.speaker_pattern)
    tables = [table for table in find_tables(draft.sections) if table.columns > 1]
    is_named = _name_test(options.speakers)
    in_tables = (
        [table for table in tables if add_table_turns(content, draft, table, is_named)] if pattern is None else []
    )
    lines = cut_lines(content, draft.sections, [(table.start, table.end) for table in tables])
    head = find_head(lines, len(lines))
    if pattern is not None:
        chosen = match_pattern(lines, pattern)
    elif options.speakers is not None:
        chosen = match_speakers(lines, draft, options.speakers)
    else:
        chosen = _choose(lines, head, draft, options, has_turns=bool(in_tables))
    for number in head if chosen or in_tables or len(head) > 1 else []:
        draft.section(SectionKind.METADATA, lines[number].start, lines[number].end)
        lines[number].furniture = True
    if head and not draft.title:
        draft.title = _title_above(lines, head[0])
    _add_all(content, draft, lines, chosen)
    _warn_of_missing(draft, options)
    if draft.turns or _is_marked(lines):
        add_marks(content, draft, lines)


def _title_above(lines: list[Line], head: int) -> str:
    """The only line of words above a file's head, as programs write the title there."""
    above = [line.text.strip() for line in lines[:head] if line.text.strip()]
    return above[0] if len(above) == 1 and len(above[0]) < 200 else ""


def _compiled(pattern: str | None) -> re.Pattern[str] | None:
    if pattern is None:
        return None
    try:
        return re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise RecordWrong("speaker pattern", pattern, f"this is not a regular expression ({error})") from error


def _name_test(speakers: tuple[str, ...] | None) -> Callable[[str], bool] | None:
    if speakers is None:
        return None
    wanted = {" ".join(each.split()).rstrip(":").casefold() for each in speakers}
    return lambda label: " ".join(label.split()).casefold() in wanted


def _choose(
    lines: list[Line], head: list[int], draft: Draft, options: ReadOptions, *, has_turns: bool
) -> list[Candidate]:
    """The labels that the document as a whole shows to be speakers'."""
    known = set(head)
    candidates = [each for each in find_candidates(lines, draft) if each.line not in known]
    draft.bold.clear()  # it was a hint for finding labels, and takes much room in a long text
    fields = _field_block(lines, candidates)
    weighed = [each for each in candidates if each.line not in fields]
    evidence = _evidence(lines, weighed, names_in_head(lines, head), known | fields, forced=options.turns is True)
    chosen = choose_speakers(weighed, evidence)
    if chosen and fields and max(fields) < chosen[0].line:
        head.extend(sorted(fields - known))
        head.sort()
    left = worth_asking(weighed, chosen, evidence.paragraphs) if not has_turns else []
    if left:
        _warn_of_left(draft, left, some=bool(chosen))
    elif options.turns is True and not chosen and not has_turns:
        draft.warn("no-speakers-found", "No speakers' labels were found; name them with speakers=[...] (--speaker).")
    return chosen


def _warn_of_left(draft: Draft, left: list[str], *, some: bool) -> None:
    shown = listed((f"“{label[:40]}”" for label in left), 8)
    start = "These labels were not" if some else "No turns were made; these labels were not"
    draft.warn(
        "labels-not-speakers",
        f"{start} taken for speakers: {shown}. If they are, name all speakers with speakers=[...] (--speaker).",
    )


def _field_block(lines: list[Line], candidates: list[Candidate]) -> set[int]:
    """The lines of a block of fields at the head of the text: `Date: ...`, `Place: ...`."""
    by_line = {each.line: each for each in candidates[:80]}
    uses: dict[str, int] = {}
    for each in candidates:
        uses[each.label] = uses.get(each.label, 0) + 1
    run: list[int] = []
    for number, line in enumerate(lines[:60]):
        found = by_line.get(number)
        is_field = found is not None and kind_of(found.label) is LabelKind.FIELD
        short = not line.heading and line.length < 120
        if found is not None and short and (is_field or uses[found.label] == 1):
            run.append(number)
            continue
        fields = [at for at in run if kind_of(by_line[at].label) is LabelKind.FIELD]
        if fields:
            block = {at for at in run if at < fields[-1] or lines[at].length < 60}
            return block if len(block) > 1 else set()
        run = []
    return set()


def _evidence(
    lines: list[Line], candidates: list[Candidate], named: frozenset[str], skipped: set[int], *, forced: bool
) -> Evidence:
    """What the document says apart from its labels."""
    labelled = [False] * len(lines)
    for each in candidates:
        labelled[each.line] = True
    talk = 0
    for number, line in enumerate(lines):
        if (
            line.opens
            and line.length
            and not line.furniture
            and number not in skipped
            and (labelled[number] or not line.heading)
        ):
            talk += labelled[number] or not is_aside(line.text)
    f4 = "#" in lines[0].content
    closes = [
        number
        for number, line in enumerate(lines if f4 else ())
        if line.text.rstrip(" \t").endswith("#") and closing_mark(line.text, f4=True)[1] is not None
    ]
    ends = [*(each.line for each in candidates[1:]), *([len(lines)] if candidates else [])]
    evidence = Evidence(talk, named, forced)
    for each, end in zip(candidates, ends, strict=True):
        line = lines[each.line]
        words = line.text[each.words :]
        if not words.strip() and each.line + 1 < min(end, len(lines)):
            words = lines[each.line + 1].text
        at = bisect_left(closes, each.line)
        is_closed = at < len(closes) and closes[at] < max(end, each.line + 1)
        evidence.add(
            words,
            closed=is_closed or _time_before(lines, each.line)[0] is not None,
            spaced=each.line > 0 and not lines[each.line - 1].text.strip(),
        )
    return evidence


def _add_all(content: str, draft: Draft, lines: list[Line], chosen: list[Candidate]) -> None:
    """One turn for each label, with words up to the next label or heading."""
    f4 = "#" in content
    labels = {each.line for each in chosen if lines[each.line].heading}
    headings = [number for number, line in enumerate(lines) if line.heading and number not in labels]
    stops = [*(each.line for each in chosen[1:]), *([len(lines)] if chosen else [])]
    empty: list[Candidate] = []
    adrift: list[int] = []
    for each, stop in zip(chosen, stops, strict=True):
        at = bisect_left(headings, each.line)
        limit = min(stop, headings[at]) if at < len(headings) else stop
        if limit < stop:
            adrift.extend(_adrift(lines, limit, stop))
        if not _add_one(content, draft, lines, each, limit, f4=f4):
            empty.append(each)
    _drop_clock_times(draft)
    if empty:
        draft.warn(
            "turn-without-words",
            f"{len(empty)} labels have no words after them; no turn was made there.",
            lines[empty[0].line].start + empty[0].start,
            lines[empty[0].line].start + empty[0].words,
        )
    if adrift:
        first = lines[adrift[0]]
        draft.warn(
            "words-without-speaker",
            f"{len(adrift)} paragraphs after headings have no label; they belong to no turn.",
            first.start,
            first.end,
        )


def _drop_clock_times(draft: Draft) -> None:
    """Times that begin hours into the day are the clock's, not the recording's: they say no place in it."""
    starts = [turn.start_ms for turn in draft.turns if turn.start_ms is not None]
    if not starts or min(starts) < _LATE_START_MS:
        return
    draft.turns[:] = [replace(turn, start_ms=None, end_ms=None) for turn in draft.turns]
    draft.warn(
        "clock-times",
        "The times begin hours after zero, so they are taken for times of day; the turns have no times of the recording.",
    )


def _adrift(lines: list[Line], start: int, stop: int) -> list[int]:
    """The paragraphs of words between a heading and the next label."""
    return [
        number
        for number in range(start, stop)
        if lines[number].text
        and lines[number].opens
        and not lines[number].heading
        and not lines[number].furniture
        and not is_aside(lines[number].text)
    ]


def _add_one(content: str, draft: Draft, lines: list[Line], each: Candidate, limit: int, *, f4: bool) -> bool:
    """Add the turn that ``each`` opens, up to line ``limit``; whether it has words."""
    first = each.line
    start, end = lines[first].start + each.words, lines[first].end
    words = content[start:end]
    last, closing = first, None
    for number in range(first + 1, limit):
        line = lines[number]
        if line.furniture or is_aside(line.text):
            mark = closing_mark(line.text, f4=True)[1] if f4 and line.text else None
            closing = closing if mark is None else mark
            continue
        if last == first and not words.strip():
            start = line.start
        last, closing, end = number, None, line.end
    if last != first:
        words = content[start:end]
    length, mark = closing_mark(words, f4=False)
    if mark is not None and (length or each.start_ms is None):
        is_f4 = words[length:].strip().startswith("#")
        closing = mark if is_f4 or each.start_ms is None else closing
        words = words[:length]
    said = words.strip()
    if not said:
        return False
    start += words.index(said[0])
    end = start + len(said)
    start_ms, end_ms = (each.start_ms, each.end_ms) if each.start_ms is not None else _time_before(lines, first)
    draft.turn(
        each.label, start, end, rule=each.layout, start_ms=start_ms, end_ms=closing if end_ms is None else end_ms
    )
    return True


def _time_before(lines: list[Line], number: int) -> tuple[int | None, int | None]:
    """The time that stands alone on the line before a label."""
    for at in range(number - 1, max(-1, number - 3), -1):
        if lines[at].length and lines[at].content[lines[at].start].isalpha():  # words, as on most lines
            return None, None
        text = lines[at].text.strip()
        if text:
            return (
                mark_time(text)
                if is_aside(text) and not text.startswith("#") and len(text) < 40 and not re.search("[ap]m", text)
                else (None, None)
            )
    return None, None


def _warn_of_missing(draft: Draft, options: ReadOptions) -> None:
    """Name the speakers that were asked for and do not occur."""
    if options.speaker_pattern is not None and not draft.turns:
        draft.warn("speaker-not-found", "The speaker pattern fits no line of the text; no turns were made.")
    if options.speakers is None or options.speaker_pattern is not None:
        return
    found = {turn.speaker.casefold() for turn in draft.turns if turn.speaker}
    missing = [each for each in options.speakers if " ".join(each.split()).rstrip(":").strip().casefold() not in found]
    if missing:
        draft.warn(
            "speaker-not-found",
            f"These speakers open no turn in the text: {', '.join(missing)}. Check how their labels are written.",
        )


def _is_marked(lines: list[Line]) -> bool:
    """Whether lines open with times of a recording that go up, although nobody is named."""
    times = []
    for line in lines:
        match = _OPENING_TIME.match(line.text) if ":" in line.text else None
        if match is not None:
            start_ms, _ = mark_time(match.group())
            times.append(start_ms or 0)
    return len(times) > 1 and all(one <= two for one, two in pairwise(times))
