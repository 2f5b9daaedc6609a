"""The kinds of links on a map: what acts, texts and resources do to each other.

Every kind says what it may join, what sort of line it is, and which way things go on along it. A
decision that *conditions on* a plan is linked from the decision to the plan, but what the plan says
goes on into the decision: to follow the course of events is to follow the flow.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from ieworkbench.model.display import Brief
from ieworkbench.model.vocabulary import RecordKind, Word

__all__ = ["CHAIN_RECORDS", "LinkFamily", "LinkKind", "ProjectLinkKind"]

CHAIN_RECORDS = frozenset({RecordKind.ACT, RecordKind.TEXT, RecordKind.COPY, RecordKind.RESOURCE})
"""What stands on a map and can be joined by the kinds of this file."""


class LinkFamily(Word):
    """The sort of line a link is drawn as."""

    SEQUENCE = "sequence", "rekkefølge", "rekkjefølgje", "One act follows from another."
    USES = "uses", "bruker", "bruker", "An act takes up a text."
    PRODUCES = "produces", "lager", "lagar", "An act makes, changes or moves a text."
    GOVERNS = "governs", "styrer", "styrer", "A text frames or conditions what can be done or written."
    WORDING = "wording", "ordlyd", "ordlyd", "A text takes over, repeats or stands in for another."
    GIVES = "gives", "gir", "gir", "Something is granted or withheld."


_ACT_TEXT = "act-text"
_TEXT_ACT = "text-act"
_ACT_ACT = "act-act"
_TEXT_TEXT = "text-text"
_TO_RESOURCE = "act-resource text-resource"
_S, _U, _P = LinkFamily.SEQUENCE, LinkFamily.USES, LinkFamily.PRODUCES
_G, _W, _V = LinkFamily.GOVERNS, LinkFamily.WORDING, LinkFamily.GIVES


class LinkKind(Word):
    """What one thing on the map does to another.

    Each member has, beside its labels and its sentence, its `family`; what it may join (`joins`);
    and whether things go on against the direction of the link (`backward`).
    """

    family: LinkFamily
    joins: frozenset[tuple[str, str]]
    backward: bool

    def __new__(
        cls,
        value: str,
        bokmaal: str = "",
        nynorsk: str = "",
        sentence: str = "",
        family: LinkFamily = LinkFamily.SEQUENCE,
        joins: str = "",
        flow: str = ">",
    ) -> Self:
        """A member, from its columns below; a text may always be one of its copies."""
        word = str.__new__(cls, value)
        word._value_ = value
        word.bokmaal, word.nynorsk, word.sentence = bokmaal, nynorsk, sentence
        word.family, word.backward = family, flow == "<"
        word.joins = frozenset((origin, target) for origin, target in (pair.split("-") for pair in joins.split()))
        return word

    # Act to act
    THEN = "then", "deretter", "deretter", "The one act comes before the other.", _S, _ACT_ACT
    BECAUSE_OF = "because of", "på grunn av", "på grunn av", "The other act is why.", _S, _ACT_ACT, "<"

    # Act to text: making, changing, moving
    DRAFTS = "drafts", "lager utkast til", "lagar utkast til", "A first version is written.", _P, _ACT_TEXT
    WRITES = "writes", "skriver", "skriv", "The text, or something in it, is written.", _P, _ACT_TEXT
    FILLS_IN = "fills in", "fyller ut", "fyller ut", "What the form asks is answered.", _P, _ACT_TEXT
    DICTATES = "dictates", "dikterer", "dikterer", "Another writes what is said.", _P, _ACT_TEXT
    EDITS = "edits", "endrer", "endrar", "The text is changed.", _P, _ACT_TEXT
    SIGNS = "signs", "signerer", "signerer", "Somebody puts their name to it.", _P, _ACT_TEXT
    COPIES = "copies", "kopierer", "kopierer", "A copy is made.", _P, _ACT_TEXT
    SENDS = "sends", "sender", "sender", "The text goes to others.", _P, _ACT_TEXT
    FILES = "files", "arkiverer", "arkiverer", "The text is kept where others find it.", _P, _ACT_TEXT
    ATTACHES = "attaches", "legger ved", "legg ved", "The text goes along with another.", _P, _ACT_TEXT
    GRANTS_BY = "grants by", "innvilger ved", "innvilgar ved", "Something is granted by this text.", _P, _ACT_TEXT
    REFUSES_BY = "refuses by", "avslår ved", "avslår ved", "Something is refused by this text.", _P, _ACT_TEXT
    WITHDRAWS = "withdraws", "trekker tilbake", "trekkjer tilbake", "The text is taken back.", _P, _ACT_TEXT

    # Act to text: taking it up
    READS = "reads", "leser", "les", "Somebody reads it.", _U, _ACT_TEXT, "<"
    DOES_NOT_READ = "does not read", "leser ikke", "les ikkje", "It is there, and is not read.", _U, _ACT_TEXT, "<"
    RECEIVES = "receives", "mottar", "tek imot", "The text reaches somebody.", _U, _ACT_TEXT, "<"
    SHOWS = "shows", "viser fram", "viser fram", "The text is shown to somebody.", _U, _ACT_TEXT, "<"
    CITES_IN_TALK = (
        "cites in talk",
        "viser til i samtale",
        "viser til i samtale",
        "It is named in talk.",
        _U,
        _ACT_TEXT,
        "<",
    )
    DECIDES_BY = "decides by", "avgjør etter", "avgjer etter", "What it says decides the matter.", _U, _ACT_TEXT, "<"

    # Text to act
    READ_IN = "read in", "leses i", "blir lesen i", "The text is taken up in this act.", _U, _TEXT_ACT

    # What frames and conditions
    REGULATES = "regulates", "regulerer", "regulerer", "It says how the other is to be.", _G, "text-text text-act"
    AUTHORISES = "authorises", "gir hjemmel for", "gir heimel for", "It allows the other.", _G, "text-text text-act"
    IMPLEMENTS = (
        "implements",
        "gjennomfører",
        "gjennomfører",
        "It carries out what the other says.",
        _G,
        _TEXT_TEXT,
        "<",
    )
    TEMPLATE_OF = "template of", "mal for", "mal for", "The other is made from it.", _G, _TEXT_TEXT
    REQUIRES = "requires", "krever", "krev", "It demands the other.", _G, "text-act text-text"
    CONDITIONS = (
        "conditions", "setter vilkår for", "set vilkår for", "It says on what condition the other is done or given.",
        _G, "text-act text-resource act-resource act-act",
    )  # fmt: skip
    CONDITIONS_ON = (
        "conditions on", "har som vilkår", "har som vilkår", "It makes what the other says, or that it is followed, a condition.",
        _G, _TEXT_TEXT, "<",
    )  # fmt: skip
    WARRANTS = "warrants", "begrunner", "grunngir", "It is cited as a ground for the other.", _G, "text-text text-act"
    SANCTIONS = (
        "sanctions",
        "sanksjonerer",
        "sanksjonerer",
        "It says what follows if it is not done.",
        _G,
        "text-act text-text",
    )

    # Wording
    INCORPORATES = "incorporates", "tar inn", "tek inn", "It takes over items of the other.", _W, _TEXT_TEXT, "<"
    QUOTES = "quotes", "siterer", "siterer", "It repeats words of the other.", _W, _TEXT_TEXT, "<"
    PARAPHRASES = "paraphrases", "omskriver", "omskriv", "It says the same in other words.", _W, _TEXT_TEXT, "<"
    CITES = "cites", "viser til", "viser til", "It names the other.", _W, _TEXT_TEXT, "<"
    SUMMARISES = "summarises", "oppsummerer", "oppsummerer", "It says the other's content shortly.", _W, _TEXT_TEXT, "<"
    REVISES = "revises", "reviderer", "reviderer", "It is a changed version of the other.", _W, _TEXT_TEXT, "<"
    SUPERSEDES = (
        "supersedes",
        "erstatter",
        "erstattar",
        "It holds instead of the other from now on.",
        _W,
        _TEXT_TEXT,
        "<",
    )
    ATTACHED_TO = "attached to", "vedlagt", "lagt ved", "It goes along with the other.", _W, _TEXT_TEXT
    SUBSTITUTES_FOR = (
        "substitutes for", "brukes i stedet for", "blir brukt i staden for", "It is used where the other should be.",
        _W, _TEXT_TEXT,
    )  # fmt: skip
    CARRIES_TERM = (
        "carries term",
        "viderefører ord fra",
        "fører vidare ord frå",
        "A term of the other stands in it.",
        _W,
        _TEXT_TEXT,
        "<",
    )
    RENAMES = (
        "renames",
        "gir nytt navn",
        "gir nytt namn",
        "It says the other's thing by a new name.",
        _W,
        "text-text act-text",
        "<",
    )
    SAME_TEXT_AS = "same text as", "samme tekst som", "same tekst som", "The two are one text.", _W, _TEXT_TEXT
    CONTRADICTS = "contradicts", "motsier", "motseier", "The two cannot both hold.", _W, _TEXT_TEXT

    # What is given
    GRANTS = "grants", "innvilger", "innvilgar", "It gives the other.", _V, f"text-act {_TO_RESOURCE}"
    WITHHOLDS = (
        "withholds",
        "holder tilbake",
        "held tilbake",
        "It does not give the other.",
        _V,
        f"text-act {_TO_RESOURCE}",
    )

    def may_join(self, origin: RecordKind, target: RecordKind) -> bool:
        """Whether a link of this kind may lead from such a record to such a record.

        Examples
        --------
        >>> LinkKind.WRITES.may_join(RecordKind.ACT, RecordKind.COPY)
        True
        >>> LinkKind.THEN.may_join(RecordKind.ACT, RecordKind.TEXT)
        False
        """
        return (_end(origin), _end(target)) in self.joins


def _end(kind: RecordKind) -> str:
    return RecordKind.TEXT.value if kind is RecordKind.COPY else kind.value


@dataclass(frozen=True, slots=True, repr=False)
class ProjectLinkKind(Brief):
    """A kind of link of the study's own.

    Attributes
    ----------
    id
        What it is called: ``"hands over"``.
    nearest
        The standard kind that it is nearest to; it is drawn and followed like that one.
    sentence
        What it means.
    """

    id: str
    nearest: LinkKind
    sentence: str = ""
