"""Whether may or can says that something is allowed, or only that it may happen.

``You may appeal`` allows; ``this may take four weeks``, ``the text can be hard to read`` and ``you may feel tired``
tell what may be. The words of the lexicon decide: verbs of what happens to people, durations, adverbs of chance,
a state that nobody is given leave for, and what may already have been. ``You must have understood`` is a guess likewise.
"""

from __future__ import annotations

from collections.abc import Sequence

from ieworkbench.compare.statement_parts import Parts
from ieworkbench.language.clauses import Sentence
from ieworkbench.language.cues import Found
from ieworkbench.language.tokens import Token

__all__ = ["only_happens"]


def only_happens(sentence: Sentence, cue: Found, parts: Parts, right: int) -> bool:
    """Whether the words of a cue, whose rule ends at ``right``, say what may be, and allow or oblige nobody."""
    verb = sentence.between(*parts.aim) if parts.aim is not None else ()
    if not verb:
        return False
    if _defines(sentence, cue, parts):
        return True
    if _is_denied(sentence, cue):
        return _happens(sentence, verb[0])
    if " " in sentence.text(cue.start, cue.end).strip():
        return False
    if _is_past(sentence, cue, verb):
        return True
    if sentence.text(cue.start, cue.end).lower() not in sentence.cues.grammar("possible"):
        return False
    rest = sentence.between(verb[0].start, right)
    return (
        _happens(sentence, verb[0])
        or _lasts(sentence, rest)
        or _is_state(sentence, verb, rest)
        or _by_chance(sentence, cue, right)
    )


def _is_denied(sentence: Sentence, cue: Found) -> bool:
    """Whether a cue is no more than such a word and a negation: ``may not``, ``kan ikke``."""
    words = sentence.text(cue.start, cue.end).lower().split()
    grammar = sentence.cues.grammar
    return len(words) > 1 and words[0] in grammar("possible") and words[-1] in grammar("negation")


def _defines(sentence: Sentence, cue: Found, parts: Parts) -> bool:
    """Whether it is only said what an aim consists in: ``The goal is to walk again``; nobody is told to."""
    if sentence.text(cue.start, cue.end).lower() not in {"is to", "are to"} or parts.attribute is None:
        return False
    if any(token.low in sentence.cues.grammar("aims") for token in sentence.between(*parts.attribute)):
        return True
    following = sentence.tokens[sentence.number(cue.end) : sentence.number(cue.end) + 1]
    return any(token.low in sentence.cues.grammar("determiners") for token in following)


def _is_past(sentence: Sentence, cue: Found, verb: Sequence[Token]) -> bool:
    """Whether it is about what has been: ``may have been left out``, ``must have understood``."""
    if len(verb) < 2 or verb[0].low not in {"have", "ha"}:
        return False
    if cue.kind == "permission":
        return True
    inferred = sentence.cues.grammar("inferred")
    return sentence.text(cue.start, cue.end).lower() in {"must", "should", "må", "bør"} and verb[1].low in inferred


def _by_chance(sentence: Sentence, cue: Found, right: int) -> bool:
    """Whether an adverb says that it may be or not: ``kan fort``, ``may possibly``."""
    chance = sentence.cues.phrases("grammar", "chance")
    return bool(chance.find(sentence.words, sentence.between(cue.end, right), sentence.start))


def _happens(sentence: Sentence, verb: Token) -> bool:
    """Whether the verb, with what belongs to it, is of what happens to people and things."""
    return sentence.cues.phrases("grammar", "happens").at(sentence.words, verb, sentence.start) is not None


def _lasts(sentence: Sentence, rest: Sequence[Token]) -> bool:
    """Whether it takes time: ``take up to four weeks``."""
    if len(rest) < 2 or rest[0].low not in sentence.cues.grammar("lasts"):
        return False
    near = [each.low for each in rest[1:7]]
    if not (near[0].isdigit() or near[0] in sentence.cues.grammar("duration")):
        return False
    times = sentence.cues.words("time_limit", "units")
    return any(low in times or low in {"time", "tid", "longer", "lenger", "lengre"} for low in near)


def _is_state(sentence: Sentence, verb: Sequence[Token], rest: Sequence[Token]) -> bool:
    """Whether it is said how something may be: ``can be hard``, ``kan være på kontoen``; nobody needs leave for that."""
    if len(verb) != 1 or verb[0].low not in sentence.cues.grammar("being"):
        return False
    presence = sentence.cues.phrases("grammar", "presence")
    return not any(presence.at(sentence.words, each, sentence.start) for each in rest[1:3])
