"""Word by word: where two stretches that share their wording differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel

from ieworkbench.compare.word_rows import word_rows
from ieworkbench.model.display import Brief

if TYPE_CHECKING:
    from ieworkbench.model import Passage

__all__ = ["Variant", "variants"]


@dataclass(frozen=True, slots=True, repr=False)
class Variant(Brief):
    """A place where two wordings differ.

    Attributes
    ----------
    a_start, a_end, b_start, b_end
        Where, in code points of the one text and the other; equal where the words are only in one.
    a_words, b_words
        The words that differ; empty where only the other has words.
    spelling
        Whether it is the same word in another spelling: ``modernize`` and ``modernise``, ``møte`` and
        ``mote``. Capital letters, line breaks and hyphens at line ends are no difference.
    """

    a_start: int
    a_end: int
    b_start: int
    b_end: int
    a_words: str
    b_words: str
    spelling: bool = False

    def __str__(self) -> str:
        if not self.a_words:
            return f"+ “{self.b_words}”"
        return f"“{self.a_words}” / “{self.b_words}”" if self.b_words else f"− “{self.a_words}”"


def variants(a: Passage, b: Passage) -> tuple[Variant, ...]:
    """Every place where the words of two passages differ, in order.

    Examples
    --------
    >>> from ieworkbench.importers import read_bytes
    >>> one = read_bytes(b"The user shall meet at the agreed time.", "a.txt")
    >>> other = read_bytes(b"The user must meet at the agreed time and place.", "b.txt")
    >>> [str(each) for each in variants(one.passage(0, 39), other.passage(0, 48))]
    ['“shall” / “must”', '+ “and place”']
    """
    rows = word_rows([a.quote, b.quote], ((), ()))
    numbers = rows.numbers.tolist()
    words = [
        [(int(rows.starts[row]), int(rows.ends[row])) for row in range(int(first), int(last))]
        for first, last in zip(rows.firsts, rows.lasts, strict=True)
    ]
    ours, theirs = (numbers[int(first) : int(last)] for first, last in zip(rows.firsts, rows.lasts, strict=True))
    found: list[Variant] = []
    pending: list[int] | None = None
    for step in Indel.opcodes(ours, theirs):
        if step.tag == "equal":
            pairs = zip(range(step.src_start, step.src_end), range(step.dest_start, step.dest_end), strict=True)
            if pending:
                found.append(_variant(a, b, words, pending))
                pending = None
            found += [
                _variant(a, b, words, [one, one + 1, other, other + 1], spelling=True)
                for one, other in pairs
                if _as_spelt(a.quote, words[0][one]) != _as_spelt(b.quote, words[1][other])
            ]
        else:
            begin = pending[0::2] if pending else [step.src_start, step.dest_start]
            pending = [begin[0], step.src_end, begin[1], step.dest_end]
    return tuple([*found, _variant(a, b, words, pending)] if pending else found)


def _as_spelt(quote: str, place: tuple[int, int]) -> str:
    """A word in small letters, joined where a line's end parts it."""
    word = "".join(
        letter for letter in quote[place[0] : place[1]] if letter.isalpha() or not letter.isascii() or letter.isdigit()
    )
    return word.replace("’", "").replace("\xad", "").replace("‐", "").casefold()


def _variant(
    a: Passage, b: Passage, words: Sequence[Sequence[tuple[int, int]]], at: Sequence[int], *, spelling: bool = False
) -> Variant:
    a_start, a_end = _place(words[0], at[0], at[1], len(a.quote))
    b_start, b_end = _place(words[1], at[2], at[3], len(b.quote))
    return Variant(
        a_start=a.start + a_start,
        a_end=a.start + a_end,
        b_start=b.start + b_start,
        b_end=b.start + b_end,
        a_words=" ".join(a.quote[a_start:a_end].split()),
        b_words=" ".join(b.quote[b_start:b_end].split()),
        spelling=spelling,
    )


def _place(words: Sequence[tuple[int, int]], first: int, last: int, length: int) -> tuple[int, int]:
    """From which to which code point some words stand; a place without words is where they would begin."""
    if first < last:
        return words[first][0], words[last - 1][1]
    here = words[first][0] if first < len(words) else length
    return here, here
