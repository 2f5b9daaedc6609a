"""Templates say what was asked for and from when; a broken one says where it is broken."""

from __future__ import annotations

import datetime as dt

import pytest

from ieworkbench.compare.plan_templates import plan_template, plan_templates, read_plan_template, template_for
from ieworkbench.errors import FileDamaged, FileIsFolder, FileMissing, RecordUnknown
from ieworkbench.model import SaidDate
from ieworkbench.model.plan_item import ItemRole

OWN = """
id = "house"
title = "House rules"
[[section]]
id = "supper"
title = "Supper"
headings = ["supper*"]
items = ["action"]
"""


def test_shipped_templates_have_the_sections_their_laws_ask_for():
    assert {each.id: len(each.sections) for each in plan_templates()} == {
        "care-act-2014": 7,
        "norway-2012": 9,
        "support-plan-seven": 7,
    }


def test_every_section_has_a_title_and_a_question_in_all_three_languages():
    for template in plan_templates():
        for section in template.sections:
            for language in ("en", "nb", "nn"):
                assert dict(section.titles)[language]
                assert dict(section.asks)[language].endswith("?")
            assert section.headings


def test_the_template_is_chosen_by_the_date_of_the_plan():
    assert template_for(SaidDate.read("2014-03")).id == "norway-2012"
    assert template_for(SaidDate.read("2016"), "care-act").id == "care-act-2014"
    assert plan_template("norway-2012").since == dt.date(2012, 1, 1)


def test_an_unknown_template_names_those_there_are():
    with pytest.raises(RecordUnknown, match="norway-2012"):
        plan_template("norway-2011")


def test_a_project_writes_its_own(tmp_path):
    file = tmp_path / "house.toml"
    file.write_text(OWN, "utf-8")
    own = read_plan_template(file)
    assert own.title("nn") == "House rules"
    assert own.section("supper").items == (ItemRole.ACTION,)
    assert own.heading_cues.found("Suppers on Sunday") == ("supper",)


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("id = ", "the TOML"),
        ('id = "a"\ntitle = "A"', "[[section]]"),
        (OWN.replace('title = "Supper"', ""), "section 1 (“supper”), title"),
        (OWN.replace('["supper*"]', '"supper*"'), "section 1 (“supper”), headings"),
        (OWN.replace('["action"]', '["cook"]'), "“cook” is none of goal, action"),
        (OWN + 'colour = "red"\n', "“colour” means nothing here"),
        (OWN + OWN.split('title = "House rules"')[1], "stands in it twice"),
        ('since = "2012"\n' + OWN, "since"),
    ],
)
def test_a_broken_template_names_file_and_place(tmp_path, text, where):
    file = tmp_path / "broken.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(FileDamaged) as raised:
        read_plan_template(file)
    assert str(raised.value).startswith("broken.toml, ")
    assert where in str(raised.value)


def test_a_template_that_is_not_there_or_not_text(tmp_path):
    with pytest.raises(FileMissing):
        read_plan_template(tmp_path / "none.toml")
    with pytest.raises(FileIsFolder):
        read_plan_template(tmp_path)
    (tmp_path / "bad.toml").write_bytes(b"id = \xff")
    with pytest.raises(FileDamaged, match="byte 5"):
        read_plan_template(tmp_path / "bad.toml")
