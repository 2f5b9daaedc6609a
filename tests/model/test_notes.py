"""Memos and what they mention; attributes and how their values are written."""

from __future__ import annotations

import pytest

from ieworkbench.errors import RecordWrong
from ieworkbench.model import Attribute, AttributeType, Memo, RecordKind, RecordRef


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("", ()),
        ("[[U1]]", ("U1",)),
        ("[[ U1 ]] and [[code work > phoning]], [[U1]]", ("U1", "code work > phoning")),
        ("[[]] [[ ]] [U1] [[U1]", ()),
        ("[[a\nb]]", ()),
        ("[[[U1]]]", ("U1",)),
        ("[[møte 🙂]]", ("møte 🙂",)),
        ("[[" * 50_000, ()),
    ],
)
def test_what_stands_between_double_brackets_is_a_mention_once(text, mentions):
    assert Memo("m", text).mentions == mentions


@pytest.mark.parametrize(
    ("kind", "given", "written"),
    [
        (AttributeType.TEXT, " Troms ", "Troms"),
        (AttributeType.YES_NO, "Ja", "yes"),
        (AttributeType.YES_NO, "FALSE", "no"),
        (AttributeType.WHOLE_NUMBER, "+007", "7"),
        (AttributeType.WHOLE_NUMBER, "-3", "-3"),
        (AttributeType.NUMBER, "3.50", "3.50"),
        (AttributeType.NUMBER, "-1e3", "-1e3"),
        (AttributeType.DATE, "2025-03-01", "2025-03-01"),
        (AttributeType.MOMENT, "2025-03-01 10:00", "2025-03-01T10:00:00"),
    ],
)
def test_values_are_written_in_one_way(kind, given, written):
    assert Attribute("1", "a", kind).checked(given) == written


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        (AttributeType.YES_NO, "perhaps"),
        (AttributeType.WHOLE_NUMBER, "1_000"),
        (AttributeType.WHOLE_NUMBER, "1.0"),
        (AttributeType.WHOLE_NUMBER, "9" * 10_000),
        (AttributeType.WHOLE_NUMBER, ""),
        (AttributeType.NUMBER, "nan"),
        (AttributeType.NUMBER, "1,5"),
        (AttributeType.DATE, "1.3.2025"),
        (AttributeType.DATE, "2025-02-30"),
        (AttributeType.MOMENT, "noon"),
    ],
)
def test_what_is_no_such_value_is_said_so(kind, given):
    with pytest.raises(RecordWrong, match="is no "):
        Attribute("1", "county", kind).checked(given)


def test_a_reference_says_kind_and_id():
    assert str(RecordRef(RecordKind.SOURCE, "U1-wave1")) == "source U1-wave1"
