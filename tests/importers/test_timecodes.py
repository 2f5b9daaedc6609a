"""Times as transcripts write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ieworkbench.importers.timecodes import milliseconds


@pytest.mark.parametrize(
    ("clock", "value"),
    [
        ("1:02", 62_000),
        ("00:01:02", 62_000),
        ("00:01:02.345", 62_345),
        ("00:01:02,345", 62_345),
        ("00:01:01-9", 61_900),
        ("00:01:44:20", 104_800),
        ("0:0:3.24", 3_240),
        ("100:00:00", 360_000_000),
        (" 0:05 ", 5_000),
    ],
)
def test_known_forms(clock, value):
    assert milliseconds(clock) == value


@pytest.mark.parametrize("clock", ["", "12", "1:2", "0:0:3", "1:60", "10.00", "a:01", "1:02:", "12:30:61"])
def test_what_is_no_time(clock):
    assert milliseconds(clock) is None


def test_frames_count_as_asked():
    assert milliseconds("00:00:01:15", frames_per_second=30) == 1_500


@given(st.integers(0, 359_999))
def test_hours_minutes_seconds_count_back(seconds):
    assert milliseconds(f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}") == seconds * 1000
