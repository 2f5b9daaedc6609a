"""Every word of a closed list has a sentence and a label in each language, and no two look alike."""

from __future__ import annotations

import pickle

import pytest

from ieworkbench.model import Consent, InformantLevel, Placement, SectionKind, SiteLevel, SourceKind
from ieworkbench.model.vocabulary import Word

LISTS: list[type[Word]] = [SourceKind, InformantLevel, SiteLevel, Consent, SectionKind, Placement]


@pytest.mark.parametrize("words", LISTS)
@pytest.mark.parametrize("language", ["en", "nb", "nn"])
def test_labels_are_there_and_distinct(words: type[Word], language: str):
    labels = [word.label(language) for word in words]
    assert all(label and label == label.strip() for label in labels)
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("words", LISTS)
def test_every_word_has_a_sentence_and_is_what_is_typed(words: type[Word]):
    for word in words:
        assert word.sentence.endswith(".")
        assert word == word.value == str(word)
        assert word.value == word.value.lower()
        assert words(word.value) is word
        assert pickle.loads(pickle.dumps(word)) is word
    assert words.words() == tuple(word.value for word in words)


def test_a_language_nobody_knows_is_shown_in_english():
    assert SourceKind.WRITTEN_DECISION.label("fr") == "written decision"
    assert SourceKind.WRITTEN_DECISION.label("nn") == "vedtak"


def test_turns_are_looked_for_in_talk_only():
    assert [kind.value for kind in SourceKind if kind.is_talk] == ["interview", "field note", "minutes", "other"]
