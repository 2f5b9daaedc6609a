"""Codes, codings and memos from a terminal: readable for people, with positions for programs, safe to undo."""

from __future__ import annotations

import csv
import shutil

import pytest

import ieworkbench as ie

from .conftest import type_in

S = "s.iestudy"


@pytest.fixture(scope="module")
def coded_folder(filled_folder, tmp_path_factory):
    """A folder with a study with an index and three codings by Ann, to be copied."""
    folder = shutil.copytree(filled_folder, tmp_path_factory.mktemp("coded"), dirs_exist_ok=True)
    commands = (
        ("add-code", S, "work", "--definition", "What takes time.", "--colour", "#1f6feb"),
        ("add-code", S, "going there", "--under", "work", "--exclude", "going home"),
        ("add-code", S, "texts", "--groups-only"),
        ("add-code", S, "refusal", "--under", "texts", "--under", "work"),
        ("code", S, "U1-wave-1", "work", "--turn", "1", "--memo", "who are they?"),
        ("code", S, "U1-wave-1", "going there", "--words", "lose some weight"),
        ("code", S, "vedtak", "refusal", "--at", "7:27"),
    )
    type_in(folder, *((*each, "--person", "Ann") for each in commands))
    return folder


@pytest.fixture
def coded(run, coded_folder, tmp_path):
    """The same as `run`, in a study with an index and three codings by Ann."""
    shutil.copytree(coded_folder, tmp_path, dirs_exist_ok=True)
    return run


def test_the_codebook_is_a_tree_with_what_is_said_of_each_code_and_no_counts(coded):
    assert coded("codes", S).out.splitlines() == [
        "work",
        "    What takes time.",
        "  going there",
        "      exclude: going home",
        "texts  only groups others",
        "  refusal  also under work",
    ]
    assert coded("codes", S, "--counts").out.splitlines()[2] == "  going there  1 passage"
    first = coded("codes", S, "--json").json["codes"][1]
    assert {name: value for name, value in first.items() if name not in {"id", "parents"}} == {
        "name": "going there", "path": "work > going there", "definition": "", "include": "",
        "exclude": "going home", "example": "", "colour": "", "codable": True,
    }  # fmt: skip
    assert coded("codes", S, "--counts", "--json").json["codes"][1]["passages"] == 1


def test_an_empty_codebook_says_what_to_do(filled):
    assert filled("codes", S).out.startswith("No codes yet. Add one with: ieworkbench add-code")
    assert filled("codings", S).out == "No passages have these codes.\n"
    assert filled("codings", S, "--wave", "2", "--case", "C1").out == "No passages have these codes: case C1, wave 2.\n"
    assert filled("memos", S).out == "No memos.\n"


def test_coding_says_what_was_coded_where_and_with_what(coded):
    ran = coded("code", S, "U1-wave-1", "refusal", "--words", "went home", "--person", "Bo")
    assert ran.out == "Coded “went home” (U1-wave-1 72:81, turn 3) with texts > refusal.\n"
    coding = coded("code", S, "U1-wave-1", "refusal", "--turn", "3", "--json", "--person", "Bo").json["coding"]
    assert (coding["quote"], coding["turn"], coding["speaker"], coding["by"]) == ("I went home.", 3, "U1", "Bo")
    assert {
        "id",
        "code",
        "code_id",
        "source",
        "start",
        "end",
        "content_sha256",
        "placement",
        "memo",
        "at",
        "shared",
    } <= set(coding)
    assert coding["end"] - coding["start"] == len(coding["quote"])


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("U1-wave-1", "wrok", "--turn", "1"), "There is no code “wrok” in this study; did you mean work?"),
        (("U1-wave-1", "work", "--turn", "9"), "U1-wave-1: there is no turn 9; choose one from 0 to 3."),
        (("vedtak", "work", "--turn", "0"), "vedtak: this text has no turns; name the words, or their positions."),
        (("U1-wave-1", "work", "--words", "no such"), "U1-wave-1: “no such” does not stand in this text"),
        (("U1-wave-1", "work", "--at", "3:9999"), "U1-wave-1: 3 to 9999 is no passage of this text"),
        (("U1-wave-1", "work", "--at", "3"), "U1-wave-1: 3 to 3 is no passage of this text"),
        (("U1-wave-1", "work", "--at", "a:b"), "--at takes two positions, such as 120:180"),
        (("U1-wave-1", "work", "--at", "9" * 5000 + ":1"), "is no passage of this text"),
        (("U1-wave-1", "work"), "say which words, with --words, --turn, --section or --at"),
        (("U1-wave-1", "work", "--turn", "1", "--at", "1:2"), "say which words, with --words, --turn, --section or --at"),
        (("U1-wave-1", "texts", "--turn", "1"), "The code “texts”: it only groups other codes"),
        (("U9", "work", "--turn", "1"), "There is no source “U9” in this study"),
    ],
)  # fmt: skip
def test_what_cannot_be_coded_is_one_sentence_that_helps(coded, words, sentence):
    ran = coded("code", S, *words)
    assert (ran.code > 0, ran.out) == (True, "")
    assert sentence in ran.err
    assert ran.err.count("\n") == 1


def test_a_source_is_shown_with_the_numbers_of_its_turns_and_its_codes(coded):
    assert coded("show", S, "U1-wave-1", "--turns", "1:2").out.splitlines() == [
        "U1-wave-1  interview · case C1 · 4 turns",
        "",
        "1  U1  They told me to lose some weight.",
        "         # work",
        "         # work > going there: “lose some weight”",
        "2  I   And then?",
    ]
    assert "# texts > refusal" in coded("show", S, "vedtak").out
    found = coded("show", S, "U1-wave-1", "--json").json
    assert (len(found["turns"]), len(found["codings"])) == (4, 2)
    assert "two numbers of turns" in coded("show", S, "U1-wave-1", "--turns", "x").err


def test_passages_are_found_again_case_by_case_each_once_with_its_codes_and_memos(coded):
    coded("code", S, "U1-wave-1", "refusal", "--turn", "1", "--person", "Bo", "--memo", "mine")
    assert coded("codings", S).out.splitlines() == [
        "4 codings of 3 passages, in the order of case, wave and place",
        "",
        "Case C1",
        "",
        "U1-wave-1  interview · U1 · wave 1",
        "",
        "  turn 1  U1  “They told me to lose some weight.”",
        "                # texts > refusal (Bo)",
        "                # work (Ann)",
        "                  memo: mine (Bo)",
        "                  memo: who are they? (Ann)",
        "",
        "  turn 1  U1  “lose some weight”",
        "                # work > going there (Ann)",
        "",
        "vedtak  written decision",
        "",
        "  at 7  “Søknaden er avslått.”",
        "          # texts > refusal (Ann)",
    ]


def test_questions_are_put_together_from_options(coded):
    def found(*asked):
        return [(each["code"], each["start"]) for each in coded("codings", S, "--json", *asked).json["codings"]]

    assert len(found()) == 3
    assert [code for code, _ in found("--code", "work")] == ["work", "work > going there", "texts > refusal"]
    assert [code for code, _ in found("--code", "work", "--only")] == ["work"]
    assert [code for code, _ in found("--speaker", "U1")] == ["work", "work > going there"]
    assert [code for code, _ in found("--kind", "written decision")] == ["texts > refusal"]
    assert [code for code, _ in found("--code", "going there", "--inside", "work")] == ["work > going there"]
    assert found("--code", "going there", "--without", "work") == []
    assert found("--code", "refusal", "--near", "going there", "--characters", "9000") == []
    assert [code for code, _ in found("--near", "going there")] == ["work"]
    assert [code for code, _ in found("--by", "Ann", "--source", "vedtak")] == ["texts > refusal"]
    assert "--near" in coded("codings", S, "--turns", "2").err
    assert "not in both" in coded("codings", S, "--near", "work", "--turns", "2", "--characters", "2").err
    assert coded("codings", S, "--by", "Nobody").code == 2


def test_shared_words_and_what_is_around_are_given_on_demand(coded):
    (work,) = coded(
        "codings", S, "--code", "work", "--only", "--overlapping", "going there", "--context", "1", "--json"
    ).json["codings"]
    assert [each["quote"] for each in work["shared"]] == ["lose some weight"]
    assert work["before"].startswith("I: Did you go?")
    assert work["after"].strip() == "I: And then?"
    lines = coded(
        "codings", S, "--code", "work", "--only", "--overlapping", "going there", "--context", "1"
    ).out.splitlines()
    assert [line.strip() for line in lines[6:]] == [
        "I: Did you go?",
        "turn 1  U1  “They told me to lose some weight.”",
        "I: And then?",
        "# work",
        "shared words: “lose some weight”",
        "memo: who are they?",
    ]


def test_of_many_passages_the_first_are_shown_and_it_is_said_how_many_more(coded):
    out = coded("codings", S, "--limit", "1").out
    assert "They told me" in out
    assert out.splitlines()[-1] == "2 more passages; show all of them with --limit 0."
    assert len(coded("codings", S, "--limit", "1", "--json").json["codings"]) == 3


@pytest.mark.parametrize("table", ["t.csv", "t.tsv", "t.xlsx"])
def test_a_table_of_codings_comes_back_with_who_gave_which_code_and_why(coded, table):
    """Two people gave one passage different codes, one of them with a name that looks like a path or a list."""
    coded("code", S, "vedtak", "refusal", "--at", "0:6", "--memo", "hers")
    with ie.open_study(S, person="Bo") as study:
        words = study.source("vedtak").passage(0, 6)
        study.code_many([(words, study.add_code("a > b; c"), "his"), (words, "refusal")])
        given = {
            (each.path, each.coding.by, each.coding.memo, each.coding.at, each.coding.id) for each in study.codings()
        }
    coded("codings", S, "-o", table)
    with ie.open_study(S, person="Bo") as study:
        study.remove_coding([each.coding for each in study.codings()])
        codes = len(study.codebook)
        study.import_file(table)
        came = {
            (each.path, each.coding.by, each.coding.memo, each.coding.at, each.coding.id) for each in study.codings()
        }
        assert (came, len(study.codebook)) == (given, codes)


def test_a_table_of_codings_is_written_without_formulas(coded, tmp_path):
    coded("code", S, "vedtak", "refusal", "--at", "0:6", "--memo", "=1+1")
    assert coded("codings", S, "-o", "t.csv").out == "Wrote t.csv: 4 codings, a row each.\n"
    with (tmp_path / "t.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["source"], row["turn"], row["code"]) for row in rows[:2]] == [
        ("U1-wave-1", "1", "work"), ("U1-wave-1", "1", "work > going there"),
    ]  # fmt: skip
    assert [row["memo"] for row in rows if row["start"] == "0"] == ["'=1+1"]
    assert coded("codings", S, "-o", "t.xlsx", "--json").json == {"table": "t.xlsx", "codings": 4}
    ran = coded("codings", S, "-o", "t.doc")
    assert (ran.code, ran.err.startswith("t.doc: ")) == (2, True)


def test_only_the_one_coding_that_is_meant_is_taken_away(coded):
    coded("code", S, "U1-wave-1", "work", "--words", "told me", "--person", "Ann")
    ran = coded("uncode", S, "U1-wave-1", "work", "--words", "They told", "--person", "Ann")
    assert (ran.code, "several passages there have it" in ran.err) == (2, True)
    ran = coded("uncode", S, "U1-wave-1", "going there", "--words", "lose", "--person", "Bo")
    assert (
        ran.err == "The code “going there”: “Bo” did not code these words with it, but Ann did; name whose with --by.\n"
    )
    ran = coded("uncode", S, "U1-wave-1", "going there", "--words", "lose", "--by", "Ann", "--person", "Bo")
    assert ran.out.startswith("No longer coded: “lose some weight”")
    assert len(coded("codings", S, "--json").json["codings"]) == 3
    assert coded("undo", S, "--person", "Bo").code == 0
    assert len(coded("codings", S, "--json").json["codings"]) == 4


def test_a_rule_shows_first_and_codes_only_when_told(coded):
    ran = coded("autocode", S, "going there", "--words", "go", "--words", "went", "--person", "Ann")
    assert ran.out.splitlines()[0] == "“going there” for: words “go”, “went”"
    assert ran.out.splitlines()[-1] == "Nothing is coded yet. Code 2 passages with --apply."
    assert len(coded("codings", S, "--json").json["codings"]) == 3
    ran = coded("autocode", S, "going there", "--words", "go", "--words", "went", "--apply", "--person", "Ann")
    assert ran.out.splitlines()[-1] == "Coded 2 passages, as one step to undo."
    ran = coded("autocode", S, "going there", "--words", "go", "--words", "went", "--apply", "--person", "Ann")
    assert ran.out.splitlines()[-1] == "Nothing would be coded. 2 places that fit have it already."
    assert coded("undo", S, "--person", "Ann").code == 0
    assert len(coded("codings", S, "--json").json["codings"]) == 3


def test_a_rule_for_whole_turns_shows_them_whole_with_who_speaks(coded):
    out = coded(
        "autocode", S, "work", "--words", "weight", "--words", "home", "--extend", "turn", "--source", "U1-wave-1"
    ).out
    assert "weight" in out
    offered = coded("autocode", S, "work", "--speaker", "I", "--json").json
    assert (offered["applied"], [each["quote"] for each in offered["passages"]]) == (0, ["Did you go?", "And then?"])
    assert coded("autocode", S, "work").err.startswith("The rule: say what to look for")
    assert "no regular expression" in coded("autocode", S, "work", "--pattern", "(").err


def test_codes_are_renamed_moved_merged_and_removed_with_their_codings_kept(coded):
    assert coded("change-code", S, "work", "--name", "arbeid").out == "Changed “arbeid”.\n"
    assert coded("move-code", S, "going there", "--top").out == "Moved “going there”.\n"
    assert (
        coded("move-code", S, "going there", "--under", "texts", "--json").json["code"]["path"] == "texts > going there"
    )
    assert coded("move-code", S, "arbeid").err.startswith("Invalid value: say where to put it")
    assert coded("change-code", S, "arbeid").err.startswith("Invalid value: say what to change")
    assert coded("merge-codes", S, "going there", "--into", "refusal").out == "Merged into “texts > refusal”.\n"
    ran = coded("remove-code", S, "refusal")
    assert ran.code == 2
    assert ran.err == (
        "The code “refusal”: it has 2 codings in 2 sources; say --codings to-parent to give them to the code above, "
        "or --codings remove.\n"
    )
    assert coded("remove-code", S, "refusal", "--codings", "remove").err == (
        "The code “refusal” is still used by memo What was said of “going there”; change or remove those first.\n"
    )
    (said,) = coded("memos", S, "--json").json["memos"]
    assert coded("memo", S, said["text"], "--change", said["id"][:8], "--about", "code texts").code == 0
    assert coded("remove-code", S, "refusal", "--codings", "remove").out == (
        "Removed “texts > refusal”. Bring it back with: ieworkbench undo s.iestudy\n"
    )
    assert coded("undo", S).code == 0
    assert len(coded("codings", S, "--json").json["codings"]) == 3


def test_memos_are_dated_named_and_have_versions(coded):
    ran = coded("memo", S, "Ask [[U1]] again.", "--about", "code work", "--title", "To do", "--person", "Ann")
    assert ran.out.startswith("Noted on code work (")
    memo = coded("memos", S, "--json").json["memos"][0]
    assert (memo["title"], memo["about"]["name"], memo["mentions"], memo["version"]) == (
        "To do",
        "code work",
        ["U1"],
        1,
    )
    assert coded("memo", S, "Ask [[U1]] tomorrow.", "--change", memo["id"][:8]).out.startswith(
        "Noted on code work, version 2"
    )
    assert coded("memos", S, "--mentioning", "U1").out.splitlines()[1] == "  Ask [[U1]] tomorrow."
    assert coded("memos", S, "--about", "U1").out == "No memos.\n"
    assert coded("memo", S, "What puzzles me", "--problematic").out.startswith("Noted on the study")
    assert "leave out" in coded("memo", S, "x", "--problematic", "--title", "y").err
    assert coded("memo", S, "x", "--about", "nobody").code == 2
    (coding,) = coded("codings", S, "--code", "going there", "--json").json["codings"]
    assert "“lose some weight”" in coded("memo", S, "why?", "--about", f"coding {coding['id']}").out


def test_agreement_puts_the_differing_passages_before_the_numbers(coded):
    coded("code", S, "U1-wave-1", "work", "--turn", "3", "--person", "Bo")
    out = coded("agreement", S, "--code", "work").out
    assert out.startswith("Agreement by turn\ncoders: Ann, Bo · 4 turns of 1 source · 1 code\n")
    assert out.index("They told me") < out.index("Numbers")
    assert "1 source coded by fewer than two" in out
    found = coded("agreement", S, "--code", "work", "--coded-only", "--json").json
    assert (found["unit"], found["coded_only"], found["units"]) == ("turn", True, 2)
    first = found["disagreements"][0]
    assert [(each["coder"], each["codes"]) for each in first["given"]] == [("Ann", ["work"]), ("Bo", [])]
    assert {"code", "measure", "coders", "value", "unit", "units", "sources", "why"} <= set(found["measures"][0])
    assert coded("agreement", S, "--unit", "page").code == 2


def test_agreement_hardly_below_zero_is_zero(coded, tmp_path):
    """One turn of 300 coded by one of two: kappa is -1/599."""
    tmp_path.joinpath("long.txt").write_text("I: Why?\nU1: No.\n" * 150, "utf-8")
    coded("add", S, "long.txt", "--kind", "interview")
    for turn, person in (("1", "Ann"), ("2", "Bo")):
        coded("code", S, "long", "going there", "--turn", turn, "--person", person)
    coded("code", S, "long", "work", "--turn", "1", "--person", "Ann")
    lines = coded("agreement", S, "--source", "long", "--code", "work").out.splitlines()
    assert [each.split()[3] for each in lines if "Fleiss" in each] == ["0.00"]


def test_who_did_it_is_in_the_journal(coded, tmp_path):
    with ie.open_study(tmp_path / S) as study:
        assert {each.by for each in study.history() if "code" in each.verb} == {"Ann"}


def test_words_of_others_cannot_steer_the_terminal(filled):
    evil = "a\x1b[2Jb"
    assert filled("add-code", S, "work", "--definition", evil).code == 0
    assert filled("code", S, "U1-wave-1", "work", "--turn", "1", "--memo", evil).code == 0
    assert filled("memo", S, evil, "--title", evil).code == 0
    for words in (("codes", S), ("codings", S), ("memos", S), ("show", S, "U1-wave-1")):
        assert "\x1b" not in filled(*words).out


@pytest.mark.parametrize("width", ["40", "80"])
def test_nothing_is_wider_than_the_terminal(coded, monkeypatch, width):
    monkeypatch.setenv("COLUMNS", width)
    for words in (("codes", S), ("codings", S, "--context", "1"), ("show", S, "U1-wave-1"), ("memos", S)):
        assert max(map(len, coded(*words).out.splitlines())) <= int(width)


def test_links_are_listed_with_what_they_join(coded):
    assert coded("links", S).out == "No links.\n"
    with ie.open_study(S, person="Ann") as study:
        study.link("code work", "contradicts", "code refusal", note="as she tells it")
    told = coded("links", S).out.splitlines()
    assert told[0].split() == ["from", "link", "to", "note", "by"]
    assert told[1].startswith("code work  contradicts  code texts > refusal  as she tells it")
    (link,) = coded("links", S, "--of", "code work", "--json").json["links"]
    assert (link["kind"], link["from"]["name"], link["to"]["name"], link["direction"]) == (
        "contradicts", "code work", "code texts > refusal", "one way",
    )  # fmt: skip
    assert coded("links", S, "--of", "U1").out == "No links.\n"


def test_turns_in_a_row_and_sections_are_coded_whole(coded):
    ran = coded("code", S, "U1-wave-1", "work", "--turn", "2:3", "--person", "Bo")
    assert ran.out == "Coded “And then? U1: I went home.” (U1-wave-1 56:82, turns 2–3) with work.\n"
    whole = coded("code", S, "vedtak", "work", "--section", "0", "--json").json["coding"]
    assert whole["start"] == 0
    assert "there is no section 99" in coded("code", S, "vedtak", "work", "--section", "99").err


def test_some_codings_get_a_code_of_their_own_as_one_step(coded):
    ran = coded("split-code", S, "work", "waiting", "--source", "U1-wave-1", "--person", "Ann")
    assert ran.out == "“waiting” has 1 coding of “work” now.\n"
    assert coded("codings", S, "--code", "waiting", "--json").json["codings"][0]["by"] == "Ann"
    assert coded("undo", S, "--person", "Ann").out == (
        "Undone: split code work into waiting. Make it again with: ieworkbench redo s.iestudy --person Ann\n"
    )
    assert "none of its codings fit" in coded("split-code", S, "work", "x", "--overlapping", "refusal").err
    assert "say which of its codings" in coded("split-code", S, "work", "x").err


def test_tables_about_codes_are_there_for_those_who_ask(coded, tmp_path):
    assert coded("codings", S, "--matrix", "source").out.splitlines() == [
        "1: the code occurs there",
        "code                U1-wave-1  vedtak",
        "work                        1",
        "work > going there          1",
        "texts > refusal                     1",
    ]
    assert coded("codings", S, "--together", "turn").out.splitlines() == [
        "in the same turn; a code with itself: in how many it occurs at all. 1 passage belongs to no turn and counts nowhere.",
        "code                  1  2  3",
        "1 work                1  1",
        "2 work > going there  1  1",
        "3 texts > refusal           0",
    ]  # fmt: skip
    assert coded("codings", S, "--together", "overlap", "--json").json["rows"][0]["numbers"] == [1, 1, 0]
    assert coded("codings", S, "--matrix", "by", "--counts", "-o", "t.csv").out == "Wrote t.csv: 3 codes, a row each.\n"
    with (tmp_path / "t.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file))[:2] == [["code", "Ann"], ["work", "1"]]
    assert "ask for --matrix" in coded("codings", S, "--together", "turn", "--counts").err
    assert "columns can be" in coded("codings", S, "--matrix", "month").err


def test_history_can_be_kept_to_one_person(coded):
    coded("add-code", S, "waiting", "--person", "Bo")
    assert [each["by"] for each in coded("history", S, "--by", "Bo", "--json").json["changes"]] == ["Bo"]
    assert coded("history", S, "--by", "Cy").out == "“Cy” has changed nothing.\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["U9"], "U9"),
        (["--language", "xx"], "views are written in one of: en, nb, nn"),
        (["U1-wave-1", "--words", "lose some weight"], "name the code after the source"),
        (["--port", "0"], "--port"),
        (["--idle", "0"], "--idle"),
    ],
)
def test_what_the_browser_cannot_open_is_one_sentence(filled, words, said):
    ran = filled("code", "s.iestudy", *words)
    assert ran.code == 2
    assert said in ran.err
    assert ran.err.count("\n") == 1
    assert ran.out == ""
