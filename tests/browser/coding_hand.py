"""What a researcher's hand does in the coding view, and what the study then has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from playwright.sync_api import expect

_RANGE = """([quote, from, to]) => {
  for (const words of document.querySelectorAll(".iew-words")) {
    const walk = document.createTreeWalker(words, NodeFilter.SHOW_TEXT);
    const nodes = [];
    for (let node = walk.nextNode(); node; node = walk.nextNode()) if (!node.parentElement.closest("del, small")) nodes.push(node);
    const at = nodes.map((node) => node.data).join("").indexOf(quote);
    if (at < 0) continue;
    const range = document.createRange();
    const place = (set, unit, isEnd) => {
      let left = unit;
      const holds = (each) => left < each.data.length + isEnd;
      set.call(range, nodes.find((each) => holds(each) || ((left -= each.data.length), false)), left);
    };
    place(range.setStart, at + from, 0);
    place(range.setEnd, at + quote.length + to, 1);
    return use(range);
  }
  throw new Error(`not on the page: ${quote}`);
}"""

_BOXES = """const use = (range) => {
  const boxes = [...range.getClientRects()];
  const ends = (box) => ({ left: box.left, right: box.right, middle: (box.top + box.bottom) / 2 });
  return [ends(boxes[0]), ends(boxes[boxes.length - 1])];
};"""

_SELECT = """const use = (range) => new Promise((heard) => {
  document.addEventListener("selectionchange", heard, { once: true });
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
  given[3]?.forEach(([socket, data]) => sockets[socket].dispatchEvent(new MessageEvent("message", { data })));
}).then(() => true);"""


def _in_page(use: str) -> str:
    return f"(given) => {{ {use} return ({_RANGE})(given); }}"


class Hand:
    """A hand on the coding view of an open page."""

    def __init__(self, page, local):
        self.page = page
        self.local = local
        self.text = page.locator(".iew-text")
        page.wait_for_selector(".iew-block")
        self.saved()
        self.text.focus()

    def drag(self, quote: str) -> None:
        """Take words with the mouse."""
        first, last = self.page.evaluate(_in_page(_BOXES), [quote, 0, 0])
        is_leftward = any("\u0590" <= letter <= "\u08ff" for letter in quote)
        start, end = (first["right"], last["left"]) if is_leftward else (first["left"], last["right"])
        mouse = self.page.mouse
        mouse.move(start, first["middle"])
        mouse.down()
        mouse.move(end, last["middle"], steps=4)
        mouse.up()

    def select(self, quote: str, start: int = 0, end: int = 0, *, as_heard: Sequence[tuple[int, str]] = ()) -> None:
        """Have the browser select words, with an edge so many units further on; the view has heard of it.

        `as_heard` are messages, each with the number of the page's socket that it comes by, that arrive when
        the words are selected and the view has not been told so yet.
        """
        self.page.evaluate(_in_page(_SELECT), [quote, start, end, as_heard])

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def give(self, typed: str) -> None:
        """Find a code in the palette and give it, without waiting that it is stored."""
        self.press("/")
        self.page.wait_for_selector("[role=combobox]")
        self.page.keyboard.type(typed)
        self.press("Enter")

    def code(self, typed: str) -> None:
        """Find a code in the palette and give it; it is stored."""
        self.give(typed)
        self.saved()

    def act(self, doing: str) -> None:
        """Mark the words taken as an act, and leave the rest of its form as it begins."""
        self.press("a")
        self.page.wait_for_selector("form")
        self.page.keyboard.type(doing)
        self.press("Enter")
        self.saved()

    @contextmanager
    def time_standing_still(self) -> Iterator[None]:
        """Nothing on the page that waits for a while comes to its end meanwhile, however long this takes."""
        self.page.clock.install()
        self.page.clock.pause_at(self.page.evaluate("Date.now()") + 1)
        yield
        self.page.clock.resume()

    def saved(self) -> None:
        """Wait until everything is stored, and is seen as the study has it."""
        self.page.wait_for_selector(".iew-saved[data-state=ok]")

    def has_bars(self, *names: str) -> None:
        """See that these names, and no others, stand in the margin."""
        expect(self.page.locator(".iew-bar span")).to_have_text(list(names))


def marked(page) -> list[tuple[str, int]]:
    """The pieces of text that are underlined, and by how many marks."""
    return [
        (each.text_content(), len(each.get_attribute("data-marks").split()))
        for each in page.locator(".iew-marked").all()
    ]


def codings(local, source: str = "U1") -> list[tuple[str, str]]:
    """The codes and words that the study has, in the order they were given; the words stand where it says."""
    with local.study() as study:
        text = study.source(source).content
        names = {code.id: code.name for code in study.codebook}
        found = [each.coding for each in study.codings(source=source)]
        for each in found:
            assert text[each.passage.start : each.passage.end] == each.passage.quote
        return [(names[each.code], each.passage.quote) for each in found]
