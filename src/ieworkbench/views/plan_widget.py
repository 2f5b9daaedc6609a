"""Plans side by side, and proposed statements, in a notebook's cell."""

from __future__ import annotations

from collections.abc import Sequence

from ieworkbench.model import Source
from ieworkbench.store.records import SourceEntry
from ieworkbench.study import Study
from ieworkbench.views.view_widget import ViewWidget, desk_for

__all__ = ["plan_widget"]


def plan_widget(
    study: Study,
    plans: Sequence[Source | SourceEntry | str] = (),
    *,
    template: str | None = None,
    statements: Source | SourceEntry | str | None = None,
    title: str = "",
    language: str | None = None,
) -> ViewWidget:
    """Plans side by side, each cell open to the words behind it, and statements to decide on; put it last in a cell.

    A statement that is proposed in a text is accepted, changed or refused with one key. Each decision
    is one step of the study, and stays in its trail. The notebook's file holds nothing of what is read.

    Parameters
    ----------
    study
        The study.
    plans
        The plans, or their ids; all individual plans of the study if not given.
    template
        The id of what they are held against, or a file ending in ``.toml``; as for `compare_plans`.
    statements
        A source, or its id: the view begins with what is proposed in it.
    title
        What stands above the comparison.
    language
        The language of the fixed words, ``en``, ``nb`` or ``nn``; that of most sources if not given.

    Raises
    ------
    RecordUnknown
        If there is no such source.
    RecordWrong
        If there are no words in this language.
    """
    begins = {"plans": "\n".join(_id(study, each) for each in plans), "template": template or "", "title": title}
    if statements is not None:
        begins["source"] = _id(study, statements)
    return ViewWidget(desk_for(study, language), "plans", begins={name: said for name, said in begins.items() if said})


def _id(study: Study, given: Source | SourceEntry | str) -> str:
    return study.marks(given if isinstance(given, str) else given.id).source
