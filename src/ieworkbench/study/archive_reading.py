"""Making a study of an archive: everything is looked at, and no half study is left behind.

First the files are held against the list of fingerprints. Then every line becomes a row, of the
tables as they were when the archive was written, in a file beside the one that is wanted; that is
brought up to date, and the laws are tried: records name records that are there, and quotes are what
stands in the texts. Only then the file gets its name.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import hashlib
import json
import os
import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import msgspec

from ieworkbench.errors import (
    ArchiveChanged,
    ArchiveDamaged,
    ArchiveMissing,
    ArchiveNewer,
    DiskFailing,
    DiskFull,
    FileForbidden,
    FolderMissing,
    IEError,
    StudyExists,
    StudyProblem,
    StudyReadOnly,
)
from ieworkbench.store import archive_rows, index_records, migrations, note_records, records, statement_records, tables
from ieworkbench.store.archive_rows import Field, Filling, RowRefused
from ieworkbench.store.database import Connection, Database
from ieworkbench.study.archive_folder import AREAS, MARK, SUMS, found_files, sums_of
from ieworkbench.study.archive_words import WORDS

__all__ = ["fill_study"]

_LARGEST = 1_000_000_000
"""Bytes in a file that a study can hold at all."""

_MANY = 5_000
_KEYS = {"archive", "step", "program", "study"}
Row = dict[str, Any]


def fill_study(
    folder: Path, path: Path, *, accept_changes: bool, progress: Callable[[int, int, str], None] | None
) -> list[str]:
    """Make the study file ``path`` of an archive; what was different from the list of its files, if accepted.

    Raises
    ------
    ArchiveMissing, ArchiveNewer, ArchiveChanged, ArchiveDamaged, FileForbidden
        If the archive cannot be read.
    StudyExists, FolderMissing, StudyReadOnly, DiskFull
        If the file cannot be made.
    """
    archive = _Archive(folder, found_files(folder), accept_changes)
    about = archive.about()
    different = archive.differences()
    if different and not accept_changes:
        raise ArchiveChanged(str(folder), tuple(different))
    if os.path.lexists(path):
        raise StudyExists(str(path))
    with _beside(path) as place:
        _fill(_Filler(archive, progress), about, place)
        _settle(archive, place)
        _give_name(place, path)
    return different


def _fill(filler: _Filler, about: Row, place: Path) -> None:
    filling = Filling(place, about["step"])
    try:
        filler.fill(filling, about)
        filling.finish()
    finally:
        filling.close()


def _settle(archive: _Archive, place: Path) -> None:
    """Bring the filled file up to date, make its index of words, and try the laws."""
    database = Database.open(place)
    try:
        with database.writing() as connection:
            archive_rows.index_missing(connection)
        with database.reading() as connection:
            _try_laws(archive, connection)
    finally:
        database.close()


# ----------------------------------------------------------------------------- the new file


@contextlib.contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """A place for a file beside ``path``; whatever is left there in the end is taken away."""
    place = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        yield place
    except DiskFull as error:
        raise DiskFull(str(path)) from error  # the file beside means nothing to anybody
    except OSError as error:
        if isinstance(error, IEError):
            raise
        raise _ours(path, error) from error
    except ValueError as error:
        if isinstance(error, IEError):
            raise
        raise FolderMissing(str(path)) from error
    finally:
        for ending in ("", "-wal", "-shm", "-journal"):
            with contextlib.suppress(OSError, ValueError):
                place.with_name(place.name + ending).unlink(missing_ok=True)


def _ours(path: Path, error: OSError) -> StudyProblem:
    if isinstance(error, (FileNotFoundError, NotADirectoryError)):
        return FolderMissing(str(path))
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return StudyReadOnly(str(path))
    return DiskFull(str(path)) if error.errno == errno.ENOSPC else DiskFailing(str(path), str(error.strerror))


def _give_name(place: Path, path: Path) -> None:
    """Put the finished file on the disk for good, and give it its name unless that was taken meanwhile."""
    with place.open("rb+") as file:
        os.fsync(file.fileno())
    try:
        os.link(place, path)
    except FileExistsError as error:
        raise StudyExists(str(path)) from error
    except OSError:  # a disk that cannot give a file two names
        if os.path.lexists(path):
            raise StudyExists(str(path)) from None
        place.rename(path)


# ------------------------------------------------------------------------------- the archive


@dataclass(frozen=True, slots=True)
class _Archive:
    """The files of an archive."""

    folder: Path
    files: dict[str, Path]
    by_hand: bool

    def refuse(self, place: str, what: str) -> NoReturn:
        """Say what is wrong where."""
        raise ArchiveDamaged(str(self.folder), place, what)

    def about(self) -> Row:
        """What study.json says, as far as it can be told without knowing the step's tables."""
        if "study.json" not in self.files:
            raise ArchiveMissing(str(self.folder))
        if (self.folder / MARK).exists():
            self.refuse(MARK, "archiving was broken off here; archive the study again")
        about = self.decoded("study.json", 0, self.read("study.json"))
        if about.get("archive") != "ieworkbench":
            raise ArchiveMissing(str(self.folder))
        if not isinstance(about.get("step"), str):
            self.refuse("study.json", "it does not say which step it is of")
        if about["step"] != tables.HEAD and about["step"] not in migrations.known_steps():
            raise ArchiveNewer(str(self.folder), about["step"])
        if about.keys() != _KEYS or not isinstance(about["study"], dict):
            self.refuse("study.json", f"it should hold {', '.join(sorted(_KEYS))} and nothing else")
        return about

    def differences(self) -> list[str]:
        """How the files differ from the list of them, a few words each."""
        if SUMS not in self.files:
            return [f"{SUMS} is missing"]
        listed: dict[str, str] = {}
        different = []
        for number, sum_, name in sums_of(self.read(SUMS)):
            if sum_ is None or name in listed:
                different.append(f"{SUMS} is changed in line {number}")
            else:
                listed[name] = sum_
        for name, sum_ in listed.items():
            if name not in self.files:
                different.append(f"{name} is missing")
            elif self.fingerprint(name) != sum_:
                different.append(f"{name} is changed")
        return different + [f"{name} is new" for name in self.files if name not in listed and name != SUMS]

    def fingerprint(self, name: str) -> str:
        """The SHA-256 of a file."""
        try:
            with self.files[name].open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise self._unread(name, error) from error

    def read(self, name: str) -> bytes:
        """A file's bytes."""
        try:
            if self.files[name].stat().st_size > _LARGEST:
                self.refuse(name, "it is larger than a study can hold")
            return self.files[name].read_bytes()
        except OSError as error:
            raise self._unread(name, error) from error

    def _unread(self, name: str, error: OSError) -> ArchiveChanged | FileForbidden:
        if isinstance(error, FileNotFoundError):  # it was there a moment ago
            return ArchiveChanged(str(self.folder), (f"{name} is missing",))
        return FileForbidden(str(self.files[name]))

    def lines(self, name: str) -> Iterator[tuple[int, bytes]]:
        """The lines of a file and their numbers."""
        try:
            with self.files[name].open("rb") as file:
                number = 0
                while line := file.readline(_LARGEST):
                    number += 1
                    if not line.endswith(b"\n"):
                        self.refuse(f"{name}, line {number}", "it breaks off before the end of the line")
                    yield number, line[:-1]
        except OSError as error:
            raise self._unread(name, error) from error

    def decoded(self, name: str, number: int, line: bytes) -> Row:
        """The record on a line; ``number`` 0 means the whole file."""
        place = f"{name}, line {number}" if number else name
        try:
            row = msgspec.json.decode(line)
            if self.by_hand:  # msgspec takes the last of two values in silence
                json.loads(line, object_pairs_hook=_once_each)
        except (msgspec.DecodeError, ValueError, RecursionError) as error:
            if line.startswith(_LEFT_BY_GIT):
                self.refuse(place, "two versions that git could not join stand here; join studies with merge instead")
            self.refuse(place, f"this is not JSON as it should be ({error})")
        if not isinstance(row, dict):
            self.refuse(place, "there is no record here")
        return row


_LEFT_BY_GIT = (b"<<<<<<< ", b"=======", b">>>>>>> ", b"||||||| ")
"""How the lines begin that a merge of version control leaves where both sides changed a line."""


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice in one record")
    return found


# ------------------------------------------------------------------------------- rows of lines


class _Reader:
    """What turns the records of one table into its rows, and says what is wrong with those it cannot."""

    def __init__(self, archive: _Archive, table: str, fields: Sequence[Field], given: Row | None = None) -> None:
        self._archive = archive
        self._given = given or {}
        self._names = {field.name for field in fields if field.name not in self._given}
        self._columns = [
            (field.name, field.required, _VALUES[field.kind], _words_of(table, field.name))
            for field in fields
            if field.name in self._names
        ]

    def row(self, place: str, record: Row) -> Row:
        """The row that a record is."""
        if record.keys() != self._names:
            self._refuse_keys(place, record)
        row = dict(self._given)
        for name, required, value_of, words in self._columns:
            value = record[name]
            if value is None:
                if required:
                    self._archive.refuse(place, f"“{name}” has no value")
                row[name] = None
                continue
            try:
                row[name] = value_of(value)
            except (ValueError, TypeError):
                self._archive.refuse(place, f"the value of “{name}” is not what it should be")
            if words is not None and value not in words:
                self._archive.refuse(place, f"“{name}” is none of the words it can be")
        return row

    def _refuse_keys(self, place: str, record: Row) -> NoReturn:
        unknown = sorted(record.keys() - self._names)
        if unknown:
            self._archive.refuse(place, f"nothing is known of “{unknown[0][:40]}” here")
        self._archive.refuse(place, f"“{min(self._names - record.keys())}” is missing")


def _words_of(table: str, column: str) -> frozenset[str] | None:
    words = WORDS.get((table, column))
    return None if words is None else frozenset(word.value for word in words)


def _a_text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    value.encode()  # half a pair of surrogates is no letter
    return value


def _a_number(value: object) -> int:
    if type(value) is not int or not -(2**63) <= value < 2**63:
        raise ValueError(value)
    return value


def _a_yes_or_no(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError(value)
    return value


def _a_day(value: object) -> dt.date:
    return dt.date.fromisoformat(_a_text(value))


def _a_moment(value: object) -> dt.datetime:
    moment = dt.datetime.fromisoformat(_a_text(value))
    if moment.tzinfo is not None:
        raise ValueError(value)
    return moment


_VALUES: dict[str, Callable[[object], Any]] = {
    "text": _a_text,
    "whole number": _a_number,
    "yes or no": _a_yes_or_no,
    "day": _a_day,
    "moment": _a_moment,
}


# ---------------------------------------------------------------------------------- filling


class _Filler:
    """An archive on its way into a new study file, one file after the other."""

    def __init__(self, archive: _Archive, progress: Callable[[int, int, str], None] | None) -> None:
        self._archive = archive
        self._progress = progress
        self._done = 0
        self._all = sum(name.startswith(AREAS) or name == "journal.jsonl" for name in archive.files)
        self._texts: set[int] = set()
        self._originals: set[str] = set()

    def fill(self, filling: Filling, about: Row) -> None:
        """Write every record of the archive into the new study."""
        self._study(filling, about["study"])
        for name in self._named("originals"):
            self._original(filling, name)
        for name in self._named("texts"):
            self._text(filling, name)
        known = set(archive_rows.record_tables(filling.tables))
        for name in self._named("records"):
            table = name.removeprefix("records/").removesuffix(".jsonl")
            if table not in known:
                self._archive.refuse(name, "no records are called so")
            self._records(filling, name, table)
        if "journal.jsonl" in self._archive.files:
            self._tell("journal.jsonl")
            self._journal(filling)
        self._nothing_missing(filling)

    def _named(self, area: str) -> Iterator[str]:
        for name in sorted(self._archive.files):
            if name.startswith(area + "/"):
                self._tell(name)
                yield name

    def _tell(self, name: str) -> None:
        if self._progress is not None:
            self._progress(self._done, self._all, name)
        self._done += 1

    def _study(self, filling: Filling, record: Row) -> None:
        row = _Reader(self._archive, "study", filling.fields("study")).row("study.json", record)
        self._insert(filling, "study", [row], ["study.json"])

    def _original(self, filling: Filling, name: str) -> None:
        data = self._archive.read(name)
        sha256 = name.removeprefix("originals/")[:64]
        if hashlib.sha256(data).hexdigest() != sha256:
            self._archive.refuse(name, "its bytes are not those of its name")
        if sha256 in self._originals:
            self._archive.refuse(name, "the same file is there under another name")
        self._originals.add(sha256)
        self._insert(filling, "original", [{"sha256": sha256, "size": len(data), "data": data}], [name])

    def _text(self, filling: Filling, name: str) -> None:
        """A text with all that is known of it; both files come by here, the first is passed over."""
        stem, _, ending = name.rpartition(".")
        other = f"{stem}.{'txt' if ending == 'jsonl' else 'jsonl'}"
        if other not in self._archive.files:
            self._archive.refuse(name, f"{other} is not there, and the two belong together")
        if ending == "jsonl":
            return
        content = self._content(name)
        lines = self._archive.lines(other)
        number = self._head(filling, other, lines, name, content)
        readers = {
            table: _Reader(self._archive, table, filling.fields(table), {"text": number})
            for table in archive_rows.TEXT_PARTS
        }
        rows: dict[str, list[Row]] = {table: [] for table in readers}
        places: dict[str, list[str]] = {table: [] for table in readers}
        for place, record in self._parts(other, lines):
            table = record.pop("table")
            if table not in readers:
                self._archive.refuse(place, "it is not said what this is")
            row = readers[table].row(place, record)
            if not _is_inside(row, len(content)):
                self._archive.refuse(place, "its start and end are no place in the text")
            rows[table].append(row)
            places[table].append(place)
        for table, found in rows.items():
            self._insert(filling, table, found, places[table])

    def _content(self, name: str) -> str:
        try:
            return self._archive.read(name).decode("utf-8")
        except UnicodeDecodeError as error:
            self._archive.refuse(f"{name}, byte {error.start}", "this is not UTF-8")

    def _parts(self, name: str, lines: Iterator[tuple[int, bytes]]) -> Iterator[tuple[str, Row]]:
        for number, line in lines:
            record = self._archive.decoded(name, number, line)
            yield f"{name}, line {number}", {"table": "", **record}

    def _head(self, filling: Filling, name: str, lines: Iterator[tuple[int, bytes]], text: str, content: str) -> int:
        """Write a text; what is said of it in the first line must be true of it."""
        place, record = next(self._parts(name, lines), (name, {"table": ""}))
        if record.pop("table") != "text":
            self._archive.refuse(place, "it should begin with what is known of the whole text")
        row = _Reader(self._archive, "text", filling.text_fields()).row(place, record)
        if hashlib.sha256(content.encode()).hexdigest() != row["content_sha256"] or row["characters"] != len(content):
            self._archive.refuse(text, "the text is not the one that was read")
        if row["file_sha256"] not in self._originals:
            self._archive.refuse(place, "the file it was read from is not among the originals")
        try:
            filling.insert_text(row, content)
        except RowRefused as error:
            self._archive.refuse(place, error.why)
        self._texts.add(row["id"])
        return int(row["id"])

    def _records(self, filling: Filling, name: str, table: str) -> None:
        reader = _Reader(self._archive, table, filling.fields(table))
        rows: list[Row] = []
        places: list[str] = []
        for number, line in self._archive.lines(name):
            place = f"{name}, line {number}"
            rows.append(reader.row(place, self._archive.decoded(name, number, line)))
            places.append(place)
            if len(rows) == _MANY:
                self._insert(filling, table, rows, places)
                rows, places = [], []
        self._insert(filling, table, rows, places)

    def _insert(self, filling: Filling, table: str, rows: list[Row], places: list[str]) -> None:
        if rows:
            try:
                filling.insert(table, rows)
            except RowRefused as error:
                self._archive.refuse(places[error.index], error.why)

    def _journal(self, filling: Filling) -> None:
        readers = {
            table: _Reader(self._archive, table, filling.fields(table)) for table in ("journal", "journal_change")
        }
        rows: dict[str, list[Row]] = {table: [] for table in readers}
        places: dict[str, list[str]] = {table: [] for table in readers}
        entry = None
        for number, line in self._archive.lines("journal.jsonl"):
            place = f"journal.jsonl, line {number}"
            record = self._archive.decoded("journal.jsonl", number, line)
            table = "journal_change" if "entry" in record else "journal"
            if table == "journal_change":
                if record["entry"] != entry:
                    self._archive.refuse(place, "the change it belongs to does not stand above it")
                record = self._change(place, record, line)
            else:
                entry = record.get("number")
            rows[table].append(readers[table].row(place, record))
            places[table].append(place)
            if len(rows[table]) == _MANY:
                self._insert(filling, table, rows[table], places[table])
                rows[table], places[table] = [], []
        for table, found in rows.items():
            self._insert(filling, table, found, places[table])

    def _change(self, place: str, record: Row, line: bytes) -> Row:
        """A change with what it quotes as it was quoted, letter for letter."""
        if record.get("table") not in archive_rows.known_change_tables():
            self._archive.refuse(place, "it is about records of which nothing is known")
        quoted = msgspec.json.decode(line, type=dict[str, msgspec.Raw])
        for side in ("before", "after"):
            value = record.get(side)
            if value is None:
                continue
            if not isinstance(value, dict):
                self._archive.refuse(place, f"“{side}” is no record")
            if record["table"] in {"source", "source_text"} and value.get("text") not in self._texts:
                self._archive.refuse(place, "it names a text that is not there")
            record[side] = bytes(quoted[side]).decode()
        return record

    def _nothing_missing(self, filling: Filling) -> None:
        found = filling.missing()
        if found is None:
            return
        table, number, named = found
        if table in {"journal", "journal_change"}:
            self._archive.refuse("journal.jsonl", "a change names another that is not there")
        place = f"records/{table}.jsonl" + ("" if number is None else f", line {number}")
        self._archive.refuse(place, f"it names a {named.replace('_', ' ')} that is not there")


def _is_inside(row: Row, length: int) -> bool:
    start, end = row.get("start"), row.get("end")
    if start is None and end is None:
        return True
    return start is not None and end is not None and 0 <= start <= end <= length


# ---------------------------------------------------------------------------------- the laws

_ALL: tuple[tuple[str, Callable[[Connection], object]], ...] = (
    ("case", records.cases),
    ("site", records.sites),
    ("informant", records.informants),
    ("source", records.source_entries),
    ("code", index_records.codebook),
    ("memo", note_records.memos),
    ("link", note_records.links),
    ("record_set", note_records.sets),
    ("attribute", note_records.attributes),
    ("attribute_value", note_records.attribute_values),
    ("foreign_guid", note_records.foreign_guids),
    ("statement", statement_records.statements),
    ("statement_decision", statement_records.decisions),
)
"""What makes records of rows: it raises where they could not be what they say."""


def _try_laws(archive: _Archive, connection: Connection) -> None:
    for table, made in _ALL:
        try:
            made(connection)
        except (ValueError, LookupError) as error:
            archive.refuse(f"records/{table}.jsonl", str(error))
    for source in archive_rows.sources_astray(connection):
        archive.refuse("records/source.jsonl", f"the newest text of “{source}” is not one of its versions")
    for passage in archive_rows.quotes_astray(connection):
        archive.refuse("records/passage.jsonl", f"the quote of {passage} is not what stands at its place")
