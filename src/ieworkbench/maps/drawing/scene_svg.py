"""A scene as SVG in a string, for pages that hold a map among other things: no drawing library is needed.

Words stay words, so they can be searched, read aloud and marked. Everything that somebody said or
wrote is escaped on its way in, and no letter that XML forbids gets through.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from html import escape

from ieworkbench.maps.drawing.drawn import Box, LegendEntry, Scene, SceneBreak, SceneLine, SceneNode, TextLine
from ieworkbench.maps.drawing.marks import Group, Ink, groups
from ieworkbench.maps.drawing.outlines import Path, circle
from ieworkbench.maps.drawing.text_size import one_line

__all__ = ["attributes", "colours", "legend_rows", "named", "sample_svg", "scene_svg", "sizes"]

_FONTS = "'DejaVu Sans', 'Bitstream Vera Sans', Verdana, Arial, sans-serif"

Attributes = Mapping[str, str]
Naming = Callable[[Group], "Attributes"]


def named(group: Group) -> Attributes:
    """The attributes of a group: its kind as ``class``, and in ``data-of`` the id of its record."""
    return {"class": group.kind, "data-of": one_line(group.of)} if group.of else {"class": group.kind}


def scene_svg(
    scene: Scene,
    *,
    root: Attributes | None = None,
    naming: Naming = named,
    by_class: bool = False,
    titles: bool = True,
    head: str = "",
    least: float = 0.0,
    link: Callable[[Group], str] | None = None,
) -> str:
    """A scene as an SVG element.

    Parameters
    ----------
    scene
        The scene.
    root
        More attributes of the element itself: its size on the page, its role.
    naming
        The attributes of each group.
    by_class
        Whether colours and sizes of letters are classes, for a style sheet to choose, and not values:
        ``f1a1a1a`` for a ground, ``s1a1a1a`` for a stroke, ``z660`` for letters of 6.6 points.
    titles
        Whether groups say what they are, as it is shown beside the pointer and read aloud.
    head
        Elements that come first, such as the title of the whole.
    least
        How thick a line is at least, in points of the scene.
    link
        Where each group leads to, as an address; nowhere if it is empty.

    Examples
    --------
    >>> from ieworkbench.maps.drawing.drawn import Box, Scene
    >>> scene_svg(Scene(20.0, 10.0, Box(0, 0, 20, 10))).count("<path")
    1
    """
    size = {"viewBox": f"0 0 {_number(scene.width)} {_number(scene.height)}"}
    of_root = {"xmlns": "http://www.w3.org/2000/svg", **size, "font-family": _FONTS, "text-anchor": "middle"}
    parts = [f"<svg{attributes({**of_root, 'stroke-linejoin': 'round', **(root or {})})}>{head}"]
    for group in groups(scene):
        told = f"<title>{_words(group.told)}</title>" if titles and group.told else ""
        address = link(group) if link else ""
        parts.append(f"<a{attributes({'href': address})}>" if address else "")
        parts.append(f"<g{attributes(naming(group))}>{told}")
        parts += [
            _ink(each, by_class, least) if isinstance(each, Ink) else _text(each, by_class) for each in group.marks
        ]
        parts.append("</g></a>" if address else "</g>")
    return "".join([*parts, "</svg>"])


def colours(scene: Scene) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Every colour of grounds and letters, and every colour of strokes, that a scene uses."""
    fills, strokes = dict[str, None](), dict[str, None]()
    for group in groups(scene):
        for mark in group.marks:
            if isinstance(mark, Ink):
                fills.setdefault(mark.fill)
                strokes.setdefault(mark.stroke)
            else:
                fills.setdefault(mark.colour)
    return tuple(sorted(filter(None, fills))), tuple(sorted(filter(None, strokes)))


def sizes(scene: Scene) -> tuple[int, ...]:
    """Every size of letters that a scene uses, in hundredths of a point: the ``z…`` of their classes."""
    found = {_hundredths(each.size) for group in groups(scene) for each in group.marks if isinstance(each, TextLine)}
    return tuple(sorted(found))


def legend_rows(scene: Scene) -> list[tuple[LegendEntry, str]]:
    """Each sign of the legend with its words, which may stand on several lines of the figure."""
    rows: list[tuple[LegendEntry, str]] = []
    for entry in scene.legend:
        if entry.sample is None and rows:
            rows[-1] = (rows[-1][0], f"{rows[-1][1]} {entry.words.words}")
        else:
            rows.append((entry, entry.words.words))
    return rows


def sample_svg(entry: LegendEntry, *, root: Attributes | None = None, by_class: bool = False) -> str:
    """The small drawing of a sign of the legend, by itself."""
    alone = replace(entry, words=TextLine("", 0.0, 0.0, 1.0))
    box = _sample_box(entry)
    size = {
        "viewBox": " ".join(map(_number, (box.x, box.y, box.width, box.height))),
        "width": _number(box.width * 4 / 3),
        "height": _number(box.height * 4 / 3),
    }
    scene = Scene(box.width, box.height, box, legend=(alone,))
    marks = next(group.marks for group in groups(scene) if group.kind == "legend")
    drawn = "".join(
        _ink(each, by_class) if isinstance(each, Ink) else _text(each, by_class) for each in marks if _says(each)
    )
    return f"<svg{attributes({**size, 'font-family': _FONTS, 'text-anchor': 'middle', **(root or {})})}>{drawn}</svg>"


def attributes(of: Attributes) -> str:
    """Attributes as they stand in a tag, escaped, each with a blank before it."""
    return "".join(f' {name}="{escape(value)}"' for name, value in of.items())


# ------------------------------------------------------------------------------------- the marks


def _ink(ink: Ink, by_class: bool, least: float = 0.0) -> str:
    round_one = _circle(ink.path)
    said = {"d": _path(ink.path)} if round_one is None else round_one
    if by_class:
        classes = [f"{mark}{colour[1:]}" for mark, colour in (("f", ink.fill), ("s", ink.stroke)) if colour]
        said["class"] = " ".join([*classes, *([] if ink.fill else ["n"])])
    else:
        said["fill"] = ink.fill or "none"
        if ink.stroke:
            said["stroke"] = ink.stroke
    if ink.stroke:
        said["stroke-width"] = _number(max(ink.width, least))
    if ink.dash:
        said["stroke-dasharray"] = " ".join(map(_number, ink.dash))
    return f"<{'path' if round_one is None else 'circle'}{attributes(said)}/>"


def _circle(path: Path) -> dict[str, str] | None:
    """An outline that is a circle as its middle and radius; there are many, and so they are short."""
    if len(path) != 6 or [step[0] for step in path] != ["M", "C", "C", "C", "C", "Z"]:
        return None
    (_, right, y), left = path[0], path[2][5]  # type: ignore[misc]  # the pieces of a path differ in length
    x, radius = (right + left) / 2, (right - left) / 2
    same = all(
        abs(one - other) < 0.001
        for step, like in zip(path, circle(x, y, radius), strict=True)
        for one, other in zip(step[1:], like[1:], strict=True)
    )
    return {"cx": _number(x), "cy": _number(y), "r": _number(radius)} if same else None


def _text(line: TextLine, by_class: bool) -> str:
    said = {"x": _number(line.x), "y": _number(line.y), "font-size": _number(line.size)}
    if by_class:
        said["class"] = f"f{line.colour[1:]} z{_hundredths(line.size)}"
    else:
        said["fill"] = line.colour
    if line.anchor != "middle":
        said["text-anchor"] = line.anchor
    if line.bold:
        said["font-weight"] = "bold"
    if line.italic:
        said["font-style"] = "italic"
    if line.turned:
        said["transform"] = f"rotate(-90 {said['x']} {said['y']})"
    return f"<text{attributes(said)}>{_words(line.words)}</text> "


def _says(mark: Ink | TextLine) -> bool:
    return isinstance(mark, Ink) or bool(mark.words)


def _sample_box(entry: LegendEntry) -> Box:
    sample = entry.sample
    if isinstance(sample, SceneNode):
        box = sample.box
        return Box(box.x - 4, box.y - 5, box.width + 8, box.height + 9)
    if isinstance(sample, SceneLine):
        (left, y), (right, _) = sample.points[0], sample.points[-1]
        return Box(left - 1, y - 6, right - left + 2, 12)
    if sample is None:
        return Box(0, 0, 1, 1)
    x, y = sample.places[0] if isinstance(sample, SceneBreak) else (sample.x, sample.y)
    return Box(x - 8, y - 8, 16, 16)


def _path(path: Path) -> str:
    return "".join(step[0] + " ".join(_number(float(each)) for each in step[1:]) for step in path)


def _number(value: float) -> str:
    """A number with at most two decimals, and none that say nothing."""
    found = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if found in {"-0", ""} else found


def _hundredths(size: float) -> int:
    return round(size * 100)


def _words(words: str) -> str:
    return escape(one_line(words), quote=False)
