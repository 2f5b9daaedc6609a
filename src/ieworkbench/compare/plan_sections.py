"""A plan held against a template: which of the sections asked for it has, where, and how much stands there.

A heading is of a section if it names it; what stands below a heading is of the same section until the
next one. Words that belong elsewhere (goals in a table of actions, a sentence of consent under
“Signatures”) make a section *merged*: it has its words, and no place of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from ieworkbench.compare.cues import Cues, words_in
from ieworkbench.compare.plan_blocks import Block, PlanTable, blocks_of, has_words, placeholder, trimmed
from ieworkbench.compare.plan_items import ItemTable, PlanItems, item_table, items_in, label_places, label_role
from ieworkbench.compare.plan_templates import PlanTemplate, template_for
from ieworkbench.language.units import sentence_ends
from ieworkbench.model import Passage, Source
from ieworkbench.model.display import Brief, keep_parts
from ieworkbench.model.plan_item import ItemRole
from ieworkbench.model.vocabulary import Word

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["PlanPart", "PlanSection", "SectionState", "SectionedPlan", "plan_sections"]

_LONGEST_LABEL = 8


class SectionState(Word):
    """How a section that a template asks for stands in a plan."""

    PRESENT = "present", "til stede", "til stades", "It has a place of its own, and words stand there."
    MERGED = (
        "merged",
        "slått sammen",
        "slått saman",
        "Its words stand in a place that it shares, or under another heading.",
    )
    EMPTY = "empty", "tom", "tom", "It has a place, and nothing stands there but placeholders."
    ABSENT = "absent", "mangler", "manglar", "Nothing in the plan is of it."
    EXTRA = "extra", "i tillegg", "i tillegg", "The plan has it, and the template does not ask for it."


@dataclass(frozen=True, slots=True, repr=False)
class PlanPart(Brief):
    """What stands under one heading or label of a plan.

    Attributes
    ----------
    heading
        The heading or label; ``None`` for what stands before the first one.
    level
        Its depth; 1 is outermost.
    passages
        What stands below it up to the next one, or beside the label.
    sections
        The ids of the template's sections it is of; several if it is of several at once.
    words
        How many words it has.
    placeholder
        Whether something stands there that is only to be replaced.
    """

    heading: Passage | None
    level: int
    passages: tuple[Passage, ...] = field(default=(), repr=False)
    sections: tuple[str, ...] = ()
    words: int = 0
    placeholder: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class PlanSection(Brief):
    """One section that the template asks for, as it stands in a plan.

    Attributes
    ----------
    id
        Its id in the template.
    state
        Present, merged, empty or absent.
    words
        How many words stand there.
    passages
        Where: what is of it, in the order of the text.
    headings
        The headings and labels that name it.
    shared_with
        The ids of the sections it shares its place with.
    note
        Why it stands as it does, where that is not plain.
    """

    id: str
    state: SectionState
    words: int = 0
    passages: tuple[Passage, ...] = field(default=(), repr=False)
    headings: tuple[Passage, ...] = field(default=(), repr=False)
    shared_with: tuple[str, ...] = ()
    note: str = ""

    def __post_init__(self) -> None:
        keep_parts(self, "passages", "headings")


@dataclass(frozen=True, repr=False)
class SectionedPlan(Brief):
    """A plan held against a template.

    Attributes
    ----------
    plan
        The name of the plan.
    template
        The id of the template.
    sections
        One for each that the template asks for, in its order.
    extra
        The parts that the template does not ask for.
    parts
        All parts of the plan, in the order of the text.
    items
        Its goals and actions.
    words
        How many words it has in all.
    marked
        Whether its headings are marked in the file; otherwise they were known by how they look.
    """

    plan: str
    template: str
    sections: tuple[PlanSection, ...]
    extra: tuple[PlanPart, ...]
    parts: tuple[PlanPart, ...]
    items: PlanItems
    words: int
    marked: bool

    def __post_init__(self) -> None:
        keep_parts(self, "sections", "extra", "parts")

    def section(self, name: str) -> PlanSection:
        """The section of this id of the template."""
        return next(each for each in self.sections if each.id == name)

    def rows(self) -> list[dict[str, object]]:
        """A dictionary a section, then one for each part that is extra."""
        asked = [
            {
                "plan": self.plan,
                "section": each.id,
                "state": each.state.value,
                "words": each.words,
                "headings": "; ".join(part.quote for part in each.headings),
                "note": each.note,
            }
            for each in self.sections
        ]
        extra = [
            {
                "plan": self.plan,
                "section": "",
                "state": SectionState.EXTRA.value,
                "words": each.words,
                "headings": each.heading.quote if each.heading else "",
                "note": "",
            }
            for each in self.extra
        ]
        return [*asked, *extra]

    def to_frame(self) -> pd.DataFrame:
        """One row a section, as a pandas data frame."""
        import pandas as pd

        return pd.DataFrame(self.rows(), columns=["plan", "section", "state", "words", "headings", "note"])


def plan_sections(plan: Source, template: PlanTemplate | None = None, *, user: Iterable[str] = ()) -> SectionedPlan:
    """What of a template's sections a plan has, and where.

    Parameters
    ----------
    plan
        The plan, from a file of any format.
    template
        What it is held against; the one that held at the plan's date if not given.
    user
        What the person is called in the plan; see `plan_items`.

    Examples
    --------
    >>> from ieworkbench.importers import read_bytes
    >>> page = "# Plan\\n\\n## Goals\\n\\nI want to walk.\\n\\n## Consent\\n\\n## Diet\\n\\nLess salt.\\n"
    >>> found = plan_sections(read_bytes(page.encode(), "plan.md"))
    >>> found.section("goals").state.value, found.section("consent").state.value, found.section("period").state.value
    ('present', 'empty', 'absent')
    >>> [part.heading.quote for part in found.extra]
    ['## Diet']
    """
    asked = template or template_for(plan.date)
    blocks, marked = blocks_of(plan, asked.heading_cues)
    items = items_in(plan, blocks, user=user)
    parts = tuple(_assigned(asked, sorted(_parts(plan, blocks, asked.heading_cues), key=_start)))
    served = _by_role(plan, blocks, asked)
    sections = tuple(_section(plan, asked, each.id, parts, served, items) for each in asked.sections)
    extra = tuple(part for part in parts if not part.sections and part.heading is not None and part.words)
    return SectionedPlan(plan.name, asked.id, sections, extra, parts, items, sum(part.words for part in parts), marked)


# -------------------------------------------------------------------------------------- parts


def _parts(plan: Source, blocks: Sequence[Block], cues: Cues) -> Iterator[PlanPart]:
    """The parts of a plan, not yet of any section."""
    heading: Passage | None = None
    level = 0
    spans: list[tuple[int, int]] = []
    title = _title(blocks)
    for block in blocks:
        if block.heading:
            if heading is not None or spans:
                yield _part(plan, heading, level, spans)
            heading = None if block is title else plan.passage(block.start, block.end)
            level, spans = (0 if block is title else block.level), []
            continue
        table = None if block.table is None else item_table(plan, block.table)
        if block.table is not None and table is None and _labels(plan, block.table):
            yield from _label_rows(plan, block.table, level + 1)
        elif block.table is not None:
            spans += _cells(block.table, table)
        elif label := _label(plan.content, block, cues):
            yield from _labelled(plan, block, label, level + 1)
        else:
            spans.append((block.start, block.end))
    if heading is not None or spans:
        yield _part(plan, heading, level, spans)


def _start(part: PlanPart) -> int:
    return part.heading.start if part.heading is not None else min((each.start for each in part.passages), default=0)


def _title(blocks: Sequence[Block]) -> Block | None:
    """The heading that is the plan's own title: the first block, above all others."""
    headings = [each for each in blocks if each.heading]
    if not headings or headings[0] is not blocks[0] or len(headings) < 2:
        return headings[0] if headings and headings[0] is blocks[0] and len(blocks) > 1 else None
    lowest = min(each.level for each in headings[1:])
    first = headings[0]
    return first if first.level < lowest or _no_body(blocks) else None


def _no_body(blocks: Sequence[Block]) -> bool:
    """Whether the first heading is followed at once by another, or by a table of labels."""
    return len(blocks) > 1 and (blocks[1].heading or blocks[1].table is not None)


def _labels(plan: Source, table: PlanTable) -> bool:
    """Whether a table is one of labels and what belongs to them."""
    if table.columns != 2 or not table.rows:
        return False
    firsts = [plan.content[row[0].start : row[0].end] for row in table.rows if row]
    return all(len(each.split()) <= _LONGEST_LABEL for each in firsts)


def _label_rows(plan: Source, table: PlanTable, level: int) -> Iterator[PlanPart]:
    for row in table.rows:
        if len(row) == 2 and row[0].end > row[0].start:
            yield _part(plan, plan.passage(row[0].start, row[0].end), level, [(row[1].start, row[1].end)])
        elif row and row[-1].end > row[-1].start:
            yield _part(plan, None, level, [(row[-1].start, row[-1].end)])


def _cells(table: PlanTable, items: ItemTable | None) -> list[tuple[int, int]]:
    """The cells in which words stand, but for the head of a table of items."""
    head = set() if items is None else {(each.start, each.end) for each in items.head}
    places = [(each.start, each.end) for each in table.cells]
    return [each for each in places if each not in head and each[1] > each[0]]


def _label(content: str, block: Block, cues: Cues) -> int:
    """Where the label ends that a line opens with, if it is one that a section is known by; 0 if there is none."""
    line = content[block.start : block.end]
    label, colon, _ = line.partition(":")
    if not colon or "\n" in label or len(label.split()) > _LONGEST_LABEL or not label.strip():
        return 0
    known = label_role(label) is not None or cues.opening(label.lstrip("0123456789.)•-–* \t_"))
    return block.start + len(label) + 1 if known else 0


def _labelled(plan: Source, block: Block, label: int, level: int) -> Iterator[PlanPart]:
    """The parts of a line that opens with a label: up to the next label of an item on it, and so on."""
    inner = [(start, colon + 1) for start, colon, _ in label_places(plan.content, block) if start >= label]
    opens = [(block.start, label), *inner]
    ends = [*(start for start, _ in inner), block.end]
    for (start, colon), end in zip(opens, ends, strict=True):
        yield _part(plan, plan.passage(start, colon), level, [trimmed(plan.content, colon, end)])


def _part(plan: Source, heading: Passage | None, level: int, spans: Sequence[tuple[int, int]]) -> PlanPart:
    filled = [(start, end) for start, end in spans if end > start and has_words(plan.content[start:end])]
    return PlanPart(
        heading,
        level,
        tuple(plan.passage(start, end) for start, end in filled),
        words=sum(words_in(plan.content[start:end]) for start, end in filled),
        placeholder=any(placeholder(plan.content[start:end]) for start, end in spans),
    )


def _assigned(template: PlanTemplate, parts: list[PlanPart]) -> Iterator[PlanPart]:
    """The parts with the sections they are of: named by their heading, or by that of the part they are in.

    A label of an item says by itself where its words belong, whatever heading it stands under. In a list of
    people a label names one of them, and opens no section that lists none.
    """
    of_role = _roles(template)
    people = {each.id for each in template.sections if each.people}
    above: list[tuple[int, tuple[str, ...]]] = []
    for part in parts:
        while above and part.level and above[-1][0] >= part.level:
            above.pop()
        named = template.heading_cues.joined(part.heading.quote) if part.heading else ()
        role = (
            label_role(part.heading.quote.rstrip(": ")) if part.heading and part.heading.quote.endswith(":") else None
        )
        if role is None and above and _lists_people(above[-1][1], people) and part.heading is not None:
            label = part.heading.quote.endswith(":")
            named = tuple(each for each in named if each in people) if label else named
        if not named and role in of_role:
            named = (of_role[role],)
        sections = named or (above[-1][1] if above and part.level else ())
        if part.level:
            above.append((part.level, sections))
        yield PlanPart(part.heading, part.level, part.passages, sections, part.words, part.placeholder)


def _lists_people(sections: tuple[str, ...], people: set[str]) -> bool:
    return bool(sections) and people.issuperset(sections)


# ------------------------------------------------------------------------------------- sections


def _by_role(plan: Source, blocks: Sequence[Block], template: PlanTemplate) -> dict[tuple[int, int], str]:
    """The cells of tables of items that belong to a section by what they are, whatever the heading."""
    of_role = _roles(template)
    found = {}
    for block in blocks:
        table = None if block.table is None else item_table(plan, block.table)
        if table is None:
            continue
        column_of = {column: of_role[role] for role, column in table.columns if role in of_role}
        for row in table.rows:
            for cell in row:
                if cell.column in column_of:
                    found[cell.start, cell.end] = column_of[cell.column]
    return found


def _roles(template: PlanTemplate) -> dict[ItemRole | None, str]:
    """The section to which each part of an item belongs."""
    of_role: dict[ItemRole | None, str] = {}
    for section in template.sections:
        for role in section.items:
            of_role.setdefault(role, section.id)
    if ItemRole.ACTION in of_role:  # by when and with whom something is done belongs to what is done
        of_role = {role: of_role.get(role, of_role[ItemRole.ACTION]) for role in ItemRole}
    return of_role


def _section(
    plan: Source,
    template: PlanTemplate,
    name: str,
    parts: tuple[PlanPart, ...],
    served: dict[tuple[int, int], str],
    items: PlanItems,
) -> PlanSection:
    own = [part for part in parts if name in part.sections]
    alone = [part for part in own if len(part.sections) == 1]
    headings = tuple(part.heading for part in own if part.heading is not None and _names(template, name, part))
    in_alone = _passages(alone, name, served)
    if in_alone:
        shared = _passages(own, name, served)
        return _made(name, SectionState.PRESENT, shared, headings)
    in_shared = _passages(own, name, served)
    if in_shared:
        others = tuple(dict.fromkeys(each for part in own for each in part.sections if each != name))
        return _made(name, SectionState.MERGED, in_shared, headings, others, "it shares its heading")
    in_tables = tuple(
        passage for part in parts for passage in part.passages if served.get((passage.start, passage.end)) == name
    ) or _said_in_items(template, name, items)
    if in_tables:
        others = _others(parts, in_tables, name)
        return _made(name, SectionState.MERGED, in_tables, headings, others, "it stands in a table or lines of items")
    if own:
        note = "only a placeholder stands there" if any(part.placeholder for part in own) else ""
        return PlanSection(name, SectionState.EMPTY, 0, headings, headings, note=note)
    said = tuple(_sentences(plan, template, name, parts))
    if said:
        return _made(
            name, SectionState.MERGED, said, (), _others(parts, said, name), "it is said under another heading"
        )
    return PlanSection(name, SectionState.ABSENT)


def _names(template: PlanTemplate, name: str, part: PlanPart) -> bool:
    return part.heading is not None and name in template.heading_cues.joined(part.heading.quote)


def _made(
    name: str,
    state: SectionState,
    passages: tuple[Passage, ...],
    headings: tuple[Passage, ...],
    others: tuple[str, ...] = (),
    note: str = "",
) -> PlanSection:
    return PlanSection(name, state, sum(words_in(each.quote) for each in passages), passages, headings, others, note)


def _passages(parts: Sequence[PlanPart], name: str, served: dict[tuple[int, int], str]) -> tuple[Passage, ...]:
    """What stands in these parts, without cells that are of another section by what they are."""
    return tuple(
        passage for part in parts for passage in part.passages if served.get((passage.start, passage.end), name) == name
    )


def _said_in_items(template: PlanTemplate, name: str, items: PlanItems) -> tuple[Passage, ...]:
    roles = template.section(name).items
    found = {(part.start, part.end): part for item in items for role in roles if (part := item.part(role)) is not None}
    return tuple(found.values())


def _others(parts: Sequence[PlanPart], passages: Sequence[Passage], name: str) -> tuple[str, ...]:
    """The sections of the parts in which passages stand."""
    found: dict[str, None] = {}
    places = sorted((passage.start, passage.end) for passage in passages)
    for part in parts:
        for held in part.passages:
            if any(held.start <= start and end <= held.end for start, end in places):
                found.update(dict.fromkeys(each for each in part.sections if each != name))
    return tuple(found)


def _sentences(plan: Source, template: PlanTemplate, name: str, parts: Sequence[PlanPart]) -> Iterator[Passage]:
    """The sentences that are known to be of a section by their words."""
    cues = Cues.of([(name, template.section(name).body)])
    for part in parts:
        for passage in part.passages:
            if not cues.found(passage.quote):
                continue
            places = [0, *sentence_ends(passage.quote), len(passage.quote)]
            for start, end in pairwise(places):
                first, last = trimmed(plan.content, passage.start + start, passage.start + end)
                if last > first and cues.found(plan.content[first:last]):
                    yield plan.passage(first, last)
