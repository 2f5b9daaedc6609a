"""What is written comes back equal, and the database can say what is wrong with itself."""

from __future__ import annotations

import datetime as dt
import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ieworkbench.errors import RecordWrong, TextDrift
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
from ieworkbench.store import health, passage_records, records, tables
from ieworkbench.store.database import Database
from ieworkbench.store.transaction import Transaction, transaction

CONTENT = "I: Who wrote it?\nU1: Nobody 😀.\n"


def source(content: str = CONTENT, **said: object) -> Source:
    data = content.encode()
    origin = Origin(
        "talk.txt", hashlib.sha256(data).hexdigest(), len(data), "txt", "txt 1", (("encoding", "utf-8"),), "utf-8"
    )
    parts: dict[str, object] = {
        "turns": (Turn(3, 16, "I", 0, 1000, "label and colon"), Turn(21, 30, "U1", rule="label and colon")),
        "sections": (
            Section(0, 16, SectionKind.PARAGRAPH, start_ms=0, end_ms=1000),
            Section(0, 4, SectionKind.TABLE_CELL, 1, "a)", "deleted words", "Ann", "2014-03-05", Cell(0, 1, 2, 3)),
            Section(16, 16, SectionKind.DELETION),
        ),
        "warnings": (SourceWarning("x", "Look here.", 0, 4), SourceWarning("y", "Look.")),
    }
    return Source(content, **{**parts, "origin": origin, "id": "U1", "title": "Talk", **said})


def write(work: Transaction, given: Source) -> None:
    number = records.write_text(work, given, given.content.encode())
    records.put_source(work, given, number, new=True)
    work.insert(tables.source_text, {"source": given.id, "version": 1, "text": number})


def test_a_source_comes_back_equal(database: Database):
    whole = source(
        kind=SourceKind.INTERVIEW, language="nn", cases=("C2", "C1"), informants=("U1",), wave=2,
        date=SaidDate.read("2014-03"),
    )  # fmt: skip
    with transaction(database, "ann", "add") as work:
        for case in (Case("C1", "one", SaidDate.read("2014")), Case("C2", "", SaidDate("last spring"))):
            records.put_case(work, case, new=True)
        records.put_site(work, Site("office", SiteLevel.FRONT_LINE, ("b", "a")), new=True)
        informant = Informant("U1", InformantLevel.ENTRY, "user", "office", ("C2",), (Consent.QUOTE, Consent.ARCHIVE))
        records.put_informant(work, informant, new=True)
        write(work, whole)
    with database.reading() as connection:
        assert records.source(connection, "U1") == whole
        assert records.source(connection, "U1", version=2) is None
        assert records.source(connection, "U2") is None
        assert records.informants(connection) == [informant]
        assert records.sites(connection) == [Site("office", SiteLevel.FRONT_LINE, ("b", "a"))]
        assert records.cases(connection)[1].period == SaidDate("last spring")
        assert records.original_of(connection, "U1", 1) == CONTENT.encode()
        entry = records.source_entries(connection)[0]
        assert (entry.characters, entry.turns, entry.warnings, entry.cases) == (len(CONTENT), 2, 2, ("C2", "C1"))


@settings(max_examples=60)
@given(st.text(st.characters(codec="utf-8"), max_size=60), st.text(st.characters(codec="utf-8"), max_size=10))
def test_any_text_comes_back_to_the_letter(database: Database, content: str, speaker: str):
    whole = source("x" + content, turns=(Turn(0, 1, speaker, 2**62, None, speaker),), title=speaker)
    with database.engine.connect() as connection:
        write(Transaction(connection), whole)
        assert records.source(connection, "U1") == whole
        assert records.source_entries(connection)[0].characters == len(whole.content)
        connection.rollback()


@pytest.mark.parametrize(
    "wrong",
    [{"turns": (Turn(0, 1, None, 2**70),)}, {"turns": (Turn(5, 1),)}, {"title": "k\udcf8be"}, {"cases": ("C9",)}],
)
def test_a_source_that_cannot_be_kept_is_refused_whole(database: Database, wrong: dict[str, object]):
    with pytest.raises(RecordWrong), transaction(database, "ann", "add") as work:
        write(work, source(**wrong))
    with database.reading() as connection:
        assert records.source_entries(connection) == []
        assert connection.exec_driver_sql("SELECT count(*) FROM original").scalar() == 0
        assert connection.exec_driver_sql("SELECT count(*) FROM search").scalar() == 0


def test_a_passage_is_kept_only_where_its_quote_stands(database: Database):
    talk = source()
    right = talk.passage(21, 27)
    with transaction(database, "ann", "add") as work:
        write(work, talk)
        records.put_passage(work, Passage(**{**_fields(right), "id": "p-1"}), 1, new=True)
    for wrong in ({"quote": "nobody"}, {"start": 20, "end": 26}, {"end": 1000}, {"start": 21, "end": 21, "quote": ""}):
        with pytest.raises(TextDrift), transaction(database, "ann", "add") as work:
            records.put_passage(work, Passage(**{**_fields(right), "id": "p-2", **wrong}), 1, new=True)
    with database.reading() as connection:
        assert [(each.id, each.quote, version) for each, version in passage_records.passages(connection)] == [
            ("p-1", "Nobody", 1)
        ]


def _fields(passage: Passage) -> dict[str, object]:
    return {name: getattr(passage, name) for name in passage.__slots__}


def test_the_same_file_is_kept_once(database: Database):
    with transaction(database, "ann", "add") as work:
        write(work, source())
        write(work, source(id="U2"))
    with database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM original").scalar() == 1
        assert records.source_with_file(connection, source().origin.sha256) in {"U1", "U2"}
        assert records.source_with_file(connection, "0" * 64) is None


def test_a_sound_study_has_no_faults(database: Database):
    with transaction(database, "ann", "add") as work:
        write(work, source())
    with database.reading() as connection:
        assert health.integrity_faults(connection) == []
        assert health.foreign_key_faults(connection) == []
        assert list(health.text_hashes(connection)) == [("U1", 1, CONTENT, source().content_sha256)]
        assert list(health.original_hashes(connection)) == [("U1", CONTENT.encode(), source().origin.sha256)]
        assert health.index_faults(connection) == []


def test_references_to_nothing_are_named(path: Path, database: Database):
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("INSERT INTO source_case VALUES ('U9', 0, 'C9')")
    with database.reading() as connection:
        assert sorted(health.foreign_key_faults(connection)) == [
            "a row of source_case names a missing row of case",
            "a row of source_case names a missing row of source",
        ]


def test_a_text_that_is_not_in_the_index_is_named(path: Path, database: Database):
    with transaction(database, "ann", "add") as work:
        write(work, source())
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("INSERT INTO search(search) VALUES ('delete-all')")
    with database.reading() as connection:
        assert health.index_faults(connection) == ["U1"]


def test_days_are_kept_as_days(database: Database):
    with transaction(database, "ann", "add") as work:
        records.put_case(work, Case("C1", "", SaidDate("May", dt.date(2014, 5, 1), dt.date(2014, 5, 31))), new=True)
    with database.reading() as connection:
        assert records.cases(connection)[0].period.latest == dt.date(2014, 5, 31)
