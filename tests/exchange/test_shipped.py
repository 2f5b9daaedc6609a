"""The codebooks that come along: usable at once, and true to what they name."""

from __future__ import annotations

import warnings

import pytest

import ieworkbench as ie
from beside import PROJECT
from ieworkbench.compare.plan_templates import plan_templates

NAMES = [
    "ie-index",
    "personalisation",
    "plan-sections-care-act-2014",
    "plan-sections-norway-2012",
    "plan-sections-support-plan-seven",
]

READINGS = {  # six statements of what personalisation is, and how the article that sets them side by side reads them
    "assessment": [(4397, 4668)],
    "choice": [(5765, 5892), (5932, 6224), (6299, 6603)],
    "negotiation": [(7731, 8027), (8085, 8810)],
}


def test_these_codebooks_come_along_and_the_readme_has_a_line_on_each():
    assert list(ie.shipped_codebooks()) == NAMES
    readme = (PROJECT / "codebooks" / "README.md").read_text(encoding="utf-8")
    assert all(f"| `{name}.yaml` |" in readme for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_each_comes_into_a_study_whole_and_without_a_word_of_complaint(name, tmp_path):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        book = ie.read_codebook(ie.shipped_codebooks()[name])
    assert all(each.definition for each in book)
    with ie.create_study(tmp_path / "a.iestudy", title="T", standpoint="S") as study:
        study.import_file(ie.shipped_codebooks()[name])
        assert [each.name for each in study.codebook] == [each.name for each in book]
        study.import_file(ie.shipped_codebooks()[name])
        assert len(study.codebook) == len(book)


def test_each_reading_of_personalisation_has_an_anchor():
    book = ie.read_codebook(ie.shipped_codebooks()["personalisation"])
    assert [each.name for each in book if each.example] == ["assessment", "choice", "negotiation"]


@pytest.mark.parametrize("template", ["norway-2012", "care-act-2014", "support-plan-seven"])
def test_the_sections_of_a_plan_are_those_that_its_template_asks_for(template):
    book = ie.read_codebook(ie.shipped_codebooks()[f"plan-sections-{template}"])
    asked = next(each for each in plan_templates() if each.id == template)
    assert [each.name for each in book if each.codable] == [each.title("en") for each in asked.sections]


@pytest.mark.needs_shared
def test_a_policy_text_is_read_three_ways_with_this_codebook(shared, tmp_path):
    """The readings are entries with the words beside them, and where two stand on one passage that is seen."""
    with ie.create_study(tmp_path / "a.iestudy", title="T", standpoint="S") as study:
        study.import_file(ie.shipped_codebooks()["personalisation"])
        article = study.add_source(next((shared / "seeds").glob("004*")), kind="article", language="en")
        for reading, places in READINGS.items():
            study.code_many([(article.passage(start, end), reading) for start, end in places])
        found = {
            reading: [(each.passage.start, each.passage.end) for each in study.codings(reading)] for reading in READINGS
        }
    assert found == READINGS
