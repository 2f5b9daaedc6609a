"""The comments of a Word document by their labels, as the reader numbers them, and what is said of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ieworkbench.exchange.word_comments_package import WordFile
from ieworkbench.importers.word_names import W14, W15, W

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["Threads", "threads_of"]


@dataclass(slots=True)
class Threads:
    """The ids of comments by the reader's labels, those of answers under what they answer, and what is done."""

    ids: dict[str, str] = field(default_factory=dict)
    answers: dict[str, list[str]] = field(default_factory=dict)
    done: set[str] = field(default_factory=set)


def threads_of(file: WordFile) -> Threads:
    """How the comments of a document hang together.

    Raises
    ------
    FileDamaged
        If the part with the comments is broken.
    """
    main = file.main or "word/document.xml"
    name, extended = file.target(main, "comments"), file.target(main, "commentsExtended")
    comments: dict[str, etree._Element] = {}
    for comment in () if name is None else file.parsed(name).iterchildren(W + "comment"):
        comments.setdefault(comment.get(W + "id") or "", comment)
    paragraphs = {
        paragraph.get(W14 + "paraId"): id_
        for id_, comment in comments.items()
        for paragraph in comment.iterchildren(W + "p")
        if paragraph.get(W14 + "paraId")
    }
    threads, parents, done = Threads(), dict[str, str](), set[str]()
    for entry in () if extended is None else file.parsed(extended).iterchildren(W15 + "commentEx"):
        own, above = paragraphs.get(entry.get(W15 + "paraId")), paragraphs.get(entry.get(W15 + "paraIdParent"))
        if own and above and own != above:
            parents[own] = above
        if own and entry.get(W15 + "done") in ("1", "true", "on"):
            done.add(own)
    for id_ in comments:
        if id_ not in parents:
            label = str(len(threads.ids) + 1)
            threads.ids[label] = id_
            threads.answers[label] = [child for child, above in parents.items() if above == id_]
            threads.done |= {label} if id_ in done else set()
    return threads
