"""The closed word lists: what may stand where a record asks for a kind or a level.

Each list is an enum whose values are the words a researcher types (``"individual plan"``); each
member has a sentence of its own and labels in English, bokmål and nynorsk. Words the researcher
chooses herself do not belong here.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self

__all__ = [
    "AttributeType",
    "Consent",
    "Direction",
    "InformantLevel",
    "MemoKind",
    "Placement",
    "RecordKind",
    "SectionKind",
    "SiteLevel",
    "SourceKind",
    "Word",
]


class Word(StrEnum):
    """A word of a closed list: its value, a sentence, and its labels in ``nb`` and ``nn``."""

    sentence: str
    bokmaal: str
    nynorsk: str

    def __new__(cls, value: str, bokmaal: str = "", nynorsk: str = "", sentence: str = "") -> Self:
        """A member, from its four columns below."""
        word = str.__new__(cls, value)
        word._value_ = value
        word.bokmaal = bokmaal
        word.nynorsk = nynorsk
        word.sentence = sentence
        return word

    def label(self, language: str = "en") -> str:
        """The word as it is shown in ``language``: ``en``, ``nb`` or ``nn``.

        Examples
        --------
        >>> SourceKind.WRITTEN_DECISION.label("nb")
        'vedtak'
        """
        return {"nb": self.bokmaal, "nn": self.nynorsk}.get(language, self.value)

    @classmethod
    def words(cls) -> tuple[str, ...]:
        """Every word of the list, in its order."""
        return tuple(member.value for member in cls)


class SourceKind(Word):
    """What kind of text a source is."""

    INTERVIEW = "interview", "intervju", "intervju", "Talk with an informant, written down."
    FIELD_NOTE = "field note", "feltnotat", "feltnotat", "What the researcher saw and heard, in her own words."
    WRITTEN_DECISION = "written decision", "vedtak", "vedtak", "An office decides something about a person."
    INDIVIDUAL_PLAN = "individual plan", "individuell plan", "individuell plan", "The person's own plan."
    OTHER_PLAN = "other plan", "annen plan", "annan plan", "A nursing plan, treatment plan, activity plan."
    APPLICATION = "application", "søknad", "søknad", "Someone asks an office for something."
    FORM = "form", "skjema", "skjema", "Questions and boxes that someone fills in."
    LETTER = "letter", "brev", "brev", "A letter, notice, message or referral."
    MINUTES = "minutes", "referat", "referat", "What was said and agreed in a meeting."
    GUIDELINE = "guideline", "veileder", "rettleiar", "How staff are told to do their work."
    POLICY = "policy", "politisk dokument", "politisk dokument", "What a government or an agency sets out to do."
    LAW = "law", "lov", "lov", "An act or a regulation."
    ARTICLE = "article", "artikkel", "artikkel", "Research and other published writing."
    OTHER = "other", "annet", "anna", "Any other text; also one whose kind nobody has given yet."

    @property
    def is_talk(self) -> bool:
        """Whether such a text is talk, with turns and speakers, or may be (``other``)."""
        return self in {SourceKind.INTERVIEW, SourceKind.FIELD_NOTE, SourceKind.MINUTES, SourceKind.OTHER}


class InformantLevel(Word):
    """From where in the institution an informant speaks."""

    ENTRY = "entry", "inngangsnivå", "inngangsnivå", "Stands where the study stands: its standpoint."
    SECOND = "second", "andre nivå", "andre nivå", "Does work that entry-level accounts point to."
    EXTRA_LOCAL = "extra-local", "utenomlokalt", "utanomlokalt", "Works where local doings are organised from."
    UNKNOWN = "unknown", "ukjent", "ukjend", "Not said yet."


class SiteLevel(Word):
    """The band of the map in which a site lies, from the bottom up."""

    EVERYDAY = "everyday", "hverdag", "kvardag", "Home and everyday life."
    FRONT_LINE = "front line", "førstelinje", "førstelinje", "Where staff and people meet."
    AGENCY = "agency", "etat", "etat", "Where an agency is managed."
    NATIONAL = "national", "nasjonalt", "nasjonalt", "Parliament, government, directorates."
    SUPRANATIONAL = "supranational", "overnasjonalt", "overnasjonalt", "Above the single state."
    UNKNOWN = "unknown", "ukjent", "ukjend", "Not said yet."


class Consent(Word):
    """What an informant has agreed to."""

    INTERVIEW_PROVIDERS = (
        "interview providers",
        "intervjue tjenesteytere",
        "intervjue tenesteytarar",
        "Those who provide services may be interviewed about this person's process.",
    )
    USE_DOCUMENTS = "use documents", "bruke dokumenter", "bruke dokument", "The person's papers may be read and used."
    QUOTE = "quote", "sitere", "sitere", "The person's words may be quoted as they were said."
    QUOTE_ABOUT_OTHERS = (
        "quote about others",
        "sitere om andre",
        "sitere om andre",
        "What the person says about others may be quoted.",
    )
    ARCHIVE = "archive", "arkivere", "arkivere", "The material may be kept in an archive."
    CONTACT_AGAIN = "contact again", "ny kontakt", "ny kontakt", "The person may be asked again."


class SectionKind(Word):
    """What a stretch of a source's text is on the page."""

    HEADING = "heading", "overskrift", "overskrift", "A heading; `level` 1 is the highest."
    PARAGRAPH = "paragraph", "avsnitt", "avsnitt", "A paragraph; an empty one has start equal to end."
    LIST_ITEM = "list item", "listepunkt", "listepunkt", "An item of a list; `label` is its number or mark."
    TABLE = "table", "tabell", "tabell", "A whole table; `level` is its depth, 1 outermost."
    TABLE_CELL = "table cell", "tabellcelle", "tabellcelle", "One cell; `cell` says where it stands."
    TEXT_BOX = "text box", "tekstboks", "tekstboks", "A box beside the running text."
    FOOTNOTE = "footnote", "fotnote", "fotnote", "A footnote's words; `label` is its number."
    ENDNOTE = "endnote", "sluttnote", "sluttnote", "An endnote's words; `label` is its number."
    NOTE_REFERENCE = (
        "note reference",
        "notehenvisning",
        "notetilvising",
        "Where a note is called; `label` is its number.",
    )
    HEADER = "header", "topptekst", "topptekst", "What stands at the head of pages."
    FOOTER = "footer", "bunntekst", "botntekst", "What stands at the foot of pages."
    COMMENT = "comment", "kommentar", "kommentar", "The words a comment is about; `text` is the comment."
    INSERTION = "insertion", "innsetting", "innsetjing", "Words a tracked change put in."
    DELETION = "deletion", "sletting", "sletting", "Where a tracked change took words out; `text` is what stood there."
    HYPERLINK = "hyperlink", "lenke", "lenkje", "Words that lead elsewhere; `text` is where to."
    FIELD = "field", "felt", "felt", "Words a field or content control put there; `label` is its name."
    PAGE = "page", "side", "side", "One page; `label` is its number."
    CUE = "cue", "undertekst", "undertekst", "A stretch with its own times in the recording."
    TIME_MARK = "time mark", "tidsmerke", "tidsmerke", "A time written in the text; `start_ms` is its value."
    METADATA = "metadata", "metadata", "metadata", "What a file says about itself: lines of a head, not talk."
    REMARK = "remark", "merknad", "merknad", "A transcriber's remark in the text, such as a pause or a laugh."


class Placement(Word):
    """How a passage got to its place in a corrected text."""

    WRITTEN = "written", "skrevet", "skriven", "It was made on this very text."
    ALIGNED = "aligned", "innpasset", "innpassa", "The two texts were laid side by side."
    FOUND = "found", "gjenfunnet", "attfunnen", "Its words, or its surroundings, were found again."
    ORPHANED = "orphaned", "løsrevet", "lausriven", "Its words are gone; it keeps its place in the earlier text."


class RecordKind(Word):
    """The kinds of records that a memo, a link or a set can be about."""

    STUDY = "study", "studie", "studie", "The study as a whole."
    CASE = "case", "sak", "sak", "What is followed."
    SITE = "site", "sted", "stad", "Where acts happen."
    INFORMANT = "informant", "informant", "informant", "Someone who tells of the work."
    SOURCE = "source", "kilde", "kjelde", "One text as it was read."
    PASSAGE = "passage", "tekststed", "tekststad", "Words in a place of a source."
    CODE = "code", "kode", "kode", "An entry of the index."
    CODING = "coding", "koding", "koding", "That a passage has a code."
    MEMO = "memo", "notat", "notat", "A dated text of the researcher's."
    LINK = "link", "kobling", "kopling", "That one record leads to another."
    PERSON = "person", "person", "person", "Somebody who works on the study."
    SET = "set", "samling", "samling", "Records put together under a name."


class MemoKind(Word):
    """What a memo is."""

    MEMO = "memo", "notat", "notat", "Any note of the researcher's."
    PROBLEMATIC = "problematic", "problematikk", "problematikk", "The study's problematic, as it stands now."


class Direction(Word):
    """Which way a link leads."""

    ONE_WAY = "one way", "én vei", "éin veg", "From its origin to its target."
    BOTH_WAYS = "both ways", "begge veier", "begge vegar", "From each to the other."
    UNDIRECTED = "undirected", "uten retning", "utan retning", "The two belong together."


class AttributeType(Word):
    """What the values of an attribute are."""

    TEXT = "text", "tekst", "tekst", "Any words."
    YES_NO = "yes or no", "ja eller nei", "ja eller nei", "Yes or no."
    WHOLE_NUMBER = "whole number", "heltall", "heiltal", "A number without a fraction."
    NUMBER = "number", "tall", "tal", "A number; the decimal sign is a point."
    DATE = "date", "dato", "dato", "A day: 2026-03-01."
    MOMENT = "date and time", "dato og tid", "dato og tid", "A moment: 2026-03-01T09:30:00."
