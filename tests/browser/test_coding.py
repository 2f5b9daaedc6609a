"""The coding view in a real browser, by mouse and by keyboard: what is marked in the page stands in the study."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from .coding_hand import Hand, codings, marked


@pytest.fixture
def coding(local_page, opened):
    """Opens a coding view of the made-up interview, with the study it stands on."""

    def open_view(source="U1", *, local=None, path=None, language=None, **given):
        local = local or local_page(path, language=language)
        return Hand(opened(local.address(source), **given), local)

    return open_view


# ---------------------------------------------------------------------------- taking words


@pytest.mark.parametrize(
    "quote",
    ["office 😀 and", "👩🏽‍🔧", "cafe\u0301", "🇳🇴", "שלום"],
    ids=["emoji", "joined emoji", "letter with its accent", "flag", "right to left"],
)
def test_words_taken_with_the_mouse_are_the_words_that_the_study_has(coding, quote):
    view = coding()
    view.drag(quote)
    view.code("wait")
    assert codings(view.local) == [("waiting", quote)]


def test_half_an_emoji_or_an_accent_alone_cannot_be_taken(coding):
    """A drag that ends inside what a reader sees as one character takes all of it."""
    view = coding()
    view.select("👩🏽‍🔧", 2, -2)
    view.code("wait")
    view.select("cafe\u0301", 0, -1)
    view.code("wait")
    assert [quote for _, quote in codings(view.local)] == ["👩🏽‍🔧", "cafe\u0301"]


def test_words_are_taken_and_coded_with_the_keyboard_alone(coding):
    view = coding()
    view.press("Control+Home", "ArrowDown", "ArrowRight", "ArrowRight", "Shift+ArrowRight")
    view.code("phon")
    assert codings(view.local) == [("phoning", "the office")]


def test_a_passage_over_turns_holds_the_label_between_them(coding):
    view = coding()
    view.press("Control+Home", "s", "Shift+ArrowRight", "Shift+ArrowRight")
    view.code("wait")
    assert codings(view.local) == [("waiting", "How did it begin?\nU1: I rang")]


def test_control_with_arrows_goes_from_turn_to_turn(coding):
    view = coding()
    view.press("Control+Home", "Control+ArrowDown", "Control+ArrowDown", "Control+ArrowDown", "Control+ArrowUp")
    view.press("Control+Shift+ArrowRight")
    assert view.page.locator(".iew-heard").inner_text() == "And then"
    view.code("wait")
    assert codings(view.local) == [("waiting", "And then")]


def test_a_character_is_taken_with_alt(coding):
    view = coding()
    view.press("Control+Home", "Alt+ArrowRight", "Shift+Alt+ArrowRight")
    view.code("wait")
    assert codings(view.local) == [("waiting", " d")]


def test_s_takes_the_sentence_and_then_the_turn(coding):
    view = coding()
    view.drag("form while")
    view.press("s")
    view.code("wait")
    view.press("s")
    view.code("wait")
    assert [quote for _, quote in codings(view.local)] == [
        "Nobody told me. She filled in the form while I sat there, and then she read it out to me.",
        "She filled in the form while I sat there, and then she read it out to me.",
    ]


def test_shift_s_takes_one_more_sentence(coding):
    view = coding()
    view.drag("told me")
    view.press("s", "S")
    view.code("wait")
    assert codings(view.local) == [
        ("waiting", "Nobody told me. She filled in the form while I sat there, and then she read it out to me.")
    ]


def test_the_whole_text_can_be_coded(coding):
    view = coding()
    view.press("Control+a")
    view.code("wait")
    [(_, quote)] = codings(view.local)
    assert quote.startswith("How did it begin?\nU1: I rang")
    assert quote.endswith("<b>in the end</b>.")


def test_nothing_in_a_transcript_is_run_or_made_bold(coding):
    view = coding()
    assert view.page.locator(".iew-words b, .iew-words script").count() == 0
    view.select("<b>in the end</b>")
    view.code("wait")
    assert codings(view.local) == [("waiting", "<b>in the end</b>")]


# ---------------------------------------------------------------------------- codes


def test_number_keys_give_the_codes_used_last(coding):
    view = coding()
    view.drag("no idea")
    view.code("wait")
    view.drag("form asks")
    view.press("1")
    view.saved()
    assert codings(view.local) == [("waiting", "no idea"), ("waiting", "form asks")]


def test_several_codes_are_given_without_closing_the_palette(coding):
    view = coding()
    view.drag("no idea")
    view.press("/")
    view.page.keyboard.type("wait")
    view.press("Control+Enter")
    view.page.keyboard.type("phon")
    view.press("Control+Enter", "Escape")
    view.saved()
    assert sorted(codings(view.local)) == [("phoning", "no idea"), ("waiting", "no idea")]


def test_a_new_code_is_made_where_it_is_needed(coding):
    view = coding()
    view.drag("no idea")
    view.press("/")
    view.page.keyboard.type("not being told")
    assert view.page.locator("[role=option]").all_inner_texts() == ["make a new code “not being told”"]
    view.press("Enter")
    view.saved()
    assert codings(view.local) == [("not being told", "no idea")]
    view.has_bars("not being told")


def test_the_palette_finds_codes_by_their_definition_and_shows_it(coding):
    view = coding()
    view.drag("no idea")
    view.press("/")
    view.page.keyboard.type("nothing comes")
    option = view.page.locator("[role=option][aria-selected=true]")
    assert "Time in which nothing comes." in option.inner_text()
    assert view.page.locator("[role=combobox]").get_attribute("aria-activedescendant") == option.get_attribute("id")


def test_codes_that_overlap_are_all_seen(coding):
    view = coding()
    view.drag("filled in the form")
    view.code("work")
    view.drag("the form while I sat")
    view.code("wait")
    view.has_bars("work", "waiting")
    assert marked(view.page) == [("filled in ", 1), ("the form", 2), (" while I sat", 1)]
    assert view.page.locator(".iew-marked").nth(1).get_attribute("title") == "work · waiting"


# ---------------------------------------------------------------------------- what was marked is changed


def test_undo_and_redo(coding):
    view = coding()
    view.drag("no idea")
    view.code("wait")
    view.press("Control+z")
    view.saved()
    view.has_bars()
    assert codings(view.local) == []
    view.press("Control+Shift+Z")
    view.saved()
    view.has_bars("waiting")
    assert codings(view.local) == [("waiting", "no idea")]


def test_j_and_k_go_between_marks_and_delete_removes_the_one_chosen(coding):
    view = coding()
    for quote in ("no idea", "form asks", "sent back"):
        view.drag(quote)
        view.code("wait")
    view.press("Control+Home", "j", "j", "k", "j", "Delete")
    view.saved()
    assert [quote for _, quote in codings(view.local)] == ["no idea", "sent back"]
    view.press("Control+z")
    view.saved()
    assert len(codings(view.local)) == 3


def test_the_edges_of_a_coding_are_moved_in_one_step(coding):
    view = coding()
    view.drag("no idea")
    view.code("wait")
    view.press("Control+Home", "j", "Shift+ArrowRight", "Shift+ArrowRight", "[", "Escape")
    view.saved()
    assert codings(view.local) == [("waiting", "had no idea what they")]
    view.press("Control+z")
    view.saved()
    assert codings(view.local) == [("waiting", "no idea")]


def test_a_memo_is_written_and_seen(coding):
    view = coding()
    view.drag("no idea")
    view.code("wait")
    view.press("Control+Home", "j", "m")
    view.page.keyboard.type("Nobody explains.")
    view.press("Control+Enter")
    view.saved()
    expect(view.page.locator(".iew-card")).to_contain_text("Nobody explains.")
    with view.local.study() as study:
        assert [each.coding.memo for each in study.codings()] == ["Nobody explains."]
    view.press("Control+z")
    view.saved()
    expect(view.page.locator(".iew-card")).not_to_contain_text("Nobody explains.")


def test_a_coding_gets_another_code(coding):
    view = coding()
    view.drag("no idea")
    view.code("wait")
    view.press("Control+Home", "j", "r")
    view.page.keyboard.type("phon")
    view.press("Enter")
    view.saved()
    assert codings(view.local) == [("phoning", "no idea")]


# ---------------------------------------------------------------------------- acts, texts, disjunctures


def test_an_act_is_marked_with_a_few_keys(coding):
    view = coding()
    view.drag("I rang the office")
    view.act("rings the office")
    view.has_bars("▸ rings the office")
    with view.local.study() as study:
        [act] = study.acts()
        assert (act.doing, act.doer.name) == ("rings the office", "U1")
        assert [each.passage.quote for each in act.accounts] == ["I rang the office"]


def test_another_account_of_an_act_is_no_other_act(coding):
    view = coding()
    view.drag("I rang the office")
    view.act("rings")
    view.drag("Nobody told me")
    view.press("a")
    view.page.wait_for_selector("form")
    view.page.keyboard.type("rings")
    assert view.page.get_by_label("who", exact=True).is_hidden()
    view.press("Enter")
    view.saved()
    with view.local.study() as study:
        [act] = study.acts()
        assert [each.passage.quote for each in act.accounts] == ["I rang the office", "Nobody told me"]


def test_what_is_needed_is_asked_for_and_escape_leaves(coding):
    view = coding()
    view.drag("I rang the office")
    view.press("a")
    view.page.wait_for_selector("form")
    view.press("Delete", "Enter")
    assert view.page.locator(".iew-wrong").inner_text() == "“does what” is needed."
    view.press("Escape")
    assert view.page.locator("form").count() == 0
    assert view.page.evaluate("document.activeElement.className") == "iew-text"
    with view.local.study() as study:
        assert len(study.acts()) == 0


def test_a_text_is_recorded_where_it_is_first_heard_of(coding):
    view = coding()
    view.drag("the letter")
    view.press("t")
    view.page.wait_for_selector("form")
    view.press("Enter")
    view.saved()
    view.has_bars("▤ the letter")
    with view.local.study() as study:
        assert [each.title for each in study.texts()] == ["the letter"]


def test_a_disjuncture_is_marked_between_two_places(coding):
    view = coding()
    view.drag("no idea what they meant")
    view.press("d")
    view.drag("We write what the form asks for")
    view.press("d")
    view.page.keyboard.type("what the form is for")
    view.press("Enter")
    view.saved()
    with view.local.study() as study:
        [found] = study.disjunctures()
        assert found.what == "what the form is for"
        assert [side.accounts[0].passage.quote for side in found.sides] == [
            "no idea what they meant",
            "We write what the form asks for",
        ]


def test_a_note_is_written_on_words(coding):
    view = coding()
    view.drag("no idea")
    view.press("n")
    view.page.keyboard.type("Who are they?")
    view.press("Control+Enter")
    view.saved()
    view.has_bars("✎ Who are they?")
    view.press("Control+Home", "j", "m")
    view.page.wait_for_selector("textarea")
    view.press("Control+a")
    view.page.keyboard.type("Who is not told?")
    view.press("Control+Enter")
    view.saved()
    view.has_bars("✎ Who is not told?")
    view.press("Delete")
    view.saved()
    view.has_bars()


def test_a_key_that_has_nothing_to_work_on_says_what_it_would_work_on(coding):
    view = coding()
    view.drag("I rang the office")
    view.act("rings")
    said = view.page.locator(".iew-message")
    view.press("Escape", "Delete")
    expect(said).to_have_text("Choose a mark first: with J, K or the mouse.")
    view.press("m")
    expect(said).to_have_text("Choose a coding or a note first: with J, K or the mouse.")
    view.press("Control+Home", "j")
    expect(view.page.locator(".iew-card button")).to_have_text(["RemoveDel"])
    view.press("m")
    expect(said).to_have_text("Choose a coding or a note first: with J, K or the mouse.")
    view.press("r")
    expect(said).to_have_text("Choose a coding first: with J, K or the mouse.")


def test_an_act_goes_with_its_last_mark_and_comes_back_when_that_is_undone(coding):
    view = coding()
    view.drag("I rang the office")
    view.act("rings")
    view.has_bars("▸ rings")
    view.press("Escape", "Control+Home", "j", "Delete")
    expect(view.page.locator(".iew-message")).to_have_text(re.compile(r"act \(do\).* no longer marked"))
    view.has_bars()
    with view.local.study() as study:
        assert not study.acts()
    view.press("Control+z")
    view.has_bars("▸ rings")


def test_a_turn_of_sixty_thousand_words_without_a_paragraph_is_coded_like_any_other(coding, made_study):
    said = " ".join(f"Then I rang the office for the {n}th time 😀 and nobody knew." for n in range(5_000))
    view = coding(path=made_study(f"I: And?\nU1: {said}\nI: Thank you.\n"))
    view.press("Control+End", "Control+ArrowUp", "s")
    view.code("wait")
    [(_, sentence)] = codings(view.local)
    assert re.fullmatch(r"Then I rang the office for the 4\d\d\dth time 😀 and nobody knew.", sentence)
    view.press("s")
    view.code("work")
    assert codings(view.local)[0] == ("work", said)
    assert view.page.locator(".iew-label b").all_text_contents() == ["I", "U1", "I"]


# ---------------------------------------------------------------------------- finding one's way


def test_only_some_codes_and_speakers_are_shown(coding):
    view = coding()
    view.drag("no idea")
    view.code("wait")
    view.drag("form asks")
    view.code("work")
    view.press("f")
    view.page.get_by_label("waiting").check()
    view.has_bars("waiting")
    view.page.get_by_label("SP2").check()
    assert view.page.locator(".iew-turn:visible").count() == 1
    view.press("Escape", "Control+Home")
    assert view.page.locator(".iew-heard").inner_text() == "We"
    view.press("f")
    view.page.get_by_role("button", name="Show all").click()
    view.has_bars("waiting", "work")
    assert view.page.locator(".iew-turn:visible").count() == 8


def test_a_search_leads_to_the_words_in_another_source(coding):
    view = coding()
    view.press("g")
    view.page.keyboard.type("three weeks")
    view.page.wait_for_selector(".iew-found button")
    view.press("Enter", "Enter")
    view.page.wait_for_selector(".iew-words:has-text('Decision')")
    view.code("wait")
    assert codings(view.local, "decision") == [("waiting", "three weeks")]


def test_the_help_sheet_is_in_the_language_of_the_study(coding):
    view = coding(language="nb")
    view.press("?")
    assert "ta ordet før eller etter" in view.page.locator(".iew-help").inner_text()
    view.press("Escape")
    assert view.page.locator(".iew-help").count() == 0


def test_no_key_of_ours_reaches_a_notebook(coding):
    """A notebook takes letters as commands: B adds a cell, D pressed twice deletes it."""
    view = coding()
    view.page.evaluate(
        "window.leaked = []; document.addEventListener('keydown', (event) => window.leaked.push(event.key))"
    )
    view.press("Control+Home", "b", "d", "d", "Escape", "?", "Escape")
    assert view.page.evaluate("window.leaked") == []
    assert view.text.get_attribute("data-lm-suppress-shortcuts") == "true"


def test_nothing_is_marked_without_words(coding):
    view = coding()
    view.page.locator(".iew-turn .iew-words").first.click(position={"x": 2, "y": 10})
    view.press("Escape", "/")
    assert view.page.locator("[role=combobox]").count() == 0
    assert re.match("Take some words first", view.page.locator(".iew-message").inner_text())
    view.select("no idea", 2, -4)
    view.press("/")
    assert view.page.locator("[role=combobox]").count() == 0
