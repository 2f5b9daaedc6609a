"""The local page in Firefox: what is taken there are the same words, wherever letters of two units stand before them."""

from __future__ import annotations

import pytest

import ieworkbench as ie

from .firefox import FIREFOX, Firefox

pytestmark = pytest.mark.skipif(FIREFOX is None, reason="Firefox is not installed")

WHERE = """(() => {
  const walk = document.createTreeWalker(document.querySelector(".iew-text"), NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const at = node.data.indexOf(%r);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + %d);
    const boxes = [...range.getClientRects()], first = boxes[0], last = boxes[boxes.length - 1];
    return [first.left, (first.top + first.bottom) / 2, last.right, (last.top + last.bottom) / 2];
  }
})()"""


@pytest.fixture
def firefox(tmp_path):
    """A Firefox whose page must not complain."""
    folder = tmp_path / "firefox"
    folder.mkdir()
    started = Firefox(folder)
    yield started
    started.close()
    assert started.complaints == []


def test_words_taken_by_mouse_and_by_keyboard_are_those_of_the_study(local_page, firefox):
    local = local_page()
    firefox.go(local.address("U1"))
    firefox.wait("!!document.querySelector('.iew-block')")

    firefox.drag(*firefox.see(WHERE % ("It said", 7)))
    firefox.press("/")
    firefox.wait("!!document.querySelector('[role=combobox]')")
    firefox.press(*"waiting", "Enter")
    firefox.wait("document.querySelectorAll('.iew-bar').length === 1")

    firefox.press("ArrowRight")
    firefox.press("ArrowRight", holding=["Shift"])
    firefox.press("/")
    firefox.wait("!!document.querySelector('[role=combobox]')")
    firefox.press(*"phon", "Enter")
    firefox.wait("document.querySelectorAll('.iew-bar').length === 2")
    firefox.wait("document.querySelector('.iew-saved').dataset.state === 'ok'")

    with ie.open_study(local.path, person="Test") as study:
        names = {each.id: each.name for each in study.codebook}
        text = study.source("U1").content
        found = [(names[each.coding.code], each.passage) for each in study.codings(source="U1")]
        assert [(code, passage.quote) for code, passage in found] == [
            ("waiting", "It said"),
            ("phoning", "cafe\u0301 rehabilitation"),
        ]
        assert [text[passage.start : passage.end] for _, passage in found] == ["It said", "cafe\u0301 rehabilitation"]
        assert text.index("😀") < found[0][1].start
