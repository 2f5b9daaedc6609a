"""What travels between a study and a file: a bundle of records, and a report of what became of them.

A bundle knows no database. A reader makes one from a file, a writer makes a file from one; putting
it into a study, and taking it out of one, is done in `ieworkbench.study`.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from uuid import UUID, uuid5

from ieworkbench.exchange.guids import guid_in
from ieworkbench.model import (
    Act,
    Attribute,
    AttributeValue,
    Case,
    Circuit,
    Codebook,
    Coding,
    Disjuncture,
    Informant,
    InstitutionalText,
    Link,
    Memo,
    Passage,
    ProjectLinkKind,
    RecordRef,
    RecordSet,
    Resource,
    Site,
    Source,
    TextCopy,
)
from ieworkbench.model.display import Brief, Shown
from ieworkbench.model.kept_statement import KeptStatement
from ieworkbench.model.vocabulary import Word

__all__ = ["Bundle", "Exchange", "Fate", "Finding", "Report", "TypedRow", "counted", "guid_of"]


@dataclass(frozen=True, slots=True, repr=False)
class TypedRow(Brief):
    """A row of a table of the chain of action, as somebody typed it; whoever takes it in reads what it means.

    Attributes
    ----------
    sheet
        The name of its sheet: ``"acts"``.
    place
        Where it stands, for a report: ``"acts, row 5"``.
    said
        What its cells say without blanks around them, by the names of the columns; a column that
        the table does not have is not in it.
    stays
        Whether a record that the study has already stays as the study has it.
    """

    sheet: str
    place: str
    said: Mapping[str, str]
    stays: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Bundle(Brief):
    """Records of one study, and the files of its sources, outside any database.

    Whatever is referred to by an id is in the bundle: a coding's passage and code, a passage's
    source, the records that memos, links and sets are about.

    Attributes
    ----------
    id
        The study's id, a GUID; empty where the file does not say.
    title, standpoint
        What the study is called, and where it begins and stays; empty where the file does not say.
    sources
        Each with its text, turns and sections, and an id of its own in the bundle.
    originals
        For a source's id, the bytes of the file it was read from.
    codebook
        The codes.
    passages
        Every passage, each with an id and its source's id.
    codings
        Their ``code`` is the id of a code, their passage one of `passages`.
    case_passages
        Pairs of a case's id and a passage's id: what belongs to a case without its whole source.
    acts, texts, copies, resources, link_kinds, disjunctures, circuits
        The chain of action, with its accounts, whose passages are among `passages`; its links are
        among `links`.
    statements
        Rules said in the texts, whose passages are among `passages`; no format carries them, and memos,
        links and sets that are about one are about its sentence here.
    typed
        Rows of a chain as somebody typed them, which only a study can read.
    guids
        The GUID by which other programs know a record, where it is not made from its id.
    people
        Everybody who coded or wrote, by name.
    """

    id: str = ""
    title: str = ""
    standpoint: str = ""
    sources: tuple[Source, ...] = ()
    originals: Mapping[str, bytes] = field(default_factory=dict)
    codebook: Codebook = field(default_factory=Codebook)
    passages: tuple[Passage, ...] = ()
    codings: tuple[Coding, ...] = ()
    cases: tuple[Case, ...] = ()
    sites: tuple[Site, ...] = ()
    informants: tuple[Informant, ...] = ()
    case_passages: tuple[tuple[str, str], ...] = ()
    attributes: tuple[Attribute, ...] = ()
    values: tuple[AttributeValue, ...] = ()
    memos: tuple[Memo, ...] = ()
    links: tuple[Link, ...] = ()
    sets: tuple[RecordSet, ...] = ()
    acts: tuple[Act, ...] = ()
    texts: tuple[InstitutionalText, ...] = ()
    copies: tuple[TextCopy, ...] = ()
    resources: tuple[Resource, ...] = ()
    link_kinds: tuple[ProjectLinkKind, ...] = ()
    disjunctures: tuple[Disjuncture, ...] = ()
    circuits: tuple[Circuit, ...] = ()
    statements: tuple[KeptStatement, ...] = ()
    typed: tuple[TypedRow, ...] = ()
    guids: Mapping[RecordRef, str] = field(default_factory=dict)
    people: tuple[str, ...] = ()
    written_at: dt.datetime | None = None

    def source(self, source_id: str) -> Source:
        """The source with this id."""
        return next(each for each in self.sources if each.id == source_id)


_NAMESPACE = UUID("5b0d2a54-3c1f-5e0e-9d5a-6f6d1c0c7f1b")


def guid_of(bundle: Bundle, record: RecordRef | str) -> str:
    """The GUID by which other programs shall know a record: small letters, hyphens, no braces.

    It is the one it came with, or its own id where that is a GUID, or one made from the study's id
    and its own by RFC 4122, version 5: always the same for the same record of the same study.

    Parameters
    ----------
    bundle
        The bundle it is in.
    record
        The record, or any other name that tells two things apart, such as ``"person Ada"``.
    """
    if isinstance(record, RecordRef):
        known = bundle.guids.get(record) or guid_in(record.id)
        if known:
            return known
    return str(uuid5(_NAMESPACE, f"{bundle.id}\n{record}"))


class Fate(Word):
    """What became of something that was read or written."""

    CHANGED = "changed", "endret", "endra", "It is there, but not quite as it was."
    DROPPED = "dropped", "utelatt", "utelaten", "It could not be carried over."
    UNPLACED = "unplaced", "uten plass", "utan plass", "Its words were not found where it says they are."


@dataclass(frozen=True, slots=True, repr=False)
class Finding(Brief):
    """One thing that did not go through as it was.

    Attributes
    ----------
    fate
        What became of it.
    what
        The kind of thing, in plain words: ``"coding"``, ``"picture selection"``.
    where
        Its name, GUID, line or place; at most a short quote.
    why
        One sentence: what was done with it and why.
    """

    fate: Fate
    what: str
    where: str
    why: str


@dataclass(slots=True, repr=False)
class Report(Shown):
    """What was read from a file or written to it: everything kept, changed and dropped.

    Attributes
    ----------
    file
        The file's name as the researcher gave it.
    format
        The name of the format.
    kept
        For each kind of thing, in plain words and in the plural, how many went through.
    there
        How many the study had already, when it was taken into one.
    findings
        What did not go through as it was, in the order of the file.
    facts
        What was found out about the file on the way, such as which line ends its positions count.
    """

    file: str
    format: str
    kept: Counter[str] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)
    there: Counter[str] = field(default_factory=Counter)
    facts: list[str] = field(default_factory=list)

    def changed(self, what: str, where: str, why: str) -> None:
        """Note that something is there, but not quite as it was."""
        self.findings.append(Finding(Fate.CHANGED, what, where, _sentence(why)))

    def dropped(self, what: str, where: str, why: str) -> None:
        """Note that something could not be carried over."""
        self.findings.append(Finding(Fate.DROPPED, what, where, _sentence(why)))

    def unplaced(self, what: str, where: str, why: str) -> None:
        """Note that the words of something were not found where it says they are."""
        self.findings.append(Finding(Fate.UNPLACED, what, where, _sentence(why)))

    def __repr__(self) -> str:
        kept = ", ".join(counted(count, what) for what, count in self.kept.items() if count)
        fates = Counter(each.fate for each in self.findings)
        lost = "".join(f"; {count:,} {fate.value}" for fate, count in fates.items())
        return f"Report({self.file!r}: {kept or 'nothing'}{lost})"


def counted(number: int, what: str) -> str:
    """A number of things, as it is said of one and of many.

    Examples
    --------
    >>> counted(1, "people"), counted(1, "passages of cases"), counted(2000, "codes")
    ('1 person', '1 passage of cases', '2,000 codes')
    """
    first, space, rest = what.partition(" of ")
    one = "person" if first == "people" else f"{first[:-3]}y" if first.endswith("ies") else first.removesuffix("s")
    return f"{number:,} {one if number == 1 else first}{space}{rest}"


def _sentence(clause: str) -> str:
    """``clause`` with a capital and a full stop, since much of what is said is put together from parts."""
    return clause[:1].upper() + clause[1:] + ("" if clause.endswith((".", "?", "!", "…")) else ".")


@dataclass(frozen=True, slots=True)
class Exchange:
    """A format that goes both ways, or one of them.

    Attributes
    ----------
    name
        What ``format=`` takes, such as ``"qdpx"``.
    title
        What it is, in a few words.
    suffixes
        Endings of file names, with the dot, in small letters.
    read
        Takes the path (a file, or a folder where the format is one), the codebook that is in the
        study already, and the report to write into.
    write
        Takes the bundle, the path, which is new or may be written over, and the report. It writes
        the new file beside the old and renames it.
    claims
        Whether a file with one of these suffixes is of this format, judged by its beginning; needed
        only where two formats share a suffix. It must not raise.
    carries
        What of a bundle it brings back unchanged, as names of `Bundle`'s attributes.
    loses
        What it cannot carry, a sentence each.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    read: Callable[[str, Codebook, Report], Bundle] | None = None
    write: Callable[[Bundle, str, Report], None] | None = None
    claims: Callable[[str], bool] | None = None
    carries: tuple[str, ...] = ()
    loses: tuple[str, ...] = ()
