"""The blocks and sentences of a source, as rules read them: readable, of one language each, lists known as lists.

A block is a paragraph, heading, list item or cell, as the source's sections say; lines of a paragraph
that its file broke are joined again. Places count in the source's own text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ieworkbench.language.languages import guess_language
from ieworkbench.language.lexicon import Lexicon
from ieworkbench.language.readable import readable
from ieworkbench.language.units import Unit, cut, sentence_ends
from ieworkbench.model import SectionKind, Source

__all__ = ["Block", "blocks_of", "sentences_of"]

_ITEM = re.compile(r"[\s*_]*(?:[-*•–·▪◦]|\d{1,3}[.)]|\(?[a-zæøå]\)|[ivx]{1,5}\))[\s*]+(?=\S)")
_ENDS = re.compile(r"[.!?…:;][\"'”’»)\]*_\s]*\Z")
_CUT = re.compile(
    r"(?:,|\b(?:the|a|an|of|its|their|his|her|your|such|any|en|et|ei|ein|eit|den|denne|dette|disse|desse|av))\Z",
    re.IGNORECASE,
)
"""What no paragraph ends with: a line that does was cut to fit a width."""
_CUT_LINE = 40
_WRAPPED, _LONG_LINE, _FEW = 130, 60, 5
_LONGEST = 1_500


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item or cell.

    Attributes
    ----------
    start, end
        Where it stands in the source.
    words
        What stands there, made readable; as long.
    language
        The code of the lexicon that reads it; empty if none does.
    is_item, is_heading
        Whether it is an item of a list, or a heading.
    """

    start: int
    end: int
    words: str
    language: str
    is_item: bool
    is_heading: bool

    @property
    def is_open(self) -> bool:
        """Whether it breaks off, so that a list may go on with it: at a colon, or in mid-sentence."""
        return self.words.rstrip().endswith(":") or not _ENDS.search(self.words)


def blocks_of(source: Source, lexicons: Sequence[Lexicon], language: str | None) -> list[Block]:
    """The blocks of ``source`` in order.

    Parameters
    ----------
    source
        The text.
    lexicons
        The languages it may be in.
    language
        The code of its language; ``None`` to tell it, block by block where a block is long enough.
    """
    content = readable(source.content)
    whole = language if language is not None else guess_language(content, lexicons)
    kinds = {each.start: each.kind for each in reversed(source.sections) if each.kind in _KINDS}
    blocks = []
    for start, end in _joined(content, cut(source, Unit.PARAGRAPH)):
        for low, high in _lines_apart(content, start, end):
            words = content[low:high]
            spoken = whole
            if language is None:
                spoken = guess_language(words, lexicons, least=6 if whole else 2, usual=whole) or whole
            kind = kinds.get(start)
            item = kind is SectionKind.LIST_ITEM or _ITEM.match(words) is not None
            blocks.append(Block(low, high, words, spoken, item, kind is SectionKind.HEADING))
    return blocks


_KINDS = {SectionKind.HEADING, SectionKind.LIST_ITEM}


def sentences_of(block: Block) -> Iterator[tuple[int, int]]:
    """Where the sentences of a block stand in the source, without the blanks around them."""
    places = [0, *sentence_ends(block.words), len(block.words)]
    for start, end in (piece for one in pairwise(places) for piece in _pieces(block.words, *one)):
        words = block.words[start:end]
        if words.strip():
            yield block.start + start + len(words) - len(words.lstrip()), block.start + start + len(words.rstrip())


def _pieces(words: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence; one that has no end, as in text without full stops, in pieces that end between words."""
    while end - start > _LONGEST:
        cut_at = max(words.rfind(each, start + _LONGEST // 2, start + _LONGEST) for each in (",", " ", "\n")) + 1
        cut_at = cut_at or start + _LONGEST
        yield start, cut_at
        start = cut_at
    yield start, end


def _lines_apart(content: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of a block that a blanked-out tag of a block keeps apart: most often the block itself."""
    words = content[start:end]
    if not words.strip():
        return
    at = start
    for piece in re.split(r"(\n[ \t]*\n\s*)", words):
        if piece.strip():
            yield at + len(piece) - len(piece.lstrip()), at + len(piece.rstrip())
        at += len(piece)


def _is_wrapped(content: str) -> bool:
    """Whether lines end where a width is full: few of those that are long are longer than any page is wide."""
    long = [size for line in content.split("\n") if (size := len(line.rstrip())) >= _LONG_LINE]
    return sum(size > _WRAPPED for size in long) * _FEW <= len(long)


def _joined(content: str, stretches: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """``stretches``, with those joined that a file broke in mid-sentence to fit a width."""
    least = _LONG_LINE if _is_wrapped(content) else len(content) + 1
    joined: list[tuple[int, int]] = []
    for start, end in stretches:
        if joined:
            low, high = joined[-1]
            last = content.rfind("\n", low, high)
            line = content[max(low, last + 1) : high].strip()
            between = content[high:start]
            words = content[start:end].lstrip()
            if (
                (len(line) >= least or (len(line) >= _CUT_LINE and _CUT.search(line)))
                and between.count("\n") <= 1
                and words[:1].islower()
                and not _ENDS.search(line)
                and not _ITEM.match(content[start:end])
            ):
                joined[-1] = (low, end)
                continue
        joined.append((start, end))
    return joined
