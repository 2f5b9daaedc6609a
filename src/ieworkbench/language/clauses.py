"""Conditional clauses of a sentence: where each begins, what opens it, and where it ends.

A clause is opened by a word of the lexicon (if, unless, as long as, when, until after a negation, in
order to before an obligation), or, in Norwegian, by its own verb before its subject ("Gir
arbeidsgiveren …, kan …"). It ends where the main clause begins, which Norwegian shows by a verb
before its subject, and English by a comma and a subject; else with the sentence. Even if, whether and
because open no condition. Questions are none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from ieworkbench.language.cues import Cues, Found
from ieworkbench.language.tokens import Token, tokens_of

__all__ = ["Clause", "ClauseKind", "Sentence"]

_STOPS = frozenset(";:")
_DASHES = frozenset("–—")
_QUOTES = frozenset("\"'“”„«»‘’()*•·-–—>")
_FURTHEST, _NEAR = 250, 40
"""A clause has at most so many words and marks; texts without full stops are no reason to be slow."""


class ClauseKind(StrEnum):
    """What a clause does to its main clause."""

    IF = "if"
    EXCEPTION = "exception"
    TIME = "time"
    UNTIL = "until"
    PURPOSE = "purpose"
    AVOID = "avoid"
    PHRASE = "phrase"
    VERB_FIRST = "verb first"
    CONCESSION = "concession"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause in a sentence.

    Attributes
    ----------
    start, end
        With the word that opens it, without the comma after it.
    kind
        What it does.
    opener
        Where the words that open it end.
    leads
        Whether a main clause follows it in the sentence.
    negated
        Whether something is said not to happen in it.
    """

    start: int
    end: int
    kind: ClauseKind
    opener: int
    leads: bool
    negated: bool


class Sentence:
    """A sentence with its words and its clauses.

    Parameters
    ----------
    words
        The sentence, made readable.
    start
        Where it stands in its text; all places count in the text.
    cues
        The lexicon.
    """

    def __init__(self, words: str, start: int, cues: Cues) -> None:
        self.words = words
        self.start = start
        self.end = start + len(words)
        self.cues = cues
        self.tokens = tokens_of(words, start)
        self.first = self._first_word()
        self.is_question = words.rstrip("\"'”’»)* ").endswith("?")
        self.deontics = [each for each in self._find("deontic", *cues.rules) if each.kind != "no_rule"]
        self._at = {token.start: number for number, token in enumerate(self.tokens)}
        self.clauses = self._clauses()

    def text(self, start: int, end: int) -> str:
        """What stands from ``start`` to ``end``."""
        return self.words[start - self.start : end - self.start]

    def number(self, place: int) -> int:
        """The number of the first token that begins at ``place`` or later."""
        low, high = 0, len(self.tokens)
        while low < high:
            middle = (low + high) // 2
            if self.tokens[middle].start < place:
                low = middle + 1
            else:
                high = middle
        return low

    def between(self, start: int, end: int) -> Sequence[Token]:
        """The tokens from ``start`` to ``end``."""
        return self.tokens[self.number(start) : self.number(end)]

    def negated(self, start: int, end: int) -> bool:
        """Whether a word of negation stands from ``start`` to ``end``."""
        negation = self.cues.grammar("negation")
        return any(token.low in negation or token.low.endswith("n't") for token in self.between(start, end))

    def _fails(self, start: int, end: int) -> bool:
        """Whether the clause from ``start`` to ``end`` says itself that something is not so, not a clause inside it."""
        negation = self.cues.grammar("negation")
        inner = self.cues.grammar("complementisers")
        relative = self.cues.grammar("relative")
        for token in self.between(start, end):
            if token.start > start and (token.low in inner or token.low in relative):
                return False
            if token.low in negation or token.low.endswith("n't"):
                return True
        return False

    def _find(self, table: str, *names: str) -> list[Found]:
        return self.cues.phrases(table, *names).find(self.words, self.tokens, self.start)

    def _first_word(self) -> int:
        """The number of the first word, after list marks, quotation marks and a number with a point."""
        at = 0
        tokens = self.tokens
        while at < len(tokens) and (
            tokens[at].low in _QUOTES
            or not tokens[at].is_word
            or (tokens[at].low.isdigit() and at + 1 < len(tokens) and tokens[at + 1].low in ".)")
            or (len(tokens[at].low) == 1 and at + 1 < len(tokens) and tokens[at + 1].low == ")")
        ):
            at += 1
        return at

    # --------------------------------------------------------------------------------- clauses

    def _clauses(self) -> list[Clause]:
        opened = self._find(
            "condition", "concession", "if", "phrase", "avoid", "purpose", "until", "time", "may_ask", "question"
        )
        clauses: list[Clause] = []
        self._so_far = clauses
        first = self._verb_first()
        if first is not None:
            clauses.append(first)
        for number, found in enumerate(opened):
            if clauses and found.start < clauses[-1].end:
                continue
            following = opened[number + 1 : number + 1 + _NEAR]
            clause = self._opened(found, following)
            if clause is not None:
                if clause.leads and clauses and self._goes_on_leading(self._at[found.start]):
                    clauses[-1] = replace(clauses[-1], leads=True)
                clauses.append(clause)
        return [each for each in clauses if each.leads or not self._only_leads(each)]

    def _only_leads(self, clause: Clause) -> bool:
        """Whether a clause is a condition only before a main clause: ``When A, if B, …``; at the head of the sentence."""
        return clause.kind is ClauseKind.TIME and clause.start == self.tokens[self.first].start

    def _opened(self, found: Found, following: list[Found]) -> Clause | None:
        at = self._at[found.start]
        after = self.number(found.end)
        kind = self._kind(found, at, after)
        if kind is None:
            return None
        if kind is ClauseKind.QUESTION:
            return self._clause(found, self._question_end(after, following), kind, leads=False)
        if kind is ClauseKind.PHRASE:
            return self._clause(found, self._phrase_end(after), kind, leads=at == self.first)
        leading = at == self.first or self._is_lead(at) or self._goes_on_leading(at)
        end, leads = self._end(at, after, following, leading=leading)
        if end <= after:
            return None
        if self.is_question and not leads and kind is not ClauseKind.CONCESSION:
            return None
        if not self._fits(kind, found, at, after, end, leading=leading, leads=leads):
            asks = found.kind == "may_ask" and leading
            return self._clause(found, end, ClauseKind.QUESTION, leads=False) if asks else None
        return self._clause(found, end, kind, leads=leads)

    def _clause(self, found: Found, end: int, kind: ClauseKind, *, leads: bool) -> Clause:
        last = self.tokens[end - 1].end if end > 0 else found.end
        last = max(found.end, last)
        return Clause(found.start, last, kind, found.end, leads, self._fails(found.start, last))

    def _kind(self, found: Found, at: int, after: int) -> ClauseKind | None:
        words = self.text(found.start, found.end).lower()
        if found.kind == "if":
            if self._asked(at):
                return ClauseKind.QUESTION if words == "if" else ClauseKind.IF
            exceptions = self.cues.lexicon.words("condition", "exception")
            if words in {"where", "once"} and at != self.first and not self._where_rule(words, at):
                return None
            if words == "provided" and not self._subject_at(after):
                return None
            if words in {"i tilfelle", "in case"} and not self._has_subject(after):
                return ClauseKind.PHRASE
            return ClauseKind.EXCEPTION if " ".join(words.split()) in exceptions else ClauseKind.IF
        if found.kind == "may_ask":
            return self._may_ask(at, after)
        if found.kind == "time" and self._asked(at, 6, "tells"):
            return None
        return ClauseKind(found.kind)

    def _where_rule(self, words: str, at: int) -> bool:
        """Whether ``where`` says when a rule applies, and not at which place: ``shall not be renewed where …``."""
        place = self.tokens[at].start
        if words != "where" or not any(found.end <= place for found in self.deontics):
            return False
        near = [token.low for token in self.tokens[max(0, at - 4) : at]]
        return near[-1] not in self.cues.grammar("prepositions") and not any(
            low in self.cues.grammar("places") for low in near
        )

    def _subject_at(self, number: int) -> bool:
        """Whether a word is a pronoun or determiner, with which a subject begins."""
        return number < len(self.tokens) and self.tokens[number].low in self.cues.grammar("subjects")

    def _may_ask(self, at: int, after: int) -> ClauseKind | None:
        """A word that opens a condition or a question: ``om``."""
        if after >= len(self.tokens) or not self.tokens[after].is_word:
            return None
        following = self.tokens[after].low
        if at == self.first:
            return ClauseKind.IF if self._has_subject(after) else None
        if following not in self.cues.grammar("subjects") and not self._is_definite(after):
            return None
        before = self.tokens[at - 1]
        if self._goes_on_asking(before):
            return ClauseKind.QUESTION
        if before.low == "," and not self._asked(at, 3):
            return ClauseKind.IF if following in self.cues.grammar("pronouns") or self._is_definite(after) else None
        if (
            self._asked(at)
            or before.low in self.cues.grammar("coordinators")
            or before.low in self.cues.grammar("prepositions")
        ):
            return ClauseKind.QUESTION
        subject = following in self.cues.grammar("nominatives") or following == "det"
        return ClauseKind.IF if subject and self._has_verb(after, self._last(after)) else None

    def _goes_on_asking(self, before: Token) -> bool:
        """Whether a question has just ended, so that this is another: ``whether A, whether B, or whether C``."""
        if not self._so_far or self._so_far[-1].kind is not ClauseKind.QUESTION:
            return False
        return before.low == "," or before.low in self.cues.grammar("coordinators")

    def _goes_on_leading(self, at: int) -> bool:
        """Whether this is a further condition before the same main clause: ``If A, or if B, then …``."""
        if not self._so_far or self._so_far[-1].kind in {ClauseKind.QUESTION, ClauseKind.PHRASE}:
            return False
        last = self._so_far[-1]
        before = self.between(last.end, self.tokens[at].start)
        return last.start == self.tokens[self.first].start and all(
            each.low == "," or each.low in self.cues.grammar("coordinators") for each in before
        )

    def _asked(self, at: int, back: int = 4, name: str = "asks") -> bool:
        """Whether somebody asks, finds out or tells right before token ``at``."""
        asks = self.cues.grammar(name)
        return any(token.low in asks for token in self.tokens[max(0, at - back) : at])

    def _is_lead(self, at: int) -> bool:
        """Whether nothing but small words stands before token ``at``: and, but, note that."""
        before = self.tokens[self.first : at]
        if not before:
            return True
        grammar = self.cues.grammar
        if before[-1].low in grammar("complementisers"):
            return True
        return len(before) <= 4 and all(
            not token.is_word or token.low in grammar("coordinators") or token.low in grammar("adverbs")
            for token in before
        )

    def _fits(
        self, kind: ClauseKind, found: Found, at: int, after: int, end: int, *, leading: bool, leads: bool
    ) -> bool:
        """Whether a clause of ``kind`` is a condition here."""
        if kind in {ClauseKind.IF, ClauseKind.EXCEPTION, ClauseKind.CONCESSION}:
            may_ask = self.cues.lexicon.words("condition", "may_ask")
            return leads or not leading or self.text(found.start, found.end).lower() not in may_ask
        if kind is ClauseKind.TIME:
            stacked = leading and at == self.first and not leads
            return self._has_verb(after, end) and (leads or stacked if leading else self._rules_before(at))
        if kind is ClauseKind.UNTIL:
            if leading:
                return leads and self._has_surely_verb(after, end)
            return self._has_verb(after, end) and self._forbids_before(at)
        return self._purpose_fits(found, at, after, end, leading=leading, leads=leads)

    def _rules_before(self, at: int) -> bool:
        """Whether a rule is said before token ``at``: something must, may, applies, or is told to be done."""
        place = self.tokens[at].start
        if at > 0 and self.tokens[at - 1].low in self.cues.grammar("finite"):
            return False
        if any(found.end <= place for found in self.deontics):
            return True
        applies = self.cues.grammar("applies")
        if any(each.low in applies for each in self.tokens[max(0, at - 3) : at]):
            return True
        told = self.cues.phrases("deontic", "imperative", "imperative_not")
        return told.at(self.words, self.tokens[self.first], self.start) is not None

    def _forbids_before(self, at: int) -> bool:
        """Whether something is forbidden before token ``at``, or need not be done: until then it is not, or need not."""
        place = self.tokens[at].start
        return any(
            found.end <= place
            and (found.kind == "prohibition" or (found.kind == "permission" and self.negated(found.start, found.end)))
            for found in self.deontics
        )

    def _purpose_fits(self, found: Found, at: int, after: int, end: int, *, leading: bool, leads: bool) -> bool:
        """In order to get something, before or after what has to be done for it."""
        obliges = [each for each in self.deontics if each.kind in {"obligation", "request"}]
        if leading:
            return leads and any(each.start >= self.tokens[end - 1].end for each in obliges)
        place = self.tokens[at].start
        words = " ".join(self.text(found.start, found.end).lower().split())
        if words == "for" or not any(each.end < place for each in obliges):
            return False
        if words == "to" and self.tokens[at - 1].low in self.cues.grammar("takes_infinitive"):
            return False
        if words in {"for at", "in order that", "in order for"}:
            return any(self._verb_is(number, "purpose_verbs") for number in range(after, min(end, after + 6)))
        return found.kind == "avoid" or self._verb_is(after, "purpose_verbs")

    def _verb_is(self, after: int, name: str) -> bool:
        return (
            after < len(self.tokens)
            and self.cues.phrases("condition", name).at(self.words, self.tokens[after], self.start) is not None
        )

    def _has_verb(self, after: int, end: int) -> bool:
        if (
            not self.cues.lexicon.verb_first
            and end > after + 1
            and self.tokens[after].low in self.cues.grammar("pronouns")
        ):
            return True
        finite = self.cues.grammar("finite")
        verb_first = self.cues.lexicon.verb_first
        for token in self.tokens[after + 1 : end]:
            if (
                token.low in finite
                or (verb_first and self._is_verb(token))
                or (not verb_first and token.low.endswith(("s", "ed")))
            ):
                return True
        return False

    def _has_surely_verb(self, after: int, end: int) -> bool:
        """Whether a pronoun begins a clause, or a verb that can be nothing else stands in it."""
        if after < end and self.tokens[after].low in self.cues.grammar("pronouns"):
            return True
        names = ("finite", "modals", "future")
        return any(token.low in self.cues.grammar(name) for token in self.tokens[after + 1 : end] for name in names)

    # -------------------------------------------------------------------------- verb-first clauses

    def _verb_first(self) -> Clause | None:
        """A clause at the head of the sentence that begins with its verb."""
        tokens, first = self.tokens, self.first
        if self.is_question or first + 2 >= len(tokens):
            return None
        if not self.cues.lexicon.verb_first:
            return self._inverted()
        verb, subject = tokens[first], tokens[first + 1]
        if not (self._is_verb(verb) and subject.is_word) or verb.low in self.cues.grammar("subordinators"):
            return None
        if not (
            subject.low in self.cues.grammar("subjects") or self._is_definite(first + 1) or self._is_name(first + 1)
        ):
            return None
        end, leads = self._end(first, first + 1, [], leading=True, certain=True)
        if not leads:
            return None
        return Clause(
            verb.start,
            tokens[end - 1].end,
            ClauseKind.VERB_FIRST,
            verb.start,
            leads=True,
            negated=self._fails(verb.start, tokens[end - 1].end),
        )

    def _inverted(self) -> Clause | None:
        """``Should you …, we …``."""
        verb, subject = self.tokens[self.first], self.tokens[self.first + 1]
        if verb.low not in {"should", "were", "had"} or subject.low not in self.cues.grammar("subjects"):
            return None
        end, leads = self._end(self.first, self.first + 1, [], leading=True)
        if not leads:
            return None
        last = self.tokens[end - 1].end
        return Clause(
            verb.start, last, ClauseKind.VERB_FIRST, verb.start, leads=True, negated=self._fails(verb.start, last)
        )

    def _is_verb(self, token: Token) -> bool:
        """Whether a Norwegian word may be a verb in the present: by the list, or by its ending."""
        low = token.low
        if low in self.cues.grammar("finite") or low in self.cues.grammar("modals"):
            return True
        return (
            len(low) > 3
            and low.isalpha()
            and low.endswith(("er", "ar", "es", "ast", "år", "år"))
            and low not in self.cues.grammar("subjects")
        )

    def _is_definite(self, number: int) -> bool:
        """Whether a word is a Norwegian noun with its article, such as ``arbeidsgiveren``, or a listed actor."""
        if number >= len(self.tokens):
            return False
        low = self.tokens[number].low
        if (
            len(low) > 4
            and self.cues.lexicon.verb_first
            and low.endswith(("en", "et", "ene", "ane", "a"))
            and low.isalpha()
        ):
            return True
        return low in self.cues.words("people", "office") or low in self.cues.words("people", "person")

    def _is_name(self, number: int) -> bool:
        token = self.tokens[number]
        return token.text[:1].isupper() and token.text.isalpha()

    def _has_subject(self, number: int) -> bool:
        """Whether a clause with a subject may begin at a word."""
        if number >= len(self.tokens) or not self.tokens[number].is_word:
            return False
        low = self.tokens[number].low
        return low in self.cues.grammar("subjects") or self._is_definite(number) or number + 2 < len(self.tokens)

    # ------------------------------------------------------------------------------ where it ends

    def _question_end(self, after: int, following: list[Found]) -> int:
        openers = {each.start for each in following if each.kind in {"if", "time", "until"}}
        for number in range(after, min(len(self.tokens), after + _FURTHEST)):
            if self.tokens[number].low in ",;:." or self.tokens[number].start in openers:
                return number
        return self._last(after)

    def _phrase_end(self, after: int) -> int:
        """A phrase ends before a comma, a verb, or the end."""
        number = after
        while number < min(len(self.tokens), after + 25):
            token = self.tokens[number]
            if (
                not token.is_word
                or token.low in self.cues.grammar("modals")
                or token.low in self.cues.grammar("coordinators")
                or token.low in self.cues.grammar("pronouns")
            ):
                break
            number += 1
        return number if self._open_phrase(after) or self._takes(after) else after

    def _takes(self, after: int) -> bool:
        """Whether whose it is follows the phrase: ``without the consent of the user``."""
        return after < len(self.tokens) and self.tokens[after].low in {"of", "from", "by", "av", "fra", "frå"}

    def _open_phrase(self, after: int) -> bool:
        """Whether the phrase still wants a noun: ``ved brudd på`` does, ``ved behov`` does not."""
        before = self.tokens[after - 1].low
        return before in {"of", "to", "på", "om", "av", "manglende", "manglande", "tilfelle"}

    def _last(self, after: int) -> int:
        """The number after the last word of the sentence, or of the longest clause there may be."""
        end = min(len(self.tokens), after + _FURTHEST)
        while end > after and not self.tokens[end - 1].is_word and self.tokens[end - 1].low not in ")]%§”»":
            end -= 1
        return end

    def _end(
        self, at: int, after: int, following: list[Found], *, leading: bool, certain: bool = False
    ) -> tuple[int, bool]:
        """The number of the token after the clause that begins at ``at``, and whether a main clause follows."""
        numbers, closed = self._outside_brackets(after, self._last(after))
        joined = self._next_opener(following)
        for number in numbers:
            low = self.tokens[number].low
            if number > after + 1 and joined.get(number, 0) > after:
                return joined[number], False
            if low in _STOPS or (low in _DASHES and not leading):
                return number, False
            if low == ",":
                leads = self._ends_at_comma(number, at, closed, leading=leading)
                if leads is not None:
                    return number, leads
            elif leading and number > after + 1 and self._main_without_comma(number, after, closed):
                return number, True
        comma = self._fallback(after, closed) if leading and not certain else None
        return (closed, False) if comma is None else (comma, True)

    def _outside_brackets(self, after: int, stop: int) -> tuple[list[int], int]:
        """The numbers from ``after`` that stand in no brackets, and where brackets around them close, or ``stop``."""
        numbers: list[int] = []
        depth = 0
        for number in range(after, stop):
            low = self.tokens[number].low
            if low in "([":
                depth += 1
            elif low in ")]":
                if depth == 0:
                    return numbers, number
                depth -= 1
            elif depth == 0:
                numbers.append(number)
        return numbers, stop

    def _ends_at_comma(self, comma: int, at: int, stop: int, *, leading: bool) -> bool | None:
        """Whether the clause ends at a comma and a main clause follows, or only ends, or (``None``) goes on."""
        if self._main_after_comma(comma + 1, stop):
            return True
        if leading:
            return None
        if self._otherwise_at(comma + 1):
            return False
        apart = at > 0 and self.tokens[at - 1].low == ","
        ends = apart and (self._interrupts(at) or self._verb_follows(comma + 1) or self._no_clause(comma + 1, stop))
        return False if ends or self._goes_on(comma + 1, stop) else None

    def _otherwise_at(self, number: int) -> bool:
        """Whether what follows otherwise is said from a word on."""
        if number >= len(self.tokens):
            return False
        return self.cues.phrases("or_else", "opener").at(self.words, self.tokens[number], self.start) is not None

    def _verb_follows(self, number: int) -> bool:
        """Whether the verb of a main clause that was broken off follows: ``A person, if he asks, may …``."""
        return number < len(self.tokens) and (
            self.tokens[number].low in self.cues.grammar("modals")
            or (not self.cues.lexicon.verb_first and self.tokens[number].low in self.cues.grammar("finite"))
        )

    def _no_clause(self, number: int, stop: int) -> bool:
        """Whether ``or`` joins on a noun and no clause: ``the house, if he asks, or the garden``."""
        if number >= stop or self.tokens[number].low not in self.cues.grammar("coordinators"):
            return False
        for token in self.tokens[number + 1 : stop]:
            if token.low in self.cues.grammar("subordinators") or token.low == ",":
                return token.start > self.tokens[number + 1].start
            if token.low in self.cues.grammar("finite") or token.low in self.cues.grammar("modals"):
                return False
            if self.cues.lexicon.verb_first and self._is_verb(token):
                return False
            if not self.cues.lexicon.verb_first and (token.low.endswith(("s", "ed"))):
                return False
        return True

    def _next_opener(self, following: list[Found]) -> dict[int, int]:
        """Where a further condition is joined on: ``, or if``; the clause before it ends before the ``or``."""
        joined: dict[int, int] = {}
        for found in following:
            number = self._at[found.start]
            before = self.tokens[number - 1].low
            if before == "," or (found.kind == "if" and before in self.cues.grammar("coordinators")):
                end = number - 1
                while end > 0 and (
                    self.tokens[end - 1].low == "," or self.tokens[end - 1].low in self.cues.grammar("coordinators")
                ):
                    end -= 1
                joined[number] = end
        return joined

    def _interrupts(self, at: int) -> bool:
        """Whether the clause stands between a verb and what belongs to it: ``You must, if you …, call``."""
        before = self.tokens[at - 2].low if at > 1 else ""
        grammar = self.cues.grammar
        return (
            before in grammar("modals")
            or before in grammar("pronouns")
            or before in grammar("complementisers")
            or before in grammar("coordinators")
        )

    def _goes_on(self, number: int, stop: int) -> bool:
        """Whether a main clause goes on after a comma: ``and you may``, ``men Nav kan``."""
        if number >= stop or self.tokens[number].low not in self.cues.grammar("coordinators"):
            return False
        for place in range(number + 1, min(stop, number + 7)):
            if self.tokens[place].low in self.cues.grammar("modals"):
                if self.tokens[place - 1].low in self.cues.grammar("negation"):  # the order of a subordinate clause
                    return False
                return place > number + 1 or not self.cues.lexicon.verb_first
            if not self.tokens[place].is_word:
                return False
        return False

    def _main_after_comma(self, number: int, stop: int) -> bool:
        """Whether a main clause begins at a word after a comma."""
        if number + 1 >= stop:
            return False
        token, following = self.tokens[number], self.tokens[number + 1]
        grammar = self.cues.grammar
        if not token.is_word or token.low in grammar("coordinators"):
            return False
        if token.low in {"så", "then"}:
            return True
        if token.low in grammar("subordinators"):
            return False
        if not self.cues.lexicon.verb_first:
            return self._english_main(number, stop)
        if token.low in grammar("modals"):
            return following.is_word
        if not self._is_verb(token):
            return False
        return (
            following.low in grammar("subjects")
            or self._is_definite(number + 1)
            or self._is_name(number + 1)
            or following.low in grammar("determiners")
        )

    def _english_main(self, number: int, stop: int) -> bool:
        """Whether a subject and then a verb, or an imperative, begins at an English word."""
        grammar = self.cues.grammar
        token = self.tokens[number]
        if token.low in self.cues.words("deontic", "imperative") or token.low in {
            "please",
            "contact",
            "call",
            "see",
            "do",
        }:
            return True
        if token.low in grammar("adverbs"):
            return True
        for place in range(number + 1, min(stop, number + 12)):
            low = self.tokens[place].low
            if low in grammar("modals") or low in grammar("finite"):
                return token.low not in grammar("relative")
            if not self.tokens[place].is_word or low in grammar("coordinators") or low in grammar("relative"):
                return False
        return token.low in grammar("pronouns")

    def _main_without_comma(self, number: int, after: int, stop: int) -> bool:
        """Whether a main clause begins at a word though no comma stands before it."""
        if number + 1 >= stop:
            return False
        grammar = self.cues.grammar
        token, before, following = self.tokens[number], self.tokens[number - 1], self.tokens[number + 1]
        if not self.cues.lexicon.verb_first:
            if token.low == "then":
                return following.is_word and before.low not in {"since", "by", "until", "till", "before", "from"}
            if self._is_said(number, after, stop):
                return True
            return self._english_subject(number, after, stop)
        if not before.is_word:
            return False
        if token.low not in grammar("modals") and not (
            token.low in grammar("finite") and following.low in grammar("nominatives")
        ):
            return False
        if before.low in grammar("nominatives") or before.low in {"det", "de", "dei"}:
            return False
        if before.low in grammar("relative") or before.low in grammar("coordinators"):
            return False
        if not (
            following.low in grammar("subjects")
            or following.low in grammar("possessives")
            or self._is_definite(number + 1)
            or self._is_name(number + 1)
        ):
            return False
        return self._is_purpose(after) or any(
            self._is_verb(each) or each.low in grammar("auxiliaries") for each in self.tokens[after:number]
        )

    def _is_purpose(self, after: int) -> bool:
        """Whether the words before a word open what has to be done for it, whose verb is an infinitive."""
        before = self.tokens[after - 1] if after else None
        return before is not None and before.low in self.cues.grammar("infinitive_mark")

    def _english_subject(self, number: int, after: int, stop: int) -> bool:
        """Whether a pronoun and a modal begin the main clause though no comma stands before them, or later: ``If you move you must …``."""
        grammar = self.cues.grammar
        token, before, following = self.tokens[number], self.tokens[number - 1], self.tokens[number + 1]
        if token.low not in grammar("pronouns") or following.low not in grammar("modals") or not before.is_word:
            return False
        if any(
            before.low in grammar(name)
            for name in ("subordinators", "complementisers", "coordinators", "prepositions", "thinks")
        ):
            return False
        said = self.tokens[after].low in grammar("pronouns") or self._has_verb(after, number)
        if not said and not self._is_purpose(after):
            return False
        return not any(
            self.tokens[place].low == "," and self._english_main(place + 1, stop)
            for place in range(number + 1, stop - 2)
        )

    def _is_said(self, number: int, after: int, stop: int) -> bool:
        """Whether an English clause is complete before a determiner: ``… is pushed | the …``, ``the power fails | the …``."""
        grammar = self.cues.grammar
        tokens = self.tokens
        if tokens[number].low not in grammar("determiners") or number < after + 2:
            return False
        before = tokens[number - 1].low
        passive = before.endswith("ed") and any(
            each.low in {"is", "are", "been", "be", "was", "were"} for each in tokens[number - 4 : number - 1]
        )
        active = before.endswith("s") and number >= after + 3 and tokens[number - 3].low in grammar("determiners")
        if not (passive or active) or before in grammar("finite"):
            return False
        for each in tokens[number + 2 : min(stop, number + 8)]:
            if each.low in grammar("coordinators") or not each.is_word:
                return False
            if each.low in grammar("modals") or each.low in grammar("finite") or each.low.endswith("s"):
                return True
        return False

    def _fallback(self, after: int, stop: int) -> int | None:
        """The comma at which a leading clause ends if no main clause shows itself."""
        commas = [number for number in range(after, stop) if self.tokens[number].low == ","]
        grammar = self.cues.grammar
        fitting = [
            number
            for number in commas
            if number > after + 1
            and number + 2 < stop
            and self.tokens[number + 1].low not in grammar("coordinators")
            and self.tokens[number + 1].low not in grammar("relative")
        ]
        return fitting[0] if fitting else None
