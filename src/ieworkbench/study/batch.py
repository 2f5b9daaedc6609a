"""Adding many files: on past what fails, and at the end what became of each.

Each file is one change of its own, with the case and informant it is the first to name. So a
process that dies half-way has added some files wholly and the others not at all.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ieworkbench.errors import FileProblem, RecordProblem, RecordWrong, SourceAlreadyAdded
from ieworkbench.importers import FORMATS, load
from ieworkbench.importers.reading import choose_format
from ieworkbench.model import Case, Consent, Informant, InformantLevel, Source, SourceKind
from ieworkbench.model.display import Brief, keep_parts
from ieworkbench.store import records
from ieworkbench.store.transaction import Transaction
from ieworkbench.study import people
from ieworkbench.study.manifest import ManifestRow
from ieworkbench.study.names import as_list, check_id, name_from_file, word_of

if TYPE_CHECKING:
    from ieworkbench.study.study import Study

__all__ = ["AddReport", "Added", "Planned", "Refused", "add_files", "check_said", "plan_files"]

Progress = Callable[[int, int, str], None]
"""Called with how many files are done, how many there are, and the name of the next."""


@dataclass(frozen=True, slots=True, repr=False)
class Added(Brief):
    """A file that is now in the study: its source's id and how many warnings reading it gave."""

    file: str
    source: str
    turns: int
    warnings: int


@dataclass(frozen=True, slots=True, repr=False)
class Refused(Brief):
    """A file that is not, and the sentence that says why."""

    file: str
    why: str


@dataclass(frozen=True, slots=True, repr=False)
class AddReport(Brief):
    """What became of many files.

    Attributes
    ----------
    added
        Those added without a warning.
    warned
        Those added with warnings.
    refused
        Those not added, and why.
    """

    added: tuple[Added, ...]
    warned: tuple[Added, ...]
    refused: tuple[Refused, ...]

    def __post_init__(self) -> None:
        keep_parts(self, "added", "warned", "refused")


@dataclass(frozen=True, slots=True, repr=False)
class Planned(Brief):
    """What adding a manifest's row would do.

    Attributes
    ----------
    row
        The row.
    new
        The cases and informants it would bring into the study: ``"case C1"``.
    problem
        Why it would be refused; empty if it would not.
    """

    row: ManifestRow
    new: tuple[str, ...]
    problem: str


def plan_files(study: Study, rows: Sequence[ManifestRow], base: Path) -> list[Planned]:
    """What `add_files` would do, as far as can be said before the files are read as text."""
    known = {f"case {each.id}" for each in study.cases()} | {f"informant {each.id}" for each in study.informants()}
    files = {entry.file_sha256: entry.id for entry in study.source_list()}
    planned = []
    for row in rows:
        named = [f"case {name}" for name in _split(row.case)] + [f"informant {name}" for name in _split(row.informant)]
        problem = _problem(row, base, files)
        planned.append(Planned(row, tuple(name for name in named if name not in known), problem))
        if not problem:
            known.update(named)
    return planned


def add_files(
    add: Callable[..., Source], rows: Iterable[ManifestRow], base: Path, progress: Progress | None = None
) -> AddReport:
    """Add the file of each row, creating the cases and informants the rows name.

    Parameters
    ----------
    add
        `Study.add_source`, which also takes ``first``: a change to make within the same transaction.
    rows
        What is said of each file.
    base
        The folder from which the rows' paths start.
    progress
        Called before each file, and once at the end.

    Raises
    ------
    StudyProblem
        If the study itself cannot be written to; what was added until then stays added.
    """
    listed = list(rows)
    done: list[Added] = []
    refused: list[Refused] = []
    for count, row in enumerate(listed):
        if progress:
            progress(count, len(listed), row.file)
        try:
            done.append(_add(add, row, base))
        except (FileProblem, RecordProblem) as error:
            refused.append(Refused(row.file, str(error)))
    if progress:
        progress(len(listed), len(listed), "")
    return AddReport(
        tuple(each for each in done if not each.warnings),
        tuple(each for each in done if each.warnings),
        tuple(refused),
    )


def _add(add: Callable[..., Source], row: ManifestRow, base: Path) -> Added:
    source = add(
        base / row.file,
        kind=row.kind or SourceKind.OTHER,
        id=row.id or None,
        title=row.title or None,
        language=row.language or None,
        cases=_split(row.case),
        informants=_split(row.informant),
        wave=_number(row.wave),
        date=row.date or None,
        format=row.format or None,
        encoding=row.encoding or None,
        speakers=list(_split(row.speakers)) or None,
        speaker_pattern=row.speaker_pattern or None,
        first=lambda work: _bring_people(work, row),
    )
    return Added(row.file, source.id, len(source.turns), len(source.warnings))


def _bring_people(work: Transaction, row: ManifestRow) -> None:
    """Write the cases and informants of a row that are new, and what it adds to known ones."""
    known_cases = records.known_ids(work.connection, "case", _split(row.case))
    for name in _split(row.case):
        if name not in known_cases:
            people.put_case(work, Case(check_id("case", name)), new=True)
    consent = tuple(word_of(Consent, "consent", word) for word in _split(row.consent))
    level = word_of(InformantLevel, "informant level", row.level) if row.level else None
    for name in _split(row.informant):
        known = records.informant(work.connection, name)
        standing = known or Informant(check_id("informant", name))
        said = replace(
            standing,
            cases=tuple(dict.fromkeys([*standing.cases, *_split(row.case)])),
            consent=tuple(dict.fromkeys([*standing.consent, *consent])),
            level=level or standing.level,
            role=row.role or standing.role,
        )
        if said != known:
            people.put_informant(work, said, new=known is None)


def _problem(row: ManifestRow, base: Path, files: dict[str, str]) -> str:
    """Why a row would be refused, or an empty string.

    ``files`` are the sources by the fingerprints of their files; what would be added joins them.
    """
    try:
        check_said(row)
        raw = load(base / row.file)
        choose_format(raw, FORMATS, row.format or None)
        fingerprint = hashlib.sha256(raw.data).hexdigest()
        if fingerprint in files:
            raise SourceAlreadyAdded(raw.name, files[fingerprint])
    except (FileProblem, RecordProblem) as error:
        return str(error)
    files[fingerprint] = row.id or name_from_file(raw.name)
    return ""


def check_said(row: ManifestRow) -> None:
    """Make sure that what a row says of its file can be so, without looking at the file.

    Raises
    ------
    RecordWrong
        If a word is in none of the lists, a name cannot be one, or the wave is no number.
    """
    for words, kind, given in _worded(row):
        word_of(words, kind, given)
    for kind, names in (("case", row.case), ("informant", row.informant)):
        for name in _split(names):
            check_id(kind, name)
    _number(row.wave)
    try:
        re.compile(row.speaker_pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise RecordWrong(
            "speaker pattern", row.speaker_pattern, f"this is not a regular expression ({error})"
        ) from error


def _worded(row: ManifestRow) -> Iterator[tuple[type[SourceKind | InformantLevel | Consent], str, str]]:
    if row.kind:
        yield SourceKind, "kind", row.kind
    if row.level:
        yield InformantLevel, "informant level", row.level
    for word in _split(row.consent):
        yield Consent, "consent", word


def _split(names: str) -> tuple[str, ...]:
    return as_list(names.split(";"))


def _number(wave: str) -> int | None:
    if not wave:
        return None
    if not re.fullmatch(r"0*[1-9]\d{0,2}", wave, re.ASCII):
        raise RecordWrong("wave", wave, "a wave is a whole number, 1 or more")
    return int(wave)
