"""The verbs for arriving from other programs and leaving for them, and for joining copies of one study.

What they stand on is loaded when it is first asked for: most days nobody imports anything.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from ieworkbench.store import index_records
from ieworkbench.store.database import Database
from ieworkbench.study.many_values import many_values
from ieworkbench.study.opened import Opened
from ieworkbench.study.questions import Names, Question
from ieworkbench.study.table import Table

if TYPE_CHECKING:
    from ieworkbench.exchange import Report
    from ieworkbench.study.archive import Archived
    from ieworkbench.study.merging import Conflict, Merged

__all__ = ["ExchangeVerbs"]


class ExchangeVerbs(Opened):
    """Importing, exporting, merging, archiving."""

    def import_file(
        self,
        path: str | Path,
        *,
        format: str | None = None,  # noqa: A002 - the word a researcher would type
        strict: bool = False,
    ) -> Report:
        """Take in what another program wrote: sources, codes, codings, cases, memos, links, a chain of action.

        What is in the study already is known again and stays as it is; importing a file twice
        changes nothing. Only the tables of a chain, which are typed and typed again, also change
        what is there: what a row says of a record is what the study says of it from now on. It is
        one step to undo.

        Parameters
        ----------
        path
            A REFI-QDA project (``.qdpx``) or codebook (``.qdc``), a codebook or codings as a table
            (``.csv``, ``.xlsx``) or in YAML, a Word document with comments (``.docx``), Web
            Annotations (``.jsonld``), a Taguette project (``.sqlite3``), a QualCoder folder
            (``.qda``), a chain of action as a workbook or a folder of tables.
        format
            The name of the format, whatever the file is called.
        strict
            Whether nothing is taken in where anything would be left out or not found.

        Returns
        -------
        Report
            Everything that came in, and everything that was changed, dropped or not found, with why.

        Raises
        ------
        FileProblem
            If the file cannot be read at all; the study is unchanged.
        ImportIncomplete
            If ``strict`` and anything in it cannot be taken in; the study is unchanged.
        """
        from ieworkbench.exchange import read_bundle
        from ieworkbench.study.taking import refuse_if_incomplete, take_in

        with self._database.reading() as connection:
            codebook = index_records.codebook(connection)
        with many_values():
            bundle, report = read_bundle(path, format=format, codebook=codebook)
            with self._work("import", Path(path).name) as work:
                take_in(work, bundle, report, self.person)
                if strict:
                    refuse_if_incomplete(report)
        return report

    def export_file(
        self,
        path: str | Path,
        *,
        format: str | None = None,  # noqa: A002 - the word a researcher would type
        source: Names = (),
        case: Names = (),
        by: Names = (),
    ) -> Report:
        """Write the study, or a part of it, in another program's format.

        Parameters
        ----------
        path
            The file; its ending says the format: ``.qdpx``, ``.qdc``, ``.yaml``, ``.csv``,
            ``.xlsx``, ``.docx``, ``.jsonld``. A file that is there is written over,
            but never the Word document that a source was read from.
        format
            The name of the format, whatever the file is called: ``"codebook-csv"`` for the codebook
            instead of the codings.
        source, case
            Only these sources, or those of these cases.
        by
            Only what these people coded.

        Returns
        -------
        Report
            What was written, and what the format could not carry, with why.

        Raises
        ------
        FormatUnknown, FileNotWritten, FileForbidden
            If no such format is written, or the file cannot be.
        """
        from ieworkbench.exchange import write_bundle
        from ieworkbench.study.giving import bundle_of

        asked = Question(source=source, case=case, by=by)
        with many_values(), self._database.reading() as connection:
            return write_bundle(bundle_of(connection, asked), path, format=format)

    def archive(self, folder: str | Path, progress: Callable[[int, int, str], None] | None = None) -> Archived:
        """Write the whole study as plain text into a folder, for version control and for data archives.

        A folder that holds an archive of this study already is brought up to date: only what
        changed is written. `open_archive` makes an equal study of it.

        Parameters
        ----------
        folder
            Where to; made if it is not there.
        progress
            Called with how many files are done, how many there are, and the name of the next.

        Raises
        ------
        FolderTaken, ArchiveOfAnother, ArchiveAhead, ArchiveChanged
            If something else lies there, or something that this study does not have.
        FileNotWritten, FileForbidden
            If the folder cannot be written to.
        """
        from ieworkbench.study.archive import write_archive

        return write_archive(self._database, folder, progress)

    # -------------------------------------------------------------------- joining two people's copies

    def merge(self, other: str | Path | Opened) -> Merged:
        """Bring what somebody did in another copy of this study into this one.

        What only they changed is taken over; what both changed stays as it is here, and is listed
        in `conflicts` with both versions until you `resolve` it. Nothing is lost, merging twice
        changes nothing, and the whole merge is one step to undo. The other copy is only read.

        Parameters
        ----------
        other
            The other copy: its file, or a study that is open.

        Raises
        ------
        NotTheSameStudy
            If it is no copy of this study.
        StudyMissing, NotAStudy, StudyNewer, StudyDamaged
            If it cannot be opened.
        """
        from ieworkbench.study.merging import merge

        if isinstance(other, Opened):
            return merge(self._database, other._database, self.person)  # noqa: SLF001 - of the same class
        database = Database.open(Path(other))
        try:
            return merge(self._database, database, self.person)
        finally:
            database.close()

    def conflicts(self, *, chosen: bool = False) -> Table[Conflict]:
        """What both copies changed, with both versions.

        Parameters
        ----------
        chosen
            ``True`` for also those that were resolved.
        """
        from ieworkbench.study.merging import Conflict, conflicts

        with self._database.reading() as connection:
            found = [each for each in conflicts(connection) if chosen or each.choice is None]
        return Table("conflicts", found, Conflict)

    def resolve(self, conflict: Conflict | str, choice: Literal["ours", "theirs"]) -> None:
        """Choose which version of a conflict shall stand; the other stays in the journal.

        Parameters
        ----------
        conflict
            One of `conflicts`, or its id.
        choice
            ``"ours"`` for what stands here, ``"theirs"`` for what came with the merge.

        Raises
        ------
        RecordUnknown, RecordWrong
            If there is no such conflict, or their version does not fit any more.
        """
        from ieworkbench.study.merging import resolve

        with self._work("resolve conflict") as work:
            resolve(work, conflict if isinstance(conflict, str) else conflict.id, choice)
