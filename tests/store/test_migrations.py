"""Schema steps lead to the same tables as a new study has, and an older study comes up to date on opening."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, select, text
from study_row import ROW

from ieworkbench.errors import StudyDamaged, StudyNewer, StudyReadOnly
from ieworkbench.store import database as database_module
from ieworkbench.store import migrations, tables
from ieworkbench.store.database import Database
from ieworkbench.store.search import index_text

PRESENT = tables.HEAD
LATER_STEP = '''
"""A made-up later step."""
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "later", "{head}", None, None


def upgrade() -> None:
    """Give cases a colour."""
    op.add_column("case", sa.Column("colour", sa.Text()))
    op.execute("UPDATE study SET title = title || ' (2)'")
    op.execute("{last}")
'''


def schema(connection: Connection) -> dict[str, Any]:
    """Everything that can be asked of the tables, whatever the order in which it was written down."""
    found, seen = inspect(connection), {}
    for name in found.get_table_names():
        columns = [(each["name"], str(each["type"]), each["nullable"]) for each in found.get_columns(name)]
        seen[name] = (
            columns,
            found.get_pk_constraint(name),
            sorted(found.get_foreign_keys(name), key=str),
            sorted(found.get_indexes(name), key=str),
            sorted(found.get_check_constraints(name), key=str),
            sorted(found.get_unique_constraints(name), key=str),
        )
    words = text("SELECT name, sql FROM sqlite_schema WHERE sql LIKE '%WITHOUT ROWID%' OR sql LIKE '%AUTOINCREMENT%'")
    seen["marks"] = sorted(
        (name, "WITHOUT ROWID" in sql, "AUTOINCREMENT" in sql) for name, sql in connection.execute(words)
    )
    seen["search"] = connection.scalar(text("SELECT sql FROM sqlite_schema WHERE name = 'search'"))
    return seen


def test_the_steps_and_a_new_study_give_the_same_tables(tmp_path: Path, database: Database):
    from sqlalchemy import create_engine

    engine = create_engine(f"sqlite:///{tmp_path / 'steps.db'}")
    with engine.begin() as connection:
        migrations.upgrade(connection)
        by_steps = schema(connection)
        context = MigrationContext.configure(
            connection, opts={"include_name": lambda name, kind, _: kind != "table" or not name.startswith("search")}
        )
        assert compare_metadata(context, tables.metadata) == []
    engine.dispose()
    with database.reading() as connection:
        assert by_steps == schema(connection)


def test_the_newest_step_is_the_head_and_there_is_one_line_of_steps():
    script = ScriptDirectory.from_config(migrations._config())
    assert script.get_heads() == [tables.HEAD]
    assert tables.HEAD in migrations.known_steps()


def test_every_journaled_table_has_a_key_to_find_its_rows_by():
    for table in tables.JOURNALED.values():
        assert list(table.primary_key.columns)


@pytest.fixture
def older(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A study of the present step, seen by a made-up later version that knows one step more."""
    Database.create(path, dict(ROW)).close()
    steps = tmp_path / "steps"
    shutil.copytree(Path(migrations.__file__).parent, steps, ignore=shutil.ignore_patterns("__pycache__"))
    (steps / "versions" / "later.py").write_text(LATER_STEP.format(last="SELECT 1", head=tables.HEAD), encoding="utf-8")
    monkeypatch.setattr(migrations, "__file__", str(steps / "__init__.py"))
    monkeypatch.setattr(tables, "HEAD", "later")
    return path


def test_an_older_study_comes_up_to_date_on_opening(older: Path):
    database = Database.open(older)
    with database.reading() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == "later"
        assert connection.scalar(select(tables.study.c.title)) == "Plans (2)"
    database.close()
    Database.open(older).close()
    with closing(sqlite3.connect(older)) as connection:
        assert connection.execute("SELECT title FROM study").fetchall() == [("Plans (2)",)], "one step is taken once"


def test_a_step_that_fails_leaves_the_study_as_it_was(older: Path, tmp_path: Path):
    step = tmp_path / "steps" / "versions" / "later.py"
    step.write_text(step.read_text(encoding="utf-8").replace("SELECT 1", "SELECT * FROM nothing"), encoding="utf-8")
    with pytest.raises(StudyDamaged):
        Database.open(older)
    with closing(sqlite3.connect(older)) as connection:
        assert connection.execute("SELECT title FROM study").fetchall() == [("Plans",)]
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(PRESENT,)]
        assert "colour" not in str(connection.execute("PRAGMA table_info('case')").fetchall())


def test_an_older_study_that_may_only_be_read_is_not_opened(older: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(database_module.os, "access", lambda place, *_: "steps" in str(place))
    with pytest.raises(StudyReadOnly):
        Database.open(older)


def test_a_step_nobody_knows_is_taken_for_a_later_one(path: Path):
    Database.create(path, dict(ROW)).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0000'")
    with pytest.raises(StudyNewer):
        Database.open(path)


def test_a_study_with_an_index_gets_the_tables_of_the_chain_and_keeps_its_links(tmp_path: Path):
    """From step 0002, where links had no accounts around them, to 0003."""
    from sqlalchemy import create_engine

    engine = create_engine(f"sqlite:///{tmp_path / 'steps.db'}")
    row = "'l', 'says', 'case', 'C1', 'case', 'C2', 'one way', 'why', 'Ann', '2026-03-01 12:00:00', NULL, 0, '', ''"
    with engine.begin() as connection:
        migrations.upgrade(connection, "0002")
        before = set(inspect(connection).get_table_names())
        connection.execute(text(f"INSERT INTO link VALUES ({row})"))
        migrations.upgrade(connection, "0003")
        after = set(inspect(connection).get_table_names())
        assert connection.scalar(text("SELECT note FROM link WHERE id = 'l'")) == "why"
    engine.dispose()
    assert after - before == {
        "account", "act", "act_doer", "act_particular", "act_task", "circuit", "circuit_link", "disjuncture",
        "disjuncture_place", "disjuncture_side", "institutional_text", "institutional_text_among",
        "institutional_text_version", "layout", "link_kind", "resource", "text_copy",
    }  # fmt: skip


def test_a_study_with_a_chain_gets_the_tables_of_statements_and_keeps_its_accounts(tmp_path: Path):
    """From step 0003 to 0004."""
    from sqlalchemy import create_engine

    engine = create_engine(f"sqlite:///{tmp_path / 'steps.db'}")
    row = "'a', 'act', 'A1', NULL, 'p', 'told done', 'done', 'own', 'U1', 'why', 'Ann', '2026-03-01 12:00:00'"
    with engine.begin() as connection:
        migrations.upgrade(connection, "0003")
        before = set(inspect(connection).get_table_names())
        connection.execute(text(f"INSERT INTO account VALUES ({row})"))
        migrations.upgrade(connection, "0004")
        after = set(inspect(connection).get_table_names())
        assert connection.scalar(text("SELECT note FROM account WHERE id = 'a'")) == "why"
    engine.dispose()
    assert after - before == {"statement", "statement_decision", "statement_part"}


def test_a_study_whose_index_kept_the_beginnings_of_words_finds_the_same_texts_in_a_smaller_one(tmp_path: Path):
    """From step 0004 to 0005."""
    from sqlalchemy import create_engine

    engine = create_engine(f"sqlite:///{tmp_path / 'steps.db'}")
    made = "'s', 3, 'T', NULL, 'a.txt', 'f', 3, 'txt', 'txt 1', 'utf-8'"
    with engine.begin() as connection:
        migrations.upgrade(connection, "0004")
        connection.execute(text("INSERT INTO original VALUES ('f', 3, 'abc')"))
        for number, content in ((1, "I waited for the Søknad"), (2, "nobody waits")):
            connection.execute(text(f"INSERT INTO text VALUES ({number}, {made})"))
            connection.execute(text("INSERT INTO text_content VALUES (:n, :c)"), {"n": number, "c": content})
            index_text(connection, number, content)
        migrations.upgrade(connection)
        found = [
            connection.scalars(text("SELECT rowid FROM search WHERE search MATCH :q ORDER BY 1"), {"q": asked}).all()
            for asked in ('"wait"*', '"soknad"', '"for the"', '"nobody the"')
        ]
        made_by = connection.scalar(text("SELECT sql FROM sqlite_schema WHERE name = 'search'"))
    engine.dispose()
    assert found == [[1, 2], [1], [1], []]
    assert "prefix" not in made_by
