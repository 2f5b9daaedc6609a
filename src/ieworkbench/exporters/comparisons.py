"""Writing a comparison to a file, whose suffix says in which form."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

from ieworkbench.compare.comparison import PlanComparison
from ieworkbench.errors import RecordWrong
from ieworkbench.exporters.plan_page import plan_page
from ieworkbench.exporters.plan_tables import plan_document, plan_workbook
from ieworkbench.exporters.written import write_bytes

__all__ = ["SUFFIXES", "comparison_as_json", "write_comparison"]

SUFFIXES = (".html", ".xlsx", ".docx", ".json", ".csv", ".svg", ".png", ".pdf")


def write_comparison(c: PlanComparison, path: str | Path, *, quotes: bool = True, figure: str = "matrix") -> Path:
    """Write a comparison as a web page, workbook, Word document, JSON, CSV, or as a figure of the matrix.

    Parameters
    ----------
    c
        The comparison.
    path
        The file: ``.html``, ``.xlsx``, ``.docx``, ``.json``, ``.csv``, or ``.svg``, ``.png``, ``.pdf`` for
        the matrix. One that is there is written over.
    quotes
        Whether the words of the plans go along.
    figure
        For ``.svg``, ``.png`` and ``.pdf``: ``"matrix"`` of the sections, or ``"strips"``, each plan by where its
        wording stands as well.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    FormatUnknown
        If the suffix is none of these.
    RecordWrong
        If there is no such figure.
    FolderMissing
        If there is no such folder.
    FileNotWritten
        If the file cannot be written.
    """
    return write_bytes(path, {suffix: partial(_data, c, suffix, quotes, figure) for suffix in SUFFIXES})


def _data(c: PlanComparison, suffix: str, quotes: bool, figure: str) -> bytes:
    if suffix == ".html":
        return plan_page(c, quotes=quotes).encode("utf-8", "replace")
    if suffix == ".xlsx":
        return plan_workbook(c, quotes=quotes)
    if suffix == ".docx":
        return plan_document(c, quotes=quotes)
    if suffix == ".json":
        made = json.dumps(comparison_as_json(c, quotes=quotes), ensure_ascii=False, indent=1)
        return made.encode("utf-8", "replace")
    if suffix == ".csv":
        return str(c.to_frame().to_csv(index=False)).encode("utf-8-sig", "replace")
    from ieworkbench.exporters.plan_figures import matrix_figure, saved, strips_figure

    figures = {"matrix": matrix_figure, "strips": strips_figure}
    if figure not in figures:
        raise RecordWrong("figure", str(figure)[:30], f"choose one of {', '.join(figures)}")
    return saved(figures[figure](c), suffix)


def comparison_as_json(c: PlanComparison, *, quotes: bool = True) -> dict[str, object]:
    """A comparison in the shape that other programs rely on."""
    return {
        "title": c.title,
        "language": c.language,
        "plans": [
            {
                "name": each.name,
                "cases": list(each.cases),
                "date": each.date,
                "template": each.template,
                "content_sha256": each.source.content_sha256,
            }
            for each in c.columns
        ],
        "rows": [
            {
                "id": row.id,
                "group": row.group.value,
                "label": row.label,
                "asks": row.asks,
                "in_all": row.summary,
                "cells": [
                    {
                        "plan": column.name,
                        "text": cell.text,
                        "state": cell.state,
                        "number": cell.number,
                        "note": cell.note,
                        "passages": [
                            {
                                "source": each.source or column.name,
                                "start": each.start,
                                "end": each.end,
                                **({"quote": each.quote} if quotes else {}),
                            }
                            for each in cell.passages
                        ],
                    }
                    for column, cell in zip(c.columns, row.cells, strict=True)
                ],
            }
            for row in c.rows
        ],
        "method": list(c.method),
    }
