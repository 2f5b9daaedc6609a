"""What was said is shown outside the study only as far as those who said it agreed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ieworkbench.maps.audience import may_quote
from ieworkbench.maps.records import ChainRecords
from ieworkbench.model import (
    Account,
    Act,
    Audience,
    Consent,
    EvidenceStatus,
    Informant,
    InformantLevel,
    SourceKind,
    WhoseWork,
)
from ieworkbench.store.records import SourceEntry

from .weight_chain import account

QUOTE, OTHERS, DOCUMENTS = Consent.QUOTE, Consent.QUOTE_ABOUT_OTHERS, Consent.USE_DOCUMENTS
OWN = account("I went home")
OF_OTHERS = account("she went home", status="told done by other")


def agreed(
    *consent: Consent, kind: SourceKind = SourceKind.INTERVIEW, informants: tuple[str, ...] = ("U1",)
) -> ChainRecords:
    """Records in which U1 agreed to this, with one source of this kind."""
    talk = SourceEntry(
        "U1-wave1", kind, "talk", "en", ("C1",), informants, 1, None, 1, "x.txt", "0" * 64, "txt", 9, 1, 0
    )
    return ChainRecords(
        sources=(talk,), informants=(Informant("U1", InformantLevel.ENTRY, cases=("C1",), consent=consent),)
    )


@pytest.mark.parametrize(
    ("told", "consent", "shown"),
    [
        (OWN, (), False),
        (OWN, (QUOTE,), True),
        (OF_OTHERS, (QUOTE,), False),
        (OF_OTHERS, (OTHERS,), False),
        (OF_OTHERS, (QUOTE, OTHERS), True),
        (replace(OWN, work=WhoseWork.OTHERS), (QUOTE,), False),
        (replace(OWN, status=EvidenceStatus.TOLD_USUAL), (QUOTE,), True),
    ],
)
def test_talk_needs_consent_to_quote_and_where_it_tells_of_others_to_that_too(
    told: Account, consent: tuple[Consent, ...], shown: bool
) -> None:
    for audience in (Audience.CHAIN, Audience.PUBLIC):
        assert may_quote(agreed(*consent), told, audience) is shown


def test_those_who_work_on_the_study_see_every_word() -> None:
    assert may_quote(agreed(), OF_OTHERS, Audience.RESEARCHER)
    assert may_quote(agreed(), OF_OTHERS, Audience.TEAM)


def test_a_document_of_a_case_needs_the_consent_of_the_one_whose_case_it_is() -> None:
    kind = SourceKind.WRITTEN_DECISION
    assert may_quote(agreed(DOCUMENTS, kind=kind, informants=()), OWN, Audience.PUBLIC)
    assert not may_quote(agreed(QUOTE, kind=kind, informants=()), OWN, Audience.PUBLIC)


def test_the_law_may_be_quoted_to_anyone_and_a_source_nobody_knows_to_nobody() -> None:
    assert may_quote(agreed(kind=SourceKind.LAW, informants=()), OWN, Audience.PUBLIC)
    assert not may_quote(ChainRecords(), OWN, Audience.PUBLIC)


def test_words_that_are_not_shown_do_not_go_out_inside_a_longer_account() -> None:
    """What is told of others stays in, also where the teller's own work is told in the same breath."""
    longer = replace(OWN, passage=replace(OWN.passage, start=0, end=60, quote="I went home, and she went home"))
    inside = replace(OF_OTHERS, passage=replace(OF_OTHERS.passage, start=17, end=30))
    beside = replace(OWN, passage=replace(OWN.passage, start=60, end=71))
    act = Act("a", "goes home", accounts=(longer, inside, beside))
    records = replace(agreed(QUOTE), acts=(act,))
    assert [may_quote(records, each, Audience.PUBLIC) for each in act.accounts] == [False, False, True]
    assert may_quote(records, longer, Audience.TEAM)
