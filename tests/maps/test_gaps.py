"""Gaps are questions in plain words, and only where an account leads to an end."""

from dataclasses import replace

from ieworkbench.maps.institutional_map import map_of
from ieworkbench.maps.records import ChainRecords
from ieworkbench.model import (
    Act,
    ActMode,
    Authority,
    Doer,
    DoerKind,
    InstitutionalText,
    Layer,
    Site,
    SiteLevel,
    TextCopy,
)

from .weight_chain import account, link, weight_chain


def questions(records: ChainRecords, language: str = "en") -> list[str]:
    return [gap.question for gap in map_of(records).gaps(language)]


def test_the_chain_has_two_gaps():
    assert questions(weight_chain()) == [
        "Which 4 of the 7 are the “decisions that demand the plan”? Nobody says.",
        "Was it ever written down that clinic staff tells her to come back when she is lighter? Nobody says.",
    ]


def test_an_act_that_nobody_is_said_to_do_is_asked_about_in_three_languages():
    records = ChainRecords(acts=(Act("A1", "turned the form into points", accounts=(account("it became points"),)),))
    assert questions(records) == ["Who turned the form into points? Nobody says."]
    assert questions(records, "nb") == ["Hvem turned the form into points? Ingen sier det."]


def test_what_the_analyst_noted_is_asked_in_her_words():
    records = ChainRecords(acts=(Act("A1", "scores the form", gap="Who turned the form into points?"),))
    assert questions(records) == ["Who turned the form into points?"]


def test_those_who_work_where_it_happened_can_be_asked():
    act = Act("A1", "scores the form", site="clinic", accounts=(account("scored"),))
    gap = map_of(replace(weight_chain(), acts=(act,), links=())).gaps()[0]
    assert (gap.kind, gap.ask) == ("doer", ("SP1",))


def test_a_text_that_nobody_writes_or_takes_up():
    text = InstitutionalText("T1", "support plan", authority=Authority.CASE_TEXT)
    assert questions(ChainRecords(texts=(text,))) == [
        "Who wrote “support plan”? Nobody says.",
        "Who reads “support plan”, and what comes of it? Nobody says.",
    ]


def test_nobody_asks_who_wrote_the_law():
    assert questions(ChainRecords(texts=(InstitutionalText("T1", "the Act", authority=Authority.LAW),))) == []


def test_a_copy_that_lies_somewhere_for_no_reason_told():
    records = ChainRecords(
        texts=(InstitutionalText("T1", "plan", authority=Authority.LAW),),
        copies=(TextCopy("K1", "T1", "office"), TextCopy("K2", "T1", "clinic", how="left there by U1")),
    )
    assert questions(records) == ["How did the copy of “plan” come to lie at office? Nobody says."]


def test_from_one_office_to_another_with_no_talk_and_no_text():
    sites = (Site("office", SiteLevel.AGENCY), Site("home care", SiteLevel.FRONT_LINE))
    first = Act(
        "A1", "closes the case", Doer("a caseworker", DoerKind.ROLE), site="office", accounts=(account("closed"),)
    )
    then = Act("A2", "stops coming", Doer("a nurse", DoerKind.ROLE), site="home care", accounts=(account("stopped"),))
    records = ChainRecords(acts=(first, then), links=(link("A1", "then", "A2", account("and then")),), sites=sites)
    asked = "How does it get from “closes the case” to “stops coming”? Nobody tells of talk or a text between them."
    assert questions(records) == [asked]
    assert questions(replace(records, acts=(first, replace(then, mode=ActMode.TALK)))) == []
    letter = InstitutionalText("T1", "letter", authority=Authority.CASE_TEXT)
    by_letter = (*records.links, link("A1", "sends", "T1", account("sent")), link("A2", "reads", "T1", account("read")))
    assert questions(replace(records, texts=(letter,), links=by_letter)) == []


def test_an_act_known_only_from_instructions():
    told = account("we are to ring every week", 0, "told as instructed")
    act = Act("A1", "rings every week", Doer("a coordinator", DoerKind.ROLE), accounts=(told,))
    assert questions(ChainRecords(acts=(act,))) == [
        "It is told how “rings every week” is supposed to go. Does anybody tell of a time when it was done?"
    ]
    assert questions(ChainRecords(acts=(replace(act, layer=Layer.PRESCRIBED),))) == []
