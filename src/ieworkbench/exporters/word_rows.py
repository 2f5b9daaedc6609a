"""Tables and runs of words in a Word document, written as its XML: python-docx takes minutes for the cells of a long table.

Every word passes through `xml_words` on its way in, and lines stay lines. Runs may lead to a bookmark
of the same document, and a row may be one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ieworkbench.exporters.quoting import xml_words

if TYPE_CHECKING:
    from docx.document import Document

__all__ = ["Cell", "Piece", "TableRow", "add_pieces", "add_table", "under"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TWIPS = 1440 / 25.4


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words.

    Attributes
    ----------
    words
        The words.
    size
        In half points; 0 for that of the paragraph.
    bold, italic
        How they look.
    colour
        As ``rrggbb``.
    link
        The bookmark to which they lead.
    """

    words: str
    size: int = 0
    bold: bool = False
    italic: bool = False
    colour: str = ""
    link: str = ""


Cell = Sequence[Sequence[Piece]]
"""The paragraphs of a cell, each a row of pieces."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """The cells of a row, and the bookmark that it is."""

    cells: Sequence[Cell]
    bookmark: str = ""


def add_table(document: Document, widths_mm: Sequence[float], head: Sequence[Cell], rows: Iterable[TableRow]) -> None:
    """Add a table whose head is repeated on every page and whose rows stay whole.

    Parameters
    ----------
    document
        The document.
    widths_mm
        How wide the columns are, in millimetres.
    head
        The cells of the head.
    rows
        The rows.
    """
    widths = [round(each * _TWIPS) for each in widths_mm]
    table = document.add_table(rows=1, cols=len(widths), style="Normal Table")
    body = table._tbl  # noqa: SLF001 - see above
    for column, wide in zip(body.tblGrid.iterchildren(), widths, strict=True):
        column.set(f"{_W}w", str(wide))
    _rule(body.tblPr)
    body.remove(body.tr_lst[0])
    body.append(_row(TableRow(head), widths, head=True))
    for number, each in enumerate(rows, 1):
        body.append(_row(each, widths, number=number))


def _rule(look: Any) -> None:  # noqa: ANN401 - lxml
    """Rules above, below and between the rows, none between the columns, and some air in the cells."""
    rules = under(look, "tblBorders")
    for side, size, colour in (("top", "8", "222222"), ("bottom", "8", "222222"), ("insideH", "4", "BBBBBB")):
        under(rules, side, val="single", sz=size, space="0", color=colour)
    air = under(look, "tblCellMar")
    for side, wide in (("top", "40"), ("bottom", "40"), ("right", "100")):
        under(air, side, w=wide, type="dxa")


def _row(row: TableRow, widths: Sequence[int], *, head: bool = False, number: int = 0) -> Any:  # noqa: ANN401 - lxml
    from docx.oxml.parser import OxmlElement

    made = OxmlElement("w:tr")
    look = under(made, "trPr")
    under(look, "cantSplit")
    if head:
        under(look, "tblHeader")
    for place, (cell, wide) in enumerate(zip(row.cells, widths, strict=True)):
        held = under(made, "tc")
        under(under(held, "tcPr"), "tcW", w=str(wide), type="dxa")
        for paragraph in cell or ((),):
            written = _paragraph(held, paragraph)
            if row.bookmark and place == 0:
                _mark(written, row.bookmark, number)
    return made


def _paragraph(cell: Any, pieces: Sequence[Piece]) -> Any:  # noqa: ANN401 - lxml
    paragraph = under(cell, "p")
    under(under(paragraph, "pPr"), "spacing", before="0", after="0")
    add_pieces(paragraph, pieces)
    return paragraph


def _mark(paragraph: Any, name: str, number: int) -> None:  # noqa: ANN401 - lxml
    """Make the whole paragraph a bookmark."""
    start = under(paragraph, "bookmarkStart", id=str(number), name=name)
    paragraph.remove(start)
    paragraph.insert(1, start)
    under(paragraph, "bookmarkEnd", id=str(number))


def add_pieces(paragraph: Any, pieces: Iterable[Piece]) -> None:  # noqa: ANN401 - lxml
    """Add runs of words to a paragraph of a document's XML."""
    for each in pieces:
        place = under(paragraph, "hyperlink", anchor=each.link, history="1") if each.link else paragraph
        for number, words in enumerate(xml_words(each.words).split("\n")):
            _run(place, each, words, broken=number > 0)


def _run(place: Any, piece: Piece, words: str, *, broken: bool) -> None:  # noqa: ANN401 - lxml
    run = under(place, "r")
    letters = under(run, "rPr")
    if piece.bold:
        under(letters, "b")
    if piece.italic:
        under(letters, "i")
    if piece.colour:
        under(letters, "color", val=piece.colour)
    for name in (
        ("sz", "szCs") if piece.size else ()
    ):  # letters of scripts that run from the right have a size of their own
        under(letters, name, val=str(piece.size))
    if broken:
        under(run, "br")
    text = under(run, "t")
    text.text = words
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def under(parent: Any, tag: str, **more: str) -> Any:  # noqa: ANN401 - lxml
    """A new element of Word's under this one."""
    from docx.oxml.parser import OxmlElement

    made = OxmlElement(f"w:{tag}")
    for key, value in more.items():
        made.set(f"{_W}{key}", value)
    parent.append(made)
    return made
