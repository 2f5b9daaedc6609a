"""The folder of an archive: what in it is ours, and writing into it so that nothing else is touched.

Every file is written beside its place and renamed, and only if it is different. What makes the
folder an archive, the list of all files with their fingerprints, comes last. While an update is
under way a small file says so and names what is being written, so that one that was broken off
is known for what it is, and the next one takes up from there.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import secrets
import stat
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

import msgspec

from ieworkbench.errors import (
    ArchiveAhead,
    ArchiveChanged,
    ArchiveOfAnother,
    FileForbidden,
    FileNotWritten,
    FolderTaken,
)

__all__ = ["AREAS", "MARK", "SUMS", "Writing", "found_files", "study_of", "sums_of"]

SUMS = "SHA256SUMS"
"""The list of all files with their fingerprints, as `sha256sum` writes and checks it."""

MARK = ".archiving"
"""The file that is there while an archive is being written; it names the files that are."""

AREAS = ("records", "texts", "originals")
"""The folders of an archive. Files in them that could be an archive's are taken for such."""

_AT_TOP = ("README.md", "schema.json", "study.json", "journal.jsonl")
_MADE_ANEW = {"README.md", "schema.json", "study.json"}
_OURS = {
    "records": re.compile(r"[^.].*\.jsonl"),
    "texts": re.compile(r"[^.].*\.(jsonl|txt)"),
    "originals": re.compile(r"[0-9a-f]{64}(\..*)?"),
}
_PART = re.compile(r"\.[0-9a-f]{16}\.part")
_SUM = re.compile(r"([0-9a-f]{64}) [ *](.+)")
_GIT = "# Line ends are kept as they are: positions in texts count every one of them.\n* -text\n"


def found_files(folder: Path) -> dict[str, Path]:
    """The files in a folder that are an archive's or could be, by their names in the archive.

    Raises
    ------
    FileForbidden
        If the folder may not be read.
    """
    found = {name: folder / name for name in (*_AT_TOP, SUMS) if _is_file(folder / name)}
    for area in AREAS:
        for name in _names_in(folder / area):
            plain = unicodedata.normalize("NFC", name)  # some systems give accents back as signs of their own
            if _OURS[area].fullmatch(plain) and _is_file(folder / area / name):
                found[f"{area}/{plain}"] = folder / area / name
    return found


def _names_in(folder: Path) -> list[str]:
    try:
        return sorted(os.listdir(folder))  # noqa: PTH208 - names are wanted, not paths
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise FileForbidden(str(folder)) from error


def _is_file(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except (OSError, ValueError) as error:
        raise FileForbidden(str(path)) from error


def sums_of(data: bytes) -> Iterator[tuple[int, str, str] | tuple[int, None, str]]:
    """The lines of a list of fingerprints: the number of the line, the fingerprint, the file's name.

    The fingerprint is ``None`` for a line that is none.
    """
    for number, line in enumerate(data.decode("utf-8", "replace").split("\n"), 1):
        found = _SUM.fullmatch(line)
        if found is not None:
            yield number, found[1], unicodedata.normalize("NFC", found[2])
        elif line:
            yield number, None, line


def study_of(folder: Path) -> tuple[str, str] | None:
    """The id and title of the study whose archive a folder holds, whole or not; ``None`` if it holds none."""
    try:
        about = msgspec.json.decode((folder / "study.json").read_bytes())
        if about["archive"] == "ieworkbench":
            return str(about["study"]["id"]), str(about["study"]["title"])
    except PermissionError as error:
        raise FileForbidden(str(folder / "study.json")) from error
    except (OSError, ValueError, msgspec.DecodeError, TypeError, LookupError, RecursionError):
        return None
    return None


class Writing:
    """A folder into which a study's archive is being written.

    Parameters
    ----------
    folder
        The folder; made if it is not there.
    study
        The study's id.
    uids
        The names of all changes the study knows.
    names
        The names of all files the archive will have.

    Raises
    ------
    FolderTaken
        If it holds other things and no archive, or a file in the place of one of ours.
    ArchiveOfAnother
        If it holds another study's archive.
    ArchiveAhead
        If the archive there knows changes that the study does not.
    FileForbidden, FileNotWritten
        If the folder may not be read, or not be made.
    """

    def __init__(self, folder: Path, study: str, uids: Collection[str], names: Collection[str]) -> None:
        self.folder = folder
        self.written: list[str] = []
        self.removed: list[str] = []
        self._sums: dict[str, str] = {}
        self._marked = False
        _make(folder)
        self._check_whose(study)
        self._there = found_files(folder)
        self._old = self._listed()
        self._broken_off = _broken_off(folder)
        self._check_not_ahead(uids)
        self._gone = [name for name in self._there if name not in names and name != SUMS and self._is_ours(name)]
        for name in self._gone:
            self._refuse_hand_made(name, None)

    def put(self, name: str, data: bytes) -> None:
        """Make ``data`` the content of one of the archive's files, if it is not that already.

        Raises
        ------
        ArchiveChanged
            If somebody changed the file by hand since it was archived.
        FolderTaken
            If the file is not the archive's.
        FileNotWritten
            If it cannot be written.
        """
        self._sums[name] = hashlib.sha256(data).hexdigest()
        there = self._there.get(name)
        if there is not None and _holds(there, data):
            return
        if there is not None:
            self._refuse_hand_made(name, data)
        self._mark(name)
        self._write(there or self.folder / name, data)
        self.written.append(name)

    def clear(self) -> None:
        """Take away what the archive does not have any more.

        That comes first: where letter case does not tell names apart, a new file may have its place.
        """
        for name in self._gone:
            self._mark(name)
            _remove(self._there.pop(name))
            self.removed.append(name)

    def finish(self) -> None:
        """Write the list of all files, which makes the folder a whole archive."""
        if not (self.folder / ".gitattributes").exists():
            self._write(self.folder / ".gitattributes", _GIT.encode())
        listing = "".join(f"{self._sums[name]}  {name}\n" for name in sorted(self._sums)).encode()
        there = self._there.get(SUMS)
        if there is None or not _holds(there, listing):
            self._write(self.folder / SUMS, listing)
            self.written.append(SUMS)
        if self._marked or self._broken_off is not None:
            _remove(self.folder / MARK)

    def _check_whose(self, study: str) -> None:
        whose = study_of(self.folder)
        if whose is not None and whose[0] != study:
            raise ArchiveOfAnother(str(self.folder), whose[1])
        others = [name for name in _names_in(self.folder) if not name.startswith(".")]
        if whose is None and others and _broken_off(self.folder) is None:
            raise FolderTaken(str(self.folder), others[0])

    def _check_not_ahead(self, uids: Collection[str]) -> None:
        journal = self._there.get("journal.jsonl")
        if journal is None:
            return
        ahead = sum(uid not in uids for uid in _uids_in(_read(journal)))
        if ahead:
            raise ArchiveAhead(str(self.folder), ahead)

    def _listed(self) -> dict[str, set[str]]:
        """The fingerprints each file was archived with; several where two lists were joined by hand."""
        old: dict[str, set[str]] = {}
        if SUMS in self._there:
            for _, sum_, name in sums_of(_read(self._there[SUMS])):
                if sum_ is not None:
                    old.setdefault(name, set()).add(sum_)
        return old

    def _is_ours(self, name: str) -> bool:
        return name in self._old or name in (self._broken_off or ())

    def _refuse_hand_made(self, name: str, data: bytes | None) -> None:
        """A file that is not as we wrote it may hold words that are nowhere else."""
        if name in (self._broken_off or ()) or name in _MADE_ANEW:
            return
        if name not in self._old:
            raise FolderTaken(str(self.folder), name)
        there = _read(self._there[name])
        if hashlib.sha256(there).hexdigest() in self._old[name]:
            return
        if data is None or not (name.endswith(".jsonl") and _same_records(there, data)):
            raise ArchiveChanged(str(self.folder), (f"{name} is changed",))

    def _mark(self, name: str) -> None:
        """Note that a file is being written, before it is."""
        if not self._marked:
            self._marked = True
            for area in (self.folder, *(self.folder / each for each in AREAS)):
                for left in filter(_PART.fullmatch, _names_in(area)):
                    _remove(area / left)
        with _own_errors(self.folder / MARK), (self.folder / MARK).open("a", encoding="utf-8", newline="\n") as mark:
            mark.write(name + "\n")

    def _write(self, path: Path, data: bytes) -> None:
        beside = path.with_name(f".{secrets.token_hex(8)}.part")
        with _own_errors(path):
            path.parent.mkdir(exist_ok=True)
            try:
                beside.write_bytes(data)
                beside.replace(path)
            finally:
                with contextlib.suppress(OSError):
                    beside.unlink(missing_ok=True)


def _make(folder: Path) -> None:
    with _own_errors(folder):
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except FileExistsError as error:
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR)) from error


def _broken_off(folder: Path) -> set[str] | None:
    """The files that an update which was broken off was writing; ``None`` if none was."""
    if not _is_file(folder / MARK):
        return None
    return set(_read(folder / MARK).decode("utf-8", "replace").split("\n"))


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileForbidden(str(path)) from error


def _holds(path: Path, data: bytes) -> bool:
    """Whether a file's content is ``data``."""
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError as error:
        raise FileForbidden(str(path)) from error


def _remove(path: Path) -> None:
    with _own_errors(path):
        path.unlink(missing_ok=True)


def _uids_in(journal: bytes) -> Iterator[str]:
    for line in journal.split(b"\n"):
        if line.startswith(b'{"number"'):
            with contextlib.suppress(msgspec.DecodeError, UnicodeDecodeError, RecursionError):
                uid = msgspec.json.decode(line).get("uid")
                if isinstance(uid, str):
                    yield uid


def _same_records(one: bytes, two: bytes) -> bool:
    """Whether two files hold the same records, whatever their order and blanks."""
    try:
        return _records_in(one.split(b"\n")) == _records_in(two.split(b"\n"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False


def _records_in(lines: Iterable[bytes]) -> list[bytes]:
    return sorted(msgspec.json.encode(msgspec.json.decode(line), order="sorted") for line in lines if line.strip())


@contextlib.contextmanager
def _own_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise FileNotWritten(str(path), _why(error)) from error
    except ValueError as error:
        raise FileNotWritten(str(path), "no file can have this name; choose another name") from error


def _why(error: OSError) -> str:
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return "you may not write here; choose a folder of your own"
    reasons = {
        errno.ENOTDIR: "a file stands where a folder should be; choose another name",
        errno.EISDIR: "a folder has this name; choose another folder for the archive",
        errno.ENOSPC: "the disk is full; make room and archive again",
        errno.ENAMETOOLONG: "the name is too long; choose a shorter one",
    }
    return reasons.get(error.errno or 0, f"the disk says: {error.strerror}")
