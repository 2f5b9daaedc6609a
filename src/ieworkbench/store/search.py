"""The index of words: which texts hold them, at once; where in them, as they are read.

SQLite's FTS5 finds the texts. The places are found in the text itself by the rule that
`Source.find` follows, so that searching a study and searching a source agree to the letter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from sqlalchemy import Connection, text

from ieworkbench.model.words import beyond_ascii, fold, join_parted, replace_letters

__all__ = ["candidates", "content_of", "index_text"]

_WORD = re.compile(r"[^\W_]+")


def index_text(connection: Connection, number: int, content: str) -> None:
    """Put a text into the index."""
    folded = fold(content)
    joined = join_parted(folded)
    if joined != folded:  # both ways, as a parted word may have its hyphen by right: well-being
        folded = f"{folded}\n{joined}"
    # SQLite takes for letters what it does not know, such as Word's private bullets
    folded = replace_letters(folded, {each: " " for each in beyond_ascii(folded) if not _WORD.match(each)})
    connection.exec_driver_sql("INSERT INTO search (rowid, folded) VALUES (?, ?)", (number, folded))


def _asked(words: str) -> str:
    """``words`` in FTS5's own language: a phrase, or several where something is left open in the middle.

    Everything but letters and digits is left out, so that nothing of FTS5's language gets in.
    """
    phrases: list[str] = []
    phrase: list[str] = []

    def end(ending: str = "") -> None:
        if phrase:
            phrases.append('"' + " ".join(phrase) + '"' + ending)
            phrase.clear()

    for word in fold(words).split():
        for stem in _WORD.findall(word):
            if _is_known(stem):
                phrase.append(stem)
            else:
                end()
        if word.endswith("*"):
            end("*")
    end()
    return " AND ".join(phrases)


def _is_known(stem: str) -> bool:
    """Whether SQLite, too, takes a run of letters and digits for such.

    It goes by an older Unicode than Python does: what was a letter in 3.2 is one to both.
    """
    known = unicodedata.ucd_3_2_0.category
    return any(known(letter)[0] in "LN" for letter in stem)


_IN_ORDER = """
    SELECT source.id, source.text,
           (SELECT min(source_case."case") FROM source_case WHERE source_case.source = source.id) AS its_case
    FROM source {where}
    ORDER BY its_case IS NULL, its_case, source.wave IS NULL, source.wave, source.id
"""
_EVERY = text(_IN_ORDER.format(where=""))
_CANDIDATES = text(_IN_ORDER.format(where="WHERE source.text IN (SELECT rowid FROM search WHERE search MATCH :asked)"))


def candidates(connection: Connection, words: str) -> Iterator[tuple[str, int]]:
    """The current texts in which ``words`` may stand: (source id, number of the text).

    In the order of case, wave and id. Every text that holds the words is among them; a few may
    hold the words and not together. What has no letters (``"?!"``) may stand in every text.
    """
    asked = _asked(words)
    if asked:
        found = connection.execute(_CANDIDATES, {"asked": asked})
    elif fold(words).replace("*", "").strip():
        found = connection.execute(_EVERY)
    else:
        return
    for row in found:
        yield row[0], row[1]


def content_of(connection: Connection, number: int) -> tuple[str, str]:
    """A text's content and its fingerprint."""
    query = text(
        "SELECT content, content_sha256 FROM text JOIN text_content ON text_content.text = text.id WHERE id = :number"
    )
    row = connection.execute(query, {"number": number}).one()
    return row[0], row[1]
