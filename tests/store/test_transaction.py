"""Every change is in the journal, every verb happens wholly or not at all, and undoing puts things back."""

from __future__ import annotations

import datetime as dt
import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import Table, select
from study_row import ROW

from ieworkbench.errors import NothingToRedo, NothingToUndo, RecordWrong, RedoBlocked, UndoBlocked
from ieworkbench.store import tables
from ieworkbench.store.database import Database
from ieworkbench.store.transaction import Transaction, entries, redo, transaction, undo

DAY = dt.date(2014, 3, 5)
State = dict[str, list[tuple[Any, ...]]]


def state_of(database: Database) -> State:
    """Every row of every journaled table."""
    with database.reading() as connection:
        return {
            name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for name, table in tables.JOURNALED.items()
        }


def case(name: str, label: str = "", day: dt.date | None = None) -> dict[str, Any]:
    said = None if day is None else day.isoformat()
    return {"id": name, "label": label, "period": said, "period_earliest": day, "period_latest": day}


def site(name: str, part_of: str | None = None) -> dict[str, Any]:
    return {"id": name, "level": "agency", "part_of": part_of}


def add(database: Database, table: Table, row: dict[str, Any], by: str = "ann") -> None:
    with transaction(database, by, f"add {table.name}", row["id"]) as work:
        work.insert(table, row)


def journal(database: Database) -> list[tuple[str, str, str, bool]]:
    with database.reading() as connection:
        return [(each.by, each.verb, each.what, each.undone) for each in entries(connection)]


def test_a_change_is_in_the_study_and_in_the_journal(database: Database):
    add(database, tables.case, case("C1", "one", DAY))
    assert state_of(database)["case"] == [("C1", "one", "2014-03-05", DAY, DAY)]
    assert journal(database) == [("ann", "add case", "C1", False)]


def test_an_exception_leaves_no_trace(database: Database):
    before = state_of(database)

    def fail() -> None:
        with transaction(database, "ann", "add case", "C1") as work:
            work.insert(tables.case, case("C1"))
            work.take_id("case", "C1", "mark")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert state_of(database) == before
    assert journal(database) == []
    with transaction(database, "ann", "add case") as work:
        assert work.take_id("case", "C1", "another mark") == "C1"


def test_nothing_changed_is_nothing_in_the_journal(database: Database):
    add(database, tables.case, case("C1"))
    with transaction(database, "ann", "change case", "C1") as work:
        work.update(tables.case, {"id": "C1", "label": ""})
        work.delete(tables.case, {"id": "C2"})
        work.replace_list(tables.site_alias, {"site": "S"}, "alias", ())
    assert len(journal(database)) == 1


def test_what_is_not_named_in_a_change_stays(database: Database):
    add(database, tables.case, case("C1", "one", DAY))
    with transaction(database, "ann", "change case", "C1") as work:
        work.update(tables.case, {"id": "C1", "label": "two"})
    assert state_of(database)["case"] == [("C1", "two", "2014-03-05", DAY, DAY)]


def test_changing_a_row_that_is_not_there_is_an_error(database: Database):
    with pytest.raises(LookupError), transaction(database, "ann", "change case") as work:
        work.update(tables.case, {"id": "C9", "label": "two"})


def test_dates_and_times_survive_undoing_and_redoing(database: Database):
    before = state_of(database)
    add(database, tables.case, case("C1", "one", DAY))
    with transaction(database, "ann", "change study") as work:
        work.update(tables.study, {"id": "s-1", "title": "Other"})
    after = state_of(database)
    undo(database, "ann")
    undo(database, "ann")
    assert state_of(database) == before
    redo(database, "ann")
    redo(database, "ann")
    assert state_of(database) == after
    assert after["study"] == [("s-1", "Other", ROW["standpoint"], ROW["created_at"])]


def test_undoing_goes_back_through_ones_own_changes_and_is_itself_in_the_journal(database: Database):
    add(database, tables.case, case("C1"), by="ann")
    add(database, tables.case, case("C2"), by="bob")
    assert undo(database, "ann").what == "C1"
    assert [row[0] for row in state_of(database)["case"]] == ["C2"]
    with pytest.raises(NothingToUndo):
        undo(database, "ann")
    assert journal(database) == [
        ("ann", "add case", "C1", True),
        ("bob", "add case", "C2", False),
        ("ann", "undo", "add case C1", False),
    ]


def test_redoing_ends_with_a_new_change(database: Database):
    add(database, tables.case, case("C1"))
    undo(database, "ann")
    add(database, tables.case, case("C2"))
    with pytest.raises(NothingToRedo):
        redo(database, "ann")


def test_undoing_twice_and_redoing_twice_comes_back_in_the_same_order(database: Database):
    for name in ("C1", "C2", "C3"):
        add(database, tables.case, case(name))
    whole = state_of(database)
    for _ in range(2):
        assert [undo(database, "ann").what for _ in range(3)] == ["C3", "C2", "C1"]
        assert [redo(database, "ann").what for _ in range(3)] == ["C1", "C2", "C3"]
    assert state_of(database) == whole
    with pytest.raises(NothingToRedo):
        redo(database, "ann")


def blocked(change: Callable[[], object], error: type[UndoBlocked] = UndoBlocked) -> str:
    """The sentence with which it is refused; a moment in it is called THEN."""
    with pytest.raises(error) as caught:
        change()
    return re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d", "THEN", str(caught.value))


def relabel(database: Database, name: str, label: str, by: str) -> None:
    with transaction(database, by, "change case", name) as work:
        work.update(tables.case, {"id": name, "label": label})


def test_undoing_what_others_rest_on_is_blocked_names_their_change_and_changes_nothing(database: Database):
    add(database, tables.site, site("agency"), by="ann")
    add(database, tables.site, site("office", part_of="agency"), by="bob")
    before = state_of(database), journal(database)
    assert blocked(lambda: undo(database, "ann")) == (
        "“add site agency” cannot be undone alone: bob's “add site office” of THEN rests on it; "
        "undo the later change first."
    )
    assert (state_of(database), journal(database)) == before


def test_what_blocks_is_the_change_that_made_a_record_refer_and_none_that_was_taken_back(database: Database):
    add(database, tables.site, site("agency"), by="ann")
    add(database, tables.site, site("office"), by="bob")
    add(database, tables.site, site("branch", part_of="agency"), by="cy")
    undo(database, "cy")
    with transaction(database, "bob", "change site", "office") as work:
        work.update(tables.site, {"id": "office", "part_of": "agency"})
    assert "bob's “change site office” of THEN rests on it" in blocked(lambda: undo(database, "ann"))


def test_undoing_what_others_changed_since_is_blocked_until_they_undo_it(database: Database):
    add(database, tables.case, case("C1"), by="ann")
    relabel(database, "C1", "bob's", "bob")
    relabel(database, "C1", "cy's", "cy")
    undo(database, "cy")
    assert blocked(lambda: undo(database, "ann")) == (
        "“add case C1” cannot be undone alone: bob's “change case C1” of THEN rests on it; undo the later change first."
    )
    undo(database, "bob")
    undo(database, "ann")
    assert state_of(database)["case"] == []


def test_of_several_later_changes_the_last_is_named_as_it_has_to_go_first(database: Database):
    add(database, tables.case, case("C1"), by="ann")
    relabel(database, "C1", "bob's", "bob")
    relabel(database, "C1", "cy's", "cy")
    assert "cy's “change case C1” of THEN rests on it" in blocked(lambda: undo(database, "ann"))
    undo(database, "cy")
    assert "bob's “change case C1” of THEN rests on it" in blocked(lambda: undo(database, "ann"))


def test_where_only_an_undoing_changed_a_record_since_it_is_named(database: Database):
    add(database, tables.case, case("C1"), by="cy")
    relabel(database, "C1", "a", "ann")
    relabel(database, "C1", "b", "bob")
    relabel(database, "C1", "a", "ann")
    relabel(database, "C1", "b", "ann")
    undo(database, "bob")
    assert "bob's “undo change case C1” of THEN rests on it" in blocked(lambda: undo(database, "ann"))


def test_the_moment_of_what_blocks_is_told_as_the_history_tells_it(database: Database):
    add(database, tables.case, case("C1"), by="ann")
    relabel(database, "C1", "bob's", "bob")
    with database.reading() as connection:
        at = entries(connection)[-1].at.replace(tzinfo=dt.UTC).astimezone()
    with pytest.raises(UndoBlocked, match=f"of {at:%Y-%m-%d %H:%M} rests on it"):
        undo(database, "ann")


def test_redoing_what_someone_else_did_meanwhile_is_blocked(database: Database):
    add(database, tables.case, case("C1"), by="ann")
    undo(database, "ann")
    add(database, tables.case, case("C1", "bob's"), by="bob")
    assert blocked(lambda: redo(database, "ann"), RedoBlocked) == (
        "“add case C1” cannot be done again: bob's “add case C1” of THEN stands in its way; change it by hand."
    )
    assert state_of(database)["case"] == [("C1", "bob's", None, None, None)]


def test_redoing_what_rested_on_a_record_that_is_gone_names_who_removed_it(database: Database):
    add(database, tables.site, site("agency"), by="bob")
    add(database, tables.site, site("office", part_of="agency"), by="ann")
    undo(database, "ann")
    with transaction(database, "bob", "remove site", "agency") as work:
        work.delete(tables.site, {"id": "agency"})
    assert blocked(lambda: redo(database, "ann"), RedoBlocked) == (
        "“add site office” cannot be done again: bob's “remove site agency” of THEN stands in its way; change it by hand."
    )


def test_a_list_keeps_its_order_through_change_undo_and_redo(database: Database):
    add(database, tables.site, site("S"))
    for aliases in (("a", "b", "c"), ("c", "a"), ("c", "a"), ("æ",)):
        with transaction(database, "ann", "change site", "S") as work:
            work.replace_list(tables.site_alias, {"site": "S"}, "alias", aliases)
    assert state_of(database)["site_alias"] == [("S", 0, "æ")]
    undo(database, "ann")
    assert state_of(database)["site_alias"] == [("S", 0, "c"), ("S", 1, "a")]
    undo(database, "ann")
    assert state_of(database)["site_alias"] == [("S", 0, "a"), ("S", 1, "b"), ("S", 2, "c")]
    redo(database, "ann")
    assert state_of(database)["site_alias"] == [("S", 0, "c"), ("S", 1, "a")]


def test_an_id_is_never_used_for_something_else_and_comes_back_for_the_same(database: Database):
    with transaction(database, "ann", "add source") as work:
        assert work.take_id("source", "U1", "one") == "U1"
        assert work.take_id("source", "U1", "two") == "U1-2"
        assert work.take_id("source", "U1", "three") == "U1-3"
        assert work.take_id("source", "U1", "two") == "U1-2"
        assert work.take_id("source", "U1", "one") == "U1"
        assert work.take_id("source", "U1-2", "four") == "U1-2-2"
        assert work.take_id("source", "U10", "five") == "U10"
        assert work.take_id("source", "U1_%", "six") == "U1_%"
        assert work.take_id("case", "U1", "seven") == "U1"
        work.insert(tables.case, case("C1"))
    with transaction(database, "ann", "add source") as work:
        assert work.take_id("source", "U1", "eight") == "U1-4"


@pytest.mark.parametrize("wrong", [{"label": None}, {"period_earliest": None, "label": "k\udcf8be"}])
def test_a_value_that_cannot_be_stored_is_one_of_our_errors(database: Database, wrong: dict[str, Any]):
    with pytest.raises(RecordWrong):
        add(database, tables.case, {**case("C1"), **wrong})
    assert state_of(database)["case"] == []


def test_a_number_too_large_for_a_database_is_one_of_our_errors(database: Database):
    with pytest.raises(RecordWrong), transaction(database, "ann", "add") as work:
        work.insert(tables.site_alias, {"site": "S", "position": 2**70, "alias": "a"})


NAMES = st.sampled_from(["a", "b", "c"])
PEOPLE = st.sampled_from(["ann", "bob"])
WORDS = st.sampled_from(["", "x", "æ"])


class Changes(RuleBasedStateMachine):
    """Two people change, undo and redo; a list of whole states says what must come out."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.database = Database.create(Path(self.folder.name) / "s.iestudy", dict(ROW))
        self.first = state_of(self.database)
        self.history: list[tuple[Any, ...]] = []

    def teardown(self) -> None:
        if hasattr(self, "database"):
            self.database.close()
            self.folder.cleanup()

    def _try(self, by: str, change: Any) -> None:
        """A change that either happens or leaves everything as it is."""
        before = state_of(self.database)
        count = len(journal(self.database))
        try:
            with transaction(self.database, by, "change") as work:
                change(work)
        except (RecordWrong, LookupError):
            assert state_of(self.database) == before
            return
        if state_of(self.database) != before:
            assert len(journal(self.database)) == count + 1

    @rule(by=PEOPLE, name=NAMES, label=WORDS, dated=st.booleans())
    def add_case(self, by: str, name: str, label: str, dated: bool) -> None:
        self._try(by, lambda work: work.insert(tables.case, case(name, label, DAY if dated else None)))

    @rule(by=PEOPLE, name=NAMES, label=WORDS)
    def change_case(self, by: str, name: str, label: str) -> None:
        self._try(by, lambda work: work.update(tables.case, {"id": name, "label": label}))

    @rule(by=PEOPLE, name=NAMES, part_of=st.none() | NAMES)
    def add_site(self, by: str, name: str, part_of: str | None) -> None:
        self._try(by, lambda work: work.insert(tables.site, site(name, part_of)))

    @rule(by=PEOPLE, name=NAMES, table=st.sampled_from([tables.case, tables.site]))
    def remove(self, by: str, name: str, table: Table) -> None:
        self._try(by, lambda work: work.delete(table, {"id": name}))

    @rule(by=PEOPLE, name=NAMES, aliases=st.lists(WORDS, max_size=3))
    def alias(self, by: str, name: str, aliases: list[str]) -> None:
        def change(work: Transaction) -> None:
            work.replace_list(tables.site_alias, {"site": name}, "alias", tuple(aliases))

        self._try(by, change)

    @rule(by=PEOPLE, name=NAMES, alias=WORDS)
    def several_at_once(self, by: str, name: str, alias: str) -> None:
        def change(work: Transaction) -> None:
            work.insert(tables.site, site(name))
            work.replace_list(tables.site_alias, {"site": name}, "alias", (alias, "z"))
            work.update(tables.study, {"id": "s-1", "title": name})

        self._try(by, change)

    @rule(by=PEOPLE)
    def undo_and_redo(self, by: str) -> None:
        before = state_of(self.database)
        try:
            undo(self.database, by)
        except (NothingToUndo, UndoBlocked):
            assert state_of(self.database) == before
            return
        redo(self.database, by)
        assert state_of(self.database) == before

    @rule(by=PEOPLE)
    def undo(self, by: str) -> None:
        before, count = state_of(self.database), len(journal(self.database))
        try:
            undo(self.database, by)
        except (NothingToUndo, UndoBlocked):
            assert (state_of(self.database), len(journal(self.database))) == (before, count)

    @rule(by=PEOPLE)
    def redo(self, by: str) -> None:
        before, count = state_of(self.database), len(journal(self.database))
        try:
            redo(self.database, by)
        except (NothingToRedo, UndoBlocked):
            assert (state_of(self.database), len(journal(self.database))) == (before, count)

    @precondition(lambda self: hasattr(self, "database"))
    @rule()
    def undoing_everything_gives_the_first_state_and_redoing_this_one(self) -> None:
        here, undone = state_of(self.database), []
        for by in _last_first(self.database):
            undo(self.database, by)
            undone.append(by)
        assert state_of(self.database) == self.first
        for by in reversed(undone):
            redo(self.database, by)
        assert state_of(self.database) == here

    @invariant()
    def history_is_never_rewritten(self) -> None:
        if not hasattr(self, "database"):
            return
        with self.database.reading() as connection:
            now = [(each.number, each.at, each.by, each.verb, each.what) for each in entries(connection)]
            changes = len(connection.execute(select(tables.journal_change)).all())
        assert now[: len(self.history)] == self.history
        assert [each[0] for each in now] == list(range(1, len(now) + 1))
        assert changes >= len(now)
        self.history = now


def _last_first(database: Database) -> list[str]:
    """Who made each change that still stands, the last one first."""
    journal = tables.journal
    with database.reading() as connection:
        rows = connection.execute(select(journal).where(journal.c.undone_by.is_(None), journal.c.undoable)).all()
    return [row.by for row in sorted(rows, key=lambda row: row.number, reverse=True)]


Changes.TestCase.settings = settings(
    max_examples=25,
    stateful_step_count=25,
)
TestChanges = Changes.TestCase
