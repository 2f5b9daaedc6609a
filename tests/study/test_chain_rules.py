"""The hard rules of the chain of action: what refuses at once, and with which sentence."""

from __future__ import annotations

import pytest

from ieworkbench.errors import RecordWrong, WordsMissing
from ieworkbench.model import LinkKind, RecordKind
from ieworkbench.study.chain_rules import fitting_kinds

from .chain import Chain


def test_what_happened_rests_on_words_or_says_why_not(chain: Chain):
    study = chain.study
    with pytest.raises(WordsMissing) as told:
        study.add_act("sleeps")
    assert str(told.value) == (
        "The act “sleeps” rests on no words; give accounts=[words.account(“told done”)], "
        "or say in inferred= why it was so, or in gap= what is not known."
    )
    assert len(study.acts()) == 2
    with pytest.raises(WordsMissing):
        study.change_act("A1", accounts=[])
    assert study.act("A1") == chain.tells


@pytest.mark.parametrize("status", ["text records", "told as instructed"])
def test_what_is_supposed_to_happen_rests_on_words_of_a_text_that_prescribe_it(chain: Chain, status):
    study = chain.study
    asks = chain.rules.find_one("ask for the plan")
    for accounts in ([asks.account(status)], [chain.told(status="text prescribes")], []):
        with pytest.raises(RecordWrong, match="rests on words of a text"):
            study.add_act("asks for the plan", layer="foreskrevet", accounts=accounts)
    made = study.add_act("asks for the plan", layer="prescribed", accounts=asks.account("text prescribes"))
    with pytest.raises(RecordWrong, match="rests on words of a text"):
        study.change_account(made.accounts[0], status=status)
    with pytest.raises(RecordWrong, match="rests on words of a text"):
        study.remove_account(made.accounts[0])


def test_only_what_is_regular_lists_particulars(chain: Chain):
    with pytest.raises(RecordWrong, match="only a regular act lists particular ones"):
        chain.study.add_act("x", particulars=["A1"], gap="?")
    with pytest.raises(RecordWrong, match="a regular act lists the particular acts it rests on"):
        chain.study.change_act("A1", layer="regular")
    made = chain.study.add_act("x", layer="regular", particulars=["A1", "A1"])
    assert made.particulars == ("A1",)


@pytest.mark.parametrize("kind", LinkKind)
def test_every_kind_of_link_is_offered_for_what_it_joins(kind):
    ends = (RecordKind.ACT, RecordKind.TEXT, RecordKind.COPY, RecordKind.RESOURCE)
    joined = [(one, other) for one in ends for other in ends if kind.may_join(one, other)]
    assert joined
    assert all(kind.value in fitting_kinds(*each) for each in joined)


def test_things_that_no_kind_joins_are_said_so(chain: Chain):
    resource = chain.study.add_resource("allowance")
    with pytest.raises(ValueError, match="No kind of link leads from a resource to an act"):
        chain.study.link(resource, "then", "A1", gap="?")
