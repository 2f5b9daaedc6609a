"""Doubts about a text: the right ones at the right places, and none about sound texts."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ieworkbench.importers.doubts import doubts_about
from ieworkbench.model.cleaning import clean
from ieworkbench.model.source import Section, SourceWarning
from ieworkbench.model.vocabulary import SectionKind


def printed(text: str, sections: tuple[Section, ...] = ()) -> list[SourceWarning]:
    return doubts_about(text, sections, printed=True)


def places(text: str, code: str, sections: tuple[Section, ...] = ()) -> list[str]:
    """The words at the places of one kind of doubt."""
    return [text[each.start : each.end] for each in printed(text, sections) if each.code == code]


def paged(*pages: str) -> tuple[str, tuple[Section, ...]]:
    sections, at = [], 0
    for number, page in enumerate(pages, 1):
        sections.append(Section(at, at + len(page), SectionKind.PAGE, label=str(number)))
        at += len(page)
    return "".join(pages), tuple(sections)


BODY = (
    "She wrote the plan with her doctor and took it home, where it\nlay on the table for a week before anybody read it again.\n"
    * 9
)


def body(number: int) -> str:
    """A page's worth of words that no other page has at its top or foot."""
    name = "".join("abcdefghij"[int(digit)] for digit in str(number))
    return f"Page {name} opens with words of its own,\nand page {name} goes on\nwith more {name} words.\n{BODY}Then {name} ends\nas {name} ends,\nwith {name} at last.\n"


def test_lost_letters_are_named_in_every_format() -> None:
    found = doubts_about("a \ufffd b \uf0b7 c", (), printed=False)
    assert [(each.code, each.start, each.end) for each in found] == [
        ("replacement-character", 2, 3),
        ("private-use-character", 6, 7),
    ]


@pytest.mark.parametrize(("wrong", "right"), [("sÃ¸knad", "ø"), ("pÃ¥", "å"), ("sheâ€™s", "’"), ("Â§ 14", "§")])
def test_letters_read_in_the_wrong_encoding_name_the_right_one(wrong: str, right: str) -> None:
    (found,) = doubts_about(wrong, (), printed=False)
    assert found.code == "mojibake"
    assert f"“{right}”" in found.message
    assert "--encoding utf-8" in found.message


def test_capital_letters_with_accents_are_no_mojibake() -> None:
    assert doubts_about("Ångström, Älvsjö, São Paulo, SÃO, Ção", (), printed=True) == []


def test_bullets_in_another_font_are_found_even_glued() -> None:
    text = "n\tFirst thing\nn\tSecond thing\nn\tThird thing\nnSatisfaction, control\nnobody\n"
    assert places(text, "bullet-letter") == ["n\t", "n\t", "n\t", "n"]
    assert clean(text, printed(text)).text == "First thing\nSecond thing\nThird thing\nSatisfaction, control\nnobody\n"


def test_words_that_open_lines_are_no_bullets() -> None:
    text = "o sun, shine\no moon, rise\no wind, blow\n§ 14 a\n§ 15\n§ 16\nl is long\n"
    assert places(text, "bullet-letter") == []


def test_running_heads_and_numbers_of_pages_are_whole_lines() -> None:
    text, pages = paged(*(f"A Study of Plans\n{body(number)}{number}\n" for number in range(11, 16)))
    assert places(text, "running-head", pages) == ["A Study of Plans\n"] * 5
    assert places(text, "page-number", pages) == ["11\n", "12\n", "13\n", "14\n", "15\n"]
    assert clean(text, printed(text, pages)).text == "".join(body(number) for number in range(11, 16))


def test_left_and_right_heads_may_differ() -> None:
    heads = ["{} A. Writer\n", "On Plans {}\n"]
    text, pages = paged(*(heads[number % 2].format(number) + body(number) for number in range(20, 28)))
    assert len(places(text, "running-head", pages)) == 8


def test_short_answers_at_the_foot_of_pages_are_no_heads() -> None:
    text, pages = paged(
        *(
            f"Question {number} was long?\n{body(number)}Yeah.\n" if number % 4 == 0 else body(number)
            for number in range(20)
        )
    )
    assert places(text, "running-head", pages) == []


def test_pages_of_is_a_page_number() -> None:
    text, pages = paged(*(f"{body(number)}{number}/3\n" for number in (1, 2, 3)))
    assert places(text, "page-number", pages) == ["1/3\n", "2/3\n", "3/3\n"]


def test_heads_in_a_text_without_pages_count_up() -> None:
    text = "".join(f"{BODY}\n{number} Kari Nordmann\n\n" for number in range(4, 9))
    assert places(text, "running-head") == [f"{number} Kari Nordmann\n" for number in range(4, 9)]


def test_headings_that_count_up_are_no_heads() -> None:
    text = "".join(f"Chapter {number}\n{BODY}" for number in range(1, 9))
    assert printed(text) == []


@pytest.mark.parametrize(
    "head",
    [
        "JNL_12_3_Author_Title   2 29/03/2011   14:43",
        "Scandinavian Journal of Made Up Care 2011    Vol 17  No 4 97",
        "1268 Kari Nordmann",
    ],
)
def test_one_head_is_known_by_its_form(head: str) -> None:
    text = f"{BODY}{BODY}\n{head}\n\n{BODY}"
    assert places(text, "running-head") == [f"{head}\n"]


def test_addresses_and_references_are_no_heads() -> None:
    text = f"{BODY}{BODY}Storgata 1\n0181 Oslo\n8622 Mo i Rana\nWriter A (2009) On plans. Journal of Care Vol 17 No 4, 97-99.\n"
    assert places(text, "running-head") == []


def test_a_notice_printed_letter_by_letter_is_one_place() -> None:
    notice = "D\now\n\nnloaded from\n https://exam\n\nple.org\n/a/1 by guest on 13 M\narch 2024\n"
    assert places(f"{BODY}\n{notice}\n{BODY}", "download-notice") == [notice]


def test_hyphens_that_only_part_a_word_go_with_their_line_break() -> None:
    text = "The conse-\nquences of a ser-\nvice, and services.\n"
    assert places(text, "line-end-hyphen") == ["-\n", "-\n"]
    assert clean(text, printed(text)).text == "The consequences of a service, and services.\n"


def test_a_hyphen_of_the_word_itself_stays() -> None:
    text = "Their well-being came first. It was about well-\nbeing and user-\nled plans, which were led by a user.\n"
    assert places(text, "line-end-hyphen") == ["\n"]
    assert "well-\nbeing and user-led plans" in clean(text, printed(text)).text


def test_a_hyphen_before_and_stays() -> None:
    assert printed("Inn-\nog utbetaling, and so on\n") == []


def test_a_word_parted_by_a_running_head_is_joined() -> None:
    ends = ("It was conse-", "it ended,", "so it went,")
    starts = ("At first it", "quently moved, and it", "Later it")
    text, pages = paged(*(f"A Study of Plans\n{starts[number]} {body(number)}{ends[number]}\n" for number in range(3)))
    assert "It was consequently moved" in clean(text, printed(text, pages)).text


def test_a_word_parted_by_a_foot_and_the_next_head_is_joined() -> None:
    ends = ("It was conse-", "it ended,", "so it went,")
    starts = ("At first it", "quently moved, and it", "Later it")
    whole = [
        f"A Study of Plans\n{starts[number]} {body(number)}{ends[number]}\nPage {number + 1} of 3\n"
        for number in range(3)
    ]
    text, pages = paged(*whole)
    assert "It was consequently moved" in clean(text, printed(text, pages)).text


def test_glued_footnote_numbers_count_up() -> None:
    text = "the Administration,1 the Office,2 and the others.3 See vol.4 and v2.5 of nr.6"
    assert places(text, "footnote-digit") == ["1", "2", "3"]


def test_footnote_numbers_stand_after_a_word_and_its_sign_and_nowhere_else() -> None:
    text = "so he said.1 (the Office).2 the “plan”3 a (list)4 and word)”5 or no.5 or a/word.5 or end.555"
    assert places(text, "footnote-digit") == ["1", "2", "3", "4"]


def test_a_line_of_blanks_before_a_broken_one_is_no_trouble() -> None:
    english = "the plan of the office and the letter that was sent with it " * 4
    text = f"{english}\n{' ' * 120}\nwas kept. It was written for the\nof {english}"
    assert places(text, "reading-order") == ["was kept. It was written for the\nof the plan of"]


def test_a_sentence_that_goes_on_elsewhere_is_named_at_both_places() -> None:
    english = "The plan was written for the office and the doctor, and it was more likely to be read with care. " * 3
    text = (
        f"{english}\nn\tPeople at home were more \n in social tables, but the rest of the care\nwas good.\n\n"
        f"{english}\nand training in the use of the new IB \n\nlikely to feel they had control\n\n{english}"
    )
    assert places(text, "reading-order") == [
        "People at home were more \n in social tables, but",
        "and training in the use of the new IB \n\nlikely to feel they",
    ]


def test_sound_sentences_across_lines_and_columns_have_no_doubt() -> None:
    text = (
        "The model for the personal \n\nbudgets was largely that of the town, and \n later parts of it were more\n"
        "in line with the law. What they were more\n\nlikely to feel was the lack of a plan that the\nowner knew.\n"
    ) * 3
    assert printed(text) == []


def test_a_text_that_was_never_printed_is_left_alone() -> None:
    assert doubts_about("n\tA word\nn\tA word\nn\tA word\n12\nconse-\nquently\n", (), printed=False) == []


@pytest.mark.needs_shared
def test_the_raw_extraction_of_an_article_shows_its_traps(shared: Path) -> None:
    (path,) = (shared / "seeds").glob("001_*.txt")
    text = path.read_text(encoding="utf-8")
    found = {(each.code, each.start, each.end) for each in printed(text)}
    assert {start for code, start, _ in found if code == "replacement-character"} == {6798, 6887}
    assert {("running-head", 6738, 6795), ("running-head", 6826, 6892), ("bullet-letter", 21031, 21032)} <= found
    assert [(start, end) for code, start, end in sorted(found) if code == "reading-order"] == [
        (14213, 14282),
        (15801, 15862),
    ]
    assert any(code == "line-end-hyphen" for code, _, _ in found)


@pytest.mark.needs_shared
@pytest.mark.parametrize(
    ("seed", "counts"),
    [
        ("000", {"footnote-digit": 3}),
        ("002", {}),
        ("003", {}),
        ("004", {"line-end-hyphen": 85, "running-head": 1, "download-notice": 1}),
    ],
)
def test_other_articles_have_these_doubts_and_no_others(shared: Path, seed: str, counts: dict[str, int]) -> None:
    (path,) = (shared / "seeds").glob(f"{seed}_*.txt")
    codes = [each.code for each in printed(path.read_text(encoding="utf-8"))]
    assert {code: codes.count(code) for code in codes} == counts


@pytest.mark.needs_shared
def test_letters_have_no_doubts(shared: Path) -> None:
    letters = sorted((shared / "data" / "nav_repayment_letters").rglob("*.txt"))
    assert letters
    assert [path.name for path in letters if printed(path.read_text(encoding="utf-8"))] == []


@given(
    st.lists(
        st.sampled_from(
            ["a", "the", "of", "-", "\n", " ", "12", "/", "n\t", "\ufffd", "1268 Kari Nordmann", ",1", "\f", "Ã¸"]
        )
    )
)
@settings(max_examples=150)
def test_places_lie_inside_the_text_and_cleaning_never_adds(pieces: list[str]) -> None:
    text = "".join(pieces)
    found = printed(text)
    assert all(
        each.start is not None and each.end is not None and 0 <= each.start < each.end <= len(text) for each in found
    )
    cleaned = clean(text, found)
    assert cleaned.text == "".join(text[start:end] for start, end in cleaned.kept)


@pytest.mark.parametrize(
    "piece", ["a", "ab-\n", "   \n", "D\n", "1/2\n", "a-", "the\nof ", "Vol 1 No 2010 ", "_ ", "Downloaded from "]
)
def test_time_grows_no_faster_than_the_text(piece: str) -> None:
    text = piece * (300_000 // len(piece))
    before = time.process_time()
    printed(text)
    assert time.process_time() - before < 8
