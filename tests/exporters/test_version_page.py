"""Two versions on a page: every difference marked, nothing that people wrote is markup."""

from __future__ import annotations

import io

import openpyxl
import pytest

from compare.plan_pages import plan
from compare.test_versions import NEW, OLD
from ieworkbench.compare.versions import compare_versions
from ieworkbench.errors import FormatUnknown
from ieworkbench.exporters.version_page import version_page, version_workbook, write_versions


def test_words_that_went_and_came_are_marked():
    found = compare_versions(
        plan("The nurse comes at ten <b>sharp</b>.\n", "a.txt"),
        plan("The nurse comes at nine <b>sharp</b>.\n", "b.txt"),
    )
    page = version_page(found)
    assert "The nurse comes at <del>ten</del> &lt;b&gt;sharp&lt;/b&gt;." in page
    assert "The nurse comes at <ins>nine</ins> &lt;b&gt;sharp&lt;/b&gt;." in page
    assert "<script" not in page
    assert "default-src 'none'" in page


def test_goals_say_whose_responsibility_they_became():
    page = version_page(compare_versions(plan(OLD), plan(NEW)))
    assert "<small>to the user</small>" in page
    assert "<small>responsible: Day centre</small>" in page
    assert "<small>responsible: the user</small>" in page


def test_duties_that_moved_have_a_table_of_their_own():
    before = plan("Fridays are for swimming. The council must order the taxi.\n", "a.txt")
    after = plan("Fridays are for swimming. You must order the taxi.\n", "b.txt")
    found = compare_versions(before, after)
    page = version_page(found)
    assert '<th class="kind" scope="row">moved from services&#x27; to the user&#x27;s responsibility</th>' in page
    assert "<small>The council · characters 26–58</small>" in page
    assert "<small>You · characters 26–50</small>" in page
    assert "<small>to the user</small>" in page
    sheet = openpyxl.load_workbook(io.BytesIO(version_workbook(found)))["responsibility"]
    assert [cell.value for cell in sheet[2]][:5] == [
        "moved from services' to the user's responsibility",
        "The council",
        "You",
        "The council must order the taxi.",
        "You must order the taxi.",
    ]
    assert "Whose responsibility" not in version_page(compare_versions(before, before))


def test_the_workbook_has_a_row_a_change(tmp_path):
    found = compare_versions(plan(OLD), plan(NEW))
    book = openpyxl.load_workbook(io.BytesIO(version_workbook(found)))
    assert book["changes"].max_row == 1 + len(found)
    assert book["goals"].max_row == 1 + len(found.goals)
    for suffix in (".html", ".xlsx", ".csv"):
        assert write_versions(found, tmp_path / f"v{suffix}").stat().st_size
    with pytest.raises(FormatUnknown):
        write_versions(found, tmp_path / "v.doc")
