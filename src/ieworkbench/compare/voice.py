"""Voice: how the person a plan is about stands in its sentences, whose words they are, and of what kind.

Each sentence is a passage with the grammatical person of the service user (I, you, he or she, by name,
absent), whose sentence it is (own words, reported, institutional), its registers (everyday,
functional, clinical, legal), and whether it evaluates her, tells of her body, or instructs
staff who are not named. Words of a lexicon decide; all of it is a proposal. A sentence quoted inside another is
a passage of its own, and the sentence around it is told by its own words alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import overload

from ieworkbench.compare.statements import lexicons_for
from ieworkbench.language.clauses import Sentence
from ieworkbench.language.cues import cues_of
from ieworkbench.language.lexicon import Lexicon
from ieworkbench.language.sentences import blocks_of, sentences_of
from ieworkbench.model import Source
from ieworkbench.model.display import Brief
from ieworkbench.model.vocabulary import Word
from ieworkbench.study.table import Table

__all__ = ["GrammaticalPerson", "Register", "VoicedPassage", "Voices", "WhoseSentence", "voice", "voice_method"]


class GrammaticalPerson(Word):
    """How the person the plan is about is spoken of."""

    FIRST = "I", "jeg", "eg", "She speaks herself."
    SECOND = "you", "du", "du", "She is spoken to."
    THIRD = "he or she", "han eller hun", "han eller ho", "She is spoken of, with a pronoun or as the user."
    NAME = "name", "navn", "namn", "She is spoken of by name or code."
    ABSENT = "absent", "fraværende", "fråverande", "The sentence does not mention her."


class WhoseSentence(Word):
    """Whose words a sentence is."""

    OWN = "own words", "egne ord", "eigne ord", "She says it, or it is quoted as hers."
    REPORTED = "reported", "gjengitt", "attgjeve", "Somebody else tells what she says, wants or feels."
    INSTITUTIONAL = "institutional", "institusjonens", "institusjonens", "The institution says it."


class Register(Word):
    """What kind of language a sentence is in; it may be in several, and often in none."""

    EVERYDAY = "everyday", "dagligdags", "daglegdags", "Home, meals, people, places."
    FUNCTIONAL = "functional", "funksjonelt", "funksjonelt", "What somebody is able to do, assessed."
    CLINICAL = "clinical", "klinisk", "klinisk", "Diagnoses, symptoms, treatment."
    LEGAL = "legal", "juridisk", "juridisk", "Rights, decisions, sections of law."


@dataclass(frozen=True, slots=True, repr=False)
class VoicedPassage(Brief):
    """A sentence and its voice.

    Attributes
    ----------
    start, end, quote
        Where it stands, in code points, and its words.
    person
        How the person the plan is about is spoken of.
    whose
        Whose sentence it is.
    registers
        In which kinds of language it is.
    evaluative, bodily
        Whether it evaluates somebody, and whether it tells of the body.
    instructs
        Whether it tells staff who are not named what has to be done.
    words
        The words of the lexicon by which it was told.
    """

    start: int
    end: int
    quote: str
    person: GrammaticalPerson
    whose: WhoseSentence
    registers: tuple[Register, ...] = ()
    evaluative: bool = False
    bodily: bool = False
    instructs: bool = False
    words: tuple[str, ...] = ()


class Voices(Table[VoicedPassage]):
    """The passages of a plan, in the order of its text, each with its voice.

    Attributes
    ----------
    source
        The text they stand in.
    lexicons
        Which lexicons in which versions told it.
    person
        The code or name of the person it was read for; empty if she has none.
    notes
        What could not be done.
    """

    def __init__(
        self,
        source: Source,
        found: Iterable[VoicedPassage],
        lexicons: tuple[str, ...],
        person: str = "",
        notes: tuple[str, ...] = (),
    ) -> None:
        super().__init__("passages", found, VoicedPassage)
        self.source = source
        self.lexicons = lexicons
        self.person = person
        self.notes = notes

    @property
    def method(self) -> str:
        """How it was told, in one sentence for a method note."""
        return voice_method([self])

    @overload
    def __getitem__(self, place: int) -> VoicedPassage: ...
    @overload
    def __getitem__(self, place: slice) -> Voices: ...
    def __getitem__(self, place: int | slice) -> VoicedPassage | Voices:
        if isinstance(place, slice):
            return Voices(self.source, tuple(self)[place], self.lexicons, self.person, self.notes)
        return tuple(self)[place]

    def counts(self) -> dict[str, int]:
        """How many passages there are of each person, speaker, register and kind.

        Numbers, and no shares: they are to be read beside the passages.
        """
        counted: Counter[str] = Counter()
        for each in self:
            counted[f"person: {each.person.value}"] += 1
            counted[f"whose: {each.whose.value}"] += 1
            counted.update(f"register: {one.value}" for one in each.registers)
            counted.update(name for name in ("evaluative", "bodily", "instructs") if getattr(each, name))
        return dict(sorted(counted.items()))


def voice(
    source: Source,
    *,
    person: str = "U1",
    names: Iterable[str] = (),
    language: str | None = None,
    lexicon: Lexicon | str | Path | None = None,
) -> Voices:
    """How the person a plan is about stands in each of its sentences, and whose words they are.

    Parameters
    ----------
    source
        The plan.
    person
        The code of the one the plan is about; empty if she has none.
    names
        What else she is called in it.
    language
        The code of its language; by default what its words show.
    lexicon
        A lexicon of the study's own, or the path of its file.

    Raises
    ------
    LexiconWrong, FileMissing
        If the lexicon cannot be used.

    Examples
    --------
    >>> from ieworkbench.importers import read_bytes
    >>> plan = read_bytes(b"I miss my garden. Her balance is poor. Staff must note it.", "plan.txt")
    >>> for each in voice(plan):
    ...     print(each.person.value, "/", each.whose.value, "/", each.evaluative, each.instructs)
    I / own words / False False
    he or she / institutional / True False
    absent / institutional / False True
    """
    lexicons, spoken, notes = lexicons_for(source, language, lexicon)
    by_code = {each.language: cues_of(each) for each in lexicons}
    called = _names_pattern([person, *names])
    found = []
    used = set()
    for block in blocks_of(source, lexicons, spoken) if lexicons else []:
        cues = by_code.get(block.language)
        if cues is None:
            continue
        used.add(block.language)
        for start, end in sentences_of(block):
            words = block.words[start - block.start : end - block.start]
            for low, high, apart in _apart(words):
                sentence = Sentence(apart[low:high], start + low, cues)
                if sentence.first < len(sentence.tokens):
                    found.append(_voiced(source.content[start + low : start + high], sentence, called))
    return Voices(source, found, tuple(str(by_code[each].lexicon) for each in sorted(used)), person, notes)


def voice_method(several: Iterable[Voices]) -> str:
    """How the voice of several plans was told, in one sentence for a method note.

    Examples
    --------
    >>> from ieworkbench.importers import read_bytes
    >>> plan = voice(read_bytes(b"I want to walk.", "plan.txt"), language="en", person="U1")
    >>> voice_method([plan, plan]) == plan.method, plan.method.endswith("; person U1.")
    (True, True)
    """
    found = list(several)
    lexicons = sorted({name for each in found for name in each.lexicons})
    persons = list(dict.fromkeys(each.person for each in found if each.person))
    known = (
        f"{'person' if len(persons) == 1 else 'persons'} {', '.join(persons)}" if persons else "the person has no code"
    )
    return f"Voice by cue lexicon {', '.join(lexicons) or 'none'}; {known}."


_QUOTED = re.compile(r"[‘“«„\"](?P<said>[^‘’“”«»„\"\n]{12,400})[’”»“\"](?!\w)")
_LEAST = 4


def _apart(words: str) -> list[tuple[int, int, str]]:
    """A sentence, and each sentence quoted in it, as places; with the sentence's words without what it quotes."""
    said = [each for each in _QUOTED.finditer(words) if len(each["said"].split()) >= _LEAST]
    blanked = words
    for each in said:
        blanked = blanked[: each.start("said")] + " " * len(each["said"]) + blanked[each.end("said") :]
    parts = [(0, len(words), blanked), *((each.start("said"), each.end("said"), words) for each in said)]
    return [part for part in parts if part[2][part[0] : part[1]].strip(' ‘’“”«»„".,;:!?')]


def _names_pattern(names: Iterable[str]) -> re.Pattern[str]:
    known = [re.escape(each.strip()) for each in names if each.strip()]
    return re.compile(rf"(?<!\w)(?:{'|'.join(known)})(?!\w)" if known else r"(?!)", re.IGNORECASE)


def _voiced(quote: str, sentence: Sentence, called: re.Pattern[str]) -> VoicedPassage:
    told = _Told(sentence)
    person = _person(quote, told, called)
    registers = tuple(each for each in Register if told.has(each.value))
    passage = VoicedPassage(
        start=sentence.start,
        end=sentence.end,
        quote=quote,
        person=person,
        whose=_whose(person, told),
        registers=registers,
        evaluative=told.has("evaluative") and person is not GrammaticalPerson.ABSENT,
        bodily=told.has("bodily"),
        instructs=told.has("staff") and any(each.kind in {"obligation", "prohibition"} for each in sentence.deontics),
    )
    return replace(passage, words=told.words())


class _Told:
    """Which lists of the voice table a sentence has words of."""

    def __init__(self, sentence: Sentence) -> None:
        self._sentence = sentence
        self._found = {
            name: sentence.cues.phrases("voice", name).find(sentence.words, sentence.tokens, sentence.start)
            for name in _VOICE_LISTS
        }

    def has(self, name: str) -> bool:
        return bool(self._found[name])

    def words(self) -> tuple[str, ...]:
        """The words found, each once, in the order of the text."""
        places = sorted({(each.start, each.end) for found in self._found.values() for each in found})
        return tuple(dict.fromkeys(" ".join(self._sentence.text(*place).split()) for place in places))


_VOICE_LISTS = (
    "user_first",
    "user_second",
    "user_third",
    "user_named",
    "reporting",
    "institutional",
    "everyday",
    "functional",
    "clinical",
    "legal",
    "evaluative",
    "bodily",
    "staff",
)


def _person(quote: str, told: _Told, called: re.Pattern[str]) -> GrammaticalPerson:
    """How she is spoken of: her own I before a you, that before her name, that before she."""
    if told.has("user_first"):
        return GrammaticalPerson.FIRST
    if told.has("user_second"):
        return GrammaticalPerson.SECOND
    if called.search(quote):
        return GrammaticalPerson.NAME
    if told.has("user_third") or told.has("user_named"):
        return GrammaticalPerson.THIRD
    return GrammaticalPerson.ABSENT


def _whose(person: GrammaticalPerson, told: _Told) -> WhoseSentence:
    if person is GrammaticalPerson.FIRST:
        return WhoseSentence.OWN
    if told.has("reporting") and person in {GrammaticalPerson.THIRD, GrammaticalPerson.NAME}:
        return WhoseSentence.REPORTED
    return WhoseSentence.INSTITUTIONAL
