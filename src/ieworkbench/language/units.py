"""Cutting a source into units that coders can be compared in: turns, paragraphs, sentences, characters.

Every kind of unit is a set of places at which the text is cut. What lies between two cuts, without the
blanks at its ends, is a unit, unless it is all blank: so the units of one kind hold every character
that is not blank exactly once, in order, and no words are lost between them.

A sentence ends at a full stop, question or exclamation mark or ellipsis, with the quotation marks and
brackets that close after it, where a blank and then no small letter follows. It does not end after an
abbreviation ("f.eks.", "e.g.", "Dr."), an initial, the number of a list item, or inside a number. Text
that has no capital letters at all, as some machines write it down, is cut before small letters too.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from ieworkbench.model import SectionKind, Source, Turn
from ieworkbench.model.vocabulary import Word

__all__ = ["Unit", "cut", "sentence_ends"]


class Unit(Word):
    """In what coders are compared."""

    TURN = "turn", "replikk", "replikk", "What one speaker says until the next one speaks, with the label before it."
    PARAGRAPH = "paragraph", "avsnitt", "avsnitt", "A paragraph, heading, list item or cell; without these, a line."
    SENTENCE = "sentence", "setning", "setning", "A sentence inside a turn or paragraph."
    CHARACTER = "character", "tegn", "teikn", "Each single character, blanks among them."


_BLOCKS = frozenset(
    {
        SectionKind.HEADING,
        SectionKind.PARAGRAPH,
        SectionKind.LIST_ITEM,
        SectionKind.TABLE_CELL,
        SectionKind.FOOTNOTE,
        SectionKind.ENDNOTE,
        SectionKind.HEADER,
        SectionKind.FOOTER,
        SectionKind.METADATA,
    }
)


def cut(source: Source, unit: Unit) -> list[tuple[int, int]]:
    """The units of ``source`` in the order of the text, as positions (half-open, code points).

    Parameters
    ----------
    source
        The text, with its turns and sections.
    unit
        Turn: with the label and time before it; what stands outside all turns, such as a heading, is
        cut into paragraphs. Paragraph: as the sections say, and where they say nothing, by lines;
        never across two turns, and a label goes with what follows it. Sentence: inside those. Character: each one, blanks among them.
    """
    if unit is Unit.CHARACTER:
        return [(place, place + 1) for place in range(len(source.content))]
    turns = _turns_with_labels(source)
    labels = [(start, said + 1) for start, said, _ in turns]
    whole = labels if unit is not Unit.TURN else [(start, end) for start, _, end in turns]
    places = {0, len(source.content)} | {place for start, _, end in turns for place in (start, end)}
    places |= {place for place in _paragraph_cuts(source) if not _is_inside(place, whole)}
    stretches = _trimmed(source.content, sorted(places))
    if unit is Unit.SENTENCE:
        return [each for start, end in stretches for each in _sentences(source.content, start, end)]
    return list(stretches)


def _trimmed(content: str, places: list[int]) -> Iterator[tuple[int, int]]:
    """What lies between each two of ``places``, without the blanks around it; nothing for what is all blank."""
    for start, end in pairwise(places):
        words = content[start:end]
        if words.strip():
            yield start + len(words) - len(words.lstrip()), start + len(words.rstrip())


# ------------------------------------------------------------------------------------- turns


def _turns_with_labels(source: Source) -> list[tuple[int, int, int]]:
    """Where each turn's label begins, its words begin, and it ends; in order and without overlap."""
    found, before = [], 0
    for turn in sorted(source.turns, key=lambda each: (each.start, each.end)):
        if turn.end > before:
            found.append((_label_start(source.content, before, turn), max(turn.start, before), turn.end))
            before = turn.end
    return found


def _label_start(content: str, before: int, turn: Turn) -> int:
    """Where the lines begin that lead up to ``turn``: its label's, and such as have no letters, as a time's."""
    if turn.start <= before:
        return before
    named = content.rfind(turn.speaker, before, turn.start) if turn.speaker else -1
    start = _line_start(content, before, named if named >= 0 else turn.start)
    while start > before:
        above = _line_start(content, before, start - 1)
        if any(sign.isalpha() for sign in content[above:start]):
            break
        start = above
    return start


def _line_start(content: str, before: int, place: int) -> int:
    return max(before, content.rfind("\n", before, place) + 1)


def _is_inside(place: int, stretches: list[tuple[int, int]]) -> bool:
    """Whether one of ``stretches``, which are in order, begins before ``place`` and ends after it."""
    at = bisect_left(stretches, (place, 0)) - 1
    return at >= 0 and place < stretches[at][1]


# -------------------------------------------------------------------------------- paragraphs


def _paragraph_cuts(source: Source) -> set[int]:
    """Where blocks begin and end, and the line ends that no block holds."""
    blocks = sorted(
        (each.start, each.end) for each in source.sections if each.kind in _BLOCKS and each.end > each.start
    )
    places = {place for block in blocks for place in block}
    at, reached = 0, 0
    place = source.content.find("\n")
    while place >= 0:
        while at < len(blocks) and blocks[at][0] <= place:
            reached = max(reached, blocks[at][1])
            at += 1
        if place >= reached:
            places.add(place)
        place = source.content.find("\n", place + 1)
    return places


# --------------------------------------------------------------------------------- sentences

_OPENING = "\"'“”„‘’‚«»‹›([{—–-¿¡*_"
_STOP = re.compile(r"""(?<![.!?…؟।])(?P<mark>[.!?…؟।]++)(?P<close>["'”“’»›)\]}]*+)(?=\s)|[。！？]+["'”’»」』）]*""")
_WORD_BEFORE = re.compile(r"[\w.&/-]+\Z")
_ABBREVIATIONS = {
    "leads on to what it is about": (
        "adv avd bl ca cf dep dir dr ds e.g eks f.eks feks fig frk gen hhv hr i.e inkl jf jfr kgl mdm mht mme mr mrs ms "
        "nr prof resp sgt siv sml st str tlf vedr viz vs bspw d.h dipl ggf z.b"
    ),
    "does so before a number": (
        "al no nos p pp s side ch chap kap kl vol para par art pkt sec avsn del jan feb mar apr jun jul aug sep sept oct "
        "okt nov dec des"
    ),
    "as often ends a sentence": "m.v m.m m.fl o.l o.s.v o.a a.m p.m e.l f.kr e.kr b.c a.d ph.d",
}
_DAY = re.compile(r"(?:0?[1-9]|[12]\d|3[01])")
_MONTH = re.compile(
    r"\s+(?:januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember)\b", re.IGNORECASE
)
"""The months as they follow a day with a full stop in Norwegian: “30. april”."""
_LEADS_ON, _BEFORE_NUMBER, _MAY_END = (frozenset(words.split()) for words in _ABBREVIATIONS.values())


def sentence_ends(words: str) -> list[int]:
    """The places in ``words`` right after each sentence but the last.

    Examples
    --------
    >>> said = "I met Dr. Berg, f.eks. on 5.4. She said “wait!” and left. Why?"
    >>> ends = [0, *sentence_ends(said), len(said)]
    >>> [said[start:end].strip() for start, end in zip(ends, ends[1:])]
    ['I met Dr. Berg, f.eks. on 5.4.', 'She said “wait!” and left.', 'Why?']
    """
    small = words == words.lower()
    return [found.end() for found in _STOP.finditer(words) if _ends_here(words, found, small=small)]


def _sentences(content: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    words = content[start:end]
    places = [start, *(start + each for each in sentence_ends(words)), end]
    return _trimmed(content, places)


def _ends_here(words: str, found: re.Match[str], *, small: bool) -> bool:
    mark = found["mark"]
    if mark is None:
        return True
    follows = words[found.end() : found.end() + 40].lstrip()
    first = follows.lstrip(_OPENING)[:1]
    if mark == "." and not found["close"] and _is_abbreviation(words, found.start(), first):
        return False
    if not first.islower() or small:
        return True
    return not found["close"] and mark[-1] in "!?؟"


def _is_abbreviation(words: str, stop: int, first: str) -> bool:
    """Whether the full stop at ``stop`` belongs to the word before it; ``first`` is the next sign of note."""
    before = _WORD_BEFORE.search(words, max(0, stop - 24), stop)
    if before is None:
        return False
    word = before[0]
    name = word.casefold()
    if name in _MAY_END:
        return False
    if name in _LEADS_ON or (name in _BEFORE_NUMBER and first.isdigit()):
        return True
    if len(word) == 1 and word.isupper() and word not in "IÅ":
        return True
    if word.replace(".", "").isdigit() and before.start() == 0:
        return True
    if _DAY.fullmatch(word) and _MONTH.match(words, stop + 1):
        return True
    parts = name.split(".")
    return len(parts) > 1 and all(part.isalpha() for part in parts) and all(len(part) <= 2 for part in parts[:-1])
