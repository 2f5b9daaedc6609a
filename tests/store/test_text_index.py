"""The index of words misses no text that holds them, and nothing typed into it is a command."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from ieworkbench.model import Origin, Source, find_words
from ieworkbench.store import records, tables
from ieworkbench.store.database import Connection, Database
from ieworkbench.store.search import candidates
from ieworkbench.store.transaction import transaction

LETTERS = "abAøÆéß \n.,-_*\"'():+^{}\u00ad\u0301\uf0b7²½ﬁ😀\U0001e900\u0b95\u0bbeا"
documents = st.lists(st.text(st.sampled_from(LETTERS), max_size=25), min_size=1, max_size=4)
words = st.text(st.sampled_from(LETTERS), max_size=8) | st.sampled_from(
    [
        '"',
        "*",
        "a*",
        "NEAR",
        "NEAR(a b)",
        "a AND b",
        "a OR",
        "NOT a",
        "folded:a",
        "a:b",
        "-a",
        "(a",
        "a)",
        "^a",
        "a + b",
        '"a',
        "a* b*",
        "{a}:",
    ]
)


def put(database: Database, content: str, name: str, **said: object) -> None:
    data = content.encode()
    origin = Origin(f"{name}.txt", hashlib.sha256(data).hexdigest(), len(data), "txt", "txt 1")
    source = Source(content, (), (), (), origin, id=name, title=name, **said)
    with transaction(database, "ann", "add source", name) as work:
        number = records.write_text(work, source, data)
        records.put_source(work, source, number, new=True)
        work.insert(tables.source_text, {"source": name, "version": 1, "text": number})


@contextmanager
def indexed(database: Database, contents: list[str]) -> Iterator[Connection]:
    """Texts in the index for as long as they are needed."""
    with database.engine.connect() as connection:
        run = connection.exec_driver_sql
        for number, content in enumerate(contents, start=1):
            data = content.encode()
            origin = Origin("a.txt", hashlib.sha256(data).hexdigest(), len(data), "txt", "txt 1")
            source = Source(content, (), (), (), origin, id=f"s{number}")
            from ieworkbench.store.transaction import Transaction

            work = Transaction(connection)
            records.put_source(work, source, records.write_text(work, source, data), new=True)
        yield connection
        run("ROLLBACK")


@settings(max_examples=300)
@given(documents, words)
@example(["\uf0b7ab"], "ab")
@example(["a\U0001e900b a"], "\U0001e900")
@example(["a:\U0001e900:a"], "a:\U0001e900:a")
@example(["a 😀"], "a 😀")
@example(["a-b"], "a -")
@example(["ab"], "a*")
@example(["a-\nb"], "ab")
@example(["A a-\nb"], "a-b")
@example(["a-\nb a"], "ab a")
def test_every_text_that_holds_the_words_is_a_candidate(database: Database, contents: list[str], asked: str):
    with indexed(database, contents) as connection:
        holding = {f"s{number}" for number, content in enumerate(contents, 1) if find_words(content, asked)}
        assert holding <= {name for name, _ in candidates(connection, asked)}


@pytest.mark.parametrize("asked", ["", " ", "*", "* *", "\n", "\u00ad", "\u0301"])
def test_nothing_asked_is_nothing_found(database: Database, asked: str):
    put(database, "any words * at all", "U1")
    with database.reading() as connection:
        assert list(candidates(connection, asked)) == []


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("plan", ["U1", "U2"]),
        ("the plan", ["U1"]),
        ("pla* says", ["U2"]),
        ("th* plan", ["U1"]),
        ("plan OR form", []),
        ("NEAR(plan form)", []),
        ('"plan', ["U1", "U2"]),
        ("folded:plan", []),
        ("-plan", ["U1", "U2"]),
        ("qqq", []),
        ("?", ["U1", "U2", "U3"]),
    ],
)
def test_words_are_words_and_never_a_command(database: Database, asked: str, found: list[str]):
    put(database, "Who wrote the plan?", "U1")
    put(database, "My plan says no.", "U2")
    put(database, "A form.", "U3")
    with database.reading() as connection:
        assert [name for name, _ in candidates(connection, asked)] == found


def test_candidates_come_in_the_order_of_case_wave_and_name(database: Database):
    with transaction(database, "ann", "add case") as work:
        for name in ("C1", "C2"):
            work.insert(tables.case, {"id": name, "label": ""})
    put(database, "plan a", "none")
    put(database, "plan b", "c2", cases=("C2",), wave=1)
    put(database, "plan c", "c1-2", cases=("C1",), wave=2)
    put(database, "plan d", "c1-1", cases=("C2", "C1"), wave=1)
    put(database, "plan e", "c1-x", cases=("C1",))
    with database.reading() as connection:
        assert [name for name, _ in candidates(connection, "plan")] == ["c1-1", "c1-2", "c1-x", "c2", "none"]


def test_the_index_goes_by_the_numbers_of_the_texts(database: Database):
    put(database, "one", "U1")
    put(database, "two", "U2")
    with database.reading() as connection:
        assert connection.execute(text("SELECT rowid FROM search ORDER BY rowid")).all() == [(1,), (2,)]
