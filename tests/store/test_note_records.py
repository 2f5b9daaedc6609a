"""Memos, links, sets, attributes and GUIDs in and out of rows."""

from __future__ import annotations

import datetime as dt

import pytest

import ieworkbench as ie
from ieworkbench.model import (
    Attribute,
    AttributeType,
    AttributeValue,
    Direction,
    Link,
    Memo,
    MemoKind,
    RecordKind,
    RecordRef,
    RecordSet,
)
from ieworkbench.store import note_records

AT = dt.datetime(2025, 3, 1, 10, 20, 30, 5)  # noqa: DTZ001 - moments are kept in UTC, without saying so each time
CASE, OTHER = RecordRef(RecordKind.CASE, "C1"), RecordRef(RecordKind.SET, "s")


@pytest.fixture
def study(tmp_path):
    with ie.create_study(tmp_path / "s.iestudy", title="T", standpoint="S", person="Ann") as made:
        yield made


def test_every_record_comes_back_as_it_went_in_and_leaves(study):
    memos = [Memo("m1", "a\n\0🙂", "t", CASE, MemoKind.MEMO, "Ann", AT), Memo("m2", "b", by="Bo", at=AT)]
    second = Memo("m1", "c", "t", CASE, MemoKind.MEMO, "Bo", AT, 2)
    link = Link("l", "leads to", CASE, OTHER, Direction.BOTH_WAYS, "why", "Ann", AT)
    group = RecordSet("s", "group", (OTHER, CASE), "d")
    attribute = Attribute("a", "county", AttributeType.TEXT, "where")
    value = AttributeValue("a", CASE, "Troms")
    with study._work("add") as work:
        for memo in memos:
            note_records.put_memo(work, memo, new=True)
        note_records.put_memo_version(work, second)
        note_records.put_link(work, link, new=True)
        note_records.put_set(work, group, new=True)
        note_records.put_attribute(work, attribute, new=True)
        note_records.put_value(work, value)
        for guid in ("g1", "g2"):
            note_records.put_guids(work, {CASE: guid})
    with study._database.reading() as connection:
        assert note_records.memos(connection) == [second, memos[1]]
        assert note_records.memo_versions(connection, "m1") == [memos[0], second]
        assert note_records.links(connection) == [link]
        assert note_records.sets(connection) == [group]
        assert note_records.attributes(connection) == [attribute]
        assert note_records.attribute_values(connection) == [value]
        assert note_records.foreign_guids(connection) == {CASE: "g1"}
        assert note_records.resting_on(connection, CASE) == ["memo t", "link l", "set group", "attribute county"]
        assert note_records.resting_on(connection, OTHER) == ["link l", "set group"]
    with study._work("remove") as work:
        note_records.delete_memo(work, "m1")
        note_records.delete_link(work, "l")
        note_records.put_set(work, RecordSet("s", "group", (CASE,)), new=False)
        note_records.delete_value(work, "a", CASE)
    with study._database.reading() as connection:
        assert note_records.memos(connection) == [memos[1]]
        assert note_records.resting_on(connection, CASE) == ["set group"]
    study.undo()
    with study._database.reading() as connection:
        assert note_records.sets(connection) == [group]
        assert note_records.memo_versions(connection, "m1") == [memos[0], second]
