"""What goes wrong while somebody codes: broken lines, refused edits, others at the same study. No edit is lost or doubled."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

import ieworkbench as ie

from .coding_hand import Hand, codings


class Line:
    """The way between a page and the desk, which can be cut, mended, and listened to."""

    def __init__(self):
        self.is_cut = False
        self.open = []
        self.sent = []
        self.change = lambda message: message
        self.loses_the_next_answer = False
        self.held = None

    def carry(self, socket):
        """Carry a page's WebSocket, as `route_web_socket` asks."""
        if self.is_cut:
            socket.close()
            return
        server = socket.connect_to_server()
        self.open.append(socket)

        def to_desk(words):
            if not self.is_cut:
                message = self.change(json.loads(words))
                self.sent.append(message)
                server.send(json.dumps(message))
                if self.loses_the_next_answer and message["say"] == "edit":
                    self.loses_the_next_answer = False
                    self.cut()

        socket.on_message(to_desk)
        server.on_message(lambda words: None if self.is_cut else self.give(socket, words))

    def give(self, socket, words):
        if self.held is None:
            socket.send(words)
        else:
            self.held.append((socket, words))

    def hold(self):
        """The desk is slow: what it says waits."""
        self.held = []

    def let_go(self):
        """What the desk said while it was slow arrives."""
        held, self.held = self.held, None
        for socket, words in held:
            socket.send(words)

    def take_held(self):
        """What the desk said while it was slow, each with the number of its socket; whoever takes it gives it to the page."""
        held, self.held = self.held, None
        return [(self.open.index(socket), words) for socket, words in held]

    def cut(self):
        self.is_cut = True
        for each in self.open:
            each.close()
        self.open.clear()

    def edits(self):
        return [each["op"] for each in self.sent if each["say"] == "edit"]


_SOCKETS = """const Socket = WebSocket; window.sockets = [];
WebSocket = class extends Socket { constructor(...given) { super(...given); sockets.push(this); } };"""
"""Has a page remember its sockets, in their order."""


@pytest.fixture
def line():
    return Line()


@pytest.fixture
def coding(local_page, opened, chromium, line):
    """Opens a coding view over a line that can be cut."""
    contexts = []

    def open_view(*, local=None, context=None):
        local = local or local_page()
        if context is None:
            context = chromium.new_context(viewport={"width": 1280, "height": 800})
            context.route_web_socket("**/desk", line.carry)
            context.add_init_script(_SOCKETS)
            contexts.append(context)
        return Hand(opened(local.address("U1"), context=context), local)

    yield open_view
    for each in contexts:
        each.close()


def give(view, quote, typed):
    """Code words without waiting that it is stored."""
    view.drag(quote)
    view.give(typed)


def test_what_is_done_while_the_line_is_cut_arrives_once_and_in_order(coding, line):
    view = coding()
    line.cut()
    view.page.wait_for_selector(".iew-saved[data-state=away]")
    give(view, "no idea", "wait")
    give(view, "form asks", "work")
    give(view, "sent back", "phon")
    expect(view.page.locator(".iew-saved")).to_have_text("3 changes not yet saved")
    view.has_bars("waiting", "work", "phoning")
    assert codings(view.local) == []
    line.is_cut = False
    view.saved()
    assert codings(view.local) == [("waiting", "no idea"), ("work", "form asks"), ("phoning", "sent back")]
    view.has_bars("waiting", "work", "phoning")


def test_words_stay_where_they_are_when_the_line_is_cut_and_when_an_edit_is_refused(coding, line):
    view = coding()
    view.drag("no idea")

    def top() -> float:
        return view.page.locator(".iew-words", has_text="no idea").bounding_box()["y"]

    before = top()
    line.cut()
    expect(view.page.locator(".iew-page-sentence")).to_be_visible()
    assert top() == before
    line.is_cut = False
    expect(view.page.locator(".iew-page-sentence")).to_be_hidden()
    line.change = lambda message: {**message, "do": {**message["do"], "code": "gone"}} if "do" in message else message
    give(view, "no idea", "wait")
    expect(view.page.locator(".iew-alert")).to_be_visible()
    view.has_bars()
    assert top() == before


def test_an_edit_whose_answer_was_lost_is_made_once(coding, line):
    view = coding()
    line.loses_the_next_answer = True
    give(view, "no idea", "wait")
    view.page.wait_for_selector(".iew-saved[data-state=away]")
    line.is_cut = False
    view.saved()
    assert len(line.edits()) == 2
    assert len(set(line.edits())) == 1
    assert codings(view.local) == [("waiting", "no idea")]


def test_what_a_closed_page_left_is_saved_by_the_next_and_held_no_words_of_the_interview(coding, line):
    view = coding()
    line.cut()
    view.page.wait_for_selector(".iew-saved[data-state=away]")
    give(view, "no idea", "wait")
    kept = view.page.evaluate("JSON.stringify({ ...localStorage })")
    assert '\\"code\\"' in kept
    assert "no idea" not in kept
    view.page.close()
    line.is_cut = False
    again = coding(local=view.local, context=view.page.context)
    again.has_bars("waiting")
    again.saved()
    assert codings(view.local) == [("waiting", "no idea")]
    assert again.page.evaluate("localStorage.length") == 0


def test_a_coding_made_while_away_can_be_changed_while_away(coding, line):
    view = coding()
    line.cut()
    view.page.wait_for_selector(".iew-saved[data-state=away]")
    give(view, "no idea", "wait")
    view.press("Control+Home", "j", "m")
    view.page.keyboard.type("Nobody explains.")
    view.press("Control+Enter")
    line.is_cut = False
    view.saved()
    with view.local.study() as study:
        assert [(each.coding.passage.quote, each.coding.memo) for each in study.codings()] == [
            ("no idea", "Nobody explains.")
        ]


def test_words_that_are_not_there_are_refused_and_the_page_goes_back(coding, line):
    view = coding()

    def tampered(message):
        if message["say"] == "edit":
            message["do"]["at"]["quote"] = "no plan"
        return message

    line.change = tampered
    give(view, "no idea", "wait")
    expect(view.page.locator(".iew-alert")).to_be_visible()
    view.has_bars()
    view.saved()
    assert codings(view.local) == []
    assert view.page.evaluate("localStorage.length") == 0


def test_a_code_that_was_removed_elsewhere_is_not_given(coding):
    view = coding()
    view.drag("no idea")
    view.press("/")
    view.page.wait_for_selector("[role=combobox]")
    with view.local.study() as study:
        study.remove_code("waiting")
    view.page.keyboard.type("wait")
    view.press("Enter")
    view.saved()
    view.has_bars()
    assert codings(view.local) == []


def test_what_was_written_for_an_edit_that_is_refused_is_shown(coding):
    view = coding()
    give(view, "no idea", "wait")
    view.saved()
    view.press("Control+Home", "j", "m")
    view.page.keyboard.type("Nobody explains.")
    with view.local.study() as study:
        study.remove_coding(study.codings())
    view.press("Control+Enter")
    refused = "Somebody has taken this mark away meanwhile.\nWhat you wrote: Nobody explains."
    expect(view.page.locator(".iew-alert")).to_have_text(refused)


def test_words_that_got_the_code_in_another_page_keep_one_coding_with_what_is_said_here(coding, line):
    view = coding()
    line.cut()
    give(view, "no idea", "wait")
    view.press("Control+Home", "j", "m")
    view.page.keyboard.type("Nobody explains.")
    view.press("Control+Enter")
    with ie.open_study(view.local.path, person="Ann") as elsewhere:
        elsewhere.code(elsewhere.find("no idea")[0], "waiting")
    line.is_cut = False
    view.saved()
    view.has_bars("waiting")
    with view.local.study() as study:
        assert [each.coding.memo for each in study.codings()] == ["Nobody explains."]


def test_two_pages_on_one_source_agree(coding):
    one = coding()
    other = coding(local=one.local, context=one.page.context)
    one.page.bring_to_front()
    give(one, "no idea", "wait")
    other.has_bars("waiting")
    other.page.bring_to_front()
    give(other, "form asks", "work")
    one.has_bars("waiting", "work")
    one.page.bring_to_front()
    one.press("Control+Home", "j", "Delete")
    other.has_bars("work")


def test_what_another_program_does_is_seen(coding):
    view = coding()
    with view.local.study() as study:
        study.code(study.find("no idea")[0], "waiting")
    view.has_bars("waiting")


def test_a_corrected_text_takes_the_place_of_the_one_that_is_open(coding, tmp_path):
    view = coding()
    give(view, "no idea", "wait")
    view.saved()
    with view.local.study() as study:
        text = study.source("U1").content
        (tmp_path / "U1-corrected.txt").write_text(text.replace("U1: I rang", "U1: Well, I rang"), encoding="utf-8")
        study.replace_source("U1", tmp_path / "U1-corrected.txt")
    view.page.wait_for_selector(".iew-words:has-text('Well, I rang')")
    view.has_bars("waiting")
    give(view, "form asks", "work")
    view.saved()
    assert codings(view.local) == [("waiting", "no idea"), ("work", "form asks")]


def test_a_memo_on_a_coding_that_was_never_saved_is_saved_by_the_next_page(coding, line):
    view = coding()
    line.cut()
    view.page.wait_for_selector(".iew-saved[data-state=away]")
    give(view, "no idea", "wait")
    view.press("Control+Home", "j", "m")
    view.page.keyboard.type("Nobody explains.")
    view.press("Control+Enter")
    view.page.close()
    line.is_cut = False
    again = coding(local=view.local, context=view.page.context)
    again.saved()
    with view.local.study() as study:
        assert [each.coding.memo for each in study.codings()] == ["Nobody explains."]


def test_what_was_left_on_a_text_that_is_not_open_is_saved_and_the_open_one_stays(coding, line, opened):
    view = coding()
    line.cut()
    view.page.wait_for_selector(".iew-saved[data-state=away]")
    give(view, "no idea", "wait")
    context = view.page.context
    view.page.close()
    line.is_cut = False
    other = Hand(opened(view.local.address("decision"), context=context), view.local)
    other.saved()
    assert codings(view.local) == [("waiting", "no idea")]
    expect(other.page.locator(".iew-words").first).to_have_text("Decision")
    other.press("Control+Home")
    give(other, "refused", "wait")
    other.saved()
    assert codings(view.local, "decision") == [("waiting", "refused")]


# ---------------------------------------------------------------------------- a slow desk


def test_what_is_typed_before_a_form_is_there_is_written_in_the_form(coding, line):
    view = coding()
    view.drag("I rang the office")
    line.hold()
    with view.time_standing_still():
        view.press("a")
        view.page.keyboard.type("ringss")
        view.press("Backspace", "Tab")
        view.page.keyboard.type("Mona\n")
        line.let_go()
        view.has_bars("▸ rings")
    view.saved()
    with view.local.study() as study:
        assert [(act.doing, str(act.doer)) for act in study.acts()] == [("rings", "Mona")]
    assert codings(view.local) == []


def test_what_the_desk_proposes_late_is_filled_in_where_the_hand_has_not_been(coding, line):
    view = coding()
    view.drag("I rang the office")
    line.hold()
    view.press("a")
    view.page.keyboard.type("rings")
    expect(view.page.locator("form input").first).to_have_value("rings")
    view.page.get_by_label("where", exact=True).fill("home")
    view.page.get_by_label("purpose, as told").focus()
    line.let_go()
    expect(view.page.get_by_label("who", exact=True)).to_have_value("U1")
    view.press("Enter")
    view.saved()
    with view.local.study() as study:
        assert [(act.doing, str(act.doer), act.site) for act in study.acts()] == [("rings", "U1", "home")]


def test_a_note_is_changed_and_removed_before_the_desk_has_answered(coding, line):
    view = coding()
    view.drag("no idea")
    view.press("n")
    view.page.keyboard.type("Who are they?")
    line.hold()
    view.press("Control+Enter", "Control+Home", "j", "m", "Control+a")
    view.page.keyboard.type("Whom?")
    view.press("Control+Enter")
    view.has_bars("✎ Whom?")
    line.let_go()
    view.saved()
    view.has_bars("✎ Whom?")
    view.drag("I rang the office")
    view.press("n")
    view.page.keyboard.type("When?")
    line.hold()
    view.press("Control+Enter", "Control+Home", "j", "Delete")
    view.has_bars("✎ Whom?")
    line.let_go()
    view.saved()
    view.has_bars("✎ Whom?")
    with view.local.study() as study:
        assert [each.text for each in study.memos()] == ["Whom?"]


def test_an_act_is_taken_away_before_the_desk_has_answered(coding, line):
    view = coding()
    view.drag("I rang the office")
    view.press("a")
    view.page.wait_for_selector("form")
    line.hold()
    view.press("Enter")
    view.has_bars("▸ I rang the office")
    view.press("Control+Home", "j", "Delete")
    view.has_bars()
    line.let_go()
    view.saved()
    view.has_bars()
    with view.local.study() as study:
        assert len(study.acts()) == 0


def test_a_memo_begun_before_the_desk_has_answered_and_saved_after_is_seen_at_once(coding, line):
    view = coding()
    line.hold()
    give(view, "no idea", "wait")
    view.press("Control+Home", "j", "m")
    view.page.wait_for_selector("form")
    line.let_go()
    view.saved()
    line.hold()
    view.page.keyboard.type("Nobody explains.")
    view.press("Control+Enter")
    expect(view.page.locator(".iew-card")).to_contain_text("Nobody explains.")
    line.let_go()
    view.saved()
    expect(view.page.locator(".iew-card")).to_contain_text("Nobody explains.")


def test_a_coding_is_changed_in_every_way_before_the_desk_has_answered(coding, line):
    """Each of the four edits goes once the one before is answered; none loses sight of its coding."""
    view = coding()
    line.hold()
    give(view, "no idea", "wait")
    view.press("Control+Home", "j", "Shift+ArrowRight", "r")
    view.page.wait_for_selector("[role=combobox]")
    view.page.keyboard.type("phon")
    view.press("Enter", "m")
    view.page.keyboard.type("Nobody explains.")
    view.press("Control+Enter")
    view.has_bars("phoning")
    line.let_go()
    view.saved()
    view.has_bars("phoning")
    assert codings(view.local) == [("phoning", "no idea what")]
    with view.local.study() as study:
        assert [each.coding.memo for each in study.codings()] == ["Nobody explains."]


def test_edges_moved_while_the_desk_answers_stay_moved(coding, line):
    view = coding()
    line.hold()
    give(view, "no idea", "wait")
    view.press("Control+Home", "j", "Shift+ArrowRight")
    line.let_go()
    view.saved()
    view.press("Shift+ArrowRight", "Escape")
    view.saved()
    assert codings(view.local) == [("waiting", "no idea what they")]


def test_a_new_code_has_its_number_as_soon_as_the_desk_has_made_it(coding, line):
    view = coding()
    line.hold()
    view.drag("I rang the office")
    view.press("/")
    view.page.keyboard.type("phoning")
    view.press("Enter")
    view.drag("no idea")
    with view.time_standing_still():
        view.press("1")
        line.let_go()
        view.has_bars("phoning", "phoning")
    view.saved()
    assert codings(view.local) == [("phoning", "I rang the office"), ("phoning", "no idea")]


def test_words_selected_in_the_moment_an_answer_arrives_are_the_words_that_are_coded(coding, line):
    """The browser tells of a selection a moment after it is made."""
    view = coding()
    line.hold()
    give(view, "no idea", "wait")
    while not any('"remarked"' in words for _, words in line.held):
        view.page.wait_for_timeout(10)
    view.select("form asks", as_heard=line.take_held())
    view.code("wait")
    assert codings(view.local) == [("waiting", "no idea"), ("waiting", "form asks")]


def test_words_taken_stay_taken_while_others_mark_their_turn_and_the_hand_is_elsewhere(coding):
    view = coding()
    view.select("no idea")
    view.press("?")
    with view.local.study() as study:
        study.code(study.find("the office")[0], "work")
    view.has_bars("work")
    view.text.focus()
    with view.local.study() as study:
        study.code(study.find("come back")[0], "phoning")
    view.has_bars("work", "phoning")
    view.code("wait")
    assert codings(view.local) == [("work", "the office"), ("phoning", "come back"), ("waiting", "no idea")]
