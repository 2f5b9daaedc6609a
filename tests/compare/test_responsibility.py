"""Duties that move between services and the user: found where both versions say who, and nowhere else."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ieworkbench.compare.versions import compare_versions
from ieworkbench.importers import read_bytes

TO_USER, TO_SERVICES = "to the user", "to services"


def text(words: str, name: str = "text.txt"):
    return read_bytes(words.encode(), name)


def moved(before: str, after: str, **how):
    found = compare_versions(text(before, "before.txt"), text(after, "after.txt"), **how)
    return [(each.responsibility, each.old_who.quote, each.new_who.quote) for each in found.duties]


MOVED = {
    "policy": (
        "The council must arrange transport to the day centre.",
        "Applicants must arrange transport to the day centre.",
        (TO_USER, "The council", "Applicants"),
    ),
    "letter": (
        "You must send the statement to the tax office within 14 days.",
        "We must send the statement to the tax office within 14 days.",
        (TO_SERVICES, "You", "We"),
    ),
    "plan": (
        "Home care shall see to it that the hens are fed every morning.",
        "The user shall see to it that the hens are fed every morning.",
        (TO_USER, "Home care", "The user"),
    ),
    "whoever is named at the end": (
        "The interpreter must be ordered by the clinic.",
        "The interpreter must be ordered by you.",
        (TO_USER, "the clinic", "you"),
    ),
    "in other words": (
        "The coordinator is responsible for ordering the taxi on Fridays.",
        "You need to order the taxi on Fridays yourself.",
        (TO_USER, "The coordinator", "You"),
    ),
    "bokmål": (
        "Kommunen skal bestille drosje til dagsenteret.",
        "Du skal selv bestille drosje til dagsenteret.",
        (TO_USER, "Kommunen", "Du"),
    ),
    "bokmål, a letter": (
        "Du må selv sende legeerklæringen til kontoret, og vi svarer deg ikke før den er her.",
        "Legen må sende legeerklæringen til kontoret, og vi svarer deg ikke før den er her.",
        (TO_SERVICES, "Du", "Legen"),
    ),
    "bokmål, a passive with its doer": (
        "Drosje til dagsenteret skal bestilles av kommunen.",
        "Drosje til dagsenteret skal bestilles av deg.",
        (TO_USER, "kommunen", "deg"),
    ),
    "nynorsk": (
        "Kommunen skal tinge drosje til dagsenteret.",
        "Du skal sjølv tinge drosje til dagsenteret.",
        (TO_USER, "Kommunen", "Du"),
    ),
    "nynorsk, a plan": (
        "Brukaren må sjølv tinge tolk til møta, og ikkje vente til det er for seint.",
        "Kommunen må tinge tolk til møta, og ikkje vente til det er for seint.",
        (TO_SERVICES, "Brukaren", "Kommunen"),
    ),
}


@pytest.mark.parametrize("which", MOVED)
def test_a_duty_that_moved_is_found_with_whose_it_was_and_is(which):
    before, after, expected = MOVED[which]
    assert moved(before, after) == [expected]
    back = (TO_SERVICES if expected[0] == TO_USER else TO_USER, expected[2], expected[1])
    assert moved(after, before) == [back]


NOT_MOVED = {
    "nobody is named any more": (
        "The council must arrange transport to the day centre.",
        "Transport to the day centre must be arranged.",
    ),
    "the same said the other way round": (
        "The council must arrange transport to the day centre.",
        "Transport to the day centre must be arranged by the council.",
    ),
    "she receives what they give": (
        "We must give you a copy of the decision.",
        "You shall receive a copy of the decision from us.",
    ),
    "she is given it by them": (
        "We must give you a copy of the decision.",
        "You must be given a copy of the decision by us.",
    ),
    "she lets them do it": ("The council must order the taxi.", "You must let the council order the taxi."),
    "she is to ask them": ("The council must order the taxi.", "You must ask the council to order the taxi."),
    "they see to it that she does": (
        "You must order the taxi on Fridays.",
        "We must make sure that you order the taxi on Fridays.",
    ),
    "both do it": ("The council must order the taxi.", "You and the coordinator must order the taxi."),
    "somebody of hers": ("The council must order the taxi.", "The user's coordinator must order the taxi."),
    "a relative": ("The council must order the taxi.", "Your mother must order the taxi."),
    "a relative clause": ("The doctor must send the report.", "The doctor who treats you must send the report."),
    "she may be the nurse": (
        "The nurse shall note the weight daily.",
        "The nurse comes at nine. She shall note the weight daily.",
    ),
    "I may be who writes the letter": (
        "We must call the landlord about the rent.",
        "I must call the landlord about the rent. You will hear from me.",
    ),
    "a person who is not the user": (
        "The coordinator must call the meeting twice a year.",
        "The person responsible must call the meeting twice a year.",
    ),
    "another duty about the same": (
        "You must pay the deposit before the course.",
        "We must refund the deposit before the course.",
    ),
    "leave, and no duty": ("The council must order the taxi.", "You may order the taxi."),
    "no longer a duty": ("The council must order the taxi.", "You do not have to order the taxi."),
    "bokmål, no doer": (
        "Kommunen skal bestille drosje til dagsenteret.",
        "Drosje til dagsenteret skal bestilles.",
    ),
    "bokmål, the other way round": (
        "Kommunen skal bestille drosje til dagsenteret.",
        "Drosje til dagsenteret skal bestilles av kommunen.",
    ),
    "bokmål, what she gets": ("Vi skal gi deg en kopi av vedtaket.", "Du skal få en kopi av vedtaket av oss."),
    "bokmål, what she is offered": (
        "Kommunen skal tilby deg transport til timen.",
        "Du skal tilbys transport til timen av kommunen.",
    ),
    "bokmål, what they are told": ("Du må gi oss beskjed innen 14 dager.", "Vi må få beskjed av deg innen 14 dager."),
    "bokmål, somebody of hers": ("Koordinator skal bestille drosje.", "Brukerens koordinator skal bestille drosje."),
    "bokmål, who works there": (
        "Kommunen skal følge opp planen.",
        "De ansatte i kommunen skal følge opp planen.",
    ),
    "nynorsk, what she gets": (
        "Kommunen skal gje deg ein kopi av vedtaket.",
        "Du skal få ein kopi av vedtaket.",
    ),
    "nynorsk, no doer": ("Kommunen skal tinge tolk til møta.", "Det skal tingast tolk til møta."),
}


@pytest.mark.parametrize("which", NOT_MOVED)
def test_other_words_for_the_same_move_no_duty(which):
    before, after = NOT_MOVED[which]
    assert moved(before, after) == []
    assert moved(after, before) == []


def test_a_list_under_another_lead_in_moves_every_item():
    before = "The municipality must:\n\n- book the taxi on Fridays\n- ring the clinic once a month\n"
    after = "You must:\n\n- book the taxi on Fridays\n- ring the clinic once a month\n"
    found = compare_versions(text(before), text(after))
    assert [(each.new.quote, each.new_who.quote) for each in found.duties] == [
        ("- book the taxi on Fridays", "You"),
        ("- ring the clinic once a month", "You"),
    ]
    assert [each.kind.value for each in found if each.responsibility] == ["kept", "kept"]


def test_both_sentences_stand_where_their_passages_say():
    old = text("You swim on Sundays.\n\nThe council must order the taxi. We hope that it helps.\n")
    new = text("You swim on Fridays.\n\nYou must order the taxi. We hope that it helps.\n")
    found = compare_versions(old, new, unit="paragraph")
    (duty,) = found.duties
    assert duty.said == "moved from services' to the user's responsibility"
    assert old.content[duty.old.start : duty.old.end] == duty.old.quote == "The council must order the taxi."
    assert new.content[duty.new.start : duty.new.end] == duty.new.quote == "You must order the taxi."
    assert [each.responsibility for each in found] == ["", "to the user"]
    assert found.to_frame()["responsibility"].tolist() == ["", "to the user"]
    assert found.duty_rows()[0]["starts after"] == duty.new.start
    assert "named user here and of a named service there. Cue lexicon en" in found.method


def test_duties_that_change_places_in_a_sentence_stay_whose_they_are():
    before = "The council must order the taxi and you must pay the fare."
    after = "You must pay the fare and the council must order the taxi."
    assert moved(before, after) == []


def test_the_name_of_the_person_and_a_lexicon_of_the_study_say_who_is_the_user(tmp_path):
    before, after = "The warden must feed the hens.", "Nora must feed the hens."
    assert moved(before, after) == []
    own = tmp_path / "own.toml"
    own.write_text('extends = "en"\nversion = "1"\n[people]\noffice = ["warden*"]\n', encoding="utf-8")
    assert moved(before, after, user=["Nora"], lexicon=own) == [(TO_USER, "The warden", "Nora")]
    own.write_text(
        'extends = "en"\nversion = "2"\n[people]\noffice = ["warden*"]\nperson = ["friend*"]\nrelative = ["friend*"]\n',
        encoding="utf-8",
    )
    assert moved(before, "The friend must feed the hens.", lexicon=own) == []


def test_a_language_without_a_lexicon_is_said():
    old = text("Der Rat muss das Taxi bestellen und die Fahrt ist nicht bei der Stadt.")
    found = compare_versions(
        old, text("Sie müssen das Taxi bestellen und die Fahrt ist nicht bei der Stadt."), language="de"
    )
    assert found.duties == ()
    assert [note for note in found.notes if "no lexicon" in note]


WHO = st.sampled_from(["You", "The council", "We", "The user", "The nurse", "Nobody", "Applicants"])
DOES = st.sampled_from(["order the taxi", "book the interpreter", "ring the clinic", "feed the hens", "pay the fare"])
SENTENCE = st.builds("{} must {}.".format, WHO, DOES)


@settings(max_examples=25)
@given(st.lists(SENTENCE, max_size=6), st.lists(SENTENCE, max_size=6))
def test_every_move_has_the_words_of_both_sides(before, after):
    old, new = text(" ".join(before) or "."), text(" ".join(after) or ".")
    for each in compare_versions(old, new).duties:
        assert each.old.quote in before
        assert each.new.quote in after
        assert each.old.quote.split(" must ")[1] == each.new.quote.split(" must ")[1]
        assert each.old_who.quote != each.new_who.quote
    assert compare_versions(old, old).duties == ()


@pytest.mark.needs_shared
def test_conditions_that_oblige_one_side_alone_move_no_duty(shared):
    """Licence conditions oblige the person alone in all versions, mostly in the imperative, which names nobody."""
    versions = []
    for name in ("policyV1", "policyV2", "policyV2_1"):
        found: list[str] = []
        _conditions(json.loads((shared / f"data/moj_licence_conditions/{name}.json").read_text("utf-8")), found)
        versions.append(text("\n\n".join(found), f"{name}.txt"))
    for before, after in pairwise(versions):
        for unit in ("sentence", "paragraph"):
            assert compare_versions(before, after, unit=unit).duties == ()
            assert compare_versions(after, before, unit=unit).duties == ()


@pytest.mark.needs_shared
def test_letters_to_the_same_person_move_no_duty(shared):
    folder = shared / "data/nav_parental_letters_with_facts"
    letters = [text(each.read_text("utf-8"), each.name) for each in sorted(folder.rglob("*_nb.txt"))[:8]]
    assert [pair for a in letters for b in letters for pair in compare_versions(a, b).duties] == []


def _conditions(thing: object, found: list[str]) -> None:
    if isinstance(thing, dict):
        if "code" in thing and "text" in thing:
            found.append(" ".join(str(thing["text"]).split()))
        for each in thing.values():
            _conditions(each, found)
    elif isinstance(thing, list):
        for each in thing:
            _conditions(each, found)
