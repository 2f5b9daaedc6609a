"""The study file as a database: making one, opening one, and what it says when it cannot.

A study is one SQLite file. It is opened so that a change is on the disk when its verb returns,
that readers and one writer can work at once, and that a file from elsewhere can run nothing.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, exc, insert, text
from sqlalchemy.pool import QueuePool

from ieworkbench.errors import (
    DiskFull,
    NotAStudy,
    StudyBusy,
    StudyDamaged,
    StudyExists,
    StudyMissing,
    StudyNewer,
    StudyProblem,
    StudyReadOnly,
)
from ieworkbench.store import tables

__all__ = ["Connection", "Database"]

_FIRST_BYTES = b"SQLite format 3\x00"
_NETWORK_DISKS = frozenset(
    {"nfs", "nfs4", "cifs", "smb", "smb3", "smbfs", "afpfs", "webdav", "davfs", "9p", "fuse.sshfs"}
)


@dataclass(frozen=True, slots=True)
class Database:
    """An open study file.

    Attributes
    ----------
    path
        The file.
    engine
        SQLAlchemy's engine on it.
    read_only
        Whether it can only be read here.
    patience
        How long a writer waits for another one, in seconds.
    """

    path: Path
    engine: Engine
    read_only: bool
    patience: float

    @classmethod
    def create(cls, path: Path, row: dict[str, object], patience: float = 5.0) -> Database:
        """A new study file at ``path`` with ``row`` as its one row of the table `study`.

        Nothing is left behind if it fails.

        Raises
        ------
        StudyExists
            If there is a file already.
        StudyReadOnly, DiskFull, StudyMissing
            If the folder cannot be written to, is full, or is not there.
        """
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        except FileExistsError as error:
            raise StudyExists(str(path)) from error
        except FileNotFoundError as error:
            raise StudyMissing(str(path.parent)) from error
        except OSError as error:
            raise StudyReadOnly(str(path)) from error
        database = cls(path, _engine(path, read_only=False, patience=patience), read_only=False, patience=patience)
        try:
            database._lay_out(row)
        except BaseException:
            database.engine.dispose()
            path.unlink(missing_ok=True)
            raise
        return database

    @classmethod
    def open(cls, path: Path, patience: float = 5.0) -> Database:
        """The study file at ``path``, brought to the newest schema step if it is an older one.

        Raises
        ------
        StudyMissing, NotAStudy, StudyNewer, StudyDamaged, StudyReadOnly
            If it cannot be opened.
        """
        _check_is_sqlite(path)
        read_only = not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))
        database = cls(path, _engine(path, read_only=read_only, patience=patience), read_only, patience)
        try:
            database._come_up_to_date()
        except BaseException:
            database.engine.dispose()
            raise
        return database

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one unchanging state of the study.

        Raises
        ------
        StudyProblem
            One of its kinds, if the database refuses.
        """
        with self._own_errors(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection on which everything happens or nothing, alone among writers.

        Raises
        ------
        StudyReadOnly
            If the study can only be read here.
        StudyBusy
            If another program keeps writing for longer than `patience`.
        DiskFull
            If there is no room left.
        """
        if self.read_only:
            raise StudyReadOnly(str(self.path))
        with (
            self._own_errors(),
            self.engine.connect().execution_options(writes=True) as connection,
            connection.begin(),
        ):
            yield connection

    def settle(self) -> None:
        """Bring everything into the one file, so that copying it copies the whole study."""
        if not self.read_only:
            with self._own_errors(), self.engine.connect() as connection:
                connection.connection.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)")

    def close(self) -> None:
        """Let go of the file."""
        self.engine.dispose()

    def _lay_out(self, row: dict[str, object]) -> None:
        with self.writing() as connection:
            tables.metadata.create_all(connection)
            connection.execute(text(tables.SEARCH_TABLE))
            connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
            connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": tables.HEAD})
            connection.execute(text(f"PRAGMA application_id = {tables.APPLICATION_ID}"))
            connection.execute(insert(tables.study).values(row))

    def _come_up_to_date(self) -> None:
        with self.reading() as connection:
            if connection.execute(text("PRAGMA application_id")).scalar() != tables.APPLICATION_ID:
                raise NotAStudy(str(self.path))
            found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        if found == tables.HEAD:
            return
        from ieworkbench.store.migrations import known_steps, upgrade

        if found not in known_steps():
            raise StudyNewer(str(self.path), str(found))
        with self.writing() as connection:
            upgrade(connection)

    @contextmanager
    def _own_errors(self) -> Iterator[None]:
        try:
            yield
        except exc.DBAPIError as error:
            raise self._ours(error.orig) from error
        except sqlite3.Error as error:
            raise self._ours(error) from error

    def _ours(self, error: BaseException | None) -> StudyProblem:
        """The problem, in our words, that SQLite's ``error`` is."""
        name = str(getattr(error, "sqlite_errorname", ""))
        path = str(self.path)
        if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            return StudyBusy(path, self.patience)
        if name.startswith("SQLITE_FULL"):
            return DiskFull(path)
        if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN")):
            return StudyReadOnly(path)
        return StudyDamaged(path, str(error))


def _check_is_sqlite(path: Path) -> None:
    try:
        with path.open("rb") as file:
            head = file.read(len(_FIRST_BYTES))
    except (FileNotFoundError, NotADirectoryError) as error:
        raise StudyMissing(str(path)) from error
    except IsADirectoryError as error:
        raise NotAStudy(str(path)) from error
    except OSError as error:
        raise StudyReadOnly(str(path)) from error
    if head != _FIRST_BYTES:
        raise NotAStudy(str(path))


def _engine(path: Path, *, read_only: bool, patience: float) -> Engine:
    journal_mode = "WAL" if _on_local_disk(path) else "DELETE"

    def connect() -> sqlite3.Connection:
        mode = _read_only_mode(path) if read_only else "mode=rw"
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?{mode}",
            uri=True,
            timeout=patience,
            isolation_level=None,
            check_same_thread=False,
        )
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
        if not read_only:
            connection.execute(f"PRAGMA journal_mode = {journal_mode}")
            connection.execute("PRAGMA synchronous = FULL")
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool, pool_size=2, max_overflow=8)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _read_only_mode(path: Path) -> str:
    """How to open a file that may not be written: without its log where even that may not be made."""
    beside = [path.with_name(path.name + ending) for ending in ("-wal", "-shm")]
    return "mode=ro" if all(each.exists() for each in beside) else "mode=ro&immutable=1"


def _on_local_disk(path: Path) -> bool:
    """Whether ``path`` lies on a disk of this machine; a write-ahead log is not safe on others."""
    import psutil

    place = str(path.absolute())
    if place.startswith(("\\\\", "//")):
        return False
    mounts = [
        part
        for part in psutil.disk_partitions(all=True)
        if place == part.mountpoint or place.startswith(part.mountpoint.rstrip("/\\") + os.sep)
    ]
    nearest = max(mounts, key=lambda part: len(part.mountpoint), default=None)
    if nearest is None:
        return True
    return nearest.fstype.lower() not in _NETWORK_DISKS and "remote" not in nearest.opts.split(",")
