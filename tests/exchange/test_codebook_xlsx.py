from __future__ import annotations

import datetime as dt
import io
import random
import zipfile
from pathlib import Path

import openpyxl
import pytest
from codebook_strategies import PHONING, WORK, codebooks
from hypothesis import given, settings

from ieworkbench.errors import FileDamaged, FileLocked, FileProblem
from ieworkbench.exchange import EXCHANGES
from ieworkbench.exchange.codebooks import read_codebook_report, write_codebook
from ieworkbench.model import Code, Codebook

LAW = settings(max_examples=60)
INDEX = Codebook((Code(WORK, "work", definition="=1+1"), Code(PHONING, "no", (WORK,), example="-")), "Index", "a\nb")


def workbook(path: Path, rows: list[list[object]], title: str = "Sheet1") -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


@given(codebook=codebooks())
@LAW
def test_any_codebook_comes_back_equal(tmp_path: Path, codebook: Codebook) -> None:
    path = tmp_path / "index.xlsx"
    write_codebook(codebook, path)
    again, report = read_codebook_report(path)
    assert again == codebook
    assert not report.findings


def test_cells_are_words_and_the_head_stays_in_sight(tmp_path: Path) -> None:
    path = tmp_path / "index.xlsx"
    write_codebook(INDEX, path)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Codebook", "About"]
    sheet = book["Codebook"]
    assert [cell.value for cell in sheet[1]][:4] == ["under", "name", "also under", "definition"]
    assert (sheet["D2"].value, sheet["D2"].data_type) == ("=1+1", "s")
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:J3"
    assert sheet["D2"].alignment.wrap_text
    assert read_codebook_report(path)[0] == INDEX


def test_words_too_long_for_a_cell_go_on_in_the_next(tmp_path: Path) -> None:
    path = tmp_path / "index.xlsx"
    codebook = Codebook(
        (Code(WORK, "work", definition="word 😀 " * 12_000, exclude="x"), Code(PHONING, "b")), "T", "y" * 40_000
    )
    write_codebook(codebook, path)
    assert read_codebook_report(path)[0] == codebook


def test_numbers_dates_and_truths_that_excel_made_are_words_again(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Kode", "Definisjon", "Kodbar"],
        [2026, 1.5, False],
        [dt.datetime.fromisoformat("2026-01-01T00:00:00"), 3.0, True],
    ]
    codebook, _ = read_codebook_report(workbook(tmp_path / "index.xlsx", rows))
    assert [(code.name, code.definition, code.codable) for code in codebook] == [
        ("2026", "1.5", False),
        ("2026-01-01", "3", True),
    ]


def test_the_sheet_with_codes_is_found_and_the_others_are_reported(tmp_path: Path) -> None:
    path = workbook(tmp_path / "index.xlsx", [["Read me first"]], "Notes")
    book = openpyxl.load_workbook(path)
    sheet = book.create_sheet("Codes")
    sheet.append([None, "Name", "Parent"])
    sheet.append([None, "phoning", "work"])
    sheet.append([None, "work", None])
    book.save(path)
    codebook, report = read_codebook_report(path)
    assert [codebook.path(code.id) for code in codebook] == ["work > phoning", "work"]
    assert [(each.what, each.where) for each in report.findings] == [("sheet", "Notes")]


def test_workbooks_of_codes_and_of_codings_are_told_apart(tmp_path: Path) -> None:
    claims = {each.name: each.claims for each in EXCHANGES if ".xlsx" in each.suffixes}
    files = {
        workbook(tmp_path / "a.xlsx", [["Code", "Memo"], ["x", "y"]]): ["codebook-xlsx"],
        workbook(tmp_path / "b.xlsx", [["Document", "Segment", "Code"], ["U1", "I phoned", "x"]]): ["xlsx"],
        workbook(tmp_path / "c.xlsx", [["a", "b"], [1, 2]]): [],
    }
    write_codebook(INDEX, tmp_path / "d.xlsx")
    files[tmp_path / "d.xlsx"] = ["codebook-xlsx"]
    (tmp_path / "e.xlsx").write_bytes(b"no workbook")
    files[tmp_path / "e.xlsx"] = ["xlsx"]
    for path, wanted in files.items():
        assert [name for name, claim in claims.items() if claim is not None and claim(str(path))] == wanted


def packed(path: Path, change: dict[str, bytes | None]) -> Path:
    """The workbook with some parts replaced, or taken out."""
    source = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = change.get(name, old.read(name))
            if data is not None:
                new.writestr(name, data)
    return path


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "[Content_Types].xml"]
)
@pytest.mark.parametrize("data", [None, b"", b"<a", b"<a/>"])
def test_a_broken_workbook_is_one_sentence(tmp_path: Path, part: str, data: bytes | None) -> None:
    path = tmp_path / "index.xlsx"
    write_codebook(INDEX, path)
    with pytest.raises(FileDamaged) as caught:
        read_codebook_report(packed(path, {part: data}))
    assert str(path) in str(caught.value)


def test_a_sheet_that_lies_about_its_size_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "index.xlsx"
    write_codebook(INDEX, path)
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    packed(path, {"xl/worksheets/sheet1.xml": sheet.replace(b'<dimension ref="A1:J3"/>', b'<dimension ref="A1"/>')})
    assert read_codebook_report(path)[0] == INDEX


def test_a_row_far_below_the_end_of_any_sheet_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "index.xlsx"
    write_codebook(INDEX, path)
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    packed(path, {"xl/worksheets/sheet1.xml": sheet.replace(b'<row r="3"', b'<row r="999999999999"')})
    with pytest.raises(FileProblem):
        read_codebook_report(path)


def test_a_password_is_said(tmp_path: Path) -> None:
    path = tmp_path / "index.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(FileLocked):
        read_codebook_report(path)


def test_only_our_errors_come_out_of_damaged_workbooks(tmp_path: Path) -> None:
    path = tmp_path / "index.xlsx"
    write_codebook(INDEX, path)
    whole = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    dice = random.Random(3)
    for _ in range(250):
        name = dice.choice(sorted(parts))
        data = bytearray(parts[name])
        for _ in range(dice.randrange(1, 4)):
            spot = dice.randrange(len(data))
            data[spot : spot + dice.randrange(3)] = bytes(
                dice.choice(b'<>"/&;09aZ=\x00\xff') for _ in range(dice.randrange(3))
            )
        path.write_bytes(whole)
        packed(path, {name: bytes(data)})
        try:
            read_codebook_report(path)
        except FileProblem as problem:
            assert "\n" not in str(problem)
