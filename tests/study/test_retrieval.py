"""Finding accounts again: every question, the order of events, the exact shared words, and the tables."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ieworkbench as ie
from ieworkbench.errors import IEError, RecordUnknown, RecordWrong

FIRST = "I: Did you go?\nU1: They said I was welcome again once I had slept a whole night.\nI: And then?\nU1: I went home.\n"
SECOND = "I: And the plan?\nS1: We wrote it in June. It took a while.\nU2: I signed it.\n"
LETTER = "To whom it may concern\n\nYou have been granted a plan.\n\nYours\n"


@pytest.fixture
def inquiry(study, put):
    """Two cases, an interview of each, a letter of none, five codes and some codings of two people."""
    study.add_case("C1")
    study.add_case("C2")
    study.add_informant("U1", level="entry", cases="C1")
    study.add_informant("S1", level="second", cases="C2")
    study.add_source(
        put("u1.txt", FIRST), kind="interview", cases="C1", informants="U1", wave=2, date="2025-03-05", language="en"
    )
    study.add_source(
        put("s1.txt", SECOND), kind="interview", cases="C2", informants="S1", wave=1, date="2025-02", language="nb"
    )
    study.add_source(put("letter.txt", LETTER), kind="letter", date="2024")
    for name, under in (("work", ()), ("phoning", "work"), ("waiting", "work"), ("texts", ()), ("trouble", ())):
        study.add_code(name, under=under)
    u1, s1, letter = (study.source(name) for name in ("u1", "s1", "letter"))
    study.code_many(
        [
            (u1.find_one("They said I was welcome again"), "phoning", "by phone?"),
            (u1.find_one("welcome again once I had slept"), "trouble"),
            (u1.find_one("slept a whole night"), "waiting"),
            (u1.find_one("I went home."), "waiting"),
            (s1.find_one("We wrote it in June."), "texts"),
            (letter.find_one("granted a plan"), "texts"),
        ]
    )
    with ie.open_study(study.path, person="Bo") as other:
        other.code(s1.find_one("We wrote it in June."), "work")
    return study


def quotes(found):
    return [each.passage.quote for each in found]


def lines(found):
    return [(each.source.id, each.path, each.coding.by) for each in found]


WELCOME, TROUBLE, SLEPT, HOME = (
    "They said I was welcome again",
    "welcome again once I had slept",
    "slept a whole night",
    "I went home.",
)
JUNE, PLAN = "We wrote it in June.", "granted a plan"


def test_everything_comes_in_the_order_of_case_wave_and_place(inquiry):
    assert lines(inquiry.codings()) == [
        ("u1", "work > phoning", "Ann"),
        ("u1", "trouble", "Ann"),
        ("u1", "work > waiting", "Ann"),
        ("u1", "work > waiting", "Ann"),
        ("s1", "texts", "Ann"),
        ("s1", "work", "Bo"),
        ("letter", "texts", "Ann"),
    ]
    inquiry.change_source("s1", cases="C1")
    assert [each.source.id for each in inquiry.codings()] == ["s1", "s1", "u1", "u1", "u1", "u1", "letter"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"code": "work"}, [WELCOME, SLEPT, HOME, JUNE]),
        ({"code": "work", "below": False}, [JUNE]),
        ({"code": ["phoning", "trouble"]}, [WELCOME, TROUBLE]),
        ({"code": []}, []),
        ({"code": "texts", "source": "letter"}, [PLAN]),
        ({"source": ["s1", "letter"]}, [JUNE, JUNE, PLAN]),
        ({"kind": "letter"}, [PLAN]),
        ({"kind": "brev"}, [PLAN]),
        ({"case": "C2"}, [JUNE, JUNE]),
        ({"case": ["C1", "C2"], "code": "texts"}, [JUNE]),
        ({"informant": "S1"}, [JUNE, JUNE]),
        ({"level": "entry"}, [WELCOME, TROUBLE, SLEPT, HOME]),
        ({"speaker": "S1"}, [JUNE, JUNE]),
        ({"speaker": ["U1", "S1"], "code": "waiting"}, [SLEPT, HOME]),
        ({"wave": 1}, [JUNE, JUNE]),
        ({"wave": [1, 2], "code": "trouble"}, [TROUBLE]),
        ({"wave": 7}, []),
        ({"date": "2025"}, [WELCOME, TROUBLE, SLEPT, HOME, JUNE, JUNE]),
        ({"date": "2025-02"}, [JUNE, JUNE]),
        ({"date": ("2024-06", "2025-02-15")}, [JUNE, JUNE, PLAN]),
        ({"date": ("2025-03-01", None)}, [WELCOME, TROUBLE, SLEPT, HOME]),
        ({"date": (None, "2024")}, [PLAN]),
        ({"language": "nb"}, [JUNE, JUNE]),
        ({"by": "Bo"}, [JUNE]),
        ({"by": ["Bo", "Ann"], "source": "s1"}, [JUNE, JUNE]),
    ],
)
def test_each_thing_that_can_be_asked(inquiry, asked, found):
    assert quotes(inquiry.codings(**asked)) == found


@pytest.mark.parametrize(
    "asked",
    [
        {"code": "wrk"}, {"source": "u9"}, {"case": "C9"}, {"informant": "U9"}, {"level": "high"}, {"kind": "poem"},
        {"speaker": "U9"}, {"by": "Cy"}, {"date": "soon"}, {"date": ("2025", "2024")}, {"date": ("2025",)}, {"date": 2025},
        {"wave": "1"}, {"wave": [None]}, {"wave": True}, {"code": 5}, {"code": [None]}, {"source": 5}, {"speaker": [5]},
        {"kind": None}, {"by": b"x"},
    ],
)  # fmt: skip
def test_what_nobody_knows_is_said_so(inquiry, asked):
    with pytest.raises((RecordUnknown, RecordWrong)):
        inquiry.codings(**asked)


def test_a_passage_given_to_a_case_by_itself_counts_for_that_case(inquiry):
    letter = inquiry.source("letter")
    inquiry.add_to_case("C2", letter.find_one(PLAN))
    assert quotes(inquiry.codings(case="C2")) == [JUNE, JUNE, PLAN]
    assert inquiry.codings(case="C2")[2].cases == ("C2",)
    assert [each.source.id for each in inquiry.codings()][-1] == "letter"
    assert inquiry.codings("texts").to_matrix().to_dict() == {"C2": {"texts": 1}}
    assert inquiry.codings("texts").to_frame()["case"].tolist() == ["C2", "C2"]


def test_a_source_of_two_cases_stands_under_the_one_that_is_asked_for(inquiry):
    inquiry.change_source("u1", cases=["C1", "C2"])
    assert [each.source.id for each in inquiry.codings("work", case="C2")] == ["s1", "u1", "u1", "u1"]
    assert [each.source.id for each in inquiry.codings("work")] == ["u1", "u1", "u1", "s1"]


# ----------------------------------------------------------------------- joining and narrowing


def test_and_gives_the_exact_shared_words(inquiry):
    work, trouble = inquiry.codings("work"), inquiry.codings("trouble")
    both = work & trouble
    assert [(each.passage.quote, [one.quote for one in each.shared]) for each in both] == [
        (WELCOME, ["welcome again"]),
        (SLEPT, ["slept"]),
    ]
    content = inquiry.source("u1").content
    for each in both:
        for shared in each.shared:
            assert content[shared.start : shared.end] == shared.quote
            assert content[: shared.start].endswith(shared.before)
            assert content[shared.end :].startswith(shared.after)
    assert [[one.quote for one in each.shared] for each in trouble & work] == [["welcome again", "slept"]]
    assert quotes(work - trouble) == [HOME, JUNE]
    assert quotes(trouble | inquiry.codings("waiting")) == [TROUBLE, SLEPT, HOME]
    assert type(both[:1]) is type(both)
    assert (repr(work), repr(work[:1])) == ("4 codings", "1 coding")


def test_inside_around_and_touching_ends(inquiry):
    u1 = inquiry.source("u1")
    inquiry.add_code("wide")
    inquiry.code_many([(u1.turn(1), "wide"), (u1.passage(0, u1.turn(1).start), "wide")])
    wide = inquiry.codings("wide")
    assert quotes(inquiry.codings("work").inside(wide)) == [WELCOME, SLEPT]
    assert quotes(wide.around(inquiry.codings("trouble"))) == [u1.turn(1).quote]
    assert len(wide[:1] & wide[1:]) == 0


def test_near_counts_turns_from_the_nearest_ends_and_characters_between(inquiry):
    u1 = inquiry.source("u1")
    inquiry.add_code("long")
    inquiry.code(u1.passage(u1.turn(0).start, u1.turn(2).end), "long")
    home, long, slept = (inquiry.codings(each) for each in ("waiting", "long", "waiting"))
    home, slept = home[1:], slept[:1]
    assert (quotes(home), quotes(slept)) == ([HOME], [SLEPT])
    assert (len(home.near(slept, turns=1)), len(home.near(slept, turns=2))) == (0, 1)
    assert (len(home.near(long, turns=0)), len(home.near(long, turns=1)), len(long.near(home, turns=1))) == (0, 1, 1)
    assert len(slept.near(long, turns=0)) == 1
    gap = home[0].passage.start - slept[0].passage.end
    assert (len(home.near(slept, characters=gap - 1)), len(home.near(slept, characters=gap))) == (0, 1)
    assert len(home.near(home, turns=5)) == 0
    for how in ({}, {"turns": 1, "characters": 1}, {"turns": -1}, {"characters": "x"}, {"turns": None}):
        with pytest.raises(RecordWrong, match="how near"):
            home.near(slept, **how)


@pytest.mark.parametrize("wrong", [None, 5, [], "work"])
def test_only_codings_are_joined_with_codings(inquiry, wrong):
    found = inquiry.codings()
    for join in (
        lambda: found | wrong,
        lambda: found & wrong,
        lambda: found - wrong,
        lambda: found.near(wrong, turns=1),
        lambda: found.in_context(wrong) if wrong != 5 else found & wrong,
        lambda: found.to_matrix(wrong),
        lambda: found.to_frame(wrong),
        lambda: found.co_occurrence(wrong),
    ):
        with pytest.raises(IEError):
            join()


spans = st.lists(st.tuples(st.integers(0, 19), st.integers(1, 8), st.sampled_from("xyz")), min_size=1, max_size=12)


@settings(max_examples=40)
@given(spans)
def test_the_algebra_of_spans(placed):
    """Each join against what sets of letters say."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "t.txt")
        path.write_text("a🙂bcdefghijklmnopqrstuvwxyz.\n", encoding="utf-8", newline="")
        with ie.create_study(Path(folder, "s.iestudy"), title="T", standpoint="S", person="Ann") as study:
            source = study.add_source(path, kind="letter", format="txt")
            for name in "xyz":
                study.add_code(name)
            study.code_many((source.passage(start, min(start + length, 27)), code) for start, length, code in placed)
            x, y, z = (study.codings(name) for name in "xyz")

            def letters(found):
                return set(range(found.passage.start, found.passage.end))

            def names(found):
                return [each.coding.id for each in found]

            for a, b in ((x, y), (y, x), (x, x), (x, z | y)):
                assert names(a & b) == [one.coding.id for one in a if any(letters(one) & letters(other) for other in b)]
                assert names(a - b) == [
                    one.coding.id for one in a if not any(letters(one) & letters(other) for other in b)
                ]
                assert sorted(names(a & b) + names(a - b)) == sorted(names(a))
                assert names(a | b) == names(b | a)
                assert set(names(a | b)) == set(names(a)) | set(names(b))
                others = {one.coding.id: [each for each in b if each.coding.id != one.coding.id] for one in a}
                for found, fits in (
                    (a.overlapping(b), lambda one, two: letters(one) & letters(two)),
                    (a.inside(b), lambda one, two: letters(one) <= letters(two)),
                    (a.around(b), lambda one, two: letters(one) >= letters(two)),
                ):
                    assert names(found) == [
                        one.coding.id for one in a if any(fits(one, two) for two in others[one.coding.id])
                    ]
                for one in a & b:
                    met = [letters(one) & letters(other) for other in b if letters(one) & letters(other)]
                    told = [set(range(each.start, each.end)) for each in one.shared]
                    assert all(each in met for each in told)
                    assert all(each in told for each in met)
                    assert all(source.content[each.start : each.end] == each.quote for each in one.shared)
            assert names(x | x) == names(x)
            assert names((x | y) | z) == names(x | (y | z))
            table = (x | y).co_occurrence()
            one, other = (study.codebook.one(name).id for name in "xy")
            pairs = {frozenset((a.passage.id, b.passage.id)) for a in x for b in y if letters(a) & letters(b)}
            assert table.between(one, other) == len(pairs)
            assert table.between(one, one) == len({each.passage.id for each in x})


# ---------------------------------------------------------------------------------- what is around


def test_two_turns_around_come_with_their_labels(inquiry):
    [home] = [each for each in inquiry.codings("waiting").in_context() if each.passage.quote == HOME]
    assert home.before == FIRST[FIRST.index("U1: They") : FIRST.index(HOME)]
    assert home.after == ""
    [near] = [each for each in inquiry.codings("waiting").in_context(turns=0) if each.passage.quote == HOME]
    assert near.before == "U1: "
    first = inquiry.codings("trouble").in_context(1)[0]
    assert first.before + first.passage.quote + first.after == FIRST[: FIRST.index("\nU1: I went")]


def test_paragraphs_stand_around_where_there_are_no_turns(inquiry):
    [found] = inquiry.codings(source="letter").in_context(1)
    assert (found.before, found.after) == ("To whom it may concern\n\nYou have been ", ".\n\nYours")


def test_an_orphan_is_shown_in_the_text_in_which_it_stood(inquiry, put):
    inquiry.replace_source("u1", put("new.txt", "A new beginning\n\n" + FIRST.replace(HOME, "Nothing.")))
    found = {each.passage.quote: each for each in inquiry.codings("waiting").in_context(0)}
    assert found[HOME].before == "U1: "
    assert found[SLEPT].after == "."
    frame = inquiry.codings("waiting").to_frame()
    assert frame["turn"].fillna(-1).tolist() == [1, -1]
    assert len(inquiry.codings("waiting") & inquiry.codings("waiting")) == 2


# ------------------------------------------------------------------------------------- as tables


def test_one_row_a_passage_with_its_codes_and_what_is_said_of_its_source(inquiry):
    inquiry.set_attribute("C2", "county", "Troms")
    inquiry.set_attribute("S1", "county", "Nordland")
    inquiry.set_attribute("s1", "wave", 9)
    frame = inquiry.codings().to_frame()
    assert frame.columns.tolist() == [
        "case", "wave", "source", "kind", "informant", "level", "speaker", "turn", "start", "end", "quote", "codes",
        "memos", "by", "date", "county", "wave (attribute)",
    ]  # fmt: skip
    june = frame[frame["quote"] == JUNE].iloc[0].to_dict()
    assert june == {
        "case": "C2", "wave": 1, "source": "s1", "kind": "interview", "informant": "S1", "level": "second",
        "speaker": "S1", "turn": 1, "start": 21, "end": 41, "quote": JUNE, "codes": "texts; work", "memos": "",
        "by": "Ann; Bo", "date": "2025-02", "county": "Troms; Nordland", "wave (attribute)": "9",
    }  # fmt: skip
    assert len(frame) == 6
    assert len(inquiry.codings().to_frame("coding")) == 7
    assert frame["wave"].dtype == frame["turn"].dtype == "Int64"
    assert pd.isna(frame.iloc[-1]["wave"])


def test_empty_answers_keep_their_columns(inquiry):
    inquiry.set_attribute("C2", "county", "Troms")
    inquiry.add_code("nothing")
    empty = inquiry.codings("nothing")
    assert (len(empty), repr(empty), empty.rows()) == (0, "0 codings: “nothing”", [])
    assert empty.to_frame().columns.tolist() == inquiry.codings().to_frame().columns.tolist()
    assert empty.to_frame("coding").shape == (0, 16)
    assert empty.to_matrix(counts=True).shape == empty.to_matrix().shape == (0, 0)
    assert empty.co_occurrence().to_frame().shape == (0, 0)
    assert len(empty.in_context()) == len(empty & empty) == len(empty | empty) == len(empty.near(empty, turns=1)) == 0


def test_a_matrix_shows_where_a_code_occurs_and_counts_only_if_asked(inquiry):
    found = inquiry.codings()
    assert found.to_matrix().to_dict("index") == {
        "work": {"C1": 0, "C2": 1, "no case": 0},
        "work > phoning": {"C1": 1, "C2": 0, "no case": 0},
        "work > waiting": {"C1": 1, "C2": 0, "no case": 0},
        "texts": {"C1": 0, "C2": 1, "no case": 1},
        "trouble": {"C1": 1, "C2": 0, "no case": 0},
    }
    assert found.to_matrix(counts=True).loc["work > waiting", "C1"] == 2
    assert found.to_matrix("wave").columns.tolist() == [1, 2, "no wave"]
    assert found.to_matrix("speaker").columns.tolist() == ["U1", "S1", "no speaker"]
    assert found.to_matrix("source").columns.tolist() == ["u1", "s1", "letter"]
    assert found.to_matrix("by").columns.tolist() == ["Ann", "Bo"]


def test_two_codes_of_one_path_are_two_rows(inquiry):
    twin = inquiry.add_code("trouble")
    inquiry.code(inquiry.source("letter").find_one("Yours"), twin)
    found = inquiry.codings([twin, inquiry.codebook.codes[4]])
    assert found.to_matrix().values.tolist() == [[1, 0], [0, 1]]


@pytest.mark.parametrize(
    ("unit", "pairs", "trouble", "corner"),
    [
        ("overlap", {("work > phoning", "trouble"): 1, ("work > waiting", "trouble"): 1, ("work", "texts"): 1}, 1, "passages that share words"),
        ("turn", {("work > phoning", "trouble"): 1, ("work > waiting", "trouble"): 1, ("work > phoning", "work > waiting"): 1, ("work", "texts"): 1}, 1, "in the same turn"),
        ("source", {("work > phoning", "trouble"): 1, ("work > waiting", "trouble"): 1, ("work > phoning", "work > waiting"): 1, ("work", "texts"): 1}, 1, "in the same source"),
        ("case", {("work > phoning", "trouble"): 1, ("work > waiting", "trouble"): 1, ("work > phoning", "work > waiting"): 1, ("work", "texts"): 1}, 1, "in the same case"),
    ],
)  # fmt: skip
def test_codes_that_occur_together_with_the_unit_named(inquiry, unit, pairs, trouble, corner):
    found = inquiry.codings().co_occurrence(unit)
    frame = found.to_frame()
    assert frame.index.name == corner
    assert {
        (one, other): frame.loc[one, other]
        for number, one in enumerate(frame.index)
        for other in frame.index[number + 1 :]
        if frame.loc[one, other]
    } == pairs
    assert (frame.to_numpy() == frame.to_numpy().T).all()
    assert frame.loc["trouble", "trouble"] == trouble
    assert repr(found) == f"CoOccurrence(5 codes, unit: {unit})"


def test_a_code_counts_its_passages_once_however_many_others_they_meet(inquiry):
    frame = inquiry.codings().co_occurrence("overlap").to_frame()
    assert frame.loc["work > waiting", "work > waiting"] == 2
    assert frame.loc["texts", "texts"] == 2


def test_a_passage_that_begins_with_a_label_or_between_turns_is_in_the_next_turn(inquiry):
    u1 = inquiry.source("u1")
    inquiry.add_code("odd")
    at = FIRST.index("U1: They")
    label, between, whole = u1.passage(at, at + 12), u1.passage(at - 1, at + 5), u1.passage(0, len(u1.content))
    only_label = u1.passage(at, at + 3)
    inquiry.code_many((each, "odd") for each in (label, between, whole, only_label))
    assert {each.passage.start * 1000 + each.passage.end: (each.turn, each.last_turn, each.speaker) for each in inquiry.codings("odd")} == {
        len(u1.content): (0, 3, "I"),
        (at - 1) * 1000 + at + 5: (1, 1, "U1"),
        at * 1000 + at + 12: (1, 1, "U1"),
        at * 1000 + at + 3: (None, None, None),
    }  # fmt: skip


def test_speakers_are_those_of_the_turns_and_nobody_speaks_a_letter(inquiry):
    u1, letter = inquiry.source("u1"), inquiry.source("letter")
    spoken = inquiry.add_passage(u1.find_one("I went home"))
    written = inquiry.add_passage(letter.find_one("Yours"))
    assert inquiry.speakers_of([spoken, written.id]) == {spoken.id: "U1"}
    assert inquiry.speakers_of([]) == {}
