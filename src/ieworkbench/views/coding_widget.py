"""Reading and coding a source in a notebook's cell."""

from __future__ import annotations

from ieworkbench.errors import RecordWrong
from ieworkbench.model import Passage, Source
from ieworkbench.store.records import SourceEntry
from ieworkbench.study import Study
from ieworkbench.views.view_widget import ViewWidget, desk_for

__all__ = ["code_widget"]


def code_widget(
    study: Study, source: Source | SourceEntry | Passage | str | None = None, language: str | None = None
) -> ViewWidget:
    """A view in which the sources of a study are read and coded; put it last in a cell.

    Every change is a change of the study, at once on the disk, and undone there or here alike. The
    notebook's file holds nothing of what is read.

    Parameters
    ----------
    study
        The study.
    source
        What to open: a source or its id, or a passage to go to; the first source if not given.
        Another can be chosen in the view.
    language
        The language of the view's own words, ``en``, ``nb`` or ``nn``; that of most sources if not
        given.

    Raises
    ------
    RecordUnknown
        If there is no such source, with the names nearest to it.
    RecordWrong
        If it is something else, or there are no words in this language.
    """
    return ViewWidget(desk_for(study, language), "coding", _place(study, source))


def _place(study: Study, given: object) -> tuple[str, int, int] | None:
    """The source to open, and the words in it to go to; no words if it is a whole source."""
    if given is None:
        first = next(iter(study.source_list()), None)
        return None if first is None else (first.id, 0, 0)
    if isinstance(given, Passage):
        return study.marks(given.source).source, given.start, given.end
    name = given.id if isinstance(given, Source | SourceEntry) else given
    if not isinstance(name, str):
        raise RecordWrong("source", "", f"name a source, or give a passage of one, and not a {type(given).__name__}")
    return study.marks(name).source, 0, 0
