"""The archive: a whole study as plain text in a folder, for git and for data archives.

It is made from the rows of the study as they are, so that nothing is left out that a later verb
might write; it is sorted and without clocks, so that a file changes only where the study did. What
cannot be read back equal is not written: a damaged study is refused.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from ieworkbench.errors import StudyDamaged
from ieworkbench.model import text_hash
from ieworkbench.model.display import Shown
from ieworkbench.store import archive_rows
from ieworkbench.store.database import Connection, Database
from ieworkbench.study.archive_folder import Writing
from ieworkbench.study.archive_names import original_file, text_stems
from ieworkbench.study.archive_schema import readme, schema

if TYPE_CHECKING:
    from ieworkbench.study.study import Study

__all__ = ["Archived", "Progress", "open_archive", "write_archive"]

Progress = Callable[[int, int, str], None]
"""Called before each file with how many are done, how many there are, and its name."""


_NAMED = 5


@dataclass(frozen=True, slots=True)
class Archived(Shown):
    """What archiving a study did to the folder.

    Attributes
    ----------
    folder
        The folder.
    files
        How many files the archive has, without the list of them.
    written
        The files that were written, as they were new or different.
    removed
        The files that the archive does not have any more.
    """

    folder: Path
    files: int
    written: tuple[str, ...]
    removed: tuple[str, ...]

    def __repr__(self) -> str:
        counts = f"{self.files} files, {len(self.written)} written, {len(self.removed)} removed"
        return f"Archived({str(self.folder)!r}: {counts})"


def write_archive(database: Database, folder: str | Path, progress: Progress | None = None) -> Archived:
    """Write a whole study as plain text into a folder, or bring its archive there up to date.

    Parameters
    ----------
    database
        The study.
    folder
        A new or empty folder, or one with an archive of this study. Hidden files in it, such as
        git's, and files of your own beside those of an archive are left alone.
    progress
        Called before each file with how many are done, how many there are, and its name.

    Returns
    -------
    Archived
        Which files were written and removed; none, if the study did not change.

    Raises
    ------
    FolderTaken
        If the folder holds other things, or something else in the place of a file of the archive.
    ArchiveOfAnother, ArchiveAhead
        If it holds the archive of another study, or of this one with changes this one does not have.
    ArchiveChanged
        If somebody changed a file there by hand, and archiving would write over it.
    FileForbidden, FileNotWritten
        If the folder may not be read or written to, or the disk is full.
    StudyDamaged
        If a text or file in the study is not the one that was added.
    """
    with database.reading() as connection:
        names = _Names(connection)
        everything = names.all()
        study = archive_rows.study_row(connection)
        writing = Writing(Path(folder), study["id"], archive_rows.uids(connection), frozenset(everything))
        writing.clear()
        for done, (name, data) in enumerate(_files(connection, names, study, str(database.path))):
            if progress is not None:
                progress(done, len(everything), name)
            writing.put(name, data)
        writing.finish()
    return Archived(Path(folder), len(everything), tuple(writing.written), tuple(writing.removed))


def open_archive(
    folder: str | Path,
    path: str | Path,
    *,
    person: str | None = None,
    accept_changes: bool = False,
    progress: Progress | None = None,
) -> Study:
    """The study whose archive lies in a folder, in a new file and equal in everything, journal included.

    Parameters
    ----------
    folder
        The archive.
    path
        The study file to make.
    person
        Who is working, for the journal; the name of the account if not given.
    accept_changes
        Whether files that were changed by hand since they were archived are taken as they are now.
        Everything else is looked at all the same: records must name records that are there, and
        quotes must be what stands in the texts. That it was done goes into the journal.
    progress
        Called before each file with how many are done, how many there are, and its name.

    Raises
    ------
    ArchiveMissing, ArchiveNewer
        If there is no archive in the folder, or a newer version wrote it.
    ArchiveChanged
        If files are missing, changed or new since it was archived.
    ArchiveDamaged
        If something in it is not as it must be; the place is named, and no study is made.
    StudyExists, FolderMissing, StudyReadOnly, DiskFull
        If the study file cannot be made.
    """
    from ieworkbench.study.archive_reading import fill_study
    from ieworkbench.study.study import Study

    accepted = fill_study(Path(folder), Path(path), accept_changes=accept_changes, progress=progress)
    database = Database.open(Path(path))
    study = Study(database, person)
    if accepted:
        with database.writing() as connection:
            archive_rows.note_accepted(connection, study.person, ", ".join(accepted[:_NAMED]))
    return study


# ---------------------------------------------------------------------------------- the files


class _Names:
    """What the files of a study's archive are called."""

    def __init__(self, connection: Connection) -> None:
        self.heads = {head["id"]: head for head in archive_rows.text_heads(connection)}
        self.stems = text_stems(archive_rows.text_names(connection), self.heads)
        files = archive_rows.first_file_names(connection)
        self.originals = {sha256: original_file(sha256, files[sha256]) for sha256 in sorted(files)}
        self.tables = archive_rows.tables_with_rows(connection)
        self.last = archive_rows.last_change(connection)

    def all(self) -> list[str]:
        """Every file of the archive but the list of them."""
        texts = [f"texts/{stem}{ending}" for stem in self.stems.values() for ending in (".txt", ".jsonl")]
        originals = [f"originals/{name}" for name in self.originals.values()]
        records = [f"records/{name}.jsonl" for name in self.tables]
        journal = [] if self.last is None else ["journal.jsonl"]
        return ["study.json", "schema.json", "README.md", *texts, *originals, *records, *journal]


def _files(connection: Connection, names: _Names, study: Mapping[str, Any], path: str) -> Iterator[tuple[str, bytes]]:
    """Every file of the archive with its content. What says whose archive it is comes first."""
    from ieworkbench import __version__

    step = archive_rows.schema_step(connection)
    about = {"archive": "ieworkbench", "step": step, "program": __version__, "study": study}
    yield "study.json", _pages(about)
    yield "schema.json", _pages(schema(step))
    yield "README.md", readme(study["title"], study["standpoint"], __version__, names.last).encode()
    for number, content, parts in archive_rows.text_parts(connection):
        head, stem = names.heads[number], names.stems[number]
        if text_hash(content) != head["content_sha256"]:
            raise StudyDamaged(path, f"text {number} is not the one that was read")
        yield f"texts/{stem}.txt", content.encode()
        yield f"texts/{stem}.jsonl", _lines([{"table": "text", **head}, *parts])
    for sha256, name in names.originals.items():
        data = archive_rows.original(connection, sha256)
        if hashlib.sha256(data).hexdigest() != sha256:
            raise StudyDamaged(path, f"the original file {sha256[:12]}… is not the one that was added")
        yield f"originals/{name}", data
    for table in names.tables:
        yield f"records/{table}.jsonl", _lines(archive_rows.rows(connection, table))
    if names.last is not None:
        yield "journal.jsonl", _lines(_journal_line(*each) for each in archive_rows.journal(connection))


def _lines(rows: Iterator[Mapping[str, Any]] | list[dict[str, Any]]) -> bytes:
    return b"".join(msgspec.json.encode(row) + b"\n" for row in rows)


def _pages(value: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"


def _journal_line(table: str, row: Mapping[str, Any]) -> Mapping[str, Any]:
    """A row of the journal; what a change quotes it quotes, letter for letter, as JSON in JSON."""
    if table == "journal":
        return row
    return {**row, "before": _quoted(row["before"]), "after": _quoted(row["after"])}


def _quoted(json: str | None) -> msgspec.Raw | None:
    if json is None:
        return None
    if "\n" in json:  # it would break the line
        return msgspec.Raw(msgspec.json.encode(msgspec.json.decode(json)))
    return msgspec.Raw(json.encode())
