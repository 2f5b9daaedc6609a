"""The lines of one PDF page, with where and how they are printed.

PDFium gives a page's text at once and fast; asking it about single letters is slow. So a line is
asked about at its first and last letter only, and letter by letter only on pages where the
rectangles around the text show wide gaps.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

__all__ = ["Handle", "Line", "PageReader", "is_gutter", "same_row"]

Handle = Any
"""What PDFium hands out for a document, a page, its text or an annotation; Python cannot see into it."""

_RARE = re.compile("[\x00-\x08\x0a-\x1f\ufffe\uffff]")
_BREAK = re.compile("\r|\n|(?<=[\x02\ufffe])")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_BLANKS = re.compile("[ \u00a0]+")
_LABEL = re.compile(r"[^:\n]{1,50}:")
_BOLD_NAME = re.compile(rb"bold|black|heavy|demi(?!light)", re.IGNORECASE)
_WIDE = 1.8
_WIDE_BESIDE_OTHERS = 2.5
_LINES_WITH_A_GUTTER = 5


@dataclass(slots=True)
class Line:
    """One printed line. Lengths are in points, upwards and to the right.

    Attributes
    ----------
    text
        What is printed, letter for letter as PDFium counts them, a tab in wide gaps.
    first
        PDFium's number of its first letter.
    x, y, right
        Where its base line starts, and where the line ends.
    size
        The size of its type.
    bold
        Whether it is in bold type from its first to its last letter.
    bold_label
        How many letters at its start are a bold label with a colon; 0 for none.
    upright
        Whether it runs from left to right.
    inserts
        What a form's fields put into it: (letter, words, field's name, field's value).
    start
        Where it starts in the source's text, once it is written there.
    """

    text: str
    first: int
    x: float = 0.0
    y: float = 0.0
    right: float = 0.0
    size: float = 0.0
    bold: bool = False
    bold_label: int = 0
    upright: bool = True
    inserts: tuple[tuple[int, str, str, str], ...] = ()
    start: int = 0

    def place(self, letter: int) -> int:
        """Where PDFium's ``letter`` of this line stands in the source's text."""
        at = letter - self.first
        if not self.inserts:
            return self.start + at
        return self.start + at + sum(len(words) for where, words, _, _ in self.inserts if where <= at)


def same_row(one: Line, other: Line) -> bool:
    """Whether two lines stand on the same base line, or nearly."""
    return abs(one.y - other.y) < 0.4 * max(one.size, other.size, 1.0)


class PageReader:
    """Asks PDFium about the text of pages, with as few calls as will do.

    The places that PDFium writes its answers to are made once and used again and again.
    """

    def __init__(self) -> None:
        import pypdfium2.raw as pdfium

        self._pdfium: Handle = pdfium
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._matrix = pdfium.FS_MATRIX()
        self._box = pdfium.FS_RECTF()
        self._edges = tuple(ctypes.c_double() for _ in range(4))
        self._edges_before = tuple(ctypes.c_double() for _ in range(4))
        self._name = ctypes.create_string_buffer(160)
        self._letters = (ctypes.c_ushort * 8192)()
        self._bold_names: dict[bytes, bool] = {}

    def lines(self, page: Handle, textpage: Handle) -> tuple[list[Line], list[Line]]:
        """The page's lines that are not blank in PDFium's order, and those that lie outside the page."""
        text = self.text(textpage)
        letters = self._pdfium.FPDFText_CountChars(textpage)
        everything = self._lines(textpage, text, len(text) == letters)
        found, outside = self._apart(page, everything)
        if found and self._has_wide_gaps(textpage, found):
            for line in found:
                self._mark_wide_gaps(textpage, line)
            found = self._split_at_gutter(textpage, found)
        return found, outside

    def _apart(self, page: Handle, lines: list[Line]) -> tuple[list[Line], list[Line]]:
        """The lines that can be seen on the page, and those that lie outside it."""
        if not self._pdfium.FPDF_GetPageBoundingBox(page, self._box):
            return lines, []
        box = self._box
        left, right = min(box.left, box.right) - 1, max(box.left, box.right) + 1
        low, high = min(box.top, box.bottom) - 1, max(box.top, box.bottom) + 1
        outside = [
            line
            for line in lines
            if line.upright and (line.y > high or line.y + line.size < low or line.x > right or line.right < left)
        ]
        if not outside:
            return lines, []
        gone = {line.first for line in outside}
        return [line for line in lines if line.first not in gone], outside

    def text(self, textpage: Handle) -> str:
        """The page's text as PDFium gives it."""
        count = self._pdfium.FPDFText_CountChars(textpage)
        if count <= 0:
            return ""
        units = 2 * count + 2  # letters beyond the first 65,536 take two units
        if units > len(self._letters):
            self._letters = (ctypes.c_ushort * (2 * units))()
        written = self._pdfium.FPDFText_GetText(textpage, 0, count, self._letters)
        raw = ctypes.string_at(self._letters, 2 * max(written - 1, 0))
        return raw.decode("utf-16-le", "surrogatepass")

    def box(self, textpage: Handle, letter: int) -> tuple[float, float, float, float]:
        """Left, bottom, right and top of a letter with its type's full height."""
        self._pdfium.FPDFText_GetLooseCharBox(textpage, letter, self._box)
        return self._box.left, self._box.bottom, self._box.right, self._box.top

    def _lines(self, textpage: Handle, text: str, counts_agree: bool) -> list[Line]:
        """The lines of a page's text, each asked about at its first and last letter.

        Most of the time that reading a PDF takes beyond PDFium's own goes by in this loop: what
        does not change from line to line is looked up before it.
        """
        ask, matrix, box, x, y = self._pdfium, self._matrix, self._box, self._x, self._y
        get_origin, get_matrix, get_size = ask.FPDFText_GetCharOrigin, ask.FPDFText_GetMatrix, ask.FPDFText_GetFontSize
        get_box, is_bold = ask.FPDFText_GetLooseCharBox, self._is_bold
        lines = []
        for words, at in _cut(text):
            first = at if counts_agree else ask.FPDFText_GetCharIndexFromTextIndex(textpage, at)
            bare = words.rstrip()
            opening = first + len(bare) - len(bare.lstrip())
            closing = first + len(bare) - 1
            get_origin(textpage, opening, x, y)
            get_matrix(textpage, opening, matrix)
            get_box(textpage, closing, box)
            c, d = matrix.c, matrix.d
            size = round(get_size(textpage, opening) * ((c * c + d * d) ** 0.5 or 1.0), 1)
            line = Line(words, first, x.value, y.value, box.right, size)
            line.upright = abs(matrix.b) <= abs(matrix.a)
            if is_bold(textpage, opening):
                line.bold = is_bold(textpage, closing)
                label = None if line.bold else _LABEL.match(bare)
                if label and is_bold(textpage, first + label.end() - 1):
                    line.bold_label = label.end()
            lines.append(line)
        return lines

    def _is_bold(self, textpage: Handle, letter: int) -> bool:
        """Whether a letter's font is called bold; the weights that files declare are often wrong."""
        self._pdfium.FPDFText_GetFontInfo(textpage, letter, self._name, 160, None)
        name = self._name.value
        known = self._bold_names.get(name)
        if known is None:
            known = self._bold_names[name] = _BOLD_NAME.search(name) is not None
        return known

    def _has_wide_gaps(self, textpage: Handle, lines: list[Line]) -> bool:
        """Whether anything on the page stands apart from its left neighbour on the same line."""
        if any(line.right - line.x > (0.8 * len(line.text) + 3) * line.size for line in lines):
            return True
        get_rect = self._pdfium.FPDFText_GetRect
        now, before = self._edges, self._edges_before
        was_right = float("inf")
        for number in range(self._pdfium.FPDFText_CountRects(textpage, 0, -1)):
            get_rect(textpage, number, *now)
            if now[0].value > was_right and _stand_apart(before, now):
                return True
            was_right = now[2].value
            now, before = before, now
        return False

    def _gaps(self, textpage: Handle, line: Line) -> Iterator[tuple[int, float, float]]:
        """The blanks between the words of a line: (letter of the line, left edge, right edge)."""
        length = len(line.text.rstrip())
        for blank in _BLANKS.finditer(line.text, 0, length):
            if blank.start() > 0:
                _, _, left, _ = self.box(textpage, line.first + blank.start() - 1)
                right, _, _, _ = self.box(textpage, line.first + blank.end())
                yield blank.end() - 1, left, right

    def _mark_wide_gaps(self, textpage: Handle, line: Line) -> None:
        """Put a tab for the last blank of each gap that is wide for this line."""
        if not line.upright or not line.size:
            return
        gaps = list(self._gaps(textpage, line))
        usual = median(right - left for _, left, right in gaps) if len(gaps) > 2 else 0.0
        widest = max(_WIDE * line.size, _WIDE_BESIDE_OTHERS * usual)
        for at, left, right in gaps:
            if right - left >= widest:
                line.text = f"{line.text[:at]}\t{line.text[at + 1 :]}"

    def _split_at_gutter(self, textpage: Handle, lines: list[Line]) -> list[Line]:
        """The lines, cut in two where a gutter between two columns of running text was read across."""
        cuts = {}
        for line in lines:
            if line.text.count("\t") == 1:
                at = line.text.index("\t")
                _, _, left, _ = self.box(textpage, line.first + len(line.text[:at].rstrip()) - 1)
                right, _, _, _ = self.box(textpage, line.first + at + 1)
                cuts[line.first] = (at, left, right)
        if not is_gutter([_row(line, *cuts[line.first]) for line in lines if line.first in cuts]):
            return lines
        return [half for line in lines for half in _halves(line, cuts.get(line.first))]


def _cut(text: str) -> Iterator[tuple[str, int]]:
    """The lines of a page's text that are not blank, each with its place.

    PDFium swallows the line break after a hyphen at a line's end and puts U+FFFE or U+0002 for
    the two: as printed, that is a hyphen and a line break. Other control characters stand for
    letters that the file's fonts do not name.
    """
    begin = 0
    for words in text.split("\r\n"):
        if not words.isprintable() and _RARE.search(words):  # the first is twice as fast, and mostly enough
            at = 0
            for found in _BREAK.finditer(words):
                yield from _clean(words[at : found.start()], begin + at)
                at = found.end()
            yield from _clean(words[at:], begin + at)
        elif words and not words.isspace():
            yield words, begin
        begin += len(words) + 2


def _clean(words: str, at: int) -> Iterator[tuple[str, int]]:
    if not words.strip():
        return
    if words[-1] in "\x02\ufffe":
        words = words[:-1] + "-"
    yield (_CONTROL.sub("\ufffd", words) if _CONTROL.search(words) else words), at


def _stand_apart(before: Sequence[ctypes.c_double], now: Sequence[ctypes.c_double]) -> bool:
    """Whether two rectangles (left, top, right, bottom) stand side by side with a wide gap between them."""
    (_, was_top, was_right, was_bottom), (left, top, _, bottom) = (
        [edge.value for edge in each] for each in (before, now)
    )
    height = max(top - bottom, was_top - was_bottom)
    return left - was_right > 1.2 * height and bottom < was_top and top > was_bottom


def is_gutter(rows: Sequence[tuple[float, float, float, float, int]]) -> bool:
    """Whether gaps at one place run down the page between two columns that are both running text.

    The cells of a table stand apart in the same way, but are short, or end anywhere in their
    column: then the rows stay rows.

    Parameters
    ----------
    rows
        For each line that was read across: where its left half starts and ends, where its right
        half starts and ends, and how many letters the shorter half has.
    """
    if len(rows) < _LINES_WITH_A_GUTTER:
        return False
    starts, left_ends, right_starts, ends, letters = (list(each) for each in zip(*rows, strict=True))
    left_edge, right_edge = max(left_ends), min(right_starts)
    if right_edge <= left_edge or median(letters) < 20:
        return False
    left_width, right_width = left_edge - min(starts), max(ends) - right_edge
    full_left = sum(left_edge - end < 0.2 * left_width for end in left_ends)
    full_right = sum(max(ends) - end < 0.2 * right_width for end in ends)
    return bool(min(full_left, full_right) > 0.6 * len(rows))


def _row(line: Line, at: int, left: float, right: float) -> tuple[float, float, float, float, int]:
    return line.x, left, right, line.right, min(at, len(line.text) - at)


def _halves(line: Line, cut: tuple[int, float, float] | None) -> list[Line]:
    if cut is None:
        return [line]
    at, left, right = cut
    rest = Line(line.text[at + 1 :], line.first + at + 1, right, line.y, line.right, line.size, line.bold)
    head = Line(line.text[:at], line.first, line.x, line.y, left, line.size, line.bold, line.bold_label)
    return [head, rest]
