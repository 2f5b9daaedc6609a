"""Somebody else's database: read without believing it, and never touched."""

from __future__ import annotations

import contextlib
import os
import random
import sqlite3
from pathlib import Path

import pytest

from ieworkbench.errors import FileDamaged, FileEmpty, FileIsFolder, FileMissing, FileProblem, FileTooLarge
from ieworkbench.exchange import foreign_database
from ieworkbench.exchange.bundle import Report
from ieworkbench.exchange.foreign_database import Row, open_foreign


def _database(path: Path, *statements: str) -> Path:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        for each in statements:
            connection.execute(each)
        connection.commit()
    return path


def _rows(path: Path, table: str, *columns: str, optional: tuple[str, ...] = ()) -> tuple[list[Row], Report]:
    report = Report(str(path), "test")
    with open_foreign(path, "Somebody", report) as database:
        return database.rows(table, columns, optional), report


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    return _database(
        tmp_path / "some 100% #file?.db",
        "CREATE TABLE letters (id integer primary key, words text, day)",
        "INSERT INTO letters VALUES (2, 'second', 7), (1, 'first', '8'), (3, NULL, 2.0)",
    )


def test_rows_come_in_the_order_of_their_ids_whatever_the_file_is_called(letters: Path):
    rows, report = _rows(letters, "letters", "words", "day")
    assert [(row.number, row.text("words"), row.whole("day")) for row in rows] == [
        (1, "first", 8),
        (2, "second", 7),
        (3, "", 2),
    ]
    assert report.findings == []


def test_values_of_any_kind_are_words_or_whole_numbers_or_nothing():
    row = Row(1, {"a": b"\xff\xc3\xa5", "b": 1.5, "c": " 12 ", "d": "twelve", "e": float("nan"), "f": "9" * 30})
    assert (row.text("a"), row.text("b"), row.text("missing")) == ("\ufffdå", "1.5", "")
    assert [row.whole(each) for each in "abcdef"] == [None, None, 12, None, None, None]


def test_a_missing_table_or_column_is_said_and_what_only_some_versions_have_is_not(letters: Path):
    rows, report = _rows(letters, "letters", "words", "author", optional=("colour",))
    assert rows[0].text("author") == rows[0].text("colour") == ""
    assert [(each.fate.value, each.where, each.why) for each in report.findings] == [
        ("changed", "letters", "It has no column “author”; what should stand there was left empty.")
    ]
    rows, report = _rows(letters, "envelopes", "words")
    assert rows == []
    assert report.findings[0].why == "There is no such table here, though Somebody makes one."


def test_views_virtual_tables_and_computed_columns_are_no_data(tmp_path: Path):
    path = _database(
        tmp_path / "forged.db",
        "CREATE TABLE real (a, b GENERATED ALWAYS AS (printf('%.9000d', 1)) VIRTUAL)",
        "INSERT INTO real VALUES ('kept')",
        "CREATE VIEW letters AS SELECT load_extension('evil') AS words",
        "CREATE VIRTUAL TABLE searched USING fts5(words)",
        "CREATE TRIGGER t AFTER INSERT ON real BEGIN DELETE FROM real; END",
    )
    report = Report(str(path), "test")
    with open_foreign(path, "Somebody", report) as database:
        assert "letters" not in database
        assert "searched" not in database
        (row,) = database.rows("real", ("a", "b"))
    assert (row.text("a"), row.text("b")) == ("kept", "")


def test_tables_without_row_ids_and_with_odd_names_are_read(tmp_path: Path):
    path = _database(
        tmp_path / "odd.db",
        'CREATE TABLE "Odd ""name" (k text primary key, "select" text) WITHOUT ROWID',
        """INSERT INTO "Odd ""name" VALUES ('a', 'one'), ('b', 'two')""",
    )
    rows, _ = _rows(path, 'odd "NAME', "K", "select")
    assert [row.text("select") for row in rows] == ["one", "two"]


def test_nothing_is_written_beside_the_file_even_while_changes_stand_in_its_log(tmp_path: Path):
    path = tmp_path / "busy.db"
    with contextlib.closing(sqlite3.connect(path)) as writer:
        writer.execute("PRAGMA journal_mode = WAL")
        writer.execute("CREATE TABLE letters (words text)")
        writer.execute("INSERT INTO letters VALUES ('only in the log')")
        writer.commit()
        before = {each.name: each.read_bytes() for each in tmp_path.iterdir()}
        rows, _ = _rows(path, "letters", "words")
        after = {each.name: each.read_bytes() for each in tmp_path.iterdir()}
    assert [row.text("words") for row in rows] == ["only in the log"]
    assert before == after
    assert "busy.db-wal" in after


def test_a_database_that_another_program_has_locked_is_read(letters: Path):
    with contextlib.closing(sqlite3.connect(letters, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        rows, _ = _rows(letters, "letters", "words")
    assert len(rows) == 3


def test_a_read_only_folder_is_no_hindrance(letters: Path):
    letters.chmod(0o400)
    letters.parent.chmod(0o500)
    try:
        rows, _ = _rows(letters, "letters", "words")
    finally:
        letters.parent.chmod(0o700)
    assert len(rows) == 3


def test_a_file_in_the_middle_of_a_change_is_left_alone(letters: Path):
    letters.with_name(letters.name + "-journal").write_bytes(bytes.fromhex("d9d505f920a163d7") + bytes(600))
    with pytest.raises(FileDamaged, match="Somebody is changing it, or was stopped while it did; open and close"):
        _rows(letters, "letters", "words")


def test_a_file_that_changes_while_it_is_read_is_not_believed(letters: Path):
    with (
        pytest.raises(FileDamaged, match="it was changed while it was read; close it in Somebody"),
        open_foreign(letters, "Somebody", Report("x", "test")),
    ):
        _database(letters, "INSERT INTO letters VALUES (9, 'late', 1)")


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", FileEmpty),
        (b"id;words\n1;two\n", FileDamaged),
        (b"SQLite format 3\x00", FileDamaged),
        (b"SQLite format 3\x00" + bytes(4096), FileDamaged),
        (os.urandom(5000), FileDamaged),
    ],
)
def test_what_is_no_database_is_one_sentence(tmp_path: Path, content: bytes, error: type[FileProblem]):
    path = tmp_path / "no.db"
    path.write_bytes(content)
    with pytest.raises(error) as caught:
        _rows(path, "letters", "words")
    assert str(caught.value).startswith(str(path))
    assert str(caught.value).count("\n") == 0


def test_missing_files_folders_and_impossible_names_are_sentences_too(tmp_path: Path):
    with pytest.raises(FileMissing):
        _rows(tmp_path / "gone.db", "letters")
    with pytest.raises(FileIsFolder):
        _rows(tmp_path, "letters")
    with pytest.raises(FileProblem):
        _rows(tmp_path / "nul\x00.db", "letters")
    os.mkfifo(tmp_path / "pipe.db")
    with pytest.raises(FileDamaged):
        _rows(tmp_path / "pipe.db", "letters")


def test_a_damaged_table_gives_the_rows_before_the_damage_and_says_so(tmp_path: Path):
    path = _database(
        tmp_path / "torn.db",
        "PRAGMA page_size = 512",
        "CREATE TABLE letters (words text)",
        *(f"INSERT INTO letters VALUES ('{str(number) * 100}')" for number in range(100, 160)),
    )
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2] + bytes(len(data) - len(data) // 2))
    rows, report = _rows(path, "letters", "words")
    assert 0 < len(rows) < 60
    assert report.findings[0].where == "letters"
    assert report.findings[0].why.startswith(f"It breaks off after {len(rows)} rows (")


def test_values_and_files_have_limits(letters: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(foreign_database, "MOST_READ", 10)
    with pytest.raises(FileTooLarge):
        _rows(letters, "letters", "words")
    monkeypatch.undo()
    monkeypatch.setattr(foreign_database, "LARGEST_DATABASE", 100)
    with pytest.raises(FileTooLarge):
        _rows(letters, "letters", "words")
    monkeypatch.undo()
    monkeypatch.setattr(foreign_database, "LARGEST_VALUE", 1000)
    long = _database(tmp_path / "long.db", "CREATE TABLE t (w)", "INSERT INTO t VALUES ('short'), (zeroblob(2000))")
    rows, report = _rows(long, "t", "w")
    assert rows == []
    assert report.findings[0].why.startswith("It breaks off after 0 rows (string or blob too big)")


def test_pages_that_lead_back_to_themselves_end(tmp_path: Path):
    """An inner page that names one leaf again and again claims more rows than the file has room for."""
    path = _database(
        tmp_path / "round.db",
        "PRAGMA page_size = 512",
        "CREATE TABLE letters (words text)",
        *(f"INSERT INTO letters VALUES ('{number}')" for number in range(400)),
    )
    data = bytearray(path.read_bytes())
    root = next(at for at in range(0, len(data), 512) if at and data[at] == 5)
    leaf = data[root + 8 : root + 12]
    cells = int.from_bytes(data[root + 3 : root + 5], "big")
    for number in range(cells):
        place = int.from_bytes(data[root + 12 + 2 * number : root + 14 + 2 * number], "big")
        data[root + place : root + place + 4] = leaf
    path.write_bytes(bytes(data))
    with contextlib.suppress(FileDamaged):
        rows, _ = _rows(path, "letters", "words")
        assert len(rows) <= len(data)


def test_mutated_files_give_rows_or_one_of_our_sentences(letters: Path, tmp_path: Path):
    data, chance = letters.read_bytes(), random.Random(7)
    for number in range(150):
        mutated = bytearray(data)
        for _ in range(chance.randint(1, 30)):
            mutated[chance.randrange(16, len(mutated))] = chance.randrange(256)
        path = tmp_path / f"{number}.db"
        path.write_bytes(bytes(mutated[: chance.choice([len(mutated), chance.randrange(16, len(mutated))])]))
        with contextlib.suppress(FileProblem):
            _rows(path, "letters", "words", "day")
