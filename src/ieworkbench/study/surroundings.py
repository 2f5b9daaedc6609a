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
    """
    places = _turn_lines(source) or _paragraphs(source.content)
    starts, ends = [start for start, _ in places], [end for _, end in places]
    first = max(0, bisect_right(starts, passage.start) - 1 - turns)
    last = min(len(places), bisect_left(ends, passage.end) + 1 + turns)
    start = min(places[first][0], passage.start) if places else 0
    end = max(places[last - 1][1], passage.end) if places else len(source.content)
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
    """Where each turn begins and ends, its label and time before it included."""
    return [
        (max(source.content.rfind("\n", 0, turn.start) + 1, _end_before(source, number)), turn.end)
        for number, turn in enumerate(source.turns)
    ]


def _end_before(source: Source, number: int) -> int:
    return source.turns[number - 1].end if number else 0
