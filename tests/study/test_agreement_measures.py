"""The formulas of agreement, against published tables, another program, and arithmetic by hand."""

from __future__ import annotations

from collections import Counter
from itertools import permutations

import krippendorff
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ieworkbench.study.agreement_measures import (
    MeasureKind,
    Score,
    alpha,
    alpha_of_sets,
    cohen,
    fleiss,
    jaccard,
    masi,
    mean,
    percentage,
)

law = settings(max_examples=150)
NO_PAIR = "there is no unit to compare in a source that two of these people coded"
NOTHING_VARIES = "everybody gave the same everywhere, so there is nothing chance could have got wrong"


def ratings(*coders):
    """Ratings from one row of values a coder, a unit a place."""
    return Counter(zip(*coders, strict=True))


def table(lines):
    """Ratings from counts: how many coders chose each value, a line a unit."""
    return Counter(tuple(value for value, count in enumerate(line) for _ in range(count)) for line in lines)


# -------------------------------------------------------------------------- published tables

# Fleiss (1971), table 1: 30 patients, 6 psychiatrists each, 5 diagnoses.
FLEISS = """
00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031
00501 30012 51000 02040 10203 00006 01050 02013 20040 10041 05010 40002 02040 10500 00006
"""


def test_fleiss_kappa_of_the_diagnoses_in_fleiss_1971():
    lines = [[int(sign) for sign in line] for line in FLEISS.split()]
    score = fleiss(table(lines))
    assert (round(score.value, 3), score.units) == (0.430, 30)


def test_fleiss_kappa_of_ten_subjects_and_fourteen_raters():
    """A textbook table: P = 0.378, Pe = 0.213, so kappa = (0.378 - 0.213) / (1 - 0.213) = 0.210."""
    lines = [
        (0, 0, 0, 0, 14), (0, 2, 6, 4, 2), (0, 0, 3, 5, 6), (0, 3, 9, 2, 0), (2, 2, 8, 1, 1),
        (7, 7, 0, 0, 0), (3, 2, 6, 3, 0), (2, 5, 3, 2, 2), (6, 5, 2, 1, 0), (0, 2, 2, 3, 7),
    ]  # fmt: skip
    assert round(fleiss(table(lines)).value, 3) == 0.210


def test_krippendorff_alpha_of_four_coders_with_gaps():
    """Krippendorff (2004): nominal alpha 0.743; the unit with a single value tells nothing."""
    coders = [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
        [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
    ]
    score = alpha(ratings(*coders))
    assert (round(score.value, 3), score.units) == (0.743, 11)


def test_cohen_kappa_of_the_grant_proposals():
    """Both say yes 20, both no 15, one alone 5 and 10: (0.7 - 0.5) / (1 - 0.5) = 0.4."""
    assert cohen({("y", "y"): 20, ("y", "n"): 5, ("n", "y"): 10, ("n", "n"): 15}) == Score(0.4, units=50)


def test_cohen_kappa_counts_what_neither_coded():
    """200 characters; one codes 0 to 20, the other 10 to 30: 10 both, 10 and 10 alone, 170 neither.

    Observed (10 + 170) / 200 = 0.9. Expected 0.1 x 0.1 + 0.9 x 0.9 = 0.82. Kappa 0.08 / 0.18 = 0.4444.

    Leaving out what neither coded and multiplying the two chances where they should be added gives
    (1/3 - (2/3 x 2/3) x (1/3 x 1/3)) / (1 - 4/81) = 0.2987, which is wrong twice over.
    """
    score = cohen({(1, 1): 10, (1, 0): 10, (0, 1): 10, (0, 0): 170})
    assert (round(score.value, 4), score.units) == (0.4444, 200)
    assert round((1 / 3 - 4 / 81) / (1 - 4 / 81), 4) == 0.2987


def test_percentage_counts_each_pair_of_coders():
    """Three coders agree in one unit (3 of 3 pairs), two of them in another (1 of 3): 4 of 6."""
    assert percentage({(1, 1, 1): 1, (1, 1, 0): 1}) == Score(pytest.approx(100 * 4 / 6), units=2)
    assert percentage({(1, 1, None): 3, (1, None, None): 5}) == Score(100.0, units=3)


# ---------------------------------------------------------------------------- not defined


@pytest.mark.parametrize("measure", [percentage, fleiss, alpha])
@pytest.mark.parametrize("none", [{}, {(1,): 4}, {(1, None): 4}, {(1, 0): 0}])
def test_where_no_two_coders_meet_there_is_no_number(measure, none):
    score = measure(none)
    assert (score.value, score.units) == (None, 0)
    assert score.why.startswith("there is no unit to compare")


def test_where_nothing_varies_there_is_no_number():
    """Perfect agreement without any variation is not shown to be more than chance."""
    same = {(0, 0): 7}
    assert [measure(same) for measure in (cohen, fleiss, alpha)] == [Score(None, NOTHING_VARIES, 7)] * 3
    assert alpha_of_sets({(frozenset({1}), frozenset({1})): 2}, masi) == Score(None, NOTHING_VARIES, 2)
    assert alpha_of_sets({}, masi) == Score(None, NO_PAIR, 0)
    assert percentage(same) == Score(100.0, units=7)


def test_two_who_never_agree_have_a_number():
    """One says always yes, the other always no: nothing observed, nothing expected, kappa 0."""
    assert cohen({(1, 0): 5}).value == 0.0
    assert alpha({(1, 0): 5}).value == pytest.approx(-0.8)


def test_the_mean_of_pairs_says_which_have_no_number():
    assert mean([Score(0.5, units=3), Score(None, "why", 9)]) == Score(0.5, "1 of 2 pairs of coders has no kappa", 9)
    assert mean([Score(0.25, units=1), Score(0.75, units=2)]) == Score(0.5, "", 2)
    assert mean([Score(None, "why")]) == Score(None, "no pair of coders has a kappa")
    assert mean([]).value is None


# -------------------------------------------------------------------------------------- laws

some_values = st.sampled_from([None, 0, 1, 2])
some_units = st.integers(2, 5).flatmap(
    lambda coders: st.lists(st.tuples(*[some_values] * coders), min_size=1, max_size=25)
)


@law
@given(some_units)
def test_alpha_is_that_of_the_krippendorff_package(units):
    score = alpha(Counter(units))
    counted = [[sum(value == each for value in unit) for each in (0, 1, 2)] for unit in units]
    paired = [line for line in counted if sum(line) > 1]
    assume(sum(any(column) for column in zip(*paired, strict=True)) > 1 if paired else False)
    theirs = krippendorff.alpha(value_counts=counted, level_of_measurement="nominal", value_domain=[0, 1, 2])
    assert score.value == pytest.approx(theirs, abs=1e-9)
    assert score.units == len(paired)


@law
@given(some_units)
def test_every_measure_is_a_number_of_its_range_or_a_sentence(units):
    counted = Counter(units)
    for measure in (percentage, fleiss, alpha):
        score = measure(counted)
        assert (score.value is None) == bool(score.why)
        assert score.value is None or -1 <= score.value <= (100 if measure is percentage else 1)


@law
@given(st.lists(st.tuples(st.sampled_from([0, 1]), st.sampled_from([0, 1])), min_size=1, max_size=30))
def test_counting_what_is_equal_changes_nothing(pairs):
    """Units counted one by one and taken together give the same, and so does each order of the coders."""
    together = Counter(pairs)
    turned = Counter((other, one) for one, other in pairs)
    for measure in (percentage, cohen, fleiss, alpha):
        thrice = measure({pair: 3 * count for pair, count in together.items()})
        assert measure(together).value == measure(turned).value
        assert thrice.units == 3 * len(pairs)
        if measure is not alpha:
            assert thrice.value == pytest.approx(measure(together).value)


some_sets = st.frozensets(st.integers(0, 3), max_size=3)
some_set_units = st.lists(st.tuples(*[st.none() | some_sets] * 3), min_size=1, max_size=12)


@law
@given(some_set_units, st.sampled_from([masi, jaccard]))
def test_alpha_of_sets_is_the_formula_spelled_out(units, distance):
    """All pairs inside units over all pairs at all, without any shortcut."""
    given_sets = [[value for value in unit if value is not None] for unit in units]
    paired = [unit for unit in given_sets if len(unit) > 1]
    values = [value for unit in paired for value in unit]
    score = alpha_of_sets(Counter(units), distance)
    by_chance = sum(distance(*pair) for pair in permutations(values, 2))
    if not by_chance:
        assert score.value is None
        return
    observed = sum(sum(distance(*pair) for pair in permutations(unit, 2)) / (len(unit) - 1) for unit in paired)
    expected = by_chance / (len(values) - 1)
    assert score.value == pytest.approx(1 - observed / expected, abs=1e-9)
    assert score.units == len(paired)


@law
@given(some_units)
def test_alpha_of_sets_with_one_code_each_is_nominal_alpha(units):
    sets = [tuple(None if value is None else frozenset({value}) for value in unit) for unit in units]
    ours, nominal = alpha_of_sets(Counter(sets), masi), alpha(Counter(units))
    assert ours.value == (None if nominal.value is None else pytest.approx(nominal.value, abs=1e-9))


@law
@given(some_sets, some_sets)
def test_distances_are_the_same_both_ways_and_0_only_for_equals(one, other):
    for distance in (masi, jaccard):
        assert distance(one, other) == distance(other, one)
        assert 0 <= distance(one, other) <= 1
        assert (distance(one, other) == 0) == (one == other)
        assert one & other or one == other or distance(one, other) == 1
    assert jaccard(one, other) <= masi(one, other)


def test_masi_by_hand():
    """Passonneau (2006): Jaccard's share times 1, 2/3, 1/3 or 0."""
    a, ab, bc, abc, c = (frozenset(letters) for letters in ("a", "ab", "bc", "abc", "c"))
    assert masi(ab, ab) == 0
    assert masi(a, ab) == pytest.approx(1 - 1 / 2 * 2 / 3)
    assert masi(ab, abc) == pytest.approx(1 - 2 / 3 * 2 / 3)
    assert masi(ab, bc) == pytest.approx(1 - 1 / 3 * 1 / 3)
    assert masi(a, c) == 1


def test_every_measure_has_a_sentence_and_labels():
    assert all(kind.sentence.endswith(".") and kind.label("nb") and kind.label("nn") for kind in MeasureKind)
