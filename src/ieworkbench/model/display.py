"""The display hook: how a value shows itself in a notebook, and the only place that knows of one.

The pages are made in `ieworkbench.views`, which is looked up by name when a notebook asks, so that
nothing of it is loaded elsewhere.
"""

from __future__ import annotations

from importlib import import_module

__all__ = ["Shown"]


class Shown:
    """A value that has a view of its own in `ieworkbench.views.cells`."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        page: str = import_module("ieworkbench.views.cells").html(self)
        return page
