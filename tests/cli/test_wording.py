"""Whose words a plan has, and a term's trail, from a terminal."""

from __future__ import annotations

import pytest

import ieworkbench as ie

OWN = "I want to sleep through the night in my own bed"


@pytest.fixture
def study(tmp_path) -> str:
    (tmp_path / "plan.txt").write_text(f"Goal: {OWN}. The support budget is small.", "utf-8")
    (tmp_path / "talk.txt").write_text(f"I: And?\n\nU1: {OWN}.\n\nI: Yes.\n\nU1: My support budgets.\n", "utf-8")
    with ie.create_study(tmp_path / "s.iestudy", title="T", standpoint="S") as made:
        made.add_informant("U1")
        made.add_source(tmp_path / "plan.txt", id="plan", kind="individual plan", date="2014-01")
        made.add_source(tmp_path / "talk.txt", id="talk", kind="interview", informants=["U1"], date="2014-03")
    return "s.iestudy"


def test_carried_names_the_origin_of_each_stretch(run, study) -> None:
    ran = run("carried", study, "plan", "--informant", "U1")
    assert ran.code == 0
    assert ran.out.splitlines()[:2] == ["plan: 17 words", "own words 11 · nowhere else 6"]
    assert f"own words  {OWN}" in ran.out
    assert "(said by U1, dated later)" in ran.out


def test_carried_as_json_has_every_word_of_the_plan_in_a_stretch(run, study) -> None:
    found = run("carried", study, "plan", "--json").json
    assert [(each["origin"], each["start"], each["end"]) for each in found["stretches"]] == [
        ("nowhere else", 0, 4),
        ("own words", 6, 53),
        ("nowhere else", 55, 82),
    ]
    assert found["stretches"][1]["standings"][0]["source"] == "talk"
    assert found["words"] == {"own words": 11, "nowhere else": 6}


def test_trail_lists_the_places_by_date(run, study) -> None:
    ran = run("trail", study, "support budget")
    assert ran.out.splitlines()[:2] == ["support budget: 2 uses", "support budget 1 · support budgets 1"]
    uses = run("trail", study, "support budget", "--json").json["uses"]
    assert [(each["date"], each["source"], each["kind"]) for each in uses] == [
        ("2014-01", "plan", "term"),
        ("2014-03", "talk", "variant"),
    ]


def test_an_unknown_source_or_an_empty_term_is_wrong_use(run, study) -> None:
    assert run("carried", study, "plam").code == 2
    assert run("trail", study, "–").code == 2
