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

__all__ = ["PrintedPage", "fold", "note_layout"]

_ITEM = re.compile(r"\s*(?:[•▪◦‣●○■–—\uf0b7-]\s|\(?(?:\d{1,3}|[a-zæøå]|[ivx]{1,5})[.)]\s)")
_ENDS_OF_SENTENCES = tuple('.!?:;”»")]')
_LETTER = re.compile(r"[^\W\d_]")
_SPEAKER_ALONE = re.compile(r"\S{1,25}(?: \S{1,25}){0,2}:\s*")
_LONGEST_HEADING = 200
_MOST_HEADING_LINES = 4
_LARGER = 1.12
_BODY_SHARE = 0.15


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """Where a page's text starts and ends, and its lines in reading order."""

    start: int
    end: int
    lines: tuple[Line, ...]


@dataclass(slots=True)
class _Paragraph:
    """Lines that belong together."""

    lines: list[Line]
    page: int

    @property
    def start(self) -> int:
        return self.lines[0].start

    @property
    def end(self) -> int:
        last = self.lines[-1]
        return last.place(last.first + len(last.text))

    @property
    def words(self) -> str:
        return " ".join(" ".join(line.text for line in self.lines).split())


def fold(words: str) -> str:
    """Words without their numbers and blanks, to compare what recurs from page to page."""
    return re.sub(r"\d+", "0", " ".join(words.split()))


def note_layout(draft: Draft, pages: Sequence[PrintedPage], outline: Mapping[str, int]) -> None:
    """Note the paragraphs and headings of all pages, and the largest early heading as the title.

    Parameters
    ----------
    draft
        What was read; its title is set where a heading can serve as one.
    pages
        The pages in order.
    outline
        The headings that the PDF's bookmarks name, folded, with their levels.
    """
    body = _body_size(pages)
    heads = _recurring(pages)
    found = [each for number, page in enumerate(pages) for each in _paragraphs(page, number)]
    headings = [each for each in found if _is_heading(each, body, heads, outline)]
    bold_only = [each for each in headings if each.lines[0].size < _LARGER * body and fold(each.words) not in outline]
    if len(bold_only) > 0.35 * len(found):
        headings = [each for each in headings if each not in bold_only]
    levels = _levels(headings, body)
    chosen = {id(each) for each in headings}
    for each in found:
        draft.section(SectionKind.PARAGRAPH, each.start, each.end)
        if id(each) in chosen:
            level = outline.get(fold(each.words)) or levels[_rank(each, body)]
            draft.section(SectionKind.HEADING, each.start, each.end, level=level)
    draft.title = _title(headings, body)


def _body_size(pages: Sequence[PrintedPage]) -> float:
    """The size of the running text: the largest in which a good part of all letters is printed."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[line.size] += len(line.text)
    whole = sum(sizes.values())
    return max((size for size, letters in sizes.items() if letters >= _BODY_SHARE * whole), default=0.0)


def _recurring(pages: Sequence[PrintedPage]) -> set[str]:
    """Lines that recur among the first and last ones of pages: they are no headings."""
    seen = Counter(
        words for page in pages for words in {line.text.strip() for line in (*page.lines[:3], *page.lines[-3:])}
    )
    return {words for words, times in seen.items() if times > 1}


def _paragraphs(page: PrintedPage, number: int) -> Iterator[_Paragraph]:
    """The page's lines, gathered into paragraphs."""
    lines = page.lines
    if not lines:
        return
    steps = [above.y - line.y for above, line in pairwise(lines) if above.y - line.y > 0.5 * line.size]
    step = median(steps) if steps else 0.0
    edges = _right_edges(lines)
    gathered = [lines[0]]
    for above, line in pairwise(lines):
        if _starts_paragraph(above, line, step, edges):
            yield _Paragraph(gathered, number)
            gathered = []
        gathered.append(line)
    yield _Paragraph(gathered, number)


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


def _is_heading(each: _Paragraph, body: float, heads: set[str], outline: Mapping[str, int]) -> bool:
    if len(each.lines) > _MOST_HEADING_LINES:
        return False
    words = each.words
    first = each.lines[0]
    if not 2 <= len(words) <= _LONGEST_HEADING or not _LETTER.search(words):
        return False
    if any("\t" in line.text.strip() and not _ITEM.match(line.text) for line in each.lines):
        return False
    if fold(words) in outline:
        return True
    if not first.upright or any(line.text.strip() in heads for line in each.lines):
        return False
    if first.size >= _LARGER * body:
        return (not words.endswith((",", ";")) and not words.endswith(".")) or len(words) < 60
    bold = all(line.bold for line in each.lines) and first.size >= 0.97 * body
    return bold and not words.endswith((".", ",", ";")) and not _SPEAKER_ALONE.fullmatch(words)


def _rank(each: _Paragraph, body: float) -> float:
    """Larger for higher headings: the size, or the body's size for those that are only bold."""
    size = each.lines[0].size
    return round(2 * size) / 2 if size >= _LARGER * body else 0.0


def _levels(headings: Sequence[_Paragraph], body: float) -> dict[float, int]:
    """The level of each size of heading, 1 for the largest, at most 6."""
    ranks = sorted({_rank(each, body) for each in headings}, reverse=True)
    return {rank: min(number, 6) for number, rank in enumerate(ranks, 1)}


def _title(headings: Sequence[_Paragraph], body: float) -> str:
    """The first of the largest headings on the first page that has one."""
    large = [each for each in headings if each.lines[0].size >= _LARGER * body and len(_LETTER.findall(each.words)) > 3]
    if not large:
        return ""
    first_page = [each for each in large if each.page == large[0].page]
    return max(first_page, key=lambda each: each.lines[0].size).words
