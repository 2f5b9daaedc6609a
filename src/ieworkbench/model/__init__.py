"""The records: frozen values that know their own rules and nothing of files, databases or screens."""

from ieworkbench.model.cleaning import CleanedText
from ieworkbench.model.dates import SaidDate
from ieworkbench.model.passage import Passage
from ieworkbench.model.people import Case, Informant, Site
from ieworkbench.model.source import Cell, Origin, Section, Source, SourceWarning, Turn, text_hash
from ieworkbench.model.vocabulary import Consent, InformantLevel, Placement, SectionKind, SiteLevel, SourceKind
from ieworkbench.model.words import find_words, fold, join_parted

__all__ = [
    "Case",
    "Cell",
    "CleanedText",
    "Consent",
    "Informant",
    "InformantLevel",
    "Origin",
    "Passage",
    "Placement",
    "SaidDate",
    "Section",
    "SectionKind",
    "Site",
    "SiteLevel",
    "Source",
    "SourceKind",
    "SourceWarning",
    "Turn",
    "find_words",
    "fold",
    "join_parted",
    "text_hash",
]
