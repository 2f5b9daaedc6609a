"""Whose words go out, and what is said of those that stay."""

from __future__ import annotations

from exporters.awkward_maps import CONTROL, told_in_confidence
from ieworkbench.exporters.quoting import Quoting, xml_words
from ieworkbench.model import Audience


def test_words_that_stay_are_counted_once():
    quoting = Quoting(told_in_confidence())
    accounts = told_in_confidence().accounts()[:3]
    assert [quoting(each) for each in (*accounts, *accounts)] == ["[words withheld]"] * 6
    assert quoting.sentences() == (
        "Not for this audience (public): the words of 3 accounts; “[words withheld]” stands for them.",
    )


def test_without_quotes_nothing_goes_out_and_that_is_said():
    m = told_in_confidence(Audience.RESEARCHER)
    quoting = Quoting(m, quotes=False)
    assert quoting(m.accounts()[0]) == ""
    assert quoting.sentences() == ("Without quotes, as was asked for: the words of 1 account stay with the study.",)


def test_where_all_words_go_out_nothing_is_said():
    m = told_in_confidence(Audience.TEAM)
    quoting = Quoting(m)
    assert quoting(m.accounts()[0]) == m.accounts()[0].passage.quote
    assert quoting.sentences() == ()


def test_what_xml_forbids_is_left_out_and_lines_stay():
    assert xml_words(CONTROL) == "bell and tab\t and break\nand  and  and half  and \u202eturned\u202c"
