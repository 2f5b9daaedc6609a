"""Every command, for people and as JSON, with its exit code."""

from __future__ import annotations

import hashlib
import json

import pytest
from typer import Context
from typer.main import get_command

from ieworkbench.cli.options import app, app_for
from ieworkbench.study import read_manifest


def test_new_says_what_to_do_next(run):
    ran = run("new", "my study.iestudy", "--title", "T", "--standpoint", "S")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "Made my study.iestudy. Add interviews and documents with: ieworkbench add 'my study.iestudy' FILE ...\n"
    )
    assert run("new", "c.iestudy", "--title", "T", "--standpoint", "S", "--json").json == {
        "study": "c.iestudy", "title": "T", "standpoint": "S",
    }  # fmt: skip


def test_read_as_json_has_the_shape_others_rely_on(run, put):
    put("talk.txt")
    found = run("read", "talk.txt", "--json").json
    assert list(found) == ["title", "language", "content", "content_sha256", "turns", "sections", "warnings", "origin"]
    assert found["content_sha256"] == hashlib.sha256(found["content"].encode()).hexdigest()
    assert len(found["turns"]) == 4
    turn = found["turns"][1]
    assert {"start", "end", "speaker", "start_ms", "end_ms"} <= set(turn)
    assert found["content"][turn["start"] : turn["end"]] == "They told me to lose some weight."
    assert (turn["speaker"], turn["start_ms"]) == ("U1", None)
    assert all({"start", "end", "kind", "level"} <= set(section) for section in found["sections"])
    assert found["origin"]["file_name"] == "talk.txt"
    assert found["origin"]["options"] == {}


def test_warnings_as_json_have_their_places(run, put):
    put("talk.txt", "A: bl\xe5b\xe6r\nB: ja\n".encode("cp1252"))
    warnings = run("read", "talk.txt", "--json").json["warnings"]
    assert warnings
    assert all(set(each) == {"code", "message", "start", "end"} for each in warnings)


def test_read_shows_turns_with_speakers_in_an_even_margin_and_no_label_twice(run, put):
    put("talk.txt")
    ran = run("read", "talk.txt")
    head, facts, empty, *lines = ran.out.splitlines()
    assert (head, empty, ran.code) == ("talk", "", 0)
    assert facts == "talk.txt · read as txt · 83 characters · utf-8 · 4 turns (I, U1)"
    assert lines[:4] == [
        "I   Did you go?",
        "U1  They told me to lose some weight.",
        "I   And then?",
        "U1  I went home.",
    ]


def test_read_breaks_lines_only_where_a_width_is_known(run, put, monkeypatch):
    put("talk.txt", "I: " + "word " * 60 + "\nU1: yes\nI: no\nU1: yes\n")
    assert max(map(len, run("read", "talk.txt").out.splitlines())) > 250
    monkeypatch.setenv("COLUMNS", "40")
    lines = run("read", "talk.txt").out.splitlines()
    assert max(map(len, lines)) <= 40
    assert lines[4].startswith("I   word word")
    assert lines[5].startswith("    word word")


def test_a_file_cannot_steer_the_terminal(run, put):
    put("talk.txt", "I: \x1b[2Jhello\x9b\nU1: yes\x07\nI: no\nU1: yes\n")
    out = run("read", "talk.txt").out
    assert "␛[2Jhello" in out
    assert not set(out) & {"\x1b", "\x07", "\x9b"}


def test_read_takes_the_options_of_reading(run, put):
    put("x.dat", "Kari: bl\xe5tt\nOla: nei\nKari: jo\n".encode("cp1252"))
    found = run("read", "x.dat", "--format", "txt", "--encoding", "cp1252", "--speaker", "Kari", "--json").json
    assert [turn["speaker"] for turn in found["turns"]] == ["Kari", "Kari"]
    found = run(
        "read", "x.dat", "--format", "txt", "--encoding", "cp1252", "--speaker-pattern", "(Ola):", "--json"
    ).json
    assert [turn["speaker"] for turn in found["turns"]] == ["Ola"]
    assert run("read", "x.dat", "--format", "txt", "--encoding", "cp1252", "--cleaned").out.startswith("Kari: blått\n")


def test_add_says_what_became_of_each_file_and_leaves_1_if_one_is_refused(filled, put):
    put("ny møte 😀.txt", "A: en\nB: to\n")
    ran = filled("add", "s.iestudy", "ny møte 😀.txt", "vedtak.txt", "nei.txt")
    assert ran.code == 1
    assert ran.out.splitlines()[2:5] == [
        "refused: vedtak.txt: this very file is already in the study as “vedtak”; nothing was added.",
        "refused: nei.txt: there is no such file; check the name and the folder.",
        "1 added, 1 with warnings; 2 refused.",
    ]
    put("til.txt", "A: tre\n")
    found = filled("add", "s.iestudy", "til.txt", "nei.txt", "--json")
    assert found.code == 1
    assert found.json == {
        "added": [{"file": "til.txt", "source": "til", "turns": 0, "warnings": 0}],
        "warned": [],
        "refused": [{"file": "nei.txt", "why": "nei.txt: there is no such file; check the name and the folder."}],
    }


def test_a_dry_run_shows_and_does_not_do(filled, put):
    put("ny.txt", "A: en\n")
    ran = filled("add", "s.iestudy", "ny.txt", "vedtak.txt", "--case", "C9", "--dry-run")
    assert ran.code == 1
    assert "case C9" in ran.out
    assert ran.out.splitlines()[-2:] == [
        "would be refused: vedtak.txt: this very file is already in the study as “vedtak”; nothing was added.",
        "1 file to add, 1 would be refused.",
    ]
    found = filled("add", "s.iestudy", "ny.txt", "--case", "C9", "--dry-run", "--json")
    assert (found.code, found.json["files"][0]["new"], found.json["files"][0]["problem"]) == (0, ["case C9"], "")
    assert len(filled("sources", "s.iestudy", "--json").json["sources"]) == 2


def test_a_manifest_is_guessed_shown_and_added(filled, put, tmp_path):
    put("files/intervjuer/U2-wave1.txt", "I: a\nU2: b\nI: c\nU2: d\n")
    put("files/letters.json", "[]")
    ran = filled("manifest", "files")
    assert ran.out.splitlines() == [
        "Wrote files/manifest.csv: 1 file, the kind guessed for 1.",
        "Passed over, as no reader knows them: 1 .json.",
        "Correct it in a spreadsheet, then: ieworkbench add STUDY --manifest files/manifest.csv",
    ]
    assert filled("manifest", "files").err == (
        "files/manifest.csv: there is already a file of this name; open it, or choose another name.\n"
    )
    assert (
        filled("manifest", "files", "-o", "m.xlsx", "--json").json["files"][0]["file"]
        == "files/intervjuer/U2-wave1.txt"
    )
    assert len(read_manifest(tmp_path / "m.xlsx")) == 1
    ran = filled("add", "s.iestudy", "--manifest", "m.xlsx")
    assert ran.code == 0
    assert "1 file to add, 0 would be refused.\n\nadded" in ran.out
    assert ran.out.splitlines()[-1] == "1 added; 0 refused."


def test_sources_for_people_leaves_out_empty_columns(filled):
    lines = filled("sources", "s.iestudy").out.splitlines()
    assert lines[0].split() == ["source", "kind", "case", "informant", "wave", "lang", "letters", "turns"]
    assert lines[1].split() == ["U1-wave-1", "interview", "C1", "U1", "1", "en", "83", "4"]
    assert len(lines) == 3
    rows = filled("sources", "s.iestudy", "--json").json["sources"]
    assert [(row["id"], row["kind"], row["cases"], row["wave"]) for row in rows] == [
        ("U1-wave-1", "interview", "C1", 1), ("vedtak", "written decision", "C1", None),
    ]  # fmt: skip


def test_an_empty_study_says_what_to_do(run):
    run("new", "e.iestudy", "--title", "T", "--standpoint", "S")
    assert run("sources", "e.iestudy").out == "No sources yet. Add some with: ieworkbench add STUDY FILE ...\n"
    assert run("history", "e.iestudy").out == "Nothing was changed yet.\n"
    assert run("find", "e.iestudy", "x").out == "These words stand in none of the sources.\n"
    assert run("check", "e.iestudy").code == 0


def test_find_shows_words_in_their_surroundings_under_one_another(filled, monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    lines = filled("find", "s.iestudy", "lose").out.splitlines()
    assert lines[0] == "U1-wave-1  interview · case C1 · wave 1"
    assert lines[1].split()[:2] == ["35", "U1"]
    assert "…" in lines[1]
    assert len(lines[1]) <= 60
    quotes = [each["quote"] for each in filled("find", "s.iestudy", "t*", "--json").json["passages"]]
    assert quotes == ["They", "told", "to", "then"]
    lines = filled("find", "s.iestudy", "t*").out.splitlines()[1:]
    assert [line[29 : 29 + len(quote)] for line, quote in zip(lines, quotes, strict=True)] == quotes
    found = filled("find", "s.iestudy", "avslatt", "--json").json
    assert (found["more"], [(each["source"], each["quote"]) for each in found["passages"]]) == (
        False,
        [("vedtak", "avslått")],
    )
    found = filled("find", "s.iestudy", "i", "--limit", "1", "--json").json
    assert (found["more"], len(found["passages"])) == (True, 1)
    assert filled("find", "s.iestudy", "i", "--limit", "1").out.endswith(
        "There is more; show all of it with --limit 0.\n"
    )


def test_history_undo_and_redo(filled):
    ran = filled("history", "s.iestudy")
    assert [line.split()[-3:] for line in ran.out.splitlines()[1:]] == [
        ["add", "source", "U1-wave-1"], ["add", "source", "vedtak"],
    ]  # fmt: skip
    assert filled("undo", "s.iestudy").out == (
        "Undone: add source vedtak. Make it again with: ieworkbench redo s.iestudy\n"
    )
    assert filled("history", "s.iestudy").out.splitlines()[2].endswith("undone")
    assert filled("redo", "s.iestudy").out == "Done again: add source vedtak.\n"
    assert filled("redo", "s.iestudy").err == "There is nothing to redo.\n"
    undone = filled("undo", "s.iestudy", "--json").json["undone"]
    assert (undone["verb"], undone["what"], undone["undone"]) == ("add source", "vedtak", True)
    assert filled("redo", "s.iestudy", "--json").json["redone"]["undone"] is False
    changes = filled("history", "s.iestudy", "--json").json["changes"]
    assert [each["verb"] for each in changes] == ["add source", "add source", "undo", "redo", "undo", "redo"]
    assert {"number", "at", "by", "verb", "what", "undone"} <= set(changes[0])


def test_replace_says_what_became_of_the_passages(filled, put):
    put("new.txt", "I: Did you go at all?\nU1: They told me.\nI: And then?\nU1: I went home.\n")
    assert filled("replace", "s.iestudy", "U1-wave-1", "new.txt").out == "U1-wave-1 is now version 2.\n"
    assert filled("undo", "s.iestudy").code == 0
    found = filled("replace", "s.iestudy", "U1-wave-1", "new.txt", "--json").json
    assert found == {"source": "U1-wave-1", "version": 2, "carried": [], "changed": [], "orphaned": []}


def test_check_leaves_1_if_something_is_found_and_groups_what_is_alike(filled, put):
    ran = filled("check", "s.iestudy")
    assert ran.code == 1
    assert ran.out.splitlines() == [
        "It is not said from which level they speak; change the informant.",
        "  informant U1",
        "It is not said what they have agreed to; change the informant.",
        "  informant U1",
        "2 problems.",
    ]
    found = filled("check", "s.iestudy", "--json")
    assert (found.code, [each["code"] for each in found.json["problems"]]) == (1, ["level-unknown", "consent-unknown"])
    assert set(found.json["problems"][0]) == {"code", "record", "message"}


def test_of_very_many_records_with_one_problem_the_first_are_named_and_the_rest_counted(capsys):
    from ieworkbench.cli.listings import print_problems
    from ieworkbench.study.checks import Problem
    from ieworkbench.study.table import Table

    print_problems(Table("problems", [Problem("x", f"source s{number}", "Look at it.") for number in range(1_043)]))
    out = capsys.readouterr().out
    assert "source s39, and 1,003 more (all of them with --json)" in " ".join(out.split())
    assert "source s40" not in out


def test_formats_are_listed(run):
    assert run("formats").out.splitlines()[1].split()[:2] == ["docx", ".docx"]
    listed = {each["name"]: each for each in run("formats", "--json").json["formats"]}
    assert ".vtt" in listed["vtt"]["suffixes"]
    assert set(listed["vtt"]) == {"name", "title", "suffixes"}


@pytest.mark.parametrize("words", [["--help"], *([each, "--help"] for each in (
    "new", "read", "add", "manifest", "sources", "show", "find", "history", "undo", "redo", "replace", "check", "formats",
    "demo", "codes", "add-code", "change-code", "move-code", "merge-codes", "remove-code", "code", "uncode", "codings",
    "autocode", "agreement", "memo", "memos", "links", "import", "export", "archive", "open-archive", "merge", "conflicts",
))], ids=" ".join)  # fmt: skip
def test_help_reads_well(run, words):
    ran = run(*words)
    assert ran.code == 0
    assert max(map(len, ran.out.splitlines())) <= 80
    assert not any(ugly in ran.out for ugly in ("{", "<int range>"))
    assert not [line for line in ran.out.splitlines() if line.endswith("...") and not line.startswith("Usage:")]
    assert "\n  --help" in ran.out


def test_every_command_stands_in_the_help_under_its_family(run):
    families = run("--help").out.split("\n\n")[3:]
    assert [family.split(":")[0] for family in families] == [
        "Sources", "The codebook", "Coding and finding again", "Memos and links", "The chain of action", "Comparing",
        "Reporting",
        "Other programs, and copies", "The study file",
    ]  # fmt: skip
    assert sum(len(family.strip().splitlines()) - 1 for family in families) == len(app.registered_commands)


def test_a_command_that_is_worked_out_alone_is_the_same_as_among_all_others(run):
    every = get_command(app)
    for name in every.commands:
        alone = get_command(app_for([name, "s.iestudy"]))
        assert list(alone.commands) == [name]
        usage, whole = (each.commands[name].get_help(Context(each)) for each in (alone, every))
        assert usage == whole
    assert [app_for(words) for words in ([], ["--help"], ["bogus"], ["--version", "new"])] == [app] * 4


def test_the_journal_names_the_person_that_was_given(run, put):
    put("talk.txt")
    run("new", "p.iestudy", "--title", "T", "--standpoint", "S", "--person", "Ann")
    assert run("add", "p.iestudy", "talk.txt", "--person", "Ann").code == 0
    assert run("undo", "p.iestudy", "--person", "Bo").err == (
        "There is nothing to undo of what “Bo” did; the last change is of “Ann”, under whose name it can be undone.\n"
    )
    assert run("undo", "p.iestudy", "--person", "Ann").code == 0
    assert run("redo", "p.iestudy", "--person", "Ann").code == 0
    assert {each["by"] for each in run("history", "p.iestudy", "--json").json["changes"]} == {"Ann"}


@pytest.mark.parametrize("command", ["sources", "find", "history", "check", "undo"])
def test_a_missing_study_is_wrong_use(run, command):
    ran = run(command, "no.iestudy", *(["x"] if command == "find" else []))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "no.iestudy: there is no study here; make one with `ieworkbench new`, or check the path.\n"


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["read", "no.txt"], 2, "no.txt: there is no such file; check the name and the folder."),
        (["read", "."], 2, ".: this is a folder; name the files in it, or make a manifest of it first."),
        (["read", "x.zzz"], 2, "x.zzz: this kind of file is not known here; say which format it is to be: docx"),
        (["read", "empty.txt"], 1, "empty.txt: the file is empty; check that it was saved or copied completely."),
        (["read", "vedtak.txt", "--speaker-pattern", "(["], 2, "The speaker pattern “([”: this is not a regular expression"),
        (["read", "vedtak.txt", "--format", "word"], 2, "vedtak.txt: "),
        (["read", "vedtak.txt", "--encoding", "ascii"], 1, "vedtak.txt, byte 8: this is not text in ascii"),
        (["sources", "."], 2, ".: this is not an ieworkbench study"),
        (["sources", "vedtak.txt"], 2, "vedtak.txt: this is not an ieworkbench study"),
        (["new", "s.iestudy", "--title", "T", "--standpoint", "S"], 2, "s.iestudy: there is already a file of this name"),
        (["new", "n.iestudy", "--title", "", "--standpoint", "S"], 2, "The study: it needs a title"),
        (["add", "s.iestudy", "vedtak.txt", "--kind", "letr"], 2, "The kind “letr”: this is no kind we know; did you mean “letter”?"),
        (["add", "s.iestudy", "vedtak.txt", "--speaker-pattern", "(["], 2, "The speaker pattern “([”"),
        (["add", "s.iestudy", "vedtak.txt", "--case", "x" * 101], 2, "The case “xxx"),
        (["add", "s.iestudy", "--manifest", "no.csv"], 2, "no.csv: there is no such file"),
        (["replace", "s.iestudy", "U1-wave-2", "vedtak.txt"], 2, "There is no source “U1-wave-2” in this study; did you mean U1-wave-1"),
        (["manifest", "no"], 2, "no: there is no such file"),
        (["manifest", "s.iestudy"], 2, "The folder “s.iestudy”: this is a file"),
        (["manifest", ".", "-o", "no/m.csv"], 2, "The manifest “no/m.csv”: it cannot be written there"),
        (["add", "s.iestudy"], 2, "Invalid value: name the files to add, or a manifest with --manifest. See: ieworkbench add --help"),
        (["add", "s.iestudy", "a", "--manifest", "m.csv"], 2, "Invalid value: give either a manifest, or files"),
        (["add", "s.iestudy", "--kind", "letter", "--manifest", "m.csv"], 2, "Invalid value: give either a manifest, or files"),
        (["add", "s.iestudy", "a", "--wave", "0"], 2, "Invalid value for '--wave'"),
        (["add", "s.iestudy", "a", "--wave", "one"], 2, "Invalid value for '--wave'"),
        (["find", "s.iestudy", "a", "--limit", "-1"], 2, "Invalid value for '--limit'"),
        (["find", "s.iestudy"], 2, "Missing argument 'WORDS'"),
        (["new"], 2, "Missing argument 'STUDY'"),
        (["bogus"], 2, "No such command 'bogus'. See: ieworkbench --help"),
        (["sources", "s.iestudy", "--nope"], 2, "No such option: --nope"),
    ],
    ids=lambda value: " ".join(value)[:50] if isinstance(value, list) else None,
)  # fmt: skip
def test_an_error_is_one_sentence_on_the_error_stream(filled, put, words, code, sentence):
    put("empty.txt", b"")
    put("x.zzz", "what is it\n")
    ran = filled(*words)
    assert (ran.code, ran.out) == (code, "")
    assert ran.err.startswith(sentence)
    assert ran.err.count("\n") == 1


def test_without_a_command_it_says_what_there_is(run):
    ran = run()
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("Usage: ieworkbench [OPTIONS] COMMAND")
    assert "\n  read " in ran.err


def test_what_nobody_foresaw_is_one_line_without_any_words_of_a_source(run, put, monkeypatch):
    import ieworkbench.importers

    def fail(*_, **__):
        raise KeyError("words that somebody said")

    put("a.txt")
    monkeypatch.setattr(ieworkbench.importers, "read_source", fail)
    ran = run("read", "a.txt")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("ieworkbench itself failed here (KeyError in test_commands.py, line ")
    assert "somebody" not in ran.err


def test_stopping_by_hand_says_what_is_kept(run, put, monkeypatch):
    import ieworkbench.importers

    def stop(*_, **__):
        raise KeyboardInterrupt

    put("a.txt")
    monkeypatch.setattr(ieworkbench.importers, "read_source", stop)
    ran = run("read", "a.txt")
    assert (ran.code, ran.err) == (130, "Stopped; what was done so far is kept.\n")


def test_json_goes_through_any_encoding_of_the_terminal():
    from ieworkbench.cli.output import _escaped

    assert [_escaped(letter) for letter in "å😀"] == ["\\u00e5", "\\ud83d\\ude00"]
    assert json.loads('"' + "".join(map(_escaped, "å😀")) + '"') == "å😀"
