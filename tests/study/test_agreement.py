"""`agreement`: who is compared, on what, in which units; the differing passages first, then numbers."""

from __future__ import annotations

from dataclasses import replace

import krippendorff
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ieworkbench.errors import CodeAmbiguous, IEError, RecordUnknown, RecordWrong
from ieworkbench.language.units import Unit
from ieworkbench.model import Code, Codebook, Coding, Origin, Placement, Source, Turn
from ieworkbench.study.agreement import ALL_CODES, Measures, agreement
from ieworkbench.study.agreement_measures import MeasureKind

BOOK = Codebook((Code("w", "work"), Code("p", "phoning", ("w",)), Code("t", "trouble"), Code("n", "never used")))
WORDS = "I phoned the office. I waited.\nWhom?\nThe office. It took weeks.\n"


def text(content=WORDS, name="talk", turns=()):
    return Source(content, tuple(turns), (), (), Origin("a.txt", "", 0, "txt", "txt 1"), id=name)


def spoken(content=WORDS, name="talk"):
    """A source whose lines are its turns."""
    turns, at = [], 0
    for line in content.splitlines():
        turns.append(Turn(at, at + len(line), "AB"[len(turns) % 2]))
        at += len(line) + 1
    return text(content, name, turns)


def code(source, words, code_id, *people):
    """A coding of these words, or of this place, by each of these people."""
    passage = source.find_one(words) if isinstance(words, str) else source.passage(*words)
    return [Coding(f"{by} {code_id} {passage.start}", passage, code_id, by=by) for by in people]


def number(found, code, measure, **more):
    (one,) = found.measures.select(code=code, measure=measure, **more)
    return one.value if one.value is None else round(one.value, 4)


# --------------------------------------------------------------- a worked example, and by hand


def test_characters_that_nobody_coded_count_as_agreed_upon():
    """A text of 200 characters; one codes 0 to 20, the other 10 to 30.

    Both 10, each alone 10, neither 170. Observed 180 / 200 = 0.9; expected 0.1 x 0.1 + 0.9 x 0.9 = 0.82;
    kappa (0.9 - 0.82) / (1 - 0.82) = 0.4444. Worked out over the 30 coded characters alone, with the two
    parts of chance multiplied where they belong added, it would be 0.2987, which some programs show.
    """
    long = text("x" * 200)
    codings = [*code(long, (0, 20), "t", "anna"), *code(long, (10, 30), "t", "bo")]
    found = agreement([long], codings, BOOK, unit="character")
    (kappa,) = found.measures.select(measure="Cohen's kappa")
    assert (round(kappa.value, 4), kappa.units, kappa.sources, kappa.unit) == (0.4444, 200, 1, Unit.CHARACTER)
    assert number(found, "trouble", "percentage agreement") == 90.0
    assert number(found, "trouble", "character alpha") == number(found, "trouble", "Krippendorff's alpha") == 0.4458
    assert [(each.passage.start, each.passage.end) for each in found.disagreements] == [(0, 10), (20, 30)]


def test_without_the_uncoded_the_same_example_rests_on_the_coded_characters():
    """30 characters: observed 1/3, expected 2/3 x 2/3 + 1/3 x 1/3 = 5/9, kappa (3/9 - 5/9) / (4/9) = -0.5."""
    long = text("x" * 200)
    codings = [*code(long, (0, 20), "t", "anna"), *code(long, (10, 30), "t", "bo")]
    found = agreement([long], codings, BOOK, unit="character", uncoded=False)
    assert (number(found, "trouble", "Cohen's kappa"), found.units) == (-0.5, 30)
    assert {each.uncoded for each in found.measures} == {False}
    assert repr(found) == (
        "Agreement(unit character, coders 'anna', 'bo': 2 disagreeing passages "
        "in 30 characters that somebody coded of 1 source, 1 code)"
    )


def test_sets_of_codes_by_hand():
    """Three turns: {p} and {p, t}; {t} and {t}; {} and {}.

    Observed: Jaccard's distance 1/2 in one of three units, so 1/6. Values: {p}, {p, t}, {t}, {t}, {}, {}.
    Of the 15 pairs, 2 are equal, {p}-{p, t} and twice {t}-{p, t} are 1/2 apart, 10 are 1 apart: 11.5 / 15.
    Alpha 1 - (1/6) / (11.5/15) = 0.7826. With MASI 2/3 for 1/2: 1 - (2/9) / (12/15) = 0.7222.
    """
    talk = spoken("one\ntwo\nthree\n")
    codings = [
        *code(talk, "one", "p", "anna", "bo"),
        *code(talk, "one", "t", "bo"),
        *code(talk, "two", "t", "anna", "bo"),
    ]
    found = agreement([talk], codings, BOOK)
    assert number(found, ALL_CODES, "Krippendorff's alpha, Jaccard") == 0.7826
    assert number(found, ALL_CODES, "Krippendorff's alpha, MASI") == 0.7222
    assert number(found, ALL_CODES, "percentage agreement") == 66.6667


# -------------------------------------------------------------------- passages, side by side


def test_differing_passages_stand_in_the_order_of_the_text_with_what_each_gave():
    one, two = spoken(), spoken(name="second")
    codings = [
        *code(two, "Whom", "t", "bo"),
        *code(two, "I waited", "t", "anna"),
        *code(one, "It took weeks", "t", "bo"),
        *code(one, "I phoned", "p", "anna", "bo"),
        *code(one, "office. I waited", "t", "anna"),
        *code(one, "Whom", "w", "anna", "bo"),
    ]
    found = agreement([one, two], codings, BOOK)
    assert [(each.source, each.passage.quote, each.by_coder) for each in found.disagreements] == [
        ("talk", "I phoned the office. I waited.", {"anna": ("work > phoning", "trouble"), "bo": ("work > phoning",)}),
        ("talk", "The office. It took weeks.", {"anna": (), "bo": ("trouble",)}),
        ("second", "I phoned the office. I waited.", {"anna": ("trouble",), "bo": ()}),
        ("second", "Whom?", {"anna": (), "bo": ("trouble",)}),
    ]
    first = found.disagreements[0]
    assert [one.content[start:end] for start, end in first.apart] == ["office. I waited"]
    assert first.given[0].codes == ("p", "t")
    assert first.passage.stands_in(one.content)


def test_one_may_have_all_its_codes_and_still_lie_elsewhere_in_the_unit():
    """Two mark different words of one turn with the same code: in turns they agree, in sentences not."""
    talk = spoken()
    codings = [*code(talk, "I phoned", "t", "anna"), *code(talk, "I waited", "t", "bo")]
    assert len(agreement([talk], codings, BOOK).disagreements) == 0
    assert [each.passage.quote for each in agreement([talk], codings, BOOK, unit="sentence").disagreements] == [
        "I phoned the office.", "I waited."
    ]  # fmt: skip


def test_a_unit_is_coded_from_its_first_character_that_is_not_blank():
    """A coding that reaches over the line's end, but not to the next word, stays where it is."""
    talk = spoken("one two\nthree\n")
    touched = [*code(talk, (4, 8), "t", "anna"), *code(talk, (4, 7), "t", "bo")]
    assert len(agreement([talk], touched, BOOK).disagreements) == 0
    further = [*code(talk, (4, 9), "t", "anna"), *code(talk, (4, 7), "t", "bo")]
    assert [each.passage.quote for each in agreement([talk], further, BOOK).disagreements] == ["three"]


def test_passages_leave_as_a_frame_with_a_column_a_coder():
    talk, other = spoken(), spoken(name="other")
    codings = [*code(talk, "Whom", "t", "anna"), *code(talk, "I waited", "t", "bo"), *code(other, "Whom", "w", "anna")]
    codings += [*code(other, "weeks", "t", "unit"), *code(talk, "Whom", "w", "unit")]
    frame = agreement([talk, other], codings, BOOK).disagreements.to_frame()
    assert frame.columns.tolist() == ["source", "unit", "start", "end", "words", "anna", "bo", "unit (coder)"]
    assert frame.iloc[1].tolist() == ["talk", "turn", 31, 36, "Whom?", "trouble", "", "work"]
    assert frame.iloc[2].tolist() == ["other", "turn", 31, 36, "Whom?", "work", None, ""]
    assert frame["start"].dtype == "int64"


def test_tables_narrow_to_their_own_kind_and_keep_columns_when_empty():
    talk = spoken()
    found = agreement([talk], [*code(talk, "Whom", "t", "anna"), *code(talk, "weeks", "t", "bo")], BOOK)
    assert found.disagreements[:1].to_frame().columns.tolist()[-2:] == ["anna", "bo"]
    assert repr(found.disagreements[:1]) == "1 disagreeing passage"
    assert isinstance(found.measures[1:3], Measures)
    empty = agreement([], [], BOOK)
    assert empty.to_frame().columns.tolist() == found.to_frame().columns.tolist()
    assert empty.disagreements.to_frame().columns.tolist() == ["source", "unit", "start", "end", "words"]


def test_blanks_on_which_coders_differ_are_counted_and_not_listed():
    talk = text("one two")
    codings = [*code(talk, (0, 4), "t", "anna"), *code(talk, (0, 3), "t", "bo")]
    found = agreement([talk], codings, BOOK, unit="character")
    assert len(found.disagreements) == 0
    assert number(found, "trouble", "percentage agreement") == round(100 * 6 / 7, 4)
    assert found.notes == ("1 place with nothing but blanks, on which they differ, not listed, but counted.",)


# -------------------------------------------------------------------- who, what and where


def test_who_coded_nothing_in_a_source_is_missing_there():
    """Chris coded only the second text, so she is no third opinion on the first."""
    one, two = spoken(), spoken(name="second")
    codings = [*code(one, "Whom", "t", "anna", "bo"), *code(two, "Whom", "t", "anna", "bo", "chris")]
    found = agreement([one, two], codings, BOOK)
    assert found.notes == ("“chris” coded nothing in talk and is missing there, not counted as giving no code.",)
    by_kind = {
        each.measure: (each.units, each.sources) for each in found.measures.select(coders=("anna", "bo", "chris"))
    }
    assert by_kind[MeasureKind.ALPHA] == by_kind[MeasureKind.PERCENTAGE] == (6, 2)
    assert by_kind[MeasureKind.FLEISS] == (3, 1)
    pair = found.measures.select(measure="Cohen's kappa", coders=("anna", "chris"))[0]
    assert (pair.value, pair.units, pair.sources) == (1.0, 3, 1)
    assert {each.value for each in found.measures} == {1.0, 100.0}


def test_who_coded_with_other_codes_was_there_and_gave_none_of_the_chosen():
    talk = spoken()
    codings = [*code(talk, "Whom", "t", "anna"), *code(talk, "weeks", "w", "bo")]
    found = agreement([talk], codings, BOOK, codes=["trouble"])
    assert [each.by_coder for each in found.disagreements] == [{"anna": ("trouble",), "bo": ()}]


def test_sources_that_fewer_than_two_coded_are_left_out_and_named():
    one, two = spoken(), spoken(name="second")
    codings = [*code(one, "Whom", "t", "anna", "bo"), *code(two, "Whom", "t", "anna")]
    found = agreement([one, two], codings, BOOK)
    assert (found.sources, found.units) == (("talk",), 3)
    assert found.notes == ("1 source coded by fewer than two of these people is left out: second.",)


def test_one_person_named_of_several_is_refused_for_agreement_takes_two():
    with pytest.raises(RecordWrong, match="agreement takes two people or more"):
        agreement([spoken()], code(spoken(), "Whom", "t", "anna", "bo"), BOOK, coders=["anna"])


def test_a_coder_nobody_knows_is_not_to_be_added():
    with pytest.raises(RecordUnknown, match="no coder “cy” in this study; check the name"):
        agreement([spoken()], code(spoken(), "Whom", "t", "anna", "bo"), BOOK, coders=["cy", "anna"])


@pytest.mark.parametrize(
    ("codings", "note"),
    [([], "Nobody has coded anything here; agreement takes two."),
     (code(spoken(), "Whom", "t", "anna"), "Only “anna” has coded anything here; agreement takes two.")],
)  # fmt: skip
def test_with_fewer_than_two_coders_there_is_no_number_and_a_sentence_why(codings, note):
    found = agreement([spoken()], codings, BOOK)
    assert (found.notes[0], found.units, len(found.disagreements)) == (note, 0, 0)
    assert all(each.value is None and each.why for each in found.measures)
    assert found.to_frame()["value"].isna().all()


def test_a_code_that_nobody_gave_has_no_kappa_but_a_reason():
    talk = spoken()
    codings = [*code(talk, "Whom", "t", "anna"), *code(talk, "weeks", "t", "bo")]
    found = agreement([talk], codings, BOOK, codes=["never used"])
    for measure in ("Cohen's kappa", "Fleiss' kappa", "Krippendorff's alpha", "character alpha"):
        (one,) = found.measures.select(code="never used", measure=measure)
        assert one.value is None
        assert one.why == "everybody gave the same everywhere, so there is nothing chance could have got wrong"
    assert number(found, "never used", "percentage agreement") == 100.0


def test_coders_codes_and_units_can_be_chosen():
    talk = spoken()
    codings = [
        *code(talk, "Whom", "t", "anna", "bo"),
        *code(talk, "weeks", "w", "chris"),
        *code(talk, "Whom", "w", "bo"),
    ]
    found = agreement([talk], codings, BOOK, coders=["bo", "anna"], codes=[BOOK["t"], "work"], unit="paragraph")
    assert found.coders == ("bo", "anna")
    assert [each.id for each in found.codes] == ["w", "t"]
    assert found.unit is Unit.PARAGRAPH
    assert agreement([talk], codings, BOOK, unit="setning").unit is Unit.SENTENCE


def test_a_code_beneath_counts_for_the_chosen_one_only_when_asked():
    talk = spoken()
    codings = [*code(talk, "I phoned", "p", "anna"), *code(talk, "I phoned", "w", "bo")]
    assert len(agreement([talk], codings, BOOK, codes="work").disagreements) == 1
    assert len(agreement([talk], codings, BOOK, codes="work", below=True).disagreements) == 0
    everything = agreement([talk], code(talk, "I phoned", "p", "anna", "bo"), BOOK, below=True)
    assert [each.id for each in everything.codes] == ["w", "p"]


def test_a_source_without_turns_is_cut_into_paragraphs_and_the_notes_say_so():
    found = agreement([text()], code(text(), "Whom", "t", "anna", "bo"), BOOK)
    assert (found.units, found.notes) == (3, ("talk: no turns there; the units are paragraphs.",))


def test_what_no_longer_stands_in_its_place_is_not_counted_but_its_coder_was_there():
    talk = spoken()
    lost = code(talk, "Whom", "t", "bo")[0]
    orphan = replace(lost, passage=replace(lost.passage, placement=Placement.ORPHANED))
    drifted = replace(lost, id="2", passage=replace(lost.passage, start=0, end=5))
    outside = replace(lost, id="3", passage=replace(lost.passage, start=9_000, end=9_005))
    found = agreement([talk], [*code(talk, "Whom", "t", "anna"), orphan, drifted, outside], BOOK)
    assert [each.by_coder for each in found.disagreements] == [{"anna": ("trouble",), "bo": ()}]
    assert found.notes == ("3 codings not counted: the words no longer stand where the passage points.",)


def test_codings_of_blanks_touch_no_unit_and_are_named():
    talk = spoken()
    found = agreement([talk], [*code(talk, (30, 31), "t", "anna"), *code(talk, "Whom", "t", "bo")], BOOK)
    assert found.notes == ("1 coding of nothing but blanks touches no turn.",)
    assert len(found.disagreements) == 1


def test_codings_of_other_sources_are_left_aside_and_a_source_given_twice_counts_once():
    one, two = spoken(), spoken(name="second")
    codings = [*code(one, "Whom", "t", "anna", "bo"), *code(two, "Whom", "t", "dora")]
    found = agreement([one, one], codings, BOOK)
    assert (found.coders, found.units) == (("anna", "bo"), 3)


def test_coding_the_same_words_twice_changes_nothing():
    talk = text("x" * 50)
    once = [*code(talk, (0, 20), "t", "anna"), *code(talk, (10, 30), "t", "bo")]
    twice = [*once, *code(talk, (5, 20), "t", "anna"), *code(talk, (10, 25), "t", "bo"), *once]
    for unit in Unit:
        assert agreement([talk], once, BOOK, unit=unit) == agreement([talk], twice, BOOK, unit=unit)


def test_a_coder_without_a_name_is_a_coder():
    talk = spoken()
    found = agreement([talk], [*code(talk, "Whom", "t", ""), *code(talk, "weeks", "t", "bo")], BOOK)
    assert found.coders == ("", "bo")
    assert "no name (coder)" in found.disagreements.to_frame().columns


def test_unknown_names_are_told_with_the_nearest():
    talk = spoken()
    codings = code(talk, "Whom", "t", "anna", "bo")
    twins = Codebook((*BOOK, Code("t2", "trouble", ("w",))))
    with pytest.raises(RecordUnknown, match="no coder “ana” in this study; did you mean anna"):
        agreement([talk], codings, BOOK, coders=["ana", "bo"])
    with pytest.raises(RecordUnknown, match="did you mean trouble"):
        agreement([talk], codings, BOOK, codes=["troubles"])
    with pytest.raises(CodeAmbiguous):
        agreement([talk], codings, twins, codes=["trouble"])
    with pytest.raises(RecordWrong, match="choose one of: turn, paragraph, sentence, character"):
        agreement([talk], codings, BOOK, unit="page")
    with pytest.raises(RecordUnknown):
        agreement([talk], code(talk, "Whom", "gone", "anna", "bo"), BOOK)
    with pytest.raises(RecordWrong, match="no measure we know"):
        agreement([talk], codings, BOOK).measures.select(measure="gamma")


# ---------------------------------------------------------------------- measures as a table


def test_measures_go_code_by_code_with_their_unit_and_what_they_rest_on():
    talk = spoken()
    codings = [*code(talk, "Whom", "t", "anna", "bo"), *code(talk, "weeks", "w", "bo")]
    frame = agreement([talk], codings, BOOK).to_frame()
    assert list(zip(frame["code"], frame["measure"], frame["unit"], frame["units"], strict=True)) == [
        ("work", "percentage agreement", "turn", 3),
        ("work", "Cohen's kappa", "turn", 3),
        ("work", "Fleiss' kappa", "turn", 3),
        ("work", "Krippendorff's alpha", "turn", 3),
        ("work", "character alpha", "character", len(WORDS)),
        ("trouble", "percentage agreement", "turn", 3),
        ("trouble", "Cohen's kappa", "turn", 3),
        ("trouble", "Fleiss' kappa", "turn", 3),
        ("trouble", "Krippendorff's alpha", "turn", 3),
        ("trouble", "character alpha", "character", len(WORDS)),
        (ALL_CODES, "percentage agreement", "turn", 3),
        (ALL_CODES, "Krippendorff's alpha, MASI", "turn", 3),
        (ALL_CODES, "Krippendorff's alpha, Jaccard", "turn", 3),
    ]
    assert set(frame["sources"]) == {1}
    assert str(frame["value"].dtype) == "Float64"
    assert frame["coders"][0] == "anna; bo"


def test_with_three_coders_each_pair_has_its_kappa_and_all_their_mean():
    talk = spoken()
    codings = [*code(talk, "Whom", "t", "anna", "bo"), *code(talk, "weeks", "t", "chris")]
    found = agreement([talk], codings, BOOK)
    pairs = found.measures.select(code="trouble", measure="Cohen's kappa")
    assert [(each.coders, each.value) for each in pairs] == [
        (("anna", "bo"), 1.0), (("anna", "chris"), -0.5), (("bo", "chris"), -0.5)
    ]  # fmt: skip
    assert number(found, "trouble", "mean Cohen's kappa") == 0.0


# ------------------------------------------------------------------------------------- laws

CONTENT = "Yes. I phoned the office twice.\nNo. Why not?\n\nThey never, ever answered.\n"
places = st.tuples(st.integers(0, len(CONTENT) - 1), st.integers(1, 30)).map(
    lambda each: (each[0], min(len(CONTENT), each[0] + each[1]))
)
some_codings = st.lists(
    st.tuples(st.sampled_from(["s", "r"]), places, st.sampled_from("wpt"), st.sampled_from(["anna", "bo", "chris"])),
    max_size=12,
)
SOURCES = {"s": spoken(CONTENT, "s"), "r": text(CONTENT, "r")}
law = settings(max_examples=60)


@law
@given(some_codings, st.sampled_from(list(Unit)), st.booleans(), st.booleans())
def test_whatever_was_coded_every_number_stands_or_says_why(drawn, unit, below, uncoded):
    codings = [each for source, place, code_id, by in drawn for each in code(SOURCES[source], place, code_id, by)]
    found = agreement(list(SOURCES.values()), codings, BOOK, unit=unit, below=below, uncoded=uncoded)
    for each in found.measures:
        assert each.value is not None or each.why
        assert each.value is None or (each.value == each.value and each.units and each.sources)
    for each in found.disagreements:
        source = SOURCES[each.source]
        assert each.passage.stands_in(source.content)
        assert len({given.codes for given in each.given}) > 1
        assert each.apart
        assert all(each.passage.start <= start < end <= each.passage.end for start, end in each.apart)
    assert len(found.to_frame()) == len(found.measures)


@law
@given(some_codings)
def test_character_alpha_from_runs_is_alpha_from_single_characters(drawn):
    """Against the other program, with every character of both texts in its matrix."""
    codings = [each for source, place, code_id, by in drawn for each in code(SOURCES[source], place, code_id, by)]
    people = sorted({each.by for each in codings})
    matrix = [[] for _ in people]
    for source in SOURCES.values():
        for row, by in zip(matrix, people, strict=True):
            theirs = [each for each in codings if (each.by, each.passage.source) == (by, source.id)]
            marked = {at for each in theirs if each.code == "t" for at in range(each.passage.start, each.passage.end)}
            row += [float(at in marked) if theirs else float("nan") for at in range(len(source.content))]
    ours = agreement(list(SOURCES.values()), codings, BOOK, codes=["trouble"]).measures.select(
        measure="character alpha"
    )[0]
    paired = [[value for value in column if value == value] for column in zip(*matrix, strict=True)]
    if len({value for column in paired if len(column) > 1 for value in column}) < 2:
        assert ours.value is None
        return
    assert ours.value == pytest.approx(krippendorff.alpha(matrix, level_of_measurement="nominal"), abs=1e-9)
    assert ours.units == sum(len(column) > 1 for column in paired)


@law
@given(some_codings, st.randoms(use_true_random=False))
def test_the_order_of_the_codings_does_not_matter(drawn, chance):
    codings = [each for source, place, code_id, by in drawn for each in code(SOURCES[source], place, code_id, by)]
    shuffled = list(codings)
    chance.shuffle(shuffled)
    assert agreement(list(SOURCES.values()), codings, BOOK) == agreement(list(SOURCES.values()), shuffled, BOOK)


@pytest.mark.parametrize("bad", [{"unit": ""}, {"coders": "nobody"}, {"codes": ""}])
def test_wrong_arguments_are_one_sentence_of_ours(bad):
    with pytest.raises(IEError):
        agreement([spoken()], code(spoken(), "Whom", "t", "anna", "bo"), BOOK, **bad)
