"""The files of a REFI-QDA project: in the zip, or beside it, and nowhere else.

A project names its files by paths. Those inside the zip are found whatever their folder and the case
of their letters; those outside are looked for only in the folder where the project itself lies.
Nothing is unpacked to the disk, and films and sound are never read.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
import zipfile
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from ieworkbench.errors import (
    FileDamaged,
    FileEmpty,
    FileForbidden,
    FileIsFolder,
    FileLocked,
    FileMissing,
    FileProblem,
    FileTooLarge,
)
from ieworkbench.importers.packages import MOST_UNPACKED, UNPACKING, ZIP_FILE
from ieworkbench.importers.reading import LARGEST_FILE

__all__ = ["Package", "open_package"]

_SCHEME = re.compile(r"(?P<scheme>internal|relative|absolute|file)\s*:/*", re.IGNORECASE)
_DRIVE = re.compile(r"/?[A-Za-z]:")
_EMPTY_ZIP = b"PK\x05\x06"


@dataclass(slots=True)
class Package:
    """Where the parts of one project are.

    Attributes
    ----------
    file
        The project's path, as the researcher gave it.
    project
        The XML of the project.
    part
        What that XML is called inside the zip; empty for a bare one.
    others
        What further projects in the zip are called; they are not read.
    room
        How many bytes may still be unpacked.
    """

    file: str
    project: bytes = b""
    part: str = ""
    others: tuple[str, ...] = ()
    room: int = MOST_UNPACKED
    _archive: zipfile.ZipFile | None = None
    _members: dict[str, list[zipfile.ZipInfo]] = field(default_factory=dict)

    def close(self) -> None:
        """Let go of the file."""
        if self._archive is not None:
            self._archive.close()

    def read(self, path: str, base: str = "") -> bytes | str:
        """The bytes of the file that ``path`` names, or a clause that says why there are none.

        Parameters
        ----------
        path
            As the project has it: ``internal://x.txt``, ``relative:///x.txt``, an absolute one, or
            a bare name.
        base
            The project's ``basePath``, which relative paths start from.
        """
        match = _SCHEME.match(path.strip())
        scheme = match["scheme"].lower() if match else ""
        rest = path.strip()[match.end() if match else 0 :].replace("\\", "/")
        if ".." in PurePosixPath(unquote(rest)).parts:
            return "its path leads out of the project, where nothing is read"
        for each in dict.fromkeys((rest, unquote(rest))):
            member = self._member(each)
            if member is not None:
                return self._unpacked(member)
        if scheme == "internal":
            return "its file is not in the project"
        return self._beside(rest, base)

    def _member(self, path: str) -> zipfile.ZipInfo | None:
        """The part of the zip with this path or, failing that, this name; in ``sources`` if there are several."""
        named = self._members.get(_spelled(PurePosixPath(path).name), [])
        wanted = _spelled(path.strip("/"))
        for ending in (wanted, f"sources/{wanted}", f"/{wanted}"):
            for member in named:
                if _spelled(member.filename) == ending or _spelled(member.filename).endswith(f"/{ending.strip('/')}"):
                    return member
        return named[0] if named else None

    def _unpacked(self, member: zipfile.ZipInfo) -> bytes | str:
        if member.flag_bits & 0x1:
            return "its file is protected with a password"
        limit = min(self.room, LARGEST_FILE)
        if member.file_size > limit or self._archive is None:
            return f"its file would hold {member.file_size / 1e6:,.0f} MB, which is more than is read"
        try:
            with self._archive.open(member) as part:
                data = part.read(limit + 1)
        except UNPACKING:
            return "its file is broken and cannot be unpacked"
        if len(data) > limit:
            return "its file holds more than is read"
        self.room -= len(data)
        return data

    def _beside(self, path: str, base: str) -> bytes | str:
        """A file in the folder of the project or in a folder of that one; links that lead out of it are not followed."""
        missing = "its file is neither in the project nor in the folder beside it"
        try:
            folder = Path(os.path.realpath(Path(self.file).parent))
            for each in _candidates(folder, path, base):
                place = Path(os.path.realpath(each))
                if place.is_relative_to(folder) and place != folder and place.exists():
                    return self._from_disk(place)
        except (OSError, ValueError):
            return missing
        return missing

    def _from_disk(self, place: Path) -> bytes | str:
        found = place.stat()
        if not stat.S_ISREG(found.st_mode):
            return "its path names no file"
        if found.st_size > min(self.room, LARGEST_FILE):
            return f"its file holds {found.st_size / 1e6:,.0f} MB, which is more than is read"
        self.room -= found.st_size
        return place.read_bytes()


def open_package(path: str) -> Package:
    """The package of a project: a zip with its XML, or the XML alone.

    Raises
    ------
    FileProblem
        One of its kinds, if there is no project in it that can be read.
    """
    package = Package(path)
    try:
        if Path(path).is_dir():
            raise FileIsFolder(path)
        with Path(path).open("rb") as opened:
            head = opened.read(4)
            if head in (ZIP_FILE, _EMPTY_ZIP):
                package._archive = _archive(path)  # noqa: SLF001 - its own maker
                _fill(package, package._archive)  # noqa: SLF001 - its own maker
            else:
                package.project = _bare(path, head + opened.read(LARGEST_FILE))
    except FileProblem:
        package.close()
        raise
    except FileNotFoundError as error:
        raise FileMissing(path) from error
    except PermissionError as error:
        raise FileForbidden(path) from error
    except (OSError, ValueError) as error:
        package.close()
        raise FileDamaged(path, "", "the file cannot be read from the disk", "copy it and try again") from error
    return package


def _bare(path: str, data: bytes) -> bytes:
    if not data:
        raise FileEmpty(path)
    if len(data) > LARGEST_FILE:
        raise FileTooLarge(path, Path(path).stat().st_size, LARGEST_FILE)
    return data


def _archive(path: str) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    # NotImplementedError is what zipfile raises for a zip of a kind that it cannot read
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, EOFError) as error:
        raise FileDamaged(
            path, "", "this is only part of a project, or no project", "copy it again, or export it again"
        ) from error


def _fill(package: Package, archive: zipfile.ZipFile) -> None:
    """Note what is in the zip, and read the project's XML from it."""
    projects: list[zipfile.ZipInfo] = []
    for member in archive.infolist():
        parts = PurePosixPath(member.filename.replace("\\", "/")).parts
        if member.is_dir() or not parts or ".." in parts or "__MACOSX" in parts or parts[-1].startswith("._"):
            continue
        package._members.setdefault(_spelled(parts[-1]), []).append(member)  # noqa: SLF001 - its own maker
        if parts[-1].lower().endswith(".qde"):
            projects.append(member)
    if not projects:
        raise FileDamaged(
            package.file, "", "there is no project in it (a file that ends in .qde)", "export it again as REFI-QDA"
        )
    member = min(projects, key=lambda each: (each.filename.count("/"), not _is_project(each), each.filename))
    package.part = member.filename
    package.others = tuple(sorted(each.filename for each in projects if each is not member))
    if member.flag_bits & 0x1:
        raise FileLocked(package.file)
    if member.file_size > LARGEST_FILE:
        raise FileTooLarge(package.file, member.file_size, LARGEST_FILE)
    found = package._unpacked(member)  # noqa: SLF001 - its own maker
    if isinstance(found, str):
        raise FileDamaged(package.file, member.filename, "this part cannot be unpacked", "export it again as REFI-QDA")
    package.project = found


def _is_project(member: zipfile.ZipInfo) -> bool:
    return PurePosixPath(member.filename).name.lower() == "project.qde"


def _candidates(folder: Path, path: str, base: str) -> list[Path]:
    """Where a file that a project names may lie beside it."""
    plain = _DRIVE.sub("", path).lstrip("/")
    name = PurePosixPath(plain).name
    if not name:
        return []
    start = PurePosixPath(base.replace("\\", "/"))
    tries = [folder / start / plain, Path("/") / plain, folder / start.name / plain, folder / plain]
    return [*tries, folder / start.name / name, folder / "sources" / name, folder / "Sources" / name, folder / name]


def _spelled(name: str) -> str:
    return unicodedata.normalize("NFC", name.replace("\\", "/")).casefold()
