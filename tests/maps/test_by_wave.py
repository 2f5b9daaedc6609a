"""What is told in which wave, and what became of a promise: silence is not the same as no."""

from __future__ import annotations

from dataclasses import replace

from ieworkbench.maps.building import map_of
from ieworkbench.maps.by_wave import WhatBecame
from ieworkbench.maps.records import ChainRecords
from ieworkbench.model import Layer, Polarity

from .chain import chain_map, records, told


def followed(m, name):
    """What became of one act."""
    (found,) = [each for each in m.by_wave().followed if each.id == name]
    return found


def with_accounts(name, *accounts, wave_of=None):
    """The chain in which an act rests on these accounts, and sources have these waves."""
    acts = tuple(replace(each, accounts=accounts) if each.id == name else each for each in records().acts)
    sources = tuple(replace(each, wave=(wave_of or {}).get(each.id, each.wave)) for each in records().sources)
    return map_of(replace(records(), acts=acts, sources=sources), case="C1")


PROMISED = told("U1-wave1", "They promised to call within a month", "told as instructed")
CAME = told("U1-wave2", "But the allowance came", "told done by other")


def test_every_node_and_link_says_in_which_waves_it_is_told():
    graph = chain_map().by_wave().graph
    assert graph.nodes["calls"]["waves"] == (1, 2)
    assert graph.nodes["must-call"]["waves"] == ()
    assert graph.edges["decision-1", "allowance", "decision-1 grants allowance"]["waves"] == (2,)
    assert "waves" not in chain_map().graph.nodes["calls"]


def test_promise_that_is_kept_by_the_second_wave():
    found = followed(with_accounts("calls", PROMISED, CAME), "calls")
    assert str(found) == (
        "calls within a month: promised in wave 1, told as done by wave 2 (U1 (told done by other, wave 2))"
    )
    assert (found.by, found.told_in, found.tellers) == (("U1",), (2,), ("U1",))


def test_promise_they_disagree_about():
    found = followed(chain_map(case="C1"), "calls")
    assert found.became is WhatBecame.DISPUTED
    assert [each.words for each in found.since] == ["Nobody called.", "I did call her, in May."]


def test_promise_that_was_broken():
    assert followed(with_accounts("calls", PROMISED, replace(CAME, polarity=Polarity.REFUSED)), "calls").became == (
        "told as not done"
    )


def test_attempt_is_not_taken_for_doing():
    assert followed(with_accounts("calls", PROMISED, replace(CAME, polarity=Polarity.ATTEMPTED)), "calls").became == (
        "told as tried"
    )


def test_promise_nobody_mentions_again_is_not_mentioned_and_not_broken():
    assert str(followed(chain_map(case="C1"), "finds-course")) == (
        "finds her a course: promised in wave 1, not mentioned by wave 2"
    )


def test_where_nobody_was_asked_again_that_is_said():
    m = with_accounts("calls", PROMISED, wave_of={"U1-wave2": 1})
    assert str(followed(m, "calls")) == "calls within a month: promised in wave 1, no later wave"


def test_what_was_told_before_the_promise_does_not_keep_it():
    later = told("U1-wave2", "Nobody called.", "told as instructed")
    before = told("U1-wave1", "I went to the clinic with my back.", "told done")
    m = with_accounts("calls", before, later)
    assert (followed(m, "calls").wave, followed(m, "calls").became) == (2, WhatBecame.NOBODY_ASKED)


def test_what_the_analyst_infers_keeps_no_promise():
    inferred = told("U1-wave2", "But the allowance came", "inferred")
    assert followed(with_accounts("calls", PROMISED, inferred), "calls").became is WhatBecame.NOT_MENTIONED


def test_what_is_prescribed_is_followed_in_what_is_told_in_the_same_words():
    found = followed(chain_map(case="C1"), "must-sign")
    assert str(found) == (
        "signs the plan: prescribed, told as not done by wave 2 "
        "(U1 (told done by other, not done, other's work, wave 2))"
    )
    assert (found.acts, found.by) == (("signs",), ("guideline",))
    assert followed(chain_map(case="C1"), "must-review").became is WhatBecame.NOT_MENTIONED


def test_told_act_of_other_words_is_followed_where_the_analyst_says_so():
    m = chain_map(case="C1").by_wave(pairs=[("reads-plan", "must-review")])
    (found,) = [each for each in m.followed if each.id == "must-review"]
    assert found.became is WhatBecame.DISPUTED


def test_latest_wave_is_that_of_the_case():
    assert followed(chain_map(case="C2"), "must-sign").until == 1


def test_table_has_every_account_by_wave_and_those_of_none_last():
    m = chain_map()
    table = m.by_wave().table
    assert {row.account for row in table} == {account.id for account in m.accounts()}
    waves = [row.wave for row in table]
    assert waves == sorted(waves, key=lambda wave: (wave is None, wave or 0))
    assert list(table.to_frame().columns)[:4] == ["wave", "id", "kind", "label"]


def test_layers_stay_apart_and_the_same_records_give_the_same():
    assert chain_map(layer=Layer.PARTICULAR).by_wave().layer is Layer.PARTICULAR
    assert chain_map().by_wave().followed == chain_map().by_wave().followed
    assert chain_map().by_wave().about == "by wave"


def test_nothing_recorded_has_no_waves():
    m = map_of(ChainRecords()).by_wave()
    assert (len(m.table), len(m.followed)) == (0, 0)
