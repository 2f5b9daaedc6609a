"""A value shows itself in one short line that holds no transcript."""

from __future__ import annotations

import datetime as dt

import pytest

from ieworkbench.model import (
    Case,
    Cell,
    CleanedText,
    Consent,
    Informant,
    Origin,
    Passage,
    SaidDate,
    Section,
    SectionKind,
    Site,
    SiteLevel,
    Source,
    SourceWarning,
    Turn,
)

LONG = "and then I said that nobody had told me " * 50
ORIGIN = Origin("a" * 200 + ".txt", "f" * 64, 10, "txt", "txt 1", (("speakers", LONG),), "utf-8")
VALUES = [
    Case(LONG, LONG, SaidDate(LONG)),
    Site(LONG, SiteLevel.EVERYDAY, (LONG, LONG), LONG),
    Informant(LONG, role=LONG, site=LONG, cases=(LONG,) * 9, consent=tuple(Consent), pointed_to_by=LONG),
    SaidDate(LONG, dt.date(2014, 1, 1), dt.date(2014, 12, 31)),
    Passage(LONG, 0, 2000, LONG, LONG, LONG, "f" * 64, LONG),
    Turn(0, 2000, LONG, 10, 20, LONG),
    Section(0, 2000, SectionKind.TABLE_CELL, 3, LONG, LONG, LONG, LONG, Cell(1, 2, 3, 4), 10, 20),
    SourceWarning("running-head", LONG, 0, 2000),
    CleanedText(LONG, ((0, 2000),) * 100),
    ORIGIN,
    Source(LONG, (Turn(0, 5),) * 2, (), (SourceWarning("x", LONG),), ORIGIN, id="U1", title=LONG),
]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_no_line_is_long_or_holds_a_transcript(value: object):
    line = repr(value)
    assert len(line) <= 150
    assert "\n" not in line
    assert LONG[:60] not in line


def test_a_line_holds_what_is_set_and_nothing_else():
    assert repr(Turn(3, 22, "U1")) == "Turn(start=3, end=22, speaker='U1')"
    assert repr(Section(0, 4, SectionKind.HEADING, level=1)) == "Section(start=0, end=4, kind='heading', level=1)"
    assert repr(Case("C1")) == "Case(id='C1')"
    assert repr(Passage("U1", 0, 4, "plan", "the ", " is")) == "Passage(source='U1', start=0, end=4, quote='plan')"
    assert repr(Cell(0, 1)) == "Cell(row=0, column=1)"
