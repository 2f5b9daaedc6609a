"""A study file is made, opened, shared and filled to the brim without ever losing what it holds."""

from __future__ import annotations

import dataclasses
import errno
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, select, text
from study_row import ROW

from ieworkbench.errors import (
    DiskFailing,
    DiskFull,
    FolderMissing,
    IEError,
    NotAStudy,
    StudyBusy,
    StudyDamaged,
    StudyExists,
    StudyForbidden,
    StudyMissing,
    StudyNewer,
    StudyReadOnly,
)
from ieworkbench.store import database as database_module
from ieworkbench.store import tables
from ieworkbench.store.database import Database
from ieworkbench.store.transaction import transaction


def add_case(database: Database, name: str, label: str = "", by: str = "ann") -> None:
    with transaction(database, by, "add case", name) as work:
        work.insert(tables.case, {"id": name, "label": label})


def cases(database: Database) -> list[str]:
    with database.reading() as connection:
        return list(connection.scalars(select(tables.case.c.id).order_by(tables.case.c.id)))


def raw(path: Path, *statements: str) -> list[Any]:
    """What plain SQLite says to ``statements``: an outsider with no respect for a study."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        return [connection.execute(statement).fetchall() for statement in statements][-1]


def made(path: Path) -> Path:
    """A closed study with one case."""
    database = Database.create(path, dict(ROW))
    add_case(database, "C1")
    database.close()
    return path


# ---------------------------------------------------------------------------- making and opening


def test_a_study_is_one_private_file_with_its_mark_and_its_version(path: Path):
    made(path)
    assert [each.name for each in path.parent.iterdir()] == ["plans.iestudy"]
    assert raw(path, "PRAGMA application_id") == [(0x49455742,)]
    assert raw(path, "SELECT version_num FROM alembic_version") == [(tables.HEAD,)]
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600


def test_what_was_written_is_there_when_it_is_opened_again(path: Path):
    database = Database.open(made(path))
    assert cases(database) == ["C1"]
    assert not database.read_only
    database.close()


@pytest.mark.parametrize(
    "name", ["a b.iestudy", "æøå.iestudy", "😀.iestudy", "50% #1?&mode=ro.iestudy", "it's; --.iestudy"]
)
def test_any_file_name_will_do(tmp_path: Path, name: str):
    database = Database.open(made(tmp_path / name))
    add_case(database, "C2")
    assert cases(database) == ["C1", "C2"]
    database.close()
    assert [each.name for each in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("content", [b"", b"my notes"])
def test_no_file_is_ever_overwritten(path: Path, content: bytes):
    path.write_bytes(content)
    with pytest.raises(StudyExists):
        Database.create(path, dict(ROW))
    assert path.read_bytes() == content


def test_a_study_needs_its_folder(tmp_path: Path):
    with pytest.raises(FolderMissing, match=r"no/such/a\.iestudy: there is no such folder"):
        Database.create(tmp_path / "no" / "such" / "a.iestudy", dict(ROW))
    (tmp_path / "file").write_text("")
    for place in (tmp_path / "file" / "a.iestudy", tmp_path / "nul\0l.iestudy"):
        with pytest.raises(StudyMissing):
            Database.create(place, dict(ROW))


def test_nothing_is_left_of_a_study_that_could_not_be_made(path: Path):
    with pytest.raises(IEError):
        Database.create(path, {**ROW, "title": None})
    assert list(path.parent.iterdir()) == []


@pytest.mark.parametrize(
    ("code", "kind"), [(errno.ENOSPC, DiskFull), (errno.EACCES, StudyReadOnly), (errno.EROFS, StudyReadOnly)]
)
def test_a_disk_without_room_or_leave_is_named(
    path: Path, monkeypatch: pytest.MonkeyPatch, code: int, kind: type[IEError]
):
    def refuse(*given: object) -> int:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(database_module.os, "open", refuse)
    with pytest.raises(kind):
        Database.create(path, dict(ROW))


def test_what_is_not_there_or_no_study_is_said(tmp_path: Path):
    with pytest.raises(StudyMissing):
        Database.open(tmp_path / "none.iestudy")
    with pytest.raises(StudyMissing):
        Database.open(tmp_path / "nul\0l.iestudy")
    with pytest.raises(NotAStudy):
        Database.open(tmp_path)
    (tmp_path / "notes.txt").write_text("SQLite is a database")
    with pytest.raises(NotAStudy):
        Database.open(tmp_path / "notes.txt")
    with pytest.raises(StudyMissing):
        Database.open(tmp_path / "notes.txt" / "a.iestudy")
    (tmp_path / "empty.iestudy").write_bytes(b"")
    with pytest.raises(NotAStudy):
        Database.open(tmp_path / "empty.iestudy")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_is_no_study_and_is_not_waited_for(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(NotAStudy):
        Database.open(tmp_path / "pipe")


@pytest.mark.parametrize("statement", ["CREATE TABLE a (b)", "CREATE TABLE alembic_version (version_num)"])
def test_somebody_elses_database_is_no_study_and_stays_as_it_is(path: Path, statement: str):
    raw(path, statement)
    before = path.read_bytes()
    with pytest.raises(NotAStudy):
        Database.open(path)
    raw(path, "PRAGMA journal_mode")
    assert path.read_bytes()[100:] == before[100:]


def test_a_study_of_a_later_version_is_said_to_be_one(path: Path):
    raw(made(path), "UPDATE alembic_version SET version_num = '0099'")
    with pytest.raises(StudyNewer, match="step 0099"):
        Database.open(path)


@pytest.mark.parametrize("statement", ["DELETE FROM alembic_version", "DROP TABLE alembic_version"])
def test_a_study_without_its_version_is_damaged(path: Path, statement: str):
    raw(made(path), statement)
    with pytest.raises(StudyDamaged):
        Database.open(path)


@pytest.mark.parametrize("size", [20, 100, 4096, 9000, 40_000])
def test_a_study_that_breaks_off_gives_one_sentence(path: Path, size: int):
    data = made(path).read_bytes()
    assert len(data) > 40_000
    path.write_bytes(data[:size])
    with pytest.raises((StudyDamaged, NotAStudy)) as said:
        cases(Database.open(path))
    assert str(said.value).startswith(str(path))


def test_a_study_with_rubbish_in_it_gives_one_sentence(path: Path):
    data = bytearray(made(path).read_bytes())
    data[100:] = b"\xab" * (len(data) - 100)
    path.write_bytes(bytes(data))
    with pytest.raises(StudyDamaged, match="the study file is damaged"):
        Database.open(path)


def test_a_study_moved_away_while_it_is_open_is_missed(path: Path, database: Database):
    path.rename(path.with_name("elsewhere.iestudy"))
    with pytest.raises(StudyMissing):
        add_case(database, "C1")


def test_a_copy_put_in_the_place_of_an_open_study_is_the_study_from_then_on(path: Path, database: Database):
    add_case(database, "C1")
    shutil.copy(path, path.with_name("copy"))
    add_case(database, "C2")
    path.with_name("copy").replace(path)
    assert cases(database) == ["C1"]
    add_case(database, "C3")
    database.close()
    assert raw(path, 'SELECT id FROM "case" ORDER BY id') == [("C1",), ("C3",)]


# ------------------------------------------------------------------------------- what is promised


def test_references_are_kept_and_strange_schemas_not_trusted(database: Database):
    with database.reading() as connection:
        assert connection.scalar(text("PRAGMA foreign_keys")) == 1
        assert connection.scalar(text("PRAGMA trusted_schema")) == 0
        assert connection.scalar(text("PRAGMA synchronous")) == 2


@pytest.mark.parametrize(("local", "mode"), [(True, "wal"), (False, "delete")])
def test_the_log_is_kept_beside_the_file_on_disks_of_this_machine_only(
    path: Path, monkeypatch: pytest.MonkeyPatch, local: bool, mode: str
):
    monkeypatch.setattr(database_module, "_on_local_disk", lambda _: local)
    database = Database.create(path, dict(ROW))
    with database.reading() as connection:
        assert connection.scalar(text("PRAGMA journal_mode")) == mode
    add_case(database, "C1")
    assert cases(database) == ["C1"]
    database.close()


@pytest.mark.parametrize(
    ("kind", "local"), [("ext4", True), ("apfs", True), ("nfs4", False), ("cifs", False), ("fuse.sshfs", False)]
)
def test_disks_of_other_machines_are_known_by_their_kind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, local: bool
):
    import psutil

    class Disk:
        mountpoint, fstype, opts = os.path.realpath(tmp_path), kind, "rw"

    monkeypatch.setattr(psutil, "disk_partitions", lambda **_: [Disk])
    assert database_module._on_local_disk(tmp_path / "a.iestudy") is local


@pytest.mark.parametrize("other_reads", [False, True])
def test_copying_the_file_of_an_open_study_copies_every_change(path: Path, database: Database, other_reads: bool):
    reader = Database.open(path)
    for number in range(5):
        if other_reads:
            cases(reader)
        add_case(database, f"C{number}", "x" * 10_000)
        shutil.copyfile(path, path.with_name(f"copy{number}"))
        assert raw(path.with_name(f"copy{number}"), 'SELECT count(*) FROM "case"') == [(number + 1,)]
        assert raw(path.with_name(f"copy{number}"), "PRAGMA integrity_check") == [("ok",)]
    reader.close()


def test_a_change_does_not_wait_for_somebody_who_reads(database: Database):
    impatient = dataclasses.replace(database, patience=0)  # a change that had to wait would be refused
    with database.reading() as connection:
        assert connection.scalar(text('SELECT count(*) FROM "case"')) == 0
        add_case(impatient, "C1")
        assert connection.scalar(text('SELECT count(*) FROM "case"')) == 0, "a reader sees one state"
    assert cases(database) == ["C1"]


# ------------------------------------------------------------------------------ reading and no more


@pytest.mark.skipif(os.name != "posix", reason="leave is given otherwise on this system")
@pytest.mark.parametrize("part", ["file", "folder"])
def test_a_study_one_may_only_read_can_be_read(path: Path, monkeypatch: pytest.MonkeyPatch, part: str):
    made(path)
    held = path if part == "file" else path.parent
    monkeypatch.setattr(database_module.os, "access", lambda place, _: Path(place) != held)
    database = Database.open(path)
    assert database.read_only
    assert cases(database) == ["C1"]
    with pytest.raises(StudyReadOnly, match="copy it to a folder where you may write"):
        add_case(database, "C2")
    database.close()
    assert [each.name for each in path.parent.iterdir()] == ["plans.iestudy"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can become somebody else")
@pytest.mark.parametrize(("mode", "said"), [(0o444, "read_only C1"), (0o000, "you may not read this study")])
def test_somebody_else_reads_what_they_may(mode: int, said: str):
    code = """
import os, sys
from pathlib import Path
from sqlalchemy import text
import psutil, ieworkbench.errors
from ieworkbench.store.database import Database, _engine
path = Path(sys.argv[1])
_engine(path, read_only=True, patience=1)  # so that every library is loaded while it may be read
os.setuid(65534)
try:
    database = Database.open(path)
    with database.reading() as connection:
        print("read_only" if database.read_only else "", connection.scalar(text('SELECT id FROM "case"')))
except ieworkbench.errors.IEError as error:
    print(error)
"""
    with tempfile.TemporaryDirectory() as folder:
        path = made(Path(folder) / "a.iestudy")
        path.chmod(mode)
        Path(folder).chmod(0o555)
        done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=False)
        assert said in done.stdout, done.stderr


def test_a_reader_of_a_closed_study_sees_later_changes_by_others(path: Path, monkeypatch: pytest.MonkeyPatch):
    made(path)
    monkeypatch.setattr(database_module.os, "access", lambda *_: False)
    reader = Database.open(path)
    monkeypatch.undo()
    writer = Database.open(path)
    add_case(writer, "C2")
    assert cases(reader) == ["C1", "C2"]
    writer.close()
    assert cases(reader) == ["C1", "C2"]
    reader.close()


def test_changes_in_a_log_that_cannot_be_read_are_not_passed_over_in_silence(
    path: Path, monkeypatch: pytest.MonkeyPatch
):
    made(path)
    path.with_name(path.name + "-wal").write_bytes(b"changes nobody has brought over yet")
    monkeypatch.setattr(database_module.os, "access", lambda *_: False)
    with pytest.raises(StudyReadOnly):
        Database.open(path)


def test_a_study_nobody_may_read_says_so(path: Path, monkeypatch: pytest.MonkeyPatch):
    made(path)

    def refuse(self: Path, *given: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(StudyForbidden):
        Database.open(path)


# ---------------------------------------------------------------------------------- two at once


@contextmanager
def somebody_writing(path: Path, seconds: float) -> Iterator[None]:
    """Another process that holds the study for so long."""
    code = f"""
import sqlite3, time
connection = sqlite3.connect({str(path)!r}, isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
connection.execute("UPDATE study SET title = 'theirs'")
print("holding", flush=True)
time.sleep({seconds})
connection.execute("COMMIT")
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "holding\n"
        yield
        process.kill()


def test_a_writer_waits_a_while_then_says_who_is_in_the_way(path: Path, database: Database):
    with somebody_writing(path, 60):
        with pytest.raises(StudyBusy) as said:
            add_case(database, "C1")
        assert str(said.value) == (
            f"{path}: another program is writing to this study (waited 0.5 s); nothing was changed, try again when it is done."
        )
        assert cases(database) == [], "reading goes on"
    add_case(database, "C1")
    assert cases(database) == ["C1"]


def test_a_writer_that_waited_long_enough_succeeds(path: Path):
    made(path)
    database = Database.open(path, patience=30)
    with somebody_writing(path, 0.3):
        add_case(database, "C2")
    assert cases(database) == ["C1", "C2"]
    with database.reading() as connection:
        assert connection.scalar(select(tables.study.c.title)) == "theirs"
    database.close()


def test_two_processes_writing_by_turns_lose_nothing(path: Path, database: Database):
    code = """
import sys
from pathlib import Path
from ieworkbench.store import tables
from ieworkbench.store.database import Database
from ieworkbench.store.transaction import transaction, undo
who, path = sys.argv[1], Path(sys.argv[2])
database = Database.open(path, patience=60)
for number in range(50):
    with transaction(database, who, "add case") as work:
        work.insert(tables.case, {"id": f"{who}-{number}", "label": ""})
    if number % 10 == 9:
        assert undo(database, who).by == who
database.close()
"""
    writers = [subprocess.Popen([sys.executable, "-c", code, who, str(path)]) for who in ("ann", "bob")]
    assert [each.wait(timeout=120) for each in writers] == [0, 0]
    wanted = sorted(f"{who}-{number}" for who in ("ann", "bob") for number in range(50) if number % 10 != 9)
    assert cases(database) == wanted
    with database.reading() as connection:
        numbers = list(connection.scalars(select(tables.journal.c.number).order_by(tables.journal.c.number)))
    assert numbers == list(range(1, 111))


def test_two_threads_of_one_program_can_use_one_study(database: Database):
    patient = Database.open(database.path, patience=60)

    def work(who: str) -> None:
        for number in range(10):
            add_case(patient, f"{who}-{number}", by=who)
            cases(patient)

    threads = [threading.Thread(target=work, args=(who,)) for who in "abc"]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(cases(database)) == 30
    patient.close()


# --------------------------------------------------------------------------------- a full disk


def fill_up(database: Database, more: int) -> None:
    """Let the file grow by so many pages and no more: what a full disk is to SQLite."""

    @event.listens_for(database.engine, "begin")
    def _limit(connection: Any) -> None:
        size = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {size + more}")


def test_a_full_disk_changes_nothing_and_the_study_stays_usable(path: Path):
    database = Database.open(made(path))
    fill_up(database, 3)
    with pytest.raises(DiskFull, match="nothing was changed"):
        add_case(database, "C2", "x" * 100_000)
    assert cases(database) == ["C1"]
    add_case(database, "C3")
    assert cases(database) == ["C1", "C3"]
    database.close()
    assert raw(path, "PRAGMA integrity_check") == [("ok",)]


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0 or sys.platform != "linux", reason="needs a small disk"
)
def test_a_disk_that_is_really_full(tmp_path: Path):
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)], check=False, capture_output=True
    ).returncode:
        pytest.skip("no small disk can be made here")
    try:
        database = Database.open(made(disk / "a.iestudy"))
        for number in range(400):
            try:
                add_case(database, f"D{number:03}", "x" * 8_000)
            except DiskFull:
                break
        else:
            pytest.fail("the disk never got full")
        kept = cases(database)
        assert kept == ["C1", *(f"D{number:03}" for number in range(len(kept) - 1))]
        with pytest.raises(DiskFull):
            add_case(database, "E", "x" * 200_000)
        assert cases(database) == kept
        with pytest.raises(DiskFull):
            Database.create(disk / "b.iestudy", dict(ROW))
        assert not (disk / "b.iestudy").exists()
        database.close()
        assert cases(Database.open(disk / "a.iestudy")) == kept
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_disk_that_fails_is_told_from_a_damaged_study(database: Database):
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorname = "SQLITE_IOERR_READ"
    assert isinstance(database._ours(error), DiskFailing)
    error.sqlite_errorname = "SQLITE_IOERR_SHMSIZE"
    assert isinstance(database._ours(error), DiskFull)
    error.sqlite_errorname = "SQLITE_CORRUPT"
    assert isinstance(database._ours(error), StudyDamaged)


# --------------------------------------------------------------------------- files from elsewhere


@pytest.mark.parametrize(
    "planted",
    [
        "CREATE TRIGGER spy AFTER INSERT ON journal BEGIN DELETE FROM source; END",
        "CREATE VIEW spy AS SELECT * FROM source",
        "CREATE TRIGGER spy AFTER INSERT ON journal BEGIN SELECT load_extension('/tmp/evil'); END",
    ],
)
def test_a_study_with_planted_commands_is_refused_before_any_can_run(path: Path, planted: str):
    raw(made(path), planted)
    with pytest.raises(StudyDamaged, match="spy, which ieworkbench did not write"):
        Database.open(path)
