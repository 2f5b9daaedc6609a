"""Records in and out of rows: the one place that knows how a value lies in the tables."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, Table, bindparam, func, insert, select

from ieworkbench.errors import TextDrift
from ieworkbench.model import (
    Case,
    Cell,
    Consent,
    Informant,
    InformantLevel,
    Origin,
    Passage,
    SaidDate,
    Section,
    SectionKind,
    Site,
    SiteLevel,
    Source,
    SourceKind,
    SourceWarning,
    Turn,
)
from ieworkbench.model.display import Brief
from ieworkbench.store import tables
from ieworkbench.store.search import index_text
from ieworkbench.store.transaction import Row, Transaction
from ieworkbench.store.unchanged import unchanged

__all__ = [
    "SourceEntry",
    "about",
    "cases",
    "change_about",
    "current_text",
    "date_of_source",
    "informant",
    "informants",
    "kinds_of_sources",
    "known_ids",
    "original_of",
    "put_case",
    "put_informant",
    "put_passage",
    "put_site",
    "put_source",
    "sites",
    "source",
    "source_entries",
    "source_with_file",
    "sources_by_text",
    "sources_with_file_name",
    "text_number",
    "versions_of",
    "write_text",
]


# ----------------------------------------------------------------------------- the study itself


def about(connection: Connection) -> dict[str, str]:
    """The study's id, title and standpoint."""
    row = connection.execute(select(tables.study)).one()
    return {"id": row.id, "title": row.title, "standpoint": row.standpoint}


def change_about(work: Transaction, changes: dict[str, str]) -> None:
    """Change the study's title or standpoint."""
    work.update(tables.study, {"id": about(work.connection)["id"], **changes})


# ------------------------------------------------------------------------------------ people


def put_case(work: Transaction, record: Case, *, new: bool) -> None:
    """Write a case, new or changed."""
    row = {"id": record.id, "label": record.label, **_date_columns("period", record.period)}
    _put(work, tables.case, row, new=new)


def put_site(work: Transaction, record: Site, *, new: bool) -> None:
    """Write a site and its aliases, new or changed."""
    row = {"id": record.id, "level": record.level.value, "part_of": record.part_of}
    _put(work, tables.site, row, new=new)
    work.replace_list(tables.site_alias, {"site": record.id}, "alias", record.aliases)


def put_informant(work: Transaction, record: Informant, *, new: bool) -> None:
    """Write an informant with cases and consent, new or changed."""
    row = {
        "id": record.id,
        "level": record.level.value,
        "role": record.role,
        "site": record.site,
        "pointed_to_by": record.pointed_to_by,
    }
    _put(work, tables.informant, row, new=new)
    owner = {"informant": record.id}
    work.replace_list(tables.informant_case, owner, "case", record.cases)
    work.replace_list(tables.informant_consent, owner, "consent", tuple(word.value for word in record.consent))


def known_ids(connection: Connection, kind: str, wanted: Iterable[str] | None = None) -> set[str]:
    """Which of the ids ``wanted`` the study has for records of this kind; every id it has if not given.

    ``kind`` is ``"case"``, ``"site"``, ``"informant"``, ``"source"`` or ``"passage"``.
    """
    if wanted is None:
        return set(connection.scalars(select(tables.JOURNALED[kind].c.id)))
    return {each for each in wanted if connection.scalar(_KNOWN[kind], {"name": each}) is not None}


_KNOWN = {
    name: select(table.c.id).where(table.c.id == bindparam("name"))
    for name, table in tables.JOURNALED.items()
    if "id" in table.c
}


def cases(connection: Connection) -> list[Case]:
    """Every case, by id."""
    rows = connection.execute(select(tables.case).order_by(tables.case.c.id))
    return [Case(row.id, row.label, _date(row.period, row.period_earliest, row.period_latest)) for row in rows]


def sites(connection: Connection) -> list[Site]:
    """Every site, by id."""
    aliases = _lists(connection, tables.site_alias, "site", "alias")
    rows = connection.execute(select(tables.site).order_by(tables.site.c.id))
    return [Site(row.id, SiteLevel(row.level), aliases[row.id], row.part_of) for row in rows]


def informants(connection: Connection) -> list[Informant]:
    """Every informant, by id."""
    in_cases = _lists(connection, tables.informant_case, "informant", "case")
    consents = _lists(connection, tables.informant_consent, "informant", "consent")
    rows = connection.execute(select(tables.informant).order_by(tables.informant.c.id))
    return [_informant(row, in_cases[row.id], consents[row.id]) for row in rows]


def informant(connection: Connection, code: str) -> Informant | None:
    """The informant with this code; ``None`` if there is none."""
    row = connection.execute(select(tables.informant).where(tables.informant.c.id == code)).first()
    if row is None:
        return None
    in_cases = _list(connection, tables.informant_case, "informant", code, "case")
    return _informant(row, in_cases, _list(connection, tables.informant_consent, "informant", code, "consent"))


def _informant(row: Any, in_cases: tuple[str, ...], consents: tuple[str, ...]) -> Informant:  # noqa: ANN401 - SQLAlchemy's rows have no useful type
    return Informant(
        id=row.id,
        level=InformantLevel(row.level),
        role=row.role,
        site=row.site,
        cases=in_cases,
        consent=tuple(Consent(word) for word in consents),
        pointed_to_by=row.pointed_to_by,
    )


# ------------------------------------------------------------------------------------- texts


def write_text(work: Transaction, source: Source, data: bytes) -> int:
    """Write a source's text with all that never changes, and its file; return the text's number."""
    connection, origin = work.connection, source.origin
    if connection.scalar(_ORIGINAL, {"sha256": origin.sha256}) is None:
        row = {"sha256": origin.sha256, "size": len(data), "data": data}
        connection.execute(_NEW_ORIGINAL, row)
    written = connection.execute(
        _NEW_TEXT,
        {
            "content_sha256": source.content_sha256,
            "characters": len(source.content),
            "title": source.title,
            "language": source.language,
            "file_name": origin.file_name,
            "file_sha256": origin.sha256,
            "file_size": origin.size,
            "format": origin.format,
            "reader": origin.reader,
            "encoding": origin.encoding,
        },
    )
    number = int(written.lastrowid)
    connection.execute(_NEW_CONTENT, {"text": number, "content": source.content})
    _insert_many(connection, "text_option", ((number, name, value) for name, value in origin.options))
    _insert_many(connection, "turn", (_turn_row(number, place, turn) for place, turn in enumerate(source.turns)))
    _insert_many(
        connection, "section", (_section_row(number, place, each) for place, each in enumerate(source.sections))
    )
    _insert_many(
        connection,
        "text_warning",
        ((number, place, each.code, each.message, each.start, each.end) for place, each in enumerate(source.warnings)),
    )
    index_text(connection, number, source.content)
    return number


_ORIGINAL = select(tables.original.c.size).where(tables.original.c.sha256 == bindparam("sha256"))
_NEW_ORIGINAL, _NEW_TEXT, _NEW_CONTENT = insert(tables.original), insert(tables.text), insert(tables.text_content)
# Made once: putting a statement together takes longer than running it.


def original_of(connection: Connection, source: str, version: int) -> bytes | None:
    """The bytes of the file that a version of a source was read from."""
    query = (
        select(tables.original.c.data)
        .join(tables.text, tables.text.c.file_sha256 == tables.original.c.sha256)
        .join(tables.source_text, tables.source_text.c.text == tables.text.c.id)
        .where(tables.source_text.c.source == source, tables.source_text.c.version == version)
    )
    data: bytes | None = connection.scalar(query)
    return data


def _turn_row(text: int, number: int, turn: Turn) -> tuple[Any, ...]:
    return (text, number, turn.start, turn.end, turn.speaker, turn.start_ms, turn.end_ms, turn.rule)


def _section_row(text: int, number: int, section: Section) -> tuple[Any, ...]:
    cell = section.cell
    place = (None,) * 4 if cell is None else (cell.row, cell.column, cell.row_span, cell.column_span)
    return (
        text, number, section.start, section.end, section.kind.value, section.level, section.label, section.text,
        section.author, section.date, *place, section.start_ms, section.end_ms,
    )  # fmt: skip


def _insert_many(connection: Connection, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """Rows in the order of the table's columns; many at once and nothing between us and the driver."""
    filled = list(rows)
    if filled:
        marks = ", ".join("?" * len(filled[0]))
        connection.exec_driver_sql(f'INSERT INTO "{table}" VALUES ({marks})', filled)  # noqa: S608 - our own table names


# ----------------------------------------------------------------------------------- sources


@dataclass(frozen=True, slots=True, repr=False)
class SourceEntry(Brief):
    """A source's line in the list of sources: all about it but its text.

    Attributes
    ----------
    characters, turns, warnings
        How many there are in its current text.
    """

    id: str
    kind: SourceKind
    title: str
    language: str | None
    cases: tuple[str, ...]
    informants: tuple[str, ...]
    wave: int | None
    date: SaidDate | None
    version: int
    file_name: str
    file_sha256: str
    format: str
    characters: int
    turns: int
    warnings: int


def put_source(work: Transaction, source: Source, text: int, *, new: bool) -> None:
    """Write what the researcher says of a source, and which text is its current one."""
    row = {
        "id": source.id,
        "text": text,
        "version": source.version,
        "kind": source.kind.value,
        "title": source.title,
        "language": source.language,
        "wave": source.wave,
        **_date_columns("date", source.date),
    }
    _put(work, tables.source, row, new=new)
    owner = {"source": source.id}
    for table, column, named in (
        (tables.source_case, "case", source.cases),
        (tables.source_informant, "informant", source.informants),
    ):
        if named or not new:
            work.replace_list(table, owner, column, named)


def source_entries(connection: Connection) -> list[SourceEntry]:
    """Every source without its text, in the order of wave and id."""
    return list(unchanged(connection, _source_entries))


def _source_entries(connection: Connection) -> list[SourceEntry]:
    text, source = tables.text, tables.source
    in_cases = _lists(connection, tables.source_case, "source", "case")
    by = _lists(connection, tables.source_informant, "source", "informant")
    turns = _counts(connection, tables.turn)
    warnings = _counts(connection, tables.text_warning)
    rows = connection.execute(
        select(source, text.c.file_name, text.c.file_sha256, text.c.format, text.c.characters).join(
            text, source.c.text == text.c.id
        )
    ).all()
    listed = [
        SourceEntry(
            id=name,
            kind=SourceKind(kind),
            title=title,
            language=language,
            cases=in_cases[name],
            informants=by[name],
            wave=wave,
            date=_date(said, earliest, latest),
            version=version,
            file_name=file_name,
            file_sha256=sha256,
            format=format_name,
            characters=characters,
            turns=turns.get(number, 0),
            warnings=warnings.get(number, 0),
        )
        for (
            name, number, version, kind, title, language, wave, said, earliest, latest,
            file_name, sha256, format_name, characters,
        ) in rows
    ]  # fmt: skip
    return sorted(listed, key=lambda entry: (entry.cases, entry.wave or 0, entry.id))


def source(connection: Connection, source_id: str, version: int | None = None) -> Source | None:
    """The source with this id and its current text, or that version's; ``None`` if there is none."""
    row = connection.execute(_SOURCE, {"source": source_id}).first()
    if row is None:
        return None
    number = row.version if version is None else version
    text = connection.execute(_TEXT, {"source": source_id, "version": number}).first()
    if text is None:
        return None
    return Source(
        content=connection.scalar(_CONTENT, {"text": text.id}) or "",
        turns=tuple(_turn(each) for each in _parts(connection, tables.turn, text.id)),
        sections=tuple(_section(each) for each in _parts(connection, tables.section, text.id)),
        warnings=tuple(
            SourceWarning(each.code, each.message, each.start, each.end)
            for each in _parts(connection, tables.text_warning, text.id)
        ),
        origin=_origin(connection, text),
        id=row.id,
        title=row.title,
        kind=SourceKind(row.kind),
        language=row.language,
        cases=_list(connection, tables.source_case, "source", row.id, "case"),
        informants=_list(connection, tables.source_informant, "source", row.id, "informant"),
        wave=row.wave,
        date=_date(row.date, row.date_earliest, row.date_latest),
        version=number,
    )


_SOURCE = select(tables.source).where(tables.source.c.id == bindparam("source"))
_TEXT = (
    select(tables.text)
    .join(tables.source_text, tables.source_text.c.text == tables.text.c.id)
    .where(tables.source_text.c.source == bindparam("source"), tables.source_text.c.version == bindparam("version"))
)
_CONTENT = select(tables.text_content.c.content).where(tables.text_content.c.text == bindparam("text"))
_OPTIONS = (
    select(tables.text_option.c.name, tables.text_option.c.value)
    .where(tables.text_option.c.text == bindparam("text"))
    .order_by(tables.text_option.c.name)
)
_KINDS_OF_SECTIONS = {each.value: each for each in SectionKind}  # looking it up is quicker than calling the enumeration


def current_text(connection: Connection, source_id: str) -> tuple[int, str] | None:
    """Which of its texts a source has now, and that text's fingerprint; ``None`` if there is no such source."""
    source, text = tables.source.c, tables.text.c
    row = connection.execute(
        select(source.version, text.content_sha256)
        .join(tables.text, text.id == source.text)
        .where(source.id == source_id)
    ).first()
    return None if row is None else (row[0], row[1])


def kinds_of_sources(connection: Connection, ids: Iterable[str]) -> dict[str, SourceKind]:
    """What kind of text each of these sources is, as far as they are there."""
    source = tables.source.c
    rows = connection.execute(select(source.id, source.kind).where(source.id.in_(list(ids))))
    return {name: SourceKind(kind) for name, kind in rows}


def date_of_source(connection: Connection, source_id: str) -> SaidDate | None:
    """The date of a source; ``None`` if it has none."""
    row = connection.execute(select(tables.source).where(tables.source.c.id == source_id)).one()
    return _date(row.date, row.date_earliest, row.date_latest)


def source_with_file(connection: Connection, sha256: str) -> str | None:
    """The id of the source one of whose versions was read from the file with this fingerprint."""
    name: str | None = connection.scalar(_WITH_FILE, {"sha256": sha256})
    return name


_WITH_FILE = (
    select(tables.source_text.c.source)
    .join(tables.text, tables.text.c.id == tables.source_text.c.text)
    .where(tables.text.c.file_sha256 == bindparam("sha256"))
    .limit(1)
)


def sources_with_file_name(connection: Connection, file_name: str) -> list[str]:
    """The ids of the sources whose current text was read from a file of this name."""
    source, text = tables.source, tables.text
    wanted = select(source.c.id).join(text, text.c.id == source.c.text).where(text.c.file_name == file_name)
    return list(connection.scalars(wanted.order_by(source.c.id)))


def sources_by_text(connection: Connection) -> dict[str, str]:
    """For the fingerprint of each source's current text, the source's id."""
    rows = connection.execute(
        select(tables.text.c.content_sha256, tables.source.c.id)
        .join(tables.source, tables.source.c.text == tables.text.c.id)
        .order_by(tables.source.c.id.desc())
    )
    return {row[0]: row[1] for row in rows}


def text_number(connection: Connection, source_id: str, version: int) -> int | None:
    """The number of the text that is this version of a source."""
    versions = tables.source_text
    number: int | None = connection.scalar(
        select(versions.c.text).where(versions.c.source == source_id, versions.c.version == version)
    )
    return number


def versions_of(connection: Connection, source_id: str) -> list[int]:
    """The versions a source has, in order."""
    versions = tables.source_text
    return list(
        connection.scalars(
            select(versions.c.version).where(versions.c.source == source_id).order_by(versions.c.version)
        )
    )


def _parts(connection: Connection, table: Table, text: int) -> Iterable[Any]:
    return connection.execute(_in_text(table), {"text": text}).all()


@cache
def _in_text(table: Table) -> Select[Any]:
    """What asks for the parts that a text has in a table; made once."""
    return select(table).where(table.c.text == bindparam("text")).order_by(table.c.number)


def _turn(row: Any) -> Turn:  # noqa: ANN401 - SQLAlchemy's rows have no useful type
    _, _, start, end, speaker, start_ms, end_ms, rule = row
    return Turn(start, end, speaker, start_ms, end_ms, rule)


def _section(row: Any) -> Section:  # noqa: ANN401 - SQLAlchemy's rows have no useful type
    _, _, start, end, kind, level, label, words, author, date, *place, start_ms, end_ms = row
    cell = None if place[0] is None else Cell(*place)
    return Section(start, end, _KINDS_OF_SECTIONS[kind], level, label, words, author, date, cell, start_ms, end_ms)


def _origin(connection: Connection, text: Any) -> Origin:  # noqa: ANN401 - SQLAlchemy's rows have no useful type
    options = connection.execute(_OPTIONS, {"text": text.id})
    return Origin(
        file_name=text.file_name,
        sha256=text.file_sha256,
        size=text.file_size,
        format=text.format,
        reader=text.reader,
        options=tuple((row.name, row.value) for row in options),
        encoding=text.encoding,
    )


# ---------------------------------------------------------------------------------- passages


def put_passage(work: Transaction, record: Passage, version: int, *, new: bool) -> None:
    """Write a passage of a version of its source, new or moved.

    Raises
    ------
    TextDrift
        If its quote is not what stands at its place in that version: the law that no words move.
    """
    text = text_number(work.connection, record.source, version)
    content = work.connection.scalar(select(tables.text_content.c.content).where(tables.text_content.c.text == text))
    if content is None or not record.stands_in(content):
        raise TextDrift(record.source, record.start, record.end, record.quote)
    row = {
        "id": record.id,
        "source": record.source,
        "version": version,
        "start": record.start,
        "end": record.end,
        "quote": record.quote,
        "before": record.before,
        "after": record.after,
        "placement": record.placement.value,
    }
    _put(work, tables.passage, row, new=new)


# ------------------------------------------------------------------------------------ the ways


def _put(work: Transaction, table: Table, row: Row, *, new: bool) -> None:
    if new:
        work.insert(table, row)
    else:
        work.update(table, row)


def _date_columns(name: str, date: SaidDate | None) -> dict[str, Any]:
    if date is None:
        return {name: None, f"{name}_earliest": None, f"{name}_latest": None}
    return {name: date.said, f"{name}_earliest": date.earliest, f"{name}_latest": date.latest}


def _date(said: str | None, earliest: dt.date | None, latest: dt.date | None) -> SaidDate | None:
    return None if said is None else SaidDate(said, earliest, latest)


def _lists(connection: Connection, table: Table, owner: str, column: str) -> dict[str, tuple[str, ...]]:
    """For each owner, its list in ``table``, in order."""
    lists: dict[str, list[str]] = defaultdict(list)
    for row in connection.execute(select(table.c[owner], table.c[column]).order_by(table.c[owner], table.c.position)):
        lists[row[0]].append(row[1])
    return defaultdict(tuple, {name: tuple(values) for name, values in lists.items()})


def _list(connection: Connection, table: Table, owner: str, owner_id: str, column: str) -> tuple[str, ...]:
    return tuple(connection.scalars(_in_list(table, owner, column), {"owner": owner_id}))


@cache
def _in_list(table: Table, owner: str, column: str) -> Select[Any]:
    """What asks for a list that a record has; made once."""
    return select(table.c[column]).where(table.c[owner] == bindparam("owner")).order_by(table.c.position)


def _counts(connection: Connection, table: Table) -> dict[int, int]:
    """How many parts each text has; they are numbered from 0, so the last one tells without counting."""
    last = select(func.max(table.c.number)).where(table.c.text == tables.text.c.id).scalar_subquery()
    return {
        row[0]: row[1] + 1 for row in connection.execute(select(tables.text.c.id, last)).all() if row[1] is not None
    }
