"""Where the words of a passage that comes from elsewhere stand in a source of the study."""

from __future__ import annotations

from ieworkbench.exchange import Report
from ieworkbench.model import Passage, Source
from ieworkbench.sentences import short

__all__ = ["edges_cut", "placed"]

_MANY = 1_000


def placed(source: Source, passage: Passage, report: Report) -> Passage | None:
    """The passage as it stands in ``source``; ``None``, and a line in the report, if its words do not stand in one place."""
    if passage.stands_in(source.content) and (
        passage.content_sha256 == source.content_sha256 or _same_around(source, passage)
    ):
        return _standing(source, passage, passage.start)
    places = _places_of(source.content, passage)
    if len(places) != 1:
        many = "stand in several places of" if places else "do not stand in"
        report.unplaced("passage", f"“{short(passage.quote)}”", f"Its words {many} “{source.id}”.")
        return None
    start = places[0]
    if passage.content_sha256:
        report.changed("passage", f"“{short(passage.quote)}”", f"Its words were found at {start} of “{source.id}”.")
    return _standing(source, passage, start)


def _standing(source: Source, passage: Passage, start: int) -> Passage:
    """The passage as it stands in ``source``."""
    if (passage.source, passage.start, passage.content_sha256) == (source.id, start, source.content_sha256):
        return passage
    return source.passage(start, start + len(passage.quote), passage.id)


def _same_around(source: Source, passage: Passage) -> bool:
    """Whether what is said to stand around the words stands there too; of another text it has to be said."""
    if passage.content_sha256 and not (passage.before or passage.after):
        return False
    here = source.passage(passage.start, passage.end)
    return here.before.endswith(passage.before) and here.after.startswith(passage.after)


def _places_of(content: str, passage: Passage) -> list[int]:
    """Where the words of a passage stand: with what stood around them if that settles it."""
    if not passage.quote:
        return []
    starts: list[int] = []
    at = content.find(passage.quote)
    while at >= 0 and len(starts) < _MANY:
        if _cuts_no_word(content, at, passage):
            starts.append(at)
        at = content.find(passage.quote, at + 1)
    if len(starts) < 2 or not (passage.before or passage.after):
        return starts
    return [
        start
        for start in starts
        if content.startswith(passage.after, start + len(passage.quote)) and content.endswith(passage.before, 0, start)
    ] or starts


def _cuts_no_word(content: str, at: int, passage: Passage) -> bool:
    """Whether the words do not begin or end inside a longer word there, unless they did before: *plan* in *planning*."""
    end = at + len(passage.quote)
    here = edges_cut(content[max(0, at - 1) : at], passage.quote, content[end : end + 1])
    there = edges_cut(passage.before, passage.quote, passage.after)
    return all(was or not now for was, now in zip(there, here, strict=True))


def edges_cut(before: str, quote: str, after: str) -> tuple[bool, bool]:
    """Whether a quote begins inside a word, and whether it ends inside one, with what stands before and after it.

    Examples
    --------
    >>> edges_cut("the ", "plan", "ning of"), edges_cut("a ", "plan", "")
    ((False, True), (False, False))
    """
    return before[-1:].isalnum() and quote[0].isalnum(), quote[-1].isalnum() and after[:1].isalnum()
