"""Conditional clauses: found with the word that opens them and without what follows, and never where none is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ieworkbench.language.clauses import ClauseKind, Sentence
from ieworkbench.language.cues import cues_of
from ieworkbench.language.lexicon import LANGUAGES, lexicon
from ieworkbench.language.readable import readable

NOT = {ClauseKind.CONCESSION, ClauseKind.QUESTION}


def conditions(language: str, words: str) -> list[str]:
    sentence = Sentence(words, 0, cues_of(lexicon(language)))
    return [words[each.start : each.end] for each in sentence.clauses if each.kind not in NOT]


@pytest.mark.parametrize(
    ("language", "words", "expected"),
    [
        ("en", "If the form is late, you lose a week.", ["If the form is late"]),
        ("en", "You lose a week if the form is late.", ["if the form is late"]),
        ("en", "You must, if you are away, tell the office.", ["if you are away"]),
        ("en", "You may stay provided that you have asked.", ["provided that you have asked"]),
        ("en", "You must come unless a doctor forbids it.", ["unless a doctor forbids it"]),
        ("en", "We cannot pay until you have signed.", ["until you have signed"]),
        ("en", "In order to receive aid, you must have a plan.", ["In order to receive aid"]),
        ("en", "You must have a plan in order to keep the aid.", ["in order to keep the aid"]),
        ("en", "Should you be late, the office will call you.", ["Should you be late"]),
        ("en", "If you move you must tell the office.", ["If you move"]),
        ("en", "If you move or if you marry, you must tell us.", ["If you move", "if you marry"]),
        ("en", "You must tell us if you move, and you may appeal.", ["if you move"]),
        ("en", "When the bell is pressed the door opens.", ["When the bell is pressed"]),
        ("nb", "Hvis du flytter, må du si fra.", ["Hvis du flytter"]),
        ("nb", "Hvis du flytter må du si fra.", ["Hvis du flytter"]),
        ("nb", "Du må si fra dersom du flytter.", ["dersom du flytter"]),
        ("nb", "Flytter du, må du si fra.", ["Flytter du"]),
        (
            "nb",
            "Mener kontoret at planen er for gammel, kan det be om en ny.",
            ["Mener kontoret at planen er for gammel"],
        ),
        ("nb", "Du må møte, med mindre legen sier noe annet.", ["med mindre legen sier noe annet"]),
        ("nb", "Vi kan ikke betale før du har skrevet under.", ["før du har skrevet under"]),
        ("nb", "For å få støtten må du ha en plan.", ["For å få støtten"]),
        ("nb", "Hvis du flytter, eller hvis du gifter deg, må du si fra.", ["Hvis du flytter", "hvis du gifter deg"]),
        ("nb", "Tiden kan bli lengre ved behov.", ["ved behov"]),
        ("nn", "Viss du flyttar, må du seie frå.", ["Viss du flyttar"]),
        ("nn", "Om du flyttar, må du seie frå.", ["Om du flyttar"]),
        ("nn", "Kjem du for seint, mistar du plassen.", ["Kjem du for seint"]),
        ("nn", "Du får støtta så lenge du treng ho.", ["så lenge du treng ho"]),
    ],
)
def test_a_condition_is_the_clause_with_the_word_that_opens_it(language, words, expected):
    assert conditions(language, words) == expected


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Even if you move, you may keep it."),
        ("en", "We decide whether you may keep it."),
        ("en", "Do you want to know if you may keep it?"),
        ("nb", "Selv om du flytter, kan du beholde støtten."),
        ("nb", "Vi vurderer om du skal betale."),
        ("nb", "Vi ser på om du må betale, om du kan betale, eller om du har betalt."),
        ("nb", "Har du spørsmål?"),
        ("en", "The goal is to stay at home as long as possible."),
        ("nb", "Du skal bo hjemme så lenge som mulig."),
        ("nn", "Du skal bu heime så lenge som mogleg."),
        ("nb", "Søknaden om støtte er mottatt."),
        ("nb", "Derfor må du betale."),
        ("nb", "Gjelder Kari Nordmann, født 1980."),
        ("nn", "Vi avgjer om du skal betale."),
        ("nn", "Sjølv om du flyttar, kan du behalde støtta."),
    ],
)
def test_even_if_whether_and_questions_are_no_conditions(language, words):
    assert conditions(language, words) == []


ANY = st.lists(
    st.sampled_from(
        [
            "if ",
            "hvis ",
            "om ",
            "må ",
            "du ",
            "kan ",
            ", ",
            ". ",
            "(",
            ")",
            "og ",
            "ikke ",
            "x",
            "\n",
            "until ",
            "the ",
            "Gir ",
            "§",
            "1",
            "«",
            "İ",
            "\u00ad",
        ]
    ),
    max_size=60,
).map("".join) | st.text(max_size=80)


@given(ANY, st.sampled_from(LANGUAGES))
def test_clauses_of_any_text_stand_in_it_in_order_and_hold_their_opener(words, language):
    place = 0
    for each in Sentence(words, 0, cues_of(lexicon(language))).clauses:
        assert place <= each.start <= each.opener <= each.end <= len(words)
        place = each.end


@given(st.text(max_size=200) | st.from_regex(r"(<[a-z /]{0,5}>|\{\{#?[a-z]{1,4}\}\}|[a-z ]){0,12}", fullmatch=True))
def test_a_readable_text_is_as_long_and_keeps_every_letter_it_shows(words):
    shown = readable(words)
    assert len(shown) == len(words)
    assert all(one == two or one in " \nX" for one, two in zip(shown, words, strict=True))
