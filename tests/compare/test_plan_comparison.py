"""One page for many plans: counts with what they are out of, and words behind every cell."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from time import process_time

import pytest

import ieworkbench as ie
from ieworkbench.compare.comparison_words import of_all
from ieworkbench.compare.plan_comparison import compare_plans
from ieworkbench.errors import RecordUnknown, RecordWrong
from ieworkbench.study import read_manifest

from .plan_pages import BARE_PLAN, NO_HEADINGS, TABLE_PLAN, plan

DATA = Path(__file__).resolve().parents[2] / "data"


@pytest.fixture
def study(tmp_path):
    with ie.create_study(tmp_path / "a.iestudy", title="A", standpoint="B") as made:
        made.add_sources(read_manifest(DATA / "manifest.csv"), DATA)
        yield made


def test_rows_are_what_is_asked_and_columns_are_plans():
    found = compare_plans([plan(TABLE_PLAN, "a.md"), plan(BARE_PLAN, "b.txt"), plan(NO_HEADINGS, "c.txt")])
    assert [each.name for each in found.columns] == ["a.md", "b.txt", "c.txt"]
    assert [cell.state for cell in found.row("section:consent").cells] == ["empty", "empty", "merged"]
    assert found.row("section:consent").summary == "one of three plans"
    assert [cell.text for cell in found.row("items:blanks").cells] == ["3 blanks", "1 blank", "–"]
    assert found.cell("items:blanks", "a.md").note == "action: 1, deadline: 1, responsible: 1"
    assert list(found.to_frame().columns) == ["group", "row", "a.md", "b.txt", "c.txt", "In all"]


def test_every_cell_leads_to_words_that_stand_there():
    sources = [plan(TABLE_PLAN, "a.md"), plan(BARE_PLAN, "b.txt")]
    found = compare_plans(sources)
    for row in found.rows:
        for source, cell in zip(sources, row.cells, strict=True):
            assert all(each.stands_in(source.content) for each in cell.passages)
            if cell.state in {"present", "merged", "empty", "extra"}:
                assert cell.passages
    assert len(found.evidence()) == sum(len(cell.passages) for row in found.rows for cell in row.cells)


def test_plans_are_never_counted_as_cases():
    first = replace(plan(TABLE_PLAN, "a.md"), cases=("C1",))
    again = replace(plan(BARE_PLAN, "b.txt"), cases=("C1",))
    other = replace(plan(NO_HEADINGS, "c.txt"), cases=("C2",))
    found = compare_plans([first, again, other])
    assert found.row("section:coordinator").summary == "two of three plans; one of two cases"
    assert repr(found) == f"PlanComparison(3 plans of 2 cases, {len(found.rows)} rows)"


def test_counts_are_read_in_words_and_never_as_percentages():
    assert of_all(4, 7, "decision") == "four of seven decisions"
    assert of_all(1, 7, "decision", "nb") == "ett av sju vedtak"
    assert of_all(1, 2, "plan", "nn") == "éin av to planar"
    found = compare_plans([plan(TABLE_PLAN, "a.md"), plan(BARE_PLAN, "b.txt")])
    assert "%" not in found.to_frame().to_csv()


def test_two_files_of_one_name_are_told_apart():
    found = compare_plans([plan(TABLE_PLAN), plan(BARE_PLAN.replace("B7", "B8"))])
    assert [each.name for each in found.columns] == ["plan.md (1)", "plan.md (2)"]


def test_four_of_seven_decisions_are_decisions_of_one_case_and_not_cases(study):
    study.add_site("benefits office", level="front line")
    text = study.add_text("individual plan", genre="plan", case="C1", source="plan")
    told = study.source("desk").find("plan")[0].account("observed")
    decisions = [study.add_text("decision", genre="written decision", case="C1", id=f"d{n}") for n in range(1, 8)]
    four = study.add_text(
        "decisions with the condition", genre="written decision", number=4, among=decisions, case="C1"
    )
    study.link(four, "conditions on", text, accounts=[told])
    study.add_copy(text, "benefits office", how="left at the desk", accounts=[told])
    for each in study.source_list(kind="written decision", case="C1"):
        study.remove_source(each.id)
    found = compare_plans(study=study)
    cell = found.cell("use:decisions", "plan")
    assert cell.text == "four of seven decisions"
    assert cell.note == "nobody tells which"
    assert cell.passages == (told.passage,) or [each.quote for each in cell.passages] == ["plan"]
    assert found.cell("use:copies", "plan").text == "1 office: benefits office"
    assert found.row("use:decisions").summary == ""


def test_decisions_that_name_the_plan_in_their_own_words_count_and_say_so(study):
    found = compare_plans([study.source("plan"), study.source("nursing")], study=study)
    cell = found.cell("use:decisions", "plan")
    before = "left out, as older than the plan"
    assert cell.text == "five of five decisions"
    assert cell.note == f"by its words, not recorded as a link; {before}: 2 decisions"
    assert {each.source for each in cell.passages} == {f"vedtak-{number}" for number in (1, 2, 5, 6, 7)}
    assert found.cell("use:decisions", "nursing").text == "none of four decisions"


def test_a_decision_counts_where_one_of_the_days_is_not_known(study):
    undated = replace(study.source("plan"), date=None)
    cell = compare_plans([undated], study=study).cell("use:decisions", "plan")
    assert (cell.text, cell.note) == ("seven of seven decisions", "by its words, not recorded as a link")


def test_the_user_of_a_plan_is_known_from_its_case(study):
    """The plan's own row names nobody; who speaks from the study's standpoint in its case is whom it is about."""
    found = compare_plans([study.source("plan-C3")], study=study)
    assert "U3 skal melde fra til koordinatoren dersom hun ikke kan møte." in [
        each.quote for each in found.cell("obligations:user obliged", "plan-C3").passages
    ]
    assert any(each.quote.startswith("U3 er") for each in found.cell("voice:person: name", "plan-C3").passages)
    unknown = compare_plans([study.source("plan-C3")])
    assert unknown.cell("obligations:user obliged", "plan-C3").number == 0


def test_each_plan_is_held_against_what_was_asked_of_it(tmp_path):
    own = tmp_path / "own.toml"
    own.write_text(
        'id = "own"\ntitle = "Ours"\n[[section]]\nid = "pets"\ntitle = "Pets"\nheadings = ["pets"]\n', "utf-8"
    )
    found = compare_plans([plan(TABLE_PLAN)], template=str(own))
    assert found.row("section:pets").cells[0].state == "present"
    assert compare_plans([plan(TABLE_PLAN)], template="support-plan-seven").columns[0].template == "support-plan-seven"


@pytest.mark.parametrize("language", ["en", "nb", "nn"])
def test_the_page_speaks_three_languages(language):
    found = compare_plans([plan(TABLE_PLAN)], language=language)
    expected = {"en": "Consent", "nb": "Samtykke", "nn": "Samtykke"}
    assert found.row("section:consent").label == expected[language]


def test_what_cannot_be_compared(study):
    with pytest.raises(RecordWrong, match="no plan"):
        compare_plans([])
    with pytest.raises(RecordWrong, match="language"):
        compare_plans([plan(TABLE_PLAN)], language="fr")
    with pytest.raises(RecordUnknown, match="norway-2012"):
        compare_plans([plan(TABLE_PLAN)], template="sweden")
    with pytest.raises(RecordUnknown):
        compare_plans([plan(TABLE_PLAN)]).row("section:nothing")


def test_twice_the_plans_take_about_twice_the_time():
    several = [plan(TABLE_PLAN.replace("cat", f"cat {n}"), f"{n}.md") for n in range(120)]
    times = []
    for many in (several[:40], several):
        started = process_time()
        compare_plans(many)
        times.append(process_time() - started)
    assert times[1] < 8 * times[0], "three times the plans"
