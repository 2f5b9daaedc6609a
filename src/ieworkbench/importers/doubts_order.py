"""Doubts about the order of the lines: sentences that break off and go on somewhere else.

When a page in columns is read across, or a box is read in the middle of a sentence, a line ends
in words that the next one cannot continue. Only joins that no sentence has are named, and the
places whose words would continue such a sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from ieworkbench.model.source import SourceWarning

__all__ = ["broken_order"]


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_BEING = _words("is are was were be been being am isn't aren't wasn't weren't")
_DEGREES = _words("more less most least very equally highly slightly significantly considerably")
_ARTICLES = _words("the a an its their his our my your whose every")
_TELLING = _ARTICLES | _DEGREES  # after any other word almost anything may follow
_PREPOSITIONS = _words("in on at by from with of for into about among between through during within")
_IDIOMS = _words(
    "agreement charge common control danger demand depth detail doubt evidence fact favor favour focus general keeping "
    "line love need part particular so the touch tune use"
)
_SPEAKER = re.compile(r"^[^\s:][^\n:]{0,30}:[ \t]", re.MULTILINE)

_FIRST_WORDS = re.compile(r"[ \t]*([^\W\d_][\w’'-]*)(?:[ \t]+([^\W\d_][\w’'-]*))?")
_BREAK = re.compile(r"(?<=[^\n]{3})\n(\s{0,6})(?=[a-z])")
_LONGEST_LINE = 400
_FINISHED = (*'.!?:;,…—–-”"*|', "")
_BULLET = re.compile(r"\s*(?:[•▪◦‣●\uf0b7*–—-][ \t]+|[nlqouvw]\t[ \t]*|\(?\w{1,4}[.)][ \t]+)")
_CANNOT_FOLLOW_ARTICLE = _words(
    "of in on at by from with into and or but is are was were has have had which who whom that because although however "
    "they he she it we i the a an his their its these those"
)
_CAN_FOLLOW = _words("the of and to in a that is was for it with as his he be on by at have are not this but had")
_FOUR_WORDS = re.compile(r"(?:\S++[ \t]*+){1,4}")
_ENGLISH = frozenset({"the", "of", "and", "that", "with", "was", "were"})
_SAMPLE = 20_000
_REACH = 20_000
_MOST = 50
_MOST_SOUGHT = 10
_LAST_LETTERS = 80
_LONGEST_BREAK = 10


@dataclass(frozen=True, slots=True)
class _Join:
    """Where one line ends unfinished and the next starts small."""

    start: int
    end: int
    before: str
    last: str
    first: str
    second: str
    paragraph: bool


def broken_order(content: str, furniture: Sequence[tuple[int, int]]) -> list[SourceWarning]:
    """Places where the next line cannot continue the sentence, and where its rest may stand.

    Parameters
    ----------
    content
        The text.
    furniture
        Places of heads and page numbers, which may stand between the halves of a sound sentence.
    """
    if not _is_english(content):
        return []
    covered = _Covered(furniture)
    talk = _is_talk(content)
    doubtful = (join for join in _joins(content, ending_in=_TELLING) if _is_impossible(join, talk))
    impossible = list(islice((join for join in doubtful if not covered.touches(join.start, join.end)), _MOST))
    if not impossible:
        return []
    flowing = " ".join(filter(None, (" ".join(line.lower().split()) for line in _each_line(content))))
    found = []
    for number, join in enumerate(impossible):
        message = f"The sentence breaks off at “{join.last}”: “{join.first} {join.second}” cannot continue it; "
        message += "lines may stand in the wrong order here, compare with the printed page."
        found.append(SourceWarning("reading-order", message, join.start, join.end))
        near = _joins_near(content, join.start, covered) if number < _MOST_SOUGHT else ()
        for orphan in _orphans(near, join, flowing):
            message = f"“{orphan.first} {orphan.second}” hardly continues “{orphan.last}”; it may be the rest of the sentence "
            message += f"that breaks off at “{join.last}” {'before' if join.start < orphan.start else 'after'} this."
            found.append(SourceWarning("reading-order", message, orphan.start, orphan.end))
    unique = {(each.start, each.end): each for each in reversed(found)}
    return sorted(unique.values(), key=lambda each: each.start or 0)


def _each_line(content: str) -> Iterator[str]:
    """One line after the other; all at once would be the whole text again, and half of it more."""
    at = 0
    while at < len(content):
        end = content.find("\n", at)
        end = len(content) if end < 0 else end
        yield content[at:end]
        at = end + 1


def _is_english(content: str) -> bool:
    """Whether the text is English enough for rules about English."""
    sample = content[:_SAMPLE]
    return sum(map(_ENGLISH.__contains__, sample.split())) > 0.06 * len(sample) / 6


class _Covered:
    """Whether a place lies in one of many stretches."""

    def __init__(self, stretches: Sequence[tuple[int, int]]) -> None:
        self._stretches = sorted(stretches)
        self._starts = [start for start, _ in self._stretches]

    def touches(self, start: int, end: int) -> bool:
        at = bisect_left(self._starts, end)
        return any(stop > start for _, stop in self._stretches[max(0, at - 2) : at])


def _joins(
    content: str, start: int = 0, end: int | None = None, ending_in: frozenset[str] | None = None
) -> Iterator[_Join]:
    """The places where a line ends without punctuation and the next starts with a small letter.

    Parameters
    ----------
    content
        The text.
    start, end
        Between which places the lines end.
    ending_in
        Which words are at the lines' ends; ``None`` for any. Most lines end in other words, and
        are passed over at little cost.
    """
    for found in _BREAK.finditer(content, start, len(content) if end is None else end):
        if ending_in is None or _last_word(content, found.start()) in ending_in:
            join = _join(content, found)
            if join is not None:
                yield join


def _last_word(content: str, end: int) -> str:
    """The word before a place, in small letters."""
    words = content[max(0, end - _LAST_LETTERS) : end].rsplit(None, 1)
    return words[-1].lower() if words else ""


def _join(content: str, found: re.Match[str]) -> _Join | None:
    """What stands on both sides of a line's end; nothing, if the line is finished or holds too little."""
    furthest = max(0, found.start() - _LONGEST_LINE)
    opening = max(content.rfind("\n", furthest, found.start()) + 1, furthest)
    line = content[opening : found.start()]
    if line.rstrip(" \t")[-1:] in _FINISHED:
        return None
    last = line[-_LAST_LETTERS:].rsplit(None, 2)[-2:]
    first = _FIRST_WORDS.match(content, found.end(), found.end() + 120)
    if len(last) < 2 or first is None or not last[1][0].isalpha():
        return None
    bullet = _BULLET.match(line)
    start = opening + (bullet.end() if bullet else len(line) - len(line.lstrip()))
    end = _four_words(content, found.end())
    paragraph = "\n" in found[1] or content[found.end() - 1] == " "
    return _Join(start, end, last[0].lower(), last[1], first[1], first[2] or "", paragraph)


def _joins_near(content: str, place: int, covered: _Covered) -> Iterator[_Join]:
    """The joins whose first line starts within reach of a place, apart from heads and page numbers."""
    first, last = place - _REACH, place + _REACH
    for join in _joins(content, max(0, first), last + _LONGEST_LINE + _LONGEST_BREAK):
        if first <= join.start < last and not covered.touches(join.start, join.end):
            yield join


def _four_words(content: str, start: int) -> int:
    """Where the fourth word after a place ends, or its line."""
    words = _FOUR_WORDS.match(content, start, start + 200)
    end = start + len(words.group().rstrip()) if words else start
    return end - (content[end - 1] in ",.;:")


def _is_talk(content: str) -> bool:
    """Whether the lines have speakers: talk breaks off and starts anew without any disorder."""
    sample = content[:_SAMPLE]
    return len(_SPEAKER.findall(sample)) > max(4, 0.05 * sample.count("\n"))


def _is_impossible(join: _Join, talk: bool) -> bool:
    """Whether no written English sentence has these words side by side."""
    last, first = join.last.lower(), join.first
    if last in _ARTICLES:
        return (
            not talk
            and join.last.islower()
            and first in _CANNOT_FOLLOW_ARTICLE
            and not (last == "a" and first in ("and", "or"))
        )
    return last in _DEGREES and join.before in _BEING and first in _PREPOSITIONS and join.second.lower() not in _IDIOMS


def _orphans(near: Iterable[_Join], broken: _Join, flowing: str) -> Iterator[_Join]:
    """Starts of lines that would continue a broken sentence better than the one they follow.

    The text itself must have the two words side by side elsewhere, and never those that stand
    side by side here.
    """
    last = broken.last.lower()
    for join in near:
        if join == broken or not join.paragraph:
            continue
        if join.first in _CAN_FOLLOW or join.first == broken.first or len(join.first) < 5:
            continue
        here = f" {join.last.lower()} {join.first} "
        if f" {last} {join.first} " in flowing and flowing.count(here) < 2:
            yield join
