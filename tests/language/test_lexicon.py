"""Lexicons: lists that a researcher can read and change, and that say what is wrong with them."""

from __future__ import annotations

import re

import pytest

from ieworkbench.errors import FileMissing, LexiconWrong
from ieworkbench.language.cues import Phrases, cues_of
from ieworkbench.language.languages import guess_language
from ieworkbench.language.lexicon import LANGUAGES, lexicon, read_lexicon
from ieworkbench.language.tokens import tokens_of


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_language_has_every_list_that_the_others_have(code):
    tables = ("deontic", "condition", "or_else", "grammar", "time_limit", "people", "texts", "voice", "plan")
    for table in tables:
        assert set(lexicon(code).lists(table)) == set(lexicon("en").lists(table)), table


@pytest.mark.parametrize(
    ("said", "code"), [("nb-NO", "nb"), ("no", "nb"), ("NN", "nn"), ("en-GB", "en"), ("eng", "en")]
)
def test_languages_are_known_by_the_ways_in_which_files_name_them(said, code):
    assert lexicon(said).language == code


def test_a_file_of_ones_own_adds_to_the_lists_and_is_named_in_the_version(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text('extends = "en"\nversion = "3"\n[or_else]\nsanction = ["stay behind"]\n', "utf-8")
    own = read_lexicon(path)
    assert "stay behind" in own.words("or_else", "sanction")
    assert "must" in own.words("deontic", "obligation")
    assert own.version == f"{lexicon('en').version} with own.toml 3"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("version = 3", "language"),
        ('language = "en"\nversion = "1"\nwords = []', "words"),
        ('language = "en"\nversion = "1"\n[deontic]\nobligation = "must"', "deontic.obligation"),
        ('language = "en"\nversion = "1"\ndeontic = 3', "deontic"),
        ('extends = "xx"\nversion = "1"', "xx"),
        ("not toml", "not"),
        ('language = "en"\nversion = "1"\n[deontic]\nobligation = ["*"]', "deontic.obligation"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_in_one_sentence(tmp_path, content, said):
    path = tmp_path / "own.toml"
    path.write_text(content, "utf-8")
    with pytest.raises(LexiconWrong, match=re.escape(said)) as caught:
        read_lexicon(path)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there_is_missing(tmp_path):
    with pytest.raises(FileMissing):
        read_lexicon(tmp_path / "none.toml")


def test_the_longest_phrase_wins_and_gaps_stop_at_a_clause():
    phrases = cues_of(lexicon("nb")).phrases("deontic", "prohibition", "permission", "entitlement")
    for words, kind in (
        ("kan du derfor ikke klage", "prohibition"),
        ("kan du klage hvis du ikke får", "permission"),
        ("har du ikke lenger rett til", "entitlement"),
        ("kan du ha rett til", "entitlement"),
    ):
        found = phrases.find(words, tokens_of(words))
        assert [each.kind for each in found] == [kind], words


def test_a_star_stands_for_any_ending():
    phrases = Phrases(lexicon("en"), "or_else", ["sanction"])
    words = "It will be suspended or reduced."
    assert [words[each.start : each.end] for each in phrases.find(words, tokens_of(words))] == ["suspended", "reduced"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Hvis du ikke svarer innen fristen, kan vi stanse utbetalingen fra neste måned.", "nb"),
        ("Dersom du ikkje svarar innan fristen, kan vi stanse utbetalinga frå neste månad.", "nn"),
        ("If you do not answer in time, we may stop the payment from next month.", "en"),
        ("Si vous ne répondez pas dans le délai, nous pouvons suspendre le paiement.", ""),
        ("Om du inte svarar inom två veckor måste du betala tillbaka allt som du har fått.", ""),
        ("", ""),
        ("12345 67", ""),
    ],
)
def test_the_language_is_told_or_openly_not_told(words, code):
    assert guess_language(words, [lexicon(each) for each in LANGUAGES]) == code
