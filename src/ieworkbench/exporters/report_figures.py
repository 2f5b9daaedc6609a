"""The maps of a report: each case as it is drawn, and what of that is printed page by page.

A map whose words can be read on a page is one figure. Another is an overview with numbered frames,
each of them enlarged; and one that is high, of chains which nothing joins, is parted between the chains.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ieworkbench.exporters.report_blocks import Picture
from ieworkbench.exporters.report_words import many, word

if TYPE_CHECKING:
    from ieworkbench.maps.drawing.drawn import Scene
    from ieworkbench.maps.institutional_map import InstitutionalMap
    from ieworkbench.model.layout import Layout

__all__ = ["CaseMap", "figure"]

_MM = 72 / 25.4
_ACROSS, _DOWN = 160.0 * _MM, 235.0 * _MM
"""The room for a picture on an upright page, in points; on a page laid across it is the other way round."""
_LEAST_WORDS = 5.9
"""In points: below that words are not printed."""


@dataclass(frozen=True, slots=True)
class CaseMap:
    """A case of the study, its map, and how that is drawn.

    Attributes
    ----------
    name
        What the case is called; empty for a study without cases.
    m
        Its map.
    scene
        The map as it is drawn, by the layout that the study keeps for it.
    """

    name: str
    m: InstitutionalMap
    scene: Scene

    @classmethod
    def of(cls, name: str, m: InstitutionalMap, kept: Layout | None, language: str) -> CaseMap:
        """The map of a case, drawn by the layout that was kept, or by a new one."""
        return cls(name, m, _drawn(m, language, kept))

    def chains(self) -> list[list[str]]:
        """The things of the map by what hangs together, from left to right and from the top down on the drawing."""
        import networkx as nx

        at = {each.id: (each.x, each.y) for each in self.scene.layout.boxes}

        def place(node: str) -> tuple[float, float]:
            return at.get(node, (0.0, 0.0))

        joined = [sorted(chain, key=place) for chain in nx.weakly_connected_components(self.m.graph)]
        return sorted(joined, key=lambda chain: place(chain[0]))

    def acts(self) -> list[str]:
        """The acts in the order of the drawing; a chain is told to its end before the next begins."""
        kinds = self.m.graph.nodes(data="kind", default="")
        return [node for chain in self.chains() for node in chain if kinds[node] == "act"]


def _drawn(m: InstitutionalMap, language: str, kept: Layout | None = None) -> Scene:
    from ieworkbench.maps.drawing.scene import build_scene

    side = _DOWN / _MM
    return build_scene(m, layout=kept, language=language, width_mm=side, height_mm=side, title=False)


def figure(case: CaseMap, title: str, language: str) -> Picture:
    """A map as a figure.

    Parameters
    ----------
    case
        The map.
    title
        What stands in its captions.
    language
        The language of captions and fixed words.
    """
    caption = f"{title}. {many(len(case.m.accounts()), 'account', language)}."
    pages = [(case.scene, caption)] if _can_be_read(case.scene) else _pages(case, title, caption, language)
    return Picture(case.scene, tuple(pages), caption)


def _can_be_read(scene: Scene) -> bool:
    """Whether the words of a figure are large enough on a page, upright or across."""
    printed = max(min(_ACROSS / scene.width, _DOWN / scene.height), min(_DOWN / scene.width, _ACROSS / scene.height))
    return min(printed, 1.0) * scene.smallest_text >= _LEAST_WORDS


def _pages(case: CaseMap, title: str, caption: str, language: str) -> list[tuple[Scene, str]]:
    """A map that is too large for a page: an overview and its phases, or parts if it is high and not wide."""
    from ieworkbench.maps.drawing.phases import overview, phase_of, phases_of
    from ieworkbench.maps.drawing.scene import build_scene

    whole = case.scene
    smallest = min(1.0, _DOWN / whole.height, _LEAST_WORDS / whole.smallest_text)
    spans = phases_of(whole, _ACROSS / smallest)
    if len(spans) < 2:
        return _parts(case, title, language) or [(whole, caption)]
    bare = build_scene(case.m, layout=whole.layout, language=language, title=False, with_legend=False)
    first = overview(bare, spans, min(_DOWN / whole.width, _ACROSS / whole.height))
    enlarged = [
        (phase_of(whole, spans, number), f"{title}: {word('enlarged', language).format(number)}.")
        for number in range(1, len(spans) + 1)
    ]
    return [(first, f"{caption[:-1]}; {word('overview', language)}."), *enlarged]


def _parts(case: CaseMap, title: str, language: str) -> list[tuple[Scene, str]]:
    """A high map of chains that nothing joins, as figures that can be read: no chain is cut; nothing if it is one chain."""
    halves = [case.chains()]
    scenes: list[tuple[Scene, int]] = []
    while halves:
        chains = halves.pop()
        part = case.m.only({node for chain in chains for node in chain}, "")
        scene = _drawn(part, language)
        if len(chains) == 1 or _can_be_read(scene):
            scenes.append((scene, len(part.accounts())))
        else:
            middle = (len(chains) + 1) // 2
            halves += [chains[middle:], chains[:middle]]
    if len(scenes) < 2:
        return []
    return [
        (
            scene,
            f"{title}, {word('part', language).format(number, len(scenes))}. {many(accounts, 'account', language)}.",
        )
        for number, (scene, accounts) in enumerate(scenes, 1)
    ]
