"""The web page of a map as it is used: by click, by keyboard, and by those who do not see it."""

from __future__ import annotations

from pathlib import Path

import pytest

from beside import broken_rules, needs_axe
from exporters.made_up_words import CLOSED, EVIL, OPEN, made_up
from ieworkbench.exporters import write_map
from maps.drawn_chains import many, twenty


@pytest.fixture
def opened(chromium, tmp_path):
    """Opens the page of a map; whatever the browser blocks, misses or complains of fails the test."""
    complaints = []
    contexts = []

    def opening(m, *, scheme="light", width=1280, **options):
        file: Path = tmp_path / "map.html"
        write_map(m, file, **options)
        context = chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda asked: complaints.append(asked.url) if asked.url != file.as_uri() else None)
        page.goto(file.as_uri())
        return page

    yield opening
    for each in contexts:
        each.close()
    assert complaints == []


def node(page, label):
    return page.locator(f"#map .node[aria-label*='{label}']")


def dimmed(page):
    """The numbers of things that stand out, and of those that do not."""
    on = page.locator("#map.dimming .node.on").count()
    return on, page.locator("#map.dimming .node:not(.on)").count()


def test_a_click_on_a_box_shows_its_words_who_tells_and_its_links(opened):
    page = opened(made_up("plain"))
    node(page, "asks again").click()
    shown = page.locator("#shown")
    assert shown.locator("h2").inner_text() == "asks again"
    assert shown.locator("blockquote").all_inner_texts() == [CLOSED]
    assert shown.locator(".told p").all_inner_texts() == [
        "U2 · second · wave 2",
        "told done · not done · own work",
        "talk U2 · characters 300–333",
    ]
    assert [each.inner_text() for each in shown.locator("h3").all()] == [
        "What is told (1)",
        "Links in (1)",
        "Links out (1)",
    ]
    assert page.locator("#status").inner_text() == "asks again: 1 account"


def test_a_click_on_a_line_shows_the_words_of_the_link(opened):
    page = opened(made_up("plain"))
    page.locator("#map .label").first.click()
    assert page.locator("#shown h2").inner_text() == "waits plain – then → asks again"
    assert page.locator("#shown blockquote").all_inner_texts() == [OPEN]


def test_a_click_on_a_disjuncture_shows_what_each_side_says(opened):
    page = opened(made_up("plain"))
    page.locator("#map .break path").last.click()
    assert page.locator("#shown h2").inner_text() == "torn plain"
    assert page.locator("#shown blockquote").all_inner_texts() == [OPEN, CLOSED]


def test_a_click_on_a_link_in_the_list_goes_to_its_other_end(opened):
    page = opened(made_up("plain"))
    node(page, "asks again").click()
    page.locator("#shown .went button", has_text="letter plain").click()
    assert page.locator("#shown h2").inner_text() == "letter plain"
    assert page.evaluate("document.activeElement.getAttribute('aria-label')").startswith("text: letter plain")


def test_shift_click_follows_upstream_and_downstream_the_way_things_go_on(opened):
    page = opened(made_up("plain"))
    node(page, "letter plain").click(modifiers=["Shift"])
    assert page.locator("#status").inner_text() == "letter plain: 3 before it, 1 after it"
    assert dimmed(page) == (5, 0)
    node(page, "waits plain").click(modifiers=["Shift"])
    assert dimmed(page) == (4, 1)
    assert "on" not in node(page, "Act on letters").get_attribute("class").split()
    page.keyboard.press("Escape")
    assert dimmed(page) == (0, 0)


def test_the_keyboard_alone_finds_reads_follows_and_comes_back(opened):
    page = opened(made_up("plain"))
    node(page, "waits plain").focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')").startswith("act: asks again")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "H2"
    assert page.locator("#shown blockquote").all_inner_texts() == [CLOSED]
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')").startswith("act: asks again")
    assert page.locator("#shown blockquote").count() == 0
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')").startswith("act: waits plain")
    page.keyboard.press("t")
    assert dimmed(page) == (4, 1)


def test_tab_goes_from_the_controls_into_the_map_and_shows_where_it_is(opened):
    page = opened(made_up("plain"))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    for _ in range(6):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.classList[0]") == "node"
    assert page.locator("#focus").is_visible()


def test_find_dims_the_rest_and_enter_goes_from_one_to_the_next(opened):
    page = opened(made_up("plain"))
    page.fill("#find", "NOBODY must know")
    assert page.locator("#status").inner_text() == "3 found"
    assert dimmed(page) == (1, 4)
    page.keyboard.press("Enter")
    assert page.locator("#status").inner_text() == "1/3: asks again"
    page.fill("#find", "not there")
    assert page.locator("#status").inner_text() == "Nothing found"
    page.fill("#find", "")
    assert dimmed(page) == (0, 0)


def test_markup_and_script_in_words_are_shown_and_do_not_run(opened):
    page = opened(made_up(EVIL))
    for number in range(5):
        page.locator("#map .node").nth(number).focus()
        page.keyboard.press("Enter")
    page.fill("#find", EVIL)
    page.locator("#map .break").focus()
    page.keyboard.press("Enter")
    assert page.locator("#shown h2").inner_text() == f"torn {EVIL}"
    assert page.evaluate("window.ran") is None
    assert page.locator("img").count() == 0


def test_a_map_much_wider_than_the_window_begins_at_its_height_and_names_stay_at_the_left(opened):
    page = opened(many(60))
    wide, high = page.evaluate(
        "[document.getElementById('sheet').offsetWidth, document.getElementById('sheet').offsetHeight]"
    )
    room = page.evaluate("document.getElementById('stage').clientHeight")
    assert wide > 1.5 * 1280
    assert room * 0.9 < high <= room + 10
    page.evaluate("document.getElementById('stage').scrollLeft = 900")
    left = page.locator("#names").bounding_box()["x"]
    assert left == page.locator("#stage").bounding_box()["x"]


def test_labels_that_cannot_be_read_are_not_drawn_until_one_comes_nearer(opened):
    page = opened(many(60))
    label = page.locator("#map .node text").first
    assert label.is_visible()
    page.click("#whole")
    assert label.is_hidden()
    page.keyboard.press("+")
    for _ in range(4):
        page.click("#in")
    assert label.is_visible()


def test_the_wheel_zooms_where_it_is_and_dragging_moves_the_map(opened):
    page = opened(many(60))
    before = page.evaluate("document.getElementById('sheet').offsetWidth")
    page.mouse.move(400, 400)
    page.mouse.wheel(0, -300)
    page.wait_for_function(f"document.getElementById('sheet').offsetWidth > {before}")
    start = page.evaluate("document.getElementById('stage').scrollLeft")
    page.mouse.down()
    page.mouse.move(300, 380, steps=4)
    page.mouse.up()
    assert page.evaluate("document.getElementById('stage').scrollLeft") == pytest.approx(start + 100, abs=1)
    assert page.locator("#shown h2").count() == 0


def test_words_in_the_dark_stand_out_from_their_ground(opened):
    page = opened(twenty(), scheme="dark")
    fill = "each => getComputedStyle(each).fill"
    assert page.locator("#map .page path").first.evaluate(fill) == "rgb(26, 26, 26)"
    assert page.locator("#map .node text").first.evaluate(fill) == "rgb(209, 209, 209)"


def test_every_box_is_a_button_with_a_name_that_says_it_all(opened):
    page = opened(made_up("plain"))
    boxes = page.get_by_role(
        "button", name="asks again, U1; 1 account; act at the standpoint; not done; links: 1 in, 1 out"
    )
    assert boxes.count() == 1
    assert page.get_by_role("status").count() == 1
    assert page.get_by_role("searchbox", name="Find").count() == 1
    assert page.get_by_role("main").count() == 1
    assert page.get_by_role("complementary", name="Words behind the map").count() == 1


@needs_axe
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_rules_of_axe_find_nothing(opened, scheme):
    page = opened(twenty(), scheme=scheme)
    page.locator("#map .node").nth(6).click()
    assert broken_rules(page) == []
