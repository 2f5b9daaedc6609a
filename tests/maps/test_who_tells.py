"""Whose words an account is: whom the analyst named, who speaks, whose interview it is, or the text."""

from __future__ import annotations

from dataclasses import replace

from ieworkbench.maps.who_tells import Teller, who_tells
from ieworkbench.model import InformantLevel

from .chain import passage, records

ENTRY, SECOND = InformantLevel.ENTRY, InformantLevel.SECOND


def teller(source, quote, status="told done", speakers=(), **more):
    """Who tells these words, where the speakers are these."""
    return who_tells(replace(records(), speakers=speakers), passage(source, quote).account(status, **more))


def test_whom_the_analyst_named_comes_first():
    place = passage("U1-wave1", "I said I would try.")
    found = teller("U1-wave1", "I said I would try.", speakers=((place.id, "U1"),), told_by="W1")
    assert found == Teller("W1", ("W1",), (SECOND,), "U1-wave1", 1)


def test_speaker_of_the_turn_comes_next():
    place = passage("U1-wave1", "I said I would try.")
    assert teller("U1-wave1", "I said I would try.", speakers=((place.id, "U2"),)).name == "U2"


def test_speaker_who_is_no_informant_is_not_taken_for_one():
    """A label such as “Interviewer” names nobody of the study; the interview is still U1's."""
    place = passage("U1-wave2", "Nobody called.")
    assert teller("U1-wave2", "Nobody called.", speakers=((place.id, "Anna"),)).name == "U1"


def test_several_informants_of_one_source_are_all_named():
    both = replace(
        records(),
        speakers=(),
        sources=tuple(replace(each, informants=("U1", "W1")) for each in records().sources),
    )
    found = who_tells(both, passage("U1-wave2", "Nobody called.").account("told done by other"))
    assert (found.name, found.level) == ("U1, W1", "entry, second")


def test_among_several_informants_a_label_that_names_none_of_them_is_nobody_of_them():
    """What the moderator of a group says is told by nobody of the group."""
    place = passage("U1-wave2", "Nobody called.")
    group = replace(
        records(),
        speakers=((place.id, "Moderator"),),
        sources=tuple(replace(each, informants=("U1", "W1")) for each in records().sources),
    )
    assert who_tells(group, place.account("told done")) == Teller("U1-wave2", (), (), "U1-wave2", 2)


def test_what_a_text_records_is_told_by_the_text_even_among_somebodys_papers():
    hers = replace(records(), sources=tuple(replace(each, informants=("U1",)) for each in records().sources))
    found = who_tells(hers, passage("plan-C1", "Goal: sleep whole nights.").account("text records"))
    assert found == Teller("plan-C1", (), (), "plan-C1", None)
    assert found.level == ""


def test_wave_is_that_of_the_source():
    assert [
        teller(source, words).wave for source, words in (("U1-wave2", "Nobody called."), ("W1-interview", "in May"))
    ] == [
        2,
        None,
    ]
