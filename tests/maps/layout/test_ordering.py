"""Heights in the lanes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ieworkbench.maps.layout.ordering import spread

numbers = st.floats(-1000, 1000)


@given(st.lists(st.tuples(numbers, st.floats(0.1, 10), st.floats(0, 50)), min_size=1, max_size=12))
def test_order_and_gaps_are_kept_and_those_that_fit_do_not_move(rows):
    wishes, weights, gaps = ([row[n] for row in rows] for n in range(3))
    places = spread(wishes, weights, gaps[1:])
    for place, after, gap in zip(places, places[1:], gaps[1:], strict=False):
        assert after - place >= gap - 1e-6
    again = spread(places, weights, gaps[1:])
    assert all(abs(one - other) < 1e-6 for one, other in zip(places, again, strict=True))
