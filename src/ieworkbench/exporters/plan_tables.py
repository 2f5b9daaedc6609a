"""Plans side by side as a workbook, and as tables in a Word document that can be edited.

The workbook has the table, a sheet with every passage behind every cell, and one with the items; the
document has the table for an appendix, with short quotes in the cells, and the method below it.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from ieworkbench.compare.comparison import ComparisonCell, PlanComparison
from ieworkbench.compare.comparison_words import word
from ieworkbench.compare.plan_sections import SectionState
from ieworkbench.exporters.packages import undated
from ieworkbench.exporters.plan_page import SIGNS, short_quotes
from ieworkbench.exporters.quoting import xml_words
from ieworkbench.model.plan_item import ItemRole

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell

__all__ = ["add_sheet", "plan_document", "plan_workbook"]

_LONGEST_CELL = 32_000
_MOST_COLUMNS = 12
"""How many plans stand side by side on one page of a document; more go on in a further table."""


def plan_workbook(c: PlanComparison, *, quotes: bool = True) -> bytes:
    """An Excel workbook: the table, the words behind it, and the items."""
    import xlsxwriter

    page = io.BytesIO()
    book = xlsxwriter.Workbook(page, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": dt.datetime(2000, 1, 1)})  # noqa: DTZ001 - the same words give the same bytes
    heads = ["", word("row", c.language), *(each.name for each in c.columns), word("in all", c.language)]
    rows = [
        [word(row.group.value, c.language), row.label, *(_in_cell(cell, quotes) for cell in row.cells), row.summary]
        for row in c.rows
    ]
    add_sheet(book, "plans", heads, rows, [13, 30, *(30 for _ in c.columns), 22])
    if quotes:
        told = c.evidence()
        names = ["group", "row", "plan", "cell", "state", "quote", "source", "start", "end"]
        add_sheet(
            book, "words", names, [[each[name] for name in names] for each in told], [12, 28, 16, 20, 10, 70, 16, 8, 8]
        )
        names = ["plan", *(role.value for role in ItemRole), "blank", "only the user"]
        items = [[row[name] for name in names] for column in c.columns for row in column.sectioned.items.rows()]
        add_sheet(book, "items", names, items, [16, 34, 40, 20, 18, 12, 12, 18, 18, 12])
    add_sheet(book, "method", [word("method", c.language)], [[each] for each in c.method], [110])
    book.close()
    return page.getvalue()


def add_sheet(
    book: Any,  # noqa: ANN401 - xlsxwriter has no types
    name: str,
    heads: Sequence[str],
    rows: Iterable[Sequence[object]],
    widths: Sequence[int],
) -> None:
    """Add a sheet with a fixed head, wrapped words, and numbers as numbers."""
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "valign": "top", "bottom": 1, "bg_color": "#EEEEEE", "text_wrap": True})
    plain = book.add_format({"valign": "top", "text_wrap": True})
    for place, (head, width) in enumerate(zip(heads, widths, strict=True)):
        sheet.set_column(place, place, width, plain)
        sheet.write_string(0, place, head or " ", bold)
    for line, row in enumerate(rows, start=1):
        for place, value in enumerate(row):
            if isinstance(value, int | float):
                sheet.write_number(line, place, value, plain)
            elif value:
                sheet.write_string(line, place, xml_words(str(value))[:_LONGEST_CELL], plain)
    sheet.freeze_panes(1, 2 if name == "plans" else 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _in_cell(cell: ComparisonCell, quotes: bool) -> str:
    sign = SIGNS[SectionState(cell.state)] if cell.state else ""
    said = cell.text if not sign or sign == cell.text else f"{sign} {cell.text}"
    lines = [said, *([cell.note] if cell.note else [])]
    if quotes:
        lines += [f"“{each}”" for each in short_quotes(cell)[0]]
    return "\n".join(line for line in lines if line)


# --------------------------------------------------------------------------------------- Word


def plan_document(c: PlanComparison, *, quotes: bool = True) -> bytes:
    """A Word document: the table, its legend, and how it was found."""
    import docx

    document = docx.Document()
    _page(document)
    document.add_heading(xml_words(c.title), level=1)
    for first in range(0, len(c.columns), _MOST_COLUMNS):
        _table(document, c, range(first, min(first + _MOST_COLUMNS, len(c.columns))), quotes)
    legend = "   ".join(f"{sign} {state.label(c.language)}" for state, sign in SIGNS.items())
    document.add_paragraph(legend)
    document.add_heading(word("method", c.language), level=2)
    for each in c.method:
        document.add_paragraph(xml_words(each), style="List Bullet")
    told = document.core_properties
    told.title, told.author, told.last_modified_by, told.comments = (
        xml_words(c.title)[:250],
        "ieworkbench",
        "ieworkbench",
        "",
    )
    told.created = told.modified = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - the same comparison gives the same bytes
    kept = io.BytesIO()
    document.save(kept)
    return undated(kept.getvalue())


def _page(document: Document) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(18)


def _table(document: Document, c: PlanComparison, places: range, quotes: bool) -> None:
    from docx.shared import Mm

    last = places.stop == len(c.columns)
    heads = [
        word("row", c.language),
        *(c.columns[place].name for place in places),
        *([word("in all", c.language)] if last else []),
    ]
    table = document.add_table(rows=1, cols=len(heads), style="Table Grid")
    table.autofit = False
    wide = [48, *((261 - 48 - (28 if last else 0)) // len(places) for _ in places), *([28] if last else [])]
    for cell, head, width in zip(table.rows[0].cells, heads, wide, strict=True):
        cell.width = Mm(width)
        _words(cell, [(head, True, False)])
    _repeat(table.rows[0])
    group = None
    for row in c.rows:
        if row.group is not group:
            group = row.group
            cells = table.add_row().cells
            _words(cells[0].merge(cells[-1]), [(word(group.value, c.language), True, False)])
        made = table.add_row()
        _whole(made)
        cells = made.cells
        _words(cells[0], [(row.label, True, False), *([(row.asks, False, True)] if row.asks else [])])
        for cell, place in zip(cells[1:], places, strict=False):
            _words(cell, _lines(row.cells[place], quotes))
        if last:
            _words(cells[-1], [(row.summary, False, True)])
        for cell, width in zip(cells, wide, strict=True):
            cell.width = Mm(width)
    document.add_paragraph()


def _lines(cell: ComparisonCell, quotes: bool) -> list[tuple[str, bool, bool]]:
    """Lines of a cell: the words, whether they are bold, whether they are small."""
    first, *rest = _in_cell(cell, quotes).split("\n")
    return [(first, False, False), *((each, False, True) for each in rest)]


def _words(cell: _Cell, lines: Sequence[tuple[str, bool, bool]]) -> None:
    from docx.shared import Pt, RGBColor

    paragraph = cell.paragraphs[0]
    for place, (words, bold, small) in enumerate(lines):
        if place:
            paragraph = cell.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(1)
        run = paragraph.add_run(xml_words(words))
        run.bold = bold
        run.font.size = Pt(7.5 if small else 8.5)
        if small:
            run.font.color.rgb = RGBColor(0x50, 0x50, 0x50)


def _repeat(row: Any) -> None:  # noqa: ANN401 - python-docx has no public name for rows
    """Have a row stand at the head of every page."""
    from docx.oxml.parser import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - python-docx has no other way


def _whole(row: Any) -> None:  # noqa: ANN401 - python-docx has no public name for rows
    """Keep a row on one page."""
    from docx.oxml.parser import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - python-docx has no other way to it
