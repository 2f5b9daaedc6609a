"""The page of plans as it is used: by click and by keyboard, with nothing fetched and nothing refused."""

from __future__ import annotations

import pytest

from compare.plan_pages import BARE_PLAN, TABLE_PLAN, plan
from ieworkbench.compare.plan_comparison import compare_plans
from ieworkbench.exporters.comparisons import write_comparison


@pytest.fixture
def opened(chromium, tmp_path):
    evil = TABLE_PLAN.replace("Pool on Fridays", "\U0001f600 <b>Pool</b> on Fridays")
    file = write_comparison(compare_plans([plan(evil, "a.md"), plan(BARE_PLAN, "b.txt")]), tmp_path / "c.html")
    complaints = []
    page = chromium.new_page(viewport={"width": 1280, "height": 800})
    page.on("console", lambda said: complaints.append(said.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda asked: complaints.append(asked.url) if asked.url != file.as_uri() else None)
    page.goto(file.as_uri())
    yield page
    page.close()
    assert complaints == []


def test_a_click_opens_the_plan_at_the_very_words(opened):
    opened.locator("tr.ask", has_text="Coordinator").or_(
        opened.locator("tr.ask", has_text="coordination")
    ).first.locator("td.cell").first.click()
    assert opened.locator("#shown h2").inner_text() == "a.md"
    assert opened.locator("#shown mark").all_inner_texts() == ["Nora at the health centre."]
    assert opened.locator("#count").inner_text() == "1 / 1"


def test_words_after_letters_of_two_units_are_marked_where_they_stand(opened):
    opened.locator("tr.ask", has_text="Actions that nobody is named for").locator("td.cell").first.click()
    assert opened.locator("#shown mark").all_inner_texts() == ["Apply for a flat"]
    assert opened.locator("#shown pre b", has_text="Pool").count() == 0


def test_everything_can_be_done_by_keyboard(opened):
    first = opened.locator("td.cell").first
    first.focus()
    opened.keyboard.press("Enter")
    assert opened.locator("#shown h2").inner_text() == "a.md"
    opened.keyboard.press("n")
    assert opened.locator("#count").inner_text() == "2 / 3"
    opened.keyboard.press("p")
    opened.keyboard.press("Escape")
    opened.keyboard.press("ArrowRight")
    opened.keyboard.press("Enter")
    assert opened.locator("#shown h2").inner_text() == "b.txt"
