"""Plans and versions in a cell: the same words as on the page, escaped, with what is too long left to the file."""

from __future__ import annotations

from compare.plan_pages import BARE_PLAN, TABLE_PLAN, plan
from compare.test_versions import NEW, OLD
from ieworkbench.compare.plan_comparison import compare_plans
from ieworkbench.compare.plan_items import plan_items
from ieworkbench.compare.plan_sections import plan_sections
from ieworkbench.compare.versions import compare_versions


def test_a_comparison_shows_each_answer_with_its_words():
    page = compare_plans(
        [plan(TABLE_PLAN.replace("Sot", "<b>Sot</b>"), "a.md"), plan(BARE_PLAN, "b.txt")]
    )._repr_html_()
    assert "<summary>○ empty</summary>" in page
    assert "“Nora at the health centre.”" in page
    assert "<b>Sot" not in page
    assert "one of two plans" in page


def test_many_plans_are_counted_and_left_to_the_file():
    page = compare_plans([plan(TABLE_PLAN, f"{n}.md") for n in range(10)], copied=False)._repr_html_()
    assert "2 more plans" in page


def test_a_plan_held_against_a_template_shows_sections_and_blanks():
    page = plan_sections(plan(TABLE_PLAN))._repr_html_()
    assert "◐ goals" in page
    assert "+ ## Pets" in page
    assert "<span class='more'>blank</span>" in page
    assert "no goals or actions" in plan_items(plan("x\n", "a.txt"))._repr_html_()


def test_versions_mark_what_differs():
    page = compare_versions(plan(OLD), plan(NEW))._repr_html_()
    assert "<ins>my own</ins>" in page
    assert "to the user" in page
    assert "The hens are fed by the neighbour." in page


def test_duties_that_moved_stand_with_both_sentences_and_whose_they_are():
    page = compare_versions(
        plan("The council must order the <b>taxi</b>.\n", "a.txt"), plan("You must order the <b>taxi</b>.\n", "b.txt")
    )._repr_html_()
    assert "moved from services&#x27; to the user&#x27;s responsibility" in page
    assert "The council must order the &lt;b&gt;taxi&lt;/b&gt;.<div class='facts'>The council</div>" in page
    assert "reworded, to the user" in page
