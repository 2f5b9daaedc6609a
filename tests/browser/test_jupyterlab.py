"""One whole run in JupyterLab, as a researcher goes through it on a day on which the kernel dies."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

import ieworkbench as ie

from .jupyterlab import JupyterLab

OPEN = """\
import ieworkbench as ie
study = ie.open_study("s.iestudy", person="Ann")
ie.code_widget(study, "U1")"""
MAP = 'ie.map_widget(study, case="C1")'
MAP = "ie.map_widget(study)"
SECRET = ("rang the office", "slept", "Nobody told", "filled in", "sent back", "cafe", "rehabilitation")


@pytest.fixture
def lab(made_study, tmp_path, chromium):
    """A JupyterLab with a notebook that codes the made-up study."""
    made_study()
    started = JupyterLab(tmp_path, OPEN, MAP)
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    elsewhere = []
    page.on("request", lambda asked: _note(asked.url, started.port, elsewhere))
    try:
        started.wait()
        started.open(page)
        yield started
    finally:
        context.close()
        started.close()
    assert elsewhere == []


def _note(url, port, elsewhere):
    parts = urlsplit(url)
    if parts.scheme not in {"data", "blob"} and parts.netloc != f"127.0.0.1:{port}":
        elsewhere.append(url)


def coded(folder):
    """The codings of the interview, as the study has them."""
    with ie.open_study(folder / "s.iestudy", person="Test") as study:
        names = {each.id: each.name for each in study.codebook}
        return [(names[each.coding.code], each.passage.quote) for each in study.codings(source="U1")]


def acts(folder):
    with ie.open_study(folder / "s.iestudy", person="Test") as study:
        return [each.doing for each in study.acts()]


def drag(page, quote):
    """Select words with the mouse."""
    place = page.evaluate(
        """(quote) => {
          const walk = document.createTreeWalker(document.querySelector(".iew-text"), NodeFilter.SHOW_TEXT);
          for (let node = walk.nextNode(); node; node = walk.nextNode()) {
            const at = node.data.indexOf(quote);
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + quote.length);
            node.parentElement.scrollIntoView({ block: "center" });
            const boxes = [...range.getClientRects()], first = boxes[0], last = boxes[boxes.length - 1];
            return [first.left, (first.top + first.bottom) / 2, last.right, (last.top + last.bottom) / 2];
          }
        }""",
        quote,
    )
    page.mouse.move(place[0], place[1])
    page.mouse.down()
    page.mouse.move(place[2], place[3], steps=4)
    page.mouse.up()


def give(page, code):
    page.keyboard.press("/")
    page.wait_for_selector("[role=combobox]")
    page.keyboard.type(code)
    page.keyboard.press("Enter")


def saved(page):
    page.wait_for_selector(".iew-saved[data-state=ok]")


def see_it_on_the_map(lab, folder):
    """Open the map in the next cell, see the act that was marked, move it, and go back to its words."""
    page = lab.page
    lab.run(1)
    node = page.locator(".iew-map-drawing > .node")
    expect(node).to_have_count(1)
    node.scroll_into_view_if_needed()
    node.click()
    expect(page.locator(".iew-map-told mark")).to_have_text("filled in the form")
    node.press("p")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator(".iew-map-status")).to_contain_text("its place is kept")
    assert lab.cells() == 2
    with ie.open_study(folder / "s.iestudy", person="Test") as study:
        assert len(study.layout("all cases, all layers").pins) == 1
    page.keyboard.press("Control+z")
    expect(page.locator(".iew-map-status")).to_contain_text("Undone")
    page.get_by_role("button", name="Open in the text").click()
    expect(page.locator(".iew-map-status")).to_have_text("Opened in the text: U1")
    expect(page.locator(".iew-text")).to_be_focused()


def test_a_day_in_jupyterlab(lab, tmp_path):
    page = lab.page
    lab.run(0)
    page.wait_for_selector(".iew-block")

    drag(page, "rang the office 😀 and")
    give(page, "phoning")
    saved(page)
    assert coded(tmp_path) == [("phoning", "rang the office 😀 and")]

    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    give(page, "waiting")
    saved(page)
    assert coded(tmp_path)[1] == ("waiting", "they said")
    expect(page.locator(".iew-bar")).to_have_text(["phoning", "waiting"])

    # Keys that a notebook takes as commands: two would delete the cell, others add or cut one.
    for key in ("b", "x", "d", "d", "c", "v", "l", "Escape", "Escape"):
        page.keyboard.press(key)
    assert lab.cells() == 2

    page.locator(".iew-text").focus()
    drag(page, "filled in the form")
    page.keyboard.press("a")
    page.wait_for_selector(".iew-form")
    page.keyboard.press("Control+Enter")
    saved(page)
    assert acts(tmp_path) == ["filled in the form"]

    lab.run(1)
    box = page.locator(".iew-map-drawing .node[aria-label*='filled in the form']")
    box.click()
    expect(page.locator(".iew-map blockquote mark")).to_have_text(["filled in the form"])
    page.keyboard.press("d")
    page.keyboard.press("d")
    assert lab.cells() == 2
    page.locator(".iew-text").evaluate("(text) => text.scrollTo(0, 0)")
    page.get_by_role("button", name="Open in the text").first.click()
    expect(
        page.locator(".iew-bar[aria-pressed=true], .iew-words").filter(has_text="filled in the form")
    ).to_be_in_viewport()

    page.locator(".iew-text").focus()
    page.keyboard.press("Control+z")
    expect(box).to_have_count(0)
    saved(page)
    assert acts(tmp_path) == []
    page.keyboard.press("Control+y")
    expect(page.locator(".iew-bar")).to_have_count(3)
    expect(box).to_have_count(1)
    saved(page)
    assert acts(tmp_path) == ["filled in the form"]

    see_it_on_the_map(lab, tmp_path)

    lab.freeze()
    drag(page, "sent back")
    give(page, "work")
    expect(page.locator(".iew-saved")).to_have_text("1 change not yet saved")
    expect(page.locator(".iew-bar")).to_have_count(4)
    lab.kill()
    assert len(coded(tmp_path)) == 2
    lab.run(0)
    expect(page.locator(".iew-bar")).to_have_count(4)
    saved(page)
    assert sorted(coded(tmp_path)) == [
        ("phoning", "rang the office 😀 and"),
        ("waiting", "they said"),
        ("work", "sent back"),
    ]

    kept = lab.saved()
    assert "application/vnd.jupyter.widget-view+json" in kept
    assert [words for words in SECRET if words in kept] == []
