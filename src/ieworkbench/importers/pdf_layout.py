"""Paragraphs, headings and the title of a PDF, worked out from size, weight and place.

A paragraph ends where the lines stand further apart, where the type changes, or after a line that
ends early. A heading is a paragraph in larger or bolder type than the body, or one that the
PDF's own outline (its bookmarks) names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ieworkbench.importers.format import Draft
from ieworkbench.importers.pdf_lines import Line
from ieworkbench.model.vocabulary import SectionKind

__all__ = ["Layout", "fold"]

_ITEM = re.compile(r"\s*(?:[•▪◦‣●○■–—\uf0b7-]\s|\(?(?:\d{1,3}|[a-zæøå]|[ivx]{1,5})[.)]\s)")
_ENDS_OF_SENTENCES = tuple('.!?:;”»")]')
_LETTER = re.compile(r"[^\W\d_]")
_SPEAKER_ALONE = re.compile(r"\S{1,25}(?: \S{1,25}){0,2}:\s*")
_LONGEST_HEADING = 200
_MOST_HEADING_LINES = 4
_LARGER = 1.12
_BODY_SHARE = 0.15


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """Lines that belong together; of those that cannot be a heading, only their place is kept.

    The first line says the size; ``lines`` holds the lines of what may be a heading.
    """

    start: int
    end: int
    page: int = 0
    size: float = 0.0
    upright: bool = True
    bold: bool = False
    lines: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        return " ".join(" ".join(self.lines).split())


def fold(words: str) -> str:
    """Words without their numbers and blanks, to compare what recurs from page to page."""
    return re.sub(r"\d+", "0", " ".join(words.split()))


class Layout:
    """What the pages show of a document's layout; they are looked at one by one, and let go."""

    def __init__(self) -> None:
        self._pages = 0
        self._sizes: Counter[float] = Counter()
        self._edges: Counter[str] = Counter()
        self._found: list[_Paragraph] = []

    def add_page(self, lines: Sequence[Line]) -> None:
        """Look at the next page's lines, in reading order."""
        for line in lines:
            self._sizes[line.size] += len(line.text)
        self._edges.update({line.text.strip() for line in (*lines[:3], *lines[-3:])})
        self._found.extend(_paragraph(each, self._pages) for each in _paragraphs(lines))
        self._pages += 1

    def note(self, draft: Draft, outline: Mapping[str, int]) -> None:
        """Note the paragraphs and headings of all pages, and the largest early heading as the title.

        Parameters
        ----------
        draft
            What was read; its title is set where a heading can serve as one.
        outline
            The headings that the PDF's bookmarks name, folded, with their levels.
        """
        found, body = self._found, self._body_size()
        heads = {words for words, times in self._edges.items() if times > 1}  # they recur, and are no headings
        headings = [each for each in found if each.lines and _is_heading(each, body, heads, outline)]
        bold_only = [each for each in headings if each.size < _LARGER * body and fold(each.words) not in outline]
        if len(bold_only) > 0.35 * len(found):
            without = {id(each) for each in bold_only}
            headings = [each for each in headings if id(each) not in without]
        levels = _levels(headings, body)
        chosen = {id(each) for each in headings}
        for each in found:
            draft.section(SectionKind.PARAGRAPH, each.start, each.end)
            if id(each) in chosen:
                level = outline.get(fold(each.words)) or levels[_rank(each, body)]
                draft.section(SectionKind.HEADING, each.start, each.end, level=level)
        draft.title = _title(headings, body)

    def _body_size(self) -> float:
        """The size of the running text: the largest in which a good part of all letters is printed."""
        whole = self._sizes.total()
        return max((size for size, letters in self._sizes.items() if letters >= _BODY_SHARE * whole), default=0.0)


def _paragraph(lines: Sequence[Line], page: int) -> _Paragraph:
    """What has to be known of a paragraph once its page is done."""
    first, last = lines[0], lines[-1]
    start, end = first.start, last.place(last.first + len(last.text))
    if not _may_be_heading(lines):
        return _Paragraph(start, end)
    bold = all(line.bold for line in lines)
    return _Paragraph(start, end, page, first.size, first.upright, bold, tuple(line.text.strip() for line in lines))


def _paragraphs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """A page's lines, gathered into paragraphs."""
    if not lines:
        return
    steps = [above.y - line.y for above, line in pairwise(lines) if above.y - line.y > 0.5 * line.size]
    step = median(steps) if steps else 0.0
    edges = _right_edges(lines)
    gathered = [lines[0]]
    for above, line in pairwise(lines):
        if _starts_paragraph(above, line, step, edges):
            yield gathered
            gathered = []
        gathered.append(line)
    yield gathered


def _right_edges(lines: Sequence[Line]) -> dict[int, float]:
    """How far lines reach that start in the same inch or so of the page."""
    edges: dict[int, float] = {}
    for line in lines:
        column = int(line.x // 72)
        edges[column] = max(edges.get(column, 0.0), line.right)
    return edges


def _starts_paragraph(above: Line, line: Line, step: float, edges: Mapping[int, float]) -> bool:
    """Whether a line opens a new paragraph after the one above it."""
    if abs(above.size - line.size) > 0.6 or above.bold != line.bold or line.bold_label:
        return True
    down = above.y - line.y
    furthest = 1.6 * line.size if line.bold or line.size > step else 1.25 * max(step, 1.05 * line.size)
    if not 0.3 * line.size < down <= furthest or down > 2.6 * line.size:
        return True
    if _ITEM.match(line.text):
        return True
    edge = edges[int(above.x // 72)]
    width, left_over = edge - above.x, edge - above.right
    if line.x - above.x > 0.7 * line.size and left_over < 0.2 * width and not _ITEM.match(above.text):
        return True
    return left_over > 0.45 * width or (left_over > 0.12 * width and above.text.rstrip().endswith(_ENDS_OF_SENTENCES))


def _may_be_heading(lines: Sequence[Line]) -> bool:
    """Whether lines are few and short enough for a heading, and no row of a table."""
    if len(lines) > _MOST_HEADING_LINES:
        return False
    words = " ".join(" ".join(line.text for line in lines).split())
    if not 2 <= len(words) <= _LONGEST_HEADING or not _LETTER.search(words):
        return False
    return not any("\t" in line.text.strip() and not _ITEM.match(line.text) for line in lines)


def _is_heading(each: _Paragraph, body: float, heads: set[str], outline: Mapping[str, int]) -> bool:
    words = each.words
    if fold(words) in outline:
        return True
    if not each.upright or any(line in heads for line in each.lines):
        return False
    if each.size >= _LARGER * body:
        return (not words.endswith((",", ";")) and not words.endswith(".")) or len(words) < 60
    bold = each.bold and each.size >= 0.97 * body
    return bold and not words.endswith((".", ",", ";")) and not _SPEAKER_ALONE.fullmatch(words)


def _rank(each: _Paragraph, body: float) -> float:
    """Larger for higher headings: the size, or the body's size for those that are only bold."""
    size = each.size
    return round(2 * size) / 2 if size >= _LARGER * body else 0.0


def _levels(headings: Sequence[_Paragraph], body: float) -> dict[float, int]:
    """The level of each size of heading, 1 for the largest, at most 6."""
    ranks = sorted({_rank(each, body) for each in headings}, reverse=True)
    return {rank: min(number, 6) for number, rank in enumerate(ranks, 1)}


def _title(headings: Sequence[_Paragraph], body: float) -> str:
    """The first of the largest headings on the first page that has one."""
    large = [each for each in headings if each.size >= _LARGER * body and len(_LETTER.findall(each.words)) > 3]
    if not large:
        return ""
    first_page = [each for each in large if each.page == large[0].page]
    return max(first_page, key=lambda each: each.size).words
