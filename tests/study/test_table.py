"""`Table`: a sequence of records that can leave as rows and as a data frame."""

from __future__ import annotations

import pytest

from ieworkbench.model import Case, Consent, Informant, SaidDate
from ieworkbench.study.table import Table

CASES = [Case("C1", "one", SaidDate.read("2014")), Case("C2"), Case("C3")]


def test_it_is_a_sequence_and_narrowing_gives_a_table():
    table = Table("cases", CASES, Case)
    assert (len(table), table[0], table[-1], list(table)) == (3, CASES[0], CASES[2], CASES)
    assert CASES[1] in table
    assert isinstance(table[1:], Table)
    assert table[1:] == Table("cases", CASES[1:])
    assert table[5:].to_frame().columns.tolist() == ["id", "label", "period"]


def test_tables_are_equal_by_their_records():
    assert Table("cases", CASES) == Table("cases", list(CASES), Case)
    assert hash(Table("cases", CASES)) == hash(Table("cases", CASES))
    assert Table("cases", CASES) != Table("cases", CASES[:2])
    assert Table("cases", CASES) != CASES


def test_its_repr_is_one_honest_line():
    assert [repr(Table("cases", CASES[:count])) for count in (0, 1, 3)] == ["0 cases", "1 case", "3 cases"]


def test_rows_have_plain_values():
    informant = Informant("U1", cases=("C1", "C2"), consent=(Consent.QUOTE, Consent.ARCHIVE))
    assert Table("informants", [informant]).rows() == [
        {"id": "U1", "level": "unknown", "role": "", "site": None, "cases": "C1; C2", "consent": "quote; archive",
         "pointed_to_by": None}
    ]  # fmt: skip
    assert Table("cases", CASES).rows()[0] == {"id": "C1", "label": "one", "period": "2014"}
    assert Table("words", ["a"]).rows() == [{"value": "a"}]


def test_sources_say_how_many_parts_they_have_and_which_file(study, put):
    study.add_source(put("a.txt"), kind="interview")
    (row,) = study.sources().rows()
    assert (row["id"], row["turns"], row["origin"]) == ("a", 4, "a.txt")


def test_a_data_frame_has_a_row_a_record_and_its_columns_even_when_empty(study):
    frame = Table("cases", CASES, Case).to_frame()
    assert frame.shape == (3, 3)
    assert frame["label"].tolist() == ["one", "", ""]
    assert study.sources().to_frame().empty
    assert "wave" in study.source_list().to_frame().columns
    assert study.find("nothing").to_frame()["quote"].tolist() == []


@pytest.mark.parametrize(
    ("title", "one", "two"),
    [
        ("acts", "1 act", "2 acts"),
        ("regular acts and links", "1 regular act or link", "2 regular acts and links"),
        ("accounts by wave", "1 account by wave", "2 accounts by wave"),
    ],
)
def test_how_many_there_are_is_said_in_words(title: str, one: str, two: str):
    assert [repr(Table(title, [each] * count, int)) for count, each in ((1, 5), (2, 5))] == [one, two]
