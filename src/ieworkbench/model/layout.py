"""Where everything stands on a map that was laid out, kept so that a figure in press does not move.

Units are points (1/72 inch); x runs to the right and y down, and a box is named by its upper left
corner. A layout is a value: laying out again makes another one. It travels as JSON, exactly.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace

from ieworkbench.errors import RecordExists, RecordUnknown, RecordWrong
from ieworkbench.model.display import Brief, Shown, keep_parts

__all__ = ["LAYOUT_VERSION", "LaneBand", "Layout", "NodeBox", "Pin", "Route"]

_LARGEST = 1e9  # points; a page larger than this is no page

LAYOUT_VERSION = 1
"""The number of the JSON form that `Layout.to_json` writes."""


@dataclass(frozen=True, slots=True, repr=False)
class NodeBox(Brief):
    """The box of an act or a text: its upper left corner and its size."""

    id: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, repr=False)
class Route(Brief):
    """A line from the border of its origin's box to the border of its target's box.

    Attributes
    ----------
    id
        The id of the link it stands for.
    points
        Its corners, ends included; each piece between two of them is level or upright.
    feedback
        Whether it closes a loop or goes back in time; it is then drawn backwards, never turned round.
    """

    id: str
    points: tuple[tuple[float, float], ...]
    feedback: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class LaneBand(Brief):
    """The strip of a lane over the whole width: its upper edge and its height, and the band it belongs to."""

    id: str
    band: str
    y: float
    height: float


@dataclass(frozen=True, slots=True, repr=False)
class Pin(Brief):
    """A place that the researcher has chosen for an act or text; what is ``None`` is left to the layout.

    Attributes
    ----------
    id
        Whose place it is.
    column
        The number of the column, counted from 0 at the left.
    x, y
        The upper left corner of the box, as in a layout that was drawn.
    """

    id: str
    column: int | None = None
    x: float | None = None
    y: float | None = None


@dataclass(frozen=True, slots=True)
class Layout(Shown):
    """A whole map as geometry.

    Attributes
    ----------
    width, height
        The size of the page that holds everything.
    boxes, routes, lanes
        What stands on it; lanes from the top.
    columns
        Left edge and width of each column, from the left.
    pins
        The places the researcher had chosen.
    engine, version
        What laid it out, so that a later engine knows that it was another.

    Raises
    ------
    RecordExists
        If two boxes, or two routes, have one id.

    Examples
    --------
    >>> layout = Layout(40.0, 30.0, (NodeBox("a", 5.0, 5.0, 30.0, 20.0),))
    >>> layout.box("a").width, Layout.from_json(layout.to_json()) == layout
    (30.0, True)
    """

    width: float
    height: float
    boxes: tuple[NodeBox, ...] = ()
    routes: tuple[Route, ...] = ()
    lanes: tuple[LaneBand, ...] = ()
    columns: tuple[tuple[float, float], ...] = ()
    pins: tuple[Pin, ...] = ()
    engine: str = ""
    version: int = 0
    _boxes: dict[str, NodeBox] = field(init=False, compare=False, repr=False, default_factory=dict)
    _routes: dict[str, Route] = field(init=False, compare=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        keep_parts(self, "boxes", "routes", "lanes", "pins")
        for box in self.boxes:
            if box.id in self._boxes:
                raise RecordExists("box of a layout", box.id)
            self._boxes[box.id] = box
        for route in self.routes:
            if route.id in self._routes:
                raise RecordExists("line of a layout", route.id)
            self._routes[route.id] = route

    def __repr__(self) -> str:
        return f"Layout({self.width:g} × {self.height:g} pt, {len(self.boxes)} boxes, {len(self.routes)} lines)"

    def box(self, id: str) -> NodeBox:  # noqa: A002 - as the attribute is called
        """The box of an act or text.

        Raises
        ------
        RecordUnknown
            If it has none here.
        """
        if id not in self._boxes:
            raise RecordUnknown("box of a layout", id)
        return self._boxes[id]

    def route(self, id: str) -> Route:  # noqa: A002 - as the attribute is called
        """The line of a link.

        Raises
        ------
        RecordUnknown
            If it has none here.
        """
        if id not in self._routes:
            raise RecordUnknown("line of a layout", id)
        return self._routes[id]

    def pinned(
        self, id: str, *, column: int | None = None, x: float | None = None, y: float | None = None  # noqa: A002 - the word a researcher would type
    ) -> Layout:  # fmt: skip
        """The layout with a place chosen for an act or text, which takes it when the map is drawn next.

        Parameters
        ----------
        id
            Whose place it is.
        column
            The number of the column, counted from 0 at the left.
        x, y
            The upper left corner of the box, in points as in this layout.

        Raises
        ------
        RecordUnknown
            If it has no box here.
        RecordWrong
            If no place is given, or one that is none.

        Examples
        --------
        >>> Layout(40.0, 30.0, (NodeBox("a", 5.0, 5.0, 30.0, 20.0),)).pinned("a", column=2).pins
        (Pin(id='a', column=2),)
        """
        name = self.box(id).id
        if column is None and x is None and y is None:
            raise RecordWrong("place", "", "say where it is to stand: column=, x= or y=")
        for given in (column, x, y):
            if (
                isinstance(given, bool)
                or not isinstance(given, int | float | None)
                or not 0 <= (given or 0) <= _LARGEST
            ):
                raise RecordWrong("place", str(given), "columns are counted from 0, and x and y are points")
        if column is not None and not isinstance(column, int):
            raise RecordWrong("place", str(column), "columns are counted in whole numbers from 0")
        pin = Pin(name, column, *(None if each is None else float(each) for each in (x, y)))
        return replace(self, pins=(*(each for each in self.pins if each.id != name), pin))

    def unpinned(self, id: str) -> Layout:  # noqa: A002 - as the attribute is called
        """The layout with no chosen place for this act or text, which stays where it stands until it is laid out anew.

        Raises
        ------
        RecordUnknown
            If no place is chosen for it.
        """
        if id not in {each.id for each in self.pins}:
            raise RecordUnknown("pin of a layout", id)
        return replace(self, pins=tuple(each for each in self.pins if each.id != id))

    def to_json(self) -> str:
        """The layout as one line of JSON, every number exact."""
        return json.dumps(
            {
                "layout": LAYOUT_VERSION,
                "engine": self.engine,
                "version": self.version,
                "size": [self.width, self.height],
                "lanes": [[each.id, each.band, each.y, each.height] for each in self.lanes],
                "columns": [list(each) for each in self.columns],
                "boxes": [[each.id, each.x, each.y, each.width, each.height] for each in self.boxes],
                "routes": [[each.id, each.feedback, [list(point) for point in each.points]] for each in self.routes],
                "pins": [[each.id, each.column, each.x, each.y] for each in self.pins],
            },
            ensure_ascii=False,
            separators=(",", ":"),
        )

    @classmethod
    def from_json(cls, text: str) -> Layout:
        """The layout that `to_json` wrote.

        Raises
        ------
        RecordWrong
            If the text is not one, is broken, or was written in a form this version does not know.
        """
        try:
            kept = json.loads(text, parse_constant=_no_number)
        except (ValueError, TypeError, RecursionError) as error:
            raise _broken("it is not JSON") from error
        if not isinstance(kept, dict) or kept.get("layout") != LAYOUT_VERSION:
            raise _broken(f"it is not in form {LAYOUT_VERSION} of layouts; lay the map out again")
        try:
            width, height = _pair(kept["size"])
            return cls(
                width,
                height,
                boxes=tuple(_box(each) for each in _rows(kept["boxes"])),
                routes=tuple(_route(each) for each in _rows(kept["routes"])),
                lanes=tuple(_lane(each) for each in _rows(kept["lanes"])),
                columns=tuple(_pair(each) for each in _rows(kept["columns"])),
                pins=tuple(_pin(each) for each in _rows(kept["pins"])),
                engine=_words(kept["engine"]),
                version=_whole(kept["version"]),
            )
        except KeyError as error:
            raise _broken(f"“{error.args[0]}” is missing") from error
        except RecordExists as error:
            raise _broken(f"“{error.name}” stands in it twice") from error


def _broken(what: str) -> RecordWrong:
    return RecordWrong("kept layout", "", what)


def _no_number(name: str) -> float:
    raise ValueError(name)


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not -_LARGEST <= value <= _LARGEST:
        raise _broken("a measure in it is not a number")
    return float(value)


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise _broken("a number in it should be whole")
    return value


def _words(value: object) -> str:
    if not isinstance(value, str):
        raise _broken("a name in it is not words")
    return value


def _row(value: object, length: int) -> list[object]:
    if not isinstance(value, list) or len(value) != length:
        raise _broken("a row in it has too few or too many parts")
    return value


def _rows(value: object) -> list[object]:
    if not isinstance(value, list):
        raise _broken("a list in it is not a list")
    return value


def _pair(value: object) -> tuple[float, float]:
    first, second = _row(value, 2)
    return _number(first), _number(second)


def _box(value: object) -> NodeBox:
    name, x, y, width, height = _row(value, 5)
    return NodeBox(_words(name), _number(x), _number(y), _number(width), _number(height))


def _lane(value: object) -> LaneBand:
    name, band, top, height = _row(value, 4)
    return LaneBand(_words(name), _words(band), _number(top), _number(height))


def _route(value: object) -> Route:
    name, feedback, points = _row(value, 3)
    if not isinstance(feedback, bool):
        raise _broken("a line in it does not say whether it runs backwards")
    return Route(_words(name), tuple(_pair(each) for each in _rows(points)), feedback)


def _pin(value: object) -> Pin:
    name, column, x, y = _row(value, 4)
    chosen = None if column is None else _whole(column)
    return Pin(_words(name), chosen, *(None if each is None else _number(each) for each in (x, y)))
