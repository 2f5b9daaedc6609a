"""The parts of a rule inside its sentence: who, what, about what, by when.

A clause has a cue (must, may, is entitled to) or, where nothing obliges or allows, a verb. The doer
stands before it or, in Norwegian, after it where something else opens the sentence. A passive has a
doer only where the text names one: what is done then is what stands before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ieworkbench.language.clauses import Sentence
from ieworkbench.language.cues import Found
from ieworkbench.language.tokens import Token

__all__ = ["Parts", "Place", "parts_of"]

Place = tuple[int, int]
_ACTIVE = frozenset({"have", "ha", "få", "get"})
"""Auxiliaries whose participle is no passive."""
_SHORT = 5


@dataclass(frozen=True, slots=True)
class Parts:
    """Where the parts of one rule stand."""

    attribute: Place | None = None
    aim: Place | None = None
    object: Place | None = None
    limit: Place | None = None


def parts_of(sentence: Sentence, cue: Found | None, left: int, right: int, apart: Sequence[Place] = ()) -> Parts:
    """The parts of the rule between ``left`` and ``right`` whose cue is ``cue``, or that has none.

    What stands ``apart`` breaks into the clause and is none of its parts: ``You shall, if asked, go``.
    """
    return _Clause(sentence, left, right, apart).parts(cue)


class _Clause:
    """A main clause: the tokens of a sentence between two places, less the clauses in it."""

    def __init__(self, sentence: Sentence, left: int, right: int, apart: Sequence[Place] = ()) -> None:
        self.sentence = sentence
        self.grammar = sentence.cues.grammar
        self.v2 = sentence.cues.lexicon.verb_first
        self.tokens = [
            each for each in sentence.between(left, right) if not any(start <= each.start < end for start, end in apart)
        ]

    def parts(self, cue: Found | None) -> Parts:
        """The parts of the clause; what only fills the place of a subject is none: ``It is forbidden to smoke``."""
        if cue is None:
            return self._without_cue()
        made = self._with_cue(cue)
        be = self.sentence.text(cue.start, cue.end).lower().split(" ")[0] in {"is", "er"}
        if be and made.aim is not None and made.attribute is not None:
            fills = self.sentence.text(*made.attribute).lower() in {"it", "det"}
            return Parts(None, made.aim, made.object, made.limit) if fills else made
        return made

    def _with_cue(self, cue: Found) -> Parts:
        before = [each for each in self.tokens if each.end <= cue.start]
        inside = [each for each in self.tokens if cue.start < each.start and each.end < cue.end]
        after = [each for each in self.tokens if each.start >= cue.end]
        if cue.kind == "request":
            return self._requested(inside, after)
        fronted = self._subject_before(before)
        if cue.kind == "grant":
            return self._granted(fronted or self._subject_within(inside), after)
        within = self._subject_within(inside) if fronted is None or self._has_nominative(inside) else None
        if within is not None:
            return self._doing(within, after, cue, fronted)
        if self.v2 and after and (fronted is None or after[0].low in self.grammar("nominatives")):
            subject, rest = self._subject_after(after)
            return self._doing(subject, rest, cue, fronted)
        return self._doing(fronted, after, cue, None)

    # ---------------------------------------------------------------------------------- who

    def _subject_before(self, before: Sequence[Token]) -> Place | None:
        """The words before the verb, if they are its subject: after the last comma or ``that``, without small words."""
        tokens = self._broken_off(before)
        for number in range(len(tokens) - 1, -1, -1):
            opens = tokens[number].low in self.grammar("complementisers") and self._says_that(tokens, number)
            if opens or tokens[number].low in ",;:–—":
                relative = number + 1 < len(tokens) and tokens[number + 1].low in self.grammar("relative")
                if not relative:
                    tokens = tokens[number + 1 :]
                    break
        while tokens and (not tokens[0].is_word or self._is_small(tokens[0]) or self._joins(tokens)):
            tokens.pop(0)
        while tokens and (not tokens[-1].is_word or self._is_small(tokens[-1])):
            tokens.pop()
        if tokens and not self.v2 and tokens[0].low in self.grammar("prepositions"):
            tokens = self._after_phrase(tokens)
        if (
            not tokens
            or tokens[0].low in self.grammar("prepositions")
            or tokens[0].low in self.grammar("subordinators")
        ):
            return None
        tokens = self._before_verb(tokens)
        last = tokens[-1]
        if (
            last.low in self.grammar("nominatives")
            and len(tokens) > 1
            and tokens[-2].low not in self.grammar("prepositions")
        ):
            return last.start, last.end
        return tokens[0].start, last.end

    def _says_that(self, tokens: Sequence[Token], number: int) -> bool:
        """Whether ``that`` opens what is said: not in ``in that case``, nor in ``themes that emerge``."""
        if self.v2:
            return True
        if number and tokens[number - 1].low in self.grammar("prepositions"):
            return False
        if number == 0 or number + 1 >= len(tokens):
            return True
        following, noun = tokens[number + 1], tokens[number - 1]
        if following.low in self.grammar("modals") and noun.is_word and not self._is_verb(noun):
            return False  # “a service that has received a copy”
        names = ("subjects", "determiners", "nominatives", "prepositions", "adverbs")
        return (
            any(following.low in self.grammar(name) for name in names)
            or following.low.endswith("s")
            or not following.text.islower()
            or self._is_actor(following)
            or self._is_finite(following)
        )

    def _is_verb(self, token: Token) -> bool:
        """Whether a word may be one that says something, after which *that* opens what is said."""
        low = token.low
        listed = any(low in self.grammar(name) for name in ("finite", "thinks", "tells", "asks", "auxiliaries"))
        return listed or (low.endswith(("s", "ed", "ing")) and not self._is_actor(token))

    def _broken_off(self, before: Sequence[Token]) -> list[Token]:
        """The words before the verb; where a comma parts them from it, the subject before that, without what was put in.

        ``The holder, within a week,`` is ``The holder``; ``A parent, a guardian, or a friend,`` stays whole, without its last comma.
        """
        tokens = list(before)
        while tokens and not tokens[-1].is_word and tokens[-1].low != ",":
            tokens.pop()
        if not tokens or tokens[-1].low != ",":
            return list(before)
        if self.v2:
            return self._with_relative(tokens[:-1])
        pieces = self._pieces(tokens[:-1])
        while pieces and self._is_put_in(pieces[0]):
            pieces.pop(0)
        if not pieces:
            return []
        kept = pieces[0]
        for piece in pieces[1:]:
            if self._is_put_in(piece) or not self._goes_on(piece):
                break
            kept = tokens[tokens.index(kept[0]) : tokens.index(piece[-1]) + 1]
        return kept if "," not in {each.low for each in kept} else self._as_one(kept)

    def _pieces(self, tokens: Sequence[Token]) -> list[list[Token]]:
        """What stands between commas, after the last mark that parts more than a comma does."""
        pieces: list[list[Token]] = [[]]
        for token in tokens:
            if token.low in ";:–—":
                pieces = [[]]
            elif token.low == ",":
                pieces.append([])
            else:
                pieces[-1].append(token)
        return [each for each in pieces if each]

    def _with_relative(self, tokens: list[Token]) -> list[Token]:
        """A Norwegian subject with its relative clause, after which a comma stands: ``Den som flytter, må …``."""
        start = max((number + 1 for number, each in enumerate(tokens) if each.low in ",;:–—"), default=0)
        piece = tokens[start:]
        names = ("prepositions", "subordinators", "adverbs", "coordinators")
        if len(piece) < _SHORT - 1 or any(piece[0].low in self.grammar(name) for name in names):
            return []
        return piece if any(each.low in self.grammar("relative") for each in piece[1:4]) else []

    def _is_put_in(self, piece: Sequence[Token]) -> bool:
        """Whether words between commas are no subject: ``in that case``, ``if asked``, ``however``."""
        names = ("prepositions", "subordinators", "adverbs")
        return any(piece[0].low in self.grammar(name) for name in names) or piece[0].low.endswith(("ing", "ed"))

    def _goes_on(self, piece: Sequence[Token]) -> bool:
        """Whether a further subject is named: ``a guardian``, ``or a friend``."""
        return piece[0].low in self.grammar("coordinators") or piece[0].low in self.grammar("determiners")

    def _as_one(self, tokens: Sequence[Token]) -> list[Token]:
        """Subjects in a row as one stretch, whose commas part nothing."""
        return [Token(tokens[0].start, tokens[-1].end, tokens[0].text, tokens[0].low)]

    def _after_phrase(self, tokens: Sequence[Token]) -> list[Token]:
        """The subject after a phrase that no comma ends: ``Upon such a request | the holder``."""
        for number in range(len(tokens) - 1, 1, -1):
            token, before = tokens[number], tokens[number - 1]
            pronoun = token.low in self.grammar("nominatives")
            opens = pronoun or token.low in self.grammar("determiners")
            names = ("prepositions", "coordinators", *(() if pronoun else ("determiners", "finite", "subordinators")))
            if opens and before.is_word and not any(before.low in self.grammar(name) for name in names):
                return list(tokens[number:])
        return list(tokens)

    def _before_verb(self, tokens: list[Token]) -> list[Token]:
        """The subject of a verb that an earlier verb shares: ``The plan is reviewed and may be …``."""
        for number, token in enumerate(tokens):
            if token.low in self.grammar("relative"):
                return tokens
            if number and (token.low in self.grammar("modals") or token.low in self.grammar("future")):
                return tokens[:number]
        return tokens

    def _joins(self, tokens: Sequence[Token]) -> bool:
        """Whether a clause of its own is joined on here: ``as she``, ``fordi du``."""
        return (
            len(tokens) > 1
            and tokens[0].low in self.grammar("subordinators")
            and tokens[0].low not in self.grammar("relative")
            and tokens[1].low in self.grammar("pronouns")
        )

    def _is_small(self, token: Token) -> bool:
        return token.low in self.grammar("adverbs") or token.low in self.grammar("coordinators")

    def _has_nominative(self, inside: Sequence[Token]) -> bool:
        return any(token.low in self.grammar("nominatives") for token in inside)

    def _subject_within(self, inside: Sequence[Token]) -> Place | None:
        """A doer inside the cue: ``har du rett til``, ``ask you to``."""
        for number, token in enumerate(inside):
            if token.low in self.grammar("pronouns") or self._is_actor(token) or self._is_definite(token):
                last = number
                while last + 1 < len(inside) and inside[last + 1].low in self.grammar("possessives"):
                    last += 1
                return token.start, inside[last].end
        return None

    def _is_actor(self, token: Token) -> bool:
        cues = self.sentence.cues
        return token.low in cues.words("people", "office") or token.low in cues.words("people", "person")

    def _is_definite(self, token: Token) -> bool:
        low = token.low
        return self.v2 and len(low) > 4 and low.isalpha() and low.endswith(("en", "et", "ene", "ane"))

    def _subject_after(self, after: Sequence[Token]) -> tuple[Place | None, list[Token]]:
        """The subject that follows a Norwegian verb, and what follows it."""
        rest = list(after)
        while rest and (rest[0].low in self.grammar("adverbs") or rest[0].low in self.grammar("negation")):
            rest.pop(0)
        if not rest or not rest[0].is_word:
            return None, list(after)
        if self._is_pronoun(rest):
            return (rest[0].start, rest[0].end), rest[1:]
        last = 1 if self._is_adjective(rest) else 0
        while last < len(rest) and rest[last].is_word and not self._is_infinitive(rest, last):
            last += 1
            if last > 12:
                return None, list(after)
        if last == 0 or last == len(rest):
            return None, list(after)
        return (rest[0].start, rest[last - 1].end), rest[last:]

    def _is_adjective(self, rest: Sequence[Token]) -> bool:
        """Whether a word that ends as an infinitive does goes with a subject: ``kan norske myndigheter holde``."""
        low = rest[0].low
        listed = self.grammar("auxiliaries"), self.grammar("short_infinitives"), self.grammar("adverbs")
        if not low.endswith("e") or any(low in each for each in listed) or low in self.grammar("negation"):
            return False
        if len(rest) < 3 or not rest[1].is_word:
            return False
        if not self._is_actor(rest[1]) and not rest[1].low.endswith(("er", "ar", "ene", "ane", "en", "et")):
            return False
        return any(
            rest[number].is_word
            and rest[number - 1].low not in self.grammar("infinitive_mark")
            and rest[number - 1].low not in self.grammar("coordinators")
            and rest[number].low not in self.grammar("infinitive_mark")
            and self._is_infinitive(rest, number)
            for number in range(2, min(len(rest), 5))
        )

    def _is_pronoun(self, rest: Sequence[Token]) -> bool:
        """Whether a pronoun stands here by itself."""
        low = rest[0].low
        if low not in self.grammar("pronouns") and low not in self.grammar("nominatives"):
            return False
        return not (len(rest) > 1 and low in self.grammar("determiners") and self._is_noun_phrase(rest))

    def _is_noun_phrase(self, rest: Sequence[Token]) -> bool:
        """Whether a determiner goes with a noun, as in ``en av dere``, ``den som``, ``det beløpet``."""
        following = rest[1].low
        if following in self.grammar("relative") or following == "av" or self._is_definite(rest[1]):
            return True
        return len(rest) > 2 and following.endswith("e") and self._is_definite(rest[2])

    def _is_infinitive(self, tokens: Sequence[Token], number: int) -> bool:
        """Whether a word after a Norwegian modal is its infinitive, or what comes before that."""
        low = tokens[number].low
        if low in self.grammar("infinitive_mark") or low in self.grammar("negation") or low in self.grammar("adverbs"):
            return True
        if low in self.grammar("auxiliaries") or low in self.grammar("short_infinitives"):
            return True
        if any(low in self.grammar(name) for name in ("possessives", "determiners", "modals", "prepositions")):
            return False
        if number and self._is_actor(tokens[number]):
            return False
        if number and tokens[number - 1].low in self.grammar("determiners"):
            return False
        return low.isalpha() and len(low) > 2 and low.endswith(("e", "es", "ast")) and not low.endswith(("ene", "ane"))

    # ------------------------------------------------------------------------------- what is done

    def _requested(self, inside: Sequence[Token], after: Sequence[Token]) -> Parts:
        named = self._subject_within([each for each in inside if each.low not in {"vi", "me", "nav", "we"}])
        if not self.v2:
            return self._doing(named, after, None, None)
        if after and (
            after[0].low in self.grammar("pronouns") or self._is_actor(after[0]) or self._is_definite(after[0])
        ):
            last = 0
            while last + 1 < len(after) and after[last + 1].low in self.grammar("possessives"):
                last += 1
            return self._doing((after[0].start, after[last].end), after[last + 1 :], None, None)
        return self._doing(named, after, None, None)

    def _granted(self, subject: Place | None, after: Sequence[Token]) -> Parts:
        """Who is granted something, or what is granted: ``You are granted aid``, ``The application is granted``."""
        thing, limit = self._thing(after)
        named = [] if subject is None else self.sentence.between(*subject)
        if any(token.low in self.sentence.cues.words("people", "person") for token in named[:2]):
            return Parts(subject, None, thing, limit)
        return Parts(None, None, subject or thing, limit)

    def _doing(self, subject: Place | None, rest: Sequence[Token], cue: Found | None, fronted: Place | None) -> Parts:
        tokens = list(rest)
        verbal = cue is None or self._is_verbal(cue, tokens)
        tokens = self._without_small_words(tokens)
        tokens = self._trimmed(tokens)
        if not tokens:
            return Parts(attribute=subject, object=fronted)
        if not verbal:
            thing, limit = self._thing(tokens)
            return Parts(subject, None, thing or fronted, limit)
        aim, remaining, passive = self._verb(self._from_infinitive(tokens))
        thing, limit = self._thing(remaining)
        if passive and thing is not None and self._only_fills(subject, remaining):
            return Parts(self._agent(remaining), aim, thing, limit)
        if passive:
            return Parts(self._agent(remaining), aim, subject or thing, limit)
        return Parts(subject, aim, thing or fronted, limit)

    def _from_infinitive(self, tokens: list[Token]) -> list[Token]:
        """``tokens`` from the infinitive on, where a phrase stands before it: ``skal ifølge planen være``."""
        if not self.v2 or tokens[0].low not in self.grammar("prepositions"):
            return tokens
        for number in range(1, min(len(tokens), 6)):
            if not tokens[number].is_word:
                break
            if self._is_infinitive(tokens, number) and tokens[number].low not in self.grammar("infinitive_mark"):
                return tokens[number:]
        return tokens

    def _only_fills(self, subject: Place | None, remaining: Sequence[Token]) -> bool:
        """Whether ``det`` fills the place of what is done, which follows: ``Det må legges vekt på …``."""
        if not self.v2 or subject is None or not remaining:
            return False
        if self.sentence.text(*subject).lower() != "det" or not remaining[0].is_word:
            return False
        names = ("prepositions", "adverbs", "subordinators", "negation", "coordinators")
        return not any(remaining[0].low in self.grammar(name) for name in names)

    def _is_verbal(self, cue: Found, tokens: Sequence[Token]) -> bool:
        """Whether a verb follows a cue, and no noun: not for ``is entitled to aid``, ``is responsible for the plan``."""
        if cue.kind == "entitlement":
            return self._has_infinitive_mark(tokens)
        last = self.sentence.text(cue.start, cue.end).lower().rpartition(" ")[2]
        if last not in {"for", "of", "to", "from", "til", "fra", "frå"} or not tokens:
            return True
        if last == "to" or tokens[0].low in self.grammar("infinitive_mark"):
            return True
        return tokens[0].low.endswith("ing") and not self.v2

    def _without_small_words(self, tokens: list[Token]) -> list[Token]:
        """``tokens`` from where the verb begins: without adverbs, negation, and the mark of the infinitive."""
        adverbs = self.sentence.cues.phrases("grammar", "adverbs")
        while tokens:
            found = adverbs.at(self.sentence.words, tokens[0], self.sentence.start)
            if found is not None:
                tokens = [each for each in tokens if each.start >= found.end]
            elif tokens[0].low in self.grammar("negation") or tokens[0].low in self.grammar("infinitive_mark"):
                tokens = tokens[1:]
            else:
                break
        return tokens

    def _has_infinitive_mark(self, tokens: Sequence[Token]) -> bool:
        """Whether a right is one to do something: ``rett til å klage``, ``the right to appeal``."""
        if not tokens:
            return False
        if tokens[0].low in self.grammar("infinitive_mark"):
            return True
        return not self.v2 and tokens[0].low not in self.grammar("determiners") and self._verb_like(tokens)

    def _verb_like(self, tokens: Sequence[Token]) -> bool:
        if len(tokens) == 1:
            return tokens[0].low in {"appeal", "complain", "refuse", "apply", "object"}
        return tokens[1].low in self.grammar("determiners") or tokens[0].low in {
            "receive",
            "appeal",
            "be",
            "have",
            "see",
            "apply",
            "get",
            "complain",
        }

    def _verb(self, tokens: Sequence[Token]) -> tuple[Place, list[Token], bool]:
        """The verb with its auxiliary and particle, what follows, and whether it is a passive."""
        last = 0
        passive = self._is_passive(tokens[0])
        phrasal = self.sentence.cues.phrases("grammar", "phrasal").at(
            self.sentence.words, tokens[0], self.sentence.start
        )
        if phrasal is not None:
            rest = [each for each in tokens if each.start >= phrasal.end]
            return (tokens[0].start, phrasal.end), rest, passive
        if tokens[0].low in self.grammar("auxiliaries") and self._goes_with(tokens):
            passive = tokens[0].low not in _ACTIVE
            last = 1
        elif (
            tokens[0].low in {"være", "vere", "be", "bli", "verte"}
            and len(tokens) > 2
            and self._is_participle(tokens[2])
            and self._is_small(tokens[1])
        ):
            passive, last = True, 2
        if last + 1 < len(tokens) and tokens[last + 1].low in self.grammar("particles"):
            last += 1
        return (tokens[0].start, tokens[last].end), list(tokens[last + 1 :]), passive

    def _goes_with(self, tokens: Sequence[Token]) -> bool:
        """Whether a participle follows an auxiliary: ``be signed``, ``få utbetalt støtten``, and not ``få støtten``."""
        if len(tokens) < 2 or not self._is_participle(tokens[1]):
            return False
        if not self.v2 or tokens[0].low not in _ACTIVE:
            return True
        low = tokens[1].low
        if tokens[0].low == "ha" and not low.endswith(("t", "dd", "a")):
            return False
        if low.endswith(("en", "a", "ene", "het")) or low in self.grammar("not_participle"):
            return False
        if tokens[0].low == "ha" or not low.endswith("et"):
            return True
        follows = tokens[2].low if len(tokens) > 2 and tokens[2].is_word else ""
        names = ("prepositions", "coordinators", "adverbs", "subordinators", "possessives")
        return bool(follows) and not any(follows in self.grammar(name) for name in names)

    def _is_passive(self, token: Token) -> bool:
        low = token.low
        if not self.v2 or low in self.grammar("not_passive"):
            return False
        return low in {"gis", "fås", "ses", "tas", "bes", "gjes"} or (len(low) > 3 and low.endswith(("es", "ast")))

    def _is_participle(self, token: Token) -> bool:
        low = token.low
        if not low.isalpha() or len(low) < 3:
            return False
        if self.v2:
            return (
                len(low) > 3
                and low.endswith(("t", "d", "en", "te", "de", "a", "ne"))
                and low not in self.grammar("adverbs")
            )
        if low.endswith(("ent", "ant")) and len(low) > _SHORT:  # sufficient, present; but sent, spent
            return False
        return low.endswith(("ed", "en", "wn", "nt", "pt", "id", "ld", "de", "ut", "ne", "ght", "lt"))

    def _agent(self, tokens: Sequence[Token]) -> Place | None:
        """Who does it, in a passive: after ``by``."""
        for number, token in enumerate(tokens):
            if token.low in self.grammar("agent") and number + 1 < len(tokens):
                following = tokens[number + 1]
                if not (
                    self._is_actor(following)
                    or following.low in self.grammar("determiners")
                    or self._is_definite(following)
                ):
                    continue
                last = number + 1
                while (
                    last + 1 < len(tokens)
                    and last < number + 6
                    and tokens[last + 1].is_word
                    and tokens[last + 1].low not in self.grammar("prepositions")
                    and tokens[last + 1].low not in self.grammar("coordinators")
                ):
                    last += 1
                return following.start, tokens[last].end
        return None

    def _thing(self, tokens: Sequence[Token]) -> tuple[Place | None, Place | None]:
        """What the verb is about, and the time that limits it."""
        kept = self._trimmed(tokens)
        if not kept:
            return None, None
        sentence = self.sentence
        limits = sentence.cues.phrases("time_limit", "openers").find(sentence.words, kept, sentence.start)
        for found in limits:
            if not self._limits(found, kept):
                continue
            ahead = [each for each in kept if each.start < found.start]
            limited = [each for each in kept if each.start >= found.start]
            stop = next(
                (
                    number
                    for number, each in enumerate(limited)
                    if number and not each.is_word and each.low not in ".-/§"
                ),
                len(limited),
            )
            limited = self._trimmed(limited[: self._without_agent(limited, stop)])
            if not limited or (len(limited) == 1 and limited[0].low in self.grammar("prepositions")):
                continue
            ahead = self._trimmed(ahead)
            while ahead and ahead[-1].low in self.grammar("prepositions"):
                ahead.pop()
            return (self._place(ahead) if ahead else None), self._place(limited)
        return self._place(kept), None

    def _limits(self, found: Found, kept: Sequence[Token]) -> bool:
        """Whether the words are about time: ``every`` is, before a week, and not before a meeting; ``after``, before a verb or a time."""
        low = self.sentence.text(found.start, found.end).lower()
        times = self.sentence.cues.words("time_limit", "units")
        following = [each for each in kept if each.start >= found.end][:4]
        if low in self.sentence.cues.words("time_limit", "periodic"):
            return any(each.low in times for each in following[:3])
        if low != "after":
            return True
        finite = any(each.low in self.grammar("finite") or each.low in self.grammar("modals") for each in following)
        return finite or any(each.low in times or each.low in self.grammar("nominatives") for each in following)

    def _without_agent(self, limited: Sequence[Token], stop: int) -> int:
        """Where a limit ends: before who does it, said after a time that returns: ``every week by the nurse``."""
        periodic = self.sentence.cues.words("time_limit", "periodic")
        if not limited or limited[0].low not in periodic:
            return stop
        agents = (number for number, each in enumerate(limited[:stop]) if number and each.low in self.grammar("agent"))
        return next(agents, stop)

    @staticmethod
    def _place(tokens: Sequence[Token]) -> Place:
        return tokens[0].start, tokens[-1].end

    def _trimmed(self, tokens: Sequence[Token]) -> list[Token]:
        kept = list(tokens)
        while kept and not kept[0].is_word and kept[0].low not in '«“"§([':
            kept.pop(0)
        while kept and (
            (not kept[-1].is_word and kept[-1].low not in '»”")]%') or kept[-1].low in self.grammar("coordinators")
        ):
            kept.pop()
        return kept

    # ------------------------------------------------------------------------------- without a cue

    def _without_cue(self) -> Parts:
        tokens = self._trimmed(self.tokens)
        while tokens and (tokens[0].low in {"så", "then"} or not tokens[0].is_word):
            tokens.pop(0)
        number = self._finite(tokens)
        if number is None:
            return Parts(object=self._place(tokens) if tokens else None)
        if number == 0 and self.v2:
            return self._inverted(tokens)
        subject = self._subject_before(tokens[:number])
        if tokens[number].low in self.grammar("future"):
            return self._doing(subject, tokens[number + 1 :], None, None)
        if subject is None and self.v2:
            return self._inverted(tokens[number:])
        return self._stated(subject, tokens[number], tokens[number + 1 :])

    def _finite(self, tokens: Sequence[Token]) -> int | None:
        grammar = self.grammar
        for number, token in enumerate(tokens):
            if token.low in grammar("modals") or token.low in grammar("finite") or token.low in grammar("future"):
                return number
            if (
                self.v2
                and token.low.isalpha()
                and len(token.low) > 3
                and token.low.endswith(("er", "ar", "es", "ast"))
                and token.low not in grammar("subjects")
                and (not self._is_actor(token) or (number and tokens[number - 1].low in self.grammar("nominatives")))
            ):
                return number
            if number and self.v2 and token.low.endswith("s") and token.low in grammar("short_infinitives"):
                return number
            if (
                number
                and not self.v2
                and token.low.endswith("s")
                and tokens[number - 1].low not in grammar("determiners")
                and len(token.low) > 3
                and "'" not in token.low
                and not (number + 1 < len(tokens) and self._is_finite(tokens[number + 1]))
            ):
                return number
        return None

    def _is_finite(self, token: Token) -> bool:
        return any(token.low in self.grammar(name) for name in ("modals", "finite", "future"))

    def _inverted(self, tokens: Sequence[Token]) -> Parts:
        """A Norwegian clause whose verb comes first: ``reduserer vi beløpet``, ``vil vi snakke``."""
        verb, rest = tokens[0], list(tokens[1:])
        if verb.low in self.grammar("modals") or verb.low in self.grammar("future"):
            subject, remaining = self._subject_after(rest)
            return self._doing(subject, remaining, None, None)
        last = 0
        if rest and rest[0].is_word:
            simple = rest[0].low in self.grammar("pronouns") or rest[0].low in self.grammar("nominatives")
            while not simple and last + 1 < len(rest) and rest[last + 1].low in self.grammar("possessives"):
                last += 1
            return self._stated((rest[0].start, rest[last].end), verb, rest[last + 1 :])
        return self._stated(None, verb, rest)

    def _stated(self, subject: Place | None, verb: Token, rest: Sequence[Token]) -> Parts:
        thing, limit = self._thing(rest)
        if self._is_passive(verb):
            return Parts(self._agent(rest), (verb.start, verb.end), subject or thing, limit)
        return Parts(subject, (verb.start, verb.end), thing, limit)
