"""A question across cases, and claims as reported by whom, as workbook, Word document or CSV."""

from __future__ import annotations

import datetime as dt
import io
from functools import partial
from pathlib import Path

from ieworkbench.compare.across_cases import AcrossCasesTable
from ieworkbench.compare.claims import ClaimsTable
from ieworkbench.exporters.packages import undated
from ieworkbench.exporters.plan_tables import add_sheet
from ieworkbench.exporters.quoting import xml_words
from ieworkbench.exporters.written import write_bytes

__all__ = ["write_case_table"]


def write_case_table(table: AcrossCasesTable | ClaimsTable, path: str | Path) -> Path:
    """Write such a table as ``.xlsx``, ``.docx`` or ``.csv``; the file.

    Raises
    ------
    FormatUnknown
        If the suffix is none of these.
    FolderMissing, FileNotWritten
        If there is no such folder, or the file cannot be written.
    """
    return write_bytes(
        path, {".xlsx": partial(_workbook, table), ".docx": partial(_document, table), ".csv": partial(_csv, table)}
    )


def _csv(table: AcrossCasesTable | ClaimsTable) -> bytes:
    return str(table.to_frame().to_csv(index=False)).encode("utf-8-sig", "replace")


def _said(table: AcrossCasesTable | ClaimsTable) -> list[str]:
    """What is to be known beside the table."""
    if isinstance(table, AcrossCasesTable):
        beside = [f"Of no case: {' '.join(each.passage.quote.split())} ({each.source})" for each in table.without_case]
        return [f"{table.question}: {table.summary}, from {table.way}.", *beside]
    return [f"{name}, character {doubt.start}: {doubt.message}" for name, doubt in table.doubts]


def _workbook(table: AcrossCasesTable | ClaimsTable) -> bytes:
    import xlsxwriter

    page = io.BytesIO()
    book = xlsxwriter.Workbook(page, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": dt.datetime(2000, 1, 1)})  # noqa: DTZ001 - the same words give the same bytes
    frame = table.to_frame()
    heads = [str(each) for each in frame.columns]
    add_sheet(book, "table", heads, frame.to_numpy().tolist(), [18, *(44 for _ in heads[1:])])
    rows = table.rows()
    names = list(rows[0]) if rows else ["quote"]
    add_sheet(
        book,
        "words",
        names,
        [[row[name] for name in names] for row in rows],
        [24 if name != "quote" else 70 for name in names],
    )
    add_sheet(book, "about", ["about"], [[each] for each in _said(table)], [110])
    book.close()
    return page.getvalue()


def _document(table: AcrossCasesTable | ClaimsTable) -> bytes:
    import docx
    from docx.shared import Pt

    document = docx.Document()
    frame = table.to_frame()
    made = document.add_table(rows=1, cols=len(frame.columns), style="Table Grid")
    for cell, head in zip(made.rows[0].cells, frame.columns, strict=True):
        cell.paragraphs[0].add_run(xml_words(str(head))).bold = True
    for row in frame.to_numpy().tolist():
        for cell, value in zip(made.add_row().cells, row, strict=True):
            lines = xml_words(str(value)).split("\n")
            for number, line in enumerate(lines):
                paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
                paragraph.add_run(line).font.size = Pt(9)
    for each in _said(table):
        document.add_paragraph(xml_words(each))
    told = document.core_properties
    told.author = told.last_modified_by = "ieworkbench"
    told.created = told.modified = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - the same table gives the same bytes
    kept = io.BytesIO()
    document.save(kept)
    return undated(kept.getvalue())
