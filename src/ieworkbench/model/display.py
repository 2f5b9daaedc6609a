"""How values show themselves: one honest line in a terminal, a page of their own in a notebook.

The pages are made in `ieworkbench.views`, which is looked up by name when a notebook asks, so that
nothing of it is loaded elsewhere. The line never holds more than a few words of what was said.
"""

from __future__ import annotations

from dataclasses import MISSING, fields
from enum import Enum
from importlib import import_module
from typing import TYPE_CHECKING, SupportsIndex, TypeVar, overload

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

__all__ = ["Brief", "Parts", "Shown", "brief", "keep_parts"]

Each = TypeVar("Each")

_LONGEST = 150
_LONGEST_VALUE = 40
_FEW = 3


class Shown:
    """A value that has a view of its own in `ieworkbench.views.cells`."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        page: str = import_module("ieworkbench.views.cells").html(self)
        return page


class Brief(Shown):
    """A dataclass that shows itself in one short line: only what is set, and long words shortened."""

    __slots__ = ()

    def __repr__(self: DataclassInstance) -> str:
        parts = []
        for each in fields(self):
            value = getattr(self, each.name)
            if each.repr and (each.default is MISSING or value != each.default):
                parts.append(f"{each.name}={brief(value)}")
        inside = ", ".join(parts)
        room = _LONGEST - len(type(self).__name__) - 2
        return f"{type(self).__name__}({inside if len(inside) <= room else inside[: room - 1] + '…'})"


class Parts(tuple[Each, ...], Shown):
    """A tuple of records that shows itself as a table; in every other way the tuple that it is.

    Examples
    --------
    >>> Parts("abc") == ("a", "b", "c"), Parts("abc")[1:]
    (True, ('b', 'c'))
    >>> Parts(range(1_000, 2_000))
    (1000, … 999 more)
    """

    __slots__ = ()

    @overload
    def __getitem__(self, place: SupportsIndex, /) -> Each: ...
    @overload
    def __getitem__(self, place: slice, /) -> Parts[Each]: ...
    def __getitem__(self, place: SupportsIndex | slice, /) -> Each | Parts[Each]:
        if isinstance(place, slice):
            return Parts(tuple.__getitem__(self, place))
        return tuple.__getitem__(self, place)

    def __repr__(self) -> str:
        if len(self) <= _FEW:
            words = tuple.__repr__(self)
            if len(words) <= _LONGEST:
                return words
        more = f" … {len(self) - 1:,} more" if len(self) > 1 else ""
        return f"({brief(self[0])},{more})"


def keep_parts(record: object, *names: str) -> None:
    """Let these fields of a frozen ``record`` show themselves as tables."""
    for name in names:
        object.__setattr__(record, name, Parts(getattr(record, name)))


def brief(value: object) -> str:
    """``value`` as a person would type it; at most its first few letters if it is long."""
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, str):
        return repr(value if len(value) <= _LONGEST_VALUE else value[: _LONGEST_VALUE - 1] + "…")
    if isinstance(value, tuple) and value:
        more = ", …" if len(value) > _FEW else "," * (len(value) == 1)
        return f"({', '.join(brief(each) for each in value[:_FEW])}{more})"
    return repr(value)
