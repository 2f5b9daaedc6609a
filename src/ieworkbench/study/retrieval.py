"""Finding accounts again: which codings fit, in the order of the course of events, with what stands around.

`Codings` is what a question gives. Narrowing and joining give `Codings` again, so that questions
can be put together from smaller ones.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from ieworkbench.errors import RecordWrong
from ieworkbench.model import (
    Codebook,
    Coding,
    Passage,
    RecordKind,
    RecordRef,
)
from ieworkbench.model.display import Brief
from ieworkbench.model.passage import CONTEXT
from ieworkbench.store import index_records, note_records, records
from ieworkbench.store.database import Connection, Database
from ieworkbench.store.records import SourceEntry
from ieworkbench.study.names import as_list, check_known
from ieworkbench.study.questions import Question, course_of_events
from ieworkbench.study.surroundings import Context, context
from ieworkbench.study.table import Table

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["CoOccurrence", "Codings", "Found", "find_codings"]


# ------------------------------------------------------------------------------- what is found


@dataclass(frozen=True, slots=True, repr=False)
class Found(Brief):
    """A coding that was found, with what is known of the place of its words.

    Attributes
    ----------
    coding
        The coding; its `passage` holds the words.
    path
        The code's path in the codebook.
    source
        The source it is in, without its text.
    turn
        The number of the turn in which it begins, from 0; ``None`` outside turns.
    speaker
        Who says it, as the source labels them.
    shared
        After ``a & b`` or `Codings.overlapping`: the exact words it shares with others.
    """

    coding: Coding
    path: str
    source: SourceEntry
    turn: int | None = None
    speaker: str | None = None
    shared: tuple[Passage, ...] = field(default=(), repr=False)

    @property
    def passage(self) -> Passage:
        """The words."""
        return self.coding.passage


class Codings(Table[Found]):
    """Codings in the order of the course of events.

    ``a | b`` are those of either; ``a & b`` those of ``a`` whose words one of ``b`` shares, with the
    shared words; ``a - b`` those of ``a`` that share no word with any of ``b``.

    Parameters
    ----------
    found
        What was found.
    codebook
        The codes.
    database
        The study, for what stands around the words.
    """

    def __init__(self, found: Iterable[Found], codebook: Codebook, database: Database) -> None:
        super().__init__("codings", found, Found)
        self.codebook = codebook
        self._database = database

    def __repr__(self) -> str:
        passages = len({each.passage.id for each in self})
        inside = f" of {passages:,} passages" if passages != len(self) else ""
        return f"{len(self):,} coding{'' if len(self) == 1 else 's'}{inside}"

    def _with(self, found: Iterable[Found]) -> Codings:
        return Codings(found, self.codebook, self._database)

    # -------------------------------------------------------------------- narrowing and joining

    def __or__(self, other: Codings) -> Codings:
        """Those of either, each once, in the order of the course of events."""
        each = {found.coding.id: found for found in (*self, *other)}
        return self._with(sorted(each.values(), key=_in_order))

    def __and__(self, other: Codings) -> Codings:
        """Those of these whose words one of the others shares."""
        return self.overlapping(other)

    def __sub__(self, other: Codings) -> Codings:
        """Those of these that share no word with any of the others."""
        touched = {found.coding.id for found in self.overlapping(other)}
        same = {found.coding.id for found in other}
        return self._with(each for each in self if each.coding.id not in touched | same)

    def overlapping(self, others: Codings) -> Codings:
        """Those whose words one of ``others`` shares; `Found.shared` are the exact words."""
        return self._meeting(others, lambda _, __: True)

    def inside(self, others: Codings) -> Codings:
        """Those that lie wholly within one of ``others``."""
        return self._meeting(others, lambda mine, other: other.start <= mine.start and mine.end <= other.end)

    def around(self, others: Codings) -> Codings:
        """Those within which one of ``others`` lies wholly."""
        return self._meeting(others, lambda mine, other: mine.start <= other.start and other.end <= mine.end)

    def near(self, others: Codings, *, turns: int | None = None, characters: int | None = None) -> Codings:
        """Those with one of ``others`` near them in the same source.

        Parameters
        ----------
        others
            What has to be near.
        turns
            At most so many turns away: 0 in the same turn, 1 also in the one before or after.
        characters
            At most so many code points between the two.

        Raises
        ------
        RecordWrong
            If it is not said how near, in one of the two ways.
        """
        if (turns is None) == (characters is None):
            raise RecordWrong("question", "near", "say how near: turns=2, or characters=200")
        by_source = _by_source(others)
        within = _turns_away(turns) if turns is not None else _characters_away(characters or 0)
        return self._with(
            mine
            for mine in self
            if any(mine.coding.id != other.coding.id and within(mine, other) for other in by_source[mine.source.id])
        )

    def _meeting(self, others: Codings, fits: Callable[[Passage, Passage], bool]) -> Codings:
        """Those that share words with one of ``others``, if the two also fit."""
        lines = {name: _Line([each.passage for each in found]) for name, found in _by_source(others).items()}
        kept = []
        for mine in self:
            line = lines.get(mine.source.id)
            met = [each for each in line.touching(mine.passage) if fits(mine.passage, each)] if line else []
            if met:
                kept.append(replace(mine, shared=tuple(dict.fromkeys(_shared(mine.passage, each) for each in met))))
        return self._with(kept)

    # ---------------------------------------------------------------------------- what is around

    def in_context(self, turns: int = 2) -> Table[Context]:
        """Every passage once, whole, with what was said around it.

        Parameters
        ----------
        turns
            How many turns before and after; in sources without turns, paragraphs.
        """
        contexts = []
        with self._database.reading() as connection:
            for name, found in _by_source(self).items():
                source = records.source(connection, name)
                passages = dict.fromkeys(each.passage for each in found)
                if source is not None:
                    contexts += [context(source, passage, turns) for passage in passages]
        return Table("passages", contexts, Context)

    # -------------------------------------------------------------------------------- as tables

    def rows(self) -> list[dict[str, Any]]:
        """One dictionary a passage: where it stands, who says it, its codes, and what is said of its source."""
        by_passage: dict[str, list[Found]] = defaultdict(list)
        for each in self:
            by_passage[each.passage.id].append(each)
        said = self._attributes()
        return [_row(found, said) for found in by_passage.values()]

    def to_frame(self, each: str = "passage") -> pd.DataFrame:
        """One row a passage, or one a coding, with codes, words, place and attributes, as a pandas data frame.

        Parameters
        ----------
        each
            ``"passage"``: a passage with several codes is one row, its codes joined by ``"; "``; or
            ``"coding"``.
        """
        import pandas as pd

        if each not in {"passage", "coding"}:
            raise RecordWrong("table", each, "one row can be a passage or a coding")
        said = self._attributes()
        rows = self.rows() if each == "passage" else [_row([found], said) for found in self]
        columns = [*_COLUMNS, *said.names] if not rows else None
        return pd.DataFrame(rows, columns=columns)

    def to_matrix(self, columns: str = "case", *, counts: bool = False) -> pd.DataFrame:
        """Which code occurs where: a row a code, a column a case.

        Parameters
        ----------
        columns
            ``"case"``, ``"source"``, ``"speaker"``, ``"wave"`` or ``"by"``.
        counts
            ``True`` for how many passages, instead of 1 and 0. Numbers of passages are no findings.
        """
        import pandas as pd

        places: Callable[[Found], tuple[Any, ...]] | None = {
            "case": lambda each: each.source.cases or ("",),
            "source": lambda each: (each.source.id,),
            "speaker": lambda each: (each.speaker or "",),
            "wave": lambda each: (each.source.wave,),
            "by": lambda each: (each.coding.by,),
        }.get(columns)
        if places is None:
            raise RecordWrong("table", columns, "its columns can be: case, source, speaker, wave or by")
        cells: dict[tuple[str, Any], set[str]] = defaultdict(set)
        for each in self:
            for place in places(each):
                cells[each.path, place].add(each.passage.id)
        paths = [path for _, path in self._used_codes()]
        heads = list(dict.fromkeys(place for _, place in cells))
        table = [[len(cells[path, head]) for head in heads] for path in paths]
        frame = pd.DataFrame(table, index=pd.Index(paths, name="code"), columns=pd.Index(heads, name=columns))
        return frame if counts else frame.clip(upper=1)

    def co_occurrence(self, unit: str = "overlap") -> CoOccurrence:
        """Which codes occur together, and in how many units.

        Parameters
        ----------
        unit
            What counts as together: ``"overlap"`` (passages that share words), ``"turn"``,
            ``"source"`` or ``"case"``.
        """
        codes = self._used_codes()
        together: dict[tuple[str, str], set[Any]] = defaultdict(set)
        for place, found in self._units(unit):
            ids = sorted({each.coding.code for each in found})
            for number, one in enumerate(ids):
                for other in ids[number:]:
                    together[one, other].add(place)
        counts = {pair: len(places) for pair, places in together.items()}
        return CoOccurrence(unit, tuple(codes), counts)

    def _units(self, unit: str) -> Iterator[tuple[Any, list[Found]]]:
        """The stretches or things within which codes may meet."""
        if unit == "overlap":
            yield from self._overlaps()
            return
        places: dict[str, Callable[[Found], Iterable[Any]]] = {
            "turn": lambda each: [(each.source.id, each.turn)] if each.turn is not None else [],
            "source": lambda each: [each.source.id],
            "case": lambda each: each.source.cases,
        }
        if unit not in places:
            raise RecordWrong("unit", unit, "codes can meet in: overlap, turn, source or case")
        units: dict[Any, list[Found]] = defaultdict(list)
        for each in self:
            for place in places[unit](each):
                units[place].append(each)
        yield from units.items()

    def _overlaps(self) -> Iterator[tuple[Any, list[Found]]]:
        """Each two codings that share words, as a unit; and each coding by itself."""
        for found in _by_source(self).values():
            standing = sorted(found, key=lambda each: each.passage.start)
            open_ones: list[Found] = []
            for each in standing:
                open_ones = [other for other in open_ones if other.passage.end > each.passage.start]
                yield each.passage.id, [each]
                for other in open_ones:
                    if other.coding.code != each.coding.code:
                        yield frozenset((each.passage.id, other.passage.id)), [other, each]
                open_ones.append(each)

    def _used_codes(self) -> list[tuple[str, str]]:
        """The ids and paths of the codes that occur, in the order of the codebook."""
        used = {each.coding.code for each in self}
        return [(code.id, self.codebook.path(code.id)) for _, code in self.codebook.walk() if code.id in used]

    def _attributes(self) -> _Said:
        with self._database.reading() as connection:
            return _Said(connection)


@dataclass(frozen=True, slots=True)
class CoOccurrence:
    """How often codes occur together.

    Attributes
    ----------
    unit
        What counts as together: ``overlap``, ``turn``, ``source`` or ``case``.
    codes
        The ids and paths of the codes, in the order of the codebook.
    counts
        For two ids of codes, in their order, in how many units both occur; of one code with itself,
        in how many it occurs (for ``overlap``: how many passages it has).
    """

    unit: str
    codes: tuple[tuple[str, str], ...]
    counts: dict[tuple[str, str], int]

    def between(self, one: str, other: str) -> int:
        """In how many units two codes occur together, by their ids."""
        return self.counts.get((min(one, other), max(one, other)), 0)

    def to_frame(self) -> pd.DataFrame:
        """A square table, codes by codes; its corner names the unit."""
        import pandas as pd

        paths = [path for _, path in self.codes]
        table = [[self.between(one, other) for other, _ in self.codes] for one, _ in self.codes]
        corner = f"in the same {self.unit}" if self.unit != "overlap" else "passages that share words"
        return pd.DataFrame(table, index=pd.Index(paths, name=corner), columns=paths)

    def __repr__(self) -> str:
        return f"CoOccurrence({len(self.codes)} codes, unit: {self.unit})"

    def _repr_html_(self) -> str:
        return str(self.to_frame()._repr_html_())  # type: ignore[operator]  # the stubs do not know it


# --------------------------------------------------------------------------------- the finding


def find_codings(
    database: Database,
    connection: Connection,
    codebook: Codebook,
    codes: Sequence[str] | None,
    asked: Question,
    *,
    below: bool,
) -> Codings:
    """The codings that fit, with turn and speaker.

    Parameters
    ----------
    database, connection
        The study.
    codebook
        Its codes.
    codes
        The ids of codes; all if ``None``.
    asked
        What is asked beside the code.
    below
        Whether codes under these count too.
    """
    wanted = None
    if codes is not None:
        wanted = set().union(*(codebook.below(each) if below else {each} for each in codes))
    entries = {each.id: each for each in asked.sources(connection, cases=False)}
    by = as_list(asked.by)
    check_known("coder", by, index_records.coders(connection) if by else ())
    found = index_records.codings(connection, codes=wanted)
    found = [each for each in found if each.passage.source in entries and (not by or each.by in by)]
    if asked.case:
        found = _of_cases(connection, found, entries, set(as_list(asked.case)))
    turns = index_records.turns_of(connection, None if wanted is None else {each.passage.id for each in found})
    speakers = set(as_list(asked.speaker))
    paths = {each: codebook.path(each) for each in {one.code for one in found}}
    made = []
    for each in found:
        turn, speaker = turns.get(each.passage.id, (None, None))
        if not speakers or speaker in speakers:
            made.append(Found(each, paths[each.code], entries[each.passage.source], turn, speaker))
    return Codings(sorted(made, key=_in_order), codebook, database)


def _of_cases(
    connection: Connection, found: list[Coding], entries: dict[str, SourceEntry], cases: set[str]
) -> list[Coding]:
    """Those in a source of these cases, and those whose passage was given to one of them by itself."""
    given = {passage for case, passage in note_records.case_passages(connection) if case in cases}
    return [
        each for each in found if each.passage.id in given or not cases.isdisjoint(entries[each.passage.source].cases)
    ]


def _in_order(found: Found) -> tuple[Any, ...]:
    passage = found.passage
    return *course_of_events(found.source), passage.start, passage.end, found.path, found.coding.by, found.coding.id


def _by_source(codings: Iterable[Found]) -> dict[str, list[Found]]:
    by_source: dict[str, list[Found]] = defaultdict(list)
    for each in codings:
        by_source[each.source.id].append(each)
    return by_source


# ------------------------------------------------------------------------- where words meet


class _Line:
    """Passages of one source, by where they start, so that those touching a place are found at once."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self._passages = sorted(set(passages), key=lambda each: (each.start, each.end))
        self._starts = [each.start for each in self._passages]
        self._longest = max((each.end - each.start for each in self._passages), default=0)

    def touching(self, passage: Passage) -> list[Passage]:
        """Those that share at least one code point with ``passage`` in the same text."""
        first = bisect_right(self._starts, passage.start - self._longest)
        last = bisect_left(self._starts, passage.end)
        return [
            each
            for each in self._passages[first:last]
            if each.end > passage.start and each.content_sha256 == passage.content_sha256
        ]


def _shared(one: Passage, other: Passage) -> Passage:
    """The words that two passages share, as a passage."""
    start, end = max(one.start, other.start), min(one.end, other.end)
    whole = one.before + one.quote + one.after
    origin = one.start - len(one.before)
    cut = start - origin, end - origin
    return Passage(
        source=one.source,
        start=start,
        end=end,
        quote=whole[cut[0] : cut[1]],
        before=whole[max(0, cut[0] - CONTEXT) : cut[0]],
        after=whole[cut[1] : cut[1] + CONTEXT],
        content_sha256=one.content_sha256,
    )


def _turns_away(most: int) -> Callable[[Found, Found], bool]:
    def within(mine: Found, other: Found) -> bool:
        return mine.turn is not None and other.turn is not None and abs(mine.turn - other.turn) <= most

    return within


def _characters_away(most: int) -> Callable[[Found, Found], bool]:
    def within(mine: Found, other: Found) -> bool:
        one, two = mine.passage, other.passage
        gap = max(one.start, two.start) - min(one.end, two.end)
        return one.content_sha256 == two.content_sha256 and gap <= most

    return within


# ------------------------------------------------------------------------------------ as rows

_COLUMNS = (
    "case", "wave", "source", "kind", "informant", "level", "speaker", "turn", "start", "end",
    "quote", "codes", "memos", "by", "date",
)  # fmt: skip


class _Said:
    """What is said of cases, sources and informants beyond their own fields, and of informants' levels."""

    def __init__(self, connection: Connection) -> None:
        called = {each.id: each.name for each in note_records.attributes(connection)}
        self.levels = {each.id: each.level.value for each in records.informants(connection)}
        self._values: dict[RecordRef, dict[str, str]] = defaultdict(dict)
        for each in note_records.attribute_values(connection):
            self._values[each.about][called[each.attribute]] = each.value
        kinds = (RecordKind.CASE, RecordKind.SOURCE, RecordKind.INFORMANT)
        names = {name for ref, values in self._values.items() if ref.kind in kinds for name in values}
        self.names = sorted(names - set(_COLUMNS))

    def of(self, source: SourceEntry) -> dict[str, str]:
        """The attributes of a source, of its cases and of its informants, joined where they differ."""
        about = [
            RecordRef(RecordKind.SOURCE, source.id),
            *(RecordRef(RecordKind.CASE, each) for each in source.cases),
            *(RecordRef(RecordKind.INFORMANT, each) for each in source.informants),
        ]
        values = [self._values[each] for each in about if each in self._values]
        return {name: "; ".join(dict.fromkeys(each[name] for each in values if name in each)) for name in self.names}


def _row(found: Sequence[Found], said: _Said) -> dict[str, Any]:
    """One passage with all its codings."""
    first = found[0]
    source, passage = first.source, first.passage
    levels = dict.fromkeys(said.levels[each] for each in source.informants if each in said.levels)
    return {
        "case": "; ".join(source.cases),
        "wave": source.wave,
        "source": source.id,
        "kind": source.kind.value,
        "informant": "; ".join(source.informants),
        "level": "; ".join(levels),
        "speaker": first.speaker,
        "turn": first.turn,
        "start": passage.start,
        "end": passage.end,
        "quote": passage.quote,
        "codes": "; ".join(dict.fromkeys(each.path for each in found)),
        "memos": "; ".join(dict.fromkeys(each.coding.memo for each in found if each.coding.memo)),
        "by": "; ".join(dict.fromkeys(each.coding.by for each in found)),
        "date": None if source.date is None else str(source.date),
        **said.of(source),
    }
