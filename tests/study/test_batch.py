"""Adding many files: on past what fails, whole files, and what became of each."""

from __future__ import annotations

import pytest

from ieworkbench.errors import NothingToUndo
from ieworkbench.study import ManifestRow
from ieworkbench.study.batch import Added, Refused, plan_files

WARNS = "A: bl\xe5b\xe6r\nB: ja\nA: jo\nB: nei\n".encode("cp1252")


def test_it_goes_on_past_what_fails_and_says_what_became_of_each(study, put, tmp_path):
    put("a.txt")
    put("b.txt", WARNS)
    put("empty.txt", b"")
    put("copy.txt")
    rows = [ManifestRow(name) for name in ("missing.txt", "a.txt", "empty.txt", "b.txt", "copy.txt")]
    report = study.add_sources(rows, tmp_path)
    assert report.added == (Added("a.txt", "a", 4, 0),)
    assert [(each.file, each.source, each.warnings >= 1) for each in report.warned] == [("b.txt", "b", True)]
    assert [each.file for each in report.refused] == ["missing.txt", "empty.txt", "copy.txt"]
    assert isinstance(report.refused[2], Refused)
    assert report.refused[2].why.endswith("copy.txt: this very file is already in the study as “a”; nothing was added.")
    assert [each.id for each in study.sources()] == ["a", "b"]


def test_people_are_added_with_the_first_file_that_names_them_and_undone_with_it(study, put, tmp_path):
    put("1.txt", "A: one\n")
    put("2.txt", "A: two\n")
    rows = [
        ManifestRow(
            "1.txt", kind="interview", case="C1; C2", informant="U1", consent="quote", level="entry", role="user"
        ),
        ManifestRow("2.txt", kind="Interview", case="C3", informant="U1", consent="Archive", wave="2", date="2014-03"),
    ]
    report = study.add_sources(rows, tmp_path)
    assert report.refused == ()
    informant = study.informant("U1")
    assert (informant.cases, informant.consent, informant.role) == (("C1", "C2", "C3"), ("quote", "archive"), "user")
    assert (study.source("2").wave, study.source("2").cases) == (2, ("C3",))
    assert [(each.verb, each.what) for each in study.history()] == [("add source", "1"), ("add source", "2")]
    study.undo()
    assert ([each.id for each in study.cases()], study.informant("U1").cases) == (["C1", "C2"], ("C1", "C2"))
    study.undo()
    assert (len(study.cases()), len(study.informants()), len(study.sources())) == (0, 0, 0)
    with pytest.raises(NothingToUndo):
        study.undo()


def test_people_of_a_refused_file_do_not_come_into_the_study(study, put, tmp_path):
    put("bad.docx", b"no document")
    put("ok.txt", "words\n")
    rows = [ManifestRow("bad.docx", case="C1", informant="U1"), ManifestRow("ok.txt", kind="no such kind", case="C2")]
    assert len(study.add_sources(rows, tmp_path).refused) == 2
    assert (len(study.cases()), len(study.informants())) == (0, 0)


def test_progress_is_told_before_each_file_and_at_the_end(study, put, tmp_path):
    put("1.txt", "one\n")
    calls = []
    study.add_sources([ManifestRow("1.txt"), ManifestRow("2.txt")], tmp_path, lambda *call: calls.append(call))
    assert calls == [(0, 2, "1.txt"), (1, 2, "2.txt"), (2, 2, "")]


def test_stopping_in_the_middle_leaves_whole_files(study, put, tmp_path):
    for number in range(5):
        put(f"{number}.txt", f"A: {number}\n")

    def stop(done, total, name):
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        study.add_sources([ManifestRow(f"{number}.txt", case="C1") for number in range(5)], tmp_path, stop)
    assert [each.id for each in study.sources()] == ["0", "1", "2"]
    assert not [each for each in study.check() if each.code in {"damage", "text-drift", "file-drift"}]


def test_a_plan_says_what_is_new_and_what_would_be_refused_and_changes_nothing(study, put, tmp_path):
    study.add_case("C1")
    study.add_source(put("known.txt", "known\n"))
    put("1.txt", "one\n")
    put("2.txt", "two\n")
    put("copy.txt", "two\n")
    put("x.zzz", "what\n")
    rows = [
        ManifestRow("1.txt", case="C1;C2", informant="U1"),
        ManifestRow("missing.txt", case="C3"),
        ManifestRow("2.txt", case="C2; C3", informant="U1"),
        ManifestRow("copy.txt"),
        ManifestRow("known.txt"),
        ManifestRow("x.zzz"),
        ManifestRow("1.txt", kind="tlak"),
        ManifestRow("1.txt", wave="zero"),
        ManifestRow("1.txt", speaker_pattern="(["),
    ]
    before = study.history()
    planned = plan_files(study, rows, tmp_path)
    assert [each.new for each in planned[:3]] == [("case C2", "informant U1"), ("case C3",), ("case C3",)]
    problems = [each.problem for each in planned]
    assert [bool(each) for each in problems] == [False, True, False, True, True, True, True, True, True]
    for part, problem in zip(
        (
            "no such file",
            "in the study as “2”",
            "in the study as “known”",
            "not known here",
            "no kind",
            "whole number",
            "regular",
        ),
        [problem for problem in problems if problem],
        strict=True,
    ):
        assert part in problem
    assert study.history() == before
