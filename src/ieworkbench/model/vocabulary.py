"""The closed word lists: what may stand where a record asks for a kind or a level.

Each list is an enum whose values are the words a researcher types (``"individual plan"``); each
member has a sentence of its own and labels in English, bokmål and nynorsk. Words the researcher
chooses herself do not belong here.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from enum import StrEnum
from functools import cache
from typing import Self

from ieworkbench.errors import RecordWrong

__all__ = [
    "ActMode",
    "AttributeType",
    "Audience",
    "Authority",
    "CircuitKind",
    "Consent",
    "Direction",
    "DoerKind",
    "EvidenceStatus",
    "InformantLevel",
    "Layer",
    "MemoKind",
    "Placement",
    "Polarity",
    "RecordKind",
    "ResourceKind",
    "SectionKind",
    "SiteLevel",
    "SourceKind",
    "WhoseWork",
    "Word",
    "WordingOrigin",
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

    @classmethod
    def meant(cls, what: str, given: str) -> Self:
        """The word of this list that ``given`` is, in English or Norwegian, whatever its case and hyphens.

        Parameters
        ----------
        what
            What the word says, for the sentence if it is none: ``"site level"``.
        given
            The word as a researcher typed it.

        Raises
        ------
        RecordWrong
            If it is none of them, with the nearest or the whole list.

        Examples
        --------
        >>> SourceKind.meant("kind", "Individual-Plan").value, SourceKind.meant("kind", "vedtak").value
        ('individual plan', 'written decision')
        """
        known = _spellings(cls)
        folded = _spelled(given)
        if folded in known:
            return cls(known[folded])
        near = difflib.get_close_matches(folded, known, n=1, cutoff=0.7)
        hint = f"did you mean “{known[near[0]]}”? " if near else ""
        listed = ", ".join(word.value for word in cls)
        raise RecordWrong(what, given, f"this is no {what} we know; {hint}choose one of: {listed}")


@cache
def _spellings(words: type[Word]) -> dict[str, str]:
    """Each word of a list by how it is spelled in any language."""
    return {_spelled(label): word.value for word in words for label in (word.nynorsk, word.bokmaal, word.value)}


def _spelled(word: str) -> str:
    """``word`` in small letters, with single blanks for hyphens and underscores."""
    if not isinstance(word, str):
        raise RecordWrong("name", "", f"a name is text, between quotation marks, and not a {type(word).__name__}")
    plain = unicodedata.normalize("NFC", word).casefold().replace("’", "'")
    return " ".join(re.sub(r"[-_]", " ", plain).split())


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
    ACT = "act", "handling", "handling", "What somebody does."
    TEXT = "text", "tekst", "tekst", "A text of the institution, held as a source or known by hearsay."
    COPY = "copy", "kopi", "kopi", "A text as it lies at a site."
    RESOURCE = "resource", "ressurs", "ressurs", "Money, a place, a device: what is granted or withheld."
    DISJUNCTURE = "disjuncture", "brudd", "brot", "Two or more versions of one reality."
    CIRCUIT = "circuit", "kretsløp", "krinslaup", "A closed course of acts and texts."
    STATEMENT = "statement", "utsagn", "utsegn", "A rule said in a text, taken apart."
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


# ------------------------------------------------------------------------------ the chain of action


class Layer(Word):
    """How general an act or a link is: what happened, what usually happens, what is supposed to happen."""

    PARTICULAR = "particular", "enkelttilfelle", "enkelttilfelle", "It happened in somebody's process."
    REGULAR = "regular", "vanlig", "vanleg", "It regularly happens so; it lists the particular acts it rests on."
    PRESCRIBED = "prescribed", "foreskrevet", "føreskriven", "A text says that it is to happen so."


class EvidenceStatus(Word):
    """How an account knows what it tells."""

    TOLD_DONE = "told done", "fortalt gjort", "fortald gjort", "Somebody tells what they did themselves."
    TOLD_DONE_BY_OTHER = (
        "told done by other",
        "fortalt gjort av andre",
        "fortald gjort av andre",
        "Somebody tells what another did.",
    )
    TOLD_USUAL = "told usual", "fortalt som vanlig", "fortald som vanleg", "Somebody tells how it usually goes."
    TOLD_AS_INSTRUCTED = (
        "told as instructed",
        "fortalt som instruks",
        "fortald som instruks",
        "Somebody tells how it is supposed to go.",
    )
    TEXT_RECORDS = "text records", "tekst dokumenterer", "tekst dokumenterer", "A text records that it was done."
    TEXT_PRESCRIBES = "text prescribes", "tekst foreskriver", "tekst føreskriv", "A text says that it is to be done."
    OBSERVED = "observed", "observert", "observert", "The researcher saw or heard it."
    AUTHOR_REPORTS = (
        "author reports",
        "forfatter rapporterer",
        "forfattar rapporterer",
        "A published author reports it.",
    )
    INFERRED = "inferred", "sluttet", "slutta", "The analyst infers it from these words."

    @property
    def instructs(self) -> bool:
        """Whether it tells how something is supposed to go, and not how it went."""
        return self in {EvidenceStatus.TOLD_AS_INSTRUCTED, EvidenceStatus.TEXT_PRESCRIBES}


class Polarity(Word):
    """Whether what an account tells of was done."""

    DONE = "done", "gjort", "gjort", "It was done, or is done."
    NOT_DONE = "not done", "ikke gjort", "ikkje gjort", "It was not done, or is not done."
    REFUSED = "refused", "nektet", "nekta", "Somebody would not do it."
    OMITTED = "omitted", "utelatt", "utelate", "It was left out though it was due."
    ATTEMPTED = "attempted", "forsøkt", "forsøkt", "Somebody tried."

    @property
    def negative(self) -> bool:
        """Whether it says that the thing was not done."""
        return self in {Polarity.NOT_DONE, Polarity.REFUSED, Polarity.OMITTED}


class WhoseWork(Word):
    """Whose work an account tells of."""

    OWN = "own", "eget", "eige", "The teller's own work."
    OTHERS = "other's", "andres", "andre sitt", "Another's work."
    UNKNOWN = "unknown", "ukjent", "ukjend", "Not said."


class ActMode(Word):
    """What sort of doing an act is."""

    DO = "do", "gjøre", "gjere", "Anything that takes time and effort."
    TALK = "talk", "snakke", "snakke", "A meeting, a call, a conversation."
    READ = "read", "lese", "lese", "Taking up a text."
    WRITE = "write", "skrive", "skrive", "Making or changing a text, filling in a form."
    DECIDE = "decide", "avgjøre", "avgjere", "Deciding something about somebody."
    WAIT = "wait", "vente", "vente", "Waiting, which is work too."


class DoerKind(Word):
    """What is known of who does something."""

    INFORMANT = "informant", "informant", "informant", "One of the study's informants, by code."
    ROLE = "role", "rolle", "rolle", "Somebody known by their work: “a caseworker”."
    COLLECTIVE = "collective", "gruppe", "gruppe", "Several together: “the pain clinic”."
    UNKNOWN = "unknown", "ukjent", "ukjend", "Nobody says who."


class Authority(Word):
    """How far a text's word goes, from the highest down."""

    LAW = "law", "lov", "lov", "An act of a parliament."
    REGULATION = "regulation", "forskrift", "forskrift", "Rules made under a law."
    GUIDELINE = "guideline", "veileder", "rettleiar", "How the work is advised to be done."
    AGENCY_STANDARD = "agency standard", "etatens standard", "etaten sin standard", "An agency's own rule or routine."
    FORM = "form or template", "skjema eller mal", "skjema eller mal", "What others fill in or start from."
    CASE_TEXT = "case text", "tekst i saken", "tekst i saka", "A text about one person's process."
    PERSONAL_NOTE = "personal note", "personlig notat", "personleg notat", "Somebody's own note."
    UNKNOWN = "unknown", "ukjent", "ukjend", "Not said yet."

    @property
    def regulating(self) -> bool:
        """Whether such a text frames what other texts can say."""
        return self in {Authority.LAW, Authority.REGULATION, Authority.GUIDELINE, Authority.AGENCY_STANDARD}


class ResourceKind(Word):
    """What is granted or withheld."""

    MONEY = "money", "penger", "pengar", "Money, a benefit, a budget."
    PLACE = "place", "plass", "plass", "A place in a school, a home, a course."
    DEVICE = "device", "hjelpemiddel", "hjelpemiddel", "A device or an aid."
    SERVICE = "service", "tjeneste", "teneste", "Somebody's help, hours, treatment."
    OTHER = "other", "annet", "anna", "Anything else."


class CircuitKind(Word):
    """What a circuit is."""

    INSTITUTIONAL = (
        "institutional",
        "institusjonelt",
        "institusjonelt",
        "Texts fit actualities to a text with authority, so that an institutional course of action can follow.",
    )
    ACCOUNTABILITY = (
        "accountability",
        "ansvarliggjørende",
        "ansvarleggjerande",
        "Front-line work is made accountable in the terms of managers' texts.",
    )


class Audience(Word):
    """Who is to see a map, from the nearest to the study to anyone."""

    RESEARCHER = "researcher", "forsker", "forskar", "The one who works on the study."
    TEAM = "team", "gruppe", "gruppe", "Those who work on it together."
    CHAIN = "people in the chain", "folk i kjeden", "folk i kjeda", "Informants, and those they work with."
    PUBLIC = "public", "offentlig", "offentleg", "Anyone."


class WordingOrigin(Word):
    """Where the wording of a plan comes from, or at least stands as well."""

    OWN_WORDS = "own words", "egne ord", "eigne ord", "The person's own interview."
    CASE_PAPERS = "application or other plan", "søknad eller annen plan", "søknad eller annan plan", "A form, an application, a nursing plan of the same case."  # fmt: skip
    DECISION = "decision", "vedtak", "vedtak", "A written decision, a letter or minutes of the same case."
    POLICY = "policy or law", "politikk eller lov", "politikk eller lov", "A law, a policy or a guideline."
    EARLIER_PLAN = "same person's plan", "samme persons plan", "plan til same person", "Another version of this plan."
    OTHER_PEOPLE = "other people's plans", "andres planer", "planane til andre", "Papers of other cases: boilerplate, a template."  # fmt: skip
    OTHER_TALK = "other talk", "annen tale", "anna tale", "What somebody else said, or the researcher noted."
    OTHER_TEXT = "other text", "annen tekst", "annan tekst", "Any other text."
    NOWHERE = "nowhere else", "ingen andre steder", "ingen andre stader", "In no other text that was compared."
