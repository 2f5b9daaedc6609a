"""An item of a plan: a goal, what is to be done for it, who does it, with whom, and by when.

Every part is a passage: the words as they stand in the plan. What the plan asks for and leaves
empty is a blank, which is a finding and not a fault of the reading.
"""

from __future__ import annotations

from dataclasses import dataclass

from ieworkbench.model.display import Brief, Parts
from ieworkbench.model.passage import Passage
from ieworkbench.model.vocabulary import Word

__all__ = ["ItemRole", "PlanItem"]


class ItemRole(Word):
    """What a part of an item is."""

    GOAL = "goal", "mål", "mål", "What is to be reached."
    ACTION = "action", "tiltak", "tiltak", "What is to be done for it."
    RESPONSIBLE = "responsible", "ansvarlig", "ansvarleg", "Who is to see that it is done."
    OTHERS = "others", "andre", "andre", "Who else takes part."
    START = "start", "start", "start", "From when."
    DEADLINE = "deadline", "frist", "frist", "By when."
    REVIEW = "review", "evaluering", "evaluering", "When it is looked at again, and how it went."


@dataclass(frozen=True, slots=True, repr=False)
class PlanItem(Brief):
    """One goal or action of a plan with what belongs to it.

    Attributes
    ----------
    goal, action, responsible, others, start, deadline, review
        The words that stand there; ``None`` where none do.
    asked
        The parts that the plan has room for: the columns of its table, or the labels of its lines.
    place
        The whole item: the row, or the lines.
    to_user
        Whether the only one responsible is the person whose plan it is.
    placeholders
        What stands in blanks and only says that nothing does: “not applicable”, “to be decided”.
    """

    goal: Passage | None = None
    action: Passage | None = None
    responsible: Passage | None = None
    others: Passage | None = None
    start: Passage | None = None
    deadline: Passage | None = None
    review: Passage | None = None
    asked: tuple[ItemRole, ...] = ()
    place: Passage | None = None
    to_user: bool = False
    placeholders: tuple[Passage, ...] = ()

    def part(self, role: ItemRole) -> Passage | None:
        """The words of one part; ``None`` where none stand."""
        found: Passage | None = getattr(self, role.value)
        return found

    @property
    def blanks(self) -> tuple[ItemRole, ...]:
        """The parts that the plan has room for, and in which nothing stands."""
        return tuple(role for role in self.asked if self.part(role) is None)

    @property
    def passages(self) -> tuple[Passage, ...]:
        """All parts in which something stands, in the order of `ItemRole`."""
        return Parts(part for part in (self.part(role) for role in ItemRole) if part is not None)
