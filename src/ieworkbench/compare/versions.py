"""What became of a text: what it kept, reworded, moved, dropped, and what is new; of a plan's goals; and of who must do what.

Two versions are laid side by side stretch by stretch. Whether a stretch was reworded, or one was
dropped and another put in, is a matter of degree; the bar is `least`, and every change says how alike
its two wordings are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, overload

from ieworkbench.compare.cues import Cues
from ieworkbench.compare.goal_pairs import pair_goals
from ieworkbench.compare.matching import increasing, match_texts
from ieworkbench.compare.plan_blocks import blocks_of, trimmed
from ieworkbench.compare.plan_items import PlanItems, items_in
from ieworkbench.compare.reading_doubts import reading_doubts
from ieworkbench.compare.responsibility import Duties, DutyChange, duty_changes
from ieworkbench.errors import RecordWrong
from ieworkbench.language.lexicon import Lexicon
from ieworkbench.language.units import sentence_ends
from ieworkbench.model import Passage, Source, fold
from ieworkbench.model.display import Brief, Parts, Shown, keep_parts
from ieworkbench.model.plan_item import ItemRole, PlanItem
from ieworkbench.model.vocabulary import Word

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Change", "ChangeKind", "GoalChange", "Versions", "compare_versions"]

_UNITS = ("sentence", "paragraph")


class ChangeKind(Word):
    """What became of a stretch from one version of a text to the next."""

    KEPT = "kept", "beholdt", "halde ved lag", "It stands as it stood."
    REWORDED = "reworded", "omformulert", "omformulert", "It stands there in other words."
    MOVED = "moved", "flyttet", "flytta", "It stands in the same words, in another place."
    DROPPED = "dropped", "falt ut", "falle ut", "It is gone."
    NEW = "new", "ny", "ny", "It was not there before."


@dataclass(frozen=True, slots=True, repr=False)
class Change(Brief):
    """One stretch of a text, before and after.

    Attributes
    ----------
    kind
        What became of it. What was reworded and moved counts as reworded; `moved` says the rest.
    old, new
        Its words in the earlier and the later version; ``None`` where it is not there.
    likeness
        How alike the two wordings are, from 0 to 1; 1 for the same words.
    moved
        Whether its place among the others changed.
    under_old, under_new
        The heading it stands under; ``None`` where there is none.
    responsibility
        ``"to the user"`` if something in it was a duty of services and now is the user's, ``"to services"``
        for the other way, both if there are both; empty if no duty moved. `Versions.duties` has the words.
    """

    kind: ChangeKind
    old: Passage | None
    new: Passage | None
    likeness: float = 1.0
    moved: bool = False
    under_old: Passage | None = field(default=None, repr=False)
    under_new: Passage | None = field(default=None, repr=False)
    responsibility: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class GoalChange(Brief):
    """What became of one goal of a plan, or of an action that stands under no goal.

    Attributes
    ----------
    kind
        Kept, reworded, dropped or new; never moved.
    old, new
        The item before and after; ``None`` where it is not there.
    likeness
        How alike the two wordings are, from 0 to 1; for goals that share too few words to be matched as text,
        how much of what tells what they are about.
    responsibility
        ``"to the user"`` if services were responsible and now the user alone is; ``"to services"``
        for the other way; ``"named"`` or ``"no longer named"`` if somebody is now, or is no more;
        empty if it stayed.
    """

    kind: ChangeKind
    old: PlanItem | None
    new: PlanItem | None
    likeness: float = 1.0
    responsibility: str = ""


@dataclass(frozen=True, repr=False)
class Versions(Shown, Sequence[Change]):
    """Two versions of a text side by side.

    Attributes
    ----------
    old, new
        The names of the two versions.
    changes
        Every stretch, in the order of the later version; what was dropped stands where it stood.
    goals
        What became of the goals, if these are plans with goals.
    duties
        The duties that went from services to the user, or from the user to services, with both sentences.
    unit, least
        What a stretch is, and how alike two wordings are at least to be one stretch reworded.
    duties_by
        By which lexicon and pipeline duties were found.
    notes
        What could not be done.
    """

    old: str
    new: str
    changes: tuple[Change, ...]
    goals: tuple[GoalChange, ...] = ()
    unit: str = "sentence"
    least: float = 0.5
    duties: tuple[DutyChange, ...] = ()
    duties_by: str = ""
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        keep_parts(self, "changes", "goals", "duties")

    def __repr__(self) -> str:
        counted = ", ".join(f"{number} {kind.value}" for kind, number in self.counts.items() if number)
        return f"Versions({self.old} → {self.new}: {counted or 'nothing'})"

    @overload
    def __getitem__(self, place: int) -> Change: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Change, ...]: ...
    def __getitem__(self, place: int | slice) -> Change | tuple[Change, ...]:
        return self.changes[place]

    def __len__(self) -> int:
        return len(self.changes)

    def __iter__(self) -> Iterator[Change]:
        return iter(self.changes)

    def of(self, *kinds: str) -> tuple[Change, ...]:
        """The changes of these kinds: ``"reworded"``, ``"dropped"``."""
        meant = {ChangeKind.meant("change", kind) for kind in kinds}
        return Parts(each for each in self.changes if each.kind in meant)

    @property
    def counts(self) -> dict[ChangeKind, int]:
        """How many stretches became what."""
        found = Counter(each.kind for each in self.changes)
        return {kind: found[kind] for kind in ChangeKind}

    @property
    def method(self) -> str:
        """How the two were compared, in a sentence for a method section."""
        return (
            f"Compared by {self.unit}; the same words in the same order are kept, others reworded where words that are "
            f"rare in the two texts and their order are alike to at least {self.least:g} (by {self.least - 0.2:.1f} "
            "between neighbours that are matched); spelling, case and places to be filled in do not matter. "
            "Goals left over are one where they share two words that tell what they are about, or one and what is done. "
            "Duties moved where both versions demand the same of a named user here and of a named service there. "
            f"{self.duties_by}"
        ).rstrip()

    def rows(self) -> list[dict[str, object]]:
        """A dictionary a change, with the words of both versions."""
        return [
            {
                "change": each.kind.value,
                "moved": "yes" if each.moved else "",
                "before": each.old.quote if each.old else "",
                "after": each.new.quote if each.new else "",
                "likeness": each.likeness if each.old and each.new else None,
                "responsibility": each.responsibility,
                "under": each.under_new.quote if each.under_new else "",
                "was under": each.under_old.quote if each.under_old else "",
                "starts before": each.old.start if each.old else None,
                "starts after": each.new.start if each.new else None,
            }
            for each in self.changes
        ]

    def to_frame(self) -> pd.DataFrame:
        """One row a change, as a pandas data frame."""
        import pandas as pd

        columns = [
            "change", "moved", "before", "after", "likeness", "responsibility", "under", "was under", "starts before", "starts after"
        ]  # fmt: skip
        return pd.DataFrame(self.rows(), columns=columns)

    def duty_rows(self) -> list[dict[str, object]]:
        """A dictionary for each duty that moved: which way, whose it was and is, both sentences, and where they stand."""
        return [
            {
                "responsibility": each.said,
                "whose before": each.old_who.quote,
                "whose after": each.new_who.quote,
                "before": each.old.quote,
                "after": each.new.quote,
                "starts before": each.old.start,
                "ends before": each.old.end,
                "starts after": each.new.start,
                "ends after": each.new.end,
            }
            for each in self.duties
        ]


@dataclass(frozen=True, slots=True)
class _Stretch:
    start: int
    end: int
    under: tuple[int, int] | None


def compare_versions(
    old: Source,
    new: Source,
    *,
    unit: str = "sentence",
    least: float = 0.5,
    user: Iterable[str] = (),
    language: str | None = None,
    lexicon: Lexicon | str | Path | None = None,
    pipeline: str = "rules",
) -> Versions:
    """What of a text was kept, reworded, moved, dropped, and what is new; what became of goals; whose duty became another's.

    Parameters
    ----------
    old, new
        The earlier and the later version: plans, policy texts, letters.
    unit
        What is compared: ``"sentence"``, or ``"paragraph"`` for texts of numbered conditions.
    least
        How alike two wordings are at least to be one stretch reworded, from 0.2 to 1.
    user
        What the person is called in the texts, beside “you”, “the user” and the like; see `plan_items`.
    language, lexicon, pipeline
        How duties are read; see `statements`. Its lists ``people.person`` and ``people.office`` say who is
        the user and who belongs to services.

    Raises
    ------
    RecordWrong
        If the unit is none of these, or `least` is out of range.
    LexiconWrong, FileMissing, PipelineMissing
        If the lexicon or the pipeline cannot be used.

    Examples
    --------
    >>> from ieworkbench.importers import read_bytes
    >>> one = read_bytes(b"The day centre takes you swimming on Fridays.\\nSleep well.\\n", "2014.txt")
    >>> two = read_bytes(b"You go swimming on Fridays with the day centre.\\nEat well.\\n", "2015.txt")
    >>> [each.kind.value for each in compare_versions(one, two)]
    ['reworded', 'dropped', 'new']
    >>> one = read_bytes(b"The council must order the taxi on Fridays.", "2014.txt")
    >>> two = read_bytes(b"You must order the taxi on Fridays.", "2015.txt")
    >>> for each in compare_versions(one, two).duties:
    ...     print(each.said, "/", each.old_who.quote, "/", each.new_who.quote)
    moved from services' to the user's responsibility / The council / You
    """
    if unit not in _UNITS:
        raise RecordWrong("unit", str(unit)[:30], f"choose one of {', '.join(_UNITS)}")
    if isinstance(least, bool) or not isinstance(least, int | float) or not 0.2 <= least <= 1:
        raise RecordWrong("least", str(least)[:30], "say how alike, from 0.2 to 1")
    before, after = _stretches(old, unit), _stretches(new, unit)
    changes = _changes(old, before, new, after, least)
    user = tuple(user)
    called = (*user, *old.informants, *new.informants)
    goals = _goals(_items(old, user), _items(new, user), least, called)
    sides = [Duties(each, called, language=language, lexicon=lexicon, pipeline=pipeline) for each in (old, new)]
    changes, duties = _with_duties(changes, *sides)
    return Versions(
        old.name,
        new.name,
        tuple(changes),
        tuple(goals),
        unit,
        float(least),
        tuple(duties),
        " ".join(dict.fromkeys(each.method for each in sides)),
        (*reading_doubts((old, new)), *dict.fromkeys(note for each in sides for note in each.notes)),
    )


# ----------------------------------------------------------------------------------- stretches


def _stretches(source: Source, unit: str) -> list[_Stretch]:
    found: list[_Stretch] = []
    under: tuple[int, int] | None = None
    blocks, _ = blocks_of(source, Cues(()))
    for block in blocks:
        if block.heading:
            under = (block.start, block.end)
            found.append(_Stretch(block.start, block.end, None))
            continue
        places = [(block.start, block.end)] if block.table is None else [(c.start, c.end) for c in block.table.cells]
        for start, end in places:
            found += [_Stretch(*each, under) for each in _units(source.content, start, end, unit)]
    return found


def _units(content: str, start: int, end: int, unit: str) -> Iterator[tuple[int, int]]:
    words = content[start:end]
    places = [0, *sentence_ends(words), len(words)] if unit == "sentence" else [0, len(words)]
    for first, last in pairwise(places):
        place = trimmed(content, start + first, start + last)
        if place[1] > place[0]:
            yield place


# ------------------------------------------------------------------------------------- changes


def _changes(old: Source, before: list[_Stretch], new: Source, after: list[_Stretch], least: float) -> list[Change]:
    words = [[source.content[each.start : each.end] for each in side] for source, side in ((old, before), (new, after))]
    matched = match_texts(words[0], words[1], least)
    in_order = increasing([each.new for each in matched])
    made: list[tuple[float, Change]] = []
    for number, each in enumerate(matched):
        moved = number not in in_order
        one, other = before[each.old], after[each.new]
        made.append((each.new, _change(old, one, new, other, each.likeness, moved=moved)))
    matched_old, matched_new = {each.old: each.new for each in matched}, {each.new for each in matched}
    made += [
        (place, _change(old, None, new, stretch, 0.0))
        for place, stretch in enumerate(after)
        if place not in matched_new
    ]
    last = -0.5
    for place, stretch in enumerate(before):
        if place in matched_old:
            last = matched_old[place] + 0.5
        else:
            made.append((last, _change(old, stretch, new, None, 0.0)))
    return [change for _, change in sorted(made, key=lambda each: each[0])]


def _change(
    old: Source, one: _Stretch | None, new: Source, other: _Stretch | None, likeness: float, *, moved: bool = False
) -> Change:
    if one is None:
        kind = ChangeKind.NEW
    elif other is None:
        kind = ChangeKind.DROPPED
    elif likeness < 1:
        kind = ChangeKind.REWORDED
    else:
        kind = ChangeKind.MOVED if moved else ChangeKind.KEPT
    return Change(
        kind,
        None if one is None else old.passage(one.start, one.end),
        None if other is None else new.passage(other.start, other.end),
        likeness,
        moved,
        None if one is None else _under(old, one),
        None if other is None else _under(new, other),
    )


def _with_duties(changes: Iterable[Change], old: Duties, new: Duties) -> tuple[list[Change], list[DutyChange]]:
    """The changes with which way a duty in them went, and the duties that moved."""
    found, told = [], []
    for each in changes:
        moved: list[DutyChange] = []
        if each.old is not None and each.new is not None:
            moved = list(duty_changes(old, new, (each.old.start, each.old.end), (each.new.start, each.new.end)))
        found += moved
        told.append(replace(each, responsibility=", ".join(dict.fromkeys(one.responsibility for one in moved))))
    return told, found


def _under(source: Source, stretch: _Stretch) -> Passage | None:
    return None if stretch.under is None else source.passage(*stretch.under)


# --------------------------------------------------------------------------------------- goals


def _items(source: Source, user: Iterable[str]) -> PlanItems:
    blocks, _ = blocks_of(source, Cues(()))
    return items_in(source, blocks, user=user)


def _goals(old: PlanItems, new: PlanItems, least: float, called: Iterable[str]) -> Iterator[GoalChange]:
    """The items matched by goal and action: an item is the same if its goal is, or its action where it has none.

    Goals left over are paired by what they are about.
    """
    before, after = [_said(each) for each in old], [_said(each) for each in new]
    matched = match_texts(before, after, least)
    matched += pair_goals(old, new, matched, called)
    found: list[tuple[float, GoalChange]] = []
    for each in matched:
        one, other = old[each.old], new[each.new]
        kind = ChangeKind.KEPT if each.likeness == 1 else ChangeKind.REWORDED
        found.append((each.new, GoalChange(kind, one, other, each.likeness, _passed(one, other))))
    news = {each.new for each in matched}
    found += [
        (place, GoalChange(ChangeKind.NEW, None, new[place], 0.0)) for place in range(len(new)) if place not in news
    ]
    kept, last = {each.old: each.new for each in matched}, -0.5
    for place, item in enumerate(old):
        if place in kept:
            last = kept[place] + 0.5
        else:
            found.append((last, GoalChange(ChangeKind.DROPPED, item, None, 0.0)))
    return (change for _, change in sorted(found, key=lambda each: each[0]))


def _said(item: PlanItem) -> str:
    part = item.goal or item.action
    return fold(part.quote) if part is not None else ""


def _passed(one: PlanItem, other: PlanItem) -> str:
    """Between whom responsibility went."""
    was, now = one.part(ItemRole.RESPONSIBLE), other.part(ItemRole.RESPONSIBLE)
    if was is None or now is None:
        return "" if was is now else ("named" if was is None else "no longer named")
    if one.to_user == other.to_user:
        return ""
    return "to the user" if other.to_user else "to services"
