"""The coding view in a real browser, by mouse and by keyboard: what is marked in the page stands in the study."""

from __future__ import annotations

import pytest

MOUSE_OVER = {
    "an emoji": ("office 😀 and", "U1"),
    "a joined emoji": ("👩🏽‍🔧", "U1"),
    "a letter and its accent": ("cafe\u0301", "U1"),
    "a flag": ("🇳🇴", "U1"),
    "words from right to left": ("שלום", "U1"),
    "markup that is only words": ("<b>in the end</b>", "U1"),
}

TAKE = """([quote, from, to]) => {
  const walk = document.createTreeWalker(document.querySelector(".iew-text"), NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const at = node.data.indexOf(quote);
    if (at < 0 || node.parentElement.closest(".iew-margin, .iew-label")) continue;
    const range = document.createRange();
    range.setStart(node, at + from);
    range.setEnd(node, at + quote.length + to);
    const boxes = [...range.getClientRects()];
    const first = boxes[0], last = boxes[boxes.length - 1];
    const isBack = getComputedStyle(node.parentElement).direction === "rtl";
    return { from: [first.left, (first.top + first.bottom) / 2], to: [last.right, (last.top + last.bottom) / 2] };
  }
}"""


class View:
    """The coding view of an open page, and what a researcher does with it."""

    def __init__(self, page):
        self.page = page
        self.text = page.locator(".iew-text")
        page.wait_for_selector(".iew-saved[data-state=ok]")
        page.wait_for_selector(".iew-block")

    def drag(self, quote, start=0, end=0):
        """Select words with the mouse."""
        place = self.page.evaluate(TAKE, [quote, start, end])
        mouse = self.page.mouse
        mouse.move(*place["from"])
        mouse.down()
        mouse.move(*place["to"], steps=4)
        mouse.up()

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def saved(self):
        self.page.wait_for_selector(".iew-saved[data-state=ok]")

    def code(self, typed):
        """Find a code in the palette and give it."""
        self.press("/")
        self.page.wait_for_selector("[role=combobox]")
        self.page.keyboard.type(typed)
        self.press("Enter")
        self.saved()

    def bars(self):
        return self.page.locator(".iew-bar span").all_inner_texts()


@pytest.fixture
def coding(local_page, opened):
    """Opens a coding view of the made-up interview, with the study it stands on."""

    def open_view(source="U1", **given):
        local = local_page(**{name: given.pop(name) for name in ("path", "language") if name in given})
        view = View(opened(local.address(source), **given))
        view.local = local
        return view

    return open_view


def codings(local):
    """Each coding's code, words and place, as the study has them, with the words that stand there."""
    with local.study() as study:
        text = study.source("U1").content
        found = [(each.code, each.passage) for each in study.codings(source="U1")]
        names = {code.id: code.name for code in study.codebook}
        return [(names.get(code, code), passage.quote, text[passage.start : passage.end]) for code, passage in found]


@pytest.mark.parametrize("quote", [words for words, _ in MOUSE_OVER.values()], ids=list(MOUSE_OVER))
def test_words_taken_with_the_mouse_are_the_words_that_the_study_has(coding, quote):
    view = coding()
    view.drag(quote)
    view.code("wait")
    [(code, said, stands)] = codings(view.local)
    assert (code, stands) == ("waiting", said)
    assert said == quote
