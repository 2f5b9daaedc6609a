"""Accounts that were found again, in the order of the course of events, with what stands around.

`Codings` is what a question gives; `finding` asks it. Narrowing and joining give `Codings` again, so
that questions can be put together from smaller ones.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations_with_replacement
from typing import TYPE_CHECKING, Any, overload

from ieworkbench.errors import RecordWrong
from ieworkbench.model import (
    Codebook,
    Coding,
    Passage,
    RecordKind,
    RecordRef,
    Source,
)
from ieworkbench.model.display import Brief, Shown
from ieworkbench.model.passage import CONTEXT
from ieworkbench.store import note_records, passage_records, records
from ieworkbench.store.course import course_of_events
from ieworkbench.store.database import Connection, Database
from ieworkbench.store.records import SourceEntry
from ieworkbench.study.given import words_given
from ieworkbench.study.many_values import many_values
from ieworkbench.study.surroundings import Context, context
from ieworkbench.study.table import Table

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["CoOccurrence", "Codings", "Found", "in_order"]


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
    cases
        The cases it belongs to: those of its source, and those the passage was given to by itself.
    case
        The one of them under which it stands in the course of events; empty if there is none.
    turn, last_turn
        The numbers of the turns in which it begins and ends, from 0; ``None`` outside turns.
    speaker
        Who says it, as the source labels them; where several speak, the first.
    shared
        After ``a & b`` or `Codings.overlapping`: the exact words it shares with others.
    """

    coding: Coding
    path: str
    source: SourceEntry
    cases: tuple[str, ...] = ()
    case: str = ""
    turn: int | None = None
    last_turn: int | None = None
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
    asked
        What was asked, in words; empty where everything was.
    """

    def __init__(self, found: Iterable[Found], codebook: Codebook, database: Database, asked: str = "") -> None:
        super().__init__("codings", found, Found)
        self.codebook = codebook
        self.asked = asked
        self._database = database

    def __repr__(self) -> str:
        if not self and self.asked:
            return f"0 codings: {self.asked}"
        passages = len({each.passage.id for each in self})
        inside = f" of {passages:,} passages" if passages != len(self) else ""
        return f"{len(self):,} coding{'' if len(self) == 1 else 's'}{inside}"

    @overload
    def __getitem__(self, place: int) -> Found: ...
    @overload
    def __getitem__(self, place: slice) -> Codings: ...
    def __getitem__(self, place: int | slice) -> Found | Codings:
        return self._with(self._records[place]) if isinstance(place, slice) else self._records[place]

    def _with(self, found: Iterable[Found], asked: str = "") -> Codings:
        return Codings(found, self.codebook, self._database, asked or self.asked)

    def _asked_with(self, how: str, others: object) -> str:
        """What is asked of these and of others together, in words."""
        return f"{_grouped(self.asked)} {how} {_grouped(_codings(others).asked)}"

    # -------------------------------------------------------------------- narrowing and joining

    def __or__(self, other: Codings) -> Codings:
        """Those of either, each once, in the order of the course of events."""
        each = {found.coding.id: found for found in (*_codings(other), *self)}
        return self._with(in_order(each.values()), self._asked_with("or", other))

    def __and__(self, other: Codings) -> Codings:
        """Those of these whose words one of the others shares; a coding shares its own words."""
        return self._meeting(other, "sharing words with", lambda _, __: True, itself=True)

    def __sub__(self, other: Codings) -> Codings:
        """Those of these that share no word with any of the others."""
        touched = {found.coding.id for found in self & other}
        return self._with(
            (each for each in self if each.coding.id not in touched), self._asked_with("sharing no words with", other)
        )

    def overlapping(self, others: Codings) -> Codings:
        """Those whose words another one of ``others`` shares; `Found.shared` are the exact words."""
        return self._meeting(others, "sharing words with", lambda _, __: True)

    def inside(self, others: Codings) -> Codings:
        """Those that lie wholly within another one of ``others``."""
        return self._meeting(others, "inside", lambda mine, other: other.start <= mine.start and mine.end <= other.end)

    def around(self, others: Codings) -> Codings:
        """Those within which another one of ``others`` lies wholly."""
        return self._meeting(others, "around", lambda mine, other: mine.start <= other.start and other.end <= mine.end)

    def near(self, others: Codings, *, turns: int | None = None, characters: int | None = None) -> Codings:
        """Those with one of ``others`` near them in the same source.

        Parameters
        ----------
        others
            What has to be near.
        turns
            At most so many turns away: 0 in the same turn, 1 also in the one before or after. What
            stands in no turn is near nothing.
        characters
            At most so many code points between the two.

        Raises
        ------
        RecordWrong
            If it is not said how near, in one of the two ways.
        """
        most = turns if turns is not None else characters
        if (turns is None) == (characters is None):
            raise RecordWrong("question", "near", "say how near: turns=2, or characters=200")
        if not isinstance(most, int) or most < 0:
            raise RecordWrong("question", "near", "how near is a whole number, from 0")
        place = _turns if turns is not None else _characters
        lines = {key: _Line(found, place) for key, found in _by_text(_codings(others)).items()}
        kept = [
            mine
            for mine in self
            if any(other.coding.id != mine.coding.id for other in _line_of(lines, mine).within(place(mine), most))
        ]
        step = "turn" if turns is not None else "character"
        return self._with(kept, self._asked_with(f"within {most:,} {step}{'' if most == 1 else 's'} of", others))

    def _meeting(
        self, others: Codings, how: str, fits: Callable[[Passage, Passage], bool], *, itself: bool = False
    ) -> Codings:
        """Those that share words with one of ``others``, if the two also fit."""
        lines = {key: _Line(found, _characters) for key, found in _by_text(_codings(others)).items()}
        kept = []
        for mine in self:
            met = [
                each.passage
                for each in _line_of(lines, mine).within(_characters(mine), -1)
                if (itself or each.coding.id != mine.coding.id) and fits(mine.passage, each.passage)
            ]
            if met:
                words = sorted({_shared(mine.passage, each) for each in met}, key=lambda each: (each.start, each.end))
                kept.append(replace(mine, shared=tuple(words)))
        return self._with(kept, self._asked_with(how, others))

    # ---------------------------------------------------------------------------- what is around

    def in_context(self, turns: int = 2) -> Table[Context]:
        """Every passage once, whole, with what was said around it.

        An orphan, whose words are gone from the corrected text, is shown in the text in which it
        last stood.

        Parameters
        ----------
        turns
            How many turns before and after; in sources without turns, paragraphs.
        """
        if not isinstance(turns, int) or turns < 0:
            raise RecordWrong("question", "context", "how many turns around is a whole number, from 0")
        passages = {each.passage.id: each.passage for each in self}
        read: dict[tuple[str, str], Source] = {}
        with self._database.reading() as connection:
            for each in passages.values():
                if (each.source, each.content_sha256) not in read:
                    read[each.source, each.content_sha256] = _text_of(connection, each)
        found = [context(read[each.source, each.content_sha256], each, turns) for each in passages.values()]
        return Table(f"passages: {self.asked}" if self.asked and not found else "passages", found, Context)

    # -------------------------------------------------------------------------------- as tables

    def rows(self) -> list[dict[str, Any]]:
        """One dictionary a passage: where it stands, who says it, its codes, and what is said of its source."""
        return self._rows(self._attributes())

    def _rows(self, said: _Said) -> list[dict[str, Any]]:
        by_passage: dict[str, list[Found]] = defaultdict(list)
        for each in self:
            by_passage[each.passage.id].append(each)
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

        if words_given("table", each) not in {"passage", "coding"}:
            raise RecordWrong("table", each, "one row can be a passage or a coding")
        said = self._attributes()
        with many_values():
            rows = self._rows(said) if each == "passage" else [_row([found], said) for found in self]
            frame = pd.DataFrame(rows, columns=[*_COLUMNS, *said.columns.values()])
            return frame.astype(dict.fromkeys(("wave", "turn", "start", "end"), "Int64"))

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
            "case": lambda each: each.cases or ("no case",),
            "source": lambda each: (each.source.id,),
            "speaker": lambda each: (each.speaker or "no speaker",),
            "wave": lambda each: ("no wave" if each.source.wave is None else each.source.wave,),
            "by": lambda each: (each.coding.by,),
        }.get(words_given("table", columns))
        if places is None:
            raise RecordWrong("table", columns, "its columns can be: case, source, speaker, wave or by")
        cells: dict[tuple[str, Any], set[str]] = defaultdict(set)
        for each in self:
            for place in places(each):
                cells[each.coding.code, place].add(each.passage.id)
        heads = list(dict.fromkeys(place for _, place in cells))
        if columns in {"case", "wave"}:
            heads.sort(key=lambda head: (str(head).startswith("no "), head if isinstance(head, int) else 0, str(head)))
        codes = self._used_codes()
        table = [[len(cells.get((code, head), ())) for head in heads] for code, _ in codes]
        index = pd.Index([path for _, path in codes], name="code", dtype=object)
        frame = pd.DataFrame(table, index=index, columns=pd.Index(heads, name=columns, dtype=object), dtype=int)
        return frame if counts else frame.clip(upper=1)

    def co_occurrence(self, unit: str = "overlap") -> CoOccurrence:
        """Which codes occur together, and in how many units.

        Parameters
        ----------
        unit
            What counts as together: ``"overlap"`` (two passages that share words, or one that has
            both), ``"turn"``, ``"source"`` or ``"case"``.

        Raises
        ------
        RecordWrong
            If codes cannot meet in such a unit.
        """
        codes = self._used_codes()
        together: dict[tuple[str, str], set[Any]] = defaultdict(set)
        for place, pairs in self._units(unit):
            for pair in pairs:
                together[pair].add(place)
        counts = {pair: len(places) for pair, places in together.items()}
        return CoOccurrence(unit, tuple(codes), counts, self._outside(unit))

    def _outside(self, unit: str) -> int:
        """How many passages stand in no such unit."""
        outside: dict[str, Callable[[Found], bool]] = {
            "turn": lambda each: each.turn is None,
            "case": lambda each: not each.cases,
        }
        return len({each.passage.id for each in self if unit in outside and outside[unit](each)})

    def _units(self, unit: str) -> Iterator[tuple[Any, Iterable[tuple[str, str]]]]:
        """The stretches or things within which codes may meet, and which codes do: pairs of ids, in order."""
        if words_given("unit", unit) == "overlap":
            yield from self._overlaps()
            return
        places: dict[str, Callable[[Found], Iterable[Any]]] = {
            "turn": lambda each: [(each.source.id, turn) for turn in _turn_numbers(each)],
            "source": lambda each: [each.source.id],
            "case": lambda each: each.cases,
        }
        if unit not in places:
            raise RecordWrong("unit", unit, "codes can meet in: overlap, turn, source or case")
        units: dict[Any, set[str]] = defaultdict(set)
        for each in self:
            for place in places[unit](each):
                units[place].add(each.coding.code)
        for place, codes in units.items():
            yield place, _pairs(codes)

    def _overlaps(self) -> Iterator[tuple[Any, Iterable[tuple[str, str]]]]:
        """Each passage, with each two of its codes; and each two passages that share words, with one code of each."""
        for found in _by_text(self).values():
            codes: dict[str, set[str]] = defaultdict(set)
            for one in found:
                codes[one.passage.id].add(one.coding.code)
            open_ones: list[Passage] = []
            for each in sorted({one.passage for one in found}, key=lambda one: (one.start, one.end, one.id)):
                open_ones = [other for other in open_ones if other.end > each.start]
                mine = codes[each.id]
                yield each.id, _pairs(mine)
                for other in open_ones:
                    yield (
                        frozenset((each.id, other.id)),
                        {(min(a, b), max(a, b)) for a in mine for b in codes[other.id] if a != b},
                    )
                open_ones.append(each)

    def _used_codes(self) -> list[tuple[str, str]]:
        """The ids and paths of the codes that occur, in the order of the codebook."""
        used = {each.coding.code for each in self}
        return [(code.id, self.codebook.path(code.id)) for _, code in self.codebook.walk() if code.id in used]

    def _attributes(self) -> _Said:
        with self._database.reading() as connection:
            return _Said(connection)


@dataclass(frozen=True, slots=True, repr=False)
class CoOccurrence(Shown):
    """How often codes occur together.

    Attributes
    ----------
    unit
        What counts as together: ``overlap``, ``turn``, ``source`` or ``case``.
    codes
        The ids and paths of the codes, in the order of the codebook.
    counts
        For two ids of codes, in their order, in how many units both occur; of one code with itself,
        in how many it occurs. For ``overlap`` a unit is a passage that has both codes, or two
        passages that share words and have one each; with itself, how many passages it has.
    outside
        How many passages stand in no such unit, and count nowhere: outside turns, or without a case.
    """

    unit: str
    codes: tuple[tuple[str, str], ...]
    counts: dict[tuple[str, str], int]
    outside: int = 0

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


# --------------------------------------------------------------------------------- for all of them


def _grouped(asked: str) -> str:
    """What was asked as a part of more: in brackets where it has parts itself."""
    if not asked:
        return "any coding"
    return f"({asked})" if "”" in asked[:-1] or not asked.endswith("”") else asked


def _text_of(connection: Connection, passage: Passage) -> Source:
    """The version of its source in which a kept passage stands."""
    version = passage_records.version_with_text(connection, passage.source, passage.content_sha256)
    source = records.source(connection, passage.source, version)
    assert source is not None, "a kept passage stands in a version of its source"  # noqa: S101
    return source


def in_order(found: Collection[Found]) -> list[Found]:
    """What was found, in the order of the course of events: by case, wave, source and place."""
    sources = {(each.source.id, each.case): each.source for each in found}  # few, and codings are many
    by_course = sorted(sources, key=lambda where: course_of_events(sources[where], where[1]))
    places = {where: place for place, where in enumerate(by_course)}

    def key(each: Found) -> tuple[int, int, int, str, str, str]:
        coding = each.coding
        passage = coding.passage
        return places[each.source.id, each.case], passage.start, passage.end, each.path, coding.by, coding.id

    return sorted(found, key=key)


def _codings(given: object) -> Codings:
    if not isinstance(given, Codings):
        message = f"give what another question found, such as study.codings(…), and not a {type(given).__name__}"
        raise RecordWrong("question", "", message)
    return given


# ------------------------------------------------------------------------- where words meet

_Text = tuple[str, str]


def _text(found: Found) -> _Text:
    return found.source.id, found.passage.content_sha256


def _by_text(codings: Iterable[Found]) -> dict[_Text, list[Found]]:
    """The codings of each text; an orphan stands in an earlier text of its source, and meets no later one."""
    by_text: dict[_Text, list[Found]] = defaultdict(list)
    for each in codings:
        by_text[_text(each)].append(each)
    return by_text


Stretch = tuple[int, int]


def _characters(found: Found) -> Stretch | None:
    return found.passage.start, found.passage.end


def _turns(found: Found) -> Stretch | None:
    return None if found.turn is None or found.last_turn is None else (found.turn, found.last_turn)


def _turn_numbers(found: Found) -> range:
    stretch = _turns(found)
    return range(0) if stretch is None else range(stretch[0], stretch[1] + 1)


def _pairs(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Each two of these, in order, and each with itself."""
    return [(one, other) for one, other in combinations_with_replacement(sorted(codes), 2)]


class _Line:
    """Codings of one text by where they begin, so that those near a place are found at once."""

    def __init__(self, codings: Iterable[Found], place: Callable[[Found], Stretch | None]) -> None:
        placed = [(stretch, each) for each in codings if (stretch := place(each)) is not None]
        self._placed = sorted(placed, key=lambda each: each[0])
        self._starts = [start for (start, _), _ in self._placed]
        self._longest = max((end - start for (start, end), _ in self._placed), default=0)

    def within(self, place: Stretch | None, most: int) -> Iterator[Found]:
        """Those with at most so much between them and ``place``; -1 for those that share at least one step."""
        if place is None:
            return
        start, end = place
        first = bisect_left(self._starts, start - most - self._longest)
        last = bisect_right(self._starts, end + most)
        for (other_start, other_end), each in self._placed[first:last]:
            if max(start, other_start) - min(end, other_end) <= most:
                yield each


def _line_of(lines: Mapping[_Text, _Line], found: Found) -> _Line:
    return lines.get(_text(found)) or _Line((), _characters)


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
        self.columns = {name: f"{name} (attribute)" if name in _COLUMNS else name for name in sorted(names)}
        self._of_source: dict[str, tuple[str, str, str, str | None]] = {}

    def of_source(self, source: SourceEntry) -> tuple[str, str, str, str | None]:
        """A source's kind, its informants and their levels, and its date, as they stand in a row."""
        if source.id not in self._of_source:
            levels = [self.levels[each] for each in source.informants if each in self.levels]
            date = None if source.date is None else str(source.date)
            self._of_source[source.id] = source.kind.value, _joined(source.informants), _joined(levels), date
        return self._of_source[source.id]

    def of(self, found: Found) -> dict[str, str]:
        """The attributes of a coding's source, cases and informants, joined where they differ."""
        if not self.columns:
            return {}
        about = [
            RecordRef(RecordKind.SOURCE, found.source.id),
            *(RecordRef(RecordKind.CASE, each) for each in found.cases),
            *(RecordRef(RecordKind.INFORMANT, each) for each in found.source.informants),
        ]
        values = [self._values[each] for each in about if each in self._values]
        return {
            column: "; ".join(dict.fromkeys(each[name] for each in values if name in each))
            for name, column in self.columns.items()
        }


def _row(found: Sequence[Found], said: _Said) -> dict[str, Any]:
    """One passage with all its codings."""
    first = found[0]
    source, passage = first.source, first.passage
    kind, informants, levels, date = said.of_source(source)
    return {
        "case": _joined(first.cases),
        "wave": source.wave,
        "source": source.id,
        "kind": kind,
        "informant": informants,
        "level": levels,
        "speaker": first.speaker,
        "turn": first.turn,
        "start": passage.start,
        "end": passage.end,
        "quote": passage.quote,
        "codes": _joined([each.path for each in found]),
        "memos": _joined([each.coding.memo for each in found if each.coding.memo]),
        "by": _joined([each.coding.by for each in found]),
        "date": date,
        **said.of(first),
    }


def _joined(parts: Sequence[str]) -> str:
    """Each of these once, in their order, in one cell."""
    return parts[0] if len(parts) == 1 else "; ".join(dict.fromkeys(parts))
