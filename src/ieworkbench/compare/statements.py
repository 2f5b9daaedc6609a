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

from ieworkbench.compare.sentence_rules import CONDITIONS, SentenceRule, asserted, opened_rule, rules_of, tail
from ieworkbench.compare.statement_parts import Parts, Place, parts_of
from ieworkbench.language.clauses import Sentence
from ieworkbench.language.cues import Cues, Found, cues_of
from ieworkbench.language.lexicon import LANGUAGES, Lexicon, language_code, lexicon, read_lexicon
from ieworkbench.language.pipelines import RULES, Pipeline, pipeline_for
from ieworkbench.language.references import find_references
from ieworkbench.language.sentences import Block, blocks_of, sentences_of
from ieworkbench.model import Source
from ieworkbench.model.statement import ActorKind, Deontic, OrElse, Span, Statement
from ieworkbench.study.table import Table

__all__ = ["Statements", "lexicons_for", "statements"]


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


class _Reader:
    """Reads the blocks of one source."""

    def __init__(self, source: Source, lexicons: dict[str, Lexicon]) -> None:
        self.content = source.content
        self.cues = {code: cues_of(each) for code, each in lexicons.items()}
        self.items: dict[int, list[Place]] = {}
        """The conditions that stand in a list, by the place of their rule."""

    def read(self, blocks: list[Block]) -> list[Statement]:
        rules: list[SentenceRule] = []
        lead: _Lead | None = None
        for number, block in enumerate(blocks):
            cues = self.cues.get(block.language)
            if cues is None:
                continue
            if block.is_item and lead is not None and self._continues(lead, block, number, rules):
                continue
            lead = None if not block.is_item else lead
            last, began = None, len(rules)
            for start, end in sentences_of(block):
                sentence = Sentence(block.words[start - block.start : end - block.start], start, cues)
                made = rules_of(sentence, rules, number, heading=block.is_heading)
                rules.extend(made)
                last = sentence
            following = blocks[number + 1] if number + 1 < len(blocks) else None
            if last is not None and following is not None and following.is_item and not block.is_item and block.is_open:
                places = [place for place in range(began, len(rules)) if rules[place].start == last.start]
                lead = _Lead(last, places[-1] if places else None)
                if lead.place is None and lead.opens_condition:
                    lead.waiting = opened_rule(last, number)
        return [self._statement(_with_items(each, self.items.get(place, []))) for place, each in enumerate(rules)]

    def _continues(self, lead: _Lead, block: Block, number: int, rules: list[SentenceRule]) -> bool:
        """Whether a list item was read as going on with the sentence before the list."""
        if lead.place is None and lead.waiting is None:
            return False
        sentence = Sentence(block.words, block.start, self.cues[block.language])
        own = [each for each in sentence.clauses if each.leads and each.kind in CONDITIONS]
        if own or any(True for _ in asserted(sentence)):
            return False
        first = sentence.tokens[sentence.first] if sentence.first < len(sentence.tokens) else None
        if first is None:
            return False
        place = (first.start, sentence.end - tail(sentence))
        if lead.waiting is not None:
            lead.place = len(rules)
            rules.append(lead.waiting)
            lead.waiting = None
        if lead.place is None:
            return False
        rule = rules[lead.place]
        if lead.opens_condition:
            self.items.setdefault(lead.place, []).append(place)
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

    def _statement(self, rule: SentenceRule) -> Statement:
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
    """A sentence that a list goes on with, and where the last rule read in it stands among the rules."""

    sentence: Sentence
    place: int | None
    waiting: SentenceRule | None = None

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


def _with_items(rule: SentenceRule, items: list[Place]) -> SentenceRule:
    """A rule with the conditions that a list adds to it."""
    if not items:
        return rule
    return replace(rule, conditions=(*rule.conditions, *items), end=items[-1][1])


def _item_parts(sentence: Sentence, rule: SentenceRule, place: Place) -> Parts:
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
