"""Narrowing gives the part of a map that is asked for, as those tell it whose accounts are asked for."""

from __future__ import annotations

import pytest

from ieworkbench.errors import NotOnMap, RecordUnknown, RecordWrong
from ieworkbench.model import Layer

from .chain import SEVEN, chain_map


def keys(m):
    """The ids of the links on a map."""
    return [key for _, _, key in m.graph.edges(keys=True)]


def test_asking_for_nothing_is_the_whole_map():
    m = chain_map().select()
    assert (list(m.graph), keys(m), m.about) == (list(chain_map().graph), keys(chain_map()), "")


def test_acts_of_a_doer_come_with_the_texts_they_touch_and_no_others():
    m = chain_map().select(doer="W1")
    assert list(m.graph) == ["reads-plan", "decides", "calls", "plan", *SEVEN, "plan-in-file"]
    assert "allowance" not in m.graph
    assert repr(m) == "InstitutionalMap(doer W1: 12 nodes, 11 links)"


def test_acts_whose_doer_nobody_names_are_asked_for_as_unknown():
    acts = [node for node, kind in chain_map().select(doer="unknown").graph.nodes(data="kind") if kind == "act"]
    assert acts == ["files-copy", "finds-course", "signs", "decides-2"]


def test_site_may_be_called_by_another_of_its_names():
    assert list(chain_map().select(site="the pain clinic").graph) == ["goes", "sends-home"]


def test_several_may_be_given_of_each():
    assert list(chain_map().select(site=["clinic", "home"], kind="act").graph) == [
        "goes",
        "sends-home",
        "writes-goal",
        "writes-goals-2",
    ]


def test_band_is_where_things_lie():
    assert list(chain_map().select(band="everyday").graph) == ["writes-goal", "writes-goals-2", "plan", "plan-2"]


def test_what_one_informant_tells_is_the_map_as_she_tells_it():
    """U1 never saw anyone read the plan; W1 read it. On her map it is not read, and her words alone count."""
    m = chain_map().select(informant="U1")
    assert m.graph.nodes["reads-plan"]["negative"] is True
    assert [account.passage.quote for account in m.graph.nodes["reads-plan"]["accounts"]] == [
        "I never saw anyone read it."
    ]
    assert {account.passage.source for account in m.accounts()} == {"U1-wave1", "U1-wave2"}
    assert len(m.record("reads-plan").accounts) == 2


def test_what_one_informant_tells_leaves_out_what_the_analyst_inferred():
    assert "plan conditions allowance" in keys(chain_map())
    assert "plan conditions allowance" not in keys(chain_map().select(informant="U1"))


def test_narrowing_leaves_the_map_it_began_with_alone():
    m = chain_map()
    m.select(informant="U1")
    assert len(m.graph.nodes["reads-plan"]["accounts"]) == 2
    assert len(m.graph.edges["reads-plan", "plan-in-file", "reads-plan reads plan-in-file"]["accounts"]) == 1


def test_wave_is_that_of_the_source():
    acts = [node for node, kind in chain_map().select(wave=2).graph.nodes(data="kind") if kind == "act"]
    assert acts == ["calls", "signs"]


def test_level_is_from_where_it_is_told():
    m = chain_map().select(level="second")
    assert list(m.graph) == ["reads-plan", "decides", "calls", "decides-usually", "guideline", "plan", "plan-in-file"]
    assert m.graph.nodes["calls"]["negative"] is False


def test_status_and_layer_of_what_is_prescribed_are_the_same_here():
    by_status, by_layer = chain_map().select(status="text prescribes"), chain_map().select(layer="prescribed")
    assert list(by_status.graph) == ["must-call", "must-sign", "must-decide", "must-review", "guideline"]
    assert list(by_layer.graph) == list(chain_map(layer=Layer.PRESCRIBED).graph) == list(by_status.graph)
    assert keys(by_layer) == keys(by_status)


def test_chosen_nodes_are_exactly_those():
    m = chain_map()
    assert list(m.select(nodes=["plan", m.record("writes-goal")]).graph) == ["writes-goal", "plan"]
    assert len(m.select(nodes=[])) == 0


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"site": "ofice"}, "There is no site “ofice” in this study; did you mean office?"),
        ({"informant": "U9"}, "There is no informant “U9” in this study"),
        ({"doer": "the king"}, "There is no doer “the king” in this study"),
        (
            {"nodes": ["plans"]},
            "Nothing on this map is called “plans” or told of in these words; did you mean plan",
        ),
        ({"mode": "dance"}, "this is no mode we know"),
    ],
)
def test_what_is_not_there_is_said_and_not_taken_for_nothing(asked, sentence):
    with pytest.raises((NotOnMap, RecordUnknown, RecordWrong)) as raised:
        chain_map().select(**asked)
    assert sentence in str(raised.value)


def test_around_goes_both_ways():
    """One step from the decision: what came before it, what came after, and what it wrote."""
    m = chain_map().around("decides", 1)
    assert list(m.graph) == ["reads-plan", "decides", "calls", *SEVEN]
    assert m.about == "1 step around “decides on the allowance”"


def test_copy_is_no_step_away_from_its_text():
    assert list(chain_map().around("plan", 0).graph) == ["plan", "plan-in-file"]
    assert "reads-plan" in chain_map().around("plan", 1).graph


def test_around_words_is_around_everything_that_is_called_so():
    m = chain_map().around("written decision*", 0)
    assert list(m.graph) == [*SEVEN, "four", "decision-of-2"]
    assert m.about == "0 steps around “written decision*”"


def test_around_words_nobody_calls_anything_is_around_what_is_told_in_them():
    assert "decides" in chain_map().around("SEVEN letters", 0).graph


def test_around_a_record_of_another_map_is_refused():
    with pytest.raises(NotOnMap):
        chain_map(case="C2").around(chain_map().record("goes"))
    with pytest.raises(NotOnMap):
        chain_map().around("dragon")
    with pytest.raises(RecordWrong):
        chain_map().around("plan", -1)


def test_narrowing_twice_says_both():
    assert (
        chain_map().select(kind="act").around("decides", 1).about
        == "kind act; 1 step around “decides on the allowance”"
    )
