"""Positions of other programs: whatever they count, every stretch comes back on its own words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ieworkbench.exchange.refi_positions import (
    Convention,
    LaidText,
    LineEnds,
    Mark,
    Meant,
    Unit,
    meant_by,
    place_marks,
)

WORDS = ["I", "rang", "the", "office", "again", "nobody", "😀", "så", "jeg", "brev", "til", "æøå", "𝕏", "waiting"]


def foreign(text: str, place: int, way: Convention, *, mark: bool) -> int:
    """The position that a program counting in this way gives to a place of ``text``, which has LF only."""
    before = text[:place]
    if way.line_ends is not LineEnds.ONE:
        before = before.replace("\n", "\r\n")
    count = {
        Unit.CODE_POINTS: len(before),
        Unit.UTF16: len(before.encode("utf-16-le")) // 2,
        Unit.UTF8: len(before.encode()),
    }[way.unit]
    if way.mark_counted and mark:
        count += 3 if way.unit is Unit.UTF8 else 1
    return count


def as_marked(text: str, places: list[tuple[int, int]], way: Convention, *, mark: bool) -> list[Mark]:
    marks = []
    for start, end in places:
        quote = text[start:end]
        last = foreign(text, end, way, mark=mark) - way.last_inside
        name = quote if len(quote) < 60 else quote[:60] + "…"
        marks.append(Mark(foreign(text, start, way, mark=mark), last, name.replace("\n", " ")))
    return marks


@st.composite
def texts_with_places(draw):
    """A text of numbered words, so that no two stretches are alike, and stretches of whole words in it."""
    count = draw(st.integers(12, 60))
    words = [f"{draw(st.sampled_from(WORDS))}{number}" for number in range(count)]
    gaps = draw(st.lists(st.sampled_from([" ", "\n", " ", ". ", "\n\n"]), min_size=count, max_size=count))
    pieces, starts, at = [], [], 0
    for word, gap in zip(words, gaps, strict=True):
        starts.append((at, at + len(word)))
        pieces += [word, gap]
        at += len(word) + len(gap)
    chosen = draw(st.lists(st.integers(0, count - 5), min_size=5, max_size=20, unique=True))
    return "".join(pieces), [(starts[one][0], starts[one + draw(st.integers(1, 4))][1]) for one in sorted(chosen)]


WAYS = st.builds(
    Convention,
    st.sampled_from(Unit),
    st.sampled_from(LineEnds),
    st.booleans(),
    st.booleans(),
)


@settings(max_examples=300)
@given(texts_with_places(), WAYS, st.booleans(), st.lists(WAYS, max_size=2))
def test_whatever_a_program_counts_and_did_in_other_sources_every_stretch_comes_back_exactly(drawn, way, mark, likely):
    text, places = drawn
    raw = text if way.line_ends is LineEnds.TWO else text.replace("\n", "\r\n")
    laid = LaidText.of(raw, mark=mark)
    _, spots = place_marks(laid, as_marked(text, places, way, mark=mark), likely)
    assert laid.content == text
    assert [(spot.start, spot.end) for spot in spots] == places
    assert [spot.why for spot in spots] == [""] * len(places)


@settings(max_examples=150)
@given(
    st.text("ab😀é\r\n…. 7", max_size=40),
    st.lists(st.tuples(st.integers(), st.integers(), st.text(max_size=8)), max_size=6),
    st.booleans(),
)
def test_no_text_and_no_position_makes_it_stumble_and_no_place_is_outside(raw, given_marks, mark):
    laid = LaidText.of(raw, mark=mark)
    _, spots = place_marks(laid, [Mark(*each) for each in given_marks])
    assert len(spots) == len(given_marks)
    for spot in spots:
        assert (0 <= spot.start < spot.end <= len(laid.content)) or (not spot.placed and spot.why)


def test_utf_16_units_are_seen_by_the_quotes():
    laid = LaidText.of("😀 I sent the intake form to the office.")
    assert place_marks(laid, [Mark(14, 25, "intake form")])[0].unit is Unit.UTF16


def test_the_way_of_other_sources_is_not_taken_where_it_adds_a_blank_to_some_stretches():
    laid = LaidText.of("I rang. I wait. 😀 A form. A plan. A call.")
    marks = [
        Mark(0, 7, "I rang."),
        Mark(8, 15, "I wait."),
        Mark(16, 25, "😀 A form."),
        Mark(16, 33, "😀 A form. A plan."),
    ]
    marks.append(Mark(16, 41, "😀 A form. A plan. A call."))
    way, spots = place_marks(laid, marks, [Convention(Unit.UTF16, last_inside=True)])
    assert (way, [(each.start, each.end) for each in spots[:2]]) == (Convention(), [(0, 7), (8, 15)])


def test_line_ends_of_two_are_counted_although_the_file_has_one():
    laid = LaidText.of("one\ntwo\nthree words here\nfour")
    way, (spot,) = place_marks(laid, [Mark(10, 26, "three words here")])
    assert (way.line_ends, laid.content[spot.start : spot.end]) == (LineEnds.TWO, "three words here")


def test_a_byte_order_mark_before_plain_letters_may_count_as_three_bytes():
    laid = LaidText.of("I rang the office and nobody answered", mark=True)
    way, (one, other) = place_marks(laid, [Mark(5, 9, "rang"), Mark(25, 31, "nobody")])
    assert (way.unit, way.mark_counted, one.start, other.start) == (Unit.UTF8, True, 2, 22)


def test_a_file_with_line_ends_of_two_may_count_them_as_one():
    laid = LaidText.of("one\r\ntwo\r\nthree words here\r\nfour")
    way, (spot,) = place_marks(laid, [Mark(8, 24, "three words here")])
    assert (way.line_ends, spot.start) == (LineEnds.ONE, 8)


def test_without_quotes_whole_words_decide_but_only_if_they_are_clear():
    laid = LaidText.of("I rang the office and nobody answered me there")
    inside = [
        Mark(0, 0, "line:0"),
        Mark(2, 5, "line:1"),
        Mark(7, 9, "line:2"),
        Mark(11, 16, "line:3"),
        Mark(22, 27, "line:4"),
    ]
    assert place_marks(laid, inside)[0].last_inside
    assert not place_marks(laid, inside[1:2])[0].last_inside


def test_a_tie_is_read_as_the_standard_has_it():
    assert place_marks(LaidText.of("Mm. Yes."), [Mark(0, 3, "")])[0] == Convention()


def test_names_that_are_cut_are_known_by_their_beginning():
    text = "Before. " + "I had to ring them again and again until somebody answered."
    _, (spot,) = place_marks(LaidText.of(text), [Mark(8, 67, "I had to ring them again…")])
    assert text[spot.start : spot.end] == "I had to ring them again and again until somebody answered."


def test_blanks_and_quotation_marks_may_be_written_otherwise_in_a_name():
    text = "He said “come\nback tomorrow” and left"
    _, (spot,) = place_marks(LaidText.of(text), [Mark(8, 28, '"come back tomorrow"')])
    assert (spot.start, spot.end, spot.why) == (8, 28, "")


def test_letters_that_xml_cannot_hold_are_no_other_words():
    text = "I sent\x0b the\x01 form and\x0c waited for it"
    _, (spot,) = place_marks(LaidText.of(text), [Mark(0, len(text), "I sent  the\ufffd form and  waited for it")])
    assert (spot.start, spot.end, spot.why) == (0, len(text), "")


def test_a_stretch_that_moved_is_found_by_its_words_and_that_is_said():
    text = "A line that was put in later. Then I rang the office about the decision."
    _, (spot,) = place_marks(LaidText.of(text), [Mark(5, 27, "I rang the office about")])
    assert text[spot.start : spot.end] == "I rang the office about"
    assert spot.why == "its words stand 30 letters away; it was placed where they stand"


def test_words_that_stand_nowhere_get_no_place_rather_than_others():
    _, (spot,) = place_marks(LaidText.of("Quite other words stand here now."), [Mark(0, 21, "I rang the office ag…")])
    assert not spot.placed
    assert spot.why == "other words stand there, and its own were not found near it"


def test_words_that_stand_twice_near_by_get_no_place():
    text = "xx I rang the office yy I rang the office zz"
    _, (spot,) = place_marks(LaidText.of(text), [Mark(0, 17, "I rang the office")])
    assert not spot.placed


def test_a_title_is_no_quote_and_moves_nothing():
    text = "We waited for an answer until the spring came, and then waiting began again."
    _, (spot,) = place_marks(LaidText.of(text), [Mark(0, 45, "waiting")])
    assert (spot.start, spot.end, spot.why) == (0, 45, "")


@pytest.mark.parametrize(
    ("mark", "place", "why"),
    [
        (Mark(5, 99), (5, 12), "it reaches out of the text and was cut to what is inside"),
        (Mark(-4, 5), (0, 5), "it reaches out of the text and was cut to what is inside"),
        (Mark(50, 60), (-1, -1), "it lies outside the text"),
        (Mark(7, 7), (-1, -1), "there are no words between its positions"),
        (Mark(9, 3), (-1, -1), "there are no words between its positions"),
        (Mark(None, 4, "no number"), (-1, -1), "its positions are no numbers, and its words were not found"),
        (
            Mark(None, None, "I rang a lot"),
            (0, 12),
            "its positions are no numbers; it was placed where its words stand",
        ),
        (Mark(0, 99, "quite other words…"), (-1, -1), "it reaches out of the text, and its words were not found"),
    ],
)
def test_positions_outside_the_text_are_never_taken_silently(mark, place, why):
    _, (spot, _) = place_marks(LaidText.of("I rang a lot"), [mark, Mark(0, 6, "I rang")])
    assert ((spot.start, spot.end), spot.why) == (place, why)


def test_a_position_inside_a_letter_takes_the_whole_letter():
    text = "ab😀cd, and I rang"
    _, (spot, _) = place_marks(LaidText.of(text), [Mark(3, 5, ""), Mark(12, 18, "I rang")])
    assert text[spot.start : spot.end] == "😀c"
    assert spot.why == "it began or ended inside a letter, which is taken whole"


def test_names_are_words_titles_or_labels():
    quote = "For some reason babies are not supposed to have milk."
    names = ["For some reason babies…", "For some reason", "why does she do this?", "Quotation 12:3", "q1", ""]
    assert [meant_by(name, quote) for name in names] == [
        Meant.WORDS,
        Meant.WORDS,
        Meant.TITLE,
        Meant.LABEL,
        Meant.LABEL,
        Meant.WORDS,
    ]


def test_five_thousand_lost_stretches_in_a_long_text_take_no_minutes():
    text = "nothing of this kind stands here. " * 30_000
    marks = [Mark(number, number + 30, f"words of number {number} that were lost…") for number in range(5_000)]
    _, spots = place_marks(LaidText.of(text), marks)
    assert not any(spot.placed for spot in spots)


def test_names_of_blanks_say_nothing_of_how_positions_are_counted():
    text = LaidText.of("😀😀00\x1b\n\n")
    way, spots = place_marks(text, [Mark(5, 6, " "), Mark(6, 7, " ")])
    assert (way, [(each.start, each.end) for each in spots]) == (Convention(), [(5, 6), (6, 7)])


def test_a_name_in_which_a_line_break_and_a_letter_were_replaced_is_still_its_words():
    text = LaidText.of("😀😀😀\x0bwaiting00\x1b")
    way, (spot,) = place_marks(text, [Mark(0, 14, "😀😀😀 waiting00\ufffd")])
    assert (way, spot.start, spot.end, spot.why) == (Convention(), 0, 14, "")


def test_a_short_name_as_long_as_its_stretch_that_stands_nearby_is_its_words_and_no_title():
    laid = LaidText("They sent a form, and I rang them.")
    _, (spot,) = place_marks(laid, [Mark(8, 12, "form")])
    assert laid.content[spot.start : spot.end] == "form"
    assert spot.why == "its words stand 4 letters away; it was placed where they stand"


def test_in_a_file_of_ours_that_was_changed_no_stretch_lands_on_other_words():
    laid = LaidText("Somebody put this in front. They sent a form, and I rang.")
    _, spots = place_marks(laid, [Mark(12, 16, "form"), Mark(-5, 9, "gone"), Mark(22, 28, "I rang")], ours=True)
    assert [laid.content[each.start : each.end] if each.placed else each.why for each in spots] == [
        "form",
        "other words stand there, and its own were not found near it",
        "I rang",
    ]
