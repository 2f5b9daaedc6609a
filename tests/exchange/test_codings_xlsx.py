from __future__ import annotations

from pathlib import Path

import openpyxl
from test_codings_csv import WORK, bundle_of, talk

from ieworkbench.exchange import read_bundle, write_bundle


def test_the_sheet_is_made_to_be_read_and_sorted(tmp_path: Path) -> None:
    path = tmp_path / "codings.xlsx"
    write_bundle(bundle_of(talk(), [(5, 13, WORK)]), path)
    sheet = openpyxl.load_workbook(path)["Codings"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:U2"
    assert (sheet["H1"].value, sheet["H2"].value) == ("quote", "I phoned")
    assert sheet["H2"].alignment.wrap_text
    assert sheet.column_dimensions["H"].width > 60
    assert {cell.data_type for cell in sheet[2] if cell.value is not None} == {"s"}


def test_a_quote_longer_than_a_cell_is_whole_when_it_is_read(tmp_path: Path) -> None:
    source = talk()
    long = type(source)("word 😀 " * 15_000, (), (), (), source.origin, id="U2")
    bundle = bundle_of(long, [(0, 100_000, WORK), (3, 8, WORK)])
    path = tmp_path / "codings.xlsx"
    write_bundle(bundle, path)
    again, report = read_bundle(path)
    assert set(again.codings) == set(bundle.codings)
    assert not report.findings


def test_numbers_that_excel_made_of_positions_are_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Document", "Segment", "Code", "Start", "End"], ["U1", "abc", "work", 5, 8.0], ["U1", 123, 7, 5, 8]):
        sheet.append(row)
    book.save(tmp_path / "codings.xlsx")
    bundle, report = read_bundle(tmp_path / "codings.xlsx")
    assert [(each.quote, each.start, each.end) for each in bundle.passages] == [("abc", 5, 8), ("123", 5, 8)]
    assert [code.name for code in bundle.codebook] == ["work", "7"]
    assert not report.findings
