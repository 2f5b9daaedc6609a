"""Plans side by side, as a view is told them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from test_desk_messages import braces, fields_in

import ieworkbench as ie
from ieworkbench.views.desk import plan_answers, plan_lines
from ieworkbench.views.desk.desk import Desk
from views.desk_views import View

LINES = Path(__file__).parents[2].joinpath("frontend", "src", "plans", "lines.ts")
PLANS = {
    "a": "# Plan\n\n## Goals\n\nI want to walk to the shop and back by myself.\n\n## Consent\n\nYes, I agree that it is used.\n",
    "b": "# Plan\n\n## Goals\n\nU2 is to be mobilised.\n\n## Consent\n",
}


@pytest.fixture
def study(study, tmp_path):
    for name, words in PLANS.items():
        tmp_path.joinpath(f"{name}.md").write_text(words, "utf-8")
        study.add_source(tmp_path / f"{name}.md", kind="individual plan", language="en")
    return study


@pytest.fixture
def view(study):
    return View(Desk(study, "en"), source="", wants="plans")


def asked(view, **more):
    return view.ask("plans", **{"plans": [], "template": "", "title": "", **more})


@pytest.mark.skipif(not LINES.is_file(), reason="the front end's own text is not here")
@pytest.mark.parametrize("name", plan_lines.__all__)
def test_what_is_said_of_plans_has_the_same_fields_on_both_sides(name):
    plain = re.sub(r"/\*.*?\*/|//[^\n]*", "", LINES.read_text("utf-8"), flags=re.S)
    start = plain.index("{", plain.index(f"export interface {name} "))
    assert fields_in(braces(plain, start)) == list(getattr(plan_lines, name).__struct_fields__)


def test_the_table_is_that_of_the_comparison(view, study):
    shown, expected = asked(view), ie.compare_plans(study=study)
    assert [each["name"] for each in shown["columns"]] == [each.name for each in expected.columns] == ["a", "b"]
    assert [[cell["text"] for cell in row["cells"]] for row in shown["rows"]] == [
        [cell.text for cell in row.cells] for row in expected.rows
    ]


def test_a_cell_leads_to_the_words_of_its_plan(view):
    shown = asked(view)
    row = next(each for each in shown["rows"] if each["id"] == "section:goals")
    for column, cell in zip(shown["columns"], row["cells"], strict=True):
        (start, end), *_ = cell["places"]
        assert column["text"][start:end] in PLANS[column["name"]]
    assert row["cells"][1]["quotes"] == ["U2 is to be mobilised."]
    consent = next(each for each in shown["rows"] if each["id"] == "section:consent")
    assert [each["sign"] for each in consent["cells"]] == ["●", "○"]


def test_some_plans_against_a_template_of_ones_own_choice(view):
    shown = asked(view, plans=["b"], title="One plan")
    assert (shown["title"], [each["name"] for each in shown["columns"]]) == ("One plan", ["b"])
    view.say(say="ask", ask=1, about={"what": "plans", "plans": [], "template": "nothing", "title": ""})
    assert "nothing" in view.last("unanswered")["sentence"]


def test_plans_are_compared_once_for_each_change_that_may_touch_them(view, study, monkeypatch):
    made = []
    real = plan_answers.compare_plans
    monkeypatch.setattr(plan_answers, "compare_plans", lambda *given, **named: made.append(1) or real(*given, **named))
    first = asked(view)
    assert asked(view) == first
    study.add_code("walking")
    assert asked(view, has=first["number"]) is None
    study.add_case("C9")
    assert asked(view, has=first["number"])["number"] > first["number"]
    assert len(made) == 2


def test_the_words_around_it_are_in_the_language_of_the_desk(study):
    assert asked(View(Desk(study, "nb"), source="", wants="plans"))["words"]["accept"] == "Godta"
