"""The order of upright pieces in a gap, and their tracks."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ieworkbench.maps.layout.tracks import Bar, assign_tracks, order_bars


def _edges(order):
    return [bar.edge for bar in order]


def test_lines_that_fall_side_by_side_do_not_cross():
    assert _edges(order_bars([Bar(0, 0, (0.0,), (50.0,)), Bar(1, 0, (10.0,), (60.0,))], 2.0)) == [1, 0]


def test_an_end_on_the_height_of_another_fixes_the_order():
    order = order_bars([Bar(0, 0, (90.0,), (50.0,)), Bar(1, 0, (50.0,), (10.0,))], 2.0)
    assert _edges(order) == [1, 0]


def test_two_lines_that_swap_heights_are_told_apart_by_a_cut():
    order = order_bars([Bar(0, 0, (10.0,), (90.0,)), Bar(1, 0, (90.0,), (10.0,))], 2.0)
    assert [(bar.edge, bar.part) for bar in order] in ([(0, 1), (1, 0), (0, 2)], [(1, 1), (0, 0), (1, 2)])


def test_bars_that_do_not_overlap_share_a_track():
    assert assign_tracks(
        [Bar(0, 0, (0.0,), (10.0,)), Bar(1, 0, (20.0,), (30.0,)), Bar(2, 0, (5.0,), (25.0,))], 3.0
    ) == [
        0,
        0,
        1,
    ]


heights = st.lists(st.integers(0, 12), unique=True, max_size=10)


@given(heights, st.randoms(use_true_random=False))
def test_no_two_lines_lie_on_each_other_whatever_the_heights(befores, chance):
    afters = list(befores)
    chance.shuffle(afters)
    bars = [Bar(n, 0, (3.0 * a,), (3.0 * b,)) for n, (a, b) in enumerate(zip(befores, afters, strict=True)) if a != b]
    order = order_bars(bars, 2.0)
    for at, bar in enumerate(order):
        for later in order[at + 1 :]:
            if later.edge == bar.edge:
                assert bar.part < later.part
                continue
            assert all(abs(one - other) >= 2 for one in bar.after for other in later.before)
