"""From a Taguette document, which is a web page, to a source, and from its positions to ours.

Taguette counts the UTF-8 bytes of all words between the tags, one text node after the other, with
nothing for tags, line ends between blocks, or bullets. Letters are the common measure: the page laid
out for reading has the same letters in the same order, so that a place is found by counting them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from ieworkbench.errors import FileProblem
from ieworkbench.exchange.foreign_texts import Letters, bare, source_of
from ieworkbench.exchange.refi_positions import Mark, Unit
from ieworkbench.importers import read_bytes
from ieworkbench.importers.web_markup import pieces
from ieworkbench.model import SectionKind, Source

__all__ = ["Page", "Place", "read_page"]

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "caption",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_BLANKS = " \t\n\f\r"
_SIZES: Mapping[Unit, Callable[[str], int]] = {
    Unit.UTF8: lambda letter: 1 if letter < "\x80" else 2 if letter < "\u0800" else 3 if letter < "\U00010000" else 4,
    Unit.UTF16: lambda letter: 1 if letter < "\U00010000" else 2,
    Unit.CODE_POINTS: lambda _: 1,
}
"""How many units each letter takes."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a highlight is, in code points of the source; `why` says what was changed, or why it has no place."""

    start: int
    end: int
    why: str = ""


@dataclass(slots=True)
class Page:
    """A document of Taguette as a source.

    Attributes
    ----------
    source
        The source, without an id.
    original
        The bytes it can be read from again.
    counted
        The words as Taguette counts them.
    """

    source: Source
    original: bytes
    counted: str
    laid: str
    letters: Letters
    counted_letters: Letters
    _laid_letters: Letters | None = None

    def places(self, marks: Sequence[Mark]) -> tuple[Unit, list[Place]]:
        """How the positions of the document count, and where each of its highlights is.

        The name of a mark is the snippet that Taguette keeps of a highlight: its words, as web markup.
        """
        snippets = [_counted(mark.name) for mark in marks]
        best, fits = Unit.UTF8, [False] * len(marks)
        numbers: list[tuple[int, int] | None] = [None] * len(marks)
        for unit in _ways(self.counted):
            tried = self._numbers(marks, unit)
            fitting = [self._says(number, words) for number, words in zip(tried, snippets, strict=True)]
            if unit is Unit.UTF8 or sum(fitting) > sum(fits):
                best, numbers, fits = unit, tried, fitting
            if all(fits):
                break
        found = [
            self._place(number, fit, mark.name, words)
            for number, fit, mark, words in zip(numbers, fits, marks, snippets, strict=True)
        ]
        return best, found

    def _numbers(self, marks: Sequence[Mark], unit: Unit) -> list[tuple[int, int] | None]:
        """Of which letter to which each mark reaches, in this way of counting; ``None`` outside the text."""
        begins = [0, *accumulate(map(_SIZES[unit], self.counted))]
        numbers: list[tuple[int, int] | None] = []
        for mark in marks:
            inside = mark.start is not None and mark.end is not None and 0 <= mark.start < mark.end <= begins[-1]
            places = [bisect_left(begins, each or 0) for each in (mark.start, mark.end)]  # inside a letter: after it
            first, end = (self.counted_letters.before(each) for each in places)
            numbers.append((first, end) if inside and first < end else None)
        return numbers

    def _says(self, number: tuple[int, int] | None, words: str) -> bool:
        return number is not None and bool(words.strip()) and self.letters.bare[slice(*number)] == bare(words)

    def _place(self, number: tuple[int, int] | None, fit: bool, markup: str, words: str) -> Place:
        if number is not None and (fit or not bare(words)):
            return Place(*self.letters.span(*number))
        found = self.letters.found(words)
        if len(found) == 1 and self._same_words(found[0], markup):
            return Place(*self.letters.span(*found[0]), "its words stand elsewhere; it was placed where they stand")
        if len(found) > 1:
            return Place(-1, -1, "other words stand there, and its own stand in several places")
        return Place(-1, -1, "other words stand there, and its own were not found")

    def _same_words(self, number: tuple[int, int], markup: str) -> bool:
        """Whether the letters found are the same words as well, and not the end of one and the start of another."""
        self._laid_letters = self._laid_letters or Letters(self.laid)
        start, end = self._laid_letters.span(*number)
        whole = not (_inside_word(self.laid, start) or _inside_word(self.laid, end))
        return whole and self.laid[start:end].split() == _laid_out(markup).split()


def read_page(markup: str, name: str) -> Page | None:
    """A document as a source with its headings, lists, tables and turns; ``None`` if it has no words.

    Parameters
    ----------
    markup
        What Taguette keeps of it.
    name
        The name of its file.
    """
    counted, laid = _counted(markup), _laid_out(markup)
    counted_letters = Letters(counted)
    if not counted_letters.bare:
        return None
    read = _as_web_page(markup, name)
    if read is not None:
        letters = Letters(read[0].content, _labels(read[0]))
        if letters.bare == counted_letters.bare:
            return Page(*read, counted, laid, letters, counted_letters)
    source, original = source_of(laid, name)
    return Page(source, original, counted, laid, Letters(laid), counted_letters)


def _as_web_page(markup: str, name: str) -> tuple[Source, bytes] | None:
    data = markup.encode("utf-8", "replace")
    try:
        source = read_bytes(data, f"{name}.html", format="html", encoding="utf-8")
    except FileProblem:
        return None
    return (replace(source, title=name), data)


def _labels(source: Source) -> list[tuple[int, int]]:
    """Where the reader of web pages wrote the numbers of list items, which are no words of the page."""
    return [
        (each.start, each.start + len(each.label))
        for each in source.sections
        if each.kind is SectionKind.LIST_ITEM
        and each.label
        and source.content.startswith(f"{each.label}\t", each.start)
    ]


def _ways(counted: str) -> list[Unit]:
    """Bytes, as Taguette counts, and what its first versions counted; all the same where all is ASCII."""
    if counted.isascii():
        return [Unit.UTF8]
    return [Unit.UTF8, Unit.UTF16, Unit.CODE_POINTS]


def _counted(markup: str) -> str:
    """The words between the tags as Taguette counts them: each as long as it is, nothing between them."""
    return "".join(_words(markup.lstrip(_BLANKS), ""))  # what stands before the page begins is no part of it


def _laid_out(markup: str) -> str:
    """The same with a line end wherever a block begins or ends, and none of the blanks around them."""
    lines = "".join(_words(markup, "\n")).split("\n")
    return "\n".join(filter(None, (line.strip(" \t\f") for line in lines)))


def _words(markup: str, between: str) -> list[str]:
    """The words of the page in order, and ``between`` where a block begins or ends."""
    words: list[str] = []
    inside, opened = 0, False
    for piece in pieces(markup.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")):
        if isinstance(piece, str):
            said = (piece.removeprefix("\n") if opened else piece).replace("\r", "\n")
            words.append(said.replace("\n", " ") if between and not inside else said)
        else:
            words += [between] * (piece.name in _BLOCKS) + [piece.raw or ""]
            inside = max(0, inside + (piece.name == "pre") * (-1 if piece.closes else 1))
        opened = not isinstance(piece, str) and piece.name == "pre" and not piece.closes
    return words


def _inside_word(text: str, place: int) -> bool:
    return 0 < place < len(text) and text[place - 1].isalnum() and text[place].isalnum()
