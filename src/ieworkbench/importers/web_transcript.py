"""Turns that a web page's anchors hold: start, end and speaker in the name of each stretch of talk.

Such an anchor is called ``ts_12140_22800_S01``; one for words said into another's turn has ``//``
before its speaker and stays inside that turn.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby

from ieworkbench.importers.format import Draft, ReadOptions
from ieworkbench.importers.timecodes import CLOCK, milliseconds
from ieworkbench.model.vocabulary import SectionKind

__all__ = ["Anchor", "add_anchored_turns"]

_RULE = "noscribe anchor"
_LABEL = re.compile(rf"\s*([^:\n\[\]]{{1,60}}):(?:\s*(\[{CLOCK}\]))?\s*")
_MARK = re.compile(rf"\[{CLOCK}\]")
_TIME = re.compile(rf"\s*(\[{CLOCK}\])\s*")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A stretch with times and a speaker; `block` is where its paragraph starts."""

    start: int
    end: int
    start_ms: int
    end_ms: int
    speaker: str
    block: int


def add_anchored_turns(draft: Draft, anchors: list[Anchor], options: ReadOptions) -> None:
    """Note cues for all anchors and a turn for each paragraph that opens with a speaker's one."""
    text = draft.content
    reversed_times = [anchor for anchor in anchors if anchor.end_ms < anchor.start_ms]
    if reversed_times:
        draft.warn(
            "time-unclear",
            f"{len(reversed_times)} stretches end before they start, so their end was left open.",
            reversed_times[0].start,
            reversed_times[0].end,
        )
    first = anchors[0].block
    for section in [each for each in draft.sections if each.kind is SectionKind.PARAGRAPH and each.end <= first]:
        if section.end > section.start:
            draft.section(SectionKind.METADATA, section.start, section.end)
            draft.title = draft.title or text[section.start : section.end].split("\n", 1)[0]
    wanted = options.turns is not False and options.speakers is None and options.speaker_pattern is None
    names: dict[str, str] = {}
    ends = {each.start: each.end for each in draft.sections if each.kind is SectionKind.PARAGRAPH}
    for block, group in groupby(anchors, key=lambda each: each.block):
        _add_turn(draft, text, list(group), ends.get(block), names, wanted)


def _note_cues(draft: Draft, group: list[Anchor], text: str, first: int) -> None:
    """A cue for each anchor's words; those of the first start behind the label."""
    for anchor in group:
        _note_cue(draft, anchor, text, max(anchor.start, first))


def _note_cue(draft: Draft, anchor: Anchor, text: str, start: int) -> None:
    words = text[start : anchor.end]
    start, end = start + len(words) - len(words.lstrip()), start + len(words.rstrip())
    if start < end:
        end_ms = anchor.end_ms if anchor.end_ms >= anchor.start_ms else None
        draft.section(SectionKind.CUE, start, end, start_ms=anchor.start_ms, end_ms=end_ms)


def _add_turn(
    draft: Draft, text: str, group: list[Anchor], end: int | None, names: dict[str, str], wanted: bool
) -> None:
    """One paragraph's turn; one without a printed label goes on with the turn before, if that is the speaker's."""
    own = next((each.speaker for each in group if each.speaker and not each.speaker.startswith("//")), None)
    if own is None or not group[0].speaker:
        _note_cues(draft, group, text, 0)
        return
    stop = max(end or 0, group[-1].end)
    label = _LABEL.match(text, group[0].block, group[0].end)
    printed = label.group(1).strip() if label else None
    start = group[0].start
    if label and (printed == own or label.group(2) or names.get(own) == printed or own not in names):
        names[own] = printed or own
        start = label.end()
    else:
        label = None
    mark = (label.group(2), label.start(2)) if label and label.group(2) else None
    if mark is None and (found := _TIME.match(text, start)):
        mark, start = (found.group(1), found.start(1)), found.end()
    if mark is not None:
        draft.section(
            SectionKind.TIME_MARK, mark[1], mark[1] + len(mark[0]), start_ms=milliseconds(mark[0].strip("[]"))
        )
    for inner in _MARK.finditer(text, start, stop):
        draft.section(
            SectionKind.TIME_MARK, inner.start(), inner.end(), start_ms=milliseconds(inner.group().strip("[]"))
        )
    _note_cues(draft, group, text, start)
    words = text[start:stop]
    start, stop = start + len(words) - len(words.lstrip()), start + len(words.rstrip())
    end_ms = max((each.end_ms for each in group), default=0)
    if start >= stop or not wanted:
        return
    speaker = names.get(own, own)
    last = draft.turns[-1] if draft.turns else None
    if label is None and last is not None and last.speaker == speaker:
        draft.turns.pop()
        draft.turn(speaker, last.start, stop, rule=_RULE, start_ms=last.start_ms, end_ms=end_ms)
        return
    draft.turn(speaker, start, stop, rule=_RULE, start_ms=group[0].start_ms, end_ms=end_ms)
