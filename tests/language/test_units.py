"""Cutting sources into turns, paragraphs, sentences and characters: exact places, no words lost."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ieworkbench import read_source
from ieworkbench.importers import read_bytes
from ieworkbench.language.units import Unit, cut, sentence_ends
from ieworkbench.model import Origin, Section, SectionKind, Source, Turn

law = settings(max_examples=200)


def text(content, turns=(), sections=()):
    return Source(content, tuple(turns), tuple(sections), (), Origin("a.txt", "", 0, "txt", "txt 1"), id="a")


def words(source, unit):
    return [source.content[start:end] for start, end in cut(source, Unit(unit))]


def sentences(said):
    return words(text(said), "sentence")


# ------------------------------------------------------------------------------- sentences


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("I phoned. They waited! Why? Nobody knows", ["I phoned.", "They waited!", "Why?", "Nobody knows"]),
        ("Jeg fikk f.eks. et brev. Så ringte jeg.", ["Jeg fikk f.eks. et brev.", "Så ringte jeg."]),
        ("Use the form, e.g. Form 5, nr. 7 or no. 8. Then sign.", ["Use the form, e.g. Form 5, nr. 7 or no. 8.", "Then sign."]),
        ("No. I did not.", ["No.", "I did not."]),
        ("Dr. Berg and Mrs. Lie came. So did J. Hansen.", ["Dr. Berg and Mrs. Lie came.", "So did J. Hansen."]),
        ("So did I. Then we left.", ["So did I.", "Then we left."]),
        ("It cost 5.4. Or 1,000.50 kroner.", ["It cost 5.4.", "Or 1,000.50 kroner."]),
        ("Fra 1. januar 2014. Etterpå ikke.", ["Fra 1. januar 2014.", "Etterpå ikke."]),
        ("1. Apply. 2. Wait.", ["1. Apply.", "2.", "Wait."]),
        ("Brev, skjema osv. Da gikk jeg. Brev osv. som kom.", ["Brev, skjema osv.", "Da gikk jeg.", "Brev osv. som kom."]),
        ("“Why?” she said. “Because.” He left.", ["“Why?” she said.", "“Because.”", "He left."]),
        ("What? no (really.) Yes.", ["What?", "no (really.)", "Yes."]),
        ("I… I waited... and waited... Then no.", ["I…", "I waited... and waited...", "Then no."]),
        ("As in Lie et al. (2003) and Dahl et al. 2012. So", ["As in Lie et al. (2003) and Dahl et al. 2012.", "So"]),
        ("see www.nav.no. Then sign", ["see www.nav.no.", "Then sign"]),
        ("i phoned. then i waited. why? nobody knows", ["i phoned.", "then i waited.", "why?", "nobody knows"]),
        ("我打了电话。他们等着！", ["我打了电话。", "他们等着！"]),
        ("¿Por qué? ¡No sé! Bueno.", ["¿Por qué?", "¡No sé!", "Bueno."]),
        ("Det er min. Han var sen. Den var rød. Ja.", ["Det er min.", "Han var sen.", "Den var rød.", "Ja."]),
        ("They came at 3 p.m. but left. At 5 p.m. They ate.", ["They came at 3 p.m. but left.", "At 5 p.m.", "They ate."]),
    ],
)  # fmt: skip
def test_a_sentence_ends_where_a_reader_would_end_it(said, expected):
    assert sentences(said) == expected


def test_a_sentence_runs_over_a_line_end_inside_a_paragraph_and_never_over_a_paragraph():
    lines = "The letter came\nin May. I read\n\nit twice. Yes"
    assert words(text(lines), "sentence") == ["The letter came", "in May.", "I read", "it twice.", "Yes"]
    whole = Section(0, 30, SectionKind.PARAGRAPH)
    assert words(text(lines, sections=[whole]), "sentence") == [
        "The letter came\nin May.",
        "I read",
        "it twice.",
        "Yes",
    ]


def test_sentences_keep_inside_turns_with_the_label_at_the_first():
    talk = read_bytes(b"Anna: I phoned. I waited.\nBo: Whom? The office.\n", "talk.txt")
    assert words(talk, "sentence") == ["Anna: I phoned.", "I waited.", "Bo: Whom?", "The office."]


# --------------------------------------------------------------------- turns and paragraphs


def test_a_turn_has_its_label_and_time_and_what_stands_outside_is_cut_into_paragraphs():
    content = "Interview\nin May\n\n[00:01]\nAnna:\nI phoned.\nTwice.\n\nPart two\nBo: Whom?\nThe end\n"
    places = [(content.index(each), content.index(each) + len(each)) for each in ("I phoned.\nTwice.", "Whom?")]
    source = text(content, [Turn(*places[0], "Anna"), Turn(*places[1], "Bo")])
    assert words(source, "turn") == [
        "Interview", "in May", "[00:01]\nAnna:\nI phoned.\nTwice.", "Part two", "Bo: Whom?", "The end"
    ]  # fmt: skip
    assert words(source, "paragraph")[2:5] == ["[00:01]\nAnna:\nI phoned.", "Twice.", "Part two"]


def test_a_turn_that_begins_inside_a_line_begins_there():
    content = "A: Yes. B: No.\n"
    assert words(text(content, [Turn(3, 7, "A"), Turn(11, 14, "B")]), "turn") == ["A: Yes.", "B: No."]


def test_turns_that_lie_on_each_other_hold_every_word_once():
    content = "one two three four"
    turns = [Turn(0, 13, "A"), Turn(4, 7, "B"), Turn(8, 18, "A")]
    assert words(text(content, turns), "turn") == ["one two three", "four"]


def test_without_turns_the_turns_are_paragraphs():
    assert words(text("one\n\ntwo\nthree\n"), "turn") == ["one", "two", "three"]


def test_paragraphs_are_those_of_the_sections_and_else_lines():
    content = "Head\nfirst line\nsecond line\na\tb\nrest\nlast"
    sections = [
        Section(0, 4, SectionKind.HEADING),
        Section(5, 27, SectionKind.PARAGRAPH),
        Section(5, 10, SectionKind.INSERTION),
        Section(28, 31, SectionKind.TABLE),
        Section(28, 29, SectionKind.TABLE_CELL),
        Section(28, 29, SectionKind.PARAGRAPH),
        Section(30, 31, SectionKind.TABLE_CELL),
        Section(31, 31, SectionKind.PARAGRAPH),
    ]
    assert words(text(content, sections=sections), "paragraph") == [
        "Head", "first line\nsecond line", "a", "b", "rest", "last"
    ]  # fmt: skip


def test_each_character_is_a_unit_blanks_among_them():
    assert cut(text("a \n😀"), Unit.CHARACTER) == [(0, 1), (1, 2), (2, 3), (3, 4)]


@pytest.mark.parametrize("unit", [Unit.TURN, Unit.PARAGRAPH, Unit.SENTENCE, Unit.CHARACTER])
def test_an_empty_text_has_no_units(unit):
    assert cut(text(""), unit) == []


# ------------------------------------------------------------------------------------- laws


@st.composite
def some_sources(draw):
    content = draw(st.text(st.sampled_from("aB.?!… \n\t\u00a05“”:()é😀。"), max_size=80))
    place = st.integers(0, len(content))
    spans = st.lists(st.tuples(place, place).map(sorted), max_size=5)
    turns = [Turn(*span, draw(st.sampled_from([None, "B", "a"]))) for span in draw(spans)]
    sections = [Section(*span, draw(st.sampled_from(list(SectionKind)))) for span in draw(spans)]
    return text(content, turns, sections)


@law
@given(some_sources(), st.sampled_from([Unit.TURN, Unit.PARAGRAPH, Unit.SENTENCE]))
def test_units_hold_every_character_that_is_not_blank_exactly_once_and_in_order(source, unit):
    units = cut(source, unit)
    assert all(source.content[start:end].strip() == source.content[start:end] != "" for start, end in units)
    assert all(one[1] <= other[0] for one, other in pairwise(units))
    held = [place for start, end in units for place in range(start, end)]
    signs = [place for place, sign in enumerate(source.content) if not sign.isspace()]
    assert [place for place in held if not source.content[place].isspace()] == signs


@law
@given(some_sources())
def test_sentences_never_cross_paragraphs(source):
    paragraphs = cut(source, Unit.PARAGRAPH)
    for start, end in cut(source, Unit.SENTENCE):
        assert any(first <= start and end <= last for first, last in paragraphs)


@law
@given(st.text(max_size=60))
def test_sentences_end_inside_the_words(said):
    ends = sentence_ends(said)
    assert ends == sorted(set(ends))
    assert all(0 < end <= len(said) for end in ends)


def test_a_long_run_of_stops_takes_no_time():
    assert sentence_ends("." * 100_000 + "a." * 50_000) == []


@pytest.mark.needs_shared
def test_real_interviews_are_cut_without_losing_a_word(shared):
    paths = [
        path for path in sorted((shared / "data/transcripts_formats").rglob("*")) if path.suffix in {".txt", ".pdf"}
    ]
    read = [read_source(path) for path in paths[:12] if path.stat().st_size > 400]
    assert read
    for source in read:
        for unit in (Unit.TURN, Unit.PARAGRAPH, Unit.SENTENCE):
            units = cut(source, unit)
            kept = "".join("".join(source.content[start:end].split()) for start, end in units)
            assert kept == "".join(source.content.split()), source.name
        assert not source.turns or len(cut(source, Unit.TURN)) >= len(source.turns)


@pytest.mark.parametrize(
    "words", ["1. mai 2014 – 30. april 2015", "Fra 30. April til 1. mai.", "innan 15. oktober kvart år"]
)
def test_a_day_before_a_month_ends_no_sentence_in_norwegian(words):
    assert sentence_ends(words.rstrip(".")) == []
