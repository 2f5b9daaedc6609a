"""Codings as comments of Word documents, and back: one document a source, one comment a coding.

A source that was a Word document is written as a copy of it, so that its layout stays; any other as
a new one, a paragraph a line. The first line of a comment is the code's path, its memo follows. What
the format cannot carry: all that is not about words in a text, and what codes mean beyond their
paths. Several sources are a folder of documents, since a document that held several would be another
text when it is read; a single file is refused for them.
"""

from __future__ import annotations

from ieworkbench.exchange.bundle import Exchange
from ieworkbench.exchange.word_comments_read import read
from ieworkbench.exchange.word_comments_write import write

__all__ = ["FORMAT", "read", "write"]

FORMAT = Exchange(
    name="docx",
    title="Word document with comments",
    suffixes=(".docx",),
    read=read,
    write=write,
    carries=("codings",),
    loses=(
        "Several sources become a folder of documents; sites, cases, informants and all said of sources are left out.",
        "Of the codes, only the paths and ids of those in use are kept, and of several parents only the first.",
        "Memos travel if they are on words or codings, in their last version only.",
        "Passages without a code or memo, links, sets and attributes are left out.",
        "Letters that no Word document can hold, such as control characters, become �.",
        "Where passages lie in notes, heads, feet or text boxes, the whole source is written as a new document.",
        "In other programs, a comment cannot take in the line end after its last word.",
    ),
)
