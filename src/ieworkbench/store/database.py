"""The study file as a database: making one, opening one, and what it says when it cannot.

A study is one SQLite file. It is opened so that a change is on the disk when its verb returns,
that readers and one writer can work at once, and that a file from elsewhere can run nothing.
After each verb its change lies in the one file and not only in the log beside it, so that copying
the file copies the study.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, exc, insert, text
from sqlalchemy.pool import ConnectionPoolEntry, NullPool, QueuePool

from ieworkbench.errors import (
    DiskFailing,
    DiskFull,
    FolderMissing,
    IEError,
    NotAStudy,
    RecordWrong,
    StudyBusy,
    StudyDamaged,
    StudyExists,
    StudyForbidden,
    StudyMissing,
    StudyNewer,
    StudyReadOnly,
)
from ieworkbench.store import tables

__all__ = ["Connection", "Database"]

_FIRST_BYTES = b"SQLite format 3\x00"
_NETWORK_DISKS = frozenset({
    "9p", "afpfs", "afs", "beegfs", "ceph", "cifs", "davfs", "drvfs", "fuse.davfs", "fuse.glusterfs",
    "fuse.gvfsd-fuse", "fuse.rclone", "fuse.sshfs", "fuse.vmhgfs-fuse", "glusterfs", "gpfs", "lustre", "ncpfs",
    "nfs", "nfs4", "prl_fs", "smb", "smb2", "smb3", "smbfs", "vboxsf", "webdav",
})  # fmt: skip
_SHORT_WAIT_MS = 100
_CACHE_KB = 65_536  # the index and the passages of a large study; SQLite takes it only as it needs it


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
        FolderMissing, StudyReadOnly, DiskFull
            If the folder is not there, cannot be written to, or is full.
        """
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        except FileExistsError as error:
            raise StudyExists(str(path)) from error
        except (FileNotFoundError, NotADirectoryError, ValueError) as error:
            raise FolderMissing(str(path)) from error
        except OSError as error:
            raise (DiskFull if error.errno == errno.ENOSPC else StudyReadOnly)(str(path)) from error
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
        StudyMissing, StudyForbidden, NotAStudy, StudyNewer, StudyDamaged, StudyReadOnly, StudyBusy
            If it cannot be opened.
        """
        _check_is_sqlite(path)
        read_only = not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))
        if read_only and _has_stray_log(path):
            raise StudyReadOnly(str(path))
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
        StudyDamaged, StudyMissing, DiskFailing
            If the database cannot read it.
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
        DiskFull, DiskFailing, StudyMissing
            If there is no room left, or the disk or file is gone.
        RecordWrong
            If a value is nothing that a database could hold.
        """
        if self.read_only:
            raise StudyReadOnly(str(self.path))
        with (
            self._own_errors(),
            self.engine.connect().execution_options(writes=True) as connection,
            self._patient(connection),
            connection.begin(),
        ):
            yield connection
        self.settle()

    def settle(self) -> None:
        """Bring everything into the one file, so that copying it copies the whole study.

        Where somebody is reading just then, or the disk is too full to hold a change twice, it
        stays in the log beside the file: safe, and brought over by the next change or on closing.
        """
        if self.read_only:
            return
        try:
            with self.engine.connect() as connection:
                run = connection.connection.cursor().execute
                run(f"PRAGMA busy_timeout = {_SHORT_WAIT_MS}")
                run("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
                run(f"PRAGMA busy_timeout = {int(self.patience * 1000)}")
        except (exc.DBAPIError, sqlite3.Error):
            return  # the change is on the disk already; only its place is not yet the best one

    def close(self) -> None:
        """Let go of the file."""
        self.engine.dispose()

    def _lay_out(self, row: dict[str, object]) -> None:
        with self.writing() as connection:
            tables.make_tables(connection)
            connection.execute(text(f"PRAGMA application_id = {tables.APPLICATION_ID}"))
            connection.execute(insert(tables.study).values(row))

    def _come_up_to_date(self) -> None:
        with self.reading() as connection:
            if connection.execute(text("PRAGMA application_id")).scalar() != tables.APPLICATION_ID:
                raise NotAStudy(str(self.path))
            foreign = connection.execute(
                text("SELECT type || ' ' || name FROM sqlite_schema WHERE type IN ('trigger', 'view')")
            ).scalar()
            found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        if foreign is not None:
            raise StudyDamaged(str(self.path), f"it holds a {foreign}, which ieworkbench did not write")
        if found is None:
            raise StudyDamaged(str(self.path), "it does not say which version wrote it")
        if found == tables.HEAD:
            return
        from ieworkbench.store.migrations import known_steps, upgrade

        if found not in known_steps():
            raise StudyNewer(str(self.path), str(found))
        with self.writing() as connection:
            upgrade(connection)

    @contextmanager
    def _patient(self, connection: Connection) -> Iterator[None]:
        """The connection waits for another writer as long as it is to; it remembers, so it is told only of a change."""
        waits = connection.connection.info
        if waits.get("waits") != self.patience:
            connection.connection.cursor().execute(f"PRAGMA busy_timeout = {int(self.patience * 1000)}")
            waits["waits"] = self.patience
        yield

    @contextmanager
    def _own_errors(self) -> Iterator[None]:
        try:
            yield
        except exc.DBAPIError as error:
            ours = self._ours(error.orig)
            if ours is None:
                raise
            raise ours from error
        except sqlite3.Error as error:
            ours = self._ours(error)
            if ours is None:
                raise
            raise ours from error
        except (OverflowError, UnicodeEncodeError) as error:
            raise RecordWrong("record", "", "it holds a number or a letter that cannot be stored") from error

    def _ours(self, error: BaseException | None) -> IEError | None:
        """What SQLite's ``error`` is in our words; ``None`` if it is a fault of this program."""
        name = str(getattr(error, "sqlite_errorname", ""))
        path = str(self.path)
        if not name:
            return None
        if name.startswith("SQLITE_CONSTRAINT"):
            return RecordWrong("record", "", f"it does not fit the study ({error})")
        if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            return StudyBusy(path, self.patience)
        if name.startswith(("SQLITE_FULL", "SQLITE_IOERR_SHMSIZE")):
            return DiskFull(path)
        if name.startswith(("SQLITE_READONLY_DBMOVED", "SQLITE_CANTOPEN")) and _is_gone(self.path):
            return StudyMissing(path)
        if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN")):
            return StudyReadOnly(path)
        if name.startswith("SQLITE_IOERR"):
            return DiskFailing(path, str(error))
        return StudyDamaged(path, str(error))


def _is_gone(path: Path) -> bool:
    try:
        return not path.exists()
    except OSError:  # its folder may not be entered any more
        return False


def _check_is_sqlite(path: Path) -> None:
    try:
        is_file = stat.S_ISREG(path.stat().st_mode)
        head = _head(path) if is_file else b""
    except PermissionError as error:
        raise StudyForbidden(str(path)) from error
    except (OSError, ValueError) as error:
        raise StudyMissing(str(path)) from error
    if head != _FIRST_BYTES:
        raise NotAStudy(str(path))


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(len(_FIRST_BYTES))


def _engine(path: Path, *, read_only: bool, patience: float) -> Engine:
    journal_mode = "WAL" if _on_local_disk(path) else "DELETE"

    def connect() -> sqlite3.Connection:
        mode = _read_only_mode(path) if read_only else "mode=rw"
        connection = sqlite3.connect(
            f"{_uri(path)}?{mode}",
            uri=True,
            timeout=patience,
            isolation_level=None,
            check_same_thread=False,
        )
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
        if not read_only:
            connection.execute(f"PRAGMA journal_mode = {journal_mode}")
            connection.execute("PRAGMA synchronous = FULL")
        return connection

    # A file that may not be written is opened afresh each time, as nobody tells us when others change it.
    pool: dict[str, object] = (
        {"poolclass": NullPool} if read_only else {"poolclass": QueuePool, "pool_size": 2, "max_overflow": 8}
    )
    engine = create_engine("sqlite://", creator=connect, **pool)

    @event.listens_for(engine, "connect")
    def _remember_file(_: object, record: ConnectionPoolEntry) -> None:
        record.info["file"] = _identity(path)

    @event.listens_for(engine, "checkout")
    def _look_for_file(_: object, record: ConnectionPoolEntry, __: object) -> None:
        if record.info["file"] != _identity(path):  # another file was moved here, such as a backup
            raise exc.DisconnectionError

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _identity(path: Path) -> tuple[int, int]:
    """What stays the same as long as it is this very file that lies at ``path``."""
    try:
        found = path.stat()
    except OSError:
        return (0, 0)
    return found.st_dev, found.st_ino


def _uri(path: Path) -> str:
    place = path.absolute().as_posix()
    return "file://" + quote(os.fsencode(place if place.startswith("/") else "/" + place), safe="/:")


def _has_stray_log(path: Path) -> bool:
    """Whether changes stand in a log beside the file that cannot be read without writing there."""
    log, index = (path.with_name(path.name + ending) for ending in ("-wal", "-shm"))
    return log.exists() and log.stat().st_size > 0 and not index.exists()


def _read_only_mode(path: Path) -> str:
    """How to open a file that may not be written: without its log where even that may not be made."""
    beside = [path.with_name(path.name + ending) for ending in ("-wal", "-shm")]
    return "mode=ro" if all(each.exists() for each in beside) else "mode=ro&immutable=1"


def _on_local_disk(path: Path) -> bool:
    """Whether ``path`` lies on a disk of this machine; a write-ahead log is not safe on others."""
    import psutil

    place = os.path.realpath(path)
    if place.startswith(("\\\\", "//")):
        return False
    try:
        disks = psutil.disk_partitions(all=True)
    except OSError:
        return False
    mounts = [
        part for part in disks if place == part.mountpoint or place.startswith(part.mountpoint.rstrip("/\\") + os.sep)
    ]
    nearest = max(mounts, key=lambda part: len(part.mountpoint), default=None)
    if nearest is None:
        return True
    return nearest.fstype.lower() not in _NETWORK_DISKS and "remote" not in nearest.opts.split(",")
