"""The rules that a sentence says: which words oblige, allow or condition, and where each part ends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ieworkbench.compare.possibility import only_happens
from ieworkbench.compare.statement_parts import Parts, Place, parts_of
from ieworkbench.language.clauses import Clause, ClauseKind, Sentence
from ieworkbench.language.cues import Found
from ieworkbench.language.references import find_references
from ieworkbench.language.tokens import Token
from ieworkbench.model.statement import Deontic

__all__ = ["CONDITIONS", "SentenceRule", "asserted", "opened_rule", "rules_of", "tail"]

CONDITIONS = frozenset(set(ClauseKind) - {ClauseKind.CONCESSION, ClauseKind.QUESTION})
"""The clauses that say on what condition something holds; what makes no difference, and what is asked, is none."""

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


@dataclass(frozen=True, slots=True)
class SentenceRule:
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


def tail(sentence: Sentence) -> int:
    """How many marks and blanks stand at the end of a sentence."""
    return len(sentence.words) - len(sentence.words.rstrip(" \n.;,:*-"))


def rules_of(sentence: Sentence, before: list[SentenceRule], block: int, *, heading: bool) -> list[SentenceRule]:
    """The rules said in a sentence; an or-else goes to the rule before it, in ``before``."""
    if sentence.first >= len(sentence.tokens) or sentence.is_question or _asks(sentence):
        return []
    code = sentence.cues.lexicon.language
    opener = sentence.cues.phrases("or_else", "opener").at(
        sentence.words, sentence.tokens[sentence.first], sentence.start
    )
    if opener is not None and (opener.kind == "opener"):
        attached = _attach(sentence, before, block, (opener.start, sentence.end - tail(sentence)))
        if attached:
            return []
        return [
            SentenceRule(
                sentence.start, sentence.end, Deontic.NONE, None, Parts(), (), (), (),
                (opener.start, sentence.end - tail(sentence)), False, False, code, "or else", block,
            )
        ]  # fmt: skip
    inner = _inner_or_else(sentence)
    stop = inner[0] if inner else sentence.end
    cues = [each for each in asserted(sentence) if each.start < stop]
    made = _without_what_happens([_with_cue(sentence, cues, number, block, stop) for number in range(len(cues))])
    if not cues:
        made = _without_cue(sentence, block, stop, heading=heading)
    if inner and made:
        made[-1] = replace(made[-1], or_else=(inner[0], inner[1]), implied=False)
    elif inner and not made:
        return []
    return [_with_sanction(sentence, each, before, block) for each in made]


def _without_what_happens(made: list[SentenceRule]) -> list[SentenceRule]:
    """The rules without those that only say what may happen, on no condition."""
    return [each for each in made if each.deontic is not Deontic.NONE or each.conditions]


def opened_rule(sentence: Sentence, block: int) -> SentenceRule | None:
    """The rule whose conditions follow in a list: ``You get it if:``; nobody is obliged by it, and none stands in it yet."""
    opens = sentence.cues.phrases("condition", "if").find(sentence.words, sentence.tokens, sentence.start)
    if not opens or len(sentence.between(sentence.start, opens[-1].start)) < _LEAST:
        return None
    parts = parts_of(sentence, None, sentence.tokens[sentence.first].start, opens[-1].start)
    return _put_together(sentence, Deontic.NONE, None, parts, (), block, "conditions in a list")


def _asks(sentence: Sentence) -> bool:
    """Whether a heading asks without a question mark: ``What you can do``."""
    first = sentence.tokens[sentence.first]
    opens = sentence.cues.openers
    return (
        first.low in sentence.cues.grammar("questions") and first.low not in opens and not sentence.words.endswith(".")
    )


def asserted(sentence: Sentence) -> list[Found]:
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
        if _is_relative(sentence, cue) or _is_month(sentence, cue):
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
    if not sentence.cues.lexicon.verb_first and _is_of_which(sentence, at):
        return True
    if subject.low not in grammar("nominatives") or not noun.is_word:
        return False
    if any(clause.leads and clause.start <= noun.start < clause.end <= subject.start for clause in sentence.clauses):
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


def _is_month(sentence: Sentence, cue: Found) -> bool:
    """Whether a cue is the name of a month: ``16 May 2011``, ``from May 2014``."""
    if sentence.text(cue.start, cue.end) != "May":
        return False
    number = sentence.number(cue.start)
    beside = sentence.tokens[max(number - 1, 0) : number] + sentence.tokens[number + 1 : number + 2]
    return any(each.low[:1].isdigit() for each in beside)


def _is_of_which(sentence: Sentence, at: int) -> bool:
    """Whether a cue is the verb of a relative clause before it: ``a county in which his property may be``."""
    grammar = sentence.cues.grammar
    for number in range(at - 1, max(at - 8, sentence.first), -1):
        token, before = sentence.tokens[number], sentence.tokens[number - 1]
        if token.low in {"which", "whom", "whose"}:
            return before.low in grammar("prepositions")
        if not token.is_word or token.low in grammar("finite") or token.low.endswith(("s", "ed")):
            return False
    return False


def _with_cue(sentence: Sentence, cues: list[Found], number: int, block: int, stop: int) -> SentenceRule:
    cue = cues[number]
    left = _left(sentence, cues, number)
    right = _right(sentence, cues, number, stop)
    apart = _apart(sentence, cue, right)
    parts = parts_of(sentence, cue, left, right, apart)
    shares = number > 0 and not any(each.is_word for each in sentence.between(left, cue.start))
    if parts.attribute is None and shares and cue.kind not in {"imperative", "imperative_not", "request"}:
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
    if only_happens(sentence, cue, parts, right) or (shares and _shares_what_happens(sentence, cues, number, stop)):
        return _put_together(sentence, Deontic.NONE, None, parts, clauses, block, "what may happen")
    if kind in {Deontic.OBLIGATION, Deontic.PERMISSION} and _is_nobody(sentence, parts):
        kind = Deontic.PROHIBITION
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


def _shares_what_happens(sentence: Sentence, cues: list[Found], number: int, stop: int) -> bool:
    """Whether the same word before, of the same subject, says what may happen: ``may vary or may fall``."""
    if sentence.text(cues[number].start, cues[number].end).lower() not in sentence.cues.grammar("possible"):
        return False
    right = _right(sentence, cues, number - 1, stop)
    parts = parts_of(sentence, cues[number - 1], _left(sentence, cues, number - 1), right)
    return only_happens(sentence, cues[number - 1], parts, right)


def _is_nobody(sentence: Sentence, parts: Parts) -> bool:
    """Whether nobody is said to do it, or nothing to be done: ``No visitor may``, ``Ingen kan``; it is forbidden then."""
    subject = parts.attribute or parts.object
    first = sentence.between(*subject)[:1] if subject is not None else []
    before = parts.aim is None or subject is None or subject[0] < parts.aim[0]
    return bool(first) and before and first[0].low in sentence.cues.grammar("negatives")


def _apart(sentence: Sentence, cue: Found, right: int) -> list[Place]:
    """What stands between commas right after a cue, and breaks into what it says: ``shall, if asked, go``."""
    number = sentence.number(cue.end)
    tokens = sentence.tokens
    if number >= len(tokens) or tokens[number].low != ",":
        return []
    clause = next((each for each in sentence.clauses if each.start >= cue.end), None)
    start = number + 1
    if clause is not None and sentence.number(clause.start) == start:
        start = sentence.number(clause.end)
    for place in range(start, min(len(tokens), start + _ASIDE)):
        if tokens[place].low == ",":
            return [(tokens[number].start, tokens[place].end)] if tokens[place].end <= right else []
        if tokens[place].low in ";:.":
            return []
    return []


_ASIDE = 25


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
        if clause.start >= cue.end and clause.kind is not ClauseKind.QUESTION and not _breaks_in(sentence, cue, clause):
            place = min(place, clause.start)
    return place


def _breaks_in(sentence: Sentence, cue: Found, clause: Clause) -> bool:
    """Whether a clause stands between commas right after a cue, so that the rule goes on after it."""
    before = sentence.between(cue.end, clause.start)
    after = sentence.number(clause.end)
    return (
        len(before) == 1
        and before[0].low == ","
        and after + 1 < len(sentence.tokens)
        and sentence.tokens[after].low == ","
    )


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


def _without_cue(sentence: Sentence, block: int, stop: int, *, heading: bool) -> list[SentenceRule]:
    """A rule that obliges and allows nobody, and says what follows on a condition."""
    conditions = [each for each in sentence.clauses if each.kind in CONDITIONS and each.kind is not ClauseKind.PHRASE]
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
) -> SentenceRule:
    conditions = [each for each in clauses if each.kind in CONDITIONS]
    implied = _implies(sentence, kind, conditions, parts, cue)
    avoided = next((each for each in conditions if each.kind is ClauseKind.AVOID), None)
    or_else = (
        (_first_word(sentence, avoided.opener), avoided.end)
        if avoided is not None and avoided.opener < avoided.end
        else None
    )
    opened = ", ".join(dict.fromkeys(each.kind.value for each in conditions))
    return SentenceRule(
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


def _implies(sentence: Sentence, kind: Deontic, conditions: list[Clause], parts: Parts, cue: Place | None) -> bool:
    """Whether words say that without it something is not had: in order to get, only if, as long as."""
    obliges = kind in {Deontic.OBLIGATION, Deontic.PROHIBITION}
    had = kind in {Deontic.PERMISSION, Deontic.ENTITLEMENT} or _is_had(sentence, parts)
    for clause in conditions:
        if clause.kind is ClauseKind.PURPOSE and obliges and _gets(sentence, clause):
            return True
        opener = " ".join(sentence.text(clause.start, clause.opener).lower().split())
        if opener in sentence.cues.lexicon.words("condition", "only"):
            return True
        if had and opener in sentence.cues.lexicon.words("condition", "while"):
            return True
        if clause.kind in {ClauseKind.IF, ClauseKind.TIME} and not clause.leads and _is_only(sentence, parts, cue):
            return True
    return False


def _gets(sentence: Sentence, clause: Clause) -> bool:
    """Whether something is got or kept by what is done: ``in order to receive``."""
    number = sentence.number(clause.opener)
    verbs = sentence.cues.phrases("condition", "purpose_verbs")
    tokens = sentence.tokens[number : number + 6]
    return any(verbs.at(sentence.words, each, sentence.start) is not None for each in tokens)


def _is_had(sentence: Sentence, parts: Parts) -> bool:
    """Whether the verb of a rule that nobody is obliged by is one of getting or keeping."""
    verb = sentence.between(*parts.aim)[:1] if parts.aim is not None else []
    return bool(verb) and verb[0].low in sentence.cues.words("or_else", "kept")


def _is_only(sentence: Sentence, parts: Parts, cue: Place | None) -> bool:
    """Whether ``only`` stands by the verb of the rule and counts no amount: ``You only get it if …``."""
    verb = parts.aim or cue
    if verb is None:
        return False
    first, last = sentence.number(cue[0] if cue else verb[0]), sentence.number(verb[1])
    only = sentence.cues.grammar("only")
    near = range(max(sentence.first, first - 1), min(len(sentence.tokens), last + 2))
    for number in near:
        if sentence.tokens[number].low in only and number + 1 < len(sentence.tokens):
            following = sentence.tokens[number + 1]
            amount = following.low[0].isdigit() or following.low in sentence.cues.grammar("determiners")
            opens = sentence.cues.phrases("condition", "if", "time").at(sentence.words, following, sentence.start)
            return not amount and opens is None and following.is_word
    return False


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
        if joined and _says_what_follows(sentence, found):
            return found.start, sentence.end - tail(sentence)
    for number in range(sentence.first + 2, len(tokens) - 1):
        if tokens[number].low in _OR and tokens[number - 1].low == "," and _threatens(sentence, number):
            return tokens[number].start, sentence.end - tail(sentence)
    return None


def _says_what_follows(sentence: Sentence, found: Found) -> bool:
    """Whether a clause follows ``otherwise``: not in ``by oath, or otherwise, that``, nor in ``hvis ikke du kommer``."""
    rest = sentence.between(found.end, sentence.end)
    if len(rest) <= _LEAST:
        return False
    grammar = sentence.cues.grammar
    apart = rest[0].low in _BREAKS
    first = rest[1] if apart else rest[0]
    words = sentence.text(found.start, found.end).lower().split()
    if words[-1] in grammar("negation") and not apart and first.low in grammar("subjects"):
        return False
    if first.low in grammar("complementisers") or first.low in grammar("prepositions"):
        return False
    near = rest[:_SOON]
    return sentence.cues.lexicon.verb_first or any(
        each.low in grammar("modals") or each.low in grammar("finite") or each.low.endswith("s") for each in near
    )


_SOON = 12
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


def _with_sanction(sentence: Sentence, rule: SentenceRule, before: list[SentenceRule], block: int) -> SentenceRule:
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
    return clause.negated and clause.kind in CONDITIONS and clause.kind not in {ClauseKind.EXCEPTION, ClauseKind.UNTIL}


def _consequence(sentence: Sentence, failing: Clause) -> Place:
    """The main clause that goes with a condition, without other conditions."""
    if failing.leads:
        start = _main_start(sentence, max(each.end for each in sentence.clauses if each.leads))
        later = [each.start for each in sentence.clauses if each.start >= start and each.kind in CONDITIONS]
        end = min([sentence.end - tail(sentence), *later])
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


def _attach(sentence: Sentence, before: list[SentenceRule], block: int, place: Place, *, near: bool = False) -> bool:
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
