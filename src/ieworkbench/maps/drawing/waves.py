"""Over the columns of a map: in which wave of interviews what stands there was told. No date is made up."""

from __future__ import annotations

from collections.abc import Sequence

from ieworkbench.maps.drawing.drawing_words import word
from ieworkbench.maps.drawing.drawn import TextLine, WaveTick
from ieworkbench.maps.drawing.text_size import width
from ieworkbench.maps.institutional_map import InstitutionalMap
from ieworkbench.model.layout import Layout

__all__ = ["wave_ticks"]

_SIZE = 0.92


def wave_ticks(m: InstitutionalMap, layout: Layout, y: float, size: float, language: str) -> tuple[WaveTick, ...]:
    """One tick for each run of columns told in the same waves; none if the map rests on one wave or nobody says."""
    told = [_waves(m, layout, left, across) for left, across in layout.columns]
    if len({wave for waves in told for wave in waves}) < 2:
        return ()
    ticks = []
    start = 0
    for place in range(1, len(told) + 1):
        if place < len(told) and (told[place] == told[start] or not told[place]):
            continue
        if told[start]:
            (left, _), (last, across) = layout.columns[start], layout.columns[place - 1]
            ticks.append(_tick(told[start], left, last + across, y, size, language))
        start = place
    return tuple(ticks)


def _waves(m: InstitutionalMap, layout: Layout, left: float, across: float) -> tuple[int, ...]:
    """The waves in which the acts of a column were told."""
    waves: set[int] = set()
    for box in layout.boxes:
        if left - 0.5 <= box.x + box.width / 2 <= left + across + 0.5 and box.id in m.graph:
            for account in m.graph.nodes[box.id].get("accounts", ()):
                entry = m.records.source_by_id.get(account.passage.source)
                if entry is not None and entry.wave is not None:
                    waves.add(entry.wave)
    return tuple(sorted(waves))


def _tick(waves: Sequence[int], left: float, right: float, y: float, size: float, language: str) -> WaveTick:
    names = f" {word('and', language)} ".join(map(str, waves)) if len(waves) < 3 else f"{waves[0]}–{waves[-1]}"
    long = f"{word('told in wave' if len(waves) == 1 else 'told in waves', language)} {names}"
    step = size * _SIZE
    short = f"{word('wave', language)} {names}"
    words = next((each for each in (long, short) if width(each, step) <= right - left - 2), names)
    return WaveTick(left, right, y, TextLine(words, (left + right) / 2, y - 2.4, step))
