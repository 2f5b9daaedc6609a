"""The records: frozen values that know their own rules and nothing of files, databases or screens."""

from ieworkbench.model.cleaning import CleanedText
from ieworkbench.model.codes import PATH_MARK, Code, Codebook
from ieworkbench.model.coding import Coding
from ieworkbench.model.dates import SaidDate
from ieworkbench.model.notes import Attribute, AttributeValue, Link, Memo, RecordRef, RecordSet
from ieworkbench.model.passage import Passage
from ieworkbench.model.people import Case, Informant, Site
from ieworkbench.model.source import Cell, Origin, Section, Source, SourceWarning, Turn, text_hash
from ieworkbench.model.vocabulary import (
    AttributeType,
    Consent,
    Direction,
    InformantLevel,
    MemoKind,
    Placement,
    RecordKind,
    SectionKind,
    SiteLevel,
    SourceKind,
)
from ieworkbench.model.words import find_words, fold, join_parted

__all__ = [
    "PATH_MARK",
    "Attribute",
    "AttributeType",
    "AttributeValue",
    "Case",
    "Cell",
    "CleanedText",
    "Code",
    "Codebook",
    "Coding",
    "Consent",
    "Direction",
    "Informant",
    "InformantLevel",
    "Link",
    "Memo",
    "MemoKind",
    "Origin",
    "Passage",
    "Placement",
    "RecordKind",
    "RecordRef",
    "RecordSet",
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
