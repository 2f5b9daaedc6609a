"""Columns and feedback."""

from __future__ import annotations

import pytest

from ieworkbench.maps.layout.columns import find_columns


@pytest.mark.parametrize(
    ("ends", "earliest", "pinned", "column", "feedback"),
    [
        ([], [], {}, [], []),
        ([(0, 1), (1, 2)], [0, 0, 0], {}, [0, 1, 2], [False, False]),
        ([(0, 1), (1, 0)], [0, 0], {}, [0, 1], [False, True]),
        ([(0, 1), (1, 0)], [2, 1], {}, [1, 0], [True, False]),
        ([(0, 1)], [3, 3], {}, [0, 1], [False]),
        ([(0, 0)], [0], {}, [0], [True]),
        ([(0, 1), (1, 2), (3, 2)], [0, 0, 0, 0], {}, [0, 1, 2, 1], [False, False, False]),
        ([(0, 1)], [0, 0], {0: 1, 1: 0}, [1, 0], [True]),
    ],
    ids=["nothing", "chain", "circle", "circle with steps", "one step", "itself", "late beginning", "pins"],
)
def test_columns_and_feedback(ends, earliest, pinned, column, feedback):
    assert find_columns(ends, earliest, pinned) == (column, feedback)


def test_loose_beginnings_move_up_to_what_they_lead_to():
    ends = [(0, 1), (1, 2), (2, 3), (4, 5), (5, 3)]
    assert find_columns(ends, [0] * 6, {})[0] == [0, 1, 2, 3, 1, 2]
