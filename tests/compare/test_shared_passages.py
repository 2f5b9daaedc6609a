"""Shared passages: what is found, what is not, and where it stands."""

from __future__ import annotations

import re
import time
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ieworkbench as ie
from ieworkbench.compare.shared_passages import shared_passages
from ieworkbench.errors import RecordUnknown, RecordWrong
from ieworkbench.importers import read_source
from ieworkbench.model.words import fold

from .made_texts import LETTER, other_words, text

RULE = "the user shall meet at the agreed time and place or say so before"


def places(found) -> list[tuple[tuple[int, int], int, tuple[int, int], tuple[int, int]]]:
    return [(each.texts, each.tokens, (each.a.start, each.a.end), (each.b.start, each.b.end)) for each in found]


# ----------------------------------------------------------------------------------- word for word


def test_a_stretch_in_two_texts_is_found_where_it_stands() -> None:
    found = shared_passages([text(f"Goal. {RULE}. End."), text(f"We write that {RULE}!")])
    assert places(found) == [((0, 1), 14, (6, 71), (14, 79))]
    assert found[0].a.quote == found[0].b.quote == RULE


def test_a_text_that_says_it_twice_repeats_itself() -> None:
    found = shared_passages([text(f"{RULE}. Then something else. {RULE}.")])
    assert places(found) == [((0, 0), 14, (0, 65), (88, 153))]


def test_moved_blocks_are_found_in_any_order() -> None:
    one, other = LETTER, RULE
    found = shared_passages([text(f"{one} between {other}"), text(f"{other} other words {one}")])
    assert [(each.a.start, each.b.start, each.tokens) for each in found] == [(0, 78, 21), (106, 0, 14)]


def test_seven_words_are_too_few_and_eight_enough() -> None:
    seven = "one two three four five six seven"
    assert len(shared_passages([text(f"a {seven} b"), text(f"c {seven} d")])) == 0
    assert len(shared_passages([text(f"a {seven} eight b"), text(f"c {seven} eight d")])) == 1


def test_line_ends_case_accents_quotes_and_ize_do_not_matter() -> None:
    one = text("The office’s person-\nalised plan modernizes the Møte and is nec-\n  essary.")
    other = text("THE OFFICE'S personalised plan modernises the mo\u0308te and is necessary!")
    found = shared_passages([one, other])
    assert [each.tokens for each in found] == [10]
    assert (found[0].a.start, found[0].a.end) == (0, len(one.content) - 1)
    assert (found[0].b.start, found[0].b.end) == (0, len(other.content) - 1)


def test_running_heads_between_the_words_do_not_part_a_passage() -> None:
    from ieworkbench.model.source import SourceWarning

    whole = text(RULE)
    parted = text(RULE.replace("agreed", "\nPage 3\nagreed"))
    start = parted.content.index("Page")
    parted = ie.Source(
        parted.content, (), (), (SourceWarning("running-head", "a head", start, start + 6),), parted.origin
    )
    assert [each.tokens for each in shared_passages([whole, parted])] == [14]


def test_letters_without_blanks_between_words_are_compared_letter_by_letter() -> None:
    found = shared_passages([text("甲乙丙丁戊己庚辛壬癸。"), text("前丙丁戊己庚辛壬癸後")])
    assert [(each.tokens, each.a.quote) for each in found] == [(8, "丙丁戊己庚辛壬癸")]


# ------------------------------------------------------------------------------------ small edits


def test_small_edits_inside_are_tolerated_and_shown_word_by_word() -> None:
    one = text("Every person who receives support will have choice and control over the shape of their support.")
    other = text(
        "We say that every adult who receives support will have the choice and control over the shape of that support"
    )
    found = shared_passages([one, other], similarity=0.7)
    assert len(found) == 1
    assert found[0].tokens == 12
    assert [str(each) for each in found[0].variants] == ["+ “the”"]
    assert found[0].a.quote == "who receives support will have choice and control over the shape of"
    assert [each.tokens for each in shared_passages([one, other])] == []


def test_another_spelling_is_a_variant_too() -> None:
    found = shared_passages([text(RULE.replace("say", "realise")), text(RULE.replace("say", "real-\nize"))])
    assert [(str(each), each.spelling) for each in found[0].variants] == [("“realise” / “real- ize”", True)]


def test_identical_texts_are_found_whole_with_and_without_edits() -> None:
    texts = [text(RULE), text(RULE.replace("agreed", "given")), text(RULE)]
    found = places(shared_passages(texts, similarity=0.7))
    assert found == [((0, 1), 13, (0, 65), (0, 64)), ((0, 2), 14, (0, 65), (0, 65)), ((1, 2), 13, (0, 64), (0, 65))]


def test_no_passage_begins_or_ends_with_words_that_only_one_side_has() -> None:
    found = shared_passages([text(f"alpha beta {RULE} gamma"), text(f"delta {RULE} epsilon zeta")], similarity=0.6)
    assert [each.a.quote for each in found] == [RULE]


# -------------------------------------------------------------------------------------- families


def test_a_family_has_every_place_and_says_where_the_wording_stands_first() -> None:
    plans = [
        text(f"a {RULE} b", "plan-1", "individual plan", ("C1",), "2014-05"),
        text(f"c {RULE} d", "plan-2", "individual plan", ("C2",), "2013-01-15"),
        text(f"e {RULE} f", "law", "law"),
    ]
    found = shared_passages(plans)
    assert [(each.id, each.tokens, each.texts) for each in found.families] == [("f1", 14, (1, 0, 2))]
    assert str(found.families[0]) == (
        "This wording stands in 2 individual plans and 1 law of 2 cases, first in plan-2 (2013-01-15); 1 without a date."
    )


def test_a_sentence_inside_a_shared_page_is_a_family_of_its_own() -> None:
    page = f"{' '.join(other_words(60, 1))} {RULE} {' '.join(other_words(60, 2))}"
    found = shared_passages([text(page), text(page), text(f"x {RULE} y")])
    assert [(each.tokens, each.texts) for each in found.families] == [(14, (0, 1, 2)), (134, (0, 1))]


def test_variation_inside_a_family_is_listed_with_who_says_so() -> None:
    words = "the municipality offers the user three hours of practical help at home each week of the year"
    found = shared_passages(
        [text(words), text(words.replace("three", "two")), text(words.replace("three", "two"))], similarity=0.8
    )
    assert [(str(each), each.members) for each in found.families[0].readings] == [("“three” / “two”", (1, 2))]


# ---------------------------------------------------------------------------------------- leaving


def test_a_frame_has_a_row_for_each_passage_and_columns_also_without_any() -> None:
    columns = ["source_a", "start_a", "end_a", "source_b", "start_b", "end_b", "tokens", "similarity", "quote"]
    frame = shared_passages([text(RULE, "a"), text(RULE, "b")]).to_frame()
    assert frame.to_dict("records") == [dict(zip(columns, ["a", 0, 65, "b", 0, 65, 14, 1.0, RULE], strict=True))]
    assert list(shared_passages([]).to_frame().columns) == columns


def test_shares_say_how_much_of_each_text_stands_in_each_other() -> None:
    own = " ".join(other_words(14, 3))
    shares = shared_passages([text(f"{RULE} {own}", "plan"), text(RULE, "law")]).shares()
    assert shares.loc["plan", "law"] == 50
    assert shares.loc["law", "plan"] == 100


def test_between_two_texts_whichever_is_named_first() -> None:
    found = shared_passages([text(RULE, "a"), text(RULE, "b"), text(RULE, "c")])
    assert found.between("c", "a") == found.between("a", "c") == (found[1],)
    with pytest.raises(RecordUnknown, match="d"):
        found.between("a", "d")


def test_the_same_question_has_the_same_answer() -> None:
    texts = [text(RULE, "a"), text(f"{LETTER} {RULE}", "b")]
    assert shared_passages(texts) == shared_passages(texts)
    assert shared_passages(texts) != shared_passages(texts, min_tokens=9)


def test_the_method_note_names_the_settings() -> None:
    note = shared_passages([text(RULE)], min_tokens=6, similarity=0.8).method
    assert note.startswith("Stretches of at least 6 words, at least 0.80 alike word by word;")


# ------------------------------------------------------------------------------------- bad input


@pytest.mark.parametrize(
    "given_texts",
    [[], [text("")], [text(""), text("word")], [text("word"), text("word")], [text("— … !"), text("— … !")]],
)
@pytest.mark.parametrize("similarity", [1.0, 0.6])
def test_texts_with_nothing_to_compare_share_nothing(given_texts, similarity) -> None:
    found = shared_passages(given_texts, similarity=similarity, echoes=True)
    assert (len(found), len(found.families), found.echoes, found.to_frame().empty) == (0, 0, (), True)


@pytest.mark.parametrize(
    "settings_given",
    [{"min_tokens": 1}, {"min_tokens": 8.0}, {"similarity": 0}, {"similarity": 1.2}, {"engine": "spark"}],
)
def test_settings_that_cannot_be_are_refused(settings_given) -> None:
    with pytest.raises(RecordWrong):
        shared_passages([text(RULE)], **settings_given)


def test_ten_thousand_copies_of_one_letter_are_one_family_in_bounded_work() -> None:
    letters = [text(f"To {other_words(1, number)[0]}. {LETTER}") for number in range(10_000)]
    start = time.perf_counter()
    found = shared_passages(letters)
    families = found.families
    assert time.perf_counter() - start < 60
    assert len(found) == 9_999
    assert [(len(each.members), each.tokens) for each in families[:1]] == [(10_000, 21)]
    assert found.often > 0
    assert "compared with the first one" in found.method


def test_copies_beyond_the_limit_are_still_found_at_full_length() -> None:
    """Grams that are too frequent to be paired all with all leave no holes in a passage."""
    common = " ".join(other_words(10, 9))
    copies = [text(f"n{number}a {common} n{number}b") for number in range(300)]
    long = f"{' '.join(other_words(10, 10))} {common} {' '.join(other_words(10, 11))}"
    found = shared_passages([text(long), *copies, text(long)])
    assert (30, (0, 301)) in [(each.tokens, each.texts) for each in found]


def test_the_same_word_over_and_over_is_no_flood_of_repeats() -> None:
    noise = text("no " * 200_000)
    start = time.process_time()
    found = shared_passages([noise, text("yes. " + "no " * 1_000), text("no yes " * 5_000)])
    assert time.process_time() - start < 10
    assert [(each.texts, each.tokens) for each in found] == [((0, 1), 1_000)]


def test_copies_of_a_long_text_with_phrases_that_stand_everywhere_are_found_whole_and_soon() -> None:
    phrase = " ".join(other_words(8, 1))
    long = " ".join(f"{phrase} n{number} m{number} o{number}" for number in range(20_000))
    start = time.process_time()
    found = shared_passages([text(long), text(f"{long} end")])
    assert time.process_time() - start < 20
    assert max((each.tokens, each.texts) for each in found) == (220_000, (0, 1))


def test_a_very_long_text_takes_time_in_proportion() -> None:
    words = np.random.default_rng(1).integers(0, 50_000, 400_000)
    long = " ".join(f"o{each}" for each in words)
    times = []
    for part in (long[: len(long) // 4], long):
        start = time.process_time()
        shared_passages([text(part)], similarity=0.8)
        times.append(time.process_time() - start)
    assert times[1] < 12 * times[0] + 1


# ------------------------------------------------------------------------------------------- laws

WORDS = st.lists(
    st.sampled_from(["alfa", "beta", "gamma", "delta", "MØTE", "møte", "plan-", "real\xadise", "vi’l", "7", "—", "."]),
    max_size=40,
)


@settings(max_examples=60)
@given(WORDS, WORDS, st.integers(2, 9))
def test_slices_are_equal_after_folding_and_long_enough(one, other, least) -> None:
    texts = [text(" ".join(one)), text("\n".join(other))]
    for each in shared_passages(texts, min_tokens=least):
        assert folded(each.a.quote) == folded(each.b.quote)
        assert len(folded(each.a.quote)) == each.tokens >= least
        for number, passage in zip(each.texts, (each.a, each.b), strict=True):
            assert passage.stands_in(texts[number].content)
        assert each.texts != (0, 0) or each.a.end <= each.b.start


def folded(quote: str) -> list[str]:
    joined = re.sub(r"(?<=\w)-\n(?=[a-zæøå])", "", quote)
    return re.findall(r"[^\W_]+(?:'[^\W_]+)*", fold(joined))


@settings(max_examples=60)
@given(WORDS, WORDS, st.sampled_from([1.0, 0.7]))
def test_comparing_is_the_same_both_ways_round(one, other, similarity) -> None:
    a, b = text(" ".join(one)), text(" ".join(other))
    there = shared_passages([a, b], min_tokens=4, similarity=similarity)
    back = shared_passages([b, a], min_tokens=4, similarity=similarity)
    between = {(p.a.start, p.a.end, p.b.start, p.b.end) for p in there if p.texts == (0, 1)}
    turned = {(p.b.start, p.b.end, p.a.start, p.a.end) for p in back if p.texts == (0, 1)}
    if similarity == 1:
        assert between == turned
    else:
        assert covered(between) == pytest.approx(covered(turned), rel=0.5, abs=40)


def covered(found) -> int:
    return len({at for start, end, _, _ in found for at in range(start, end)})


@settings(max_examples=60)
@given(st.integers(8, 60), st.integers(0, 50), st.integers(0, 50), st.integers(0, 10**6))
def test_a_planted_copy_is_found_whole(length, before, after, seed) -> None:
    planted = " ".join(other_words(length, seed))
    one = text(" ".join([*other_words(before, seed + 1), planted, *other_words(after, seed + 2)]))
    other = text(" ".join([*other_words(after, seed + 3), planted, *other_words(before, seed + 4)]))
    found = shared_passages([one, other])
    assert [(each.a.quote, each.b.quote) for each in found] == [(planted, planted)]


@settings(max_examples=60)
@given(st.integers(20, 60), st.data())
def test_a_planted_copy_with_one_edit_is_found_as_one_stretch(length, data) -> None:
    words = other_words(length, 5)
    at = data.draw(st.integers(8, length - 9))
    one = text(" ".join([*other_words(30, 6), *words]))
    other = text(" ".join([*words[:at], "edited", *words[at + 1 :], *other_words(30, 7)]))
    [found] = shared_passages([one, other], similarity=0.7)
    assert found.a.quote == " ".join(words)


@settings(max_examples=60)
@given(st.integers(20, 60), st.data())
def test_of_a_planted_copy_with_a_few_edits_every_eight_words_without_one_are_found(length, data) -> None:
    words = other_words(length, 5)
    copy = list(words)
    edits = sorted(data.draw(st.sets(st.integers(2, length - 3), max_size=length // 10)))
    for at in edits:
        copy[at] = f"edited{at}"
    one = text(" ".join([*other_words(30, 6), *words]))
    other = text(" ".join([*copy, *other_words(30, 7)]))
    found = shared_passages([one, other], similarity=0.7)
    for before, after in pairwise([-1, *edits, length]):
        run = " ".join(words[before + 1 : after])
        assert after - before <= 8 or any(run in each.a.quote for each in found)


# --------------------------------------------------------------------------------------- engines


@pytest.mark.parametrize("similarity", [1.0, 0.7])
def test_both_engines_find_the_same(similarity) -> None:
    texts = [
        text(f"{' '.join(other_words(20, n))} {RULE} {LETTER} {' '.join(other_words(20, n + 50))}") for n in range(8)
    ]
    texts += [text(f"{RULE.replace('agreed', 'given')} {LETTER}")]
    ours = shared_passages(texts, similarity=similarity, engine="numpy")
    assert places(ours) == places(shared_passages(texts, similarity=similarity, engine="duckdb"))
    assert len(ours) > 8


# ------------------------------------------------------------------------------- the real articles


@pytest.fixture(scope="module")
def articles(shared: Path) -> dict[str, ie.Source]:
    letters = {"000": "B", "001": "P1", "002": "D", "003": "P3", "004": "K"}
    return {letters[path.name[:3]]: read_source(path) for path in sorted((shared / "seeds").glob("*.txt"))}


@pytest.mark.needs_shared
class TestArticles:
    """The passages that five published articles share, known beforehand."""

    def test_word_for_word_no_more_and_no_less(self, articles) -> None:
        found = shared_passages(articles.values())
        names = list(articles)
        between = {(names[a], names[b]): 0 for a in range(5) for b in range(a, 5)}
        for each in found:
            between[names[each.texts[0]], names[each.texts[1]]] += 1
        assert {pair: number for pair, number in between.items() if number} == {
            ("B", "B"): 5,
            ("B", "K"): 2,
            ("P1", "P1"): 12,
            ("P1", "P3"): 62,
            ("P1", "K"): 3,
            ("P3", "P3"): 14,
            ("P3", "K"): 3,
        }
        others = [each for each in places(found) if each[0] in {(0, 4), (1, 4), (3, 4)}]
        assert others == [
            ((0, 4), 37, (7643, 7863), (8980, 9201)),
            ((0, 4), 10, (7997, 8061), (4780, 4846)),
            ((1, 4), 11, (730, 805), (6027, 6102)),
            ((1, 4), 15, (812, 894), (6115, 6195)),
            ((1, 4), 29, (6132, 6314), (6014, 6195)),
            ((3, 4), 11, (1718, 1791), (6027, 6102)),
            ((3, 4), 15, (1798, 1878), (6115, 6195)),
            ((3, 4), 29, (7412, 7591), (6014, 6195)),
        ]

    def test_the_twin_articles_share_nearly_everything(self, articles) -> None:
        found = shared_passages([text(articles["P1"].content, "P1"), text(articles["P3"].content, "P3")])
        between = [each for each in found if each.texts == (0, 1)]
        assert sorted((each.tokens for each in between), reverse=True)[:4] == [927, 450, 296, 244]
        assert found.words == (3456, 4672)
        assert round(found.shares().iloc[0, 1], 2) == 97.95

    def test_shorter_echoes_come_on_request(self, articles) -> None:
        found = shared_passages(articles.values(), echoes=True)
        starts = {(each.texts, each.a.start, each.b.start) for each in found.echoes}
        assert ((0, 4), 7915, 4185) in starts
        assert ((0, 4), 8096, 5566) in starts
        assert any(texts == (0, 2) and 635 <= a <= 696 and 1127 <= b <= 1196 for texts, a, b in starts)
        assert shared_passages(articles.values()).echoes == ()

    def test_with_edits_the_two_halves_of_the_sentence_are_one(self, articles) -> None:
        found = shared_passages([articles["P3"], articles["K"]], similarity=0.75)
        assert (26, (1718, 1878), (6027, 6195)) in [each[1:] for each in places(found)]

    def test_the_sql_plan_finds_the_same(self, articles) -> None:
        texts = list(articles.values())
        assert shared_passages(texts, engine="duckdb") == shared_passages(texts)

    def test_without_joining_at_line_ends_known_passages_break(self, articles) -> None:
        def found(one: str, other: str) -> list[int]:
            parted = [text(articles[name].content.replace("-\n", "- \n·")) for name in (one, other)]
            return sorted(each.tokens for each in shared_passages(parted) if each.texts == (0, 1))

        assert found("B", "K") == [8, 28]
        assert found("P3", "K") == [9, 15, 19]

    @pytest.mark.parametrize(
        ("name", "breaks"),
        [
            ("P1", {(2132, 2286): (2132, 2222), (2306, 2390): None, (2392, 2531): (2392, 2505)}),
            ("P3", {(3089, 3240): (3089, 3177), (3259, 3341): None, (3343, 3479): (3343, 3454)}),
        ],
    )
    def test_without_ize_as_ise_what_an_article_repeats_of_itself_breaks(
        self, articles, monkeypatch, name, breaks
    ) -> None:
        """Of a run of 22 words 19 are left, of one of 21 words 13, and one of 14 words is gone.

        Listed by length, 22 and 21 become 19 and 19, as another run has had 19 all along.
        """
        folded = shared_passages([articles[name]])
        monkeypatch.setattr("ieworkbench.compare.word_rows._fold_endings", lambda *_: None)
        bare = shared_passages([articles[name]])
        assert (len(folded), len(bare)) == {"P1": (12, 11), "P3": (14, 13)}[name]
        lengths = [sorted((each.tokens for each in found), reverse=True) for found in (folded, bare)]
        ranks = {"P1": slice(1, 3), "P3": slice(2, 4)}[name]
        assert [each[ranks] for each in lengths] == [[22, 21], [19, 19]]
        runs = [{(each.a.start, each.a.end): each.tokens for each in found} for found in (folded, bare)]
        assert {place: runs[0][place] for place in breaks} == dict(zip(breaks, (21, 14, 22), strict=True))
        left = {place for place in breaks.values() if place}
        assert runs[0].keys() - runs[1].keys() == breaks.keys()
        assert {place: runs[1][place] for place in sorted(left)} == dict(zip(sorted(left), (13, 19), strict=True))
