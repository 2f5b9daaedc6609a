"""Lists of phrases and words made ready: what is remembered of words already met changes nothing that is found."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from ieworkbench.language.cues import Phrases, Words
from ieworkbench.language.lexicon import lexicon
from ieworkbench.language.tokens import tokens_of

SENTENCE = st.lists(
    st.sampled_from(["you", "must", "not", "the", "individual", "plan", "plans", "unless", "home", "care", "order"]),
    max_size=14,
)


@given(SENTENCE, SENTENCE)
def test_what_was_read_before_changes_nothing_that_is_found(before, words):
    fresh, used = (Phrases(lexicon("en"), "texts", ["law", "document"]) for _ in range(2))
    used.find(" ".join(before), tokens_of(" ".join(before)))
    text = " ".join(words)
    assert used.find(text, tokens_of(text)) == fresh.find(text, tokens_of(text))


@given(SENTENCE, st.booleans())
def test_words_are_counted_as_they_are_asked_one_by_one(words, endings):
    known = Words(["must", "plan*" if endings else "plan", "care"])
    assert known.count_in(Counter(words)) == sum(each in known for each in words)
