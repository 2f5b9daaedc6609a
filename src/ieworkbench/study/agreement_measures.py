"""How far coders agree, as formulas: counted codings in, a number out, or a sentence why there is none.

Every formula takes `Ratings`: which values the coders gave, side by side, and how many units got just
these. The coders stand in one order throughout, and ``None`` stands for one who did not code the unit.
Counting what is equal once is what lets the very same formulas run over turns and over characters.

A number that is not defined is ``None`` with the reason, never 1 and never "not a number".
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping
from itertools import combinations
from typing import NamedTuple, TypeVar

from ieworkbench.model.vocabulary import Word

__all__ = [
    "Distance",
    "MeasureKind",
    "Ratings",
    "Score",
    "alpha",
    "alpha_of_sets",
    "cohen",
    "fleiss",
    "jaccard",
    "masi",
    "mean",
    "percentage",
]

Value = TypeVar("Value", bound=Hashable)
Ratings = Mapping[tuple[Value | None, ...], int]
"""Values side by side, one a coder (``None``: this coder was not there), and how many units got them."""

Distance = Callable[[frozenset[int], frozenset[int]], float]
"""How far apart two sets of codes are, from 0 (the same) to 1 (nothing in common)."""

_NO_PAIR = "there is no unit to compare in a source that two of these people coded"
_NOTHING_VARIES = "everybody gave the same everywhere, so there is nothing chance could have got wrong"


class MeasureKind(Word):
    """What is measured; each member's sentence says how, and who first wrote it down."""

    PERCENTAGE = (
        "percentage agreement",
        "prosentvis samsvar",
        "prosentvis samsvar",
        "How many in a hundred of all pairs of coders, over all units, gave the same. Chance is not taken off.",
    )
    COHEN = (
        "Cohen's kappa",
        "Cohens kappa",
        "Cohens kappa",
        "Two coders: agreement beyond what their own habits would give by chance (Cohen 1960).",
    )
    COHEN_MEAN = (
        "mean Cohen's kappa",
        "gjennomsnittlig Cohens kappa",
        "gjennomsnittleg Cohens kappa",
        "Cohen's kappa of each pair of coders, and their mean (Light 1971).",
    )
    FLEISS = (
        "Fleiss' kappa",
        "Fleiss' kappa",
        "Fleiss' kappa",
        "Any number of coders; knows no missing ones, so it rests on sources that everybody coded (Fleiss 1971).",
    )
    ALPHA = (
        "Krippendorff's alpha",
        "Krippendorffs alfa",
        "Krippendorffs alfa",
        "Any number of coders, some of them missing here and there; coded or not (Krippendorff 2004).",
    )
    CHARACTER_ALPHA = (
        "character alpha",
        "tegnalfa",
        "teiknalfa",
        "Krippendorff's nominal alpha with each single character as a unit: coded or not. Not his alpha for unitizing.",
    )
    ALPHA_MASI = (
        "Krippendorff's alpha, MASI",
        "Krippendorffs alfa, MASI",
        "Krippendorffs alfa, MASI",
        "Each unit's value is the set of its codes; how far apart two sets are is MASI's distance (Passonneau 2006).",
    )
    ALPHA_JACCARD = (
        "Krippendorff's alpha, Jaccard",
        "Krippendorffs alfa, Jaccard",
        "Krippendorffs alfa, Jaccard",
        "Each unit's value is the set of its codes; how far apart two sets are is Jaccard's distance (Jaccard 1912).",
    )


class Score(NamedTuple):
    """A measure's outcome.

    Attributes
    ----------
    value
        The number; ``None`` where it is not defined.
    why
        Why there is no number, or what it leaves out.
    units
        How many units it rests on.
    """

    value: float | None
    why: str = ""
    units: int = 0


def percentage(ratings: Ratings[Value]) -> Score:
    """How many in a hundred pairs of coders, over all units, gave the same value (0 to 100).

    Each pair of coders that coded a unit counts once there. What would be the same by chance is not
    taken off, so a rare code always looks well agreed upon.
    """
    same = pairs = units = 0
    for given, count in _pairable(ratings):
        same += count * sum(each * (each - 1) for each in Counter(given).values())
        pairs += count * len(given) * (len(given) - 1)
        units += count
    return Score(100 * same / pairs, units=units) if pairs else Score(None, _NO_PAIR)


def cohen(ratings: Ratings[Value]) -> Score:
    """Cohen's kappa of two coders: ``(observed - expected) / (1 - expected)``.

    Observed is the share of units with the same value; expected is the sum over all values of the
    product of the two coders' own shares of that value. Units that only one of them coded are left out.

    Notes
    -----
    J. Cohen (1960), A coefficient of agreement for nominal scales, *Educational and Psychological
    Measurement* 20(1).

    Examples
    --------
    >>> cohen({(1, 1): 20, (1, 0): 5, (0, 1): 10, (0, 0): 15}).value
    0.4
    """
    first: Counter[Value] = Counter()
    second: Counter[Value] = Counter()
    units = same = 0
    for (one, other), count in ratings.items():
        if one is not None and other is not None:
            first[one] += count
            second[other] += count
            units += count
            same += count * (one == other)
    if not units:
        return Score(None, "there is no unit to compare in a source that both coded")
    chance = sum(count * second[value] for value, count in first.items())
    if chance == units * units:
        return Score(None, _NOTHING_VARIES, units)
    return Score((same * units - chance) / (units * units - chance), units=units)


def mean(scores: list[Score]) -> Score:
    """The mean of what several pairs of coders came to; it says how many pairs have no number.

    Notes
    -----
    R. J. Light (1971), Measures of response agreement for qualitative data, *Psychological Bulletin*
    76(5).
    """
    known = [score.value for score in scores if score.value is not None]
    units = max((score.units for score in scores), default=0)
    if not known:
        return Score(None, "no pair of coders has a kappa", units)
    left = len(scores) - len(known)
    why = f"{left} of {len(scores)} pairs of coders {'has' if left == 1 else 'have'} no kappa" if left else ""
    return Score(sum(known) / len(known), why, units)


def fleiss(ratings: Ratings[Value]) -> Score:
    """Fleiss' kappa: agreement of any number of coders beyond what the values' own shares give by chance.

    The formula wants the same number of values in every unit, so it rests on the units that every one
    of the coders coded.

    Notes
    -----
    J. L. Fleiss (1971), Measuring nominal scale agreement among many raters, *Psychological Bulletin*
    76(5).

    Examples
    --------
    >>> fleiss({("a", "a", "b"): 1, ("b", "b", "b"): 1}).value
    0.25
    """
    totals: Counter[Value] = Counter()
    units = same = coders = 0
    for given, count in _pairable(ratings, whole=True):
        coders = len(given)
        counted = Counter(given)
        for value, each in counted.items():
            totals[value] += count * each
        same += count * sum(each * (each - 1) for each in counted.values())
        units += count
    if not units:
        return Score(None, "there is no unit to compare in a source that everybody coded")
    if len(totals) == 1:
        return Score(None, _NOTHING_VARIES, units)
    places = units * coders
    chance = sum(each * each for each in totals.values())
    return Score((same * places - chance * (coders - 1)) / ((places * places - chance) * (coders - 1)), units=units)


def alpha(ratings: Ratings[Value]) -> Score:
    """Krippendorff's alpha for nominal values: ``1 - observed / expected`` disagreement.

    Any number of coders, any of whom may be missing in a unit; a unit with fewer than two values tells
    nothing and is left out.

    Notes
    -----
    K. Krippendorff (2004; 4th edition 2018), *Content Analysis: An Introduction to Its Methodology*,
    chapter on reliability.

    Examples
    --------
    >>> round(alpha({(1, 1): 8, (0, 0): 10, (1, 0): 2}).value, 4)
    0.803
    """
    totals: Counter[Value] = Counter()
    units = 0
    apart = 0.0
    for given, count in _pairable(ratings):
        counted = Counter(given)
        for value, each in counted.items():
            totals[value] += count * each
        unlike = len(given) ** 2 - sum(each * each for each in counted.values())
        apart += count * unlike / (len(given) - 1)
        units += count
    values = sum(totals.values())
    return _alpha(apart, values * values - sum(each * each for each in totals.values()), values, units)


def alpha_of_sets(ratings: Ratings[frozenset[int]], distance: Distance) -> Score:
    """Krippendorff's alpha where a unit's value is the set of codes that a coder gave it.

    Parameters
    ----------
    ratings
        Sets side by side; the empty set is a coder who was there and gave no code.
    distance
        `masi` or `jaccard`; sets without a common member are 1 apart.

    Notes
    -----
    R. Passonneau (2006), Measuring agreement on set-valued items (MASI) for semantic and pragmatic
    annotation, *LREC*.
    """
    totals: Counter[frozenset[int]] = Counter()
    units = 0
    apart = 0.0
    for given, count in _pairable(ratings):
        for value in given:
            totals[value] += count
        apart += count * 2 * sum(distance(*pair) for pair in combinations(given, 2)) / (len(given) - 1)
        units += count
    values = sum(totals.values())
    return _alpha(apart, _apart_by_chance(totals, distance), values, units)


def masi(one: frozenset[int], other: frozenset[int]) -> float:
    """How far apart two sets are: 1 less Jaccard's share, weighted by how they stand to each other.

    The weight is 1 for equal sets, 2/3 where one holds the other, 1/3 where they only overlap and 0
    where they have nothing in common (Passonneau 2006). Two empty sets are the same.

    Examples
    --------
    >>> masi(frozenset({1}), frozenset({1, 2})), masi(frozenset({1, 2}), frozenset({2, 3})), masi(frozenset(), frozenset())
    (0.6666666666666667, 0.8888888888888888, 0.0)
    """
    if one == other:
        return 0.0
    weight = 2 / 3 if one <= other or other <= one else 1 / 3
    return 1 - len(one & other) / len(one | other) * weight


def jaccard(one: frozenset[int], other: frozenset[int]) -> float:
    """How far apart two sets are: what is not common to both, as a share of all that is in either.

    Two empty sets are the same (P. Jaccard 1912, The distribution of the flora in the alpine zone,
    *New Phytologist* 11).

    Examples
    --------
    >>> jaccard(frozenset({1}), frozenset({1, 2}))
    0.5
    """
    return 0.0 if one == other else 1 - len(one & other) / len(one | other)


def _pairable(ratings: Ratings[Value], *, whole: bool = False) -> Iterator[tuple[list[Value], int]]:
    """The values of each kind of unit with two or more of them (``whole``: with nobody's missing)."""
    for row, count in ratings.items():
        given = [value for value in row if value is not None]
        if count and len(given) > 1 and (len(given) == len(row) or not whole):
            yield given, count


def _alpha(apart: float, apart_by_chance: float, values: int, units: int) -> Score:
    """Alpha from the sums over pairs of values, inside units and over all; both not yet divided."""
    if not units:
        return Score(None, _NO_PAIR)
    if not apart_by_chance:
        return Score(None, _NOTHING_VARIES, units)
    return Score(1 - (values - 1) * apart / apart_by_chance, units=units)


def _apart_by_chance(totals: Counter[frozenset[int]], distance: Distance) -> float:
    """The sum of the distances of all pairs of values; only sets that meet need to be looked at."""
    values = sum(totals.values())
    apart: float = values * values - sum(count * count for count in totals.values())
    holders: dict[int, list[frozenset[int]]] = defaultdict(list)
    for value, count in totals.items():
        met = {each for member in value for each in holders[member]}
        apart -= 2 * count * sum(totals[each] * (1 - distance(value, each)) for each in met)
        for member in value:
            holders[member].append(value)
    return apart
