"""Acts and resources in and out of rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Table, select

from ieworkbench.model import (
    Act,
    ActMode,
    Doer,
    DoerKind,
    Layer,
    RecordKind,
    Resource,
    ResourceKind,
    Task,
)
from ieworkbench.store import tables
from ieworkbench.store.account_records import Accounts, accounts_about, accounts_of_kind
from ieworkbench.store.said_dates import date_columns, date_in
from ieworkbench.store.transaction import Row, Transaction

__all__ = [
    "acts",
    "acts_called",
    "delete_act",
    "delete_resource",
    "doers",
    "doings",
    "listing_act",
    "name_others",
    "put_act",
    "put_resource",
    "replace_rows",
    "resources",
]

_WITH, _THERE = "with whom", "participants"


def replace_rows(
    work: Transaction, table: Table, owner: str, owner_id: str, wanted: Sequence[Row], *, new: bool = False
) -> None:
    """Make ``wanted``, in their order, all that ``owner_id`` has in a table of lists.

    Parameters
    ----------
    table
        The table; its key is its column ``owner`` and a position.
    wanted
        The rows without their owner and position.
    new
        Whether the owner is new and has nothing yet.
    """
    after = [{owner: owner_id, "position": place, **row} for place, row in enumerate(wanted)]
    if new:
        work.insert_many(table, after)
        return
    standing = work.connection.execute(select(table).where(table.c[owner] == owner_id).order_by(table.c.position))
    before = [dict(row) for row in standing.mappings()]
    if before != after:
        work.delete_many(table, before)
        work.insert_many(table, after)


# -------------------------------------------------------------------------------------- acts


def put_act(work: Transaction, act: Act, *, new: bool) -> None:
    """Write an act and its lists, new or changed; its accounts are written by themselves."""
    (work.insert if new else work.update)(tables.act, _row(act))
    doers = [*((_WITH, each) for each in act.with_whom), *((_THERE, each) for each in act.participants)]
    rows = [{"part": part, "doer_kind": each.kind.value, "doer": each.name} for part, each in doers]
    replace_rows(work, tables.act_doer, "act", act.id, rows, new=new)
    replace_rows(work, tables.act_task, "act", act.id, [_task_row(each) for each in act.tasks], new=new)
    particulars = [{"particular": each} for each in act.particulars]
    replace_rows(work, tables.act_particular, "act", act.id, particulars, new=new)


def delete_act(work: Transaction, act_id: str) -> None:
    """Take an act and its lists away; its accounts are taken away by themselves."""
    for table in (tables.act_doer, tables.act_task, tables.act_particular):
        replace_rows(work, table, "act", act_id, [])
    work.delete(tables.act, {"id": act_id})


def acts(connection: Connection) -> list[Act]:
    """Every act with its accounts, in the order in which they were recorded."""
    return _acts(connection, None, accounts_of_kind(connection, RecordKind.ACT))


def acts_called(connection: Connection, ids: Sequence[str]) -> list[Act]:
    """The acts with these ids, as far as they are there, with their accounts."""
    return _acts(connection, list(ids), accounts_about(connection, RecordKind.ACT, ids))


def doings(connection: Connection) -> list[tuple[str, str]]:
    """The id and the verb phrase of every act."""
    column = tables.act.c
    return [(row[0], row[1]) for row in connection.execute(select(column.id, column.doing).order_by(column.at))]


def doers(connection: Connection) -> list[Doer]:
    """Everybody who does, begins, is done with or is there in some act, each once, by name."""
    act, other = tables.act.c, tables.act_doer.c
    columns = ((act.doer_kind, act.doer), (act.initiative_kind, act.initiative), (other.doer_kind, other.doer))
    found = {_doer(*row) for pair in columns for row in connection.execute(select(*pair).distinct())}
    return sorted((each for each in found if each.known), key=lambda each: each.name)


def listing_act(connection: Connection, act_id: str) -> list[tuple[str, str]]:
    """Which acts name this one, each with how: as a ``"particular"``, or as what a ``"task"`` was done in."""
    particular, task = tables.act_particular.c, tables.act_task.c
    regular = connection.scalars(select(particular.act).where(particular.particular == act_id).distinct())
    meetings = connection.scalars(select(task.act).where(task.done_in == act_id).distinct())
    return [*((each, "particular") for each in regular), *((each, "task") for each in meetings)]


def name_others(work: Transaction, instead: Mapping[str, str]) -> None:
    """Make regular acts list, and tasks of meetings be done in, other acts instead of these."""
    named = {name for each in instead for name, _ in listing_act(work.connection, each)}
    for act in acts_called(work.connection, sorted(named)):
        particulars = tuple(dict.fromkeys(instead.get(each, each) for each in act.particulars))
        tasks = tuple(replace(each, done_in=instead.get(each.done_in, each.done_in)) for each in act.tasks)
        put_act(work, replace(act, particulars=particulars, tasks=tasks), new=False)


def _acts(connection: Connection, ids: list[str] | None, accounts: Accounts) -> list[Act]:
    doers, tasks, particulars = (
        _lists(connection, table, ids) for table in (tables.act_doer, tables.act_task, tables.act_particular)
    )
    found = _rows(connection, tables.act, tables.act.c.id, ids)
    return [
        _act(row, doers[row.id], tasks[row.id], particulars[row.id], accounts)
        for row in sorted(found, key=lambda row: (row.at, row.id))
    ]


def _act(row: Any, doers: list[Any], tasks: list[Any], particulars: list[Any], accounts: Accounts) -> Act:  # noqa: ANN401 - SQLAlchemy's rows and columns have no useful type
    return Act(
        id=row.id,
        doing=row.doing,
        doer=_doer(row.doer_kind, row.doer),
        with_whom=tuple(_doer(each.doer_kind, each.doer) for each in doers if each.part == _WITH),
        initiative=_doer(row.initiative_kind, row.initiative),
        purpose=row.purpose,
        means=row.means,
        site=row.site,
        when=date_in("when", row),
        mode=ActMode(row.mode),
        case=row.case,
        layer=Layer(row.layer),
        outcome=row.outcome,
        participants=tuple(_doer(each.doer_kind, each.doer) for each in doers if each.part == _THERE),
        tasks=tuple(Task(each.what, _doer(each.doer_kind, each.doer), each.done_in or "") for each in tasks),
        particulars=tuple(each.particular for each in particulars),
        accounts=accounts.get(row.id, ()),
        inferred=row.inferred,
        gap=row.gap,
        note=row.note,
        by=row.by,
        at=row.at,
    )


def _row(act: Act) -> Row:
    return {
        "id": act.id,
        "doing": act.doing,
        "doer_kind": act.doer.kind.value,
        "doer": act.doer.name,
        "initiative_kind": act.initiative.kind.value,
        "initiative": act.initiative.name,
        "purpose": act.purpose,
        "means": act.means,
        "site": act.site,
        **date_columns("when", act.when),
        "mode": act.mode.value,
        "case": act.case,
        "layer": act.layer.value,
        "outcome": act.outcome,
        "inferred": act.inferred,
        "gap": act.gap,
        "note": act.note,
        "by": act.by,
        "at": act.at,
    }


def _task_row(task: Task) -> Row:
    return {
        "what": task.what,
        "doer_kind": task.doer.kind.value,
        "doer": task.doer.name,
        "done_in": task.done_in or None,
    }


def _doer(kind: str, name: str) -> Doer:
    return Doer(name, DoerKind(kind))


def _lists(connection: Connection, table: Table, ids: list[str] | None) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for row in sorted(_rows(connection, table, table.c.act, ids), key=lambda row: int(row.position)):
        found[row.act].append(row)
    return found


def _rows(connection: Connection, table: Table, column: Any, ids: list[str] | None) -> Iterable[Any]:  # noqa: ANN401 - SQLAlchemy's rows and columns have no useful type
    """The rows of a table whose ``column`` is one of ``ids``; all of them if not given."""
    if ids is None:
        return connection.execute(select(table)).all()
    rows: list[Any] = []
    for start in range(0, len(ids), 500):
        rows += connection.execute(select(table).where(column.in_(ids[start : start + 500]))).all()
    return rows


# --------------------------------------------------------------------------------- resources


def put_resource(work: Transaction, record: Resource, *, new: bool) -> None:
    """Write a resource, new or changed."""
    row = {
        "id": record.id,
        "name": record.name,
        "kind": record.kind.value,
        "case": record.case,
        "site": record.site,
        "note": record.note,
    }
    (work.insert if new else work.update)(tables.resource, row)


def delete_resource(work: Transaction, resource_id: str) -> None:
    """Take a resource away."""
    work.delete(tables.resource, {"id": resource_id})


def resources(connection: Connection) -> list[Resource]:
    """Every resource, by name."""
    rows = connection.execute(select(tables.resource).order_by(tables.resource.c.name, tables.resource.c.id))
    return [Resource(row.id, row.name, ResourceKind(row.kind), row.case, row.site, row.note) for row in rows]
