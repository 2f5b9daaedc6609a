"""Who has to do it, before and after: duties that two versions of a text lay on different shoulders.

The statements of matched stretches are set side by side. A duty has moved where both versions demand the
same thing, one of the user and the other of services. Who is a user and who belongs to services is told by
the lists `people` and `voice` of the lexicon, which a study can add to. Nothing is said where the text does
not say who, where several are named that are not on one side, or where it is not plain whom a word means.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from ieworkbench.compare.cues import Cues as Named
from ieworkbench.compare.statements import lexicons_for, statements
from ieworkbench.language.cues import Cues, Found, cues_of
from ieworkbench.language.lexicon import Lexicon
from ieworkbench.language.tokens import tokens_of
from ieworkbench.model import Passage, Source, fold
from ieworkbench.model.display import Brief
from ieworkbench.model.statement import Deontic, Span, Statement

__all__ = ["MOVES", "Duties", "Duty", "DutyChange", "duty_changes"]

MOVES = {
    "to the user": "moved from services' to the user's responsibility",
    "to services": "moved from the user's to services' responsibility",
}
"""Which way a duty can go, and how that is said."""

_USER, _SERVICES = "user", "services"
_OTHERS = Named.of([("others", [
    "parent*", "mother*", "father*", "guardian*", "husband*", "wife", "spouse*", "sister*", "brother*", "son", "sons", "daughter*",
    "next of kin", "relative*", "family", "families", "carer*",
    "forelder*", "foreldre*", "mor", "far", "verge*", "verje*", "ektefelle*", "pårørende", "pårørande", "søster*", "bror*",
    "sønn*", "datter*", "dotter*", "familie*", "barnevern*",
])])  # fmt: skip
"""Persons who are not the user; a list ``people.relative`` of a lexicon adds to them."""
_NOT_DOING = frozenset([
    "receive", "get", "let", "allow", "permit", "leave", "know", "expect", "accept", "understand",
    "motta", "la", "tillate", "overlate", "vite", "forvente", "godta", "forstå", "ta imot",
])  # fmt: skip
"""Verbs that say that somebody else does it, beside the auxiliaries of the lexicon."""
_NORWEGIAN = {"nb", "nn"}
_STEM, _LEAST_ALIKE, _LOOK_BACK = 5, 0.5, 300
_CLAUSE_START = re.compile(r"[,;:.!?()\n]")


@dataclass(frozen=True, slots=True, repr=False)
class DutyChange(Brief):
    """A duty that was one side's before and is the other's after; a proposal by the words of both versions.

    Attributes
    ----------
    responsibility
        ``"to the user"`` or ``"to services"``.
    old, new
        The two sentences, where a list is read item by item the items.
    old_who, new_who
        The words that say whose duty it was, and whose it is; they may stand in the lead-in of a list.
    was, now
        The statements, with all their parts.
    """

    responsibility: str
    old: Passage
    new: Passage
    old_who: Passage
    new_who: Passage
    was: Statement = field(repr=False)
    now: Statement = field(repr=False)

    @property
    def said(self) -> str:
        """What happened, in words."""
        return MOVES[self.responsibility]


@dataclass(frozen=True, slots=True)
class Duty:
    """An obligation that is plainly one side's, with the words of what is to be done and what that is about."""

    statement: Statement
    who: Span
    side: str
    verb: frozenset[str]
    about: frozenset[str]


class Duties:
    """The duties of one text that are plainly the user's or plainly services'.

    Attributes
    ----------
    method, notes
        How the statements were found, and what could not be done.
    """

    def __init__(
        self,
        source: Source,
        called: Iterable[str] = (),
        *,
        language: str | None = None,
        lexicon: Lexicon | str | Path | None = None,
        pipeline: str | None = "rules",
    ) -> None:
        self.source = source
        lexicons, _, _ = lexicons_for(source, language, lexicon)
        self._cues = {each.language: cues_of(each) for each in lexicons}
        self._called = {fold(each).strip() for each in called if each.strip()}
        found = statements(source, language=language, lexicon=lexicon, pipeline=pipeline)
        self.method, self.notes = found.method, found.notes
        self._found = sorted((each for each in map(self._duty, found) if each), key=lambda each: each.statement.start)
        self._starts = [each.statement.start for each in self._found]

    def within(self, start: int, end: int) -> list[Duty]:
        """Those whose sentence begins in a stretch."""
        return self._found[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def names_doer(self, duty: Duty, who: Span) -> bool:
        """Whether a duty of this text is about what ``who`` does: “make sure that the council …”, “ask the council to …”.

        To whom something is sent is not meant.
        """
        cues = self._cues[duty.statement.language]
        name = fold(who.text).strip()
        said = fold(" ".join(each.text for each in (duty.statement.aim, duty.statement.object) if each is not None))
        opens = r"\b(?:that|at)\s+" if name in cues.words("voice", "user_second") else r"\b"
        found = re.search(rf"(\w*)\W*{opens}{re.escape(name)}\b", said) if name else None
        return found is not None and found[1] not in cues.grammar("prepositions")

    # ------------------------------------------------------------------------------------- whose

    def _duty(self, each: Statement) -> Duty | None:
        if each.deontic is not Deontic.OBLIGATION or each.negated or each.attribute is None or each.aim is None:
            return None
        cues = self._cues[each.language]
        side = None if _is_done_to(each, cues) else self._side(each, each.attribute, cues)
        if side is None:
            return None
        return Duty(each, each.attribute, side, _stems(each.aim, cues), _stems(each.object, cues))

    def _side(self, statement: Statement, who: Span, cues: Cues) -> str | None:
        """Whose the duty is; ``None`` where the words do not make it plain."""
        if fold(who.text).strip(" .,:") in self._called:
            return _USER
        sides = {side for word, side in _named(who.text, cues)}
        side = sides.pop() if len(sides) == 1 else None
        if side is None or _OTHERS.found(who.text) or _is_listed(who.text, cues, "people", "relative"):
            return None
        if self._another_before(statement, who, side, cues):
            return None
        return side if side == _SERVICES or self._is_the_user(who, cues) else None

    def _is_the_user(self, who: Span, cues: Cues) -> bool:
        words = [each.low for each in tokens_of(who.text) if each.is_word]
        if _is_listed(who.text, cues, "voice", "staff"):
            return False
        if any(each.startswith("person") for each in words) and len(words) > 2:
            return False  # “the person responsible”
        if any(each in cues.words("voice", "user_first") for each in words):
            return not self._speaks_to_somebody
        if any(each in cues.words("voice", "user_third") for each in words):
            return not self._names_services_before(who, cues)
        return True

    @cached_property
    def _speaks_to_somebody(self) -> bool:
        """Whether the text says you; I and you are then the two who write to each other, and which is the user is not said."""
        spoken = {word for cues in self._cues.values() for word in cues.lexicon.words("voice", "user_second")} - {"de"}
        return any(each.low in spoken for each in tokens_of(self.source.content))

    def _names_services_before(self, who: Span, cues: Cues) -> bool:
        """Whether she, in this paragraph, may be somebody of the services."""
        opens = self.source.content.rfind("\n", 0, who.start) + 1
        before = self.source.content[opens : who.start]
        return any(side == _SERVICES for _, side in _named(before, cues)) or _is_listed(before, cues, "voice", "staff")

    def _another_before(self, statement: Statement, who: Span, side: str, cues: Cues) -> bool:
        """Whether another is named before, in the same clause: “the doctor who treats you must”."""
        if statement.deontic_words is None or who.start > statement.deontic_words.start:
            return False
        before = self.source.content[max(0, who.start - _LOOK_BACK) : who.start]
        return any(other != side for _, other in _named(_CLAUSE_START.split(before)[-1], cues))


def _named(words: str, cues: Cues) -> Iterator[tuple[str, str | None]]:
    """The persons and offices that words name, each with its side; ``None`` for a word that stands on both lists."""
    tokens = tokens_of(words)
    hits = cues.phrases("people", "person", "office").find(words, tokens)
    for number, each in enumerate(hits):
        word = words[each.start : each.end].lower()
        if cues.lexicon.language in _NORWEGIAN and word.endswith("s") and _goes_on(words, hits, number):
            continue  # “brukerens koordinator”
        both = word in cues.words("people", "person") and word in cues.words("people", "office")
        yield word, None if both else (_USER if each.kind == "person" else _SERVICES)


def _goes_on(words: str, hits: Sequence[Found], number: int) -> bool:
    """Whether the next hit follows as what is possessed, with at most a word between."""
    if number + 1 >= len(hits):
        return False
    between = words[hits[number].end : hits[number + 1].start]
    return bool(re.fullmatch(r"\s+(?:\w+\s+)?", between)) and not re.search(r"\b(?:og|eller)\b", between)


def _is_listed(words: str, cues: Cues, table: str, name: str) -> bool:
    return bool(cues.phrases(table, name).find(words, tokens_of(words))) if cues.lexicon.words(table, name) else False


def _is_done_to(each: Statement, cues: Cues) -> bool:
    """Whether what must be done is not done by whom the sentence is about: “you must be given”, “du skal få”."""
    if each.aim is None or each.attribute is None or each.deontic_words is None:
        return True
    words = [token.low for token in tokens_of(each.aim.text) if token.is_word]
    if not words:
        return True
    if words[0] in _NOT_DOING or " ".join(words[:2]) in _NOT_DOING:
        return True
    if each.attribute.start > each.deontic_words.start:
        return False  # the agent of a passive, or who is asked to
    endings = {"nb": ("s",), "nn": ("s", "st")}.get(each.language, ())
    passive = bool(endings) and words[0].endswith(endings) and words[0] not in cues.grammar("not_passive")
    return passive or words[0] in cues.grammar("auxiliaries")


# -------------------------------------------------------------------------------------- what


def _stems(span: Span | None, cues: Cues) -> frozenset[str]:
    """The words that say something, by their first letters."""
    if span is None:
        return frozenset()
    words = [each.low for each in tokens_of(span.text) if each.is_word]
    telling = [each for each in words if each not in cues.lexicon.marks and each not in cues.grammar("auxiliaries")]
    return frozenset(each[:_STEM] for each in telling)


def _alike(one: Duty, other: Duty) -> float:
    """How alike what is demanded is, from 0 to 1; 0 unless what one is to do stands in the other."""
    all_ = one.verb | one.about, other.verb | other.about
    if not (one.verb & all_[1] or other.verb & all_[0]):
        return 0.0
    if one.about and other.about:
        about = one.about & all_[1] | other.about & all_[0]
        if len(about) < _LEAST_ALIKE * min(len(one.about), len(other.about)):
            return 0.0
    return 2 * len(all_[0] & all_[1]) / (len(all_[0]) + len(all_[1]))


def duty_changes(old: Duties, new: Duties, before: tuple[int, int], after: tuple[int, int]) -> Iterator[DutyChange]:
    """The duties that went from one side to the other between two stretches that are one, before and after.

    Parameters
    ----------
    old, new
        The duties of the two texts.
    before, after
        Where the stretch stands in them.
    """
    for was, now in _same_duties(old.within(*before), new.within(*after)):
        if was.side != now.side and not new.names_doer(now, was.who) and not old.names_doer(was, now.who):
            yield _change(old.source, was, new.source, now)


def _same_duties(before: list[Duty], after: list[Duty]) -> Iterator[tuple[Duty, Duty]]:
    """Duties to do the same, each once: the most alike first, and of these those that stayed where they were."""
    pairs = [
        (_alike(one, other), one.side == other.side, a, b)
        for a, one in enumerate(before)
        for b, other in enumerate(after)
    ]
    taken: tuple[set[int], set[int]] = (set(), set())
    for alike, _, a, b in sorted(pairs, key=lambda each: (-each[0], not each[1], each[2:])):
        if alike and a not in taken[0] and b not in taken[1]:
            taken[0].add(a)
            taken[1].add(b)
            yield before[a], after[b]


def _change(old: Source, was: Duty, new: Source, now: Duty) -> DutyChange:
    return DutyChange(
        "to the user" if now.side == _USER else "to services",
        old.passage(was.statement.start, was.statement.end),
        new.passage(now.statement.start, now.statement.end),
        old.passage(was.who.start, was.who.end),
        new.passage(now.who.start, now.who.end),
        was.statement,
        now.statement,
    )
