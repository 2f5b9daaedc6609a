"""What was read once is used again until the study is changed, by whomever, and never when it might be wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Connection, select, update
from study_row import ROW

from ieworkbench.store import tables
from ieworkbench.store.database import Database
from ieworkbench.store.unchanged import unchanged


@pytest.fixture
def database(tmp_path: Path):
    database = Database.create(tmp_path / "plans.iestudy", dict(ROW))
    yield database
    database.close()


class Title:
    """Reads the study's title, and counts how often it was asked to."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, connection: Connection) -> str:
        self.times += 1
        return str(connection.scalar(select(tables.study.c.title)))

    def of(self, database: Database) -> str:
        with database.reading() as connection:
            return unchanged(connection, self)


def rename(database: Database, title: str) -> None:
    with database.writing() as connection:
        connection.execute(update(tables.study).values(title=title))


def test_it_is_read_once_while_nothing_changes(database: Database):
    title = Title()
    assert [title.of(database) for _ in range(3)] == ["Plans", "Plans", "Plans"]
    assert title.times == 1


def test_a_change_is_seen_at_once(database: Database):
    title = Title()
    seen = [title.of(database)]
    for new in ("Letters", "Forms"):
        rename(database, new)
        seen.append(title.of(database))
    assert seen == ["Plans", "Letters", "Forms"]


def test_what_another_program_changes_is_seen_at_once(database: Database):
    title = Title()
    seen = [title.of(database)]
    other = Database.open(database.path)
    for new in ("Letters", "Forms"):
        rename(other, new)
        seen.append(title.of(database))
    other.close()
    assert seen == ["Plans", "Letters", "Forms"]


def test_what_is_taken_back_is_never_kept(database: Database):
    title = Title()
    within = []

    def change_and_fail() -> None:
        with database.writing() as connection:
            connection.execute(update(tables.study).values(title="Letters"))
            within.append(unchanged(connection, title))
            raise LookupError

    with pytest.raises(LookupError):
        change_and_fail()
    assert (within, title.of(database)) == (["Letters"], "Plans")


def test_whoever_reads_sees_one_state_of_the_study_while_others_change_it(database: Database):
    title = Title()
    with database.reading() as connection:
        before = unchanged(connection, title)
        rename(database, "Letters")
        assert (before, unchanged(connection, title)) == ("Plans", "Plans")
    assert title.of(database) == "Letters"


def test_what_two_functions_read_is_kept_apart(database: Database):
    def number(connection: Connection) -> int:
        return len(connection.execute(select(tables.study)).all())

    title = Title()
    with database.reading() as connection:
        assert (unchanged(connection, title), unchanged(connection, number)) == ("Plans", 1)
        assert (unchanged(connection, title), unchanged(connection, number)) == ("Plans", 1)
    assert title.times == 1
