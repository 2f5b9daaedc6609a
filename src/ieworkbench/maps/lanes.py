"""The lanes of a map and the bands they lie in: where things are."""

from __future__ import annotations

from dataclasses import dataclass

from ieworkbench.maps.records import ChainRecords, MapRecord
from ieworkbench.model import (
    Act,
    Authority,
    DoerKind,
    InformantLevel,
    InstitutionalText,
    LinkFamily,
    RecordKind,
    Resource,
    Site,
    SiteLevel,
)
from ieworkbench.model.display import Brief

__all__ = ["BANDS", "Lane", "Lanes"]

BANDS: tuple[SiteLevel, ...] = (
    SiteLevel.SUPRANATIONAL,
    SiteLevel.NATIONAL,
    SiteLevel.AGENCY,
    SiteLevel.FRONT_LINE,
    SiteLevel.UNKNOWN,
    SiteLevel.EVERYDAY,
)
"""The bands of a map from the top down: everyday life is at the bottom, where the inquiry begins."""

_BAND_OF = {
    Authority.LAW: SiteLevel.NATIONAL,
    Authority.REGULATION: SiteLevel.NATIONAL,
    Authority.GUIDELINE: SiteLevel.NATIONAL,
    Authority.AGENCY_STANDARD: SiteLevel.AGENCY,
}


@dataclass(frozen=True, slots=True, repr=False)
class Lane(Brief):
    """A strip of the map: a site, or what has no site inside a band.

    Attributes
    ----------
    id
        The site's id; the band's name in round brackets where no site is said.
    band
        The band it lies in.
    """

    id: str
    band: SiteLevel

    @property
    def site(self) -> str:
        """The site's id; empty where no site is said."""
        return "" if self.id.startswith("(") else self.id


class Lanes:
    """In which lane each thing lies: at its site, or where what makes or takes it up lies."""

    def __init__(self, records: ChainRecords) -> None:
        self._records = records
        self._makers: dict[str, str] = {}
        makers = sorted(records.links, key=lambda link: records.standard(link.kind).family is not LinkFamily.PRODUCES)
        for link in makers:
            if link.origin.kind is RecordKind.ACT and link.target.kind is not RecordKind.ACT:
                self._makers.setdefault(link.target.id, link.origin.id)
            elif link.target.kind is RecordKind.ACT and link.origin.kind is not RecordKind.ACT:
                self._makers.setdefault(link.origin.id, link.target.id)
        for link in records.links:
            if link.target.kind is RecordKind.RESOURCE:
                self._makers.setdefault(link.target.id, link.origin.id)

    def of(self, record: MapRecord) -> Lane:
        """The lane of a record."""
        if record.site:
            return self._at(record.site)
        if isinstance(record, InstitutionalText) and record.authority in _BAND_OF:
            return _nowhere(_BAND_OF[record.authority])
        if isinstance(record, Act):
            return self._of_doer(record)
        if isinstance(record, InstitutionalText) and record.among and record.id not in self._makers:
            first = self._records.by_id.get(record.among[0])
            if first is not None and first.id != record.id:
                return self.of(first)
        maker = self._records.by_id.get(self._makers.get(record.id, ""))
        known = isinstance(maker, Act) or (isinstance(record, Resource) and isinstance(maker, InstitutionalText))
        return self.of(maker) if maker is not None and known else _nowhere(SiteLevel.UNKNOWN)

    def _of_doer(self, act: Act) -> Lane:
        informant = self._records.informant_by_id.get(act.doer.name) if act.doer.kind is DoerKind.INFORMANT else None
        if informant is None:
            return _nowhere(SiteLevel.UNKNOWN)
        if informant.site:
            return self._at(informant.site)
        return _nowhere(SiteLevel.EVERYDAY if informant.level is InformantLevel.ENTRY else SiteLevel.UNKNOWN)

    def _at(self, site: str) -> Lane:
        return Lane(site, self._records.site_by_id.get(site, Site(site)).level)


def _nowhere(band: SiteLevel) -> Lane:
    return Lane(f"({band.value})", band)
