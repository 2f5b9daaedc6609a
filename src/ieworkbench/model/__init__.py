"""The records: frozen values that know their own rules and nothing of files, databases or screens."""

from ieworkbench.model.account import Account
from ieworkbench.model.action import UNKNOWN_DOER, Act, Circuit, Disjuncture, Doer, Resource, Side, Task
from ieworkbench.model.cleaning import CleanedText
from ieworkbench.model.codes import PATH_MARK, Code, Codebook
from ieworkbench.model.coding import Coding
from ieworkbench.model.dates import SaidDate
from ieworkbench.model.institutional_text import InstitutionalText, TextCopy, TextVersion
from ieworkbench.model.link_kinds import CHAIN_RECORDS, LinkFamily, LinkKind, ProjectLinkKind
from ieworkbench.model.notes import Attribute, AttributeValue, Link, Memo, RecordRef, RecordSet
from ieworkbench.model.passage import Passage
from ieworkbench.model.people import Case, Informant, Site
from ieworkbench.model.source import Cell, Origin, Section, Source, SourceWarning, Turn, text_hash
from ieworkbench.model.vocabulary import (
    ActMode,
    AttributeType,
    Audience,
    Authority,
    CircuitKind,
    Consent,
    Direction,
    DoerKind,
    EvidenceStatus,
    InformantLevel,
    Layer,
    MemoKind,
    Placement,
    Polarity,
    RecordKind,
    ResourceKind,
    SectionKind,
    SiteLevel,
    SourceKind,
    WhoseWork,
    WordingOrigin,
)
from ieworkbench.model.words import find_words, fold, join_parted

__all__ = [
    "CHAIN_RECORDS",
    "PATH_MARK",
    "UNKNOWN_DOER",
    "Account",
    "Act",
    "ActMode",
    "Attribute",
    "AttributeType",
    "AttributeValue",
    "Audience",
    "Authority",
    "Case",
    "Cell",
    "Circuit",
    "CircuitKind",
    "CleanedText",
    "Code",
    "Codebook",
    "Coding",
    "Consent",
    "Direction",
    "Disjuncture",
    "Doer",
    "DoerKind",
    "EvidenceStatus",
    "Informant",
    "InformantLevel",
    "InstitutionalText",
    "Layer",
    "Link",
    "LinkFamily",
    "LinkKind",
    "Memo",
    "MemoKind",
    "Origin",
    "Passage",
    "Placement",
    "Polarity",
    "ProjectLinkKind",
    "RecordKind",
    "RecordRef",
    "RecordSet",
    "Resource",
    "ResourceKind",
    "SaidDate",
    "Section",
    "SectionKind",
    "Side",
    "Site",
    "SiteLevel",
    "Source",
    "SourceKind",
    "SourceWarning",
    "Task",
    "TextCopy",
    "TextVersion",
    "Turn",
    "WhoseWork",
    "WordingOrigin",
    "find_words",
    "fold",
    "join_parted",
    "text_hash",
]
