"""The items of a plan: from tables with a head, and from lines with labels (“Goal: … Action: …”).

Cells in which nothing stands are blanks, and so are those that only say so (“not applicable”), by the
list ``plan.nothing`` of the lexicons; an item keeps these words. Nothing is filled in from elsewhere; only a cell that the
plan itself stretches over several rows belongs to each of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, overload

from ieworkbench.compare.comparison_words import counted
from ieworkbench.compare.cues import Cues
from ieworkbench.compare.plan_blocks import Block, GridCell, PlanTable, blocks_of, has_words, trimmed
from ieworkbench.language.lexicon import LANGUAGES, lexicon
from ieworkbench.model import Passage, Source, fold
from ieworkbench.model.display import Parts, Shown, keep_parts
from ieworkbench.model.plan_item import ItemRole, PlanItem

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ItemTable", "PlanItems", "item_table", "items_in", "label_places", "label_role", "plan_items"]

_ROLES = Cues.of([
    (ItemRole.GOAL, ["goal*", "objective*", "outcome*", "desired outcome*", "aim*", "target", "what i want*", "what we want*", "need*", "problem*", "mål*", "hovedmål*", "hovudmål*", "delmål*", "målsetting*", "målsetjing*", "behov*", "ønske*"]),
    (ItemRole.ACTION, ["action*", "intervention*", "measure*", "activit*", "planned support", "step*", "task*", "what is to be done", "what will be done", "what", "how", "tiltak*", "aktivitet*", "oppgave*", "oppgåve*", "hva som skal gjøres", "kva som skal gjerast", "hva", "kva", "hvordan", "korleis"]),
    (ItemRole.RESPONSIBLE, ["responsib*", "person responsible", "who is responsible", "who will do it", "who", "by whom", "lead", "ansvar*", "ansvarlig*", "ansvarleg*", "hvem har ansvar*", "kven har ansvar*", "hvem", "kven", "utføres av", "vert utført av"]),
    (ItemRole.OTHERS, ["others*", "other services", "with whom", "also involved", "who else", "participant*", "partner*", "in cooperation with", "together with", "andre*", "samarbeid*", "deltaker*", "deltakar*", "medvirk*", "hvem andre", "kven andre", "sammen med", "saman med"]),
    (ItemRole.START, ["start*", "begin*", "from", "date started", "oppstart*", "fra", "frå"]),
    (ItemRole.DEADLINE, ["deadline*", "due*", "by when", "when", "target date*", "time limit", "time frame", "timescale*", "time", "date", "end date", "finish*", "frist*", "tidsfrist*", "når", "tid", "tidsrom*", "tidsramme*", "dato", "ferdig*", "slutt*", "innen*"]),
    (ItemRole.REVIEW, ["review*", "evaluat*", "follow-up", "status", "result*", "progress", "evaluering*", "oppfølging*", "resultat*", "vurdering*", "måloppnåelse"]),
])  # fmt: skip
_USER = frozenset(
    fold(each)
    for each in (
        "i", "me", "myself", "self", "the user", "user", "service user", "the service user", "client", "the client",
        "patient", "the patient", "the person", "you", "jeg", "meg", "selv", "meg selv", "bruker", "brukeren",
        "tjenestemottaker", "tjenestemottakeren", "pasient", "pasienten", "du", "eg", "sjølv", "meg sjølv", "brukar", "brukaren",
        "tenestemottakar", "tenestemottakaren",
    )
)  # fmt: skip
_OWNER = Cues.of([("owner", ["plan for", "individual plan for", "name", "user", "service user", "person", "patient", "navn", "namn", "bruker", "brukar", "tjenestemottaker", "tenestemottakar", "individuell plan for"])])  # fmt: skip
_BETWEEN = re.compile(r"\s*(?:[;,/&+\n]|\band\b|\bog\b)\s*")
_BESIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_LONGEST_LABEL, _MOST_LABEL_WORDS = 48, 5
_HEAD_WORDS = 6


@dataclass(frozen=True)
class PlanItems(Shown, Sequence[PlanItem]):
    """The items of one plan, with what is missing in them.

    Attributes
    ----------
    plan
        The name of the plan.
    items
        In the order of the text.
    empty_rows
        How many rows of its tables nobody has filled in; they are no items.
    """

    plan: str
    items: tuple[PlanItem, ...] = ()
    empty_rows: int = 0

    def __post_init__(self) -> None:
        keep_parts(self, "items")

    def __repr__(self) -> str:
        blanks = sum(self.blanks.values())
        return f"PlanItems({self.plan}: {counted(len(self), 'item')}, {counted(blanks, 'blank')})"

    @overload
    def __getitem__(self, place: int) -> PlanItem: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[PlanItem, ...]: ...
    def __getitem__(self, place: int | slice) -> PlanItem | tuple[PlanItem, ...]:
        return self.items[place]

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator[PlanItem]:
        return iter(self.items)

    @property
    def goals(self) -> tuple[Passage, ...]:
        """Each goal once, in the order of the text."""
        return Parts({(each.goal.start, each.goal.end): each.goal for each in self.items if each.goal}.values())

    @property
    def actions(self) -> tuple[Passage, ...]:
        """Each action once, in the order of the text."""
        return Parts({(each.action.start, each.action.end): each.action for each in self.items if each.action}.values())

    @property
    def goals_without_action(self) -> tuple[Passage, ...]:
        """The goals for which no action stands."""
        served = {(each.goal.start, each.goal.end) for each in self.items if each.goal and each.action}
        return Parts(goal for goal in self.goals if (goal.start, goal.end) not in served)

    @property
    def actions_without_responsible(self) -> tuple[Passage, ...]:
        """The actions for which nobody is named as responsible."""
        return Parts(each.action for each in self.items if each.action and each.responsible is None)

    @property
    def to_user(self) -> tuple[PlanItem, ...]:
        """The items for which the person whose plan it is is the only one responsible."""
        return Parts(each for each in self.items if each.to_user)

    @property
    def everything_to_user(self) -> bool:
        """Whether all that anybody is responsible for is given to the person whose plan it is."""
        named = [each for each in self.items if each.responsible is not None]
        return bool(named) and all(each.to_user for each in named)

    @property
    def blanks(self) -> Counter[ItemRole]:
        """How many blanks there are of each part that the plan has room for."""
        return Counter(role for each in self.items for role in each.blanks)

    def rows(self) -> list[dict[str, str]]:
        """A dictionary an item: its parts, with blanks as empty words."""
        return [
            {
                "plan": self.plan,
                **{role.value: part.quote if (part := each.part(role)) else "" for role in ItemRole},
                "blank": "; ".join(role.value for role in each.blanks),
                "only the user": "yes" if each.to_user else "",
            }
            for each in self.items
        ]

    def to_frame(self) -> pd.DataFrame:
        """One row an item, as a pandas data frame."""
        import pandas as pd

        columns = ["plan", *(role.value for role in ItemRole), "blank", "only the user"]
        return pd.DataFrame(self.rows(), columns=columns)


def plan_items(plan: Source, *, user: Iterable[str] = ()) -> PlanItems:
    """The items of a plan: goal, action, responsible, others, start, deadline, review.

    Parameters
    ----------
    plan
        The plan, from a file of any format.
    user
        What the person is called in the plan, beside “the user”, “I” and the like, the codes of the
        plan's informants, and the name it is made out to.

    Examples
    --------
    >>> from ieworkbench.importers import read_bytes
    >>> page = "# Plan\\n\\n| Goal | Action | Who |\\n|---|---|---|\\n| Walk | Stairs daily | me |\\n| Sleep | | nurse |\\n"
    >>> items = plan_items(read_bytes(page.encode(), "plan.md"))
    >>> [each.quote for each in items.goals_without_action], items.blanks[ItemRole.ACTION], items[0].to_user
    (['Sleep'], 1, True)
    """
    blocks, _ = blocks_of(plan, Cues(()))
    return items_in(plan, blocks, user=user)


def items_in(plan: Source, blocks: Sequence[Block], *, user: Iterable[str] = ()) -> PlanItems:
    """The items of a plan whose blocks are known already."""
    called = _USER | {fold(each).strip() for each in (*user, *plan.informants, *_owners(plan, blocks))}
    found: list[PlanItem] = []
    empty = 0
    said: list[_Said] = []
    for block in blocks:
        table = None if block.table is None else item_table(plan, block.table)
        if table is not None:
            items, unfilled = _from_table(plan, table, called)
            found += items
            empty += unfilled
        elif block.table is not None:
            said += _labelled_rows(plan, block.table)
        elif block.heading:
            said += _labelled(plan.content, block) or [_Said(None, block.start, block.start)]
        else:
            said += _labelled(plan.content, block) or [_Said(None, block.start, block.end)]
    found += _from_labels(plan, said, called)
    found.sort(key=lambda each: each.place.start if each.place else 0)
    return PlanItems(plan.name, tuple(found), empty)


# ------------------------------------------------------------------------------------- tables


@dataclass(frozen=True)
class ItemTable:
    """A table of items: which column holds which part, and its rows below the head."""

    table: PlanTable
    head: tuple[GridCell, ...]
    columns: tuple[tuple[ItemRole, int], ...]
    rows: tuple[tuple[GridCell, ...], ...]


def item_table(plan: Source, table: PlanTable) -> ItemTable | None:
    """A table as items, if one of its first rows names a goal or an action and something that belongs to it."""
    for number, row in enumerate(table.rows[:3]):
        columns: dict[ItemRole, int] = {}
        for cell in row:
            role = _role(plan.content[cell.start : cell.end])
            if role is not None and role not in columns:
                columns[role] = cell.column
        wanted = ItemRole.GOAL in columns or ItemRole.ACTION in columns
        if wanted and len(columns) >= 2 and len({cell.row for cell in row}) == 1 and not _labels(plan, table):
            return ItemTable(table, row, tuple(columns.items()), table.rows[number + 1 :])
    return None


def _labels(plan: Source, table: PlanTable) -> bool:
    """Whether a table of two columns is one of labels and their words, and its first row no head."""
    if table.columns != 2 or len(table.rows) < 2:
        return False
    firsts = [plan.content[each[0].start : each[0].end] for each in table.rows if each]
    seconds = [plan.content[each[1].start : each[1].end] for each in table.rows if len(each) > 1]
    return sum(_role(each) is not None for each in firsts) > max(1, sum(_role(each) is not None for each in seconds))


def _role(head: str) -> ItemRole | None:
    """The part that a head or a label names."""
    words = head.strip().lstrip("0123456789.) \t*_#").rstrip(":?* \t")
    if not words or len(words.split()) > _HEAD_WORDS:
        return None
    found = _ROLES.opening(words)
    return ItemRole(found[0]) if found else None


def _from_table(plan: Source, table: ItemTable, called: frozenset[str] | set[str]) -> tuple[list[PlanItem], int]:
    asked = tuple(role for role in ItemRole if role in dict(table.columns))
    found, empty = [], 0
    for row in table.rows:
        if not row or _stretched(row, table):
            continue
        parts = {role: _part(plan, _at(row, column)) for role, column in table.columns}
        filled = {role: part for role, part in parts.items() if part is not None}
        if all(_says_nothing(each.quote) for each in filled.values()):
            empty += 1
            continue
        if _is_head_again(plan, row, table):
            continue
        found.append(_item(plan, filled, asked, min(each.start for each in row), max(each.end for each in row), called))
    return found, empty


def _at(row: tuple[GridCell, ...], column: int) -> GridCell | None:
    return next((each for each in row if each.column <= column < each.column + max(each.column_span, 1)), None)


def _stretched(row: tuple[GridCell, ...], table: ItemTable) -> bool:
    """Whether a row is one cell across the whole table: a title between the rows."""
    return len(row) == 1 and row[0].column_span >= len(table.columns) > 1


def _is_head_again(plan: Source, row: tuple[GridCell, ...], table: ItemTable) -> bool:
    """Whether the head stands again, as on a new page."""
    words = [plan.content[each.start : each.end] for each in row]
    return words == [plan.content[each.start : each.end] for each in table.head]


def _part(plan: Source, cell: GridCell | None) -> Passage | None:
    if cell is None or not has_words(plan.content[cell.start : cell.end]):
        return None
    return plan.passage(cell.start, cell.end)


@cache
def _nothing() -> frozenset[str]:
    """What is written where nothing is to be written, in any language that has a lexicon."""
    return frozenset(fold(words) for each in LANGUAGES for words in lexicon(each).words("plan", "nothing"))


def _says_nothing(words: str) -> bool:
    """Whether a cell only says that nothing stands in it."""
    return " ".join(fold(words).split()).strip(" .:;,–—-()[]") in _nothing()


# -------------------------------------------------------------------------------------- labels


@dataclass(frozen=True)
class _Said:
    """What stands after a label; ``role`` is ``None`` for lines without one."""

    role: ItemRole | None
    start: int
    end: int
    label: int = -1


def _labelled_rows(plan: Source, table: PlanTable) -> list[_Said]:
    """The rows of a table of labels, where the labels name parts of items."""
    found = []
    for row in table.rows:
        if len(row) == 2 and (role := _role(plan.content[row[0].start : row[0].end])) is not None:
            found.append(_Said(role, row[1].start, row[1].end, row[0].start))
        elif row:
            found.append(_Said(None, row[0].start, row[0].start))
    return found


def _labelled(content: str, block: Block) -> list[_Said]:
    """The labels in a block, each with what stands up to the next one or the end."""
    labels = list(label_places(content, block))
    ends = [*(start for start, _, _ in labels[1:]), block.end][: len(labels)]
    return [_Said(role, colon + 1, end, start) for (start, colon, role), end in zip(labels, ends, strict=True)]


def label_places(content: str, block: Block) -> Iterator[tuple[int, int, ItemRole]]:
    """The labels of items in a block: where each opens, where its colon stands, and which part it names."""
    at = block.start
    while (colon := content.find(":", at, block.end)) >= 0:
        start = _label_start(content, max(at, block.start), colon)
        words = content[start:colon]
        if words.strip() and len(words.split()) <= _MOST_LABEL_WORDS and (role := label_role(words)) is not None:
            yield start, colon, role
        at = colon + 1


def label_role(words: str) -> ItemRole | None:
    """The part that a label names: one made of cues, so that “the goal is this:” is none."""
    words = words.strip().lstrip("0123456789.)•-–* \t")
    share = sum(each for _, each in _ROLES.hits(words))
    return _role(words) if share >= 0.5 else None


def _label_start(content: str, first: int, colon: int) -> int:
    """Where the label before a colon opens: after a full stop, a tab or a line's end that parts no word."""
    start = max(first, colon - _LONGEST_LABEL)
    for place in range(colon - 1, start - 1, -1):
        letter = content[place]
        if letter in ".;\t|" or (letter == "\n" and content[place - 1 : place] != "-"):
            start = place + 1
            break
    while start < colon and content[start].isspace():
        start += 1
    return start


def _from_labels(plan: Source, said: list[_Said], called: frozenset[str] | set[str]) -> Iterator[PlanItem]:
    """Items of labels: a new one opens with a goal, or where a label comes again."""
    parts: dict[ItemRole, tuple[int, int]] = {}
    opened = 0
    for number, each in enumerate(said):
        if each.role is None:
            if each.start == each.end and parts:  # a heading shuts an item
                yield from _labelled_item(plan, parts, opened, called)
                parts = {}
            continue
        if parts and (each.role in parts or (each.role is ItemRole.GOAL)):
            yield from _labelled_item(plan, parts, opened, called)
            parts = {}
        if not parts:
            opened = each.label
        start, end = _value(plan.content, said, number)
        parts[each.role] = (start, end)
    if parts:
        yield from _labelled_item(plan, parts, opened, called)


def _value(content: str, said: list[_Said], number: int) -> tuple[int, int]:
    """What stands after a label, or in the line below if nothing does."""
    each = said[number]
    start, end = trimmed(content, each.start, each.end)
    if start == end and number + 1 < len(said) and said[number + 1].role is None and said[number + 1].end > each.end:
        return trimmed(content, said[number + 1].start, said[number + 1].end)
    return start, end


def _labelled_item(
    plan: Source, parts: dict[ItemRole, tuple[int, int]], opened: int, called: frozenset[str] | set[str]
) -> Iterator[PlanItem]:
    """An item, if it holds a goal or an action at all."""
    if not {ItemRole.GOAL, ItemRole.ACTION} & set(parts):
        return
    filled = {
        role: plan.passage(start, end) for role, (start, end) in parts.items() if has_words(plan.content[start:end])
    }
    asked = tuple(role for role in ItemRole if role in parts)
    if any(not _says_nothing(each.quote) for each in filled.values()):
        yield _item(plan, filled, asked, opened, max(end for _, end in parts.values()), called)


# ------------------------------------------------------------------------------------ whose it is


def _item(
    plan: Source,
    filled: dict[ItemRole, Passage],
    asked: tuple[ItemRole, ...],
    start: int,
    end: int,
    called: frozenset[str] | set[str],
) -> PlanItem:
    empty = {role: part for role, part in filled.items() if _says_nothing(part.quote)}
    start = min(start, *(each.start for each in filled.values()))
    end = max(end, *(each.end for each in filled.values()))
    filled = {role: part for role, part in filled.items() if role not in empty}
    responsible = filled.get(ItemRole.RESPONSIBLE)
    return PlanItem(
        **{role.value: part for role, part in filled.items()},
        asked=asked,
        place=plan.passage(start, end),
        to_user=responsible is not None and _only_user(responsible.quote, called),
        placeholders=tuple(empty.values()),
    )


def _only_user(words: str, called: frozenset[str] | set[str]) -> bool:
    named = [each.strip(" .:") for each in _BETWEEN.split(_BESIDE.sub(" ", fold(words)))]
    named = [each for each in named if each]
    return bool(named) and all(each in called for each in named)


def _owners(plan: Source, blocks: Sequence[Block]) -> Iterator[str]:
    """Whom the plan is made out to, by the label before the name."""
    for block in blocks[:12]:
        if block.table is not None:
            pairs = [
                (plan.content[row[0].start : row[0].end], plan.content[row[1].start : row[1].end])
                for row in block.table.rows
                if len(row) == 2
            ]
        else:
            label, _, rest = plan.content[block.start : block.end].partition(":")
            pairs = [(label, rest.split("\n")[0].split(".")[0])]
        for label, name in pairs:
            if len(label.split()) <= 3 and len(name.split()) <= 4 and name.strip() and _OWNER.opening(label):
                yield name
