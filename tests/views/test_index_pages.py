"""Codings, codebooks, reports and memos in a cell: escaped, grouped, in full, and never a dump."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from test_cells import ESCAPED, EVIL, Page

import ieworkbench as ie
from ieworkbench.exchange import Report
from ieworkbench.model import Code, Codebook, Direction, Link, Memo, RecordKind, RecordRef, RecordSet
from ieworkbench.study.merging import Arrived, Conflict, Merged
from ieworkbench.study.retrieval import CoOccurrence
from ieworkbench.study.table import Table
from ieworkbench.views.accounts import cut_middle
from ieworkbench.views.cells import html
from ieworkbench.views.findings import counts

MOMENT = dt.datetime(2026, 3, 5)  # noqa: DTZ001 - moments are kept in UTC
NIGHT = "They said I was welcome again once I had slept a whole night."
TALK = f"I: Did you go?\nU1: {NIGHT}\nI: And then?\nU1: I went home.\nI: Did you phone?\nU1: {EVIL}\n"


@pytest.fixture
def study(tmp_path):
    with ie.create_study(tmp_path / "s.iestudy", title="T", standpoint="S", person="Ann") as made:
        made.add_case("C1")
        for name, wave in (("U1-wave2", 2), ("U1-wave1", 1)):
            path = tmp_path / f"{name}.txt"
            path.write_text(TALK + "I: x\n" * wave)
            made.add_source(path, kind="interview", cases="C1", wave=wave)
        path = tmp_path / "letter.txt"
        path.write_text("Your application has been refused.\n")
        made.add_source(path, kind="letter")
        made.add_code("work", colour="#1f6feb", definition="What takes <time>.")
        made.add_code("waiting", under="work")
        made.add_code(EVIL, include=EVIL)
        yield made


def test_a_coding_by_itself_says_which_code_it_is_and_one_that_was_found_its_path(study):
    made = study.code(study.source("U1-wave1").find_one("slept a whole night"), "waiting")
    assert f"code {study.codebook.one('waiting').id}" in Page(html(made)).text
    assert "work > waiting" in Page(html(study.codings()[0])).text


def test_what_a_rule_coded_is_shown_with_its_words_and_why(study):
    made = study.autocode(study.add_code("by rule"), words="home").apply()
    text = Page(html(made)).text
    assert text.startswith(f"{len(made)} codingssourcestartwordsmemo")
    assert text.count("by rule: words “home”") == len(made)


def test_a_change_that_was_undone_is_a_line_in_words(study):
    study.add_site("swimming hall", level="front line")
    text = Page(html(study.undo())).text
    assert text.startswith("add site swimming hallchange ")
    assert text.endswith(" · undone")
    assert "undone" not in Page(html(study.redo())).text


def test_passages_stand_under_case_and_source_in_the_order_of_events(study):
    for name in ("letter", "U1-wave2", "U1-wave1"):
        source = study.source(name)
        study.code(source.turn(1) if source.turns else source.find_one("refused"), "work")
    text = Page(html(study.codings())).text
    places = [text.index(words) for words in ("Case C1", "U1-wave1", "U1-wave2", "Without a case", "letter letter")]
    assert places == sorted(places)
    assert "U1-wave1 interview · wave 1turn 1U1They said I was welcome" in text
    assert "letter letterat 26refusedwork" in text


def text_of(value):
    return Page(html(value)).text


def test_a_passage_stands_once_with_all_its_codes_and_memos_and_its_words_whole(study):
    said = study.source("U1-wave1").find_one(NIGHT)
    study.code(said, "work", "who said so?")
    study.code(said, "waiting")
    page = html(study.codings())
    assert page.count(f"<blockquote>{NIGHT}</blockquote>") == 1
    assert "<span class='square' style='background:#1f6feb'></span><span class='own'>work</span></span>" in page
    assert "<span class='square'></span><span class='under'>work &gt; </span><span class='own'>waiting</span>" in page
    assert "<div class='memo'>who said so?</div>" in page
    assert "2 codings of 1 passage" in page
    assert "Ann" not in page


def test_a_memo_that_many_passages_have_stands_back(study):
    study.autocode("work", words="home").apply()
    study.code(study.source("U1-wave1").find_one(NIGHT), "waiting", "why?")
    page = html(study.codings())
    assert page.count("<div class='again'>by rule: words “home”</div>") == 2
    assert page.count("<div class='memo'>why?</div>") == 1


def test_memos_and_links_say_on_what_they_are_in_words(study):
    said = study.source("U1-wave1").find_one(NIGHT)
    coding = study.code(said, "work")
    study.add_memo("a", about="code waiting")
    study.add_memo("b", about=coding)
    study.add_memo("c", about=study.memos()[0])
    study.change_memo(study.memos()[0], title="To do")
    study.write_problematic("d")
    study.link("code work", "is in", said)
    text = text_of(study.memos())
    begun = NIGHT if len(NIGHT) <= 50 else f"{NIGHT[:49].rstrip()}…"
    for on in ("on code work > waiting · ", f"on “{begun}” · ", "on memo To do · ", "on the study · "):
        assert on in text
    assert f"code work→ is in →“{begun}”" in text_of(study.links())
    assert "on code work > waiting" in text_of(study.memos()[:1])


def test_who_coded_is_said_where_several_did(study, tmp_path):
    said = study.source("U1-wave1").find_one(NIGHT)
    study.code(said, "work", "why?")
    with ie.open_study(tmp_path / "s.iestudy", person="Bo") as bo:
        bo.code(said, "work")
    page = html(study.codings())
    assert "work</span> <span class='by'>(Ann, Bo)</span>" in page
    assert "why? <span class='by'>(Ann)</span>" in page


def test_two_turns_around_are_folded_away(study):
    study.code(study.source("U1-wave1").turn(3), "work")
    page = html(study.codings())
    before, _, folded = page.partition("<details>")
    assert "And then?" not in before
    assert "<summary>what is said around it</summary>" in folded
    assert f"U1: {NIGHT}\nI: And then?\nU1: <mark>I went home.</mark>\nI: Did you phone?\nU1: {ESCAPED}" in folded
    assert "I: Did you go?" not in folded


def test_shared_words_are_shown_where_they_are_not_all_of_them(study):
    source = study.source("U1-wave1")
    study.code(source.find_one(NIGHT), "work")
    study.code(source.find_one("slept a whole night"), "waiting")
    work = study.codings("work", below=False)
    assert "shared words: “slept a whole night”" in html(work & study.codings("waiting"))
    assert "shared words" not in html(study.codings("waiting") & work)


def test_of_many_passages_the_first_and_last_are_shown_and_how_many_are_between(study, tmp_path):
    path = tmp_path / "long.txt"
    path.write_text("".join(f"A: turn {number} said\nB: yes\n" for number in range(60)))
    talk = study.add_source(path, kind="interview")
    study.code_many([(talk.turn(number), "work") for number in range(100)])
    page = html(study.codings())
    assert page.count("<blockquote>") == 30
    assert "<p class='more'>… 70 more passages …</p>" in page
    assert "turn 24<div>" in page
    assert "turn 25<div>" not in page
    assert "turn 95<div>" in page


def test_a_very_long_passage_says_how_much_of_it_is_left_out():
    assert cut_middle(NIGHT) == (NIGHT, 0, "")
    words = " ".join(f"word{number}" for number in range(2_000))
    head, missing, tail = cut_middle(words)
    assert words.startswith(head)
    assert words.endswith(tail)
    assert len(head) + missing + len(tail) == len(words)
    assert cut_middle("x" * 10_000)[1] == 10_000 - 2_000 - 700


def test_an_orphan_says_that_its_words_are_gone_and_shows_what_stood_around_it_then(study, tmp_path):
    study.code(study.source("letter").find_one("application has been refused"), "work")
    path = tmp_path / "new.txt"
    path.write_text("Welcome to the pool on Monday at nine.\n")
    study.replace_source("letter", path)
    page = html(study.codings())
    assert "These words are gone from the newest text of the source." in page
    assert "Your <mark>application has been refused</mark>." in page
    assert "Welcome" not in page


def test_what_people_wrote_is_escaped_everywhere(study):
    source = study.source("U1-wave1")
    study.code(source.find_one(EVIL), EVIL, EVIL)
    study.code(source.find_one(EVIL), "work")
    memo = study.add_memo(EVIL + " [[U1-wave1]]", about=study.codings()[0].coding, title=EVIL)
    report = Report(f"{EVIL}.qdpx", EVIL, facts=[EVIL])
    report.kept[EVIL] += 1
    report.there[EVIL] += 1
    report.dropped(EVIL, EVIL, EVIL)
    conflict = Conflict(EVIL, EVIL, EVIL, {EVIL: EVIL}, None, EVIL, MOMENT)
    offered = study.autocode(EVIL, words="home")
    values = [
        study.codings(), study.codebook, study.codebook.find(EVIL)[0], memo, study.memos(), report, study.codings()[0].coding,
        study.codings().co_occurrence(), study.codings().in_context(1), offered, study.autocode("work", words=EVIL),
        Merged(1, (Arrived(EVIL, 1, 0, 0),), (conflict,), (EVIL,)), study.agreement(),
    ]  # fmt: skip
    for value in values:
        page = html(value)
        assert "<script" not in page
        assert "&lt;script&gt;" in page, type(value)
        assert "script" not in Page(page).tags


def test_nothing_of_a_transcript_is_in_one_line(study):
    long = "I was there and " * 500
    said = study.source("U1-wave1").find_one(NIGHT)
    study.code(said, "work", long)
    study.add_memo(long)
    found = study.codings()
    for value in (
        found, found[0], found[0].coding, found.in_context()[0], found.in_context(), found.co_occurrence(), study.codebook,
        study.memos(), study.memos()[0], study.autocode("work", words="home"), study.autocode("work", words="home")[0],
    ):  # fmt: skip
        line = repr(value)
        assert "\n" not in line
        assert len(line) < 200
        assert "slept a whole night" not in line
        assert "I was there and I was there and I was there" not in line


def test_a_codebook_is_a_tree_that_opens():
    book = Codebook(
        (Code("1", "work", definition="What <b> takes time."), Code("2", "phoning", ("1",)), Code("3", "texts", codable=False),
         Code("4", "letter", ("3", "1"), example="a letter came")),
        "Index", "For now",
    )  # fmt: skip
    page = html(book)
    assert Page(page).text.startswith("IndexFor now4 codeswork")
    assert "<dt>definition</dt><dd>What &lt;b&gt; takes time.</dd>" in page
    assert "texts <span class='facts'>only groups others</span>" in page
    assert "<dt>example</dt><dd>a letter came</dd><dt>also under</dt><dd>work</dd>" in page
    assert page.count("<details>") == 2
    assert "no codes yet" in html(Codebook())
    deep = Codebook(tuple(Code(str(at), f"c{at}", (str(at - 1),) if at % 7 else ()) for at in range(500)))
    assert "… 100 more codes …" in Page(html(deep)).text


def test_a_report_says_what_went_through_and_groups_the_rest_by_reason():
    report = Report("/somewhere/x.qdpx", "qdpx")
    report.kept.update({"codings": 2, "codes": 1, "memos": 0})
    report.there["sources"] += 1
    for number in range(7):
        report.unplaced("coding", f"c{number}", "Its words are gone.")
    text = Page(html(report)).text
    assert "x.qdpxformat: qdpxWent through: 2 codings, 1 code.In the study already: 1 source." in text
    assert (
        "Not found: its words do not stand where it says7 × coding: Its words are gone. c0; c1; c2; c3; c4 … and 2 more"
        in text
    )
    assert "/somewhere" not in text
    assert "nothing was changed or left out" in html(Report("x", "qdc"))


def test_things_that_are_left_out_for_one_reason_share_a_line():
    report = Report("x.csv", "csv")
    for what, where in (("sources", "2 in all"), ("links", "1 in all"), ("code", "<work>")):
        report.dropped(what, where, "No place for them." if what != "code" else "It has no name.")
    text = Page(html(report)).text
    assert "sources (2 in all), links (1 in all): No place for them.code: It has no name. <work>" in text


def test_one_thing_is_counted_in_the_singular():
    assert counts({"passages of cases": 1, "bodies": 1, "people": 2}) == "1 passage of cases, 1 body, 2 people"
    assert counts({}) == "nothing"
    assert counts({"people": 1}) == "1 person"


def test_a_proposal_shows_the_rule_the_places_and_what_to_do(study):
    text = Page(html(study.autocode("work", words="home"))).text
    assert text.startswith("work for: words “home”2 passages. Nothing is coded yet.")
    assert "U1-wave1" in text
    assert text.endswith(".apply() would code 2 passages, as one step to undo.")
    study.autocode("work", words="home").apply()
    assert (
        "Nothing would be coded. 2 places that fit have it already."
        in Page(html(study.autocode("work", words="home"))).text
    )


def test_memos_show_on_what_when_and_where_they_lead():
    memo = Memo("m", "See [[U1]] & <b>.", "To do", by="Ann", at=MOMENT, version=2)
    page = html(Table("memos", [memo]))
    assert "<h4>To do</h4><div class='facts'>memo · Ann · 2026-03-05 · version 2</div>" in page
    assert "<p>See <mark>[[U1]]</mark> &amp; &lt;b&gt;.</p>" in page
    many = Table("memos", [Memo(str(number), f"text {number}") for number in range(40)])
    assert "… 25 more memos …" in html(many)
    assert "… 7,000 more characters" in html(Memo("m", "x" * 10_000))


def test_what_occurs_together_names_its_unit(study):
    source = study.source("U1-wave1")
    study.code(source.turn(1), "work")
    study.code(source.find_one("slept"), "waiting")
    text = Page(html(study.codings().co_occurrence("turn"))).text
    assert "2 codes · in the same turn" in text
    assert "work(1)1work > waiting1(1)" in text
    assert "in how many turns the code occurs at all" in text
    assert "nowhere" not in text
    study.code(study.source("letter").passage(0, 5), "work")
    assert text_of(study.codings().co_occurrence("turn")).endswith("1 passage belongs to no turn and counts nowhere.")
    assert "no codes occur together" in html(study.codings(EVIL).co_occurrence())


def test_a_merge_shows_both_versions_of_what_waits():
    conflict = Conflict("12345678-9", "code", "work", {"name": "work"}, {"name": "arbeid"}, "Bo", MOMENT)
    text = Page(html(Merged(3, (Arrived("coding", 2, 0, 1),), (conflict,), ("Look.",)))).text
    assert "3 changes came in" in text
    assert "codingadded" not in text
    assert "code workname: workname: arbeidBo" in text
    assert "1 conflict: choose for each with study.resolve(…, “ours” or “theirs”)" in text
    assert html(Table("conflicts", [conflict])).count("arbeid") == html(conflict).count("arbeid") == 1
    settled = Page(html(Table("conflicts", [replace(conflict, choice="theirs")]))).text
    assert settled.startswith("1 conflictboth changed")
    assert settled.endswith("Botheirs")
    assert "Nothing new" in html(Merged())


def test_colours_hold_on_a_light_and_on_a_dark_ground(study):
    study.code(study.source("U1-wave1").turn(1), "waiting")
    for value in (study.codings(), study.codebook, study.autocode("work", words="home")):
        style = "".join(part.partition("</style>")[0] for part in html(value).split("<style>")[1:])
        assert not any(colour in style for colour in ("#fff", "#000", ":white", ":black"))


@pytest.mark.needs_shared
def test_an_hour_of_talk_stays_readable(tmp_path, shared):
    path = shared / "data" / "horizon_inquiry_transcripts" / "human-impact-focus-group" / "2022-03-11.rst"
    with ie.create_study(tmp_path / "s.iestudy", title="T", standpoint="S") as study:
        talk = study.add_source(path, kind="interview")
        study.add_code("all")
        study.code_many([(talk.turn(number), "all") for number in range(len(talk.turns))])
        page = html(study.codings())
        assert page.count("<blockquote>") == 30
        assert len(page) < 300_000


def test_a_passage_over_several_turns_and_one_given_to_a_case_by_itself_say_so(study):
    study.add_case("C2")
    letter, talk = study.source("letter"), study.source("U1-wave1")
    refused = letter.find_one("refused")
    study.add_to_case("C2", refused)
    study.code(refused, "work")
    study.code(talk.passage(talk.turns[1].start, talk.turns[3].end), "work")
    text = Page(html(study.codings())).text
    assert "turns 1–3U1" in text
    assert text.index("Case C1") < text.index("Case C2") < text.index("refused")


def test_what_stands_alone_in_a_cell_shows_a_page_of_its_own(study):
    coding = study.code(study.source("U1-wave1").find_one("welcome again"), "waiting", "By whom?")
    values = [
        study.codebook.one("waiting"), coding, coding.passage, study.add_memo("Ask."), study.codings()[0],
        study.codings().in_context(1)[0], study.link("letter", "contradicts", coding), study.add_set("first", ["letter"]),
        study.codings().co_occurrence(),
    ]  # fmt: skip
    for value in values:
        page = value._repr_html_()
        assert repr(value) not in Page(page).text, type(value)
        assert page.startswith("<style>")


def test_a_coding_that_was_found_says_where_who_which_code_and_why(study):
    study.code(study.source("U1-wave1").find_one("welcome again"), "waiting", "By whom?")
    text = Page(html(study.codings()[0])).text
    assert text == "U1-wave1 · interview · wave 1 · case C1turn 1U1welcome againwork > waiting (Ann)By whom? (Ann)"


def test_a_link_shows_its_way_and_a_set_its_members_without_made_ids():
    made = "0" * 8 + "-0000-0000-0000-000000000000"
    letter, code = RecordRef(RecordKind.SOURCE, "letter"), RecordRef(RecordKind.CODE, made)
    link = Link(made, "contradicts", letter, code, Direction.ONE_WAY, "See <b>.", "Ann", MOMENT)
    assert Page(html(link)).text == ("source letter → contradicts → code 00000000one way · Ann · 2026-03-05See <b>.")
    members = Page(html(RecordSet(made, "Friday", (letter, code)))).text
    assert members == "Friday2 memberssource lettercode 00000000"
    table = Page(html(Table("links", [link]))).text
    assert table.startswith("1 linkfromlinktonotebyonsource letter→ contradicts →code 00000000See <b>.Ann")
    assert made not in table
    assert table.endswith("2026-03-05")


def test_an_empty_answer_says_what_it_is_empty_of(study):
    assert Page(html(study.codings())).text == "no codings yet"
    source = study.source("U1-wave1")
    study.code(source.turn(1), "waiting")
    study.code(source.turn(5), EVIL)
    waiting, other = study.codings("waiting"), study.codings(EVIL, wave=1)
    assert Page(html(waiting & other)).text == f"no codings: “work > waiting” sharing words with (“{EVIL}”, wave 1)"
    assert repr(study.codings("waiting", wave=[2], speaker="U1", by="Ann")) == (
        "0 codings: “work > waiting”, said by U1, wave 2, coded by Ann"
    )
    assert repr(waiting - study.codings()) == "0 codings: “work > waiting” sharing no words with any coding"
    assert repr(waiting.near(other, turns=1)) == f"0 codings: “work > waiting” within 1 turn of (“{EVIL}”, wave 1)"
    assert Page(html((waiting & other).in_context())).text.startswith("no passages: “work > waiting” sharing")
    nothing = Page(html(study.autocode("work", words="zeppelin"))).text
    assert nothing == "work for: words “zeppelin”Nothing would be coded: nothing fits."


def test_many_codes_that_occur_together_stay_as_wide_as_a_page():
    many = tuple((str(number), f"code {number}") for number in range(40))
    text = Page(html(CoOccurrence("turn", many, {("0", "1"): 3, ("0", "0"): 4}))).text
    assert "12345678" in text
    assert "1 code 0(4)3" in text
    assert text.endswith("… 10 more codes; all are in to_frame() …")


def test_little_is_not_cut_out_of_a_passage(study, tmp_path):
    path = tmp_path / "long.txt"
    path.write_text(f"A: {'word ' * 110}\nB: {'word ' * 300}\n" + "C: Yes.\nD: No.\n" * 3)
    study.add_source(path, kind="interview")
    page = html(study.autocode("work", speaker=["A", "B"]))
    assert page.count("characters …]") == 1
    assert "characters …]" not in html(study.source("long").turn(1))
