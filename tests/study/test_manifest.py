"""Manifests: read as spreadsheets write them, guessed from names, and never written over."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest
import xlsxwriter

import ieworkbench as ie
from ieworkbench.errors import FileDamaged, FileEmpty, FileMissing, RecordWrong
from ieworkbench.study import ManifestRow, guess_manifest, read_manifest, unread_files, write_manifest

MARCH_5 = dt.datetime(2014, 3, 5)  # noqa: DTZ001 - moments are kept in UTC, without saying so each time - a spreadsheet knows no time zones
AT_TEN = dt.datetime(2014, 3, 5, 10)  # noqa: DTZ001 - moments are kept in UTC, without saying so each time


@pytest.mark.parametrize(
    "data",
    [
        b"file,kind,wave\nm\xc3\xb8te.txt,interview,1\n",
        b"\xef\xbb\xbffile;kind;wave\r\nm\xc3\xb8te.txt;interview;1\r\n",
        "file;kind;wave\nmøte.txt;interview;1\n".encode("cp1252"),
        "file\tkind\twave\nmøte.txt\tinterview\t1\n".encode("utf-16"),
        b" File , KIND,Wave ,\n\n,,\nm\xc3\xb8te.txt , interview,1,\n,,,\n",
        '"file","kind","wave"\n"møte.txt","interview","1"\n'.encode(),
    ],
    ids=["plain", "bom and semicolons", "cp1252", "utf-16 and tabs", "blanks and empty rows", "quoted"],
)
def test_csv_is_read_however_a_spreadsheet_wrote_it(put, data):
    assert list(read_manifest(put("m.csv", data))) == [ManifestRow("møte.txt", kind="interview", wave="1")]


def test_cells_are_text_and_nothing_is_worked_out(put):
    rows = read_manifest(put("m.csv", 'file,title,case\na.txt,=1+1,"C1; C2"\nb.txt,"one, two",007\n'))
    assert [(row.title, row.case) for row in rows] == [("=1+1", "C1; C2"), ("one, two", "007")]


def workbook(rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def test_xlsx_by_openpyxl_gives_dates_and_numbers_as_they_are_written(put):
    data = workbook(
        [
            ["file", "wave", "date", "case", "Speaker pattern"],
            ["a.txt", 2, AT_TEN, "C1", None],
            [None, None, None, None, None],
            ["b.txt", 1.0, dt.date(2014, 3, 6), 7, "(A|B):"],
        ]
    )
    assert list(read_manifest(put("m.xlsx", data))) == [
        ManifestRow("a.txt", wave="2", date="2014-03-05", case="C1"),
        ManifestRow("b.txt", wave="1", date="2014-03-06", case="7", speaker_pattern="(A|B):"),
    ]


def test_xlsx_by_xlsxwriter_is_read_whatever_it_is_called(put):
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["file", "date", "wave"])
        sheet.write_string(1, 0, "møte 😀.txt")
        sheet.write_datetime(1, 1, MARCH_5, book.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.write_number(1, 2, 3)
    expected = [ManifestRow("møte 😀.txt", date="2014-03-05", wave="3")]
    assert list(read_manifest(put("m.xlsx", data.getvalue()))) == expected
    assert list(read_manifest(put("m.csv", data.getvalue()))) == expected


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("m.csv", "file,knid\na.txt,x\n", "row 1: there is no column “knid”; did you mean “kind”"),
        ("m.csv", "kind,case\nx,y\n", "row 1: there is no column “file”; name the columns: file, kind, case"),
        ("m.csv", "file,kind,kind\na.txt,x,y\n", "row 1: a column stands there twice"),
        ("m.csv", "file,kind\na.txt,letter\n,letter\n", "row 3: the column “file” is empty"),
        ("m.csv", "file,title\na.txt,one, two\n", "row 2: “two” stands under no column; put words with a comma in"),
        ("m.csv", "file,,kind\na.txt,note,letter\n", "row 2: “note” stands under no column"),
        ("m.xlsx", "file,kind\n", ""),
        ("m.xlsx", b"PK\x03\x04 not a workbook", "m.xlsx"),
    ],
)
def test_a_table_that_is_no_manifest_says_where_and_what(put, name, data, sentence):
    path = put(name, data)
    if not sentence:
        assert list(read_manifest(path)) == []
        return
    with pytest.raises(FileDamaged) as caught:
        read_manifest(path)
    assert sentence in str(caught.value)


def test_missing_and_empty_manifests_are_told(put, tmp_path):
    with pytest.raises(FileMissing):
        read_manifest(tmp_path / "no.csv")
    with pytest.raises(FileEmpty):
        read_manifest(put("m.csv", b""))


@pytest.mark.parametrize("name", ["m.csv", "m.xlsx"])
def test_what_is_written_is_read_back_equal(tmp_path, name):
    rows = [
        ManifestRow("møte/U1 😀.docx", "interview", "C1; C2", "U1", "1", "2014-03", "nb", "quote"),
        ManifestRow("b,c.txt", title='=1+1 "and" more', level="entry", speakers="I; U1"),
        ManifestRow("@x.txt", date="05.03.2014", id="007"),
    ]
    write_manifest(tmp_path / name, rows)
    assert list(read_manifest(tmp_path / name)) == rows


def test_a_manifest_is_not_written_over_and_an_unwritable_place_is_told(tmp_path):
    write_manifest(tmp_path / "m.csv", [ManifestRow("a.txt")])
    with pytest.raises(FileExistsError):
        write_manifest(tmp_path / "m.csv", [])
    assert list(read_manifest(tmp_path / "m.csv")) == [ManifestRow("a.txt")]
    with pytest.raises(RecordWrong, match="it cannot be written there"):
        write_manifest(tmp_path / "no" / "m.csv", [])


@pytest.mark.parametrize(
    ("path", "guessed"),
    [
        ("intervjuer/C1/U1-wave2-2014-03-05_nb.docx", ("interview", "C1", "U1", "2", "2014-03-05", "nb")),
        ("Intervju sak 12/L3 bølge 1.txt", ("interview", "C12", "L3", "1", "", "")),
        ("vedtak/20140305 avslag.pdf", ("written decision", "", "", "", "2014-03-05", "")),
        ("case-7/plans/plan.pdf", ("individual plan", "C7", "", "", "", "")),
        ("nursing plan.docx", ("other plan", "", "", "", "", "")),
        ("C2/IP2.pdf", ("individual plan", "C2", "", "", "", "")),
        ("søknader/U12 søknad.pdf", ("application", "", "U12", "", "", "")),
        ("field notes/day 1.md", ("field note", "", "", "", "", "")),
        ("samtale med en bruker.txt", ("", "", "", "", "", "")),
        ("rundskriv/2014-13-45.html", ("guideline", "", "", "", "", "")),
        ("so\u0308knad/se\u0301 U1.txt", ("", "", "U1", "", "", "")),
        ("møtereferat_nn.odt", ("minutes", "", "", "", "", "nn")),
        ("vedtak nynorsk 3.txt", ("written decision", "", "", "", "", "nn")),
        ("ordinary.txt", ("", "", "", "", "", "")),
    ],
)
def test_what_names_say_plainly_is_guessed_and_nothing_else(put, tmp_path, path, guessed):
    put(f"files/{path}")
    (row,) = guess_manifest(tmp_path / "files")
    assert row == ManifestRow(path, *guessed)


def test_hidden_locked_and_unreadable_files_and_manifests_are_passed_over(put, tmp_path):
    for name in (".hidden.txt", "~$U1.docx", ".git/x.txt", ".~lock.U1.docx#", "Thumbs.db", "a.zzz", "U1.docx"):
        put(f"files/{name}")
    put("files/manifest.csv", "file,kind\nU1.docx,interview\n")
    put("files/old list.csv", b"\xef\xbb\xbffile;kind;case\n")
    put("files/table.csv", "time,speaker,text\n0:01,A,hello\n")
    assert [row.file for row in guess_manifest(tmp_path / "files")] == ["U1.docx", "table.csv"]
    assert [path.name for path in unread_files(tmp_path / "files")] == ["Thumbs.db", "a.zzz"]


def test_paths_start_from_where_the_manifest_lies(put, tmp_path):
    put("files/sub/U1.txt")
    (tmp_path / "lists").mkdir()
    assert [row.file for row in guess_manifest(tmp_path / "files", tmp_path / "lists")] == ["../files/sub/U1.txt"]


def test_a_folder_that_is_none_is_told(put, tmp_path):
    with pytest.raises(FileMissing):
        guess_manifest(tmp_path / "no")
    with pytest.raises(RecordWrong, match="this is a file"):
        guess_manifest(put("a.txt"))


def test_guessed_written_read_and_added(study, put, tmp_path):
    put("files/intervjuer/U1 runde 1.txt")
    put("files/vedtak/C1 vedtak.txt", "Vedtak om avslag.\n")
    rows = ie.guess_manifest(tmp_path / "files")
    ie.write_manifest(tmp_path / "files" / "manifest.csv", rows)
    assert ie.read_manifest(tmp_path / "files" / "manifest.csv") == rows == ie.guess_manifest(tmp_path / "files")
    report = study.add_sources(rows, tmp_path / "files")
    assert report.refused == ()
    assert [(each.id, each.kind.value, each.cases, each.wave) for each in study.sources()] == [
        ("C1-vedtak", "written decision", ("C1",), None),
        ("U1-runde-1", "interview", (), 1),
    ]


def test_the_tables_of_a_chain_are_no_sources(put, tmp_path):
    put("C1/talk.txt")
    put("C1/chain/acts.csv", "id,doing\nA1,goes home\n")
    put("C1/chain/accounts.csv", "of,source,quote,status\n")
    put("C1/chain/sites.csv", "start,speaker,text\n0,A,Hello.\n")
    assert [each.file for each in guess_manifest(tmp_path)] == ["C1/chain/sites.csv", "C1/talk.txt"]


def test_a_row_shows_only_what_is_said_of_the_file():
    assert repr(ie.ManifestRow(file="U1.vtt", case="C1")) == "ManifestRow(file='U1.vtt', case='C1')"
