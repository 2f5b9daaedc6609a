"""The course of events, and what a question accepts."""

from __future__ import annotations

import pytest

from ieworkbench.errors import RecordWrong
from ieworkbench.study.questions import Question, course_of_events


def test_sources_stand_by_case_wave_and_name_and_those_without_come_last(study, put):
    for case in ("C1", "C2"):
        study.add_case(case)
    for number, (name, cases, wave) in enumerate(
        [("z", "C1", 2), ("y", "C2", 1), ("x", (), 1), ("w", "C1", None), ("v", ("C2", "C1"), 1), ("u", (), None)]
    ):
        study.add_source(put(f"{name}.txt", f"text {number}\n"), kind="letter", cases=cases, wave=wave)
    entries = {each.id: each for each in study.source_list()}
    assert list(entries) == ["v", "z", "w", "y", "x", "u"]
    assert sorted(entries, key=lambda name: course_of_events(entries[name], "C2"))[0] == "v"


@pytest.mark.parametrize(
    "date", [("2025-01", "2024-01"), ("", "soon"), "next year", ("2025", "2026", "2027"), [2025, 2026], 5]
)
def test_a_date_that_cannot_be_worked_out_is_refused(study, date):
    with study._database.reading() as connection, pytest.raises(RecordWrong):
        Question(date=date).sources(connection)


@pytest.mark.parametrize(
    ("said", "asked", "fits"),
    [
        ("2025-03-05", "2025", True),
        ("2025-03-05", "2025-04", False),
        ("2025", "2025-04", True),
        ("some time", "2025", False),
        ("2025-03-05", ("2025-03-05", "2025-03-05"), True),
        ("2025-03-05", (None, "2025-03-04"), False),
        ("2025-03-05", ("2025-03", None), True),
        ("2025-03-05", (None, None), True),
    ],
)
def test_a_source_fits_if_it_may_lie_between_the_days(study, put, said, asked, fits):
    study.add_source(put("a.txt"), date=said)
    with study._database.reading() as connection:
        assert bool(Question(date=asked).sources(connection)) == fits
