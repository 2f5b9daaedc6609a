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
