"""The course of acts as the database sees it: what comes after what, asked without reading whole acts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection, select

from ieworkbench.model import Layer, LinkKind, RecordKind
from ieworkbench.store import tables

__all__ = ["case_and_doings", "layers_of_acts", "round_through", "steps_of_courses"]

_IN_ONE_QUESTION = 500
_FEW = 4
"""After so many steps on, the whole course is read at once."""


def layers_of_acts(connection: Connection, ids: Iterable[str]) -> dict[str, Layer]:
    """The layer of each of these acts, as far as they are there."""
    column = tables.act.c
    asked = list(ids)
    found: dict[str, Layer] = {}
    for start in range(0, len(asked), _IN_ONE_QUESTION):
        part = asked[start : start + _IN_ONE_QUESTION]
        rows = connection.execute(select(column.id, column.layer).where(column.id.in_(part)))
        found |= {name: Layer(layer) for name, layer in rows}
    return found


def case_and_doings(connection: Connection, ids: Sequence[str]) -> tuple[str, list[str]]:
    """The case of the first of these acts, empty if it has none, and what each of them is."""
    column = tables.act.c
    rows = connection.execute(select(column.id, column.doing, column.case).where(column.id.in_(ids[:20])))
    found = {row.id: row for row in rows}
    known = [found[each] for each in ids if each in found]
    return (known[0].case or "" if known else ""), [row.doing for row in known]


def round_through(connection: Connection, act_id: str) -> list[str]:
    """The particular acts of one case that lead from this act along ``then`` back to it; empty if none do."""
    act = tables.act.c
    begun = connection.execute(select(act.case, act.layer).where(act.id == act_id)).first()
    if begun is None or begun.layer != Layer.PARTICULAR.value:
        return []
    kinds = _kinds_of_then(connection)
    came_from: dict[str, str] = {}
    ahead = [act_id]
    rounds, whole = 0, None
    while ahead:
        reached = []
        rounds += 1
        if rounds > _FEW and whole is None:
            whole = steps_of_courses(connection).get(begun.case or "", {})
        steps = (
            _after(connection, ahead, begun.case, kinds)
            if whole is None
            else ((each, target) for each in ahead for target in whole.get(each, ()))
        )
        for origin, target in steps:
            if target not in came_from:
                came_from[target] = origin
                reached.append(target)
        if act_id in came_from:
            return _walked(came_from, act_id)
        ahead = reached
    return []


def _walked(came_from: dict[str, str], last: str) -> list[str]:
    """The round that ends in ``last``, beginning with it."""
    way = [came_from[last]]
    while way[-1] != last:
        way.append(came_from[way[-1]])
    return way[::-1]


def steps_of_courses(connection: Connection) -> dict[str, dict[str, list[str]]]:
    """For each case, empty for none: which particular acts come after which, along ``then``."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in connection.execute(_THEN.where(tables.link.c.kind.in_(_kinds_of_then(connection)))):
        if row.case == row.case_after:
            found[row.case or ""][row.origin].append(row.target)
    return found


def _kinds_of_then(connection: Connection) -> list[str]:
    own = tables.link_kind.c
    named = connection.scalars(select(own.id).where(own.nearest == LinkKind.THEN.value))
    return [LinkKind.THEN.value, *named]


def _after(
    connection: Connection, ids: Sequence[str], case: str | None, kinds: Sequence[str]
) -> Iterator[tuple[str, str]]:
    for start in range(0, len(ids), _IN_ONE_QUESTION):
        part = ids[start : start + _IN_ONE_QUESTION]
        query = _THEN.where(tables.link.c.origin.in_(part), tables.link.c.kind.in_(kinds))
        for row in connection.execute(query):
            if row.case == row.case_after == case:
                yield row.origin, row.target


_BEFORE, _NEXT = tables.act.alias("before"), tables.act.alias("next")
_THEN = (
    select(tables.link.c.origin, tables.link.c.target, _BEFORE.c.case, _NEXT.c.case.label("case_after"))
    .join(_BEFORE, _BEFORE.c.id == tables.link.c.origin)
    .join(_NEXT, _NEXT.c.id == tables.link.c.target)
    .where(
        tables.link.c.origin_kind == RecordKind.ACT.value,
        tables.link.c.target_kind == RecordKind.ACT.value,
        _BEFORE.c.layer == Layer.PARTICULAR.value,
        _NEXT.c.layer == Layer.PARTICULAR.value,
    )
)
