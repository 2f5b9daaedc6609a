"""The page around the views: sources, addresses, the codebook; and what becomes of edits when things break."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

import ieworkbench as ie
from beside import broken_rules, needs_axe

NOT_REACHED = "The program cannot be reached; it is tried again and again."


def saved(page) -> None:
    """Wait until the text is there and every edit of the coding view is on the disk."""
    page.wait_for_selector(".iew-text .iew-words")
    page.wait_for_selector(".iew-saved[data-state=ok]")


def code_next_word(page, typed: str) -> None:
    """Take the next word of the text with the keyboard, and give it a code."""
    page.wait_for_selector(".iew-text .iew-words")
    page.locator(".iew-text").focus()
    expect(page.locator(".iew-text")).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("/")
    page.wait_for_selector("[role=combobox]")
    page.keyboard.type(typed)
    page.keyboard.press("Enter")


def coded(path, source: str = "U1") -> list[tuple[str, str]]:
    """The codings of a source, as the study has them: code and words."""
    with ie.open_study(path, person="Test") as study:
        names = {each.id: each.name for each in study.codebook}
        return [(names[each.coding.code], each.passage.quote) for each in study.codings(source=source)]


def names_of(path) -> dict[str, str]:
    with ie.open_study(path, person="Test") as study:
        return {each.name: each.definition for each in study.codebook}


# ------------------------------------------------------------------------- sources and addresses


def test_the_list_says_of_each_source_what_it_is_and_is_narrowed_by_what_is_typed(local_page, opened):
    page = opened(local_page().address())
    links = page.locator(".iew-page-sources a")
    expect(links).to_have_text(["U1interview · C1 · U1 · wave 1", "decisionwritten decision · C1"])
    page.get_by_role("searchbox", name="Find a source").fill("written C1")
    expect(links).to_have_text(["decisionwritten decision · C1"])
    page.get_by_role("searchbox", name="Find a source").fill("nothing like it")
    expect(page.locator(".iew-page-sources")).to_contain_text("No source fits.")


def test_back_and_forward_go_from_source_to_source(local_page, opened):
    page = opened(local_page().address())
    expect(page.locator("main")).to_have_text("Choose a source to read.")
    page.get_by_role("link", name="U1").click()
    expect(page.locator(".iew-text")).to_contain_text("I rang the office")
    expect(page).to_have_title("U1 – Back to work")
    page.get_by_role("link", name="decision").click()
    expect(page.locator(".iew-text")).to_contain_text("The application is refused.")
    assert page.locator(".iew-page-sources a[aria-current=page]").inner_text().startswith("decision")
    page.go_back()
    expect(page.locator(".iew-text")).to_contain_text("I rang the office")
    page.go_forward()
    expect(page.locator(".iew-text")).to_contain_text("The application is refused.")
    page.reload()
    expect(page.locator(".iew-text")).to_contain_text("The application is refused.")


def test_on_a_narrow_page_the_list_makes_room_for_what_was_chosen(local_page, opened):
    page = opened(local_page().address(), width=800)
    expect(page.locator(".iew-page-sources")).to_be_hidden()
    page.get_by_role("button", name="Sources").click()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".iew-text")).to_contain_text("I rang the office")
    expect(page.locator(".iew-page-sources")).to_be_hidden()
    page.get_by_role("button", name="Codebook").click()
    page.keyboard.press("Escape")
    expect(page.locator(".iew-page-codebook")).to_be_hidden()
    expect(page.get_by_role("button", name="Codebook")).to_be_focused()


def test_an_address_with_a_place_leads_to_its_words(local_page, opened):
    local = local_page()
    with local.study() as study:
        start = study.source("U1").content.index("the form asks for")
    page = opened(local.address("U1") + f"&at={start}-{start + 17}")
    expect(page.locator(".iew-text")).to_be_focused()
    page.keyboard.press("/")
    page.wait_for_selector("[role=combobox]")
    page.keyboard.type("waiting")
    page.keyboard.press("Enter")
    saved(page)
    assert coded(local.path) == [("waiting", "the form asks for")]


def test_a_source_that_is_not_there_is_one_sentence(local_page, opened):
    page = opened(local_page().address("U9"))
    expect(page.get_by_role("alert").filter(visible=True)).to_contain_text("U9")


def test_the_page_speaks_the_language_that_was_asked_for(local_page, opened):
    page = opened(local_page(language="nb").address())
    expect(page.get_by_role("button", name="Kilder")).to_be_visible()
    expect(page.locator("main")).to_have_text("Velg en kilde å lese.")
    assert page.locator("html").get_attribute("lang") == "nb"


def with_an_act(path):
    """A study with one act on its map."""
    with ie.open_study(path, person="Ann") as study:
        told = study.source("U1").find_one("filled in the form").account("told done by other")
        study.add_act("fills in the form", doer="SP2", case="C1", accounts=[told])
    return path


def test_a_box_of_the_map_leads_to_its_words_and_back_leads_to_the_map(local_page, made_study, opened):
    page = opened(local_page(with_an_act(made_study())).address("decision"))
    page.get_by_role("link", name="Map").click()
    page.locator(".iew-map-drawing .node").click()
    expect(page.locator(".iew-map blockquote mark")).to_have_text("filled in the form")
    page.get_by_role("button", name="Open in the text").click()
    expect(page.locator(".iew-words", has_text="filled in the form")).to_be_in_viewport()
    assert page.evaluate("location.hash").startswith("#source=U1&at=")
    page.go_back()
    expect(page.locator(".iew-map-drawing .node")).to_be_visible()
    page.get_by_role("link", name="Text").click()
    expect(page.locator(".iew-text")).to_contain_text("I rang the office")


# ----------------------------------------------------------------------------------- the codebook


def test_the_codebook_shows_codes_under_codes_and_counts_only_when_asked(local_page, opened):
    local = local_page()
    page = opened(local.address("U1"))
    book = page.locator(".iew-page-codebook")
    expect(book.locator(":scope ul ul summary")).to_have_text(["phoning"])
    expect(book.locator("summary").first).to_have_text("work")
    code_next_word(page, "phon")
    saved(page)
    expect(page.locator(".iew-page-sources a").first).to_contain_text("1 coding")
    expect(book.locator("ul ul summary")).to_have_text(["phoning"])
    book.get_by_label("Show how often").check()
    expect(book.locator("ul ul summary")).to_have_text(["phoning1"])
    book.locator("summary", has_text="waiting").click()
    expect(book.locator("details[open]")).to_contain_text("Time in which nothing comes.")
    book.get_by_role("searchbox").fill("office")
    expect(book.locator("summary .iew-page-name")).to_have_text(["work > phoning"])


def test_a_code_is_added_renamed_and_defined_and_every_view_knows_it(local_page, opened):
    local = local_page()
    page = opened(local.address("U1"))
    code_next_word(page, "waiting")
    saved(page)
    book = page.locator(".iew-page-codebook")
    book.get_by_role("button", name="Add a code").click()
    page.keyboard.type("trouble <b>")
    page.keyboard.press("Tab")
    page.keyboard.type("What went wrong.")
    page.keyboard.press("Control+Enter")
    expect(book.locator("summary", has_text="trouble <b>")).to_be_visible()
    assert names_of(local.path)["trouble <b>"] == "What went wrong."
    book.locator("summary", has_text="waiting").click()
    book.locator("details[open]").get_by_role("button", name="Change").click()
    page.keyboard.press("Control+A")
    page.keyboard.type("standing still")
    page.keyboard.press("Enter")
    expect(book.locator("summary", has_text="standing still")).to_be_visible()
    assert names_of(local.path)["standing still"] == "Time in which nothing comes."
    expect(page.locator(".iew-recent")).to_contain_text("standing still")
    code_next_word(page, "standing")
    saved(page)
    assert coded(local.path) == [("standing still", "How"), ("standing still", "did")]


def test_a_code_that_was_removed_elsewhere_while_it_was_being_renamed_is_one_sentence(local_page, opened):
    local = local_page()
    page = opened(local.address())
    book = page.locator(".iew-page-codebook")
    book.locator("summary", has_text="waiting").click()
    book.get_by_role("button", name="Change").click()
    with local.study() as study:
        study.remove_code("waiting")
    expect(page.locator(".iew-page-status")).to_contain_text("Test", timeout=10_000)
    page.keyboard.type("standing still")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("waiting")
    expect(book.locator("summary")).to_have_text(["work", "phoning"])
    assert sorted(names_of(local.path)) == ["phoning", "work"]


# ------------------------------------------------------------------------------- when things break


def test_a_study_that_can_only_be_read_says_so_once_and_offers_no_change(local_page, made_study, opened, only_read):
    path = made_study()
    only_read()
    page = opened(local_page(path).address("U1"))
    expect(page.get_by_role("alert").filter(visible=True)).to_have_text(
        "This study can only be read here; nothing can be changed.Leave"
    )
    expect(page.get_by_role("button", name="Add a code")).to_be_hidden()
    expect(page.locator(".iew-text")).to_contain_text("I rang the office")


def test_an_edit_made_while_another_program_writes_is_kept_and_stored_once(local_page, opened, monkeypatch):
    local = local_page()
    page = opened(local.address("U1"))
    saved(page)
    other = sqlite3.connect(local.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    code_next_word(page, "waiting")
    expect(page.get_by_role("alert").filter(visible=True)).to_contain_text(
        "another program is writing to this study", timeout=15_000
    )
    other.execute("ROLLBACK")
    other.close()
    page.wait_for_selector(".iew-saved[data-state=ok]", timeout=20_000)
    assert coded(local.path) == [("waiting", "How")]


def test_a_study_that_is_moved_away_and_back_is_said_once_and_no_edit_is_lost(local_page, opened):
    local = local_page()
    page = opened(local.address("U1"))
    saved(page)
    away = local.path.rename(local.path.with_suffix(".away"))
    expect(page.locator(".iew-page-sentence")).to_contain_text("there is no study here", timeout=10_000)
    code_next_word(page, "waiting")
    page.wait_for_selector(".iew-saved[data-state=waiting]")
    away.rename(local.path)
    page.wait_for_selector(".iew-saved[data-state=ok]", timeout=20_000)
    expect(page.locator(".iew-page-sentence")).to_be_hidden(timeout=10_000)
    assert coded(local.path) == [("waiting", "How")]


def test_two_browsers_on_one_source_see_what_the_other_does(local_page, opened):
    local = local_page()
    one, other = opened(local.address("U1")), opened(local.address("U1"))
    saved(one)
    saved(other)
    code_next_word(one, "waiting")
    expect(other.locator(".iew-bar")).to_have_text(["waiting"])
    code_next_word(other, "phoning")
    expect(one.locator(".iew-bar")).to_have_text(["waiting", "phoning"])
    assert sorted(coded(local.path)) == [("phoning", "How"), ("waiting", "How")]


class Line:
    """The line between a browser and a local page, which can be cut and mended."""

    def __init__(self, page):
        self._page = page
        self._own: Callable[[str | None], bool] = type(page._gate).is_own

    def cut(self, monkeypatch) -> None:
        monkeypatch.setattr(type(self._page._gate), "is_own", lambda *_: False)
        for each in tuple(self._page._room._looking):
            self._page._room._closing[0].call_soon_threadsafe(each.close)

    def mend(self, monkeypatch) -> None:
        monkeypatch.setattr(type(self._page._gate), "is_own", self._own)


def test_what_is_done_while_the_line_is_cut_is_stored_once_when_it_is_mended(
    local_page, opened, complaints, monkeypatch
):
    complaints.expect("WebSocket connection to")
    local = local_page()
    page = opened(local.address("U1"))
    saved(page)
    expect(page.locator(".iew-page-sources a")).to_have_count(2)
    line = Line(local.page)
    line.cut(monkeypatch)
    expect(page.get_by_role("alert").filter(visible=True)).to_contain_text(NOT_REACHED)
    for typed in ("waiting", "phoning"):
        code_next_word(page, typed)
    expect(page.locator(".iew-saved")).to_have_text("2 changes not yet saved")
    assert coded(local.path) == []
    line.mend(monkeypatch)
    page.wait_for_selector(".iew-saved[data-state=ok]", timeout=20_000)
    assert coded(local.path) == [("waiting", "How"), ("phoning", "did")]
    expect(page.get_by_role("alert").filter(visible=True)).to_have_count(0)


def test_an_edit_on_its_way_when_the_program_is_killed_is_stored_once_after_it_is_started_again(
    local_process, made_study, opened, complaints
):
    for words in ("WebSocket connection to", "status of 403", "ERR_CONNECTION_RE", "failed: "):  # refused or reset
        complaints.expect(words)
    path = made_study()
    first = local_process(path)
    page = opened(first.address + "#source=U1")
    saved(page)
    code_next_word(page, "phoning")
    saved(page)
    first.kill()
    code_next_word(page, "waiting")
    expect(page.locator(".iew-saved")).to_have_text("1 change not yet saved")
    second = local_process(path)
    assert second.address.split("/")[2] == first.address.split("/")[2]
    expect(page.get_by_role("alert").filter(visible=True).first).to_contain_text(
        "The program was started anew", timeout=15_000
    )
    again = opened(second.address + "#source=U1", context=page.context)
    expect(again.locator(".iew-bar")).to_have_text(["phoning", "waiting"])
    saved(again)
    assert coded(path) == [("phoning", "How"), ("waiting", "did")]
    assert second.interrupt().endswith("Stopped. Everything is kept.\n")


def test_the_browser_is_started_at_the_source_by_an_address_that_is_worth_nothing_afterwards(
    local_process, made_study, opened, tmp_path
):
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\nprintf %s "$1" > {tmp_path}/begun && mv {tmp_path}/begun {tmp_path}/given\n')
    browser.chmod(0o755)
    process = local_process(made_study(), "U1", browser=f"{browser} %s")
    deadline = time.monotonic() + 20
    while not (tmp_path / "given").is_file() and time.monotonic() < deadline:
        time.sleep(0.05)
    given = (tmp_path / "given").read_text()
    assert given != process.address
    page = opened(given)
    expect(page.locator(".iew-text")).to_contain_text("I rang the office")
    assert page.url == process.address


def test_it_says_that_it_stopped_as_nobody_looked(local_process, made_study):
    process = local_process(made_study(), "--idle", "0.01")
    assert process.process.wait(20) == 0
    assert "No page was open for 0.01 minutes; stopped. Everything is kept." in process.process.stdout.read()


# ------------------------------------------------------------------------------------------- rules


@needs_axe
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_rules_of_axe_find_nothing(local_page, made_study, opened, scheme):
    local = local_page(with_an_act(made_study()))
    page = opened(local.address("U1"), scheme=scheme)
    saved(page)
    page.locator(".iew-page-codebook summary").first.click()
    page.get_by_role("button", name="Change").click()
    assert broken_rules(page) == []
    page.get_by_role("link", name="Map").click()
    page.locator(".iew-map-drawing .node").click()
    expect(page.locator(".iew-map blockquote mark")).to_be_visible()
    assert broken_rules(page) == []


@needs_axe
def test_the_rules_of_axe_find_nothing_in_plans_side_by_side(local_page, made_study, opened, tmp_path):
    path = made_study()
    with ie.open_study(path, person="Ann") as study:
        for year in (2014, 2015):
            (tmp_path / f"plan {year}.md").write_text(
                f"# Individual plan {year}\n\n## Goals\n\nSleep a whole night.\n", "utf-8"
            )
            study.add_source(tmp_path / f"plan {year}.md", kind="individual plan", cases="C1", language="en")
    page = opened(local_page(path).address())
    page.get_by_role("link", name="Plans").click()
    expect(page.locator("main table")).to_be_visible(timeout=20_000)
    assert broken_rules(page) == []
