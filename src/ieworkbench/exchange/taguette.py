"""Projects of Taguette, read only: documents, tags, highlights, and who made them when.

Read are the databases of Taguette up to 1.5.2 (its desktop workspace, and what its server exports):
the tables ``projects``, ``documents``, ``tags``, ``highlights``, ``highlight_tags`` and ``commands``,
the last also with the field names it had in early versions. One database may hold several projects; each
is read. Documents are web pages there, so that a document's file itself cannot be had back, only
its words and their order on the page; users, their passwords and their rights are not read.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from ieworkbench.errors import FileDamaged
from ieworkbench.exchange.bundle import Bundle, Exchange, Report
from ieworkbench.exchange.foreign_database import ForeignDatabase, Row, open_foreign
from ieworkbench.exchange.foreign_texts import PassageBook
from ieworkbench.exchange.guids import made_guid
from ieworkbench.exchange.moments import NEVER, moment_in
from ieworkbench.exchange.names import fit_id, one_line, short, without_suffix
from ieworkbench.exchange.refi_positions import Mark, Unit
from ieworkbench.exchange.taguette_text import Page, read_page
from ieworkbench.model import Code, Codebook, Coding, Memo, Passage, RecordKind, RecordRef, Source
from ieworkbench.sentences import counted

__all__ = ["FORMAT", "read"]

_LEVEL = "."


def read(path: str, codebook: Codebook, report: Report) -> Bundle:  # noqa: ARG001 - tags say what they are themselves
    """What the projects of a Taguette database hold.

    Raises
    ------
    FileProblem
        One of its kinds, if the file is no database of Taguette or cannot be read.
    """
    with open_foreign(path, "Taguette", report) as database:
        if "projects" not in database or "documents" not in database:
            what = "this is a database, but not one of Taguette"
            raise FileDamaged(path, "", what, "check that it is the right file")
        tables = _Tables.of(database)
    return _Reading(tables, report).bundle()


@dataclass(frozen=True, slots=True)
class _Tables:
    """The rows of a database."""

    projects: list[Row]
    documents: list[Row]
    tags: list[Row]
    highlights: list[Row]
    tagged: list[Row]
    commands: list[Row]

    @classmethod
    def of(cls, database: ForeignDatabase) -> _Tables:
        return cls(
            database.rows("projects", ("id", "name", "description"), ("created",)),
            database.rows(
                "documents", ("id", "name", "description", "filename", "project_id", "contents"), ("created",)
            ),
            database.rows("tags", ("id", "project_id", "path", "description")),
            database.rows("highlights", ("id", "document_id", "start_offset", "end_offset", "snippet")),
            database.rows("highlight_tags", ("highlight_id", "tag_id")),
            database.rows("commands", ("id", "date", "user_login", "project_id", "payload")),
        )


@dataclass(frozen=True, slots=True)
class _Document:
    page: Page
    source: Source
    project: str


@dataclass(slots=True)
class _Reading:
    """A bundle in the making."""

    tables: _Tables
    report: Report
    keys: dict[int, str] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    documents: dict[int, _Document] = field(default_factory=dict)
    originals: dict[str, bytes] = field(default_factory=dict)
    codes: list[Code] = field(default_factory=list)
    tag_codes: dict[int, tuple[int, str]] = field(default_factory=dict)
    memos: list[Memo] = field(default_factory=list)
    passages: PassageBook = field(default_factory=lambda: PassageBook(""))

    def bundle(self) -> Bundle:
        """Everything, project by project."""
        self._name_projects()
        book = self._bundle_id()
        self.passages = PassageBook(book)
        self._read_documents(book)
        for number in self.keys:
            self._read_tags(number)
        codings = self._read_highlights()
        sources = tuple(each.source for each in self.documents.values())
        done = Bundle(
            id=book,
            title=", ".join(filter(None, self.names.values())),
            sources=sources,
            originals=self.originals,
            codebook=Codebook(tuple(self.codes)),
            passages=self.passages.all(),
            codings=codings,
            memos=tuple(self.memos),
            people=tuple(sorted({each.by for each in codings if each.by})),
        )
        for what, things in (
            ("sources", sources),
            ("codes", self.codes),
            ("passages", done.passages),
            ("codings", codings),
            ("memos", self.memos),
        ):
            self.report.kept[what] += len(things)
        return done

    # ------------------------------------------------------------------------------ projects

    def _name_projects(self) -> None:
        """Know each project by the moment it was made, which copies of it share, and by its number."""
        for row in self.tables.projects:
            number = row.whole("id")
            number = row.number if number is None else number
            self.keys[number] = f"taguette\n{row.text('created') or row.text('name')}"
            self.names[number] = one_line(row.text("name"))
        for row in self.tables.documents:
            number = row.whole("project_id") or 0
            if number not in self.keys:
                where = short(row.text("name"))
                self.report.changed("document", where, "Its project is not there; it was read without one.")
                self.keys[number], self.names[number] = f"taguette\nno project {number}", ""
        if len(self.keys) > 1:
            names = ", ".join(f"“{short(each)}”" for each in self.names.values() if each)
            self.report.facts.append(
                f"The file holds {len(self.keys)} projects ({names}); all were read, and the sources and codes of each "
                "carry its name."
            )

    def _bundle_id(self) -> str:
        return made_guid("project", *sorted(self.keys.values()))

    @property
    def _several(self) -> bool:
        return len(self.keys) > 1

    # ----------------------------------------------------------------------------- documents

    def _read_documents(self, book: str) -> None:
        for row in self.tables.projects:
            self._add_memo(row, book, RecordRef(RecordKind.STUDY, book), "projects", row.text("name"))
        for row in self.tables.documents:
            self._read_document(row)

    def _read_document(self, row: Row) -> None:
        number, project = row.whole("id"), row.whole("project_id") or 0
        name = one_line(row.text("name")) or one_line(row.text("filename")) or "document"
        if number is None or number in self.documents:
            self.report.dropped("document", short(name), "It has no number of its own, so nothing can lead to it.")
            return
        page = read_page(row.text("contents"), name)
        if page is None:
            self.report.dropped("document", short(name), "It holds no words.")
            return
        prefix = f"{self.names[project]} " if self._several and self.names[project] else ""
        source_id = fit_id(without_suffix(prefix + name), self.originals, "source")
        source = replace(page.source, id=source_id, title=name)
        self.documents[number] = _Document(page, source, self.keys[project])
        self.originals[source_id] = page.original
        about = RecordRef(RecordKind.SOURCE, source_id)
        self._add_memo(row, self.keys[project], about, "documents", name)

    def _add_memo(self, row: Row, key: str, about: RecordRef, table: str, title: str) -> None:
        """The description of a project or document as a memo on it."""
        text = row.text("description").replace("\r\n", "\n").replace("\r", "\n")
        if text.strip():
            made = made_guid(key, table, row.number, "description")
            self.memos.append(Memo(made, text, one_line(title), about, at=moment_in(row.text("created")) or NEVER))

    # ---------------------------------------------------------------------------------- tags

    def _read_tags(self, project: int) -> None:
        """The tags of one project; ``a.b`` stands under ``a`` where there is a tag ``a``."""
        rows = {row.text("path"): row for row in reversed(self._tags_of(project))}
        top: tuple[str, ...] = ()
        if self._several and rows:
            top = (made_guid(self.keys[project], "projects", project),)
            self.codes.append(Code(top[0], self.names[project] or f"project {project}", codable=False))
        ids = {path: made_guid(self.keys[project], "tags", row.number) for path, row in rows.items()}
        for row in self._tags_of(project):
            path = row.text("path")
            if rows[path] is not row:
                self.tag_codes[row.number] = (project, ids[path])
                self.report.changed("tag", short(path), "There are two of this name; they are one code.")
                continue
            parent, name = _parted(path, rows)
            parents = (ids[parent],) if parent else top
            definition = row.text("description").replace("\r\n", "\n").replace("\r", "\n").strip()
            self.codes.append(Code(ids[path], self._code_name(name, row), parents, definition))
            self.tag_codes[row.number] = (project, ids[path])

    def _tags_of(self, project: int) -> list[Row]:
        rows = self.tables.tags
        return [row for row in rows if (row.whole("project_id") or 0) == project]

    def _code_name(self, name: str, row: Row) -> str:
        plain = one_line(name) or f"tag {row.number}"
        if plain != name:
            self.report.changed("tag", short(row.text("path")), f"It is now called “{short(plain)}”, on one line.")
        return plain

    # ---------------------------------------------------------------------------- highlights

    def _read_highlights(self) -> tuple[Coding, ...]:
        by_document: dict[int, list[Row]] = {}
        for row in self.tables.highlights:
            number = row.whole("document_id")
            if number in self.documents:
                by_document.setdefault(number, []).append(row)
            else:
                self.report.dropped("highlight", f"number {row.number}", "The document it stood in is not there.")
        tags = self._tags_of_highlights()
        makers = _Makers.of(self.tables.commands)
        codings: list[Coding] = []
        for number, rows in by_document.items():
            for row, passage in self._placed(number, rows):
                codings += self._codings(row, passage, tags.pop(row.number, []), makers)
        self._say_lost(tags)
        unmade = sum(not each.by for each in codings)
        if unmade:
            self.report.facts.append(
                f"For {unmade:,} of {counted(len(codings), 'coding')} the file does not say who made them."
            )
        return tuple(codings)

    def _tags_of_highlights(self) -> dict[int, list[int]]:
        tags: dict[int, list[int]] = {}
        for row in self.tables.tagged:
            highlight, tag = row.whole("highlight_id"), row.whole("tag_id")
            if highlight is None or tag is None:
                self.report.dropped("coding", f"row {row.number}", "It names no highlight or no tag.")
            elif tag not in tags.setdefault(highlight, []):
                tags[highlight].append(tag)
        return tags

    def _placed(self, number: int, rows: list[Row]) -> list[tuple[Row, Passage]]:
        """The highlights of a document that have a place, in the order of the text."""
        document = self.documents[number]
        marks = [Mark(row.whole("start_offset"), row.whole("end_offset"), row.text("snippet")) for row in rows]
        unit, places = document.page.places(marks)
        if unit is not Unit.UTF8:
            self.report.facts.append(f"In {document.source.id}, the highlights' positions count {unit.value}.")
        unchecked = sum(not mark.name.strip() for mark in marks)
        if unchecked:
            have = "highlight has" if unchecked == 1 else "highlights have"
            fact = f"{document.source.id}: {unchecked:,} {have} no words of their own to check their place by."
            self.report.facts.append(fact)
        placed = []
        for row, place, mark in zip(rows, places, marks, strict=True):
            where = f"{document.source.id}, highlight {row.number}, “{short(_without_tags(mark.name))}”"
            if place.start < 0:
                self.report.unplaced("highlight", where, place.why)
                continue
            if place.why:
                self.report.changed("highlight", where, place.why)
            placed.append(
                (row, self.passages.at(document.source, place.start, place.end, f"{document.project} {number}"))
            )
        return sorted(placed, key=lambda each: (each[1].start, each[1].end, each[0].number))

    def _codings(self, row: Row, passage: Passage, tags: Iterable[int], makers: _Makers) -> list[Coding]:
        project = self.documents[row.whole("document_id") or 0].project
        codings = []
        for tag in tags:
            where = f"{passage.source}, highlight {row.number}"
            if tag not in self.tag_codes:
                self.report.dropped(
                    "coding", where, f"Its tag, number {tag}, is not there; its words are a passage still."
                )
                continue
            by, at = makers.made.get((row.number, tag), ("", NEVER))
            made = made_guid(
                project, "highlight_tags", row.number, tag, row.whole("start_offset"), row.whole("end_offset")
            )
            codings.append(Coding(made, passage, self.tag_codes[tag][1], by=by, at=at))
        if not codings:
            self.report.facts.append(
                f"{passage.source}: “{short(passage.quote)}” has no tag; it is a passage without a code."
            )
        return codings

    def _say_lost(self, tags: Mapping[int, list[int]]) -> None:
        """Tags of highlights that were not read."""
        there = {row.number for row in self.tables.highlights}
        for highlight, of_it in tags.items():
            why = "Its highlight has no place." if highlight in there else "Its highlight is not there."
            for _ in of_it:
                self.report.dropped("coding", f"highlight {highlight}", why)


def _parted(path: str, among: Mapping[str, Row]) -> tuple[str, str]:
    """The tag that a tag stands under, or nothing, and what it is called there."""
    place = len(path)
    while (place := path.rfind(_LEVEL, 0, place)) > 0:
        if path[:place] in among and path[place + 1 :].strip():
            return path[:place], path[place + 1 :]
    return "", path


def _without_tags(markup: str) -> str:
    from ieworkbench.importers.web_markup import pieces

    return " ".join(each for each in pieces(markup[:400]) if isinstance(each, str))


# ------------------------------------------------------------------------------------ who and when


@dataclass(frozen=True, slots=True)
class _Makers:
    """For a highlight and a tag, who tagged it and when, as the log of commands has it."""

    made: dict[tuple[int, int], tuple[str, dt.datetime]]

    @classmethod
    def of(cls, commands: list[Row]) -> _Makers:
        """The first time each tag was put on each highlight and stayed there."""
        made: dict[tuple[int, int], tuple[str, dt.datetime]] = {}
        tags_of: dict[int, set[int]] = {}
        highlights_of: dict[int, set[int]] = {}
        for row in commands:
            said = _payload(row.text("payload"))
            who = one_line(row.text("user_login")), moment_in(row.text("date")) or NEVER
            if said.get("type") == "highlight_add":
                highlight = _number(said, "highlight_id", "id")
                listed = said.get("tags")
                tags = {each for each in listed if type(each) is int} if isinstance(listed, list) else set()
                before = tags_of.get(highlight, set())
                for gone in before - tags:
                    made.pop((highlight, gone), None)
                    highlights_of[gone].discard(highlight)
                for new in tags - before:
                    made[highlight, new] = who
                    highlights_of.setdefault(new, set()).add(highlight)
                tags_of[highlight] = tags
            elif said.get("type") == "tag_merge":
                source, target = _number(said, "src_tag_id", "src"), _number(said, "dest_tag_id", "dest")
                for highlight in highlights_of.pop(source, set()) if source != target else ():
                    earlier = made.pop((highlight, source))
                    made.setdefault((highlight, target), earlier)
                    highlights_of.setdefault(target, set()).add(highlight)
                    tags_of[highlight] = tags_of[highlight] - {source} | {target}
        return cls(made)


def _payload(text: str) -> Mapping[str, object]:
    try:
        said = json.loads(text) if len(text) < 1_000_000 else None
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _number(said: Mapping[str, object], *names: str) -> int:
    return next((value for name in names if type(value := said.get(name)) is int), -1)


FORMAT = Exchange(
    name="taguette",
    title="Taguette project",
    suffixes=(".sqlite3", ".db"),
    read=read,
    loses=(
        "Taguette keeps the words of a document and not its file; page breaks, pictures and fonts are gone there already.",
        "Blanks at the ends of a highlight are not kept.",
        "Who the members of a project are and what they may do is not read; nor is the log of what was done and undone.",
    ),
)
