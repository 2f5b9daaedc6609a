"""What was said around a passage: whole turns before and after it, or paragraphs where there are no turns."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from ieworkbench.model import Passage, Source
from ieworkbench.model.display import Brief

__all__ = ["Context", "context"]

Place = tuple[int, int]


@dataclass(frozen=True, slots=True, repr=False)
class Context(Brief):
    """A passage with what was said around it.

    Attributes
    ----------
    passage
        The words.
    before, after
        What comes right before them and right after, from the beginning of a turn or paragraph to
        the end of one.
    """

    passage: Passage
    before: str = field(default="", repr=False)
    after: str = field(default="", repr=False)


def context(source: Source, passage: Passage, turns: int = 2) -> Context:
    """A passage of ``source`` with the rest of its own turns, and so many turns before and after.

    The speakers' labels, which stand before the words of a turn in the text, come along.

    Parameters
    ----------
    source
        The version of the source in which the passage stands.
    passage
        The words.
    turns
        How many turns before and after; in sources without turns, paragraphs.
    """
    places = _turn_lines(source) or _paragraphs(source.content)
    starts, ends = [start for start, _ in places], [end for _, end in places]
    first = max(0, bisect_right(ends, passage.start) - turns)
    last = min(len(places), bisect_left(starts, passage.end) + turns)
    start = min([passage.start, *starts[first:last]])
    end = max([passage.end, *ends[first:last]])
    return Context(passage, source.content[start : passage.start], source.content[passage.end : end])


def _paragraphs(content: str) -> list[Place]:
    """Where each line with words in it begins and ends, in code points."""
    places, at = [], 0
    for line in content.split("\n"):
        if line.strip():
            places.append((at, at + len(line)))
        at += len(line) + 1
    return places


def _turn_lines(source: Source) -> list[Place]:
    """Where each turn begins and ends, with the label and time before it, also on a line of their own."""
    places, before = [], 0
    for turn in source.turns:
        start = source.content.rfind("\n", 0, turn.start) + 1
        gap = source.content[before : turn.start]
        if before and gap.strip():
            label = gap.rpartition("\n\n")[2] if gap.rpartition("\n\n")[2].strip() else gap
            start = turn.start - len(label.lstrip())
        places.append((max(start, before), turn.end))
        before = max(before, turn.end)
    return places
