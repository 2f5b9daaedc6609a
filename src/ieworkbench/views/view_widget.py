"""A view in a notebook's cell: anywidget with the shipped front end, and seats at the desk.

A notebook may show one widget several times, and every view hears all that is sent to the widget. Each
has a name, which stands beside what it says and what it is told, and a seat of its own.

No word of a study is a trait of the widget, as a notebook may save those into its file: a view is
told everything by messages, which are kept nowhere.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from functools import partial
from importlib.resources import files
from typing import Any
from weakref import WeakValueDictionary

import anywidget
import traitlets

from ieworkbench.study import Study
from ieworkbench.views.desk import Desk, Seat

__all__ = ["ViewWidget", "desk_for"]

_STATIC = files("ieworkbench.views") / "static"
_SHOWN = {
    "coding": "sources are read and coded",
    "map": "a map leads to the words that it rests on",
    "plans": "plans are read side by side, and statements accepted or refused",
}
_MOST_VIEWS = 8
_PAUSE_SECONDS = 0.005
"""As long as a kernel needs to take up a message that has come."""
_AT_REST_SECONDS = 2.0
"""How long after the first view what views may ask for later is loaded."""
_DESKS: WeakValueDictionary[tuple[int, str | None], Desk] = WeakValueDictionary()
"""By the study that is on it, and its language. A study holds its desks, and they it: both go together."""


def desk_for(study: Study, language: str | None = None) -> Desk:
    """The desk of a study: one for all its views in this notebook, so that they see each other's changes."""
    key = (id(study), language)
    desk = _DESKS.get(key)
    if desk is None:
        desk = _DESKS[key] = Desk(study, language)
        desk.put_off.when_idle = _when_idle
        if (loop := _loop()) is not None:
            loop.call_later(_AT_REST_SECONDS, desk.get_ready)
    return desk


def _loop() -> asyncio.AbstractEventLoop | None:
    """What the kernel takes up messages in; ``None`` in a program that takes up none."""
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


def _when_idle(step: Callable[[], None]) -> None:
    """Do a step when the kernel has taken up what views have said meanwhile."""
    loop = _loop()
    if loop is None:
        step()
    else:
        loop.call_later(_PAUSE_SECONDS, step)


class ViewWidget(anywidget.AnyWidget):
    """A view of a study in a cell.

    Parameters
    ----------
    desk
        The desk at which it sits.
    wants
        What it shows: ``coding``, ``map`` or ``plans``.
    opens
        The source it opens with, if it opens one, and the words there to go to, in code points.
    begins
        What else it is asked for: ids, by names.
    """

    _esm = (_STATIC / "widget.js").read_text("utf-8")
    _css = (_STATIC / "workbench.css").read_text("utf-8")
    wants = traitlets.Unicode("coding").tag(sync=True)

    def __init__(
        self,
        desk: Desk,
        wants: str,
        opens: tuple[str, int, int] | None = None,
        begins: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(wants=wants)
        self._desk, self._opens, self._begins = desk, opens, begins
        self._seats: dict[str, Seat] = {}
        self.on_msg(self._hear)

    def __repr__(self) -> str:
        """What a page shows that cannot show the view, such as a notebook opened without Python."""
        return f"A view in which {_SHOWN[self.wants]}; run this cell to open it."

    def _hear(self, _: object, content: Any, __: object) -> None:  # noqa: ANN401 - what a view says
        match content:
            case {"view": str(view), "said": said}:
                self._seat(view).receive(said)

    def _seat(self, view: str) -> Seat:
        """The seat of a view; of more than a few, those that said nothing for longest are left.

        A page that is loaded again says goodbye to nobody, and its views have new names.
        """
        seat = self._seats.pop(view, None) or self._desk.attach(partial(self._tell, view), self._opens, self._begins)
        self._seats[view] = seat
        for each in list(self._seats.values())[:-_MOST_VIEWS]:
            each.leave()
        return seat

    def _tell(self, view: str, message: dict[str, Any]) -> None:
        self.send({"view": view, "told": message})

    def close(self) -> None:
        """Show nothing more, and hear nothing more."""
        for each in self._seats.values():
            each.leave()
        super().close()
