"""Statements: every rule-like sentence of a text taken apart, each part with its place, nothing invented.

A sentence is rule-like if somebody must, must not, may or is entitled to something, if something
follows on a condition, or if the text says what happens otherwise. Rules read it by the words of a
lexicon; where a spaCy pipeline for the language is installed, it mends who does what. All of it is a
proposal for a researcher to accept; keeping what was accepted is a verb of the study.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, overload

from ieworkbench.compare.statement_parts import Parts, Place, parts_of
from ieworkbench.language.clauses import Clause, ClauseKind, Sentence
from ieworkbench.language.cues import Cues, Found, cues_of
from ieworkbench.language.lexicon import LANGUAGES, Lexicon, language_code, lexicon, read_lexicon
from ieworkbench.language.pipelines import RULES, Pipeline, pipeline_for
from ieworkbench.language.references import find_references
from ieworkbench.language.sentences import Block, blocks_of, sentences_of
from ieworkbench.language.tokens import Token
from ieworkbench.model import Source
from ieworkbench.model.statement import ActorKind, Deontic, OrElse, Span, Statement
from ieworkbench.study.table import Table

__all__ = ["Statements", "lexicons_for", "statements"]

_CONDITIONS = frozenset(set(ClauseKind) - {ClauseKind.CONCESSION, ClauseKind.QUESTION})
_DEONTICS = {
    "obligation": Deontic.OBLIGATION,
    "request": Deontic.OBLIGATION,
    "imperative": Deontic.OBLIGATION,
    "imperative_not": Deontic.PROHIBITION,
    "prohibition": Deontic.PROHIBITION,
    "permission": Deontic.PERMISSION,
    "entitlement": Deontic.ENTITLEMENT,
    "grant": Deontic.ENTITLEMENT,
}


class Statements(Table[Statement]):
    """The statements of a source, in the order of its text: proposals, each part with its place.

    Attributes
    ----------
    source
        The text they stand in.
    method
        Which lexicons, in which version, and which pipeline found them: one sentence for a method note.
    notes
        What could not be done, such as a language without a lexicon.
    proposed
        How many were found in the whole text, of which these may be some.
    """

    def __init__(
        self,
        source: Source,
        found: Iterable[Statement],
        method: str,
        notes: tuple[str, ...] = (),
        proposed: int | None = None,
    ) -> None:
        super().__init__("statements", found, Statement)
        self.source = source
        self.method = method
        self.notes = notes
        self.proposed = len(self) if proposed is None else proposed

    @overload
    def __getitem__(self, place: int) -> Statement: ...
    @overload
    def __getitem__(self, place: slice) -> Statements: ...
    def __getitem__(self, place: int | slice) -> Statement | Statements:
        if isinstance(place, slice):
            return self._some(tuple(self)[place])
        return tuple(self)[place]

    def _some(self, found: Iterable[Statement]) -> Statements:
        return Statements(self.source, found, self.method, self.notes, self.proposed)

    def take(self, *places: int) -> Statements:
        """Those at these places, counted from 0, such as you want to accept.

        Raises
        ------
        IndexError
            If there is no such place.
        """
        every = tuple(self)
        return self._some([every[place] for place in places])

    def select(
        self,
        *,
        deontic: str | None = None,
        actor: str | None = None,
        conditional: bool | None = None,
        or_else: str | None = None,
    ) -> Statements:
        """Those of a kind: what they do, whom they name, whether on a condition, and what they threaten.

        Raises
        ------
        RecordWrong
            If one of the words is not on its list.
        """
        kind = None if deontic is None else Deontic.meant("deontic", deontic)
        who = None if actor is None else ActorKind.meant("actor", actor)
        status = None if or_else is None else OrElse.meant("or-else", or_else)
        kept = [
            each
            for each in self
            if (kind is None or each.deontic is kind)
            and (who is None or each.actor is who)
            and (conditional is None or bool(each.conditions) is conditional)
            and (status is None or each.or_else_status is status)
        ]
        return self._some(kept)

    def rows(self) -> list[dict[str, Any]]:
        """One dictionary a statement: its words part by part, several conditions joined by ``"; "``."""
        return [{each.name: _shown(getattr(one, each.name)) for each in fields(one)} for one in self]


def _shown(value: object) -> object:
    if isinstance(value, tuple):
        return "; ".join(str(each) for each in value)
    if isinstance(value, Span):
        return value.text
    return getattr(value, "value", value)


def statements(
    source: Source,
    *,
    language: str | None = None,
    lexicon: Lexicon | str | Path | None = None,
    pipeline: str | None = None,
) -> Statements:
    """Every rule-like sentence of a text, taken apart: who must or may do what, on which condition, or else what.

    Parameters
    ----------
    source
        The text.
    language
        The code of its language, such as ``"nb"``; by default what the source says, or what its words
        show, paragraph by paragraph.
    lexicon
        A lexicon of the study's own, or the path of its file, in place of the one that comes with the
        workbench.
    pipeline
        The name or path of a spaCy pipeline. By default the first that is installed for the language;
        ``"rules"`` to use none.

    Raises
    ------
    LexiconWrong, FileMissing
        If the lexicon cannot be used.
    PipelineMissing
        If a pipeline was asked for that is not installed.

    Examples
    --------
    >>> from ieworkbench.importers import read_bytes
    >>> letter = read_bytes(b"You must send us a new plan within 14 days. Otherwise the payment stops.", "letter.txt")
    >>> one, = statements(letter, pipeline="rules")
    >>> one.deontic.value, one.attribute.text, one.aim.text, one.object.text, one.limit.text
    ('obligation', 'You', 'send', 'us a new plan', 'within 14 days')
    >>> one.or_else_status.value, one.or_else.text
    ('in the text', 'Otherwise the payment stops')
    """
    lexicons, spoken, notes = lexicons_for(source, language, lexicon)
    if not lexicons:
        return Statements(source, (), "No lexicon, no pipeline.", notes)
    blocks = blocks_of(source, lexicons, spoken)
    by_code = {each.language: each for each in lexicons}
    unread = [block for block in blocks if block.language not in by_code]
    if unread and len(unread) == len(blocks):
        notes = (
            *notes,
            f"{source.name}: no language that has a lexicon could be told ({_list_of(lexicons)}); say which with language=.",
        )
    elif unread:
        notes = (
            *notes,
            f"{source.name}: {len(unread)} of {len(blocks)} paragraphs are in no language that has a lexicon.",
        )
    reader = _Reader(source, by_code)
    found = reader.read(blocks)
    used = sorted({block.language for block in blocks} & set(by_code))
    reading = pipeline_for(used, pipeline) if found or pipeline is not None else Pipeline(RULES, {})
    found = reading.mended(source.content, found)
    method = f"Cue lexicon {', '.join(str(by_code[each]) for each in used) or 'none'}; {reading.note}."
    return Statements(source, found, method, notes)


def _list_of(lexicons: Iterable[Lexicon]) -> str:
    return ", ".join(each.language for each in lexicons)


def lexicons_for(
    source: Source, language: str | None, own: Lexicon | str | Path | None
) -> tuple[list[Lexicon], str | None, tuple[str, ...]]:
    """The lexicons to read with, the language if it is known, and what is to be said of it."""
    if own is not None:
        given = own if isinstance(own, Lexicon) else read_lexicon(own)
        return [given], given.language, ()
    said = language_code(language) or language_code(source.language)
    if not said:
        return [lexicon(each) for each in LANGUAGES], None, ()
    if said in LANGUAGES:
        if language is None and said in {"nb", "nn"}:  # files say "Norwegian", and often the wrong one
            return [lexicon("nb"), lexicon("nn"), lexicon("en")], None, ()
        return [lexicon(said)], said, ()
    return (
        [],
        None,
        (f"{source.name}: there is no lexicon for the language “{said}”; give one with lexicon=, a TOML file.",),
    )


# ------------------------------------------------------------------------------------ reading


@dataclass(frozen=True, slots=True)
class _Rule:
    """A statement being put together: the places of its parts in the text."""

    start: int
    end: int
    deontic: Deontic
    cue: Place | None
    parts: Parts
    conditions: tuple[Place, ...]
    exceptions: tuple[Place, ...]
    despite: tuple[Place, ...]
    or_else: Place | None
    implied: bool
    negated: bool
    language: str
    how: str
    block: int
    references: tuple[Place, ...] = ()


class _Reader:
    """Reads the blocks of one source."""

    def __init__(self, source: Source, lexicons: dict[str, Lexicon]) -> None:
        self.content = source.content
        self.cues = {code: cues_of(each) for code, each in lexicons.items()}

    def read(self, blocks: list[Block]) -> list[Statement]:
        rules: list[_Rule] = []
        lead: _Lead | None = None
        for number, block in enumerate(blocks):
            cues = self.cues.get(block.language)
            if cues is None:
                continue
            if block.is_item and lead is not None and self._continues(lead, block, number, rules):
                continue
            lead = None if not block.is_item else lead
            last = None
            for start, end in sentences_of(block):
                sentence = Sentence(block.words[start - block.start : end - block.start], start, cues)
                made = _sentence_rules(sentence, rules, number, heading=block.is_heading)
                rules.extend(made)
                last = sentence
            following = blocks[number + 1] if number + 1 < len(blocks) else None
            if last is not None and following is not None and following.is_item and not block.is_item and block.is_open:
                lead = _Lead(last, [each for each in rules if each.block == number and each.start == last.start])
        return [self._statement(each) for each in rules]

    def _continues(self, lead: _Lead, block: Block, number: int, rules: list[_Rule]) -> bool:
        """Whether a list item was read as going on with the sentence before the list."""
        if not lead.rules:
            return False
        sentence = Sentence(block.words, block.start, self.cues[block.language])
        own = [each for each in sentence.clauses if each.leads and each.kind in _CONDITIONS]
        if own or any(True for _ in _asserted(sentence)):
            return False
        first = sentence.tokens[sentence.first] if sentence.first < len(sentence.tokens) else None
        if first is None:
            return False
        place = (first.start, sentence.end - _tail(sentence))
        rule = lead.rules[-1]
        if lead.opens_condition:
            at = rules.index(rule)
            changed = replace(rule, conditions=(*rule.conditions, place), end=place[1])
            rules[at] = changed
            lead.rules[-1] = changed
        elif rule.deontic is not Deontic.NONE and (rule.parts.object is None or lead.is_announced):
            parts = (
                replace(rule.parts, object=place) if rule.parts.aim is not None else _item_parts(sentence, rule, place)
            )
            rules.append(
                replace(
                    rule,
                    start=block.start,
                    end=place[1],
                    parts=parts,
                    block=number,
                    how=f"{rule.how}, in a list",
                    references=tuple(find_references(sentence, place[0], place[1])),
                )
            )
        else:
            return False
        return True

    def _statement(self, rule: _Rule) -> Statement:
        status = OrElse.IN_THE_TEXT if rule.or_else else OrElse.IMPLIED if rule.implied else OrElse.ABSENT
        attribute = self._span(rule.parts.attribute)
        return Statement(
            start=rule.start,
            end=rule.end,
            quote=self.content[rule.start : rule.end],
            deontic=rule.deontic,
            attribute=attribute,
            aim=self._span(rule.parts.aim),
            object=self._span(rule.parts.object),
            conditions=self._spans(rule.conditions),
            or_else=self._span(rule.or_else),
            or_else_status=status,
            references=self._spans(rule.references),
            deontic_words=self._span(rule.cue),
            exceptions=self._spans(rule.exceptions),
            despite=self._spans(rule.despite),
            limit=self._span(rule.parts.limit),
            actor=actor_kind(attribute, self.cues[rule.language]),
            negated=rule.negated,
            language=rule.language,
            rule=rule.how,
        )

    def _span(self, place: Place | None) -> Span | None:
        if place is None or place[1] <= place[0]:
            return None
        return Span(place[0], place[1], self.content[place[0] : place[1]])

    def _spans(self, places: Iterable[Place]) -> tuple[Span, ...]:
        return tuple(span for place in places if (span := self._span(place)) is not None)


@dataclass(slots=True)
class _Lead:
    """A sentence that a list goes on with, and the rules read in it."""

    sentence: Sentence
    rules: list[_Rule]

    @property
    def is_announced(self) -> bool:
        """Whether a colon says that a list follows."""
        return self.sentence.words.rstrip().endswith(":")

    @property
    def opens_condition(self) -> bool:
        """Whether it breaks off at a word that opens a condition: ``You get it if:``."""
        tokens = [each for each in self.sentence.tokens if each.is_word]
        if not tokens:
            return False
        words = self.sentence.words.rstrip(" :\n")
        return any(words.lower().endswith(f" {each}") for each in self.sentence.cues.lexicon.words("condition", "if"))


def _tail(sentence: Sentence) -> int:
    """How many marks and blanks stand at the end of a sentence."""
    return len(sentence.words) - len(sentence.words.rstrip(" \n.;,:*-"))


def _item_parts(sentence: Sentence, rule: _Rule, place: Place) -> Parts:
    """An item that says what to do: its verb and what that is about."""
    made = parts_of(sentence, Found(place[0], place[0], "obligation"), place[0], place[1])
    return Parts(rule.parts.attribute, made.aim, made.object, made.limit)


def actor_kind(attribute: Span | None, cues: Cues) -> ActorKind:
    """Whether the words name a person or an office, by the lexicon; the last that they name decides."""
    if attribute is None:
        return ActorKind.UNNAMED
    words = attribute.text.lower().split()
    for word in words:
        plain = word.strip(".,;:()«»“”\"'")
        if plain in cues.words("people", "person"):
            return ActorKind.PERSON
        if plain in cues.words("people", "office"):
            return ActorKind.OFFICE
    return ActorKind.UNKNOWN


# ------------------------------------------------------------------------------ a sentence's rules


def _sentence_rules(sentence: Sentence, before: list[_Rule], block: int, *, heading: bool) -> list[_Rule]:
    """The rules said in a sentence; an or-else goes to the rule before it, in ``before``."""
    if sentence.first >= len(sentence.tokens) or sentence.is_question or _asks(sentence):
        return []
    code = sentence.cues.lexicon.language
    opener = sentence.cues.phrases("or_else", "opener").at(
        sentence.words, sentence.tokens[sentence.first], sentence.start
    )
    if opener is not None and (opener.kind == "opener"):
        attached = _attach(sentence, before, block, (opener.start, sentence.end - _tail(sentence)))
        if attached:
            return []
        return [
            _Rule(
                sentence.start, sentence.end, Deontic.NONE, None, Parts(), (), (), (),
                (opener.start, sentence.end - _tail(sentence)), False, False, code, "or else", block,
            )
        ]  # fmt: skip
    inner = _inner_or_else(sentence)
    stop = inner[0] if inner else sentence.end
    cues = [each for each in _asserted(sentence) if each.start < stop]
    made = [_with_cue(sentence, cues, number, block, stop) for number in range(len(cues))]
    if not cues:
        made = _without_cue(sentence, block, stop, heading=heading)
    if inner and made:
        made[-1] = replace(made[-1], or_else=(inner[0], inner[1]), implied=False)
    elif inner and not made:
        return []
    return [_with_sanction(sentence, each, before, block) for each in made]


def _asks(sentence: Sentence) -> bool:
    """Whether a heading asks without a question mark: ``What you can do``."""
    first = sentence.tokens[sentence.first]
    opens = sentence.cues.openers
    return (
        first.low in sentence.cues.grammar("questions") and first.low not in opens and not sentence.words.endswith(".")
    )


def _asserted(sentence: Sentence) -> list[Found]:
    """The cues that say a rule of this sentence's own: not one asked about, supposed, or told of a noun."""
    found: list[Found] = []
    imperative = _imperative(sentence)
    if imperative is not None:
        found.append(imperative)
    for cue in sentence.deontics:
        if any(clause.start <= cue.start < clause.end for clause in sentence.clauses):
            continue
        if found and not _new_clause(sentence, found, cue):
            continue
        if _is_relative(sentence, cue):
            continue
        found.append(cue)
    return found


def _imperative(sentence: Sentence) -> Found | None:
    """A verb at the head of the main clause that tells to do something, or *not* before one that forbids it."""
    number = _head_of_main(sentence)
    if number + 1 >= len(sentence.tokens) or not sentence.words.rstrip().endswith((".", "!")):
        return None
    phrases = sentence.cues.phrases("deontic", "imperative", "imperative_not")
    found = phrases.at(sentence.words, sentence.tokens[number], sentence.start)
    after = sentence.number(found.end) if found is not None else len(sentence.tokens)
    if found is None or after >= len(sentence.tokens):
        return None
    following = sentence.tokens[after]
    grammar = sentence.cues.grammar
    if not following.is_word or following.low in grammar("modals") or following.low in grammar("finite"):
        return None
    return None if found.kind == "imperative_not" and _is_no_verb(sentence, following) else found


def _head_of_main(sentence: Sentence) -> int:
    """The number of the first word of the main clause, without *please*."""
    lead = next((each.end for each in reversed(sentence.clauses) if each.leads), None)
    number = sentence.first if lead is None else sentence.number(lead)
    while number < len(sentence.tokens) and (
        not sentence.tokens[number].is_word or sentence.tokens[number].low in {"please", "vennligst", "venlegast"}
    ):
        number += 1
    return number


def _is_no_verb(sentence: Sentence, token: Token) -> bool:
    """Whether a word after *not* shows that nothing is forbidden: ``Not all``, ``Not in``, ``Not you``."""
    names = ("determiners", "subjects", "prepositions", "adverbs", "subordinators", "coordinators", "infinitive_mark")
    return token.text[:1].isupper() or any(token.low in sentence.cues.grammar(name) for name in names)


def _new_clause(sentence: Sentence, found: list[Found], cue: Found) -> bool:
    """Whether a further cue begins a rule of its own; may take the place of the one before it."""
    before = found[-1]
    between = sentence.between(before.end, cue.start)
    grammar = sentence.cues.grammar
    if any(clause.start >= before.end and clause.end <= cue.start for clause in sentence.clauses):
        return True
    for number in range(len(between) - 1, -1, -1):
        token = between[number]
        if token.low in grammar("complementisers") or token.low in grammar("relative"):
            return False
        if token.low in grammar("coordinators"):
            return number < 6 or len(between) - number <= 7
        if token.low in ";:–—" or token.low == ",":
            return token.low != "," or len(between) - number <= 7
    if len(between) <= 2 and cue.kind == "entitlement":
        found.pop()
        return True
    return False


def _is_relative(sentence: Sentence, cue: Found) -> bool:
    """Whether a cue only tells of a noun: ``the amount you must repay``, ``beløpet du skal betale``."""
    at = sentence.number(cue.start)
    if at < 2:
        return False
    subject, noun = sentence.tokens[at - 1], sentence.tokens[at - 2]
    grammar = sentence.cues.grammar
    if subject.low in grammar("relative") and subject.low not in grammar("complementisers"):
        return True
    if subject.low not in grammar("nominatives") or not noun.is_word:
        return False
    if sentence.cues.lexicon.verb_first:
        low = noun.low
        return (low.isalpha() and len(low) > 3 and low.endswith(("en", "et", "ene", "ane"))) or low in {
            "det",
            "alt",
            "noe",
            "noko",
        }
    earlier = sentence.tokens[at - 3].low if at > 2 else ""
    return earlier in grammar("determiners") or noun.low in {"what", "all", "anything", "everything"}


def _with_cue(sentence: Sentence, cues: list[Found], number: int, block: int, stop: int) -> _Rule:
    cue = cues[number]
    left = _left(sentence, cues, number)
    right = _right(sentence, cues, number, stop)
    parts = parts_of(sentence, cue, left, right)
    if (
        parts.attribute is None
        and number
        and left >= cue.start
        and cue.kind not in {"imperative", "imperative_not", "request"}
    ):
        earlier = parts_of(
            sentence, cues[number - 1], _left(sentence, cues, number - 1), _right(sentence, cues, number - 1, stop)
        )
        parts = replace(parts, attribute=earlier.attribute)
    if cue.kind == "imperative":
        made = parts_of(sentence, Found(cue.start, cue.start, "obligation"), cue.start, right)
        aim = made.aim if made.aim is not None and made.aim[1] > cue.end else (cue.start, cue.end)
        parts = Parts(None, aim, _after(sentence, made, cue), made.limit)
    clauses = _clauses_for(sentence, cues, number)
    kind = _DEONTICS[cue.kind]
    if _is_denied(sentence, cue):
        kind = Deontic.ENTITLEMENT
        parts = parts_of(sentence, Found(cue.start, cue.end, "entitlement"), left, right)
    return _put_together(
        sentence,
        kind,
        None if cue.kind == "imperative" else (cue.start, cue.end),
        parts,
        clauses,
        block,
        f"“{' '.join(sentence.text(cue.start, cue.end).split())}”",
    )


def _is_denied(sentence: Sentence, cue: Found) -> bool:
    """Whether what cannot be had is a thing, and so a right that is not there: ``Du får ikke sykepenger``."""
    words = sentence.text(cue.start, cue.end).lower().split()
    if cue.kind != "prohibition" or words not in (["får", "ikke"], ["får", "ikkje"]):
        return False
    number = sentence.number(cue.end)
    return number < len(sentence.tokens) and not sentence.tokens[number].low.endswith("e")


def _after(sentence: Sentence, parts: Parts, cue: Found) -> Place | None:
    """What an imperative is about: what follows its verb."""
    if parts.object is None or parts.object[1] <= cue.end:
        return None
    rest = sentence.between(max(parts.object[0], cue.end), parts.object[1])
    return (rest[0].start, parts.object[1]) if rest else None


def _left(sentence: Sentence, cues: list[Found], number: int) -> int:
    """Where the clause of a cue begins."""
    cue = cues[number]
    place = sentence.tokens[sentence.first].start
    for clause in sentence.clauses:
        if clause.end <= cue.start:
            place = max(place, clause.end)
    if number:
        place = max(place, cues[number - 1].end)
        between = sentence.between(place, cue.start)
        for token in reversed(between):
            if token.low in sentence.cues.grammar("coordinators") or token.low in ",;:–—":
                return token.end
    return place


def _right(sentence: Sentence, cues: list[Found], number: int, stop: int) -> int:
    """Where it ends: before the next rule, a condition or concession, or what follows otherwise."""
    cue = cues[number]
    place = min(stop, sentence.end)
    if number + 1 < len(cues):
        following = cues[number + 1]
        between = sentence.between(cue.end, following.start)
        joint = [each for each in between if each.low in sentence.cues.grammar("coordinators") or each.low in ",;:–—"]
        place = min(place, joint[-1].start if joint else following.start)
    for clause in sentence.clauses:
        if clause.start >= cue.end and clause.kind is not ClauseKind.QUESTION:
            place = min(place, clause.start)
    return place


def _clauses_for(sentence: Sentence, cues: list[Found], number: int) -> list[Clause]:
    """The clauses that belong to one of several rules of a sentence."""
    cue = cues[number]
    kept = []
    for clause in sentence.clauses:
        ahead = [each for each in cues if each.start >= clause.end]
        behind = [each for each in cues if each.end <= clause.start]
        first = (*ahead, *reversed(behind), cue) if clause.leads or not behind else (behind[-1],)
        owner = first[0]
        if owner == cue or (cue.start < clause.start < cue.end):
            kept.append(clause)
    return kept


def _without_cue(sentence: Sentence, block: int, stop: int, *, heading: bool) -> list[_Rule]:
    """A rule that obliges and allows nobody, and says what follows on a condition."""
    conditions = [each for each in sentence.clauses if each.kind in _CONDITIONS and each.kind is not ClauseKind.PHRASE]
    if heading or not conditions:
        return []
    if not any(each.leads or _says_something(sentence, each) for each in conditions):
        return []
    leads = [each for each in sentence.clauses if each.leads]
    left = max(each.end for each in leads) if leads else sentence.tokens[sentence.first].start
    right = stop
    for clause in sentence.clauses:
        if clause.start > left and not clause.leads:
            right = min(right, clause.start)
    parts = parts_of(sentence, None, left, right)
    return [_put_together(sentence, Deontic.NONE, None, parts, sentence.clauses, block, "a condition and what follows")]


def _says_something(sentence: Sentence, clause: Clause) -> bool:
    """Whether a main clause stands before a clause."""
    return len(sentence.between(sentence.start, clause.start)) > 1


def _put_together(
    sentence: Sentence,
    kind: Deontic,
    cue: Place | None,
    parts: Parts,
    clauses: Iterable[Clause],
    block: int,
    how: str,
) -> _Rule:
    conditions = [each for each in clauses if each.kind in _CONDITIONS]
    implied = any(each.kind is ClauseKind.PURPOSE for each in conditions)
    avoided = next((each for each in conditions if each.kind is ClauseKind.AVOID), None)
    or_else = (
        (_first_word(sentence, avoided.opener), avoided.end)
        if avoided is not None and avoided.opener < avoided.end
        else None
    )
    if kind not in {Deontic.OBLIGATION, Deontic.PROHIBITION}:
        implied = False
    opened = ", ".join(dict.fromkeys(each.kind.value for each in conditions))
    return _Rule(
        start=sentence.start,
        end=sentence.end,
        deontic=kind,
        cue=cue,
        parts=parts,
        conditions=tuple((each.start, each.end) for each in conditions),
        exceptions=tuple((each.start, each.end) for each in conditions if each.kind is ClauseKind.EXCEPTION),
        despite=tuple((each.start, each.end) for each in clauses if each.kind is ClauseKind.CONCESSION),
        or_else=or_else,
        implied=implied and or_else is None,
        negated=cue is not None and kind is Deontic.ENTITLEMENT and sentence.negated(cue[0], cue[1]),
        language=sentence.cues.lexicon.language,
        how=f"{how}; {opened}" if opened else how,
        block=block,
        references=tuple(find_references(sentence, sentence.start, sentence.end)),
    )


def _first_word(sentence: Sentence, place: int) -> int:
    """Where the first word at or after ``place`` begins, an infinitive's ``to`` left out."""
    number = sentence.number(place)
    while number + 1 < len(sentence.tokens) and sentence.tokens[number].low in sentence.cues.grammar("infinitive_mark"):
        number += 1
    return sentence.tokens[number].start if number < len(sentence.tokens) else place


# ------------------------------------------------------------------------------------ or else


def _inner_or_else(sentence: Sentence) -> Place | None:
    """What follows otherwise, said in the same sentence: ``…, otherwise …``, ``…, or you may lose …``."""
    tokens = sentence.tokens
    for found in sentence.cues.phrases("or_else", "opener").find(sentence.words, tokens, sentence.start):
        number = sentence.number(found.start)
        before = tokens[number - 1].low if number > sentence.first + 1 else ""
        joined = before in _BREAKS or before in sentence.cues.grammar("coordinators")
        if joined and len(sentence.between(found.end, sentence.end)) > _LEAST:
            return found.start, sentence.end - _tail(sentence)
    for number in range(sentence.first + 2, len(tokens) - 1):
        if tokens[number].low in _OR and tokens[number - 1].low == "," and _threatens(sentence, number):
            return tokens[number].start, sentence.end - _tail(sentence)
    return None


_BREAKS, _OR, _LEAST = frozenset(",;–—:"), frozenset({"or", "eller"}), 2


def _threatens(sentence: Sentence, number: int) -> bool:
    """Whether ``or`` is followed by a subject, a verb, and a sanction."""
    tokens = sentence.tokens
    grammar = sentence.cues.grammar
    if number + 3 >= len(tokens):
        return False
    near = tokens[number + 1 : number + 6]
    verb = any(each.low in grammar("modals") or each.low in grammar("future") for each in near)
    subject = (
        tokens[number + 1].low in grammar("subjects")
        or tokens[number + 1].low in grammar("modals")
        or tokens[number + 1].low in grammar("future")
    )
    return verb and subject and _names_sanction(sentence, tokens[number].start, sentence.end)


def _names_sanction(sentence: Sentence, start: int, end: int) -> bool:
    return bool(
        sentence.cues.phrases("or_else", "sanction").find(sentence.words, sentence.between(start, end), sentence.start)
    )


def _with_sanction(sentence: Sentence, rule: _Rule, before: list[_Rule], block: int) -> _Rule:
    """A rule of the form "if it is not done, that follows": what follows is its or-else, and that of the demand before it."""
    if rule.or_else is not None or rule.deontic in {Deontic.OBLIGATION, Deontic.ENTITLEMENT}:
        return rule
    failing = next(
        (each for each in sentence.clauses if _fails(each) and (each.start, each.end) in rule.conditions), None
    )
    if failing is None:
        return rule
    start, end = _consequence(sentence, failing)
    if start >= end or not _names_sanction(sentence, start, end):
        return rule
    attribute = rule.parts.attribute
    if attribute is not None and _is_addressed(sentence, attribute) and not _loses(sentence, start, end):
        return rule
    _attach(sentence, before, block, (start, end), near=True)
    return replace(rule, or_else=(start, end), implied=False)


def _fails(clause: Clause) -> bool:
    """Whether a condition is that something is not done."""
    return clause.negated and clause.kind in _CONDITIONS and clause.kind not in {ClauseKind.EXCEPTION, ClauseKind.UNTIL}


def _consequence(sentence: Sentence, failing: Clause) -> Place:
    """The main clause that goes with a condition, without other conditions."""
    if failing.leads:
        start = _main_start(sentence, max(each.end for each in sentence.clauses if each.leads))
        later = [each.start for each in sentence.clauses if each.start >= start and each.kind in _CONDITIONS]
        end = min([sentence.end - _tail(sentence), *later])
    else:
        start = max([sentence.tokens[sentence.first].start, *(each.end for each in sentence.clauses if each.leads)])
        start = _main_start(sentence, start)
        end = failing.start
    words = sentence.text(start, end)
    return start, start + len(words.rstrip(" ,;:\n"))


def _loses(sentence: Sentence, start: int, end: int) -> bool:
    """Whether the person loses something: what else she may do is no sanction."""
    return bool(
        sentence.cues.phrases("or_else", "loss").find(sentence.words, sentence.between(start, end), sentence.start)
    )


def _is_addressed(sentence: Sentence, attribute: Place) -> bool:
    """Whether the doer is the person: what she may do is no sanction."""
    return sentence.text(*attribute).lower() in sentence.cues.words("people", "person")


def _main_start(sentence: Sentence, place: int) -> int:
    number = sentence.number(place)
    while number < len(sentence.tokens) and (
        not sentence.tokens[number].is_word or sentence.tokens[number].low in {"så", "then"}
    ):
        number += 1
    return sentence.tokens[number].start if number < len(sentence.tokens) else sentence.end


def _attach(sentence: Sentence, before: list[_Rule], block: int, place: Place, *, near: bool = False) -> bool:
    """Give an or-else to the demand before it, in the same block or, if that begins with it, the one before."""
    if not before:
        return False
    last = before[-1]
    same = last.block == block or (last.block == block - 1 and not near)
    if near and last.block == block:
        same = last.end <= sentence.start and sentence.start - last.end < 3
    if not same:
        return False
    if near and last.deontic not in {Deontic.OBLIGATION, Deontic.PROHIBITION}:
        return False
    if last.or_else is None:
        before[-1] = replace(last, or_else=place, implied=False)
    return True
