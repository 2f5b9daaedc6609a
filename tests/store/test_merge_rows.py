"""Every table whose changes are in the journal is merged wholly and archived: a new one too, without being named."""

from __future__ import annotations

import pytest
from sqlalchemy import UniqueConstraint

from ieworkbench.model import RecordKind
from ieworkbench.store import archive_rows, tables
from ieworkbench.store.merge_rows import PARTS, PARTS_OF, references

JOURNALED = sorted(tables.JOURNALED)
MERGED = [name for name in JOURNALED if name != "merged_entry"]  # what happened elsewhere: merging writes it itself

NO_TABLE = {"person"}
"""Kinds whose records are in no table: a person is a name."""


def own(table: str) -> list[tuple[str, str, str]]:
    """The columns of a table that name a row of another: column, table, column there."""
    return [
        (column.name, key.column.table.name, key.column.name)
        for column in tables.JOURNALED[table].columns
        for key in column.foreign_keys
    ]


@pytest.mark.parametrize("name", MERGED)
def test_the_parts_of_a_table_say_every_column_of_it(name):
    said = {each for part in PARTS_OF[name] for each in (*part.key, *part.columns, part.number) if each}
    assert said == {column.name for column in tables.JOURNALED[name].columns}, f"merging would lose what {name} says"
    assert all(part.of in PARTS for part in PARTS_OF[name] if part.of)


def test_only_what_happened_in_other_copies_has_no_parts():
    assert [name for name in JOURNALED if not PARTS_OF[name]] == ["merged_entry"]


def test_every_table_but_texts_the_journal_and_the_study_itself_is_archived_as_records():
    assert set(JOURNALED) - set(archive_rows.record_tables()) == {"study"}
    assert [name for name in archive_rows.record_tables() if name not in tables.JOURNALED] == ["taken_id"]


def test_tables_stand_after_what_they_rest_on():
    """Merging writes rows in this order and takes them away in the opposite one."""
    order = list(tables.JOURNALED)
    early = [
        (name, target)
        for name in JOURNALED
        for _, target, _ in own(name)
        if target in order and order.index(target) > order.index(name)
    ]
    assert early == []


def test_what_merging_does_by_hand_is_in_these_tables_only():
    """A table of one of these shapes needs more than its columns; see CONTRIBUTING, Adding a kind of record."""
    twice = [name for name in JOURNALED if sum(target == name for _, target, _ in own(name)) > 1]
    assert twice == [], "a row stands under one row of its own table at most (merge_rows.UNDER_ITSELF)"
    with_texts = [name for name in JOURNALED if any(target == "text" for _, target, _ in own(name))]
    assert with_texts == ["source", "source_text"], "numbers of texts differ between copies (merging_copies.Names)"
    versions = [
        name
        for name in JOURNALED
        if any((target, there) == ("source_text", "version") for _, target, there in own(name))
    ]
    assert versions == ["passage"], "versions of sources change (merging_copies.Names)"
    unique = [
        name
        for name in JOURNALED
        if any(isinstance(each, UniqueConstraint) for each in tables.JOURNALED[name].constraints)
        or any(index.unique for index in tables.JOURNALED[name].indexes)
    ]
    assert unique == ["attribute"], "equal names have to be told apart (merging_whole)"


@pytest.mark.parametrize("name", MERGED)
def test_merging_knows_which_records_a_row_names(name):
    """Columns that name a record do so as a foreign key, or as a kind and an id: ``about_kind`` and ``about``."""
    table = tables.JOURNALED[name]
    row = {column.name: "case" if column.name.endswith("kind") else "x" for column in table.columns}
    found = {column for column, _, _ in references(name, row)}
    by_key = {column for column, target, there in own(name) if there == "id" and target in tables.JOURNALED}
    by_kind = {each.removesuffix("_kind") for each in row if each.endswith("_kind")}
    if {"kind", "record"} <= row.keys():
        by_kind.add("record")
    assert found == by_key | by_kind


def test_every_kind_of_record_has_a_table_that_merging_finds():
    row = {"memo": "m", "about": "x"}
    found = {
        kind: [target for _, target, _ in references("memo", {**row, "about_kind": kind.value})] for kind in RecordKind
    }
    assert {kind.value for kind in RecordKind if not found[kind]} == NO_TABLE, "no table of their name; see _KINDS"
    assert all(set(target) <= set(tables.JOURNALED) for target in found.values())
