"""Shared passages: every stretch of wording that two texts have in common, or one text twice.

Whoever wrote the one text had the other before them, or both had a third: a template, a law, a
letter that is sent to everybody. Blocks are found wherever they stand; their order does not matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, overload

import numpy as np

from ieworkbench.compare.chains import Stretches, stretches
from ieworkbench.compare.families import Families, members_of
from ieworkbench.compare.reading_doubts import reading_doubts
from ieworkbench.compare.shared_runs import Runs, shared_runs
from ieworkbench.compare.word_rows import WordRows, word_rows
from ieworkbench.compare.wordings import Variant, variants
from ieworkbench.errors import RecordUnknown, RecordWrong
from ieworkbench.model import Passage, Source
from ieworkbench.model.display import Brief, Parts, Shown

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["SharedPassage", "SharedPassages", "check_settings", "printed_places", "shared_passages"]

_SEED = 4
_ECHO, _ECHO_SEED, _ECHO_SIMILARITY = 5, 3, 0.65
_LARGE = 5_000_000
_LEAST_SIMILARITY = 0.5
_PRINTED = frozenset({"running-head", "page-number", "download-notice", "margin-number"})
_COLUMNS = ("source_a", "start_a", "end_a", "source_b", "start_b", "end_b", "tokens", "similarity", "quote")


@dataclass(frozen=True, slots=True, repr=False)
class SharedPassage(Brief):
    """A stretch of wording in two places.

    Attributes
    ----------
    a, b
        The two places; `a` in the text that was given first, or the earlier place of one text.
    texts
        Which of the compared texts they stand in, counted from 0.
    names
        What those are called.
    tokens
        How many words both have, in the same order.
    similarity
        Twice those words, by the words of both: 1 where no word differs.
    """

    a: Passage
    b: Passage
    texts: tuple[int, int]
    names: tuple[str, str]
    tokens: int
    similarity: float = 1.0

    @property
    def variants(self) -> Parts[Variant]:
        """Where the words differ, also in spelling."""
        return Parts(variants(self.a, self.b))


class SharedPassages(Sequence[SharedPassage], Shown):
    """What texts share: passages two by two, and merged into families.

    A sequence of `SharedPassage`, in the order of the texts and places, each made when it is looked at.

    Attributes
    ----------
    sources
        The compared texts.
    min_tokens, similarity
        What was asked for.
    often
        How many sequences of a few words stood in so many places that each place was compared with
        the first one only. Their families are whole; their passages two by two all begin there.
    """

    def __init__(
        self,
        sources: tuple[Source, ...],
        rows: WordRows,
        found: Stretches,
        echoes: Stretches,
        *,
        min_tokens: int,
        similarity: float,
        often: int,
    ) -> None:
        self.sources = sources
        self.min_tokens = min_tokens
        self.similarity = similarity
        self.often = often
        self._rows, self._found, self._echoes = rows, found, echoes

    def __len__(self) -> int:
        return len(self._found)

    @overload
    def __getitem__(self, place: int) -> SharedPassage: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[SharedPassage, ...]: ...
    def __getitem__(self, place: int | slice) -> SharedPassage | tuple[SharedPassage, ...]:
        if isinstance(place, slice):
            return tuple(self._passage(self._found, each) for each in range(*place.indices(len(self))))
        return self._passage(self._found, range(len(self))[place])

    def __iter__(self) -> Iterator[SharedPassage]:
        return (self._passage(self._found, each) for each in range(len(self)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SharedPassages) and self._facts() == other._facts()

    def __hash__(self) -> int:
        return hash((self.sources, self.min_tokens, self.similarity, len(self)))

    def __repr__(self) -> str:
        passages = "passage" if len(self) == 1 else "passages"
        return f"{len(self):,} shared {passages} in {self.families!r}, {len(self.sources):,} texts compared"

    def _facts(self) -> tuple[object, ...]:
        columns = (self._found, self._echoes)
        places = [
            getattr(each, name).tolist() for each in columns for name in ("first", "first_end", "second", "second_end")
        ]
        return self.sources, self.min_tokens, self.similarity, places

    @cached_property
    def families(self) -> Families:
        """The passages merged, each wording once, with every place where it stands."""
        return Families(members_of(self._rows, self._found), self._rows, self.sources)

    @property
    def echoes(self) -> tuple[SharedPassage, ...]:
        """What is shorter and still may be no chance, if it was asked for; the analyst decides."""
        return tuple(self._passage(self._echoes, each) for each in range(len(self._echoes)))

    @property
    def words(self) -> tuple[int, ...]:
        """How many words each of the compared texts has."""
        return tuple(self._rows.words_of(text) for text in range(len(self.sources)))

    @property
    def method(self) -> str:
        """How this was found, for a methods section."""
        like = (
            "with no word different" if self.similarity == 1 else f"at least {self.similarity:.2f} alike word by word"
        )
        often = (
            f" {self.often:,} sequences of words stand in so many places that each place was compared with the first one."
            if self.often
            else ""
        )
        return (
            f"Stretches of at least {self.min_tokens} words, {like}; letter case, accents, -ize and -ise, and hyphens "
            f"at line ends do not count, nor does the order of the stretches.{often}"
        )

    @property
    def notes(self) -> tuple[str, ...]:
        """What to know of the texts first: such as a web page that was read with its tags as words."""
        return reading_doubts(self.sources)

    def between(self, one: str, other: str) -> tuple[SharedPassage, ...]:
        """What two texts share, or one text twice if both are the same.

        Parameters
        ----------
        one, other
            The names of the texts.

        Raises
        ------
        RecordUnknown
            If no compared text is called so.
        """
        wanted = sorted([self._number(one), self._number(other)])
        texts = np.stack([self._rows.text_of(self._found.first), self._rows.text_of(self._found.second)], 1)
        at = np.flatnonzero((texts[:, 0] == wanted[0]) & (texts[:, 1] == wanted[1]))
        return tuple(self._passage(self._found, int(each)) for each in at)

    def rows(self) -> list[dict[str, Any]]:
        """One dictionary a passage: both places, how many words they share, how similar they are, the words."""
        found, rows = self._found, self._rows
        names = [source.name for source in self.sources]
        columns = (
            [names[text] for text in rows.text_of(found.first).tolist()],
            rows.starts[found.first].tolist(),
            rows.ends[found.first_end - 1].tolist(),
            [names[text] for text in rows.text_of(found.second).tolist()],
            rows.starts[found.second].tolist(),
            rows.ends[found.second_end - 1].tolist(),
            found.same.tolist(),
            _similarity(found),
        )
        texts = rows.text_of(found.first).tolist()
        quotes = [
            self.sources[text].content[start:end]
            for text, start, end in zip(texts, columns[1], columns[2], strict=True)
        ]
        return [dict(zip(_COLUMNS, row, strict=True)) for row in zip(*columns, quotes, strict=True)]

    def to_frame(self) -> pd.DataFrame:
        """One row a passage, as a pandas data frame."""
        import pandas as pd

        return pd.DataFrame(self.rows(), columns=list(_COLUMNS))

    def shares(self) -> pd.DataFrame:
        """How much of each text stands in each other one, in hundredths: rows are the texts asked about.

        A word counts once, however often it is shared; beside a text itself stands what it repeats.
        """
        import pandas as pd

        names = [source.name for source in self.sources]
        table = np.zeros((len(names), len(names)))
        for (text, other), spans in self._covered().items():
            table[text, other] = 100 * _length(spans) / max(1, self._rows.words_of(text))
        return pd.DataFrame(table, index=names, columns=names)

    def _covered(self) -> dict[tuple[int, int], list[tuple[int, int]]]:
        found: dict[tuple[int, int], list[tuple[int, int]]] = {}
        ours, theirs = self._rows.text_of(self._found.first).tolist(), self._rows.text_of(self._found.second).tolist()
        spans = zip(*(each.tolist() for each in (self._found.first, self._found.first_end)), strict=True)
        others = zip(*(each.tolist() for each in (self._found.second, self._found.second_end)), strict=True)
        for a, b, span, other in zip(ours, theirs, spans, others, strict=True):
            found.setdefault((a, b), []).append(span)
            found.setdefault((b, a), []).append(other)
        return found

    def _number(self, name: str) -> int:
        names = [source.name for source in self.sources]
        if name not in names:
            raise RecordUnknown("compared text", name, tuple(names[:5]))
        return names.index(name)

    def _passage(self, found: Stretches, at: int) -> SharedPassage:
        first, second = int(found.first[at]), int(found.second[at])
        first_end, second_end = int(found.first_end[at]), int(found.second_end[at])
        texts = tuple(self._rows.text_of(np.array([first, second])).tolist())
        a, b = (
            self.sources[text].passage(int(self._rows.starts[start]), int(self._rows.ends[end - 1]))
            for text, start, end in zip(texts, (first, second), (first_end, second_end), strict=True)
        )
        same = int(found.same[at])
        names = (self.sources[texts[0]].name, self.sources[texts[1]].name)
        return SharedPassage(a, b, texts, names, same, round(2 * same / (first_end - first + second_end - second), 4))


def _similarity(found: Stretches) -> list[float]:
    both = found.first_end - found.first + found.second_end - found.second
    alike: list[float] = np.round(2 * found.same / np.maximum(both, 1), 4).tolist()
    return alike


def _length(spans: list[tuple[int, int]]) -> int:
    """How many rows some spans cover together."""
    total = reach = 0
    for start, end in sorted(spans):
        total += max(0, end - max(start, reach))
        reach = max(reach, end)
    return total


def shared_passages(
    sources: Iterable[Source],
    *,
    min_tokens: int = 8,
    similarity: float = 1.0,
    echoes: bool = False,
    engine: str | None = None,
) -> SharedPassages:
    """Every stretch of wording that two of these texts share, or one of them has twice.

    Words are the same if a search would find them as the same: letter case, accents, ``-ize`` and
    ``-ise`` and hyphens at line ends do not matter. Running heads, page numbers and the like, which the
    reader warned of, are passed over.

    Parameters
    ----------
    sources
        The texts, of a study or only read. Their order says which place of a passage comes first.
    min_tokens
        How many words a passage has at least, on both sides. Below 8, phrases meet by chance.
    similarity
        1 finds what is the same word for word. With less, passages may have small edits inside:
        ``0.8`` is one word in five replaced. At least 0.5.
    echoes
        Whether to list shorter likenesses too, of five words and more, in `SharedPassages.echoes`.
    engine
        ``"numpy"`` or ``"duckdb"``; without it, many thousand texts are compared by DuckDB.

    Raises
    ------
    RecordWrong
        If one of the settings is outside what is possible.

    Examples
    --------
    >>> from ieworkbench.importers import read_bytes
    >>> plan = read_bytes(b"Goal: the user attends all meetings at the agreed time and place.", "plan.txt")
    >>> letter = read_bytes(b"We ask that the user attends all meetings at the agreed time.", "letter.txt")
    >>> found = shared_passages([plan, letter])
    >>> found[0].a.start, found[0].b.start, found[0].tokens, found[0].b.quote
    (6, 12, 9, 'the user attends all meetings at the agreed time')
    >>> print(found.families[0])
    This wording stands in 2 texts.
    """
    check_settings(min_tokens, similarity, engine)
    texts = (sources,) if isinstance(sources, Source) else tuple(sources)
    rows = word_rows([each.content for each in texts], [printed_places(each) for each in texts])
    if similarity == 1:
        runs = _runs(rows, min_tokens, engine, enough=1)
        found = _apart(Stretches.exact(runs), min_tokens)
    else:
        runs = _runs(rows, min(_seed(rows), min_tokens), engine, enough=2)
        found = stretches(rows, runs, min_tokens, similarity)
    found = _in_order(found)
    shorter = _echoes(rows, found, engine) if echoes else Stretches.listed([])
    return SharedPassages(
        texts, rows, found, shorter, min_tokens=min_tokens, similarity=float(similarity), often=runs.often
    )


def check_settings(min_tokens: int, similarity: float, engine: str | None = None) -> None:
    """Refuse what cannot be asked for.

    Raises
    ------
    RecordWrong
        If one of the settings is outside what is possible.
    """
    if isinstance(min_tokens, bool) or not isinstance(min_tokens, int) or min_tokens < 2:
        raise RecordWrong("number of words", str(min_tokens), "min_tokens is a whole number from 2 on, such as 8")
    if not _LEAST_SIMILARITY <= similarity <= 1:
        raise RecordWrong("similarity", str(similarity), "it lies between 0.5 and 1; 1 is the same word for word")
    if engine not in {None, "numpy", "duckdb"}:
        raise RecordWrong("engine", str(engine), "it is numpy or duckdb; leave it out to have it chosen")


def printed_places(source: Source) -> list[tuple[int, int]]:
    """Where printing put words between the words."""
    return [
        (warning.start, warning.end)
        for warning in source.warnings
        if warning.code in _PRINTED and warning.start is not None and warning.end is not None
    ]


def _seed(rows: WordRows) -> int:
    """How many words must be the same in a row for a passage to be found: more in very large collections."""
    return _SEED + sum(len(rows.numbers) > limit for limit in (40_000_000, 400_000_000))


def _runs(rows: WordRows, size: int, engine: str | None, *, enough: int) -> Runs:
    if engine == "duckdb" or (engine is None and len(rows.numbers) > _LARGE):
        from ieworkbench.compare.shared_runs_sql import shared_runs_sql

        return shared_runs_sql(rows, size, enough=enough)
    return shared_runs(rows, size)


def _apart(found: Stretches, least: int) -> Stretches:
    """Repeats inside a text end where their second place begins; what is then too short is left out."""
    lapped = np.maximum(found.first_end - found.second, 0)
    words = found.same - lapped
    cut = Stretches(found.first, found.first + words, found.second, found.second + words, words)
    return cut.kept(np.flatnonzero(words >= least))


def _in_order(found: Stretches) -> Stretches:
    return found.kept(np.lexsort((found.second, found.first)))


def _echoes(rows: WordRows, found: Stretches, engine: str | None) -> Stretches:
    """Shorter likenesses that lie in no passage."""
    runs = _runs(rows, _ECHO_SEED, engine, enough=2)
    short = stretches(rows, runs, _ECHO, _ECHO_SIMILARITY)
    taken = set(_squares(found))
    middle = (short.first + short.first_end) // 2 // _SQUARE, (short.second + short.second_end) // 2 // _SQUARE
    kept = [
        at for at, square in enumerate(zip(*(each.tolist() for each in middle), strict=True)) if square not in taken
    ]
    return _in_order(short.kept(np.array(kept, np.int64)))


_SQUARE = 16
"""How many words of both texts are looked at together, where passages and echoes lie over each other."""


def _squares(found: Stretches) -> Iterator[tuple[int, int]]:
    """The squares of the two texts laid against each other through which passages run."""
    for first, first_end, second, second_end in zip(
        *(each.tolist() for each in (found.first, found.first_end, found.second, found.second_end)), strict=True
    ):
        slope = (second_end - second) / (first_end - first)
        for at in range(first // _SQUARE, (first_end - 1) // _SQUARE + 1):
            low = second + (max(at * _SQUARE, first) - first) * slope
            high = second + (min((at + 1) * _SQUARE, first_end) - first) * slope
            for to in range(int(low) // _SQUARE, int(high) // _SQUARE + 1):
                yield at, to
