"""`ieworkbench compare`: plans of a study or files, side by side, and versions of a text."""

from __future__ import annotations

import re
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "data"
ONE = "# Plan\n\n## Goals\n\nI want to walk to the shop.\n\n## Consent\n"
TWO = "# Plan\n\n## Goals\n\nI want to walk to the post office.\n\n## Consent\n\nYes.\n"


def _files(tmp_path):
    (tmp_path / "one.md").write_text(ONE, "utf-8")
    (tmp_path / "two.md").write_text(TWO, "utf-8")


def test_files_are_compared_as_rows_and_columns(run, tmp_path):
    _files(tmp_path)
    ran = run("compare", "one.md", "two.md")
    assert ran.code == 0
    assert "Consent" in ran.out
    assert "one of two plans" in ran.out
    found = run("compare", "one.md", "two.md", "--json").json
    consent = next(row for row in found["rows"] if row["id"] == "section:consent")
    assert [cell["state"] for cell in consent["cells"]] == ["empty", "present"]
    assert consent["cells"][1]["passages"][0]["quote"] == "Yes."


def test_the_plans_of_a_study_are_compared_with_where_they_are_in_use(run):
    assert run("new", "a.iestudy", "--title", "A", "--standpoint", "B").code == 0
    assert run("add", "a.iestudy", "--manifest", str(DATA / "manifest.csv")).code == 0
    ran = run("compare", "a.iestudy")
    assert ran.code == 0, ran.err
    assert "five of five decisions" in ran.out
    wrote = run("compare", "a.iestudy", "--source", "plan", "--source", "nursing", "-o", "p.html")
    assert wrote.out.startswith("Wrote p.html: 2 plans, ")
    assert run("compare", "a.iestudy", "--source", "none").code == 2


def test_two_versions_say_what_changed(run, tmp_path):
    _files(tmp_path)
    ran = run("compare", "one.md", "two.md", "--versions")
    assert ran.code == 0, ran.err
    assert "reworded" in ran.out
    assert run("compare", "one.md", "two.md", "--versions", "--json").json["counts"]["new"] == 1
    assert run("compare", "one.md", "two.md", "--versions", "-o", "v.html").out.startswith("Wrote v.html: ")
    assert run("compare", "one.md", "--versions").code == 2


def test_two_versions_say_whose_responsibility_moved(run, tmp_path):
    (tmp_path / "v1.txt").write_text("The council must order the taxi on Fridays.\n", encoding="utf-8")
    (tmp_path / "v2.txt").write_text("You must order the taxi on Fridays.\n", encoding="utf-8")
    ran = run("compare", "v1.txt", "v2.txt", "--versions")
    assert "moved from services' to the user's responsibility" in " ".join(ran.out.split())
    (duty,) = run("compare", "v1.txt", "v2.txt", "--versions", "--json").json["duties"]
    assert (duty["whose before"], duty["whose after"]) == ("The council", "You")
    assert (duty["starts before"], duty["ends before"]) == (0, 43)
    assert (duty["starts after"], duty["ends after"]) == (0, 35)


def test_wrong_use_is_one_sentence(run, tmp_path):
    _files(tmp_path)
    for words in (
        ("compare", "none.md"),
        ("compare", "one.md", "--template", "sweden"),
        ("compare", "one.md", "-o", "plans.doc"),
        ("compare", "one.md", "--source", "plan"),
        ("compare", "one.md", "--language", "fr"),
    ):
        ran = run(*words)
        assert ran.code == 2, words
        assert ran.err.strip().count("\n") == 0


def test_one_question_is_asked_of_all_cases(run):
    assert run("new", "a.iestudy", "--title", "A", "--standpoint", "B").code == 0
    assert run("add", "a.iestudy", "--manifest", str(DATA / "manifest.csv")).code == 0
    ran = run("across", "a.iestudy", "sleep through the night")
    assert ran.code == 0, ran.err
    assert re.search(r"^one of \w+ cases, from words$", ran.out, re.M)
    found = run("across", "a.iestudy", "sleep through the night", "--json").json
    assert {each["case"] for each in found["quotes"] if each["quote"]} == {"C1"}
    assert run("across", "a.iestudy", "sleep", "-o", "t.xlsx").out.startswith("Wrote t.xlsx")
    assert run("across", "a.iestudy", " ").code == 2


def test_what_belongs_to_no_case_is_told_as_well(run, tmp_path):
    (tmp_path / "rules.txt").write_text("The user must sign.\n", "utf-8")
    assert run("new", "a.iestudy", "--title", "A", "--standpoint", "B").code == 0
    assert run("add", "a.iestudy", "rules.txt", "--kind", "policy").code == 0
    assert "of no case\n" in run("across", "a.iestudy", "must sign").out
    assert "none of no cases, from statements" in run("across", "a.iestudy", "obligation", "--from", "statements").out
