"""The evidence table: a row for each account, words as words, and none that are not for its readers."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from exporters.awkward_maps import AWKWARD, CONTROL, MARKUP, awkward, told_in_confidence
from ieworkbench.errors import RecordWrong
from ieworkbench.exporters import evidence_frame, write_map
from ieworkbench.model import Audience
from maps.drawn_chains import twenty


def _sheet(m, path: Path, **how):
    write_map(m, path / "evidence.xlsx", **how)
    return load_workbook(io.BytesIO((path / "evidence.xlsx").read_bytes()))["Evidence"]


def test_a_row_for_each_account_and_for_what_nobody_tells():
    frame = evidence_frame(twenty())
    assert len(frame) == len(twenty().evidence_table())
    row = frame[frame["Id"] == "puts"].iloc[0]
    assert (row["What"], row["Words"], row["Why it stands here"]) == (
        "puts a copy of the plan into the file",
        "",
        "Who put it there?",
    )


def test_headings_and_words_of_lists_come_in_the_language():
    frame = evidence_frame(twenty(), language="nn")
    assert list(frame.columns)[:3] == ["Kva", "Slag", "Lag"]
    assert "fortald gjort" in set(frame["Korleis dei veit det"])
    with pytest.raises(RecordWrong):
        evidence_frame(twenty(), language="fi")


def test_the_workbook_can_be_read_in(tmp_path: Path):
    sheet = _sheet(twenty(), tmp_path)
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:Q{len(twenty().evidence_table()) + 1}"
    words = next(cell for cell in sheet[1] if cell.value == "Words")
    assert sheet.column_dimensions[words.column_letter].width > 40
    assert sheet[f"{words.column_letter}2"].alignment.wrap_text


def test_nothing_in_the_workbook_is_a_formula_or_a_link(tmp_path: Path):
    sheet = _sheet(awkward(), tmp_path)
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert all(cell.value is None for cell in cells if cell.data_type == "n")
    assert AWKWARD[2] in {cell.value for cell in cells}
    assert all(cell.hyperlink is None for cell in cells)


def test_without_quotes_the_places_stay(tmp_path: Path):
    frame = evidence_frame(told_in_confidence(Audience.RESEARCHER), quotes=False)
    assert set(frame["Words"]) == {""}
    assert set(frame["Start"]) >= {0, 20, 40}
    report = write_map(told_in_confidence(), tmp_path / "map.xlsx")
    assert any("words withheld" in each for each in report.dropped)


def test_control_characters_do_not_break_the_workbook(tmp_path: Path):
    values = {cell.value for row in _sheet(awkward(), tmp_path).iter_rows() for cell in row}
    assert MARKUP in values
    assert any(str(value).startswith(CONTROL[:4]) for value in values)
