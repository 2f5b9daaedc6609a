"""A report as a Word document: styles of Word's own, so that a university's template can take it over.

Tables can be edited, figures have alternative texts, and every number in square brackets leads to the
words under that number in the last chapter.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from ieworkbench.exporters.packages import undated
from ieworkbench.exporters.quoting import xml_words
from ieworkbench.exporters.report_blocks import (
    Block,
    Chapter,
    Grid,
    Heading,
    Line,
    Paragraph,
    Picture,
    Points,
    Quote,
    Report,
    Row,
)
from ieworkbench.exporters.report_words import word
from ieworkbench.exporters.word_pictures import add_picture
from ieworkbench.exporters.word_rows import Piece, TableRow, add_pieces, add_table, under

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph as WordParagraph

    from ieworkbench.maps.drawing.drawn import Scene

__all__ = ["report_document"]

_LONG, _SHORT, _MARGIN, _WIDE_MARGIN = 297.0, 210.0, 24.0, 20.0
_FOR_CAPTION = 18.0
_FOR_HEADING = 16.0
_MM = 72 / 25.4
_QUIET, _LINK = "595959", "1F4E79"
_SMALL = 17
_FONT = "Arial"


def report_document(report: Report) -> bytes:
    """The bytes of a Word document."""
    import docx

    document = docx.Document()
    _style(document)
    _page(document.sections[0], wide=False)
    document.add_paragraph(xml_words(report.title), style="Title")
    for each in report.opening:
        document.add_paragraph(xml_words(each))
    _contents(document, report)
    writing = _Writing(document)
    for chapter in report.chapters:
        writing.chapter(chapter)
    _tell_about(document, report)
    kept = io.BytesIO()
    document.save(kept)
    return undated(kept.getvalue())


class _Writing:
    """Writes chapters into a document; it counts the pictures, and knows how wide the page is."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._pictures = 0
        self._wide = False
        self._headed = False

    def chapter(self, chapter: Chapter) -> None:
        wide = chapter.wide
        if chapter.blocks and isinstance(chapter.blocks[0], Picture):
            wide = _is_across(chapter.blocks[0].pages[0][0])
        if wide != self._wide:
            self._turn(wide)
        self._headed = True
        self._document.add_heading(xml_words(chapter.title), level=1)
        for block in chapter.blocks:
            self._block(block)
            self._headed = False

    def _turn(self, wide: bool) -> None:
        from docx.enum.section import WD_SECTION

        _page(self._document.add_section(WD_SECTION.NEW_PAGE), wide=wide)
        self._wide = wide

    def _block(self, block: Block) -> None:
        if isinstance(block, Heading):
            self._document.add_heading(xml_words(block.text), level=2)
        elif isinstance(block, Paragraph):
            self._words(self._document.add_paragraph(), block.line)
        elif isinstance(block, Quote):
            self._quote(block)
        elif isinstance(block, Points):
            for each in block.lines:
                self._words(self._document.add_paragraph(style="List Bullet"), each)
        elif isinstance(block, Grid):
            self._grid(block)
        else:
            self._picture(block)

    def _words(self, paragraph: WordParagraph, line: Line) -> None:
        add_pieces(paragraph._p, _pieces(line))  # noqa: SLF001 - python-docx has no links to bookmarks

    def _quote(self, quote: Quote) -> None:
        paragraph = self._document.add_paragraph(style="Quote")
        pieces = [Piece(f"“{quote.text}” "), Piece(f"{quote.by} ", colour=_QUIET), *_references((quote.evidence,))]
        add_pieces(paragraph._p, pieces)  # noqa: SLF001 - see above

    def _grid(self, grid: Grid) -> None:
        self._caption(grid.caption, above=True)
        room = (_LONG - 2 * _WIDE_MARGIN) if self._wide else (_SHORT - 2 * _MARGIN)
        widths = [each / sum(grid.widths) * room for each in grid.widths]
        head = [[[Piece(each, _SMALL, bold=True)]] for each in grid.heads]
        add_table(self._document, widths, head, map(_row, grid.rows))
        self._document.add_paragraph().paragraph_format.space_after = 0

    def _picture(self, picture: Picture) -> None:
        """Each page of a figure, with the paper the way that makes it larger."""
        for scene, caption in picture.pages:
            wide = _is_across(scene)
            if wide != self._wide:
                self._turn(wide)
            self._pictures += 1
            add_picture(self._document, scene, _scale(scene, wide=wide, headed=self._headed), self._pictures)
            self._headed = False
            self._caption(caption)

    def _caption(self, words: str, *, above: bool = False) -> None:
        paragraph = self._document.add_paragraph(xml_words(words), style="Caption")
        paragraph.paragraph_format.keep_together = True
        paragraph.paragraph_format.keep_with_next = above


def _is_across(scene: Scene) -> bool:
    """Whether a figure is larger with the paper across."""
    return _scale(scene, wide=True) > _scale(scene, wide=False)


def _scale(scene: Scene, *, wide: bool, headed: bool = False) -> float:
    """How many times as large a figure can be, up to its own size, with the paper across or upright."""
    across, down = (_LONG, _SHORT) if wide else (_SHORT, _LONG)
    margins = 2 * (_WIDE_MARGIN if wide else _MARGIN)
    room_across, room_down = (across - margins - 1) * _MM, (down - margins - _FOR_CAPTION - headed * _FOR_HEADING) * _MM
    return min(room_across / scene.width, room_down / scene.height, 1.0)


def _row(row: Row) -> TableRow:
    cells = [[[*_pieces(line, _SMALL)] for line in cell] for cell in row.cells]
    return TableRow(cells, _bookmark(row.number) if row.number else "")


def _bookmark(number: int) -> str:
    return f"words_{number}"


def _pieces(line: Line, size: int = 0) -> Iterator[Piece]:
    for place, each in enumerate(line):
        blank = " " if place else ""
        quiet = _QUIET if each.look == "quiet" else ""
        yield Piece(f"{blank}{each.text}", size, bold=each.look == "strong", italic=each.look == "said", colour=quiet)
        yield from _references(each.evidence, size)


def _references(numbers: Iterable[int], size: int = 0) -> Iterator[Piece]:
    for number in numbers:
        yield Piece(" ", size)
        yield Piece(f"[{number}]", size, colour=_LINK, link=_bookmark(number))


# ---------------------------------------------------------------------------------- the document


def _style(document: Document) -> None:
    """One face for all, dark headings, and quotes set in."""
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt, RGBColor

    sizes = {"Normal": 11.0, "Title": 24.0, "Heading 1": 17.0, "Heading 2": 13.0, "Caption": 9.5, "Quote": 10.5}
    for name, size in sizes.items():
        style: Any = document.styles[name]
        style.font.name, style.font.size = _FONT, Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for face in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(face), _FONT)
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
            fonts.attrib.pop(qn(theme), None)
        style.font.color.rgb = RGBColor(0x22, 0x22, 0x22)
    quote: Any = document.styles["Quote"]
    quote.font.italic = False
    quote.paragraph_format.left_indent = quote.paragraph_format.right_indent = Mm(8)
    quote.paragraph_format.space_after = Pt(4)


def _page(section: Any, *, wide: bool) -> None:  # noqa: ANN401 - a section of python-docx
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    across, down = (_LONG, _SHORT) if wide else (_SHORT, _LONG)
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(across), Mm(down)
    margin = Mm(_WIDE_MARGIN if wide else _MARGIN)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = margin


def _contents(document: Document, report: Report) -> None:
    """A table of contents that Word can renew, with the titles of the chapters in it; and the number on each page."""
    document.add_paragraph(word("contents", report.language), style="Subtitle")
    paragraph = document.add_paragraph()
    _field(paragraph, 'TOC \\o "1-2" \\h \\z', "\n".join(each.title for each in report.chapters))
    footer = document.sections[0].footer.paragraphs[0]
    footer.alignment = 1
    _field(footer, "PAGE", "1")


def _field(paragraph: WordParagraph, code: str, shown: str) -> None:
    """A field of Word's with what it shows until it is renewed."""
    place = paragraph._p  # noqa: SLF001 - python-docx has no fields
    under(under(place, "r"), "fldChar", fldCharType="begin")
    instruction = under(under(place, "r"), "instrText")
    instruction.text = code
    under(under(place, "r"), "fldChar", fldCharType="separate")
    add_pieces(place, [Piece(shown)])
    under(under(place, "r"), "fldChar", fldCharType="end")


def _tell_about(document: Document, report: Report) -> None:
    told = document.core_properties
    told.title, told.subject, told.comments = xml_words(report.title)[:250], "", ""
    told.author = told.last_modified_by = "ieworkbench"
    told.language = report.language
    told.created = told.modified = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - the same study gives the same bytes
