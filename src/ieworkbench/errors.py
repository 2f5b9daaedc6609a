"""Everything that can go wrong, as sentences a researcher can act on.

    IEError
    ├── FileProblem (ValueError)          a file could not become a source
    │   ├── FileMissing (FileNotFoundError), FileForbidden (PermissionError), FileIsFolder
    │   ├── FileEmpty, FileDamaged, FileLocked, FileTooLarge, FileWithoutText
    │   ├── FileNotWritten (OSError), ImportIncomplete
    │   └── FormatUnknown, FormatUnclear, EncodingWrong, ProgramMissing, LexiconWrong
    ├── StudyProblem                      a study file could not be opened or written
    │   ├── StudyMissing (FileNotFoundError)
    │   │   └── FolderMissing
    │   ├── StudyExists (FileExistsError), StudyForbidden (PermissionError)
    │   ├── NotAStudy (ValueError), StudyNewer, StudyDamaged (ValueError), NotTheSameStudy (ValueError)
    │   ├── StudyBusy (TimeoutError), StudyReadOnly (PermissionError)
    │   └── DiskFull (OSError), DiskFailing (OSError)
    ├── ArchiveProblem (ValueError)       a folder could not be opened, or written, as an archive
    │   ├── ArchiveMissing (FileNotFoundError), ArchiveDamaged, ArchiveChanged, ArchiveNewer
    │   └── ArchiveOfAnother, ArchiveAhead, FolderTaken (FileExistsError)
    ├── RecordProblem (ValueError)        a record is not what it should be
    │   ├── RecordUnknown (LookupError), RecordExists, RecordInUse, RecordWrong
    │   ├── NotOnMap (LookupError), WordsMissing, NoSuchJoint, GoesRound
    │   └── CodeAmbiguous, CodeInUse, SourceAlreadyAdded
    ├── PassageProblem (ValueError)       words and places do not agree
    │   ├── QuoteMissing (LookupError), QuoteAmbiguous, TextDrift
    │   └── PartMissing (IndexError), PassageOutside (IndexError)
    ├── PipelineMissing (LookupError), CodebookUnknown (LookupError), PortTaken (OSError)
    ├── EditTooLarge (ValueError)
    ├── NothingToUndo, NothingToRedo
    └── UndoBlocked
        └── RedoBlocked

Each error stores its facts, builds its own one sentence from them, says what to do next, and
survives pickling. Errors hold names, positions and at most a short quote, never a transcript.
Those that are also an ``OSError`` have its ``errno``.
"""

from __future__ import annotations

import errno
import linecache
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from ieworkbench.sentences import listed, short

__all__ = [
    "ArchiveAhead",
    "ArchiveChanged",
    "ArchiveDamaged",
    "ArchiveMissing",
    "ArchiveNewer",
    "ArchiveOfAnother",
    "ArchiveProblem",
    "CodeAmbiguous",
    "CodeInUse",
    "CodebookUnknown",
    "DiskFailing",
    "DiskFull",
    "EditTooLarge",
    "EncodingWrong",
    "FileDamaged",
    "FileEmpty",
    "FileForbidden",
    "FileIsFolder",
    "FileLocked",
    "FileMissing",
    "FileNotWritten",
    "FileProblem",
    "FileTooLarge",
    "FileWithoutText",
    "FolderMissing",
    "FolderTaken",
    "FormatUnclear",
    "FormatUnknown",
    "GoesRound",
    "IEError",
    "ImportIncomplete",
    "LexiconWrong",
    "NoSuchJoint",
    "NotAStudy",
    "NotOnMap",
    "NotTheSameStudy",
    "NothingToRedo",
    "NothingToUndo",
    "PartMissing",
    "PassageOutside",
    "PassageProblem",
    "PipelineMissing",
    "PortTaken",
    "ProgramMissing",
    "QuoteAmbiguous",
    "QuoteMissing",
    "RecordExists",
    "RecordInUse",
    "RecordProblem",
    "RecordUnknown",
    "RecordWrong",
    "RedoBlocked",
    "SourceAlreadyAdded",
    "StudyBusy",
    "StudyDamaged",
    "StudyExists",
    "StudyForbidden",
    "StudyMissing",
    "StudyNewer",
    "StudyProblem",
    "StudyReadOnly",
    "TextDrift",
    "UndoBlocked",
    "WordsMissing",
]


def _short(words: str, limit: int = 60) -> str:
    """At most ``limit`` characters of ``words`` on one line, for use inside a sentence."""
    return short(words, limit)


def _one_line(sentence: str) -> str:
    """``sentence`` without what would break the line or command a terminal, as a file's name may."""
    return (
        sentence if sentence.isprintable() else "".join(each if each.isprintable() else "\ufffd" for each in sentence)
    )


def _article(noun: str) -> str:
    """``noun`` with its article."""
    return f"{'an' if noun[:1] in 'aeiou' else 'a'} {noun}"


def _listed(names: Sequence[str]) -> str:
    """``names`` as they would be said: ``a, b or c``."""
    if len(names) < 2:
        return "".join(names)
    return ", ".join(names[:-1]) + " or " + names[-1]


class IEError(Exception):
    """The root of every error that ieworkbench raises on purpose.

    A subclass takes its facts as arguments, stores them as attributes of the same names and
    builds its sentence in `sentence`.
    """

    def __init__(self, *facts: object) -> None:
        super().__init__(*facts)

    def sentence(self) -> str:
        """One sentence that says what is wrong, where, and what to do."""
        return " ".join(str(fact) for fact in self.args)

    def __str__(self) -> str:
        return _one_line(self.sentence())

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows of it: the lines of the cell that led here, and the sentence.

        IPython asks an error for this, and would otherwise show the insides of this program.
        """
        return [*_own_lines(self.__traceback__), f"{type(self).__name__}: {self}"]


def _own_lines(trail: TracebackType | None) -> list[str]:
    """The lines of whoever called this program, from the cell down to the call."""
    lines: list[str] = []
    while trail is not None:
        file = Path(trail.tb_frame.f_code.co_filename)
        if _PROGRAM in file.parents:
            break
        if "IPython" in file.parts:
            lines.clear()
        else:
            words = linecache.getline(str(file), trail.tb_lineno).strip()
            lines.append(f"line {trail.tb_lineno}: {_short(words, 150)}")
        trail = trail.tb_next
    return lines


_PROGRAM = Path(__file__).parent


# ---------------------------------------------------------------------------------- files


class FileProblem(IEError, ValueError):
    """A file could not become a source. `file` is its name as the researcher gave it."""

    def __init__(self, file: str, *facts: object) -> None:
        super().__init__(file, *facts)
        self.file = file


class FileMissing(FileProblem, FileNotFoundError):
    """There is no file of that name."""

    errno = errno.ENOENT

    def sentence(self) -> str:
        return f"{self.file}: there is no such file; check the name and the folder."


class FileForbidden(FileProblem, PermissionError):
    """The file is there, but this account may not read it."""

    errno = errno.EACCES

    def sentence(self) -> str:
        return f"{self.file}: you may not read this file; ask its owner, or copy it to a folder of your own."


class FileIsFolder(FileProblem):
    """A folder was given where a file was wanted."""

    def sentence(self) -> str:
        return f"{self.file}: this is a folder; name the files in it, or make a manifest of it first."


class FileEmpty(FileProblem):
    """The file holds nothing at all, or nothing but blanks."""

    def sentence(self) -> str:
        return f"{self.file}: the file is empty; check that it was saved or copied completely."


class FileDamaged(FileProblem):
    """The file is not what its name says, or breaks off.

    `place` says where as well as the format can tell (``"line 12"``, ``"word/document.xml"``),
    `what` what is wrong there, `advice` what to do.
    """

    def __init__(
        self, file: str, place: str, what: str, advice: str = "open it in the program that made it and save it again"
    ) -> None:
        super().__init__(file, place, what, advice)
        self.place = place
        self.what = what
        self.advice = advice

    def sentence(self) -> str:
        where = f"{self.file}, {self.place}" if self.place else self.file
        return f"{where}: {self.what}; {self.advice}."


class ImportIncomplete(FileProblem):
    """Part of a file cannot be taken in, and all of it or nothing was asked for.

    `problems` says of each thing where it stands and why it cannot be.
    """

    def __init__(self, file: str, problems: tuple[str, ...]) -> None:
        super().__init__(file, problems)
        self.problems = problems

    def sentence(self) -> str:
        many = f"{len(self.problems):,} things in it" if len(self.problems) != 1 else "one thing in it"
        return (
            f"{self.file}: {many} cannot be taken in, so nothing was: {_short(self.problems[0], 200)} "
            "Mend the file, or import it without strict to take in the rest."
        )


class FileLocked(FileProblem):
    """The file is protected with a password."""

    def sentence(self) -> str:
        return f"{self.file}: the file is password-protected; save a copy without the password and read that."


class FileTooLarge(FileProblem):
    """The file, or what is packed in it, is larger than a text can sensibly be.

    `size` and `limit` are in bytes.
    """

    def __init__(self, file: str, size: int, limit: int) -> None:
        super().__init__(file, size, limit)
        self.size = size
        self.limit = limit

    def sentence(self) -> str:
        return (
            f"{self.file}: it holds {self.size / 1e6:,.0f} MB, more than the {self.limit / 1e6:,.0f} MB "
            "that are read at most; split it into smaller files."
        )


class FileWithoutText(FileProblem):
    """The file holds pictures of pages, or nothing, where words were expected. `advice` says what to do."""

    def __init__(self, file: str, what: str, advice: str) -> None:
        super().__init__(file, what, advice)
        self.what = what
        self.advice = advice

    def sentence(self) -> str:
        return f"{self.file}: {self.what}; {self.advice}."


class FileNotWritten(FileProblem, OSError):
    """A file could not be written. `why` says why, and what to do."""

    errno = errno.EIO

    def __init__(self, file: str, why: str) -> None:
        super().__init__(file, why)
        self.why = why

    def sentence(self) -> str:
        return f"{self.file}: this file could not be written: {self.why}."


class FormatUnknown(FileProblem):
    """No format is known that is read, or written, under such a name. `known` lists the names that ``format=`` takes."""

    def __init__(self, file: str, known: tuple[str, ...]) -> None:
        super().__init__(file, known)
        self.known = known

    def sentence(self) -> str:
        return f"{self.file}: this kind of file is not known here; say which format it is to be: {_listed(self.known)}."


class FormatUnclear(FileProblem):
    """Two readers claim the file. `claims` are their names."""

    def __init__(self, file: str, claims: tuple[str, ...]) -> None:
        super().__init__(file, claims)
        self.claims = claims

    def sentence(self) -> str:
        return f"{self.file}: this could be {_listed(self.claims)}; say which with --format."


class EncodingWrong(FileProblem):
    """The bytes are not text in that encoding. `position` counts bytes from 0; ``None`` if no encoding has that name."""

    def __init__(self, file: str, encoding: str, position: int | None) -> None:
        super().__init__(file, encoding, position)
        self.encoding = encoding
        self.position = position

    def sentence(self) -> str:
        if self.position is None:
            return (
                f"{self.file}: no encoding for text is called “{_short(self.encoding)}”; "
                "name one with --encoding, such as utf-8, cp1252 or utf-16."
            )
        return (
            f"{self.file}, byte {self.position}: this is not text in {self.encoding}; "
            "name another encoding with --encoding, such as utf-8, cp1252 or utf-16."
        )


class ProgramMissing(FileProblem):
    """Reading this format needs a program that is not installed."""

    def __init__(self, file: str, program: str, advice: str) -> None:
        super().__init__(file, program, advice)
        self.program = program
        self.advice = advice

    def sentence(self) -> str:
        return f"{self.file}: reading it needs {self.program}, which is not installed here; {self.advice}."


class PortTaken(IEError, OSError):
    """Another program listens on the port that the local page was to have. `port` is its number."""

    errno = errno.EADDRINUSE

    def __init__(self, port: int) -> None:
        super().__init__(port)
        self.port = port

    def sentence(self) -> str:
        return f"Port {self.port} cannot be used: another program has it, or it is not free to use; leave out --port."


class EditTooLarge(IEError, ValueError):
    """More was written into a view at once than it may send. `size` and `most` are numbers of characters."""

    def __init__(self, size: int, most: int) -> None:
        super().__init__(size, most)
        self.size = size
        self.most = most

    def sentence(self) -> str:
        return (
            f"Nothing was changed: what was written has {self.size:,} characters and may have {self.most:,} at most; "
            "write less, or add it to the study as a source."
        )


class LexiconWrong(FileProblem):
    """A lexicon of cue words cannot be used."""

    def __init__(self, file: str, what: str) -> None:
        super().__init__(file, what)
        self.what = what

    def sentence(self) -> str:
        return f"{self.file}: this lexicon cannot be used: {self.what}."


class PipelineMissing(IEError, LookupError):
    """A spaCy pipeline was asked for by name and is not installed."""

    def __init__(self, name: str, advice: str) -> None:
        super().__init__(name, advice)
        self.name = name
        self.advice = advice

    def sentence(self) -> str:
        return f"The pipeline {self.name} cannot be loaded; {self.advice}."


# --------------------------------------------------------------------------------- studies


class StudyProblem(IEError):
    """A study could not be opened or written. `study` is its path as the researcher gave it."""

    def __init__(self, study: str, *facts: object) -> None:
        super().__init__(study, *facts)
        self.study = study


class StudyMissing(StudyProblem, FileNotFoundError):
    """There is no study at that path."""

    errno = errno.ENOENT

    def sentence(self) -> str:
        return f"{self.study}: there is no study here; make one with `ieworkbench new`, or check the path."


class FolderMissing(StudyMissing):
    """The folder in which a study should be made, or a file written, is not there."""

    def sentence(self) -> str:
        return f"{self.study}: there is no such folder; make the folder first, or check the path."


class StudyExists(StudyProblem, FileExistsError):
    """A new study was asked for where a file already is."""

    errno = errno.EEXIST

    def sentence(self) -> str:
        return f"{self.study}: there is already a file of this name; open it, or choose another name."


class StudyForbidden(StudyProblem, PermissionError):
    """The study is there, but this account may not read it."""

    errno = errno.EACCES

    def sentence(self) -> str:
        return f"{self.study}: you may not read this study; ask its owner, or open a copy of your own."


class NotAStudy(StudyProblem, ValueError):
    """The file is there, but it is no ieworkbench study."""

    def sentence(self) -> str:
        return f"{self.study}: this is not an ieworkbench study; a study is a file made by `ieworkbench new`."


class NotTheSameStudy(StudyProblem, ValueError):
    """Two studies should become one, but are no copies of one study. `other` is the other one's path."""

    def __init__(self, study: str, other: str) -> None:
        super().__init__(study, other)
        self.other = other

    def sentence(self) -> str:
        return (
            f"{self.other}: this is another study, not a copy of {self.study}; "
            "only copies of one study can be merged, so add its files to the study instead."
        )


class StudyNewer(StudyProblem):
    """The study was written by a later version of ieworkbench. `found` is its schema step."""

    def __init__(self, study: str, found: str) -> None:
        super().__init__(study, found)
        self.found = found

    def sentence(self) -> str:
        return (
            f"{self.study}: this study was written by a newer version of ieworkbench (step {self.found}); "
            "update ieworkbench and open it again."
        )


class StudyDamaged(StudyProblem, ValueError):
    """The database itself says that the file is damaged. `what` is what it said."""

    def __init__(self, study: str, what: str) -> None:
        super().__init__(study, what)
        self.what = what

    def sentence(self) -> str:
        return f"{self.study}: the study file is damaged ({_short(self.what, 120)}); go back to your last copy of it."


class StudyBusy(StudyProblem, TimeoutError):
    """Another program kept the study for itself. `waited` is in seconds."""

    errno = errno.ETIMEDOUT

    def __init__(self, study: str, waited: float) -> None:
        super().__init__(study, waited)
        self.waited = waited

    def sentence(self) -> str:
        return (
            f"{self.study}: another program is writing to this study (waited {self.waited:g} s); "
            "nothing was changed, try again when it is done."
        )


class StudyReadOnly(StudyProblem, PermissionError):
    """The study can be read here, but not changed."""

    errno = errno.EACCES

    def sentence(self) -> str:
        return f"{self.study}: this study can only be read here; copy it to a folder where you may write."


class DiskFull(StudyProblem, OSError):
    """There was no room left for the change."""

    errno = errno.ENOSPC

    def sentence(self) -> str:
        return f"{self.study}: the disk is full; nothing was changed, make room and try again."


class DiskFailing(StudyProblem, OSError):
    """The disk did not do what it was told. `what` is what the database said of it."""

    errno = errno.EIO

    def __init__(self, study: str, what: str) -> None:
        super().__init__(study, what)
        self.what = what

    def sentence(self) -> str:
        return (
            f"{self.study}: the disk does not answer as it should ({_short(self.what)}); nothing was changed, "
            "see that it is connected and has room, and try again."
        )


# -------------------------------------------------------------------------------- archives


class ArchiveProblem(IEError, ValueError):
    """A folder could not be opened or written as an archive. `folder` is its path as the researcher gave it."""

    def __init__(self, folder: str, *facts: object) -> None:
        super().__init__(folder, *facts)
        self.folder = folder


class ArchiveMissing(ArchiveProblem, FileNotFoundError):
    """There is no archive in that folder."""

    errno = errno.ENOENT

    def sentence(self) -> str:
        return f"{self.folder}: there is no archive of a study here; check the path, it is the folder with study.json in it."


class ArchiveDamaged(ArchiveProblem):
    """Something in the archive is not as it must be. `place` is the file and line, `what` says what is wrong."""

    def __init__(self, folder: str, place: str, what: str) -> None:
        super().__init__(folder, place, what)
        self.place = place
        self.what = what

    def sentence(self) -> str:
        return (
            f"{self.folder}, {_short(self.place, 90)}: {_short(self.what, 120)}; "
            "go back to a copy in which this is whole."
        )


class ArchiveChanged(ArchiveProblem):
    """Files of the archive are not as they were written. `files` says which, and what became of each."""

    def __init__(self, folder: str, files: tuple[str, ...]) -> None:
        super().__init__(folder, files)
        self.files = files

    def sentence(self) -> str:
        shown = listed((_short(each, 100) for each in self.files), 2)
        return (
            f"{self.folder}: not as it was archived: {shown}; go back to a whole copy, "
            "or open it with accept_changes=True if that was done on purpose."
        )


class ArchiveNewer(ArchiveProblem):
    """The archive was written by a later version of ieworkbench. `found` is its schema step."""

    def __init__(self, folder: str, found: str) -> None:
        super().__init__(folder, found)
        self.found = found

    def sentence(self) -> str:
        return (
            f"{self.folder}: a newer version of ieworkbench wrote this archive (step {_short(self.found)}); "
            "update ieworkbench and open it again."
        )


class ArchiveOfAnother(ArchiveProblem):
    """The folder holds the archive of another study. `found` is that study's title."""

    def __init__(self, folder: str, found: str) -> None:
        super().__init__(folder, found)
        self.found = found

    def sentence(self) -> str:
        return (
            f"{self.folder}: this is the archive of another study, “{_short(self.found)}”; "
            "nothing was changed, choose another folder."
        )


class ArchiveAhead(ArchiveProblem):
    """The archive holds changes that the study does not have. `changes` says how many."""

    def __init__(self, folder: str, changes: int) -> None:
        super().__init__(folder, changes)
        self.changes = changes

    def sentence(self) -> str:
        them = "a change" if self.changes == 1 else f"{self.changes:,} changes"
        return (
            f"{self.folder}: this archive holds {them} that the study does not have; nothing was written, "
            "open the archive and merge the two, or choose another folder."
        )


class FolderTaken(ArchiveProblem, FileExistsError):
    """The folder holds something that is not the archive's. `found` is the first of it."""

    errno = errno.EEXIST

    def __init__(self, folder: str, found: str) -> None:
        super().__init__(folder, found)
        self.found = found

    def sentence(self) -> str:
        return (
            f"{self.folder}: “{_short(self.found, 90)}” is there, which no archive of this study wrote; "
            "nothing was changed, choose an empty folder or a new one."
        )


# --------------------------------------------------------------------------------- records


class RecordProblem(IEError, ValueError):
    """A record cannot be as asked. `kind` is its kind in plain words, `name` its id."""

    def __init__(self, kind: str, name: str, *facts: object) -> None:
        super().__init__(kind, name, *facts)
        self.kind = kind
        self.name = name


class RecordUnknown(RecordProblem, LookupError):
    """The study has no such record. `nearest` are the names that look most like it."""

    def __init__(self, kind: str, name: str, nearest: tuple[str, ...] = ()) -> None:
        super().__init__(kind, name, nearest)
        self.nearest = nearest

    def sentence(self) -> str:
        other = "check the name." if self.kind in _NOT_ADDED else f"add the {self.kind} first."
        hint = f"did you mean {_listed(self.nearest)}?" if self.nearest else other
        return f"There is no {self.kind} “{_short(self.name)}” in this study; {hint}"


_NOT_ADDED = frozenset({"coder", "speaker", "conflict", "coding", "doer", "account", "layout"})
"""What comes into a study with something else, and is not added by its name."""


class CodebookUnknown(IEError, LookupError):
    """No codebook of this name comes with ieworkbench. `known` are those that do."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(name, known)
        self.name = name
        self.known = known

    def sentence(self) -> str:
        return (
            f"No codebook called “{_short(self.name)}” comes with ieworkbench; there are {_listed(self.known)}. "
            "One of your own comes in with `import`."
        )


class NotOnMap(RecordProblem, LookupError):
    """Nothing on a map is meant by this. `nearest` are the names on it that look most like it."""

    def __init__(self, name: str, nearest: tuple[str, ...] = ()) -> None:
        super().__init__("node", name)
        self.args = (name, nearest)
        self.nearest = nearest

    def sentence(self) -> str:
        hint = f"did you mean {_listed(self.nearest)}?" if self.nearest else "look at a map with more on it."
        return f"Nothing on this map is called “{_short(self.name)}” or told of in these words; {hint}"


class RecordExists(RecordProblem):
    """The study already has a record of that name."""

    def sentence(self) -> str:
        article = "an" if self.kind[:1] in "aeiou" else "a"
        return (
            f"There is already {article} {self.kind} “{_short(self.name)}” in this study; "
            "change that one, or choose another name."
        )


class RecordInUse(RecordProblem):
    """Other records rest on this one. `users` says which."""

    def __init__(self, kind: str, name: str, users: tuple[str, ...]) -> None:
        super().__init__(kind, name, users)
        self.users = users

    def sentence(self) -> str:
        return f"The {self.kind} “{_short(self.name)}” is still used by {listed(self.users)}; change or remove those first."


class RecordWrong(RecordProblem):
    """A value does not fit. `what` says which, and what would."""

    def __init__(self, kind: str, name: str, what: str) -> None:
        super().__init__(kind, name, what)
        self.what = what

    def sentence(self) -> str:
        subject = f"The {self.kind} “{_short(self.name)}”" if self.name else f"The {self.kind}"
        return f"{subject}: {self.what}."


class WordsMissing(RecordProblem):
    """Something on a map rests on no words, and nothing says why it is there."""

    def sentence(self) -> str:
        subject = f"The {self.kind} “{_short(self.name)}”" if self.name else f"The {self.kind}"
        return (
            f"{subject} rests on no words; give accounts=[words.account(“told done”)], "
            "or say in inferred= why it was so, or in gap= what is not known."
        )


class NoSuchJoint(RecordProblem):
    """A link of this kind joins other things. `origin` and `target` are their kinds, `possible` the kinds that may."""

    def __init__(self, name: str, origin: str, target: str, possible: tuple[str, ...]) -> None:
        super().__init__("kind of link", name)
        self.args = (name, origin, target, possible)
        self.origin = origin
        self.target = target
        self.possible = possible

    def sentence(self) -> str:
        joint = f"from {_article(self.origin)} to {_article(self.target)}"
        if not self.possible:
            return f"No kind of link leads {joint}; link them through an act or a text."
        shown = listed(self.possible, 8)
        return f"“{_short(self.name)}” does not lead {joint}; choose one of: {shown}."


class GoesRound(RecordProblem):
    """Acts would come before themselves. `acts` says which, in order."""

    def __init__(self, case: str, acts: tuple[str, ...]) -> None:
        super().__init__("course of acts", case)
        self.args = (case, acts)
        self.case = case
        self.acts = acts

    def sentence(self) -> str:
        round_ = " → ".join(f"“{_short(each)}”" for each in self.acts[:4]) + (" → …" if len(self.acts) > 4 else "")
        where = f"in case “{_short(self.name)}” " if self.name else ""
        return (
            f"What happened cannot come before itself: {where}{round_} would lead back to the first; "
            "turn a link round, or record what happened again as an act of its own."
        )


class CodeAmbiguous(RecordProblem):
    """Several codes are called so. `paths` says where they stand in the codebook."""

    def __init__(self, name: str, paths: tuple[str, ...]) -> None:
        super().__init__("code", name)
        self.args = (name, paths)
        self.paths = paths

    def sentence(self) -> str:
        shown = [f"“{_short(path)}”" for path in self.paths[:4]]
        more = f" and {len(self.paths) - 4} more" if len(self.paths) > 4 else ""
        return (
            f"{len(self.paths)} codes are called “{_short(self.name)}”; say which by its path or id: "
            f"{_listed(shown)}{more}."
        )


class CodeInUse(RecordProblem):
    """Passages have this code. `codings` and `sources` say how many, in how many."""

    def __init__(self, name: str, codings: int, sources: int) -> None:
        super().__init__("code", name)
        self.args = (name, codings, sources)
        self.codings = codings
        self.sources = sources

    def sentence(self) -> str:
        them = "a coding" if self.codings == 1 else f"{self.codings:,} codings"
        where = "one source" if self.sources == 1 else f"{self.sources:,} sources"
        return (
            f"The code “{_short(self.name)}” has {them} in {where}; say what becomes of them: "
            'codings="to parent" gives them to the code above, codings="remove" removes them.'
        )


class SourceAlreadyAdded(RecordProblem):
    """The very same file is in the study already. `file` is the file's name, `name` the source's id."""

    def __init__(self, file: str, name: str) -> None:
        super().__init__("source", name)
        self.args = (file, name)
        self.file = file

    def sentence(self) -> str:
        return f"{self.file}: this very file is already in the study as “{self.name}”; nothing was added."


# -------------------------------------------------------------------------------- passages


class PassageProblem(IEError, ValueError):
    """Words and places do not agree. `source` is the source's id or file name."""

    def __init__(self, source: str, *facts: object) -> None:
        super().__init__(source, *facts)
        self.source = source


class QuoteMissing(PassageProblem, LookupError):
    """The words do not stand in the source."""

    def __init__(self, source: str, words: str) -> None:
        super().__init__(source, words)
        self.words = words

    def sentence(self) -> str:
        return f"{self.source}: “{_short(self.words)}” does not stand in this text; try fewer words, or find()."


class QuoteAmbiguous(PassageProblem):
    """The words stand in more than one place. `starts` are the places, in code points."""

    def __init__(self, source: str, words: str, starts: tuple[int, ...]) -> None:
        super().__init__(source, words, starts)
        self.words = words
        self.starts = starts

    def sentence(self) -> str:
        places = ", ".join(str(start) for start in self.starts[:6]) + (", …" if len(self.starts) > 6 else "")
        return (
            f"{self.source}: “{_short(self.words)}” stands in {len(self.starts)} places ({places}); "
            "give more of the words, or choose one of find()."
        )


class PartMissing(PassageProblem, IndexError):
    """The source has no turn or section of that number. `count` is how many it has."""

    def __init__(self, source: str, part: str, number: int, count: int) -> None:
        super().__init__(source, part, number, count)
        self.part = part
        self.number = number
        self.count = count

    def sentence(self) -> str:
        if not self.count:
            return f"{self.source}: this text has no {self.part}s; name the words, or their positions."
        return f"{self.source}: there is no {self.part} {self.number}; choose one from 0 to {self.count - 1}."


class PassageOutside(PassageProblem, IndexError):
    """The positions are not inside the text. Positions are code points, half-open."""

    def __init__(self, source: str, start: int, end: int, length: int) -> None:
        super().__init__(source, start, end, length)
        self.start = start
        self.end = end
        self.length = length

    def sentence(self) -> str:
        return (
            f"{self.source}: {self.start} to {self.end} is no passage of this text, which runs from 0 to "
            f"{self.length}; give start before end, inside the text."
        )


class TextDrift(PassageProblem):
    """A passage's quote is not what stands at its place."""

    def __init__(self, source: str, start: int, end: int, quote: str) -> None:
        super().__init__(source, start, end, quote)
        self.start = start
        self.end = end
        self.quote = quote

    def sentence(self) -> str:
        return (
            f"{self.source} [{self.start}:{self.end}]: “{_short(self.quote)}” is not what stands there; "
            "find the words again in the current text."
        )


# ------------------------------------------------------------------------------- the journal


class NothingToUndo(IEError):
    """There is no change of this person left that can be undone. `by` is who, `last_by` whose the last change is."""

    def __init__(self, by: str = "", last_by: str = "") -> None:
        super().__init__(by, last_by)
        self.by = by
        self.last_by = last_by

    def sentence(self) -> str:
        if self.last_by in {"", self.by}:
            return "There is nothing to undo."
        return (
            f"There is nothing to undo of what “{_short(self.by)}” did; the last change is of “{_short(self.last_by)}”, "
            "under whose name it can be undone."
        )


class NothingToRedo(IEError):
    """There is no undone change left that can be done again."""

    def sentence(self) -> str:
        return "There is nothing to redo."


class UndoBlocked(IEError):
    """A later change rests on what would be undone. `verb` is the change's name, `why` what rests on it."""

    def __init__(self, verb: str, why: str) -> None:
        super().__init__(verb, why)
        self.verb = verb
        self.why = why

    def sentence(self) -> str:
        return f"“{self.verb}” cannot be undone alone: {self.why}; undo the later change first."


class RedoBlocked(UndoBlocked):
    """A later change stands in the way of what would be done again."""

    def sentence(self) -> str:
        return f"“{self.verb}” cannot be done again: {self.why}; change it by hand."
