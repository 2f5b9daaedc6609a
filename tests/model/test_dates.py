"""A date keeps what was said, and knows the days it can mean."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ieworkbench.model import SaidDate

D = dt.date


@pytest.mark.parametrize(
    ("said", "earliest", "latest"),
    [
        ("2014", D(2014, 1, 1), D(2014, 12, 31)),
        ("2014-02", D(2014, 2, 1), D(2014, 2, 28)),
        ("2016-02", D(2016, 2, 1), D(2016, 2, 29)),
        ("2014-12", D(2014, 12, 1), D(2014, 12, 31)),
        ("2014-03-05", D(2014, 3, 5), D(2014, 3, 5)),
        (" 2014-03-05\n", D(2014, 3, 5), D(2014, 3, 5)),
        ("2014-03/2014-05", D(2014, 3, 1), D(2014, 5, 31)),
        ("2014/2014", D(2014, 1, 1), D(2014, 12, 31)),
        ("2013-11-30/2014", D(2013, 11, 30), D(2014, 12, 31)),
        ("5.3.2014", D(2014, 3, 5), D(2014, 3, 5)),
        ("05/03/2014", D(2014, 3, 5), D(2014, 3, 5)),
        ("31.12.2014", D(2014, 12, 31), D(2014, 12, 31)),
    ],
)
def test_dates_that_can_be_worked_out(said: str, earliest: dt.date, latest: dt.date):
    assert SaidDate.read(said) == SaidDate(said.strip(), earliest, latest)


@pytest.mark.parametrize(
    "said",
    [
        "last spring", "2014-00", "2014-13", "2014-02-30", "2014-03-00", "0.3.2014", "5.0.2014", "31.2.2014", "0000",
        "2014-05/2014-03", "2014-03/", "2014-03/spring", "12/2014", "2014-3-5", "5.3.14", "٢٠١٤", "-", "",
    ],
)  # fmt: skip
def test_what_cannot_be_worked_out_keeps_its_words_and_gets_no_days(said: str):
    assert SaidDate.read(said) == SaidDate(said, None, None)


def test_a_date_shows_what_was_said():
    assert str(SaidDate.read("March 2014")) == "March 2014"


@given(st.dates())
def test_every_day_is_read_in_both_orders(day: dt.date):
    assert SaidDate.read(day.isoformat()).earliest == day
    assert SaidDate.read(f"{day.day}.{day.month}.{day.year:04}").latest == day


@settings(max_examples=300)
@given(st.text(st.sampled_from("0123456789-/. x"), max_size=22) | st.text(max_size=20))
def test_any_words_at_all_give_a_date_whose_days_are_in_order(said: str):
    date = SaidDate.read(said)
    assert date.said == said.strip()
    assert (date.earliest is None) == (date.latest is None)
    assert date.earliest is None or date.earliest <= date.latest
