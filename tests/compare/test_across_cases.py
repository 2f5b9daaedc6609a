"""One question across cases: every case has a row, every cell the very words."""

from __future__ import annotations

import pytest

import ieworkbench as ie
from ieworkbench.compare.across_cases import across_cases_table
from ieworkbench.errors import RecordUnknown, RecordWrong
from ieworkbench.exporters.case_tables import write_case_table

TALKS = {
    "C1": "I: Who wrote it?\nU1: My coordinator wrote the goal. I was asked later.\n",
    "C2": "I: Who wrote it?\nU2: I wrote the goal at the kitchen table.\n",
    "C3": "I: Who wrote it?\nU3: I have never seen it.\n",
}


@pytest.fixture
def study(tmp_path):
    with ie.create_study(tmp_path / "a.iestudy", title="A", standpoint="B") as made:
        for case, words in TALKS.items():
            (tmp_path / f"{case}.txt").write_text(words, "utf-8")
            made.add_case(case)
            made.add_source(tmp_path / f"{case}.txt", kind="interview", cases=[case])
        yield made


def test_codings_answer_case_by_case(study):
    study.add_code("who writes")
    for name, words in (("C1", "My coordinator wrote the goal."), ("C2", "I wrote the goal")):
        study.code(study.source(name).find_one(words), "who writes")
    found = across_cases_table(study, "who writes")
    assert found.way == "codings"
    assert [(each.case, [one.passage.quote for one in each.quotes]) for each in found.answers] == [
        ("C1", ["My coordinator wrote the goal."]),
        ("C2", ["I wrote the goal"]),
        ("C3", []),
    ]
    assert found.summary == "two of three cases"
    frame = found.to_frame()
    assert list(frame.columns) == ["case", "who writes"]
    assert frame.iloc[0, 1] == "“My coordinator wrote the goal.” (U1, C1)"
    assert len(found.rows()) == 3


def test_acts_answer_with_the_words_of_their_accounts(study):
    told = study.source("C2").find_one("I wrote the goal").account("told done")
    study.add_act("writes the goal", doer="a user", case="C2", accounts=[told])
    found = across_cases_table(study, "writes goal")
    assert found.way == "acts"
    assert found.summary == "one of three cases"
    assert found.answers[1].quotes[0].what == "a user: writes the goal"


def test_words_answer_with_their_sentences(study):
    found = across_cases_table(study, "wrote the goal")
    assert found.way == "words"
    assert [one.passage.quote for each in found.answers for one in each.quotes] == [
        "My coordinator wrote the goal.", "I wrote the goal at the kitchen table."
    ]  # fmt: skip
    assert found.answers[0].quotes[0].speaker == "U1"


PLAN = "The user must report changes to the office. The office may visit.\nThe user must sign.\n"


@pytest.fixture
def planned(study, tmp_path):
    """Two plans with kept statements, one of them of no case."""
    for name, cases in (("plan", ["C1"]), ("rules", [])):
        (tmp_path / f"{name}.txt").write_text(f"{PLAN}{name}\n", "utf-8")
        source = study.add_source(tmp_path / f"{name}.txt", kind="individual plan", cases=cases)
        report = source.find_one("The user must report changes to the office.")
        who = source.find("The user")[0]
        study.add_statement(report, deontic="obligation", attribute=who, aim="report")
        study.add_statement(source.find_one("The office may visit."), deontic="permission")
        study.add_statement(source.find_one("The user must sign."), deontic="obligation")
    return study


def _quotes(found):
    return [[one.passage.quote for one in each.quotes] for each in found.answers]


def test_statements_answer_by_what_they_do(planned):
    found = across_cases_table(planned, "obligation")
    assert found.way == "statements"
    assert _quotes(found) == [["The user must report changes to the office.", "The user must sign."], [], []]
    assert [one.what for one in found.answers[0].quotes] == ["obligation: The user", "obligation"]
    assert [one.source for one in found.without_case] == ["rules", "rules"]
    assert _quotes(across_cases_table(planned, "plikt")) == _quotes(found)


def test_statements_answer_by_their_words_and_by_both(planned):
    for question, told in (
        ("office", ["The user must report changes to the office.", "The office may visit."]),
        ("obligation: Office", ["The user must report changes to the office."]),
        ("permission: office", ["The office may visit."]),
        ("prohibition", []),
    ):
        assert _quotes(across_cases_table(planned, question, way="statements"))[0] == told


def test_words_stay_words_where_no_such_statement_is_kept(planned):
    assert across_cases_table(planned, "office").way == "words"
    assert across_cases_table(planned, "prohibition").way == "words"


def test_a_statement_gone_from_a_corrected_talk_is_nobody_elses(study, tmp_path):
    words = study.source("C1").find_one("I was asked later.")
    study.add_statement(words, deontic="none")
    assert across_cases_table(study, "asked", way="statements").answers[0].quotes[0].speaker == "U1"
    (tmp_path / "C1b.txt").write_text("I: Who wrote it?\nI: Was it you, or was it somebody else who did it?\n", "utf-8")
    study.replace_source("C1", tmp_path / "C1b.txt")
    quote = across_cases_table(study, "asked", way="statements").answers[0].quotes[0]
    assert (quote.passage.quote, quote.speaker) == ("I was asked later.", None)


def test_what_cannot_be_asked(study):
    with pytest.raises(RecordWrong):
        across_cases_table(study, " ")
    with pytest.raises(RecordWrong):
        across_cases_table(study, "goal", way="guess")
    with pytest.raises(RecordUnknown):
        across_cases_table(study, "nothing of the kind", way="codings")


def test_the_table_leaves_as_files(study, tmp_path):
    found = across_cases_table(study, "wrote the goal")
    for suffix in (".xlsx", ".docx", ".csv"):
        assert write_case_table(found, tmp_path / f"t{suffix}").stat().st_size


COLUMNS = ["case", "quote", "source", "speaker", "wave", "what", "start", "end"]


def test_the_quotes_frame_of_a_study_without_cases_is_empty_and_has_its_columns(tmp_path):
    with ie.create_study(tmp_path / "e.iestudy", title="E", standpoint="S") as empty:
        frame = across_cases_table(empty, "goal").quotes_frame()
    assert (list(frame.columns), len(frame)) == (COLUMNS, 0)


def test_the_quotes_frame_has_a_row_for_each_quote_and_one_for_a_case_without(study):
    frame = across_cases_table(study, "wrote the goal").quotes_frame()
    assert list(frame.columns) == COLUMNS
    assert frame["case"].tolist() == ["C1", "C2", "C3"]
    assert frame["quote"].tolist() == [
        "My coordinator wrote the goal.", "I wrote the goal at the kitchen table.", ""
    ]  # fmt: skip
    assert frame["speaker"].tolist() == ["U1", "U2", ""]
    assert frame["start"].isna().tolist() == [False, False, True]


def test_the_quotes_frame_of_one_case_leads_back_to_every_word(tmp_path):
    with ie.create_study(tmp_path / "one.iestudy", title="O", standpoint="S") as one:
        (tmp_path / "talk.txt").write_text("I: The goal?\nU1: The goal was mine. They kept the goal.\n", "utf-8")
        one.add_case("C1")
        one.add_source(tmp_path / "talk.txt", kind="interview", cases=["C1"], wave=2)
        content = one.source("talk").content
        rows = across_cases_table(one, "the goal").quotes_frame().to_dict("records")
    assert [(each["case"], each["source"], each["speaker"], each["wave"]) for each in rows] == [
        ("C1", "talk", "I", 2),
        ("C1", "talk", "U1", 2),
        ("C1", "talk", "U1", 2),
    ]
    assert [content[int(each["start"]) : int(each["end"])] for each in rows] == [each["quote"] for each in rows]
    assert [each["quote"] for each in rows] == ["The goal?", "The goal was mine.", "They kept the goal."]


def test_the_quotes_frame_of_many_cases_keeps_their_order_and_puts_what_is_of_no_case_last(planned, tmp_path):
    (tmp_path / "more.txt").write_text("U9: You must sign at the office.\n", "utf-8")
    for number in range(4, 24):
        planned.add_case(f"C{number}")
    planned.add_source(tmp_path / "more.txt", kind="interview", cases=["C4", "C23"])
    frame = across_cases_table(planned, "office", way="words").quotes_frame()
    told = frame[frame["quote"] != ""]
    assert list(dict.fromkeys(frame["case"]))[-1] == ""
    assert frame["case"].nunique() == 24
    assert told["case"].tolist() == ["C1", "C1", "C23", "C4", "", ""]
    assert told["source"].tolist() == ["plan", "plan", "more", "more", "rules", "rules"]


def test_the_quotes_frame_says_what_answered(planned):
    frame = across_cases_table(planned, "obligation").quotes_frame()
    assert frame[frame["case"] == "C1"]["what"].tolist() == ["obligation: The user", "obligation"]
    assert frame[frame["case"] == "C2"]["what"].tolist() == [""]


def test_words_of_whoever_does_not_agree_to_be_quoted_are_in_the_frame_which_stays_with_the_researcher(tmp_path):
    """Nothing is withheld from the one who holds the study; for others, words are withheld on maps and their files."""
    with ie.create_study(tmp_path / "w.iestudy", title="W", standpoint="S") as held:
        (tmp_path / "talk.txt").write_text("I: Who?\nU1: My sister wrote the goal.\n", "utf-8")
        held.add_case("C1")
        held.add_informant("U1", consent=["contact again"])
        held.add_source(tmp_path / "talk.txt", kind="interview", cases=["C1"], informants=["U1"])
        frame = across_cases_table(held, "sister").quotes_frame()
    assert frame["quote"].tolist() == ["My sister wrote the goal."]
