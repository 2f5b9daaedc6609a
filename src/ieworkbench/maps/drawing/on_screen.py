"""A scene as a screen shows it: things in the order in which they are read, each to be taken hold of, and named aloud.

The web page of a map and the map in a notebook are made of this. A group of the drawing has its kind as
``class`` and the id of its record in ``data-of``; boxes and disjunctures are buttons.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from ieworkbench.maps.drawing.drawing_words import word
from ieworkbench.maps.drawing.drawn import Scene, SceneBreak, SceneNode
from ieworkbench.maps.drawing.marks import Group
from ieworkbench.maps.drawing.scene_svg import legend_rows, named, sample_svg, scene_svg
from ieworkbench.maps.drawing.screen_words import screen_word
from ieworkbench.maps.drawing.text_size import one_line
from ieworkbench.maps.institutional_map import InstitutionalMap

__all__ = ["for_screen", "legend_on_screen", "map_on_screen", "names_on_screen"]

Naming = Callable[[Group], Mapping[str, str]]


def for_screen(m: InstitutionalMap, scene: Scene, *, quotes: bool = True) -> Scene:
    """The map alone, its things in the order in which they are read: a screen has title and legend of its own.

    Parameters
    ----------
    m, scene
        The map, and what is drawn of it.
    quotes
        Whether what disjunctures are about may be read.
    """
    below = [line.y + line.size * 0.4 for line in scene.title]
    bottom = max([scene.map_box.bottom, *below]) + 2.0
    nodes = sorted(scene.nodes, key=lambda node: (round(node.box.x), node.box.y, node.id))
    told = {each.id: one_line(each.what) for each in m.records.disjunctures} if quotes else {}
    breaks = tuple(_break(each, told.get(each.id, ""), scene.language) for each in scene.breaks)
    title = scene.title if quotes or not scene.nodes else ()
    return replace(scene, height=bottom, nodes=tuple(nodes), legend=(), breaks=breaks, title=title)


def _break(each: SceneBreak, told: str, language: str) -> SceneBreak:
    """A disjuncture without what its sides say, which not everybody may read; without any words where there is none to tell."""
    sign = word("sign break", language)
    if not told:
        return replace(each, words=(), plate=None, description=sign)
    return replace(each, description=f"{sign}: {told}")


def map_on_screen(scene: Scene, *, root: Mapping[str, str], naming: Naming = named, tabindex: str = "0") -> str:
    """The map as an SVG element whose colours and sizes of letters are classes, and whose boxes are buttons.

    Parameters
    ----------
    scene
        What `for_screen` made.
    root
        The attributes of the element.
    naming
        The attributes of each group, beside those of a button.
    tabindex
        That of the buttons: ``-1`` where a script leads from one to the other.
    """
    told = {each.id: _name(each) for each in scene.nodes}
    incoming, outgoing = dict.fromkeys(told, 0), dict.fromkeys(told, 0)
    for line in scene.lines:
        outgoing[line.origin] += 1
        incoming[line.target] += 1

    def as_button(group: Group) -> Mapping[str, str]:
        said = naming(group)
        if group.kind == "node":
            links = screen_word("links of", scene.language).format(incoming[group.of], outgoing[group.of])
            return {**said, "role": "button", "tabindex": tabindex, "aria-label": f"{told[group.of]}; {links}"}
        if group.kind == "break":
            return {**said, "role": "button", "tabindex": tabindex, "aria-label": group.told}
        return said

    return scene_svg(scene, root=root, naming=as_button, by_class=True, titles=False)


def _name(node: SceneNode) -> str:
    """What a thing is in a sentence, in which what stands on it comes first and in its order."""
    head, _, count = node.description.rpartition("; ")
    words, _, signs = head.partition(node.label)
    return f"{words}{node.label}; {count}{signs}"


def names_on_screen(scene: Scene, *, root: Mapping[str, str]) -> str:
    """The names of bands and lanes once more, to stay at the left while the map moves under them."""
    boxes = [*(each.name_box for each in scene.bands), *(each.name_box for each in scene.lanes)]
    right = max((box.right for box in boxes), default=0.0)
    alone = replace(
        scene,
        width=right,
        height=scene.map_box.bottom,
        nodes=(),
        lines=(),
        breaks=(),
        ticks=(),
        frames=(),
        legend=(),
        title=(),
    )
    return scene_svg(alone, root=root, by_class=True, titles=False)


def legend_on_screen(scene: Scene) -> list[tuple[str, str]]:
    """The signs that a map uses, each as a small drawing, and what it means."""
    return [
        (sample_svg(entry, root={"aria-hidden": "true"}, by_class=True), words) for entry, words in legend_rows(scene)
    ]
