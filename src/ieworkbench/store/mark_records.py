"""What stands on the words of one source, quickly: codings, accounts and memos, as short rows."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, text

from ieworkbench.model import Placement

__all__ = ["AccountMark", "CodingMark", "MemoMark", "coding_counts_by_source", "marks_on", "recent_codes"]


class CodingMark(NamedTuple):
    """That words have a code: the coding's id, code points, the code's id, the memo, and who coded."""

    id: str
    start: int
    end: int
    code: str
    memo: str
    by: str


class AccountMark(NamedTuple):
    """That words tell of something on a map: the account's id, code points, and what it tells of, how."""

    id: str
    start: int
    end: int
    kind: str
    about: str
    label: str
    status: str
    polarity: str


class MemoMark(NamedTuple):
    """That there is a memo on words: its id, code points, and its text as it stands."""

    id: str
    start: int
    end: int
    text: str


def marks_on(connection: Connection, source: str) -> tuple[list[CodingMark], list[AccountMark], list[MemoMark]]:
    """What stands on the current text of a source, each in the order of the text."""
    asked = {"source": source, "orphaned": Placement.ORPHANED.value}
    return (
        [CodingMark._make(row) for row in connection.execute(_CODINGS, asked)],
        [AccountMark._make(row) for row in connection.execute(_ACCOUNTS, asked)],
        [MemoMark._make(row) for row in connection.execute(_MEMOS, asked)],
    )


def coding_counts_by_source(connection: Connection) -> dict[str, int]:
    """For each source's id, how many codings its texts have; sources without any are not in it."""
    return {row[0]: row[1] for row in connection.execute(_COUNTS)}


def recent_codes(connection: Connection, by: str, most: int) -> list[str]:
    """The ids of the codes that ``by`` gave last, the latest first."""
    return list(connection.scalars(_RECENT, {"by": by, "most": most}))


_HERE = """
    JOIN passage AS p ON p.id = {passage} AND p.source = :source AND p.placement <> :orphaned
    JOIN source AS s ON s.id = p.source AND s.version = p.version
"""
_ORDER = 'ORDER BY p.start, p."end", x.id'
_CODINGS = text(f"""
    SELECT x.id, p.start, p."end", x.code, x.memo, x."by" FROM coding AS x
    {_HERE.format(passage="x.passage")} {_ORDER}
""")  # noqa: S608 - put together from the words above
_ACCOUNTS = text(f"""
    SELECT x.id, p.start, p."end", x.about_kind, x.about,
        coalesce(act.doing, held.title, copied.title, link.kind, disjuncture.what, ''), x.status, x.polarity
    FROM account AS x {_HERE.format(passage="x.passage")}
    LEFT JOIN act ON x.about_kind = 'act' AND act.id = x.about
    LEFT JOIN institutional_text AS held ON x.about_kind = 'text' AND held.id = x.about
    LEFT JOIN text_copy ON x.about_kind = 'copy' AND text_copy.id = x.about
    LEFT JOIN institutional_text AS copied ON copied.id = text_copy.text
    LEFT JOIN link ON x.about_kind = 'link' AND link.id = x.about
    LEFT JOIN disjuncture ON x.about_kind = 'disjuncture' AND disjuncture.id = x.about
    {_ORDER}
""")  # noqa: S608 - put together from the words above
_MEMOS = text(f"""
    SELECT x.id, p.start, p."end", v.text FROM memo AS x
    {_HERE.format(passage="x.about")}
    JOIN memo_version AS v ON v.memo = x.id
        AND v.version = (SELECT max(version) FROM memo_version WHERE memo = x.id)
    WHERE x.about_kind = 'passage' {_ORDER}
""")  # noqa: S608 - put together from the words above
_COUNTS = text("SELECT p.source, count(*) FROM coding AS c JOIN passage AS p ON p.id = c.passage GROUP BY p.source")
_RECENT = text('SELECT code FROM coding WHERE "by" = :by GROUP BY code ORDER BY max(at) DESC, code LIMIT :most')
