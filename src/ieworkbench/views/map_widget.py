"""The institutional map in a notebook's cell."""

from __future__ import annotations

from ieworkbench.model import Case, Layer
from ieworkbench.study import Study
from ieworkbench.views.view_widget import ViewWidget, desk_for

__all__ = ["map_widget"]


def map_widget(
    study: Study, case: Case | str | None = None, layer: str | None = None, language: str | None = None
) -> ViewWidget:
    """The map of a study, to be gone along by hand and by key and back to the words; put it last in a cell.

    It is drawn as the figure is, and drawn again when something is marked. Boxes and lanes that are
    put elsewhere stay there: the study keeps it, and each is one step that can be undone. The
    notebook's file holds nothing of what was said.

    Parameters
    ----------
    study
        The study.
    case, layer
        Which part of it, as for `build_map`; another can be chosen in the view.
    language
        The language of the fixed words, ``en``, ``nb`` or ``nn``; that of most sources if not given.

    Raises
    ------
    RecordUnknown
        If there is no such case.
    RecordWrong
        If layer or language is no word of its list.
    """
    begins = {}
    if case is not None:
        begins["case"] = case.id if isinstance(case, Case) else study.case(case).id
    if layer is not None:
        begins["layer"] = Layer.meant("layer", layer).value
    return ViewWidget(desk_for(study, language), "map", begins=begins)
