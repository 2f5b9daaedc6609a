"""The tables in which a chain of action travels: which sheets there are, with which columns, and what goes into them.

They are made to be typed: every record has a key of the researcher's own in the column ``id``
(``A1``, ``T1``), by which the other sheets name it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from ieworkbench.exchange.table_files import Names, heading
from ieworkbench.model.link_kinds import LinkKind
from ieworkbench.model.vocabulary import (
    ActMode,
    Authority,
    CircuitKind,
    Direction,
    EvidenceStatus,
    Layer,
    Polarity,
    ResourceKind,
    SiteLevel,
    WhoseWork,
    Word,
)

__all__ = ["CHAIN_SHEETS", "LOSES", "ChainColumn", "ChainSheet", "YesNo", "sheet_called"]


class YesNo(Enum):
    """Yes or no, where a cell says one of them."""

    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class ChainColumn:
    """A column: its name, what goes into it, and how else it may be called.

    Attributes
    ----------
    name
        Its name in what is written.
    means
        What goes into it, in a sentence.
    also
        How else it may be called, in small letters.
    words
        The list its words are from; ``None`` for any words.
    width
        In a workbook, in letters.
    """

    name: str
    means: str
    also: tuple[str, ...] = ()
    words: type[Word] | type[YesNo] | None = None
    width: int = 14


@dataclass(frozen=True, slots=True)
class ChainSheet:
    """A sheet: what it is called, what one row of it is, and its columns.

    Attributes
    ----------
    name
        Its name; a file of it is called so too.
    one
        What one row is: ``"act"``.
    means
        What it is for, in a sentence.
    needs
        The columns without which it is no such table.
    also
        How else it may be called, in small letters.
    """

    name: str
    one: str
    means: str
    columns: tuple[ChainColumn, ...]
    needs: frozenset[str]
    also: tuple[str, ...] = ()

    @property
    def names(self) -> Names:
        """What its columns hold, and how they may be called."""
        return {each.name: tuple({heading(each.name), *each.also}) for each in self.columns}

    def enough(self, known: set[str]) -> bool:
        """Whether columns that hold these are those of this sheet."""
        return self.needs <= known


def _id(example: str) -> ChainColumn:
    means = f"A short key of your own, such as {example}; the other sheets name it so."
    return ChainColumn("id", means, ("key", "nr", "no", "number", "nøkkel"), width=10)


_NOTE = ChainColumn("note", "What you add.", ("notes", "comment", "notat", "merknad", "kommentar"), width=30)
_CASE = ChainColumn("case", "The case it belongs to; the study has it already.", ("sak", "forløp"), width=8)
_BY = ChainColumn("by", "Who recorded it; you, if empty.", ("recorded by", "av"), width=10)
_AT = ChainColumn("at", "When it was recorded, in UTC; now, if empty.", ("recorded at",), width=12)
_INFERRED = ChainColumn("inferred", "Why you hold that it is so, where no words tell of it.", ("sluttet",), width=30)
_GAP = ChainColumn("gap", "What is not known, as a question.", ("hull", "question", "spørsmål"), width=30)
_LAYER = ChainColumn("layer", "What happened, what regularly happens, or is supposed to.", ("lag", "nivå"), Layer)
_SITE = ChainColumn("site", "Where: a site of the study, or of the sheet “sites”.", ("where", "sted", "stad"))
_ACCOUNT = (
    ChainColumn("source", "The source where the words stand.", ("document", "kilde", "kjelde"), width=12),
    ChainColumn(
        "quote", "The words, exactly; enough of them to stand in one place only.", ("words", "sitat"), width=60
    ),
)

_SITES = ChainSheet(
    "sites",
    "site",
    "Where acts happen. Sites of the study need no row.",
    (
        ChainColumn("id", "What the site is called.", ("site", "name", "sted", "stad", "navn"), width=24),
        ChainColumn("level", "The band of the map in which it lies.", ("band", "nivå"), SiteLevel),
        ChainColumn("part of", "The site it is part of.", ("del av",), width=24),
        ChainColumn("aliases", "Other names of it, with semicolons between them.", ("also called",), width=24),
    ),
    frozenset({"id"}),
    ("site", "steder", "stader"),
)
_ACTS = ChainSheet(
    "acts",
    "act",
    "What somebody does. What happened needs a row in “accounts”, or “inferred”, or “gap”.",
    (
        _id("A1"),
        ChainColumn("doing", "A verb phrase: tells her to come back.", ("act", "does", "handling", "gjør"), width=40),
        ChainColumn("doer", "Who: an informant’s code, a role; empty if nobody says.", ("who", "hvem"), width=18),
        ChainColumn("with whom", "With whom; semicolons between several.", ("with", "med hvem"), width=18),
        ChainColumn("initiative", "At whose initiative.", ("initiative of", "initiativ"), width=14),
        ChainColumn("purpose", "What for, as it was told.", ("formål", "what for"), width=24),
        ChainColumn("means", "With what.", ("with what", "middel"), width=18),
        _SITE,
        ChainColumn("when", "When, as it was said: 2014-05-12, March 2014.", ("date", "når", "dato")),
        ChainColumn("mode", "What sort of doing it is.", ("slag", "type"), ActMode, 8),
        _CASE,
        _LAYER,
        ChainColumn("outcome", "What came of it.", ("result", "utfall", "resultat"), width=24),
        ChainColumn("participants", "Of a meeting: who was there.", ("present", "deltakere"), width=20),
        ChainColumn("particulars", "Of a regular act: the keys of the acts it rests on.", ("rests on",), width=14),
        _INFERRED,
        _GAP,
        _NOTE,
        _BY,
        _AT,
    ),
    frozenset({"doing"}),
    ("act", "handlinger", "handlingar"),
)
_TASKS = ChainSheet(
    "tasks",
    "task",
    "What a meeting gave whom to do.",
    (
        ChainColumn("of", "The key of the act that is the meeting.", ("meeting", "act", "møte"), width=10),
        ChainColumn("what", "What is to be done.", ("task", "oppgave", "oppgåve"), width=40),
        ChainColumn("doer", "Who is to do it.", ("who", "hvem"), width=18),
        ChainColumn("done in", "The key of the act in which it was done.", ("gjort i",), width=10),
    ),
    frozenset({"of", "what"}),
    ("task", "oppgaver", "oppgåver"),
)
_TEXTS = ChainSheet(
    "texts",
    "text",
    "Texts of the institution, held as a source or known because somebody speaks of them.",
    (
        _id("T1"),
        ChainColumn("title", "What it is called.", ("text", "name", "tittel", "tekst"), width=30),
        ChainColumn("genre", "What sort of text it is, in the field’s words.", ("sjanger", "type"), width=16),
        ChainColumn("authority", "How far its word goes.", ("autoritet",), Authority, 16),
        ChainColumn("source", "The source that holds its words, if the study has it.", ("kilde", "kjelde"), width=14),
        ChainColumn("owner", "Whose it is in principle.", ("eier", "eigar")),
        ChainColumn("template", "The key of the text from which it is made.", ("made from", "mal"), width=10),
        _SITE,
        _CASE,
        ChainColumn("date", "When it was made.", ("when", "dato", "når")),
        ChainColumn("number", "For texts that nobody can tell apart: how many.", ("how many", "antall"), width=8),
        ChainColumn("among", "And of which texts: their keys.", ("of which", "blant"), width=14),
        ChainColumn("boss", "Why you hold it to be a boss text.", ("boss text",), width=24),
        _NOTE,
        _BY,
        _AT,
    ),
    frozenset({"title"}),
    ("text", "tekster", "tekstar"),
)
_VERSIONS = ChainSheet(
    "versions",
    "version",
    "Versions of texts, from the first.",
    (
        ChainColumn("text", "The key of the text.", ("of", "tekst"), width=10),
        ChainColumn("version", "What tells it from the others: 2014, draft.", ("label", "versjon"), width=20),
        ChainColumn("date", "When it stood so.", ("when", "dato")),
        ChainColumn("source", "The source that holds its words, if the study has it.", ("kilde",), width=14),
    ),
    frozenset({"text", "version"}),
    ("version", "versjoner", "versjonar"),
)
_COPIES = ChainSheet(
    "copies",
    "copy",
    "Where copies of texts lie.",
    (
        _id("C1"),
        ChainColumn("text", "The key of the text.", ("of", "tekst"), width=10),
        ChainColumn("site", "Where it lies: a site.", ("where", "sted", "stad"), width=24),
        ChainColumn("version", "Which version, if somebody says.", ("versjon",)),
        ChainColumn("since", "Since when.", ("from", "siden", "sidan")),
        ChainColumn("how", "How it got there.", ("hvordan",), width=30),
        ChainColumn("readers", "Who may read it there.", ("lesere",), width=24),
        _NOTE,
    ),
    frozenset({"text", "site"}),
    ("copy", "kopier", "kopiar"),
)
_RESOURCES = ChainSheet(
    "resources",
    "resource",
    "Money, a place, a device: what is granted or withheld.",
    (
        _id("R1"),
        ChainColumn("name", "What it is called.", ("resource", "navn", "namn", "ressurs"), width=30),
        ChainColumn("kind", "What sort of thing it is.", ("type", "slag"), ResourceKind),
        _CASE,
        _SITE,
        _NOTE,
    ),
    frozenset({"name"}),
    ("resource", "ressurser", "ressursar"),
)
_LINKS = ChainSheet(
    "links",
    "link",
    "What acts, texts, copies and resources do to each other.",
    (
        _id("L1"),
        ChainColumn("from", "The key of what it leads from.", ("origin", "fra", "frå"), width=10),
        ChainColumn("kind", "What the one does to the other.", ("link", "does", "slag", "type"), LinkKind, 18),
        ChainColumn("to", "The key of what it leads to.", ("target", "til"), width=10),
        ChainColumn("direction", "One way, if empty.", ("retning",), Direction),
        _LAYER,
        ChainColumn("derived", "Yes, if it holds only through a text as a whole.", ("avledet",), YesNo, 8),
        _INFERRED,
        _GAP,
        _NOTE,
        _BY,
        _AT,
    ),
    frozenset({"from", "kind", "to"}),
    ("link", "koblinger", "koplingar", "lenker"),
)
_KINDS = ChainSheet(
    "link kinds",
    "kind of link",
    "Kinds of links of the study’s own.",
    (
        ChainColumn("id", "What the kind is called.", ("kind", "name", "slag", "navn"), width=24),
        ChainColumn("nearest", "The standard kind it is nearest to; it is drawn like that one.", (), LinkKind, 20),
        ChainColumn("sentence", "What it means.", ("means", "betyr"), width=50),
    ),
    frozenset({"id", "nearest"}),
    ("kinds", "link_kinds", "slag"),
)
_ACCOUNTS = ChainSheet(
    "accounts",
    "account",
    "The words on which acts, texts, copies, links and sides rest, one row for each passage.",
    (
        ChainColumn("of", "The key of the act, text, copy, link or side.", ("record", "about", "key", "om"), width=10),
        *_ACCOUNT,
        ChainColumn("status", "How the words know it.", ("evidence", "evidence status"), EvidenceStatus, 18),
        ChainColumn("polarity", "Whether it was done; done, if empty.", ("done", "polaritet"), Polarity, 10),
        ChainColumn("work", "Whose work; unknown, if empty.", ("whose work", "arbeid"), WhoseWork, 10),
        ChainColumn("told by", "Who tells it, where the source does not say.", ("teller", "fortalt av"), width=10),
        _NOTE,
        ChainColumn("id", "Made if empty.", ("account id",), width=10),
        _BY,
        _AT,
        ChainColumn("start", "Where the words begin in the source, in letters from 0.", ("position",), width=8),
        ChainColumn("end", "Where they end.", (), width=8),
        ChainColumn("before", "What stands before them, where they stand in several places.", ("prefix",), width=16),
        ChainColumn("after", "What stands after them.", ("suffix",), width=16),
        ChainColumn("passage", "The passage’s id.", ("passage id",), width=10),
        ChainColumn("fingerprint", "The fingerprint of the source’s text.", (), width=10),
    ),
    frozenset({"of", "source", "quote"}),
    ("account", "utsagn", "utsegner", "evidence"),
)
_DISJUNCTURES = ChainSheet(
    "disjunctures",
    "disjuncture",
    "Two or more versions of one reality; each version is a row in “sides”.",
    (
        _id("D1"),
        ChainColumn("what", "What the sides are about.", ("about", "om"), width=40),
        ChainColumn("where", "The keys of the acts, texts or links at which it shows.", ("at",), width=16),
        ChainColumn("follows", "What follows from it.", ("consequence",), width=30),
        _CASE,
        _NOTE,
    ),
    frozenset({"what"}),
    ("disjuncture", "brudd", "brot"),
)
_SIDES = ChainSheet(
    "sides",
    "side",
    "The sides of a disjuncture; their words are rows in “accounts”.",
    (
        _id("D1a"),
        ChainColumn("of", "The key of the disjuncture.", ("disjuncture", "brudd"), width=10),
        ChainColumn("says", "What this side has it be.", ("what", "sier"), width=40),
        ChainColumn("record", "The act, text or informant whose side it is.", ("whose",), width=12),
    ),
    frozenset({"of", "says"}),
    ("side", "sider"),
)
_CIRCUITS = ChainSheet(
    "circuits",
    "circuit",
    "Closed courses of links that you hold to be institutional circuits.",
    (
        _id("K1"),
        ChainColumn("name", "What it is called.", ("navn", "namn"), width=30),
        ChainColumn("links", "The keys of its links, in order; semicolons between them.", ("through",), width=24),
        ChainColumn("reason", "Why you call it so.", ("why", "grunn"), width=40),
        ChainColumn("kind", "What kind of circuit it is.", ("type", "slag"), CircuitKind, 16),
        ChainColumn("boss", "The text that everything is fitted to.", ("boss text",), width=10),
        ChainColumn("actuality", "What is the case.", (), width=10),
        ChainColumn("representation", "The text that stands for it.", (), width=10),
        ChainColumn("authorised", "The act that follows.", ("authorized",), width=10),
    ),
    frozenset({"name", "links"}),
    ("circuit", "kretsløp", "krinslaup"),
)

CHAIN_SHEETS: tuple[ChainSheet, ...] = (
    _ACTS,
    _TEXTS,
    _COPIES,
    _RESOURCES,
    _LINKS,
    _ACCOUNTS,
    _DISJUNCTURES,
    _SIDES,
    _CIRCUITS,
    _TASKS,
    _VERSIONS,
    _SITES,
    _KINDS,
)
"""Every sheet, in the order in which it stands in a workbook."""

LOSES = (
    "It holds the chain of action and nothing else: the texts of the sources, codes, codings and memos stay behind.",
    "Sources, cases and informants are named, and have to be in the study that reads it.",
    "Blanks around the words of a cell are not kept, and of a date only what was said.",
)
"""What the tables of a chain cannot carry, a sentence each."""


def sheet_called(name: str, sheets: Sequence[ChainSheet] = CHAIN_SHEETS) -> ChainSheet | None:
    """The sheet that is called so, in English or Norwegian; ``None`` if none is.

    Examples
    --------
    >>> sheet_called("Handlinger").name, sheet_called("Budget")
    ('acts', None)
    """
    plain = heading(name)
    return next((each for each in sheets if plain in {heading(each.name), *map(heading, each.also)}), None)
