"""Which goal of one plan is which of the next, where hardly any wording stayed: by the words that say what it is about.

Goals are short, and a rewritten one shares too few words to be matched as running text is. Two that are left
over are a pair if they share at least two telling words, or one and what is to be done for them. Words that
only hold a sentence together, say who wishes, or how often tell nothing, nor do those of many of the goals.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

from ieworkbench.compare.matching import Match
from ieworkbench.language.lexicon import LANGUAGES, lexicon
from ieworkbench.language.tokens import tokens_of
from ieworkbench.model.plan_item import PlanItem

__all__ = ["pair_goals"]

_LEAST = 0.25
_SAME_ACTION = 0.6
_STEM, _SHORTEST = 5, 3
_TELL_NOTHING = (
    ("grammar", "subjects"), ("grammar", "pronouns"), ("grammar", "determiners"), ("grammar", "possessives"),
    ("grammar", "modals"), ("grammar", "finite"), ("grammar", "auxiliaries"), ("grammar", "prepositions"),
    ("grammar", "subordinators"), ("grammar", "coordinators"), ("grammar", "adverbs"), ("grammar", "negation"),
    ("grammar", "particles"), ("grammar", "takes_infinitive"), ("grammar", "duration"), ("time_limit", "units"),
    ("time_limit", "openers"), ("time_limit", "periodic"), ("voice", "reporting"), ("voice", "user_first"),
    ("voice", "user_second"), ("voice", "user_third"), ("voice", "user_named"), ("people", "person"),
)  # fmt: skip
_WISHES = frozenset(["get", "gets", "take", "takes", "make", "able", "manage", "manages", "own", "more", "less", "want", "better", "good", "part", "få", "ta", "gjøre", "gjere", "klare", "mestre", "meistre", "egen", "eiga", "eige", "eget", "egne", "eigne", "mer", "meir", "mindre", "bli", "bedre", "betre", "del"])  # fmt: skip


def pair_goals(
    old: Sequence[PlanItem], new: Sequence[PlanItem], matched: Iterable[Match], called: Iterable[str] = ()
) -> list[Match]:
    """Goals that no match was found for, paired by their telling words; each once, the most alike first.

    Parameters
    ----------
    old, new
        The items of the two plans, in their order.
    matched
        What is matched already.
    called
        What the person is called; her name says nothing of what a goal is about.
    """
    known = list(matched)
    names = {word for each in called for word in each.casefold().split()}
    goals = [[_telling(each.goal.quote if each.goal else "", names) for each in side] for side in (old, new)]
    actions = [[_telling(each.action.quote if each.action else "", names) for each in side] for side in (old, new)]
    goals = [_rare(side) for side in goals]
    taken = {each.old for each in known}, {each.new for each in known}
    alike = [
        (likeness, a, b)
        for a in range(len(old))
        for b in range(len(new))
        if a not in taken[0]
        and b not in taken[1]
        and (likeness := _alike(goals[0][a], goals[1][b], actions[0][a], actions[1][b]))
    ]
    found = []
    for likeness, a, b in sorted(alike, key=lambda each: (-each[0], abs(each[1] - each[2]), each[1:])):
        if a not in taken[0] and b not in taken[1]:
            taken[0].add(a)
            taken[1].add(b)
            found.append(Match(a, b, likeness))
    return found


def _alike(goal: frozenset[str], other: frozenset[str], action: frozenset[str], its: frozenset[str]) -> float:
    """How much of what two goals are about they share; 0 where that is too little to be told."""
    shared = _shared(goal, other)
    likeness = 2 * shared / (len(goal) + len(other)) if shared else 0.0
    same = action and its and 2 * _shared(action, its) / (len(action) + len(its)) >= _SAME_ACTION
    return round(likeness, 2) if shared and (same or (shared > 1 and likeness >= _LEAST)) else 0.0


def _shared(one: frozenset[str], other: frozenset[str]) -> int:
    """How many stems stand in both, each once."""
    left = set(other)
    for each in one:
        meant = each if each in left else next((it for it in sorted(left) if _of_one_word(each, it)), None)
        left.discard(meant or "")
    return len(other) - len(left)


def _of_one_word(one: str, other: str) -> bool:
    """Whether a short stem opens the other: “walk” and “walki”."""
    return min(len(one), len(other)) == _STEM - 1 and (one.startswith(other) or other.startswith(one))


def _telling(words: str, names: set[str]) -> frozenset[str]:
    exact, opening = _empty_words()
    low = (each.low for each in tokens_of(words) if each.is_word)
    return frozenset(
        word[:_STEM]
        for word in low
        if len(word) >= _SHORTEST
        and not word[0].isdigit()
        and word not in names
        and word not in exact
        and not word.startswith(opening)
    )


def _rare(side: Sequence[frozenset[str]]) -> list[frozenset[str]]:
    """The stems without those that stand in more than a third of the goals, and in more than two."""
    held = Counter(stem for goal in side for stem in goal)
    most = max(2, len(side) // 3)
    return [frozenset(stem for stem in goal if held[stem] <= most) for goal in side]


@cache
def _empty_words() -> tuple[frozenset[str], tuple[str, ...]]:
    """Words that tell nothing of what a goal is about, in any language that has a lexicon: whole, and by how they open."""
    known = [lexicon(each) for each in LANGUAGES]
    words = {word for each in known for word in each.marks}
    words |= {word for each in known for place in _TELL_NOTHING for word in each.words(*place) if " " not in word}
    opening = tuple(sorted(word[:-1] for word in words if word.endswith("*") and len(word) > _SHORTEST))
    return frozenset(words) | _WISHES, opening
