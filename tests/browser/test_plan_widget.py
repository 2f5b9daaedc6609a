"""Plans side by side and proposed statements on the local page, by hand and by key."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

import ieworkbench as ie
from beside import broken_rules, needs_axe

PLANS = {
    "plan-1": "# Plan\n\n## Goals\n\nI want to walk 😀 to the shop and back by myself.\n\n## Consent\n\nYes, I agree that it is used.\n",
    "plan-2": "# Plan\n\n## Goals\n\nU2 is to be mobilised <b>daily</b>.\n\n## Consent\n",
}
LETTER = (
    "A decision 😀.\n\nYou must send us a new plan within 14 days. Otherwise the payment stops.\n\n"
    "If you are ill, you may phone the office.\n\nYou must not travel unless the office agrees.\n"
)


@pytest.fixture
def path(tmp_path):
    with ie.create_study(tmp_path / "s.iestudy", title="Plans", standpoint="S", person="Ann") as study:
        study.add_case("C1")
        for name, words in PLANS.items():
            (tmp_path / f"{name}.md").write_text(words, encoding="utf-8")
            study.add_source(tmp_path / f"{name}.md", kind="individual plan", cases=["C1"], language="en")
        (tmp_path / "letter.txt").write_text(LETTER, encoding="utf-8")
        study.add_source(tmp_path / "letter.txt", kind="written decision", cases=["C1"], language="en")
        return study.path


@pytest.fixture
def page(local_page, path, opened):
    """The plans on the local page."""
    shown = opened(f"{local_page(path, language='en').address()}#shows=plans")
    shown.wait_for_selector(".iew-plans td")
    return shown


@pytest.fixture
def rules(page):
    """The statements that are proposed in the letter."""
    page.get_by_role("tab", name="Statements").click()
    page.wait_for_selector(".iew-rule-text")
    page.locator(".iew-rule").focus()
    return page


def decisions(path):
    with ie.open_study(path, person="Test") as study:
        return [each.decision.value for each in study.statement_decisions()]


def kept(path):
    with ie.open_study(path, person="Test") as study:
        return list(study.statements())


def progress(page):
    return page.locator(".iew-rules-progress")


def saved(page):
    expect(page.locator(".iew-plans-unsaved")).to_have_text("")


# -------------------------------------------------------------------------------- plans side by side


def test_a_cell_opens_the_plan_at_the_words_beside_it(page):
    page.get_by_role("row", name="Goals, resources").locator("td").first.click()
    mark = page.locator(".iew-plans-text mark").first
    expect(mark).to_have_text("I want to walk 😀 to the shop and back by myself.")
    expect(page.locator(".iew-plans-text h3")).to_have_text("plan-1")
    expect(page.locator(".iew-plans-count")).to_have_text("1 / 1")
    page.get_by_role("button", name="Open in the text").click()
    page.wait_for_selector(".iew-block")
    assert "source=plan-1" in page.url


def test_markup_in_a_plan_is_words(page):
    page.get_by_role("row", name="Goals, resources").locator("td").nth(1).click()
    expect(page.locator(".iew-plans-text mark").first).to_have_text("U2 is to be mobilised <b>daily</b>.")


def test_the_table_is_gone_through_with_the_keyboard(page):
    cells = page.locator(".iew-plans tbody td:not(.iew-plans-all)")
    cells.first.focus()
    page.keyboard.press("ArrowRight")
    expect(cells.nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".iew-plans-text h3")).to_be_focused()
    page.keyboard.press("Escape")
    expect(cells.nth(1)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(cells.nth(3)).to_be_focused()
    assert page.locator('.iew-plans td[tabindex="0"]').count() == 1


# ----------------------------------------------------------------------------------------- statements


def test_statements_are_decided_with_one_key_each_and_the_trail_is_kept(rules, path):
    expect(progress(rules)).to_have_text("0 of 3 decided")
    rules.keyboard.press("a")
    expect(rules.locator(".iew-rule h3")).to_have_text("Statement 2 of 3")
    rules.keyboard.press("r")
    expect(progress(rules)).to_have_text("2 of 3 decided")
    saved(rules)
    assert decisions(path) == ["accepted", "refused"]
    rules.keyboard.press("k")
    expect(rules.locator(".iew-rule-state")).to_contain_text("refused by Ann")
    rules.keyboard.press("a")
    saved(rules)
    assert decisions(path) == ["accepted", "accepted"]
    rules.keyboard.press("u")
    expect(rules.locator(".iew-plans-status")).to_contain_text("Undone")
    assert decisions(path) == ["accepted", "refused"]


def test_parts_are_changed_by_words_taken_with_the_keyboard(rules, path):
    rules.keyboard.press("c")
    expect(rules.locator(".iew-rule-text")).to_be_focused()
    for key in ("ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight", "Shift+ArrowRight"):
        rules.keyboard.press(key)
    expect(rules.locator(".iew-plans-status")).to_have_text("us a")
    rules.keyboard.press("4")
    rules.keyboard.press("Enter")
    expect(progress(rules)).to_have_text("1 of 3 decided")
    saved(rules)
    (one,) = kept(path)
    assert (one.object.quote, one.limit.quote) == ("us a", "within 14 days")
    assert decisions(path) == ["changed"]


def test_parts_are_changed_by_words_taken_with_the_mouse_and_let_go_of(rules, path):
    rules.get_by_role("button", name="Change parts").click()
    rules.locator(".iew-rule-text").locator(".iew-part-or-else").dblclick(position={"x": 12, "y": 12})
    expect(rules.locator(".iew-rule-taken")).to_have_text("Otherwise")
    rules.locator('[data-part="or-else"]').click()
    rules.get_by_role("button", name="Not by when: within 14 days").click()
    rules.get_by_label("what it does").select_option("permission")
    rules.get_by_role("button", name="Keep it so").click()
    saved(rules)
    expect(progress(rules)).to_have_text("1 of 3 decided")
    (one,) = kept(path)
    assert (one.or_else.quote, one.limit, one.deontic.value) == ("Otherwise", None, "permission")


def test_leaving_changes_nothing(rules, path):
    rules.keyboard.press("c")
    rules.keyboard.press("ArrowRight")
    rules.keyboard.press("Escape")
    expect(rules.locator(".iew-rule-form")).to_have_count(0)
    assert decisions(path) == []
    expect(rules.locator(".iew-rule")).to_be_focused()


def test_what_another_decides_is_seen(rules, path):
    with ie.open_study(path, person="Bo") as study:
        study.accept_statements(ie.statements(study.source("letter")).take(1))
    expect(progress(rules)).to_have_text("1 of 3 decided", timeout=10_000)
    rules.keyboard.press("j")
    expect(rules.locator(".iew-rule-state")).to_contain_text("accepted by Bo")


def test_only_open_ones_are_listed(rules):
    rules.keyboard.press("a")
    expect(progress(rules)).to_have_text("1 of 3 decided")
    rules.get_by_label("Only open ones").check()
    expect(rules.locator(".iew-rules-list li")).to_have_count(2)


def test_a_text_without_rules_says_so(rules):
    rules.get_by_label("Source", exact=True).select_option("plan-1")
    expect(progress(rules)).to_have_text("Nothing is proposed in this text.")


def test_statements_lead_to_their_text(rules):
    rules.keyboard.press("o")
    rules.wait_for_selector(".iew-block")
    assert "source=letter" in rules.url


@needs_axe
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_rules_of_axe_find_nothing(local_page, path, opened, scheme):
    page = opened(f"{local_page(path, language='en').address()}#shows=plans", scheme=scheme)
    page.wait_for_selector(".iew-plans td")
    page.locator(".iew-plans-opens").first.click()
    broken = {"plans": broken_rules(page)}
    page.get_by_role("tab", name="Statements").click()
    page.wait_for_selector(".iew-rule-text")
    broken["statements"] = broken_rules(page)
    page.locator(".iew-rule").focus()
    page.keyboard.press("c")
    page.keyboard.press("ArrowRight")
    broken["changing"] = broken_rules(page)
    assert {name: each for name, each in broken.items() if each} == {}
