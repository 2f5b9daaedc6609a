"""A source's text with its tracked changes and comments marked, as HTML.

The text is cut wherever a mark starts or ends, and each piece gets the marks it lies in; so marks
that cross each other still give well-formed pages, and nothing of the text is lost between them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from html import escape
from itertools import pairwise

from ieworkbench.model import Section, SectionKind, Source

__all__ = ["Markup"]

_MARKED = {SectionKind.INSERTION, SectionKind.DELETION, SectionKind.COMMENT}
_LONGEST = 600


class Markup:
    """What is marked in a source's text, and the text with its marks.

    Attributes
    ----------
    headings
        Where headings start, in code points.
    """

    def __init__(self, source: Source) -> None:
        self._content = source.content
        self.headings = {each.start for each in source.sections if each.kind is SectionKind.HEADING}
        self._marks = [each for each in source.sections if each.kind in _MARKED]
        self._starts = [each.start for each in self._marks]
        self._longest = max((each.end - each.start for each in self._marks), default=0)
        comments = [each for each in self._marks if each.kind is SectionKind.COMMENT]
        self._numbers = {id(each): number for number, each in enumerate(comments, start=1)}

    def has_marks(self, start: int, end: int) -> bool:
        """Whether anything is marked from ``start`` to ``end``."""
        return any(self._touching(start, end))

    def words(self, start: int, end: int) -> str:
        """The text from ``start`` to ``end``, escaped and marked."""
        marks = list(self._touching(start, end))
        cuts = sorted(
            {start, end, *(place for each in marks for place in (each.start, each.end) if start < place < end)}
        )
        pieces = [self._points(marks, start)]
        for begin, stop in pairwise(cuts):
            pieces += [self._piece(marks, begin, stop), self._points(marks, stop)]
        return "".join(pieces)

    def comments(self) -> Iterator[tuple[int, str]]:
        """Each comment's number, and what it says, about what and by whom, escaped."""
        for each in self._marks:
            if each.kind is SectionKind.COMMENT:
                about = _cut(self._content[each.start : each.end], 80)
                said = f"“{escape(about)}” — " if about else ""
                by = _by(each)
                yield self._numbers[id(each)], said + escape(_cut(each.text or "")) + (f" ({escape(by)})" if by else "")

    def _touching(self, start: int, end: int) -> Iterator[Section]:
        first = bisect_left(self._starts, start - self._longest)
        for each in self._marks[first : bisect_right(self._starts, end)]:
            if each.end > start or each.start >= start:
                yield each

    def _piece(self, marks: list[Section], start: int, end: int) -> str:
        """A piece within which no mark starts or ends, in the marks it lies in."""
        words = escape(self._content[start:end])
        for each in marks:
            if each.start <= start and end <= each.end:
                words = _wrapped(each, words)
        return words

    def _points(self, marks: list[Section], place: int) -> str:
        """What stands between two letters: what was deleted there, and the numbers of comments that end there."""
        deleted = [
            f"<del title='{_title('deleted', each)}'>{escape(_cut(each.text or ''))}</del>"
            for each in marks
            if each.kind is SectionKind.DELETION and each.start == place
        ]
        numbers = [
            f"<sup>[{self._numbers[id(each)]}]</sup>"
            for each in marks
            if each.kind is SectionKind.COMMENT and each.end == place
        ]
        return "".join(numbers + deleted)


def _wrapped(mark: Section, words: str) -> str:
    if mark.kind is SectionKind.INSERTION:
        return f"<ins title='{_title('inserted', mark)}'>{words}</ins>"
    if mark.kind is SectionKind.COMMENT:
        return f"<mark title='{escape(_cut(mark.text or ''))}'>{words}</mark>"
    return words


def _title(what: str, mark: Section) -> str:
    """Who did it and when: ``inserted by Leader, 2014-03-05``."""
    by = _by(mark)
    return escape(f"{what} by {by}" if by else what)


def _by(mark: Section) -> str:
    return ", ".join(filter(None, [mark.author, (mark.date or "")[:10]]))


def _cut(words: str, limit: int = _LONGEST) -> str:
    line = " ".join(words.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"
