"""The map on the local page: gone along by hand and by key, changed, drawn again, and back at the words."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

import ieworkbench as ie
from beside import broken_rules, needs_axe
from maps.chain_study import chain_study

KEY = "all cases, all layers"


@pytest.fixture
def path(tmp_path):
    with chain_study(tmp_path) as study:
        return study.path


@pytest.fixture
def shown(local_page, path, opened):
    """The map of the made-up chain on the local page."""
    page = opened(f"{local_page(path, language='en').address()}#shows=map")
    page.wait_for_selector(".iew-map-drawing")
    return page


def box(page, name: str):
    return page.locator(f'.iew-map-drawing > .node[data-of="{name}"]')


def status(page):
    return page.locator(".iew-map-status")


def panel(page):
    return page.locator(".iew-map-shown")


def layout(path):
    with ie.open_study(path, person="Test") as study:
        return study.layout(KEY)


def middle(locator):
    place = locator.bounding_box()
    return place["x"] + place["width"] / 2, place["y"] + place["height"] / 2


def drag(page, locator, right: float, down: float) -> None:
    x, y = middle(locator)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + right / 2, y + down / 2)
    page.mouse.move(x + right, y + down)
    page.mouse.up()


def test_every_thing_of_the_map_is_drawn_and_can_be_clicked_for_its_words(shown, path):
    with ie.open_study(path, person="Test") as study:
        m = ie.build_map(study)
    expect(shown.locator(".iew-map-drawing > .node")).to_have_count(len(m))
    expect(shown.locator(".iew-map-drawing > .link")).to_have_count(m.graph.number_of_edges())
    box(shown, "writes-goals-2").click()
    expect(panel(shown)).to_contain_text("I wrote my goals in it at the kitchen table.")
    expect(panel(shown)).to_contain_text("told done · done · own work")
    expect(status(shown)).to_have_text("writes her goals in the plan: 1 account")


def test_a_line_leads_to_its_words_and_to_its_ends(shown):
    box(shown, "writes-goals-2").click()
    shown.locator(".iew-map-count").first.click()
    expect(panel(shown).locator("h3")).to_contain_text("→")
    expect(shown.locator(".iew-map-dimming")).to_have_count(1)
    panel(shown).get_by_role("button").nth(1).click()
    expect(shown.locator(".iew-map-dimming")).to_have_count(0)


def test_from_its_words_one_comes_to_the_text_at_that_place_and_back(shown):
    box(shown, "writes-goals-2").click()
    shown.get_by_role("button", name="Open in the text").first.click()
    shown.wait_for_selector(".iew-block")
    assert "source=U2-wave1" in shown.url
    assert "at=38-82" in shown.url
    shown.go_back()
    shown.wait_for_selector(".iew-map-drawing")


def test_a_box_is_dragged_and_stays_where_it_was_put_in_one_step(shown, path):
    node = box(shown, "writes-goals-2")
    before = node.bounding_box()
    drag(shown, node, 60, 2)
    expect(status(shown)).to_contain_text("its place is kept")
    after = node.bounding_box()
    assert (after["x"] - before["x"], after["y"] - before["y"]) == (pytest.approx(60, abs=2), pytest.approx(2, abs=8))
    assert [each.id for each in layout(path).pins] == ["writes-goals-2"]
    shown.locator(".iew-map").press("Control+z")
    expect(status(shown)).to_contain_text("Undone")
    assert node.bounding_box() == pytest.approx(before, abs=3)
    assert layout(path) is None


def test_a_box_is_moved_kept_and_let_go_of_with_the_keyboard(shown, path):
    node = box(shown, "writes-goals-2")
    node.focus()
    shown.keyboard.press("p")
    expect(status(shown)).to_contain_text("arrows move it")
    for _ in range(3):
        shown.keyboard.press("ArrowRight")
    shown.keyboard.press("Escape")
    expect(status(shown)).to_have_text("Put back")
    assert layout(path) is None
    shown.keyboard.press("p")
    shown.keyboard.press("Shift+ArrowRight")
    shown.keyboard.press("Enter")
    expect(status(shown)).to_contain_text("its place is kept")
    assert len(layout(path).pins) == 1
    expect(node).to_be_focused()
    shown.keyboard.press("Shift+P")
    expect(status(shown)).to_contain_text("its place is let go of")
    assert layout(path).pins == ()


def test_lanes_are_put_in_another_order_and_it_is_kept(shown, path):
    shown.get_by_role("button", name="Lanes", exact=True).click()
    shown.get_by_role("button", name="Move office up").click()
    expect(status(shown)).to_have_text("The lanes stand in another order")
    assert [each.id for each in layout(path).lanes] == ["(national)", "office", "clinic", "home"]
    expect(shown.get_by_role("button", name="Move office up")).to_be_disabled()
    shown.get_by_role("button", name="Lay out anew").click()
    expect(status(shown)).to_have_text("Laid out anew; chosen places hold")


def test_it_is_drawn_again_when_something_is_marked_and_stands_still(shown, local_page, path, opened):
    shown.get_by_role("button", name="Zoom in").click()
    box(shown, "writes-goals-2").click()
    expect(panel(shown)).to_contain_text("kitchen table")
    places = {name: box(shown, name).bounding_box() for name in ("writes-goals-2", "decides-2")}
    with ie.open_study(path, person="Bo") as study:
        study.add_act("waits for the letter", doer="U2", site="home", gap="Nobody says how long.")
    expect(status(shown)).to_contain_text("waits for the letter", timeout=10_000)
    expect(shown.locator(".iew-map-new")).to_have_count(1)
    for name, before in places.items():
        assert box(shown, name).bounding_box() == pytest.approx(before, abs=3)
    expect(panel(shown)).to_contain_text("kitchen table")


def test_a_trace_dims_the_rest(shown):
    box(shown, "decides-2").click()
    shown.get_by_role("button", name="Trace both ways").click()
    expect(panel(shown)).to_contain_text("What leads to it")
    lit = shown.locator(".iew-map-dimming > .node.on")
    expect(box(shown, "writes-goals-2")).to_have_class("node on")
    assert 0 < lit.count() < shown.locator(".iew-map-drawing > .node").count()
    shown.keyboard.press("Escape")
    expect(shown.locator(".iew-map-dimming")).to_have_count(0)


def test_what_nobody_says_is_a_list_of_questions_that_show_where(shown):
    shown.get_by_role("button", name="What nobody says").click()
    questions = panel(shown).locator("li button")
    expect(questions.first).to_contain_text("?")
    questions.first.click()
    expect(questions.first).to_have_attribute("aria-current", "true")
    assert shown.locator(".iew-map-dimming > .on").count() < 6


def test_what_is_looked_for_is_found_by_what_was_said(shown):
    find = shown.locator(".iew-map-head").get_by_role("searchbox", name="Find")
    find.fill("kitchen table")
    expect(status(shown)).to_contain_text("found")
    expect(box(shown, "writes-goals-2")).to_have_class("node on")
    find.press("Enter")
    expect(panel(shown)).to_contain_text("kitchen table")
    find.fill("nothing like it")
    expect(status(shown)).to_have_text("Nothing found")


def test_the_keyboard_alone_goes_along_the_lines_reads_and_comes_back(shown):
    shown.locator(".iew-map-stage").focus()
    shown.keyboard.press("Enter")
    first = shown.evaluate("document.activeElement.dataset.of")
    shown.keyboard.press("ArrowRight")
    second = shown.evaluate("document.activeElement.dataset.of")
    assert first != second
    expect(shown.locator(".iew-map-ring-focus")).to_have_count(1)
    shown.keyboard.press("Enter")
    expect(panel(shown).locator("h3")).to_be_focused()
    shown.keyboard.press("Escape")
    expect(box(shown, second)).to_be_focused()
    shown.keyboard.press("t")
    expect(panel(shown)).to_contain_text("Trace")
    assert shown.locator('.iew-map-drawing > [tabindex="0"]').count() == 1


def test_zoom_and_pan(shown):
    stage = shown.locator(".iew-map-stage")
    width = "document.querySelector('.iew-map-sheet').offsetWidth"
    before = shown.evaluate(width)
    shown.get_by_role("button", name="Zoom in").click()
    shown.get_by_role("button", name="Zoom in").click()
    assert shown.evaluate(width) == pytest.approx(before * 1.69, rel=0.02)
    x, y = middle(stage)
    shown.mouse.move(x, y)
    shown.keyboard.down("Control")
    shown.mouse.wheel(0, -120)
    shown.keyboard.up("Control")
    shown.wait_for_function(f"{width} > {before * 1.8}")
    at = "document.querySelector('.iew-map-stage').scrollLeft"
    scrolled = shown.evaluate(at)
    shown.mouse.move(x, y + 40)
    ground = shown.evaluate(
        "([x, y]) => !document.elementFromPoint(x, y).closest('.node, .link, .label, .break')", [x, y + 40]
    )
    if ground:
        shown.mouse.down()
        shown.mouse.move(x - 50, y + 40)
        shown.mouse.up()
        assert shown.evaluate(at) == scrolled + 50
    shown.get_by_role("button", name="Whole map").click()
    assert shown.evaluate(
        "document.querySelector('.iew-map-sheet').offsetWidth <= document.querySelector('.iew-map-stage').clientWidth"
    )


def test_a_case_and_a_layer_are_chosen(shown):
    shown.get_by_label("Case", exact=True).select_option("C2")
    expect(shown.locator(".iew-map-facts")).to_contain_text("Case C2")
    shown.get_by_label("Layer", exact=True).select_option("prescribed")
    expect(shown.locator(".iew-map-facts")).to_contain_text("what is supposed to happen")


def test_a_study_that_can_only_be_read_is_shown_and_not_changed(path, local_page, opened, only_read):
    only_read()
    page = opened(f"{local_page(path, language='en').address()}#shows=map")
    page.wait_for_selector(".iew-map-drawing")
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)
    expect(page.locator(".iew-map-head")).to_contain_text("Read only")
    drag(page, box(page, "writes-goals-2"), 60, 0)
    assert layout(path) is None


def test_a_study_without_acts_says_how_the_map_begins(local_page, opened):
    page = opened(f"{local_page(language='en').address()}#shows=map")
    expect(page.locator(".iew-map-shown")).to_contain_text("Nothing stands on this map yet.")


def test_a_map_with_markup_in_its_words_shows_it_as_words(local_page, made_study, opened):
    path = made_study()
    with ie.open_study(path, person="Ann") as study:
        study.add_act("<img src=x onerror=alert(1)> & “waits”", doer="U1", gap="<b>How?</b>")
    page = opened(f"{local_page(path, language='en').address()}#shows=map")
    expect(page.locator(".iew-map-drawing > .node")).to_have_count(1)
    page.locator(".iew-map-drawing > .node").click()
    expect(panel(page).locator("h3")).to_have_text("<img src=x onerror=alert(1)> & “waits”")
    assert page.locator(".iew-map img").count() == 0


def test_a_change_that_cannot_be_made_leaves_the_map_as_it_was_and_says_why(shown, path):
    before = box(shown, "writes-goals-2").bounding_box()
    with ie.open_study(path, person="Ann") as study:
        shown.get_by_role("button", name="Undo").wait_for()
        while study.history():
            try:
                study.undo()
            except ie.IEError:
                break
    expect(shown.locator(".iew-map-drawing > .node")).to_have_count(0, timeout=10_000)
    assert before
    shown.get_by_role("button", name="Undo").click()
    expect(status(shown)).not_to_have_text("")


@needs_axe
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_rules_of_axe_find_nothing(local_page, path, opened, scheme):
    page = opened(f"{local_page(path, language='en').address()}#shows=map", scheme=scheme)
    page.wait_for_selector(".iew-map-drawing")
    broken = {"begin": broken_rules(page)}
    box(page, "writes-goals-2").click()
    page.wait_for_selector(".iew-map-told")
    broken["words"] = broken_rules(page)
    shows = {
        "Trace both ways": panel(page).get_by_text("What leads to it"),
        "What nobody says": panel(page).get_by_role("button", name="?").first,
        "Lanes": page.get_by_role("button", name="Move office up"),
    }
    for name, shown in shows.items():
        page.get_by_role("button", name=name, exact=True).click()
        expect(shown).to_be_visible()
        page.evaluate("Promise.all(document.getAnimations().map((each) => each.finished)).then(() => 1)")
        broken[name] = broken_rules(page)
    assert {name: each for name, each in broken.items() if each} == {}
