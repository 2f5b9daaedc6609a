"""Gaps are questions in plain words, and only where an account leads to an end."""

from dataclasses import replace

import pytest

from ieworkbench.maps.building import map_of
from ieworkbench.maps.records import ChainRecords
from ieworkbench.model import (
    Act,
    ActMode,
    Authority,
    Doer,
    DoerKind,
    Informant,
    InformantLevel,
    InstitutionalText,
    Layer,
    Link,
    Site,
    SiteLevel,
    TextCopy,
)

from .weight_chain import USER, account, link, ref, weight_chain


def questions(records: ChainRecords, language: str = "en") -> list[str]:
    return [gap.question for gap in map_of(records).gaps(language)]


def test_the_chain_has_two_gaps():
    assert questions(weight_chain()) == [
        "Which 4 of the 7 are the “decisions that demand the plan”? Nobody says.",
        "Was this ever written down: “tells her to come back when she is lighter” (clinic staff)? Nobody says.",
    ]


def test_an_act_that_nobody_is_said_to_do_is_asked_about_in_three_languages():
    records = ChainRecords(acts=(Act("A1", "turned the form into points", accounts=(account("it became points"),)),))
    assert questions(records) == ["Who turned the form into points? Nobody says."]
    assert questions(records, "nb") == ["Hvem gjør dette: «turned the form into points»? Ingen sier det."]
    norwegian = ChainRecords(acts=(Act("A1", "gjør skjemaet om til poeng", accounts=(account("it became points"),)),))
    assert questions(norwegian, "nb") == ["Hvem gjør skjemaet om til poeng? Ingen sier det."]
    assert questions(norwegian, "nn") == ["Kven gjør skjemaet om til poeng? Ingen seier det."]


@pytest.mark.parametrize(
    ("doing", "asked"),
    [
        ("turns the form into points", "Who turns the form into points? Nobody says."),
        ("wrote the form", "Who wrote the form? Nobody says."),
        ("write the form", "Who does this: “write the form”? Nobody says."),
        ("discuss the form", "Who does this: “discuss the form”? Nobody says."),
        ("writing the form", "Who does this: “writing the form”? Nobody says."),
        ("🙂", "Who does this: “🙂”? Nobody says."),
    ],
)
def test_a_phrase_that_is_not_in_the_third_person_is_quoted(doing: str, asked: str):
    assert questions(ChainRecords(acts=(Act("A1", doing, accounts=(account("it was"),)),))) == [asked]


def test_of_what_nobody_did_it_is_asked_who_was_to_do_it():
    told = account("nobody looked", polarity="not done")
    assert questions(ChainRecords(acts=(Act("A1", "looks at the sheet", accounts=(told,)),))) == [
        "Who was to do this, which is told as not done: “looks at the sheet”? Nobody says."
    ]


def test_of_what_others_tell_the_doer_is_asked_herself():
    informants = (Informant("U1", InformantLevel.ENTRY), Informant("SP1", InformantLevel.SECOND))
    act = Act("A1", "rings every week", USER, accounts=(replace(account("she rings"), told_by="SP1"),))
    (gap,) = map_of(ChainRecords(acts=(act,), informants=informants)).gaps()
    assert (gap.question, gap.ask) == ("Others tell that U1 rings every week. How does U1 tell it?", ("U1",))
    never = replace(account("she never rings", polarity="not done"), told_by="SP1")
    (gap,) = map_of(ChainRecords(acts=(replace(act, accounts=(never,)),), informants=informants)).gaps()
    assert gap.question == "Others tell that U1 did not do this: “rings every week”. How does U1 tell it?"


def test_of_talk_by_several_and_what_they_then_write_themselves():
    staff = Doer("clinic staff", DoerKind.COLLECTIVE)
    talk = Act("A1", "tell her to come back", staff, mode=ActMode.TALK, accounts=(account("come back"),))
    then = Act("A2", "write it in the record", staff, mode=ActMode.WRITE, accounts=(account("wrote"),))
    note = InstitutionalText("T1", "record", authority=Authority.AGENCY_STANDARD)
    after = (link("A1", "then", "A2", account("and then")),)
    assert questions(ChainRecords(acts=(talk, then), links=after)) == [
        "Was this ever written down: “tell her to come back” (clinic staff)? Nobody says."
    ]
    written = (*after, link("A2", "writes", "T1", account("wrote")))
    assert questions(ChainRecords(acts=(talk, then), texts=(note,), links=written)) == []


def test_nobody_asks_who_writes_what_another_text_stands_in_for():
    plan = InstitutionalText("T1", "plan", authority=Authority.LAW)
    spared = InstitutionalText("T2", "application", authority=Authority.CASE_TEXT)
    instead = link("T1", "substitutes for", "T2", account("I read the plan instead"))
    assert questions(ChainRecords(texts=(plan, spared), links=(instead,))) == []


def test_a_gap_on_a_link_is_asked_where_its_ends_lie():
    chain = weight_chain()
    gap = Link("L", "then", ref("A1"), ref("A2"), layer=Layer.PARTICULAR, gap="Who called her in?")
    found = [each for each in map_of(replace(chain, links=(*chain.links, gap))).gaps() if each.kind == "noted"]
    assert [(each.question, each.ask) for each in found] == [("Who called her in?", ("SP1",))]


def test_a_gap_on_a_link_says_what_the_link_joins():
    chain = weight_chain()
    gap = Link("L", "then", ref("A1"), ref("A2"), layer=Layer.PARTICULAR, gap="Nobody says.")
    [found] = [each for each in map_of(replace(chain, links=(*chain.links, gap))).gaps() if each.kind == "noted"]
    assert found.joins == f"{chain.acts[0].doing} – then – {chain.acts[1].doing}"


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
    assert questions(records) == ["How did the copy of “plan” get where it lies (office)? Nobody says."]


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
    waits = replace(records, acts=(first, replace(then, mode=ActMode.WAIT)))
    assert questions(waits) == []
    letter = InstitutionalText("T1", "letter", authority=Authority.CASE_TEXT)
    sent = replace(records, texts=(letter,), links=(*records.links, link("A1", "writes", "T1", account("sent"))))
    assert questions(sent)[-1] == (
        "Is it “letter” that leads from “closes the case” to “stops coming”? Nobody says who reads it there."
    )
    both = replace(sent, links=(*sent.links, link("A2", "edits", "T1", account("read"))))
    assert questions(both) == ["Who reads “letter”, and what comes of it? Nobody says."]
    by_letter = (*records.links, link("A1", "sends", "T1", account("sent")), link("A2", "reads", "T1", account("read")))
    assert questions(replace(records, texts=(letter,), links=by_letter)) == []


def test_an_act_known_only_from_instructions():
    told = account("we are to ring every week", 0, "told as instructed")
    act = Act("A1", "rings every week", Doer("a coordinator", DoerKind.ROLE), accounts=(told,))
    assert questions(ChainRecords(acts=(act,))) == [
        "It is told that this is to be done: “rings every week”. Does anybody tell of a time when it was?"
    ]
    assert questions(ChainRecords(acts=(replace(act, layer=Layer.PRESCRIBED),))) == []
