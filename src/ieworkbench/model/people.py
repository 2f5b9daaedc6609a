"""What is followed, where, and who tells of it: cases, sites and informants.

An informant is a code, never a name. The researcher chooses these codes herself (``"C1"``,
``"U1"``, ``"pain clinic"``); adding one again after it was removed brings the same one back.
"""

from __future__ import annotations

from dataclasses import dataclass

from ieworkbench.model.dates import SaidDate
from ieworkbench.model.display import Brief
from ieworkbench.model.vocabulary import Consent, InformantLevel, SiteLevel

__all__ = ["Case", "Informant", "Site"]


@dataclass(frozen=True, slots=True, repr=False)
class Case(Brief):
    """What is followed: one rehabilitation process, one application.

    Attributes
    ----------
    id
        Its code, such as ``"C1"``.
    label
        A few words that say what it is, without names.
    period
        When it took place.
    """

    id: str
    label: str = ""
    period: SaidDate | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Site(Brief):
    """Where acts happen.

    Attributes
    ----------
    id
        Its name or pseudonym, such as ``"pain clinic"``.
    level
        The band of the map in which it lies.
    aliases
        Other names by which informants call it.
    part_of
        The id of the site it belongs to.
    """

    id: str
    level: SiteLevel = SiteLevel.UNKNOWN
    aliases: tuple[str, ...] = ()
    part_of: str | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Informant(Brief):
    """Someone who tells of the work, known by a code.

    Attributes
    ----------
    id
        The code, such as ``"U1"``: never a name.
    level
        From where in the institution they speak.
    role
        Their work or place in it, in general words: ``"service user"``, ``"caseworker"``.
    site
        The id of the site they work or live at.
    cases
        The ids of the cases they tell of.
    consent
        What they have agreed to.
    pointed_to_by
        The id of the passage that led the researcher to them.
    """

    id: str
    level: InformantLevel = InformantLevel.UNKNOWN
    role: str = ""
    site: str | None = None
    cases: tuple[str, ...] = ()
    consent: tuple[Consent, ...] = ()
    pointed_to_by: str | None = None
