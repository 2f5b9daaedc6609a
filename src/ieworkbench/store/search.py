"""The index of words: which texts hold them, at once; where in them, as they are read.

SQLite's FTS5 finds the texts. The places are found in the text itself by the rule that
`Source.find` follows, so that searching a study and searching a source agree to the letter.
"""

from __future__ import annotations

import re

from sqlalchemy import Connection, text

from ieworkbench.model import fold

__all__ = ["candidates", "content_of", "index_text"]

_WORD = re.compile(r"[^\W_]+")


def index_text(connection: Connection, number: int, content: str) -> None:
    """Put a text into the index."""
    connection.exec_driver_sql("INSERT INTO search (rowid, folded) VALUES (?, ?)", (number, fold(content)))


def _asked(words: str) -> str:
    """``words`` in FTS5's own language: a phrase, or all of them where an ending is left open."""
    parts: list[str] = []
    for word in fold(words).split():
        stems = _WORD.findall(word)
        if stems and word.endswith("*"):
            parts.extend(f'"{stem}"' for stem in stems[:-1])
            parts.append(f'"{stems[-1]}"*')
        else:
            parts.extend(f'"{stem}"' for stem in stems)
    if any(part.endswith("*") for part in parts):
        return " AND ".join(parts)
    return " + ".join(parts)


_CANDIDATES = text("""
    SELECT source.id, source.text,
           (SELECT min(source_case."case") FROM source_case WHERE source_case.source = source.id) AS its_case
    FROM search
    JOIN source ON source.text = search.rowid
    WHERE search MATCH :asked
    ORDER BY its_case IS NULL, its_case, source.wave IS NULL, source.wave, source.id
""")


def candidates(connection: Connection, words: str) -> list[tuple[str, int]]:
    """The current texts in which ``words`` may stand: (source id, number of the text).

    In the order of case, wave and id. Every text that holds the words is among them; a few may
    hold the words and not together.
    """
    asked = _asked(words)
    if not asked:
        return []
    return [(row[0], row[1]) for row in connection.execute(_CANDIDATES, {"asked": asked})]


def content_of(connection: Connection, number: int) -> tuple[str, str]:
    """A text's content and its fingerprint."""
    query = text("SELECT content, content_sha256 FROM text WHERE id = :number")
    row = connection.execute(query, {"number": number}).one()
    return row[0], row[1]
