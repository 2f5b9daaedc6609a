"""The names of REFI-QDA projects: what its elements are called, and what we call what it has no name for.

The standard has users, codes, cases, texts, notes, links and sets, and no room for the rest: which
kind a source is, which level an informant speaks from, that a code stands under two others. These
travel as variables and links with fixed names, so that a person sees in any program what they are,
and with GUIDs worked out from fixed names, so that they are known again whatever they are called.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID, uuid5

from ieworkbench.model.vocabulary import AttributeType, Direction

__all__ = [
    "ALSO_UNDER",
    "CASE_VARIABLES",
    "CUT_MARK",
    "DIRECTIONS",
    "INTERNAL",
    "LONGEST_NAME",
    "MEMO_ON",
    "MOST_INTERNAL",
    "NAMESPACE",
    "NOTE_VARIABLES",
    "ORDER",
    "ORIGIN",
    "POINTED_TO_BY",
    "PROJECT_FILE",
    "SOURCES_FOLDER",
    "SOURCE_VARIABLES",
    "UNTITLED",
    "VALUE_ELEMENTS",
    "VARIABLES",
    "VARIABLE_TYPES",
    "FixedVariable",
    "also_under_guid",
    "derived_guid",
    "joined",
    "link_note_guid",
    "memo_note_guid",
    "memo_on_guid",
    "parted",
    "pointed_to_by_guid",
    "quote_name",
    "representation_guid",
    "unbroken",
    "xml_text",
]

NAMESPACE = "urn:QDA-XML:project:1.0"
"""The namespace of every element of a project."""

ORIGIN = "ieworkbench"
"""What ``Project/@origin`` is in the projects written here."""

UNTITLED = "study"
"""``Project/@name`` of a study without a title: the schema asks for one."""

PROJECT_FILE = "project.qde"
SOURCES_FOLDER = "sources/"
INTERNAL = "internal://"
"""How a path begins that names a file of the folder of sources."""

MOST_INTERNAL = 2**31 - 1
"""The most bytes a file inside a project may have."""

ORDER: dict[str, tuple[str, ...]] = {
    "Project": (
        "Users",
        "CodeBook",
        "Variables",
        "Cases",
        "Sources",
        "Notes",
        "Links",
        "Sets",
        "Graphs",
        "Description",
        "NoteRef",
    ),
    "Code": ("Description", "NoteRef", "Code"),
    "Case": ("Description", "CodeRef", "VariableValue", "SourceRef", "SelectionRef"),
    "TextSource": (
        "Description",
        "PlainTextContent",
        "PlainTextSelection",
        "Coding",
        "NoteRef",
        "VariableValue",
    ),
    "PDFSource": ("Description", "PDFSelection", "Representation", "Coding", "NoteRef", "VariableValue"),
    "PlainTextSelection": ("Description", "Coding", "NoteRef"),
    "Coding": ("CodeRef", "NoteRef"),
    "Link": ("NoteRef",),
    "Set": ("Description", "MemberCode", "MemberSource", "MemberNote"),
    "Graph": ("Vertex", "Edge"),
}
"""In which order the schema wants the children of an element; notes and representations are as ``TextSource``."""

DIRECTIONS: dict[Direction, str] = {
    Direction.ONE_WAY: "OneWay",
    Direction.BOTH_WAYS: "Bidirectional",
    Direction.UNDIRECTED: "Associative",
}
"""``Link/@direction``."""

VARIABLE_TYPES: dict[AttributeType, str] = {
    AttributeType.TEXT: "Text",
    AttributeType.YES_NO: "Boolean",
    AttributeType.WHOLE_NUMBER: "Integer",
    AttributeType.NUMBER: "Float",
    AttributeType.DATE: "Date",
    AttributeType.MOMENT: "DateTime",
}
"""``Variable/@typeOfVariable``."""

VALUE_ELEMENTS: dict[AttributeType, str] = {kind: f"{name}Value" for kind, name in VARIABLE_TYPES.items()}
"""The element that holds a value of that type."""

# ------------------------------------------------------------------- what we give names to ourselves

_NAMES = UUID("0b6f2f0c-0f3a-5c41-9a55-3f1d8d1b7c60")

ALSO_UNDER = "also under"
"""A link from a code to a parent that is not its first, one way."""

MEMO_ON = "memo on"
"""A link from a note to a record that has no room for notes, one way."""

POINTED_TO_BY = "pointed to by"
"""A link from an informant to the passage that led to them, one way."""


@dataclass(frozen=True, slots=True)
class FixedVariable:
    """A variable that every project written here may have: its GUID is always the same.

    Attributes
    ----------
    of
        What it is said of: ``"source"``, ``"case"`` or ``"note"``.
    name
        What it is called; where an attribute of the researcher's is called so, `ORIGIN` is added in brackets.
    description
        What it means, for readers in other programs.
    type
        What its values are.
    guid
        Made of `of` and `name`.
    """

    of: str
    name: str
    description: str
    type: AttributeType = AttributeType.TEXT
    guid: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "guid", str(uuid5(_NAMES, f"{self.of} {self.name}")))


def _named(*variables: FixedVariable) -> dict[str, FixedVariable]:
    return {each.name: each for each in variables}


SOURCE_VARIABLES = _named(
    FixedVariable("source", "kind", "What kind of text it is, such as interview or form."),
    FixedVariable("source", "wave", "In which round of fieldwork it was made.", AttributeType.WHOLE_NUMBER),
    FixedVariable("source", "language", "The language it is in."),
    FixedVariable("source", "date", "When it was said or written, as the source or the researcher says it."),
    FixedVariable("source", "title", "What the text calls itself."),
)
"""The variables of sources, by name. A kind ``other`` and whatever is not known are not written."""

CASE_VARIABLES = _named(
    FixedVariable("case", "record", "What is followed (case), someone who tells of it (informant), or a place (site)."),
    FixedVariable("case", "label", "A few words that say what the case is."),
    FixedVariable("case", "period", "When the case took place, as it was said."),
    FixedVariable("case", "level", "From where an informant speaks, or where a site lies."),
    FixedVariable("case", "role", "The informant's work or place in it."),
    FixedVariable("case", "site", "The site where the informant works or lives."),
    FixedVariable("case", "consent", "What the informant has agreed to, with semicolons between."),
    FixedVariable("case", "aliases", "Other names of the site, with semicolons between."),
    FixedVariable("case", "part of", "The site that this site belongs to."),
    FixedVariable("case", "chain", "The chain of action exactly, as rows of tables; other cases and links show it."),
    FixedVariable("case", "cases", "The cases the informant tells of, with semicolons between."),
)
"""The variables of cases, informants and sites, by name; ``record`` says which it is, and is always there."""

NOTE_VARIABLES = _named(
    FixedVariable("note", "memo kind", "What the memo is: the study's problematic, or any memo."),
)
"""The variables of notes, by name."""

VARIABLES: dict[str, FixedVariable] = {
    each.guid: each for several in (SOURCE_VARIABLES, CASE_VARIABLES, NOTE_VARIABLES) for each in several.values()
}
"""Every variable that is ours, by its GUID."""


def derived_guid(guid: str, what: str) -> str:
    """The GUID of something that belongs to a record and has none of its own.

    Parameters
    ----------
    guid
        The record's GUID.
    what
        What it is to the record.
    """
    return str(uuid5(UUID(guid), what))


def representation_guid(source: str) -> str:
    """The GUID of a PDF source's plain text."""
    return derived_guid(source, "representation")


def memo_note_guid(coding: str) -> str:
    """The GUID of the note that holds a coding's memo."""
    return derived_guid(coding, "memo")


def link_note_guid(link: str) -> str:
    """The GUID of the note that holds a link's note."""
    return derived_guid(link, "note")


def also_under_guid(code: str, parent: str) -> str:
    """The GUID of the link from a code to a further parent."""
    return derived_guid(code, f"{ALSO_UNDER} {parent}")


def memo_on_guid(note: str) -> str:
    """The GUID of the link from a note to the record it is on."""
    return derived_guid(note, MEMO_ON)


def pointed_to_by_guid(informant: str) -> str:
    """The GUID of the link from an informant to the passage that led to them."""
    return derived_guid(informant, POINTED_TO_BY)


# --------------------------------------------------------------------------------- words in values

LONGEST_NAME = 250
"""How many code points of its quote a selection is called by."""

CUT_MARK = "…"
"""What stands after a quote that was longer."""

_BREAKS = re.compile("[\t-\r\x1c-\x1f\x85\u2028\u2029]")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PARTED = re.compile(r"((?:[^;\\]|\\.?)*);?", re.DOTALL)


def unbroken(words: str) -> str:
    """The words with a blank for each line break or tab: as long as they are, on one line."""
    return _BREAKS.sub(" ", words)


def xml_text(words: str) -> str:
    """The words with ``\\ufffd`` for each character that XML cannot hold, such as most control characters."""
    return _NOT_XML.sub("\ufffd", words)


def quote_name(quote: str) -> str:
    """What a selection is called by us: its quote on one line, with a mark where it was cut."""
    words = quote if len(quote) <= LONGEST_NAME else quote[:LONGEST_NAME] + CUT_MARK
    return words if words.isprintable() else xml_text(unbroken(words))


def joined(words: Iterable[str]) -> str:
    """Several values as one, with semicolons between; a semicolon or backslash in them has a backslash before it.

    Examples
    --------
    >>> joined(["pain clinic", "ward 5; the old one"])
    'pain clinic; ward 5\\\\; the old one'
    """
    return "; ".join(each.replace("\\", "\\\\").replace(";", "\\;") for each in words)


def parted(value: str) -> tuple[str, ...]:
    """The same taken apart: the values, without the blanks around them; no value if there are only blanks.

    Examples
    --------
    >>> parted(joined(["pain clinic", "ward 5; the old one"]))
    ('pain clinic', 'ward 5; the old one')
    """
    parts = [re.sub(r"\\(.)", r"\1", match.group(1).strip(), flags=re.DOTALL) for match in _PARTED.finditer(value)]
    return tuple(part for part in parts if part)
