"""`Study`: the verbs a researcher types.

Each verb is one transaction: when it returns, its change is on the disk and in the journal; if
anything goes wrong, nothing was changed. The class only binds; what the verbs do is in the other
files of this room.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from uuid import uuid4

from ieworkbench.errors import RecordWrong
from ieworkbench.importers import RawFile, load, naming, read_bytes
from ieworkbench.model import (
    Case,
    Consent,
    Informant,
    InformantLevel,
    Passage,
    Placement,
    SaidDate,
    Site,
    SiteLevel,
    Source,
    SourceKind,
)
from ieworkbench.model.display import Parts
from ieworkbench.store import passage_records, records, transaction
from ieworkbench.store.course import course_of_events
from ieworkbench.store.database import Database
from ieworkbench.store.merge_rows import merged_entries
from ieworkbench.store.records import SourceEntry
from ieworkbench.store.transaction import Entry
from ieworkbench.study import checks, passages, people, search, sources
from ieworkbench.study.action_verbs import ActionVerbs
from ieworkbench.study.batch import AddReport, add_files
from ieworkbench.study.exchange_verbs import ExchangeVerbs
from ieworkbench.study.figure_verbs import FigureVerbs
from ieworkbench.study.index_verbs import IndexVerbs
from ieworkbench.study.link_verbs import LinkVerbs
from ieworkbench.study.manifest import ManifestRow
from ieworkbench.study.mark_verbs import MarkVerbs
from ieworkbench.study.names import as_list, check_id, check_recorded, one, word_of
from ieworkbench.study.note_verbs import NoteVerbs
from ieworkbench.study.opened import KEEP
from ieworkbench.study.statement_verbs import StatementVerbs
from ieworkbench.study.table import Table
from ieworkbench.study.text_verbs import TextVerbs
from ieworkbench.study.versions import Replacement

__all__ = ["Study", "create_study", "open_study"]

Names = str | Sequence[str]
_LAST_WAVE = 1_000


def create_study(path: str | Path, *, title: str, standpoint: str, person: str | None = None) -> Study:
    """A new, empty study in a new file.

    Parameters
    ----------
    path
        The file to make, by custom ending in ``.iestudy``.
    title
        What the study is called.
    standpoint
        Where it begins and stays: who, where, doing what.
    person
        Who is working, for the journal; the name of the account if not given.

    Raises
    ------
    StudyExists
        If there is a file of that name.
    FolderMissing, StudyReadOnly, DiskFull
        If the folder is not there, may not be written to, or is full.
    RecordWrong
        If title or standpoint is empty.
    """
    about = _about_words(title=title, standpoint=standpoint)
    now = dt.datetime.now(dt.UTC).replace(tzinfo=None)
    row = {"id": str(uuid4()), **about, "created_at": now}
    return Study(Database.create(Path(path), row), person)


def open_study(path: str | Path, *, person: str | None = None) -> Study:
    """The study in a file, brought up to date if an earlier version of ieworkbench wrote it.

    Parameters
    ----------
    path
        The study file.
    person
        Who is working, for the journal; the name of the account if not given.

    Raises
    ------
    StudyMissing, StudyForbidden, NotAStudy, StudyNewer, StudyDamaged, StudyReadOnly, StudyBusy
        If it cannot be opened.
    """
    return Study(Database.open(Path(path)), person)


class Study(
    IndexVerbs, MarkVerbs, NoteVerbs, ActionVerbs, TextVerbs, LinkVerbs, FigureVerbs, StatementVerbs, ExchangeVerbs
):
    """A study: its sources, the people and places they tell of, and every change made to it.

    Made by `create_study` and `open_study`. Several programs may have one study open at once.
    Close it with `close`, or use it in a ``with`` statement.
    """

    # ----------------------------------------------------------------------- the study itself

    @property
    def path(self) -> Path:
        """The study's file."""
        return self._database.path

    @property
    def title(self) -> str:
        """What the study is called."""
        return self._about()["title"]

    @property
    def standpoint(self) -> str:
        """Where the study begins and stays, in a few words (who, where, doing what)."""
        return self._about()["standpoint"]

    def change(self, *, title: str = KEEP, standpoint: str = KEEP) -> None:
        """Change the study's title or standpoint; neither may be empty."""
        given = _about_words(**_given(title=title, standpoint=standpoint))
        with self._work("change study", ", ".join(given)) as work:
            records.change_about(work, given)

    def close(self) -> None:
        """Let go of the file; everything is in it already."""
        if not self._database.read_only:
            self._database.settle()
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Study({str(self.path)!r})"

    # ------------------------------------------------------------------------- cases and sites

    def add_case(self, name: str, *, label: str = "", period: str | None = None) -> Case:
        """Add a case: what is followed, such as one rehabilitation process.

        Parameters
        ----------
        name
            Its code, such as ``"C1"``.
        label
            A few words that say what it is, without names.
        period
            When it took place, as it was said.

        Raises
        ------
        RecordExists
            If there is a case of that name.
        """
        case = Case(check_id("case", name), label, _date(period))
        with self._work("add case", case.id) as work:
            return people.put_case(work, case, new=True)

    def change_case(self, name: str, *, label: str = KEEP, period: str | None = KEEP) -> Case:
        """Change what is said of a case; what is not named stays."""
        changes = _given(label=label, period=period if period is KEEP else _date(period))
        with self._work("change case", name) as work:
            return people.put_case(work, replace(self.case(name), **changes), new=False)

    def remove_case(self, name: str) -> None:
        """Remove a case that nothing rests on: no source, informant, passage or act, no memo, link, set or attribute."""
        with self._work("remove case", name) as work:
            people.remove_case(work, name)

    def case(self, name: str) -> Case:
        """The case of this name."""
        return one("case", name, self.cases())

    def cases(self) -> Table[Case]:
        """Every case, by name."""
        with self._database.reading() as connection:
            return Table("cases", records.cases(connection), Case)

    def add_site(self, name: str, *, level: str = "unknown", aliases: Names = (), part_of: str | None = None) -> Site:
        """Add a site: where acts happen.

        Parameters
        ----------
        name
            Its name or pseudonym, such as ``"pain clinic"``.
        level
            ``everyday``, ``front line``, ``agency``, ``national``, ``supranational`` or ``unknown``.
        aliases
            Other names by which informants call it.
        part_of
            The site it belongs to.
        """
        site = Site(check_id("site", name), word_of(SiteLevel, "site level", level), as_list(aliases), part_of)
        with self._work("add site", site.id) as work:
            return people.put_site(work, site, new=True)

    def change_site(self, name: str, *, level: str = KEEP, aliases: Names = KEEP, part_of: str | None = KEEP) -> Site:
        """Change what is said of a site; what is not named stays."""
        changes = _given(
            level=level if level is KEEP else word_of(SiteLevel, "site level", level),
            aliases=aliases if aliases is KEEP else as_list(aliases),
            part_of=part_of,
        )
        with self._work("change site", name) as work:
            return people.put_site(work, replace(self.site(name), **changes), new=False)

    def remove_site(self, name: str) -> None:
        """Remove a site that nothing rests on."""
        with self._work("remove site", name) as work:
            people.remove_site(work, name)

    def site(self, name: str) -> Site:
        """The site of this name."""
        return one("site", name, self.sites())

    def sites(self) -> Table[Site]:
        """Every site, by name."""
        with self._database.reading() as connection:
            return Table("sites", records.sites(connection), Site)

    # ------------------------------------------------------------------------------ informants

    def add_informant(
        self,
        code: str,
        *,
        level: str = "unknown",
        role: str = "",
        site: str | None = None,
        cases: Names = (),
        consent: Names = (),
        pointed_to_by: Passage | None = None,
    ) -> Informant:
        """Add an informant, known by a code and never by a name.

        Parameters
        ----------
        code
            Such as ``"U1"``.
        level
            ``entry``, ``second``, ``extra-local`` or ``unknown``.
        role
            Their place in the work, in general words: ``"service user"``.
        site
            The site they work or live at.
        cases
            The cases they tell of.
        consent
            What they have agreed to: ``quote``, ``use documents`` …
        pointed_to_by
            The words that led to them; the passage is kept in the study.

        Raises
        ------
        RecordExists, RecordUnknown, RecordWrong
            If the code is taken, or a site, case or word is not known.
        """
        informant = Informant(
            id=check_id("informant", code),
            level=word_of(InformantLevel, "informant level", level),
            role=role,
            site=site,
            cases=as_list(cases),
            consent=_consents(consent),
        )
        with self._work("add informant", informant.id) as work:
            if pointed_to_by is not None:
                informant = replace(informant, pointed_to_by=_kept(work, pointed_to_by).id)
            return people.put_informant(work, informant, new=True)

    def change_informant(
        self,
        code: str,
        *,
        level: str = KEEP,
        role: str = KEEP,
        site: str | None = KEEP,
        cases: Names = KEEP,
        consent: Names = KEEP,
        pointed_to_by: Passage | None = KEEP,
    ) -> Informant:
        """Change what is said of an informant; what is not named stays."""
        changes = _given(
            level=level if level is KEEP else word_of(InformantLevel, "informant level", level),
            role=role,
            site=site,
            cases=cases if cases is KEEP else as_list(cases),
            consent=consent if consent is KEEP else _consents(consent),
        )
        with self._work("change informant", code) as work:
            informant = replace(self.informant(code), **changes)
            if pointed_to_by is None:
                informant = replace(informant, pointed_to_by=None)
            elif pointed_to_by is not KEEP:
                informant = replace(informant, pointed_to_by=_kept(work, pointed_to_by).id)
            return people.put_informant(work, informant, new=False)

    def remove_informant(self, code: str) -> None:
        """Remove an informant whose no source is, and on whom nothing else rests."""
        with self._work("remove informant", code) as work:
            people.remove_informant(work, code)

    def informant(self, code: str) -> Informant:
        """The informant with this code."""
        return one("informant", code, self.informants())

    def informants(self) -> Table[Informant]:
        """Every informant, by code."""
        with self._database.reading() as connection:
            return Table("informants", records.informants(connection), Informant)

    # --------------------------------------------------------------------------------- sources

    def add_source(
        self,
        path: str | Path,
        *,
        kind: str = "other",
        id: str | None = None,  # noqa: A002 - the word a researcher would type
        title: str | None = None,
        language: str | None = None,
        cases: Names = (),
        informants: Names = (),
        wave: int | None = None,
        date: str | dt.date | None = None,
        format: str | None = None,  # noqa: A002 - the word a researcher would type
        encoding: str | None = None,
        speakers: list[str] | None = None,
        speaker_pattern: str | None = None,
    ) -> Source:
        """Read a file and keep its text, and the file itself, in the study.

        Parameters
        ----------
        path
            The file.
        kind
            What kind of text it is: ``interview``, ``individual plan``, ``written decision`` …
            Turns are looked for only in talk, and in texts whose kind is not said.
        id
            What to call it; made from the file's name if not given.
        title, language, date
            As they should be noted; the file's own if not given.
        cases, informants
            Whom and what it tells of; they must be in the study.
        wave
            Which round of interviews it belongs to, from 1.
        format, encoding, speakers, speaker_pattern
            As in `read_source`.

        Returns
        -------
        Source
            With its id.

        Raises
        ------
        FileProblem
            If the file cannot be read.
        SourceAlreadyAdded
            If the very same file is in the study.
        RecordUnknown, RecordWrong
            If a case, informant or word is not known.
        """
        return self._add_source(
            path,
            kind=kind,
            id=id,
            title=title,
            language=language,
            cases=cases,
            informants=informants,
            wave=wave,
            date=date,
            format=format,
            encoding=encoding,
            speakers=speakers,
            speaker_pattern=speaker_pattern,
        )

    def add_sources(
        self,
        rows: Iterable[ManifestRow],
        folder: str | Path = ".",
        progress: Callable[[int, int, str], None] | None = None,
    ) -> AddReport:
        """Add many files, going on past those that cannot be read.

        Parameters
        ----------
        rows
            What is said of each file, as `read_manifest` gives it. Cases and informants that are
            new to the study are added with the first file that names them.
        folder
            Where the rows' paths start: the manifest's folder.
        progress
            Called before each file with how many are done, how many there are, and its name.

        Returns
        -------
        AddReport
            What was added, what was added with warnings, and what was refused and why.
        """
        return add_files(self._add_source, rows, Path(folder), progress)

    def change_source(
        self,
        name: str,
        *,
        kind: str = KEEP,
        title: str = KEEP,
        language: str | None = KEEP,
        cases: Names = KEEP,
        informants: Names = KEEP,
        wave: int | None = KEEP,
        date: str | dt.date | None = KEEP,
    ) -> Source:
        """Change what is said of a source; what is not named stays, and its text always does."""
        changes = _given(
            kind=kind if kind is KEEP else word_of(SourceKind, "kind", kind),
            title=title,
            language=language,
            cases=cases if cases is KEEP else as_list(cases),
            informants=informants if informants is KEEP else as_list(informants),
            wave=wave if wave is KEEP else _wave(wave),
            date=date if date is KEEP else _date(date),
        )
        with self._work("change source", name) as work:
            return sources.change_source(work, name, changes)

    def replace_source(
        self,
        name: str,
        path: str | Path,
        *,
        format: str | None = None,  # noqa: A002 - the word a researcher would type
        encoding: str | None = None,
        speakers: list[str] | None = None,
        speaker_pattern: str | None = None,
    ) -> Replacement:
        """Make a corrected file the new version of a source, and carry its passages over.

        Passages go where their words went; those that cannot be placed are listed as orphaned,
        keep their quotes, and still stand in the earlier version. The same file with other
        ``speakers`` or another ``speaker_pattern`` makes a new version too.

        Raises
        ------
        FileProblem, RecordUnknown, SourceAlreadyAdded
            If the file cannot be read, the source is not there, or nothing is different.
        """
        raw = load(path)
        kind = self.source(name).kind
        with naming(path):
            fresh = _read(raw, kind, format, encoding, speakers, speaker_pattern)
        with self._work("replace source", name) as work:
            return sources.replace_source(work, name, fresh, raw.data)

    def remove_source(self, name: str) -> None:
        """Remove a source of which no passage is kept and on which nothing else rests; `undo` brings it back."""
        with self._work("remove source", name) as work:
            sources.remove_source(work, name)

    def source(self, name: str, *, version: int | None = None) -> Source:
        """The source of this name, with its newest text or that of an earlier version.

        Raises
        ------
        RecordUnknown
            If there is none, with the names nearest to it.
        """
        with self._database.reading() as connection:
            found = records.source(connection, name, version)
            if found is None:
                check_recorded(connection, "source", [name])
                raise RecordWrong("source", name, f"it has no version {version}")
            return found

    def sources(
        self,
        *,
        kind: str | None = None,
        case: str | None = None,
        informant: str | None = None,
        wave: int | None = None,
        language: str | None = None,
    ) -> Table[Source]:
        """The sources that fit, in the order of case, wave and name; those without come last.

        Raises
        ------
        RecordUnknown, RecordWrong
            If a case, informant or kind is not known.
        """
        listed = self.source_list(kind=kind, case=case, informant=informant, wave=wave, language=language)
        with self._database.reading() as connection:
            found = [records.source(connection, entry.id) for entry in listed]
        return Table("sources", [source for source in found if source is not None], Source)

    def source_list(
        self,
        *,
        kind: str | None = None,
        case: str | None = None,
        informant: str | None = None,
        wave: int | None = None,
        language: str | None = None,
    ) -> Table[SourceEntry]:
        """The same as `sources`, without their texts: quick, however many there are."""
        word = None if kind is None else word_of(SourceKind, "kind", kind)
        with self._database.reading() as connection:
            entries = records.source_entries(connection)
            check_recorded(connection, "case", as_list(case or ()))
            check_recorded(connection, "informant", as_list(informant or ()))
        entries.sort(key=course_of_events)
        return Table(
            "sources",
            [
                entry
                for entry in entries
                if word in {None, entry.kind}
                and (case is None or case in entry.cases)
                and (informant is None or informant in entry.informants)
                and wave in {None, entry.wave}
                and language in {None, entry.language}
            ],
            SourceEntry,
        )

    def versions(self, name: str) -> Parts[Source]:
        """Every version of a source, from the first."""
        with self._database.reading() as connection:
            numbers = records.versions_of(connection, name)
        return Parts([self.source(name, version=number) for number in numbers] or [self.source(name)])

    def original(self, name: str, *, version: int | None = None) -> bytes:
        """The very bytes of the file that a source was read from."""
        source = self.source(name, version=version)
        with self._database.reading() as connection:
            data = records.original_of(connection, name, source.version)
        if data is None:
            raise RecordWrong("source", name, "its file is not kept in the study")
        return data

    # -------------------------------------------------------------------------------- passages

    def add_passage(self, passage: Passage) -> Passage:
        """Keep a passage of a source in the study; corrections of the source carry it along.

        Raises
        ------
        TextDrift
            If its quote is not what stands at its place.
        """
        with self._work("add passage", f"in {passage.source}") as work:
            return passages.add_passage(work, passage)

    def remove_passage(self, passage: Passage) -> None:
        """Let go of a kept passage."""
        with self._work("remove passage", passage.id) as work:
            passages.remove_passage(work, passage.id)

    def passages(self, source: str | None = None, *, orphaned: bool | None = None) -> Table[Passage]:
        """The kept passages in the order of the text; only the orphaned, or only the others, if asked.

        Raises
        ------
        RecordUnknown
            If there is no such source.
        """
        with self._database.reading() as connection:
            if source is not None:
                check_recorded(connection, "source", [source])
            found = [passage for passage, _ in passage_records.passages(connection, source)]
        if orphaned is not None:
            found = [each for each in found if (each.placement is Placement.ORPHANED) == orphaned]
        return Table("passages", found, Passage)

    def find(self, words: str, limit: int | None = None) -> Table[Passage]:
        """Every place in the study where ``words`` stand together.

        Letter case, accents and line breaks do not matter (``mote`` finds *møte*); a ``*`` at the
        end of a word stands for any ending.

        Parameters
        ----------
        words
            What to look for.
        limit
            How many places to give at most; all if not given.
        """
        with self._database.reading() as connection:
            return Table("passages", search.find(connection, words, limit), Passage)

    # ------------------------------------------------------------------------------ the journal

    def history(self, *, by: str | None = None) -> Table[Entry]:
        """Every change, in order of time: when, by whom, what.

        What somebody did in another copy, and came with a `merge`, is among them with the number 0.
        """
        with self._database.reading() as connection:
            here = transaction.entries(connection, by)
            there = merged_entries(connection, by)
        return Table("changes", sorted([*here, *there], key=lambda each: each.at) if there else here, Entry)

    def undo(self) -> Entry:
        """Take back the last change you made, also one of an earlier day.

        Raises
        ------
        NothingToUndo
            If there is none.
        UndoBlocked
            If somebody's later change rests on it.
        """
        undone = transaction.undo(self._database, self.person, self._taken_uid())
        self._tell()
        return undone

    def redo(self) -> Entry:
        """Make again what you last took back, if you changed nothing since.

        Raises
        ------
        NothingToRedo
            If there is nothing.
        """
        redone = transaction.redo(self._database, self.person, self._taken_uid())
        self._tell()
        return redone

    def check(self) -> Table[checks.Problem]:
        """Everything in the study that needs a look; an empty table is a sound study."""
        with self._database.reading() as connection:
            return Table("problems", checks.problems(connection), checks.Problem)

    # ------------------------------------------------------------------------------ behind them

    def _add_source(
        self,
        path: str | Path,
        *,
        kind: str,
        id: str | None,  # noqa: A002 - the word a researcher would type
        title: str | None,
        language: str | None,
        cases: Names,
        informants: Names,
        wave: int | None,
        date: str | dt.date | None,
        first: Callable[[transaction.Transaction], None] = lambda _: None,
        **reading: Any,  # noqa: ANN401 - passed on to `_read`, which names them
    ) -> Source:
        """`add_source`; ``first`` makes changes that belong to this one, are done before it, and undone with it."""
        word = word_of(SourceKind, "kind", kind)
        raw = load(path)
        with naming(path):
            fresh = _read(raw, word, **reading)
        source = replace(
            fresh,
            kind=word,
            title=title or fresh.title,
            language=language or fresh.language,
            cases=as_list(cases),
            informants=as_list(informants),
            wave=_wave(wave),
            date=_date(date),
        )
        with self._work("add source") as work:
            first(work)
            added = sources.add_source(work, source, raw.data, id)
            work.what = added.id
        return added

    def _about(self) -> dict[str, str]:
        with self._database.reading() as connection:
            return records.about(connection)


def _about_words(**about: str) -> dict[str, str]:
    """What a study says of itself, without blanks around it; none of it may be empty."""
    for name, words in about.items():
        if not words.strip():
            raise RecordWrong("study", "", f"it needs a {name}; say it in a few words")
    return {name: words.strip() for name, words in about.items()}


def _given(**values: Any) -> dict[str, Any]:  # noqa: ANN401 - passed on to the verb, which names them
    """The values that were given, without those that should stay as they are."""
    return {name: value for name, value in values.items() if value is not KEEP}


def _date(said: str | dt.date | None) -> SaidDate | None:
    words = "" if said is None else str(said).strip()
    return SaidDate.read(words) if words else None


def _wave(wave: int | None) -> int | None:
    if wave is not None and (not isinstance(wave, int) or not 1 <= wave <= _LAST_WAVE):
        raise RecordWrong("wave", str(wave), f"a wave is a whole number from 1 to {_LAST_WAVE}")
    return wave


def _consents(given: Names) -> tuple[Consent, ...]:
    return tuple(word_of(Consent, "consent", each) for each in as_list(given))


def _kept(work: transaction.Transaction, passage: Passage) -> Passage:
    return passage if passage.id else passages.add_passage(work, passage)


def _read(
    raw: RawFile,
    kind: SourceKind,
    format: str | None,  # noqa: A002 - the word a researcher would type
    encoding: str | None,
    speakers: list[str] | None,
    speaker_pattern: str | None,
) -> Source:
    named = speakers is not None or speaker_pattern is not None
    return read_bytes(
        raw.data,
        raw.name,
        format=format,
        encoding=encoding,
        speakers=speakers,
        speaker_pattern=speaker_pattern,
        turns=None if kind.is_talk or named else False,
    )
