"""The coding view for everybody: the rules of accessibility in every state, documents, and a study that may only be read."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

import ieworkbench as ie

from .coding_hand import Hand, codings

AXE = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
DOCUMENT = Path(__file__).parents[1] / "data" / "docx" / "from_libreoffice.docx"

_RULES = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']"
_CHECK = f"""async () => (await axe.run(document, {{ runOnly: {_RULES} }})).violations
  .map((each) => `${{each.id}}: ${{each.nodes[0].html.slice(0, 200)}}`)"""

STATES = {
    "text": [],
    "a mark chosen": ["j"],
    "palette": ["ArrowRight", "/"],
    "act form": ["ArrowRight", "a"],
    "text form": ["ArrowRight", "t"],
    "note": ["ArrowRight", "n"],
    "memo": ["j", "m"],
    "filter": ["f"],
    "search": ["g"],
    "help": ["?"],
}


@pytest.mark.skipif(not AXE.is_file(), reason="`npm ci` was not run in frontend/")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_rule_of_accessibility_is_broken_in_any_state(local_page, opened, chromium, scheme):
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, color_scheme=scheme, bypass_csp=True)
    local = local_page()
    view = Hand(opened(local.address("U1"), context=context), local)
    view.page.evaluate(f"{AXE.read_text('utf-8')};1")
    view.drag("no idea")
    view.code("wait")
    broken = {}
    for state, keys in STATES.items():
        view.press("Escape")
        view.text.focus()
        view.press("Escape", "Control+Home", *keys)
        if state.endswith("form"):
            view.page.wait_for_selector("form")
        if found := view.page.evaluate(_CHECK):
            broken[state] = found
    context.close()
    assert broken == {}


def test_the_hand_stays_on_its_button_while_others_code(local_page, opened):
    local = local_page()
    view = Hand(opened(local.address("U1"), width=1800), local)
    view.drag("no idea")
    view.code("wait")
    view.press("Control+Home", "j")
    remove = view.page.get_by_role("button", name="Remove")
    remove.focus()
    with local.study() as study:
        study.code(study.find("form asks")[0], "work")
    view.has_bars("waiting", "work")
    expect(remove).to_be_focused()
    view.press("Enter")
    view.has_bars("work")


def test_on_a_narrow_page_what_is_chosen_stands_below_the_text_and_moves_no_words(local_page, opened):
    local = local_page()
    view = Hand(opened(local.address("U1")), local)
    view.drag("no idea")
    view.code("wait")
    mark = view.page.locator(".iew-marked")
    before = mark.bounding_box()
    mark.click()
    remove = view.page.get_by_role("button", name="Remove")
    expect(remove).to_be_visible()
    assert mark.bounding_box() == before
    text = view.text.bounding_box()
    assert remove.bounding_box()["y"] > text["y"] + text["height"]
    remove.click()
    view.has_bars()
    expect(remove).to_be_hidden()


def test_a_long_memo_makes_nothing_wider(local_page, opened):
    local = local_page()
    with local.study() as study:
        study.code(study.find("no idea")[0], "waiting", "Is this written down anywhere? " * 20)
    view = Hand(opened(local.address("U1")), local)
    width = view.text.bounding_box()["width"]
    view.press("Control+Home", "j")
    expect(view.page.locator(".iew-message")).to_contain_text("written down")
    assert view.text.bounding_box()["width"] == width
    expect(view.page.get_by_role("button", name="Remove")).to_be_in_viewport()


def test_words_clicked_at_the_lower_edge_stay_in_sight(local_page, opened):
    local = local_page()
    view = Hand(opened(local.address("U1"), height=420), local)
    view.select("read it out")
    view.code("wait")
    mark = view.page.locator(".iew-marked")
    view.text.evaluate("""(text) => {
      const below = text.querySelector(".iew-marked").getBoundingClientRect().bottom;
      text.scrollTop -= text.getBoundingClientRect().bottom - 2 - below;
    }""")
    box, text = mark.bounding_box(), view.text.bounding_box()
    assert text["y"] + text["height"] - box["y"] - box["height"] < 5
    view.page.mouse.click(box["x"] + 10, box["y"] + 10)
    expect(view.page.get_by_role("button", name="Remove")).to_be_visible()
    box, text = mark.bounding_box(), view.text.bounding_box()
    assert box["y"] + box["height"] < text["y"] + text["height"]


def test_underlines_are_seen_in_forced_colours(local_page, opened, chromium):
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, forced_colors="active")
    local = local_page()
    view = Hand(opened(local.address("U1"), context=context), local)
    view.drag("no idea")
    view.code("wait")
    view.has_bars("waiting")
    assert "underline" in view.page.locator(".iew-marked").evaluate(
        "(each) => getComputedStyle(each).textDecorationLine"
    )
    context.close()


def test_what_a_document_lost_and_what_was_said_of_it_is_seen_and_is_no_part_of_its_words(
    made_study, local_page, opened
):
    path = made_study()
    with ie.open_study(path, person="Ann") as study:
        plan = study.add_source(DOCUMENT, kind="individual plan", language="en").id
        content = study.source(plan).content
        gone = [each.text for each in study.source(plan).sections if each.kind == "deletion"]
    local = local_page(path)
    view = Hand(opened(local.address(plan)), local)
    assert view.page.locator("del.iew-deletion").all_text_contents() == gone
    assert view.page.locator("ins, .iew-insertion").count() > 0
    view.press("Control+a")
    view.code("work")
    [(_, quote)] = codings(local, plan)
    assert quote == content.strip("\n")


def test_a_study_that_may_only_be_read_is_read(made_study, local_page, opened, only_read):
    path = made_study()
    with ie.open_study(path, person="Ann") as study:
        study.code(study.find("no idea")[0], "waiting")
    only_read()
    local = local_page(path)
    view = Hand(opened(local.address("U1")), local)
    view.has_bars("waiting")
    view.press("ArrowRight", "/")
    expect(view.page.locator(".iew-message")).to_have_text("This study is open for reading only.")
    view.press("j", "Delete")
    view.has_bars("waiting")
    with ie.open_study(path) as study:
        assert [each.passage.quote for each in study.codings("waiting")] == ["no idea"]
