"""The words of many texts as rows of numbers: one number a word, and where it stands.

Two words have the same number if a reader would call them the same word: small letters, no accents,
joined where a hyphen parts them at a line's end, ``modernize`` as ``modernise``. All texts stand one
after the other in one row with a number of its own between each two, so that whatever is compared
stops at the end of a text by itself.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ieworkbench.model.words import fold

__all__ = ["Numbers", "Places", "WordRows", "mixed", "word_rows"]

Numbers = NDArray[np.uint64]
Places = NDArray[np.int64]

_BASE = 0x100000001B3
_SOFT = 0xAD
_BATCH = 4_000_000
_LONGEST = 64
_OTHER, _LETTER, _SILENT, _MARK, _APOSTROPHE, _ALONE = range(6)
_PARTED = re.compile(r"[-\xad‐][ \t]*\r?\n[ \t]*(?=([^\W\d_]))")
_IZE = frozenset({"e", "ed", "es", "ing", "ation", "ations", "er", "ers", "able"})
_WITHOUT_BLANKS = ((0x0E00, 0x0EFF), (0x3040, 0x30FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))
"""Scripts that put no blanks between words: there every letter stands for itself."""


@dataclass(frozen=True, slots=True, eq=False)
class WordRows:
    """Every word of some texts, text after text.

    Attributes
    ----------
    numbers
        One number a word; before each text stands one that occurs nowhere else, and one at the end.
    starts, ends
        Where the word stands in its text, in code points, half-open.
    firsts
        The row of the first word of each text.
    lasts
        The row after its last word.
    between
        Which rows are no words and stand between two texts, or at the beginning or end.
    """

    numbers: Numbers
    starts: Places
    ends: Places
    firsts: Places
    lasts: Places
    between: NDArray[np.bool_]

    def text_of(self, rows: Places) -> Places:
        """Which text each of these rows belongs to."""
        return np.searchsorted(self.firsts, rows, side="right").astype(np.int64) - 1

    def words_of(self, text: int) -> int:
        """How many words a text has."""
        return int(self.lasts[text] - self.firsts[text])


def word_rows(texts: Sequence[str], left_out: Sequence[Sequence[tuple[int, int]]] = ()) -> WordRows:
    """The words of ``texts``.

    Parameters
    ----------
    texts
        The texts.
    left_out
        For each text the stretches whose words do not count: running heads, page numbers.
    """
    numbers: list[Numbers] = []
    starts: list[Places] = []
    ends: list[Places] = []
    counts = np.zeros(len(texts), np.int64)
    for begin, stop in _batches(texts):
        found = _read(texts[begin:stop], left_out[begin:stop])
        numbers.append(found[0])
        starts.append(found[1])
        ends.append(found[2])
        counts[begin:stop] = found[3]
    return _with_ends(_joined(numbers, np.uint64), _joined(starts, np.int64), _joined(ends, np.int64), counts)


def mixed(numbers: Numbers) -> Numbers:
    """``numbers`` spread over all 64 bits (the finish of splitmix64), so that sums of them do not meet by chance."""
    with np.errstate(over="ignore"):
        x = numbers + np.uint64(0x9E3779B97F4A7C15)
        x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))


def _joined(parts: list[NDArray[np.generic]] | list[Numbers] | list[Places], kind: type) -> NDArray[np.generic]:
    return np.concatenate(parts) if parts else np.zeros(0, kind)


def _with_ends(
    numbers: NDArray[np.generic], starts: NDArray[np.generic], ends: NDArray[np.generic], counts: Places
) -> WordRows:
    """The rows with a number of its own before each text and after the last."""
    texts = len(counts)
    shift = np.repeat(np.arange(1, texts + 1), counts)
    rows = np.arange(len(numbers)) + shift
    size = len(numbers) + texts + 1
    all_numbers = np.zeros(size, np.uint64)
    all_starts, all_ends = np.zeros(size, np.int64), np.zeros(size, np.int64)
    all_numbers[rows], all_starts[rows], all_ends[rows] = numbers, starts, ends
    firsts = np.cumsum(np.concatenate([[0], counts]))[:-1] + np.arange(1, texts + 1)
    limits = np.concatenate([firsts - 1, [size - 1]])
    between = np.zeros(size, np.bool_)
    between[limits] = True
    all_numbers[limits] = mixed(np.arange(texts + 1).astype(np.uint64) + np.uint64(1 << 63))
    return WordRows(
        all_numbers, all_starts, all_ends, firsts.astype(np.int64), (firsts + counts).astype(np.int64), between
    )


def _batches(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Runs of texts that are read at once: few enough letters for the memory, enough to be quick."""
    begin = size = 0
    for at, text in enumerate(texts):
        if at > begin and size + len(text) > _BATCH:
            yield begin, at
            begin, size = at, 0
        size += len(text)
    if begin < len(texts):
        yield begin, len(texts)


def _read(
    texts: Sequence[str], left_out: Sequence[Sequence[tuple[int, int]]]
) -> tuple[Numbers, Places, Places, Places]:
    """The words of a few texts: numbers, starts, ends, and how many each text has."""
    batch = "\n\f".join(texts)
    begins = np.cumsum([0, *(len(text) + 2 for text in texts)])
    letters = np.frombuffer(batch.encode("utf-32-le", "surrogatepass"), np.uint32).copy()
    for match in _PARTED.finditer(batch):
        if match.group(1).islower() and match.start() and batch[match.start() - 1].isalnum():
            letters[match.start() : match.end()] = _SOFT
    for begin, places in zip(begins, left_out, strict=False):
        for start, end in places:
            letters[begin + start : begin + end] = 0x20
    table = _Letters(letters)
    starts, ends = _bounds(letters, table)
    _fold_endings(letters, batch, ends)
    numbers = _numbers(letters, table, starts, ends, batch)
    text = np.searchsorted(begins, starts, side="right") - 1
    counts = np.bincount(text, minlength=len(texts))[: len(texts)]
    return numbers, starts - begins[text], ends - begins[text], counts


class _Letters:
    """What each letter is and what it adds to its word's number."""

    def __init__(self, letters: NDArray[np.uint32]) -> None:
        size = max(int(letters.max(initial=0)), _SOFT, 0x7F) + 1
        seen = np.zeros(size, bool)
        seen[letters] = True
        seen[ord("s")] = seen[_SOFT] = True
        self.kind = np.zeros(size, np.uint8)
        self.times = np.ones(size, np.uint64)
        self.plus = np.zeros(size, np.uint64)
        for code in np.flatnonzero(seen).tolist():
            self.kind[code] = _kind(code)
            self._fold(code)

    def _fold(self, code: int) -> None:
        times, plus = 1, 0
        for letter in fold(chr(code)):
            times, plus = times * _BASE % 2**64, (plus * _BASE + ord(letter) + 1) % 2**64
        self.times[code], self.plus[code] = times, plus


def _kind(code: int) -> int:
    letter = chr(code)
    if any(low <= code <= high for low, high in _WITHOUT_BLANKS) and letter.isalnum():
        return _ALONE
    if letter.isalnum():
        return _LETTER
    if letter in "'’ʼ":
        return _APOSTROPHE
    if unicodedata.combining(letter) or unicodedata.category(letter) in {"Mn", "Mc", "Me"}:
        return _MARK
    return _SILENT if unicodedata.category(letter) == "Cf" else _OTHER


def _bounds(letters: NDArray[np.uint32], table: _Letters) -> tuple[Places, Places]:
    """Where words start and end: letters, what cannot be seen between them, and apostrophes inside."""
    kind = table.kind[letters]
    inside = (kind == _LETTER) | (kind == _ALONE)
    odd = np.flatnonzero((kind == _SILENT) | (kind == _MARK) | (kind == _APOSTROPHE))
    if len(odd):
        inside = _with_odd_letters(kind, inside, odd)
    edge = np.diff(np.concatenate([[False], inside, [False]]).astype(np.int8))
    starts, ends = np.flatnonzero(edge == 1), np.flatnonzero(edge == -1)
    alone = np.flatnonzero(kind == _ALONE)
    if len(alone):
        cuts = np.concatenate([alone, alone + 1])
        starts = np.unique(
            np.concatenate([starts, cuts[inside[np.minimum(cuts, len(inside) - 1)] & (cuts < len(inside))]])
        )
        ends = np.unique(np.concatenate([ends, cuts[(cuts > 0) & inside[cuts - 1]]]))
    return starts.astype(np.int64), ends.astype(np.int64)


def _with_odd_letters(
    kind: NDArray[np.uint8], inside: NDArray[np.bool_], odd: Places | NDArray[np.intp]
) -> NDArray[np.bool_]:
    """Accents belong to the letter before; hyphens at line ends and apostrophes to the words they stand in."""
    runs = np.split(odd, np.flatnonzero(np.diff(odd) > 1) + 1)
    result = inside.copy()
    last = len(inside) - 1
    for run in runs:
        low, high = int(run[0]), int(run[-1])
        if low == 0 or not inside[low - 1]:
            continue
        kinds = kind[low : high + 1]
        if high < last and inside[high + 1] and (kinds == _APOSTROPHE).sum() <= 1:
            result[low : high + 1] = True
        else:
            marks = np.flatnonzero(kinds != _MARK)
            result[low : low + (int(marks[0]) if len(marks) else len(kinds))] = True
    return result


def _fold_endings(letters: NDArray[np.uint32], batch: str, ends: Places) -> None:
    """Write the ``z`` of ``modernize`` as an ``s``."""
    found = np.flatnonzero((letters == ord("z")) | (letters == ord("Z")))
    after = np.searchsorted(ends, found, side="right")
    for at, word in zip(found.tolist(), after.tolist(), strict=True):
        before = at - 1
        while before > 0 and letters[before] == _SOFT:
            before -= 1
        if before >= 0 and batch[before] in "iIyY" and word < len(ends):
            tail = letters[at + 1 : int(ends[word])]
            if "".join(map(chr, tail[tail != _SOFT].tolist())).lower() in _IZE:
                letters[at] = ord("s")


def _numbers(letters: NDArray[np.uint32], table: _Letters, starts: Places, ends: Places, batch: str) -> Numbers:
    """A number for each word, made letter by letter for all words at once, the longest words first."""
    lengths = ends - starts
    order = np.argsort(np.minimum(lengths, _LONGEST + 1).astype(np.uint8), kind="stable")[::-1]
    begin = starts[order]
    sums = np.zeros(len(order), np.uint64)
    longer = len(order) - np.cumsum(np.bincount(np.minimum(lengths, _LONGEST), minlength=_LONGEST + 1))
    with np.errstate(over="ignore"):
        for at in range(_LONGEST):
            many = int(longer[at])
            if not many:
                break
            codes = letters[begin[:many] + at]
            sums[:many] = sums[:many] * table.times[codes] + table.plus[codes]
    numbers = np.empty(len(order), np.uint64)
    numbers[order] = sums
    for word in np.flatnonzero(lengths > _LONGEST).tolist():
        numbers[word] = _of_long(batch[int(starts[word]) : int(ends[word])])
    return mixed(numbers)


def _of_long(word: str) -> int:
    """The number of a word longer than words are."""
    return int.from_bytes(
        hashlib.blake2b(fold(word).encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little"
    )
