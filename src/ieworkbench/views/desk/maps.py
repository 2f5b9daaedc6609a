"""The maps of a study as views see them: each is drawn once for every change of the study, and stands still."""

from __future__ import annotations

from dataclasses import dataclass

from ieworkbench.errors import RecordUnknown
from ieworkbench.maps.building import map_of
from ieworkbench.maps.drawing.drawn import Scene
from ieworkbench.maps.drawing.on_screen import for_screen
from ieworkbench.maps.drawing.scene import build_scene, lay_out_map
from ieworkbench.maps.institutional_map import InstitutionalMap
from ieworkbench.maps.records import ChainRecords
from ieworkbench.model import Layer
from ieworkbench.model.layout import Layout
from ieworkbench.study import Study
from ieworkbench.views.desk.at_desk import AtDesk
from ieworkbench.views.desk.beside import still_so
from ieworkbench.views.desk.steps import Steps, at_once

__all__ = ["DrawnMap", "Maps", "maps_of"]


@dataclass(frozen=True, slots=True)
class DrawnMap:
    """A map of a study as it stood at one of its changes.

    Attributes
    ----------
    number
        The number of the study's change after which it was drawn; those since then have touched no map.
    map
        The map.
    whole
        Everything that is drawn, with the legend.
    scene
        What a screen shows of it.
    kept
        Where everything stood when the study last kept it; ``None`` if it did not.
    """

    number: int
    map: InstitutionalMap
    whole: Scene
    scene: Scene
    kept: Layout | None

    @property
    def layout(self) -> Layout:
        """Where everything stands."""
        return self.whole.layout


class Maps:
    """The maps of one study, whole or of one case or layer.

    Attributes
    ----------
    study
        The study.
    language
        The language of the fixed words on the maps.
    """

    def __init__(self, study: Study, language: str) -> None:
        self.study = study
        self.language = language
        self._records: tuple[int, ChainRecords] | None = None
        self._drawn: dict[str, DrawnMap] = {}
        self._seen = self._touched = study.last_change

    def drawn(self, case: str = "", layer: str = "") -> DrawnMap:
        """The map of a case and a layer as the study stands now; of all of them where none is named.

        What stood keeps its place: where the study kept it, or where the last drawing had it.

        Raises
        ------
        RecordUnknown, RecordWrong
            If there is no such case or layer.
        """
        return at_once(self.drawing(case, layer))

    def drawing(self, case: str = "", layer: str = "") -> Steps[DrawnMap]:
        """The same in steps; the map is that of the study as it stood before the first of them.

        Raises
        ------
        RecordUnknown, RecordWrong
            If there is no such case or layer.
        """
        number = self._number()
        chosen = Layer.meant("layer", layer) if layer else None
        of = self.study.case(case).id if case else None
        key = InstitutionalMap.key_of(of, chosen)
        before = self._drawn.get(key)
        if before is not None and before.number == number:
            return before
        m = map_of(self._records_at(number), case=of, layer=chosen)
        kept = self.study.layout(m.key)
        stood = before.layout if before is not None and before.kept == kept else kept
        yield
        layout = lay_out_map(m, previous=stood, language=self.language)
        yield
        whole = build_scene(m, layout=layout, language=self.language, title=False)
        yield
        self._drawn[m.key] = DrawnMap(number, m, whole, for_screen(m, whole), kept)
        return self._drawn[m.key]

    def called(self, key: str) -> DrawnMap:
        """The map whose layout is kept under this key, as the study stands now.

        Raises
        ------
        RecordUnknown
            If no case and layer of the study has this key.
        """
        records = self._records_at(self._number())
        for case in (None, *(each.id for each in records.cases)):
            for layer in (None, *Layer):
                if InstitutionalMap.key_of(case, layer) == key:
                    return self.drawn(case or "", layer.value if layer else "")
        raise RecordUnknown("map", key)

    def _number(self) -> int:
        """The number of the last change that maps were read after; a new one only if it may have touched them."""
        last = self.study.last_change
        if last != self._seen:
            if last < self._seen or not still_so(self.study, self._seen):
                self._touched = last
            self._seen = last
        return self._touched

    def _records_at(self, number: int) -> ChainRecords:
        """The study's records, read once for each change that touches them."""
        if self._records is None or self._records[0] != number:
            self._records = number, ChainRecords.of(self.study)
        return self._records[1]


def maps_of(at: AtDesk) -> Maps:
    """The maps of the study on a desk."""
    found = at.kept.get("maps")
    if not isinstance(found, Maps):
        found = at.kept["maps"] = Maps(at.study, at.language)
    return found
