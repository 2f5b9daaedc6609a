from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ieworkbench.sentences import counted, listed, short


def test_one_thing_and_many_have_their_own_word():
    assert [counted(0, "code"), counted(1, "code"), counted(12_000, "code")] == ["0 codes", "1 code", "12,000 codes"]
    assert counted(3, "copy", "copies") == "3 copies"


def test_of_many_names_the_first_are_said_and_the_others_counted():
    assert listed(str(each) for each in range(7)) == "0, 1, 2, 3, 4 and 2 more"
    assert listed(["a", "b"], 2) == "a, b"
    assert listed([]) == ""


@given(st.text(), st.integers(2, 80))
def test_short_words_are_never_longer_than_asked_and_stand_on_one_line(words, limit):
    found = short(words, limit)
    assert len(found) <= limit
    assert len(found.splitlines()) < 2
