"""Passages in and out of rows, quickly: one place or thousands, without reading whole sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Integer, bindparam, func, select

from ieworkbench.model import Passage, Placement, RecordKind
from ieworkbench.model.passage import CONTEXT
from ieworkbench.store import tables
from ieworkbench.store.transaction import Transaction

__all__ = [
    "KEPT",
    "CurrentText",
    "in_use",
    "passage_of",
    "passages",
    "passages_at",
    "passages_called",
    "put_new_passages",
    "users",
    "version_with_text",
]

_FEW = 8


KEPT = (
    select(tables.passage, tables.text.c.content_sha256)
    .join(
        tables.source_text,
        (tables.source_text.c.source == tables.passage.c.source)
        & (tables.source_text.c.version == tables.passage.c.version),
    )
    .join(tables.text, tables.text.c.id == tables.source_text.c.text)
)
"""Every kept passage, with the fingerprint of the text it stands in; `passage_of` reads its rows."""


class CurrentText:
    """The current text of a source, read only as far as it is asked for.

    Attributes
    ----------
    version
        Which of the source's texts it is.
    sha256
        Its fingerprint.
    """

    def __init__(self, connection: Connection, source: str, text: tuple[int, int, str], expected: int) -> None:
        self.version, self._number, self.sha256 = text
        self._connection = connection
        self._source = source
        self._content: str | None = None
        self._asked = 0 if expected <= _FEW else expected

    @classmethod
    def of(cls, connection: Connection, source: str, expected: int = 1) -> CurrentText | None:
        """The text that a source has now; ``None`` if there is no such source.

        Parameters
        ----------
        connection
            The study.
        source
            The source's id.
        expected
            How many passages will be asked for; of more than a few, the text is read as a whole.
        """
        row = connection.execute(_CURRENT, {"name": source}).first()
        return None if row is None else cls(connection, source, (row.version, row.text, row.content_sha256), expected)

    def passage(self, start: int, end: int, name: str = "") -> Passage | None:
        """What stands there, as a passage; ``None`` if there is no such place.

        Parameters
        ----------
        start, end
            Code points, half-open.
        name
            The id it is to have; none if not given.
        """
        self._asked += 1
        if self._content is None and self._asked > _FEW:
            self._content = self.content()
        if not 0 <= start < end:
            return None
        before = max(0, start - CONTEXT)
        words = self._slice(before, end + CONTEXT)
        if len(words) < end - before:
            return None
        return Passage(
            source=self._source,
            start=start,
            end=end,
            quote=words[start - before : end - before],
            before=words[: start - before],
            after=words[end - before :],
            content_sha256=self.sha256,
            id=name,
        )

    def content(self) -> str:
        """The whole text."""
        column = tables.text_content.c
        return str(self._connection.scalar(select(column.content).where(column.text == self._number)))

    def _slice(self, start: int, end: int) -> str:
        if self._content is not None:
            return self._content[start:end]
        cut = {"number": self._number, "first": start + 1, "length": end - start}
        words: str = self._connection.scalar(_CUT, cut) or ""
        if len(words) < end - start:  # at the end of the text; or it holds a NUL, where SQLite stops counting
            self._content = self.content()
            return self._content[start:end]
        return words


def passages(
    connection: Connection, source_id: str | None = None, passage_id: str | None = None
) -> list[tuple[Passage, int]]:
    """The kept passages, each with the version of its source it stands in, in the order of the text."""
    passage = tables.passage
    query = KEPT.order_by(passage.c.source, passage.c.start, passage.c.end, passage.c.id)
    if source_id is not None:
        query = query.where(passage.c.source == source_id)
    if passage_id is not None:
        query = query.where(passage.c.id == passage_id)
    return [(passage_of(row), row.version) for row in connection.execute(query).all()]


def passages_at(connection: Connection, source: str, places: set[tuple[int, int]]) -> dict[tuple[int, int], Passage]:
    """The kept passages of a source's current text that stand at these places (code points, half-open)."""
    found: dict[tuple[int, int], Passage] = {}
    if len(places) <= _FEW:
        for start, end in places:
            for row in connection.execute(_AT, {"name": source, "start": start, "end": end}):
                found.setdefault((start, end), passage_of(row))
        return found
    for row in connection.execute(_STANDING, {"name": source}):
        if (row.start, row.end) in places:
            found.setdefault((row.start, row.end), passage_of(row))
    return found


def passages_called(connection: Connection, ids: Sequence[str]) -> dict[str, Passage]:
    """The kept passages with these ids."""
    found = {}
    for start in range(0, len(ids), 500):
        for row in connection.execute(KEPT.where(tables.passage.c.id.in_(ids[start : start + 500]))):
            found[row.id] = passage_of(row)
    return found


def put_new_passages(work: Transaction, passages: Iterable[Passage], version: int) -> None:
    """Write new passages of a version of their source, whose quotes were just taken from its text."""
    work.insert_many(
        tables.passage,
        [
            {
                "id": each.id,
                "source": each.source,
                "version": version,
                "start": each.start,
                "end": each.end,
                "quote": each.quote,
                "before": each.before,
                "after": each.after,
                "placement": each.placement.value,
            }
            for each in passages
        ],
    )


def users(connection: Connection, passage: str) -> list[str]:
    """The codings, informants, cases, accounts and statements that rest on a passage, in a few words each."""
    coding, informant, case = tables.coding.c, tables.informant.c, tables.case_passage.c
    account, whole, part = tables.account.c, tables.statement.c, tables.statement_part.c
    decided = tables.statement_decision.c
    asked = (
        ("coding", select(coding.id).where(coding.passage == passage)),
        ("informant", select(informant.id).where(informant.pointed_to_by == passage)),
        ("case", select(case.case).where(case.passage == passage)),
        ("statement", select(whole.id).where(whole.passage == passage)),
        ("part of statement", select(part.statement).where(part.passage == passage).distinct()),
        ("decision on a statement", select(decided.id).where((decided.passage == passage) | (decided.cue == passage))),
    )
    found = [f"{what} {each}" for what, query in asked for each in connection.scalars(query)]
    told = connection.execute(select(account.about_kind, account.about).where(account.passage == passage))
    return [*found, *(f"account of {kind} {name}" for kind, name in told)]


def in_use(connection: Connection, passages: Sequence[str]) -> set[str]:
    """Those of these passages on which something rests: quick for many."""
    kind = RecordKind.PASSAGE.value
    memo, link, member, value = tables.memo.c, tables.link.c, tables.set_member.c, tables.attribute_value.c
    asked: tuple[tuple[Any, tuple[Any, ...]], ...] = (
        (tables.coding.c.passage, ()),
        (tables.informant.c.pointed_to_by, ()),
        (tables.case_passage.c.passage, ()),
        (tables.account.c.passage, ()),
        (tables.statement.c.passage, ()),
        (tables.statement_part.c.passage, ()),
        (tables.statement_decision.c.passage, ()),
        (tables.statement_decision.c.cue, ()),
        (memo.about, (memo.about_kind == kind,)),
        (link.origin, (link.origin_kind == kind,)),
        (link.target, (link.target_kind == kind,)),
        (member.record, (member.kind == kind,)),
        (value.record, (value.kind == kind,)),
    )
    found: set[str] = set()
    for start in range(0, len(passages), 500):
        part = passages[start : start + 500]
        for column, conditions in asked:
            found.update(connection.scalars(select(column).where(column.in_(part), *conditions)))
    return found


def version_with_text(connection: Connection, source: str, sha256: str) -> int | None:
    """The newest version of a source that has the text with this fingerprint; ``None`` if none has."""
    number: int | None = connection.scalar(
        select(func.max(tables.source_text.c.version))
        .join(tables.text, tables.text.c.id == tables.source_text.c.text)
        .where(tables.source_text.c.source == source, tables.text.c.content_sha256 == sha256)
    )
    return number


_STANDING = (
    KEPT.join(
        tables.source,
        (tables.source.c.id == tables.passage.c.source) & (tables.source.c.version == tables.passage.c.version),
    )
    .where(tables.passage.c.source == bindparam("name"), tables.passage.c.placement != Placement.ORPHANED.value)
    .order_by(tables.passage.c.id)
)
_AT = _STANDING.where(tables.passage.c.start == bindparam("start"), tables.passage.c.end == bindparam("end"))
_CURRENT = (
    select(tables.source.c.version, tables.source.c.text, tables.text.c.content_sha256)
    .join(tables.text, tables.text.c.id == tables.source.c.text)
    .where(tables.source.c.id == bindparam("name"))
)
_CUT = select(  # SQLite counts code points too, but from 1
    func.substr(tables.text_content.c.content, bindparam("first", type_=Integer), bindparam("length", type_=Integer))
).where(tables.text_content.c.text == bindparam("number"))
# Made once: putting a statement together takes longer than running it.


def passage_of(row: Sequence[Any]) -> Passage:
    """The passage that a row of `KEPT` is."""
    name, source, _, start, end, quote, before, after, placement, sha256 = row
    return Passage(source, start, end, quote, before, after, sha256, name, Placement(placement))
