"""Somebody else's SQLite file, opened so that neither can do the other any harm.

The file is never written to, not even a lock or a log beside it, and nothing in it is believed:
only plain tables are read, column by column, without its views, triggers, computed columns or
functions. What a table or a column should hold and does not is said in the report, and so is where
a damaged table breaks off.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import stat
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from ieworkbench.errors import (
    FileDamaged,
    FileEmpty,
    FileForbidden,
    FileIsFolder,
    FileMissing,
    FileProblem,
    FileTooLarge,
)
from ieworkbench.sentences import counted

if TYPE_CHECKING:
    import sqlite3

    from ieworkbench.exchange.bundle import Report

__all__ = ["LARGEST_DATABASE", "LARGEST_VALUE", "MOST_READ", "ForeignDatabase", "Row", "open_foreign"]

LARGEST_DATABASE = 2_000_000_000
"""How many bytes the file may have."""

LARGEST_VALUE = 150_000_000
"""How many bytes one value may have; a text in a database may be as long as one in a file."""

MOST_READ = 300_000_000
"""How many bytes of words are read from one file."""

_FIRST_BYTES = b"SQLite format 3\x00"
_JOURNAL = bytes.fromhex("d9d505f920a163d7")
_WHOLE = re.compile(r"\s*[+-]?[0-9]{1,18}\s*")
_PER_ROW = 4


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table. `number` is its row id; a column that is not there is empty."""

    number: int
    values: Mapping[str, object]

    def text(self, column: str) -> str:
        """What stands in a column as words; empty if nothing does."""
        value = self.values.get(column)
        if value is None:
            return ""
        return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)

    def whole(self, column: str) -> int | None:
        """What stands in a column as a whole number, or ``None`` if it is none."""
        value = self.values.get(column)
        if isinstance(value, int):
            return value
        if isinstance(value, float):
            return int(value) if value.is_integer() and abs(value) < 2**63 else None
        return int(value) if isinstance(value, str) and _WHOLE.fullmatch(value) else None


class ForeignDatabase:
    """The plain tables of another program's database; made by `open_foreign`.

    Attributes
    ----------
    file
        Its name as the researcher gave it.
    program
        The program that writes such files.
    """

    def __init__(self, connection: sqlite3.Connection, file: str, program: str, size: int, report: Report) -> None:
        self.file = file
        self.program = program
        self._connection = connection
        self._report = report
        self._size = size
        self._read = 0
        self._tables = self._plain_tables()

    def __contains__(self, table: object) -> bool:
        return str(table).lower() in self._tables

    def rows(self, table: str, columns: Sequence[str], optional: Sequence[str] = ()) -> list[Row]:
        """The rows of a table in the order of their row ids.

        Parameters
        ----------
        table
            Its name. If there is no such table, the report says so and there are no rows.
        columns
            What is read. If one of them is missing, the report says so and it is empty in each row.
        optional
            More columns, which only some versions of the program have.

        Raises
        ------
        FileTooLarge
            If more words were read from this file than fit the memory.
        """
        if table not in self:
            self._report.dropped("table", table, f"There is no such table here, though {self.program} makes one.")
            return []
        there = self._columns(table)
        for column in columns:
            if column.lower() not in there:
                why = f"It has no column “{column}”; what should stand there was left empty."
                self._report.changed("table", table, why)
        wanted = [each for each in (*columns, *optional) if each.lower() in there]
        rows = list(self._fetched(table, wanted))
        return sorted(rows, key=lambda row: row.number)

    def count(self, table: str) -> int:
        """How many rows a table has; 0 if there is no such table."""
        return len(list(self._fetched(table, []))) if table in self else 0

    def _plain_tables(self) -> Mapping[str, str]:
        """The real names of tables by their names in small letters: no views, no virtual tables."""
        rows = self._connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0")
        return {name.lower(): name for (name,) in rows if isinstance(name, str)}

    def _columns(self, table: str) -> frozenset[str]:
        """The columns that hold what was put into them, in small letters: none that are computed."""
        rows = self._connection.execute(f"PRAGMA table_xinfo({_quoted(self._tables[table.lower()])})")
        return frozenset(row[1].lower() for row in rows if row[6] == 0)

    def _fetched(self, table: str, columns: list[str]) -> Iterator[Row]:
        """Each row that can be read; where the table is damaged, the report says after which."""
        import sqlite3

        done = 0
        try:
            for number, *values in self._cursor(table, columns):
                done += 1
                self._measure(table, done, values)
                yield Row(number if isinstance(number, int) else done, dict(zip(columns, values, strict=True)))
        except (sqlite3.Error, UnicodeDecodeError) as error:
            why = f"It breaks off after {counted(done, 'row')} ({_said(error)}); go back to a copy of the file for the rest."
            self._report.dropped("table", table, why)

    def _cursor(self, table: str, columns: list[str]) -> sqlite3.Cursor:
        import sqlite3

        named = ", ".join(map(_quoted, columns))
        for number in ("rowid", "NULL"):  # a table may be kept without row ids
            listed, name = ", ".join(filter(None, [number, named])), _quoted(self._tables[table.lower()])
            asked = f"SELECT {listed} FROM {name} NOT INDEXED"  # noqa: S608 - names of the file itself, quoted
            try:
                return self._connection.execute(asked)
            except sqlite3.OperationalError:
                if number == "NULL":
                    raise
        raise AssertionError  # pragma: no cover - the second way returns or raises

    def _measure(self, table: str, done: int, values: list[object]) -> None:
        """Stop where a forged file would go round in circles, or where the words fill the memory."""
        self._read += sum(len(each) for each in values if isinstance(each, str | bytes))
        if done * _PER_ROW > self._size:
            raise FileDamaged(self.file, f"table {table}", "it has more rows than the file has room for", _BACK)
        if self._read > MOST_READ:
            raise FileTooLarge(self.file, self._read, MOST_READ)


_BACK = "go back to your last copy of it"


@contextlib.contextmanager
def open_foreign(path: str | Path, program: str, report: Report) -> Iterator[ForeignDatabase]:
    """Another program's database, for as long as it is read.

    Changes that still stand in a log beside the file are read with it, from a copy of both.

    Parameters
    ----------
    path
        The file.
    program
        The program that writes such files, for the sentences of errors.
    report
        Where it is said what is missing or damaged.

    Raises
    ------
    FileProblem
        One of its kinds, if the file cannot be read, is no database, is damaged in its very
        structure, is in the middle of a change, or was changed while it was read.
    """
    import sqlite3

    given = str(path)
    place, size = _checked(given, program)
    before = _state(place)
    with contextlib.ExitStack() as closing:
        try:
            connection = closing.enter_context(_connected(place, given))
            yield ForeignDatabase(connection, given, program, size, report)
        except (sqlite3.Error, UnicodeDecodeError) as error:  # the latter where it cannot even say what is wrong
            what = f"the database is damaged ({_said(error)})"
            raise FileDamaged(given, "", what, f"go back to a copy of it, or see whether {program} opens it") from error
    if _state(place) != before:
        raise FileDamaged(given, "", "it was changed while it was read", f"close it in {program} and read it again")


def _checked(given: str, program: str) -> tuple[Path, int]:
    """Where the file really lies and how large it is, if it is a database that stands still."""
    try:
        place = Path(given).resolve(strict=True)
        found = place.stat()
        if stat.S_ISDIR(found.st_mode):
            raise FileIsFolder(given)
        head = _head(place, 16) if stat.S_ISREG(found.st_mode) else b"\0"
        journal = _beside(place, "-journal")
        changing = journal.is_file() and _head(journal, 8) == _JOURNAL
    except FileProblem:
        raise
    except FileNotFoundError as error:
        raise FileMissing(given) from error
    except PermissionError as error:
        raise FileForbidden(given) from error
    except (OSError, ValueError, RuntimeError) as error:
        raise FileDamaged(given, "", "the file cannot be read from the disk", "copy it and try again") from error
    if not head:
        raise FileEmpty(given)
    if head != _FIRST_BYTES:
        raise FileDamaged(
            given, "", f"this is not a database, as {program} keeps one", "check that it is the right file"
        )
    if changing:
        what = f"{program} is changing it, or was stopped while it did"
        raise FileDamaged(given, "", what, f"open and close the project in {program} and read it again")
    if found.st_size > LARGEST_DATABASE:
        raise FileTooLarge(given, found.st_size, LARGEST_DATABASE)
    return place, found.st_size + _log_size(place)


def _head(place: Path, length: int) -> bytes:
    with place.open("rb") as file:
        return file.read(length)


def _beside(place: Path, ending: str) -> Path:
    return place.with_name(place.name + ending)


def _log_size(place: Path) -> int:
    try:
        found = _beside(place, "-wal").stat()
    except OSError:
        return 0
    return found.st_size if stat.S_ISREG(found.st_mode) else 0


def _state(place: Path) -> tuple[int, ...]:
    """What changes when the file or its log is written to."""
    numbers: list[int] = []
    for each in (place, _beside(place, "-wal")):
        with contextlib.suppress(OSError):
            found = each.stat()
            numbers += [found.st_ino, found.st_size, found.st_mtime_ns]
    return tuple(numbers)


@contextlib.contextmanager
def _connected(place: Path, given: str) -> Iterator[sqlite3.Connection]:
    """A connection that can do nothing but read plain tables."""
    import sqlite3

    with contextlib.ExitStack() as closing:
        if _log_size(place):
            place = _copied(place, Path(closing.enter_context(tempfile.TemporaryDirectory())), given)
            mode = "mode=rw"  # in a folder of our own; the log is read into the copy
        else:
            mode = "mode=ro&immutable=1"
        name = place.as_posix()
        uri = "file://" + quote(os.fsencode(name if name.startswith("/") else "/" + name), safe="/:")
        connection = closing.enter_context(contextlib.closing(sqlite3.connect(f"{uri}?{mode}", uri=True)))
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_VALUE)
        connection.text_factory = _decoded
        for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0", "query_only = ON"):
            connection.execute(f"PRAGMA {pragma}")
        connection.set_authorizer(_allowed)
        yield connection


def _copied(place: Path, folder: Path, given: str) -> Path:
    copy = folder / "copy"
    try:
        shutil.copyfile(place, copy)
        shutil.copyfile(_beside(place, "-wal"), _beside(copy, "-wal"))
    except OSError as error:
        what = "its latest changes stand in a log beside it, and there was no room or leave to copy both"
        raise FileDamaged(given, "", what, "close it in its program and read it again") from error
    return copy


def _decoded(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _allowed(action: int, first: str | None, *_: str | None) -> int:
    """Reading tables and asking for their columns; no function, no change, no other file."""
    import sqlite3

    fine = action in {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ}
    fine = fine or (action == sqlite3.SQLITE_PRAGMA and first == "table_xinfo")
    return sqlite3.SQLITE_OK if fine else sqlite3.SQLITE_DENY


def _said(error: Exception) -> str:
    """What the database says of it, without the words of the file that it may quote."""
    return str(error).split(":", 1)[0][:60] if not isinstance(error, UnicodeDecodeError) else "in its very structure"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
