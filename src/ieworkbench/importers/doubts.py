"""What a reader should doubt about a text, whatever file it came from.

A text that was taken from print carries more than its words: running heads, page numbers, hyphens
at line ends, letters that stand for bullets; and a text that was read wrongly shows it: letters
that could not be read, columns read in the wrong order. Each is said with its exact place.
Nothing is changed. Where it is not clear, nothing is said: a warning that is mostly wrong would
not be read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ieworkbench.importers.doubts_letters import bullet_letters, footnote_digits, mojibake, unreadable_letters
from ieworkbench.importers.doubts_order import broken_order
from ieworkbench.importers.doubts_print import line_end_hyphens, page_furniture
from ieworkbench.model.source import Section, SourceWarning
from ieworkbench.model.vocabulary import SectionKind

__all__ = ["doubts_about"]


def doubts_about(content: str, sections: Sequence[Section], *, printed: bool) -> list[SourceWarning]:
    """The places of a text that a reader should not trust as they stand, in their order.

    Parameters
    ----------
    content
        The text.
    sections
        What is known of it; the pages are used.
    printed
        Whether the text may have been taken from print: then running heads, page numbers,
        download notices, line-end hyphens, letters for bullets, footnote digits and broken
        reading order are looked for too.

    Returns
    -------
    list of SourceWarning
        Those with the codes in `ieworkbench.model.cleaning.CUT_BY_CLEANING` cover exactly what a
        cleaned text leaves out.

    Examples
    --------
    >>> [(each.code, each.start) for each in doubts_about("He said \\ufffdyes\\ufffd.", (), printed=False)]
    [('replacement-character', 8), ('replacement-character', 12)]
    """
    found = [*unreadable_letters(content), *mojibake(content)]
    if printed:
        pages = [(each.start, each.end) for each in sections if each.kind is SectionKind.PAGE]
        furniture = page_furniture(content, pages)
        places = _places(furniture)
        found += furniture
        found += line_end_hyphens(content, places)
        found += bullet_letters(content)
        found += footnote_digits(content)
        found += broken_order(content, places)
    return sorted(found, key=lambda each: (each.start or 0, each.end or 0, each.code))


def _places(warnings: Iterable[SourceWarning]) -> list[tuple[int, int]]:
    return sorted((each.start, each.end) for each in warnings if each.start is not None and each.end is not None)
