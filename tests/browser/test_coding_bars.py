"""The bars in the margin: each begins and ends with the lines of its passage, wherever the browser breaks them."""

from __future__ import annotations

from itertools import pairwise

import pytest

import ieworkbench as ie

from .coding_hand import Hand

_BARS = """async () => {
  const next = () => new Promise((done) => requestAnimationFrame(done));
  await next();
  do await next();
  while ([...document.querySelectorAll(".iew-length")].some((each) => !each.style.height));
  const found = {};
  for (const length of document.querySelectorAll(".iew-length")) {
    const id = length.parentElement.dataset.mark, { top, bottom, left } = length.getBoundingClientRect();
    const words = [...document.querySelectorAll(`[data-marks~="${id}"]`)].flatMap((each) => [...each.getClientRects()]);
    const first = Math.min(...words.map((box) => box.top)), last = Math.max(...words.map((box) => box.bottom));
    (found[id] ??= { bars: [], lines: new Set(words.map((box) => Math.round(box.top))).size, first, last }).bars.push({ top, bottom, left });
  }
  return Object.values(found).map((each) => ({ ...each, bars: each.bars.map((bar) => [bar.top, bar.bottom, bar.left]) }));
}"""

PIXEL = 1
"""Nearer nobody looks."""


@pytest.fixture
def coded(made_study, local_page, opened):
    """Opens the made-up interview with codings of these words; a pair codes from the first words to the last."""

    def open_view(*words: str | tuple[str, str], **given: object) -> Hand:
        path = made_study()
        with ie.open_study(path, person="Ann") as study:
            source = study.source("U1")
            for each in words:
                first, last = (each, each) if isinstance(each, str) else each
                start, end = source.content.index(first), source.content.index(last) + len(last)
                study.code(source.passage(start, end), "waiting")
        local = local_page(path)
        return Hand(opened(local.address("U1"), **given), local)

    return open_view


def bars(view) -> list[dict]:
    """Of each passage its bars from above, each with its top, bottom and left; and where its words begin and end."""
    return view.page.evaluate(_BARS)


def see_bars_cover_their_lines(view) -> list[dict]:
    """Each begins and ends with its words, and goes on unbroken and straight; gives them."""
    found = bars(view)
    for each in found:
        drawn = each["bars"]
        assert drawn[0][0] == pytest.approx(each["first"], abs=PIXEL)
        assert drawn[-1][1] == pytest.approx(each["last"], abs=PIXEL)
        for (_, bottom, left), (top, _, next_left) in pairwise(drawn):
            assert top == pytest.approx(bottom, abs=PIXEL)
            assert next_left == left
    return found


def test_a_bar_is_as_long_as_the_lines_of_its_passage_also_when_the_lines_break_elsewhere(coded):
    view = coded("no idea", ("Nobody told me", "read it out to me"))
    _, wide = see_bars_cover_their_lines(view)
    view.page.set_viewport_size({"width": 480, "height": 800})
    _, narrow = see_bars_cover_their_lines(view)
    assert narrow["lines"] > wide["lines"] > 1
    view.page.set_viewport_size({"width": 1280, "height": 800})
    _, again = see_bars_cover_their_lines(view)
    assert again["lines"] == wide["lines"]


def test_a_passage_over_several_turns_has_one_unbroken_bar(coded):
    view = coded(("no idea", "my plan"), "And then?", ("Then the letter", "sent back"))
    over_turns, one_turn, more_turns = see_bars_cover_their_lines(view)
    assert [len(each["bars"]) for each in (over_turns, one_turn, more_turns)] == [3, 1, 4]
    view.page.set_viewport_size({"width": 700, "height": 800})
    see_bars_cover_their_lines(view)


def test_bars_of_passages_that_share_a_line_stand_side_by_side(coded):
    view = coded("filled in the form", "the form while I sat", "read it out")
    lefts = [each["bars"][0][2] for each in see_bars_cover_their_lines(view)]
    assert lefts == [lefts[0], lefts[0] - 5, lefts[0] - 10]


def test_a_bar_follows_the_edges_of_its_passage_and_goes_with_it(coded):
    view = coded("no idea")
    [before] = see_bars_cover_their_lines(view)
    view.press("Control+Home", "j", *["Shift+ArrowRight"] * 8, "Escape")
    view.saved()
    [after] = see_bars_cover_their_lines(view)
    assert after["bars"][-1][1] > before["bars"][0][1]
    view.press("Control+Home", "j", "Delete")
    view.saved()
    assert bars(view) == []


def test_a_turn_that_was_folded_away_has_its_bars_when_it_is_shown_again(coded):
    view = coded("no idea", "form asks")
    view.press("f")
    view.page.get_by_label("SP2").check()
    assert view.page.locator(".iew-turn:visible").count() == 1
    view.page.set_viewport_size({"width": 1200, "height": 800})
    view.page.get_by_label("SP2").uncheck()
    view.press("Escape")
    see_bars_cover_their_lines(view)


def test_a_click_on_a_bar_without_a_name_chooses_its_passage(coded):
    view = coded(("no idea", "my plan"))
    view.page.locator(".iew-on .iew-length").first.click(position={"x": 1, "y": 10})
    assert view.page.locator(".iew-bar[aria-pressed=true]").count() == 3
