"""Codes and codings in and out of rows."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, ScalarSelect, Select, bindparam, case, func, select, text

from ieworkbench.model import Code, Codebook, Coding, Passage, Placement
from ieworkbench.store import tables
from ieworkbench.store.transaction import Transaction
from ieworkbench.store.unchanged import unchanged

__all__ = [
    "change_codings",
    "code_called",
    "codebook",
    "coders",
    "coding_counts",
    "codings",
    "codings_in_turns",
    "codings_of",
    "delete_code",
    "delete_codings",
    "last_position",
    "put_code",
    "put_codes",
    "put_codings",
    "put_parents",
    "speakers",
    "turns_of",
]

_IN_ONE_QUESTION = 500
"""How many ids are asked for at once: every SQLite takes that many."""


# ------------------------------------------------------------------------------------- codes


def codebook(connection: Connection, title: str = "") -> Codebook:
    """Every code, in the order of the codebook."""
    parents: dict[str, list[str]] = defaultdict(list)
    parent = tables.code_parent
    for row in connection.execute(select(parent.c.code, parent.c.parent).order_by(parent.c.code, parent.c.position)):
        parents[row[0]].append(row[1])
    rows = connection.execute(select(tables.code).order_by(tables.code.c.position, tables.code.c.id))
    return Codebook(tuple(_code(row, tuple(parents[row.id])) for row in rows), title)


def code_called(connection: Connection, name: str) -> tuple[str, bool] | None:
    """The id of the one code with exactly this name or id, and whether passages may get it.

    ``None`` if there is none or several: then the codebook has to be asked. Quick, however many
    codes there are.
    """
    found = connection.execute(_CALLED, {"name": name}).all()
    return (found[0].id, found[0].codable) if len(found) == 1 else None


_CALLED = (
    select(tables.code.c.id, tables.code.c.codable)
    .where((tables.code.c.name == bindparam("name")) | (tables.code.c.id == bindparam("name")))
    .limit(2)
)
# Made once: putting a statement together takes longer than running it.


def last_position(connection: Connection) -> int:
    """The position of the last code of the codebook; 0 if there is none."""
    return connection.scalar(select(func.max(tables.code.c.position))) or 0


def put_codes(work: Transaction, codes: Sequence[Code], position: int) -> None:
    """Write new codes, in their order, from this position of the codebook on."""
    work.insert_many(tables.code, [_code_row(code, position + place) for place, code in enumerate(codes)])
    work.insert_many(tables.code_parent, _parent_rows(codes))


def put_code(work: Transaction, code: Code) -> None:
    """Write what has changed of a code; its position stays."""
    row = _code_row(code, 0)
    del row["position"]
    work.update(tables.code, row)
    work.replace_list(tables.code_parent, {"code": code.id}, "parent", code.parents)


def put_parents(work: Transaction, before: Iterable[Code], after: Iterable[Code]) -> None:
    """Write under which codes these stand after a change; quick for many.

    Parameters
    ----------
    work
        The transaction.
    before, after
        The codes as they are in the study, and as they shall be.
    """
    gone = [{"code": code.id, "position": place} for code in before for place, _ in enumerate(code.parents)]
    work.delete_many(tables.code_parent, gone)
    work.insert_many(tables.code_parent, _parent_rows(after))


def delete_code(work: Transaction, code_id: str) -> None:
    """Take a code away that nothing rests on."""
    work.replace_list(tables.code_parent, {"code": code_id}, "parent", ())
    work.delete(tables.code, {"id": code_id})


def _parent_rows(codes: Iterable[Code]) -> list[dict[str, Any]]:
    return [
        {"code": code.id, "position": place, "parent": parent}
        for code in codes
        for place, parent in enumerate(code.parents)
    ]


def _code(row: Any, parents: tuple[str, ...]) -> Code:  # noqa: ANN401 - SQLAlchemy's rows have no useful type
    return Code(
        row.id, row.name, parents, row.definition, row.include, row.exclude, row.example, row.colour, row.codable
    )


def _code_row(code: Code, position: int) -> dict[str, Any]:
    return {
        "id": code.id,
        "position": position,
        "name": code.name,
        "definition": code.definition,
        "include": code.include,
        "exclude": code.exclude,
        "example": code.example,
        "colour": code.colour,
        "codable": code.codable,
    }


# ----------------------------------------------------------------------------------- codings


def put_codings(work: Transaction, codings: Iterable[Coding]) -> None:
    """Write new codings, whose passages and codes are there."""
    work.insert_many(tables.coding, [_coding_row(each) for each in codings])


def change_codings(work: Transaction, codings: Iterable[Coding]) -> None:
    """Write what has changed of codings, each of them once."""
    work.update_many(tables.coding, [_coding_row(each) for each in codings])


def delete_codings(work: Transaction, ids: Iterable[str]) -> None:
    """Take codings away; their passages stay."""
    work.delete_many(tables.coding, [{"id": each} for each in ids])


def coding_counts(connection: Connection) -> dict[str, int]:
    """For each code's id, how many codings it has; codes without any are not in it."""
    rows = connection.execute(select(tables.coding.c.code, func.count()).group_by(tables.coding.c.code))
    return {row[0]: row[1] for row in rows}


def codings_of(connection: Connection, passages: Iterable[Passage], by: str) -> list[Coding]:
    """What ``by`` has coded these passages with; quick for a few."""
    asked = {each.id: each for each in passages}
    ids = list(asked)
    parts = [ids[start : start + _IN_ONE_QUESTION] for start in range(0, len(ids), _IN_ONE_QUESTION)]
    return [
        Coding(row.id, asked[row.passage], row.code, row.memo, row.by, row.at)
        for part in parts
        for row in connection.execute(_CODINGS_OF, {"ids": part, "by": by})
    ]


_CODINGS_OF = select(tables.coding).where(
    tables.coding.c.passage.in_(bindparam("ids", expanding=True)), tables.coding.c.by == bindparam("by")
)


def coders(connection: Connection) -> list[str]:
    """Everybody who coded, by name."""
    return list(connection.scalars(select(tables.coding.c.by).distinct().order_by(tables.coding.c.by)))


def speakers(connection: Connection) -> list[str]:
    """Everybody who speaks in a current text, as the texts label them."""
    turn, source = tables.turn, tables.source
    query = select(turn.c.speaker).distinct().join(source, source.c.text == turn.c.text)
    return sorted(each for each in connection.scalars(query) if each is not None)


InTurns = tuple[int, int, str | None]
"""The numbers of the turns in which words begin and end, from 0, and who speaks in the first."""


def turns_of(connection: Connection, passages: Collection[str] | None = None) -> dict[str, InTurns]:
    """For each passage's id, the turns in which its words begin and end, and who speaks in the first.

    Passages outside turns, and orphans, are not in it.

    Parameters
    ----------
    connection
        The study.
    passages
        The ids of passages; every kept passage if not given.
    """
    query, asked = _TURNS_OF, {}
    if passages is not None:
        query, asked = query.where(_AMONG), {"ids": json.dumps(list(passages))}
    found = ((row[0], _in_turns(row[1:])) for row in connection.execute(query, asked).all())
    return {name: turns for name, turns in found if turns is not None}


_AMONG = text("passage.id IN (SELECT value FROM json_each(:ids))")


def _with_turns(query: Select[Any]) -> Select[Any]:
    """The question with what `_in_turns` reads: of a question about passages, in which turns each of them stands."""
    passage, source = tables.passage.c, tables.source.c
    turn, one, two = tables.turn, tables.turn.alias("one").c, tables.turn.alias("two").c

    def last(*before: ColumnElement[bool]) -> ScalarSelect[int]:
        """The last turn of which this is true."""
        found = select(turn.c.number).where(turn.c.text == source.text, *before).order_by(turn.c.start.desc()).limit(1)
        return found.correlate(tables.source, tables.passage).scalar_subquery()

    # In which it begins; or, where that has ended before, the next, with whose label it begins.
    next_number = case((one.end > passage.start, None), else_=func.coalesce(one.number, -1) + 1)
    final = case((one.end >= passage.end, one.number), else_=last(turn.c.start < passage.end))
    here = (source.id == passage.source) & (source.version == passage.version)
    return (
        query.add_columns(one.end > passage.start, one.number, one.speaker, two.number, two.speaker, final)
        .outerjoin(tables.source, here & (passage.placement != Placement.ORPHANED.value))
        .outerjoin(one.number.table, (one.text == source.text) & (one.number == last(turn.c.start <= passage.start)))
        .outerjoin(
            two.number.table, (two.text == source.text) & (two.number == next_number) & (two.start < passage.end)
        )
    )


def _in_turns(row: Sequence[Any]) -> InTurns | None:
    is_inside, number, speaker, next_number, next_speaker, final = row
    if is_inside:
        return number, max(number, final), speaker
    return None if next_number is None else (next_number, max(next_number, final), next_speaker)


_TURNS_OF = _with_turns(select(tables.passage.c.id))
# Made once, like those above.


def codings(
    connection: Connection,
    *,
    ids: Collection[str] | None = None,
    codes: Collection[str] | None = None,
    passages: Collection[str] | None = None,
    sources: Collection[str] | None = None,
    by: str | None = None,
) -> list[Coding]:
    """The codings that fit all that is given, by source, position, code and coder.

    Parameters
    ----------
    ids, codes, passages, sources
        Ids of codings, of codes, of passages, of sources; not asked for if not given.
    by
        Who coded.
    """
    coding, passage = tables.coding.c, tables.passage.c
    query = _CODINGS if by is None else _CODINGS.where(coding.by == by)
    asked = _asked((coding.id, ids), (coding.code, codes), (coding.passage, passages), (passage.source, sources))
    texts = unchanged(connection, _texts)
    found = [_coding(row, texts) for row in _in_parts(connection, query, asked)]
    found.sort(
        key=lambda each: (each.passage.source, each.passage.start, each.passage.end, each.code, each.by, each.id)
    )
    return found


def codings_in_turns(
    connection: Connection, *, codes: Collection[str] | None = None, sources: Collection[str] | None = None
) -> list[tuple[Coding, InTurns | None]]:
    """The codings that fit all that is given, in no order, each with the turns it stands in, if any.

    Parameters
    ----------
    connection
        The study.
    codes, sources
        Ids of codes, of sources; not asked for if not given.
    """
    asked = _asked((tables.coding.c.code, codes), (tables.passage.c.source, sources))
    texts = unchanged(connection, _texts)
    own = len(_CODINGS.selected_columns)
    return [
        (_coding(row[:own], texts), _in_turns(row[own:])) for row in _in_parts(connection, _CODINGS_IN_TURNS, asked)
    ]


_CODINGS = select(
    tables.coding.c.id, tables.coding.c.passage, tables.coding.c.code, tables.coding.c.memo, tables.coding.c.by, tables.coding.c.at,
    tables.passage.c.source, tables.passage.c.start, tables.passage.c.end, tables.passage.c.quote, tables.passage.c.before,
    tables.passage.c.after, tables.passage.c.placement, tables.passage.c.version,
).join(tables.passage, tables.passage.c.id == tables.coding.c.passage)  # fmt: skip
_CODINGS_IN_TURNS = _with_turns(_CODINGS)


def _asked(*given: tuple[Any, Collection[str] | None]) -> list[tuple[Any, list[str]]]:
    """Of which columns which values are asked for."""
    return [(column, sorted(set(wanted))) for column, wanted in given if wanted is not None]


def _in_parts(connection: Connection, query: Select[Any], asked: list[tuple[Any, list[str]]]) -> Iterable[Any]:
    """The rows of ``query`` for which each column has one of its values, asked in questions of a bearable size."""
    if not asked:
        yield from connection.execute(query).all()  # all at once: half the time of one by one
        return
    (column, wanted), *rest = asked
    for start in range(0, len(wanted), _IN_ONE_QUESTION):
        yield from _in_parts(connection, query.where(column.in_(wanted[start : start + _IN_ONE_QUESTION])), rest)


def _texts(connection: Connection) -> dict[tuple[str, int], str]:
    """The fingerprint of each version of each source; they are few, and codings are many."""
    return {(row[0], row[1]): row[2] for row in connection.execute(_TEXTS).all()}


_TEXTS = select(tables.source_text.c.source, tables.source_text.c.version, tables.text.c.content_sha256).join(
    tables.text, tables.text.c.id == tables.source_text.c.text
)


_PLACEMENTS = {each.value: each for each in Placement}  # looking it up is quicker than calling the enumeration


def _coding(row: Sequence[Any], texts: Mapping[tuple[str, int], str]) -> Coding:
    name, passage, code, memo, by, at, source, start, end, quote, before, after, placement, version = row
    sha256 = texts[source, version]
    words = Passage(source, start, end, quote, before, after, sha256, passage, _PLACEMENTS[placement])
    return Coding(name, words, code, memo, by, at)


def _coding_row(coding: Coding) -> dict[str, Any]:
    return {
        "id": coding.id,
        "passage": coding.passage.id,
        "code": coding.code,
        "memo": coding.memo,
        "by": coding.by,
        "at": coding.at,
    }
