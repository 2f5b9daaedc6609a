"""Statements, their parts, and what was decided on those that were proposed, in and out of rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Select, select

from ieworkbench.model import Passage
from ieworkbench.model.kept_statement import Decision, KeptStatement, StatementDecision, StatementPart
from ieworkbench.model.statement import ActorKind, Deontic, OrElse
from ieworkbench.store import tables
from ieworkbench.store.act_records import replace_rows
from ieworkbench.store.course import places_of_sources
from ieworkbench.store.passage_records import KEPT, passage_of
from ieworkbench.store.transaction import Row, Transaction

__all__ = [
    "decisions",
    "delete_decisions",
    "delete_statement",
    "put_decisions",
    "put_statement",
    "put_statements",
    "quotes",
    "statements",
    "statements_called",
]

_Parts = list[tuple[StatementPart, Passage]]
_Row = Any  # SQLAlchemy's rows have no useful type


# ------------------------------------------------------------------------------------- statements


def put_statement(work: Transaction, record: KeptStatement, *, new: bool) -> None:
    """Write a statement and its parts, new or changed; their passages are kept already."""
    if new:
        put_statements(work, [record])
        return
    work.update(tables.statement, _row(record))
    replace_rows(work, tables.statement_part, "statement", record.id, _part_rows(record))


def put_statements(work: Transaction, records: Sequence[KeptStatement]) -> None:
    """Write new statements and their parts: quick for many."""
    work.insert_many(tables.statement, [_row(each) for each in records])
    parts = [
        {"statement": each.id, "position": place, **row}
        for each in records
        for place, row in enumerate(_part_rows(each))
    ]
    work.insert_many(tables.statement_part, parts)


def delete_statement(work: Transaction, statement_id: str) -> None:
    """Take a statement and its parts away; their passages stay, and so does the decision by which it was kept."""
    replace_rows(work, tables.statement_part, "statement", statement_id, [])
    work.delete(tables.statement, {"id": statement_id})


def statements(connection: Connection, source: str | None = None) -> list[KeptStatement]:
    """Every statement, or those of one source, in the order of the course of events and of the text."""
    asked = () if source is None else (tables.passage.c.source == source,)
    parts = _SAID if source is None else _SAID.where(_ONE.passage.in_(_IN_SOURCE.where(_OF.source == source)))
    return _read(connection, _STATEMENTS.where(*asked), parts)


def statements_called(connection: Connection, ids: Collection[str]) -> list[KeptStatement]:
    """The statements with these ids, as far as they are there."""
    found: list[KeptStatement] = []
    known = list(ids)
    for start in range(0, len(known), 500):
        some = known[start : start + 500]
        found += _read(connection, _STATEMENTS.where(_ONE.id.in_(some)), _SAID.where(_PART.statement.in_(some)))
    return found


def quotes(connection: Connection) -> list[tuple[str, str]]:
    """The id of every statement, and its sentence."""
    rows = connection.execute(select(_ONE.id, _OF.quote).join(tables.passage, _OF.id == _ONE.passage))
    return [(row[0], row[1]) for row in rows]


def _read(connection: Connection, asked: Select[Any], asked_parts: Select[Any]) -> list[KeptStatement]:
    parts: dict[str, _Parts] = defaultdict(list)
    for row in connection.execute(asked_parts):
        parts[row.of_statement].append((StatementPart(row.part), passage_of(row[:_OF_A_PASSAGE])))
    places = places_of_sources(connection)
    rows = sorted(
        connection.execute(asked).all(),
        key=lambda row: (places[row.source], row.start, row.end, row.kept_at, row.kept_id),
    )
    return [_statement(row, parts.get(row.kept_id, [])) for row in rows]


def _statement(row: _Row, parts: _Parts) -> KeptStatement:
    def one(part: StatementPart) -> Passage | None:
        return next((words for what, words in parts if what is part), None)

    def several(*wanted: StatementPart) -> tuple[Passage, ...]:
        return tuple(words for what, words in parts if what in wanted)

    or_else = one(StatementPart.OR_ELSE)
    unsaid = OrElse.IMPLIED if row.kept_implied else OrElse.ABSENT
    return KeptStatement(
        id=row.kept_id,
        passage=passage_of(row[:_OF_A_PASSAGE]),
        deontic=Deontic(row.kept_deontic),
        attribute=one(StatementPart.ATTRIBUTE),
        aim=one(StatementPart.AIM),
        object=one(StatementPart.OBJECT),
        conditions=several(StatementPart.CONDITION, StatementPart.EXCEPTION),
        or_else=or_else,
        or_else_status=unsaid if or_else is None else OrElse.IN_THE_TEXT,
        references=several(StatementPart.REFERS_TO),
        deontic_words=one(StatementPart.DEONTIC),
        exceptions=several(StatementPart.EXCEPTION),
        despite=several(StatementPart.DESPITE),
        limit=one(StatementPart.LIMIT),
        actor=ActorKind(row.kept_actor),
        negated=row.kept_negated,
        language=row.kept_language,
        rule=row.kept_rule,
        decision=row.kept_decision or "",
        note=row.kept_note,
        by=row.kept_by,
        at=row.kept_at,
    )


def _row(record: KeptStatement) -> Row:
    return {
        "id": record.id,
        "passage": record.passage.id,
        "deontic": record.deontic.value,
        "actor": record.actor.value,
        "implied": record.or_else_status is OrElse.IMPLIED,
        "negated": record.negated,
        "language": record.language,
        "rule": record.rule,
        "decision": record.decision or None,
        "note": record.note,
        "by": record.by,
        "at": record.at,
    }


def _part_rows(record: KeptStatement) -> list[Row]:
    return [{"part": part.value, "passage": words.id} for part, words in record.parts]


# -------------------------------------------------------------------------------------- decisions


def put_decisions(work: Transaction, records: Sequence[StatementDecision], *, new: bool = True) -> None:
    """Write decisions on proposals, new or changed; their passages are kept already."""
    rows: list[Row] = [
        {
            "id": each.id,
            "passage": each.passage.id,
            "cue": each.cue.id if each.cue else None,
            "deontic": each.deontic.value,
            "decision": each.decision.value,
            "method": each.method,
            "proposed": each.proposed,
            "note": each.note,
            "by": each.by,
            "at": each.at,
        }
        for each in records
    ]
    if rows:
        (work.insert_many if new else work.update_many)(tables.statement_decision, rows)


def delete_decisions(work: Transaction, ids: Iterable[str]) -> None:
    """Take decisions away; their passages stay."""
    work.delete_many(tables.statement_decision, [{"id": each} for each in ids])


def decisions(connection: Connection, source: str | None = None) -> list[StatementDecision]:
    """Every decision on a proposal, or those on proposals of one source, in the order of the text."""
    asked = () if source is None else (tables.passage.c.source == source,)
    cues = {row.of_decision: passage_of(row[:_OF_A_PASSAGE]) for row in connection.execute(_CUES.where(*asked))}
    places = places_of_sources(connection)
    rows = sorted(
        connection.execute(_DECISIONS.where(*asked)).all(),
        key=lambda row: (places[row.source], row.start, row.end, row.made_at, row.made_id),
    )
    return [
        StatementDecision(
            id=row.made_id,
            passage=passage_of(row[:_OF_A_PASSAGE]),
            deontic=Deontic(row.made_deontic),
            decision=Decision(row.made_decision),
            cue=cues.get(row.made_id),
            method=row.made_method,
            proposed=row.made_proposed,
            note=row.made_note,
            by=row.made_by,
            at=row.made_at,
        )
        for row in rows
    ]


_OF, _ONE, _PART, _MADE = tables.passage.c, tables.statement.c, tables.statement_part.c, tables.statement_decision.c
_IN_SOURCE = select(_OF.id)
_STATEMENTS: Select[Any] = KEPT.add_columns(
    *(each.label(f"kept_{each.name}") for each in tables.statement.columns)
).join(tables.statement, _ONE.passage == _OF.id)
_SAID: Select[Any] = (
    KEPT.add_columns(_PART.statement.label("of_statement"), _PART.part)
    .join(tables.statement_part, _PART.passage == _OF.id)
    .join(tables.statement, _ONE.id == _PART.statement)
    .order_by(_PART.statement, _PART.position)
)
_DECISIONS: Select[Any] = KEPT.add_columns(
    *(each.label(f"made_{each.name}") for each in tables.statement_decision.columns)
).join(tables.statement_decision, _MADE.passage == _OF.id)
_CUES: Select[Any] = KEPT.add_columns(_MADE.id.label("of_decision")).join(
    tables.statement_decision, _MADE.cue == _OF.id
)

_OF_A_PASSAGE = len(KEPT.selected_columns)
"""How many columns of a row are the passage; what else was asked for comes after them."""
