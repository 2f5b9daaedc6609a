"""Acts, texts and accounts are read in a few questions, however many there are; dates and places keep their order."""

from __future__ import annotations

import contextlib
import datetime as dt
from types import SimpleNamespace

import pytest
from sqlalchemy import event, select

import ieworkbench as ie
from ieworkbench.model import Act, Doer, DoerKind, InstitutionalText, RecordKind, RecordRef, SaidDate, TextCopy
from ieworkbench.store import (
    account_records,
    act_records,
    chain_users,
    figure_records,
    institutional_records,
    tables,
)
from ieworkbench.store.course import course_of_events, places_of_sources
from ieworkbench.store.said_dates import date_columns, date_in

NOW = dt.datetime(2026, 3, 1, 12, 0)  # noqa: DTZ001 - moments are kept in UTC, without saying so each time


@pytest.fixture
def study(tmp_path):
    with ie.create_study(tmp_path / "s.iestudy", title="T", standpoint="S", person="Ann") as made:
        yield made


def fill(study, number: int) -> None:
    with study._work("fill") as work:
        for place in range(number):
            act_records.put_act(
                work, Act(f"A{place:04}", "does", with_whom=(Doer("x", DoerKind.ROLE),), at=NOW), new=True
            )
            text = InstitutionalText(f"T{place:04}", "plan", at=NOW)
            institutional_records.put_text(work, text, new=True)
            institutional_records.put_copy(work, TextCopy(f"K{place:04}", text.id, "office"), new=True)


def clear(study, number: int) -> None:
    with study._work("clear") as work:
        for place in range(number):
            institutional_records.delete_copy(work, f"K{place:04}")
            institutional_records.delete_text(work, f"T{place:04}")
            act_records.delete_act(work, f"A{place:04}")


@contextlib.contextmanager
def counted(connection):
    """The statements that are run meanwhile."""
    statements = []

    def note(*asked):
        statements.append(asked[2])

    event.listen(connection, "before_cursor_execute", note)
    yield statements
    event.remove(connection, "before_cursor_execute", note)


@pytest.mark.parametrize("read", [act_records.acts, institutional_records.texts, institutional_records.copies])
def test_the_number_of_questions_does_not_grow_with_the_records(study, read):
    study.add_site("office")
    asked = []
    for number in (3, 60):
        fill(study, number)
        with study._database.reading() as connection, counted(connection) as statements:
            assert len(read(connection)) == number
        asked.append(len(statements))
        clear(study, number)
    assert asked[0] == asked[1] <= 8


def test_a_list_that_did_not_change_is_not_written(study):
    fill_one = Act("A1", "does", with_whom=(Doer("x", DoerKind.ROLE),), at=NOW)
    with study._work("add") as work:
        act_records.put_act(work, fill_one, new=True)
    with study._work("change") as work:
        act_records.put_act(work, fill_one, new=False)
        assert work.changes == []


@pytest.mark.parametrize("date", [None, SaidDate("last spring"), SaidDate.read("2026-02")])
def test_dates_come_back_as_they_were_said(date):
    assert date_in("when", SimpleNamespace(**date_columns("when", date))) == date


def test_sources_stand_in_the_order_of_case_wave_and_name(study, tmp_path):
    for case in ("C1", "C2"):
        study.add_case(case)
    for name, cases, wave in (("d", (), None), ("c", ("C2", "C1"), 2), ("b", ("C1",), None), ("a", ("C1",), 1)):
        (tmp_path / f"{name}.txt").write_text(name + " words")
        study.add_source(tmp_path / f"{name}.txt", cases=cases, wave=wave)
    with study._database.reading() as connection:
        places = places_of_sources(connection)
    assert sorted(places, key=lambda name: places[name]) == ["a", "c", "b", "d"]
    assert {each.id: course_of_events(each) for each in study.source_list()} == places


def test_what_names_a_record_names_another_instead(study):
    old, new = RecordRef(RecordKind.ACT, "A1"), RecordRef(RecordKind.ACT, "A2")
    for name in ("A1", "A2"):
        study.add_act("does", gap="?", id=name)
    study.add_disjuncture("d", [{"says": "a", "record": "A1"}, {"says": "b", "record": "A2"}], where=["A1", "A2"])
    with study._work("rename") as work:
        figure_records.name_others(work, {old: new})
        assert figure_records.naming(work.connection, old) == []
    (record,) = study.disjunctures()
    assert (record.where, [each.record for each in record.sides]) == ((new,), [new, new])


def test_nobody_rests_on_what_nothing_names(study):
    with study._database.reading() as connection:
        for question in (
            chain_users.resting_on_case,
            chain_users.resting_on_site,
            chain_users.resting_on_informant,
            chain_users.resting_on_source,
        ):
            assert question(connection, "x") == []
        assert account_records.accounts_about(connection, RecordKind.ACT, []) == {}
        assert account_records.about_what(connection, "x") is None
        assert connection.scalars(select(tables.account.c.id)).all() == []
